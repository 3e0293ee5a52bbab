#include "shipped_fonts.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

/* The text with "|" at each opportunity and "!" at each must. */
static const char *
marked(struct bench *bench, struct kx_arena *arena, const char *text)
{
	size_t length = strlen(text), at, count = 0;
	char *out = kx_arena_alloc(arena, 2 * length + 1);
	const uint8_t *breaks;

	assert_true(kx_text_breaks(arena, bench->fonts, "en", text, length, &breaks, &bench->diags));
	for (at = 0; at < length; at++) {
		out[count++] = text[at];
		if (breaks[at] != 0)
			out[count++] = breaks[at] == 2 ? '!' : '|';
	}
	return out;
}

/* Each line: the text with its breaks; the marks are taken out to make the input. */
static void
check(void **state, const char *const *lines, size_t count)
{
	struct bench *bench = *state;
	struct kx_arena arena;
	char text[400];
	size_t i, at, length;

	kx_arena_init(&arena, 1024 * 1024);
	for (i = 0; i < count; i++) {
		for (at = 0, length = 0; lines[i][at] != '\0'; at++)
			if (lines[i][at] != '|' && lines[i][at] != '!')
				text[length++] = lines[i][at];
		text[length] = '\0';
		assert_string_equal(marked(bench, &arena, text), lines[i]);
	}
	kx_arena_done(&arena);
}
#define CHECK(lines) check(state, lines, sizeof(lines) / sizeof((lines)[0]))

static void
words_break_at_spaces(void **state)
{
	static const char *const lines[] = {
		"", "a", "one |two |three", "well-being", "it\xE2\x80\x99s |a |test", "\xE2\x80\x9Cyes\xE2\x80\x9D |(or |no)",
		"a\xC2\xA0" "b |c", "a\xE2\x80\xAF" "b |c", "a\xE2\x80\x91" "b |c", "a\xE2\x81\xA0" "b |c", "person(s) |who",
		"caf\xC3\xA9 |ole", "thin\xE2\x80\x89|space", "na\xC3\xAFve |men",
	};

	CHECK(lines);
}

static void
line_ends_must_break(void **state)
{
	static const char *const lines[] = { "one\n!two", "one\n!\n!two", "one\n!", "one\r\n!two", "one\xE2\x80\xA8!two" };

	CHECK(lines);
}

static void
soft_hyphens_do_not_break(void **state)
{
	static const char *const lines[] = { "anti\xC2\xAD" "depressant |drug" };

	CHECK(lines);
}

/* libunibreak takes U+FFFF for the end of the text and aborts on it. */
static void
noncharacters_are_harmless(void **state)
{
	static const char *const lines[] = { "one |\xEF\xBF\xBF |two |\xEF\xBF\xBF" };

	CHECK(lines);
}

static void
ratios_stay_together(void **state)
{
	static const char *const lines[] = {
		"about |27 in 100 felt |better", "9 of 100", "9 out of 100", "1 to 4 more", "2 or 3 times", "from |5 to 10 mg |each",
		"so |27 in 100, |and |40 of 90.", "27 in 100 |to |30 in 100", "27 |of |them |were 4", "(27 in 100)", "100 |in |the |cohort",
		"1,250 of 10,000", "0.5 to 1.0 mg/kg", "27% to 30% |felt", "well |63 or 22 in 100 |with", "61 to 84 in 100 |had",
		"20 to 30 |out of 100 had",
	};

	CHECK(lines);
}

static void
figures_keep_what_they_count(void **state)
{
	static const char *const lines[] = {
		"take |10 mg |now", "for |4 weeks.", "about |2 hours |later", "at |9 a.m. |today", "use |5 mg/kg |once", "some |27 people |felt",
		"is |12% |of", "100 % |of", "at |\xE2\x89\xA5 5 points", "3 \xC3\x97 4 cm", "In |2021 |the |label", "born 1950", "a |$300 fee |each",
		"over |10 000 people", "(555) 010-0199", "24-hour |line", "a |28-day |course", ("10\xE2\x80\x93" "20 mg"), "$10\xE2\x80\x93$20 each",
		"the 27, |then", "27 |(of |them)", "300 milligrams |daily", "12 |uncharacteristic |events", "2\xC2\xBD hours", "10 \xC2\xB5g",
		"5 |(five) |days",
	};

	CHECK(lines);
}

static void
names_and_labels_stay_together(void **state)
{
	static const char *const lines[] = {
		"ask |Dr. Name |first", "Dr. J. Smith |says", "Prof. Lee |says", "see |No. 5 there", "on |p. 12 |of", "it |is |PTSD. |Then",
		"it |ends. |Then", "at |week 4.", "at |week |4 or 8", "in |section 2, |below", "Schedule III |drug", "Part B |pays", "Plan |A |or",
		"ask |Mr. X, |then", "the |FDA. |They", "so |am |I |now",
	};

	CHECK(lines);
}

