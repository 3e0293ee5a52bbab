#include "document/compose.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "content/word_pattern.h"

#include <string.h>

/* ---- facts ---- */

static bool
arm_has_number(const struct kx_arm *arm)
{
	return arm->has_counts || arm->has_percent;
}

static bool
has_comparison(const struct kx_figure *figure)
{
	return figure->comparator != NULL && arm_has_number(&figure->against);
}

static const struct kx_figure *
figure_that_counts(const struct kx_claim *claim)
{
	size_t i;

	for (i = 0; i < claim->figure_count; i++)
		if (has_comparison(&claim->figures[i]))
			return &claim->figures[i];
	return claim->figure_count > 0 ? &claim->figures[0] : NULL;
}

int32_t
kx_round_in(int32_t percent, int32_t per)
{
	return (int32_t)(((int64_t)percent * per + 50000) / 100000);
}

int32_t
kx_bar_of(int32_t percent)
{
	return kx_round_in(percent, 1000);
}

/* Does the rounded number say "none" or "all" where that is not so? */
static bool
is_rough(int32_t percent, int32_t per)
{
	int32_t rounded = kx_round_in(percent, per);

	return (rounded == 0 && percent > 0) || (rounded == per && percent < 100000);
}

static void
fact_add(struct kx_composer *composer, const struct kx_topic *topic, const struct kx_group *group,
    const struct kx_printed *printed, struct kx_facts *facts)
{
	const struct kx_claim *claim = printed->claim;
	const struct kx_figure *figure = figure_that_counts(claim);
	struct kx_fact *fact;

	if (figure == NULL) {
		kx_compose_error(composer, KX420, claim->origin,
		    "Give the claim a figure, or move its topic to a block of words.",
		    "claim \"%s\" prints in a table of numbers but has no figures", claim->id);
		return;
	}
	fact = kx_arena_push(composer->arena, &facts->list, &facts->count, &facts->room, sizeof(*fact));
	if (fact == NULL)
		return;
	fact->topic = topic;
	fact->printed = printed;
	fact->figure = figure;
	fact->outcome = kx_content_outcome(composer->content, figure->outcome);
	fact->product = kx_content_product(composer->content, group->product);
	fact->with = kx_round_in(figure->arm.percent, figure->per);
	fact->rough = is_rough(figure->arm.percent, figure->per);
	if (!has_comparison(figure))
		return;
	fact->comparator = kx_content_comparator(composer->content, figure->comparator);
	fact->without = kx_round_in(figure->against.percent, figure->per);
	fact->rough = fact->rough || is_rough(figure->against.percent, figure->per);
}

void
kx_facts_add(struct kx_composer *composer, const struct kx_topic *topic, const char *product, struct kx_facts *facts)
{
	const struct kx_group **groups = NULL;
	size_t count = kx_groups_of(composer, topic, product, &groups), i, k;

	for (i = 0; i < count; i++)
		for (k = 0; k < groups[i]->printed_count; k++)
			fact_add(composer, topic, groups[i], &groups[i]->printed[k], facts);
}

/* ---- numbers in words ---- */

const char *
kx_word(struct kx_composer *composer, enum kx_word word)
{
	return kx_wording_fill(composer->arena, composer->wording, word, NULL, 0);
}

const char *
kx_words_number(struct kx_composer *composer, int64_t number)
{
	const char *group = kx_word(composer, KX_WORD_NUMBER_GROUP), *head, *text;

	if (number < 0 || number < 1000) {
		text = kx_arena_print(composer->arena, "%lld", (long long)number);
	} else {
		head = kx_words_number(composer, number / 1000);
		text = kx_arena_print(composer->arena, "%s%s%03d", head, group, (int)(number % 1000));
	}
	return text != NULL ? text : "";
}

const char *
kx_words_number_in(struct kx_composer *composer, int32_t percent, int32_t per)
{
	int32_t rounded = kx_round_in(percent, per);
	const char *base = kx_words_number(composer, per);

	if (rounded == 0 && percent > 0)
		return KX_FILLED(composer, KX_WORD_NUMBER_FEWER_THAN, { "per", base });
	if (rounded == per && percent < 100000)
		return KX_FILLED(composer, KX_WORD_NUMBER_MORE_THAN,
		    { "n", kx_words_number(composer, per - 1) }, { "per", base });
	return KX_FILLED(composer, KX_WORD_NUMBER_IN, { "n", kx_words_number(composer, rounded) }, { "per", base });
}

const char *
kx_words_with(struct kx_composer *composer, const struct kx_fact *fact)
{
	return kx_words_number_in(composer, fact->figure->arm.percent, fact->figure->per);
}

