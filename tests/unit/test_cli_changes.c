/* What two manifests have different, each kind of change alone. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/json_out.h"
#include "cli/changes.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

/* A small sheet: two sections, three topics, five claims. */
struct sheet {
	struct kx_manifest manifest;
	struct kx_manifest_section sections[3];
	struct kx_manifest_group groups[4];
	struct kx_manifest_claim claims[6];
	struct kx_manifest_reference references[3];
	struct kx_manifest_ruling rulings[2];
	struct kx_figure figures[3];
	int numbers[4];
};

struct fixture {
	struct kx_arena arena;
	struct sheet old, new;
	struct kx_changes changes;
};

static void
fill(struct sheet *sheet)
{
	static const char *prints[] = { "claim-c" };
	struct kx_manifest *manifest = &sheet->manifest;
	size_t i;

	memset(sheet, 0, sizeof(*sheet));
	manifest->program = "kxreport 0.1.0";
	manifest->document = (struct kx_manifest_document){ .id = "pack-1.0-aaaaaa", .title = "A sheet", .language = "en",
	    .layout = "handout", .paper = "letter", .words = "11", .pages = 2, .date = { 2026, 1, 1 } };
	manifest->pack = (struct kx_manifest_pack){ .id = "pack", .version = "1.0", .written_by = "us",
	    .review_by = { 2027, 1, 1 } };
	manifest->clinic = (struct kx_manifest_clinic){ .id = "hill", .name = "Hill Clinic" };
	sheet->sections[0] = (struct kx_manifest_section){ "help", "Could it help?" };
	sheet->sections[1] = (struct kx_manifest_section){ "harm", "What can go wrong?" };
	sheet->sections[2] = (struct kx_manifest_section){ "rest", "The rest" };
	for (i = 0; i < 4; i++)
		sheet->numbers[i] = (int)i + 1;
	sheet->references[0] = (struct kx_manifest_reference){ 1, "trial", 2, KX_CHECK_PRIMARY, "A trial. 2020." };
	sheet->references[1] = (struct kx_manifest_reference){ 2, "label", 1, KX_CHECK_PRIMARY, "A label. 2021." };
	sheet->rulings[0] = (struct kx_manifest_ruling){ "r01", "sleepy", "How often?", "Newer.", "Editor", { 2026, 1, 1 }, prints, 1 };
	sheet->figures[0] = (struct kx_figure){ .outcome = "better", .at = "1 day", .population = "adults", .per = 100,
	    .arm = { .has_counts = true, .n = 27, .of = 100, .has_percent = true, .percent = 27000 },
	    .comparator = "dummy", .against = { .has_percent = true, .percent = 9000 } };
	sheet->figures[1] = sheet->figures[0];
	sheet->figures[1].at = "1 week";
	sheet->claims[0] = (struct kx_manifest_claim){ "claim-a", "trial", "It helps some people.", KX_LOW, &sheet->numbers[0], 1,
	    sheet->figures, 2 };
	sheet->claims[1] = (struct kx_manifest_claim){ "claim-b", "label", "It wears off.", KX_CERTAINTY_NONE, &sheet->numbers[1], 1,
	    NULL, 0 };
	sheet->claims[2] = (struct kx_manifest_claim){ "claim-c", "label", "It makes you sleepy.", KX_HIGH, &sheet->numbers[0], 2,
	    NULL, 0 };
	sheet->groups[0] = (struct kx_manifest_group){ "effect", "Effect", "drops", "help", NULL, NULL, &sheet->claims[0], 1,
	    NULL, 0, NULL, 0 };
	sheet->groups[1] = (struct kx_manifest_group){ "lasting", "Lasting", "drops", "help", NULL, NULL, &sheet->claims[1], 1,
	    NULL, 0, NULL, 0 };
	sheet->groups[2] = (struct kx_manifest_group){ "sleepy", "Sleepy", "both", "harm", "r01", NULL, &sheet->claims[2], 1,
	    NULL, 0, NULL, 0 };
	manifest->sections = sheet->sections;
	manifest->section_count = 2;
	manifest->groups = sheet->groups;
	manifest->group_count = 3;
	manifest->references = sheet->references;
	manifest->reference_count = 2;
	manifest->rulings = sheet->rulings;
	manifest->ruling_count = 1;
}

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	kx_arena_init(&f->arena, 1u << 24);
	fill(&f->old);
	fill(&f->new);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	kx_arena_done(&f->arena);
	free(f);
	return 0;
}

