/*
 * open: a PDF file of unknown origin, opened with libqpdf in a child process,
 * and the messages for what can go wrong with that.  Shared by read_back and
 * standards.
 *
 * A file is taken at its word or not at all: recovery, which looks for objects
 * in a damaged file, is off, because what it finds need not be what the last
 * writer meant.
 */
#ifndef KX_PDF_OPEN_H
#define KX_PDF_OPEN_H

#include "base/apart.h"
#include "pdf/qpdf.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_diagnostics;

enum kx_pdf_opened {
	KX_PDF_OPEN,
	KX_PDF_OPEN_LOCKED,            /* encrypted, with an empty password: it can be read */
	KX_PDF_LOCKED, KX_PDF_DAMAGED, KX_PDF_NO_MEMORY
};

/* In the child.  libqpdf prints nothing from here on; `ret_reason` is its word for what is wrong. */
enum kx_pdf_opened kx_pdf_open_strictly(struct kx_qpdf *qpdf, const char *bytes, size_t length, char *ret_reason, size_t room);

/* In the parent: true for KX_PDF_OPEN; else KX621, KX622 or KX624. */
bool kx_pdf_opened_report(enum kx_pdf_opened opened, const char *path, const char *reason, struct kx_diagnostics *diags);

/* Is there a header where a reader looks for it?  Else KX620. */
bool kx_pdf_has_header(const char *path, const char *bytes, size_t length, struct kx_diagnostics *diags);

/* Did the child end well and say something?  Else KX624 or KX701 (errno tells why no process could be started). */
bool kx_pdf_apart_report(enum kx_apart_end end, bool said, const char *path, struct kx_diagnostics *diags);

#endif
