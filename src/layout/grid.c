#include "layout/grid.h"

#include <string.h>

static int
span_of(const struct kx_block *cell)
{
	return cell->span > 1 ? cell->span : 1;
}

bool
kx_grid_is_group(const struct kx_block *row)
{
	return row->style != NULL && strcmp(row->style, "group") == 0;
}

static bool
plain_runs(const struct kx_runs *runs)
{
	size_t i;

	for (i = 0; i < runs->count; i++)
		if (runs->list[i].kind != KX_RUN_TEXT)
			return false;
	return true;
}

/* May the cell be one with a neighbour that says the same? */
static bool
may_join(const struct kx_block *cell)
{
	const struct kx_block *child;
	size_t words = cell->runs.count;

	if (cell->head || cell->align != KX_ALIGN_LEFT || cell->bar > 0 || cell->bar_against > 0 || !plain_runs(&cell->runs))
		return false;
	for (child = cell->first; child != NULL; child = child->next) {
		if (child->kind != KX_BLOCK_PARAGRAPH || !plain_runs(&child->runs))
			return false;
		words += child->runs.count;
	}
	return words > 0;
}

static bool
same_style(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
same_runs(const struct kx_runs *a, const struct kx_runs *b)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (a->list[i].emphasis != b->list[i].emphasis || strcmp(a->list[i].text, b->list[i].text) != 0)
			return false;
	return true;
}

static bool
say_the_same(const struct kx_block *a, const struct kx_block *b)
{
	const struct kx_block *x, *y;

	if (!may_join(a) || !may_join(b) || !same_runs(&a->runs, &b->runs))
		return false;
	for (x = a->first, y = b->first; x != NULL && y != NULL; x = x->next, y = y->next)
		if (!same_style(x->style, y->style) || !same_runs(&x->runs, &y->runs))
			return false;
	return x == NULL && y == NULL;
}

static void
place_row(struct kx_grid_row *row, bool join)
{
	struct kx_grid_cell *last = NULL;
	const struct kx_block *cell;
	int column = 0;

	for (cell = row->row->first; cell != NULL; column += span_of(cell), cell = cell->next) {
		if (join && last != NULL && say_the_same(last->cell, cell)) {
			last->span += span_of(cell);
			continue;
		}
		last = &row->cells[row->count++];
		*last = (struct kx_grid_cell){ cell, column, span_of(cell), 1 };
	}
}

/* The cell that is in this place of the row before and says the same, or NULL. */
static struct kx_grid_cell *
same_above(struct kx_grid_cell *const *above, const struct kx_grid_cell *cell)
{
	struct kx_grid_cell *other = above[cell->column];

	return other != NULL && other->span == cell->span && say_the_same(other->cell, cell->cell) ? other : NULL;
}

/* Join the cells of `row` with those above; false when none is, or none would be left. */
static bool
join_above(struct kx_grid_row *row, struct kx_grid_cell **above)
{
	struct kx_grid_cell *other;
	int i, joined = 0, left = 0;

	for (i = 0; i < row->count; i++)
		joined += same_above(above, &row->cells[i]) != NULL;
	if (joined == 0 || joined == row->count)
		return false;
	for (i = 0; i < row->count; i++) {
		other = same_above(above, &row->cells[i]);
		if (other != NULL)
			other->rows++;
		else
			row->cells[left++] = row->cells[i];
	}
	row->count = left;
	return true;
}

static void
find_bands(struct kx_grid *grid, bool join)
{
	struct kx_grid_cell *above[KX_GRID_COLUMNS] = { NULL };
	struct kx_grid_row *row, *first = NULL;
	size_t r;
	int i, k;

	for (r = 0; r < grid->count; r++) {
		row = &grid->rows[r];
		if (row->row->head || kx_grid_is_group(row->row) || first == NULL || first->band == KX_GRID_BANDED ||
		    !join || !join_above(row, above)) {
			first = row;
			memset(above, 0, sizeof(above));
		}
		first->band++;
		for (i = 0; i < row->count; i++)
			for (k = 0; k < row->cells[i].span; k++)
				above[row->cells[i].column + k] = k == 0 ? &row->cells[i] : NULL;
		if (row->row->head || kx_grid_is_group(row->row))
			first = NULL;
	}
}

static int
count_cells(const struct kx_block *row, int *ret_columns)
{
	const struct kx_block *cell;
	int count = 0;

	*ret_columns = 0;
	for (cell = row->first; cell != NULL; cell = cell->next, count++)
		*ret_columns += span_of(cell);
	return count;
}

bool
kx_grid_place(struct kx_setting *set, const struct kx_block *table, const char *style, struct kx_grid *ret_grid)
{
	bool join = kx_setting_count(set, style, "join-columns", 0) > 0;
	struct kx_grid grid = { NULL, 0, 0 };
	const struct kx_block *row;
	int columns, cells;
	size_t r;

	for (row = table->first; row != NULL; row = row->next)
		grid.count++;
	grid.rows = kx_arena_array(set->arena, grid.count, sizeof(*grid.rows));
	set->failed = set->failed || grid.rows == NULL;
	for (row = table->first, r = 0; row != NULL && !set->failed; row = row->next, r++) {
		cells = count_cells(row, &columns);
		grid.columns = columns > grid.columns ? columns : grid.columns;
		grid.rows[r].row = row;
		grid.rows[r].cells = kx_arena_array(set->arena, (size_t)cells, sizeof(*grid.rows[r].cells));
		set->failed = grid.rows[r].cells == NULL;
		if (!set->failed)
			place_row(&grid.rows[r], join && !row->head);
	}
	if (grid.columns > KX_GRID_COLUMNS && !set->failed) {
		kx_report(set->diags, KX459, (struct kx_place){ .file = set->origin.file, .pointer = set->origin.pointer },
		    "Give the table fewer columns.", "a table has %d columns; %d is the most", grid.columns, KX_GRID_COLUMNS);
		set->failed = true;
	}
	if (set->failed)
		return false;
	find_bands(&grid, kx_setting_count(set, style, "join-rows", 0) > 0);
	*ret_grid = grid;
	return true;
}
