#include "cli/finished.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "batch/manifest.h"
#include "merge/merge.h"
#include "read/manifest.h"
#include "read/read.h"

#include <string.h>

bool
kx_finished_sheet(struct kx_arena *arena, const char *path, struct kx_finished *ret_finished, struct kx_diagnostics *diags)
{
	struct kx_finished finished = { .path = path, .is_sheet = true };

	if (!kx_pdf_read_back(arena, path, &finished.back, diags) ||
	    !kx_read_manifest(arena, path, finished.back.manifest, finished.back.manifest_length, &finished.manifest, diags))
		return false;
	*ret_finished = finished;
	return true;
}

bool
kx_finished_manifest(struct kx_arena *arena, const char *path, struct kx_pdf_reading *reading,
    struct kx_manifest **ret_manifest, struct kx_diagnostics *diags)
{
	struct kx_pdf_back back;

	return kx_pdf_read_finish(arena, reading, &back, diags) &&
	    kx_read_manifest(arena, path, back.manifest, back.manifest_length, ret_manifest, diags);
}

/* `id` when the data folder has "part/id.json", else NULL. */
static const char *
id_there(struct kx_arena *arena, const char *folder, const char *part, const char *id)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
	const char *path;

	/* Anything but an id would be taken for a path. */
	if (id == NULL || id[strspn(id, letters)] != '\0')
		return NULL;
	path = kx_arena_print(arena, "%s/%s/%s.json", folder, part, id);
	return path != NULL && kx_path_is_file(path) ? id : NULL;
}

struct kx_finished_view
kx_finished_view_for(struct kx_arena *arena, const char *folder, const struct kx_manifest *sheet, const char *clinic)
{
	struct kx_finished_view view = { .clinic = clinic };

	if (sheet == NULL)
		return view;
	view.outline = id_there(arena, folder, "outlines", sheet->document.outline);
	view.language = id_there(arena, folder, "wording", sheet->document.language);
	if (view.clinic == NULL)
		view.clinic = id_there(arena, folder, "clinics", sheet->clinic.id);
	view.no_clinic = view.clinic == NULL;
	return view;
}

bool
kx_finished_folder(struct kx_arena *arena, const char *path, const struct kx_finished_view *view,
    struct kx_finished *ret_finished, struct kx_diagnostics *diags)
{
	struct kx_finished finished = { .path = path };
	struct kx_content *content, *outlined = kx_arena_alloc(arena, sizeof(*outlined));
	struct kx_handout *handout;

	if (!kx_read_content(arena, path, view->clinic, view->language, &content, diags))
		return false;
	if (view->no_clinic)
		content->clinic.visit_count = 0;
	if (view->outline != NULL && outlined != NULL && kx_content_outlined(content, view->outline, outlined))
		content = outlined;
	if (!kx_merge(arena, content, &handout, diags))
		return false;
	if (!kx_manifest_make(arena, handout, NULL, &finished.manifest)) {
		kx_report(diags, KX111, (struct kx_place){ .file = path }, NULL, "the data need more memory than a job may use");
		return false;
	}
	if (view->no_clinic)
		memset(&finished.manifest->clinic, 0, sizeof(finished.manifest->clinic));
	finished.handout = handout;
	*ret_finished = finished;
	return true;
}

const char *
kx_finished_origin(struct kx_arena *arena, const struct kx_manifest *manifest)
{
	char date[KX_DATE_BYTES];

	kx_date_print(manifest->document.date, date);
	return kx_arena_print(arena, "%s, %s", manifest->clinic.name, date);
}
