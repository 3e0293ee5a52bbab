#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "layout/galley.h"

#include <string.h>

static struct kx_arena arena;

static struct kx_galley
galley_of(struct kx_setting *set, const kx_length *heights, size_t count)
{
	struct kx_galley galley = { .width = 100000 };
	size_t i;

	kx_arena_init(&arena, 1u << 20);
	memset(set, 0, sizeof(*set));
	set->arena = &arena;
	for (i = 0; i < count; i++)
		assert_non_null(kx_galley_slug(set, &galley, heights[i]));
	return galley;
}

static void
test_spaces_overlap(void **state)
{
	static const kx_length heights[] = { 10000, 20000 };
	struct kx_setting set;
	struct kx_galley galley = galley_of(&set, heights, 2);

	(void)state;
	galley.slugs[0].after = 6000;
	galley.slugs[1].before = 4000;
	assert_int_equal(kx_galley_height(&galley, 0, 2), 36000);
	galley.slugs[1].before = 9000;
	assert_int_equal(kx_galley_height(&galley, 0, 2), 39000);
	kx_arena_done(&arena);
}

static void
test_columns_balance(void **state)
{
	static const kx_length heights[] = { 30000, 10000, 10000, 10000, 30000, 10000 };
	struct kx_setting set;
	struct kx_galley galley = galley_of(&set, heights, 6);
	struct kx_slug slug = { 0 };
	kx_length height;

	(void)state;
	height = kx_galley_pour_columns(&set, &galley, 2, 10000, &slug, 0, 0);
	/* 30 + 10 + 10 against 10 + 30 + 10: neither column can be shorter. */
	assert_int_equal(height, 50000);
	assert_false(set.failed);
	kx_arena_done(&arena);
}

static void
test_columns_keep_pairs(void **state)
{
	static const kx_length heights[] = { 10000, 10000, 10000, 10000 };
	struct kx_setting set;
	struct kx_galley galley = galley_of(&set, heights, 4);
	struct kx_slug slug = { 0 };
	size_t i;

	(void)state;
	/* A rule in each slug shows where it went. */
	for (i = 0; i < 4; i++)
		kx_slug_rule(&set, &galley.slugs[i], 0, 0, 1000, 0, 500, 0);
	galley.slugs[1].keep_next = true;
	assert_int_equal(kx_galley_pour_columns(&set, &galley, 2, 10000, &slug, 0, 0), 30000);
	assert_int_equal(slug.mark_count, 4);
	assert_int_equal(slug.marks[1].box.x, slug.marks[2].box.x);
	kx_arena_done(&arena);
}

static void
test_pour_moves_marks(void **state)
{
	static const kx_length heights[] = { 10000, 10000 };
	struct kx_setting set;
	struct kx_galley galley = galley_of(&set, heights, 2);
	struct kx_slug slug = { 0 };

	(void)state;
	kx_slug_rule(&set, &galley.slugs[1], 2000, 3000, 1000, 0, 500, 0);
	assert_int_equal(kx_galley_pour(&set, &galley, 0, 2, &slug, 5000, 7000), 20000);
	assert_int_equal(slug.marks[0].box.x, 7000);
	assert_int_equal(slug.marks[0].box.y, 20000);
	kx_arena_done(&arena);
}

static void
test_ceiling_is_remembered(void **state)
{
	struct kx_setting set = { 0 };
	struct kx_galley galley = { .width = 1000 };

	(void)state;
	kx_arena_init(&arena, 64);
	set.arena = &arena;
	assert_null(kx_galley_slug(&set, &galley, 1));
	assert_true(set.failed);
	kx_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spaces_overlap),
		cmocka_unit_test(test_columns_balance),
		cmocka_unit_test(test_columns_keep_pairs),
		cmocka_unit_test(test_pour_moves_marks),
		cmocka_unit_test(test_ceiling_is_remembered),
	};

	return cmocka_run_group_tests_name("layout galley", tests, NULL, NULL);
}
