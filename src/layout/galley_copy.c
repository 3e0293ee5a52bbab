#include "layout/galley_copy.h"

#include "base/memo.h"
#include "layout/cells.h"

#include <string.h>

/* ---- out of the sheet ---- */

struct copying { struct kx_memo *memo; struct kx_arena *arena; bool marks; };

static bool copy_slugs(const struct copying *copying, const struct kx_slug *from, size_t count, struct kx_galley *to);

static void *
copy_bytes(struct kx_arena *arena, const void *bytes, size_t size)
{
	void *copy = kx_arena_room(arena, size);

	return copy != NULL && size > 0 ? memcpy(copy, bytes, size) : copy;
}

/* Absent texts stay absent. */
static bool
copy_text(struct kx_arena *arena, const char **text)
{
	if (*text != NULL)
		*text = kx_arena_string(arena, *text);
	return !kx_arena_spent(arena);
}

/* A look that may be gone with its sheet's template; where nothing is drawn only its name matters, which says where it may be split. */
static bool
copy_style(const struct copying *copying, struct kx_cell *cell)
{
	struct kx_box_style *style;

	if (cell->style == NULL)
		return true;
	style = copy_bytes(copying->arena, cell->style, sizeof(*style));
	if (style == NULL)
		return false;
	if (!copying->marks)
		style->fill = style->edge = NULL;
	cell->style = style;
	return copy_text(copying->arena, &style->id) && copy_text(copying->arena, &style->fill) && copy_text(copying->arena, &style->edge);
}

static bool
copy_cells(const struct copying *copying, struct kx_slug *slug)
{
	struct kx_cell *cells = copy_bytes(copying->arena, slug->cells, slug->cell_count * sizeof(*cells));
	size_t i;

	if (cells == NULL)
		return false;
	for (i = 0; i < slug->cell_count; i++) {
		if (!copy_style(copying, &cells[i]) ||
		    !copy_slugs(copying, slug->cells[i].galley.slugs, slug->cells[i].galley.slug_count, &cells[i].galley))
			return false;
	}
	slug->cells = cells;
	return true;
}

static bool
copy_mark(const struct copying *copying, struct kx_set_mark *mark)
{
	struct kx_arena *arena = copying->arena;

	switch (mark->kind) {
	case KX_MARK_GLYPHS:
		mark->glyphs.text = kx_arena_copy(arena, mark->glyphs.text, mark->glyphs.length);
		mark->glyphs.glyphs = copy_bytes(arena, mark->glyphs.glyphs, mark->glyphs.count * sizeof(*mark->glyphs.glyphs));
		if (mark->glyphs.number == 0 && !kx_arena_spent(arena) && kx_glyphs_check(&mark->glyphs))
			mark->glyphs.number = kx_memo_number(copying->memo);
		break;
	case KX_MARK_PATH:
		mark->shape.steps = copy_bytes(arena, mark->shape.steps, mark->shape.step_count * sizeof(*mark->shape.steps));
		if (mark->shape.number == 0)
			mark->shape.number = kx_memo_number(copying->memo);
		break;
	case KX_MARK_RECT:
	case KX_MARK_RULE:
		break;
	case KX_MARK_IMAGE:
		return false;
	}
	return !kx_arena_spent(arena);
}

static bool
copy_marks(const struct copying *copying, struct kx_slug *slug)
{
	struct kx_set_mark *marks = NULL;
	size_t i;

	if (copying->marks && slug->mark_count > 0) {
		marks = copy_bytes(copying->arena, slug->marks, slug->mark_count * sizeof(*marks));
		for (i = 0; marks != NULL && i < slug->mark_count; i++)
			if (!copy_mark(copying, &marks[i]))
				return false;
		if (marks == NULL)
			return false;
	}
	slug->marks = marks;
	slug->mark_count = slug->mark_room = marks != NULL ? slug->mark_count : 0;
	return true;
}

