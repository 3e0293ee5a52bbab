/*
 * Tables in large print.
 *
 * A column of 18 pt type in a table of five holds two words a line.  So where
 * a template says "<style>.stack": 1, as the sizes from large up do, the rows
 * of a table become blocks one under another: first the words that name the
 * row, over the whole width, then its other cells, each under the head of its
 * column.  Cells of a few words stand side by side, in the same places in
 * every row, so that a reader can still run down a column; a cell that wants
 * more than half the width has lines of its own.  A two-sided table becomes
 * two tables of one column, the first side before the second.
 *
 * The structure stays a table with a head.  The heads of the first row that
 * shows them are its column heads; those of later rows are the same words
 * again, and artifacts, as the repeated head of a table is on a new page.
 *
 * The road not taken: a list of "head: value" lines, which is easier to set,
 * but a screen reader could no longer ask which row and column a number is in.
 */
#include "layout/blocks.h"
#include "layout/marks.h"
#include "layout/paragraph.h"
#include "layout/widths.h"

#include <string.h>

struct stack {
	const struct kx_block *head;   /* the row of column heads, or NULL */
	const char *style;
	kx_length width, gap, pad, bar_width;
	int columns;
	kx_length widths[KX_GRID_COLUMNS], lefts[KX_GRID_COLUMNS];
	kx_length beside[KX_GRID_COLUMNS];   /* the cell's words stand beside its head, so far from its left; 0: under it */
	int lines[KX_GRID_COLUMNS];       /* which line of the row the column's cell stands in; the first column has the row's first */
	int line_count;
	int heads[KX_GRID_COLUMNS];       /* TH of the column; -1 once its words are set */
};

static int
count_cells(const struct kx_block *row)
{
	const struct kx_block *cell;
	int count = 0;

	for (cell = row->first; cell != NULL; cell = cell->next)
		count++;
	return count;
}

static const struct kx_block *
cell_at(const struct kx_block *row, int column)
{
	const struct kx_block *cell = row != NULL ? row->first : NULL;

	for (; cell != NULL && column > 0; column--)
		cell = cell->next;
	return cell;
}

static const char *
cell_style(const struct kx_block *cell, int column)
{
	if (column == 0)
		return "cell-group";
	return cell->align == KX_ALIGN_RIGHT ? "cell-number" : "cell";
}

/* The widest line and the longest piece of a cell. */
static void
measure(struct kx_setting *set, const struct kx_block *cell, const char *style, kx_length *ret_natural, kx_length *ret_least)
{
	const struct kx_block *child;
	kx_length natural, least;

	*ret_natural = *ret_least = 0;
	if (cell == NULL)
		return;
	if (cell->runs.count > 0)
		kx_paragraph_measure(set, &cell->runs, style, ret_natural, ret_least);
	for (child = cell->first; child != NULL; child = child->next) {
		if (child->runs.count == 0) {
			*ret_natural = KX_PT(14400);   /* a list: as wide as there is room */
			continue;
		}
		kx_paragraph_measure(set, &child->runs, kx_table_words_style(child, style), &natural, &least);
		*ret_natural = natural > *ret_natural ? natural : *ret_natural;
		*ret_least = least > *ret_least ? least : *ret_least;
	}
}

/*
 * A cell is as wide as its widest words, or those of its head, on one line;
 * cells share a line while there is room.
 */
