/*
 * What is left at the foot of a slot goes first to write-in lines, whole lines
 * only, then in equal parts to the elastic spaces, each at most the template's
 * "stretch".
 */
#include "layout/placing.h"

#include "base/limits.h"
#include "document/wording.h"
#include "layout/even.h"
#include "layout/furniture.h"
#include "layout/overflow.h"
#include "layout/paragraph.h"
#include "layout/running.h"

#define FURNITURE_MARKS 16         /* about as many of head and foot come to those of a page's matter */

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
place_part(struct kx_setting *set, const struct kx_galley *galley, const struct kx_part *part, const struct kx_slot *slot)
{
	kx_length left = slot->box.height - kx_galley_height(galley, part->first, part->last), y = slot->box.y, share = 0;
	kx_length most = kx_setting_number(set, NULL, "stretch", KX_PT(12));
	size_t marks = FURNITURE_MARKS, i;
	int elastic = 0, lines;

	for (i = part->first; i < part->last; i++) {
		struct kx_slug *slug = &galley->slugs[i];

		if (slug->fill_step > 0 && left >= slug->fill_step) {
			lines = (int)(left / slug->fill_step);
			extend_lines(set, slug, lines);
			left -= lines * slug->fill_step;
		}
		if (i > part->first && stretches(galley, i))
			elastic++;
		marks += kx_slug_mark_count(slug);
	}
	set->failed = set->failed || !kx_frames_expect_items(set->arena, set->frames, slot->page, marks);
	if (elastic > 0 && left > 0)
		share = left / elastic < most ? left / elastic : most;
	for (i = part->first; i < part->last; i++) {
		const struct kx_slug *slug = &galley->slugs[i];

		if (i > part->first)
			y += kx_slug_gap(&galley->slugs[i - 1], slug) + (stretches(galley, i) ? share : 0);
		if (y + slug->height > slot->box.y + slot->box.height)
			kx_overflow_tall(set, slug, slot);
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

/* What notes on page after page say once to a listener; a further page repeats it as an artifact. */
static void
set_notes_words(struct kx_setting *set, struct kx_galley *notes, bool again)
{
	const struct { enum kx_word word; const char *style; enum kx_element_type type; } words[] = {
		{ KX_WORD_NOTES_HEADING, "heading-2", KX_EL_H2 }, { KX_WORD_NOTES_SAYS, "body", KX_EL_P } };
	const char *text;
	size_t i, m;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		text = kx_wording_find(set->document->wording, words[i].word);
		if (text != NULL)
			kx_paragraph_words(set, notes, text, &(struct kx_paragraph_options){ .style = words[i].style,
			    .element = again ? -1 : kx_setting_element(set, words[i].type, 0) });
	}
	for (i = 0; again && i < notes->slug_count; i++)
		for (m = 0; m < notes->slugs[i].mark_count; m++)
			notes->slugs[i].marks[m].artifact = KX_ARTIFACT_PAGINATION;
}

static kx_length
notes_step(struct kx_setting *set)
{
	return kx_setting_number(set, "notes", "gap", kx_setting_number(set, NULL, "write_in_gap", 25500));
}

/* Heading, reason and ruled lines, `above` under what stands above. */
static void
set_notes(struct kx_setting *set, struct kx_galley *notes, kx_length above, bool again)
{
	struct kx_slug *slug;

	if (above > 0)
		kx_galley_slug(set, notes, above);
	set_notes_words(set, notes, again);
	slug = kx_galley_slug(set, notes, 0);
	if (slug != NULL)
		slug->fill_step = notes_step(set);
}

/* In a region of their own: their words are none of the document's. */
static void
place_notes(struct kx_setting *set, const struct kx_galley *notes, struct kx_slot slot)
{
	slot.region = "notes";
	if (!kx_frames_region(set->arena, set->frames, slot.page, slot.region, slot.box))
		set->failed = true;
	place_part(set, notes, &(struct kx_part){ .last = notes->slug_count }, &slot);
}

/* A page that no matter reaches, for whole sheets of paper. */
static void
place_notes_page(struct kx_setting *set, int page, bool again)
{
	struct kx_galley notes = { 0 };
	struct kx_slot slot;

	if (kx_slots_given(set) || !kx_slots_find(set, (size_t)page, &slot))
		return;
	notes.width = slot.box.width;
	set_notes(set, &notes, 0, again);
	place_notes(set, &notes, slot);
}

/*
 * The last part of the sheet.  Where the template wants that ("notes.lines") and
 * at least so many lines have room under the matter, the rest of the page is
 * for notes: one that ends in its upper half looks as if something were missing.
 * Were they placed?
 */
static bool
place_last(struct kx_setting *set, const struct kx_galley *galley, const struct kx_part *part, struct kx_slot slot)
{
	int lines = kx_slots_given(set) ? 0 : kx_setting_count(set, "notes", "lines", 0);
	kx_length used = kx_galley_height(galley, part->first, part->last);
	struct kx_galley notes = { .width = slot.box.width };
	struct kx_slot rest = slot;

	if (lines > 0)
		set_notes(set, &notes, kx_setting_look(set, "heading-2").leading, false);
	rest.box.y += used;
	rest.box.height -= used;
	if (notes.slug_count == 0 || kx_galley_height(&notes, 0, notes.slug_count) +
	    lines * notes.slugs[notes.slug_count - 1].fill_step > rest.box.height) {
		place_part(set, galley, part, &slot);
		return false;
	}
	slot.box.height = used;
	place_part(set, galley, part, &slot);
	place_notes(set, &notes, rest);
	return true;
}

/* The harm that the part's page has to repeat, or NULL. */
static const struct kx_running_harm *
harm_of_part(const struct kx_setting *set, const struct kx_makeup *makeup, const struct kx_part *part)
{
	struct kx_told told = { .harm = false };
	kx_length height;
	size_t i;

	for (i = part->first; i < part->last; i++)
		kx_running_tell(set, &makeup->made.galley.slugs[i], &told);
	return kx_running_harm(set, &told, &height);
}

/* Which harm each page repeats, now that it is known what stands on it: without sides a slot is a page. */
static void
note_harms(struct kx_setting *set, const struct kx_makeup *makeup)
{
	size_t i;

	if (set->tell == NULL || kx_slots_given(set))
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
	for (i = 0; !set->failed && kx_slots_find(set, i, &slot); i++) {
		if (slot.page >= total && i >= set->sheet->fill_count)
			break;
		if (slot.page < total && !kx_frames_region(set->arena, set->frames, slot.page, slot.region, slot.box))
			set->failed = true;
	}
}

/* ---- the pages' ends ---- */

/* With whole sheets of paper for the matter. */
static int
count_total(const struct kx_setting *set, int pages)
{
	int multiple = set->sheet->page_multiple > 0 ? set->sheet->page_multiple : 1;

	pages = pages > set->sheet->page_least ? pages : set->sheet->page_least;
	return (pages + multiple - 1) / multiple * multiple;
}

/* About what room notes need under the matter; 0 where there are none. */
static kx_length
notes_room(struct kx_setting *set)
{
	int lines = kx_setting_count(set, "notes", "lines", 0);
	struct kx_look heading = kx_setting_look(set, "heading-2"), body = kx_setting_look(set, "body");

	return lines == 0 ? 0 : 2 * heading.leading + heading.after + body.leading + body.after + lines * notes_step(set);
}

/*
 * Where the template wants that ("pages.even"), the pages end where it is best
 * for all of them.  Sides have places of their own for their matter.
 */
static void
even_out(struct kx_setting *set, const struct kx_galley *galley, struct kx_makeup *makeup)
{
	int total = count_total(set, kx_makeup_pages(set, makeup));
	struct kx_even even = { .notes = notes_room(set),
	    .pages_most = set->sheet->page_most > 0 && total > set->sheet->page_most ? set->sheet->page_most : total,
	    .multiple = set->sheet->page_multiple > 0 ? set->sheet->page_multiple : 1 };
	struct kx_makeup evened;
	struct kx_slot first, other;
	kx_length *caps;
	int pages;

	if (kx_slots_given(set) || kx_setting_count(set, "pages", "even", 0) == 0 || !kx_slots_find(set, 0, &first) ||
	    !kx_slots_find(set, 1, &other))
		return;
	caps = kx_arena_array(set->arena, (size_t)even.pages_most, sizeof(*caps));
	if (caps == NULL) {
		set->failed = true;
		return;
	}
	even.first_room = first.box.height;
	even.room = other.box.height;
	pages = kx_even_choose(set, galley, &even, caps);
	if (pages == 0)
		return;
	kx_makeup_walk_to(set, galley, caps, (size_t)pages, &evened);
	if (!evened.overflow)
		*makeup = evened;
}

void
kx_placing_pages(struct kx_setting *set, const struct kx_galley *galley)
{
	struct kx_makeup makeup;
	struct kx_slot slot;
	bool noted = false;
	int pages, total, page;
	size_t i;

	kx_makeup_walk(set, galley, &makeup);
	if (makeup.overflow && !set->failed)
		kx_overflow_report(set, &makeup);
	if (makeup.overflow)
		return;
	even_out(set, galley, &makeup);
	note_harms(set, &makeup);
	pages = kx_makeup_pages(set, &makeup);
	total = count_total(set, pages);
	open_pages(set, total);
	for (i = 0; i < makeup.count && !set->failed; i++) {
		kx_slots_find(set, makeup.parts[i].slot, &slot);
		if (i + 1 < makeup.count)
			place_part(set, &makeup.made.galley, &makeup.parts[i], &slot);
		else
			noted = place_last(set, &makeup.made.galley, &makeup.parts[i], slot);
	}
	for (page = pages; page < total && !set->failed; page++, noted = true)
		place_notes_page(set, page, noted);
	for (page = 0; page < total && !set->failed; page++)
		kx_furniture_place(set, page, total);
	place_bookmarks(set);
}
