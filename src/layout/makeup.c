/*
 * Making up is one walk along the galley: fill a slot, back up to a place
 * where a break is allowed, go on in the next slot.
 *
 * Matter goes on by itself only to a slot on the same page or a later one:
 * the words of one paragraph are read page by page.  Where the order of
 * reading turns back to an earlier page (the back of a folded sheet), a band
 * has to start there.
 */
#include "layout/makeup.h"

#include "layout/slots.h"

#include <string.h>

void
kx_makeup_walk(struct kx_setting *set, const struct kx_galley *galley, struct kx_makeup *makeup)
{
	kx_makeup_walk_to(set, galley, NULL, 0, makeup);
}

void
kx_makeup_walk_to(struct kx_setting *set, const struct kx_galley *galley, const kx_length *caps, size_t cap_count,
    struct kx_makeup *makeup)
{
	struct kx_walk walk = { .set = set, .galley = galley, .made = &makeup->made };
	size_t slot = 0;
	struct kx_slot place;
	struct kx_part *part;

	memset(makeup, 0, sizeof(*makeup));
	makeup->made.galley.width = galley->width;
	while (kx_walk_next(&walk) != NULL && !set->failed) {
		if (!kx_slots_next(set, kx_walk_next(&walk)->start, kx_walk_next(&walk)->region, makeup->count == 0, slot, &slot)) {
			makeup->overflow = true;
			break;
		}
		part = kx_arena_push(set->arena, &makeup->parts, &makeup->count, &makeup->room, sizeof(*part));
		if (part == NULL) {
			set->failed = true;
			break;
		}
		kx_slots_find(set, slot, &place);
		part->slot = slot;
		part->first = makeup->made.galley.slug_count;
		kx_walk_fill(&walk, place.box.height, slot < cap_count ? caps[slot] : place.box.height);
		part->last = makeup->made.galley.slug_count;
		if (set->sheet->page_most > 0 && place.page >= set->sheet->page_most)
			makeup->overflow = true;
	}
	makeup->overflow = makeup->overflow || set->failed;
	/* What has nowhere to go is kept at the end, for the message. */
	while (makeup->overflow && !set->failed && kx_walk_next(&walk) != NULL)
		kx_walk_push(&walk);
}

kx_length
kx_makeup_width(struct kx_setting *set, const struct kx_galley *galley, enum kx_start start, const char *region)
{
	struct kx_makeup makeup;
	struct kx_slot place;
	size_t slot = 0;

	kx_makeup_walk(set, galley, &makeup);
	if (makeup.count > 0)
		slot = makeup.parts[makeup.count - 1].slot;
	if (makeup.count == 0 || start != KX_START_HERE)
		kx_slots_next(set, start, region, makeup.count == 0, slot, &slot);
	kx_slots_find(set, slot, &place);
	return place.box.width;
}

kx_length
kx_makeup_narrowest(struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t last, kx_length otherwise)
{
	kx_length width = 0;
	struct kx_makeup makeup;
	struct kx_slot place;
	size_t i;

	kx_makeup_walk(set, galley, &makeup);
	for (i = 0; i < makeup.count; i++) {
		if (makeup.made.from[makeup.parts[i].last - 1] < first || makeup.made.from[makeup.parts[i].first] >= last)
			continue;
		kx_slots_find(set, makeup.parts[i].slot, &place);
		if (width == 0 || place.box.width < width)
			width = place.box.width;
	}
	return width > 0 ? width : otherwise;
}

int
kx_makeup_pages(const struct kx_setting *set, const struct kx_makeup *makeup)
{
	struct kx_slot slot;
	int pages = 0;
	size_t i;

	for (i = 0; i < makeup->count; i++) {
		kx_slots_find(set, makeup->parts[i].slot, &slot);
		pages = slot.page + 1 > pages ? slot.page + 1 : pages;
	}
	return pages;
}

bool
kx_makeup_fits(struct kx_setting *set, const struct kx_galley *galley, int *ret_pages)
{
	struct kx_makeup makeup;

	kx_makeup_walk(set, galley, &makeup);
	*ret_pages = kx_makeup_pages(set, &makeup);
	return !makeup.overflow;
}
