#include "base/file.h"
#include "base/limits.h"
#include "batch/job.h"
#include "batch/run.h"
#include "batch/stop.h"
#include "batch/watch.h"
#include "cli/batch_print.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "cli/today.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TIME_LIMIT_SECONDS 120
#define MOST_SECONDS 86400
#define WORKER_BYTES ((size_t)1024 * 1024 * 1024)

static const struct kx_place nowhere;

/* A whole number from `low` to `high`, or KX805. */
static bool
read_number(const struct kx_request *request, enum kx_option_id option, long low, long high, int *number,
    struct kx_diagnostics *diags)
{
	const char *text = request->values[option];
	char *end;
	long value;

	if (text == NULL)
		return true;
	value = strtol(text, &end, 10);
	if (*end == '\0' && text[strspn(text, "0123456789")] == '\0' && value >= low && value <= high) {
		*number = (int)value;
		return true;
	}
	kx_report(diags, KX805, nowhere, NULL, "--%s takes a whole number from %ld to %ld, not '%s'",
	    kx_option_table[option].name, low, high, text);
	return false;
}

/* The number of an environment variable, or -1. */
static long
environment_number(const char *name)
{
	const char *text = getenv(name);

	return text == NULL || *text == '\0' || text[strspn(text, "0123456789")] != '\0' ? -1 : strtol(text, NULL, 10);
}

/*
 * "auto": the place in a Slurm job array (its numbers may begin anywhere and
 * go in steps), or in a Kubernetes indexed job, which knows its own number
 * only: JOB_COMPLETIONS, or the N of "auto/N", says how many there are.
 */
static bool
find_shard(const char *count_text, struct kx_shard *ret_shard)
{
	long index = environment_number("SLURM_ARRAY_TASK_ID"), count = environment_number("SLURM_ARRAY_TASK_COUNT"), least, step;

	if (index >= 0) {
		least = environment_number("SLURM_ARRAY_TASK_MIN");
		step = environment_number("SLURM_ARRAY_TASK_STEP");
		index = (index - (least >= 0 ? least : 0)) / (step > 0 ? step : 1);
	} else {
		index = environment_number("JOB_COMPLETION_INDEX");
		count = environment_number("JOB_COMPLETIONS");
	}
	if (count_text != NULL)
		count = count_text[strspn(count_text, "0123456789")] == '\0' ? strtol(count_text, NULL, 10) : -1;
	if (index < 0 || count < 1 || count > KX_MAX_SHARDS || index >= count)
		return false;
	*ret_shard = (struct kx_shard){ (int)index + 1, (int)count };
	return true;
}

static bool
read_shard(const struct kx_request *request, struct kx_shard *ret_shard, struct kx_diagnostics *diags)
{
	const char *text = request->values[KX_OPT_SHARD];

	if (text == NULL)
		return true;
	if (strcmp(text, "auto") == 0 || strncmp(text, "auto/", 5) == 0) {
		if (find_shard(text[4] == '/' ? text + 5 : NULL, ret_shard))
			return true;
		kx_report(diags, KX834, nowhere, "write --shard auto/N where the environment does not say how many there are",
		    "neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX names a shard that there is");
		return false;
	}
	if (kx_shard_parse(text, ret_shard))
		return true;
	kx_report(diags, KX834, nowhere, "write --shard 2/8 for the second of eight", "'%s' is no shard", text);
	return false;
}

static bool
read_options(const struct kx_request *request, struct kx_job *job, struct kx_batch_options *options)
{
	struct kx_job_options sheet;
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	int seconds = TIME_LIMIT_SECONDS;
	char date[KX_DATE_BYTES];
	bool ok;

	options->limits.workers = processors < 1 ? 1 : processors > KX_MAX_WORKERS ? KX_MAX_WORKERS : (int)processors;
	ok = read_number(request, KX_OPT_JOBS, 1, KX_MAX_WORKERS, &options->limits.workers, &job->diags);
	ok = read_number(request, KX_OPT_TIME_LIMIT, 1, MOST_SECONDS, &seconds, &job->diags) && ok;
	ok = read_shard(request, &options->plan.shard, &job->diags) && ok;
	if (!kx_command_options(request, job, &sheet) || !ok)
		return false;
	options->limits.milliseconds = seconds * 1000;
	options->limits.memory = WORKER_BYTES;
	options->plan.manifest = request->operand;
	options->plan.share = sheet.share;
	options->plan.store = sheet.store;
	options->plan.data = sheet.data;
	options->plan.folder = request->values[KX_OPT_OUT];
	options->plan.has_date = sheet.has_date;
	options->plan.date = sheet.date;
	options->plan.as_of = sheet.as_of;
	options->plan.require_review = sheet.require_review;
	options->plan.draft = sheet.draft;
	options->plan.force = kx_asked(request, FORCE);
	options->plan.adopt = kx_asked(request, ADOPT);
	options->plan.prune = kx_asked(request, PRUNE);
	options->dry_run = kx_asked(request, DRY_RUN);
	options->clock = kx_today_seconds();
	kx_date_print(sheet.as_of, date);
	options->as_of = kx_arena_string(&job->arena, date);
	return options->as_of != NULL;
}

/* The manifest as it is now, or NULL; what is wrong with it is told by the run. */
static const struct kx_batch *
read_manifest(const struct kx_batch_options *options, struct kx_arena *arena)
{
	struct kx_diagnostics unheard;
	struct kx_batch *batch;

	kx_diagnostics_init(&unheard, arena);
	return kx_read_batch(arena, options->plan.manifest, &batch, &unheard) ? batch : NULL;
}

