#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_content.h"

/*
 * Three claims on "speed": beta (tier 2, the newer) contradicts alpha (tier
 * 2) and delta (tier 3); and one claim on "dose".
 */
struct dispute {
	struct build build;
	struct kx_claim *alpha, *beta, *delta, *dose;
};

static void
open_dispute(struct dispute *dispute)
{
	struct kx_section *section;

	build_open(&dispute->build);
	build_source(&dispute->build, "alpha", 2, 2020);
	build_source(&dispute->build, "beta", 2, 2021);
	build_source(&dispute->build, "delta", 3, 2022);
	build_topic(&dispute->build, "dose", 1);
	build_topic(&dispute->build, "speed", 1);
	section = build_section(&dispute->build, "benefits", KX_ROLE_BENEFITS);
	build_block(&dispute->build, section, KX_FORM_PARAGRAPH, 2, "speed", "dose");
	dispute->alpha = build_claim(&dispute->build, "alpha-speed", "speed", "alpha");
	dispute->beta = build_claim(&dispute->build, "beta-speed", "speed", "beta");
	dispute->beta->stance = KX_CONTRADICTS;
	dispute->delta = build_claim(&dispute->build, "delta-speed", "speed", "delta");
	dispute->dose = build_claim(&dispute->build, "delta-dose", "dose", "delta");
}

static const struct kx_group *
merged(struct dispute *dispute)
{
	const struct kx_group *group;

	assert_true(build_merge(&dispute->build));
	assert_int_equal(dispute->build.diags.count, 0);
	group = build_group(&dispute->build, "speed", "lamp");
	assert_non_null(group);
	return group;
}

static void
test_a_ruling_decides(void **state)
{
	const struct kx_group *group;
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	assert_false(build_merge(&dispute.build));
	assert_int_equal(build_reported(&dispute.build, KX201), 1);

	ruling = build_ruling(&dispute.build, "K01", "speed");
	build_side(&dispute.build, ruling, "fast", 1, "alpha-speed");
	build_side(&dispute.build, ruling, "slow", 1, "beta-speed");
	build_prints(&dispute.build, ruling, "alpha-speed");
	group = merged(&dispute);
	assert_int_equal(group->decision, KX_BY_RULING);
	assert_ptr_equal(group->ruling, ruling);
	assert_int_equal(group->recorded_count, 0);
	assert_int_equal(group->printed_count, 1);
	assert_string_equal(group->printed[0].claim->id, "alpha-speed");
	assert_string_equal(build_note(group, "alpha-speed")->reason, "Ruling K01 prints it.");
	assert_int_equal(build_note(group, "beta-speed")->standing, KX_OUTRANKED);
	assert_string_equal(build_note(group, "beta-speed")->reason, "It disagrees with alpha-speed (one contradicts what "
	    "the other says); ruling K01 prints that one.");
	assert_int_equal(build_note(group, "delta-speed")->standing, KX_AGREES);
	assert_string_equal(dispute.build.handout->references[0].source->id, "alpha");

	/* One word changed in the ruling: another winner, other references. */
	ruling->print_count = 0;
	build_prints(&dispute.build, ruling, "beta-speed");
	group = merged(&dispute);
	assert_string_equal(group->printed[0].claim->id, "beta-speed");
	assert_int_equal(build_note(group, "alpha-speed")->standing, KX_OUTRANKED);
	assert_int_equal(build_note(group, "delta-speed")->standing, KX_OUTRANKED);
	assert_int_equal(group->printed[0].reference_count, 1);
	assert_string_equal(dispute.build.handout->references[0].source->id, "beta");
	build_close(&dispute.build);
}

/* A ruling prints a worse tier than its opponent, because it names both. */
static void
test_a_ruling_beats_the_tier(void **state)
{
	const struct kx_group *group;
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	ruling = build_ruling(&dispute.build, "K01", "speed");
	build_side(&dispute.build, ruling, "fast", 1, "delta-speed");
	build_side(&dispute.build, ruling, "slow", 1, "beta-speed");
	build_prints(&dispute.build, ruling, "delta-speed");
	group = merged(&dispute);
	assert_string_equal(group->printed[0].claim->id, "delta-speed");
	assert_int_equal(build_note(group, "beta-speed")->standing, KX_OUTRANKED);
	assert_int_equal(build_note(group, "alpha-speed")->standing, KX_AGREES);
	build_close(&dispute.build);
}

