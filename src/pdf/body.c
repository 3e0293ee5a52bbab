/*
 * The body of a page: its content without heads and feet, in pieces that are
 * found in the memo or painted.
 *
 * Most of a batch's pages are those of the sheet before but for heads, feet
 * and the few places where a clinic has its say (own.c).  A piece is found by
 * all that it is painted from (piece_key.c); from the third sheet on by a
 * shorter key, under which a copy is kept, since the memo may drop either alone.
 */
#include "pdf/writer.h"

#include "base/flat.h"
#include "base/memo.h"
#include "pdf/pack.h"

#include <stdlib.h>
#include <string.h>

#define CONTENT_CEILING ((size_t)256 * 1024 * 1024)

/* Paint and pack, in the arena; NULL when memory ends. */
static const struct kx_page_piece *
paint(struct kx_writer *writer, struct kx_arena *arena, const struct kx_page_span *span)
{
	struct kx_page_piece *piece = kx_arena_alloc(arena, sizeof(*piece));
	struct kx_buffer content;
	size_t i;
	bool done;

	if (piece == NULL)
		return NULL;
	kx_buffer_init(&content, CONTENT_CEILING);
	piece->end = *span->start;
	for (i = span->first; i < span->end; i++)
		kx_paint_sequence(writer, &writer->reading.sequences[i], &piece->end, &content);
	done = !kx_buffer_failed(&content) &&
	    kx_pack_piece(&writer->packer, arena, kx_buffer_bytes(&content), content.length, span->ends, &piece->packed) &&
	    (piece->content = kx_arena_copy(arena, kx_buffer_bytes(&content), content.length)) != NULL;
	kx_buffer_done(&content);
	if (done && span->begins) {
		kx_hash_begin(&piece->hashed);
		kx_hash_add(&piece->hashed, piece->content, piece->packed.length);
	}
	return done ? piece : NULL;
}

/* ---- as it is stored ---- */

static bool
write_piece(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kx_page_piece *piece = value;
	const struct kx_paint_state *end = &piece->end;
	const int64_t numbers[] = { end->fill, end->stroke, end->fill_known, end->stroke_known, end->line_width, end->face, end->size,
	    end->in_text, end->line_x, end->line_y };
	uint8_t state[KX_HASH_BYTES];

	(void)key;
	kx_buffer_add(out, numbers, sizeof(numbers));
	kx_packed_piece_write(&piece->packed, out);
	kx_flat_put_bytes(out, piece->content, piece->packed.length);
	kx_hash_state(&piece->hashed, state);
	kx_flat_put_bytes(out, state, sizeof(state));
	return true;
}

static void
read_state(struct kx_flat *flat, const struct kx_fonts *fonts, struct kx_paint_state *ret_state)
{
	ret_state->fill = (kx_color)kx_flat_take(flat, 0, UINT32_MAX);
	ret_state->stroke = (kx_color)kx_flat_take(flat, 0, UINT32_MAX);
	ret_state->fill_known = kx_flat_take(flat, 0, 1) != 0;
	ret_state->stroke_known = kx_flat_take(flat, 0, 1) != 0;
	ret_state->line_width = (kx_length)kx_flat_take(flat, INT32_MIN, INT32_MAX);
	ret_state->face = (int)kx_flat_take(flat, -1, (int64_t)kx_fonts_count(fonts) - 1);
	ret_state->size = (kx_length)kx_flat_take(flat, INT32_MIN, INT32_MAX);
	ret_state->in_text = kx_flat_take(flat, 0, 1) != 0;
	ret_state->line_x = (kx_length)kx_flat_take(flat, INT32_MIN, INT32_MAX);
	ret_state->line_y = (kx_length)kx_flat_take(flat, INT32_MIN, INT32_MAX);
}

