/*
 * A worker and its keeper talk over a pair of sockets: the number of a sheet
 * one way, a fixed record with two texts behind it the other.  The end of a
 * worker is the end of its socket, so one poll() sees answers and deaths alike, and
 * a keeper that is killed takes its workers along (PR_SET_PDEATHSIG).
 *
 * The ceiling on memory is RLIMIT_DATA over what the worker shares, as in
 * base/apart.c: past it malloc fails, and with it that sheet.
 */
#include "batch/workers.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "base/memo.h"
#include "batch/outputs.h"
#include "batch/times.h"
#include "batch/uses.h"
#include "document/document.h"
#include "read/read.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a worker keeps from sheet to sheet. */
#define MEMO_BYTES (32u * 1024 * 1024)

#define TEXT_CEILING (4u * 1024 * 1024)
#define CHUNK_BYTES  65536

/*
 * Sheets that a worker has at most, the one in its hands and those that wait for it: while the keeper settles a group,
 * which takes as long as some fifty sheets, it goes on.
 */
#define SHEETS_MOST 32

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* What a worker says of a sheet; two texts follow. */
struct answer {
	uint64_t job;
	int32_t verdict, status, written, pages, errors, warnings, draft;
	int64_t bytes;
	char sha256[KX_HASH_HEX];
	char document[120];
	uint32_t messages, json;         /* bytes */
};

struct worker {
	pid_t pid;                       /* 0: none */
	int socket;
	bool overdue;
	size_t jobs[SHEETS_MOST]; size_t first, count;   /* a ring: the sheet in its hands, and those that wait */
	int64_t begun;                   /* nanoseconds: the first of them, as far as the keeper knows */
	struct kx_buffer heard; size_t taken;   /* of what was heard, bytes that have been taken */
};

struct kx_workers {
	const struct kx_plan *plan;
	const struct kx_plan_options *options;
	struct kx_worker_limits limits;
	bool stopping;
	struct worker list[KX_MAX_WORKERS];
	struct pollfd polled[KX_MAX_WORKERS + 1];
};

/* ---- in the worker ---- */

static bool
put_all(int fd, const char *bytes, size_t length)
{
	ssize_t put;

	while (length > 0) {
		put = send(fd, bytes, length, MSG_NOSIGNAL);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes += put;
		length -= (size_t)put;
	}
	return true;
}

/* Was the clinic read as it was planned with? */
static bool
is_as_planned(struct kx_job *job, const struct kx_planned *planned)
{
	char hash[KX_HASH_HEX];

	if (!kx_uses_clinic(&job->content->clinic, job->inputs, job->input_count, hash, &job->diags))
		return false;
	if (strcmp(hash, planned->clinic_hash) == 0)
		return true;
	kx_report(&job->diags, KX833, (struct kx_place){ .file = job->content->clinic.origin.file }, NULL,
	    "the clinic's file or picture changed while the batch ran");
	return false;
}

static void
write_sheet(const struct kx_plan *plan, const struct kx_planned *planned, struct kx_job *job, struct answer *answer)
{
	const void *bytes = kx_buffer_bytes(&job->out);
	int cause;

	memcpy(answer->sha256, job->out_hash, sizeof(answer->sha256));
	if (kx_outputs_holds(plan->folder, planned->output, bytes, job->out.length))
		return;
	cause = kx_outputs_write(plan->folder, planned->output, bytes, job->out.length);
	answer->written = cause == 0;
	if (cause == 0)
		return;
	answer->sha256[0] = '\0';
	kx_report(&job->diags, KX702, (struct kx_place){ .file = kx_arena_print(&job->message_arena, "%s/%s", plan->folder, planned->output) },
	    NULL, "cannot write this file: %s", strerror(cause));
}

static enum kx_sheet_state
verdict_of(enum kx_exit status)
{
	return status == KX_EXIT_OK ? KX_SHEET_BUILT : status == KX_EXIT_REFUSED ? KX_SHEET_REFUSED : KX_SHEET_FAILED;
}

