#include "base/apart.h"
#include "base/buffer.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct kx_apart_limits plenty = { (size_t)256 * 1024 * 1024, 5000 };

static void
greet(void *task, struct kx_buffer *out)
{
	kx_buffer_text(out, "hello ");
	kx_buffer_text(out, task);
}

static void
what_the_work_says_comes_back(void **state)
{
	struct kx_buffer out;
	char name[] = "world";

	(void)state;
	kx_buffer_init(&out, 100);
	kx_buffer_text(&out, "> ");
	assert_int_equal(kx_apart_run(greet, name, &plenty, &out), KX_APART_DONE);
	assert_string_equal(kx_buffer_bytes(&out), "> hello world");
	kx_buffer_done(&out);
}

static void
count_up(void *task, struct kx_buffer *out)
{
	size_t i;

	for (i = 0; i < *(size_t *)task; i++)
		kx_buffer_char(out, (char)('a' + i % 26));
	*(size_t *)task = 0;
}

/* More than a pipe holds; and the child's memory is its own. */
static void
a_long_answer_comes_whole(void **state)
{
	struct kx_buffer out;
	size_t count = 1000000, i;

	(void)state;
	kx_buffer_init(&out, 2000000);
	assert_int_equal(kx_apart_run(count_up, &count, &plenty, &out), KX_APART_DONE);
	assert_int_equal(count, 1000000);
	assert_int_equal(out.length, count);
	for (i = 0; i < count; i += 999)
		assert_int_equal(kx_buffer_bytes(&out)[i], 'a' + i % 26);
	kx_buffer_done(&out);
}

static void
too_much_to_say_is_a_crash(void **state)
{
	struct kx_buffer out;
	size_t count = 1000000;

	(void)state;
	kx_buffer_init(&out, 999999);
	assert_int_equal(kx_apart_run(count_up, &count, &plenty, &out), KX_APART_CRASH);
	kx_buffer_done(&out);
}

static void
spin(void *task, struct kx_buffer *out)
{
	volatile unsigned count = 0;

	(void)task;
	(void)out;
	for (;;)
		count++;
}

static void
time_has_a_ceiling(void **state)
{
	const struct kx_apart_limits limits = { plenty.memory, 50 };
	struct kx_buffer out;

	(void)state;
	kx_buffer_init(&out, 100);
	assert_int_equal(kx_apart_run(spin, NULL, &limits, &out), KX_APART_TIME);
	kx_buffer_done(&out);
}

static void
devour(void *task, struct kx_buffer *out)
{
	const size_t step = (size_t)1024 * 1024;
	size_t got = 0;
	char *bytes;

	(void)task;
	while (got < 512 * step && (bytes = malloc(step)) != NULL) {
		memset(bytes, 1, step);
		got += step;
	}
	kx_buffer_print(out, "%zu", got / step);
}

static void
memory_has_a_ceiling(void **state)
{
	const struct kx_apart_limits limits = { (size_t)64 * 1024 * 1024, 5000 };
	struct kx_buffer out;
	int got;

	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip();   /* the sanitizer maps terabytes, so there is none */
#endif
	if (getenv("LD_PRELOAD") != NULL)
		skip();   /* valgrind's memory is not ours to limit */
	kx_buffer_init(&out, 100);
	assert_int_equal(kx_apart_run(devour, NULL, &limits, &out), KX_APART_DONE);
	got = atoi(kx_buffer_bytes(&out));
	assert_in_range(got, 32, 64);
	kx_buffer_done(&out);
}

static void
be_killed(void *task, struct kx_buffer *out)
{
	kx_buffer_text(out, "half of it");
	raise(*(int *)task);
}

static void
a_child_that_dies_is_a_crash(void **state)
{
	static int signals[] = { SIGKILL, SIGTERM, SIGUSR1 };
	struct kx_buffer out;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(signals) / sizeof(*signals); i++) {
		kx_buffer_init(&out, 100);
		assert_int_equal(kx_apart_run(be_killed, &signals[i], &plenty, &out), KX_APART_CRASH);
		kx_buffer_done(&out);
	}
}

static void
leave(void *task, struct kx_buffer *out)
{
	(void)out;
	_exit(*(int *)task);
}

static void
a_child_that_leaves_is_a_crash(void **state)
{
	struct kx_buffer out;
	int status = 3;

	(void)state;
	kx_buffer_init(&out, 100);
	assert_int_equal(kx_apart_run(leave, &status, &plenty, &out), KX_APART_CRASH);
	kx_buffer_done(&out);
}

/* Several at once, each with its own answer, in whatever order they are asked. */
static void
children_work_side_by_side(void **state)
{
	static const int order[] = { 2, 0, 3, 1 };
	size_t counts[4] = { 10, 700000, 0, 100 };
	struct kx_apart children[4];
	struct kx_buffer out;
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++)
		children[i] = kx_apart_start(count_up, &counts[i], &plenty, 1000000);
	for (i = 0; i < 4; i++) {
		kx_buffer_init(&out, 1000000);
		assert_int_equal(kx_apart_finish(&children[order[i]], &out), KX_APART_DONE);
		assert_int_equal(out.length, counts[order[i]]);
		kx_buffer_done(&out);
	}
	assert_in_range(kx_apart_width(), 1, KX_APART_MOST);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_work_says_comes_back),
		cmocka_unit_test(a_long_answer_comes_whole),
		cmocka_unit_test(too_much_to_say_is_a_crash),
		cmocka_unit_test(time_has_a_ceiling),
		cmocka_unit_test(memory_has_a_ceiling),
		cmocka_unit_test(a_child_that_dies_is_a_crash),
		cmocka_unit_test(a_child_that_leaves_is_a_crash),
		cmocka_unit_test(children_work_side_by_side),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
