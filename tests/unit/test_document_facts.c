#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_document.h"

static int
open_sheet(void **state)
{
	static const char *const topics[] = { "t1", "t2", "t3", "t4", "t5" };
	struct sheet *sheet = malloc(sizeof(*sheet));
	size_t i;

	if (sheet == NULL)
		return -1;
	sheet_open(sheet);
	build_source(&sheet->build, "a-trial", 2, 2020);
	build_source(&sheet->build, "b-trial", 2, 2021);
	for (i = 0; i < sizeof(topics) / sizeof(topics[0]); i++)
		build_topic(&sheet->build, topics[i], 1);
	*state = sheet;
	return 0;
}

static int
close_sheet(void **state)
{
	sheet_close(*state);
	free(*state);
	return 0;
}

static struct kx_block_plan *
one_block(struct sheet *sheet, enum kx_form form)
{
	struct kx_section *section = build_section(&sheet->build, "s", KX_ROLE_BENEFITS);

	return form == KX_FORM_RATES ? build_block(&sheet->build, section, form, 0) :
	    build_block(&sheet->build, section, form, 2, "t1", "t2");
}

static struct kx_figure *
fact(struct sheet *sheet, const char *id, const char *topic, int32_t percent, int32_t against)
{
	return build_figure(&sheet->build, build_claim(&sheet->build, id, topic, "a-trial"), percent, against);
}

/* ---- fact box ---- */

static void
a_fact_box_row_is_both_arms_and_their_difference(void **state)
{
	struct sheet *sheet = *state;
	struct kx_figure *figure;

	one_block(sheet, KX_FORM_FACT_BOX);
	figure = fact(sheet, "c1", "t1", 58700, 45200);
	figure->people = 518;
	figure->trials = 2;
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_dump(sheet),
	    "section s benefits\n"
	    "  heading 2\n"
	    "    text \"Section s\"\n"
	    "  group id=s-0\n"
	    "    table fact-box\n"
	    "      row head\n"
	    "        cell head\n"
	    "          paragraph body\n"
	    "            text \"<fact.measured>\"\n"
	    "        cell head right\n"
	    "          paragraph body\n"
	    "            text \"<fact.without-in 100>\"\n"
	    "        cell head right\n"
	    "          paragraph body\n"
	    "            text \"<fact.with-in 100>\"\n"
	    "        cell head right\n"
	    "          paragraph body\n"
	    "            text \"<fact.difference>\"\n"
	    "        cell head\n"
	    "          paragraph body\n"
	    "            text \"<fact.sure>\"\n"
	    "      row\n"
	    "        cell head\n"
	    "          paragraph body\n"
	    "            text \"About t1\"\n"
	    "            mark 1 claim=c1\n"
	    "          paragraph small\n"
	    "            text \"Against a dark lamp. At 1 day. <figure.people-trials 518 2> In adults.\"\n"
	    "        cell right bar-against=452\n"
	    "          paragraph body\n"
	    "            text \"45\" claim=c1\n"
	    "        cell right bar=587\n"
	    "          paragraph body\n"
	    "            text \"59\" claim=c1\n"
	    "        cell right\n"
	    "          paragraph body\n"
	    "            text \"14 more\" claim=c1\n"
	    "        cell\n"
	    "          paragraph body\n"
	    "            text \"Unsure\" claim=c1\n"
	    "    paragraph note\n"
	    "      text \"Felt better: score down by half.\"\n");
}

static void
a_row_without_a_comparison_says_so(void **state)
{
	struct sheet *sheet = *state;
	struct kx_figure *figure;

	one_block(sheet, KX_FORM_FACT_BOX);
	figure = fact(sheet, "c1", "t1", 400, 0);
	figure->comparator = NULL;
	figure->against = (struct kx_arm){ 0 };
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_words(sheet),
	    "About t1\nAt 1 day. In adults.\nnot measured\nfewer than 1 in 100\nnot measured\nUnsure\n"));
}

/* Of several figures the first with a comparison counts. */
static void
the_figure_with_a_comparison_counts(void **state)
{
	struct sheet *sheet = *state;
	struct kx_claim *claim = build_claim(&sheet->build, "c1", "t1", "a-trial");

	one_block(sheet, KX_FORM_FACT_BOX);
	build_figure(&sheet->build, claim, 90000, 0)->comparator = NULL;
	build_figure(&sheet->build, claim, 20000, 10000)->at = "2 days";
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_words(sheet), "10\n20\n10 more\n"));
}

