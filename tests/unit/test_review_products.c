/* Rules on products, conditions and endorsements (KX328, KX332, KX333), on what must be there (KX338, KX339, KX340), and
   on who made the sheet (KX348, KX349). */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_words.h"

/* Two products kept apart, as the gate names them. */
static void
open_bench(struct bench *bench)
{
	struct build *build = &bench->build;
	struct kx_gate *gate = &bench->gate;
	static const char *const ids[] = { "lamp", "pill" };
	size_t i;

	build_open(build);
	build_gate(gate);
	build_imprint(build);
	gate->products = build_room(build, 2, sizeof(*gate->products));
	for (i = 0; i < 2; i++) {
		gate->products[i].product = ids[i];
		build_word(build, &gate->products[i].names, ids[i], NULL, NULL);
	}
	gate->product_count = 2;
	gate->apart = build_room(build, 1, sizeof(*gate->apart));
	gate->apart[0] = (struct kx_product_pair){ .one = "lamp", .other = "pill" };
	gate->apart_count = 1;
	build_source(build, "review", 1, 2021)->title = "The calm lamp: a review";
	build_source(build, "trial", 2, 2019)->title = "A trial of calm";
	build_topic(build, "drop", 1);
	build_topic(build, "lift", 1);
	build_block(build, build_section(build, "benefits", KX_ROLE_BENEFITS), KX_FORM_PARAGRAPH, 2, "drop", "lift");
	says(build_claim(build, "review-lift", "lift", "review"), "It lifts mood.");
}

/* ---- KX328 ---- */

static void
test_words_of_another_product(void **state)
{
	struct kx_claim *claim;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	claim = kx_content_claim(&bench.build.content, "review-lift");
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	says(claim, "The pill lifts mood.");
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 1);
	expect(&bench, KX328, "claim \"review-lift\" is put down for lamp, but its words name only pill",
	    "pack/summaries/review.json", "/claims/review-lift/product");
	says(claim, "The lamp lifts mood as the pill does.");
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	bench.gate.apart_count = 0;
	says(claim, "The pill lifts mood.");
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	build_close(&bench.build);
}

static void
test_source_of_another_product(void **state)
{
	struct kx_claim *claim;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	claim = kx_content_claim(&bench.build.content, "review-lift");
	claim->product = "pill";
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 1);
	expect(&bench, KX328, "claim \"review-lift\" is put down for pill, but its source \"review\" is about lamp",
	    "pack/summaries/review.json", "/claims/review-lift/product");
	assert_string_equal(bench.build.diags.list[0].others[0].pointer, "/sources/0/title");
	/* A source on one may speak of the other, when the words do. */
	says(claim, "The pill lifts mood.");
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	says(claim, "It lifts mood.");
	bench.build.content.sources[0].title = "Lamp or pill: a review";
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	bench.build.content.sources[0].title = "A review of calm";
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	build_close(&bench.build);
}

/* A title that names neither: then the other claims of the summary tell. */
static void
test_summary_of_another_product(void **state)
{
	struct kx_claim all[3] = { { .id = "trial-drop", .product = "lamp" }, { .id = "trial-other", .product = "lamp" },
	    { .id = "trial-third", .product = "lamp" } };
	struct kx_claim *claim;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	claim = build_claim(&bench.build, "trial-drop", "drop", "trial");
	says(claim, "It drops worry.");
	bench.build.content.summaries[1].claims = all;
	bench.build.content.summaries[1].claim_count = 3;
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	claim->product = "pill";
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 1);
	expect(&bench, KX328, "claim \"trial-drop\" is put down for pill, but its source \"trial\" is about lamp",
	    "pack/summaries/trial.json", "/claims/trial-drop/product");
	all[2].product = "pill";                /* the source is about both */
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	build_close(&bench.build);
}

/* A claim that only agrees lends its reference, and so supports. */
static void
test_support_of_another_product(void **state)
{
	struct kx_claim *claim;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	claim = build_claim(&bench.build, "trial-lift", "lift", "trial");
	says(claim, "Moods rose.");
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	bench.build.content.sources[1].title = "The pill in winter";
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 1);
	claim->verdict = KX_WRONG;
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	build_close(&bench.build);
}

