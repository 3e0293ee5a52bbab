#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/nearest.h"

#include <string.h>

static const char *const words[] = { "topic", "topics", "title", "product", "condition", "blood-pressure", "id", "by" };

static void
assert_near(const char *word, const char *wanted)
{
	const char *near = kx_nearest(word, words, sizeof(words) / sizeof(words[0]));

	if (wanted == NULL)
		assert_null(near);
	else {
		assert_non_null(near);
		assert_string_equal(near, wanted);
	}
}

static void
finds_one_slip(void **state)
{
	(void)state;
	assert_near("topik", "topic");          /* changed */
	assert_near("tpic", "topic");           /* left out */
	assert_near("toppic", "topic");         /* put in */
	assert_near("tipoc", NULL);             /* two changed: five letters allow one */
	assert_near("conditoins", "condition"); /* ten allow three */
}

static void
finds_swaps_and_case(void **state)
{
	(void)state;
	assert_near("tiel", NULL);
	assert_near("titel", "title");
	assert_near("TITLE", "title");
	assert_near("Condtion", "condition");
	assert_near("blod-presure", "blood-pressure");
}

static void
leaves_strangers_alone(void **state)
{
	(void)state;
	assert_near("zebra", NULL);
	assert_near("", NULL);
	assert_near("x", NULL);
	assert_near("conditionalities-of-everything", NULL);
}

static void
the_first_of_equals_wins(void **state)
{
	static const char *const twins[] = { "bat", NULL, "cat", "hat" };

	(void)state;
	assert_string_equal(kx_nearest("rat", twins, 4), "bat");
	assert_string_equal(kx_nearest("cat", twins, 4), "cat");
}

static void
bears_words_without_end(void **state)
{
	static char endless[100000];
	const char *candidates[] = { endless, "topic" };

	(void)state;
	memset(endless, 'a', sizeof(endless) - 1);
	assert_null(kx_nearest(endless, candidates, 2));
	assert_string_equal(kx_nearest("topik", candidates, 2), "topic");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_one_slip),
		cmocka_unit_test(finds_swaps_and_case),
		cmocka_unit_test(leaves_strangers_alone),
		cmocka_unit_test(the_first_of_equals_wins),
		cmocka_unit_test(bears_words_without_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
