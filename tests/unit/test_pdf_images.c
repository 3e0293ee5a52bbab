/* Pictures: what is shown, what is refused, and that a hostile file is only that. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/limits.h"
#include "build_frames.h"
#include "open_pdf.h"
#include "pdf_standards.h"

#include <zlib.h>

/* ---- PNG files made here ---- */

enum { GREY = 0, RGB = 2, PALETTE = 3, GREY_ALPHA = 4, RGB_ALPHA = 6 };

static void
put32(struct kx_buffer *out, uint32_t value)
{
	unsigned char bytes[4] = { (unsigned char)(value >> 24), (unsigned char)(value >> 16), (unsigned char)(value >> 8),
		(unsigned char)value };

	kx_buffer_add(out, bytes, 4);
}

static void
put_chunk(struct kx_buffer *out, const char *name, const void *bytes, size_t length)
{
	uLong crc = crc32(crc32(0, (const Bytef *)name, 4), bytes != NULL ? bytes : (const Bytef *)"", (uInt)length);

	put32(out, (uint32_t)length);
	kx_buffer_add(out, name, 4);
	kx_buffer_add(out, bytes, length);
	put32(out, (uint32_t)crc);
}

/* A PNG of `width` by `height` whose raw rows (with filter bytes) are `rows`. */
static void
put_png(struct kx_buffer *out, uint32_t width, uint32_t height, int depth, int type, const void *rows, size_t length)
{
	static const unsigned char palette[] = { 255, 0, 0, 0, 255, 0, 0, 0, 255 }, alphas[] = { 255, 128 };
	unsigned char header[13] = { 0 };
	uLongf size = compressBound((uLong)length);
	unsigned char *packed = malloc(size);
	struct kx_buffer numbers;

	kx_buffer_init(&numbers, 64);
	put32(&numbers, width);
	put32(&numbers, height);
	memcpy(header, kx_buffer_bytes(&numbers), 8);
	kx_buffer_done(&numbers);
	header[8] = (unsigned char)depth;
	header[9] = (unsigned char)type;
	kx_buffer_add(out, "\x89PNG\r\n\x1A\n", 8);
	put_chunk(out, "IHDR", header, 13);
	if (type == PALETTE) {
		put_chunk(out, "PLTE", palette, sizeof(palette));
		put_chunk(out, "tRNS", alphas, sizeof(alphas));
	}
	assert_non_null(packed);
	assert_int_equal(compress(packed, &size, rows, (uLong)length), Z_OK);
	put_chunk(out, "IDAT", packed, size);
	put_chunk(out, "IEND", NULL, 0);
	free(packed);
}

/* Two by two: red green / blue white, with alpha 255 128 / 0 255 where there is alpha. */
static void
put_small(struct kx_buffer *out, int type)
{
	static const unsigned char grey[] = { 0, 76, 150, 0, 29, 255 };
	static const unsigned char rgb[] = { 0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 255 };
	static const unsigned char grey_alpha[] = { 0, 76, 255, 150, 128, 0, 29, 0, 255, 255 };
	static const unsigned char rgba[] = { 0, 255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 0, 255, 0, 255, 255, 255, 255 };
	static const unsigned char indices[] = { 0, 0, 1, 0, 2, 2 };

	switch (type) {
	case GREY: put_png(out, 2, 2, 8, type, grey, sizeof(grey)); break;
	case RGB: put_png(out, 2, 2, 8, type, rgb, sizeof(rgb)); break;
	case PALETTE: put_png(out, 2, 2, 8, type, indices, sizeof(indices)); break;
	case GREY_ALPHA: put_png(out, 2, 2, 8, type, grey_alpha, sizeof(grey_alpha)); break;
	case RGB_ALPHA: put_png(out, 2, 2, 8, type, rgba, sizeof(rgba)); break;
	}
}

/* ---- sheets with one picture ---- */

