#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/blocks.h"
#include "layout/marks.h"

#include "set_sheet.h"

static struct kx_style figure_styles[32];
static struct kx_named_color figure_colors[16];
static struct kx_template figure_template;

/* The sheet's template with the styles and colours that figures want. */
static void
open_figures(struct sheet *sheet)
{
	static const char *const styles[] = { "array-heading", "array-number", "array-words", "note" };
	size_t count = sheet_template.style_count, i;

	assert_int_equal(sheet_open(sheet), 0);
	memcpy(figure_styles, sheet_styles, sizeof(sheet_styles));
	for (i = 0; i < sizeof(styles) / sizeof(styles[0]); i++) {
		figure_styles[count] = sheet_styles[0];
		figure_styles[count++].id = styles[i];
	}
	memcpy(figure_colors, sheet_colors, sizeof(sheet_colors));
	figure_colors[sheet_template.color_count] = (struct kx_named_color){ "array-empty", "#999999", NULL };
	figure_template = sheet_template;
	figure_template.styles = figure_styles;
	figure_template.style_count = count;
	figure_template.colors = figure_colors;
	figure_template.color_count = sheet_template.color_count + 1;
	sheet->set.sheet = &figure_template;
}

static size_t
icons_in(const struct kx_set_mark *mark, size_t outlines)
{
	size_t i, count = 0;

	for (i = 0; i < mark->shape.step_count; i++)
		count += mark->shape.steps[i].op == KX_MOVE;
	assert_int_equal(count % outlines, 0);
	return count / outlines;
}

/* No step of the mark leaves its box. */
static void
assert_inside(const struct kx_set_mark *mark)
{
	size_t i;

	for (i = 0; i < mark->shape.step_count; i++) {
		struct kx_point at = mark->shape.steps[i].points[0];

		assert_true(at.x >= mark->box.x && at.x <= mark->box.x + mark->box.width);
		assert_true(at.y >= mark->box.y && at.y <= mark->box.y + mark->box.height);
	}
}

/*
 * Is the first icon of one path, of so many closed lines, drawn as that of the
 * other is, wherever they stand?  What is filled differs from what is hollow.
 */
static bool
drawn_alike(const struct kx_set_mark *one, const struct kx_set_mark *other, size_t closed)
{
	const struct kx_path_step *a = one->shape.steps, *b = other->shape.steps;
	size_t i;

	if (one->shape.fill != other->shape.fill)
		return false;
	for (i = 0; closed > 0 && i < one->shape.step_count && i < other->shape.step_count; i++) {
		if (a[i].op != b[i].op || a[i].points[0].x - a[0].points[0].x != b[i].points[0].x - b[0].points[0].x ||
		    a[i].points[0].y - a[0].points[0].y != b[i].points[0].y - b[0].points[0].y)
			return false;
		closed -= a[i].op == KX_CLOSE;
	}
	return true;
}

/* WCAG 2.2, 1.4.1: what color tells, the shape tells too, in persons and in squares. */
static void
icons_need_no_color(void **state)
{
	static const struct kx_icons icons[] = {
		{ 9, 27, 100, 10, 9000, false, 1, 1, 1 }, { 9, 27, 100, 10, 9000, true, 1, 1, 1 },
		{ 30, 80, 1000, 50, 5000, true, 1, 1, 1 },
	};
	struct kx_galley galley = { .width = 500000 };
	struct sheet sheet;
	struct kx_slug *slug;
	size_t i, k, closed;

	(void)state;
	open_figures(&sheet);
	for (i = 0; i < sizeof(icons) / sizeof(icons[0]); i++) {
		closed = icons[i].squares ? 1 : 2;
		slug = kx_galley_slug(&sheet.set, &galley, 0);
		kx_mark_icons(&sheet.set, slug, 0, 1000, 2000, &icons[i]);
		assert_int_equal(slug->mark_count, 3);
		for (k = 0; k < 3; k++) {
			assert_true(drawn_alike(&slug->marks[k], &slug->marks[k], closed));
			assert_false(drawn_alike(&slug->marks[k], &slug->marks[(k + 1) % 3], closed));
		}
	}
	assert_false(sheet.set.failed);
	sheet_close(&sheet);
}

