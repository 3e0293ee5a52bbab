/*
 * manifest: where every printed sentence comes from, gathered from a job.
 *
 * Embedded in each PDF as manifest.json, and made from today's data to hold a
 * sheet against.  Nothing in it depends on the machine, the folder or the
 * time.
 */
#ifndef KX_BATCH_MANIFEST_H
#define KX_BATCH_MANIFEST_H

#include "content/handout.h"
#include "content/manifest.h"

#include <stdbool.h>

struct kx_arena;
struct kx_job;
struct kx_template;

/*
 * What the handout prints by this template; NULL leaves no section out.
 * Strings are borrowed from the content.  The document's part and the inputs
 * stay empty.  False when the arena is spent.
 */
bool kx_manifest_make(struct kx_arena *arena, const struct kx_handout *handout, const struct kx_template *sheet,
    struct kx_manifest **ret_manifest);

/*
 * The manifest of a sheet: `job` has been run as far as its frames, and its
 * inputs collected.  `date` is the one inside the PDF, in seconds since 1970
 * UTC.
 */
bool kx_manifest_of_job(struct kx_job *job, int64_t date, struct kx_manifest **ret_manifest);

#endif
