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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(luminance_as_the_standard_has_it),
		cmocka_unit_test(contrast_of_known_pairs),
		cmocka_unit_test(gray_keeps_contrast),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
