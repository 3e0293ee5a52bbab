#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/blocks.h"

#include "set_sheet.h"

#define SIDE_MOST 177

/* Set a code for `address` in a galley of `width`, with one line of words. */
static void
set_code(struct sheet *sheet, struct kx_galley *galley, const char *address, kx_length width)
{
	static struct kx_run words[] = { { .kind = KX_RUN_TEXT, .text = "Point your phone here." } };
	static struct kx_block paragraph = { .kind = KX_BLOCK_PARAGRAPH, .style = "body", .runs = { words, 1, 1 } };
	static struct kx_block caption = { .kind = KX_BLOCK_CAPTION, .first = &paragraph, .last = &paragraph };
	struct kx_qr_code code = { address, "QR code. It leads elsewhere." };
	struct kx_block block = { .kind = KX_BLOCK_QR_CODE, .code = &code, .first = &caption, .last = &caption,
		.origin = { "clinic.json", "/web" } };

	*galley = (struct kx_galley){ .width = width };
	kx_block_set(&sheet->set, galley, &block, sheet->root);
}

static const struct kx_set_mark *
mark_of(const struct kx_slug *slug, enum kx_mark_kind_set kind)
{
	size_t i;

	for (i = 0; i < slug->mark_count; i++)
		if (slug->marks[i].kind == kind)
			return &slug->marks[i];
	return NULL;
}

/* Twice the area within the outlines, holes taken out: the shoelace formula. */
static int64_t
twice_area(const struct kx_set_mark *mark)
{
	const struct kx_path_step *steps = mark->shape.steps;
	struct kx_point a, b;
	int64_t area = 0;
	size_t i;

	for (i = 1; i < mark->shape.step_count; i++) {
		if (steps[i].op == KX_MOVE)
			continue;
		a = steps[i - 1].points[0];
		b = steps[i].points[0];
		area += (int64_t)a.x * b.y - (int64_t)b.x * a.y;
	}
	return area;
}

/* Read the modules back by counting the outlines left of each one's middle. */
static int
crossings(const struct kx_set_mark *mark, kx_length x, kx_length y)
{
	const struct kx_path_step *steps = mark->shape.steps;
	int count = 0;
	size_t i;

	for (i = 1; i < mark->shape.step_count; i++) {
		struct kx_point a = steps[i - 1].points[0], b = steps[i].points[0];

		if (steps[i].op != KX_MOVE && a.x == b.x && a.x < x && (a.y < y) != (b.y < y))
			count++;
	}
	return count;
}

static void
the_modules_are_outlined(void **state)
{
	/* A finder: dark 7 by 7, light 5 by 5, dark 3 by 3 (ISO/IEC 18004, 6.3.3.1). */
	static const char finder[7][8] = { "1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111" };
	const struct kx_set_mark *path, *ground;
	struct kx_galley galley;
	struct sheet sheet;
	kx_length module, x, y;
	int64_t dark = 0;
	int side, row, column;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	set_code(&sheet, &galley, "https://example.org", 500000);
	assert_int_equal(galley.slug_count, 1);
	path = mark_of(&galley.slugs[0], KX_MARK_PATH);
	ground = mark_of(&galley.slugs[0], KX_MARK_RECT);
	assert_non_null(path);
	assert_non_null(ground);
	/* 19 bytes at level M are version 2: 25 modules. */
	side = 25;
	module = path->box.width / side;
	assert_int_equal(module * side, path->box.width);
	assert_int_equal(path->box.height, path->box.width);
	assert_int_equal(path->box.x - ground->box.x, 4 * module);
	assert_int_equal(path->box.y - ground->box.y, 4 * module);
	assert_int_equal(ground->box.width, (side + 8) * module);
	assert_int_equal(ground->shape.fill_color, 0xFFFFFF);
	assert_int_equal(path->shape.fill_color, 0x1A1A1A);   /* the color of the text */
	assert_true(module >= KX_MM(0.5) && ground->box.width >= KX_MM(25));
	for (row = 0; row < side; row++) {
		for (column = 0; column < side; column++) {
			x = path->box.x + column * module + module / 2;
			y = path->box.y + row * module + module / 2;
			if (row < 7 && column < 7)
				assert_int_equal(crossings(path, x, y) % 2, finder[row][column] - '0');
			dark += crossings(path, x, y) % 2;
		}
	}
	/* Outer edges run one way and holes the other, so both filling rules agree. */
	assert_int_equal(twice_area(path), 2 * dark * module * module);
	assert_int_equal(sheet.frames.elements[path->element].type, KX_EL_FIGURE);
	assert_string_equal(sheet.frames.elements[path->element].alt, "QR code. It leads elsewhere.");
	assert_false(sheet.set.failed);
	sheet_close(&sheet);
}

