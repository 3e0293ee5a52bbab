#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/draft.h"
#include "layout/furniture.h"

#include "set_sheet.h"

#define PAGES 3

static struct kx_document
draft_of(const struct kx_document *document)
{
	struct kx_document draft = *document;

	draft.draft = true;
	draft.draft_mark = "DRAFT";
	draft.draft_title = "DRAFT: A test sheet";
	draft.draft_says = "This is a draft.";
	return draft;
}

/* Three pages, each with a tinted box and a line of words over it. */
static void
make_pages(struct sheet *sheet, const struct kx_document *document)
{
	struct kx_frame_item *item;
	int page;

	sheet->set.document = document;
	kx_draft_open(&sheet->set, sheet->root);
	for (page = 0; page < PAGES; page++) {
		kx_frames_page(&sheet->arena, &sheet->frames, 612000, 792000);
		item = kx_frames_item(&sheet->arena, &sheet->frames, page, KX_ITEM_RECT, -1);
		item->artifact = KX_ARTIFACT_BACKGROUND;
		item->region = "text";
		item->box = (struct kx_box){ 50000, 50000, 400000, 600000 };
		item = kx_frames_item(&sheet->arena, &sheet->frames, page, KX_ITEM_LINE, -1);
		item->region = "words";
		kx_furniture_place(&sheet->set, page, PAGES);
	}
}

static bool
says(const struct kx_frame_item *item, const char *words)
{
	return item->kind == KX_ITEM_GLYPHS && item->as.glyphs.length >= strlen(words) &&
	    memcmp(item->as.glyphs.text, words, strlen(words)) == 0;
}

static void
every_page_is_marked_from_edge_to_edge(void **state)
{
	const struct kx_frame_item *item;
	struct kx_document draft = draft_of(&sheet_document);
	struct kx_box bounds;
	struct sheet sheet;
	size_t page, i, k, marks;
	kx_length left, right, top, bottom, gap;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	make_pages(&sheet, &draft);
	assert_false(sheet.set.failed);
	for (page = 0; page < PAGES; page++) {
		left = top = 1000000;
		right = bottom = 0;
		marks = 0;
		for (i = 0; i < sheet.frames.pages[page].item_count; i++) {
			item = &sheet.frames.pages[page].items[i];
			if (item->region == NULL || strcmp(item->region, "draft") != 0)
				continue;
			marks++;
			assert_true(says(item, "DRAFT"));
			assert_int_equal(item->element, -1);
			assert_int_equal(item->artifact, KX_ARTIFACT_PAGINATION);
			assert_true(item->as.glyphs.size > KX_PT(30));
			assert_true(item->as.glyphs.color != 0xFFFFFF && item->as.glyphs.color != 0);
			bounds = kx_item_bounds(item);
			left = bounds.x < left ? bounds.x : left;
			top = bounds.y < top ? bounds.y : top;
			right = bounds.x + bounds.width > right ? bounds.x + bounds.width : right;
			bottom = bounds.y + bounds.height > bottom ? bounds.y + bounds.height : bottom;
			/* On the page, so that the frame is sound. */
			assert_true(bounds.x >= 0 && bounds.y >= 0 && bounds.x + bounds.width <= 612000 &&
			    bounds.y + bounds.height <= 792000);
		}
		assert_true(marks >= 20);
		assert_true(left < KX_PT(15) && top < KX_PT(40) && right > 612000 - KX_PT(15) && bottom > 792000 - KX_PT(30));
		/* No strip of the page as high as a tenth of it is without the word. */
		for (gap = 0; gap < 792000 - 79200; gap += 5000) {
			for (k = 0, marks = 0; k < sheet.frames.pages[page].item_count; k++) {
				item = &sheet.frames.pages[page].items[k];
				bounds = kx_item_bounds(item);
				marks += item->region != NULL && strcmp(item->region, "draft") == 0 && bounds.y < gap + 79200 &&
				    bounds.y + bounds.height > gap;
			}
			assert_true(marks >= 2);
		}
	}
	sheet_close(&sheet);
}

