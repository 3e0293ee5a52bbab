/*
 * sheet_trace: every printed sentence of a finished sheet with its sources,
 * from the sheet's own manifest.
 */
#ifndef KX_CLI_SHEET_TRACE_H
#define KX_CLI_SHEET_TRACE_H

struct kx_arena;
struct kx_buffer;
struct kx_finished;

/*
 * Append the sentences, section by section, each with its claim, figures,
 * sources and what decided, then the sources and the rulings.
 */
void kx_sheet_trace(struct kx_arena *arena, const struct kx_finished *sheet, struct kx_buffer *out);

#endif
