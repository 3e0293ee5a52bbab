#include "batch/job.h"
#include "batch/stored.h"
#include "cli/command.h"
#include "content/template.h"

#include <string.h>

/* The same sheet on another paper, from the same stock, into the same memo.  Its messages are told with the others, so it goes with them. */
static bool
make_on(struct kx_job *job, struct kx_job_options options, const char *paper)
{
	struct kx_job *other = kx_arena_alloc(&job->arena, sizeof(*other));
	bool done;

	if (other == NULL)
		return kx_job_failed(job, "prepare");
	kx_job_init(other);
	other->aside = job->aside;
	job->aside = other;
	other->memo = kx_job_memo(job);
	options.paper = paper;
	done = kx_job_make(other, job->stock, &options, KX_STAGE_PDF);
	kx_diagnostics_append(&job->diags, &other->diags);
	return done;
}

/* On the paper that is asked for, or on all that the layout has.  In one memo: nothing is done beside it. */
static bool
make_sheets(struct kx_job *job, const struct kx_job_options *options)
{
	size_t i;

	if (!kx_job_run(job, options, KX_STAGE_PDF))
		return false;
	for (i = 0; i < job->sheet->paper_count && options->paper == NULL; i++)
		if (strcmp(job->sheet->papers[i].id, job->paper) != 0 && !make_on(job, *options, job->sheet->papers[i].id))
			return false;
	return true;
}

bool
kx_command_prepare(const struct kx_request *request, struct kx_job *job)
{
	struct kx_job_options options;

	if (request->values[KX_OPT_OUT] == NULL) {
		kx_report(&job->diags, KX808, (struct kx_place){ 0 }, "kxreport prepare --out kxreport.store", "no file to write was named");
		return false;
	}
	/* Of no day: what is stored depends on none, and old data are kept as well.  From no store: all is worked out anew. */
	if (!kx_command_options(request, job, &options))
		return false;
	options.store = NULL;
	if (!make_sheets(job, &options))
		return false;
	kx_buffer_clear(&job->out);
	if (!kx_asked(request, PORTABLE))
		kx_stored_know_files(job, kx_job_memo(job));
	if (!kx_stored_write(job->stock, kx_job_memo(job), &job->out)) {
		kx_report(&job->diags, KX893, (struct kx_place){ 0 }, NULL, "nothing can be kept: the program or a library does not say which build it is");
		return false;
	}
	return true;
}
