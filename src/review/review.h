/*
 * review: the editorial gate.
 *
 * Holds the merged handout, the composed document and the finished frames to
 * rules; a rule that blocks is an error with exit status 1 and nothing is
 * written.  Rules are code; lists (harms, banned words, limits) are data.
 *
 * Each rule says on what it runs.  Rules on data need the handout alone, so a
 * job can ask them before it composes and lays out; rules on text need the
 * document, rules on the page the frames.
 */
#ifndef KX_REVIEW_REVIEW_H
#define KX_REVIEW_REVIEW_H

#include "content/handout.h"
#include "document/document.h"
#include "frame/frame.h"

/* The rules on data.  True when no blocking rule was broken. */
bool kx_review_handout(const struct kx_handout *handout, struct kx_diagnostics *diags);

/* The rules on text and on the page. */
bool kx_review_sheet(const struct kx_handout *handout, const struct kx_document *document, const struct kx_frames *frames,
    struct kx_diagnostics *diags);

/* All rules: both of the above. */
bool kx_review(const struct kx_handout *handout, const struct kx_document *document, const struct kx_frames *frames,
    struct kx_diagnostics *diags);

#endif
