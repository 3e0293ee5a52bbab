/*
 * Link annotations (ISO 32000-1, 12.5.6.5; ISO 14289-1, 7.18.5).
 *
 * One annotation for each line of a link.  The other way, one annotation with
 * QuadPoints, is one announcement for a screen reader instead of two, but
 * many viewers take only its Rect, which then lies over the words between.
 */
#include "pdf/stretch.h"
#include "pdf/writer.h"

#include <string.h>

#define STRETCH 32                     /* annotations */
#define GATHERED_CEILING ((size_t)64 * 1024 * 1024)

/* An area on a page, thousandths, PDF's way up. */
struct area {
	int page;
	kx_length left, bottom, right, top;
};

static struct area
item_area(const struct kx_writer *writer, int page, const struct kx_frame_item *item)
{
	struct kx_box box = kx_item_bounds(item);
	struct area area = { page, box.x, 0, box.x + box.width, 0 };
	const struct kx_face_facts *facts;

	area.top = kx_pdf_flip(writer, page, box.y);
	area.bottom = area.top - box.height;
	if (item->kind == KX_ITEM_GLYPHS) {
		facts = writer->faces[item->as.glyphs.face].facts;
		area.top = kx_pdf_flip(writer, page, item->box.y) + (kx_length)((int64_t)item->as.glyphs.size * facts->ascent / 1000);
		area.bottom = kx_pdf_flip(writer, page, item->box.y) + (kx_length)((int64_t)item->as.glyphs.size * facts->descent / 1000);
	}
	return area;
}

/* Do two areas stand on one line: same page, and their heights overlap by half of the lesser? */
static bool
same_line(const struct area *a, const struct area *b)
{
	kx_length top = a->top < b->top ? a->top : b->top, bottom = a->bottom > b->bottom ? a->bottom : b->bottom;
	kx_length least = a->top - a->bottom < b->top - b->bottom ? a->top - a->bottom : b->top - b->bottom;

	return a->page == b->page && (top - bottom) * 2 >= least;
}

static void
unite(struct area *all, const struct area *more)
{
	if (more->left < all->left)
		all->left = more->left;
	if (more->right > all->right)
		all->right = more->right;
	if (more->bottom < all->bottom)
		all->bottom = more->bottom;
	if (more->top > all->top)
		all->top = more->top;
}

struct area_list {
	struct area *list;
	size_t count, room;
	bool tells;                    /* collect the words too */
	struct kx_buffer words;
};

/* The areas of all items of an element, line by line, and its words. */
static void
collect_areas(struct kx_writer *writer, int element, struct area_list *areas)
{
	const struct kx_reading *reading = &writer->reading;
	size_t k, i;

	for (k = reading->kid_first[element]; k < reading->kid_first[element + 1]; k++) {
		const struct kx_sequence *sequence;

		if (reading->kids[k].child) {
			collect_areas(writer, reading->kids[k].index, areas);
			continue;
		}
		sequence = &reading->sequences[reading->kids[k].index];
		for (i = sequence->first; i < sequence->first + sequence->count; i++) {
			const struct kx_frame_item *item = &writer->frames->pages[sequence->page].items[i];
			struct area area = item_area(writer, sequence->page, item), *last;

			if (item->kind == KX_ITEM_GLYPHS && areas->tells) {
				kx_buffer_add(&areas->words, item->as.glyphs.text, item->as.glyphs.length);
				if (reading->space_after[reading->number_first[sequence->page] + i])
					kx_buffer_char(&areas->words, ' ');
			}
			last = areas->count > 0 ? &areas->list[areas->count - 1] : NULL;
			if (last != NULL && same_line(last, &area)) {
				unite(last, &area);
				continue;
			}
			last = kx_arena_push(&writer->arena, &areas->list, &areas->count, &areas->room, sizeof(*last));
			if (last != NULL)
				*last = area;
		}
	}
}

/* The top left corner of what an element shows first; false when it shows nothing. */
static bool
find_start(struct kx_writer *writer, int element, struct area *ret_area)
{
	const struct kx_reading *reading = &writer->reading;
	size_t k;

	for (k = reading->kid_first[element]; k < reading->kid_first[element + 1]; k++) {
		const struct kx_sequence *sequence;

		if (reading->kids[k].child) {
			if (find_start(writer, reading->kids[k].index, ret_area))
				return true;
			continue;
		}
		sequence = &reading->sequences[reading->kids[k].index];
		*ret_area = item_area(writer, sequence->page, &writer->frames->pages[sequence->page].items[sequence->first]);
		return true;
	}
	return false;
}

/* What an annotation is written from: its place, what it says, where it leads to. */
struct drawn {
	struct area area, goal;
	bool has_goal;                 /* it leads to a place in the document */
	const char *contents, *uri;
};

