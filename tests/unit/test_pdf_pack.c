#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/memo.h"
#include "pdf/pack.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define ROOM ((size_t)4 * 1024 * 1024)

/* `length` bytes that pack to different kinds of blocks: 0 text, 1 noise, 2 one letter. */
static char *
bytes_of(int kind, size_t length)
{
	char *bytes = malloc(length + 1);
	uint32_t seed = 12345;
	size_t i;

	assert_non_null(bytes);
	for (i = 0; i < length; i++) {
		seed = seed * 1664525 + 1013904223;
		bytes[i] = kind == 0 ? "etaoin shrdlu"[(seed >> 24) % 13] : kind == 1 ? (char)(seed >> 24) : 'a';
	}
	return bytes;
}

static void
assert_unpacks(const struct kx_packed *packed, const char *bytes, size_t length)
{
	uLongf got = (uLongf)length + 1;
	unsigned char *place = malloc(length + 1);

	assert_non_null(place);
	/* The checksum of the whole is looked at too. */
	assert_int_equal(uncompress(place, &got, (const unsigned char *)packed->bytes, packed->length), Z_OK);
	assert_int_equal(got, length);
	assert_memory_equal(place, bytes, length);
	free(place);
}

static struct kx_packer
open_packer(struct kx_diagnostics *diags)
{
	struct kx_packer packer;

	assert_true(kx_packer_open(&packer, NULL, diags));
	return packer;
}

static void
pieces_are_one_stream(void **state)
{
	static const size_t lengths[] = { 0, 1, 100, 40000, 700000 };
	struct kx_arena arena;
	struct kx_diagnostics diags = { 0 };
	struct kx_packer packer = open_packer(&diags);
	struct kx_packed packed;
	size_t kind, i, cuts[4];
	char *bytes;

	(void)state;
	for (kind = 0; kind < 3; kind++) {
		for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
			bytes = bytes_of((int)kind, lengths[i]);
			cuts[0] = 0;
			cuts[1] = lengths[i] / 7;
			cuts[2] = lengths[i] / 2;
			cuts[3] = lengths[i];
			kx_arena_init(&arena, ROOM);
			assert_true(kx_pack_pieces(&packer, NULL, &arena, bytes, lengths[i], cuts, 4, &packed));
			assert_unpacks(&packed, bytes, lengths[i]);
			assert_true(kx_pack_pieces(&packer, NULL, &arena, bytes, lengths[i], NULL, 0, &packed));
			assert_unpacks(&packed, bytes, lengths[i]);
			kx_arena_done(&arena);
			free(bytes);
		}
	}
	kx_packer_done(&packer);
}

/* What another text has left in the memo changes no byte. */
static void
the_memo_changes_no_byte(void **state)
{
	char *one = bytes_of(0, 30000), *other = bytes_of(0, 30000);
	const size_t cuts[] = { 10000, 20000 };
	struct kx_diagnostics diags = { 0 };
	struct kx_packer packer = open_packer(&diags);
	struct kx_packed alone, after;
	struct kx_arena arena;
	struct kx_memo memo;

	(void)state;
	memset(other + 12000, 'x', 50);
	kx_arena_init(&arena, ROOM);
	kx_memo_init(&memo, 1024 * 1024);
	assert_true(kx_pack_pieces(&packer, NULL, &arena, other, 30000, cuts, 2, &alone));
	assert_true(kx_pack_pieces(&packer, &memo, &arena, one, 30000, cuts, 2, &after));
	assert_true(kx_pack_pieces(&packer, &memo, &arena, other, 30000, cuts, 2, &after));
	assert_int_equal(after.length, alone.length);
	assert_memory_equal(after.bytes, alone.bytes, alone.length);
	assert_unpacks(&after, other, 30000);
	kx_packer_done(&packer);
	kx_memo_done(&memo);
	kx_arena_done(&arena);
	free(one);
	free(other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_one_stream),
		cmocka_unit_test(the_memo_changes_no_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
