/*
 * Reading gate.json: the shipped one and the test pack's, what is left out,
 * every kind of fault, references into the content, and the schema's keys.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "pack_copy.h"
#include "read/gate.h"

static bool
read_gate(struct pack_copy *copy, struct kx_gate **ret_gate)
{
	kx_arena_done(&copy->arena);
	kx_arena_init(&copy->arena, KX_JOB_ARENA_BYTES);
	kx_diagnostics_init(&copy->diags, &copy->arena);
	return kx_read_gate(&copy->arena, NULL, copy->folder, NULL, NULL, ret_gate, &copy->diags);
}

static bool
read_text(struct pack_copy *copy, const char *text, struct kx_gate **ret_gate)
{
	pack_copy_put(copy, "gate.json", text, strlen(text));
	return read_gate(copy, ret_gate);
}

static void
open_pack(struct pack_copy *copy)
{
	pack_copy_open(copy, "tests/pack");
	kx_diagnostics_init(&copy->diags, &copy->arena);
}

/* ---- whole files ---- */

static void
both_packs_are_sound(void **state)
{
	static const char *const folders[] = { "data", "tests/pack" };
	struct kx_diagnostics diags;
	struct kx_content *content;
	struct kx_buffer messages;
	struct kx_arena arena;
	struct kx_gate *gate;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
		kx_diagnostics_init(&diags, &arena);
		kx_buffer_init(&messages, 1 << 20);
		if (!kx_read_content(&arena, folders[i], NULL, NULL, &content, &diags) ||
		    !kx_read_gate(&arena, NULL, folders[i], NULL, NULL, &gate, &diags) || !kx_read_gate_check(gate, content, &diags)) {
			kx_read_explain(&diags, false, &messages);
			fail_msg("%s", kx_buffer_bytes(&messages));
		}
		assert_true(gate->harm_count > 0 && gate->words.hype.count > 0 && gate->crisis_count > 0);
		kx_buffer_done(&messages);
		kx_arena_done(&arena);
	}
}

static void
values(void **state)
{
	const struct kx_product_use *use;
	struct pack_copy copy;
	struct kx_gate *gate = NULL;

	(void)state;
	open_pack(&copy);
	assert_true(read_gate(&copy, &gate));
	assert_int_equal(gate->limits.grade_target, 7000);
	assert_int_equal(gate->limits.sentence_most, 30);
	assert_int_equal(gate->limits.grade_most, 8000);        /* not in the file */
	assert_string_equal(gate->names[0], "glim");
	assert_string_equal(gate->words.hype.entries[1].instead, "say in how many of 100 people");
	assert_string_equal(gate->words.hype.entries[1].origin.pointer, "/words/hype/1");
	assert_int_equal(gate->words.assurances.entries[0].allow_count, 1);
	assert_int_equal(gate->words.rescue_claims.count, 1);
	assert_int_equal(gate->spoken_count, 0);                /* a list that is not in the file */
	assert_int_equal(gate->words.medicine_changes.entries[0].pattern.steps[2].choice_count, 4);
	assert_int_equal(gate->certainty_words[0].up_to, KX_LOW);
	assert_int_equal(gate->presence.questions_least, 3);
	assert_int_equal(gate->fixed_lines[0].times, 1);
	assert_int_equal(gate->topic_pairs[0].within, KX_IN_BLOCK);
	assert_int_equal(gate->mechanism.topic_count, 1);
	assert_string_equal(kx_gate_crisis_find(gate, "ZZ")->numbers[1], "555-0112");
	assert_null(kx_gate_crisis_find(gate, "US"));
	use = kx_gate_use_find(gate, "hum-lamp", "long-hiccups");
	assert_string_equal(use->status, "not-approved");
	assert_int_equal(use->phrase.count, 1);
	assert_null(kx_gate_use_find(gate, "hum-lamp", "any"));
	assert_null(kx_gate_use_find(gate, "other", "any"));
	assert_string_equal(kx_gate_harm_find(gate, "tongue")->name, "a green tongue");
	assert_null(kx_gate_harm_find(gate, "liver"));
	assert_null(kx_gate_condition_find(gate, "any"));
	assert_true(kx_gate_kept_apart(gate, "hum-lamp", "glim"));
	assert_false(kx_gate_kept_apart(gate, "glim", "glim"));
	pack_copy_close(&copy);
}

