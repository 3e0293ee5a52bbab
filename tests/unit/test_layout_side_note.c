#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/blocks.h"

#include "set_sheet.h"

static const char passage_words[] = "Ketamine can make you feel cut off from your body or from the room for an hour or two, and "
    "somebody stays with you while that lasts. It goes by itself.";

/* A block with a heading, a paragraph and a note, which the template may have beside it. */
struct bench {
	struct sheet sheet;
	struct kx_template template;
	struct kx_style styles[sizeof(sheet_styles) / sizeof(sheet_styles[0]) + 2];
	struct kx_named_number numbers[2];
	struct kx_run runs[3];
	struct kx_block group, heading, passage, note;
	struct kx_galley galley;
};

static void
open_bench(struct bench *bench, kx_length width, const char *note)
{
	size_t styles = sizeof(sheet_styles) / sizeof(sheet_styles[0]);

	memset(bench, 0, sizeof(*bench));
	assert_int_equal(sheet_open(&bench->sheet), 0);
	memcpy(bench->styles, sheet_styles, sizeof(sheet_styles));
	bench->styles[styles] = (struct kx_style){ .id = "note", .role = "body", .size = 10000, .leading = 12000, .color = "text" };
	bench->styles[styles + 1] = bench->styles[styles];
	bench->styles[styles + 1].id = "heading-3";
	bench->template = sheet_template;
	bench->template.styles = bench->styles;
	bench->template.style_count = styles + 2;
	bench->template.numbers = bench->numbers;
	bench->template.number_count = 1;
	bench->numbers[0] = (struct kx_named_number){ "feel.side-note", 100000 };
	bench->sheet.set.sheet = &bench->template;
	bench->runs[0].text = "How it feels";
	bench->runs[1].text = passage_words;
	bench->runs[2].text = note;
	bench->heading = (struct kx_block){ .kind = KX_BLOCK_HEADING, .level = 3, .runs = { &bench->runs[0], 1, 1 }, .next = &bench->passage };
	bench->passage = (struct kx_block){ .kind = KX_BLOCK_PARAGRAPH, .style = "body", .runs = { &bench->runs[1], 1, 1 }, .next = &bench->note };
	bench->note = (struct kx_block){ .kind = KX_BLOCK_PARAGRAPH, .style = "note", .runs = { &bench->runs[2], 1, 1 } };
	bench->group = (struct kx_block){ .kind = KX_BLOCK_GROUP, .id = "feel", .first = &bench->heading, .last = &bench->note };
	bench->galley.width = width;
}

static void
set_block(struct bench *bench)
{
	kx_block_set(&bench->sheet.set, &bench->galley, &bench->group, bench->sheet.root);
	assert_false(bench->sheet.set.failed);
}

/* The Note, which is read last; -1 without one. */
static int
note_element(const struct bench *bench)
{
	size_t i;

	for (i = 0; i < bench->sheet.frames.element_count; i++)
		if (bench->sheet.frames.elements[i].type == KX_EL_NOTE)
			return (int)i;
	return -1;
}

/* The first words of the note in slug `slug`, or NULL. */
static const struct kx_set_mark *
note_in(const struct bench *bench, size_t slug)
{
	const struct kx_slug *at = &bench->galley.slugs[slug];
	int element = note_element(bench) + 1;
	size_t i;

	for (i = 0; i < at->mark_count; i++)
		if (at->marks[i].kind == KX_MARK_GLYPHS && at->marks[i].element == element)
			return &at->marks[i];
	return NULL;
}

static void
a_note_stands_beside_its_passage(void **state)
{
	const struct kx_set_mark *mark;
	struct bench bench;
	const struct kx_slug *slug;
	size_t i;

	(void)state;
	open_bench(&bench, 400000, "This was so in two trials of three, and in both for most people.");
	set_block(&bench);
	mark = note_in(&bench, 1);
	assert_non_null(mark);
	assert_int_equal(mark->box.x, 300000);
	/* On the line of the passage's first words, which leave it the room. */
	assert_int_equal(mark->box.y, kx_first_baseline(&bench.galley.slugs[1]));
	for (slug = &bench.galley.slugs[1]; slug < bench.galley.slugs + bench.galley.slug_count; slug++)
		for (i = 0; i < slug->mark_count; i++)
			if (slug->marks[i].kind == KX_MARK_GLYPHS && slug->marks[i].box.x < 300000)
				assert_true(slug->marks[i].box.x + slug->marks[i].box.width <= 284000);
	/* It is read after the passage, and known by its id. */
	assert_string_equal(bench.sheet.frames.elements[note_element(&bench)].id, "note-feel");
	assert_int_equal(note_element(&bench), (int)bench.sheet.frames.element_count - 2);
	sheet_close(&bench.sheet);
}

/* The lines it stands beside are one piece, as high as the longer of the two. */
static void
a_long_note_keeps_its_passage_together(void **state)
{
	kx_length lowest = 0;
	struct bench bench;
	size_t i;

	(void)state;
	open_bench(&bench, 400000, passage_words);
	set_block(&bench);
	assert_int_equal(bench.galley.slug_count, 2);
	assert_true(bench.galley.slugs[0].keep_next);
	for (i = 0; i < bench.galley.slugs[1].mark_count; i++)
		if (bench.galley.slugs[1].marks[i].box.y > lowest)
			lowest = bench.galley.slugs[1].marks[i].box.y;
	assert_true(lowest < bench.galley.slugs[1].height);
	assert_true(lowest > bench.galley.slugs[1].height - 12000);
	sheet_close(&bench.sheet);
}

static void
check_in_line(struct bench *bench)
{
	size_t last;

	set_block(bench);
	last = bench->galley.slug_count - 1;
	assert_non_null(note_in(bench, last));
	assert_int_equal(note_in(bench, last)->box.x, 0);
	assert_true(last == 1 || note_in(bench, 1) == NULL);
	assert_string_equal(bench->sheet.frames.elements[note_element(bench)].id, "note-feel");
	sheet_close(&bench->sheet);
}

/* In a narrow column, in a size of one column, in a block of several, and beside what may be cut. */
static void
without_room_it_falls_in_line(void **state)
{
	struct bench bench;

	(void)state;
	open_bench(&bench, 250000, "So in two trials.");
	check_in_line(&bench);
	open_bench(&bench, 400000, "So in two trials.");
	bench.numbers[0].value = 0;
	check_in_line(&bench);
	open_bench(&bench, 400000, "So in two trials.");
	bench.numbers[1] = (struct kx_named_number){ "feel.columns", 2000 };
	bench.template.number_count = 2;
	check_in_line(&bench);
	open_bench(&bench, 400000, "So in two trials.");
	bench.passage.kind = KX_BLOCK_BOX;
	bench.passage.style = "plain";
	bench.passage.runs.count = 0;
	check_in_line(&bench);
}

static void
a_template_that_does_not_ask_has_none(void **state)
{
	struct bench bench;

	(void)state;
	open_bench(&bench, 400000, "So in two trials.");
	bench.template.number_count = 0;
	set_block(&bench);
	assert_int_equal(note_element(&bench), -1);
	sheet_close(&bench.sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_note_stands_beside_its_passage),
		cmocka_unit_test(a_long_note_keeps_its_passage_together),
		cmocka_unit_test(without_room_it_falls_in_line),
		cmocka_unit_test(a_template_that_does_not_ask_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
