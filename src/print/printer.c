/*
 * A printer that is open: found, connected, asked what it can do.
 *
 * A queue is reached through the CUPS server, a printer with an address at
 * that address.  Nothing is ever typed in: where a password is asked for, the
 * answer is none, and the printer's refusal is reported.
 */
#include "print/print.h"

#ifdef KX_CUPS
#include "base/arena.h"
#include "base/diagnostic.h"
#include "print/connection.h"

#include <stdio.h>
#include <string.h>

#define CONNECT_MILLISECONDS 10000
#define SILENCE_SECONDS 30.0         /* how long a printer may say nothing in the middle of an exchange */
#define SEARCH_MILLISECONDS 1000     /* for the names of other queues, when one is not there */

/* ---- finding ---- */

static bool
is_address(const char *name)
{
	return strncmp(name, "ipp://", 6) == 0 || strncmp(name, "ipps://", 7) == 0;
}

/* A queue is named "queue" or "queue/instance"; NULL is the default one. */
static cups_dest_t *
find_queue(struct kx_printer *printer, const char *name)
{
	const char *slash = name != NULL ? strchr(name, '/') : NULL;
	const char *queue = slash != NULL ? kx_arena_copy(printer->arena, name, (size_t)(slash - name)) : name;

	return printer->cups->cupsGetNamedDest(CUPS_HTTP_DEFAULT, queue, slash != NULL ? slash + 1 : NULL);
}

struct search { struct kx_nearness nearness; struct kx_arena *arena; };

static int
see_queue(void *with, unsigned flags, cups_dest_t *dest)
{
	struct search *search = with;

	if (!(flags & CUPS_DEST_FLAGS_REMOVED))
		kx_nearness_try(&search->nearness, kx_arena_string(search->arena, dest->name));
	return 1;
}

static struct kx_printer *
not_found(struct kx_printer *printer, const char *name, struct kx_diagnostics *diags)
{
	struct search search = { .arena = printer->arena };
	const char *hint = "'lpstat -e' lists the queues; a printer without one is named by its address, ipp://HOST/ipp/print";
	const char *why = kx_printer_fault(printer);

	if (name == NULL) {
		kx_report(diags, KX861, (struct kx_place){ 0 }, hint, "no printer was named, and there is no default one");
		return NULL;
	}
	kx_nearness_init(&search.nearness, name);
	printer->cups->cupsEnumDests(CUPS_DEST_FLAGS_NONE, SEARCH_MILLISECONDS, NULL, 0, 0, see_queue, &search);
	if (search.nearness.best != NULL)
		hint = kx_arena_print(printer->arena, "did you mean %s?", search.nearness.best);
	kx_report(diags, KX861, (struct kx_place){ 0 }, hint, "there is no printer '%s' (%s)", name, why);
	return NULL;
}

/* ---- connecting ---- */

static const char *
no_password(const char *prompt, http_t *http, const char *method, const char *resource, void *with)
{
	(void)prompt;
	(void)http;
	(void)method;
	(void)resource;
	(void)with;
	return NULL;
}

static int
give_up(http_t *http, void *with)
{
	(void)http;
	(void)with;
	return 0;
}

static bool
connect_to(struct kx_printer *printer, bool is_device)
{
	const char *uri;

	printer->http = printer->cups->cupsConnectDest(printer->dest, is_device ? CUPS_DEST_FLAGS_DEVICE : CUPS_DEST_FLAGS_NONE,
	    CONNECT_MILLISECONDS, NULL, printer->resource, sizeof(printer->resource), NULL, NULL);
	if (printer->http == NULL || printer->cups->httpGetFd(printer->http) < 0)
		return false;
	printer->cups->httpSetTimeout(printer->http, SILENCE_SECONDS, give_up, NULL);
	uri = printer->cups->cupsGetOption(is_device ? "device-uri" : "printer-uri-supported", printer->dest->num_options,
	    printer->dest->options);
	snprintf(printer->uri, sizeof(printer->uri), "%s", uri != NULL ? uri : "");
	printer->info = printer->cups->cupsCopyDestInfo(printer->http, printer->dest);
	return printer->info != NULL;
}

/* ---- asking ---- */

ipp_t *
kx_printer_ask(struct kx_printer *printer, int id, const char *const *attributes, int count)
{
	ipp_t *request = printer->cups->ippNewRequest(id != 0 ? IPP_OP_GET_JOB_ATTRIBUTES : IPP_OP_GET_PRINTER_ATTRIBUTES), *answer;

	printer->cups->ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, printer->uri);
	if (id != 0)
		printer->cups->ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", id);
	printer->cups->ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, printer->cups->cupsUser());
	printer->cups->ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", count, NULL, attributes);
	answer = printer->cups->cupsDoRequest(printer->http, request, printer->resource);
	if (answer != NULL && printer->cups->cupsLastError() <= IPP_STATUS_OK_EVENTS_COMPLETE)
		return answer;
	printer->cups->ippDelete(answer);
	return NULL;
}

