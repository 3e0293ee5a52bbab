/* Rules on words: KX314, KX315, KX318, KX319, KX321, KX323, KX324, KX334, KX337, KX341; and the passages they look at. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_words.h"

/* A claim to say things with, shown in a section on certainty. */
static struct kx_claim *
open_words(struct words *words)
{
	words_open(words);
	build_topic(&words->bench.build, "lift", 1);
	return build_claim(&words->bench.build, "review-lift", "lift", "review");
}

/* ---- passages ---- */

static void
test_passages(void **state)
{
	const struct kx_passages *passages;
	struct kx_run mark = { .kind = KX_RUN_REFERENCE, .text = "3", .claim = "review-lift" };
	struct kx_block *block;
	struct words words;

	(void)state;
	open_words(&words);
	words.document.title = "Calm";
	words.document.clinic.logo_alt = "A wave";
	words_section(&words, "sure", KX_ROLE_CERTAINTY);
	words_block(&words, "sure-0");
	words_say(&words, "One line.", NULL);
	words_add(&words, " From a ", "review-lift");
	words_add(&words, "claim.", "review-lift");
	words_child(&words, words.group, KX_BLOCK_PARAGRAPH, "body")->runs = (struct kx_runs){ &mark, 1, 1 };
	block = words_child(&words, words.group, KX_BLOCK_REFERENCE, NULL);
	words.paragraph = block;
	words_add(&words, "Promising! J Hype", NULL);
	passages = kx_passages_collect(&words.bench.build.arena, &words.bench.build.content, &words.document, NULL);
	assert_non_null(passages);
	assert_string_equal(passages->text, "Calm\nA wave\nOne line. From a claim.\nPromising! J Hype\n");
	assert_int_equal(passages->count, 4);
	assert_int_equal(passages->list[0].kind, KX_PASSAGE_HEAD);
	assert_null(passages->list[0].section);
	assert_int_equal(passages->list[2].kind, KX_PASSAGE_PROSE);
	assert_string_equal(passages->list[2].block, "sure-0");
	assert_int_equal(passages->list[2].stretch_count, 2);
	assert_int_equal(passages->list[3].kind, KX_PASSAGE_SOURCE);
	assert_ptr_equal(kx_passage_at(passages, 0), &passages->list[0]);
	assert_ptr_equal(kx_passage_at(passages, 12), &passages->list[2]);
	assert_null(kx_stretch_at(passages, 12)->claim);
	assert_string_equal(kx_stretch_at(passages, 12)->origin.pointer, "/words");
	assert_string_equal(kx_stretch_at(passages, 25)->claim->id, "review-lift");
	assert_string_equal(kx_stretch_at(passages, 35)->origin.pointer, "/claims/review-lift/says");
	words_close(&words);
}

/* ---- lists of which nothing may stand ---- */

static void
test_barred_lists(void **state)
{
	struct words words;
	struct kx_gate_words *lists = &words.bench.gate.words;
	const struct { bench_rule *rule; enum kx_code code; struct kx_word_list *list; const char *pattern, *bad, *found, *good; } cases[] = {
		{ kx_rule_anecdotes, KX314, &lists->anecdotes, "success stor*", "Read their Success Stories.",
		    "the sheet says \"Success Stories\", which is a story, not a finding", "It had success. Stories differ." },
		{ kx_rule_relative, KX315, &lists->relative, "# times =more", "It helped 3 times more.",
		    "the sheet says \"3 times more\", which is a comparison without its two numbers", "It was given 3 times." },
		{ kx_rule_counted_studies, KX319, &lists->counted_studies, "# of # trial", "6 of 10 trials agreed.",
		    "the sheet says \"6 of 10 trials\", which is a share of studies, not of people", "6 of 10 people agreed." },
		{ kx_rule_hype, KX323, &lists->hype, "robust*", "A robustly good day.",
		    "the sheet says \"robustly\", which is praise, not a finding", "A good day." },
		{ kx_rule_assurances, KX334, &lists->assurances, "safe", "It is safe.",
		    "the sheet says \"safe\", which is an assurance that nothing supports", "Unsafe? We do not know." },
		{ kx_rule_rescue, KX337, &lists->rescue_claims, "save ... lives", "It saved many lives.",
		    "the sheet says \"saved many lives\", which is a promise of rescue that no study supports", "Save your receipt." },
		{ kx_rule_medicine_changes, KX341, &lists->medicine_changes, "^stop ... tablets", "Stop your tablets.",
		    "the sheet says \"Stop your tablets\", which is an order about a medicine", "Do not stop your tablets." },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		open_words(&words);
		words_only(&words, cases[i].bad, "review-lift");
		assert_int_equal(ask_text(&words, cases[i].rule, cases[i].code), 0);   /* an empty list bars nothing */
		build_word(&words.bench.build, cases[i].list, cases[i].pattern, NULL, NULL);
		assert_int_equal(ask_text(&words, cases[i].rule, cases[i].code), 1);
		expect(&words.bench, cases[i].code, cases[i].found, "pack/summaries/review.json", "/claims/review-lift/says");
		words_only(&words, cases[i].bad, NULL);        /* the outline's own words count as well */
		assert_int_equal(ask_text(&words, cases[i].rule, cases[i].code), 1);
		expect(&words.bench, cases[i].code, cases[i].found, "pack/topics.json", "/words");
		words_only(&words, cases[i].good, "review-lift");
		assert_int_equal(ask_text(&words, cases[i].rule, cases[i].code), 0);
		words_close(&words);
	}
}

