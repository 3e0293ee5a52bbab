#include "read/parts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/shape.h"
#include "read/translation.h"

#include <stdlib.h>
#include <string.h>

#define MOST_STRINGS 2000

static const struct kx_key file_keys[] = {
	{ "$schema", false }, { "language", true }, { "name", true }, { "strings", true }, { "claims", false }
};
static const struct kx_shape file_shape = KX_SHAPE("the wording", file_keys);

/* Of another language than the pack's, with the texts of the data in it. */
static const struct kx_key translated_keys[] = {
	{ "$schema", false }, { "language", true }, { "name", true }, { "strings", true }, { "translation", true }, { "texts", true }
};
static const struct kx_shape translated_shape = KX_SHAPE("the wording of a translation", translated_keys);

/* Claims are in the language of their pack; the key was kept for others. */
static const struct kx_shape claims_shape = { "the translations of this version", NULL, 0 };

static int
compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct kx_wording_entry *)a)->key, ((const struct kx_wording_entry *)b)->key);
}

static void
read_strings(const struct kx_node *root, struct kx_wording *wording)
{
	struct kx_arena *arena = root->file->arena;
	struct kx_wording_entry *entry;
	struct kx_node strings, node;
	size_t count;
	size_t i;

	if (!kx_node_member(root, "strings", &strings))
		return;
	if (strings.json->type != KX_PARSED_OBJECT) {
		kx_node_fault(&strings, KX107, NULL, "\"strings\" should be an object in braces");
		return;
	}
	count = strings.json->count;
	if (count > MOST_STRINGS) {
		kx_node_fault(&strings, KX116, NULL, "\"strings\" has %zu entries; at most %d are read", count, MOST_STRINGS);
		return;
	}
	wording->entries = count > 0 ? kx_arena_array(arena, count, sizeof(*wording->entries)) : NULL;
	if (wording->entries == NULL)
		return;
	for (i = 0; i < strings.json->count; i++) {
		node = kx_node_entry(&strings, i);
		entry = &wording->entries[wording->entry_count];
		entry->key = kx_arena_string(arena, node.key);
		entry->text = kx_node_text(&node, KX_MAX_TEXT_BYTES);
		wording->entry_count += entry->key != NULL && entry->text != NULL;
	}
	if (wording->entry_count > 1)
		qsort(wording->entries, wording->entry_count, sizeof(*wording->entries), compare_entries);
}

static void
read_file(struct kx_reading *reading, const struct kx_node *root, const char *language)
{
	struct kx_wording *wording = &reading->content->wording;
	struct kx_node node;

	wording->origin = kx_node_origin(root);
	wording->language = kx_member_tag(root, "language");
	if (wording->language != NULL && strcmp(wording->language, language) != 0 &&
	    kx_node_member(root, "language", &node))
		kx_node_fault(&node, KX134, NULL, "the wording of \"%s\" is in the file %s.json", wording->language, language);
	wording->name = kx_member_text(root, "name", KX_MAX_NAME_BYTES);
	read_strings(root, wording);
	if (kx_node_member(root, "claims", &node))
		kx_shape_check(&node, &claims_shape);
}

/* "en, es": what the folder has; NULL when none can be listed. */
static const char *
languages_there(struct kx_reading *reading, const char *folder)
{
	const char *const *files, *list = NULL, *stem;
	size_t count, i;

	if (!kx_folder_list(reading->arena, folder, ".json", &files, &count, reading->diags))
		return NULL;
	for (i = 0; i < count && (stem = kx_read_stem(reading->arena, files[i])) != NULL; i++)
		list = list == NULL ? stem : kx_arena_print(reading->arena, "%s, %s", list, stem);
	return list;
}

/* A language is known by its tag alone: a path could lead to a file that is no language of this folder. */
static const char *
find_translation(struct kx_reading *reading, const char *folder, const char *language)
{
	const char *path = kx_read_is_path(language) || language[0] == '.' ? NULL :
	    kx_path_join(reading->arena, folder, kx_arena_print(reading->arena, "%s.json", language)), *there;

	if (path != NULL && kx_path_exists(path))
		return path;
	there = languages_there(reading, folder);
	kx_report(reading->diags, KX128, (struct kx_place){ .file = folder },
	    there != NULL ? kx_arena_print(reading->arena, "leave --lang out, or take one of: %s", there) : NULL,
	    "this data folder is written in \"%s\", and has no translation into \"%s\"", reading->content->pack.language,
	    kx_shape_clip(reading->arena, language));
	return NULL;
}

void
kx_read_wording(struct kx_reading *reading, const char *language)
{
	const char *own = reading->content->pack.language, *folder, *path;
	bool translated = own != NULL && language != NULL && strcmp(language, own) != 0;
	struct kx_datafile file;
	struct kx_node root;

	if (own == NULL)
		return;   /* reported with the pack */
	folder = kx_path_join(reading->arena, reading->folder, "wording");
	path = folder == NULL ? NULL : translated ? find_translation(reading, folder, language) :
	    kx_read_choose(reading->arena, folder, own, KX128, "wording", reading->diags);
	if (path == NULL || !kx_datafile_open(&file, reading->arena, reading->files, path, reading->diags))
		return;
	root = kx_node_root(&file);
	if (kx_shape_check(&root, translated ? &translated_shape : &file_shape)) {
		read_file(reading, &root, translated ? language : own);
		if (translated)
			kx_read_translation(reading, &root);
	}
	kx_datafile_close(&file);
}
