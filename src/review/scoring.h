/*
 * scoring: what the checks of the score card share.  Private to src/review.
 *
 * A check looks at one item and sets its state, with a reason and a place, by
 * one of kx_met(), kx_unmet(), kx_not_applicable() and kx_for_a_person().
 */
#ifndef KX_REVIEW_SCORING_H
#define KX_REVIEW_SCORING_H

#include "review/passages.h"
#include "review/scorecard.h"

/* A figure that prints as a number: in a fact box, a table of rates or an icon array. */
struct kx_scored_figure {
	const struct kx_section *section;
	const struct kx_block_plan *block;
	const struct kx_claim *claim;
	const struct kx_figure *figure;
};

/* A choice beside the pack's products: a row of an options table. */
struct kx_choice {
	const struct kx_topic *good, *bad;   /* NULL when the table has no such column */
	bool says_good, says_bad;            /* do they print? */
};

struct kx_scoring {
	struct kx_arena *arena;
	const struct kx_handout *handout;
	const struct kx_content *content;
	const struct kx_gate *gate;
	const struct kx_document *document;
	const struct kx_frames *frames;          /* or NULL */
	const struct kx_readability_report *readability;
	const struct kx_passages *passages;
	struct kx_memo *memo;                    /* or NULL */
	const char **words;                      /* of each section of the document */
	bool *on_sheet;                          /* does it say anything, and does the layout place it? */
	const struct kx_scored_figure *figures; size_t figure_count;
	const struct kx_choice *choices;         size_t choice_count;
	struct kx_balance balance;
	/* What several items ask, as the functions of these names have it. */
	const char *letters; struct kx_origin letters_place;                       /* kx_unexplained_letters() */
	const char *hard_number; struct kx_origin hard_place;                      /* kx_hard_number() */
	const struct kx_block *long_paragraph; size_t long_words;                  /* kx_long_paragraph() */
	const struct kx_document_section *badly_headed; const char *badly_why;     /* kx_badly_headed() */
};

/* ---- items ---- */

enum kx_judge { KX_BY_MACHINE, KX_BY_PERSON, KX_BY_BOTH };

struct kx_item_rule {
	const char *number, *asks;
	enum kx_judge judge;
	void (*check)(const struct kx_scoring *scoring, struct kx_score_item *item);   /* of BY_PERSON: applies it at all?  or NULL */
};

struct kx_part_rule { const char *name; size_t count; int bar; };

struct kx_standard_rule {
	const char *id, *title;
	const struct kx_item_rule *items; size_t item_count;
	const struct kx_part_rule *parts; size_t part_count;
	bool rates;                              /* 1 to 5 instead of yes or no */
};

extern const struct kx_standard_rule kx_ipdas_rule, kx_pemat_rule, kx_cci_rule, kx_discern_rule;

