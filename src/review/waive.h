/*
 * waive: warnings that a named person answers for.
 *
 * The waivers are read with the content (content/signed.h).  One covers a
 * warning when the code is the same and the warning's place lies at or below
 * what is covered: a claim; a topic with its claims and the clinic's line; a
 * section with its blocks and the topics it shows; a place in a file.
 */
#ifndef KX_REVIEW_WAIVE_H
#define KX_REVIEW_WAIVE_H

#include "content/content.h"

/*
 * Turn every warning that is covered into a note that names who answers for
 * it, until when and why.  Reports waivers of rules that block (KX355), that
 * have run out (KX356; not when `as_of` is all zero) and that cover nothing
 * (KX357).  To be called once, when everything else has been reported.  True
 * when no error was reported.
 */
bool kx_waivers_apply(const struct kx_content *content, struct kx_date as_of, struct kx_diagnostics *diags);

#endif
