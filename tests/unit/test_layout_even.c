#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/cells.h"
#include "layout/even.h"
#include "layout/makeup.h"

#include "set_sheet.h"

/* Pages of the test sheet hold 678 pt, its passages are lines of 20 pt. */
#define PAGE_ROOM KX_PT(678)
#define LINE      KX_PT(20)

static const struct kx_even whole = { .first_room = PAGE_ROOM, .room = PAGE_ROOM, .pages_most = 4, .multiple = 1 };

/* `lines` lines of one passage, apart from what stands before. */
static void
add_lines(struct sheet *sheet, struct kx_galley *galley, int lines)
{
	int i;

	for (i = 0; i < lines; i++)
		kx_galley_slug(&sheet->set, galley, LINE)->before = i == 0 ? LINE : 0;
}

/* A figure, which does not part. */
static void
add_figure(struct sheet *sheet, struct kx_galley *galley, kx_length height)
{
	kx_galley_slug(&sheet->set, galley, height)->before = LINE;
}

/* How many slugs stand on each page when it is filled to its cap; returns the pages. */
static size_t
slugs_of_pages(struct sheet *sheet, const struct kx_galley *galley, const struct kx_even *even, size_t *ret_slugs)
{
	kx_length caps[8] = { 0 };
	struct kx_makeup makeup;
	int pages = kx_even_choose(&sheet->set, galley, even, caps);
	size_t i;

	assert_true(pages > 0);
	kx_makeup_walk_to(&sheet->set, galley, caps, (size_t)pages, &makeup);
	assert_false(makeup.overflow);
	assert_int_equal(makeup.count, pages);
	for (i = 0; i < makeup.count; i++)
		ret_slugs[i] = makeup.parts[i].last - makeup.parts[i].first;
	return makeup.count;
}

/* 12 of 13 lines fit under the first figure, and the last cannot stand above the other. */
static void
test_no_line_alone(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;
	size_t slugs[8];

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	add_figure(&sheet, &galley, KX_PT(400));
	add_lines(&sheet, &galley, 13);
	add_figure(&sheet, &galley, KX_PT(650));
	assert_int_equal(slugs_of_pages(&sheet, &galley, &whole, slugs), 3);
	assert_int_equal(slugs[0], 1);
	assert_int_equal(slugs[1], 13);
	assert_int_equal(slugs[2], 1);
	sheet_close(&sheet);
}

/* A passage is not parted for the sake of a line or two of room. */
static void
test_passages_stay_whole(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;
	size_t slugs[8];

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	add_figure(&sheet, &galley, KX_PT(600));
	add_lines(&sheet, &galley, 20);
	assert_int_equal(slugs_of_pages(&sheet, &galley, &whole, slugs), 2);
	assert_int_equal(slugs[0], 1);
	assert_int_equal(slugs[1], 20);
	sheet_close(&sheet);
}

static void
name_block(struct kx_galley *galley, size_t first, const char *block)
{
	for (; first < galley->slug_count; first++)
		galley->slugs[first].block = block;
}

/* Two blocks with no space between them are two passages: no line of the first goes over to fill the second's page as well. */
static void
test_blocks_part_where_they_meet(void **state)
{
	struct kx_galley galley = { .width = 516000 };
	struct sheet sheet;
	size_t slugs[8], second;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	add_figure(&sheet, &galley, KX_PT(400));
	add_lines(&sheet, &galley, 11);
	name_block(&galley, 1, "table");
	second = galley.slug_count;
	add_lines(&sheet, &galley, 15);
	name_block(&galley, second, "words");
	galley.slugs[second].before = 0;
	add_figure(&sheet, &galley, KX_PT(250));
	add_figure(&sheet, &galley, KX_PT(650));
	assert_int_equal(slugs_of_pages(&sheet, &galley, &whole, slugs), 3);
	assert_int_equal(slugs[0], 12);
	assert_int_equal(slugs[1], 16);
	assert_int_equal(slugs[2], 1);
	sheet_close(&sheet);
}

/* A box of so many items of 60 pt. */
static void
add_box(struct sheet *sheet, struct kx_galley *galley, int items)
{
	struct kx_cell *cell = kx_arena_alloc(&sheet->arena, sizeof(*cell));
	int i;

	*cell = (struct kx_cell){ .galley = { .width = 500000 }, .width = 516000, .style = sheet_template.boxes };
	for (i = 0; i < items; i++)
		kx_galley_slug(&sheet->set, &cell->galley, KX_PT(60));
	kx_cells_slug(&sheet->set, galley, cell, 1)->before = LINE;
}

/* Four of its items fit on the page; two go to the next rather than one. */
static void
test_no_item_alone(void **state)
{
	static struct kx_named_number numbers[] = { { "box.split", 250 } };
	struct kx_template splitting = sheet_template;
	struct kx_galley galley = { .width = 516000 };
	kx_length caps[4];
	struct kx_makeup makeup;
	struct sheet sheet;

	(void)state;
	splitting.numbers = numbers;
	splitting.number_count = 1;
	assert_int_equal(sheet_open(&sheet), 0);
	sheet.set.sheet = &splitting;
	add_figure(&sheet, &galley, KX_PT(400));
	add_box(&sheet, &galley, 5);
	add_figure(&sheet, &galley, KX_PT(400));
	kx_makeup_walk(&sheet.set, &galley, &makeup);
	assert_int_equal(makeup.made.galley.slugs[1].cells[0].galley.slug_count, 4);
	assert_int_equal(kx_even_choose(&sheet.set, &galley, &whole, caps), 2);
	kx_makeup_walk_to(&sheet.set, &galley, caps, 2, &makeup);
	assert_int_equal(makeup.made.galley.slugs[1].cells[0].galley.slug_count, 3);
	assert_int_equal(makeup.made.galley.slugs[2].cells[0].galley.slug_count, 2);
	sheet_close(&sheet);
}

/* More than its pages hold is for the makeup to say. */
static void
test_no_room_is_no_choice(void **state)
{
	struct kx_even even = whole;
	struct kx_galley galley = { .width = 516000 };
	kx_length caps[2];
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	even.pages_most = 2;
	add_lines(&sheet, &galley, 100);
	assert_int_equal(kx_even_choose(&sheet.set, &galley, &even, caps), 0);
	assert_false(sheet.set.failed);
	sheet_close(&sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_line_alone),
		cmocka_unit_test(test_passages_stay_whole),
		cmocka_unit_test(test_blocks_part_where_they_meet),
		cmocka_unit_test(test_no_item_alone),
		cmocka_unit_test(test_no_room_is_no_choice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
