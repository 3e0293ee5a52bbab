#include "layout/slots.h"

#include "base/limits.h"
#include "layout/running.h"

#include <string.h>

bool
kx_slots_given(const struct kx_setting *set)
{
	return set->paper != NULL && set->paper->side_count > 0;
}

/* Page 1 has no running head, so its masthead may rise. */
static struct kx_box
text_box(const struct kx_setting *set, int page)
{
	const struct kx_template *sheet = set->sheet;
	kx_length top = sheet->margin_top - (page == 0 ? kx_template_number(sheet, "masthead-rise", 0) : 0), head, foot;

	kx_running_room(set, page, &head, &foot);
	return (struct kx_box){ sheet->margin_left, top + head, set->page_width - sheet->margin_left - sheet->margin_right,
	    set->page_height - top - head - sheet->margin_bottom - foot };
}

bool
kx_slots_find(const struct kx_setting *set, size_t index, struct kx_slot *ret_slot)
{
	const struct kx_template *sheet = set->sheet;
	const struct kx_region *region;
	size_t side, last_side, again;

	if (!kx_slots_given(set)) {
		*ret_slot = (struct kx_slot){ (int)index, "text", text_box(set, (int)index) };
		return index < KX_MAX_PAGES;
	}
	if (index < sheet->fill_count) {
		region = kx_paper_region(set->paper, sheet->fill[index], &side);
		*ret_slot = (struct kx_slot){ (int)side, region->id, region->box };
		return true;
	}
	/* Pages beyond the sides are like the last side. */
	last_side = set->paper->side_count - 1;
	again = (index - sheet->fill_count) % set->paper->sides[last_side].region_count;
	region = &set->paper->sides[last_side].regions[again];
	*ret_slot = (struct kx_slot){ (int)(set->paper->side_count + (index - sheet->fill_count) /
	    set->paper->sides[last_side].region_count), region->id, region->box };
	return ret_slot->page < KX_MAX_PAGES;
}

size_t
kx_slots_count(const struct kx_setting *set)
{
	struct kx_slot slot;
	size_t count = 0;

	while (kx_slots_find(set, count, &slot) && (slot.page < set->sheet->page_most || set->sheet->page_most <= 0))
		count++;
	return count;
}

bool
kx_slots_even(const struct kx_setting *set)
{
	struct kx_slot first, other;
	size_t i, count = kx_slots_given(set) ? set->sheet->fill_count : 0;

	for (i = 0; i < count; i++) {
		kx_slots_find(set, 0, &first);
		kx_slots_find(set, i, &other);
		if (other.box.width != first.box.width)
			return false;
	}
	return true;
}

bool
kx_slots_next(const struct kx_setting *set, enum kx_start start, const char *name, bool opening, size_t now, size_t *ret_next)
{
	struct kx_slot here, there;
	size_t next = opening ? 0 : now + 1;

	if (!opening)
		kx_slots_find(set, now, &here);
	for (; kx_slots_find(set, next, &there); next++) {
		if (start == KX_START_PAGE && !opening && there.page == here.page)
			continue;
		if (start == KX_START_NAMED && strcmp(there.region, name) != 0)
			continue;
		*ret_next = next;
		return start != KX_START_HERE || opening || there.page >= here.page;
	}
	return false;
}
