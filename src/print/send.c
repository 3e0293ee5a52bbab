/*
 * One document on its way to the printer.
 */
#include "print/print.h"

#ifdef KX_CUPS
#include "base/arena.h"
#include "base/diagnostic.h"
#include "print/connection.h"

#include <string.h>

#define CHUNK 65536

struct sending {
	struct kx_printer *printer;
	const struct kx_print_wish *wish;
	int id;
	struct kx_diagnostics *diags;
};

struct options { const struct kx_cups *cups; cups_option_t *list; int count; };

static void
add(struct options *options, const char *name, const char *value)
{
	options->count = options->cups->cupsAddOption(name, value, options->count, &options->list);
}

/* Asked for only where the printer knows it. */
static void
add_if_known(struct sending *sending, struct options *options, const char *name, const char *value)
{
	struct kx_printer *printer = sending->printer;

	if (printer->cups->cupsCheckDestSupported(printer->http, printer->dest, printer->info, name, value))
		add(options, name, value);
}

static void
add_wishes(struct sending *sending, struct options *options)
{
	const struct kx_print_wish *wish = sending->wish;
	const char *copies = kx_arena_print(sending->printer->arena, "%d", wish->copies);

	add(options, CUPS_COPIES, copies != NULL ? copies : "1");
	add(options, CUPS_MEDIA, wish->media);
	if (strcmp(wish->sides, CUPS_SIDES_ONE_SIDED) != 0)
		add(options, CUPS_SIDES, wish->sides);
	else
		add_if_known(sending, options, CUPS_SIDES, wish->sides);
	if (wish->color != NULL && wish->spare_color)
		add_if_known(sending, options, CUPS_PRINT_COLOR_MODE, wish->color);
	else if (wish->color != NULL)
		add(options, CUPS_PRINT_COLOR_MODE, wish->color);
	/* Type was checked at its size, so it prints at its size. */
	add_if_known(sending, options, "print-scaling", wish->fits ? "none" : "fit");
	add_if_known(sending, options, "multiple-document-handling", "separate-documents-collated-copies");
}

static bool
refused(struct sending *sending, const char *what)
{
	kx_report(sending->diags, KX863, (struct kx_place){ .file = sending->wish->file }, NULL, "the printer '%s' %s: %s",
	    sending->printer->name, what, kx_printer_fault(sending->printer));
	return false;
}

static bool
create(struct sending *sending, int patience)
{
	struct kx_printer *printer = sending->printer;
	struct options options = { .cups = printer->cups };
	ipp_status_t status;

	add_wishes(sending, &options);
	do {
		status = printer->cups->cupsCreateDestJob(printer->http, printer->dest, printer->info, &sending->id, sending->wish->title,
		    options.count, options.list);
		if (status == IPP_STATUS_ERROR_BUSY && patience > 0)
			kx_printer_rest(1000);
	} while (status == IPP_STATUS_ERROR_BUSY && patience-- > 0);
	printer->cups->cupsFreeOptions(options.count, options.list);
	if (status > IPP_STATUS_OK_EVENTS_COMPLETE || sending->id == 0)
		return refused(sending, "does not take the job");
	if (status == IPP_STATUS_OK_IGNORED_OR_SUBSTITUTED || status == IPP_STATUS_OK_CONFLICTING)
		kx_report(sending->diags, KX868, (struct kx_place){ .file = sending->wish->file }, NULL,
		    "the printer '%s' has taken job %d, but passes over some of what was asked of it", printer->name, sending->id);
	return true;
}

static bool
write_document(struct sending *sending, const char *bytes, size_t length)
{
	struct kx_printer *printer = sending->printer;
	http_status_t status;
	size_t part, at;
	ipp_t *answer;
	bool taken;

	status = printer->cups->cupsStartDestDocument(printer->http, printer->dest, printer->info, sending->id, sending->wish->title,
	    CUPS_FORMAT_PDF, 0, NULL, 1);
	for (at = 0; status == HTTP_STATUS_CONTINUE && at < length; at += part) {
		part = length - at < CHUNK ? length - at : CHUNK;
		status = printer->cups->cupsWriteRequestData(printer->http, bytes + at, part);
	}
	if (status != HTTP_STATUS_CONTINUE)
		return refused(sending, "broke off while the sheet was sent");
	/* Not cupsFinishDestDocument(): it cannot tell a connection that broke from an answer (CUPS 2.4.2). */
	answer = printer->cups->cupsGetResponse(printer->http, printer->resource);
	taken = answer != NULL && printer->cups->ippGetStatusCode(answer) <= IPP_STATUS_OK_EVENTS_COMPLETE;
	printer->cups->ippDelete(answer);
	return taken || refused(sending, answer != NULL ? "does not take the sheet" : "broke off before it had the whole sheet");
}

bool
kx_print_send(struct kx_printer *printer, const struct kx_print_wish *wish, const void *bytes, size_t length,
    int patience, struct kx_print_job *ret_job, struct kx_diagnostics *diags)
{
	struct sending sending = { .printer = printer, .wish = wish, .diags = diags };

	if (!create(&sending, patience))
		return false;
	if (!write_document(&sending, bytes, length)) {
		printer->cups->cupsCancelDestJob(printer->http, printer->dest, sending.id);
		return false;
	}
	*ret_job = (struct kx_print_job){ .printer = printer, .file = wish->file, .id = sending.id, .state = KX_PRINT_PENDING,
	    .reasons = "" };
	return true;
}
#endif
