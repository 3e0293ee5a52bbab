#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_content.h"
#include "merge/steps.h"

/* ---- when figures differ ---- */

static struct kx_arm
arm(int32_t percent)
{
	return (struct kx_arm){ .has_percent = true, .percent = percent };
}

static struct kx_arm
arm_between(int32_t percent, int32_t low, int32_t high)
{
	return (struct kx_arm){ .has_percent = true, .percent = percent, .has_interval = true, .low = low, .high = high };
}

static struct kx_figure
figure(struct kx_arm treated, struct kx_arm against)
{
	return (struct kx_figure){ .outcome = "better", .at = "1 day", .comparator = "dark", .per = 100, .arm = treated,
	    .against = against };
}

static enum kx_conflict_kind
conflict_of(struct kx_figure *a, size_t a_count, struct kx_figure *b, size_t b_count)
{
	struct kx_claim one = { .figures = a, .figure_count = a_count }, two = { .figures = b, .figure_count = b_count };
	struct kx_conflict there, back;
	bool conflict = kx_claims_conflict(&one, &two, &there);

	assert_int_equal(kx_claims_conflict(&two, &one, &back), conflict);
	return conflict ? there.kind : KX_CONFLICT_NONE;
}

static void
test_arms(void **state)
{
	static const struct { struct kx_arm a, b; bool differ; } cases[] = {
		/* neither has an interval: half a printed unit */
		{ { .has_percent = true, .percent = 27400 }, { .has_percent = true, .percent = 27000 }, false },
		{ { .has_percent = true, .percent = 27500 }, { .has_percent = true, .percent = 27000 }, false },
		{ { .has_percent = true, .percent = 27501 }, { .has_percent = true, .percent = 27000 }, true },
		/* one has: is the other's percent inside? */
		{ { .has_percent = true, .percent = 27000, .has_interval = true, .low = 13000, .high = 49000 },
		  { .has_percent = true, .percent = 49000 }, false },
		{ { .has_percent = true, .percent = 27000, .has_interval = true, .low = 13000, .high = 49000 },
		  { .has_percent = true, .percent = 49001 }, true },
		{ { .has_percent = true, .percent = 27000, .has_interval = true, .low = 13000, .high = 49000 },
		  { .has_percent = true, .percent = 12999 }, true },
		/* both have: do they meet? */
		{ { .has_percent = true, .percent = 27000, .has_interval = true, .low = 13000, .high = 49000 },
		  { .has_percent = true, .percent = 60000, .has_interval = true, .low = 49000, .high = 70000 }, false },
		{ { .has_percent = true, .percent = 27000, .has_interval = true, .low = 13000, .high = 49000 },
		  { .has_percent = true, .percent = 60000, .has_interval = true, .low = 49001, .high = 70000 }, true },
		/* nothing to compare */
		{ { .has_percent = true, .percent = 27000 }, { .has_percent = false }, false },
	};
	struct kx_figure a, b;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		a = figure(cases[i].a, arm(9000));
		b = figure(cases[i].b, arm(9000));
		assert_int_equal(conflict_of(&a, 1, &b, 1), cases[i].differ ? KX_CONFLICT_FIGURES : KX_CONFLICT_NONE);
		a = figure(arm(50000), cases[i].a);
		b = figure(arm(50000), cases[i].b);
		assert_int_equal(conflict_of(&a, 1, &b, 1), cases[i].differ ? KX_CONFLICT_COMPARISON : KX_CONFLICT_NONE);
	}
}

static void
test_unit_of_print(void **state)
{
	struct kx_figure a = figure(arm(300), arm(0)), b = figure(arm(700), arm(0));

	(void)state;
	assert_int_equal(conflict_of(&a, 1, &b, 1), KX_CONFLICT_NONE);
	a.per = b.per = 1000;
	assert_int_equal(conflict_of(&a, 1, &b, 1), KX_CONFLICT_FIGURES);
	a.per = 100;   /* the coarser unit counts */
	assert_int_equal(conflict_of(&a, 1, &b, 1), KX_CONFLICT_NONE);
}

static void
test_only_the_same_subject(void **state)
{
	struct kx_figure a = figure(arm(20000), arm(9000)), b = figure(arm(80000), arm(9000));

	(void)state;
	assert_int_equal(conflict_of(&a, 1, &b, 1), KX_CONFLICT_FIGURES);
	b.outcome = "dizzy";
	assert_int_equal(conflict_of(&a, 1, &b, 1), KX_CONFLICT_NONE);
	b.outcome = a.outcome;
	b.at = "4 weeks";
	assert_int_equal(conflict_of(&a, 1, &b, 1), KX_CONFLICT_NONE);
	b.at = a.at;
	b.comparator = NULL;
	assert_int_equal(conflict_of(&a, 1, &b, 1), KX_CONFLICT_NONE);
	a.comparator = NULL;
	assert_int_equal(conflict_of(&a, 1, &b, 1), KX_CONFLICT_FIGURES);
}

