/* Words in the PDF: copied as they were written, drawn where they were set. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_frames.h"
#include "open_pdf.h"
#include "pdf_standards.h"

#include <math.h>

#define NEEDS(tool) \
	do { \
		if (!build_has(tool)) { \
			print_message("%s is not here\n", tool); \
			skip(); \
		} \
	} while (0)

/* The sheet's words as a reader copies them by the tags, spaces between words made equal. */
static const char *
copied_text(struct build *build)
{
	char *text = build_run(build, "pdftotext -q -raw %s -", NULL);
	size_t length = strlen(text);

	while (length > 0 && strchr("\n\f", text[length - 1]) != NULL)
		text[--length] = '\0';
	return text;
}

static void
expect_copy(struct build *build, const char *role, const char *set, const char *copied)
{
	int p = build_element(build, KX_EL_P, 0);

	build_text(build, 0, p, role, KX_PT(12), KX_PT(40), KX_PT(100), set);
	assert_true(build_save(build));
	assert_string_equal(copied_text(build), copied);
}

static void
test_accents_dashes_quotes(void **state)
{
	NEEDS("pdftotext");
	expect_copy(*state, "body",
	    "Caf\xC3\xA9 na\xC3\xAFve \xE2\x80\x93 \xC2\xBFqu\xC3\xA9? \xE2\x80\x9CYes\xE2\x80\x9D \xE2\x80\x94 it\xE2\x80\x99s \xC5\x81\xC3\xB3"
	    "d\xC5\xBA \xC2\xA7 5 \xC2\xB1 \xE2\x82\xAC 10 %",
	    "Caf\xC3\xA9 na\xC3\xAFve \xE2\x80\x93 \xC2\xBFqu\xC3\xA9? \xE2\x80\x9CYes\xE2\x80\x9D \xE2\x80\x94 it\xE2\x80\x99s \xC5\x81\xC3\xB3"
	    "d\xC5\xBA \xC2\xA7 5 \xC2\xB1 \xE2\x82\xAC 10 %");
}

static void
test_letters_that_ligate(void **state)
{
	NEEDS("pdftotext");
	expect_copy(*state, "body", "efficient office fluff afflict fjord fi fl ff ffi", "efficient office fluff afflict fjord fi fl ff ffi");
}

/* A letter with an accent of its own is one cluster of two glyphs, or one glyph: either way it is copied. */
static void
test_combining_accents(void **state)
{
	NEEDS("pdftotext");
	expect_copy(*state, "body", "x\xCC\x81 and q\xCC\x88 and e\xCC\x81", "x\xCC\x81 and q\xCC\x88 and e\xCC\x81");
}

/* Fixed and narrow spaces and the hyphen that does not break share a glyph with the plain ones. */
static void
test_shared_glyphs(void **state)
{
	struct build *build = *state;
	int p = build_element(build, KX_EL_P, 0);

	NEEDS("pdfinfo");
	build_text(build, 0, p, "body", KX_PT(12), KX_PT(40), KX_PT(100),
	    "a b 27\xC2\xA0in\xC2\xA0" "100, 5\xE2\x80\xAFmg, long-term, non\xE2\x80\x91stop");
	assert_true(build_save(build));
	assert_non_null(strstr(build_run(build, "pdfinfo -struct-text %s", NULL),
	    "\"a b 27 in 100, 5 mg, long-term, non-stop\""));
}

/* Characters without a look are not copied, and cannot split words. */
static void
test_invisible_characters(void **state)
{
	NEEDS("pdftotext");
	expect_copy(*state, "body", "treat\xC2\xADment zero\xE2\x80\x8Bwidth join\xE2\x81\xA0" "er",
	    "treatment zerowidth joiner");
}

/* A line that ends in a hyphen made by hyphenation: the glyph is "-", the text says U+00AD. */
static void
test_a_broken_word(void **state)
{
	struct build *build = *state;
	struct kx_frame_item *item;
	int p = build_element(build, KX_EL_P, 0);

	NEEDS("qpdf");
	build_text(build, 0, p, "body", KX_PT(12), KX_PT(40), KX_PT(100), "a-b treat-");
	item = &build->frames.pages[0].items[0];
	item->as.glyphs.text = kx_arena_string(&build->arena, "a-b treat\xC2\xAD");
	item->as.glyphs.length = strlen(item->as.glyphs.text);
	build_text(build, 0, p, "body", KX_PT(12), KX_PT(40), KX_PT(116), "ment");
	assert_true(build_save(build));
	assert_non_null(strstr(build_run(build, "qpdf --qdf --object-streams=disable %s - | grep -a ActualText", NULL),
	    "/Span<</ActualText<feff00ad>>>BDC"));
}

