/*
 * messages: what a run says on standard error.
 *
 * For people: the diagnostics, then one summary line.  With --format sarif a
 * SARIF log (sarif.h).  With --format json one JSON document, always:
 *
 *	{ "status": 0,
 *	  "output": { "path", "pages", "paper", "bytes", "document" },     when a PDF was written
 *	  "timings": [ { "step", "microseconds" } ],                         with --timings
 *	  "messages": [ { "code", "severity", "file", "pointer", "line", "column", "message", "hint" } ] }
 */
#ifndef KX_CLI_MESSAGES_H
#define KX_CLI_MESSAGES_H

#include "base/diagnostic.h"
#include "cli/options.h"

struct kx_job;

/* Print everything the run has to say.  `written` is whether the output reached its place. */
void kx_messages_print(const struct kx_request *request, struct kx_job *job, enum kx_exit status, bool written);

#endif
