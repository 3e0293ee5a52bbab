#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memo.h"
#include "build_gate.h"
#include "review/review.h"
#include "said_store.h"

#include <stdio.h>

static struct kx_gate gate;   /* the shipped limits, empty lists */

/* A sheet that the gate lets pass: every needed section, one benefit with all its parts. */
static void
open_sheet(struct build *build)
{
	struct kx_section *section;
	struct kx_claim *claim;

	build_open(build);
	build_gate(&gate);
	build_imprint(build);
	build_source(build, "review", 1, 2021);
	build_source(build, "trial", 2, 2019);
	build_source(build, "web", 4, 2023);
	build_topic(build, "ask", 1);
	build_topic(build, "may", 1);
	build_topic(build, "other", 1);
	build_topic(build, "response", 1)->required = true;
	build_topic(build, "risk", 1);
	build_topic(build, "visit", 1);
	section = build_section(build, "benefits", KX_ROLE_BENEFITS);
	build_block(build, section, KX_FORM_FACT_BOX, 1, "response");
	section = build_section(build, "risks", KX_ROLE_RISKS);
	build_block(build, section, KX_FORM_LIST, 1, "risk");
	section = build_section(build, "candidacy", KX_ROLE_CANDIDACY);
	build_column(build, build_block(build, section, KX_FORM_TWO_SIDED, 0), NULL, 1, "may");
	section = build_section(build, "visit", KX_ROLE_VISIT);
	build_block(build, section, KX_FORM_LIST, 1, "visit");
	section = build_section(build, "alternatives", KX_ROLE_ALTERNATIVES);
	build_block(build, section, KX_FORM_PARAGRAPH, 1, "other");
	section = build_section(build, "questions", KX_ROLE_QUESTIONS);
	build_block(build, section, KX_FORM_QUESTIONS, 1, "ask");
	section = build_section(build, "help", KX_ROLE_HELP);
	build_block(build, section, KX_FORM_HELP_LINES, 0);
	section = build_section(build, "sources", KX_ROLE_SOURCES);
	build_block(build, section, KX_FORM_SOURCES, 0);
	build_claim(build, "review-ask", "ask", "review");
	build_claim(build, "review-may", "may", "review");
	build_claim(build, "review-other", "other", "review");
	build_figure(build, build_claim(build, "review-response", "response", "review"), 27000, 9000);
	build_claim(build, "review-risk", "risk", "review");
	claim = build_claim(build, "web-visit", "visit", "web");
	claim->verdict = KX_UNVERIFIABLE;
	claim->note = "It names no study.";
	claim->ledger = "W01";
	claim->correction = "review-other";
	build->content.countries[0] = (struct kx_country){ "US", build_room(build, 1, sizeof(struct kx_help_line)), 1 };
	build->content.countries[0].lines[0] = (struct kx_help_line){ .name = "Quiet Line", .number = "123", .when = "crisis" };
	build->content.country_count = 1;
}

/* The claim from the web would be sound, had it a better source. */
static struct kx_claim *
vouch_for_web(struct build *build)
{
	struct kx_claim *claim = kx_content_claim(&build->content, "web-visit");

	claim->verdict = KX_SUPPORTED;
	claim->correction = NULL;
	return claim;
}

static void
expect_pass(struct build *build)
{
	assert_true(build_merge(build));
	assert_true(kx_review_handout(build->handout, &gate, NULL, &build->diags));
	if (build->diags.count > 0)
		fail_msg("%s", build->diags.list[0].message);
}

/* Exactly one message: `code`, with these words, at this place; the exit status is the gate's. */
static void
expect_refusal(struct build *build, enum kx_code code, const char *message, const char *pointer)
{
	assert_true(build_merge(build));
	assert_false(kx_review_handout(build->handout, &gate, NULL, &build->diags));
	assert_int_equal(build->diags.count, 1);
	assert_int_equal(build->diags.list[0].code, code);
	assert_string_equal(build->diags.list[0].message, message);
	assert_string_equal(build->diags.list[0].place.pointer, pointer);
	assert_non_null(build->diags.list[0].hint);
	assert_int_equal(kx_diagnostics_status(&build->diags, false), KX_EXIT_REFUSED);
}

