#include "layout/galley.h"

#include "layout/cells.h"

#include <string.h>

#define FRAME_MARKS 4              /* ground and edges of a box */

struct kx_slug *
kx_galley_slug(struct kx_setting *set, struct kx_galley *galley, kx_length height)
{
	struct kx_slug *slug;

	slug = kx_arena_push(set->arena, &galley->slugs, &galley->slug_count, &galley->slug_room, sizeof(*slug));
	if (slug == NULL) {
		set->failed = true;
		return NULL;
	}
	/* The place may have held a slug that was taken back. */
	memset(slug, 0, sizeof(*slug));
	slug->height = height;
	slug->width = galley->width;
	slug->block = set->block;
	slug->origin = set->origin;
	return slug;
}

struct kx_set_mark *
kx_slug_mark(struct kx_setting *set, struct kx_slug *slug, enum kx_mark_kind_set kind, int element)
{
	struct kx_set_mark *mark;

	mark = kx_arena_push(set->arena, &slug->marks, &slug->mark_count, &slug->mark_room, sizeof(*mark));
	if (mark == NULL) {
		set->failed = true;
		return NULL;
	}
	memset(mark, 0, sizeof(*mark));
	mark->kind = kind;
	mark->element = element;
	if (element < 0)
		mark->artifact = KX_ARTIFACT_LAYOUT;
	return mark;
}

void
kx_slug_fill(struct kx_setting *set, struct kx_slug *slug, struct kx_box box, kx_length radius, kx_color color)
{
	struct kx_set_mark *mark = kx_slug_mark(set, slug, KX_MARK_RECT, -1);

	if (mark == NULL)
		return;
	mark->artifact = KX_ARTIFACT_BACKGROUND;
	mark->box = box;
	mark->shape.fill = true;
	mark->shape.fill_color = color;
	mark->shape.radius = radius;
}

void
kx_slug_rule(struct kx_setting *set, struct kx_slug *slug, kx_length x, kx_length y, kx_length dx, kx_length dy,
    kx_length weight, kx_color color)
{
	struct kx_set_mark *mark = kx_slug_mark(set, slug, KX_MARK_RULE, -1);

	if (mark == NULL)
		return;
	mark->box = (struct kx_box){ x, y, dx, dy };
	mark->shape.stroke = true;
	mark->shape.stroke_color = color;
	mark->shape.line_width = weight;
}

kx_length
kx_slug_gap(const struct kx_slug *upper, const struct kx_slug *lower)
{
	return upper->after > lower->before ? upper->after : lower->before;
}

kx_length
kx_galley_height(const struct kx_galley *galley, size_t first, size_t last)
{
	kx_length height = 0;
	size_t i;

	for (i = first; i < last; i++) {
		if (i > first)
			height += kx_slug_gap(&galley->slugs[i - 1], &galley->slugs[i]);
		height += galley->slugs[i].height;
	}
	return height;
}

const struct kx_path_step *
kx_steps_moved(struct kx_setting *set, const struct kx_frame_shape *shape, kx_length x, kx_length y)
{
	struct kx_path_step *steps;
	size_t i;
	int p;

	if (x == 0 && y == 0)
		return shape->steps;
	steps = kx_arena_room(set->arena, shape->step_count * sizeof(*steps));
	for (i = 0; steps != NULL && i < shape->step_count; i++) {
		steps[i] = shape->steps[i];
		for (p = 0; p < 3; p++) {
			steps[i].points[p].x += x;
			steps[i].points[p].y += y;
		}
	}
	set->failed = set->failed || steps == NULL;
	return steps;
}

/* The marks of `from` alone. */
static void
pour_own(struct kx_setting *set, const struct kx_slug *from, struct kx_slug *slug, kx_length x, kx_length y)
{
	struct kx_set_mark *marks;
	size_t i;

	if (from->mark_count == 0)
		return;
	marks = kx_arena_push_many(set->arena, &slug->marks, &slug->mark_count, &slug->mark_room, sizeof(*marks), from->mark_count);
	if (marks == NULL) {
		set->failed = true;
		return;
	}
	for (i = 0; i < from->mark_count; i++) {
		marks[i] = from->marks[i];
		marks[i].box.x += x;
		marks[i].box.y += y;
		if (marks[i].kind == KX_MARK_PATH)
			marks[i].shape.steps = kx_steps_moved(set, &from->marks[i].shape, x, y);
	}
}

