/*
 * adapt: the layout of a job as its size, its theme, its ink and its clinic make it.
 */
#ifndef KX_BATCH_ADAPT_H
#define KX_BATCH_ADAPT_H

#include "batch/job.h"

/*
 * Put in place of `job->sheet`, a layout as it was read, the effective
 * template, and in place of the clinic's color the one that it is printed in:
 * a pale one is made darker, which is KX375, a warning.  False when a part is
 * missing, which was reported, or the arena is spent.
 */
bool kx_job_adapt(struct kx_job *job, const struct kx_job_options *options);

#endif