/* What is said of all products needs data of each. */
static void
test_claim_on_all_products(void **state)
{
	struct kx_claim *claim;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	claim = kx_content_claim(&bench.build.content, "review-lift");
	claim->product = "both";
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 1);
	expect(&bench, KX328, "claim \"review-lift\" is put down for all products, but nothing it cites is about pill",
	    "pack/summaries/review.json", "/claims/review-lift/product");
	claim->note = "Covers the pill as well.";
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	claim->note = NULL;
	bench.build.content.sources[1].title = "A trial of the pill";
	build_claim(&bench.build, "trial-lift", "lift", "trial")->product = "both";
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	kx_content_claim(&bench.build.content, "trial-lift")->verdict = KX_WRONG;
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 1);
	bench.build.content.sections[0].role = KX_ROLE_VISIT;   /* "plan a ride home" is no effect */
	assert_int_equal(ask(&bench, kx_rule_products, KX328), 0);
	build_close(&bench.build);
}

/* ---- KX332 ---- */

static void
test_conditions(void **state)
{
	struct kx_gate_condition condition = { .condition = "winter" };
	struct kx_claim *claim;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	claim = kx_content_claim(&bench.build.content, "review-lift");
	claim->condition = "winter";
	build_word(&bench.build, &condition.too_wide, "mood disorder*", "winter mood disorders", NULL);
	bench.gate.conditions = &condition;
	bench.gate.condition_count = 1;
	says(claim, "It helps with winter mood disorders.");
	assert_int_equal(ask(&bench, kx_rule_conditions, KX332), 0);
	says(claim, "It helps with mood disorders.");
	assert_int_equal(ask(&bench, kx_rule_conditions, KX332), 1);
	expect(&bench, KX332, "claim \"review-lift\" is about \"winter\", but its words say \"mood disorders\", which is wider",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	claim->condition = "any";
	assert_int_equal(ask(&bench, kx_rule_conditions, KX332), 0);
	build_close(&bench.build);
}

/* Headings and the like have no condition of their own: they are held to that of most claims. */
static void
test_condition_of_headings(void **state)
{
	struct kx_gate_condition conditions[2] = { { .condition = "winter" }, { .condition = "pain" } };
	struct words words;

	(void)state;
	words_open(&words);
	build_topic(&words.bench.build, "drop", 1);
	build_topic(&words.bench.build, "ease", 1);
	build_topic(&words.bench.build, "lift", 1);
	build_claim(&words.bench.build, "review-drop", "drop", "review")->condition = "winter";
	build_claim(&words.bench.build, "review-ease", "ease", "review")->condition = "pain";
	build_claim(&words.bench.build, "review-lift", "lift", "review")->condition = "winter";
	build_word(&words.bench.build, &conditions[0].too_wide, "mood disorder*", NULL, NULL);
	words.bench.gate.conditions = conditions;
	words.bench.gate.condition_count = 2;
	words_only(&words, "Help with mood disorders", NULL);
	build_block(&words.bench.build, &words.bench.build.content.sections[0], KX_FORM_PARAGRAPH, 3, "drop", "ease", "lift");
	assert_int_equal(ask_text(&words, kx_rule_condition_words, KX332), 1);
	expect(&words.bench, KX332, "the sheet says \"mood disorders\", which is wider than \"winter\", what most of it is about",
	    "pack/topics.json", "/words");
	words.paragraph->runs.list[0].claim = "review-lift";                  /* a claim is held to its own */
	assert_int_equal(ask_text(&words, kx_rule_condition_words, KX332), 0);
	words.paragraph->runs.list[0].claim = NULL;
	words.paragraph->kind = KX_BLOCK_REFERENCE;
	assert_int_equal(ask_text(&words, kx_rule_condition_words, KX332), 0);
	words.paragraph->kind = KX_BLOCK_PARAGRAPH;
	words.bench.build.content.clinic.name = "Center for Mood Disorders";   /* what a clinic is called says nothing of a claim */
	words_only(&words, "Call the Center for Mood Disorders", NULL);
	build_block(&words.bench.build, &words.bench.build.content.sections[0], KX_FORM_PARAGRAPH, 3, "drop", "ease", "lift");
	assert_int_equal(ask_text(&words, kx_rule_condition_words, KX332), 0);
	words_only(&words, "The Center for Mood Disorders helps with mood disorders", NULL);
	build_block(&words.bench.build, &words.bench.build.content.sections[0], KX_FORM_PARAGRAPH, 3, "drop", "ease", "lift");
	assert_int_equal(ask_text(&words, kx_rule_condition_words, KX332), 1);
	words.section->role = KX_ROLE_HELP;                                     /* for what one may call a help line */
	assert_int_equal(ask_text(&words, kx_rule_condition_words, KX332), 0);
	words.section->role = KX_ROLE_VISIT;
	kx_content_claim(&words.bench.build.content, "review-lift")->condition = "pain";
	assert_int_equal(ask_text(&words, kx_rule_condition_words, KX332), 0);
	words_close(&words);
}

/* ---- KX333 ---- */

/* Words that are no claim's have no document; that a product is not approved is no praise. */
static void
test_endorsing_words(void **state)
{
	static const char *conditions[] = { "winter" };
	struct kx_product_use use = { .conditions = conditions, .condition_count = 1, .status = "off-label" };
	struct kx_gate_product product = { .product = "pill", .uses = &use, .use_count = 1 };
	struct words words;

	(void)state;
	words_open(&words);
	build_topic(&words.bench.build, "lift", 1);
	build_claim(&words.bench.build, "review-lift", "lift", "review");
	build_word(&words.bench.build, &words.bench.gate.words.endorsements, "approv*", NULL, NULL);
	words_only(&words, "Approved by experts", NULL);
	assert_int_equal(ask_text(&words, kx_rule_endorsing_words, KX333), 1);
	expect(&words.bench, KX333, "the sheet says \"Approved\", and no document stands behind it", "pack/topics.json", "/words");
	words_only(&words, "Approved by experts", "review-lift");            /* KX333 on data has judged it */
	assert_int_equal(ask_text(&words, kx_rule_endorsing_words, KX333), 0);
	words_only(&words, "The pill is not approved.", NULL);
	assert_int_equal(ask_text(&words, kx_rule_endorsing_words, KX333), 1);
	build_word(&words.bench.build, &use.phrase, "not approved", NULL, NULL);
	words.bench.gate.products = &product;
	words.bench.gate.product_count = 1;
	assert_int_equal(ask_text(&words, kx_rule_endorsing_words, KX333), 0);
	words_close(&words);
}

static void
test_endorsements(void **state)
{
	struct kx_claim *claim;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	claim = kx_content_claim(&bench.build.content, "review-lift");
	build_word(&bench.build, &bench.gate.words.endorsements, "recommend*", NULL, NULL);
	assert_int_equal(ask(&bench, kx_rule_endorsements, KX333), 0);
	says(claim, "Doctors recommended it.");
	assert_int_equal(ask(&bench, kx_rule_endorsements, KX333), 1);
	expect(&bench, KX333, "claim \"review-lift\" says \"recommended\", but its source \"review\" is no guideline, label, law or "
	    "agency", "pack/summaries/review.json", "/claims/review-lift/says");
	bench.build.content.sources[0].kind = KX_SOURCE_GUIDELINE;
	assert_int_equal(ask(&bench, kx_rule_endorsements, KX333), 0);
	bench.build.content.sources[0].kind = KX_SOURCE_REVIEW;
	build_claim(&bench.build, "trial-lift", "lift", "trial");
	bench.build.content.sources[1].kind = KX_SOURCE_LABEL;   /* cited beside it */
	assert_int_equal(ask(&bench, kx_rule_endorsements, KX333), 0);
	build_close(&bench.build);
}

/* ---- KX338 ---- */

static void
test_harms(void **state)
{
	struct kx_gate_harm harm = { .origin = { "pack/gate.json", "/harms/0" }, .code = "sore", .name = "sore eyes" };
	struct bench bench;

	(void)state;
	open_bench(&bench);
	bench.gate.harms = &harm;
	bench.gate.harm_count = 1;
	assert_int_equal(ask(&bench, kx_rule_harms, KX338), 1);
	expect(&bench, KX338, "the sheet does not name the harm \"sore\" (sore eyes): no topic carries it", "pack/gate.json",
	    "/harms/0");
	bench.build.content.topics[0].risk = "sore";             /* "drop", on which nothing prints */
	assert_int_equal(ask(&bench, kx_rule_harms, KX338), 1);
	expect(&bench, KX338, "the sheet does not name the harm \"sore\" (sore eyes)", "pack/topics.json", "/topics/0");
	bench.build.content.topics[1].risk = "sore";             /* one topic with the code is enough */
	assert_int_equal(ask(&bench, kx_rule_harms, KX338), 0);
	bench.build.content.sections[0].block_count = 0;
	assert_int_equal(ask(&bench, kx_rule_harms, KX338), 1);
	build_close(&bench.build);
}

/* ---- KX339 ---- */

static void
test_counts(void **state)
{
	static const char *waiting[] = { "drop" };
	struct kx_gate_presence *presence;
	struct kx_section *section;
	struct kx_block_plan *block;
	struct kx_column *column;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	presence = &bench.gate.presence;
	section = &bench.build.content.sections[0];
	section->role = KX_ROLE_QUESTIONS;
	presence->questions_least = 1;
	assert_int_equal(ask(&bench, kx_rule_counts, KX339), 0);
	presence->questions_least = 2;
	assert_int_equal(ask(&bench, kx_rule_counts, KX339), 1);
	expect(&bench, KX339, "questions to ask: the sheet has 1 and needs 2 or more", "pack/topics.json", "/sections/0");
	presence->questions_least = 0;

	section = build_section(&bench.build, "who", KX_ROLE_CANDIDACY);
	section->block_count = 0;
	block = build_block(&bench.build, section, KX_FORM_TWO_SIDED, 0);
	column = build_column(&bench.build, block, NULL, 1, "lift");
	bench.build.content.sections[0].block_count = 0;
	presence->who_should_not_least = 1;
	assert_int_equal(ask(&bench, kx_rule_counts, KX339), 1);   /* who may is not who may not */
	column->mark = KX_MARK_NO;
	assert_int_equal(ask(&bench, kx_rule_counts, KX339), 0);
	presence->who_should_not_least = 0;

	presence->waiting_topics = waiting;
	presence->waiting_count = 1;
	assert_int_equal(ask(&bench, kx_rule_counts, KX339), 1);
	expect(&bench, KX339, "waiting is not among the choices: topic \"drop\" prints nothing", "pack/topics.json", "/topics/0");
	build_close(&bench.build);
}

static void
test_choices(void **state)
{
	struct kx_section *section;
	struct kx_block_plan *block;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	bench.gate.presence.alternatives_least = 1;
	bench.build.content.sections[0].block_count = 0;
	section = build_section(&bench.build, "other", KX_ROLE_ALTERNATIVES);
	block = build_block(&bench.build, section, KX_FORM_OPTIONS, 0);
	build_column(&bench.build, block, NULL, 0);
	build_column(&bench.build, block, NULL, 1, "lift");
	build_column(&bench.build, block, NULL, 1, "drop");
	assert_int_equal(ask(&bench, kx_rule_counts, KX339), 2);   /* the other side of the row is empty */
	expect(&bench, KX339, "other choices with what speaks for and against each: the sheet has 0 and needs 1 or more",
	    "pack/topics.json", "/sections/1");
	assert_string_equal(bench.build.diags.list[1].message, "row 1 of block \"other-0\" has only one side");
	build_claim(&bench.build, "trial-drop", "drop", "trial");
	assert_int_equal(ask(&bench, kx_rule_counts, KX339), 0);
	build_close(&bench.build);
}

/* ---- KX340 ---- */

static void
test_visit_steps(void **state)
{
	static const char *topics[] = { "lift" };
	struct kx_clinic_line line = { .topic = "lift", .says = { .plain = "Come by ferry." } };
	struct kx_gate_step step = { .origin = { "pack/gate.json", "/presence/visit_steps/0" }, .name = "a ride home",
	    .topics = topics, .topic_count = 1 };
	struct kx_claim *claim;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	claim = kx_content_claim(&bench.build.content, "review-lift");
	build_word(&bench.build, &step.says, "ride home", NULL, NULL);
	bench.gate.presence.steps = &step;
	bench.gate.presence.step_count = 1;
	assert_int_equal(ask(&bench, kx_rule_visit_steps, KX340), 1);
	expect(&bench, KX340, "the steps of the visit do not say \"a ride home\"", "pack/topics.json", "/topics/1");
	assert_string_equal(bench.build.diags.list[0].hint, "say it in such words as \"ride home\"");
	says(claim, "Plan a ride home.");
	assert_int_equal(ask(&bench, kx_rule_visit_steps, KX340), 0);
	bench.build.content.clinic.visit = &line;      /* the clinic's words stand in its place */
	bench.build.content.clinic.visit_count = 1;
	assert_int_equal(ask(&bench, kx_rule_visit_steps, KX340), 1);
	line.says.plain = "We plan your ride home.";
	assert_int_equal(ask(&bench, kx_rule_visit_steps, KX340), 0);
	bench.build.content.sections[0].block_count = 0;
	assert_int_equal(ask(&bench, kx_rule_visit_steps, KX340), 1);
	build_close(&bench.build);
}

/* ---- KX348 ---- */

static void
test_imprint(void **state)
{
	struct kx_pack *pack;
	struct bench bench;
	size_t i;

	(void)state;
	open_bench(&bench);
	pack = &bench.build.content.pack;
	assert_int_equal(ask(&bench, kx_rule_imprint, KX348), 0);
	const char **texts[] = { &pack->written_by, &pack->version, &pack->funding, &pack->update_policy, &pack->feedback,
	    &bench.build.content.clinic.funding };
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *kept = *texts[i];

		*texts[i] = "";
		assert_int_equal(ask(&bench, kx_rule_imprint, KX348), 1);
		*texts[i] = kept;
	}
	expect(&bench, KX348, "the sheet does not say whether the clinic earns money from it", "pack/clinics/c.json", "");
	pack->feedback = NULL;
	bench.build.content.clinic.feedback = "Ring us.";
	assert_int_equal(ask(&bench, kx_rule_imprint, KX348), 0);
	pack->review_by = pack->evidence_to = pack->written_on = (struct kx_date){ 0, 0, 0 };
	assert_int_equal(ask(&bench, kx_rule_imprint, KX348), 3);
	build_close(&bench.build);
}