static void
spanish_holds_together(void **state)
{
	static const char *const lines[] = {
		"cerca |de |27 de cada 100 |personas", "1 de cada 1,000", "ver |a |la |Dra. Ruiz |hoy", "la |Sra. Gil", "a |las |8 a. m. |del", "hasta |las |5 p. m.",
		"en |EE. UU. |hoy", "algo, |p. ej. |esto", "durante |4 semanas", "tome |10 mg", "y |al |final. |Era |tarde", "como |a. |Luego",
	};

	CHECK(lines);
}

static void
dashes_and_marks_hang_on(void **state)
{
	static const char *const lines[] = {
		"word \xE2\x80\x93 |word", "word\xE2\x80\x94|word", "word \xE2\x80\x94 |word", "helped |them [3] |and", "helped |them [3,4]. |And",
		"helped |them [3]\xE2\x80\x93|more", "better?3 |Then", ("better\xE2\x80\xA6" "3 |Then"), "better.3,4 |Then", "better* |then", "sure \xE2\x80\xA0 |then", "[see 3]",
		"risk\xE2\x80\x93|benefit", "A\xE2\x80\x93Z |list",
	};

	CHECK(lines);
}

static void
short_compounds_stay_whole(void **state)
{
	static const char *const lines[] = {
		"an |x-ray |or |e-mail", "a |follow-up |visit", "and/or |both", "w/o |it", "24/7 help", "up-to-date |facts", "is |off-label. |So", "hard-to-treat, |yes", "well-being", "treatment-|resistant",
		"ketamine-|assisted",
		"medication/|therapy/support", "https://|example.org/|a-|b/|c", "www.example.org/|a/|b",
	};

	CHECK(lines);
}

static void
too_little_memory_fails_cleanly(void **state)
{
	struct bench *bench = *state;
	const char *text = "about 27 in 100 people at week 4";
	const uint8_t *breaks = NULL;
	struct kx_arena small;
	bool done = false;
	size_t room;

	for (room = 0; !done && room < 65536; room += 16) {
		kx_arena_init(&small, room);
		done = kx_text_breaks(&small, bench->fonts, "en", text, strlen(text), &breaks, &bench->diags);
		assert_true(done || (kx_arena_spent(&small) && breaks == NULL));
		kx_arena_done(&small);
	}
	assert_true(done && room > 128);
}

static void
language_is_optional(void **state)
{
	struct bench *bench = *state;
	struct kx_arena arena;
	const uint8_t *breaks;

	kx_arena_init(&arena, 1024 * 1024);
	assert_true(kx_text_breaks(&arena, bench->fonts, NULL, "one two", 7, &breaks, &bench->diags));
	assert_int_equal(breaks[3], 1);
	assert_int_equal(breaks[6], 0);
	assert_true(kx_text_breaks(&arena, bench->fonts, "xx-Zzzz", "one two", 7, &breaks, &bench->diags));
	assert_int_equal(breaks[3], 1);
	kx_arena_done(&arena);
}

/* Whatever ties do, no unbreakable string of theirs is longer than the limit. */
static void
ties_are_bounded(void **state)
{
	struct bench *bench = *state;
	static const char *const lines[] = {
		"1 a 2 b |3 c 4 d |5 e 6 f 7 g 8", "555 010 0199 2345 |6789 1234", "Dr. |Wojciechowskaszyna", "100 |of 1,000,000,000", "1 % 2 % 3 % 4 % 5 |% 6 %",
	};
	const char *text = "1 2 3 4 5 6 7 8 9 10 in 12 of 13 mg 14 weeks Dr. A. B. C. D. E. F. 27 in 100 27 in 100 27 in 100 people "
	    "5 % of 6 % of 7 % Part B C D E F G H 12 a.m. 13 p.m. 14/15 16-17 18 19 20";
	struct kx_arena arena;
	const uint8_t *breaks;
	size_t at, start = 0, end;

	CHECK(lines);
	kx_arena_init(&arena, 1024 * 1024);
	assert_true(kx_text_breaks(&arena, bench->fonts, "en", text, strlen(text), &breaks, &bench->diags));
	for (at = 0; at < strlen(text); at++) {
		if (breaks[at] == 0 && text[at + 1] != '\0')
			continue;
		for (end = at + 1; end > start && text[end - 1] == ' '; end--)
			;
		assert_true(end - start <= KX_TIE_MOST);
		start = at + 1;
	}
	kx_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_break_at_spaces),
		cmocka_unit_test(line_ends_must_break),
		cmocka_unit_test(soft_hyphens_do_not_break),
		cmocka_unit_test(noncharacters_are_harmless),
		cmocka_unit_test(ratios_stay_together),
		cmocka_unit_test(figures_keep_what_they_count),
		cmocka_unit_test(names_and_labels_stay_together),
		cmocka_unit_test(spanish_holds_together),
		cmocka_unit_test(dashes_and_marks_hang_on),
		cmocka_unit_test(short_compounds_stay_whole),
		cmocka_unit_test(ties_are_bounded),
		cmocka_unit_test(language_is_optional),
		cmocka_unit_test(too_little_memory_fails_cleanly),
	};

	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
