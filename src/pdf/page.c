/*
 * Pages and their content streams.
 *
 * One marked-content sequence after another, in paint order: a tagged one is
 * /<type> <</MCID n>> BDC … EMC, an artifact /Artifact <</Type …>> BDC … EMC,
 * so nothing stands outside (ISO 14289-1, 7.1) and neither kind inside the
 * other.  Text objects open and close within a sequence, which keeps BT ET and
 * BDC EMC nested.  Colour, font and line width carry over from one to the
 * next; only an image changes the matrix, between q and Q.
 */
#include "pdf/writer.h"

#include <stdio.h>

kx_length
kx_pdf_flip(const struct kx_writer *writer, int page, kx_length y)
{
	return writer->frames->pages[page].height - y;
}

/* The box of all items of an artifact; a background must state it (ISO 32000-1, table 330). */
static struct kx_box
sequence_box(const struct kx_frame_page *page, const struct kx_sequence *sequence)
{
	struct kx_box all = kx_item_bounds(&page->items[sequence->first]);
	size_t i;

	for (i = 1; i < sequence->count; i++) {
		struct kx_box box = kx_item_bounds(&page->items[sequence->first + i]);
		kx_length right = all.x + all.width, bottom = all.y + all.height;

		if (box.x + box.width > right)
			right = box.x + box.width;
		if (box.y + box.height > bottom)
			bottom = box.y + box.height;
		if (box.x < all.x)
			all.x = box.x;
		if (box.y < all.y)
			all.y = box.y;
		all.width = right - all.x;
		all.height = bottom - all.y;
	}
	return all;
}

/* What runs from page to page is a header or a footer by where it stands, and a mark over the page when it crosses the middle. */
static const char *
margin_kind(const struct kx_box *box, kx_length height)
{
	if (box->y + box->height < height / 2)
		return "/Subtype/Header/Attached[/Top]";
	if (box->y > height / 2)
		return "/Subtype/Footer/Attached[/Bottom]";
	return "/Subtype/Watermark";
}

static void
begin_sequence(struct kx_writer *writer, const struct kx_sequence *sequence, struct kx_buffer *out)
{
	static const char *const kinds[] = { "Layout", "Pagination", "Layout", "Background" };
	struct kx_box box;

	if (sequence->element >= 0) {
		kx_buffer_print(out, "/%s<</MCID %d>>BDC\n",
		    kx_element_name(writer->frames->elements[sequence->element].type), sequence->mcid);
		return;
	}
	kx_buffer_print(out, "/Artifact<</Type/%s", kinds[sequence->artifact]);
	box = sequence_box(&writer->frames->pages[sequence->page], sequence);
	if (sequence->artifact == KX_ARTIFACT_PAGINATION)
		kx_buffer_text(out, margin_kind(&box, writer->frames->pages[sequence->page].height));
	if (sequence->artifact == KX_ARTIFACT_BACKGROUND) {
		kx_buffer_text(out, "/BBox[");
		kx_buffer_milli(out, box.x);
		kx_buffer_char(out, ' ');
		kx_buffer_milli(out, kx_pdf_flip(writer, sequence->page, box.y + box.height));
		kx_buffer_char(out, ' ');
		kx_buffer_milli(out, box.x + box.width);
		kx_buffer_char(out, ' ');
		kx_buffer_milli(out, kx_pdf_flip(writer, sequence->page, box.y));
		kx_buffer_char(out, ']');
	}
	kx_buffer_text(out, ">>BDC\n");
}

static void
end_text(struct kx_paint_state *state, struct kx_buffer *out)
{
	if (state->in_text)
		kx_buffer_text(out, "ET\n");
	state->in_text = false;
}

static void
paint_image(struct kx_writer *writer, int page, const struct kx_frame_item *item, struct kx_buffer *out)
{
	kx_buffer_text(out, "q\n");
	kx_buffer_milli(out, item->box.width);
	kx_buffer_text(out, " 0 0 ");
	kx_buffer_milli(out, item->box.height);
	kx_buffer_char(out, ' ');
	kx_buffer_milli(out, item->box.x);
	kx_buffer_char(out, ' ');
	kx_buffer_milli(out, kx_pdf_flip(writer, page, item->box.y + item->box.height));
	kx_buffer_print(out, " cm\n/I%d Do\nQ\n", item->as.image);
}

