/* Tags, links and bookmarks, as other programs find them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_frames.h"
#include "open_pdf.h"
#include "pdf_standards.h"

#define NEEDS(tool) \
	do { \
		if (!build_has(tool)) { \
			print_message("%s is not here\n", tool); \
			skip(); \
		} \
	} while (0)

static kx_length
words(struct build *build, int page, int element, kx_length x, kx_length y, const char *text)
{
	return build_text(build, page, element, "body", KX_PT(10), x, y, text);
}

static void
expect_clean(struct build *build)
{
	char *faults;

	if (!build_has("qpdf"))
		return;
	faults = pdf_findings(build->path);
	assert_string_equal(faults, "");
	free(faults);
}

static void
test_a_tree(void **state)
{
	static const char expected[] =
	    "Document\n"
	    "  Sect\n"
	    "    H1 (block)\n"
	    "      \"Title\"\n"
	    "    L (block):\n"
	    "       /ListNumbering /Decimal\n"
	    "      LI (block)\n"
	    "        Lbl (block)\n"
	    "          \"1.\"\n"
	    "        LBody (block)\n"
	    "          \"First\"\n"
	    "    Table (block)\n"
	    "      THead\n"
	    "        TR\n"
	    "          TH:\n"
	    "             /Scope /Column\n"
	    "            \"Head\"\n"
	    "          TH <h11>:\n"
	    "             /Scope /Both\n"
	    "             /ColSpan 2\n"
	    "      TBody\n"
	    "        TR\n"
	    "          TH <h14>:\n"
	    "             /Scope /Row\n"
	    "             /RowSpan 2\n"
	    "            \"Side\"\n"
	    "          TD:\n"
	    "             /Headers [(h11) (h14)]\n"
	    "            \"Cell\"\n"
	    "          TD:\n"
	    "             /Headers [(h11) (h14)]\n"
	    "        TR\n"
	    "          TD:\n"
	    "             /Headers [(h11) (h14)]\n"
	    "          TD:\n"
	    "             /Headers [(h11) (h14)]\n"
	    "    Figure:\n"
	    "       /BBox [100 592 150 642]\n"
	    "      \"\"\n"
	    "    Note <note-1> (inline)\n"
	    "      \"A note\"\n";
	static const struct { enum kx_element_type type; int parent; } tree[] = {
		{ KX_EL_SECT, 0 }, { KX_EL_H1, 1 }, { KX_EL_L, 1 }, { KX_EL_LI, 3 }, { KX_EL_LBL, 4 }, { KX_EL_LBODY, 4 },
		{ KX_EL_TABLE, 1 }, { KX_EL_THEAD, 7 }, { KX_EL_TR, 8 }, { KX_EL_TH, 9 }, { KX_EL_TH, 9 }, { KX_EL_TBODY, 7 },
		{ KX_EL_TR, 12 }, { KX_EL_TH, 13 }, { KX_EL_TD, 13 }, { KX_EL_TD, 13 }, { KX_EL_TR, 12 }, { KX_EL_TD, 17 }, { KX_EL_TD, 17 },
		{ KX_EL_FIGURE, 1 }, { KX_EL_NOTE, 1 },
	};
	struct build *build = *state;
	struct kx_element *e;
	char *found;
	size_t i;

	NEEDS("pdfinfo");
	for (i = 0; i < sizeof(tree) / sizeof(tree[0]); i++)
		build_element(build, tree[i].type, tree[i].parent);
	e = build->frames.elements;
	e[3].list_numbering = "Decimal";
	e[10].scope = KX_SCOPE_COLUMN;
	e[11].scope = KX_SCOPE_BOTH;
	e[11].column_span = 2;
	e[14].scope = KX_SCOPE_ROW;
	e[14].row_span = 2;
	e[20].alt = "A grey square";
	e[20].has_box = true;
	e[20].box = (struct kx_box){ KX_PT(100), KX_PT(150), KX_PT(50), KX_PT(50) };
	e[21].id = "note-1";
	/* Painted in another order than read. */
	words(build, 0, 21, KX_PT(50), KX_PT(700), "A note");
	build_rect(build, 0, 20, KX_PT(100), KX_PT(150), KX_PT(50), KX_PT(50));
	words(build, 0, 15, KX_PT(50), KX_PT(300), "Cell");
	words(build, 0, 2, KX_PT(50), KX_PT(60), "Title");
	words(build, 0, 14, KX_PT(50), KX_PT(340), "Side");
	words(build, 0, 10, KX_PT(50), KX_PT(320), "Head");
	words(build, 0, 6, KX_PT(70), KX_PT(80), "First");
	words(build, 0, 5, KX_PT(50), KX_PT(80), "1.");
	assert_true(build_save(build));
	found = build_run(build, "pdfinfo -struct-text %s", NULL);
	assert_string_equal(found, expected);
	expect_clean(build);
}

