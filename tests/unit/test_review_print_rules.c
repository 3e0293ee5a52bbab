/* Print for low vision: KX379, rule by rule, on frames laid by hand. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "build_words.h"
#include "content/profile.h"

struct print_bench {
	struct words words;
	struct kx_frames frames;
	struct kx_template sheet;
	struct kx_print_rules rules;
};

static void
open_print(struct print_bench *print)
{
	struct build *build;

	memset(print, 0, sizeof(*print));
	words_open(&print->words);
	build = &print->words.bench.build;
	print->rules = (struct kx_print_rules){ .origin = { "templates/sizes/large.json", "/print_rules" }, .name = "ACB",
	    .type_least = 18000, .title_least = 22000, .mark_least = 13000, .margin_least = 72000, .leading_least = 1150,
	    .columns_most = 1, .line_most = 40 };
	print->sheet = (struct kx_template){ .origin = { "templates/t.json", "" }, .no_italics = true, .print_rules = &print->rules };
	print->words.document.sheet = &print->sheet;
	kx_frames_page(&build->arena, &print->frames, 612000, 792000);
	kx_frames_element(&build->arena, &print->frames, KX_EL_DOCUMENT, -1);
}

/* An element below another (0: the document). */
static int
element(struct print_bench *print, enum kx_element_type type, int parent)
{
	return kx_frames_element(&print->words.bench.build.arena, &print->frames, type, parent);
}

static void
lay(struct print_bench *print, int owner, kx_length x, kx_length y, kx_length size, const char *text)
{
	struct kx_frame_item *item = kx_frames_item(&print->words.bench.build.arena, &print->frames, 0, KX_ITEM_GLYPHS, owner);

	assert_non_null(item);
	item->box = (struct kx_box){ x, y, 200000, size };
	item->as.glyphs = (struct kx_frame_glyphs){ .size = size, .text = text, .length = strlen(text), .count = strlen(text) };
}

static size_t
ask_print(struct print_bench *print)
{
	assert_true(build_merge(&print->words.bench.build));
	return ask_words(&print->words.bench, kx_rule_print, KX379, &print->words.document, &print->frames);
}

static void
breaks(struct print_bench *print, const char *message, const char *limit)
{
	char pointer[64];

	assert_int_equal(ask_print(print), 1);
	snprintf(pointer, sizeof(pointer), "/print_rules/%s", limit);
	expect(&print->words.bench, KX379, message, "templates/sizes/large.json", pointer);
	words_close(&print->words);
}

/* A title, a paragraph of two lines with a mark, a bullet beside its item, two cells, a footer: all as they should be. */
static void
test_kept(void **state)
{
	struct print_bench print;
	int paragraph, item, row;

	(void)state;
	open_print(&print);
	lay(&print, element(&print, KX_EL_H1, 0), 72000, 100000, 26000, "Large print");
	paragraph = element(&print, KX_EL_P, 0);
	lay(&print, paragraph, 72000, 150000, 18000, "The FDA, and the ");
	lay(&print, paragraph, 72000, 172000, 18000, "ECT clinic say so.");
	lay(&print, element(&print, KX_EL_REFERENCE, paragraph), 280000, 166600, 13500, "3");
	item = element(&print, KX_EL_LI, element(&print, KX_EL_L, 0));
	lay(&print, element(&print, KX_EL_LBL, item), 72000, 200000, 18000, "•");
	lay(&print, element(&print, KX_EL_LBODY, item), 300000, 200000, 18000, "One thing");
	row = element(&print, KX_EL_TR, element(&print, KX_EL_TBODY, element(&print, KX_EL_TABLE, 0)));
	lay(&print, element(&print, KX_EL_TD, row), 72000, 240000, 18000, "27");
	lay(&print, element(&print, KX_EL_TD, row), 300000, 240000, 18000, "9");
	lay(&print, -1, 72000, 760000, 18000, "Page 1 of 2");
	assert_int_equal(ask_print(&print), 0);
	print.sheet.print_rules = NULL;
	lay(&print, -1, 72000, 740000, 6000, "nobody asks");
	assert_int_equal(ask_print(&print), 0);
	words_close(&print.words);
}

