#include "cli/command.h"
#include "cli/job.h"
#include "merge/merge.h"

bool
kx_command_trace(const struct kx_request *request, struct kx_job *job)
{
	struct kx_job_options options;

	return kx_command_options(request, job, &options) && kx_job_merge(job, &options) &&
	    kx_trace(job->handout, request->operand, &job->out, &job->diags);
}
