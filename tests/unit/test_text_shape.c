#include "shipped_fonts.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>

static struct kx_shaped
shape_as(struct bench *bench, const char *role, bool tabular, const char *text)
{
	struct kx_shaped shaped = { NULL, 0 };

	assert_true(kx_text_shape(&bench->arena, bench->fonts, role, "en", tabular, text, strlen(text), NULL, &shaped, &bench->diags));
	assert_int_equal(bench->diags.count, 0);
	return shaped;
}

static struct kx_shaped
shape(struct bench *bench, const char *text)
{
	return shape_as(bench, "body", false, text);
}

static int64_t
advance_of(struct bench *bench, const char *text)
{
	struct kx_shaped shaped = shape(bench, text);

	assert_int_equal(shaped.segment_count, 1);
	return shaped.segments[0].advance;
}

/* Text -> glyph=cluster+advance, read once by eye against the face. */
static const struct { const char *role; bool tabular; const char *text, *shaped; } goldens[] = {
	{ "body", false, "AV To",
	    "face 0 [0+5]: 1=0+586 96=1+573 231=2+260 83=3+478 175=4+548" },
	{ "body", false, "27 in 100",
	    "face 0 [0+9]: 367=0+548 372=1+510 231=2+280 149=3+252 170=4+550 231=5+280 366=6+407 365=7+648 365=8+648" },
	{ "body", true, "27 in 100",
	    "face 0 [0+9]: 377=0+632 382=1+632 231=2+280 149=3+252 170=4+550 231=5+280 376=6+632 375=7+632 375=8+632" },
	{ "strong", false, "Call 9-8-8",
	    "face 3 [0+10]: 13=0+658 112=1+552 164=2+308 164=3+318 231=4+312 374=5+571 251=6+373 373=7+624 251=8+373 373=9+624" },
	{ "emphasis", false, "fi",
	    "face 1 [0+2]: 142=0+324 149=1+252" },
	{ "heading", false, "Risks",
	    "face 2 [0+5]: 74=0+639 149=1+285 190=2+497 162=3+536 190=4+497" },
	{ "body", false, "27\xE2\x80\xAFin\xE2\x80\xAF" "100",
	    "face 0 [0+13]: 367=0+548 372=1+510 231=2+140 149=5+252 170=6+550 231=7+140 366=10+407 365=11+648 365=12+648" },
	{ "body", false, "na\xC3\xAFve \xE2\x80\x9Cyes\xE2\x80\x9D",
	    "face 0 [0+16]: 170=0+550 112=1+518 153=2+266 209=4+453 133=5+538 231=6+280 263=7+419 216=10+441 133=11+538 190=12+471 264=13+399" },
};

static void
golden(void **state)
{
	struct bench *bench = *state;
	struct kx_shaped shaped;
	size_t i;

	for (i = 0; i < sizeof(goldens) / sizeof(goldens[0]); i++) {
		shaped = shape_as(bench, goldens[i].role, goldens[i].tabular, goldens[i].text);
		assert_string_equal(shaped_text(&bench->arena, &shaped), goldens[i].shaped);
	}
}

static void
kerning_pairs_are_narrower(void **state)
{
	static const char *const pairs[] = { "AV", "To", "Te", "LT", "P." };
	struct bench *bench = *state;
	char first[2] = "", second[2] = "";
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		first[0] = pairs[i][0];
		second[0] = pairs[i][1];
		assert_true(advance_of(bench, pairs[i]) < advance_of(bench, first) + advance_of(bench, second));
	}
}

/* The pen's way and the glyph's own width differ by the kern: what a PDF sets with TJ. */
static void
kerning_is_not_in_the_glyph_width(void **state)
{
	struct bench *bench = *state;
	struct kx_shaped shaped = shape(bench, "AV");
	const struct kx_glyph *a = &shaped.segments[0].glyphs[0];

	assert_true(a->advance < kx_text_advance(bench->fonts, shaped.segments[0].face, a->id));
}

