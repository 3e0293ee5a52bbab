/* Rules on the finished page: KX325, KX326, KX327, KX336, KX346, and what a layout left out (KX304, KX348). */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_words.h"

/*
 * A sheet of benefits and harms, one figure each, with help, sources and
 * imprint; frames are laid by hand.
 */
struct page_bench {
	struct words words;
	struct kx_frames frames;
	struct kx_template sheet;
	struct kx_style styles[2];
	struct kx_help_line line;
	kx_length y[8];                /* where the next line of each page stands */
};

static void
open_pages(struct page_bench *pages, int count)
{
	static const struct { const char *id; enum kx_role role; } sections[] = {
		{ "help", KX_ROLE_HELP }, { "benefits", KX_ROLE_BENEFITS }, { "risks", KX_ROLE_RISKS },
		{ "sources", KX_ROLE_SOURCES }, { "colophon", KX_ROLE_COLOPHON }
	};
	struct build *build = &pages->words.bench.build;
	size_t i;

	memset(pages, 0, sizeof(*pages));
	words_open(&pages->words);
	build_topic(build, "lift", 1);
	build_topic(build, "sore", 1);
	for (i = 0; i < 5; i++) {
		words_section(&pages->words, sections[i].id, sections[i].role);
		words_block(&pages->words, build_print(build, "%s-0", sections[i].id));
		words_say(&pages->words, "Words.", NULL);
	}
	build_block(build, &build->content.sections[0], KX_FORM_HELP_LINES, 0);
	build_block(build, &build->content.sections[1], KX_FORM_FACT_BOX, 1, "lift");
	build_block(build, &build->content.sections[2], KX_FORM_RATES, 1, "sore");
	build_figure(build, build_claim(build, "review-lift", "lift", "review"), 27400, 8800);
	build_figure(build, build_claim(build, "review-sore", "sore", "review"), 41000, 9000)->outcome = "dizzy";
	pages->styles[0] = (struct kx_style){ .id = "body", .size = 12000 };
	pages->styles[1] = (struct kx_style){ .id = "note", .size = 10000 };
	pages->sheet = (struct kx_template){ .origin = { "templates/t.json", "" }, .styles = pages->styles, .style_count = 2 };
	pages->words.document.sheet = &pages->sheet;
	for (i = 0; (int)i < count; i++)
		kx_frames_page(&build->arena, &pages->frames, 612000, 792000);
	kx_frames_element(&build->arena, &pages->frames, KX_EL_DOCUMENT, -1);
}

static void
close_pages(struct page_bench *pages)
{
	words_close(&pages->words);
}

/* Put a line of a section's block on a page (from 0). */
static void
lay(struct page_bench *pages, int page, const char *section, enum kx_element_type type, kx_length size, const char *text)
{
	struct build *build = &pages->words.bench.build;
	int element = kx_frames_element(&build->arena, &pages->frames, type, 0);
	struct kx_frame_item *item = kx_frames_item(&build->arena, &pages->frames, page, KX_ITEM_GLYPHS, element);

	assert_non_null(item);
	pages->frames.elements[element].section = section;
	pages->frames.elements[element].block = build_print(build, "%s-0", section);
	pages->y[page] += 20000;
	item->box = (struct kx_box){ 50000, pages->y[page], 200000, size };
	item->as.glyphs.size = size;
	item->as.glyphs.text = text;
	item->as.glyphs.length = strlen(text);
	item->as.glyphs.count = strlen(text);
}

static size_t
ask_page(struct page_bench *pages, bench_rule *rule, enum kx_code code)
{
	assert_true(build_merge(&pages->words.bench.build));
	return ask_words(&pages->words.bench, rule, code, &pages->words.document, &pages->frames);
}

/* ---- KX325 ---- */

static void
test_page_without_harms(void **state)
{
	struct page_bench pages;

	(void)state;
	open_pages(&pages, 2);
	lay(&pages, 0, "benefits", KX_EL_P, 12000, "27 in 100 felt better");
	lay(&pages, 1, "risks", KX_EL_P, 12000, "41 in 100 felt dizzy");
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 1);
	expect(&pages.words.bench, KX325, "page 1 has a figure on benefits (\"better\" in claim \"review-lift\") and none on harms",
	    "pack/summaries/review.json", "/claims/review-lift/figures/0");
	lay(&pages, 0, "risks", KX_EL_P, 12000, "dizzy: 41");
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 0);
	close_pages(&pages);
}

