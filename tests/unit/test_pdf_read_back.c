/* Reading a sheet back: as written, saved again by other programs, and files of every bad kind. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_frames.h"
#include "pdf/object.h"
#include "pdf/pack.h"
#include "pdf/read_back.h"

#define MANIFEST "{\"a\": [1, 2, 3]}\n"

#define NEEDS(tool) \
	do { \
		if (!build_has(tool)) { \
			print_message("%s is not here\n", tool); \
			skip(); \
		} \
	} while (0)

static void
fill_page(struct build *build, int page, const char *words)
{
	int p = build_element(build, KX_EL_P, 0);

	build_text(build, page, p, "body", KX_PT(12), KX_PT(50), KX_PT(90), words);
}

/* A sheet of two pages with a manifest, written and saved. */
static int
open_sheet(void **state)
{
	struct build *build = malloc(sizeof(*build));

	*state = build;
	if (build == NULL || !build_open(build) ||
	    kx_frames_page(&build->arena, &build->frames, KX_PT(612), KX_PT(792)) != 1)
		return -1;
	fill_page(build, 0, "About 27 in 100 people felt better.");
	fill_page(build, 1, "Ask before you start.");
	build->frames.document_id = "pack-1.0-abcdef";
	build->options.attachment = MANIFEST;
	build->options.attachment_length = strlen(MANIFEST);
	build->options.attachment_name = "manifest.json";
	return build_save(build) ? 0 : -1;
}

static int
close_sheet(void **state)
{
	build_close(*state);
	free(*state);
	return 0;
}

static bool
read_back(struct build *build, struct kx_pdf_back *ret_back)
{
	memset(ret_back, 0, sizeof(*ret_back));
	return kx_pdf_read_back(&build->arena, build->path, ret_back, &build->diags);
}

static void
expect_manifest(struct build *build, bool as_written, bool unchanged)
{
	struct kx_pdf_back back;

	assert_true(read_back(build, &back));
	assert_int_equal(back.manifest_length, strlen(MANIFEST));
	assert_string_equal(back.manifest, MANIFEST);
	assert_int_equal(back.as_written, as_written);
	assert_int_equal(back.unchanged, unchanged);
}

static void
expect_fault(struct build *build, const void *bytes, size_t length, enum kx_code code)
{
	size_t count = build->diags.count;
	struct kx_pdf_back back;

	assert_true(build_save_bytes(build, bytes, length));
	assert_false(read_back(build, &back));
	assert_int_equal(build->diags.count, count + 1);
	assert_int_equal(build->diags.list[count].code, code);
	assert_string_equal(build->diags.list[count].place.file, build->path);
}

static void
test_as_written(void **state)
{
	struct build *build = *state;
	struct kx_pdf_back back;

	expect_manifest(build, true, true);
	assert_true(read_back(build, &back));
	assert_non_null(strstr(back.metadata, "<dc:identifier>pack-1.0-abcdef</dc:identifier>"));
	assert_int_equal(strlen(back.metadata), back.metadata_length);
}

/* Two steps, and only the manifest. */
static void
test_manifest_alone(void **state)
{
	struct build *build = *state;
	struct kx_pdf_back back;
	struct kx_pdf_reading *first, *second;

	first = kx_pdf_read_start(&build->arena, build->path, true, &build->diags);
	second = kx_pdf_read_start(&build->arena, build->path, false, &build->diags);
	assert_non_null(first);
	assert_non_null(second);
	assert_null(kx_pdf_read_start(&build->arena, "/nowhere", true, &build->diags));
	assert_true(kx_pdf_read_finish(&build->arena, second, &back, &build->diags));
	assert_true(back.as_written && back.unchanged && back.metadata != NULL);
	assert_true(kx_pdf_read_finish(&build->arena, first, &back, &build->diags));
	assert_string_equal(back.manifest, MANIFEST);
	assert_true(!back.as_written && !back.unchanged && back.metadata == NULL);
	assert_true(back.pages == 0 && back.page_width == 0 && back.sha256[0] == '\0');
}

static void
test_a_long_manifest(void **state)
{
	struct build *build = *state;
	struct kx_pdf_back back;
	char *text = kx_arena_alloc(&build->arena, 200001);
	size_t i;

	for (i = 0; i < 200000; i++)
		text[i] = (char)(' ' + (i * i + i / 7) % 90);
	build->options.attachment = text;
	build->options.attachment_length = 200000;
	assert_true(build_save(build));
	assert_true(read_back(build, &back));
	assert_int_equal(back.manifest_length, 200000);
	assert_memory_equal(back.manifest, text, 200000);
	assert_true(back.as_written);
}

