#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/locate.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static struct kx_place
located(const char *text, const char *pointer, bool at_key)
{
	struct kx_place place = { .file = "x.json", .pointer = pointer, .at_key = at_key }, *places[] = { &place };
	struct kx_arena arena;

	kx_arena_init(&arena, 1 << 20);
	kx_locate(&arena, text, strlen(text), places, 1);
	kx_arena_done(&arena);
	return place;
}

static void
assert_at(const char *text, const char *pointer, bool at_key, int line, int column)
{
	struct kx_place place = located(text, pointer, at_key);

	assert_int_equal(place.line, line);
	assert_int_equal(place.column, column);
}

static const char sheet[] =
    "\n{ \"a\" : { \"b\":[10, \"x\\\"]\",\t{\"c\": null}] },\r\n"
    "  \"\xc3\xa4\": \"\xc3\xb6\", \"x/y\": 1, \"m~n\": 2,\n"
    "  \"\\u0065s\\\"c\": [true], \"\": 3, \"a\": {\"late\": 4},\n"
    "  \"9\": [[], [[1, 2], {}]] }";

static void
finds_values_and_keys(void **state)
{
	(void)state;
	assert_at(sheet, "", false, 2, 1);
	assert_at(sheet, "/a/b", false, 2, 15);
	assert_at(sheet, "/a/b", true, 2, 11);
	assert_at(sheet, "/a/b/0", false, 2, 16);
	assert_at(sheet, "/a/b/1", false, 2, 20);
	assert_at(sheet, "/a/b/2/c", false, 2, 34);
	assert_at(sheet, "/a/b/2/c", true, 2, 29);
	assert_at(sheet, "/\xc3\xa4", false, 3, 8);         /* columns are characters */
	assert_at(sheet, "/x~1y", false, 3, 20);
	assert_at(sheet, "/m~0n", true, 3, 23);
	assert_at(sheet, "/es\"c/0", false, 4, 18);
	assert_at(sheet, "/", false, 4, 29);
	assert_at(sheet, "/a/late", false, 4, 46);          /* the later of two keys counts */
	assert_at(sheet, "/9/1/0/1", false, 5, 18);
	assert_at(sheet, "/9/1/1", false, 5, 22);
}

static void
leaves_what_is_not_there(void **state)
{
	static const char *const pointers[] = {
		"/b", "/a/b/3", "/a/b/01", "/a/b/-", "/a/b/0/x", "/9/2", "/x/y", "/m~1n", "a", "//", "/a/b/99999999999999999999999"
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pointers) / sizeof(pointers[0]); i++)
		assert_at(sheet, pointers[i], false, 0, 0);
}

static void
bears_text_that_is_no_longer_json(void **state)
{
	char text[sizeof(sheet)];
	size_t length;

	(void)state;
	for (length = 0; length < sizeof(sheet); length++) {
		memcpy(text, sheet, length);
		text[length] = '\0';
		located(text, "/9/1/0/1", false);
		located(text, "/a/b/2/c", true);
		memset(text, '[', length);
		located(text, "/0/0/0", false);
		memset(text, '\0', length);
		located(text, "/a", false);
	}
}

struct finding {
	struct kx_arena arena;
	const char *bytes;
	size_t length;
	struct kx_place *list;
	const json_t **values;
	size_t count, room, value_count, value_room;
};

static void
gather(struct finding *finding, const json_t *json, const char *pointer)
{
	struct kx_place *place;
	const json_t **value;
	const char *key;
	json_t *member;
	size_t i;

	place = kx_arena_push(&finding->arena, &finding->list, &finding->count, &finding->room, sizeof(*place));
	*place = (struct kx_place){ .file = "x", .pointer = pointer };
	value = kx_arena_push(&finding->arena, &finding->values, &finding->value_count, &finding->value_room, sizeof(*value));
	*value = json;
	json_object_foreach((json_t *)(uintptr_t)json, key, member)
		gather(finding, member, kx_arena_print(&finding->arena, "%s/%s", pointer, key));
	json_array_foreach(json, i, member)
		gather(finding, member, kx_arena_print(&finding->arena, "%s/%zu", pointer, i));
}

/* Byte of a line and column, both from 1. */
static size_t
offset_of(const struct finding *finding, int line, int column)
{
	const char *at = finding->bytes;

	for (; line > 1; line--)
		at = strchr(at, '\n') + 1;
	for (; column > 1; column--)
		for (at++; ((unsigned char)*at & 0xc0) == 0x80;)
			at++;
	return (size_t)(at - finding->bytes);
}

/* Every value of a real file: what stands at the place found is that value. */
static void
finds_every_value_of_a_file(void **state)
{
	struct finding finding = { 0 };
	struct kx_diagnostics diags;
	struct kx_place **places;
	json_t *root, *found;
	size_t i, offset;

	(void)state;
	kx_arena_init(&finding.arena, 1u << 28);
	kx_diagnostics_init(&diags, &finding.arena);
	assert_true(kx_file_read(&finding.arena, "tests/pack/topics.json", KX_MAX_FILE_BYTES, &finding.bytes, &finding.length,
	    &diags));
	root = json_loadb(finding.bytes, finding.length, 0, NULL);
	assert_non_null(root);
	gather(&finding, root, "");
	assert_true(finding.count > 100);
	places = kx_arena_array(&finding.arena, finding.count, sizeof(*places));
	for (i = 0; i < finding.count; i++)
		places[i] = &finding.list[(i * 7919) % finding.count];
	kx_locate(&finding.arena, finding.bytes, finding.length, places, finding.count);
	for (i = 0; i < finding.count; i++) {
		if (finding.list[i].line == 0)
			fail_msg("%s was not found", finding.list[i].pointer);
		offset = offset_of(&finding, finding.list[i].line, finding.list[i].column);
		found = json_loadb(finding.bytes + offset, finding.length - offset, JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK, NULL);
		if (!json_equal(found, finding.values[i]))
			fail_msg("%s is not at %d:%d", finding.list[i].pointer, finding.list[i].line, finding.list[i].column);
		json_decref(found);
	}
	json_decref(root);
	kx_arena_done(&finding.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_values_and_keys),
		cmocka_unit_test(leaves_what_is_not_there),
		cmocka_unit_test(bears_text_that_is_no_longer_json),
		cmocka_unit_test(finds_every_value_of_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
