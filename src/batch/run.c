#include "batch/run.h"

#include "base/arena.h"
#include "base/file.h"
#include "batch/gathering.h"
#include "batch/lock.h"
#include "batch/outputs.h"
#include "batch/times.h"
#include "kxreport.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define GATHERING_NANOSECONDS 1000000000
#define TICK_MILLISECONDS 200
#define SUMS_NAME "SHA256SUMS"

struct run {
	const struct kx_batch_options *options;
	const struct kx_batch_listener *listener;
	struct kx_diagnostics *diags;
	struct kx_plan plan;
	struct kx_lock lock;
	struct kx_ledger *ledger;
	struct kx_run_record record;
	struct kx_batch_tally tally;
	enum kx_exit status;             /* the gravest of the sheets */
	struct kx_sheet_record *sheets; size_t sheet_count;   /* the ledger's, before the run */
	bool killed;                     /* the run before this one was */
	int64_t clock_start;             /* kx_times_now() at options->clock */
	struct kx_gathering gathering;   /* of sheets that are made and not yet in their places */
};

static void
worsen(struct run *run, enum kx_exit status)
{
	/* A bug, then i/o, then input, then a refusal. */
	static const enum kx_exit order[] = { KX_EXIT_OK, KX_EXIT_REFUSED, KX_EXIT_INPUT, KX_EXIT_IO, KX_EXIT_BUG };
	size_t old = 0, new = 0, i;

	for (i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		old = order[i] == run->status ? i : old;
		new = order[i] == status ? i : new;
	}
	if (new > old)
		run->status = status;
}

static int64_t
clock_now(const struct run *run)
{
	return run->options->clock + (kx_times_now() - run->clock_start) / 1000000000;
}

static void
tell(struct run *run, const struct kx_planned *planned, const struct kx_made *made)
{
	if (run->listener->settled != NULL)
		run->listener->settled(run->listener->self, &run->plan, planned, made);
}

static void
tick(struct run *run)
{
	if (run->listener->tick != NULL)
		run->listener->tick(run->listener->self, &run->tally);
}

static bool
report_file(struct run *run, const char *output, int cause)
{
	return kx_outputs_failed(&run->plan.arena, run->plan.folder, output, cause, run->diags);
}

static void
count(struct run *run, const struct kx_made *made)
{
	run->tally.done++;
	if (made->verdict == KX_SHEET_BUILT)
		run->tally.built++;
	else if (made->verdict == KX_SHEET_REFUSED)
		run->tally.refused++;
	else
		run->tally.failed++;
	worsen(run, made->status);
}

static bool
flush(struct run *run)
{
	struct kx_gathering *gathering = &run->gathering;
	bool done;
	size_t i;

	if (gathering->count == 0)
		return true;
	done = kx_gathering_settle(gathering, clock_now(run), run->diags);
	for (i = 0; done && i < gathering->count; i++) {
		count(run, &gathering->made[i]);
		tell(run, &run->plan.jobs[gathering->made[i].job], &gathering->made[i]);
	}
	kx_gathering_clear(gathering);
	return done;
}

static bool
flush_when_due(struct run *run)
{
	const struct kx_gathering *gathering = &run->gathering;

	if (gathering->count < KX_GATHERING_MOST &&
	    (gathering->count == 0 || kx_times_now() - gathering->begun < GATHERING_NANOSECONDS))
		return true;
	return flush(run);
}

/* ---- making ---- */

/* How many times it was asked to stop since this was asked last. */
static int
signals_since(const struct run *run)
{
	struct signalfd_siginfo info;
	int count = 0;

	while (run->options->signals >= 0 && read(run->options->signals, &info, sizeof(info)) == (ssize_t)sizeof(info))
		count++;
	return count;
}

/* The next sheet to be made, from `at` on; the number of jobs when there is none. */
static size_t
next_to_build(const struct run *run, size_t at)
{
	while (at < run->plan.count && run->plan.jobs[at].action != KX_BUILD)
		at++;
	return at;
}

