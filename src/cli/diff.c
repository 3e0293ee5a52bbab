#include "base/file.h"
#include "base/json_out.h"
#include "batch/job.h"
#include "cli/changes.h"
#include "cli/command.h"
#include "cli/finished.h"

#include <string.h>

bool
kx_command_wants_json(const struct kx_request *request)
{
	return kx_asked(request, FORMAT) && strcmp(request->values[KX_OPT_FORMAT], "json") == 0;
}

/* A sheet, or a data folder read as the other side's sheet was made: for its clinic, in its language. */
static bool
read_sides(const struct kx_request *request, struct kx_job *job, struct kx_finished sides[2])
{
	struct kx_finished_view view;
	const char *path;
	bool ok = true;
	int i;

	for (i = 0; i < 2; i++)
		if (!kx_path_is_folder(request->operands[i]))
			ok = kx_finished_sheet(&job->arena, request->operands[i], &sides[i], &job->diags) && ok;
	for (i = 0; i < 2; i++) {
		path = request->operands[i];
		if (!kx_path_is_folder(path))
			continue;
		view = kx_finished_view_for(&job->arena, path, sides[1 - i].is_sheet ? sides[1 - i].manifest : NULL, NULL);
		ok = kx_finished_folder(&job->arena, path, &view, &sides[i], &job->diags) && ok;
	}
	return ok;
}

static void
warn_of_changed(struct kx_job *job, const struct kx_finished *side)
{
	if (side->is_sheet && !(side->back.unchanged && side->manifest->sealed))
		kx_report(&job->diags, KX383, (struct kx_place){ .file = side->path }, NULL,
		    "this sheet was changed after it was written; what counts here is what its manifest says");
}

/* Two sheets whose claims are the same may still differ in the words around them. */
static bool
other_words(const struct kx_finished sides[2], const struct kx_changes *changes)
{
	return sides[0].is_sheet && sides[1].is_sheet && !kx_changes_show(changes) &&
	    strcmp(sides[0].manifest->document.words, sides[1].manifest->document.words) != 0;
}

static void
print_side(struct kx_job *job, const char *name, const struct kx_finished *side)
{
	const struct kx_manifest *manifest = side->manifest;
	const char *origin;

	if (!side->is_sheet) {
		kx_buffer_print(&job->out, "%s: %s (data folder: %s %s)\n", name, side->path, manifest->pack.id,
		    manifest->pack.version);
		return;
	}
	origin = kx_finished_origin(&job->arena, manifest);
	kx_buffer_print(&job->out, "%s: %s (%s: %s)\n", name, side->path, manifest->document.id, origin != NULL ? origin : "");
}

static void
json_side(struct kx_json *json, const char *name, const struct kx_finished *side)
{
	kx_json_open_object(json, name);
	kx_json_text(json, "path", side->path);
	kx_json_text(json, "kind", side->is_sheet ? "sheet" : "data");
	kx_json_text(json, "document", side->manifest->document.id);
	kx_json_text(json, "pack", side->manifest->pack.id);
	kx_json_text(json, "version", side->manifest->pack.version);
	kx_json_text(json, "clinic", side->manifest->clinic.name);
	kx_json_close_object(json);
}

static bool
print_json(struct kx_job *job, const struct kx_finished sides[2], const struct kx_changes *changes)
{
	struct kx_json json;

	kx_json_init(&json, &job->out);
	kx_json_open_object(&json, NULL);
	json_side(&json, "old", &sides[0]);
	json_side(&json, "new", &sides[1]);
	kx_json_boolean(&json, "other_words", other_words(sides, changes));
	kx_changes_json(changes, &json);
	kx_json_close_object(&json);
	return kx_json_done(&json);
}

static bool
print_text(struct kx_job *job, const struct kx_finished sides[2], const struct kx_changes *changes)
{
	print_side(job, "old", &sides[0]);
	print_side(job, "new", &sides[1]);
	kx_buffer_char(&job->out, '\n');
	kx_changes_print(changes, &job->out);
	if (other_words(sides, changes))
		kx_buffer_text(&job->out, "\nWords around the claims changed: headings, fixed lines or what the clinic says of itself.\n");
	return !kx_buffer_failed(&job->out);
}

bool
kx_command_diff(const struct kx_request *request, struct kx_job *job)
{
	struct kx_finished sides[2];
	struct kx_changes changes;

	memset(sides, 0, sizeof(sides));
	if (!read_sides(request, job, sides))
		return false;
	warn_of_changed(job, &sides[0]);
	warn_of_changed(job, &sides[1]);
	if (!kx_changes_find(&job->arena, sides[0].manifest, sides[1].manifest, &changes)) {
		kx_report(&job->diags, KX111, (struct kx_place){ .file = sides[1].path }, NULL,
		    "there is no memory left to compare the two");
		return false;
	}
	job->report = true;
	if (kx_asked(request, EXIT_CODE) && (changes.count > 0 || other_words(sides, &changes)))
		job->found = KX_EXIT_REFUSED;
	return kx_command_wants_json(request) ? print_json(job, sides, &changes) : print_text(job, sides, &changes);
}