static void
empty_gate(void **state)
{
	struct pack_copy copy;
	struct kx_gate *gate = NULL;

	(void)state;
	open_pack(&copy);
	assert_true(read_text(&copy, "{}", &gate));
	assert_int_equal(gate->limits.grade_target, 6500);
	assert_int_equal(gate->limits.type_size_least, 12000);
	assert_int_equal(gate->limits.passive_most, 100);
	assert_int_equal(gate->words.hype.count, 0);
	assert_int_equal(gate->mechanism.sentences_most, 2);
	assert_int_equal(gate->presence.waiting_count, 0);
	assert_non_null(gate->presence.origin.file);
	pack_copy_close(&copy);
}

static void
no_gate(void **state)
{
	struct pack_copy copy;
	struct kx_gate *gate = NULL;

	(void)state;
	open_pack(&copy);
	assert_int_equal(remove(pack_copy_path(&copy, "gate.json")), 0);
	assert_false(read_gate(&copy, &gate));
	assert_null(gate);
	assert_true(pack_copy_reported(&copy, KX330));
	assert_int_equal(copy.diags.count, 1);
	assert_int_equal(kx_diagnostics_status(&copy.diags, false), KX_EXIT_INPUT);
	assert_non_null(strstr(copy.diags.list[0].hint, "copy the shipped data/gate.json"));
	pack_copy_close(&copy);
}

/* ---- of other languages ---- */

/* Which file a sheet in `language` is held to, of those in the folder; the pack is in English. */
static void
expect_file(struct pack_copy *copy, const char *language, const char *name)
{
	assert_string_equal(kx_read_gate_file(&copy->names, copy->folder, "en", language), name);
}

static void
file_of_a_language(void **state)
{
	struct pack_copy copy;

	(void)state;
	open_pack(&copy);
	expect_file(&copy, NULL, "gate.json");
	expect_file(&copy, "en", "gate.json");
	expect_file(&copy, "en-GB", "gate.json");
	expect_file(&copy, "es", "gate.es.json");
	expect_file(&copy, "es-US", "gate.es-US.json");
	expect_file(&copy, "eng", "gate.eng.json");
	pack_copy_put(&copy, "gate.es.json", "{}", 2);
	expect_file(&copy, "es", "gate.es.json");
	expect_file(&copy, "es-US", "gate.es.json");
	pack_copy_put(&copy, "gate.es-US.json", "{}", 2);
	expect_file(&copy, "es-US", "gate.es-US.json");
	expect_file(&copy, "es-MX", "gate.es.json");
	pack_copy_put(&copy, "gate.en-GB.json", "{}", 2);
	expect_file(&copy, "en-GB", "gate.en-GB.json");
	assert_string_equal(kx_read_gate_file(&copy.names, copy.folder, "es", "es"), "gate.json");
	pack_copy_close(&copy);
}

static void
gate_of_a_language(void **state)
{
	static const char words[] = "{\"endings\": [\"s\", \"o/a os\"], \"words\": {\"hype\": [\"milagro\"]}}";
	struct pack_copy copy;
	struct kx_gate *gate = NULL;

	(void)state;
	open_pack(&copy);
	kx_arena_init(&copy.arena, KX_JOB_ARENA_BYTES);
	kx_diagnostics_init(&copy.diags, &copy.arena);
	assert_false(kx_read_gate(&copy.arena, NULL, copy.folder, "en", "es", &gate, &copy.diags));
	assert_null(gate);
	assert_int_equal(copy.diags.count, 1);
	assert_true(pack_copy_reported(&copy, KX330));
	assert_string_equal(copy.diags.list[0].message, "there is no gate.es.json, and gate.json knows the words of \"en\", not of \"es\"");
	assert_non_null(strstr(copy.diags.list[0].hint, "copy gate.json to gate.es.json"));
	assert_int_equal(kx_diagnostics_status(&copy.diags, false), KX_EXIT_INPUT);
	pack_copy_put(&copy, "gate.es.json", words, strlen(words));
	assert_true(kx_read_gate(&copy.arena, NULL, copy.folder, "en", "es-US", &gate, &copy.diags));
	assert_string_equal(gate->language, "es");
	assert_int_equal(gate->words.hype.count, 1);
	assert_int_equal(gate->ending_count, 1);
	assert_int_equal(gate->change_count, 1);
	assert_string_equal(gate->changes[0].from, "o");
	assert_int_equal(gate->changes[0].to_count, 2);
	assert_string_equal(gate->changes[0].to[1], "os");
	assert_true(kx_read_gate(&copy.arena, NULL, copy.folder, "en", "en", &gate, &copy.diags));
	assert_null(gate->language);
	pack_copy_close(&copy);
}

