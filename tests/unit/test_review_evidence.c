/* Rules on what a printed claim rests on: KX307, KX308, KX309, KX311, KX312, KX313. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "ask_rule.h"

/* Two sources on one topic, in a section on certainty, where no other rule asks for more. */
static void
open_bench(struct bench *bench)
{
	struct build *build = &bench->build;

	build_open(build);
	build_gate(&bench->gate);
	build_imprint(build);
	build_source(build, "review", 1, 2021);
	build_source(build, "trial", 2, 2019);
	build_source(build, "web", 4, 2023);
	build_topic(build, "drop", 1);
	build_topic(build, "lift", 1);
	build_block(build, build_section(build, "sure", KX_ROLE_CERTAINTY), KX_FORM_PARAGRAPH, 2, "drop", "lift");
	build_claim(build, "review-lift", "lift", "review");
}

/* ---- KX307 ---- */

static void
test_source_complete(void **state)
{
	struct bench bench;
	struct kx_source *source;

	(void)state;
	open_bench(&bench);
	source = &bench.build.content.sources[0];
	assert_int_equal(ask(&bench, kx_rule_source_complete, KX307), 0);
	source->year = 0;                      /* the day it was read will do */
	assert_int_equal(ask(&bench, kx_rule_source_complete, KX307), 0);
	source->accessed.year = 0;
	assert_int_equal(ask(&bench, kx_rule_source_complete, KX307), 1);
	expect(&bench, KX307, "source \"review\", cited as number 1, has neither a year nor a date on which it was read",
	    "pack/sources.json", "/sources/0");
	source->citation = "";
	assert_int_equal(ask(&bench, kx_rule_source_complete, KX307), 1);
	expect(&bench, KX307, "source \"review\", cited as number 1, has no citation", "pack/sources.json", "/sources/0");
	source->citation = "Someone 2021";
	source->year = 2021;
	source->check = KX_CHECK_NONE;
	assert_int_equal(ask(&bench, kx_rule_source_complete, KX307), 1);
	expect(&bench, KX307, "source \"review\", cited as number 1, was never checked", "pack/sources.json", "/sources/0/check");
	source->check = KX_CHECK_SECOND_HAND;
	kx_content_claim(&bench.build.content, "review-lift")->locator = NULL;
	assert_int_equal(ask(&bench, kx_rule_source_complete, KX307), 1);
	expect(&bench, KX307, "claim \"review-lift\" does not say where in its source it stands", "pack/summaries/review.json",
	    "/claims/review-lift");
	bench.build.content.sources[2].citation = NULL;   /* what is not cited is nobody's business */
	kx_content_claim(&bench.build.content, "review-lift")->locator = "page 2";
	assert_int_equal(ask(&bench, kx_rule_source_complete, KX307), 0);
	build_close(&bench.build);
}

/* ---- KX308 ---- */

static void
test_second_reader(void **state)
{
	struct bench bench;

	(void)state;
	open_bench(&bench);
	assert_int_equal(ask(&bench, kx_rule_second_reader, KX308), 0);   /* nobody has checked yet: pending */
	bench.build.content.summaries[1].checked_by = "a reader";
	assert_int_equal(ask(&bench, kx_rule_second_reader, KX308), 0);
	bench.build.content.summaries[1].checked_by = "The Tester";
	assert_int_equal(ask(&bench, kx_rule_second_reader, KX308), 1);
	expect(&bench, KX308, "the summary of \"trial\" was curated and checked by the same hand, the tester",
	    "pack/summaries/trial.json", "/checked_by");
	build_close(&bench.build);
}

/* ---- KX309 ---- */

