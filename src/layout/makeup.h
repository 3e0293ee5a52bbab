/*
 * makeup: slugs of a galley -> parts, one for each slot that they fill.
 *
 * A sheet may be made up any number of times; only kx_placing_pages() (placing.h)
 * puts anything on a page.
 */
#ifndef KX_LAYOUT_MAKEUP_H
#define KX_LAYOUT_MAKEUP_H

#include "layout/walk.h"

/* Slugs [first, last) of the made-up galley stand in a slot. */
struct kx_part { size_t slot, first, last; };

/* A sheet made up, all in the setting's arena. */
struct kx_makeup {
	struct kx_made made;
	struct kx_part *parts; size_t count, room;
	bool overflow;                 /* more than the template allows, or matter that has nowhere to go: then kept behind the last part */
};

/* Make the galley up, into `makeup`; `set->failed` when memory runs out. */
void kx_makeup_walk(struct kx_setting *set, const struct kx_galley *galley, struct kx_makeup *makeup);

/* The same, but each of the first `cap_count` slots is filled no further than its cap (layout/walk.h). */
void kx_makeup_walk_to(struct kx_setting *set, const struct kx_galley *galley, const kx_length *caps, size_t cap_count,
    struct kx_makeup *makeup);

/* How many pages the parts reach. */
int kx_makeup_pages(const struct kx_setting *set, const struct kx_makeup *makeup);

/* The width of the slot in which a slug added to the galley now, with this start, would stand, as far as one can tell. */
kx_length kx_makeup_width(struct kx_setting *set, const struct kx_galley *galley, enum kx_start start, const char *region);

/* The width of the narrowest slot that holds some of slugs [first, last), `otherwise` if there are none. */
kx_length kx_makeup_narrowest(struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t last,
    kx_length otherwise);

/* Does the galley go into the slots that the template allows?  `ret_pages` is how many pages it reaches. */
bool kx_makeup_fits(struct kx_setting *set, const struct kx_galley *galley, int *ret_pages);

#endif
