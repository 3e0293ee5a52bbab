#include "review/rules.h"

#include "base/arena.h"

#include <string.h>

static bool
has_number(const struct kx_arm *arm)
{
	return arm->has_percent || arm->has_counts;
}

static bool
has_comparison(const struct kx_figure *figure)
{
	return figure->comparator != NULL && has_number(&figure->against);
}

/* ---- KX303 ---- */

#define PARTS 6

/* "a comparator, a time and a population" */
static const char *
joined(const struct kx_subject *subject, const char *const *parts, size_t count)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < count && text != NULL; i++)
		text = kx_arena_print(subject->arena, "%s%s%s", text, i == 0 ? "" : i + 1 < count ? ", " : " and ", parts[i]);
	return text == NULL ? "" : text;
}

/* What the figure lacks, as words for a message; "" when it lacks nothing. */
static const char *
missing_parts(const struct kx_subject *subject, const struct kx_figure *figure, const struct kx_outcome *outcome)
{
	const char *missing[PARTS];
	size_t count = 0;

	if (!has_number(&figure->arm))
		missing[count++] = "its own number";
	if (outcome == NULL || kx_is_empty(outcome->means))
		missing[count++] = "what was measured";
	if (kx_is_empty(figure->comparator))
		missing[count++] = "a comparator";
	else if (!has_number(&figure->against))
		missing[count++] = "the comparator's numbers";
	if (kx_is_empty(figure->at))
		missing[count++] = "a time";
	if (kx_is_empty(figure->population))
		missing[count++] = "a population";
	return joined(subject, missing, count);
}

static void
check_figures(const struct kx_subject *subject, const struct kx_claim *claim, bool in_benefits)
{
	const struct kx_outcome *outcome;
	const char *missing;
	size_t i;

	for (i = 0; i < claim->figure_count; i++) {
		outcome = kx_content_outcome(subject->handout->content, claim->figures[i].outcome);
		if (!in_benefits && (outcome == NULL || !outcome->good))
			continue;
		missing = missing_parts(subject, &claim->figures[i], outcome);
		if (*missing != '\0')
			kx_report(subject->diags, KX303, kx_place_below(subject, claim->figures[i].origin, ""),
			    "add what is missing, or print a claim whose figure has it",
			    "the figure for \"%s\" in claim \"%s\" is printed without %s", claim->figures[i].outcome, claim->id,
			    missing);
	}
}

/*
 * A benefit figure is any figure in a section on benefits, or one of a good
 * outcome among the main points.  Elsewhere, above all where the sheet says
 * how sure we are, a number may stand that has nothing to compare it with:
 * that is what is said of it there.
 */
void
kx_rule_benefits(const struct kx_subject *subject)
{
	const struct kx_shown *shown;
	bool in_benefits;
	size_t i;

	for (i = 0; i < subject->shown_count; i++) {
		shown = &subject->shown[i];
		if (shown->claim->figure_count == 0)
			continue;
		in_benefits = kx_group_in_role(shown->group, KX_ROLE_BENEFITS);
		if (in_benefits || kx_group_in_role(shown->group, KX_ROLE_SUMMARY))
			check_figures(subject, shown->claim, in_benefits);
	}
}

/* ---- KX317 ---- */

/* Is it one of the sheet's harms: in a table of rates, or on a topic that carries a harm's code? */
static bool
is_harm(const struct kx_subject *subject, const struct kx_group *group)
{
	struct kx_sheet_walk walk = { .content = subject->handout->content };
	struct kx_sheet_stop stop;

	while (kx_sheet_next(&walk, &stop))
		if (stop.section->role == KX_ROLE_RISKS && kx_sheet_shows(&stop, group) &&
		    (stop.block->form == KX_FORM_RATES || kx_names_harm(subject->handout->content, group->topic)))
			return true;
	return false;
}

static bool
any_number(const struct kx_claim *claim, bool compared)
{
	size_t i;

	for (i = 0; i < claim->figure_count; i++)
		if (has_number(&claim->figures[i].arm) && (!compared || has_comparison(&claim->figures[i])))
			return true;
	return false;
}

