/* Damaged fonts: refused, or harmless; never a crash (run under AddressSanitizer). */
#include "shipped_fonts.h"
#include "text/sfnt.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#define CUTS 200
#define FLIPS 400

struct whole { uint8_t *bytes; size_t length; };

static int
open_whole(void **state)
{
	hb_blob_t *blob = hb_blob_create_from_file(SHIPPED_REGULAR);
	struct whole *whole = malloc(sizeof(*whole));
	unsigned length;
	const char *bytes = hb_blob_get_data(blob, &length);

	if (whole == NULL || length == 0)
		return -1;
	whole->bytes = malloc(length);
	whole->length = length;
	if (whole->bytes == NULL)
		return -1;
	memcpy(whole->bytes, bytes, length);
	hb_blob_destroy(blob);
	*state = whole;
	return 0;
}

static int
close_whole(void **state)
{
	struct whole *whole = *state;

	free(whole->bytes);
	free(whole);
	return 0;
}

/* The same numbers on every machine. */
static uint32_t
next_number(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void
files_cut_short_are_refused(void **state)
{
	const struct whole *whole = *state;
	struct bench made;
	size_t i;

	for (i = 0; i < CUTS; i++) {
		bench_init(&made);
		assert_true(bench_write(&made, whole->bytes, whole->length * i / CUTS));
		assert_false(bench_load(&made));
		assert_int_equal(made.diags.count, 1);
		assert_int_equal(made.diags.list[0].code, KX502);
		bench_done(&made);
	}
}

/* Does a checksum watch over the byte `at`?  Not over fill bytes between tables, nor over head's checkSumAdjustment. */
static bool
is_watched(const struct whole *whole, size_t at)
{
	struct kx_sfnt_table file = { whole->bytes, whole->length };
	size_t count = kx_sfnt_u16(&file, 4), i, record, offset;

	for (i = 0; i < count; i++) {
		record = 12 + 16 * i;
		offset = kx_sfnt_u32(&file, record + 8);
		if (at >= offset && at < offset + kx_sfnt_u32(&file, record + 12))
			return memcmp(whole->bytes + record, "head", 4) != 0 || at < offset + 8 || at >= offset + 12;
	}
	return false;
}

static void
flipped_bytes_are_refused(void **state)
{
	struct whole *whole = *state;
	uint32_t seed = 1;
	struct bench made;
	size_t i, at;

	for (i = 0; i < CUTS; i++) {
		at = 300 + next_number(&seed) % (whole->length - 300);
		bench_init(&made);
		whole->bytes[at] ^= 0x10;
		assert_true(bench_write(&made, whole->bytes, whole->length));
		whole->bytes[at] ^= 0x10;
		assert_int_equal(bench_load(&made), !is_watched(whole, at));
		assert_int_equal(made.diags.count, is_watched(whole, at));
		bench_done(&made);
	}
}

static void
put_number(uint8_t *place, uint32_t number)
{
	int i;

	for (i = 0; i < 4; i++)
		place[i] = (uint8_t)(number >> (24 - 8 * i));
}

/* Make the directory's checksums right again, so that the damage gets past them. */
static void
repair_checksums(uint8_t *bytes, size_t length)
{
	struct kx_sfnt_table file = { bytes, length };
	size_t count = kx_sfnt_u16(&file, 4), i, record;
	uint32_t offset, size, sum;

	for (i = 0; i < count; i++) {
		record = 12 + 16 * i;
		offset = kx_sfnt_u32(&file, record + 8);
		size = kx_sfnt_u32(&file, record + 12);
		sum = kx_sfnt_checksum(bytes + offset, size);
		if (memcmp(bytes + record, "head", 4) == 0)
			sum -= kx_sfnt_u32(&file, offset + 8);
		put_number(bytes + record + 4, sum);
	}
}

/* Shape and subset with whatever was loaded; what comes out must be inside the face. */
static void
use(struct bench *made)
{
	static const char text[] = "27 in 100 AVToe\xCC\x81 q\xCC\x81 \xC3\xB1\xC2\xBD \xE2\x80\x94 fi 1\xE2\x81\x84" "2";
	const struct kx_segment *segment;
	struct kx_shaped shaped;
	uint16_t glyphs[64];
	uint8_t *bytes;
	size_t s, g, length;

	if (!kx_text_shape(&made->arena, made->fonts, "body", "en", true, text, sizeof(text) - 1, NULL, &shaped, &made->diags))
		return;
	for (s = 0; s < shaped.segment_count; s++) {
		segment = &shaped.segments[s];
		for (g = 0; g < segment->glyph_count; g++) {
			assert_in_range(segment->glyphs[g].id, 1, kx_fonts_facts(made->fonts, segment->face)->glyph_count - 1);
			assert_in_range(segment->glyphs[g].cluster, 0, sizeof(text) - 2);
			if (g < 64)
				glyphs[g] = segment->glyphs[g].id;
		}
		if (kx_text_subset(made->fonts, segment->face, glyphs, g < 64 ? g : 64, &bytes, &length, &made->diags))
			free(bytes);
	}
}

static void
damage_behind_right_checksums_is_harmless(void **state)
{
	const struct whole *whole = *state;
	uint8_t *bytes = malloc(whole->length);
	size_t i, k, loaded = 0;
	uint32_t seed = 7;
	struct bench made;

	assert_non_null(bytes);
	for (i = 0; i < FLIPS; i++) {
		memcpy(bytes, whole->bytes, whole->length);
		for (k = 0; k <= i % 8; k++)
			bytes[300 + next_number(&seed) % (whole->length - 300)] = (uint8_t)next_number(&seed);
		repair_checksums(bytes, whole->length);
		bench_init(&made);
		assert_true(bench_write(&made, bytes, whole->length));
		if (bench_load(&made)) {
			loaded++;
			use(&made);
		}
		bench_done(&made);
	}
	free(bytes);
	assert_true(loaded > FLIPS / 4);   /* else nothing was tried */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_cut_short_are_refused),
		cmocka_unit_test(flipped_bytes_are_refused),
		cmocka_unit_test(damage_behind_right_checksums_is_harmless),
	};

	return cmocka_run_group_tests(tests, open_whole, close_whole);
}
