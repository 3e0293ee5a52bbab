/*
 * job_steps: the steps that job.c puts in order.  Private to the job's own files.
 *
 * Each takes what the steps before it put into the job, notes its time, and is
 * false when the job cannot go on, once a message says why.
 */
#ifndef KX_BATCH_JOB_STEPS_H
#define KX_BATCH_JOB_STEPS_H

#include "batch/job.h"

/* The content for the job's clinic, from a collection that may have faults of its own. */
bool kx_job_read_clinic(struct kx_job *job, const struct kx_job_options *options);

/* What is this job's alone: clinic, paper, outline, template.  Every fault of it is told whatever was wrong with the stock. */
bool kx_job_take(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage);

/* The merged account as a document. */
bool kx_job_compose(struct kx_job *job, const struct kx_job_options *options);

/* The document on pages, which are checked. */
bool kx_job_lay_out(struct kx_job *job);

/*
 * What copyfit dropped is left out from now on: of the words that the sheet's
 * hash is of, of its manifest, and of what the gate holds it to.
 */
bool kx_job_leave_out(struct kx_job *job, const struct kx_job_options *options);

/*
 * From the account to a page that the gate has not seen yet.  What can be said
 * of the data is said first, and even when there is no document.  `*ret_passed`: the gate let pass what it has seen.
 */
bool kx_job_make_page(struct kx_job *job, const struct kx_job_options *options, bool *ret_passed);

/* The PDF with its manifest, into job->out. */
bool kx_job_write(struct kx_job *job, const struct kx_job_options *options);

#endif
