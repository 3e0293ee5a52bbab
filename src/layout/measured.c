#include "layout/measured.h"

#include "layout/galley_copy.h"
#include "layout/piece_key.h"

bool
kx_measured_find(struct kx_setting *set, struct kx_galley *galley, size_t index)
{
	const struct kx_galley *found;
	struct kx_piece_setting setting;
	struct kx_memo_key key;

	if (set->measured == NULL || !set->measured->trying)
		return false;
	key = kx_piece_key(set, KX_MEMO_MEASURED, index, galley->width, &setting);
	found = kx_memo_find(set->memo, &key);
	if (found == NULL)
		return false;
	kx_slugs_put(set, found, 0, galley);
	set->measured->taken = true;
	return true;
}

void
kx_measured_keep(struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t index)
{
	struct kx_arena *room = kx_memo_arena(set->memo);
	struct kx_piece_setting setting;
	struct kx_memo_key key;
	struct kx_galley *kept;

	if (set->measured == NULL || !set->measured->trying || room == NULL || set->failed || set->refused)
		return;
	kept = kx_arena_alloc(room, sizeof(*kept));
	if (kept == NULL || !kx_slugs_copy(set->memo, galley->slugs + first, galley->slug_count - first, false, kept))
		return;
	kept->width = galley->width;
	key = kx_piece_key(set, KX_MEMO_MEASURED, index, galley->width, &setting);
	kx_memo_keep(set->memo, &key, kept);
}
