#include "batch/job.h"

#include "base/file.h"
#include "base/limits.h"
#include "batch/inputs.h"
#include "batch/manifest.h"
#include "kxreport.h"
#include "layout/layout.h"
#include "merge/merge.h"
#include "pdf/pdf.h"
#include "read/fonts.h"
#include "read/gate.h"
#include "read/read.h"
#include "review/currency.h"
#include "review/review.h"
#include "review/reviewed.h"
#include "review/scorecard.h"
#include "review/waive.h"
#include "text/fonts.h"

#include <string.h>
#include <time.h>

#define OUT_CEILING (256u * 1024 * 1024)
#define MANIFEST_CEILING (64u * 1024 * 1024)
#define MESSAGE_BYTES (64u * 1024 * 1024)

static const struct kx_place nowhere;

void
kx_job_init(struct kx_job *job)
{
	memset(job, 0, sizeof(*job));
	kx_arena_init(&job->arena, KX_JOB_ARENA_BYTES);
	kx_arena_init(&job->message_arena, MESSAGE_BYTES);
	kx_diagnostics_init(&job->diags, &job->message_arena);
	kx_buffer_init(&job->out, OUT_CEILING);
}

void
kx_job_done(struct kx_job *job)
{
	kx_fonts_free(job->fonts);
	kx_buffer_done(&job->out);
	kx_arena_done(&job->message_arena);
	kx_arena_done(&job->arena);
	memset(job, 0, sizeof(*job));
}

static int64_t
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void
step_done(struct kx_job *job, const char *step, int64_t start)
{
	if (job->time_count < KX_JOB_TIMES)
		job->times[job->time_count++] = (struct kx_job_time){ step, now() - start };
}

/* A failed step that said nothing would be a silent refusal. */
static bool
failed(struct kx_job *job, const char *step)
{
	if (kx_arena_spent(&job->arena))
		kx_report(&job->diags, KX111, nowhere, NULL,
		    "the job needs more than its %u MiB of memory (%s)", KX_JOB_ARENA_BYTES >> 20, step);
	else if (job->diags.errors == 0)
		kx_report(&job->diags, KX990, nowhere, NULL, "step '%s' failed without a message", step);
	return false;
}

/* A folder of the share folder; the current folder needs no name. */
static const char *
part_of(struct kx_job *job, const char *share, const char *name)
{
	return strcmp(share, ".") == 0 ? name : kx_path_join(&job->arena, share, name);
}

bool
kx_job_start(struct kx_job *job, const struct kx_job_options *options)
{
	job->data = options->data != NULL ? kx_arena_string(&job->arena, options->data) :
	    part_of(job, options->share, "data");
	job->templates = part_of(job, options->share, "templates");
	job->font_folder = part_of(job, options->share, "fonts");
	if (job->data == NULL || job->templates == NULL || job->font_folder == NULL)
		return failed(job, "start");
	return true;
}

bool
kx_job_read_content(struct kx_job *job, const struct kx_job_options *options)
{
	int64_t start = now();
	bool ok;

	if (job->data == NULL && !kx_job_start(job, options))
		return false;
	ok = kx_read_content(&job->arena, job->data, options->clinic, options->language, &job->content, &job->diags);
	step_done(job, "read data", start);
	return ok || failed(job, "read data");
}

static bool
merge(struct kx_job *job)
{
	int64_t start = now();
	bool ok = kx_merge(&job->arena, job->content, &job->handout, &job->diags);

	step_done(job, "merge", start);
	return ok || failed(job, "merge");
}

bool
kx_job_merge(struct kx_job *job, const struct kx_job_options *options)
{
	return kx_job_read_content(job, options) && merge(job);
}

static bool
read_template(struct kx_job *job, const char *layout)
{
	int64_t start = now();
	bool ok;

	ok = kx_read_template(&job->arena, job->templates, layout, &job->sheet, &job->diags);
	step_done(job, "read template", start);
	return ok || failed(job, "read template");
}

bool
kx_job_load_fonts(struct kx_job *job)
{
	int64_t start = now();
	bool ok;

	ok = kx_read_fonts(&job->arena, job->font_folder, &job->font_list, &job->diags) &&
	    kx_fonts_load(job->font_list, &job->fonts, &job->diags);

	step_done(job, "load fonts", start);
	return ok || failed(job, "load fonts");
}

