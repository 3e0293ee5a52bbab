/* Matter whose height is known: lines of the body's leading on one page, some of which go with each place that is dropped. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/copyfit.h"
#include "layout/makeup.h"

#include "set_sheet.h"

#define LINES_DROPPED 5

static size_t line_count;

static bool
set_lines(struct kx_setting *set, struct kx_galley *ret_galley)
{
	struct kx_look look = kx_setting_look(set, "body");
	size_t i;

	*ret_galley = (struct kx_galley){ .width = set->content_width };
	for (i = LINES_DROPPED * set->dropped; i < line_count; i++)
		kx_galley_slug(set, ret_galley, look.leading);
	return !set->failed;
}

static const char *places[] = { "extra", "more/words" };

/* A page of one column: it holds so many lines of the body as the template has them. */
struct page { struct sheet sheet; struct kx_template template; struct kx_galley galley; size_t holds; };

static void
open_page(struct page *page, struct kx_copyfit fit)
{
	assert_int_equal(sheet_open(&page->sheet), 0);
	page->template = sheet_template;
	page->template.page_most = 1;
	page->template.fit = fit;
	page->sheet.set.sheet = &page->template;
	page->holds = (size_t)((page->sheet.set.page_height - page->template.margin_top - page->template.margin_bottom) /
	    kx_setting_look(&page->sheet.set, "body").leading);
}

static bool
fits(struct page *page)
{
	int pages;

	return kx_makeup_fits(&page->sheet.set, &page->galley, &pages);
}

static void
try_lines(struct page *page, size_t count)
{
	line_count = count;
	assert_true(kx_copyfit(&page->sheet.set, set_lines, &page->galley));
}

static const struct kx_copyfit close_fit = { .space = { 900, 1000 }, .leading = { 900, 1000 }, .type = { 950, 1000 } };

static void
test_what_fits_is_left_alone(void **state)
{
	struct page page = { .holds = 0 };

	(void)state;
	open_page(&page, close_fit);
	try_lines(&page, page.holds);
	assert_int_equal(page.sheet.set.leading, 1000);
	assert_int_equal(page.sheet.set.type, 1000);
	assert_int_equal(page.galley.slug_count, page.holds);
	sheet_close(&page.sheet);
}

/* The least change that fits: one step looser, it does not. */
static void
test_it_is_drawn_in_no_more_than_needed(void **state)
{
	struct page page = { .holds = 0 };
	size_t more;

	(void)state;
	open_page(&page, close_fit);
	for (more = 1; more <= 6; more++) {
		try_lines(&page, page.holds + more);
		assert_true(fits(&page));
		assert_true(page.sheet.set.leading == 900 || page.sheet.set.type == 1000);   /* type is the last to change */
		if (page.sheet.set.leading > 900)
			assert_int_equal(page.sheet.set.space, page.sheet.set.leading);
		page.sheet.set.leading += page.sheet.set.type == 1000 ? 10 : 0;
		page.sheet.set.type += page.sheet.set.type < 1000 ? 10 : 0;
		assert_true(set_lines(&page.sheet.set, &page.galley));
		assert_false(fits(&page));
	}
	sheet_close(&page.sheet);
}

static void
test_it_is_let_out_to_fill_the_page(void **state)
{
	struct kx_copyfit fit = { .space = { 1000, 1300 }, .leading = { 1000, 1100 } };
	struct page page = { .holds = 0 };

	(void)state;
	open_page(&page, fit);
	try_lines(&page, page.holds - 2);
	assert_true(fits(&page));
	assert_in_range(page.sheet.set.leading, 1010, 1090);
	assert_true(page.sheet.set.space > page.sheet.set.leading);
	/* With little on the page it goes as far as it may, and not on to a second one. */
	try_lines(&page, 3);
	assert_int_equal(page.sheet.set.leading, 1100);
	assert_int_equal(page.sheet.set.space, 1300);
	sheet_close(&page.sheet);
}

