/*
 * Making up is one walk along the galley: fill a slot, back up to a place
 * where a break is allowed, go on in the next slot.  What is left at the foot
 * of a slot goes first to write-in lines, whole lines only, then in equal
 * parts to the elastic spaces, each at most the template's "stretch".
 *
 * Matter goes on by itself only to a slot on the same page or a later one:
 * the words of one paragraph are read page by page.  Where the order of
 * reading turns back to an earlier page (the back of a folded sheet), a band
 * has to start there.
 */
#include "layout/makeup.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "document/wording.h"
#include "layout/cells.h"
#include "layout/furniture.h"
#include "layout/paragraph.h"
#include "layout/running.h"

#include <stdio.h>
#include <string.h>

/* Slugs [first, last) of the made-up galley stand in a slot. */
struct part { size_t slot, first, last; };

/*
 * A sheet made up: the galley's slugs again, with tall ones split and the
 * heads of tables repeated.
 */
struct makeup {
	struct kx_galley galley;
	size_t *from; size_t from_count, from_room;   /* for each slug, which one of the galley it is or is part of */
	struct part *parts; size_t count, room;
	bool overflow;                 /* more than the template allows, or matter that has nowhere to go */
};

static bool
has_sides(const struct kx_setting *set)
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
kx_makeup_slot(const struct kx_setting *set, size_t index, struct kx_slot *ret_slot)
{
	const struct kx_template *sheet = set->sheet;
	const struct kx_region *region;
	size_t side, last_side, again;

	if (!has_sides(set)) {
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

/* How many slots the template allows. */
static size_t
count_slots(const struct kx_setting *set)
{
	struct kx_slot slot;
	size_t count = 0;

	while (kx_makeup_slot(set, count, &slot) && (slot.page < set->sheet->page_most || set->sheet->page_most <= 0))
		count++;
	return count;
}

bool
kx_makeup_even(const struct kx_setting *set)
{
	struct kx_slot first, other;
	size_t i, count = has_sides(set) ? set->sheet->fill_count : 0;

	for (i = 0; i < count; i++) {
		kx_makeup_slot(set, 0, &first);
		kx_makeup_slot(set, i, &other);
		if (other.box.width != first.box.width)
			return false;
	}
	return true;
}

/* The slot in which a slug with this start stands after matter in slot `now` (`opening`: after none). */
static bool
next_slot(const struct kx_setting *set, enum kx_start start, const char *name, bool opening, size_t now, size_t *ret_next)
{
	struct kx_slot here, there;
	size_t next = opening ? 0 : now + 1;

	if (!opening)
		kx_makeup_slot(set, now, &here);
	for (; kx_makeup_slot(set, next, &there); next++) {
		if (start == KX_START_PAGE && !opening && there.page == here.page)
			continue;
		if (start == KX_START_NAMED && strcmp(there.region, name) != 0)
			continue;
		*ret_next = next;
		return start != KX_START_HERE || opening || there.page >= here.page;
	}
	return false;
}

/* Where the walk stands. */
struct walk {
	struct kx_setting *set;
	const struct kx_galley *galley;
	struct makeup *makeup;
	size_t next;                   /* slug of the galley */
	struct kx_slug tail;           /* what is left of a split slug comes first, */
	bool has_tail;                 /* if there is any; it is part of slug `next` */
};

static const struct kx_slug *
next_slug(const struct walk *walk)
{
	if (walk->has_tail)
		return &walk->tail;
	return walk->next < walk->galley->slug_count ? &walk->galley->slugs[walk->next] : NULL;
}

static void
push_slug(struct walk *walk, const struct kx_slug *model)
{
	struct makeup *makeup = walk->makeup;
	struct kx_slug *slug = kx_galley_slug(walk->set, &makeup->galley, 0);
	size_t *from = kx_arena_push(walk->set->arena, &makeup->from, &makeup->from_count, &makeup->from_room, sizeof(*from));

	if (slug == NULL || from == NULL) {
		walk->set->failed = true;
		return;
	}
	*slug = *model;
	*from = walk->next;
}

/* The next slug goes into the part as it is. */
static void
push_next(struct walk *walk)
{
	push_slug(walk, next_slug(walk));
	walk->has_tail = false;
	walk->next++;
}

/*
 * How much of the slot must be left that the slug begins there and goes on in
 * the next: a quarter, when it is taller than the slot.  A box that is not
 * breaks only where the template says so, as large print does, whose pages
 * would stand half empty otherwise: "box.split" or "<style>.split", a share of
 * the slot's height; 0 keeps it whole.
 */
static kx_length
least_rest(struct kx_setting *set, const struct kx_slug *slug, kx_length room)
{
	const struct kx_box_style *style = slug->cell_count == 1 ? slug->cells[0].style : NULL;
	kx_length share;

	if (slug->height > room)
		return room / 4;
	if (style == NULL)
		return room;
	share = kx_setting_number(set, style->id, "split", kx_setting_number(set, "box", "split", 0));
	return share > 0 ? (kx_length)((int64_t)room * share / 1000) : room;
}

/* What room a page leaves that tells `told` and then what the slug says. */
static kx_length
harm_with(const struct walk *walk, const struct kx_told *told, const struct kx_slug *slug)
{
	struct kx_told with = *told;
	kx_length height;

	kx_running_tell(walk->set, slug, &with);
	kx_running_harm(walk->set, &with, &height);
	return height;
}

/*
 * Begin the next slug in `rest` of a part of height `room` that tells `told`
 * so far and whose own slugs begin at `own`.  Where these are nothing but heads
 * that keep it, a whole slot of them and of it is not to be had, and heads
 * would stand alone: then it breaks sooner.
 */
static bool
split_next(struct walk *walk, size_t own, kx_length rest, kx_length room, const struct kx_told *told)
{
	const struct kx_galley *made = &walk->makeup->galley;
	bool bound = made->slug_count > own && kx_galley_bound(made, own, made->slug_count);
	kx_length least = bound ? room / 4 : least_rest(walk->set, next_slug(walk), room);
	struct kx_slug head, tail;
	kx_length harm, before;

	kx_running_harm(walk->set, told, &before);
	if (rest - before < least || !kx_cells_split(walk->set, next_slug(walk), rest, &head, &tail))
		return false;
	harm = harm_with(walk, told, &head);
	if (head.height + harm > rest && (!kx_cells_split(walk->set, next_slug(walk), rest - harm, &head, &tail) ||
	    head.height + harm_with(walk, told, &head) > rest))
		return false;
	/* Behind other matter it may as well begin in the next slot as leave its heads here. */
	if (kx_cells_bound(&head) && walk->makeup->galley.slug_count > own)
		return false;
	push_slug(walk, &head);
	walk->tail = tail;
	walk->has_tail = true;
	return true;
}

/* Take back all slugs of the part from `end` on, which is not its first. */
static void
cut_back(struct walk *walk, size_t end)
{
	struct makeup *makeup = walk->makeup;

	if (end >= makeup->galley.slug_count)
		return;
	walk->next = makeup->from[end];
	walk->has_tail = false;
	makeup->galley.slug_count = makeup->from_count = end;
}

/* How far a part may go: to `fits` with the harm line that it then needs, and to `stops` where a break is allowed too. */
struct ends { size_t fits, stops; struct kx_told told; };

/* Push slugs while they fit; true when what stops is no want of room. */
static bool
push_slugs(struct walk *walk, kx_length room, size_t first, struct ends *ends)
{
	const struct kx_galley *made = &walk->makeup->galley;
	size_t own = made->slug_count;
	kx_length height = kx_galley_height(made, first, own), gap, harm;
	struct kx_told told = { .harm = false };
	const struct kx_slug *slug;

	*ends = (struct ends){ .fits = own, .stops = own };
	while ((slug = next_slug(walk)) != NULL && !walk->set->failed) {
		if (made->slug_count > own && slug->start != KX_START_HERE)
			return ends->fits == made->slug_count;
		gap = made->slug_count > first ? kx_slug_gap(&made->slugs[made->slug_count - 1], slug) : 0;
		if (height + gap + slug->height > room)
			return false;
		push_next(walk);
		slug = &made->slugs[made->slug_count - 1];
		height += gap + slug->height;
		kx_running_tell(walk->set, slug, &told);
		kx_running_harm(walk->set, &told, &harm);
		if (height + harm > room)
			continue;
		ends->fits = made->slug_count;
		ends->stops = slug->keep_next ? ends->stops : made->slug_count;
		ends->told = told;
	}
	return ends->fits == made->slug_count;
}

/*
 * Fill a slot of height `room`; at least one slug is taken.  Further slugs can
 * bring a harm, after which the page needs no line that repeats one: so the
 * walk goes as far as there is room, and takes back what is beyond the last
 * end at which all fits.
 */
static void
fill_part(struct walk *walk, kx_length room)
{
	const struct kx_galley *made = &walk->makeup->galley;
	const struct kx_slug *slug = next_slug(walk);
	size_t first = made->slug_count, own, i;
	kx_length height, gap;
	struct walk start;
	struct ends ends;

	for (i = 0; first > 0 && slug->repeat != NULL && i < slug->repeat->slug_count; i++)
		push_slug(walk, &slug->repeat->slugs[i]);
	own = made->slug_count;
	start = *walk;
	if (push_slugs(walk, room, first, &ends) || walk->set->failed)
		return;
	if (ends.fits == own) {
		walk->makeup->galley.slug_count = walk->makeup->from_count = own;
		*walk = start;
	} else {
		cut_back(walk, ends.fits);
	}
	height = kx_galley_height(made, first, ends.fits);
	gap = ends.fits > first ? kx_slug_gap(&made->slugs[ends.fits - 1], next_slug(walk)) : 0;
	if (split_next(walk, own, room - height - gap, room - kx_galley_height(made, first, own), &ends.told))
		return;
	if (ends.fits == own)
		push_next(walk);
	else if (ends.stops > own)
		cut_back(walk, ends.stops);
}

static void
make_up(struct kx_setting *set, const struct kx_galley *galley, struct makeup *makeup)
{
	struct walk walk = { .set = set, .galley = galley, .makeup = makeup };
	size_t slot = 0;
	struct kx_slot place;
	struct part *part;

	memset(makeup, 0, sizeof(*makeup));
	makeup->galley.width = galley->width;
	while (next_slug(&walk) != NULL && !set->failed) {
		if (!next_slot(set, next_slug(&walk)->start, next_slug(&walk)->region, makeup->count == 0, slot, &slot)) {
			makeup->overflow = true;
			break;
		}
		part = kx_arena_push(set->arena, &makeup->parts, &makeup->count, &makeup->room, sizeof(*part));
		if (part == NULL) {
			set->failed = true;
			break;
		}
		kx_makeup_slot(set, slot, &place);
		part->slot = slot;
		part->first = makeup->galley.slug_count;
		fill_part(&walk, place.box.height);
		part->last = makeup->galley.slug_count;
		if (set->sheet->page_most > 0 && place.page >= set->sheet->page_most)
			makeup->overflow = true;
	}
	makeup->overflow = makeup->overflow || set->failed;
	/* What has nowhere to go is kept at the end, for the message. */
	while (makeup->overflow && !set->failed && next_slug(&walk) != NULL)
		push_next(&walk);
}

kx_length
kx_makeup_width(struct kx_setting *set, const struct kx_galley *galley, enum kx_start start, const char *region)
{
	struct makeup makeup;
	struct kx_slot place;
	size_t slot = 0;

	make_up(set, galley, &makeup);
	if (makeup.count > 0)
		slot = makeup.parts[makeup.count - 1].slot;
	if (makeup.count == 0 || start != KX_START_HERE)
		next_slot(set, start, region, makeup.count == 0, slot, &slot);
	kx_makeup_slot(set, slot, &place);
	return place.box.width;
}

kx_length
kx_makeup_narrowest(struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t last, kx_length otherwise)
{
	kx_length width = 0;
	struct makeup makeup;
	struct kx_slot place;
	size_t i;

	make_up(set, galley, &makeup);
	for (i = 0; i < makeup.count; i++) {
		if (makeup.from[makeup.parts[i].last - 1] < first || makeup.from[makeup.parts[i].first] >= last)
			continue;
		kx_makeup_slot(set, makeup.parts[i].slot, &place);
		if (width == 0 || place.box.width < width)
			width = place.box.width;
	}
	return width > 0 ? width : otherwise;
}

/* How many pages the matter reaches. */
static int
count_pages(const struct kx_setting *set, const struct makeup *makeup)
{
	struct kx_slot slot;
	int pages = 0;
	size_t i;

	for (i = 0; i < makeup->count; i++) {
		kx_makeup_slot(set, makeup->parts[i].slot, &slot);
		pages = slot.page + 1 > pages ? slot.page + 1 : pages;
	}
	return pages;
}

bool
kx_makeup_fits(struct kx_setting *set, const struct kx_galley *galley, int *ret_pages)
{
	struct makeup makeup;

	make_up(set, galley, &makeup);
	*ret_pages = count_pages(set, &makeup);
	return !makeup.overflow;
}

/* How many slots the matter from slot `from` on may fill, until the slug that starts afresh (NULL: to the end). */
static size_t
slots_of_run(const struct kx_setting *set, size_t from, const struct kx_slug *next)
{
	struct kx_slot first, other;
	size_t end = count_slots(set), until = from + 1;

	/* Beyond the last page that the template allows there are none. */
	if (from >= end || !kx_makeup_slot(set, from, &first))
		return 0;
	if (next != NULL && !next_slot(set, next->start, next->region, false, from, &end))
		end = from + 1;
	while (until < end && kx_makeup_slot(set, until, &other) && other.page >= first.page) {
		first = other;
		until++;
	}
	return until - from;
}

static void
name_blocks(struct kx_buffer *names, const struct kx_galley *galley, size_t first, size_t last)
{
	const char *block, *before = NULL;
	size_t i;

	for (i = first; i < last; i++) {
		block = galley->slugs[i].block;
		if (block == NULL || (before != NULL && strcmp(before, block) == 0))
			continue;
		kx_buffer_print(names, "%s%s", names->length > 0 ? ", " : "", block);
		before = block;
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
		if (!next_slot(set, galley->slugs[first].start, galley->slugs[first].region, first == 0, slot, &slot))
			break;
		slots = slots_of_run(set, slot, last < galley->slug_count ? &galley->slugs[last] : NULL);
		for (fits = first; slots > 0 && fits < last; slots--, slot += slots > 0) {
			kx_makeup_slot(set, slot, &place);
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
find_beyond(struct kx_setting *set, const struct makeup *makeup, struct kx_buffer *names)
{
	kx_length height = 0;
	const struct part *part;
	struct kx_slot slot;
	size_t i;

	for (i = 0; i < makeup->count; i++) {
		part = &makeup->parts[i];
		kx_makeup_slot(set, part->slot, &slot);
		if (slot.page < set->sheet->page_most)
			continue;
		name_blocks(names, &makeup->galley, part->first, part->last);
		height += kx_galley_height(&makeup->galley, part->first, part->last);
	}
	return height;
}

static void
report_overflow(struct kx_setting *set, const struct makeup *makeup)
{
	struct kx_place place = { .file = set->sheet->origin.file, .pointer = set->sheet->page_least == set->sheet->page_most ?
	    "/pages/exact" : "/pages/most" };
	kx_length excess, line = kx_setting_look(set, "body").leading;
	struct kx_buffer names, over;
	int pages = count_pages(set, makeup);

	kx_buffer_init(&names, 4096);
	kx_buffer_init(&over, 64);
	excess = find_excess(set, &makeup->galley, &names);
	if (excess == 0)
		excess = find_beyond(set, makeup, &names);
	kx_buffer_milli(&over, excess / 1000 * 1000);
	kx_buffer_print(&over, " pt in all, %d lines of text", (int)((excess + line - 1) / line));
	if (pages > set->sheet->page_most && !has_sides(set))
		kx_report(set->diags, KX455, place, "Shorten the words, place fewer blocks, or allow more pages.",
		    "the sheet needs %d pages and the layout allows %d; these blocks do not fit: %s (%s)", pages,
		    set->sheet->page_most, kx_buffer_bytes(&names), kx_buffer_bytes(&over));
	else
		kx_report(set->diags, KX455, place, "Shorten the words, place fewer blocks, or make the regions larger.",
		    "these blocks do not fit their regions: %s (%s)", kx_buffer_bytes(&names), kx_buffer_bytes(&over));
	kx_buffer_done(&names);
	kx_buffer_done(&over);
	set->failed = true;
}

static void
report_tall(struct kx_setting *set, const struct kx_slug *slug, const struct kx_slot *slot)
{
	struct kx_place place = { .file = slug->origin.file, .pointer = slug->origin.pointer };
	const char *block = slug->block != NULL ? slug->block : "-";

	/* Matter that stands side by side has no one place in the data. */
	if (place.file == NULL)
		place = (struct kx_place){ .file = set->sheet->origin.file, .pointer = "/flow" };
	if (has_sides(set))
		kx_report(set->diags, KX456, place, "Split the block, or shorten its words.",
		    "block \"%s\" is taller than region \"%s\" (%d pt; the region holds %d)", block, slot->region,
		    (int)(slug->height / 1000), (int)(slot->box.height / 1000));
	else
		kx_report(set->diags, KX456, place, "Split the block, or shorten its words.",
		    "block \"%s\" is taller than a page (%d pt; a page holds %d)", block, (int)(slug->height / 1000),
		    (int)(text_box(set, 1).height / 1000));
	set->failed = true;
}

/* Longer write-in matter: the slug with more ruled lines under the ones it has. */
static void
extend_lines(struct kx_setting *set, struct kx_slug *slug, int lines)
{
	int i;

	for (i = 1; i <= lines; i++)
		kx_slug_rule(set, slug, 0, slug->height + i * slug->fill_step, slug->width, 0, 600, kx_setting_color(set, "write-in"));
	slug->height += lines * slug->fill_step;
}

/* May the space before slug `i` grow?  Never between a heading and its matter. */
static bool
stretches(const struct kx_galley *galley, size_t i)
{
	return galley->slugs[i].elastic && !galley->slugs[i - 1].keep_next;
}

static void
place_part(struct kx_setting *set, const struct kx_galley *galley, const struct part *part, const struct kx_slot *slot)
{
	kx_length left = slot->box.height - kx_galley_height(galley, part->first, part->last), y = slot->box.y, share = 0;
	kx_length most = kx_setting_number(set, NULL, "stretch", KX_PT(12));
	int elastic = 0, lines;
	size_t i;

	for (i = part->first; i < part->last; i++) {
		struct kx_slug *slug = &galley->slugs[i];

		if (slug->fill_step > 0 && left >= slug->fill_step) {
			lines = (int)(left / slug->fill_step);
			extend_lines(set, slug, lines);
			left -= lines * slug->fill_step;
		}
		if (i > part->first && stretches(galley, i))
			elastic++;
	}
	if (elastic > 0 && left > 0)
		share = left / elastic < most ? left / elastic : most;
	for (i = part->first; i < part->last; i++) {
		const struct kx_slug *slug = &galley->slugs[i];

		if (i > part->first)
			y += kx_slug_gap(&galley->slugs[i - 1], slug) + (stretches(galley, i) ? share : 0);
		if (y + slug->height > slot->box.y + slot->box.height)
			report_tall(set, slug, slot);
		kx_slug_place(set, slug, slot->page, slot->box.x, y, slot->region);
		y += slug->height;
	}
}

static void
place_bookmarks(struct kx_setting *set)
{
	struct kx_frames *frames = set->frames;
	size_t b, i, page;

	for (b = 0; b < frames->bookmark_count; b++) {
		bool found = false;

		for (page = 0; page < frames->page_count && !found; page++) {
			for (i = 0; i < frames->pages[page].item_count && !found; i++) {
				if (frames->pages[page].items[i].element != frames->bookmarks[b].element)
					continue;
				frames->bookmarks[b].page = (int)page;
				frames->bookmarks[b].y = frames->pages[page].items[i].box.y - frames->pages[page].items[i].box.height;
				found = true;
			}
		}
	}
}

/* ---- room for notes ---- */

/* Heading, reason and ruled lines, `above` under what stands above. */
static void
set_notes(struct kx_setting *set, struct kx_galley *notes, kx_length above)
{
	const struct { enum kx_word word; const char *style; enum kx_element_type type; } words[] = {
		{ KX_WORD_NOTES_HEADING, "heading-2", KX_EL_H2 }, { KX_WORD_NOTES_SAYS, "body", KX_EL_P } };
	const char *text;
	struct kx_slug *slug;
	size_t i;

	if (above > 0)
		kx_galley_slug(set, notes, above);
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		text = kx_wording_find(set->document->wording, words[i].word);
		if (text != NULL)
			kx_paragraph_words(set, notes, text, &(struct kx_paragraph_options){ .style = words[i].style,
			    .element = kx_setting_element(set, words[i].type, 0) });
	}
	slug = kx_galley_slug(set, notes, 0);
	if (slug != NULL)
		slug->fill_step = kx_setting_number(set, "notes", "gap", kx_setting_number(set, NULL, "write_in_gap", 25500));
}

/* In a region of their own: their words are none of the document's. */
static void
place_notes(struct kx_setting *set, const struct kx_galley *notes, struct kx_slot slot)
{
	slot.region = "notes";
	if (!kx_frames_region(set->arena, set->frames, slot.page, slot.region, slot.box))
		set->failed = true;
	place_part(set, notes, &(struct part){ .last = notes->slug_count }, &slot);
}

/* Pages that no matter reaches, for whole sheets of paper. */
static void
place_notes_page(struct kx_setting *set, int page)
{
	struct kx_galley notes = { 0 };
	struct kx_slot slot;

	if (has_sides(set) || !kx_makeup_slot(set, (size_t)page, &slot))
		return;
	notes.width = slot.box.width;
	set_notes(set, &notes, 0);
	place_notes(set, &notes, slot);
}

/*
 * The last part of the sheet.  Where the template wants that ("notes.lines") and
 * at least so many lines have room under the matter, the rest of the page is
 * for notes: one that ends in its upper half looks as if something were missing.
 */
static void
place_last(struct kx_setting *set, const struct kx_galley *galley, const struct part *part, struct kx_slot slot)
{
	int lines = has_sides(set) ? 0 : kx_setting_count(set, "notes", "lines", 0);
	kx_length used = kx_galley_height(galley, part->first, part->last);
	struct kx_galley notes = { .width = slot.box.width };
	struct kx_slot rest = slot;

	if (lines > 0)
		set_notes(set, &notes, kx_setting_look(set, "heading-2").leading);
	rest.box.y += used;
	rest.box.height -= used;
	if (notes.slug_count == 0 || kx_galley_height(&notes, 0, notes.slug_count) +
	    lines * notes.slugs[notes.slug_count - 1].fill_step > rest.box.height) {
		place_part(set, galley, part, &slot);
		return;
	}
	slot.box.height = used;
	place_part(set, galley, part, &slot);
	place_notes(set, &notes, rest);
}

/* The harm that the part's page has to repeat, or NULL. */
static const struct kx_running_harm *
harm_of_part(const struct kx_setting *set, const struct makeup *makeup, const struct part *part)
{
	struct kx_told told = { .harm = false };
	kx_length height;
	size_t i;

	for (i = part->first; i < part->last; i++)
		kx_running_tell(set, &makeup->galley.slugs[i], &told);
	return kx_running_harm(set, &told, &height);
}

/* Which harm each page repeats, now that it is known what stands on it: without sides a slot is a page. */
static void
note_harms(struct kx_setting *set, const struct makeup *makeup)
{
	size_t i;

	if (set->tell == NULL || has_sides(set))
		return;
	set->harms = kx_arena_array(set->arena, KX_MAX_PAGES, sizeof(*set->harms));
	if (set->harms == NULL) {
		set->failed = true;
		return;
	}
	for (i = 0; i < makeup->count; i++)
		set->harms[makeup->parts[i].slot] = harm_of_part(set, makeup, &makeup->parts[i]);
}

/* All pages, with the regions of their matter. */
static void
open_pages(struct kx_setting *set, int total)
{
	struct kx_slot slot;
	size_t i;
	int page;

	for (page = 0; page < total && !set->failed; page++)
		kx_furniture_page(set);
	for (i = 0; !set->failed && kx_makeup_slot(set, i, &slot); i++) {
		if (slot.page >= total && i >= set->sheet->fill_count)
			break;
		if (slot.page < total && !kx_frames_region(set->arena, set->frames, slot.page, slot.region, slot.box))
			set->failed = true;
	}
}

void
kx_makeup_place(struct kx_setting *set, const struct kx_galley *galley)
{
	int multiple = set->sheet->page_multiple > 0 ? set->sheet->page_multiple : 1, pages, total, page;
	struct makeup makeup;
	struct kx_slot slot;
	size_t i;

	make_up(set, galley, &makeup);
	if (makeup.overflow && !set->failed)
		report_overflow(set, &makeup);
	if (makeup.overflow)
		return;
	note_harms(set, &makeup);
	pages = count_pages(set, &makeup);
	total = pages > set->sheet->page_least ? pages : set->sheet->page_least;
	total = (total + multiple - 1) / multiple * multiple;
	open_pages(set, total);
	for (i = 0; i < makeup.count && !set->failed; i++) {
		kx_makeup_slot(set, makeup.parts[i].slot, &slot);
		/* With whole pages for notes to come, the last of the matter needs none. */
		if (i + 1 < makeup.count || pages < total)
			place_part(set, &makeup.galley, &makeup.parts[i], &slot);
		else
			place_last(set, &makeup.galley, &makeup.parts[i], slot);
	}
	for (page = pages; page < total && !set->failed; page++)
		place_notes_page(set, page);
	for (page = 0; page < total && !set->failed; page++)
		kx_furniture_place(set, page, total);
	place_bookmarks(set);
}
