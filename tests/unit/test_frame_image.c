/* The size of a picture, from its head. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/limits.h"
#include "build_frames.h"
#include "frame/image.h"

static bool
size_of(struct build *build, const void *bytes, size_t length, int *ret_width, int *ret_height)
{
	/* A copy of its own, so that a byte read too far is seen. */
	uint8_t *copy = malloc(length + (length == 0));
	bool found;

	if (length > 0)
		memcpy(copy, bytes, length);
	found = kx_image_size("clinics/logo", copy, length, ret_width, ret_height, &build->diags);
	free(copy);
	return found;
}

static void
put_head(unsigned char head[33], uint32_t width, uint32_t height)
{
	int i;

	memcpy(head, "\x89PNG\r\n\x1A\n\0\0\0\15IHDR", 16);
	for (i = 0; i < 4; i++) {
		head[16 + i] = (unsigned char)(width >> (24 - 8 * i));
		head[20 + i] = (unsigned char)(height >> (24 - 8 * i));
	}
	memcpy(head + 24, "\10\6\0\0\0....", 9);
}

static void
test_png(void **state)
{
	struct build build;
	unsigned char head[33];
	int width = 0, height = 0;

	(void)state;
	build_init(&build);
	put_head(head, 600, 75);
	assert_true(size_of(&build, head, sizeof(head), &width, &height));
	assert_int_equal(width, 600);
	assert_int_equal(height, 75);
	put_head(head, KX_MAX_IMAGE_SIDE, 1);
	assert_true(size_of(&build, head, sizeof(head), &width, &height));
	assert_int_equal(build.diags.count, 0);
	build_close(&build);
}

static void
test_jpeg(void **state)
{
	static const char *const names[] = { "rgb.jpg", "progressive.jpg", "grey.jpg", "cmyk.jpg" };
	struct build build;
	unsigned char bytes[2000];
	int width, height;
	size_t i, length;
	char path[80];
	FILE *file;

	(void)state;
	build_init(&build);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "tests/images/%s", names[i]);
		file = fopen(path, "rb");
		assert_non_null(file);
		length = fread(bytes, 1, sizeof(bytes), file);
		fclose(file);
		width = height = 0;
		assert_true(size_of(&build, bytes, length, &width, &height));
		assert_int_equal(width, 16);
		assert_int_equal(height, 12);
	}
	build_close(&build);
}

static void
expect_refused(struct build *build, const void *bytes, size_t length)
{
	int width = -7, height = -7;
	size_t count = build->diags.count;

	assert_false(size_of(build, bytes, length, &width, &height));
	assert_int_equal(build->diags.count, count + 1);
	assert_int_equal(build->diags.list[count].code, KX601);
	assert_string_equal(build->diags.list[count].place.file, "clinics/logo");
	assert_int_equal(width, -7);
	assert_int_equal(height, -7);
}

static void
test_others(void **state)
{
	struct build build;
	unsigned char head[33];

	(void)state;
	build_init(&build);
	expect_refused(&build, "", 0);
	expect_refused(&build, "GIF89a............................", 30);
	expect_refused(&build, "\x89PNG\r\n\x1A\n", 8);
	expect_refused(&build, "\xFF\xD8\xFF", 3);
	expect_refused(&build, "\xFF\xD8\xFF\xE0\0\20JFIF", 10);
	expect_refused(&build, "\xFF\xD8\xFF\xC0\0\21\10\0", 8);
	expect_refused(&build, "\xFF\xD8\xFF\xE0\0\0\xFF\xE0\0\0", 10);
	put_head(head, KX_MAX_IMAGE_SIDE + 1, 1);
	expect_refused(&build, head, sizeof(head));
	put_head(head, 1, 0xFFFFFFFF);
	expect_refused(&build, head, sizeof(head));
	put_head(head, 0, 5);
	expect_refused(&build, head, sizeof(head));
	build_close(&build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_png), cmocka_unit_test(test_jpeg), cmocka_unit_test(test_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
