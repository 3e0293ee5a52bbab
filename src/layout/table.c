/*
 * Tables.
 *
 * Column widths follow the automatic table layout of CSS 2.1 (17.5.2.2):
 * every column has a least width (its longest unbreakable piece) and a
 * natural width (its longest line).  When all natural widths fit, the rest
 * goes to the first column, which holds the words; otherwise each column gets
 * its least width and a share of what is left in proportion to what it still
 * wants.  A template may fix a column: "<style>.column-2": 90.
 *
 * A row is one slug; head rows and group rows keep the row after them.  A
 * table breaks between rows and prints its heads again, which are artifacts
 * there: a listener has heard them.  Only a row that is taller than half a page
 * may break, its cells side by side.
 */
#include "layout/blocks.h"
#include "layout/cells.h"
#include "layout/marks.h"
#include "layout/paragraph.h"

#include <stdio.h>
#include <string.h>

#define MOST_COLUMNS 12

struct table {
	const struct kx_block *block;
	const char *style;             /* "rates", "fact-box", "two-sided", "options" */
	kx_length width, gap;          /* gap between columns */
	kx_length pad;                 /* above and below a cell's words */
	int columns;
	kx_length widths[MOST_COLUMNS];
	kx_length lefts[MOST_COLUMNS];
	kx_length bar_width;
	int element, body;             /* Table and the current THead or TBody */
	struct kx_galley *heads;       /* the head rows again, as artifacts; NULL without */
};

static bool
has_bar(const struct table *table, const struct kx_block *cell)
{
	return table->bar_width > 0 && (cell->bar > 0 || cell->bar_against > 0);
}

static int
span_of(const struct kx_block *cell)
{
	return cell->span > 1 ? cell->span : 1;
}

static int
count_columns(const struct kx_block *table)
{
	const struct kx_block *row, *cell;
	int most = 0, count;

	for (row = table->first; row != NULL; row = row->next) {
		count = 0;
		for (cell = row->first; cell != NULL; cell = cell->next)
			count += span_of(cell);
		if (count > most)
			most = count;
	}
	return most;
}

static const char *
cell_style(const struct kx_block *row, const struct kx_block *cell)
{
	if (row->head)
		return "cell-head";
	if (row->style != NULL && strcmp(row->style, "group") == 0)
		return "cell-group";
	if (cell->align == KX_ALIGN_RIGHT)
		return "cell-number";
	return cell->head ? "cell-label" : "cell";
}

/* A cell's plain paragraphs take the cell's look; small print keeps its own. */
static const char *
words_style(const struct kx_block *row, const struct kx_block *cell, const struct kx_block *words)
{
	return words->style != NULL && strcmp(words->style, "body") != 0 ? words->style : cell_style(row, cell);
}

/* The widest line and the longest piece of a cell's words. */
static void
measure_cell(struct kx_setting *set, const struct table *table, const struct kx_block *row, const struct kx_block *cell,
    kx_length *ret_natural, kx_length *ret_least)
{
	const struct kx_block *child;
	kx_length natural, least;

	*ret_natural = *ret_least = 0;
	if (cell->runs.count > 0)
		kx_paragraph_measure(set, &cell->runs, cell_style(row, cell), ret_natural, ret_least);
	for (child = cell->first; child != NULL; child = child->next) {
		if (child->runs.count == 0)
			continue;
		kx_paragraph_measure(set, &child->runs, words_style(row, cell, child), &natural, &least);
		if (natural > *ret_natural)
			*ret_natural = natural;
		if (least > *ret_least)
			*ret_least = least;
	}
	if (has_bar(table, cell)) {
		*ret_natural += table->bar_width;
		*ret_least += table->bar_width;
	}
}

static void
share_widths(struct table *table, const kx_length *natural, const kx_length *least, kx_length room)
{
	int64_t wanted = 0, all_natural = 0, all_least = 0;
	int i;

	for (i = 0; i < table->columns; i++) {
		all_natural += natural[i];
		all_least += least[i];
		wanted += natural[i] - least[i];
	}
	for (i = 0; i < table->columns; i++) {
		if (all_natural <= room)
			table->widths[i] = natural[i] + (i == 0 ? (kx_length)(room - all_natural) : 0);
		else if (wanted > 0 && all_least <= room)
			table->widths[i] = least[i] + (kx_length)((room - all_least) * (natural[i] - least[i]) / wanted);
		else
			table->widths[i] = (kx_length)(room * (int64_t)(least[i] > 0 ? least[i] : 1) / (all_least > 0 ? all_least : 1));
	}
}

