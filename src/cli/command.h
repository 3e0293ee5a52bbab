/*
 * command: what each command does.
 *
 * A command works in the job it is handed: it reports to the job's
 * diagnostics and leaves what it has to say to standard output (or to --out)
 * in the job's buffer.  Writing that, printing messages and choosing the exit
 * status is main's part, the same for all.  A command whose buffer is a report
 * on what it found sets job->report.
 */
#ifndef KX_CLI_COMMAND_H
#define KX_CLI_COMMAND_H

#include "cli/options.h"

#include <stdbool.h>

struct kx_job;
struct kx_job_options;

bool kx_command_render(const struct kx_request *request, struct kx_job *job);
bool kx_command_check(const struct kx_request *request, struct kx_job *job);
bool kx_command_trace(const struct kx_request *request, struct kx_job *job);
bool kx_command_diff(const struct kx_request *request, struct kx_job *job);
bool kx_command_recall(const struct kx_request *request, struct kx_job *job);
bool kx_command_verify(const struct kx_request *request, struct kx_job *job);
bool kx_command_print(const struct kx_request *request, struct kx_job *job);
bool kx_command_batch(const struct kx_request *request, struct kx_job *job);
bool kx_command_history(const struct kx_request *request, struct kx_job *job);
bool kx_command_ledger(const struct kx_request *request, struct kx_job *job);
bool kx_command_list(const struct kx_request *request, struct kx_job *job);
bool kx_command_explain(const struct kx_request *request, struct kx_job *job);
bool kx_command_schema(const struct kx_request *request, struct kx_job *job);
bool kx_command_completion(const struct kx_request *request, struct kx_job *job);
bool kx_command_prepare(const struct kx_request *request, struct kx_job *job);
bool kx_command_version(const struct kx_request *request, struct kx_job *job);
bool kx_command_help(const struct kx_request *request, struct kx_job *job);

/* 'verify --standards': files are held to PDF/UA-1 and PDF/A-3a; KX630 for each breach. */
bool kx_command_standards(const struct kx_request *request, struct kx_job *job);

/* The names of the schemas, one a line. */
bool kx_command_schemas(struct kx_job *job);

/*
 * The job options that the request names, with the share folder found,
 * SOURCE_DATE_EPOCH read, and today's date where --as-of names no other.
 * Reports KX703, KX805, KX809.
 */
bool kx_command_options(const struct kx_request *request, struct kx_job *job, struct kx_job_options *ret_options);

/* Are findings asked for as JSON? */
bool kx_command_wants_json(const struct kx_request *request);

/* Does the request end in a PDF?  Otherwise in text. */
bool kx_command_makes_pdf(const struct kx_request *request);

#endif
