#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/blocks.h"
#include "layout/makeup.h"
#include "layout/slots.h"
#include "layout/placing.h"

#include "set_sheet.h"

/* A page of the test sheet holds 678 pt. */
#define PAGE_ROOM 678000

static struct kx_slug *
add(struct sheet *sheet, struct kx_galley *galley, kx_length height, const char *block)
{
	struct kx_slug *slug;

	sheet->set.block = block;
	slug = kx_galley_slug(&sheet->set, galley, height);
	kx_slug_rule(&sheet->set, slug, 0, 0, 1000, 0, 500, 0);
	return slug;
}

/* How many rules stand on a page, of the text and for notes, and where the last one is. */
static int
rules_on(const struct sheet *sheet, size_t page, kx_length *ret_last)
{
	const struct kx_frame_page *place = &sheet->frames.pages[page];
	int count = 0;
	size_t i;

	for (i = 0; i < place->item_count; i++) {
		if (place->items[i].kind != KX_ITEM_LINE || (strcmp(place->items[i].region, "text") != 0 &&
		    strcmp(place->items[i].region, "notes") != 0))
			continue;
		count++;
		*ret_last = place->items[i].box.y;
	}
	return count;
}

static void
test_fills_and_breaks(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;
	kx_length last;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	add(&sheet, &galley, 400000, "a");
	add(&sheet, &galley, 278000, "b");
	add(&sheet, &galley, 10000, "c");
	kx_placing_pages(&sheet.set, &galley);
	assert_false(sheet.set.failed);
	assert_int_equal(sheet.frames.page_count, 2);
	assert_int_equal(rules_on(&sheet, 0, &last), 2);
	assert_int_equal(rules_on(&sheet, 1, &last), 1);
	sheet_close(&sheet);
}

static void
test_heading_goes_with_its_text(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;
	kx_length last;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	add(&sheet, &galley, 640000, "a");
	add(&sheet, &galley, 20000, "heading")->keep_next = true;
	add(&sheet, &galley, 30000, "text");
	kx_placing_pages(&sheet.set, &galley);
	assert_int_equal(rules_on(&sheet, 0, &last), 1);
	assert_int_equal(rules_on(&sheet, 1, &last), 2);
	sheet_close(&sheet);
}

/* All would fit if it might be broken anywhere; what must stay together pushes the last block out, which is named. */
static void
test_overflow_by_what_stays_together(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	add(&sheet, &galley, PAGE_ROOM, "one");
	add(&sheet, &galley, PAGE_ROOM, "two");
	add(&sheet, &galley, PAGE_ROOM / 2, "three");
	add(&sheet, &galley, PAGE_ROOM * 4 / 10, "four")->keep_next = true;
	add(&sheet, &galley, PAGE_ROOM * 3 / 10, "four");
	add(&sheet, &galley, PAGE_ROOM / 2, "five");
	kx_placing_pages(&sheet.set, &galley);
	assert_true(sheet.set.failed);
	assert_int_equal(sheet.diags.count, 1);
	assert_int_equal(sheet.diags.list[0].code, KX455);
	assert_non_null(strstr(sheet.diags.list[0].message, "needs 5 pages and the layout allows 4; these blocks do not fit: five ("));
	sheet_close(&sheet);
}

static void
test_new_page_is_obeyed(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	add(&sheet, &galley, 10000, "a");
	add(&sheet, &galley, 10000, "b")->start = KX_START_PAGE;
	kx_placing_pages(&sheet.set, &galley);
	assert_int_equal(sheet.frames.page_count, 2);
	sheet_close(&sheet);
}

static void
test_write_in_lines_fill_the_page(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;
	kx_length last = 0;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	add(&sheet, &galley, 400000, "a");
	add(&sheet, &galley, 50000, "notes")->fill_step = 25000;
	kx_placing_pages(&sheet.set, &galley);
	/* 228 pt are left: nine more lines, the last less than a line above the foot. */
	assert_int_equal(rules_on(&sheet, 0, &last), 2 + 9);
	assert_true(60000 + PAGE_ROOM - last < 25000);
	sheet_close(&sheet);
}

static void
test_elastic_spaces_stretch_within_bounds(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;
	kx_length last = 0;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	add(&sheet, &galley, 300000, "a");
	add(&sheet, &galley, 100000, "b")->elastic = true;
	kx_placing_pages(&sheet.set, &galley);
	rules_on(&sheet, 0, &last);
	/* 278 pt are left, but a space stretches by 12 pt at the most. */
	assert_int_equal(last, 60000 + 300000 + 12000);
	sheet_close(&sheet);
}

