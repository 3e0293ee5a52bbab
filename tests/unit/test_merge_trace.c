#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_content.h"
#include "merge/twig.h"

/*
 * Topic "duration": a review prints by ruling, a page agrees uncited, the
 * article's row B19 is misattributed and corrected; topic "hype" is not on
 * the sheet; row B40 was dropped.
 */
static void
open_case(struct build *build)
{
	static struct kx_dropped dropped = {
		.origin = { "pack/summaries/web.json", "/dropped/0" }, .ledger = "B40", .what = "A share button.",
		.reason = "Page furniture.", .locator = "line 40"
	};
	static struct kx_help_line line = { .name = "Quiet Line", .number = "123", .when = "crisis", .source = "agency" };
	struct kx_section *section;
	struct kx_ruling *ruling;
	struct kx_claim *claim;

	build_open(build);
	build_source(build, "agency", 1, 2024);
	build_source(build, "review", 1, 2021);
	build_source(build, "trial", 2, 2019)->doi = "10.1/x";
	build_source(build, "web", 4, 2023)->file = "000_web.txt";
	build->content.summaries[3].dropped = &dropped;
	build->content.summaries[3].dropped_count = 1;
	build->content.summaries[1].checked_by = "a second tester";
	build->content.countries[0] = (struct kx_country){ "US", &line, 1 };
	build->content.country_count = 1;
	build_topic(build, "duration", 1);
	build_topic(build, "hype", 1);
	build_topic(build, "price", 1);
	section = build_section(build, "benefits", KX_ROLE_BENEFITS);
	build_block(build, section, KX_FORM_PARAGRAPH, 1, "duration");
	claim = build_claim(build, "review-duration", "duration", "review");
	claim->note = "Measured by a scale.";
	build_interval(&build_figure(build, claim, 27400, 9000)->arm, 13000, 49000);
	claim->figures[0].arm.has_counts = true;
	claim->figures[0].arm.n = 49;
	claim->figures[0].arm.of = 179;
	claim->figures[0].people = 358;
	claim->figures[0].trials = 2;
	build_claim(build, "trial-duration", "duration", "trial");
	claim = build_claim(build, "web-19", "duration", "web");
	claim->ledger = "B19";
	claim->verdict = KX_MISATTRIBUTED;
	claim->correction = "review-duration";
	claim->note = "No such result was found. The nearest paper is a chart review of 424 people without a comparison, "
	    "after ten sessions.";
	claim = build_claim(build, "web-20", "duration", "web");
	claim->ledger = "B20";
	claim->verdict = KX_PARTLY;
	claim = build_claim(build, "web-21", "hype", "web");
	claim->ledger = "B21";
	claim->verdict = KX_OVERSTATED;
	claim->correction = "review-duration";
	ruling = build_ruling(build, "K01", "duration");
	build_side(build, ruling, "a day", 1, "review-duration");
	build_side(build, ruling, "a month", 1, "web-19");
	build_prints(build, ruling, "review-duration");
	assert_true(build_merge(build));
}

/* The trace of `what`, to be freed by the caller. */
static struct kx_buffer
trace(struct build *build, const char *what)
{
	struct kx_buffer out;

	kx_buffer_init(&out, 1u << 20);
	assert_true(kx_trace(build->handout, what, &out, &build->diags));
	assert_int_equal(build->diags.count, 0);
	return out;
}

static void
expect_trace(struct build *build, const char *what, const char *text)
{
	struct kx_buffer out = trace(build, what);

	assert_string_equal(kx_buffer_bytes(&out), text);
	kx_buffer_done(&out);
}

static void
expect_words(struct build *build, const char *what, const char *words)
{
	struct kx_buffer out = trace(build, what);

	if (strstr(kx_buffer_bytes(&out), words) == NULL)
		fail_msg("no \"%s\" in the trace of %s:\n%s", words, what, kx_buffer_bytes(&out));
	kx_buffer_done(&out);
}

