/* Drawing: the operators, and what a renderer makes of them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_frames.h"
#include "open_pdf.h"
#include "pdf_standards.h"

/* The content of page 1: one stream, or the body's and the one of its head and foot. */
static char *
content(struct build *build)
{
	json_t *kids, *page, *streams, *stream;
	const char *text = "";
	struct open_pdf pdf;
	size_t length, i;
	char *bytes;

	assert_true(build_save(build));
	if (!build_has("qpdf")) {
		print_message("qpdf is not here\n");
		skip();
	}
	assert_true(pdf_open(&pdf, build->path));
	kids = pdf_get(&pdf, pdf_get(&pdf, pdf.catalog, "/Pages"), "/Kids");
	page = pdf_follow(&pdf, json_array_get(kids, 0));
	streams = json_object_get(page, "/Contents");
	for (i = 0; i < (json_is_array(streams) ? json_array_size(streams) : 1); i++) {
		stream = json_is_array(streams) ? json_array_get(streams, i) : streams;
		bytes = (char *)pdf_stream(&pdf, json_string_value(stream), &length);
		assert_non_null(bytes);
		text = kx_arena_print(&build->arena, "%s%s", text, bytes);
		free(bytes);
	}
	pdf_close(&pdf);
	return kx_arena_copy(&build->arena, text, strlen(text));
}

static void
expect_clean(struct build *build)
{
	char *faults = pdf_findings(build->path);

	assert_string_equal(faults, "");
	free(faults);
}

static struct kx_frame_item *
shape(struct build *build, enum kx_item_kind kind, struct kx_box box, struct kx_frame_shape as)
{
	struct kx_frame_item *item = kx_frames_item(&build->arena, &build->frames, 0, kind, -1);

	assert_non_null(item);
	item->box = box;
	item->as.shape = as;
	return item;
}

static void
test_rectangles(void **state)
{
	struct build *build = *state;

	shape(build, KX_ITEM_RECT, (struct kx_box){ 10000, 20000, 30500, 40000 }, (struct kx_frame_shape){ .fill = true,
	    .fill_color = 0xFF8000 });
	shape(build, KX_ITEM_RECT, (struct kx_box){ 10000, 100000, 5000, 5000 }, (struct kx_frame_shape){ .stroke = true,
	    .stroke_color = 0x808080, .line_width = 250 });
	shape(build, KX_ITEM_RECT, (struct kx_box){ 10000, 200000, 5000, 5000 }, (struct kx_frame_shape){ .fill = true, .stroke = true,
	    .fill_color = 0xFF8000, .stroke_color = 0x808080, .line_width = 250 });
	assert_string_equal(content(build),
	    "/Artifact<</Type/Layout>>BDC\n"
	    "1 0.502 0 rg\n10 732 30.5 40 re\nf\n"
	    "0.502 G\n0.25 w\n10 687 5 5 re\nS\n"
	    "10 587 5 5 re\nB\n"   /* colours and width are still set */
	    "EMC\n");
	expect_clean(build);
}

static void
test_lines_and_paths(void **state)
{
	static const struct kx_path_step steps[] = {
		{ KX_MOVE, { { 100000, 100000 } } }, { KX_LINE, { { 110000, 100000 } } },
		{ KX_CURVE, { { 120000, 100000 }, { 130000, 110000 }, { 130500, 120250 } } }, { KX_CLOSE, { { 0, 0 } } },
	};
	struct build *build = *state;

	shape(build, KX_ITEM_LINE, (struct kx_box){ 50000, 60000, 100000, -10000 }, (struct kx_frame_shape){ .stroke = true,
	    .line_width = 1000 });
	shape(build, KX_ITEM_PATH, (struct kx_box){ 100000, 100000, 31000, 21000 }, (struct kx_frame_shape){ .fill = true,
	    .steps = steps, .step_count = 4 });
	/* Black and one point wide is how a page begins: nothing to set. */
	assert_string_equal(content(build),
	    "/Artifact<</Type/Layout>>BDC\n"
	    "50 732 m\n150 742 l\nS\n"
	    "100 692 m\n110 692 l\n120 692 130 682 130.5 671.75 c\nh\nf\n"
	    "EMC\n");
	expect_clean(build);
}