size_t
kx_slug_mark_count(const struct kx_slug *slug)
{
	size_t count = slug->mark_count, i, k;

	for (i = 0; i < slug->cell_count; i++) {
		count += FRAME_MARKS;
		for (k = 0; k < slug->cells[i].galley.slug_count; k++)
			count += kx_slug_mark_count(&slug->cells[i].galley.slugs[k]);
	}
	return count;
}

void
kx_slug_pour(struct kx_setting *set, const struct kx_slug *from, struct kx_slug *slug, kx_length x, kx_length y)
{
	pour_own(set, from, slug, x, y);
	kx_cells_pour(set, from, slug, x, y);
}

kx_length
kx_galley_pour(struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t last,
    struct kx_slug *slug, kx_length x, kx_length y)
{
	kx_length top = y;
	size_t i;

	for (i = first; i < last; i++) {
		if (i > first)
			y += kx_slug_gap(&galley->slugs[i - 1], &galley->slugs[i]);
		kx_slug_pour(set, &galley->slugs[i], slug, x, y);
		y += galley->slugs[i].height;
	}
	return y - top;
}

void
kx_galley_append(struct kx_setting *set, struct kx_galley *galley, const struct kx_galley *from, kx_length indent)
{
	struct kx_slug *slug;
	size_t i;

	for (i = 0; i < from->slug_count; i++) {
		slug = kx_galley_slug(set, galley, 0);
		if (slug == NULL)
			return;
		*slug = from->slugs[i];
		if (indent == 0)
			continue;
		slug->marks = NULL;
		slug->mark_count = slug->mark_room = 0;
		slug->cells = NULL;
		slug->cell_count = 0;
		pour_own(set, &from->slugs[i], slug, indent, 0);
		if (from->slugs[i].cell_count == 0)
			continue;
		slug->cells = kx_cells_shifted(set, &from->slugs[i], indent);
		slug->cell_count = slug->cells != NULL ? from->slugs[i].cell_count : 0;
	}
}

const struct kx_galley *
kx_galley_again(struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t last)
{
	struct kx_galley *again;
	struct kx_slug *slug;
	size_t i, m;

	if (first == last)
		return NULL;
	again = kx_arena_alloc(set->arena, sizeof(*again));
	if (again == NULL) {
		set->failed = true;
		return NULL;
	}
	again->width = galley->width;
	for (i = first; i < last && (slug = kx_galley_slug(set, again, galley->slugs[i].height)) != NULL; i++) {
		kx_slug_pour(set, &galley->slugs[i], slug, 0, 0);
		slug->keep_next = true;
		slug->after = galley->slugs[i].after;
		for (m = 0; m < slug->mark_count; m++) {
			slug->marks[m].element = -1;
			slug->marks[m].artifact = KX_ARTIFACT_PAGINATION;
		}
	}
	return again;
}

void
kx_galley_bind(struct kx_galley *galley, size_t first, size_t last)
{
	for (; first < last; first++)
		galley->slugs[first].keep_next = true;
}

bool
kx_galley_bound(const struct kx_galley *galley, size_t first, size_t last)
{
	while (first < last && galley->slugs[first].keep_next)
		first++;
	return first == last;
}

/* Where to cut before slug `i` so that no kept pair is parted. */
static size_t
back_up(const struct kx_galley *galley, size_t i)
{
	size_t end;

	for (end = i; end > 0 && galley->slugs[end - 1].keep_next; end--)
		;
	return end > 0 ? end : i;
}

static void
take_rest(struct kx_setting *set, const struct kx_galley *galley, size_t first, const struct kx_slug *tail,
    struct kx_galley *ret_rest)
{
	struct kx_galley rest = { .width = galley->width }, own = *galley;
	const struct kx_slug *start = tail != NULL ? tail : first < galley->slug_count ? &galley->slugs[first] : NULL;
	struct kx_slug *slug;

	if (start != NULL && start->repeat != NULL)
		kx_galley_append(set, &rest, start->repeat, 0);
	slug = tail != NULL ? kx_galley_slug(set, &rest, 0) : NULL;
	if (slug != NULL)
		*slug = *tail;
	own.slugs += first;
	own.slug_count -= first;
	kx_galley_append(set, &rest, &own, 0);
	*ret_rest = rest;
}

