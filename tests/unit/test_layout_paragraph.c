#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/paragraph.h"

#include "set_sheet.h"
#include "text/hyphens.h"

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

/* ---- justified lines ---- */

static struct kx_galley
set_justified(struct sheet *sheet, struct kx_template *look, struct kx_style *styles, kx_length width, const char *text)
{
	memcpy(styles, sheet_styles, sizeof(sheet_styles));
	*look = sheet_template;
	look->styles = styles;
	styles[0].justified = true;
	sheet->set.sheet = look;
	return set_words(sheet, width, text, KX_ALIGN_LEFT);
}

/* Where the pen is after the last thing seen of a line, by the advances of its glyphs, which is what the PDF draws. */
static kx_length
drawn_end(const struct sheet *sheet, const struct kx_slug *slug)
{
	const struct kx_set_mark *mark = &slug->marks[slug->mark_count - 1];
	size_t last = mark->glyphs.count, i;
	int64_t units = 0;

	while (last > 0 && mark->glyphs.text[mark->glyphs.glyphs[last - 1].cluster] == ' ')
		last--;
	for (i = 0; i < last; i++)
		units += mark->glyphs.glyphs[i].advance;
	return mark->box.x + kx_text_scale(sheet->fonts, mark->glyphs.face, units, mark->glyphs.size);
}

static void
test_justified_lines_end_at_the_measure(void **state)
{
	struct kx_style styles[sizeof(sheet_styles) / sizeof(sheet_styles[0])];
	struct kx_galley galley;
	struct kx_template look;
	struct sheet sheet;
	kx_length measure, end;
	size_t i;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	for (measure = 150000; measure <= 450000; measure += 10000) {
		galley = set_justified(&sheet, &look, styles, measure, words);
		for (i = 0; i + 1 < galley.slug_count; i++) {
			end = drawn_end(&sheet, &galley.slugs[i]);
			if (end < measure - 300 || end > measure + 300)
				fail_msg("a line ends at %d, the measure is %d", end, measure);
			assert_int_equal(galley.slugs[i].marks[0].box.x + line_width(&galley.slugs[i]), measure);
			assert_true(galley.slugs[i].marks[0].glyphs.justified);
		}
		/* The last line is not drawn out, but may be drawn in. */
		end = drawn_end(&sheet, &galley.slugs[i]);
		assert_true(end <= measure + 300);
		assert_true(!galley.slugs[i].marks[0].glyphs.justified || end > measure - 300);
	}
	assert_int_equal(sheet.diags.count, 0);
	assert_int_equal(sheet.set.rag.lines, 0);      /* lines that have no rag are not counted in it */
	sheet_close(&sheet);
}

/* Spaces between words grow and shrink, those that tie words too, and words do not. */
static void
test_only_spaces_are_drawn_out(void **state)
{
	static const char *const tied = "Of those who had it, 27 in 100 felt much better after 4 weeks, and 10 mg was the dose.";
	struct kx_style styles[sizeof(sheet_styles) / sizeof(sheet_styles[0])];
	struct kx_galley plain, galley;
	struct kx_template look;
	struct sheet sheet;
	size_t g, spaces = 0;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	plain = set_words(&sheet, 500000, tied, KX_ALIGN_LEFT);
	assert_int_equal(plain.slug_count, 1);
	galley = set_justified(&sheet, &look, styles, 260000, tied);
	assert_true(galley.slug_count > 1);
	for (g = 0; g < galley.slugs[0].marks[0].glyphs.count; g++) {
		const struct kx_frame_glyph *a = &galley.slugs[0].marks[0].glyphs.glyphs[g], *b = &plain.slugs[0].marks[0].glyphs.glyphs[g];

		assert_int_equal(a->id, b->id);
		if (tied[a->cluster] != ' ')
			assert_int_equal(a->advance, b->advance);
		else
			spaces += a->advance != b->advance;
	}
	assert_true(spaces >= 5);
	sheet_close(&sheet);
}

/* A line of one word cannot be drawn out; one that is too wide is still told. */
static void
test_one_word_is_not_drawn_out(void **state)
{
	struct kx_style styles[sizeof(sheet_styles) / sizeof(sheet_styles[0])];
	struct kx_galley galley;
	struct kx_template look;
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	galley = set_justified(&sheet, &look, styles, 96000, "incomprehensibly so");
	assert_int_equal(galley.slug_count, 2);
	assert_false(galley.slugs[0].marks[0].glyphs.justified);
	assert_int_equal(sheet.diags.count, 0);
	set_justified(&sheet, &look, styles, 40000, "one incomprehensibilities two");
	assert_int_equal(sheet.diags.count, 1);
	assert_int_equal(sheet.diags.list[0].code, KX453);
	sheet_close(&sheet);
}

