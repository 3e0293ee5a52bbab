#include "base/file.h"
#include "base/limits.h"
#include "batch/job.h"
#include "cli/command.h"
#include "cli/share.h"

#include <string.h>

#define SUFFIX ".schema.json"

/* The schemas describe what this program reads, so they come from the share folder, not from --data. */
static bool
schema_names(struct kx_job *job, const char **ret_folder, const char ***ret_names, size_t *ret_count)
{
	const char *share = kx_share_find(&job->arena, NULL, &job->diags), *folder;
	const char *const *files;
	const char **names;
	size_t count, i;

	folder = share != NULL ? kx_path_join(&job->arena, share, "data/schema") : NULL;
	if (folder == NULL || !kx_folder_list(&job->arena, folder, SUFFIX, &files, &count, &job->diags))
		return false;
	names = kx_arena_array(&job->arena, count + 1, sizeof(*names));
	for (i = 0; names != NULL && i < count; i++)
		names[i] = kx_arena_copy(&job->arena, files[i], strlen(files[i]) - strlen(SUFFIX));
	if (names == NULL || kx_arena_spent(&job->arena))
		return false;
	*ret_folder = folder;
	*ret_names = names;
	*ret_count = count;
	return true;
}

bool
kx_command_schemas(struct kx_job *job)
{
	const char *folder, **names;
	size_t count, i;

	if (!schema_names(job, &folder, &names, &count))
		return false;
	for (i = 0; i < count; i++)
		kx_buffer_print(&job->out, "%s\n", names[i]);
	return true;
}

bool
kx_command_schema(const struct kx_request *request, struct kx_job *job)
{
	const char *folder, **names, *bytes, *path, *hint, *wanted = request->operand;
	size_t count, length, i;

	if (wanted == NULL)
		return kx_command_schemas(job);
	if (!schema_names(job, &folder, &names, &count))
		return false;
	for (i = 0; i < count && strcmp(names[i], wanted) != 0; i++)
		;
	if (i == count) {
		hint = kx_options_hint(&job->arena, wanted, names, count);
		kx_report(&job->diags, KX803, (struct kx_place){ 0 }, hint != NULL ? hint : "'kxreport schema' lists them",
		    "there is no schema '%s'", wanted);
		return false;
	}
	path = kx_arena_print(&job->arena, "%s/%s%s", folder, wanted, SUFFIX);
	if (path == NULL || !kx_file_read(&job->arena, path, KX_MAX_FILE_BYTES, &bytes, &length, &job->diags))
		return false;
	kx_buffer_add(&job->out, bytes, length);
	return true;
}
