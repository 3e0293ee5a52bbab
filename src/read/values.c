#include "read/shape.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "base/utf8.h"

#include <string.h>

static const char *
type_name(const struct kx_parsed *json)
{
	switch ((enum kx_parsed_type)json->type) {
	case KX_PARSED_OBJECT:
		return "an object";
	case KX_PARSED_LIST:
		return "a list";
	case KX_PARSED_TEXT:
		return "a text";
	case KX_PARSED_WHOLE:
	case KX_PARSED_REAL:
		return "a number";
	case KX_PARSED_TRUE:
	case KX_PARSED_FALSE:
		return "true or false";
	case KX_PARSED_NULL:
		return "null";
	}
	return "something else";
}

static void
report_type(const struct kx_node *node, const char *wanted)
{
	kx_node_fault(node, KX107, NULL, "%s should be %s, not %s", kx_node_name(node), wanted, type_name(node->json));
}

/*
 * Code points that stand for no letter: C0 and C1 controls, line and
 * paragraph separators, the marks of a broken copy (byte order mark,
 * replacement character), and noncharacters (Unicode 15, section 23.7).
 */
static bool
is_unprintable(uint32_t code, bool prose)
{
	if (code == '\n')
		return !prose;
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029 ||
	    code == 0xfeff || code == 0xfffd || (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) == 0xfffe;
}

bool
kx_text_printable(const char *text)
{
	size_t step;

	for (; *text != '\0'; text += step)
		if (is_unprintable(kx_utf8_next(text, &step), false))
			return false;
	return true;
}

/*
 * Are these eight bytes of plain ASCII, ' ' to '~'?  A byte of 0x7f and one
 * below 0x20 set their highest bit where one is added, or a space taken away; so
 * may the one behind such a byte, and then they are looked at one by one.
 */
static bool
eight_plain(const char *text)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t word;

	memcpy(&word, text, sizeof(word));
	return ((word | (word + ones) | (word - ones * ' ')) & (ones << 7)) == 0;
}

static bool
check_characters(const struct kx_node *node, const char *text, size_t length, bool prose)
{
	size_t at, step;
	uint32_t code;

	for (at = 0; at < length; at += step) {
		if (length - at >= 8 && eight_plain(text + at)) {
			step = 8;
			continue;
		}
		if (text[at] >= ' ' && text[at] < 0x7f) {
			step = 1;
			continue;
		}
		code = kx_utf8_next(text + at, &step);
		if (is_unprintable(code, prose)) {
			kx_node_fault(node, KX118, code == '\n' ? "write it as one line" : NULL,
			    "character %zu of %s is U+%04X, which cannot be printed", kx_utf8_count(text, at) + 1,
			    kx_node_name(node), (unsigned)code);
			return false;
		}
	}
	return true;
}

static const char *
take_text(const struct kx_node *node, size_t most, bool prose)
{
	const char *text;
	size_t length;

	if (node->json->type != KX_PARSED_TEXT) {
		report_type(node, "a text");
		return NULL;
	}
	text = kx_parsed_string(node->json);
	length = node->json->count;
	if (strspn(text, " \n") == length) {
		kx_node_fault(node, KX117, NULL, "%s is empty", kx_node_name(node));
		return NULL;
	}
	if (length > most) {
		kx_node_fault(node, KX115, NULL, "%s has %zu bytes; at most %zu are read", kx_node_name(node), length, most);
		return NULL;
	}
	if (!check_characters(node, text, length, prose))
		return NULL;
	return kx_arena_copy(node->file->arena, text, length);
}

const char *
kx_node_text(const struct kx_node *node, size_t most)
{
	return take_text(node, most, false);
}

const char *
kx_member_text(const struct kx_node *object, const char *key, size_t most)
{
	struct kx_node member;

	return kx_node_member(object, key, &member) ? take_text(&member, most, false) : NULL;
}

const char *
kx_member_prose(const struct kx_node *object, const char *key, size_t most)
{
	struct kx_node member;

	return kx_node_member(object, key, &member) ? take_text(&member, most, true) : NULL;
}

