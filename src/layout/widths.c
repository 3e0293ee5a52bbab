#include "layout/widths.h"

#include "document/wording.h"
#include "layout/paragraph.h"

#include <stdio.h>
#include <string.h>

bool
kx_table_has_bar(const struct kx_table_setting *table, const struct kx_block *cell)
{
	return table->bar_width > 0 && (cell->bar > 0 || cell->bar_against > 0);
}

const char *
kx_table_cell_style(const struct kx_block *row, const struct kx_block *cell)
{
	if (row->head)
		return "cell-head";
	if (kx_grid_is_group(row))
		return "cell-group";
	if (cell->align == KX_ALIGN_RIGHT)
		return "cell-number";
	return cell->head ? "cell-label" : "cell";
}

const char *
kx_table_words_style(const struct kx_block *words, const char *of_cell)
{
	return words->style != NULL && strcmp(words->style, "body") != 0 ? words->style : of_cell;
}

kx_length
kx_table_span_width(const struct kx_table_setting *table, int column, int span)
{
	kx_length width = 0;
	int i;

	for (i = column; i < column + span && i < table->grid.columns; i++)
		width += table->widths[i] + (i > column ? table->gap : 0);
	return width;
}

/* The widest line and the longest piece of a cell's words. */
static void
measure_cell(struct kx_setting *set, const struct kx_table_setting *table, const struct kx_block *row, const struct kx_block *cell,
    kx_length *ret_natural, kx_length *ret_least)
{
	const struct kx_block *child;
	kx_length natural, least;

	*ret_natural = *ret_least = 0;
	if (cell->runs.count > 0)
		kx_paragraph_measure(set, &cell->runs, kx_table_cell_style(row, cell), ret_natural, ret_least);
	for (child = cell->first; child != NULL; child = child->next) {
		if (child->runs.count == 0)
			continue;
		kx_paragraph_measure(set, &child->runs, kx_table_words_style(child, kx_table_cell_style(row, cell)), &natural, &least);
		if (natural > *ret_natural)
			*ret_natural = natural;
		if (least > *ret_least)
			*ret_least = least;
	}
	if (kx_table_has_bar(table, cell)) {
		*ret_natural += table->bar_width;
		*ret_least += table->bar_width;
	}
}

/* ---- figures ---- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

size_t
kx_whole_part(const char *text, const char *group)
{
	size_t mark = group != NULL ? strlen(group) : 0, at = 0;

	while (text[at] != '\0' && !is_digit(text[at]))
		at++;
	if (text[at] == '\0')
		return 0;
	for (;;) {
		if (is_digit(text[at]))
			at++;
		else if (mark > 0 && strncmp(text + at, group, mark) == 0 && is_digit(text[at + mark]))
			at += mark;
		else
			return at;
	}
}

/* The words of a cell that holds one paragraph and no more, or NULL. */
static const struct kx_runs *
sole_words(const struct kx_block *cell)
{
	if (cell->first == NULL)
		return cell->runs.count > 0 ? &cell->runs : NULL;
	if (cell->runs.count > 0 || cell->first->next != NULL || cell->first->kind != KX_BLOCK_PARAGRAPH || cell->first->runs.count == 0)
		return NULL;
	return &cell->first->runs;
}

/* How wide the cell's words are up to the end of its figure's whole part, and behind it; false when it has no figure. */
static bool
split_figure(struct kx_setting *set, const struct kx_block *row, const struct kx_block *cell, kx_length *ret_whole,
    kx_length *ret_rest)
{
	const char *group = kx_wording_find(set->document->wording, KX_WORD_NUMBER_GROUP);
	const struct kx_runs *words = cell->align == KX_ALIGN_RIGHT && !row->head ? sole_words(cell) : NULL;
	const char *of_cell = kx_table_cell_style(row, cell);
	const char *style = words == &cell->runs || words == NULL ? of_cell : kx_table_words_style(cell->first, of_cell);
	kx_length natural, least;
	struct kx_runs before;
	size_t i, end = 0;

	for (i = 0; words != NULL && i < words->count && words->list[i].kind == KX_RUN_TEXT; i++)
		if ((end = kx_whole_part(words->list[i].text, group)) > 0)
			break;
	if (end == 0)
		return false;
	before.list = kx_arena_array(set->arena, i + 1, sizeof(*before.list));
	if (before.list == NULL) {
		set->failed = true;
		return false;
	}
	memcpy(before.list, words->list, (i + 1) * sizeof(*before.list));
	before.count = before.room = i + 1;
	before.list[i].text = kx_arena_copy(set->arena, words->list[i].text, end);
	set->failed = set->failed || before.list[i].text == NULL;
	if (set->failed)
		return false;
	kx_paragraph_measure(set, words, style, &natural, &least);
	kx_paragraph_measure(set, &before, style, ret_whole, &least);
	*ret_rest = natural - *ret_whole;
	return true;
}