static void
find_places(struct kx_setting *set, struct stack *stack, const struct kx_block *table)
{
	kx_length natural, least, wanted, head, x = 0;
	const struct kx_block *row, *cell;
	int column, line = 0;

	for (column = 1; column < stack->columns; column++) {
		measure(set, cell_at(stack->head, column), "cell-head", &head, &least);
		wanted = 0;
		for (row = table->first; row != NULL; row = row->next) {
			cell = row->head || kx_grid_is_group(row) ? NULL : cell_at(row, column);
			if (cell == NULL)
				continue;
			measure(set, cell, cell_style(cell, column), &natural, &least);
			if (stack->bar_width > 0 && (cell->bar > 0 || cell->bar_against > 0))
				natural += stack->bar_width;
			wanted = natural > wanted ? natural : wanted;
		}
		stack->beside[column] = head + stack->gap + wanted <= stack->width ? head + stack->gap : 0;
		wanted = wanted > head ? wanted : head;
		if (wanted > stack->width / 2)
			wanted = stack->width;
		if (x > 0 && x + wanted > stack->width) {
			x = 0;
			line++;
		}
		stack->widths[column] = wanted;
		stack->lefts[column] = x;
		stack->lines[column] = line;
		x += wanted + stack->gap;
	}
	stack->widths[0] = stack->width;
	stack->line_count = line + 1;
	/* Only a cell that has its line to itself goes beside its head. */
	for (column = 1; column < stack->columns; column++)
		if ((column > 1 && stack->lines[column - 1] == stack->lines[column]) ||
		    (column + 1 < stack->columns && stack->lines[column + 1] == stack->lines[column]))
			stack->beside[column] = 0;
}

/* The words of a cell at the end of `words`. */
static void
set_words(struct kx_setting *set, struct kx_galley *words, const struct kx_block *cell, const char *style, int element)
{
	struct kx_paragraph_options options = { .style = style, .element = element };
	const struct kx_block *child;

	if (cell->runs.count > 0)
		kx_paragraph_set(set, words, &cell->runs, &options);
	for (child = cell->first; child != NULL; child = child->next) {
		if (child->kind == KX_BLOCK_PARAGRAPH && child->runs.count > 0) {
			options.style = kx_table_words_style(child, style);
			kx_paragraph_set(set, words, &child->runs, &options);
		} else {
			kx_block_set(set, words, child, element);
		}
	}
}

static int
cell_element(struct kx_setting *set, const struct kx_block *cell, int column, int row)
{
	bool head = column == 0 || cell->head;
	int element = kx_setting_element(set, head ? KX_EL_TH : KX_EL_TD, row);

	if (head && element >= 0)
		set->frames->elements[element].scope = KX_SCOPE_ROW;
	return element;
}

static void
draw_bar(struct kx_setting *set, const struct stack *stack, struct kx_slug *slug, const struct kx_block *cell, kx_length right,
    kx_length middle)
{
	kx_length room = stack->bar_width - KX_PT(8), height = KX_PT(7);

	kx_mark_bar(set, slug, cell, (struct kx_box){ right - room, middle - height / 2, room, height }, 1000);
}

/* One cell under the head of its column; returns the height. */
static kx_length
set_cell(struct kx_setting *set, struct stack *stack, struct kx_slug *slug, const struct kx_block *cell, int column, int row)
{
	const struct kx_block *head = cell_at(stack->head, column);
	struct kx_galley words = { .width = stack->widths[column] };
	kx_length top, height;
	size_t label;

	if (head != NULL)
		set_words(set, &words, head, "cell-head", stack->heads[column]);
	stack->heads[column] = -1;
	label = words.slug_count;
	set_words(set, &words, cell, cell_style(cell, column), cell_element(set, cell, column, row));
	top = kx_galley_height(&words, 0, label);
	if (stack->beside[column] > 0) {
		kx_galley_pour(set, &words, label, words.slug_count, slug, stack->lefts[column] + stack->beside[column], 0);
		height = kx_galley_height(&words, label, words.slug_count);
		kx_galley_pour(set, &words, 0, label, slug, stack->lefts[column], 0);
		return height > top ? height : top;
	}
	if (words.slug_count > label && stack->bar_width > 0 && (cell->bar > 0 || cell->bar_against > 0))
		draw_bar(set, stack, slug, cell, stack->lefts[column] + stack->widths[column], top + words.slugs[label].height / 2);
	return kx_galley_pour(set, &words, 0, words.slug_count, slug, stack->lefts[column], 0);
}