static void
test_years(void **state)
{
	static const char *const fine[] = {
		"A 2021 review saw it.", "It was 2019 of 2400 people.", "In 1,999 people.", "Call 555-2012.", "Since 1970 in use.",
		"In 2012.5 cases.", "In 2012% of cases.", "2100 people."
	};
	struct bench bench;
	struct kx_claim *claim;
	size_t i;

	(void)state;
	open_bench(&bench);
	claim = kx_content_claim(&bench.build.content, "review-lift");
	claim->note = "In use since 1970.";
	for (i = 0; i < sizeof(fine) / sizeof(fine[0]); i++) {
		says(claim, fine[i]);
		if (i == 1)
			build_claim(&bench.build, "trial-lift", "lift", "trial");   /* agrees, and is cited beside it */
		if (ask(&bench, kx_rule_years, KX309) != 0)
			fail_msg("%s: %s", fine[i], bench.build.diags.list[0].message);
	}
	says(claim, "A landmark 2012 study saw it.");
	assert_int_equal(ask(&bench, kx_rule_years, KX309), 1);
	expect(&bench, KX309, "claim \"review-lift\" names the year 2012, and none of its sources is from it or speaks of it",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	assert_string_equal(bench.build.diags.list[0].hint, "source \"review\" is from 2021");
	says(claim, "In 2012 and in 2013.");
	assert_int_equal(ask(&bench, kx_rule_years, KX309), 2);
	claim->source = kx_content_source(&bench.build.content, "trial");
	says(claim, "A 2019 trial.");
	assert_int_equal(ask(&bench, kx_rule_years, KX309), 0);
	build_close(&bench.build);
}

/* ---- KX311 ---- */

static void
test_one_source(void **state)
{
	struct bench bench;
	struct kx_claim *claim;
	struct kx_figure *figure;

	(void)state;
	open_bench(&bench);
	build_figure(&bench.build, kx_content_claim(&bench.build.content, "review-lift"), 27400, 8800);
	claim = build_claim(&bench.build, "review-drop", "drop", "review");
	figure = build_figure(&bench.build, claim, 27000, 9000);   /* rounding is no difference */
	assert_int_equal(ask(&bench, kx_rule_one_source, KX311), 0);
	figure->arm.percent = 72000;
	assert_int_equal(ask(&bench, kx_rule_one_source, KX311), 1);
	expect(&bench, KX311, "claims \"review-drop\" and \"review-lift\" have different numbers from one source, \"review\", for "
	    "\"better\"", "pack/summaries/review.json", "/claims/review-lift/figures/0");
	assert_string_equal(bench.build.diags.list[0].others[0].pointer, "/claims/review-drop/figures/0");
	figure->arm.percent = 27000;
	figure->against.percent = 19000;
	assert_int_equal(ask(&bench, kx_rule_one_source, KX311), 1);
	figure->at = "2 days";                                     /* another time, another number */
	assert_int_equal(ask(&bench, kx_rule_one_source, KX311), 0);
	figure->at = "1 day";
	figure->population = "children";
	assert_int_equal(ask(&bench, kx_rule_one_source, KX311), 0);
	figure->population = "adults";
	claim->product = "pill";
	assert_int_equal(ask(&bench, kx_rule_one_source, KX311), 0);
	claim->product = "lamp";
	claim->source = kx_content_source(&bench.build.content, "trial");   /* two sources may differ */
	assert_int_equal(ask(&bench, kx_rule_one_source, KX311), 0);
	build_close(&bench.build);
}

/* ---- KX312 ---- */

static void
test_corrections(void **state)
{
	struct bench bench;
	struct kx_claim *wrong;

	(void)state;
	open_bench(&bench);
	wrong = build_claim(&bench.build, "web-lift", "lift", "web");
	wrong->verdict = KX_WRONG;
	assert_int_equal(ask(&bench, kx_rule_corrections, KX312), 3);
	expect(&bench, KX312, "claim \"web-lift\" is wrong, and nothing says why", "pack/summaries/web.json", "/claims/web-lift");
	assert_string_equal(bench.build.diags.list[1].message, "claim \"web-lift\" is wrong, and no claim corrects it");
	assert_string_equal(bench.build.diags.list[2].message, "claim \"web-lift\" is wrong, and has no number in the ledger");
	wrong->note = "It fades.";
	wrong->correction = "review-lift";
	wrong->ledger = "W01";
	assert_int_equal(ask(&bench, kx_rule_corrections, KX312), 0);
	/* A better source that is wrong needs a reason, not a better one. */
	wrong->source = kx_content_source(&bench.build.content, "trial");
	wrong->correction = wrong->ledger = NULL;
	assert_int_equal(ask(&bench, kx_rule_corrections, KX312), 0);
	wrong->note = NULL;
	assert_int_equal(ask(&bench, kx_rule_corrections, KX312), 1);
	build_close(&bench.build);
}

static void
test_corrections_that_correct_nothing(void **state)
{
	struct bench bench;
	struct kx_claim *wrong, *other;

	(void)state;
	open_bench(&bench);
	wrong = build_claim(&bench.build, "web-lift", "lift", "web");
	wrong->verdict = KX_OVERSTATED;
	wrong->note = "It fades.";
	wrong->ledger = "W01";
	other = build_claim(&bench.build, "web-drop", "drop", "web");
	other->verdict = KX_UNVERIFIABLE;
	other->note = "No source.";
	other->ledger = "W02";
	other->correction = "review-lift";
	wrong->correction = "web-drop";
	assert_int_equal(ask(&bench, kx_rule_corrections, KX312), 1);
	expect(&bench, KX312, "claim \"web-lift\" is corrected by \"web-drop\", which is itself unverifiable",
	    "pack/summaries/web.json", "/claims/web-lift/correction");
	other->verdict = KX_SUPPORTED;
	assert_int_equal(ask(&bench, kx_rule_corrections, KX312), 2);   /* and it prints, though it is corrected */
	expect(&bench, KX312, "claim \"web-lift\" is corrected by \"web-drop\", whose source \"web\" is never cited",
	    "pack/summaries/web.json", "/claims/web-lift/correction");
	assert_string_equal(bench.build.diags.list[1].message, "claim \"web-drop\" prints, but is corrected by \"review-lift\"");
	build_close(&bench.build);
}

/* ---- KX313 ---- */

/* Two accepted claims that a ruling puts on two sides; the first prints. */
static struct kx_ruling *
open_conflict(struct bench *bench)
{
	struct kx_ruling *ruling;

	open_bench(bench);
	build_claim(&bench->build, "trial-lift", "lift", "trial");
	ruling = build_ruling(&bench->build, "r1", "lift");
	build_side(&bench->build, ruling, "It lifts", 1, "review-lift");
	build_side(&bench->build, ruling, "It does not", 1, "trial-lift");
	build_prints(&bench->build, ruling, "review-lift");
	return ruling;
}

static void
test_hidden_conflict(void **state)
{
	struct bench bench;
	struct kx_claim *other;

	(void)state;
	open_conflict(&bench);
	other = kx_content_claim(&bench.build.content, "trial-lift");
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 1);
	expect(&bench, KX313, "claim \"review-lift\" prints as if all agreed, but \"trial-lift\" differs (ruling \"r1\")",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	assert_string_equal(bench.build.diags.list[0].others[0].file, "pack/summaries/trial.json");
	/* Words that state the other side, or both claims in print, show it. */
	kx_content_claim(&bench.build.content, "review-lift")->stance = KX_QUALIFIES;
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 0);
	kx_content_claim(&bench.build.content, "review-lift")->stance = KX_ASSERTS;
	build_prints(&bench.build, &bench.build.content.rulings[0], "trial-lift");
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 0);
	bench.build.content.rulings[0].print_count = 1;
	/* What may not print, cannot be cited, was never checked or is about others, is no side. */
	other->verdict = KX_WRONG;
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 0);
	other->verdict = KX_PARTLY;
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 1);
	other->condition = "another";
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 0);
	other->condition = "any";
	bench.build.content.sources[1].check = KX_CHECK_NONE;
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 0);
	bench.build.content.sources[1].check = KX_CHECK_SECOND_HAND;
	bench.build.content.sources[1].tier = 4;
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 0);
	build_close(&bench.build);
}

