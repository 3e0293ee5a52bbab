#include "read/parsed.h"

#include "base/arena.h"
#include "base/limits.h"
#include "read/foreign.h"

#include <stdlib.h>
#include <string.h>

static const void *
lead(const struct kx_parsed *value, int64_t distance)
{
	return (const char *)value + distance;
}

static int64_t
distance(const struct kx_parsed *value, const void *target)
{
	return (int64_t)((uintptr_t)target - (uintptr_t)value);
}

const char *
kx_parsed_key(const struct kx_parsed *member)
{
	return lead(member, member->key);
}

const char *
kx_parsed_string(const struct kx_parsed *text)
{
	return lead(text, text->is.inside);
}

const struct kx_parsed *
kx_parsed_at(const struct kx_parsed *list, size_t index)
{
	return (const struct kx_parsed *)lead(list, list->is.inside) + index;
}

const struct kx_parsed *
kx_parsed_member(const struct kx_parsed *object, const char *key)
{
	const struct kx_parsed *member, *end;
	const char *name;

	if (object->type != KX_PARSED_OBJECT)
		return NULL;
	member = kx_parsed_at(object, 0);
	for (end = member + object->count; member < end; member++) {
		name = kx_parsed_key(member);
		if (name[0] == key[0] && strcmp(name, key) == 0)
			return member;
	}
	return NULL;
}

void
kx_parsed_set_key(struct kx_parsed *member, const char *key)
{
	member->key = distance(member, key);
}

void
kx_parsed_set_string(struct kx_parsed *text, const char *string, size_t length)
{
	text->type = KX_PARSED_TEXT;
	text->is.inside = distance(text, string);
	text->count = (uint32_t)length;
}

void
kx_parsed_set_inside(struct kx_parsed *value, enum kx_parsed_type type, const struct kx_parsed *first, size_t count)
{
	value->type = type;
	value->is.inside = count > 0 ? distance(value, first) : 0;
	value->count = (uint32_t)count;
}

void
kx_parsed_copy(struct kx_parsed *to, const struct kx_parsed *from)
{
	int64_t between = distance(to, from);

	*to = *from;
	if (from->key != 0)
		to->key += between;
	if (from->type <= KX_PARSED_TEXT)
		to->is.inside += between;
}

/* ---- from jansson's tree ---- */

/* Where the next values and texts go; first they are only counted. */
struct making {
	const struct kx_jansson *jansson;
	struct kx_parsed *values;
	char *texts;
	size_t value_count, text_bytes;
};

static void
count(struct making *making, json_t *json)
{
	void *at;
	size_t i;

	making->value_count++;
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		for (at = making->jansson->json_object_iter(json); at != NULL; at = making->jansson->json_object_iter_next(json, at)) {
			making->text_bytes += strlen(making->jansson->json_object_iter_key(at)) + 1;
			count(making, making->jansson->json_object_iter_value(at));
		}
		break;
	case JSON_ARRAY:
		for (i = 0; i < making->jansson->json_array_size(json); i++)
			count(making, making->jansson->json_array_get(json, i));
		break;
	case JSON_STRING:
		making->text_bytes += making->jansson->json_string_length(json) + 1;
		break;
	default:
		break;
	}
}

static const char *
put_text(struct making *making, const char *text, size_t length)
{
	char *place = making->texts;

	memcpy(place, text, length + 1);
	making->texts += length + 1;
	return place;
}

static struct kx_parsed *
take_values(struct making *making, size_t count)
{
	struct kx_parsed *first = making->values;

	making->values += count;
	return first;
}

static void fill(struct making *making, struct kx_parsed *value, json_t *json);

static void
fill_object(struct making *making, struct kx_parsed *value, json_t *json)
{
	size_t count = making->jansson->json_object_size(json);
	struct kx_parsed *member = take_values(making, count);
	const char *key;
	void *at;

	kx_parsed_set_inside(value, KX_PARSED_OBJECT, member, count);
	for (at = making->jansson->json_object_iter(json); at != NULL; at = making->jansson->json_object_iter_next(json, at), member++) {
		key = making->jansson->json_object_iter_key(at);
		fill(making, member, making->jansson->json_object_iter_value(at));
		kx_parsed_set_key(member, put_text(making, key, strlen(key)));
	}
}

static void
fill_list(struct making *making, struct kx_parsed *value, json_t *json)
{
	size_t count = making->jansson->json_array_size(json), i;
	struct kx_parsed *first = take_values(making, count);

	kx_parsed_set_inside(value, KX_PARSED_LIST, first, count);
	for (i = 0; i < count; i++)
		fill(making, &first[i], making->jansson->json_array_get(json, i));
}

