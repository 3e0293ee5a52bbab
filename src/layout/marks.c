#include "layout/marks.h"

/* Four cubic curves draw a circle; the handle length is 0.5523 of the radius. */
#define HANDLE(radius) ((kx_length)((int64_t)(radius) * 5523 / 10000))

struct path {
	struct kx_path_step *steps;
	size_t count, room;
};

static void
step(struct kx_setting *set, struct path *path, enum kx_path_op op, struct kx_point a, struct kx_point b, struct kx_point c)
{
	struct kx_path_step *next = kx_arena_push(set->arena, &path->steps, &path->count, &path->room, sizeof(*next));

	if (next == NULL) {
		set->failed = true;
		return;
	}
	next->op = op;
	next->points[0] = a;
	next->points[1] = b;
	next->points[2] = c;
}

static void
move_to(struct kx_setting *set, struct path *path, kx_length x, kx_length y)
{
	struct kx_point at = { x, y };

	step(set, path, KX_MOVE, at, at, at);
}

static void
line_to(struct kx_setting *set, struct path *path, kx_length x, kx_length y)
{
	struct kx_point at = { x, y };

	step(set, path, KX_LINE, at, at, at);
}

static void
curve_to(struct kx_setting *set, struct path *path, kx_length ax, kx_length ay, kx_length bx, kx_length by,
    kx_length x, kx_length y)
{
	step(set, path, KX_CURVE, (struct kx_point){ ax, ay }, (struct kx_point){ bx, by }, (struct kx_point){ x, y });
}

static void
close_path(struct kx_setting *set, struct path *path)
{
	struct kx_point none = { 0, 0 };

	/* Closing points are never drawn; they repeat the last point so that bounds stay right. */
	if (path->count > 0)
		none = path->steps[path->count - 1].points[0];
	step(set, path, KX_CLOSE, none, none, none);
}

static struct kx_set_mark *
add_path(struct kx_setting *set, struct kx_slug *slug, const struct path *path, int element, struct kx_box box)
{
	struct kx_set_mark *mark = kx_slug_mark(set, slug, KX_MARK_PATH, element);

	if (mark == NULL)
		return NULL;
	mark->box = box;
	mark->shape.steps = path->steps;
	mark->shape.step_count = path->count;
	return mark;
}

static void
stroke(struct kx_set_mark *mark, kx_color color, kx_length weight)
{
	if (mark == NULL)
		return;
	mark->shape.stroke = true;
	mark->shape.stroke_color = color;
	mark->shape.line_width = weight;
}

static void
fill(struct kx_set_mark *mark, kx_color color)
{
	if (mark == NULL)
		return;
	mark->shape.fill = true;
	mark->shape.fill_color = color;
}

void
kx_mark_tick(struct kx_setting *set, struct kx_slug *slug, kx_length x, kx_length y, kx_length side, kx_color color)
{
	struct path path = { NULL, 0, 0 };

	move_to(set, &path, x + side * 8 / 100, y + side * 55 / 100);
	line_to(set, &path, x + side * 38 / 100, y + side * 84 / 100);
	line_to(set, &path, x + side * 92 / 100, y + side * 16 / 100);
	stroke(add_path(set, slug, &path, -1, (struct kx_box){ x, y, side, side }), color, side * 17 / 100);
}

void
kx_mark_cross(struct kx_setting *set, struct kx_slug *slug, kx_length x, kx_length y, kx_length side, kx_color color)
{
	struct path path = { NULL, 0, 0 };
	kx_length near = side * 16 / 100, far = side * 84 / 100;

	move_to(set, &path, x + near, y + near);
	line_to(set, &path, x + far, y + far);
	move_to(set, &path, x + far, y + near);
	line_to(set, &path, x + near, y + far);
	stroke(add_path(set, slug, &path, -1, (struct kx_box){ x, y, side, side }), color, side * 17 / 100);
}

void
kx_mark_triangle(struct kx_setting *set, struct kx_slug *slug, kx_length x, kx_length y, kx_length side, kx_color color)
{
	struct path path = { NULL, 0, 0 };

	move_to(set, &path, x + side / 2, y + side * 8 / 100);
	line_to(set, &path, x + side, y + side * 92 / 100);
	line_to(set, &path, x, y + side * 92 / 100);
	close_path(set, &path);
	fill(add_path(set, slug, &path, -1, (struct kx_box){ x, y, side, side }), color);
}

