/*
 * What prints in one group, and where every other claim stands.
 *
 * A claim whose verdict bars it is out before anything else.  The rest are
 * candidates, in the order of precedence, and go through five steps:
 *
 *   1. a ruling's claims print, in the ruling's order, however many;
 *   2. from the best tier down, a candidate that conflicts with a claim the
 *      ruling prints, or with a standing candidate of a better tier, is
 *      outranked.  What is outranked outranks nobody: a weak claim that lost
 *      to a strong one cannot drag down a second weak one;
 *   3. conflicts that are left inside a tier need a ruling that names both
 *      claims, on different sides or both in print, or they are reported.
 *      So does a claim that a ruling prints against an equal or better tier:
 *      a ruling made before that claim was known has not weighed it;
 *   4. without a ruling the first standing candidates print, as many as the
 *      topic allows.  None prints beside one it conflicts with, and a source
 *      that is never cited does not fill a second place;
 *   5. the others agree with a printed claim, unless they conflict with it.
 *
 * Which printed claim an agreeing one supports decides where its reference
 * goes: the one on its side of the ruling, else the one it names as its
 * correction, else the first with a figure on the same subject, else the
 * first.
 *
 * Claims on different sides of any ruling on the topic count as conflicting
 * here even where neither stance nor figures show it: an editor has said so.
 */
#include "merge/steps.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

struct candidate {
	const struct kx_claim *claim;
	bool prints;
	const struct candidate *lost_to;
	struct kx_conflict conflict;   /* with lost_to: its first side is this claim */
};

struct contest {
	struct kx_merging *merging;
	struct kx_group *group;
	struct candidate *list; size_t count;     /* by precedence */
	struct candidate **by_tier;               /* the same by tier, then precedence */
	struct candidate **printed;               /* in print order; group->printed_count of them */
};

static int
tier_of(const struct candidate *candidate)
{
	return candidate->claim->source->tier;
}

/* The group's claims are sorted by precedence, so qsort may compare places in the list. */
static int
compare_tiers(const void *left, const void *right)
{
	const struct candidate *a = *(const struct candidate *const *)left, *b = *(const struct candidate *const *)right;

	if (tier_of(a) != tier_of(b))
		return tier_of(a) < tier_of(b) ? -1 : 1;
	return a < b ? -1 : a > b;
}

static bool
open_contest(struct contest *contest)
{
	struct kx_arena *arena = contest->merging->arena;
	struct kx_group *group = contest->group;
	size_t i;

	while (contest->count < group->note_count && kx_claim_may_print(group->notes[contest->count].claim))
		contest->count++;
	contest->list = kx_arena_array(arena, contest->count, sizeof(*contest->list));
	contest->by_tier = kx_arena_array(arena, contest->count, sizeof(*contest->by_tier));
	contest->printed = kx_arena_array(arena, contest->count, sizeof(*contest->printed));
	group->printed = kx_arena_array(arena, contest->count, sizeof(*group->printed));
	if (contest->list == NULL || contest->by_tier == NULL || contest->printed == NULL || group->printed == NULL)
		return false;
	for (i = 0; i < contest->count; i++) {
		contest->list[i].claim = group->notes[i].claim;
		contest->by_tier[i] = &contest->list[i];
	}
	if (contest->count > 0)
		qsort(contest->by_tier, contest->count, sizeof(*contest->by_tier), compare_tiers);
	return true;
}

/* Do two candidates conflict, by what they say or because a ruling says so? */
static bool
opposed(const struct contest *contest, const struct candidate *a, const struct candidate *b, struct kx_conflict *ret_conflict)
{
	const struct kx_ruling *ruling;

	if (kx_claims_conflict(a->claim, b->claim, ret_conflict))
		return true;
	ruling = kx_rulings_part(contest->merging, a->claim, b->claim);
	if (ruling == NULL)
		return false;
	*ret_conflict = (struct kx_conflict){ .kind = KX_CONFLICT_DECLARED, .ruling = ruling };
	return true;
}

static void
print_candidate(struct contest *contest, struct candidate *candidate)
{
	struct kx_group *group = contest->group;

	candidate->prints = true;
	contest->printed[group->printed_count] = candidate;
	group->printed[group->printed_count++].claim = candidate->claim;
}

