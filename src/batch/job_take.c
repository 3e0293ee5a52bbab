#include "batch/job_steps.h"

#include "base/nearest.h"
#include "batch/adapt.h"
#include "read/read.h"
#include "review/droppable.h"
#include "review/places.h"

static const struct kx_place nowhere;

/* The content for the job's clinic, from a collection that may have faults of its own. */
bool
kx_job_read_clinic(struct kx_job *job, const struct kx_job_options *options)
{
	const struct kx_collection *collection = kx_stock_collection(job->stock, options->language);
	int64_t start = kx_times_now();
	bool ok;

	if (collection == NULL)
		return kx_job_failed(job, "read clinic");
	ok = options->clinic_row != NULL ?
	    kx_read_for_clinic_row(&job->arena, collection, options->clinic_row, kx_job_memo(job), &job->content, &job->diags) :
	    kx_read_for_clinic(&job->arena, collection, options->clinic, kx_job_memo(job), &job->content, &job->diags);
	kx_times_add(&job->times, "read clinic", start);
	return ok || kx_job_failed(job, "read clinic");
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
		return kx_job_failed(job, "choose paper");
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

/* A short layout prints an outline of its own in place of the full account. */
static bool
choose_outline(struct kx_job *job)
{
	struct kx_content *outlined = kx_arena_alloc(&job->arena, sizeof(*outlined));
	const char *wanted = job->sheet->outline;
	struct kx_nearness nearness;
	size_t i;

	if (wanted == NULL || outlined == NULL)
		return wanted == NULL;
	if (kx_content_outlined(job->content, wanted, outlined)) {
		job->content = outlined;
		return true;
	}
	kx_nearness_init(&nearness, wanted);
	for (i = 0; i < job->content->outline_count; i++)
		kx_nearness_try(&nearness, job->content->outlines[i].id);
	kx_report(&job->diags, KX427, (struct kx_place){ .file = job->sheet->origin.file, .pointer = "/outline" },
	    nearness.best != NULL ? kx_arena_print(&job->arena, "did you mean \"%s\"?", nearness.best) : NULL,
	    "the data have no outline \"%s\"", wanted);
	return false;
}

bool
kx_job_take(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage)
{
	bool ok = kx_job_read_clinic(job, options);

	job->gate = kx_stock_gate(job->stock, options->language);
	if (stage < KX_STAGE_TEMPLATE)
		return ok;
	job->sheet = kx_stock_template(job->stock, options->language, options->layout);
	if (job->sheet == NULL)
		return kx_job_failed(job, "choose layout");
	if (!choose_paper(job, options->paper) || !ok || !choose_outline(job))
		return false;
	kx_places_check(&job->arena, kx_job_memo(job), job->content, job->sheet, &job->diags);
	return (kx_job_adapt(job, options) || kx_job_failed(job, "adapt template")) &&
	    kx_droppable_check(job->content, job->sheet, &job->diags);
}
