#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_document.h"

static int
open_sheet(void **state)
{
	struct sheet *sheet = malloc(sizeof(*sheet));

	if (sheet == NULL)
		return -1;
	sheet_open(sheet);
	build_source(&sheet->build, "a-trial", 2, 2020);
	build_source(&sheet->build, "b-trial", 2, 2021);
	build_topic(&sheet->build, "t1", 1);
	build_topic(&sheet->build, "t2", 2);
	build_topic(&sheet->build, "t3", 1);
	*state = sheet;
	return 0;
}

static int
close_sheet(void **state)
{
	sheet_close(*state);
	free(*state);
	return 0;
}

/* One section of one block with all three topics. */
static struct kx_block_plan *
one_block(struct sheet *sheet, enum kx_role role, enum kx_form form)
{
	return build_block(&sheet->build, build_section(&sheet->build, "s", role), form, 3, "t1", "t2", "t3");
}

static void
claims(struct sheet *sheet)
{
	struct kx_claim *claim = build_claim(&sheet->build, "c1", "t1", "b-trial");
	static struct kx_span spans[] = { { "It ", KX_PLAIN }, { "may", KX_STRONG }, { " help.", KX_PLAIN } };

	claim->says = (struct kx_rich){ spans, 3, "It may help.", NULL };
	build_claim(&sheet->build, "c2", "t2", "a-trial");
	build_claim(&sheet->build, "c3", "t2", "b-trial");
}

static void
a_paragraph_runs_all_its_claims_together(void **state)
{
	struct sheet *sheet = *state;
	struct kx_block_plan *plan = one_block(sheet, KX_ROLE_ABOUT, KX_FORM_PARAGRAPH);

	claims(sheet);
	plan->title = "A title";
	plan->lead = "A lead.";
	plan->note = "A note.";
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_dump(sheet),
	    "section s about\n"
	    "  heading 2\n"
	    "    text \"Section s\"\n"
	    "  group id=s-0\n"
	    "    heading 3\n"
	    "      text \"A title\"\n"
	    "    paragraph lead\n"
	    "      text \"A lead.\"\n"
	    "    paragraph body\n"
	    "      text \"It \" claim=c1\n"
	    "      strong \"may\" claim=c1\n"
	    "      text \" help.\" claim=c1\n"
	    "      mark 1 claim=c1\n"
	    "      text \" \"\n"
	    "      text \"c3 says so.\" claim=c3\n"
	    "      mark 1 claim=c3\n"
	    "      text \" \"\n"
	    "      text \"c2 says so.\" claim=c2\n"
	    "      mark 2 claim=c2\n"
	    "    paragraph note\n"
	    "      text \"A note.\"\n");
	assert_string_equal(sheet_words(sheet),
	    "Section s\nA title\nA lead.\nIt may help. c3 says so. c2 says so.\nA note.\n");
}

static void
a_list_has_an_item_for_each_claim(void **state)
{
	struct sheet *sheet = *state;

	claims(sheet);
	one_block(sheet, KX_ROLE_ABOUT, KX_FORM_LIST);
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_words(sheet), "Section s\nIt may help.\nc3 says so.\nc2 says so.\n");
	assert_non_null(strstr(sheet_dump(sheet), "  group id=s-0\n    list bullet\n      item\n        paragraph body\n"));
}

static void
the_summary_list_is_a_box_with_the_section_heading_in_it(void **state)
{
	struct sheet *sheet = *state;

	claims(sheet);
	one_block(sheet, KX_ROLE_SUMMARY, KX_FORM_LIST);
	assert_true(sheet_compose(sheet));
	assert_null(sheet->document->sections[0].heading);
	assert_non_null(strstr(sheet_dump(sheet),
	    "section s summary\n"
	    "  group id=s-0\n"
	    "    box main-points\n"
	    "      heading 2\n"
	    "        text \"Section s\"\n"
	    "      list bullet\n"));
}

