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

/*
 * What words tell, on a page or a part of one.  A page that tells of a benefit
 * and of no harm repeats one at its foot: of the document's harms the first of
 * the benefit's product, or the first.  Pages with sides repeat none.
 */
struct kx_told {
	const char *benefit;           /* product of the first figure on a benefit; NULL: there is none */
	bool harm;                     /* a harm stands there with its number */
};

/* Adds to `told` what `length` bytes of words tell that stand in block `block` of section `section`. */
typedef void kx_tell(const void *of, const char *section, const char *block, const char *text, size_t length,
    struct kx_told *told);

struct kx_layout_options {
	const char *paper;             /* "letter" or "a4" */
	struct kx_memo *memo;          /* of the same fonts; frames point into it, so it must not turn before they go; NULL: nothing is kept */
	bool again;                    /* more sheets will be laid out with this memo: what is set whole is worth keeping */
	kx_tell *tell;                 /* asked of all words that go on a page; NULL: no page repeats a harm */
	const void *tell_of;           /* handed to it */
};

bool kx_layout(struct kx_arena *arena, const struct kx_document *document, const struct kx_fonts *fonts,
    const struct kx_layout_options *options, struct kx_frames **ret_frames, struct kx_diagnostics *diags);

#endif
