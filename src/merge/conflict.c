/*
 * When do two claims conflict?
 *
 * By stance: when exactly one of them contradicts.  Two that contradict agree
 * with each other.
 *
 * By figures: two figures are about the same thing when outcome, time and
 * comparator are the same.  Their arms are then compared, treatment with
 * treatment and comparator with comparator:
 *
 *   both have an interval    they differ when the intervals do not meet
 *   one has an interval      they differ when the other's percent is outside it
 *   neither has one          they differ when the percents are further apart
 *                            than half of one printed unit: half a point for
 *                            "in 100", a twentieth for "in 1,000"
 *   either lacks a percent   nothing can be said; they do not differ
 *
 * Half a unit is what rounding can do: 27.4 and 27 print the same, 27 and 28
 * do not.  Where two figures print in different units the coarser one counts.
 *
 * Two claims conflict when, for some outcome, time and comparator that both
 * give, no figure of one is in keeping with any figure of the other.  One
 * claim may give the same outcome for two populations; another that repeats
 * only one of them does not conflict with it.
 *
 * The roads not taken.  An interval could be worked out from n and of where
 * the source gives none (Wilson 1927).  Small studies would then hardly ever
 * conflict, and 9 of 18 would add its reference to a sentence that says 71 in
 * 100: agreement here means that a reader who follows the reference finds the
 * number.  So only intervals that the source states count.  Population and
 * dose are not part of the key: they are free text, and two ways to write
 * "adults with X" would hide a conflict without a word.
 */
#include "merge/steps.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

static bool
same_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

/* What is one time in two languages need not be in a third: what prints is decided in the data's own. */
static const char *
time_of(const struct kx_figure *figure)
{
	return figure->at_written != NULL ? figure->at_written : figure->at;
}

static bool
same_subject(const struct kx_figure *a, const struct kx_figure *b)
{
	return same_text(a->outcome, b->outcome) && same_text(time_of(a), time_of(b)) && same_text(a->comparator, b->comparator);
}

/* Half of one printed unit, in thousandths of a percent. */
static int32_t
half_unit(const struct kx_figure *figure)
{
	return 50000 / (figure->per > 0 ? figure->per : 100);
}

static bool
arms_differ(const struct kx_arm *a, const struct kx_arm *b, int32_t tolerance)
{
	if (!a->has_percent || !b->has_percent)
		return false;
	if (a->has_interval && b->has_interval)
		return a->low > b->high || b->low > a->high;
	if (a->has_interval)
		return b->percent < a->low || b->percent > a->high;
	if (b->has_interval)
		return a->percent < b->low || a->percent > b->high;
	return labs((long)a->percent - b->percent) > tolerance;
}

static enum kx_conflict_kind
figures_differ(const struct kx_figure *a, const struct kx_figure *b)
{
	int32_t one = half_unit(a), two = half_unit(b), tolerance = one > two ? one : two;

	if (arms_differ(&a->arm, &b->arm, tolerance))
		return KX_CONFLICT_FIGURES;
	if (arms_differ(&a->against, &b->against, tolerance))
		return KX_CONFLICT_COMPARISON;
	return KX_CONFLICT_NONE;
}

/*
 * Is `figure` at odds with every figure of `other` on the same subject, and
 * is there one?  The first of them is what the conflict names.
 */
static bool
stands_alone(const struct kx_figure *figure, const struct kx_claim *other, struct kx_conflict *ret_conflict)
{
	struct kx_conflict conflict = { .kind = KX_CONFLICT_NONE };
	enum kx_conflict_kind kind;
	size_t i;

	for (i = 0; i < other->figure_count; i++) {
		if (!same_subject(figure, &other->figures[i]))
			continue;
		kind = figures_differ(figure, &other->figures[i]);
		if (kind == KX_CONFLICT_NONE)
			return false;
		if (conflict.kind == KX_CONFLICT_NONE)
			conflict = (struct kx_conflict){ kind, { figure, &other->figures[i] }, NULL };
	}
	if (conflict.kind == KX_CONFLICT_NONE)
		return false;
	*ret_conflict = conflict;
	return true;
}

