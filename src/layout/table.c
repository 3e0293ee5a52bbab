/*
 * Tables.
 *
 * layout/grid.h says which cell stands where, layout/widths.h how wide the
 * columns are; here the rows become slugs.
 *
 * A row is one slug, and so are rows that share a cell; head rows and group
 * rows keep the row after them.  A table breaks between rows and prints its
 * heads again, which are artifacts there: a listener has heard them.  A row
 * that takes a good part of a page may break where it must, its cells side by
 * side.
 */
#include "layout/blocks.h"
#include "layout/cells.h"
#include "layout/marks.h"
#include "layout/paragraph.h"
#include "layout/run_on.h"
#include "layout/widths.h"

#include <string.h>

/* Cells of a group stand in from its ground. */
#define GROUP_INDENT KX_PT(4)

/* The matter of the cells of one row. */
struct row_words { struct kx_galley cells[KX_GRID_COLUMNS]; kx_length top, height; };

/* The words of a row's cell in one paragraph, small print behind them in its own look. */
static void
set_run_on(struct kx_setting *set, const struct kx_block *cell, const struct kx_paragraph_options *options,
    struct kx_galley *ret_words)
{
	struct kx_runs runs = { NULL, 0, 0 };
	const struct kx_block *child;
	const char *style;

	kx_runs_follow(set, &runs, &cell->runs, NULL, 0);
	for (child = cell->first; child != NULL; child = child->next) {
		style = kx_table_words_style(child, options->style);
		kx_runs_follow(set, &runs, &child->runs, strcmp(style, options->style) != 0 ? style : NULL, 0);
	}
	if (runs.count > 0)
		kx_paragraph_set(set, ret_words, &runs, options);
}

/* The name of a group, and beside it its small print, which begins on the line of the name. */
static void
set_group(struct kx_setting *set, const struct kx_table_setting *table, const struct kx_block *cell,
    struct kx_paragraph_options *options, struct kx_galley *ret_words)
{
	kx_length left = table->group_name + table->gap, top, height;
	struct kx_galley name = { .width = table->group_name }, small = { .width = ret_words->width - left };
	const struct kx_block *child = cell->first;
	struct kx_slug *slug;

	kx_paragraph_set(set, &name, &child->runs, options);
	for (child = child->next; child != NULL; child = child->next) {
		options->style = kx_table_words_style(child, "cell-group");
		kx_paragraph_set(set, &small, &child->runs, options);
	}
	slug = kx_galley_slug(set, ret_words, 0);
	if (slug == NULL || name.slug_count == 0 || small.slug_count == 0)
		return;
	top = kx_first_baseline(&name.slugs[0]) - kx_first_baseline(&small.slugs[0]);
	slug->height = kx_galley_pour(set, &name, 0, name.slug_count, slug, 0, 0);
	height = top + kx_galley_pour(set, &small, 0, small.slug_count, slug, left, top);
	slug->height = height > slug->height ? height : slug->height;
}

/* Paragraphs and nothing else: two or more? */
static bool
is_words(const struct kx_block *cell)
{
	const struct kx_block *child;

	for (child = cell->first; child != NULL; child = child->next)
		if (child->kind != KX_BLOCK_PARAGRAPH || child->runs.count == 0)
			return false;
	return cell->first != NULL && cell->first->next != NULL && cell->runs.count == 0;
}

/* The cell's words as a galley of their own. */
static void
set_cell(struct kx_setting *set, const struct kx_table_setting *table, const struct kx_block *row, const struct kx_grid_cell *place,
    int element, struct kx_galley *ret_words)
{
	const struct kx_block *cell = place->cell, *child;
	struct kx_paragraph_options options = { .style = kx_table_cell_style(row, cell), .align = cell->align, .element = element };
	kx_length mark = 0;

	if (row->head && cell->style != NULL && (strcmp(cell->style, "yes") == 0 || strcmp(cell->style, "no") == 0))
		mark = KX_PT(16);
	options.indent = mark;
	if (kx_table_has_bar(table, cell))
		ret_words->width -= table->bar_width;
	ret_words->width -= kx_table_figure_inset(set, table, row, place);
	if (kx_grid_is_group(row) && table->group_name > 0 && is_words(cell)) {
		set_group(set, table, cell, &options, ret_words);
		return;
	}
	if (!row->head && table->run_on && is_words(cell)) {
		set_run_on(set, cell, &options, ret_words);
		return;
	}
	if (cell->runs.count > 0)
		kx_paragraph_set(set, ret_words, &cell->runs, &options);
	for (child = cell->first; child != NULL; child = child->next) {
		if (child->kind == KX_BLOCK_PARAGRAPH && child->runs.count > 0) {
			options.style = kx_table_words_style(child, kx_table_cell_style(row, cell));
			kx_paragraph_set(set, ret_words, &child->runs, &options);
		} else {
			kx_block_set(set, ret_words, child, element);
		}
	}
	if (mark > 0 && ret_words->slug_count > 0) {
		/* The mark stands on the line of the words, as large as their capitals and a little more. */
		kx_length side = kx_setting_look(set, "cell-head").size * 85 / 100;
		kx_length top = kx_first_baseline(&ret_words->slugs[0]) - side * 92 / 100;

		if (strcmp(cell->style, "yes") == 0)
			kx_mark_tick(set, &ret_words->slugs[0], 0, top, side, kx_setting_color(set, "yes"));
		else
			kx_mark_cross(set, &ret_words->slugs[0], 0, top, side, kx_setting_color(set, "no"));
	}
}

