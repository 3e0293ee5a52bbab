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

/* What the first page shows, unpacked by qpdf. */
static char *
content(struct build *build, size_t *ret_length)
{
	struct open_pdf pdf;
	json_t *page;
	unsigned char *bytes;

	assert_true(build_save(build));
	assert_true(pdf_open(&pdf, build->path));
	page = pdf_follow(&pdf, json_array_get(pdf_get(&pdf, pdf_get(&pdf, pdf.catalog, "/Pages"), "/Kids"), 0));
	bytes = pdf_stream(&pdf, pdf_reference(page, "/Contents"), ret_length);
	assert_non_null(bytes);
	pdf_close(&pdf);
	return (char *)bytes;
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

/* `before` leaves its pieces; `build` takes those that fit, and no others. */
static void
expect_no_other_byte(struct build *before, struct build *build)
{
	struct kx_buffer alone;
	struct kx_memo memo;

	kx_memo_init(&memo, 16u * 1024 * 1024);
	before->options.memo = &memo;
	assert_true(build_write(before));
	assert_true(build_write(build));
	alone = build->out;
	kx_buffer_init(&build->out, 256u * 1024 * 1024);
	build->options.memo = &memo;
	assert_true(build_write(build));
	assert_int_equal(build->out.length, alone.length);
	assert_memory_equal(kx_buffer_bytes(&build->out), kx_buffer_bytes(&alone), alone.length);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(parting_a_page_changes_nothing_on_it, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(what_was_kept_changes_no_byte, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(a_glyph_that_means_more_elsewhere, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(what_is_only_compared_is_seen, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(numbers_of_runs_change_no_byte, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(a_numbered_glyph_that_means_more_elsewhere, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(a_number_stands_for_its_run, build_setup, build_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
