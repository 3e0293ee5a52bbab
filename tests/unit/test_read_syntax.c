#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/syntax.h"

#include <jansson.h>
#include <string.h>

/* What is said of a text: "line:column KXnnn message (also line:column)". */
static const char *
said_of(struct kx_arena *arena, const char *text)
{
	struct kx_diagnostics diags;
	const struct kx_diagnostic *diag;

	kx_diagnostics_init(&diags, arena);
	if (!kx_syntax_explain("x.json", text, strlen(text), &diags)) {
		assert_int_equal(diags.count, 0);
		return "sound";
	}
	assert_int_equal(diags.count, 1);
	diag = &diags.list[0];
	if (diag->other_count == 0)
		return kx_arena_print(arena, "%d:%d KX%d %s", diag->place.line, diag->place.column, diag->code, diag->message);
	return kx_arena_print(arena, "%d:%d KX%d %s (also %d:%d)", diag->place.line, diag->place.column, diag->code,
	    diag->message, diag->others[0].line, diag->others[0].column);
}

static void
names_the_fault_and_its_place(void **state)
{
	static const struct { const char *text, *said; } cases[] = {
		{ "{}", "sound" },
		{ " [1, -2.5e+3, \"a\\u00e9\\n\\\"\", true, false, null, {\"a\": []}]\n", "sound" },
		{ "[\"\\ud83c\\udf0a\"]", "sound" },
		{ "{\"a\": 1 \"b\": 2}", "1:9 KX103 a comma is missing before this" },
		{ "{\n  \"a\": 1,\n}", "2:9 KX103 this comma has nothing after it" },
		{ "[1, 2,]", "1:6 KX103 this comma has nothing after it" },
		{ "[1,, 2]", "1:4 KX103 a value should stand here" },
		{ "{\"a\" 1}", "1:6 KX103 a colon should stand between the key and its value" },
		{ "{a: 1}", "1:2 KX103 a key in double quotes should stand here" },
		{ "{\"a\": }", "1:7 KX103 a value should stand here" },
		{ "{'a': 1}", "1:2 KX103 this text stands in single quotes" },
		{ "[\xe2\x80\x9c" "a\xe2\x80\x9d]", "1:2 KX103 typographic quotes stand where JSON needs straight ones" },
		{ "{} // x", "1:4 KX103 JSON has no comments" },
		{ "[ # x\n]", "1:3 KX103 JSON has no comments" },
		{ "{} {}", "1:4 KX103 there is more text after the end" },
		{ "[True]", "1:2 KX103 \"True\" is not a JSON value" },
		{ "[yes]", "1:2 KX103 \"yes\" is not a JSON value" },
		{ "[NaN]", "1:2 KX103 \"NaN\" is not a JSON value" },
		{ "[01]", "1:2 KX103 a number cannot begin with a zero" },
		{ "[-]", "1:2 KX103 a minus sign needs a digit after it" },
		{ "[1.]", "1:2 KX103 a decimal point needs a digit after it" },
		{ "[1e]", "1:2 KX103 the exponent of a number needs a digit" },
		{ "[.5]", "1:2 KX103 \".5\" is not a JSON value" },
		{ "[1e400]", "1:2 KX114 this number is too large to be read" },
		{ "[9223372036854775807]", "sound" },
		{ "[9223372036854775808]", "1:2 KX114 this number is too large to be read" },
		{ "[\"a\nb\"]", "1:2 KX103 the text that starts here is not closed on its line" },
		{ "[\"a\tb\"]", "1:4 KX103 a raw tab stands inside a text" },
		{ "[\"a\\x\"]", "1:4 KX103 this escape does not exist in JSON" },
		{ "[\"\\u12g4\"]", "1:3 KX103 \\u needs four hexadecimal digits after it" },
		{ "[\"\\u0000\"]", "1:3 KX118 \\u0000 cannot stand in a text" },
		{ "[\"\\ud800\"]", "1:3 KX118 this is half of a surrogate pair and no character" },
		{ "[\"\\ud800letters behind it\"]", "1:3 KX118 this is half of a surrogate pair and no character" },
		{ "[\"\\ud800\\u0041\"]", "1:3 KX118 this is half of a surrogate pair and no character" },
		{ "[\"\\ud800\\n\\n\\n\"]", "1:3 KX118 this is half of a surrogate pair and no character" },
		{ "[\"\\udc00\"]", "1:3 KX118 this is half of a surrogate pair and no character" },
		{ "[1}", "1:3 KX103 \"}\" closes what \"[\" opened" },
		{ "{\"a\": 1]", "1:8 KX103 \"]\" closes what \"{\" opened" },
		{ "[1 : 2]", "1:4 KX103 a comma or \"]\" should stand here" },
		{ "{\n \"a\": [1,\n 2", "3:3 KX104 the file stops inside the list that opens on line 2 (also 2:7)" },
		{ "{\n \"a\": 1,", "2:9 KX104 the file stops inside the object that opens on line 1 (also 1:1)" },
		{ "{\"a\"", "1:5 KX104 the file stops inside the object that opens on line 1 (also 1:1)" },
		{ "{\"a\": tru", "1:10 KX104 the file stops inside the object that opens on line 1 (also 1:1)" },
		{ "[-", "1:3 KX104 the file stops inside the list that opens on line 1 (also 1:1)" },
		{ "[\"\\u00", "1:7 KX104 the file stops inside the list that opens on line 1 (also 1:1)" },
		{ "", "1:1 KX104 the file stops where a value should stand" },
		{ "[\"ab", "1:5 KX104 the file stops inside a text" },
		{ "[\"ab\\", "1:6 KX104 the file stops inside the list that opens on line 1 (also 1:1)" },
		{ "[\"\xc3\xa4\xc3\xb6\" 1]", "1:7 KX103 a comma is missing before this" },
	};
	struct kx_arena arena;
	size_t i;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(said_of(&arena, cases[i].text), cases[i].said);
	kx_arena_done(&arena);
}

