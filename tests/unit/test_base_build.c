#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/build.h"

#include <string.h>

static void
a_program_knows_itself_and_its_libraries(void **state)
{
	static const char *const some[] = { "libz.so.1", "libpng16.so" }, *const other[] = { "libz.so.1", "libjansson.so" };
	uint8_t one[KX_HASH_BYTES], two[KX_HASH_BYTES];

	(void)state;
	assert_true(kx_build_digest(some, 2, one));
	assert_true(kx_build_digest(some, 2, two));
	assert_memory_equal(one, two, KX_HASH_BYTES);
	assert_true(kx_build_digest(other, 2, two));
	assert_memory_not_equal(one, two, KX_HASH_BYTES);
	assert_true(kx_build_digest(some, 1, two));
	assert_memory_not_equal(one, two, KX_HASH_BYTES);
}

/* One that this program has not loaded says the same of itself from its file. */
static void
a_library_is_known_before_it_is_loaded(void **state)
{
	static const char *const late[] = { "libz.so.1", "libturbojpeg.so.0" };
	uint8_t digest[KX_HASH_BYTES];

	(void)state;
	assert_true(kx_build_digest(late, 2, digest));
}

static void
one_that_is_not_there_leaves_nothing_known(void **state)
{
	static const char *const missing[] = { "libz.so.1", "libnowhere.so.7" }, *const half[] = { "libz.so.1", "libpng1" };
	uint8_t digest[KX_HASH_BYTES];

	(void)state;
	assert_false(kx_build_digest(missing, 2, digest));
	assert_false(kx_build_digest(missing + 1, 1, digest));
	assert_false(kx_build_digest(half, 2, digest));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_program_knows_itself_and_its_libraries),
		cmocka_unit_test(a_library_is_known_before_it_is_loaded),
		cmocka_unit_test(one_that_is_not_there_leaves_nothing_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
