/*
 * side_note: a block's small print beside its passage.
 *
 * A template that says "<block>.side-note": 120 has the note at the end of
 * the block in a column of its own, so wide, at the right of the block's
 * first lines, which stay in one piece as far down as it reaches.  Where the
 * passage would be left too little, in a size of one column, in a block of
 * several, and beside matter that may be cut anywhere (a box) it falls in
 * line under the passage.  In both places it is a Note with an id
 * (ISO 14289-1, 7.9), read after its passage.
 *
 * The note of a box is inside it and not the block's.
 */
#ifndef KX_LAYOUT_SIDE_NOTE_H
#define KX_LAYOUT_SIDE_NOTE_H

#include "layout/galley.h"

/* The note at the end of `group` that the template has beside it, or NULL. */
const struct kx_block *kx_side_note_of(struct kx_setting *set, const struct kx_block *group);

/* Set `group`, whose side note is `note`. */
void kx_side_note_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *group, const struct kx_block *note,
    int parent);

#endif
