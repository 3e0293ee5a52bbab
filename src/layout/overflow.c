#include "layout/overflow.h"

#include "base/buffer.h"

#include <string.h>

/* How many slots the matter from slot `from` on may fill, until the slug that starts afresh (NULL: to the end). */
static size_t
slots_of_run(const struct kx_setting *set, size_t from, const struct kx_slug *next)
{
	struct kx_slot first, other;
	size_t end = kx_slots_count(set), until = from + 1;

	/* Beyond the last page that the template allows there are none. */
	if (from >= end || !kx_slots_find(set, from, &first))
		return 0;
	if (next != NULL && !kx_slots_next(set, next->start, next->region, false, from, &end))
		end = from + 1;
	while (until < end && kx_slots_find(set, until, &other) && other.page >= first.page) {
		first = other;
		until++;
	}
	return until - from;
}

/* Is the block the last that was named?  It may run on into the next part of the matter. */
static bool
is_named(const struct kx_buffer *names, const char *block)
{
	size_t length = strlen(block);
	const char *end = kx_buffer_bytes(names) + names->length;

	return names->length >= length && memcmp(end - length, block, length) == 0 && (names->length == length || end[-(int)length - 1] == ' ');
}

static void
name_blocks(struct kx_buffer *names, const struct kx_galley *galley, size_t first, size_t last)
{
	const char *block;
	size_t i;

	for (i = first; i < last; i++) {
		block = galley->slugs[i].block;
		if (block != NULL && !is_named(names, block))
			kx_buffer_print(names, "%s%s", names->length > 0 ? ", " : "", block);
	}
}

/* The end of what a slot of height `room` holds of slugs [first, last), at least one. */
static size_t
part_end(const struct kx_galley *galley, size_t first, size_t last, kx_length room)
{
	size_t end = first + 1;

	while (end < last && kx_galley_height(galley, first, end + 1) <= room)
		end++;
	return end;
}

/* What does not fit: of each run of matter between two forced starts, what is beyond the slots that are its own. */
static kx_length
find_excess(struct kx_setting *set, const struct kx_galley *galley, struct kx_buffer *names)
{
	size_t first, last, fits, slot = 0, slots;
	struct kx_slot place;
	kx_length height = 0;

	for (first = 0; first < galley->slug_count; first = last) {
		for (last = first + 1; last < galley->slug_count && galley->slugs[last].start == KX_START_HERE; last++)
			;
		if (!kx_slots_next(set, galley->slugs[first].start, galley->slugs[first].region, first == 0, slot, &slot))
			break;
		slots = slots_of_run(set, slot, last < galley->slug_count ? &galley->slugs[last] : NULL);
		for (fits = first; slots > 0 && fits < last; slots--, slot += slots > 0) {
			kx_slots_find(set, slot, &place);
			fits = part_end(galley, fits, last, place.box.height);
		}
		if (fits >= last)
			continue;
		name_blocks(names, galley, fits, last);
		height += kx_galley_height(galley, fits, last);
	}
	return height;
}

/* What was made up beyond the last page: all of it would fit, but for what must stay together or be told on its page. */
static kx_length
find_beyond(struct kx_setting *set, const struct kx_makeup *makeup, struct kx_buffer *names)
{
	kx_length height = 0;
	const struct kx_part *part;
	struct kx_slot slot;
	size_t i;

	for (i = 0; i < makeup->count; i++) {
		part = &makeup->parts[i];
		kx_slots_find(set, part->slot, &slot);
		if (slot.page < set->sheet->page_most)
			continue;
		name_blocks(names, &makeup->made.galley, part->first, part->last);
		height += kx_galley_height(&makeup->made.galley, part->first, part->last);
	}
	return height;
}

void
kx_overflow_report(struct kx_setting *set, const struct kx_makeup *makeup)
{
	/* Which of its members says so many is told apart by nothing here: a size has its own, and times the template's. */
	struct kx_place place = { .file = set->sheet->origin.file, .pointer = "/pages" };
	kx_length excess, line = kx_setting_look(set, "body").leading;
	struct kx_buffer names, over;
	int pages = kx_makeup_pages(set, makeup);

	kx_buffer_init(&names, 4096);
	kx_buffer_init(&over, 64);
	excess = find_excess(set, &makeup->made.galley, &names);
	if (excess == 0)
		excess = find_beyond(set, makeup, &names);
	kx_buffer_milli(&over, excess / 1000 * 1000);
	kx_buffer_print(&over, " pt in all, %d lines of text", (int)((excess + line - 1) / line));
	if (pages > set->sheet->page_most && !kx_slots_given(set))
		kx_report(set->diags, KX455, place, "shorten the words, place fewer blocks, or allow more pages",
		    "the sheet needs %d pages and the layout allows %d; these blocks do not fit: %s (%s)", pages,
		    set->sheet->page_most, kx_buffer_bytes(&names), kx_buffer_bytes(&over));
	else
		kx_report(set->diags, KX455, place, "shorten the words, place fewer blocks, or make the regions larger",
		    "these blocks do not fit their regions: %s (%s)", kx_buffer_bytes(&names), kx_buffer_bytes(&over));
	kx_buffer_done(&names);
	kx_buffer_done(&over);
	set->failed = true;
}

void
kx_overflow_tall(struct kx_setting *set, const struct kx_slug *slug, const struct kx_slot *slot)
{
	struct kx_place place = { .file = slug->origin.file, .pointer = slug->origin.pointer };
	const char *block = slug->block != NULL ? slug->block : "-";
	struct kx_slot page;

	if (set->keeping == KX_KEEP_TAKEN) {
		set->keeping = KX_KEEP_UNTOLD;
		set->failed = true;
		return;
	}
	/* Matter that stands side by side has no one place in the data. */
	if (place.file == NULL)
		place = (struct kx_place){ .file = set->sheet->origin.file, .pointer = "/flow" };
	if (kx_slots_given(set))
		kx_report(set->diags, KX456, place, "split the block, or shorten its words",
		    "block \"%s\" is taller than region \"%s\" (%d pt; the region holds %d)", block, slot->region,
		    (int)(slug->height / 1000), (int)(slot->box.height / 1000));
	else if (kx_slots_find(set, 1, &page))
		kx_report(set->diags, KX456, place, "split the block, or shorten its words",
		    "block \"%s\" is taller than a page (%d pt; a page holds %d)", block, (int)(slug->height / 1000),
		    (int)(page.box.height / 1000));
	set->failed = true;
}
