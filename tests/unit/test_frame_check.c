/* The promises of frame.h, each broken once: KX990 says which. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_frames.h"

/* Elements of the sheet that each test breaks. */
struct sheet {
	struct build build;
	int sect, heading, paragraph, link, reference, entry, list, item, label, body;
	int table, head, head_row, corner, column, rows, row, row_head, cell, figure, note;
	struct kx_frame_item *words;
};

static void
open_sheet(struct sheet *s)
{
	struct build *b = &s->build;
	struct kx_frames *f = &b->frames;
	int kid;

	memset(s, 0, sizeof(*s));
	build_init(b);
	kx_frames_page(&b->arena, f, KX_PT(612), KX_PT(792));
	build_element(b, KX_EL_DOCUMENT, -1);
	s->sect = build_element(b, KX_EL_SECT, 0);
	s->heading = build_element(b, KX_EL_H1, s->sect);
	s->paragraph = build_element(b, KX_EL_P, s->sect);
	s->link = build_element(b, KX_EL_LINK, s->paragraph);
	s->reference = build_element(b, KX_EL_REFERENCE, s->paragraph);
	s->list = build_element(b, KX_EL_L, s->sect);
	s->item = build_element(b, KX_EL_LI, s->list);
	s->label = build_element(b, KX_EL_LBL, s->item);
	s->body = build_element(b, KX_EL_LBODY, s->item);
	s->table = build_element(b, KX_EL_TABLE, s->sect);
	s->head = build_element(b, KX_EL_THEAD, s->table);
	s->head_row = build_element(b, KX_EL_TR, s->head);
	s->corner = build_element(b, KX_EL_TH, s->head_row);
	s->column = build_element(b, KX_EL_TH, s->head_row);
	s->rows = build_element(b, KX_EL_TBODY, s->table);
	s->row = build_element(b, KX_EL_TR, s->rows);
	s->row_head = build_element(b, KX_EL_TH, s->row);
	s->cell = build_element(b, KX_EL_TD, s->row);
	s->figure = build_element(b, KX_EL_FIGURE, s->sect);
	s->note = build_element(b, KX_EL_NOTE, s->sect);
	kid = build_element(b, KX_EL_P, s->sect);
	s->entry = build_element(b, KX_EL_BIBENTRY, kid);
	f->elements[s->link].uri = "https://example.org/";
	f->elements[s->reference].target = s->entry;
	f->elements[s->list].list_numbering = "Decimal";
	f->elements[s->corner].scope = f->elements[s->column].scope = KX_SCOPE_COLUMN;
	f->elements[s->row_head].scope = KX_SCOPE_ROW;
	f->elements[s->figure].alt = "a square";
	f->elements[s->figure].has_box = true;
	f->elements[s->figure].box = (struct kx_box){ 0, 0, KX_PT(10), KX_PT(10) };
	f->elements[s->note].id = "note-1";
	build_rect(b, 0, -1, 0, 0, KX_PT(612), KX_PT(792))->artifact = KX_ARTIFACT_BACKGROUND;
	build_rect(b, 0, s->figure, 0, 0, KX_PT(10), KX_PT(10));
	build_plain(b, 0, s->heading, KX_PT(50), KX_PT(50), "Heading");
	build_plain(b, 0, s->link, KX_PT(50), KX_PT(90), "link");
	build_plain(b, 0, s->reference, KX_PT(150), KX_PT(90), "3");
	build_plain(b, 0, s->label, KX_PT(50), KX_PT(110), "1.");
	build_plain(b, 0, s->body, KX_PT(70), KX_PT(110), "body");
	build_plain(b, 0, s->cell, KX_PT(70), KX_PT(130), "cell");
	build_plain(b, 0, s->entry, KX_PT(70), KX_PT(150), "entry");
	s->words = build_plain(b, 0, s->paragraph, KX_PT(50), KX_PT(70), "w\xC3\xB6rds");
	assert_false(b->failed);
}

/* The sheet must break, and a message must hold `text`. */
static void
expect_fault(struct sheet *s, const char *text)
{
	struct build *b = &s->build;
	bool found = false;
	size_t i;

	assert_false(kx_frames_check(&b->frames, &b->diags));
	for (i = 0; i < b->diags.count; i++) {
		assert_int_equal(b->diags.list[i].code, KX990);
		found = found || strstr(b->diags.list[i].message, text) != NULL;
	}
	if (!found)
		fail_msg("\"%s\" is not among the messages, the first is \"%s\"", text, b->diags.list[0].message);
	build_close(b);
}

