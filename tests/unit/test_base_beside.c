#include "base/beside.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <time.h>
#include <cmocka.h>

#define PIECES 200

/* Each piece is written once, by whoever does it. */
struct tally { int done[PIECES]; };

static void
count_piece(void *task, size_t index)
{
	((struct tally *)task)->done[index]++;
}

static void
take_in_order(bool threaded)
{
	struct tally tally = { { 0 } };
	struct kx_beside beside;
	size_t i;

	kx_beside_start(&beside, threaded, count_piece, &tally, PIECES);
	for (i = 0; i < PIECES; i++) {
		kx_beside_need(&beside, i);
		assert_int_equal(tally.done[i], 1);
	}
	kx_beside_finish(&beside);
	for (i = 0; i < PIECES; i++)
		assert_int_equal(tally.done[i], 1);
}

static void
each_piece_is_done_once(void **state)
{
	int round;

	(void)state;
	take_in_order(false);
	for (round = 0; round < 20; round++)
		take_in_order(true);
}

static void
what_comes_before_a_piece_is_done_with_it(void **state)
{
	struct tally tally = { { 0 } };
	struct kx_beside beside;
	size_t i;

	(void)state;
	kx_beside_start(&beside, true, count_piece, &tally, PIECES);
	kx_beside_need(&beside, PIECES - 1);
	kx_beside_finish(&beside);
	for (i = 0; i < PIECES; i++)
		assert_int_equal(tally.done[i], 1);
}

static void
without_a_thread_only_what_is_needed_is_done(void **state)
{
	struct tally tally = { { 0 } };
	struct kx_beside beside;

	(void)state;
	kx_beside_start(&beside, false, count_piece, &tally, PIECES);
	kx_beside_need(&beside, 1);
	kx_beside_finish(&beside);
	assert_int_equal(tally.done[1], 1);
	assert_int_equal(tally.done[2], 0);
	kx_beside_start(&beside, true, count_piece, &tally, 0);
	kx_beside_finish(&beside);
	assert_int_equal(tally.done[2], 0);
}

/* A piece that takes a while, and a count of those that somebody is at. */
struct turns { atomic_int at, most; };

static void
take_a_while(void *task, size_t index)
{
	struct turns *turns = task;
	struct timespec while_long = { .tv_nsec = 300000 };
	int now = atomic_fetch_add(&turns->at, 1) + 1;

	(void)index;
	if (now > atomic_load(&turns->most))
		atomic_store(&turns->most, now);
	nanosleep(&while_long, NULL);
	atomic_fetch_sub(&turns->at, 1);
}

/* Also when the thread comes late, and whoever needs a piece has begun it. */
static void
one_piece_is_done_at_a_time(void **state)
{
	struct turns turns = { 0 };
	struct kx_beside beside;
	int round;

	(void)state;
	for (round = 0; round < 100; round++) {
		kx_beside_start(&beside, true, take_a_while, &turns, 2);
		kx_beside_need(&beside, 0);
		kx_beside_finish(&beside);
	}
	assert_int_equal(atomic_load(&turns.most), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_piece_is_done_once),
		cmocka_unit_test(what_comes_before_a_piece_is_done_with_it),
		cmocka_unit_test(one_piece_is_done_at_a_time),
		cmocka_unit_test(without_a_thread_only_what_is_needed_is_done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
