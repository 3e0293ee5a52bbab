/*
 * rules: the rules of the gate, one function each, in files by family.
 * Private to src/review; the table that names them is in review.c.
 *
 * A rule reports each breach once, at the place in the data where it can be
 * mended, and returns nothing: what it reported is its result.
 */
#ifndef KX_REVIEW_RULES_H
#define KX_REVIEW_RULES_H

#include "content/handout.h"
#include "document/document.h"
#include "frame/frame.h"

/* What a rule may look at.  Document and frames are NULL for rules on data. */
struct kx_subject {
	const struct kx_handout *handout;
	const struct kx_document *document;
	const struct kx_frames *frames;
	struct kx_diagnostics *diags;
};

/* presence.c: what every sheet must have */
void kx_rule_required_topics(const struct kx_subject *subject);   /* KX301 */
void kx_rule_sections(const struct kx_subject *subject);          /* KX304 */
void kx_rule_help_lines(const struct kx_subject *subject);        /* KX305 */

/* evidence.c: what a printed claim rests on */
void kx_rule_citable(const struct kx_subject *subject);           /* KX302 */

/* numbers.c: what a number needs to inform */
void kx_rule_benefits(const struct kx_subject *subject);          /* KX303 */

/* balance.c: room for benefits and for harms */
void kx_rule_equal_room(const struct kx_subject *subject);        /* KX306 */

/* ---- what several rules ask ---- */

/* Do claims of the group stand on the sheet?  Not when it has no place, nothing prints, or the clinic's words replace them. */
bool kx_group_visible(const struct kx_group *group);

/* Does a section with this role show the group? */
bool kx_group_in_role(const struct kx_handout *handout, const struct kx_group *group, enum kx_role role);

/* Does any section with this role print something?  In presence.c. */
bool kx_role_prints(const struct kx_handout *handout, enum kx_role role);

/* The place of an origin, or of a member below it ("/product"); `member` may be "". */
struct kx_place kx_place_below(const struct kx_subject *subject, struct kx_origin origin, const char *member);

#endif
