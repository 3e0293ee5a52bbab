#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/limits.h"

#include <ctype.h>
#include <string.h>

struct list {
	struct kx_arena arena;
	struct kx_diagnostics diags;
};

static void
open_list(struct list *list, size_t ceiling)
{
	kx_arena_init(&list->arena, ceiling);
	kx_diagnostics_init(&list->diags, &list->arena);
}

/* With a full stop, inside quotation marks where it ends with an example. */
static bool
ends_a_sentence(const char *text)
{
	size_t length = strlen(text);

	if (length > 1 && text[length - 1] == '"')
		length--;
	return length > 0 && text[length - 1] == '.';
}

static void
codes_rise_and_are_whole(void **state)
{
	const struct kx_code_entry *codes;
	size_t count, i, k;

	(void)state;
	codes = kx_codes(&count);
	assert_true(count > 20);
	for (i = 0; i < count; i++) {
		if (i > 0)
			assert_true(codes[i].code > codes[i - 1].code);
		assert_true(codes[i].code >= 100 && codes[i].code <= 999);
		assert_ptr_equal(kx_code_find((int)codes[i].code), &codes[i]);
		for (k = 0; codes[i].name[k] != '\0'; k++)
			assert_true(islower((unsigned char)codes[i].name[k]) || isdigit((unsigned char)codes[i].name[k]) ||
			    codes[i].name[k] == '-');
		assert_true(k > 0);
		assert_true(strlen(codes[i].title) > 8 && strlen(codes[i].why) > 20 && strlen(codes[i].fix) > 10);
		/* Titles are parts of a sentence, the others whole ones. */
		assert_false(isupper((unsigned char)codes[i].title[0]) && islower((unsigned char)codes[i].title[1]));
		assert_true(ends_a_sentence(codes[i].why));
		assert_true(ends_a_sentence(codes[i].fix));
	}
	assert_null(kx_code_find(0));
	assert_null(kx_code_find(100));
}

static void
copies_what_it_is_given(void **state)
{
	struct list list;
	char file[] = "a.json", pointer[] = "/x", hint[] = "do it";
	struct kx_diagnostic *made;

	(void)state;
	open_list(&list, 1 << 20);
	made = kx_report(&list.diags, KX109, (struct kx_place){ .file = file, .pointer = pointer, .at_key = true }, hint,
	    "no key \"%s\"", "x");
	kx_report_also(&list.diags, made, (struct kx_place){ .file = file, .line = 3 });
	memset(file, '?', sizeof(file) - 1);
	memset(pointer, '?', sizeof(pointer) - 1);
	memset(hint, '?', sizeof(hint) - 1);
	assert_int_equal(list.diags.count, 1);
	assert_int_equal(made->code, KX109);
	assert_int_equal(made->severity, KX_ERROR);
	assert_string_equal(made->message, "no key \"x\"");
	assert_string_equal(made->hint, "do it");
	assert_string_equal(made->place.file, "a.json");
	assert_string_equal(made->place.pointer, "/x");
	assert_true(made->place.at_key);
	assert_int_equal(made->other_count, 1);
	assert_string_equal(made->others[0].file, "a.json");
	assert_int_equal(made->others[0].line, 3);
	kx_arena_done(&list.arena);
}

static void
stops_at_its_ceilings_and_still_counts(void **state)
{
	struct kx_diagnostic *first;
	struct list list;
	size_t i;

	(void)state;
	open_list(&list, 1 << 24);
	first = kx_report(&list.diags, KX101, (struct kx_place){ 0 }, NULL, "first");
	for (i = 0; i < KX_MAX_PLACES + 5; i++)
		kx_report_also(&list.diags, first, (struct kx_place){ .file = "f" });
	assert_int_equal(first->other_count, KX_MAX_PLACES);
	kx_report_also(&list.diags, NULL, (struct kx_place){ .file = "f" });
	for (i = 0; i < KX_MAX_DIAGNOSTICS + 9; i++)
		kx_report(&list.diags, KX101, (struct kx_place){ 0 }, NULL, "more");
	assert_null(kx_report(&list.diags, KX701, (struct kx_place){ 0 }, NULL, "last"));
	assert_int_equal(list.diags.count, KX_MAX_DIAGNOSTICS);
	assert_int_equal(list.diags.dropped, 11);
	assert_int_equal(list.diags.errors, KX_MAX_DIAGNOSTICS + 11);
	/* What was dropped still decides the exit status. */
	assert_int_equal(kx_diagnostics_status(&list.diags, false), KX_EXIT_IO);
	kx_arena_done(&list.arena);

	open_list(&list, 32);
	assert_null(kx_report(&list.diags, KX101, (struct kx_place){ .file = "a long name of a file" }, NULL, "no room"));
	assert_int_equal(list.diags.errors, 1);
	assert_int_equal(list.diags.dropped, 1);
	kx_arena_done(&list.arena);
}