static void
find_widths(struct kx_setting *set, struct table *table)
{
	kx_length natural[MOST_COLUMNS] = { 0 }, least[MOST_COLUMNS] = { 0 }, wide, narrow, fixed;
	kx_length room = table->width - (table->columns - 1) * table->gap;
	const struct kx_block *row, *cell;
	char name[32];
	int column;

	for (row = table->block->first; row != NULL; row = row->next) {
		column = 0;
		for (cell = row->first; cell != NULL; column += span_of(cell), cell = cell->next) {
			if (span_of(cell) > 1)
				continue;
			measure_cell(set, table, row, cell, &wide, &narrow);
			if (wide > natural[column])
				natural[column] = wide;
			if (narrow > least[column])
				least[column] = narrow;
		}
	}
	for (column = 0; column < table->columns; column++) {
		snprintf(name, sizeof(name), "column-%d", column + 1);
		fixed = kx_setting_number(set, table->style, name, 0);
		if (fixed > 0)
			natural[column] = least[column] = fixed;
	}
	if (strcmp(table->style, "two-sided") == 0) {
		for (column = 0; column < table->columns; column++)
			natural[column] = least[column] = room / table->columns;
	}
	share_widths(table, natural, least, room);
	for (column = 0, wide = 0; column < table->columns; column++) {
		table->lefts[column] = wide;
		wide += table->widths[column] + table->gap;
	}
}

static kx_length
span_width(const struct table *table, int column, int span)
{
	kx_length width = 0;
	int i;

	for (i = column; i < column + span && i < table->columns; i++)
		width += table->widths[i] + (i > column ? table->gap : 0);
	return width;
}

