/*
 * watch: waits for files to change (inotify).
 */
#ifndef KX_BATCH_WATCH_H
#define KX_BATCH_WATCH_H

#include <stdbool.h>

struct kx_arena;
struct kx_diagnostics;

/*
 * Watch these folders, and those in them, for files that a batch reads.  Folders that are not there
 * are passed over.  The descriptor, or -1 with KX836.
 */
int kx_watch_open(struct kx_arena *arena, const char *const *folders, int count, struct kx_diagnostics *diags);

/*
 * Wait until one has changed and nothing has for a moment: programs write a
 * file in several steps.  False when `signals` (or -1) can be read.
 */
bool kx_watch_wait(int watch, int signals);

#endif
