#include "base/hash.h"

#include <nettle/sha2.h>
#include <string.h>

/* The state is kept as Nettle's own: its name need not be known elsewhere. */
_Static_assert(sizeof(struct sha256_ctx) <= sizeof(struct kx_hashing), "struct kx_hashing holds Nettle's state");

void
kx_hash_begin(struct kx_hashing *hashing)
{
	struct sha256_ctx state;

	sha256_init(&state);
	memset(hashing, 0, sizeof(*hashing));
	memcpy(hashing, &state, sizeof(state));
}

void
kx_hash_add(struct kx_hashing *hashing, const void *bytes, size_t length)
{
	struct sha256_ctx state;

	memcpy(&state, hashing, sizeof(state));
	sha256_update(&state, length, bytes);
	memcpy(hashing, &state, sizeof(state));
}

void
kx_hash_end(const struct kx_hashing *hashing, uint8_t ret_digest[KX_HASH_BYTES])
{
	struct sha256_ctx state;

	memcpy(&state, hashing, sizeof(state));
	sha256_digest(&state, KX_HASH_BYTES, ret_digest);
}

void
kx_hash_state(const struct kx_hashing *hashing, uint8_t ret_state[KX_HASH_BYTES])
{
	struct sha256_ctx state;

	memcpy(&state, hashing, sizeof(state));
	memcpy(ret_state, state.state, KX_HASH_BYTES);
}

void
kx_hash_resume(const uint8_t state[KX_HASH_BYTES], const void *bytes, size_t length, struct kx_hashing *ret_hashing)
{
	struct sha256_ctx made;
	size_t whole = length / SHA256_BLOCK_SIZE;

	sha256_init(&made);
	memcpy(made.state, state, KX_HASH_BYTES);
	made.count = whole;
	sha256_update(&made, length % SHA256_BLOCK_SIZE, (const uint8_t *)bytes + whole * SHA256_BLOCK_SIZE);
	memset(ret_hashing, 0, sizeof(*ret_hashing));
	memcpy(ret_hashing, &made, sizeof(made));
}

void
kx_hash(const void *bytes, size_t length, uint8_t ret_digest[KX_HASH_BYTES])
{
	struct kx_hashing hashing;

	kx_hash_begin(&hashing);
	kx_hash_add(&hashing, bytes, length);
	kx_hash_end(&hashing, ret_digest);
}

void
kx_hash_hex(const void *bytes, size_t length, char ret_hex[KX_HASH_HEX])
{
	struct kx_hashing hashing;

	kx_hash_begin(&hashing);
	kx_hash_add(&hashing, bytes, length);
	kx_hash_end_hex(&hashing, ret_hex);
}

void
kx_hash_digits(const uint8_t digest[KX_HASH_BYTES], char ret_hex[KX_HASH_HEX])
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < KX_HASH_BYTES; i++) {
		ret_hex[2 * i] = digits[digest[i] >> 4];
		ret_hex[2 * i + 1] = digits[digest[i] & 15];
	}
	ret_hex[KX_HASH_HEX - 1] = '\0';
}

void
kx_hash_end_hex(const struct kx_hashing *hashing, char ret_hex[KX_HASH_HEX])
{
	uint8_t digest[KX_HASH_BYTES];

	kx_hash_end(hashing, digest);
	kx_hash_digits(digest, ret_hex);
}
