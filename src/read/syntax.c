#include "read/syntax.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "read/scan.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Longest number that is looked at for its size; a longer whole one is out of range in any case. */
#define LONGEST_NUMBER 400

struct syntax {
	struct kx_scan scan;
	const char *path;
	struct kx_diagnostics *diags;
	size_t open[KX_MAX_JSON_DEPTH + 1];   /* where the brackets around the scan stand */
	size_t depth;
};

static struct kx_place
place_at(const struct syntax *syntax, size_t offset)
{
	struct kx_place place = { .file = syntax->path };

	kx_scan_position(syntax->scan.bytes, syntax->scan.length, offset, &place.line, &place.column);
	return place;
}

/* Report and stop: the value is what every caller returns. */
static bool
broken(const struct syntax *syntax, size_t offset, const char *hint, const char *message)
{
	kx_report(syntax->diags, KX103, place_at(syntax, offset), hint, "%s", message);
	return false;
}

static bool
truncated(const struct syntax *syntax)
{
	struct kx_place end = place_at(syntax, syntax->scan.length), open;
	struct kx_diagnostic *made;

	if (syntax->depth == 0) {
		kx_report(syntax->diags, KX104, end, NULL, "the file stops where a value should stand");
		return false;
	}
	open = place_at(syntax, syntax->open[syntax->depth - 1]);
	made = kx_report(syntax->diags, KX104, end, NULL, "the file stops inside the %s that opens on line %d",
	    syntax->scan.bytes[syntax->open[syntax->depth - 1]] == '{' ? "object" : "list", open.line);
	kx_report_also(syntax->diags, made, open);
	return false;
}

static bool check_value(struct syntax *syntax);

static bool
check_escape(struct syntax *syntax)
{
	struct kx_scan *scan = &syntax->scan;
	const char *text = scan->bytes + scan->at;
	char decoded[12];   /* 4 bytes of one character where the two escapes are a pair, or what else they say */
	uint32_t code;
	size_t i;

	if (scan->at + 1 >= scan->length)
		return truncated(syntax);
	if (strchr("\"\\/bfnrt", text[1]) != NULL) {
		scan->at += 2;
		return true;
	}
	if (text[1] != 'u')
		return broken(syntax, scan->at, "a backslash itself is written \\\\", "this escape does not exist in JSON");
	for (i = 2; i < 6; i++) {
		if (scan->at + i >= scan->length)
			return truncated(syntax);
		if (strchr("0123456789abcdefABCDEF", text[i]) == NULL)
			return broken(syntax, scan->at, NULL, "\\u needs four hexadecimal digits after it");
	}
	code = (uint32_t)strtoul((char[]){ text[2], text[3], text[4], text[5], '\0' }, NULL, 16);
	if (code >= 0xd800 && code < 0xdc00 && scan->length - scan->at >= 12 &&
	    kx_scan_decode(text, 12, decoded) == 4 && ((unsigned char)decoded[0] & 0xF8) == 0xF0) {
		scan->at += 12;
		return true;
	}
	if (code == 0 || (code >= 0xd800 && code < 0xe000)) {
		kx_report(syntax->diags, KX118, place_at(syntax, scan->at), NULL,
		    code == 0 ? "\\u0000 cannot stand in a text" : "this is half of a surrogate pair and no character");
		return false;
	}
	scan->at += 6;
	return true;
}

static bool
check_string(struct syntax *syntax)
{
	struct kx_scan *scan = &syntax->scan;
	size_t start = scan->at;

	for (scan->at++; scan->at < scan->length;) {
		unsigned char c = (unsigned char)scan->bytes[scan->at];

		if (c == '"') {
			scan->at++;
			return true;
		}
		if (c == '\n' || c == '\r')
			return broken(syntax, start, "close it with \"; a quote inside a text is written \\\"",
			    "the text that starts here is not closed on its line");
		if (c < 0x20)
			return broken(syntax, scan->at, c == '\t' ? "write \\t, or a space" : NULL,
			    c == '\t' ? "a raw tab stands inside a text" : "a raw control character stands inside a text");
		if (c != '\\')
			scan->at++;
		else if (!check_escape(syntax))
			return false;
	}
	kx_report(syntax->diags, KX104, place_at(syntax, scan->length), NULL, "the file stops inside a text");
	return false;
}

