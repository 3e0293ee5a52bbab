/*
 * steps: the parts of the merge in the order in which they run.  Private to
 * src/merge.
 *
 * groups:     claims -> groups in sheet order, each group's claims by precedence
 * rulings:    is each ruling sound, which one decides a group
 * decide:     the standing of every claim of a group (uses precedence, conflict)
 * references: numbers, in the order in which a reader meets them
 *
 * Functions that return bool return false only when the arena is spent; what
 * is wrong with the data goes to the diagnostics and the merge goes on, so
 * that one run reports every fault.
 */
#ifndef KX_MERGE_STEPS_H
#define KX_MERGE_STEPS_H

#include "content/handout.h"

struct kx_arena;

struct kx_merging {
	struct kx_arena *arena;
	const struct kx_content *content;
	struct kx_diagnostics *diags;
	const struct kx_ruling **rulings; size_t ruling_count;   /* by topic, then id */
	struct kx_handout *handout;
};

/* ---- groups.c ---- */

/* Fill handout->groups: topic, product, clinic line and one note for each claim. */
bool kx_groups_collect(struct kx_merging *merging);

/* ---- rulings.c ---- */

/* Fill merging->rulings and report rulings that are not sound (KX202, KX204, KX205, KX206). */
bool kx_rulings_collect(struct kx_merging *merging);

/* The rulings on a topic, through `ret_first`; returns their number. */
size_t kx_rulings_on(const struct kx_merging *merging, const char *topic, const struct kx_ruling ***ret_first);

/*
 * Set group->ruling to the ruling that prints a claim of the group, and
 * group->recorded to the others on its topic.  Two that print: KX203.
 */
bool kx_rulings_assign(struct kx_merging *merging, struct kx_group *group);

/* Does the ruling print the claim? */
bool kx_ruling_prints(const struct kx_ruling *ruling, const struct kx_claim *claim);

/* The ruling on the claims' topic that puts them on different sides, or NULL. */
const struct kx_ruling *kx_rulings_part(const struct kx_merging *merging, const struct kx_claim *a, const struct kx_claim *b);

/* Does the ruling put both on one side? */
bool kx_ruling_joins(const struct kx_ruling *ruling, const struct kx_claim *a, const struct kx_claim *b);

/* ---- precedence.c ---- */

/* May the claim's verdict print and support? */
bool kx_claim_may_print(const struct kx_claim *claim);

/* Negative when `a` stands before `b`; a total order. */
int kx_claim_precedence(const struct kx_claim *a, const struct kx_claim *b);

/* Which step of precedence puts `a` before `b`: "tier 1 comes before tier 2".  NULL when the arena is spent. */
const char *kx_precedence_text(struct kx_arena *arena, const struct kx_claim *a, const struct kx_claim *b);

/* ---- conflict.c ---- */

enum kx_conflict_kind {
	KX_CONFLICT_NONE,
	KX_CONFLICT_STANCE,       /* exactly one contradicts */
	KX_CONFLICT_FIGURES,      /* the treatment arms of two figures */
	KX_CONFLICT_COMPARISON,   /* their comparators' arms */
	KX_CONFLICT_DECLARED      /* a ruling puts them on different sides */
};

struct kx_conflict {
	enum kx_conflict_kind kind;
	const struct kx_figure *figures[2];   /* of the first and of the second claim */
	const struct kx_ruling *ruling;       /* DECLARED */
};

/* Do two claims of one group conflict by what they say?  See conflict.c for when figures do. */
bool kx_claims_conflict(const struct kx_claim *a, const struct kx_claim *b, struct kx_conflict *ret_conflict);

/* Do two claims give figures for the same outcome, time and comparator? */
bool kx_claims_share_figure(const struct kx_claim *a, const struct kx_claim *b);

/* Thousandths of a percent (never negative) as "27.4%"; NULL when the arena is spent. */
const char *kx_percent_text(struct kx_arena *arena, int32_t percent);

/* The conflict in a few words: "response at 24 hours: 27.4% against 71%". */
const char *kx_conflict_text(struct kx_arena *arena, const struct kx_conflict *conflict);

/* The place of one side of the conflict (0 or 1) inside `claim`. */
struct kx_place kx_conflict_place(struct kx_arena *arena, const struct kx_conflict *conflict, int side,
    const struct kx_claim *claim);

/* ---- decide.c ---- */

/* What prints in the group, and the standing of each claim; KX201, KX208. */
bool kx_group_decide(struct kx_merging *merging, struct kx_group *group);

/* ---- references.c ---- */

/* Set placed and references of every group and number the sources; KX207. */
bool kx_references_number(struct kx_merging *merging);

#endif