/* A ruling that has not weighed a claim of an equal or better tier does not silence it. */
static void
test_a_ruling_must_weigh(void **state)
{
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	ruling = build_ruling(&dispute.build, "K01", "speed");
	build_side(&dispute.build, ruling, "fast", 1, "delta-speed");
	build_prints(&dispute.build, ruling, "delta-speed");
	assert_false(build_merge(&dispute.build));
	assert_int_equal(build_reported(&dispute.build, KX201), 1);
	assert_non_null(strstr(build_message(&dispute.build, KX201)->message, "\"beta-speed\" (tier 2) and \"delta-speed\" (tier 3)"));
	assert_non_null(strstr(build_message(&dispute.build, KX201)->hint, "K01"));

	/* Nor does it where the verdict puts the better tier behind. */
	dispute.beta->verdict = KX_PARTLY;
	dispute.alpha->stance = KX_QUALIFIES;
	assert_false(build_merge(&dispute.build));
	assert_int_equal(build_reported(&dispute.build, KX201), 1);

	/* A worse tier loses by rule and need not be weighed. */
	dispute.build.content.sources[1].tier = 4;
	assert_true(build_merge(&dispute.build));
	build_close(&dispute.build);
}

/* Who prints both has weighed both, with or without sides. */
static void
test_both_in_print_are_weighed(void **state)
{
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	ruling = build_ruling(&dispute.build, "K01", "speed");
	build_prints(&dispute.build, ruling, "alpha-speed");
	build_prints(&dispute.build, ruling, "beta-speed");
	assert_int_equal(merged(&dispute)->printed_count, 2);
	build_close(&dispute.build);
}

/* A claim on the printed claim's side that contradicts it all the same does not support it. */
static void
test_an_ally_must_agree(void **state)
{
	const struct kx_group *group;
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	ruling = build_ruling(&dispute.build, "K01", "speed");
	build_side(&dispute.build, ruling, "fast", 2, "alpha-speed", "delta-speed");
	build_side(&dispute.build, ruling, "slow", 1, "beta-speed");
	build_prints(&dispute.build, ruling, "alpha-speed");
	group = merged(&dispute);
	assert_int_equal(build_note(group, "delta-speed")->standing, KX_AGREES);
	dispute.delta->stance = KX_CONTRADICTS;
	group = merged(&dispute);
	assert_int_equal(build_note(group, "delta-speed")->standing, KX_OUTRANKED);
	build_close(&dispute.build);
}

/* Both sides may print; what stands on a side supports that side's claim. */
static void
test_both_sides_print(void **state)
{
	const struct kx_group *group;
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	ruling = build_ruling(&dispute.build, "K01", "speed");
	build_side(&dispute.build, ruling, "fast", 2, "alpha-speed", "delta-speed");
	build_side(&dispute.build, ruling, "slow", 1, "beta-speed");
	build_prints(&dispute.build, ruling, "beta-speed");
	build_prints(&dispute.build, ruling, "alpha-speed");
	group = merged(&dispute);
	assert_int_equal(group->printed_count, 2);   /* more than topic.prints, in the ruling's order */
	assert_string_equal(group->printed[0].claim->id, "beta-speed");
	assert_string_equal(group->printed[1].claim->id, "alpha-speed");
	assert_int_equal(build_note(group, "delta-speed")->standing, KX_AGREES);
	assert_ptr_equal(build_note(group, "delta-speed")->beside, dispute.alpha);
	assert_int_equal(group->printed[0].reference_count, 1);
	assert_int_equal(group->printed[1].reference_count, 2);
	build_close(&dispute.build);
}

/* Without prints a ruling is a record: it allows the conflict, precedence decides. */
static void
test_a_record_only(void **state)
{
	const struct kx_group *group;
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	dispute.build.content.topics[1].prints = 3;
	ruling = build_ruling(&dispute.build, "K01", "speed");
	build_side(&dispute.build, ruling, "fast", 1, "alpha-speed");
	build_side(&dispute.build, ruling, "slow", 1, "beta-speed");
	group = merged(&dispute);
	assert_int_equal(group->decision, KX_BY_RULE);
	assert_null(group->ruling);
	assert_int_equal(group->recorded_count, 1);
	assert_ptr_equal(group->recorded[0], ruling);
	assert_string_equal(group->printed[0].claim->id, "beta-speed");
	assert_int_equal(group->printed_count, 1);   /* alpha does not print beside what it conflicts with */
	assert_int_equal(build_note(group, "alpha-speed")->standing, KX_OUTRANKED);
	assert_string_equal(build_note(group, "alpha-speed")->reason, "It disagrees with beta-speed (one contradicts what "
	    "the other says); 2021 is newer than 2020.");
	assert_int_equal(build_note(group, "delta-speed")->standing, KX_OUTRANKED);
	build_close(&dispute.build);
}

