#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/paragraph.h"

#include "set_sheet.h"

static const char *const words =
    "Ask who will be in the room with you, how long you will stay, and whom you can call at night when something "
    "feels wrong. Bring a list of every medicine you take, and a friend who can take you home.";

static struct kx_galley
set_words(struct sheet *sheet, kx_length width, const char *text, enum kx_align align)
{
	struct kx_galley galley = { .width = width };

	kx_paragraph_words(&sheet->set, &galley, text, &(struct kx_paragraph_options){ .style = "body", .align = align,
	    .element = kx_setting_element(&sheet->set, KX_EL_P, sheet->root) });
	return galley;
}

static kx_length
line_width(const struct kx_slug *slug)
{
	const struct kx_set_mark *last = &slug->marks[slug->mark_count - 1];

	return last->box.x + last->box.width - slug->marks[0].box.x;
}

static void
test_every_word_once(void **state)
{
	struct sheet sheet;
	struct kx_galley galley;
	char joined[1024] = "";
	size_t i, k;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	galley = set_words(&sheet, 180000, words, KX_ALIGN_LEFT);
	for (i = 0; i < galley.slug_count; i++) {
		for (k = 0; k < galley.slugs[i].mark_count; k++)
			strncat(joined, galley.slugs[i].marks[k].glyphs.text, galley.slugs[i].marks[k].glyphs.length);
	}
	assert_string_equal(joined, words);
	sheet_close(&sheet);
}

static void
test_lines_fit_and_are_even(void **state)
{
	struct sheet sheet;
	struct kx_galley galley;
	kx_length measure, width, shortest;
	size_t i;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	for (measure = 120000; measure <= 400000; measure += 7000) {
		galley = set_words(&sheet, measure, words, KX_ALIGN_LEFT);
		shortest = measure;
		for (i = 0; i < galley.slug_count; i++) {
			width = line_width(&galley.slugs[i]);
			assert_true(width <= measure);
			if (i + 1 < galley.slug_count && width < shortest)
				shortest = width;
		}
		/* No line but the last leaves half the measure empty. */
		assert_true(shortest * 2 > measure);
		/* No single short word on the last line when the words allow better. */
		assert_true(line_width(&galley.slugs[galley.slug_count - 1]) * 6 > measure);
	}
	sheet_close(&sheet);
}

/*
 * A last line of one short word is taken only where every way round it leaves
 * the line before it half empty: here no two words in a row are that long.
 */
static void
test_no_short_word_ends_a_paragraph(void **state)
{
	const kx_length word = KX_PT(4 * 12);
	kx_length measure, last, before;
	struct sheet sheet;
	struct kx_galley galley;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	for (measure = KX_PT(100); measure <= KX_PT(450); measure += KX_PT(3)) {
		galley = set_words(&sheet, measure, words, KX_ALIGN_LEFT);
		last = line_width(&galley.slugs[galley.slug_count - 1]);
		assert_true(last >= (word < measure / 2 ? word : measure / 2));
		assert_true(last >= measure / 5);
		before = line_width(&galley.slugs[galley.slug_count - 2]);
		assert_true(before * 2 > measure);
	}
	assert_int_equal(sheet.set.rag.short_count, 0);
	assert_true(sheet.set.rag.lines > sheet.set.rag.paragraphs && sheet.set.rag.paragraphs > 0);
	/* A word that cannot be helped is counted, with the word. */
	set_words(&sheet, KX_PT(98), "incomprehensibly so", KX_ALIGN_LEFT);
	assert_int_equal(sheet.set.rag.short_count, 1);
	assert_string_equal(sheet.set.rag.shorts[0].word, "so");
	sheet_close(&sheet);
}

/*
 * First fit would put "aaaa bb cc" + "ddddd"; total fit moves a word down so
 * that the lines are as even as they can be (the example that Knuth and Plass
 * open with, in ragged form).
 */