static void
test_type(void **state)
{
	struct print_bench print;
	int paragraph;

	(void)state;
	open_print(&print);
	lay(&print, -1, 72000, 760000, 9000, "Page 1");
	breaks(&print, "ACB-TYPE: page 1 has letters of 9 pt (\"Page 1\"), under 18 pt", "type_least");
	open_print(&print);
	paragraph = element(&print, KX_EL_P, 0);
	lay(&print, paragraph, 72000, 150000, 18000, "Words");
	lay(&print, element(&print, KX_EL_REFERENCE, paragraph), 280000, 144600, 9000, "3");
	breaks(&print, "ACB-TYPE: page 1 has letters of 9 pt (\"3\"), under 13 pt", "mark_least");
	open_print(&print);
	lay(&print, element(&print, KX_EL_H1, 0), 72000, 100000, 20000, "Title");
	breaks(&print, "ACB-TITLE: the title is set in 20 pt, under 22 pt", "title_least");
}

static void
test_lines(void **state)
{
	struct print_bench print;
	int paragraph;

	(void)state;
	open_print(&print);
	paragraph = element(&print, KX_EL_P, 0);
	lay(&print, paragraph, 72000, 150000, 18000, "One line");
	lay(&print, paragraph, 72000, 170000, 18000, "and the next");
	breaks(&print, "ACB-LEADING: page 1 has lines of 18 pt only 20 pt apart (\"and the next\"); 1.15 times the type is the least",
	    "leading_least");
	open_print(&print);
	lay(&print, element(&print, KX_EL_P, 0), 72000, 150000, 18000, "A line of words that goes on for too long.");
	breaks(&print, "ACB-LINE: page 1 has a line of 42 characters (\"A line of words that goes on for too long.\"); 40 are the most",
	    "line_most");
	open_print(&print);
	lay(&print, element(&print, KX_EL_P, 0), 60000, 150000, 18000, "Too far out");
	breaks(&print, "ACB-MARGIN: \"Too far out\" on page 1 stands nearer to the edge than 72 pt", "margin_least");
	open_print(&print);
	lay(&print, element(&print, KX_EL_P, 0), 72000, 150000, 18000, "Anti\xc2\xad");
	breaks(&print, "ACB-HYPHENS: page 1 breaks a word at the end of the line \"Anti\xc2\xad\"", "hyphens");
	open_print(&print);
	lay(&print, element(&print, KX_EL_P, 0), 72000, 150000, 18000, "Drawn out");
	print.frames.pages[0].items[0].as.glyphs.justified = true;
	breaks(&print, "ACB-FLUSH: page 1 has lines drawn out to one length (\"Drawn out\")", "justified");
}

static void
test_columns(void **state)
{
	struct print_bench print;

	(void)state;
	open_print(&print);
	lay(&print, element(&print, KX_EL_P, 0), 72000, 150000, 18000, "Left");
	lay(&print, element(&print, KX_EL_P, 0), 320000, 155000, 18000, "Right");
	breaks(&print, "ACB-COLUMNS: page 1 has 2 paragraphs side by side at \"Left\"", "columns_most");
}

static void
test_words(void **state)
{
	struct print_bench print;

	(void)state;
	open_print(&print);
	lay(&print, element(&print, KX_EL_P, 0), 72000, 150000, 18000, "DO NOT 1 DRIVE today");
	breaks(&print, "ACB-CAPITALS: page 1 has a phrase in capitals (\"DO NOT 1 DRIVE today\")", "capitals");
	open_print(&print);
	print.sheet.no_italics = false;
	breaks(&print, "ACB-ITALICS: the size lets words stand in italics", "italics");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_type),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
