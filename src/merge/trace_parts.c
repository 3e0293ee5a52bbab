#include "merge/trace_parts.h"

#include "base/arena.h"
#include "merge/steps.h"

#include <string.h>

/* ---- words ---- */

/* For text that may have met the arena's end. */
static const char *
or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

const char *
kx_trace_name(const struct kx_tracing *tracing, const struct kx_claim *claim)
{
	if (claim->ledger == NULL)
		return claim->id;
	return or_empty(kx_arena_print(tracing->arena, "%s (%s)", claim->id, claim->ledger));
}

const char *
kx_trace_marks(const struct kx_tracing *tracing, const struct kx_printed *printed)
{
	const char *marks = printed->reference_count > 0 ? " " : "";
	size_t i;

	for (i = 0; i < printed->reference_count; i++)
		marks = or_empty(kx_arena_print(tracing->arena, "%s[%d]", marks, printed->references[i]));
	return marks;
}

const char *
kx_trace_date(const struct kx_tracing *tracing, struct kx_date date)
{
	if (date.year == 0)
		return "no date";
	return or_empty(kx_arena_print(tracing->arena, "%04d-%02d-%02d", date.year, date.month, date.day));
}

static const char *
place_text(const struct kx_tracing *tracing, struct kx_origin origin)
{
	if (origin.pointer == NULL || *origin.pointer == '\0')
		return origin.file;
	return or_empty(kx_arena_print(tracing->arena, "%s:%s", origin.file, origin.pointer));
}

static const char *
check_text(enum kx_check check)
{
	switch (check) {
	case KX_CHECK_PRIMARY:
		return "its own text was read";
	case KX_CHECK_SECOND_HAND:
		return "known from another text";
	case KX_CHECK_NONE:
		return "not verified";
	}
	return "?";
}

/* "49 of 182, 27.4% (13% to 49%)": as much of it as the source gives. */
static const char *
arm_text(const struct kx_tracing *tracing, const struct kx_arm *arm)
{
	struct kx_arena *arena = tracing->arena;
	const char *text = "";

	if (arm->has_counts)
		text = or_empty(kx_arena_print(arena, "%d of %d", (int)arm->n, (int)arm->of));
	if (arm->has_percent)
		text = or_empty(kx_arena_print(arena, "%s%s%s", text, arm->has_counts ? ", " : "",
		    or_empty(kx_percent_text(arena, arm->percent))));
	if (arm->has_interval)
		text = or_empty(kx_arena_print(arena, "%s (%s to %s)", text, or_empty(kx_percent_text(arena, arm->low)),
		    or_empty(kx_percent_text(arena, arm->high))));
	return text;
}

/* ---- finding ---- */

const struct kx_group *
kx_trace_group(const struct kx_tracing *tracing, const struct kx_claim *claim, const struct kx_standing_note **ret_note)
{
	const struct kx_group *group;
	size_t count = kx_handout_topic(tracing->handout, claim->topic, &group), i;

	for (; count > 0; count--, group++) {
		for (i = 0; i < group->note_count; i++) {
			if (group->notes[i].claim == claim) {
				*ret_note = &group->notes[i];
				return group;
			}
		}
	}
	return NULL;
}

const struct kx_claim *
kx_trace_claim(const struct kx_tracing *tracing, const char *id)
{
	const struct kx_content *content = tracing->handout->content;
	size_t i;

	for (i = 0; i < content->claim_count; i++)
		if (strcmp(content->claims[i]->id, id) == 0)
			return content->claims[i];
	return NULL;
}

/* ---- branches ---- */

static void
grow_figure(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_figure *figure)
{
	struct kx_twig *twig = kx_twig_grow(tracing->arena, parent, "figure: %s at %s in %s: %s", figure->outcome, figure->at,
	    figure->population, arm_text(tracing, &figure->arm));

	if (figure->comparator != NULL)
		kx_twig_grow(tracing->arena, twig, "compared with %s: %s", figure->comparator,
		    arm_text(tracing, &figure->against));
	if (figure->people > 0)
		kx_twig_grow(tracing->arena, twig, "people: %d", (int)figure->people);
	if (figure->trials > 0)
		kx_twig_grow(tracing->arena, twig, "trials: %d", (int)figure->trials);
}

