#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "read/foreign.h"
#include "read/parsed.h"

#include <stdlib.h>
#include <string.h>

static const char sample[] = "{\"text\": \"\\u00e9\\n\", \"whole\": -9007199254740993, \"real\": 2.5, \"yes\": true, \"no\": false,"
    " \"none\": null, \"list\": [1, [], {}, \"\", {\"a\": {\"b\": [[\"deep\"]]}}], \"\": \"no name\", \"object\": {}}";

static bool
parsed_make(const json_t *tree, struct kx_arena *arena, struct kx_parsed_text *ret_text)
{
	struct kx_diagnostics diags = { 0 };
	struct kx_jansson jansson;

	assert_true(kx_jansson_load(NULL, &jansson, &diags));
	if (!kx_parsed_make(&jansson, tree, arena, ret_text))
		return false;
	assert_int_equal(ret_text->size, kx_parsed_size(&jansson, tree));
	return true;
}

static void
make(const char *json, struct kx_parsed_text *ret_text)
{
	json_t *tree = json_loads(json, JSON_DECODE_ANY, NULL);

	assert_non_null(tree);
	assert_true(parsed_make(tree, NULL, ret_text));
	json_decref(tree);
}

/* Does the value say what jansson's does, in the same order? */
static void
assert_same(const struct kx_parsed *value, json_t *json)
{
	void *at = json_object_iter(json);
	size_t i;

	switch (json_typeof(json)) {
	case JSON_OBJECT:
		assert_int_equal(value->type, KX_PARSED_OBJECT);
		assert_int_equal(value->count, json_object_size(json));
		for (i = 0; i < value->count; i++, at = json_object_iter_next(json, at)) {
			assert_string_equal(kx_parsed_key(kx_parsed_at(value, i)), json_object_iter_key(at));
			assert_ptr_equal(kx_parsed_member(value, json_object_iter_key(at)), kx_parsed_at(value, i));
			assert_same(kx_parsed_at(value, i), json_object_iter_value(at));
		}
		break;
	case JSON_ARRAY:
		assert_int_equal(value->type, KX_PARSED_LIST);
		assert_int_equal(value->count, json_array_size(json));
		for (i = 0; i < value->count; i++)
			assert_same(kx_parsed_at(value, i), json_array_get(json, i));
		break;
	case JSON_STRING:
		assert_int_equal(value->type, KX_PARSED_TEXT);
		assert_int_equal(value->count, json_string_length(json));
		assert_string_equal(kx_parsed_string(value), json_string_value(json));
		break;
	case JSON_INTEGER:
		assert_int_equal(value->type, KX_PARSED_WHOLE);
		assert_true(value->is.whole == json_integer_value(json));
		break;
	case JSON_REAL:
		assert_int_equal(value->type, KX_PARSED_REAL);
		assert_true(value->is.real == json_real_value(json));
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		assert_int_equal(value->type, json_is_true(json) ? KX_PARSED_TRUE : KX_PARSED_FALSE);
		break;
	case JSON_NULL:
		assert_int_equal(value->type, KX_PARSED_NULL);
		break;
	}
}

static void
says_what_jansson_does(void **state)
{
	json_t *tree = json_loads(sample, 0, NULL), *word = json_loads("\"a word\"", JSON_DECODE_ANY, NULL);
	struct kx_parsed_text text;

	(void)state;
	assert_true(parsed_make(tree, NULL, &text));
	assert_same(text.root, tree);
	kx_parsed_done(&text);
	assert_null(text.root);
	assert_true(parsed_make(word, NULL, &text));
	assert_same(text.root, word);
	kx_parsed_done(&text);
	kx_parsed_done(&text);
	json_decref(tree);
	json_decref(word);
}

/* In an arena it is the same, and nobody's to free. */
static void
lies_where_it_is_told(void **state)
{
	json_t *tree = json_loads(sample, 0, NULL);
	struct kx_parsed_text text;
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	assert_true(parsed_make(tree, &arena, &text));
	assert_null(text.memory);
	assert_same(text.root, tree);
	kx_parsed_done(&text);
	kx_arena_done(&arena);
	kx_arena_init(&arena, 64);
	assert_false(parsed_make(tree, &arena, &text));
	kx_arena_done(&arena);
	json_decref(tree);
}

static void
may_be_moved(void **state)
{
	json_t *tree = json_loads(sample, 0, NULL);
	struct kx_parsed_text text;
	struct kx_parsed *moved;

	(void)state;
	assert_true(parsed_make(tree, NULL, &text));
	moved = malloc(text.size);
	assert_non_null(moved);
	memcpy(moved, text.root, text.size);
	kx_parsed_done(&text);
	assert_same(moved, tree);
	free(moved);
	json_decref(tree);
}