static void
show(struct build *build, const void *bytes, size_t length)
{
	struct kx_frame_item *item;
	int f = build_element(build, KX_EL_FIGURE, 0);
	struct kx_element *e = &build->frames.elements[f];

	e->alt = "a picture";
	e->has_box = true;
	e->box = (struct kx_box){ KX_PT(100), KX_PT(100), KX_PT(72), KX_PT(72) };
	item = kx_frames_item(&build->arena, &build->frames, 0, KX_ITEM_IMAGE, f);
	assert_non_null(item);
	item->box = e->box;
	item->as.image = kx_frames_image(&build->arena, &build->frames, "clinics/logo.png", bytes, length);
}

static void
expect_clean(struct build *build)
{
	char *faults;

	if (!build_has("qpdf"))
		return;
	faults = pdf_findings(build->path);
	assert_string_equal(faults, "");
	free(faults);
}

/* The picture must be refused with KX601 at its path, and say `text`. */
static void
expect_refused(struct build *build, const void *bytes, size_t length, const char *text)
{
	size_t count = build->diags.count, i, images = build->frames.image_count;

	show(build, bytes, length);
	/* Only the last one is shown. */
	for (i = 0; i + 1 < build->frames.pages[0].item_count; i++)
		build->frames.pages[0].items[i].as.image = (int)images;
	assert_false(kx_pdf_write(&build->frames, build->fonts, &build->options, &build->out, &build->diags));
	assert_int_equal(build->diags.count, count + 1);
	assert_int_equal(build->diags.list[count].code, KX601);
	assert_string_equal(build->diags.list[count].place.file, "clinics/logo.png");
	assert_non_null(build->diags.list[count].hint);
	if (strstr(build->diags.list[count].message, text) == NULL)
		fail_msg("\"%s\" is not in \"%s\"", text, build->diags.list[count].message);
}

/* The page at 72 dots an inch as grey or colour; one pixel of it. */
static void
expect_pixel(struct build *build, int x, int y, int red, int green, int blue)
{
	char *page = build_run(build, "pdftoppm -q -r 72 -aa no -aaVector no %s", NULL), *at = page;
	int width, height, used;
	const unsigned char *pixel;

	assert_int_equal(sscanf(at, "P6\n%d %d\n255%n", &width, &height, &used), 2);
	pixel = (const unsigned char *)at + used + 1 + 3 * (y * width + x);
	/* Near enough: a JPEG is not exact. */
	assert_in_range(pixel[0], red > 10 ? red - 10 : 0, red + 10);
	assert_in_range(pixel[1], green > 10 ? green - 10 : 0, green + 10);
	assert_in_range(pixel[2], blue > 10 ? blue - 10 : 0, blue + 10);
}

static void
expect_quarters(struct build *build, const int pixels[4][3])
{
	static const int places[4][2] = { { 110, 110 }, { 160, 110 }, { 110, 160 }, { 160, 160 } };
	int i;

	assert_true(build_save(build));
	expect_clean(build);
	if (!build_has("pdftoppm"))
		return;
	for (i = 0; i < 4; i++)
		expect_pixel(build, places[i][0], places[i][1], pixels[i][0], pixels[i][1], pixels[i][2]);
}

static void
test_png_grey(void **state)
{
	static const int pixels[4][3] = { { 76, 76, 76 }, { 150, 150, 150 }, { 29, 29, 29 }, { 255, 255, 255 } };
	struct kx_buffer png;

	kx_buffer_init(&png, 4096);
	put_small(&png, GREY);
	show(*state, kx_buffer_bytes(&png), png.length);
	expect_quarters(*state, pixels);
	kx_buffer_done(&png);
}

static void
test_png_rgb(void **state)
{
	static const int pixels[4][3] = { { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }, { 255, 255, 255 } };
	struct kx_buffer png;

	kx_buffer_init(&png, 4096);
	put_small(&png, RGB);
	show(*state, kx_buffer_bytes(&png), png.length);
	expect_quarters(*state, pixels);
	kx_buffer_done(&png);
}

