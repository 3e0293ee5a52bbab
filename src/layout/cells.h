/*
 * cells: slugs that hold galleys side by side.
 *
 * A box, cards, the cells of a band, balanced columns and a tall table row are
 * all one slug whose matter stands in cells; a cell may have a ground and an
 * edge.  Such a slug stays in one piece where it can.  One that is taller than
 * the place it has is split: each cell goes on, below the cut, with the matter
 * it has left, in a box of its own with its edge closed.
 */
#ifndef KX_LAYOUT_CELLS_H
#define KX_LAYOUT_CELLS_H

#include "layout/galley.h"

struct kx_cell {
	struct kx_galley galley;       /* its matter, as wide as the cell less padding, or as one of its columns */
	kx_length x, width;            /* in the slug, padding included */
	kx_length pad_x, pad_y;
	const struct kx_box_style *style;   /* ground and edge, or NULL */
	int columns;                   /* 2 or more: balanced columns of the galley's width */
	kx_length gutter;              /* between them */
};

/* A slug at the end of the galley, as high as its tallest cell; NULL (and set->failed) at the ceiling. */
struct kx_slug *kx_cells_slug(struct kx_setting *set, struct kx_galley *galley, struct kx_cell *cells, size_t count);

/*
 * A slug that holds `narrow` in balanced columns, with the spaces that its
 * first and last slug want around them; NULL when it is empty too.
 */
struct kx_slug *kx_columns_slug(struct kx_setting *set, struct kx_galley *galley, const struct kx_galley *narrow, int columns,
    kx_length gutter);

/* Height of the tallest cell, padding included. */
kx_length kx_cells_height(const struct kx_cell *cells, size_t count);

/* Draw the cells of `from` into `slug` at (x, y). */
void kx_cells_pour(struct kx_setting *set, const struct kx_slug *from, struct kx_slug *slug, kx_length x, kx_length y);

/* The cells of a slug that moves right by `indent`: a copy. */
struct kx_cell *kx_cells_shifted(struct kx_setting *set, const struct kx_slug *slug, kx_length indent);

/*
 * Cut a slug of cells so that `ret_head` is at most `room` high and `ret_tail`
 * has the rest.  False when nothing of it fits, or all of it, or it has no cells.
 */
bool kx_cells_split(struct kx_setting *set, const struct kx_slug *slug, kx_length room, struct kx_slug *ret_head,
    struct kx_slug *ret_tail);

/* Is there nothing in the cells but heads, which keep what follows? */
bool kx_cells_bound(const struct kx_slug *slug);

#endif
