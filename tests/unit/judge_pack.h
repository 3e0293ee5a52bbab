/*
 * judge_pack: the second pack, spoiled, and what the score card says of it.
 *
 * An edit names a file of the pack, the way to a value and the new value as
 * JSON, NULL to take it out.  The way is keys with slashes between; "[id]"
 * is the element of a list whose "id" is that.  The file "claim" is whichever
 * summary has the claim that the way begins with: "zz-label-not-child/says".
 * The file "template" is the layout.
 */
#ifndef JUDGE_PACK_H
#define JUDGE_PACK_H

#include "pack_copy.h"

#include "content/signed.h"
#include "merge/merge.h"
#include "read/gate.h"
#include "review/scorecard.h"

struct edit { const char *file, *at, *json; };

struct judged {
	struct pack_copy copy;
	struct kx_gate *gate;
	struct kx_template *sheet;
	struct kx_handout *handout;
	struct kx_document *document;
	const struct kx_scorecard *card;
};

static inline json_t *
edit_step(json_t *json, const char *step, size_t length)
{
	json_t *element;
	size_t i;

	if (json_is_array(json) && step[0] == '[') {
		json_array_foreach(json, i, element)
			if (strncmp(json_string_value(json_object_get(element, "id")), step + 1, length - 2) == 0 &&
			    strlen(json_string_value(json_object_get(element, "id"))) == length - 2)
				return element;
		return NULL;
	}
	if (json_is_array(json))
		return json_array_get(json, (size_t)atoi(step));
	return json_object_getn(json, step, length);
}

static inline void
edit_set(json_t *parent, const char *step, const char *text)
{
	json_t *value = text != NULL ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL, *element;
	size_t i;

	assert_true(text == NULL || value != NULL);
	if (json_is_object(parent)) {
		assert_int_equal(text != NULL ? json_object_set_new(parent, step, value) : json_object_del(parent, step), 0);
		return;
	}
	for (i = 0; i < json_array_size(parent); i++) {
		element = json_array_get(parent, i);
		if (step[0] == '[' ? element != edit_step(parent, step, strlen(step)) : i != (size_t)atoi(step))
			continue;
		assert_int_equal(text != NULL ? json_array_set_new(parent, i, value) : json_array_remove(parent, i), 0);
		return;
	}
	fail_msg("no element %s", step);
}

static inline void
edit_value(json_t *root, const char *at, const char *text)
{
	const char *slash;

	while ((slash = strchr(at, '/')) != NULL) {
		root = edit_step(root, at, (size_t)(slash - at));
		if (root == NULL)
			fail_msg("there is no %s", at);
		at = slash + 1;
	}
	edit_set(root, at, text);
}

/* The summary that has the claim, and where in it. */
static inline void
edit_claim(struct judged *judged, const char *at, const char *text)
{
	static const char *const files[] = { "guide-2020", "review-2022", "trial-2019", "trial-2021", "web-article", "zz-label" };
	const char *name, *slash = strchr(at, '/');
	json_t *root;
	size_t i;

	assert_non_null(slash);
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		if (strncmp(at, files[i], strlen(files[i])) != 0)
			continue;
		name = kx_arena_print(&judged->copy.names, "summaries/%s.json", files[i]);
		root = pack_copy_json(&judged->copy, name);
		edit_value(root, kx_arena_print(&judged->copy.names, "claims/[%.*s]%s", (int)(slash - at), at, slash), text);
		pack_copy_put_json(&judged->copy, name, root);
		json_decref(root);
		return;
	}
	fail_msg("no summary has %s", at);
}

static inline void
judged_open(struct judged *judged)
{
	char command[256];

	memset(judged, 0, sizeof(*judged));
	pack_copy_open(&judged->copy, "tests/pack");
	snprintf(command, sizeof(command), "cp -R templates/handout.json templates/sizes '%s'", judged->copy.folder);
	assert_int_equal(system(command), 0);
}

static inline void
judged_close(struct judged *judged)
{
	pack_copy_close(&judged->copy);
}

static inline void
judged_edit(struct judged *judged, const struct edit *edit)
{
	const char *name = strcmp(edit->file, "template") == 0 ? "handout.json" : edit->file;
	json_t *root;

	if (strcmp(edit->file, "claim") == 0) {
		edit_claim(judged, edit->at, edit->json);
		return;
	}
	root = pack_copy_json(&judged->copy, name);
	edit_value(root, edit->at, edit->json);
	pack_copy_put_json(&judged->copy, name, root);
	json_decref(root);
}

/* Score the document as it stands; without frames. */
static inline void
judged_score(struct judged *judged)
{
	struct kx_arena *arena = &judged->copy.arena;
	struct kx_score_subject subject = { .handout = judged->handout, .gate = judged->gate, .document = judged->document };

	subject.readability = kx_readability_document(arena, judged->document, judged->copy.content, judged->gate, NULL);
	assert_non_null(subject.readability);
	judged->card = kx_scorecard_make(arena, &subject);
	assert_non_null(judged->card);
}

/* Read, merge, compose and score; whatever was wrong with the data so far fails the test. */
static inline void
judged_run(struct judged *judged)
{
	struct pack_copy *copy = &judged->copy;
	struct kx_arena *arena;

	if (!pack_copy_read(copy))
		fail_msg("%s", pack_copy_messages(copy));
	arena = &copy->arena;
	if (!kx_read_gate(arena, NULL, copy->folder, NULL, NULL, &judged->gate, &copy->diags) ||
	    !kx_read_template(arena, NULL, copy->folder, pack_copy_path(copy, "handout.json"), &judged->sheet, &copy->diags) ||
	    !kx_merge(arena, copy->content, &judged->handout, &copy->diags) ||
	    !kx_document_compose(arena, judged->handout, judged->sheet, &judged->document, &copy->diags))
		fail_msg("%s", pack_copy_messages(copy));
	judged_score(judged);
}

static inline const struct kx_score_item *
judged_item(const struct judged *judged, const char *standard, const char *number)
{
	size_t i, k;

	for (i = 0; i < KX_STANDARDS; i++)
		for (k = 0; k < judged->card->standards[i].item_count; k++)
			if (strcmp(judged->card->standards[i].id, standard) == 0 &&
			    strcmp(judged->card->standards[i].items[k].number, number) == 0)
				return &judged->card->standards[i].items[k];
	fail_msg("no item %s %s", standard, number);
	return NULL;
}

static inline const struct kx_standard *
judged_standard(const struct judged *judged, const char *id)
{
	size_t i;

	for (i = 0; i < KX_STANDARDS; i++)
		if (strcmp(judged->card->standards[i].id, id) == 0)
			return &judged->card->standards[i];
	fail_msg("no standard %s", id);
	return NULL;
}

#endif
