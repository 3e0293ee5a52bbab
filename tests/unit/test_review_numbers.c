/* Rules on numbers: KX310, KX316, KX317, KX319, and how words are read for them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "ask_rule.h"
#include "review/rates.h"

/* ---- rates in words ---- */

struct expected { int64_t many, base; bool difference; };

static void
expect_rates(const char *language, const char *text, size_t count, const struct expected *expected)
{
	struct kx_arena arena;
	const struct kx_rate *rates;
	size_t i, seen;

	kx_arena_init(&arena, 1024 * 1024);
	seen = kx_rates_read(&arena, language, text, strlen(text), &rates);
	if (seen != count)
		fail_msg("\"%s\": %zu rates", text, seen);
	for (i = 0; i < count; i++)
		if (rates[i].many != expected[i].many || rates[i].base != expected[i].base ||
		    rates[i].difference != expected[i].difference)
			fail_msg("\"%s\": rate %zu is %ld in %ld", text, i, (long)rates[i].many, (long)rates[i].base);
	kx_arena_done(&arena);
}

#define RATES(language, text, ...) do { \
	const struct expected list[] = { __VA_ARGS__ }; \
	expect_rates(language, text, sizeof(list) / sizeof(list[0]), list); \
} while (0)

static void
test_rates(void **state)
{
	(void)state;
	RATES("en", "About 27 in 100 felt better.", { 27000, 100, false });
	RATES("en", "17 of 24 people, 12% and 3 percent", { 17000, 24, false }, { 12000, 100, false }, { 3000, 100, false });
	RATES("en", "27 people in 100; 5 out of every 10", { 27000, 100, false }, { 5000, 10, false });
	RATES("en", "up to 1 in 1,000", { 1000, 1000, false });
	RATES("en", "7 in 10,000 people", { 7000, 10000, false });
	RATES("en", "3 or 4 in 1,000", { 3000, 1000, false }, { 4000, 1000, false });
	RATES("en", "3–4 in 1,000", { 3000, 1000, false }, { 4000, 1000, false });
	RATES("en", "5 more in 1,000", { 5000, 1000, true });
	RATES("en", "1.5 in 100, 2.25%", { 1500, 100, false }, { 2250, 100, false });
	RATES("en-GB", "27 in 100", { 27000, 100, false });
	RATES("es", "27 de cada 100 personas; 5 más de 1,000", { 27000, 100, false }, { 5000, 1000, true });
	RATES("es", "3 o 4 de cada 1.000; 1 de cada 1\u00a0000", { 3000, 1000, false }, { 4000, 1000, false }, { 1000, 1000, false });
	RATES("es", "31,6 por ciento, 31.6 %, 12 por cien", { 31600, 100, false }, { 31600, 100, false }, { 12000, 100, false });
	RATES("es", "17 de las 24 personas, 27 personas de cada 100", { 17000, 24, false }, { 27000, 100, false });
	RATES("es-MX", "0,125 de cada 1.234; 0.125 de 1,234", { 125, 1234, false }, { 125, 1234, false });
	RATES("de", "27 von 100, 12 %", { 12000, 100, false });
}

