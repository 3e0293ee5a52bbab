#include "batch/theme.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/font_list.h"
#include "base/nearest.h"
#include "batch/job.h"
#include "content/batch.h"
#include "content/theme.h"
#include "read/files.h"
#include "read/read.h"

#include <string.h>

const char *
kx_theme_asked(const char *asked)
{
	return asked == NULL || strcmp(asked, KX_THEME_OWN) == 0 ? NULL : asked;
}

const char *
kx_theme_name(const char *asked, const struct kx_clinic *clinic)
{
	asked = kx_theme_asked(asked);
	return asked != NULL ? asked : clinic->theme != NULL ? clinic->theme : KX_STOCK_THEME;
}

static bool
check_role(const char *file, const struct kx_font_list *list, const char *pointer, const char *role,
    struct kx_diagnostics *diags)
{
	struct kx_nearness nearness;
	const char *hint;
	size_t i;

	kx_nearness_init(&nearness, role);
	for (i = 0; i < list->role_count; i++) {
		if (strcmp(list->roles[i].name, role) == 0)
			return true;
		kx_nearness_try(&nearness, list->roles[i].name);
	}
	hint = nearness.best != NULL ? kx_arena_print(diags->arena, "did you mean \"%s\"?", nearness.best) :
	    kx_arena_print(diags->arena, "add it to the roles of %s, or take another", list->file);
	kx_report(diags, KX475, (struct kx_place){ .file = file, .pointer = pointer }, hint,
	    "there is no font role \"%s\"", role);
	return false;
}

bool
kx_font_uses_check(const char *file, const struct kx_font_use *uses, size_t count, const struct kx_font_list *list,
    struct kx_diagnostics *diags)
{
	const struct kx_font_use *use;
	const char *pointer;
	bool ok = true;

	for (use = uses; list != NULL && use < uses + count; use++) {
		pointer = kx_arena_print(diags->arena, "/fonts/%s", use->role);
		ok = check_role(file, list, pointer, use->role, diags) && ok;
		ok = check_role(file, list, pointer, use->chain, diags) && ok;
	}
	return ok;
}

/* A theme that the clinic's file names and nobody has: say where it does. */
static void
point_at_clinic(struct kx_job *job, size_t before)
{
	const struct kx_clinic *clinic = &job->content->clinic;
	struct kx_place place = { .file = clinic->origin.file, .pointer = kx_arena_print(&job->arena, "%s/theme", clinic->origin.pointer) };
	size_t i;

	if (clinic->row != NULL && kx_clinic_row_cell(clinic->row, "theme") != NULL)
		place = kx_clinic_row_place(clinic->row, "theme");
	for (i = before; i < job->diags.count; i++)
		if (job->diags.list[i].code == KX472)
			kx_report_also(&job->diags, &job->diags.list[i], place);
}

const struct kx_theme *
kx_theme_of_job(struct kx_job *job, const char *asked)
{
	const char *name = kx_theme_name(asked, &job->content->clinic);
	const struct kx_theme *theme = kx_stock_theme(job->stock, name);
	size_t before = job->diags.count;
	struct kx_read_files files;
	struct kx_theme *own;

	if (theme != NULL || asked != NULL)
		return theme;
	kx_read_files_init(&files, &job->arena);
	files.memo = kx_job_memo(job);
	if (!kx_read_theme(&job->arena, &files, job->stock->templates, name, &own, &job->diags)) {
		if (job->content->clinic.theme != NULL)
			point_at_clinic(job, before);
		return NULL;
	}
	if (!kx_font_uses_check(own->origin.file, own->fonts, own->font_count, job->stock->font_list, &job->diags))
		return NULL;
	return own;
}