/* Step 1. */
static void
print_by_ruling(struct contest *contest)
{
	const struct kx_ruling *ruling = contest->group->ruling;
	size_t i, j;

	for (i = 0; ruling != NULL && i < ruling->print_count; i++)
		for (j = 0; j < contest->count; j++)
			if (contest->list[j].claim == ruling->prints[i] && !contest->list[j].prints)
				print_candidate(contest, &contest->list[j]);
}

/* Is the candidate on the side of a claim that the group's ruling prints, and in keeping with it? */
static const struct candidate *
printed_ally(const struct contest *contest, const struct candidate *candidate)
{
	const struct kx_ruling *ruling = contest->group->ruling;
	struct kx_conflict conflict;
	size_t i;

	for (i = 0; ruling != NULL && i < contest->group->printed_count; i++)
		if (kx_ruling_joins(ruling, candidate->claim, contest->printed[i]->claim)
		    && !kx_claims_conflict(candidate->claim, contest->printed[i]->claim, &conflict))
			return contest->printed[i];
	return NULL;
}

/* Note the first printed claim that the candidate conflicts with as the one it lost to. */
static void
lose_to_printed(const struct contest *contest, struct candidate *candidate)
{
	struct kx_conflict conflict;
	size_t i;

	if (printed_ally(contest, candidate) != NULL)
		return;
	for (i = 0; i < contest->group->printed_count; i++) {
		if (opposed(contest, candidate, contest->printed[i], &conflict)) {
			candidate->lost_to = contest->printed[i];
			candidate->conflict = conflict;
			return;
		}
	}
}

/* Step 2. */
static void
settle_tiers(struct contest *contest)
{
	struct candidate *candidate, *better;
	struct kx_conflict conflict;
	size_t i, j;

	for (i = 0; i < contest->count; i++) {
		candidate = contest->by_tier[i];
		if (candidate->prints)
			continue;
		lose_to_printed(contest, candidate);
		for (j = 0; j < i && candidate->lost_to == NULL; j++) {
			better = contest->by_tier[j];
			if (tier_of(better) == tier_of(candidate))
				break;
			if (better->lost_to == NULL && !better->prints && opposed(contest, candidate, better, &conflict)) {
				candidate->lost_to = better;
				candidate->conflict = conflict;
			}
		}
	}
}

/*
 * Has somebody weighed these two against each other?  On different sides of a
 * ruling, or both printed by one.
 */
static bool
weighed(const struct contest *contest, const struct candidate *a, const struct candidate *b)
{
	const struct kx_ruling *ruling = contest->group->ruling;

	if (kx_rulings_part(contest->merging, a->claim, b->claim) != NULL)
		return true;
	return ruling != NULL && kx_ruling_prints(ruling, a->claim) && kx_ruling_prints(ruling, b->claim);
}

/* Is a conflict between these two one that the tiers do not settle? */
static bool
rule_is_silent(const struct candidate *a, const struct candidate *b)
{
	if (a->lost_to == NULL && b->lost_to == NULL && tier_of(a) == tier_of(b))
		return true;
	if (a->prints && b->lost_to != NULL)
		return b->lost_to->prints && tier_of(b) <= tier_of(a);
	if (b->prints && a->lost_to != NULL)
		return a->lost_to->prints && tier_of(a) <= tier_of(b);
	return false;
}

static void
report_conflict(const struct contest *contest, const struct candidate *a, const struct candidate *b,
    const struct kx_conflict *conflict)
{
	struct kx_merging *merging = contest->merging;
	const struct kx_ruling *ruling = contest->group->ruling;
	const char *what = kx_conflict_text(merging->arena, conflict), *hint;
	struct kx_diagnostic *diagnostic;

	if (ruling != NULL)
		hint = kx_arena_print(merging->arena, "ruling \"%s\" decides this group but does not put the two on "
		    "different sides: add them to its sides", ruling->id);
	else
		hint = "add a ruling that names both on different sides and says which one prints";
	diagnostic = kx_report(merging->diags, KX201, kx_conflict_place(merging->arena, conflict, 0, a->claim), hint,
	    "claims \"%s\" (tier %d) and \"%s\" (tier %d) disagree on topic \"%s\" for %s, and no ruling weighs them: %s",
	    a->claim->id, tier_of(a), b->claim->id, tier_of(b), contest->group->topic->id, contest->group->product,
	    what == NULL ? "" : what);
	kx_report_also(merging->diags, diagnostic, kx_conflict_place(merging->arena, conflict, 1, b->claim));
}

