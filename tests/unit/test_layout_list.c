#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/blocks.h"

#include "set_sheet.h"

#define ITEMS 12

/* A sheet with the styles of lists, and room for one list in another. */
struct bench {
	struct sheet sheet;
	struct kx_template template;
	struct kx_style styles[sizeof(sheet_styles) / sizeof(sheet_styles[0]) + 2];
	struct kx_block outer, inner, items[2 * ITEMS];
	struct kx_run runs[2 * ITEMS];
	size_t count;
	struct kx_galley galley;
};

static void
open_bench(struct bench *bench, kx_length width)
{
	static const char *const more[] = { "list-number", "reference" };
	size_t styles = sizeof(sheet_styles) / sizeof(sheet_styles[0]), i;

	memset(bench, 0, sizeof(*bench));
	assert_int_equal(sheet_open(&bench->sheet), 0);
	memcpy(bench->styles, sheet_styles, sizeof(sheet_styles));
	for (i = 0; i < 2; i++)
		bench->styles[styles + i] = (struct kx_style){ .id = more[i], .role = "body", .size = 12000, .leading = 15000, .color = "text" };
	bench->template = sheet_template;
	bench->template.styles = bench->styles;
	bench->template.style_count = styles + 2;
	bench->sheet.set.sheet = &bench->template;
	bench->galley.width = width;
}

/* Items of the same words in `list`. */
static void
fill(struct bench *bench, struct kx_block *list, const char *style, const char *words, size_t count)
{
	struct kx_block *item;

	*list = (struct kx_block){ .kind = KX_BLOCK_LIST, .style = style };
	for (; count > 0; count--, bench->count++) {
		bench->runs[bench->count] = (struct kx_run){ .kind = KX_RUN_TEXT, .text = words };
		item = &bench->items[bench->count];
		*item = (struct kx_block){ .kind = KX_BLOCK_ITEM, .runs = { &bench->runs[bench->count], 1, 1 } };
		if (list->last != NULL)
			list->last->next = item;
		else
			list->first = item;
		list->last = item;
	}
}

static void
set_list(struct bench *bench)
{
	kx_block_set(&bench->sheet.set, &bench->galley, &bench->outer, bench->sheet.root);
	assert_false(bench->sheet.set.failed);
}

/* The right end of the mark with these words. */
static kx_length
right_of(const struct bench *bench, const char *words)
{
	const struct kx_set_mark *mark;
	size_t i, k;

	for (i = 0; i < bench->galley.slug_count; i++) {
		for (k = 0; k < bench->galley.slugs[i].mark_count; k++) {
			mark = &bench->galley.slugs[i].marks[k];
			if (mark->kind == KX_MARK_GLYPHS && mark->glyphs.length == strlen(words) &&
			    memcmp(mark->glyphs.text, words, strlen(words)) == 0)
				return mark->box.x + mark->box.width;
		}
	}
	fail_msg("\"%s\" is not there", words);
	return 0;
}

static void
numbers_stand_under_each_other_by_their_points(void **state)
{
	struct bench bench;

	(void)state;
	open_bench(&bench, 300000);
	fill(&bench, &bench.outer, "number", "drink water", ITEMS);
	set_list(&bench);
	assert_int_equal(right_of(&bench, "9."), right_of(&bench, "10."));
	assert_int_equal(right_of(&bench, "2."), right_of(&bench, "12."));
	sheet_close(&bench.sheet);
}

static void
numbers_of_sources_stand_so_too(void **state)
{
	struct bench bench;
	size_t i;

	(void)state;
	open_bench(&bench, 300000);
	fill(&bench, &bench.outer, NULL, "A paper.", ITEMS);
	bench.outer.kind = KX_BLOCK_REFERENCES;
	for (i = 0; i < ITEMS; i++) {
		bench.items[i].kind = KX_BLOCK_REFERENCE;
		bench.items[i].number = (int)i + 1;
	}
	set_list(&bench);
	assert_int_equal(right_of(&bench, "9."), right_of(&bench, "10."));
	assert_true(right_of(&bench, "9.") < right_of(&bench, "A paper."));
	/* Numbers of three digits and more have room, too. */
	for (i = 0; i < ITEMS; i++)
		bench.items[i].number = 99990 + (int)i;
	set_list(&bench);
	assert_int_equal(right_of(&bench, "99999."), right_of(&bench, "99990."));
	assert_true(right_of(&bench, "99990.") < right_of(&bench, "A paper."));
	assert_false(bench.sheet.set.refused);
	sheet_close(&bench.sheet);
}