static size_t
skip_digits(struct kx_scan *scan)
{
	size_t start = scan->at;

	while (kx_scan_peek(scan) >= '0' && kx_scan_peek(scan) <= '9')
		scan->at++;
	return scan->at - start;
}

/* Does the number fit what jansson holds it in: 64 bits, or a double? */
static bool
check_size(const struct syntax *syntax, size_t start, bool whole)
{
	size_t length = syntax->scan.at - start;
	char text[LONGEST_NUMBER + 1];
	bool fits = !whole;

	if (length <= LONGEST_NUMBER) {
		memcpy(text, syntax->scan.bytes + start, length);
		text[length] = '\0';
		errno = 0;
		fits = whole ? (strtoll(text, NULL, 10), errno != ERANGE) : isfinite(strtod(text, NULL)) != 0;
	}
	if (!fits)
		kx_report(syntax->diags, KX114, place_at(syntax, start), NULL, "this number is too large to be read");
	return fits;
}

/* A digit is missing: because the text ends, or because something else stands there. */
static bool
no_digit(const struct syntax *syntax, size_t start, const char *message)
{
	return syntax->scan.at >= syntax->scan.length ? truncated(syntax) : broken(syntax, start, NULL, message);
}

static bool
check_number(struct syntax *syntax)
{
	struct kx_scan *scan = &syntax->scan;
	size_t start = scan->at;
	bool whole = true;

	if (kx_scan_peek(scan) == '-')
		scan->at++;
	if (kx_scan_peek(scan) == '0') {
		scan->at++;
		if (skip_digits(scan) > 0)
			return broken(syntax, start, "leave the zeros in front out", "a number cannot begin with a zero");
	} else if (skip_digits(scan) == 0) {
		return no_digit(syntax, start, "a minus sign needs a digit after it");
	}
	if (kx_scan_peek(scan) == '.') {
		whole = false;
		scan->at++;
		if (skip_digits(scan) == 0)
			return no_digit(syntax, start, "a decimal point needs a digit after it");
	}
	if (kx_scan_peek(scan) == 'e' || kx_scan_peek(scan) == 'E') {
		whole = false;
		scan->at++;
		if (kx_scan_peek(scan) == '+' || kx_scan_peek(scan) == '-')
			scan->at++;
		if (skip_digits(scan) == 0)
			return no_digit(syntax, start, "the exponent of a number needs a digit");
	}
	return check_size(syntax, start, whole);
}

static bool
is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
	    c == '+' || c == '.';
}

/* What stands here is no string, number or bracket: true, false, null or a fault. */
static bool
check_word(struct syntax *syntax)
{
	static const char *const words[] = { "true", "false", "null" };
	struct kx_scan *scan = &syntax->scan;
	size_t start = scan->at, i;
	const char *near;
	char word[32];

	while (scan->at < scan->length && is_word_byte(scan->bytes[scan->at]))
		scan->at++;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (scan->at >= scan->length && scan->at - start < strlen(words[i]) &&
		    memcmp(scan->bytes + start, words[i], scan->at - start) == 0)
			return truncated(syntax);
	if (scan->at == start || scan->at - start >= sizeof(word))
		return broken(syntax, start, "texts stand in double quotes", "this is not a JSON value");
	memcpy(word, scan->bytes + start, scan->at - start);
	word[scan->at - start] = '\0';
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	near = kx_nearest(word, words, sizeof(words) / sizeof(words[0]));
	kx_report(syntax->diags, KX103, place_at(syntax, start),
	    near == NULL ? "texts stand in double quotes; numbers begin with a digit or a minus sign" :
	    near == words[0] ? "write true in small letters" :
	    near == words[1] ? "write false in small letters" : "write null in small letters",
	    "\"%s\" is not a JSON value", word);
	return false;
}

