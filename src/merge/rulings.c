#include "merge/steps.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

static struct kx_place
claim_place(const struct kx_claim *claim)
{
	return (struct kx_place){ .file = claim->origin.file, .pointer = claim->origin.pointer };
}

static struct kx_place
ruling_place(const struct kx_ruling *ruling)
{
	return (struct kx_place){ .file = ruling->origin.file, .pointer = ruling->origin.pointer };
}

/* ---- soundness ---- */

static bool
on_topic(const struct kx_ruling *ruling, const struct kx_claim *claim)
{
	return strcmp(claim->topic, ruling->topic) == 0;
}

/*
 * What a ruling prints must be of its topic.  Its sides may call claims of
 * other topics as witnesses, but when nothing it names is of its topic, the
 * topic is a slip.
 */
static void
check_topic(struct kx_merging *merging, const struct kx_ruling *ruling)
{
	struct kx_place place = { .file = ruling->origin.file };
	size_t named = ruling->print_count, i, j;

	for (i = 0; i < ruling->side_count; i++) {
		named += ruling->sides[i].claim_count;
		for (j = 0; j < ruling->sides[i].claim_count; j++)
			if (on_topic(ruling, ruling->sides[i].claims[j]))
				return;
	}
	for (i = 0; i < ruling->print_count; i++)
		if (on_topic(ruling, ruling->prints[i]))
			return;
	if (named == 0)
		return;
	place.pointer = kx_arena_print(merging->arena, "%s/topic", ruling->origin.pointer);
	kx_report(merging->diags, KX204, place, "correct the ruling's topic, or name the claims it weighs",
	    "ruling \"%s\" is on topic \"%s\", but none of the %zu claims it names is", ruling->id, ruling->topic, named);
}

static void
check_printed_topic(struct kx_merging *merging, const struct kx_ruling *ruling, const struct kx_claim *claim,
    struct kx_place place)
{
	struct kx_diagnostic *diagnostic;

	if (on_topic(ruling, claim))
		return;
	diagnostic = kx_report(merging->diags, KX204, place,
	    "take it out, move the claim to the ruling's topic, or write a ruling on its own topic",
	    "ruling \"%s\" is on topic \"%s\", but prints claim \"%s\", which is on \"%s\"", ruling->id, ruling->topic,
	    claim->id, claim->topic);
	kx_report_also(merging->diags, diagnostic, claim_place(claim));
}

/* A claim that already stands on an earlier side. */
static void
check_side(struct kx_merging *merging, const struct kx_ruling *ruling, size_t side)
{
	const struct kx_ruling_side *here = &ruling->sides[side], *other;
	struct kx_place place = { .file = ruling->origin.file };
	size_t i, j, k;

	for (i = 0; i < here->claim_count; i++) {
		for (j = 0; j < side; j++) {
			other = &ruling->sides[j];
			for (k = 0; k < other->claim_count; k++) {
				if (other->claims[k] != here->claims[i])
					continue;
				place.pointer = kx_arena_print(merging->arena, "%s/sides/%zu/claims/%zu",
				    ruling->origin.pointer, side, i);
				kx_report(merging->diags, KX205, place, "leave it on the side it takes",
				    "ruling \"%s\" puts claim \"%s\" on the side \"%s\" and on the side \"%s\"",
				    ruling->id, here->claims[i]->id, other->position, here->position);
			}
		}
	}
}

static void
check_barred(struct kx_merging *merging, const struct kx_ruling *ruling, const struct kx_claim *claim, struct kx_place place)
{
	const char *hint = "let the ruling print a claim that is supported or partly true";
	struct kx_diagnostic *diagnostic;

	if (kx_claim_may_print(claim))
		return;
	if (claim->correction != NULL)
		hint = kx_arena_print(merging->arena, "print the claim that corrects it: \"%s\"", claim->correction);
	diagnostic = kx_report(merging->diags, KX202, place, hint,
	    "ruling \"%s\" prints claim \"%s\", whose verdict is %s", ruling->id, claim->id, kx_verdict_name(claim->verdict));
	kx_report_also(merging->diags, diagnostic, claim_place(claim));
}

static void
check_prints(struct kx_merging *merging, const struct kx_ruling *ruling)
{
	struct kx_place place = { .file = ruling->origin.file };
	const struct kx_claim *claim;
	size_t i, j;

	for (i = 0; i < ruling->print_count; i++) {
		claim = ruling->prints[i];
		place.pointer = kx_arena_print(merging->arena, "%s/prints/%zu", ruling->origin.pointer, i);
		check_printed_topic(merging, ruling, claim, place);
		check_barred(merging, ruling, claim, place);
		for (j = 0; j < i && ruling->prints[j] != claim; j++)
			continue;
		if (j < i)
			kx_report(merging->diags, KX206, place, "name it once", "ruling \"%s\" prints claim \"%s\" twice",
			    ruling->id, claim->id);
	}
}

