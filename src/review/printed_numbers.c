/*
 * Numbers in words against the figures behind them.
 *
 * A claim's words are written by hand, its figures are typed from the source.
 * Where words say "27 in 100", "17 of 24" or "12%", that number must be one of
 * the claim's figures, or of a claim that agrees with it and is cited beside
 * it: so a slip in either shows.  Where the figure has a comparison, the words
 * must give that too, on the same base: one arm alone informs nobody.
 *
 * The road not taken is to write the words from the figures.  The best
 * sentences are not made by filling in blanks, and a check keeps them as true.
 */
#include "review/rules.h"

#include "base/arena.h"
#include "review/rates.h"

#include <string.h>

/* ---- KX310 ---- */

/* Claims whose figures may stand behind a printed claim's words: itself, then those that agree and are cited. */
static const struct kx_claim *
next_behind(const struct kx_shown *shown, size_t *at)
{
	const struct kx_standing_note *note;

	if ((*at)++ == 0)
		return shown->claim;
	for (; *at - 2 < shown->group->note_count; (*at)++) {
		note = &shown->group->notes[*at - 2];
		if (note->standing == KX_AGREES && note->beside == shown->claim) {
			(*at)++;
			return note->claim;
		}
	}
	return NULL;
}

static const struct kx_figure *
figure_behind(const struct kx_shown *shown, const struct kx_rate *rate)
{
	const struct kx_claim *claim;
	size_t at = 0, i;

	for (claim = next_behind(shown, &at); claim != NULL; claim = next_behind(shown, &at))
		for (i = 0; i < claim->figure_count; i++)
			if (kx_rate_of_figure(rate, &claim->figures[i]))
				return &claim->figures[i];
	return NULL;
}

static const char *
arm_in(const struct kx_subject *subject, const struct kx_arm *arm, int32_t per)
{
	return kx_arena_print(subject->arena, "%lld in %d", (long long)(((int64_t)arm->percent * per + 50000) / 100000), (int)per);
}

/* What the claim's figures do say, for a hint. */
static const char *
figures_say(const struct kx_subject *subject, const struct kx_claim *claim)
{
	const struct kx_figure *figure = claim->figures;

	if (claim->figure_count == 0)
		return "give the claim a figure with this number and its source's words, or take the number out";
	if (figure->comparator != NULL && (figure->against.has_percent || figure->against.has_counts))
		return kx_arena_print(subject->arena, "its first figure (%s) has %s, and %s for %s", figure->outcome,
		    arm_in(subject, &figure->arm, figure->per), arm_in(subject, &figure->against, figure->per), figure->comparator);
	return kx_arena_print(subject->arena, "its first figure (%s) has %s", figure->outcome,
	    arm_in(subject, &figure->arm, figure->per));
}

/* Do the words hold, besides the rate itself, a number that is the comparison's on the rate's base? */
static bool
says_comparison(const struct kx_number *numbers, size_t count, const struct kx_rate *rate, const struct kx_figure *figure)
{
	const struct kx_rate arm = { .many = rate->many, .decimals = rate->decimals, .base = rate->base };
	const struct kx_arm *other = &figure->against;
	struct kx_figure alone = *figure;
	size_t i;

	/* The rate may be the comparison's own; then the treatment's is wanted. */
	alone.against = (struct kx_arm){ .has_percent = false };
	if (!kx_rate_of_figure(&arm, &alone))
		other = &figure->arm;
	for (i = 0; i < count; i++)
		if ((numbers[i].start < rate->start || numbers[i].start >= rate->end) &&
		    (kx_rate_fits(numbers[i].value, numbers[i].decimals, rate->base, other->percent) ||
		    (other->has_counts && numbers[i].value == (int64_t)other->n * 1000)))
			return true;
	return false;
}

static void
check_rate(const struct kx_subject *subject, const struct kx_shown *shown, const struct kx_rate *rate,
    const struct kx_number *numbers, size_t number_count)
{
	const char *words = shown->claim->says.plain;
	const struct kx_figure *figure = figure_behind(shown, rate);

	if (figure == NULL) {
		kx_report(subject->diags, KX310, kx_place_below(subject, shown->claim->origin, "/says"),
		    figures_say(subject, shown->claim), "claim \"%s\" says \"%s\", which is no figure of it or of a claim it cites",
		    shown->claim->id, kx_quoted(subject, words + rate->start, rate->end - rate->start));
		return;
	}
	if (rate->difference || figure->comparator == NULL || !(figure->against.has_percent || figure->against.has_counts))
		return;
	if (!says_comparison(numbers, number_count, rate, figure))
		kx_report(subject->diags, KX310, kx_place_below(subject, shown->claim->origin, "/says"),
		    kx_arena_print(subject->arena, "its figure has %s for %s: say so beside it",
		    arm_in(subject, &figure->against, figure->per), figure->comparator),
		    "claim \"%s\" says \"%s\" without the number it is compared with", shown->claim->id,
		    kx_quoted(subject, words + rate->start, rate->end - rate->start));
}

