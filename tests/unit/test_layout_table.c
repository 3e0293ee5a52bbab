#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/blocks.h"
#include "layout/makeup.h"
#include "layout/placing.h"
#include "layout/widths.h"

#include "set_sheet.h"

#include <stdlib.h>

/* ---- tables made of texts ---- */

#define MOST_CELLS 400

struct bench {
	struct sheet sheet;
	struct kx_template look;
	struct kx_block table, rows[MOST_CELLS], cells[MOST_CELLS];
	struct kx_run runs[MOST_CELLS];
	size_t row_count, cell_count;
	struct kx_galley galley;
};

static int
open_bench(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (bench == NULL || sheet_open(&bench->sheet) != 0)
		return -1;
	bench->look = sheet_template;
	bench->sheet.set.sheet = &bench->look;
	bench->table = (struct kx_block){ .kind = KX_BLOCK_TABLE, .style = "grid" };
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
set_numbers(struct bench *bench, struct kx_named_number *numbers, size_t count)
{
	bench->look.numbers = numbers;
	bench->look.number_count = count;
}

/* A row of `count` cells; the first names it, the others stand left or right. */
static void
add_row(struct bench *bench, bool head, enum kx_align align, const char *const *texts, size_t count)
{
	struct kx_block *row = &bench->rows[bench->row_count++], *cell;
	size_t i;

	*row = (struct kx_block){ .kind = KX_BLOCK_ROW, .head = head };
	if (bench->table.last != NULL)
		bench->table.last->next = row;
	else
		bench->table.first = row;
	bench->table.last = row;
	for (i = 0; i < count; i++) {
		cell = &bench->cells[bench->cell_count];
		bench->runs[bench->cell_count] = (struct kx_run){ .kind = KX_RUN_TEXT, .text = texts[i] };
		*cell = (struct kx_block){ .kind = KX_BLOCK_CELL, .head = head || i == 0, .align = i == 0 ? KX_ALIGN_LEFT : align,
		    .runs = { &bench->runs[bench->cell_count++], 1, 1 } };
		if (i == 0)
			row->first = cell;
		else
			row->last->next = cell;
		row->last = cell;
	}
}
#define ROW(bench, head, align, ...) add_row(bench, head, align, (const char *[]){ __VA_ARGS__ }, \
	sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(const char *))

static void
set_table(struct bench *bench)
{
	kx_table_set(&bench->sheet.set, &bench->galley, &bench->table, bench->sheet.root);
	assert_false(bench->sheet.set.failed);
}

/* The mark whose words begin so, in any slug; NULL when there is none. */
static const struct kx_set_mark *
find_mark(const struct bench *bench, const char *words)
{
	size_t i, m;

	for (i = 0; i < bench->galley.slug_count; i++)
		for (m = 0; m < bench->galley.slugs[i].mark_count; m++)
			if (bench->galley.slugs[i].marks[m].kind == KX_MARK_GLYPHS &&
			    strncmp(bench->galley.slugs[i].marks[m].glyphs.text, words, strlen(words)) == 0)
				return &bench->galley.slugs[i].marks[m];
	return NULL;
}

static const struct kx_element *
element_of(const struct bench *bench, const char *words)
{
	const struct kx_set_mark *mark = find_mark(bench, words);

	assert_non_null(mark);
	return &bench->sheet.frames.elements[mark->element];
}

/* Where the first `length` bytes of the words end. */
static kx_length
end_of(const struct bench *bench, const char *words, size_t length)
{
	const struct kx_set_mark *mark = find_mark(bench, words);
	int64_t units = 0;
	size_t i;

	assert_non_null(mark);
	for (i = 0; i < mark->glyphs.count && mark->glyphs.glyphs[i].cluster < length; i++)
		units += mark->glyphs.glyphs[i].advance;
	return mark->box.x + kx_text_scale(bench->sheet.fonts, mark->glyphs.face, units, mark->glyphs.size);
}

/* To within what rounding and kerning can do. */
static void
assert_near(kx_length a, kx_length b)
{
	if (a - b > 100 || b - a > 100)
		fail_msg("%d is not near %d", a, b);
}

/* ---- figures ---- */

