/*
 * job: one sheet, from folders to bytes.
 *
 * The whole way of design.md section 2 in one place, used by the command, by a
 * batch and by libkxreport.  What sheets share comes from a stock (stock.h);
 * a job owns what is its sheet's alone: its arena and messages, the content
 * with its clinic, the merged account, document, frames and bytes.  It prints
 * nothing and reads no environment.  Stages add up their faults: the content,
 * the template and the fonts are all read before a job gives up.
 */
#ifndef KX_BATCH_JOB_H
#define KX_BATCH_JOB_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/hash.h"
#include "base/memo.h"
#include "batch/stock.h"
#include "content/handout.h"
#include "content/profile.h"
#include "content/template.h"
#include "document/document.h"
#include "frame/frame.h"
#include "review/review.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_job_options {
	const char *share;       /* folder that holds data/, templates/, fonts/ */
	const char *data;        /* data folder, or NULL for share/data */
	const char *store;       /* file of kept results (batch/stored.h), or NULL */
	const char *clinic, *layout, *paper, *language;   /* or NULL for the data's defaults */
	const struct kx_clinic_row *clinic_row;   /* in place of `clinic`; or NULL */
	const char *size, *ink;  /* or NULL for standard and full */
	const char *theme;       /* or NULL for the clinic's */
	bool has_date;
	int64_t date;            /* seconds since 1970 UTC */
	struct kx_date as_of;    /* what the gate takes for today; all zero: it judges nothing that depends on the day */
	bool require_review;     /* refuse words that no clinician has reviewed */
	bool draft;              /* make what the gate refuses all the same, marked as a draft */
	bool check;              /* hold the sheet to the gate and make no PDF */
	bool beside;             /* let a second processor help (base/beside.h): the same bytes and messages, sooner */
};

struct kx_passages;
struct kx_readability_report;
struct kx_scorecard;

struct kx_job {
	struct kx_arena arena;
	struct kx_arena message_arena;   /* apart, so that a full job can still say so */
	struct kx_diagnostics diags;
	struct kx_stock own;             /* of a job that loads for itself */
	const struct kx_stock *stock;    /* what the sheet is made from: `own`, or one that others use too */
	struct kx_memo *memo;            /* what other sheets have worked out, and this one adds to; NULL: only its own */
	struct kx_memo own_memo;
	struct kx_content *content;      /* the stock's, with this sheet's clinic */
	const struct kx_template *sheet; /* the stock's, as size, theme and ink make it */
	const struct kx_size_profile *size;
	const struct kx_ink_profile *ink;
	const struct kx_theme *theme;
	const struct kx_gate *gate;      /* the stock's, of the sheet's language; NULL when it is not loaded */
	struct kx_handout *handout;
	struct kx_document *document;
	struct kx_frames *frames;
	struct kx_reading *reading;      /* of the frames, once they have been checked */
	const struct kx_passages *passages;                /* of the document, once the gate has looked at it; or NULL */
	const struct kx_readability_report *readability;   /* these two when the gate has been asked */
	const struct kx_scorecard *card;
	struct kx_balance balance;       /* of the frames, from the review of the page on */
	const char *paper;
	struct kx_input *inputs; size_t input_count;   /* every file that was read; NULL until they have been hashed */
	struct kx_buffer out;    /* the PDF, or the dump that was asked for */
	char out_hash[KX_HASH_HEX];   /* SHA-256 of the PDF; empty before it is whole */
	bool report;             /* `out` is a report on what was found, to be printed whatever was found */
	enum kx_exit found;      /* the exit status when there is no error */
	struct kx_times times;   /* of the job's own steps; its stock has its own */
	struct kx_job *aside;    /* the part that was done beside it, with memory and messages of its own; or NULL */
};

void kx_job_init(struct kx_job *job);
void kx_job_done(struct kx_job *job);   /* accepts a zeroed job */

/*
 * Run up to `stage`; `job->out` then holds its text, or the PDF.  A job runs
 * once.  False when an error was reported; all of them are in `job->diags`.
 *
 * kx_job_run() loads a stock for this one job, from the folders that the
 * options name.  kx_job_make() takes from a stock that was loaded for the
 * options' names as far as `stage` (kx_stock_load()), whose
 * folders those of the options are not asked for; it writes nothing to it, so
 * jobs can be made from one stock side by side.
 */
bool kx_job_run(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage);
bool kx_job_make(struct kx_job *job, const struct kx_stock *stock, const struct kx_job_options *options,
    enum kx_stage stage);

/* For the steps of a job: where they keep what later jobs may find, and what a step that failed returns, once it has said why. */
struct kx_memo *kx_job_memo(struct kx_job *job);
bool kx_job_failed(struct kx_job *job, const char *step);

/* Steps on their own, with the job's own stock: what `list`, `trace` and `verify` need. */
bool kx_job_start(struct kx_job *job, const struct kx_job_options *options);     /* choose the folders */
bool kx_job_load_fonts(struct kx_job *job);                                      /* after kx_job_start() */
bool kx_job_read_content(struct kx_job *job, const struct kx_job_options *options);
bool kx_job_merge(struct kx_job *job, const struct kx_job_options *options);

#endif
