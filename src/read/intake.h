/*
 * intake: the bytes of a data file -> its JSON value.
 *
 * Everything that can be wrong with a file as a whole is found here: missing,
 * too large, empty, not UTF-8, too deep, not JSON, a key twice.  A file that
 * was found good before may be known again without being opened (read/files.h).
 */
#ifndef KX_READ_INTAKE_H
#define KX_READ_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_diagnostics;
struct kx_parsed_text;
struct kx_read_files;

/*
 * Parse the file `path` and note it among the files, which may be NULL.  On success the caller owns `*ret_text`
 * (kx_parsed_done()).  A text whose only fault is a key that stands twice is
 * reported and still parsed, so that the rest of it can be checked.
 */
bool kx_intake(struct kx_arena *arena, struct kx_read_files *files, const char *path, struct kx_parsed_text *ret_text,
    struct kx_diagnostics *diags);

/* The same for a text that is in memory; `path` is for the messages. */
bool kx_intake_text(struct kx_arena *arena, const char *path, const char *bytes, size_t length, struct kx_parsed_text *ret_text,
    struct kx_diagnostics *diags);

#endif
