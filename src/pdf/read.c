/*
 * Reading back one of our own files.
 *
 * Not a PDF parser: it knows how save.c lays a file out.  The manifest's
 * stream stands by itself, in plain view; the cross-reference stream is last
 * and its /ID is the hash of all that comes before it.  A file that another
 * program has saved is no longer laid out so, and is said to be changed.
 */
#include "pdf/pdf.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/hash.h"
#include "base/limits.h"
#include "pdf/object.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static bool
fault(const char *path, const char *what, struct kx_diagnostics *diags)
{
	struct kx_place place;

	memset(&place, 0, sizeof(place));
	place.file = path;
	kx_report(diags, KX603, place, NULL, "%s", what);
	return false;
}

/* Two hexadecimal digits a byte at `text` are `bytes`? */
static bool
hex_matches(const char *text, size_t room, const uint8_t *bytes, size_t count)
{
	char digits[3];
	size_t i;

	if (room < 2 * count)
		return false;
	for (i = 0; i < count; i++) {
		snprintf(digits, sizeof(digits), "%02X", bytes[i]);
		if (memcmp(text + 2 * i, digits, 2) != 0)
			return false;
	}
	return true;
}

/* The number after the last "startxref", with nothing but "%%EOF" behind it. */
static bool
find_xref(const char *text, size_t length, size_t *ret_offset)
{
	static const char tail[] = "\n%%EOF\n";
	size_t end = length, scale = 1, offset = 0;

	if (length < 64 || memcmp(text + length - strlen(tail), tail, strlen(tail)) != 0)
		return false;
	end -= strlen(tail);
	while (end > 0 && text[end - 1] >= '0' && text[end - 1] <= '9' && scale < (size_t)1000000000) {
		offset += (size_t)(text[--end] - '0') * scale;
		scale *= 10;
	}
	if (end < 10 || memcmp(text + end - 10, "startxref\n", 10) != 0 || offset >= end)
		return false;
	*ret_offset = offset;
	return true;
}

static bool
is_as_written(const char *text, size_t length)
{
	uint8_t digest[KX_HASH_BYTES];
	const char *id;
	size_t xref;

	if (!find_xref(text, length, &xref))
		return false;
	id = memmem(text + xref, length - xref, "/ID [<", 6);
	if (id == NULL)
		return false;
	kx_hash(text, xref, digest);
	return hex_matches(id + 6, (size_t)(text + length - id) - 6, digest, 16);
}

/* Inflate at most KX_MAX_FILE_BYTES into the arena. */
static bool
unpack(struct kx_arena *arena, const char *bytes, size_t length, char **ret_text, size_t *ret_length)
{
	size_t room = 4096;
	char *text = malloc(room), *moved;
	z_stream stream;
	int state = Z_OK;

	memset(&stream, 0, sizeof(stream));
	if (text == NULL || inflateInit(&stream) != Z_OK) {
		free(text);
		return false;
	}
	stream.next_in = (Bytef *)(uintptr_t)bytes;
	stream.avail_in = (uInt)length;
	while (state == Z_OK && room <= 2 * (size_t)KX_MAX_FILE_BYTES) {
		if (stream.total_out == room) {
			moved = realloc(text, room * 2);
			if (moved == NULL)
				break;
			text = moved;
			room *= 2;
		}
		stream.next_out = (Bytef *)text + stream.total_out;
		stream.avail_out = (uInt)(room - stream.total_out);
		state = inflate(&stream, Z_NO_FLUSH);
	}
	*ret_length = stream.total_out;
	*ret_text = state == Z_STREAM_END ? kx_arena_copy(arena, text, stream.total_out) : NULL;
	inflateEnd(&stream);
	free(text);
	return *ret_text != NULL;
}

static bool
checksum_fits(const char *head, size_t length, const char *text, size_t text_length)
{
	const char *sum = memmem(head, length, "/CheckSum <", 11);
	uint8_t digest[HPDF_MD5_KEY_LEN];
	HPDF_MD5_CTX context;

	if (sum == NULL)
		return false;
	HPDF_MD5Init(&context);
	HPDF_MD5Update(&context, (const HPDF_BYTE *)text, (HPDF_UINT32)text_length);
	HPDF_MD5Final(digest, &context);
	return hex_matches(sum + 11, (size_t)(head + length - sum) - 11, digest, sizeof(digest));
}

bool
kx_pdf_read_manifest(struct kx_arena *arena, const char *path, const void *bytes, size_t length,
    const char **ret_manifest, size_t *ret_length, bool *ret_as_written, struct kx_diagnostics *diags)
{
	static const char begin[] = "stream\r\n";
	const char *text = bytes, *head, *data;
	size_t left, size;
	char *manifest;

	if (length < 5 || memcmp(text, "%PDF-", 5) != 0)
		return fault(path, "not a PDF file", diags);
	head = memmem(text, length, "/Type /EmbeddedFile", 19);
	left = head != NULL ? length - (size_t)(head - text) : 0;
	data = head != NULL ? memmem(head, left < 1024 ? left : 1024, begin, strlen(begin)) : NULL;
	if (data == NULL)
		return fault(path, "this PDF holds no manifest, or another program has saved it again", diags);
	data += strlen(begin);
	if (!unpack(arena, data, length - (size_t)(data - text), &manifest, &size) ||
	    !checksum_fits(head, (size_t)(data - head), manifest, size))
		return fault(path, "the manifest in this PDF is damaged", diags);
	*ret_manifest = manifest;
	*ret_length = size;
	*ret_as_written = is_as_written(text, length);
	return true;
}
