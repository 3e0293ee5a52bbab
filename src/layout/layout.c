#include "layout/layout.h"

#include "layout/alike.h"
#include "layout/copyfit.h"
#include "layout/draft.h"
#include "layout/fitted.h"
#include "layout/flow.h"
#include "layout/furniture.h"
#include "layout/makeup.h"
#include "layout/slots.h"
#include "layout/placing.h"
#include "layout/matter.h"
#include "layout/measured.h"
#include "layout/piece_key.h"
#include "layout/running.h"

#include "document/wording.h"
#include "text/hyphens.h"

#include <stdio.h>

/* How many numbers the list of sources goes to. */
static size_t
find_entries(const struct kx_document *document)
{
	size_t most = 0, count, i;

	for (i = 0; i < document->section_count; i++) {
		count = kx_block_entries(document->sections[i].blocks);
		most = count > most ? count : most;
	}
	return most;
}

static bool
prepare_entries(struct kx_setting *set)
{
	size_t i;

	set->entries = kx_arena_array(set->arena, set->entry_count, sizeof(*set->entries));
	if (set->entries == NULL)
		return false;
	for (i = 0; i < set->entry_count; i++)
		set->entries[i] = -1;
	return true;
}

/* What a link to an entry says. */
static const char *
make_title(const struct kx_setting *set, struct kx_arena *arena, int number)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%d", number);
	return kx_wording_fill(arena, set->document->wording, KX_WORD_LINK_REFERENCE, (struct kx_filling[]){ { "number", digits } }, 1);
}

/* The same for every mark of the entry and on every sheet, so they are kept: where the wording lies in the stock says which it is. */
static const char *const *
find_titles(struct kx_setting *set)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_TITLES, set->entry_count);
	struct kx_arena *room = kx_memo_arena(set->memo);
	const char *const *found;
	const char **titles;
	size_t i;

	kx_memo_part(&key, &set->document->wording->entries, sizeof(set->document->wording->entries));
	found = kx_memo_find(set->memo, &key);
	if (found != NULL)
		return found;
	if (room == NULL)
		room = set->arena;
	titles = kx_arena_array(room, set->entry_count, sizeof(*titles));
	for (i = 0; titles != NULL && i < set->entry_count; i++)
		titles[i] = make_title(set, room, (int)i + 1);
	if (room != set->arena && !kx_arena_spent(room))
		kx_memo_keep(set->memo, &key, titles);
	return titles;
}

/* Now that every entry is set, tie each citation mark to its entry, and the entry back to its first mark. */
static void
tie_citations(struct kx_setting *set)
{
	struct kx_element *elements = set->frames->elements;
	const char *const *titles = set->citation_count > 0 ? find_titles(set) : NULL;
	size_t i;

	for (i = 0; i < set->citation_count; i++) {
		const struct kx_pending_citation *pending = &set->citations[i];
		bool listed = pending->number >= 1 && (size_t)pending->number <= set->entry_count;
		int entry = listed ? set->entries[pending->number - 1] : -1;

		elements[pending->element].target = entry;
		elements[pending->element].title = listed && titles != NULL ? titles[pending->number - 1] :
		    make_title(set, set->arena, pending->number);
		if (entry >= 0 && elements[entry].links_back < 0)
			elements[entry].links_back = pending->element;
	}
}

/* The box of every Figure: the union of its items. */
static void
bound_figures(struct kx_frames *frames)
{
	struct kx_element *element;
	struct kx_box box;
	size_t page, i;

	for (page = 0; page < frames->page_count; page++) {
		for (i = 0; i < frames->pages[page].item_count; i++) {
			const struct kx_frame_item *item = &frames->pages[page].items[i];

			if (item->element < 0 || frames->elements[item->element].type != KX_EL_FIGURE)
				continue;
			element = &frames->elements[item->element];
			if (!element->has_box) {
				element->has_box = true;
				element->page = (int)page;
				element->box = item->box;
				continue;
			}
			box = element->box;
			element->box.x = item->box.x < box.x ? item->box.x : box.x;
			element->box.y = item->box.y < box.y ? item->box.y : box.y;
			element->box.width = (item->box.x + item->box.width > box.x + box.width ?
			    item->box.x + item->box.width : box.x + box.width) - element->box.x;
			element->box.height = (item->box.y + item->box.height > box.y + box.height ?
			    item->box.y + item->box.height : box.y + box.height) - element->box.y;
		}
	}
}

