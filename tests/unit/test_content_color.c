#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "content/color.h"

static void
luminance_as_the_standard_has_it(void **state)
{
	(void)state;
	assert_int_equal(kx_color_luminance(0x000000), 0);
	assert_int_equal(kx_color_luminance(0xFFFFFF), 1000000);
	assert_int_equal(kx_color_luminance(0xFF0000), 212600);
	assert_int_equal(kx_color_luminance(0x00FF00), 715200);
	assert_int_equal(kx_color_luminance(0x0000FF), 72200);
}

/* Published pairs: #767676 is the lightest gray that passes 4.5 on white, #949494 the lightest that passes 3. */
static void
contrast_of_known_pairs(void **state)
{
	(void)state;
	assert_int_equal(kx_color_contrast(0x000000, 0xFFFFFF), 21000);
	assert_int_equal(kx_color_contrast(0xFFFFFF, 0x000000), 21000);
	assert_int_equal(kx_color_contrast(0x336699, 0x336699), 1000);
	assert_true(kx_color_contrast(0x767676, 0xFFFFFF) >= 4500);
	assert_true(kx_color_contrast(0x777777, 0xFFFFFF) < 4500);
	assert_true(kx_color_contrast(0x949494, 0xFFFFFF) >= 3000);
	assert_true(kx_color_contrast(0x959595, 0xFFFFFF) < 3000);
}

/* Every gray is itself, and what contrast a colour has its gray has, as near as 256 levels allow. */
static void
gray_keeps_contrast(void **state)
{
	static const kx_color colors[] = { 0x17607A, 0xA3231B, 0xFF0000, 0x00FF00, 0x0000FF, 0xF5E663, 0x123456 };
	kx_color gray;
	size_t i;

	(void)state;
	for (i = 0; i < 256; i++)
		assert_int_equal(kx_color_gray((kx_color)(i * 0x010101)), i * 0x010101);
	for (i = 0; i < sizeof(colors) / sizeof(colors[0]); i++) {
		gray = kx_color_gray(colors[i]);
		assert_int_equal(gray & 0xff, gray >> 16);
		assert_int_equal(gray & 0xff, gray >> 8 & 0xff);
		assert_true(kx_color_contrast(colors[i], gray) < 1025);
	}
}

/* Values of the paper's own table, to its three digits: white, and the primaries of sRGB. */
static void
oklab_of_known_colors(void **state)
{
	static const struct { kx_color color; struct kx_oklab lab; } known[] = {
		{ 0xFFFFFF, { 1000000, 0, 0 } }, { 0x000000, { 0, 0, 0 } }, { 0xFF0000, { 627955, 224863, 125846 } },
		{ 0x00FF00, { 866440, -233888, 179498 } }, { 0x0000FF, { 452014, -32457, -311528 } }
	};
	struct kx_oklab lab;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		lab = kx_color_oklab(known[i].color);
		assert_in_range(lab.lightness - known[i].lab.lightness + 5, 0, 10);
		assert_in_range(lab.green_red - known[i].lab.green_red + 5, 0, 10);
		assert_in_range(lab.blue_yellow - known[i].lab.blue_yellow + 5, 0, 10);
	}
}

static void
oklab_leads_back(void **state)
{
	kx_color color;

	(void)state;
	for (color = 0; color <= 0xFFFFFF; color += 9973)
		assert_int_equal(kx_color_of_oklab(kx_color_oklab(color)), color);
}

static void
darker_keeps_its_hue(void **state)
{
	struct kx_oklab lab = kx_color_oklab(0x4FC3F7), dark;

	(void)state;
	lab.lightness = lab.lightness * 5 / 8;
	dark = kx_color_oklab(kx_color_of_oklab(lab));
	/* The same direction from gray: the cross product of the two is small beside their lengths. */
	assert_in_range((int64_t)lab.green_red * dark.blue_yellow / 1000000 - (int64_t)lab.blue_yellow * dark.green_red / 1000000 + 500, 0, 1000);
	assert_in_range(dark.lightness - lab.lightness + 3000, 0, 6000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(luminance_as_the_standard_has_it),
		cmocka_unit_test(contrast_of_known_pairs),
		cmocka_unit_test(gray_keeps_contrast),
		cmocka_unit_test(oklab_of_known_colors),
		cmocka_unit_test(oklab_leads_back),
		cmocka_unit_test(darker_keeps_its_hue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
