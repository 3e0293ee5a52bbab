#include "cli/job.h"

#include "base/file.h"
#include "base/limits.h"
#include "cli/inputs.h"
#include "cli/manifest.h"
#include "kxreport.h"
#include "layout/layout.h"
#include "merge/merge.h"
#include "pdf/pdf.h"
#include "read/fonts.h"
#include "read/read.h"
#include "review/review.h"
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

/*
 * Content, template and fonts, whatever fails first; the layout's default is
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
	return ok;
}

static bool
compose(struct kx_job *job)
{
	int64_t start = now();
	bool ok = kx_document_compose(&job->arena, job->handout, job->sheet, &job->document, &job->diags);

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

static bool
review(struct kx_job *job)
{
	int64_t start = now();
	bool ok = kx_review(job->handout, job->document, job->frames, &job->diags);

	step_done(job, "review", start);
	return ok || failed(job, "review");
}

/* Days from 1970-01-01 to a date (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
static int64_t
days_from_date(struct kx_date date)
{
	int64_t year = date.year - (date.month <= 2), era = (year >= 0 ? year : year - 399) / 400;
	int64_t of_era = year - era * 400;
	int64_t of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool
write_pdf(struct kx_job *job, const struct kx_job_options *options)
{
	struct kx_pdf_options pdf = {
		.producer = "kxreport " KXREPORT_VERSION,
		.attachment_name = "manifest.json",
		.attachment_description = "Where every printed sentence comes from",
	};
	struct kx_buffer manifest;
	int64_t start = now();
	bool ok;

	kx_buffer_init(&manifest, MANIFEST_CEILING);
	ok = kx_inputs_collect(job) && kx_manifest_write(job, &manifest);
	step_done(job, "manifest", start);
	if (ok) {
		start = now();
		pdf.date = options->has_date ? options->date :
		    days_from_date(job->content->pack.written_on) * 86400;
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
	if (!read_all(job, options, stage))
		return false;
	if (stage >= KX_STAGE_HANDOUT && !merge(job))
		return false;
	if (stage >= KX_STAGE_DOCUMENT && !compose(job))
		return false;
	if (stage >= KX_STAGE_FRAMES && !lay_out(job))
		return false;
	if (stage < KX_STAGE_PDF)
		return kx_inputs_collect(job) && dump(job, stage);
	return review(job) && write_pdf(job, options);
}