/* A page with the words but not the number has no figure; nor has a reference mark. */
static void
test_pages_without_figures(void **state)
{
	struct page_bench pages;

	(void)state;
	open_pages(&pages, 2);
	lay(&pages, 0, "benefits", KX_EL_P, 12000, "Some felt better.");
	lay(&pages, 0, "benefits", KX_EL_REFERENCE, 9000, "27");
	lay(&pages, 0, "help", KX_EL_P, 12000, "27 in 100");
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 0);
	lay(&pages, 0, "benefits", KX_EL_P, 12000, "27 in 100");
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 1);
	/* A harm may stand among the benefits, in one table: its topic carries the harm's code. */
	build_figure(&pages.words.bench.build, kx_content_claim(&pages.words.bench.build.content, "review-lift"), 12000, 4000);
	lay(&pages, 0, "benefits", KX_EL_P, 12000, "12 in 100");
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 1);
	pages.words.bench.build.content.topics[0].risk = "sick";
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 0);
	close_pages(&pages);
}

/* Elsewhere the outcome says which way a figure points. */
static void
test_figures_elsewhere(void **state)
{
	struct page_bench pages;

	(void)state;
	open_pages(&pages, 1);
	pages.words.bench.build.content.sections[1].role = KX_ROLE_CERTAINTY;
	pages.words.bench.build.content.sections[2].role = KX_ROLE_CERTAINTY;
	lay(&pages, 0, "benefits", KX_EL_P, 12000, "27 in 100");
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 1);
	lay(&pages, 0, "risks", KX_EL_P, 12000, "41 in 100");
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 0);
	kx_content_claim(&pages.words.bench.build.content, "review-sore")->figures[0].outcome = "better";
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 1);
	close_pages(&pages);
}

/* The line at the foot that repeats a harm, as the layout makes it: an artifact in a region of its own, its words cut into lines. */
static void
lay_harm(struct page_bench *pages, int page, const char *line)
{
	struct build *build = &pages->words.bench.build;
	struct kx_frame_item *item = kx_frames_item(&build->arena, &pages->frames, page, KX_ITEM_GLYPHS, -1);

	assert_non_null(item);
	item->region = KX_REGION_HARM;
	item->as.glyphs.text = line;
	item->as.glyphs.length = strlen(line);
}

static void
test_running_harm(void **state)
{
	struct kx_running_harm harm = { "review-sore", "both", "About 41 in 100 felt dizzy." };
	struct page_bench pages;

	(void)state;
	open_pages(&pages, 4);
	lay(&pages, 0, "benefits", KX_EL_P, 12000, "27 in 100");
	lay(&pages, 3, "risks", KX_EL_P, 12000, "41 in 100");
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 1);
	lay_harm(&pages, 0, "About 41 in 100");
	lay_harm(&pages, 0, "felt dizzy. ");
	lay_harm(&pages, 0, "See page 4.");
	/* Words that the document does not hold as a harm of its own count for nothing; */
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 1);
	pages.words.document.harms = &harm;
	pages.words.document.harm_count = 1;
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 0);
	/* with the line, harms are on the page where benefits begin; */
	assert_int_equal(ask_page(&pages, kx_rule_equal_page, KX326), 0);
	/* half of the words are not the words, */
	harm.says = "About 41 in 100 felt dizzy, and worse.";
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 1);
	assert_int_equal(ask_page(&pages, kx_rule_equal_page, KX326), 1);
	close_pages(&pages);

	/* and words without the claim's number are no figure. */
	open_pages(&pages, 1);
	pages.words.document.harms = &harm;
	pages.words.document.harm_count = 1;
	harm.says = "Some felt dizzy.";
	lay(&pages, 0, "benefits", KX_EL_P, 12000, "27 in 100");
	lay_harm(&pages, 0, "Some felt dizzy.");
	assert_int_equal(ask_page(&pages, kx_rule_figures_together, KX325), 1);
	close_pages(&pages);
}

