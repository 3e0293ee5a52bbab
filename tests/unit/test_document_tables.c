#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_document.h"

static int
open_sheet(void **state)
{
	static const char *const topics[] = { "t1", "t2", "t3", "t4", "t5" };
	struct sheet *sheet = malloc(sizeof(*sheet));
	size_t i;

	if (sheet == NULL)
		return -1;
	sheet_open(sheet);
	build_source(&sheet->build, "a-trial", 2, 2020);
	for (i = 0; i < sizeof(topics) / sizeof(topics[0]); i++)
		build_topic(&sheet->build, topics[i], 1);
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

static struct kx_block_plan *
one_block(struct sheet *sheet, enum kx_form form)
{
	return build_block(&sheet->build, build_section(&sheet->build, "s", KX_ROLE_ABOUT), form, 0);
}

static struct kx_column *
column(struct sheet *sheet, struct kx_block_plan *plan, const char *title, const char *product, const char *topic)
{
	struct kx_column *made;

	if (topic != NULL)
		made = build_column(&sheet->build, plan, product, 1, topic);
	else
		made = build_column(&sheet->build, plan, product, 0);
	made->title = title;
	made->origin = (struct kx_origin){ "pack/topics.json",
	    build_print(&sheet->build, "%s/columns/%zu", plan->origin.pointer, plan->column_count - 1) };
	return made;
}

static void
cards_stand_side_by_side(void **state)
{
	struct sheet *sheet = *state;
	struct kx_block_plan *plan = one_block(sheet, KX_FORM_CARDS);

	column(sheet, plan, "The lamp", "lamp", "t1");
	column(sheet, plan, "Before", NULL, "t2")->note = "At home";
	build_claim(&sheet->build, "c1", "t1", "a-trial");
	build_claim(&sheet->build, "c2", "t2", "a-trial");
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_dump(sheet),
	    "section s about\n"
	    "  heading 2\n"
	    "    text \"Section s\"\n"
	    "  group id=s-0\n"
	    "    columns\n"
	    "      box card\n"
	    "        heading 3\n"
	    "          text \"The lamp\"\n"
	    "        paragraph small\n"
	    "          text \"Approved\"\n"
	    "        list bullet\n"
	    "          item\n"
	    "            paragraph body\n"
	    "              text \"c1 says so.\" claim=c1\n"
	    "              mark 1 claim=c1\n"
	    "      box card\n"
	    "        heading 3\n"
	    "          text \"Before\"\n"
	    "        paragraph small\n"
	    "          text \"At home\"\n"
	    "        list bullet\n"
	    "          item\n"
	    "            paragraph body\n"
	    "              text \"c2 says so.\" claim=c2\n"
	    "              mark 1 claim=c2\n");
}

/* A card of one product never shows another's claims, but shows what holds for both. */
static void
a_card_keeps_to_its_product(void **state)
{
	struct sheet *sheet = *state;
	struct kx_block_plan *plan = one_block(sheet, KX_FORM_CARDS);

	column(sheet, plan, "The lamp", "lamp", "t1");
	column(sheet, plan, "The pill", "pill", "t1");
	build_claim(&sheet->build, "c1", "t1", "a-trial");
	build_claim(&sheet->build, "c2", "t1", "a-trial")->product = "pill";
	build_claim(&sheet->build, "c3", "t1", "a-trial")->product = "both";
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_words(sheet), "Section s\nThe lamp\nApproved\nc3 says so.\nc1 says so.\n"
	    "The pill\nNot approved\nc3 says so.\nc2 says so.\n");
}

static void
two_sides_are_one_row_of_lists(void **state)
{
	struct sheet *sheet = *state;
	struct kx_block_plan *plan = one_block(sheet, KX_FORM_TWO_SIDED);

	column(sheet, plan, "You may", NULL, "t1")->mark = KX_MARK_YES;
	column(sheet, plan, "You should not", NULL, "t2")->mark = KX_MARK_NO;
	plan->columns[1].note = "A note.";
	column(sheet, plan, "Talk first", NULL, "t3")->mark = KX_MARK_TALK;
	build_claim(&sheet->build, "c1", "t1", "a-trial");
	build_claim(&sheet->build, "c2", "t2", "a-trial");
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_dump(sheet),
	    "section s about\n"
	    "  heading 2\n"
	    "    text \"Section s\"\n"
	    "  group id=s-0\n"
	    "    table two-sided\n"
	    "      row head\n"
	    "        cell yes head\n"
	    "          paragraph body\n"
	    "            text \"You may\"\n"
	    "        cell no head\n"
	    "          paragraph body\n"
	    "            text \"You should not\"\n"
	    "        cell talk head\n"
	    "          paragraph body\n"
	    "            text \"Talk first\"\n"
	    "      row\n"
	    "        cell yes\n"
	    "          list yes\n"
	    "            item\n"
	    "              paragraph body\n"
	    "                text \"c1 says so.\" claim=c1\n"
	    "                mark 1 claim=c1\n"
	    "        cell no\n"
	    "          list no\n"
	    "            item\n"
	    "              paragraph body\n"
	    "                text \"c2 says so.\" claim=c2\n"
	    "                mark 1 claim=c2\n"
	    "          paragraph small\n"
	    "            text \"A note.\"\n"
	    "        cell talk\n");
}

