/*
 * Jobs, followed to their end.
 *
 * IPP has no way to be called back that every printer knows, so the printer is
 * asked again and again, less often as time goes by.
 */
#include "print/print.h"

#ifdef KX_CUPS
#include "base/arena.h"
#include "base/diagnostic.h"
#include "print/connection.h"

#include <string.h>
#include <time.h>

#define FIRST_PAUSE 100          /* milliseconds */
#define LONGEST_PAUSE 2000
#define HELD_FOR 1000            /* a job is held for a moment while it arrives; longer means that it is held */
#define SILENT_FOR 20000         /* how long a printer may not answer at all, where patience is not shorter */

/* A job, and what is remembered of it between two looks. */
struct watched {
	struct kx_print_job *job;
	int sheets;                  /* printed so far, as far as the printer tells */
	long moved, answered;        /* when it last changed, and when the printer last answered: milliseconds */
	bool forgotten;              /* the printer does not know it any more */
};

struct following {
	struct watched *watched; size_t count;
	long patience;
	const struct kx_print_watch *watch;
	struct kx_diagnostics *diags;
	bool ok;
};

static long
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void
kx_printer_rest(long milliseconds)
{
	struct timespec time = { milliseconds / 1000, milliseconds % 1000 * 1000000 };

	nanosleep(&time, NULL);
}

/* ---- looking ---- */

/* What keeps a job from its end is often said of the printer alone. */
static const char *
look_at_printer(struct kx_printer *printer, const char *reasons)
{
	static const char *const attributes[] = { "printer-state", "printer-state-reasons" };
	ipp_t *answer = kx_printer_ask(printer, 0, attributes, 2);

	if (answer != NULL)
		reasons = kx_printer_reasons(printer, answer, "printer-state-reasons", reasons);
	printer->cups->ippDelete(answer);
	return reasons;
}

/* How far it is, by whatever the printer counts. */
static int
count_sheets(const struct kx_cups *cups, ipp_t *answer)
{
	ipp_attribute_t *sheets = cups->ippFindAttribute(answer, "job-media-sheets-completed", IPP_TAG_INTEGER);
	ipp_attribute_t *sides = cups->ippFindAttribute(answer, "job-impressions-completed", IPP_TAG_INTEGER);

	return (sheets != NULL ? cups->ippGetInteger(sheets, 0) : 0) + (sides != NULL ? cups->ippGetInteger(sides, 0) : 0);
}

/* Ask after the job; note what has changed. */
static void
look(struct following *following, struct watched *watched)
{
	static const char *const attributes[] = {
		"job-state", "job-state-reasons", "job-impressions-completed", "job-media-sheets-completed"
	};
	struct kx_print_job *job = watched->job;
	struct kx_printer *printer = job->printer;
	const struct kx_cups *cups = printer->cups;
	ipp_t *answer = kx_printer_ask(printer, job->id, attributes, 4);
	enum kx_print_state state;
	const char *reasons;
	int sheets;

	if (answer == NULL) {
		watched->forgotten = cups->cupsLastError() == IPP_STATUS_ERROR_NOT_FOUND || cups->cupsLastError() == IPP_STATUS_ERROR_GONE;
		return;
	}
	watched->answered = now();
	state = (enum kx_print_state)cups->ippGetInteger(cups->ippFindAttribute(answer, "job-state", IPP_TAG_ENUM), 0);
	reasons = kx_printer_reasons(printer, answer, "job-state-reasons", "");
	sheets = count_sheets(cups, answer);
	cups->ippDelete(answer);
	if (state < KX_PRINT_CANCELLED)
		reasons = look_at_printer(printer, reasons);
	if (state == job->state && sheets == watched->sheets && strcmp(reasons, job->reasons) == 0)
		return;
	job->state = state;
	job->reasons = reasons;
	watched->sheets = sheets;
	watched->moved = watched->answered;
	if (following->watch != NULL)
		following->watch->changed(following->watch->with, job);
}

/* ---- judging ---- */

static void
fail(struct following *following, struct kx_print_job *job, enum kx_code code, const char *hint, const char *what)
{
	kx_report(following->diags, code, (struct kx_place){ .file = job->file }, hint, "job %d of the printer '%s' %s%s%s",
	    job->id, kx_printer_name(job->printer), what, *job->reasons != '\0' ? ": " : "", job->reasons);
	job->ended = true;
	following->ok = false;
}

/* Has it come to its end, good or bad, or is there nothing more to wait for? */
static void
judge(struct following *following, struct watched *watched)
{
	static const char stays[] = "the job stays with the printer and prints when that is mended, unless it is cancelled there";
	static const char look_there[] = "look at the printer, whether it has printed";
	struct kx_print_job *job = watched->job;
	const char *stands;
	long still = now() - watched->moved;

	if (job->state == KX_PRINT_COMPLETED)
		job->ended = true;
	else if (job->state == KX_PRINT_CANCELLED)
		fail(following, job, KX864, NULL, "was cancelled");
	else if (job->state == KX_PRINT_ABORTED)
		fail(following, job, KX864, NULL, "was given up by the printer");
	else if (watched->forgotten)
		fail(following, job, KX865, look_there, "is no longer known to it");
	else if (now() - watched->answered > (following->patience < SILENT_FOR ? following->patience : SILENT_FOR))
		fail(following, job, KX865, look_there, "can no longer be followed, for it does not answer");
	else if (job->state == KX_PRINT_HELD && still > HELD_FOR)
		fail(following, job, KX865, "somebody must release it at the printer, or cancel it there", "is held");
	else if (still > following->patience) {
		stands = kx_arena_print(job->printer->arena, "has stood still for %ld s, %s", following->patience / 1000,
		    kx_print_state_name(job->state));
		fail(following, job, KX865, stays, stands != NULL ? stands : "has stood still");
	}
}

bool
kx_print_follow(struct kx_print_job *jobs, size_t count, int patience, const struct kx_print_watch *watch,
    struct kx_diagnostics *diags)
{
	struct following following = { .count = count, .patience = (long)patience * 1000, .watch = watch, .diags = diags, .ok = true };
	size_t i, left = count;
	long pause = FIRST_PAUSE;

	following.watched = count > 0 ? kx_arena_array(jobs->printer->arena, count, sizeof(*following.watched)) : NULL;
	if (following.watched == NULL)
		return count == 0;
	for (i = 0; i < count; i++)
		following.watched[i] = (struct watched){ .job = &jobs[i], .moved = now(), .answered = now() };
	while (left > 0) {
		for (i = 0, left = 0; i < count; i++) {
			if (jobs[i].ended)
				continue;
			look(&following, &following.watched[i]);
			judge(&following, &following.watched[i]);
			left += !jobs[i].ended;
		}
		if (left > 0)
			kx_printer_rest(pause);
		pause = pause * 3 / 2 < LONGEST_PAUSE ? pause * 3 / 2 : LONGEST_PAUSE;
	}
	return following.ok;
}
#endif
