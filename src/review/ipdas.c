/*
 * IPDAS 4.0, minimum standards for patient decision aids: N. Joseph-Williams
 * et al., Toward minimum standards for certifying patient decision aids, Med
 * Decis Making 2014;34:699-710.  Six qualifying criteria (all must be met, or
 * it is no decision aid) and six certifying ones (without which it may bias
 * its readers); four more concern screening tests only.
 */
#include "review/scoring.h"

#include "review/rules.h"

#include <string.h>

/* ---- qualifying ---- */

static void
describes_the_condition(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document_section *about = kx_scored_section(scoring, KX_ROLE_ABOUT);
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_ABOUT);

	if (about == NULL)
		kx_unmet(scoring, item, place, "no section says what it is about");
	else if (!kx_names_condition(scoring, kx_section_words(scoring, about)))
		kx_unmet(scoring, item, place, "section \"%s\" names no condition of the pack", about->id);
	else
		kx_met(scoring, item, place, "section \"%s\" names the condition", about->id);
}

/* A decision is put to the reader where a heading asks a question, beside at least two ways to go. */
static void
states_the_decision(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	static const enum kx_role roles[] = { KX_ROLE_CANDIDACY, KX_ROLE_ALTERNATIVES };
	size_t options = scoring->content->pack.product_count + scoring->choice_count, i, k;
	const struct kx_section *section;
	const char *title;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (kx_scored_section(scoring, roles[i]) == NULL) {
			kx_unmet(scoring, item, kx_role_origin(scoring, roles[i]), "no section with the role \"%s\" is on the sheet",
			    kx_role_name(roles[i]));
			return;
		}
	}
	if (options < 2) {
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_ALTERNATIVES), "there is only one way to go");
		return;
	}
	for (k = 0; k < scoring->content->section_count; k++) {
		section = &scoring->content->sections[k];
		title = section->title;
		if ((section->role == KX_ROLE_CANDIDACY || section->role == KX_ROLE_ALTERNATIVES) && title != NULL &&
		    strchr(title, '?') != NULL) {
			kx_met(scoring, item, section->origin, "\"%s\", with %zu options", title, options);
			return;
		}
	}
	kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_CANDIDACY), "no heading puts the decision as a question");
}

static void
describes_the_options(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_pack *pack = &scoring->content->pack;
	int32_t least = scoring->gate->presence.alternatives_least;
	size_t i;

	for (i = 0; i < pack->product_count; i++) {
		if (!kx_product_in_role(scoring, pack->products[i].id, KX_ROLE_ABOUT)) {
			kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_ABOUT), "no section says what %s is",
			    pack->products[i].name);
			return;
		}
	}
	if (scoring->choice_count == 0 || scoring->choice_count < (size_t)(least > 0 ? least : 0))
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_ALTERNATIVES), "%zu other choices are described",
		    scoring->choice_count);
	else
		kx_met(scoring, item, kx_role_origin(scoring, KX_ROLE_ALTERNATIVES), "%zu products and %zu other choices",
		    pack->product_count, scoring->choice_count);
}

/* One side, good or bad, of every product and of every other choice. */
static void
both_kinds(const struct kx_scoring *scoring, struct kx_score_item *item, enum kx_role role, bool good)
{
	const struct kx_pack *pack = &scoring->content->pack;
	const char *side = good ? "may help" : "can go wrong";
	const struct kx_choice *choice;
	size_t i;

	for (i = 0; i < pack->product_count; i++) {
		if (!kx_product_in_role(scoring, pack->products[i].id, role)) {
			kx_unmet(scoring, item, kx_role_origin(scoring, role), "nothing says how %s %s", pack->products[i].name, side);
			return;
		}
	}
	for (i = 0; i < scoring->choice_count; i++) {
		choice = &scoring->choices[i];
		if (!(good ? choice->says_good : choice->says_bad)) {
			kx_unmet(scoring, item, choice->good->origin, "nothing says how \"%s\" %s", choice->good->title, side);
			return;
		}
	}
	if (scoring->choice_count == 0)
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_ALTERNATIVES), "no other choice is described");
	else
		kx_met(scoring, item, kx_role_origin(scoring, role), "said of %zu products and %zu other choices",
		    pack->product_count, scoring->choice_count);
}

static void
positive_features(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	both_kinds(scoring, item, KX_ROLE_BENEFITS, true);
}

static void
negative_features(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	both_kinds(scoring, item, KX_ROLE_RISKS, false);
}

#define STEPS_LEAST 3

static void
what_it_is_like(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document_section *visit = kx_scored_section(scoring, KX_ROLE_VISIT);
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_VISIT);
	size_t steps = kx_count_in(visit, kx_is_item, NULL);

	if (visit == NULL)
		kx_unmet(scoring, item, place, "no section says what it is like to live through it");
	else if (steps < STEPS_LEAST)
		kx_unmet(scoring, item, place, "section \"%s\" tells of %zu steps; %d or more make a picture", visit->id, steps,
		    STEPS_LEAST);
	else
		kx_met(scoring, item, place, "section \"%s\" tells of %zu steps", visit->id, steps);
}

/* ---- certifying ---- */

/* Room on the page that one side may have of the other's. */
#define AREA_MOST 2