void
kx_paint_sequence(struct kx_writer *writer, const struct kx_sequence *sequence, struct kx_paint_state *state,
    struct kx_buffer *out)
{
	const struct kx_frame_page *page = &writer->frames->pages[sequence->page];
	size_t i;

	begin_sequence(writer, sequence, out);
	for (i = sequence->first; i < sequence->first + sequence->count; i++) {
		if (page->items[i].kind != KX_ITEM_GLYPHS)
			end_text(state, out);
		switch (page->items[i].kind) {
		case KX_ITEM_GLYPHS: kx_paint_text(writer, sequence->page, i, state, out); break;
		case KX_ITEM_RECT:
		case KX_ITEM_LINE:
		case KX_ITEM_PATH: kx_paint_shape(writer, sequence->page, i, state, out); break;
		case KX_ITEM_IMAGE: paint_image(writer, sequence->page, &page->items[i], out); break;
		}
	}
	end_text(state, out);
	kx_buffer_text(out, "EMC\n");
}

/* Blending needs a colour space where an image has alpha; the output intent's own kind. */
static void
put_group(struct kx_writer *writer, HPDF_Dict object, const struct kx_frame_page *page)
{
	HPDF_Dict group;
	size_t i;

	for (i = 0; i < page->item_count; i++) {
		if (page->items[i].kind == KX_ITEM_IMAGE && writer->images[page->items[i].as.image].has_alpha)
			break;
	}
	if (i == page->item_count)
		return;
	group = kx_pdf_dict(writer->haru);
	kx_pdf_put_name(group, "S", "Transparency");
	kx_pdf_put_name(group, "CS", "DeviceRGB");
	kx_pdf_put(object, "Group", group);
}

/* Heads and feet, which stand behind the rest: the first sequence of the page that belongs to them, or the end. */
static size_t
first_of_margins(const struct kx_writer *writer, int index)
{
	size_t first = writer->reading.page_first[index], i = writer->reading.page_first[index + 1];

	while (i > first && writer->reading.sequences[i - 1].element < 0 &&
	    writer->reading.sequences[i - 1].artifact == KX_ARTIFACT_PAGINATION)
		i--;
	return i;
}

/* Pieces of the body from `first` up to `end` as a stream; NULL when memory ends. */
static HPDF_Dict
body_stream(struct kx_writer *writer, const struct kx_page_body *body, size_t first, size_t end)
{
	const struct kx_packed_piece **pieces = kx_arena_array(&writer->arena, end - first, sizeof(*pieces));
	struct kx_packed packed;
	size_t i;

	for (i = first; i < end && pieces != NULL; i++)
		pieces[i - first] = &body->pieces[i]->packed;
	if (pieces == NULL || !kx_pack_join(&writer->packer, &writer->arena, pieces, end - first, &packed))
		return NULL;
	return body->count == 1 && !body->begins_own ? kx_pdf_common_stream(writer, KX_PDF_DEFLATED, packed.bytes, packed.length) :
	    kx_pdf_stream(writer, KX_PDF_DEFLATED, packed.bytes, packed.length);
}

/* The content as streams: those of the body, each of which ends with a piece that is packed so, then those of heads and feet. */
static bool
put_content(struct kx_writer *writer, HPDF_Page object, const struct kx_page_body *body, const struct kx_margins *margins)
{
	HPDF_Dict *streams = kx_arena_array(&writer->arena, body->count + KX_MARGIN_STREAMS, sizeof(HPDF_Dict));
	size_t count = 0, first = 0, i;
	HPDF_Array contents;

	if (streams == NULL)
		return false;
	for (i = 0; i < body->count; i++) {
		if (!body->pieces[i]->packed.last)
			continue;
		streams[count] = body_stream(writer, body, first, i + 1);
		if (streams[count++] == NULL)
			return false;
		first = i + 1;
	}
	count += kx_pdf_margin_streams(writer, margins, streams + count);
	if (count == 0)
		streams[count++] = kx_pdf_stream(writer, KX_PDF_PLAIN, "", 0);
	contents = count > 1 ? kx_pdf_array(writer->haru) : NULL;
	for (i = 0; i < count && contents != NULL; i++)
		kx_pdf_add(contents, streams[i]);
	kx_pdf_put(object, "Contents", count > 1 ? (void *)contents : streams[0]);
	return true;
}