#define SENTENCE_PARTS(stroke) \
	stroke "├─ claim review-duration: topic duration, lamp, asserts, supported\n" \
	stroke "│  ├─ certainty: low, few people\n" \
	stroke "│  └─ figure: better at 1 day in adults: 49 of 179, 27.4% (13% to 49%)\n" \
	stroke "│     ├─ compared with dark: 9%\n" \
	stroke "│     ├─ people: 358\n" \
	stroke "│     └─ trials: 2\n" \
	stroke "├─ summary pack/summaries/review.json:/claims/review-duration\n" \
	stroke "│  └─ curated by the tester on 2026-01-03; checked by a second tester\n" \
	stroke "├─ editor's note: Measured by a scale.\n" \
	stroke "├─ source [1] review: Author of review. J Calm 2021.\n" \
	stroke "│  ├─ locator: page 1\n" \
	stroke "│  └─ tier 1, trial; its own text was read; seen 2026-01-02\n"

#define DECISION \
	"├─ decided by ruling K01, by the editor on 2026-01-04 (pack/rulings.json:/rulings/0)\n" \
	"│  ├─ on: What to say on duration\n" \
	"│  ├─ one side: a day\n" \
	"│  │  └─ review-duration: “review-duration says so.”\n" \
	"│  ├─ one side: a month\n" \
	"│  │  └─ web-19 (B19): “web-19 says so.”\n" \
	"│  ├─ prints review-duration\n" \
	"│  └─ why: The better study says so.\n"

#define AGREEING \
	"└─ other claims on it, not printed\n" \
	"   ├─ trial-duration, agrees: “trial-duration says so.”\n" \
	"   │  ├─ It agrees with review-duration and adds its source.\n" \
	"   │  └─ trial, at page 1 (pack/summaries/trial.json:/claims/trial-duration)\n"

static void
test_printing_claim(void **state)
{
	struct build build;

	(void)state;
	open_case(&build);
	expect_trace(&build, "review-duration",
	    "“review-duration says so.” [1][2]\n"
	    "├─ on the sheet: Section benefits, block benefits-0\n"
	    SENTENCE_PARTS("")
	    "├─ source [2] trial: Author of trial. J Calm 2019.\n"
	    "│  ├─ agrees as claim trial-duration; locator: page 1\n"
	    "│  ├─ tier 2, trial; its own text was read; seen 2026-01-02\n"
	    "│  └─ doi 10.1/x\n"
	    DECISION
	    AGREEING
	    "   ├─ web-20 (B20), agrees uncited: “web-20 says so.”\n"
	    "   │  ├─ It agrees with review-duration; a source of tier 4 is kept but never cited.\n"
	    "   │  └─ web, at page 1 (pack/summaries/web.json:/claims/web-20)\n"
	    "   └─ web-19 (B19), rejected: “web-19 says so.”\n"
	    "      ├─ Its verdict is misattributed; review-duration corrects it.\n"
	    "      ├─ editor's note: No such result was found. The nearest paper is a chart review of 424\n"
	    "      │  people without a comparison, after ten sessions.\n"
	    "      ├─ corrected by review-duration: “review-duration says so.”\n"
	    "      └─ web, at page 1 (pack/summaries/web.json:/claims/web-19)\n");
	build_close(&build);
}

/* What the seed said, the verdict and why, what prints instead, and on which sources. */
static void
test_ledger_row(void **state)
{
	struct build build;

	(void)state;
	open_case(&build);
	expect_trace(&build, "b19",
	    "web-19 (B19) does not print: misattributed\n"
	    "├─ it says: “web-19 says so.”\n"
	    "├─ claim web-19 (B19): topic duration, lamp, asserts, misattributed\n"
	    "├─ summary pack/summaries/web.json:/claims/web-19\n"
	    "│  └─ curated by the tester on 2026-01-03; not yet checked by a second person\n"
	    "├─ source web, not cited: Author of web. J Calm 2023.\n"
	    "│  ├─ locator: page 1\n"
	    "│  ├─ tier 4, trial; its own text was read; seen 2026-01-02\n"
	    "│  └─ file 000_web.txt\n"
	    "├─ why it does not print: Its verdict is misattributed; review-duration corrects it.\n"
	    "├─ why that verdict: No such result was found. The nearest paper is a chart review of 424\n"
	    "│  people without a comparison, after ten sessions.\n"
	    "├─ corrected by review-duration\n"
	    "│  └─ prints: “review-duration says so.”\n"
	    "├─ prints instead, on About duration for lamp\n"
	    "│  └─ “review-duration says so.” [1][2]\n"
	    SENTENCE_PARTS("│     ")
	    "│     └─ source [2] trial: Author of trial. J Calm 2019.\n"
	    "│        ├─ agrees as claim trial-duration; locator: page 1\n"
	    "│        ├─ tier 2, trial; its own text was read; seen 2026-01-02\n"
	    "│        └─ doi 10.1/x\n"
	    DECISION
	    AGREEING
	    "   └─ web-20 (B20), agrees uncited: “web-20 says so.”\n"
	    "      ├─ It agrees with review-duration; a source of tier 4 is kept but never cited.\n"
	    "      └─ web, at page 1 (pack/summaries/web.json:/claims/web-20)\n");
	build_close(&build);
}

