#include "read/files.h"

#include "base/arena.h"
#include "base/flat.h"
#include "base/limits.h"
#include "base/memo.h"
#include "base/stamp.h"

#include <string.h>

void
kx_read_files_init(struct kx_read_files *files, struct kx_arena *arena)
{
	*files = (struct kx_read_files){ .arena = arena };
}

void
kx_read_files_note(struct kx_read_files *files, const char *path, const uint8_t digest[KX_HASH_BYTES])
{
	struct kx_read_file *file;

	if (files == NULL)
		return;
	file = kx_arena_push(files->arena, &files->list, &files->count, &files->room, sizeof(*file));
	if (file == NULL)
		return;
	file->path = path;
	memcpy(file->digest, digest, KX_HASH_BYTES);
}

const uint8_t *
kx_read_files_digest(const struct kx_read_files *files, const char *path, size_t *near)
{
	size_t at = *near, tried;

	for (tried = 0; tried < files->count; tried++, at++) {
		if (at >= files->count)
			at = 0;
		if (strcmp(files->list[at].path, path) == 0) {
			*near = at + 1;
			return files->list[at].digest;
		}
	}
	return NULL;
}

void
kx_read_files_hash(const struct kx_read_files *files, size_t first, const char *folder, uint8_t ret_digest[KX_HASH_BYTES])
{
	size_t length = strlen(folder), i;
	struct kx_hashing hashing;

	kx_hash_begin(&hashing);
	for (i = first; i < files->count; i++) {
		kx_hash_add(&hashing, files->list[i].path + length, strlen(files->list[i].path + length) + 1);
		kx_hash_add(&hashing, files->list[i].digest, KX_HASH_BYTES);
	}
	kx_hash_end(&hashing, ret_digest);
}

/* ---- known by their stamps ---- */

static bool
write_digest(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	(void)key;
	kx_flat_put_bytes(out, value, KX_HASH_BYTES);
	return true;
}

static const void *
read_digest(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	(void)key;
	(void)arena;
	return length == KX_HASH_BYTES ? bytes : NULL;
}

static const struct kx_memo_form seen_form = { KX_MEMO_ON_NOTHING, write_digest, read_digest };

/* The stamp must live as long as the key. */
static struct kx_memo_key
seen_key(const struct kx_stamp *stamp)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_SEEN, 0);

	kx_memo_part(&key, stamp, sizeof(*stamp));
	kx_memo_form(&key, &seen_form, NULL);
	return key;
}

bool
kx_read_files_known(struct kx_memo *memo, const char *path, uint8_t ret_digest[KX_HASH_BYTES])
{
	struct kx_stamp stamp;
	struct kx_memo_key key;
	const void *digest;

	if (!kx_memo_stored(memo) || !kx_stamp_of(path, &stamp))
		return false;
	key = seen_key(&stamp);
	digest = kx_memo_find(memo, &key);
	if (digest == NULL)
		return false;
	memcpy(ret_digest, digest, KX_HASH_BYTES);
	return true;
}

void
kx_read_files_stamp(struct kx_memo *memo, const char *path)
{
	struct kx_arena *room = kx_memo_arena(memo);
	uint8_t digest[KX_HASH_BYTES];
	struct kx_stamp stamp;
	struct kx_memo_key key;

	if (room == NULL || !kx_stamp_read(path, KX_MAX_FONT_BYTES, &stamp, digest))
		return;
	key = seen_key(&stamp);
	if (kx_memo_find(memo, &key) == NULL)
		kx_memo_keep(memo, &key, kx_arena_copy(room, (const char *)digest, KX_HASH_BYTES));
}