static void
test_overflow_names_the_blocks(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;
	int i;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	for (i = 0; i < 4; i++)
		add(&sheet, &galley, 600000, "fits");
	add(&sheet, &galley, 600000, "risk-serious");
	add(&sheet, &galley, 30000, "notes");
	kx_placing_pages(&sheet.set, &galley);
	assert_true(sheet.set.failed);
	assert_int_equal(sheet.diags.count, 1);
	assert_int_equal(sheet.diags.list[0].code, KX455);
	assert_non_null(strstr(sheet.diags.list[0].message, "risk-serious, notes"));
	assert_null(strstr(sheet.diags.list[0].message, "fits"));
	assert_int_equal(sheet.frames.page_count, 0);
	sheet_close(&sheet);
}

static void
test_taller_than_a_page(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	add(&sheet, &galley, PAGE_ROOM + 1000, "giant");
	kx_placing_pages(&sheet.set, &galley);
	assert_true(sheet.set.failed);
	assert_int_equal(sheet.diags.list[0].code, KX456);
	sheet_close(&sheet);
}

static struct kx_block *
cell(struct sheet *sheet, struct kx_block *row, const char *words, enum kx_align align)
{
	struct kx_block *made = kx_arena_alloc(&sheet->arena, sizeof(*made));
	struct kx_run *run = kx_arena_alloc(&sheet->arena, sizeof(*run));

	*made = (struct kx_block){ .kind = KX_BLOCK_CELL, .align = align, .span = 1 };
	run->text = words;
	made->runs = (struct kx_runs){ run, 1, 1 };
	if (row->last != NULL)
		row->last->next = made;
	else
		row->first = made;
	row->last = made;
	return made;
}

static void
test_table_columns_follow_their_words(void **state)
{
	struct kx_block table = { .kind = KX_BLOCK_TABLE, .style = "rates" };
	struct kx_block head = { .kind = KX_BLOCK_ROW, .head = true }, row = { .kind = KX_BLOCK_ROW };
	struct kx_galley galley = { .width = 400000 };
	struct sheet sheet;
	size_t i;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	table.first = &head;
	head.next = table.last = &row;
	cell(&sheet, &head, "Effect", KX_ALIGN_LEFT);
	cell(&sheet, &head, "With", KX_ALIGN_RIGHT);
	cell(&sheet, &row, "Felt cut off from self or surroundings for some time after the dose", KX_ALIGN_LEFT)->head = true;
	cell(&sheet, &row, "41", KX_ALIGN_RIGHT);
	kx_table_set(&sheet.set, &galley, &table, sheet.root);
	assert_false(sheet.set.failed);
	assert_int_equal(galley.slug_count, 2);
	assert_true(galley.slugs[0].keep_next);
	for (i = 0; i < galley.slugs[1].mark_count; i++) {
		const struct kx_set_mark *mark = &galley.slugs[1].marks[i];

		if (mark->kind != KX_MARK_GLYPHS)
			continue;
		assert_true(mark->box.x + mark->box.width <= 400000);
		/* The number stands flush right; the label has the rest. */
		if (mark->glyphs.length == 2)
			assert_int_equal(mark->box.x + mark->box.width, 400000);
	}
	sheet_close(&sheet);
}

/* Two sides of 400 by 300 pt; read: right of side 1, both of side 2, then back to the left of side 1. */
static struct kx_region outside[] = { { { "test.json", "/o" }, "back", { 10000, 10000, 180000, 280000 } },
	{ { "test.json", "/o" }, "cover", { 210000, 10000, 180000, 280000 } } };
static struct kx_region inside[] = { { { "test.json", "/i" }, "left", { 10000, 10000, 180000, 280000 } },
	{ { "test.json", "/i" }, "right", { 210000, 10000, 170000, 280000 } } };
static struct kx_paper_mark fold = { { 200000, 0 }, { 200000, 300000 }, true, 500, "rule" };
static struct kx_side sides[] = { { outside, 2, NULL, NULL, &fold, 1 }, { inside, 2, NULL, NULL, NULL, 0 } };
static const struct kx_paper folded = { "folded", 400000, 300000, sides, 2 };
static const char *fill[] = { "cover", "left", "right", "back" };

static struct kx_template folded_template;

