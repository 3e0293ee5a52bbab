/*
 * Tables of numbers.
 *
 * Both tables hold to one rule of the fact-box literature (Schwartz and
 * Woloshin, Med Decis Making 2007;27:655; Harding Center): both arms in whole
 * people out of one number, and the difference printed, because a third of
 * readers do not subtract.
 *
 * What holds for most rows of a group (comparison, time, people, how sure,
 * references) is said once, on the row that heads it; a row for which it does
 * not hold says its own.  The road not taken is one long line of small
 * print under the table, where the reader must guess which row it means.
 */
#include "document/compose.h"

#include <string.h>

/* ---- small print, shared or not ---- */

struct trait {
	bool (*same)(const struct kx_fact *a, const struct kx_fact *b);
	const char *(*words)(struct kx_composer *composer, const struct kx_fact *fact);
};

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
same_comparator(const struct kx_fact *a, const struct kx_fact *b)
{
	return a->comparator == b->comparator;
}

static bool
same_time(const struct kx_fact *a, const struct kx_fact *b)
{
	return same_text(a->figure->at, b->figure->at) && same_text(a->figure->doses, b->figure->doses);
}

static bool
same_study(const struct kx_fact *a, const struct kx_fact *b)
{
	const struct kx_figure *x = a->figure, *y = b->figure;

	return x->people == y->people && x->trials == y->trials && x->arm.of == y->arm.of &&
	    x->against.of == y->against.of;
}

static bool
same_sureness(const struct kx_fact *a, const struct kx_fact *b)
{
	return a->printed->claim->certainty == b->printed->claim->certainty;
}

static bool
same_population(const struct kx_fact *a, const struct kx_fact *b)
{
	return same_text(a->figure->population, b->figure->population);
}

static const struct trait traits[] = {
	{ same_comparator, kx_words_against },
	{ same_time, kx_words_time },
	{ same_study, kx_words_study },
	{ same_population, kx_words_population },
	{ same_sureness, kx_words_sure_says },   /* last: a fact box has a column for it */
};
#define TRAIT_COUNT (sizeof(traits) / sizeof(traits[0]))

/* What the block says once of all rows is not said again. */
static const char *
words_of(struct kx_composer *composer, const struct kx_block_plan *plan, const struct trait *trait, const struct kx_fact *fact)
{
	if (trait->words == kx_words_population && plan->population != NULL && same_text(fact->figure->population, plan->population))
		return NULL;
	return trait->words(composer, fact);
}

/* Of a row that says nothing of its own here, what the head of its group says would be believed. */
static bool
can_differ(struct kx_composer *composer, const struct trait *trait, const struct kx_fact *fact)
{
	return trait->words == NULL ? fact->printed->reference_count > 0 : trait->words(composer, fact) != NULL;
}

/* The fact that speaks for most rows in this, the first of them; NULL when each row must say its own. */
static const struct kx_fact *
speaker(struct kx_composer *composer, const struct kx_facts *facts, const struct trait *trait)
{
	bool *silent = kx_arena_array(composer->arena, facts->count, sizeof(*silent));
	const struct kx_fact *fact;
	size_t same, i, k;

	for (k = 0; silent != NULL && k < facts->count; k++)
		silent[k] = !can_differ(composer, trait, &facts->list[k]);
	for (i = 0; silent != NULL && i < facts->count; i++) {
		fact = &facts->list[i];
		for (k = 0, same = 0; k < facts->count; k++) {
			if (trait->same(fact, &facts->list[k]))
				same++;
			else if (silent[k])
				return NULL;
		}
		if (same * 2 > facts->count)
			return fact;
	}
	return NULL;
}

static bool
same_references(const struct kx_fact *a, const struct kx_fact *b)
{
	return a->printed->reference_count == b->printed->reference_count &&
	    (a->printed->reference_count == 0 || memcmp(a->printed->references, b->printed->references,
	    a->printed->reference_count * sizeof(*a->printed->references)) == 0);
}

static const struct trait citing = { same_references, NULL };   /* told by marks, not by words */

/* The rows that speak for most of a group: of each trait, and of what it cites. */
struct speakers { const struct kx_fact *of[TRAIT_COUNT], *cited; };

static struct speakers
find_speakers(struct kx_composer *composer, const struct kx_facts *facts)
{
	struct speakers speakers;
	size_t i;

	for (i = 0; i < TRAIT_COUNT; i++)
		speakers.of[i] = speaker(composer, facts, &traits[i]);
	speakers.cited = speaker(composer, facts, &citing);
	return speakers;
}

