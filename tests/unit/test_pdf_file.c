/* The file as a whole: the same bytes twice, sound, small; metadata; the manifest. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/hash.h"
#include "base/limits.h"
#include "build_frames.h"
#include "pdf/intent.h"
#include "pdf/object.h"
#include "open_pdf.h"
#include "pdf_standards.h"

#define NEEDS(tool) \
	do { \
		if (!build_has(tool)) { \
			print_message("%s is not here\n", tool); \
			skip(); \
		} \
	} while (0)

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
expect_sound(struct build *build)
{
	int status;

	if (build_has("qpdf")) {
		build_run(build, "qpdf --check %s", &status);
		assert_int_equal(status, 0);
	}
	if (build_has("gs"))
		assert_string_equal(build_run(build, "gs -q -dNOPAUSE -dBATCH -sDEVICE=nullpage %s", NULL), "");
	if (build_has("mutool")) {
		build_run(build, "mutool info %s", &status);
		assert_int_equal(status, 0);
	}
	expect_clean(build);
}

static void
fill_sheet(struct build *build)
{
	int h = build_element(build, KX_EL_H1, 0), p = build_element(build, KX_EL_P, 0);

	build_text(build, 0, h, "heading", KX_PT(20), KX_PT(50), KX_PT(60), "A heading");
	build_text(build, 0, p, "body", KX_PT(12), KX_PT(50), KX_PT(90), "Some words of text.");
}

static void
test_an_empty_page(void **state)
{
	struct build *build = *state;

	assert_true(build_save(build));
	expect_sound(build);
}

static void
test_the_same_bytes_twice(void **state)
{
	struct build *build = *state;
	char first[KX_HASH_HEX], second[KX_HASH_HEX];

	fill_sheet(build);
	build->options.attachment = "{}";
	build->options.attachment_length = 2;
	assert_true(build_write(build));
	kx_hash_hex(kx_buffer_bytes(&build->out), build->out.length, first);
	assert_true(build_write(build));
	kx_hash_hex(kx_buffer_bytes(&build->out), build->out.length, second);
	assert_string_equal(first, second);
	/* Another date is another file. */
	build->options.date++;
	assert_true(build_write(build));
	kx_hash_hex(kx_buffer_bytes(&build->out), build->out.length, second);
	assert_string_not_equal(first, second);
}

/* `out` is appended to: what is in it stays. */
static void
test_appends(void **state)
{
	struct build *build = *state;
	struct kx_buffer both;

	fill_sheet(build);
	kx_buffer_init(&both, 1024u * 1024);
	assert_true(kx_pdf_write(&build->frames, build->fonts, &build->options, &both, &build->diags));
	assert_memory_equal(kx_buffer_bytes(&both), "%PDF-1.7\n%\xB7\xBE\xAD\xAA\n", 15);
	kx_buffer_done(&both);
}

static void
test_the_id_follows_the_content(void **state)
{
	struct build *build = *state;
	char first[74], second[74];

	fill_sheet(build);
	assert_true(build_write(build));
	memcpy(first, memmem(kx_buffer_bytes(&build->out), build->out.length, "/ID [<", 6), 74);
	assert_int_equal(first[73], ']');
	build->frames.subject = "Another subject";
	assert_true(build_write(build));
	memcpy(second, memmem(kx_buffer_bytes(&build->out), build->out.length, "/ID [<", 6), 74);
	assert_memory_not_equal(first, second, 74);
}

/* Titles that XML and PDF strings could stumble over; expect_clean() compares XMP with Info. */
static void
test_hostile_titles(void **state)
{
	static const char *const titles[] = {
		"A & B", "<b>bold</b>", "]]> -- <!--", "\"quoted\" 'too'", "back\\slash (and) brackets", "&amp;", "\xC3\x9Cml\xC3\xA4" "ut \xE2\x80\x93 \xE2\x82\xAC",
		"\xF0\x9F\x98\x80 beyond the plane", "\xEF\xBB\xBFmarked", "a\nb", " spaced ", "\xE2\x80\x8E" "direction", "%PDF-1.4 endobj stream",
	};
	struct build *build = *state;
	size_t i;

	fill_sheet(build);
	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		build->frames.title = build->frames.subject = build->frames.author = titles[i];
		assert_true(build_save(build));
		expect_sound(build);
		if (build_has("pdfinfo"))
			assert_non_null(strstr(build_run(build, "pdfinfo %s", NULL), "Title:"));
	}
}

static void
test_control_characters_do_not_break_the_packet(void **state)
{
	struct build *build = *state;

	fill_sheet(build);
	build->frames.subject = "a\x01\x1F" "b";
	assert_true(build_write(build));
	assert_non_null(memmem(kx_buffer_bytes(&build->out), build->out.length, "a\xEF\xBF\xBD\xEF\xBF\xBD" "b</rdf:li>", 17));
}

static void
test_what_is_not_said_is_left_out(void **state)
{
	struct build *build = *state;

	fill_sheet(build);
	build->frames.subject = NULL;
	build->frames.author = "";
	assert_true(build_save(build));
	assert_null(memmem(kx_buffer_bytes(&build->out), build->out.length, "dc:creator", 10));
	assert_null(memmem(kx_buffer_bytes(&build->out), build->out.length, "dc:description", 14));
	expect_clean(build);
}

