#include "batch/job.h"
#include "batch/stored.h"
#include "cli/command.h"
#include "cli/share.h"

bool
kx_command_prepare(const struct kx_request *request, struct kx_job *job)
{
	/* Of no day: what is stored depends on none, and old data are kept as well. */
	struct kx_job_options options = {
		.data = request->values[KX_OPT_DATA],
		.clinic = request->values[KX_OPT_CLINIC],
		.layout = request->values[KX_OPT_LAYOUT],
		.paper = request->values[KX_OPT_PAPER],
		.size = request->values[KX_OPT_SIZE],
		.ink = request->values[KX_OPT_INK],
		.theme = request->values[KX_OPT_THEME],
		.language = request->values[KX_OPT_LANG],
	};

	if (request->values[KX_OPT_OUT] == NULL) {
		kx_report(&job->diags, KX808, (struct kx_place){ 0 }, "kxreport prepare --out kxreport.store", "no file to write was named");
		return false;
	}
	options.share = kx_share_find(&job->arena, NULL, &job->diags);
	/* In one memo: nothing is done beside it. */
	if (options.share == NULL || !kx_job_run(job, &options, KX_STAGE_PDF))
		return false;
	kx_buffer_clear(&job->out);
	if (!kx_stored_write(job->stock, kx_job_memo(job), &job->out)) {
		kx_report(&job->diags, KX893, (struct kx_place){ 0 }, NULL, "nothing can be kept: the program or a library does not say which build it is");
		return false;
	}
	return true;
}
