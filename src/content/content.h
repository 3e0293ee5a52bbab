/*
 * content: what the authors wrote, as plain structs.
 *
 * src/read fills it from the data folder; src/merge reads it.  Every string
 * is NUL-terminated, checked UTF-8, owned by the arena.  Optional strings are
 * NULL when absent.  Nothing here knows a medicine: products, conditions,
 * outcomes and comparators are vocabulary from data/pack.json.
 */
#ifndef KX_CONTENT_CONTENT_H
#define KX_CONTENT_CONTENT_H

#include "base/diagnostic.h"
#include "base/hash.h"
#include "content/date.h"
#include "content/drawing.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where a value stands in the data, for messages and for `trace`. */
struct kx_origin {
	const char *file;     /* as shown to the user */
	const char *pointer;  /* JSON Pointer */
};

/* Inline Markdown after src/read has parsed it: emphasis only. */
enum kx_emphasis { KX_PLAIN, KX_EMPHASIS, KX_STRONG };
struct kx_span { const char *text; enum kx_emphasis emphasis; };
struct kx_rich {
	struct kx_span *spans;
	size_t count;
	const char *plain;    /* the spans' text joined */
	const char *written;  /* as the data have it, with its marks; NULL where it has none */
};

/* ---- vocabulary (data/pack.json) ---- */

struct kx_product { const char *id, *name, *label, *status, *status_line; };
struct kx_condition { const char *id, *name; };
struct kx_outcome { const char *id, *label, *means; bool good; };
struct kx_comparator { const char *id, *label, *with; };

/*
 * A review by a named person; `by` NULL means pending.  `hash` says which text
 * was read (document.h, struct kx_document); for another text it has lapsed.
 */
struct kx_review_note { const char *by, *role; struct kx_date on; const char *hash; };

struct kx_pack {
	struct kx_origin origin;
	const char *id, *title, *subtitle, *language, *country, *version;
	const char *written_by;
	struct kx_date written_on, evidence_to, review_by;
	struct kx_review_note review;
	const char *funding, *feedback, *update_policy, *not_advice;
	int cite_tier_max;
	const char *default_clinic, *default_layout;
	struct kx_product *products;       size_t product_count;
	struct kx_condition *conditions;   size_t condition_count;
	struct kx_outcome *outcomes;       size_t outcome_count;
	struct kx_comparator *comparators; size_t comparator_count;
};

/* ---- sources and summaries ---- */

enum kx_source_kind {
	KX_SOURCE_ARTICLE, KX_SOURCE_TRIAL, KX_SOURCE_REVIEW, KX_SOURCE_GUIDELINE,
	KX_SOURCE_LABEL, KX_SOURCE_LAW, KX_SOURCE_AGENCY, KX_SOURCE_PAGE
};
/* How far a source was checked; smaller is better. */
enum kx_check { KX_CHECK_PRIMARY, KX_CHECK_SECOND_HAND, KX_CHECK_NONE };

struct kx_source {
	struct kx_origin origin;
	const char *id;
	enum kx_source_kind kind;
	const char *title, *authors, *publisher, *citation, *doi, *document, *file, *note;
	int year;             /* 0 when unknown */
	int tier;             /* 1 best .. 4 */
	enum kx_check check;
	struct kx_date accessed;
};

enum kx_stance { KX_ASSERTS, KX_QUALIFIES, KX_CONTRADICTS };
/* Ordered: the first two may print and support, the others never. */
enum kx_verdict {
	KX_SUPPORTED, KX_PARTLY, KX_OVERSTATED, KX_MISATTRIBUTED, KX_WRONG, KX_UNVERIFIABLE
};
enum kx_certainty { KX_CERTAINTY_NONE, KX_VERY_LOW, KX_LOW, KX_MODERATE, KX_HIGH };

/* One arm of a figure.  Percent and interval are thousandths of a percent. */
struct kx_arm {
	bool has_counts;      /* n and of are given */
	int32_t n, of;
	bool has_percent;
	int32_t percent;      /* 27.4 % is 27400; derived from n/of when not given */
	bool has_interval;
	int32_t low, high;
};

struct kx_figure {
	struct kx_origin origin;
	const char *outcome;  /* outcome id */
	struct kx_arm arm;
	int32_t per;          /* print as "in 100", "in 1,000"; default 100 */
	const char *at, *doses, *population;
	const char *at_written;              /* of a translated figure, `at` as the data have it, which the merge goes by; else NULL */
	int32_t days;                        /* `at` as a number, for curves; 0 when not given */
	int32_t people, trials;              /* 0 when not given */
	const char *comparator;              /* comparator id, or NULL */
	struct kx_arm against;
};

struct kx_claim {
	struct kx_origin origin;
	const char *id, *ledger, *topic, *product, *condition;
	struct kx_rich says;
	enum kx_stance stance;
	enum kx_verdict verdict;
	struct kx_figure *figures; size_t figure_count;
	enum kx_certainty certainty;
	const char *certainty_reason;
	const char *correction, *locator, *note;
	const struct kx_summary *summary;
	const struct kx_source *source;
};

