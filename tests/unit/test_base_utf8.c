#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"

#include <string.h>

static void
assert_bad_at(const char *bytes, size_t length, size_t wanted)
{
	size_t offset = 999;

	assert_false(kx_utf8_valid(bytes, length, &offset));
	assert_int_equal(offset, wanted);
}

/* Unicode 15, table 3-7, and the ill-formed examples of section 3.9. */
static void
refuses_what_is_ill_formed(void **state)
{
	(void)state;
	assert_bad_at("\x80", 1, 0);
	assert_bad_at("a\xc0\xaf", 3, 1);             /* overlong */
	assert_bad_at("a\xe0\x9f\xbf", 4, 1);         /* overlong */
	assert_bad_at("\xf0\x8f\xbf\xbf", 4, 0);      /* overlong */
	assert_bad_at("ab\xed\xa0\x80", 5, 2);        /* surrogate */
	assert_bad_at("\xf4\x90\x80\x80", 4, 0);      /* past U+10FFFF */
	assert_bad_at("\xf5\x80\x80\x80", 4, 0);
	assert_bad_at("x\xe2\x82", 3, 1);             /* cut */
	assert_bad_at("\xe2\x82z", 3, 0);
	assert_bad_at("\xff", 1, 0);
}

/* Every code point there and back. */
static void
goes_there_and_back(void **state)
{
	uint32_t code;
	char bytes[5];
	size_t length, back, offset;

	(void)state;
	for (code = 0; code <= 0x10ffff; code++) {
		if (code >= 0xd800 && code < 0xe000)
			continue;
		memset(bytes, 0, sizeof(bytes));
		length = kx_utf8_put(code, bytes);
		if (!kx_utf8_valid(bytes, length, &offset) || kx_utf8_next(bytes, &back) != code || back != length)
			fail_msg("U+%04X", (unsigned)code);
	}
}

static void
counts_characters(void **state)
{
	static const char text[] = "na\xc3\xafve \xe2\x80\x9cx\xe2\x80\x9d \xf0\x9f\x8c\x8a";

	(void)state;
	assert_int_equal(kx_utf8_count(text, strlen(text)), 11);
	assert_int_equal(kx_utf8_count(text, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_what_is_ill_formed),
		cmocka_unit_test(goes_there_and_back),
		cmocka_unit_test(counts_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
