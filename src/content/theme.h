/*
 * theme: the colours, faces and corners of a clinic's sheets.
 *
 * A template says what stands where and how large; a theme
 * (templates/themes/<id>.json), which all templates share, says what it looks
 * like.  It is applied after the size and before the ink (content/profile.h),
 * so a gray printer and large print have the last word.
 *
 * {
 *   "$schema": "../../data/schema/theme.schema.json",
 *   "id": "house", "title": "Plain, with one accent",
 *   "colors": { "text": "#1A1A1A", "accent": "clinic", "heading": "accent", "tint": "accent 8%", … },
 *        one for every name of the palette, which is closed; written as in a
 *        template.  A color of that name that a template has of its own stands
 *        in every theme
 *   "fonts": { "heading": "strong" },
 *        for the role of a style, or for "strong" and "emphasis", which words
 *        in a text may have: which role of fonts.json is set in its place
 *   "corners": { "shape": "rounded", "radius": 6 },    or { "shape": "square" }; without it, as the template draws its boxes
 *   "edge": { "side": "all", "width": 1 }
 *        of boxes whose template gives them an edge on one side: where it
 *        stands instead ("all", "left", "top", "none"), and how thick.  A box
 *        that keeps an edge on one side keeps its corners square
 * }
 */
#ifndef KX_CONTENT_THEME_H
#define KX_CONTENT_THEME_H

#include "content/template.h"

/* What a colour of the palette is for, and with it how far it must stand out. */
enum kx_color_use {
	KX_USE_TEXT,                   /* read: 4.5 to 1 on paper and on every ground */
	KX_USE_MARK,                   /* drawn, and means something: 3 to 1 on paper */
	KX_USE_GROUND,                 /* stands under text */
	KX_USE_RULE                    /* parts what spaces part already */
};

struct kx_palette_name { const char *id; enum kx_color_use use; };

/* Every name that a theme gives a colour to; ended by one without an id. */
extern const struct kx_palette_name kx_palette_names[];

/* Is the first `length` bytes of `name` one of them? */
bool kx_palette_has(const char *name, size_t length);

struct kx_theme {
	struct kx_origin origin;
	const char *id, *title;
	struct kx_named_color *colors; size_t color_count;
	const struct kx_font_use *fonts; size_t font_count;
	enum kx_corners corners;
	kx_length radius;              /* KX_CORNERS_ROUNDED */
	bool has_edge;
	enum kx_edge_side edge_side;
	kx_length edge_width;
};

/* Dress a template, whose `colors` have room for the theme's: its boxes are changed in place. */
void kx_theme_apply(const struct kx_theme *theme, struct kx_template *sheet);

#endif
