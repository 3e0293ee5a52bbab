/* Rules on words that belong together: KX322, KX329, KX335, KX342, KX343; on reading level and main points: KX344, KX345, KX347. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_words.h"

static struct kx_claim *
open_words(struct words *words)
{
	words_open(words);
	build_topic(&words->bench.build, "fast", 1);
	build_topic(&words->bench.build, "lasts", 1);
	build_topic(&words->bench.build, "lift", 1);
	return build_claim(&words->bench.build, "review-lift", "lift", "review");
}

/* ---- KX322 ---- */

static void
test_topic_pairs(void **state)
{
	struct kx_topic_pair pair = { .topic = "fast", .with = "lasts", .within = KX_IN_BLOCK };
	struct kx_section *section;
	struct words words;

	(void)state;
	open_words(&words);
	words.bench.gate.topic_pairs = &pair;
	words.bench.gate.topic_pair_count = 1;
	words_only(&words, "Words.", NULL);
	section = &words.bench.build.content.sections[0];
	build_block(&words.bench.build, section, KX_FORM_PARAGRAPH, 1, "fast");
	build_block(&words.bench.build, section, KX_FORM_PARAGRAPH, 1, "lasts");
	assert_int_equal(ask_text(&words, kx_rule_topic_pairs, KX322), 0);     /* nothing prints on it */
	build_claim(&words.bench.build, "review-fast", "fast", "review");
	assert_int_equal(ask_text(&words, kx_rule_topic_pairs, KX322), 1);
	expect(&words.bench, KX322, "topic \"fast\" prints without topic \"lasts\" in the same block", "pack/topics.json", "/topics/0");
	build_claim(&words.bench.build, "review-lasts", "lasts", "review");
	assert_int_equal(ask_text(&words, kx_rule_topic_pairs, KX322), 1);     /* in another block */
	pair.within = KX_IN_SECTION;
	assert_int_equal(ask_text(&words, kx_rule_topic_pairs, KX322), 0);
	kx_content_claim(&words.bench.build.content, "review-lasts")->verdict = KX_WRONG;
	assert_int_equal(ask_text(&words, kx_rule_topic_pairs, KX322), 1);
	words_close(&words);
}

/* ---- KX343 ---- */