static void
tabular_figures_are_equal(void **state)
{
	struct bench *bench = *state;
	struct kx_shaped shaped;
	char text[4] = "00";
	int64_t width = 0;
	int i;

	for (i = 0; i < 100; i++) {
		text[0] = (char)('0' + i / 10);
		text[1] = (char)('0' + i % 10);
		shaped = shape_as(bench, "body", true, text);
		if (i == 0)
			width = shaped.segments[0].advance;
		assert_int_equal(shaped.segments[0].advance, width);
	}
	assert_true(advance_of(bench, "11") < width);
}

/* A letter and its accent: one character where the face has it, else two glyphs of one cluster. */
static void
accents_share_a_cluster(void **state)
{
	struct bench *bench = *state;
	struct kx_shaped shaped = shape(bench, "xe\xCC\x81y");
	const struct kx_glyph *glyphs = shaped.segments[0].glyphs;

	assert_int_equal(shaped.segments[0].glyph_count, 3);
	assert_int_equal(glyphs[1].cluster, 1);
	assert_int_equal(glyphs[2].cluster, 4);
	shaped = shape(bench, "xq\xCC\x81y");
	glyphs = shaped.segments[0].glyphs;
	assert_int_equal(shaped.segments[0].glyph_count, 4);
	assert_int_equal(glyphs[1].cluster, 1);
	assert_int_equal(glyphs[2].cluster, 1);
	assert_int_equal(glyphs[2].advance, 0);
	assert_int_equal(glyphs[3].cluster, 4);
}

static void
special_spaces_have_their_width(void **state)
{
	struct bench *bench = *state;
	int64_t space = advance_of(bench, " "), narrow = advance_of(bench, "\xE2\x80\xAF");
	struct kx_shaped wide = shape(bench, " "), shaped = shape(bench, "\xE2\x80\xAF");

	/* The face has no U+202F: the space glyph, half as far. */
	assert_int_equal(shaped.segments[0].glyphs[0].id, wide.segments[0].glyphs[0].id);
	assert_int_equal(narrow, space / 2);
	assert_int_equal(kx_text_advance(bench->fonts, 0, shaped.segments[0].glyphs[0].id), space);
	assert_int_equal(advance_of(bench, "\xC2\xA0"), space);
	assert_true(advance_of(bench, "\xE2\x80\x89") < space);                    /* thin */
	assert_int_equal(advance_of(bench, "\xE2\x80\x83"), 1000);                 /* em */
	assert_int_equal(advance_of(bench, "\t"), space);
}

static void
hyphens_have_stand_ins(void **state)
{
	struct bench *bench = *state;
	struct kx_shaped plain = shape(bench, "a-b"), fixed = shape(bench, "a\xE2\x80\x91" "b"), hyphen = shape(bench, "a\xE2\x80\x90" "b");

	assert_int_equal(fixed.segments[0].glyphs[1].id, plain.segments[0].glyphs[1].id);
	assert_int_equal(hyphen.segments[0].glyphs[1].id, plain.segments[0].glyphs[1].id);
	assert_int_equal(fixed.segments[0].glyphs[1].cluster, 1);
	assert_int_equal(fixed.segments[0].glyphs[2].cluster, 4);
	assert_int_equal(advance_of(bench, "a\xE2\x80\x91" "b"), advance_of(bench, "a-b"));
}

static void
invisible_characters_have_no_glyph(void **state)
{
	static const char *const inside[] = { "\xC2\xAD", "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x81\xA0", "\xEF\xBB\xBF",
		"\xEF\xB8\x8F", "\xE2\x80\x8E", "\n", "\xE2\x80\xA8" };
	struct bench *bench = *state;
	struct kx_shaped shaped;
	char text[16];
	size_t i;

	for (i = 0; i < sizeof(inside) / sizeof(inside[0]); i++) {
		snprintf(text, sizeof(text), "o%so", inside[i]);
		shaped = shape(bench, text);
		assert_int_equal(shaped.segment_count, 1);
		assert_int_equal(shaped.segments[0].glyph_count, 2);
		assert_int_equal(shaped.segments[0].glyphs[1].cluster, 1 + strlen(inside[i]));
		assert_int_equal(shaped.segments[0].length, strlen(text));
	}
	shaped = shape(bench, "\xE2\x81\xA0");
	assert_int_equal(shaped.segment_count, 0);
}