void
kx_rule_harm_rates(const struct kx_subject *subject)
{
	const struct kx_word_list *unknown = &subject->gate->words.rate_unknown;
	const struct kx_claim *claim;
	size_t i;

	for (i = 0; i < subject->shown_count; i++) {
		claim = subject->shown[i].claim;
		if (any_number(claim, true) || !is_harm(subject, subject->shown[i].group))
			continue;
		if (unknown->count == 0 || kx_says_any(subject, unknown, claim->says.plain, strlen(claim->says.plain)))
			continue;
		if (any_number(claim, false))
			kx_report(subject->diags, KX317, kx_place_below(subject, claim->figures[0].origin, ""),
			    "add the comparator with its number, or say in the claim's words that it is not known",
			    "harm \"%s\" in claim \"%s\" has a number and none to compare it with", claim->topic, claim->id);
		else
			kx_report(subject->diags, KX317, kx_place_below(subject, claim->origin, "/says"),
			    "add a figure, or say \"we do not know how often\"",
			    "harm \"%s\" in claim \"%s\" is printed without a number, and does not say that none is known",
			    claim->topic, claim->id);
	}
}

/* ---- KX319 ---- */

/* Twenty of twenty trials are not twenty people. */
void
kx_rule_people(const struct kx_subject *subject)
{
	const struct kx_figure *figure;
	const struct kx_claim *claim;
	size_t i, j;

	for (i = 0; i < subject->shown_count; i++) {
		claim = subject->shown[i].claim;
		for (j = 0; j < claim->figure_count; j++) {
			figure = &claim->figures[j];
			if (figure->arm.has_counts && figure->trials > 1 && figure->arm.of <= figure->trials)
				kx_report(subject->diags, KX319, kx_place_below(subject, figure->origin, "/of"),
				    "count people, or say in words what the trials found",
				    "the figure for \"%s\" in claim \"%s\" is out of %d, with %d trials: it counts studies, not people",
				    figure->outcome, claim->id, (int)figure->arm.of, (int)figure->trials);
		}
	}
}

/* ---- KX320 ---- */

static void
check_certainty(const struct kx_subject *subject, const struct kx_claim *claim)
{
	if (claim->certainty == KX_CERTAINTY_NONE)
		kx_report(subject->diags, KX320, kx_place_below(subject, claim->origin, ""),
		    "add \"certainty\" to the claim, with its reason",
		    "claim \"%s\" prints figures without saying how sure they are", claim->id);
	else if (kx_is_empty(claim->certainty_reason))
		kx_report(subject->diags, KX320, kx_place_below(subject, claim->origin, "/certainty"),
		    "add \"reason\": what makes it so sure or unsure",
		    "claim \"%s\" is given the certainty \"%s\" without a reason", claim->id, kx_certainty_name(claim->certainty));
}

/* Of a group on benefits one claim may speak for the others; where none does, a section on certainty speaks for the sheet. */
static void
check_silence(const struct kx_subject *subject, const struct kx_group *group)
{
	size_t i;

	for (i = 0; i < group->printed_count; i++)
		if (group->printed[i].claim->certainty != KX_CERTAINTY_NONE)
			return;
	kx_report(subject->diags, KX320, kx_place_below(subject, group->printed[0].claim->origin, ""),
	    "add \"certainty\" to the claim, with its reason, or a section with the role \"certainty\" to the outline",
	    "topic \"%s\" prints on benefits for %s, and nothing on the sheet says how sure that is", group->topic->id,
	    group->product);
}

void
kx_rule_certainty(const struct kx_subject *subject)
{
	static const enum kx_role roles[] = { KX_ROLE_BENEFITS, KX_ROLE_RISKS, KX_ROLE_SUMMARY };
	const struct kx_handout *handout = subject->handout;
	bool section_speaks = kx_role_prints(handout, KX_ROLE_CERTAINTY);
	size_t i, j;

	for (i = 0; i < subject->shown_count; i++) {
		if (subject->shown[i].claim->figure_count == 0)
			continue;
		for (j = 0; j < 3 && !kx_group_in_role(subject->shown[i].group, roles[j]); j++)
			continue;
		if (j < 3)
			check_certainty(subject, subject->shown[i].claim);
	}
	for (i = 0; i < handout->group_count && !section_speaks; i++)
		if (kx_group_visible(&handout->groups[i]) && kx_group_in_role(&handout->groups[i], KX_ROLE_BENEFITS))
			check_silence(subject, &handout->groups[i]);
}