void
kx_galley_take(struct kx_setting *set, const struct kx_galley *galley, kx_length room, struct kx_galley *ret_taken,
    struct kx_galley *ret_rest)
{
	struct kx_galley whole = *galley;
	struct kx_slug head, tail, *slug;
	kx_length height = 0, gap = 0;
	size_t i;

	for (i = 0; i < whole.slug_count; i++) {
		gap = i > 0 ? kx_slug_gap(&whole.slugs[i - 1], &whole.slugs[i]) : 0;
		if (height + gap + whole.slugs[i].height > room)
			break;
		height += gap + whole.slugs[i].height;
	}
	*ret_taken = (struct kx_galley){ .width = whole.width };
	if (i < whole.slug_count && (whole.slugs[i].height > room || (i > 0 && kx_galley_bound(&whole, 0, i))) &&
	    kx_cells_split(set, &whole.slugs[i], room - height - gap, &head, &tail)) {
		whole.slug_count = i;
		kx_galley_append(set, ret_taken, &whole, 0);
		slug = kx_galley_slug(set, ret_taken, 0);
		if (slug != NULL)
			*slug = head;
		whole = *galley;
		take_rest(set, &whole, i + 1, &tail, ret_rest);
		return;
	}
	i = i < whole.slug_count ? back_up(&whole, i) : i;
	take_rest(set, &whole, i, NULL, ret_rest);
	whole.slug_count = i;
	kx_galley_append(set, ret_taken, &whole, 0);
}

/*
 * The end of the column that starts at `first` when it may be `limit` high,
 * backing up so that no kept pair is parted.
 */
static size_t
column_end(const struct kx_galley *galley, size_t first, kx_length limit)
{
	kx_length height = 0;
	size_t i, end;

	for (i = first; i < galley->slug_count; i++) {
		if (i > first)
			height += kx_slug_gap(&galley->slugs[i - 1], &galley->slugs[i]);
		height += galley->slugs[i].height;
		if (height > limit)
			break;
	}
	for (end = i; end > first && end < galley->slug_count && galley->slugs[end - 1].keep_next; end--)
		;
	return end;
}

/* Does the galley go into `columns` columns of height `limit`? */
static bool
columns_hold(const struct kx_galley *galley, int columns, kx_length limit)
{
	size_t first = 0, end;
	int column;

	for (column = 0; column < columns && first < galley->slug_count; column++) {
		end = column_end(galley, first, limit);
		if (end == first)
			return false;
		first = end;
	}
	return first == galley->slug_count;
}

kx_length
kx_galley_columns_height(const struct kx_galley *galley, int columns)
{
	kx_length low = 0, high = kx_galley_height(galley, 0, galley->slug_count), middle, tallest = 0, height;
	size_t first = 0, end, i;

	/* No height under an equal share of the matter, without the spaces, can do. */
	for (i = 0; i < galley->slug_count; i++)
		low += galley->slugs[i].height;
	low = low / columns - 1;
	while (high - low > 10) {
		middle = low + (high - low) / 2;
		if (columns_hold(galley, columns, middle))
			high = middle;
		else
			low = middle;
	}
	for (; first < galley->slug_count; first = end) {
		end = column_end(galley, first, high);
		height = kx_galley_height(galley, first, end);
		tallest = height > tallest ? height : tallest;
	}
	return tallest;
}

kx_length
kx_galley_pour_columns(struct kx_setting *set, const struct kx_galley *galley, int columns, kx_length gutter,
    struct kx_slug *slug, kx_length x, kx_length y)
{
	kx_length limit, height, tallest = 0;
	size_t first = 0, end;
	int column;

	if (columns <= 1)
		return kx_galley_pour(set, galley, 0, galley->slug_count, slug, x, y);
	limit = kx_galley_columns_height(galley, columns);
	for (column = 0; column < columns && first < galley->slug_count; column++) {
		end = column_end(galley, first, limit);
		height = kx_galley_pour(set, galley, first, end, slug, x + column * (galley->width + gutter), y);
		if (height > tallest)
			tallest = height;
		first = end;
	}
	return tallest;
}
