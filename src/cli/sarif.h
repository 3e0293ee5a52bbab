/*
 * sarif: messages as a SARIF log, for code scanners and editors.
 *
 * OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0: one run,
 * whose driver has a rule for each code that was reported, with its help text
 * from the code table, and a result for each message.  A warning that a named
 * person waived is a result with a suppression.
 */
#ifndef KX_CLI_SARIF_H
#define KX_CLI_SARIF_H

#include "base/diagnostic.h"

struct kx_buffer;

/* Append the log of `diags`, whose places are filled in and sorted, and the exit status that the run will have. */
void kx_sarif_write(struct kx_diagnostics *diags, enum kx_exit status, struct kx_buffer *out);

#endif
