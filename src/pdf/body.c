/*
 * The body of a page: its content without heads and feet, in pieces that are
 * found in the memo or painted.
 *
 * Most of a batch's pages are those of the sheet before but for heads, feet
 * and the few places where a clinic has its say (own.c).  What a piece is
 * painted from is gathered into one text of bytes: what is set before it,
 * sequences, items, glyphs with their words, and what each glyph that stands
 * there maps to in the whole document, which decides where an ActualText goes.
 * Fonts are the memo's own.  Gathering is a tenth of painting and packing.
 */
#include "pdf/writer.h"

#include "base/memo.h"
#include "pdf/pack.h"

#include <stdlib.h>
#include <string.h>

#define KEY_CEILING ((size_t)64 * 1024 * 1024)
#define CONTENT_CEILING ((size_t)256 * 1024 * 1024)

struct gathering {
	struct kx_writer *writer;
	struct kx_buffer *out;
	unsigned char **seen;          /* by face: a bit for each of its glyphs that stands here; NULL: none */
	bool failed;
};

static void
put_number(struct gathering *gathering, int64_t number)
{
	kx_buffer_add(gathering->out, &number, sizeof(number));
}

static void
put_text(struct gathering *gathering, const char *text, size_t length)
{
	put_number(gathering, (int64_t)length);
	kx_buffer_add(gathering->out, text, length);
}

/* Note that the glyph stands here. */
static void
see(struct gathering *gathering, const struct kx_frame_glyphs *glyphs)
{
	size_t face = (size_t)glyphs->face, count = gathering->writer->faces[face].facts->glyph_count, i;

	if (gathering->seen[face] == NULL)
		gathering->seen[face] = kx_arena_alloc(&gathering->writer->arena, count / 8 + 1);
	gathering->failed = gathering->failed || gathering->seen[face] == NULL;
	for (i = 0; i < glyphs->count && !gathering->failed; i++)
		gathering->seen[face][glyphs->glyphs[i].id / 8] |= (unsigned char)(1u << glyphs->glyphs[i].id % 8);
}

static void
put_glyphs(struct gathering *gathering, const struct kx_frame_glyphs *glyphs)
{
	const int64_t numbers[] = { glyphs->face, glyphs->size, glyphs->color, (int64_t)glyphs->count };

	kx_buffer_add(gathering->out, numbers, sizeof(numbers));
	/* Padding between members may differ where nothing else does: then the body is painted anew, and no worse. */
	kx_buffer_add(gathering->out, glyphs->glyphs, glyphs->count * sizeof(*glyphs->glyphs));
	put_text(gathering, glyphs->text, glyphs->length);
	see(gathering, glyphs);
}

static void
put_shape(struct gathering *gathering, const struct kx_frame_shape *shape)
{
	const int64_t numbers[] = { shape->fill, shape->stroke, shape->even_odd, shape->fill_color, shape->stroke_color,
	    shape->line_width, shape->radius, (int64_t)shape->step_count };

	kx_buffer_add(gathering->out, numbers, sizeof(numbers));
	kx_buffer_add(gathering->out, shape->steps, shape->step_count * sizeof(*shape->steps));
}

static void
put_item(struct gathering *gathering, int page, size_t index)
{
	const struct kx_frame_item *item = &gathering->writer->frames->pages[page].items[index];
	const struct kx_reading *reading = &gathering->writer->reading;
	const int64_t numbers[] = { (int64_t)item->kind, item->box.x, item->box.y, item->box.width, item->box.height,
	    reading->space_after[reading->number_first[page] + index] };

	kx_buffer_add(gathering->out, numbers, sizeof(numbers));
	switch (item->kind) {
	case KX_ITEM_GLYPHS: put_glyphs(gathering, &item->as.glyphs); break;
	case KX_ITEM_RECT:
	case KX_ITEM_LINE:
	case KX_ITEM_PATH: put_shape(gathering, &item->as.shape); break;
	case KX_ITEM_IMAGE: put_number(gathering, item->as.image); break;
	}
}

/* What the glyphs that stand here map to, and each face's space. */
static void
put_maps(struct gathering *gathering)
{
	const struct kx_writer *writer = gathering->writer;
	size_t face, i;

	for (face = 0; face < writer->face_count; face++) {
		const struct kx_face_use *use = &writer->faces[face];

		if (gathering->seen[face] == NULL)
			continue;
		put_number(gathering, use->space);
		for (i = 0; i < use->facts->glyph_count; i++) {
			if ((gathering->seen[face][i / 8] & 1u << i % 8) == 0)
				continue;
			put_number(gathering, (int64_t)i);
			put_text(gathering, use->glyphs[i].text != NULL ? use->glyphs[i].text : "", use->glyphs[i].length);
		}
	}
}