static void
test_honest_sheet(void **state)
{
	struct build build;

	(void)state;
	open_sheet(&build);
	expect_pass(&build);
	build_close(&build);
}

/* ---- KX301 ---- */

static void
test_required_topic(void **state)
{
	struct kx_clinic_line line = { .topic = "visit", .says = { .plain = "Come at nine." } };
	struct kx_topic *visit;
	struct build build;

	(void)state;
	open_sheet(&build);
	visit = &build.content.topics[5];
	visit->required = true;
	expect_refusal(&build, KX301, "no claim on the required topic \"visit\" may print", "/topics/5");
	assert_non_null(strstr(build.diags.list[0].hint, "\"web-visit\", the first of them, is unverifiable"));

	/* The clinic's own words are words on it. */
	build.content.clinic.visit = &line;
	build.content.clinic.visit_count = 1;
	expect_pass(&build);
	build.content.clinic.visit_count = 0;

	kx_content_claim(&build.content, "web-visit")->topic = "other";
	expect_refusal(&build, KX301, "no summary has a claim on the required topic \"visit\"", "/topics/5");
	build.content.sections[3].block_count = 0;
	expect_refusal(&build, KX301, "required topic \"visit\" has no place on the sheet", "/topics/5");
	build.content.clinic.visit_count = 1;
	expect_refusal(&build, KX301, "required topic \"visit\" has no place on the sheet", "/topics/5");
	visit->required = false;
	expect_pass(&build);
	build_close(&build);
}

static void
test_required_topic_hidden(void **state)
{
	struct build build;

	(void)state;
	open_sheet(&build);
	build.content.topics[1].required = true;
	expect_pass(&build);
	build.content.sections[2].blocks[0].columns[0].product = "pill";
	build_claim(&build, "trial-may", "may", "trial")->product = "pill";
	assert_true(build_merge(&build));      /* KX207 on the lamp's claim */
	assert_int_equal(build.diags.count, 1);
	assert_true(kx_review_handout(build.handout, &gate, NULL, &build.diags));
	kx_content_claim(&build.content, "trial-may")->product = "lamp";
	assert_true(build_merge(&build));
	assert_false(kx_review_handout(build.handout, &gate, NULL, &build.diags));
	assert_int_equal(build_reported(&build, KX301), 1);
	assert_string_equal(build_message(&build, KX301)->message,
	    "the required topic \"may\" is shown only for products that no claim is about");
	assert_int_equal(build_reported(&build, KX304), 1);   /* and so the section prints nothing */
	build_close(&build);
}

/* ---- KX302 ---- */

static void
test_source_not_citable(void **state)
{
	struct build build;

	(void)state;
	open_sheet(&build);
	vouch_for_web(&build);
	expect_refusal(&build, KX302, "claim \"web-visit\" would print on topic \"visit\" for lamp, but its source \"web\" is of "
	    "tier 4 and never cited", "/claims/web-visit");
	assert_string_equal(build.diags.list[0].hint, "add a claim from a better source on topic \"visit\" for lamp");

	/* A better source whose claim is only partly true stands behind it: an editor has to choose. */
	build_claim(&build, "trial-visit", "visit", "trial")->verdict = KX_PARTLY;
	assert_true(build_merge(&build));
	assert_false(kx_review_handout(build.handout, &gate, NULL, &build.diags));
	assert_string_equal(build.diags.list[0].hint, "claim \"trial-visit\" (partly, tier 2) is on the same topic and can be "
	    "cited: let a ruling print it");
	kx_content_claim(&build.content, "trial-visit")->product = "both";
	assert_true(build_merge(&build));
	assert_false(kx_review_handout(build.handout, &gate, NULL, &build.diags));
	assert_string_equal(build.diags.list[0].hint, "claim \"trial-visit\" on the same topic is about both: if this one is "
	    "too, correct its product");

	kx_content_claim(&build.content, "trial-visit")->verdict = KX_WRONG;
	assert_true(build_merge(&build));
	assert_false(kx_review_handout(build.handout, &gate, NULL, &build.diags));
	assert_string_equal(build.diags.list[0].hint, "add a claim from a better source on topic \"visit\" for lamp");

	kx_content_claim(&build.content, "trial-visit")->product = "lamp";
	kx_content_claim(&build.content, "trial-visit")->verdict = KX_SUPPORTED;
	expect_pass(&build);
	build_close(&build);
}

