#include "document/compose.h"

/* Everything the block's topics print, as one paragraph. */
void
kx_form_paragraph(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	struct kx_pieces pieces = { 0 };
	struct kx_block *matter, *paragraph;

	kx_pieces_add_all(composer, plan->topics, plan->topic_count, NULL, &pieces);
	if (pieces.count == 0)
		return;
	matter = kx_matter_open(composer, group, plan, NULL);
	paragraph = kx_block_add(composer, matter, KX_BLOCK_PARAGRAPH, "body", kx_piece_origin(&pieces.list[0]));
	kx_pieces_runs(composer, &pieces, &paragraph->runs);
	kx_matter_close(composer, matter, plan);
}

/* An item for each claim; in the summary the list is the main points box. */
void
kx_form_list(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	bool summary = composer->section->role == KX_ROLE_SUMMARY;
	struct kx_pieces pieces = { 0 };
	struct kx_block *matter;

	kx_pieces_add_all(composer, plan->topics, plan->topic_count, NULL, &pieces);
	if (pieces.count == 0)
		return;
	matter = kx_matter_open(composer, group, plan, summary ? "main-points" : NULL);
	kx_pieces_list(composer, matter, "bullet", &pieces);
	kx_matter_close(composer, matter, plan);
}

/* An item for each topic that prints: its title in bold when `titled`, then all it says. */
static void
topic_items(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *list, bool titled)
{
	struct kx_block *item, *paragraph;
	struct kx_pieces pieces;
	const char *title;
	size_t i;

	for (i = 0; i < plan->topic_count; i++) {
		pieces = (struct kx_pieces){ 0 };
		kx_pieces_add(composer, plan->topics[i], NULL, &pieces);
		if (pieces.count == 0)
			continue;
		item = kx_block_add(composer, list, KX_BLOCK_ITEM, NULL, kx_piece_origin(&pieces.list[0]));
		item->topic = plan->topics[i]->id;
		paragraph = kx_block_add(composer, item, KX_BLOCK_PARAGRAPH, "body", item->origin);
		if (titled) {
			title = KX_FILLED(composer, KX_WORD_WARNING_TITLE, { "title", plan->topics[i]->title });
			kx_runs_text(composer, &paragraph->runs, title, KX_STRONG, NULL);
		}
		kx_pieces_runs(composer, &pieces, &paragraph->runs);
	}
}

/* Does any topic of the block print in words? */
static bool
any_prints(struct kx_composer *composer, const struct kx_block_plan *plan)
{
	struct kx_pieces pieces = { 0 };

	kx_pieces_add_all(composer, plan->topics, plan->topic_count, NULL, &pieces);
	return pieces.count > 0;
}

void
kx_form_steps(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	struct kx_block *matter, *list;

	if (!any_prints(composer, plan))
		return;
	matter = kx_matter_open(composer, group, plan, NULL);
	list = kx_block_add(composer, matter, KX_BLOCK_LIST, "number", plan->origin);
	list->number = 1;
	topic_items(composer, plan, list, false);
	kx_matter_close(composer, matter, plan);
}

void
kx_form_warning(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	struct kx_block *matter, *list;

	if (!any_prints(composer, plan))
		return;
	matter = kx_matter_open(composer, group, plan, "warning");
	list = kx_block_add(composer, matter, KX_BLOCK_LIST, "warning", plan->origin);
	topic_items(composer, plan, list, true);
	kx_matter_close(composer, matter, plan);
}

void
kx_form_questions(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	struct kx_pieces pieces = { 0 };
	struct kx_block *matter, *question;
	size_t i;

	kx_pieces_add_all(composer, plan->topics, plan->topic_count, NULL, &pieces);
	if (pieces.count == 0)
		return;
	matter = kx_matter_open(composer, group, plan, NULL);
	for (i = 0; i < pieces.count; i++) {
		question = kx_block_add(composer, matter, KX_BLOCK_QUESTION, NULL, kx_piece_origin(&pieces.list[i]));
		question->lines = plan->lines;
		kx_piece_runs(composer, &pieces.list[i], &question->runs);
	}
	kx_matter_close(composer, matter, plan);
}

void
kx_form_write_in(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	struct kx_block *matter = kx_matter_open(composer, group, plan, NULL), *lines;

	lines = kx_block_add(composer, matter, KX_BLOCK_WRITE_IN, NULL, plan->origin);
	lines->lines = plan->lines;
	kx_matter_close(composer, matter, plan);
}
