#include "read/parts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/shape.h"

#include <stdlib.h>
#include <string.h>

#define MOST_STRINGS 2000

static const struct kx_key file_keys[] = {
	{ "$schema", false }, { "language", true }, { "name", true }, { "strings", true }, { "claims", false }
};
static const struct kx_shape file_shape = KX_SHAPE("the wording", file_keys);

/* Kept for translations of claims; a claim is in the language of its pack, so there are none. */
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

void
kx_read_wording(struct kx_reading *reading, const char *language)
{
	const char *own = reading->content->pack.language, *folder, *path;
	struct kx_place place = { 0 };
	struct kx_datafile file;
	struct kx_node root;

	if (own == NULL)
		return;   /* reported with the pack */
	if (language != NULL && strcmp(language, own) != 0) {
		if (reading->content->pack.origin.file != NULL)
			place = kx_origin_place(reading->arena, &reading->content->pack.origin, "/language");
		kx_report(reading->diags, KX128, place,
		    kx_arena_print(reading->arena, "leave --lang out, or name a data folder written in \"%s\" with --data",
		    kx_shape_clip(reading->arena, language)),
		    "this data folder is written in \"%s\", not in \"%s\"", own, kx_shape_clip(reading->arena, language));
		return;
	}
	folder = kx_path_join(reading->arena, reading->folder, "wording");
	path = folder != NULL ? kx_read_choose(reading->arena, folder, own, KX128, "wording", reading->diags) : NULL;
	if (path == NULL || !kx_datafile_open(&file, reading->arena, reading->files, path, reading->diags))
		return;
	root = kx_node_root(&file);
	if (kx_shape_check(&root, &file_shape))
		read_file(reading, &root, own);
	kx_datafile_close(&file);
}