static const char long_words[] = "drink water, and more of it than you think you need, for a day or two before you come and on the "
    "day itself too, unless we told you not to, in which case you may have a sip with your pills";

static void
second_lines_hang(void **state)
{
	static const char *const styles[] = { "bullet", "number", "check", "yes", "no", "warning" };
	const struct kx_slug *slug;
	struct bench bench;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(styles) / sizeof(styles[0]); i++) {
		open_bench(&bench, 200000);
		bench.template.colors = (struct kx_named_color[]){ { "text", "#1A1A1A", NULL }, { "accent", "#1A1A1A", NULL },
			{ "muted", "#1A1A1A", NULL }, { "yes", "#1A1A1A", NULL }, { "no", "#1A1A1A", NULL }, { "warning", "#1A1A1A", NULL } };
		bench.template.color_count = 6;
		fill(&bench, &bench.outer, styles[i], long_words, 1);
		set_list(&bench);
		assert_true(bench.galley.slug_count > 3);
		/* The words' mark comes before the label's. */
		for (k = 0; k < bench.galley.slug_count; k++) {
			slug = &bench.galley.slugs[k];
			assert_int_equal(slug->mark_count, k == 0 ? 2 : 1);
			assert_int_equal(slug->marks[0].box.x, 15000);
			assert_true(k > 0 || slug->marks[1].box.x < 15000);
		}
		sheet_close(&bench.sheet);
	}
}

static void
no_item_is_split_after_one_line(void **state)
{
	static const kx_length widths[] = { 80000, 120000, 200000, 500000 };
	const struct kx_slug *slugs;
	struct bench bench;
	size_t i, k, count;

	(void)state;
	for (i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		open_bench(&bench, widths[i]);
		fill(&bench, &bench.outer, "bullet", long_words, 1);
		set_list(&bench);
		slugs = bench.galley.slugs;
		count = bench.galley.slug_count;
		assert_true(count >= 2);
		assert_true(slugs[0].keep_next && slugs[count - 2].keep_next && !slugs[count - 1].keep_next);
		for (k = 0; k + 1 < count && count < 7; k++)
			assert_true(slugs[k].keep_next);
		sheet_close(&bench.sheet);
	}
}

/* Labels, and what PDF calls them (ISO 32000-1, table 347). */
static void
a_list_in_a_list_is_told_from_it(void **state)
{
	static const struct { const char *outer, *inner, *numberings[2], *first; bool labels[2]; } cases[] = {
		{ "bullet", "bullet", { "Disc", "Circle" }, NULL, { true, true } },
		{ "bullet", "number", { "Disc", "Decimal" }, "1.", { true, true } },
		{ "number", "bullet", { "Decimal", "Disc" }, "\xE2\x80\xA2", { true, true } },
		{ "number", "number", { "Decimal", "LowerAlpha" }, "a.", { true, true } },
		{ "number", "check", { "Decimal", "None" }, NULL, { true, false } },
		{ "warning", "bullet", { "None", "Disc" }, "\xE2\x80\xA2", { false, true } },
	};
	const struct kx_element *element;
	struct bench bench;
	size_t i, k, lists, labels;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		open_bench(&bench, 300000);
		bench.template.colors = (struct kx_named_color[]){ { "text", "#1A1A1A", NULL }, { "accent", "#1A1A1A", NULL },
			{ "muted", "#1A1A1A", NULL }, { "warning", "#1A1A1A", NULL } };
		bench.template.color_count = 4;
		fill(&bench, &bench.outer, cases[i].outer, "bring a friend", 1);
		fill(&bench, &bench.inner, cases[i].inner, "who can stay", 1);
		bench.items[0].first = &bench.inner;
		set_list(&bench);
		for (k = lists = labels = 0; k < bench.sheet.frames.element_count; k++) {
			element = &bench.sheet.frames.elements[k];
			labels += element->type == KX_EL_LBL;
			if (element->type == KX_EL_L)
				assert_string_equal(element->list_numbering, cases[i].numberings[lists++]);
			if (element->type == KX_EL_L && lists == 2)
				assert_int_equal(bench.sheet.frames.elements[element->parent].type, KX_EL_LBODY);
		}
		assert_int_equal(lists, 2);
		assert_int_equal(labels, cases[i].labels[0] + cases[i].labels[1]);
		/* The inner list stands in as far again. */
		assert_true(right_of(&bench, "who can stay") > 30000);
		if (cases[i].first != NULL)
			assert_true(right_of(&bench, cases[i].first) > 15000);
		assert_int_equal(bench.sheet.set.bullets + bench.sheet.set.numbers, 0);
		sheet_close(&bench.sheet);
	}
}

