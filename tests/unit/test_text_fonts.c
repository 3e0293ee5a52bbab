#include "base/memo.h"
#include "base/store.h"
#include "shipped_fonts.h"
#include "text/libraries.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

/* The facts as the font's own tables have them (read once with another tool). */
static void
facts_are_those_of_the_tables(void **state)
{
	static const struct { const char *name; int weight, angle; bool italic; int box[4]; } wanted[] = {
		{ "AtkinsonHyperlegibleNext-Regular", 400, 0, false, { -61, -250, 1289, 903 } },
		{ "AtkinsonHyperlegibleNext-Italic", 400, -12000, true, { -148, -253, 1310, 903 } },
		{ "AtkinsonHyperlegibleNext-SemiBold", 600, 0, false, { -66, -251, 1344, 914 } },
		{ "AtkinsonHyperlegibleNext-Bold", 700, 0, false, { -68, -251, 1369, 919 } },
	};
	struct bench *bench = *state;
	const struct kx_face_facts *facts;
	const struct kx_face_names *names;
	int i;

	assert_int_equal(kx_fonts_count(bench->fonts), 4);
	for (i = 0; i < 4; i++) {
		facts = kx_fonts_facts(bench->fonts, i);
		assert_string_equal(facts->id, shipped_faces[i].id);
		assert_string_equal(facts->file, shipped_faces[i].path);
		names = kx_fonts_names(bench->fonts, i, &bench->diags);
		assert_non_null(names);
		assert_string_equal(names->postscript, wanted[i].name);
		assert_string_equal(names->family, "Atkinson Hyperlegible Next");
		assert_int_equal(facts->weight, wanted[i].weight);
		assert_int_equal(facts->italic, wanted[i].italic);
		assert_int_equal(facts->italic_angle, wanted[i].angle);
		assert_int_equal(facts->units_per_em, 1000);
		assert_int_equal(facts->ascent, 984);
		assert_int_equal(facts->descent, -316);
		assert_int_equal(facts->cap_height, 668);
		assert_int_equal(facts->x_height, 496);
		assert_int_equal(facts->stem_v, 10 + 244 * (wanted[i].weight - 50) / 1000);
		assert_int_equal(facts->glyph_count, 392);
		assert_memory_equal(facts->box, wanted[i].box, sizeof(facts->box));
	}
}

static void
roles_lead_to_faces(void **state)
{
	struct bench *bench = *state;

	assert_int_equal(kx_fonts_role(bench->fonts, "body"), 0);
	assert_int_equal(kx_fonts_role(bench->fonts, "emphasis"), 1);
	assert_int_equal(kx_fonts_role(bench->fonts, "heading"), 2);
	assert_int_equal(kx_fonts_role(bench->fonts, "strong"), 3);
	assert_int_equal(kx_fonts_role(bench->fonts, "caption"), -1);
}

static void
freeing_nothing_is_fine(void **state)
{
	(void)state;
	kx_fonts_free(NULL);
}

/* The same widths and facts of every face. */
static void
assert_alike(const struct kx_fonts *a, const struct kx_fonts *b)
{
	struct kx_face_facts left, right;
	uint16_t glyph;
	kx_face face;

	for (face = 0; face < (kx_face)kx_fonts_count(a); face++) {
		left = *kx_fonts_facts(a, face);
		right = *kx_fonts_facts(b, face);
		assert_string_equal(left.id, right.id);
		left.id = right.id;
		left.file = right.file;
		assert_memory_equal(&left, &right, sizeof(left));
		for (glyph = 0; glyph < left.glyph_count; glyph++)
			assert_int_equal(kx_text_advance(a, face, glyph), kx_text_advance(b, face, glyph));
	}
}

/* Written as a store is and opened again. */
static void
store(const struct kx_memo *memo, const char *path, struct kx_store *ret_store)
{
	struct kx_store_origin origin;
	struct kx_buffer bytes;
	FILE *file = fopen(path, "wb");

	memset(&origin, 0, sizeof(origin));
	kx_buffer_init(&bytes, 1024 * 1024);
	assert_non_null(file);
	assert_true(kx_store_write(memo, &origin, &bytes));
	assert_int_equal(fwrite(kx_buffer_bytes(&bytes), 1, bytes.length, file), bytes.length);
	assert_int_equal(fclose(file), 0);
	kx_buffer_done(&bytes);
	kx_store_open(ret_store, path, origin.program);
	assert_non_null(ret_store->bytes);
}

