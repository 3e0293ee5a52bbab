/*
 * Products, the conditions they are for, and who stands behind them.
 *
 * Which product is a source about?  The register does not say, and need not:
 * a title that names one product and not its neighbour says it, and where the
 * title names neither, the other claims of the same summary do.  So a claim
 * that was put down for the wrong product is found out even when every claim
 * of a source was moved at once.
 */
#include "review/rules.h"

#include "base/arena.h"

#include <string.h>

#define SOURCES_MOST 16   /* of one printed claim that are looked at */

/* ---- KX328 ---- */

struct naming {
	const struct kx_subject *subject;
	struct kx_stems **stems;       /* of the names of gate->products */
};

static bool
names_product(const struct naming *naming, const char *product, const char *text)
{
	const struct kx_gate *gate = naming->subject->gate;
	size_t i;

	for (i = 0; i < gate->product_count && text != NULL; i++)
		if (strcmp(gate->products[i].product, product) == 0)
			return kx_stems_any(naming->subject->arena, naming->stems[i], text, strlen(text));
	return false;
}

/* The product kept apart from the claim's that the text names, when it does not name the claim's own; else NULL. */
static const char *
wrong_product(const struct naming *naming, const char *product, const char *text)
{
	const struct kx_gate *gate = naming->subject->gate;
	size_t i;

	if (text == NULL || names_product(naming, product, text))
		return NULL;
	for (i = 0; i < gate->product_count; i++)
		if (kx_gate_kept_apart(gate, product, gate->products[i].product) &&
		    kx_stems_any(naming->subject->arena, naming->stems[i], text, strlen(text)))
			return gate->products[i].product;
	return NULL;
}

/* The product that all other claims of the summary are about, when it is one kept apart from the claim's; else NULL. */
static const char *
summary_product(const struct kx_gate *gate, const struct kx_claim *claim)
{
	const struct kx_summary *summary = claim->summary;
	const char *other = NULL;
	size_t i;

	for (i = 0; summary != NULL && i < summary->claim_count; i++) {
		if (strcmp(summary->claims[i].id, claim->id) == 0)
			continue;
		if (!kx_gate_kept_apart(gate, claim->product, summary->claims[i].product) ||
		    (other != NULL && strcmp(other, summary->claims[i].product) != 0))
			return NULL;
		other = summary->claims[i].product;
	}
	return other;
}

/* What the source is about, if it is another product than the claim's; else NULL. */
static const char *
source_product(const struct naming *naming, const struct kx_claim *claim)
{
	const char *title = claim->source->title, *other;

	if (names_product(naming, claim->product, title))
		return NULL;
	other = wrong_product(naming, claim->product, title);
	/* A source on one product may speak of the other too; then the claim's words name it. */
	if (other != NULL)
		return names_product(naming, claim->product, claim->says.plain) ? NULL : other;
	return summary_product(naming->subject->gate, claim);
}

static void
check_product(const struct naming *naming, const struct kx_claim *claim)
{
	const struct kx_subject *subject = naming->subject;
	const char *other = wrong_product(naming, claim->product, claim->says.plain);

	if (other != NULL) {
		kx_report(subject->diags, KX328, kx_place_below(subject, claim->origin, "/product"),
		    "correct the claim's product, or its words", "claim \"%s\" is put down for %s, but its words name only %s",
		    claim->id, claim->product, other);
		return;
	}
	other = source_product(naming, claim);
	if (other != NULL)
		kx_report_also(subject->diags, kx_report(subject->diags, KX328, kx_place_below(subject, claim->origin, "/product"),
		    "correct the claim's product, or rest it on a source about that product",
		    "claim \"%s\" is put down for %s, but its source \"%s\" is about %s", claim->id, claim->product,
		    claim->source->id, other), kx_place_below(subject, claim->source->origin, "/title"));
}

/*
 * What is said of all products at once, of what they do to people, needs data
 * of each: a title that names it, or a curator's note or locator that says
 * the source speaks of it.
 */
static bool
speaks_of(const struct naming *naming, const struct kx_claim *claim, const char *product)
{
	return names_product(naming, product, claim->source->title) || names_product(naming, product, claim->note) ||
	    names_product(naming, product, claim->locator);
}

static bool
tells_effects(const struct kx_group *group)
{
	return kx_group_in_role(group, KX_ROLE_BENEFITS) ||
	    kx_group_in_role(group, KX_ROLE_RISKS);
}

