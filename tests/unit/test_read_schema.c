/*
 * The schemas that editors check by and the reader must say the same: which
 * keys there are, which must be there, and which words a value can be.  Each
 * object of the packs is walked together with its schema, and spoiled one key
 * at a time.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "pack_copy.h"

struct walk;

struct walk {
	struct pack_copy *copy;
	const char *name;          /* of the file in the pack */
	json_t *root;              /* its content, spoiled and mended as the walk goes */
	bool (*reader)(struct walk *walk);   /* of a file that is not data */
	size_t required, optional, unknown, words;
};

static bool
read_again(struct walk *walk)
{
	pack_copy_put_json(walk->copy, walk->name, walk->root);
	if (walk->reader == NULL)
		return pack_copy_read(walk->copy);
	kx_arena_done(&walk->copy->arena);
	kx_arena_init(&walk->copy->arena, KX_JOB_ARENA_BYTES);
	kx_diagnostics_init(&walk->copy->diags, &walk->copy->arena);
	return walk->reader(walk);
}

static bool
read_handout(struct walk *walk)
{
	struct kx_template *sheet;

	return kx_read_template(&walk->copy->arena, NULL, walk->copy->folder, "handout", &sheet, &walk->copy->diags);
}

static bool
read_large(struct walk *walk)
{
	struct kx_size_profile *size;

	return kx_read_size(&walk->copy->arena, NULL, walk->copy->folder, "large", &size, &walk->copy->diags);
}

static bool
read_saver(struct walk *walk)
{
	struct kx_ink_profile *ink;

	return kx_read_ink(&walk->copy->arena, NULL, walk->copy->folder, "saver", &ink, &walk->copy->diags);
}

static bool
read_warm(struct walk *walk)
{
	struct kx_theme *theme;

	return kx_read_theme(&walk->copy->arena, NULL, walk->copy->folder, "warm", &theme, &walk->copy->diags);
}

/* A diagnostic of this code that names the key. */
static bool
complained(const struct walk *walk, enum kx_code code, const char *key)
{
	const char *quoted = kx_arena_print(&walk->copy->names, "\"%s\"", key);
	size_t i;

	for (i = 0; i < walk->copy->diags.count; i++)
		if (walk->copy->diags.list[i].code == code && strstr(walk->copy->diags.list[i].message, quoted) != NULL)
			return true;
	return false;
}

static bool
is_required(json_t *schema, const char *key)
{
	json_t *name;
	size_t i;

	json_array_foreach(json_object_get(schema, "required"), i, name)
		if (strcmp(json_string_value(name), key) == 0)
			return true;
	return false;
}

/*
 * Without the key: the reader misses it exactly when the schema requires it.
 * What the schema requires on a condition only, the reader may miss.
 */
static void
try_without(struct walk *walk, json_t *object, json_t *schema, const char *key)
{
	json_t *kept = json_incref(json_object_get(object, key));
	bool required = is_required(schema, key), missed;

	json_object_del(object, key);
	read_again(walk);
	missed = complained(walk, KX108, key);
	if (missed != required && !(missed && is_required(json_object_get(schema, "then"), key)))
		fail_msg("%s: \"%s\" is %srequired by the schema only", walk->name, key, required ? "" : "not ");
	walk->required += required;
	walk->optional += !required;
	json_object_set_new(object, key, kept);
}

static void
try_unknown(struct walk *walk, json_t *object)
{
	json_object_set_new(object, "zzzzzz", json_true());
	assert_false(read_again(walk));
	if (!complained(walk, KX109, "zzzzzz"))
		fail_msg("%s: an object takes any key", walk->name);
	json_object_del(object, "zzzzzz");
	walk->unknown++;
}

/* Every word the schema allows is one the reader knows, and no other. */
static void
try_words(struct walk *walk, json_t *object, const char *key, json_t *words)
{
	json_t *kept = json_incref(json_object_get(object, key)), *word;
	size_t i;

	json_array_foreach(words, i, word) {
		json_object_set(object, key, word);
		read_again(walk);
		if (complained(walk, KX110, key))
			fail_msg("%s: \"%s\" may be \"%s\" by the schema only", walk->name, key, json_string_value(word));
	}
	json_object_set_new(object, key, json_string("zzzzzz"));
	read_again(walk);
	assert_true(complained(walk, KX110, key));
	json_object_set_new(object, key, kept);
	walk->words++;
}

static void walk_value(struct walk *walk, json_t *value, json_t *schema);

