/*
 * running: what stands at the head and foot of every page, and the running
 * harm line above the foot of some.
 *
 * The parts of a head or foot stand side by side.  Where the words are too
 * long for that, as in large print, they go under one another, left aligned:
 * left and right still in one row if they fit, then the middle.  A page
 * without sides gives the further lines room from its text; a side's box must
 * be high enough (KX461).
 *
 * All of it is an artifact of pagination: a screen reader has no pages.
 */
#ifndef KX_LAYOUT_RUNNING_H
#define KX_LAYOUT_RUNNING_H

#include "layout/galley.h"

/* Measure what heads, feet and harm lines take, before any matter is made up. */
void kx_running_measure(struct kx_setting *set);

/* What the slug's words tell, added to `told`; nothing where no page may repeat a harm. */
void kx_running_tell(const struct kx_setting *set, const struct kx_slug *slug, struct kx_told *told);

/* The harm that a page with these words has to repeat, or NULL; and how much of its text the line takes (0). */
const struct kx_running_harm *kx_running_harm(const struct kx_setting *set, const struct kx_told *told, kx_length *ret_height);

/* What they take from the text of page `page` (from 0), at its top and at its bottom; nothing of a page with sides. */
void kx_running_room(const struct kx_setting *set, int page, kx_length *ret_top, kx_length *ret_bottom);

/* Head (without sides, from page 2), harm line and foot of page `page` of `pages`. */
void kx_running_place(struct kx_setting *set, int page, int pages);

/* The side of the paper that page `page` is printed on; NULL where the template has none. */
const struct kx_side *kx_running_side(const struct kx_setting *set, int page);

#endif