static void
test_strings_of_elements(void **state)
{
	struct build *build = *state;
	struct open_pdf pdf;
	json_t *object, *element, *found = NULL;
	const char *key;
	int p = build_element(build, KX_EL_P, 0), span = build_element(build, KX_EL_SPAN, p);
	struct kx_element *e = &build->frames.elements[span];

	NEEDS("qpdf");
	e->alt = "\xE2\x89\xA5 \xF0\x9D\x84\x9E (a) \\";
	e->actual = "a\nb";
	e->expansion = "Food and Drug Administration";
	e->lang = "es-MX";
	e->title = "";
	words(build, 0, span, KX_PT(50), KX_PT(60), "FDA");
	assert_true(build_save(build));
	assert_true(pdf_open(&pdf, build->path));
	json_object_foreach(pdf.objects, key, object) {
		element = json_object_get(object, "value");
		if (strcmp(pdf_name(&pdf, element, "/S"), "Span") == 0)
			found = element;
	}
	assert_string_equal(pdf_text(&pdf, found, "/Alt"), e->alt);
	assert_string_equal(pdf_text(&pdf, found, "/ActualText"), "a\nb");
	assert_string_equal(pdf_text(&pdf, found, "/E"), e->expansion);
	assert_string_equal(pdf_text(&pdf, found, "/Lang"), "es-MX");
	assert_string_equal(pdf_text(&pdf, found, "/T"), "");
	pdf_close(&pdf);
	expect_clean(build);
}

/* A paragraph over two pages: one element, a marked-content reference to the second. */
static void
test_over_a_page_break(void **state)
{
	struct build *build = *state;
	int p = build_element(build, KX_EL_P, 0), bold = build_element(build, KX_EL_SPAN, p);

	NEEDS("pdfinfo");
	kx_frames_page(&build->arena, &build->frames, KX_PT(612), KX_PT(792));
	words(build, 0, p, KX_PT(50), KX_PT(700), "begins here ");
	words(build, 1, p, KX_PT(50), KX_PT(60), "goes on ");
	build_text(build, 1, bold, "strong", KX_PT(10), KX_PT(100), KX_PT(60), "and on ");
	words(build, 1, p, KX_PT(150), KX_PT(60), "and ends.");
	assert_true(build_save(build));
	assert_non_null(strstr(build_run(build, "pdfinfo -struct-text %s", NULL),
	    "  P (block)\n    \"begins here \"\n    \"goes on \"\n    Span (inline)\n      \"and on \"\n    \"and ends.\"\n"));
	expect_clean(build);
}

static json_t *
annotations(struct open_pdf *pdf, size_t page)
{
	json_t *kids = pdf_get(pdf, pdf_get(pdf, pdf->catalog, "/Pages"), "/Kids");

	return pdf_get(pdf, pdf_follow(pdf, json_array_get(kids, page)), "/Annots");
}

static double
corner(struct open_pdf *pdf, json_t *annotation, size_t i)
{
	return json_number_value(json_array_get(pdf_get(pdf, annotation, "/Rect"), i));
}