static void
empty_text_has_no_segment(void **state)
{
	struct kx_shaped shaped = shape(*state, "");

	assert_int_equal(shaped.segment_count, 0);
	assert_int_equal(kx_shaped_width(((struct bench *)*state)->fonts, &shaped, 12000), 0);
}

static bool
shape_at(struct bench *bench, const char *text, const char *pointer)
{
	struct kx_place place = { .file = "data/summaries/x.json", .pointer = pointer };
	struct kx_shaped shaped;

	return kx_text_shape(&bench->arena, bench->fonts, "body", "en", false, text, strlen(text), &place, &shaped, &bench->diags);
}

/* One message a character; a second place is added, the same place is not. */
static void
missing_characters_are_named_once(void **state)
{
	struct bench *bench = *state;
	const struct kx_diagnostic *first, *second;

	assert_false(shape_at(bench, "so \xE2\x86\x92 that \xE2\x86\x92 \xE2\x9C\x93", "/claims/0/says"));
	assert_int_equal(bench->diags.count, 2);
	assert_false(shape_at(bench, "\xE2\x86\x92", "/claims/0/says"));
	assert_false(shape_at(bench, "\xE2\x86\x92", "/claims/7/says"));
	assert_int_equal(bench->diags.count, 2);
	first = &bench->diags.list[0];
	second = &bench->diags.list[1];
	assert_int_equal(first->code, KX504);
	assert_string_equal(first->message, "no font of the role \"body\" has the character \"\xE2\x86\x92\" (U+2192)");
	assert_string_equal(first->place.file, "data/summaries/x.json");
	assert_string_equal(first->place.pointer, "/claims/0/says");
	assert_int_equal(first->other_count, 1);
	assert_string_equal(first->others[0].pointer, "/claims/7/says");
	assert_string_equal(second->message, "no font of the role \"body\" has the character \"\xE2\x9C\x93\" (U+2713)");
	assert_int_equal(second->other_count, 0);
}

static void
missing_controls_and_marks_are_named_by_number(void **state)
{
	struct bench *bench = *state;

	assert_false(shape_at(bench, "a\x07", ""));
	assert_false(shape_at(bench, "a\xE0\xA4\xBC", ""));
	assert_string_equal(bench->diags.list[0].message, "no font of the role \"body\" has the character U+0007");
	assert_string_equal(bench->diags.list[1].message, "no font of the role \"body\" has the character U+093C");
}

static void
right_to_left_text_is_refused_once(void **state)
{
	struct bench *bench = *state;

	assert_false(shape_at(bench, "a \xD7\x90", "/claims/0/says"));
	assert_false(shape_at(bench, "a \xD7\x91", "/claims/1/says"));
	assert_int_equal(bench->diags.count, 1);
	assert_int_equal(bench->diags.list[0].code, KX505);
	assert_int_equal(bench->diags.list[0].other_count, 1);
}

static void
unknown_roles_are_refused(void **state)
{
	struct bench *bench = *state;
	struct kx_shaped shaped;

	assert_false(kx_text_shape(&bench->arena, bench->fonts, "stong", "en", false, "a", 1, NULL, &shaped, &bench->diags));
	assert_int_equal(bench->diags.list[0].code, KX506);
	assert_string_equal(bench->diags.list[0].message, "the font role \"stong\" is not in the list of fonts");
	assert_string_equal(bench->diags.list[0].hint, "Did you mean \"strong\"?");
}