/* The paper asked for, or the template's first. */
static bool
choose_paper(struct kx_job *job, const char *wanted)
{
	const struct kx_template *sheet = job->sheet;
	const char **names, *near;
	size_t i;

	if (wanted == NULL && sheet->paper_count > 0)
		wanted = sheet->papers[0].id;
	if (wanted != NULL && kx_template_paper(sheet, wanted) != NULL) {
		job->paper = wanted;
		return true;
	}
	names = kx_arena_array(&job->arena, sheet->paper_count + 1, sizeof(*names));
	if (names == NULL)
		return failed(job, "choose paper");
	for (i = 0; i < sheet->paper_count; i++)
		names[i] = sheet->papers[i].id;
	near = kx_nearest(wanted != NULL ? wanted : "", names, sheet->paper_count);
	if (near == NULL && sheet->paper_count > 0)
		near = names[0];
	kx_report(&job->diags, KX458, nowhere,
	    near != NULL ? kx_arena_print(&job->arena, "did you mean --paper %s?", near) : NULL,
	    "layout '%s' has no paper '%s'", sheet->id, wanted != NULL ? wanted : "");
	return false;
}

/* The gate's lists and limits; they are held against the content when there is one. */
static bool
read_gate(struct kx_job *job)
{
	int64_t start = now();
	bool ok;

	ok = kx_read_gate(&job->arena, job->data, &job->gate, &job->diags);
	if (ok && job->content != NULL)
		ok = kx_read_gate_check(job->gate, job->content, &job->diags);
	step_done(job, "read gate", start);
	return ok || failed(job, "read gate");
}

/*
 * Content, template, fonts and gate, whatever fails first; the layout's default is
 * named in the data, so the template waits for the content unless one was
 * asked for.
 */
static bool
read_all(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage)
{
	bool ok = kx_job_read_content(job, options);
	const char *layout = options->layout;

	if (stage >= KX_STAGE_DOCUMENT) {
		if (layout == NULL && ok)
			layout = job->content->pack.default_layout;
		if (layout != NULL)
			ok = read_template(job, layout) && choose_paper(job, options->paper) && ok;
	}
	if (stage >= KX_STAGE_FRAMES)
		ok = kx_job_load_fonts(job) && ok;
	if (stage >= KX_STAGE_PDF)
		ok = read_gate(job) && ok;
	return ok;
}

/*
 * The hash of the words that no clinic has added anything to: what a reviewer
 * of the pack has read.  The sheet is merged and composed once more for a
 * clinic that says nothing; whatever is wrong with it is told elsewhere.
 */
static const char *
hash_pack(struct kx_job *job)
{
	struct kx_content *plain = kx_arena_alloc(&job->arena, sizeof(*plain));
	struct kx_document *document;
	struct kx_handout *handout;
	struct kx_diagnostics unheard;

	if (plain == NULL)
		return NULL;
	*plain = *job->content;
	plain->clinic = (struct kx_clinic){ .origin = job->content->clinic.origin, .id = "", .name = "" };
	kx_diagnostics_init(&unheard, &job->arena);
	unheard.draft = job->diags.draft;
	if (!kx_merge(&job->arena, plain, &handout, &unheard) ||
	    !kx_document_compose(&job->arena, handout, job->sheet, &document, &unheard))
		return NULL;
	return document->words_hash;
}

/* Does anything ask which words of the pack somebody has read? */
static bool
needs_pack_hash(const struct kx_job *job, const struct kx_job_options *options)
{
	return options->check || job->content->pack.review.by != NULL || job->content->sign_off_count > 0;
}

static bool
compose(struct kx_job *job, const struct kx_job_options *options)
{
	struct kx_compose_options wanted = { .draft = options->draft };
	int64_t start = now();
	bool ok;

	if (needs_pack_hash(job, options))
		wanted.pack_hash = hash_pack(job);
	ok = kx_document_compose_as(&job->arena, job->handout, job->sheet, &wanted, &job->document, &job->diags);
	step_done(job, "compose", start);
	return ok || failed(job, "compose");
}

static bool
lay_out(struct kx_job *job)
{
	struct kx_layout_options options = { .paper = job->paper };
	int64_t start = now();
	bool ok;

	ok = kx_layout(&job->arena, job->document, job->fonts, &options, &job->frames, &job->diags);
	step_done(job, "lay out", start);
	if (!ok)
		return failed(job, "lay out");
	start = now();
	ok = kx_frames_check(job->frames, &job->diags);
	step_done(job, "check frames", start);
	return ok || failed(job, "check frames");
}

/* What can be said of the data is said even when the sheet does not come about. */
static bool
review_data(struct kx_job *job, const struct kx_job_options *options)
{
	int64_t start = now();
	bool ok = kx_review_handout(job->handout, job->gate, &job->diags);

	ok = kx_currency_check(job->handout, job->gate, options->as_of, &job->diags) && ok;
	step_done(job, "review data", start);
	return ok || failed(job, "review data");
}

static bool
review_text(struct kx_job *job)
{
	int64_t start = now();
	bool ok = kx_review_text(job->handout, job->gate, job->document, &job->diags);

	step_done(job, "review text", start);
	return ok || failed(job, "review text");
}

