#include "cli/share.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "batch/stored.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef KX_SHARE_FOLDER
#define KX_SHARE_FOLDER "/usr/local/share/kxreport"
#endif

static bool
holds(struct kx_arena *arena, const char *folder, const char *name)
{
	const char *path = kx_path_join(arena, folder, name);

	return path != NULL && kx_path_exists(path);
}

static bool
is_share(struct kx_arena *arena, const char *folder)
{
	return folder != NULL && holds(arena, folder, "data/pack.json") && holds(arena, folder, "templates") &&
	    holds(arena, folder, "fonts");
}

/* The folder of this program, without the last `steps` parts; NULL when unknown. */
static char *
program_folder(struct kx_arena *arena, int steps)
{
	char path[PATH_MAX], *slash;
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (length <= 0)
		return NULL;
	path[length] = '\0';
	for (; steps >= 0; steps--) {
		slash = strrchr(path, '/');
		if (slash == NULL)
			return NULL;
		*slash = '\0';
	}
	return kx_arena_string(arena, path);
}

/* `folder` as it is called from the current folder when it lies below that. */
static const char *
shortest(struct kx_arena *arena, const char *folder)
{
	char here[PATH_MAX];
	size_t length;

	if (getcwd(here, sizeof(here)) == NULL || (length = strlen(here)) <= 1)
		return folder;
	if (strcmp(folder, here) == 0)
		return ".";
	if (strncmp(folder, here, length) == 0 && folder[length] == '/')
		return kx_arena_string(arena, folder + length + 1);
	return folder;
}

/* Where the share folder is, before it is called by its shortest name; with the folder of the kept results. */
static const char *
find(struct kx_arena *arena, const char **ret_kept)
{
	const char *asked = getenv("KXREPORT_SHARE"), *above, *folder;

	if (asked != NULL && *asked != '\0')
		return *ret_kept = kx_arena_string(arena, asked);
	above = program_folder(arena, 1);
	folder = *ret_kept = above != NULL ? kx_path_join(arena, above, "share/kxreport") : NULL;
	if (is_share(arena, folder))
		return shortest(arena, folder);
	folder = program_folder(arena, 2);
	*ret_kept = program_folder(arena, 0);
	if (is_share(arena, folder))
		return shortest(arena, folder);
	*ret_kept = KX_SHARE_FOLDER;
	return is_share(arena, KX_SHARE_FOLDER) ? KX_SHARE_FOLDER : NULL;
}

/* Does the loader find a library that is loaded late elsewhere than where its build id is looked for (base/build.h)? */
static bool
loads_from_elsewhere(struct kx_arena *arena)
{
	size_t length, count, i;
	const char *const *late = kx_stored_libraries(&count);
	const char *folders = getenv("LD_LIBRARY_PATH");
	const char *folder;

	for (; folders != NULL && *folders != '\0'; folders += length + (folders[length] != '\0')) {
		length = strcspn(folders, ":;");
		folder = length > 0 ? kx_arena_copy(arena, folders, length) : ".";
		for (i = 0; folder != NULL && i < count; i++)
			if (holds(arena, folder, late[i]))
				return true;
	}
	return false;
}

const char *
kx_share_find(struct kx_arena *arena, const char **ret_store, struct kx_diagnostics *diags)
{
	const char *store = getenv("KXREPORT_STORE"), *kept = NULL, *folder = find(arena, &kept);

	if (ret_store != NULL && loads_from_elsewhere(arena))
		*ret_store = NULL;
	else if (ret_store != NULL && store != NULL)
		*ret_store = *store != '\0' ? kx_arena_string(arena, store) : NULL;
	else if (ret_store != NULL)
		*ret_store = kept != NULL ? kx_path_join(arena, kept, "kxreport.store") : NULL;
	if (folder == NULL)
		kx_report(diags, KX703, (struct kx_place){ 0 }, NULL, "found no data, templates and fonts; looked last in %s",
		    KX_SHARE_FOLDER);
	return folder;
}
