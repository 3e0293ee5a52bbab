#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_content.h"

static void
expect_references(const struct kx_group *group, size_t printed, size_t count, ...)
{
	va_list args;
	size_t i;

	assert_non_null(group);
	assert_true(printed < group->printed_count);
	assert_int_equal(group->printed[printed].reference_count, count);
	va_start(args, count);
	for (i = 0; i < count; i++)
		assert_int_equal(group->printed[printed].references[i], va_arg(args, int));
	va_end(args);
}

static void
expect_sources(const struct build *build, size_t count, ...)
{
	va_list args;
	size_t i;

	assert_int_equal(build->handout->reference_count, count);
	va_start(args, count);
	for (i = 0; i < count; i++) {
		assert_int_equal(build->handout->references[i].number, i + 1);
		assert_string_equal(build->handout->references[i].source->id, va_arg(args, const char *));
	}
	va_end(args);
}

/* Sources a..e, topics p q r s t; a claim X-T is source X on topic T. */
static void
open_sheet(struct build *build)
{
	static const char *const topics[] = { "p", "q", "r", "s", "t" };
	size_t i;

	build_open(build);
	build_source(build, "a", 2, 2020);
	build_source(build, "b", 2, 2019);
	build_source(build, "c", 2, 2018);
	build_source(build, "d", 2, 2017);
	build_source(build, "e", 4, 2024);
	for (i = 0; i < sizeof(topics) / sizeof(topics[0]); i++)
		build_topic(build, topics[i], 1);
}

static void
test_numbers_in_sheet_order(void **state)
{
	struct build build;
	struct kx_section *section;

	(void)state;
	open_sheet(&build);
	section = build_section(&build, "one", KX_ROLE_ABOUT);
	build_block(&build, section, KX_FORM_PARAGRAPH, 1, "t");
	build_block(&build, section, KX_FORM_PARAGRAPH, 1, "q");
	section = build_section(&build, "two", KX_ROLE_RISKS);
	build_block(&build, section, KX_FORM_PARAGRAPH, 2, "s", "t");
	build_claim(&build, "a-q", "q", "a");
	build_claim(&build, "b-q", "q", "b");
	build_claim(&build, "b-s", "s", "b");
	build_claim(&build, "c-s", "s", "c");
	build_claim(&build, "c-t", "t", "c");
	build_claim(&build, "d-s", "s", "d");
	build_claim(&build, "e-s", "s", "e")->verdict = KX_PARTLY;
	build_claim(&build, "a-r", "r", "a");
	assert_true(build_merge(&build));
	expect_sources(&build, 4, "c", "a", "b", "d");
	expect_references(build_group(&build, "t", "lamp"), 0, 1, 1);
	expect_references(build_group(&build, "q", "lamp"), 0, 2, 2, 3);
	expect_references(build_group(&build, "s", "lamp"), 0, 3, 1, 3, 4);   /* shared, rising */
	expect_references(build_group(&build, "r", "lamp"), 0, 0);         /* on no block */
	assert_false(build_group(&build, "r", "lamp")->placed);
	/* the roles of all sections that show a group, not of the first alone */
	assert_int_equal(build_group(&build, "t", "lamp")->roles, 1 << KX_ROLE_ABOUT | 1 << KX_ROLE_RISKS);
	assert_int_equal(build_group(&build, "q", "lamp")->roles, 1 << KX_ROLE_ABOUT);
	assert_int_equal(build_group(&build, "r", "lamp")->roles, 0);
	assert_int_equal(build_note(build_group(&build, "s", "lamp"), "e-s")->standing, KX_AGREES_UNCITED);
	/* groups: sheet order, then what is not placed */
	assert_string_equal(build.handout->groups[0].topic->id, "t");
	assert_string_equal(build.handout->groups[1].topic->id, "q");
	assert_string_equal(build.handout->groups[2].topic->id, "s");
	assert_string_equal(build.handout->groups[3].topic->id, "r");
	assert_int_equal(kx_handout_reference(build.handout, kx_content_source(&build.content, "d")), 4);
	assert_int_equal(kx_handout_reference(build.handout, kx_content_source(&build.content, "e")), 0);
	build_close(&build);
}

/* The printed claim's own source is cited whatever its tier; the gate judges that (KX302). */
static void
test_own_source_always_cited(void **state)
{
	struct build build;

	(void)state;
	open_sheet(&build);
	build_block(&build, build_section(&build, "one", KX_ROLE_ABOUT), KX_FORM_PARAGRAPH, 1, "p");
	build_claim(&build, "e-p", "p", "e");
	assert_true(build_merge(&build));
	expect_references(build_group(&build, "p", "lamp"), 0, 1, 1);
	expect_sources(&build, 1, "e");
	build_close(&build);
}

static void
test_columns_and_products(void **state)
{
	struct kx_block_plan *block;
	struct build build;

	(void)state;
	open_sheet(&build);
	block = build_block(&build, build_section(&build, "one", KX_ROLE_RISKS), KX_FORM_CARDS, 0);
	build_column(&build, block, "pill", 3, "p", "q", "s");
	build_column(&build, block, "lamp", 2, "p", "r");
	build_claim(&build, "a-p", "p", "a");
	build_claim(&build, "b-p", "p", "b")->product = "pill";
	build_claim(&build, "c-r", "r", "c")->product = "both";
	build_claim(&build, "d-q", "q", "d");   /* a lamp's claim, shown in the pill's column only */
	build_claim(&build, "e-s", "s", "e");   /* so is this, but it could not be cited anyway */
	assert_true(build_merge(&build));
	expect_sources(&build, 3, "b", "a", "c");
	assert_false(build_group(&build, "q", "lamp")->placed);
	assert_int_equal(build_reported(&build, KX207), 1);
	assert_int_equal(build.diags.count, 1);
	assert_string_equal(build_message(&build, KX207)->message, "claim \"d-q\" on topic \"q\" is about lamp, and the sheet "
	    "shows the topic only for other products");
	assert_string_equal(build_message(&build, KX207)->place.pointer, "/claims/d-q/product");
	block->columns[0].product = NULL;
	block->columns[0].topic_count = 2;
	assert_true(build_merge(&build));
	assert_int_equal(build.diags.count, 0);
	expect_sources(&build, 4, "a", "b", "d", "c");   /* the lamp's group comes before the pill's */
	build_close(&build);
}