/* With is filled, without is hollow. */
static void
bars_need_no_color(void **state)
{
	static const struct kx_block with = { .bar = 400 }, without = { .bar_against = 400 };
	struct kx_galley galley = { .width = 500000 };
	struct sheet sheet;
	struct kx_slug *slug;

	(void)state;
	open_figures(&sheet);
	slug = kx_galley_slug(&sheet.set, &galley, 0);
	kx_mark_bar(&sheet.set, slug, &with, (struct kx_box){ 0, 0, 50000, 5000 }, 700);
	kx_mark_bar(&sheet.set, slug, &without, (struct kx_box){ 0, 0, 50000, 5000 }, 700);
	assert_true(slug->marks[0].shape.fill && !slug->marks[0].shape.stroke);
	assert_true(!slug->marks[1].shape.fill && slug->marks[1].shape.stroke);
	assert_false(sheet.set.failed);
	sheet_close(&sheet);
}

static void
icons_are_counted_from_the_bottom(void **state)
{
	static const struct kx_icons icons[] = {
		{ 0, 27, 100, 10, 9000, false, 1, 2, 3 }, { 9, 27, 100, 10, 9000, false, 1, 2, 3 },
		{ 0, 0, 100, 10, 9000, true, 1, 2, 3 }, { 0, 100, 100, 10, 9000, true, 1, 2, 3 },
		{ 3, 8, 1000, 50, 5000, true, 1, 2, 3 },
	};
	struct kx_galley galley = { .width = 500000 };
	struct sheet sheet;
	struct kx_slug *slug;
	size_t i, k, hollow, baseline, filled;

	(void)state;
	open_figures(&sheet);
	for (i = 0; i < sizeof(icons) / sizeof(icons[0]); i++) {
		slug = kx_galley_slug(&sheet.set, &galley, 0);
		hollow = baseline = filled = 0;
		assert_int_equal(kx_mark_icons(&sheet.set, slug, 0, 1000, 2000, &icons[i]),
		    icons[i].cell * (icons[i].total / icons[i].columns));
		assert_true(slug->mark_count <= 3);
		for (k = 0; k < slug->mark_count; k++) {
			size_t count = icons_in(&slug->marks[k], icons[i].squares ? 1 : 2);

			assert_inside(&slug->marks[k]);
			if (slug->marks[k].shape.stroke)
				hollow = count;
			else if (slug->marks[k].shape.fill_color == 1)
				baseline = count;
			else
				filled = count;
			/* The first to be filled stands at the left of the bottom row. */
			if (!slug->marks[k].shape.stroke && (slug->marks[k].shape.fill_color == 1 || icons[i].baseline == 0)) {
				assert_true(slug->marks[k].shape.steps[0].points[0].x < 1000 + icons[i].cell);
				assert_true(slug->marks[k].shape.steps[0].points[0].y >
				    2000 + icons[i].cell * (icons[i].total / icons[i].columns - 1));
			}
		}
		assert_int_equal(baseline, icons[i].baseline);
		assert_int_equal(filled, icons[i].filled - icons[i].baseline);
		assert_int_equal(hollow, icons[i].total - icons[i].filled);
	}
	assert_false(sheet.set.failed);
	sheet_close(&sheet);
}

static struct kx_run caption_words = { .kind = KX_RUN_TEXT, .text = "Two trials." };
static struct kx_block caption_line = { .kind = KX_BLOCK_PARAGRAPH, .style = "note", .runs = { &caption_words, 1, 1 } };
static struct kx_block caption = { .kind = KX_BLOCK_CAPTION, .first = &caption_line, .last = &caption_line };

static struct kx_block
pair_block(enum kx_block_kind kind, struct kx_array_pair *pair, int total)
{
	*pair = (struct kx_array_pair){ .arrays = {
		{ .heading = "After water", .filled = total * 9 / 100, .total = total, .words = "9 in 100 felt better", .low = total / 20,
		    .high = total / 5, .range = "could be 5 to 20" },
		{ .heading = "After drops", .filled = total * 27 / 100, .total = total, .words = "27 in 100 felt better", .treatment = true } },
		.alt = "Nine, and twenty-seven." };
	return (struct kx_block){ .kind = kind, .figure = pair, .first = &caption, .last = &caption };
}

