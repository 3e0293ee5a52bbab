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

struct kx_memo;
struct kx_passages;
struct kx_readability_report;

/*
 * The rules on data.  Most of them judge the pack and see nothing of the clinic
 * but its lines for the visit: where they had nothing to say, they are not
 * asked again for the next clinic.  `memo` keeps that; NULL: all are asked.
 */
bool kx_review_handout(const struct kx_handout *handout, const struct kx_gate *gate, struct kx_memo *memo,
    struct kx_diagnostics *diags);

/*
 * The rules on text.  They need no page, so what they say is said of a sheet
 * that does not fit as well.  `words` is what has been worked out of the document
 * already, with `memo`; NULL, or its members NULL: it is worked out here.  `memo` keeps what the
 * gate's lists find in a passage; it may be NULL.
 */
struct kx_review_words { const struct kx_readability_report *readability; const struct kx_passages *passages; };
bool kx_review_text(const struct kx_handout *handout, const struct kx_gate *gate, const struct kx_document *document,
    const struct kx_review_words *words, struct kx_memo *memo, struct kx_diagnostics *diags);

/*
 * A figure that the sheet may print, in a block of its outline, and whether it
 * speaks for the treatment there or against it.
 */
struct kx_told_figure {
	const char *section, *block;   /* ids */
	const struct kx_claim *claim;
	const struct kx_figure *figure;
	bool benefit;
};
struct kx_told_figures {
	const struct kx_told_figure *list; size_t count;
	const char *language;          /* of the words they are looked for in */
	struct kx_memo *memo;          /* keeps the numbers of a text; or NULL */
};

/* All of them, in reading order; false when `arena` has no more room.  The memo, which may be NULL, keeps them with the merge. */
bool kx_review_figures(struct kx_arena *arena, const struct kx_handout *handout, struct kx_memo *memo,
    struct kx_told_figures *ret_figures);

/*
 * What words of a block tell: adds to `told` whether a number of a harm is
 * among them, and the first figure on a benefit.  A page that tells a benefit
 * and no harm is what KX325 refuses; in large print the layout, which asks this
 * of what it puts on a page, gives such a page a running harm line.
 */
struct kx_figures_told { const struct kx_told_figure *benefit; bool harm; };
void kx_review_tell(const struct kx_told_figures *figures, const char *section, const char *block, const char *text,
    size_t length, struct kx_figures_told *told);

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
    const struct kx_frames *frames, struct kx_memo *memo, struct kx_balance *ret_balance);

/* The rules on the page.  `balance` is the sheet's, measured on these frames.  `memo` keeps what is counted; NULL: nothing. */
bool kx_review_page(const struct kx_handout *handout, const struct kx_gate *gate, const struct kx_document *document,
    const struct kx_frames *frames, const struct kx_balance *balance, struct kx_memo *memo, struct kx_diagnostics *diags);

#endif
