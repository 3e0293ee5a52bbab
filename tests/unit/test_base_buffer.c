#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buffer.h"

#include <limits.h>
#include <string.h>

static void
assert_milli(long thousandths, const char *wanted)
{
	struct kx_buffer out;

	kx_buffer_init(&out, 100);
	kx_buffer_milli(&out, thousandths);
	assert_string_equal(kx_buffer_bytes(&out), wanted);
	kx_buffer_done(&out);
}

static void
writes_thousandths_in_shortest_form(void **state)
{
	(void)state;
	assert_milli(0, "0");
	assert_milli(12500, "12.5");
	assert_milli(-3000, "-3");
	assert_milli(4, "0.004");
	assert_milli(-40, "-0.04");
	assert_milli(1000000, "1000");
	assert_milli(27400, "27.4");
	if (LONG_MAX > 0x7fffffffL)
		assert_milli(LONG_MIN, "-9223372036854775.808");
}

static void
assert_number(long long number, const char *wanted)
{
	struct kx_buffer out;

	kx_buffer_init(&out, 64);
	kx_buffer_number(&out, number);
	assert_string_equal(kx_buffer_bytes(&out), wanted);
	kx_buffer_done(&out);
}

static void
writes_whole_numbers(void **state)
{
	(void)state;
	assert_number(0, "0");
	assert_number(-70, "-70");
	assert_number(1234567890123, "1234567890123");
	assert_number(LLONG_MIN, "-9223372036854775808");
}

static void
grows_and_stays_terminated(void **state)
{
	struct kx_buffer out;
	size_t i;

	(void)state;
	kx_buffer_init(&out, 1 << 20);
	assert_string_equal(kx_buffer_bytes(&out), "");
	for (i = 0; i < 5000; i++)
		kx_buffer_print(&out, "%zu,", i % 10);
	assert_int_equal(out.length, 10000);
	assert_int_equal(strlen(kx_buffer_bytes(&out)), 10000);
	kx_buffer_clear(&out);
	assert_string_equal(kx_buffer_bytes(&out), "");
	kx_buffer_done(&out);
}

static void
remembers_that_it_was_full(void **state)
{
	struct kx_buffer out;

	(void)state;
	kx_buffer_init(&out, 4);
	kx_buffer_text(&out, "abcd");
	assert_false(kx_buffer_failed(&out));
	kx_buffer_char(&out, 'e');
	assert_true(kx_buffer_failed(&out));
	kx_buffer_print(&out, "%d", 1);
	assert_string_equal(kx_buffer_bytes(&out), "abcd");
	kx_buffer_done(&out);
	/* There is room for more in memory; the ceiling counts. */
	kx_buffer_init(&out, 4);
	kx_buffer_text(&out, "ab");
	kx_buffer_print(&out, "%s", "");
	assert_false(kx_buffer_failed(&out));
	kx_buffer_print(&out, "%d", 123);
	assert_true(kx_buffer_failed(&out));
	assert_string_equal(kx_buffer_bytes(&out), "ab");
	kx_buffer_done(&out);
}

/* What fits stays where it is; what can never be there is not asked for, and only its adding fails. */
static void
has_room_that_was_asked_for(void **state)
{
	struct kx_buffer out;
	const char *bytes;
	int i;

	(void)state;
	kx_buffer_init(&out, 1000);
	kx_buffer_reserve(&out, 900);
	bytes = kx_buffer_bytes(&out);
	for (i = 0; i < 900; i++)
		kx_buffer_char(&out, 'x');
	assert_ptr_equal(kx_buffer_bytes(&out), bytes);
	kx_buffer_reserve(&out, 101);
	assert_false(kx_buffer_failed(&out));
	assert_int_equal(out.length, 900);
	kx_buffer_done(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_thousandths_in_shortest_form),
		cmocka_unit_test(writes_whole_numbers),
		cmocka_unit_test(grows_and_stays_terminated),
		cmocka_unit_test(remembers_that_it_was_full),
		cmocka_unit_test(has_room_that_was_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
