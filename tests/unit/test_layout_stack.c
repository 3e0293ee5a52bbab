#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/blocks.h"

#include "set_sheet.h"

#define MOST_ROWS 4

/* A table in large print: its head, and rows of a name and answers. */
struct bench {
	struct sheet sheet;
	struct kx_template template;
	struct kx_style styles[sizeof(sheet_styles) / sizeof(sheet_styles[0]) + 1];
	struct kx_block table, rows[MOST_ROWS];
	struct kx_galley galley;
	size_t count;
};

static void
open_bench(struct bench *bench, kx_length width)
{
	size_t styles = sizeof(sheet_styles) / sizeof(sheet_styles[0]);

	memset(bench, 0, sizeof(*bench));
	assert_int_equal(sheet_open(&bench->sheet), 0);
	memcpy(bench->styles, sheet_styles, sizeof(sheet_styles));
	bench->styles[styles] = (struct kx_style){ .id = "cell-group", .role = "body", .size = 12000, .leading = 15000, .color = "text" };
	bench->template = sheet_template;
	bench->template.styles = bench->styles;
	bench->template.style_count = styles + 1;
	bench->sheet.set.sheet = &bench->template;
	bench->table = (struct kx_block){ .kind = KX_BLOCK_TABLE, .style = "rates" };
	bench->galley.width = width;
}

/* A row of the words that end with NULL. */
static void
add_row(struct bench *bench, const char *const *words)
{
	struct kx_block *row = &bench->rows[bench->count], *cell;
	struct kx_run *run;

	*row = (struct kx_block){ .kind = KX_BLOCK_ROW, .head = bench->count == 0 };
	for (; *words != NULL; words++) {
		cell = kx_arena_alloc(&bench->sheet.arena, sizeof(*cell));
		run = kx_arena_alloc(&bench->sheet.arena, sizeof(*run));
		run->text = *words;
		*cell = (struct kx_block){ .kind = KX_BLOCK_CELL, .span = 1, .runs = { run, 1, 1 } };
		if (row->last != NULL)
			row->last->next = cell;
		else
			row->first = cell;
		row->last = cell;
	}
	if (bench->count == 0)
		bench->table.first = row;
	else
		bench->rows[bench->count - 1].next = row;
	bench->table.last = row;
	bench->count++;
}

/* All words of a slug, a bar between stretches, in the order in which they are set. */
static const char *
words_of(const struct kx_slug *slug, char *buffer)
{
	size_t i, used = 0;

	for (i = 0; i < slug->mark_count; i++) {
		if (slug->marks[i].kind != KX_MARK_GLYPHS)
			continue;
		assert_true(used + slug->marks[i].glyphs.length < 250);
		memcpy(buffer + used, slug->marks[i].glyphs.text, slug->marks[i].glyphs.length);
		used += slug->marks[i].glyphs.length;
		buffer[used++] = '|';
	}
	buffer[used] = '\0';
	return buffer;
}

/* Where the words stand in the slug, from its left. */
static kx_length
left_of(const struct kx_slug *slug, const char *words)
{
	size_t i;

	for (i = 0; i < slug->mark_count; i++)
		if (slug->marks[i].kind == KX_MARK_GLYPHS && slug->marks[i].glyphs.length == strlen(words) &&
		    memcmp(slug->marks[i].glyphs.text, words, strlen(words)) == 0)
			return slug->marks[i].box.x;
	fail_msg("\"%s\" is not there", words);
	return 0;
}

static void
test_a_row_is_its_name_with_answers_under_it(void **state)
{
	struct bench bench;
	char buffer[256];
	size_t i;

	(void)state;
	open_bench(&bench, 400000);
	add_row(&bench, (const char *const[]){ "Effect", "Without", "With", NULL });
	add_row(&bench, (const char *const[]){ "Dizzy", "8", "29", NULL });
	add_row(&bench, (const char *const[]){ "Sick", "9", "28", NULL });
	kx_stack_set(&bench.sheet.set, &bench.galley, &bench.table, bench.sheet.root);
	assert_false(bench.sheet.set.failed);
	/* The head of the first column, then for each row its name, and under that the answers beside each other, each under its head. */
	assert_int_equal(bench.galley.slug_count, 5);
	assert_string_equal(words_of(&bench.galley.slugs[0], buffer), "Effect|");
	assert_string_equal(words_of(&bench.galley.slugs[1], buffer), "Dizzy|");
	assert_string_equal(words_of(&bench.galley.slugs[2], buffer), "Without|8|With|29|");
	assert_string_equal(words_of(&bench.galley.slugs[4], buffer), "Without|9|With|28|");
	assert_int_equal(left_of(&bench.galley.slugs[2], "8"), left_of(&bench.galley.slugs[2], "Without"));
	assert_int_equal(left_of(&bench.galley.slugs[2], "29"), left_of(&bench.galley.slugs[4], "With"));
	/* Nothing comes between the head and the first row, nor between a name and its answers; rows may part. */
	for (i = 0; i < 5; i++)
		assert_true(bench.galley.slugs[i].keep_next == (i % 2 == 0 && i > 0 ? false : true));
	sheet_close(&bench.sheet);
}