/* What the shipped Spanish gate names is in the shipped data, and it asks for as much as the English one. */
static void
shipped_spanish(void **state)
{
	struct kx_gate *own, *spanish;
	struct kx_diagnostics diags;
	struct kx_content *content;
	struct kx_buffer messages;
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
	kx_diagnostics_init(&diags, &arena);
	kx_buffer_init(&messages, 1 << 20);
	if (!kx_read_content(&arena, "data", NULL, NULL, &content, &diags) || !kx_read_gate(&arena, NULL, "data", "en", "en", &own, &diags) ||
	    !kx_read_gate(&arena, NULL, "data", "en", "es", &spanish, &diags) || !kx_read_gate_check(spanish, content, &diags)) {
		kx_read_explain(&diags, false, &messages);
		fail_msg("%s", kx_buffer_bytes(&messages));
	}
	assert_int_equal(spanish->harm_count, own->harm_count);
	assert_int_equal(spanish->crisis_count, own->crisis_count);
	assert_int_equal(spanish->product_count, own->product_count);
	assert_int_equal(spanish->condition_count, own->condition_count);
	assert_int_equal(spanish->fixed_count, own->fixed_count);
	assert_int_equal(spanish->companion_count, own->companion_count);
	assert_int_equal(spanish->topic_pair_count, own->topic_pair_count);
	assert_int_equal(spanish->presence.step_count, own->presence.step_count);
	assert_int_equal(spanish->presence.always_count, own->presence.always_count);
	assert_int_equal(spanish->limits.passive_most, own->limits.passive_most);
	assert_int_equal(spanish->limits.inflesz_least, own->limits.inflesz_least);
	kx_buffer_done(&messages);
	kx_arena_done(&arena);
}

/* ---- faults ---- */

struct fault { const char *text; enum kx_code code; const char *pointer, *says; };