static void
fill_in(const struct kx_job *job, struct answer *answer)
{
	answer->status = (int32_t)kx_diagnostics_status(&job->diags, false);
	answer->verdict = (int32_t)verdict_of((enum kx_exit)answer->status);
	answer->errors = (int32_t)job->diags.errors;
	answer->warnings = (int32_t)job->diags.warnings;
	answer->bytes = (int64_t)job->out.length;
	if (job->frames != NULL)
		answer->pages = (int32_t)job->frames->page_count;
	if (job->document != NULL) {
		strncpy(answer->document, job->document->document_id, sizeof(answer->document) - 1);
		answer->draft = job->document->draft;
	}
}

/* Notes are for --verbose and stay behind. */
static void
leave_notes_out(struct kx_diagnostics *diags)
{
	size_t i, kept = 0;

	for (i = 0; i < diags->count; i++)
		if (diags->list[i].severity > KX_NOTE)
			diags->list[kept++] = diags->list[i];
	diags->count = kept;
}

/* All of it at once, so that the keeper is woken once. */
static bool
answer_with(int socket, struct kx_job *job, struct answer *answer)
{
	struct kx_buffer messages, json, whole;
	bool sent;

	kx_buffer_init(&messages, TEXT_CEILING);
	kx_buffer_init(&json, TEXT_CEILING);
	kx_buffer_init(&whole, sizeof(*answer) + 2u * TEXT_CEILING);
	leave_notes_out(&job->diags);
	if (job->diags.count > 0)
		kx_read_explain(&job->diags, false, &messages);
	kx_read_explain_json(&job->diags, &json);
	answer->messages = kx_buffer_failed(&messages) ? 0 : (uint32_t)messages.length;
	answer->json = kx_buffer_failed(&json) ? 0 : (uint32_t)json.length;
	kx_buffer_add(&whole, answer, sizeof(*answer));
	kx_buffer_add(&whole, kx_buffer_bytes(&messages), answer->messages);
	kx_buffer_add(&whole, kx_buffer_bytes(&json), answer->json);
	sent = !kx_buffer_failed(&whole) && put_all(socket, kx_buffer_bytes(&whole), whole.length);
	kx_buffer_done(&messages);
	kx_buffer_done(&json);
	kx_buffer_done(&whole);
	return sent;
}

static bool
make_sheet(const struct kx_workers *workers, struct kx_memo *memo, int socket, size_t index)
{
	const struct kx_planned *planned = &workers->plan->jobs[index];
	struct kx_job_options options = kx_plan_job(workers->options, planned);
	struct answer answer;
	struct kx_job job;
	bool sent;

	memset(&answer, 0, sizeof(answer));
	answer.job = index;
	kx_job_init(&job);
	job.memo = memo;
	if (kx_job_make(&job, &workers->plan->stock, &options, KX_STAGE_PDF) && is_as_planned(&job, planned))
		write_sheet(workers->plan, planned, &job, &answer);
	fill_in(&job, &answer);
	sent = answer_with(socket, &job, &answer);
	kx_job_done(&job);
	kx_memo_turn(memo);
	return sent;
}

static void
set_limits(const struct kx_workers *workers)
{
	struct rlimit core = { 0, 0 }, memory, now;

	setrlimit(RLIMIT_CORE, &core);
	if (SANITIZED || workers->limits.memory == 0 || getrlimit(RLIMIT_DATA, &now) != 0)
		return;
	memory.rlim_cur = memory.rlim_max = workers->limits.memory + workers->plan->arena.used + workers->plan->stock.arena.used +
	    256u * 1024 * 1024;
	if (memory.rlim_max < now.rlim_max)
		setrlimit(RLIMIT_DATA, &memory);
}

/* Never returns: _exit() leaves the keeper's buffers and exit handlers alone. */
static void
be_worker(const struct kx_workers *workers, int socket)
{
	struct kx_memo memo;
	uint64_t job;
	sigset_t none;
	ssize_t got;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	/* The lock, the ledger and the other workers' sockets are the keeper's. */
	close_range(STDERR_FILENO + 1, (unsigned)socket - 1, 0);
	close_range((unsigned)socket + 1, ~0u, 0);
	set_limits(workers);
	kx_memo_init(&memo, MEMO_BYTES);
	memo.store = &workers->plan->stock.store;
	for (;;) {
		got = recv(socket, &job, sizeof(job), MSG_WAITALL);
		if (got < 0 && errno == EINTR)
			continue;
		if (got != (ssize_t)sizeof(job) || !make_sheet(workers, &memo, socket, job))
			_exit(0);
	}
}

