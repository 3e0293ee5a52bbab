/*
 * DISCERN: D. Charnock, S. Shepperd, G. Needham, R. Gann, J Epidemiol
 * Community Health 1999;53:105-11.  16 questions, each rated from 1 (no) to 5
 * (yes): 1 to 8 on whether it can be relied on, 9 to 15 on what it says about
 * treatment choices, 16 overall.  What is there can be looked up part by part:
 * an item of which all parts are there is rated 5, one of which none is, 1.
 */
#include "review/scoring.h"

#include "base/arena.h"
#include "review/rules.h"

#define RATING_LEAST 1
#define RATING_MOST  5

/* The parts of an item that were looked for, and the first that is missing. */
struct tally {
	int parts, found;
	const char *missing;
	struct kx_origin place;
};

static void
look_for(struct tally *tally, bool found, const char *what, struct kx_origin place)
{
	tally->parts++;
	if (found) {
		tally->found++;
	} else if (tally->missing == NULL) {
		tally->missing = what;
		tally->place = place;
	}
}

static void
rate(const struct kx_scoring *scoring, struct kx_score_item *item, const struct tally *tally, struct kx_origin place)
{
	item->rating = tally->parts == 0 ? RATING_LEAST :
	    RATING_LEAST + (RATING_MOST - RATING_LEAST) * tally->found / tally->parts;
	if (tally->found == tally->parts)
		kx_met(scoring, item, place, "all %d parts are there", tally->parts);
	else
		kx_unmet(scoring, item, tally->place, "%s is missing (%d of %d parts)", tally->missing, tally->parts - tally->found,
		    tally->parts);
}

static void
sources_clear(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_SOURCES);
	const struct kx_claim *uncited = kx_uncited_claim(scoring);
	struct tally tally = { 0 };

	look_for(&tally, kx_count_in(kx_scored_section(scoring, KX_ROLE_SOURCES), kx_is_reference, NULL) > 0,
	    "the list of sources", place);
	look_for(&tally, uncited == NULL, "a reference", uncited != NULL ? uncited->origin : place);
	rate(scoring, item, &tally, place);
}

static void
dates_clear(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_pack *pack = &scoring->content->pack;
	struct tally tally = { 0 };

	look_for(&tally, kx_colophon_dates(scoring, pack->written_on), "the day it was written",
	    kx_pack_origin(scoring, "written_on"));
	look_for(&tally, kx_colophon_dates(scoring, pack->evidence_to), "the day up to which evidence was read",
	    kx_pack_origin(scoring, "evidence_to"));
	look_for(&tally, kx_colophon_dates(scoring, pack->review_by), "the day of the next review",
	    kx_pack_origin(scoring, "review_by"));
	rate(scoring, item, &tally, kx_pack_origin(scoring, "written_on"));
}

static void
more_support(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_content *content = scoring->content;
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_HELP);
	struct tally tally = { 0 };

	look_for(&tally, kx_count_in(kx_scored_section(scoring, KX_ROLE_HELP), kx_is_help_line, NULL) > 0,
	    "a number to call for help", place);
	look_for(&tally, content->clinic.phone != NULL || content->clinic.web != NULL, "a way to reach the clinic",
	    content->clinic.origin);
	look_for(&tally, kx_colophon_says(scoring, content->pack.feedback), "a way to send feedback",
	    kx_pack_origin(scoring, "feedback"));
	rate(scoring, item, &tally, place);
}

static void
areas_of_uncertainty(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_scored_figure *unsure = kx_unsure_figure(scoring);
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_CERTAINTY);
	struct tally tally = { 0 };

	look_for(&tally, kx_scored_section(scoring, KX_ROLE_CERTAINTY) != NULL, "a section on how sure we are", place);
	look_for(&tally, unsure == NULL, "how sure a number is", unsure != NULL ? unsure->claim->origin : place);
	rate(scoring, item, &tally, place);
}