static void
test_a_link_to_the_web(void **state)
{
	static const char uri[] = "https://example.org/a?b=(c)&d=%20\\e";
	struct build *build = *state;
	struct open_pdf pdf;
	json_t *list, *link;
	kx_length end;
	int p = build_element(build, KX_EL_P, 0), a = build_element(build, KX_EL_LINK, p);

	NEEDS("qpdf");
	build->frames.elements[a].uri = uri;
	end = words(build, 0, p, KX_PT(50), KX_PT(100), "See ");
	words(build, 0, a, end, KX_PT(100), "our pages");
	assert_true(build_save(build));
	assert_true(pdf_open(&pdf, build->path));
	list = annotations(&pdf, 0);
	assert_int_equal(json_array_size(list), 1);
	link = pdf_follow(&pdf, json_array_get(list, 0));
	assert_string_equal(pdf_text(&pdf, pdf_get(&pdf, link, "/A"), "/URI"), uri);
	/* What it says comes from its words, unless it has a title. */
	assert_string_equal(pdf_text(&pdf, link, "/Contents"), "our pages");
	/* Whole points, outwards. */
	assert_true(corner(&pdf, link, 0) > end / 1000.0 - 1 && corner(&pdf, link, 0) <= end / 1000.0);
	assert_true(corner(&pdf, link, 1) < 692 && corner(&pdf, link, 3) > 692 + 7);
	pdf_close(&pdf);
	expect_clean(build);
}

/* Broken over two lines and a page: an annotation for each, all in one Link. */
static void
test_a_link_of_several_lines(void **state)
{
	struct build *build = *state;
	struct open_pdf pdf;
	json_t *link;
	int p = build_element(build, KX_EL_P, 0), a = build_element(build, KX_EL_LINK, p), bold = build_element(build, KX_EL_SPAN, a);

	NEEDS("qpdf");
	kx_frames_page(&build->arena, &build->frames, KX_PT(612), KX_PT(792));
	build->frames.elements[a].uri = "https://example.org/";
	build->frames.elements[a].title = "The clinic's pages";
	words(build, 0, a, KX_PT(400), KX_PT(700), "one ");
	build_text(build, 0, bold, "strong", KX_PT(10), KX_PT(430), KX_PT(700), "line ");
	words(build, 0, a, KX_PT(50), KX_PT(714), "two ");
	words(build, 1, a, KX_PT(50), KX_PT(60), "three");
	assert_true(build_save(build));
	assert_true(pdf_open(&pdf, build->path));
	assert_int_equal(json_array_size(annotations(&pdf, 0)), 2);
	assert_int_equal(json_array_size(annotations(&pdf, 1)), 1);
	link = pdf_follow(&pdf, json_array_get(annotations(&pdf, 0), 0));
	assert_true(corner(&pdf, link, 0) == 400 && corner(&pdf, link, 2) > 440);
	assert_string_equal(pdf_text(&pdf, link, "/Contents"), "The clinic's pages");
	pdf_close(&pdf);
	expect_clean(build);
}

/* A citation leads to its entry: Reference, in it a Link with the annotation. */
static void
test_a_reference(void **state)
{
	struct build *build = *state;
	struct open_pdf pdf;
	json_t *link, *goal, *page;
	int p = build_element(build, KX_EL_P, 0), r = build_element(build, KX_EL_REFERENCE, p), plain, list, entry;
	kx_length end;

	NEEDS("qpdf");
	kx_frames_page(&build->arena, &build->frames, KX_PT(612), KX_PT(792));
	plain = build_element(build, KX_EL_REFERENCE, p);
	list = build_element(build, KX_EL_P, 0);
	entry = build_element(build, KX_EL_BIBENTRY, list);
	build->frames.elements[r].target = entry;
	build->frames.elements[r].title = "Reference 3";
	build->frames.elements[entry].links_back = r;
	end = words(build, 0, p, KX_PT(50), KX_PT(100), "It helps");
	end = build_text(build, 0, r, "body", KX_PT(6), end, KX_PT(96), "3");
	build_text(build, 0, plain, "body", KX_PT(6), end, KX_PT(96), "4");
	words(build, 1, entry, KX_PT(60), KX_PT(200), "3. Somebody, 2025.");
	assert_true(build_save(build));
	assert_non_null(strstr(build_run(build, "pdfinfo -struct-text %s", NULL),
	    "    \"It helps\"\n    Reference (inline)\n      Link (inline)\n        \"3\"\n        Object "));
	assert_true(pdf_open(&pdf, build->path));
	assert_int_equal(json_array_size(annotations(&pdf, 0)), 1);
	link = pdf_follow(&pdf, json_array_get(annotations(&pdf, 0), 0));
	assert_string_equal(pdf_text(&pdf, link, "/Contents"), "Reference 3");
	goal = pdf_get(&pdf, link, "/Dest");
	page = json_array_get(pdf_get(&pdf, pdf_get(&pdf, pdf.catalog, "/Pages"), "/Kids"), 1);
	assert_true(json_equal(json_array_get(goal, 0), page));
	assert_string_equal(json_string_value(json_array_get(goal, 1)), "/XYZ");
	assert_true(json_number_value(json_array_get(goal, 2)) == 60);
	assert_true(json_number_value(json_array_get(goal, 3)) > 592 && json_number_value(json_array_get(goal, 3)) < 604);
	pdf_close(&pdf);
	expect_clean(build);
}

