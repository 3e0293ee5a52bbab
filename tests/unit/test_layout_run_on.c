#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/blocks.h"

#include "set_sheet.h"

#include <stdlib.h>

/* ---- a sheet with no line to spare ---- */

#define STYLES (sizeof(sheet_styles) / sizeof(sheet_styles[0]))

struct bench {
	struct sheet sheet;
	struct kx_template template;
	struct kx_style styles[STYLES + 5];
	struct kx_galley galley;
};

static struct kx_named_number numbers[] = {
	{ .id = "s.run-in", .value = 1000 }, { .id = "reference.run-on", .value = 1000 }, { .id = "grid.run-on", .value = 1000 },
	{ .id = "grid.group-name", .value = 120000 }, { .id = "help-lines.beside", .value = 1000 },
};

static int
open_bench(void **state)
{
	static const struct kx_style more[] = {
		{ .id = "small", .role = "body", .size = 9000, .leading = 10500, .color = "text" },
		{ .id = "cell-group", .role = "body", .size = 12000, .leading = 14000, .color = "text" },
		{ .id = "reference", .role = "body", .size = 9000, .leading = 10500, .color = "text" },
		{ .id = "help-number", .role = "body", .size = 14000, .leading = 16000, .color = "text" },
		{ .id = "crisis-line", .role = "body", .size = 10000, .leading = 15000, .color = "text" },
	};
	struct bench *bench = calloc(1, sizeof(*bench));

	if (bench == NULL || sheet_open(&bench->sheet) != 0)
		return -1;
	memcpy(bench->styles, sheet_styles, sizeof(sheet_styles));
	memcpy(bench->styles + STYLES, more, sizeof(more));
	bench->template = sheet_template;
	bench->template.styles = bench->styles;
	bench->template.style_count = STYLES + sizeof(more) / sizeof(more[0]);
	bench->template.numbers = numbers;
	bench->template.number_count = sizeof(numbers) / sizeof(numbers[0]);
	bench->sheet.set.sheet = &bench->template;
	bench->galley.width = 516000;
	*state = bench;
	return 0;
}

static int
close_bench(void **state)
{
	struct bench *bench = *state;

	sheet_close(&bench->sheet);
	free(bench);
	return 0;
}

static void
set_block(struct bench *bench, const struct kx_block *block)
{
	kx_block_set(&bench->sheet.set, &bench->galley, block, bench->sheet.root);
	assert_false(bench->sheet.set.failed);
}

/* The mark whose words begin so, and the slug it stands in. */
static const struct kx_set_mark *
find_mark(const struct bench *bench, const char *words, size_t *ret_slug)
{
	const struct kx_set_mark *mark;
	size_t i, m;

	for (i = 0; i < bench->galley.slug_count; i++) {
		for (m = 0; m < bench->galley.slugs[i].mark_count; m++) {
			mark = &bench->galley.slugs[i].marks[m];
			if (mark->kind != KX_MARK_GLYPHS || strncmp(mark->glyphs.text, words, strlen(words)) != 0)
				continue;
			*ret_slug = i;
			return mark;
		}
	}
	fail_msg("\"%s\" is not there", words);
	return NULL;
}

static enum kx_element_type
type_of(const struct bench *bench, const struct kx_set_mark *mark)
{
	return bench->sheet.frames.elements[mark->element].type;
}

#define RUNS(words) { &(struct kx_run){ .kind = KX_RUN_TEXT, .text = (words) }, 1, 1 }

/* ---- headings ---- */

static void
a_heading_begins_the_line_of_its_first_words(void **state)
{
	struct bench *bench = *state;
	const struct kx_block heading = { .kind = KX_BLOCK_HEADING, .level = 2, .runs = RUNS("Heading") };
	const struct kx_block words = { .kind = KX_BLOCK_PARAGRAPH, .style = "body", .runs = RUNS("Words of it.") };
	const struct kx_set_mark *head, *text;
	size_t first, second;

	bench->sheet.set.section = "s";
	set_block(bench, &heading);
	assert_int_equal(bench->galley.slug_count, 0);
	set_block(bench, &words);
	head = find_mark(bench, "Heading", &first);
	text = find_mark(bench, "Words", &second);
	assert_int_equal(bench->galley.slug_count, 1);
	assert_int_equal(head->box.y, text->box.y);
	assert_true(text->box.x > head->box.x);
	/* It looks as it does elsewhere, has the room above it, and is still a heading with a bookmark. */
	assert_int_equal(head->glyphs.size, 16000);
	assert_int_equal(text->glyphs.size, 12000);
	assert_int_equal(bench->galley.slugs[0].before, 12000);
	assert_int_equal(type_of(bench, head), KX_EL_H2);
	assert_int_equal(type_of(bench, text), KX_EL_P);
	assert_int_equal(bench->sheet.frames.bookmark_count, 1);
	/* It waits for one paragraph only. */
	set_block(bench, &words);
	assert_int_equal(bench->galley.slugs[1].mark_count, 1);
}

/* ---- sources ---- */

