#include "read/kept.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/graph.h"
#include "base/memo.h"
#include "read/files.h"

/* As it was read, until it is written; or as it was written. */
struct held {
	const struct kx_graph_type *type; const void *root;   /* NULL: the bytes */
	struct kx_graph_names paths;
	const char *bytes; size_t length;
};

static bool
write_held(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct held *held = value;

	(void)key;
	if (held->root != NULL)
		return kx_graph_write(held->type, held->root, &held->paths, out);
	kx_buffer_add(out, held->bytes, held->length);
	return true;
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

/* By the names and hashes of the files from number `first` on, and, since those say what is read of them, only nearly by the type. */
static struct kx_memo_key
key_of(const struct kx_graph_type *type, const struct kx_read_files *files, size_t first, const char *folder, uint8_t digest[KX_HASH_BYTES])
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_READ, type->size);

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
kx_kept_add(const struct kx_graph_type *type, const void *root, const struct kx_read_files *files, size_t first, const char *folder)
{
	struct kx_arena *room = files != NULL ? kx_memo_arena(files->memo) : NULL;
	struct held *held = room != NULL ? kx_arena_alloc(room, sizeof(*held)) : NULL;
	uint8_t digest[KX_HASH_BYTES];
	struct kx_memo_key key;

	if (held == NULL || !list_paths(files, first, room, &held->paths))
		return;
	held->type = type;
	held->root = root;
	key = key_of(type, files, first, folder, digest);
	kx_memo_keep(files->memo, &key, held);
}

bool
kx_kept_file(struct kx_read_files *found, const char *folder, const char *name)
{
	const char *path = kx_path_join(found->arena, folder, name);
	uint8_t digest[KX_HASH_BYTES];

	if (path == NULL || !kx_read_files_known(found->memo, path, digest))
		return false;
	kx_read_files_note(found, path, digest);
	return true;
}

void *
kx_kept_take(const struct kx_graph_type *type, const struct kx_read_files *found, const char *folder, struct kx_arena *arena,
    struct kx_read_files *files)
{
	uint8_t digest[KX_HASH_BYTES];
	struct kx_memo_key key = key_of(type, found, 0, folder, digest);
	const struct held *held = kx_memo_find(found->memo, &key);
	struct kx_graph_names paths;
	void *root = NULL;
	size_t i;

	if (held != NULL && held->root == NULL && list_paths(found, 0, arena, &paths))
		root = kx_graph_read(type, held->bytes, held->length, &paths, arena);
	for (i = 0; root != NULL && i < found->count; i++)
		kx_read_files_note(files, found->list[i].path, found->list[i].digest);
	return root;
}
