/*
 * A small sheet with everything on it, held to PDF/UA-1 and PDF/A-3a.
 *
 * With an argument: writes that sheet there, for tests/conformance, which
 * breaks it in one place after the other.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_frames.h"
#include "base/file.h"
#include "pdf_standards.h"

static kx_length
words(struct build *build, int page, int element, int x, int y, const char *text)
{
	return build_text(build, page, element, "body", KX_PT(10), KX_PT(x), KX_PT(y), text);
}

/* A caption, a head, and two rows with a head each. */
static void
add_table(struct build *build, int sect)
{
	int table = build_element(build, KX_EL_TABLE, sect), caption = build_element(build, KX_EL_CAPTION, table);
	int head = build_element(build, KX_EL_THEAD, table), top = build_element(build, KX_EL_TR, head);
	int a = build_element(build, KX_EL_TH, top), b = build_element(build, KX_EL_TH, top);
	int body = build_element(build, KX_EL_TBODY, table), row, c, d, i;

	build->frames.elements[a].scope = build->frames.elements[b].scope = KX_SCOPE_COLUMN;
	build_rect(build, 0, -1, KX_PT(50), KX_PT(200), KX_PT(300), KX_PT(20));
	words(build, 0, caption, 50, 195, "How it went");
	words(build, 0, a, 50, 215, "Outcome");
	words(build, 0, b, 150, 215, "How many");
	for (i = 0; i < 2; i++) {
		row = build_element(build, KX_EL_TR, body);
		c = build_element(build, KX_EL_TH, row);
		d = build_element(build, KX_EL_TD, row);
		build->frames.elements[c].scope = KX_SCOPE_ROW;
		words(build, 0, c, 50, 232 + 12 * i, i == 0 ? "Felt better" : "Felt worse");
		words(build, 0, d, 150, 232 + 12 * i, "27\xC2\xA0in\xC2\xA0" "100");
	}
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

/* A picture from a file, as a logo is. */
static void
add_picture(struct build *build, int sect)
{
	int figure = build_element(build, KX_EL_FIGURE, sect), image;
	struct kx_element *e = &build->frames.elements[figure];
	struct kx_frame_item *item;
	const char *bytes;
	size_t length;

	assert_true(kx_file_read(&build->arena, "tests/images/rgb.jpg", 100000, &bytes, &length, &build->diags));
	image = kx_frames_image(&build->arena, &build->frames, "rgb.jpg", (const uint8_t *)bytes, length);
	e->alt = "A picture";
	e->has_box = true;
	e->box = (struct kx_box){ KX_PT(200), KX_PT(320), KX_PT(40), KX_PT(40) };
	item = kx_frames_item(&build->arena, &build->frames, 0, KX_ITEM_IMAGE, figure);
	assert_non_null(item);
	item->box = e->box;
	item->as.image = image;
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
	add_picture(build, sect);
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

static void
test_no_faults(void **state)
{
	struct build *build = *state;
	char *findings = pdf_findings(build->path);

	assert_string_equal(findings, "");
	free(findings);
}

static void
test_it_is_small(void **state)
{
	struct build *build = *state;

	assert_in_range(build->out.length, 5000, 20000);
}

static int
write_sheet(const char *path)
{
	struct build *build;
	void *state = NULL;
	bool written;
	FILE *file;

	if (open_sheet(&state) != 0)
		return 1;
	build = state;
	file = fopen(path, "wb");
	written = file != NULL && fwrite(build->out.bytes, 1, build->out.length, file) == build->out.length;
	if (file != NULL && fclose(file) != 0)
		written = false;
	close_sheet(&state);
	return written ? 0 : 1;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_faults),
		cmocka_unit_test(test_it_is_small),
	};

	if (argc > 1)
		return write_sheet(argv[1]);
	return cmocka_run_group_tests(tests, open_sheet, close_sheet);
}