/* Is every figure of `claim` on the subject of its figure `first` at odds with all of `other`? */
static bool
subject_conflicts(const struct kx_claim *claim, size_t first, const struct kx_claim *other, struct kx_conflict *ret_conflict)
{
	struct kx_conflict conflict, rest;
	size_t i;

	if (!stands_alone(&claim->figures[first], other, &conflict))
		return false;
	for (i = 0; i < claim->figure_count; i++)
		if (i != first && same_subject(&claim->figures[first], &claim->figures[i])
		    && !stands_alone(&claim->figures[i], other, &rest))
			return false;
	*ret_conflict = conflict;
	return true;
}

bool
kx_claims_conflict(const struct kx_claim *a, const struct kx_claim *b, struct kx_conflict *ret_conflict)
{
	size_t i;

	if ((a->stance == KX_CONTRADICTS) != (b->stance == KX_CONTRADICTS)) {
		*ret_conflict = (struct kx_conflict){ .kind = KX_CONFLICT_STANCE };
		return true;
	}
	for (i = 0; i < a->figure_count; i++)
		if (subject_conflicts(a, i, b, ret_conflict))
			return true;
	return false;
}

bool
kx_claims_share_figure(const struct kx_claim *a, const struct kx_claim *b)
{
	size_t i, j;

	for (i = 0; i < a->figure_count; i++)
		for (j = 0; j < b->figure_count; j++)
			if (same_subject(&a->figures[i], &b->figures[j]))
				return true;
	return false;
}

const char *
kx_percent_text(struct kx_arena *arena, int32_t percent)
{
	int digits = 3, fraction = percent % 1000;

	if (fraction == 0)
		return kx_arena_print(arena, "%d%%", (int)(percent / 1000));
	for (; fraction % 10 == 0; fraction /= 10)
		digits--;
	return kx_arena_print(arena, "%d.%0*d%%", (int)(percent / 1000), digits, fraction);
}

/* "27.4% (13% to 49%)"; NULL when the arena is spent. */
static const char *
arm_text(struct kx_arena *arena, const struct kx_arm *arm)
{
	const char *percent = kx_percent_text(arena, arm->percent), *low, *high;

	if (percent == NULL || !arm->has_interval)
		return percent;
	low = kx_percent_text(arena, arm->low);
	high = kx_percent_text(arena, arm->high);
	if (low == NULL || high == NULL)
		return NULL;
	return kx_arena_print(arena, "%s (%s to %s)", percent, low, high);
}

static const char *
figures_text(struct kx_arena *arena, const struct kx_conflict *conflict)
{
	const struct kx_figure *a = conflict->figures[0], *b = conflict->figures[1];
	bool comparison = conflict->kind == KX_CONFLICT_COMPARISON;
	const char *one = arm_text(arena, comparison ? &a->against : &a->arm);
	const char *two = arm_text(arena, comparison ? &b->against : &b->arm);

	if (one == NULL || two == NULL)
		return NULL;
	if (a->comparator == NULL)
		return kx_arena_print(arena, "%s at %s: %s against %s", a->outcome, a->at, one, two);
	return kx_arena_print(arena, "%s at %s, %s %s: %s against %s", a->outcome, a->at,
	    comparison ? "with" : "compared with", a->comparator, one, two);
}

const char *
kx_conflict_text(struct kx_arena *arena, const struct kx_conflict *conflict)
{
	switch (conflict->kind) {
	case KX_CONFLICT_STANCE:
		return "one contradicts what the other says";
	case KX_CONFLICT_DECLARED:
		return kx_arena_print(arena, "ruling %s puts them on different sides", conflict->ruling->id);
	case KX_CONFLICT_FIGURES:
	case KX_CONFLICT_COMPARISON:
		return figures_text(arena, conflict);
	case KX_CONFLICT_NONE:
		break;
	}
	return "they do not conflict";
}

struct kx_place
kx_conflict_place(struct kx_arena *arena, const struct kx_conflict *conflict, int side, const struct kx_claim *claim)
{
	struct kx_place place = { .file = claim->origin.file, .pointer = claim->origin.pointer };

	if (conflict->figures[side] != NULL)
		place.pointer = conflict->figures[side]->origin.pointer;
	else if (conflict->kind == KX_CONFLICT_STANCE)
		place.pointer = kx_arena_print(arena, "%s/stance", claim->origin.pointer);
	return place;
}