static void
a_summary_without_a_box_keeps_its_heading(void **state)
{
	struct sheet *sheet = *state;

	claims(sheet);
	one_block(sheet, KX_ROLE_SUMMARY, KX_FORM_PARAGRAPH);
	assert_true(sheet_compose(sheet));
	assert_non_null(sheet->document->sections[0].heading);
}

static void
steps_are_numbered_by_topic(void **state)
{
	struct sheet *sheet = *state;

	claims(sheet);
	one_block(sheet, KX_ROLE_VISIT, KX_FORM_STEPS);
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_words(sheet), "Section s\nIt may help.\nc3 says so. c2 says so.\n");
	assert_non_null(strstr(sheet_dump(sheet), "    list number number=1\n"));
}

static void
warnings_are_titled_in_a_box(void **state)
{
	struct sheet *sheet = *state;
	struct kx_block_plan *plan = one_block(sheet, KX_ROLE_RISKS, KX_FORM_WARNING);

	claims(sheet);
	plan->title = "Look out";
	plan->note = "A note.";
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_dump(sheet),
	    "section s risks\n"
	    "  heading 2\n"
	    "    text \"Section s\"\n"
	    "  group id=s-0\n"
	    "    box warning\n"
	    "      heading 3\n"
	    "        text \"Look out\"\n"
	    "      list warning\n"
	    "        item\n"
	    "          paragraph body\n"
	    "            strong \"About t1.\"\n"
	    "            text \" \"\n"
	    "            text \"It \" claim=c1\n"
	    "            strong \"may\" claim=c1\n"
	    "            text \" help.\" claim=c1\n"
	    "            mark 1 claim=c1\n"
	    "        item\n"
	    "          paragraph body\n"
	    "            strong \"About t2.\"\n"
	    "            text \" \"\n"
	    "            text \"c3 says so.\" claim=c3\n"
	    "            mark 1 claim=c3\n"
	    "            text \" \"\n"
	    "            text \"c2 says so.\" claim=c2\n"
	    "            mark 2 claim=c2\n"
	    "      paragraph note\n"
	    "        text \"A note.\"\n");
}

static void
questions_have_lines_to_write_on(void **state)
{
	struct sheet *sheet = *state;

	claims(sheet);
	one_block(sheet, KX_ROLE_QUESTIONS, KX_FORM_QUESTIONS)->lines = 2;
	build_block(&sheet->build, &sheet->build.content.sections[0], KX_FORM_WRITE_IN, 0)->lines = 5;
	sheet->build.content.sections[0].blocks[1].title = "My notes";
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_words(sheet), "Section s\nIt may help.\nc3 says so.\nc2 says so.\nMy notes\n");
	sheet_dump(sheet);
	assert_non_null(strstr(kx_buffer_bytes(&sheet->text), "    question lines=2\n      text \"It \" claim=c1\n"));
	assert_non_null(strstr(kx_buffer_bytes(&sheet->text),
	    "  group id=s-1\n    heading 3\n      text \"My notes\"\n    write-in lines=5\n"));
}

/* What holds for every product comes first, then the pack's order. */
static void
products_print_in_the_pack_order(void **state)
{
	struct sheet *sheet = *state;

	one_block(sheet, KX_ROLE_ABOUT, KX_FORM_PARAGRAPH);
	build_claim(&sheet->build, "c1", "t1", "a-trial")->product = "pill";
	build_claim(&sheet->build, "c2", "t1", "a-trial")->product = "lamp";
	build_claim(&sheet->build, "c3", "t1", "a-trial")->product = "both";
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_words(sheet), "Section s\nc3 says so. c2 says so. c1 says so.\n");
}

