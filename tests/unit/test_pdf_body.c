/* Pages packed in pieces around what a sheet says of its own: the same content, and the same bytes whatever was kept before. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memo.h"
#include "build_frames.h"
#include "open_pdf.h"

#define LINES 40

static const char *const own[] = { "Riverbend Clinic", "555-0100" };

/* Enough words for pieces of their own, with the clinic's name near the top and its telephone in the middle. */
static void
fill(struct build *build, const char *name)
{
	int i, p;

	for (i = 0; i < LINES; i++) {
		p = build_element(build, KX_EL_P, 0);
		build_text(build, 0, p, i % 3 == 0 ? "strong" : "body", KX_PT(12), KX_PT(50), KX_PT(30 + 15 * i), i == 1 ? name :
		    i == LINES / 2 ? "Call 555-0100 with your questions." : "Words that every sheet of the batch says like this.");
	}
}

/* What a page shows, unpacked by qpdf: all its streams, one behind the other. */
static char *
page_content(struct build *build, size_t index, size_t *ret_length)
{
	struct open_pdf pdf;
	json_t *page, *streams;
	struct kx_buffer all;
	unsigned char *bytes;
	size_t length, count, i;

	assert_true(build_save(build));
	assert_true(pdf_open(&pdf, build->path));
	page = pdf_follow(&pdf, json_array_get(pdf_get(&pdf, pdf_get(&pdf, pdf.catalog, "/Pages"), "/Kids"), index));
	streams = json_object_get(page, "/Contents");
	count = json_is_array(streams) ? json_array_size(streams) : 1;
	kx_buffer_init(&all, 1 << 20);
	for (i = 0; i < count; i++) {
		bytes = pdf_stream(&pdf, json_string_value(json_is_array(streams) ? json_array_get(streams, i) : streams), &length);
		assert_non_null(bytes);
		kx_buffer_add(&all, bytes, length);
		free(bytes);
	}
	assert_false(kx_buffer_failed(&all));
	pdf_close(&pdf);
	*ret_length = all.length;
	return all.bytes;
}

static char *
content(struct build *build, size_t *ret_length)
{
	return page_content(build, 0, ret_length);
}

static void
parting_a_page_changes_nothing_on_it(void **state)
{
	struct build *build = *state;
	size_t whole_length, parted_length, packed;
	char *whole, *parted;

	if (!build_has("qpdf"))
		skip();
	fill(build, own[0]);
	whole = content(build, &whole_length);
	packed = build->out.length;
	build->options.own = own;
	build->options.own_count = 2;
	parted = content(build, &parted_length);
	assert_int_equal(whole_length, parted_length);
	assert_memory_equal(whole, parted, whole_length);
	/* It was parted: that costs some bytes. */
	assert_true(build->out.length > packed + 50 && build->out.length < packed + 800);
	free(whole);
	free(parted);
}

/* `before` leaves its pieces, and from its second time on what it begins with; `build` takes those that fit, and no others. */
static void
expect_no_other_byte(struct build *before, struct build *build)
{
	struct kx_buffer alone;
	struct kx_memo memo;
	int i;

	kx_memo_init(&memo, 16u * 1024 * 1024);
	before->options.memo = &memo;
	for (i = 0; i < 3; i++)
		assert_true(build_write(before));
	assert_true(build_write(build));
	alone = build->out;
	build->options.memo = &memo;
	for (i = 0; i < 3; i++) {
		kx_buffer_init(&build->out, 256u * 1024 * 1024);
		assert_true(build_write(build));
		assert_int_equal(build->out.length, alone.length);
		assert_memory_equal(kx_buffer_bytes(&build->out), kx_buffer_bytes(&alone), alone.length);
		if (i < 2)
			kx_buffer_done(&build->out);
	}
	kx_buffer_done(&alone);
	build_close(before);
	kx_memo_done(&memo);
}

/* The same sheet of another clinic and of ours. */
static void
fill_clinics(struct build *before, struct build *build)
{
	static const char *const other[] = { "Hillside Clinic", "555-0100" };

	assert_true(build_open(before));
	fill(before, other[0]);
	before->options.own = other;
	before->options.own_count = 2;
	fill(build, own[0]);
	build->options.own = own;
	build->options.own_count = 2;
}

static void
what_was_kept_changes_no_byte(void **state)
{
	struct build *build = *state, before;

	fill_clinics(&before, build);
	expect_no_other_byte(&before, build);
}

/* Four glyphs A on the first page that stand for B, and words on the second. */
static void
fill_two_pages(struct build *build, const char *words)
{
	int p = build_element(build, KX_EL_P, 0);

	kx_frames_page(&build->arena, &build->frames, KX_PT(612), KX_PT(792));
	build_text(build, 0, p, "body", KX_PT(12), KX_PT(50), KX_PT(60), "AAAA");
	build->frames.pages[0].items[0].as.glyphs.text = "BBBB";
	build_text(build, 1, p, "body", KX_PT(12), KX_PT(50), KX_PT(60), words);
}

/* The first page is that of the sheet before, but A now stands for itself elsewhere, so what B means must be said. */
static void
a_glyph_that_means_more_elsewhere(void **state)
{
	struct build *build = *state, before;

	assert_true(build_open(&before));
	fill_two_pages(&before, "Words");
	fill_two_pages(build, "A word");
	expect_no_other_byte(&before, build);
}