/* What the layout asks while it fills pages. */
static void
test_what_words_tell(void **state)
{
	struct kx_figures_told told = { .harm = false };
	struct kx_told_figures figures;
	struct page_bench pages;

	(void)state;
	open_pages(&pages, 1);
	assert_true(build_merge(&pages.words.bench.build));
	assert_true(kx_review_figures(&pages.words.bench.build.arena, pages.words.bench.build.handout, NULL, &figures));
	assert_int_equal(figures.count, 2);
	/* The number makes it, and in its own block alone. */
	kx_review_tell(&figures, figures.list[0].section, "another", "27 in 100", 9, &told);
	kx_review_tell(&figures, figures.list[0].section, figures.list[0].block, "99 in 100", 9, &told);
	assert_null(told.benefit);
	kx_review_tell(&figures, figures.list[0].section, figures.list[0].block, "27 in 100", 9, &told);
	assert_string_equal(told.benefit->claim->id, "review-lift");
	assert_false(told.harm);
	kx_review_tell(&figures, figures.list[1].section, figures.list[1].block, "41 in 100", 9, &told);
	assert_true(told.harm);
	assert_string_equal(told.benefit->claim->id, "review-lift");
	close_pages(&pages);
}

/* ---- KX326, KX327 ---- */

static void
test_equal_page(void **state)
{
	struct page_bench pages;
	int i;

	(void)state;
	open_pages(&pages, 3);
	lay(&pages, 0, "benefits", KX_EL_P, 12000, "27");
	assert_int_equal(ask_page(&pages, kx_rule_equal_page, KX326), 0);     /* no harms: that is KX304's */
	lay(&pages, 1, "risks", KX_EL_P, 12000, "41");
	assert_int_equal(ask_page(&pages, kx_rule_equal_page, KX326), 0);     /* the next page will do */
	for (i = 0; i < 3; i++)
		lay(&pages, 0, "benefits", KX_EL_P, 12000, "more");
	assert_int_equal(ask_page(&pages, kx_rule_equal_page, KX326), 1);
	assert_non_null(strstr(pages.words.bench.build.diags.list[0].message, "one is more than twice the other"));
	assert_string_equal(pages.words.bench.build.diags.list[0].place.pointer, "/sections/2");
	close_pages(&pages);

	open_pages(&pages, 3);
	lay(&pages, 0, "benefits", KX_EL_P, 12000, "27");
	lay(&pages, 2, "risks", KX_EL_P, 12000, "41");
	assert_int_equal(ask_page(&pages, kx_rule_equal_page, KX326), 1);
	expect(&pages.words.bench, KX326, "benefits begin on page 1 and harms only on page 3", "templates/t.json", "/flow");
	close_pages(&pages);
}

static void
test_equal_type(void **state)
{
	struct page_bench pages;

	(void)state;
	open_pages(&pages, 1);
	lay(&pages, 0, "benefits", KX_EL_P, 12000, "many letters of a size");
	lay(&pages, 0, "benefits", KX_EL_P, 28000, "27");
	lay(&pages, 0, "benefits", KX_EL_H2, 16000, "Could it help?");
	lay(&pages, 0, "risks", KX_EL_P, 12000, "as many letters in the same");
	lay(&pages, 0, "risks", KX_EL_P, 10000, "small");
	lay(&pages, 0, "risks", KX_EL_H2, 16000, "What can go wrong?");
	assert_int_equal(ask_page(&pages, kx_rule_equal_type, KX327), 0);
	lay(&pages, 0, "risks", KX_EL_P, 10000, "so much small print that most of what is said is said in it");
	assert_int_equal(ask_page(&pages, kx_rule_equal_type, KX327), 1);
	expect(&pages.words.bench, KX327, "harms are set in 10 pt and benefits in 12 pt", "templates/t.json", "/styles");
	lay(&pages, 0, "benefits", KX_EL_H2, 20000, "The good news");
	assert_int_equal(ask_page(&pages, kx_rule_equal_type, KX327), 2);
	assert_string_equal(pages.words.bench.build.diags.list[1].message,
	    "the headings over harms are set in 16 pt and those over benefits in 20 pt");
	close_pages(&pages);
}

