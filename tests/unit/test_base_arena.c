#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"

#include <string.h>

static void
hands_out_zeroed_and_aligned_bytes(void **state)
{
	struct kx_arena arena;
	unsigned char *bytes;
	size_t size, i;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	for (size = 1; size < 40000; size = size * 3 + 1) {
		bytes = kx_arena_alloc(&arena, size);
		assert_non_null(bytes);
		assert_int_equal((uintptr_t)bytes % 16, 0);
		for (i = 0; i < size; i++)
			assert_int_equal(bytes[i], 0);
		memset(bytes, 0xff, size);
	}
	kx_arena_done(&arena);
}

static void
keeps_to_its_ceiling(void **state)
{
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 64);
	assert_non_null(kx_arena_alloc(&arena, 40));
	assert_false(kx_arena_spent(&arena));
	assert_null(kx_arena_alloc(&arena, 40));
	assert_true(kx_arena_spent(&arena));
	assert_non_null(kx_arena_alloc(&arena, 16));
	assert_null(kx_arena_alloc(&arena, SIZE_MAX));
	assert_null(kx_arena_array(&arena, SIZE_MAX / 2, 3));
	kx_arena_done(&arena);
}

static void
grows_arrays(void **state)
{
	struct kx_arena arena;
	size_t count = 0, room = 0, i;
	int *numbers = NULL, *slot;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	for (i = 0; i < 1000; i++) {
		slot = kx_arena_push(&arena, &numbers, &count, &room, sizeof(*numbers));
		assert_non_null(slot);
		assert_int_equal(*slot, 0);
		*slot = (int)i;
	}
	assert_int_equal(count, 1000);
	/* A place that was taken back comes back empty. */
	count = 500;
	slot = kx_arena_push(&arena, &numbers, &count, &room, sizeof(*numbers));
	assert_non_null(slot);
	assert_int_equal(*slot, 0);
	*slot = 500;
	count = 1000;
	for (i = 0; i < 1000; i++)
		assert_int_equal(numbers[i], i);
	kx_arena_done(&arena);
}

static void
prints_and_copies(void **state)
{
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	assert_string_equal(kx_arena_print(&arena, "%d of %s", 3, "ten"), "3 of ten");
	assert_string_equal(kx_arena_copy(&arena, "abcdef", 3), "abc");
	assert_string_equal(kx_arena_string(&arena, ""), "");
	assert_string_equal(kx_arena_join(&arena, "/claims/a", "/says"), "/claims/a/says");
	assert_string_equal(kx_arena_join(&arena, "", ""), "");
	assert_string_equal(kx_arena_join(&arena, "a", ""), "a");
	kx_arena_done(&arena);
	kx_arena_done(&arena);
}

/* Hand out `count` pieces of growing size, check that each is zero, and fill it. */
static void
fill(struct kx_arena *arena, size_t count)
{
	unsigned char *bytes;
	size_t i, size, k;

	for (i = 0; i < count; i++) {
		size = 1 + i * 997 % 40000;
		bytes = kx_arena_alloc(arena, size);
		assert_non_null(bytes);
		for (k = 0; k < size; k++)
			assert_int_equal(bytes[k], 0);
		memset(bytes, 0xff, size);
	}
}

static void
goes_back_to_a_mark(void **state)
{
	struct kx_arena_mark start, inner;
	struct kx_arena arena;
	char *kept;
	size_t used;
	int round;

	(void)state;
	kx_arena_init(&arena, 1 << 24);
	start = kx_arena_mark(&arena);
	for (round = 0; round < 3; round++) {
		fill(&arena, 40);
		kept = kx_arena_string(&arena, "kept");
		used = arena.used;
		inner = kx_arena_mark(&arena);
		fill(&arena, 60);
		kx_arena_back(&arena, inner);
		assert_int_equal(arena.used, used);
		fill(&arena, 60);
		kx_arena_back(&arena, inner);
		kx_arena_back(&arena, inner);
		assert_string_equal(kept, "kept");
		fill(&arena, 3);
		kx_arena_back(&arena, start);
		assert_int_equal(arena.used, 0);
	}
	assert_false(kx_arena_spent(&arena));
	kx_arena_done(&arena);
}

/* An arena's first block is small; what comes after a mark at its beginning may be larger than that. */
static void
goes_back_to_its_beginning(void **state)
{
	static const size_t sizes[] = { 16, 4000, 4096, 4112, 8000, 8192, 16384, 100 };
	struct kx_arena_mark start;
	struct kx_arena arena;
	size_t i;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	start = kx_arena_mark(&arena);
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		memset(kx_arena_room(&arena, 16), 'a', 16);
		memset(kx_arena_room(&arena, sizes[i]), 'b', sizes[i]);
		kx_arena_back(&arena, start);
		memset(kx_arena_room(&arena, sizes[i]), 'c', sizes[i]);
		kx_arena_back(&arena, start);
		assert_int_equal(arena.used, 0);
	}
	kx_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hands_out_zeroed_and_aligned_bytes),
		cmocka_unit_test(keeps_to_its_ceiling),
		cmocka_unit_test(grows_arrays),
		cmocka_unit_test(prints_and_copies),
		cmocka_unit_test(goes_back_to_a_mark),
		cmocka_unit_test(goes_back_to_its_beginning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