const char **
kx_member_texts(const struct kx_node *object, const char *key, size_t most, size_t each, size_t *ret_count)
{
	struct kx_node list, element;
	size_t count = kx_member_list(object, key, most, false, &list), i, kept = 0;
	const char **texts;

	*ret_count = 0;
	if (count == 0)
		return NULL;
	texts = kx_arena_array(object->file->arena, count, sizeof(*texts));
	for (i = 0; texts != NULL && i < count; i++) {
		element = kx_node_element(&list, i);
		texts[kept] = kx_node_text(&element, each);
		kept += texts[kept] != NULL;
	}
	*ret_count = kept;
	return texts;
}

/* Letters, digits and hyphens, of which the first is none, one or more. */
static bool
is_name(const char *text, bool capitals)
{
	const char *at = text;

	while ((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == '-' || (capitals && *at >= 'A' && *at <= 'Z'))
		at++;
	return *at == '\0' && at > text && *text != '-';
}

bool
kx_id_valid(const char *text)
{
	return is_name(text, false);
}

static bool
is_tag(const char *text)
{
	return is_name(text, true);
}

const char *
kx_node_id(const struct kx_node *node)
{
	const char *id = kx_node_text(node, KX_MAX_NAME_BYTES);

	if (id != NULL && !kx_id_valid(id)) {
		kx_node_fault(node, KX112, "an id is made of small letters, digits and hyphens", "\"%s\" is not an id",
		    kx_shape_clip(node->file->arena, id));
		return NULL;
	}
	return id;
}

const char *
kx_member_id(const struct kx_node *object, const char *key)
{
	struct kx_node member;

	return kx_node_member(object, key, &member) ? kx_node_id(&member) : NULL;
}

const char *
kx_member_tag(const struct kx_node *object, const char *key)
{
	const char *tag = kx_member_text(object, key, KX_MAX_NAME_BYTES);
	struct kx_node member;

	if (tag != NULL && !is_tag(tag) && kx_node_member(object, key, &member)) {
		kx_node_fault(&member, KX112, "write letters, digits and hyphens, like \"K01\"", "\"%s\" cannot stand as \"%s\"",
		    kx_shape_clip(object->file->arena, tag), key);
		return NULL;
	}
	return tag;
}

const char *
kx_member_hash(const struct kx_node *object, const char *key)
{
	const char *hash = kx_member_text(object, key, KX_MAX_NAME_BYTES);
	struct kx_node member;

	if (hash == NULL || !kx_node_member(object, key, &member))
		return NULL;
	if (strlen(hash) == KX_HASH_HEX - 1 && strspn(hash, "0123456789abcdef") == KX_HASH_HEX - 1)
		return hash;
	kx_node_fault(&member, KX358, "take it from 'kxreport check', all 64 digits of it",
	    "\"%s\" is not the hash of a text", kx_shape_clip(object->file->arena, hash));
	return NULL;
}

bool
kx_member_date(const struct kx_node *object, const char *key, struct kx_date *ret_date)
{
	const char *text = kx_member_text(object, key, KX_MAX_NAME_BYTES);
	struct kx_node member;

	if (text == NULL)
		return false;
	if (kx_date_parse(text, ret_date))
		return true;
	if (kx_node_member(object, key, &member))
		kx_node_fault(&member, KX113, "write it as YYYY-MM-DD", "\"%s\" is \"%s\", which is no day of the calendar", key,
		    kx_shape_clip(object->file->arena, text));
	return false;
}

bool
kx_member_flag(const struct kx_node *object, const char *key, bool *ret_flag)
{
	struct kx_node member;

	if (!kx_node_member(object, key, &member))
		return false;
	if (member.json->type != KX_PARSED_TRUE && member.json->type != KX_PARSED_FALSE) {
		report_type(&member, "true or false");
		return false;
	}
	*ret_flag = member.json->type == KX_PARSED_TRUE;
	return true;
}

bool
kx_node_whole(const struct kx_node *node, int32_t low, int32_t high, int32_t *ret_number)
{
	int64_t number;

	if (node->json->type != KX_PARSED_WHOLE) {
		if (node->json->type == KX_PARSED_REAL)
			kx_node_fault(node, KX107, NULL, "%s should be a whole number", kx_node_name(node));
		else
			report_type(node, "a whole number");
		return false;
	}
	number = node->json->is.whole;
	if (number < low || number > high) {
		kx_node_fault(node, KX114, NULL, "%s is %lld, but must be from %d to %d", kx_node_name(node), (long long)number,
		    (int)low, (int)high);
		return false;
	}
	*ret_number = (int32_t)number;
	return true;
}

bool
kx_member_whole(const struct kx_node *object, const char *key, int32_t low, int32_t high, int32_t *ret_number)
{
	struct kx_node member;

	return kx_node_member(object, key, &member) && kx_node_whole(&member, low, high, ret_number);
}

static void
report_milli_range(const struct kx_node *node, int32_t low, int32_t high)
{
	struct kx_buffer range;

	kx_buffer_init(&range, 200);
	kx_buffer_milli(&range, low);
	kx_buffer_text(&range, " to ");
	kx_buffer_milli(&range, high);
	kx_node_fault(node, KX114, NULL, "%s must be from %s", kx_node_name(node), kx_buffer_bytes(&range));
	kx_buffer_done(&range);
}

/* The whole number next to it, halves away from zero, as llround() has it; what is between is exact. */
static int64_t
nearest(double number)
{
	int64_t whole = (int64_t)number;
	double between = number - (double)whole;

	return whole + (between >= 0.5) - (between <= -0.5);
}

/*
 * "27.4" has arrived as the double nearest to it.  Rounding that to
 * millionths first undoes the binary error, so that the thousandths are those
 * of the decimal number in the file; below 10^9 a double holds millionths.
 */
static int64_t
thousandths(double number)
{
	int64_t millionths = nearest(number * 1e6);

	return millionths >= 0 ? (millionths + 500) / 1000 : -((-millionths + 499) / 1000);
}

bool
kx_node_milli(const struct kx_node *node, int32_t low, int32_t high, int32_t *ret_milli)
{
	double number;
	int64_t milli;

	if (node->json->type != KX_PARSED_WHOLE && node->json->type != KX_PARSED_REAL) {
		report_type(node, "a number");
		return false;
	}
	number = node->json->type == KX_PARSED_WHOLE ? (double)node->json->is.whole : node->json->is.real;
	/* The coarse comparison keeps what follows far from overflow. */
	if (!(number > -1e7 && number < 1e7)) {
		report_milli_range(node, low, high);
		return false;
	}
	milli = thousandths(number);
	if (milli < low || milli > high) {
		report_milli_range(node, low, high);
		return false;
	}
	*ret_milli = (int32_t)milli;
	return true;
}

bool
kx_member_milli(const struct kx_node *object, const char *key, int32_t low, int32_t high, int32_t *ret_milli)
{
	struct kx_node member;

	return kx_node_member(object, key, &member) && kx_node_milli(&member, low, high, ret_milli);
}

static const char *
words_hint(struct kx_arena *arena, const char *const *words)
{
	struct kx_buffer list;
	const char *hint;
	size_t i;

	kx_buffer_init(&list, 4096);
	kx_buffer_text(&list, "write one of");
	for (i = 0; words[i] != NULL; i++)
		kx_buffer_print(&list, "%s \"%s\"", i == 0 ? "" : ",", words[i]);
	hint = kx_arena_string(arena, kx_buffer_bytes(&list));
	kx_buffer_done(&list);
	return hint;
}

bool
kx_member_choice(const struct kx_node *object, const char *key, const char *const *words, int *ret_index)
{
	const char *text, *near;
	struct kx_node member;
	int i;

	if (!kx_node_member(object, key, &member))
		return false;
	text = kx_node_text(&member, KX_MAX_NAME_BYTES);
	if (text == NULL)
		return false;
	for (i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], text) == 0) {
			*ret_index = i;
			return true;
		}
	}
	near = kx_nearest(text, words, (size_t)i);
	kx_node_fault(&member, KX110,
	    near != NULL ? kx_shape_suggest(object->file->arena, near) : words_hint(object->file->arena, words),
	    "\"%s\" cannot be \"%s\"", key, kx_shape_clip(object->file->arena, text));
	return false;
}
