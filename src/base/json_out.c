#include "base/json_out.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

void
kx_json_init(struct kx_json *json, struct kx_buffer *out)
{
	memset(json, 0, sizeof(*json));
	json->out = out;
	json->empty = true;
}

static void
new_line(struct kx_json *json)
{
	int i;

	if (json->dense)
		return;
	kx_buffer_char(json->out, '\n');
	for (i = 0; i < json->depth; i++)
		kx_buffer_text(json->out, "  ");
}

/* Comma, line and key before a value. */
static void
before_value(struct kx_json *json, const char *key)
{
	if (json->depth > 0) {
		if (!json->empty)
			kx_buffer_char(json->out, ',');
		new_line(json);
	}
	json->empty = false;
	if (key != NULL) {
		kx_json_quote(json->out, key);
		kx_buffer_text(json->out, json->dense ? ":" : ": ");
	}
}

static void
open_nest(struct kx_json *json, const char *key, char bracket)
{
	before_value(json, key);
	kx_buffer_char(json->out, bracket);
	json->depth++;
	json->empty = true;
}

static void
close_nest(struct kx_json *json, char bracket)
{
	if (json->depth == 0) {
		json->crooked = true;
		return;
	}
	json->depth--;
	if (!json->empty)
		new_line(json);
	kx_buffer_char(json->out, bracket);
	json->empty = false;
}

void
kx_json_open_object(struct kx_json *json, const char *key)
{
	open_nest(json, key, '{');
}

void
kx_json_close_object(struct kx_json *json)
{
	close_nest(json, '}');
}

void
kx_json_open_array(struct kx_json *json, const char *key)
{
	open_nest(json, key, '[');
}

void
kx_json_close_array(struct kx_json *json)
{
	close_nest(json, ']');
}

void
kx_json_text(struct kx_json *json, const char *key, const char *text)
{
	before_value(json, key);
	if (text == NULL)
		kx_buffer_text(json->out, "null");
	else
		kx_json_quote(json->out, text);
}

void
kx_json_number(struct kx_json *json, const char *key, long long number)
{
	before_value(json, key);
	kx_buffer_number(json->out, number);
}

void
kx_json_boolean(struct kx_json *json, const char *key, bool value)
{
	before_value(json, key);
	kx_buffer_text(json->out, value ? "true" : "false");
}

void
kx_json_ready(struct kx_json *json, const char *key, const char *value)
{
	size_t length = strlen(value);

	if (length > 0 && value[length - 1] == '\n')
		length--;
	before_value(json, key);
	kx_buffer_add(json->out, value, length);
}

bool
kx_json_done(struct kx_json *json)
{
	kx_buffer_char(json->out, '\n');
	return json->depth == 0 && !json->crooked && !kx_buffer_failed(json->out);
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

static void
escape_ascii(struct kx_buffer *out, unsigned char c)
{
	switch (c) {
	case '"':
		kx_buffer_text(out, "\\\"");
		break;
	case '\\':
		kx_buffer_text(out, "\\\\");
		break;
	case '\n':
		kx_buffer_text(out, "\\n");
		break;
	case '\t':
		kx_buffer_text(out, "\\t");
		break;
	case '\r':
		kx_buffer_text(out, "\\r");
		break;
	default:
		kx_buffer_print(out, "\\u%04x", c);
	}
}

/* Length of the well-formed UTF-8 character at `text`, 0 when it is not one. */
static size_t
character_length(const char *text, size_t left)
{
	size_t length, bad;

	for (length = 2; length <= 4 && length <= left; length++)
		if (kx_utf8_valid(text, length, &bad))
			return length;
	return 0;
}

void
kx_json_quote(struct kx_buffer *out, const char *text)
{
	size_t left = strlen(text), length;

	kx_buffer_char(out, '"');
	while (left > 0) {
		for (length = 0; length < left && is_plain((unsigned char)text[length]); length++)
			;
		if (length > 0) {
			kx_buffer_add(out, text, length);
		} else if ((unsigned char)*text < 0x80) {
			escape_ascii(out, (unsigned char)*text);
			length = 1;
		} else if ((length = character_length(text, left)) > 0) {
			kx_buffer_add(out, text, length);
		} else {
			kx_buffer_text(out, "\xef\xbf\xbd");
			length = 1;
		}
		text += length;
		left -= length;
	}
	kx_buffer_char(out, '"');
}