static bool
make_all(struct run *run, struct kx_workers *workers)
{
	size_t next = next_to_build(run, 0), given = 0;
	bool going = true;
	int signals = 0;

	while (going && (next < run->plan.count || kx_workers_busy(workers) > 0)) {
		/* Asked once, what is in hand is finished; asked again, it is dropped. */
		signals += signals_since(run);
		run->tally.stopped = signals > 0;
		if (run->tally.stopped) {
			next = run->plan.count;
			kx_workers_stop(workers);
		}
		if (signals > 1)
			break;
		while (next < run->plan.count && kx_workers_ready(workers, run->tally.to_build - given)) {
			if (!kx_workers_give(workers, next)) {
				kx_report(run->diags, KX830, (struct kx_place){ 0 }, NULL, "no process can be made: %s", strerror(errno));
				return false;
			}
			next = next_to_build(run, next + 1);
			given++;
		}
		if (kx_workers_busy(workers) > 0 && kx_workers_wait(workers, run->options->signals, TICK_MILLISECONDS,
		    &run->gathering.arena, &run->gathering.made[run->gathering.count])) {
			if (run->gathering.count++ == 0)
				run->gathering.begun = kx_times_now();
		}
		going = flush_when_due(run);
		tick(run);
	}
	return going && flush(run);
}

static bool
make(struct run *run)
{
	struct kx_worker_limits limits = run->options->limits;
	struct kx_workers *workers;
	bool done;

	if (run->tally.to_build == 0)
		return true;
	if ((size_t)limits.workers > run->tally.to_build)
		limits.workers = (int)run->tally.to_build;
	workers = kx_workers_new(&run->plan, &run->options->plan, &limits);
	if (workers == NULL)
		return false;
	run->tally.begun = kx_times_now();
	done = make_all(run, workers);
	kx_workers_free(workers);
	return done;
}

/* ---- what is not made ---- */

static void
tell_the_rest(struct run *run)
{
	const struct kx_planned *planned;
	size_t i;

	for (i = 0; i < run->plan.count; i++) {
		planned = &run->plan.jobs[i];
		switch (planned->action) {
		case KX_SKIP:
			run->tally.skipped++;
			break;
		case KX_KNOWN_REFUSED:
			run->tally.refused++;
			worsen(run, KX_EXIT_REFUSED);
			break;
		case KX_BLOCKED:
			run->tally.failed++;
			worsen(run, planned->messages != NULL ? KX_EXIT_IO : KX_EXIT_INPUT);
			break;
		default:
			continue;
		}
		tell(run, planned, NULL);
	}
}

/* New stamps and wishes of sheets that are not made; one that no job makes any more is not to be printed either. */
static bool
touch(struct run *run)
{
	const struct kx_sheet_record **touched = kx_arena_array(&run->plan.arena, run->plan.count + run->sheet_count + 1,
	    sizeof(*touched));
	size_t count = 0, i;

	if (touched == NULL)
		return false;
	for (i = 0; i < run->plan.count; i++)
		if (run->plan.jobs[i].touch && run->plan.jobs[i].record->id != 0)
			touched[count++] = run->plan.jobs[i].record;
	for (i = 0; i < run->sheet_count; i++) {
		if (run->sheets[i].planned || run->sheets[i].copies == 0)
			continue;
		run->sheets[i].copies = 0;
		touched[count++] = &run->sheets[i];
	}
	return count == 0 || kx_ledger_touch(run->ledger, touched, count, run->diags);
}

/* Only what the ledger knows, and only while it is as it was made: a file that somebody has changed is theirs now. */
static bool
remove_one(struct run *run, struct kx_planned *planned)
{
	struct kx_sheet_record *sheet = planned->record;
	const struct kx_sheet_record *sheets[1] = { sheet };
	struct kx_build_record build = { .sheet = sheet->id, .run = run->record.id, .at = clock_now(run),
	    .verdict = KX_SHEET_REMOVED, .reason = planned->reason };
	char hash[KX_HASH_HEX];
	int cause;

	if (sheet->sha256 == NULL || !kx_outputs_hash(run->plan.folder, planned->output, hash) ||
	    strcmp(hash, sheet->sha256) != 0) {
		planned->action = KX_SKIP;
		planned->reason = "no longer in the batch, but its file was changed: left as it is";
		run->tally.skipped++;
		tell(run, planned, NULL);
		return true;
	}
	cause = kx_outputs_remove(run->plan.folder, planned->output);
	if (cause != 0)
		return report_file(run, planned->output, cause);
	sheet->state = KX_SHEET_REMOVED;
	sheet->sha256 = sheet->key = sheet->parts = NULL;
	run->tally.removed++;
	if (!kx_ledger_settle(run->ledger, sheets, &build, 1, run->diags))
		return false;
	tell(run, planned, NULL);
	return true;
}

static bool
prune(struct run *run)
{
	bool done = true;
	size_t i;

	for (i = 0; done && i < run->plan.count && !run->tally.stopped; i++)
		if (run->plan.jobs[i].action == KX_REMOVE)
			done = remove_one(run, &run->plan.jobs[i]);
	return done;
}

