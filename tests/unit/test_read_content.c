#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "pack_copy.h"

/* A small summary of a source that tests/pack has, with these claims; single quotes as in JSON5. */
static void
put_summary(struct pack_copy *copy, const char *claims)
{
	char text[8192], *c;

	snprintf(text, sizeof(text), "{'source': 'extra', 'curated_by': 'x', 'curated_on': '2024-01-01', 'checked_by': null,"
	    "'review_by': '2026-01-01', 'claims': [%s]}", claims);
	for (c = text; *c != '\0'; c++)
		if (*c == '\'')
			*c = '"';
	pack_copy_put(copy, "summaries/extra.json", text, strlen(text));
}

/* A pack of few words, in place of the copy's, for claims whose parts are known here. */
static void
simplify(struct pack_copy *copy)
{
	json_t *pack = pack_copy_json(copy, "pack.json"), *sources = pack_copy_json(copy, "sources.json");
	json_t *topics = pack_copy_json(copy, "topics.json");

	json_array_append_new(json_object_get(pack, "products"),
	    json_pack("{s:s,s:s,s:s,s:s,s:s}", "id", "p", "name", "p", "label", "P", "status", "s", "status_line", "S"));
	json_array_append_new(json_object_get(pack, "conditions"), json_pack("{s:s,s:s}", "id", "c", "name", "c"));
	json_array_append_new(json_object_get(pack, "outcomes"),
	    json_pack("{s:s,s:s,s:s,s:b}", "id", "o", "label", "O", "means", "m", "good", 1));
	json_array_append_new(json_object_get(pack, "comparators"),
	    json_pack("{s:s,s:s,s:s}", "id", "k", "label", "k", "with", "K"));
	json_array_append_new(json_object_get(sources, "sources"), json_pack("{s:s,s:s,s:s,s:s,s:i,s:s,s:s}", "id", "extra",
	    "kind", "trial", "title", "t", "citation", "c", "tier", 2, "check", "primary", "accessed", "2024-01-01"));
	json_array_append_new(json_object_get(topics, "topics"),
	    json_pack("{s:s,s:s,s:b,s:i}", "id", "t", "title", "T", "required", 0, "prints", 1));
	pack_copy_put_json(copy, "pack.json", pack);
	pack_copy_put_json(copy, "sources.json", sources);
	pack_copy_put_json(copy, "topics.json", topics);
	json_decref(pack);
	json_decref(sources);
	json_decref(topics);
}

/* A claim on the simple vocabulary; `more` begins with a comma. */
#define CLAIM(id, more) "{'id': '" id "', 'topic': 't', 'product': 'p', 'condition': 'c', 'says': 's', 'stance': 'asserts', " \
	"'verdict': 'supported', 'locator': 'l'" more "}"
#define FIGURE(id, parts) CLAIM(id, ", 'certainty': {'level': 'low', 'reason': 'r'}, 'figures': " \
	"[{'outcome': 'o', 'at': 'a', 'population': 'q', " parts "}]")

static void
assert_sorted(const struct kx_content *content)
{
	size_t i, k;

	for (i = 1; i < content->source_count; i++)
		assert_true(strcmp(content->sources[i - 1].id, content->sources[i].id) < 0);
	for (i = 1; i < content->topic_count; i++)
		assert_true(strcmp(content->topics[i - 1].id, content->topics[i].id) < 0);
	for (i = 1; i < content->claim_count; i++)
		assert_true(strcmp(content->claims[i - 1]->id, content->claims[i]->id) < 0);
	for (i = 1; i < content->ruling_count; i++)
		assert_true(strcmp(content->rulings[i - 1].id, content->rulings[i].id) < 0);
	for (i = 1; i < content->wording.entry_count; i++)
		assert_true(strcmp(content->wording.entries[i - 1].key, content->wording.entries[i].key) < 0);
	for (i = 0; i < content->summary_count; i++) {
		if (i > 0)
			assert_true(strcmp(content->summaries[i - 1].source_id, content->summaries[i].source_id) < 0);
		for (k = 0; k < content->summaries[i].claim_count; k++) {
			const struct kx_claim *claim = &content->summaries[i].claims[k];

			assert_ptr_equal(claim->summary, &content->summaries[i]);
			assert_string_equal(claim->source->id, content->summaries[i].source_id);
			assert_ptr_equal(kx_content_claim(content, claim->id), claim);
			assert_non_null(kx_content_topic(content, claim->topic));
		}
	}
}

