/* The reading order of frame/reading.h, and kx_frames_text(), which follows it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_frames.h"
#include "frame/reading.h"

static int
open_page(void **state)
{
	struct build *build = malloc(sizeof(*build));

	if (build == NULL)
		return -1;
	build_init(build);
	*state = build;
	return kx_frames_page(&build->arena, &build->frames, KX_PT(612), KX_PT(792)) == 0 &&
	    kx_frames_element(&build->arena, &build->frames, KX_EL_DOCUMENT, -1) == 0 ? 0 : -1;
}

static int
close_page(void **state)
{
	build_close(*state);
	free(*state);
	return 0;
}

/* The kids of an element, as "s0 e3 s1". */
static const char *
kids_text(struct build *build, const struct kx_reading *reading, int element)
{
	const char *text = "";
	size_t i;

	for (i = reading->kid_first[element]; i < reading->kid_first[element + 1]; i++)
		text = kx_arena_print(&build->arena, "%s%s%c%d", text, *text != '\0' ? " " : "", reading->kids[i].child ? 'e' : 's',
		    reading->kids[i].index);
	return text;
}

static void
expect_text(struct build *build, const char *text)
{
	kx_buffer_clear(&build->out);
	kx_frames_text(&build->frames, &build->out);
	assert_string_equal(kx_buffer_bytes(&build->out), text);
}

static void
test_items_side_by_side_are_one_sequence(void **state)
{
	struct build *build = *state;
	struct kx_reading reading;
	int a = build_element(build, KX_EL_P, 0), b = build_element(build, KX_EL_P, 0);

	build_rect(build, 0, -1, 0, 0, 10, 10);
	build_rect(build, 0, -1, 0, 0, 10, 10);
	build_rect(build, 0, -1, 0, 0, 10, 10)->artifact = KX_ARTIFACT_PAGINATION;
	build_plain(build, 0, a, 0, KX_PT(20), "one ");
	build_plain(build, 0, a, 0, KX_PT(30), "two");
	build_plain(build, 0, b, 0, KX_PT(40), "three");
	build_plain(build, 0, a, 0, KX_PT(50), "four");
	assert_true(kx_frames_read(&build->arena, &build->frames, &reading));
	assert_int_equal(reading.sequence_count, 5);
	assert_int_equal(reading.sequences[0].count, 2);
	assert_int_equal(reading.sequences[0].mcid, -1);
	assert_int_equal(reading.sequences[1].artifact, KX_ARTIFACT_PAGINATION);
	assert_int_equal(reading.sequences[2].count, 2);
	assert_int_equal(reading.sequences[2].mcid, 0);
	assert_int_equal(reading.sequences[3].mcid, 1);
	assert_int_equal(reading.sequences[4].mcid, 2);
	assert_string_equal(kids_text(build, &reading, a), "s2 s4");
	assert_string_equal(kids_text(build, &reading, b), "s3");
	assert_string_equal(kids_text(build, &reading, 0), "e1 e2");
}

static void
test_mcids_begin_anew_on_each_page(void **state)
{
	struct build *build = *state;
	struct kx_reading reading;
	int p = build_element(build, KX_EL_P, 0);

	kx_frames_page(&build->arena, &build->frames, KX_PT(612), KX_PT(792));
	build_plain(build, 1, p, 0, KX_PT(20), "second");
	build_plain(build, 0, p, 0, KX_PT(20), "first");
	assert_true(kx_frames_read(&build->arena, &build->frames, &reading));
	assert_int_equal(reading.sequences[1].page, 1);
	assert_int_equal(reading.sequences[1].mcid, 0);
	assert_string_equal(kids_text(build, &reading, p), "s0 s1");
	expect_text(build, "first second\n");
}

static void
test_children_are_read_as_they_were_made_not_as_painted(void **state)
{
	struct build *build = *state;
	int left = build_element(build, KX_EL_P, 0), right = build_element(build, KX_EL_P, 0);

	build_plain(build, 0, right, KX_PT(300), KX_PT(20), "right");
	build_plain(build, 0, left, 0, KX_PT(20), "left");
	expect_text(build, "left\nright\n");
}

