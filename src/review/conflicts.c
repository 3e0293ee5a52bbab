/*
 * Corrections are kept, and where sources differ the sheet says so.
 *
 * When is there a conflict that a reader must be told of?  Two claims are
 * accepted (their verdict may print, their source may be cited and was
 * checked) and a person or the merge has found them at odds: a ruling puts
 * them on different sides, or one was outranked by the other because what they
 * say cannot both be so.  Claims on different conditions do not conflict: what
 * is found in other people is another finding.
 *
 * When is it shown?  When a reader can see that there are two sides:
 *   - claims of two sides print, on this topic or on another of the same sheet; or
 *   - a claim that prints on the topic has the stance "qualifies", by which its
 *     curator says that its words state the other side or the limit.
 * No program can read whether a sentence does justice to the other side; that a
 * named person has put it on record, and that somebody can look it up, it can.
 *
 * Where both sides print, the newer or better source comes first.
 */
#include "review/rules.h"

#include "base/arena.h"

#include <string.h>

static bool
may_print(const struct kx_claim *claim)
{
	return claim->verdict <= KX_PARTLY;
}

static bool
is_citable(const struct kx_subject *subject, const struct kx_claim *claim)
{
	return claim->source->tier <= subject->handout->content->pack.cite_tier_max;
}

/* ---- KX312 ---- */

/* A rejected claim leads to what may be said instead, or at least says why nothing may. */
static void
check_rejected(const struct kx_subject *subject, const struct kx_claim *claim)
{
	const char *verdict = kx_verdict_name(claim->verdict);

	if (kx_is_empty(claim->note))
		kx_report(subject->diags, KX312, kx_place_below(subject, claim->origin, ""),
		    "add \"note\": what is wrong with it, and what the better source says",
		    "claim \"%s\" is %s, and nothing says why", claim->id, verdict);
	if (is_citable(subject, claim))
		return;
	if (kx_is_empty(claim->correction))
		kx_report(subject->diags, KX312, kx_place_below(subject, claim->origin, ""),
		    "add \"correction\": the id of the claim that has it right",
		    "claim \"%s\" is %s, and no claim corrects it", claim->id, verdict);
	if (kx_is_empty(claim->ledger))
		kx_report(subject->diags, KX312, kx_place_below(subject, claim->origin, ""),
		    "add \"ledger\": its number in the list of what the source says",
		    "claim \"%s\" is %s, and has no number in the ledger", claim->id, verdict);
}

static void
check_correction(const struct kx_subject *subject, const struct kx_claim *claim)
{
	const struct kx_claim *right = kx_content_claim(subject->handout->content, claim->correction);
	struct kx_place place = kx_place_below(subject, claim->origin, "/correction");

	if (right == NULL)
		return;
	if (!may_print(right))
		kx_report(subject->diags, KX312, place, "name a claim that is supported or partly true",
		    "claim \"%s\" is corrected by \"%s\", which is itself %s", claim->id, right->id, kx_verdict_name(right->verdict));
	else if (!is_citable(subject, right))
		kx_report(subject->diags, KX312, place, "name a claim from a source that can be cited",
		    "claim \"%s\" is corrected by \"%s\", whose source \"%s\" is never cited", claim->id, right->id, right->source->id);
}

void
kx_rule_corrections(const struct kx_subject *subject)
{
	const struct kx_content *content = subject->handout->content;
	const struct kx_claim *claim;
	size_t i;

	for (i = 0; i < content->claim_count; i++) {
		claim = content->claims[i];
		if (!may_print(claim))
			check_rejected(subject, claim);
		if (!kx_is_empty(claim->correction))
			check_correction(subject, claim);
	}
	for (i = 0; i < subject->shown_count; i++) {
		claim = subject->shown[i].claim;
		if (!kx_is_empty(claim->correction))
			kx_report(subject->diags, KX312, kx_place_below(subject, claim->origin, "/correction"),
			    "let a ruling print the claim that corrects it, or take the correction out if it stands",
			    "claim \"%s\" prints, but is corrected by \"%s\"", claim->id, claim->correction);
	}
}

/* ---- KX313 ---- */

static bool
is_accepted(const struct kx_subject *subject, const struct kx_claim *claim)
{
	return may_print(claim) && is_citable(subject, claim) && claim->source->check != KX_CHECK_NONE;
}

static bool
is_shown(const struct kx_subject *subject, const struct kx_claim *claim)
{
	const struct kx_group *group;
	size_t count = kx_handout_topic(subject->handout, claim->topic, &group), i;

	for (; count > 0; count--, group++)
		for (i = 0; kx_group_visible(group) && i < group->printed_count; i++)
			if (group->printed[i].claim == claim)
				return true;
	return false;
}

/* The first claim that prints on the topic, or NULL. */
static const struct kx_claim *
first_on_topic(const struct kx_subject *subject, const char *topic)
{
	size_t i;

	for (i = 0; i < subject->shown_count; i++)
		if (strcmp(subject->shown[i].claim->topic, topic) == 0)
			return subject->shown[i].claim;
	return NULL;
}

static bool
topic_qualifies(const struct kx_subject *subject, const char *topic)
{
	size_t i;

	for (i = 0; i < subject->shown_count; i++)
		if (strcmp(subject->shown[i].claim->topic, topic) == 0 && subject->shown[i].claim->stance == KX_QUALIFIES)
			return true;
	return false;
}