/* A link that is only a picture says what its title says, or where it leads. */
static void
test_a_link_without_words(void **state)
{
	struct build *build = *state;
	struct open_pdf pdf;
	json_t *link;
	int p = build_element(build, KX_EL_P, 0), a = build_element(build, KX_EL_LINK, p), f = build_element(build, KX_EL_FIGURE, a);
	struct kx_element *e = build->frames.elements;

	NEEDS("qpdf");
	e[a].uri = "https://example.org/qr";
	e[f].alt = "QR code";
	e[f].has_box = true;
	e[f].box = (struct kx_box){ KX_PT(50), KX_PT(50), KX_PT(72), KX_PT(72) };
	build_rect(build, 0, f, KX_PT(50), KX_PT(50), KX_PT(72), KX_PT(72));
	assert_true(build_save(build));
	assert_true(pdf_open(&pdf, build->path));
	link = pdf_follow(&pdf, json_array_get(annotations(&pdf, 0), 0));
	assert_string_equal(pdf_text(&pdf, link, "/Contents"), "https://example.org/qr");
	assert_true(corner(&pdf, link, 1) == 670 && corner(&pdf, link, 3) == 742);
	pdf_close(&pdf);
	expect_clean(build);
}

static void
test_bookmarks(void **state)
{
	static const struct { const char *title; int level; } marks[] = {
		{ "Main points", 1 }, { "Benefits", 1 }, { "Depression \xE2\x80\x93 how much", 2 }, { "Pain", 2 }, { "In short", 3 }, { "Risks", 1 } };
	struct build *build = *state;
	struct kx_frames *f = &build->frames;
	struct kx_frame_bookmark *mark;
	char *text;
	size_t i;
	int h = build_element(build, KX_EL_H1, 0);

	NEEDS("mutool");
	words(build, 0, h, KX_PT(50), KX_PT(60), "Title");
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		mark = kx_arena_push(&build->arena, &f->bookmarks, &f->bookmark_count, &f->bookmark_room, sizeof(*mark));
		*mark = (struct kx_frame_bookmark){ marks[i].title, h, 0, KX_PT(100 * (int)i), marks[i].level };
	}
	assert_true(build_save(build));
	text = build_run(build, "mutool show %s outline", NULL);
	assert_non_null(strstr(text, "\"Main points\"\t#page=1&zoom=nan,nan,0\n"));
	assert_non_null(strstr(text, "\t\"Depression \xE2\x80\x93 how much\"\t#page=1&zoom=nan,nan,200\n"));
	assert_non_null(strstr(text, "\t\t\"In short\""));
	assert_non_null(strstr(text, "\n|\t\"Risks\""));
	expect_clean(build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_tree, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_strings_of_elements, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_over_a_page_break, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_a_link_to_the_web, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_a_link_of_several_lines, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_a_reference, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_a_link_without_words, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_bookmarks, build_setup, build_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
