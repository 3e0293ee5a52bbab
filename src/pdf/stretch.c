#include "pdf/stretch.h"

#include "base/buffer.h"
#include "base/flat.h"
#include "pdf/writer.h"

#include <string.h>

/* The part of a group that belongs to a stretch; places in `list` count from where `text` begins. */
struct part {
	const char *text; size_t length;
	const struct kx_plain_text *list; size_t count;
};

/* What is kept: a part for each group. */
struct kept { struct part parts[KX_GROUPS]; };

static void
append(struct kx_writer *writer, enum kx_group group, const struct part *part)
{
	struct kx_plain *plain = &writer->groups[group];
	uint32_t start = (uint32_t)plain->text.length;
	struct kx_plain_text *list = kx_plain_grow(writer, group, part->count);
	size_t i;

	for (i = 0; i < part->count && list != NULL; i++)
		list[i] = (struct kx_plain_text){ part->list[i].number, start + part->list[i].at };
	kx_buffer_add(&plain->text, part->text, part->length);
}

/* ---- as it is stored ---- */

static bool
write_kept(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kept *kept = value;
	size_t i;

	(void)key;
	for (i = 0; i < KX_GROUPS; i++) {
		kx_flat_put(out, (int64_t)kept->parts[i].length);
		kx_flat_put_bytes(out, kept->parts[i].text, kept->parts[i].length);
		kx_flat_put(out, (int64_t)kept->parts[i].count);
		kx_flat_put_bytes(out, kept->parts[i].list, kept->parts[i].count * sizeof(*kept->parts[i].list));
	}
	return true;
}

/* Places rise within the text, from its beginning; their numbers are looked at when the file is put together (object_streams.c). */
static bool
read_part(struct kx_flat *flat, struct part *part)
{
	size_t i;

	part->length = kx_flat_take_count(flat, 1);
	part->text = kx_flat_take_array(flat, part->length, 1);
	part->count = kx_flat_take_count(flat, sizeof(*part->list));
	part->list = kx_flat_take_array(flat, part->count, sizeof(*part->list));
	for (i = 0; i < part->count; i++)
		if (part->list == NULL || part->list[i].at >= part->length || part->list[i].at < (i > 0 ? part->list[i - 1].at : 0))
			return false;
	return true;
}

static const void *
read_kept(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	struct kept *kept = kx_arena_alloc(arena, sizeof(*kept));
	size_t i;

	(void)key;
	for (i = 0; i < KX_GROUPS; i++)
		if (kept == NULL || !read_part(&flat, &kept->parts[i]))
			return NULL;
	return kx_flat_end(&flat) ? kept : NULL;
}

static const struct kx_memo_form kept_form = { KX_MEMO_ON_NOTHING, write_kept, read_kept };

bool
kx_stretch_begin(struct kx_writer *writer, enum kx_memo_kind kind, const struct kx_buffer *gathered,
    struct kx_stretch *ret_stretch)
{
	const struct kept *kept = NULL;
	size_t i;

	ret_stretch->key = kx_memo_key(kind, 0);
	if (writer->options->memo != NULL && !kx_buffer_failed(gathered)) {
		kx_memo_part(&ret_stretch->key, kx_buffer_bytes(gathered), gathered->length);
		kx_memo_form(&ret_stretch->key, &kept_form, NULL);
		kept = kx_memo_find(writer->options->memo, &ret_stretch->key);
	}
	for (i = 0; i < KX_GROUPS; i++) {
		if (kept != NULL && kept->parts[i].count > 0)
			append(writer, (enum kx_group)i, &kept->parts[i]);
		ret_stretch->before[i].length = writer->groups[i].text.length;
		ret_stretch->before[i].count = writer->groups[i].count;
	}
	return kept != NULL;
}

/* A copy of what a group holds from `length` and `count` on; false when memory ends. */
static bool
copy_part(struct kx_arena *arena, const struct kx_plain *plain, size_t length, size_t count, struct part *part)
{
	struct kx_plain_text *list = kx_arena_array(arena, plain->count - count, sizeof(*list));
	size_t i;

	part->count = plain->count - count;
	part->length = plain->text.length - length;
	part->text = kx_arena_copy(arena, kx_buffer_bytes(&plain->text) + length, part->length);
	for (i = 0; i < part->count && list != NULL; i++)
		list[i] = (struct kx_plain_text){ plain->list[count + i].number, plain->list[count + i].at - (uint32_t)length };
	part->list = list;
	return list != NULL && part->text != NULL && !kx_buffer_failed(&plain->text);
}

void
kx_stretch_end(struct kx_writer *writer, const struct kx_stretch *stretch)
{
	struct kx_memo *memo = writer->options->memo;
	struct kx_arena *arena = kx_memo_arena(memo);
	struct kept *kept = arena != NULL && stretch->key.count > 0 ? kx_arena_alloc(arena, sizeof(*kept)) : NULL;
	bool whole = kept != NULL;
	size_t i;

	for (i = 0; i < KX_GROUPS && whole; i++)
		if (writer->groups[i].count > stretch->before[i].count)
			whole = copy_part(arena, &writer->groups[i], stretch->before[i].length, stretch->before[i].count,
			    &kept->parts[i]);
	if (whole)
		kx_memo_keep(memo, &stretch->key, kept);
}
