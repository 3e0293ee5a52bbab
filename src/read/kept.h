/*
 * kept: what was read of some files, whole, in a store (base/store.h).
 *
 * Most of reading is the same each time: the data's 120 files and the gate's
 * are held against their shapes, their names against each other.  Where the
 * store knows all of them by their stamps (read/files.h) and has what was read
 * from files of these names and hashes without a word being said, that is put
 * back (base/graph.h).  With one file changed, all are read.
 */
#ifndef KX_READ_KEPT_H
#define KX_READ_KEPT_H

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_graph_type;
struct kx_read_files;
struct kx_reading;

/* Look for a file in the store of the list's memo, and note it in the list; false where it is not known. */
bool kx_kept_file(struct kx_read_files *found, const char *folder, const char *name);

/*
 * What was read of the files found in the folder, a struct of this type in the
 * arena, its texts in the store; NULL where that has none.  Then they are noted among `files`.
 */
void *kx_kept_take(const struct kx_graph_type *type, const struct kx_read_files *found, const char *folder, struct kx_arena *arena,
    struct kx_read_files *files);

/*
 * Keep a struct that was read from the files that were noted from number
 * `first` on, all in the folder, without a word being said.  It, and what it
 * leads to, must live as long as the memo, or until that is stored.
 */
void kx_kept_add(const struct kx_graph_type *type, const void *root, const struct kx_read_files *files, size_t first,
    const char *folder);

/*
 * The same for a collection: all of it but the wording, for which one is read the
 * pack says.  Its names must have been begun.
 */
bool kx_kept_take_collection(struct kx_reading *reading);
void kx_kept_add_collection(const struct kx_reading *reading, size_t first);

/* For the gate, which is one file of the folder; NULL when it is to be read. */
struct kx_gate;
struct kx_gate *kx_kept_take_gate(struct kx_arena *arena, struct kx_read_files *files, const char *folder, const char *name);
void kx_kept_add_gate(const struct kx_gate *gate, const struct kx_read_files *files, size_t first, const char *folder);

#endif
