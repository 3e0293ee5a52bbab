#include "document/compose.h"

#include <string.h>

static bool
is_wanted(const struct kx_group *group, const char *product)
{
	return product == NULL || strcmp(group->product, product) == 0 || strcmp(group->product, KX_PRODUCT_BOTH) == 0;
}

size_t
kx_groups_of(struct kx_composer *composer, const struct kx_topic *topic, const char *product,
    const struct kx_group ***ret_groups)
{
	const struct kx_group *first = NULL, **groups;
	size_t count = kx_handout_topic(composer->handout, topic->id, &first), used = 0, i;

	groups = kx_arena_array(composer->arena, count + 1, sizeof(*groups));
	if (groups == NULL)
		return 0;
	for (i = 0; i < count; i++)
		if (is_wanted(&first[i], product))
			groups[used++] = &first[i];
	*ret_groups = groups;
	return used;
}

/* ---- pieces ---- */

static const struct kx_clinic_line *
visit_line(struct kx_composer *composer, const struct kx_topic *topic)
{
	const struct kx_clinic *clinic = &composer->content->clinic;
	size_t i;

	for (i = 0; i < clinic->visit_count; i++) {
		if (strcmp(clinic->visit[i].topic, topic->id) != 0)
			continue;
		composer->line_asked = true;
		if (composer->visit_used != NULL)
			composer->visit_used[i] = true;
		return &clinic->visit[i];
	}
	return NULL;
}

static void
piece_add(struct kx_composer *composer, struct kx_pieces *pieces, struct kx_piece piece)
{
	struct kx_piece *place;

	place = kx_arena_push(composer->arena, &pieces->list, &pieces->count, &pieces->room, sizeof(*place));
	if (place != NULL)
		*place = piece;
}

void
kx_pieces_add(struct kx_composer *composer, const struct kx_topic *topic, const char *product,
    struct kx_pieces *pieces)
{
	const struct kx_clinic_line *line = visit_line(composer, topic);
	const struct kx_group **groups = NULL;
	size_t count, i, k;

	if (line != NULL) {
		piece_add(composer, pieces, (struct kx_piece){ topic, NULL, line });
		return;
	}
	count = kx_groups_of(composer, topic, product, &groups);
	for (i = 0; i < count; i++)
		for (k = 0; k < groups[i]->printed_count; k++)
			piece_add(composer, pieces, (struct kx_piece){ topic, &groups[i]->printed[k], NULL });
}

void
kx_pieces_add_all(struct kx_composer *composer, const struct kx_topic **topics, size_t count,
    const char *product, struct kx_pieces *pieces)
{
	size_t i;

	for (i = 0; i < count; i++)
		kx_pieces_add(composer, topics[i], product, pieces);
}

struct kx_origin
kx_piece_origin(const struct kx_piece *piece)
{
	return piece->line != NULL ? piece->line->origin : piece->printed->claim->origin;
}

void
kx_piece_runs(struct kx_composer *composer, const struct kx_piece *piece, struct kx_runs *runs)
{
	const struct kx_rich *says = piece->line != NULL ? &piece->line->says : &piece->printed->claim->says;
	const char *claim = piece->printed != NULL ? piece->printed->claim->id : NULL;
	size_t i;

	for (i = 0; i < says->count; i++)
		kx_runs_text(composer, runs, says->spans[i].text, says->spans[i].emphasis, claim);
	if (piece->printed != NULL)
		kx_runs_references(composer, runs, piece->printed);
}

void
kx_pieces_runs(struct kx_composer *composer, const struct kx_pieces *pieces, struct kx_runs *runs)
{
	size_t i;

	for (i = 0; i < pieces->count; i++) {
		kx_runs_space(composer, runs);
		kx_piece_runs(composer, &pieces->list[i], runs);
	}
}

void
kx_pieces_list(struct kx_composer *composer, struct kx_block *parent, const char *style,
    const struct kx_pieces *pieces)
{
	struct kx_block *list, *item, *paragraph;
	size_t i;

	if (pieces->count == 0)
		return;
	list = kx_block_add(composer, parent, KX_BLOCK_LIST, style, kx_piece_origin(&pieces->list[0]));
	for (i = 0; i < pieces->count; i++) {
		item = kx_block_add(composer, list, KX_BLOCK_ITEM, NULL, kx_piece_origin(&pieces->list[i]));
		item->topic = pieces->list[i].topic->id;
		paragraph = kx_block_add(composer, item, KX_BLOCK_PARAGRAPH, "body", kx_piece_origin(&pieces->list[i]));
		kx_piece_runs(composer, &pieces->list[i], &paragraph->runs);
	}
}