static void
test_type_keeps_to_its_size(void **state)
{
	struct page page = { .holds = 0 };

	(void)state;
	open_page(&page, close_fit);
	page.template.text_least = KX_PT(12);
	page.template.note_least = KX_PT(9);
	page.sheet.set.type = 500;
	assert_int_equal(kx_setting_look(&page.sheet.set, "body").size, KX_PT(12));
	assert_int_equal(kx_setting_look(&page.sheet.set, "title").size, KX_PT(12));
	assert_int_equal(kx_setting_look(&page.sheet.set, "clinic-line").size, KX_PT(9));
	page.sheet.set.type = 900;
	assert_int_equal(kx_setting_look(&page.sheet.set, "title").size, 21600);
	sheet_close(&page.sheet);
}

static void
test_no_more_is_dropped_than_needed(void **state)
{
	struct kx_copyfit fit = close_fit;
	struct page page = { .holds = 0 };
	size_t most;

	(void)state;
	fit.droppable = places;
	fit.droppable_count = 2;
	open_page(&page, fit);
	for (most = page.holds; try_lines(&page, most), page.sheet.set.dropped == 0; most++)
		;
	assert_int_equal(page.sheet.set.dropped, 1);
	assert_true(fits(&page));
	assert_int_equal(page.galley.slug_count, most - LINES_DROPPED);
	assert_true(kx_setting_drops(&page.sheet.set, "extra", "anything"));
	assert_false(kx_setting_drops(&page.sheet.set, "more", "words"));
	/* Without it there is room again. */
	assert_true(page.sheet.set.leading > 900);
	try_lines(&page, most + LINES_DROPPED);
	assert_int_equal(page.sheet.set.dropped, 2);
	assert_true(fits(&page));
	assert_true(kx_setting_drops(&page.sheet.set, "more", "words"));
	assert_false(kx_setting_drops(&page.sheet.set, "more", NULL));
	/* What does not fit without them either is left for the message. */
	try_lines(&page, 2 * page.holds);
	assert_int_equal(page.sheet.set.dropped, 2);
	assert_int_equal(page.sheet.set.leading, 900);
	assert_int_equal(page.sheet.set.type, 950);
	assert_int_equal(page.sheet.set.space, 600);
	assert_false(fits(&page));
	sheet_close(&page.sheet);
}

#define GAP KX_PT(12)

/* Lines with a space behind each. */
static bool
set_spaced(struct kx_setting *set, struct kx_galley *ret_galley)
{
	size_t i;

	set_lines(set, ret_galley);
	for (i = 0; i < ret_galley->slug_count; i++)
		ret_galley->slugs[i].after = kx_setting_space(set, GAP);
	return !set->failed;
}

/* At the bounds spaces alone go on, to two thirds of the least, before anything is dropped; not where the template keeps them. */
static void
test_spaces_give_way_before_words(void **state)
{
	struct kx_copyfit fit = close_fit;
	struct page page = { .holds = 0 };
	int before = 1000;

	(void)state;
	fit.droppable = places;
	fit.droppable_count = 1;
	open_page(&page, fit);
	for (line_count = 1; ; line_count++) {
		assert_true(kx_copyfit(&page.sheet.set, set_spaced, &page.galley));
		if (page.sheet.set.dropped > 0)
			break;
		assert_true(fits(&page));
		assert_true(page.sheet.set.space <= before);
		before = page.sheet.set.space;
		if (before < 900)
			assert_int_equal(page.sheet.set.type, 950);
		/* No closer than it must be. */
		if (before < 890) {
			page.sheet.set.space += 20;
			assert_true(set_spaced(&page.sheet.set, &page.galley));
			assert_false(fits(&page));
		}
	}
	assert_in_range(before, 600, 650);
	page.template.fit.space = (struct kx_bounds){ 1000, 1000 };
	page.template.fit.droppable_count = 0;
	assert_true(kx_copyfit(&page.sheet.set, set_spaced, &page.galley));
	assert_int_equal(page.sheet.set.space, 1000);
	assert_false(fits(&page));
	sheet_close(&page.sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_fits_is_left_alone),
		cmocka_unit_test(test_it_is_drawn_in_no_more_than_needed),
		cmocka_unit_test(test_it_is_let_out_to_fill_the_page),
		cmocka_unit_test(test_type_keeps_to_its_size),
		cmocka_unit_test(test_no_more_is_dropped_than_needed),
		cmocka_unit_test(test_spaces_give_way_before_words),
	};

	return cmocka_run_group_tests_name("layout copyfit", tests, NULL, NULL);
}