static void
a_thousand_fit_any_column(void **state)
{
	static const kx_length widths[] = { 500000, 250000, 180000 };
	struct kx_array_pair pair;
	struct kx_block block = pair_block(KX_BLOCK_ARRAY_PAIR, &pair, 1000);
	struct kx_galley galley;
	struct sheet sheet;
	size_t i, k;

	(void)state;
	open_figures(&sheet);
	for (i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		galley = (struct kx_galley){ .width = widths[i] };
		kx_block_set(&sheet.set, &galley, &block, sheet.root);
		assert_false(sheet.set.failed);
		for (k = 0; k < galley.slugs[0].mark_count; k++)
			if (galley.slugs[0].marks[k].kind == KX_MARK_PATH)
				assert_true(galley.slugs[0].marks[k].box.x + galley.slugs[0].marks[k].box.width <= widths[i]);
	}
	sheet_close(&sheet);
}

/* The picture, then what stands over and under its left half, then its right half. */
static void
columns_are_heard_one_after_the_other(void **state)
{
	struct kx_array_pair pair;
	struct kx_block block = pair_block(KX_BLOCK_ARRAY_PAIR, &pair, 100);
	struct kx_galley galley = { .width = 500000 };
	struct sheet sheet;
	size_t i, texts = 0;
	int figure = -1;

	(void)state;
	open_figures(&sheet);
	kx_block_set(&sheet.set, &galley, &block, sheet.root);
	assert_false(sheet.set.failed);
	for (i = 0; i < sheet.frames.element_count && figure < 0; i++)
		figure = sheet.frames.elements[i].type == KX_EL_FIGURE ? (int)i : -1;
	assert_true(figure >= 0);
	for (i = 0; i < galley.slugs[0].mark_count; i++) {
		const struct kx_set_mark *mark = &galley.slugs[0].marks[i];

		if (mark->kind != KX_MARK_GLYPHS)
			continue;
		texts++;
		assert_int_equal(mark->box.x >= galley.width / 2, mark->element > figure + 2);
		assert_true(mark->element > figure && mark->element <= figure + 4);
	}
	assert_true(texts >= 4);
	sheet_close(&sheet);
}

/* The k-th mark of a kind that belongs to a Figure. */
static const struct kx_set_mark *
drawn(const struct sheet *sheet, const struct kx_slug *slug, enum kx_mark_kind_set kind, size_t k)
{
	size_t i;

	for (i = 0; i < slug->mark_count; i++)
		if (slug->marks[i].kind == kind && slug->marks[i].element >= 0 &&
		    sheet->frames.elements[slug->marks[i].element].type == KX_EL_FIGURE && k-- == 0)
			return &slug->marks[i];
	return NULL;
}

static void
bars_stand_on_one_scale(void **state)
{
	struct kx_array_pair pair;
	struct kx_block block = pair_block(KX_BLOCK_BAR_PAIR, &pair, 100);
	const struct kx_set_mark *whole, *bar, *whisker;
	struct kx_galley galley = { .width = 500000 };
	struct sheet sheet;

	(void)state;
	open_figures(&sheet);
	kx_block_set(&sheet.set, &galley, &block, sheet.root);
	assert_false(sheet.set.failed);
	whole = drawn(&sheet, &galley.slugs[0], KX_MARK_RECT, 0);
	bar = drawn(&sheet, &galley.slugs[0], KX_MARK_RECT, 1);
	whisker = drawn(&sheet, &galley.slugs[0], KX_MARK_RULE, 0);
	assert_int_equal(bar->box.width, whole->box.width * 9 / 100);
	assert_false(bar->shape.fill);
	/* Five to twenty in a hundred, under its bar. */
	assert_int_equal(whisker->box.x, whole->box.width * 5 / 100);
	assert_int_equal(whisker->box.width, whole->box.width * 15 / 100);
	assert_true(whisker->box.y > bar->box.y + bar->box.height);
	assert_int_equal(drawn(&sheet, &galley.slugs[0], KX_MARK_RECT, 2)->box.width, whole->box.width);
	bar = drawn(&sheet, &galley.slugs[0], KX_MARK_RECT, 3);
	assert_int_equal(bar->box.width, whole->box.width * 27 / 100);
	assert_true(bar->shape.fill);
	/* No interval, no whisker: three strokes in all, a line and its ends. */
	assert_non_null(drawn(&sheet, &galley.slugs[0], KX_MARK_RULE, 2));
	assert_null(drawn(&sheet, &galley.slugs[0], KX_MARK_RULE, 3));
	sheet_close(&sheet);
}

