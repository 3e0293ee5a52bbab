/*
 * What a piece of a page is painted from, as the key of what is kept of it.
 *
 * Two texts of bytes.  One is hashed and has what is set before the piece, its
 * sequences, its items and their words.  The other is only compared: glyphs and
 * the steps of paths, which are nine tenths of it all and mostly follow from
 * the first.
 *
 * Whether a cluster needs an ActualText depends on what its glyph stands for in
 * the whole document (fonts.c).  A glyph that stands for one text everywhere
 * stands for it in the piece too; the few that do not are named in the key, and
 * so is each face's space.  Fonts are the memo's own.
 */
#include "pdf/writer.h"

#include "base/memo.h"

#define KEY_CEILING ((size_t)64 * 1024 * 1024)

/* No padding in what is gathered. */
struct gathered_item {
	int32_t kind, x, y, width, height, space_after;
	int32_t face, size, count, length;
	uint32_t color;
	int32_t image;
};

struct gathered_shape {
	uint32_t fill_color, stroke_color;
	int32_t fill, stroke, even_odd, line_width, radius, step_count;
};

struct gathered_sequence { int32_t type, number, count; };

static void
gather_item(struct kx_writer *writer, int page, size_t index)
{
	const struct kx_frame_item *item = &writer->frames->pages[page].items[index];
	const struct kx_frame_glyphs *glyphs = &item->as.glyphs;
	const struct kx_frame_shape *shape = &item->as.shape;
	struct gathered_item gathered = { (int32_t)item->kind, item->box.x, item->box.y, item->box.width, item->box.height,
		writer->reading.space_after[writer->reading.number_first[page] + index], 0, 0, 0, 0, 0, 0 };

	if (item->kind == KX_ITEM_GLYPHS) {
		gathered.face = glyphs->face;
		gathered.size = glyphs->size;
		gathered.color = glyphs->color;
		gathered.count = (int32_t)glyphs->count;
		gathered.length = (int32_t)glyphs->length;
		kx_buffer_add(&writer->gathered, glyphs->text, glyphs->length);
		kx_buffer_add(&writer->compared, glyphs->glyphs, glyphs->count * sizeof(*glyphs->glyphs));
	} else if (item->kind == KX_ITEM_IMAGE) {
		gathered.image = item->as.image;
	} else {
		const struct gathered_shape outline = { shape->fill_color, shape->stroke_color, shape->fill, shape->stroke,
			shape->even_odd, shape->line_width, shape->radius, (int32_t)shape->step_count };

		kx_buffer_add(&writer->gathered, &outline, sizeof(outline));
		kx_buffer_add(&writer->compared, shape->steps, shape->step_count * sizeof(*shape->steps));
	}
	kx_buffer_add(&writer->gathered, &gathered, sizeof(gathered));
}

static void
gather_sequence(struct kx_writer *writer, int page, const struct kx_sequence *sequence)
{
	bool tagged = sequence->element >= 0;
	const struct gathered_sequence gathered = { tagged ? (int32_t)writer->frames->elements[sequence->element].type : -1,
		tagged ? sequence->mcid : (int32_t)sequence->artifact, (int32_t)sequence->count };
	size_t i;

	kx_buffer_add(&writer->gathered, &gathered, sizeof(gathered));
	for (i = 0; i < sequence->count; i++)
		gather_item(writer, page, sequence->first + i);
}

/* Each face's space, and what its glyphs of several meanings are taken for. */
static void
gather_faces(struct kx_writer *writer)
{
	const struct kx_face_use *face;
	size_t i, k;

	for (i = 0; i < writer->face_count; i++) {
		face = &writer->faces[i];
		if (!face->used)
			continue;
		const int32_t numbers[] = { (int32_t)i, face->space, (int32_t)face->contested_count };

		kx_buffer_add(&writer->gathered, numbers, sizeof(numbers));
		for (k = 0; k < face->contested_count; k++) {
			const struct kx_glyph_use *use = &face->glyphs[face->contested[k]];
			const int32_t glyph[] = { face->contested[k], (int32_t)use->length };

			kx_buffer_add(&writer->gathered, glyph, sizeof(glyph));
			kx_buffer_add(&writer->gathered, use->text, use->length);
		}
	}
}

static void
gather_state(struct kx_writer *writer, const struct kx_paint_state *state)
{
	const int64_t numbers[] = { state->fill, state->stroke, state->fill_known, state->stroke_known, state->line_width, state->face,
	    state->size };

	kx_buffer_add(&writer->gathered, numbers, sizeof(numbers));
}

static void
empty(struct kx_buffer *buffer)
{
	if (buffer->ceiling == 0)
		kx_buffer_init(buffer, KEY_CEILING);
	kx_buffer_clear(buffer);
}

bool
kx_pdf_piece_key(struct kx_writer *writer, const struct kx_page_span *span, struct kx_memo_key *ret_key)
{
	size_t i;

	empty(&writer->gathered);
	empty(&writer->compared);
	gather_state(writer, span->start);
	gather_faces(writer);
	for (i = span->first; i < span->end; i++)
		gather_sequence(writer, span->page, &writer->reading.sequences[i]);
	*ret_key = kx_memo_key(KX_MEMO_BODY, 4 * (uint64_t)writer->frames->pages[span->page].height + 2 * span->begins + span->ends);
	kx_memo_part(ret_key, kx_buffer_bytes(&writer->gathered), writer->gathered.length);
	kx_memo_bulk(ret_key, kx_buffer_bytes(&writer->compared), writer->compared.length);
	return !kx_buffer_failed(&writer->gathered) && !kx_buffer_failed(&writer->compared);
}