/* Step 3. */
static void
report_conflicts(const struct contest *contest)
{
	const struct candidate *a, *b;
	struct kx_conflict conflict;
	size_t i, j;

	for (i = 0; i < contest->count; i++) {
		for (j = i + 1; j < contest->count; j++) {
			a = &contest->list[i];
			b = &contest->list[j];
			if (rule_is_silent(a, b) && kx_claims_conflict(a->claim, b->claim, &conflict)
			    && !weighed(contest, a, b))
				report_conflict(contest, a, b, &conflict);
		}
	}
}

static bool
may_join_print(const struct contest *contest, const struct candidate *candidate)
{
	struct kx_conflict conflict;
	size_t i;

	if (candidate->lost_to != NULL)
		return false;
	if (contest->group->printed_count > 0 && tier_of(candidate) > contest->merging->content->pack.cite_tier_max)
		return false;
	for (i = 0; i < contest->group->printed_count; i++)
		if (opposed(contest, candidate, contest->printed[i], &conflict))
			return false;
	return true;
}

/* Steps 4 and 5, for a group without a ruling. */
static void
print_by_rule(struct contest *contest)
{
	int left = contest->group->topic->prints;
	size_t i;

	for (i = 0; i < contest->count && left > 0; i++) {
		if (may_join_print(contest, &contest->list[i])) {
			print_candidate(contest, &contest->list[i]);
			left--;
		}
	}
	for (i = 0; i < contest->count; i++)
		if (!contest->list[i].prints && contest->list[i].lost_to == NULL)
			lose_to_printed(contest, &contest->list[i]);
}

/* ---- what is written down ---- */

static const struct candidate *
supported_claim(const struct contest *contest, const struct candidate *candidate)
{
	const struct candidate *ally = printed_ally(contest, candidate);
	size_t i, count = contest->group->printed_count;

	if (ally != NULL)
		return ally;
	for (i = 0; i < count && candidate->claim->correction != NULL; i++)
		if (strcmp(candidate->claim->correction, contest->printed[i]->claim->id) == 0)
			return contest->printed[i];
	for (i = 0; i < count; i++)
		if (kx_claims_share_figure(candidate->claim, contest->printed[i]->claim))
			return contest->printed[i];
	return count > 0 ? contest->printed[0] : NULL;
}

/* The next candidate that could have printed in this one's place, or NULL. */
static const struct candidate *
runner_up(const struct contest *contest, const struct candidate *candidate)
{
	const struct candidate *next = candidate + 1;

	while (next < contest->list + contest->count && (next->lost_to != NULL || next->prints))
		next++;
	return next < contest->list + contest->count ? next : NULL;
}

static const char *
printed_reason(const struct contest *contest, const struct candidate *candidate)
{
	struct kx_arena *arena = contest->merging->arena;
	const struct candidate *next;
	const char *text;

	if (contest->group->ruling != NULL)
		return kx_arena_print(arena, "Ruling %s prints it.", contest->group->ruling->id);
	if (contest->count == 1)
		return "It is the only claim of the group that may print.";
	next = runner_up(contest, candidate);
	if (next == NULL)
		return contest->group->printed_count > 1 ? "The topic prints more than one claim."
		    : "The claims that disagree with it lost to it.";
	text = kx_precedence_text(arena, candidate->claim, next->claim);
	if (text == NULL)
		return NULL;
	return kx_arena_print(arena, "It stands before %s: %s.", next->claim->id, text);
}