static void
nobody_has_no_bar(void **state)
{
	struct kx_array_pair pair;
	struct kx_block block = pair_block(KX_BLOCK_BAR_PAIR, &pair, 100);
	struct kx_galley galley = { .width = 500000 };
	struct sheet sheet;

	(void)state;
	open_figures(&sheet);
	pair.arrays[0].filled = 0;
	pair.arrays[0].words = "fewer than 1 in 100 felt better";
	kx_block_set(&sheet.set, &galley, &block, sheet.root);
	assert_false(sheet.set.failed);
	assert_true(drawn(&sheet, &galley.slugs[0], KX_MARK_RECT, 1)->box.width ==
	    drawn(&sheet, &galley.slugs[0], KX_MARK_RECT, 0)->box.width);
	assert_null(drawn(&sheet, &galley.slugs[0], KX_MARK_RECT, 3));
	sheet_close(&sheet);
}

static struct kx_block
curve_block(struct kx_curve *curve, struct kx_curve_point points[3])
{
	static const struct kx_curve_point given[] = { { 1, "1 day", 52, 4, "52", "4" }, { 3, "3 days", 48, 14, "48", "14" },
		{ 7, "7 days", 40, 38, "40", "38" } };

	memcpy(points, given, sizeof(given));
	*curve = (struct kx_curve){ .heading = "Of 100 people", .with = "After drops", .total = 100, .scale = "100",
		.points = points, .count = 3, .alt = "52, 48, 40." };
	return (struct kx_block){ .kind = KX_BLOCK_CURVE, .curve = curve, .first = &caption, .last = &caption };
}

static void
a_curve_has_its_points_in_place(void **state)
{
	struct kx_curve_point points[3];
	struct kx_curve curve;
	struct kx_block block = curve_block(&curve, points);
	const struct kx_set_mark *a, *b, *c, *line;
	struct kx_galley galley = { .width = 500000 };
	struct kx_slug *slug;
	struct sheet sheet;

	(void)state;
	open_figures(&sheet);
	kx_block_set(&sheet.set, &galley, &block, sheet.root);
	assert_false(sheet.set.failed);
	slug = &galley.slugs[galley.slug_count - 2];
	a = drawn(&sheet, slug, KX_MARK_PATH, 0);
	b = drawn(&sheet, slug, KX_MARK_PATH, 1);
	c = drawn(&sheet, slug, KX_MARK_PATH, 2);
	assert_null(drawn(&sheet, slug, KX_MARK_PATH, 3));
	/* Two days to the second point and six to the third; four people down and twelve. */
	assert_in_range((b->box.x - a->box.x) * 3 - (c->box.x - a->box.x) + 3, 0, 6);
	assert_in_range((b->box.y - a->box.y) * 3 - (c->box.y - a->box.y) + 3, 0, 6);
	line = drawn(&sheet, slug, KX_MARK_RULE, 1);
	assert_int_equal(line->box.x, b->box.x + b->box.width / 2);
	assert_int_equal(line->box.y + line->box.height, c->box.y + c->box.height / 2);
	assert_null(drawn(&sheet, slug, KX_MARK_RULE, 2));
	sheet_close(&sheet);
}

