/*
 * print: finished sheets -> a printer.
 *
 * All or nothing as far as it is in our hands: every sheet is judged and the
 * printer is asked about every one of them before the first is sent.
 */
#include "base/arena.h"
#include "base/json_out.h"
#include "batch/job.h"
#include "cli/command.h"
#include "cli/order.h"
#include "cli/print_record.h"
#include "cli/today.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE 300                 /* seconds */
#define MOST_PATIENCE 86400

struct printing {
	const struct kx_request *request;
	struct kx_job *job;
	struct kx_judge judge;
	struct kx_order_terms terms;
	int patience;
	const struct kx_cups *cups;
	struct kx_printer *printer;
	struct kx_order *orders; size_t count;
	struct kx_print_job *jobs; size_t sent;   /* of the first orders */
};

/* ---- what was asked for ---- */

/* A whole number from `least` to `most`, or KX805. */
static bool
take_number(struct printing *printing, enum kx_option_id option, int least, int most, int *ret_number)
{
	const char *text = printing->request->values[option];
	char *end;
	long number;

	if (text == NULL)
		return true;
	number = strtol(text, &end, 10);
	if (*end != '\0' || text[strspn(text, "0123456789")] != '\0' || strlen(text) > 9 || number < least || number > most) {
		kx_report(&printing->job->diags, KX805, (struct kx_place){ 0 }, NULL, "--%s takes a whole number from %d to %d, not '%s'",
		    kx_option_table[option].name, least, most, text);
		return false;
	}
	*ret_number = (int)number;
	return true;
}

static bool
take_paper(struct printing *printing)
{
	const char *name = printing->request->values[KX_OPT_MEDIA];

	if (name == NULL)
		return true;
	printing->terms.media = kx_print_paper_named(printing->cups, &printing->job->arena, name);
	if (printing->terms.media != NULL)
		return true;
	kx_report(&printing->job->diags, KX805, (struct kx_place){ 0 },
	    "letter, legal, tabloid, a3, a4, a5, or a name as the printer lists it, such as na_letter_8.5x11in",
	    "--media does not know the paper '%s'", name);
	return false;
}

static bool
take_terms(struct printing *printing)
{
	const char *const *values = printing->request->values;
	bool ok;

	printing->terms = (struct kx_order_terms){ .copies = 1, .sides = values[KX_OPT_SIDES], .color = values[KX_OPT_PRINT_COLOR] };
	printing->patience = PATIENCE;
	ok = take_number(printing, KX_OPT_COPIES, 1, KX_PRINT_COPIES, &printing->terms.copies);
	ok = take_number(printing, KX_OPT_WAIT, 0, MOST_PATIENCE, &printing->patience) && ok;
	return take_paper(printing) && ok;
}

/* ---- before anything is sent ---- */

static bool
judge_sheets(struct printing *printing)
{
	struct kx_job *job = printing->job;
	size_t i;
	bool ok = true;

	printing->count = (size_t)printing->request->operand_count;
	printing->orders = kx_arena_array(&job->arena, printing->count, sizeof(*printing->orders));
	printing->jobs = kx_arena_array(&job->arena, printing->count, sizeof(*printing->jobs));
	if (printing->orders == NULL || printing->jobs == NULL) {
		kx_report(&job->diags, KX111, (struct kx_place){ 0 }, NULL, "there is no memory left for so many sheets");
		return false;
	}
	for (i = 0; i < printing->count; i++)
		ok = kx_order_make(&printing->judge, printing->cups, &job->arena, printing->request->operands[i], &printing->terms,
		    &printing->orders[i], &job->diags) &&
		    kx_print_record_allows(&job->arena, &printing->orders[i], &job->diags) && ok;
	return ok;
}

static bool
ask_printer(struct printing *printing)
{
	struct kx_job *job = printing->job;
	bool ok = true;
	size_t i;

	printing->printer = kx_printer_open(printing->cups, &job->arena, printing->request->values[KX_OPT_PRINTER], &job->diags);
	if (printing->printer == NULL)
		return false;
	for (i = 0; i < printing->count; i++)
		ok = kx_printer_check(printing->printer, &printing->orders[i].wish, &job->diags) && ok;
	return ok;
}

/* ---- sending ---- */

/* Somebody may be waiting at the printer: what keeps a job is said at once. */
static void
say_reason(void *with, const struct kx_print_job *job)
{
	const struct printing *printing = with;

	if (job->state < KX_PRINT_CANCELLED && *job->reasons != '\0')
		fprintf(stderr, "%s: job %d of %s is %s: %s\n", job->file, job->id, kx_printer_name(printing->printer),
		    kx_print_state_name(job->state), job->reasons);
}

static bool
send_sheets(struct printing *printing)
{
	struct kx_print_watch watch = { say_reason, printing };
	bool talks = !kx_asked(printing->request, QUIET) &&
	    (!kx_asked(printing->request, FORMAT) || strcmp(printing->request->values[KX_OPT_FORMAT], "human") == 0);
	bool ok = true;
	size_t i;

	while (ok && printing->sent < printing->count) {
		ok = kx_order_send(&printing->orders[printing->sent], printing->printer, printing->patience,
		    &printing->jobs[printing->sent], &printing->job->diags);
		printing->sent += ok;
	}
	if (printing->patience > 0)
		ok = kx_print_follow(printing->jobs, printing->sent, printing->patience, talks ? &watch : NULL, &printing->job->diags) && ok;
	for (i = 0; i < printing->sent; i++)
		kx_print_record_add(&printing->job->arena, &printing->orders[i], &printing->jobs[i],
		    &printing->job->diags);
	return ok && printing->job->diags.errors == 0;
}