/* Half of green on white; nothing of blue on white. */
static void
test_png_rgb_alpha(void **state)
{
	static const int pixels[4][3] = { { 255, 0, 0 }, { 127, 255, 127 }, { 255, 255, 255 }, { 255, 255, 255 } };
	struct build *build = *state;
	struct kx_buffer png;

	kx_buffer_init(&png, 4096);
	put_small(&png, RGB_ALPHA);
	show(build, kx_buffer_bytes(&png), png.length);
	expect_quarters(build, pixels);
	if (build_has("qpdf"))
		assert_non_null(strstr(build_run(build, "qpdf --qdf --object-streams=disable %s - | grep -a -A3 Group", NULL),
		    "/S /Transparency"));
	kx_buffer_done(&png);
}

static void
test_png_grey_alpha(void **state)
{
	static const int pixels[4][3] = { { 76, 76, 76 }, { 202, 202, 202 }, { 255, 255, 255 }, { 255, 255, 255 } };
	struct kx_buffer png;

	kx_buffer_init(&png, 4096);
	put_small(&png, GREY_ALPHA);
	show(*state, kx_buffer_bytes(&png), png.length);
	expect_quarters(*state, pixels);
	kx_buffer_done(&png);
}

static void
test_png_palette_with_alpha(void **state)
{
	static const int pixels[4][3] = { { 255, 0, 0 }, { 127, 255, 127 }, { 0, 0, 255 }, { 0, 0, 255 } };
	struct kx_buffer png;

	kx_buffer_init(&png, 4096);
	put_small(&png, PALETTE);
	show(*state, kx_buffer_bytes(&png), png.length);
	expect_quarters(*state, pixels);
	kx_buffer_done(&png);
}

/* Sixteen bits a sample become eight. */
static void
test_png_deep(void **state)
{
	static const unsigned char rows[] = { 0, 255, 255, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0,
		0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255 };
	static const int pixels[4][3] = { { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }, { 255, 255, 255 } };
	struct kx_buffer png;

	kx_buffer_init(&png, 4096);
	put_png(&png, 2, 2, 16, RGB, rows, sizeof(rows));
	show(*state, kx_buffer_bytes(&png), png.length);
	expect_quarters(*state, pixels);
	kx_buffer_done(&png);
}

/* An alpha channel that hides nothing leaves no mask behind. */
static void
test_png_opaque_alpha(void **state)
{
	static const unsigned char rows[] = { 0, 1, 2, 3, 255, 4, 5, 6, 255 };
	struct build *build = *state;
	struct kx_buffer png;

	kx_buffer_init(&png, 4096);
	put_png(&png, 2, 1, 8, RGB_ALPHA, rows, sizeof(rows));
	show(build, kx_buffer_bytes(&png), png.length);
	assert_true(build_save(build));
	expect_clean(build);
	assert_null(memmem(kx_buffer_bytes(&build->out), build->out.length, "/SMask", 6));
	kx_buffer_done(&png);
}

static void
test_png_one_pixel(void **state)
{
	static const unsigned char rows[] = { 0, 0 };
	static const int pixels[4][3] = { { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 } };
	struct kx_buffer png;

	kx_buffer_init(&png, 4096);
	put_png(&png, 1, 1, 8, GREY, rows, sizeof(rows));
	show(*state, kx_buffer_bytes(&png), png.length);
	expect_quarters(*state, pixels);
	kx_buffer_done(&png);
}