static void
reads_the_packs(void **state)
{
	static const char *const folders[] = { "tests/pack", "data" };
	struct kx_diagnostics diags;
	struct kx_content *content;
	struct kx_arena arena;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
		kx_diagnostics_init(&diags, &arena);
		content = NULL;
		assert_true(kx_read_content(&arena, folders[i], NULL, NULL, &content, &diags));
		assert_int_equal(diags.count, 0);
		assert_true(content->claim_count > 10 && content->section_count > 3);
		assert_string_equal(content->folder, folders[i]);
		assert_true(content->clinic.logo == NULL || kx_path_is_file(content->clinic.logo));
		assert_sorted(content);
		kx_arena_done(&arena);
	}
}

/* The dump of a copied folder is the dump of the folder: no path, no order of the disk, no pointer in it. */
static void
dumps_the_same_again(void **state)
{
	struct pack_copy *copy = *state;
	struct kx_buffer dumps[2];
	struct kx_diagnostics diags;
	struct kx_content *content;
	struct kx_arena arena;

	kx_buffer_init(&dumps[0], 1 << 24);
	kx_buffer_init(&dumps[1], 1 << 24);
	kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
	kx_diagnostics_init(&diags, &arena);
	assert_true(kx_read_content(&arena, "tests/pack", NULL, NULL, &content, &diags));
	kx_content_dump(content, &dumps[0]);
	assert_true(pack_copy_read(copy));
	kx_content_dump(copy->content, &dumps[1]);
	assert_string_equal(kx_buffer_bytes(&dumps[0]), kx_buffer_bytes(&dumps[1]));
	assert_non_null(strstr(kx_buffer_bytes(&dumps[0]), "\nruling "));
	assert_non_null(strstr(kx_buffer_bytes(&dumps[0]), "\t\tfigure "));
	assert_null(strstr(kx_buffer_bytes(&dumps[1]), copy->folder));
	kx_arena_done(&arena);
	kx_buffer_done(&dumps[0]);
	kx_buffer_done(&dumps[1]);
}

/* The sheet's manifest tells it, and nobody opens the file for it again. */
static void
hashes_the_clinics_file(void **state)
{
	char now[KX_HASH_HEX], then[KX_HASH_HEX];
	struct pack_copy *copy = *state;
	struct kx_diagnostics diags;

	assert_true(pack_copy_read(copy));
	assert_non_null(copy->content->clinic.digest);
	kx_hash_digits(copy->content->clinic.digest, then);
	kx_diagnostics_init(&diags, &copy->arena);
	assert_true(kx_file_hash(copy->content->clinic.origin.file, 1 << 20, now, &diags));
	assert_string_equal(now, then);
}

static void
derives_percents(void **state)
{
	struct pack_copy *copy = *state;
	const struct kx_figure *figure;

	simplify(copy);
	put_summary(copy, FIGURE("x-1", "'n': 1, 'of': 3, 'per': 1000, 'comparator': {'id': 'k', 'n': 1, 'of': 16}") ","
	    FIGURE("x-2", "'percent': 27.4, 'interval': [20.05, 30]") ","
	    FIGURE("x-3", "'n': 182, 'of': 310, 'percent': 58.7") "," CLAIM("x-4", ", 'correction': 'x-1'"));
	assert_true(pack_copy_read(copy));
	figure = &kx_content_claim(copy->content, "x-1")->figures[0];
	assert_true(figure->arm.has_counts && figure->arm.has_percent && !figure->arm.has_interval);
	assert_int_equal(figure->arm.percent, 33333);
	assert_int_equal(figure->per, 1000);
	assert_string_equal(figure->comparator, "k");
	assert_int_equal(figure->against.percent, 6250);
	figure = &kx_content_claim(copy->content, "x-2")->figures[0];
	assert_false(figure->arm.has_counts);
	assert_int_equal(figure->arm.percent, 27400);
	assert_int_equal(figure->arm.low, 20050);
	assert_int_equal(figure->arm.high, 30000);
	assert_int_equal(figure->per, 100);
	assert_null(figure->comparator);
	assert_int_equal(kx_content_claim(copy->content, "x-3")->figures[0].arm.percent, 58700);
	assert_string_equal(kx_content_claim(copy->content, "x-1")->figures[0].origin.pointer, "/claims/0/figures/0");
	assert_int_equal(kx_content_claim(copy->content, "x-4")->certainty, KX_CERTAINTY_NONE);
	assert_int_equal(kx_content_claim(copy->content, "x-1")->certainty, KX_LOW);
}