/* Signs that other notations have and JSON has not; false after reporting one. */
static bool
check_foreign(const struct syntax *syntax)
{
	size_t at = syntax->scan.at, left = syntax->scan.length - at;
	const char *text = syntax->scan.bytes + at;

	if (text[0] == '\'')
		return broken(syntax, at, "use double quotes", "this text stands in single quotes");
	if (left >= 3 && (memcmp(text, "\xe2\x80\x9c", 3) == 0 || memcmp(text, "\xe2\x80\x9d", 3) == 0))
		return broken(syntax, at, "around a text, use the straight double quote \"",
		    "typographic quotes stand where JSON needs straight ones");
	if (text[0] == '#' || (left >= 2 && text[0] == '/' && (text[1] == '/' || text[1] == '*')))
		return broken(syntax, at, "take the comment out; \"note\" keeps remarks where there is one",
		    "JSON has no comments");
	return true;
}

/* After a member or an element: the comma, the closing bracket, or what is wrong. */
static bool
check_after(struct syntax *syntax, char close, bool *ret_more)
{
	struct kx_scan *scan = &syntax->scan;
	char c;

	kx_scan_space(scan);
	c = kx_scan_peek(scan);
	if (scan->at >= scan->length)
		return truncated(syntax);
	if (!check_foreign(syntax))
		return false;
	if (c == ',' || c == close) {
		scan->at++;
		*ret_more = c == ',';
		return true;
	}
	if (c == ']' || c == '}')
		return broken(syntax, scan->at, NULL,
		    c == ']' ? "\"]\" closes what \"{\" opened" : "\"}\" closes what \"[\" opened");
	if (c == '"' || c == '{' || c == '[' || is_word_byte(c))
		return broken(syntax, scan->at, "put a comma after the value before it", "a comma is missing before this");
	return broken(syntax, scan->at, NULL, close == '}' ? "a comma or \"}\" should stand here" :
	    "a comma or \"]\" should stand here");
}

static bool
check_key(struct syntax *syntax)
{
	struct kx_scan *scan = &syntax->scan;

	if (scan->at >= scan->length)
		return truncated(syntax);
	if (!check_foreign(syntax))
		return false;
	if (kx_scan_peek(scan) != '"')
		return broken(syntax, scan->at, NULL, "a key in double quotes should stand here");
	if (!check_string(syntax))
		return false;
	kx_scan_space(scan);
	if (scan->at >= scan->length)
		return truncated(syntax);
	if (kx_scan_peek(scan) != ':')
		return broken(syntax, scan->at, NULL, "a colon should stand between the key and its value");
	scan->at++;
	return true;
}

/* An object or a list, from its opening bracket past the closing one. */
static bool
check_nest(struct syntax *syntax)
{
	struct kx_scan *scan = &syntax->scan;
	char close = kx_scan_peek(scan) == '{' ? '}' : ']';
	size_t comma = 0;
	bool more = true;

	if (syntax->depth > KX_MAX_JSON_DEPTH)
		return true;   /* refused before by its depth */
	syntax->open[syntax->depth++] = scan->at++;
	kx_scan_space(scan);
	if (kx_scan_peek(scan) == close) {
		scan->at++;
		more = false;
	}
	while (more) {
		kx_scan_space(scan);
		if (comma > 0 && (kx_scan_peek(scan) == close))
			return broken(syntax, comma, "take the comma out", "this comma has nothing after it");
		if (close == '}' && !check_key(syntax))
			return false;
		if (!check_value(syntax) || !check_after(syntax, close, &more))
			return false;
		comma = scan->at - 1;
	}
	syntax->depth--;
	return true;
}

static bool
check_value(struct syntax *syntax)
{
	struct kx_scan *scan = &syntax->scan;
	char c;

	kx_scan_space(scan);
	if (scan->at >= scan->length)
		return truncated(syntax);
	if (!check_foreign(syntax))
		return false;
	c = kx_scan_peek(scan);
	if (c == '{' || c == '[')
		return check_nest(syntax);
	if (c == '"')
		return check_string(syntax);
	if (c == '-' || (c >= '0' && c <= '9'))
		return check_number(syntax);
	if (c == ',' || c == ']' || c == '}' || c == ':')
		return broken(syntax, scan->at, NULL, "a value should stand here");
	return check_word(syntax);
}