/* Of the first `count` traits, what the head of the group says for most of its rows. */
static const char *
shared_words(struct kx_composer *composer, const struct kx_block_plan *plan, const struct speakers *speakers, size_t count)
{
	const char *sentences[TRAIT_COUNT];
	size_t i;

	for (i = 0; i < count; i++)
		sentences[i] = speakers->of[i] != NULL ? words_of(composer, plan, &traits[i], speakers->of[i]) : NULL;
	return kx_words_join(composer, sentences, count);
}

/* And what a row says for itself: where it differs from them. */
static const char *
own_words(struct kx_composer *composer, const struct kx_block_plan *plan, const struct speakers *speakers,
    const struct kx_fact *fact, size_t count)
{
	const char *sentences[TRAIT_COUNT];
	const struct kx_fact *other;
	size_t i;

	for (i = 0; i < count; i++) {
		other = speakers->of[i];
		sentences[i] = other == NULL || !traits[i].same(other, fact) ? words_of(composer, plan, &traits[i], fact) : NULL;
	}
	return kx_words_join(composer, sentences, count);
}

/* Does the row have its own marks, because those at the head of the group are not its? */
static bool
has_own_references(const struct speakers *speakers, const struct kx_fact *fact)
{
	return speakers->cited == NULL || !same_references(speakers->cited, fact);
}

/* ---- cells ---- */

/*
 * The number that all rows are counted in, or 0.  Where there is one it
 * stands in the heads, once, and the cells hold bare numbers.
 */
static int32_t
shared_base(const struct kx_facts *facts)
{
	size_t i;

	for (i = 0; i < facts->count; i++)
		if (facts->list[i].rough || facts->list[i].figure->per != facts->list[0].figure->per)
			return 0;
	return facts->count > 0 ? facts->list[0].figure->per : 0;
}

static const char *
cell_number(struct kx_composer *composer, const struct kx_fact *fact, bool treatment, int32_t base)
{
	if (base > 0 && (treatment || fact->comparator != NULL))
		return kx_words_number(composer, treatment ? fact->with : fact->without);
	return treatment ? kx_words_with(composer, fact) : kx_words_without(composer, fact);
}

/* The words of one head; `base` fills {per} in those that have it. */
static const char *
head_words(struct kx_composer *composer, enum kx_word word, int32_t base)
{
	if (base == 0)
		return kx_word(composer, word);
	switch (word) {
	case KX_WORD_FACT_WITH: word = KX_WORD_FACT_WITH_IN; break;
	case KX_WORD_FACT_WITHOUT: word = KX_WORD_FACT_WITHOUT_IN; break;
	case KX_WORD_RATES_WITH: word = KX_WORD_RATES_WITH_IN; break;
	case KX_WORD_RATES_WITHOUT: word = KX_WORD_RATES_WITHOUT_IN; break;
	default: return kx_word(composer, word);
	}
	return KX_FILLED(composer, word, { "per", kx_words_number(composer, base) });
}

static void
head_row(struct kx_composer *composer, struct kx_block *table, const enum kx_word *words, size_t count,
    size_t first_number, size_t last_number, int32_t base)
{
	struct kx_block *row = kx_block_add(composer, table, KX_BLOCK_ROW, NULL, table->origin), *cell;
	size_t i;

	row->head = true;
	for (i = 0; i < count; i++) {
		cell = kx_cell_add(composer, row, head_words(composer, words[i], base), table->origin);
		cell->head = true;
		if (i >= first_number && i <= last_number)
			cell->align = KX_ALIGN_RIGHT;
	}
}

/* The section's heading in place of the words of the first head: it says what is counted, and of how many. */
static void
head_section(struct kx_composer *composer, struct kx_block *cell)
{
	cell->first = cell->last = NULL;
	kx_heading_add(composer, cell, 2, composer->section->title, composer->section->origin);
	composer->heading_waits = false;
}

static struct kx_block *
number_cell(struct kx_composer *composer, struct kx_block *row, const char *words, const struct kx_fact *fact)
{
	struct kx_block *cell = kx_cell_add(composer, row, NULL, fact->figure->origin), *paragraph;

	cell->align = KX_ALIGN_RIGHT;
	paragraph = kx_block_add(composer, cell, KX_BLOCK_PARAGRAPH, "body", fact->figure->origin);
	kx_runs_text(composer, &paragraph->runs, words, KX_PLAIN, fact->printed->claim->id);
	return cell;
}

static void
with_cell(struct kx_composer *composer, struct kx_block *row, const struct kx_fact *fact, int32_t base)
{
	number_cell(composer, row, cell_number(composer, fact, true, base), fact)->bar = kx_bar_of(fact->figure->arm.percent);
}

static void
without_cell(struct kx_composer *composer, struct kx_block *row, const struct kx_fact *fact, int32_t base)
{
	struct kx_block *cell = number_cell(composer, row, cell_number(composer, fact, false, base), fact);

	if (fact->comparator != NULL)
		cell->bar_against = kx_bar_of(fact->figure->against.percent);
}