/* ---- in the keeper ---- */

struct kx_workers *
kx_workers_new(const struct kx_plan *plan, const struct kx_plan_options *options, const struct kx_worker_limits *limits)
{
	struct kx_workers *workers = calloc(1, sizeof(*workers));

	if (workers == NULL)
		return NULL;
	workers->plan = plan;
	workers->options = options;
	workers->limits = *limits;
	if (workers->limits.workers > KX_MAX_WORKERS)
		workers->limits.workers = KX_MAX_WORKERS;
	return workers;
}

static bool
start(struct kx_workers *workers, struct worker *worker)
{
	int ends[2], cause;
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	pid = fork();
	if (pid == 0) {
		close(ends[0]);
		be_worker(workers, ends[1]);
	}
	cause = errno;
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		errno = cause;
		return false;
	}
	worker->pid = pid;
	worker->socket = ends[0];
	worker->overdue = false;
	kx_buffer_init(&worker->heard, sizeof(struct answer) + 2u * TEXT_CEILING + CHUNK_BYTES + 1);
	return true;
}

/* How the worker ended, as waitpid() tells it.  What it has not made is still on its list. */
static int
end(struct worker *worker)
{
	int status = 0;

	close(worker->socket);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		;
	kx_buffer_done(&worker->heard);
	worker->taken = 0;
	worker->pid = 0;
	return status;
}

/* The first sheet of the list is off it, and the worker has the next in its hands. */
static size_t
take_first(struct worker *worker)
{
	size_t job = worker->jobs[worker->first];

	worker->first = (worker->first + 1) % SHEETS_MOST;
	worker->count--;
	worker->begun = kx_times_now();
	return job;
}

/* End it at once; of its sheets no temporary stays. */
static void
dismiss(const struct kx_workers *workers, struct worker *worker)
{
	kill(worker->pid, SIGKILL);
	end(worker);
	while (worker->count > 0)
		kx_outputs_drop(workers->plan->folder, workers->plan->jobs[take_first(worker)].output);
}

void
kx_workers_free(struct kx_workers *workers)
{
	int i;

	for (i = 0; workers != NULL && i < workers->limits.workers; i++)
		if (workers->list[i].pid != 0)
			dismiss(workers, &workers->list[i]);
	free(workers);
}

/* That with the fewest sheets. */
static struct worker *
least_busy(const struct kx_workers *workers)
{
	const struct worker *least = &workers->list[0], *worker;

	for (worker = least; worker < workers->list + workers->limits.workers; worker++)
		if (worker->count < least->count)
			least = worker;
	return (struct worker *)(uintptr_t)least;
}

/* Towards the end none has many more than the others, for sheets may take long. */
bool
kx_workers_ready(const struct kx_workers *workers, size_t left)
{
	size_t most = left / 2 / (size_t)workers->limits.workers;

	return least_busy(workers)->count < (most < 1 ? 1 : most > SHEETS_MOST ? SHEETS_MOST : most);
}

static void
send_job(const struct worker *worker, size_t job)
{
	uint64_t number = job;

	/* One that died while it was idle is found by poll(), as one that dies at work. */
	put_all(worker->socket, (const char *)&number, sizeof(number));
}

bool
kx_workers_give(struct kx_workers *workers, size_t job)
{
	struct worker *worker = least_busy(workers);

	if (worker->count == SHEETS_MOST || (worker->pid == 0 && worker->count == 0 && !start(workers, worker)))
		return false;
	if (worker->count == 0)
		worker->begun = kx_times_now();
	worker->jobs[(worker->first + worker->count++) % SHEETS_MOST] = job;
	if (worker->pid != 0)
		send_job(worker, job);
	return true;
}

