/*
 * pattern: the names of a batch's files: "{clinic}/{layout}-{paper}.pdf".
 *
 * A field is "{clinic}" or the name of a dimension (content/batch.h).  A name made from a
 * pattern stays below the folder of the batch: the pattern is relative and
 * holds no "." or ".." part and no hidden one, and values lend only letters, digits, hyphens
 * and dots between them; every other character of a value becomes "_".
 */
#ifndef KX_BATCH_PATTERN_H
#define KX_BATCH_PATTERN_H

#include "content/batch.h"

struct kx_arena;
struct kx_diagnostics;

/* Can the pattern be used?  All its faults are KX822. */
bool kx_pattern_check(struct kx_arena *arena, const char *pattern, const struct kx_origin *origin, struct kx_diagnostics *diags);

/* The name for these values, in the arena; NULL at its ceiling. */
const char *kx_pattern_fill(struct kx_arena *arena, const char *pattern, const char *clinic,
    const char *const values[KX_DIM_COUNT]);

#endif
