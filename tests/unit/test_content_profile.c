#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/limits.h"
#include "content/profile.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct kx_type_step steps[] = { { 9000, 18000, 22000 }, { 12000, 18000, 23000 }, { 16000, 22000, 27000 },
	{ 28000, 30000, 36000 } };
static struct kx_named_number own_numbers[] = { { "bullet.indent", 22000 }, { "new", 5000 } };
static const struct kx_size_profile large = { .id = "large", .type = steps, .type_count = COUNT(steps), .space = 1500,
	.margin_least = 72000, .columns = 1, .pages = 2500, .numbers = own_numbers, .number_count = COUNT(own_numbers),
	.foot = { true, "{document_id}", NULL, "{page_of}" } };
static const struct kx_size_profile plain = { .id = "standard", .space = 1000, .pages = 1000, .page_breaks = true,
	.italics = true };
static const struct kx_ink_profile gray = { .id = "gray", .gray = true, .fills = true };
static const struct kx_ink_profile saver = { .id = "saver", .gray = true, .edge = "rule", .edge_width = 750 };

static struct kx_style styles[] = { { "body", "body", 12000, 15000, 0, 4000, "text", false, false, false, false },
	{ "title", "heading", 28000, 32000, 9000, 0, "accent", false, true, false, false } };
static struct kx_named_color colors[] = { { "text", "#1A1A1A", NULL }, { "accent", "clinic", NULL }, { "tint", "accent 8%", NULL },
	{ "rule", "#B8BEC2", NULL } };
static struct kx_box_style boxes[] = {
	{ "plain", "tint", NULL, 0, 0, 10000, 6000, 8000, KX_EDGE_NONE },
	{ "points", "tint", "accent", 4000, 0, 9000, 4000, 6000, KX_EDGE_LEFT },
	{ "crisis", NULL, "accent", 1500, 3000, 9000, 6000, 4000, KX_EDGE_ALL } };
static struct kx_named_number numbers[] = { { "list.columns", 2000 }, { "bullet.indent", 15000 }, { "options.column-1", 88000 },
	{ "write_in_gap", 25000 }, { "masthead-rise", 14000 }, { "rates.align-figures", 1000 }, { "list.side-note", 90000 } };
static const char *one[] = { "one" }, *two[] = { "two" }, *three[] = { "three" };
static struct kx_flow_cell pair[] = { { .span = 7, .places = one, .place_count = 1 }, { .span = 5, .places = two, .place_count = 1 } };
static struct kx_flow_cell single[] = { { .span = 12, .places = three, .place_count = 1 } };
static struct kx_flow_band flow[] = { { .start = KX_START_PAGE, .columns = 1, .cells = pair, .cell_count = 2 },
	{ .columns = 3, .cells = single, .cell_count = 1 } };
static struct kx_paper papers[] = { { .id = "letter", .width = 612000, .height = 792000 } };

static struct kx_template
make_sheet(void)
{
	return (struct kx_template){ .id = "sheet", .papers = papers, .paper_count = 1, .margin_top = 80000, .margin_bottom = 44000,
		.margin_left = 42000, .margin_right = 42000, .grid_columns = 12, .gutter = 16000, .baseline = 15000,
		.page_multiple = 2, .page_most = 6, .styles = styles, .style_count = COUNT(styles), .colors = colors,
		.color_count = COUNT(colors), .boxes = boxes, .box_count = COUNT(boxes), .numbers = numbers,
		.number_count = COUNT(numbers), .flow = flow, .flow_count = COUNT(flow), .foot_middle = "{review}",
		.head_left = "{title}", .masthead_height = 40000, .logo_height = 36000 };
}

static struct kx_template *
adapted(struct kx_arena *arena, const struct kx_template *sheet, const struct kx_size_profile *size,
    const struct kx_ink_profile *ink)
{
	struct kx_template *made = kx_template_adapt(arena, sheet, &(struct kx_adaptation){ .size = size, .ink = ink, .clinic = 0x17607A });

	assert_non_null(made);
	return made;
}

static void
type_follows_the_table(void **state)
{
	kx_length leading = 0;

	(void)state;
	assert_int_equal(kx_size_type(&large, 8000, &leading), 18000);
	assert_int_equal(leading, 22000);
	assert_int_equal(kx_size_type(&large, 12000, &leading), 18000);
	assert_int_equal(leading, 23000);
	assert_int_equal(kx_size_type(&large, 14000, &leading), 20000);
	assert_int_equal(leading, 25000);
	assert_int_equal(kx_size_type(&large, 28000, NULL), 30000);
	assert_int_equal(kx_size_type(&large, 40000, &leading), 42000);
	assert_int_equal(leading, 48000);
	assert_int_equal(kx_size_type(&plain, 9000, NULL), 9000);
}

/* Larger type of the template is never smaller than less large type. */
static void
type_never_turns_round(void **state)
{
	kx_length from, last = 0, size;

	(void)state;
	for (from = 1000; from < 100000; from += 100) {
		size = kx_size_type(&large, from, NULL);
		assert_true(size >= last && size >= 18000);
		last = size;
	}
}