/* All annotations, beside writer->annotations. */
struct drawing { struct drawn *list; size_t count, room; };

static void
put_goal(struct kx_writer *writer, const struct drawn *drawn, struct kx_buffer *out)
{
	if (drawn->uri != NULL) {
		kx_buffer_text(out, "/A <<\n/S /URI\n");
		kx_plain_put_text(out, "URI", drawn->uri);
		kx_buffer_text(out, ">>\n");
	} else if (drawn->has_goal) {
		kx_buffer_text(out, "/Dest [ ");
		kx_plain_add_reference(out, kx_pdf_number(writer->pages[drawn->goal.page]));
		kx_buffer_text(out, "/XYZ ");
		/* Whole points, a little above: nobody sees the difference, and round numbers pack better. */
		kx_plain_add_int(out, drawn->goal.left / 1000);
		kx_plain_add_int(out, (drawn->goal.top + 999) / 1000);
		kx_buffer_text(out, "null ]\n");   /* keep the zoom */
	}
}

/* Whole points outwards, but not over the page's edge: nobody points more exactly, and round numbers pack better. */
static void
put_area(const struct kx_writer *writer, const struct area *area, struct kx_buffer *out)
{
	const struct kx_frame_page *page = &writer->frames->pages[area->page];
	kx_length right = (area->right + 999) / 1000 * 1000, top = (area->top + 999) / 1000 * 1000;

	kx_plain_put_rectangle(out, "Rect", area->left > 0 ? area->left / 1000 * 1000 : 0,
	    area->bottom > 0 ? area->bottom / 1000 * 1000 : 0, right < page->width ? right : page->width,
	    top < page->height ? top : page->height);
}

static void
write_annotation(struct kx_writer *writer, const struct kx_annotation *annotation, const struct drawn *drawn)
{
	struct kx_buffer *out = kx_plain_begin(writer, annotation->number, KX_GROUP_LINKS);

	kx_buffer_text(out, "<<\n/Type /Annot\n/Subtype /Link\n");
	put_area(writer, &drawn->area, out);
	kx_buffer_text(out, "/Border [ 0 0 0 ]\n");
	kx_plain_put_int(out, "F", 4);   /* print */
	kx_plain_put_text(out, "Contents", drawn->contents);
	kx_plain_put_int(out, "StructParent", annotation->parent_key);
	put_goal(writer, drawn, out);
	kx_buffer_text(out, ">>");
	kx_plain_end(out);
}

/* All that write_annotation() looks at. */
static void
gather_annotation(const struct kx_writer *writer, const struct kx_annotation *annotation, const struct drawn *drawn,
    struct kx_buffer *out)
{
	const struct kx_frame_page *page = &writer->frames->pages[drawn->area.page];
	const int32_t numbers[] = { (int32_t)annotation->number, annotation->parent_key, annotation->page, page->width, page->height,
		drawn->area.left, drawn->area.bottom, drawn->area.right, drawn->area.top,
		drawn->has_goal ? (int32_t)kx_pdf_number(writer->pages[drawn->goal.page]) : 0, drawn->goal.left, drawn->goal.top };

	kx_buffer_add(out, numbers, sizeof(numbers));
	kx_buffer_text_or_none(out, drawn->contents);
	kx_buffer_text_or_none(out, drawn->uri);
}

static void
write_stretch(struct kx_writer *writer, const struct drawing *drawing, size_t first, size_t end, struct kx_buffer *gathered)
{
	struct kx_stretch stretch;
	size_t i;

	kx_buffer_clear(gathered);
	for (i = first; i < end; i++)
		gather_annotation(writer, &writer->annotations[i], &drawing->list[i], gathered);
	if (kx_stretch_begin(writer, KX_MEMO_LINKS, gathered, &stretch))
		return;
	for (i = first; i < end; i++)
		write_annotation(writer, &writer->annotations[i], &drawing->list[i]);
	kx_stretch_end(writer, &stretch);
}

/* Are they, and their lists, those of a sheet before?  The key lies in the writer's arena. */
static bool
find_whole(struct kx_writer *writer, const struct drawing *drawing, struct kx_buffer *gathered)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_WHOLE, KX_GROUP_LINKS);
	const char *copy;
	size_t i;

	kx_buffer_clear(gathered);
	for (i = 0; i < drawing->count; i++)
		gather_annotation(writer, &writer->annotations[i], &drawing->list[i], gathered);
	copy = writer->options->memo == NULL || kx_buffer_failed(gathered) ? NULL : kx_arena_copy(&writer->arena, kx_buffer_bytes(gathered), gathered->length);
	if (copy == NULL)
		return false;
	kx_memo_part(&key, copy, gathered->length);
	return kx_whole_find(writer, KX_GROUP_LINKS, &key);
}