static void
test_own_items_and_children_interleave(void **state)
{
	struct build *build = *state;
	struct kx_reading reading;
	int p = build_element(build, KX_EL_P, 0), a = build_element(build, KX_EL_SPAN, p), b = build_element(build, KX_EL_REFERENCE, p);
	int inner = build_element(build, KX_EL_SPAN, b);

	build_plain(build, 0, p, 0, KX_PT(20), "before ");
	build_plain(build, 0, a, KX_PT(50), KX_PT(20), "bold ");
	build_plain(build, 0, p, KX_PT(100), KX_PT(20), "between ");
	build_plain(build, 0, inner, KX_PT(150), KX_PT(20), "3 ");
	build_plain(build, 0, p, KX_PT(200), KX_PT(20), "after");
	assert_true(kx_frames_read(&build->arena, &build->frames, &reading));
	assert_string_equal(kids_text(build, &reading, p), "s0 e2 s2 e3 s4");
	expect_text(build, "before bold between 3 after\n");
}

static void
test_children_without_items_keep_their_place(void **state)
{
	struct build *build = *state;
	struct kx_reading reading;
	int p = build_element(build, KX_EL_P, 0), first = build_element(build, KX_EL_SPAN, p);

	build_element(build, KX_EL_SPAN, p);
	build_element(build, KX_EL_SPAN, p);
	build_plain(build, 0, p, 0, KX_PT(20), "a ");
	build_plain(build, 0, first, KX_PT(50), KX_PT(20), "b ");
	build_plain(build, 0, p, KX_PT(100), KX_PT(20), "c");
	assert_true(kx_frames_read(&build->arena, &build->frames, &reading));
	assert_string_equal(kids_text(build, &reading, p), "s0 e2 e3 e4 s2");
}

/* Rule 1 is above rule 3: a child that was painted too early does not move before its sisters. */
static void
test_children_never_overtake_each_other(void **state)
{
	struct build *build = *state;
	struct kx_reading reading;
	int p = build_element(build, KX_EL_P, 0), a = build_element(build, KX_EL_SPAN, p), b = build_element(build, KX_EL_SPAN, p);

	build_plain(build, 0, b, 0, KX_PT(20), "b");
	build_plain(build, 0, p, 0, KX_PT(30), "own");
	build_plain(build, 0, a, 0, KX_PT(40), "a");
	assert_true(kx_frames_read(&build->arena, &build->frames, &reading));
	assert_string_equal(kids_text(build, &reading, p), "s1 e2 e3");
}

static void
test_missing_spaces(void **state)
{
	/* How the first run ends, where the second begins, what is read. */
	static const struct { const char *a; kx_length x, y; const char *b, *text; } cases[] = {
		{ "word", KX_PT(20), KX_PT(20), "s", "words\n" },                       /* they touch */
		{ "word", KX_PT(20), KX_PT(16), "3", "word3\n" },                       /* a raised mark */
		{ "word", KX_PT(25), KX_PT(20), "next", "word next\n" },                /* a gap */
		{ "word", 0, KX_PT(34), "next", "word next\n" },                        /* a new line */
		{ "word ", 0, KX_PT(34), "next", "word next\n" },                       /* with its space */
		{ "word\xC2\xA0", 0, KX_PT(34), "next", "word\xC2\xA0next\n" },
		{ "word", 0, KX_PT(34), " next", "word next\n" },
		{ "long-", 0, KX_PT(34), "term", "long-term\n" },                       /* a hyphen of the author's */
		{ "and/", 0, KX_PT(34), "or", "and/or\n" },
		{ "one \xE2\x80\x93", 0, KX_PT(34), "two", "one \xE2\x80\x93 two\n" },  /* a dash between spaces */
		{ "one\xE2\x80\x94", 0, KX_PT(34), "two", "one\xE2\x80\x94two\n" },     /* and one without */
		{ "hyphen\xC2\xAD", 0, KX_PT(34), "ated", "hyphenated\n" },             /* a broken word */
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct build *build;
		void *fresh;
		int p;

		assert_int_equal(open_page(&fresh), 0);
		build = fresh;
		p = build_element(build, KX_EL_P, 0);
		build_plain(build, 0, p, 0, KX_PT(20), cases[i].a);
		build_plain(build, 0, p, cases[i].x, cases[i].y, cases[i].b);
		expect_text(build, cases[i].text);
		close_page(&fresh);
	}
	(void)state;
}

