/*
 * Broken and hostile data folders: whatever a file holds, the reader ends,
 * says something, and gives no content out.  Runs under sanitizers.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "pack_copy.h"

static const char *const files[] = {
	"pack.json", "sources.json", "topics.json", "rulings.json", "help-lines.json", "clinics/harbor.json",
	"wording/en.json", "summaries/review-2022.json"
};
#define FILES (sizeof(files) / sizeof(files[0]))

/* Read, and hold the outcome to what must always be true. */
static bool
read_soundly(struct pack_copy *copy)
{
	bool read = pack_copy_read(copy);
	const char *messages;

	assert_true(read == (copy->diags.errors == 0));
	assert_true(read == (copy->content != NULL));
	messages = pack_copy_messages(copy);
	assert_true(read || strstr(messages, " error") != NULL);
	return read;
}

static void
files_cut_anywhere_are_refused(void **state)
{
	struct pack_copy *copy = *state;
	size_t i, at, length, step;
	const char *bytes;

	for (i = 0; i < FILES; i++) {
		bytes = pack_copy_bytes(copy, files[i], &length);
		while (length > 0 && bytes[length - 1] == '\n')
			length--;
		step = length / 12 + 1;
		for (at = 0; at < length; at += step) {
			pack_copy_put(copy, files[i], bytes, at);
			assert_false(read_soundly(copy));
			/* One fault: that the file is empty, or stops too early. */
			assert_true(pack_copy_reported(copy, KX101) || pack_copy_reported(copy, KX102) || pack_copy_reported(copy, KX104));
			assert_int_equal(copy->diags.count, 1);
		}
		pack_copy_put(copy, files[i], bytes, length);
	}
	assert_true(read_soundly(copy));
}

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void
spoiled_bytes_do_no_harm(void **state)
{
	static const char likely[] = "{}[]\",:\\0-9.eE+*_`<&#!\n\t\x01\xc3\xff";
	struct pack_copy *copy = *state;
	size_t i, k, length;
	uint32_t seed = 7;
	const char *bytes;
	char *spoiled;

	for (i = 0; i < FILES; i++) {
		bytes = pack_copy_bytes(copy, files[i], &length);
		spoiled = malloc(length);
		assert_non_null(spoiled);
		for (k = 0; k < 30; k++) {
			memcpy(spoiled, bytes, length);
			spoiled[next_random(&seed) % length] = likely[next_random(&seed) % (sizeof(likely) - 1)];
			if (k % 3 == 0)
				spoiled[next_random(&seed) % length] = (char)next_random(&seed);
			pack_copy_put(copy, files[i], spoiled, length);
			read_soundly(copy);
		}
		free(spoiled);
		pack_copy_put(copy, files[i], bytes, length);
	}
	assert_true(read_soundly(copy));
}

/* Every value of every file replaced by one of another kind. */
static void
replace_values(struct pack_copy *copy, const char *name, json_t *root, json_t *value, size_t *tried)
{
	static const char *const strangers[] = { "null", "[]", "{}", "\"\"", "-1", "1e308", "[[[[]]]]", "\"x\\ud83c\\udf0a\"" };
	size_t i;
	const char *key;
	json_t *member, *keys, *kept;

	if (json_is_object(value)) {
		keys = json_copy(value);
		json_object_foreach(keys, key, member) {
			kept = json_incref(member);
			json_object_set_new(value, key, json_loads(strangers[*tried % 8], JSON_DECODE_ANY, NULL));
			pack_copy_put_json(copy, name, root);
			read_soundly(copy);
			++*tried;
			json_object_set_new(value, key, kept);
			replace_values(copy, name, root, member, tried);
		}
		json_decref(keys);
	} else if (json_is_array(value)) {
		json_array_foreach(value, i, member) {
			if (i > 1)
				break;
			kept = json_incref(member);
			json_array_set_new(value, i, json_loads(strangers[*tried % 8], JSON_DECODE_ANY, NULL));
			pack_copy_put_json(copy, name, root);
			read_soundly(copy);
			++*tried;
			json_array_set_new(value, i, kept);
			replace_values(copy, name, root, kept, tried);
		}
	}
}

static void
strange_values_do_no_harm(void **state)
{
	struct pack_copy *copy = *state;
	size_t i, tried = 0;
	json_t *root;

	for (i = 0; i < FILES; i++) {
		root = pack_copy_json(copy, files[i]);
		replace_values(copy, files[i], root, root, &tried);
		pack_copy_put_json(copy, files[i], root);
		json_decref(root);
	}
	assert_true(tried > 200);
	assert_true(read_soundly(copy));
}

