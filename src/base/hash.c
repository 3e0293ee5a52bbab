#include "base/hash.h"

#include <nettle/sha2.h>

void
kx_hash(const void *bytes, size_t length, uint8_t ret_digest[KX_HASH_BYTES])
{
	struct sha256_ctx state;

	sha256_init(&state);
	sha256_update(&state, length, bytes);
	sha256_digest(&state, KX_HASH_BYTES, ret_digest);
}

void
kx_hash_hex(const void *bytes, size_t length, char ret_hex[KX_HASH_HEX])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[KX_HASH_BYTES];
	size_t i;

	kx_hash(bytes, length, digest);
	for (i = 0; i < KX_HASH_BYTES; i++) {
		ret_hex[2 * i] = digits[digest[i] >> 4];
		ret_hex[2 * i + 1] = digits[digest[i] & 15];
	}
	ret_hex[KX_HASH_HEX - 1] = '\0';
}