/* Above the tints, below the words. */
static void
the_mark_lies_between(void **state)
{
	struct kx_document draft = draft_of(&sheet_document);
	const struct kx_frame_page *page;
	struct sheet sheet;
	size_t i, tint = 0, first = 0, last = 0, words = 0;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	make_pages(&sheet, &draft);
	page = &sheet.frames.pages[1];
	for (i = 0; i < page->item_count; i++) {
		if (page->items[i].artifact == KX_ARTIFACT_BACKGROUND)
			tint = i + 1;
		else if (page->items[i].region != NULL && strcmp(page->items[i].region, "draft") == 0)
			last = i + 1, first = first == 0 ? i + 1 : first;
		else if (page->items[i].region != NULL && strcmp(page->items[i].region, "words") == 0)
			words = i + 1;
	}
	assert_true(tint > 0 && tint < first && first < last && last < words);
	sheet_close(&sheet);
}

static size_t
count(const struct sheet *sheet, size_t page, const char *region, const char *words)
{
	size_t i, found = 0;

	for (i = 0; i < sheet->frames.pages[page].item_count; i++)
		found += says(&sheet->frames.pages[page].items[i], words) && sheet->frames.pages[page].items[i].region != NULL &&
		    strcmp(sheet->frames.pages[page].items[i].region, region) == 0;
	return found;
}

/* In the head and foot of every page; on the first as a paragraph that is read before everything else. */
static void
head_and_foot_say_it_too(void **state)
{
	struct kx_document draft = draft_of(&sheet_document);
	struct sheet sheet;
	int element;
	size_t page, i;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	make_pages(&sheet, &draft);
	element = sheet.set.draft_element;
	assert_int_equal(element, 1);   /* the first below the document */
	assert_int_equal(sheet.frames.elements[element].type, KX_EL_P);
	assert_int_equal(count(&sheet, 0, "draft-line", "This is a draft."), 1);
	for (i = 0; i < sheet.frames.pages[0].item_count; i++)
		if (says(&sheet.frames.pages[0].items[i], "This is a draft."))
			assert_int_equal(sheet.frames.pages[0].items[i].element, element);
	for (page = 1; page < PAGES; page++)
		assert_int_equal(count(&sheet, page, "draft-line", "DRAFT"), 2);   /* and "DRAFT: …" */
	for (page = 0; page < PAGES; page++)
		assert_int_equal(count(&sheet, page, "draft-line", "DRAFT: A test sheet"), 1);
	sheet_close(&sheet);
}

static void
a_sheet_that_is_none_is_not_marked(void **state)
{
	struct sheet sheet;
	size_t page, i;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	make_pages(&sheet, &sheet_document);
	for (page = 0; page < PAGES; page++)
		for (i = 0; i < sheet.frames.pages[page].item_count; i++)
			assert_false(says(&sheet.frames.pages[page].items[i], "DRAFT"));
	assert_int_equal(sheet.frames.element_count, 1);
	sheet_close(&sheet);
}

/* A long word is set smaller, never off the page. */
static void
a_long_word_fits(void **state)
{
	struct kx_document draft = draft_of(&sheet_document);
	const struct kx_frame_item *item;
	struct sheet sheet;
	size_t i;

	(void)state;
	draft.draft_mark = "BORRADOR SIN REVISAR";
	assert_int_equal(sheet_open(&sheet), 0);
	make_pages(&sheet, &draft);
	for (i = 0; i < sheet.frames.pages[0].item_count; i++) {
		item = &sheet.frames.pages[0].items[i];
		if (item->region == NULL || strcmp(item->region, "draft") != 0)
			continue;
		assert_true(item->box.x >= 0 && item->box.x + item->box.width <= 612000);
	}
	sheet_close(&sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page_is_marked_from_edge_to_edge),
		cmocka_unit_test(the_mark_lies_between),
		cmocka_unit_test(head_and_foot_say_it_too),
		cmocka_unit_test(a_sheet_that_is_none_is_not_marked),
		cmocka_unit_test(a_long_word_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
