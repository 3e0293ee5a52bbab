/*
 * places: do a template's names of sections and blocks mean something?
 *
 * A template serves many data folders, so a name that one of them does not
 * have is no fault: the place stays empty.  But a name that is but one letter
 * away from that of a block which the template names nowhere is a slip, and
 * what it asked for would be left out without a word.
 */
#ifndef KX_REVIEW_PLACES_H
#define KX_REVIEW_PLACES_H

#include "content/content.h"
#include "content/template.h"

struct kx_arena;
struct kx_diagnostics;
struct kx_memo;

/*
 * Hold what the template names (in its flows and those of its sizes, in
 * "omit", "droppable" and "numbers") to the outline.  `sheet` is the template
 * as its file has it, not yet adapted to a size.  Warns (KX485) of each slip.
 * That there is none is kept in the memo (or NULL) for the sheets of other clinics.
 */
void kx_places_check(struct kx_arena *arena, struct kx_memo *memo, const struct kx_content *content, const struct kx_template *sheet,
    struct kx_diagnostics *diags);

#endif
