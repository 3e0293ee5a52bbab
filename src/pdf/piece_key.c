/*
 * What a piece of a page is painted from, as the key of what is kept of it.
 *
 * What is set before the piece, its sequences, its items and their words are
 * hashed.  Only compared are glyphs and the steps of paths, which are nine
 * tenths of it all and mostly follow from the rest.
 *
 * Where layout took runs and shapes from the memo, their numbers stand for what they hold (frame.h): that key is a tenth of the
 * other one, and good in this memo only.
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
	int32_t x, y, width, height;
	uint32_t kind;                 /* twice, and 1 where a space is put behind it */
	int32_t face;                  /* or image */
	int32_t size;
	uint32_t color;
	uint64_t number;               /* of the run, or of the shape; or BY_CONTENT and how long it is */
};

struct gathered_shape {
	uint32_t fill_color, stroke_color;
	int32_t fill, stroke, even_odd, line_width, radius, step_count;
};

struct gathered_sequence { int32_t type, number, count; };

#define BY_CONTENT (UINT64_C(1) << 63)

/* What is gathered of a piece. */
struct gathering {
	struct kx_writer *writer;
	bool by_number;
	struct gathered_sequence *sequences; size_t sequence_count;
	struct gathered_item *items; size_t item_count;
};

static void
gather_glyphs(const struct gathering *gathering, const struct kx_frame_glyphs *glyphs, struct gathered_item *gathered)
{
	struct kx_writer *writer = gathering->writer;

	gathered->face = glyphs->face;
	gathered->size = glyphs->size;
	gathered->color = glyphs->color;
	if (gathering->by_number && glyphs->number != 0) {
		gathered->number = glyphs->number;
		return;
	}
	gathered->number = BY_CONTENT | (uint64_t)glyphs->count << 32 | (uint32_t)glyphs->length;
	kx_buffer_add(&writer->gathered, glyphs->text, glyphs->length);
	kx_buffer_add(&writer->compared, glyphs->glyphs, glyphs->count * sizeof(*glyphs->glyphs));
}

static void
gather_shape(const struct gathering *gathering, const struct kx_frame_shape *shape, struct gathered_item *gathered)
{
	const struct gathered_shape outline = { shape->fill_color, shape->stroke_color, shape->fill, shape->stroke,
		shape->even_odd, shape->line_width, shape->radius, (int32_t)shape->step_count };
	struct kx_writer *writer = gathering->writer;

	kx_buffer_add(&writer->gathered, &outline, sizeof(outline));
	if (gathering->by_number && shape->number != 0)
		gathered->number = shape->number;
	else
		kx_buffer_add(&writer->compared, shape->steps, shape->step_count * sizeof(*shape->steps));
}

static void
gather_item(const struct gathering *gathering, int page, size_t index, struct gathered_item *gathered)
{
	const struct kx_writer *writer = gathering->writer;
	const struct kx_frame_item *item = &writer->frames->pages[page].items[index];

	*gathered = (struct gathered_item){ item->box.x, item->box.y, item->box.width, item->box.height,
		2 * (uint32_t)item->kind + writer->reading.space_after[writer->reading.number_first[page] + index], 0, 0, 0, BY_CONTENT };
	switch (item->kind) {
	case KX_ITEM_GLYPHS: gather_glyphs(gathering, &item->as.glyphs, gathered); break;
	case KX_ITEM_IMAGE: gathered->face = item->as.image; break;
	case KX_ITEM_RECT:
	case KX_ITEM_LINE:
	case KX_ITEM_PATH: gather_shape(gathering, &item->as.shape, gathered); break;
	}
}

static void
gather_sequence(struct gathering *gathering, int page, const struct kx_sequence *sequence)
{
	bool tagged = sequence->element >= 0;
	size_t i;

	gathering->sequences[gathering->sequence_count++] = (struct gathered_sequence){
		tagged ? (int32_t)gathering->writer->frames->elements[sequence->element].type : -1,
		tagged ? sequence->mcid : (int32_t)sequence->artifact, (int32_t)sequence->count };
	for (i = 0; i < sequence->count; i++)
		gather_item(gathering, page, sequence->first + i, &gathering->items[gathering->item_count++]);
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

/* The key of either kind, by all that the piece is painted from. */
static bool
make_key(struct kx_writer *writer, const struct kx_page_span *span, bool by_number, struct kx_memo_key *ret_key)
{
	struct gathering gathering = { .writer = writer, .by_number = by_number };
	size_t count = 0, i;

	for (i = span->first; i < span->end; i++)
		count += writer->reading.sequences[i].count;
	gathering.sequences = kx_arena_room(&writer->arena, (span->end - span->first) * sizeof(*gathering.sequences));
	gathering.items = kx_arena_room(&writer->arena, count * sizeof(*gathering.items));
	if (gathering.sequences == NULL || gathering.items == NULL)
		return false;
	empty(&writer->gathered);
	empty(&writer->compared);
	gather_state(writer, span->start);
	gather_faces(writer);
	for (i = span->first; i < span->end; i++)
		gather_sequence(&gathering, span->page, &writer->reading.sequences[i]);
	*ret_key = kx_memo_key(by_number ? KX_MEMO_BODY_RUNS : KX_MEMO_BODY,
	    4 * (uint64_t)writer->frames->pages[span->page].height + 2 * span->begins + span->ends);
	kx_memo_part(ret_key, kx_buffer_bytes(&writer->gathered), writer->gathered.length);
	kx_memo_part(ret_key, gathering.sequences, gathering.sequence_count * sizeof(*gathering.sequences));
	kx_memo_part(ret_key, gathering.items, gathering.item_count * sizeof(*gathering.items));
	kx_memo_bulk(ret_key, kx_buffer_bytes(&writer->compared), writer->compared.length);
	return !kx_buffer_failed(&writer->gathered) && !kx_buffer_failed(&writer->compared);
}

static bool
has_number(const struct kx_frame_page *page, const struct kx_sequence *sequence)
{
	size_t i;

	for (i = sequence->first; i < sequence->first + sequence->count; i++)
		if (page->items[i].kind == KX_ITEM_GLYPHS && page->items[i].as.glyphs.number != 0)
			return true;
	return false;
}

bool
kx_pdf_piece_key(struct kx_writer *writer, const struct kx_page_span *span, struct kx_memo_key *ret_key)
{
	return make_key(writer, span, false, ret_key);
}

bool
kx_pdf_piece_runs(struct kx_writer *writer, const struct kx_page_span *span, struct kx_memo_key *ret_key)
{
	size_t i;

	for (i = span->first; i < span->end; i++)
		if (has_number(&writer->frames->pages[span->page], &writer->reading.sequences[i]))
			return make_key(writer, span, true, ret_key);
	return false;
}
