/*
 * What happens over time: the stops of a course of treatment along one line,
 * and how many people were better at each time that was asked about.
 */
#include "document/compose.h"

#include <stdlib.h>
#include <string.h>

/* ---- timeline ---- */

void
kx_form_timeline(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	struct kx_block *matter = NULL, *timeline = NULL, *stop, *words;
	struct kx_pieces pieces;
	size_t i;

	for (i = 0; i < plan->column_count; i++) {
		pieces = (struct kx_pieces){ 0 };
		kx_pieces_add_all(composer, plan->columns[i].topics, plan->columns[i].topic_count, plan->columns[i].product, &pieces);
		if (pieces.count == 0)
			continue;
		if (timeline == NULL) {
			matter = kx_matter_open(composer, group, plan, NULL);
			timeline = kx_block_add(composer, matter, KX_BLOCK_TIMELINE, NULL, plan->origin);
			if (plan->caption != NULL)
				kx_caption_open(composer, timeline, plan);
		}
		stop = kx_block_add(composer, timeline, KX_BLOCK_ITEM, NULL, plan->columns[i].origin);
		kx_paragraph_add(composer, stop, "stop", plan->columns[i].title,
		    kx_origin_member(composer, plan->columns[i].origin, "title"));
		words = kx_block_add(composer, stop, KX_BLOCK_PARAGRAPH, "body", kx_piece_origin(&pieces.list[0]));
		kx_pieces_runs(composer, &pieces, &words->runs);
		kx_paragraph_add(composer, stop, "small", plan->columns[i].note,
		    kx_origin_member(composer, plan->columns[i].origin, "note"));
	}
	if (matter != NULL)
		kx_matter_close(composer, matter, plan);
}

/* ---- curve ---- */

static int
compare_days(const void *one, const void *two)
{
	const struct kx_figure *a = *(const struct kx_figure *const *)one, *b = *(const struct kx_figure *const *)two;

	return (a->days > b->days) - (a->days < b->days);
}

struct dated { const struct kx_figure **list; size_t count, room; };

/* The claim's figures that have a day, in the order of their days. */
static struct dated
dated_figures(struct kx_composer *composer, const struct kx_claim *claim)
{
	struct dated dated = { NULL, 0, 0 };
	const struct kx_figure **place;
	size_t i;

	for (i = 0; i < claim->figure_count; i++) {
		if (claim->figures[i].days == 0)
			continue;
		place = kx_arena_push(composer->arena, &dated.list, &dated.count, &dated.room, sizeof(*place));
		if (place == NULL)
			return dated;
		*place = &claim->figures[i];
	}
	if (dated.count > 0)
		qsort(dated.list, dated.count, sizeof(*dated.list), compare_days);
	return dated;
}

static bool
same_comparator(const struct kx_figure *a, const struct kx_figure *b)
{
	return a->comparator == NULL ? b->comparator == NULL : b->comparator != NULL && strcmp(a->comparator, b->comparator) == 0;
}

/*
 * The points of one curve come from one claim, and so from one source: people
 * of two studies are not the same people a week later.
 */
static bool
makes_a_curve(struct kx_composer *composer, const struct kx_claim *claim, const struct dated *dated)
{
	const struct kx_figure *first, *other;
	size_t i;

	if (dated->count < 2) {
		kx_compose_error(composer, KX433, claim->origin, "Give its figures \"days\" and \"at\", or move the topic to another block.",
		    "claim \"%s\" prints as a curve but has numbers for %s", claim->id, dated->count == 0 ? "no day" : "one day only");
		return false;
	}
	for (i = 0; i < dated->count; i++) {
		first = dated->list[0];
		other = dated->list[i];
		if (i == 0 || (strcmp(first->outcome, other->outcome) == 0 && first->per == other->per &&
		    same_comparator(first, other) && dated->list[i - 1]->days < other->days))
			continue;
		kx_compose_error(composer, KX434, other->origin, "Give every figure with \"days\" the same outcome, comparator and "
		    "\"per\", and a day of its own.", "a figure of claim \"%s\" does not fit the curve of the others", claim->id);
		return false;
	}
	return true;
}

