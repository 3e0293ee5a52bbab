/*
 * run: a whole run of a batch: plan, lock, ledger, workers, files, checksums.
 *
 * What is made goes out in groups: the temporaries of a group are brought to
 * disk, the ledger notes what is about to stand where, each file is renamed
 * into its place, the renames are brought to disk, and the ledger settles.  A run may be
 * killed between any two of these steps, or the disk may fill up: every place holds the old
 * file or the new one, the ledger knows both, and the next run mends the rest.
 */
#ifndef KX_BATCH_RUN_H
#define KX_BATCH_RUN_H

#include "batch/plan.h"
#include "batch/workers.h"

struct kx_batch_tally {
	size_t total;                    /* sheets of the batch, or of the shard */
	size_t to_build, done;           /* of those to be made */
	size_t built, skipped, refused, failed, removed;
	int64_t begun;                   /* kx_times_now() when making began */
	bool stopped;                    /* by a signal */
};

/* Told while the run goes on; any may be NULL. */
struct kx_batch_listener {
	void *self;
	/* Of a dry run: what would become of each sheet. */
	void (*planned)(void *self, const struct kx_plan *plan, const struct kx_planned *planned);
	/* A sheet is settled; `made` is NULL for one that was not made (skipped, known to be refused, blocked, removed). */
	void (*settled)(void *self, const struct kx_plan *plan, const struct kx_planned *planned, const struct kx_made *made);
	/* A few times a second. */
	void (*tick)(void *self, const struct kx_batch_tally *tally);
};

struct kx_batch_options {
	struct kx_plan_options plan;
	struct kx_worker_limits limits;
	bool dry_run;
	const char *as_of;               /* plan.as_of as text, for the ledger */
	int64_t clock;                   /* seconds since 1970 UTC, when the run began */
	int signals;                     /* a descriptor that becomes readable when the run is to stop, or -1 */
};

/*
 * False when an error was reported or a sheet was refused, failed or blocked; the
 * tally says how many.  The gravest of their statuses is in `*ret_status`: what
 * the program exits with when `diags` has nothing worse.
 */
bool kx_batch_run(const struct kx_batch_options *options, const struct kx_batch_listener *listener,
    struct kx_batch_tally *ret_tally, enum kx_exit *ret_status, struct kx_diagnostics *diags);

/* The path of the ledger below `folder` for this shard, in the arena. */
const char *kx_batch_ledger_path(struct kx_arena *arena, const char *folder, const struct kx_shard *shard);

#endif
