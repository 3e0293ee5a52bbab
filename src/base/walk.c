#include "base/walk.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

struct walk {
	struct kx_arena *arena;
	struct kx_diagnostics *diags;
	const char *suffix;
	const char **paths; size_t count, room;
};

static bool
ends_in(const char *name, const char *suffix)
{
	size_t length = strlen(name), tail = strlen(suffix);

	return length > tail && strcasecmp(name + length - tail, suffix) == 0;
}

static bool
report(const struct walk *walk, const char *folder, const char *cause)
{
	kx_report(walk->diags, KX701, (struct kx_place){ .file = folder }, NULL, "cannot read this folder: %s", cause);
	return false;
}

static bool walk_folder(struct walk *walk, const char *folder, int depth);

static bool
walk_entry(struct walk *walk, const char *folder, const char *name, int depth)
{
	const char *path = kx_path_join(walk->arena, folder, name), **slot;
	struct stat status;

	if (path == NULL)
		return report(walk, folder, strerror(ENOMEM));
	if (lstat(path, &status) != 0)
		return true;   /* it has gone since the folder was read */
	if (S_ISDIR(status.st_mode))
		return depth < KX_WALK_DEPTH ? walk_folder(walk, path, depth + 1) : report(walk, path, strerror(ELOOP));
	if (!ends_in(name, walk->suffix) || !kx_path_is_file(path))
		return true;
	slot = kx_arena_push(walk->arena, &walk->paths, &walk->count, &walk->room, sizeof(*slot));
	if (slot == NULL)
		return report(walk, folder, strerror(ENOMEM));
	*slot = path;
	return true;
}

static bool
walk_folder(struct walk *walk, const char *folder, int depth)
{
	DIR *handle = opendir(folder);
	struct dirent *entry;
	bool whole = true;

	if (handle == NULL)
		return report(walk, folder, strerror(errno));
	while ((entry = readdir(handle)) != NULL)
		if (entry->d_name[0] != '.')
			whole = walk_entry(walk, folder, entry->d_name, depth) && whole;
	closedir(handle);
	return whole;
}

static int
compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool
kx_walk(struct kx_arena *arena, const char *folder, const char *suffix, const char *const **ret_paths, size_t *ret_count,
    struct kx_diagnostics *diags)
{
	struct walk walk = { .arena = arena, .diags = diags, .suffix = suffix };
	bool whole = walk_folder(&walk, folder, 0);

	if (walk.count > 1)
		qsort(walk.paths, walk.count, sizeof(*walk.paths), compare_paths);
	*ret_paths = walk.paths;
	*ret_count = walk.count;
	return whole;
}