static bool
copy_repeat(const struct copying *copying, struct kx_slug *slug)
{
	struct kx_galley *repeat;

	if (slug->repeat == NULL)
		return true;
	repeat = kx_arena_alloc(copying->arena, sizeof(*repeat));
	if (repeat == NULL || !copy_slugs(copying, slug->repeat->slugs, slug->repeat->slug_count, repeat))
		return false;
	repeat->width = slug->repeat->width;
	slug->repeat = repeat;
	return true;
}

/* Rows of a table share their repeated heads, and so do their copies. */
static bool
copy_slugs(const struct copying *copying, const struct kx_slug *from, size_t count, struct kx_galley *to)
{
	struct kx_slug *slug;
	size_t i;

	to->slugs = kx_arena_array(copying->arena, count, sizeof(*to->slugs));
	to->slug_count = to->slug_room = count;
	for (i = 0; to->slugs != NULL && i < count; i++) {
		slug = &to->slugs[i];
		*slug = from[i];
		slug->region = NULL;
		slug->origin = (struct kx_origin){ NULL, NULL };
		if (i > 0 && from[i].block == from[i - 1].block)
			slug->block = to->slugs[i - 1].block;
		else if (!copy_text(copying->arena, &slug->block))
			return false;
		if (i > 0 && from[i].repeat == from[i - 1].repeat)
			slug->repeat = to->slugs[i - 1].repeat;
		else if (!copy_repeat(copying, slug))
			return false;
		if (!copy_marks(copying, slug) || (slug->cell_count > 0 && !copy_cells(copying, slug)))
			return false;
	}
	return to->slugs != NULL || count == 0;
}

bool
kx_slugs_copy(struct kx_memo *memo, const struct kx_slug *slugs, size_t count, bool marks, struct kx_galley *ret_galley)
{
	const struct copying copying = { memo, kx_memo_arena(memo), marks };

	return copying.arena != NULL && copy_slugs(&copying, slugs, count, ret_galley);
}

/* ---- into another sheet ---- */

static void move_slug(struct kx_setting *set, struct kx_slug *slug, int by);

static void
move_cells(struct kx_setting *set, struct kx_slug *slug, int by)
{
	struct kx_cell *cells = copy_bytes(set->arena, slug->cells, slug->cell_count * sizeof(*cells));
	struct kx_galley *galley;
	size_t i, k;

	for (i = 0; cells != NULL && i < slug->cell_count; i++) {
		galley = &cells[i].galley;
		galley->slugs = copy_bytes(set->arena, galley->slugs, galley->slug_count * sizeof(*galley->slugs));
		for (k = 0; galley->slugs != NULL && k < galley->slug_count; k++)
			move_slug(set, &galley->slugs[k], by);
		set->failed = set->failed || galley->slugs == NULL;
	}
	set->failed = set->failed || cells == NULL;
	slug->cells = cells;
}

/* Repeated heads are artifacts, which belong to no element. */
static void
move_slug(struct kx_setting *set, struct kx_slug *slug, int by)
{
	size_t i;

	if (slug->mark_count > 0) {
		slug->marks = copy_bytes(set->arena, slug->marks, slug->mark_count * sizeof(*slug->marks));
		for (i = 0; slug->marks != NULL && i < slug->mark_count; i++)
			slug->marks[i].element += slug->marks[i].element >= 0 ? by : 0;
		set->failed = set->failed || slug->marks == NULL;
	}
	if (slug->cell_count > 0)
		move_cells(set, slug, by);
}

void
kx_slugs_put(struct kx_setting *set, const struct kx_galley *from, int by, struct kx_galley *galley)
{
	struct kx_slug *slug;
	size_t i;

	for (i = 0; i < from->slug_count && !set->failed; i++) {
		slug = kx_galley_slug(set, galley, 0);
		if (slug == NULL)
			return;
		*slug = from->slugs[i];
		if (by != 0)
			move_slug(set, slug, by);
	}
}