const char *
kx_words_without(struct kx_composer *composer, const struct kx_fact *fact)
{
	if (fact->comparator == NULL)
		return kx_word(composer, KX_WORD_NOT_MEASURED);
	return kx_words_number_in(composer, fact->figure->against.percent, fact->figure->per);
}

/*
 * From the rounded numbers, not the exact ones: who subtracts the two printed
 * numbers must find the printed difference.
 */
const char *
kx_words_difference(struct kx_composer *composer, const struct kx_fact *fact)
{
	int32_t difference = fact->with - fact->without;
	const char *text;

	if (fact->comparator == NULL)
		return kx_word(composer, KX_WORD_NOT_MEASURED);
	if (difference == 0)
		return kx_word(composer, KX_WORD_DIFFERENCE_SAME);
	if (difference > 0)
		text = KX_FILLED(composer, KX_WORD_DIFFERENCE_MORE, { "n", kx_words_number(composer, difference) });
	else
		text = KX_FILLED(composer, KX_WORD_DIFFERENCE_FEWER, { "n", kx_words_number(composer, -difference) });
	if (fact->rough)
		text = KX_FILLED(composer, KX_WORD_DIFFERENCE_ABOUT, { "difference", text });
	if (fact->figure->per != 100)
		text = KX_FILLED(composer, KX_WORD_DIFFERENCE_IN, { "difference", text },
		    { "per", kx_words_number(composer, fact->figure->per) });
	return text;
}

static const enum kx_word sure_words[][2] = {
	[KX_CERTAINTY_NONE] = { KX_WORD_SURE_NONE, KX_WORD_SURE_NONE_SAYS },
	[KX_VERY_LOW] = { KX_WORD_SURE_VERY_LOW, KX_WORD_SURE_VERY_LOW_SAYS },
	[KX_LOW] = { KX_WORD_SURE_LOW, KX_WORD_SURE_LOW_SAYS },
	[KX_MODERATE] = { KX_WORD_SURE_MODERATE, KX_WORD_SURE_MODERATE_SAYS },
	[KX_HIGH] = { KX_WORD_SURE_HIGH, KX_WORD_SURE_HIGH_SAYS },
};

const char *
kx_words_sure(struct kx_composer *composer, const struct kx_fact *fact)
{
	return kx_word(composer, sure_words[fact->printed->claim->certainty][0]);
}

const char *
kx_words_sure_says(struct kx_composer *composer, const struct kx_fact *fact)
{
	return kx_word(composer, sure_words[fact->printed->claim->certainty][1]);
}

const char *
kx_words_date(struct kx_composer *composer, struct kx_date date)
{
	const char *month, *day, *year;

	if (date.month < 1 || date.month > 12)
		return "";
	month = kx_word(composer, (enum kx_word)(KX_WORD_MONTH_1 + date.month - 1));
	day = kx_arena_print(composer->arena, "%d", date.day);
	year = kx_arena_print(composer->arena, "%d", date.year);
	return KX_FILLED(composer, KX_WORD_DATE, { "month", month }, { "day", day }, { "year", year });
}

/* ---- small print ---- */

const char *
kx_words_against(struct kx_composer *composer, const struct kx_fact *fact)
{
	if (fact->comparator == NULL)
		return NULL;
	return KX_FILLED(composer, KX_WORD_FIGURE_AGAINST, { "comparator", fact->comparator->label });
}

const char *
kx_words_time(struct kx_composer *composer, const struct kx_fact *fact)
{
	const struct kx_figure *figure = fact->figure;

	if (figure->at == NULL)
		return NULL;
	if (figure->doses == NULL)
		return KX_FILLED(composer, KX_WORD_FIGURE_TIME, { "at", figure->at });
	return KX_FILLED(composer, KX_WORD_FIGURE_TIME_DOSES, { "at", figure->at }, { "doses", figure->doses });
}

/* People and trials; without them the sizes of the two arms. */
const char *
kx_words_study(struct kx_composer *composer, const struct kx_fact *fact)
{
	const struct kx_figure *figure = fact->figure;
	const char *people = kx_words_number(composer, figure->people);
	const char *trials = kx_words_number(composer, figure->trials);

	if (figure->people > 0 && figure->trials > 1)
		return KX_FILLED(composer, KX_WORD_FIGURE_PEOPLE_TRIALS, { "people", people }, { "trials", trials });
	if (figure->people > 0 && figure->trials == 1)
		return KX_FILLED(composer, KX_WORD_FIGURE_PEOPLE_TRIAL, { "people", people });
	if (figure->people > 0)
		return KX_FILLED(composer, KX_WORD_FIGURE_PEOPLE, { "people", people });
	if (fact->comparator != NULL && figure->arm.has_counts && figure->against.has_counts)
		return KX_FILLED(composer, KX_WORD_FIGURE_ARMS, { "with", kx_words_number(composer, figure->arm.of) },
		    { "without", kx_words_number(composer, figure->against.of) });
	if (figure->arm.has_counts)
		return KX_FILLED(composer, KX_WORD_FIGURE_PEOPLE,
		    { "people", kx_words_number(composer, figure->arm.of) });
	if (figure->trials > 1)
		return KX_FILLED(composer, KX_WORD_FIGURE_TRIALS, { "trials", trials });
	return figure->trials == 1 ? kx_word(composer, KX_WORD_FIGURE_TRIAL) : NULL;
}