/* What the score card reports. */
static void
test_measures(void **state)
{
	struct kx_balance balance;
	struct page_bench pages;

	(void)state;
	open_pages(&pages, 2);
	lay(&pages, 0, "benefits", KX_EL_P, 12000, "27 in 100");
	lay(&pages, 0, "benefits", KX_EL_H2, 16000, "Help?");
	lay(&pages, 1, "risks", KX_EL_P, 10000, "41 in 100");
	assert_true(build_merge(&pages.words.bench.build));
	kx_balance_measure(pages.words.bench.build.handout, &pages.words.document, &pages.frames, NULL, &balance);
	assert_int_equal(balance.benefits.words, 1);
	assert_int_equal(balance.benefits.figures, 1);
	assert_int_equal(balance.benefits.first_page, 1);
	assert_int_equal(balance.benefits.type_size, 12000);
	assert_int_equal(balance.benefits.heading_size, 16000);
	assert_int_equal(balance.harms.first_page, 2);
	assert_int_equal(balance.harms.type_size, 10000);
	assert_int_equal(balance.harms.heading_size, 0);
	assert_int_equal(balance.harms.area, 200 * 12500 / 1000);            /* 200 pt by a line of 10 pt and its descent */
	kx_balance_measure(pages.words.bench.build.handout, &pages.words.document, NULL, NULL, &balance);
	assert_int_equal(balance.benefits.first_page, 0);
	assert_int_equal(balance.benefits.area, 0);
	assert_int_equal(balance.benefits.words, 1);
	close_pages(&pages);
}

/* ---- KX336 ---- */

static void
add_line(struct page_bench *pages, const char *number)
{
	pages->words.paragraph = words_child(&pages->words, pages->words.document.sections[0].blocks, KX_BLOCK_HELP_LINE, NULL);
	words_add(&pages->words, number, NULL);
}

static void
test_crisis_numbers(void **state)
{
	static const char *numbers[] = { "988", "911" };
	struct kx_crisis_numbers crisis = { .country = "US", .numbers = numbers, .number_count = 2 };
	struct page_bench pages;

	(void)state;
	open_pages(&pages, 1);
	assert_int_equal(ask_page(&pages, kx_rule_crisis_numbers, KX336), 0);  /* the gate lists none */
	pages.words.bench.gate.crisis = &crisis;
	pages.words.bench.gate.crisis_count = 1;
	assert_int_equal(ask_page(&pages, kx_rule_crisis_numbers, KX336), 2);
	expect(&pages.words.bench, KX336, "the crisis box does not give the number 988, which country \"US\" needs",
	    "pack/topics.json", "/sections/0");
	add_line(&pages, "988, then 1");                 /* another line than 988 */
	assert_int_equal(ask_page(&pages, kx_rule_crisis_numbers, KX336), 2);
	add_line(&pages, "988");
	assert_int_equal(ask_page(&pages, kx_rule_crisis_numbers, KX336), 1);
	add_line(&pages, "9-1 1");                       /* however it is grouped */
	assert_int_equal(ask_page(&pages, kx_rule_crisis_numbers, KX336), 0);
	pages.words.bench.build.content.clinic.country = "FR";
	assert_int_equal(ask_page(&pages, kx_rule_crisis_numbers, KX336), 1);
	expect(&pages.words.bench, KX336, "the gate does not know the crisis numbers of country \"FR\"", "pack/clinics/c.json",
	    "/country");
	close_pages(&pages);
}

static void
test_crisis_box_on_page_one(void **state)
{
	struct page_bench pages;

	(void)state;
	open_pages(&pages, 2);
	assert_int_equal(ask_page(&pages, kx_rule_crisis_box, KX336), 1);
	expect(&pages.words.bench, KX336, "the crisis box \"help-0\" is not on the sheet", "templates/t.json", "/flow");
	lay(&pages, 1, "help", KX_EL_P, 12000, "988");
	assert_int_equal(ask_page(&pages, kx_rule_crisis_box, KX336), 1);
	expect(&pages.words.bench, KX336, "the crisis box \"help-0\" stands on page 2, not on page 1", "templates/t.json", "/flow");
	lay(&pages, 0, "help", KX_EL_P, 12000, "911");
	assert_int_equal(ask_page(&pages, kx_rule_crisis_box, KX336), 1);
	expect(&pages.words.bench, KX336, "the crisis box \"help-0\" is cut: it runs from page 1 to page 2", "templates/t.json", "/flow");
	close_pages(&pages);
	open_pages(&pages, 2);
	lay(&pages, 0, "help", KX_EL_P, 12000, "988 and 911");
	assert_int_equal(ask_page(&pages, kx_rule_crisis_box, KX336), 0);
	close_pages(&pages);
}

