/*
 * The program: read the command line, run the command, write what it made,
 * say what there is to say.
 */
#include "base/file.h"
#include "batch/inputs.h"
#include "batch/job.h"
#include "cli/command.h"
#include "cli/heap.h"
#include "cli/messages.h"

#include <signal.h>
#include <string.h>

#define TRACE_CEILING (64u * 1024)
#define RULE_CEILING (16u * 1024 * 1024)

static bool
run(const struct kx_request *request, struct kx_job *job)
{
	static bool (*const commands[KX_CMD_COUNT])(const struct kx_request *, struct kx_job *) = {
		[KX_CMD_RENDER] = kx_command_render,
		[KX_CMD_CHECK] = kx_command_check,
		[KX_CMD_TRACE] = kx_command_trace,
		[KX_CMD_DIFF] = kx_command_diff,
		[KX_CMD_RECALL] = kx_command_recall,
		[KX_CMD_VERIFY] = kx_command_verify,
		[KX_CMD_PRINT] = kx_command_print,
		[KX_CMD_BATCH] = kx_command_batch,
		[KX_CMD_HISTORY] = kx_command_history,
		[KX_CMD_LEDGER] = kx_command_ledger,
		[KX_CMD_LIST] = kx_command_list,
		[KX_CMD_EXPLAIN] = kx_command_explain,
		[KX_CMD_SCHEMA] = kx_command_schema,
		[KX_CMD_COMPLETION] = kx_command_completion,
		[KX_CMD_PREPARE] = kx_command_prepare,
		[KX_CMD_VERSION] = kx_command_version,
		[KX_CMD_HELP] = kx_command_help,
	};

	if (kx_asked(request, HELP) || kx_asked(request, MAN))
		return kx_command_help(request, job);
	if (kx_asked(request, VERSION))
		return kx_command_version(request, job);
	return commands[request->command](request, job);
}

static bool
write_times(const struct kx_request *request, struct kx_job *job)
{
	const struct kx_times *both[] = { &job->own.times, &job->times };
	struct kx_buffer trace;
	bool ok;

	kx_buffer_init(&trace, TRACE_CEILING);
	kx_times_trace(both, 2, &trace);
	ok = kx_file_replace(request->values[KX_OPT_TIMINGS_FILE], kx_buffer_bytes(&trace), trace.length, &job->diags);
	kx_buffer_done(&trace);
	return ok;
}

/*
 * Put the output in its place.  SIGINT and its kin wait meanwhile, so that a
 * temporary is always renamed or removed; standard output stays interruptible,
 * for whoever reads it may be slow.
 */
static bool
write_out(const struct kx_request *request, struct kx_job *job)
{
	const char *out = request->command != KX_CMD_BATCH ? request->values[KX_OPT_OUT] : NULL;
	const char *path = out != NULL ? out : "-";
	int64_t start = kx_times_now();
	struct kx_buffer rule;
	sigset_t waiting, before;
	bool ok = true;

	sigemptyset(&waiting);
	if (strcmp(path, "-") != 0) {
		sigaddset(&waiting, SIGINT);
		sigaddset(&waiting, SIGTERM);
		sigaddset(&waiting, SIGHUP);
	}
	sigprocmask(SIG_BLOCK, &waiting, &before);
	if (kx_asked(request, TIMINGS_FILE))
		ok = write_times(request, job);
	if (ok && kx_asked(request, DEPS)) {
		kx_buffer_init(&rule, RULE_CEILING);
		kx_inputs_rule(job, path, &rule);
		ok = kx_file_replace(request->values[KX_OPT_DEPS], kx_buffer_bytes(&rule), rule.length, &job->diags);
		kx_buffer_done(&rule);
	}
	ok = ok && kx_file_replace(path, kx_buffer_bytes(&job->out), job->out.length, &job->diags);
	sigprocmask(SIG_SETMASK, &before, NULL);
	kx_times_add(&job->times, "write out", start);
	return ok;
}

int
main(int argc, char **argv)
{
	struct kx_request request;
	struct kx_heap heap;
	struct kx_job job;
	enum kx_exit status;
	bool ok;

	kx_heap_prepare(&heap);
	kx_job_init(&job);
	ok = kx_options_parse(&job.arena, argc, (const char *const *)argv, &request, &job.diags) && run(&request, &job);
	if (!ok && job.diags.errors == 0)
		kx_report(&job.diags, KX990, (struct kx_place){ 0 }, NULL, "the command failed without a message");
	status = kx_diagnostics_status(&job.diags, kx_asked(&request, WERROR));
	if (status == KX_EXIT_OK || job.report) {
		ok = write_out(&request, &job);
		status = kx_diagnostics_status(&job.diags, kx_asked(&request, WERROR));
		if (status == KX_EXIT_OK)
			status = job.found;
	}
	kx_messages_print(&request, &job, status, ok && status == KX_EXIT_OK);
	kx_job_done(&job);
	kx_heap_done(&heap);
	return (int)status;
}
