/*
 * A sheet with everything on it, held to PDF/UA-1 and PDF/A-3a; then the same
 * file broken in one place after the other, to see that the rules would tell.
 *
 * With arguments: the rules on those files, whoever made them.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_frames.h"
#include "pdf_rules.h"

static kx_length
words(struct build *build, int page, int element, int x, int y, const char *text)
{
	return build_text(build, page, element, "body", KX_PT(10), KX_PT(x), KX_PT(y), text);
}

static void
add_table(struct build *build, int sect)
{
	int table = build_element(build, KX_EL_TABLE, sect), head = build_element(build, KX_EL_THEAD, table);
	int top = build_element(build, KX_EL_TR, head), a = build_element(build, KX_EL_TH, top), b = build_element(build, KX_EL_TH, top);
	int body = build_element(build, KX_EL_TBODY, table), row = build_element(build, KX_EL_TR, body);
	int c = build_element(build, KX_EL_TH, row), d = build_element(build, KX_EL_TD, row);

	build->frames.elements[a].scope = build->frames.elements[b].scope = KX_SCOPE_COLUMN;
	build->frames.elements[c].scope = KX_SCOPE_ROW;
	build_rect(build, 0, -1, KX_PT(50), KX_PT(200), KX_PT(300), KX_PT(20));
	words(build, 0, a, 50, 215, "Outcome");
	words(build, 0, b, 150, 215, "How many");
	words(build, 0, c, 50, 235, "Felt better");
	words(build, 0, d, 150, 235, "27\xC2\xA0in\xC2\xA0" "100");
}

static void
add_list(struct build *build, int sect)
{
	int list = build_element(build, KX_EL_L, sect), i;

	build->frames.elements[list].list_numbering = "Disc";
	for (i = 0; i < 3; i++) {
		int entry = build_element(build, KX_EL_LI, list), label = build_element(build, KX_EL_LBL, entry);
		int body = build_element(build, KX_EL_LBODY, entry);

		words(build, 0, label, 50, 260 + 14 * i, "\xE2\x80\xA2");
		words(build, 0, body, 60, 260 + 14 * i, "An efficient answer");
	}
}

static void
add_figure(struct build *build, int sect)
{
	int figure = build_element(build, KX_EL_FIGURE, sect);
	struct kx_element *e = &build->frames.elements[figure];

	e->alt = "27 of 100 squares are filled";
	e->has_box = true;
	e->box = (struct kx_box){ KX_PT(50), KX_PT(320), KX_PT(100), KX_PT(50) };
	build_rect(build, 0, figure, KX_PT(50), KX_PT(320), KX_PT(100), KX_PT(50));
}

static void
add_sources(struct build *build, int sect, int reference)
{
	int p = build_element(build, KX_EL_P, sect), entry = build_element(build, KX_EL_BIBENTRY, p);
	int link = build_element(build, KX_EL_LINK, entry), note = build_element(build, KX_EL_NOTE, sect);

	build->frames.elements[reference].target = entry;
	build->frames.elements[reference].title = "Reference 1";
	build->frames.elements[entry].id = "source-1";
	build->frames.elements[note].id = "source-2";
	build->frames.elements[link].uri = "https://doi.org/10.1000/x";
	words(build, 1, entry, 50, 80, "1. Somebody and others. A study. 2024. ");
	words(build, 1, link, 250, 80, "doi.org/10.1000/x");
	words(build, 1, note, 50, 100, "A note of its own.");
}

static void
add_bookmark(struct build *build, const char *title, int element, int page)
{
	struct kx_frames *f = &build->frames;
	struct kx_frame_bookmark *mark = kx_arena_push(&build->arena, &f->bookmarks, &f->bookmark_count, &f->bookmark_room, sizeof(*mark));

	*mark = (struct kx_frame_bookmark){ title, element, page, KX_PT(50), 1 };
}

static void
fill_sheet(struct build *build)
{
	int sect = build_element(build, KX_EL_SECT, 0), h1 = build_element(build, KX_EL_H1, sect);
	int h2 = build_element(build, KX_EL_H2, sect), p = build_element(build, KX_EL_P, sect);
	int bold = build_element(build, KX_EL_SPAN, p), reference = build_element(build, KX_EL_REFERENCE, p);
	int foreign = build_element(build, KX_EL_P, sect);
	kx_length end;

	kx_frames_page(&build->arena, &build->frames, KX_PT(612), KX_PT(792));
	build->frames.title = "Is it for me? <A & B>";
	build->frames.author = "The clinic";
	build->frames.subject = "Benefits & risks";
	build->frames.document_id = "sheet-1.0";
	build->options.attachment = "{\"claims\": []}\n";
	build->options.attachment_length = 15;
	build_rect(build, 0, -1, 0, 0, KX_PT(612), KX_PT(100))->artifact = KX_ARTIFACT_BACKGROUND;
	build_text(build, 0, h1, "heading", KX_PT(24), KX_PT(50), KX_PT(60), "Is it for me? AVATAR");
	build_text(build, 0, h2, "heading", KX_PT(16), KX_PT(50), KX_PT(120), "What it is");
	end = words(build, 0, p, 50, 140, "It is a medicine. ");
	end = build_text(build, 0, bold, "strong", KX_PT(10), end, KX_PT(140), "Not for everyone. x\xCC\x81");
	build_text(build, 0, reference, "body", KX_PT(6), end, KX_PT(136), "1");
	words(build, 0, p, 50, 154, "The next line.");
	build->frames.elements[foreign].lang = "es";
	words(build, 0, foreign, 50, 180, "\xC2\xBFPreguntas?");
	add_table(build, sect);
	add_list(build, sect);
	add_figure(build, sect);
	add_sources(build, sect, reference);
	build_text(build, 0, -1, "body", KX_PT(8), KX_PT(50), KX_PT(770), "Page 1 of 2");
	build->frames.pages[0].items[build->frames.pages[0].item_count - 1].artifact = KX_ARTIFACT_PAGINATION;
	add_bookmark(build, "Is it for me?", h1, 0);
	add_bookmark(build, "What it is", h2, 0);
}

static int
open_sheet(void **state)
{
	struct build *build = malloc(sizeof(*build));

	*state = build;
	if (build == NULL || !build_open(build))
		return -1;
	fill_sheet(build);
	return build_save(build) ? 0 : -1;
}

static int
close_sheet(void **state)
{
	build_close(*state);
	free(*state);
	return 0;
}

#define NEEDS(tool) \
	do { \
		if (!build_has(tool)) { \
			print_message("%s is not here\n", tool); \
			skip(); \
		} \
	} while (0)

static void
test_no_faults(void **state)
{
	struct build *build = *state;
	char *faults;

	NEEDS("qpdf");
	faults = pdf_rules(build->path);
	assert_string_equal(faults, "");
	free(faults);
}

static void
test_it_is_small(void **state)
{
	struct build *build = *state;

	assert_in_range(build->out.length, 5000, 20000);
}

/* One place in the plain form of the file, what is put there (of the same length), and what must be said. */
static const struct { const char *old, *new, *fault; } breaks[] = {
	{ "%PDF-1.7", "%PDF-1.8", "6.1" },
	{ "/Marked true", "/Marked null", "UA 6.2" },
	{ "/DisplayDocTitle true", "/DisplayDocTitle null", "UA 7.1-10" },
	{ "/Lang (en-US)", "/Lang (en_US)", "UA 7.2" },
	{ "/Lang (es)", "/Lang (3s)", "UA 7.2-29" },
	{ "/Tabs /S", "/Tabs /R", "UA 7.18.3" },
	{ "/F 4\n", "/F 0\n", "A 6.3.2" },
	{ "/Contents (Reference 1)", "/Kontents (Reference 1)", "UA 7.18.5-2" },
	{ "/StructParent 2", "/StructParent 9", "UA 7.18.5-1" },
	{ "<pdfuaid:part>1<", "<pdfuaid:part>2<", "UA 5" },
	{ "<pdfaid:part>3<", "<pdfaid:part>2<", "A 6.6.4" },
	{ "<pdfaid:conformance>A<", "<pdfaid:conformance>B<", "A 6.6.4" },
	{ "&lt;A &amp; B&gt;", "&lt;A &amp; C&gt;", "A 6.6.3" },
	{ "</dc:title>", "</dc:titel>", "well-formed" },
	{ "<xmp:CreateDate>2026", "<xmp:CreateDate>2025", "A 6.6.3" },
	{ "<pdfaProperty:name>part<", "<pdfaProperty:name>bart<", "A 6.6.2.3" },
	{ "/S /GTS_PDFA1", "/S /GTS_PDFX1", "A 6.2.3" },
	{ "mntrRGB ", "scnrRGB ", "A 6.2.3" },
	{ "/S /H2", "/S /H3", "UA 7.4.2" },
	{ "/S /H1", "/S /HX", "UA 7.1-5" },
	{ "/S /LBody", "/S /Block", "-20: LI" },
	{ "/S /TD", "/S /TX", "UA 7.2" },
	{ "/S /THead", "/S /TFoot", "" },
	{ "/Scope /Row", "/Skope /Row", "UA 7.5" },
	{ "/Alt (27", "/Olt (27", "UA 7.3" },
	{ "/BBox [\n      50\n", "/BBoz [\n      50\n", "BBox" },
	{ "/ID (source-2)", "/ID (source-1)", "UA 7.9-2" },
	{ "/Figure<</MCID", "/Figure<</MCIX", "" },
	{ "/MCID 4>>BDC", "/MCID 5>>BDC", "" },
	{ "/Artifact<</Type/Pagination>>BDC", "/Artifakt<</Type/Pagination>>BDC", "UA 7.1-3" },
	{ "/Artifact<</Type/Background/BBox", "/Artifact<</Type/Background/BBux", "table 330" },
	{ "\nEMC\n", "\nBMC\n", "" },
	{ "/Identity-H", "/Identity-X", "UA 7.21.3" },
	{ "/CIDToGIDMap /Identity", "/CIDToGIDMop /Identity", "UA 7.21.3" },
	{ "/ToUnicode", "/ToUnikode", "UA 7.21.7" },
	{ "/FontFile2", "/FontFile3", "UA 7.21.4.1" },
	{ "beginbfchar", "beginbfchor", "UA 7.21.7-1" },
	{ "/AFRelationship /Data", "/AFRelationshap /Data", "A 6.8" },
	{ "/Subtype /application#2fjson", "/Subtype /application#2exson", "A 6.8-1" },
	{ "/UF (manifest.json)", "/UX (manifest.json)", "A 6.8-2" },
	{ "/Title (What it is)", "/Titel (What it is)", "bookmark" },
	{ "/XYZ", "/XYZ", NULL },
};