/* A seed that prints nowhere, or whose words the clinic's replace, harms nobody. */
static void
test_uncitable_but_not_visible(void **state)
{
	struct kx_clinic_line line = { .topic = "visit", .says = { .plain = "Come at nine." } };
	struct build build;

	(void)state;
	open_sheet(&build);
	vouch_for_web(&build);
	build.content.clinic.visit = &line;
	build.content.clinic.visit_count = 1;
	expect_pass(&build);
	build.content.clinic.visit_count = 0;
	build.content.sections[3].block_count = 0;
	expect_pass(&build);
	build.content.pack.cite_tier_max = 4;
	build.content.sections[3].block_count = 1;
	expect_pass(&build);
	build_close(&build);
}

/* ---- KX303 ---- */

static void
test_benefit_parts(void **state)
{
	static const char where[] = "/claims/review-response/figures/0";
	struct kx_figure *figure;
	struct kx_claim *claim;
	struct build build;

	(void)state;
	open_sheet(&build);
	claim = kx_content_claim(&build.content, "review-response");
	figure = &claim->figures[0];
	figure->comparator = NULL;
	expect_refusal(&build, KX303, "the figure for \"better\" in claim \"review-response\" is printed without a comparator", where);
	figure->comparator = "dark";
	figure->against.has_percent = false;
	expect_refusal(&build, KX303, "the figure for \"better\" in claim \"review-response\" is printed without the comparator's "
	    "numbers", where);
	figure->against.has_counts = true;
	expect_pass(&build);
	figure->at = "";
	expect_refusal(&build, KX303, "the figure for \"better\" in claim \"review-response\" is printed without a time", where);
	figure->population = NULL;
	figure->comparator = NULL;
	expect_refusal(&build, KX303, "the figure for \"better\" in claim \"review-response\" is printed without a comparator, "
	    "a time and a population", where);
	figure->outcome = "dizzy";   /* in a section on benefits any figure counts */
	assert_true(build_merge(&build));
	assert_false(kx_review_handout(build.handout, &gate, NULL, &build.diags));
	build_close(&build);
}

static void
test_benefit_elsewhere(void **state)
{
	struct kx_figure *figure;
	struct build build;

	(void)state;
	open_sheet(&build);
	figure = build_figure(&build, kx_content_claim(&build.content, "review-other"), 40000, 0);
	figure->comparator = NULL;
	figure->at = "2 weeks";
	expect_pass(&build);   /* among other choices a figure may stand alone */
	build.content.sections[3].role = KX_ROLE_SUMMARY;
	build_figure(&build, kx_content_claim(&build.content, "review-other"), 40000, 0)->at = "3 weeks";
	build.content.sections[3].blocks[0].topics[0] = kx_content_topic(&build.content, "other");
	expect_refusal(&build, KX303, "the figure for \"better\" in claim \"review-other\" is printed without a comparator",
	    "/claims/review-other/figures/0");
	figure->outcome = "dizzy";   /* a harm's rate may stand alone here */
	expect_pass(&build);
	build_close(&build);
}

/* ---- KX320 ---- */

static void
test_benefit_certainty(void **state)
{
	struct kx_section *section;
	struct kx_claim *claim;
	struct build build;

	(void)state;
	open_sheet(&build);
	claim = kx_content_claim(&build.content, "review-response");
	claim->certainty = KX_CERTAINTY_NONE;
	claim->figure_count = 0;
	expect_refusal(&build, KX320, "topic \"response\" prints on benefits for lamp, and nothing on the sheet says how sure that is",
	    "/claims/review-response");

	/* A section on certainty speaks for words, not for figures. */
	section = build_section(&build, "sure", KX_ROLE_CERTAINTY);
	build_block(&build, section, KX_FORM_PARAGRAPH, 1, "other");
	expect_pass(&build);
	claim->figure_count = 1;
	expect_refusal(&build, KX320, "claim \"review-response\" prints figures without saying how sure they are",
	    "/claims/review-response");
	section->block_count = 0;
	claim->certainty = KX_LOW;
	expect_pass(&build);
	claim->certainty_reason = "";
	expect_refusal(&build, KX320, "claim \"review-response\" is given the certainty \"low\" without a reason",
	    "/claims/review-response/certainty");
	build_close(&build);
}

