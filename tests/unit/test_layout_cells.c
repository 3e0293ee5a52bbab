#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/blocks.h"
#include "layout/cells.h"
#include "layout/makeup.h"
#include "layout/placing.h"

#include "set_sheet.h"

static struct kx_box_style edged = { "edged", NULL, "rule", 500, 0, 10000, 0, 0, KX_EDGE_ALL };

/* `count` slugs of 20 pt, each with a rule as wide as its number in points, from 1 on. */
static struct kx_galley
numbered(struct sheet *sheet, int count)
{
	struct kx_galley galley = { .width = 200000 };
	int i;

	for (i = 0; i < count; i++)
		kx_slug_rule(&sheet->set, kx_galley_slug(&sheet->set, &galley, 20000), 0, 0, (i + 1) * 1000, 0, 500, 0);
	return galley;
}

static struct kx_slug *
boxed(struct sheet *sheet, struct kx_galley *galley, int count)
{
	struct kx_cell *cell = kx_arena_alloc(&sheet->arena, sizeof(*cell));

	*cell = (struct kx_cell){ .galley = numbered(sheet, count), .width = 220000, .pad_x = 10000, .pad_y = 10000, .style = &edged };
	return kx_cells_slug(&sheet->set, galley, cell, 1);
}

/* Every rule of the numbered slugs once, in order, over all pages; returns how many boxes there are. */
static int
assert_whole(const struct sheet *sheet, int count)
{
	int next = 1, boxes = 0;
	size_t page, i;

	for (page = 0; page < sheet->frames.page_count; page++) {
		for (i = 0; i < sheet->frames.pages[page].item_count; i++) {
			const struct kx_frame_item *item = &sheet->frames.pages[page].items[i];

			if (strcmp(item->region, "text") != 0)
				continue;
			if (item->kind == KX_ITEM_LINE)
				assert_int_equal(item->box.width, next++ * 1000);
			boxes += item->kind == KX_ITEM_RECT;
		}
	}
	assert_int_equal(next, count + 1);
	return boxes;
}

static void
test_a_tall_box_goes_on(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;
	struct kx_slug *slug;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	slug = boxed(&sheet, &galley, 80);   /* 1620 pt: pages hold 678 */
	assert_int_equal(slug->height, 1620000);
	kx_placing_pages(&sheet.set, &galley);
	assert_false(sheet.set.failed);
	assert_int_equal(sheet.frames.page_count, 3);
	assert_int_equal(assert_whole(&sheet, 80), 3);
	sheet_close(&sheet);
}

static void
test_a_box_that_fits_a_page_stays_whole(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	kx_galley_slug(&sheet.set, &galley, 300000);
	boxed(&sheet, &galley, 30);   /* 620 pt */
	kx_placing_pages(&sheet.set, &galley);
	assert_int_equal(sheet.frames.page_count, 2);
	assert_int_equal(assert_whole(&sheet, 30), 1);
	sheet_close(&sheet);
}

static void
test_columns_fill_pages_and_balance_on_the_last(void **state)
{
	struct kx_galley galley = { .width = 420000 }, narrow;
	struct sheet sheet;
	const struct kx_frame_page *last;
	kx_length left = 0, right = 0;
	size_t i;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	narrow = numbered(&sheet, 80);
	kx_columns_slug(&sheet.set, &galley, &narrow, 2, 20000);   /* 800 pt high; a page holds 33 in each column */
	kx_placing_pages(&sheet.set, &galley);
	assert_false(sheet.set.failed);
	assert_int_equal(sheet.frames.page_count, 2);
	assert_whole(&sheet, 80);
	last = &sheet.frames.pages[1];
	for (i = 0; i < last->item_count; i++) {
		if (last->items[i].kind != KX_ITEM_LINE || strcmp(last->items[i].region, "text") != 0)
			continue;
		if (last->items[i].box.x < 200000)
			left = last->items[i].box.y;
		else
			right = last->items[i].box.y;
	}
	assert_int_equal(left, right);
	sheet_close(&sheet);
}

