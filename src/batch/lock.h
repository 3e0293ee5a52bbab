/*
 * lock: one run in a folder at a time.
 *
 * The lock is the kernel's (flock), so it goes with its holder, however that ends.  A run of the
 * whole batch keeps everybody out; a shard keeps out the whole and its own like, and works
 * beside the other shards.
 */
#ifndef KX_BATCH_LOCK_H
#define KX_BATCH_LOCK_H

#include "batch/shard.h"

struct kx_arena;
struct kx_diagnostics;

struct kx_lock { int folder, shard; };   /* descriptors; all zero: nothing is held */

/*
 * Make the folder and its hidden one where they are missing, and take the
 * lock without waiting.  KX702 when that cannot be, KX827 when another run has it.
 */
bool kx_lock_take(struct kx_arena *arena, const char *folder, const struct kx_shard *shard, struct kx_lock *ret_lock,
    struct kx_diagnostics *diags);
/* The lock of whoever prints what the ledger `path` has; KX702, KX827.  To be given back with close(). */
bool kx_lock_take_prints(struct kx_arena *arena, const char *path, int *ret_fd, struct kx_diagnostics *diags);

void kx_lock_release(struct kx_lock *lock);   /* accepts one that is not held */

#endif
