#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/limits.h"
#include "read/foreign.h"
#include "read/shape.h"

#include <stdio.h>
#include <string.h>

struct sheet {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	struct kx_datafile file;
	struct kx_node root;
};

/* Open JSON written with single quotes, which are easier to read in C. */
static void
open_sheet(struct sheet *sheet, const char *json)
{
	struct kx_jansson jansson;
	char *text, *c;
	json_t *tree;

	memset(sheet, 0, sizeof(*sheet));
	kx_arena_init(&sheet->arena, 1 << 24);
	kx_diagnostics_init(&sheet->diags, &sheet->arena);
	text = kx_arena_string(&sheet->arena, json);
	for (c = text; *c != '\0'; c++)
		if (*c == '\'')
			*c = '"';
	sheet->file = (struct kx_datafile){ .arena = &sheet->arena, .diags = &sheet->diags, .path = "x.json" };
	tree = json_loads(text, JSON_DECODE_ANY, NULL);
	assert_non_null(tree);
	assert_true(kx_jansson_load(NULL, &jansson, &sheet->diags));
	assert_true(kx_parsed_make(&jansson, tree, NULL, &sheet->file.parsed));
	json_decref(tree);
	sheet->root = kx_node_root(&sheet->file);
}

/* An object of one member, made by hand. */
static void
open_member(struct sheet *sheet, const char *key, const char *text)
{
	struct kx_parsed *values;

	open_sheet(sheet, "{}");
	values = kx_arena_array(&sheet->arena, 2, sizeof(*values));
	kx_parsed_set_inside(&values[0], KX_PARSED_OBJECT, &values[1], 1);
	kx_parsed_set_string(&values[1], text, strlen(text));
	kx_parsed_set_key(&values[1], key);
	sheet->file.parsed.root = values;
	sheet->root = kx_node_root(&sheet->file);
}

static void
close_sheet(struct sheet *sheet)
{
	kx_datafile_close(&sheet->file);
	kx_arena_done(&sheet->arena);
}

/* The next diagnostic in the order of reporting. */
static void
assert_said(struct sheet *sheet, size_t index, enum kx_code code, const char *pointer, const char *message, const char *hint)
{
	const struct kx_diagnostic *diag;

	assert_true(index < sheet->diags.count);
	diag = &sheet->diags.list[index];
	assert_string_equal(diag->message, message);
	assert_int_equal(diag->code, code);
	assert_string_equal(diag->place.pointer, pointer);
	if (hint == NULL)
		assert_null(diag->hint);
	else
		assert_string_equal(diag->hint, hint);
}

static void
pointers_follow_the_nodes(void **state)
{
	struct kx_node list, element, member;
	struct sheet sheet;

	(void)state;
	open_sheet(&sheet, "{'a/b~c': [0, {'k': 1}]}");
	assert_string_equal(kx_node_place(&sheet.root).pointer, "");
	assert_true(kx_node_member(&sheet.root, "a/b~c", &list));
	element = kx_node_element(&list, 1);
	assert_true(kx_node_member(&element, "k", &member));
	assert_string_equal(kx_node_place(&member).pointer, "/a~1b~0c/1/k");
	assert_string_equal(kx_node_origin(&element).pointer, "/a~1b~0c/1");
	assert_string_equal(kx_node_name(&member), "\"k\"");
	assert_string_equal(kx_node_name(&element), "entry 2 of \"a/b~c\"");
	assert_string_equal(kx_node_name(&sheet.root), "the file");
	assert_false(kx_node_member(&element, "none", &member));
	close_sheet(&sheet);
}

static void
objects_are_held_to_their_keys(void **state)
{
	static const struct kx_key keys[] = { { "$schema", false }, { "topic", true }, { "title", true }, { "note", false } };
	static const struct kx_shape shape = KX_SHAPE("a thing", keys);
	struct sheet sheet;

	(void)state;
	open_sheet(&sheet, "{'$schema': 'x', 'topik': 1, 'title': 2, 'zebra': 3}");
	assert_true(kx_shape_check(&sheet.root, &shape));
	assert_int_equal(sheet.diags.count, 3);
	assert_said(&sheet, 0, KX109, "/topik", "a thing has no key \"topik\"", "did you mean \"topic\"?");
	assert_true(sheet.diags.list[0].place.at_key);
	assert_said(&sheet, 1, KX109, "/zebra", "a thing has no key \"zebra\"", "a thing has the keys topic, title, note");
	assert_said(&sheet, 2, KX108, "", "a thing needs the key \"topic\"", NULL);
	close_sheet(&sheet);

	open_sheet(&sheet, "[1]");
	assert_false(kx_shape_check(&sheet.root, &shape));
	assert_said(&sheet, 0, KX107, "", "the file should be a thing: an object in braces", NULL);
	close_sheet(&sheet);
}

