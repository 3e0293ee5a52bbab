#include "read/read.h"

#include "base/arena.h"
#include "base/limits.h"
#include "content/color.h"
#include "content/palette.h"
#include "content/theme.h"
#include "read/parts.h"
#include "read/template_parts.h"

#include <string.h>

#define PAPER      0xFFFFFFu

static const struct kx_key theme_keys[] = {
	{ "$schema", false }, { "id", true }, { "title", true }, { "colors", true }, { "fonts", false }, { "corners", false },
	{ "edge", false }
};
static const struct kx_shape theme_shape = KX_SHAPE("a theme", theme_keys);

static const struct kx_key corner_keys[] = { { "shape", true }, { "radius", false } };
static const struct kx_shape corner_shape = KX_SHAPE("the corners", corner_keys);

static const struct kx_key edge_keys[] = { { "side", true }, { "width", false } };
static const struct kx_shape edge_shape = KX_SHAPE("the edge", edge_keys);

/* ---- colours ---- */

/* The palette, whole and closed (KX108, KX109). */
static bool
check_palette(const struct kx_node *table)
{
	struct kx_shape shape = { .noun = "the palette" };
	struct kx_key *keys;
	size_t count = 0, i;

	while (kx_palette_names[count].id != NULL)
		count++;
	keys = kx_arena_array(table->file->arena, count, sizeof(*keys));
	if (keys == NULL)
		return false;
	for (i = 0; i < count; i++)
		keys[i] = (struct kx_key){ kx_palette_names[i].id, true };
	shape.keys = keys;
	shape.count = count;
	return kx_shape_check(table, &shape);
}

/* The colour, when it is the same whatever the clinic's is. */
static bool
own_color(const struct kx_template *parts, const char *id, kx_color *ret_color)
{
	kx_color other;

	return kx_template_color(parts, id, 0x000000, ret_color) && kx_template_color(parts, id, 0xFFFFFF, &other) &&
	    *ret_color == other;
}

static bool
check_contrast(const struct kx_node *table, const struct kx_palette_name *name, kx_color color, const char *ground, kx_color under)
{
	int32_t least = name->use == KX_USE_TEXT ? KX_CONTRAST_TEXT : KX_CONTRAST_MARK, contrast = kx_color_contrast(color, under);
	struct kx_node node;

	if (contrast >= least || !kx_node_member(table, name->id, &node))
		return true;
	kx_node_fault(&node, KX474, NULL, "\"%s\" (#%06X) stands out from %s%s%s by %d.%d to 1; %s need %d.%d to 1", name->id,
	    (unsigned)color, ground != NULL ? "\"" : "", ground != NULL ? ground : "the paper", ground != NULL ? "\"" : "",
	    (int)(contrast / 1000), (int)(contrast / 100 % 10), name->use == KX_USE_TEXT ? "words" : "marks", (int)(least / 1000),
	    (int)(least / 100 % 10));
	return false;
}

/* Words may stand on any ground; what is too pale for paper is told once. */
static void
check_colors_stand_out(const struct kx_node *table, const struct kx_template *parts)
{
	const struct kx_palette_name *name, *ground;
	kx_color color, under;

	for (name = kx_palette_names; name->id != NULL; name++) {
		if (name->use == KX_USE_GROUND || name->use == KX_USE_RULE || !own_color(parts, name->id, &color) ||
		    !check_contrast(table, name, color, NULL, PAPER) || name->use != KX_USE_TEXT)
			continue;
		for (ground = kx_palette_names; ground->id != NULL; ground++)
			if (ground->use == KX_USE_GROUND && own_color(parts, ground->id, &under) &&
			    !check_contrast(table, name, color, ground->id, under))
				break;
	}
}

static void
read_palette(const struct kx_node *root, struct kx_theme *theme)
{
	struct kx_template parts = { .id = NULL };
	struct kx_node table;

	kx_read_colors(root, &parts);
	kx_check_colors(root, &parts);
	theme->colors = parts.colors;
	theme->color_count = parts.color_count;
	if (kx_node_member(root, "colors", &table) && check_palette(&table))
		check_colors_stand_out(&table, &parts);
}

/* ---- corners, edges ---- */

static void
read_corners(const struct kx_node *root, struct kx_theme *theme)
{
	static const char *const shapes[] = { "square", "rounded", NULL };
	struct kx_node node;
	int shape = 0;
	bool radius;

	if (!kx_node_member(root, "corners", &node) || !kx_shape_check(&node, &corner_shape) ||
	    !kx_member_choice(&node, "shape", shapes, &shape))
		return;
	theme->corners = shape == 0 ? KX_CORNERS_SQUARE : KX_CORNERS_ROUNDED;
	radius = kx_node_has(&node, "radius");
	if (radius != (theme->corners == KX_CORNERS_ROUNDED))
		kx_node_fault(&node, KX140, radius ? "take out \"radius\", or write \"rounded\"" : "add \"radius\", in points",
		    radius ? "square corners have no radius" : "nothing says how round the corners are");
	kx_member_milli(&node, "radius", KX_SHORTEST, KX_LONGEST, &theme->radius);
}

static void
read_edge(const struct kx_node *root, struct kx_theme *theme)
{
	static const char *const sides[] = { "none", "all", "left", "top", NULL };
	struct kx_node node;
	int side = KX_EDGE_NONE;

	if (!kx_node_member(root, "edge", &node) || !kx_shape_check(&node, &edge_shape) ||
	    !kx_member_choice(&node, "side", sides, &side))
		return;
	theme->has_edge = true;
	theme->edge_side = (enum kx_edge_side)side;
	kx_member_milli(&node, "width", KX_SHORTEST, KX_LONGEST, &theme->edge_width);
	if ((theme->edge_side == KX_EDGE_NONE) == (kx_node_has(&node, "width")))
		kx_node_fault(&node, KX140, NULL, theme->edge_side == KX_EDGE_NONE ? "no edge has no width" :
		    "nothing says how wide the edge is");
}

static void
read_theme(const struct kx_node *root, void *profile)
{
	struct kx_theme *theme = profile;
	struct kx_template parts = { .id = NULL };

	theme->origin = kx_node_origin(root);
	kx_read_name(root, "theme", &theme->id, &theme->title);
	read_palette(root, theme);
	kx_read_font_uses(root, &parts);
	theme->fonts = parts.fonts;
	theme->font_count = parts.font_count;
	read_corners(root, theme);
	read_edge(root, theme);
}

bool
kx_read_theme(struct kx_arena *arena, struct kx_read_files *files, const char *templates, const char *wanted, struct kx_theme **ret_theme,
    struct kx_diagnostics *diags)
{
	static const struct kx_profile_kind kind = { "themes", "theme", KX472, &theme_shape, read_theme };
	struct kx_theme *theme = kx_arena_alloc(arena, sizeof(*theme));

	if (theme == NULL || !kx_profile_read(&kind, arena, files, templates, wanted, theme, diags))
		return false;
	*ret_theme = theme;
	return true;
}