size_t
kx_workers_busy(const struct kx_workers *workers)
{
	size_t busy = 0;
	int i;

	for (i = 0; i < workers->limits.workers; i++)
		busy += workers->list[i].count;
	return busy;
}

void
kx_workers_stop(struct kx_workers *workers)
{
	workers->stopping = true;
}

/* A sheet that failed with its worker, with what there is to say of it. */
static void
fail(struct kx_arena *arena, size_t job, struct kx_diagnostics *diags, struct kx_made *outcome)
{
	struct kx_buffer text;

	*outcome = (struct kx_made){ .job = job, .verdict = KX_SHEET_FAILED, .status = KX_EXIT_BUG, .errors = 1 };
	kx_buffer_init(&text, TEXT_CEILING);
	kx_read_explain(diags, false, &text);
	outcome->messages = kx_arena_string(arena, kx_buffer_bytes(&text));
	kx_buffer_clear(&text);
	kx_read_explain_json(diags, &text);
	outcome->json = kx_arena_string(arena, kx_buffer_bytes(&text));
	kx_buffer_done(&text);
}

/* The worker is gone: what it had in hand has failed.  What waited for it waits for the next. */
static bool
bury(struct kx_workers *workers, struct worker *worker, struct kx_arena *arena, struct kx_made *outcome)
{
	bool overdue = worker->overdue;
	const struct kx_planned *planned;
	struct kx_diagnostics diags;
	int status = end(worker);
	size_t job;

	if (worker->count == 0)
		return false;
	job = take_first(worker);
	planned = &workers->plan->jobs[job];
	kx_outputs_drop(workers->plan->folder, planned->output);
	kx_diagnostics_init(&diags, arena);
	if (overdue)
		kx_report(&diags, KX832, (struct kx_place){ 0 }, NULL, "%s: stopped after %d seconds", planned->job,
		    workers->limits.milliseconds / 1000);
	else if (WIFSIGNALED(status))
		kx_report(&diags, KX831, (struct kx_place){ 0 }, NULL, "%s: its process ended with signal %d", planned->job,
		    WTERMSIG(status));
	else
		kx_report(&diags, KX831, (struct kx_place){ 0 }, NULL, "%s: its process ended with status %d", planned->job,
		    WEXITSTATUS(status));
	fail(arena, job, &diags, outcome);
	return true;
}

/* Another worker for what waited for one that is gone; true when there can be none, and a sheet has failed. */
static bool
replace(struct kx_workers *workers, struct worker *worker, struct kx_arena *arena, struct kx_made *outcome)
{
	struct kx_diagnostics diags;
	size_t i;

	if (workers->stopping && worker->pid == 0)
		worker->count = 0;
	if (worker->pid != 0 || worker->count == 0)
		return false;
	if (start(workers, worker)) {
		for (i = 0; i < worker->count; i++)
			send_job(worker, worker->jobs[(worker->first + i) % SHEETS_MOST]);
		worker->begun = kx_times_now();
		return false;
	}
	kx_diagnostics_init(&diags, arena);
	kx_report(&diags, KX830, (struct kx_place){ 0 }, NULL, "no process can be made: %s", strerror(errno));
	fail(arena, take_first(worker), &diags, outcome);
	return true;
}

/* After an answer: may the worker go on with what waits for it? */
static void
go_on(struct kx_workers *workers, struct worker *worker)
{
	/* It said so a moment too late, and is being killed: another takes its place. */
	if (worker->overdue) {
		end(worker);
		if (worker->count > 0)
			kx_outputs_drop(workers->plan->folder, workers->plan->jobs[worker->jobs[worker->first]].output);
	/* What was in its hands when it was asked to stop is made, or what it went on with since. */
	} else if (workers->stopping && worker->count > 0 && worker->taken == worker->heard.length) {
		dismiss(workers, worker);
	}
}