/* What is unequal between benefits and harms, or NULL. */
static const char *
inequality(const struct kx_scoring *scoring)
{
	const struct kx_balance_side *benefits = &scoring->balance.benefits, *harms = &scoring->balance.harms;
	const struct kx_gate_limits *limits = &scoring->gate->limits;

	if (harms->words * 1000 < benefits->words * (size_t)limits->harm_words_least)
		return "harms have too few words beside the benefits";
	if (harms->words * 1000 > benefits->words * (size_t)limits->harm_words_most)
		return "benefits have too few words beside the harms";
	if ((benefits->figures == 0) != (harms->figures == 0))
		return benefits->figures == 0 ? "only harms have numbers" : "only benefits have numbers";
	if (harms->type_size < benefits->type_size || harms->heading_size < benefits->heading_size)
		return "harms are set in smaller type";
	if (harms->first_page > benefits->first_page + 1)
		return "harms come pages after the benefits";
	if (harms->area * AREA_MOST < benefits->area || benefits->area * AREA_MOST < harms->area)
		return "one has more than twice the other's room on the page";
	return NULL;
}

static void
equal_detail(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_RISKS);
	const char *unequal;

	if (kx_scored_section(scoring, KX_ROLE_BENEFITS) == NULL || kx_scored_section(scoring, KX_ROLE_RISKS) == NULL) {
		kx_unmet(scoring, item, place, "benefits or harms are not on the sheet");
		return;
	}
	unequal = inequality(scoring);
	if (unequal != NULL)
		kx_unmet(scoring, item, place, "%s", unequal);
	else
		kx_met(scoring, item, place, "%zu words on benefits, %zu on harms, in type no smaller",
		    scoring->balance.benefits.words, scoring->balance.harms.words);
}

static void
cites_evidence(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document_section *sources = kx_scored_section(scoring, KX_ROLE_SOURCES);
	const struct kx_claim *uncited = kx_uncited_claim(scoring);
	size_t entries = kx_count_in(sources, kx_is_reference, NULL);

	if (entries == 0)
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_SOURCES), "the sheet lists no sources");
	else if (uncited != NULL)
		kx_unmet(scoring, item, uncited->origin, "claim \"%s\" prints without a reference", uncited->id);
	else
		kx_met(scoring, item, kx_role_origin(scoring, KX_ROLE_SOURCES), "every claim cites one of %zu sources", entries);
}

static void
gives_a_date(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	if (kx_colophon_dates(scoring, scoring->content->pack.written_on))
		kx_met(scoring, item, kx_pack_origin(scoring, "written_on"), "the colophon says when it was written");
	else
		kx_unmet(scoring, item, kx_pack_origin(scoring, "written_on"), "the sheet does not say when it was written");
}

static void
says_update_policy(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	if (kx_colophon_says(scoring, scoring->content->pack.update_policy))
		kx_met(scoring, item, kx_pack_origin(scoring, "update_policy"), "the colophon says how it is kept current");
	else
		kx_unmet(scoring, item, kx_pack_origin(scoring, "update_policy"), "the sheet does not say how it is kept current");
}

static void
says_how_sure(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_scored_figure *unsure = kx_unsure_figure(scoring);
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_CERTAINTY);

	if (unsure != NULL)
		kx_unmet(scoring, item, unsure->claim->origin, "claim \"%s\" prints a number and not how sure it is",
		    unsure->claim->id);
	else if (kx_scored_section(scoring, KX_ROLE_CERTAINTY) == NULL)
		kx_unmet(scoring, item, place, "no section says how sure the numbers are");
	else
		kx_met(scoring, item, place, "said of all %zu numbers", scoring->figure_count);
}

static void
says_funding(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	if (kx_colophon_says(scoring, scoring->content->pack.funding))
		kx_met(scoring, item, kx_pack_origin(scoring, "funding"), "the colophon says who paid for it");
	else
		kx_unmet(scoring, item, kx_pack_origin(scoring, "funding"), "the sheet does not say who paid for it");
}

static const struct kx_item_rule items[] = {
	{ "Q1", "Describes the condition", KX_BY_MACHINE, describes_the_condition },
	{ "Q2", "States the decision", KX_BY_MACHINE, states_the_decision },
	{ "Q3", "Describes the options", KX_BY_MACHINE, describes_the_options },
	{ "Q4", "Positive features of each option", KX_BY_MACHINE, positive_features },
	{ "Q5", "Negative features of each option", KX_BY_MACHINE, negative_features },
	{ "Q6", "What it is like to live through", KX_BY_MACHINE, what_it_is_like },
	{ "C1", "Good and bad in equal detail", KX_BY_MACHINE, equal_detail },
	{ "C2", "Cites the evidence", KX_BY_MACHINE, cites_evidence },
	{ "C3", "Date of publication", KX_BY_MACHINE, gives_a_date },
	{ "C4", "Update policy", KX_BY_MACHINE, says_update_policy },
	{ "C5", "How sure the numbers are", KX_BY_MACHINE, says_how_sure },
	{ "C6", "Source of funding", KX_BY_MACHINE, says_funding },
};

static const struct kx_part_rule parts[] = { { "qualifying", 6, 100 }, { "certifying", 6, 100 } };

const struct kx_standard_rule kx_ipdas_rule = {
	"ipdas", "IPDAS 4.0 minimum", items, sizeof(items) / sizeof(items[0]), parts, sizeof(parts) / sizeof(parts[0]), false
};