/* Glyphs and paths are compared, though not hashed. */
static void
what_is_only_compared_is_seen(void **state)
{
	struct build *build = *state, before;
	struct kx_frame_glyphs *run;
	struct kx_frame_glyph *glyphs;

	assert_true(build_open(&before));
	fill_two_pages(&before, "Words");
	fill_two_pages(build, "Words");
	run = &build->frames.pages[1].items[0].as.glyphs;
	glyphs = kx_arena_array(&build->arena, run->count, sizeof(*glyphs));
	memcpy(glyphs, run->glyphs, run->count * sizeof(*glyphs));
	glyphs[1].advance += 50;
	run->glyphs = glyphs;
	expect_no_other_byte(&before, build);
}

/* Runs of the same numbers in both, as layout gives them to what it takes from a memo: all but those that say something else. */
static void
number_runs(struct build *a, struct build *b)
{
	struct kx_frame_glyphs *first, *second;
	size_t p, i;

	for (p = 0; p < a->frames.page_count; p++) {
		for (i = 0; i < a->frames.pages[p].item_count; i++) {
			first = &a->frames.pages[p].items[i].as.glyphs;
			second = &b->frames.pages[p].items[i].as.glyphs;
			if (strcmp(first->text, second->text) == 0)
				first->number = second->number = 100 * p + i + 1;
		}
	}
}

static void
numbers_of_runs_change_no_byte(void **state)
{
	struct build *build = *state, before;

	fill_clinics(&before, build);
	number_runs(&before, build);
	expect_no_other_byte(&before, build);
}

/* The first page's numbers are those of the sheet before: what its glyphs stand for alone is known, and what they come to in company not. */
static void
a_numbered_glyph_that_means_more_elsewhere(void **state)
{
	struct build *build = *state, before;

	assert_true(build_open(&before));
	fill_two_pages(&before, "Words");
	fill_two_pages(build, "A word");
	number_runs(&before, build);
	assert_int_equal(build->frames.pages[0].items[0].as.glyphs.number, 1);
	assert_int_equal(build->frames.pages[1].items[0].as.glyphs.number, 0);
	expect_no_other_byte(&before, build);
}

/* A number stands for what it was given to: nothing else of the run is looked at. */
static void
a_number_stands_for_its_run(void **state)
{
	struct build *build = *state, before;
	struct kx_memo memo;

	assert_true(build_open(&before));
	fill_two_pages(&before, "Words");
	fill_two_pages(build, "Woods");
	before.frames.pages[1].items[0].as.glyphs.number = build->frames.pages[1].items[0].as.glyphs.number = 7;
	build->frames.pages[1].items[0].box = before.frames.pages[1].items[0].box;
	kx_memo_init(&memo, 16u * 1024 * 1024);
	before.options.memo = build->options.memo = &memo;
	assert_true(build_write(&before));
	assert_true(build_write(build));
	assert_int_equal(build->out.length, before.out.length);
	assert_memory_equal(kx_buffer_bytes(&build->out), kx_buffer_bytes(&before.out), before.out.length);
	build_close(&before);
	kx_memo_done(&memo);
}

#define FEET 12

/* A page with words, and a foot with its number in the middle of what all pages say. */
static void
fill_page(struct build *build, int page, int number)
{
	int p = build_element(build, KX_EL_P, 0);
	char place[40];
	size_t first;

	snprintf(place, sizeof(place), "Page %d of %d", number, FEET);
	build_text(build, page, p, "body", KX_PT(12), KX_PT(50), KX_PT(60), number == 1 ? "The first words." : "Other words.");
	first = build->frames.pages[page].item_count;
	build_text(build, page, -1, "body", KX_PT(9), KX_PT(50), KX_PT(760), "Words about this sheet that stand on all of its pages");
	build_text(build, page, -1, "body", KX_PT(9), KX_PT(400), KX_PT(760), place);
	build_text(build, page, -1, "body", KX_PT(9), KX_PT(50), KX_PT(772), "More words about this sheet that stand on all of its pages");
	for (; first < build->frames.pages[page].item_count; first++)
		build->frames.pages[page].items[first].artifact = KX_ARTIFACT_PAGINATION;
}

/* Pages share what their feet have in common, and each shows what it would show by itself. */
static void
feet_say_what_they_said(void **state)
{
	struct build *build = *state, single;
	size_t whole_length, alone_length, whole;
	char *shown, *alone;
	int i;

	if (!build_has("qpdf"))
		skip();
	for (i = 0; i < FEET; i++) {
		if (i > 0)
			kx_frames_page(&build->arena, &build->frames, KX_PT(612), KX_PT(792));
		fill_page(build, i, i + 1);
	}
	for (i = 0; i < FEET; i++) {
		shown = page_content(build, (size_t)i, &whole_length);
		assert_true(build_open(&single));
		fill_page(&single, 0, i + 1);
		alone = content(&single, &alone_length);
		assert_int_equal(whole_length, alone_length);
		assert_memory_equal(shown, alone, alone_length);
		build_close(&single);
		free(shown);
		free(alone);
	}
	/* A page more takes no foot more: its number, its words, its own record and those of its tags. */
	whole = build->out.length;
	kx_frames_page(&build->arena, &build->frames, KX_PT(612), KX_PT(792));
	fill_page(build, FEET, FEET);
	assert_true(build_write(build));
	assert_true(build->out.length < whole + 500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(parting_a_page_changes_nothing_on_it, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(feet_say_what_they_said, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(what_was_kept_changes_no_byte, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(a_glyph_that_means_more_elsewhere, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(what_is_only_compared_is_seen, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(numbers_of_runs_change_no_byte, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(a_numbered_glyph_that_means_more_elsewhere, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(a_number_stands_for_its_run, build_setup, build_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