void
kx_mark_icon(struct kx_setting *set, struct kx_slug *slug, int element, const struct kx_icon *icon, kx_length x, kx_length y,
    kx_length side, kx_color color)
{
	struct path path = { NULL, 0, 0 };
	struct kx_point at[3];
	size_t i, p;

	for (i = 0; i < icon->step_count; i++) {
		for (p = 0; p < 3; p++) {
			at[p].x = x + (kx_length)((int64_t)icon->steps[i].points[p].x * side / KX_ICON_SIDE);
			at[p].y = y + (kx_length)((int64_t)icon->steps[i].points[p].y * side / KX_ICON_SIDE);
		}
		if (icon->steps[i].op == KX_DRAW_CLOSE)
			close_path(set, &path);
		else if (icon->steps[i].op == KX_DRAW_CURVE)
			step(set, &path, KX_CURVE, at[0], at[1], at[2]);
		else
			step(set, &path, icon->steps[i].op == KX_DRAW_MOVE ? KX_MOVE : KX_LINE, at[0], at[0], at[0]);
	}
	stroke(add_path(set, slug, &path, element, (struct kx_box){ x, y, side, side }), color,
	    (kx_length)((int64_t)KX_ICON_PEN * side / KX_ICON_SIDE));
}

void
kx_mark_check_box(struct kx_setting *set, struct kx_slug *slug, kx_length x, kx_length y, kx_length side, kx_color color)
{
	struct kx_set_mark *mark = kx_slug_mark(set, slug, KX_MARK_RECT, -1);

	if (mark == NULL)
		return;
	mark->box = (struct kx_box){ x, y, side, side };
	mark->shape.radius = set->sheet->corners == KX_CORNERS_SQUARE ? 0 :
	    set->sheet->corners == KX_CORNERS_ROUNDED ? side / 5 : side / 8;
	stroke(mark, color, 900);
}

/* A coordinate `part` of `parts` of the way. */
static kx_length
on_the_way(kx_length from, kx_length to, int part, int parts)
{
	return from + (kx_length)((int64_t)(to - from) * part / parts);
}

void
kx_mark_dashes(struct kx_setting *set, struct kx_slug *slug, struct kx_point from, struct kx_point to, kx_length dash,
    kx_length weight, kx_color color)
{
	int64_t wide = to.x - from.x, high = to.y - from.y, longest = (wide < 0 ? -wide : wide) + (high < 0 ? -high : high);
	struct kx_box box = { from.x < to.x ? from.x : to.x, from.y < to.y ? from.y : to.y, (kx_length)(wide < 0 ? -wide : wide),
	    (kx_length)(high < 0 ? -high : high) };
	struct path path = { NULL, 0, 0 };
	int parts = (int)(longest / dash) | 1, i;

	for (i = 0; i < parts; i += 2) {
		move_to(set, &path, on_the_way(from.x, to.x, i, parts), on_the_way(from.y, to.y, i, parts));
		line_to(set, &path, on_the_way(from.x, to.x, i + 1, parts), on_the_way(from.y, to.y, i + 1, parts));
	}
	stroke(add_path(set, slug, &path, -1, box), color, weight);
}

static void
circle(struct kx_setting *set, struct path *path, kx_length x, kx_length y, kx_length r)
{
	kx_length h = HANDLE(r);

	move_to(set, path, x - r, y);
	curve_to(set, path, x - r, y - h, x - h, y - r, x, y - r);
	curve_to(set, path, x + h, y - r, x + r, y - h, x + r, y);
	curve_to(set, path, x + r, y + h, x + h, y + r, x, y + r);
	curve_to(set, path, x - h, y + r, x - r, y + h, x - r, y);
	close_path(set, path);
}

static struct kx_set_mark *
disc(struct kx_setting *set, struct kx_slug *slug, int element, struct kx_point at, kx_length radius)
{
	struct path path = { NULL, 0, 0 };

	circle(set, &path, at.x, at.y, radius);
	return add_path(set, slug, &path, element, (struct kx_box){ at.x - radius, at.y - radius, 2 * radius, 2 * radius });
}

void
kx_mark_dot(struct kx_setting *set, struct kx_slug *slug, int element, struct kx_point at, kx_length radius, kx_color color)
{
	fill(disc(set, slug, element, at, radius), color);
}

void
kx_mark_ring(struct kx_setting *set, struct kx_slug *slug, int element, struct kx_point at, kx_length radius, kx_color color)
{
	struct kx_set_mark *mark = disc(set, slug, element, at, radius);

	fill(mark, 0xFFFFFF);
	stroke(mark, color, 900);
}