/*
 * Run a program that makes the sheet anew, "%s" twice in its command; then the
 * new file is the sheet.  Some programs know a PDF by its name only.
 */
static void
save_again(struct build *build, const char *format)
{
	char command[500], from[80], to[80];

	snprintf(from, sizeof(from), "%s.old.pdf", build->path);
	snprintf(to, sizeof(to), "%s.new.pdf", build->path);
	assert_int_equal(rename(build->path, from), 0);
	snprintf(command, sizeof(command), format, from, to);
	assert_int_equal(system(command), 0);
	assert_int_equal(unlink(from), 0);
	assert_int_equal(rename(to, build->path), 0);
}

static void
test_saved_by_qpdf(void **state)
{
	static const char *const ways[] = {
		"qpdf --object-streams=generate %s %s", "qpdf --object-streams=disable %s %s", "qpdf --linearize %s %s",
		"qpdf --stream-data=uncompress %s %s", "qpdf --recompress-flate --compression-level=1 %s %s",
	};
	struct build *build = *state;
	size_t i;

	NEEDS("qpdf");
	for (i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		assert_true(build_save(build));
		save_again(build, ways[i]);
		expect_manifest(build, false, true);
	}
}

static void
test_saved_by_mutool(void **state)
{
	static const char *const ways[] = { "mutool clean %s %s", "mutool clean -ggg -z %s %s", "mutool clean -d -a %s %s" };
	struct build *build = *state;
	size_t i;

	NEEDS("mutool");
	for (i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		assert_true(build_save(build));
		save_again(build, ways[i]);
		expect_manifest(build, false, true);
	}
}

/* The paper it needs, and the hash of the very bytes. */
static void
test_page_and_hash(void **state)
{
	struct build *build = *state;
	struct kx_pdf_back back;
	char hash[KX_HASH_HEX];

	assert_true(read_back(build, &back));
	assert_int_equal(back.pages, 2);
	assert_int_equal(back.page_width, KX_PT(612));
	assert_int_equal(back.page_height, KX_PT(792));
	kx_hash_hex(kx_buffer_bytes(&build->out), build->out.length, hash);
	assert_string_equal(back.sha256, hash);
}

/* A page that is turned is as wide as it is seen; the box may stand higher up in the tree. */
static void
test_turned_page(void **state)
{
	struct build *build = *state;
	struct kx_pdf_back back;

	NEEDS("qpdf");
	save_again(build, "qpdf %1$s --rotate=+90 %2$s");
	assert_true(read_back(build, &back));
	assert_int_equal(back.page_width, KX_PT(792));
	assert_int_equal(back.page_height, KX_PT(612));
	assert_true(build_save(build));
	save_again(build, "qpdf --qdf --object-streams=disable %1$s %2$s.1 && "
	    "sed -e 's,^  /MediaBox,  /Elsewhere,' -e 's,^  /Type /Pages,  /Type /Pages /MediaBox [10 10 505.28 800],' %2$s.1 | "
	    "fix-qdf >%2$s; rm -f %2$s.1");
	assert_true(read_back(build, &back));
	assert_int_equal(back.page_width, KX_PT(495.28));
	assert_int_equal(back.page_height, KX_PT(790));
}

/* Other pages: the manifest is read, and the change is told. */
static void
test_pages_changed(void **state)
{
	static const char *const ways[] = {
		"qpdf %1$s --pages . 2,1 -- %2$s", "qpdf %1$s --pages . 1 -- %2$s", "qpdf %1$s --pages . 1,1-2 -- %2$s",
	};
	struct build *build = *state;
	struct kx_pdf_back back;
	size_t i;

	NEEDS("qpdf");
	for (i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		assert_true(build_save(build));
		save_again(build, ways[i]);
		assert_true(read_back(build, &back));
		assert_string_equal(back.manifest, MANIFEST);
		assert_false(back.unchanged);
		assert_false(back.as_written);
	}
}

