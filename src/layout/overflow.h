/*
 * overflow: what to say of matter that does not fit, with its blocks and by how much.
 *
 * Both fail the setting.
 */
#ifndef KX_LAYOUT_OVERFLOW_H
#define KX_LAYOUT_OVERFLOW_H

#include "layout/makeup.h"
#include "layout/slots.h"

/* KX455: which blocks of a sheet that was made up have no place, how high they are together, and how many lines of text that is. */
void kx_overflow_report(struct kx_setting *set, const struct kx_makeup *makeup);

/* KX456: a slug taller than its slot. */
void kx_overflow_tall(struct kx_setting *set, const struct kx_slug *slug, const struct kx_slot *slot);

#endif
