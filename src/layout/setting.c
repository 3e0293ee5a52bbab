#include "layout/setting.h"

#include <stdio.h>

#define ROW_CORNER KX_PT(3)   /* no rounder: lines run along the ground of a row */

static kx_length
scaled(kx_length length, int mille)
{
	return (kx_length)((int64_t)length * mille / 1000);
}

kx_length
kx_setting_space(const struct kx_setting *set, kx_length space)
{
	return scaled(space, set->space);
}

kx_length
kx_setting_space_to_come(const struct kx_setting *set, kx_length space)
{
	const struct kx_bounds *bounds = &set->sheet->fit.space;

	return bounds->least == 0 || space == 0 ? 0 : scaled(space, (int)bounds->most) - kx_setting_space(set, space) + 1;
}

/* Type as this setting makes it, down to what the size allows. */
static kx_length
type_size(const struct kx_setting *set, kx_length size)
{
	kx_length floor = size >= set->sheet->text_least ? set->sheet->text_least : set->sheet->note_least;
	kx_length made = scaled(size, set->type);

	if (floor > size)
		floor = size;
	return made > floor ? made : floor;
}

bool
kx_setting_drops(const struct kx_setting *set, const char *section, const char *block)
{
	size_t i;

	for (i = 0; i < set->dropped; i++)
		if (kx_place_holds(set->sheet->fit.droppable[i], section, block))
			return true;
	return false;
}

struct kx_look
kx_setting_look(struct kx_setting *set, const char *id)
{
	const struct kx_style *style = kx_template_style(set->sheet, id);
	struct kx_look look = { "body", KX_PT(12), 15500, 0, 0, 0, false, false, false, false };
	struct kx_place place = { .file = set->sheet->origin.file, .pointer = "/styles" };

	if (style == NULL) {
		kx_report(set->diags, KX451, place, "Add the style to the template's \"styles\".",
		    "the template has no style \"%s\", which this sheet needs", id);
		set->failed = true;
		style = kx_template_style(set->sheet, "body");
		if (style == NULL)
			return look;
	}
	look.role = kx_template_font(set->sheet, style->role);
	look.size = type_size(set, style->size);
	/* Lines stand as close as their type allows. */
	look.leading = scaled((kx_length)((int64_t)style->leading * look.size / style->size), set->leading);
	look.before = kx_setting_space(set, style->before);
	look.after = kx_setting_space(set, style->after);
	look.tabular = style->tabular;
	look.keep_next = style->keep_next;
	look.justified = style->justified;
	look.hyphens = style->hyphens;
	look.color = kx_setting_color(set, style->color);
	return look;
}

kx_length
kx_setting_corner(const struct kx_setting *set, kx_length height)
{
	kx_length radius = set->sheet->corners == KX_CORNERS_ROUNDED ? set->sheet->corner_radius : 0;

	if (radius > ROW_CORNER)
		radius = ROW_CORNER;
	return radius < height / 4 ? radius : height / 4;
}

kx_color
kx_setting_color(struct kx_setting *set, const char *name)
{
	struct kx_place place = { .file = set->sheet->origin.file, .pointer = "/colors" };
	kx_color color = 0;

	if (!kx_template_color(set->sheet, name, set->document->clinic.colour, &color)) {
		kx_report(set->diags, KX452, place, "Name a colour of the template's \"colors\", or write \"#RRGGBB\".",
		    "the template has no colour \"%s\"", name);
		set->failed = true;
	}
	return color;
}

kx_length
kx_setting_number(struct kx_setting *set, const char *scope, const char *name, kx_length otherwise)
{
	char key[128];

	if (scope == NULL)
		return kx_template_number(set->sheet, name, otherwise);
	snprintf(key, sizeof(key), "%s.%s", scope, name);
	return kx_template_number(set->sheet, key, otherwise);
}

int
kx_setting_count(struct kx_setting *set, const char *scope, const char *name, int otherwise)
{
	return (int)(kx_setting_number(set, scope, name, KX_PT(otherwise)) / 1000);
}

struct kx_origin
kx_setting_clinic_origin(const struct kx_setting *set, const char *pointer)
{
	struct kx_origin origin = set->document->clinic.origin;

	origin.pointer = pointer;
	return origin;
}

int
kx_setting_element(struct kx_setting *set, enum kx_element_type type, int parent)
{
	int element = kx_frames_element(set->arena, set->frames, type, parent);

	if (element < 0) {
		set->failed = true;
		return element;
	}
	set->frames->elements[element].section = set->section;
	set->frames->elements[element].block = set->section != NULL ? set->block : NULL;
	return element;
}
