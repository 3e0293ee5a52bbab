#include "read/scan.h"

#include "base/utf8.h"

#include <limits.h>
#include <string.h>

char
kx_scan_peek(const struct kx_scan *scan)
{
	return scan->at < scan->length ? scan->bytes[scan->at] : '\0';
}

void
kx_scan_space(struct kx_scan *scan)
{
	while (scan->at < scan->length && strchr(" \t\r\n", scan->bytes[scan->at]) != NULL)
		scan->at++;
}

bool
kx_scan_string(struct kx_scan *scan)
{
	for (scan->at++; scan->at < scan->length; scan->at++) {
		switch (scan->bytes[scan->at]) {
		case '"':
			scan->at++;
			return true;
		case '\n':
			return false;
		case '\\':
			scan->at++;
			break;
		default:
			break;
		}
	}
	scan->at = scan->length;
	return false;
}

/* A word outside strings: a number, true, false, null or what stands in their place. */
static void
scan_word(struct kx_scan *scan)
{
	while (scan->at < scan->length && strchr(" \t\r\n,:[]{}\"", scan->bytes[scan->at]) == NULL)
		scan->at++;
}

bool
kx_scan_value(struct kx_scan *scan)
{
	size_t depth = 0;

	do {
		kx_scan_space(scan);
		switch (kx_scan_peek(scan)) {
		case '\0':
			return false;
		case '"':
			if (!kx_scan_string(scan))
				return false;
			break;
		case '[':
		case '{':
			depth++;
			scan->at++;
			break;
		case ']':
		case '}':
			if (depth == 0)
				return false;
			depth--;
			scan->at++;
			break;
		case ',':
		case ':':
			if (depth == 0)
				return false;
			scan->at++;
			break;
		default:
			scan_word(scan);
		}
	} while (depth > 0);
	return true;
}

static unsigned
hex_value(const char *digits)
{
	unsigned value = 0;
	int i;

	for (i = 0; i < 4; i++) {
		char c = digits[i];

		value = value * 16 + (unsigned)(c >= 'a' ? c - 'a' + 10 : c >= 'A' ? c - 'A' + 10 : c - '0');
	}
	return value;
}

static bool
is_unicode_escape(const char *text, size_t left)
{
	return left >= 6 && text[0] == '\\' && text[1] == 'u' && strspn(text + 2, "0123456789abcdefABCDEF") >= 4;
}

/* One escape at `text`; its length through `ret_taken`. */
static size_t
decode_escape(const char *text, size_t left, char *ret_bytes, size_t *ret_taken)
{
	static const char signs[] = "bfnrt", values[] = "\b\f\n\r\t";
	const char *sign;
	uint32_t code, low;

	if (is_unicode_escape(text, left)) {
		code = hex_value(text + 2);
		*ret_taken = 6;
		if (code >= 0xd800 && code < 0xdc00 && is_unicode_escape(text + 6, left - 6)) {
			low = hex_value(text + 8);
			if (low >= 0xdc00 && low < 0xe000) {
				code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
				*ret_taken = 12;
			}
		}
		return kx_utf8_put(code, ret_bytes);
	}
	*ret_taken = left < 2 ? left : 2;
	if (left < 2)
		return 0;
	sign = strchr(signs, text[1]);
	ret_bytes[0] = sign != NULL && text[1] != '\0' ? values[sign - signs] : text[1];
	return 1;
}

size_t
kx_scan_decode(const char *inside, size_t length, char *ret_bytes)
{
	size_t from = 0, to = 0, taken;

	while (from < length) {
		if (inside[from] != '\\') {
			ret_bytes[to++] = inside[from++];
			continue;
		}
		to += decode_escape(inside + from, length - from, ret_bytes + to, &taken);
		from += taken;
	}
	return to;
}

void
kx_scan_position(const char *bytes, size_t length, size_t offset, int *ret_line, int *ret_column)
{
	const char *end = bytes + (offset < length ? offset : length), *from = bytes, *next;
	size_t column, lines = 1;

	while (from < end && (next = memchr(from, '\n', (size_t)(end - from))) != NULL) {
		lines++;
		from = next + 1;
	}
	column = kx_utf8_count(from, (size_t)(end - from)) + 1;
	*ret_line = lines < INT_MAX ? (int)lines : INT_MAX;
	*ret_column = column < INT_MAX ? (int)column : INT_MAX;
}
