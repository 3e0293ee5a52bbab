/*
 * gate: the lists and limits that the editorial gate holds a sheet to, as
 * plain structs.
 *
 * The rules are code (src/review); the medicine, the words and the numbers
 * are data: data/gate.json, read by src/read/gate.c, and for a sheet in another
 * language than its pack's that language's own file.  Every list may be empty,
 * and then its rule has nothing to hold.  A limit that the file leaves out has
 * the value named here.
 *
 * All strings are in the arena; optional ones are NULL when absent.
 */
#ifndef KX_CONTENT_GATE_H
#define KX_CONTENT_GATE_H

#include "content/content.h"
#include "content/word_pattern.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Limits.  Grades, shares and factors are thousandths (6.5 is 6500), type
 * sizes thousandths of a point.
 */
struct kx_gate_limits {
	int32_t grade_target;        /* whole sheet, above it warns; 6500 */
	int32_t grade_most;          /* whole sheet, above it blocks; 8000 */
	int32_t section_grade_most;  /* each section; 8000 */
	int32_t smog_gap_most;       /* SMOG of the whole above its grade, or above grade_target where that is higher; 2000 */
	int32_t inflesz_least;       /* Spanish instead of grades: INFLESZ of sheet and sections; 55000, "normal" */
	int32_t sentence_mean_most;  /* words, in thousandths; 15000 */
	int32_t sentence_most;       /* words in the longest sentence; 25 */
	int32_t passive_most;        /* share of sentences; 100, which is 10 % */
	int32_t harm_words_least;    /* words on harms by words on benefits; 800 */
	int32_t harm_words_most;     /* 1500 */
	int32_t type_size_least;     /* 12000 */
	int32_t list_length_most;    /* items of a list without a heading between; 7 */
	int32_t review_months;       /* from evidence to review; 12 */
	int32_t due_soon_days;       /* review this near warns; 30 */
};

/* A named set of words that patterns refer to as "@id". */
struct kx_word_class {
	struct kx_origin origin;
	const char *id;
	const char **words; size_t word_count;   /* single words, written as in a pattern */
};

/* One entry of a list of words: what is found, what excuses it, what to write instead. */
struct kx_word_entry {
	struct kx_origin origin;
	struct kx_word_pattern pattern;
	struct kx_word_pattern *allow; size_t allow_count;   /* a hit that lies inside one of these is none */
	const char *instead;                                 /* for the hint, or NULL */
};
struct kx_word_list {
	struct kx_origin origin;
	struct kx_word_entry *entries; size_t count;
};

/* The lists by the rule that asks for them. */
struct kx_gate_words {
	struct kx_word_list hype;              /* H13 */
	struct kx_word_list superlatives;      /* H13: need a head-to-head trial */
	struct kx_word_list assurances;        /* H18: "safe" */
	struct kx_word_list vague;             /* H09: need a figure in this sentence or the next */
	struct kx_word_list rate_unknown;      /* H08, H09: what says that no figure is known */
	struct kx_word_list anecdotes;         /* H05 */
	struct kx_word_list endorsements;      /* H17: need a guideline or regulator as source */
	struct kx_word_list relative;          /* H07: "three times more" */
	struct kx_word_list counted_studies;   /* H10: studies counted as if they were people */
	struct kx_word_list medicine_changes;  /* H23: telling readers to start or stop a medicine */
	struct kx_word_list rescue_claims;     /* H20: "saves lives" */
};

/* H11: words barred where the certainty is `up_to` or less. */
struct kx_certainty_words {
	struct kx_origin origin;
	enum kx_certainty up_to;
	struct kx_word_list words;
};

/*
 * Forms of words that end in `from`: what stands in its place.  "o/a os as" in the file makes "nuevo" find "nuevas";
 * "ar/a an" makes "ayudar" find "ayudan".
 */
struct kx_ending_change {
	const char *from;
	const char **to; size_t to_count;
};

/* A word whose syllables the counter cannot know: names, words made of capitals.  Any case but for capitals-only words. */
struct kx_spoken_word { const char *word; int syllables; };

/* H21: a harm every sheet must name; topics carry its code as "risk". */
struct kx_gate_harm { struct kx_origin origin; const char *code, *name; };

/* H22: a step of the visit that must be said, by one of these topics, in words one of the patterns finds. */
struct kx_gate_step {
	struct kx_origin origin;
	const char *name;
	const char **topics; size_t topic_count;
	struct kx_word_list says;
};

/* H22 */
struct kx_gate_presence {
	struct kx_origin origin;
	int32_t who_should_not_least;   /* groups named under the mark "no"; 0 */
	int32_t questions_least;        /* 0 */
	int32_t alternatives_least;     /* rows of choices; 0 */
	const char **waiting_topics; size_t waiting_count;   /* all of them print */
	const char **always_topics; size_t always_count;     /* said on every sheet, whatever a short one leaves out */
	struct kx_gate_step *steps;      size_t step_count;
};

