#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_content.h"
#include "content/signed.h"
#include "review/waive.h"

static const struct kx_date today = { 2026, 6, 1 };

static void
fill(struct build *build)
{
	build_open(build);
	build_source(build, "one", 1, 2020);
	build_topic(build, "beside", 1);
	build_topic(build, "shown", 1);
	build_claim(build, "a-one", "shown", "one");
	build_claim(build, "b-one", "beside", "one");
	build_block(build, build_section(build, "s", KX_ROLE_ABOUT), KX_FORM_PARAGRAPH, 1, "shown");
	build_block(build, build_section(build, "t", KX_ROLE_RISKS), KX_FORM_PARAGRAPH, 1, "beside");
	build->content.waivers = build_room(build, 4, sizeof(struct kx_waiver));
}

static struct kx_waiver *
waiver(struct build *build, enum kx_cover covers, const char *what)
{
	struct kx_waiver *made = &build->content.waivers[build->content.waiver_count];

	*made = (struct kx_waiver){ .origin = { "pack/waivers.json", build_print(build, "/waivers/%zu",
	    build->content.waiver_count++) }, .code = KX351, .covers = covers, .what = what, .by = "Ann Lee", .role = "editor",
	    .reason = "the trial says no more", .until = { 2026, 6, 1 } };
	return made;
}

static void
warn(struct build *build, const char *file, const char *pointer)
{
	kx_diagnostics_init(&build->diags, &build->arena);
	kx_report(&build->diags, KX351, (struct kx_place){ .file = file, .pointer = pointer }, NULL, "a warning");
}

static void
a_waived_warning_is_a_note_that_says_who(void **state)
{
	struct build build;

	(void)state;
	fill(&build);
	waiver(&build, KX_COVERS_SECTION, "s");
	warn(&build, "pack/topics.json", "/sections/0");
	assert_true(kx_waivers_apply(&build.content, today, &build.diags));
	assert_int_equal(build.diags.count, 1);
	assert_int_equal(build.diags.warnings, 0);
	assert_int_equal(build.diags.list[0].severity, KX_NOTE);
	assert_string_equal(build.diags.list[0].waiver, "Ann Lee, editor, until 2026-06-01: the trial says no more");
	assert_int_equal(kx_diagnostics_status(&build.diags, true), KX_EXIT_OK);
	build_close(&build);
}

static void
each_cover_covers_what_it_names(void **state)
{
	static const struct { enum kx_cover covers; const char *what, *file, *pointer; bool covered; } tries[] = {
		{ KX_COVERS_CLAIM, "a-one", "pack/summaries/one.json", "/claims/a-one/says", true },
		{ KX_COVERS_CLAIM, "a-one", "pack/summaries/one.json", "/claims/a-one", true },
		{ KX_COVERS_CLAIM, "a-one", "pack/summaries/one.json", "/claims/a-one-more", false },
		{ KX_COVERS_CLAIM, "a-one", "pack/summaries/one.json", "/claims/b-one", false },
		{ KX_COVERS_CLAIM, "a-one", "pack/topics.json", "/claims/a-one", false },
		{ KX_COVERS_TOPIC, "shown", "pack/topics.json", "/topics/1/title", true },
		{ KX_COVERS_TOPIC, "shown", "pack/summaries/one.json", "/claims/a-one/says", true },
		{ KX_COVERS_TOPIC, "shown", "pack/summaries/one.json", "/claims/b-one/says", false },
		{ KX_COVERS_TOPIC, "shown", "pack/topics.json", "/topics/0", false },
		{ KX_COVERS_SECTION, "s", "pack/topics.json", "/sections/0/blocks/0", true },
		{ KX_COVERS_SECTION, "s", "pack/topics.json", "/topics/1", true },
		{ KX_COVERS_SECTION, "s", "pack/summaries/one.json", "/claims/a-one", true },
		{ KX_COVERS_SECTION, "s", "pack/topics.json", "/sections/1", false },
		{ KX_COVERS_SECTION, "s", "pack/summaries/one.json", "/claims/b-one", false },
		{ KX_COVERS_POINTER, "/sections/0", "pack/topics.json", "/sections/0/title", true },
		{ KX_COVERS_POINTER, "/sections/0", "pack/topics.json", "/sections/01", false },
		{ KX_COVERS_POINTER, "/sections/0", "pack/rulings.json", "/sections/0", false },
		{ KX_COVERS_POINTER, "/sections/0", "pack/more-topics.json", "/sections/0", false },
	};
	struct build build;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		fill(&build);
		waiver(&build, tries[i].covers, tries[i].what)->file = "topics.json";
		warn(&build, tries[i].file, tries[i].pointer);
		assert_true(kx_waivers_apply(&build.content, today, &build.diags));
		if ((build.diags.list[0].waiver != NULL) != tries[i].covered)
			fail_msg("case %zu", i);
		assert_int_equal(build_reported(&build, KX357), tries[i].covered ? 0 : 1);
		build_close(&build);
	}
}