/* A soft-edged drawing: every row filter is used, and what comes out is what went in. */
static void
test_png_filters(void **state)
{
	struct build *build = *state;
	struct kx_buffer png, rows;
	struct open_pdf pdf;
	json_t *object;
	const char *key;
	unsigned char pixel, *bytes;
	size_t x, y, length, found = 0;

	if (!build_has("qpdf"))
		skip();
	kx_buffer_init(&png, 1024u * 1024);
	kx_buffer_init(&rows, 1024u * 1024);
	for (y = 0; y < 64; y++) {
		kx_buffer_char(&rows, 0);
		for (x = 0; x < 64; x++) {
			pixel = (unsigned char)(y < 16 ? 4 * x : y < 32 ? 8 * y : y < 48 ? x * y / 8 : x * x * y * 31 + y * y);
			kx_buffer_add(&rows, &pixel, 1);
		}
	}
	put_png(&png, 64, 64, 8, GREY, kx_buffer_bytes(&rows), rows.length);
	show(build, kx_buffer_bytes(&png), png.length);
	assert_true(build_save(build));
	assert_true(pdf_open(&pdf, build->path));
	json_object_foreach(pdf.objects, key, object) {
		if (strcmp(pdf_name(&pdf, json_object_get(json_object_get(object, "stream"), "dict"), "/Subtype"), "Image") != 0)
			continue;
		bytes = pdf_stream(&pdf, key + 4, &length);
		assert_int_equal(length, 64 * 64);
		for (y = 0; y < 64; y++)
			assert_memory_equal(bytes + 64 * y, kx_buffer_bytes(&rows) + 65 * y + 1, 64);
		free(bytes);
		found++;
	}
	assert_int_equal(found, 1);
	pdf_close(&pdf);
	kx_buffer_done(&png);
	kx_buffer_done(&rows);
}

/* The picture of a file that has one: its dictionary, and its bytes as they were before they were packed. */
static json_t *
only_picture(struct open_pdf *pdf, unsigned char **ret_bytes, size_t *ret_length)
{
	json_t *object, *dict, *found = NULL;
	const char *key;

	json_object_foreach(pdf->objects, key, object) {
		dict = json_object_get(json_object_get(object, "stream"), "dict");
		if (strcmp(pdf_name(pdf, dict, "/Subtype"), "Image") != 0)
			continue;
		assert_null(found);
		found = dict;
		*ret_bytes = pdf_stream(pdf, key + 4, ret_length);
	}
	assert_non_null(found);
	return found;
}

/* A picture of 19 by 15 pixels in `count` colours, one after the other, has numbers of `bits` bits each. */
static void
expect_numbers(int count, int bits)
{
	struct build build;
	struct kx_buffer png, rows;
	struct open_pdf pdf;
	json_t *dict, *space;
	unsigned char *bytes = NULL;
	size_t length = 0, row = (19 * (size_t)bits + 7) / 8, x, y, n;

	assert_true(build_open(&build));
	kx_buffer_init(&png, 1024u * 1024);
	kx_buffer_init(&rows, 1024u * 1024);
	for (y = 0; y < 15; y++) {
		kx_buffer_char(&rows, 0);
		for (x = 0; x < 19; x++) {
			n = (19 * y + x) % (size_t)count;
			kx_buffer_char(&rows, (char)(n * 3));
			kx_buffer_char(&rows, (char)(n / 256));
			kx_buffer_char(&rows, (char)(255 - n));
		}
	}
	put_png(&png, 19, 15, 8, RGB, kx_buffer_bytes(&rows), rows.length);
	show(&build, kx_buffer_bytes(&png), png.length);
	assert_true(build_save(&build));
	expect_clean(&build);
	assert_true(pdf_open(&pdf, build.path));
	dict = only_picture(&pdf, &bytes, &length);
	space = json_object_get(dict, "/ColorSpace");
	assert_int_equal(json_integer_value(json_object_get(dict, "/BitsPerComponent")), bits);
	assert_string_equal(json_string_value(json_array_get(space, 0)), "/Indexed");
	assert_int_equal(json_integer_value(json_array_get(space, 2)), count - 1);
	assert_int_equal(length, 15 * row);
	for (y = 0; y < 15; y++)
		for (x = 0; x < 19; x++)
			assert_int_equal(bytes[row * y + x * (size_t)bits / 8] >> (8 - (size_t)bits - x * (size_t)bits % 8) & ((1 << bits) - 1),
			    (19 * y + x) % (size_t)count);
	free(bytes);
	pdf_close(&pdf);
	kx_buffer_done(&png);
	kx_buffer_done(&rows);
	build_close(&build);
}