static void
what_an_outcome_means_is_said_once(void **state)
{
	struct sheet *sheet = *state;

	one_block(sheet, KX_FORM_FACT_BOX);
	fact(sheet, "c1", "t1", 20000, 10000);
	fact(sheet, "c2", "t2", 30000, 10000);
	assert_true(sheet_compose(sheet));
	assert_string_equal(strstr(sheet_words(sheet), "Felt better:"), "Felt better: score down by half.\n");
	sheet->build.content.claims[1]->figures[0].outcome = "dizzy";
	assert_true(sheet_compose(sheet));
	assert_string_equal(strstr(sheet_words(sheet), "Felt better:"),
	    "Felt better: score down by half. Felt dizzy: said so.\n");
	/* The block's own note may say it better. */
	sheet->build.content.sections[0].blocks[0].note = "Felt better is on their own word.";
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_words(sheet), "Unsure\nFelt dizzy: said so.\nFelt better is on their own word.\n"));
}

static void
a_claim_without_figures_is_an_error(void **state)
{
	struct sheet *sheet = *state;

	one_block(sheet, KX_FORM_FACT_BOX);
	build_claim(&sheet->build, "c1", "t1", "a-trial");
	assert_false(sheet_compose(sheet));
	assert_string_equal(build_message(&sheet->build, KX420)->message,
	    "claim \"c1\" prints in a table of numbers but has no figures");
	assert_string_equal(build_message(&sheet->build, KX420)->place.pointer, "/claims/c1");
}

/* ---- icon arrays ---- */

static void
an_array_pair_shows_the_comparison_first(void **state)
{
	struct sheet *sheet = *state;
	struct kx_figure *figure;

	one_block(sheet, KX_FORM_ICON_ARRAY)->title = "Of 100 people";
	figure = fact(sheet, "c1", "t1", 27400, 8800);
	figure->people = 185;
	figure->trials = 7;
	build_interval(&figure->arm, 12900, 49200);
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_dump(sheet),
	    "section s benefits\n"
	    "  heading 2\n"
	    "    text \"Section s\"\n"
	    "  group id=s-0\n"
	    "    heading 3\n"
	    "      text \"Of 100 people\"\n"
	    "    array-pair\n"
	    "      array comparator 9 of 100\n"
	    "        heading \"After a dark lamp\"\n"
	    "        words \"9 in 100 felt better\"\n"
	    "      array treatment 27 of 100\n"
	    "        heading \"After calm lamp\"\n"
	    "        words \"27 in 100 felt better\"\n"
	    "      alt \"<array.alt 100 After a dark lamp After calm lamp 9 in 100 27 in 100 18 more Felt better felt better>\"\n"
	    "      caption\n"
	    "        paragraph note\n"
	    "          text \"<figure.people-trials 185 7> In adults. At 1 day. <figure.interval 13 49 calm lamp 100> We are unsure.\"\n"
	    "          mark 1 claim=c1\n"
	    "    paragraph note\n"
	    "      text \"Felt better: score down by half.\"\n");
	assert_string_equal(sheet_words(sheet), "Section s\nOf 100 people\nAfter a dark lamp\n9 in 100 felt better\n"
	    "After calm lamp\n27 in 100 felt better\n"
	    "<figure.people-trials 185 7> In adults. At 1 day. <figure.interval 13 49 calm lamp 100> We are unsure.\n"
	    "Felt better: score down by half.\n");
}

static void
the_plans_caption_opens_that_of_each_picture(void **state)
{
	struct sheet *sheet = *state;

	one_block(sheet, KX_FORM_BAR_PAIR)->caption = "A bar is as long as its number.";
	fact(sheet, "c1", "t1", 27400, 8800);
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_dump(sheet),
	    "      caption\n        paragraph note\n          text \"A bar is as long as its number.\"\n        paragraph note\n"));
}