/* One claim gives two populations; another that has only one of them is in keeping with it. */
static void
test_two_populations(void **state)
{
	struct kx_figure both[2] = { figure(arm(61000), arm(5000)), figure(arm(84000), arm(16000)) };
	struct kx_figure one = figure(arm(84000), arm(16000)), none = figure(arm(30000), arm(5000));
	struct kx_figure wide = figure(arm_between(70000, 50000, 90000), arm(5000));

	(void)state;
	assert_int_equal(conflict_of(both, 2, both, 2), KX_CONFLICT_NONE);
	assert_int_equal(conflict_of(both, 2, &one, 1), KX_CONFLICT_NONE);
	assert_int_equal(conflict_of(both, 2, &none, 1), KX_CONFLICT_FIGURES);
	assert_int_equal(conflict_of(both, 2, &wide, 1), KX_CONFLICT_NONE);
}

static void
test_words(void **state)
{
	struct kx_figure a = figure(arm_between(27400, 13000, 49050), arm(9000)), b = figure(arm(71000), arm(20001));
	struct kx_claim one = { .figures = &a, .figure_count = 1 }, two = { .figures = &b, .figure_count = 1 };
	struct kx_conflict conflict;
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	assert_true(kx_claims_conflict(&one, &two, &conflict));
	assert_string_equal(kx_conflict_text(&arena, &conflict),
	    "better at 1 day, compared with dark: 27.4% (13% to 49.05%) against 71%");
	b.arm = a.arm;
	assert_true(kx_claims_conflict(&one, &two, &conflict));
	assert_string_equal(kx_conflict_text(&arena, &conflict), "better at 1 day, with dark: 9% against 20.001%");
	a.comparator = b.comparator = NULL;
	b.arm = arm(5);
	assert_true(kx_claims_conflict(&one, &two, &conflict));
	assert_string_equal(kx_conflict_text(&arena, &conflict), "better at 1 day: 27.4% (13% to 49.05%) against 0.005%");
	one.stance = KX_CONTRADICTS;
	assert_true(kx_claims_conflict(&one, &two, &conflict));
	assert_string_equal(kx_conflict_text(&arena, &conflict), "one contradicts what the other says");
	kx_arena_done(&arena);
}

/* ---- what a conflict does ---- */

struct trio {
	struct build build;
	struct kx_claim *best, *middle, *other;   /* tiers 1, 2, 2 */
};

static void
open_trio(struct trio *trio)
{
	struct kx_section *section;

	build_open(&trio->build);
	build_source(&trio->build, "alpha", 1, 2020);
	build_source(&trio->build, "beta", 2, 2021);
	build_source(&trio->build, "gamma", 2, 2022);
	build_topic(&trio->build, "speed", 1);
	section = build_section(&trio->build, "benefits", KX_ROLE_BENEFITS);
	build_block(&trio->build, section, KX_FORM_PARAGRAPH, 1, "speed");
	trio->best = build_claim(&trio->build, "alpha-speed", "speed", "alpha");
	trio->middle = build_claim(&trio->build, "beta-speed", "speed", "beta");
	trio->other = build_claim(&trio->build, "gamma-speed", "speed", "gamma");
}

static void
test_better_tier_stands(void **state)
{
	const struct kx_standing_note *note;
	const struct kx_group *group;
	struct trio trio;

	(void)state;
	open_trio(&trio);
	trio.middle->stance = KX_CONTRADICTS;
	assert_true(build_merge(&trio.build));
	group = build_group(&trio.build, "speed", "lamp");
	assert_string_equal(group->printed[0].claim->id, "alpha-speed");
	note = build_note(group, "beta-speed");
	assert_int_equal(note->standing, KX_OUTRANKED);
	assert_ptr_equal(note->beside, trio.best);
	assert_string_equal(note->reason, "It disagrees with alpha-speed (one contradicts what the other says); "
	    "tier 1 comes before tier 2.");
	/* What lost drags nobody down: gamma disagrees with beta only, and no ruling is asked for. */
	assert_int_equal(build_note(group, "gamma-speed")->standing, KX_AGREES);
	assert_int_equal(trio.build.handout->reference_count, 2);
	assert_string_equal(trio.build.handout->references[1].source->id, "gamma");
	build_close(&trio.build);
}

