#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_content.h"
#include "review/currency.h"
#include "review/reviewed.h"

static const struct kx_gate gate = { .limits = { .due_soon_days = 30 } };

/* Two claims on the sheet, one beside them; a ruling on the first.  Everything is due in 2027. */
static void
fill(struct build *build)
{
	struct kx_ruling *ruling;
	size_t i;

	build_open(build);
	build->content.pack.origin = (struct kx_origin){ "pack/pack.json", "" };
	build->content.pack.review_by = (struct kx_date){ 2027, 3, 1 };
	build_source(build, "one", 1, 2020);
	build_source(build, "three", 3, 2020);
	build_source(build, "two", 2, 2021);
	build_topic(build, "shown", 1);
	build_topic(build, "unplaced", 1);
	build_claim(build, "a-one", "shown", "one");
	build_claim(build, "a-two", "shown", "two");
	build_claim(build, "a-three", "unplaced", "three");
	build_block(build, build_section(build, "s", KX_ROLE_ABOUT), KX_FORM_PARAGRAPH, 1, "shown");
	ruling = build_ruling(build, "R1", "shown");
	ruling->review_by = (struct kx_date){ 2027, 3, 1 };
	build_side(build, ruling, "this", 1, "a-one");
	build_side(build, ruling, "that", 1, "a-two");
	build_prints(build, ruling, "a-one");
	for (i = 0; i < build->content.summary_count; i++)
		build->content.summaries[i].review_by = (struct kx_date){ 2027, 3, 1 };
	assert_true(build_merge(build));
}

static bool
check(struct build *build, int year, int month, int day)
{
	kx_diagnostics_init(&build->diags, &build->arena);
	return kx_currency_check(build->handout, &gate, (struct kx_date){ (int16_t)year, (int8_t)month, (int8_t)day },
	    &build->diags);
}

static void
far_from_its_day_nothing_is_said(void **state)
{
	struct build build;

	(void)state;
	fill(&build);
	assert_true(check(&build, 2027, 1, 29));
	assert_int_equal(build.diags.count, 0);
	assert_true(check(&build, 0, 0, 0));
	assert_int_equal(build.diags.count, 0);
	build_close(&build);
}

static void
near_it_warns_and_from_it_on_blocks(void **state)
{
	struct build build;

	(void)state;
	fill(&build);
	build.content.pack.review_by = (struct kx_date){ 2027, 2, 1 };
	assert_true(check(&build, 2027, 1, 2));
	assert_int_equal(build.diags.count, 1);
	assert_int_equal(build.diags.list[0].code, KX365);
	assert_string_equal(build.diags.list[0].message, "the pack is to be reviewed by 2027-02-01, in 30 days");
	assert_string_equal(build.diags.list[0].place.file, "pack/pack.json");
	assert_string_equal(build.diags.list[0].place.pointer, "/review_by");
	assert_true(check(&build, 2027, 1, 30));
	assert_non_null(strstr(build_message(&build, KX365)->message, "in 2 days"));
	assert_true(check(&build, 2027, 1, 31));
	assert_non_null(strstr(build_message(&build, KX365)->message, "in 1 day"));
	assert_false(check(&build, 2027, 2, 1));
	assert_string_equal(build_message(&build, KX366)->message,
	    "the review of the pack was due by 2027-02-01, and today is 2027-02-01");
	assert_false(check(&build, 2030, 1, 1));
	build_close(&build);
}

/* Of summaries and rulings only those count that the sheet rests on. */
static void
each_part_has_its_own_day(void **state)
{
	struct build build;

	(void)state;
	fill(&build);
	assert_false(check(&build, 2027, 6, 1));
	assert_int_equal(build_reported(&build, KX366), 1 + 1 + 1);   /* pack, the summary that prints, the ruling */
	build.content.summaries[0].review_by = (struct kx_date){ 2028, 1, 1 };
	build.content.pack.review_by = (struct kx_date){ 2028, 1, 1 };
	assert_false(check(&build, 2027, 6, 1));
	assert_int_equal(build_reported(&build, KX366), 1);
	assert_string_equal(build.diags.list[0].place.pointer, "/rulings/0/review_by");
	build.content.rulings[0].review_by = (struct kx_date){ 2028, 1, 1 };
	build.content.summaries[1].review_by = (struct kx_date){ 2020, 1, 1 };
	assert_true(check(&build, 2027, 6, 1));
	build_close(&build);
}

/* A summary whose source is cited beside the printed claim's counts as well. */
static void
who_agrees_must_be_current_too(void **state)
{
	struct build build;

	(void)state;
	fill(&build);
	build.content.ruling_count = 0;
	assert_true(build_merge(&build));
	build.content.summaries[2].review_by = (struct kx_date){ 2027, 1, 1 };   /* "two" agrees */
	assert_false(check(&build, 2027, 1, 5));
	assert_string_equal(build_message(&build, KX366)->place.file, "pack/summaries/two.json");
	build_close(&build);
}

/* ---- clinical review ---- */

static void
lapsed_warns_and_required_blocks(void **state)
{
	struct kx_document document = { .words_hash = "w", .pack_hash = "p" };
	struct build build;

	(void)state;
	fill(&build);
	build.content.clinic.origin = (struct kx_origin){ "pack/clinics/c.json", "" };
	kx_diagnostics_init(&build.diags, &build.arena);
	assert_true(kx_reviewed_check(&build.content, &document, false, &build.diags));
	assert_int_equal(build.diags.count, 0);   /* pending is no fault */
	assert_false(kx_reviewed_check(&build.content, &document, true, &build.diags));
	assert_int_equal(build.diags.list[0].code, KX361);
	assert_int_equal(build.diags.list[0].other_count, 1);

	document.clinic_review = KX_REVIEW_LAPSED;
	build.content.clinic.review = (struct kx_review_note){ "Dr. C", "chief", { 2026, 2, 3 }, "old" };
	kx_diagnostics_init(&build.diags, &build.arena);
	assert_true(kx_reviewed_check(&build.content, &document, false, &build.diags));
	assert_int_equal(build.diags.list[0].code, KX360);
	assert_string_equal(build.diags.list[0].place.file, "pack/clinics/c.json");
	assert_string_equal(build.diags.list[0].place.pointer, "/review");
	assert_non_null(strstr(build.diags.list[0].hint, "\"hash\": \"w\""));
	assert_false(kx_reviewed_check(&build.content, &document, true, &build.diags));

	document.pack_review = KX_REVIEW_DONE;
	assert_true(kx_reviewed_check(&build.content, &document, true, &build.diags));
	document.pack_review = KX_REVIEW_LAPSED;
	build.content.pack.review = (struct kx_review_note){ "Dr. P", "chief", { 2026, 2, 3 }, "old" };
	document.clinic_review = KX_REVIEW_DONE;
	kx_diagnostics_init(&build.diags, &build.arena);
	assert_true(kx_reviewed_check(&build.content, &document, true, &build.diags));
	assert_string_equal(build.diags.list[0].place.pointer, "/clinical_review");
	assert_non_null(strstr(build.diags.list[0].hint, "\"hash\": \"p\""));
	build_close(&build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(far_from_its_day_nothing_is_said),
		cmocka_unit_test(near_it_warns_and_from_it_on_blocks),
		cmocka_unit_test(each_part_has_its_own_day),
		cmocka_unit_test(who_agrees_must_be_current_too),
		cmocka_unit_test(lapsed_warns_and_required_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