/* What is known of a face stands in for its file until something is shaped; then the file must be what it was. */
static void
known_faces_are_not_read(void **state)
{
	char path[] = "/tmp/kx-fonts-XXXXXX";
	struct kx_font_list list = shipped_fonts;
	struct kx_fonts *read, *unread;
	struct kx_font_entry faces[4];
	struct kx_store stored;
	struct kx_memo memo;
	struct bench bench;
	int fd = mkstemp(path), i;

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	bench_init(&bench);
	kx_memo_init(&memo, 1024 * 1024);
	list.memo = &memo;
	assert_true(kx_fonts_load(&list, &read, &bench.diags));
	store(&memo, path, &stored);
	kx_memo_done(&memo);
	kx_memo_init(&memo, 1024 * 1024);
	memo.store = &stored;
	list.faces = faces;
	memcpy(faces, shipped_faces, sizeof(faces));
	for (i = 0; i < 4; i++) {
		faces[i].known = true;
		memcpy(faces[i].digest, kx_fonts_facts(read, i)->digest, KX_HASH_BYTES);
	}
	faces[2].path = "fonts/nosuch.ttf";
	faces[3].path = SHIPPED_REGULAR;
	assert_true(kx_fonts_load(&list, &unread, &bench.diags));
	assert_alike(read, unread);
	assert_int_equal(bench.diags.count, 0);
	assert_null(kx_fonts_names(unread, 0, &bench.diags));
	assert_int_equal(bench.diags.count, 2);
	assert_int_equal(bench.diags.list[0].code, KX501);
	assert_string_equal(bench.diags.list[0].place.pointer, "/faces/2/file");
	assert_string_equal(bench.diags.list[0].message,
	    "the font \"semibold\" (fonts/nosuch.ttf) cannot be loaded: cannot read this file: No such file or directory");
	assert_string_equal(bench.diags.list[1].message, "the font \"bold\" (" SHIPPED_REGULAR ") cannot be loaded: it was changed meanwhile");
	kx_fonts_free(unread);
	kx_fonts_free(read);
	kx_memo_done(&memo);
	kx_store_close(&stored);
	unlink(path);
	bench_done(&bench);
}

/* Load `list`, which must fail with one message, and compare it. */
static void
refuse(const struct kx_font_list *list, enum kx_code code, const char *pointer, const char *message)
{
	struct kx_fonts *fonts = NULL;
	struct bench bench;

	bench_init(&bench);
	assert_false(kx_fonts_load(list, &fonts, &bench.diags));
	assert_null(fonts);
	assert_int_equal(bench.diags.count, 1);
	assert_string_equal(bench.diags.list[0].message, message);
	assert_int_equal(bench.diags.list[0].code, code);
	assert_string_equal(bench.diags.list[0].place.file, list->file);
	assert_string_equal(bench.diags.list[0].place.pointer, pointer);
	bench_done(&bench);
}

static void
missing_files_are_named(void **state)
{
	struct kx_font_entry faces[4];
	struct kx_font_list list = shipped_fonts;

	(void)state;
	list.faces = faces;
	memcpy(faces, shipped_faces, sizeof(faces));
	faces[2].path = "fonts/nosuch.ttf";
	refuse(&list, KX501, "/faces/2/file",
	    "the font \"semibold\" (fonts/nosuch.ttf) cannot be loaded: cannot read this file: No such file or directory");
	faces[2].path = "fonts";
	refuse(&list, KX501, "/faces/2/file", "the font \"semibold\" (fonts) cannot be loaded: cannot read this file: it is a folder");
	memcpy(faces, shipped_faces, sizeof(faces));
	faces[0].licence_path = "fonts/nosuch.txt";
	refuse(&list, KX507, "/faces/0/licence", "the licence of the font \"regular\" is missing: fonts/nosuch.txt");
}

static void
other_weights_and_styles_are_refused(void **state)
{
	struct kx_font_entry faces[4];
	struct kx_font_list list = shipped_fonts;

	(void)state;
	list.faces = faces;
	memcpy(faces, shipped_faces, sizeof(faces));
	faces[3].path = SHIPPED_REGULAR;
	refuse(&list, KX508, "/faces/3/weight", "the font \"bold\" (" SHIPPED_REGULAR ") has weight 400, not 700");
	memcpy(faces, shipped_faces, sizeof(faces));
	faces[1].path = SHIPPED_REGULAR;
	refuse(&list, KX508, "/faces/1/style", "the font \"italic\" (" SHIPPED_REGULAR ") is upright, not italic");
}