/* ---- options ---- */

static struct kx_block_plan *
options(struct sheet *sheet)
{
	struct kx_block_plan *plan = one_block(sheet, KX_FORM_OPTIONS);
	struct kx_content *content = &sheet->build.content;

	content->topics[0].title = content->topics[2].title = "Rest";
	content->topics[1].title = content->topics[3].title = "Walks";
	column(sheet, plan, "Choice", NULL, NULL);
	build_column(&sheet->build, plan, NULL, 2, "t1", "t2")->title = "Good";
	build_column(&sheet->build, plan, NULL, 2, "t3", "t4")->title = "Bad";
	return plan;
}

static void
options_pair_the_topics_of_a_row(void **state)
{
	struct sheet *sheet = *state;

	options(sheet)->note = "Not a race.";
	build_claim(&sheet->build, "c1", "t1", "a-trial");
	build_claim(&sheet->build, "c3", "t3", "a-trial");
	build_claim(&sheet->build, "c4", "t4", "a-trial");
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_words(sheet), "Section s\nChoice\nGood\nBad\nRest\nc1 says so.\nc3 says so.\n"
	    "Walks\n<options.unknown>\nc4 says so.\nNot a race.\n");
	assert_non_null(strstr(sheet_dump(sheet),
	    "      row\n"
	    "        cell head\n"
	    "          paragraph body\n"
	    "            text \"Rest\"\n"
	    "        cell\n"
	    "          paragraph body\n"
	    "            text \"c1 says so.\" claim=c1\n"));
}

static void
a_row_that_says_nothing_is_left_out(void **state)
{
	struct sheet *sheet = *state;

	options(sheet);
	build_claim(&sheet->build, "c4", "t4", "a-trial");
	assert_true(sheet_compose(sheet));
	assert_string_equal(sheet_words(sheet), "Section s\nChoice\nGood\nBad\nWalks\n<options.unknown>\nc4 says so.\n");
}

static void
a_row_of_two_different_topics_is_an_error(void **state)
{
	struct sheet *sheet = *state;

	options(sheet);
	sheet->build.content.topics[3].title = "Runs";
	assert_false(sheet_compose(sheet));
	assert_int_equal(build_reported(&sheet->build, KX423), 1);
	assert_string_equal(build_message(&sheet->build, KX423)->message,
	    "row 2 of options table \"s-0\" pairs \"Walks\" with \"Runs\"");
	assert_string_equal(build_message(&sheet->build, KX423)->place.pointer, "/topics/3");
}

static void
uneven_columns_are_an_error(void **state)
{
	struct sheet *sheet = *state;
	struct kx_block_plan *plan = options(sheet);

	plan->columns[2].topic_count = 1;
	assert_false(sheet_compose(sheet));
	assert_string_equal(build_message(&sheet->build, KX422)->message,
	    "columns \"Good\" and \"Bad\" of options table \"s-0\" have 2 and 1 topics");
}

static void
the_first_column_takes_no_topics(void **state)
{
	struct sheet *sheet = *state;
	struct kx_block_plan *plan = options(sheet);

	plan->columns[0].topics = plan->columns[1].topics;
	plan->columns[0].topic_count = 2;
	assert_false(sheet_compose(sheet));
	assert_string_equal(build_message(&sheet->build, KX422)->place.pointer, "/sections/0/blocks/0/columns/0");
}

static void
one_column_is_no_options_table(void **state)
{
	struct sheet *sheet = *state;

	column(sheet, one_block(sheet, KX_FORM_OPTIONS), "Choice", NULL, NULL);
	assert_false(sheet_compose(sheet));
	assert_int_equal(build_reported(&sheet->build, KX422), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(cards_stand_side_by_side, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_card_keeps_to_its_product, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(two_sides_are_one_row_of_lists, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(options_pair_the_topics_of_a_row, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_row_that_says_nothing_is_left_out, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_row_of_two_different_topics_is_an_error, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(uneven_columns_are_an_error, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(the_first_column_takes_no_topics, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(one_column_is_no_options_table, open_sheet, close_sheet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
