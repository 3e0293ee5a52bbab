/*
 * hash: SHA-256 (FIPS 180-4), from Nettle, which
 * uses the processor's own instructions for it where there are any.
 */
#ifndef KX_BASE_HASH_H
#define KX_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define KX_HASH_BYTES 32
#define KX_HASH_HEX   65   /* 64 digits and NUL */

void kx_hash(const void *bytes, size_t length, uint8_t ret_digest[KX_HASH_BYTES]);
void kx_hash_hex(const void *bytes, size_t length, char ret_hex[KX_HASH_HEX]);

#endif