/* Harms have to say it as well; other choices need not. */
static void
test_harm_certainty(void **state)
{
	struct kx_claim *claim;
	struct build build;

	(void)state;
	open_sheet(&build);
	claim = kx_content_claim(&build.content, "review-risk");
	build_figure(&build, claim, 20000, 10000)->outcome = "dizzy";
	expect_pass(&build);
	claim->certainty = KX_CERTAINTY_NONE;
	expect_refusal(&build, KX320, "claim \"review-risk\" prints figures without saying how sure they are", "/claims/review-risk");
	claim->certainty = KX_HIGH;
	claim = kx_content_claim(&build.content, "review-other");
	build_figure(&build, claim, 20000, 10000)->at = "2 weeks";
	claim->certainty = KX_CERTAINTY_NONE;
	expect_pass(&build);
	build_close(&build);
}

/* ---- KX304 ---- */

static void
test_sections(void **state)
{
	static const struct { size_t section; const char *role; } needed[] = {
		{ 0, "benefits" }, { 1, "risks" }, { 2, "candidacy" }, { 4, "alternatives" }, { 5, "questions" }, { 6, "help" },
		{ 7, "sources" }
	};
	struct kx_clinic_line line = { .topic = "risk", .says = { .plain = "Mind the step." } };
	char message[80];
	struct build build;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		open_sheet(&build);
		build.content.topics[3].required = false;
		build.content.sections[needed[i].section].role = KX_ROLE_COLOPHON;
		snprintf(message, sizeof(message), "the sheet has no section with the role \"%s\"", needed[i].role);
		expect_refusal(&build, KX304, message, "/sections");
		build_close(&build);
	}
	open_sheet(&build);
	build.content.sections[3].role = KX_ROLE_COLOPHON;   /* a visit is not needed */
	expect_pass(&build);
	kx_content_claim(&build.content, "review-risk")->verdict = KX_WRONG;
	kx_content_claim(&build.content, "review-risk")->note = "It counted others.";
	expect_refusal(&build, KX304, "section \"risks\", with the role \"risks\", prints nothing", "/sections/1");
	build_block(&build, &build.content.sections[1], KX_FORM_HELP_LINES, 0);   /* these say nothing on risks */
	build_block(&build, &build.content.sections[1], KX_FORM_SOURCES, 0);
	expect_refusal(&build, KX304, "section \"risks\", with the role \"risks\", prints nothing", "/sections/1");
	build.content.clinic.visit = &line;
	build.content.clinic.visit_count = 1;
	expect_pass(&build);
	build_close(&build);
}

/* ---- KX305 ---- */

static void
test_help_lines(void **state)
{
	struct kx_help_line emergency = { .name = "Ambulance", .number = "9", .when = "emergency" };
	struct build build;

	(void)state;
	open_sheet(&build);
	build.content.clinic.country = "FR";
	expect_refusal(&build, KX305, "there are no help lines for the clinic's country, \"FR\"", "/country");
	build.content.clinic.country = NULL;   /* then the pack's, US */
	expect_pass(&build);
	build.content.countries[0].lines = &emergency;
	expect_refusal(&build, KX305, "there is no crisis line among the help lines of the clinic's country, \"US\"", "");
	build_close(&build);
}

/* Several faults are reported in one run. */
static void
test_all_faults_at_once(void **state)
{
	struct build build;

	(void)state;
	open_sheet(&build);
	build.content.clinic.country = "FR";
	kx_content_claim(&build.content, "review-response")->figures[0].at = NULL;
	vouch_for_web(&build);
	build.content.sections[1].role = KX_ROLE_COLOPHON;
	build.content.topics[5].required = true;
	build.content.topics[4].required = true;
	kx_content_claim(&build.content, "review-risk")->verdict = KX_WRONG;
	kx_content_claim(&build.content, "review-risk")->note = "It counted others.";
	assert_true(build_merge(&build));
	assert_false(kx_review_handout(build.handout, &gate, NULL, &build.diags));
	assert_int_equal(build.diags.count, 5);
	assert_int_equal(build_reported(&build, KX301), 1);
	assert_int_equal(build_reported(&build, KX302), 1);
	assert_int_equal(build_reported(&build, KX303), 1);
	assert_int_equal(build_reported(&build, KX304), 1);
	assert_int_equal(build_reported(&build, KX305), 1);
	build_close(&build);
}

