#include "pdf/seal.h"

#include <stdio.h>
#include <string.h>

void
kx_seal_add(struct kx_seal *seal, const void *bytes, size_t length)
{
	uint8_t chain[2 * KX_HASH_BYTES];

	memcpy(chain, seal->digest, KX_HASH_BYTES);
	kx_hash(bytes, length, chain + KX_HASH_BYTES);
	kx_hash(chain, sizeof(chain), seal->digest);
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
	uint8_t digest[KX_HASH_BYTES];
	char digits[2 * KX_SEAL_BYTES + 1];
	size_t xref, left, i;
	const char *id;

	if (!find_xref(file, length, &xref))
		return false;
	id = memmem(file + xref, length - xref, begin, strlen(begin));
	left = id != NULL ? (size_t)(file + length - id) : 0;
	if (left < strlen(begin) + strlen(middle) + 4 * KX_SEAL_BYTES)
		return false;
	id += strlen(begin) + 2 * KX_SEAL_BYTES;
	if (memcmp(id, middle, strlen(middle)) != 0)
		return false;
	kx_hash(file, xref, digest);
	for (i = 0; i < KX_SEAL_BYTES; i++)
		snprintf(digits + 2 * i, 3, "%02X", digest[i]);
	return memcmp(id + strlen(middle), digits, 2 * KX_SEAL_BYTES) == 0;
}