static void
test_no_rates(void **state)
{
	static const char *const none[] = {
		"", "In 2025, 62 people", "17 in 2020", "a drip 2 or 3 times a week for 2 to 4 weeks", "1 to 2 hours",
		"at 65 and over", "27 of them", "100 in 27", "1 in 1", "in 100", "988, then 1", "2 of 1.5", "27, in 100 words",
		"up to 6 drips", "1-800-222-1222"
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		expect_rates("en", none[i], 0, NULL);
}

static void
test_no_spanish_rates(void **state)
{
	static const char *const none[] = {
		"En 2025, 62 personas", "17 en 2020", "2 o 3 veces por semana durante 2 a 4 semanas", "de 1 a 2 horas", "a partir de los 65 años",
		"27 de ellas", "100 de cada 27", "1 de 1", "en 100", "Llame al 988 o al 911", "5 visitas por semana, 4 semanas", "3 por correo",
		"7 de octubre de 2023"
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		expect_rates("es", none[i], 0, NULL);
}

/* Each number's thousandths and decimals, as the language writes them. */
static void
test_signs_in_numbers(void **state)
{
	static const struct { const char *language, *text; int64_t value; int decimals; } list[] = {
		{ "en", "1,000", 1000000, 0 }, { "en", "1.5", 1500, 1 }, { "en", "1.000", 1000, 3 }, { "en", "31,6", 31000, 0 },
		{ "es", "1,000", 1000000, 0 }, { "es", "1.000", 1000000, 0 }, { "es", "1\u202f000", 1000000, 0 }, { "es", "31,6", 31600, 1 },
		{ "es", "31.6", 31600, 1 }, { "es", "1.234,5", 1234500, 1 }, { "es", "1,234.5", 1234500, 1 }, { "es", "0,125", 125, 3 },
		{ "es", "12,", 12000, 0 }, { "es", "2026.", 2026000, 0 },
	};
	const struct kx_number *numbers;
	struct kx_arena arena;
	size_t i;

	(void)state;
	kx_arena_init(&arena, 1 << 16);
	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		if (kx_numbers_read(&arena, list[i].language, list[i].text, strlen(list[i].text), &numbers) == 0 ||
		    numbers[0].value != list[i].value || numbers[0].decimals != list[i].decimals)
			fail_msg("%s: %s", list[i].language, list[i].text);
	}
	assert_true(kx_numbers_either_sign("es-US"));
	assert_false(kx_numbers_either_sign("en"));
	assert_false(kx_numbers_either_sign(NULL));
	kx_arena_done(&arena);
}

static void
test_rounding(void **state)
{
	(void)state;
	assert_true(kx_rate_fits(27000, 0, 100, 27400));
	assert_true(kx_rate_fits(27000, 0, 100, 27500));    /* the middle may go either way */
	assert_true(kx_rate_fits(28000, 0, 100, 27500));
	assert_false(kx_rate_fits(28000, 0, 100, 27400));
	assert_false(kx_rate_fits(27000, 0, 100, 27510));
	assert_true(kx_rate_fits(27400, 1, 100, 27430));
	assert_false(kx_rate_fits(27400, 1, 100, 27460));
	assert_true(kx_rate_fits(3000, 0, 1000, 300));
	assert_false(kx_rate_fits(3000, 0, 1000, 400));
	assert_true(kx_rate_fits(1000, 0, 1000000, 0));     /* one in a million is nothing in thousandths of a percent */
	assert_true(kx_rate_fits(17000, 0, 24, 70833));
}

/* ---- KX310 ---- */

static void
open_bench(struct bench *bench)
{
	struct build *build = &bench->build;

	build_open(build);
	build_gate(&bench->gate);
	build_imprint(build);
	build_source(build, "review", 1, 2021);
	build_source(build, "trial", 2, 2019);
	build_topic(build, "drop", 1);
	build_topic(build, "lift", 1);
	build_block(build, build_section(build, "sure", KX_ROLE_CERTAINTY), KX_FORM_PARAGRAPH, 2, "drop", "lift");
	build_figure(build, build_claim(build, "review-lift", "lift", "review"), 27400, 8800);
}

static void
test_printed_numbers(void **state)
{
	static const char *const fine[] = {
		"About 27 in 100 felt better, against 9 in the dark.", "27% felt better (dark: 9%).", "In the dark 9 in 100, here 27.",
		"274 in 1,000 against 88.", "18 more in 100 felt better.", "19 more in 100 than in the dark.", "Some felt better.",
		"As few as 13 in 100, or 9."
	};
	struct kx_claim *claim;
	struct bench bench;
	size_t i;

	(void)state;
	open_bench(&bench);
	claim = kx_content_claim(&bench.build.content, "review-lift");
	build_interval(&claim->figures[0].arm, 12900, 49200);
	for (i = 0; i < sizeof(fine) / sizeof(fine[0]); i++) {
		says(claim, fine[i]);
		if (ask(&bench, kx_rule_printed_numbers, KX310) != 0)
			fail_msg("\"%s\": %s", fine[i], bench.build.diags.list[0].message);
	}
	says(claim, "About 72 in 100 felt better, against 9 in the dark.");
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 1);
	expect(&bench, KX310, "claim \"review-lift\" says \"72 in 100\", which is no figure of it or of a claim it cites",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	assert_string_equal(bench.build.diags.list[0].hint, "its first figure (better) has 27 in 100, and 9 in 100 for dark");
	says(claim, "17 more in 100 felt better.");
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 1);
	/* One arm alone, or the other one changed. */
	says(claim, "About 27 in 100 felt better.");
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 1);
	expect(&bench, KX310, "claim \"review-lift\" says \"27 in 100\" without the number it is compared with",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	says(claim, "About 27 in 100 felt better, against 90 in the dark.");
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 1);
	build_close(&bench.build);
}