/* All faults of a list in one run. */
static void
crooked_lists_are_refused(void **state)
{
	static const char *const wrong_chain[] = { "regulr" };
	struct kx_font_entry faces[4];
	struct kx_font_role roles[4];
	struct kx_font_list list = shipped_fonts;
	struct kx_fonts *fonts = NULL;
	struct bench made;

	(void)state;
	memcpy(faces, shipped_faces, sizeof(faces));
	memcpy(roles, shipped_roles, sizeof(roles));
	list.faces = faces;
	list.roles = roles;
	faces[3].id = "regular";
	roles[0].chain = wrong_chain;
	roles[1].name = "emphasys";
	roles[2].chain_count = 0;
	bench_init(&made);
	assert_false(kx_fonts_load(&list, &fonts, &made.diags));
	assert_null(fonts);
	assert_int_equal(made.diags.count, 4);
	assert_string_equal(made.diags.list[0].message, "the face \"regular\" is listed twice");
	assert_string_equal(made.diags.list[0].place.pointer, "/faces/3");
	assert_string_equal(made.diags.list[1].message, "the role \"body\" names the face \"regulr\", which is not listed");
	assert_string_equal(made.diags.list[1].place.pointer, "/roles/body/0");
	assert_string_equal(made.diags.list[1].hint, "Did you mean \"regular\"?");
	assert_string_equal(made.diags.list[2].message, "the role \"strong\" has no face");
	assert_string_equal(made.diags.list[3].message, "the role \"emphasis\" is missing");
	assert_string_equal(made.diags.list[3].place.pointer, "/roles");
	bench_done(&made);
}

static void
lists_without_faces_are_refused(void **state)
{
	struct kx_font_list list = shipped_fonts;
	struct kx_fonts *fonts = NULL;
	struct bench made;

	(void)state;
	list.face_count = 0;
	bench_init(&made);
	assert_false(kx_fonts_load(&list, &fonts, &made.diags));
	assert_string_equal(made.diags.list[0].message, "0 faces are listed; there must be 1 to 16");
	assert_string_equal(made.diags.list[0].place.pointer, "/faces");
	bench_done(&made);
}

/* The shipped regular with one table changed must be refused with `message` after its name and path. */
static void
refuse_changed(const char *tag, const void *bytes, size_t length, enum kx_code code, const char *message)
{
	struct bench made;

	bench_init(&made);
	assert_true(bench_write_with(&made, tag, bytes, length));
	assert_false(bench_load(&made));
	assert_int_equal(made.diags.count, 1);
	assert_string_equal(made.diags.list[0].message,
	    kx_arena_print(&made.arena, "the font \"made\" (%s) cannot be used: %s", made.path, message));
	assert_int_equal(made.diags.list[0].code, code);
	bench_done(&made);
}

static void
embedding_rights_are_kept(void **state)
{
	static const struct { uint16_t type; const char *reason; } cases[] = {
		{ 0x0000, NULL }, { 0x0004, NULL }, { 0x0008, NULL }, { 0x0006, NULL },
		{ 0x0002, "its owner forbids embedding (restricted licence)" },
		{ 0x0100, "its owner forbids embedding a part of it (no subsetting)" },
		{ 0x0104, "its owner forbids embedding a part of it (no subsetting)" },
		{ 0x0200, "its owner allows embedding of bitmaps only" },
	};
	struct bench made;
	size_t length, i;
	uint8_t *os2 = shipped_table("OS/2", &length);

	(void)state;
	assert_non_null(os2);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		os2[8] = (uint8_t)(cases[i].type >> 8);
		os2[9] = (uint8_t)cases[i].type;
		if (cases[i].reason != NULL) {
			refuse_changed("OS/2", os2, length, KX503, cases[i].reason);
			continue;
		}
		bench_init(&made);
		assert_true(bench_write_with(&made, "OS/2", os2, length));
		assert_true(bench_load(&made));
		bench_done(&made);
	}
	free(os2);
}