/* ---- broken words ---- */

/* The glyph of a hyphen. */
static uint16_t
find_dash(struct sheet *sheet)
{
	struct kx_galley galley = set_words(sheet, 100000, "-", KX_ALIGN_LEFT);

	return galley.slugs[0].marks[0].glyphs.glyphs[0].id;
}

/*
 * In a narrow column words are broken where the patterns allow: the line draws
 * a hyphen whose text is U+00AD, and without these the words are all there.
 */
static void
check_broken(struct sheet *sheet, bool justified, size_t *ret_broken)
{
	static const char *const text = "Antidepressant medication helps considerably; electroconvulsive therapy, psychotherapy "
	    "and transcranial stimulation are alternatives.";
	struct kx_style styles[sizeof(sheet_styles) / sizeof(sheet_styles[0])];
	struct kx_template look;
	struct kx_galley galley;
	char joined[1024] = "";
	kx_length measure = 105000;
	size_t i;

	memcpy(styles, sheet_styles, sizeof(sheet_styles));
	look = sheet_template;
	look.styles = styles;
	styles[0].justified = justified;
	styles[0].hyphens = true;
	sheet->set.sheet = &look;
	galley = set_words(sheet, measure, text, KX_ALIGN_LEFT);
	*ret_broken = 0;
	for (i = 0; i < galley.slug_count; i++) {
		const struct kx_frame_glyphs *glyphs = &galley.slugs[i].marks[0].glyphs;
		size_t length = glyphs->length;

		assert_int_equal(galley.slugs[i].mark_count, 1);
		assert_true(line_width(&galley.slugs[i]) <= measure);
		if (length > 2 && memcmp(glyphs->text + length - 2, "\xC2\xAD", 2) == 0) {
			length -= 2;
			++*ret_broken;
			assert_int_equal(glyphs->glyphs[glyphs->count - 1].cluster, length);
			assert_int_equal(glyphs->glyphs[glyphs->count - 1].id, find_dash(sheet));
		}
		strncat(joined, glyphs->text, length);
	}
	assert_string_equal(joined, text);
}

static void
test_words_are_broken_by_their_patterns(void **state)
{
	struct kx_place place = { .file = "test.json" };
	struct sheet sheet;
	size_t broken;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	assert_true(kx_hyphens_open(sheet.fonts, "en-US", &place, &sheet.set.hyphens, &sheet.diags));
	check_broken(&sheet, false, &broken);
	assert_true(broken > 0);
	check_broken(&sheet, true, &broken);
	assert_true(broken > 0);
	/* A style that does not ask for it, and a sheet without patterns, leave them whole. */
	sheet.set.hyphens = NULL;
	check_broken(&sheet, false, &broken);
	assert_int_equal(broken, 0);
	sheet_close(&sheet);
}

static void
test_wide_word_is_reported(void **state)
{
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	set_words(&sheet, 40000, "one incomprehensibilities two", KX_ALIGN_LEFT);
	assert_true(sheet.set.refused);
	assert_int_equal(sheet.diags.count, 1);
	assert_int_equal(sheet.diags.list[0].code, KX453);
	assert_non_null(strstr(sheet.diags.list[0].message, "incomprehensibilities"));
	sheet_close(&sheet);
}

static void
test_words_without_any_width_are_reported(void **state)
{
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	set_words(&sheet, -2000, "one two", KX_ALIGN_LEFT);
	assert_true(sheet.set.refused);
	assert_int_equal(sheet.diags.list[0].code, KX453);
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
		cmocka_unit_test(test_justified_lines_end_at_the_measure),
		cmocka_unit_test(test_only_spaces_are_drawn_out),
		cmocka_unit_test(test_one_word_is_not_drawn_out),
		cmocka_unit_test(test_words_are_broken_by_their_patterns),
		cmocka_unit_test(test_wide_word_is_reported),
		cmocka_unit_test(test_words_without_any_width_are_reported),
		cmocka_unit_test(test_citations_are_raised_and_tied),
		cmocka_unit_test(test_orphans_and_widows_are_kept),
	};

	return cmocka_run_group_tests_name("layout paragraph", tests, NULL, NULL);
}
