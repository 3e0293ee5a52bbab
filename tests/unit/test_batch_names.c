/*
 * The names of a batch's files, and which part of it a machine does.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "batch/pattern.h"
#include "batch/shard.h"

#include <stdio.h>
#include <string.h>

static const struct kx_origin origin = { .file = "m.json", .pointer = "/output" };

static bool
usable(const char *pattern)
{
	struct kx_diagnostics diags;
	struct kx_arena arena;
	bool whole;

	kx_arena_init(&arena, 1 << 20);
	kx_diagnostics_init(&diags, &arena);
	whole = kx_pattern_check(&arena, pattern, &origin, &diags);
	assert_int_equal(whole, diags.errors == 0);
	assert_true(whole || diags.list[0].code == KX822);
	kx_arena_done(&arena);
	return whole;
}

static void
patterns_stay_below_their_folder(void **state)
{
	static const char *const good[] = { "{clinic}.pdf", "{clinic}/{layout}-{size}-{ink}-{language}-{paper}.pdf", "a.b/{clinic}.pdf" };
	static const char *const bad[] = { "/{clinic}.pdf", "../{clinic}.pdf", "a/../{clinic}.pdf", "./{clinic}.pdf", ".{clinic}.pdf",
	    "a//{clinic}.pdf", "{clinic}/", "{clinic}", "{clinic}.PDF", "x.pdf", "{clinic.pdf", "clinic}.pdf", "{}{clinic}.pdf",
	    "{clinics}.pdf", "a\\{clinic}.pdf", ".pdf" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(usable(good[i]));
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(usable(bad[i]));
}

static void
values_lend_no_separators(void **state)
{
	static const char *const values[KX_DIM_COUNT] = { [KX_DIM_LAYOUT] = "my/layout.json", [KX_DIM_SIZE] = "../large",
		[KX_DIM_THEME] = "~warm", [KX_DIM_INK] = "a b", [KX_DIM_LANGUAGE] = "..", [KX_DIM_PAPER] = ".a4." };
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	assert_string_equal(kx_pattern_fill(&arena, "{clinic}/{layout}-{size}-{theme}-{ink}-{language}-{paper}.pdf", "hill", values),
	    "hill/my_layout.json-___large-_warm-a_b-__-_a4_.pdf");
	kx_arena_done(&arena);
}

static void
shards_are_read(void **state)
{
	static const char *const bad[] = { "", "/", "1", "1/", "/2", "0/2", "3/2", "1/0", "1//2", "-1/2", "1/2/3", " 1/2", "1/2x", "99/98" };
	struct kx_shard shard;
	size_t i;

	(void)state;
	assert_true(kx_shard_parse("2/8", &shard));
	assert_int_equal(shard.index, 2);
	assert_int_equal(shard.count, 8);
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(kx_shard_parse(bad[i], &shard));
}

/* Each job has one shard; with one shard more, jobs move to that one only. */
static void
shards_part_the_whole(void **state)
{
	struct kx_shard shard, more;
	int i, met, seen[8] = { 0 };
	char job[40];
	size_t k;

	(void)state;
	for (k = 0; k < 4000; k++) {
		snprintf(job, sizeof(job), "clinic-%zu handout en a4", k);
		for (i = 1, met = 0; i <= 7; i++) {
			shard = (struct kx_shard){ i, 7 };
			more = (struct kx_shard){ i, 8 };
			met += kx_shard_has(&shard, job);
			seen[i] += kx_shard_has(&shard, job);
			assert_true(!kx_shard_has(&more, job) || kx_shard_has(&shard, job));
		}
		assert_int_equal(met, 1);
	}
	for (i = 1; i <= 7; i++)
		assert_in_range(seen[i], 4000 / 7 - 100, 4000 / 7 + 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_stay_below_their_folder),
		cmocka_unit_test(values_lend_no_separators),
		cmocka_unit_test(shards_are_read),
		cmocka_unit_test(shards_part_the_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