static void
test_a_sound_sheet(void **state)
{
	struct sheet s;

	(void)state;
	open_sheet(&s);
	if (!kx_frames_check(&s.build.frames, &s.build.diags))
		fail_msg("%s", s.build.diags.list[0].message);
	build_close(&s.build);
}

/* One way to break the sheet, and what is said about it. */
#define BREAK(name, message, ...) \
	static void test_##name(void **state) \
	{ \
		struct sheet s; \
		struct kx_frames *f = &s.build.frames; \
		(void)state; \
		open_sheet(&s); \
		{ __VA_ARGS__; } \
		(void)f; \
		expect_fault(&s, message); \
	}

BREAK(no_pages, "0 pages", f->page_count = 0)
BREAK(tiny_page, "page 1 has a size PDF does not allow", f->pages[0].width = KX_PT(2))
BREAK(huge_page, "page 1 has a size PDF does not allow", f->pages[0].height = KX_PT(14401))
BREAK(item_right_of_page, "(\"w\xC3\xB6rds\") is not on the page", s.words->box.x = KX_PT(600))
BREAK(item_above_page, "is not on the page", s.words->box.y = KX_PT(5))
BREAK(item_below_page, "is not on the page", s.words->box.y = KX_PT(791))
BREAK(line_left_of_page, "is not on the page",
    { struct kx_frame_item *i = build_rect(&s.build, 0, -1, KX_PT(5), KX_PT(5), KX_PT(-9), 0); i->kind = KX_ITEM_LINE; })
#define IN_REGION(box) kx_frames_region(&s.build.arena, f, 0, "part", box); s.words->region = "part"
BREAK(right_of_region, "reaches out of its region", IN_REGION(((struct kx_box){ KX_PT(40), KX_PT(40), KX_PT(11), KX_PT(90) })))
BREAK(above_region, "reaches out of its region", IN_REGION(((struct kx_box){ KX_PT(40), KX_PT(68), KX_PT(200), KX_PT(90) })))
BREAK(below_region, "reaches out of its region", IN_REGION(((struct kx_box){ KX_PT(40), KX_PT(40), KX_PT(200), KX_PT(28) })))
BREAK(unknown_region, "names a region that the page does not have",
    IN_REGION(((struct kx_box){ 0, 0, KX_PT(612), KX_PT(792) })); s.words->region = "other")
BREAK(no_glyphs, "has no glyphs", s.words->as.glyphs.count = 0)
BREAK(no_text, "has no text", s.words->as.glyphs.length = 0)
BREAK(no_size, "has no size", s.words->as.glyphs.size = 0)
BREAK(no_face, "has no face", s.words->as.glyphs.face = -1)
BREAK(bad_text, "not UTF-8", s.words->as.glyphs.text = "w\xC3rds!")
BREAK(notdef, ".notdef", { struct kx_frame_glyph *g = (void *)(uintptr_t)s.words->as.glyphs.glyphs; g[1].id = 0; })
BREAK(cluster_in_character, "inside a character",
    { struct kx_frame_glyph *g = (void *)(uintptr_t)s.words->as.glyphs.glyphs; g[2].cluster = 2; })
BREAK(cluster_past_end, "outside its text",
    { struct kx_frame_glyph *g = (void *)(uintptr_t)s.words->as.glyphs.glyphs; g[4].cluster = 6; })
BREAK(clusters_fall, "out of order",
    { struct kx_frame_glyph *g = (void *)(uintptr_t)s.words->as.glyphs.glyphs; g[0].cluster = 3; })
BREAK(neither_tagged_nor_artifact, "neither tagged nor an artifact", s.words->element = -1)
BREAK(tagged_and_artifact, "both tagged and an artifact", s.words->artifact = KX_ARTIFACT_LAYOUT)
BREAK(no_such_element, "an element that does not exist", s.words->element = 999)
BREAK(no_such_image, "an image that does not exist",
    kx_frames_item(&s.build.arena, f, 0, KX_ITEM_IMAGE, s.figure)->box = ((struct kx_box){ 0, 0, 9, 9 }))
