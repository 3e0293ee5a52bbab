#include "review/rules.h"

#include "base/arena.h"

static bool
is_empty(const char *text)
{
	return text == NULL || *text == '\0';
}

/* What the figure lacks, as words for a message; "" when it lacks nothing. */
static const char *
missing_parts(struct kx_arena *arena, const struct kx_figure *figure)
{
	const char *missing[4];
	size_t count = 0, i;
	const char *text = "";

	if (is_empty(figure->comparator))
		missing[count++] = "a comparator";
	else if (!figure->against.has_percent && !figure->against.has_counts)
		missing[count++] = "the comparator's numbers";
	if (is_empty(figure->at))
		missing[count++] = "a time";
	if (is_empty(figure->population))
		missing[count++] = "a population";
	for (i = 0; i < count && text != NULL; i++)
		text = kx_arena_print(arena, "%s%s%s", text, i == 0 ? "" : i + 1 < count ? ", " : " and ", missing[i]);
	return text == NULL ? "" : text;
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
		missing = missing_parts(subject->diags->arena, &claim->figures[i]);
		if (*missing != '\0')
			kx_report(subject->diags, KX303, kx_place_below(subject, claim->figures[i].origin, ""),
			    "add what is missing, or print a claim whose figure has it",
			    "the figure for \"%s\" in claim \"%s\" is printed without %s", claim->figures[i].outcome, claim->id,
			    missing);
	}
}

/*
 * A claim with figures says itself how sure it is.  Of a group without any
 * one claim may say it for the others; where none does, a section on
 * certainty speaks for the whole sheet.
 */
static void
check_certainty(const struct kx_subject *subject, const struct kx_group *group, bool section_speaks)
{
	const struct kx_claim *claim;
	bool said = section_speaks;
	size_t i;

	for (i = 0; i < group->printed_count; i++) {
		claim = group->printed[i].claim;
		if (claim->certainty != KX_CERTAINTY_NONE)
			said = true;
		else if (claim->figure_count > 0)
			kx_report(subject->diags, KX303, kx_place_below(subject, claim->origin, ""),
			    "add \"certainty\" to the claim, with its reason",
			    "claim \"%s\" prints figures on benefits without saying how sure they are", claim->id);
	}
	if (!said)
		kx_report(subject->diags, KX303, kx_place_below(subject, group->printed[0].claim->origin, ""),
		    "add \"certainty\" to the claim, with its reason, or a section with the role \"certainty\" to the outline",
		    "topic \"%s\" prints on benefits for %s, and nothing on the sheet says how sure that is", group->topic->id,
		    group->product);
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
	const struct kx_handout *handout = subject->handout;
	bool section_speaks = kx_role_prints(handout, KX_ROLE_CERTAINTY), in_benefits;
	const struct kx_group *group;
	size_t i, j;

	for (i = 0; i < handout->group_count; i++) {
		group = &handout->groups[i];
		if (!kx_group_visible(group))
			continue;
		in_benefits = kx_group_in_role(handout, group, KX_ROLE_BENEFITS);
		if (!in_benefits && !kx_group_in_role(handout, group, KX_ROLE_SUMMARY))
			continue;
		for (j = 0; j < group->printed_count; j++)
			check_figures(subject, group->printed[j].claim, in_benefits);
		if (in_benefits)
			check_certainty(subject, group, section_speaks);
	}
}
