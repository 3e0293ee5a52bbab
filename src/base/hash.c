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

/* ---- quick ---- */

static inline uint64_t
stir(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 29;
}

static inline uint64_t
word_at(const char *place)
{
	uint64_t word;

	memcpy(&word, place, sizeof(word));
	return word;
}

/*
 * Eight bytes at a time; the constant is that of a 64-bit mix by multiplication (Fibonacci hashing, Knuth 6.4).  Of what is long,
 * four such hashes go side by side: a processor begins the next multiplication before the last is done.
 */
uint64_t
kx_mix(uint64_t hash, const void *bytes, size_t length)
{
	const char *place = bytes;
	uint64_t second = hash + 1, third = hash + 2, fourth = hash + 3, word = 0;

	if (length >= 64) {
		for (; length >= 32; place += 32, length -= 32) {
			hash = stir(hash, word_at(place));
			second = stir(second, word_at(place + 8));
			third = stir(third, word_at(place + 16));
			fourth = stir(fourth, word_at(place + 24));
		}
		hash = stir(stir(stir(hash, second), third), fourth);
	}
	for (; length >= sizeof(word); place += sizeof(word), length -= sizeof(word))
		hash = stir(hash, word_at(place));
	if (length == 0)
		return hash;
	memcpy(&word, place, length);
	return stir(hash, word);
}
