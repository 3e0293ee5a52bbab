/*
 * Icon arrays and bars: pairs of 100 people (or 1,000, for what is rare), the
 * comparison first.
 *
 * What the picture shows, what stands under it and what its text alternative
 * says come from the same rounded numbers, so they cannot drift apart.
 */
#include "document/compose.h"

const char *
kx_array_heading(struct kx_composer *composer, const struct kx_fact *fact)
{
	if (fact->product == NULL)
		return kx_word(composer, KX_WORD_ARRAY_HEADING_ANY);
	return KX_FILLED(composer, KX_WORD_ARRAY_HEADING, { "product", fact->product->name });
}

static struct kx_array
array_of(struct kx_composer *composer, const struct kx_fact *fact, bool treatment)
{
	const char *number = treatment ? kx_words_with(composer, fact) : kx_words_without(composer, fact);
	struct kx_array array = {
		.heading = treatment ? kx_array_heading(composer, fact) : fact->comparator->with,
		.filled = treatment ? fact->with : fact->without,
		.total = fact->figure->per,
		.treatment = treatment,
	};

	array.words = KX_FILLED(composer, KX_WORD_ARRAY_WORDS, { "number", number },
	    { "Outcome", fact->outcome->label }, { "outcome", kx_words_outcome(composer, fact->outcome) });
	return array;
}

static const char *
treatment_name(struct kx_composer *composer, const struct kx_fact *fact)
{
	return fact->product != NULL ? fact->product->name : kx_word(composer, KX_WORD_ARRAY_TREATMENT_ANY);
}

/*
 * Who would be so without the treatment too stands apart from those it adds
 * (Zikmund-Fisher, Ubel, Smith et al., Patient Educ Couns 2008;73:209).  Where
 * it adds nobody there is nothing to tell apart.
 */
static void
tell_added(struct kx_composer *composer, const struct kx_fact *fact, struct kx_array *array)
{
	if (fact->with <= fact->without)
		return;
	array->baseline = fact->without;
	array->added = KX_FILLED(composer, KX_WORD_ARRAY_ADDED,
	    { "without", kx_words_number(composer, fact->without) }, { "difference", kx_words_difference(composer, fact) },
	    { "treatment", treatment_name(composer, fact) });
}

static void
tell_range(struct kx_composer *composer, const struct kx_fact *fact, const struct kx_arm *arm, struct kx_array *array)
{
	if (!arm->has_interval)
		return;
	array->low = kx_round_in(arm->low, fact->figure->per);
	array->high = kx_round_in(arm->high, fact->figure->per);
	array->range = KX_FILLED(composer, KX_WORD_BAR_RANGE, { "low", kx_words_number(composer, array->low) },
	    { "high", kx_words_number(composer, array->high) }, { "per", kx_words_number(composer, fact->figure->per) });
}

/* The numbers of both arms, their difference and, where the picture shows them, their intervals. */
static const char *
alternative(struct kx_composer *composer, const struct kx_fact *fact, const struct kx_array_pair *pair)
{
	const char *sentences[3] = { NULL, NULL, NULL };
	size_t i;

	sentences[0] = KX_FILLED(composer, KX_WORD_ARRAY_ALT,
	    { "total", kx_words_number(composer, fact->figure->per) },
	    { "without", pair->arrays[0].heading }, { "with", pair->arrays[1].heading },
	    { "without_number", kx_words_without(composer, fact) }, { "with_number", kx_words_with(composer, fact) },
	    { "difference", kx_words_difference(composer, fact) },
	    { "Outcome", fact->outcome->label }, { "outcome", kx_words_outcome(composer, fact->outcome) });
	for (i = 0; i < 2; i++)
		if (pair->arrays[i].range != NULL)
			sentences[1 + i] = kx_arena_print(composer->arena, "%s: %s.", pair->arrays[i].heading, pair->arrays[i].range);
	return kx_words_join(composer, sentences, 3);
}

/* Bars say their interval beside them, arrays in the caption. */
static void
pair_add(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *matter, const struct kx_fact *fact,
    enum kx_block_kind kind)
{
	struct kx_block *block = kx_block_add(composer, matter, kind, NULL, fact->figure->origin);
	struct kx_array_pair *pair = kx_arena_alloc(composer->arena, sizeof(*pair));
	const char *sentences[] = {
		kx_words_study(composer, fact), kx_words_population(composer, fact), kx_words_time(composer, fact),
		kind == KX_BLOCK_ARRAY_PAIR ? kx_words_interval(composer, fact) : NULL, kx_words_sure_says(composer, fact),
	};

	if (pair == NULL)
		return;
	pair->arrays[0] = array_of(composer, fact, false);
	pair->arrays[1] = array_of(composer, fact, true);
	if (kind == KX_BLOCK_BAR_PAIR) {
		tell_range(composer, fact, &fact->figure->against, &pair->arrays[0]);
		tell_range(composer, fact, &fact->figure->arm, &pair->arrays[1]);
	} else if (plan->added) {
		tell_added(composer, fact, &pair->arrays[1]);
	}
	pair->alt = alternative(composer, fact, pair);
	block->figure = pair;
	kx_caption_add(composer, block, plan, kx_words_join(composer, sentences, sizeof(sentences) / sizeof(sentences[0])), fact->printed);
}

/* A picture needs both arms; one without the other would mislead. */
static bool
can_be_drawn(struct kx_composer *composer, const struct kx_fact *fact)
{
	if (fact->comparator != NULL && fact->outcome != NULL)
		return true;
	kx_compose_error(composer, KX421, fact->figure->origin,
	    "Add a \"comparator\" with its own numbers, or move the topic to another block.",
	    "claim \"%s\" prints as a pair of pictures but its figure has no comparison group",
	    fact->printed->claim->id);
	return false;
}

/*
 * Icons are whole people: numbers are rounded half up, and a number that
 * rounds to nobody, or to everybody, without being so has no picture.
 */
static bool
icons_can_show(struct kx_composer *composer, const struct kx_fact *fact)
{
	int32_t per = fact->figure->per;

	if ((per == 100 || per == 1000) && !fact->rough)
		return true;
	kx_compose_error(composer, KX432, fact->figure->origin, per < 1000 ? "Give the figure \"per\": 1000." :
	    "Move the topic to a table, where the number stands in words.", per == 100 || per == 1000 ?
	    "claim \"%s\" has a number that %d icons cannot show" : "claim \"%s\" counts in %d people; an icon array has 100 or 1,000",
	    fact->printed->claim->id, (int)per);
	return false;
}

static void
form_pairs(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group, enum kx_block_kind kind)
{
	struct kx_facts facts = { 0 };
	struct kx_block *matter;
	size_t i;

	for (i = 0; i < plan->topic_count; i++)
		kx_facts_add(composer, plan->topics[i], NULL, &facts);
	if (facts.count == 0)
		return;
	matter = kx_matter_open(composer, group, plan, NULL);
	for (i = 0; i < facts.count; i++)
		if (can_be_drawn(composer, &facts.list[i]) &&
		    (kind != KX_BLOCK_ARRAY_PAIR || icons_can_show(composer, &facts.list[i])))
			pair_add(composer, plan, matter, &facts.list[i], kind);
	kx_facts_meanings(composer, matter, &facts, plan);
	kx_matter_close(composer, matter, plan);
}

void
kx_form_icon_array(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	form_pairs(composer, plan, group, KX_BLOCK_ARRAY_PAIR);
}

void
kx_form_bar_pair(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	form_pairs(composer, plan, group, KX_BLOCK_BAR_PAIR);
}