/* A correction that prints under another topic is shown with its sources. */
static void
test_correction_elsewhere(void **state)
{
	struct build build;

	(void)state;
	open_case(&build);
	expect_words(&build, "web-21", "web-21 (B21) does not print: overstated\n");
	expect_words(&build, "web-21", "├─ corrected by review-duration\n"
	    "│  └─ “review-duration says so.” [1][2]\n"
	    SENTENCE_PARTS("│     "));
	expect_words(&build, "web-21", "└─ nothing prints: no claim of the group may\n");
	build_close(&build);
}

static void
test_dropped_row(void **state)
{
	struct build build;

	(void)state;
	open_case(&build);
	expect_trace(&build, "B40",
	    "B40 was dropped\n"
	    "├─ it was: A share button.\n"
	    "├─ why: Page furniture.\n"
	    "├─ in web: Author of web. J Calm 2023., at line 40\n"
	    "└─ summary pack/summaries/web.json:/dropped/0, curated by the tester on 2026-01-03\n");
	build_close(&build);
}

static void
test_topics(void **state)
{
	struct build build;

	(void)state;
	open_case(&build);
	build.content.topics[2].required = true;
	expect_trace(&build, "price", "topic price: About price (required)\n└─ no summary has a claim on it\n");
	expect_words(&build, "hype", "topic hype: About hype\n└─ for lamp\n   ├─ no block of the outline shows it\n");
	expect_words(&build, "duration", "topic duration: About duration\n└─ for lamp\n"
	    "   ├─ on the sheet: Section benefits, block benefits-0\n   ├─ “review-duration says so.” [1][2]\n");
	build_close(&build);
}

static void
test_sources_and_numbers(void **state)
{
	static const char trial[] =
	    "source [2] trial: Author of trial. J Calm 2019.\n"
	    "├─ “The title of trial”\n"
	    "├─ tier 2, trial; its own text was read; seen 2026-01-02\n"
	    "├─ doi 10.1/x\n"
	    "├─ cited by\n"
	    "│  └─ “review-duration says so.” [1][2]\n"
	    "│     └─ claim review-duration, topic duration, lamp\n"
	    "└─ its claims\n"
	    "   └─ trial-duration, topic duration: agrees\n";
	struct build build;

	(void)state;
	open_case(&build);
	expect_trace(&build, "trial", trial);
	expect_trace(&build, "2", trial);
	expect_trace(&build, "[2]", trial);
	expect_words(&build, "web", "├─ cited by no sentence of the sheet\n");
	expect_words(&build, "web", "│  └─ web-21 (B21), topic hype: rejected, not on the sheet\n");
	expect_words(&build, "web", "└─ dropped from it\n   └─ B40: A share button. (Page furniture.)\n");
	expect_words(&build, "agency", "└─ help line of US: Quiet Line, 123\n");
	build_close(&build);
}

/* An outranked claim, and one whose words the clinic's own replace. */
static void
test_outranked_and_clinic(void **state)
{
	struct kx_clinic_line line = { .origin = { "pack/clinics/c.json", "/visit/0" }, .topic = "duration",
	    .says = { .plain = "Ask us." } };
	struct build build;

	(void)state;
	open_case(&build);
	kx_content_claim(&build.content, "trial-duration")->stance = KX_CONTRADICTS;
	build.content.clinic.visit = &line;
	build.content.clinic.visit_count = 1;
	assert_true(build_merge(&build));
	expect_words(&build, "trial-duration", "trial-duration does not print: outranked\n");
	expect_words(&build, "trial-duration", "├─ why it does not print: It disagrees with review-duration (one contradicts "
	    "what the other\n│  says); ruling K01 prints that one.\n├─ the clinic's own words print instead: “Ask us.” "
	    "(pack/clinics/c.json:/visit/0)\n");
	expect_words(&build, "review-duration", "review-duration is not on the sheet\n"
	    "├─ it says: “review-duration says so.”\n"
	    "├─ the clinic's own words print instead: “Ask us.” (pack/clinics/c.json:/visit/0)\n");
	build_close(&build);
}

