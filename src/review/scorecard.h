/*
 * scorecard: how the sheet stands against the standards for patient material.
 *
 *	ipdas    IPDAS 4.0 minimum: 6 qualifying and 6 certifying criteria
 *	         (N. Joseph-Williams et al., Med Decis Making 2014;34:699)
 *	pemat    PEMAT-P, 24 items for print
 *	         (S. J. Shoemaker, M. S. Wolf, C. Brach, AHRQ 14-0002-EF, 2014)
 *	cci      CDC Clear Communication Index, 20 items (CDC, user guide 2014)
 *	discern  DISCERN, 16 items rated 1 to 5
 *	         (D. Charnock et al., J Epidemiol Community Health 1999;53:105)
 *
 * A machine item is looked up in the handout, the document, the frames and the
 * readability; it passes, fails, or does not apply.  A human item waits for a
 * person: a sign-off (content/signed.h) answers it for the text that the person
 * read, and lapses when the pack's words change.  Some items are both: the
 * program can find a fault, but only a person can say that there is none.
 * What waits is never counted as met.
 */
#ifndef KX_REVIEW_SCORECARD_H
#define KX_REVIEW_SCORECARD_H

#include "content/gate.h"
#include "content/handout.h"
#include "content/signed.h"
#include "document/document.h"
#include "frame/frame.h"
#include "review/readability.h"
#include "review/review.h"

struct kx_arena;
struct kx_memo;
struct kx_passages;

enum kx_item_state { KX_ITEM_PASS, KX_ITEM_FAIL, KX_ITEM_HUMAN, KX_ITEM_LAPSED, KX_ITEM_NOT_APPLICABLE };

/* "pass", "fail", "human", "lapsed", "not applicable". */
const char *kx_item_state_name(enum kx_item_state state);

struct kx_score_item {
	const char *number;               /* "Q1", "16" */
	const char *asks;                 /* "Numbers are clear" */
	bool machine;                     /* the program decided, not a person */
	enum kx_item_state state;
	int rating;                       /* DISCERN: 1 to 5, 0 while it is not rated */
	const char *why;                  /* one line */
	struct kx_origin place;           /* where it is met or can be mended; file NULL when nowhere in particular */
	const char *block;                /* outline block, or NULL */
	const struct kx_sign_off *sign_off;   /* the answer that counts, or the last that has lapsed; or NULL */
};

/* A part of a standard that has a total of its own. */
struct kx_score_part {
	const char *name;                 /* "qualifying" */
	size_t first, count;              /* its items */
	int met, unmet, waiting, not_applicable;
	int points, most;                 /* as the standard counts them; what waits adds nothing to `points` */
	int bar;                          /* points in a hundred that are commonly asked for; 0 when there is no such bar */
};

#define KX_SCORE_PARTS 3
struct kx_standard {
	const char *id, *title;
	bool rates;                       /* from 1 to 5, instead of yes or no */
	struct kx_score_item *items; size_t item_count;
	struct kx_score_part parts[KX_SCORE_PARTS]; size_t part_count;
};

#define KX_STANDARDS 4
struct kx_scorecard { struct kx_standard standards[KX_STANDARDS]; };

/* What is judged.  `frames` may be NULL: then the outline tells what stands on the sheet, and where. */
struct kx_score_subject {
	const struct kx_handout *handout;
	const struct kx_gate *gate;
	const struct kx_document *document;
	const struct kx_frames *frames;
	const struct kx_readability_report *readability;
	const struct kx_balance *balance;   /* measured already, on these frames; or NULL */
	const struct kx_passages *passages; /* found already, of this document; or NULL */
	struct kx_memo *memo;               /* keeps what is found in words; or NULL */
};

/* Judge everything.  Lives in `arena`; NULL only when that is spent. */
const struct kx_scorecard *kx_scorecard_make(struct kx_arena *arena, const struct kx_score_subject *subject);

/*
 * Report what the card says is wrong: criteria of IPDAS that are not met
 * (KX350, blocks), items of the other standards (KX351), sign-offs that have
 * lapsed (KX353) and sign-offs of what nobody can sign (KX352).  True when
 * nothing blocks.
 */
bool kx_scorecard_report(const struct kx_scorecard *card, const struct kx_content *content, struct kx_diagnostics *diags);

#endif
