/*
 * The whole sheet is one galley of page width.  A band that stands in columns
 * is poured into a single slug, so making up pages is one walk: fill a page,
 * back up to a place where a break is allowed, go on.  What is left at the
 * foot of a page goes first to write-in lines, whole lines only, then in
 * equal parts to the elastic spaces, each at most the template's "stretch".
 */
#include "layout/flow.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "layout/blocks.h"
#include "layout/furniture.h"

#include <stdio.h>
#include <string.h>

/* The children of a page that are about to be placed. */
struct page_range { size_t first, last; };

static const struct kx_document_section *
find_section(const struct kx_document *document, const char *id, size_t length)
{
	size_t i;

	for (i = 0; i < document->section_count; i++) {
		if (strlen(document->sections[i].id) == length && strncmp(document->sections[i].id, id, length) == 0)
			return &document->sections[i];
	}
	return NULL;
}

static const struct kx_block *
find_block(const struct kx_document_section *section, const char *id)
{
	const struct kx_block *block;

	for (block = section->blocks; block != NULL; block = block->next) {
		if (block->id != NULL && strcmp(block->id, id) == 0)
			return block;
	}
	return NULL;
}

/* Which blocks have been set, so that none is set twice and none is lost. */
struct ledger {
	const struct kx_block **set; size_t set_count, set_room;
	const struct kx_document_section **headed; size_t headed_count, headed_room;
	int *sect;                     /* Sect element of each section; -1 not yet */
};

static bool
was_set(const struct ledger *ledger, const struct kx_block *block)
{
	size_t i;

	for (i = 0; i < ledger->set_count; i++) {
		if (ledger->set[i] == block)
			return true;
	}
	return false;
}

static void
note_set(struct kx_setting *set, struct ledger *ledger, const struct kx_block *block)
{
	const struct kx_block **entry;

	entry = kx_arena_push(set->arena, &ledger->set, &ledger->set_count, &ledger->set_room, sizeof(*entry));
	if (entry == NULL)
		set->failed = true;
	else
		*entry = block;
}

/* The section's element, made with its heading the first time one of its blocks is set. */
static int
open_section(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger,
    const struct kx_document_section *section, int parent)
{
	size_t index = (size_t)(section - set->document->sections);

	if (ledger->sect[index] >= 0)
		return ledger->sect[index];
	ledger->sect[index] = kx_setting_element(set, KX_EL_SECT, parent);
	if (section->heading != NULL)
		kx_block_set(set, galley, section->heading, ledger->sect[index]);
	return ledger->sect[index];
}

/* Set one place: a section, or one block of it. */
static void
set_place(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger, const char *name, int parent)
{
	const char *slash = strchr(name, '/');
	size_t length = slash != NULL ? (size_t)(slash - name) : strlen(name);
	const struct kx_document_section *section = find_section(set->document, name, length);
	const struct kx_block *block;
	int sect;

	/* A data folder need not have every section a template can place. */
	if (section == NULL)
		return;
	set->section = set->block = section->id;
	if (slash != NULL) {
		block = find_block(section, slash + 1);
		if (block == NULL || was_set(ledger, block))
			return;
		sect = open_section(set, galley, ledger, section, parent);
		note_set(set, ledger, block);
		kx_block_set(set, galley, block, sect);
		return;
	}
	sect = open_section(set, galley, ledger, section, parent);
	for (block = section->blocks; block != NULL; block = block->next) {
		if (was_set(ledger, block))
			continue;
		note_set(set, ledger, block);
		kx_block_set(set, galley, block, sect);
	}
}

static const struct kx_document_section *
place_section(const struct kx_setting *set, const char *place)
{
	return find_section(set->document, place, strcspn(place, "/"));
}

/* Where a band shows one section only, the section's heading runs across the band. */
static void
head_band(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger, const struct kx_flow_band *band, int parent)
{
	const struct kx_document_section *section = NULL, *other;
	size_t i, p;

	for (i = 0; i < band->cell_count; i++) {
		for (p = 0; p < band->cells[i].place_count; p++) {
			other = place_section(set, band->cells[i].places[p]);
			if (other == NULL)
				continue;
			if (section != NULL && other != section)
				return;
			section = other;
		}
	}
	if (section != NULL)
		open_section(set, galley, ledger, section, parent);
}