/* What the outline itself says has no source, so it may give no number of people. */
static void
check_outline(const struct kx_subject *subject, struct kx_origin origin, const char *member, const char *words)
{
	const struct kx_rate *rates;

	if (words == NULL || kx_rates_read(subject->arena, subject->handout->content->wording.language, words, strlen(words),
	    &rates) == 0)
		return;
	kx_report(subject->diags, KX310, kx_place_below(subject, origin, member), "say it in a claim, with its figure and source",
	    "the outline says \"%s\", and no claim stands behind it", kx_quoted(subject, words + rates[0].start,
	    rates[0].end - rates[0].start));
}

static void
check_section(const struct kx_subject *subject, const struct kx_section *section)
{
	const struct kx_block_plan *block;
	size_t i, j;

	check_outline(subject, section->origin, "/title", section->title);
	for (i = 0; i < section->block_count; i++) {
		block = &section->blocks[i];
		check_outline(subject, block->origin, "/title", block->title);
		check_outline(subject, block->origin, "/lead", block->lead);
		check_outline(subject, block->origin, "/note", block->note);
		for (j = 0; j < block->column_count; j++) {
			check_outline(subject, block->columns[j].origin, "/title", block->columns[j].title);
			check_outline(subject, block->columns[j].origin, "/note", block->columns[j].note);
		}
	}
}

void
kx_rule_printed_numbers(const struct kx_subject *subject)
{
	const char *language = subject->handout->content->wording.language, *words;
	const struct kx_number *numbers;
	const struct kx_rate *rates;
	size_t i, j, count, number_count;

	for (i = 0; i < subject->shown_count; i++) {
		words = subject->shown[i].claim->says.plain;
		count = kx_rates_read(subject->arena, language, words, strlen(words), &rates);
		number_count = count > 0 ? kx_numbers_read(subject->arena, language, words, strlen(words), &numbers) : 0;
		for (j = 0; j < count; j++)
			check_rate(subject, &subject->shown[i], &rates[j], numbers, number_count);
	}
	for (i = 0; i < subject->handout->content->section_count; i++)
		check_section(subject, &subject->handout->content->sections[i]);
}

/* ---- KX316 ---- */

/* Bases that are chosen, not counted: 10, 100, 1,000 and so on. */
static bool
is_round(int64_t base)
{
	while (base >= 10 && base % 10 == 0)
		base /= 10;
	return base == 1;
}

static void
check_words(const struct kx_subject *subject, const struct kx_claim *claim)
{
	const struct kx_rate *rates;
	size_t count, i, first;

	count = kx_rates_read(subject->arena, subject->handout->content->wording.language, claim->says.plain,
	    strlen(claim->says.plain), &rates);
	for (first = 0; first < count && !is_round(rates[first].base); first++)
		continue;
	for (i = first + 1; i < count; i++) {
		if (!is_round(rates[i].base) || rates[i].base == rates[first].base)
			continue;
		kx_report(subject->diags, KX316, kx_place_below(subject, claim->origin, "/says"),
		    kx_arena_print(subject->arena, "say both in %lld", (long long)(rates[i].base > rates[first].base ?
		    rates[i].base : rates[first].base)), "claim \"%s\" counts in %lld and in %lld", claim->id,
		    (long long)rates[first].base, (long long)rates[i].base);
		return;
	}
}

static bool
is_numbers(enum kx_form form)
{
	return form == KX_FORM_FACT_BOX || form == KX_FORM_ICON_ARRAY || form == KX_FORM_BAR_PAIR || form == KX_FORM_CURVE || form == KX_FORM_RATES;
}

/* The figure of a claim that its table or picture shows: the first with a comparison, or else the first. */
static const struct kx_figure *
figure_shown(const struct kx_claim *claim)
{
	size_t i;

	for (i = 0; i < claim->figure_count; i++)
		if (claim->figures[i].comparator != NULL)
			return &claim->figures[i];
	return claim->figure_count > 0 ? &claim->figures[0] : NULL;
}

/* Tables and pictures: one base for a whole block. */
static void
check_blocks(const struct kx_subject *subject)
{
	struct kx_sheet_walk walk = { .content = subject->handout->content };
	const struct kx_block_plan *block = NULL;
	const struct kx_figure *first = NULL, *figure;
	const struct kx_group *group;
	struct kx_sheet_stop stop;
	size_t count, i;

	while (kx_sheet_next(&walk, &stop)) {
		if (!is_numbers(stop.block->form))
			continue;
		if (stop.block != block)
			first = NULL;
		block = stop.block;
		for (count = kx_handout_topic(subject->handout, stop.topic->id, &group); count > 0; count--, group++) {
			for (i = 0; i < group->printed_count && kx_sheet_shows(&stop, group); i++) {
				figure = figure_shown(group->printed[i].claim);
				if (first == NULL)
					first = figure;
				else if (figure != NULL && figure->per != first->per)
					kx_report_also(subject->diags, kx_report(subject->diags, KX316,
					    kx_place_below(subject, figure->origin, ""), kx_arena_print(subject->arena,
					    "give both the same \"per\"; %d shows the rarer of the two",
					    (int)(figure->per > first->per ? figure->per : first->per)),
					    "block \"%s\" counts in %d and in %d", stop.block->id, (int)first->per, (int)figure->per),
					    kx_place_below(subject, first->origin, ""));
			}
		}
	}
}

void
kx_rule_bases(const struct kx_subject *subject)
{
	size_t i;

	for (i = 0; i < subject->shown_count; i++)
		check_words(subject, subject->shown[i].claim);
	check_blocks(subject);
}
