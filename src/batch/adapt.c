#include "batch/adapt.h"

#include "base/memo.h"
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

/* The sheet in its size and theme, or that in its ink for clinics of one colour; the key says of what.  NULL when memory ends. */
static const struct kx_template *
adapt(struct kx_job *job, const struct kx_memo_key *key, const struct kx_adaptation *adaptation, bool keep)
{
	struct kx_memo *memo = keep ? kx_job_memo(job) : NULL;
	const struct kx_template *known = kx_memo_find(memo, key);
	struct kx_arena *room = kx_memo_arena(memo);
	struct kx_template *made;

	if (known != NULL)
		return known;
	made = room != NULL ? kx_template_adapt(room, job->sheet, adaptation) : NULL;
	if (made == NULL)
		return kx_template_adapt(&job->arena, job->sheet, adaptation);
	made->number = kx_memo_number(memo);
	kx_memo_keep(memo, key, made);
	return made;
}

/* All that it is made from is the stock's; a theme that the stock does not have goes with the job. */
static const struct kx_template *
adapt_size(struct kx_job *job)
{
	const struct kx_adaptation adaptation = { .size = job->size, .theme = job->theme,
	    .translated = job->content->translation != NULL };
	const uint64_t from[] = { (uintptr_t)job->sheet, (uintptr_t)job->size, (uintptr_t)job->theme, adaptation.translated };
	struct kx_memo_key key = kx_memo_key(KX_MEMO_SIZED, 0);

	kx_memo_part(&key, from, sizeof(from));
	return adapt(job, &key, &adaptation, kx_stock_theme(job->stock, job->theme->id) == job->theme);
}

static const struct kx_template *
adapt_ink(struct kx_job *job)
{
	const struct kx_adaptation adaptation = { .ink = job->ink, .clinic = job->content->clinic.colour };
	struct kx_memo_key key = kx_memo_key(KX_MEMO_INKED, job->sheet->number);
	const uint64_t from[] = { (uintptr_t)job->ink, adaptation.clinic };

	kx_memo_part(&key, from, sizeof(from));
	return adapt(job, &key, &adaptation, job->sheet->number != 0);
}

/* The sheet in its size and theme, whose palette tells what becomes of the clinic's colour; then that in its ink. */
bool
kx_job_adapt(struct kx_job *job, const struct kx_job_options *options)
{
	int64_t start = kx_times_now();

	job->size = kx_stock_size(job->stock, options->size);
	job->ink = kx_stock_ink(job->stock, options->ink);
	job->theme = job->content != NULL ? kx_theme_of_job(job, options->theme) : NULL;
	if (job->size == NULL || job->ink == NULL || job->theme == NULL)
		return false;
	job->sheet = adapt_size(job);
	if (job->sheet == NULL)
		return false;
	repair_color(job);
	job->sheet = adapt_ink(job);
	kx_times_add(&job->times, "adapt template", start);
	return job->sheet != NULL && gray_logo(job);
}
