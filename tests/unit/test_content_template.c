#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "content/template.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct kx_named_color colors[] = {
	{ "text", "#1A1A1a", NULL }, { "accent", "clinic", NULL }, { "tint", "accent 8%", NULL }, { "faint", "tint 50%", NULL }, { "other", "text", NULL },
	{ "one", "two", NULL }, { "two", "three 20%", NULL }, { "three", "one", NULL }, { "self", "self", NULL }, { "lost", "nowhere", NULL },
	{ "odd", "accent 8", NULL }, { "white", "text 0%", NULL }, { "same", "text 100%", NULL },
};
static struct kx_style styles[] = { { .id = "body", .size = 12000 }, { .id = "note", .size = 9000 } };
static struct kx_box_style boxes[] = { { .id = "warning", .padding = 10000 } };
static struct kx_paper papers[] = { { "letter", 612000, 792000, NULL, 0 } };
static struct kx_named_number numbers[] = { { "array_icon", 6500 } };
static const struct kx_template sheet = {
	.colors = colors, .color_count = COUNT(colors), .styles = styles, .style_count = COUNT(styles), .boxes = boxes,
	.box_count = COUNT(boxes), .papers = papers, .paper_count = COUNT(papers), .numbers = numbers,
	.number_count = COUNT(numbers)
};

static void
finds_by_name(void **state)
{
	(void)state;
	assert_int_equal(kx_template_style(&sheet, "note")->size, 9000);
	assert_null(kx_template_style(&sheet, "not"));
	assert_int_equal(kx_template_box(&sheet, "warning")->padding, 10000);
	assert_null(kx_template_box(&sheet, "body"));
	assert_int_equal(kx_template_paper(&sheet, "letter")->width, 612000);
	assert_null(kx_template_paper(&sheet, "a4"));
	assert_int_equal(kx_template_number(&sheet, "array_icon", 1), 6500);
	assert_int_equal(kx_template_number(&sheet, "array_gap", 2000), 2000);
}

static void
assert_color(const char *name, kx_color wanted)
{
	kx_color color = 0xdeadbeef;

	assert_true(kx_template_color(&sheet, name, 0x1F5F8B, &color));
	assert_int_equal(color, wanted);
}

static void
assert_no_color(const char *name)
{
	kx_color color = 0xdeadbeef;

	assert_false(kx_template_color(&sheet, name, 0x1F5F8B, &color));
	assert_int_equal(color, 0xdeadbeef);
}

static void
resolves_colors(void **state)
{
	(void)state;
	assert_color("text", 0x1A1A1A);
	assert_color("accent", 0x1F5F8B);
	assert_color("clinic", 0x1F5F8B);
	assert_color("other", 0x1A1A1A);
	assert_color("#abcDEF", 0xABCDEF);
	assert_color("white", 0xFFFFFF);
	assert_color("same", 0x1A1A1A);
	/* 255 - (255 - 0x1F) * 0.08 = 237.08, 242.2, 245.72 */
	assert_color("tint", 0xEDF2F6);
	/* half of what is left of the tint, rounded up: 255 - 9, 255 - 6.5, 255 - 4.5 */
	assert_color("faint", 0xF6F8FA);
	assert_color("accent 8%", 0xEDF2F6);
}

static void
refuses_circles_and_strangers(void **state)
{
	(void)state;
	assert_no_color("one");
	assert_no_color("three");
	assert_no_color("self");
	assert_no_color("lost");
	assert_no_color("odd");
	assert_no_color("nothing");
	assert_no_color("");
	assert_no_color("accent 101%");
	assert_no_color("accent %");
	assert_no_color("accent 8%%");
	assert_no_color("#12345");
	assert_no_color("#1234567");
	assert_no_color("#12345g");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_by_name),
		cmocka_unit_test(resolves_colors),
		cmocka_unit_test(refuses_circles_and_strangers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