/* ---- the report ---- */

static const char *
sides_in_words(const char *sides)
{
	if (strcmp(sides, "two-sided-long-edge") == 0)
		return "on both sides, turned on the long edge";
	if (strcmp(sides, "two-sided-short-edge") == 0)
		return "on both sides, turned on the short edge";
	return "on one side";
}

static const char *
color_in_words(const char *color)
{
	if (color == NULL || strcmp(color, "auto") == 0)
		return "";
	return strcmp(color, "color") == 0 ? ", in colour" : ", in black";
}

static void
print_sheet(struct printing *printing, const char *state, size_t i)
{
	const struct kx_order *order = &printing->orders[i];
	const struct kx_print_wish *wish = &order->wish;
	struct kx_buffer *out = &printing->job->out;
	int leaves = wish->copies * kx_order_leaves(order);

	kx_buffer_print(out, "%s\n    sheet: %s, %s, %s\n", order->path, wish->title, order->document, order->origin);
	kx_buffer_print(out, "    printer: %s%s%s, %s\n", kx_printer_name(printing->printer),
	    *kx_printer_model(printing->printer) != '\0' ? ", " : "", kx_printer_model(printing->printer), state);
	kx_buffer_print(out, "    prints: %d %s of %d %s, %s%s, on %d %s of %s\n", wish->copies, wish->copies == 1 ? "copy" : "copies",
	    order->pages, order->pages == 1 ? "page" : "pages", sides_in_words(wish->sides), color_in_words(wish->color), leaves,
	    leaves == 1 ? "sheet" : "sheets", wish->media);
	if (i < printing->sent)
		kx_buffer_print(out, "    job: %d, %s%s%s\n", printing->jobs[i].id, kx_print_state_name(printing->jobs[i].state),
		    *printing->jobs[i].reasons != '\0' ? ": " : "", printing->jobs[i].reasons);
	else
		kx_buffer_print(out, "    job: none, %s\n", kx_asked(printing->request, DRY_RUN) ? "this is a dry run" : "it was not sent");
}

static void
json_sheet(struct printing *printing, struct kx_json *json, const char *state, size_t i)
{
	const struct kx_order *order = &printing->orders[i];

	kx_json_open_object(json, NULL);
	kx_json_text(json, "file", order->path);
	kx_json_text(json, "document", order->document);
	kx_json_text(json, "title", order->wish.title);
	kx_json_text(json, "sha256", order->sha256);
	kx_json_text(json, "printer", kx_printer_name(printing->printer));
	kx_json_text(json, "printer_state", state);
	kx_json_number(json, "copies", order->wish.copies);
	kx_json_number(json, "pages", order->pages);
	kx_json_text(json, "sides", order->wish.sides);
	kx_json_text(json, "media", order->wish.media);
	kx_json_text(json, "color", order->wish.color);
	if (i < printing->sent) {
		kx_json_number(json, "job", printing->jobs[i].id);
		kx_json_text(json, "state", kx_print_state_name(printing->jobs[i].state));
		kx_json_text(json, "reasons", printing->jobs[i].reasons);
	} else {
		kx_json_text(json, "job", NULL);
	}
	kx_json_close_object(json);
}

static void
report(struct printing *printing, const char *state)
{
	bool as_json = kx_command_wants_json(printing->request);
	struct kx_json json;
	size_t i;

	kx_json_init(&json, &printing->job->out);
	if (as_json)
		kx_json_open_array(&json, NULL);
	for (i = 0; i < printing->count; i++)
		if (as_json)
			json_sheet(printing, &json, state, i);
		else
			print_sheet(printing, state, i);
	if (as_json) {
		kx_json_close_array(&json);
		kx_json_done(&json);
	}
	printing->job->report = true;
}

bool
kx_command_print(const struct kx_request *request, struct kx_job *job)
{
	struct printing printing = { .request = request, .job = job };
	struct kx_job_options options;
	const char *state;
	bool ok;

	printing.cups = kx_print_load(&job->arena, &job->diags);
	if (printing.cups == NULL || !take_terms(&printing) ||
	    !kx_today(request->values[KX_OPT_AS_OF], &printing.judge.today, &job->diags) ||
	    !kx_command_options(request, job, &options) || !kx_job_start(job, &options))
		return false;
	printing.judge.presents = (struct kx_presents){ .arena = &job->arena, .folder = job->stock->data, .clinic = options.clinic };
	ok = judge_sheets(&printing) && ask_printer(&printing);
	if (ok) {
		state = kx_printer_state(printing.printer);
		if (!kx_asked(request, DRY_RUN))
			ok = send_sheets(&printing);
		report(&printing, state != NULL ? state : "");
	}
	kx_printer_close(printing.printer);
	return ok && !kx_buffer_failed(&job->out);
}