/* The cell's words as a galley of their own. */
static void
set_cell(struct kx_setting *set, const struct table *table, const struct kx_block *row, const struct kx_block *cell,
    int element, struct kx_galley *ret_words)
{
	struct kx_paragraph_options options = { .style = cell_style(row, cell), .align = cell->align, .element = element };
	const struct kx_block *child;
	kx_length mark = 0;

	if (row->head && cell->style != NULL && (strcmp(cell->style, "yes") == 0 || strcmp(cell->style, "no") == 0))
		mark = KX_PT(16);
	options.indent = mark;
	if (has_bar(table, cell))
		ret_words->width -= table->bar_width;
	if (cell->runs.count > 0)
		kx_paragraph_set(set, ret_words, &cell->runs, &options);
	for (child = cell->first; child != NULL; child = child->next) {
		if (child->kind == KX_BLOCK_PARAGRAPH && child->runs.count > 0) {
			options.style = words_style(row, cell, child);
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
draw_bar(struct kx_setting *set, const struct table *table, struct kx_slug *slug, const struct kx_block *cell,
    kx_length right, kx_length middle)
{
	kx_length room = table->bar_width - KX_PT(6), height = KX_PT(5);

	kx_mark_bar(set, slug, cell, (struct kx_box){ right - room, middle - height / 2, room, height }, 700);
}

static int
cell_element(struct kx_setting *set, const struct kx_block *row, const struct kx_block *cell, int tr)
{
	bool head = row->head || cell->head || (row->style != NULL && strcmp(row->style, "group") == 0);
	int element = kx_setting_element(set, head ? KX_EL_TH : KX_EL_TD, tr);

	if (element < 0)
		return -1;
	if (head)
		set->frames->elements[element].scope = row->head ? KX_SCOPE_COLUMN : KX_SCOPE_ROW;
	if (span_of(cell) > 1)
		set->frames->elements[element].column_span = span_of(cell);
	return element;
}

static void
rule_row(struct kx_setting *set, const struct table *table, const struct kx_block *row, struct kx_slug *slug)
{
	if (row->head)
		kx_slug_rule(set, slug, 0, slug->height, table->width, 0, 1100, kx_setting_color(set, "accent"));
	else
		kx_slug_rule(set, slug, 0, slug->height, table->width, 0, 400, kx_setting_color(set, "rule"));
}

/* The row's words as cells of its slug, so that it may break. */
static void
hold_cells(struct kx_setting *set, const struct table *table, const struct kx_block *row, const struct kx_galley *words,
    struct kx_slug *slug)
{
	const struct kx_block *cell;
	int column;

	slug->cells = kx_arena_array(set->arena, (size_t)table->columns, sizeof(*slug->cells));
	if (slug->cells == NULL) {
		set->failed = true;
		return;
	}
	for (cell = row->first, column = 0; cell != NULL && column < table->columns; column += span_of(cell), cell = cell->next)
		slug->cells[slug->cell_count++] = (struct kx_cell){ .galley = words[column], .x = table->lefts[column],
		    .width = words[column].width, .pad_y = table->pad };
}

static void
set_row(struct kx_setting *set, struct kx_galley *galley, struct table *table, const struct kx_block *row)
{
	bool group = row->style != NULL && strcmp(row->style, "group") == 0, may_break;
	struct kx_slug *slug = kx_galley_slug(set, galley, 0);
	kx_length pad = table->pad, tallest = 0, height, top;
	const struct kx_block *cell;
	struct kx_galley words[MOST_COLUMNS];
	int column, tr = kx_setting_element(set, KX_EL_TR, table->body);

	memset(words, 0, sizeof(words));
	if (slug == NULL)
		return;
	for (cell = row->first, column = 0; cell != NULL && column < table->columns; column += span_of(cell), cell = cell->next) {
		words[column].width = span_width(table, column, span_of(cell));
		if (group)
			words[column].width -= KX_PT(4);
		set_cell(set, table, row, cell, cell_element(set, row, cell, tr), &words[column]);
		height = kx_galley_height(&words[column], 0, words[column].slug_count);
		if (height > tallest)
			tallest = height;
	}
	slug->height = tallest + 2 * pad;
	if (group)
		kx_slug_fill(set, slug, (struct kx_box){ 0, 0, table->width, slug->height }, 0, kx_setting_color(set, "group-fill"));
	may_break = !row->head && !group && slug->height > set->page_height / 2;
	if (may_break)
		hold_cells(set, table, row, words, slug);
	for (cell = row->first, column = 0; cell != NULL && column < table->columns; column += span_of(cell), cell = cell->next) {
		height = kx_galley_height(&words[column], 0, words[column].slug_count);
		/* Heads stand on the rule; numbers stand beside the first line of their row. */
		top = row->head ? slug->height - pad - height : pad;
		if (!may_break)
			kx_galley_pour(set, &words[column], 0, words[column].slug_count, slug, table->lefts[column] + (group ? KX_PT(4) : 0),
			    top);
		if (has_bar(table, cell))
			draw_bar(set, table, slug, cell, table->lefts[column] + table->widths[column], pad + KX_PT(8));
	}
	if (!group)
		rule_row(set, table, row, slug);
	slug->keep_next = row->head || group;
	slug->repeat = row->head ? NULL : table->heads;
}

/* The head rows, slugs from `first` on, once more: drawn alike, but nothing to read. */
static void
repeat_heads(struct kx_setting *set, struct table *table, const struct kx_galley *galley, size_t first)
{
	struct kx_slug *slug;
	size_t i, m;

	if (galley->slug_count == first)
		return;
	table->heads = kx_arena_alloc(set->arena, sizeof(*table->heads));
	if (table->heads == NULL) {
		set->failed = true;
		return;
	}
	table->heads->width = galley->width;
	for (i = first; i < galley->slug_count && (slug = kx_galley_slug(set, table->heads, galley->slugs[i].height)) != NULL; i++) {
		kx_slug_pour(set, &galley->slugs[i], slug, 0, 0);
		slug->keep_next = true;
		for (m = 0; m < slug->mark_count; m++) {
			slug->marks[m].element = -1;
			slug->marks[m].artifact = KX_ARTIFACT_PAGINATION;
		}
	}
}

void
kx_table_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	struct table table = { .block = block, .style = block->style != NULL ? block->style : "table", .width = galley->width };
	size_t first = galley->slug_count;
	const struct kx_block *row;
	int in_head = -1;

	table.columns = count_columns(block);
	if (table.columns == 0)
		return;
	if (table.columns > MOST_COLUMNS) {
		kx_report(set->diags, KX459, (struct kx_place){ .file = set->origin.file, .pointer = set->origin.pointer },
		    "Give the table fewer columns.", "a table has %d columns; %d is the most", table.columns, MOST_COLUMNS);
		set->failed = true;
		return;
	}
	if (kx_setting_count(set, table.style, "stack", 0) > 0) {
		kx_stack_set(set, galley, block, parent);
		return;
	}
	table.gap = kx_setting_number(set, table.style, "gap", KX_PT(12));
	table.pad = kx_setting_number(set, table.style, "pad", KX_PT(2));
	table.bar_width = kx_setting_number(set, table.style, "bar-width", KX_PT(58));
	table.element = kx_setting_element(set, KX_EL_TABLE, parent);
	find_widths(set, &table);
	for (row = block->first; row != NULL; row = row->next) {
		if (in_head != (row->head ? 1 : 0)) {
			if (in_head == 1)
				repeat_heads(set, &table, galley, first);
			in_head = row->head ? 1 : 0;
			table.body = kx_setting_element(set, row->head ? KX_EL_THEAD : KX_EL_TBODY, table.element);
		}
		set_row(set, galley, &table, row);
	}
	if (galley->slug_count > first) {
		galley->slugs[first].before = kx_setting_number(set, table.style, "before", KX_PT(4));
		galley->slugs[galley->slug_count - 1].after = kx_setting_number(set, table.style, "after", KX_PT(10));
		/* The last rows do not part from the table. */
		if (galley->slug_count > first + 1)
			galley->slugs[galley->slug_count - 2].keep_next = true;
	}
}
