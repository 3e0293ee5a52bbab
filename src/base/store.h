/*
 * store: a file of results that were worked out when the program was built,
 * mapped and only read; a memo (base/memo.h) that does not hold a value asks
 * it.  So the first sheet of a process is made as the second one of a batch.
 *
 * It changes no byte of a sheet, only the time: a value is given out for a key
 * that is the same as a whole, by the program that made the file and by the
 * same libraries (base/build.h), and where it rests on the fonts or the gate,
 * only over the same ones.  Any other file (of another build, cut short, a
 * byte turned over) gives nothing: then all is worked out as if there was
 * none, and nobody is told.  Each value has a checksum, which is asked when it
 * is looked up: the file is as large as many sheets, and a run reads what it
 * needs.  Who may write the file may also write the program and the fonts: it
 * is no weaker than those, and no stronger.
 *
 * One kind of value is believed for what the system says and not for all that
 * it depends on: the hash of a file by its stamp (base/stamp.h, which has the
 * rule and what it does not see).  Everything else is kept by hashes of bytes.
 *
 * The file must not be cut short while it is mapped; it is replaced, never
 * written into (kx_file_replace(), install).
 *
 * Format, in the byte order of the machine, everything aligned to 8: struct
 * head; a table of slots, open addressing with the next free place; and the
 * entries, each a struct entry, the parts of its key, and its value.
 */
#ifndef KX_BASE_STORE_H
#define KX_BASE_STORE_H

#include "base/hash.h"
#include "base/memo.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a file is made by and from: the program with its libraries, then the fonts' and the gate's files. */
struct kx_store_origin { uint8_t program[KX_HASH_BYTES], grounds[KX_MEMO_GROUNDS][KX_HASH_BYTES]; };

struct kx_store {
	const char *bytes; size_t length;      /* the file; NULL when there is none */
	bool holds[KX_MEMO_GROUNDS];           /* what rests on this may be given out */
};

/* Open the file if it is there, and by this program.  A store that was zeroed, or that could not be opened, is empty. */
void kx_store_open(struct kx_store *store, const char *path, const uint8_t program[KX_HASH_BYTES]);
void kx_store_close(struct kx_store *store);   /* accepts an empty one */

/* From now on values that rest on the ground are given out, if the file's was the same. */
void kx_store_ground(struct kx_store *store, enum kx_memo_ground ground, const uint8_t digest[KX_HASH_BYTES]);

/* The value of a key in its form, as bytes, and the key with parts that lie in the file. */
struct kx_stored { const char *bytes; size_t length; };
bool kx_store_find(const struct kx_store *store, const struct kx_memo_key *key, struct kx_stored *ret_value,
    struct kx_memo_key *ret_key);

/* Everything in the memo that can be stored, as the bytes of a file.  False when memory ends. */
bool kx_store_write(const struct kx_memo *memo, const struct kx_store_origin *origin, struct kx_buffer *out);

#endif