static void
test_where_words_are_looked_for(void **state)
{
	static const enum kx_block_kind counted[] = { KX_BLOCK_PARAGRAPH, KX_BLOCK_HEADING, KX_BLOCK_QUESTION, KX_BLOCK_ITEM };
	static const enum kx_block_kind names[] = { KX_BLOCK_REFERENCE, KX_BLOCK_HELP_LINE };
	struct words words;
	size_t i;

	(void)state;
	for (i = 0; i < 4 + 2; i++) {
		open_words(&words);
		build_word(&words.bench.build, &words.bench.gate.words.hype, "robust*", "not robust", "give the number");
		words_only(&words, "It lifts.", NULL);
		words.paragraph = words_child(&words, words.group, i < 4 ? counted[i] : names[i - 4], NULL);
		words_add(&words, "A robust gain", NULL);
		assert_int_equal(ask_text(&words, kx_rule_hype, KX323), i < 4 ? 1 : 0);
		if (i == 0)
			assert_string_equal(words.bench.build.diags.list[0].hint, "instead of \"robust\": give the number");
		words_add(&words, ", which is not robust, but a robust one", NULL);
		assert_int_equal(ask_text(&words, kx_rule_hype, KX323), i < 4 ? 2 : 0);
		words_close(&words);
	}
	/* What a curator notes never prints, and nobody judges it. */
	open_words(&words);
	kx_content_claim(&words.bench.build.content, "review-lift")->note = "The seed calls it robust.";
	build_word(&words.bench.build, &words.bench.gate.words.hype, "robust*", NULL, NULL);
	words_only(&words, "It lifts.", "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_hype, KX323), 0);
	words.document.title = "Robust calm";
	assert_int_equal(ask_text(&words, kx_rule_hype, KX323), 1);
	words.document.title = NULL;
	words.document.clinic.logo_alt = "A robust tree";
	assert_int_equal(ask_text(&words, kx_rule_hype, KX323), 1);
	words_close(&words);
}

static void
test_exclamations(void **state)
{
	struct words words;

	(void)state;
	open_words(&words);
	words_only(&words, "It helps! Really!", "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_hype, KX323), 2);
	expect(&words.bench, KX323, "the sheet has an exclamation mark", "pack/summaries/review.json", "/claims/review-lift/says");
	words_only(&words, "It helps.", "review-lift");
	words_child(&words, words.group, KX_BLOCK_REFERENCE, NULL);
	words.paragraph = words.group->last;
	words_add(&words, "Author. Wow! J Calm.", NULL);
	assert_int_equal(ask_text(&words, kx_rule_hype, KX323), 0);
	words_close(&words);
}

/* ---- KX318 ---- */

static void
test_vague(void **state)
{
	static const char *const fine[] = {
		"Many feel better: 27 in 100.", "Many feel better. In one trial 27 in 100 did.", "Many feel sick. We do not know how often.",
		"Nobody felt better.", "27 in 100, which is many."
	};
	static const char *const bad[] = {
		"Many feel better.", "Many felt better in 2021.", "Many feel better. Others do not. It was 27 in 100.",
		"It was 27 in 100. Many feel better."
	};
	struct words words;
	size_t i;

	(void)state;
	open_words(&words);
	build_word(&words.bench.build, &words.bench.gate.words.vague, "=many", NULL, NULL);
	build_word(&words.bench.build, &words.bench.gate.words.rate_unknown, "do not know how often", NULL, NULL);
	for (i = 0; i < sizeof(fine) / sizeof(fine[0]); i++) {
		words_only(&words, fine[i], "review-lift");
		if (ask_text(&words, kx_rule_vague, KX318) != 0)
			fail_msg("\"%s\"", fine[i]);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		words_only(&words, bad[i], "review-lift");
		if (ask_text(&words, kx_rule_vague, KX318) != 1)
			fail_msg("\"%s\"", bad[i]);
	}
	expect(&words.bench, KX318, "\"Many\" means something else to every reader, and no number follows",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	assert_int_equal(words.bench.build.diags.errors, 0);      /* it warns: a named person may sign for it */
	assert_int_equal(words.bench.build.diags.warnings, 1);
	words_close(&words);
}

/* ---- KX321 ---- */

static void
test_sure_words(void **state)
{
	struct kx_certainty_words levels[2] = { { .up_to = KX_LOW }, { .up_to = KX_MODERATE } };
	struct kx_claim *claim;
	struct words words;

	(void)state;
	claim = open_words(&words);
	build_word(&words.bench.build, &levels[0].words, "=will", NULL, NULL);
	build_word(&words.bench.build, &levels[0].words, "prove", NULL, NULL);
	build_word(&words.bench.build, &levels[1].words, "prove", NULL, NULL);
	words.bench.gate.certainty_words = levels;
	words.bench.gate.certainty_count = 2;
	words_only(&words, "It will lift you.", "review-lift");
	claim->certainty = KX_LOW;
	assert_int_equal(ask_text(&words, kx_rule_sure_words, KX321), 1);
	expect(&words.bench, KX321, "claim \"review-lift\" says \"will\", but its certainty is low", "pack/summaries/review.json",
	    "/claims/review-lift/says");
	claim->certainty = KX_VERY_LOW;
	assert_int_equal(ask_text(&words, kx_rule_sure_words, KX321), 1);
	claim->certainty = KX_MODERATE;
	assert_int_equal(ask_text(&words, kx_rule_sure_words, KX321), 0);
	claim->certainty = KX_CERTAINTY_NONE;
	assert_int_equal(ask_text(&words, kx_rule_sure_words, KX321), 0);
	words_only(&words, "It was proved.", "review-lift");
	claim->certainty = KX_MODERATE;
	assert_int_equal(ask_text(&words, kx_rule_sure_words, KX321), 1);
	claim->certainty = KX_LOW;                                     /* once, though two levels bar it */
	assert_int_equal(ask_text(&words, kx_rule_sure_words, KX321), 1);
	claim->certainty = KX_HIGH;
	assert_int_equal(ask_text(&words, kx_rule_sure_words, KX321), 0);
	words_close(&words);
}

/* ---- KX324 ---- */

static void
test_superlatives(void **state)
{
	struct kx_claim *claim;
	struct words words;

	(void)state;
	claim = open_words(&words);
	build_word(&words.bench.build, &words.bench.gate.words.superlatives, "=best", "nobody knows ... best", NULL);
	words_only(&words, "It is the best lamp.", "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_superlatives, KX324), 1);
	expect(&words.bench, KX324, "the sheet says \"best\", and no trial that compared them stands behind it",
	    "pack/summaries/review.json", "/claims/review-lift/says");
	build_figure(&words.bench.build, claim, 63000, 46000);        /* two arms of one trial */
	assert_int_equal(ask_text(&words, kx_rule_superlatives, KX324), 0);
	words.bench.build.content.sources[0].kind = KX_SOURCE_PAGE;
	assert_int_equal(ask_text(&words, kx_rule_superlatives, KX324), 1);
	words.bench.build.content.sources[0].kind = KX_SOURCE_REVIEW;
	claim->figures[0].comparator = NULL;
	assert_int_equal(ask_text(&words, kx_rule_superlatives, KX324), 1);
	words_only(&words, "Nobody knows which lamp is best.", "review-lift");
	assert_int_equal(ask_text(&words, kx_rule_superlatives, KX324), 0);
	words_only(&words, "Our best offer.", NULL);
	assert_int_equal(ask_text(&words, kx_rule_superlatives, KX324), 1);
	words_close(&words);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_passages),
		cmocka_unit_test(test_barred_lists),
		cmocka_unit_test(test_where_words_are_looked_for),
		cmocka_unit_test(test_exclamations),
		cmocka_unit_test(test_vague),
		cmocka_unit_test(test_sure_words),
		cmocka_unit_test(test_superlatives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
