#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/blocks.h"
#include "layout/flow.h"

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

/* How many text rules stand on a page, and where the last one is. */
static int
rules_on(const struct sheet *sheet, size_t page, kx_length *ret_last)
{
	const struct kx_frame_page *place = &sheet->frames.pages[page];
	int count = 0;
	size_t i;

	for (i = 0; i < place->item_count; i++) {
		if (place->items[i].kind != KX_ITEM_LINE || strcmp(place->items[i].region, "text") != 0)
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
	kx_flow_place(&sheet.set, &galley);
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
	kx_flow_place(&sheet.set, &galley);
	assert_int_equal(rules_on(&sheet, 0, &last), 1);
	assert_int_equal(rules_on(&sheet, 1, &last), 2);
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
	add(&sheet, &galley, 10000, "b")->new_page = true;
	kx_flow_place(&sheet.set, &galley);
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
	kx_flow_place(&sheet.set, &galley);
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
	kx_flow_place(&sheet.set, &galley);
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
	kx_flow_place(&sheet.set, &galley);
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
	kx_flow_place(&sheet.set, &galley);
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
		cmocka_unit_test(test_taller_than_a_page),
		cmocka_unit_test(test_table_columns_follow_their_words),
	};

	return cmocka_run_group_tests_name("layout flow", tests, NULL, NULL);
}
