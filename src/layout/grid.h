/*
 * grid: which cell of a table stands where.
 *
 * Cells stand behind each other from the left, each over `span` columns.  A
 * template may have neighbours that say the same set as one cell, which is
 * how a reader sees that they do: "<style>.join-columns": 1 for those of a
 * row, "<style>.join-rows": 1 for those of a column.  Only plain words are
 * joined: no heads, no figures, and nothing with a link or a citation, which
 * a listener would miss.
 *
 * Rows that share a cell are a band.  A band does not break over pages, so it
 * has KX_GRID_BANDED rows at most; where words go on being the same, another
 * begins.
 */
#ifndef KX_LAYOUT_GRID_H
#define KX_LAYOUT_GRID_H

#include "layout/setting.h"

#define KX_GRID_COLUMNS 12
#define KX_GRID_BANDED  6

struct kx_grid_cell {
	const struct kx_block *cell;
	int column, span;
	int rows;                      /* it reaches down over so many, its own included */
};

struct kx_grid_row {
	const struct kx_block *row;
	struct kx_grid_cell *cells; int count;   /* those that begin in this row, from the left */
	int band;                      /* in the first row of a band: how many rows it has; else 0 */
};

struct kx_grid {
	struct kx_grid_row *rows; size_t count;
	int columns;
};

/*
 * Place the cells of `table`, in the arena.  A table of no cells has no
 * columns.  False, and set->failed, when it has more than KX_GRID_COLUMNS
 * (KX459) or the arena is spent.
 */
bool kx_grid_place(struct kx_setting *set, const struct kx_block *table, const char *style, struct kx_grid *ret_grid);

/* A row that names the rows after it. */
bool kx_grid_is_group(const struct kx_block *row);

#endif