static void
added_people_stand_apart(void **state)
{
	struct sheet *sheet = *state;

	one_block(sheet, KX_FORM_ICON_ARRAY)->added = true;
	fact(sheet, "c1", "t1", 27400, 8800);
	fact(sheet, "c2", "t2", 10000, 10000);
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_dump(sheet),
	    "      array treatment 27 of 100 baseline=9\n"
	    "        heading \"After calm lamp\"\n"
	    "        words \"27 in 100 felt better\"\n"
	    "        added \"<array.added 9 18 more calm lamp>\"\n"));
	/* Where the treatment adds nobody there is nothing to tell apart. */
	assert_non_null(strstr(sheet_dump(sheet),
	    "      array treatment 10 of 100\n"
	    "        heading \"After calm lamp\"\n"
	    "        words \"10 in 100 felt better\"\n"
	    "      alt "));
}

static void
icons_show_whole_people_or_nothing(void **state)
{
	struct sheet *sheet = *state;

	one_block(sheet, KX_FORM_ICON_ARRAY);
	fact(sheet, "c1", "t1", 300, 8800);
	fact(sheet, "c2", "t2", 27000, 9000)->per = 10000;
	assert_false(sheet_compose(sheet));
	assert_int_equal(build_reported(&sheet->build, KX432), 2);
	assert_string_equal(build_message(&sheet->build, KX432)->message,
	    "claim \"c1\" has a number that 100 icons cannot show");
	assert_string_equal(build_message(&sheet->build, KX432)->hint, "Give the figure \"per\": 1000.");
}

static void
bars_say_their_intervals(void **state)
{
	struct sheet *sheet = *state;
	struct kx_figure *figure;

	one_block(sheet, KX_FORM_BAR_PAIR);
	figure = fact(sheet, "c1", "t1", 27400, 300);
	build_interval(&figure->arm, 12900, 49200);
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_dump(sheet),
	    "    bar-pair\n"
	    "      array comparator 0 of 100\n"
	    "        heading \"After a dark lamp\"\n"
	    "        words \"fewer than 1 in 100 felt better\"\n"
	    "      array treatment 27 of 100 interval=13-49\n"
	    "        heading \"After calm lamp\"\n"
	    "        words \"27 in 100 felt better\"\n"
	    "        range \"<bar.range 13 49 100>\"\n"));
	assert_non_null(strstr(sheet_dump(sheet), " After calm lamp: <bar.range 13 49 100>.\"\n"));
	assert_null(strstr(sheet_dump(sheet), "figure.interval"));
}

static void
a_curve_shows_every_day_that_was_counted(void **state)
{
	struct sheet *sheet = *state;
	struct kx_figure *figures;
	struct kx_claim *claim;

	one_block(sheet, KX_FORM_CURVE);
	figures = kx_arena_array(&sheet->build.arena, 3, sizeof(*figures));
	assert_non_null(figures);
	figures[0] = figures[1] = figures[2] = *fact(sheet, "c1", "t1", 39800, 10000);
	figures[1].arm.percent = 52200;
	figures[2].arm.percent = 47900;
	figures[0].days = 7;
	figures[0].at = "7 days";
	figures[1].days = 1;
	figures[1].at = "1 day";
	figures[2].days = 3;
	figures[2].at = "3 days";
	claim = sheet->build.content.claims[0];
	claim->figures = figures;
	claim->figure_count = 3;
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_dump(sheet),
	    "    curve\n"
	    "      heading \"<curve.heading 100 Felt better felt better>\"\n"
	    "      with \"After calm lamp\"\n"
	    "      without \"After a dark lamp\"\n"
	    "      day 1: 52 of 100 against 10 \"1 day\"\n"
	    "      day 3: 48 of 100 against 10 \"3 days\"\n"
	    "      day 7: 40 of 100 against 10 \"7 days\"\n"));
	assert_non_null(strstr(sheet_dump(sheet), "After calm lamp: <curve.point 52 1 day>, <curve.point 48 3 days>, "
	    "<curve.point 40 7 days>."));
	assert_non_null(strstr(sheet_dump(sheet), "      caption\n        paragraph note\n          text \"<curve.guide>"));
}

