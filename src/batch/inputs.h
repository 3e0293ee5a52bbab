/*
 * inputs: which files a sheet was made from.
 *
 * The list behind --deps and behind the hashes in the manifest.  Names are
 * the same on every machine: "data/topics.json", "templates/handout.json",
 * "fonts/X.ttf"; a file from outside those folders has its own file name
 * behind "elsewhere/".
 */
#ifndef KX_BATCH_INPUTS_H
#define KX_BATCH_INPUTS_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_job;
struct kx_buffer;

struct kx_input {
	const char *name;             /* as above */
	const char *path;             /* opens from the current folder */
	char sha256[KX_HASH_HEX];
};

/*
 * Fill in `job->inputs`, sorted by name, from what the stages have read.
 * Reads each file once more for its hash; KX701 when one has gone.
 */
bool kx_inputs_collect(struct kx_job *job);

/* A rule for make: `target` depends on every input. */
void kx_inputs_rule(const struct kx_job *job, const char *target, struct kx_buffer *out);

#endif
