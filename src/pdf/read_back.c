/*
 * Reading with qpdf, through its C API.
 *
 * Tried on a sheet saved again by qpdf (object streams made and unmade,
 * linearised, recompressed, encrypted, QDF), mutool (cleaned, garbage
 * collected, ASCII filters) and Ghostscript, qpdf 11.3 read all of them, and
 * the content of the pages came out with the same bytes from all but QDF,
 * which sets the content anew, and Ghostscript, which makes new pages.
 *
 * Roads not taken: poppler-glib reads as much, but is under the GPL, brings
 * GLib and a renderer, and always tries to recover; MuPDF is under the AGPL;
 * a parser of our own would be one more to keep safe.
 */
#include "pdf/read_back.h"

#include "base/apart.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/limits.h"
#include "pdf/open.h"
#include "pdf/seal.h"

#include <stdlib.h>
#include <string.h>

#define NAME "manifest.json"
#define MAKER "kxreport "
#define TREE_DEPTH 8               /* of the name tree of embedded files */
#define TREE_WIDTH 10000
#define MOST_POINTS 14400          /* of a page (ISO 32000-1, annex C) */
#define METADATA_BYTES (1u * 1024 * 1024)
#define ANSWER_BYTES (KX_MAX_FILE_BYTES + METADATA_BYTES + 4096u)

/* A sheet takes 8 ms and 20 MB. */
static const struct kx_apart_limits limits = { (size_t)128 * 1024 * 1024, 800 };

enum outcome { READ, UNOPENED, DAMAGED, FOREIGN, MANIFEST_LOST, NO_MEMORY };

/* What the child says first; the manifest and the metadata follow. */
struct answer {
	enum outcome outcome;
	enum kx_pdf_opened opened;
	bool unchanged;
	int pages;
	kx_length page_width, page_height;
	size_t manifest_length, metadata_length;
	char reason[200];
};

struct task { const char *bytes; size_t length; bool manifest_only; struct kx_qpdf qpdf; };

/* ---- in the child ---- */

struct reading {
	struct kx_qpdf *qpdf;
	struct answer answer;
	unsigned char *manifest, *metadata;    /* malloc'd by qpdf */
	size_t visited;                        /* nodes of the name tree, annotations */
};

static void
keep_reason(struct reading *reading)
{
	qpdf_error error = qpdf_get_error(reading->qpdf);
	const char *detail = error != NULL ? qpdf_get_error_message_detail(reading->qpdf, error) : NULL;
	size_t i;

	if (detail == NULL)
		return;
	strncpy(reading->answer.reason, detail, sizeof(reading->answer.reason) - 1);
	for (i = 0; reading->answer.reason[i] != '\0'; i++)
		if (reading->answer.reason[i] < ' ' || reading->answer.reason[i] > '~')
			reading->answer.reason[i] = '?';
}

/* Everything a stream holds, unpacked; malloc'd, or NULL. */
static unsigned char *
stream_data(struct reading *reading, qpdf_oh stream, size_t *ret_length)
{
	unsigned char *bytes = NULL;
	QPDF_BOOL unpacked = QPDF_FALSE;
	QPDF_ERROR_CODE code;

	if (!qpdf_oh_is_stream(reading->qpdf, stream))
		return NULL;
	code = qpdf_oh_get_stream_data(reading->qpdf, stream, qpdf_dl_generalized, &unpacked, &bytes, ret_length);
	if ((code & (QPDF_ERRORS)) || !unpacked) {
		keep_reason(reading);
		free(bytes);
		return NULL;
	}
	return bytes;
}

/* A file specification (7.11.3): is it our manifest?  Then take it. */
static bool
take_manifest(struct reading *reading, qpdf_oh specification)
{
	struct kx_qpdf *qpdf = reading->qpdf;
	qpdf_oh name, files, stream;

	if (!qpdf_oh_is_dictionary(qpdf, specification))
		return false;
	name = qpdf_oh_get_key(qpdf, specification, "/UF");
	if (!qpdf_oh_is_string(qpdf, name))
		name = qpdf_oh_get_key(qpdf, specification, "/F");
	if (!qpdf_oh_is_string(qpdf, name) || strcmp(qpdf_oh_get_utf8_value(qpdf, name), NAME) != 0)
		return false;
	files = qpdf_oh_get_key(qpdf, specification, "/EF");
	if (!qpdf_oh_is_dictionary(qpdf, files))
		return false;
	stream = qpdf_oh_get_key(qpdf, files, "/F");
	reading->manifest = stream_data(reading, stream, &reading->answer.manifest_length);
	return reading->manifest != NULL;
}

