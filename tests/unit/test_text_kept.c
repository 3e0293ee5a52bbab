/* What is kept must be what would be made, whatever else is kept, and never more than the ceiling. */
#include "shipped_fonts.h"

#include "text/kept.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

/* Runs that differ in one thing each. */
static const struct { const char *role, *language; bool tabular; const char *text; } runs[] = {
	{ "body", "en", false, "27 in 100 felt better" },
	{ "body", "en", true, "27 in 100 felt better" },
	{ "strong", "en", false, "27 in 100 felt better" },
	{ "body", "es", false, "27 in 100 felt better" },
	{ "body", NULL, false, "27 in 100 felt better" },
	{ "body", "en", false, "27 in 100 felt bette" },
	{ "body", "en", false, "27 in 100 felt betteR" },
	{ "emphasis", "en", false, "na\xC3\xAFve \xE2\x89\xA5" },
	{ "body", "en", false, "" },
};
#define RUNS (sizeof(runs) / sizeof(runs[0]))

static const char *
shaped_through(struct bench *bench, struct kx_memo *memo, size_t run)
{
	struct kx_shaped shaped;

	assert_true(kx_kept_shape(memo, &bench->arena, bench->fonts, runs[run].role, runs[run].language, runs[run].tabular,
	    runs[run].text, strlen(runs[run].text), NULL, &shaped, &bench->diags));
	return shaped_text(&bench->arena, &shaped);
}

static const char *
shaped_anew(struct bench *bench, size_t run)
{
	struct kx_shaped shaped;

	assert_true(kx_text_shape(&bench->arena, bench->fonts, runs[run].role, runs[run].language, runs[run].tabular,
	    runs[run].text, strlen(runs[run].text), NULL, &shaped, &bench->diags));
	return shaped_text(&bench->arena, &shaped);
}

static void
hold_all(struct bench *bench, struct kx_memo *memo)
{
	size_t round, i;

	for (round = 0; round < 3; round++)
		for (i = 0; i < RUNS; i++)
			assert_string_equal(shaped_through(bench, memo, i), shaped_anew(bench, i));
}

static void
runs_come_back_as_they_were(void **state)
{
	struct bench *bench = *state;
	struct kx_memo memo;

	kx_memo_init(&memo, 1024 * 1024);
	hold_all(bench, &memo);
	assert_int_equal(memo.young.count, RUNS);
	hold_all(bench, NULL);
	kx_memo_done(&memo);
}

/* Results outlive many more; the table grows. */
static void
many_runs(void **state)
{
	struct bench *bench = *state;
	struct kx_shaped first, again, other;
	struct kx_memo memo;
	char text[32];
	int i;

	kx_memo_init(&memo, 16 * 1024 * 1024);
	assert_true(kx_kept_shape(&memo, &bench->arena, bench->fonts, "body", "en", false, "first", 5, NULL, &first, &bench->diags));
	for (i = 0; i < 3000; i++) {
		snprintf(text, sizeof(text), "n%d", i);
		assert_true(kx_kept_shape(&memo, &bench->arena, bench->fonts, "body", "en", false, text, strlen(text), NULL, &other,
		    &bench->diags));
	}
	assert_int_equal(memo.young.count, 3001);
	assert_true(kx_kept_shape(&memo, &bench->arena, bench->fonts, "body", "en", false, "first", 5, NULL, &again, &bench->diags));
	assert_ptr_equal(again.segments, first.segments);
	kx_memo_done(&memo);
}

/* What the young half had is found in the old one; what is kept there is a sheet's to point to. */
static void
a_turn_later_it_is_still_there(void **state)
{
	struct bench *bench = *state;
	struct kx_shaped before, after;
	struct kx_memo memo;

	kx_memo_init(&memo, 2 * 8192);
	assert_true(kx_kept_shape(&memo, &bench->arena, bench->fonts, "body", "en", false, "27", 2, NULL, &before, &bench->diags));
	hold_all(bench, &memo);
	kx_memo_turn(&memo);
	assert_int_equal(memo.young.count, 0);
	assert_true(kx_kept_shape(&memo, &bench->arena, bench->fonts, "body", "en", false, "27", 2, NULL, &after, &bench->diags));
	assert_ptr_equal(before.segments, after.segments);
	hold_all(bench, &memo);
	kx_memo_done(&memo);
}

static void
the_ceiling_holds(void **state)
{
	struct bench *bench = *state;
	struct kx_memo memo;
	size_t ceiling;

	for (ceiling = 0; ceiling < 12288; ceiling += 293) {
		kx_memo_init(&memo, ceiling);
		hold_all(bench, &memo);
		assert_true(memo.young.arena.used <= ceiling);
		kx_memo_done(&memo);
	}
}

static void
faults_are_told_each_time(void **state)
{
	const struct kx_place one = { .file = "one.json" }, two = { .file = "two.json" };
	struct bench *bench = *state;
	struct kx_shaped shaped;
	struct kx_memo memo;

	kx_memo_init(&memo, 1024 * 1024);
	assert_false(kx_kept_shape(&memo, &bench->arena, bench->fonts, "body", "en", false, "\xE2\x86\x92", 3, &one, &shaped,
	    &bench->diags));
	assert_false(kx_kept_shape(&memo, &bench->arena, bench->fonts, "body", "en", false, "\xE2\x86\x92", 3, &two, &shaped,
	    &bench->diags));
	assert_int_equal(bench->diags.count, 1);
	assert_int_equal(bench->diags.list[0].other_count, 1);
	assert_int_equal(memo.young.count, 0);
	kx_memo_done(&memo);
}

static void
breaks_come_back_as_they_were(void **state)
{
	static const char *const texts[] = { "27 in 100 felt better", "27 in 100", "off-label use", "a b c", "" };
	struct bench *bench = *state;
	const uint8_t *kept_breaks, *breaks;
	struct kx_memo memo;
	size_t i, ceiling;

	for (ceiling = 0; ceiling <= 1024 * 1024; ceiling += 1024 * 512) {
		kx_memo_init(&memo, ceiling);
		for (i = 0; i < 2 * sizeof(texts) / sizeof(texts[0]); i++) {
			const char *text = texts[i / 2];

			assert_true(kx_kept_breaks(&memo, &bench->arena, bench->fonts, "en", text, strlen(text), &kept_breaks, &bench->diags));
			assert_true(kx_text_breaks(&bench->arena, bench->fonts, "en", text, strlen(text), &breaks, &bench->diags));
			assert_memory_equal(kept_breaks, breaks, strlen(text));
		}
		kx_memo_done(&memo);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(runs_come_back_as_they_were, bench_clear),
		cmocka_unit_test_setup(many_runs, bench_clear),
		cmocka_unit_test_setup(a_turn_later_it_is_still_there, bench_clear),
		cmocka_unit_test_setup(the_ceiling_holds, bench_clear),
		cmocka_unit_test_setup(faults_are_told_each_time, bench_clear),
		cmocka_unit_test_setup(breaks_come_back_as_they_were, bench_clear),
	};

	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