static void
standard_changes_nothing(void **state)
{
	struct kx_template sheet = make_sheet(), *made;
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 1u << 20);
	made = adapted(&arena, &sheet, &plain, NULL);
	assert_memory_equal(made->styles, styles, sizeof(styles));
	assert_memory_equal(made->boxes, boxes, sizeof(boxes));
	assert_memory_equal(made->numbers, numbers, sizeof(numbers));
	assert_memory_equal(made->flow, flow, sizeof(flow));
	assert_int_equal(made->margin_left, 42000);
	assert_int_equal(made->page_most, 6);
	assert_false(made->no_italics);
	assert_string_equal(made->foot_middle, "{review}");
	kx_arena_done(&arena);
}

/* Beside one column is no room for a note; elsewhere it is as wide as its words. */
static void
a_note_has_no_room_beside_one_column(void **state)
{
	struct kx_template sheet = make_sheet();
	struct kx_size_profile clear = large;
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 1u << 20);
	clear.columns = 2;
	assert_int_equal(kx_template_number(adapted(&arena, &sheet, &large, NULL), "list.side-note", -1), 0);
	assert_int_equal(kx_template_number(adapted(&arena, &sheet, &clear, NULL), "list.side-note", -1), 135000);
	kx_arena_done(&arena);
}

static void
large_is_set_anew(void **state)
{
	struct kx_template sheet = make_sheet(), *made;
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 1u << 20);
	made = adapted(&arena, &sheet, &large, NULL);
	assert_int_equal(kx_template_style(made, "body")->size, 18000);
	assert_int_equal(kx_template_style(made, "body")->leading, 23000);
	assert_int_equal(kx_template_style(made, "title")->before, 13500);
	assert_int_equal(made->margin_top, 80000);
	assert_int_equal(made->margin_left, 72000);
	assert_int_equal(made->gutter, 24000);
	assert_int_equal(made->boxes[0].padding, 15000);
	assert_int_equal(made->page_most, 16);   /* 6 by 2.5, and whole sheets of paper */
	assert_true(made->no_italics);
	assert_int_equal(kx_template_number(made, "list.columns", 0), 1000);
	assert_int_equal(kx_template_number(made, "options.column-1", 0), 132000);
	assert_int_equal(kx_template_number(made, "write_in_gap", 0), 37500);
	assert_int_equal(kx_template_number(made, "masthead-rise", 0), 14000);
	assert_int_equal(kx_template_number(made, "rates.align-figures", 0), 1000);
	assert_int_equal(kx_template_number(made, "bullet.indent", 0), 22000);
	assert_int_equal(kx_template_number(made, "new", 0), 5000);
	assert_null(made->foot_middle);
	assert_string_equal(made->foot_right, "{page_of}");
	assert_string_equal(made->head_left, "{title}");
	assert_int_equal(kx_template_number(&sheet, "list.columns", 0), 2000);   /* the template is as it was */
	kx_arena_done(&arena);
}

static void
cells_come_one_after_another(void **state)
{
	struct kx_template sheet = make_sheet(), *made;
	struct kx_arena arena;
	size_t i;

	(void)state;
	kx_arena_init(&arena, 1u << 20);
	made = adapted(&arena, &sheet, &large, NULL);
	assert_int_equal(made->flow_count, 3);
	for (i = 0; i < 3; i++) {
		assert_int_equal(made->flow[i].cell_count, 1);
		assert_int_equal(made->flow[i].cells[0].span, 12);
		assert_int_equal(made->flow[i].columns, 1);
		assert_int_equal(made->flow[i].start, KX_START_HERE);
	}
	assert_string_equal(made->flow[0].cells[0].places[0], "one");
	assert_string_equal(made->flow[1].cells[0].places[0], "two");
	assert_string_equal(made->flow[2].cells[0].places[0], "three");
	kx_arena_done(&arena);
}

/* A folded sheet of landscape paper becomes upright pages. */
static void
regions_give_way_to_one_column(void **state)
{
	struct kx_region panel = { .id = "panel" };
	struct kx_side side = { .regions = &panel, .region_count = 1 };
	struct kx_paper folded = { .id = "letter", .width = 792000, .height = 612000, .sides = &side, .side_count = 1 };
	struct kx_flow_band band = { .start = KX_START_NAMED, .region = "panel", .columns = 1, .cells = single, .cell_count = 1 };
	struct kx_template sheet = make_sheet(), *made;
	const char *fill[] = { "panel" };
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 1u << 20);
	sheet.papers = &folded;
	sheet.flow = &band;
	sheet.flow_count = 1;
	sheet.fill = fill;
	sheet.fill_count = 1;
	made = adapted(&arena, &sheet, &large, NULL);
	assert_int_equal(made->papers[0].side_count, 0);
	assert_int_equal(made->papers[0].width, 612000);
	assert_int_equal(made->fill_count, 0);
	assert_int_equal(made->flow[0].start, KX_START_HERE);
	assert_int_equal(folded.side_count, 1);
	made = adapted(&arena, &sheet, &plain, NULL);
	assert_int_equal(made->papers[0].side_count, 1);
	assert_int_equal(made->flow[0].start, KX_START_NAMED);
	kx_arena_done(&arena);
}

