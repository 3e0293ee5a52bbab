/*
 * progress: what a batch says while it runs.
 *
 * On a terminal a bar with rate and time left; otherwise a line for each sheet
 * that was made, refused or failed; with --format json a line of JSON for each on
 * standard output.  Messages and bar go to standard error.
 */
#ifndef KX_CLI_PROGRESS_H
#define KX_CLI_PROGRESS_H

#include "batch/run.h"

#include <stdbool.h>
#include <stdint.h>

struct kx_progress {
	bool json, bar, quiet, verbose;
	bool drawn;                      /* a bar stands on the line */
	int64_t last;                    /* kx_times_now() of the last bar */
	int64_t begun;                   /* of the whole run */
};

struct kx_batch_listener kx_progress_listener(struct kx_progress *progress);

/* JSON text as one line on standard output. */
struct kx_buffer;
void kx_progress_line(const struct kx_buffer *text);

/* The closing line, or {"event": "ended", ...}. */
void kx_progress_end(struct kx_progress *progress, const struct kx_batch_tally *tally, bool dry_run);

#endif
