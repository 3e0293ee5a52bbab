/*
 * judge: the steps of a job at which the gate is asked, in the order of its messages.
 *
 * Each says what it found in the job's messages and what it took in its times,
 * and returns whether the sheet may still be printed.
 */
#ifndef KX_BATCH_JUDGE_H
#define KX_BATCH_JUDGE_H

#include "batch/job.h"

/* What can be said of the account; it is said even when the sheet does not come about. */
bool kx_judge_data(struct kx_job *job, const struct kx_job_options *options);

/* The document's words; fills in job->readability. */
bool kx_judge_text(struct kx_job *job);

/* What stands where; fills in job->balance. */
bool kx_judge_page(struct kx_job *job);

/* How much ink it takes. */
bool kx_judge_ink(struct kx_job *job);

/* The standards, and what people have signed; last of all their waivers, which need every message.  Fills in job->card. */
bool kx_judge_standards(struct kx_job *job, const struct kx_job_options *options);

/* Of a draft: what would have refused it. */
void kx_judge_draft(struct kx_job *job);

#endif
