/*
 * kept: a collection as it was read, in a store (base/store.h).
 *
 * Most of reading is the same each time: 125 files held against their shapes,
 * their names against each other.  Where the store knows all of them by their stamps
 * (read/files.h) and has what was read from files of these hashes without a word being said,
 * that is put back whole (base/graph.h).  With one file changed, all are read.
 *
 * The wording is no part of it: which one is read the pack says.
 */
#ifndef KX_READ_KEPT_H
#define KX_READ_KEPT_H

#include <stdbool.h>
#include <stddef.h>

struct kx_reading;

/* Fill the reading, whose names have been begun, from the store, and note its files as read; false, and nothing is done, where it has none. */
bool kx_read_kept_take(struct kx_reading *reading);

/*
 * Keep what was read, in which nothing was found wrong, from the files that were noted
 * from number `first` on.  It must live as long as the memo, or until that is stored.
 */
void kx_read_kept_keep(const struct kx_reading *reading, size_t first);

#endif
