#include "shipped_fonts.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

/* A subset, opened again. */
struct reopened {
	uint8_t *bytes; size_t length;
	hb_face_t *face;
	hb_font_t *font;
};

static void
reopen(struct bench *bench, kx_face face, const uint16_t *glyphs, size_t count, struct reopened *ret_subset)
{
	struct reopened subset = { NULL, 0, NULL, NULL };
	hb_blob_t *blob;

	assert_true(kx_text_subset(bench->fonts, face, glyphs, count, &subset.bytes, &subset.length, &bench->diags));
	blob = hb_blob_create((const char *)subset.bytes, (unsigned)subset.length, HB_MEMORY_MODE_READONLY, NULL, NULL);
	subset.face = hb_face_create(blob, 0);
	subset.font = hb_font_create(subset.face);
	hb_blob_destroy(blob);
	*ret_subset = subset;
}

static void
drop(struct reopened *subset)
{
	hb_font_destroy(subset->font);
	hb_face_destroy(subset->face);
	free(subset->bytes);
}

/* Glyph ids of a text, sorted and unique. */
static size_t
glyphs_of(struct bench *bench, const char *role, const char *text, uint16_t *glyphs)
{
	struct kx_shaped shaped;
	uint16_t swap;
	size_t count = 0, i, k;

	assert_true(kx_text_shape(&bench->arena, bench->fonts, role, "en", false, text, strlen(text), NULL, &shaped, &bench->diags));
	for (i = 0; i < shaped.segments[0].glyph_count; i++) {
		for (k = 0; k < count && glyphs[k] != shaped.segments[0].glyphs[i].id; k++)
			;
		if (k == count)
			glyphs[count++] = shaped.segments[0].glyphs[i].id;
	}
	for (i = 1; i < count; i++)
		for (k = i; k > 0 && glyphs[k - 1] > glyphs[k]; k--) {
			swap = glyphs[k];
			glyphs[k] = glyphs[k - 1];
			glyphs[k - 1] = swap;
		}
	return count;
}

#define WORDS "Most people feel better: \xE2\x80\x9C" "27 in 100\xE2\x80\x9D, caf\xC3\xA9 \xE2\x80\x93 \xC2\xBD & \xC3\xB1."

static void
it_opens_again_and_keeps_advances(void **state)
{
	static const char *const roles[] = { "body", "emphasis", "heading", "strong" };
	struct bench *bench = *state;
	uint16_t glyphs[128];
	struct reopened subset;
	size_t count, i, r;
	kx_face face;

	for (r = 0; r < 4; r++) {
		face = kx_fonts_role(bench->fonts, roles[r]);
		count = glyphs_of(bench, roles[r], WORDS, glyphs);
		reopen(bench, face, glyphs, count, &subset);
		assert_int_equal(hb_face_get_upem(subset.face), 1000);
		assert_true(hb_face_get_glyph_count(subset.face) > glyphs[count - 1]);
		for (i = 0; i < count; i++)
			assert_int_equal(hb_font_get_glyph_h_advance(subset.font, glyphs[i]), kx_text_advance(bench->fonts, face, glyphs[i]));
		drop(&subset);
	}
}

/* The outline as one number: every point of every contour goes in. */
static void
mix(uint64_t *sum, float x, float y)
{
	*sum = *sum * 1000003 + (uint64_t)(int64_t)(x * 4) * 31 + (uint64_t)(int64_t)(y * 4) + 1;
}

static void
on_move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *at, float x, float y, void *user)
{
	(void)funcs, (void)at, (void)user;
	mix(data, x, y);
}

static void
on_curve(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *at, float cx, float cy, float x, float y, void *user)
{
	(void)funcs, (void)at, (void)user;
	mix(data, cx, cy);
	mix(data, x, y);
}