static void
assert_figure(struct pack_copy *copy, const char *claim, enum kx_code code, const char *message)
{
	put_summary(copy, claim);
	if (message == NULL) {
		assert_true(pack_copy_read(copy));
		return;
	}
	assert_false(pack_copy_read(copy));
	assert_int_equal(copy->diags.count, 1);
	assert_string_equal(copy->diags.list[0].message, message);
	assert_int_equal(copy->diags.list[0].code, code);
}

/* The tolerance is 0.06 of a percent point, and it is exact. */
static void
holds_percents_to_their_counts(void **state)
{
	struct pack_copy *copy = *state;

	simplify(copy);
	assert_figure(copy, FIGURE("x", "'n': 1, 'of': 4, 'percent': 25.06"), 0, NULL);
	assert_figure(copy, FIGURE("x", "'n': 1, 'of': 4, 'percent': 25.061"), KX130, "1 of 4 is 25 percent, not 25.061");
	assert_figure(copy, FIGURE("x", "'n': 1, 'of': 4, 'percent': 24.94"), 0, NULL);
	assert_figure(copy, FIGURE("x", "'n': 1, 'of': 4, 'percent': 24.939"), KX130, "1 of 4 is 25 percent, not 24.939");
	assert_figure(copy, FIGURE("x", "'n': 5, 'of': 4"), KX129, "5 of 4: more than there were");
	assert_figure(copy, FIGURE("x", "'n': 4, 'of': 4, 'percent': 100"), 0, NULL);
	assert_figure(copy, FIGURE("x", "'n': 0, 'of': 0"), KX114, "\"of\" is 0, but must be from 1 to 1000000000");
	assert_figure(copy, FIGURE("x", "'n': 3"), KX132, "a figure has \"n\" without \"of\"");
	assert_figure(copy, FIGURE("x", "'of': 3"), KX132, "a figure has \"of\" without \"n\"");
	assert_figure(copy, FIGURE("x", "'people': 3"), KX132, "a figure says no number");
	assert_figure(copy, FIGURE("x", "'percent': 1, 'comparator': {'id': 'k'}"), KX132, "a comparator says no number");
	assert_figure(copy, FIGURE("x", "'percent': 5, 'interval': [5, 5]"), 0, NULL);
	assert_figure(copy, FIGURE("x", "'percent': 5, 'interval': [5.1, 6]"), KX131, "the interval does not hold its percent, 5");
	assert_figure(copy, FIGURE("x", "'percent': 5, 'interval': [6, 4]"), KX131, "the interval does not hold its percent, 5");
	assert_figure(copy, FIGURE("x", "'percent': 5, 'interval': [4]"), KX131, "an interval has two ends, not 1");
	assert_figure(copy, FIGURE("x", "'n': 1, 'of': 3, 'interval': [33.3, 33.4]"), 0, NULL);
	assert_figure(copy, CLAIM("x", ", 'figures': [{'outcome': 'o', 'at': 'a', 'population': 'q', 'percent': 1}]"), KX108,
	    "a claim with figures needs the key \"certainty\"");
}

