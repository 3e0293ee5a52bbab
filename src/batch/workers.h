/*
 * workers: processes that make sheets, forked from one that has loaded everything.
 *
 * A worker shares the pages of the stock, makes one sheet after the other, writes each to
 * its temporary (outputs.h) and says how it went.  Whatever becomes of a
 * worker, the others go on: a crash, a lack of memory, or the time limit costs the sheet in its
 * hands, and another worker takes its place.
 */
#ifndef KX_BATCH_WORKERS_H
#define KX_BATCH_WORKERS_H

#include "batch/plan.h"

struct kx_buffer;
struct kx_workers;

#define KX_MAX_WORKERS 256

/* How a sheet went. */
struct kx_made {
	size_t job;                      /* index in the plan */
	enum kx_sheet_state verdict;     /* BUILT, REFUSED or FAILED */
	enum kx_exit status;
	bool written;                    /* a temporary waits to be renamed; else the file had these bytes already */
	int pages, errors, warnings;
	bool draft;
	int64_t bytes;
	char sha256[KX_HASH_HEX];        /* "" when no PDF was made */
	char document[120];              /* "" when it is not known */
	const char *messages;            /* for people; "" when there is nothing to say */
	const char *json;                /* an array */
};

struct kx_worker_limits {
	int workers;
	int milliseconds;                /* for one sheet, by the clock */
	size_t memory;                   /* bytes for one worker beyond what it shares */
};

/* The plan must not change while there are workers.  NULL when there is no memory. */
struct kx_workers *kx_workers_new(const struct kx_plan *plan, const struct kx_plan_options *options,
    const struct kx_worker_limits *limits);

/* Ends all of them at once; temporaries of what they had in hand are removed.  Accepts NULL. */
void kx_workers_free(struct kx_workers *workers);

/* May a sheet be handed out, one of `left`?  A worker has one in its hands, and while many are left some that wait for it. */
bool kx_workers_ready(const struct kx_workers *workers, size_t left);

/* Hand out a sheet; false with errno when no process can be made. */
bool kx_workers_give(struct kx_workers *workers, size_t job);

/* From now on only what is in hand is finished: what waits for a worker goes with it. */
void kx_workers_stop(struct kx_workers *workers);

/* How many sheets have been handed out and have not come back. */
size_t kx_workers_busy(const struct kx_workers *workers);

/*
 * Wait until a sheet is done, a signal can be read from `signals` (or -1), or
 * `milliseconds` have passed.  True when a sheet is done: `*ret_made`, its
 * texts in `arena`.
 */
bool kx_workers_wait(struct kx_workers *workers, int signals, int milliseconds, struct kx_arena *arena,
    struct kx_made *ret_made);

#endif