/* Boxes side by side share the height of the tallest: a cell that is one box grows its ground and edge. */
static void
even_box(struct kx_slug *box, kx_length height)
{
	size_t i;

	for (i = 0; i < box->mark_count; i++) {
		if (box->marks[i].kind == KX_MARK_RECT && box->marks[i].element < 0 && box->marks[i].box.y == 0 &&
		    box->marks[i].box.height == box->height)
			box->marks[i].box.height = height;
	}
	box->height = height;
}

static void
set_cells(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger, const struct kx_flow_band *band, int parent)
{
	const struct kx_template *sheet = set->sheet;
	kx_length column = (galley->width - (sheet->grid_columns - 1) * sheet->gutter) / sheet->grid_columns, x = 0, height;
	struct kx_galley *cells = kx_arena_array(set->arena, band->cell_count, sizeof(*cells));
	struct kx_slug *slug;
	kx_length tallest = 0, before = 0, after = 0;
	size_t i, p, last;

	if (cells == NULL) {
		set->failed = true;
		return;
	}
	head_band(set, galley, ledger, band, parent);
	for (i = 0; i < band->cell_count; i++) {
		cells[i].width = band->cells[i].span * column + (band->cells[i].span - 1) * sheet->gutter;
		for (p = 0; p < band->cells[i].place_count; p++)
			set_place(set, &cells[i], ledger, band->cells[i].places[p], parent);
		last = cells[i].slug_count;
		if (last == 0)
			continue;
		height = kx_galley_height(&cells[i], 0, last);
		tallest = height > tallest ? height : tallest;
		before = cells[i].slugs[0].before > before ? cells[i].slugs[0].before : before;
		after = cells[i].slugs[last - 1].after > after ? cells[i].slugs[last - 1].after : after;
	}
	if (tallest == 0)
		return;
	slug = kx_galley_slug(set, galley, tallest);
	if (slug == NULL)
		return;
	slug->before = before;
	slug->after = after;
	slug->elastic = true;
	for (i = 0; i < band->cell_count; x += cells[i].width + sheet->gutter, i++) {
		if (cells[i].slug_count == 1)
			even_box(&cells[i].slugs[0], tallest);
		kx_galley_pour(set, &cells[i], 0, cells[i].slug_count, slug, x, 0);
	}
}

static void
set_columns(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger, const struct kx_flow_band *band, int parent)
{
	struct kx_galley narrow = { .width = (galley->width - (band->columns - 1) * set->sheet->gutter) / band->columns };
	struct kx_slug *slug;
	size_t i, p;

	head_band(set, galley, ledger, band, parent);
	for (i = 0; i < band->cell_count; i++) {
		for (p = 0; p < band->cells[i].place_count; p++)
			set_place(set, &narrow, ledger, band->cells[i].places[p], parent);
	}
	if (narrow.slug_count == 0)
		return;
	slug = kx_galley_slug(set, galley, 0);
	if (slug == NULL)
		return;
	slug->height = kx_galley_pour_columns(set, &narrow, band->columns, set->sheet->gutter, slug, 0, 0);
	slug->before = narrow.slugs[0].before;
	slug->after = narrow.slugs[narrow.slug_count - 1].after;
	slug->elastic = true;
}

static bool
is_omitted(const struct kx_template *sheet, const char *section)
{
	size_t i;

	for (i = 0; i < sheet->omit_count; i++) {
		if (strcmp(sheet->omit[i], section) == 0)
			return true;
	}
	return false;
}

/* Words that no band places would be lost without a sound: say so. */
static void
report_lost(struct kx_setting *set, const struct ledger *ledger)
{
	const struct kx_document *document = set->document;
	struct kx_place place = { .file = set->sheet->origin.file, .pointer = "/flow" };
	const struct kx_block *block;
	size_t i;

	for (i = 0; i < document->section_count; i++) {
		if (is_omitted(set->sheet, document->sections[i].id))
			continue;
		for (block = document->sections[i].blocks; block != NULL; block = block->next) {
			if (was_set(ledger, block))
				continue;
			kx_report(set->diags, KX457, place, "Place it in the template's \"flow\", or list the section under \"omit\".",
			    "the layout \"%s\" places section \"%s\" nowhere (block \"%s\")", set->sheet->id, document->sections[i].id,
			    block->id != NULL ? block->id : "-");
			set->failed = true;
		}
	}
}

