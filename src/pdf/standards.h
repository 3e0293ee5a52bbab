/*
 * standards: is a PDF file one of PDF/UA-1 and PDF/A-3a at once?
 *
 * Any file, whoever made it, judged by its bytes: each condition of rules.def
 * that it breaks is a finding.  The conditions are those that a file like a
 * sheet can break; what a sheet never has (forms, sound, layered drawings,
 * fonts of other kinds) is refused as a whole ("KX 1") where it cannot be
 * judged, so that a file without findings conforms as far as a program can
 * tell.  What only a person can tell is in tests/conformance/ledger.md.
 */
#ifndef KX_PDF_STANDARDS_H
#define KX_PDF_STANDARDS_H

#include "pdf/rules.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_diagnostics;

struct kx_pdf_finding {
	enum kx_rule rule;
	int object;                    /* number of the object it is in; 0 when it is none */
	int page;                      /* from 1; 0 when it belongs to none */
	const char *text;              /* what is wrong there */
};

struct kx_pdf_findings {
	struct kx_pdf_finding *list; size_t count;
	size_t more;                   /* further breaches of rules that are in the list already */
};

/* Of one rule, so many breaches are listed. */
#define KX_FINDINGS_A_RULE 8

/*
 * Judge the file at `path`, in a process of its own as in read_back.h.  False
 * when it cannot be read, with the codes of kx_pdf_read_back() (KX620 to
 * KX624, KX701).
 */
bool kx_pdf_standards(struct kx_arena *arena, const char *path, struct kx_pdf_findings *ret_findings,
    struct kx_diagnostics *diags);

#endif