/* The figure may be that of a claim which agrees; a claim without any figure has nothing to stand on. */
static void
test_figures_behind(void **state)
{
	struct kx_claim *claim, *other;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	claim = kx_content_claim(&bench.build.content, "review-lift");
	claim->figure_count = 0;
	says(claim, "About 27 in 100 felt better, against 9.");
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 1);
	other = build_claim(&bench.build, "trial-lift", "lift", "trial");
	build_figure(&bench.build, other, 27000, 9000);
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 0);
	other->topic = "drop";
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 1);
	other->topic = "lift";
	other->verdict = KX_WRONG;
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 1);
	claim->figure_count = 1;                      /* a count, and a difference that is all the source gives */
	claim->figures[0].comparator = NULL;
	claim->figures[0].against.has_percent = false;
	claim->figures[0].arm = (struct kx_arm){ .has_counts = true, .n = 17, .of = 24, .has_percent = true, .percent = 70833 };
	says(claim, "17 of 24 felt better.");
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 0);
	says(claim, "17 of 42 felt better.");
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 1);
	claim->figures[0].arm = (struct kx_arm){ .has_percent = true, .percent = 500 };
	says(claim, "5 more in 1,000 felt worse.");
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 0);
	says(claim, "6 more in 1,000 felt worse.");
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 1);
	build_close(&bench.build);
}

/* The outline has no source: it may name no number of people. */
static void
test_numbers_of_the_outline(void **state)
{
	struct kx_block_plan *block;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	says(kx_content_claim(&bench.build.content, "review-lift"), "It lifts.");
	block = &bench.build.content.sections[0].blocks[0];
	block->title = "Out of 100 people, how many?";
	block->note = "Read in 2 hours.";
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 0);
	block->note = "It helped 27 in 100.";
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 1);
	expect(&bench, KX310, "the outline says \"27 in 100\", and no claim stands behind it", "pack/topics.json",
	    "/sections/0/blocks/0/note");
	block->lead = "Over 70% felt better.";
	bench.build.content.sections[0].title = "Helps 7 of 10";
	assert_int_equal(ask(&bench, kx_rule_printed_numbers, KX310), 3);
	build_close(&bench.build);
}

/* ---- KX316 ---- */

static void
test_bases(void **state)
{
	struct kx_claim *claim;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	claim = kx_content_claim(&bench.build.content, "review-lift");
	says(claim, "27 in 100, against 9 in 100, and 17 of 24 in another.");
	assert_int_equal(ask(&bench, kx_rule_bases, KX316), 0);
	says(claim, "27 in 100, against 88 in 1,000.");
	assert_int_equal(ask(&bench, kx_rule_bases, KX316), 1);
	expect(&bench, KX316, "claim \"review-lift\" counts in 100 and in 1000", "pack/summaries/review.json",
	    "/claims/review-lift/says");
	build_close(&bench.build);
}