/* Precedence looks at the verdict first, but a conflict is settled by the tier. */
static void
test_tier_settles_before_verdict(void **state)
{
	const struct kx_group *group;
	struct trio trio;

	(void)state;
	open_trio(&trio);
	trio.best->verdict = KX_PARTLY;
	trio.best->stance = KX_CONTRADICTS;
	assert_true(build_merge(&trio.build));
	group = build_group(&trio.build, "speed", "lamp");
	assert_string_equal(group->printed[0].claim->id, "alpha-speed");
	assert_int_equal(build_note(group, "beta-speed")->standing, KX_OUTRANKED);
	assert_int_equal(build_note(group, "gamma-speed")->standing, KX_OUTRANKED);
	build_close(&trio.build);
}

static void
test_same_tier_needs_a_ruling(void **state)
{
	const struct kx_diagnostic *message;
	struct trio trio;

	(void)state;
	open_trio(&trio);
	build_figure(&trio.build, trio.middle, 20000, 9000);
	build_figure(&trio.build, trio.other, 60000, 9000);
	assert_false(build_merge(&trio.build));
	assert_null(trio.build.handout);
	assert_int_equal(build_reported(&trio.build, KX201), 1);
	assert_int_equal(trio.build.diags.errors, 1);
	message = build_message(&trio.build, KX201);
	assert_string_equal(message->message, "claims \"gamma-speed\" (tier 2) and \"beta-speed\" (tier 2) disagree on topic "
	    "\"speed\" for lamp, and no ruling weighs them: better at 1 day, compared with dark: 60% against 20%");
	assert_string_equal(message->place.file, "pack/summaries/gamma.json");
	assert_string_equal(message->place.pointer, "/claims/gamma-speed/figures/0");
	assert_int_equal(message->other_count, 1);
	assert_string_equal(message->others[0].file, "pack/summaries/beta.json");
	assert_string_equal(message->others[0].pointer, "/claims/beta-speed/figures/0");
	assert_int_equal(kx_diagnostics_status(&trio.build.diags, false), KX_EXIT_REFUSED);

	trio.other->figures[0].arm.percent = 20400;
	assert_true(build_merge(&trio.build));
	build_close(&trio.build);
}

static void
test_stance_place(void **state)
{
	struct trio trio;

	(void)state;
	open_trio(&trio);
	trio.best->verdict = KX_WRONG;
	trio.middle->stance = KX_CONTRADICTS;
	assert_false(build_merge(&trio.build));
	assert_int_equal(build_reported(&trio.build, KX201), 1);
	assert_string_equal(build_message(&trio.build, KX201)->place.pointer, "/claims/gamma-speed/stance");
	assert_string_equal(build_message(&trio.build, KX201)->others[0].pointer, "/claims/beta-speed/stance");
	trio.other->stance = KX_CONTRADICTS;   /* two that contradict agree */
	assert_true(build_merge(&trio.build));
	build_close(&trio.build);
}

/* A barred claim takes part in no conflict. */
static void
test_barred_claims_do_not_conflict(void **state)
{
	const struct kx_group *group;
	struct trio trio;

	(void)state;
	open_trio(&trio);
	trio.middle->stance = KX_CONTRADICTS;
	trio.middle->verdict = KX_WRONG;
	trio.best->verdict = KX_UNVERIFIABLE;
	assert_true(build_merge(&trio.build));
	group = build_group(&trio.build, "speed", "lamp");
	assert_string_equal(group->printed[0].claim->id, "gamma-speed");
	assert_int_equal(trio.build.handout->reference_count, 1);
	build_close(&trio.build);
}

/* Claims on different products never meet. */
static void
test_products_are_apart(void **state)
{
	const struct kx_group *group;
	struct trio trio;

	(void)state;
	open_trio(&trio);
	trio.other->stance = KX_CONTRADICTS;
	trio.other->product = "pill";
	trio.middle->product = "both";
	assert_true(build_merge(&trio.build));
	assert_int_equal(kx_handout_topic(trio.build.handout, "speed", &group), 3);
	assert_string_equal(group[0].product, "both");
	assert_string_equal(group[1].product, "lamp");
	assert_string_equal(group[2].product, "pill");
	assert_int_equal(trio.build.handout->reference_count, 3);
	build_close(&trio.build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arms),
		cmocka_unit_test(test_unit_of_print),
		cmocka_unit_test(test_only_the_same_subject),
		cmocka_unit_test(test_two_populations),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_better_tier_stands),
		cmocka_unit_test(test_tier_settles_before_verdict),
		cmocka_unit_test(test_same_tier_needs_a_ruling),
		cmocka_unit_test(test_stance_place),
		cmocka_unit_test(test_barred_claims_do_not_conflict),
		cmocka_unit_test(test_products_are_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
