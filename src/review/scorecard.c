#include "review/scorecard.h"

#include "base/arena.h"
#include "review/scoring.h"

#include <string.h>

/* The first is the one whose items block. */
static const struct kx_standard_rule *const standards[KX_STANDARDS] = {
	&kx_ipdas_rule, &kx_pemat_rule, &kx_cci_rule, &kx_discern_rule
};

const char *
kx_item_state_name(enum kx_item_state state)
{
	static const char *const names[] = { "pass", "fail", "human", "lapsed", "not applicable" };

	return names[state];
}

/* ---- sign-offs ---- */

static bool
is_for(const struct kx_sign_off *sign_off, const struct kx_standard_rule *standard, const struct kx_item_rule *rule)
{
	return sign_off->standard != NULL && sign_off->item != NULL && strcmp(sign_off->standard, standard->id) == 0 &&
	    strcmp(sign_off->item, rule->number) == 0;
}

static bool
is_of_these_words(const struct kx_scoring *scoring, const struct kx_sign_off *sign_off)
{
	return sign_off->hash != NULL && strcmp(sign_off->hash, scoring->document->pack_hash) == 0;
}

/* Does `one` count rather than `other`?  What was said of these words does, then what was said last. */
static bool
counts_rather(const struct kx_scoring *scoring, const struct kx_sign_off *one, const struct kx_sign_off *other)
{
	bool these = is_of_these_words(scoring, one);

	if (other == NULL || these != is_of_these_words(scoring, other))
		return other == NULL || these;
	return kx_date_compare(one->on, other->on) >= 0;
}

static const struct kx_sign_off *
find_sign_off(const struct kx_scoring *scoring, const struct kx_standard_rule *standard, const struct kx_item_rule *rule)
{
	const struct kx_content *content = scoring->content;
	const struct kx_sign_off *found = NULL;
	size_t i;

	for (i = 0; i < content->sign_off_count; i++)
		if (is_for(&content->sign_offs[i], standard, rule) && counts_rather(scoring, &content->sign_offs[i], found))
			found = &content->sign_offs[i];
	return found;
}

/* Ratings of 3, "partially", and more speak for the item. */
#define RATING_FOR 3

static void
take_answer(const struct kx_scoring *scoring, const struct kx_standard_rule *standard, struct kx_score_item *item,
    const struct kx_sign_off *sign_off)
{
	char on[KX_DATE_BYTES];

	item->sign_off = sign_off;
	item->place = sign_off->origin;
	kx_date_print(sign_off->on, on);
	if (!is_of_these_words(scoring, sign_off)) {
		item->state = KX_ITEM_LAPSED;
		item->why = kx_arena_print(scoring->arena, "%s judged other words on %s", sign_off->by, on);
		return;
	}
	if (standard->rates) {
		item->rating = sign_off->rating;
		item->state = sign_off->rating >= RATING_FOR ? KX_ITEM_PASS : KX_ITEM_FAIL;
	} else {
		item->state = sign_off->answer == KX_ANSWER_YES ? KX_ITEM_PASS :
		    sign_off->answer == KX_ANSWER_NO ? KX_ITEM_FAIL : KX_ITEM_NOT_APPLICABLE;
	}
	item->why = kx_arena_print(scoring->arena, "%s, %s, %s%s%s", sign_off->by, sign_off->role, on,
	    sign_off->note != NULL ? ": " : "", sign_off->note != NULL ? sign_off->note : "");
}

/* ---- what a short sheet leaves out ---- */

/*
 * Items that look for what a short sheet may leave to the full account.  All
 * of a decision aid's are asked of the account; a fact box is none by itself.
 */
static const struct { const struct kx_standard_rule *standard; const char *item; enum kx_role role; } excusable[] = {
	{ &kx_ipdas_rule, "Q2", KX_ROLE_CANDIDACY }, { &kx_ipdas_rule, "Q2", KX_ROLE_ALTERNATIVES },
	{ &kx_ipdas_rule, "Q3", KX_ROLE_ALTERNATIVES },
	{ &kx_ipdas_rule, "Q4", KX_ROLE_BENEFITS }, { &kx_ipdas_rule, "Q4", KX_ROLE_ALTERNATIVES },
	{ &kx_ipdas_rule, "Q5", KX_ROLE_ALTERNATIVES },
	{ &kx_ipdas_rule, "Q6", KX_ROLE_VISIT },
	{ &kx_ipdas_rule, "C1", KX_ROLE_BENEFITS },
	{ &kx_ipdas_rule, "C5", KX_ROLE_CERTAINTY },
	{ &kx_ipdas_rule, "Q1", KX_ROLE_ABOUT }, { &kx_ipdas_rule, "Q3", KX_ROLE_ABOUT },
	{ &kx_pemat_rule, "11", KX_ROLE_SUMMARY }, { &kx_pemat_rule, "22", KX_ROLE_VISIT },
	{ &kx_pemat_rule, "23", KX_ROLE_QUESTIONS },
	{ &kx_discern_rule, "9", KX_ROLE_ABOUT },
	{ &kx_cci_rule, "1", KX_ROLE_SUMMARY }, { &kx_cci_rule, "2", KX_ROLE_SUMMARY },
	{ &kx_cci_rule, "3", KX_ROLE_SUMMARY }, { &kx_cci_rule, "10", KX_ROLE_SUMMARY },
	{ &kx_cci_rule, "4", KX_ROLE_BENEFITS },
	{ &kx_cci_rule, "11", KX_ROLE_CERTAINTY },
	{ &kx_cci_rule, "12", KX_ROLE_VISIT }, { &kx_cci_rule, "14", KX_ROLE_VISIT },
	{ &kx_cci_rule, "19", KX_ROLE_BENEFITS },
	{ &kx_discern_rule, "8", KX_ROLE_CERTAINTY }, { &kx_discern_rule, "9", KX_ROLE_CERTAINTY },
	{ &kx_discern_rule, "10", KX_ROLE_BENEFITS }, { &kx_discern_rule, "10", KX_ROLE_ALTERNATIVES },
	{ &kx_discern_rule, "11", KX_ROLE_ALTERNATIVES },
	{ &kx_discern_rule, "12", KX_ROLE_ALTERNATIVES }, { &kx_discern_rule, "14", KX_ROLE_ALTERNATIVES },
};