static void
an_array_of_every_product_names_none(void **state)
{
	struct sheet *sheet = *state;

	one_block(sheet, KX_FORM_ICON_ARRAY);
	fact(sheet, "c1", "t1", 400, 300)->per = 1000;
	sheet->build.content.claims[0]->product = "both";
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_dump(sheet),
	    "      array comparator 3 of 1000\n"
	    "        heading \"After a dark lamp\"\n"
	    "        words \"3 in 1,000 felt better\"\n"
	    "      array treatment 4 of 1000\n"
	    "        heading \"<array.heading-any>\"\n"));
}

static void
an_array_without_a_comparison_is_an_error(void **state)
{
	struct sheet *sheet = *state;

	one_block(sheet, KX_FORM_ICON_ARRAY);
	fact(sheet, "c1", "t1", 27000, 9000)->comparator = NULL;
	fact(sheet, "c2", "t2", 27000, 9000)->against = (struct kx_arm){ 0 };
	assert_false(sheet_compose(sheet));
	assert_int_equal(build_reported(&sheet->build, KX421), 2);
	assert_string_equal(build_message(&sheet->build, KX421)->place.pointer, "/claims/c1/figures/0");
}

/* ---- rates ---- */

static struct kx_column *
rate_column(struct sheet *sheet, struct kx_block_plan *plan)
{
	struct kx_column *column = build_column(&sheet->build, plan, "lamp", 4, "t1", "t2", "t3", "t4");

	column->title = "The lamp";
	return column;
}

static void
rates_are_sorted_by_difference(void **state)
{
	struct sheet *sheet = *state;
	struct kx_figure *figure;

	rate_column(sheet, one_block(sheet, KX_FORM_RATES));
	fact(sheet, "c1", "t1", 10000, 3000);    /* 7 more */
	fact(sheet, "c2", "t2", 41000, 9000);    /* 32 more */
	figure = fact(sheet, "c3", "t3", 90000, 0);
	figure->comparator = NULL;               /* unknown: last */
	fact(sheet, "c4", "t4", 9000, 2000);     /* 7 more: after t1 */
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_words(sheet),
	    "Section s\n<rates.effect>\n<rates.without-in 100>\n<rates.with-in 100>\n<rates.difference>\n"
	    "The lamp\nAt 1 day. In adults. We are unsure.\n"
	    "About t2\nAgainst a dark lamp.\n9\n41\n32 more\n"
	    "About t1\nAgainst a dark lamp.\n3\n10\n7 more\n"
	    "About t4\nAgainst a dark lamp.\n2\n9\n7 more\n"
	    "About t3\nnot measured\n90\nnot measured\n");
}

/* Different bases are compared as rates: 30 more in 1,000 is less than 4 more in 100. */
static void
rates_of_different_bases_compare(void **state)
{
	struct sheet *sheet = *state;

	rate_column(sheet, one_block(sheet, KX_FORM_RATES));
	fact(sheet, "c1", "t1", 4000, 1000)->per = 1000;
	fact(sheet, "c2", "t2", 5000, 1000);
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_words(sheet),
	    "About t2\n1 in 100\n5 in 100\n4 more\nAbout t1\n10 in 1,000\n40 in 1,000\n30 more in 1,000\n"));
}

static void
what_all_rows_share_is_said_once(void **state)
{
	struct sheet *sheet = *state;

	rate_column(sheet, one_block(sheet, KX_FORM_RATES))->note = "In a study.";
	fact(sheet, "c1", "t1", 20000, 10000);
	fact(sheet, "c2", "t2", 30000, 10000);
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_dump(sheet),
	    "      row group\n"
	    "        cell head span=4\n"
	    "          paragraph body\n"
	    "            strong \"The lamp\"\n"
	    "            mark 1 claim=c2\n"
	    "          paragraph small\n"
	    "            text \"In a study.\"\n"
	    "          paragraph small\n"
	    "            text \"Against a dark lamp. At 1 day. In adults. We are unsure.\"\n"
	    "      row\n"
	    "        cell head\n"
	    "          paragraph body\n"
	    "            text \"About t2\"\n"
	    "        cell right bar-against=100\n"));
}

