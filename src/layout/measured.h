/*
 * measured: what the pieces of a flow take up, kept from sheet to sheet.
 *
 * Copyfit sets a sheet several times over, each time closer or looser, only to
 * learn how many pages it takes.  For that it needs heights and spaces, no
 * marks and no structure; and most pieces (a block of a plain band, or a whole
 * band of cells) are those of the sheet before.  So a try takes what is known
 * of a piece from the memo (base/memo.h) and sets the others; the setting that
 * is chosen is set whole.  What is kept depends on nothing but its key
 * (layout/piece_key.h).
 *
 * Not where harms are repeated at the foot of pages (running.h), which looks at
 * the words on them; nor in regions of several widths (uneven.h).
 */
#ifndef KX_LAYOUT_MEASURED_H
#define KX_LAYOUT_MEASURED_H

#include "layout/galley.h"

struct kx_measured {
	bool trying;                   /* the try at hand may take what is known */
	bool taken;                    /* and has done so: its galley has no marks */
};

/* Put what is known of piece `index` at the end of the galley; false when nothing is. */
bool kx_measured_find(struct kx_setting *set, struct kx_galley *galley, size_t index);

/* Keep the slugs from `first` on, which are those of piece `index`. */
void kx_measured_keep(struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t index);

#endif