void
kx_flow_set(struct kx_setting *set, struct kx_galley *galley, int parent)
{
	struct ledger ledger;
	size_t i, first;

	memset(&ledger, 0, sizeof(ledger));
	ledger.sect = kx_arena_array(set->arena, set->document->section_count, sizeof(*ledger.sect));
	if (ledger.sect == NULL) {
		set->failed = true;
		return;
	}
	for (i = 0; i < set->document->section_count; i++)
		ledger.sect[i] = -1;
	for (i = 0; i < set->sheet->flow_count && !set->failed; i++) {
		const struct kx_flow_band *band = &set->sheet->flow[i];

		first = galley->slug_count;
		if (band->columns > 1) {
			set_columns(set, galley, &ledger, band, parent);
		} else if (band->cell_count == 1 && band->cells[0].span >= set->sheet->grid_columns) {
			for (size_t p = 0; p < band->cells[0].place_count; p++)
				set_place(set, galley, &ledger, band->cells[0].places[p], parent);
		} else {
			set_cells(set, galley, &ledger, band, parent);
		}
		if (galley->slug_count > first && band->new_page)
			galley->slugs[first].new_page = true;
	}
	set->section = NULL;
	if (!set->failed)
		report_lost(set, &ledger);
}

/* Where the matter of a page starts: page 1 has no running head, so its masthead may rise. */
static kx_length
page_top(const struct kx_setting *set, bool first)
{
	return set->sheet->margin_top - (first ? kx_template_number(set->sheet, "masthead-rise", 0) : 0);
}

static kx_length
room_on_page(const struct kx_setting *set, bool first)
{
	return set->page_height - page_top(set, first) - set->sheet->margin_bottom;
}

/* The end of the page that starts at slug `first`. */
static size_t
page_end(const struct kx_setting *set, const struct kx_galley *galley, size_t first)
{
	kx_length room = room_on_page(set, first == 0);
	size_t i, end;

	for (i = first; i < galley->slug_count; i++) {
		if (i > first && galley->slugs[i].new_page)
			return i;
		if (kx_galley_height(galley, first, i + 1) > room)
			break;
	}
	if (i == galley->slug_count)
		return i;
	for (end = i; end > first && galley->slugs[end - 1].keep_next; end--)
		;
	/* A chain that is longer than a page breaks where it must. */
	if (end == first)
		end = i > first ? i : first + 1;
	return end;
}

/*
 * The slug after the last that fits where it should: in a run of matter
 * between two forced page breaks what fits is one page; a sheet without
 * forced breaks is one run, and what fits is all its pages.
 */
