/*
 * job: one sheet, from folders to bytes.
 *
 * The whole way of design.md section 2 in one place, used by the command and
 * by libkxreport.  A job owns its arena, its fonts and its messages; it
 * prints nothing and reads no environment.  Stages add up their faults: the
 * content, the template and the fonts are all read before a job gives up.
 */
#ifndef KX_BATCH_JOB_H
#define KX_BATCH_JOB_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "content/handout.h"
#include "content/template.h"
#include "document/document.h"
#include "frame/frame.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The stages that can be asked for; each needs all before it. */
enum kx_stage {
	KX_STAGE_CONTENT, KX_STAGE_HANDOUT, KX_STAGE_DOCUMENT, KX_STAGE_FRAMES, KX_STAGE_PDF
};

struct kx_job_options {
	const char *share;       /* folder that holds data/, templates/, fonts/ */
	const char *data;        /* data folder, or NULL for share/data */
	const char *clinic, *layout, *paper, *language;   /* or NULL for the data's defaults */
	bool has_date;
	int64_t date;            /* seconds since 1970 UTC */
	struct kx_date as_of;    /* what the gate takes for today; all zero: it judges nothing that depends on the day */
	bool require_review;     /* refuse words that no clinician has reviewed */
	bool draft;              /* make what the gate refuses all the same, marked as a draft */
	bool check;              /* hold the sheet to the gate and make no PDF */
};

/* How long a step took; only --timings shows it, no output holds it. */
struct kx_job_time { const char *step; int64_t nanoseconds; };
#define KX_JOB_TIMES 16

struct kx_font_list;
struct kx_fonts;
struct kx_gate;
struct kx_input;
struct kx_readability_report;
struct kx_scorecard;

struct kx_job {
	struct kx_arena arena;
	struct kx_arena message_arena;   /* apart, so that a full job can still say so */
	struct kx_diagnostics diags;
	const char *data, *templates, *font_folder;
	struct kx_content *content;
	struct kx_template *sheet;
	struct kx_font_list *font_list;
	struct kx_fonts *fonts;
	struct kx_gate *gate;
	struct kx_handout *handout;
	struct kx_document *document;
	struct kx_frames *frames;
	const struct kx_readability_report *readability;   /* these two when the gate has been asked */
	const struct kx_scorecard *card;
	const char *paper;
	struct kx_input *inputs; size_t input_count;   /* every file that was read */
	struct kx_buffer out;    /* the PDF, or the dump that was asked for */
	bool report;             /* `out` is a report on what was found, to be printed whatever was found */
	enum kx_exit found;      /* the exit status when there is no error */
	struct kx_job_time times[KX_JOB_TIMES];
	size_t time_count;
};

void kx_job_init(struct kx_job *job);
void kx_job_done(struct kx_job *job);   /* accepts a zeroed job */

/*
 * Run up to `stage`; `job->out` then holds its text, or the PDF.  A job runs
 * once.  False when an error was reported; all of them are in `job->diags`.
 */
bool kx_job_run(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage);

/* Steps on their own: what `list` and `trace` need. */
bool kx_job_start(struct kx_job *job, const struct kx_job_options *options);     /* choose the folders */
bool kx_job_load_fonts(struct kx_job *job);                                      /* after kx_job_start() */
bool kx_job_read_content(struct kx_job *job, const struct kx_job_options *options);
bool kx_job_merge(struct kx_job *job, const struct kx_job_options *options);

#endif
