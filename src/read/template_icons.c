#include "read/template_icons.h"

#include "base/arena.h"
#include "base/nearest.h"
#include "read/svg_path.h"
#include "read/template_parts.h"

#include <string.h>

#define MOST_ICONS   100
#define MOST_BULLETS 1000
#define MOST_STEPS   200
#define MOST_PATH    4000

/* A coordinate as the template holds it; false when it lies outside of the square. */
static bool
place(double at, kx_length *ret_place)
{
	/* Nor is what is no number within it. */
	if (!(at >= 0 && at <= KX_ICON_SIDE / 1000))
		return false;
	*ret_place = (kx_length)(at * 1000 + 0.5);
	return true;
}

static void
read_steps(const struct kx_node *node, const struct kx_svg_outline *outline, struct kx_icon *icon)
{
	struct kx_drawing_step *steps = kx_arena_array(node->file->arena, outline->count, sizeof(*steps));
	size_t i, p, points;

	for (i = 0; steps != NULL && i < outline->count; i++) {
		steps[i].op = outline->steps[i].op;
		points = steps[i].op == KX_DRAW_CURVE ? 3 : steps[i].op == KX_DRAW_CLOSE ? 0 : 1;
		for (p = 0; p < points; p++) {
			if (place(outline->steps[i].points[p].x, &steps[i].points[p].x) &&
			    place(outline->steps[i].points[p].y, &steps[i].points[p].y))
				continue;
			kx_node_fault(node, KX482, "keep all of its points from 0 to 24, the controls of curves too",
			    "the icon \"%s\" leaves its square", icon->id);
			return;
		}
	}
	icon->steps = steps;
	icon->step_count = steps != NULL ? outline->count : 0;
}

static void
read_icon(const struct kx_node *node, struct kx_icon *icon)
{
	struct kx_svg_outline outline = { .arena = node->file->arena, .matrix = { .a = 1, .d = 1 }, .most = MOST_STEPS };
	const char *path = kx_node_text(node, MOST_PATH);

	if (path == NULL)
		return;
	if (kx_svg_path_data(&outline, path) && outline.count > 0)
		read_steps(node, &outline, icon);
	else if (outline.count >= MOST_STEPS)
		kx_node_fault(node, KX483, "draw it with fewer lines: it is printed as small as a letter",
		    "the icon \"%s\" has more than %d lines and curves", icon->id, MOST_STEPS);
	else
		kx_node_fault(node, KX481, "write the d of an SVG path, in a square of 24 units", "the icon \"%s\" is no path", icon->id);
}

static const struct kx_icon *
find_icon(const struct kx_node *node, const struct kx_template *sheet, const char *id)
{
	struct kx_nearness nearness;
	size_t i;

	kx_nearness_init(&nearness, id);
	for (i = 0; i < sheet->icon_count; i++) {
		if (strcmp(sheet->icons[i].id, id) == 0)
			return &sheet->icons[i];
		kx_nearness_try(&nearness, sheet->icons[i].id);
	}
	kx_node_fault(node, KX484, kx_shape_suggest(node->file->arena, nearness.best), "the template has no icon \"%s\"", id);
	return NULL;
}

static void
read_bullets(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_bullet *bullet;
	struct kx_table table;
	struct kx_node node;
	const char *id;
	size_t i;

	if (!kx_table_open(root, "bullets", MOST_BULLETS, false, &table))
		return;
	sheet->bullets = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->bullets));
	if (sheet->bullets == NULL)
		return;
	for (i = 0; i < table.count; i++) {
		bullet = &sheet->bullets[sheet->bullet_count];
		bullet->topic = kx_table_entry(&table, i, false, &node);
		id = bullet->topic != NULL ? kx_node_id(&node) : NULL;
		bullet->icon = id != NULL ? find_icon(&node, sheet, id) : NULL;
		sheet->bullet_count += bullet->icon != NULL;
	}
}

void
kx_read_icons(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_table table;
	struct kx_icon *icon;
	struct kx_node node;
	size_t i;

	if (kx_table_open(root, "icons", MOST_ICONS, false, &table)) {
		sheet->icons = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->icons));
		if (sheet->icons == NULL)
			return;
		for (i = 0; i < table.count; i++) {
			icon = &sheet->icons[sheet->icon_count];
			icon->id = kx_table_entry(&table, i, false, &node);
			/* One that is damaged is there all the same, and no bullet lacks it. */
			if (icon->id != NULL)
				read_icon(&node, icon);
			sheet->icon_count += icon->id != NULL;
		}
	}
	read_bullets(root, sheet);
}