/* All annotations of a page, as one object. */
static void
write_list(struct kx_writer *writer, size_t page, unsigned number)
{
	struct kx_buffer *out = kx_plain_begin(writer, number, KX_GROUP_LINKS);
	size_t i;

	kx_buffer_text(out, "[ ");
	for (i = 0; i < writer->annotation_count; i++)
		if (writer->annotations[i].page == (int)page)
			kx_plain_add_reference(out, writer->annotations[i].number);
	kx_buffer_char(out, ']');
	kx_plain_end(out);
}

static bool
has_annotations(const struct kx_writer *writer, size_t page)
{
	size_t i;

	for (i = 0; i < writer->annotation_count; i++)
		if (writer->annotations[i].page == (int)page)
			return true;
	return false;
}

static void
write_annotations(struct kx_writer *writer, const struct drawing *drawing)
{
	struct kx_buffer gathered;
	bool found;
	size_t i;
	void *list;

	kx_buffer_init(&gathered, GATHERED_CEILING);
	found = find_whole(writer, drawing, &gathered);
	for (i = 0; i < drawing->count && !found; i += STRETCH)
		write_stretch(writer, drawing, i, i + STRETCH < drawing->count ? i + STRETCH : drawing->count, &gathered);
	kx_buffer_done(&gathered);
	for (i = 0; i < writer->frames->page_count; i++) {
		if (!has_annotations(writer, i))
			continue;
		list = kx_plain_known(writer);
		kx_pdf_put(writer->pages[i], "Annots", list);
		if (!found)
			write_list(writer, i, kx_pdf_number(list));
	}
	if (!found)
		kx_whole_end(writer, KX_GROUP_LINKS, 0);
}

/* An annotation over the area, and its number.  False when memory ends. */
static bool
draw(struct kx_writer *writer, int element, const struct drawn *drawn, struct drawing *drawing)
{
	struct drawn *slot = kx_arena_push(&writer->arena, &drawing->list, &drawing->count, &drawing->room, sizeof(*slot));
	struct kx_annotation *annotation = kx_arena_push(&writer->arena, &writer->annotations, &writer->annotation_count,
	    &writer->annotation_room, sizeof(*annotation));

	if (slot == NULL || annotation == NULL)
		return false;
	*slot = *drawn;
	annotation->number = kx_plain_new(writer, 1);
	annotation->element = element;
	annotation->page = drawn->area.page;
	annotation->parent_key = (int)(writer->frames->page_count + writer->annotation_count - 1);
	return true;
}

/* What the annotations of a link say: its title, or its words, or where it leads. */
static const char *
contents_of(struct kx_writer *writer, const struct kx_element *link, const struct kx_buffer *words)
{
	if (link->title != NULL)
		return link->title;
	if (words->length > 0)
		return kx_arena_copy(&writer->arena, kx_buffer_bytes(words), words->length);
	return link->uri != NULL ? link->uri : "link";
}

static bool
draw_link(struct kx_writer *writer, size_t element, struct drawing *drawing)
{
	const struct kx_element *link = &writer->frames->elements[element];
	struct drawn drawn = { .uri = link->uri };
	struct area_list areas = { .tells = link->title == NULL };
	bool done = true;
	size_t i;

	kx_buffer_init(&areas.words, KX_FRAME_MAX_STRING);
	collect_areas(writer, (int)element, &areas);
	drawn.contents = contents_of(writer, link, &areas.words);
	drawn.has_goal = link->uri == NULL && find_start(writer, link->target, &drawn.goal);
	for (i = 0; i < areas.count && done; i++) {
		drawn.area = areas.list[i];
		done = draw(writer, (int)element, &drawn, drawing);
	}
	kx_buffer_done(&areas.words);
	return done;
}

bool
kx_pdf_write_links(struct kx_writer *writer)
{
	const struct kx_frames *frames = writer->frames;
	struct drawing drawing = { .list = NULL };
	bool done = true;
	size_t e;

	writer->first_annotation = kx_arena_array(&writer->arena, frames->element_count + 1, sizeof(size_t));
	if (writer->first_annotation == NULL)
		return !kx_pdf_failed(writer);
	for (e = 0; e < frames->element_count && done; e++) {
		writer->first_annotation[e] = writer->annotation_count;
		if (frames->elements[e].uri != NULL || frames->elements[e].target >= 0)
			done = draw_link(writer, e, &drawing);
	}
	writer->first_annotation[e] = writer->annotation_count;
	if (done)
		write_annotations(writer, &drawing);
	return !kx_pdf_failed(writer);
}
