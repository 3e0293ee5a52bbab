#include "pdf/seal.h"

#include <string.h>

void
kx_seal_add_hashed(struct kx_seal *seal, const struct kx_hashing *hashed)
{
	uint8_t chain[2 * KX_HASH_BYTES];

	memcpy(chain, seal->digest, KX_HASH_BYTES);
	kx_hash_end(hashed, chain + KX_HASH_BYTES);
	kx_hash(chain, sizeof(chain), seal->digest);
}

void
kx_seal_add(struct kx_seal *seal, const void *bytes, size_t length)
{
	struct kx_hashing hashing;

	kx_hash_begin(&hashing);
	kx_hash_add(&hashing, bytes, length);
	kx_seal_add_hashed(seal, &hashing);
}

void
kx_seal_print(const struct kx_seal *seal, char ret_digits[KX_SEAL_DIGITS])
{
	static const char hex[] = "0123456789ABCDEF";
	size_t i;

	for (i = 0; i < KX_SEAL_BYTES; i++) {
		ret_digits[2 * i] = hex[seal->digest[i] >> 4];
		ret_digits[2 * i + 1] = hex[seal->digest[i] & 15];
	}
}

void
kx_seal_file(const char *file, size_t length, size_t at, size_t known, struct kx_hashing *before, char ret_digits[KX_SEAL_DIGITS])
{
	struct kx_seal seal = { { 0 } };

	kx_hash_add(before, file + known, at - known);
	kx_seal_add_hashed(&seal, before);
	kx_seal_add(&seal, file + at + KX_SEAL_DIGITS, length - at - KX_SEAL_DIGITS);
	kx_seal_print(&seal, ret_digits);
}

/* The number after the last "startxref", with nothing but "%%EOF" behind it. */
static bool
find_xref(const char *file, size_t length, size_t *ret_offset)
{
	static const char tail[] = "\n%%EOF\n";
	size_t end = length, scale = 1, offset = 0;

	if (length < 64 || memcmp(file + length - strlen(tail), tail, strlen(tail)) != 0)
		return false;
	end -= strlen(tail);
	while (end > 0 && file[end - 1] >= '0' && file[end - 1] <= '9' && scale < (size_t)1000000000) {
		offset += (size_t)(file[--end] - '0') * scale;
		scale *= 10;
	}
	if (end < 10 || memcmp(file + end - 10, "startxref\n", 10) != 0 || offset >= end)
		return false;
	*ret_offset = offset;
	return true;
}

bool
kx_seal_is_whole(const char *file, size_t length)
{
	static const char begin[] = "/ID [<", middle[] = "><";
	char digits[KX_SEAL_DIGITS];
	struct kx_hashing before;
	size_t xref, left, at;
	const char *id;

	if (!find_xref(file, length, &xref))
		return false;
	id = memmem(file + xref, length - xref, begin, strlen(begin));
	left = id != NULL ? (size_t)(file + length - id) : 0;
	if (left < strlen(begin) + strlen(middle) + 2 * KX_SEAL_DIGITS)
		return false;
	at = (size_t)(id - file) + strlen(begin) + KX_SEAL_DIGITS;
	if (memcmp(file + at, middle, strlen(middle)) != 0)
		return false;
	at += strlen(middle);
	kx_hash_begin(&before);
	kx_seal_file(file, length, at, 0, &before, digits);
	return memcmp(file + at, digits, sizeof(digits)) == 0;
}
