/*
 * rules: the rules of the gate, one function each, in files by family.
 * Private to src/review; the table that runs them is in review.c.
 *
 * A rule reports each breach once, at the place in the data where it can be
 * mended, and returns nothing: what it reported is its result.
 *
 * The house's honesty rules (H01-H25) and the codes that report them.  W: a
 * warning, which a named person may sign for; all others block.  A code belongs
 * to one rule; only KX343 serves several, for words that must go together come
 * by way of the gate's "companions" from each of them.
 *
 *	H01  a source that can be cited          KX302 KX307
 *	H02  the source says so                  KX308 KX309 KX310 KX311
 *	H03  corrections are kept                KX312
 *	H04  conflicts are shown                 KX313
 *	H05  no stories                          KX314
 *	H06  six parts of a benefit number       KX303
 *	H07  absolute, on one base               KX315 KX316
 *	H08  harms have numbers too              KX317
 *	H09  vague words need a figure           KX318 W
 *	H10  studies are not people              KX319
 *	H11  how sure we are                     KX320 KX321
 *	H12  speed with duration                 KX322 (KX343)
 *	H13  no hype                             KX323 KX324
 *	H14  equal room                          KX306 KX325 KX326 KX327
 *	H15  product and status                  KX328 KX329
 *	H16  the condition is not widened        KX332
 *	H17  endorsements have a document        KX333
 *	H18  no assurance of safety              KX334
 *	H19  how it works: short, hedged, last   KX335 W
 *	H20  danger to life                      KX305 KX336 KX337 (KX343)
 *	H21  the list of harms                   KX301 KX338
 *	H22  who, questions, choices, steps      KX304 KX339 KX340
 *	H23  never start, stop or change         KX341 KX342 (KX343)
 *	H24  plain and legible                   KX344 KX345 W KX346 KX347 KX376 KX377 KX379
 *	H25  who, when, paid by whom             KX348 KX349
 *
 * (KX330 and KX331 are faults of gate.json itself and src/read's.)
 */
#ifndef KX_REVIEW_RULES_H
#define KX_REVIEW_RULES_H

#include "content/gate.h"
#include "content/handout.h"
#include "document/document.h"
#include "frame/frame.h"
#include "review/finds.h"
#include "review/passages.h"
#include "review/review.h"
#include "review/stems.h"

/* A claim that stands on the sheet. */
struct kx_shown { const struct kx_group *group; const struct kx_printed *printed; const struct kx_claim *claim; };

/* What a rule may look at: passages and finds on text, frames and balance on the page, the document on both; else they are NULL. */
struct kx_subject {
	const struct kx_handout *handout;
	const struct kx_gate *gate;
	const struct kx_document *document;
	const struct kx_readability_report *readability;   /* counted already, or NULL */
	const struct kx_passages *passages;
	const struct kx_finds *finds;
	struct kx_memo *memo;          /* what may be kept for the next sheet; or NULL */
	const struct kx_frames *frames;
	const struct kx_balance *balance;   /* on the page */
	const struct kx_shown *shown; size_t shown_count;   /* in handout order */
	struct kx_arena *arena;        /* for the rules' own work; ends with the review */
	struct kx_diagnostics *diags;
};

/* ---- on data ---- */

/* presence.c: what every sheet must have */
void kx_rule_required_topics(const struct kx_subject *subject);   /* KX301 */
void kx_rule_sections(const struct kx_subject *subject);          /* KX304 */
void kx_rule_help_lines(const struct kx_subject *subject);        /* KX305 */

/* must_have.c: what the gate's lists ask for */
void kx_rule_harms(const struct kx_subject *subject);             /* KX338 */
void kx_rule_counts(const struct kx_subject *subject);            /* KX339 */
void kx_rule_visit_steps(const struct kx_subject *subject);       /* KX340 */

/* evidence.c: what a printed claim rests on */
void kx_rule_citable(const struct kx_subject *subject);           /* KX302 */
void kx_rule_source_complete(const struct kx_subject *subject);   /* KX307 */
void kx_rule_second_reader(const struct kx_subject *subject);     /* KX308 */
void kx_rule_years(const struct kx_subject *subject);             /* KX309 */
void kx_rule_one_source(const struct kx_subject *subject);        /* KX311 */

/* conflicts.c: what the seeds got wrong and where sources differ */
void kx_rule_corrections(const struct kx_subject *subject);       /* KX312 */
void kx_rule_conflicts(const struct kx_subject *subject);         /* KX313 */

/* numbers.c: what a number needs to inform */
void kx_rule_benefits(const struct kx_subject *subject);          /* KX303 */
void kx_rule_harm_rates(const struct kx_subject *subject);        /* KX317 */
void kx_rule_people(const struct kx_subject *subject);            /* KX319 */
void kx_rule_certainty(const struct kx_subject *subject);         /* KX320 */

/* printed_numbers.c: numbers in words against the figures behind them */
void kx_rule_printed_numbers(const struct kx_subject *subject);   /* KX310 */
void kx_rule_bases(const struct kx_subject *subject);             /* KX316 */

/* products.c: products, their status, conditions, who recommends them */
void kx_rule_products(const struct kx_subject *subject);          /* KX328 */
void kx_rule_conditions(const struct kx_subject *subject);        /* KX332 */
void kx_rule_endorsements(const struct kx_subject *subject);      /* KX333 */

/* imprint.c: who wrote it, when, paid by whom */
void kx_rule_imprint(const struct kx_subject *subject);           /* KX348 */
void kx_rule_dates(const struct kx_subject *subject);             /* KX349 */

/* ---- on text ---- */