static void
a_clinics_line_belongs_to_its_topic(void **state)
{
	struct build build;

	(void)state;
	fill(&build);
	build.content.clinic.visit = build_room(&build, 1, sizeof(struct kx_clinic_line));
	build.content.clinic.visit[0] = (struct kx_clinic_line){ .origin = { "pack/clinics/c.json", "/visit/0" }, .topic = "shown" };
	build.content.clinic.visit_count = 1;
	waiver(&build, KX_COVERS_TOPIC, "shown");
	warn(&build, "pack/clinics/c.json", "/visit/0/says");
	assert_true(kx_waivers_apply(&build.content, today, &build.diags));
	assert_non_null(build.diags.list[0].waiver);
	build_close(&build);
}

static void
another_code_is_another_matter(void **state)
{
	struct build build;

	(void)state;
	fill(&build);
	waiver(&build, KX_COVERS_SECTION, "s")->code = KX318;
	warn(&build, "pack/topics.json", "/sections/0");
	assert_true(kx_waivers_apply(&build.content, today, &build.diags));
	assert_null(build.diags.list[0].waiver);
	assert_int_equal(build_reported(&build, KX357), 1);
	assert_int_equal(build.diags.warnings, 2);
	build_close(&build);
}

static void
a_rule_that_blocks_cannot_be_waived(void **state)
{
	const struct kx_diagnostic *told;
	struct build build;

	(void)state;
	fill(&build);
	waiver(&build, KX_COVERS_SECTION, "s")->code = KX301;
	kx_diagnostics_init(&build.diags, &build.arena);
	kx_report(&build.diags, KX301, (struct kx_place){ .file = "pack/topics.json", .pointer = "/sections/0" }, NULL, "a block");
	assert_false(kx_waivers_apply(&build.content, today, &build.diags));
	assert_null(build.diags.list[0].waiver);
	assert_int_equal(build.diags.list[0].severity, KX_ERROR);
	told = build_message(&build, KX355);
	assert_non_null(told);
	assert_string_equal(told->place.pointer, "/waivers/0/code");
	build_close(&build);

	/* Not even where a draft made a warning of it. */
	fill(&build);
	waiver(&build, KX_COVERS_SECTION, "s")->code = KX301;
	kx_diagnostics_init(&build.diags, &build.arena);
	build.diags.draft = true;
	kx_report(&build.diags, KX301, (struct kx_place){ .file = "pack/topics.json", .pointer = "/sections/0" }, NULL, "a block");
	assert_false(kx_waivers_apply(&build.content, today, &build.diags));
	assert_null(build.diags.list[0].waiver);
	assert_false(kx_report_waive(&build.diags, &build.diags.list[0], "me"));
	build_close(&build);
}

static void
one_that_has_run_out_counts_no_more(void **state)
{
	struct build build;

	(void)state;
	fill(&build);
	waiver(&build, KX_COVERS_SECTION, "s");
	warn(&build, "pack/topics.json", "/sections/0");
	assert_true(kx_waivers_apply(&build.content, (struct kx_date){ 2026, 6, 2 }, &build.diags));
	assert_null(build.diags.list[0].waiver);
	assert_int_equal(build_reported(&build, KX356), 1);
	assert_int_equal(build_reported(&build, KX357), 0);
	assert_int_equal(build.diags.warnings, 2);
	/* Without a day nothing runs out. */
	warn(&build, "pack/topics.json", "/sections/0");
	assert_true(kx_waivers_apply(&build.content, (struct kx_date){ 0, 0, 0 }, &build.diags));
	assert_non_null(build.diags.list[0].waiver);
	build_close(&build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_waived_warning_is_a_note_that_says_who),
		cmocka_unit_test(each_cover_covers_what_it_names),
		cmocka_unit_test(a_clinics_line_belongs_to_its_topic),
		cmocka_unit_test(another_code_is_another_matter),
		cmocka_unit_test(a_rule_that_blocks_cannot_be_waived),
		cmocka_unit_test(one_that_has_run_out_counts_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
