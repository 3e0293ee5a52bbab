#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
kx_buffer_init(struct kx_buffer *buffer, size_t ceiling)
{
	memset(buffer, 0, sizeof(*buffer));
	buffer->ceiling = ceiling;
}

void
kx_buffer_done(struct kx_buffer *buffer)
{
	free(buffer->bytes);
	memset(buffer, 0, sizeof(*buffer));
}

void
kx_buffer_clear(struct kx_buffer *buffer)
{
	buffer->length = 0;
	if (buffer->bytes != NULL)
		buffer->bytes[0] = '\0';
}

/* More room, at least for `more` bytes and a NUL, and never for more than the ceiling: what goes into the room is below it. */
static bool
grow(struct kx_buffer *buffer, size_t more)
{
	size_t wanted = buffer->room < 256 ? 256 : buffer->room * 2;
	char *moved;

	if (buffer->failed)
		return false;
	if (more > buffer->ceiling || buffer->length > buffer->ceiling - more) {
		buffer->failed = true;
		return false;
	}
	if (wanted < buffer->length + more + 1)
		wanted = buffer->length + more + 1;
	if (wanted - 1 > buffer->ceiling)
		wanted = buffer->ceiling + 1;
	moved = realloc(buffer->bytes, wanted);
	if (moved == NULL) {
		buffer->failed = true;
		return false;
	}
	buffer->bytes = moved;
	buffer->room = wanted;
	return true;
}

/* Bytes are added by the ten thousand, and mostly there is room. */
static inline bool
make_room(struct kx_buffer *buffer, size_t more)
{
	return (more < buffer->room - buffer->length && !buffer->failed) || grow(buffer, more);
}

void
kx_buffer_reserve(struct kx_buffer *buffer, size_t more)
{
	if (!buffer->failed && more <= buffer->ceiling && buffer->length <= buffer->ceiling - more)
		make_room(buffer, more);
}

void
kx_buffer_add(struct kx_buffer *buffer, const void *bytes, size_t length)
{
	if (!make_room(buffer, length))
		return;
	if (length > 0)
		memcpy(buffer->bytes + buffer->length, bytes, length);
	buffer->length += length;
	buffer->bytes[buffer->length] = '\0';
}

void
kx_buffer_text(struct kx_buffer *buffer, const char *text)
{
	kx_buffer_add(buffer, text, strlen(text));
}

void
kx_buffer_text_or_none(struct kx_buffer *buffer, const char *text)
{
	int64_t length = text != NULL ? (int64_t)strlen(text) : -1;

	kx_buffer_add(buffer, &length, sizeof(length));
	if (length > 0)
		kx_buffer_add(buffer, text, (size_t)length);
}

void
kx_buffer_char(struct kx_buffer *buffer, char c)
{
	if (!make_room(buffer, 1))
		return;
	buffer->bytes[buffer->length++] = c;
	buffer->bytes[buffer->length] = '\0';
}

void
kx_buffer_print(struct kx_buffer *buffer, const char *format, ...)
{
	size_t left = buffer->bytes != NULL ? buffer->room - buffer->length : 0;
	va_list args, again;
	int length;

	va_start(args, format);
	va_copy(again, args);
	/* Into the room there is: most often it is enough. */
	length = vsnprintf(left > 0 ? buffer->bytes + buffer->length : NULL, left, format, args);
	va_end(args);
	if (length >= 0 && make_room(buffer, (size_t)length)) {
		if ((size_t)length >= left)
			vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
		buffer->length += (size_t)length;
	} else if (left > 0) {
		buffer->bytes[buffer->length] = '\0';
	}
	va_end(again);
}

bool
kx_buffer_failed(const struct kx_buffer *buffer)
{
	return buffer->failed;
}

const char *
kx_buffer_bytes(const struct kx_buffer *buffer)
{
	return buffer->bytes != NULL ? buffer->bytes : "";
}

/* The digits of a number, written from their end. */
static char *
digits_before(char *at, unsigned long long number)
{
	do
		*--at = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	return at;
}

void
kx_buffer_number(struct kx_buffer *buffer, long long number)
{
	char digits[32], *end = digits + sizeof(digits);
	char *at = digits_before(end, number < 0 ? 0ULL - (unsigned long long)number : (unsigned long long)number);

	if (number < 0)
		*--at = '-';
	kx_buffer_add(buffer, at, (size_t)(end - at));
}

/* The text is made from its end: a PDF's pages hold tens of thousands of these, and printf would be half the work. */
void
kx_buffer_milli(struct kx_buffer *buffer, long thousandths)
{
	char digits[32], *end = digits + sizeof(digits), *at = end;
	unsigned long size = thousandths < 0 ? 0UL - (unsigned long)thousandths : (unsigned long)thousandths;
	unsigned long whole = size / 1000, part = size % 1000;
	int places = 3;

	if (part != 0) {
		for (; part % 10 == 0; part /= 10)
			places--;
		for (; places > 0; places--, part /= 10)
			*--at = (char)('0' + part % 10);
		*--at = '.';
	}
	at = digits_before(at, whole);
	if (thousandths < 0)
		*--at = '-';
	kx_buffer_add(buffer, at, (size_t)(end - at));
}
