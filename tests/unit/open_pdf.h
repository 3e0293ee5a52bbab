/*
 * open_pdf: a PDF file as qpdf sees it, for tests that look inside.
 *
 * qpdf writes every object as JSON (--json=2), streams decoded; jansson reads
 * it.  Names are strings with "/", references "12 0 R", text strings "u:…",
 * byte strings "b:…" (hexadecimal).
 */
#ifndef KX_TESTS_OPEN_PDF_H
#define KX_TESTS_OPEN_PDF_H

#include "base/buffer.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct open_pdf {
	json_t *json, *objects, *trailer, *catalog;
	char *file; size_t length;   /* the file's own bytes */
	struct kx_buffer faults;     /* one line each */
};

#define pdf_fault(pdf, ...) (kx_buffer_print(&(pdf)->faults, __VA_ARGS__), kx_buffer_char(&(pdf)->faults, '\n'))

static inline char *
pdf_slurp(FILE *file, size_t *ret_length)
{
	size_t room = 65536, length = 0, count;
	char *bytes = malloc(room + 1), *moved;

	while (bytes != NULL && (count = fread(bytes + length, 1, room - length, file)) > 0) {
		length += count;
		if (length < room)
			continue;
		moved = realloc(bytes, room * 2 + 1);
		if (moved == NULL)
			break;
		bytes = moved;
		room *= 2;
	}
	if (bytes != NULL)
		bytes[length] = '\0';
	*ret_length = length;
	return bytes;
}

static inline bool
pdf_is_reference(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits > 0 && strcmp(text + digits, " 0 R") == 0;
}

/* A stream's object is {"stream": {"data", "dict"}}, any other {"value": …}. */
static inline json_t *
pdf_object(const struct open_pdf *pdf, const char *reference)
{
	char key[40];

	snprintf(key, sizeof(key), "obj:%.30s", reference);
	return json_object_get(pdf->objects, key);
}

/* Follow a reference; of a stream its dictionary. */
static inline json_t *
pdf_follow(const struct open_pdf *pdf, json_t *value)
{
	json_t *object;

	if (!json_is_string(value) || !pdf_is_reference(json_string_value(value)))
		return value;
	object = pdf_object(pdf, json_string_value(value));
	if (json_object_get(object, "stream") != NULL)
		return json_object_get(json_object_get(object, "stream"), "dict");
	return json_object_get(object, "value");
}

static inline json_t *
pdf_get(const struct open_pdf *pdf, json_t *dict, const char *key)
{
	return pdf_follow(pdf, json_object_get(dict, key));
}

/* The reference itself, "" when the entry is direct or missing. */
static inline const char *
pdf_reference(json_t *dict, const char *key)
{
	const char *text = json_string_value(json_object_get(dict, key));

	return text != NULL && pdf_is_reference(text) ? text : "";
}

static inline const char *
pdf_name(const struct open_pdf *pdf, json_t *dict, const char *key)
{
	const char *text = json_string_value(pdf_get(pdf, dict, key));

	return text != NULL && text[0] == '/' ? text + 1 : "";
}

/* A text string, without its mark; "" when there is none. */
static inline const char *
pdf_text(const struct open_pdf *pdf, json_t *dict, const char *key)
{
	const char *text = json_string_value(pdf_get(pdf, dict, key));

	return text != NULL && strncmp(text, "u:", 2) == 0 ? text + 2 : "";
}

static inline long
pdf_int(const struct open_pdf *pdf, json_t *dict, const char *key, long otherwise)
{
	json_t *value = pdf_get(pdf, dict, key);

	return json_is_integer(value) ? (long)json_integer_value(value) : otherwise;
}

static inline bool
pdf_true(const struct open_pdf *pdf, json_t *dict, const char *key)
{
	return json_is_true(pdf_get(pdf, dict, key));
}

static inline int
pdf_base64_digit(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

/* The decoded bytes of the stream at `reference`, to be freed; NULL when it is none. */
static inline unsigned char *
pdf_stream(const struct open_pdf *pdf, const char *reference, size_t *ret_length)
{
	const char *data = json_string_value(json_object_get(json_object_get(pdf_object(pdf, reference), "stream"), "data"));
	unsigned char *bytes;
	unsigned long group = 0;
	size_t length = 0;
	int bits = 0;

	if (data == NULL)
		return NULL;
	bytes = malloc(strlen(data) + 1);
	for (; bytes != NULL && *data != '\0' && *data != '='; data++) {
		group = (group << 6 | (unsigned long)pdf_base64_digit(*data)) & 0xFFFFFF;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			bytes[length++] = (unsigned char)(group >> bits);
		}
	}
	if (bytes != NULL)
		bytes[length] = '\0';
	*ret_length = length;
	return bytes;
}

static inline void
pdf_close(struct open_pdf *pdf)
{
	json_decref(pdf->json);
	free(pdf->file);
	kx_buffer_done(&pdf->faults);
}

/* Needs qpdf. */
static inline bool
pdf_open(struct open_pdf *pdf, const char *path)
{
	char command[400];
	json_error_t error;
	size_t length;
	char *text;
	FILE *file;

	memset(pdf, 0, sizeof(*pdf));
	kx_buffer_init(&pdf->faults, 16u * 1024 * 1024);
	file = fopen(path, "rb");
	if (file == NULL)
		return false;
	pdf->file = pdf_slurp(file, &pdf->length);
	fclose(file);
	snprintf(command, sizeof(command), "qpdf --json=2 --json-stream-data=inline --decode-level=generalized '%s'", path);
	file = popen(command, "r");
	if (file == NULL)
		return false;
	text = pdf_slurp(file, &length);
	pclose(file);
	pdf->json = text != NULL ? json_loadb(text, length, JSON_ALLOW_NUL, &error) : NULL;
	free(text);
	pdf->objects = json_array_get(json_object_get(pdf->json, "qpdf"), 1);
	pdf->trailer = json_object_get(json_object_get(pdf->objects, "trailer"), "value");
	pdf->catalog = pdf_get(pdf, pdf->trailer, "/Root");
	return pdf->catalog != NULL;
}

#endif
