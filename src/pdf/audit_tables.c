/*
 * Tables as grids (ISO 14289-1, 7.2 and 7.5): rows are filled from the left,
 * each cell taking the first free place and as many as its spans say.
 */
#include "pdf/audit.h"

#include <string.h>

#define MOST_COLUMNS 200
#define MOST_ROWS 2000
#define EMPTY (-1)

struct grid {
	struct kx_audit *audit;
	int table;                     /* index of its element */
	int *rows; size_t row_count, row_room;   /* TR elements */
	int *cells;                    /* by row and column: index of the cell's element */
	int columns;                   /* of the longest row */
	bool spans;                    /* a cell spans columns */
	bool short_column;             /* a cell spans more rows than there are */
	bool has_headers;              /* there is a TH */
};

static void
collect_rows(struct grid *grid, int above)
{
	const struct kx_audit *audit = grid->audit;
	int kid, *slot;

	for (kid = audit->tags[above].first; kid >= 0; kid = audit->tags[kid].next) {
		if (strcmp(audit->tags[kid].type, "TR") == 0) {
			slot = grid->row_count < MOST_ROWS ?
			    kx_arena_push(audit->arena, &grid->rows, &grid->row_count, &grid->row_room, sizeof(int)) : NULL;
			if (slot != NULL)
				*slot = kid;
		} else if (kx_one_of(audit->tags[kid].type, "THead TBody TFoot")) {
			collect_rows(grid, kid);
		}
	}
}

static int
span(struct kx_audit *audit, const struct kx_tag *cell, const char *key)
{
	qpdf_oh value = kx_attribute(audit, cell, key);
	long long count = qpdf_oh_is_integer(audit->qpdf, value) ? qpdf_oh_get_int_value(audit->qpdf, value) : 1;

	return count < 1 ? 1 : count > MOST_COLUMNS ? MOST_COLUMNS : (int)count;
}

static int *
place(const struct grid *grid, size_t row, int column)
{
	return &grid->cells[row * MOST_COLUMNS + (size_t)column];
}

static void
put_cell(struct grid *grid, size_t row, int column, int cell)
{
	const struct kx_tag *tag = &grid->audit->tags[cell];
	int wide = span(grid->audit, tag, "/ColSpan"), high = span(grid->audit, tag, "/RowSpan"), x, y;

	grid->spans = grid->spans || wide > 1;
	grid->has_headers = grid->has_headers || strcmp(tag->type, "TH") == 0;
	for (y = 0; y < high; y++) {
		if (row + (size_t)y >= grid->row_count) {
			grid->short_column = true;
			break;
		}
		for (x = column; x < column + wide && x < MOST_COLUMNS; x++) {
			if (*place(grid, row + (size_t)y, x) != EMPTY)
				kx_breach(grid->audit, KX_RULE_CELLS_OVERLAP, tag->object, "row %zu, column %d has two", row + (size_t)y + 1, x + 1);
			*place(grid, row + (size_t)y, x) = cell;
			if (x + 1 > grid->columns)
				grid->columns = x + 1;
		}
	}
}

static void
fill(struct grid *grid)
{
	size_t row;
	int cell, column;

	for (row = 0; row < grid->row_count; row++) {
		column = 0;
		for (cell = grid->audit->tags[grid->rows[row]].first; cell >= 0; cell = grid->audit->tags[cell].next) {
			while (column < MOST_COLUMNS && *place(grid, row, column) != EMPTY)
				column++;
			if (column == MOST_COLUMNS)
				break;
			put_cell(grid, row, column, cell);
		}
	}
}

static void
audit_shape(struct grid *grid)
{
	int table = grid->audit->tags[grid->table].object, x;
	size_t y;

	if (grid->short_column)
		kx_breach(grid->audit, KX_RULE_COLUMN_LENGTHS, table, "a cell spans more rows than there are");
	for (y = 0; y < grid->row_count; y++) {
		for (x = 0; x < grid->columns && *place(grid, y, x) != EMPTY; x++)
			continue;
		if (x < grid->columns)
			kx_breach(grid->audit, grid->spans ? KX_RULE_ROW_SPANS : KX_RULE_ROW_LENGTHS, table,
			    "row %zu has nothing in column %d of %d", y + 1, x + 1, grid->columns);
	}
}

/* Is a TH of one of two scopes there? */
static bool
heads(struct grid *grid, size_t row, int column, const char *scope)
{
	int cell = *place(grid, row, column);
	const char *own;
	qpdf_oh value;

	if (cell == EMPTY || strcmp(grid->audit->tags[cell].type, "TH") != 0)
		return false;
	value = kx_attribute(grid->audit, &grid->audit->tags[cell], "/Scope");
	own = qpdf_oh_is_name(grid->audit->qpdf, value) ? qpdf_oh_get_name(grid->audit->qpdf, value) + 1 : "";
	return strcmp(own, scope) == 0 || strcmp(own, "Both") == 0;
}

/* Do the ids that the cell names belong to TH cells?  Without any, by scope. */
static void
audit_headers(struct grid *grid, size_t row, int column)
{
	struct kx_audit *audit = grid->audit;
	const struct kx_tag *cell = &audit->tags[*place(grid, row, column)];
	qpdf_oh list = kx_attribute(audit, cell, "/Headers"), item;
	int count = kx_array_length(audit, list), i, x;
	size_t y, k;

	for (i = 0; i < count; i++) {
		item = kx_array_at(audit, list, i);
		for (k = 0; k < audit->id_count && qpdf_oh_is_string(audit->qpdf, item); k++)
			if (audit->ids[k].text != NULL && strcmp(audit->ids[k].text, qpdf_oh_get_utf8_value(audit->qpdf, item)) == 0 &&
			    strcmp(audit->tags[audit->ids[k].tag].type, "TH") == 0)
				break;
		if (!qpdf_oh_is_string(audit->qpdf, item) || k == audit->id_count)
			kx_breach(audit, KX_RULE_UNKNOWN_HEADER, cell->object, "header %d of the cell in row %zu, column %d", i + 1, row + 1,
			    column + 1);
	}
	if (count > 0)
		return;
	for (x = 0; x < grid->columns; x++)
		if (heads(grid, row, x, "Row"))
			return;
	for (y = 0; y < grid->row_count; y++)
		if (heads(grid, y, column, "Column"))
			return;
	kx_breach(audit, KX_RULE_NO_HEADER, cell->object, "the cell in row %zu, column %d", row + 1, column + 1);
}

void
kx_audit_table(struct kx_audit *audit, int table)
{
	struct grid grid = { .audit = audit, .table = table };
	size_t i, y;
	int x, cell;

	collect_rows(&grid, table);
	grid.cells = kx_arena_array(audit->arena, grid.row_count * MOST_COLUMNS, sizeof(int));
	if (grid.cells == NULL)
		return;
	for (i = 0; i < grid.row_count * MOST_COLUMNS; i++)
		grid.cells[i] = EMPTY;
	fill(&grid);
	audit_shape(&grid);
	for (y = 0; y < grid.row_count && grid.has_headers; y++) {
		for (x = 0; x < grid.columns; x++) {
			cell = *place(&grid, y, x);
			if (cell != EMPTY && strcmp(audit->tags[cell].type, "TD") == 0 && audit->tags[cell].parent == grid.rows[y] &&
			    (x == 0 || *place(&grid, y, x - 1) != cell))
				audit_headers(&grid, y, x);
		}
	}
}