static void
walk_object(struct walk *walk, json_t *object, json_t *schema)
{
	json_t *properties = json_object_get(schema, "properties"), *rest = json_object_get(schema, "additionalProperties");
	const char *key;
	json_t *member, *keys = json_object();

	/* Keys are tried on a list of their own: trying them changes the object. */
	json_object_update(keys, object);
	if (json_is_false(rest))
		try_unknown(walk, object);
	json_object_foreach(keys, key, member) {
		json_t *below = json_object_get(properties, key);

		if (below == NULL && json_is_object(rest)) {
			walk_value(walk, member, rest);
			break;   /* the entries of a table are all alike */
		}
		assert_non_null(below);
		try_without(walk, object, schema, key);
		if (json_object_get(below, "enum") != NULL)
			try_words(walk, object, key, json_object_get(below, "enum"));
		walk_value(walk, member, below);
	}
	json_decref(keys);
}

static void
walk_value(struct walk *walk, json_t *value, json_t *schema)
{
	json_t *either = json_object_get(schema, "anyOf");

	if (json_is_object(value) && json_is_array(either) && json_object_get(schema, "properties") == NULL)
		schema = json_array_get(either, 1);
	if (json_is_object(value))
		walk_object(walk, value, schema);
	else if (json_is_array(value)) {
		/* One element of each list: the fullest. */
		json_t *element, *fullest = NULL;
		size_t i;

		json_array_foreach(value, i, element)
			if (fullest == NULL || json_object_size(element) > json_object_size(fullest))
				fullest = element;
		if (fullest != NULL)
			walk_value(walk, fullest, json_object_get(schema, "items"));
	}
}

static void
walk_file(struct walk *walk, const char *name, const char *schema)
{
	const char *path = kx_arena_print(&walk->copy->names, "data/schema/%s.schema.json", schema);
	json_t *described = json_load_file(path, 0, NULL);

	assert_non_null(described);
	walk->name = name;
	walk->root = pack_copy_json(walk->copy, name);
	walk_value(walk, walk->root, described);
	pack_copy_put_json(walk->copy, name, walk->root);
	json_decref(walk->root);
	json_decref(described);
}

static void
reader_and_schemas_agree(void **state)
{
	struct pack_copy copy;
	struct walk walk = { .copy = &copy };

	(void)state;
	pack_copy_open(&copy, "tests/pack");
	assert_true(pack_copy_read(&copy));
	walk_file(&walk, "pack.json", "pack");
	walk_file(&walk, "sources.json", "sources");
	walk_file(&walk, "topics.json", "topics");
	walk_file(&walk, "summaries/review-2022.json", "summary");
	walk_file(&walk, "rulings.json", "rulings");
	walk_file(&walk, "help-lines.json", "help-lines");
	walk_file(&walk, "clinics/harbor.json", "clinic");
	walk_file(&walk, "wording/en.json", "wording");
	assert_true(pack_copy_read(&copy));
	assert_true(walk.required > 80 && walk.optional > 15 && walk.unknown > 20 && walk.words > 8);
	pack_copy_close(&copy);
}

static void
template_and_schema_agree(void **state)
{
	struct pack_copy copy;
	struct walk walk = { .copy = &copy, .reader = read_handout };

	(void)state;
	pack_copy_open(&copy, "templates");
	walk_file(&walk, "handout.json", "template");
	assert_true(walk.required > 25 && walk.optional > 10 && walk.unknown > 8);
	pack_copy_close(&copy);
}

static void
profiles_and_schemas_agree(void **state)
{
	struct walk sizes = { .reader = read_large }, inks = { .reader = read_saver }, themes = { .reader = read_warm };
	struct pack_copy copy;

	(void)state;
	pack_copy_open(&copy, "templates");
	sizes.copy = inks.copy = themes.copy = &copy;
	walk_file(&sizes, "sizes/large.json", "size");
	assert_true(sizes.required >= 9 && sizes.optional >= 5 && sizes.unknown >= 2);
	walk_file(&inks, "inks/saver.json", "ink");
	assert_true(inks.required >= 4 && inks.optional >= 2 && inks.unknown >= 1);
	walk_file(&themes, "themes/warm.json", "theme");
	assert_true(themes.required >= 3 && themes.optional >= 3 && themes.unknown >= 3);
	pack_copy_close(&copy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reader_and_schemas_agree),
		cmocka_unit_test(template_and_schema_agree),
		cmocka_unit_test(profiles_and_schemas_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
