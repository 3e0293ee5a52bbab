#include "pdf/whole.h"

#include "base/flat.h"
#include "pdf/writer.h"

#define MOST_NUMBERS 8388607           /* of objects in a file (ISO 32000-1, annex C) */

/* ---- as it is stored ---- */

static bool
write_whole(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kx_whole_stream *stream = value;

	(void)key;
	kx_flat_put(out, (int64_t)stream->count);
	kx_flat_put_bytes(out, stream->list, stream->count * sizeof(*stream->list));
	kx_flat_put(out, (int64_t)stream->head);
	kx_flat_put(out, (int64_t)stream->numbers);
	kx_packed_write(&stream->packed, out);
	return true;
}

/* Its numbers are looked at when the file is put together (object_streams.c). */
static const void *
read_whole(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	struct kx_whole_stream *stream = kx_arena_alloc(arena, sizeof(*stream));

	(void)key;
	if (stream == NULL)
		return NULL;
	stream->count = kx_flat_take_count(&flat, sizeof(*stream->list));
	stream->list = kx_flat_take_array(&flat, stream->count, sizeof(*stream->list));
	stream->head = (size_t)kx_flat_take(&flat, 0, UINT32_MAX);
	stream->numbers = (unsigned)kx_flat_take(&flat, 0, MOST_NUMBERS);
	kx_packed_read(&flat, &stream->packed);
	return kx_flat_end(&flat) ? stream : NULL;
}

static const struct kx_memo_form whole_form = { KX_MEMO_ON_NOTHING, write_whole, read_whole };

/* ---- found and kept ---- */

bool
kx_whole_find(struct kx_writer *writer, enum kx_group group, const struct kx_memo_key *key)
{
	struct kx_whole *whole = &writer->wholes[group];

	whole->key = *key;
	kx_memo_form(&whole->key, &whole_form, NULL);
	whole->found = kx_memo_find(writer->options->memo, &whole->key);
	if (whole->found != NULL)
		kx_plain_new(writer, whole->found->numbers);
	return whole->found != NULL;
}

void
kx_whole_end(struct kx_writer *writer, enum kx_group group, unsigned numbers)
{
	writer->wholes[group].ended = writer->wholes[group].key.count > 0;
	writer->wholes[group].numbers = numbers;
}

void
kx_whole_keep(struct kx_writer *writer, enum kx_group group, const struct kx_whole_stream *stream)
{
	const struct kx_whole *whole = &writer->wholes[group];
	struct kx_arena *room = whole->ended ? kx_memo_arena(writer->options->memo) : NULL;
	struct kx_whole_stream *kept = room != NULL ? kx_arena_room(room, sizeof(*kept)) : NULL;

	if (kept == NULL)
		return;
	*kept = *stream;
	kept->numbers = whole->numbers;
	kept->list = (const void *)kx_arena_copy(room, (const char *)stream->list, stream->count * sizeof(*stream->list));
	kept->packed.bytes = kx_arena_copy(room, stream->packed.bytes, stream->packed.length);
	if (kept->list != NULL && kept->packed.bytes != NULL)
		kx_memo_keep(writer->options->memo, &whole->key, kept);
}