static void
two_curves_keep_their_numbers_apart(void **state)
{
	struct kx_curve_point points[3];
	struct kx_curve curve;
	struct kx_block block = curve_block(&curve, points);
	struct kx_galley galley = { .width = 500000 };
	struct kx_slug *slug;
	struct sheet sheet;
	size_t i, k;

	(void)state;
	open_figures(&sheet);
	curve.without = "After water";
	kx_block_set(&sheet.set, &galley, &block, sheet.root);
	assert_false(sheet.set.failed);
	slug = &galley.slugs[galley.slug_count - 2];
	assert_non_null(drawn(&sheet, slug, KX_MARK_PATH, 5));
	for (i = 0; i < slug->mark_count; i++) {
		const struct kx_box *a = &slug->marks[i].box;

		if (slug->marks[i].kind != KX_MARK_GLYPHS)
			continue;
		assert_true(a->y <= slug->height);
		for (k = i + 1; k < slug->mark_count; k++) {
			const struct kx_box *b = &slug->marks[k].box;

			if (slug->marks[k].kind == KX_MARK_GLYPHS && a->x < b->x + b->width && b->x < a->x + a->width)
				assert_true(a->y - b->y >= KX_PT(8) || b->y - a->y >= KX_PT(8));
		}
	}
	sheet_close(&sheet);
}

static struct kx_block
stops_block(struct kx_block stops[3], struct kx_block words[6])
{
	static struct kx_run runs[] = { { .kind = KX_RUN_TEXT, .text = "Day" }, { .kind = KX_RUN_TEXT, .text = "It fades." } };
	size_t i;

	for (i = 0; i < 3; i++) {
		words[2 * i] = (struct kx_block){ .kind = KX_BLOCK_PARAGRAPH, .style = "stop", .runs = { &runs[0], 1, 1 },
			.next = &words[2 * i + 1] };
		words[2 * i + 1] = (struct kx_block){ .kind = KX_BLOCK_PARAGRAPH, .style = "body", .runs = { &runs[1], 1, 1 } };
		stops[i] = (struct kx_block){ .kind = KX_BLOCK_ITEM, .first = &words[2 * i], .next = i < 2 ? &stops[i + 1] : NULL };
	}
	return (struct kx_block){ .kind = KX_BLOCK_TIMELINE, .first = &stops[0], .last = &stops[2] };
}

static size_t
count_kind(const struct kx_slug *slug, enum kx_mark_kind_set kind)
{
	size_t i, count = 0;

	for (i = 0; i < slug->mark_count; i++)
		count += slug->marks[i].kind == kind;
	return count;
}

/* A page may end under any stop, so no stop's part of the line leaves it, and together the parts make one line. */
static void
assert_one_line(const struct kx_galley *down)
{
	const struct kx_set_mark *mark;
	size_t i, k, rules;

	for (i = 0; i < down->slug_count; i++) {
		for (k = rules = 0; k < down->slugs[i].mark_count; k++) {
			mark = &down->slugs[i].marks[k];
			if (mark->kind != KX_MARK_RULE)
				continue;
			rules++;
			assert_true(i == 0 ? mark->box.y > 0 : mark->box.y == 0);
			assert_true(i + 1 < down->slug_count ? mark->box.y + mark->box.height == down->slugs[i].height :
			    mark->box.y + mark->box.height < down->slugs[i].height);
		}
		assert_int_equal(rules, 1);
		assert_int_equal(kx_galley_height(down, 0, i + 1) - kx_galley_height(down, 0, i), down->slugs[i].height);
	}
}

static void
stops_hang_on_a_line(void **state)
{
	struct kx_block stops[3], words[6], block = stops_block(stops, words);
	struct kx_galley across = { .width = 500000 }, down = { .width = 200000 };
	struct sheet sheet;

	(void)state;
	open_figures(&sheet);
	kx_block_set(&sheet.set, &across, &block, sheet.root);
	assert_int_equal(across.slug_count, 1);
	assert_int_equal(count_kind(&across.slugs[0], KX_MARK_PATH), 3);
	assert_int_equal(count_kind(&across.slugs[0], KX_MARK_RULE), 1);
	assert_int_equal(count_kind(&across.slugs[0], KX_MARK_GLYPHS), 6);
	kx_block_set(&sheet.set, &down, &block, sheet.root);
	assert_int_equal(down.slug_count, 3);
	assert_one_line(&down);
	assert_int_equal(count_kind(&down.slugs[2], KX_MARK_PATH), 1);
	assert_false(sheet.set.failed);
	sheet_close(&sheet);
}