static size_t
compare(struct fixture *f)
{
	assert_true(kx_changes_find(&f->arena, &f->old.manifest, &f->new.manifest, &f->changes));
	return f->changes.count;
}

/* The one change there is. */
static const struct kx_change *
only(struct fixture *f, enum kx_change_kind kind, const char *was, const char *now)
{
	const struct kx_change *change;

	assert_int_equal(compare(f), 1);
	change = &f->changes.list[0];
	assert_int_equal(change->kind, kind);
	if (was == NULL)
		assert_null(change->was);
	else
		assert_string_equal(change->was, was);
	if (now == NULL)
		assert_null(change->now);
	else
		assert_string_equal(change->now, now);
	return change;
}

static void
same_is_same(void **state)
{
	struct fixture *f = *state;
	struct kx_buffer out;

	assert_int_equal(compare(f), 0);
	assert_false(kx_changes_show(&f->changes));
	kx_buffer_init(&out, 1000);
	kx_changes_print(&f->changes, &out);
	assert_string_equal(kx_buffer_bytes(&out), "no differences\n");
	kx_buffer_done(&out);
}

static void
words(void **state)
{
	struct fixture *f = *state;
	const struct kx_change *change;

	f->new.claims[1].says = "It wears off in days.";
	change = only(f, KX_CHANGE_REWORDED, "It wears off.", "It wears off in days.");
	assert_string_equal(change->claim, "claim-b");
	assert_string_equal(change->topic, "lasting");
	assert_string_equal(change->product, "drops");
	assert_string_equal(change->section, "help");
	assert_string_equal(change->section_name, "Could it help?");
	assert_true(kx_changes_show(&f->changes));
}

static void
a_figure(void **state)
{
	struct fixture *f = *state;

	f->new.figures[0].arm.n = 72;
	f->new.figures[0].arm.percent = 72000;
	only(f, KX_CHANGE_FIGURE, "better (1 day; adults): 27 of 100, 27%; with dummy 9%",
	    "better (1 day; adults): 72 of 100, 72%; with dummy 9%");
}

static void
a_figure_comes_and_goes(void **state)
{
	struct fixture *f = *state;

	f->new.claims[0].figure_count = 1;
	only(f, KX_CHANGE_FIGURE, "better (1 week; adults): 27 of 100, 27%; with dummy 9%", NULL);
	f->new.claims[0].figure_count = 2;
	f->old.claims[0].figure_count = 1;
	only(f, KX_CHANGE_FIGURE, NULL, "better (1 week; adults): 27 of 100, 27%; with dummy 9%");
}

/* Two figures on one subject are told apart by their turn. */
static void
figures_alike(void **state)
{
	struct fixture *f = *state;

	f->old.figures[1].at = f->new.figures[1].at = "1 day";
	f->old.figures[1].arm.n = 30;
	f->new.figures[1].arm.n = 31;
	only(f, KX_CHANGE_FIGURE, "better (1 day; adults): 30 of 100, 27%; with dummy 9%",
	    "better (1 day; adults): 31 of 100, 27%; with dummy 9%");
}

static void
figures_in_full(void **state)
{
	struct fixture *f = *state;
	struct kx_figure figure = { .outcome = "worse", .at = "2 days", .population = "all", .per = 1000,
	    .arm = { .has_percent = true, .percent = 27400, .has_interval = true, .low = 12900, .high = 49250 },
	    .doses = "one dose", .people = 185, .trials = 1 };

	assert_string_equal(kx_figure_text(&f->arena, &figure),
	    "worse (2 days; all): 27.4% (12.9% to 49.25%); doses: one dose; 185 people; 1 trial; printed per 1000");
}

static void
certainty_and_sources(void **state)
{
	struct fixture *f = *state;

	f->new.claims[0].certainty = KX_VERY_LOW;
	only(f, KX_CHANGE_CERTAINTY, "low", "very low");
	f->new.claims[0].certainty = KX_LOW;
	f->new.claims[0].reference_count = 2;
	only(f, KX_CHANGE_SOURCES, "trial", "trial, label");
	f->new.claims[0].reference_count = 0;
	only(f, KX_CHANGE_SOURCES, "trial", "none");
}