static void
follows_corrections(void **state)
{
	struct pack_copy *copy = *state;

	simplify(copy);
	assert_figure(copy, CLAIM("x-1", ", 'correction': 'x-1'"), KX135, "the claim \"x-1\" corrects itself");
	assert_figure(copy, CLAIM("x-1", ", 'correction': 'x-9'"), KX125, "there is no claim \"x-9\"");
	put_summary(copy, CLAIM("x-5", ", 'correction': 'x-4'") "," CLAIM("x-4", ", 'correction': 'x-2'") ","
	    CLAIM("x-3", ", 'correction': 'x-4'") "," CLAIM("x-2", ", 'correction': 'x-3'") ","
	    CLAIM("x-7", ", 'correction': 'x-8'") "," CLAIM("x-8", ""));
	assert_false(pack_copy_read(copy));
	assert_int_equal(copy->diags.count, 1);
	assert_string_equal(copy->diags.list[0].message, "the corrections of \"x-2\" lead back to it");
	assert_string_equal(copy->diags.list[0].place.pointer, "/claims/3/correction");
	assert_int_equal(copy->diags.list[0].other_count, 2);
	assert_string_equal(copy->diags.list[0].others[0].pointer, "/claims/2/correction");
	assert_string_equal(copy->diags.list[0].others[1].pointer, "/claims/1/correction");
}

/* A file that cannot be read must not make every reference to it a fault of its own. */
static void
one_lost_file_is_one_fault(void **state)
{
	static const char *const names[] = { "sources.json", "topics.json", "pack.json", "help-lines.json", "summaries/extra.json" };
	struct pack_copy *copy = *state;
	size_t i, length;
	const char *bytes;

	simplify(copy);
	put_summary(copy, CLAIM("x-1", ""));
	assert_true(pack_copy_read(copy));
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		bytes = pack_copy_bytes(copy, names[i], &length);
		pack_copy_put(copy, names[i], "{", 1);
		assert_false(pack_copy_read(copy));
		assert_int_equal(copy->diags.count, 1);
		assert_int_equal(copy->diags.list[0].code, KX104);
		assert_int_equal(unlink(pack_copy_path(copy, names[i])), 0);
		if (strcmp(names[i], "summaries/extra.json") != 0) {
			assert_false(pack_copy_read(copy));
			assert_int_equal(copy->diags.count, 1);
			assert_int_equal(copy->diags.list[0].code, KX701);
		}
		pack_copy_put(copy, names[i], bytes, length);
	}
	assert_true(pack_copy_read(copy));
}

static void
all_files_are_read_to_the_end(void **state)
{
	struct pack_copy *copy = *state;
	json_t *json;

	json = pack_copy_json(copy, "pack.json");
	json_object_set_new(json, "title", json_integer(1));
	json_object_set_new(json, "written_on", json_string("yesterday"));
	pack_copy_put_json(copy, "pack.json", json);
	json_decref(json);
	json = pack_copy_json(copy, "sources.json");
	json_object_set_new(json_array_get(json_object_get(json, "sources"), 0), "tier", json_integer(5));
	pack_copy_put_json(copy, "sources.json", json);
	json_decref(json);
	json = pack_copy_json(copy, "rulings.json");
	json_object_del(json_array_get(json_object_get(json, "rulings"), 0), "why");
	pack_copy_put_json(copy, "rulings.json", json);
	json_decref(json);
	json = pack_copy_json(copy, "wording/en.json");
	json_object_set_new(json, "nmae", json_string("x"));
	pack_copy_put_json(copy, "wording/en.json", json);
	json_decref(json);
	assert_false(pack_copy_read(copy));
	assert_int_equal(copy->diags.count, 5);
	assert_true(pack_copy_reported(copy, KX107) && pack_copy_reported(copy, KX113) && pack_copy_reported(copy, KX114));
	assert_true(pack_copy_reported(copy, KX108) && pack_copy_reported(copy, KX109));
}