/* The folder that a file lies in. */
static const char *
folder_of(struct kx_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? kx_arena_copy(arena, path, (size_t)(slash - path) + 1) : ".";
}

/* The folders whose files a batch reads, as the manifest has them now. */
static int
open_watch(const struct kx_batch_options *options, struct kx_diagnostics *diags)
{
	struct kx_watched watched;
	const struct kx_batch *batch;
	struct kx_arena arena;
	int watch;

	kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
	batch = read_manifest(options, &arena);
	memset(&watched, 0, sizeof(watched));
	watched.alone[0] = folder_of(&arena, options->plan.manifest);
	if (batch != NULL && batch->list != NULL)
		watched.alone[1] = folder_of(&arena, batch->list);
	watched.whole[0] = options->plan.data;
	if (watched.whole[0] == NULL && batch != NULL)
		watched.whole[0] = batch->data;
	if (watched.whole[0] == NULL)
		watched.whole[0] = kx_path_join(&arena, options->plan.share, "data");
	watched.whole[1] = kx_path_join(&arena, options->plan.share, "templates");
	watched.whole[2] = kx_path_join(&arena, options->plan.share, "fonts");
	watch = kx_watch_open(&arena, &watched, diags);
	kx_arena_done(&arena);
	return watch;
}

/* One run of a watch: its messages are said at once, and nothing of it stays. */
static void
run_again(const struct kx_batch_options *options, struct kx_progress *progress)
{
	struct kx_batch_listener listener = kx_progress_listener(progress);
	struct kx_batch_tally tally = { 0 };
	struct kx_diagnostics diags;
	enum kx_exit status;
	struct kx_arena arena;
	struct kx_buffer text;

	kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
	kx_buffer_init(&text, KX_MAX_FILE_BYTES);
	kx_diagnostics_init(&diags, &arena);
	kx_batch_run(options, &listener, &tally, &status, &diags);
	kx_progress_end(progress, &tally, false);
	if (diags.count > 0)
		kx_read_explain(&diags, false, &text);
	fputs(kx_buffer_bytes(&text), stderr);
	kx_buffer_done(&text);
	kx_arena_done(&arena);
}

/*
 * Until a signal comes.  Broken data are told, and the last good files stay.  What is watched is looked up
 * anew before each run: what changes from then on is seen, and what changed before is read by the run.
 */
static bool
watch(struct kx_batch_options *options, struct kx_progress *progress, struct kx_job *job)
{
	bool going = true;
	int watching;

	while (going) {
		watching = open_watch(options, &job->diags);
		if (watching < 0)
			return false;
		options->clock = kx_today_seconds();
		run_again(options, progress);
		going = kx_watch_wait(watching, options->signals);
		close(watching);
	}
	return true;
}

static bool
goes_not_with(const struct kx_request *request, enum kx_option_id one, enum kx_option_id other, struct kx_job *job)
{
	if (request->values[one] == NULL || request->values[other] == NULL)
		return false;
	kx_report(&job->diags, KX807, nowhere, NULL, "--%s and --%s do not go together", kx_option_table[one].name,
	    kx_option_table[other].name);
	return true;
}

/* One run, and with --print what is due after it. */
static bool
run_once(const struct kx_request *request, const struct kx_batch_options *options, struct kx_progress *progress, struct kx_job *job)
{
	struct kx_batch_listener listener = kx_progress_listener(progress);
	struct kx_batch_tally tally = { 0 };
	const char *folder = options->plan.folder, *ledger;
	const struct kx_batch *batch;
	struct kx_print_round round;
	bool done, prints = kx_asked(request, PRINT);

	/* Whether anything can print at all is known before anything is made. */
	if (prints && !kx_print_round_begin(&round, request, job)) {
		kx_print_round_end(&round);
		return false;
	}
	done = kx_batch_run(options, &listener, &tally, &job->found, &job->diags);
	kx_progress_end(progress, &tally, options->dry_run);
	if (prints && folder == NULL && (batch = read_manifest(options, &job->arena)) != NULL)
		folder = batch->folder;
	ledger = folder != NULL ? kx_batch_ledger_path(&job->arena, folder, &options->plan.shard) : NULL;
	kx_stop_close(options->signals);
	if (prints && !tally.stopped && ledger != NULL && kx_path_exists(ledger))
		done = kx_batch_print(&round, folder, ledger) && done;
	if (prints)
		kx_print_round_end(&round);
	return done;
}

bool
kx_command_batch(const struct kx_request *request, struct kx_job *job)
{
	struct kx_batch_options options = { .signals = -1 };
	struct kx_progress progress = {
		.json = kx_command_wants_json(request), .quiet = kx_asked(request, QUIET), .verbose = kx_asked(request, VERBOSE),
	};
	bool done;

	if (goes_not_with(request, KX_OPT_WATCH, KX_OPT_DRY_RUN, job) || goes_not_with(request, KX_OPT_WATCH, KX_OPT_PRINT, job) ||
	    goes_not_with(request, KX_OPT_DRY_RUN, KX_OPT_PRINT, job) || !read_options(request, job, &options))
		return false;
	progress.bar = !progress.json && !progress.quiet && isatty(STDERR_FILENO);
	if (!options.dry_run)
		options.signals = kx_stop_open();
	if (kx_asked(request, WATCH))
		return watch(&options, &progress, job);
	done = run_once(request, &options, &progress, job);
	job->report = true;
	return done || job->found != KX_EXIT_OK;
}
