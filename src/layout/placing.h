/*
 * placing: a galley made up, and its parts put on pages with all that stands around them.
 */
#ifndef KX_LAYOUT_PLACING_H
#define KX_LAYOUT_PLACING_H

#include "layout/galley.h"

/*
 * Make the galley up into pages: break where slugs allow, let write-in lines
 * and elastic spaces take up what is left, pad to whole sheets.  What does
 * not fit is named: KX455, and KX456 for a slug taller than its slot.
 */
void kx_placing_pages(struct kx_setting *set, const struct kx_galley *galley);

#endif