/* The name tree (7.9.6) below `node`: a list of names and values, or of further nodes. */
static bool
find_manifest(struct reading *reading, qpdf_oh node, int depth)
{
	struct kx_qpdf *qpdf = reading->qpdf;
	qpdf_oh list;
	int count, i;

	if (depth == TREE_DEPTH || !qpdf_oh_is_dictionary(qpdf, node))
		return false;
	list = qpdf_oh_get_key(qpdf, node, "/Names");
	count = qpdf_oh_is_array(qpdf, list) ? qpdf_oh_get_array_n_items(qpdf, list) : 0;
	for (i = 1; i < count && reading->visited++ < TREE_WIDTH; i += 2)
		if (take_manifest(reading, qpdf_oh_get_array_item(qpdf, list, i)))
			return true;
	list = qpdf_oh_get_key(qpdf, node, "/Kids");
	count = qpdf_oh_is_array(qpdf, list) ? qpdf_oh_get_array_n_items(qpdf, list) : 0;
	for (i = 0; i < count && reading->visited++ < TREE_WIDTH; i++)
		if (find_manifest(reading, qpdf_oh_get_array_item(qpdf, list, i), depth + 1))
			return true;
	return false;
}

/*
 * Does the file name us as its maker, in its information dictionary or in
 * metadata that stand in plain view?  A sheet without its manifest must not
 * pass for somebody else's file.
 */
static bool
names_us(struct reading *reading, const struct task *task)
{
	static const char element[] = "<pdf:Producer>" MAKER;
	const char *producer = qpdf_get_info_key(reading->qpdf, "/Producer");

	return (producer != NULL && strncmp(producer, MAKER, strlen(MAKER)) == 0) ||
	    memmem(task->bytes, task->length, element, strlen(element)) != NULL;
}

/* We write links and nothing else; a note or a stamp on top can change what a page says. */
static bool
has_links_only(struct reading *reading, qpdf_oh page)
{
	struct kx_qpdf *qpdf = reading->qpdf;
	qpdf_oh list = qpdf_oh_get_key(qpdf, page, "/Annots"), kind;
	int count = qpdf_oh_is_array(qpdf, list) ? qpdf_oh_get_array_n_items(qpdf, list) : 0, i;

	for (i = 0; i < count && reading->visited++ < TREE_WIDTH; i++) {
		kind = qpdf_oh_get_key_if_dict(qpdf, qpdf_oh_get_array_item(qpdf, list, i), "/Subtype");
		if (!qpdf_oh_is_name_and_equals(qpdf, kind, "/Link"))
			return false;
	}
	return i == count;
}

/* Do pages and manifest still fit the first half of /ID? */
static bool
fits_seal(struct reading *reading)
{
	struct kx_qpdf *qpdf = reading->qpdf;
	int pages = qpdf_get_num_pages(qpdf), i;
	struct kx_seal seal = { { 0 } };
	unsigned char *bytes;
	const char *half;
	size_t length;
	qpdf_oh id, page;

	for (i = 0; i < pages && i < KX_MAX_PAGES; i++) {
		bytes = NULL;
		length = 0;
		page = qpdf_get_page_n(qpdf, (size_t)i);
		if (!has_links_only(reading, page) ||
		    (qpdf_oh_get_page_content_data(qpdf, page, &bytes, &length) & (QPDF_ERRORS)))
			return false;
		kx_seal_add(&seal, bytes, length);
		free(bytes);
	}
	kx_seal_add(&seal, reading->manifest, reading->answer.manifest_length);
	id = qpdf_oh_get_key(qpdf, qpdf_get_trailer(qpdf), "/ID");
	if (pages < 1 || pages > KX_MAX_PAGES || !qpdf_oh_is_array(qpdf, id))
		return false;
	half = qpdf_oh_get_binary_string_value(qpdf, qpdf_oh_get_array_item(qpdf, id, 0), &length);
	return length == KX_SEAL_BYTES && memcmp(half, seal.digest, KX_SEAL_BYTES) == 0;
}

/* A length of a page, given in points; 0 when it is none. */
static kx_length
page_length(struct kx_qpdf *qpdf, qpdf_oh box, int low, int high)
{
	double points = qpdf_oh_get_numeric_value(qpdf, qpdf_oh_get_array_item(qpdf, box, high)) -
	    qpdf_oh_get_numeric_value(qpdf, qpdf_oh_get_array_item(qpdf, box, low));

	return points > 0 && points <= MOST_POINTS ? (kx_length)(points * 1000 + 0.5) : 0;
}

