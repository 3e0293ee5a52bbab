#include "shipped_fonts.h"
#include "text/engine.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

static bool
is_rtl(void **state, const char *text)
{
	struct bench *bench = *state;

	return kx_engine_is_rtl(kx_engine_of(bench->fonts, &bench->diags), text, strlen(text));
}

static void
left_to_right_text_passes(void **state)
{
	assert_false(is_rtl(state, ""));
	assert_false(is_rtl(state, "27 in 100, \xE2\x80\x9Cyes\xE2\x80\x9D \xC3\xA9 (a)"));
	assert_false(is_rtl(state, "\xCE\xB1\xCE\xB2 \xD0\x90 \xE4\xB8\xAD"));           /* Greek, Cyrillic, Han */
	assert_false(is_rtl(state, "a\xE2\x80\x8E" "b"));                                /* left-to-right mark */
}

static void
right_to_left_text_is_found(void **state)
{
	assert_true(is_rtl(state, "abc \xD7\x90"));          /* Hebrew */
	assert_true(is_rtl(state, "\xD8\xA7 abc"));          /* Arabic */
	assert_true(is_rtl(state, "\xDC\x90"));              /* Syriac */
	assert_true(is_rtl(state, "a\xE2\x80\xAE" "b"));     /* right-to-left override */
	assert_true(is_rtl(state, "a\xE2\x80\x8F" "b"));     /* right-to-left mark */
	assert_true(is_rtl(state, "a\xE2\x81\xA7" "b"));     /* right-to-left isolate */
}

/* Bytes after `length` do not count. */
static void
length_is_kept(void **state)
{
	struct bench *bench = *state;

	assert_false(kx_engine_is_rtl(kx_engine_of(bench->fonts, &bench->diags), "ab\xD7\x90", 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(left_to_right_text_passes),
		cmocka_unit_test(right_to_left_text_is_found),
		cmocka_unit_test(length_is_kept),
	};

	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