/* Few colours are numbered, with as many bits as that takes, and one too many are not. */
static void
test_png_few_colors(void **state)
{
	static const int pixels[4][3] = { { 0, 0, 0 }, { 255, 255, 255 }, { 0, 0, 0 }, { 255, 255, 255 } };
	struct kx_buffer png, rows;
	struct open_pdf pdf;
	unsigned char *bytes = NULL, pixel[3];
	size_t length = 0, x;

	if (!build_has("qpdf"))
		skip();
	expect_numbers(1, 1);
	expect_numbers(2, 1);
	expect_numbers(3, 2);
	expect_numbers(4, 2);
	expect_numbers(5, 4);
	expect_numbers(16, 4);
	expect_numbers(17, 8);
	expect_numbers(256, 8);
	kx_buffer_init(&png, 1024u * 1024);
	kx_buffer_init(&rows, 1024u * 1024);
	kx_buffer_char(&rows, 0);
	for (x = 0; x < 514; x++) {
		pixel[0] = (unsigned char)(x < 257 ? x / 256 : 255);
		pixel[1] = (unsigned char)(x < 257 ? x % 8 : 255);
		pixel[2] = (unsigned char)(x < 257 ? x % 256 / 8 : 255);
		kx_buffer_add(&rows, pixel, 3);
	}
	put_png(&png, 514, 1, 8, RGB, kx_buffer_bytes(&rows), rows.length);
	show(*state, kx_buffer_bytes(&png), png.length);
	expect_quarters(*state, pixels);
	assert_true(pdf_open(&pdf, ((struct build *)*state)->path));
	assert_string_equal(pdf_name(&pdf, only_picture(&pdf, &bytes, &length), "/ColorSpace"), "DeviceRGB");
	assert_memory_equal(bytes, kx_buffer_bytes(&rows) + 1, length);
	free(bytes);
	pdf_close(&pdf);
	kx_buffer_done(&png);
	kx_buffer_done(&rows);
}

/* Far more pixels than a printer has dots become fewer: the largest place it is shown at decides. */
static void
test_png_too_fine(void **state)
{
	struct build *build = *state;
	struct kx_frame_item *item;
	struct kx_buffer png, rows;
	size_t x, y;

	kx_buffer_init(&png, 4u * 1024 * 1024);
	kx_buffer_init(&rows, 8u * 1024 * 1024);
	/* Columns of red and of blue that cannot be seen, in turn: together violet. */
	for (y = 0; y < 901; y++) {
		kx_buffer_char(&rows, 0);
		for (x = 0; x < 900; x++)
			kx_buffer_add(&rows, x % 2 == 0 ? "\xFF\0\0\xFF" : "\0\0\xFF\xFF", 4);
	}
	put_png(&png, 900, 901, 8, RGB_ALPHA, kx_buffer_bytes(&rows), rows.length);
	show(build, kx_buffer_bytes(&png), png.length);
	item = kx_frames_item(&build->arena, &build->frames, 0, KX_ITEM_IMAGE, -1);
	item->box = (struct kx_box){ KX_PT(300), KX_PT(300), KX_PT(36), KX_PT(36) };
	assert_true(build_save(build));
	expect_clean(build);
	/* 900 pixels on an inch, twice 400 and more: every second one. */
	assert_non_null(memmem(kx_buffer_bytes(&build->out), build->out.length, "/Width 450\n/Height 451\n", 23));
	if (build_has("pdftoppm")) {
		expect_pixel(build, 110, 110, 128, 0, 128);
		expect_pixel(build, 320, 320, 128, 0, 128);
	}
	kx_buffer_done(&png);
	kx_buffer_done(&rows);
}

