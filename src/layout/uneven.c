/*
 * Matter is set before anyone knows which region it will stand in.  Where
 * regions differ in width, each piece of the flow is set as wide as the region
 * it seems to begin in, the galley is made up, and a piece that landed
 * elsewhere, or runs on into a narrower region, is taken back with all that
 * came after it and set again.  A piece is narrowed at most a few times, so
 * this ends.
 */
#include "layout/uneven.h"

#include "layout/makeup.h"

/* How a piece is set, and as things stood before. */
struct attempt {
	kx_length width;               /* 0: not decided */
	int tries;
	struct kx_flow_state before;
};

/*
 * The first piece up to `last` that stands in a region of another width than
 * it was set for; its width is put right.  `last` + 1 when all is well.
 */
static size_t
find_misfit(const struct kx_flow *flow, struct attempt *attempts, size_t last)
{
	struct attempt *attempt;
	kx_length width;
	size_t i, end;

	for (i = 0; i <= last; i++) {
		attempt = &attempts[i];
		end = i < last ? attempts[i + 1].before.slugs : flow->galley->slug_count;
		width = kx_makeup_narrowest(flow->set, flow->galley, attempt->before.slugs, end, attempt->width);
		if (width == attempt->width || (width > attempt->width && attempt->tries > 0))
			continue;
		attempt->width = width;
		attempt->tries++;
		return i;
	}
	return last + 1;
}

void
kx_uneven_set(struct kx_flow *flow)
{
	struct attempt *attempts = kx_arena_array(flow->set->arena, flow->matter->count, sizeof(*attempts));
	const struct kx_matter_piece *piece;
	size_t p, misfit, i;

	if (attempts == NULL)
		flow->set->failed = true;
	for (p = 0; p < flow->matter->count && !flow->set->failed; p++) {
		piece = &flow->matter->list[p];
		attempts[p].before = kx_flow_state(flow);
		if (attempts[p].width == 0)
			attempts[p].width = kx_makeup_width(flow->set, flow->galley, piece->first ? piece->band->start : KX_START_HERE,
			    piece->band->region);
		flow->galley->width = attempts[p].width;
		kx_flow_set_piece(flow, p);
		kx_flow_start_piece(flow, p, attempts[p].before.slugs);
		misfit = find_misfit(flow, attempts, p);
		if (misfit > p || flow->set->failed)
			continue;
		kx_flow_back(flow, &attempts[misfit].before);
		for (i = misfit + 1; i <= p; i++)
			attempts[i].width = 0;
		p = misfit - 1;
	}
}
