/*
 * furniture: what stands on a page besides its text: the masthead on page 1,
 * the running head on the others, the foot on all.
 */
#ifndef KX_LAYOUT_FURNITURE_H
#define KX_LAYOUT_FURNITURE_H

#include "layout/galley.h"

/* The clinic's masthead, title and subtitle, at the start of the galley. */
void kx_masthead_set(struct kx_setting *set, struct kx_galley *galley, int parent);

/* Running head (from page 2) and foot of page `page` (from 0) of `pages`, as artifacts of pagination. */
void kx_furniture_place(struct kx_setting *set, int page, int pages);

/* Put the marks of a slug on a page with its top left corner at (x, y). */
void kx_slug_place(struct kx_setting *set, const struct kx_slug *slug, int page, kx_length x, kx_length y, const char *region);

#endif
