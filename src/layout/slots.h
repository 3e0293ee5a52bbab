/*
 * slots: the places that matter can stand in, in the order they fill.
 *
 * These are the regions that the template gives for the paper, or else one for
 * each page, between the margins, named "text".
 */
#ifndef KX_LAYOUT_SLOTS_H
#define KX_LAYOUT_SLOTS_H

#include "layout/setting.h"

struct kx_slot {
	int page;                      /* from 0 */
	const char *region;
	struct kx_box box;             /* on the page */
};

/* Does the template give regions for the sides of this paper? */
bool kx_slots_given(const struct kx_setting *set);

/* Slot `index`, from 0; false past the last page that any sheet may have. */
bool kx_slots_find(const struct kx_setting *set, size_t index, struct kx_slot *ret_slot);

/* How many slots the template allows. */
size_t kx_slots_count(const struct kx_setting *set);

/* Have all slots that the template allows one width? */
bool kx_slots_even(const struct kx_setting *set);

/*
 * The slot in which matter with this start stands after matter in slot `now`
 * (`opening`: after none); `name` is the region of KX_START_NAMED.  False when
 * there is none: matter goes on by itself only to the same page or a later one.
 */
bool kx_slots_next(const struct kx_setting *set, enum kx_start start, const char *name, bool opening, size_t now,
    size_t *ret_next);

#endif
