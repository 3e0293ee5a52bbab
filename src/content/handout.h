/*
 * handout: the merged account: what prints, why, and what lost.
 *
 * Made by src/merge, read by review, document, trace.  Groups are in sheet
 * order (see kx_sheet_next); within a topic the group of all products
 * (KX_PRODUCT_BOTH) comes first, then the products as data/pack.json lists
 * them.  Groups of topics that no block places come last, by topic id.
 */
#ifndef KX_CONTENT_HANDOUT_H
#define KX_CONTENT_HANDOUT_H

#include "content/content.h"

/* The product of a claim that holds for every product of the pack. */
#define KX_PRODUCT_BOTH "both"

/* Why a claim does or does not print. */
enum kx_standing {
	KX_PRINTS,            /* its words print */
	KX_AGREES,            /* supports the printed claim, adds its reference */
	KX_AGREES_UNCITED,    /* supports it, but its source's tier is never cited */
	KX_OUTRANKED,         /* conflicts with the printed claim and lost by rule or ruling */
	KX_REJECTED           /* its verdict bars it: overstated, misattributed, wrong, unverifiable */
};

enum kx_decision {
	KX_BY_RULE,           /* precedence: verdict, tier, check, year, id */
	KX_BY_RULING,         /* a ruling names what prints */
	KX_NOTHING_PRINTS     /* no claim may print */
};

struct kx_standing_note {
	const struct kx_claim *claim;
	enum kx_standing standing;
	const struct kx_claim *beside;   /* AGREES*: the printed claim it supports; OUTRANKED: the claim it lost to; else NULL */
	const char *reason;              /* one sentence, for trace and dumps */
};

/* One claim that prints, with its references. */
struct kx_printed {
	const struct kx_claim *claim;
	const int *references; size_t reference_count;   /* reference numbers, rising; none when the group is not placed */
};

struct kx_group {
	const struct kx_topic *topic;
	const char *product;
	bool placed;                                  /* some block of the outline shows it */
	uint64_t roles;                               /* of the sections whose blocks do, a bit each */
	enum kx_decision decision;
	const struct kx_ruling *ruling;               /* the one that decided, or NULL */
	const struct kx_ruling **recorded; size_t recorded_count;  /* other rulings on the topic, by id */
	const struct kx_clinic_line *clinic_line;     /* the clinic's own words, which print instead, or NULL; never for a
	                                                 topic that a fact box, icon array or table of rates shows */
	struct kx_printed *printed;     size_t printed_count;
	struct kx_standing_note *notes; size_t note_count;         /* every claim of the group, by precedence */
};

struct kx_reference { int number; const struct kx_source *source; };

struct kx_handout {
	const struct kx_content *content;
	struct kx_group *groups;         size_t group_count;
	struct kx_reference *references; size_t reference_count;   /* by number, from 1 */
	/* Of the merge, where the memo keeps that (kx_memo_number()): the same for every sheet that has it; 0: none else has. */
	uint64_t number;
};

/*
 * The groups of a topic, through `ret_first`; returns their number (a topic
 * has one group for each product its claims name).  Groups of one topic are
 * adjacent.
 */
size_t kx_handout_topic(const struct kx_handout *handout, const char *topic, const struct kx_group **ret_first);

/* The number under which `source` is cited, or 0. */
int kx_handout_reference(const struct kx_handout *handout, const struct kx_source *source);

/* Did the ruling decide the group, or is it recorded on its topic? */
bool kx_group_under(const struct kx_group *group, const struct kx_ruling *ruling);

/* "prints", "agrees", "agrees uncited", "outranked", "rejected". */
const char *kx_standing_name(enum kx_standing standing);

/*
 * Sheet order: a walk over every place where the outline puts a topic, in the
 * order in which a reader meets them.  Sections, blocks and topics go as the
 * outline lists them; columns go one after the other, except in an options
 * table, which is read row by row: the first topic of every column, then the
 * second.
 *
 *	struct kx_sheet_walk walk = { .content = content };
 *	struct kx_sheet_stop stop;
 *
 *	while (kx_sheet_next(&walk, &stop))
 *		...
 */
struct kx_sheet_walk {
	const struct kx_content *content;
	size_t section, block, step;
};
struct kx_sheet_stop {
	const struct kx_section *section;
	const struct kx_block_plan *block;
	const struct kx_column *column;    /* NULL for a block's own topics */
	const struct kx_topic *topic;
};
bool kx_sheet_next(struct kx_sheet_walk *walk, struct kx_sheet_stop *ret_stop);

/*
 * Does the stop show this group?  It does when the topic is the same and the
 * stop's column is for no product, for the group's product, or the group is
 * of KX_PRODUCT_BOTH.
 */
bool kx_sheet_shows(const struct kx_sheet_stop *stop, const struct kx_group *group);

struct kx_buffer;
/* `--dump handout`. */
void kx_handout_dump(const struct kx_handout *handout, struct kx_buffer *out);

#endif
