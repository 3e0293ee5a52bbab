#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "pack_copy.h"

/* The copy's pack has the one text as its feedback, and its translation into "xx" is the other. */
static bool
read_pair(struct pack_copy *copy, const char *text, const char *translation)
{
	json_t *pack = pack_copy_json(copy, "pack.json"), *own = pack_copy_json(copy, "wording/en.json"), *wording;

	json_object_set_new(pack, "feedback", json_string(text));
	wording = json_pack("{s:s,s:s,s:O,s:{s:s,s:s,s:s,s:{s:s}},s:{s:s}}", "language", "xx", "name", "x", "strings",
	    json_object_get(own, "strings"), "translation", "from", "en", "translated_by", "t", "translated_on", "2024-01-01", "review",
	    "status", "pending", "texts", text, translation);
	pack_copy_put_json(copy, "pack.json", pack);
	pack_copy_put_json(copy, "wording/xx.json", wording);
	json_decref(pack);
	json_decref(own);
	json_decref(wording);
	kx_diagnostics_init(&copy->diags, &copy->arena);
	return pack_copy_read_with(copy, NULL, "xx");
}

static void
puts_texts_in_the_place_of_texts(void **state)
{
	struct pack_copy *copy = *state;
	size_t i;

	assert_true(read_pair(copy, "Tell us.", "Díganos."));
	assert_string_equal(copy->content->pack.feedback, "Díganos.");
	assert_string_equal(copy->content->wording.language, "xx");
	assert_string_equal(copy->content->translation->by, "t");
	assert_null(copy->content->translation->review.by);
	assert_int_equal(strlen(copy->content->translation->hash), 64);
	assert_true(copy->content->translation->missing_count > 20);
	for (i = 1; i < copy->content->translation->missing_count; i++)
		assert_true(strcmp(copy->content->translation->missing[i - 1], copy->content->translation->missing[i]) < 0);
}

static void
is_of_the_pack_alone_without_a_language(void **state)
{
	struct pack_copy *copy = *state;

	assert_true(pack_copy_read(copy));
	assert_null(copy->content->translation);
}

static void
takes_numbers_as_either_language_writes_them(void **state)
{
	static const struct { const char *text, *translation; bool same; } pairs[] = {
		{ "1,000 of 31.6 in 2020.", "En 2020, 31,6 de 1.000.", true },
		{ "1,000 people", "1\xc2\xa0" "000 personas", true },
		{ "5, 6 or 7", "7, 6 o 5", true },
		{ "27 in 100", "27 de cada 100", true },
		{ "27 in 100", "72 de cada 100", false },
		{ "2 or 2", "2", false },
		{ "two", "2", false },
		{ "2", "dos", false },
		{ "{a} of {b}", "de {b} {a}", true },
		{ "{a} of {b}", "de {b}", false },
		{ "{a}", "{A}", false },
		{ "0.5", "0,05", false },
		{ "{", "{", true },
	};
	struct pack_copy *copy = *state;
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (read_pair(copy, pairs[i].text, pairs[i].translation) != pairs[i].same)
			fail_msg("“%s” and “%s”: %s", pairs[i].text, pairs[i].translation, pack_copy_messages(copy));
		assert_int_equal(pack_copy_reported(copy, KX143), !pairs[i].same);
	}
}

static void
tells_what_fits_no_text(void **state)
{
	struct pack_copy *copy = *state;
	json_t *wording;

	assert_true(read_pair(copy, "Tell us.", "Díganos."));
	wording = pack_copy_json(copy, "wording/xx.json");
	json_object_set_new(json_object_get(wording, "texts"), "Tell us ", json_string("Díganos"));
	pack_copy_put_json(copy, "wording/xx.json", wording);
	json_decref(wording);
	kx_diagnostics_init(&copy->diags, &copy->arena);
	assert_true(pack_copy_read_with(copy, NULL, "xx"));
	assert_int_equal(pack_copy_reported(copy, KX142), 1);
}

static void
a_language_is_no_path(void **state)
{
	static const char *const names[] = { "../wording/xx", "./xx", "xx.json", "", ".", ".." };
	struct pack_copy *copy = *state;
	size_t i;

	assert_true(read_pair(copy, "Tell us.", "Díganos."));
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		kx_diagnostics_init(&copy->diags, &copy->arena);
		assert_false(pack_copy_read_with(copy, NULL, names[i]));
		assert_int_equal(pack_copy_reported(copy, KX128), 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ON_A_COPY(puts_texts_in_the_place_of_texts),
		ON_A_COPY(is_of_the_pack_alone_without_a_language),
		ON_A_COPY(takes_numbers_as_either_language_writes_them),
		ON_A_COPY(tells_what_fits_no_text),
		ON_A_COPY(a_language_is_no_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