static const char *
points_in_words(struct kx_composer *composer, const struct kx_curve *curve, bool against)
{
	const char *join = kx_word(composer, KX_WORD_LIST_JOIN), *all = NULL, *one;
	size_t i;

	for (i = 0; i < curve->count; i++) {
		one = KX_FILLED(composer, KX_WORD_CURVE_POINT, { "at", curve->points[i].at },
		    { "number", against ? curve->points[i].against_words : curve->points[i].words });
		all = all == NULL ? one : kx_arena_print(composer->arena, "%s%s%s", all, join, one);
		if (all == NULL)
			return "";
	}
	return all != NULL ? all : "";
}

static void
curve_words(struct kx_composer *composer, const struct kx_fact *fact, struct kx_curve *curve)
{
	const char *sentences[3] = { NULL, NULL, NULL };

	curve->heading = KX_FILLED(composer, KX_WORD_CURVE_HEADING, { "total", curve->scale },
	    { "Outcome", fact->outcome->label }, { "outcome", kx_words_outcome(composer, fact->outcome) });
	curve->with = kx_array_heading(composer, fact);
	curve->without = fact->comparator != NULL ? fact->comparator->with : NULL;
	sentences[0] = kx_arena_print(composer->arena, "%s.", curve->heading);
	if (curve->without != NULL)
		sentences[1] = kx_arena_print(composer->arena, "%s: %s.", curve->without, points_in_words(composer, curve, true));
	sentences[2] = kx_arena_print(composer->arena, "%s: %s.", curve->with, points_in_words(composer, curve, false));
	curve->alt = kx_words_join(composer, sentences, 3);
}

/* That the line is no measurement, people, trials, how sure. */
static void
curve_caption(struct kx_composer *composer, const struct kx_block_plan *plan, const struct kx_fact *fact, struct kx_block *block)
{
	const char *sentences[] = { kx_word(composer, KX_WORD_CURVE_GUIDE), kx_words_study(composer, fact),
		kx_words_population(composer, fact), kx_words_sure_says(composer, fact) };

	kx_caption_add(composer, block, plan, kx_words_join(composer, sentences, sizeof(sentences) / sizeof(sentences[0])), fact->printed);
}

static void
curve_add(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *matter, struct kx_fact *fact,
    const struct dated *dated)
{
	struct kx_block *block = kx_block_add(composer, matter, KX_BLOCK_CURVE, NULL, fact->printed->claim->origin);
	struct kx_curve *curve = kx_arena_alloc(composer->arena, sizeof(*curve));
	struct kx_curve_point *point;
	size_t i;

	if (curve == NULL)
		return;
	curve->points = kx_arena_array(composer->arena, dated->count, sizeof(*curve->points));
	if (curve->points == NULL)
		return;
	curve->total = dated->list[0]->per;
	curve->scale = kx_words_number(composer, curve->total);
	curve->count = dated->count;
	for (i = 0; i < dated->count; i++) {
		point = &curve->points[i];
		point->days = dated->list[i]->days;
		point->at = dated->list[i]->at;
		point->number = kx_round_in(dated->list[i]->arm.percent, curve->total);
		point->words = kx_words_number(composer, point->number);
		point->against = kx_round_in(dated->list[i]->against.percent, curve->total);
		point->against_words = kx_words_number(composer, point->against);
	}
	fact->figure = dated->list[0];
	fact->outcome = kx_content_outcome(composer->content, fact->figure->outcome);
	fact->comparator = fact->figure->comparator != NULL ?
	    kx_content_comparator(composer->content, fact->figure->comparator) : NULL;
	curve_words(composer, fact, curve);
	block->curve = curve;
	curve_caption(composer, plan, fact, block);
}

void
kx_form_curve(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	struct kx_facts facts = { 0 };
	struct kx_block *matter;
	struct dated dated;
	size_t i;

	for (i = 0; i < plan->topic_count; i++)
		kx_facts_add(composer, plan->topics[i], NULL, &facts);
	if (facts.count == 0)
		return;
	matter = kx_matter_open(composer, group, plan, NULL);
	for (i = 0; i < facts.count; i++) {
		dated = dated_figures(composer, facts.list[i].printed->claim);
		if (makes_a_curve(composer, facts.list[i].printed->claim, &dated))
			curve_add(composer, plan, matter, &facts.list[i], &dated);
	}
	kx_facts_meanings(composer, matter, &facts, plan);
	kx_matter_close(composer, matter, plan);
}