const char *
kx_printer_reasons(struct kx_printer *printer, ipp_t *answer, const char *attribute, const char *words)
{
	ipp_attribute_t *reasons = printer->cups->ippFindAttribute(answer, attribute, IPP_TAG_KEYWORD);
	const char *keyword, *reason;
	int i;

	for (i = 0; i < printer->cups->ippGetCount(reasons); i++) {
		keyword = printer->cups->ippGetString(reasons, i, NULL);
		reason = keyword != NULL ? kx_print_reason(printer->arena, keyword) : NULL;
		if (reason == NULL || *reason == '\0' || strstr(words, reason) != NULL)
			continue;
		reason = kx_arena_print(printer->arena, "%s%s%s", words, *words != '\0' ? ", " : "", reason);
		words = reason != NULL ? reason : words;
	}
	return words;
}

const char *
kx_printer_fault(struct kx_printer *printer)
{
	const char *text = printer->cups->cupsLastErrorString();
	char *line = kx_arena_string(printer->arena, text != NULL && *text != '\0' ? text : "no reason was given"), *at;

	for (at = line; at != NULL && *at != '\0'; at++)
		if ((unsigned char)*at < ' ')
			*at = ' ';
	return line != NULL ? line : "";
}

/* ---- opening ---- */

/* What the printer calls itself, or "". */
static const char *
ask_model(struct kx_printer *printer)
{
	static const char *const attributes[] = { "printer-make-and-model" };
	ipp_t *answer = kx_printer_ask(printer, 0, attributes, 1);
	ipp_attribute_t *model = printer->cups->ippFindAttribute(answer, attributes[0], IPP_TAG_ZERO);
	const char *text = printer->cups->ippGetString(model, 0, NULL);

	text = text != NULL ? kx_arena_string(printer->arena, text) : NULL;
	printer->cups->ippDelete(answer);
	return text != NULL ? text : "";
}

struct kx_printer *
kx_printer_open(const struct kx_cups *cups, struct kx_arena *arena, const char *name, struct kx_diagnostics *diags)
{
	struct kx_printer *printer = kx_arena_alloc(arena, sizeof(*printer));
	bool is_device = name != NULL && is_address(name);

	if (printer == NULL) {
		kx_report(diags, KX111, (struct kx_place){ 0 }, NULL, "there is no memory left to print");
		return NULL;
	}
	printer->cups = cups;
	printer->arena = arena;
	cups->cupsSetPasswordCB2(no_password, NULL);
	printer->dest = is_device ? printer->cups->cupsGetDestWithURI(NULL, name) : find_queue(printer, name);
	if (printer->dest == NULL)
		return not_found(printer, name, diags);
	printer->name = kx_arena_string(arena, is_device ? name : printer->dest->name);
	if (!connect_to(printer, is_device)) {
		kx_report(diags, KX861, (struct kx_place){ 0 }, "is it on, and on this network?", "the printer '%s' does not answer: %s",
		    printer->name, kx_printer_fault(printer));
		kx_printer_close(printer);
		return NULL;
	}
	printer->model = ask_model(printer);
	return printer;
}

void
kx_printer_close(struct kx_printer *printer)
{
	if (printer == NULL)
		return;
	if (printer->info != NULL)
		printer->cups->cupsFreeDestInfo(printer->info);
	if (printer->http != NULL)
		printer->cups->httpClose(printer->http);
	printer->cups->cupsFreeDests(1, printer->dest);
	printer->info = NULL;
	printer->http = NULL;
	printer->dest = NULL;
}

const char *
kx_printer_name(const struct kx_printer *printer)
{
	return printer->name;
}

const char *
kx_printer_model(const struct kx_printer *printer)
{
	return printer->model;
}

const char *
kx_printer_state(struct kx_printer *printer)
{
	static const char *const attributes[] = { "printer-state", "printer-state-reasons" };
	ipp_t *answer = kx_printer_ask(printer, 0, attributes, 2);
	const char *state, *reasons, *text;

	if (answer == NULL)
		return kx_arena_print(printer->arena, "no answer: %s", kx_printer_fault(printer));
	switch (printer->cups->ippGetInteger(printer->cups->ippFindAttribute(answer, "printer-state", IPP_TAG_ENUM), 0)) {
	case IPP_PSTATE_IDLE:       state = "idle";     break;
	case IPP_PSTATE_PROCESSING: state = "printing"; break;
	case IPP_PSTATE_STOPPED:    state = "stopped";  break;
	default:                    state = "in a state that is not known";
	}
	reasons = kx_printer_reasons(printer, answer, "printer-state-reasons", "");
	text = *reasons != '\0' ? kx_arena_print(printer->arena, "%s: %s", state, reasons) : state;
	printer->cups->ippDelete(answer);
	return text;
}
#endif
