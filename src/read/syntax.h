/*
 * syntax: what exactly is wrong with a text that is not JSON.
 *
 * jansson tells that a text breaks RFC 8259 and about where.  People who
 * write data by hand need more: the byte that breaks, what was expected, the
 * bracket that was never closed.  This walks the text once more, only after
 * jansson has refused it.
 */
#ifndef KX_READ_SYNTAX_H
#define KX_READ_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_diagnostics;

/*
 * Report the first break (KX103, KX104, KX114 for a number that no computer
 * number holds, KX118 for an escape that is no character).  False when the
 * text is sound, which it never is when jansson refused it.
 */
bool kx_syntax_explain(const char *path, const char *bytes, size_t length, struct kx_diagnostics *diags);

/*
 * Report every key that stands twice in one object of a text that is
 * otherwise sound (KX105, with the place of the first).
 */
void kx_syntax_duplicates(struct kx_arena *arena, const char *path, const char *bytes, size_t length,
    struct kx_diagnostics *diags);

#endif