static void
open_folded(struct sheet *sheet)
{
	assert_int_equal(sheet_open(sheet), 0);
	folded_template = sheet_template;
	folded_template.fill = fill;
	folded_template.fill_count = 4;
	folded_template.page_least = folded_template.page_most = 2;
	sheet->set.sheet = &folded_template;
	sheet->set.paper = &folded;
	sheet->set.page_width = 400000;
	sheet->set.page_height = 300000;
}

/* The text rules in a region of a page. */
static int
rules_in(const struct sheet *sheet, size_t page, const char *region)
{
	int count = 0;
	size_t i;

	for (i = 0; i < sheet->frames.pages[page].item_count; i++)
		count += sheet->frames.pages[page].items[i].kind == KX_ITEM_LINE &&
		    strcmp(sheet->frames.pages[page].items[i].region, region) == 0;
	return count;
}

static void
test_regions_fill_in_the_order_of_reading(void **state)
{
	struct kx_galley galley = { .width = 180000 };
	struct sheet sheet;
	struct kx_slug *last;
	size_t i, marks = 0;
	int pages = 0;

	(void)state;
	open_folded(&sheet);
	add(&sheet, &galley, 200000, "a");
	add(&sheet, &galley, 200000, "b");
	add(&sheet, &galley, 200000, "c");
	last = add(&sheet, &galley, 200000, "d");
	last->start = KX_START_NAMED;
	last->region = "back";
	assert_true(kx_makeup_fits(&sheet.set, &galley, &pages));
	assert_int_equal(pages, 2);
	kx_placing_pages(&sheet.set, &galley);
	assert_false(sheet.set.failed);
	assert_int_equal(sheet.frames.page_count, 2);
	assert_int_equal(rules_in(&sheet, 0, "cover"), 1);
	assert_int_equal(rules_in(&sheet, 1, "left"), 1);
	assert_int_equal(rules_in(&sheet, 1, "right"), 1);
	assert_int_equal(rules_in(&sheet, 0, "back"), 1);
	for (i = 0; i < sheet.frames.pages[0].item_count; i++)
		marks += sheet.frames.pages[0].items[i].kind == KX_ITEM_PATH && sheet.frames.pages[0].items[i].artifact == KX_ARTIFACT_LAYOUT;
	assert_int_equal(marks, 1);
	sheet_close(&sheet);
}

/* Words never run on from a page to an earlier one: a band must start there. */
static void
test_flow_does_not_turn_back(void **state)
{
	struct kx_galley galley = { .width = 180000 };
	struct sheet sheet;
	int pages = 0, i;

	(void)state;
	open_folded(&sheet);
	for (i = 0; i < 4; i++)
		add(&sheet, &galley, 200000, i < 3 ? "a" : "long");
	assert_false(kx_makeup_fits(&sheet.set, &galley, &pages));
	kx_placing_pages(&sheet.set, &galley);
	assert_true(sheet.set.failed);
	assert_int_equal(sheet.diags.list[0].code, KX455);
	assert_string_equal(sheet.diags.list[0].message, "these blocks do not fit their regions: long (200 pt in all, 13 lines of text)");
	sheet_close(&sheet);
}

/* Matter that runs into a region where a later band starts does not fit. */
static void
test_a_started_region_is_not_shared(void **state)
{
	struct kx_galley galley = { .width = 180000 };
	struct sheet sheet;
	struct kx_slug *slug;

	(void)state;
	open_folded(&sheet);
	add(&sheet, &galley, 200000, "a");
	add(&sheet, &galley, 100000, "over");
	slug = add(&sheet, &galley, 10000, "b");
	slug->start = KX_START_NAMED;
	slug->region = "left";
	kx_placing_pages(&sheet.set, &galley);
	assert_true(sheet.set.failed);
	assert_string_equal(sheet.diags.list[0].message, "these blocks do not fit their regions: over (100 pt in all, 7 lines of text)");
	sheet_close(&sheet);
}

