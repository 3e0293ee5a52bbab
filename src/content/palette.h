/*
 * palette: colours that can be read.
 *
 * A clinic brings a colour that was chosen for a sign or a screen.  Where a
 * sheet sets text in it, the text must stand out from the paper and from the
 * tints it may stand on by 4.5 to 1 (WCAG 2.2, success criterion 1.4.3).  A
 * colour that is too pale is made darker, hue kept, until it does; it is never
 * made lighter.
 */
#ifndef KX_CONTENT_PALETTE_H
#define KX_CONTENT_PALETTE_H

#include "content/template.h"

/* Contrast in thousandths: of text (1.4.3), and of what is drawn and means something (1.4.11). */
#define KX_CONTRAST_TEXT 4500
#define KX_CONTRAST_MARK 3000

/* What became of a clinic's colour; contrasts are the least that its text has on any ground of the sheet. */
struct kx_repair { kx_color from, to; int32_t contrast_from, contrast_to; };

/*
 * The clinic's colour as this sheet prints it, `ret_repair->to`.  True when
 * that is another one.  Where the sheet sets no text in it, or a ground leaves
 * no colour dark enough, it stays as it is; the gate has the last word
 * (review/contrast.c).
 */
bool kx_palette_repair(const struct kx_template *sheet, kx_color clinic, struct kx_repair *ret_repair);

#endif
