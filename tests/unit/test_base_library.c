#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/library.h"
#include "base/memo.h"

#include <string.h>

static const char *const names[] = { "cos", "sin" };
static const char *const unknown[] = { "cos", "no_such_function" };
static const struct kx_library math = { "libm.so.6", "libm, which reckons,", "libc6", KX897, KX_LIBRARY_NAMES(names) };
static const struct kx_library lacking = { "libm.so.6", "libm, which reckons,", "libc6", KX897, KX_LIBRARY_NAMES(unknown) };

struct functions { double (*cos)(double), (*sin)(double); };

/* Functions that the memo keeps are those that are found without one; of two libraries each has its own. */
static void
keeps_functions_in_the_memo(void **state)
{
	struct functions plain, first, again;
	struct kx_diagnostics diags;
	struct kx_arena arena;
	struct kx_memo memo;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	kx_diagnostics_init(&diags, &arena);
	kx_memo_init(&memo, 1 << 20);
	memset(&again, 0, sizeof(again));
	assert_true(kx_library_need_kept(NULL, &math, &plain, &diags));
	assert_true(kx_library_need_kept(&memo, &math, &first, &diags));
	assert_true(kx_library_need_kept(&memo, &math, &again, &diags));
	assert_memory_equal(&first, &plain, sizeof(plain));
	assert_memory_equal(&again, &plain, sizeof(plain));
	assert_true(again.cos(0) == 1 && again.sin(0) == 0);
	/* One that lacks a function is told, and not kept. */
	assert_false(kx_library_need_kept(&memo, &lacking, &again, &diags));
	assert_false(kx_library_need_kept(&memo, &lacking, &again, &diags));
	assert_int_equal(diags.list[0].code, KX897);
	kx_memo_done(&memo);
	kx_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_functions_in_the_memo),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
