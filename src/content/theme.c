#include "content/theme.h"

#include <string.h>

const struct kx_palette_name kx_palette_names[] = {
	{ "text", KX_USE_TEXT }, { "muted", KX_USE_TEXT }, { "title", KX_USE_TEXT }, { "heading", KX_USE_TEXT },
	{ "accent", KX_USE_TEXT }, { "tint", KX_USE_GROUND }, { "rule", KX_USE_RULE }, { "warning", KX_USE_TEXT },
	{ "warning-tint", KX_USE_GROUND }, { "yes", KX_USE_MARK }, { "no", KX_USE_MARK }, { "bar", KX_USE_MARK },
	{ "bar-against", KX_USE_MARK }, { "array-empty", KX_USE_MARK }, { "group-fill", KX_USE_GROUND },
	{ "write-in", KX_USE_MARK }, { NULL, KX_USE_TEXT }
};

bool
kx_palette_has(const char *name, size_t length)
{
	const struct kx_palette_name *known;

	for (known = kx_palette_names; known->id != NULL; known++)
		if (strlen(known->id) == length && memcmp(known->id, name, length) == 0)
			return true;
	return false;
}

static void
give_colors(const struct kx_theme *theme, struct kx_template *sheet)
{
	size_t own = sheet->color_count, i, k;

	for (i = 0; i < theme->color_count; i++) {
		for (k = 0; k < own && strcmp(sheet->colors[k].id, theme->colors[i].id) != 0; k++)
			;
		if (k == own)
			sheet->colors[sheet->color_count++] = theme->colors[i];
	}
}

/* A corner shows where a box has a ground, or an edge all round. */
static void
shape_box(const struct kx_theme *theme, struct kx_box_style *box)
{
	if (theme->has_edge && (box->edge_side == KX_EDGE_LEFT || box->edge_side == KX_EDGE_TOP)) {
		box->edge_side = theme->edge_side;
		box->edge_width = theme->edge_width;
	}
	if (theme->corners != KX_CORNERS_DRAWN)
		box->radius = theme->corners == KX_CORNERS_ROUNDED ? theme->radius : 0;
}

void
kx_theme_apply(const struct kx_theme *theme, struct kx_template *sheet)
{
	size_t i;

	sheet->theme_file = theme->origin.file;
	give_colors(theme, sheet);
	sheet->fonts = theme->fonts;
	sheet->font_count = theme->font_count;
	sheet->corners = theme->corners;
	sheet->corner_radius = theme->radius;
	for (i = 0; i < sheet->box_count; i++)
		shape_box(theme, &sheet->boxes[i]);
}