/* An item that fails for want of what is left out does not apply. */
static void
excuse(const struct kx_scoring *scoring, const struct kx_standard_rule *standard, struct kx_score_item *item)
{
	size_t i;

	for (i = 0; i < sizeof(excusable) / sizeof(excusable[0]); i++) {
		if (item->state != KX_ITEM_FAIL || excusable[i].standard != standard ||
		    strcmp(excusable[i].item, item->number) != 0 || !kx_content_leaves_out(scoring->content, excusable[i].role))
			continue;
		item->rating = 0;
		kx_not_applicable(scoring, item, "left to the full account (%s)", kx_role_name(excusable[i].role));
	}
}

/* ---- items and totals ---- */

static void
judge_item(const struct kx_scoring *scoring, const struct kx_standard_rule *standard, const struct kx_item_rule *rule,
    struct kx_score_item *item)
{
	const struct kx_sign_off *sign_off;

	item->number = rule->number;
	item->asks = rule->asks;
	item->state = KX_ITEM_HUMAN;
	item->why = "needs a person's judgement";
	if (rule->check != NULL)
		rule->check(scoring, item);
	excuse(scoring, standard, item);
	item->machine = item->state != KX_ITEM_HUMAN;
	if (item->machine)
		return;
	sign_off = find_sign_off(scoring, standard, rule);
	if (sign_off != NULL)
		take_answer(scoring, standard, item, sign_off);
}

static void
count_part(const struct kx_standard_rule *standard, const struct kx_score_item *items, struct kx_score_part *part)
{
	size_t i;

	for (i = part->first; i < part->first + part->count; i++) {
		part->met += items[i].state == KX_ITEM_PASS;
		part->unmet += items[i].state == KX_ITEM_FAIL;
		part->waiting += items[i].state == KX_ITEM_HUMAN || items[i].state == KX_ITEM_LAPSED;
		part->not_applicable += items[i].state == KX_ITEM_NOT_APPLICABLE;
		part->points += standard->rates ? items[i].state == KX_ITEM_HUMAN || items[i].state == KX_ITEM_LAPSED ? 0 :
		    items[i].rating : items[i].state == KX_ITEM_PASS;
	}
	part->most = standard->rates ? (int)part->count * 5 : (int)part->count - part->not_applicable;
}

static bool
judge_standard(const struct kx_scoring *scoring, const struct kx_standard_rule *rule, struct kx_standard *standard)
{
	struct kx_score_part *part;
	size_t i, first = 0;

	standard->id = rule->id;
	standard->title = rule->title;
	standard->rates = rule->rates;
	standard->items = kx_arena_array(scoring->arena, rule->item_count, sizeof(*standard->items));
	if (standard->items == NULL)
		return false;
	standard->item_count = rule->item_count;
	for (i = 0; i < rule->item_count; i++)
		judge_item(scoring, rule, &rule->items[i], &standard->items[i]);
	for (i = 0; i < rule->part_count; i++, first += part->count) {
		part = &standard->parts[standard->part_count++];
		*part = (struct kx_score_part){ .name = rule->parts[i].name, .first = first, .count = rule->parts[i].count,
		    .bar = rule->parts[i].bar };
		count_part(rule, standard->items, part);
	}
	return true;
}

const struct kx_scorecard *
kx_scorecard_make(struct kx_arena *arena, const struct kx_score_subject *subject)
{
	struct kx_scorecard *card = kx_arena_alloc(arena, sizeof(*card));
	struct kx_scoring scoring;
	size_t i;

	if (card == NULL || subject->readability == NULL || !kx_scoring_open(arena, subject, &scoring))
		return NULL;
	for (i = 0; i < KX_STANDARDS; i++)
		if (!judge_standard(&scoring, standards[i], &card->standards[i]))
			return NULL;
	return kx_arena_spent(arena) ? NULL : card;
}

/* ---- reporting ---- */