BREAK(shape_unseen, "neither filled nor stroked", build_rect(&s.build, 0, -1, 0, 0, 9, 9)->as.shape.fill = false)
BREAK(negative_radius, "negative radius", build_rect(&s.build, 0, -1, 0, 0, 9, 9)->as.shape.radius = -1)
BREAK(negative_line, "negative line width",
    { struct kx_frame_item *i = build_rect(&s.build, 0, -1, 0, 0, 9, 9); i->as.shape.stroke = true; i->as.shape.line_width = -1; })
BREAK(empty_path, "has no steps", build_rect(&s.build, 0, -1, 0, 0, 9, 9)->kind = KX_ITEM_PATH)
BREAK(path_without_start, "begin with a move",
    { static const struct kx_path_step step = { KX_LINE, { { 0, 0 } } };
      struct kx_frame_item *i = build_rect(&s.build, 0, -1, 0, 0, 9, 9);
      i->kind = KX_ITEM_PATH; i->as.shape.steps = &step; i->as.shape.step_count = 1; })
BREAK(unknown_item, "unknown kind", build_rect(&s.build, 0, -1, 0, 0, 9, 9)->kind = 77)

BREAK(no_title, "no title", f->title = "")
BREAK(no_language, "no language", f->language = NULL)
BREAK(bad_language, "malformed language tag", f->language = "en_US")
BREAK(bad_element_language, "malformed language tag", f->elements[s.paragraph].lang = "e1")
BREAK(long_language, "malformed language tag", f->elements[s.paragraph].lang = "englishes")
BREAK(bad_string, "not UTF-8", f->elements[s.figure].alt = "\xFF")
BREAK(long_string, "too long", {
	char *alt = kx_arena_alloc(&s.build.arena, 20001); memset(alt, 'x', 20000); f->elements[s.figure].alt = alt; })
BREAK(bad_author, "is too long or not UTF-8", f->author = "\x80")

BREAK(no_document, "elements[0] is not a Document", f->elements[0].type = KX_EL_SECT)
BREAK(own_parent, "has parent", f->elements[s.list].parent = s.list)
BREAK(second_root, "has parent -1", f->elements[s.list].parent = -1)
BREAK(unknown_type, "unknown type", f->elements[s.list].type = 99)
BREAK(paragraph_in_paragraph, "P in P", build_element(&s.build, KX_EL_P, s.paragraph))
BREAK(document_in_document, "Document in Document", build_element(&s.build, KX_EL_DOCUMENT, 0))
BREAK(body_outside_list, "LBody in Sect", build_element(&s.build, KX_EL_LBODY, s.sect))
BREAK(paragraph_in_item, "P in LI", build_element(&s.build, KX_EL_P, s.item))
BREAK(cell_outside_row, "TD in TBody", build_element(&s.build, KX_EL_TD, s.rows))
BREAK(heading_in_cell_of_list, "H2 in L", build_element(&s.build, KX_EL_H2, s.list))
BREAK(too_deep, "too deeply", { int i, e = s.sect; for (i = 0; i < 80; i++) e = build_element(&s.build, KX_EL_SECT, e); })
BREAK(words_in_section, "stands straight in a Sect", s.words->element = s.sect)
BREAK(words_in_item, "stands straight in a LI", s.words->element = s.item)

BREAK(first_heading, "H2 follows no heading", f->elements[s.heading].type = KX_EL_H2)
BREAK(skipped_heading, "H3 follows H1", build_element(&s.build, KX_EL_H3, s.sect))

BREAK(uneven_rows, "rows of unequal length", build_element(&s.build, KX_EL_TD, s.row))
BREAK(wide_cell, "rows of unequal length", f->elements[s.cell].column_span = 2)
BREAK(tall_cell, "spans more rows than there are", f->elements[s.cell].row_span = 2)
BREAK(covered_cell, "unequal length", f->elements[s.corner].row_span = 2)
BREAK(overlapping_cells, "cells that overlap", {
	int row = build_element(&s.build, KX_EL_TR, s.rows), a = build_element(&s.build, KX_EL_TD, row);
	f->elements[s.cell].row_span = 2; f->elements[a].column_span = 2; })
