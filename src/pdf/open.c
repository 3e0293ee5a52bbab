#include "pdf/open.h"

#include "base/diagnostic.h"

#include <errno.h>
#include <string.h>

#define HEADER "%PDF-"
#define HEADER_REACH 1024          /* bytes in which the header must stand (ISO 32000-1, annex H.3.4.1) */

static const char too_much[] = "reading this PDF takes too much memory, or was more than the PDF library could bear";

enum kx_pdf_opened
kx_pdf_open_strictly(struct kx_qpdf *qpdf, const char *bytes, size_t length, char *ret_reason, size_t room)
{
	QPDF_ERROR_CODE code;
	qpdf_error error;

	qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
	qpdf_silence_errors(qpdf);
	qpdf_set_attempt_recovery(qpdf, QPDF_FALSE);
	code = qpdf_read_memory(qpdf, "", bytes, length, NULL);
	if (code & (QPDF_ERRORS)) {
		error = qpdf_get_error(qpdf);
		strncpy(ret_reason, qpdf_get_error_message_detail(qpdf, error), room - 1);
		return qpdf_get_error_code(qpdf, error) == qpdf_e_password ? KX_PDF_LOCKED : KX_PDF_DAMAGED;
	}
	return qpdf_is_encrypted(qpdf) ? KX_PDF_OPEN_LOCKED : KX_PDF_OPEN;
}

static bool
fault(enum kx_code code, const char *path, const char *what, const char *detail, struct kx_diagnostics *diags)
{
	kx_report(diags, code, (struct kx_place){ .file = path }, NULL, "%s%s%s%s", what, *detail != '\0' ? " (" : "", detail,
	    *detail != '\0' ? ")" : "");
	return false;
}

bool
kx_pdf_opened_report(enum kx_pdf_opened opened, const char *path, const char *reason, struct kx_diagnostics *diags)
{
	switch (opened) {
	case KX_PDF_OPEN_LOCKED:
	case KX_PDF_LOCKED:
		return fault(KX622, path, "this PDF is locked", "", diags);
	case KX_PDF_DAMAGED:
		return fault(KX621, path, "this PDF is damaged or cut short", reason, diags);
	case KX_PDF_NO_MEMORY:
		return fault(KX624, path, too_much, "", diags);
	case KX_PDF_OPEN:
		break;
	}
	return true;
}

bool
kx_pdf_has_header(const char *path, const char *bytes, size_t length, struct kx_diagnostics *diags)
{
	size_t reach = length < HEADER_REACH ? length : HEADER_REACH;

	return memmem(bytes, reach, HEADER, strlen(HEADER)) != NULL || fault(KX620, path, "this is not a PDF file", "", diags);
}

bool
kx_pdf_apart_report(enum kx_apart_end end, bool said, const char *path, struct kx_diagnostics *diags)
{
	switch (end) {
	case KX_APART_NO_PROCESS:
		kx_report(diags, KX701, (struct kx_place){ .file = path }, NULL, "cannot read this file: no process can be started: %s",
		    strerror(errno));
		return false;
	case KX_APART_TIME:
		return fault(KX624, path, "reading this PDF takes too long", "", diags);
	case KX_APART_CRASH:
		return fault(KX624, path, too_much, "", diags);
	case KX_APART_DONE:
		break;
	}
	return said || fault(KX624, path, too_much, "", diags);
}