static void
test_two_times_the_same_picture(void **state)
{
	struct build *build = *state;
	struct kx_frame_item *item;
	struct kx_buffer png;
	const char *first;

	kx_buffer_init(&png, 4096);
	put_small(&png, RGB);
	show(build, kx_buffer_bytes(&png), png.length);
	item = kx_frames_item(&build->arena, &build->frames, 0, KX_ITEM_IMAGE, -1);
	item->box = (struct kx_box){ KX_PT(300), KX_PT(300), KX_PT(20), KX_PT(20) };
	/* One that is not shown is not even opened. */
	kx_frames_image(&build->arena, &build->frames, "unused.png", (const uint8_t *)"junk", 4);
	assert_true(build_save(build));
	expect_clean(build);
	first = memmem(kx_buffer_bytes(&build->out), build->out.length, "/Subtype /Image", 15);
	assert_non_null(first);
	assert_null(memmem(first + 1, build->out.length - (size_t)(first + 1 - kx_buffer_bytes(&build->out)), "/Subtype /Image", 15));
	kx_buffer_done(&png);
}

/* ---- what is refused ---- */

static void
test_not_a_picture(void **state)
{
	struct build *build = *state;

	expect_refused(build, "", 0, "neither a PNG nor a JPEG");
	expect_refused(build, "GIF89a", 6, "neither a PNG nor a JPEG");
	expect_refused(build, "This is a text file.\n", 21, "neither a PNG nor a JPEG");
	expect_refused(build, "\x89PNG\r\n\x1A\n", 8, "damaged");
	expect_refused(build, "\xFF\xD8\xFF", 3, "cut off");
}

static void
test_png_cut_off(void **state)
{
	struct kx_buffer png;
	size_t length;

	kx_buffer_init(&png, 4096);
	put_small(&png, RGB_ALPHA);
	/* The end chunk may be missing: all pixels are there. */
	for (length = 8; length < png.length - 12 - 4; length++) {
		void *fresh;
		char *cut = malloc(length);

		assert_int_equal(build_setup(&fresh), 0);
		memcpy(cut, kx_buffer_bytes(&png), length);
		expect_refused(fresh, cut, length, "PNG file is damaged");
		free(cut);
		build_teardown(&fresh);
	}
	kx_buffer_done(&png);
	(void)state;
}

/* One byte changed anywhere is refused or harmless, never a crash. */
static void
test_png_changed(void **state)
{
	struct build *build = *state;
	struct kx_buffer png;
	size_t i;

	kx_buffer_init(&png, 4096);
	put_small(&png, PALETTE);
	show(build, kx_buffer_bytes(&png), png.length);
	for (i = 0; i < png.length; i++) {
		png.bytes[i] ^= 0x55;
		build->diags.count = build->diags.errors = 0;
		kx_buffer_clear(&build->out);
		if (!kx_pdf_write(&build->frames, build->fonts, &build->options, &build->out, &build->diags))
			assert_int_equal(build->diags.list[0].code, KX601);
		png.bytes[i] ^= 0x55;
	}
	kx_buffer_done(&png);
}

static void
test_png_too_large(void **state)
{
	static const struct { uint32_t width, height; const char *text; } sizes[] = {
		{ KX_MAX_IMAGE_SIDE + 1, 1, "too many pixels" }, { 1, KX_MAX_IMAGE_SIDE + 1, "too many pixels" },
		{ 7000, 7000, "too many pixels" }, { 0x7FFFFFFF, 0x7FFFFFFF, "" }, { 0, 5, "" },
	};
	struct build *build = *state;
	struct kx_buffer png;
	size_t i;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		kx_buffer_init(&png, 4096);
		put_png(&png, sizes[i].width, sizes[i].height, 8, GREY, "\0\0", 2);
		expect_refused(build, kx_buffer_bytes(&png), png.length, sizes[i].text);
		kx_buffer_done(&png);
	}
}