static void
test_blocks_start_lines_and_inline_types_do_not(void **state)
{
	struct build *build = *state;
	int list = build_element(build, KX_EL_L, 0), entry = build_element(build, KX_EL_LI, list);
	int label = build_element(build, KX_EL_LBL, entry), body = build_element(build, KX_EL_LBODY, entry);
	int link = build_element(build, KX_EL_LINK, body), after = build_element(build, KX_EL_P, 0);

	build_plain(build, 0, label, 0, KX_PT(20), "1.");
	build_plain(build, 0, body, KX_PT(30), KX_PT(20), "See ");
	build_plain(build, 0, link, KX_PT(50), KX_PT(20), "this");
	build_plain(build, 0, body, KX_PT(70), KX_PT(20), ".");
	build_plain(build, 0, after, 0, KX_PT(40), "Next");
	expect_text(build, "1.\nSee this.\nNext\n");
}

static void
test_artifacts_are_not_read(void **state)
{
	struct build *build = *state;
	int p = build_element(build, KX_EL_P, 0);

	build_plain(build, 0, -1, 0, KX_PT(10), "Page 1")->artifact = KX_ARTIFACT_PAGINATION;
	build_plain(build, 0, p, 0, KX_PT(30), "Words");
	expect_text(build, "Words\n");
}

static void
test_no_tree_is_no_reading(void **state)
{
	struct build *build = *state;
	struct kx_reading reading;
	int p = build_element(build, KX_EL_P, 0);

	build->frames.elements[p].parent = p;
	assert_false(kx_frames_read(&build->arena, &build->frames, &reading));
	build->frames.elements[p].parent = 0;
	build_plain(build, 0, 9, 0, KX_PT(10), "x");
	assert_false(kx_frames_read(&build->arena, &build->frames, &reading));
}

static void
test_nothing_at_all(void **state)
{
	struct build *build = *state;
	struct kx_reading reading;

	memset(&build->frames, 0, sizeof(build->frames));
	assert_true(kx_frames_read(&build->arena, &build->frames, &reading));
	assert_int_equal(reading.sequence_count, 0);
	expect_text(build, "");
}

/* Each refused allocation is a clean false. */
static void
test_a_spent_arena(void **state)
{
	struct build *build = *state;
	struct kx_reading reading;
	struct kx_arena small;
	size_t ceiling;
	bool done = false;
	int p = build_element(build, KX_EL_P, 0);

	build_plain(build, 0, p, 0, KX_PT(20), "words");
	for (ceiling = 0; !done; ceiling += 16) {
		kx_arena_init(&small, ceiling);
		done = kx_frames_read(&small, &build->frames, &reading);
		assert_int_equal(done, !kx_arena_spent(&small));
		kx_arena_done(&small);
	}
	assert_true(ceiling > 16);
}

/* Head and foot are painted one after the other. */
static void
test_head_and_foot_are_two(void **state)
{
	struct build *build = *state;
	struct kx_reading reading;

	build_plain(build, 0, -1, 0, KX_PT(30), "Title")->artifact = KX_ARTIFACT_PAGINATION;
	build_plain(build, 0, -1, KX_PT(300), KX_PT(30), "Clinic")->artifact = KX_ARTIFACT_PAGINATION;
	build_plain(build, 0, -1, 0, KX_PT(770), "Page 1")->artifact = KX_ARTIFACT_PAGINATION;
	assert_true(kx_frames_read(&build->arena, &build->frames, &reading));
	assert_int_equal(reading.sequence_count, 2);
	assert_int_equal(reading.sequences[0].count, 2);
	assert_int_equal(reading.sequences[1].count, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_items_side_by_side_are_one_sequence, open_page, close_page),
		cmocka_unit_test_setup_teardown(test_mcids_begin_anew_on_each_page, open_page, close_page),
		cmocka_unit_test_setup_teardown(test_children_are_read_as_they_were_made_not_as_painted, open_page, close_page),
		cmocka_unit_test_setup_teardown(test_own_items_and_children_interleave, open_page, close_page),
		cmocka_unit_test_setup_teardown(test_children_without_items_keep_their_place, open_page, close_page),
		cmocka_unit_test_setup_teardown(test_children_never_overtake_each_other, open_page, close_page),
		cmocka_unit_test(test_missing_spaces),
		cmocka_unit_test_setup_teardown(test_blocks_start_lines_and_inline_types_do_not, open_page, close_page),
		cmocka_unit_test_setup_teardown(test_head_and_foot_are_two, open_page, close_page),
		cmocka_unit_test_setup_teardown(test_artifacts_are_not_read, open_page, close_page),
		cmocka_unit_test_setup_teardown(test_no_tree_is_no_reading, open_page, close_page),
		cmocka_unit_test_setup_teardown(test_nothing_at_all, open_page, close_page),
		cmocka_unit_test_setup_teardown(test_a_spent_arena, open_page, close_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
