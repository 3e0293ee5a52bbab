/*
 * layout: document -> frames.
 *
 * Reads the document's template (document->sheet), shapes and breaks every
 * paragraph, builds boxes, tables and figures, fills pages band by band and
 * makes the structure tree as it goes.  Reports what does not fit by block.
 */
#ifndef KX_LAYOUT_LAYOUT_H
#define KX_LAYOUT_LAYOUT_H

#include "document/document.h"
#include "frame/frame.h"

struct kx_fonts;
struct kx_memo;

struct kx_layout_options {
	const char *paper;             /* "letter" or "a4" */
	struct kx_memo *memo;          /* of the same fonts; frames point into it, so it must not turn before they go; NULL: nothing is kept */
	const struct kx_running_harm **harms; size_t harm_count;   /* for each page: the harm that its foot repeats, or NULL;
	                                  pages further on have none, and so have pages with sides */
};

bool kx_layout(struct kx_arena *arena, const struct kx_document *document, const struct kx_fonts *fonts,
    const struct kx_layout_options *options, struct kx_frames **ret_frames, struct kx_diagnostics *diags);

#endif
