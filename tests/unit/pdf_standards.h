/* pdf_standards: a file held to PDF/UA-1 and PDF/A-3a, as one text. */
#ifndef KX_TESTS_PDF_STANDARDS_H
#define KX_TESTS_PDF_STANDARDS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "pdf/standards.h"

#include <string.h>

/* A line for each finding, "UA 7.1-3 (object 12): text"; "" when there is none.  To be freed. */
static inline char *
pdf_findings(const char *path)
{
	struct kx_pdf_findings findings;
	struct kx_diagnostics diags;
	struct kx_buffer out;
	struct kx_arena arena;
	char *text;
	size_t i;

	kx_arena_init(&arena, (size_t)16 * 1024 * 1024);
	kx_diagnostics_init(&diags, &arena);
	kx_buffer_init(&out, (size_t)1024 * 1024);
	if (!kx_pdf_standards(&arena, path, &findings, &diags))
		kx_buffer_print(&out, "%s cannot be read\n", path);
	else
		for (i = 0; i < findings.count; i++)
			kx_buffer_print(&out, "%s (object %d): %s\n", kx_pdf_rules()[findings.list[i].rule].id, findings.list[i].object,
			    findings.list[i].text);
	text = strdup(kx_buffer_bytes(&out));
	kx_buffer_done(&out);
	kx_arena_done(&arena);
	return text;
}

#endif