static void
test_a_whole_part_ends_at_the_languages_mark(void **state)
{
	(void)state;
	assert_int_equal(kx_whole_part("27 in 100", ","), 2);
	assert_int_equal(kx_whole_part("9.5%", ","), 1);
	assert_int_equal(kx_whole_part("1,000 people", ","), 5);
	assert_int_equal(kx_whole_part("1,000 people", "."), 1);      /* where a comma is the decimal mark */
	assert_int_equal(kx_whole_part("1.000,5 g", "."), 5);
	assert_int_equal(kx_whole_part("1\xE2\x80\xAF" "000,5", "\xE2\x80\xAF"), 7);
	assert_int_equal(kx_whole_part("fewer than 1 in 100", ","), 12);
	assert_int_equal(kx_whole_part("12, of 40", ","), 2);         /* a comma of the sentence */
	assert_int_equal(kx_whole_part("12", NULL), 2);
	assert_int_equal(kx_whole_part("not measured", ","), 0);
	assert_int_equal(kx_whole_part("", ","), 0);
}

static void
test_figures_stand_under_each_other(void **state)
{
	struct kx_named_number numbers[] = { { "grid.align-figures", 1000 } };
	struct bench *bench = *state;
	kx_length unit;

	set_numbers(bench, numbers, 1);
	ROW(bench, true, KX_ALIGN_RIGHT, "Effect", "Difference", "Share");
	ROW(bench, false, KX_ALIGN_RIGHT, "Sleepy", "14 more", "9.5%");
	ROW(bench, false, KX_ALIGN_RIGHT, "Dizzy", "8 fewer", "127%");
	ROW(bench, false, KX_ALIGN_RIGHT, "Numb", "the same", "0.25%");
	set_table(bench);
	unit = end_of(bench, "14 more", 2);
	assert_near(end_of(bench, "8 fewer", 1), unit);
	assert_near(end_of(bench, "9.5%", 1), end_of(bench, "127%", 3));
	assert_near(end_of(bench, "0.25%", 1), end_of(bench, "127%", 3));
	/* The widest rest ends where the column does, and so do words without a figure. */
	assert_near(end_of(bench, "8 fewer", 7), end_of(bench, "the same", 8));
	assert_near(end_of(bench, "0.25%", 5), 516000);
}

/* Without being asked, and where the column is too narrow, cells keep to the right. */
static void
test_figures_keep_to_the_right_otherwise(void **state)
{
	struct kx_named_number numbers[] = { { "grid.align-figures", 1000 }, { "grid.column-2", 48000 } };
	struct bench *bench = *state;

	ROW(bench, false, KX_ALIGN_RIGHT, "Sleepy", "14 more");
	ROW(bench, false, KX_ALIGN_RIGHT, "Dizzy", "8 fewer");
	set_table(bench);
	assert_near(end_of(bench, "14 more", 7), end_of(bench, "8 fewer", 7));
	set_numbers(bench, numbers, 2);
	bench->galley.slug_count = 0;
	bench->table.last->first->next->runs.list[0].text = "123 8";
	set_table(bench);
	assert_near(end_of(bench, "14 more", 7), end_of(bench, "123 8", 5));
}

/* A column that a template fixed for other words. */
static void
test_a_fixed_column_holds_its_longest_piece(void **state)
{
	struct kx_named_number numbers[] = { { "grid.column-2", 10000 } };
	struct bench *bench = *state;

	ROW(bench, false, KX_ALIGN_RIGHT, "Sleepy", "1234567890 more");
	set_numbers(bench, numbers, 1);
	set_table(bench);
	assert_false(bench->sheet.set.refused);
}

/* ---- cells that are joined ---- */

static void
test_neighbours_of_a_row_are_joined(void **state)
{
	struct kx_named_number numbers[] = { { "grid.join-columns", 1000 } };
	struct bench *bench = *state;

	set_numbers(bench, numbers, 1);
	ROW(bench, true, KX_ALIGN_LEFT, "Ask", "Same", "Same", "Other");
	ROW(bench, false, KX_ALIGN_LEFT, "Cost", "Ask us", "Ask us", "Free");
	ROW(bench, false, KX_ALIGN_RIGHT, "Rate", "27", "27", "27");
	set_table(bench);
	assert_int_equal(element_of(bench, "Ask us")->column_span, 2);
	assert_int_equal(element_of(bench, "Free")->column_span, 0);
	assert_int_equal(element_of(bench, "Same")->column_span, 0);     /* heads are no plain words */
	assert_int_equal(element_of(bench, "27")->column_span, 0);       /* nor are figures */
	assert_int_equal(find_mark(bench, "Free")->box.x, find_mark(bench, "Other")->box.x);
}