static const void *
read_piece(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	struct kx_page_piece *piece = kx_arena_alloc(arena, sizeof(*piece));
	const uint8_t *state;

	if (piece == NULL)
		return NULL;
	read_state(&flat, key->about, &piece->end);
	kx_packed_piece_read(&flat, &piece->packed);
	piece->content = kx_flat_take_array(&flat, piece->packed.length, 1);
	state = kx_flat_take_array(&flat, KX_HASH_BYTES, 1);
	if (!kx_flat_end(&flat))
		return NULL;
	kx_hash_resume(state, piece->content, piece->packed.length, &piece->hashed);
	return piece;
}

static const struct kx_memo_form piece_form = { KX_MEMO_ON_FONTS, write_piece, read_piece };

/* ---- found or painted ---- */

/* By its whole key; NULL where it cannot be kept. */
static const struct kx_page_piece *
find_or_paint(struct kx_writer *writer, struct kx_arena *room, const struct kx_page_span *span)
{
	const struct kx_page_piece *piece;
	struct kx_memo_key key;

	if (!kx_pdf_piece_key(writer, span, &key))
		return NULL;
	kx_memo_form(&key, &piece_form, writer->fonts);
	piece = kx_memo_find(writer->options->memo, &key);
	if (piece != NULL)
		return piece;
	piece = paint(writer, room, span);
	kx_memo_keep(writer->options->memo, &key, piece);
	return piece;
}

/* A copy of the piece under its short key. */
static void
keep_copy(struct kx_writer *writer, struct kx_arena *room, const struct kx_page_span *span, const struct kx_page_piece *piece)
{
	struct kx_page_piece *copy = kx_arena_room(room, sizeof(*copy));
	struct kx_memo_key key;

	if (copy == NULL || !kx_pdf_piece_runs(writer, span, &key))
		return;
	*copy = *piece;
	copy->content = kx_arena_copy(room, piece->content, piece->packed.length);
	copy->packed.packed.bytes = kx_arena_copy(room, piece->packed.packed.bytes, piece->packed.packed.length);
	if (copy->content != NULL && copy->packed.packed.bytes != NULL)
		kx_memo_keep(writer->options->memo, &key, copy);
}

static const struct kx_page_piece *
find_piece(struct kx_writer *writer, const struct kx_page_span *span)
{
	struct kx_arena *room = kx_memo_arena(writer->options->memo);
	const struct kx_page_piece *piece = NULL;
	struct kx_memo_key key;
	bool runs = room != NULL && kx_pdf_piece_runs(writer, span, &key);

	if (runs)
		piece = kx_memo_find(writer->options->memo, &key);
	if (piece != NULL)
		return piece;
	if (room != NULL)
		piece = find_or_paint(writer, room, span);
	if (runs && piece != NULL)
		keep_copy(writer, room, span, piece);
	return piece != NULL ? piece : paint(writer, &writer->arena, span);
}

bool
kx_pdf_body(struct kx_writer *writer, int page, size_t end, struct kx_page_body *ret_body)
{
	const struct kx_paint_state start = KX_PAINT_START;
	struct kx_page_span span = { .page = page, .end = writer->reading.page_first[page], .begins = true, .start = &start };
	bool own;
	size_t cuts[KX_PAGE_CUTS], count = kx_pdf_cut(writer, page, end, cuts, &own), i;

	ret_body->pieces = kx_arena_array(&writer->arena, count + 1, sizeof(*ret_body->pieces));
	ret_body->count = 0;
	ret_body->begins_own = own;
	if (ret_body->pieces == NULL)
		return false;
	for (i = 0; i <= count && span.end < end; i++) {
		span.first = span.end;
		span.end = i < count ? cuts[i] : end;
		span.ends = own || i == count;
		own = !own;
		ret_body->pieces[i] = find_piece(writer, &span);
		if (ret_body->pieces[i] == NULL)
			return false;
		ret_body->count++;
		span.start = &ret_body->pieces[i]->end;
		span.begins = false;
	}
	return true;
}
