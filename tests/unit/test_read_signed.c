/* Waivers, sign-offs and the hashes of reviews: what the reader takes and what it refuses. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "pack_copy.h"

#include "content/signed.h"

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define BY "\"by\": \"Ann Lee\", \"role\": \"editor\", "
#define WAIVED BY "\"reason\": \"why\", \"until\": \"2026-12-31\""
#define SIGNED BY "\"on\": \"2026-12-31\", \"hash\": \"" HASH "\""

static void
put(struct pack_copy *copy, const char *name, const char *list, const char *entries)
{
	const char *text = kx_arena_print(&copy->names, "{ \"%s\": [ %s ] }", list, entries);

	pack_copy_put(copy, name, text, strlen(text));
}

static void
reads_what_is_there(void **state)
{
	const struct kx_waiver *waivers;
	const struct kx_sign_off *signs;
	struct pack_copy copy;

	(void)state;
	pack_copy_open(&copy, "tests/pack");
	assert_true(pack_copy_read(&copy));
	assert_int_equal(copy.content->waiver_count, 0);   /* no files: nothing waived, nothing signed */
	assert_int_equal(copy.content->sign_off_count, 0);
	put(&copy, "waivers.json", "waivers", "{ \"code\": \"KX306\", \"claim\": \"zz-label-not-child\", " WAIVED " }, "
	    "{ \"code\": \"unequal-room\", \"topic\": \"risk-green\", " WAIVED " }, "
	    "{ \"code\": \"KX351\", \"section\": \"risks\", " WAIVED " }, "
	    "{ \"code\": \"KX351\", \"file\": \"topics.json\", \"pointer\": \"/sections/0\", " WAIVED " }");
	put(&copy, "signoffs.json", "sign_offs", "{ \"standard\": \"pemat\", \"item\": \"16\", \"answer\": \"not-applicable\", "
	    SIGNED ", \"note\": \"so it is\" }, { \"standard\": \"discern\", \"item\": \"1\", \"rating\": 4, " SIGNED " }");
	assert_true(pack_copy_read(&copy));
	waivers = copy.content->waivers;
	assert_int_equal(copy.content->waiver_count, 4);
	assert_true(waivers[0].code == KX306 && waivers[0].covers == KX_COVERS_CLAIM);
	assert_true(waivers[1].code == KX306 && waivers[1].covers == KX_COVERS_TOPIC);
	assert_true(waivers[2].covers == KX_COVERS_SECTION && waivers[3].covers == KX_COVERS_POINTER);
	assert_string_equal(waivers[3].what, "/sections/0");
	assert_string_equal(waivers[3].file, "topics.json");
	assert_string_equal(waivers[2].by, "Ann Lee");
	assert_string_equal(waivers[2].role, "editor");
	assert_string_equal(waivers[2].reason, "why");
	assert_int_equal(waivers[2].until.day, 31);
	signs = copy.content->sign_offs;
	assert_int_equal(copy.content->sign_off_count, 2);
	assert_true(signs[0].answer == KX_ANSWER_NOT_APPLICABLE && signs[0].rating == 0 && signs[1].rating == 4);
	assert_string_equal(signs[0].hash, HASH);
	assert_string_equal(signs[0].note, "so it is");
	assert_null(signs[1].note);
	pack_copy_close(&copy);
}

static void
refuses_waivers_that_say_nothing(void **state)
{
	static const struct { const char *entry; enum kx_code code; const char *says; } wrong[] = {
		{ "{ \"code\": \"KX999\", \"section\": \"risks\", " WAIVED " }", KX354, "KX999" },
		{ "{ \"code\": \"unequal-rooms\", \"section\": \"risks\", " WAIVED " }", KX354, "did you mean \"unequal-room\"?" },
		{ "{ \"code\": \"KX306\", " WAIVED " }", KX137, "does not say what it covers" },
		{ "{ \"code\": \"KX306\", \"section\": \"risks\", \"topic\": \"risk-green\", " WAIVED " }", KX137, "2 ways" },
		{ "{ \"code\": \"KX306\", \"section\": \"risk\", " WAIVED " }", KX123, "did you mean \"risks\"?" },
		{ "{ \"code\": \"KX306\", \"topic\": \"risk-gren\", " WAIVED " }", KX123, "risk-green" },
		{ "{ \"code\": \"KX306\", \"claim\": \"zz-label-not-chid\", " WAIVED " }", KX125, "zz-label-not-child" },
		{ "{ \"code\": \"KX306\", \"pointer\": \"/sections\", " WAIVED " }", KX108, "\"file\"" },
		{ "{ \"code\": \"KX306\", \"file\": \"topics.json\", \"pointer\": \"sections\", " WAIVED " }", KX137, "JSON Pointer" },
		{ "{ \"code\": \"KX306\", \"file\": \"topics.json\", \"section\": \"risks\", " WAIVED " }", KX137, "belongs to" },
		{ "{ \"code\": \"KX306\", \"section\": \"risks\", " BY "\"reason\": \"why\" }", KX108, "until" },
		{ "{ \"code\": \"KX306\", \"section\": \"risks\", " BY "\"until\": \"2026-12-31\" }", KX108, "reason" },
		{ "{ \"code\": \"KX306\", \"section\": \"risks\", " BY "\"reason\": \"why\", \"until\": \"soon\" }", KX113, "soon" },
		{ "{ \"code\": \"KX306\", \"section\": \"risks\", \"untill\": 1, " WAIVED " }", KX109, "until" },
	};
	struct pack_copy copy;
	size_t i;

	(void)state;
	pack_copy_open(&copy, "tests/pack");
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		put(&copy, "waivers.json", "waivers", wrong[i].entry);
		assert_false(pack_copy_read(&copy));
		if (!pack_copy_reported(&copy, wrong[i].code) || strstr(pack_copy_messages(&copy), wrong[i].says) == NULL)
			fail_msg("case %zu: %s", i, pack_copy_messages(&copy));
		assert_non_null(strstr(pack_copy_messages(&copy), "waivers.json:1:"));
	}
	pack_copy_close(&copy);
}

