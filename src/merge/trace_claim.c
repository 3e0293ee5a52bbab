#include "merge/trace_parts.h"

/* The group's sentences, under the heading of what prints where the claim does not. */
static void
grow_instead(const struct kx_tracing *tracing, struct kx_twig *root, const struct kx_group *group)
{
	struct kx_twig *twig;
	size_t i;

	if (group->clinic_line != NULL && group->placed) {
		kx_trace_clinic(tracing, root, group);
		return;
	}
	if (group->printed_count == 0 || !group->placed)
		return;
	twig = kx_twig_grow(tracing->arena, root, "prints instead, on %s for %s", group->topic->title, group->product);
	for (i = 0; i < group->printed_count; i++)
		kx_trace_sentence(tracing, twig, group, &group->printed[i]);
}

static const struct kx_printed *
printed_claim(const struct kx_group *group, const struct kx_claim *claim)
{
	size_t i;

	for (i = 0; i < group->printed_count; i++)
		if (group->printed[i].claim == claim)
			return &group->printed[i];
	return NULL;
}

/* What corrects the claim: in full when it prints somewhere else, in short when it prints in the same group. */
static void
grow_correction(const struct kx_tracing *tracing, struct kx_twig *root, const struct kx_claim *claim,
    const struct kx_group *here)
{
	const struct kx_claim *correction = claim->correction == NULL ? NULL : kx_trace_claim(tracing, claim->correction);
	const struct kx_standing_note *note;
	const struct kx_group *group;
	struct kx_twig *twig;

	if (correction == NULL)
		return;
	twig = kx_twig_grow(tracing->arena, root, "corrected by %s", kx_trace_name(tracing, correction));
	group = kx_trace_group(tracing, correction, &note);
	if (group == NULL)
		return;
	if (group != here && group->placed && note->standing == KX_PRINTS)
		kx_trace_sentence(tracing, twig, group, printed_claim(group, correction));
	else
		kx_twig_grow(tracing->arena, twig, "%s: “%s”", note->standing == KX_PRINTS && group->placed ? "prints" :
		    note->standing == KX_PRINTS ? "would print, but is not on the sheet" : kx_standing_name(note->standing),
		    correction->says.plain);
}

/* A claim that won its group.  It may still have no place, or give way to the clinic's own words. */
static struct kx_twig *
printing_claim(const struct kx_tracing *tracing, const struct kx_claim *claim, const struct kx_group *group)
{
	const struct kx_printed *printed = printed_claim(group, claim);
	struct kx_twig *root;

	if (group->placed && group->clinic_line == NULL) {
		root = kx_twig_root(tracing->arena, "“%s”%s", claim->says.plain, kx_trace_marks(tracing, printed));
	} else {
		root = kx_twig_root(tracing->arena, "%s is not on the sheet", kx_trace_name(tracing, claim));
		kx_twig_grow(tracing->arena, root, "it says: “%s”", claim->says.plain);
	}
	kx_trace_places(tracing, root, group);
	kx_trace_claim_parts(tracing, root, claim);
	if (claim->note != NULL)
		kx_twig_grow(tracing->arena, root, "editor's note: %s", claim->note);
	kx_trace_sources(tracing, root, group, printed);
	kx_trace_decision(tracing, root, group);
	kx_trace_losers(tracing, root, group, claim);
	return root;
}

static struct kx_twig *
silent_claim(const struct kx_tracing *tracing, const struct kx_claim *claim, const struct kx_group *group,
    const struct kx_standing_note *note)
{
	bool rejected = note->standing == KX_REJECTED;
	struct kx_twig *root = kx_twig_root(tracing->arena, "%s does not print: %s", kx_trace_name(tracing, claim),
	    rejected ? kx_verdict_name(claim->verdict) : kx_standing_name(note->standing));

	kx_twig_grow(tracing->arena, root, "it says: “%s”", claim->says.plain);
	kx_trace_claim_parts(tracing, root, claim);
	kx_trace_source(tracing, root, claim, "locator");
	kx_twig_grow(tracing->arena, root, "why it does not print: %s", note->reason);
	if (claim->note != NULL)
		kx_twig_grow(tracing->arena, root, "%s: %s", rejected ? "why that verdict" : "editor's note", claim->note);
	grow_correction(tracing, root, claim, group);
	grow_instead(tracing, root, group);
	kx_trace_decision(tracing, root, group);
	kx_trace_losers(tracing, root, group, claim);
	return root;
}

struct kx_twig *
kx_trace_of_claim(const struct kx_tracing *tracing, const struct kx_claim *claim)
{
	const struct kx_standing_note *note;
	const struct kx_group *group = kx_trace_group(tracing, claim, &note);

	if (group == NULL)
		return kx_twig_root(tracing->arena, "claim %s is in no group", claim->id);
	return note->standing == KX_PRINTS ? printing_claim(tracing, claim, group)
	    : silent_claim(tracing, claim, group, note);
}
