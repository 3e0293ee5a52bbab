#include "document/compose.h"

/*
 * What a reader should know about how a source was read; NULL when there is
 * nothing to say.  Labels change under one name, so the day a label was read
 * belongs to its reference.
 */
static const char *
remark_words(struct kx_composer *composer, const struct kx_source *source)
{
	const char *date = source->kind == KX_SOURCE_LABEL ? kx_words_date(composer, source->accessed) : "";
	bool dated = date[0] != '\0';

	switch (source->check) {
	case KX_CHECK_SECOND_HAND:
		return dated ? KX_FILLED(composer, KX_WORD_SOURCE_SECOND_HAND_READ, { "date", date }) :
		    kx_word(composer, KX_WORD_SOURCE_SECOND_HAND);
	case KX_CHECK_NONE:
		return kx_word(composer, KX_WORD_SOURCE_UNCHECKED);
	case KX_CHECK_PRIMARY:
		break;
	}
	return dated ? KX_FILLED(composer, KX_WORD_SOURCE_READ, { "date", date }) : NULL;
}

void
kx_form_sources(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	const struct kx_handout *handout = composer->handout;
	struct kx_block *matter, *references, *reference;
	const struct kx_source *source;
	const char *remark;
	bool second_hand = false;
	size_t i;

	if (handout->reference_count == 0)
		return;
	matter = kx_matter_open(composer, group, plan, NULL);
	references = kx_block_add(composer, matter, KX_BLOCK_REFERENCES, NULL, plan->origin);
	for (i = 0; i < handout->reference_count; i++) {
		source = handout->references[i].source;
		reference = kx_block_add(composer, references, KX_BLOCK_REFERENCE, NULL, source->origin);
		reference->number = handout->references[i].number;
		kx_runs_text(composer, &reference->runs, source->citation, KX_PLAIN, NULL);
		remark = remark_words(composer, source);
		if (remark != NULL) {
			kx_runs_space(composer, &reference->runs);
			kx_runs_text(composer, &reference->runs, remark, KX_PLAIN, NULL);
		}
		second_hand = second_hand || source->check == KX_CHECK_SECOND_HAND;
	}
	if (second_hand)
		kx_paragraph_add(composer, matter, "note", kx_word(composer, KX_WORD_SOURCE_SECOND_HAND_MEANS),
		    plan->origin);
	kx_matter_close(composer, matter, plan);
}

size_t
kx_block_entries(const struct kx_block *chain)
{
	size_t most = 0, count;

	for (; chain != NULL; chain = chain->next) {
		if (chain->kept != NULL)
			count = chain->kept->entries;
		else if (chain->kind == KX_BLOCK_REFERENCE)
			count = chain->number > 0 ? (size_t)chain->number : 0;
		else
			count = kx_block_entries(chain->first);
		most = count > most ? count : most;
	}
	return most;
}