/* The topic's icon is drawn in the place of the dot, and is the label of its item, which a listener hears as a bullet. */
static void
an_item_has_the_icon_of_its_topic(void **state)
{
	static const struct kx_drawing_step steps[] = { { KX_DRAW_MOVE, { { 0, 24000 } } }, { KX_DRAW_LINE, { { 24000, 0 } } } };
	static const struct kx_icon icon = { "slope", steps, 2 };
	static struct kx_bullet bullet = { "ride", &icon };
	const struct kx_set_mark *mark;
	struct bench bench;
	size_t i, k, paths = 0;

	(void)state;
	open_bench(&bench, 300000);
	bench.template.colors = (struct kx_named_color[]){ { "text", "#1A1A1A", NULL }, { "accent", "#17607A", NULL } };
	bench.template.color_count = 2;
	bench.template.bullets = &bullet;
	bench.template.bullet_count = 1;
	fill(&bench, &bench.outer, "bullet", "bring a friend", 2);
	bench.items[1].topic = "ride";
	set_list(&bench);
	for (i = 0; i < bench.galley.slug_count; i++)
		for (k = 0; k < bench.galley.slugs[i].mark_count; k++) {
			mark = &bench.galley.slugs[i].marks[k];
			if (mark->kind != KX_MARK_PATH)
				continue;
			paths++;
			assert_int_equal(bench.sheet.frames.elements[mark->element].type, KX_EL_LBL);
			assert_string_equal(bench.sheet.frames.elements[mark->element].actual, "\xE2\x80\xA2");
			assert_int_equal(mark->shape.steps[0].points[0].x, 0);
			assert_int_equal(mark->shape.steps[1].points[0].x, mark->box.width);
			assert_int_equal(mark->shape.steps[1].points[0].y, mark->box.y);
			assert_true(mark->box.width < 15000);
		}
	assert_int_equal(paths, 1);
	right_of(&bench, "\xE2\x80\xA2");
	sheet_close(&bench.sheet);
}

/* More items than letters: numbers again. */
static void
letters_do_not_run_out(void **state)
{
	struct bench bench;

	(void)state;
	open_bench(&bench, 300000);
	fill(&bench, &bench.outer, "number", "bring a friend", 1);
	fill(&bench, &bench.inner, "number", "who can stay", 2);
	bench.items[0].first = &bench.inner;
	bench.inner.number = 26;
	set_list(&bench);
	right_of(&bench, "27.");
	sheet_close(&bench.sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_stand_under_each_other_by_their_points),
		cmocka_unit_test(numbers_of_sources_stand_so_too),
		cmocka_unit_test(second_lines_hang),
		cmocka_unit_test(no_item_is_split_after_one_line),
		cmocka_unit_test(a_list_in_a_list_is_told_from_it),
		cmocka_unit_test(an_item_has_the_icon_of_its_topic),
		cmocka_unit_test(letters_do_not_run_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
