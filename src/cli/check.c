#include "batch/job.h"
#include "cli/card.h"
#include "cli/command.h"
#include "cli/sarif.h"

#include <string.h>

bool
kx_command_check(const struct kx_request *request, struct kx_job *job)
{
	const char *format = request->values[KX_OPT_FORMAT];
	struct kx_card card = { .job = job };
	struct kx_job_options options;
	bool ok;

	if (!kx_command_options(request, job, &options))
		return false;
	ok = kx_job_run(job, &options, KX_STAGE_PDF);
	card.as_of = options.as_of;
	card.status = kx_diagnostics_status(&job->diags, kx_asked(request, WERROR));
	job->report = true;
	if (format != NULL && strcmp(format, "json") == 0)
		kx_card_json(&card, &job->out);
	else if (format != NULL && strcmp(format, "sarif") == 0)
		kx_sarif_write(&job->diags, card.status, &job->out);
	else
		kx_card_print(&card, &job->out);
	return ok;
}
