#include "layout/cells.h"

#include <string.h>

static kx_length
content_height(const struct kx_cell *cell)
{
	if (cell->columns > 1)
		return kx_galley_columns_height(&cell->galley, cell->columns);
	return kx_galley_height(&cell->galley, 0, cell->galley.slug_count);
}

kx_length
kx_cells_height(const struct kx_cell *cells, size_t count)
{
	kx_length tallest = 0, height;
	size_t i;

	for (i = 0; i < count; i++) {
		height = cells[i].galley.slug_count > 0 ? content_height(&cells[i]) + 2 * cells[i].pad_y : 0;
		if (height > tallest)
			tallest = height;
	}
	return tallest;
}

struct kx_slug *
kx_cells_slug(struct kx_setting *set, struct kx_galley *galley, struct kx_cell *cells, size_t count)
{
	struct kx_slug *slug = kx_galley_slug(set, galley, kx_cells_height(cells, count));

	if (slug == NULL)
		return NULL;
	slug->cells = cells;
	slug->cell_count = count;
	return slug;
}

struct kx_slug *
kx_columns_slug(struct kx_setting *set, struct kx_galley *galley, const struct kx_galley *narrow, int columns, kx_length gutter)
{
	struct kx_cell *cell;
	struct kx_slug *slug;

	if (narrow->slug_count == 0)
		return NULL;
	cell = kx_arena_alloc(set->arena, sizeof(*cell));
	if (cell == NULL) {
		set->failed = true;
		return NULL;
	}
	*cell = (struct kx_cell){ .galley = *narrow, .width = galley->width, .columns = columns, .gutter = gutter };
	slug = kx_cells_slug(set, galley, cell, 1);
	if (slug == NULL)
		return NULL;
	slug->before = narrow->slugs[0].before;
	slug->after = narrow->slugs[narrow->slug_count - 1].after;
	return slug;
}

/* Corners that would meet in the middle are a slip in the file that gives them. */
static void
report_radius(struct kx_setting *set, const struct kx_box_style *style, kx_length most)
{
	bool theme = set->sheet->corners == KX_CORNERS_ROUNDED;
	struct kx_place place = { .file = theme ? set->sheet->theme_file : set->sheet->origin.file,
	    .pointer = theme ? "/corners/radius" : kx_arena_print(set->arena, "/boxes/%s/radius", style->id) };

	kx_report(set->diags, KX476, place, kx_arena_print(set->arena, "make it %d at most", (int)(most / 1000)),
	    "a radius of %d.%d points is more than half of the box \"%s\"", (int)(style->radius / 1000),
	    (int)(style->radius % 1000 / 100), style->id);
	set->failed = true;
}

/* How round a box is: one with an edge on one side has square corners. */
static kx_length
corner(struct kx_setting *set, const struct kx_box_style *style, struct kx_box box)
{
	kx_length most = (box.width < box.height ? box.width : box.height) / 2;

	if (style->edge_side == KX_EDGE_LEFT || style->edge_side == KX_EDGE_TOP)
		return 0;
	if (style->radius > most)
		report_radius(set, style, most);
	return style->radius;
}

static void
draw_frame(struct kx_setting *set, struct kx_slug *slug, const struct kx_box_style *style, struct kx_box box)
{
	kx_length radius = corner(set, style, box);
	struct kx_set_mark *mark;

	if (style->fill != NULL)
		kx_slug_fill(set, slug, box, radius, kx_setting_color(set, style->fill));
	if (style->edge == NULL)
		return;
	switch (style->edge_side) {
	case KX_EDGE_NONE:
		break;
	case KX_EDGE_ALL:
		mark = kx_slug_mark(set, slug, KX_MARK_RECT, -1);
		if (mark == NULL)
			return;
		mark->box = box;
		mark->shape.stroke = true;
		mark->shape.stroke_color = kx_setting_color(set, style->edge);
		mark->shape.line_width = style->edge_width;
		mark->shape.radius = radius;
		break;
	case KX_EDGE_LEFT:
		kx_slug_fill(set, slug, (struct kx_box){ box.x, box.y, style->edge_width, box.height }, 0,
		    kx_setting_color(set, style->edge));
		break;
	case KX_EDGE_TOP:
		kx_slug_fill(set, slug, (struct kx_box){ box.x, box.y, box.width, style->edge_width }, 0,
		    kx_setting_color(set, style->edge));
		break;
	}
}