void kx_met(const struct kx_scoring *scoring, struct kx_score_item *item, struct kx_origin place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void kx_unmet(const struct kx_scoring *scoring, struct kx_score_item *item, struct kx_origin place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void kx_not_applicable(const struct kx_scoring *scoring, struct kx_score_item *item, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Nothing was found against it; the rest is a person's. */
void kx_for_a_person(const struct kx_scoring *scoring, struct kx_score_item *item, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Work out everything that checks ask for; false when the arena is spent. */
bool kx_scoring_open(struct kx_arena *arena, const struct kx_score_subject *subject, struct kx_scoring *ret_scoring);

/* ---- what stands on the sheet ---- */

/* The first section of the role that says something and is not left out by the layout; or NULL. */
const struct kx_document_section *kx_scored_section(const struct kx_scoring *scoring, enum kx_role role);

/* Where a section of the role is, or would be, in the outline. */
struct kx_origin kx_role_origin(const struct kx_scoring *scoring, enum kx_role role);
struct kx_origin kx_pack_origin(const struct kx_scoring *scoring, const char *member);

/* Is the section on the sheet? */
bool kx_on_sheet(const struct kx_scoring *scoring, const struct kx_document_section *section);

/* The section that comes first on the sheet, NULL when there is none. */
const struct kx_document_section *kx_first_on_sheet(const struct kx_scoring *scoring);

/* The words of a section; "" for NULL. */
const char *kx_section_words(const struct kx_scoring *scoring, const struct kx_document_section *section);

/* Runs of letters and digits. */
size_t kx_word_count(const char *text);

/* A test on a block, for the two below. */
typedef bool (*kx_block_test)(const struct kx_block *block, const char *style);
bool kx_is_list(const struct kx_block *block, const char *style);       /* of any style when NULL */
bool kx_is_item(const struct kx_block *block, const char *style);
bool kx_is_box(const struct kx_block *block, const char *style);
bool kx_is_heading(const struct kx_block *block, const char *style);
bool kx_is_question(const struct kx_block *block, const char *style);
bool kx_is_help_line(const struct kx_block *block, const char *style);
bool kx_is_visual(const struct kx_block *block, const char *style);     /* icon arrays, cells with a bar */
bool kx_is_write_in(const struct kx_block *block, const char *style);   /* room to write, boxes to tick */
bool kx_is_table(const struct kx_block *block, const char *style);
bool kx_is_reference(const struct kx_block *block, const char *style);

/* The first block of a section, a chain of siblings or the whole sheet that passes, in reading order; or NULL. */
const struct kx_block *kx_find_below(const struct kx_block *chain, kx_block_test test, const char *style);
const struct kx_block *kx_find_in(const struct kx_document_section *section, kx_block_test test, const char *style);
const struct kx_block *kx_find_on_sheet(const struct kx_scoring *scoring, kx_block_test test, const char *style);
size_t kx_count_below(const struct kx_block *chain, kx_block_test test, const char *style);
size_t kx_count_in(const struct kx_document_section *section, kx_block_test test, const char *style);

/* Does the group of `product` (or one for all products) stand in a section of the role? */
bool kx_product_in_role(const struct kx_scoring *scoring, const char *product, enum kx_role role);

/* A claim that stands on the sheet without a reference, or NULL. */
const struct kx_claim *kx_uncited_claim(const struct kx_scoring *scoring);

/* A figure on the sheet that says nothing about how sure it is, or NULL. */
const struct kx_scored_figure *kx_unsure_figure(const struct kx_scoring *scoring);

/* Does the colophon, on the sheet, hold this text?  False for NULL and "". */
bool kx_colophon_says(const struct kx_scoring *scoring, const char *text);

/* Does the colophon name the day: its year and day in figures? */
bool kx_colophon_dates(const struct kx_scoring *scoring, struct kx_date date);

/* Does the text name one of the gate's conditions, or one of the pack's? */
bool kx_names_condition(const struct kx_scoring *scoring, const char *text);

/* Does the text speak to its reader ("you")?  `*ret_known` is false for a language whose words for that are not known. */
bool kx_speaks_to_reader(const char *language, const char *text, bool *ret_known);

/*
 * A word of capitals ("ABC") that the sheet never spells out where it first
 * stands, by brackets beside it; the country's own id is let pass.  NULL when
 * there is none.
 */
const char *kx_unexplained_letters(const struct kx_scoring *scoring, struct kx_origin *ret_place);

/* A number in the words or tables that readers have to work out: with decimals or a percent sign.  NULL when there is none. */
const char *kx_hard_number(const struct kx_scoring *scoring, struct kx_origin *ret_place);

/* Does anything on the sheet show a number? */
bool kx_shows_numbers(const struct kx_scoring *scoring);

/*
 * Looks for a fault in the words of a block and all below it; the block that has it, or NULL.  It asks nothing but the
 * pack and the gate beside, so that of a block that is the same for other clinics it is kept that there is none.
 */
enum kx_fault { KX_FAULT_LONG_PARAGRAPH, KX_FAULT_LONG_LIST, KX_FAULT_TABLE, KX_FAULT_LONG_ITEM, KX_FAULTS };
typedef const struct kx_block *(*kx_fault_finder)(const struct kx_scoring *scoring, const struct kx_block *chain, void *ret_fault);
const struct kx_block *kx_fault_in(const struct kx_scoring *scoring, const struct kx_block *group, enum kx_fault fault,
    kx_fault_finder find, void *ret_fault);

/*
 * The outline block with a paragraph of more words than anyone wants to read
 * at once; `*ret_words` is how many.  NULL when there is none.
 */
const struct kx_block *kx_long_paragraph(const struct kx_scoring *scoring, size_t *ret_words);

/* A section or block without a heading, or one whose heading stands there twice; the reason through `ret_why`. */
const struct kx_document_section *kx_badly_headed(const struct kx_scoring *scoring, const char **ret_why);

/*
 * The outline block that shows numbers or a table and holds nothing that passes
 * `test`; the heading of a section stands over its first block too.  NULL when
 * all do.
 */
const struct kx_block *kx_number_block_without(const struct kx_scoring *scoring, kx_block_test test, const char *style);

#endif