static void
how_it_works(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_pack *pack = &scoring->content->pack;
	const struct kx_gate_mechanism *mechanism = &scoring->gate->mechanism;
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_ABOUT);
	struct tally tally = { 0 };
	size_t i;

	for (i = 0; i < pack->product_count; i++)
		look_for(&tally, kx_product_in_role(scoring, pack->products[i].id, KX_ROLE_ABOUT), pack->products[i].name, place);
	for (i = 0; i < mechanism->topic_count; i++)
		look_for(&tally, kx_topic_stands(scoring->handout, mechanism->topics[i]),
		    kx_arena_print(scoring->arena, "topic \"%s\"", mechanism->topics[i]), mechanism->origin);
	if (mechanism->topic_count == 0)
		kx_for_a_person(scoring, item, "gate.json names no topic that explains how it works");
	else
		rate(scoring, item, &tally, place);
}

/* One side, good or bad, of every product and every other choice. */
static void
each_treatment(const struct kx_scoring *scoring, struct kx_score_item *item, enum kx_role role, bool good)
{
	const struct kx_pack *pack = &scoring->content->pack;
	struct kx_origin place = kx_role_origin(scoring, role);
	const struct kx_choice *choice;
	struct tally tally = { 0 };
	size_t i;

	for (i = 0; i < pack->product_count; i++)
		look_for(&tally, kx_product_in_role(scoring, pack->products[i].id, role), pack->products[i].name, place);
	for (i = 0; i < scoring->choice_count; i++) {
		choice = &scoring->choices[i];
		look_for(&tally, good ? choice->says_good : choice->says_bad, choice->good->title, choice->good->origin);
	}
	rate(scoring, item, &tally, place);
}

static void
benefits_of_each(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	each_treatment(scoring, item, KX_ROLE_BENEFITS, true);
}

static void
risks_of_each(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	each_treatment(scoring, item, KX_ROLE_RISKS, false);
}

static void
no_treatment(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_gate_presence *presence = &scoring->gate->presence;
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_ALTERNATIVES);
	struct tally tally = { 0 };
	size_t i;

	for (i = 0; i < presence->waiting_count; i++)
		look_for(&tally, kx_topic_stands(scoring->handout, presence->waiting_topics[i]),
		    kx_arena_print(scoring->arena, "topic \"%s\"", presence->waiting_topics[i]), place);
	if (presence->waiting_count == 0)
		kx_for_a_person(scoring, item, "gate.json names no topic on having no treatment");
	else
		rate(scoring, item, &tally, place);
}

static void
more_than_one_choice(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_ALTERNATIVES);
	struct tally tally = { 0 };

	look_for(&tally, kx_scored_section(scoring, KX_ROLE_ALTERNATIVES) != NULL, "a section on other choices", place);
	look_for(&tally, scoring->choice_count >= 2, "a second choice", place);
	rate(scoring, item, &tally, place);
}

static const struct kx_item_rule items[] = {
	{ "1", "The aims are clear", KX_BY_PERSON, NULL },
	{ "2", "It achieves its aims", KX_BY_PERSON, NULL },
	{ "3", "It is relevant", KX_BY_PERSON, NULL },
	{ "4", "Sources are clear", KX_BY_MACHINE, sources_clear },
	{ "5", "Dates are clear", KX_BY_MACHINE, dates_clear },
	{ "6", "Balanced and unbiased", KX_BY_PERSON, NULL },
	{ "7", "More sources of support", KX_BY_MACHINE, more_support },
	{ "8", "Areas of uncertainty", KX_BY_MACHINE, areas_of_uncertainty },
	{ "9", "How each treatment works", KX_BY_MACHINE, how_it_works },
	{ "10", "Benefits of each treatment", KX_BY_MACHINE, benefits_of_each },
	{ "11", "Risks of each treatment", KX_BY_MACHINE, risks_of_each },
	{ "12", "What happens without treatment", KX_BY_MACHINE, no_treatment },
	{ "13", "Effect on quality of life", KX_BY_PERSON, NULL },
	{ "14", "More than one choice", KX_BY_MACHINE, more_than_one_choice },
	{ "15", "Supports shared decisions", KX_BY_PERSON, NULL },
	{ "16", "Overall", KX_BY_PERSON, NULL },
};

static const struct kx_part_rule parts[] = { { "reliability", 8, 0 }, { "treatment choices", 7, 0 }, { "overall", 1, 0 } };

const struct kx_standard_rule kx_discern_rule = {
	"discern", "DISCERN", items, sizeof(items) / sizeof(items[0]), parts, sizeof(parts) / sizeof(parts[0]), true
};