static void
test_signature(void **state)
{
	struct kx_review_note *review;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	review = &bench.build.content.clinic.review;
	assert_int_equal(ask(&bench, kx_rule_imprint, KX348), 0);       /* pending is honest */
	review->by = "Dr. Reader";
	review->role = "physician";
	assert_int_equal(ask(&bench, kx_rule_imprint, KX348), 1);
	expect(&bench, KX348, "the review by \"Dr. Reader\" has no date", "pack/clinics/c.json", "");
	review->on = (struct kx_date){ 2026, 2, 1 };
	assert_int_equal(ask(&bench, kx_rule_imprint, KX348), 0);
	review->role = NULL;
	assert_int_equal(ask(&bench, kx_rule_imprint, KX348), 1);
	build_close(&bench.build);
}

/* ---- KX349 ---- */

static void
test_dates(void **state)
{
	struct kx_pack *pack;
	struct bench bench;

	(void)state;
	open_bench(&bench);
	pack = &bench.build.content.pack;
	assert_int_equal(ask(&bench, kx_rule_dates, KX349), 0);
	pack->evidence_to = (struct kx_date){ 2026, 1, 6 };
	assert_int_equal(ask(&bench, kx_rule_dates, KX349), 1);
	expect(&bench, KX349, "the day up to which evidence was read, 2026-01-06, comes after the day of writing, 2026-01-05",
	    "pack/pack.json", "/evidence_to");
	pack->evidence_to = (struct kx_date){ 2026, 1, 1 };
	pack->review_by = (struct kx_date){ 2027, 1, 2 };
	assert_int_equal(ask(&bench, kx_rule_dates, KX349), 1);
	expect(&bench, KX349, "the next review, 2027-01-02, is more than 12 months after the evidence was read, 2026-01-01",
	    "pack/pack.json", "/review_by");
	assert_string_equal(bench.build.diags.list[0].hint, "set it to 2027-01-01 or earlier");
	bench.gate.limits.review_months = 13;
	assert_int_equal(ask(&bench, kx_rule_dates, KX349), 0);
	pack->review_by = (struct kx_date){ 2026, 1, 4 };
	assert_int_equal(ask(&bench, kx_rule_dates, KX349), 1);
	pack->review_by = (struct kx_date){ 2026, 12, 1 };
	pack->review = (struct kx_review_note){ .by = "Dr. Reader", .role = "physician", .on = { 2026, 1, 4 } };
	assert_int_equal(ask(&bench, kx_rule_dates, KX349), 1);          /* reviewed before it was written */
	pack->review.on = (struct kx_date){ 2027, 1, 1 };
	assert_int_equal(ask(&bench, kx_rule_dates, KX349), 1);          /* reviewed after it had run out */
	pack->review.on = (struct kx_date){ 2026, 3, 1 };
	assert_int_equal(ask(&bench, kx_rule_dates, KX349), 0);
	bench.build.content.summaries[0].review_by = (struct kx_date){ 2026, 1, 2 };
	assert_int_equal(ask(&bench, kx_rule_dates, KX349), 1);
	expect(&bench, KX349, "the day of curating, 2026-01-03, comes after its review, 2026-01-02", "pack/summaries/review.json",
	    "/review_by");
	build_close(&bench.build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_of_another_product),
		cmocka_unit_test(test_source_of_another_product),
		cmocka_unit_test(test_summary_of_another_product),
		cmocka_unit_test(test_support_of_another_product),
		cmocka_unit_test(test_claim_on_all_products),
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_condition_of_headings),
		cmocka_unit_test(test_endorsements),
		cmocka_unit_test(test_endorsing_words),
		cmocka_unit_test(test_harms),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_visit_steps),
		cmocka_unit_test(test_imprint),
		cmocka_unit_test(test_signature),
		cmocka_unit_test(test_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