/* A row that names those after it: its words on a ground. */
static void
set_group(struct kx_setting *set, struct kx_galley *galley, const struct stack *stack, const struct kx_block *row, int tr)
{
	struct kx_galley words = { .width = stack->width - 2 * stack->pad };
	struct kx_slug *slug = kx_galley_slug(set, galley, 0);
	int element = kx_setting_element(set, KX_EL_TH, tr);

	if (slug == NULL || element < 0)
		return;
	set->frames->elements[element].scope = KX_SCOPE_ROW;
	set->frames->elements[element].column_span = stack->columns > 1 ? stack->columns : 0;
	set_words(set, &words, row->first, "cell-group", element);
	slug->height = kx_galley_height(&words, 0, words.slug_count) + 2 * stack->pad;
	kx_slug_fill(set, slug, (struct kx_box){ 0, 0, stack->width, slug->height }, kx_setting_corner(set, slug->height),
	    kx_setting_color(set, "group-fill"));
	kx_galley_pour(set, &words, 0, words.slug_count, slug, stack->pad, stack->pad);
	slug->keep_next = true;
}

/*
 * A row stays on one page, but one that takes a good part of it, with an
 * answer of every column in lines of its own, may break between the answers:
 * the first stays with its name, the last two together.
 */
static void
loosen_row(struct kx_setting *set, struct kx_galley *galley, const struct kx_galley *name, size_t first)
{
	size_t answers = first + name->slug_count, last = galley->slug_count, i;
	const struct kx_galley *again;

	if (last < answers + 4 || kx_galley_height(galley, first, last) < set->page_height / 4)
		return;
	again = kx_galley_again(set, name, 0, name->slug_count);
	for (i = answers + 1; i + 1 < last; i++) {
		galley->slugs[i - 1].keep_next = false;
		galley->slugs[i].repeat = again;
	}
}

static void
set_row(struct kx_setting *set, struct kx_galley *galley, struct stack *stack, const struct kx_block *row, int tr)
{
	struct kx_galley name = { .width = stack->width };
	const struct kx_block *cell;
	struct kx_slug *slug;
	kx_length height;
	size_t first = galley->slug_count;
	int line, column;

	set_words(set, &name, row->first, cell_style(row->first, 0), cell_element(set, row->first, 0, tr));
	kx_galley_append(set, galley, &name, 0);
	kx_galley_bind(galley, first, galley->slug_count);
	if (galley->slug_count > first)
		galley->slugs[first].before = stack->pad;
	for (line = 0; line < stack->line_count && stack->columns > 1; line++) {
		slug = kx_galley_slug(set, galley, 0);
		if (slug == NULL)
			return;
		slug->before = stack->pad;
		slug->keep_next = true;
		for (column = 1; column < stack->columns; column++) {
			cell = cell_at(row, column);
			if (cell == NULL || stack->lines[column] != line)
				continue;
			height = set_cell(set, stack, slug, cell, column, tr);
			slug->height = height > slug->height ? height : slug->height;
		}
	}
	if (galley->slug_count == first)
		return;
	slug = &galley->slugs[galley->slug_count - 1];
	slug->height += stack->pad;
	kx_slug_rule(set, slug, 0, slug->height, stack->width, 0, 600, kx_setting_color(set, "rule"));
	slug->keep_next = false;
	loosen_row(set, galley, &name, first);
}

/* The head of the table: its words are set with the first row that needs them. */
static void
open_head(struct kx_setting *set, struct stack *stack, struct kx_galley *galley, int table)
{
	int head = kx_setting_element(set, KX_EL_THEAD, table), tr = kx_setting_element(set, KX_EL_TR, head), column;
	const struct kx_block *cell = stack->head->first;
	struct kx_galley words = { .width = stack->width };

	for (column = 0; cell != NULL && column < stack->columns; column++, cell = cell->next) {
		stack->heads[column] = kx_setting_element(set, KX_EL_TH, tr);
		if (stack->heads[column] < 0)
			return;
		set->frames->elements[stack->heads[column]].scope = KX_SCOPE_COLUMN;
	}
	set_words(set, &words, stack->head->first, "cell-head", stack->heads[0]);
	if (words.slug_count == 0)
		return;
	words.slugs[words.slug_count - 1].keep_next = true;
	kx_slug_rule(set, &words.slugs[words.slug_count - 1], 0, words.slugs[words.slug_count - 1].height + 1500, stack->width, 0, 1100,
	    kx_setting_color(set, "accent"));
	kx_galley_append(set, galley, &words, 0);
}