const char *
kx_words_population(struct kx_composer *composer, const struct kx_fact *fact)
{
	if (fact->figure->population == NULL)
		return NULL;
	return KX_FILLED(composer, KX_WORD_FIGURE_POPULATION, { "population", fact->figure->population });
}

const char *
kx_words_interval(struct kx_composer *composer, const struct kx_fact *fact)
{
	const struct kx_figure *figure = fact->figure;
	const char *treatment;

	if (!figure->arm.has_interval)
		return NULL;
	treatment = fact->product != NULL ? fact->product->name : kx_word(composer, KX_WORD_ARRAY_TREATMENT_ANY);
	return KX_FILLED(composer, KX_WORD_FIGURE_INTERVAL, { "treatment", treatment },
	    { "low", kx_words_number(composer, kx_round_in(figure->arm.low, figure->per)) },
	    { "high", kx_words_number(composer, kx_round_in(figure->arm.high, figure->per)) },
	    { "per", kx_words_number(composer, figure->per) });
}

static bool
is_capital(uint32_t code)
{
	return kx_word_letter(code) && kx_word_fold(code) != code;
}

/*
 * Lower the first letter, unless a capital follows it (an abbreviation).  A
 * language that wants its capitals uses {Outcome} in the wording.
 */
const char *
kx_words_outcome(struct kx_composer *composer, const struct kx_outcome *outcome)
{
	const char *label = outcome->label, *lowered;
	char small[8];
	size_t step, next;
	uint32_t first;

	if (label[0] == '\0')
		return label;
	first = kx_utf8_next(label, &step);
	if (!is_capital(first) || (label[step] != '\0' && is_capital(kx_utf8_next(label + step, &next))))
		return label;
	small[kx_utf8_put(kx_word_fold(first), small)] = '\0';
	lowered = kx_arena_join(composer->arena, small, label + step);
	return lowered != NULL ? lowered : label;
}

const char *
kx_words_join(struct kx_composer *composer, const char *const *sentences, size_t count)
{
	const char *text = NULL;
	size_t i;

	for (i = 0; i < count; i++) {
		if (sentences[i] == NULL || sentences[i][0] == '\0')
			continue;
		text = text == NULL ? sentences[i] : kx_arena_print(composer->arena, "%s %s", text, sentences[i]);
		if (text == NULL)
			return NULL;
	}
	return text;
}

/* Do the block's own words speak of the outcome already?  Or, where words are few, those that name the row? */
static bool
is_explained(const struct kx_block_plan *plan, const struct kx_topic *topic, const struct kx_outcome *outcome)
{
	if (plan->brief && strcmp(topic->title, outcome->label) != 0)
		return true;
	return (plan->note != NULL && strstr(plan->note, outcome->label) != NULL) ||
	    (plan->lead != NULL && strstr(plan->lead, outcome->label) != NULL);
}

void
kx_facts_meanings(struct kx_composer *composer, struct kx_block *parent, const struct kx_facts *facts,
    const struct kx_block_plan *plan)
{
	const struct kx_outcome *outcome;
	const char *both[2] = { NULL, NULL };
	size_t i, k;

	if (plan->population != NULL)
		both[0] = KX_FILLED(composer, KX_WORD_FIGURE_POPULATION_ELSE, { "population", plan->population });
	for (i = 0; i < facts->count; i++) {
		outcome = facts->list[i].outcome;
		for (k = 0; k < i && facts->list[k].outcome != outcome; k++)
			continue;
		if (k < i || outcome == NULL || outcome->means == NULL || is_explained(plan, facts->list[i].topic, outcome))
			continue;
		both[1] = KX_FILLED(composer, KX_WORD_FIGURE_MEANS, { "Outcome", outcome->label },
		    { "outcome", kx_words_outcome(composer, outcome) }, { "means", outcome->means });
		both[0] = kx_words_join(composer, both, 2);
	}
	kx_paragraph_add(composer, parent, "note", both[0], plan->origin);
}