/* Of page 1: its paper, the way the reader holds it (7.7.3.3: MediaBox, Rotate). */
static void
measure(struct reading *reading)
{
	struct kx_qpdf *qpdf = reading->qpdf;
	struct answer *answer = &reading->answer;
	qpdf_oh page, box;

	answer->pages = qpdf_get_num_pages(qpdf);
	if (answer->pages < 1 || (qpdf_push_inherited_attributes_to_page(qpdf) & (QPDF_ERRORS)))
		return;
	page = qpdf_get_page_n(qpdf, 0);
	box = qpdf_oh_get_key(qpdf, page, "/MediaBox");
	if (!qpdf_oh_is_array(qpdf, box) || qpdf_oh_get_array_n_items(qpdf, box) != 4)
		return;
	answer->page_width = page_length(qpdf, box, 0, 2);
	answer->page_height = page_length(qpdf, box, 1, 3);
	if (qpdf_oh_get_int_value_as_int(qpdf, qpdf_oh_get_key(qpdf, page, "/Rotate")) % 180 != 0) {
		kx_length width = answer->page_width;

		answer->page_width = answer->page_height;
		answer->page_height = width;
	}
}

/* Did memory run out on the way?  qpdf turns that into the failure of whatever needed it, and a warning. */
static bool
ran_out(struct reading *reading)
{
	const char *text;

	while (qpdf_more_warnings(reading->qpdf)) {
		text = qpdf_get_error_message_detail(reading->qpdf, qpdf_next_warning(reading->qpdf));
		if (text != NULL && strstr(text, "bad_alloc") != NULL)
			return true;
	}
	return strstr(reading->answer.reason, "bad_alloc") != NULL;
}

static void
take_all(struct reading *reading, const struct task *task)
{
	struct kx_qpdf *qpdf = reading->qpdf;
	qpdf_oh root, names;

	reading->answer.opened = kx_pdf_open_strictly(qpdf, task->bytes, task->length, reading->answer.reason,
	    sizeof(reading->answer.reason));
	if (reading->answer.opened != KX_PDF_OPEN) {
		reading->answer.outcome = UNOPENED;
		return;
	}
	root = qpdf_get_root(qpdf);
	names = qpdf_oh_get_key_if_dict(qpdf, root, "/Names");
	if (!find_manifest(reading, qpdf_oh_get_key_if_dict(qpdf, names, "/EmbeddedFiles"), 0)) {
		/* An object that should have held it and cannot be read is damage, not absence. */
		if (qpdf_has_error(qpdf))
			keep_reason(reading);
		if (reading->answer.reason[0] == '\0')
			reading->answer.outcome = names_us(reading, task) ? MANIFEST_LOST : FOREIGN;
		return;
	}
	reading->answer.outcome = READ;
	if (task->manifest_only)
		return;
	reading->metadata = stream_data(reading, qpdf_oh_get_key_if_dict(qpdf, root, "/Metadata"),
	    &reading->answer.metadata_length);
	reading->answer.unchanged = fits_seal(reading);
	measure(reading);
}

static void
read_apart(void *argument, struct kx_buffer *out)
{
	struct reading reading = { .answer = { .outcome = DAMAGED } };

	reading.qpdf = &((struct task *)argument)->qpdf;
	kx_qpdf_open(reading.qpdf);
	take_all(&reading, argument);
	if ((reading.answer.outcome == DAMAGED || reading.answer.outcome == UNOPENED) && ran_out(&reading))
		reading.answer.outcome = NO_MEMORY;
	if (reading.manifest == NULL)
		reading.answer.manifest_length = 0;
	if (reading.metadata == NULL || reading.answer.metadata_length > METADATA_BYTES)
		reading.answer.metadata_length = 0;
	kx_buffer_add(out, &reading.answer, sizeof(reading.answer));
	kx_buffer_add(out, reading.manifest, reading.answer.manifest_length);
	kx_buffer_add(out, reading.metadata, reading.answer.metadata_length);
	free(reading.manifest);
	free(reading.metadata);
	qpdf_get_error(reading.qpdf);   /* one that nobody asked for would be printed */
	kx_qpdf_close(reading.qpdf);
}

/* ---- in the parent ---- */