struct kx_dropped { struct kx_origin origin; const char *ledger, *what, *reason, *locator; };

struct kx_summary {
	struct kx_origin origin;
	const char *source_id, *curated_by, *checked_by;
	struct kx_date curated_on, review_by;
	struct kx_claim *claims;    size_t claim_count;
	struct kx_dropped *dropped; size_t dropped_count;
};

/* ---- the outline (data/topics.json) ---- */

enum kx_role {
	KX_ROLE_SUMMARY, KX_ROLE_ABOUT, KX_ROLE_BENEFITS, KX_ROLE_RISKS, KX_ROLE_CANDIDACY, KX_ROLE_VISIT,
	KX_ROLE_ALTERNATIVES, KX_ROLE_QUESTIONS, KX_ROLE_HELP, KX_ROLE_CERTAINTY, KX_ROLE_SOURCES, KX_ROLE_COLOPHON,
	KX_ROLE_ONLINE
};
enum kx_form {
	KX_FORM_PARAGRAPH, KX_FORM_LIST, KX_FORM_STEPS, KX_FORM_CARDS, KX_FORM_TWO_SIDED, KX_FORM_FACT_BOX,
	KX_FORM_ICON_ARRAY, KX_FORM_RATES, KX_FORM_WARNING, KX_FORM_OPTIONS, KX_FORM_QUESTIONS,
	KX_FORM_HELP_LINES, KX_FORM_OTHER_LINES, KX_FORM_SOURCES, KX_FORM_COLOPHON, KX_FORM_WRITE_IN, KX_FORM_QR_CODE,
	KX_FORM_BAR_PAIR, KX_FORM_TIMELINE, KX_FORM_CURVE
};
enum kx_mark { KX_MARK_NONE, KX_MARK_YES, KX_MARK_NO, KX_MARK_TALK };

struct kx_topic {
	struct kx_origin origin;
	const char *id, *title, *risk;
	bool required;
	int prints;
	const char **stands_for; size_t stands_for_count;   /* topics it says in short form: where it prints, they are said */
};

struct kx_column {
	struct kx_origin origin;
	const char *title, *note, *product;
	enum kx_mark mark;
	const struct kx_topic **topics; size_t topic_count;
};

struct kx_block_plan {
	struct kx_origin origin;
	const char *id, *title, *lead, *note;
	const char *caption;  /* of pictures: opens the caption of each */
	const char *population; /* fact box: said once under it, and not where it is a figure's own */
	enum kx_form form;
	const struct kx_topic **topics; size_t topic_count;
	struct kx_column *columns;      size_t column_count;
	int lines;
	bool added;           /* icon array: show what the treatment adds apart from what happens either way */
	bool brief;           /* fact box: the section's heading stands in the row of heads; colophon: only what no sheet may leave out */
};

struct kx_section {
	struct kx_origin origin;
	const char *id, *title;
	enum kx_role role;
	struct kx_block_plan *blocks; size_t block_count;
};

/*
 * What a short sheet prints in place of the full account: data/outlines/<id>.json.
 * What it leaves to the full account it says, with the reason.
 */
struct kx_left_out { struct kx_origin origin; enum kx_role role; const char *why; };
struct kx_outline {
	struct kx_origin origin;
	const char *id, *title, *subtitle;                   /* of the sheet */
	struct kx_left_out *left_out; size_t left_out_count;
	const char *running_harm;                            /* as in kx_content */
	struct kx_section *sections;  size_t section_count;
};

/* ---- rulings, help lines, clinic, wording ---- */

struct kx_ruling_side { const char *position; const struct kx_claim **claims; size_t claim_count; };
struct kx_ruling {
	struct kx_origin origin;
	const char *id, *topic, *about, *why, *by;
	struct kx_ruling_side *sides;   size_t side_count;
	const struct kx_claim **prints; size_t print_count;
	struct kx_date on, review_by;
};

struct kx_help_line { struct kx_origin origin; const char *name, *number, *how, *when, *source; };
struct kx_country { const char *id; struct kx_help_line *lines; size_t line_count; };

struct kx_clinic_row;    /* content/batch.h */
struct kx_clinic_line { struct kx_origin origin; const char *topic; struct kx_rich says; };
struct kx_clinic {
	struct kx_origin origin;
	const uint8_t *digest;   /* SHA-256 of the file of that origin, as it was read; NULL: not taken */
	const char *id, *name, *country, *logo /* path that opens */, *logo_alt;
	const struct kx_drawing *drawing;   /* the logo, when it is SVG */
	bool example;
	const char **address; size_t address_count;
	const char *phone, *after_hours, *hours, *web, *handout_url, *email;
	uint32_t colour;      /* 0xRRGGBB */
	const char *theme;    /* id in templates/themes, or a path that opens; or NULL */
	const char **providers; size_t provider_count;
	struct kx_clinic_line *visit;    size_t visit_count;
	struct kx_help_line *help_lines; size_t help_line_count;
	const char *funding, *feedback;
	struct kx_review_note review;
	const struct kx_clinic_row *row;  /* of a list of clinics, whose cells go before the file's values; or NULL */
};