static bool
find_paper(struct kx_setting *set, const char *id)
{
	const struct kx_paper *paper = kx_template_paper(set->sheet, id);
	struct kx_place place = { .file = set->sheet->origin.file, .pointer = "/papers" };
	const char *names[16];
	const char *near;
	size_t i;

	if (paper != NULL) {
		set->paper = paper;
		set->page_width = paper->width;
		set->page_height = paper->height;
		set->content_width = paper->width - set->sheet->margin_left - set->sheet->margin_right;
		if (set->content_width > 0 && paper->height > set->sheet->margin_top + set->sheet->margin_bottom)
			return true;
		kx_report(set->diags, KX460, place, "Make the margins smaller.", "the margins leave no room on paper \"%s\"", id);
		return false;
	}
	for (i = 0; i < set->sheet->paper_count && i < 16; i++)
		names[i] = set->sheet->papers[i].id;
	near = kx_nearest(id, names, i);
	kx_report(set->diags, KX458, place, near != NULL ? kx_arena_print(set->arena, "Did you mean \"%s\"?", near) :
	    "See the template's \"papers\".", "the layout \"%s\" has no paper \"%s\"", set->sheet->id, id);
	return false;
}

/* Start the sheet from nothing and set all its matter as `set` says. */
static bool
set_matter(struct kx_setting *set, struct kx_galley *ret_galley)
{
	const struct kx_document *document = set->document;
	struct kx_slot slot;
	int root;

	set->frames = kx_arena_alloc(set->arena, sizeof(*set->frames));
	set->citations = NULL;
	set->citation_count = set->citation_room = 0;
	set->rag = (struct kx_rag){ .lines = 0 };
	kx_alike_start(set);
	set->failed = set->failed || !kx_frames_expect_elements(set->arena, set->frames, set->expected);
	if (set->frames == NULL || !prepare_entries(set)) {
		set->failed = true;
		return false;
	}
	set->frames->title = document->draft ? document->draft_title : document->title;
	set->frames->subject = document->subtitle;
	set->frames->author = document->clinic.name;
	set->frames->language = document->language;
	set->frames->document_id = document->document_id;
	kx_running_measure(set);
	kx_slots_find(set, 0, &slot);
	*ret_galley = (struct kx_galley){ .width = slot.box.width };
	root = kx_setting_element(set, KX_EL_DOCUMENT, -1);
	kx_draft_open(set, root);
	kx_flow_set(set, set->matter, ret_galley, root);
	set->failed = set->failed || set->refused;
	return !set->failed;
}

/* The whole part of a square root, by Newton's steps from above. */
static int64_t
root_of(int64_t square)
{
	int64_t root = square, next = (square + 1) / 2;

	while (next < root) {
		root = next;
		next = (root + square / root) / 2;
	}
	return root;
}

static void
note_setting(struct kx_setting *set)
{
	const struct kx_rag *rag = &set->rag;
	int64_t lines = rag->lines > 0 ? (int64_t)rag->lines : 1;

	set->frames->setting = (struct kx_frame_setting){ .space = set->space, .leading = set->leading,
	    .type = set->type, .dropped = set->sheet->fit.droppable, .dropped_count = set->dropped, .lines = rag->lines,
	    .room = (int)(rag->room / lines), .worst = rag->worst, .paragraphs = rag->paragraphs,
	    .deviation = (int)root_of((rag->squares - rag->room * rag->room / lines) / lines),
	    .shorts = rag->shorts, .short_count = rag->short_count };
}

/* Is what tries take up measured (layout/measured.h)? */
static bool
measures(const struct kx_setting *set)
{
	return set->tell == NULL && kx_copyfit_tries(set->sheet) && kx_slots_even(set);
}