static int
compare_rulings(const void *left, const void *right)
{
	const struct kx_ruling *a = *(const struct kx_ruling *const *)left, *b = *(const struct kx_ruling *const *)right;
	int order = strcmp(a->topic, b->topic);

	return order != 0 ? order : strcmp(a->id, b->id);
}

bool
kx_rulings_collect(struct kx_merging *merging)
{
	const struct kx_content *content = merging->content;
	size_t i, side;

	merging->rulings = kx_arena_array(merging->arena, content->ruling_count, sizeof(const struct kx_ruling *));
	if (merging->rulings == NULL)
		return false;
	merging->ruling_count = content->ruling_count;
	for (i = 0; i < content->ruling_count; i++)
		merging->rulings[i] = &content->rulings[i];
	if (merging->ruling_count > 0)
		qsort(merging->rulings, merging->ruling_count, sizeof(const struct kx_ruling *), compare_rulings);
	for (i = 0; i < merging->ruling_count; i++) {
		check_topic(merging, merging->rulings[i]);
		for (side = 0; side < merging->rulings[i]->side_count; side++)
			check_side(merging, merging->rulings[i], side);
		check_prints(merging, merging->rulings[i]);
	}
	return true;
}

/* ---- which ruling decides ---- */

size_t
kx_rulings_on(const struct kx_merging *merging, const char *topic, const struct kx_ruling ***ret_first)
{
	size_t low = 0, high = merging->ruling_count, middle, end;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(merging->rulings[middle]->topic, topic) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < merging->ruling_count && strcmp(merging->rulings[end]->topic, topic) == 0; end++)
		continue;
	*ret_first = merging->rulings + low;
	return end - low;
}

/* Does the ruling print a claim of the group that may print? */
static bool
decides(const struct kx_ruling *ruling, const struct kx_group *group)
{
	const struct kx_claim *claim;
	size_t i;

	for (i = 0; i < ruling->print_count; i++) {
		claim = ruling->prints[i];
		if (kx_claim_may_print(claim) && strcmp(claim->topic, group->topic->id) == 0
		    && strcmp(claim->product, group->product) == 0)
			return true;
	}
	return false;
}

bool
kx_rulings_assign(struct kx_merging *merging, struct kx_group *group)
{
	const struct kx_ruling **rulings;
	size_t count = kx_rulings_on(merging, group->topic->id, &rulings), i;
	struct kx_diagnostic *diagnostic;

	if (count == 0)
		return true;
	group->recorded = kx_arena_array(merging->arena, count, sizeof(const struct kx_ruling *));
	if (group->recorded == NULL)
		return false;
	for (i = 0; i < count; i++) {
		if (!decides(rulings[i], group)) {
			group->recorded[group->recorded_count++] = rulings[i];
		} else if (group->ruling == NULL) {
			group->ruling = rulings[i];
		} else {
			diagnostic = kx_report(merging->diags, KX203, ruling_place(rulings[i]),
			    "join them, or empty the \"prints\" list of the one that is only kept for the record",
			    "rulings \"%s\" and \"%s\" both decide what prints on topic \"%s\" for %s", group->ruling->id,
			    rulings[i]->id, group->topic->id, group->product);
			kx_report_also(merging->diags, diagnostic, ruling_place(group->ruling));
		}
	}
	return true;
}

/* ---- what a ruling says about claims ---- */

bool
kx_ruling_prints(const struct kx_ruling *ruling, const struct kx_claim *claim)
{
	size_t i;

	for (i = 0; i < ruling->print_count; i++)
		if (ruling->prints[i] == claim)
			return true;
	return false;
}

/* The first side that names the claim, or side_count. */
static size_t
side_of(const struct kx_ruling *ruling, const struct kx_claim *claim)
{
	size_t side, i;

	for (side = 0; side < ruling->side_count; side++)
		for (i = 0; i < ruling->sides[side].claim_count; i++)
			if (ruling->sides[side].claims[i] == claim)
				return side;
	return ruling->side_count;
}

const struct kx_ruling *
kx_rulings_part(const struct kx_merging *merging, const struct kx_claim *a, const struct kx_claim *b)
{
	const struct kx_ruling **rulings;
	size_t count = kx_rulings_on(merging, a->topic, &rulings), i, one, two;

	for (i = 0; i < count; i++) {
		one = side_of(rulings[i], a);
		two = side_of(rulings[i], b);
		if (one != two && one < rulings[i]->side_count && two < rulings[i]->side_count)
			return rulings[i];
	}
	return NULL;
}

bool
kx_ruling_joins(const struct kx_ruling *ruling, const struct kx_claim *a, const struct kx_claim *b)
{
	size_t side = side_of(ruling, a);

	return side < ruling->side_count && side == side_of(ruling, b);
}