static void
break_file(struct build *build, const char *plain, size_t length, size_t i)
{
	size_t size = strlen(breaks[i].old);
	char *faults, *copy = malloc(length), *at;

	assert_non_null(copy);
	memcpy(copy, plain, length);
	at = memmem(copy, length, breaks[i].old, size);
	if (at == NULL)
		fail_msg("\"%s\" is not in the file", breaks[i].old);
	assert_int_equal(size, strlen(breaks[i].new));
	memcpy(at, breaks[i].new, size);
	assert_true(build_save_bytes(build, copy, length));
	free(copy);
	faults = pdf_rules(build->path);
	if (breaks[i].fault == NULL)
		assert_string_equal(faults, "");
	else if (faults[0] == '\0' || strstr(faults, breaks[i].fault) == NULL)
		fail_msg("\"%s\" should bring \"%s\", not \"%s\"", breaks[i].new, breaks[i].fault, faults);
	free(faults);
}

static void
test_the_rules_find_faults(void **state)
{
	struct build *build = *state;
	size_t length, i;
	char *plain;
	FILE *file;

	NEEDS("qpdf");
	file = popen(kx_arena_print(&build->arena, "qpdf --qdf --object-streams=disable --normalize-content=n %s -", build->path), "r");
	assert_non_null(file);
	plain = pdf_slurp(file, &length);
	pclose(file);
	for (i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++)
		break_file(build, plain, length, i);
	free(plain);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_faults),
		cmocka_unit_test(test_it_is_small),
		cmocka_unit_test(test_the_rules_find_faults),
	};
	bool clean = true;
	char *faults;
	int i;

	for (i = 1; i < argc; i++) {
		faults = pdf_rules(argv[i]);
		printf("%s: %s%s", argv[i], faults[0] == '\0' ? "no faults" : "\n", faults[0] == '\0' ? "\n" : faults);
		clean = clean && faults[0] == '\0';
		free(faults);
	}
	if (argc > 1)
		return clean ? 0 : 1;
	return cmocka_run_group_tests(tests, open_sheet, close_sheet);
}
