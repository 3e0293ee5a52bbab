#include "batch/inputs.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/font_list.h"
#include "base/limits.h"
#include "batch/job.h"

#include <stdlib.h>
#include <string.h>

/* A growing list of paths, before names and hashes. */
struct paths {
	const char **list;
	size_t count, room;
};

static bool
add(struct kx_job *job, struct paths *paths, const char *path)
{
	const char **place;
	size_t i;

	if (path == NULL)
		return true;
	for (i = 0; i < paths->count; i++)
		if (strcmp(paths->list[i], path) == 0)
			return true;
	place = kx_arena_push(&job->arena, &paths->list, &paths->count, &paths->room, sizeof(*place));
	if (place == NULL)
		return false;
	*place = path;
	return true;
}

static bool
add_if_there(struct kx_job *job, struct paths *paths, const char *folder, const char *name)
{
	const char *path = kx_path_join(&job->arena, folder, name);

	if (path == NULL)
		return false;
	return !kx_path_exists(path) || add(job, paths, path);
}

/*
 * Everything read carries its origin, so the origins tell the files; the
 * lists that may be empty are looked for by name.
 */
static bool
add_data(struct kx_job *job, struct paths *paths)
{
	static const char *const lists[] = { "sources.json", "topics.json", "rulings.json", "help-lines.json",
	    "gate.json", "waivers.json", "signoffs.json" };
	const struct kx_content *content = job->content;
	bool ok = add(job, paths, content->pack.origin.file);
	size_t i;

	for (i = 0; ok && i < sizeof(lists) / sizeof(*lists); i++)
		ok = add_if_there(job, paths, job->stock->data, lists[i]);
	if (ok && content->outline != NULL)
		ok = add(job, paths, content->outline->origin.file);
	for (i = 0; ok && i < content->summary_count; i++)
		ok = add(job, paths, content->summaries[i].origin.file);
	return ok && add(job, paths, content->wording.origin.file) &&
	    add(job, paths, content->clinic.origin.file) && add(job, paths, content->clinic.logo);
}

static bool
add_fonts(struct kx_job *job, struct paths *paths)
{
	bool ok = add(job, paths, job->stock->font_list->file);
	size_t i;

	for (i = 0; ok && i < job->stock->font_list->face_count; i++)
		ok = add(job, paths, job->stock->font_list->faces[i].path);
	return ok;
}

/* `path` below `folder`, or NULL. */
static const char *
below(const char *path, const char *folder)
{
	size_t length = strlen(folder);

	while (length > 1 && folder[length - 1] == '/')
		length--;
	if (strncmp(path, folder, length) != 0)
		return NULL;
	if (path[length] != '/')
		return NULL;
	while (path[length] == '/')
		length++;
	return path + length;
}

static const char *
name_input(struct kx_job *job, const char *path)
{
	const char *rest;

	if ((rest = below(path, job->stock->data)) != NULL)
		return kx_arena_print(&job->arena, "data/%s", rest);
	if ((rest = below(path, job->stock->templates)) != NULL)
		return kx_arena_print(&job->arena, "templates/%s", rest);
	if ((rest = below(path, job->stock->font_folder)) != NULL)
		return kx_arena_print(&job->arena, "fonts/%s", rest);
	rest = strrchr(path, '/');
	return kx_arena_print(&job->arena, "elsewhere/%s", rest != NULL ? rest + 1 : path);
}

static bool
hash_file(struct kx_job *job, struct kx_input *input)
{
	struct kx_arena arena;
	const char *bytes;
	size_t length;
	bool ok;

	kx_arena_init(&arena, 2u * KX_MAX_FONT_BYTES);
	ok = kx_file_read(&arena, input->path, KX_MAX_FONT_BYTES, &bytes, &length, &job->diags);
	if (ok)
		kx_hash_hex(bytes, length, input->sha256);
	kx_arena_done(&arena);
	return ok;
}

static int
by_name(const void *a, const void *b)
{
	const struct kx_input *left = a, *right = b;
	int order = strcmp(left->name, right->name);

	return order != 0 ? order : strcmp(left->path, right->path);
}

bool
kx_inputs_collect(struct kx_job *job)
{
	struct paths paths = { 0 };
	bool ok = add_data(job, &paths);
	size_t i;

	if (ok && job->sheet != NULL)
		ok = add(job, &paths, job->sheet->origin.file);
	if (ok && job->stock->fonts != NULL)
		ok = add_fonts(job, &paths);
	job->inputs = ok ? kx_arena_array(&job->arena, paths.count, sizeof(*job->inputs)) : NULL;
	if (job->inputs == NULL)
		return false;
	for (i = 0; i < paths.count; i++) {
		job->inputs[i].path = paths.list[i];
		job->inputs[i].name = name_input(job, paths.list[i]);
		if (job->inputs[i].name == NULL || !hash_file(job, &job->inputs[i]))
			return false;
	}
	job->input_count = paths.count;
	qsort(job->inputs, job->input_count, sizeof(*job->inputs), by_name);
	return true;
}

/* A path as make reads it: blanks, '#', '%' and '$' would mean something else. */
static void
make_word(struct kx_buffer *out, const char *path)
{
	for (; *path != '\0'; path++) {
		if (*path == '$')
			kx_buffer_char(out, '$');
		else if (*path == ' ' || *path == '\t' || *path == '#' || *path == '%')
			kx_buffer_char(out, '\\');
		kx_buffer_char(out, *path);
	}
}

void
kx_inputs_rule(const struct kx_job *job, const char *target, struct kx_buffer *out)
{
	size_t i;

	make_word(out, target);
	kx_buffer_char(out, ':');
	for (i = 0; i < job->input_count; i++) {
		kx_buffer_text(out, " \\\n ");
		make_word(out, job->inputs[i].path);
	}
	kx_buffer_char(out, '\n');
}
