#include "frame/frame.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "frame/check.h"
#include "frame/reading.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Rounding may carry an edge this far over the page's, in thousandths. */
#define TOLERANCE 10

void
kx_frame_breach(struct kx_diagnostics *diags, const char *format, ...)
{
	struct kx_place nowhere;
	char text[400];
	va_list args;

	memset(&nowhere, 0, sizeof(nowhere));
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	kx_report(diags, KX990, nowhere, NULL, "the layout broke a promise: %s", text);
}

bool
kx_language_valid(const char *tag)
{
	size_t run = 0;
	bool first = true;

	for (; *tag != '\0'; tag++) {
		bool letter = (*tag >= 'a' && *tag <= 'z') || (*tag >= 'A' && *tag <= 'Z');
		bool digit = *tag >= '0' && *tag <= '9';

		if (*tag == '-' && run > 0) {
			run = 0;
			first = false;
		} else if ((!letter && (first || !digit)) || ++run > 8) {
			return false;
		}
	}
	return run > 0;
}

static bool
on_page(const struct kx_frame_page *page, const struct kx_box *box)
{
	return box->x >= -TOLERANCE && box->y >= -TOLERANCE &&
	    (int64_t)box->x + box->width <= (int64_t)page->width + TOLERANCE &&
	    (int64_t)box->y + box->height <= (int64_t)page->height + TOLERANCE;
}

/* The box of a region; `at` is where it was found last, since neighbours most often share one. */
static const struct kx_box *
find_region(const struct kx_frame_page *page, const char *name, size_t *at)
{
	size_t i;

	if (*at < page->region_count && page->regions[*at].name == name)
		return &page->regions[*at].box;
	for (i = 0; i < page->region_count && strcmp(page->regions[i].name, name) != 0; i++)
		;
	*at = i;
	return i < page->region_count ? &page->regions[i].box : NULL;
}

/*
 * Is the item in its region, where the page knows regions?  What is drawn
 * around a line (half a stroke) and the part of a letter's height that no ink
 * fills may reach over: type is measured from its size above the baseline to
 * a quarter of it below.
 */
static const char *
region_fault(const struct kx_frame_page *page, const struct kx_frame_item *item, struct kx_box box, size_t *at)
{
	kx_length over = TOLERANCE, side = TOLERANCE;
	const struct kx_box *region;

	if (item->region == NULL || page->region_count == 0)
		return NULL;
	region = find_region(page, item->region, at);
	if (region == NULL)
		return "names a region that the page does not have";
	if (item->kind == KX_ITEM_GLYPHS)
		over += item->as.glyphs.size / 4;
	else if (item->kind != KX_ITEM_IMAGE)
		over = side = TOLERANCE + item->as.shape.line_width;
	if (box.x < region->x - side || box.x + box.width > region->x + region->width + side || box.y < region->y - over ||
	    box.y + box.height > region->y + region->height + over)
		return "reaches out of its region";
	return NULL;
}

static const char *
glyphs_fault(const struct kx_frame_glyphs *glyphs)
{
	uint32_t before = 0;
	size_t i, bad;

	if (glyphs->face < 0)
		return "has no face";
	if (glyphs->size <= 0)
		return "has no size";
	if (glyphs->glyphs == NULL || glyphs->count == 0)
		return "has no glyphs";
	if (glyphs->text == NULL || glyphs->length == 0)
		return "has no text";
	if (!kx_utf8_valid(glyphs->text, glyphs->length, &bad))
		return "has text that is not UTF-8";
	for (i = 0; i < glyphs->count; i++) {
		const struct kx_frame_glyph *glyph = &glyphs->glyphs[i];

		if (glyph->id == 0)
			return "shows .notdef";
		if (glyph->cluster >= glyphs->length || ((unsigned char)glyphs->text[glyph->cluster] & 0xC0) == 0x80)
			return "has a cluster outside its text or inside a character";
		if (glyph->cluster < before)
			return "has clusters out of order";
		before = glyph->cluster;
	}
	return NULL;
}

bool
kx_glyphs_check(const struct kx_frame_glyphs *glyphs)
{
	return glyphs_fault(glyphs) == NULL;
}

static const char *
shape_fault(const struct kx_frame_item *item)
{
	const struct kx_frame_shape *shape = &item->as.shape;
	size_t i;

	if (!shape->fill && !shape->stroke)
		return "is neither filled nor stroked";
	if (shape->stroke && shape->line_width < 0)
		return "has a negative line width";
	if (shape->radius < 0)
		return "has a negative radius";
	if (item->kind != KX_ITEM_PATH)
		return NULL;
	if (shape->steps == NULL || shape->step_count == 0)
		return "has no steps";
	if (shape->steps[0].op != KX_MOVE)
		return "does not begin with a move";
	for (i = 0; i < shape->step_count; i++) {
		if (shape->steps[i].op > KX_CLOSE)
			return "has an unknown step";
	}
	return NULL;
}

static const char *
item_fault(const struct kx_frames *frames, const struct kx_frame_item *item)
{
	if (item->element < -1 || item->element >= (int)frames->element_count)
		return "names an element that does not exist";
	if ((item->element == -1) != (item->artifact != KX_ARTIFACT_NONE))
		return item->element == -1 ? "is neither tagged nor an artifact" : "is both tagged and an artifact";
	switch (item->kind) {
	case KX_ITEM_GLYPHS: return item->as.glyphs.number != 0 ? NULL : glyphs_fault(&item->as.glyphs);
	case KX_ITEM_RECT:
	case KX_ITEM_LINE:
	case KX_ITEM_PATH: return shape_fault(item);
	case KX_ITEM_IMAGE:
		if (item->as.image < 0 || (size_t)item->as.image >= frames->image_count)
			return "shows an image that does not exist";
		return item->box.width > 0 && item->box.height > 0 ? NULL : "has no size";
	}
	return "is of an unknown kind";
}