static void
wrong_types_are_named(void **state)
{
	struct sheet sheet;
	struct kx_node list;
	int32_t number = 5;
	bool flag = true;
	size_t count;

	(void)state;
	open_sheet(&sheet, "{'text': 1, 'flag': 'true', 'whole': 1.5, 'number': null, 'list': {}, 'texts': ['a', 2]}");
	assert_null(kx_member_text(&sheet.root, "text", 10));
	assert_said(&sheet, 0, KX107, "/text", "\"text\" should be a text, not a number", NULL);
	assert_false(kx_member_flag(&sheet.root, "flag", &flag));
	assert_said(&sheet, 1, KX107, "/flag", "\"flag\" should be true or false, not a text", NULL);
	assert_false(kx_member_whole(&sheet.root, "whole", 0, 9, &number));
	assert_said(&sheet, 2, KX107, "/whole", "\"whole\" should be a whole number", NULL);
	assert_false(kx_member_milli(&sheet.root, "number", 0, 9, &number));
	assert_said(&sheet, 3, KX107, "/number", "\"number\" should be a number, not null", NULL);
	assert_int_equal(kx_member_list(&sheet.root, "list", 9, false, &list), 0);
	assert_said(&sheet, 4, KX107, "/list", "\"list\" should be a list in square brackets", NULL);
	assert_non_null(kx_member_texts(&sheet.root, "texts", 9, 9, &count));
	assert_int_equal(count, 1);
	assert_said(&sheet, 5, KX107, "/texts/1", "entry 2 of \"texts\" should be a text, not a number", NULL);
	assert_int_equal(number, 5);
	assert_true(flag);
	/* What is absent is silent. */
	assert_null(kx_member_text(&sheet.root, "none", 10));
	assert_false(kx_member_flag(&sheet.root, "none", &flag));
	assert_int_equal(kx_member_list(&sheet.root, "none", 9, true, &list), 0);
	assert_int_equal(sheet.diags.count, 6);
	close_sheet(&sheet);
}

static void
lists_have_bounds(void **state)
{
	struct sheet sheet;
	struct kx_node list;

	(void)state;
	open_sheet(&sheet, "{'none': [], 'many': [1, 2, 3]}");
	assert_int_equal(kx_member_list(&sheet.root, "none", 2, false, &list), 0);
	assert_int_equal(sheet.diags.count, 0);
	assert_int_equal(kx_member_list(&sheet.root, "none", 2, true, &list), 0);
	assert_said(&sheet, 0, KX117, "/none", "\"none\" needs at least one entry", NULL);
	assert_int_equal(kx_member_list(&sheet.root, "many", 2, true, &list), 2);
	assert_said(&sheet, 1, KX116, "/many", "\"many\" has 3 entries; at most 2 are read", NULL);
	close_sheet(&sheet);
}

static void
assert_date(const char *text, int year, int month, int day)
{
	struct kx_date date = { 0 };
	struct sheet sheet;

	open_member(&sheet, "on", text);
	if (year == 0) {
		assert_false(kx_member_date(&sheet.root, "on", &date));
		assert_int_equal(sheet.diags.list[0].code, KX113);
		assert_int_equal(date.year, 0);
	} else {
		assert_true(kx_member_date(&sheet.root, "on", &date));
		assert_int_equal(date.year, year);
		assert_int_equal(date.month, month);
		assert_int_equal(date.day, day);
	}
	close_sheet(&sheet);
}

static void
dates_are_days_of_the_calendar(void **state)
{
	static const char *const wrong[] = {
		"2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-01", "26-01-01",
		"2026/01/01", "2026-01-01 ", "2026-01-1x", "01-02-2026", "-026-01-01", "0000-01-01"
	};
	size_t i;

	(void)state;
	assert_date("2026-11-22", 2026, 11, 22);
	assert_date("2024-02-29", 2024, 2, 29);
	assert_date("2000-02-29", 2000, 2, 29);
	assert_date("2026-12-31", 2026, 12, 31);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_date(wrong[i], 0, 0, 0);
}

static void
ids_are_small_letters_digits_and_hyphens(void **state)
{
	struct sheet sheet;

	(void)state;
	assert_true(kx_id_valid("a-1"));
	assert_true(kx_id_valid("7"));
	assert_false(kx_id_valid(""));
	assert_false(kx_id_valid("-a"));
	assert_false(kx_id_valid("A"));
	assert_false(kx_id_valid("a_b"));
	assert_false(kx_id_valid("a b"));
	assert_false(kx_id_valid("\xc3\xa4"));
	open_sheet(&sheet, "{'id': 'K01', 'tag': 'K01', 'bad': 'K 01'}");
	assert_null(kx_member_id(&sheet.root, "id"));
	assert_said(&sheet, 0, KX112, "/id", "\"K01\" is not an id", "an id is made of small letters, digits and hyphens");
	assert_string_equal(kx_member_tag(&sheet.root, "tag"), "K01");
	assert_null(kx_member_tag(&sheet.root, "bad"));
	assert_said(&sheet, 1, KX112, "/bad", "\"K 01\" cannot stand as \"bad\"", "write letters, digits and hyphens, like \"K01\"");
	close_sheet(&sheet);
}

