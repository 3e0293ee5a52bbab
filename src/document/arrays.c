/*
 * Icon arrays: pairs of 100 people, the comparison first.
 *
 * What the picture shows, what stands under it and what its text alternative
 * says come from the same rounded numbers, so they cannot drift apart.
 */
#include "document/compose.h"

static const char *
treatment_heading(struct kx_composer *composer, const struct kx_fact *fact)
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
		.heading = treatment ? treatment_heading(composer, fact) : fact->comparator->with,
		.filled = treatment ? fact->with : fact->without,
		.total = fact->figure->per,
		.treatment = treatment,
	};

	array.words = KX_FILLED(composer, KX_WORD_ARRAY_WORDS, { "number", number },
	    { "Outcome", fact->outcome->label }, { "outcome", kx_words_outcome(composer, fact->outcome) });
	return array;
}

static void
array_pair(struct kx_composer *composer, struct kx_block *matter, const struct kx_fact *fact)
{
	struct kx_block *block = kx_block_add(composer, matter, KX_BLOCK_ARRAY_PAIR, NULL, fact->figure->origin);
	struct kx_array_pair *pair = kx_arena_alloc(composer->arena, sizeof(*pair));
	const char *sentences[] = {
		kx_words_study(composer, fact), kx_words_population(composer, fact), kx_words_time(composer, fact),
		kx_words_interval(composer, fact), kx_words_sure_says(composer, fact),
	};

	if (pair == NULL)
		return;
	pair->arrays[0] = array_of(composer, fact, false);
	pair->arrays[1] = array_of(composer, fact, true);
	pair->alt = KX_FILLED(composer, KX_WORD_ARRAY_ALT,
	    { "total", kx_words_number(composer, fact->figure->per) },
	    { "without", pair->arrays[0].heading }, { "with", pair->arrays[1].heading },
	    { "without_number", kx_words_without(composer, fact) }, { "with_number", kx_words_with(composer, fact) },
	    { "difference", kx_words_difference(composer, fact) },
	    { "Outcome", fact->outcome->label }, { "outcome", kx_words_outcome(composer, fact->outcome) });
	pair->note = kx_words_join(composer, sentences, sizeof(sentences) / sizeof(sentences[0]));
	block->figure = pair;
	kx_runs_references(composer, &block->runs, fact->printed);
}

/* A picture needs both arms; one without the other would mislead. */
static bool
can_be_drawn(struct kx_composer *composer, const struct kx_fact *fact)
{
	if (fact->comparator != NULL && fact->outcome != NULL)
		return true;
	kx_compose_error(composer, KX421, fact->figure->origin,
	    "Add a \"comparator\" with its own numbers, or move the topic to another block.",
	    "claim \"%s\" prints as a pair of icon arrays but its figure has no comparison group",
	    fact->printed->claim->id);
	return false;
}

void
kx_form_icon_array(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
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
		if (can_be_drawn(composer, &facts.list[i]))
			array_pair(composer, matter, &facts.list[i]);
	kx_facts_meanings(composer, matter, &facts, plan);
	kx_matter_close(composer, matter, plan);
}
