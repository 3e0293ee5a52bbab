/*
 * hash: SHA-256 (FIPS 180-4), from Nettle, which
 * uses the processor's own instructions for it where there are any; and a quick
 * hash for tables.
 */
#ifndef KX_BASE_HASH_H
#define KX_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define KX_HASH_BYTES 32
#define KX_HASH_HEX   65   /* 64 digits and NUL */

/* A hash of what comes in pieces.  It can be copied: the copy goes on from the same place. */
struct kx_hashing { uint64_t state[16]; };
void kx_hash_begin(struct kx_hashing *hashing);
void kx_hash_add(struct kx_hashing *hashing, const void *bytes, size_t length);
void kx_hash_end(const struct kx_hashing *hashing, uint8_t ret_digest[KX_HASH_BYTES]);
void kx_hash_end_hex(const struct kx_hashing *hashing, char ret_hex[KX_HASH_HEX]);

/* A digest in hexadecimal digits. */
void kx_hash_digits(const uint8_t digest[KX_HASH_BYTES], char ret_hex[KX_HASH_HEX]);

/*
 * What a hash has come to after the whole blocks of 64 bytes that were added,
 * and back, given the bytes: only those behind the last whole block are looked at.
 */
void kx_hash_state(const struct kx_hashing *hashing, uint8_t ret_state[KX_HASH_BYTES]);
void kx_hash_resume(const uint8_t state[KX_HASH_BYTES], const void *bytes, size_t length, struct kx_hashing *ret_hashing);

void kx_hash(const void *bytes, size_t length, uint8_t ret_digest[KX_HASH_BYTES]);
void kx_hash_hex(const void *bytes, size_t length, char ret_hex[KX_HASH_HEX]);

/*
 * A quick hash of 64 bits that goes on from `hash`, to find things by and to see that a file is damaged: each changed word changes
 * it, but who means to deceive can.  Bytes of zero at the end count as none, so `hash` has the length in it where that may differ.
 */
uint64_t kx_mix(uint64_t hash, const void *bytes, size_t length);

#endif