/* The row's own head: the topic, its reference marks, and small print. */
static void
row_head(struct kx_composer *composer, struct kx_block *row, const struct kx_fact *fact, bool references,
    const char *small)
{
	struct kx_block *cell = kx_cell_add(composer, row, NULL, fact->printed->claim->origin), *paragraph;

	cell->head = true;
	paragraph = kx_block_add(composer, cell, KX_BLOCK_PARAGRAPH, "body", fact->topic->origin);
	kx_runs_text(composer, &paragraph->runs, fact->topic->title, KX_PLAIN, NULL);
	if (references)
		kx_runs_references(composer, &paragraph->runs, fact->printed);
	kx_paragraph_add(composer, cell, "small", small, fact->figure->origin);
}

/* ---- groups of rows ---- */

/* What most rows of a group share of the first `trait_count` traits is said on the row that heads it. */
static void
group_row(struct kx_composer *composer, struct kx_block *table, const struct kx_block_plan *plan, const struct kx_column *column,
    const struct speakers *speakers, int span, size_t trait_count)
{
	struct kx_block *row = kx_block_add(composer, table, KX_BLOCK_ROW, "group", column->origin), *cell, *paragraph;

	cell = kx_cell_add(composer, row, NULL, column->origin);
	cell->head = true;
	cell->span = span;
	paragraph = kx_block_add(composer, cell, KX_BLOCK_PARAGRAPH, "body", column->origin);
	kx_runs_text(composer, &paragraph->runs, column->title, KX_STRONG, NULL);
	if (speakers->cited != NULL)
		kx_runs_references(composer, &paragraph->runs, speakers->cited->printed);
	kx_paragraph_add(composer, cell, "small", column->note, column->origin);
	kx_paragraph_add(composer, cell, "small", shared_words(composer, plan, speakers, trait_count), column->origin);
}

static struct kx_facts
column_facts(struct kx_composer *composer, const struct kx_column *column)
{
	struct kx_facts facts = { 0 };
	size_t i;

	for (i = 0; i < column->topic_count; i++)
		kx_facts_add(composer, column->topics[i], column->product, &facts);
	return facts;
}

/* ---- the fact box ---- */

#define FACT_COLUMNS 5
#define FACT_TRAITS  (TRAIT_COUNT - 1)

static void
fact_row(struct kx_composer *composer, struct kx_block *table, const struct kx_fact *fact, int32_t base, bool references,
    const char *small)
{
	struct kx_block *row = kx_block_add(composer, table, KX_BLOCK_ROW, NULL, fact->printed->claim->origin), *cell;

	row_head(composer, row, fact, references, small);
	without_cell(composer, row, fact, base);
	with_cell(composer, row, fact, base);
	number_cell(composer, row, kx_words_difference(composer, fact), fact);
	cell = number_cell(composer, row, kx_words_sure(composer, fact), fact);
	cell->align = KX_ALIGN_LEFT;
}

static const char *
fact_small_print(struct kx_composer *composer, const struct kx_block_plan *plan, const struct kx_fact *fact)
{
	const char *sentences[FACT_TRAITS];
	size_t i;

	for (i = 0; i < FACT_TRAITS; i++)
		sentences[i] = words_of(composer, plan, &traits[i], fact);
	return kx_words_join(composer, sentences, FACT_TRAITS);
}

/* Columns of the plan are groups of rows: one product, one set of people. */
static void
fact_groups(struct kx_composer *composer, struct kx_block *table, const struct kx_block_plan *plan, int32_t base)
{
	struct speakers speakers;
	struct kx_facts facts;
	size_t i, k;

	for (i = 0; i < plan->column_count; i++) {
		facts = column_facts(composer, &plan->columns[i]);
		if (facts.count == 0)
			continue;
		speakers = find_speakers(composer, &facts);
		group_row(composer, table, plan, &plan->columns[i], &speakers, FACT_COLUMNS, FACT_TRAITS);
		for (k = 0; k < facts.count; k++)
			fact_row(composer, table, &facts.list[k], base, has_own_references(&speakers, &facts.list[k]),
			    own_words(composer, plan, &speakers, &facts.list[k], FACT_TRAITS));
	}
}

/* All facts of the table, whether or not it has groups. */
static struct kx_facts
plan_facts(struct kx_composer *composer, const struct kx_block_plan *plan)
{
	struct kx_facts facts = { 0 };
	size_t i, k;

	for (i = 0; i < plan->topic_count; i++)
		kx_facts_add(composer, plan->topics[i], NULL, &facts);
	for (i = 0; i < plan->column_count; i++)
		for (k = 0; k < plan->columns[i].topic_count; k++)
			kx_facts_add(composer, plan->columns[i].topics[k], plan->columns[i].product, &facts);
	return facts;
}