static void
the_template_has_the_last_word(void **state)
{
	struct kx_style body = { "body", "body", 20000, 26000, 0, 0, "accent", false, false, false, false };
	struct kx_named_number columns = { "list.columns", 2000 }, more = { "more", 1000 };
	struct kx_named_number both[] = { columns, more };
	struct kx_template parts = { .styles = &body, .style_count = 1, .numbers = both, .number_count = 2, .page_most = 30, .page_least = 1,
		.page_multiple = 1, .flow = flow, .flow_count = 1, .foot_left = "own" };
	struct kx_size_change change = { .size = "large", .parts = &parts, .foot = true };
	struct kx_template sheet = make_sheet(), *made;
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 1u << 20);
	sheet.sizes = &change;
	sheet.size_count = 1;
	made = adapted(&arena, &sheet, &large, &gray);
	assert_int_equal(kx_template_style(made, "body")->size, 20000);
	assert_int_equal(kx_template_style(made, "title")->size, 30000);
	assert_int_equal(kx_template_number(made, "list.columns", 0), 2000);
	assert_int_equal(kx_template_number(made, "more", 0), 1000);
	assert_int_equal(made->page_most, 30);
	assert_int_equal(made->flow_count, 1);
	assert_int_equal(made->flow[0].cell_count, 2);
	assert_int_equal(made->margin_left, 72000);
	assert_string_equal(made->foot_left, "own");
	assert_null(made->foot_right);
	assert_string_equal(kx_template_style(made, "body")->color, "#595959");   /* the ink is last of all */
	made = adapted(&arena, &sheet, &plain, NULL);
	assert_int_equal(kx_template_style(made, "body")->size, 12000);
	kx_arena_done(&arena);
}

static bool
is_gray(const char *color)
{
	return color[0] == '#' && strncmp(color + 1, color + 3, 2) == 0 && strncmp(color + 1, color + 5, 2) == 0;
}

static void
gray_ink_prints_no_colour(void **state)
{
	struct kx_template sheet = make_sheet(), *made;
	struct kx_arena arena;
	size_t i;

	(void)state;
	kx_arena_init(&arena, 1u << 20);
	made = adapted(&arena, &sheet, NULL, &gray);
	for (i = 0; i < made->color_count; i++)
		assert_true(is_gray(made->colors[i].value));
	for (i = 0; i < made->style_count; i++)
		assert_true(is_gray(made->styles[i].color));
	assert_true(is_gray(made->boxes[0].fill));
	assert_true(is_gray(made->boxes[1].edge));
	assert_null(made->boxes[0].edge);
	kx_arena_done(&arena);
}

static void
saver_draws_edges_for_grounds(void **state)
{
	struct kx_template sheet = make_sheet(), *made;
	struct kx_arena arena;
	size_t i;

	(void)state;
	kx_arena_init(&arena, 1u << 20);
	made = adapted(&arena, &sheet, NULL, &saver);
	for (i = 0; i < made->box_count; i++) {
		assert_null(made->boxes[i].fill);
		assert_int_equal(made->boxes[i].edge_side, KX_EDGE_ALL);
		assert_true(is_gray(made->boxes[i].edge));
	}
	assert_int_equal(made->boxes[0].edge_width, 750);
	assert_int_equal(made->boxes[1].edge_width, 750);
	assert_int_equal(made->boxes[2].edge_width, 1500);
	assert_string_equal(made->boxes[0].edge, "#BDBDBD");   /* the rule */
	assert_string_equal(made->boxes[1].edge, "#595959");   /* its own, which may warn */
	kx_arena_done(&arena);
}

static void
running_out_of_memory_is_no_crash(void **state)
{
	struct kx_template sheet = make_sheet(), *made = NULL;
	struct kx_arena arena;
	size_t room;

	(void)state;
	for (room = 64; made == NULL && room < 1u << 20; room += 64) {
		kx_arena_init(&arena, room);
		made = kx_template_adapt(&arena, &sheet, &(struct kx_adaptation){ .size = &large, .ink = &saver, .clinic = 0x17607A });
		assert_true(made != NULL || kx_arena_spent(&arena));
		kx_arena_done(&arena);
	}
	assert_non_null(made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(type_follows_the_table),
		cmocka_unit_test(type_never_turns_round),
		cmocka_unit_test(standard_changes_nothing),
		cmocka_unit_test(a_note_has_no_room_beside_one_column),
		cmocka_unit_test(large_is_set_anew),
		cmocka_unit_test(cells_come_one_after_another),
		cmocka_unit_test(regions_give_way_to_one_column),
		cmocka_unit_test(the_template_has_the_last_word),
		cmocka_unit_test(gray_ink_prints_no_colour),
		cmocka_unit_test(saver_draws_edges_for_grounds),
		cmocka_unit_test(running_out_of_memory_is_no_crash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