static void
check_both(const struct naming *naming, const struct kx_group *group, const struct kx_claim *printed)
{
	const struct kx_subject *subject = naming->subject;
	const struct kx_gate *gate = subject->gate;
	const struct kx_standing_note *note;
	size_t i, j;

	for (i = 0; i < gate->product_count; i++) {
		for (j = 0; j < group->note_count; j++) {
			note = &group->notes[j];
			if ((note->claim == printed || (note->standing == KX_AGREES && note->beside == printed)) &&
			    speaks_of(naming, note->claim, gate->products[i].product))
				break;
		}
		if (j == group->note_count)
			kx_report(subject->diags, KX328, kx_place_below(subject, printed->origin, "/product"),
			    kx_arena_print(subject->arena, "add a claim from a source on %s, note that this source speaks of it, or narrow the "
			    "claim to one product", gate->products[i].product),
			    "claim \"%s\" is put down for all products, but nothing it cites is about %s", printed->id,
			    gate->products[i].product);
	}
}

/*
 * Every accepted claim, not only those that print: one that merely agrees
 * lends its reference to another, and so supports it.
 */
void
kx_rule_products(const struct kx_subject *subject)
{
	const struct kx_handout *handout = subject->handout;
	struct naming naming = { subject, NULL };
	const struct kx_group *group;
	size_t i, j;

	if (subject->gate->apart_count == 0)
		return;
	naming.stems = kx_arena_array(subject->arena, subject->gate->product_count, sizeof(*naming.stems));
	for (i = 0; naming.stems != NULL && i < subject->gate->product_count; i++)
		naming.stems[i] = kx_stems_prepare(subject->arena, subject->gate, &subject->gate->products[i].names);
	for (i = 0; i < handout->group_count && !kx_arena_spent(subject->arena); i++) {
		group = &handout->groups[i];
		if (!kx_group_visible(group))
			continue;
		if (strcmp(group->product, KX_PRODUCT_BOTH) == 0) {
			for (j = 0; tells_effects(group) && j < group->printed_count; j++)
				check_both(&naming, group, group->printed[j].claim);
			continue;
		}
		for (j = 0; j < group->note_count; j++)
			if (group->notes[j].standing == KX_PRINTS || group->notes[j].standing == KX_AGREES)
				check_product(&naming, group->notes[j].claim);
	}
}

/* ---- KX332 ---- */

/*
 * Do the words belong to no claim?  Entries of the list of sources are names
 * that others chose, and help lines tell for what one may call.
 */
static bool
is_outline(const struct kx_subject *subject, const struct kx_stem_hit *hit)
{
	const struct kx_passage *passage = kx_passage_at(subject->passages, hit->start);

	return kx_stretch_at(subject->passages, hit->start)->claim == NULL && passage->kind != KX_PASSAGE_SOURCE &&
	    (passage->section == NULL || passage->section->role != KX_ROLE_HELP);
}

static const struct kx_gate_condition *
condition_of(const struct kx_subject *subject, const struct kx_claim *claim)
{
	return claim->condition != NULL ? kx_gate_condition_find(subject->gate, claim->condition) : NULL;
}

void
kx_rule_conditions(const struct kx_subject *subject)
{
	const struct kx_gate_condition *condition;
	const struct kx_stem_hit *hits;
	const struct kx_claim *claim;
	struct kx_stems *stems;
	const char *words;
	size_t i, count;

	for (i = 0; i < subject->shown_count; i++) {
		claim = subject->shown[i].claim;
		condition = condition_of(subject, claim);
		if (condition == NULL || condition->too_wide.count == 0)
			continue;
		stems = kx_stems_prepare(subject->arena, subject->gate, &condition->too_wide);
		words = claim->says.plain;
		count = stems != NULL ? kx_stems_find(subject->arena, stems, words, strlen(words), &hits) : 0;
		if (count > 0)
			kx_report(subject->diags, KX332, kx_place_below(subject, claim->origin, "/says"),
			    "name the people it was found in, or narrower ones",
			    "claim \"%s\" is about \"%s\", but its words say \"%s\", which is wider", claim->id, claim->condition,
			    kx_quoted(subject, words + hits[0].start, hits[0].end - hits[0].start));
	}
}

/* The condition that most claims of the sheet are about, of those the gate knows; the first of equals. */
static const struct kx_gate_condition *
main_condition(const struct kx_subject *subject)
{
	const struct kx_gate *gate = subject->gate;
	const struct kx_gate_condition *condition, *best = NULL;
	size_t *claims = kx_arena_array(subject->arena, gate->condition_count, sizeof(*claims)), most = 0, i;

	for (i = 0; claims != NULL && i < subject->shown_count; i++) {
		condition = condition_of(subject, subject->shown[i].claim);
		if (condition != NULL)
			claims[condition - gate->conditions]++;
	}
	for (i = 0; claims != NULL && i < gate->condition_count; i++)
		if (claims[i] > most) {
			most = claims[i];
			best = &gate->conditions[i];
		}
	return best;
}

