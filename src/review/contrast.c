/*
 * Rules on contrast (WCAG 2.2, success criteria 1.4.3 and 1.4.11; content/color.h
 * counts it), on the finished page: what an item stands on is the last filled
 * box painted before it that holds its middle, or else the paper.
 *
 * Not asked of:
 *   what is "rule" colored    such lines part what spaces part already
 *   pictures outside the outline, which are the clinic's logo (1.4.3, "logotypes")
 *   the word across a draft   it is behind the page, for nobody to read by
 *
 * Edges of boxes are marks too, and looked up in the template: on the page
 * an edge on one side cannot be told from a ground.
 */
#include "review/rules.h"

#include "base/arena.h"
#include "content/color.h"
#include "content/palette.h"

#include <string.h>

#define PAPER 0xFFFFFFu

/* Pairs of colors; a sheet has a handful. */
#define PAIRS 64

struct ground { size_t item; struct kx_box box; kx_color color; };

struct look_over {
	const struct kx_subject *subject;
	kx_color separator;            /* of lines that say nothing; PAPER when the template has none */
	struct ground *grounds;        /* of the page, in the order they are painted */
	size_t ground_count;
	struct { kx_color one, other; } seen[PAIRS];
	size_t seen_count;
};

static bool
color_of(const struct kx_subject *subject, const char *name, kx_color *ret_color)
{
	return name != NULL && kx_template_color(subject->document->sheet, name, subject->document->clinic.colour, ret_color);
}

static void
open_look(const struct kx_subject *subject, struct look_over *look)
{
	*look = (struct look_over){ .subject = subject, .separator = PAPER };
	if (kx_template_named_color(subject->document->sheet, "rule", strlen("rule")) != NULL &&
	    !color_of(subject, "rule", &look->separator))
		look->separator = PAPER;
}

/* ---- what stands on what ---- */

static bool
is_ground(const struct kx_frame_item *item)
{
	return item->kind == KX_ITEM_RECT && item->as.shape.fill;
}

static bool
find_grounds(struct look_over *look, const struct kx_frame_page *page)
{
	size_t i, count = 0;

	for (i = 0; i < page->item_count; i++)
		count += is_ground(&page->items[i]);
	look->grounds = kx_arena_array(look->subject->arena, count, sizeof(*look->grounds));
	look->ground_count = 0;
	if (look->grounds == NULL)
		return false;
	for (i = 0; i < page->item_count; i++)
		if (is_ground(&page->items[i]))
			look->grounds[look->ground_count++] = (struct ground){ i, page->items[i].box, page->items[i].as.shape.fill_color };
	return true;
}

static kx_color
ground_under(const struct look_over *look, const struct kx_frame_item *item, size_t index)
{
	kx_length x = item->box.x + item->box.width / 2, y = item->box.y + item->box.height / 2;
	const struct kx_box *box;
	size_t i = look->ground_count;

	/* The middle of small letters is a quarter of their size above the line. */
	if (item->kind == KX_ITEM_GLYPHS)
		y = item->box.y - item->box.height / 4;
	while (i-- > 0) {
		box = &look->grounds[i].box;
		if (look->grounds[i].item < index && x >= box->x && x <= box->x + box->width && y >= box->y && y <= box->y + box->height)
			return look->grounds[i].color;
	}
	return PAPER;
}

/* Is this pair of colours new? */
static bool
first_sight(struct look_over *look, kx_color one, kx_color other)
{
	size_t i;

	for (i = 0; i < look->seen_count; i++)
		if (look->seen[i].one == one && look->seen[i].other == other)
			return false;
	if (look->seen_count < PAIRS) {
		look->seen[look->seen_count].one = one;
		look->seen[look->seen_count++].other = other;
	}
	return true;
}

/* ---- saying so ---- */

/* Where a color is written: the first that comes out as this one, in its file; else all styles of the template. */
static struct kx_place
color_place(const struct kx_subject *subject, kx_color color)
{
	const struct kx_template *sheet = subject->document->sheet;
	kx_color named;
	size_t i;

	for (i = 0; i < sheet->color_count; i++)
		if (sheet->colors[i].file != NULL && color_of(subject, sheet->colors[i].id, &named) && named == color)
			return (struct kx_place){ .file = sheet->colors[i].file,
			    .pointer = kx_arena_print(subject->arena, "/colors/%s", sheet->colors[i].id) };
	return (struct kx_place){ .file = sheet->origin.file, .pointer = "/styles" };
}

/* "3.3" from 3287 thousandths: rounded down, so that what is too little never reads as enough. */
static const char *
ratio(const struct kx_subject *subject, int32_t contrast)
{
	const char *text = kx_arena_print(subject->arena, "%d.%d", (int)(contrast / 1000), (int)(contrast / 100 % 10));

	return text != NULL ? text : "";
}

