#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "content/date.h"

#include <string.h>

static void
only_days_of_the_calendar(void **state)
{
	static const char *const wrong[] = {
		"", "2026", "2026-1-1", "2026-13-01", "2026-00-10", "2026-02-30", "2025-02-29", "1900-02-29", "1899-12-31",
		"2026-04-31", "2026-04-00", "2026/04/01", "2026-04-01 ", "20x6-04-01", "-026-04-01", "2026-04-1x"
	};
	struct kx_date date = { 1, 2, 3 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(kx_date_parse(wrong[i], &date));
	assert_int_equal(date.year, 1);
	assert_true(kx_date_parse("2024-02-29", &date));
	assert_true(date.year == 2024 && date.month == 2 && date.day == 29);
	assert_true(kx_date_parse("2000-02-29", &date));
	assert_true(kx_date_parse("9999-12-31", &date));
}

static void
days_count_and_count_back(void **state)
{
	static const struct { struct kx_date date; int64_t days; } known[] = {
		{ { 1970, 1, 1 }, 0 }, { { 1970, 1, 2 }, 1 }, { { 1969, 12, 31 }, -1 }, { { 2000, 3, 1 }, 11017 },
		{ { 2026, 11, 22 }, 20779 }, { { 1900, 1, 1 }, -25567 },
	};
	struct kx_date date;
	int64_t day;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		assert_int_equal(kx_date_days(known[i].date), known[i].days);
		date = kx_date_of_days(known[i].days);
		assert_int_equal(kx_date_compare(date, known[i].date), 0);
	}
	for (day = -30000; day < 100000; day += 7) {
		date = kx_date_of_days(day);
		assert_int_equal(kx_date_days(date), day);
		assert_true(date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31);
	}
}

static void
days_compare_and_print(void **state)
{
	const struct kx_date day = { 2026, 2, 3 };
	char text[KX_DATE_BYTES];

	(void)state;
	assert_true(kx_date_compare(day, (struct kx_date){ 2026, 2, 4 }) < 0);
	assert_true(kx_date_compare(day, (struct kx_date){ 2026, 1, 28 }) > 0);
	assert_true(kx_date_compare(day, (struct kx_date){ 2025, 12, 31 }) > 0);
	assert_true(kx_date_compare(day, (struct kx_date){ 2027, 1, 1 }) < 0);
	assert_int_equal(kx_date_compare(day, day), 0);
	kx_date_print(day, text);
	assert_string_equal(text, "2026-02-03");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_days_of_the_calendar),
		cmocka_unit_test(days_count_and_count_back),
		cmocka_unit_test(days_compare_and_print),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
