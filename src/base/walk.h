/*
 * walk: the files below a folder.
 */
#ifndef KX_BASE_WALK_H
#define KX_BASE_WALK_H

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_diagnostics;

/*
 * Every file in `folder`, and in the folders in it, whose name ends in
 * `suffix` whatever its case: paths that begin with `folder`, sorted by bytes
 * so that directory order never shows.  Hidden names are left out.  Links to
 * files are taken, links to folders are not followed, so a walk ends; so are
 * folders more than KX_WALK_DEPTH deep.
 *
 * A folder that cannot be read is KX701, and the walk goes on.  False when
 * anything was reported; the list holds what was found all the same.
 */
#define KX_WALK_DEPTH 64
bool kx_walk(struct kx_arena *arena, const char *folder, const char *suffix, const char *const **ret_paths,
    size_t *ret_count, struct kx_diagnostics *diags);

#endif
