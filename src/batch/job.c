#include "batch/job.h"

#include "base/limits.h"
#include "batch/inputs.h"
#include "batch/job_steps.h"
#include "batch/judge.h"
#include "batch/stored.h"
#include "merge/merge.h"

#include <string.h>

#define OUT_CEILING (256u * 1024 * 1024)
#define MEMO_BYTES (128u * 1024 * 1024)
#define MESSAGE_BYTES (64u * 1024 * 1024)

static const struct kx_place nowhere;

void
kx_job_init(struct kx_job *job)
{
	memset(job, 0, sizeof(*job));
	kx_stock_init(&job->own);
	kx_arena_init(&job->arena, KX_JOB_ARENA_BYTES);
	kx_arena_init(&job->message_arena, MESSAGE_BYTES);
	kx_memo_init(&job->own_memo, MEMO_BYTES);
	job->own.files.memo = &job->own_memo;
	kx_diagnostics_init(&job->diags, &job->message_arena);
	kx_buffer_init(&job->out, OUT_CEILING);
}

void
kx_job_done(struct kx_job *job)
{
	if (job->aside != NULL)
		kx_job_done(job->aside);
	kx_buffer_done(&job->out);
	kx_stock_done(&job->own);
	kx_memo_done(&job->own_memo);
	kx_arena_done(&job->message_arena);
	kx_arena_done(&job->arena);
	memset(job, 0, sizeof(*job));
}

struct kx_memo *
kx_job_memo(struct kx_job *job)
{
	return job->memo != NULL ? job->memo : &job->own_memo;
}

/* A failed step that said nothing would be a silent refusal. */
bool
kx_job_failed(struct kx_job *job, const char *step)
{
	if (kx_arena_spent(&job->arena))
		kx_report(&job->diags, KX111, nowhere, NULL,
		    "the job needs more than its %u MiB of memory (%s)", KX_JOB_ARENA_BYTES >> 20, step);
	else if (job->diags.errors == 0)
		kx_report(&job->diags, KX990, nowhere, NULL, "step '%s' failed without a message", step);
	return false;
}

bool
kx_job_start(struct kx_job *job, const struct kx_job_options *options)
{
	int64_t start = kx_times_now();

	job->stock = &job->own;
	job->own_memo.store = &job->own.store;
	kx_stored_open(&job->own, options->store);
	kx_times_add(&job->own.times, "open store", start);
	return kx_stock_open(&job->own, options->share, options->data) || kx_job_failed(job, "start");
}

bool
kx_job_read_content(struct kx_job *job, const struct kx_job_options *options)
{
	bool ok = (job->stock != NULL || kx_job_start(job, options)) &&
	    kx_stock_load_data(&job->own, options->language, &job->diags);

	return kx_job_read_clinic(job, options) && ok;
}

static bool
merge(struct kx_job *job)
{
	int64_t start = kx_times_now();
	bool ok = kx_merge_kept(&job->arena, job->content, kx_job_memo(job), &job->handout, &job->diags);

	kx_times_add(&job->times, "merge", start);
	return ok || kx_job_failed(job, "merge");
}

bool
kx_job_merge(struct kx_job *job, const struct kx_job_options *options)
{
	return kx_job_read_content(job, options) && merge(job);
}

bool
kx_job_load_fonts(struct kx_job *job)
{
	return kx_stock_load_fonts(&job->own, &job->diags) || kx_job_failed(job, "load fonts");
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
	case KX_STAGE_TEMPLATE:
		kx_template_dump(job->sheet, job->content->clinic.colour, &job->out);
		break;
	case KX_STAGE_DOCUMENT:
		kx_document_dump(job->document, &job->out);
		break;
	case KX_STAGE_FRAMES:
		kx_frames_dump(job->frames, &job->out);
		break;
	case KX_STAGE_SETTING:
		kx_frames_dump_setting(job->frames, &job->out);
		break;
	case KX_STAGE_PDF:
		break;
	}
	return !kx_buffer_failed(&job->out) || kx_job_failed(job, "dump");
}

/* As far as a stage that is looked at and not printed. */
static bool
make_stage(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage)
{
	if (stage >= KX_STAGE_DOCUMENT && !kx_job_compose(job, options))
		return false;
	if (stage >= KX_STAGE_FRAMES && !(kx_job_lay_out(job) && kx_job_leave_out(job, options)))
		return false;
	return kx_inputs_collect(job, kx_job_memo(job)) && dump(job, stage);
}

/* Everything has been read. */
static bool
make(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage)
{
	bool passed;

	if (stage >= KX_STAGE_HANDOUT && !merge(job))
		return false;
	if (stage < KX_STAGE_PDF)
		return make_stage(job, options, stage);
	if (!kx_job_make_page(job, options, &passed) || !kx_job_leave_out(job, options))
		return false;
	passed = kx_judge_page(job) && passed;
	passed = kx_judge_ink(job) && passed;
	passed = kx_judge_standards(job, options) && passed;
	kx_judge_draft(job);
	return passed && (options->check || kx_job_write(job, options));
}

bool
kx_job_make(struct kx_job *job, const struct kx_stock *stock, const struct kx_job_options *options, enum kx_stage stage)
{
	job->stock = stock;
	job->diags.draft = options->draft;
	return kx_job_take(job, options, stage) && make(job, options, stage);
}

/* The sheet that results are kept of when the program is built, on whatever paper (kxreport prepare). */
static bool
is_shipped(const struct kx_job_options *options)
{
	return options->data == NULL && options->clinic == NULL && options->clinic_row == NULL && options->language == NULL &&
	    options->layout == NULL && options->size == NULL && options->ink == NULL && options->theme == NULL && !options->draft;
}

bool
kx_job_run(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage)
{
	struct kx_stock_names names = { options->language, options->layout, options->size, options->ink, options->theme,
	    options->beside, !is_shipped(options) };
	bool loaded, made;

	job->diags.draft = options->draft;
	if (!kx_job_start(job, options))
		return false;
	loaded = kx_stock_load(&job->own, &names, stage, &job->diags) || kx_job_failed(job, "load");
	made = kx_job_take(job, options, stage) && loaded && make(job, options, stage);
	kx_stock_settle(&job->own);
	return made;
}