static void
chooses_clinic_and_language(void **state)
{
	struct pack_copy *copy = *state;
	const char *path;

	assert_true(pack_copy_read(copy));
	path = kx_arena_print(&copy->names, "%s/clinics/%s.json", copy->folder, copy->content->clinic.id);
	assert_true(pack_copy_read_with(copy, path, NULL));
	assert_string_equal(copy->content->clinic.origin.file, path);
	assert_false(pack_copy_read_with(copy, "no-such-clinic", NULL));
	assert_int_equal(copy->diags.count, 1);
	assert_int_equal(copy->diags.list[0].code, KX126);
	assert_false(pack_copy_read_with(copy, "no/such.json", NULL));
	assert_int_equal(copy->diags.list[0].code, KX701);
	assert_false(pack_copy_read_with(copy, "", NULL));
	assert_int_equal(copy->diags.list[0].code, KX126);
	assert_true(pack_copy_read_with(copy, NULL, "en"));
	assert_false(pack_copy_read_with(copy, NULL, "../../en"));
	assert_int_equal(copy->diags.list[0].code, KX128);
	assert_int_equal(rename(pack_copy_path(copy, "wording/en.json"), pack_copy_path(copy, "wording/de.json")), 0);
	assert_false(pack_copy_read(copy));
	assert_int_equal(copy->diags.count, 1);
	assert_string_equal(copy->diags.list[0].message, "there is no wording \"en\" in this folder");
}

static void
assert_logo(struct pack_copy *copy, const char *logo, const char *message)
{
	const char *name = kx_arena_print(&copy->names, "clinics/%s.json", "harbor");
	json_t *json = pack_copy_json(copy, name);

	json_object_set_new(json, "logo", json_string(logo));
	pack_copy_put_json(copy, name, json);
	json_decref(json);
	assert_false(pack_copy_read_with(copy, "harbor", NULL));
	assert_int_equal(copy->diags.list[0].code, KX136);
	assert_string_equal(copy->diags.list[0].message, message);
}

/* A clinic's file cannot pull other files of the machine into the sheet. */
static void
the_logo_lies_beside_its_clinic(void **state)
{
	struct pack_copy *copy = *state;

	assert_int_equal(mkdir(pack_copy_path(copy, "clinics/folder.png"), 0777), 0);
	assert_logo(copy, "none.png", "there is no file \"none.png\" beside this one");
	assert_logo(copy, "folder.png", "there is no file \"folder.png\" beside this one");
	assert_logo(copy, "/etc/passwd", "\"/etc/passwd\" is not the name of a file beside this one");
	assert_logo(copy, "../pack.json", "\"../pack.json\" is not the name of a file beside this one");
	assert_logo(copy, "..", "\"..\" is not the name of a file beside this one");
}

/* Every size of the arena up to enough: a clean failure, then success. */
static void
fails_cleanly_without_memory(void **state)
{
	struct kx_diagnostics diags;
	struct kx_content *content = NULL;
	struct kx_arena arena, words;
	size_t ceiling;
	bool read = false;

	(void)state;
	for (ceiling = 0; !read; ceiling += ceiling < 4096 ? 512 : 4099) {
		kx_arena_init(&words, 1 << 20);
		kx_arena_init(&arena, ceiling);
		kx_diagnostics_init(&diags, &words);
		read = kx_read_content(&arena, "tests/pack", NULL, NULL, &content, &diags);
		assert_true(read == (diags.errors == 0));
		assert_true(read || content == NULL);
		kx_arena_done(&arena);
		kx_arena_done(&words);
		assert_true(ceiling < 1 << 24);
	}
	/* And when the messages themselves have no room. */
	for (ceiling = 0; ceiling < 100000; ceiling += 1999) {
		kx_arena_init(&arena, ceiling);
		kx_diagnostics_init(&diags, &arena);
		read = kx_read_content(&arena, "tests/pack", NULL, NULL, &content, &diags);
		assert_true(read == (diags.errors == 0));
		kx_arena_done(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_packs),
		ON_A_COPY(dumps_the_same_again),
		ON_A_COPY(hashes_the_clinics_file),
		ON_A_COPY(derives_percents),
		ON_A_COPY(holds_percents_to_their_counts),
		ON_A_COPY(follows_corrections),
		ON_A_COPY(one_lost_file_is_one_fault),
		ON_A_COPY(all_files_are_read_to_the_end),
		ON_A_COPY(chooses_clinic_and_language),
		ON_A_COPY(the_logo_lies_beside_its_clinic),
		cmocka_unit_test(fails_cleanly_without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