static void
assert_milli(const char *number, int32_t wanted)
{
	struct sheet sheet;
	char json[80];
	int32_t milli;

	snprintf(json, sizeof(json), "{'x': %s}", number);
	open_sheet(&sheet, json);
	assert_true(kx_member_milli(&sheet.root, "x", -2000000000, 2000000000, &milli));
	assert_int_equal(milli, wanted);
	close_sheet(&sheet);
}

static void
decimals_become_exact_thousandths(void **state)
{
	struct sheet sheet;
	char json[64];
	int32_t milli, whole;

	(void)state;
	assert_milli("27.4", 27400);
	assert_milli("27", 27000);
	assert_milli("0.1", 100);
	assert_milli("12.0005", 12001);        /* the half goes up, whatever its double */
	assert_milli("1.0015", 1002);
	assert_milli("8.3335", 8334);
	assert_milli("33.3334", 33333);
	assert_milli("2.5e1", 25000);
	assert_milli("-0.0005", 0);
	assert_milli("-1.0006", -1001);
	assert_milli("99.9995", 100000);
	/* Every number of three decimals, exactly. */
	for (whole = 0; whole < 100000; whole += 7) {
		snprintf(json, sizeof(json), "%d.%03d", (int)(whole / 1000), (int)(whole % 1000));
		assert_milli(json, whole);
	}
	open_sheet(&sheet, "{'a': 100.1, 'b': 1e300, 'c': -1, 'd': 9223372036854775807}");
	assert_false(kx_member_milli(&sheet.root, "a", 0, 100000, &milli));
	assert_said(&sheet, 0, KX114, "/a", "\"a\" must be from 0 to 100", NULL);
	assert_false(kx_member_milli(&sheet.root, "b", 0, 100500, &milli));
	assert_said(&sheet, 1, KX114, "/b", "\"b\" must be from 0 to 100.5", NULL);
	assert_false(kx_member_milli(&sheet.root, "c", 0, 100000, &milli));
	assert_false(kx_member_milli(&sheet.root, "d", 0, 100000, &milli));
	assert_false(kx_member_whole(&sheet.root, "d", 1, 4, &whole));
	assert_said(&sheet, 4, KX114, "/d", "\"d\" is 9223372036854775807, but must be from 1 to 4", NULL);
	close_sheet(&sheet);
}

static void
choices_suggest_or_list(void **state)
{
	static const char *const words[] = { "high", "low", "very low", NULL };
	struct sheet sheet;
	int index = -1;

	(void)state;
	open_sheet(&sheet, "{'a': 'very low', 'b': 'hihg', 'c': 'tremendous'}");
	assert_true(kx_member_choice(&sheet.root, "a", words, &index));
	assert_int_equal(index, 2);
	assert_false(kx_member_choice(&sheet.root, "b", words, &index));
	assert_said(&sheet, 0, KX110, "/b", "\"b\" cannot be \"hihg\"", "did you mean \"high\"?");
	assert_false(kx_member_choice(&sheet.root, "c", words, &index));
	assert_said(&sheet, 1, KX110, "/c", "\"c\" cannot be \"tremendous\"",
	    "write one of \"high\", \"low\", \"very low\"");
	assert_int_equal(index, 2);
	close_sheet(&sheet);
}

static void
messages_cut_long_names(void **state)
{
	struct sheet sheet;
	char name[200];

	(void)state;
	memset(name, 0, sizeof(name));
	memset(name, 'X', sizeof(name) - 1);
	open_member(&sheet, "id", name);
	assert_null(kx_member_id(&sheet.root, "id"));
	assert_string_equal(sheet.diags.list[0].message,
	    "\"XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX\xe2\x80\xa6\" is not an id");
	close_sheet(&sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pointers_follow_the_nodes),
		cmocka_unit_test(objects_are_held_to_their_keys),
		cmocka_unit_test(wrong_types_are_named),
		cmocka_unit_test(lists_have_bounds),
		cmocka_unit_test(dates_are_days_of_the_calendar),
		cmocka_unit_test(ids_are_small_letters_digits_and_hyphens),
		cmocka_unit_test(decimals_become_exact_thousandths),
		cmocka_unit_test(choices_suggest_or_list),
		cmocka_unit_test(messages_cut_long_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
