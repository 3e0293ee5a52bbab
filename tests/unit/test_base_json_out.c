#include "base/json_out.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

static void
writes_members_in_order(void **state)
{
	struct kx_buffer out;
	struct kx_json json;

	(void)state;
	kx_buffer_init(&out, 4096);
	kx_json_init(&json, &out);
	kx_json_open_object(&json, NULL);
	kx_json_text(&json, "b", "x");
	kx_json_number(&json, "a", -9007199254740993LL);
	kx_json_boolean(&json, "yes", true);
	kx_json_text(&json, "none", NULL);
	kx_json_open_array(&json, "list");
	kx_json_number(&json, NULL, 1);
	kx_json_open_object(&json, NULL);
	kx_json_close_object(&json);
	kx_json_ready(&json, NULL, "[2, 3]\n");
	kx_json_close_array(&json);
	kx_json_open_array(&json, "empty");
	kx_json_close_array(&json);
	kx_json_close_object(&json);
	assert_true(kx_json_done(&json));
	assert_string_equal(kx_buffer_bytes(&out),
	    "{\n  \"b\": \"x\",\n  \"a\": -9007199254740993,\n  \"yes\": true,\n  \"none\": null,\n"
	    "  \"list\": [\n    1,\n    {},\n    [2, 3]\n  ],\n  \"empty\": []\n}\n");
	kx_buffer_done(&out);
}

static void
assert_quoted(const char *text, const char *wanted)
{
	struct kx_buffer out;

	kx_buffer_init(&out, 4096);
	kx_json_quote(&out, text);
	assert_string_equal(kx_buffer_bytes(&out), wanted);
	kx_buffer_done(&out);
}

static void
escapes_what_json_asks(void **state)
{
	(void)state;
	assert_quoted("", "\"\"");
	assert_quoted("say \"no\" \\ / ok", "\"say \\\"no\\\" \\\\ / ok\"");
	assert_quoted("a\nb\tc\rd\x01\x1f\x7f", "\"a\\nb\\tc\\rd\\u0001\\u001f\\u007f\"");
	assert_quoted("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x99\x82", "\"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x99\x82\"");
}

static void
replaces_bytes_that_are_not_utf8(void **state)
{
	(void)state;
	assert_quoted("a\xff" "b", "\"a\xef\xbf\xbd" "b\"");
	assert_quoted("cut \xe2\x82", "\"cut \xef\xbf\xbd\xef\xbf\xbd\"");
	assert_quoted("\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\"");
}

static void
tells_when_nesting_is_crooked(void **state)
{
	struct kx_buffer out;
	struct kx_json json;

	(void)state;
	kx_buffer_init(&out, 4096);
	kx_json_init(&json, &out);
	kx_json_open_object(&json, NULL);
	assert_false(kx_json_done(&json));

	kx_json_init(&json, &out);
	kx_json_close_array(&json);
	assert_false(kx_json_done(&json));
	kx_buffer_done(&out);
}

static void
tells_when_the_buffer_is_full(void **state)
{
	struct kx_buffer out;
	struct kx_json json;

	(void)state;
	kx_buffer_init(&out, 8);
	kx_json_init(&json, &out);
	kx_json_text(&json, NULL, "longer than eight bytes");
	assert_false(kx_json_done(&json));
	kx_buffer_done(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_members_in_order),
		cmocka_unit_test(escapes_what_json_asks),
		cmocka_unit_test(replaces_bytes_that_are_not_utf8),
		cmocka_unit_test(tells_when_nesting_is_crooked),
		cmocka_unit_test(tells_when_the_buffer_is_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
