#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/hyphens.h"

#include "set_sheet.h"

static const struct kx_place place = { .file = "sheet.json", .pointer = "/styles/body/hyphens" };

static int
open_patterns(void **state)
{
	struct sheet *sheet = test_malloc(sizeof(*sheet));

	*state = sheet;
	return sheet_open(sheet);
}

static int
close_patterns(void **state)
{
	sheet_close(*state);
	test_free(*state);
	return 0;
}

/* The text with a "=" at each place where a word may be broken. */
static const char *
marked(struct sheet *sheet, const struct kx_hyphens *hyphens, const char *text)
{
	size_t length = strlen(text), i, made = 0;
	char *out = kx_arena_alloc(&sheet->arena, 2 * length + 1);
	const uint8_t *breaks, *points;

	assert_true(kx_text_breaks(&sheet->arena, sheet->fonts, "en", text, length, &breaks, &sheet->diags));
	points = kx_hyphens_find(&sheet->arena, hyphens, text, length, breaks);
	assert_non_null(points);
	for (i = 0; i < length; i++) {
		out[made++] = text[i];
		if (points[i])
			out[made++] = '=';
	}
	return out;
}

static void
test_words(void **state)
{
	static const char *const lines[] = {
		"hy=phen=ation and med=i=ca=tion", "(Hy=phen=ation), \xE2\x80\x9Cmed=i=ca=tion\xE2\x80\x9D.", "the drip, said you",
		/* no numbers, abbreviations, addresses, words with a hyphen or an apostrophe */
		"EMERGENCY HIPAAcompliance 100medication", "www.information.example/medication", "off-label doesn't",
		"info@information.example", "",
		/* patterns know letters with accents or leave them be, but never cut a character */
		"na\xC3\xAFvet\xC3\xA9",
	};
	struct sheet *sheet = *state;
	const struct kx_hyphens *hyphens;
	char plain[200];
	size_t i, k, n;

	assert_true(kx_hyphens_open(sheet->fonts, "en", &place, &hyphens, &sheet->diags));
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		for (k = n = 0; lines[i][k] != '\0'; k++)
			if (lines[i][k] != '=')
				plain[n++] = lines[i][k];
		plain[n] = '\0';
		assert_string_equal(marked(sheet, hyphens, plain), lines[i]);
	}
}

static void
test_a_language_without_patterns(void **state)
{
	struct sheet *sheet = *state;
	const struct kx_hyphens *hyphens, *again;

	assert_false(kx_hyphens_open(sheet->fonts, "es", &place, &hyphens, &sheet->diags));
	assert_int_equal(sheet->diags.count, 1);
	assert_int_equal(sheet->diags.list[0].code, KX511);
	assert_string_equal(sheet->diags.list[0].place.pointer, "/styles/body/hyphens");
	assert_false(kx_hyphens_open(sheet->fonts, NULL, &place, &hyphens, &sheet->diags));
	assert_false(kx_hyphens_open(sheet->fonts, "e", &place, &hyphens, &sheet->diags));
	assert_true(kx_hyphens_open(sheet->fonts, "en-GB", &place, &hyphens, &sheet->diags));
	/* Those of the language, opened once. */
	assert_true(kx_hyphens_open(sheet->fonts, "en", &place, &again, &sheet->diags));
	assert_ptr_equal(again, hyphens);
}

static void
expect_bad(struct sheet *sheet, const char *path, const char *licence, const char *says)
{
	struct kx_pattern_entry entry = { "en", path, licence, "/hyphenation/en" };
	struct kx_font_list list = sheet_fonts;
	const struct kx_hyphens *hyphens;
	struct kx_fonts *fonts;
	size_t count = sheet->diags.count;

	list.patterns = &entry;
	assert_true(kx_fonts_load(&list, &fonts, &sheet->diags));
	assert_false(kx_hyphens_open(fonts, "en", &place, &hyphens, &sheet->diags));
	assert_int_equal(sheet->diags.count, count + 1);
	assert_int_equal(sheet->diags.list[count].code, KX510);
	assert_string_equal(sheet->diags.list[count].place.file, "fonts/fonts.json");
	assert_string_equal(sheet->diags.list[count].place.pointer, "/hyphenation/en");
	assert_non_null(strstr(sheet->diags.list[count].message, says));
	kx_fonts_free(fonts);
}

static void
test_patterns_that_cannot_be_used(void **state)
{
	expect_bad(*state, "fonts/none.dic", "fonts/README-hyph_en_US.txt", "none.dic");
	expect_bad(*state, "fonts/hyph_en_US.dic", "fonts/none.txt", "licence is missing");
	expect_bad(*state, "fonts/AtkinsonHyperlegibleNext-Bold.ttf", "fonts/README-hyph_en_US.txt", "UTF-8");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_words, open_patterns, close_patterns),
		cmocka_unit_test_setup_teardown(test_a_language_without_patterns, open_patterns, close_patterns),
		cmocka_unit_test_setup_teardown(test_patterns_that_cannot_be_used, open_patterns, close_patterns),
	};

	return cmocka_run_group_tests_name("text hyphens", tests, NULL, NULL);
}
