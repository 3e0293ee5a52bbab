/*
 * watch: waits for files to change (inotify).
 */
#ifndef KX_BATCH_WATCH_H
#define KX_BATCH_WATCH_H

#include <stdbool.h>

struct kx_arena;
struct kx_diagnostics;

/*
 * Watch these folders for files that a batch reads.  Of the `alone` ones only what lies right in
 * them: they may hold anything, the sheets too; of the `whole` ones also what is in folders below.  Folders that are
 * not there, and NULL, are passed over.  The descriptor, or -1 with KX836.
 */
struct kx_watched { const char *alone[2], *whole[3]; };
int kx_watch_open(struct kx_arena *arena, const struct kx_watched *watched, struct kx_diagnostics *diags);

/*
 * Wait until one has changed and nothing has for a moment: programs write a
 * file in several steps.  False when `signals` (or -1) can be read.
 */
bool kx_watch_wait(int watch, int signals);

#endif