void
kx_trace_claim_parts(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_claim *claim)
{
	const struct kx_summary *summary = claim->summary;
	struct kx_twig *twig;
	size_t i;

	twig = kx_twig_grow(tracing->arena, parent, "claim %s: topic %s, %s, %s, %s", kx_trace_name(tracing, claim), claim->topic,
	    claim->product, kx_stance_name(claim->stance), kx_verdict_name(claim->verdict));
	if (claim->certainty != KX_CERTAINTY_NONE)
		kx_twig_grow(tracing->arena, twig, "certainty: %s%s%s", kx_certainty_name(claim->certainty),
		    claim->certainty_reason == NULL ? "" : ", ", or_empty(claim->certainty_reason));
	for (i = 0; i < claim->figure_count; i++)
		grow_figure(tracing, twig, &claim->figures[i]);
	twig = kx_twig_grow(tracing->arena, parent, "summary %s", place_text(tracing, claim->origin));
	if (summary != NULL)
		kx_twig_grow(tracing->arena, twig, "curated by %s on %s; %s%s", summary->curated_by,
		    kx_trace_date(tracing, summary->curated_on),
		    summary->checked_by == NULL ? "not yet checked by a second person" : "checked by ",
		    or_empty(summary->checked_by));
}

void
kx_trace_source_facts(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_source *source)
{
	kx_twig_grow(tracing->arena, parent, "tier %d, %s; %s; seen %s", source->tier, kx_source_kind_name(source->kind),
	    check_text(source->check), kx_trace_date(tracing, source->accessed));
	if (source->doi != NULL)
		kx_twig_grow(tracing->arena, parent, "doi %s", source->doi);
	if (source->document != NULL)
		kx_twig_grow(tracing->arena, parent, "document %s", source->document);
	if (source->file != NULL)
		kx_twig_grow(tracing->arena, parent, "file %s", source->file);
}

void
kx_trace_source(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_claim *claim, const char *how)
{
	const struct kx_source *source = claim->source;
	int number = kx_handout_reference(tracing->handout, source);
	struct kx_twig *twig;

	if (number != 0)
		twig = kx_twig_grow(tracing->arena, parent, "source [%d] %s: %s", number, source->id, source->citation);
	else
		twig = kx_twig_grow(tracing->arena, parent, "source %s, not cited: %s", source->id, source->citation);
	kx_twig_grow(tracing->arena, twig, "%s: %s", how, claim->locator);
	kx_trace_source_facts(tracing, twig, source);
}

void
kx_trace_sources(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_group *group,
    const struct kx_printed *printed)
{
	const struct kx_standing_note *note;
	size_t i;

	kx_trace_source(tracing, parent, printed->claim, "locator");
	for (i = 0; i < group->note_count; i++) {
		note = &group->notes[i];
		if (note->standing == KX_AGREES && note->beside == printed->claim)
			kx_trace_source(tracing, parent, note->claim, or_empty(kx_arena_print(tracing->arena,
			    "agrees as claim %s; locator", kx_trace_name(tracing, note->claim))));
	}
}

void
kx_trace_sentence(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_group *group,
    const struct kx_printed *printed)
{
	struct kx_twig *twig = kx_twig_grow(tracing->arena, parent, "“%s”%s", printed->claim->says.plain,
	    kx_trace_marks(tracing, printed));

	kx_trace_claim_parts(tracing, twig, printed->claim);
	if (printed->claim->note != NULL)
		kx_twig_grow(tracing->arena, twig, "editor's note: %s", printed->claim->note);
	kx_trace_sources(tracing, twig, group, printed);
}