/* A manifest of another sheet, put in by a program that knows how. */
static void
test_manifest_changed(void **state)
{
	struct build *build = *state;
	struct kx_pdf_back back;

	NEEDS("qpdf");
	save_again(build, "echo '{}' >%1$s.json; "
	    "qpdf --remove-attachment=manifest.json %1$s %2$s.1 && "
	    "qpdf %2$s.1 --add-attachment %1$s.json --filename=manifest.json --key=manifest.json -- %2$s; "
	    "rm -f %2$s.1 %1$s.json");
	assert_true(read_back(build, &back));
	assert_string_equal(back.manifest, "{}\n");
	assert_false(back.unchanged);
}

/* A note stuck onto a page, by way of a file that can be edited as text. */
static void
test_a_note_on_a_page(void **state)
{
	struct build *build = *state;
	struct kx_pdf_back back;

	NEEDS("qpdf");
	save_again(build, "qpdf --object-streams=disable --stream-data=preserve --qdf --normalize-content=n %s %s");
	expect_manifest(build, false, true);
	save_again(build, "sed 's,^  /Type /Page$,  /Annots [<</Type/Annot /Subtype/FreeText /Rect [0 0 9 9] /Contents(72)>>] /Type /Page,' "
	    "%1$s >%2$s.1; fix-qdf %2$s.1 >%2$s; rm -f %2$s.1");
	assert_true(read_back(build, &back));
	assert_false(back.unchanged);
}

static void
test_more_behind_the_end(void **state)
{
	struct build *build = *state;
	char *bytes = kx_arena_alloc(&build->arena, build->out.length + 20);

	memcpy(bytes, kx_buffer_bytes(&build->out), build->out.length);
	memcpy(bytes + build->out.length, "\r\n\r\n", 4);
	assert_true(build_save_bytes(build, bytes, build->out.length + 4));
	expect_manifest(build, false, true);
}

static void
test_locked(void **state)
{
	static const char *const ways[] = {
		"qpdf --encrypt '' owner 256 -- %s %s", "qpdf --encrypt user owner 256 -- %s %s",
		"qpdf --allow-weak-crypto --encrypt user owner 40 -- %s %s",
	};
	struct build *build = *state;
	struct kx_pdf_back back;
	size_t i, count;

	NEEDS("qpdf");
	for (i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		assert_true(build_save(build));
		save_again(build, ways[i]);
		count = build->diags.count;
		assert_false(read_back(build, &back));
		assert_int_equal(build->diags.count, count + 1);
		assert_int_equal(build->diags.list[count].code, KX622);
	}
}

static void
test_not_a_pdf(void **state)
{
	static const char *const texts[] = { "", "hello", "%PDF", "{}", "\x89PNG\r\n\x1a\n" };
	struct build *build = *state;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_fault(build, texts[i], strlen(texts[i]), KX620);
}

static void
test_foreign(void **state)
{
	struct build *build = *state;

	build->options.producer = "another program";
	build->options.attachment = NULL;
	assert_true(build_write(build));
	expect_fault(build, kx_buffer_bytes(&build->out), build->out.length, KX623);
	build->options.attachment = MANIFEST;
	build->options.attachment_name = "invoice.json";
	assert_true(build_write(build));
	expect_fault(build, kx_buffer_bytes(&build->out), build->out.length, KX623);
}

/* A sheet of ours is not somebody else's because its manifest has gone. */
static void
test_manifest_lost(void **state)
{
	struct build *build = *state;
	struct kx_pdf_back back;

	build->options.attachment = NULL;
	assert_true(build_write(build));
	expect_fault(build, kx_buffer_bytes(&build->out), build->out.length, KX626);
	NEEDS("qpdf");
	build->options.attachment = MANIFEST;
	assert_true(build_save(build));
	save_again(build, "qpdf --remove-attachment=manifest.json %s %s");
	kx_diagnostics_init(&build->diags, &build->arena);
	assert_false(read_back(build, &back));
	assert_int_equal(build->diags.list[0].code, KX626);
}

static void
test_no_file(void **state)
{
	struct build *build = *state;
	struct kx_pdf_back back;

	assert_false(kx_pdf_read_back(&build->arena, "/nowhere/a.pdf", &back, &build->diags));
	assert_int_equal(build->diags.list[0].code, KX701);
	assert_false(kx_pdf_read_back(&build->arena, "/tmp", &back, &build->diags));
	assert_int_equal(build->diags.list[1].code, KX701);
}

/* Cut anywhere, it is an error and nothing worse. */
static void
test_cut_short(void **state)
{
	struct build *build = *state;
	size_t length = build->out.length, i;

	/* The last bytes, "%%EOF", say nothing that is not known without them. */
	for (i = 5; i < length - 20; i += length / 25)
		expect_fault(build, kx_buffer_bytes(&build->out), i, KX621);
	expect_fault(build, kx_buffer_bytes(&build->out), length - 20, KX621);
}