static struct kx_place
place_of(struct kx_origin origin)
{
	return (struct kx_place){ .file = origin.file, .pointer = origin.pointer };
}

/* Do two failed items say the same of the same place? */
static bool
same_fault(const struct kx_score_item *one, const struct kx_score_item *other)
{
	return one->state == KX_ITEM_FAIL && other->state == KX_ITEM_FAIL && strcmp(one->why, other->why) == 0 &&
	    one->place.file != NULL && other->place.file != NULL && strcmp(one->place.file, other->place.file) == 0 &&
	    one->place.pointer != NULL && other->place.pointer != NULL && strcmp(one->place.pointer, other->place.pointer) == 0;
}

/*
 * Items of several standards that fail for one and the same reason are one
 * fault, and one message: "PEMAT-P 8, CDC Clear Communication Index 9".  NULL
 * when an earlier item has reported it.
 */
static const char *
items_of_fault(const struct kx_scorecard *card, const struct kx_score_item *item, struct kx_arena *arena)
{
	const struct kx_score_item *other;
	const char *names = "";
	bool first = true;
	size_t i, k;

	for (i = 1; i < KX_STANDARDS; i++) {
		for (k = 0; k < card->standards[i].item_count; k++) {
			other = &card->standards[i].items[k];
			if (other != item && !same_fault(other, item))
				continue;
			if (first && other != item)
				return NULL;
			names = kx_arena_print(arena, "%s%s%s %s", names, first ? "" : ", ", card->standards[i].title, other->number);
			first = false;
			if (names == NULL)
				return "";
		}
	}
	return names;
}

static void
report_item(const struct kx_scorecard *card, const struct kx_standard *standard, const struct kx_score_item *item,
    struct kx_diagnostics *diags)
{
	const char *names;

	if (item->state == KX_ITEM_LAPSED) {
		kx_report(diags, KX353, place_of(item->place), "judge it again and record the hash that 'kxreport check' prints",
		    "%s %s, \"%s\": %s", standard->title, item->number, item->asks, item->why);
		return;
	}
	if (item->state != KX_ITEM_FAIL)
		return;
	if (standard == &card->standards[0]) {
		kx_report(diags, KX350, place_of(item->place), NULL, "%s %s, \"%s\": %s", standard->title, item->number, item->asks,
		    item->why);
		return;
	}
	names = items_of_fault(card, item, diags->arena);
	if (names != NULL)
		kx_report(diags, KX351, place_of(item->place), NULL, "%s, \"%s\": %s", names, item->asks, item->why);
}

/* The number of an item in its standard's table; `item_count` when there is none such. */
static size_t
find_item(const struct kx_standard_rule *standard, const char *number)
{
	size_t i;

	for (i = 0; i < standard->item_count; i++)
		if (strcmp(standard->items[i].number, number) == 0)
			break;
	return i;
}

/* Can this be signed off at all, and in this way?  What the program decided cannot, unless a person may have to. */
static void
check_sign_off(const struct kx_scorecard *card, const struct kx_sign_off *sign_off, struct kx_diagnostics *diags)
{
	struct kx_place place = place_of(sign_off->origin);
	const struct kx_standard_rule *standard = NULL;
	const struct kx_item_rule *rule;
	size_t i, at;

	for (i = 0; i < KX_STANDARDS && standard == NULL; i++)
		if (strcmp(standards[i]->id, sign_off->standard) == 0)
			standard = standards[i];
	if (standard == NULL) {
		kx_report(diags, KX352, place, "write ipdas, pemat, cci or discern", "there is no standard \"%s\"", sign_off->standard);
		return;
	}
	at = find_item(standard, sign_off->item);
	if (at == standard->item_count) {
		kx_report(diags, KX352, place, "'kxreport check' lists the items", "%s has no item \"%s\"", standard->title,
		    sign_off->item);
		return;
	}
	rule = &standard->items[at];
	if (rule->judge == KX_BY_MACHINE && card->standards[i - 1].items[at].machine)
		kx_report(diags, KX352, place, "remove the sign-off; if the check is wrong, report it",
		    "%s %s, \"%s\", is checked by the program", standard->title, rule->number, rule->asks);
	else if (standard->rates != (sign_off->rating > 0))
		kx_report(diags, KX352, place, standard->rates ? "write \"rating\", from 1 to 5" :
		    "write \"answer\": \"yes\", \"no\" or \"not-applicable\"", "%s %s takes %s", standard->title, rule->number,
		    standard->rates ? "a rating" : "an answer, not a rating");
}

bool
kx_scorecard_report(const struct kx_scorecard *card, const struct kx_content *content, struct kx_diagnostics *diags)
{
	size_t errors = diags->errors, i, k;

	for (i = 0; i < content->sign_off_count; i++)
		if (content->sign_offs[i].standard != NULL && content->sign_offs[i].item != NULL)
			check_sign_off(card, &content->sign_offs[i], diags);
	for (i = 0; i < KX_STANDARDS; i++)
		for (k = 0; k < card->standards[i].item_count; k++)
			report_item(card, &card->standards[i], &card->standards[i].items[k], diags);
	return diags->errors == errors;
}