/* What the figures of each column take when they are aligned. */
static void
measure_figures(struct kx_setting *set, struct kx_table_setting *table, kx_length *natural)
{
	kx_length wholes[KX_GRID_COLUMNS] = { 0 }, whole, rest, wide;
	const struct kx_grid_cell *cell;
	size_t r;
	int i;

	for (r = 0; r < table->grid.count; r++) {
		for (i = 0; i < table->grid.rows[r].count; i++) {
			cell = &table->grid.rows[r].cells[i];
			if (cell->span > 1 || !split_figure(set, table->grid.rows[r].row, cell->cell, &whole, &rest))
				continue;
			wholes[cell->column] = whole > wholes[cell->column] ? whole : wholes[cell->column];
			table->rests[cell->column] = rest > table->rests[cell->column] ? rest : table->rests[cell->column];
			wide = wholes[cell->column] + table->rests[cell->column] + (kx_table_has_bar(table, cell->cell) ? table->bar_width : 0);
			natural[cell->column] = wide > natural[cell->column] ? wide : natural[cell->column];
		}
	}
}

kx_length
kx_table_figure_inset(struct kx_setting *set, const struct kx_table_setting *table, const struct kx_block *row,
    const struct kx_grid_cell *cell)
{
	kx_length room = table->widths[cell->column], whole, rest;

	if (cell->span > 1 || table->rests[cell->column] < 0 || !split_figure(set, row, cell->cell, &whole, &rest))
		return 0;
	room -= kx_table_has_bar(table, cell->cell) ? table->bar_width : 0;
	return whole + table->rests[cell->column] <= room ? table->rests[cell->column] - rest : 0;
}

/* ---- widths ---- */

static void
share_widths(struct kx_table_setting *table, const kx_length *natural, const kx_length *least, kx_length room)
{
	int64_t wanted = 0, all_natural = 0, all_least = 0;
	int i;

	for (i = 0; i < table->grid.columns; i++) {
		all_natural += natural[i];
		all_least += least[i];
		wanted += natural[i] - least[i];
	}
	for (i = 0; i < table->grid.columns; i++) {
		if (all_natural <= room)
			table->widths[i] = natural[i] + (i == 0 ? (kx_length)(room - all_natural) : 0);
		else if (wanted > 0 && all_least <= room)
			table->widths[i] = least[i] + (kx_length)((room - all_least) * (natural[i] - least[i]) / wanted);
		else
			table->widths[i] = (kx_length)(room * (int64_t)(least[i] > 0 ? least[i] : 1) / (all_least > 0 ? all_least : 1));
	}
}

static void
measure_columns(struct kx_setting *set, const struct kx_table_setting *table, kx_length *natural, kx_length *least)
{
	const struct kx_grid_cell *cell;
	kx_length wide, narrow;
	size_t r;
	int i;

	for (r = 0; r < table->grid.count; r++) {
		for (i = 0; i < table->grid.rows[r].count; i++) {
			cell = &table->grid.rows[r].cells[i];
			if (cell->span > 1)
				continue;
			measure_cell(set, table, table->grid.rows[r].row, cell->cell, &wide, &narrow);
			natural[cell->column] = wide > natural[cell->column] ? wide : natural[cell->column];
			least[cell->column] = narrow > least[cell->column] ? narrow : least[cell->column];
		}
	}
}

/* A piece of a cell over several columns that is longer than they are: the last of them takes the rest. */
static void
widen_for_spans(struct kx_setting *set, const struct kx_table_setting *table, kx_length *natural, kx_length *least)
{
	const struct kx_grid_cell *cell;
	kx_length wide, narrow, have;
	int i, k, last;
	size_t r;

	for (r = 0; r < table->grid.count; r++) {
		for (i = 0; i < table->grid.rows[r].count; i++) {
			cell = &table->grid.rows[r].cells[i];
			if (cell->span < 2)
				continue;
			measure_cell(set, table, table->grid.rows[r].row, cell->cell, &wide, &narrow);
			last = cell->column + cell->span - 1;
			for (k = cell->column, have = 0; k <= last; k++)
				have += least[k] + (k > cell->column ? table->gap : 0);
			least[last] += narrow > have ? narrow - have : 0;
			natural[last] = natural[last] > least[last] ? natural[last] : least[last];
		}
	}
}

void
kx_table_find_widths(struct kx_setting *set, struct kx_table_setting *table)
{
	kx_length natural[KX_GRID_COLUMNS] = { 0 }, least[KX_GRID_COLUMNS] = { 0 }, fixed, left = 0;
	kx_length room = table->width - (table->grid.columns - 1) * table->gap;
	bool align = kx_setting_count(set, table->style, "align-figures", 0) > 0;
	char name[32];
	int column;

	for (column = 0; column < KX_GRID_COLUMNS; column++)
		table->rests[column] = -1;
	measure_columns(set, table, natural, least);
	if (align)
		measure_figures(set, table, natural);
	widen_for_spans(set, table, natural, least);
	for (column = 0; column < table->grid.columns; column++) {
		snprintf(name, sizeof(name), "column-%d", column + 1);
		fixed = kx_setting_number(set, table->style, name, 0);
		/* No piece of a word may stand out of its column, whatever a template has planned for. */
		if (fixed > 0)
			natural[column] = least[column] = fixed > least[column] ? fixed : least[column];
		if (strcmp(table->style, "two-sided") == 0)
			natural[column] = least[column] = room / table->grid.columns;
	}
	share_widths(table, natural, least, room);
	for (column = 0; column < table->grid.columns; column++) {
		table->lefts[column] = left;
		left += table->widths[column] + table->gap;
	}
}