void
kx_cells_pour(struct kx_setting *set, const struct kx_slug *from, struct kx_slug *slug, kx_length x, kx_length y)
{
	const struct kx_cell *cell;
	size_t i;

	for (i = 0; i < from->cell_count; i++) {
		cell = &from->cells[i];
		if (cell->galley.slug_count == 0)
			continue;
		if (cell->style != NULL)
			draw_frame(set, slug, cell->style, (struct kx_box){ x + cell->x, y, cell->width, from->height });
		kx_galley_pour_columns(set, &cell->galley, cell->columns, cell->gutter, slug, x + cell->x + cell->pad_x, y + cell->pad_y);
	}
}

static struct kx_cell *
copy_cells(struct kx_setting *set, const struct kx_slug *slug)
{
	struct kx_cell *cells = kx_arena_array(set->arena, slug->cell_count, sizeof(*cells));

	if (cells == NULL)
		set->failed = true;
	else
		memcpy(cells, slug->cells, slug->cell_count * sizeof(*cells));
	return cells;
}

struct kx_cell *
kx_cells_shifted(struct kx_setting *set, const struct kx_slug *slug, kx_length indent)
{
	struct kx_cell *cells = copy_cells(set, slug);
	size_t i;

	for (i = 0; cells != NULL && i < slug->cell_count; i++)
		cells[i].x += indent;
	return cells;
}

/* What one cell prints above the cut, and what below; a further column does not begin with heads that would stand alone there. */
static void
split_cell(struct kx_setting *set, const struct kx_cell *cell, kx_length room, struct kx_cell *ret_head, struct kx_cell *ret_tail)
{
	struct kx_galley rest = cell->galley, taken, left;
	int column, columns = cell->columns > 1 ? cell->columns : 1;

	*ret_head = *ret_tail = *cell;
	ret_head->galley = (struct kx_galley){ .width = cell->galley.width };
	for (column = 0; column < columns && rest.slug_count > 0 && !set->failed; column++) {
		kx_galley_take(set, &rest, room - 2 * cell->pad_y, &taken, &left);
		if (taken.slug_count == 0 || (column > 0 && left.slug_count > 0 && kx_galley_bound(&taken, 0, taken.slug_count)))
			break;
		rest = left;
		kx_galley_append(set, &ret_head->galley, &taken, 0);
	}
	ret_tail->galley = rest;
}

/* Rules at the foot of the whole go with its end, other marks stay with its beginning. */
static void
share_marks(struct kx_setting *set, const struct kx_slug *slug, struct kx_slug *head, struct kx_slug *tail)
{
	struct kx_set_mark *mark;
	size_t i;

	head->marks = tail->marks = NULL;
	head->mark_count = head->mark_room = tail->mark_count = tail->mark_room = 0;
	for (i = 0; i < slug->mark_count; i++) {
		bool foot = slug->marks[i].box.y == slug->height;

		mark = kx_slug_mark(set, foot ? tail : head, slug->marks[i].kind, slug->marks[i].element);
		if (mark == NULL)
			return;
		*mark = slug->marks[i];
		if (foot)
			mark->box.y = tail->height;
	}
}

bool
kx_cells_bound(const struct kx_slug *slug)
{
	size_t i;

	for (i = 0; i < slug->cell_count; i++)
		if (!kx_galley_bound(&slug->cells[i].galley, 0, slug->cells[i].galley.slug_count))
			return false;
	return slug->cell_count > 0;
}

bool
kx_cells_split(struct kx_setting *set, const struct kx_slug *slug, kx_length room, struct kx_slug *ret_head,
    struct kx_slug *ret_tail)
{
	struct kx_cell *above, *below;
	bool some = false, rest = false;
	size_t i;

	if (slug->cell_count == 0)
		return false;
	above = copy_cells(set, slug);
	below = copy_cells(set, slug);
	for (i = 0; above != NULL && below != NULL && i < slug->cell_count; i++) {
		split_cell(set, &slug->cells[i], room, &above[i], &below[i]);
		some = some || above[i].galley.slug_count > 0;
		rest = rest || below[i].galley.slug_count > 0;
	}
	if (!some || !rest || set->failed)
		return false;
	*ret_head = *ret_tail = *slug;
	ret_head->cells = above;
	ret_tail->cells = below;
	ret_head->height = kx_cells_height(above, slug->cell_count);
	ret_tail->height = kx_cells_height(below, slug->cell_count);
	ret_head->after = 0;
	ret_head->keep_next = false;
	ret_tail->before = 0;
	ret_tail->start = KX_START_HERE;
	ret_tail->elastic = false;
	share_marks(set, slug, ret_head, ret_tail);
	return true;
}
