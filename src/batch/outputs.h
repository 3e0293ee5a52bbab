/*
 * outputs: the files of a batch below its folder.
 *
 * A sheet is written to a temporary beside its place, hidden and named after it, then the
 * whole group is brought to disk, each is renamed over its place, and the
 * folders are brought to disk: at any instant a place holds the old file or the new
 * one, whole.  No function follows a link out of the folder: its parts are opened one after the
 * other, and a link in place of a folder or a file is refused.
 */
#ifndef KX_BATCH_OUTPUTS_H
#define KX_BATCH_OUTPUTS_H

#include "base/hash.h"
#include "batch/ledger.h"

#include <stdbool.h>
#include <stddef.h>

/* Is there something at `output` below `folder`?  Fills in its stamp when it is a regular file. */
bool kx_outputs_stamp(const char *folder, const char *output, struct kx_file_stamp *ret_stamp);

/* SHA-256 of the file; false when it is none or cannot be read. */
bool kx_outputs_hash(const char *folder, const char *output, char ret_hex[KX_HASH_HEX]);

/* Does the file hold just these bytes?  One of another length is not read. */
bool kx_outputs_holds(const char *folder, const char *output, const void *bytes, size_t length);

/* Each returns 0 or an errno value. */

/* Write the temporary of `output`, making folders on the way; the bytes need not be on disk yet. */
int kx_outputs_write(const char *folder, const char *output, const void *bytes, size_t length);

/* Bring all that was written below `folder` to disk. */
int kx_outputs_sync(const char *folder);

/* Rename the temporary over its place. */
int kx_outputs_place(const char *folder, const char *output);

/* Remove the temporary of `output`, or the file itself; one that is not there is no error. */
int kx_outputs_drop(const char *folder, const char *output);
int kx_outputs_remove(const char *folder, const char *output);

/* Report what one of these returned, KX702 with the path; always false. */
bool kx_outputs_failed(struct kx_arena *arena, const char *folder, const char *output, int cause, struct kx_diagnostics *diags);

/*
 * Write `name` ("SHA256SUMS") for `sha256sum -c`: the file's lines are in the order given.  Replaced as a sheet is.
 */
struct kx_sum { const char *sha256, *output; };
int kx_outputs_sums(const char *folder, const char *name, const struct kx_sum *sums, size_t count);

#endif