static void
test_a_box_in_a_box_is_split_with_it(void **state)
{
	struct kx_galley galley = { .width = 516000 }, inner = { .width = 300000 };
	struct kx_cell *cell;
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	boxed(&sheet, &inner, 50);
	cell = kx_arena_alloc(&sheet.arena, sizeof(*cell));
	*cell = (struct kx_cell){ .galley = inner, .width = 320000, .pad_x = 10000, .pad_y = 10000, .style = &edged };
	kx_cells_slug(&sheet.set, &galley, cell, 1);
	kx_placing_pages(&sheet.set, &galley);
	assert_false(sheet.set.failed);
	assert_int_equal(sheet.frames.page_count, 2);
	assert_int_equal(assert_whole(&sheet, 50), 4);
	sheet_close(&sheet);
}

static void
test_what_cannot_be_cut_is_not_split(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct kx_slug *slug, head, tail;
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	slug = boxed(&sheet, &galley, 3);
	assert_false(kx_cells_split(&sheet.set, slug, 30000, &head, &tail));   /* nothing fits beside the padding */
	assert_true(kx_cells_split(&sheet.set, slug, 40000, &head, &tail));
	assert_int_equal(head.height, 40000);
	assert_int_equal(tail.height, 60000);
	assert_false(kx_cells_split(&sheet.set, slug, 80000, &head, &tail));   /* all of it does */
	assert_false(kx_cells_split(&sheet.set, kx_galley_slug(&sheet.set, &galley, 100000), 40000, &head, &tail));
	sheet_close(&sheet);
}

static struct kx_run words_of_head = { .kind = KX_RUN_TEXT, .text = "Head" };
static struct kx_run words_of_cell = { .kind = KX_RUN_TEXT, .text = "Cell" };

/* A table of many rows prints its heads on every page, and they are read once. */
static void
test_heads_are_repeated(void **state)
{
	static struct kx_block cells[100], rows[100];
	struct kx_block table = { .kind = KX_BLOCK_TABLE, .style = "plain", .first = rows };
	struct kx_galley galley = { .width = 516000 };
	size_t page, i, said = 0, drawn = 0;
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	for (i = 0; i < 100; i++) {
		cells[i] = (struct kx_block){ .kind = KX_BLOCK_CELL, .head = i == 0,
		    .runs = { i == 0 ? &words_of_head : &words_of_cell, 1, 1 } };
		rows[i] = (struct kx_block){ .kind = KX_BLOCK_ROW, .head = i == 0, .first = &cells[i], .next = i < 99 ? &rows[i + 1] : NULL };
	}
	kx_table_set(&sheet.set, &galley, &table, 0);
	kx_placing_pages(&sheet.set, &galley);
	assert_false(sheet.set.failed);
	assert_true(sheet.frames.page_count >= 3);
	for (page = 0; page < sheet.frames.page_count; page++) {
		for (i = 0; i < sheet.frames.pages[page].item_count; i++) {
			const struct kx_frame_item *item = &sheet.frames.pages[page].items[i];

			if (item->kind != KX_ITEM_GLYPHS || memcmp(item->as.glyphs.text, "Head", 4) != 0)
				continue;
			said += item->element >= 0;
			drawn++;
		}
	}
	assert_int_equal(said, 1);
	assert_int_equal(drawn, sheet.frames.page_count);
	sheet_close(&sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_tall_box_goes_on),
		cmocka_unit_test(test_a_box_that_fits_a_page_stays_whole),
		cmocka_unit_test(test_columns_fill_pages_and_balance_on_the_last),
		cmocka_unit_test(test_a_box_in_a_box_is_split_with_it),
		cmocka_unit_test(test_what_cannot_be_cut_is_not_split),
		cmocka_unit_test(test_heads_are_repeated),
	};

	return cmocka_run_group_tests_name("layout cells", tests, NULL, NULL);
}