/* A line that must stand on the sheet exactly `times`; found by topic, by pattern, or by both. */
struct kx_fixed_line {
	struct kx_origin origin;
	const char *id, *why;
	const char *topic;             /* or NULL */
	struct kx_word_list says;      /* or empty */
	int32_t times;                 /* 1 unless said */
	bool on_short_sheets;          /* only where something is left to the full account */
};

enum kx_gate_scope { KX_IN_SENTENCE, KX_IN_BLOCK, KX_IN_SECTION, KX_IN_SHEET };
extern const char *const kx_gate_scope_names[];   /* "sentence", "block", "section", "sheet", NULL */

/* Where `when` is said, `needs` must be said within the scope (H12, H15, H20, H23). */
struct kx_companion {
	struct kx_origin origin;
	const char *id, *why;
	struct kx_word_list when, needs;
	enum kx_gate_scope within;
};

/* Where the topic prints, so does the other, within the scope (H12). */
struct kx_topic_pair {
	struct kx_origin origin;
	const char *topic, *with;
	enum kx_gate_scope within;      /* block, section or sheet */
};

/* H19: what explains how it works. */
struct kx_gate_mechanism {
	struct kx_origin origin;
	const char **topics; size_t topic_count;
	int32_t sentences_most;         /* 2 */
	struct kx_word_list begins;     /* one of these opens it: "nobody knows for sure" */
	struct kx_word_list hedges;     /* each of these is said */
	struct kx_word_list barred;
};

/* H20: numbers that must stand in the crisis box of a sheet for the country. */
struct kx_crisis_numbers { struct kx_origin origin; const char *country; const char **numbers; size_t number_count; };

/* H15: how a product stands for some conditions, and what must be said where it is named for one. */
struct kx_product_use {
	struct kx_origin origin;
	const char **conditions; size_t condition_count;
	const char *status;             /* "approved", "off-label", … */
	struct kx_word_list phrase;     /* empty when nothing need be said */
};
struct kx_gate_product {
	struct kx_origin origin;
	const char *product;            /* id */
	struct kx_word_list names;      /* how the text names it */
	struct kx_product_use *uses; size_t use_count;
};
/* Data from one never support claims on the other. */
struct kx_product_pair { struct kx_origin origin; const char *one, *other; };

/* H16: how the text names a condition, and what would widen it. */
struct kx_gate_condition {
	struct kx_origin origin;
	const char *condition;          /* id */
	struct kx_word_list names, too_wide;
};

struct kx_gate {
	struct kx_origin origin;
	const char *language;                                  /* of the file's name, "es" of gate.es.json; NULL: the pack's own */
	struct kx_gate_limits limits;
	const char **endings;      size_t ending_count;        /* of inflected forms: "s", "ed", "ing" */
	struct kx_ending_change *changes; size_t change_count; /* and those that take the place of another */
	struct kx_word_class *classes; size_t class_count;
	const char **names;        size_t name_count;          /* names of drugs: readability is scored without and with them */
	struct kx_spoken_word *spoken; size_t spoken_count;
	struct kx_gate_words words;
	struct kx_certainty_words *certainty_words; size_t certainty_count;
	struct kx_gate_harm *harms; size_t harm_count;
	struct kx_gate_presence presence;
	struct kx_fixed_line *fixed_lines; size_t fixed_count;
	struct kx_companion *companions;   size_t companion_count;
	struct kx_topic_pair *topic_pairs; size_t topic_pair_count;
	struct kx_gate_mechanism mechanism;
	struct kx_crisis_numbers *crisis;  size_t crisis_count;
	struct kx_gate_product *products;  size_t product_count;
	struct kx_product_pair *apart;     size_t apart_count;
	struct kx_gate_condition *conditions; size_t condition_count;
};

/* Lookups; NULL when the gate says nothing on it. */
const struct kx_gate_product *kx_gate_product_find(const struct kx_gate *gate, const char *product);
const struct kx_product_use *kx_gate_use_find(const struct kx_gate *gate, const char *product, const char *condition);
const struct kx_gate_condition *kx_gate_condition_find(const struct kx_gate *gate, const char *condition);
const struct kx_crisis_numbers *kx_gate_crisis_find(const struct kx_gate *gate, const char *country);
const struct kx_gate_harm *kx_gate_harm_find(const struct kx_gate *gate, const char *code);

/* May data on `one` never support claims on `other`?  In either order. */
bool kx_gate_kept_apart(const struct kx_gate *gate, const char *one, const char *other);

#endif
