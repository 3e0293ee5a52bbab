/* Reading the patterns of word lists: every step, every fault. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "content/gate.h"
#include "content/word_pattern.h"

#include <string.h>

static const char *herbs[] = { "mint", "sag*", "=rue" };
static const struct kx_word_class classes[] = { { .id = "herb", .words = herbs, .word_count = 3 } };

static bool
read_with(struct kx_arena *arena, const char *text, struct kx_word_pattern *pattern, const char **reason)
{
	return kx_word_pattern_read(arena, text, classes, 1, pattern, reason);
}

static void
test_steps(void **state)
{
	struct kx_word_pattern pattern;
	struct kx_arena arena;
	const char *reason = NULL;
	const struct kx_word_choice *choices;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	assert_true(read_with(&arena, "^Game-chang* ... =Will|#|%|_ @herb", &pattern, &reason));
	assert_null(reason);
	assert_int_equal(pattern.step_count, 5);
	assert_true(pattern.steps[0].starts_sentence);
	assert_string_equal(pattern.steps[0].choices[0].text, "game");
	assert_int_equal(pattern.steps[0].choices[0].form, KX_MATCH_INFLECTED);
	assert_string_equal(pattern.steps[1].choices[0].text, "chang");
	assert_int_equal(pattern.steps[1].choices[0].form, KX_MATCH_OPEN);
	assert_true(pattern.steps[2].gap);
	choices = pattern.steps[3].choices;
	assert_int_equal(pattern.steps[3].choice_count, 4);
	assert_string_equal(choices[0].text, "will");
	assert_int_equal(choices[0].form, KX_MATCH_EXACT);
	assert_int_equal(choices[1].form, KX_MATCH_NUMBER);
	assert_int_equal(choices[2].form, KX_MATCH_PERCENT);
	assert_int_equal(choices[3].form, KX_MATCH_ANY);
	choices = pattern.steps[4].choices;
	assert_int_equal(pattern.steps[4].choice_count, 3);
	assert_string_equal(choices[0].text, "mint");
	assert_int_equal(choices[1].form, KX_MATCH_OPEN);
	assert_int_equal(choices[2].form, KX_MATCH_EXACT);
	kx_arena_done(&arena);
}

static void
test_faults(void **state)
{
	static const struct { const char *text, *says; } faults[] = {
		{ "", "no words" }, { "  - ", "no words" }, { "cure ...", "between words" }, { "... cure", "between words" },
		{ "a|", "no word in it" }, { "|a", "no word in it" }, { "=", "no word in it" }, { "*", "no word in it" },
		{ "^", "no word in it" }, { "cu*re", "is no word" }, { "(cure)", "is no word" }, { "cure!", "is no word" },
		{ "@spice", "no word class \"spice\"" }, { "no-one|nobody knows", "hyphens" }, { "nobody|no-one", "hyphens" },
		{ "a b c d e f g h i j k l m n o p q", "too many words" }, { "cure&care", "is no word" },
	};
	struct kx_word_pattern pattern;
	struct kx_arena arena;
	const char *reason;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		kx_arena_init(&arena, 1 << 20);
		pattern.step_count = 99;
		reason = NULL;
		assert_false(read_with(&arena, faults[i].text, &pattern, &reason));
		assert_int_equal(pattern.step_count, 99);
		assert_non_null(reason);
		if (strstr(reason, faults[i].says) == NULL)
			fail_msg("\"%s\": %s", faults[i].text, reason);
		kx_arena_done(&arena);
	}
}

static void
test_fold(void **state)
{
	(void)state;
	assert_int_equal(kx_word_fold('A'), 'a');
	assert_int_equal(kx_word_fold('1'), '1');
	assert_int_equal(kx_word_fold(0x2019), '\'');
	assert_int_equal(kx_word_fold(0xc9), 0xe9);        /* É */
	assert_int_equal(kx_word_fold(0xd7), 0xd7);        /* the sign of multiplication is no letter */
	assert_int_equal(kx_word_fold(0x141), 0x142);      /* Ł */
	assert_int_equal(kx_word_fold(0x160), 0x161);      /* Š */
	assert_int_equal(kx_word_fold(0x17d), 0x17e);      /* Ž */
	assert_int_equal(kx_word_fold(0x178), 0xff);       /* Ÿ */
	assert_int_equal(kx_word_fold(0x3a3), 0x3c3);      /* Σ */
	assert_int_equal(kx_word_fold(0x416), 0x436);      /* Ж */
	assert_int_equal(kx_word_fold(0x401), 0x451);      /* Ё */
	assert_true(kx_word_letter(0x301));
	assert_true(kx_word_letter(0x4e2d));
	assert_false(kx_word_letter(0x2014));
	assert_false(kx_word_letter(0xa0));
	assert_true(kx_word_invisible(0xad));
}

/* Short of memory it fails with a reason, and never reads past what it got. */
static void
test_short_of_memory(void **state)
{
	struct kx_word_pattern pattern;
	struct kx_arena arena;
	const char *reason;
	size_t ceiling;
	bool good = false;

	(void)state;
	for (ceiling = 0; !good && ceiling < 100000; ceiling += 16) {
		kx_arena_init(&arena, ceiling);
		reason = NULL;
		good = read_with(&arena, "cure* =will|# @herb", &pattern, &reason);
		assert_true(good || reason != NULL);
		kx_arena_done(&arena);
	}
	assert_true(good);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_short_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
