#include "read/kept.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/graph.h"
#include "base/memo.h"
#include "content/content.h"
#include "read/files.h"
#include "read/kept_types.h"
#include "read/parts.h"

#include <string.h>

#define NAMES 8

/* All that is kept of a reading: the content without its folder, clinic and wording, and the names that clinics refer to. */
struct kept {
	struct kx_content content;
	struct kept_names { struct kx_named *list; size_t count; uint64_t whole; } names[NAMES];
};

static const struct kx_graph_field named_fields[] = {
	{ KX_GRAPH_TEXT, offsetof(struct kx_named, id), 0, NULL }, { KX_GRAPH_PART, offsetof(struct kx_named, origin), 0, &kx_kept_origin }
};
static const struct kx_graph_type named = KX_GRAPH_TYPE(struct kx_named, named_fields);
#define NAMED(i) { KX_GRAPH_LIST, offsetof(struct kept, names[i].list), offsetof(struct kept, names[i].count), &named }
static const struct kx_graph_field kept_fields[] = {
	{ KX_GRAPH_PART, offsetof(struct kept, content), 0, &kx_kept_content },
	NAMED(0), NAMED(1), NAMED(2), NAMED(3), NAMED(4), NAMED(5), NAMED(6), NAMED(7)
};
#undef NAMED
static const struct kx_graph_type kept_type = KX_GRAPH_TYPE(struct kept, kept_fields);

static void
list_names(struct kx_reading *reading, struct kx_names *ret_names[NAMES])
{
	struct kx_names *names[NAMES] = { &reading->products, &reading->conditions, &reading->outcomes, &reading->comparators,
	    &reading->sources, &reading->topics, &reading->claims, &reading->countries };
	size_t i;

	for (i = 0; i < NAMES; i++)
		ret_names[i] = names[i];
}

/* The reading goes on into the same content, which is therefore copied. */
void
kx_kept_add_collection(const struct kx_reading *reading, size_t first)
{
	struct kx_arena *room = reading->files != NULL ? kx_memo_arena(reading->files->memo) : NULL;
	struct kept *kept = room != NULL ? kx_arena_alloc(room, sizeof(*kept)) : NULL;
	struct kx_reading copy = *reading;
	struct kx_names *names[NAMES];
	size_t i;

	if (kept == NULL)
		return;
	kept->content = *reading->content;
	kept->content.folder = NULL;
	list_names(&copy, names);
	for (i = 0; i < NAMES; i++)
		kept->names[i] = (struct kept_names){ names[i]->list, names[i]->count, names[i]->whole };
	kx_kept_add(&kept_type, kept, reading->files, first, reading->folder);
}

/* ---- out of the store ---- */

/* Those that need not be there. */
static bool
find_if_there(struct kx_read_files *found, const char *folder, const char *name)
{
	const char *path;

	if (kx_kept_file(found, folder, name))
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
		if (!kx_kept_file(found, folder, names[i]))
			return false;
	return true;
}

/* All files that the readers would read, as they are on disk now, in their order; false where one is not known. */
static bool
find_files(struct kx_read_files *found, const char *data)
{
	return kx_kept_file(found, data, "pack.json") && kx_kept_file(found, data, "sources.json") && kx_kept_file(found, data, "topics.json") &&
	    find_folder(found, data, "outlines", false) && find_folder(found, data, "summaries", true) &&
	    kx_kept_file(found, data, "rulings.json") && kx_kept_file(found, data, "help-lines.json") &&
	    find_if_there(found, data, "waivers.json") && find_if_there(found, data, "signoffs.json");
}

static void
fill(struct kx_reading *reading, const struct kept *kept)
{
	struct kx_names *names[NAMES];
	size_t i;

	*reading->content = kept->content;
	reading->content->folder = reading->folder;
	list_names(reading, names);
	for (i = 0; i < NAMES; i++) {
		names[i]->list = kept->names[i].list;
		names[i]->count = names[i]->room = kept->names[i].count;
		names[i]->whole = kept->names[i].whole != 0;
	}
}

bool
kx_kept_take_collection(struct kx_reading *reading)
{
	struct kx_read_files found;
	const struct kept *kept;

	if (reading->files == NULL)
		return false;
	kx_read_files_init(&found, reading->arena);
	found.memo = reading->files->memo;
	if (!find_files(&found, reading->folder))
		return false;
	kept = kx_kept_take(&kept_type, &found, reading->folder, reading->arena, reading->files);
	if (kept != NULL)
		fill(reading, kept);
	return kept != NULL;
}
