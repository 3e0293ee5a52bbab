#include "review/rules.h"

#include "base/arena.h"
#include "review/rates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define SOURCES_MOST 16   /* of one printed claim that are looked at */

static bool
is_citable(const struct kx_subject *subject, const struct kx_claim *claim)
{
	return claim->source->tier <= subject->handout->content->pack.cite_tier_max;
}

/* A claim of the group that agrees and could be cited, or NULL. */
static const struct kx_claim *
better_in_group(const struct kx_group *group)
{
	size_t i;

	for (i = 0; i < group->note_count; i++)
		if (group->notes[i].standing == KX_AGREES)
			return group->notes[i].claim;
	return NULL;
}

/* A citable claim that prints on the same topic for another product, or NULL. */
static const struct kx_claim *
better_on_topic(const struct kx_subject *subject, const struct kx_group *group)
{
	const struct kx_group *other;
	size_t count = kx_handout_topic(subject->handout, group->topic->id, &other);

	for (; count > 0; count--, other++)
		if (other != group && other->printed_count > 0 && is_citable(subject, other->printed[0].claim))
			return other->printed[0].claim;
	return NULL;
}

static const char *
citable_hint(const struct kx_subject *subject, const struct kx_group *group)
{
	struct kx_arena *arena = subject->arena;
	const struct kx_claim *better = better_in_group(group);

	if (better != NULL)
		return kx_arena_print(arena, "claim \"%s\" (%s, tier %d) is on the same topic and can be cited: let a ruling print it",
		    better->id, kx_verdict_name(better->verdict), better->source->tier);
	better = better_on_topic(subject, group);
	if (better != NULL)
		return kx_arena_print(arena, "claim \"%s\" on the same topic is about %s: if this one is too, correct its product",
		    better->id, better->product);
	return kx_arena_print(arena, "add a claim from a better source on topic \"%s\" for %s", group->topic->id, group->product);
}

void
kx_rule_citable(const struct kx_subject *subject)
{
	const struct kx_handout *handout = subject->handout;
	const struct kx_claim *claim;
	size_t i, j;

	for (i = 0; i < handout->group_count; i++) {
		if (!kx_group_visible(&handout->groups[i]))
			continue;
		for (j = 0; j < handout->groups[i].printed_count; j++) {
			claim = handout->groups[i].printed[j].claim;
			if (!is_citable(subject, claim))
				kx_report(subject->diags, KX302, kx_place_below(subject, claim->origin, ""),
				    citable_hint(subject, &handout->groups[i]), "claim \"%s\" would print on topic \"%s\" for %s, but "
				    "its source \"%s\" is of tier %d and never cited", claim->id, claim->topic, claim->product,
				    claim->source->id, claim->source->tier);
		}
	}
}

/* ---- KX307 ---- */

/* What the entry in the register lacks, for a message; NULL when it is complete. */
static const char *
missing_in_source(const struct kx_source *source, const char **ret_member)
{
	if (kx_is_empty(source->citation)) {
		*ret_member = "";
		return "has no citation";
	}
	if (source->year == 0 && source->accessed.year == 0) {
		*ret_member = "";
		return "has neither a year nor a date on which it was read";
	}
	if (source->check == KX_CHECK_NONE) {
		*ret_member = "/check";
		return "was never checked";
	}
	return NULL;
}

void
kx_rule_source_complete(const struct kx_subject *subject)
{
	const struct kx_handout *handout = subject->handout;
	const char *missing, *member;
	const struct kx_claim *claim;
	size_t i;

	for (i = 0; i < handout->reference_count; i++) {
		missing = missing_in_source(handout->references[i].source, &member);
		if (missing != NULL)
			kx_report(subject->diags, KX307, kx_place_below(subject, handout->references[i].source->origin, member),
			    "complete the entry in sources.json, or rest the claim on another source",
			    "source \"%s\", cited as number %d, %s", handout->references[i].source->id,
			    handout->references[i].number, missing);
	}
	for (i = 0; i < subject->shown_count; i++) {
		claim = subject->shown[i].claim;
		if (kx_is_empty(claim->locator))
			kx_report(subject->diags, KX307, kx_place_below(subject, claim->origin, ""),
			    "add \"locator\": the page, table or section where a reader finds it",
			    "claim \"%s\" does not say where in its source it stands", claim->id);
	}
}

/* ---- KX308 ---- */

void
kx_rule_second_reader(const struct kx_subject *subject)
{
	const struct kx_content *content = subject->handout->content;
	const struct kx_summary *summary;
	size_t i;

	for (i = 0; i < content->summary_count; i++) {
		summary = &content->summaries[i];
		if (summary->checked_by == NULL || summary->curated_by == NULL ||
		    strcasecmp(summary->checked_by, summary->curated_by) != 0)
			continue;
		kx_report(subject->diags, KX308, kx_place_below(subject, summary->origin, "/checked_by"),
		    "let somebody else hold it against the source, or leave \"checked_by\" out until that is done",
		    "the summary of \"%s\" was curated and checked by the same hand, %s", summary->source_id, summary->curated_by);
	}
}

/* ---- KX309 ---- */

/* A number that can only be a year: four digits, no comma, no point, 1900 to 2099, standing free. */
static int
year_of(const char *text, const struct kx_number *number)
{
	size_t length = number->end - number->start;

	if (length != 4 || number->value < 1900000 || number->value >= 2100000 || number->decimals > 0)
		return 0;
	if (number->start > 0 && (text[number->start - 1] == '-' || text[number->start - 1] == '.'))
		return 0;
	if (text[number->end] == '-' || text[number->end] == '%')
		return 0;
	return (int)(number->value / 1000);
}

