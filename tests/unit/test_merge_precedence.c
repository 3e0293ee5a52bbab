#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_content.h"
#include "merge/steps.h"

#include <stdio.h>

/* Two sources, alike in all but what a test changes, and a claim on each. */
struct pair {
	struct build build;
	struct kx_source *sources[2];
	struct kx_claim *claims[2];
};

static void
open_pair(struct pair *pair)
{
	struct kx_section *section;

	build_open(&pair->build);
	pair->sources[0] = build_source(&pair->build, "alpha", 2, 2020);
	pair->sources[1] = build_source(&pair->build, "beta", 2, 2020);
	build_topic(&pair->build, "speed", 1);
	section = build_section(&pair->build, "benefits", KX_ROLE_BENEFITS);
	build_block(&pair->build, section, KX_FORM_PARAGRAPH, 1, "speed");
	pair->claims[0] = build_claim(&pair->build, "alpha-speed", "speed", "alpha");
	pair->claims[1] = build_claim(&pair->build, "beta-speed", "speed", "beta");
}

/* `second` prints, the other agrees, and the reason is `reason`. */
static void
expect_second(struct pair *pair, const char *reason)
{
	const struct kx_group *group;

	assert_true(build_merge(&pair->build));
	group = build_group(&pair->build, "speed", "lamp");
	assert_non_null(group);
	assert_int_equal(group->decision, KX_BY_RULE);
	assert_int_equal(group->printed_count, 1);
	assert_string_equal(group->printed[0].claim->id, "beta-speed");
	assert_int_equal(group->notes[0].standing, KX_PRINTS);
	assert_string_equal(group->notes[0].reason, reason);
	assert_int_equal(build_note(group, "alpha-speed")->standing, KX_AGREES);
	assert_ptr_equal(build_note(group, "alpha-speed")->beside, pair->claims[1]);
}

static void
test_id_is_last(void **state)
{
	struct pair pair;

	(void)state;
	open_pair(&pair);
	assert_true(build_merge(&pair.build));
	assert_string_equal(build_group(&pair.build, "speed", "lamp")->printed[0].claim->id, "alpha-speed");
	build_close(&pair.build);
}

static void
test_newer_year(void **state)
{
	struct pair pair;

	(void)state;
	open_pair(&pair);
	pair.sources[0]->year = 2019;
	expect_second(&pair, "It stands before alpha-speed: 2020 is newer than 2019.");
	pair.sources[0]->year = 0;
	expect_second(&pair, "It stands before alpha-speed: a source of 2020 comes before one without a year.");
	build_close(&pair.build);
}

static void
test_check_before_year(void **state)
{
	struct pair pair;

	(void)state;
	open_pair(&pair);
	pair.sources[0]->check = KX_CHECK_SECOND_HAND;
	pair.sources[0]->year = 2025;
	expect_second(&pair, "It stands before alpha-speed: a source checked as primary comes before one checked as second-hand.");
	build_close(&pair.build);
}

static void
test_tier_before_check(void **state)
{
	struct pair pair;

	(void)state;
	open_pair(&pair);
	pair.sources[0]->tier = 3;
	pair.sources[1]->check = KX_CHECK_NONE;
	expect_second(&pair, "It stands before alpha-speed: tier 2 comes before tier 3.");
	build_close(&pair.build);
}

static void
test_verdict_before_tier(void **state)
{
	struct pair pair;

	(void)state;
	open_pair(&pair);
	pair.claims[0]->verdict = KX_PARTLY;
	pair.sources[0]->tier = 1;
	expect_second(&pair, "It stands before alpha-speed: a claim that is supported comes before one that is partly.");
	build_close(&pair.build);
}

/* The change of one source's tier changes the winner and the order of references. */
static void
test_one_tier_changes_all(void **state)
{
	const struct kx_group *group;
	struct pair pair;

	(void)state;
	open_pair(&pair);
	pair.sources[1]->tier = 1;
	assert_true(build_merge(&pair.build));
	group = build_group(&pair.build, "speed", "lamp");
	assert_string_equal(group->printed[0].claim->id, "beta-speed");
	assert_string_equal(pair.build.handout->references[0].source->id, "beta");
	pair.sources[1]->tier = 3;
	assert_true(build_merge(&pair.build));
	group = build_group(&pair.build, "speed", "lamp");
	assert_string_equal(group->printed[0].claim->id, "alpha-speed");
	assert_string_equal(pair.build.handout->references[0].source->id, "alpha");
	assert_string_equal(pair.build.handout->references[1].source->id, "beta");
	build_close(&pair.build);
}