static bool
review_page(struct kx_job *job)
{
	int64_t start = now();
	bool ok = kx_review_page(job->handout, job->gate, job->document, job->frames, &job->diags);

	step_done(job, "review page", start);
	return ok || failed(job, "review page");
}

/* The standards, and what people have signed; last of all their waivers, which need every message. */
static bool
review_standards(struct kx_job *job, const struct kx_job_options *options)
{
	struct kx_score_subject subject = { job->handout, job->gate, job->document, job->frames, NULL };
	int64_t start = now();
	bool ok;

	job->readability = kx_readability_document(&job->arena, job->document, job->content, job->gate);
	subject.readability = job->readability;
	job->card = job->readability != NULL ? kx_scorecard_make(&job->arena, &subject) : NULL;
	if (job->card == NULL)
		return failed(job, "score card");
	ok = kx_scorecard_report(job->card, job->content, &job->diags);
	ok = kx_reviewed_check(job->content, job->document, options->require_review, &job->diags) && ok;
	ok = kx_waivers_apply(job->content, options->as_of, &job->diags) && ok;
	step_done(job, "score card", start);
	return ok;
}

/* Which codes would have refused the sheet, each once: "KX301, KX323". */
static const char *
spared_codes(struct kx_job *job)
{
	const struct kx_diagnostics *diags = &job->diags;
	const char *text = "";
	size_t i, k;

	for (i = 0; i < diags->count && text != NULL; i++) {
		for (k = 0; k < i && !(diags->list[k].spared && diags->list[k].code == diags->list[i].code); k++)
			;
		if (diags->list[i].spared && k == i)
			text = kx_arena_print(&job->arena, "%s%sKX%03d", text, *text != '\0' ? ", " : "", (int)diags->list[i].code);
	}
	return text != NULL ? text : "";
}

static void
report_draft(struct kx_job *job)
{
	size_t spared = job->diags.spared;

	if (spared > 0)
		kx_report(&job->diags, KX370, nowhere, "it is marked as a draft; do not hand it out",
		    "%zu fault%s would have refused this sheet: %s", spared, spared == 1 ? "" : "s", spared_codes(job));
}

static bool
write_pdf(struct kx_job *job, const struct kx_job_options *options)
{
	struct kx_pdf_options pdf = {
		.producer = "kxreport " KXREPORT_VERSION,
		.attachment_name = "manifest.json",
		.attachment_description = "Where every printed sentence comes from",
	};
	struct kx_manifest *made;
	struct kx_buffer manifest;
	int64_t start = now();
	bool ok;

	kx_buffer_init(&manifest, MANIFEST_CEILING);
	pdf.date = options->has_date ? options->date : kx_date_days(job->content->pack.written_on) * 86400;
	ok = kx_inputs_collect(job) && kx_manifest_of_job(job, pdf.date, &made) && kx_manifest_write(made, &manifest);
	step_done(job, "manifest", start);
	if (ok) {
		start = now();
		pdf.attachment = kx_buffer_bytes(&manifest);
		pdf.attachment_length = manifest.length;
		ok = kx_pdf_write(job->frames, job->fonts, &pdf, &job->out, &job->diags) &&
		    !kx_buffer_failed(&job->out);
		step_done(job, "write pdf", start);
	}
	kx_buffer_done(&manifest);
	return ok || failed(job, "write pdf");
}

static bool
dump(struct kx_job *job, enum kx_stage stage)
{
	switch (stage) {
	case KX_STAGE_CONTENT:
		kx_content_dump(job->content, &job->out);
		break;
	case KX_STAGE_HANDOUT:
		kx_handout_dump(job->handout, &job->out);
		break;
	case KX_STAGE_DOCUMENT:
		kx_document_dump(job->document, &job->out);
		break;
	case KX_STAGE_FRAMES:
		kx_frames_dump(job->frames, &job->out);
		break;
	case KX_STAGE_PDF:
		break;
	}
	return !kx_buffer_failed(&job->out) || failed(job, "dump");
}

bool
kx_job_run(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage)
{
	bool passed = true;

	job->diags.draft = options->draft;
	if (!read_all(job, options, stage))
		return false;
	if (stage >= KX_STAGE_HANDOUT && !merge(job))
		return false;
	if (stage == KX_STAGE_PDF)
		passed = review_data(job, options);
	if (stage >= KX_STAGE_DOCUMENT && !compose(job, options))
		return false;
	if (stage == KX_STAGE_PDF)
		passed = review_text(job) && passed;
	if (stage >= KX_STAGE_FRAMES && !lay_out(job))
		return false;
	if (stage < KX_STAGE_PDF)
		return kx_inputs_collect(job) && dump(job, stage);
	passed = review_page(job) && passed;
	passed = review_standards(job, options) && passed;
	report_draft(job);
	return passed && (options->check || write_pdf(job, options));
}