/* Find the setting: as it was found before, or with what is known of the sheet's pieces where there is more than one to try. */
static bool
fit(struct kx_setting *set, struct kx_galley *ret_galley)
{
	bool known = set->keys != NULL && measures(set), done;
	const struct kx_fitted *fitted = known ? kx_fitted_find(set) : NULL;
	struct kx_measured measured = { .trying = false };
	size_t reports = set->diags->count;

	if (fitted != NULL)
		return kx_copyfit_at(set, fitted->step, fitted->dropped, set_matter, ret_galley);
	if (!known)
		return kx_copyfit(set, set_matter, ret_galley);
	if (kx_alike_set(set, set_matter, ret_galley))
		return true;
	set->measured = &measured;
	done = kx_copyfit(set, set_matter, ret_galley);
	set->measured = NULL;
	if (done && set->diags->count == reports) {
		kx_fitted_keep(set);
		kx_alike_keep(set);
	}
	return done;
}

/* Read the logo, where there is a masthead. */
static void
open_logo(struct kx_setting *set)
{
	size_t i;

	for (i = 0; i < set->matter->count; i++)
		if (set->matter->list[i].band->furniture == KX_FURNITURE_MASTHEAD) {
			kx_logo_open(set);
			return;
		}
}

static void
make_pages(struct kx_setting *set, struct kx_alike *alike)
{
	struct kx_galley galley;

	set->entry_count = find_entries(set->document);
	set->matter = kx_matter_list(set);
	if (set->matter == NULL)
		return;
	open_logo(set);
	/* More than one step to try, or sheets to come: only then is there a use for what pieces are known by. */
	set->keys = set->keeping != KX_KEEP_NONE || measures(set) ? kx_piece_keys_find(set) : NULL;
	if (set->keys == NULL)
		set->keeping = KX_KEEP_NONE;
	kx_alike_open(set, measures(set), alike);
	if (!set->failed && fit(set, &galley))
		kx_placing_pages(set, &galley);
}

static bool
lay_out(struct kx_setting *set, struct kx_alike *alike, const char *paper)
{
	if (!find_paper(set, paper))
		return false;
	make_pages(set, alike);
	if (set->keeping == KX_KEEP_UNTOLD) {
		set->keeping = KX_KEEP_NONE;
		set->failed = false;
		make_pages(set, alike);
	}
	if (set->failed) {
		if (kx_arena_spent(set->arena))
			kx_report(set->diags, KX111, (struct kx_place){ 0 }, "Give the sheet less to print.", "the sheet is too large to lay out");
		return false;
	}
	tie_citations(set);
	bound_figures(set->frames);
	note_setting(set);
	kx_copyfit_report(set);
	return true;
}

/* Open the patterns of the language when a style breaks words; false when it has none to be used. */
static bool
open_hyphens(struct kx_setting *set)
{
	const struct kx_style *style;
	struct kx_place place;

	for (style = set->sheet->styles; style < set->sheet->styles + set->sheet->style_count; style++) {
		if (!style->hyphens)
			continue;
		place = (struct kx_place){ .file = set->sheet->origin.file, .pointer = kx_arena_print(set->arena, "/styles/%s/hyphens", style->id) };
		return kx_hyphens_open(set->fonts, set->document->language, &place, &set->hyphens, set->diags);
	}
	return true;
}

bool
kx_layout(struct kx_arena *arena, const struct kx_document *document, const struct kx_fonts *fonts,
    const struct kx_layout_options *options, struct kx_frames **ret_frames, struct kx_diagnostics *diags)
{
	struct kx_setting set = { .arena = arena, .document = document, .sheet = document->sheet, .fonts = fonts, .diags = diags,
	    .memo = options->memo, .keeping = options->again ? KX_KEEP_ALL : KX_KEEP_NONE, .tell = options->tell, .tell_of = options->tell_of };
	struct kx_alike alike = { .quiet = false };
	bool done = open_hyphens(&set) && lay_out(&set, &alike, options->paper);

	kx_alike_done(&alike);
	if (done)
		*ret_frames = set.frames;
	return done;
}