BREAK(no_scope, "TH without a scope", f->elements[s.column].scope = KX_SCOPE_NONE)
BREAK(no_header, "has no TH", {
	f->elements[s.corner].type = f->elements[s.column].type = f->elements[s.row_head].type = KX_EL_TD; })
BREAK(head_without_body, "THead and no TBody", {
	int table = build_element(&s.build, KX_EL_TABLE, s.sect), head = build_element(&s.build, KX_EL_THEAD, table);
	int cell = build_element(&s.build, KX_EL_TH, build_element(&s.build, KX_EL_TR, head));
	f->elements[cell].scope = KX_SCOPE_BOTH; })
BREAK(head_after_rows, "THead after other rows", f->elements[s.head].type = KX_EL_TBODY; f->elements[s.rows].type = KX_EL_THEAD)
BREAK(caption_in_the_middle, "Caption in the middle", {
	build_element(&s.build, KX_EL_CAPTION, s.table); build_element(&s.build, KX_EL_TBODY, s.table); })
BREAK(no_rows, "has no rows", build_element(&s.build, KX_EL_TABLE, s.sect))
BREAK(too_many_columns, "too many columns", f->elements[s.cell].column_span = 2000)

BREAK(no_items, "the L has no items", build_element(&s.build, KX_EL_L, s.sect))
BREAK(unknown_numbering, "unknown ListNumbering", f->elements[s.list].list_numbering = "Stars")
BREAK(late_caption, "Caption that is not first", build_element(&s.build, KX_EL_CAPTION, s.list))
BREAK(no_alternative, "no text alternative", f->elements[s.figure].alt = "")
BREAK(no_box, "has no box", f->elements[s.figure].has_box = false)
BREAK(box_off_page, "is not on a page", f->elements[s.figure].box.x = KX_PT(610))
BREAK(box_on_no_page, "is not on a page", f->elements[s.figure].page = 4)
BREAK(note_without_id, "the Note has no id", f->elements[s.note].id = NULL)
BREAK(id_twice, "two elements have the id \"note-1\"", f->elements[s.figure].id = "note-1")
BREAK(bad_id, "not printable ASCII", f->elements[s.figure].id = "a b")

BREAK(link_nowhere, "needs an address or a target", f->elements[s.link].uri = NULL)
BREAK(link_twice, "and not both", f->elements[s.link].target = s.entry)
BREAK(link_address, "not printable ASCII", f->elements[s.link].uri = "https://example.org/\xC3\xA9")
BREAK(link_empty, "empty", f->elements[s.link].uri = "")
BREAK(link_far, "an element that does not exist", f->elements[s.reference].target = 500)
BREAK(reference_with_address, "only a Link may", f->elements[s.reference].uri = "https://example.org/")
BREAK(paragraph_that_leads, "only Link and Reference may", f->elements[s.paragraph].target = s.entry)
BREAK(link_in_link, "a link inside a link", {
	int inner = build_element(&s.build, KX_EL_LINK, s.reference);
	f->elements[inner].uri = "https://example.org/";
	build_plain(&s.build, 0, inner, KX_PT(50), KX_PT(300), "x"); })
BREAK(link_without_words, "nothing to click on", {
	int empty = build_element(&s.build, KX_EL_LINK, s.paragraph); f->elements[empty].uri = "https://example.org/"; })
BREAK(target_without_words, "leads to an empty element", f->elements[s.reference].target = s.note)

static void
add_bookmark(struct sheet *s, const char *title, int page, kx_length y, int level)
{
	struct kx_frames *f = &s->build.frames;
	struct kx_frame_bookmark *mark = kx_arena_push(&s->build.arena, &f->bookmarks, &f->bookmark_count, &f->bookmark_room,
	    sizeof(*mark));

	*mark = (struct kx_frame_bookmark){ title, s->heading, page, y, level };
}

BREAK(bookmark_title, "bookmark 0 has no title", add_bookmark(&s, "", 0, 0, 1))
BREAK(bookmark_page, "bookmark 0 leads to no page", add_bookmark(&s, "x", 1, 0, 1))
BREAK(bookmark_height, "bookmark 0 leads to no page", add_bookmark(&s, "x", 0, KX_PT(800), 1))
BREAK(bookmark_level, "bookmark 1 skips a level", add_bookmark(&s, "x", 0, 0, 1); add_bookmark(&s, "y", 0, 0, 3))

