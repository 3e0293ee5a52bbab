#include "read/kept.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/memo.h"
#include "read/files.h"
#include "read/kept_types.h"
#include "read/parts.h"

#include <string.h>

/* As it was read, until it is written; or as it was written. */
struct held {
	const struct kx_reading *reading;      /* NULL: the bytes */
	struct kx_graph_names paths;
	const char *bytes; size_t length;
};

static void
list_names(struct kx_reading *reading, struct kx_names *ret_names[KX_KEPT_NAMES])
{
	struct kx_names *names[KX_KEPT_NAMES] = { &reading->products, &reading->conditions, &reading->outcomes, &reading->comparators,
	    &reading->sources, &reading->topics, &reading->claims, &reading->countries };
	size_t i;

	for (i = 0; i < KX_KEPT_NAMES; i++)
		ret_names[i] = names[i];
}

/* ---- in a store ---- */

static bool
write_held(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct held *held = value;
	struct kx_names *names[KX_KEPT_NAMES];
	struct kx_reading reading;
	struct kx_kept kept;
	size_t i;

	(void)key;
	if (held->reading == NULL) {
		kx_buffer_add(out, held->bytes, held->length);
		return true;
	}
	reading = *held->reading;
	list_names(&reading, names);
	memset(&kept, 0, sizeof(kept));
	kept.content = *reading.content;
	kept.content.folder = NULL;
	memset(&kept.content.clinic, 0, sizeof(kept.content.clinic));
	memset(&kept.content.wording, 0, sizeof(kept.content.wording));
	memset(kept.content.digest, 0, sizeof(kept.content.digest));
	for (i = 0; i < KX_KEPT_NAMES; i++)
		kept.names[i] = (struct kx_kept_names){ names[i]->list, names[i]->count, names[i]->whole };
	return kx_graph_write(&kx_kept_type, &kept, &held->paths, out);
}

/* The graph is put together where it is taken, which outlives the memo. */
static const void *
read_held(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct held *held = kx_arena_alloc(arena, sizeof(*held));

	(void)key;
	if (held != NULL)
		*held = (struct held){ .bytes = bytes, .length = length };
	return held;
}

static const struct kx_memo_form held_form = { KX_MEMO_ON_NOTHING, write_held, read_held };

/* By the names and hashes of the files from number `first` on. */
static struct kx_memo_key
key_of(const struct kx_read_files *files, size_t first, const char *folder, uint8_t digest[KX_HASH_BYTES])
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_COLLECTION, 0);

	kx_read_files_hash(files, first, folder, digest);
	kx_memo_part(&key, digest, KX_HASH_BYTES);
	kx_memo_form(&key, &held_form, NULL);
	return key;
}

static bool
list_paths(const struct kx_read_files *files, size_t first, struct kx_arena *arena, struct kx_graph_names *ret_paths)
{
	const char **paths = kx_arena_array(arena, files->count - first + 1, sizeof(*paths));
	size_t i;

	if (paths == NULL)
		return false;
	for (i = first; i < files->count; i++)
		paths[i - first] = files->list[i].path;
	*ret_paths = (struct kx_graph_names){ paths, files->count - first };
	return true;
}

void
kx_read_kept_keep(const struct kx_reading *reading, size_t first)
{
	const struct kx_read_files *files = reading->files;
	struct kx_arena *room = files != NULL ? kx_memo_arena(files->memo) : NULL;
	struct held *held = room != NULL ? kx_arena_alloc(room, sizeof(*held)) : NULL;
	uint8_t digest[KX_HASH_BYTES];
	struct kx_memo_key key;

	if (held == NULL || !list_paths(files, first, room, &held->paths))
		return;
	held->reading = reading;
	key = key_of(files, first, reading->folder, digest);
	kx_memo_keep(files->memo, &key, held);
}

/* ---- out of it ---- */

/* A file that is known; false for one that is not. */
static bool
find_file(struct kx_read_files *found, const char *folder, const char *name)
{
	const char *path = kx_path_join(found->arena, folder, name);
	uint8_t digest[KX_HASH_BYTES];

	if (path == NULL || !kx_read_files_known(found->memo, path, digest))
		return false;
	kx_read_files_note(found, path, digest);
	return true;
}

/* Those that need not be there. */
static bool
find_if_there(struct kx_read_files *found, const char *folder, const char *name)
{
	const char *path;

	if (find_file(found, folder, name))
		return true;
	path = kx_path_join(found->arena, folder, name);
	return path != NULL && !kx_path_exists(path);
}

static bool
find_folder(struct kx_read_files *found, const char *data, const char *name, bool needed)
{
	const char *folder = kx_path_join(found->arena, data, name);
	struct kx_diagnostics unheard;         /* the readers will say it */
	const char *const *names;
	size_t count, i;

	kx_diagnostics_init(&unheard, found->arena);
	if (folder == NULL || (!needed && !kx_path_exists(folder)))
		return folder != NULL;
	if (!kx_folder_list(found->arena, folder, ".json", &names, &count, &unheard))
		return false;
	for (i = 0; i < count; i++)
		if (!find_file(found, folder, names[i]))
			return false;
	return true;
}

/* All files that the readers would read, as they are on disk now, in their order; false where one is not known. */
static bool
find_files(struct kx_read_files *found, const char *data)
{
	return find_file(found, data, "pack.json") && find_file(found, data, "sources.json") && find_file(found, data, "topics.json") &&
	    find_folder(found, data, "outlines", false) && find_folder(found, data, "summaries", true) &&
	    find_file(found, data, "rulings.json") && find_file(found, data, "help-lines.json") &&
	    find_if_there(found, data, "waivers.json") && find_if_there(found, data, "signoffs.json");
}

static void
fill(struct kx_reading *reading, const struct kx_kept *kept)
{
	struct kx_names *names[KX_KEPT_NAMES];
	size_t i;

	*reading->content = kept->content;
	reading->content->folder = reading->folder;
	list_names(reading, names);
	for (i = 0; i < KX_KEPT_NAMES; i++) {
		names[i]->list = kept->names[i].list;
		names[i]->count = names[i]->room = kept->names[i].count;
		names[i]->whole = kept->names[i].whole != 0;
	}
}

bool
kx_read_kept_take(struct kx_reading *reading)
{
	uint8_t digest[KX_HASH_BYTES];
	const struct held *held;
	const struct kx_kept *kept;
	struct kx_graph_names paths;
	struct kx_read_files found;
	struct kx_memo_key key;
	size_t i;

	if (reading->files == NULL || !kx_memo_stored(reading->files->memo))
		return false;
	kx_read_files_init(&found, reading->arena);
	found.memo = reading->files->memo;
	if (!find_files(&found, reading->folder) || !list_paths(&found, 0, reading->arena, &paths))
		return false;
	key = key_of(&found, 0, reading->folder, digest);
	held = kx_memo_find(found.memo, &key);
	if (held == NULL || held->reading != NULL)
		return false;
	kept = kx_graph_read(&kx_kept_type, held->bytes, held->length, &paths, reading->arena);
	if (kept == NULL)
		return false;
	fill(reading, kept);
	for (i = 0; i < found.count; i++)
		kx_read_files_note(reading->files, found.list[i].path, found.list[i].digest);
	return true;
}