struct kx_wording_entry { const char *key, *text; };
struct kx_wording {
	struct kx_origin origin;
	const char *language, *name;
	struct kx_wording_entry *entries; size_t entry_count;    /* sorted by key */
};

/*
 * Of a content in another language than its pack's: whose words those are.
 * Texts are in the place of those they translate; `missing` are the texts that
 * have no translation, as they stand in the content, each once, sorted.
 */
struct kx_translation {
	struct kx_origin origin;
	const char *from, *by;
	struct kx_date on;
	struct kx_review_note review;
	const char *hash;     /* SHA-256 of all its strings and texts, which a reviewer reads; 64 hexadecimal digits */
	const char **missing; size_t missing_count;
};

struct kx_arena;
struct kx_waiver;
struct kx_sign_off;

/* Everything in one data folder (with one clinic and one language chosen). */
struct kx_content {
	const char *folder;
	struct kx_pack pack;
	struct kx_source *sources;     size_t source_count;      /* sorted by id */
	struct kx_summary *summaries;  size_t summary_count;     /* sorted by source id */
	struct kx_claim **claims;      size_t claim_count;       /* all claims, sorted by id */
	struct kx_section *sections;   size_t section_count;     /* of the sheet, in its order: the full account's, or those of `outline` */
	struct kx_section *account;    size_t account_count;     /* of the full account */
	struct kx_outline *outlines;   size_t outline_count;     /* sorted by id */
	const struct kx_outline *outline;                        /* the one that stands in `sections`; NULL: the full account */
	const char *running_harm;                                /* topic whose harm pages in large print repeat, or NULL */
	struct kx_topic *topics;       size_t topic_count;       /* sorted by id */
	struct kx_ruling *rulings;     size_t ruling_count;      /* sorted by id */
	struct kx_country *countries;  size_t country_count;
	struct kx_clinic clinic;
	struct kx_wording wording;
	const struct kx_translation *translation;                /* NULL: in the pack's own language */
	struct kx_waiver *waivers;     size_t waiver_count;      /* content/signed.h */
	struct kx_sign_off *sign_offs; size_t sign_off_count;
	uint8_t digest[KX_HASH_BYTES];                           /* of the files it is read from, but the clinic's; zeros: not known */
};

/* Lookups by id; NULL when there is none. */
const struct kx_source *kx_content_source(const struct kx_content *content, const char *id);
const struct kx_topic *kx_content_topic(const struct kx_content *content, const char *id);
struct kx_claim *kx_content_claim(const struct kx_content *content, const char *id);
const struct kx_product *kx_content_product(const struct kx_content *content, const char *id);
const struct kx_outcome *kx_content_outcome(const struct kx_content *content, const char *id);
const struct kx_comparator *kx_content_comparator(const struct kx_content *content, const char *id);
const struct kx_country *kx_content_country(const struct kx_content *content, const char *id);

/* The same content with the sections of the outline `id` in place of those it has; false when there is no such outline. */
bool kx_content_outlined(const struct kx_content *content, const char *id, struct kx_content *ret_content);

/*
 * The content with nothing of its clinic.  It is the same, to the byte, for all
 * clinics of one stock and outline, so its bytes are a key to what is worked out
 * from those alone.
 */
void kx_content_bare(const struct kx_content *content, struct kx_content *ret_bare);

/*
 * The topics that a clinic has lines for, in its order, each with its NUL, as one text in `arena`: with the content that has
 * nothing of its clinic, a key to the merge, which sees no more of it.  NULL when the arena is spent.
 */
const char *kx_clinic_topics(struct kx_arena *arena, const struct kx_clinic *clinic, size_t *ret_length);

/* Does the sheet leave everything with this role to the full account? */
bool kx_content_leaves_out(const struct kx_content *content, enum kx_role role);

/* The interface string `key`, or the key itself when the wording lacks it. */
const char *kx_wording_text(const struct kx_wording *wording, const char *key);

/*
 * Names of the enumerations, as the data spells them: tables in the order of
 * the enumeration, ended by NULL, and lookups.
 */
extern const char *const kx_source_kind_names[], *const kx_check_names[], *const kx_stance_names[],
    *const kx_verdict_names[], *const kx_certainty_names[], *const kx_role_names[], *const kx_form_names[],
    *const kx_mark_names[];
const char *kx_verdict_name(enum kx_verdict verdict);
const char *kx_stance_name(enum kx_stance stance);
const char *kx_check_name(enum kx_check check);
const char *kx_certainty_name(enum kx_certainty certainty);
const char *kx_form_name(enum kx_form form);
const char *kx_role_name(enum kx_role role);
const char *kx_source_kind_name(enum kx_source_kind kind);
const char *kx_mark_name(enum kx_mark mark);

struct kx_buffer;
/* `--dump content`: a stable text form of everything read. */
void kx_content_dump(const struct kx_content *content, struct kx_buffer *out);

#endif
