/*
 * draft: the mark of a sheet that is not to be handed out.
 *
 * The word stands large and light behind the words of every page, in rows
 * from edge to edge, each row shifted against the one above, so that no
 * photocopy and no pair of scissors leaves a piece of the page without it;
 * and small in the head and the foot.  Tinted boxes lie below it, text above.
 * On page 1 a sentence says what it means: that one is tagged, as the first
 * paragraph of the document, so that a listener hears it before all else.
 *
 * Nothing on the page moves for it: a draft shows what would be printed.
 */
#ifndef KX_LAYOUT_DRAFT_H
#define KX_LAYOUT_DRAFT_H

#include "layout/setting.h"

/* The element of the sentence, the first below `parent`; before anything else is set. */
void kx_draft_open(struct kx_setting *set, int parent);

/* Mark page `page` (from 0), which has all its items. */
void kx_draft_place(struct kx_setting *set, int page);

#endif