/* The same sources under other numbers are no change of the claim. */
static void
numbers_alone_do_not_matter(void **state)
{
	struct fixture *f = *state;

	f->new.references[0].number = 2;
	f->new.references[1].number = 1;
	f->new.numbers[0] = 2;
	f->new.numbers[1] = 1;
	assert_int_equal(compare(f), 0);
}

static void
claims_come_and_go(void **state)
{
	struct fixture *f = *state;
	const struct kx_change *change;

	f->new.groups[1].claim_count = 0;
	change = only(f, KX_CHANGE_REMOVED, "It wears off.", NULL);
	assert_string_equal(change->claim, "claim-b");
	f->new.groups[1].claim_count = 1;
	f->old.groups[1].claim_count = 0;
	change = only(f, KX_CHANGE_ADDED, NULL, "It wears off.");
	assert_string_equal(change->claim, "claim-b");
}

static void
topics_come_and_go(void **state)
{
	struct fixture *f = *state;
	const struct kx_change *change;

	/* The last topic, which takes its section with it. */
	f->new.manifest.group_count = 2;
	f->new.manifest.section_count = 1;
	change = only(f, KX_CHANGE_REMOVED, "It makes you sleepy.", NULL);
	assert_string_equal(change->section_name, "What can go wrong?");
	f->old.manifest.group_count = 2;
	f->old.manifest.section_count = 1;
	f->new.manifest.group_count = 3;
	f->new.manifest.section_count = 2;
	change = only(f, KX_CHANGE_ADDED, NULL, "It makes you sleepy.");
	assert_string_equal(change->section_name, "What can go wrong?");
}

static void
one_claim_takes_the_place_of_another(void **state)
{
	struct fixture *f = *state;
	const struct kx_change *change;

	f->new.claims[1].id = "claim-x";
	f->new.claims[1].says = "It lasts a week.";
	change = only(f, KX_CHANGE_REPLACED, "It wears off.", "It lasts a week.");
	assert_string_equal(change->claim, "claim-b");
	assert_string_equal(change->by, "claim-x");
}

static void
a_claim_moves(void **state)
{
	struct fixture *f = *state;

	f->new.groups[1].section = "harm";
	only(f, KX_CHANGE_MOVED, "“Could it help?”, on lasting, for drops", "“What can go wrong?”, on lasting, for drops");
	f->new.groups[1].section = "help";
	f->new.groups[1].product = "lamp";
	only(f, KX_CHANGE_MOVED, "“Could it help?”, on lasting, for drops", "“Could it help?”, on lasting, for lamp");
	assert_true(kx_changes_show(&f->changes));
}

static void
the_order_of_a_section(void **state)
{
	struct fixture *f = *state;
	struct kx_manifest_group first = f->new.groups[0];

	f->new.groups[0] = f->new.groups[1];
	f->new.groups[1] = first;
	only(f, KX_CHANGE_ORDER, "claim-a, claim-b", "claim-b, claim-a");
}

static void
headings_and_clinics(void **state)
{
	struct fixture *f = *state;

	f->new.groups[0].title = "What it does";
	only(f, KX_CHANGE_HEADING, "Effect", "What it does");
	f->new.groups[0].title = "Effect";
	f->old.groups[0].clinic_says = "Ask us.";
	f->new.groups[0].clinic_says = "Call us.";
	only(f, KX_CHANGE_CLINIC, "Ask us.", "Call us.");
}

static void
rulings(void **state)
{
	struct fixture *f = *state;
	const struct kx_change *change;

	f->new.groups[2].ruling = NULL;
	only(f, KX_CHANGE_DECIDED, "r01", "rule");
	assert_false(kx_changes_show(&f->changes));
	f->new.groups[2].ruling = "r01";
	f->new.rulings[0].why = "Larger.";
	change = only(f, KX_CHANGE_RULING, "How often? Prints: claim-c. Why: Newer. (Editor, 2026-01-01)",
	    "How often? Prints: claim-c. Why: Larger. (Editor, 2026-01-01)");
	assert_string_equal(change->what, "r01");
	f->new.rulings[0].why = "Newer.";
	f->new.manifest.ruling_count = 0;
	only(f, KX_CHANGE_RULING, "How often? Prints: claim-c. Why: Newer. (Editor, 2026-01-01)", NULL);
}

