/*
 * What a printer can do, asked before anything is sent.
 */
#include "print/print.h"

#ifdef KX_CUPS
#include "base/arena.h"
#include "base/diagnostic.h"
#include "print/connection.h"

#include <stdlib.h>
#include <string.h>

#define LISTED 12                /* so many values are named in a message */

/* ---- papers ---- */

/* PWG 5101.1 measures in hundredths of a millimetre. */
static int
hundredths(kx_length length)
{
	return (int)(((long long)length * 2540 + 36000) / 72000);
}

const char *
kx_print_paper(const struct kx_cups *cups, struct kx_arena *arena, kx_length width, kx_length height)
{
	kx_length narrow = width < height ? width : height, wide = width < height ? height : width;
	pwg_media_t *media = narrow > 0 ? cups->pwgMediaForSize(hundredths(narrow), hundredths(wide)) : NULL;

	return media != NULL ? kx_arena_string(arena, media->pwg) : NULL;
}

const char *
kx_print_paper_named(const struct kx_cups *cups, struct kx_arena *arena, const char *name)
{
	static const char *const short_names[][2] = {
		{ "letter", "na_letter_8.5x11in" }, { "legal", "na_legal_8.5x14in" }, { "tabloid", "na_ledger_11x17in" },
		{ "a3", "iso_a3_297x420mm" }, { "a4", "iso_a4_210x297mm" }, { "a5", "iso_a5_148x210mm" },
	};
	pwg_media_t *media;
	size_t i;

	for (i = 0; i < sizeof(short_names) / sizeof(*short_names); i++)
		if (strcmp(name, short_names[i][0]) == 0)
			return short_names[i][1];
	/* A name of its own with a size behind it, such as a printer's for a tray, is left to the printer. */
	media = cups->pwgMediaForPWG(name);
	return media != NULL && strchr(name, '_') != NULL ? kx_arena_string(arena, name) : NULL;
}

/* ---- can it? ---- */

/* "a, b, c": what the printer has of an attribute. */
static const char *
list_values(struct kx_printer *printer, const char *attribute)
{
	ipp_attribute_t *values = printer->cups->cupsFindDestSupported(printer->http, printer->dest, printer->info, attribute);
	char text[2000];
	int count = printer->cups->ippGetCount(values), i;
	const char *list = "", *value;

	if (values == NULL)
		return "nothing of the kind";
	if (printer->cups->ippGetValueTag(values) != IPP_TAG_KEYWORD && printer->cups->ippGetValueTag(values) != IPP_TAG_MIMETYPE) {
		printer->cups->ippAttributeString(values, text, sizeof(text));
		return kx_arena_string(printer->arena, text);
	}
	for (i = 0; i < count && i < LISTED && list != NULL; i++) {
		value = printer->cups->ippGetString(values, i, NULL);
		list = kx_arena_print(printer->arena, "%s%s%s", list, i > 0 ? ", " : "", value != NULL ? value : "");
	}
	return list != NULL && count > LISTED ? kx_arena_print(printer->arena, "%s and %d more", list, count - LISTED) : list;
}

static bool
can(struct kx_printer *printer, const struct kx_print_wish *wish, const char *attribute, const char *value, const char *hint,
    struct kx_diagnostics *diags)
{
	if (printer->cups->cupsCheckDestSupported(printer->http, printer->dest, printer->info, attribute, value))
		return true;
	kx_report(diags, KX862, (struct kx_place){ .file = wish->file }, hint, "the printer '%s' has no %s '%s'; it has: %s",
	    printer->name, attribute, value, list_values(printer, attribute));
	return false;
}

static bool
takes_jobs(struct kx_printer *printer, const struct kx_print_wish *wish, struct kx_diagnostics *diags)
{
	static const char *const attributes[] = { "printer-is-accepting-jobs", "printer-state-message" };
	ipp_t *answer = kx_printer_ask(printer, 0, attributes, 2);
	ipp_attribute_t *accepts = printer->cups->ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
	bool takes = answer != NULL && (accepts == NULL || printer->cups->ippGetBoolean(accepts, 0));

	if (answer == NULL)
		kx_report(diags, KX863, (struct kx_place){ .file = wish->file }, NULL, "the printer '%s' no longer answers: %s",
		    printer->name, kx_printer_fault(printer));
	else if (!takes)
		kx_report(diags, KX863, (struct kx_place){ .file = wish->file },
		    "on the print server, 'cupsaccept' lets a queue take jobs again", "the printer '%s' takes no jobs", printer->name);
	printer->cups->ippDelete(answer);
	return takes;
}

/* Printers without the attribute do not tell what is loaded. */
static void
look_for_paper(struct kx_printer *printer, const struct kx_print_wish *wish, struct kx_diagnostics *diags)
{
	ipp_attribute_t *ready = printer->cups->cupsFindDestReady(printer->http, printer->dest, printer->info, CUPS_MEDIA);
	const char *first;

	if (ready == NULL || printer->cups->ippContainsString(ready, wish->media))
		return;
	first = printer->cups->ippGetString(ready, 0, NULL);
	kx_report(diags, KX866, (struct kx_place){ .file = wish->file }, NULL,
	    "the printer '%s' has no %s loaded (but %s); it will wait for paper", printer->name, wish->media,
	    first != NULL ? first : "nothing");
}

bool
kx_printer_check(struct kx_printer *printer, const struct kx_print_wish *wish, struct kx_diagnostics *diags)
{
	const char *copies = kx_arena_print(printer->arena, "%d", wish->copies);
	const char *one_side = strcmp(wish->sides, CUPS_SIDES_ONE_SIDED) == 0 ? NULL :
	    "--sides one-sided prints every page on a sheet of its own";
	bool ok = takes_jobs(printer, wish, diags);

	/* One side and one copy is what every printer does, also one that does not say so. */
	if (one_side != NULL)
		ok = can(printer, wish, CUPS_SIDES, wish->sides, one_side, diags) && ok;
	if (wish->copies > 1 && copies != NULL)
		ok = can(printer, wish, CUPS_COPIES, copies, NULL, diags) && ok;
	if (wish->color != NULL && !wish->spare_color)
		ok = can(printer, wish, CUPS_PRINT_COLOR_MODE, wish->color, NULL, diags) && ok;
	ok = can(printer, wish, "document-format", CUPS_FORMAT_PDF,
	    "a queue of the CUPS server (lpadmin -p NAME -v ADDRESS -m everywhere) turns PDF into what the printer reads", diags) &&
	    ok;
	if (!can(printer, wish, CUPS_MEDIA, wish->media, NULL, diags))
		return false;
	look_for_paper(printer, wish, diags);
	return ok;
}
#endif
