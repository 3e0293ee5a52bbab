#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_document.h"

#include "document/compose.h"

/* A composer over the test wording, and one claim with one figure as a fact. */
struct desk {
	struct sheet sheet;
	struct kx_composer composer;
	struct kx_claim claim;
	struct kx_figure figure;
	struct kx_printed printed;
	struct kx_fact fact;
};

static int
open_desk(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	if (desk == NULL)
		return -1;
	sheet_open(&desk->sheet);
	desk->composer.arena = &desk->sheet.build.arena;
	desk->composer.content = &desk->sheet.build.content;
	desk->composer.wording = &desk->sheet.build.content.wording;
	desk->composer.diags = &desk->sheet.build.diags;
	desk->printed.claim = &desk->claim;
	desk->fact.printed = &desk->printed;
	desk->fact.figure = &desk->figure;
	*state = desk;
	return 0;
}

static int
close_desk(void **state)
{
	struct desk *desk = *state;

	sheet_close(&desk->sheet);
	free(desk);
	return 0;
}

static void
numbers_round_half_up(void **state)
{
	(void)state;
	assert_int_equal(kx_round_in(27400, 100), 27);
	assert_int_equal(kx_round_in(58700, 100), 59);
	assert_int_equal(kx_round_in(46500, 100), 47);
	assert_int_equal(kx_round_in(46499, 100), 46);
	assert_int_equal(kx_round_in(500, 100), 1);
	assert_int_equal(kx_round_in(499, 100), 0);
	assert_int_equal(kx_round_in(350, 1000), 4);
	assert_int_equal(kx_round_in(0, 100), 0);
	assert_int_equal(kx_round_in(100000, 100), 100);
	assert_int_equal(kx_round_in(100000, 1000000), 1000000);
	assert_int_equal(kx_bar_of(58700), 587);
	assert_int_equal(kx_bar_of(100000), 1000);
}

static void
numbers_are_written_in_their_base(void **state)
{
	struct kx_composer *composer = &((struct desk *)*state)->composer;

	assert_string_equal(kx_words_number_in(composer, 27400, 100), "27 in 100");
	assert_string_equal(kx_words_number_in(composer, 350, 1000), "4 in 1,000");
	assert_string_equal(kx_words_number_in(composer, 2, 100000), "2 in 100,000");
	assert_string_equal(kx_words_number_in(composer, 0, 100), "0 in 100");
	assert_string_equal(kx_words_number_in(composer, 100000, 100), "100 in 100");
	assert_string_equal(kx_words_number(composer, 1002003), "1,002,003");
}

/* "0 in 100" and "100 in 100" are kept for what was never and always seen. */
static void
nearly_none_and_nearly_all_say_so(void **state)
{
	struct kx_composer *composer = &((struct desk *)*state)->composer;

	assert_string_equal(kx_words_number_in(composer, 499, 100), "fewer than 1 in 100");
	assert_string_equal(kx_words_number_in(composer, 1, 100), "fewer than 1 in 100");
	assert_string_equal(kx_words_number_in(composer, 500, 100), "1 in 100");
	assert_string_equal(kx_words_number_in(composer, 49, 1000), "fewer than 1 in 1,000");
	assert_string_equal(kx_words_number_in(composer, 99500, 100), "more than 99 in 100");
	assert_string_equal(kx_words_number_in(composer, 99499, 100), "99 in 100");
}

static const char *
difference(struct desk *desk, int32_t with, int32_t without, int32_t per)
{
	static const struct kx_comparator comparator = { "dark", "a dark lamp", "After a dark lamp" };

	desk->figure.per = per;
	desk->figure.arm.percent = with;
	desk->figure.against.percent = without;
	desk->fact.comparator = &comparator;
	desk->fact.with = kx_round_in(with, per);
	desk->fact.without = kx_round_in(without, per);
	desk->fact.rough = (desk->fact.with == 0 && with > 0) || (desk->fact.without == 0 && without > 0);
	return kx_words_difference(&desk->composer, &desk->fact);
}

static void
the_difference_is_that_of_the_printed_numbers(void **state)
{
	struct desk *desk = *state;

	assert_string_equal(difference(desk, 58700, 45200, 100), "14 more");
	/* 26.7 and 45.3: exactly 18.6 fewer, but the reader sees 27 and 45. */
	assert_string_equal(difference(desk, 26700, 45300, 100), "18 fewer");
	assert_string_equal(difference(desk, 20100, 19900, 100), "the same");
	assert_string_equal(difference(desk, 4600, 400, 100), "about 5 more");
	assert_string_equal(difference(desk, 400, 200, 1000), "2 more in 1,000");
	desk->fact.comparator = NULL;
	assert_string_equal(kx_words_difference(&desk->composer, &desk->fact), "not measured");
	assert_string_equal(kx_words_without(&desk->composer, &desk->fact), "not measured");
}

static void
dates_are_written_by_the_wording(void **state)
{
	struct kx_composer *composer = &((struct desk *)*state)->composer;

	assert_string_equal(kx_words_date(composer, (struct kx_date){ 2026, 12, 3 }), "3 Dec 2026");
	assert_string_equal(kx_words_date(composer, (struct kx_date){ 2027, 1, 31 }), "31 Jan 2027");
	assert_string_equal(kx_words_date(composer, (struct kx_date){ 0, 0, 0 }), "");
}