static void
the_list_of_sources(void **state)
{
	struct fixture *f = *state;
	const struct kx_change *change;

	f->new.references[1].tier = 2;
	change = only(f, KX_CHANGE_SOURCE, "tier 1, primary: A label. 2021.", "tier 2, primary: A label. 2021.");
	assert_string_equal(change->what, "label");
	f->new.references[1].tier = 1;
	f->new.references[2] = (struct kx_manifest_reference){ 3, "guide", 2, KX_CHECK_NONE, "A guide." };
	f->new.manifest.reference_count = 3;
	change = only(f, KX_CHANGE_SOURCE, NULL, "tier 2, not-verified: A guide.");
	assert_string_equal(change->what, "guide");
}

static void
the_sheet_as_a_whole(void **state)
{
	struct fixture *f = *state;

	f->new.manifest.pack.version = "1.1";
	assert_string_equal(only(f, KX_CHANGE_ABOUT, "1.0", "1.1")->what, "pack version");
	assert_false(kx_changes_show(&f->changes));
	f->new.manifest.pack.version = "1.0";
	f->new.manifest.clinic.name = "Harbor Clinic";
	assert_string_equal(only(f, KX_CHANGE_ABOUT, "Hill Clinic", "Harbor Clinic")->what, "clinic");
	f->new.manifest.clinic.name = "Hill Clinic";
	f->new.manifest.pack.review = (struct kx_review_note){ .by = "Dr. A", .role = "physician", .on = { 2026, 5, 6 } };
	assert_string_equal(only(f, KX_CHANGE_ABOUT, "pending", "Dr. A, physician, on 2026-05-06")->what, "clinical review");
	f->new.manifest.pack.review.by = NULL;
	f->new.manifest.document.paper = "a4";
	assert_string_equal(only(f, KX_CHANGE_ABOUT, "letter", "a4")->what, "paper");
	/* A data folder has no paper, and its program does not matter. */
	f->new.manifest.document = (struct kx_manifest_document){ 0 };
	f->new.manifest.program = "kxreport 9";
	assert_int_equal(compare(f), 0);
}

/* What a layout leaves out has not changed. */
static void
a_layout_leaves_out_a_section(void **state)
{
	static const char *omits[] = { "harm" };
	struct fixture *f = *state;

	f->new.manifest.group_count = 2;
	f->new.manifest.section_count = 1;
	f->new.manifest.document.omits = omits;
	f->new.manifest.document.omit_count = 1;
	assert_int_equal(compare(f), 0);
	/* The other way round, and with a topic that stands in another section there. */
	fill(&f->new);
	f->old.manifest.group_count = 2;
	f->old.manifest.section_count = 1;
	f->old.manifest.document.omits = omits;
	f->old.manifest.document.omit_count = 1;
	assert_int_equal(compare(f), 0);
	f->new.groups[1].section = "harm";
	assert_int_equal(compare(f), 0);
}

/* Data for no clinic have none of its lines, and that is no change. */
static void
a_clinic_that_one_side_does_not_have(void **state)
{
	struct fixture *f = *state;

	f->old.groups[1].clinic_says = "Ask us.";
	f->old.groups[1].claim_count = 0;
	assert_int_equal(compare(f), 2);
	f->new.manifest.clinic = (struct kx_manifest_clinic){ 0 };
	assert_int_equal(compare(f), 0);
	fill(&f->old);
	f->old.manifest.clinic = (struct kx_manifest_clinic){ 0 };
	f->new.manifest.clinic = (struct kx_manifest_clinic){ .id = "hill", .name = "Hill Clinic" };
	f->new.groups[1].clinic_says = "Ask us.";
	f->new.groups[1].claim_count = 0;
	assert_int_equal(compare(f), 0);
	f->new.claims[0].says = "Other words.";
	only(f, KX_CHANGE_REWORDED, "It helps some people.", "Other words.");
}