/* ---- JPEG files ---- */

static unsigned char *
read_picture(const char *name, size_t *ret_length)
{
	char path[80];
	FILE *file;
	unsigned char *bytes;

	snprintf(path, sizeof(path), "tests/images/%s", name);
	file = fopen(path, "rb");
	assert_non_null(file);
	bytes = (unsigned char *)pdf_slurp(file, ret_length);
	fclose(file);
	return bytes;
}

static void
expect_jpeg(struct build *build, const char *name)
{
	unsigned char *bytes;
	size_t length;

	bytes = read_picture(name, &length);
	show(build, bytes, length);
	assert_true(build_save(build));
	expect_clean(build);
	assert_non_null(memmem(kx_buffer_bytes(&build->out), build->out.length, "/Filter /DCTDecode", 18));
	free(bytes);
}

static void
test_jpeg_rgb(void **state)
{
	struct build *build = *state;

	expect_jpeg(build, "rgb.jpg");
	if (build_has("pdftoppm"))
		expect_pixel(build, 110, 110, 230, 40, 60);
}

static void
test_jpeg_progressive(void **state)
{
	struct build *build = *state;

	expect_jpeg(build, "progressive.jpg");
	if (build_has("pdftoppm"))
		expect_pixel(build, 110, 110, 230, 40, 60);
}

static void
test_jpeg_grey(void **state)
{
	struct build *build = *state;

	expect_jpeg(build, "grey.jpg");
	if (build_has("pdftoppm"))
		expect_pixel(build, 110, 110, 230, 230, 230);
}

static void
show_gray(struct build *build, const char *name, size_t damaged)
{
	size_t length, i;
	unsigned char *bytes = read_picture(name, &length);

	for (i = 0; i < damaged; i++)
		bytes[length - 3 - i] = 0x55;
	show(build, kx_arena_copy(&build->arena, (const char *)bytes, length), length);
	build->frames.images[build->frames.image_count - 1].gray = true;
	free(bytes);
}

/* Light red is a dark gray: 0.299 of its red, 0.587 of its green and 0.114 of its blue. */
static void
test_jpeg_made_gray(void **state)
{
	struct build *build = *state;
	static const char *const names[] = { "rgb.jpg", "progressive.jpg", "coded-rgb.jpg", "grey.jpg" };
	static const int lightness[] = { 99, 99, 99, 230 };
	size_t i;

	for (i = 0; i < 4; i++) {
		kx_buffer_clear(&build->out);
		show_gray(build, names[i], 0);
		assert_true(build_save(build));
		expect_clean(build);
		assert_non_null(memmem(kx_buffer_bytes(&build->out), build->out.length, "/Filter /DCTDecode", 18));
		if (build_has("pdftoppm"))
			expect_pixel(build, 110, 110, lightness[i], lightness[i], lightness[i]);
	}
}

/* What the markers do not show is seen when the data are read. */
static void
test_jpeg_damaged_within(void **state)
{
	struct build *build = *state;

	show_gray(build, "rgb.jpg", 60);
	assert_false(kx_pdf_write(&build->frames, build->fonts, &build->options, &build->out, &build->diags));
	assert_int_equal(build->diags.count, 1);
	assert_int_equal(build->diags.list[0].code, KX601);
	assert_string_equal(build->diags.list[0].place.file, "clinics/logo.png");
}

static void
test_jpeg_darkness(void **state)
{
	static const char *const names[] = { "rgb.jpg", "coded-rgb.jpg", "cmyk.jpg" };
	struct kx_frame_image image = { .path = "x" };
	int darkness[3];
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		unsigned char *bytes = read_picture(names[i], &image.length);

		image.bytes = bytes;
		darkness[i] = kx_pdf_image_darkness(&image);
		free(bytes);
	}
	/* Half of it 156 dark, half about 215. */
	print_message("# %d %d\n", darkness[0], darkness[1]);
	assert_in_range(darkness[0], 150, 210);
	assert_in_range(darkness[1], darkness[0] - 3, darkness[0] + 3);
	assert_int_equal(darkness[2], 255);
}