/* ---- checksums ---- */

static const char *
sums_name(struct run *run)
{
	const struct kx_shard *shard = &run->options->plan.shard;

	return shard->count > 1 ? kx_arena_print(&run->plan.arena, SUMS_NAME ".%d-of-%d", shard->index, shard->count) : SUMS_NAME;
}

static bool
write_sums(struct run *run)
{
	const char *name = sums_name(run);
	struct kx_sheet_record *sheets;
	struct kx_file_stamp stamp;
	struct kx_sum *sums;
	size_t count, kept = 0, i;
	int cause;

	if (name == NULL || (run->tally.built + run->tally.removed == 0 && !run->killed &&
	    kx_outputs_stamp(run->plan.folder, name, &stamp)))
		return name != NULL;
	if (!kx_ledger_sheets(run->ledger, &run->plan.arena, &sheets, &count, run->diags))
		return false;
	sums = kx_arena_array(&run->plan.arena, count + 1, sizeof(*sums));
	for (i = 0; sums != NULL && i < count; i++)
		if (sheets[i].sha256 != NULL && kx_outputs_stamp(run->plan.folder, sheets[i].output, &stamp))
			sums[kept++] = (struct kx_sum){ sheets[i].sha256, sheets[i].output };
	if (sums == NULL)
		return false;
	cause = kx_outputs_sums(run->plan.folder, name, sums, kept);
	return cause == 0 || report_file(run, name, cause);
}

/* ---- the run ---- */

/* After a run that was killed: what it was about to rename stands there, or it does not; its temporaries go. */
static bool
recover(struct run *run, struct kx_sheet_record *sheets, size_t count)
{
	const struct kx_sheet_record **mended = kx_arena_array(&run->plan.arena, count + 1, sizeof(*mended));
	char hash[KX_HASH_HEX];
	const char *sums = sums_name(run);
	size_t mend = 0, i;

	if (mended == NULL || sums == NULL || !kx_ledger_was_killed(run->ledger, &run->killed, run->diags))
		return false;
	if (run->killed)
		kx_outputs_drop(run->plan.folder, sums);
	for (i = 0; run->killed && i < run->plan.count; i++)
		kx_outputs_drop(run->plan.folder, run->plan.jobs[i].output);
	for (i = 0; i < count; i++) {
		if (sheets[i].intended == NULL)
			continue;
		if (kx_outputs_hash(run->plan.folder, sheets[i].output, hash) && strcmp(hash, sheets[i].intended) == 0) {
			sheets[i].sha256 = sheets[i].intended;
			kx_outputs_stamp(run->plan.folder, sheets[i].output, &sheets[i].stamp);
			sheets[i].key = NULL;
		}
		kx_outputs_drop(run->plan.folder, sheets[i].output);
		sheets[i].intended = NULL;
		mended[mend++] = &sheets[i];
	}
	return mend == 0 || kx_ledger_touch(run->ledger, mended, mend, run->diags);
}

static bool
decide(struct run *run)
{
	if (run->ledger != NULL && !kx_ledger_sheets(run->ledger, &run->plan.arena, &run->sheets, &run->sheet_count, run->diags))
		return false;
	if (run->ledger != NULL && !run->options->dry_run && !recover(run, run->sheets, run->sheet_count))
		return false;
	if (!kx_plan_decide(&run->plan, &run->options->plan, run->sheets, run->sheet_count, run->diags))
		return false;
	run->tally.total = run->plan.count - run->plan.counts[KX_REMOVE] + run->plan.lost;
	run->tally.failed = run->plan.lost;
	run->tally.to_build = run->plan.counts[KX_BUILD];
	return true;
}

static bool
dry_run(struct run *run)
{
	const char *path = kx_batch_ledger_path(&run->plan.arena, run->plan.folder, &run->options->plan.shard);
	size_t i;

	if (path == NULL || (kx_path_exists(path) && !kx_ledger_open(path, false, &run->ledger, run->diags)) || !decide(run))
		return false;
	for (i = 0; i < run->plan.count; i++)
		if (run->listener->planned != NULL)
			run->listener->planned(run->listener->self, &run->plan, &run->plan.jobs[i]);
	if (run->plan.counts[KX_KNOWN_REFUSED] > 0)
		worsen(run, KX_EXIT_REFUSED);
	if (run->plan.counts[KX_BLOCKED] > 0)
		worsen(run, KX_EXIT_INPUT);
	run->tally.skipped = run->plan.counts[KX_SKIP];
	run->tally.refused = run->plan.counts[KX_KNOWN_REFUSED];
	run->tally.failed += run->plan.counts[KX_BLOCKED];
	run->tally.removed = run->plan.counts[KX_REMOVE];
	return true;
}

