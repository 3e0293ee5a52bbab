/*
 * kept: pieces of the flow that were set whole, put again on the next sheet.
 *
 * The sheets of a batch differ in few pieces.  Of the others is kept all that
 * setting them does: slugs with their marks, elements of the structure,
 * citations, bookmarks, entries of the list of sources, how even the lines are.
 * Put again, elements move by as many as the pieces before have more or fewer;
 * where that is none, marks are shared.  Nothing on a page depends on whether
 * a piece was kept (layout/piece_key.h).
 *
 * Not kept is what had something to report, and what reaches beyond its piece:
 * a heading that waits for the next one's words, a picture.  Where words come
 * from is not kept either: a message that has to tell that (KX456) asks for the
 * sheet to be set anew, with nothing kept.
 */
#ifndef KX_LAYOUT_KEPT_H
#define KX_LAYOUT_KEPT_H

#include "layout/flow.h"

/* Put what is known of piece `index` at the end of the flow; false when nothing is. */
bool kx_kept_find(struct kx_flow *flow, size_t index);

/*
 * Keep piece `index`, which was set since `before` and to which all of
 * set->rag belongs.
 */
void kx_kept_keep(struct kx_flow *flow, size_t index, const struct kx_flow_state *before);

#endif
