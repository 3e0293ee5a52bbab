/*
 * keep: blocks composed once for all clinics that they are the same for.
 * Private to src/document.
 *
 * Most blocks of a sheet say what the pack says and nothing of the clinic.
 * They are composed for a clinic of which nothing is to be seen but its lines
 * for the visit, and kept whole in the memo: by the content without its clinic
 * (by where it lies, which is the stock) and the topics that it has lines for,
 * which is all that the merge sees of a clinic too (merge/kept.c).  A block that
 * prints such a line, has something to report, waits for the reviews or
 * the document's number, or is of a form that tells of the clinic, is composed for each sheet.
 */
#ifndef KX_DOCUMENT_KEEP_H
#define KX_DOCUMENT_KEEP_H

#include "document/compose.h"

struct kx_memo;

/* Composes one block of the outline: what compose.c does for each. */
typedef void (*kx_block_maker)(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group);

struct kx_keep;

/*
 * What is kept for this composer's content, made with `make` where there is nothing yet.
 * NULL without a memo, or when that is full: then every block is composed anew.
 */
const struct kx_keep *kx_keep_open(const struct kx_composer *composer, struct kx_memo *memo, kx_block_maker make);

/*
 * Put what is kept of block `block` of section `section` (numbers in the outline) into the empty
 * `group`, and see to the waiting heading.  False when it is not kept.
 */
bool kx_keep_take(const struct kx_keep *keep, struct kx_composer *composer, size_t section, size_t block,
    struct kx_block *group);

/* Before the blocks of a section: does its heading wait for a box? */
bool kx_heading_waits(const struct kx_section *section);

/* May blocks of this form be kept?  Not when it tells of the clinic. */
bool kx_form_keeps(enum kx_form form);

#endif