/* Sides say that claims disagree where neither stance nor figures show it. */
static void
test_declared_opposition(void **state)
{
	const struct kx_group *group;
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	dispute.beta->stance = KX_ASSERTS;
	group = merged(&dispute);
	assert_int_equal(build_note(group, "delta-speed")->standing, KX_AGREES);
	ruling = build_ruling(&dispute.build, "K01", "speed");
	build_side(&dispute.build, ruling, "fast", 2, "alpha-speed", "beta-speed");
	build_side(&dispute.build, ruling, "slow", 1, "delta-speed");
	group = merged(&dispute);
	assert_string_equal(group->printed[0].claim->id, "beta-speed");
	assert_int_equal(build_note(group, "alpha-speed")->standing, KX_AGREES);
	assert_int_equal(build_note(group, "delta-speed")->standing, KX_OUTRANKED);
	assert_non_null(strstr(build_note(group, "delta-speed")->reason, "ruling K01 puts them on different sides"));
	assert_int_equal(dispute.build.handout->reference_count, 3);   /* delta is still cited for "dose" */
	assert_int_equal(group->printed[0].reference_count, 2);
	build_close(&dispute.build);
}

/* A ruling decides only the products of the claims it prints. */
static void
test_product_of_the_printed_claim(void **state)
{
	const struct kx_group *group;
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	dispute.beta->product = "pill";
	ruling = build_ruling(&dispute.build, "K01", "speed");
	build_side(&dispute.build, ruling, "fast", 1, "delta-speed");
	build_side(&dispute.build, ruling, "slow", 1, "beta-speed");
	build_prints(&dispute.build, ruling, "delta-speed");
	group = merged(&dispute);
	assert_int_equal(group->decision, KX_BY_RULING);
	assert_string_equal(group->printed[0].claim->id, "delta-speed");
	group = build_group(&dispute.build, "speed", "pill");
	assert_int_equal(group->decision, KX_BY_RULE);
	assert_int_equal(group->recorded_count, 1);
	build_prints(&dispute.build, ruling, "beta-speed");
	merged(&dispute);
	assert_int_equal(build_group(&dispute.build, "speed", "pill")->decision, KX_BY_RULING);
	build_close(&dispute.build);
}

static void
test_barred_print(void **state)
{
	const struct kx_diagnostic *message;
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	dispute.beta->verdict = KX_OVERSTATED;
	dispute.beta->correction = "alpha-speed";
	ruling = build_ruling(&dispute.build, "K01", "speed");
	build_prints(&dispute.build, ruling, "beta-speed");
	assert_false(build_merge(&dispute.build));
	message = build_message(&dispute.build, KX202);
	assert_non_null(message);
	assert_int_equal(dispute.build.diags.errors, 1);
	assert_string_equal(message->message, "ruling \"K01\" prints claim \"beta-speed\", whose verdict is overstated");
	assert_string_equal(message->hint, "print the claim that corrects it: \"alpha-speed\"");
	assert_string_equal(message->place.pointer, "/rulings/0/prints/0");
	assert_string_equal(message->others[0].pointer, "/claims/beta-speed");

	/* It decides nothing, so it does not collide with one that does. */
	build_prints(&dispute.build, build_ruling(&dispute.build, "K02", "speed"), "alpha-speed");
	assert_false(build_merge(&dispute.build));
	assert_int_equal(dispute.build.diags.errors, 1);
	dispute.build.content.ruling_count = 1;
	dispute.beta->verdict = KX_PARTLY;
	dispute.beta->stance = KX_ASSERTS;
	assert_true(build_merge(&dispute.build));
	build_close(&dispute.build);
}

