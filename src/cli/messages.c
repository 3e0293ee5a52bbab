#include "cli/messages.h"

#include "base/json_out.h"
#include "batch/job.h"
#include "cli/command.h"
#include "cli/sarif.h"
#include "read/read.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MESSAGE_CEILING (64u * 1024 * 1024)

/* The words on standard error; when even that fails there is nobody left to tell. */
static void
say(const struct kx_buffer *text)
{
	const char *bytes = kx_buffer_bytes(text);
	size_t left = text->length;
	ssize_t put;

	while (left > 0 && (put = write(STDERR_FILENO, bytes, left)) > 0) {
		bytes += put;
		left -= (size_t)put;
	}
}

static bool
wants_color(const struct kx_request *request)
{
	const char *when = request->values[KX_OPT_COLOR], *no = getenv("NO_COLOR"), *terminal = getenv("TERM");

	if (when != NULL && strcmp(when, "auto") != 0)
		return strcmp(when, "always") == 0;
	if (no != NULL && *no != '\0')
		return false;
	if (terminal == NULL || strcmp(terminal, "dumb") == 0)
		return false;
	return isatty(STDERR_FILENO);
}

/*
 * The diagnostics that are shown: notes only with --verbose, warnings not
 * with --quiet unless they are what made the run fail.
 */
static struct kx_diagnostics
shown(const struct kx_request *request, struct kx_job *job, enum kx_exit status)
{
	struct kx_diagnostics list = job->diags;
	enum kx_severity least = KX_WARNING;
	size_t i;

	if (kx_asked(request, VERBOSE))
		least = KX_NOTE;
	else if (kx_asked(request, QUIET) && status != KX_EXIT_WERROR)
		least = KX_ERROR;
	if (least == KX_ERROR)
		list.warnings = 0;
	list.list = kx_arena_array(&job->message_arena, list.count + 1, sizeof(*list.list));
	if (list.list == NULL)
		return job->diags;
	list.count = 0;
	for (i = 0; i < job->diags.count; i++)
		if (job->diags.list[i].severity >= least)
			list.list[list.count++] = job->diags.list[i];
	list.room = list.count;
	return list;
}

static const char *
out_name(const struct kx_request *request)
{
	const char *name = request->values[KX_OPT_OUT];

	return name == NULL || strcmp(name, "-") == 0 ? "(standard output)" : name;
}

/* "handout.pdf: 4 pages, letter, 78 kB, pack-1.0-3f2a9c" */
static void
summary_line(const struct kx_request *request, const struct kx_job *job, struct kx_buffer *out)
{
	size_t pages = job->frames->page_count;

	kx_buffer_print(out, "%s: %zu page%s, %s, %zu kB, %s\n", out_name(request), pages, pages == 1 ? "" : "s",
	    job->paper, (job->out.length + 999) / 1000, job->document->document_id);
}

static void
folder_lines(const struct kx_job *job, struct kx_buffer *out)
{
	if (job->stock != NULL)
		kx_buffer_print(out, "data: %s\n", job->stock->data);
	if (job->sheet != NULL)
		kx_buffer_print(out, "layout: %s\n", job->sheet->origin.file);
	if (job->stock != NULL && job->stock->fonts != NULL)
		kx_buffer_print(out, "fonts: %s\n", job->stock->font_folder);
	if (job->frames != NULL)
		kx_frames_dump_setting(job->frames, out);
}

static void
timing_line(const char *step, int64_t time, bool beside, struct kx_buffer *out)
{
	kx_buffer_print(out, "%-14s %6lld.%03lld ms%s\n", step, (long long)(time / 1000000), (long long)(time / 1000 % 1000),
	    beside ? " beside the rest" : "");
}