static void
finds_only_what_is_there(void **state)
{
	struct kx_parsed_text text;

	(void)state;
	make("{\"ab\": 1, \"a\": 2}", &text);
	assert_int_equal(kx_parsed_member(text.root, "a")->is.whole, 2);
	assert_null(kx_parsed_member(text.root, "abc"));
	assert_null(kx_parsed_member(text.root, ""));
	assert_null(kx_parsed_member(kx_parsed_at(text.root, 0), "a"));
	kx_parsed_done(&text);
	make("[\"a\"]", &text);
	assert_null(kx_parsed_member(text.root, "a"));
	kx_parsed_done(&text);
}

/* A copy of one value leads to what the first one leads to. */
static void
copies_lead_to_the_same(void **state)
{
	static const char key[] = "new", said[] = "said";
	struct kx_parsed_text text;
	struct kx_parsed made[4];
	size_t i;

	(void)state;
	make("{\"a\": [7], \"b\": 3.5, \"c\": \"words\"}", &text);
	memset(made, 0, sizeof(made));
	for (i = 0; i < 3; i++)
		kx_parsed_copy(&made[1 + i], kx_parsed_at(text.root, i));
	kx_parsed_set_inside(&made[0], KX_PARSED_OBJECT, &made[1], 3);
	assert_int_equal(kx_parsed_at(kx_parsed_member(made, "a"), 0)->is.whole, 7);
	assert_true(kx_parsed_member(made, "b")->is.real == 3.5);
	assert_string_equal(kx_parsed_string(kx_parsed_member(made, "c")), "words");
	kx_parsed_set_key(&made[2], key);
	kx_parsed_set_string(&made[2], said, strlen(said));
	assert_null(kx_parsed_member(made, "b"));
	assert_string_equal(kx_parsed_string(kx_parsed_member(made, "new")), "said");
	kx_parsed_done(&text);
}

/* Go through all of it, as a reader may. */
static size_t
read_through(const struct kx_parsed *value)
{
	size_t read = 1, i;

	if (value->type == KX_PARSED_TEXT)
		read += strlen(kx_parsed_string(value));
	for (i = 0; value->type < KX_PARSED_TEXT && i < value->count; i++) {
		read += read_through(kx_parsed_at(value, i));
		if (value->type == KX_PARSED_OBJECT)
			read += strlen(kx_parsed_key(kx_parsed_at(value, i)));
	}
	return read;
}

/* Nothing is believed of bytes that come from outside: no change of them leads out of them or round in a circle. */
static void
damaged_bytes_lead_nowhere(void **state)
{
	struct kx_parsed_text text;
	size_t at, bit, refused = 0;
	unsigned char *bytes;

	(void)state;
	make(sample, &text);
	assert_true(kx_parsed_sound(text.root, text.size, text.count));
	assert_false(kx_parsed_sound(text.root, text.size, 0));
	assert_false(kx_parsed_sound(text.root, text.size, text.count - 1));
	assert_false(kx_parsed_sound(text.root, text.size, text.count + 1));
	assert_false(kx_parsed_sound(text.root, text.size, SIZE_MAX / sizeof(struct kx_parsed) + 1));
	for (at = 0; at < text.size; at++) {
		/* A copy of that length, so that a step beyond it is seen. */
		bytes = malloc(at);
		if (at > 0)
			memcpy(bytes, text.root, at);
		assert_false(kx_parsed_sound(bytes, at, text.count));
		free(bytes);
	}
	bytes = malloc(text.size);
	for (at = 0; at < text.size; at++)
		for (bit = 0; bit < 8; bit++) {
			memcpy(bytes, text.root, text.size);
			bytes[at] ^= (unsigned char)(1u << bit);
			if (kx_parsed_sound(bytes, text.size, text.count))
				assert_true(read_through((const struct kx_parsed *)(const void *)bytes) < 4 * text.size);
			else
				refused++;
		}
	assert_true(refused > text.size);
	free(bytes);
	kx_parsed_done(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_jansson_does),
		cmocka_unit_test(lies_where_it_is_told),
		cmocka_unit_test(may_be_moved),
		cmocka_unit_test(finds_only_what_is_there),
		cmocka_unit_test(copies_lead_to_the_same),
		cmocka_unit_test(damaged_bytes_lead_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
