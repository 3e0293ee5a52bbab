/*
 * even: where the pages of a sheet end that has many.
 *
 * A walk (layout/walk.h) fills each page as far as it goes.  In large print that
 * leaves what does not break to chance: a page half empty before a tall figure,
 * one harm alone on the next, a heading's single line at a foot.  Where a
 * template says "pages.even": 1, the ends of all pages are chosen together, as
 * lines are in a paragraph.
 */
#ifndef KX_LAYOUT_EVEN_H
#define KX_LAYOUT_EVEN_H

#include "layout/galley.h"

/* The sheet whose pages are to end well. */
struct kx_even {
	kx_length first_room, room;    /* that page 1 has for matter, and each other one */
	int pages_most;                /* that the matter may take */
	int multiple;                  /* the sheet has whole leaves of so many pages, and the rest is for notes */
	kx_length notes;               /* how much room under the matter makes notes of the rest of its page; 0: none does */
};

/*
 * How far each page is to be filled, `ret_caps[page]` of `pages_most`, for
 * kx_walk_fill(); returns how many pages that makes, or 0 where the matter does
 * not go into the pages, or (with set->failed) when memory ends.
 */
int kx_even_choose(struct kx_setting *set, const struct kx_galley *galley, const struct kx_even *even, kx_length *ret_caps);

#endif