static void
report(const struct look_over *look, enum kx_code code, struct kx_place place, const char *what, kx_color color, kx_color ground)
{
	const struct kx_subject *subject = look->subject;

	kx_report(subject->diags, code, place, "make it darker, or what it stands on lighter",
	    "%s of color #%06X on #%06X: the contrast is %s to 1 and must be %s to 1", what, (unsigned)color, (unsigned)ground,
	    ratio(subject, kx_color_contrast(color, ground)),
	    ratio(subject, code == KX376 ? KX_CONTRAST_TEXT : KX_CONTRAST_MARK));
}

/* ---- KX376 ---- */

static bool
is_draft_mark(const struct kx_frame_item *item)
{
	return item->element < 0 && item->region != NULL && strcmp(item->region, "draft") == 0;
}

static void
check_text(struct look_over *look, size_t page, size_t index)
{
	const struct kx_subject *subject = look->subject;
	const struct kx_frame_item *item = &subject->frames->pages[page].items[index];
	const struct kx_frame_glyphs *glyphs = &item->as.glyphs;
	kx_color ground;

	if (item->kind != KX_ITEM_GLYPHS || is_draft_mark(item))
		return;
	ground = ground_under(look, item, index);
	if (!first_sight(look, glyphs->color, ground) || kx_color_contrast(glyphs->color, ground) >= KX_CONTRAST_TEXT)
		return;
	report(look, KX376, color_place(subject, glyphs->color),
	    kx_arena_print(subject->arena, "page %zu has text (\"%s\")", page + 1, kx_quoted(subject, glyphs->text, glyphs->length)),
	    glyphs->color, ground);
}

/* ---- KX377 ---- */

static bool
means_something(const struct look_over *look, const struct kx_frame_item *item)
{
	const struct kx_frame_shape *shape = &item->as.shape;

	if (item->kind == KX_ITEM_GLYPHS || item->kind == KX_ITEM_IMAGE)
		return false;
	if (item->element >= 0)
		return look->subject->frames->elements[item->element].section != NULL;
	if (item->artifact == KX_ARTIFACT_BACKGROUND)
		return false;
	return shape->fill || (shape->stroke && shape->stroke_color != look->separator);
}

static void
check_mark(struct look_over *look, size_t page, size_t index)
{
	const struct kx_frame_item *item = &look->subject->frames->pages[page].items[index];
	const struct kx_frame_shape *shape = &item->as.shape;
	kx_color ground, color;

	if (!means_something(look, item))
		return;
	ground = ground_under(look, item, index);
	color = shape->stroke ? shape->stroke_color : shape->fill_color;
	/* A hollow mark is its outline; a filled one with an outline may be either. */
	if (shape->fill && kx_color_contrast(shape->fill_color, ground) > kx_color_contrast(color, ground))
		color = shape->fill_color;
	/* What is painted in its ground's own colour is a ground, like the quiet zone of a QR code. */
	if (color != ground && first_sight(look, color, ground) && kx_color_contrast(color, ground) < KX_CONTRAST_MARK)
		report(look, KX377, color_place(look->subject, color), kx_arena_print(look->subject->arena, "page %zu has a mark", page + 1),
		    color, ground);
}

static void
check_edge(struct look_over *look, const struct kx_box_style *box)
{
	const struct kx_subject *subject = look->subject;
	kx_color edge, fill = PAPER;

	if (box->edge_side == KX_EDGE_NONE || !color_of(subject, box->edge, &edge) || edge == look->separator)
		return;
	if (box->fill != NULL && !color_of(subject, box->fill, &fill))
		return;
	if (kx_color_contrast(edge, fill) < KX_CONTRAST_MARK && first_sight(look, edge, fill))
		report(look, KX377, color_place(subject, edge),
		    kx_arena_print(subject->arena, "the box \"%s\" has an edge", box->id), edge, fill);
}

/* ---- both ---- */

static void
look_over(const struct kx_subject *subject, struct look_over *look, void (*check)(struct look_over *, size_t, size_t))
{
	const struct kx_frames *frames = subject->frames;
	size_t page, i;

	for (page = 0; page < frames->page_count && find_grounds(look, &frames->pages[page]); page++)
		for (i = 0; i < frames->pages[page].item_count; i++)
			check(look, page, i);
}

void
kx_rule_text_contrast(const struct kx_subject *subject)
{
	struct look_over look;

	if (subject->document->sheet == NULL)
		return;
	open_look(subject, &look);
	look_over(subject, &look, check_text);
}

void
kx_rule_mark_contrast(const struct kx_subject *subject)
{
	const struct kx_template *sheet = subject->document->sheet;
	struct look_over look;
	size_t i;

	if (sheet == NULL)
		return;
	open_look(subject, &look);
	look_over(subject, &look, check_mark);
	for (i = 0; i < sheet->box_count; i++)
		check_edge(&look, &sheet->boxes[i]);
}