static void
test_round_corners(void **state)
{
	struct build *build = *state;

	shape(build, KX_ITEM_RECT, (struct kx_box){ 100000, 92000, 40000, 20000 }, (struct kx_frame_shape){ .fill = true,
	    .radius = 4000 });
	/* A radius that is too large makes half circles, not knots. */
	shape(build, KX_ITEM_RECT, (struct kx_box){ 200000, 92000, 40000, 20000 }, (struct kx_frame_shape){ .fill = true,
	    .radius = 90000 });
	assert_string_equal(content(build),
	    "/Artifact<</Type/Layout>>BDC\n"
	    "104 680 m\n136 680 l\n138.209 680 140 681.791 140 684 c\n140 696 l\n140 698.209 138.209 700 136 700 c\n104 700 l\n"
	    "101.791 700 100 698.209 100 696 c\n100 684 l\n100 681.791 101.791 680 104 680 c\nh\nf\n"
	    "210 680 m\n230 680 l\n235.523 680 240 684.477 240 690 c\n240 690 l\n240 695.523 235.523 700 230 700 c\n210 700 l\n"
	    "204.477 700 200 695.523 200 690 c\n200 690 l\n200 684.477 204.477 680 210 680 c\nh\nf\n"
	    "EMC\n");
	expect_clean(build);
}

static void
add_square(struct kx_path_step *steps, kx_length x, kx_length y)
{
	static const struct { kx_length x, y; } corners[] = { { 0, 0 }, { 5000, 0 }, { 5000, 5000 }, { 0, 5000 } };
	size_t i;

	for (i = 0; i < 4; i++) {
		steps[i].op = i == 0 ? KX_MOVE : KX_LINE;
		steps[i].points[0] = (struct kx_point){ x + corners[i].x, y + corners[i].y };
	}
	steps[4].op = KX_CLOSE;
}

/* A figure that a path repeats is written once for each place, the same text each time. */
static void
test_repeated_figures(void **state)
{
	struct build *build = *state;
	struct kx_path_step steps[20];
	struct kx_frame_item *item;

	add_square(steps, 100000, 92000);
	add_square(steps + 5, 110000, 92000);
	add_square(steps + 10, 120500, 92000);
	add_square(steps + 15, 100000, 82000);
	item = shape(build, KX_ITEM_PATH, (struct kx_box){ 100000, 82000, 25500, 15000 }, (struct kx_frame_shape){ .fill = true,
	    .steps = steps, .step_count = 20 });
#define SQUARE "100 700 m\n105 700 l\n105 695 l\n100 695 l\nh\nf\n"
	assert_string_equal(content(build),
	    "/Artifact<</Type/Layout>>BDC\nq\n" SQUARE "1 0 0 1 10 0 cm\n" SQUARE "1 0 0 1 10.5 0 cm\n" SQUARE
	    "1 0 0 1 -20.5 10 cm\n" SQUARE "Q\nEMC\n");
	expect_clean(build);
	/* One corner astray: it is an ordinary path again. */
	steps[12].points[0].x++;
	assert_non_null(item);
	assert_null(strstr(content(build), " cm\n"));
	expect_clean(build);
}

/* And it looks the same. */
static void
test_repeated_figures_as_rendered(void **state)
{
	struct build *build = *state;
	struct kx_path_step steps[100] = { 0 };
	char *repeated, *plain;
	size_t i, length;

	if (!build_has("pdftoppm"))
		skip();
	for (i = 0; i < 20; i++)
		add_square(steps + 5 * i, (kx_length)(50000 + i % 7 * 12345), (kx_length)(60000 + i / 7 * 23456));
	shape(build, KX_ITEM_PATH, (struct kx_box){ 50000, 60000, 80000, 60000 }, (struct kx_frame_shape){ .fill = true, .stroke = true,
	    .fill_color = 0x336699, .stroke_color = 0xFF0000, .line_width = 500, .steps = steps, .step_count = 100 });
	assert_non_null(strstr(content(build), " cm\n"));
	repeated = build_run(build, "pdftoppm -q -r 100 %s", NULL);
	build->frames.pages[0].item_count = 0;
	for (i = 0; i < 20; i++)
		shape(build, KX_ITEM_RECT, (struct kx_box){ steps[5 * i].points[0].x, steps[5 * i].points[0].y, 5000, 5000 },
		    (struct kx_frame_shape){ .fill = true, .stroke = true, .fill_color = 0x336699, .stroke_color = 0xFF0000,
		    .line_width = 500 });
	assert_null(strstr(content(build), " cm\n"));
	plain = build_run(build, "pdftoppm -q -r 100 %s", NULL);
	length = 850 * 1100 * 3;
	assert_memory_equal(repeated, plain, length);
}