/* The one Caption of the tree; -1 when there is none. */
static int
caption_element(const struct sheet *sheet)
{
	size_t i;
	int found = -1;

	for (i = 0; i < sheet->frames.element_count; i++) {
		if (sheet->frames.elements[i].type != KX_EL_CAPTION)
			continue;
		assert_int_equal(found, -1);
		found = (int)i;
	}
	return found;
}

static int
figure_element(const struct sheet *sheet)
{
	size_t i;

	for (i = 0; i < sheet->frames.element_count && sheet->frames.elements[i].type != KX_EL_FIGURE; )
		i++;
	return i < sheet->frames.element_count ? (int)i : -1;
}

/* Pictures of three kinds, in a column too narrow for the caption to be one line. */
static void
a_caption_follows_its_figure_and_stays_with_it(void **state)
{
	struct kx_run words = { .kind = KX_RUN_TEXT, .text = "In two trials with many people who all had the same trouble, and had it for a long time, in town and out of it." };
	struct kx_array_pair arrays, bars;
	struct kx_curve_point points[3];
	struct kx_curve curve;
	struct kx_block pictures[3];
	struct sheet sheet;
	size_t i, k;

	(void)state;
	pictures[0] = pair_block(KX_BLOCK_ARRAY_PAIR, &arrays, 100);
	pictures[1] = pair_block(KX_BLOCK_BAR_PAIR, &bars, 100);
	pictures[2] = curve_block(&curve, points);
	caption_line.runs.list = &words;
	for (i = 0; i < 3; i++) {
		struct kx_galley galley = { .width = 250000 };
		int figure, element;

		open_figures(&sheet);
		kx_block_set(&sheet.set, &galley, &pictures[i], sheet.root);
		assert_false(sheet.set.failed);
		figure = figure_element(&sheet);
		element = caption_element(&sheet);
		assert_true(figure > 0 && element > figure);
		assert_int_equal(sheet.frames.elements[element].parent, sheet.frames.elements[figure].parent);
		assert_int_equal(sheet.frames.elements[sheet.frames.elements[figure].parent].type, KX_EL_DIV);
		assert_true(galley.slug_count >= 3);
		for (k = 0; k + 1 < galley.slug_count; k++)
			assert_true(galley.slugs[k].keep_next);
		sheet_close(&sheet);
	}
	caption_line.runs.list = &caption_words;
}

static void
the_caption_of_a_timeline_comes_first_in_its_list(void **state)
{
	struct kx_block stops[3], words[6], block = stops_block(stops, words), first = caption;
	struct kx_galley down = { .width = 200000 };
	struct sheet sheet;
	int element;

	(void)state;
	first.next = block.first;
	block.first = &first;
	open_figures(&sheet);
	kx_block_set(&sheet.set, &down, &block, sheet.root);
	assert_false(sheet.set.failed);
	element = caption_element(&sheet);
	assert_int_equal(sheet.frames.elements[sheet.frames.elements[element].parent].type, KX_EL_L);
	assert_int_equal(sheet.frames.elements[element - 1].type, KX_EL_L);
	assert_int_equal(down.slug_count, 4);
	assert_true(down.slugs[0].keep_next);
	sheet_close(&sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(icons_are_counted_from_the_bottom),
		cmocka_unit_test(icons_need_no_color),
		cmocka_unit_test(bars_need_no_color),
		cmocka_unit_test(a_thousand_fit_any_column),
		cmocka_unit_test(columns_are_heard_one_after_the_other),
		cmocka_unit_test(bars_stand_on_one_scale),
		cmocka_unit_test(nobody_has_no_bar),
		cmocka_unit_test(a_curve_has_its_points_in_place),
		cmocka_unit_test(two_curves_keep_their_numbers_apart),
		cmocka_unit_test(stops_hang_on_a_line),
		cmocka_unit_test(a_caption_follows_its_figure_and_stays_with_it),
		cmocka_unit_test(the_caption_of_a_timeline_comes_first_in_its_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