static void
things_in_place_of_files_are_named(void **state)
{
	struct pack_copy *copy = *state;

	assert_int_equal(unlink(pack_copy_path(copy, "pack.json")), 0);
	assert_int_equal(symlink("pack.json", pack_copy_path(copy, "pack.json")), 0);
	assert_int_equal(unlink(pack_copy_path(copy, "sources.json")), 0);
	assert_int_equal(mkdir(pack_copy_path(copy, "sources.json"), 0777), 0);
	assert_int_equal(unlink(pack_copy_path(copy, "topics.json")), 0);
	assert_int_equal(mkfifo(pack_copy_path(copy, "topics.json"), 0666), 0);
	assert_int_equal(symlink("../../nowhere", pack_copy_path(copy, "summaries/zz.json")), 0);
	assert_int_equal(mkdir(pack_copy_path(copy, "summaries/zy.json"), 0777), 0);
	assert_int_equal(symlink(".", pack_copy_path(copy, "summaries/.hidden.json")), 0);
	assert_false(read_soundly(copy));
	assert_string_equal(pack_copy_messages(copy),
	    "pack.json: error[KX701]: cannot read this file: Too many levels of symbolic links\n"
	    "sources.json: error[KX701]: cannot read this file: it is a folder\n"
	    "topics.json: error[KX701]: cannot read this file: it is not a regular file\n"
	    "summaries/zy.json: error[KX701]: cannot read this file: it is a folder\n"
	    "summaries/zz.json: error[KX701]: cannot read this file: No such file or directory\n"
	    "5 errors\n");
}

/* A file of `length` bytes, `head` and then `unit` again and again ("" is a zero byte), is refused with this code. */
static void
assert_flooded(struct pack_copy *copy, const char *head, const char *unit, size_t length, enum kx_code code)
{
	size_t at = strlen(head), step = unit[0] == '\0' ? 1 : strlen(unit), kept;
	char *bytes = malloc(length + step);
	const char *before = pack_copy_bytes(copy, "topics.json", &kept);

	assert_non_null(bytes);
	memcpy(bytes, head, at);
	for (; at < length; at += step)
		memcpy(bytes + at, unit, step);
	pack_copy_put(copy, "topics.json", bytes, length);
	free(bytes);
	assert_false(read_soundly(copy));
	assert_int_equal(copy->diags.list[0].code, code);
	pack_copy_put(copy, "topics.json", before, kept);
}

static void
floods_are_refused_quickly(void **state)
{
	struct pack_copy *copy = *state;
	const size_t much = 4u * 1024 * 1024;

	assert_flooded(copy, "", "[", much, KX106);
	assert_flooded(copy, "", "{\"a\":", much, KX106);
	assert_flooded(copy, "[", "{},", much, KX111);
	assert_flooded(copy, "[\"", "a", much, KX104);
	assert_flooded(copy, "", " ", much, KX101);
	assert_flooded(copy, "[", "", much, KX102);
	assert_flooded(copy, "[", "9", much, KX114);
	assert_flooded(copy, "", "\xff", much, KX102);
	/* A file of a hundred megabytes that holds none. */
	pack_copy_put(copy, "topics.json", "{", 1);
	assert_int_equal(truncate(pack_copy_path(copy, "topics.json"), 100 * 1024 * 1024), 0);
	assert_false(read_soundly(copy));
	assert_int_equal(copy->diags.list[0].code, KX111);
}

/* Hundreds of thousands of faults: a full list and a count, soon. */
static void
countless_faults_are_counted(void **state)
{
	struct pack_copy *copy = *state;
	struct kx_buffer text;
	size_t i;

	kx_buffer_init(&text, 1u << 24);
	kx_buffer_text(&text, "{\"sections\": [], \"topics\": [");
	for (i = 0; i < 1500; i++)
		kx_buffer_print(&text, "{\"id\": \"same\", \"x%zu\": 1, \"title\": 7, \"required\": \"no\"},\n", i);
	kx_buffer_text(&text, "0]}");
	pack_copy_put(copy, "topics.json", text.bytes, text.length);
	kx_buffer_done(&text);
	assert_false(read_soundly(copy));
	assert_int_equal(copy->diags.count, KX_MAX_DIAGNOSTICS);
	assert_true(copy->diags.errors > 4500);
	assert_int_equal(copy->diags.errors, copy->diags.count + copy->diags.dropped);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ON_A_COPY(files_cut_anywhere_are_refused),
		ON_A_COPY(spoiled_bytes_do_no_harm),
		ON_A_COPY(strange_values_do_no_harm),
		ON_A_COPY(things_in_place_of_files_are_named),
		ON_A_COPY(floods_are_refused_quickly),
		ON_A_COPY(countless_faults_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