static void
a_template_may_ask_for_more(void **state)
{
	struct kx_named_number large[] = { { "qr-code.size", KX_MM(100) } };
	struct kx_template template = sheet_template;
	struct kx_galley galley;
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	template.numbers = large;
	template.number_count = 1;
	sheet.set.sheet = &template;
	set_code(&sheet, &galley, "https://example.org", 500000);
	assert_true(mark_of(&galley.slugs[0], KX_MARK_RECT)->box.width >= KX_MM(100));
	large[0].value = -KX_MM(100);
	set_code(&sheet, &galley, "https://example.org", 500000);
	assert_true(mark_of(&galley.slugs[0], KX_MARK_RECT)->box.width >= 33 * KX_MM(0.5));
	sheet_close(&sheet);
}

static void
words_go_beside_or_under(void **state)
{
	struct kx_galley galley;
	struct sheet sheet;
	kx_length side;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	set_code(&sheet, &galley, "https://example.org", 500000);
	side = mark_of(&galley.slugs[0], KX_MARK_RECT)->box.width;
	assert_true(mark_of(&galley.slugs[0], KX_MARK_GLYPHS)->box.x > side);
	set_code(&sheet, &galley, "https://example.org", KX_PT(140));
	assert_null(mark_of(&galley.slugs[0], KX_MARK_GLYPHS));
	assert_true(galley.slug_count >= 2 && galley.slugs[0].keep_next);
	sheet_close(&sheet);
}

static void
a_code_wider_than_its_column_is_refused(void **state)
{
	struct kx_galley galley;
	struct sheet sheet;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	set_code(&sheet, &galley, "https://example.org", KX_PT(60));
	assert_true(sheet.set.failed);
	assert_int_equal(sheet.diags.count, 1);
	assert_int_equal(sheet.diags.list[0].code, KX431);
	assert_string_equal(sheet.diags.list[0].message, "the code for this address is 25 mm wide and its column is 21 mm");
	sheet_close(&sheet);
}

/* Every length up to the longest name that is read. */
static void
every_length_fits_a_code(void **state)
{
	char address[401];
	const struct kx_set_mark *ground;
	struct kx_galley galley;
	struct sheet sheet;
	size_t length;

	(void)state;
	assert_int_equal(sheet_open(&sheet), 0);
	memset(address, 'a', sizeof(address));
	for (length = 1; length <= 400; length += length < 390 ? 13 : 1) {
		address[length] = '\0';
		set_code(&sheet, &galley, address, 500000);
		address[length] = 'a';
		assert_false(sheet.set.failed);
		ground = mark_of(&galley.slugs[0], KX_MARK_RECT);
		assert_true(ground->box.width >= KX_MM(25) && ground->box.width < SIDE_MOST * KX_MM(0.5));
	}
	sheet_close(&sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_modules_are_outlined),
		cmocka_unit_test(a_template_may_ask_for_more),
		cmocka_unit_test(words_go_beside_or_under),
		cmocka_unit_test(a_code_wider_than_its_column_is_refused),
		cmocka_unit_test(every_length_fits_a_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