static void
broken_utf8_is_our_bug(void **state)
{
	struct bench *bench = *state;

	assert_false(shape_at(bench, "a\xC3", ""));
	assert_int_equal(bench->diags.list[0].code, KX990);
}

static void
lengths_are_rounded_half_up(void **state)
{
	struct bench *bench = *state;
	struct kx_segment segments[2] = { { .face = 0, .advance = 333 }, { .face = 1, .advance = -1 } };
	struct kx_shaped shaped = { segments, 2 };

	assert_int_equal(kx_text_scale(bench->fonts, 0, 1000, 12000), 12000);
	assert_int_equal(kx_text_scale(bench->fonts, 0, 1, 500), 1);      /* 0.5 */
	assert_int_equal(kx_text_scale(bench->fonts, 0, 1, 499), 0);
	assert_int_equal(kx_text_scale(bench->fonts, 0, -1, 500), 0);     /* -0.5 */
	assert_int_equal(kx_text_scale(bench->fonts, 0, -1, 501), -1);
	assert_int_equal(kx_text_scale(bench->fonts, 0, -3, 500), -1);    /* -1.5 */
	assert_int_equal(kx_text_scale(bench->fonts, 0, 0, 12000), 0);
	assert_int_equal(kx_text_scale(bench->fonts, 0, 900000, 36000), 32400000);
	assert_int_equal(kx_shaped_width(bench->fonts, &shaped, 1500), 500 - 1);   /* 499.5, and -1.5 */
}

/* ---- fonts made for the test ---- */

static uint16_t
glyph_of(struct bench *bench, const char *letter)
{
	return shape(bench, letter).segments[0].glyphs[0].id;
}

/* A GSUB table with one rule, 'liga': first second -> ligature (OpenType, "GSUB", lookup type 4). */
static void
put_ligature(uint8_t *table, uint16_t first, uint16_t second, uint16_t ligature)
{
	const uint16_t words[] = {
		0x0001, 0x0000, 10, 30, 44,                      /* version, script, feature, lookup lists */
		1, 0x4446, 0x4C54, 8, 4, 0, 0, 0xFFFF, 1, 0,     /* DFLT: default language, feature 0 */
		1, 0x6C69, 0x6761, 8, 0, 1, 0,                   /* liga: lookup 0 */
		1, 4, 4, 0, 1, 8,                                /* lookup: type 4, one subtable */
		1, 8, 1, 14, 1, 1, first,                        /* substitution: coverage, one set */
		1, 4, ligature, 2, second                        /* one ligature of two glyphs */
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		table[2 * i] = (uint8_t)(words[i] >> 8);
		table[2 * i + 1] = (uint8_t)words[i];
	}
}
#define LIGATURE_TABLE_BYTES 80

static void
ligatures_keep_all_their_letters(void **state)
{
	struct bench *bench = *state, made;
	uint8_t table[LIGATURE_TABLE_BYTES];
	struct kx_shaped shaped;
	uint16_t f = glyph_of(bench, "f"), i = glyph_of(bench, "i"), stand_in = glyph_of(bench, "H");

	bench_init(&made);
	put_ligature(table, f, i, stand_in);
	assert_true(bench_write_with(&made, "GSUB", table, sizeof(table)));
	assert_true(bench_load(&made));
	shaped = shape(&made, "befit");
	assert_int_equal(shaped.segment_count, 1);
	assert_int_equal(shaped.segments[0].glyph_count, 4);
	assert_int_equal(shaped.segments[0].glyphs[2].id, stand_in);
	assert_int_equal(shaped.segments[0].glyphs[2].cluster, 2);
	assert_int_equal(shaped.segments[0].glyphs[3].cluster, 4);
	/* A non-joiner keeps them apart. */
	shaped = shape(&made, "bef\xE2\x80\x8C" "it");
	assert_int_equal(shaped.segments[0].glyph_count, 5);
	assert_int_equal(shaped.segments[0].glyphs[2].id, f);
	bench_done(&made);
}

