#include "read/template_icons.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/flat.h"
#include "base/memo.h"
#include "base/nearest.h"
#include "read/files.h"
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
take_path(const struct kx_node *node, const char *path, struct kx_icon *icon)
{
	struct kx_svg_outline outline = { .arena = node->file->arena, .matrix = { .a = 1, .d = 1 }, .most = MOST_STEPS };

	if (kx_svg_path_data(&outline, path) && outline.count > 0)
		read_steps(node, &outline, icon);
	else if (outline.count >= MOST_STEPS)
		kx_node_fault(node, KX483, "draw it with fewer lines: it is printed as small as a letter",
		    "the icon \"%s\" has more than %d lines and curves", icon->id, MOST_STEPS);
	else
		kx_node_fault(node, KX481, "write the d of an SVG path, in a square of 24 units", "the icon \"%s\" is no path", icon->id);
}

/* ---- kept and stored: arcs take sines, and a library for them ---- */

struct kept { const struct kx_drawing_step *steps; size_t count; };

static bool
write_steps(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kept *kept = value;

	(void)key;
	kx_flat_put(out, (int64_t)kept->count);
	kx_flat_put_bytes(out, kept->steps, kept->count * sizeof(*kept->steps));
	return true;
}

static bool
is_step(const struct kx_drawing_step *step)
{
	size_t p;

	for (p = 0; p < 3; p++)
		if (step->points[p].x < 0 || step->points[p].x > KX_ICON_SIDE || step->points[p].y < 0 || step->points[p].y > KX_ICON_SIDE)
			return false;
	return (unsigned)step->op <= KX_DRAW_CLOSE;
}

static const void *
read_kept(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	size_t count = (size_t)kx_flat_take(&flat, 1, MOST_STEPS), i;
	const struct kx_drawing_step *steps = kx_flat_take_array(&flat, count, sizeof(*steps));
	struct kept *kept = kx_arena_alloc(arena, sizeof(*kept));

	(void)key;
	if (kept == NULL || !kx_flat_end(&flat))
		return NULL;
	for (i = 0; i < count; i++)
		if (!is_step(&steps[i]))
			return NULL;
	*kept = (struct kept){ steps, count };
	return kept;
}

static const struct kx_memo_form steps_form = { KX_MEMO_ON_NOTHING, write_steps, read_kept };

static const struct kx_drawing_step *
copy_steps(struct kx_arena *arena, const struct kx_drawing_step *steps, size_t count)
{
	struct kx_drawing_step *copy = kx_arena_array(arena, count, sizeof(*copy));

	if (copy != NULL)
		memcpy(copy, steps, count * sizeof(*copy));
	return copy;
}

static void
read_icon(const struct kx_node *node, struct kx_icon *icon)
{
	struct kx_memo *memo = node->file->files != NULL ? node->file->files->memo : NULL;
	struct kx_memo_key key = kx_memo_key(KX_MEMO_ICON, 0);
	const char *path = kx_node_text(node, MOST_PATH);
	struct kx_arena *room = kx_memo_arena(memo);
	const struct kept *found;
	struct kept *kept;

	if (path == NULL)
		return;
	kx_memo_part(&key, path, strlen(path));
	kx_memo_form(&key, &steps_form, NULL);
	found = kx_memo_find(memo, &key);
	if (found != NULL) {
		icon->steps = copy_steps(node->file->arena, found->steps, found->count);
		icon->step_count = icon->steps != NULL ? found->count : 0;
		return;
	}
	take_path(node, path, icon);
	kept = icon->step_count > 0 && room != NULL ? kx_arena_alloc(room, sizeof(*kept)) : NULL;
	if (kept == NULL)
		return;
	*kept = (struct kept){ copy_steps(room, icon->steps, icon->step_count), icon->step_count };
	if (kept->steps != NULL)
		kx_memo_keep(memo, &key, kept);
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
