/*
 * connection: what the files of this folder share: the functions of CUPS, and
 * a printer that is open.  Types of CUPS stay behind this header.
 */
#ifndef KX_PRINT_CONNECTION_H
#define KX_PRINT_CONNECTION_H

#ifdef KX_CUPS
#include "base/library.h"

#include <cups/cups.h>

struct kx_arena;

/* Every function of CUPS that is called here; kx_print_load() finds them by name. */
#define KX_CUPS_FUNCTIONS(F) \
	F(cupsAddOption) F(cupsCancelDestJob) F(cupsCheckDestSupported) F(cupsConnectDest) F(cupsCopyDestInfo) \
	F(cupsCreateDestJob) F(cupsDoRequest) F(cupsEnumDests) F(cupsFindDestReady) F(cupsFindDestSupported) \
	F(cupsFreeDestInfo) F(cupsFreeDests) F(cupsFreeOptions) F(cupsGetDestWithURI) \
	F(cupsGetNamedDest) F(cupsGetOption) F(cupsGetResponse) F(cupsLastError) F(cupsLastErrorString) F(cupsSetPasswordCB2) \
	F(cupsStartDestDocument) F(cupsUser) F(cupsWriteRequestData) F(httpClose) F(httpGetFd) F(httpSetTimeout) \
	F(ippAddInteger) F(ippAddString) F(ippAddStrings) F(ippAttributeString) F(ippContainsString) F(ippDelete) \
	F(ippFindAttribute) F(ippGetBoolean) F(ippGetCount) F(ippGetInteger) F(ippGetStatusCode) F(ippGetString) F(ippGetValueTag) \
	F(ippNewRequest) F(pwgMediaForPWG) F(pwgMediaForSize)

struct kx_cups {
	KX_CUPS_FUNCTIONS(KX_LIBRARY_MEMBER)
};

struct kx_printer {
	const struct kx_cups *cups;
	struct kx_arena *arena;
	const char *name, *model;
	cups_dest_t *dest;
	http_t *http;
	cups_dinfo_t *info;
	char uri[1024], resource[1024];   /* where its jobs are asked after */
};

/*
 * Ask the printer for attributes of itself, or of its job `id` where that is
 * not 0.  NULL when there is no answer.  To be freed with ippDelete().
 */
ipp_t *kx_printer_ask(struct kx_printer *printer, int id, const char *const *attributes, int count);

/*
 * The reasons in one attribute as words, joined by ", ", behind `words` (which
 * may be ""), each once; in the arena.
 */
const char *kx_printer_reasons(struct kx_printer *printer, ipp_t *answer, const char *attribute, const char *words);

/* Do nothing for a while. */
void kx_printer_rest(long milliseconds);

/* What CUPS says of the last thing that failed, in one line; in the arena. */
const char *kx_printer_fault(struct kx_printer *printer);

#endif
#endif