/* cmap format 12: code -> glyph for A to Z, space and U+2192 only (OpenType, "cmap"). */
static size_t
put_cmap(uint8_t *table, uint16_t space, uint16_t arrow)
{
	const uint32_t groups[][3] = { { ' ', ' ', space }, { 'A', 'A', 1 }, { 0x2192, 0x2192, arrow } };
	const uint32_t words[] = { 0x00000001, 0x0003000A, 12, 0x000C0000, 16 + 12 * 3, 0, 3 };
	size_t at = 0, i, k;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++, at += 4)
		for (k = 0; k < 4; k++)
			table[at + k] = (uint8_t)(words[i] >> (24 - 8 * k));
	for (i = 0; i < 9; i++, at += 4)
		for (k = 0; k < 4; k++)
			table[at + k] = (uint8_t)(groups[i / 3][i % 3] >> (24 - 8 * k));
	return at;
}

static void
fallback_is_by_coverage(void **state)
{
	struct bench *bench = *state, made;
	uint16_t space = glyph_of(bench, " "), arrow = glyph_of(bench, "H");
	uint8_t table[128];
	struct kx_shaped shaped;

	bench_init(&made);
	assert_true(bench_write_with(&made, "cmap", table, put_cmap(table, space, arrow)));
	assert_true(bench_load(&made));
	shaped = shape(&made, "A \xE2\x86\x92" "be\xCC\x81 A");
	/* The first face has A, the space and the arrow; the second the rest, and the accent comes with its letter. */
	assert_int_equal(shaped.segment_count, 3);
	assert_int_equal(shaped.segments[0].face, 0);
	assert_int_equal(shaped.segments[0].start, 0);
	assert_int_equal(shaped.segments[0].length, 5);
	assert_int_equal(shaped.segments[0].glyph_count, 3);
	assert_int_equal(shaped.segments[0].glyphs[2].id, arrow);
	assert_int_equal(shaped.segments[1].face, 1);
	assert_int_equal(shaped.segments[1].start, 5);
	assert_int_equal(shaped.segments[1].length, 4);
	assert_int_equal(shaped.segments[1].glyph_count, 2);
	assert_int_equal(shaped.segments[1].glyphs[0].cluster, 5);
	assert_int_equal(shaped.segments[2].face, 0);
	assert_int_equal(shaped.segments[2].glyphs[0].cluster, 9);
	assert_int_equal(kx_shaped_width(made.fonts, &shaped, 10000),
	    kx_text_scale(made.fonts, 0, shaped.segments[0].advance, 10000) +
	    kx_text_scale(made.fonts, 1, shaped.segments[1].advance, 10000) +
	    kx_text_scale(made.fonts, 0, shaped.segments[2].advance, 10000));
	bench_done(&made);
}

/* ---- memory and threads ---- */

static void
too_little_memory_fails_cleanly(void **state)
{
	struct bench *bench = *state;
	const char *text = "27 in 100 \xE2\x80\x93 about 4 weeks";
	struct kx_shaped shaped = { NULL, 0 };
	struct kx_arena small;
	size_t room;
	bool done = false;

	for (room = 0; !done && room < 65536; room += 16) {
		kx_arena_init(&small, room);
		done = kx_text_shape(&small, bench->fonts, "body", "en", false, text, strlen(text), NULL, &shaped, &bench->diags);
		assert_int_equal(bench->diags.count, 0);
		assert_true(done || kx_arena_spent(&small));
		assert_true(done || shaped.segments == NULL);
		kx_arena_done(&small);
	}
	assert_true(done);
	assert_true(room > 256);
}

#define THREADS 8
#define ROUNDS 50

static const char *const spoken[] = { "Most people feel better within 4 weeks.", "27 in 100", "Call Dr. Name \xE2\x80\x93 today.",
	"caf\xC3\xA9, na\xC3\xAFve, se\xC3\xB1or", "AV To LT 1171" };