/* tone.c: words that must not stand, or not alone */
void kx_rule_anecdotes(const struct kx_subject *subject);         /* KX314 */
void kx_rule_relative(const struct kx_subject *subject);          /* KX315 */
void kx_rule_vague(const struct kx_subject *subject);             /* KX318 */
void kx_rule_counted_studies(const struct kx_subject *subject);   /* KX319 */
void kx_rule_sure_words(const struct kx_subject *subject);        /* KX321 */
void kx_rule_hype(const struct kx_subject *subject);              /* KX323 */
void kx_rule_superlatives(const struct kx_subject *subject);      /* KX324 */
void kx_rule_assurances(const struct kx_subject *subject);        /* KX334 */
void kx_rule_rescue(const struct kx_subject *subject);            /* KX337 */
void kx_rule_medicine_changes(const struct kx_subject *subject);  /* KX341 */

/* products.c: the same in words that are no claim's */
void kx_rule_condition_words(const struct kx_subject *subject);   /* KX332 */
void kx_rule_endorsing_words(const struct kx_subject *subject);   /* KX333 */

/* together.c: words that belong together */
void kx_rule_topic_pairs(const struct kx_subject *subject);       /* KX322 */
void kx_rule_status(const struct kx_subject *subject);            /* KX329 */
void kx_rule_mechanism(const struct kx_subject *subject);         /* KX335 */
void kx_rule_fixed_lines(const struct kx_subject *subject);       /* KX342 */
void kx_rule_companions(const struct kx_subject *subject);        /* KX343 */

/* balance.c: room for benefits and for harms */
void kx_rule_equal_room(const struct kx_subject *subject);        /* KX306 */

/* reading_level.c: how hard it is to read */
void kx_rule_reading_level(const struct kx_subject *subject);     /* KX344, KX345 */
void kx_rule_main_points(const struct kx_subject *subject);       /* KX347 */

/* page.c: the words of the crisis box */
void kx_rule_crisis_numbers(const struct kx_subject *subject);    /* KX336 */

/* ---- on the page ---- */

/* page.c: where things stand and how large */
void kx_rule_figures_together(const struct kx_subject *subject);  /* KX325 */
void kx_rule_equal_page(const struct kx_subject *subject);        /* KX326 */
void kx_rule_equal_type(const struct kx_subject *subject);        /* KX327 */
void kx_rule_crisis_box(const struct kx_subject *subject);        /* KX336 */
void kx_rule_type_size(const struct kx_subject *subject);         /* KX346 */
void kx_rule_placed(const struct kx_subject *subject);            /* KX304, KX348 */

/* print_rules.c: print for low vision, as the size promises it */
void kx_rule_print(const struct kx_subject *subject);             /* KX379 */

/* contrast.c: does everything stand out from what it stands on? */
void kx_rule_text_contrast(const struct kx_subject *subject);     /* KX376 */
void kx_rule_mark_contrast(const struct kx_subject *subject);     /* KX377 */

/* ---- what several rules ask ---- */

/* Do claims of the group stand on the sheet?  Not when it has no place, nothing prints, or the clinic's words replace them. */
bool kx_group_visible(const struct kx_group *group);

/* Does the foot of the page repeat a harm with its number?  In running.c. */
bool kx_harm_runs(const struct kx_handout *handout, const struct kx_document *document, const struct kx_frames *frames, size_t page);

/* Does a section with this role show the group? */
bool kx_group_in_role(const struct kx_group *group, enum kx_role role);

/*
 * Topics that stand on the sheet and say this one: itself, or another that says
 * it in short form.  At most `most` of them; returns how many.  In presence.c.
 */
size_t kx_topic_sayers(const struct kx_handout *handout, const char *topic, const char **ret_topics, size_t most);

/*
 * Does anything stand on the sheet on this topic, be it the clinic's own words
 * or a short form of it?  In presence.c.
 */
bool kx_topic_stands(const struct kx_handout *handout, const char *topic);

/* Does the topic carry a harm's code, or stand for one that does?  In presence.c. */
bool kx_names_harm(const struct kx_content *content, const struct kx_topic *topic);

/*
 * The sections of the full account, whatever the sheet prints: what choices
 * there are, and in which kind of section a topic is at home.
 */
struct kx_sections { const struct kx_section *list; size_t count; };
struct kx_sections kx_full_account(const struct kx_content *content);

/* Does any section with this role print something?  In presence.c. */
bool kx_role_prints(const struct kx_handout *handout, enum kx_role role);

/* The sources a printed claim cites: its own first, then the others' by number.  At most `most`; returns how many. */
size_t kx_cited_sources(const struct kx_handout *handout, const struct kx_printed *printed, size_t most,
    const struct kx_source **ret_sources);

/* The place of an origin, or of a member below it ("/product"); `member` may be "". */
struct kx_place kx_place_below(const struct kx_subject *subject, struct kx_origin origin, const char *member);

/* The first section of the role in the outline, to point at; the pack when there is none. */
struct kx_place kx_role_place(const struct kx_subject *subject, enum kx_role role);

/* Thousandths for a message, as people write them: "0.8", "12". */
const char *kx_decimal(const struct kx_subject *subject, int32_t thousandths);

/* Are the bytes of the passages part of a name of the clinic's (passages.h)?  Then KX640 tells of them, which refuses nothing. */
bool kx_may_be_called(const struct kx_subject *subject, size_t start, size_t end);

/* `length` bytes at `text` for a message: as they stand, long ones cut at a word with an ellipsis. */
const char *kx_quoted(const struct kx_subject *subject, const char *text, size_t length);

/* Is any entry of the list found?  The answer is kept (kx_stems_said()). */
bool kx_says_any(const struct kx_subject *subject, const struct kx_word_list *list, const char *text, size_t length);

static inline bool
kx_is_empty(const char *text)
{
	return text == NULL || *text == '\0';
}

#endif