static void
the_study_is_people_and_trials_or_the_two_arms(void **state)
{
	struct desk *desk = *state;
	static const struct kx_comparator comparator = { "dark", "a dark lamp", "After a dark lamp" };

	assert_null(kx_words_study(&desk->composer, &desk->fact));
	desk->figure.trials = 1;
	assert_string_equal(kx_words_study(&desk->composer, &desk->fact), "<figure.trial>");
	desk->figure.trials = 7;
	assert_string_equal(kx_words_study(&desk->composer, &desk->fact), "<figure.trials 7>");
	desk->figure.arm = (struct kx_arm){ .has_counts = true, .n = 1, .of = 1346 };
	assert_string_equal(kx_words_study(&desk->composer, &desk->fact), "<figure.people 1,346>");
	desk->figure.against = (struct kx_arm){ .has_counts = true, .n = 1, .of = 222 };
	desk->fact.comparator = &comparator;
	assert_string_equal(kx_words_study(&desk->composer, &desk->fact), "<figure.arms 1,346 222>");
	desk->figure.people = 185;
	assert_string_equal(kx_words_study(&desk->composer, &desk->fact), "<figure.people-trials 185 7>");
	desk->figure.trials = 1;
	assert_string_equal(kx_words_study(&desk->composer, &desk->fact), "<figure.people-trial 185>");
	desk->figure.trials = 0;
	assert_string_equal(kx_words_study(&desk->composer, &desk->fact), "<figure.people 185>");
}

static void
the_time_brings_the_doses(void **state)
{
	struct desk *desk = *state;

	assert_null(kx_words_time(&desk->composer, &desk->fact));
	desk->figure.at = "1 day";
	assert_string_equal(kx_words_time(&desk->composer, &desk->fact), "At 1 day.");
	desk->figure.doses = "one dose";
	assert_string_equal(kx_words_time(&desk->composer, &desk->fact), "<figure.time-doses 1 day one dose>");
}

static void
the_interval_is_in_whole_people(void **state)
{
	struct desk *desk = *state;

	desk->figure.per = 100;
	assert_null(kx_words_interval(&desk->composer, &desk->fact));
	build_interval(&desk->figure.arm, 12900, 49200);
	assert_string_equal(kx_words_interval(&desk->composer, &desk->fact),
	    "<figure.interval 13 49 <array.treatment-any> 100>");
	desk->fact.product = &desk->sheet.build.content.pack.products[0];
	assert_string_equal(kx_words_interval(&desk->composer, &desk->fact), "<figure.interval 13 49 calm lamp 100>");
}

static void
how_sure_follows_the_claim(void **state)
{
	struct desk *desk = *state;
	static const struct { enum kx_certainty level; const char *word, *says; } cases[] = {
		{ KX_HIGH, "Sure", "We are sure." }, { KX_MODERATE, "<sure.moderate>", "<sure.moderate.says>" },
		{ KX_LOW, "Unsure", "We are unsure." }, { KX_VERY_LOW, "<sure.very-low>", "<sure.very-low.says>" },
		{ KX_CERTAINTY_NONE, "<sure.none>", "<sure.none.says>" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		desk->claim.certainty = cases[i].level;
		assert_string_equal(kx_words_sure(&desk->composer, &desk->fact), cases[i].word);
		assert_string_equal(kx_words_sure_says(&desk->composer, &desk->fact), cases[i].says);
	}
}

static void
labels_are_lowered_for_the_middle_of_a_sentence(void **state)
{
	struct kx_composer *composer = &((struct desk *)*state)->composer;
	static const struct { const char *label, *words; } cases[] = {
		{ "Felt much better", "felt much better" }, { "TV helped", "TV helped" }, { "felt well", "felt well" },
		{ "Ánimo mejor", "ánimo mejor" }, { "Ñandú", "ñandú" }, { "ÁRBOL", "ÁRBOL" }, { "Él", "él" }, { "日本", "日本" }, { "", "" },
		{ "A", "a" },
	};
	struct kx_outcome outcome = { 0 };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		outcome.label = cases[i].label;
		assert_string_equal(kx_words_outcome(composer, &outcome), cases[i].words);
	}
}

static void
sentences_join_without_holes(void **state)
{
	struct kx_composer *composer = &((struct desk *)*state)->composer;
	const char *some[] = { NULL, "One.", "", NULL, "Two." }, *none[] = { NULL, "" };

	assert_string_equal(kx_words_join(composer, some, 5), "One. Two.");
	assert_null(kx_words_join(composer, none, 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_round_half_up),
		cmocka_unit_test_setup_teardown(numbers_are_written_in_their_base, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(nearly_none_and_nearly_all_say_so, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(the_difference_is_that_of_the_printed_numbers, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(dates_are_written_by_the_wording, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(the_study_is_people_and_trials_or_the_two_arms, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(the_time_brings_the_doses, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(the_interval_is_in_whole_people, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(how_sure_follows_the_claim, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(labels_are_lowered_for_the_middle_of_a_sentence, open_desk, close_desk),
		cmocka_unit_test_setup_teardown(sentences_join_without_holes, open_desk, close_desk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