/* An options table is read row by row, short columns leave gaps. */
static void
test_options_by_row(void **state)
{
	struct kx_block_plan *block;
	struct build build;

	(void)state;
	open_sheet(&build);
	block = build_block(&build, build_section(&build, "one", KX_ROLE_ALTERNATIVES), KX_FORM_OPTIONS, 0);
	build_column(&build, block, NULL, 0);
	build_column(&build, block, NULL, 2, "p", "q");
	build_column(&build, block, NULL, 1, "r");
	build_claim(&build, "a-q", "q", "a");
	build_claim(&build, "b-r", "r", "b");
	build_claim(&build, "c-p", "p", "c");
	assert_true(build_merge(&build));
	expect_sources(&build, 3, "c", "b", "a");
	block->form = KX_FORM_CARDS;
	assert_true(build_merge(&build));
	expect_sources(&build, 3, "c", "a", "b");
	build_close(&build);
}

/* Where the clinic's own words print, the sources of the words they replace are not listed. */
static void
test_clinic_line_replaces(void **state)
{
	struct kx_clinic_line line = { .topic = "p", .says = { .plain = "Come at nine." } };
	struct build build;

	(void)state;
	open_sheet(&build);
	build_block(&build, build_section(&build, "one", KX_ROLE_VISIT), KX_FORM_PARAGRAPH, 2, "p", "q");
	build_claim(&build, "a-p", "p", "a");
	build_claim(&build, "b-q", "q", "b");
	assert_true(build_merge(&build));
	expect_sources(&build, 2, "a", "b");
	build.content.clinic.visit = &line;
	build.content.clinic.visit_count = 1;
	assert_true(build_merge(&build));
	expect_sources(&build, 1, "b");
	assert_ptr_equal(build_group(&build, "p", "lamp")->clinic_line, &line);
	assert_true(build_group(&build, "p", "lamp")->placed);
	expect_references(build_group(&build, "p", "lamp"), 0, 0);

	/* Figures are not words: they stay, and keep their source. */
	build.content.sections[0].blocks[0].form = KX_FORM_FACT_BOX;
	assert_true(build_merge(&build));
	expect_sources(&build, 2, "a", "b");
	assert_null(build_group(&build, "p", "lamp")->clinic_line);
	build_close(&build);
}

/* With several claims in print, support goes to the one it is about. */
static void
test_support_goes_where_it_belongs(void **state)
{
	struct kx_claim *first, *second, *later, *corrected, *plain;
	const struct kx_group *group;
	struct build build;

	(void)state;
	open_sheet(&build);
	build_source(&build, "f", 3, 2010);
	build.content.topics[0].prints = 2;
	build_block(&build, build_section(&build, "one", KX_ROLE_ABOUT), KX_FORM_PARAGRAPH, 1, "p");
	first = build_claim(&build, "a-p", "p", "a");
	second = build_claim(&build, "b-p", "p", "b");
	build_figure(&build, second, 20000, 9000);
	later = build_claim(&build, "c-p", "p", "c");
	build_figure(&build, later, 20000, 9000);
	plain = build_claim(&build, "d-p", "p", "d");
	corrected = build_claim(&build, "f-p", "p", "f");
	corrected->verdict = KX_PARTLY;
	corrected->correction = "b-p";
	assert_true(build_merge(&build));
	group = build_group(&build, "p", "lamp");
	assert_ptr_equal(group->printed[0].claim, first);
	assert_ptr_equal(group->printed[1].claim, second);
	assert_ptr_equal(build_note(group, later->id)->beside, second);
	assert_ptr_equal(build_note(group, plain->id)->beside, first);
	assert_ptr_equal(build_note(group, corrected->id)->beside, second);
	expect_sources(&build, 5, "a", "d", "b", "c", "f");
	expect_references(group, 0, 2, 1, 2);
	expect_references(group, 1, 3, 3, 4, 5);
	build_close(&build);
}

static void
test_one_source_once(void **state)
{
	struct build build;

	(void)state;
	open_sheet(&build);
	build_block(&build, build_section(&build, "one", KX_ROLE_ABOUT), KX_FORM_PARAGRAPH, 1, "p");
	build_claim(&build, "a-p", "p", "a");
	build_claim(&build, "a-p-again", "p", "a");
	assert_true(build_merge(&build));
	expect_references(build_group(&build, "p", "lamp"), 0, 1, 1);
	assert_string_equal(build_note(build_group(&build, "p", "lamp"), "a-p-again")->reason,
	    "It agrees with a-p, from the same source.");
	build_close(&build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_in_sheet_order),
		cmocka_unit_test(test_own_source_always_cited),
		cmocka_unit_test(test_columns_and_products),
		cmocka_unit_test(test_options_by_row),
		cmocka_unit_test(test_clinic_line_replaces),
		cmocka_unit_test(test_support_goes_where_it_belongs),
		cmocka_unit_test(test_one_source_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
