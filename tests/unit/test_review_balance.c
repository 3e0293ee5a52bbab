#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_gate.h"
#include "review/review.h"

#include <stdio.h>

/* Two sections of one paragraph each. */
struct sheet {
	struct build build;
	struct kx_gate gate;
	struct kx_run runs[2][3];
	struct kx_block paragraphs[2], groups[2], headings[2];
	struct kx_document_section sections[2];
	struct kx_document document;
};

static void
open_sheet(struct sheet *sheet)
{
	static const enum kx_role roles[2] = { KX_ROLE_BENEFITS, KX_ROLE_RISKS };
	size_t i;

	memset(sheet, 0, sizeof(*sheet));
	build_open(&sheet->build);
	build_gate(&sheet->gate);
	build_imprint(&sheet->build);
	sheet->gate.limits.sentence_most = sheet->gate.limits.sentence_mean_most = 1000000;   /* these words are not for reading */
	for (i = 0; i < 2; i++) {
		build_section(&sheet->build, i == 0 ? "benefits" : "risks", roles[i]);
		sheet->paragraphs[i].kind = KX_BLOCK_PARAGRAPH;
		sheet->paragraphs[i].runs = (struct kx_runs){ sheet->runs[i], 1, 1 };
		sheet->groups[i].kind = KX_BLOCK_GROUP;
		sheet->groups[i].first = sheet->groups[i].last = &sheet->paragraphs[i];
		sheet->sections[i].role = roles[i];
		sheet->sections[i].id = i == 0 ? "benefits" : "risks";
		sheet->sections[i].blocks = &sheet->groups[i];
	}
	sheet->document.sections = sheet->sections;
	sheet->document.section_count = 2;
	sheet->document.language = "en";
	assert_true(build_merge(&sheet->build));
}

static void
review(struct sheet *sheet)
{
	kx_diagnostics_init(&sheet->build.diags, &sheet->build.arena);
	kx_review_text(sheet->build.handout, &sheet->gate, &sheet->document, NULL, NULL, &sheet->build.diags);
}

/* `count` words, "word" again and again. */
static const char *
words(struct sheet *sheet, size_t count)
{
	char *text = build_room(&sheet->build, count * 5 + 1, 1);
	size_t i;

	for (i = 0; i < count; i++)
		memcpy(text + i * 5, "word ", 5);
	return text;
}

static void
expect(struct sheet *sheet, size_t benefits, size_t harms, size_t refusals)
{
	sheet->runs[0][0].text = words(sheet, benefits);
	sheet->runs[1][0].text = words(sheet, harms);
	review(sheet);
	assert_int_equal(build_reported(&sheet->build, KX306), refusals);
}

static void
test_limits(void **state)
{
	const struct kx_diagnostic *message;
	struct sheet sheet;

	(void)state;
	open_sheet(&sheet);
	expect(&sheet, 100, 100, 0);
	expect(&sheet, 100, 80, 0);
	expect(&sheet, 100, 150, 0);
	expect(&sheet, 100, 79, 1);
	message = build_message(&sheet.build, KX306);
	assert_string_equal(message->message, "benefits have 100 words and harms 79, which is not between 0.8 and 1.5 times as many");
	assert_string_equal(message->hint, "for this much on benefits, say 80 to 150 words on harms");
	assert_string_equal(message->place.pointer, "/sections/1");
	expect(&sheet, 100, 151, 1);
	assert_string_equal(build_message(&sheet.build, KX306)->place.pointer, "/sections/0");
	assert_int_equal(kx_diagnostics_status(&sheet.build.diags, false), KX_EXIT_REFUSED);
	expect(&sheet, 0, 1, 1);

	/* The limits are the gate's. */
	sheet.gate.limits.harm_words_least = 1250;
	sheet.gate.limits.harm_words_most = 2000;
	expect(&sheet, 100, 124, 1);
	message = build_message(&sheet.build, KX306);
	assert_string_equal(message->message, "benefits have 100 words and harms 124, which is not between 1.25 and 2 times as many");
	expect(&sheet, 100, 125, 0);
	expect(&sheet, 100, 200, 0);
	expect(&sheet, 100, 201, 1);
	build_close(&sheet.build);
}

/* How many words the gate sees in `text`: found by holding it against ten. */
static void
expect_words(struct sheet *sheet, const char *text, size_t count)
{
	char seen[80];

	sheet->runs[0][0].text = text;
	sheet->runs[1][0].text = words(sheet, 1000);
	review(sheet);
	snprintf(seen, sizeof(seen), "benefits have %zu words and harms 1000,", count);
	assert_int_equal(build_reported(&sheet->build, KX306), 1);
	if (strncmp(build_message(&sheet->build, KX306)->message, seen, strlen(seen)) != 0)
		fail_msg("\"%s\": %s", text, build_message(&sheet->build, KX306)->message);
}

static void
test_what_is_a_word(void **state)
{
	struct sheet sheet;

	(void)state;
	open_sheet(&sheet);
	expect_words(&sheet, "", 0);
	expect_words(&sheet, "One, two – three.", 3);
	expect_words(&sheet, "off-label don’t don't 1,000 27.4 %", 5);
	expect_words(&sheet, "“Yes”, she said.Then no", 5);
	expect_words(&sheet, "3,four a.b", 4);
	expect_words(&sheet, "dépasser überall Ελλάδα", 3);
	expect_words(&sheet, "a - b -- c", 3);
	build_close(&sheet.build);
}

/* Marks of references are not words; a word of two emphases is one; headings and figures count. */
static void
test_what_counts(void **state)
{
	struct kx_array_pair pair = { .arrays = { { .heading = "After the lamp", .words = "27 in 100" },
	    { .heading = "After nothing", .words = "9 in 100" } }, .alt = "not seen by the eye" };
	struct kx_run note = { .text = "Two studies." };
	struct kx_block line = { .kind = KX_BLOCK_PARAGRAPH, .style = "note", .runs = { &note, 1, 1 } };
	struct kx_block caption = { .kind = KX_BLOCK_CAPTION, .first = &line };
	struct kx_run heading = { .text = "What helps" };
	struct sheet sheet;

	(void)state;
	open_sheet(&sheet);
	sheet.runs[0][1] = (struct kx_run){ .kind = KX_RUN_REFERENCE, .text = "[3]" };
	sheet.paragraphs[0].runs.count = 2;
	expect_words(&sheet, "Some words", 2);
	sheet.runs[0][1] = (struct kx_run){ .kind = KX_RUN_TEXT, .text = "ful thing", .emphasis = KX_STRONG };
	expect_words(&sheet, "A wonder", 3);
	sheet.paragraphs[0].figure = &pair;
	sheet.paragraphs[0].first = &caption;
	expect_words(&sheet, "A wonder", 3 + 3 + 3 + 2 + 3 + 2);
	sheet.paragraphs[0].figure = NULL;
	sheet.paragraphs[0].first = NULL;
	sheet.headings[0].runs = (struct kx_runs){ &heading, 1, 1 };
	sheet.sections[0].heading = &sheet.headings[0];
	expect_words(&sheet, "A wonder", 5);
	build_close(&sheet.build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_what_is_a_word),
		cmocka_unit_test(test_what_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
