/*
 * Objects that are no streams, packed together (ISO 32000-1, 7.5.7): a stream
 * for each group.
 *
 * Within a group objects stand as they were made.  Sorted by their look, cells
 * beside cells, tags would pack to a twentieth less; but then the
 * cross-reference stream, which says where each is, would grow by more than that.
 */
#include "pdf/saving.h"

#include "base/flat.h"
#include "base/memo.h"
#include "pdf/pack.h"
#include "pdf/writer.h"

/* Objects of a group from `first` up to `end`, and their texts. */
struct batch {
	const struct kx_plain_text *list; size_t count;
	const char *text; size_t length;
};

static struct batch
take_batch(const struct kx_plain *group, size_t first, size_t end)
{
	size_t start = group->list[first].at, stop = end < group->count ? group->list[end].at : group->text.length;

	return (struct batch){ &group->list[first], end - first, kx_buffer_bytes(&group->text) + start, stop - start };
}

/* An object stream as it is kept. */
struct kept_stream { struct kx_packed packed; size_t head; };

/* The numbers of the objects and where each begins, then their texts, packed; false when memory ends. */
static bool
pack_batch(struct kx_packer *packer, const struct batch *batch, struct kx_arena *arena, struct kept_stream *ret_stream)
{
	struct kx_buffer whole;
	size_t i;
	bool done;

	kx_buffer_init(&whole, KX_SAVED_BYTES);
	for (i = 0; i < batch->count; i++) {
		kx_buffer_number(&whole, batch->list[i].number);
		kx_buffer_char(&whole, ' ');
		kx_buffer_number(&whole, batch->list[i].at - batch->list[0].at);
		kx_buffer_char(&whole, ' ');
	}
	ret_stream->head = whole.length;
	kx_buffer_add(&whole, batch->text, batch->length);
	done = !kx_buffer_failed(&whole) && kx_pack(packer, NULL, arena, kx_buffer_bytes(&whole), whole.length,
	    &ret_stream->packed);
	kx_buffer_done(&whole);
	return done;
}

static bool
write_kept(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kept_stream *stream = value;

	(void)key;
	kx_flat_put(out, (int64_t)stream->head);
	kx_packed_write(&stream->packed, out);
	return true;
}

static const void *
read_kept(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	struct kept_stream *stream = kx_arena_alloc(arena, sizeof(*stream));

	(void)key;
	if (stream == NULL)
		return NULL;
	stream->head = (size_t)kx_flat_take(&flat, 0, KX_SAVED_BYTES);
	kx_packed_read(&flat, &stream->packed);
	return kx_flat_end(&flat) ? stream : NULL;
}

static const struct kx_memo_form kept_form = { KX_MEMO_ON_NOTHING, write_kept, read_kept };

/* An object stream is often that of the sheet before, whatever the clinic: so it is kept, by numbers, places and texts. */
static bool
find_stream(struct kx_writer *writer, struct kx_arena *otherwise, const struct batch *batch, struct kept_stream *ret_stream)
{
	struct kx_memo *memo = writer->options->memo;
	struct kx_memo_key key = kx_memo_key(KX_MEMO_OBJECTS, 0);
	struct kx_arena *room = kx_memo_arena(memo);
	const struct kept_stream *found = NULL;
	struct kept_stream *kept;

	if (memo != NULL) {
		kx_memo_part(&key, batch->list, batch->count * sizeof(*batch->list));
		kx_memo_part(&key, batch->text, batch->length);
		kx_memo_form(&key, &kept_form, NULL);
		found = kx_memo_find(memo, &key);
	}
	kept = found == NULL && room != NULL ? kx_arena_alloc(room, sizeof(*kept)) : NULL;
	if (kept != NULL && pack_batch(&writer->packer, batch, room, kept)) {
		kx_memo_keep(memo, &key, kept);
		found = kept;
	}
	if (found == NULL)
		return pack_batch(&writer->packer, batch, otherwise, ret_stream);
	*ret_stream = *found;
	return true;
}

static bool
write_object_stream(struct kx_saving *saving, const struct kx_whole_stream *stream)
{
	size_t i;

	/* The stream gets the next free number when it is written.  Other numbers than those given can only come from a damaged store. */
	for (i = 0; i < stream->count; i++) {
		if (stream->list[i].number >= saving->given)
			return false;
		saving->places[stream->list[i].number] = (struct kx_saved_place){ 2, saving->count, (unsigned)i };
	}
	kx_saving_begin(saving, saving->count++);
	kx_buffer_print(saving->out, "<<\n/Type /ObjStm\n/N %zu\n/First %zu\n/Length %zu\n/Filter /FlateDecode\n>>\nstream\r\n",
	    stream->count, stream->head, stream->packed.length);
	kx_buffer_add(saving->out, stream->packed.bytes, stream->packed.length);
	kx_buffer_text(saving->out, "\nendstream\nendobj\n");
	return true;
}

static bool
write_group(struct kx_saving *saving, enum kx_group index)
{
	const struct kx_plain *group = &saving->writer->groups[index];
	struct kx_whole_stream stream;
	struct kept_stream packed;
	struct batch batch;
	size_t first, end;

	if (saving->writer->wholes[index].found != NULL)
		return write_object_stream(saving, saving->writer->wholes[index].found);
	if (kx_buffer_failed(&group->text))
		return false;
	for (first = 0; first < group->count; first = end) {
		end = group->count - first < KX_OBJECTS_PER_STREAM ? group->count : first + KX_OBJECTS_PER_STREAM;
		batch = take_batch(group, first, end);
		if (!find_stream(saving->writer, &saving->writer->arena, &batch, &packed))
			return false;
		stream = (struct kx_whole_stream){ batch.list, batch.count, packed.head, packed.packed, 0 };
		if (batch.count == group->count)
			kx_whole_keep(saving->writer, index, &stream);
		if (!write_object_stream(saving, &stream))
			return false;
	}
	return true;
}

bool
kx_saving_objects(struct kx_saving *saving, enum kx_group first, enum kx_group end)
{
	bool done = true;
	size_t i;

	for (i = first; i < end && done; i++)
		done = write_group(saving, (enum kx_group)i);
	return done;
}