/* Words on the next line do not run into the last ones, though no run holds a space there. */
static void
test_ghost_spaces(void **state)
{
	struct build *build = *state;
	int p = build_element(build, KX_EL_P, 0);
	char *tree;

	NEEDS("pdfinfo");
	build_text(build, 0, p, "body", KX_PT(12), KX_PT(40), KX_PT(100), "the first line");
	build_text(build, 0, p, "body", KX_PT(12), KX_PT(40), KX_PT(116), "the second");
	assert_true(build_save(build));
	tree = build_run(build, "pdfinfo -struct-text %s", NULL);
	assert_non_null(strstr(tree, "\"the first line the second\""));
}

/* Each glyph stands where the layout set it, kerning and offsets included, to a thousandth of the type size. */
static void
test_positions(void **state)
{
	static const char text[] = "AVATAR To. We 1,001 Ty \xE2\x80\x9CWo\xE2\x80\x9D x\xCC\x81 LT";
	struct build *build = *state;
	const struct kx_frame_item *item;
	int p = build_element(build, KX_EL_P, 0);
	double x, y, pen;
	const char *at;
	size_t i;

	NEEDS("mutool");
	build_text(build, 0, p, "heading", KX_PT(24), 50123, 100500, text);
	assert_true(build_save(build));
	at = build_run(build, "mutool trace %s 1", NULL);
	item = &build->frames.pages[0].items[0];
	pen = 0;
	for (i = 0; i < item->as.glyphs.count; i++) {
		const struct kx_frame_glyph *glyph = &item->as.glyphs.glyphs[i];
		unsigned id;

		/* An entry without a glyph only says more of the text of the one before. */
		do {
			at = strstr(at + 1, "<g ");
			assert_non_null(at);
		} while (strstr(at, " glyph=\"") > strstr(at, "/>"));
		assert_int_equal(sscanf(strstr(at, " glyph=\""), " glyph=\"%u\"", &id), 1);
		assert_int_equal(id, glyph->id);
		assert_int_equal(sscanf(strstr(at, " x=\""), " x=\"%lf\" y=\"%lf\"", &x, &y), 2);
		assert_true(fabs(x - (50.123 + (pen + glyph->x_offset) * 24 / 1000)) < 0.024);
		assert_true(fabs(y - (792 - 100.5 + glyph->y_offset * 24 / 1000.0)) < 0.024);
		pen += glyph->advance;
	}
	assert_null(strstr(strstr(at, "/>"), " glyph=\""));
}

/* Half a unit of error a glyph would be 12 pt at the end of this line. */
static void
test_long_lines_do_not_drift(void **state)
{
	struct build *build = *state;
	struct kx_frame_item *item;
	struct kx_frame_glyph *glyphs;
	int p = build_element(build, KX_EL_P, 0);
	double x, last = 0;
	const char *at;
	char text[201];
	size_t i;

	NEEDS("mutool");
	memset(text, 'l', 200);
	text[200] = '\0';
	build_text(build, 0, p, "body", KX_PT(8), KX_PT(10), KX_PT(100), text);
	item = &build->frames.pages[0].items[0];
	glyphs = (void *)(uintptr_t)item->as.glyphs.glyphs;
	/* As if the layout had spread the line: a third of a unit more after each glyph, in units of the em. */
	for (i = 0; i < 200; i++)
		glyphs[i].advance += i % 3 == 0;
	assert_true(build_save(build));
	for (at = strstr(build_run(build, "mutool trace %s 1", NULL), "<g "); at != NULL; at = strstr(at + 3, "<g "))
		assert_int_equal(sscanf(strstr(at, " x=\""), " x=\"%lf\"", &last), 1);
	for (i = 0, x = 10; i < 199; i++)
		x += glyphs[i].advance * 8 / 1000.0;
	assert_true(fabs(last - x) < 0.008);
}