/* A whole answer in what was heard and not taken? */
static bool
take_answer(struct kx_workers *workers, struct worker *worker, struct kx_arena *arena, struct kx_made *outcome)
{
	const char *bytes = kx_buffer_bytes(&worker->heard) + worker->taken;
	size_t length = worker->heard.length - worker->taken;
	struct answer answer;

	if (worker->count == 0 || length < sizeof(answer))
		return false;
	memcpy(&answer, bytes, sizeof(answer));
	if (length < sizeof(answer) + answer.messages + answer.json)
		return false;
	*outcome = (struct kx_made){
		.job = take_first(worker), .verdict = (enum kx_sheet_state)answer.verdict, .status = (enum kx_exit)answer.status,
		.written = answer.written != 0, .pages = answer.pages, .errors = answer.errors, .warnings = answer.warnings,
		.draft = answer.draft != 0, .bytes = answer.bytes,
	};
	memcpy(outcome->sha256, answer.sha256, sizeof(outcome->sha256));
	memcpy(outcome->document, answer.document, sizeof(outcome->document));
	outcome->messages = kx_arena_copy(arena, bytes + sizeof(answer), answer.messages);
	outcome->json = kx_arena_copy(arena, bytes + sizeof(answer) + answer.messages, answer.json);
	worker->taken += sizeof(answer) + answer.messages + answer.json;
	go_on(workers, worker);
	return true;
}

/* What was taken goes, so that what is heard has room. */
static void
forget_taken(struct worker *worker)
{
	struct kx_buffer rest;

	if (worker->taken == worker->heard.length) {
		kx_buffer_clear(&worker->heard);
	} else if (worker->taken > 0) {
		kx_buffer_init(&rest, worker->heard.ceiling);
		kx_buffer_add(&rest, kx_buffer_bytes(&worker->heard) + worker->taken, worker->heard.length - worker->taken);
		kx_buffer_done(&worker->heard);
		worker->heard = rest;
	}
	worker->taken = 0;
}

static bool
listen_to(struct kx_workers *workers, struct worker *worker, struct kx_arena *arena, struct kx_made *outcome)
{
	char chunk[CHUNK_BYTES];
	ssize_t got = recv(worker->socket, chunk, sizeof(chunk), MSG_DONTWAIT);

	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return false;
	if (got <= 0)
		return bury(workers, worker, arena, outcome);
	forget_taken(worker);
	kx_buffer_add(&worker->heard, chunk, (size_t)got);
	return take_answer(workers, worker, arena, outcome);
}

/* Stop those past the limit; returns the milliseconds until the next one is. */
static int
mind_the_time(struct kx_workers *workers, int milliseconds)
{
	int64_t now = kx_times_now(), left;
	struct worker *worker;
	int i;

	for (i = 0; i < workers->limits.workers; i++) {
		worker = &workers->list[i];
		if (worker->count == 0 || worker->pid == 0 || worker->overdue)
			continue;
		left = workers->limits.milliseconds - (now - worker->begun) / 1000000;
		if (left <= 0) {
			worker->overdue = true;
			kill(worker->pid, SIGKILL);
		} else if (left < milliseconds) {
			milliseconds = (int)left;
		}
	}
	return milliseconds;
}

bool
kx_workers_wait(struct kx_workers *workers, int signals, int milliseconds, struct kx_arena *arena,
    struct kx_made *ret_made)
{
	int i, count = workers->limits.workers, ready;

	for (i = 0; i < count; i++)
		if (take_answer(workers, &workers->list[i], arena, ret_made) || replace(workers, &workers->list[i], arena, ret_made))
			return true;
	for (i = 0; i < count; i++)
		workers->polled[i] = (struct pollfd){ workers->list[i].pid != 0 ? workers->list[i].socket : -1, POLLIN, 0 };
	workers->polled[count] = (struct pollfd){ signals, POLLIN, 0 };
	/* Whoever has said something is not overdue, however late it is heard. */
	ready = poll(workers->polled, (nfds_t)count + 1, 0);
	if (ready == 0)
		ready = poll(workers->polled, (nfds_t)count + 1, mind_the_time(workers, milliseconds));
	if (ready <= 0)
		return false;
	for (i = 0; i < count; i++)
		if (workers->polled[i].revents != 0 && listen_to(workers, &workers->list[i], arena, ret_made))
			return true;
	return false;
}