/* The other side may print on another topic of the sheet. */
static void
test_conflict_shown_elsewhere(void **state)
{
	struct bench bench;

	(void)state;
	open_conflict(&bench);
	kx_content_claim(&bench.build.content, "trial-lift")->topic = "drop";
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 0);
	bench.build.content.sections[0].blocks[0].topics[0] = kx_content_topic(&bench.build.content, "lift");
	bench.build.content.sections[0].blocks[0].topic_count = 1;
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 1);
	build_close(&bench.build);
}

/* Without a ruling: what the merge set aside because both cannot be so. */
static void
test_outranked_conflict(void **state)
{
	struct bench bench;
	struct kx_claim *other;

	(void)state;
	open_bench(&bench);
	other = build_claim(&bench.build, "trial-lift", "lift", "trial");
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 0);
	other->stance = KX_CONTRADICTS;
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 1);
	expect(&bench, KX313, "claim \"review-lift\" prints as if all agreed, but \"trial-lift\" differs (it lost by rank)",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	kx_content_claim(&bench.build.content, "review-lift")->stance = KX_QUALIFIES;
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 0);
	kx_content_claim(&bench.build.content, "review-lift")->stance = KX_ASSERTS;
	other->verdict = KX_UNVERIFIABLE;
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 0);
	build_close(&bench.build);
}

/* Both print: the newer or better first. */
static void
test_conflict_order(void **state)
{
	struct kx_ruling *ruling;
	struct bench bench;

	(void)state;
	ruling = open_conflict(&bench);
	ruling->print_count = 0;
	build_prints(&bench.build, ruling, "trial-lift");
	build_prints(&bench.build, ruling, "review-lift");
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 1);
	expect(&bench, KX313, "ruling \"r1\" prints \"trial-lift\" (2019) before \"review-lift\" (2021), whose source is newer and no "
	    "worse", "pack/rulings.json", "/rulings/0/prints");
	bench.build.content.sources[1].year = 2022;       /* worse, but newer */
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 0);
	bench.build.content.sources[1].year = 2019;
	bench.build.content.sources[0].tier = 3;          /* older, but better */
	assert_int_equal(ask(&bench, kx_rule_conflicts, KX313), 0);
	build_close(&bench.build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_source_complete),
		cmocka_unit_test(test_second_reader),
		cmocka_unit_test(test_years),
		cmocka_unit_test(test_one_source),
		cmocka_unit_test(test_corrections),
		cmocka_unit_test(test_corrections_that_correct_nothing),
		cmocka_unit_test(test_hidden_conflict),
		cmocka_unit_test(test_conflict_shown_elsewhere),
		cmocka_unit_test(test_outranked_conflict),
		cmocka_unit_test(test_conflict_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