static void
seal_content(struct kx_writer *writer, const struct kx_page_body *body, const struct kx_margins *margins)
{
	struct kx_hashing hashing;
	size_t i;

	kx_hash_begin(&hashing);
	if (body->count > 0)
		hashing = body->pieces[0]->hashed;
	for (i = 1; i < body->count; i++)
		kx_hash_add(&hashing, body->pieces[i]->content, body->pieces[i]->packed.length);
	kx_hash_add(&hashing, margins->text, margins->length);
	kx_seal_add_hashed(&writer->seal, &hashing);
}

/* What the pages show, painted, in order; false when memory ends. */
static bool
paint_pages(struct kx_writer *writer, struct kx_page_body *bodies, struct kx_margins *margins)
{
	struct kx_paint_state state;
	size_t first, i;

	for (i = 0; i < writer->frames->page_count; i++) {
		first = first_of_margins(writer, (int)i);
		if (!kx_pdf_body(writer, (int)i, first, &bodies[i]))
			return false;
		state = bodies[i].count > 0 ? bodies[i].pieces[bodies[i].count - 1]->end : KX_PAINT_START;
		if (!kx_pdf_paint_margins(writer, (int)i, first, &state, &margins[i]))
			return false;
		seal_content(writer, &bodies[i], &margins[i]);
	}
	kx_pdf_part_margins(margins, writer->frames->page_count);
	return true;
}

static bool
write_page(struct kx_writer *writer, int index, const struct kx_page_body *body, const struct kx_margins *margins)
{
	const struct kx_frame_page *page = &writer->frames->pages[index];
	HPDF_Page object = HPDF_AddPage(writer->haru);

	writer->pages[index] = object;
	if (object == NULL)
		return !kx_pdf_failed(writer);
	kx_pdf_put_rectangle(object, "MediaBox", 0, 0, page->width, page->height);
	kx_pdf_put(object, "Resources", writer->resources);
	kx_pdf_put_int(object, "StructParents", index);
	kx_pdf_put_name(object, "Tabs", "S");
	put_group(writer, object, page);
	if (!put_content(writer, object, body, margins))
		HPDF_SetError(&writer->haru->error, HPDF_FAILD_TO_ALLOC_MEM, 0);
	return !kx_pdf_failed(writer);
}

static void
put_resources(struct kx_writer *writer)
{
	HPDF_Dict fonts = kx_pdf_dict(writer->haru), images = NULL;
	char name[24];
	size_t i;

	for (i = 0; i < writer->face_count; i++) {
		if (!writer->faces[i].used)
			continue;
		snprintf(name, sizeof(name), "F%zu", i);
		kx_pdf_put(fonts, name, writer->faces[i].font);
	}
	kx_pdf_put(writer->resources, "Font", fonts);
	for (i = 0; i < writer->frames->image_count; i++) {
		if (writer->images[i].object == NULL)
			continue;
		if (images == NULL)
			images = kx_pdf_dict(writer->haru);
		snprintf(name, sizeof(name), "I%zu", i);
		kx_pdf_put(images, name, writer->images[i].object);
	}
	if (images != NULL)
		kx_pdf_put(writer->resources, "XObject", images);
}

bool
kx_pdf_write_pages(struct kx_writer *writer)
{
	size_t count = writer->frames->page_count, i;
	struct kx_page_body *bodies = kx_arena_array(&writer->arena, count, sizeof(*bodies));
	struct kx_margins *margins = kx_arena_array(&writer->arena, count, sizeof(*margins));

	writer->pages = kx_arena_array(&writer->arena, count, sizeof(*writer->pages));
	writer->resources = kx_pdf_object(writer->haru);
	if (writer->pages == NULL || bodies == NULL || margins == NULL)
		return !kx_pdf_failed(writer);
	put_resources(writer);
	if (!paint_pages(writer, bodies, margins))
		HPDF_SetError(&writer->haru->error, HPDF_FAILD_TO_ALLOC_MEM, 0);
	for (i = 0; i < count; i++) {
		if (kx_pdf_failed(writer) || !write_page(writer, (int)i, &bodies[i], &margins[i]))
			return false;
	}
	return true;
}
