/*
 * makeup: slugs of a galley -> regions of pages.
 *
 * Slots are the places that matter can stand in, in the order they fill: the
 * regions that the template gives for the paper, or else one for each page,
 * between the margins, named "text".  A sheet may be made up any number of
 * times; only kx_makeup_place() puts anything on a page.
 */
#ifndef KX_LAYOUT_MAKEUP_H
#define KX_LAYOUT_MAKEUP_H

#include "layout/galley.h"

struct kx_slot {
	int page;                      /* from 0 */
	const char *region;
	struct kx_box box;             /* on the page */
};

/* Slot `index`, from 0; false past the last page that any sheet may have. */
bool kx_makeup_slot(const struct kx_setting *set, size_t index, struct kx_slot *ret_slot);

/* Have all slots that the template allows one width? */
bool kx_makeup_even(const struct kx_setting *set);

/* The width of the slot in which a slug added to the galley now, with this start, would stand, as far as one can tell. */
kx_length kx_makeup_width(struct kx_setting *set, const struct kx_galley *galley, enum kx_start start, const char *region);

/* The width of the narrowest slot that holds some of slugs [first, last), `otherwise` if there are none. */
kx_length kx_makeup_narrowest(struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t last,
    kx_length otherwise);

/* Does the galley go into the slots that the template allows?  `ret_pages` is how many pages it reaches. */
bool kx_makeup_fits(struct kx_setting *set, const struct kx_galley *galley, int *ret_pages);

/*
 * Make the galley up into pages: break where slugs allow, let write-in lines
 * and elastic spaces take up what is left, pad to whole sheets.  What does
 * not fit is named: KX455, and KX456 for a slug taller than its slot.
 */
void kx_makeup_place(struct kx_setting *set, const struct kx_galley *galley);

#endif