static bool
same_condition(const struct kx_claim *a, const struct kx_claim *b)
{
	return a->condition == NULL || b->condition == NULL || strcmp(a->condition, b->condition) == 0;
}

/* The accepted claim of a side that speaks of the condition of `printed`, one that is shown if there is any; or NULL. */
static const struct kx_claim *
side_speaker(const struct kx_subject *subject, const struct kx_ruling_side *side, const struct kx_claim *printed)
{
	const struct kx_claim *speaker = NULL;
	size_t i;

	for (i = 0; i < side->claim_count; i++) {
		if (!is_accepted(subject, side->claims[i]) || !same_condition(side->claims[i], printed))
			continue;
		if (is_shown(subject, side->claims[i]))
			return side->claims[i];
		if (speaker == NULL)
			speaker = side->claims[i];
	}
	return speaker;
}

static void
report_hidden(const struct kx_subject *subject, const struct kx_claim *printed, const struct kx_claim *other, const char *why)
{
	kx_report_also(subject->diags, kx_report(subject->diags, KX313, kx_place_below(subject, printed->origin, "/says"),
	    kx_arena_print(subject->arena, "let \"%s\" print as well, or say the other side in the claim's words and set its "
	    "stance to \"qualifies\"", other->id), "claim \"%s\" prints as if all agreed, but \"%s\" differs (%s)", printed->id, other->id,
	    why), kx_place_below(subject, other->origin, ""));
}

static void
check_ruling(const struct kx_subject *subject, const struct kx_ruling *ruling)
{
	const struct kx_claim *printed = first_on_topic(subject, ruling->topic), *speaker, *silent = NULL;
	size_t sides = 0, seen = 0, i;

	if (printed == NULL || topic_qualifies(subject, ruling->topic))
		return;
	for (i = 0; i < ruling->side_count; i++) {
		speaker = side_speaker(subject, &ruling->sides[i], printed);
		if (speaker == NULL)
			continue;
		sides++;
		if (is_shown(subject, speaker))
			seen++;
		else if (silent == NULL)
			silent = speaker;
	}
	if (sides > 1 && seen < 2 && silent != NULL)
		report_hidden(subject, printed, silent, kx_arena_print(subject->arena, "ruling \"%s\"", ruling->id));
}

/* Does some ruling weigh the two against each other?  Then it was judged there. */
static bool
is_ruled(const struct kx_group *group, const struct kx_claim *claim)
{
	const struct kx_ruling *ruling;
	size_t i, j, k;

	for (i = 0; i <= group->recorded_count; i++) {
		ruling = i < group->recorded_count ? group->recorded[i] : group->ruling;
		for (j = 0; ruling != NULL && j < ruling->side_count; j++)
			for (k = 0; k < ruling->sides[j].claim_count; k++)
				if (ruling->sides[j].claims[k] == claim)
					return true;
	}
	return false;
}

/* Claims that the merge set aside because they cannot both be so. */
static void
check_outranked(const struct kx_subject *subject, const struct kx_group *group)
{
	const struct kx_standing_note *note;
	size_t i;

	if (topic_qualifies(subject, group->topic->id))
		return;
	for (i = 0; i < group->note_count; i++) {
		note = &group->notes[i];
		if (note->standing != KX_OUTRANKED || note->beside == NULL || !is_accepted(subject, note->claim) ||
		    !same_condition(note->claim, note->beside) || is_ruled(group, note->claim) || is_shown(subject, note->claim))
			continue;
		report_hidden(subject, note->beside, note->claim, "it lost by rank");
	}
}

/* Is `a` older and of a worse source than `b`? */
static bool
stands_behind(const struct kx_claim *a, const struct kx_claim *b)
{
	return a->source->tier >= b->source->tier && a->source->year > 0 && a->source->year < b->source->year;
}

/* Both sides print: is the better or newer first? */
static void
check_order(const struct kx_subject *subject, const struct kx_group *group)
{
	const struct kx_claim *first = group->printed[0].claim;
	size_t i;

	if (group->decision != KX_BY_RULING)
		return;
	for (i = 1; i < group->printed_count; i++)
		if (stands_behind(first, group->printed[i].claim)) {
			kx_report(subject->diags, KX313, kx_place_below(subject, group->ruling->origin, "/prints"),
			    kx_arena_print(subject->arena, "put \"%s\" first", group->printed[i].claim->id),
			    "ruling \"%s\" prints \"%s\" (%d) before \"%s\" (%d), whose source is newer and no worse", group->ruling->id,
			    first->id, first->source->year, group->printed[i].claim->id, group->printed[i].claim->source->year);
			return;
		}
}

void
kx_rule_conflicts(const struct kx_subject *subject)
{
	const struct kx_handout *handout = subject->handout;
	size_t i;

	for (i = 0; i < handout->content->ruling_count; i++)
		check_ruling(subject, &handout->content->rulings[i]);
	for (i = 0; i < handout->group_count; i++) {
		if (!kx_group_visible(&handout->groups[i]))
			continue;
		check_outranked(subject, &handout->groups[i]);
		check_order(subject, &handout->groups[i]);
	}
}