static void
test_sizes_faces_colours(void **state)
{
	struct build *build = *state;
	int p = build_element(build, KX_EL_P, 0);
	char *trace;

	NEEDS("mutool");
	build_text(build, 0, p, "body", 10500, KX_PT(40), KX_PT(100), "small ");
	build_text(build, 0, p, "strong", KX_PT(18), KX_PT(90), KX_PT(100), "bold ");
	build->frames.pages[0].items[1].as.glyphs.color = 0xFF0000;
	build_text(build, 0, p, "emphasis", KX_PT(18), KX_PT(190), KX_PT(100), "slanted");
	assert_true(build_save(build));
	trace = build_run(build, "mutool trace %s 1", NULL);
	assert_non_null(strstr(trace, "trm=\"10.5 0 0 10.5\""));
	assert_non_null(strstr(trace, "trm=\"18 0 0 18\""));
	assert_non_null(strstr(trace, "colorspace=\"DeviceRGB\" color=\"1 0 0\""));
	assert_non_null(strstr(trace, "colorspace=\"DeviceGray\" color=\"0\""));
	trace = build_run(build, "pdffonts %s", NULL);
	assert_non_null(strstr(trace, "+AtkinsonHyperlegibleNext-Regular"));
	assert_non_null(strstr(trace, "+AtkinsonHyperlegibleNext-Bold"));
	assert_non_null(strstr(trace, "+AtkinsonHyperlegibleNext-Italic"));
	assert_null(strstr(trace, "SemiBold"));
}

/* The name of a subset follows its glyphs: another set, another name; the same set, the same name. */
static void
test_subset_names(void **state)
{
	struct build *build = *state;
	char first[200], second[200], third[200];
	int p = build_element(build, KX_EL_P, 0);

	NEEDS("pdffonts");
	build_text(build, 0, p, "body", KX_PT(10), KX_PT(40), KX_PT(100), "abc");
	assert_true(build_save(build));
	snprintf(first, sizeof(first), "%s", strstr(build_run(build, "pdffonts %s", NULL), "+Atkinson") - 6);
	build_text(build, 0, p, "body", KX_PT(10), KX_PT(40), KX_PT(120), "cab");
	assert_true(build_save(build));
	snprintf(second, sizeof(second), "%s", strstr(build_run(build, "pdffonts %s", NULL), "+Atkinson") - 6);
	build_text(build, 0, p, "body", KX_PT(10), KX_PT(40), KX_PT(140), "d");
	assert_true(build_save(build));
	snprintf(third, sizeof(third), "%s", strstr(build_run(build, "pdffonts %s", NULL), "+Atkinson") - 6);
	assert_memory_equal(first, second, 30);
	assert_true(strncmp(first, third, 7) != 0);
}

/* Frames that name faces or glyphs there are not: our own fault, told and not written. */
static void
test_a_face_that_is_not(void **state)
{
	struct build *build = *state;
	int p = build_element(build, KX_EL_P, 0);

	build_plain(build, 0, p, KX_PT(40), KX_PT(100), "abc");
	build->frames.pages[0].items[0].as.glyphs.face = 4;
	assert_false(kx_pdf_write(&build->frames, build->fonts, &build->options, &build->out, &build->diags));
	assert_int_equal(build->diags.list[0].code, KX990);
}

static void
test_a_glyph_that_is_not(void **state)
{
	struct build *build = *state;
	struct kx_frame_item *item;
	int p = build_element(build, KX_EL_P, 0);

	item = build_plain(build, 0, p, KX_PT(40), KX_PT(100), "abc");
	((struct kx_frame_glyph *)(uintptr_t)item->as.glyphs.glyphs)[1].id = 65535;
	assert_false(kx_pdf_write(&build->frames, build->fonts, &build->options, &build->out, &build->diags));
	assert_int_equal(build->diags.list[0].code, KX990);
	assert_non_null(strstr(build->diags.list[0].message, "65535"));
}

/* Private-use characters say nothing by themselves; their ActualText is there, and the file stays PDF/A. */
static void
test_private_use(void **state)
{
	struct build *build = *state;
	struct kx_frame_item *item;
	char *faults;
	int p = build_element(build, KX_EL_P, 0);

	NEEDS("qpdf");
	build_text(build, 0, p, "body", KX_PT(10), KX_PT(40), KX_PT(100), "x");
	item = &build->frames.pages[0].items[0];
	item->as.glyphs.text = "\xEE\x80\x80";
	item->as.glyphs.length = 3;
	assert_true(build_save(build));
	faults = pdf_findings(build->path);
	assert_string_equal(faults, "");
	free(faults);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_accents_dashes_quotes, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_letters_that_ligate, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_combining_accents, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_shared_glyphs, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_invisible_characters, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_a_broken_word, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_ghost_spaces, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_positions, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_long_lines_do_not_drift, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_sizes_faces_colours, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_subset_names, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_a_face_that_is_not, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_a_glyph_that_is_not, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_private_use, build_setup, build_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