static void
fill(struct making *making, struct kx_parsed *value, json_t *json)
{
	*value = (struct kx_parsed){ 0 };
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		fill_object(making, value, json);
		break;
	case JSON_ARRAY:
		fill_list(making, value, json);
		break;
	case JSON_STRING:
		kx_parsed_set_string(value, put_text(making, making->jansson->json_string_value(json), making->jansson->json_string_length(json)),
		    making->jansson->json_string_length(json));
		break;
	case JSON_INTEGER:
		value->type = KX_PARSED_WHOLE;
		value->is.whole = making->jansson->json_integer_value(json);
		break;
	case JSON_REAL:
		value->type = KX_PARSED_REAL;
		value->is.real = making->jansson->json_real_value(json);
		break;
	case JSON_TRUE:
		value->type = KX_PARSED_TRUE;
		break;
	case JSON_FALSE:
		value->type = KX_PARSED_FALSE;
		break;
	case JSON_NULL:
		value->type = KX_PARSED_NULL;
		break;
	}
}

/* The readers of jansson's tree take it as one that might change. */
static json_t *
readable(const json_t *json)
{
	return (json_t *)(uintptr_t)json;
}

static struct making
measure(const struct kx_jansson *jansson, const json_t *json)
{
	struct making making = { .jansson = jansson };

	count(&making, readable(json));
	return making;
}

static size_t
size_of(const struct making *making)
{
	return making->value_count * sizeof(struct kx_parsed) + making->text_bytes;
}

size_t
kx_parsed_size(const struct kx_jansson *jansson, const json_t *json)
{
	struct making making = measure(jansson, json);

	return size_of(&making);
}

bool
kx_parsed_make(const struct kx_jansson *jansson, const json_t *json, struct kx_arena *arena, struct kx_parsed_text *ret_text)
{
	struct making making = measure(jansson, json);
	size_t size = size_of(&making);
	struct kx_parsed *root = arena != NULL ? kx_arena_room(arena, size) : malloc(size);

	if (root == NULL)
		return false;
	*ret_text = (struct kx_parsed_text){ root, making.value_count, size, arena == NULL ? root : NULL };
	making.values = root + 1;
	making.texts = (char *)(root + making.value_count);
	fill(&making, root, readable(json));
	return true;
}

void
kx_parsed_done(struct kx_parsed_text *text)
{
	free(text->memory);
	*text = (struct kx_parsed_text){ 0 };
}

/* ---- from bytes ---- */

/* Where the next values and texts must be: they are laid out in one order only. */
struct walk {
	const struct kx_parsed *values, *values_end;
	const char *texts, *end;
};

static bool
leads_to(const struct kx_parsed *value, int64_t away, const void *target)
{
	return away == distance(value, target);
}

/* A text of `length` bytes must be next, and end there. */
static bool
pass_text(struct walk *walk, size_t length)
{
	if (length >= (size_t)(walk->end - walk->texts) || walk->texts[length] != '\0')
		return false;
	walk->texts += length + 1;
	return true;
}

static bool
pass_key(struct walk *walk, const struct kx_parsed *member)
{
	size_t room = (size_t)(walk->end - walk->texts);

	return leads_to(member, member->key, walk->texts) && pass_text(walk, strnlen(walk->texts, room));
}

static bool
pass_value(struct walk *walk, const struct kx_parsed *value, size_t depth)
{
	const struct kx_parsed *first = walk->values;
	size_t i;

	if (value->type == KX_PARSED_TEXT)
		return leads_to(value, value->is.inside, walk->texts) && pass_text(walk, value->count);
	if (value->type > KX_PARSED_TEXT)
		return value->type <= KX_PARSED_NULL;
	if (value->count == 0)
		return value->is.inside == 0;
	if (depth == 0 || !leads_to(value, value->is.inside, first) || value->count > (size_t)(walk->values_end - first))
		return false;
	walk->values += value->count;
	for (i = 0; i < value->count; i++)
		if (!pass_value(walk, &first[i], depth - 1) || (value->type == KX_PARSED_OBJECT && !pass_key(walk, &first[i])))
			return false;
	return true;
}

bool
kx_parsed_sound(const void *bytes, size_t size, size_t count)
{
	const struct kx_parsed *root = bytes;
	struct walk walk = { .end = (const char *)bytes + size };

	if (count == 0 || count > size / sizeof(*root))
		return false;
	walk.values = root + 1;
	walk.values_end = root + count;
	walk.texts = (const char *)(root + count);
	return pass_value(&walk, root, KX_MAX_JSON_DEPTH + 1) && walk.values == walk.values_end && walk.texts == walk.end;
}