static void
test_dates(void **state)
{
	static const struct { int64_t date; const char *text; } dates[] = {
		{ 0, "1970-01-01T00:00:00Z" }, { 951782399, "2000-02-28T23:59:59Z" }, { 951782400, "2000-02-29T00:00:00Z" },
		{ 951868800, "2000-03-01T00:00:00Z" }, { 4107542399, "2100-02-28T23:59:59Z" }, { 4107542400, "2100-03-01T00:00:00Z" },
		{ 1790680923, "2026-09-29T11:22:03Z" }, { -5, "1970-01-01T00:00:00Z" }, { INT64_MAX, "9999-12-31T23:59:59Z" },
		{ INT64_MIN, "1970-01-01T00:00:00Z" },
	};
	struct build *build = *state;
	char wanted[80];
	size_t i;

	for (i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		build->options.date = dates[i].date;
		assert_true(build_save(build));
		snprintf(wanted, sizeof(wanted), "<xmp:CreateDate>%s</xmp:CreateDate>", dates[i].text);
		assert_non_null(memmem(kx_buffer_bytes(&build->out), build->out.length, wanted, strlen(wanted)));
		expect_clean(build);
	}
}

static void
test_many_pages(void **state)
{
	struct build *build = *state;
	char text[40];
	int i, p;

	for (i = 0; i < KX_MAX_PAGES; i++) {
		if (i > 0)
			assert_int_equal(kx_frames_page(&build->arena, &build->frames, KX_PT(595), KX_PT(842)), i);
		p = build_element(build, KX_EL_P, 0);
		snprintf(text, sizeof(text), "This is page %d.", i + 1);
		build_text(build, i, p, "body", KX_PT(12), KX_PT(50), KX_PT(90), text);
	}
	assert_true(build_save(build));
	expect_sound(build);
	if (build_has("pdftotext"))
		assert_non_null(strstr(build_run(build, "pdftotext -f 64 -l 64 %s -", NULL), "This is page 64."));
}

/* Ten thousand items in two thousand paragraphs; some seconds under valgrind, a moment otherwise. */
static void
test_ten_thousand_items(void **state)
{
	struct build *build = *state;
	struct kx_shaped shaped;
	int i, p = 0;

	assert_true(kx_text_shape(&build->arena, build->fonts, "body", "en", false, "item ", 5, NULL, &shaped, &build->diags));
	for (i = 0; i < 10000; i++) {
		if (i % 5 == 0)
			p = build_element(build, KX_EL_P, 0);
		build_segment(build, 0, p, KX_PT(2), KX_PT(5 * (i % 100) + 10), KX_PT(7 * (i / 100) + 20), "item ", &shaped.segments[0]);
	}
	assert_true(build_save(build));
	assert_true(build->out.length < 200000);
	expect_sound(build);
}

static void
test_frames_are_checked_first(void **state)
{
	struct build *build = *state;

	fill_sheet(build);
	build->frames.title = NULL;
	assert_false(kx_pdf_write(&build->frames, build->fonts, &build->options, &build->out, &build->diags));
	assert_int_equal(build->diags.list[0].code, KX990);
	assert_int_equal(build->out.length, 0);
}

/* ---- the manifest ---- */

static char *
long_manifest(struct build *build)
{
	char *text = kx_arena_alloc(&build->arena, 200001);
	size_t i;

	for (i = 0; i < 200000; i++)
		text[i] = (char)(' ' + (i * i + i / 7) % 90);
	return text;
}

/* The way back is src/pdf/read_back.h's; here another program gets it out, and it is what was put in. */
static void
test_the_manifest_is_inside(void **state)
{
	struct build *build = *state;
	char *text = long_manifest(build);

	fill_sheet(build);
	build->options.attachment = text;
	build->options.attachment_length = 200000;
	build->options.attachment_name = "manifest.json";
	build->options.attachment_description = "What this sheet was made from";
	assert_true(build_save(build));
	expect_sound(build);
	NEEDS("pdfdetach");
	assert_non_null(strstr(build_run(build, "pdfdetach -list %s", NULL), "1: manifest.json"));
	assert_string_equal(build_run(build, "pdfdetach -save 1 -o /dev/stdout %s", NULL), text);
}

/* The profile says what srgb.c says of it: an sRGB monitor profile whose ID is its own MD5 (ICC.1:2010, 7.2.18). */
static void
test_the_colour_profile(void **state)
{
	unsigned char copy[KX_SRGB_PROFILE_BYTES], digest[HPDF_MD5_KEY_LEN];
	HPDF_MD5_CTX context;

	(void)state;
	memcpy(copy, kx_srgb_profile, sizeof(copy));
	assert_int_equal(copy[2] << 8 | copy[3], KX_SRGB_PROFILE_BYTES);
	assert_memory_equal(copy + 12, "mntrRGB XYZ ", 12);
	assert_memory_equal(copy + 36, "acsp", 4);
	assert_int_equal(copy[8], 4);
	memset(copy + 44, 0, 4);
	memset(copy + 64, 0, 4);
	memset(copy + 84, 0, 16);
	HPDF_MD5Init(&context);
	HPDF_MD5Update(&context, copy, sizeof(copy));
	HPDF_MD5Final(digest, &context);
	assert_memory_equal(kx_srgb_profile + 84, digest, sizeof(digest));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_an_empty_page, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_the_same_bytes_twice, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_appends, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_the_id_follows_the_content, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_hostile_titles, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_control_characters_do_not_break_the_packet, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_what_is_not_said_is_left_out, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_dates, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_many_pages, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_ten_thousand_items, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_frames_are_checked_first, build_setup, build_teardown),
		cmocka_unit_test_setup_teardown(test_the_manifest_is_inside, build_setup, build_teardown),
		cmocka_unit_test(test_the_colour_profile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