static void
finds_every_key_that_stands_twice(void **state)
{
	static const char text[] = "{\"a\": 1, \"b\": {\"c\": 1, \"c\": 2},\n \"\\u0061\": [{\"x\": 0, \"x\": 0, \"x\": 0}], \"ab\": 0}";
	static const struct { int line, column, also; } wanted[] = {
		{ 1, 24, 16 }, { 2, 22, 14 }, { 2, 30, 14 }, { 2, 2, 2 }
	};
	struct kx_diagnostics diags;
	struct kx_arena arena;
	size_t i;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	kx_diagnostics_init(&diags, &arena);
	kx_syntax_duplicates(&arena, "x.json", text, strlen(text), &diags);
	assert_int_equal(diags.count, 4);
	for (i = 0; i < diags.count; i++) {
		assert_int_equal(diags.list[i].code, KX105);
		assert_int_equal(diags.list[i].place.line, wanted[i].line);
		assert_int_equal(diags.list[i].place.column, wanted[i].column);
		assert_int_equal(diags.list[i].others[0].column, wanted[i].also);
	}
	assert_string_equal(diags.list[0].message, "the key \"c\" stands twice in this object");
	kx_arena_done(&arena);
}

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* jansson and this walk must agree on what JSON is. */
static void
agrees_with_jansson(void **state)
{
	static const char bytes_of_json[] = "{}[]\",:\\ue0123456789.-+truefalsnul \n\t/'#x";
	static const char seed_text[] = "{\"id\": \"a-1\", \"list\": [1, -2.5, 3e4, true, false, null, \"\\u00e9\\n\"],\n"
	    "  \"deep\": {\"a\": {\"b\": [[], {}]}}, \"text\": \"\xe2\x80\x9cquoted\xe2\x80\x9d\"}";
	char text[sizeof(seed_text)];
	uint32_t seed = 20261122;
	struct kx_diagnostics diags;
	struct kx_arena arena;
	json_error_t error;
	size_t length, i, k, refused = 0, at;
	json_t *json;
	bool fault;

	(void)state;
	for (i = 0; i < 30000; i++) {
		memcpy(text, seed_text, sizeof(text));
		length = sizeof(text) - 1;
		for (k = 0; k < 1 + i % 3; k++) {
			/* ASCII only, so that the text stays UTF-8. */
			at = next_random(&seed) % length;
			if ((unsigned char)text[at] < 0x80)
				text[at] = bytes_of_json[next_random(&seed) % (sizeof(bytes_of_json) - 1)];
		}
		if (i % 5 == 0)
			length = next_random(&seed) % length;
		while (length > 0 && (unsigned char)text[length - 1] >= 0x80)
			length--;
		text[length] = '\0';
		kx_arena_init(&arena, 1 << 20);
		kx_diagnostics_init(&diags, &arena);
		fault = kx_syntax_explain("x", text, length, &diags);
		json = json_loadb(text, length, JSON_DECODE_ANY, &error);
		if (fault != (json == NULL))
			fail_msg("%s: jansson says %s", text, json != NULL ? "sound" : error.text);
		refused += fault;
		json_decref(json);
		kx_arena_done(&arena);
	}
	assert_true(refused > 5000 && refused < 29000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_the_fault_and_its_place),
		cmocka_unit_test(finds_every_key_that_stands_twice),
		cmocka_unit_test(agrees_with_jansson),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
