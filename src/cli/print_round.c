#include "cli/print_round.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/limits.h"
#include "batch/job.h"
#include "cli/command.h"
#include "cli/today.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE 300                 /* seconds */
#define MOST_PATIENCE 86400
#define MOST_PRESENTS 40             /* clinics whose data are kept at hand */

/* ---- what was asked for ---- */

/* A whole number from `least` to `most`, or KX805. */
static bool
take_number(struct kx_print_round *round, enum kx_option_id option, int least, int most, int *ret_number)
{
	const char *text = round->request->values[option];
	char *end;
	long number;

	if (text == NULL)
		return true;
	number = strtol(text, &end, 10);
	if (*end != '\0' || text[strspn(text, "0123456789")] != '\0' || strlen(text) > 9 || number < least || number > most) {
		kx_report(&round->job->diags, KX805, (struct kx_place){ 0 }, NULL, "--%s takes a whole number from %d to %d, not '%s'",
		    kx_option_table[option].name, least, most, text);
		return false;
	}
	*ret_number = (int)number;
	return true;
}

static bool
take_paper(struct kx_print_round *round)
{
	const char *name = round->request->values[KX_OPT_MEDIA];

	if (name == NULL)
		return true;
	round->terms.media = kx_print_paper_named(round->cups, &round->job->arena, name);
	if (round->terms.media != NULL)
		return true;
	kx_report(&round->job->diags, KX805, (struct kx_place){ 0 },
	    "letter, legal, tabloid, a3, a4, a5, or a name as the printer lists it, such as na_letter_8.5x11in",
	    "--media does not know the paper '%s'", name);
	return false;
}

static bool
take_terms(struct kx_print_round *round)
{
	const char *const *values = round->request->values;
	bool ok;

	round->terms = (struct kx_order_terms){ .copies = 1, .sides = values[KX_OPT_SIDES], .color = values[KX_OPT_PRINT_COLOR] };
	round->patience = PATIENCE;
	ok = take_number(round, KX_OPT_COPIES, 1, KX_PRINT_COPIES, &round->terms.copies);
	ok = take_number(round, KX_OPT_WAIT, 0, MOST_PATIENCE, &round->patience) && ok;
	return take_paper(round) && ok;
}

bool
kx_print_round_begin(struct kx_print_round *round, const struct kx_request *request, struct kx_job *job)
{
	struct kx_job_options options;

	memset(round, 0, sizeof(*round));
	round->job = job;
	round->request = request;
	round->records.arena = &job->arena;
	kx_arena_init(&round->presents, KX_JOB_ARENA_BYTES);
	round->cups = kx_print_load(&job->arena, &job->diags);
	if (round->cups == NULL || !take_terms(round) ||
	    !kx_today(request->values[KX_OPT_AS_OF], &round->judge.today, &job->diags) ||
	    !kx_command_options(request, job, &options) || !kx_job_start(job, &options))
		return false;
	round->terms.templates = job->stock->templates;
	round->judge.presents = (struct kx_presents){ .arena = &round->presents, .folder = job->stock->data, .clinic = options.clinic };
	return true;
}

void
kx_print_round_end(struct kx_print_round *round)
{
	size_t i;

	for (i = 0; i < round->place_count; i++)
		kx_printer_close(round->places[i]->printer);
	kx_print_records_done(&round->records);
	kx_arena_done(&round->presents);
}

void
kx_print_round_judge_by(struct kx_print_round *round, const char *data)
{
	round->judge.presents.folder = data;
}

/* ---- before anything is sent ---- */

/* What clinics would print today takes room, and few sheets in a row are of many clinics. */
static void
forget_presents(struct kx_print_round *round)
{
	struct kx_presents *presents = &round->judge.presents;

	if (presents->count < MOST_PRESENTS)
		return;
	kx_arena_done(&round->presents);
	kx_arena_init(&round->presents, KX_JOB_ARENA_BYTES);
	presents->list = NULL;
	presents->count = presents->room = 0;
}