/* The head of a side: a rule under its words, and nothing between it and what it stands over. */
static void
close_side_head(struct kx_setting *set, struct kx_galley *galley, const struct stack *stack, size_t first)
{
	struct kx_slug *last = &galley->slugs[galley->slug_count - 1];

	kx_galley_bind(galley, first, galley->slug_count);
	kx_slug_rule(set, last, 0, last->height + 1500, stack->width, 0, 1100, kx_setting_color(set, "accent"));
	last->after = stack->pad;
}

/* One side of a two-sided table; its head is printed again where the side goes on on another page. */
static void
set_side(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, const struct stack *stack, int side,
    int parent)
{
	int table = kx_setting_element(set, KX_EL_TABLE, parent), part = -1, in_head = -1, element;
	size_t first = galley->slug_count, start = first, last;
	const struct kx_galley *again = NULL;
	const struct kx_block *row, *cell;

	for (row = block->first; row != NULL; row = row->next) {
		cell = cell_at(row, side);
		if (cell == NULL)
			continue;
		if (in_head != (row->head ? 1 : 0)) {
			in_head = row->head ? 1 : 0;
			part = kx_setting_element(set, row->head ? KX_EL_THEAD : KX_EL_TBODY, table);
		}
		element = kx_setting_element(set, row->head ? KX_EL_TH : KX_EL_TD, kx_setting_element(set, KX_EL_TR, part));
		if (element < 0)
			return;
		start = galley->slug_count;
		if (row->head)
			set->frames->elements[element].scope = KX_SCOPE_COLUMN;
		set_words(set, galley, cell, row->head ? "cell-group" : "cell", element);
		if (row->head && galley->slug_count > start) {
			close_side_head(set, galley, stack, start);
			again = kx_galley_again(set, galley, first, galley->slug_count);
		}
		for (last = start; !row->head && last < galley->slug_count; last++)
			galley->slugs[last].repeat = again;
	}
	if (galley->slug_count > first) {
		/* The last row does not part from the one before. */
		if (start > first)
			galley->slugs[start - 1].keep_next = true;
		galley->slugs[first].before = kx_setting_number(set, stack->style, "before", KX_PT(4)) + stack->pad;
		galley->slugs[galley->slug_count - 1].after = kx_setting_number(set, stack->style, "after", KX_PT(10));
	}
}

static void
set_rows(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, struct stack *stack, int parent)
{
	int table = kx_setting_element(set, KX_EL_TABLE, parent), body, tr;
	const struct kx_block *row;

	find_places(set, stack, block);
	if (stack->head != NULL)
		open_head(set, stack, galley, table);
	body = kx_setting_element(set, KX_EL_TBODY, table);
	for (row = block->first; row != NULL && !set->failed; row = row->next) {
		if (row->head || row->first == NULL)
			continue;
		tr = kx_setting_element(set, KX_EL_TR, body);
		if (kx_grid_is_group(row))
			set_group(set, galley, stack, row, tr);
		else
			set_row(set, galley, stack, row, tr);
	}
}

void
kx_stack_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	struct stack stack = { .style = block->style != NULL ? block->style : "table", .width = galley->width };
	size_t first = galley->slug_count;
	const struct kx_block *row;
	int side, cells;

	memset(stack.heads, -1, sizeof(stack.heads));
	for (row = block->first; row != NULL; row = row->next) {
		cells = count_cells(row);
		stack.columns = cells > stack.columns ? cells : stack.columns;
		if (row->head && stack.head == NULL)
			stack.head = row;
	}
	stack.gap = kx_setting_number(set, stack.style, "stack-gap", KX_PT(10));
	stack.pad = kx_setting_number(set, stack.style, "stack-pad", KX_PT(5));
	stack.bar_width = kx_setting_number(set, stack.style, "bar-width", KX_PT(58));
	if (strcmp(stack.style, "two-sided") == 0) {
		for (side = 0; side < stack.columns; side++)
			set_side(set, galley, block, &stack, side, parent);
		return;
	}
	set_rows(set, galley, block, &stack, parent);
	if (galley->slug_count > first) {
		galley->slugs[first].before = kx_setting_number(set, stack.style, "before", KX_PT(4));
		galley->slugs[galley->slug_count - 1].after = kx_setting_number(set, stack.style, "after", KX_PT(10));
	}
}