static void
test_companions(void **state)
{
	static const enum kx_gate_scope scopes[] = { KX_IN_SENTENCE, KX_IN_BLOCK, KX_IN_SECTION, KX_IN_SHEET };
	struct kx_companion companion = { .id = "speed", .why = "Half the truth." };
	struct words words;
	size_t i;

	(void)state;
	open_words(&words);
	build_word(&words.bench.build, &companion.when, "within hours", NULL, NULL);
	build_word(&words.bench.build, &companion.needs, "wears off", NULL, NULL);
	words.bench.gate.companions = &companion;
	words.bench.gate.companion_count = 1;
	words_only(&words, "It works within hours. It wears off.", "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_companions, KX343), 1);      /* not in the same sentence */
	expect(&words.bench, KX343, "\"within hours\" stands without what belongs to it in the same sentence: \"wears off\" (speed)",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	assert_string_equal(words.bench.build.diags.list[0].hint, "Half the truth.");
	for (i = 0; i < 4; i++) {
		companion.within = scopes[i];
		words_only(&words, "It works within hours; it wears off.", "review-lift");
		assert_int_equal(ask_text(&words, kx_rule_companions, KX343), 0);
		words_only(&words, "It works within hours.", "review-lift");
		words_say(&words, "It wears off.", NULL);                      /* another paragraph of the block */
		assert_int_equal(ask_text(&words, kx_rule_companions, KX343), i < 1 ? 1 : 0);
		words_only(&words, "It works within hours.", "review-lift");
		words_block(&words, "sure-1");
		words_say(&words, "It wears off.", NULL);
		assert_int_equal(ask_text(&words, kx_rule_companions, KX343), i < 2 ? 1 : 0);
		words_only(&words, "It works within hours.", "review-lift");
		words_section(&words, "other", KX_ROLE_VISIT);
		words_block(&words, "other-0");
		words_say(&words, "It wears off.", NULL);
		assert_int_equal(ask_text(&words, kx_rule_companions, KX343), i < 3 ? 1 : 0);
	}
	companion.within = KX_IN_SECTION;                                      /* once a section, however often it is said */
	words_only(&words, "Within hours. Within hours again.", "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_companions, KX343), 1);
	words_close(&words);
}

/* ---- KX342 ---- */

static void
test_fixed_lines(void **state)
{
	struct kx_fixed_line line = { .origin = { "pack/gate.json", "/fixed_lines/0" }, .id = "no-advice", .times = 1 };
	struct words words;

	(void)state;
	open_words(&words);
	build_word(&words.bench.build, &line.says, "not advice", NULL, NULL);
	words.bench.gate.fixed_lines = &line;
	words.bench.gate.fixed_count = 1;
	words_only(&words, "This is not advice.", NULL);
	assert_int_equal(ask_text(&words, kx_rule_fixed_lines, KX342), 0);
	words_only(&words, "This is advice.", NULL);
	assert_int_equal(ask_text(&words, kx_rule_fixed_lines, KX342), 1);
	expect(&words.bench, KX342, "the line \"no-advice\" stands 0 times on the sheet, not 1", "pack/gate.json", "/fixed_lines/0");
	words_only(&words, "This is not advice. It is not advice.", NULL);
	assert_int_equal(ask_text(&words, kx_rule_fixed_lines, KX342), 1);
	line.times = 2;
	assert_int_equal(ask_text(&words, kx_rule_fixed_lines, KX342), 0);
	/* Of a topic: claims on other topics do not count. */
	line.times = 1;
	line.topic = "lift";
	words_only(&words, "This is not advice.", "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_fixed_lines, KX342), 0);
	line.topic = "fast";
	assert_int_equal(ask_text(&words, kx_rule_fixed_lines, KX342), 1);
	assert_string_equal(build_message(&words.bench.build, KX342)->place.pointer, "/topics/0");
	/* Without words of its own the topic has to print. */
	line.says.count = 0;
	line.topic = "lift";
	build_block(&words.bench.build, &words.bench.build.content.sections[0], KX_FORM_PARAGRAPH, 1, "lift");
	assert_int_equal(ask_text(&words, kx_rule_fixed_lines, KX342), 0);
	kx_content_claim(&words.bench.build.content, "review-lift")->verdict = KX_WRONG;
	assert_int_equal(ask_text(&words, kx_rule_fixed_lines, KX342), 1);
	words_close(&words);
}

/* ---- KX329 ---- */

static void
test_status(void **state)
{
	static const char *conditions[] = { "winter" };
	struct kx_product_use use = { .conditions = conditions, .condition_count = 1, .status = "off-label" };
	struct kx_gate_product product = { .product = "pill", .uses = &use, .use_count = 1 };
	struct kx_claim *claim;
	struct words words;

	(void)state;
	claim = open_words(&words);
	claim->product = "pill";
	claim->condition = "winter";
	build_word(&words.bench.build, &product.names, "pill", NULL, NULL);
	words.bench.gate.products = &product;
	words.bench.gate.product_count = 1;
	words_only(&words, "It lifts mood in winter.", "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_status, KX329), 0);          /* no phrase is asked for */
	build_word(&words.bench.build, &use.phrase, "not approved", NULL, NULL);
	assert_int_equal(ask_text(&words, kx_rule_status, KX329), 1);
	expect(&words.bench, KX329, "section \"sure\" speaks of pill for \"winter\" and does not say that it is off-label for it",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	words_say(&words, "The pill is not approved for this.", NULL);
	assert_int_equal(ask_text(&words, kx_rule_status, KX329), 0);
	words_section(&words, "more", KX_ROLE_VISIT);                          /* each section says it */
	words_block(&words, "more-0");
	words_say(&words, "It lifts mood in winter.", "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_status, KX329), 1);
	words_only(&words, "It lifts mood.", "review-lift");
	claim->condition = "any";
	assert_int_equal(ask_text(&words, kx_rule_status, KX329), 0);
	claim->condition = "winter";
	claim->product = "both";                                               /* of all products: when the words name this one */
	assert_int_equal(ask_text(&words, kx_rule_status, KX329), 0);
	says(claim, "Pills lift mood.");
	assert_int_equal(ask_text(&words, kx_rule_status, KX329), 1);
	words_close(&words);
}

/* ---- KX335 ---- */

static void
test_mechanism(void **state)
{
	static const char *topics[] = { "lift" };
	struct kx_gate_mechanism *mechanism;
	struct kx_section *section;
	struct kx_claim *claim;
	struct words words;

	(void)state;
	claim = open_words(&words);
	mechanism = &words.bench.gate.mechanism;
	mechanism->topics = topics;
	mechanism->topic_count = 1;
	build_word(&words.bench.build, &mechanism->begins, "nobody knows", NULL, NULL);
	build_word(&words.bench.build, &mechanism->hedges, "may", NULL, NULL);
	build_word(&words.bench.build, &mechanism->barred, "repair", NULL, NULL);
	words_only(&words, "Words.", NULL);
	section = &words.bench.build.content.sections[0];
	build_block(&words.bench.build, section, KX_FORM_PARAGRAPH, 3, "fast", "lift", "lasts");
	says(claim, "Nobody knows how. It may calm a nerve.");
	assert_int_equal(ask_text(&words, kx_rule_mechanism, KX335), 0);
	says(claim, "It may calm a nerve.");
	assert_int_equal(ask_text(&words, kx_rule_mechanism, KX335), 1);
	expect(&words.bench, KX335, "claim \"review-lift\" explains how it works without saying first that nobody knows for sure",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	says(claim, "Nobody knows how. It calms a nerve.");
	assert_int_equal(ask_text(&words, kx_rule_mechanism, KX335), 1);
	says(claim, "Nobody knows how. It may repair a nerve.");
	assert_int_equal(ask_text(&words, kx_rule_mechanism, KX335), 1);
	says(claim, "Nobody knows how. It may calm a nerve. It may do more.");
	assert_int_equal(ask_text(&words, kx_rule_mechanism, KX335), 1);
	expect(&words.bench, KX335, "claim \"review-lift\" makes 3 sentences on how it works; 2 are enough",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	assert_int_equal(words.bench.build.diags.errors, 0);
	says(claim, "Nobody knows how. It may calm a nerve.");
	build_claim(&words.bench.build, "review-lasts", "lasts", "review");    /* something follows it in the block */
	assert_int_equal(ask_text(&words, kx_rule_mechanism, KX335), 1);
	expect(&words.bench, KX335, "claim \"review-lift\" explains how it works before topic \"lasts\"",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	words_close(&words);
}

/* ---- KX344, KX345 ---- */

#define HARD "Simultaneous administration of antihypertensive medication necessitates continuous cardiovascular observation."

static void
test_too_hard(void **state)
{
	struct words words;
	size_t i;

	(void)state;
	open_words(&words);
	words_only(&words, "It can help you feel well. Ask us how.", "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_reading_level, KX344), 0);
	words_only(&words, HARD, "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_reading_level, KX344), 2);   /* the sheet and its one section */
	assert_int_equal(words.bench.build.diags.errors, 2);
	assert_string_equal(words.bench.build.diags.list[0].place.pointer, "/claims/review-lift/says");
	assert_non_null(strstr(words.bench.build.diags.list[0].hint, "Simultaneous administration"));
	/* One hard section beside a long easy one. */
	words_section(&words, "easy", KX_ROLE_VISIT);
	words_block(&words, "easy-0");
	for (i = 0; i < 70; i++)
		words_say(&words, "Come in and sit down. We will help you.", NULL);
	assert_int_equal(ask_text(&words, kx_rule_reading_level, KX344), 1);
	assert_non_null(strstr(words.bench.build.diags.list[0].message, "section \"sure\" reads at grade "));
	words_close(&words);
}

static void
test_hard_to_read(void **state)
{
	struct words words;

	(void)state;
	open_words(&words);
	words_only(&words, "You can ask us. We can help.", "review-lift");
	words.bench.gate.limits.sentence_most = 4;
	assert_int_equal(ask_text(&words, kx_rule_reading_level, KX345), 0);
	words.bench.gate.limits.sentence_most = 3;
	assert_int_equal(ask_text(&words, kx_rule_reading_level, KX345), 1);
	expect(&words.bench, KX345, "a sentence has 4 words; 3 is the most: \"You can ask us.\"", "pack/summaries/review.json",
	    "/claims/review-lift/says");
	assert_int_equal(words.bench.build.diags.errors, 0);
	words.bench.gate.limits.sentence_most = 25;
	words.bench.gate.limits.sentence_mean_most = 3500;
	assert_int_equal(ask_text(&words, kx_rule_reading_level, KX345), 0);
	words.bench.gate.limits.sentence_mean_most = 3400;
	assert_int_equal(ask_text(&words, kx_rule_reading_level, KX345), 1);
	assert_string_equal(words.bench.build.diags.list[0].message, "sentences have 3.5 words on average; 3.4 is the most");
	words.bench.gate.limits.sentence_mean_most = 15000;
	words_only(&words, "You are watched. We watch you.", "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_reading_level, KX345), 1);
	assert_string_equal(words.bench.build.diags.list[0].message, "50 of 100 sentences are in the passive voice; 10 is the most");
	words.bench.gate.limits.passive_most = 500;
	assert_int_equal(ask_text(&words, kx_rule_reading_level, KX345), 0);
	/* Between the aim and the limit it warns. */
	words_only(&words, "Your clinician explains every treatment to you.", "review-lift");
	words.bench.gate.limits.grade_most = words.bench.gate.limits.section_grade_most = 30000;
	assert_int_equal(ask_text(&words, kx_rule_reading_level, KX345), 1);
	assert_non_null(strstr(words.bench.build.diags.list[0].message, "; the aim is 6.5"));
	words_close(&words);
}

static void
test_spanish(void **state)
{
	struct words words;

	(void)state;
	open_words(&words);
	words.document.language = "es";
	words_only(&words, "Ven a la sala. Te damos agua.", "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_reading_level, KX344), 0);
	words_only(&words, "La administración simultánea de antihipertensivos necesita observación cardiovascular ininterrumpida.",
	    "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_reading_level, KX344), 2);
	assert_non_null(strstr(words.bench.build.diags.list[0].message, "the sheet has INFLESZ "));
	words_close(&words);
}

/* ---- KX347 ---- */

static void
test_main_points(void **state)
{
	struct words words;

	(void)state;
	open_words(&words);
	words_section(&words, "about", KX_ROLE_ABOUT);                         /* says nothing */
	words_section(&words, "summary", KX_ROLE_SUMMARY);
	words_block(&words, "summary-0");
	words_say(&words, "The point.", NULL);
	assert_int_equal(ask_text(&words, kx_rule_main_points, KX347), 0);
	words.section = &words.document.sections[0];
	words.group = NULL;
	words_block(&words, "about-0");
	words_say(&words, "Our clinic is old.", NULL);
	assert_int_equal(ask_text(&words, kx_rule_main_points, KX347), 1);
	expect(&words.bench, KX347, "the sheet begins with section \"about\", not with the main points", "pack/topics.json",
	    "/sections/0");
	words_close(&words);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_topic_pairs),
		cmocka_unit_test(test_companions),
		cmocka_unit_test(test_fixed_lines),
		cmocka_unit_test(test_status),
		cmocka_unit_test(test_mechanism),
		cmocka_unit_test(test_too_hard),
		cmocka_unit_test(test_hard_to_read),
		cmocka_unit_test(test_spanish),
		cmocka_unit_test(test_main_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
