#include "read/plain.h"

#include "base/limits.h"
#include "read/scan.h"

#include <stdbool.h>
#include <string.h>

#define PLAIN_DIGITS 18   /* fewer than a json_int_t can hold, so none overflows */

/* Where the walk is, how many brackets are open there, and how many values may still come. */
struct walk { struct kx_scan scan; int depth; size_t left; };

static json_t *parse_value(struct walk *walk);

static void
skip_space(struct kx_scan *scan)
{
	while (scan->at < scan->length && (scan->bytes[scan->at] == ' ' || scan->bytes[scan->at] == '\n' ||
	    scan->bytes[scan->at] == '\t' || scan->bytes[scan->at] == '\r'))
		scan->at++;
}

/* Past `c` and the space around it; false when something else stands there. */
static bool
take(struct kx_scan *scan, char c)
{
	skip_space(scan);
	if (kx_scan_peek(scan) != c)
		return false;
	scan->at++;
	skip_space(scan);
	return true;
}

/* The inside of a string, from its opening quote on; false when it is none or has an escape or a control character. */
static bool
take_string(struct kx_scan *scan, const char **ret_inside, size_t *ret_length)
{
	size_t start = scan->at + 1, at = start;

	if (kx_scan_peek(scan) != '"')
		return false;
	while (at < scan->length && scan->bytes[at] != '"') {
		if (scan->bytes[at] == '\\' || (unsigned char)scan->bytes[at] < ' ')
			return false;
		at++;
	}
	if (at == scan->length)
		return false;
	*ret_inside = scan->bytes + start;
	*ret_length = at - start;
	scan->at = at + 1;
	return true;
}

static json_t *
parse_string(struct kx_scan *scan)
{
	const char *inside;
	size_t length;

	return take_string(scan, &inside, &length) ? json_stringn_nocheck(inside, length) : NULL;
}

/* A whole number here, any other by jansson. */
static json_t *
parse_number(struct kx_scan *scan)
{
	const char *word = scan->bytes + scan->at;
	size_t length = 0, i;
	bool negative = word[0] == '-';
	json_int_t value = 0;

	while (scan->at + length < scan->length && memchr("+-.0123456789Ee", word[length], 15) != NULL)
		length++;
	scan->at += length;
	for (i = negative; i < length && word[i] >= '0' && word[i] <= '9' && i < PLAIN_DIGITS; i++)
		value = 10 * value + (word[i] - '0');
	if (i < length || i == negative || (word[negative] == '0' && i > negative + 1u))
		return json_loadb(word, length, JSON_DECODE_ANY, NULL);
	return json_integer(negative ? -value : value);
}

/* true, false or null. */
static json_t *
parse_word(struct kx_scan *scan)
{
	static const struct { const char *word; size_t length; json_t *(*make)(void); } words[] = {
		{ "true", 4, json_true }, { "false", 5, json_false }, { "null", 4, json_null },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (scan->length - scan->at >= words[i].length &&
		    memcmp(scan->bytes + scan->at, words[i].word, words[i].length) == 0) {
			scan->at += words[i].length;
			return words[i].make();
		}
	return NULL;
}

/* One member; false also when its name is there already. */
static bool
parse_member(struct walk *walk, json_t *object)
{
	struct kx_scan *scan = &walk->scan;
	size_t before = json_object_size(object), length;
	const char *name;
	json_t *value;

	if (!take_string(scan, &name, &length) || !take(scan, ':'))
		return false;
	value = parse_value(walk);
	return value != NULL && json_object_setn_new_nocheck(object, name, length, value) == 0 && json_object_size(object) > before;
}

static bool
parse_element(struct walk *walk, json_t *array)
{
	json_t *value = parse_value(walk);

	return value != NULL && json_array_append_new(array, value) == 0;
}

/* From an opening bracket past the closing one; takes `values`, which is empty. */
static json_t *
parse_values(struct walk *walk, json_t *values, char close, bool (*parse_one)(struct walk *walk, json_t *values))
{
	bool fine = values != NULL && ++walk->depth <= KX_MAX_JSON_DEPTH;

	walk->scan.at++;
	if (fine && !take(&walk->scan, close)) {
		do
			fine = parse_one(walk, values);
		while (fine && take(&walk->scan, ','));
		fine = fine && take(&walk->scan, close);
	}
	walk->depth--;
	if (fine)
		return values;
	json_decref(values);
	return NULL;
}

static json_t *
parse_value(struct walk *walk)
{
	char c = kx_scan_peek(&walk->scan);

	if (walk->left-- == 0)
		return NULL;
	if (c == '"')
		return parse_string(&walk->scan);
	if (c == '{')
		return parse_values(walk, json_object(), '}', parse_member);
	if (c == '[')
		return parse_values(walk, json_array(), ']', parse_element);
	return c == '-' || (c >= '0' && c <= '9') ? parse_number(&walk->scan) : parse_word(&walk->scan);
}

json_t *
kx_plain_parse(const char *bytes, size_t length)
{
	/* A value has a bracket, a comma and a colon at most, which is what the ceiling counts. */
	struct walk walk = { { bytes, length, 0 }, 0, KX_MAX_JSON_VALUES / 3 };
	json_t *root;

	skip_space(&walk.scan);
	root = parse_value(&walk);
	skip_space(&walk.scan);
	if (walk.scan.at == length)
		return root;
	json_decref(root);
	return NULL;
}
