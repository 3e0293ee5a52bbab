#include "kxreport.h"

#include "base/file.h"
#include "batch/job.h"
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

#define MESSAGE_CEILING (64u * 1024 * 1024)

struct kxreport_sheet {
	struct kx_job job;
	struct kx_buffer messages;
	int status;
};

/* The public numbers are the program's own. */
_Static_assert((int)KXREPORT_REFUSED == (int)KX_EXIT_REFUSED && (int)KXREPORT_IO == (int)KX_EXIT_IO &&
    (int)KXREPORT_BUG == (int)KX_EXIT_BUG && (int)KXREPORT_WERROR == (int)KX_EXIT_WERROR, "exit statuses");
_Static_assert((int)KXREPORT_CONTENT == (int)KX_STAGE_CONTENT && (int)KXREPORT_PDF == (int)KX_STAGE_PDF, "stages");

void
kxreport_options_init(struct kxreport_options *options)
{
	memset(options, 0, sizeof(*options));
	options->stage = KXREPORT_PDF;
}

static void
run(struct kxreport_sheet *sheet, const struct kxreport_options *options)
{
	struct kx_job_options wanted = {
		.share = options->share, .data = options->data, .clinic = options->clinic, .layout = options->layout,
		.paper = options->paper, .size = options->size, .ink = options->ink, .theme = options->theme, .language = options->language,
		.has_date = options->has_date != 0, .date = options->date,
		.require_review = options->require_review != 0, .draft = options->draft != 0,
	};
	struct kx_job *job = &sheet->job;

	if (options->share == NULL || options->stage < KXREPORT_CONTENT || options->stage > KXREPORT_PDF) {
		kx_report(&job->diags, KX804, (struct kx_place){ 0 }, NULL, "kxreport_options: %s",
		    options->share == NULL ? "share is not set" : "there is no such stage");
		sheet->status = KXREPORT_USAGE;
		return;
	}
	if (options->as_of != NULL && !kx_date_parse(options->as_of, &wanted.as_of)) {
		kx_report(&job->diags, KX805, (struct kx_place){ 0 }, "write it as YYYY-MM-DD",
		    "kxreport_options: as_of is '%s', which is no day of the calendar", options->as_of);
		sheet->status = KXREPORT_USAGE;
		return;
	}
	kx_job_run(job, &wanted, (enum kx_stage)options->stage);
	sheet->status = (int)kx_diagnostics_status(&job->diags, options->warnings_are_errors != 0);
}

int
kxreport_render(const struct kxreport_options *options, struct kxreport_sheet **ret_sheet)
{
	struct kxreport_sheet *sheet = calloc(1, sizeof(*sheet));

	*ret_sheet = sheet;
	if (sheet == NULL)
		return KXREPORT_BUG;
	kx_job_init(&sheet->job);
	kx_buffer_init(&sheet->messages, MESSAGE_CEILING);
	run(sheet, options);
	return sheet->status;
}

const void *
kxreport_bytes(const struct kxreport_sheet *sheet, size_t *ret_length)
{
	if (sheet->status != KXREPORT_OK)
		return NULL;
	*ret_length = sheet->job.out.length;
	return kx_buffer_bytes(&sheet->job.out);
}

int
kxreport_write(struct kxreport_sheet *sheet, const char *path)
{
	struct kx_job *job = &sheet->job;

	if (sheet->status != KXREPORT_OK)
		return sheet->status;
	if (!kx_file_replace(path, kx_buffer_bytes(&job->out), job->out.length, &job->diags))
		return KXREPORT_IO;
	return KXREPORT_OK;
}

size_t
kxreport_pages(const struct kxreport_sheet *sheet)
{
	return sheet->job.frames != NULL ? sheet->job.frames->page_count : 0;
}

const char *
kxreport_document_id(const struct kxreport_sheet *sheet)
{
	return sheet->job.document != NULL ? sheet->job.document->document_id : "";
}

const char *
kxreport_paper(const struct kxreport_sheet *sheet)
{
	return sheet->job.paper != NULL ? sheet->job.paper : "";
}

const char *
kxreport_size(const struct kxreport_sheet *sheet)
{
	return sheet->job.size != NULL ? sheet->job.size->id : "";
}

const char *
kxreport_ink(const struct kxreport_sheet *sheet)
{
	return sheet->job.ink != NULL ? sheet->job.ink->id : "";
}

const char *
kxreport_theme(const struct kxreport_sheet *sheet)
{
	return sheet->job.theme != NULL ? sheet->job.theme->id : "";
}

const char *
kxreport_messages(struct kxreport_sheet *sheet, enum kxreport_message_format format)
{
	struct kx_job *job = &sheet->job;

	kx_buffer_clear(&sheet->messages);
	if (format == KXREPORT_JSON)
		kx_read_explain_json(&job->diags, &sheet->messages);
	else if (job->diags.count > 0)
		kx_read_explain(&job->diags, format == KXREPORT_HUMAN_COLOR, &sheet->messages);
	return kx_buffer_bytes(&sheet->messages);
}

void
kxreport_free(struct kxreport_sheet *sheet)
{
	if (sheet == NULL)
		return;
	kx_buffer_done(&sheet->messages);
	kx_job_done(&sheet->job);
	free(sheet);
}

const char *
kxreport_version(void)
{
	return KXREPORT_VERSION;
}