/* What the pack passed once it passes for the next clinic; faults are told each time, and clinics are judged each by itself. */
static void
test_for_many_clinics(void **state)
{
	struct build build;
	struct kx_memo memo;
	size_t round;

	(void)state;
	open_sheet(&build);
	kx_memo_init(&memo, 1u << 20);
	assert_true(build_merge(&build));
	for (round = 0; round < 3; round++)
		assert_true(kx_review_handout(build.handout, &gate, &memo, &build.diags));
	build.content.clinic.country = "FR";
	assert_false(kx_review_handout(build.handout, &gate, &memo, &build.diags));
	assert_int_equal(build.diags.count, 1);
	assert_int_equal(build_reported(&build, KX305), 1);
	build_close(&build);
	kx_memo_done(&memo);

	open_sheet(&build);
	kx_memo_init(&memo, 1u << 20);
	vouch_for_web(&build);
	assert_true(build_merge(&build));
	for (round = 1; round <= 3; round++) {
		assert_false(kx_review_handout(build.handout, &gate, &memo, &build.diags));
		assert_int_equal(build_reported(&build, KX302), round);
	}
	build_close(&build);
	kx_memo_done(&memo);
}

/* Is the pack passed, which has a fault, when this was stored of files with the hash `stored`, and its own have the hash `own`? */
static bool
passes_when_stored(int64_t said, size_t length, uint8_t stored, uint8_t own)
{
	const uint8_t digest[KX_HASH_BYTES] = { stored };
	struct kx_store store;
	struct kx_memo_key key;
	struct build build;
	struct kx_memo memo;
	bool passed;

	open_sheet(&build);
	vouch_for_web(&build);
	assert_true(build_merge(&build));
	assert_int_equal(build.content.clinic.visit_count, 0);
	build.content.digest[0] = own;
	key = kx_memo_key(KX_MEMO_PACK_PASSED, 0);
	kx_memo_part(&key, digest, sizeof(digest));
	kx_memo_part(&key, "", 0);   /* the full account */
	kx_memo_part(&key, "", 0);
	open_said(&store, &key, KX_MEMO_ON_GATE, &said, length);
	kx_memo_init(&memo, 1u << 20);
	memo.store = &store;
	passed = kx_review_handout(build.handout, &gate, &memo, &build.diags);
	assert_int_equal(build_reported(&build, KX302), passed ? 0 : 1);
	build_close(&build);
	kx_memo_done(&memo);
	kx_store_close(&store);
	return passed;
}

static void
test_stored(void **state)
{
	(void)state;
	assert_true(passes_when_stored(1, 8, 7, 7));
	assert_false(passes_when_stored(1, 8, 7, 8));
	assert_false(passes_when_stored(1, 8, 0, 0));   /* the hash is not known */
	assert_false(passes_when_stored(0, 8, 7, 7));
	assert_false(passes_when_stored(2, 8, 7, 7));
	assert_false(passes_when_stored(1, 7, 7, 7));
	assert_false(passes_when_stored(1, 0, 7, 7));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_for_many_clinics),
		cmocka_unit_test(test_stored),
		cmocka_unit_test(test_honest_sheet),
		cmocka_unit_test(test_required_topic),
		cmocka_unit_test(test_required_topic_hidden),
		cmocka_unit_test(test_source_not_citable),
		cmocka_unit_test(test_uncitable_but_not_visible),
		cmocka_unit_test(test_benefit_parts),
		cmocka_unit_test(test_benefit_elsewhere),
		cmocka_unit_test(test_benefit_certainty),
		cmocka_unit_test(test_harm_certainty),
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_help_lines),
		cmocka_unit_test(test_all_faults_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