static void
faults(void **state)
{
	static const struct fault list[] = {
		{ "[]", KX107, "", "the gate" },
		{ "{\"hypes\": []}", KX109, "/hypes", "hypes" },
		{ "{\"words\": {\"hyp\": []}}", KX109, "/words/hyp", "hyp" },
		{ "{\"words\": {\"hype\": {}}}", KX107, "/words/hype", "list" },
		{ "{\"words\": {\"hype\": [7]}}", KX107, "/words/hype/0", "an entry" },
		{ "{\"words\": {\"hype\": [\"\"]}}", KX117, "/words/hype/0", "empty" },
		{ "{\"words\": {\"hype\": [\"cu*re\"]}}", KX331, "/words/hype/0", "no word" },
		{ "{\"words\": {\"hype\": [{\"match\": \"@no\"}]}}", KX331, "/words/hype/0/match", "no word class" },
		{ "{\"words\": {\"hype\": [{\"allow\": []}]}}", KX108, "/words/hype/0", "match" },
		{ "{\"words\": {\"hype\": [{\"match\": \"a\", \"allow\": [\"(\"]}]}}", KX331, "/words/hype/0/allow/0", "no word" },
		{ "{\"word_classes\": [{\"id\": \"a\", \"words\": [\"b c\"]}]}", KX331, "/word_classes/0/words/0", "single word" },
		{ "{\"word_classes\": [{\"id\": \"a\", \"words\": [\"b-c\"]}]}", KX331, "/word_classes/0/words/0", "hyphen" },
		{ "{\"endings\": [\"s\", \"/as\"]}", KX331, "/endings/1", "before the slash" },
		{ "{\"endings\": [\"o/ \"]}", KX331, "/endings/0", "before the slash" },
		{ "{\"word_classes\": [{\"id\": \"a\", \"words\": [\"!\"]}]}", KX331, "/word_classes/0/words/0", "no word" },
		{ "{\"limits\": {\"grade\": 7}}", KX109, "/limits/grade", "grade" },
		{ "{\"limits\": {\"grade_most\": 99}}", KX114, "/limits/grade_most", "grade_most" },
		{ "{\"limits\": {\"sentence_most\": 2.5}}", KX107, "/limits/sentence_most", "sentence_most" },
		{ "{\"spoken\": [{\"word\": \"NICE\", \"syllables\": 0}]}", KX114, "/spoken/0/syllables", "syllables" },
		{ "{\"certainty_words\": [{\"up_to\": \"none\", \"words\": []}]}", KX110, "/certainty_words/0/up_to", "up_to" },
		{ "{\"harms\": [{\"code\": \"A B\", \"name\": \"x\"}]}", KX112, "/harms/0/code", "\"A B\"" },
		{ "{\"harms\": [{\"code\": \"a\"}]}", KX108, "/harms/0", "name" },
		{ "{\"presence\": {\"questions_least\": -1}}", KX114, "/presence/questions_least", "questions_least" },
		{ "{\"presence\": {\"visit_steps\": [{\"name\": \"x\"}]}}", KX108, "/presence/visit_steps/0", "topics" },
		{ "{\"fixed_lines\": [{\"id\": \"x\"}]}", KX108, "/fixed_lines/0", "\"topic\" or \"says\"" },
		{ "{\"companions\": [{\"id\": \"x\", \"when\": [], \"needs\": [], \"within\": \"page\"}]}", KX110,
		    "/companions/0/within", "within" },
		{ "{\"topic_pairs\": [{\"topic\": \"a\", \"with\": \"b\", \"within\": \"sentence\"}]}", KX110,
		    "/topic_pairs/0/within", "within" },
		{ "{\"mechanism\": {\"barred\": []}}", KX108, "/mechanism", "topics" },
		{ "{\"crisis\": [{\"country\": \"US\"}]}", KX108, "/crisis/0", "numbers" },
		{ "{\"products\": [{\"product\": \"a\", \"names\": []}]}", KX108, "/products/0", "uses" },
		{ "{\"products\": [{\"product\": \"a\", \"names\": [], \"uses\": [{\"status\": \"b\"}]}]}", KX108,
		    "/products/0/uses/0", "conditions" },
		{ "{\"apart\": [{\"one\": \"a\"}]}", KX108, "/apart/0", "other" },
		{ "{\"conditions\": [{}]}", KX108, "/conditions/0", "condition" },
		{ "{", KX104, NULL, "" },
	};
	struct kx_gate *gate = NULL;
	struct pack_copy copy;
	size_t i;

	(void)state;
	open_pack(&copy);
	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		assert_false(read_text(&copy, list[i].text, &gate));
		if (copy.diags.count != 1 || copy.diags.list[0].code != list[i].code ||
		    strstr(copy.diags.list[0].message, list[i].says) == NULL ||
		    (list[i].pointer != NULL && strcmp(copy.diags.list[0].place.pointer, list[i].pointer) != 0))
			fail_msg("%s:\n%s", list[i].text, pack_copy_messages(&copy));
	}
	assert_null(gate);
	pack_copy_close(&copy);
}

/* One run reports every fault. */
static void
faults_add_up(void **state)
{
	struct kx_gate *gate = NULL;
	struct pack_copy copy;

	(void)state;
	open_pack(&copy);
	assert_false(read_text(&copy, "{\"limits\": {\"grade_most\": 99}, \"words\": {\"hype\": [\"(\", \")\", \"fine\"]}, \"x\": 1}",
	    &gate));
	assert_int_equal(copy.diags.count, 4);
	pack_copy_close(&copy);
}

/* ---- references ---- */