static void
sources_stand_in_one_paragraph(void **state)
{
	struct bench *bench = *state;
	struct kx_block second = { .kind = KX_BLOCK_REFERENCE, .number = 2, .runs = RUNS("Another trial.") };
	struct kx_block first = { .kind = KX_BLOCK_REFERENCE, .number = 1, .runs = RUNS("A trial."), .next = &second };
	const struct kx_block list = { .kind = KX_BLOCK_REFERENCES, .first = &first };
	int entries[2] = { -1, -1 };
	size_t a, b, n;

	bench->sheet.set.entries = entries;
	bench->sheet.set.entry_count = 2;
	set_block(bench, &list);
	assert_int_equal(bench->galley.slug_count, 1);
	assert_int_equal(type_of(bench, find_mark(bench, "A trial.", &a)), KX_EL_BIBENTRY);
	assert_int_equal(type_of(bench, find_mark(bench, "Another", &b)), KX_EL_BIBENTRY);
	assert_int_equal(type_of(bench, find_mark(bench, "2.", &n)), KX_EL_LBL);
	assert_int_equal(find_mark(bench, "A trial.", &a)->element, entries[0]);
	assert_int_equal(find_mark(bench, "Another", &b)->element, entries[1]);
}

/* ---- tables ---- */

static void
small_print_stands_behind_and_beside(void **state)
{
	struct bench *bench = *state;
	struct kx_block name_small = { .kind = KX_BLOCK_PARAGRAPH, .style = "small", .runs = RUNS("In four weeks.") };
	struct kx_block name = { .kind = KX_BLOCK_PARAGRAPH, .style = "body", .runs = RUNS("The lamp"), .next = &name_small };
	struct kx_block group_cell = { .kind = KX_BLOCK_CELL, .head = true, .span = 2, .first = &name };
	struct kx_block row_small = { .kind = KX_BLOCK_PARAGRAPH, .style = "small", .runs = RUNS("Of ten people.") };
	struct kx_block label = { .kind = KX_BLOCK_PARAGRAPH, .style = "body", .runs = RUNS("Felt better"), .next = &row_small };
	struct kx_block number = { .kind = KX_BLOCK_CELL, .align = KX_ALIGN_RIGHT, .runs = RUNS("27") };
	struct kx_block row_cell = { .kind = KX_BLOCK_CELL, .head = true, .first = &label, .next = &number };
	struct kx_block row = { .kind = KX_BLOCK_ROW, .first = &row_cell };
	struct kx_block group = { .kind = KX_BLOCK_ROW, .style = "group", .first = &group_cell, .next = &row };
	const struct kx_block table = { .kind = KX_BLOCK_TABLE, .style = "grid", .first = &group };
	const struct kx_set_mark *words, *small;
	size_t a, b;

	set_block(bench, &table);
	words = find_mark(bench, "The lamp", &a);
	small = find_mark(bench, "In four", &b);
	assert_int_equal(a, b);
	assert_int_equal(words->box.y, small->box.y);
	assert_true(small->box.x >= words->box.x + 120000);
	words = find_mark(bench, "Felt better", &a);
	small = find_mark(bench, "Of ten", &b);
	assert_int_equal(a, b);
	assert_int_equal(words->box.y, small->box.y);
	assert_true(small->box.x >= words->box.x + words->box.width);
	assert_int_equal(small->glyphs.size, 9000);
	/* A row of one line is no higher for it. */
	assert_true(bench->galley.slugs[a].height < 20000);
}

/* ---- crisis lines ---- */

static void
a_crisis_line_is_one_line(void **state)
{
	struct bench *bench = *state;
	struct kx_block how = { .kind = KX_BLOCK_PARAGRAPH, .style = "body", .runs = RUNS("Call, any time") };
	struct kx_block name = { .kind = KX_BLOCK_PARAGRAPH, .style = "body", .runs = RUNS("Help line"), .next = &how };
	struct kx_block second = { .kind = KX_BLOCK_HELP_LINE, .runs = RUNS("911"), .first = &name };
	struct kx_block first = { .kind = KX_BLOCK_HELP_LINE, .runs = RUNS("988"), .first = &name, .next = &second };
	const struct kx_block lines = { .kind = KX_BLOCK_HELP_LINES, .first = &first };
	size_t a, b;

	set_block(bench, &lines);
	assert_int_equal(bench->galley.slug_count, 2);
	assert_int_equal(find_mark(bench, "988", &a)->glyphs.size, 14000);
	assert_int_equal(find_mark(bench, "Help line", &b)->box.y, find_mark(bench, "988", &a)->box.y);
	assert_true(find_mark(bench, "Call", &b)->box.x > find_mark(bench, "Help line", &a)->box.x);
	find_mark(bench, "911", &b);
	assert_int_equal(b, 1);
	/* A box of numbers is not parted. */
	assert_true(bench->galley.slugs[0].keep_next);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_heading_begins_the_line_of_its_first_words, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(sources_stand_in_one_paragraph, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(small_print_stands_behind_and_beside, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(a_crisis_line_is_one_line, open_bench, close_bench),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
