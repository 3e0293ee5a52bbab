/*
 * files: which files of data were read, each with the hash of the bytes that
 * were read, and what is kept of them.
 *
 * A sheet tells the hashes of its inputs.  Taken when a file is read they
 * cost no second opening of it, and they are of what the sheet was made from,
 * whatever happens to the file meanwhile.  One user at a time.
 *
 * A store (base/store.h) may know a file by its stamp (base/stamp.h): then its
 * hash is taken from there, and where its parsed form is known as well, it
 * is not opened.  A file that was changed, replaced, touched or copied has
 * another stamp and is read and hashed.
 */
#ifndef KX_READ_FILES_H
#define KX_READ_FILES_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_arena;
struct kx_memo;

struct kx_read_file { const char *path; uint8_t digest[KX_HASH_BYTES]; };

struct kx_read_files {
	struct kx_arena *arena;      /* of the list; outlived by the paths */
	struct kx_memo *memo;        /* keeps what was parsed, by that hash, and says whose hash is known; NULL, as it is at first: none */
	struct kx_read_file *list; size_t count, room;
};

void kx_read_files_init(struct kx_read_files *files, struct kx_arena *arena);

/* Note a file.  Accepts NULL for the files and then does nothing. */
void kx_read_files_note(struct kx_read_files *files, const char *path, const uint8_t digest[KX_HASH_BYTES]);

/* The digest of a file that the memo's store knows by its stamp; false where it does not, or there is none. */
bool kx_read_files_known(struct kx_memo *memo, const char *path, uint8_t ret_digest[KX_HASH_BYTES]);

/* The hash of the names, below `folder`, and hashes of the files from number `first` on. */
void kx_read_files_hash(const struct kx_read_files *files, size_t first, const char *folder, uint8_t ret_digest[KX_HASH_BYTES]);

/*
 * Keep the digest of the file as it is now by its stamp in the memo, for a
 * store; nothing where no stamp can stand for it.  Waits a tenth of a second where it
 * was changed just now.
 */
void kx_read_files_stamp(struct kx_memo *memo, const char *path);

/*
 * The digest of the file that was read by this path, or NULL.  `*near` is
 * where it is looked for first, and where the next one of a list in the same
 * order will be; it begins as 0.
 */
const uint8_t *kx_read_files_digest(const struct kx_read_files *files, const char *path, size_t *near);

#endif
