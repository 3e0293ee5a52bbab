/*
 * The road not taken: one large diagonal word across the page, as printers'
 * stamps have it.  It needs turned text, which a frame does not know, and a
 * page cut in half can lose it; rows of the word cannot be cut away.
 */
#include "layout/draft.h"

#include "layout/furniture.h"
#include "layout/paragraph.h"

#include <string.h>

#define ROWS        9            /* on a page */
#define IN_ROW      3            /* words in every other row; one less between */
#define WORD_SHARE  270          /* width of the word, per mille of the page's */
#define SIZE_TRIED  KX_PT(100)
#define SIZE_LEAST  KX_PT(18)
#define EDGE        KX_PT(6)     /* nothing stands nearer to the edge of the page, */
#define LEAST       KX_PT(3)     /* but small words, where a size sets them large */
#define TINT        "warning 22%"
#define TINT_ANY    0xEACECC     /* where the template has no such colour */

void
kx_draft_open(struct kx_setting *set, int parent)
{
	if (set->document->draft)
		set->draft_element = kx_setting_element(set, KX_EL_P, parent);
}

static kx_color
tint(const struct kx_setting *set)
{
	kx_color color;

	return kx_template_color(set->sheet, TINT, set->document->clinic.colour, &color) ? color : TINT_ANY;
}

/* The font role of titles, or else one that every set of fonts has. */
static const char *
role(const struct kx_setting *set)
{
	const struct kx_style *style = kx_template_style(set->sheet, "title");

	return kx_template_font(set->sheet, style != NULL ? style->role : "strong");
}

static bool
shape_mark(struct kx_setting *set, struct kx_shaped *ret_shaped)
{
	const char *mark = set->document->draft_mark;
	struct kx_place place = { .file = set->document->wording->origin.file };

	if (kx_text_shape(set->arena, set->fonts, role(set), set->document->language, false, mark, strlen(mark), &place,
	    ret_shaped, set->diags))
		return true;
	set->failed = true;
	return false;
}

/* One word with its left end at x, as pagination artifacts at the end of the page's items. */
static void
place_word(struct kx_setting *set, const struct kx_shaped *shaped, int page, kx_length x, kx_length baseline, kx_length size)
{
	const struct kx_segment *segment;
	struct kx_frame_glyph *glyphs;
	struct kx_frame_item *item;
	size_t s, g;

	for (s = 0; s < shaped->segment_count; s++) {
		segment = &shaped->segments[s];
		glyphs = kx_arena_array(set->arena, segment->glyph_count, sizeof(*glyphs));
		item = kx_frames_item(set->arena, set->frames, page, KX_ITEM_GLYPHS, -1);
		if (glyphs == NULL || item == NULL) {
			set->failed = true;
			return;
		}
		for (g = 0; g < segment->glyph_count; g++)
			glyphs[g] = (struct kx_frame_glyph){ segment->glyphs[g].id,
			    segment->glyphs[g].cluster - (uint32_t)segment->start, segment->glyphs[g].advance,
			    segment->glyphs[g].x_offset, segment->glyphs[g].y_offset };
		item->artifact = KX_ARTIFACT_PAGINATION;
		item->region = "draft";
		item->box = (struct kx_box){ x, baseline, kx_text_scale(set->fonts, segment->face, segment->advance, size), size };
		item->as.glyphs = (struct kx_frame_glyphs){ .face = segment->face, .size = size, .color = tint(set),
		    .glyphs = glyphs, .count = segment->glyph_count,
		    .text = set->document->draft_mark + segment->start, .length = segment->length };
		x += item->box.width;
	}
}

static void
place_row(struct kx_setting *set, const struct kx_shaped *shaped, int page, int row, kx_length width, kx_length size)
{
	int words = row % 2 == 0 ? IN_ROW : IN_ROW - 1, i;
	kx_length pitch = (set->page_width - width - 2 * EDGE) / (IN_ROW - 1), x = EDGE + (row % 2 == 0 ? 0 : pitch / 2);
	kx_length step = (set->page_height - size - size / 4 - 2 * EDGE) / (ROWS - 1);

	for (i = 0; i < words; i++)
		place_word(set, shaped, page, x + i * pitch, EDGE + size + row * step, size);
}

/*
 * What was just added goes behind the rest, but for the tints of boxes: they
 * would hide it.  The order of everything else stays, and with it the order
 * in which it is read.
 */