/* What is set follows the width of the region it stands in; what runs on into a narrower one is as narrow. */
static void
test_widths_follow_the_regions(void **state)
{
	struct kx_galley galley = { .width = 180000 };
	struct sheet sheet;

	(void)state;
	open_folded(&sheet);
	assert_false(kx_slots_even(&sheet.set));
	assert_int_equal(kx_makeup_width(&sheet.set, &galley, KX_START_NAMED, "right"), 170000);
	add(&sheet, &galley, 200000, "a");
	add(&sheet, &galley, 200000, "b");
	assert_int_equal(kx_makeup_width(&sheet.set, &galley, KX_START_HERE, NULL), 180000);
	assert_int_equal(kx_makeup_width(&sheet.set, &galley, KX_START_REGION, NULL), 170000);
	add(&sheet, &galley, 200000, "c");
	assert_int_equal(kx_makeup_narrowest(&sheet.set, &galley, 0, 2, 1), 180000);
	assert_int_equal(kx_makeup_narrowest(&sheet.set, &galley, 1, 3, 1), 170000);
	assert_int_equal(kx_makeup_narrowest(&sheet.set, &galley, 3, 3, 1), 1);
	sheet_close(&sheet);
}

/* The test's wording has no words for notes, so there are lines alone. */
static void
test_the_rest_of_the_last_page_is_for_notes(void **state)
{
	static struct kx_named_number numbers[] = { { "notes.lines", 4000 }, { "notes.gap", 25000 } };
	struct kx_template noting = sheet_template;
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;
	kx_length last = 0;
	int i;

	(void)state;
	noting.numbers = numbers;
	noting.number_count = 2;
	for (i = 0; i < 2; i++) {
		assert_int_equal(sheet_open(&sheet), 0);
		sheet.set.sheet = &noting;
		galley = (struct kx_galley){ .width = 516000 };
		/* 20 pt stand above the lines, so that 118 pt do for three and 120 for four. */
		add(&sheet, &galley, i == 0 ? PAGE_ROOM - 118000 : PAGE_ROOM - 120000, "a");
		kx_placing_pages(&sheet.set, &galley);
		assert_int_equal(sheet.frames.page_count, 1);
		assert_int_equal(rules_on(&sheet, 0, &last), i == 0 ? 1 : 1 + 4);
		sheet_close(&sheet);
	}
}

/* Half a sheet of paper is left: notes begin under the matter, and its page is for more of them. */
static void
test_notes_go_on_on_the_page_that_is_left(void **state)
{
	static struct kx_named_number numbers[] = { { "notes.lines", 4000 }, { "notes.gap", 25000 } };
	static struct kx_wording_entry words[] = { { .key = "notes.heading", .text = "Notes" }, { .key = "notes.says", .text = "For you." } };
	struct kx_template noting = sheet_template;
	struct kx_document document = sheet_document;
	struct kx_wording wording = { .language = "en", .entries = words, .entry_count = 2 };
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;
	kx_length last = 0;
	int headings = 0;
	size_t i;

	(void)state;
	noting.numbers = numbers;
	noting.number_count = 2;
	noting.page_multiple = 2;
	assert_int_equal(sheet_open(&sheet), 0);
	document.wording = &wording;
	sheet.set.document = &document;
	sheet.set.sheet = &noting;
	add(&sheet, &galley, 200000, "a");
	kx_placing_pages(&sheet.set, &galley);
	assert_int_equal(sheet.frames.page_count, 2);
	assert_true(rules_on(&sheet, 0, &last) > 4);
	assert_true(rules_on(&sheet, 1, &last) > rules_on(&sheet, 0, &last));
	/* Both pages have the heading, and a listener hears it once. */
	for (i = 0; i < sheet.frames.element_count; i++)
		headings += sheet.frames.elements[i].type == KX_EL_H2;
	assert_int_equal(headings, 1);
	sheet_close(&sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fills_and_breaks),
		cmocka_unit_test(test_heading_goes_with_its_text),
		cmocka_unit_test(test_new_page_is_obeyed),
		cmocka_unit_test(test_write_in_lines_fill_the_page),
		cmocka_unit_test(test_elastic_spaces_stretch_within_bounds),
		cmocka_unit_test(test_overflow_names_the_blocks),
		cmocka_unit_test(test_overflow_by_what_stays_together),
		cmocka_unit_test(test_taller_than_a_page),
		cmocka_unit_test(test_table_columns_follow_their_words),
		cmocka_unit_test(test_regions_fill_in_the_order_of_reading),
		cmocka_unit_test(test_flow_does_not_turn_back),
		cmocka_unit_test(test_a_started_region_is_not_shared),
		cmocka_unit_test(test_widths_follow_the_regions),
		cmocka_unit_test(test_the_rest_of_the_last_page_is_for_notes),
		cmocka_unit_test(test_notes_go_on_on_the_page_that_is_left),
	};

	return cmocka_run_group_tests_name("layout flow", tests, NULL, NULL);
}