static void
a_clinic_line_prints_instead(void **state)
{
	struct sheet *sheet = *state;
	static struct kx_span span = { "Come in by the back door.", KX_PLAIN };
	struct kx_clinic_line lines[] = {
		{ { "pack/clinics/test.json", "/visit/0" }, "t2", { &span, 1, "Come in by the back door.", NULL } },
		{ { "pack/clinics/test.json", "/visit/1" }, "t9", { &span, 1, "Come in by the back door.", NULL } },
	};

	claims(sheet);
	one_block(sheet, KX_ROLE_VISIT, KX_FORM_PARAGRAPH);
	sheet->build.content.clinic.visit = lines;
	sheet->build.content.clinic.visit_count = 2;
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_words(sheet), "Section s\nIt may help. Come in by the back door.\n");
	assert_non_null(strstr(sheet_dump(sheet), "      text \"Come in by the back door.\"\n"));
	/* The line nobody places is told. */
	assert_int_equal(build_reported(&sheet->build, KX424), 1);
	assert_string_equal(build_message(&sheet->build, KX424)->place.pointer, "/visit/1");
}

static void
abbreviations_carry_their_full_form(void **state)
{
	struct sheet *sheet = *state;
	struct kx_claim *claim;
	static struct kx_span span = { "The FDA\xE2\x80\x99s FDAX, FDA-TV and \xC3\x89" "FDA; FDA", KX_PLAIN };

	sheet_word(sheet, "expand.FDA", "full form");
	sheet_word(sheet, "expand.FDA-TV", "longer form");
	claim = build_claim(&sheet->build, "c1", "t1", "a-trial");
	claim->says = (struct kx_rich){ &span, 1, span.text, NULL };
	one_block(sheet, KX_ROLE_ABOUT, KX_FORM_PARAGRAPH);
	assert_true(sheet_compose(sheet));
	assert_non_null(strstr(sheet_dump(sheet),
	    "      text \"The \" claim=c1\n"
	    "      text \"FDA\" claim=c1 expansion=\"full form\"\n"
	    "      text \"\xE2\x80\x99s FDAX, \" claim=c1\n"
	    "      text \"FDA-TV\" claim=c1 expansion=\"longer form\"\n"
	    "      text \" and \xC3\x89" "FDA; \" claim=c1\n"
	    "      text \"FDA\" claim=c1 expansion=\"full form\"\n"
	    "      mark 1 claim=c1\n"));
}

static void
a_block_that_prints_nothing_is_an_empty_group(void **state)
{
	struct sheet *sheet = *state;

	one_block(sheet, KX_ROLE_ABOUT, KX_FORM_PARAGRAPH)->title = "Nothing under this";
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_dump(sheet), "section s about\n  group id=s-0\n");
	assert_string_equal(sheet_words(sheet), "");
}

static void
a_block_without_topics_is_an_error(void **state)
{
	struct sheet *sheet = *state;
	struct kx_section *section = build_section(&sheet->build, "s", KX_ROLE_ABOUT);

	build_block(&sheet->build, section, KX_FORM_PARAGRAPH, 0);
	build_block(&sheet->build, section, KX_FORM_CARDS, 1, "t1");
	assert_false(sheet_compose(sheet));
	assert_null(sheet->document);
	assert_int_equal(build_reported(&sheet->build, KX426), 2);
	assert_string_equal(build_message(&sheet->build, KX426)->message, "block \"s-0\" of form \"paragraph\" has no topics");
	assert_string_equal(build_message(&sheet->build, KX426)->place.pointer, "/sections/0/blocks/0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_paragraph_runs_all_its_claims_together, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_list_has_an_item_for_each_claim, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(the_summary_list_is_a_box_with_the_section_heading_in_it, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_summary_without_a_box_keeps_its_heading, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(steps_are_numbered_by_topic, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(warnings_are_titled_in_a_box, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(questions_have_lines_to_write_on, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(products_print_in_the_pack_order, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_clinic_line_prints_instead, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(abbreviations_carry_their_full_form, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_block_that_prints_nothing_is_an_empty_group, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_block_without_topics_is_an_error, open_sheet, close_sheet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