static bool
fault(enum kx_code code, const char *path, const char *what, struct kx_diagnostics *diags)
{
	kx_report(diags, code, (struct kx_place){ .file = path }, NULL, "%s", what);
	return false;
}

static bool
take_answer(struct kx_arena *arena, const char *path, const struct kx_buffer *out, struct kx_pdf_back *ret_back,
    struct kx_diagnostics *diags)
{
	const char *bytes = kx_buffer_bytes(out);
	struct kx_pdf_back back = { 0 };
	struct answer answer;

	memcpy(&answer, bytes, sizeof(answer));
	bytes += sizeof(answer);
	switch (answer.outcome) {
	case UNOPENED:
		return kx_pdf_opened_report(answer.opened, path, answer.reason, diags);
	case DAMAGED:
		return kx_pdf_opened_report(KX_PDF_DAMAGED, path, answer.reason, diags);
	case NO_MEMORY:
		return kx_pdf_opened_report(KX_PDF_NO_MEMORY, path, "", diags);
	case FOREIGN:
		return fault(KX623, path, "this PDF holds no manifest of kxreport", diags);
	case MANIFEST_LOST:
		return fault(KX626, path, "this PDF says that kxreport made it, but holds no manifest", diags);
	case READ:
		break;
	}
	back.unchanged = answer.unchanged;
	back.pages = answer.pages;
	back.page_width = answer.page_width;
	back.page_height = answer.page_height;
	back.manifest_length = answer.manifest_length;
	back.manifest = kx_arena_copy(arena, bytes, answer.manifest_length);
	if (answer.metadata_length > 0) {
		back.metadata_length = answer.metadata_length;
		back.metadata = kx_arena_copy(arena, bytes + answer.manifest_length, answer.metadata_length);
	}
	if (kx_arena_spent(arena))
		return fault(KX111, path, "there is no memory left for what this file says", diags);
	*ret_back = back;
	return true;
}

/* A file being read: the child has its bytes; here they are kept for the seal. */
struct kx_pdf_reading {
	const char *path;
	struct task task;
	struct kx_arena file;
	struct kx_apart apart;
};

struct kx_pdf_reading *
kx_pdf_read_start(struct kx_arena *arena, const char *path, bool manifest_only, struct kx_diagnostics *diags)
{
	struct kx_pdf_reading *reading = kx_arena_alloc(arena, sizeof(*reading));

	if (reading == NULL) {
		fault(KX111, path, "there is no memory left to read this file", diags);
		return NULL;
	}
	reading->path = path;
	reading->task.manifest_only = manifest_only;
	kx_arena_init(&reading->file, KX_MAX_PDF_BYTES + 4096u);
	if (kx_qpdf_load(&reading->task.qpdf, diags) &&
	    kx_file_read(&reading->file, path, KX_MAX_PDF_BYTES, &reading->task.bytes, &reading->task.length, diags) &&
	    kx_pdf_has_header(path, reading->task.bytes, reading->task.length, diags)) {
		reading->apart = kx_apart_start(read_apart, &reading->task, &limits, ANSWER_BYTES);
		return reading;
	}
	kx_arena_done(&reading->file);
	return NULL;
}

bool
kx_pdf_read_finish(struct kx_arena *arena, struct kx_pdf_reading *reading, struct kx_pdf_back *ret_back,
    struct kx_diagnostics *diags)
{
	const char *path = reading->path;
	struct kx_buffer out;
	enum kx_apart_end end;
	bool done = false;

	kx_buffer_init(&out, ANSWER_BYTES);
	end = kx_apart_finish(&reading->apart, &out);
	done = kx_pdf_apart_report(end, out.length >= sizeof(struct answer), path, diags) &&
	    take_answer(arena, path, &out, ret_back, diags);
	if (done && !reading->task.manifest_only)
		kx_hash_hex(reading->task.bytes, reading->task.length, ret_back->sha256);
	if (done)
		ret_back->as_written = ret_back->unchanged && kx_seal_is_whole(reading->task.bytes, reading->task.length);
	kx_buffer_done(&out);
	kx_arena_done(&reading->file);
	return done;
}

bool
kx_pdf_read_back(struct kx_arena *arena, const char *path, struct kx_pdf_back *ret_back, struct kx_diagnostics *diags)
{
	struct kx_pdf_reading *reading = kx_pdf_read_start(arena, path, false, diags);

	return reading != NULL && kx_pdf_read_finish(arena, reading, ret_back, diags);
}