/* Where a photograph was taken is nobody's business. */
static void
test_jpeg_camera_data(void **state)
{
	struct build *build = *state;
	unsigned char *bytes;
	size_t length;

	bytes = read_picture("rgb.jpg", &length);
	assert_non_null(memmem(bytes, length, "GPS-SECRET", 10));
	assert_non_null(memmem(bytes, length, "private comment", 15));
	free(bytes);
	expect_jpeg(build, "rgb.jpg");
	assert_null(memmem(kx_buffer_bytes(&build->out), build->out.length, "GPS-SECRET", 10));
	assert_null(memmem(kx_buffer_bytes(&build->out), build->out.length, "private comment", 15));
	assert_non_null(memmem(kx_buffer_bytes(&build->out), build->out.length, "JFIF", 4));
}

static void
test_jpeg_printing_colours(void **state)
{
	unsigned char *bytes;
	size_t length;

	bytes = read_picture("cmyk.jpg", &length);
	expect_refused(*state, bytes, length, "CMYK");
	free(bytes);
}

static void
test_jpeg_cut_off(void **state)
{
	struct build *build = *state;
	static const char *const names[] = { "rgb.jpg", "progressive.jpg" };
	unsigned char *bytes, *cut;
	size_t length, n, at;

	for (n = 0; n < 2; n++) {
		bytes = read_picture(names[n], &length);
		for (at = 3; at < length; at += 7) {
			cut = malloc(at);
			memcpy(cut, bytes, at);
			expect_refused(build, cut, at, "cut off");
			free(cut);
		}
		free(bytes);
	}
}

static void
test_jpeg_changed(void **state)
{
	struct build *build = *state;
	unsigned char *bytes;
	size_t length, i;

	bytes = read_picture("progressive.jpg", &length);
	show(build, bytes, length);
	for (i = 0; i < length; i++) {
		bytes[i] ^= 0xFF;
		build->diags.count = build->diags.errors = 0;
		kx_buffer_clear(&build->out);
		if (!kx_pdf_write(&build->frames, build->fonts, &build->options, &build->out, &build->diags))
			assert_int_equal(build->diags.list[0].code, KX601);
		bytes[i] ^= 0xFF;
	}
	free(bytes);
}

/* libharu has ceilings too: 4,095 entries of a dictionary, here a file's pictures.  Meeting one is a message, not a crash and not a broken file. */
static void
test_a_ceiling_of_the_library(void **state)
{
	struct build *build = *state;
	unsigned char *bytes;
	size_t length;
	int i;

	bytes = read_picture("progressive.jpg", &length);
	for (i = 0; i < 4096; i++)
		show(build, bytes, length);
	assert_false(kx_pdf_write(&build->frames, build->fonts, &build->options, &build->out, &build->diags));
	assert_int_equal(build->diags.errors, 1);
	assert_int_equal(build->diags.list[0].code, KX602);
	free(bytes);
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, build_setup, build_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(png_grey), T(png_rgb), T(png_rgb_alpha), T(png_grey_alpha), T(png_palette_with_alpha), T(png_deep), T(png_opaque_alpha),
		T(png_one_pixel), T(png_filters), T(png_few_colors), T(png_too_fine), T(two_times_the_same_picture), T(not_a_picture), T(png_cut_off),
		T(png_changed), T(png_too_large), T(jpeg_rgb), T(jpeg_progressive), T(jpeg_grey), T(jpeg_made_gray), T(jpeg_damaged_within),
		T(jpeg_darkness), T(jpeg_camera_data), T(jpeg_printing_colours),
		T(jpeg_cut_off), T(jpeg_changed), T(a_ceiling_of_the_library),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