/* ---- KX346 ---- */

static void
test_type_size(void **state)
{
	struct page_bench pages;

	(void)state;
	open_pages(&pages, 1);
	lay(&pages, 0, "risks", KX_EL_P, 9000, "small print");
	assert_int_equal(ask_page(&pages, kx_rule_type_size, KX346), 0);
	lay(&pages, 0, "risks", KX_EL_P, 8900, "smaller print");
	lay(&pages, 0, "risks", KX_EL_P, 8900, "again");                       /* each size once */
	assert_int_equal(ask_page(&pages, kx_rule_type_size, KX346), 1);
	expect(&pages.words.bench, KX346, "page 1 has letters of 8.9 pt (\"smaller print\"); none may be under 9 pt",
	    "templates/t.json", "/styles");
	pages.words.bench.gate.limits.type_size_least = 11000;
	assert_int_equal(ask_page(&pages, kx_rule_type_size, KX346), 0);
	pages.styles[0].size = 10500;
	assert_int_equal(ask_page(&pages, kx_rule_type_size, KX346), 1);
	expect(&pages.words.bench, KX346, "style \"body\" is 10.5 pt; what patients read is set in 11 pt or more", "templates/t.json",
	    "/styles/body/size");
	pages.styles[0].size = 12000;
	pages.styles[1].size = 9000;                                           /* a note */
	assert_int_equal(ask_page(&pages, kx_rule_type_size, KX346), 0);
	close_pages(&pages);
}

/* ---- what a layout left out ---- */

static void
test_left_out(void **state)
{
	static const struct { const char *section; enum kx_code code; const char *message; } needed[] = {
		{ "risks", KX304, "the layout leaves out the section with the role \"risks\"" },
		{ "help", KX304, "the layout leaves out the section with the role \"help\"" },
		{ "sources", KX348, "the layout leaves out the section with the role \"sources\"" },
		{ "colophon", KX348, "the layout leaves out the section with the role \"colophon\"" },
	};
	struct page_bench pages;
	size_t i, j;

	(void)state;
	for (i = 0; i < 5; i++) {
		open_pages(&pages, 1);
		lay(&pages, 0, "benefits", KX_EL_P, 12000, "27");
		for (j = 0; j < 4; j++)
			if (j != i)
				lay(&pages, 0, needed[j].section, KX_EL_P, 12000, "words");
		if (i == 4) {
			assert_int_equal(ask_page(&pages, kx_rule_placed, KX304), 0);
		} else {
			assert_int_equal(ask_page(&pages, kx_rule_placed, needed[i].code), 1);
			expect(&pages.words.bench, needed[i].code, needed[i].message, "templates/t.json", "/flow");
		}
		close_pages(&pages);
	}
	open_pages(&pages, 1);                                                 /* a checklist without benefits needs none of it */
	lay(&pages, 0, "help", KX_EL_P, 12000, "988");
	assert_int_equal(ask_page(&pages, kx_rule_placed, KX304), 0);
	close_pages(&pages);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page_without_harms),
		cmocka_unit_test(test_pages_without_figures),
		cmocka_unit_test(test_figures_elsewhere),
		cmocka_unit_test(test_running_harm),
		cmocka_unit_test(test_what_words_tell),
		cmocka_unit_test(test_equal_page),
		cmocka_unit_test(test_equal_type),
		cmocka_unit_test(test_measures),
		cmocka_unit_test(test_crisis_numbers),
		cmocka_unit_test(test_crisis_box_on_page_one),
		cmocka_unit_test(test_type_size),
		cmocka_unit_test(test_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
