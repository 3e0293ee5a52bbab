#include "pdf/standards.h"

#include "base/apart.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/limits.h"
#include "pdf/audit.h"
#include "pdf/open.h"
#include "text/program.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ANSWER_BYTES ((size_t)4 * 1024 * 1024)
#define AUDIT_ARENA ((size_t)64 * 1024 * 1024)
#define ROOM_BESIDE 16384u             /* the file */
#define WORDS 300                      /* bytes of one finding */

/* A sheet of six pages takes 80 ms and 30 MB.  Whoever asks about a file that means harm has the answer within a second. */
static const struct kx_apart_limits limits = { (size_t)256 * 1024 * 1024, 850 };

/* What the child says first; then come the findings, each a record and its words. */
struct answer { enum kx_pdf_opened opened; size_t more; char reason[200]; };
struct record { int rule, object, page; size_t length; };

struct task { const char *bytes; size_t length; struct kx_qpdf qpdf; const struct kx_harfbuzz *harfbuzz; struct kx_expat expat; };

void
kx_breach(struct kx_audit *audit, enum kx_rule rule, int object, const char *format, ...)
{
	struct record record = { (int)rule, object, audit->page, 0 };
	char words[WORDS];
	va_list args;
	size_t i;
	int length;

	if (audit->found[rule]++ >= KX_FINDINGS_A_RULE)
		return;
	va_start(args, format);
	length = vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	record.length = length < 0 ? 0 : length < WORDS ? (size_t)length : WORDS - 1;
	/* Words may quote the file. */
	for (i = 0; i < record.length; i++)
		if ((unsigned char)words[i] < ' ' || (unsigned char)words[i] > '~')
			words[i] = '?';
	kx_buffer_add(audit->out, &record, sizeof(record));
	kx_buffer_add(audit->out, words, record.length);
}

/* ---- in the child ---- */

static void
audit_all(struct kx_audit *audit)
{
	audit->trailer = qpdf_get_trailer(audit->qpdf);
	audit->root = qpdf_get_root(audit->qpdf);
	audit->object_count = (int)kx_ask_int(audit, audit->trailer, "/Size", 0);
	audit->has_language = kx_has(audit, audit->root, "/Lang");
	kx_audit_surface(audit);
	kx_audit_objects(audit);
	kx_audit_metadata(audit);
	kx_audit_catalog(audit);
	kx_audit_tree(audit);
	kx_audit_pages(audit);
	kx_audit_claims(audit);
	kx_audit_outline(audit);
	kx_audit_fonts_done(audit);
}

static void
audit_apart(void *argument, struct kx_buffer *out)
{
	struct task *task = argument;
	struct kx_audit audit = { .bytes = task->bytes, .length = task->length, .harfbuzz = task->harfbuzz, .expat = &task->expat,
		.out = out };
	struct answer answer = { .more = 0 };
	struct kx_arena arena;
	size_t at = out->length, i;

	kx_arena_init(&arena, AUDIT_ARENA);
	audit.arena = &arena;
	audit.qpdf = &task->qpdf;
	kx_qpdf_open(audit.qpdf);
	answer.opened = kx_pdf_open_strictly(audit.qpdf, task->bytes, task->length, answer.reason, sizeof(answer.reason));
	kx_buffer_add(out, &answer, sizeof(answer));
	if (answer.opened == KX_PDF_OPEN || answer.opened == KX_PDF_OPEN_LOCKED) {
		audit_all(&audit);
		for (i = 0; i < KX_RULE_COUNT; i++)
			answer.more += audit.found[i] > KX_FINDINGS_A_RULE ? audit.found[i] - KX_FINDINGS_A_RULE : 0;
	}
	if (kx_arena_spent(&arena))
		answer.opened = KX_PDF_NO_MEMORY;
	if (!kx_buffer_failed(out))
		memcpy(out->bytes + at, &answer, sizeof(answer));
	if (qpdf_has_error(audit.qpdf))
		qpdf_get_error(audit.qpdf);   /* one that nobody asked for would be printed */
	kx_qpdf_close(audit.qpdf);
	kx_arena_done(&arena);
}

/* ---- in the parent ---- */

static bool
take_findings(struct kx_arena *arena, const char *at, const char *end, struct kx_pdf_findings *ret_findings)
{
	struct record record;
	size_t room = 0;

	while ((size_t)(end - at) >= sizeof(record)) {
		struct kx_pdf_finding *finding = kx_arena_push(arena, &ret_findings->list, &ret_findings->count, &room,
		    sizeof(*finding));

		memcpy(&record, at, sizeof(record));
		at += sizeof(record);
		if (finding == NULL || record.length > (size_t)(end - at))
			return false;
		*finding = (struct kx_pdf_finding){ (enum kx_rule)record.rule, record.object, record.page,
		    kx_arena_copy(arena, at, record.length) };
		at += record.length;
	}
	return !kx_arena_spent(arena);
}

static bool
take_answer(struct kx_arena *arena, const char *path, const struct kx_buffer *out, struct kx_pdf_findings *ret_findings,
    struct kx_diagnostics *diags)
{
	const char *bytes = kx_buffer_bytes(out);
	struct kx_pdf_findings findings = { 0 };
	struct answer answer;

	memcpy(&answer, bytes, sizeof(answer));
	if (answer.opened != KX_PDF_OPEN_LOCKED && !kx_pdf_opened_report(answer.opened, path, answer.reason, diags))
		return false;
	if (!take_findings(arena, bytes + sizeof(answer), bytes + out->length, &findings)) {
		kx_report(diags, KX111, (struct kx_place){ .file = path }, NULL, "there is no memory left for what is wrong with this file");
		return false;
	}
	findings.more = answer.more;
	*ret_findings = findings;
	return true;
}

bool
kx_pdf_standards(struct kx_arena *arena, const char *path, struct kx_pdf_findings *ret_findings, struct kx_diagnostics *diags)
{
	struct kx_arena file;
	struct kx_buffer out;
	struct task task;
	bool done = false;

	kx_arena_init(&file, KX_MAX_PDF_BYTES + ROOM_BESIDE);
	kx_buffer_init(&out, ANSWER_BYTES);
	if (kx_qpdf_load(&task.qpdf, diags) && kx_expat_load(&task.expat, diags) && (task.harfbuzz = kx_programs_load(&file, diags)) != NULL &&
	    kx_file_read(&file, path, KX_MAX_PDF_BYTES, &task.bytes, &task.length, diags) &&
	    kx_pdf_has_header(path, task.bytes, task.length, diags)) {
		enum kx_apart_end end = kx_apart_run(audit_apart, &task, &limits, &out);

		done = kx_pdf_apart_report(end, out.length >= sizeof(struct answer), path, diags) &&
		    take_answer(arena, path, &out, ret_findings, diags);
	}
	kx_buffer_done(&out);
	kx_arena_done(&file);
	return done;
}
