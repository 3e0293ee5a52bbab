/*
 * seal: how a file of ours can tell that it has been changed.
 *
 * The two halves of the file identifier (/ID, ISO 32000-1, 14.4) are hashes.
 * The first is of what the file says: the content of its pages, in order, then
 * the manifest.  It is the permanent identifier, which programs that save a
 * file again keep, so it still fits after a lossless rewriting (other objects,
 * linearised, compressed anew).  Fonts and pictures are not covered.  The second is of every byte of the file but
 * its own digits, and fits only the file as it was written.
 *
 * This guards against accidents and edits in good faith.  Who forges a file
 * can forge its identifier as well.
 */
#ifndef KX_PDF_SEAL_H
#define KX_PDF_SEAL_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of each half of /ID: the start of a SHA-256. */
#define KX_SEAL_BYTES 16

/* What has been sealed so far; starts zeroed. */
struct kx_seal { uint8_t digest[KX_HASH_BYTES]; };

/* Seal one more thing: a page's content, the manifest. */
void kx_seal_add(struct kx_seal *seal, const void *bytes, size_t length);

/* The same for something that has been hashed already. */
void kx_seal_add_hashed(struct kx_seal *seal, const struct kx_hashing *hashed);

/* A half as hexadecimal digits; no NUL is added. */
#define KX_SEAL_DIGITS (2 * KX_SEAL_BYTES)
void kx_seal_print(const struct kx_seal *seal, char ret_digits[KX_SEAL_DIGITS]);

/*
 * The second half of a whole file, whose own digits begin at `at`.  `before` is
 * the hash of its first `known` bytes, which end before those digits, and goes
 * on to them: for who hashes the file with its digits.
 */
void kx_seal_file(const char *file, size_t length, size_t at, size_t known, struct kx_hashing *before, char ret_digits[KX_SEAL_DIGITS]);

/* Is the file, laid out as save.c does it, byte for byte as it was written? */
bool kx_seal_is_whole(const char *file, size_t length);

#endif