static void
what_rows_do_not_share_stands_with_each(void **state)
{
	struct sheet *sheet = *state;

	rate_column(sheet, one_block(sheet, KX_FORM_RATES));
	fact(sheet, "c1", "t1", 20000, 10000);
	sheet->build.content.claims[0]->source = kx_content_source(&sheet->build.content, "b-trial");
	sheet->build.content.claims[0]->certainty = KX_HIGH;
	fact(sheet, "c2", "t2", 30000, 10000)->at = "2 days";
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_words(sheet),
	    "The lamp\nAgainst a dark lamp. In adults.\n"
	    "About t2\nAt 2 days. We are unsure.\n10\n30\n20 more\n"
	    "About t1\nAt 1 day. We are sure.\n10\n20\n10 more\n"));
	assert_non_null(strstr(sheet_dump(sheet),
	    "            text \"About t2\"\n"
	    "            mark 2 claim=c2\n"));
}

static void
a_row_that_differs_from_the_others_says_so(void **state)
{
	struct sheet *sheet = *state;

	rate_column(sheet, one_block(sheet, KX_FORM_RATES));
	fact(sheet, "c1", "t1", 20000, 10000);
	sheet->build.content.claims[0]->source = kx_content_source(&sheet->build.content, "b-trial");
	fact(sheet, "c2", "t2", 30000, 10000)->at = "2 days";
	fact(sheet, "c3", "t3", 15000, 10000);
	sheet->build.content.claims[2]->source = kx_content_source(&sheet->build.content, "b-trial");
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_words(sheet),
	    "The lamp\nAgainst a dark lamp. At 1 day. In adults. We are unsure.\n"
	    "About t2\nAt 2 days.\n10\n30\n20 more\n"
	    "About t1\n10\n20\n10 more\n"));
	assert_non_null(strstr(sheet_dump(sheet), "            strong \"The lamp\"\n            mark 1 claim=c1\n"));
	assert_non_null(strstr(sheet_dump(sheet), "            text \"About t2\"\n            mark 2 claim=c2\n"));
}

/* ---- brief ---- */

static void
a_brief_fact_box_has_the_heading_among_its_heads(void **state)
{
	struct sheet *sheet = *state;

	one_block(sheet, KX_FORM_FACT_BOX)->brief = true;
	fact(sheet, "c1", "t1", 58700, 45200);
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_dump(sheet),
	    "section s benefits\n"
	    "  group id=s-0\n"
	    "    table fact-box\n"
	    "      row head\n"
	    "        cell head\n"
	    "          heading 2\n"
	    "            text \"Section s\"\n"
	    "        cell head right\n"
	    "          paragraph body\n"
	    "            text \"<fact.without>\"\n"));
	/* "About t1" is more than the label of the outcome, and needs no more words. */
	assert_null(strstr(sheet_dump(sheet), "paragraph note"));
}

static void
its_people_are_named_once(void **state)
{
	struct sheet *sheet = *state;

	one_block(sheet, KX_FORM_FACT_BOX)->population = "adults";
	fact(sheet, "c1", "t1", 58700, 45200);
	fact(sheet, "c2", "t2", 20000, 10000)->population = "children";
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_words(sheet), "About t1\nAgainst a dark lamp. At 1 day.\n"));
	assert_non_null(strstr(sheet_words(sheet), "About t2\nAgainst a dark lamp. At 1 day. In children.\n"));
	assert_non_null(strstr(sheet_words(sheet), "\n<figure.population-else adults> Felt better: score down by half.\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_fact_box_row_is_both_arms_and_their_difference, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_row_without_a_comparison_says_so, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(the_figure_with_a_comparison_counts, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(what_an_outcome_means_is_said_once, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_claim_without_figures_is_an_error, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(an_array_pair_shows_the_comparison_first, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(added_people_stand_apart, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(icons_show_whole_people_or_nothing, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(bars_say_their_intervals, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_curve_shows_every_day_that_was_counted, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(an_array_of_every_product_names_none, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(an_array_without_a_comparison_is_an_error, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(rates_are_sorted_by_difference, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(rates_of_different_bases_compare, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(the_plans_caption_opens_that_of_each_picture, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(what_all_rows_share_is_said_once, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(what_rows_do_not_share_stands_with_each, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_row_that_differs_from_the_others_says_so, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_brief_fact_box_has_the_heading_among_its_heads, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(its_people_are_named_once, open_sheet, close_sheet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