/*
 * Bits flipped anywhere: the file is refused, or the manifest is as it was or
 * the change is told; what is never true is that a changed manifest counts as
 * unchanged, or that the library comes to harm.
 */
static void
test_bits_flipped(void **state)
{
	struct build *build = *state;
	size_t length = build->out.length, i, refused = 0, told = 0;
	struct kx_pdf_back back;
	char *bytes = kx_arena_alloc(&build->arena, length);

	for (i = 0; i < length; i += 1 + length / 150) {
		memcpy(bytes, kx_buffer_bytes(&build->out), length);
		bytes[i] ^= (char)(1 << i % 8);
		assert_true(build_save_bytes(build, bytes, length));
		kx_diagnostics_init(&build->diags, &build->arena);
		if (!read_back(build, &back)) {
			assert_int_equal(build->diags.count, 1);
			assert_int_not_equal(build->diags.list[0].code, KX624);
			refused++;
			continue;
		}
		assert_false(back.as_written);
		if (back.unchanged)
			assert_string_equal(back.manifest, MANIFEST);
		else
			told++;
	}
	/* Most of a file is fonts, whose bytes neither half of that is about. */
	assert_true(refused > 0);
	assert_true(told > 0);
}

/* A run of bytes overwritten with what a hostile writer might put there. */
static void
test_numbers_blown_up(void **state)
{
	static const char *const numbers[] = { "99999999999", "-1", "0", "[[[[[[[[", "<<<<<<", "1 0 R", ">>stream" };
	struct build *build = *state;
	size_t length = build->out.length, i, at, turn = 0;
	struct kx_pdf_back back;
	char *bytes = kx_arena_alloc(&build->arena, length);

	for (i = 0; i + 16 < length; i++) {
		const char *plain = kx_buffer_bytes(&build->out) + i;

		/* Numbers of dictionaries: " 123" after a name. */
		if (plain[0] != ' ' || plain[1] < '0' || plain[1] > '9' || turn > 120)
			continue;
		at = turn++ % (sizeof(numbers) / sizeof(*numbers));
		memcpy(bytes, kx_buffer_bytes(&build->out), length);
		memcpy(bytes + i + 1, numbers[at], strlen(numbers[at]));
		assert_true(build_save_bytes(build, bytes, length));
		kx_diagnostics_init(&build->diags, &build->arena);
		if (read_back(build, &back)) {
			assert_int_equal(back.as_written, memcmp(bytes, kx_buffer_bytes(&build->out), length) == 0);
		} else {
			assert_int_equal(build->diags.count, 1);
			assert_int_not_equal(build->diags.list[0].code, KX624);
		}
	}
	assert_true(turn > 20);
}

/* ---- files made to do harm ---- */

/* A file with a plain cross-reference table from objects 1 to `count`. */
static void
save_objects(struct build *build, const char *const *objects, const size_t *lengths, size_t count)
{
	struct kx_buffer file;
	size_t offsets[16], i, xref;

	assert_true(count < 16);
	kx_buffer_init(&file, 256u * 1024 * 1024);
	kx_buffer_text(&file, "%PDF-1.7\n");
	for (i = 0; i < count; i++) {
		offsets[i] = file.length;
		kx_buffer_print(&file, "%zu 0 obj\n", i + 1);
		kx_buffer_add(&file, objects[i], lengths[i]);
		kx_buffer_text(&file, "\nendobj\n");
	}
	xref = file.length;
	kx_buffer_print(&file, "xref\n0 %zu\n0000000000 65535 f \n", count + 1);
	for (i = 0; i < count; i++)
		kx_buffer_print(&file, "%010zu 00000 n \n", offsets[i]);
	kx_buffer_print(&file, "trailer <</Size %zu /Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", count + 1, xref);
	assert_false(kx_buffer_failed(&file));
	assert_true(build_save_bytes(build, kx_buffer_bytes(&file), file.length));
	kx_buffer_done(&file);
}

#define CATALOG "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(manifest.json) 3 0 R]>>>>>>"
#define FILESPEC "<</Type/Filespec/UF(manifest.json)/EF<</F 4 0 R>>>>"

