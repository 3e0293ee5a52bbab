/*
 * reviewed: has a clinician read the words that would print?
 *
 * document.h says when a review holds.  One that has lapsed is a warning
 * (KX360).  A pending review is none: the sheet says so in a plain line, and
 * the score card as a standing notice.
 */
#ifndef KX_REVIEW_REVIEWED_H
#define KX_REVIEW_REVIEWED_H

#include "content/content.h"
#include "document/document.h"

/*
 * With `required` the sheet is refused unless the pack's review or the
 * clinic's holds (KX361).  True when nothing blocks.
 */
bool kx_reviewed_check(const struct kx_content *content, const struct kx_document *document, bool required,
    struct kx_diagnostics *diags);

/* "pending", "done", "lapsed". */
const char *kx_review_state_name(enum kx_review_state state);

#endif
