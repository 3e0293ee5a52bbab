#include "frame/frame.h"

#include "base/arena.h"
#include "base/limits.h"

#include <string.h>

int
kx_frames_page(struct kx_arena *arena, struct kx_frames *frames, kx_length width, kx_length height)
{
	struct kx_frame_page *page;

	if (frames->page_count >= KX_MAX_PAGES)
		return -1;
	page = kx_arena_push(arena, &frames->pages, &frames->page_count, &frames->page_room, sizeof(*page));
	if (page == NULL)
		return -1;
	memset(page, 0, sizeof(*page));
	page->width = width;
	page->height = height;
	return (int)frames->page_count - 1;
}

bool
kx_frames_region(struct kx_arena *arena, struct kx_frames *frames, int page, const char *name, struct kx_box box)
{
	struct kx_frame_region *region;

	if (page < 0 || (size_t)page >= frames->page_count)
		return false;
	region = kx_arena_push(arena, &frames->pages[page].regions, &frames->pages[page].region_count,
	    &frames->pages[page].region_room, sizeof(*region));
	if (region == NULL)
		return false;
	region->name = name;
	region->box = box;
	return true;
}

int
kx_frames_element(struct kx_arena *arena, struct kx_frames *frames, enum kx_element_type type, int parent)
{
	struct kx_element *element;

	if (frames->element_count >= KX_MAX_ITEMS)
		return -1;
	element = kx_arena_push(arena, &frames->elements, &frames->element_count, &frames->element_room, sizeof(*element));
	if (element == NULL)
		return -1;
	element->type = type;
	element->parent = parent;
	element->target = -1;
	element->links_back = -1;
	return (int)frames->element_count - 1;
}

struct kx_element *
kx_frames_elements(struct kx_arena *arena, struct kx_frames *frames, size_t count)
{
	if (count > KX_MAX_ITEMS || frames->element_count > KX_MAX_ITEMS - count)
		return NULL;
	return kx_arena_push_many(arena, &frames->elements, &frames->element_count, &frames->element_room, sizeof(*frames->elements), count);
}

int
kx_frames_image(struct kx_arena *arena, struct kx_frames *frames, const char *path, const uint8_t *bytes, size_t length)
{
	struct kx_frame_image *image;

	if (frames->image_count >= KX_MAX_ITEMS)
		return -1;
	image = kx_arena_push(arena, &frames->images, &frames->image_count, &frames->image_room, sizeof(*image));
	if (image == NULL)
		return -1;
	image->path = path;
	image->bytes = bytes;
	image->length = length;
	return (int)frames->image_count - 1;
}

struct kx_frame_item *
kx_frames_items(struct kx_arena *arena, struct kx_frames *frames, int page, size_t count)
{
	struct kx_frame_page *place;
	size_t i, total = 0;

	if (page < 0 || (size_t)page >= frames->page_count)
		return NULL;
	for (i = 0; i < frames->page_count; i++)
		total += frames->pages[i].item_count;
	if (count > KX_MAX_ITEMS || total > KX_MAX_ITEMS - count)
		return NULL;
	place = &frames->pages[page];
	return kx_arena_push_many(arena, &place->items, &place->item_count, &place->item_room, sizeof(*place->items), count);
}

bool
kx_frames_expect_items(struct kx_arena *arena, struct kx_frames *frames, int page, size_t count)
{
	struct kx_frame_page *place;

	if (page < 0 || (size_t)page >= frames->page_count || count > KX_MAX_ITEMS)
		return false;
	place = &frames->pages[page];
	return kx_arena_reserve(arena, &place->items, place->item_count, &place->item_room, sizeof(*place->items), count);
}

bool
kx_frames_expect_elements(struct kx_arena *arena, struct kx_frames *frames, size_t count)
{
	return count <= KX_MAX_ITEMS && kx_arena_reserve(arena, &frames->elements, frames->element_count, &frames->element_room,
	    sizeof(*frames->elements), count);
}

struct kx_frame_item *
kx_frames_item(struct kx_arena *arena, struct kx_frames *frames, int page, enum kx_item_kind kind, int element)
{
	struct kx_frame_item *item = kx_frames_items(arena, frames, page, 1);

	if (item == NULL)
		return NULL;
	item->kind = kind;
	item->element = element;
	item->artifact = element < 0 ? KX_ARTIFACT_LAYOUT : KX_ARTIFACT_NONE;
	return item;
}

const char *
kx_element_name(enum kx_element_type type)
{
	switch (type) {
	case KX_EL_DOCUMENT: return "Document";
	case KX_EL_SECT: return "Sect";
	case KX_EL_DIV: return "Div";
	case KX_EL_H1: return "H1";
	case KX_EL_H2: return "H2";
	case KX_EL_H3: return "H3";
	case KX_EL_P: return "P";
	case KX_EL_L: return "L";
	case KX_EL_LI: return "LI";
	case KX_EL_LBL: return "Lbl";
	case KX_EL_LBODY: return "LBody";
	case KX_EL_TABLE: return "Table";
	case KX_EL_THEAD: return "THead";
	case KX_EL_TBODY: return "TBody";
	case KX_EL_TR: return "TR";
	case KX_EL_TH: return "TH";
	case KX_EL_TD: return "TD";
	case KX_EL_CAPTION: return "Caption";
	case KX_EL_FIGURE: return "Figure";
	case KX_EL_SPAN: return "Span";
	case KX_EL_REFERENCE: return "Reference";
	case KX_EL_NOTE: return "Note";
	case KX_EL_LINK: return "Link";
	case KX_EL_BIBENTRY: return "BibEntry";
	}
	return "NonStruct";
}

bool
kx_element_inline(enum kx_element_type type)
{
	return type == KX_EL_SPAN || type == KX_EL_REFERENCE || type == KX_EL_LINK;
}

struct kx_box
kx_item_bounds(const struct kx_frame_item *item)
{
	struct kx_box box = item->box;

	if (item->kind == KX_ITEM_GLYPHS) {
		box.y -= item->as.glyphs.size;
		box.height = item->as.glyphs.size + item->as.glyphs.size / 4;
	}
	if (box.width < 0) {
		box.x += box.width;
		box.width = -box.width;
	}
	if (box.height < 0) {
		box.y += box.height;
		box.height = -box.height;
	}
	return box;
}
