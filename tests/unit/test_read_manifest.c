/* A manifest written, read back and written again; its schema; and what is no manifest. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "batch/manifest.h"
#include "merge/merge.h"
#include "pack_copy.h"
#include "read/manifest.h"

struct fixture {
	struct pack_copy copy;
	struct kx_manifest *made;
	struct kx_buffer text;
};

/* A manifest with everything in it, from the pack `origin`. */
static struct fixture *
open_pack(const char *origin)
{
	static struct fixture f;
	static const char *omits[] = { "extra", "more" };
	static struct kx_manifest_input inputs[] = {
		{ "data/pack.json", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" },
		{ "templates/handout.json", "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210" },
	};
	struct kx_handout *handout;

	memset(&f, 0, sizeof(f));
	pack_copy_open(&f.copy, origin);
	assert_true(pack_copy_read(&f.copy));
	assert_true(kx_merge(&f.copy.arena, f.copy.content, &handout, &f.copy.diags));
	assert_true(kx_manifest_make(&f.copy.arena, handout, NULL, &f.made));
	f.made->document = (struct kx_manifest_document){
		.id = "pack-1.0-abcdef", .title = "A title with \"quotes\", ü and \\", .language = "en", .layout = "handout",
		.paper = "letter", .size = "large", .ink = "gray", .outline = "short",
		.words = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", .pages = 4, .draft = true,
		.date = { 2026, 1, 31 }, .omits = omits, .omit_count = 2, .fit = { 930, 940, 1000 }
	};
	f.made->inputs = inputs;
	f.made->input_count = 2;
	f.made->pack.review = (struct kx_review_note){ .by = "Dr. A", .role = "physician", .on = { 2026, 2, 1 } };
	kx_buffer_init(&f.text, 1u << 24);
	assert_true(kx_manifest_write(f.made, &f.text, NULL));
	return &f;
}

static int
open_test_pack(void **state)
{
	*state = open_pack("tests/pack");
	return 0;
}

static int
open_shipped(void **state)
{
	*state = open_pack("data");
	return 0;
}

static int
close_pack(void **state)
{
	struct fixture *f = *state;

	kx_buffer_done(&f->text);
	pack_copy_close(&f->copy);
	return 0;
}

static bool
read_text(struct fixture *f, const char *text, size_t length, struct kx_manifest **ret_manifest)
{
	kx_diagnostics_init(&f->copy.diags, &f->copy.arena);
	return kx_read_manifest(&f->copy.arena, "some/sheet.pdf", text, length, ret_manifest, &f->copy.diags);
}

/* What is written, read and written again is the same bytes: nothing is lost on the way. */
static void
comes_back_whole(void **state)
{
	struct fixture *f = *state;
	struct kx_manifest *back;
	struct kx_buffer again;

	assert_true(read_text(f, kx_buffer_bytes(&f->text), f->text.length, &back));
	assert_true(back->sealed);
	assert_int_equal(back->group_count, f->made->group_count);
	assert_true(back->group_count > 5 && back->reference_count > 3 && back->section_count > 3 && back->ruling_count > 0);
	kx_buffer_init(&again, 1u << 24);
	assert_true(kx_manifest_write(back, &again, NULL));
	assert_string_equal(kx_buffer_bytes(&again), kx_buffer_bytes(&f->text));
	kx_buffer_done(&again);
}

/* Parts that were written beforehand make the same text, and the same place to cut it, as parts that were not. */
static void
ready_parts_are_the_same_text(void **state)
{
	struct fixture *f = *state;
	struct kx_manifest_text plain, ready;
	struct kx_buffer again;

	f->made->groups[1].clinic_says = "In our own words.";
	kx_buffer_clear(&f->text);
	assert_true(kx_manifest_write(f->made, &f->text, &plain));
	f->made->ready = kx_manifest_prepare(&f->copy.arena, f->made);
	assert_non_null(f->made->ready);
	assert_non_null(f->made->ready->groups[0]);
	assert_null(f->made->ready->groups[1]);
	kx_buffer_init(&again, 1u << 24);
	assert_true(kx_manifest_write(f->made, &again, &ready));
	assert_string_equal(kx_buffer_bytes(&again), kx_buffer_bytes(&f->text));
	assert_int_equal(ready.cut_count, plain.cut_count);
	assert_memory_equal(ready.cuts, plain.cuts, plain.cut_count * sizeof(plain.cuts[0]));
	kx_buffer_done(&again);
}

static void
finds_what_it_holds(void **state)
{
	struct fixture *f = *state;
	const struct kx_manifest_group *group = NULL, *first = &f->made->groups[0];
	const struct kx_manifest_claim *claim = kx_manifest_claim_find(f->made, first->claims[0].id, &group);

	assert_ptr_equal(claim, &first->claims[0]);
	assert_ptr_equal(group, first);
	assert_null(kx_manifest_claim_find(f->made, "no-such-claim", NULL));
	assert_non_null(kx_manifest_section_find(f->made, first->section));
	assert_null(kx_manifest_section_find(f->made, "nowhere"));
	assert_string_equal(kx_manifest_section_name(f->made, "nowhere"), "nowhere");
	assert_int_equal(kx_manifest_reference_find(f->made, 2)->number, 2);
	assert_null(kx_manifest_reference_find(f->made, 0));
	assert_int_equal(kx_manifest_source_find(f->made, f->made->references[1].source)->number, 2);
	assert_null(kx_manifest_source_find(f->made, "nothing"));
	assert_ptr_equal(kx_manifest_ruling_find(f->made, f->made->rulings[0].id), &f->made->rulings[0]);
	assert_null(kx_manifest_ruling_find(f->made, "r99"));
	assert_true(kx_manifest_omits(f->made, "more"));
	assert_false(kx_manifest_omits(f->made, first->section));
}

/* One byte of the words is enough. */
static void
tells_when_it_was_changed(void **state)
{
	struct fixture *f = *state;
	struct kx_manifest *back;
	char *place = strstr(f->text.bytes, "\"says\":\"");

	assert_non_null(place);
	place[strlen("\"says\":\"")] ^= 1;
	assert_true(read_text(f, kx_buffer_bytes(&f->text), f->text.length, &back));
	assert_false(back->sealed);
	assert_false(kx_manifest_is_sealed("", 0));
	assert_false(kx_manifest_is_sealed("{}", 2));
}

static void
expect_bad(struct fixture *f, const char *text, size_t length, const char *says)
{
	struct kx_manifest *back = NULL;

	assert_false(read_text(f, text, length, &back));
	assert_null(back);
	assert_int_equal(f->copy.diags.count, 1);
	assert_int_equal(f->copy.diags.list[0].code, KX625);
	assert_string_equal(f->copy.diags.list[0].place.file, "some/sheet.pdf");
	assert_null(f->copy.diags.list[0].place.pointer);
	if (says != NULL && strstr(f->copy.diags.list[0].message, says) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", f->copy.diags.list[0].message, says);
}

static void
refuses_what_is_none(void **state)
{
	struct fixture *f = *state;
	size_t i;

	expect_bad(f, "", 0, "empty");
	expect_bad(f, "{}", 2, "\"format\"");
	expect_bad(f, "[1]", 3, "an object in braces");
	expect_bad(f, "null", 4, "an object in braces");
	expect_bad(f, "%PDF-1.7", 8, NULL);
	expect_bad(f, "\xff\xfe{", 3, "UTF-16");
	expect_bad(f, "{\"format\": \"kxreport-manifest-2\"}", 33, NULL);
	for (i = 1; i < f->text.length - 3; i += 997)
		expect_bad(f, kx_buffer_bytes(&f->text), i, NULL);
}

static bool
reads_json(struct fixture *f, const json_t *json)
{
	char *text = json_dumps(json, 0);
	struct kx_manifest *back;
	bool read;

	assert_non_null(text);
	read = read_text(f, text, strlen(text), &back);
	free(text);
	return read;
}

static void
another_format_is_not_read(void **state)
{
	struct fixture *f = *state;
	json_t *json = json_loads(kx_buffer_bytes(&f->text), 0, NULL);

	assert_true(reads_json(f, json));
	json_object_set_new(json, "format", json_string("kxreport-manifest-2"));
	assert_false(reads_json(f, json));
	assert_int_equal(f->copy.diags.list[0].code, KX625);
	assert_non_null(strstr(f->copy.diags.list[0].message, "kxreport-manifest-2"));
	json_decref(json);
}

/* A later version may have more to say. */
static void
more_keys_are_passed_over(void **state)
{
	struct fixture *f = *state;
	json_t *json = json_loads(kx_buffer_bytes(&f->text), 0, NULL);

	json_object_set_new(json, "mood", json_string("new"));
	json_object_set_new(json_object_get(json, "document"), "weight", json_integer(5));
	json_object_set_new(json_array_get(json_object_get(json, "printed"), 0), "colour", json_true());
	assert_true(reads_json(f, json));
	json_decref(json);
}

/* ---- the schema ---- */

static bool
is_required(const json_t *schema, const char *key)
{
	json_t *name;
	size_t i;

	json_array_foreach(json_object_get(schema, "required"), i, name)
		if (strcmp(json_string_value(name), key) == 0)
			return true;
	return false;
}

static const char *
type_of(const json_t *value)
{
	return json_is_object(value) ? "object" : json_is_array(value) ? "array" : json_is_string(value) ? "string" :
	    json_is_integer(value) ? "integer" : json_is_real(value) ? "number" : json_is_boolean(value) ? "boolean" : "null";
}

struct walk { struct fixture *f; json_t *root; size_t objects, taken; };

static void walk_value(struct walk *walk, json_t *value, json_t *schema);

/* Without the key: the reader misses it exactly when the schema requires it. */
static void
try_without(struct walk *walk, json_t *object, json_t *schema, const char *key)
{
	json_t *kept = json_incref(json_object_get(object, key));
	bool missed;

	json_object_del(object, key);
	missed = !reads_json(walk->f, walk->root);
	/* What the schema wants in company only ("n" or "percent"), the reader may miss. */
	if (missed != is_required(schema, key) && !(missed && json_object_get(schema, "anyOf") != NULL))
		fail_msg("\"%s\" is required by the schema or by the reader only", key);
	json_object_set_new(object, key, kept);
}

/* Everything written is described, and everything required is written. */
static void
walk_object(struct walk *walk, json_t *object, json_t *schema)
{
	json_t *properties = json_object_get(schema, "properties"), *member, *described;
	const char *key;
	size_t i;

	walk->objects++;
	json_object_foreach(object, key, member)
		if (json_object_get(properties, key) == NULL)
			fail_msg("the schema does not know \"%s\"", key);
	json_array_foreach(json_object_get(schema, "required"), i, member)
		if (json_object_get(object, json_string_value(member)) == NULL)
			fail_msg("\"%s\" is required and was not written", json_string_value(member));
	json_object_foreach(properties, key, described) {
		if (json_object_get(object, key) == NULL)
			continue;
		assert_non_null(json_object_get(described, "title"));
		assert_non_null(json_object_get(described, "description"));
		walk_value(walk, json_object_get(object, key), described);
		if (walk->taken++ < 400)
			try_without(walk, object, schema, key);
	}
}

static void
walk_value(struct walk *walk, json_t *value, json_t *schema)
{
	const char *type = json_string_value(json_object_get(schema, "type"));
	json_t *words = json_object_get(schema, "enum"), *word, *element;
	bool found = words == NULL;
	size_t i;

	if (strcmp(type, type_of(value)) != 0 && !(strcmp(type, "number") == 0 && json_is_number(value)))
		fail_msg("%s stands where the schema has %s", type_of(value), type);
	json_array_foreach(words, i, word)
		found = found || json_equal(word, value);
	assert_true(found);
	if (json_is_object(value))
		walk_object(walk, value, schema);
	json_array_foreach(value, i, element)
		walk_value(walk, element, json_object_get(schema, "items"));
}

static void
fits_its_schema(void **state)
{
	struct fixture *f = *state;
	json_t *schema = json_load_file("data/schema/manifest.schema.json", 0, NULL);
	struct walk walk = { .f = f, .root = json_loads(kx_buffer_bytes(&f->text), 0, NULL) };

	assert_non_null(schema);
	walk_value(&walk, walk.root, schema);
	assert_true(walk.objects > 30);
	json_decref(walk.root);
	json_decref(schema);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(comes_back_whole, open_test_pack, close_pack),
		cmocka_unit_test_setup_teardown(comes_back_whole, open_shipped, close_pack),
		cmocka_unit_test_setup_teardown(ready_parts_are_the_same_text, open_test_pack, close_pack),
		cmocka_unit_test_setup_teardown(finds_what_it_holds, open_test_pack, close_pack),
		cmocka_unit_test_setup_teardown(tells_when_it_was_changed, open_test_pack, close_pack),
		cmocka_unit_test_setup_teardown(refuses_what_is_none, open_test_pack, close_pack),
		cmocka_unit_test_setup_teardown(another_format_is_not_read, open_test_pack, close_pack),
		cmocka_unit_test_setup_teardown(more_keys_are_passed_over, open_test_pack, close_pack),
		cmocka_unit_test_setup_teardown(fits_its_schema, open_test_pack, close_pack),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
