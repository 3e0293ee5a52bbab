/*
 * Header cells by id (ISO 32000-1, 14.8.5.7; ISO 14289-1, 7.5).
 *
 * In a table with heads above and at the side a reader must know both for each
 * cell.  Scope says as much, but not every screen reader looks for it in both
 * directions, so each cell of such a table also names its heads: those above
 * it in its column, those beside it in its row, and the last row head above
 * that spans it, which heads a group of rows.
 *
 * Rows are filled from the left, each cell taking the first free place, as in
 * tables everywhere; the frames are checked before, so a grid is regular.
 */
#include "pdf/writer.h"

#define MOST_COLUMNS 64

struct grid {
	struct kx_writer *writer;
	int *cells;                    /* by row and column: element, -1 none */
	size_t row_count;
	bool across, down;             /* there are row heads, column heads */
};

static int *
place(const struct grid *grid, size_t row, int column)
{
	return &grid->cells[row * MOST_COLUMNS + (size_t)column];
}

static void
put_cell(struct grid *grid, size_t row, int cell)
{
	const struct kx_element *element = &grid->writer->frames->elements[cell];
	int wide = element->column_span > 1 ? element->column_span : 1, high = element->row_span > 1 ? element->row_span : 1;
	int column = 0, x, y;

	while (column < MOST_COLUMNS && *place(grid, row, column) >= 0)
		column++;
	for (y = 0; y < high && row + (size_t)y < grid->row_count; y++)
		for (x = column; x < column + wide && x < MOST_COLUMNS; x++)
			*place(grid, row + (size_t)y, x) = cell;
	if (element->type == KX_EL_TH) {
		grid->across = grid->across || element->scope == KX_SCOPE_ROW || element->scope == KX_SCOPE_BOTH;
		grid->down = grid->down || element->scope == KX_SCOPE_COLUMN || element->scope == KX_SCOPE_BOTH;
	}
}

/* The rows straight inside an element, or inside its heads and bodies: counted, and filled once there are cells. */
static void
go_through(struct grid *grid, int element, size_t *row)
{
	const struct kx_reading *reading = &grid->writer->reading;
	const struct kx_element *elements = grid->writer->frames->elements;
	size_t k, j;

	for (k = reading->kid_first[element]; k < reading->kid_first[element + 1]; k++) {
		int kid = reading->kids[k].index;

		if (!reading->kids[k].child)
			continue;
		if (elements[kid].type == KX_EL_THEAD || elements[kid].type == KX_EL_TBODY)
			go_through(grid, kid, row);
		if (elements[kid].type != KX_EL_TR)
			continue;
		for (j = reading->kid_first[kid]; grid->cells != NULL && j < reading->kid_first[kid + 1]; j++)
			if (reading->kids[j].child)
				put_cell(grid, *row, reading->kids[j].index);
		++*row;
	}
}

static bool
fill(struct grid *grid, int table)
{
	size_t row = 0, i;
	int *cells;

	go_through(grid, table, &grid->row_count);
	cells = kx_arena_room(&grid->writer->arena, grid->row_count * MOST_COLUMNS * sizeof(int));
	for (i = 0; cells != NULL && i < grid->row_count * MOST_COLUMNS; i++)
		cells[i] = -1;
	grid->cells = cells;
	go_through(grid, table, &row);
	return cells != NULL;
}

/* One more head of a cell, once; it gets an id when it has none. */
static void
add_head(struct kx_writer *writer, int cell, int head)
{
	struct kx_heads *heads = &writer->heads[cell];
	size_t i;
	int *slot;

	for (i = 0; i < heads->count; i++)
		if (heads->list[i] == head)
			return;
	slot = kx_arena_push(&writer->arena, &heads->list, &heads->count, &heads->room, sizeof(int));
	if (slot == NULL)
		return;
	*slot = head;
	if (writer->ids[head] == NULL)
		writer->ids[head] = kx_arena_print(&writer->arena, "h%d", head);
}

static bool
is_head(const struct kx_frames *frames, int cell, enum kx_scope scope)
{
	return cell >= 0 && frames->elements[cell].type == KX_EL_TH &&
	    (frames->elements[cell].scope == scope || frames->elements[cell].scope == KX_SCOPE_BOTH);
}

static void
head_cell(struct grid *grid, size_t row, int column)
{
	const struct kx_frames *frames = grid->writer->frames;
	int cell = *place(grid, row, column), group = -1, above, x;
	size_t y;

	for (y = 0; y < row; y++) {
		above = *place(grid, y, column);
		if (is_head(frames, above, KX_SCOPE_COLUMN))
			add_head(grid->writer, cell, above);
		else if (is_head(frames, above, KX_SCOPE_ROW))
			group = above;
	}
	if (group >= 0)
		add_head(grid->writer, cell, group);
	for (x = 0; x < column; x++)
		if (is_head(frames, *place(grid, row, x), KX_SCOPE_ROW))
			add_head(grid->writer, cell, *place(grid, row, x));
}

static void
head_table(struct kx_writer *writer, int table)
{
	struct grid grid = { .writer = writer };
	size_t y;
	int x, cell;

	if (!fill(&grid, table) || !grid.across || !grid.down)
		return;
	for (y = 0; y < grid.row_count; y++) {
		for (x = 0; x < MOST_COLUMNS; x++) {
			cell = *place(&grid, y, x);
			if (cell >= 0 && writer->frames->elements[cell].type == KX_EL_TD)
				head_cell(&grid, y, x);
		}
	}
}

bool
kx_pdf_find_headers(struct kx_writer *writer, bool cells)
{
	const struct kx_frames *frames = writer->frames;
	size_t i;

	writer->ids = kx_arena_array(&writer->arena, frames->element_count, sizeof(*writer->ids));
	writer->heads = kx_arena_array(&writer->arena, frames->element_count, sizeof(*writer->heads));
	if (writer->ids == NULL || writer->heads == NULL)
		return !kx_pdf_failed(writer);
	for (i = 0; i < frames->element_count; i++)
		writer->ids[i] = frames->elements[i].id;
	for (i = 0; i < frames->element_count; i++)
		if (cells && frames->elements[i].type == KX_EL_TABLE)
			head_table(writer, (int)i);
	return !kx_pdf_failed(writer);
}