static void
draw_bar(struct kx_setting *set, const struct kx_table_setting *table, struct kx_slug *slug, const struct kx_block *cell,
    kx_length right, kx_length middle)
{
	kx_length room = table->bar_width - KX_PT(6), height = KX_PT(5);

	kx_mark_bar(set, slug, cell, (struct kx_box){ right - room, middle - height / 2, room, height }, 700);
}

static int
cell_element(struct kx_setting *set, const struct kx_block *row, const struct kx_grid_cell *place, int tr)
{
	bool head = row->head || place->cell->head || kx_grid_is_group(row);
	int element = kx_setting_element(set, head ? KX_EL_TH : KX_EL_TD, tr);

	if (element < 0)
		return -1;
	if (head)
		set->frames->elements[element].scope = row->head ? KX_SCOPE_COLUMN : KX_SCOPE_ROW;
	if (place->span > 1)
		set->frames->elements[element].column_span = place->span;
	if (place->rows > 1)
		set->frames->elements[element].row_span = place->rows;
	return element;
}

/* ---- bands: a row, or rows that share a cell ---- */

/* Set the words of each row; its height is that of its tallest cell that is its own alone. */
static void
set_band_words(struct kx_setting *set, const struct kx_table_setting *table, const struct kx_grid_row *rows, int count,
    struct row_words *words)
{
	const struct kx_grid_cell *place;
	kx_length height;
	int r, i, tr;

	for (r = 0; r < count; r++) {
		tr = kx_setting_element(set, KX_EL_TR, table->body);
		for (i = 0; i < rows[r].count; i++) {
			place = &rows[r].cells[i];
			words[r].cells[i].width = kx_table_span_width(table, place->column, place->span) -
			    (kx_grid_is_group(rows[r].row) ? GROUP_INDENT : 0);
			set_cell(set, table, rows[r].row, place, cell_element(set, rows[r].row, place, tr), &words[r].cells[i]);
			height = kx_galley_height(&words[r].cells[i], 0, words[r].cells[i].slug_count);
			if (place->rows == 1 && height > words[r].height)
				words[r].height = height;
		}
		words[r].height += 2 * table->pad;
	}
}

/* A cell of several rows that is taller than they are makes the last of them higher. */
static kx_length
stack_rows(const struct kx_table_setting *table, const struct kx_grid_row *rows, int count, struct row_words *words)
{
	kx_length height, have, top = 0;
	int r, i, k;

	for (r = 0; r < count; r++) {
		for (i = 0; i < rows[r].count; i++) {
			height = kx_galley_height(&words[r].cells[i], 0, words[r].cells[i].slug_count) + 2 * table->pad;
			for (k = r, have = 0; k < r + rows[r].cells[i].rows; k++)
				have += words[k].height;
			words[k - 1].height += height > have ? height - have : 0;
		}
	}
	for (r = 0; r < count; top += words[r].height, r++)
		words[r].top = top;
	return top;
}

/* Is the column part of a cell that goes on below row `r` of the band? */
static bool
goes_on(const struct kx_grid_row *rows, int r, int column)
{
	int k, i;

	for (k = 0; k <= r; k++)
		for (i = 0; i < rows[k].count; i++)
			if (rows[k].cells[i].column <= column && column < rows[k].cells[i].column + rows[k].cells[i].span &&
			    k + rows[k].cells[i].rows - 1 > r)
				return true;
	return false;
}

/* The rule under row `r` of the band, which does not run through cells that go on. */
static void
rule_row(struct kx_setting *set, const struct kx_table_setting *table, const struct kx_grid_row *rows, int r, kx_length y,
    struct kx_slug *slug)
{
	kx_length weight = rows[r].row->head ? 1100 : 400, left, right;
	kx_color color = kx_setting_color(set, rows[r].row->head ? "accent" : "rule");
	int first, last;

	for (first = 0; first < table->grid.columns; first = last + 1) {
		last = first;
		if (goes_on(rows, r, first))
			continue;
		while (last + 1 < table->grid.columns && !goes_on(rows, r, last + 1))
			last++;
		left = table->lefts[first];
		right = last + 1 < table->grid.columns ? table->lefts[last] + table->widths[last] : table->width;
		kx_slug_rule(set, slug, left, y, right - left, 0, weight, color);
	}
}