static const char *const spoken_roles[] = { "body", "strong", "emphasis", "heading" };

struct speaker { const struct kx_fonts *fonts; struct kx_arena arena; struct kx_buffer out; pthread_t thread; };

static void *
speak(void *data)
{
	struct speaker *speaker = data;
	struct kx_diagnostics diags;
	struct kx_shaped shaped;
	const char *text;
	int i;

	kx_diagnostics_init(&diags, &speaker->arena);
	for (i = 0; i < ROUNDS; i++) {
		text = spoken[i % 5];
		if (!kx_text_shape(&speaker->arena, speaker->fonts, spoken_roles[i % 4], "en", i % 3 == 0, text, strlen(text), NULL,
		    &shaped, &diags))
			kx_buffer_text(&speaker->out, "failed\n");
		else
			kx_buffer_print(&speaker->out, "%s\n", shaped_text(&speaker->arena, &shaped));
	}
	return NULL;
}

/* Fresh fonts, so that the threads also race for what HarfBuzz loads at first use. */
static void
threads_agree(void **state)
{
	struct speaker speakers[THREADS];
	struct bench made;
	int i;

	(void)state;
	bench_init(&made);
	assert_true(kx_fonts_load(&shipped_fonts, &made.fonts, &made.diags));
	for (i = 0; i < THREADS; i++) {
		speakers[i].fonts = made.fonts;
		kx_arena_init(&speakers[i].arena, 64u * 1024 * 1024);
		kx_buffer_init(&speakers[i].out, 16u * 1024 * 1024);
		assert_int_equal(pthread_create(&speakers[i].thread, NULL, speak, &speakers[i]), 0);
	}
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(speakers[i].thread, NULL), 0);
	for (i = 0; i < THREADS; i++) {
		assert_true(speakers[i].out.length > 10000);
		assert_string_equal(kx_buffer_bytes(&speakers[i].out), kx_buffer_bytes(&speakers[0].out));
		assert_null(strstr(kx_buffer_bytes(&speakers[i].out), "failed"));
	}
	for (i = 0; i < THREADS; i++) {
		kx_buffer_done(&speakers[i].out);
		kx_arena_done(&speakers[i].arena);
	}
	bench_done(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(golden, bench_clear),
		cmocka_unit_test_setup(kerning_pairs_are_narrower, bench_clear),
		cmocka_unit_test_setup(kerning_is_not_in_the_glyph_width, bench_clear),
		cmocka_unit_test_setup(tabular_figures_are_equal, bench_clear),
		cmocka_unit_test_setup(accents_share_a_cluster, bench_clear),
		cmocka_unit_test_setup(special_spaces_have_their_width, bench_clear),
		cmocka_unit_test_setup(hyphens_have_stand_ins, bench_clear),
		cmocka_unit_test_setup(invisible_characters_have_no_glyph, bench_clear),
		cmocka_unit_test_setup(empty_text_has_no_segment, bench_clear),
		cmocka_unit_test_setup(missing_characters_are_named_once, bench_clear),
		cmocka_unit_test_setup(missing_controls_and_marks_are_named_by_number, bench_clear),
		cmocka_unit_test_setup(right_to_left_text_is_refused_once, bench_clear),
		cmocka_unit_test_setup(unknown_roles_are_refused, bench_clear),
		cmocka_unit_test_setup(broken_utf8_is_our_bug, bench_clear),
		cmocka_unit_test_setup(lengths_are_rounded_half_up, bench_clear),
		cmocka_unit_test_setup(ligatures_keep_all_their_letters, bench_clear),
		cmocka_unit_test_setup(fallback_is_by_coverage, bench_clear),
		cmocka_unit_test_setup(too_little_memory_fails_cleanly, bench_clear),
		cmocka_unit_test_setup(threads_agree, bench_clear),
	};

	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
