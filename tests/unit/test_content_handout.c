#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_content.h"

static void
open_topics(struct build *build)
{
	static const char *const topics[] = { "p", "q", "r", "s" };
	size_t i;

	build_open(build);
	build_source(build, "a", 1, 2020);
	build_source(build, "b", 4, 0);
	for (i = 0; i < 4; i++)
		build_topic(build, topics[i], 1);
}

/* The walk as "block:topic" words. */
static void
expect_walk(struct build *build, const char *text)
{
	struct kx_sheet_walk walk = { .content = &build->content };
	struct kx_sheet_stop stop;
	struct kx_buffer out;

	kx_buffer_init(&out, 4096);
	while (kx_sheet_next(&walk, &stop))
		kx_buffer_print(&out, "%s:%s ", stop.block->id, stop.topic->id);
	assert_string_equal(kx_buffer_bytes(&out), text);
	assert_false(kx_sheet_next(&walk, &stop));   /* the end stays the end */
	kx_buffer_done(&out);
}

static void
test_walk(void **state)
{
	struct kx_section *section;
	struct kx_block_plan *block;
	struct build build;

	(void)state;
	open_topics(&build);
	expect_walk(&build, "");
	build_section(&build, "empty", KX_ROLE_ABOUT);
	section = build_section(&build, "one", KX_ROLE_ABOUT);
	build_block(&build, section, KX_FORM_WRITE_IN, 0);
	build_block(&build, section, KX_FORM_LIST, 2, "r", "p");
	block = build_block(&build, section, KX_FORM_CARDS, 1, "s");
	build_column(&build, block, NULL, 0);
	build_column(&build, block, NULL, 2, "p", "q");
	build_column(&build, block, NULL, 1, "r");
	expect_walk(&build, "one-1:r one-1:p one-2:s one-2:p one-2:q one-2:r ");
	block->form = KX_FORM_OPTIONS;
	expect_walk(&build, "one-1:r one-1:p one-2:s one-2:p one-2:r one-2:q ");
	build_section(&build, "last", KX_ROLE_SOURCES);
	expect_walk(&build, "one-1:r one-1:p one-2:s one-2:p one-2:r one-2:q ");
	build_close(&build);
}

static void
test_shows(void **state)
{
	struct kx_topic p = { .id = "p" }, q = { .id = "q" };
	struct kx_column column = { .product = "pill" };
	struct kx_sheet_stop stop = { .topic = &p };
	struct kx_group group = { .topic = &p, .product = "lamp" };

	(void)state;
	assert_true(kx_sheet_shows(&stop, &group));
	stop.column = &column;
	assert_false(kx_sheet_shows(&stop, &group));
	group.product = "pill";
	assert_true(kx_sheet_shows(&stop, &group));
	group.product = KX_PRODUCT_BOTH;
	assert_true(kx_sheet_shows(&stop, &group));
	column.product = NULL;
	group.product = "lamp";
	assert_true(kx_sheet_shows(&stop, &group));
	stop.topic = &q;
	assert_false(kx_sheet_shows(&stop, &group));
}

static void
test_topic_groups(void **state)
{
	const struct kx_group *group;
	struct build build;

	(void)state;
	open_topics(&build);
	build_claim(&build, "a-p", "p", "a")->product = "pill";
	build_claim(&build, "a-p-too", "p", "a")->product = "both";
	build_claim(&build, "a-q", "q", "a");
	assert_true(build_merge(&build));
	assert_int_equal(kx_handout_topic(build.handout, "p", &group), 2);
	assert_string_equal(group[0].product, "both");
	assert_string_equal(group[1].product, "pill");
	assert_int_equal(kx_handout_topic(build.handout, "q", &group), 1);
	assert_string_equal(group->topic->id, "q");
	assert_int_equal(kx_handout_topic(build.handout, "r", &group), 0);
	assert_null(group);
	assert_int_equal(kx_handout_topic(build.handout, "nothing", &group), 0);
	build_close(&build);
}

static void
test_names(void **state)
{
	(void)state;
	assert_string_equal(kx_standing_name(KX_PRINTS), "prints");
	assert_string_equal(kx_standing_name(KX_AGREES), "agrees");
	assert_string_equal(kx_standing_name(KX_AGREES_UNCITED), "agrees uncited");
	assert_string_equal(kx_standing_name(KX_OUTRANKED), "outranked");
	assert_string_equal(kx_standing_name(KX_REJECTED), "rejected");
}

static void
test_dump(void **state)
{
	struct kx_clinic_line line = { .topic = "q", .says = { .plain = "Come at nine." } };
	struct kx_ruling *ruling;
	struct kx_buffer out;
	struct build build;

	(void)state;
	open_topics(&build);
	build.content.clinic.visit = &line;
	build.content.clinic.visit_count = 1;
	build_block(&build, build_section(&build, "one", KX_ROLE_ABOUT), KX_FORM_LIST, 2, "p", "q");
	build_claim(&build, "a-p", "p", "a");
	build_claim(&build, "b-p", "p", "b")->stance = KX_CONTRADICTS;
	build_claim(&build, "a-q", "q", "a");
	build_claim(&build, "b-s", "s", "b")->verdict = KX_WRONG;
	ruling = build_ruling(&build, "K01", "p");
	build_side(&build, ruling, "yes", 1, "a-p");
	build_side(&build, ruling, "no", 1, "b-p");
	build_prints(&build, ruling, "a-p");
	build_ruling(&build, "K02", "p");
	assert_true(build_merge(&build));
	kx_buffer_init(&out, 1u << 16);
	kx_handout_dump(build.handout, &out);
	assert_string_equal(kx_buffer_bytes(&out),
	    "handout calm 1.0: 3 groups, 1 references\n"
	    "\n"
	    "group p / lamp: by ruling K01; recorded K02\n"
	    "\tprints a-p [1]\n"
	    "\t\ta-p says so.\n"
	    "\tprints: a-p (supported, tier 1, primary, 2020)\n"
	    "\t\tRuling K01 prints it.\n"
	    "\toutranked: b-p (supported, tier 4, primary, no year) beside a-p\n"
	    "\t\tIt disagrees with a-p (one contradicts what the other says); ruling K01 prints that one.\n"
	    "\n"
	    "group q / lamp: by rule\n"
	    "\tclinic says instead\n"
	    "\t\tCome at nine.\n"
	    "\tprints a-q []\n"
	    "\t\ta-q says so.\n"
	    "\tprints: a-q (supported, tier 1, primary, 2020)\n"
	    "\t\tIt is the only claim of the group that may print.\n"
	    "\n"
	    "group s / lamp: nothing prints; not on the sheet\n"
	    "\trejected: b-s (wrong, tier 4, primary, no year)\n"
	    "\t\tIts verdict is wrong.\n"
	    "\n"
	    "reference 1: a: Author of a. J Calm 2020.\n");
	kx_buffer_done(&out);
	build_close(&build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_shows),
		cmocka_unit_test(test_topic_groups),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_dump),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