/* Each kind of artifact says what it is; backgrounds say where. */
static void
test_artifacts(void **state)
{
	struct build *build = *state;
	struct kx_frame_shape plain = { .fill = true };

	shape(build, KX_ITEM_RECT, (struct kx_box){ 0, 0, 10000, 10000 }, plain)->artifact = KX_ARTIFACT_BACKGROUND;
	shape(build, KX_ITEM_RECT, (struct kx_box){ 50000, 50000, 10000, 20000 }, plain)->artifact = KX_ARTIFACT_BACKGROUND;
	shape(build, KX_ITEM_RECT, (struct kx_box){ 0, 0, 1000, 1000 }, plain)->artifact = KX_ARTIFACT_PAGINATION;
	assert_string_equal(content(build),
	    "/Artifact<</Type/Background/BBox[0 722 60 792]>>BDC\n0 782 10 10 re\nf\n50 722 10 20 re\nf\nEMC\n"
	    "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n0 791 1 1 re\nf\nEMC\n");
	expect_clean(build);
}

/* Text objects and marked content stay nested where words and drawing mix. */
static void
test_words_among_drawing(void **state)
{
	struct build *build = *state;
	struct kx_element *e;
	const char *stream;
	int f = build_element(build, KX_EL_FIGURE, 0);

	e = &build->frames.elements[f];
	e->alt = "bars";
	e->has_box = true;
	e->box = (struct kx_box){ 0, 0, KX_PT(100), KX_PT(100) };
	build_text(build, 0, f, "body", KX_PT(10), KX_PT(20), KX_PT(30), "a");
	build_rect(build, 0, f, KX_PT(40), KX_PT(20), KX_PT(30), KX_PT(10));
	build_text(build, 0, f, "body", KX_PT(10), KX_PT(20), KX_PT(50), "b");
	stream = content(build);
	assert_non_null(strstr(stream, "/Figure<</MCID 0>>BDC\nBT\n/F0 10 Tf\n20 762 Td\n["));
	assert_non_null(strstr(stream, "]TJ\nET\n0.867 g\n40 762 30 10 re\nf\nBT\n0 g\n20 742 Td\n["));
	assert_non_null(strstr(stream, "]TJ\nET\nEMC\n"));
	expect_clean(build);
}

/* As seen: a filled square where it was asked for, white beside it. */
static void
test_as_rendered(void **state)
{
	struct build *build = *state;
	const unsigned char *pixels;
	int width, height, used;
	char *page;

	if (!build_has("pdftoppm"))
		skip();
	shape(build, KX_ITEM_RECT, (struct kx_box){ 100000, 200000, 50000, 20000 }, (struct kx_frame_shape){ .fill = true,
	    .fill_color = 0x336699 });
	assert_true(build_save(build));
	page = build_run(build, "pdftoppm -q -r 72 %s", NULL);
	assert_int_equal(sscanf(page, "P6\n%d %d\n255%n", &width, &height, &used), 2);
	assert_int_equal(width, 612);
	assert_int_equal(height, 792);
	pixels = (const unsigned char *)page + used + 1;
#define PIXEL(x, y) (pixels[3 * ((y) * 612 + (x))] << 16 | pixels[3 * ((y) * 612 + (x)) + 1] << 8 | pixels[3 * ((y) * 612 + (x)) + 2])
	assert_int_equal(PIXEL(125, 210), 0x336699);
	assert_int_equal(PIXEL(101, 201), 0x336699);
	assert_int_equal(PIXEL(148, 218), 0x336699);
	assert_int_equal(PIXEL(125, 197), 0xFFFFFF);
	assert_int_equal(PIXEL(125, 223), 0xFFFFFF);
	assert_int_equal(PIXEL(97, 210), 0xFFFFFF);
	assert_int_equal(PIXEL(153, 210), 0xFFFFFF);
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, build_setup, build_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(rectangles), T(lines_and_paths), T(round_corners), T(repeated_figures), T(repeated_figures_as_rendered), T(artifacts), T(words_among_drawing), T(as_rendered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