static void
refuses_sign_offs_that_say_nothing(void **state)
{
	static const struct { const char *entry; enum kx_code code; const char *says; } wrong[] = {
		{ "{ \"standard\": \"pemat\", \"item\": \"16\", " SIGNED " }", KX137, "no answer" },
		{ "{ \"standard\": \"pemat\", \"item\": \"16\", \"answer\": \"yes\", \"rating\": 1, " SIGNED " }", KX137, "not both" },
		{ "{ \"standard\": \"pemat\", \"item\": \"16\", \"answer\": \"maybe\", " SIGNED " }", KX110, "maybe" },
		{ "{ \"standard\": \"pemat\", \"item\": \"16\", \"rating\": 6, " SIGNED " }", KX114, "6" },
		{ "{ \"standard\": \"pemat\", \"answer\": \"yes\", " SIGNED " }", KX108, "item" },
		{ "{ \"standard\": \"pemat\", \"item\": \"16\", \"answer\": \"yes\", " BY "\"on\": \"2026-12-31\" }", KX108, "hash" },
		{ "{ \"standard\": \"pemat\", \"item\": \"16\", \"answer\": \"yes\", " BY "\"on\": \"2026-12-31\", \"hash\": \"abc\" }",
		    KX358, "abc" },
	};
	struct pack_copy copy;
	size_t i;

	(void)state;
	pack_copy_open(&copy, "tests/pack");
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		put(&copy, "signoffs.json", "sign_offs", wrong[i].entry);
		assert_false(pack_copy_read(&copy));
		if (!pack_copy_reported(&copy, wrong[i].code) || strstr(pack_copy_messages(&copy), wrong[i].says) == NULL)
			fail_msg("case %zu: %s", i, pack_copy_messages(&copy));
	}
	pack_copy_close(&copy);
}

/* A review that names no text is none. */
static void
reviews_name_what_was_read(void **state)
{
	struct pack_copy copy;
	json_t *pack;

	(void)state;
	pack_copy_open(&copy, "tests/pack");
	pack = pack_copy_json(&copy, "pack.json");
	json_object_set_new(pack, "clinical_review", json_loads("{ \"status\": \"done\", " SIGNED " }", 0, NULL));
	pack_copy_put_json(&copy, "pack.json", pack);
	assert_true(pack_copy_read(&copy));
	assert_string_equal(copy.content->pack.review.hash, HASH);
	json_object_set_new(json_object_get(pack, "clinical_review"), "hash", json_string("0123456789ABCDEF"));
	pack_copy_put_json(&copy, "pack.json", pack);
	assert_false(pack_copy_read(&copy));
	assert_true(pack_copy_reported(&copy, KX358));
	json_object_del(json_object_get(pack, "clinical_review"), "hash");
	pack_copy_put_json(&copy, "pack.json", pack);
	assert_false(pack_copy_read(&copy));
	assert_true(pack_copy_reported(&copy, KX108));
	json_object_set_new(pack, "clinical_review", json_loads("{ \"status\": \"pending\", \"hash\": \"" HASH "\" }", 0, NULL));
	pack_copy_put_json(&copy, "pack.json", pack);
	assert_false(pack_copy_read(&copy));
	assert_true(pack_copy_reported(&copy, KX137));
	json_decref(pack);
	pack_copy_close(&copy);
}

/* The keys of the schemas are the keys that are read; each file that is shipped is empty. */
static void
the_shipped_lists_are_empty(void **state)
{
	struct pack_copy copy;

	(void)state;
	pack_copy_open(&copy, "data");
	assert_true(pack_copy_read(&copy));
	assert_int_equal(copy.content->waiver_count, 0);
	assert_int_equal(copy.content->sign_off_count, 0);
	assert_null(copy.content->pack.review.by);
	assert_true(kx_path_exists("data/waivers.json") && kx_path_exists("data/signoffs.json"));
	pack_copy_close(&copy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_there),
		cmocka_unit_test(refuses_waivers_that_say_nothing),
		cmocka_unit_test(refuses_sign_offs_that_say_nothing),
		cmocka_unit_test(reviews_name_what_was_read),
		cmocka_unit_test(the_shipped_lists_are_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