/* The row's words as cells of its slug, so that it may break. */
static void
hold_cells(struct kx_setting *set, const struct kx_table_setting *table, const struct kx_grid_row *row,
    const struct row_words *words, struct kx_slug *slug)
{
	int i;

	slug->cells = kx_arena_array(set->arena, (size_t)row->count, sizeof(*slug->cells));
	if (slug->cells == NULL) {
		set->failed = true;
		return;
	}
	for (i = 0; i < row->count; i++)
		slug->cells[slug->cell_count++] = (struct kx_cell){ .galley = words->cells[i], .x = table->lefts[row->cells[i].column],
		    .width = words->cells[i].width, .pad_y = table->pad };
}

static void
pour_row(struct kx_setting *set, const struct kx_table_setting *table, const struct kx_grid_row *row, const struct row_words *words,
    bool held, struct kx_slug *slug)
{
	kx_length indent = kx_grid_is_group(row->row) ? GROUP_INDENT : 0, top;
	const struct kx_grid_cell *place;
	const struct kx_galley *matter;
	int i;

	for (i = 0; i < row->count; i++) {
		place = &row->cells[i];
		matter = &words->cells[i];
		/* Heads stand on the rule; numbers stand beside the first line of their row. */
		top = words->top + (row->row->head ? words->height - table->pad - kx_galley_height(matter, 0, matter->slug_count) : table->pad);
		if (!held)
			kx_galley_pour(set, matter, 0, matter->slug_count, slug, table->lefts[place->column] + indent, top);
		if (kx_table_has_bar(table, place->cell))
			draw_bar(set, table, slug, place->cell, table->lefts[place->column] + table->widths[place->column],
			    words->top + table->pad + KX_PT(8));
	}
}

static void
set_band(struct kx_setting *set, struct kx_galley *galley, const struct kx_table_setting *table, const struct kx_grid_row *rows,
    int count)
{
	bool head = rows[0].row->head, group = kx_grid_is_group(rows[0].row), held;
	struct kx_slug *slug = kx_galley_slug(set, galley, 0);
	struct row_words words[KX_GRID_BANDED];
	int r;

	if (slug == NULL)
		return;
	memset(words, 0, sizeof(words));
	set_band_words(set, table, rows, count, words);
	slug->height = stack_rows(table, rows, count, words);
	if (group)
		kx_slug_fill(set, slug, (struct kx_box){ 0, 0, table->width, slug->height }, kx_setting_corner(set, slug->height),
		    kx_setting_color(set, "group-fill"));
	held = count == 1 && !head && !group && slug->height > set->page_height / 4;
	if (held)
		hold_cells(set, table, rows, words, slug);
	for (r = 0; r < count; r++) {
		pour_row(set, table, &rows[r], &words[r], held, slug);
		if (!group)
			rule_row(set, table, rows, r, words[r].top + words[r].height, slug);
	}
	slug->keep_next = head || group;
	slug->repeat = head ? NULL : table->heads;
}

void
kx_table_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	struct kx_table_setting table = { .style = block->style != NULL ? block->style : "table", .width = galley->width };
	size_t first = galley->slug_count, r;
	const struct kx_grid_row *row;
	int in_head = -1;

	if (!kx_grid_place(set, block, table.style, &table.grid) || table.grid.columns == 0)
		return;
	if (kx_setting_count(set, table.style, "stack", 0) > 0) {
		kx_stack_set(set, galley, block, parent);
		return;
	}
	table.gap = kx_setting_number(set, table.style, "gap", KX_PT(12));
	table.pad = kx_setting_number(set, table.style, "pad", KX_PT(2));
	table.bar_width = kx_setting_number(set, table.style, "bar-width", KX_PT(58));
	table.run_on = kx_setting_count(set, table.style, "run-on", 0) > 0;
	table.group_name = kx_setting_number(set, table.style, "group-name", 0);
	table.element = kx_setting_element(set, KX_EL_TABLE, parent);
	kx_table_find_widths(set, &table);
	for (r = 0; r < table.grid.count; r++) {
		row = &table.grid.rows[r];
		if (row->band == 0)
			continue;
		if (in_head != (row->row->head ? 1 : 0)) {
			if (in_head == 1)
				table.heads = kx_galley_again(set, galley, first, galley->slug_count);
			in_head = row->row->head ? 1 : 0;
			table.body = kx_setting_element(set, row->row->head ? KX_EL_THEAD : KX_EL_TBODY, table.element);
		}
		set_band(set, galley, &table, row, row->band);
	}
	if (galley->slug_count > first) {
		galley->slugs[first].before = kx_setting_number(set, table.style, "before", KX_PT(4));
		galley->slugs[galley->slug_count - 1].after = kx_setting_number(set, table.style, "after", KX_PT(10));
		/* The last rows do not part from the table. */
		if (galley->slug_count > first + 1)
			galley->slugs[galley->slug_count - 2].keep_next = true;
	}
}