/* All of them, not only the first. */
static void
test_faults_add_up(void **state)
{
	struct sheet s;

	(void)state;
	open_sheet(&s);
	s.build.frames.title = NULL;
	s.words->as.glyphs.size = 0;
	s.build.frames.elements[s.figure].alt = NULL;
	assert_false(kx_frames_check(&s.build.frames, &s.build.diags));
	assert_int_equal(s.build.diags.errors, 3);
	build_close(&s.build);
}

/* A run that passed when it was kept is held to its place alone. */
static void
test_run_kept(void **state)
{
	struct sheet s;
	struct kx_frame_glyph *glyph;

	(void)state;
	open_sheet(&s);
	glyph = (void *)(uintptr_t)s.words->as.glyphs.glyphs;
	assert_true(kx_glyphs_check(&s.words->as.glyphs));
	glyph[1].id = 0;
	assert_false(kx_glyphs_check(&s.words->as.glyphs));
	assert_false(kx_frames_check(&s.build.frames, &s.build.diags));
	s.words->as.glyphs.number = 1;
	kx_diagnostics_init(&s.build.diags, &s.build.arena);
	assert_true(kx_frames_check(&s.build.frames, &s.build.diags));
	s.words->box.x = KX_PT(600);
	expect_fault(&s, "is not on the page");
}

static void
test_spans_that_fit(void **state)
{
	struct sheet s;
	struct kx_frames *f = &s.build.frames;
	int row;

	(void)state;
	open_sheet(&s);
	/* The row head takes two rows; the next row has one cell, the last one wide cell. */
	f->elements[s.row_head].row_span = 2;
	build_element(&s.build, KX_EL_TD, build_element(&s.build, KX_EL_TR, s.rows));
	row = build_element(&s.build, KX_EL_TR, s.rows);
	f->elements[build_element(&s.build, KX_EL_TD, row)].column_span = 2;
	if (!kx_frames_check(f, &s.build.diags))
		fail_msg("%s", s.build.diags.list[0].message);
	build_close(&s.build);
}

#define T(name) cmocka_unit_test(test_##name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_sound_sheet), T(no_pages), T(tiny_page), T(huge_page), T(item_right_of_page), T(item_above_page), T(item_below_page),
		T(line_left_of_page), T(right_of_region), T(above_region), T(below_region), T(unknown_region), T(no_glyphs), T(no_text), T(no_size), T(no_face), T(bad_text), T(notdef), T(cluster_in_character),
		T(cluster_past_end), T(clusters_fall), T(neither_tagged_nor_artifact), T(tagged_and_artifact), T(no_such_element),
		T(no_such_image), T(shape_unseen), T(negative_radius), T(negative_line), T(empty_path), T(path_without_start),
		T(unknown_item), T(no_title), T(no_language), T(bad_language), T(bad_element_language), T(long_language), T(bad_string),
		T(long_string), T(bad_author), T(no_document), T(own_parent), T(second_root), T(unknown_type), T(paragraph_in_paragraph),
		T(document_in_document), T(body_outside_list), T(paragraph_in_item), T(cell_outside_row), T(heading_in_cell_of_list),
		T(too_deep), T(words_in_section), T(words_in_item), T(first_heading), T(skipped_heading), T(uneven_rows), T(wide_cell),
		T(tall_cell), T(covered_cell), T(overlapping_cells), T(no_scope), T(no_header), T(head_without_body), T(head_after_rows),
		T(caption_in_the_middle), T(no_rows), T(too_many_columns), T(no_items), T(unknown_numbering), T(late_caption),
		T(no_alternative), T(no_box), T(box_off_page), T(box_on_no_page), T(note_without_id), T(id_twice), T(bad_id),
		T(link_nowhere), T(link_twice), T(link_address), T(link_empty), T(link_far), T(reference_with_address),
		T(paragraph_that_leads), T(link_in_link), T(link_without_words), T(target_without_words), T(bookmark_title),
		T(bookmark_page), T(bookmark_height), T(bookmark_level), T(faults_add_up), T(run_kept), T(spans_that_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
