#include "content/palette.h"

#include "content/color.h"

#include <string.h>

#define WHITE 0xFFFFFFu

/* Steps of lightness, and with it the finest repair: no eye tells two neighbours apart. */
#define STEPS 256

/* Does the colour, followed from name to name, end at the clinic's, with no tint on the way? */
static bool
is_clinics(const struct kx_template *sheet, const char *value)
{
	const struct kx_named_color *named;
	size_t links, length;
	int percent;

	for (links = 0; value != NULL && links <= sheet->color_count; links++) {
		if (!kx_color_split(value, &length, &percent) || percent != 100)
			return false;
		if (length == strlen("clinic") && memcmp(value, "clinic", length) == 0)
			return true;
		named = kx_template_named_color(sheet, value, length);
		value = named != NULL ? named->value : NULL;
	}
	return false;
}

/* Does the sheet set text in the clinic's colour? */
static bool
sets_text(const struct kx_template *sheet)
{
	size_t i;

	for (i = 0; i < sheet->style_count; i++)
		if (is_clinics(sheet, sheet->styles[i].color))
			return true;
	return false;
}

static int32_t
lesser(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

/*
 * The contrast that text in this colour has where it has least: on paper, or
 * on a ground that is light.  Text on a dark ground is of another colour.
 */
static int32_t
least_contrast(const struct kx_template *sheet, kx_color color)
{
	int32_t least = kx_color_contrast(color, WHITE);
	kx_color ground;
	size_t i;

	for (i = 0; i < sheet->box_count; i++)
		if (sheet->boxes[i].fill != NULL && kx_template_color(sheet, sheet->boxes[i].fill, color, &ground) &&
		    kx_color_contrast(ground, WHITE) < KX_CONTRAST_MARK)
			least = lesser(least, kx_color_contrast(color, ground));
	return least;
}

bool
kx_palette_repair(const struct kx_template *sheet, kx_color clinic, struct kx_repair *ret_repair)
{
	struct kx_repair repair = { clinic, clinic, 0, 0 };
	struct kx_oklab lab, tried;
	int step;

	repair.contrast_from = repair.contrast_to = least_contrast(sheet, clinic);
	*ret_repair = repair;
	if (repair.contrast_from >= KX_CONTRAST_TEXT || !sets_text(sheet))
		return false;
	lab = tried = kx_color_oklab(clinic);
	for (step = STEPS - 1; step >= 0 && repair.contrast_to < KX_CONTRAST_TEXT; step--) {
		tried.lightness = (int32_t)((int64_t)lab.lightness * step / STEPS);
		repair.to = kx_color_of_oklab(tried);
		repair.contrast_to = least_contrast(sheet, repair.to);
	}
	if (repair.contrast_to < KX_CONTRAST_TEXT)
		return false;
	*ret_repair = repair;
	return true;
}