static void
test_neighbours_of_a_column_are_joined(void **state)
{
	struct kx_named_number numbers[] = { { "grid.join-rows", 1000 } };
	struct bench *bench = *state;
	const struct kx_slug *slug;
	size_t m, cut = 0, whole = 0;

	set_numbers(bench, numbers, 1);
	ROW(bench, true, KX_ALIGN_LEFT, "Effect", "How sure", "When");
	ROW(bench, false, KX_ALIGN_LEFT, "Sleepy", "Not very sure", "At once");
	ROW(bench, false, KX_ALIGN_LEFT, "Dizzy", "Not very sure", "Later");
	ROW(bench, false, KX_ALIGN_LEFT, "Numb", "Fairly sure", "Later still");
	set_table(bench);
	assert_int_equal(element_of(bench, "Not very sure")->row_span, 2);
	assert_int_equal(element_of(bench, "Fairly sure")->row_span, 0);
	/* The two rows are one slug, whose inner rule leaves the joined cell alone. */
	assert_int_equal(bench->galley.slug_count, 3);
	slug = &bench->galley.slugs[1];
	assert_int_equal(slug->height, 2 * bench->galley.slugs[2].height);
	for (m = 0; m < slug->mark_count; m++) {
		if (slug->marks[m].kind != KX_MARK_RULE)
			continue;
		cut += slug->marks[m].box.width < 516000;
		whole += slug->marks[m].box.width == 516000 && slug->marks[m].box.y == slug->height;
	}
	assert_int_equal(whole, 1);
	assert_int_equal(cut, 2);
}

/* A joined cell whose words need more room than its rows have gets it from the last of them. */
static void
test_a_tall_joined_cell_has_room(void **state)
{
	static const char *const words = "These words are so many that in their narrow column they fill a number of lines";
	struct kx_named_number numbers[] = { { "grid.join-rows", 1000 }, { "grid.column-2", 90000 } };
	struct bench *bench = *state;
	const struct kx_slug *slug;
	kx_length lowest = 0;
	size_t m;

	set_numbers(bench, numbers, 2);
	ROW(bench, false, KX_ALIGN_LEFT, "One", words, "a");
	ROW(bench, false, KX_ALIGN_LEFT, "Two", words, "b");
	set_table(bench);
	assert_int_equal(bench->galley.slug_count, 1);
	slug = &bench->galley.slugs[0];
	for (m = 0; m < slug->mark_count; m++)
		if (slug->marks[m].kind == KX_MARK_GLYPHS && slug->marks[m].box.y > lowest)
			lowest = slug->marks[m].box.y;
	assert_true(lowest > 5 * 15000);
	assert_true(lowest < slug->height);
}

/* Many rows that say the same are bands of a few, so that pages can still break between them. */
static void
test_bands_are_short(void **state)
{
	struct kx_named_number numbers[] = { { "grid.join-rows", 1000 } };
	struct bench *bench = *state;
	int i;

	set_numbers(bench, numbers, 1);
	for (i = 0; i < 100; i++)
		ROW(bench, false, KX_ALIGN_LEFT, i % 2 ? "Odd" : "Even", "Always so");
	set_table(bench);
	assert_int_equal(bench->galley.slug_count, (100 + KX_GRID_BANDED - 1) / KX_GRID_BANDED);
	kx_placing_pages(&bench->sheet.set, &bench->galley);
	assert_false(bench->sheet.set.failed);
	assert_true(bench->sheet.frames.page_count > 1);
	bench->sheet.frames.title = "Test";
	bench->sheet.frames.language = "en";
	assert_true(kx_frames_check(&bench->sheet.frames, &bench->sheet.diags));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_whole_part_ends_at_the_languages_mark),
		cmocka_unit_test_setup_teardown(test_figures_stand_under_each_other, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(test_figures_keep_to_the_right_otherwise, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(test_a_fixed_column_holds_its_longest_piece, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(test_neighbours_of_a_row_are_joined, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(test_neighbours_of_a_column_are_joined, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(test_a_tall_joined_cell_has_room, open_bench, close_bench),
		cmocka_unit_test_setup_teardown(test_bands_are_short, open_bench, close_bench),
	};

	return cmocka_run_group_tests_name("layout table", tests, NULL, NULL);
}