static void
put_state(struct gathering *gathering, const struct kx_paint_state *state)
{
	const int64_t numbers[] = { state->fill, state->stroke, state->fill_known, state->stroke_known, state->line_width, state->face,
	    state->size };

	kx_buffer_add(gathering->out, numbers, sizeof(numbers));
}

/* Sequences of one page that make a piece, and what is set before them. */
struct stretch {
	int page;
	size_t first, end;
	bool begins, ends;             /* the page's body */
	const struct kx_paint_state *start;
};

/* All that the piece is painted from; false when memory ends. */
static bool
gather(struct kx_writer *writer, const struct stretch *stretch, struct kx_buffer *out)
{
	struct gathering gathering = { .writer = writer, .out = out };
	const struct kx_sequence *sequence;
	size_t i, k;

	gathering.seen = kx_arena_array(&writer->arena, writer->face_count, sizeof(*gathering.seen));
	if (gathering.seen == NULL)
		return false;
	put_state(&gathering, stretch->start);
	for (i = stretch->first; i < stretch->end; i++) {
		sequence = &writer->reading.sequences[i];
		put_number(&gathering, sequence->element >= 0 ? (int64_t)writer->frames->elements[sequence->element].type : -1);
		put_number(&gathering, sequence->element >= 0 ? sequence->mcid : (int64_t)sequence->artifact);
		put_number(&gathering, (int64_t)sequence->count);
		for (k = 0; k < sequence->count; k++)
			put_item(&gathering, stretch->page, sequence->first + k);
	}
	put_maps(&gathering);
	return !gathering.failed && !kx_buffer_failed(out);
}

/* Paint and pack, in the arena; NULL when memory ends. */
static const struct kx_page_piece *
paint(struct kx_writer *writer, struct kx_arena *arena, const struct stretch *stretch)
{
	struct kx_page_piece *piece = kx_arena_alloc(arena, sizeof(*piece));
	struct kx_buffer content;
	size_t i;
	bool done;

	if (piece == NULL)
		return NULL;
	kx_buffer_init(&content, CONTENT_CEILING);
	piece->end = *stretch->start;
	for (i = stretch->first; i < stretch->end; i++)
		kx_paint_sequence(writer, &writer->reading.sequences[i], &piece->end, &content);
	done = !kx_buffer_failed(&content) &&
	    kx_pack_piece(arena, kx_buffer_bytes(&content), content.length, stretch->ends, &piece->packed) &&
	    (piece->content = kx_arena_copy(arena, kx_buffer_bytes(&content), content.length)) != NULL;
	kx_buffer_done(&content);
	if (done && stretch->begins) {
		kx_hash_begin(&piece->hashed);
		kx_hash_add(&piece->hashed, piece->content, piece->packed.length);
	}
	return done ? piece : NULL;
}

static const struct kx_page_piece *
find_piece(struct kx_writer *writer, const struct stretch *stretch)
{
	struct kx_arena *room = kx_memo_arena(writer->options->memo);
	const struct kx_page_piece *piece = NULL;
	struct kx_memo_key key = kx_memo_key(KX_MEMO_BODY,
	    4 * (uint64_t)writer->frames->pages[stretch->page].height + 2 * stretch->begins + stretch->ends);
	struct kx_buffer gathered;

	kx_buffer_init(&gathered, KEY_CEILING);
	if (room != NULL && gather(writer, stretch, &gathered)) {
		kx_memo_part(&key, kx_buffer_bytes(&gathered), gathered.length);
		piece = kx_memo_find(writer->options->memo, &key);
		if (piece == NULL) {
			piece = paint(writer, room, stretch);
			kx_memo_keep(writer->options->memo, &key, piece);
		}
	}
	kx_buffer_done(&gathered);
	return piece != NULL ? piece : paint(writer, &writer->arena, stretch);
}

bool
kx_pdf_body(struct kx_writer *writer, int page, size_t end, struct kx_page_body *ret_body)
{
	const struct kx_paint_state start = KX_PAINT_START;
	struct stretch stretch = { .page = page, .end = writer->reading.page_first[page], .begins = true, .start = &start };
	size_t cuts[KX_PAGE_CUTS], count = kx_pdf_cut(writer, page, end, cuts), i;

	ret_body->pieces = kx_arena_array(&writer->arena, count + 1, sizeof(*ret_body->pieces));
	ret_body->count = 0;
	if (ret_body->pieces == NULL)
		return false;
	for (i = 0; i <= count && stretch.end < end; i++) {
		stretch.first = stretch.end;
		stretch.end = i < count ? cuts[i] : end;
		stretch.ends = i == count;
		ret_body->pieces[i] = find_piece(writer, &stretch);
		if (ret_body->pieces[i] == NULL)
			return false;
		ret_body->count++;
		stretch.start = &ret_body->pieces[i]->end;
		stretch.begins = false;
	}
	return true;
}
