#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "content/color.h"
#include "content/palette.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct kx_named_color colors[] = { { "text", "#1A1A1A", NULL }, { "accent", "clinic", NULL }, { "tint", "accent 8%", NULL },
	{ "night", "#101820", NULL } };
static struct kx_style heading[] = { { "heading-2", "heading", 15000, 19000, 0, 0, "accent", false, true, false, false } };
static struct kx_style black[] = { { "heading-2", "heading", 15000, 19000, 0, 0, "text", false, true, false, false },
	{ "note", "body", 12000, 15000, 0, 0, "accent 50%", false, false, false, false } };
static struct kx_box_style boxes[] = { { "plain", "tint", NULL, 0, 0, 9000, 0, 0, KX_EDGE_NONE },
	{ "dark", "night", NULL, 0, 0, 9000, 0, 0, KX_EDGE_NONE }, { "bare", NULL, NULL, 0, 0, 9000, 0, 0, KX_EDGE_NONE } };

static const struct kx_template colored = { .colors = colors, .color_count = COUNT(colors), .styles = heading,
	.style_count = COUNT(heading), .boxes = boxes, .box_count = COUNT(boxes) };
static const struct kx_template plain = { .colors = colors, .color_count = COUNT(colors), .styles = black,
	.style_count = COUNT(black), .boxes = boxes, .box_count = COUNT(boxes) };

static void
dark_enough_stays(void **state)
{
	static const kx_color clinics[] = { 0x17607A, 0x1D4F91, 0x6B2D5C, 0x000000 };
	struct kx_repair repair;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(clinics); i++) {
		assert_false(kx_palette_repair(&colored, clinics[i], &repair));
		assert_int_equal(repair.to, clinics[i]);
		assert_true(repair.contrast_to >= KX_CONTRAST_TEXT);
	}
}

/* Also where the paper alone would do, and the tint does not. */
static void
too_pale_is_made_darker(void **state)
{
	static const kx_color clinics[] = { 0xFFD34D, 0xFFFFFF, 0x00FF00, 0xF28C28, 0x4FC3F7, 0xFF69B4, 0x767676 };
	struct kx_repair repair;
	kx_color tint = 0;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(clinics); i++) {
		assert_true(kx_palette_repair(&colored, clinics[i], &repair));
		assert_int_equal(repair.from, clinics[i]);
		assert_true(kx_template_color(&colored, "tint", repair.to, &tint));
		assert_true(kx_color_contrast(repair.to, 0xFFFFFF) >= 4500);
		assert_true(kx_color_contrast(repair.to, tint) >= 4500);
		assert_int_equal(repair.contrast_to, kx_color_contrast(repair.to, tint));
		/* No darker than it must be. */
		assert_true(repair.contrast_to < 4700);
	}
}

static void
repaired_once_is_enough(void **state)
{
	struct kx_repair repair, again;

	(void)state;
	assert_true(kx_palette_repair(&colored, 0xFFD34D, &repair));
	assert_false(kx_palette_repair(&colored, repair.to, &again));
}

static void
nothing_is_set_in_it(void **state)
{
	struct kx_repair repair;

	(void)state;
	assert_false(kx_palette_repair(&plain, 0xFFD34D, &repair));
	assert_int_equal(repair.to, 0xFFD34D);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dark_enough_stays),
		cmocka_unit_test(too_pale_is_made_darker),
		cmocka_unit_test(repaired_once_is_enough),
		cmocka_unit_test(nothing_is_set_in_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