/* It wins its group, but the group has no place. */
static void
test_without_a_place(void **state)
{
	struct build build;

	(void)state;
	open_case(&build);
	kx_content_claim(&build.content, "web-21")->verdict = KX_SUPPORTED;
	assert_true(build_merge(&build));
	expect_words(&build, "B21", "web-21 (B21) is not on the sheet\n├─ it says: “web-21 says so.”\n"
	    "├─ no block of the outline shows it\n");
	build_close(&build);
}

static void
expect_unknown(struct build *build, const char *what, const char *hint)
{
	struct kx_buffer out;

	kx_buffer_init(&out, 1u << 20);
	kx_diagnostics_init(&build->diags, &build->arena);
	assert_false(kx_trace(build->handout, what, &out, &build->diags));
	assert_int_equal(out.length, 0);
	assert_int_equal(build->diags.count, 1);
	assert_int_equal(build->diags.list[0].code, KX803);
	assert_string_equal(build->diags.list[0].hint, hint);
	assert_int_equal(kx_diagnostics_status(&build->diags, false), KX_EXIT_USAGE);
	kx_buffer_done(&out);
}

static void
test_unknown(void **state)
{
	static const char anything[] =
	    "give a claim, ledger row, topic or source by its id, or a number from the sheet's list of sources";
	struct build build;

	(void)state;
	open_case(&build);
	expect_unknown(&build, "review-durations", "did you mean \"review-duration\"?");
	expect_unknown(&build, "priec", "did you mean \"price\"?");
	expect_unknown(&build, "qqqqqqqqq", anything);
	expect_unknown(&build, "[3]", "the sheet's references go from 1 to 2");
	expect_unknown(&build, "0", anything);
	expect_unknown(&build, "[2", anything);
	expect_unknown(&build, "4294967297000000000000001", anything);
	build_close(&build);
}

/* Lines are wrapped at the width, words are not cut, control characters are spaces. */
static void
test_twig(void **state)
{
	struct kx_twig *root, *child;
	struct kx_buffer out;
	struct kx_arena arena;
	char word[121];

	(void)state;
	memset(word, 'x', 120);
	word[120] = '\0';
	kx_arena_init(&arena, 1u << 20);
	kx_buffer_init(&out, 1u << 20);
	root = kx_twig_root(&arena, "a\tb\x1b[31m");
	child = kx_twig_grow(&arena, root, "%s %s", word, word);
	kx_twig_grow(&arena, child, "%s", "");
	kx_twig_grow(&arena, root, "%.*s é%.*s", 44, word, 43, word);     /* 89 columns and the 3 of the branch */
	child = kx_twig_grow(&arena, root, "%.*s é%.*s", 44, word, 41, word);   /* 87, one too many beside a stroke */
	kx_twig_grow(&arena, child, "c");
	kx_twig_grow(&arena, root, "%.*s é%.*s", 44, word, 44, word);
	kx_twig_print(root, &out);
	assert_string_equal(kx_buffer_bytes(&out), kx_arena_print(&arena, "a b [31m\n├─ %s\n│  │  %s\n│  └─ \n├─ %.*s é%.*s\n"
	    "├─ %.*s\n│  │  é%.*s\n│  └─ c\n└─ %.*s\n   é%.*s\n",
	    word, word, 44, word, 43, word, 44, word, 41, word, 44, word, 44, word));
	assert_null(kx_twig_grow(&arena, NULL, "x"));
	kx_buffer_done(&out);
	kx_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_printing_claim),
		cmocka_unit_test(test_ledger_row),
		cmocka_unit_test(test_correction_elsewhere),
		cmocka_unit_test(test_dropped_row),
		cmocka_unit_test(test_topics),
		cmocka_unit_test(test_sources_and_numbers),
		cmocka_unit_test(test_outranked_and_clinic),
		cmocka_unit_test(test_without_a_place),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_twig),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