void
kx_form_fact_box(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	static const enum kx_word heads[FACT_COLUMNS] = {
		KX_WORD_FACT_MEASURED, KX_WORD_FACT_WITHOUT, KX_WORD_FACT_WITH, KX_WORD_FACT_DIFFERENCE,
		KX_WORD_FACT_SURE,
	};
	struct kx_facts facts = plan_facts(composer, plan);
	struct kx_block *matter, *table;
	size_t i;

	if (facts.count == 0)
		return;
	matter = kx_matter_open(composer, group, plan, NULL);
	table = kx_block_add(composer, matter, KX_BLOCK_TABLE, "fact-box", plan->origin);
	head_row(composer, table, heads, FACT_COLUMNS, 1, 3, plan->brief ? 0 : shared_base(&facts));
	if (plan->brief && composer->heading_waits)
		head_section(composer, table->first->first);
	for (i = 0; i < facts.count && plan->column_count == 0; i++)
		fact_row(composer, table, &facts.list[i], shared_base(&facts), true, fact_small_print(composer, plan, &facts.list[i]));
	fact_groups(composer, table, plan, shared_base(&facts));
	kx_facts_meanings(composer, matter, &facts, plan);
	kx_matter_close(composer, matter, plan);
}

/* ---- rates: without before with, as in the fact box, so that no reader has to turn round ---- */

#define RATE_COLUMNS 4

/* Does `a` come before `b`?  Larger difference first; without a comparison last. */
static bool
comes_before(const struct kx_fact *a, const struct kx_fact *b)
{
	if (a->comparator == NULL || b->comparator == NULL)
		return a->comparator != NULL && b->comparator == NULL;
	return (int64_t)(a->with - a->without) * b->figure->per > (int64_t)(b->with - b->without) * a->figure->per;
}

/* Insertion sort: it keeps outline order among equals. */
static void
sort_by_difference(struct kx_facts *facts)
{
	struct kx_fact fact;
	size_t i, place;

	for (i = 1; i < facts->count; i++) {
		fact = facts->list[i];
		for (place = i; place > 0 && comes_before(&fact, &facts->list[place - 1]); place--)
			facts->list[place] = facts->list[place - 1];
		facts->list[place] = fact;
	}
}

static void
rates_column(struct kx_composer *composer, struct kx_block *table, const struct kx_block_plan *plan, const struct kx_column *column,
    struct kx_facts *facts, int32_t base)
{
	const struct kx_fact *fact;
	struct speakers speakers;
	struct kx_block *row;
	size_t i;

	sort_by_difference(facts);
	speakers = find_speakers(composer, facts);
	group_row(composer, table, plan, column, &speakers, RATE_COLUMNS, TRAIT_COUNT);
	for (i = 0; i < facts->count; i++) {
		fact = &facts->list[i];
		row = kx_block_add(composer, table, KX_BLOCK_ROW, NULL, fact->printed->claim->origin);
		row_head(composer, row, fact, has_own_references(&speakers, fact), own_words(composer, plan, &speakers, fact, TRAIT_COUNT));
		without_cell(composer, row, fact, base);
		with_cell(composer, row, fact, base);
		number_cell(composer, row, kx_words_difference(composer, fact), fact);
	}
}

void
kx_form_rates(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	static const enum kx_word heads[RATE_COLUMNS] = {
		KX_WORD_RATES_EFFECT, KX_WORD_RATES_WITHOUT, KX_WORD_RATES_WITH, KX_WORD_RATES_DIFFERENCE,
	};
	struct kx_block *matter = NULL, *table = NULL;
	struct kx_facts facts;
	int32_t base = 0;
	size_t i;

	/* One base for the whole table, or each cell names its own. */
	for (i = 0; i < plan->column_count; i++) {
		facts = column_facts(composer, &plan->columns[i]);
		if (facts.count == 0)
			continue;
		if (shared_base(&facts) == 0 || (base > 0 && shared_base(&facts) != base)) {
			base = 0;
			break;
		}
		base = shared_base(&facts);
	}
	for (i = 0; i < plan->column_count; i++) {
		facts = column_facts(composer, &plan->columns[i]);
		if (facts.count == 0)
			continue;
		if (table == NULL) {
			matter = kx_matter_open(composer, group, plan, NULL);
			table = kx_block_add(composer, matter, KX_BLOCK_TABLE, "rates", plan->origin);
			head_row(composer, table, heads, RATE_COLUMNS, 1, 3, base);
		}
		rates_column(composer, table, plan, &plan->columns[i], &facts, base);
	}
	if (table != NULL)
		kx_matter_close(composer, matter, plan);
}
