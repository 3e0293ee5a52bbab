/* Plain JSON text gives the values that jansson gives, and what is not plain is left to it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/plain.h"

#include <stdlib.h>
#include <string.h>

#define AS_JANSSON (JSON_DECODE_ANY | JSON_REJECT_DUPLICATES)

/* Values as text, members in the order in which they were set. */
static char *
dumped(json_t *root)
{
	char *text = json_dumps(root, JSON_ENCODE_ANY | JSON_COMPACT);

	json_decref(root);
	return text;
}

/* Is the text plain?  Then jansson must give the same values. */
static bool
is_plain(const char *bytes, size_t length)
{
	json_t *root = kx_plain_parse(bytes, length), *judged;
	char *mine, *theirs;

	if (root == NULL)
		return false;
	judged = json_loadb(bytes, length, AS_JANSSON, NULL);
	assert_non_null(judged);
	mine = dumped(root);
	theirs = dumped(judged);
	assert_string_equal(mine, theirs);
	free(mine);
	free(theirs);
	return true;
}

static void
plain_text(void **state)
{
	static const char *const texts[] = { "{}", "[]", " [ ] ", "\"\"", "\"a\"", "0", "-1", "1234567890123456789", "-0", "1.5", "-2.5e+3",
		"true", "false", " null\n", "{\"a\":1}", "{ \"a\" : [ 1 , 2.25, \"\xc3\xa9\" ],\r\n\t\"b\": {\"a\": {}} }",
		"{\"z\": 1, \"a\": 2, \"m\": 3}", "[[[[]]]]", "{\"\": null}" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!is_plain(texts[i], strlen(texts[i])))
			fail_msg("%s is not plain", texts[i]);
}

static void
left_to_jansson(void **state)
{
	static const char *const texts[] = { "", " ", "{", "[", "\"a", "[1,]", "{\"a\":1,}", "[1 2]", "{\"a\" 1}", "{\"a\":1,\"a\":2}", "{a:1}",
		"[01]", "[-]", "[+1]", "[1.]", "[.5]", "[1e]", "[12345678901234567890]", "[1e999]", "tru", "truex", "nullnull", "[] []", "[}", "{]",
		"\"\\n\"", "{\"\\u0041\":1}", "\"a\tb\"", "\"a\nb\"", "\"a\x1f\"" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (is_plain(texts[i], strlen(texts[i])))
			fail_msg("%s is plain", texts[i]);
}

/* Any byte of a text changed to any that JSON knows, or left out: whatever is still plain, jansson reads too. */
static void
every_change(void **state)
{
	static const char text[] = "{\"a\": [1, -20, 3.5], \"b\": {\"c\": true, \"d\": null}, \"e\": \"x y\"}";
	static const char bytes[] = "{}[]:,\" \\\n019-+.eEtfnax\x01/";
	char changed[sizeof(text)];
	size_t i, k, plain = 0;

	(void)state;
	for (i = 0; i + 1 < sizeof(text); i++) {
		for (k = 0; k + 1 < sizeof(bytes); k++) {
			memcpy(changed, text, sizeof(text));
			changed[i] = bytes[k];
			plain += is_plain(changed, sizeof(text) - 1);
		}
		memcpy(changed, text, i);
		memcpy(changed + i, text + i + 1, sizeof(text) - 1 - i);
		plain += is_plain(changed, sizeof(text) - 2);
		is_plain(text, i);
	}
	assert_in_range(plain, 100, 1000);
}

/* As deep and as many as are read, and no more: there the ceilings are jansson's reader's to tell. */
static void
ceilings(void **state)
{
	size_t most = KX_MAX_JSON_VALUES / 3, i;
	char deep[2 * KX_MAX_JSON_DEPTH + 2], *many = malloc(2 * most + 2);

	(void)state;
	assert_non_null(many);
	memset(deep, '[', KX_MAX_JSON_DEPTH + 1);
	memset(deep + KX_MAX_JSON_DEPTH + 1, ']', KX_MAX_JSON_DEPTH + 1);
	assert_false(is_plain(deep, sizeof(deep)));
	assert_true(is_plain(deep + 1, sizeof(deep) - 2));
	many[0] = '[';
	for (i = 0; i < most; i++) {
		many[1 + 2 * i] = '1';
		many[2 + 2 * i] = ',';
	}
	many[2 * most] = ']';
	assert_null(kx_plain_parse(many, 2 * most + 1));
	many[2 * most - 2] = ']';
	assert_true(is_plain(many, 2 * most - 1));
	free(many);
}

/* The shipped files: nearly all of them are plain. */
static void
shipped_files(void **state)
{
	static const char *const folders[] = { "data", "data/summaries", "data/clinics", "templates", "fonts" };
	const char *const *names, *bytes;
	struct kx_diagnostics diags;
	struct kx_arena arena;
	size_t count, length, i, k, plain = 0, all = 0;

	(void)state;
	kx_arena_init(&arena, 64u * 1024 * 1024);
	kx_diagnostics_init(&diags, &arena);
	for (i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		assert_true(kx_folder_list(&arena, folders[i], ".json", &names, &count, &diags));
		for (k = 0; k < count; k++) {
			assert_true(kx_file_read(&arena, kx_path_join(&arena, folders[i], names[k]), KX_MAX_FILE_BYTES, &bytes, &length, &diags));
			plain += is_plain(bytes, length);
			all++;
		}
	}
	assert_true(all > 100 && plain > all * 9 / 10);
	kx_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text), cmocka_unit_test(left_to_jansson), cmocka_unit_test(every_change),
		cmocka_unit_test(ceilings), cmocka_unit_test(shipped_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