static enum kx_code
outcome(struct build *build)
{
	struct kx_pdf_back back;

	kx_diagnostics_init(&build->diags, &build->arena);
	if (read_back(build, &back))
		return KX_CODE_NONE;
	assert_int_equal(build->diags.count, 1);
	return build->diags.list[0].code;
}

/* Zeros packed so small that the file is nothing and what it holds is gigabytes. */
static void
pack_zeros(struct kx_packer *packer, struct kx_buffer *bomb, size_t megabytes)
{
	char *zeros = calloc(megabytes, (size_t)1024 * 1024);

	assert_non_null(zeros);
	assert_true(kx_deflate(packer, zeros, megabytes * 1024 * 1024, bomb));
	free(zeros);
}

static void
test_a_manifest_that_unpacks_without_end(void **state)
{
	struct build *build = *state;
	struct kx_packer packer;
	struct kx_buffer once, twice, stream;
	const char *objects[4] = { CATALOG, "<</Type/Pages/Kids[]/Count 0>>", FILESPEC, NULL };
	size_t lengths[4] = { strlen(objects[0]), strlen(objects[1]), strlen(objects[2]), 0 };
	size_t i;

	kx_buffer_init(&once, 256u * 1024 * 1024);
	kx_buffer_init(&twice, 256u * 1024 * 1024);
	kx_buffer_init(&stream, 256u * 1024 * 1024);
	assert_true(kx_packer_open(&packer, NULL, &build->diags));
	pack_zeros(&packer, &once, 64);
	/* The packed bytes again and again are one after the other in what is packed twice. */
	for (i = 0; i < 32; i++)
		kx_buffer_add(&stream, kx_buffer_bytes(&once), once.length);
	assert_true(kx_deflate(&packer, kx_buffer_bytes(&stream), stream.length, &twice));
	kx_buffer_clear(&stream);
	kx_buffer_print(&stream, "<</Filter/FlateDecode/Length %zu>>\nstream\n", once.length);
	kx_buffer_add(&stream, kx_buffer_bytes(&once), once.length);
	kx_buffer_text(&stream, "\nendstream");
	objects[3] = kx_buffer_bytes(&stream);
	lengths[3] = stream.length;
	save_objects(build, objects, lengths, 4);
	assert_int_equal(outcome(build), KX624);
	kx_packer_done(&packer);
	kx_buffer_done(&once);
	kx_buffer_done(&twice);
	kx_buffer_done(&stream);
}

static void
test_trees_without_end(void **state)
{
	static const char *const rounds[] = {
		"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 3 0 R>>>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>",
		"<</Kids[3 0 R 3 0 R 3 0 R 3 0 R 3 0 R 3 0 R 3 0 R 3 0 R]>>"
	};
	static const char *const pages[] = {
		CATALOG, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>", FILESPEC, "<</Length 2>>stream\n{}\nendstream"
	};
	struct build *build = *state;
	size_t lengths[4], i;

	for (i = 0; i < 3; i++)
		lengths[i] = strlen(rounds[i]);
	save_objects(build, rounds, lengths, 3);
	assert_int_equal(outcome(build), KX623);
	for (i = 0; i < 4; i++)
		lengths[i] = strlen(pages[i]);
	save_objects(build, pages, lengths, 4);
	assert_int_equal(outcome(build), KX_CODE_NONE);
}

static void
test_deep_objects(void **state)
{
	struct build *build = *state;
	char *deep = malloc(400000);
	const char *objects[2] = { "<</Type/Catalog/Names 2 0 R>>", deep };
	size_t lengths[2] = { strlen(objects[0]), 400000 };

	assert_non_null(deep);
	memset(deep, '[', 200000);
	memset(deep + 200000, ']', 200000);
	save_objects(build, objects, lengths, 2);
	assert_int_equal(outcome(build), KX623);
	memset(deep, '<', 400000);
	save_objects(build, objects, lengths, 2);
	assert_in_range(outcome(build), KX621, KX623);
	free(deep);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_as_written, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_page_and_hash, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_turned_page, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_manifest_alone, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_a_long_manifest, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_saved_by_qpdf, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_saved_by_mutool, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_pages_changed, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_manifest_changed, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_a_note_on_a_page, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_more_behind_the_end, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_locked, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_not_a_pdf, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_foreign, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_manifest_lost, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_no_file, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_cut_short, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_bits_flipped, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_numbers_blown_up, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_a_manifest_that_unpacks_without_end, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_trees_without_end, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(test_deep_objects, open_sheet, close_sheet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