static void
test_total_fit_beats_first_fit(void **state)
{
	struct sheet sheet;
	struct kx_galley galley;
	kx_length all;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	galley = set_words(&sheet, 500000, "mmmm mm mm mmmmmm mmmm mmm mmmmmmmm", KX_ALIGN_LEFT);
	assert_int_equal(galley.slug_count, 1);
	all = line_width(&galley.slugs[0]);
	galley = set_words(&sheet, all * 2 / 5, "mmmm mm mm mmmmmm mmmm mmm mmmmmmmm", KX_ALIGN_LEFT);
	assert_int_equal(galley.slug_count, 3);
	assert_true(line_width(&galley.slugs[0]) * 4 > line_width(&galley.slugs[1]) * 3);
	sheet_close(&sheet);
}

static void
test_alignment(void **state)
{
	struct sheet sheet;
	struct kx_galley left, right, center;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	left = set_words(&sheet, 300000, "27", KX_ALIGN_LEFT);
	right = set_words(&sheet, 300000, "27", KX_ALIGN_RIGHT);
	center = set_words(&sheet, 300000, "27", KX_ALIGN_CENTER);
	assert_int_equal(left.slugs[0].marks[0].box.x, 0);
	assert_int_equal(right.slugs[0].marks[0].box.x + line_width(&right.slugs[0]), 300000);
	assert_int_equal(center.slugs[0].marks[0].box.x, (300000 - line_width(&center.slugs[0])) / 2);
	sheet_close(&sheet);
}

static void
test_wide_word_is_reported(void **state)
{
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	set_words(&sheet, 40000, "one incomprehensibilities two", KX_ALIGN_LEFT);
	assert_true(sheet.set.failed);
	assert_int_equal(sheet.diags.count, 1);
	assert_int_equal(sheet.diags.list[0].code, KX453);
	assert_non_null(strstr(sheet.diags.list[0].message, "incomprehensibilities"));
	sheet_close(&sheet);
}

static void
test_citations_are_raised_and_tied(void **state)
{
	struct kx_run list[] = {
		{ .kind = KX_RUN_TEXT, .text = "Some people feel better within a day." },
		{ .kind = KX_RUN_REFERENCE, .text = "3", .target = 3 },
		{ .kind = KX_RUN_REFERENCE, .text = "12", .target = 12 },
	};
	struct kx_runs runs = { list, 3, 3 };
	struct kx_galley galley = { .width = 400000 };
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	kx_paragraph_set(&sheet.set, &galley, &runs, &(struct kx_paragraph_options){ .style = "body",
	    .element = kx_setting_element(&sheet.set, KX_EL_P, sheet.root) });
	assert_int_equal(galley.slug_count, 1);
	assert_int_equal(galley.slugs[0].mark_count, 4);   /* words, 3, comma, 12 */
	assert_true(galley.slugs[0].marks[1].box.y < galley.slugs[0].marks[0].box.y);
	assert_int_equal(galley.slugs[0].marks[1].glyphs.size, 9000);
	assert_int_equal(sheet.set.citation_count, 2);
	assert_int_equal(sheet.set.citations[1].number, 12);
	assert_int_equal(sheet.frames.elements[galley.slugs[0].marks[3].element].type, KX_EL_REFERENCE);
	sheet_close(&sheet);
}

static void
test_orphans_and_widows_are_kept(void **state)
{
	struct sheet sheet;
	struct kx_galley galley;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	galley = set_words(&sheet, 140000, words, KX_ALIGN_LEFT);
	assert_true(galley.slug_count > 4);
	assert_true(galley.slugs[0].keep_next);
	assert_false(galley.slugs[1].keep_next);
	assert_true(galley.slugs[galley.slug_count - 2].keep_next);
	assert_false(galley.slugs[galley.slug_count - 1].keep_next);
	sheet_close(&sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_word_once),
		cmocka_unit_test(test_lines_fit_and_are_even),
		cmocka_unit_test(test_no_short_word_ends_a_paragraph),
		cmocka_unit_test(test_total_fit_beats_first_fit),
		cmocka_unit_test(test_alignment),
		cmocka_unit_test(test_wide_word_is_reported),
		cmocka_unit_test(test_citations_are_raised_and_tied),
		cmocka_unit_test(test_orphans_and_widows_are_kept),
	};

	return cmocka_run_group_tests_name("layout paragraph", tests, NULL, NULL);
}