/* Heads are read once, with the first row; in later rows they are for the eye. */
static void
test_heads_are_tagged_once(void **state)
{
	struct bench bench;
	size_t i, heads = 0;

	(void)state;
	open_bench(&bench, 400000);
	add_row(&bench, (const char *const[]){ "Effect", "With", NULL });
	add_row(&bench, (const char *const[]){ "Dizzy", "29", NULL });
	add_row(&bench, (const char *const[]){ "Sick", "28", NULL });
	kx_stack_set(&bench.sheet.set, &bench.galley, &bench.table, bench.sheet.root);
	for (i = 0; i < bench.sheet.frames.element_count; i++)
		heads += bench.sheet.frames.elements[i].type == KX_EL_TH && bench.sheet.frames.elements[i].scope == KX_SCOPE_COLUMN;
	assert_int_equal(heads, 2);
	for (i = 0; i < bench.galley.slugs[4].mark_count; i++)
		if (bench.galley.slugs[4].marks[i].kind == KX_MARK_GLYPHS)
			assert_true((bench.galley.slugs[4].marks[i].element >= 0) == (bench.galley.slugs[4].marks[i].glyphs.length == 2));
	sheet_close(&bench.sheet);
}

/* Answers that have no room beside each other go into lines of their own. */
static void
test_narrow_columns_go_under_each_other(void **state)
{
	static const char *const head[] = { "Choice", "What may help", "What to weigh", NULL };
	static const char *const row[] = { "Talk therapy", "With it 46 in 100 felt much better.", "It takes months, and weekly visits.", NULL };
	struct bench bench;
	kx_length left = 0;
	size_t i, lines = 0;

	(void)state;
	open_bench(&bench, 220000);
	add_row(&bench, head);
	add_row(&bench, row);
	kx_stack_set(&bench.sheet.set, &bench.galley, &bench.table, bench.sheet.root);
	assert_false(bench.sheet.set.failed);
	for (i = 0; i < bench.galley.slug_count; i++)
		if (bench.galley.slugs[i].mark_count > 0 && i > 1) {
			lines++;
			left = bench.galley.slugs[i].marks[0].box.x;
			assert_int_equal(left, 0);
		}
	assert_int_equal(lines, 2);
	sheet_close(&bench.sheet);
}

/* Each side has its own head, and prints it again where it goes on: seen, and not heard twice. */
static void
test_a_side_that_goes_on_has_its_head_again(void **state)
{
	struct kx_galley taken, rest;
	struct bench bench;
	char buffer[256];
	size_t i, m;

	(void)state;
	open_bench(&bench, 300000);
	bench.table.style = "two-sided";
	add_row(&bench, (const char *const[]){ "For me if", "Not for me if", NULL });
	add_row(&bench, (const char *const[]){ "I feel low", "I am with child", NULL });
	add_row(&bench, (const char *const[]){ "I am an adult", "I am under 18", NULL });
	add_row(&bench, (const char *const[]){ "Pills did not help", "My heart is weak", NULL });
	kx_stack_set(&bench.sheet.set, &bench.galley, &bench.table, bench.sheet.root);
	assert_false(bench.sheet.set.failed);
	assert_int_equal(bench.galley.slug_count, 8);
	/* Room for the first side, and for all but the last row of the second, which does not part from the one before. */
	kx_galley_take(&bench.sheet.set, &bench.galley, kx_galley_height(&bench.galley, 0, 7), &taken, &rest);
	assert_int_equal(taken.slug_count, 6);
	assert_int_equal(rest.slug_count, 3);
	assert_string_equal(words_of(&rest.slugs[0], buffer), "Not for me if|");
	assert_string_equal(words_of(&rest.slugs[1], buffer), "I am under 18|");
	assert_string_equal(words_of(&rest.slugs[2], buffer), "My heart is weak|");
	for (m = 0; m < rest.slugs[0].mark_count; m++)
		assert_int_equal(rest.slugs[0].marks[m].element, -1);
	assert_int_equal(rest.slugs[0].after, taken.slugs[4].after);
	for (i = 0; i < 8; i++)
		assert_true((bench.galley.slugs[i].repeat == NULL) == (i % 4 == 0));
	sheet_close(&bench.sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_row_is_its_name_with_answers_under_it),
		cmocka_unit_test(test_heads_are_tagged_once),
		cmocka_unit_test(test_narrow_columns_go_under_each_other),
		cmocka_unit_test(test_a_side_that_goes_on_has_its_head_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