static void
check_pages(const struct kx_frames *frames, struct kx_diagnostics *diags)
{
	size_t p, i, region;

	if (frames->page_count == 0 || frames->page_count > KX_MAX_PAGES)
		kx_frame_breach(diags, "%zu pages", frames->page_count);
	for (p = 0; p < frames->page_count; p++) {
		const struct kx_frame_page *page = &frames->pages[p];

		if (page->width < KX_PT(3) || page->height < KX_PT(3) || page->width > KX_PT(14400) ||
		    page->height > KX_PT(14400))
			kx_frame_breach(diags, "page %zu has a size PDF does not allow", p + 1);
		for (i = 0, region = 0; i < page->item_count; i++) {
			const struct kx_frame_item *item = &page->items[i];
			const char *fault = item_fault(frames, item);
			struct kx_box box = kx_item_bounds(item);
			bool words = item->kind == KX_ITEM_GLYPHS && fault == NULL;

			if (fault == NULL && !on_page(page, &box))
				fault = "is not on the page";
			if (fault == NULL)
				fault = region_fault(page, item, box, &region);
			if (fault != NULL)
				kx_frame_breach(diags, "page %zu, item %zu at %ld,%ld%s%.*s%s %s", p + 1, i, (long)item->box.x / 1000,
				    (long)item->box.y / 1000, words ? " (\"" : "",
				    words ? (int)(item->as.glyphs.length < 60 ? item->as.glyphs.length : 60) : 0,
				    words ? item->as.glyphs.text : "", words ? "\")" : "", fault);
		}
	}
}

static bool
string_valid(const char *text)
{
	size_t bad;

	return text == NULL || (strlen(text) <= KX_FRAME_MAX_STRING && kx_utf8_valid(text, strlen(text), &bad));
}

static void
check_strings(const struct kx_frames *frames, struct kx_diagnostics *diags)
{
	size_t i;

	if (frames->title == NULL || frames->title[0] == '\0')
		kx_frame_breach(diags, "no title");
	if (frames->language == NULL || !kx_language_valid(frames->language))
		kx_frame_breach(diags, "no language, or a malformed language tag");
	if (!string_valid(frames->title) || !string_valid(frames->subject) || !string_valid(frames->author) ||
	    !string_valid(frames->document_id) || !string_valid(frames->creator))
		kx_frame_breach(diags, "the title, subject, author, id or creator is too long or not UTF-8");
	for (i = 0; i < frames->element_count; i++) {
		const struct kx_element *element = &frames->elements[i];

		if (!string_valid(element->alt) || !string_valid(element->actual) || !string_valid(element->expansion) ||
		    !string_valid(element->title) || !string_valid(element->id) || !string_valid(element->uri))
			kx_frame_breach(diags, "element %zu (%s) has a string that is too long or not UTF-8", i,
			    kx_element_name(element->type));
		if (element->lang != NULL && !kx_language_valid(element->lang))
			kx_frame_breach(diags, "element %zu (%s) has a malformed language tag", i, kx_element_name(element->type));
		if (element->has_box && (element->page < 0 || (size_t)element->page >= frames->page_count ||
		    !on_page(&frames->pages[element->page], &element->box)))
			kx_frame_breach(diags, "the box of element %zu (%s) is not on a page", i, kx_element_name(element->type));
	}
}

static void
check_bookmarks(const struct kx_frames *frames, struct kx_diagnostics *diags)
{
	size_t i;
	int above = 0;

	for (i = 0; i < frames->bookmark_count; i++) {
		const struct kx_frame_bookmark *mark = &frames->bookmarks[i];

		if (mark->title == NULL || mark->title[0] == '\0' || !string_valid(mark->title))
			kx_frame_breach(diags, "bookmark %zu has no title", i);
		if (mark->page < 0 || (size_t)mark->page >= frames->page_count || mark->y < 0 ||
		    mark->y > frames->pages[mark->page].height)
			kx_frame_breach(diags, "bookmark %zu leads to no page", i);
		if (mark->level < 1 || mark->level > above + 1)
			kx_frame_breach(diags, "bookmark %zu skips a level", i);
		above = mark->level;
	}
}

bool
kx_frames_check_read(struct kx_arena *arena, const struct kx_frames *frames, struct kx_reading *ret_reading,
    struct kx_diagnostics *diags)
{
	struct kx_arena_mark mark = kx_arena_mark(arena);
	size_t before = diags->errors;

	check_pages(frames, diags);
	check_strings(frames, diags);
	check_bookmarks(frames, diags);
	kx_tree_check(arena, frames, diags);
	kx_arena_back(arena, mark);
	if (diags->errors == before) {
		if (kx_frames_read(arena, frames, ret_reading))
			kx_tree_check_content(frames, ret_reading, diags);
		else
			kx_frame_breach(diags, "the reading order does not fit in memory");
	}
	return diags->errors == before;
}

bool
kx_frames_check(const struct kx_frames *frames, struct kx_diagnostics *diags)
{
	struct kx_arena arena;
	struct kx_reading reading;
	bool kept;

	kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
	kept = kx_frames_check_read(&arena, frames, &reading, diags);
	kx_arena_done(&arena);
	return kept;
}