static void
tables_that_do_not_fit_are_refused(void **state)
{
	const uint8_t empty_cmap[] = { 0, 0, 0, 0 };
	uint8_t *table;
	size_t length;

	(void)state;
	refuse_changed("cmap", NULL, 0, KX502, "it has no table 'cmap'");
	refuse_changed("glyf", NULL, 0, KX502, "it has no table 'glyf'");
	refuse_changed("cmap", empty_cmap, sizeof(empty_cmap), KX502, "it says for no character which glyph to use");
	refuse_changed("fvar", empty_cmap, sizeof(empty_cmap), KX502, "it is a variable font; a static one of each weight is needed");
	refuse_changed("post", empty_cmap, sizeof(empty_cmap), KX502, "its table 'post' is too short");
	table = shipped_table("maxp", &length);
	table[4] = table[5] = 0;
	refuse_changed("maxp", table, length, KX502, "it has no glyphs");
	table[4] = 0xFF;
	refuse_changed("maxp", table, length, KX502, "it does not have the widths of all its glyphs");
	free(table);
	table = shipped_table("head", &length);
	table[18] = table[19] = 0;
	refuse_changed("head", table, length, KX502, "its units per em are not between 16 and 16384");
	free(table);
	table = shipped_table("head", &length);
	table[12] = 0;
	refuse_changed("head", table, length, KX502, "its table 'head' is not valid");
	free(table);
	table = shipped_table("loca", &length);
	refuse_changed("loca", table, length - 2, KX502, "it does not have the outlines of all its glyphs");
	table[40] = 0xFF;
	refuse_changed("loca", table, length, KX502, "outlines lie outside its 'glyf' table");
	memset(table, 0, length);
	refuse_changed("loca", table, length, KX502, "it has no outlines");
	free(table);
}

static void
other_files_are_refused(void **state)
{
	static const struct { const char *bytes; size_t length; const char *fault; } cases[] = {
		{ "", 0, "it is empty" },
		{ "abc", 3, "it is not a TrueType font file" },
		{ "%PDF-1.7 and so on", 18, "it is not a TrueType font file" },
		{ "OTTO\0\1\0\0\0\0\0\0", 12, "its outlines are in PostScript form (CFF), not TrueType" },
		{ "ttcf\0\1\0\0\0\0\0\0", 12, "it is a collection of several fonts" },
		{ "wOF2\0\1\0\0\0\0\0\0", 12, "it is a web font (WOFF)" },
		{ "\0\1\0\0\0\x09\0\0\0\0\0\0", 12, "it is cut short inside its table directory" },
		{ "\0\1\0\0\0\0\0\0\0\0\0\0", 12, "it has no table 'head'" },
	};
	struct bench made;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bench_init(&made);
		assert_true(bench_write(&made, cases[i].bytes, cases[i].length));
		assert_false(bench_load(&made));
		assert_int_equal(made.diags.count, 1);
		assert_int_equal(made.diags.list[0].code, KX502);
		assert_string_equal(made.diags.list[0].message,
		    kx_arena_print(&made.arena, "the font \"made\" (%s) cannot be used: %s", made.path, cases[i].fault));
		bench_done(&made);
	}
}

static void
libraries_have_versions(void **state)
{
	struct kx_buffer out;

	(void)state;
	kx_buffer_init(&out, 4096);
	kx_text_libraries(&out);
	assert_non_null(strstr(kx_buffer_bytes(&out), "harfbuzz " HB_VERSION_STRING "\n"));
	assert_non_null(strstr(kx_buffer_bytes(&out), "\nfribidi 1."));
	assert_non_null(strstr(kx_buffer_bytes(&out), "\nlibunibreak "));
	kx_buffer_done(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_are_those_of_the_tables),
		cmocka_unit_test(roles_lead_to_faces),
		cmocka_unit_test(freeing_nothing_is_fine),
		cmocka_unit_test(known_faces_are_not_read),
		cmocka_unit_test(missing_files_are_named),
		cmocka_unit_test(other_weights_and_styles_are_refused),
		cmocka_unit_test(crooked_lists_are_refused),
		cmocka_unit_test(lists_without_faces_are_refused),
		cmocka_unit_test(embedding_rights_are_kept),
		cmocka_unit_test(tables_that_do_not_fit_are_refused),
		cmocka_unit_test(other_files_are_refused),
		cmocka_unit_test(libraries_have_versions),
	};

	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
