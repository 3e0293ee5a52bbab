#include "batch/job.h"
#include "cli/command.h"
#include "cli/finished.h"
#include "cli/sheet_trace.h"
#include "merge/merge.h"

#include <string.h>
#include <strings.h>

/* A finished sheet is named by its path; ids and numbers hold neither a slash nor a dot. */
static bool
is_sheet(const char *what)
{
	size_t length = strlen(what);

	return strchr(what, '/') != NULL || (length > 4 && strcasecmp(what + length - 4, ".pdf") == 0);
}

/* What a sheet says of itself does not depend on any data folder. */
static bool
refuse_data(const struct kx_request *request, struct kx_job *job)
{
	static const enum kx_option_id options[] = { KX_OPT_DATA, KX_OPT_CLINIC, KX_OPT_LANG };
	bool refused = false;
	size_t i;

	for (i = 0; i < sizeof(options) / sizeof(*options); i++) {
		if (request->values[options[i]] == NULL)
			continue;
		kx_report(&job->diags, KX807, (struct kx_place){ 0 }, NULL, "--%s changes nothing in the trace of a finished sheet",
		    kx_option_table[options[i]].name);
		refused = true;
	}
	return refused;
}

static bool
trace_sheet(const struct kx_request *request, struct kx_job *job)
{
	struct kx_finished sheet;

	if (refuse_data(request, job) || !kx_finished_sheet(&job->arena, request->operand, &sheet, &job->diags))
		return false;
	if (!(sheet.back.unchanged && sheet.manifest->sealed))
		kx_report(&job->diags, KX383, (struct kx_place){ .file = sheet.path }, NULL,
		    "this sheet was changed after it was written; what follows is what its manifest says");
	if (kx_command_wants_json(request))
		kx_buffer_add(&job->out, sheet.back.manifest, sheet.back.manifest_length);
	else
		kx_sheet_trace(&job->arena, &sheet, &job->out);
	job->report = true;
	return !kx_buffer_failed(&job->out);
}

bool
kx_command_trace(const struct kx_request *request, struct kx_job *job)
{
	struct kx_job_options options;

	if (is_sheet(request->operand))
		return trace_sheet(request, job);
	return kx_command_options(request, job, &options) && kx_job_merge(job, &options) &&
	    kx_trace(job->handout, request->operand, &job->out, &job->diags);
}
