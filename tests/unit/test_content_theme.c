#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "content/profile.h"
#include "content/theme.h"

#include <string.h>

static struct kx_named_color theme_colors[] = {
	{ "text", "#202020", "theme.json" }, { "accent", "clinic", "theme.json" }, { "heading", "accent", "theme.json" }
};
static struct kx_font_use uses[] = { { "heading", "strong" } };
static struct kx_named_color own_colors[] = { { "accent", "#004400", "small.json" }, { "frame", "text 40%", "small.json" } };
static struct kx_style styles[] = { { .id = "body", .role = "body", .size = 12000, .leading = 15000, .color = "text" } };
static struct kx_box_style boxes[] = {
	{ .id = "card", .edge = "frame", .edge_width = 750, .edge_side = KX_EDGE_ALL, .radius = 3000 },
	{ .id = "main", .fill = "frame", .edge = "accent", .edge_width = 4000, .edge_side = KX_EDGE_LEFT }
};

static struct kx_theme
make_theme(void)
{
	return (struct kx_theme){ .origin = { .file = "theme.json" }, .id = "soft", .colors = theme_colors, .color_count = 3,
	    .fonts = uses, .font_count = 1, .corners = KX_CORNERS_ROUNDED, .radius = 6000 };
}

static const struct kx_template *
dressed(struct kx_arena *arena, const struct kx_theme *theme, const struct kx_ink_profile *ink)
{
	const struct kx_template sheet = { .id = "small", .colors = own_colors, .color_count = 2, .styles = styles, .style_count = 1,
	    .boxes = boxes, .box_count = 2 };
	struct kx_template *made;

	kx_arena_init(arena, 1u << 20);
	made = kx_template_adapt(arena, &sheet, &(struct kx_adaptation){ .theme = theme, .ink = ink, .clinic = 0x17607A });
	assert_non_null(made);
	assert_int_equal(boxes[1].edge_side, KX_EDGE_LEFT);
	return made;
}

static kx_color
color_of(const struct kx_template *sheet, const char *name)
{
	kx_color color = 0;

	assert_true(kx_template_color(sheet, name, 0x17607A, &color));
	return color;
}

static void
colors_go_by_name_and_a_templates_own_stand(void **state)
{
	struct kx_theme theme = make_theme();
	const struct kx_template *sheet;
	struct kx_arena arena;

	(void)state;
	sheet = dressed(&arena, &theme, NULL);
	assert_int_equal(color_of(sheet, "text"), 0x202020);
	assert_int_equal(color_of(sheet, "accent"), 0x004400);
	assert_int_equal(color_of(sheet, "heading"), 0x004400);
	assert_int_equal(color_of(sheet, "frame"), 0xA6A6A6);
	assert_string_equal(kx_template_named_color(sheet, "text", 4)->file, "theme.json");
	assert_string_equal(sheet->theme_file, "theme.json");
	kx_arena_done(&arena);
}

static void
fonts_go_by_role(void **state)
{
	struct kx_theme theme = make_theme();
	const struct kx_template *sheet;
	struct kx_arena arena;

	(void)state;
	sheet = dressed(&arena, &theme, NULL);
	assert_string_equal(kx_template_font(sheet, "heading"), "strong");
	assert_string_equal(kx_template_font(sheet, "strong"), "strong");
	assert_string_equal(kx_template_font(sheet, "body"), "body");
	kx_arena_done(&arena);
}

static void
corners_are_all_alike(void **state)
{
	struct kx_theme theme = make_theme();
	const struct kx_template *sheet;
	struct kx_arena arena;

	(void)state;
	sheet = dressed(&arena, &theme, NULL);
	assert_int_equal(sheet->boxes[0].radius, 6000);
	assert_int_equal(sheet->boxes[1].radius, 6000);
	assert_int_equal(sheet->boxes[1].edge_side, KX_EDGE_LEFT);
	kx_arena_done(&arena);
	theme.corners = KX_CORNERS_SQUARE;
	sheet = dressed(&arena, &theme, NULL);
	assert_int_equal(sheet->boxes[0].radius, 0);
	kx_arena_done(&arena);
	theme.corners = KX_CORNERS_DRAWN;
	sheet = dressed(&arena, &theme, NULL);
	assert_int_equal(sheet->boxes[0].radius, 3000);
	assert_int_equal(sheet->boxes[1].radius, 0);
	kx_arena_done(&arena);
}

static void
only_an_edge_on_one_side_moves(void **state)
{
	struct kx_theme theme = make_theme();
	const struct kx_template *sheet;
	struct kx_arena arena;

	(void)state;
	theme.has_edge = true;
	theme.edge_side = KX_EDGE_TOP;
	theme.edge_width = 1500;
	sheet = dressed(&arena, &theme, NULL);
	assert_int_equal(sheet->boxes[0].edge_side, KX_EDGE_ALL);
	assert_int_equal(sheet->boxes[0].edge_width, 750);
	assert_int_equal(sheet->boxes[1].edge_side, KX_EDGE_TOP);
	assert_int_equal(sheet->boxes[1].edge_width, 1500);
	kx_arena_done(&arena);
}

static void
an_ink_has_the_last_word(void **state)
{
	static struct kx_named_color inked[] = { { "text", "#777777", "ink.json" } };
	struct kx_ink_profile ink = { .origin = { .file = "ink.json" }, .gray = true, .fills = false, .edge = "text",
	    .edge_width = 500, .colors = inked, .color_count = 1 };
	struct kx_theme theme = make_theme();
	const struct kx_template *sheet;
	struct kx_arena arena;
	kx_color color;

	(void)state;
	sheet = dressed(&arena, &theme, &ink);
	assert_int_equal(color_of(sheet, "text"), 0x777777);
	color = color_of(sheet, "heading");
	assert_int_equal(color & 0xff, color >> 16 & 0xff);
	assert_null(sheet->boxes[1].fill);
	assert_int_equal(sheet->boxes[1].edge_side, KX_EDGE_ALL);
	assert_int_equal(sheet->boxes[1].radius, 6000);
	kx_arena_done(&arena);
}

static void
the_palette_is_known_by_whole_names(void **state)
{
	(void)state;
	assert_true(kx_palette_has("warning-tint", 12));
	assert_true(kx_palette_has("warning-tint", 7));
	assert_false(kx_palette_has("warning-tint", 8));
	assert_false(kx_palette_has("clinic", 6));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(colors_go_by_name_and_a_templates_own_stand),
		cmocka_unit_test(fonts_go_by_role),
		cmocka_unit_test(corners_are_all_alike),
		cmocka_unit_test(only_an_edge_on_one_side_moves),
		cmocka_unit_test(an_ink_has_the_last_word),
		cmocka_unit_test(the_palette_is_known_by_whole_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