static void
many_at_once_in_sheet_order(void **state)
{
	static const enum kx_change_kind kinds[] = { KX_CHANGE_ABOUT, KX_CHANGE_FIGURE, KX_CHANGE_REWORDED, KX_CHANGE_REMOVED,
	    KX_CHANGE_SOURCE };
	struct fixture *f = *state;
	struct kx_buffer out;
	size_t i;

	f->new.manifest.pack.version = "2.0";
	f->new.figures[0].arm.n = 72;
	f->new.claims[1].says = "It lasts.";
	f->new.groups[2].claim_count = 0;
	f->new.references[0].citation = "A trial. 2022.";
	assert_int_equal(compare(f), 5);
	for (i = 0; i < 5; i++)
		assert_int_equal(f->changes.list[i].kind, kinds[i]);
	kx_buffer_init(&out, 10000);
	kx_changes_print(&f->changes, &out);
	assert_string_equal(kx_buffer_bytes(&out),
	    "1 about the sheet, 1 removed, 1 reworded, 1 figure changed, 1 in the list of sources\n"
	    "\nAbout the sheet\n---------------\npack version: 1.0 -> 2.0\n"
	    "\nCould it help?\n--------------\n"
	    "Figure changed: effect, for drops [claim-a]\n"
	    "    was: better (1 day; adults): 27 of 100, 27%; with dummy 9%\n"
	    "    now: better (1 day; adults): 72 of 100, 27%; with dummy 9%\n"
	    "Reworded: lasting, for drops [claim-b]\n"
	    "    was: It wears off.\n    now: It lasts.\n"
	    "\nWhat can go wrong?\n------------------\n"
	    "Removed: sleepy, for both [claim-c]\n    was: It makes you sleepy.\n"
	    "\nList of sources\n---------------\n"
	    "Changed: trial\n    was: tier 2, primary: A trial. 2020.\n    now: tier 2, primary: A trial. 2022.\n");
	kx_buffer_done(&out);
}

static void
as_json(void **state)
{
	struct fixture *f = *state;
	struct kx_buffer out;
	struct kx_json json;

	f->new.claims[1].id = "claim-x";
	assert_int_equal(compare(f), 1);
	kx_buffer_init(&out, 10000);
	kx_json_init(&json, &out);
	kx_json_open_object(&json, NULL);
	kx_changes_json(&f->changes, &json);
	kx_json_close_object(&json);
	assert_true(kx_json_done(&json));
	assert_string_equal(kx_buffer_bytes(&out),
	    "{\n  \"same\": false,\n  \"changes\": [\n    {\n      \"kind\": \"replaced\",\n      \"section\": \"help\",\n"
	    "      \"topic\": \"lasting\",\n      \"product\": \"drops\",\n      \"claim\": \"claim-b\",\n      \"by\": \"claim-x\",\n"
	    "      \"was\": \"It wears off.\",\n      \"now\": \"It wears off.\"\n    }\n  ]\n}\n");
	kx_buffer_done(&out);
}

/* With too little memory it fails cleanly, whatever step it is at. */
static void
fails_cleanly_without_memory(void **state)
{
	struct fixture *f = *state;
	struct kx_changes changes;
	struct kx_arena arena;
	size_t ceiling;
	bool done = false;

	f->new.claims[1].id = "claim-x";
	f->new.figures[0].arm.n = 72;
	f->new.manifest.pack.version = "2.0";
	f->new.references[0].citation = "Another.";
	for (ceiling = 0; !done; ceiling += 64) {
		kx_arena_init(&arena, ceiling);
		done = kx_changes_find(&arena, &f->old.manifest, &f->new.manifest, &changes);
		kx_arena_done(&arena);
		assert_true(ceiling < 1u << 20);
	}
	assert_true(ceiling > 128);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(same_is_same, set_up, tear_down),
		cmocka_unit_test_setup_teardown(words, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_figure, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_figure_comes_and_goes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(figures_alike, set_up, tear_down),
		cmocka_unit_test_setup_teardown(figures_in_full, set_up, tear_down),
		cmocka_unit_test_setup_teardown(certainty_and_sources, set_up, tear_down),
		cmocka_unit_test_setup_teardown(numbers_alone_do_not_matter, set_up, tear_down),
		cmocka_unit_test_setup_teardown(claims_come_and_go, set_up, tear_down),
		cmocka_unit_test_setup_teardown(topics_come_and_go, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_claim_takes_the_place_of_another, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_claim_moves, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_order_of_a_section, set_up, tear_down),
		cmocka_unit_test_setup_teardown(headings_and_clinics, set_up, tear_down),
		cmocka_unit_test_setup_teardown(rulings, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_list_of_sources, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_sheet_as_a_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_layout_leaves_out_a_section, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_clinic_that_one_side_does_not_have, set_up, tear_down),
		cmocka_unit_test_setup_teardown(many_at_once_in_sheet_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(as_json, set_up, tear_down),
		cmocka_unit_test_setup_teardown(fails_cleanly_without_memory, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