static void
references(void **state)
{
	static const struct fault list[] = {
		{ "{\"presence\": {\"waiting_topics\": [\"alt-wait-good\", \"alt-wait-bat\"]}}", KX123, "/presence/waiting_topics/1",
		    "alt-wait-bat" },
		{ "{\"presence\": {\"visit_steps\": [{\"name\": \"x\", \"topics\": [\"zz\"]}]}}", KX123,
		    "/presence/visit_steps/0/topics/0", "zz" },
		{ "{\"fixed_lines\": [{\"id\": \"x\", \"topic\": \"zz\"}]}", KX123, "/fixed_lines/0/topic", "zz" },
		{ "{\"topic_pairs\": [{\"topic\": \"speed\", \"with\": \"zz\", \"within\": \"block\"}]}", KX123,
		    "/topic_pairs/0/with", "zz" },
		{ "{\"mechanism\": {\"topics\": [\"zz\"]}}", KX123, "/mechanism/topics/0", "zz" },
		{ "{\"crisis\": [{\"country\": \"ZY\", \"numbers\": []}]}", KX122, "/crisis/0/country", "country \"ZY\"" },
		{ "{\"products\": [{\"product\": \"glum\", \"names\": [], \"uses\": []}]}", KX122, "/products/0/product",
		    "product \"glum\"" },
		{ "{\"products\": [{\"product\": \"glim\", \"names\": [], \"uses\": [{\"conditions\": [\"zz\"], \"status\": \"a\"}]}]}",
		    KX122, "/products/0/uses/0/conditions/0", "condition \"zz\"" },
		{ "{\"apart\": [{\"one\": \"glim\", \"other\": \"zz\"}]}", KX122, "/apart/0/other", "zz" },
		{ "{\"conditions\": [{\"condition\": \"zz\"}]}", KX122, "/conditions/0/condition", "zz" },
	};
	struct kx_gate *gate = NULL;
	struct pack_copy copy;
	size_t i;

	(void)state;
	open_pack(&copy);
	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		pack_copy_put(&copy, "gate.json", list[i].text, strlen(list[i].text));
		assert_true(pack_copy_read(&copy));
		assert_true(kx_read_gate(&copy.arena, NULL, copy.folder, NULL, NULL, &gate, &copy.diags));
		assert_false(kx_read_gate_check(gate, copy.content, &copy.diags));
		if (copy.diags.count != 1 || copy.diags.list[0].code != list[i].code ||
		    strcmp(copy.diags.list[0].place.pointer, list[i].pointer) != 0 ||
		    strstr(copy.diags.list[0].message, list[i].says) == NULL)
			fail_msg("%s:\n%s", list[i].text, pack_copy_messages(&copy));
		if (i == 0)
			assert_string_equal(copy.diags.list[0].hint, "did you mean \"alt-wait-bad\"?");
	}
	pack_copy_close(&copy);
}

/* ---- the schema ---- */

/* Reader and schema know the same keys at the top and in "limits" and "words". */
static void
schema_keys(void **state)
{
	static const char *const objects[] = { NULL, "limits", "words", "presence" };
	json_t *schema = json_load_file("data/schema/gate.schema.json", 0, NULL), *properties, *member;
	struct kx_gate *gate = NULL;
	struct pack_copy copy;
	const char *key, *text;
	size_t i, known = 0;

	(void)state;
	assert_non_null(schema);
	open_pack(&copy);
	for (i = 0; i < sizeof(objects) / sizeof(objects[0]); i++) {
		properties = json_object_get(schema, "properties");
		if (objects[i] != NULL)
			properties = json_object_get(json_object_get(properties, objects[i]), "properties");
		assert_non_null(properties);
		json_object_foreach(properties, key, member) {
			/* null is of no type that any key takes, so a known key is KX107, or taken without a word. */
			text = objects[i] == NULL ? kx_arena_print(&copy.names, "{\"%s\": null}", key) :
			    kx_arena_print(&copy.names, "{\"%s\": {\"%s\": null}}", objects[i], key);
			read_text(&copy, text, &gate);
			if (pack_copy_reported(&copy, KX109))
				fail_msg("the reader does not know \"%s\"", key);
			known++;
		}
	}
	assert_true(known >= 45);
	json_decref(schema);
	pack_copy_close(&copy);
}

/* ---- memory ---- */

static void
short_of_memory(void **state)
{
	struct kx_diagnostics diags;
	struct kx_arena arena, message_arena;
	struct kx_gate *gate = NULL;
	size_t ceiling;
	bool good;

	(void)state;
	for (ceiling = 0; gate == NULL && ceiling < (8u << 20); ceiling += ceiling / 8 + 64) {
		kx_arena_init(&arena, ceiling);
		kx_arena_init(&message_arena, 1 << 20);
		kx_diagnostics_init(&diags, &message_arena);
		good = kx_read_gate(&arena, NULL, "tests/pack", NULL, NULL, &gate, &diags);
		assert_int_equal(good, gate != NULL);
		assert_int_equal(diags.errors > 0, gate == NULL);
		kx_arena_done(&arena);
		kx_arena_done(&message_arena);
	}
	assert_non_null(gate);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_packs_are_sound),
		cmocka_unit_test(values),
		cmocka_unit_test(empty_gate),
		cmocka_unit_test(no_gate),
		cmocka_unit_test(file_of_a_language),
		cmocka_unit_test(gate_of_a_language),
		cmocka_unit_test(shipped_spanish),
		cmocka_unit_test(faults),
		cmocka_unit_test(faults_add_up),
		cmocka_unit_test(references),
		cmocka_unit_test(schema_keys),
		cmocka_unit_test(short_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
