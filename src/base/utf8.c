#include "base/utf8.h"

#include <string.h>

/*
 * Length of the well-formed character past ASCII that starts with `bytes`, 0
 * when there is none: Unicode 15, table 3-7, which leaves out overlong forms,
 * surrogates and everything past U+10FFFF by the range of the second byte.
 */
static size_t
sequence_length(const unsigned char *bytes, size_t left)
{
	unsigned char lead = bytes[0], low = 0x80, high = 0xbf;
	size_t length, i;

	if (lead < 0xc2 || lead > 0xf4)
		return 0;
	length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
	if (left < length)
		return 0;
	if (lead == 0xe0)
		low = 0xa0;
	else if (lead == 0xed)
		high = 0x9f;
	else if (lead == 0xf0)
		low = 0x90;
	else if (lead == 0xf4)
		high = 0x8f;
	if (bytes[1] < low || bytes[1] > high)
		return 0;
	for (i = 2; i < length; i++)
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

bool
kx_utf8_valid(const char *bytes, size_t length, size_t *ret_offset)
{
	const unsigned char *text = (const unsigned char *)bytes;
	size_t at = 0, step;
	uint64_t eight;

	while (at < length) {
		/* Nearly all of it is ASCII: eight bytes at a time while none has its high bit. */
		if (length - at >= sizeof(eight)) {
			memcpy(&eight, text + at, sizeof(eight));
			if ((eight & UINT64_C(0x8080808080808080)) == 0) {
				at += sizeof(eight);
				continue;
			}
		}
		step = text[at] < 0x80 ? 1 : sequence_length(text + at, length - at);
		if (step == 0) {
			*ret_offset = at;
			return false;
		}
		at += step;
	}
	return true;
}

uint32_t
kx_utf8_next(const char *bytes, size_t *ret_length)
{
	const unsigned char *text = (const unsigned char *)bytes;

	if (text[0] < 0x80) {
		*ret_length = 1;
		return text[0];
	}
	if (text[0] < 0xe0) {
		*ret_length = 2;
		return (uint32_t)(text[0] & 0x1f) << 6 | (text[1] & 0x3fu);
	}
	if (text[0] < 0xf0) {
		*ret_length = 3;
		return (uint32_t)(text[0] & 0x0f) << 12 | (uint32_t)(text[1] & 0x3f) << 6 | (text[2] & 0x3fu);
	}
	*ret_length = 4;
	return (uint32_t)(text[0] & 0x07) << 18 | (uint32_t)(text[1] & 0x3f) << 12 |
	    (uint32_t)(text[2] & 0x3f) << 6 | (text[3] & 0x3fu);
}

size_t
kx_utf8_count(const char *bytes, size_t length)
{
	size_t count = 0, i;

	for (i = 0; i < length; i++)
		if (((unsigned char)bytes[i] & 0xc0) != 0x80)
			count++;
	return count;
}

size_t
kx_utf8_put(uint32_t code, char ret_bytes[4])
{
	if (code < 0x80) {
		ret_bytes[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		ret_bytes[0] = (char)(0xc0 | code >> 6);
		ret_bytes[1] = (char)(0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000) {
		ret_bytes[0] = (char)(0xe0 | code >> 12);
		ret_bytes[1] = (char)(0x80 | (code >> 6 & 0x3f));
		ret_bytes[2] = (char)(0x80 | (code & 0x3f));
		return 3;
	}
	ret_bytes[0] = (char)(0xf0 | code >> 18);
	ret_bytes[1] = (char)(0x80 | (code >> 12 & 0x3f));
	ret_bytes[2] = (char)(0x80 | (code >> 6 & 0x3f));
	ret_bytes[3] = (char)(0x80 | (code & 0x3f));
	return 4;
}