static void
test_barred_verdicts_never_print(void **state)
{
	static const enum kx_verdict barred[] = { KX_OVERSTATED, KX_MISATTRIBUTED, KX_WRONG, KX_UNVERIFIABLE };
	const struct kx_group *group;
	struct pair pair;
	size_t i;

	(void)state;
	open_pair(&pair);
	pair.sources[0]->tier = 1;
	pair.claims[0]->correction = "beta-speed";
	for (i = 0; i < sizeof(barred) / sizeof(barred[0]); i++) {
		pair.claims[0]->verdict = barred[i];
		assert_true(build_merge(&pair.build));
		group = build_group(&pair.build, "speed", "lamp");
		assert_int_equal(group->printed_count, 1);
		assert_string_equal(group->printed[0].claim->id, "beta-speed");
		assert_string_equal(group->notes[0].reason, "It is the only claim of the group that may print.");
		assert_int_equal(build_note(group, "alpha-speed")->standing, KX_REJECTED);
		assert_non_null(strstr(build_note(group, "alpha-speed")->reason, kx_verdict_name(barred[i])));
		assert_non_null(strstr(build_note(group, "alpha-speed")->reason, "beta-speed corrects it"));
		assert_int_equal(pair.build.handout->reference_count, 1);
	}
	pair.claims[1]->verdict = KX_WRONG;
	assert_true(build_merge(&pair.build));
	group = build_group(&pair.build, "speed", "lamp");
	assert_int_equal(group->decision, KX_NOTHING_PRINTS);
	assert_int_equal(group->printed_count, 0);
	assert_int_equal(pair.build.handout->reference_count, 0);
	build_close(&pair.build);
}

static void
test_topic_prints_so_many(void **state)
{
	const struct kx_group *group;
	struct kx_claim *third;
	struct pair pair;

	(void)state;
	open_pair(&pair);
	build_source(&pair.build, "gamma", 4, 2024);
	third = build_claim(&pair.build, "gamma-speed", "speed", "gamma");
	pair.build.content.topics[0].prints = 3;
	assert_true(build_merge(&pair.build));
	group = build_group(&pair.build, "speed", "lamp");
	/* The third place stays empty: a source that is never cited does not fill it. */
	assert_int_equal(group->printed_count, 2);
	assert_string_equal(group->printed[0].claim->id, "alpha-speed");
	assert_string_equal(group->printed[1].claim->id, "beta-speed");
	assert_int_equal(build_note(group, third->id)->standing, KX_AGREES_UNCITED);

	pair.build.content.topics[0].prints = 0;
	assert_true(build_merge(&pair.build));
	group = build_group(&pair.build, "speed", "lamp");
	assert_int_equal(group->decision, KX_NOTHING_PRINTS);
	assert_string_equal(group->notes[0].reason, "The topic prints no claims.");
	build_close(&pair.build);
}

/* Precedence is a total order: of two different claims exactly one comes first. */
static void
test_total_order(void **state)
{
	struct kx_source sources[16];
	struct kx_claim claims[64];
	char ids[64][8];
	size_t i, j, k;

	(void)state;
	memset(sources, 0, sizeof(sources));
	memset(claims, 0, sizeof(claims));
	for (i = 0; i < 16; i++) {
		sources[i].tier = 1 + (int)(i & 1);
		sources[i].check = (enum kx_check)(i >> 1 & 1);
		sources[i].year = 2000 + (int)(i >> 2);
	}
	for (i = 0; i < 64; i++) {
		snprintf(ids[i], sizeof(ids[i]), "c%02zu", (i * 37) % 64);
		claims[i].id = ids[i];
		claims[i].source = &sources[i % 16];
		claims[i].verdict = (enum kx_verdict)(i / 16 % 2);
	}
	for (i = 0; i < 64; i++)
		for (j = 0; j < 64; j++) {
			assert_int_equal(kx_claim_precedence(&claims[i], &claims[j]) < 0,
			    kx_claim_precedence(&claims[j], &claims[i]) > 0);
			assert_int_equal(kx_claim_precedence(&claims[i], &claims[j]) == 0, i == j);
			for (k = 0; k < 64; k++)
				if (kx_claim_precedence(&claims[i], &claims[j]) < 0
				    && kx_claim_precedence(&claims[j], &claims[k]) < 0)
					assert_true(kx_claim_precedence(&claims[i], &claims[k]) < 0);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_id_is_last),
		cmocka_unit_test(test_newer_year),
		cmocka_unit_test(test_check_before_year),
		cmocka_unit_test(test_tier_before_check),
		cmocka_unit_test(test_verdict_before_tier),
		cmocka_unit_test(test_one_tier_changes_all),
		cmocka_unit_test(test_barred_verdicts_never_print),
		cmocka_unit_test(test_topic_prints_so_many),
		cmocka_unit_test(test_total_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
