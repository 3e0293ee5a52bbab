#include "read/files.h"

#include "base/arena.h"

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