/* A person: a head over shoulders, round or square, in a cell's upper left w by h. */
static void
person(struct kx_setting *set, struct path *path, kx_length x, kx_length y, kx_length w, kx_length h, bool square)
{
	kx_length middle = x + w / 2, head = h * 22 / 100, top = y + h * 50 / 100, r = w / 2, k = HANDLE(w / 2);

	circle(set, path, middle, y + head, head);
	move_to(set, path, x, y + h);
	if (square) {
		line_to(set, path, x, top);
		line_to(set, path, x + w, top);
	} else {
		line_to(set, path, x, top + r);
		curve_to(set, path, x, top + r - k, middle - k, top, middle, top);
		curve_to(set, path, middle + k, top, x + w, top + r - k, x + w, top + r);
	}
	line_to(set, path, x + w, y + h);
	close_path(set, path);
}

static void
square(struct kx_setting *set, struct path *path, kx_length x, kx_length y, kx_length side)
{
	move_to(set, path, x, y);
	line_to(set, path, x + side, y);
	line_to(set, path, x + side, y + side);
	line_to(set, path, x, y + side);
	close_path(set, path);
}

static void
diamond(struct kx_setting *set, struct path *path, kx_length x, kx_length y, kx_length side)
{
	move_to(set, path, x + side / 2, y);
	line_to(set, path, x + side, y + side / 2);
	line_to(set, path, x + side / 2, y + side);
	line_to(set, path, x, y + side / 2);
	close_path(set, path);
}

enum icon { HOLLOW, BASELINE, FILLED };

static void
icon(struct kx_setting *set, struct path *path, const struct kx_icons *icons, enum icon kind, kx_length x, kx_length y)
{
	kx_length size = icons->cell * 72 / 100, less = size * 15 / 100;

	if (!icons->squares && kind == HOLLOW)
		person(set, path, x + size / 10 + less / 2, y + less, size * 8 / 10 - less, size - less, false);
	else if (!icons->squares)
		person(set, path, x + size / 10, y, size * 8 / 10, size, kind == FILLED && icons->baseline > 0);
	else if (kind == HOLLOW)
		square(set, path, x + less, y + less, size - 2 * less);
	else if (kind == FILLED && icons->baseline > 0)
		diamond(set, path, x - less, y - less, size + 2 * less);
	else
		square(set, path, x, y, size);
}

kx_length
kx_mark_icons(struct kx_setting *set, struct kx_slug *slug, int element, kx_length x, kx_length y, const struct kx_icons *icons)
{
	struct path paths[3] = { { NULL, 0, 0 }, { NULL, 0, 0 }, { NULL, 0, 0 } };
	int rows = (icons->total + icons->columns - 1) / icons->columns, i;
	struct kx_box box = { x, y, icons->cell * icons->columns, icons->cell * rows };
	enum icon kind;

	for (i = 0; i < icons->total; i++) {
		kind = i < icons->baseline ? BASELINE : i < icons->filled ? FILLED : HOLLOW;
		icon(set, &paths[kind], icons, kind, x + i % icons->columns * icons->cell + icons->cell * 14 / 100,
		    y + (rows - 1 - i / icons->columns) * icons->cell + icons->cell * 14 / 100);
	}
	if (paths[HOLLOW].count > 0)
		stroke(add_path(set, slug, &paths[HOLLOW], element, box), icons->outline, icons->cell * 6 / 100);
	if (paths[BASELINE].count > 0)
		fill(add_path(set, slug, &paths[BASELINE], element, box), icons->baseline_color);
	if (paths[FILLED].count > 0)
		fill(add_path(set, slug, &paths[FILLED], element, box), icons->filled_color);
	return box.height;
}

void
kx_mark_bar(struct kx_setting *set, struct kx_slug *slug, const struct kx_block *cell, struct kx_box room, kx_length weight)
{
	int32_t share = cell->bar > 0 ? cell->bar : cell->bar_against;
	kx_length length = (kx_length)((int64_t)room.width * share / 1000);
	struct kx_set_mark *mark = kx_slug_mark(set, slug, KX_MARK_RECT, -1);

	if (mark == NULL)
		return;
	mark->box = (struct kx_box){ room.x, room.y, length > weight ? length : weight, room.height };
	if (cell->bar > 0) {
		mark->shape.fill = true;
		mark->shape.fill_color = kx_setting_color(set, "bar");
	} else {
		mark->shape.stroke = true;
		mark->shape.stroke_color = kx_setting_color(set, "bar-against");
		mark->shape.line_width = weight;
	}
}