bool
kx_syntax_explain(const char *path, const char *bytes, size_t length, struct kx_diagnostics *diags)
{
	struct syntax syntax = { .scan = { bytes, length, 0 }, .path = path, .diags = diags };

	if (!check_value(&syntax))
		return true;
	kx_scan_space(&syntax.scan);
	if (syntax.scan.at < length) {
		if (check_foreign(&syntax))
			broken(&syntax, syntax.scan.at, "a file holds one JSON object", "there is more text after the end");
		return true;
	}
	return false;
}

struct key { const char *text; size_t length, offset; };

static int
compare_keys(const void *a, const void *b)
{
	const struct key *one = a, *two = b;
	int order = memcmp(one->text, two->text, one->length < two->length ? one->length : two->length);

	if (order != 0)
		return order;
	if (one->length != two->length)
		return one->length < two->length ? -1 : 1;
	return one->offset < two->offset ? -1 : one->offset > two->offset;
}

static void
report_twins(struct syntax *syntax, struct key *keys, size_t count)
{
	struct kx_diagnostic *made;
	size_t i, first = 0;

	if (count < 2)
		return;
	qsort(keys, count, sizeof(*keys), compare_keys);
	for (i = 1; i < count; i++) {
		if (keys[i].length != keys[first].length || memcmp(keys[i].text, keys[first].text, keys[i].length) != 0) {
			first = i;
			continue;
		}
		made = kx_report(syntax->diags, KX105, place_at(syntax, keys[i].offset), NULL,
		    "the key \"%.*s\" stands twice in this object", keys[i].length < 80 ? (int)keys[i].length : 80, keys[i].text);
		kx_report_also(syntax->diags, made, place_at(syntax, keys[first].offset));
	}
}

/* The key at the scan; its text is the file's own, or a copy with the escapes undone. */
static bool
take_key(struct kx_arena *arena, struct kx_scan *scan, struct key *ret_key)
{
	struct key key = { .offset = scan->at };
	char *copy;

	if (kx_scan_peek(scan) != '"' || !kx_scan_string(scan))
		return false;
	key.text = scan->bytes + key.offset + 1;
	key.length = scan->at - key.offset - 2;
	if (memchr(key.text, '\\', key.length) != NULL) {
		copy = kx_arena_alloc(arena, key.length);
		if (copy == NULL)
			return false;
		key.length = kx_scan_decode(key.text, key.length, copy);
		key.text = copy;
	}
	*ret_key = key;
	return true;
}

/* Depth is bounded: the text was held to KX_MAX_JSON_DEPTH before. */
static bool
find_twins(struct kx_arena *arena, struct syntax *syntax)
{
	struct kx_scan *scan = &syntax->scan;
	struct key *keys = NULL, *slot, key;
	size_t count = 0, room = 0;
	char close;

	kx_scan_space(scan);
	if (kx_scan_peek(scan) != '{' && kx_scan_peek(scan) != '[')
		return kx_scan_value(scan);
	close = kx_scan_peek(scan) == '{' ? '}' : ']';
	do {
		scan->at++;   /* the bracket or a comma */
		kx_scan_space(scan);
		if (kx_scan_peek(scan) == close)
			break;
		if (close == '}') {
			slot = take_key(arena, scan, &key) ? kx_arena_push(arena, &keys, &count, &room, sizeof(*keys)) : NULL;
			if (slot == NULL)
				return false;
			*slot = key;
			kx_scan_space(scan);
			scan->at++;   /* the colon */
		}
		if (!find_twins(arena, syntax))
			return false;
		kx_scan_space(scan);
	} while (kx_scan_peek(scan) == ',');
	scan->at++;
	report_twins(syntax, keys, count);
	return true;
}

void
kx_syntax_duplicates(struct kx_arena *arena, const char *path, const char *bytes, size_t length,
    struct kx_diagnostics *diags)
{
	struct syntax syntax = { .scan = { bytes, length, 0 }, .path = path, .diags = diags };

	find_twins(arena, &syntax);
}
