/*
 * review: the editorial gate.
 *
 * Holds the merged handout, the composed document and the finished frames to
 * rules; a rule that blocks is an error with exit status 1 and nothing is
 * written, the others warn.  Rules are code; lists (harms, banned words,
 * limits, numbers to call) are data, `gate`: see content/gate.h.  A gate with
 * empty lists holds a sheet only to the rules that need none.
 *
 * Each rule says on what it runs.  Rules on data need the handout alone, so a
 * job can ask them before it composes and lays out; rules on text need the
 * document, rules on the page the frames.  `kxreport explain CODE` says what
 * each asks, why, and by which standard; rules.h has the table of rules.
 *
 * Every function reports all breaches to `diags` and is true when no blocking
 * rule was broken.
 */
#ifndef KX_REVIEW_REVIEW_H
#define KX_REVIEW_REVIEW_H

#include "content/gate.h"
#include "content/handout.h"
#include "document/document.h"
#include "frame/frame.h"

struct kx_readability_report;

/* The rules on data. */
bool kx_review_handout(const struct kx_handout *handout, const struct kx_gate *gate, struct kx_diagnostics *diags);

/*
 * The rules on text.  They need no page, so what they say is said of a sheet
 * that does not fit as well.  `readability` is the document's; NULL: it is
 * counted here.
 */
bool kx_review_text(const struct kx_handout *handout, const struct kx_gate *gate, const struct kx_document *document,
    const struct kx_readability_report *readability, struct kx_diagnostics *diags);

/* The rules on the page. */
bool kx_review_page(const struct kx_handout *handout, const struct kx_gate *gate, const struct kx_document *document,
    const struct kx_frames *frames, struct kx_diagnostics *diags);

/*
 * The first page, of those from `from` on (from 0), that has a figure on
 * benefits and none on harms, and the product that it is about: what KX325
 * refuses.  In large print the layout gives such a page a running harm line.
 */
bool kx_review_lone_benefit(const struct kx_handout *handout, const struct kx_document *document, const struct kx_frames *frames,
    size_t from, size_t *ret_page, const char **ret_product);

/*
 * The measures of balance that the rules hold against their limits, for the
 * score card: words, measured area, first page and main type size of the
 * sections on benefits and of those on harms.  Page 0 means that the section
 * is not placed, or that there are no frames.
 */
struct kx_balance_side {
	size_t words;
	int64_t area;              /* square points */
	int first_page;            /* from 1; of harms also the first page with a running harm line */
	kx_length type_size;       /* in which most of its letters are set */
	kx_length heading_size;    /* of its largest letters in a heading */
	size_t figures;            /* claims that print with a number */
};
struct kx_balance { struct kx_balance_side benefits, harms; };

void kx_balance_measure(const struct kx_handout *handout, const struct kx_document *document,
    const struct kx_frames *frames, struct kx_balance *ret_balance);

#endif
