/*
 * furniture: what stands on a page besides its text: masthead, title, running
 * head, foot, and lines for folding and cutting.
 */
#ifndef KX_LAYOUT_FURNITURE_H
#define KX_LAYOUT_FURNITURE_H

#include "layout/galley.h"

/*
 * Read the clinic's logo into set->logo, where it is a picture file that has not been read yet; false, and reported,
 * when it cannot be.  Where the sheet is set more than once it is read before, since what a try takes is given back.
 */
bool kx_logo_open(struct kx_setting *set);

/* The clinic's name, logo, telephone and address, at the end of the galley. */
void kx_masthead_set(struct kx_setting *set, struct kx_galley *galley, int parent);

/* The sheet's title and subtitle. */
void kx_title_set(struct kx_setting *set, struct kx_galley *galley, int parent);

/* A new page at the end of the frames; the regions of its matter are not yet noted. */
void kx_furniture_page(struct kx_setting *set);

/*
 * What stands on page `page` (from 0) of `pages` besides its matter: running
 * head (without sides, from page 2) and foot, as artifacts of pagination, and
 * the side's marks, as artifacts of the layout.
 */
void kx_furniture_place(struct kx_setting *set, int page, int pages);

/* Put the marks of a slug on a page with its top left corner at (x, y). */
void kx_slug_place(struct kx_setting *set, const struct kx_slug *slug, int page, kx_length x, kx_length y, const char *region);

#endif