/* Checksums that somebody else has written are not ours to replace. */
static bool
check_foreign_sums(struct run *run)
{
	const char *name = sums_name(run);
	struct kx_file_stamp stamp;

	if (name == NULL || run->sheet_count > 0 || run->options->plan.adopt || !kx_outputs_stamp(run->plan.folder, name, &stamp))
		return name != NULL;
	kx_report(run->diags, KX826, (struct kx_place){ .file = kx_path_join(&run->plan.arena, run->plan.folder, name) }, NULL,
	    "the ledger does not know this file");
	return false;
}

static bool
open_folder(struct run *run)
{
	const char *path = kx_batch_ledger_path(&run->plan.arena, run->plan.folder, &run->options->plan.shard);

	return path != NULL && kx_lock_take(&run->plan.arena, run->plan.folder, &run->options->plan.shard, &run->lock, run->diags) &&
	    kx_ledger_open(path, true, &run->ledger, run->diags);
}

static bool
work(struct run *run)
{
	bool done;

	char *data = realpath(run->plan.stock.data, NULL);

	run->record.data = data != NULL ? kx_arena_string(&run->plan.arena, data) : NULL;
	free(data);
	if (!open_folder(run) || !decide(run) || !check_foreign_sums(run) ||
	    !kx_ledger_begin_run(run->ledger, &run->record, run->diags))
		return false;
	run->gathering.ledger = run->ledger;
	run->gathering.run = run->record.id;
	tell_the_rest(run);
	done = touch(run) && make(run) && prune(run);
	done = write_sums(run) && done;
	if (run->tally.stopped) {
		kx_report(run->diags, KX835, (struct kx_place){ 0 }, NULL, "stopped by a signal; %zu of %zu sheets were made",
		    run->tally.done, run->tally.to_build);
		done = false;
	}
	return done;
}

static void
end(struct run *run)
{
	enum kx_exit status = kx_diagnostics_status(run->diags, false);

	run->record.ended = clock_now(run);
	run->record.built = (int)run->tally.built;
	run->record.skipped = (int)run->tally.skipped;
	run->record.refused = (int)run->tally.refused;
	run->record.failed = (int)run->tally.failed;
	run->record.removed = (int)run->tally.removed;
	run->record.status = (int)(status != KX_EXIT_OK ? status : run->status);
	if (run->record.id != 0)
		kx_ledger_end_run(run->ledger, &run->record, run->diags);
}

const char *
kx_batch_ledger_path(struct kx_arena *arena, const char *folder, const struct kx_shard *shard)
{
	if (shard->count > 1)
		return kx_arena_print(arena, "%s/" KX_LEDGER_FOLDER "/ledger-%d-of-%d.sqlite", folder, shard->index, shard->count);
	return kx_arena_print(arena, "%s/" KX_LEDGER_FOLDER "/" KX_LEDGER_FILE, folder);
}

bool
kx_batch_run(const struct kx_batch_options *options, const struct kx_batch_listener *listener,
    struct kx_batch_tally *ret_tally, enum kx_exit *ret_status, struct kx_diagnostics *diags)
{
	const struct kx_shard *shard = &options->plan.shard;
	struct run *run = calloc(1, sizeof(*run));
	bool done;

	if (run == NULL) {
		kx_report(diags, KX111, (struct kx_place){ 0 }, NULL, "there is no memory left");
		return false;
	}
	run->options = options;
	run->listener = listener;
	run->diags = diags;
	run->clock_start = kx_times_now();
	kx_plan_init(&run->plan);
	kx_gathering_init(&run->gathering, &run->plan);
	run->record = (struct kx_run_record){ .began = options->clock, .manifest = options->plan.manifest,
	    .program = "kxreport " KXREPORT_VERSION, .as_of = options->as_of,
	    .shard = shard->count > 1 ? kx_arena_print(&run->plan.arena, "%d/%d", shard->index, shard->count) : NULL };
	done = kx_plan_make(&run->plan, &options->plan, diags) && (options->dry_run ? dry_run(run) : work(run));
	if (run->ledger != NULL && !options->dry_run)
		end(run);
	*ret_tally = run->tally;
	*ret_status = run->status;
	kx_ledger_close(run->ledger);
	kx_lock_release(&run->lock);
	kx_gathering_done(&run->gathering);
	kx_plan_done(&run->plan);
	free(run);
	return done && *ret_status == KX_EXIT_OK;
}
