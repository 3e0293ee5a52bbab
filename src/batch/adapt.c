#include "batch/adapt.h"

#include "batch/theme.h"
#include "content/batch.h"
#include "content/palette.h"
#include "content/profile.h"

/* Where the clinic's colour is written: a cell of a list, or its file. */
static struct kx_place
color_place(struct kx_job *job, const struct kx_clinic *clinic)
{
	if (clinic->row != NULL && kx_clinic_row_cell(clinic->row, "colour") != NULL)
		return kx_clinic_row_place(clinic->row, "colour");
	return (struct kx_place){ .file = clinic->origin.file,
	    .pointer = kx_arena_print(&job->arena, "%s/colour", clinic->origin.pointer) };
}

/* "3.3 to 1" from 3287 thousandths: rounded down, so that what is said to be enough is. */
#define TENTHS(contrast) (int)((contrast) / 1000), (int)((contrast) / 100 % 10)

static void
repair_color(struct kx_job *job)
{
	struct kx_clinic *clinic = &job->content->clinic;
	struct kx_repair repair;

	if (!kx_palette_repair(job->sheet, clinic->colour, &repair))
		return;
	kx_report(&job->diags, KX375, color_place(job, clinic),
	    kx_arena_print(&job->arena, "write \"#%06X\", or a color of your own that is as dark", (unsigned)repair.to),
	    "the color #%06X is too pale to read, %d.%d to 1; the sheet prints it as #%06X, %d.%d to 1", (unsigned)repair.from,
	    TENTHS(repair.contrast_from), (unsigned)repair.to, TENTHS(repair.contrast_to));
	clinic->colour = repair.to;
}

/* The clinic's logo without color, where it is drawn; pictures lose theirs when they are written. */
static bool
gray_logo(struct kx_job *job)
{
	struct kx_clinic *clinic = &job->content->clinic;

	if (job->ink->gray && clinic->drawing != NULL)
		clinic->drawing = kx_drawing_gray(&job->arena, clinic->drawing);
	return !job->ink->gray || clinic->logo == NULL || !kx_arena_spent(&job->arena);
}

/* The sheet in its size and theme, whose palette tells what becomes of the clinic's colour; then that in its ink. */
bool
kx_job_adapt(struct kx_job *job, const struct kx_job_options *options)
{
	struct kx_adaptation adaptation;
	int64_t start = kx_times_now();

	job->size = kx_stock_size(job->stock, options->size);
	job->ink = kx_stock_ink(job->stock, options->ink);
	job->theme = job->content != NULL ? kx_theme_of_job(job, options->theme) : NULL;
	if (job->size == NULL || job->ink == NULL || job->theme == NULL)
		return false;
	adaptation = (struct kx_adaptation){ .size = job->size, .theme = job->theme };
	job->sheet = kx_template_adapt(&job->arena, job->sheet, &adaptation);
	if (job->sheet == NULL)
		return false;
	repair_color(job);
	adaptation = (struct kx_adaptation){ .ink = job->ink, .clinic = job->content->clinic.colour };
	job->sheet = kx_template_adapt(&job->arena, job->sheet, &adaptation);
	kx_times_add(&job->times, "adapt template", start);
	return job->sheet != NULL && gray_logo(job);
}
