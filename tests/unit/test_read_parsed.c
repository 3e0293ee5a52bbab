#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/parsed.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char sample[] = "{\"text\": \"\\u00e9\\n\", \"whole\": -9007199254740993, \"real\": 2.5, \"yes\": true, \"no\": false,"
    " \"none\": null, \"list\": [1, [], {}, \"\", {\"a\": {\"b\": [[\"deep\"]]}}], \"\": \"no name\", \"object\": {}}";

static void
make(const char *json, struct kx_parsed_text *ret_text)
{
	json_t *tree = json_loads(json, JSON_DECODE_ANY, NULL);

	assert_non_null(tree);
	assert_true(kx_parsed_make(tree, ret_text));
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
	assert_true(kx_parsed_make(tree, &text));
	assert_same(text.root, tree);
	kx_parsed_done(&text);
	assert_null(text.root);
	assert_true(kx_parsed_make(word, &text));
	assert_same(text.root, word);
	kx_parsed_done(&text);
	kx_parsed_done(&text);
	json_decref(tree);
	json_decref(word);
}

static void
may_be_moved(void **state)
{
	json_t *tree = json_loads(sample, 0, NULL);
	struct kx_parsed_text text;
	struct kx_parsed *moved;

	(void)state;
	assert_true(kx_parsed_make(tree, &text));
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_jansson_does),
		cmocka_unit_test(may_be_moved),
		cmocka_unit_test(finds_only_what_is_there),
		cmocka_unit_test(copies_lead_to_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
