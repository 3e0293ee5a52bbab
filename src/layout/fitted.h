/*
 * fitted: how close a sheet is set, once that has been found.
 *
 * The setting that copyfit finds depends on what the pieces of the flow take up
 * (layout/piece_key.h), and masthead, title, heads and feet.  A sheet of the same
 * words is set at once as it was before.  Not where harms are repeated at the
 * foot of pages, which the gate is asked for, nor in regions of several widths.
 */
#ifndef KX_LAYOUT_FITTED_H
#define KX_LAYOUT_FITTED_H

#include "layout/setting.h"

struct kx_fitted { int step; size_t dropped; };   /* layout/copyfit.h */

/* What was found for the sheet; NULL when nothing was. */
const struct kx_fitted *kx_fitted_find(struct kx_setting *set);

/* Keep what set->step and set->dropped are. */
void kx_fitted_keep(struct kx_setting *set);

#endif