static void
grow_ruling(const struct kx_tracing *tracing, struct kx_twig *parent, const char *how, const struct kx_ruling *ruling)
{
	struct kx_twig *twig = kx_twig_grow(tracing->arena, parent, "%s ruling %s, by %s on %s (%s)", how, ruling->id, ruling->by,
	    kx_trace_date(tracing, ruling->on), place_text(tracing, ruling->origin)), *side;
	size_t i, j;

	kx_twig_grow(tracing->arena, twig, "on: %s", ruling->about);
	for (i = 0; i < ruling->side_count; i++) {
		side = kx_twig_grow(tracing->arena, twig, "one side: %s", ruling->sides[i].position);
		for (j = 0; j < ruling->sides[i].claim_count; j++)
			kx_twig_grow(tracing->arena, side, "%s: “%s”", kx_trace_name(tracing, ruling->sides[i].claims[j]),
			    ruling->sides[i].claims[j]->says.plain);
	}
	if (ruling->print_count == 0)
		kx_twig_grow(tracing->arena, twig, "prints nothing: it is kept for the record");
	for (i = 0; i < ruling->print_count; i++)
		kx_twig_grow(tracing->arena, twig, "prints %s", ruling->prints[i]->id);
	kx_twig_grow(tracing->arena, twig, "why: %s", ruling->why);
}

void
kx_trace_decision(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_group *group)
{
	size_t i;

	if (group->decision == KX_NOTHING_PRINTS)
		kx_twig_grow(tracing->arena, parent, "nothing prints: no claim of the group may");
	else if (group->decision == KX_BY_RULING)
		grow_ruling(tracing, parent, "decided by", group->ruling);
	for (i = 0; i < group->note_count && group->decision == KX_BY_RULE; i++)
		if (group->notes[i].standing == KX_PRINTS)
			kx_twig_grow(tracing->arena, parent, "decided by rule, %s: %s", group->notes[i].claim->id,
			    group->notes[i].reason);
	for (i = 0; i < group->recorded_count; i++)
		grow_ruling(tracing, parent, "on record:", group->recorded[i]);
}

/* Why the claim does not print, in the editor's words, and what is right instead. */
static void
grow_loser(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_standing_note *note)
{
	const struct kx_claim *claim = note->claim, *correction;
	struct kx_twig *twig = kx_twig_grow(tracing->arena, parent, "%s, %s: “%s”", kx_trace_name(tracing, claim),
	    kx_standing_name(note->standing), claim->says.plain);

	kx_twig_grow(tracing->arena, twig, "%s", note->reason);
	if (claim->note != NULL)
		kx_twig_grow(tracing->arena, twig, "editor's note: %s", claim->note);
	correction = claim->correction == NULL ? NULL : kx_trace_claim(tracing, claim->correction);
	if (correction != NULL)
		kx_twig_grow(tracing->arena, twig, "corrected by %s: “%s”", correction->id, correction->says.plain);
	kx_twig_grow(tracing->arena, twig, "%s, at %s (%s)", claim->source->id, claim->locator,
	    place_text(tracing, claim->origin));
}

void
kx_trace_losers(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_group *group,
    const struct kx_claim *but)
{
	struct kx_twig *twig = NULL;
	size_t i;

	for (i = 0; i < group->note_count; i++) {
		if (group->notes[i].standing == KX_PRINTS || group->notes[i].claim == but)
			continue;
		if (twig == NULL)
			twig = kx_twig_grow(tracing->arena, parent, "other claims on it, not printed");
		grow_loser(tracing, twig, &group->notes[i]);
	}
}

void
kx_trace_clinic(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_group *group)
{
	kx_twig_grow(tracing->arena, parent, "the clinic's own words print instead: “%s” (%s)", group->clinic_line->says.plain,
	    place_text(tracing, group->clinic_line->origin));
}

void
kx_trace_places(const struct kx_tracing *tracing, struct kx_twig *parent, const struct kx_group *group)
{
	struct kx_sheet_walk walk = { .content = tracing->handout->content };
	struct kx_sheet_stop stop;

	if (!group->placed)
		kx_twig_grow(tracing->arena, parent, "no block of the outline shows it");
	if (group->clinic_line != NULL)
		kx_trace_clinic(tracing, parent, group);
	while (kx_sheet_next(&walk, &stop))
		if (kx_sheet_shows(&stop, group))
			kx_twig_grow(tracing->arena, parent, "on the sheet: %s, block %s%s%s", stop.section->title, stop.block->id,
			    stop.column == NULL ? "" : ", column ", stop.column == NULL ? "" : stop.column->title);
}