static void
test_bases_of_a_block(void **state)
{
	struct kx_block_plan *block;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	block = &bench.build.content.sections[0].blocks[0];
	build_figure(&bench.build, build_claim(&bench.build, "review-drop", "drop", "review"), 300, 100)->per = 1000;
	assert_int_equal(ask(&bench, kx_rule_bases, KX316), 0);   /* sentences stand apart */
	block->form = KX_FORM_FACT_BOX;
	assert_int_equal(ask(&bench, kx_rule_bases, KX316), 1);
	expect(&bench, KX316, "block \"sure-0\" counts in 1000 and in 100", "pack/summaries/review.json",
	    "/claims/review-lift/figures/0");
	kx_content_claim(&bench.build.content, "review-lift")->figures[0].per = 1000;
	assert_int_equal(ask(&bench, kx_rule_bases, KX316), 0);
	build_close(&bench.build);
}

/* ---- KX317 ---- */

static void
test_harm_rates(void **state)
{
	struct kx_claim *claim;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	claim = kx_content_claim(&bench.build.content, "review-lift");
	bench.build.content.sections[0].role = KX_ROLE_RISKS;
	bench.build.content.topics[1].risk = "sore";
	build_word(&bench.build, &bench.gate.words.rate_unknown, "do not know how often", NULL, NULL);
	assert_int_equal(ask(&bench, kx_rule_harm_rates, KX317), 0);
	claim->figures[0].comparator = NULL;
	assert_int_equal(ask(&bench, kx_rule_harm_rates, KX317), 1);
	expect(&bench, KX317, "harm \"lift\" in claim \"review-lift\" has a number and none to compare it with",
	    "pack/summaries/review.json", "/claims/review-lift/figures/0");
	claim->figure_count = 0;
	assert_int_equal(ask(&bench, kx_rule_harm_rates, KX317), 1);
	expect(&bench, KX317, "harm \"lift\" in claim \"review-lift\" is printed without a number, and does not say that none is known",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	says(claim, "It can make you sore. We do not know how often.");
	assert_int_equal(ask(&bench, kx_rule_harm_rates, KX317), 0);
	claim->figure_count = 1;
	assert_int_equal(ask(&bench, kx_rule_harm_rates, KX317), 0);
	says(claim, "It can make you sore.");
	claim->figure_count = 0;
	bench.build.content.topics[1].risk = NULL;               /* not one of the harms, as "when do they end?" */
	assert_int_equal(ask(&bench, kx_rule_harm_rates, KX317), 0);
	bench.build.content.sections[0].blocks[0].form = KX_FORM_RATES;
	assert_int_equal(ask(&bench, kx_rule_harm_rates, KX317), 1);
	bench.build.content.sections[0].role = KX_ROLE_VISIT;
	assert_int_equal(ask(&bench, kx_rule_harm_rates, KX317), 0);
	build_close(&bench.build);
}

/* ---- KX319 ---- */

static void
test_people(void **state)
{
	struct kx_figure *figure;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	figure = &kx_content_claim(&bench.build.content, "review-lift")->figures[0];
	figure->arm = (struct kx_arm){ .has_counts = true, .n = 6, .of = 10, .has_percent = true, .percent = 60000 };
	figure->trials = 9;
	assert_int_equal(ask(&bench, kx_rule_people, KX319), 0);
	figure->trials = 10;
	assert_int_equal(ask(&bench, kx_rule_people, KX319), 1);
	expect(&bench, KX319, "the figure for \"better\" in claim \"review-lift\" is out of 10, with 10 trials: it counts studies, not "
	    "people", "pack/summaries/review.json", "/claims/review-lift/figures/0/of");
	build_close(&bench.build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rates),
		cmocka_unit_test(test_no_rates),
		cmocka_unit_test(test_no_spanish_rates),
		cmocka_unit_test(test_signs_in_numbers),
		cmocka_unit_test(test_rounding),
		cmocka_unit_test(test_printed_numbers),
		cmocka_unit_test(test_figures_behind),
		cmocka_unit_test(test_numbers_of_the_outline),
		cmocka_unit_test(test_bases),
		cmocka_unit_test(test_bases_of_a_block),
		cmocka_unit_test(test_harm_rates),
		cmocka_unit_test(test_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