static void
put_behind(struct kx_setting *set, struct kx_frame_page *page, size_t added)
{
	size_t old = page->item_count - added, i, at = 0;
	struct kx_frame_item *items = kx_arena_array(set->arena, page->item_count, sizeof(*items));

	if (items == NULL) {
		set->failed = true;
		return;
	}
	for (i = 0; i < old; i++)
		if (page->items[i].artifact == KX_ARTIFACT_BACKGROUND)
			items[at++] = page->items[i];
	for (i = old; i < page->item_count; i++)
		items[at++] = page->items[i];
	for (i = 0; i < old; i++)
		if (page->items[i].artifact != KX_ARTIFACT_BACKGROUND)
			items[at++] = page->items[i];
	page->items = items;
	page->item_room = page->item_count;
}

/* Where the highest region of a page begins, its running head too; without any, the margin. */
static kx_length
top_of_page(const struct kx_setting *set, const struct kx_frame_page *frame)
{
	kx_length top = frame->region_count > 0 ? frame->height : set->sheet->margin_top;
	size_t i;

	for (i = 0; i < frame->region_count; i++)
		if (frame->regions[i].box.height < frame->height && frame->regions[i].box.y < top)
			top = frame->regions[i].box.y;
	return top;
}

/* Where the lowest one ends, its foot too. */
static kx_length
bottom_of_page(const struct kx_frame_page *frame)
{
	kx_length bottom = 0, end;
	size_t i;

	for (i = 0; i < frame->region_count; i++) {
		end = frame->regions[i].box.y + frame->regions[i].box.height;
		if (frame->regions[i].box.height < frame->height && end > bottom)
			bottom = end;
	}
	return bottom;
}

static kx_length
set_words(struct kx_setting *set, const char *words, int element, struct kx_galley *ret_galley)
{
	*ret_galley = (struct kx_galley){ .width = set->content_width };
	kx_paragraph_words(set, ret_galley, words, &(struct kx_paragraph_options){ .style = "footer", .element = element,
	    .align = KX_ALIGN_CENTER });
	return kx_galley_height(ret_galley, 0, ret_galley->slug_count);
}

/*
 * A line of words, or several: above the page's regions (`above`), or below them as far from the edge as EDGE if there
 * is room; no nearer to the edge than LEAST in any case.  Where a long title would run into the foot, the mark alone stands
 * below it.
 */
static void
place_words(struct kx_setting *set, const char *words, int element, int page, bool above)
{
	const struct kx_frame_page *frame = &set->frames->pages[page];
	struct kx_galley galley;
	kx_length height = set_words(set, words, element, &galley), y, last;
	size_t i;

	if (!above && bottom_of_page(frame) + height > frame->height - LEAST)
		height = set_words(set, set->document->draft_mark, element, &galley);
	last = frame->height - LEAST - height;
	y = above ? top_of_page(set, frame) - height : frame->height - EDGE - height;
	if (!above && y < bottom_of_page(frame))
		y = bottom_of_page(frame);
	y = y < LEAST ? LEAST : y > last ? last : y;
	for (i = 0; i < galley.slug_count; i++) {
		kx_slug_place(set, &galley.slugs[i], page, set->sheet->margin_left, y, "draft-line");
		y += galley.slugs[i].height;
	}
}

void
kx_draft_place(struct kx_setting *set, int page)
{
	struct kx_frame_page *frame = &set->frames->pages[page];
	size_t before = frame->item_count;
	struct kx_shaped shaped;
	kx_length width, size;
	int row;

	if (!set->document->draft || !shape_mark(set, &shaped))
		return;
	width = kx_shaped_width(set->fonts, &shaped, SIZE_TRIED);
	size = width > 0 ? (kx_length)((int64_t)SIZE_TRIED * set->page_width / 1000 * WORD_SHARE / width) : SIZE_LEAST;
	if (size > set->page_height / (ROWS + 2))
		size = set->page_height / (ROWS + 2);
	if (size < SIZE_LEAST)
		size = SIZE_LEAST;
	width = kx_shaped_width(set->fonts, &shaped, size);
	for (row = 0; row < ROWS && !set->failed; row++)
		place_row(set, &shaped, page, row, width, size);
	put_behind(set, frame, frame->item_count - before);
	if (page == 0)
		place_words(set, set->document->draft_says, set->draft_element, page, true);
	else
		place_words(set, set->document->draft_mark, -1, page, true);
	place_words(set, set->document->draft_title, -1, page, false);
}