static const char *
outranked_reason(const struct contest *contest, const struct candidate *candidate)
{
	struct kx_arena *arena = contest->merging->arena;
	const struct candidate *winner = candidate->lost_to;
	const char *what = kx_conflict_text(arena, &candidate->conflict), *why;

	if (what == NULL)
		return NULL;
	if (winner->prints && contest->group->ruling != NULL)
		return kx_arena_print(arena, "It disagrees with %s (%s); ruling %s prints that one.", winner->claim->id, what,
		    contest->group->ruling->id);
	if (tier_of(winner) < tier_of(candidate))
		why = kx_arena_print(arena, "tier %d comes before tier %d", tier_of(winner), tier_of(candidate));
	else
		why = kx_precedence_text(arena, winner->claim, candidate->claim);
	return why == NULL ? NULL : kx_arena_print(arena, "It disagrees with %s (%s); %s.", winner->claim->id, what, why);
}

static const char *
agreeing_reason(const struct contest *contest, const struct candidate *candidate, const struct candidate *supported,
    bool cited)
{
	struct kx_arena *arena = contest->merging->arena;

	if (supported == NULL)
		return "The topic prints no claims.";
	if (!cited)
		return kx_arena_print(arena, "It agrees with %s; a source of tier %d is kept but never cited.",
		    supported->claim->id, tier_of(candidate));
	if (supported->claim->source == candidate->claim->source)
		return kx_arena_print(arena, "It agrees with %s, from the same source.", supported->claim->id);
	return kx_arena_print(arena, "It agrees with %s and adds its source.", supported->claim->id);
}

static void
note_candidate(const struct contest *contest, const struct candidate *candidate, struct kx_standing_note *note)
{
	const struct candidate *supported;
	bool cited;

	if (candidate->prints) {
		note->standing = KX_PRINTS;
		note->reason = printed_reason(contest, candidate);
	} else if (candidate->lost_to != NULL) {
		note->standing = KX_OUTRANKED;
		note->beside = candidate->lost_to->claim;
		note->reason = outranked_reason(contest, candidate);
	} else {
		supported = supported_claim(contest, candidate);
		cited = supported != NULL && tier_of(candidate) <= contest->merging->content->pack.cite_tier_max;
		note->standing = cited ? KX_AGREES : KX_AGREES_UNCITED;
		note->beside = supported == NULL ? NULL : supported->claim;
		note->reason = agreeing_reason(contest, candidate, supported, cited);
	}
}

static const char *
rejected_reason(struct kx_arena *arena, const struct kx_claim *claim)
{
	if (claim->correction == NULL)
		return kx_arena_print(arena, "Its verdict is %s.", kx_verdict_name(claim->verdict));
	return kx_arena_print(arena, "Its verdict is %s; %s corrects it.", kx_verdict_name(claim->verdict), claim->correction);
}

/* False when the arena is spent: every reason is there or the group is not done. */
static bool
write_notes(const struct contest *contest)
{
	struct kx_group *group = contest->group;
	size_t i;

	for (i = 0; i < group->note_count; i++) {
		if (i < contest->count) {
			note_candidate(contest, &contest->list[i], &group->notes[i]);
		} else {
			group->notes[i].standing = KX_REJECTED;
			group->notes[i].reason = rejected_reason(contest->merging->arena, group->notes[i].claim);
		}
		if (group->notes[i].reason == NULL)
			return false;
	}
	return true;
}

bool
kx_group_decide(struct kx_merging *merging, struct kx_group *group)
{
	struct contest contest = { .merging = merging, .group = group };
	const struct kx_claim *first = group->notes[0].claim;

	if (group->note_count > KX_MAX_GROUP_CLAIMS) {
		kx_report(merging->diags, KX208, (struct kx_place){ .file = first->origin.file,
		    .pointer = first->origin.pointer }, "split the topic", "topic \"%s\" has %zu claims for %s; "
		    "the ceiling is %d", group->topic->id, group->note_count, group->product, KX_MAX_GROUP_CLAIMS);
		return true;
	}
	if (!kx_rulings_assign(merging, group) || !open_contest(&contest))
		return false;
	print_by_ruling(&contest);
	settle_tiers(&contest);
	report_conflicts(&contest);
	if (group->ruling == NULL)
		print_by_rule(&contest);
	if (group->printed_count == 0)
		group->decision = KX_NOTHING_PRINTS;
	else
		group->decision = group->ruling != NULL ? KX_BY_RULING : KX_BY_RULE;
	return write_notes(&contest);
}
