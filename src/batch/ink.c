#include "batch/ink.h"

#include "base/arena.h"
#include "batch/job.h"
#include "frame/frame.h"
#include "pdf/pdf.h"
#include "text/fonts.h"

#include <stdlib.h>
#include <string.h>

#define GLYPHS 65536

/* Areas of glyphs that were asked for before, in font units; a table for each face that is used. */
struct counting {
	struct kx_arena *arena;
	const struct kx_frames *frames;
	const struct kx_fonts *fonts;
	struct kx_diagnostics *diags;
	int64_t **faces;
	bool failed;
};

/* How dark, of 255: the mean of what the three colors take away from white. */
static int64_t
darkness(kx_color color)
{
	return 255 - ((int64_t)(color >> 16 & 0xff) + (int64_t)(color >> 8 & 0xff) + (int64_t)(color & 0xff)) / 3;
}

static int64_t
glyph_area(struct counting *counting, int face, uint16_t glyph)
{
	int64_t **table = &counting->faces[face], area = 0;

	if (*table == NULL)
		*table = kx_arena_array(counting->arena, GLYPHS, sizeof(**table));
	if (*table == NULL) {
		counting->failed = true;
		return 0;
	}
	/* One more than the area, so that 0 is "not asked yet". */
	if ((*table)[glyph] == 0) {
		counting->failed = counting->failed || !kx_text_ink(counting->fonts, face, glyph, &area, counting->diags);
		(*table)[glyph] = area + 1;
	}
	return (*table)[glyph] - 1;
}

/* All areas are in square thousandths of a point. */
static int64_t
glyphs_area(struct counting *counting, const struct kx_frame_glyphs *glyphs)
{
	int64_t units = kx_fonts_facts(counting->fonts, glyphs->face)->units_per_em, sum = 0;
	size_t i;

	for (i = 0; i < glyphs->count; i++)
		sum += glyph_area(counting, glyphs->face, glyphs->glyphs[i].id);
	return sum * glyphs->size / units * glyphs->size / units;
}

/* The whole part of a square root: long lines need no more. */
static int64_t
root(int64_t value)
{
	int64_t low = 0, high = 3037000499, middle;

	while (high - low > 1) {
		middle = (low + high) / 2;
		if (middle * middle <= value)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static int64_t
distance(struct kx_point a, struct kx_point b)
{
	int64_t x = b.x - a.x, y = b.y - a.y;

	return root(x * x + y * y);
}

/* A path with its curves as the lines between their control points: a little too long, and a little too wide. */
struct walk { struct kx_point start, at; int64_t twice, length; };

static void
walk_to(struct walk *walk, struct kx_point to)
{
	walk->twice += (int64_t)walk->at.x * to.y - (int64_t)walk->at.y * to.x;
	walk->length += distance(walk->at, to);
	walk->at = to;
}

static struct walk
walk_path(const struct kx_frame_shape *shape)
{
	struct walk walk = { { 0, 0 }, { 0, 0 }, 0, 0 };
	int64_t sum = 0;
	size_t i;
	int p;

	for (i = 0; i < shape->step_count; i++) {
		const struct kx_path_step *step = &shape->steps[i];

		if (step->op == KX_MOVE) {
			sum += llabs(walk.twice);
			walk.twice = 0;
			walk.start = walk.at = step->points[0];
		} else if (step->op == KX_CLOSE) {
			walk_to(&walk, walk.start);
		} else {
			for (p = 0; p < (step->op == KX_CURVE ? 3 : 1); p++)
				walk_to(&walk, step->points[p]);
		}
	}
	walk.twice = sum + llabs(walk.twice);
	return walk;
}

/* What a shape fills, and how long its outline is. */
static void
measure_shape(const struct kx_frame_item *item, int64_t *ret_area, int64_t *ret_length)
{
	const struct kx_box *box = &item->box;
	struct walk walk;

	if (item->kind == KX_ITEM_PATH) {
		walk = walk_path(&item->as.shape);
		*ret_area = walk.twice / 2;
		*ret_length = walk.length;
	} else if (item->kind == KX_ITEM_RECT) {
		*ret_area = (int64_t)box->width * box->height;
		*ret_length = 2 * ((int64_t)box->width + box->height);
	} else {
		*ret_area = 0;
		*ret_length = distance((struct kx_point){ 0, 0 }, (struct kx_point){ box->width, box->height });
	}
}

/* Area by darkness. */
static int64_t
item_ink(struct counting *counting, const struct kx_frame_item *item)
{
	const struct kx_frame_shape *shape = &item->as.shape;
	int64_t area, length, ink = 0;

	if (item->kind == KX_ITEM_GLYPHS)
		return glyphs_area(counting, &item->as.glyphs) * darkness(item->as.glyphs.color);
	if (item->kind == KX_ITEM_IMAGE)
		return (int64_t)item->box.width * item->box.height *
		    kx_pdf_image_darkness(&counting->frames->images[item->as.image]);
	measure_shape(item, &area, &length);
	if (shape->fill)
		ink += area * darkness(shape->fill_color);
	if (shape->stroke)
		ink += length * shape->line_width * darkness(shape->stroke_color);
	return ink;
}

/* Thousandths of a percent of the page's paper. */
static int32_t
coverage(struct counting *counting, const struct kx_frame_page *page)
{
	int64_t ink = 0, paper = (int64_t)page->width * page->height;
	size_t i;

	for (i = 0; i < page->item_count; i++)
		ink += item_ink(counting, &page->items[i]);
	return (int32_t)(ink / 255 / (paper / 100000));
}

static void
check_pages(struct kx_job *job, struct counting *counting)
{
	int32_t most = job->ink->coverage_most, covered, tenths;
	size_t page;

	for (page = 0; page < job->frames->page_count; page++) {
		covered = coverage(counting, &job->frames->pages[page]);
		if (counting->failed)
			return;
		tenths = (covered + 99) / 100;   /* rounded up: 4.98 is not "4.9" to somebody who asks how near 5 it is */
		if (covered > most)
			kx_report(&job->diags, KX378, (struct kx_place){ .file = job->ink->origin.file, .pointer = "/coverage_most" },
			    "make what it prints paler or thinner, say less on the page, or print it with another ink",
			    "page %zu covers %d.%d %% of its paper; \"%s\" is for sheets under %d.%d %%", page + 1, (int)tenths / 10,
			    (int)tenths % 10, job->ink->id, (int)most / 1000, (int)most % 1000 / 100);
	}
}

bool
kx_ink_check(struct kx_job *job)
{
	struct counting counting = { .arena = &job->arena, .frames = job->frames, .fonts = job->stock->fonts,
	    .diags = &job->diags };
	struct kx_arena_mark mark = kx_arena_mark(&job->arena);

	if (job->ink->coverage_most == 0)
		return true;
	counting.faces = kx_arena_array(&job->arena, kx_fonts_count(job->stock->fonts), sizeof(*counting.faces));
	counting.failed = counting.faces == NULL;
	if (!counting.failed)
		check_pages(job, &counting);
	kx_arena_back(&job->arena, mark);
	return !counting.failed;
}
