#include "base/flat.h"

#include "base/buffer.h"

#include <string.h>

#define ALIGNED 8u

void
kx_flat_put(struct kx_buffer *out, int64_t number)
{
	kx_buffer_add(out, &number, sizeof(number));
}

void
kx_flat_put_bytes(struct kx_buffer *out, const void *bytes, size_t length)
{
	kx_buffer_add(out, bytes, length);
	kx_buffer_add(out, "\0\0\0\0\0\0\0", (ALIGNED - length % ALIGNED) % ALIGNED);
}

struct kx_flat
kx_flat_begin(const char *bytes, size_t length)
{
	return (struct kx_flat){ bytes, length, false };
}

int64_t
kx_flat_take(struct kx_flat *flat, int64_t least, int64_t most)
{
	const void *place = kx_flat_take_array(flat, 1, sizeof(int64_t));
	int64_t number = least;

	if (place != NULL)
		memcpy(&number, place, sizeof(number));
	flat->bad = flat->bad || number < least || number > most;
	return flat->bad ? least : number;
}

const void *
kx_flat_take_array(struct kx_flat *flat, size_t count, size_t size)
{
	const char *place = flat->at;
	size_t length;

	if (flat->bad || (size > 0 && count > flat->left / size)) {
		flat->bad = true;
		return NULL;
	}
	length = count * size;
	length += (ALIGNED - length % ALIGNED) % ALIGNED;
	if (length > flat->left) {
		flat->bad = true;
		return NULL;
	}
	flat->at += length;
	flat->left -= length;
	return place;
}

size_t
kx_flat_take_count(struct kx_flat *flat, size_t least)
{
	size_t behind = flat->left > sizeof(int64_t) ? flat->left - sizeof(int64_t) : 0;

	return (size_t)kx_flat_take(flat, 0, (int64_t)(behind / least));
}

bool
kx_flat_end(const struct kx_flat *flat)
{
	return !flat->bad && flat->left == 0;
}