static uint64_t
outline_of(hb_font_t *font, uint16_t glyph)
{
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	uint64_t sum = 0;

	hb_draw_funcs_set_move_to_func(funcs, on_move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, on_move, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(funcs, on_curve, NULL, NULL);
#if HB_VERSION_ATLEAST(7, 0, 0)
	hb_font_draw_glyph(font, glyph, funcs, &sum);
#else
	hb_font_get_glyph_shape(font, glyph, funcs, &sum);
#endif
	hb_draw_funcs_destroy(funcs);
	return sum;
}

/* Composite glyphs too (the accented letters): their parts come along. */
static void
it_keeps_outlines(void **state)
{
	struct bench *bench = *state;
	hb_blob_t *blob = hb_blob_create_from_file(SHIPPED_REGULAR);
	hb_face_t *whole_face = hb_face_create(blob, 0);
	hb_font_t *whole = hb_font_create(whole_face);
	uint16_t glyphs[128];
	struct reopened subset;
	size_t count = glyphs_of(bench, "body", WORDS, glyphs), i, inked = 0;

	reopen(bench, 0, glyphs, count, &subset);
	for (i = 0; i < count; i++) {
		assert_true(outline_of(subset.font, glyphs[i]) == outline_of(whole, glyphs[i]));
		inked += outline_of(subset.font, glyphs[i]) != 0;
	}
	assert_int_equal(inked, count - 1);   /* all but the space */
	drop(&subset);
	hb_font_destroy(whole);
	hb_face_destroy(whole_face);
	hb_blob_destroy(blob);
}

static void
it_holds_the_tables_of_a_pdf_and_no_other(void **state)
{
	struct bench *bench = *state;
	const uint16_t glyphs[] = { 1, 2, 3 };
	struct reopened subset;
	hb_tag_t tags[32];
	unsigned count = 32;
	char text[160] = "";
	unsigned i;

	reopen(bench, 0, glyphs, 3, &subset);
	assert_int_equal(hb_face_get_table_tags(subset.face, 0, &count, tags), 6);
	for (i = 0; i < 6; i++) {
		hb_tag_to_string(tags[i], text + 5 * i);
		text[5 * i + 4] = i < 5 ? ' ' : '\0';
	}
	assert_string_equal(text, "glyf head hhea hmtx loca maxp");
	drop(&subset);
}

static void
same_glyphs_same_bytes(void **state)
{
	struct bench *bench = *state;
	const uint16_t sorted[] = { 1, 5, 96, 112, 134, 231 }, mixed[] = { 231, 5, 1, 134, 112, 96, 5, 231 };
	uint8_t *a, *b;
	size_t a_length, b_length;

	assert_true(kx_text_subset(bench->fonts, 0, sorted, 6, &a, &a_length, &bench->diags));
	assert_true(kx_text_subset(bench->fonts, 0, mixed, 8, &b, &b_length, &bench->diags));
	assert_int_equal(a_length, b_length);
	assert_memory_equal(a, b, a_length);
	free(b);
	assert_true(kx_text_subset(bench->fonts, 0, sorted, 5, &b, &b_length, &bench->diags));
	assert_true(b_length <= a_length && memcmp(a, b, b_length) != 0);
	free(a);
	free(b);
}

/* A hundred glyphs of a face must stay far below 20 kB, or a sheet with four faces would not stay small. */
static void
it_is_small(void **state)
{
	struct bench *bench = *state;
	uint16_t glyphs[100];
	struct reopened subset;
	uint16_t i;

	for (i = 0; i < 100; i++)
		glyphs[i] = (uint16_t)(100 + i);
	reopen(bench, 0, glyphs, 100, &subset);
	assert_true(subset.length < 16000);
	drop(&subset);
	reopen(bench, 0, NULL, 0, &subset);   /* .notdef alone */
	assert_true(subset.length < 4000);
	drop(&subset);
}

static void
a_glyph_that_is_not_there_is_our_bug(void **state)
{
	struct bench *bench = *state;
	const uint16_t glyphs[] = { 1, 392 };
	uint8_t *bytes = NULL;
	size_t length = 0;

	assert_false(kx_text_subset(bench->fonts, 0, glyphs, 2, &bytes, &length, &bench->diags));
	assert_null(bytes);
	assert_int_equal(bench->diags.count, 1);
	assert_int_equal(bench->diags.list[0].code, KX990);
	assert_string_equal(bench->diags.list[0].message, "the font \"regular\" was asked for glyph 392 of 392");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(it_opens_again_and_keeps_advances, bench_clear),
		cmocka_unit_test_setup(it_keeps_outlines, bench_clear),
		cmocka_unit_test_setup(it_holds_the_tables_of_a_pdf_and_no_other, bench_clear),
		cmocka_unit_test_setup(same_glyphs_same_bytes, bench_clear),
		cmocka_unit_test_setup(it_is_small, bench_clear),
		cmocka_unit_test_setup(a_glyph_that_is_not_there_is_our_bug, bench_clear),
	};

	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