/* What was loaded, then what the job did with it; what was done meanwhile is no part of the sum. */
static void
timing_lines(const struct kx_job *job, struct kx_buffer *out)
{
	const struct kx_times *both[] = { &job->own.times, &job->times };
	int64_t total = 0;
	size_t i, k;

	for (k = 0; k < 2; k++) {
		for (i = 0; i < both[k]->count; i++) {
			timing_line(both[k]->list[i].step, both[k]->list[i].nanoseconds, both[k]->list[i].beside, out);
			total += both[k]->list[i].beside ? 0 : both[k]->list[i].nanoseconds;
		}
	}
	timing_line("total", total, false, out);
}

static void
print_human(const struct kx_request *request, struct kx_job *job, enum kx_exit status, bool written,
    struct kx_buffer *out)
{
	struct kx_diagnostics list = shown(request, job, status);

	if (kx_asked(request, VERBOSE))
		folder_lines(job, out);
	if (list.count > 0)
		kx_read_explain(&list, wants_color(request), out);
	if (kx_asked(request, TIMINGS))
		timing_lines(job, out);
	if (kx_asked(request, TIMINGS) && !kx_asked(request, VERBOSE) && job->frames != NULL)
		kx_frames_dump_setting(job->frames, out);
	if (written && kx_command_makes_pdf(request) && job->frames != NULL && !kx_asked(request, QUIET))
		summary_line(request, job, out);
}

static void
json_output(const struct kx_request *request, const struct kx_job *job, struct kx_json *json)
{
	kx_json_open_object(json, "output");
	kx_json_text(json, "path", request->values[KX_OPT_OUT]);
	kx_json_number(json, "pages", (long long)job->frames->page_count);
	kx_json_text(json, "paper", job->paper);
	kx_json_number(json, "bytes", (long long)job->out.length);
	kx_json_text(json, "document", job->document->document_id);
	kx_json_close_object(json);
}

static void
json_timings(const struct kx_job *job, struct kx_json *json)
{
	const struct kx_times *both[] = { &job->own.times, &job->times };
	size_t i, k;

	kx_json_open_array(json, "timings");
	for (k = 0; k < 2; k++) {
		for (i = 0; i < both[k]->count; i++) {
			kx_json_open_object(json, NULL);
			kx_json_text(json, "step", both[k]->list[i].step);
			kx_json_number(json, "microseconds", both[k]->list[i].nanoseconds / 1000);
			kx_json_close_object(json);
		}
	}
	kx_json_close_array(json);
}

static void
print_json(const struct kx_request *request, struct kx_job *job, enum kx_exit status, bool written,
    struct kx_buffer *out)
{
	struct kx_diagnostics list = shown(request, job, status);
	struct kx_buffer messages;
	struct kx_json json;

	kx_buffer_init(&messages, MESSAGE_CEILING);
	kx_read_explain_json(&list, &messages);
	kx_json_init(&json, out);
	kx_json_open_object(&json, NULL);
	kx_json_number(&json, "status", status);
	if (written && kx_command_makes_pdf(request) && job->frames != NULL)
		json_output(request, job, &json);
	if (kx_asked(request, TIMINGS))
		json_timings(job, &json);
	kx_json_ready(&json, "messages", kx_buffer_bytes(&messages));
	kx_json_close_object(&json);
	kx_json_done(&json);
	kx_buffer_done(&messages);
}

/* 'check' has its log on standard output, and here the words for people. */
static void
print_sarif(const struct kx_request *request, struct kx_job *job, enum kx_exit status, struct kx_buffer *out)
{
	struct kx_diagnostics list = shown(request, job, status);

	kx_sarif_write(&list, status, out);
}

void
kx_messages_print(const struct kx_request *request, struct kx_job *job, enum kx_exit status, bool written)
{
	const char *format = request->values[KX_OPT_FORMAT];
	struct kx_buffer out;

	kx_buffer_init(&out, MESSAGE_CEILING);
	if (format != NULL && strcmp(format, "json") == 0)
		print_json(request, job, status, written, &out);
	else if (format != NULL && strcmp(format, "sarif") == 0 && request->command != KX_CMD_CHECK)
		print_sarif(request, job, status, &out);
	else
		print_human(request, job, status, written, &out);
	say(&out);
	kx_buffer_done(&out);
}