bool
kx_print_round_add(struct kx_print_round *round, const char *path, const char *printer, int copies,
    const struct kx_print_note *note)
{
	struct kx_order_terms terms = round->terms;
	struct kx_print_item item = { .printer = printer }, *slot;
	struct kx_job *job = round->job;

	terms.copies = copies;
	forget_presents(round);
	if (!kx_order_make(&round->judge, round->cups, &job->arena, path, &terms, &item.order, &job->diags) ||
	    (note == NULL && !kx_print_records_find(&job->arena, &item.order, &item.note, &job->diags)))
		return false;
	if (note != NULL)
		item.note = *note;
	slot = kx_arena_push(&job->arena, &round->items, &round->count, &round->room, sizeof(*slot));
	if (slot == NULL) {
		kx_report(&job->diags, KX111, (struct kx_place){ 0 }, NULL, "there is no memory left for so many sheets");
		return false;
	}
	*slot = item;
	return true;
}

static bool
same_printer(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Each is opened once, and told of once when that fails. */
static const struct kx_print_place *
place_of(struct kx_print_round *round, const char *name)
{
	struct kx_job *job = round->job;
	struct kx_print_place *place, **slot;
	size_t i;

	for (i = 0; i < round->place_count; i++)
		if (same_printer(round->places[i]->name, name))
			return round->places[i];
	slot = kx_arena_push(&job->arena, &round->places, &round->place_count, &round->place_room, sizeof(*slot));
	place = kx_arena_alloc(&job->arena, sizeof(*place));
	if (slot == NULL || place == NULL) {
		round->place_count -= slot != NULL;
		return NULL;
	}
	*slot = place;
	place->name = name;
	place->printer = kx_printer_open(round->cups, &job->arena, name, &job->diags);
	place->state = place->printer != NULL ? kx_printer_state(place->printer) : NULL;
	return place;
}

bool
kx_print_round_ask(struct kx_print_round *round)
{
	struct kx_print_item *item;
	bool ok = true;
	size_t i;

	for (i = 0; i < round->count; i++) {
		item = &round->items[i];
		item->place = place_of(round, item->printer);
		item->ready = item->place != NULL && item->place->printer != NULL &&
		    kx_printer_check(item->place->printer, &item->order.wish, &round->job->diags);
		ok = item->ready && ok;
	}
	return ok;
}

/* ---- sending ---- */

/* Somebody may be waiting at the printer: what keeps a job is said at once. */
static void
say_reason(void *with, const struct kx_print_job *job)
{
	(void)with;
	if (job->state < KX_PRINT_CANCELLED && *job->reasons != '\0')
		fprintf(stderr, "%s: job %d of %s is %s: %s\n", job->file, job->id, kx_printer_name(job->printer),
		    kx_print_state_name(job->state), job->reasons);
}

/* Noted at once: whatever happens next, what the printer has is not sent again. */
static bool
send_one(struct kx_print_round *round, struct kx_print_item *item, struct kx_print_job *job)
{
	if (!kx_order_send(&item->order, item->place->printer, round->patience, job, &round->job->diags))
		return false;
	item->job = job;
	return kx_print_records_sent(&round->records, &item->note, &item->order, job, &round->job->diags);
}

bool
kx_print_round_send(struct kx_print_round *round)
{
	const struct kx_request *request = round->request;
	struct kx_print_job *jobs = kx_arena_array(&round->job->arena, round->count + 1, sizeof(*jobs));
	struct kx_print_watch watch = { say_reason, NULL };
	bool talks = !kx_asked(request, QUIET) &&
	    (!kx_asked(request, FORMAT) || strcmp(request->values[KX_OPT_FORMAT], "human") == 0), ok = jobs != NULL;
	size_t sent = 0, i;

	for (i = 0; jobs != NULL && i < round->count; i++) {
		if (!round->items[i].ready)
			continue;
		ok = send_one(round, &round->items[i], &jobs[sent]) && ok;
		sent += round->items[i].job != NULL;
	}
	if (round->patience > 0 && jobs != NULL)
		ok = kx_print_follow(jobs, sent, round->patience, talks ? &watch : NULL, &round->job->diags) && ok;
	for (i = 0; i < round->count; i++)
		if (round->items[i].job != NULL)
			ok = kx_print_records_ended(&round->records, &round->items[i].note, round->items[i].job, &round->job->diags) && ok;
	return ok;
}