static void
the_gravest_class_is_the_exit_status(void **state)
{
	static const struct { enum kx_code code; enum kx_exit status; } rising[] = {
		{ KX301, KX_EXIT_REFUSED }, { KX101, KX_EXIT_INPUT }, { KX801, KX_EXIT_USAGE }, { KX701, KX_EXIT_IO },
		{ KX990, KX_EXIT_BUG },
	};
	struct list list;
	size_t i;

	(void)state;
	open_list(&list, 1 << 20);
	assert_int_equal(kx_diagnostics_status(&list.diags, true), KX_EXIT_OK);
	kx_report(&list.diags, KX207, (struct kx_place){ 0 }, NULL, "a warning");
	assert_int_equal(list.diags.warnings, 1);
	assert_int_equal(kx_diagnostics_status(&list.diags, false), KX_EXIT_OK);
	assert_int_equal(kx_diagnostics_status(&list.diags, true), KX_EXIT_WERROR);
	for (i = 0; i < sizeof(rising) / sizeof(rising[0]); i++) {
		kx_report(&list.diags, rising[i].code, (struct kx_place){ 0 }, NULL, "an error");
		assert_int_equal(kx_diagnostics_status(&list.diags, false), rising[i].status);
	}
	/* A lesser one afterwards changes nothing. */
	kx_report(&list.diags, KX301, (struct kx_place){ 0 }, NULL, "an error");
	assert_int_equal(kx_diagnostics_status(&list.diags, true), KX_EXIT_BUG);
	kx_arena_done(&list.arena);
}

/* A draft spares what the gate refuses, the dropped ones too, and nothing else. */
static void
a_draft_makes_warnings_of_refusals(void **state)
{
	struct list list;
	struct kx_diagnostic *made;
	size_t i;

	(void)state;
	open_list(&list, 1 << 22);
	list.diags.draft = true;
	made = kx_report(&list.diags, KX301, (struct kx_place){ 0 }, NULL, "refused");
	assert_int_equal(made->severity, KX_WARNING);
	assert_true(made->spared);
	assert_false(kx_report(&list.diags, KX207, (struct kx_place){ 0 }, NULL, "a warning")->spared);
	for (i = 0; i < KX_MAX_DIAGNOSTICS; i++)
		kx_report(&list.diags, KX301, (struct kx_place){ 0 }, NULL, "refused");
	assert_int_equal(list.diags.spared, KX_MAX_DIAGNOSTICS + 1);
	assert_true(list.diags.dropped > 0);
	assert_int_equal(list.diags.errors, 0);
	assert_int_equal(kx_diagnostics_status(&list.diags, false), KX_EXIT_OK);
	assert_int_equal(kx_diagnostics_status(&list.diags, true), KX_EXIT_WERROR);
	kx_report(&list.diags, KX101, (struct kx_place){ 0 }, NULL, "bad input");
	assert_int_equal(kx_diagnostics_status(&list.diags, false), KX_EXIT_INPUT);
	kx_arena_done(&list.arena);
}

static void
only_a_warning_can_be_waived(void **state)
{
	struct kx_diagnostic *made;
	struct list list;

	(void)state;
	open_list(&list, 1 << 20);
	made = kx_report(&list.diags, KX301, (struct kx_place){ 0 }, NULL, "an error");
	assert_false(kx_report_waive(&list.diags, made, "me"));
	made = kx_report(&list.diags, KX207, (struct kx_place){ 0 }, NULL, "a warning");
	assert_true(kx_report_waive(&list.diags, made, "me"));
	assert_int_equal(made->severity, KX_NOTE);
	assert_string_equal(made->waiver, "me");
	assert_int_equal(list.diags.warnings, 0);
	assert_false(kx_report_waive(&list.diags, made, "me again"));
	assert_int_equal(list.diags.warnings, 0);
	kx_arena_done(&list.arena);
}

static void
one_list_behind_another_is_as_if_told_in_one(void **state)
{
	struct list list, more;
	size_t i;

	(void)state;
	open_list(&list, 1 << 20);
	open_list(&more, 1 << 20);
	kx_report(&list.diags, KX701, (struct kx_place){ .file = "a" }, NULL, "first");
	kx_report(&more.diags, KX330, (struct kx_place){ .file = "b" }, "hint", "second");
	kx_report(&more.diags, KX103, (struct kx_place){ .file = "c" }, NULL, "third");
	kx_diagnostics_append(&list.diags, &more.diags);
	assert_int_equal(list.diags.count, 3);
	assert_string_equal(list.diags.list[1].message, "second");
	assert_string_equal(list.diags.list[2].place.file, "c");
	assert_int_equal(list.diags.errors + list.diags.warnings, 3);
	assert_int_equal(kx_diagnostics_status(&list.diags, false), KX_EXIT_IO);
	for (i = 0; i < KX_MAX_DIAGNOSTICS; i++)
		kx_report(&more.diags, KX103, (struct kx_place){ .file = "c" }, NULL, "more");
	kx_diagnostics_append(&list.diags, &more.diags);
	assert_int_equal(list.diags.count, KX_MAX_DIAGNOSTICS);
	assert_int_equal(list.diags.dropped, 5);
	kx_arena_done(&more.arena);
	kx_arena_done(&list.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_rise_and_are_whole),
		cmocka_unit_test(copies_what_it_is_given),
		cmocka_unit_test(stops_at_its_ceilings_and_still_counts),
		cmocka_unit_test(the_gravest_class_is_the_exit_status),
		cmocka_unit_test(a_draft_makes_warnings_of_refusals),
		cmocka_unit_test(only_a_warning_can_be_waived),
		cmocka_unit_test(one_list_behind_another_is_as_if_told_in_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
