#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "build_document.h"

#include <jansson.h>

static int
open_sheet(void **state)
{
	struct sheet *sheet = malloc(sizeof(*sheet));

	if (sheet == NULL)
		return -1;
	sheet_open(sheet);
	*state = sheet;
	return 0;
}

static int
close_sheet(void **state)
{
	sheet_close(*state);
	free(*state);
	return 0;
}

static bool
check(struct sheet *sheet)
{
	kx_diagnostics_init(&sheet->build.diags, &sheet->build.arena);
	return kx_wording_check(&sheet->build.arena, &sheet->build.content.wording, &sheet->build.diags);
}

static void
a_full_wording_passes(void **state)
{
	struct sheet *sheet = *state;

	assert_true(check(sheet));
	assert_int_equal(sheet->build.diags.count, 0);
}

static void
the_list_has_no_key_twice(void **state)
{
	const struct kx_wording_rule *rules = kx_wording_rules();
	size_t i, k;

	(void)state;
	for (i = 0; i < KX_WORD_COUNT; i++)
		for (k = 0; k < i; k++)
			assert_string_not_equal(rules[i].key, rules[k].key);
}

static void
each_missing_string_is_named_once(void **state)
{
	struct sheet *sheet = *state;
	const struct kx_diagnostic *message;

	sheet_word(sheet, "fact.sure", NULL);
	sheet_word(sheet, "number.in", NULL);
	assert_false(check(sheet));
	assert_int_equal(build_reported(&sheet->build, KX410), 2);
	message = build_message(&sheet->build, KX410);
	assert_string_equal(message->message, "the wording \"en\" has no string \"number.in\"");
	assert_string_equal(message->place.file, "pack/wording/en.json");
	assert_string_equal(message->place.pointer, "/strings");
	assert_string_equal(message->hint, "Add \"number.in\" under \"strings\"; it takes: n per.");
}

static void
a_misspelled_key_is_suggested(void **state)
{
	struct sheet *sheet = *state;

	sheet_word(sheet, "number.in", NULL);
	sheet_word(sheet, "numbr.in", "{n} in {per}");
	assert_false(check(sheet));
	assert_string_equal(build_message(&sheet->build, KX410)->hint,
	    "There is \"numbr.in\": is that the one, misspelled?");
}

static void
an_unknown_placeholder_is_an_error(void **state)
{
	struct sheet *sheet = *state;
	const struct kx_diagnostic *message;

	sheet_word(sheet, "date", "{month} {day}, {year} {yeer}");
	sheet_word(sheet, "fact.with", "With {n}");
	sheet_word(sheet, "page.of", "{page} of {pages} {open");
	assert_false(check(sheet));
	assert_int_equal(build_reported(&sheet->build, KX411), 3);
	assert_int_equal(build_reported(&sheet->build, KX412), 0);
	message = build_message(&sheet->build, KX411);
	assert_string_equal(message->message, "\"date\" uses {yeer}, which nothing fills in");
	assert_string_equal(message->place.pointer, "/strings/date");
	assert_string_equal(message->hint, "Did you mean {year}?");
}

static void
a_dropped_placeholder_is_an_error(void **state)
{
	struct sheet *sheet = *state;
	const struct kx_diagnostic *message;

	sheet_word(sheet, "number.in", "{n} of them");
	sheet_word(sheet, "figure.interval", "{low} to {high}");      /* leaves out what it may */
	assert_false(check(sheet));
	assert_int_equal(sheet->build.diags.count, 1);
	message = build_message(&sheet->build, KX412);
	assert_string_equal(message->message, "\"number.in\" leaves out {per}");
	assert_string_equal(message->place.pointer, "/strings/number.in");
}

static void
values_are_filled_in(void **state)
{
	struct sheet *sheet = *state;
	const struct kx_wording *wording = &sheet->build.content.wording;
	const struct kx_filling fillings[] = { { "page", "{pages}" }, { "pages", "4" } };

	sheet_word(sheet, "page.of", "{pages}, {page}; {page}");
	/* A value is not filled in again, and a name may be used twice. */
	assert_string_equal(kx_wording_fill(&sheet->build.arena, wording, KX_WORD_PAGE_OF, fillings, 2),
	    "4, {pages}; {pages}");
	assert_string_equal(kx_wording_fill(&sheet->build.arena, wording, KX_WORD_PAGE_OF, fillings, 1),
	    "{pages}, {pages}; {pages}");
	sheet_word(sheet, "page.of", NULL);
	assert_string_equal(kx_wording_fill(&sheet->build.arena, wording, KX_WORD_PAGE_OF, fillings, 2), "page.of");
}

/* The wording that ships holds to the list, and has nothing the program never asks for. */
static void
the_shipped_wording_passes(void **state)
{
	struct sheet *sheet = *state;
	struct kx_wording *wording = &sheet->build.content.wording;
	json_error_t error;
	json_t *file = json_load_file("data/wording/en.json", JSON_REJECT_DUPLICATES, &error), *strings, *text;
	const char *key;
	size_t i;

	assert_non_null(file);
	strings = json_object_get(file, "strings");
	wording->entry_count = 0;
	wording->entries = build_room(&sheet->build, json_object_size(strings), sizeof(*wording->entries));
	json_object_foreach(strings, key, text)
		wording->entries[wording->entry_count++] = (struct kx_wording_entry){ key, json_string_value(text) };
	qsort(wording->entries, wording->entry_count, sizeof(*wording->entries), sheet_compare);
	assert_true(check(sheet));
	for (i = 0; i < KX_WORD_COUNT; i++)
		json_object_del(strings, kx_wording_rules()[i].key);
	json_object_foreach(strings, key, text)
		assert_memory_equal(key, "expand.", 7);
	json_decref(file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_full_wording_passes, open_sheet, close_sheet),
		cmocka_unit_test(the_list_has_no_key_twice),
		cmocka_unit_test_setup_teardown(each_missing_string_is_named_once, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_misspelled_key_is_suggested, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(an_unknown_placeholder_is_an_error, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(a_dropped_placeholder_is_an_error, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(values_are_filled_in, open_sheet, close_sheet),
		cmocka_unit_test_setup_teardown(the_shipped_wording_passes, open_sheet, close_sheet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