static bool
text_has_year(const char *text, int year)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%d", year);
	return text != NULL && strstr(text, digits) != NULL;
}

/* Is the year one that the source, or what the curator noted of it, speaks of? */
static bool
is_year_of(const struct kx_source *source, int year)
{
	return source->year == year || source->accessed.year == year || text_has_year(source->citation, year) ||
	    text_has_year(source->title, year) || text_has_year(source->document, year);
}

static bool
is_documented(const struct kx_subject *subject, const struct kx_shown *shown, int year)
{
	const struct kx_source *sources[SOURCES_MOST];
	size_t count = kx_cited_sources(subject->handout, shown->printed, SOURCES_MOST, sources), i;

	for (i = 0; i < count; i++)
		if (is_year_of(sources[i], year))
			return true;
	return text_has_year(shown->claim->locator, year) || text_has_year(shown->claim->note, year);
}

static void
check_years(const struct kx_subject *subject, const struct kx_shown *shown)
{
	const char *words = shown->claim->says.plain;
	const struct kx_number *numbers;
	size_t count = kx_numbers_read(subject->arena, subject->handout->content->wording.language, words, strlen(words),
	    &numbers), i;
	int year;

	for (i = 0; i < count; i++) {
		year = year_of(words, &numbers[i]);
		if (year == 0 || is_documented(subject, shown, year))
			continue;
		kx_report(subject->diags, KX309, kx_place_below(subject, shown->claim->origin, "/says"),
		    shown->claim->source->year > 0 ? kx_arena_print(subject->arena, "source \"%s\" is from %d",
		    shown->claim->source->id, shown->claim->source->year) : "say in the claim's note where the year comes from",
		    "claim \"%s\" names the year %d, and none of its sources is from it or speaks of it", shown->claim->id, year);
	}
}

void
kx_rule_years(const struct kx_subject *subject)
{
	size_t i;

	for (i = 0; i < subject->shown_count; i++)
		check_years(subject, &subject->shown[i]);
}

/* ---- KX311 ---- */

struct told { const struct kx_claim *claim; const struct kx_figure *figure; };

static int
compare_texts(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

/* By source, product and what was counted when, in whom, against what. */
static int
compare_subjects(const void *left, const void *right)
{
	const struct told *a = left, *b = right;
	int order = strcmp(a->claim->source->id, b->claim->source->id);

	if (order == 0)
		order = compare_texts(a->claim->product, b->claim->product);
	if (order == 0)
		order = compare_texts(a->figure->outcome, b->figure->outcome);
	if (order == 0)
		order = compare_texts(a->figure->at, b->figure->at);
	if (order == 0)
		order = compare_texts(a->figure->doses, b->figure->doses);
	if (order == 0)
		order = compare_texts(a->figure->population, b->figure->population);
	return order != 0 ? order : compare_texts(a->figure->comparator, b->figure->comparator);
}

static int
compare_told(const void *left, const void *right)
{
	const struct told *a = left, *b = right;
	int order = compare_subjects(left, right);

	return order != 0 ? order : strcmp(a->claim->id, b->claim->id);
}

/* More than rounding lies between them: half of a printed unit. */
static bool
arms_differ(const struct kx_arm *a, const struct kx_arm *b, int32_t per)
{
	int64_t apart = (int64_t)a->percent - b->percent;

	return a->has_percent && b->has_percent && (apart < 0 ? -apart : apart) * (per > 0 ? per : 100) * 2 > 100000;
}

static void
report_difference(const struct kx_subject *subject, const struct told *a, const struct told *b)
{
	kx_report_also(subject->diags, kx_report(subject->diags, KX311, kx_place_below(subject, b->figure->origin, ""),
	    "look the number up in the source and correct the one that is wrong",
	    "claims \"%s\" and \"%s\" have different numbers from one source, \"%s\", for \"%s\"", a->claim->id, b->claim->id,
	    b->claim->source->id, b->figure->outcome), kx_place_below(subject, a->figure->origin, ""));
}

void
kx_rule_one_source(const struct kx_subject *subject)
{
	struct told *list = NULL, *place;
	size_t count = 0, room = 0, i, j;
	int32_t per;

	for (i = 0; i < subject->shown_count; i++)
		for (j = 0; j < subject->shown[i].claim->figure_count; j++) {
			place = kx_arena_push(subject->arena, &list, &count, &room, sizeof(*place));
			if (place != NULL)
				*place = (struct told){ subject->shown[i].claim, &subject->shown[i].claim->figures[j] };
		}
	if (count > 1)
		qsort(list, count, sizeof(*list), compare_told);
	for (i = 1; i < count; i++) {
		if (compare_subjects(&list[i - 1], &list[i]) != 0 || list[i - 1].claim == list[i].claim)
			continue;
		per = list[i - 1].figure->per < list[i].figure->per ? list[i - 1].figure->per : list[i].figure->per;
		if (arms_differ(&list[i - 1].figure->arm, &list[i].figure->arm, per) ||
		    arms_differ(&list[i - 1].figure->against, &list[i].figure->against, per))
			report_difference(subject, &list[i - 1], &list[i]);
	}
}