/* Is it part of the clinic's name?  That says what the clinic is called, and not what a claim is about. */
static bool
in_clinic_name(const struct kx_subject *subject, const struct kx_stem_hit *hit)
{
	const char *name = kx_passages_name(subject->arena, subject->passages, hit->start, hit->end, NULL);

	return name != NULL && name == subject->handout->content->clinic.name;
}

/* Title, headings and what else is no claim's: held to what most of the sheet is about. */
void
kx_rule_condition_words(const struct kx_subject *subject)
{
	const struct kx_gate_condition *condition = main_condition(subject);
	const struct kx_stem_hit *hits;
	size_t count, i;

	count = condition != NULL ? kx_finds_of(subject->finds, &condition->too_wide, &hits) : 0;
	for (i = 0; i < count; i++)
		if (is_outline(subject, &hits[i]) && !in_clinic_name(subject, &hits[i]))
			kx_report(subject->diags, KX332, kx_place_below(subject, kx_stretch_at(subject->passages, hits[i].start)->origin,
			    ""), "name the people it was found in",
			    "the sheet says \"%s\", which is wider than \"%s\", what most of it is about",
			    kx_quoted(subject, subject->passages->text + hits[i].start, hits[i].end - hits[i].start),
			    condition->condition);
}

/* ---- KX333 ---- */

static bool
can_endorse(const struct kx_source *source)
{
	return source->kind == KX_SOURCE_GUIDELINE || source->kind == KX_SOURCE_LABEL || source->kind == KX_SOURCE_LAW ||
	    source->kind == KX_SOURCE_AGENCY;
}

static bool
has_document(const struct kx_subject *subject, const struct kx_printed *printed)
{
	const struct kx_source *sources[SOURCES_MOST];
	size_t count = kx_cited_sources(subject->handout, printed, SOURCES_MOST, sources), i;

	for (i = 0; i < count; i++)
		if (can_endorse(sources[i]))
			return true;
	return false;
}

/* Is the hit part of words that tell a product's status ("has not approved"), which is no praise? */
static bool
tells_status(const struct kx_subject *subject, const struct kx_stem_hit *hit)
{
	const struct kx_gate *gate = subject->gate;
	const struct kx_stem_hit *phrases;
	size_t i, j, k, count;

	for (i = 0; i < gate->product_count; i++)
		for (j = 0; j < gate->products[i].use_count; j++) {
			count = kx_finds_of(subject->finds, &gate->products[i].uses[j].phrase, &phrases);
			for (k = 0; k < count; k++)
				if (phrases[k].start <= hit->start && phrases[k].end >= hit->end)
					return true;
		}
	return false;
}

/* Words of the outline and of the clinic have no source at all. */
void
kx_rule_endorsing_words(const struct kx_subject *subject)
{
	const struct kx_stem_hit *hits;
	size_t count = kx_finds_of(subject->finds, &subject->gate->words.endorsements, &hits), i;

	for (i = 0; i < count; i++) {
		if (!is_outline(subject, &hits[i]) || tells_status(subject, &hits[i]))
			continue;
		kx_report(subject->diags, KX333, kx_place_below(subject, kx_stretch_at(subject->passages, hits[i].start)->origin, ""),
		    "say it in a claim that rests on the body's own document, or take the word out",
		    "the sheet says \"%s\", and no document stands behind it",
		    kx_quoted(subject, subject->passages->text + hits[i].start, hits[i].end - hits[i].start));
	}
}

void
kx_rule_endorsements(const struct kx_subject *subject)
{
	struct kx_stems *stems = kx_stems_prepare(subject->arena, subject->gate, &subject->gate->words.endorsements);
	const struct kx_stem_hit *hits;
	const struct kx_claim *claim;
	const char *words;
	size_t i;

	for (i = 0; stems != NULL && i < subject->shown_count; i++) {
		claim = subject->shown[i].claim;
		words = claim->says.plain;
		if (has_document(subject, subject->shown[i].printed) ||
		    kx_stems_find(subject->arena, stems, words, strlen(words), &hits) == 0)
			continue;
		kx_report(subject->diags, KX333, kx_place_below(subject, claim->origin, "/says"),
		    "rest it on the body's own document, with its date and its limits, or take the word out",
		    "claim \"%s\" says \"%s\", but its source \"%s\" is no guideline, label, law or agency", claim->id,
		    kx_quoted(subject, words + hits[0].start, hits[0].end - hits[0].start), claim->source->id);
	}
}
