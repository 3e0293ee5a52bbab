/*
 * file: whole files in, whole files out.
 */
#ifndef KX_BASE_FILE_H
#define KX_BASE_FILE_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_diagnostics;

/*
 * Read the regular file `path` into the arena (NUL added, not counted).
 * Reports KX701 (missing, unreadable, not a file) or KX111 (over `ceiling`).
 */
bool kx_file_read(struct kx_arena *arena, const char *path, size_t ceiling,
    const char **ret_bytes, size_t *ret_length, struct kx_diagnostics *diags);

/* The SHA-256 of a file that kx_file_read() would read, without keeping its bytes; reports what that does. */
bool kx_file_hash(const char *path, size_t ceiling, char ret_hex[KX_HASH_HEX], struct kx_diagnostics *diags);

/* That of the first `size` bytes of an open file, fewer if it ends before; false with errno. */
bool kx_file_hash_open(int fd, size_t size, uint8_t ret_digest[KX_HASH_BYTES]);

/*
 * Replace `path` by these bytes, or leave it as it was: a temporary in the
 * same folder is written, synced and renamed over it; a file that was there
 * keeps its permissions, and a symbolic link stays one.  Devices and pipes
 * are written to as they are.  "-" writes to standard output.  Reports KX702
 * with the cause; no partial file is ever left.  After a power cut `path` is
 * the old file or the new one, whole; that it is the new one is not waited
 * for, which would be a second sync, of the folder.
 */
bool kx_file_replace(const char *path, const void *bytes, size_t length, struct kx_diagnostics *diags);

/* Write all of it to a descriptor, however many calls that takes; false with errno. */
bool kx_write_all(int fd, const void *bytes, size_t length);

/*
 * Names in `folder` that end in `suffix`, sorted by bytes so that directory
 * order never shows.  Hidden names are left out (editors keep locks there);
 * anything else is listed whatever it is, so that a folder or a broken link
 * in place of a file is reported when it is read, not passed over.  A
 * missing folder reports KX701.
 */
bool kx_folder_list(struct kx_arena *arena, const char *folder, const char *suffix,
    const char *const **ret_names, size_t *ret_count, struct kx_diagnostics *diags);

/* "folder/name" in the arena; NULL at its ceiling. */
const char *kx_path_join(struct kx_arena *arena, const char *folder, const char *name);

bool kx_path_exists(const char *path);

/* Is there a regular file, or a link to one? */
bool kx_path_is_file(const char *path);

/* Is there a folder, or a link to one? */
bool kx_path_is_folder(const char *path);

#endif