static size_t
run_fits(const struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t last)
{
	int pages = first == 0 && last == galley->slug_count ? set->sheet->page_most : 1;

	for (; pages > 0 && first < last; pages--)
		first = page_end(set, galley, first);
	return first;
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

static void
report_overflow(struct kx_setting *set, const struct kx_galley *galley, int pages)
{
	struct kx_place place = { .file = set->sheet->origin.file, .pointer = "/pages/most" };
	struct kx_buffer names, over;
	kx_length height = 0;
	size_t first, last, fits;

	kx_buffer_init(&names, 4096);
	kx_buffer_init(&over, 64);
	for (first = 0; first < galley->slug_count; first = last) {
		for (last = first + 1; last < galley->slug_count && !galley->slugs[last].new_page; last++)
			;
		fits = run_fits(set, galley, first, last);
		if (fits >= last)
			continue;
		name_blocks(&names, galley, fits, last);
		height += kx_galley_height(galley, fits, last);
	}
	kx_buffer_milli(&over, height / 1000 * 1000);
	kx_report(set->diags, KX455, place, "Shorten the words, place fewer blocks, or allow more pages.",
	    "the sheet needs %d pages and the layout allows %d; these blocks do not fit: %s (%s pt in all)", pages,
	    set->sheet->page_most, kx_buffer_bytes(&names), kx_buffer_bytes(&over));
	kx_buffer_done(&names);
	kx_buffer_done(&over);
	set->failed = true;
}

static void
report_tall(struct kx_setting *set, const struct kx_slug *slug)
{
	struct kx_place place = { .file = slug->origin.file, .pointer = slug->origin.pointer };

	kx_report(set->diags, KX456, place, "Split the block, or shorten its words.",
	    "block \"%s\" is taller than a page (%d pt; a page holds %d)", slug->block != NULL ? slug->block : "-",
	    (int)(slug->height / 1000), (int)(room_on_page(set, false) / 1000));
	set->failed = true;
}

/* Longer write-in matter: the slug with more ruled lines under the ones it has. */
static void
extend_lines(struct kx_setting *set, struct kx_slug *slug, int lines, kx_length width)
{
	int i;

	for (i = 1; i <= lines; i++)
		kx_slug_rule(set, slug, 0, slug->height + i * slug->fill_step, width, 0, 600, kx_setting_color(set, "write-in"));
	slug->height += lines * slug->fill_step;
}

/* May the space before slug `i` grow?  Never between a heading and its matter. */
static bool
stretches(const struct kx_galley *galley, size_t i)
{
	return galley->slugs[i].elastic && !galley->slugs[i - 1].keep_next;
}

static void
place_page(struct kx_setting *set, const struct kx_galley *galley, struct page_range range, int page)
{
	kx_length room = room_on_page(set, page == 0), y = page_top(set, page == 0), gap, share = 0;
	kx_length left = room - kx_galley_height(galley, range.first, range.last);
	kx_length most = kx_setting_number(set, NULL, "stretch", KX_PT(12));
	int elastic = 0, lines;
	size_t i;

	for (i = range.first; i < range.last; i++) {
		struct kx_slug *slug = &galley->slugs[i];

		if (slug->fill_step > 0 && left >= slug->fill_step) {
			lines = (int)(left / slug->fill_step);
			extend_lines(set, slug, lines, galley->width);
			left -= lines * slug->fill_step;
		}
		if (i > range.first && stretches(galley, i))
			elastic++;
	}
	if (elastic > 0 && left > 0)
		share = left / elastic < most ? left / elastic : most;
	for (i = range.first; i < range.last; i++) {
		const struct kx_slug *slug = &galley->slugs[i];

		if (i > range.first) {
			gap = galley->slugs[i - 1].after > slug->before ? galley->slugs[i - 1].after : slug->before;
			y += gap + (stretches(galley, i) ? share : 0);
		}
		if (slug->height > room)
			report_tall(set, slug);
		kx_slug_place(set, slug, page, set->sheet->margin_left, y, "text");
		y += slug->height;
	}
}

static void
place_bookmarks(struct kx_setting *set)
{
	struct kx_frames *frames = set->frames;
	size_t b, i;
	size_t page;

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

int
kx_flow_count(const struct kx_setting *set, const struct kx_galley *galley)
{
	size_t first = 0;
	int pages = 0;

	while (first < galley->slug_count && pages < KX_MAX_PAGES) {
		first = page_end(set, galley, first);
		pages++;
	}
	return first < galley->slug_count ? pages + 1 : pages;
}

void
kx_flow_place(struct kx_setting *set, const struct kx_galley *galley)
{
	struct page_range ranges[KX_MAX_PAGES];
	int pages = 0, most = set->sheet->page_most, multiple = set->sheet->page_multiple > 0 ? set->sheet->page_multiple : 1, page;
	size_t first = 0, end;

	while (first < galley->slug_count && pages < KX_MAX_PAGES) {
		end = page_end(set, galley, first);
		ranges[pages++] = (struct page_range){ first, end };
		first = end;
	}
	if (first < galley->slug_count || (most > 0 && pages > most)) {
		report_overflow(set, galley, pages);
		return;
	}
	for (page = 0; page < pages; page++) {
		kx_frames_page(set->arena, set->frames, set->page_width, set->page_height);
		place_page(set, galley, ranges[page], page);
	}
	/* Whole sheets of paper: what is left over is room for notes. */
	for (; page % multiple != 0; page++) {
		struct kx_galley notes = { .width = galley->width };
		struct kx_slug *slug;

		kx_frames_page(set->arena, set->frames, set->page_width, set->page_height);
		slug = kx_galley_slug(set, &notes, 0);
		if (slug == NULL)
			return;
		slug->fill_step = kx_setting_number(set, NULL, "write_in_gap", 25500);
		place_page(set, &notes, (struct page_range){ 0, 1 }, page);
	}
	pages = page;
	for (page = 0; page < pages; page++)
		kx_furniture_place(set, page, pages);
	place_bookmarks(set);
}