static void
test_two_deciders(void **state)
{
	const struct kx_diagnostic *message;
	struct dispute dispute;
	struct kx_ruling *first, *second;

	(void)state;
	open_dispute(&dispute);
	first = build_ruling(&dispute.build, "K01", "speed");
	build_side(&dispute.build, first, "fast", 1, "alpha-speed");
	build_side(&dispute.build, first, "slow", 1, "beta-speed");
	build_prints(&dispute.build, first, "alpha-speed");
	second = build_ruling(&dispute.build, "K02", "speed");
	build_prints(&dispute.build, second, "delta-speed");
	assert_false(build_merge(&dispute.build));
	assert_int_equal(build_reported(&dispute.build, KX203), 1);
	message = build_message(&dispute.build, KX203);
	assert_string_equal(message->message, "rulings \"K01\" and \"K02\" both decide what prints on topic \"speed\" for lamp");
	assert_string_equal(message->place.pointer, "/rulings/1");
	assert_string_equal(message->others[0].pointer, "/rulings/0");

	second->print_count = 0;
	assert_int_equal(merged(&dispute)->recorded_count, 1);
	build_prints(&dispute.build, second, "delta-speed");
	dispute.delta->product = "pill";   /* another group: both may decide */
	assert_true(build_merge(&dispute.build));
	build_close(&dispute.build);
}

static void
test_off_topic(void **state)
{
	const struct kx_diagnostic *message;
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	ruling = build_ruling(&dispute.build, "K01", "speed");
	build_side(&dispute.build, ruling, "fast", 1, "alpha-speed");
	build_side(&dispute.build, ruling, "slow", 2, "beta-speed", "delta-dose");   /* a witness may be of another topic */
	build_prints(&dispute.build, ruling, "alpha-speed");
	merged(&dispute);
	build_prints(&dispute.build, ruling, "delta-dose");
	assert_false(build_merge(&dispute.build));
	assert_int_equal(dispute.build.diags.errors, 1);
	message = build_message(&dispute.build, KX204);
	assert_string_equal(message->message, "ruling \"K01\" is on topic \"speed\", but prints claim \"delta-dose\", which is on "
	    "\"dose\"");
	assert_string_equal(message->place.pointer, "/rulings/0/prints/1");
	assert_string_equal(message->others[0].pointer, "/claims/delta-dose");
	build_close(&dispute.build);
}

static void
test_nothing_on_topic(void **state)
{
	const struct kx_diagnostic *message;
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	dispute.beta->stance = KX_ASSERTS;
	ruling = build_ruling(&dispute.build, "K01", "dose");
	merged(&dispute);   /* a ruling that names nothing is only a note */
	build_side(&dispute.build, ruling, "fast", 1, "alpha-speed");
	build_side(&dispute.build, ruling, "slow", 1, "beta-speed");
	assert_false(build_merge(&dispute.build));
	assert_int_equal(dispute.build.diags.errors, 1);
	message = build_message(&dispute.build, KX204);
	assert_string_equal(message->message, "ruling \"K01\" is on topic \"dose\", but none of the 2 claims it names is");
	assert_string_equal(message->place.pointer, "/rulings/0/topic");
	ruling->topic = "speed";
	merged(&dispute);
	build_close(&dispute.build);
}

static void
test_two_sides_and_twice(void **state)
{
	struct dispute dispute;
	struct kx_ruling *ruling;

	(void)state;
	open_dispute(&dispute);
	ruling = build_ruling(&dispute.build, "K01", "speed");
	build_side(&dispute.build, ruling, "fast", 2, "alpha-speed", "delta-speed");
	build_side(&dispute.build, ruling, "slow", 2, "beta-speed", "delta-speed");
	build_prints(&dispute.build, ruling, "alpha-speed");
	build_prints(&dispute.build, ruling, "alpha-speed");
	assert_false(build_merge(&dispute.build));
	assert_int_equal(build_reported(&dispute.build, KX205), 1);
	assert_int_equal(build_reported(&dispute.build, KX206), 1);
	assert_int_equal(dispute.build.diags.errors, 2);
	assert_string_equal(build_message(&dispute.build, KX205)->message, "ruling \"K01\" puts claim \"delta-speed\" on the side "
	    "\"fast\" and on the side \"slow\"");
	assert_string_equal(build_message(&dispute.build, KX206)->place.pointer, "/rulings/0/prints/1");
	build_close(&dispute.build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_ruling_decides),
		cmocka_unit_test(test_a_ruling_beats_the_tier),
		cmocka_unit_test(test_a_ruling_must_weigh),
		cmocka_unit_test(test_both_in_print_are_weighed),
		cmocka_unit_test(test_an_ally_must_agree),
		cmocka_unit_test(test_both_sides_print),
		cmocka_unit_test(test_a_record_only),
		cmocka_unit_test(test_declared_opposition),
		cmocka_unit_test(test_product_of_the_printed_claim),
		cmocka_unit_test(test_barred_print),
		cmocka_unit_test(test_two_deciders),
		cmocka_unit_test(test_off_topic),
		cmocka_unit_test(test_nothing_on_topic),
		cmocka_unit_test(test_two_sides_and_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
