/*
 * The ways from a page into the structure tree: the parent tree, from marked
 * content and annotations to their tags (ISO 32000-1, 14.7.4.4), and the tree
 * of ids (14.7.2).
 */
#include "pdf/plain.h"
#include "pdf/stretch.h"
#include "pdf/writer.h"

#include <stdlib.h>
#include <string.h>

#define GATHERED_CEILING ((size_t)64 * 1024 * 1024)

/* An array of references to the tags, as an object. */
static void
write_list(struct kx_writer *writer, unsigned number, const struct kx_buffer *tags)
{
	struct kx_buffer *out = kx_plain_begin(writer, number, KX_GROUP_TAGS);
	const char *at = kx_buffer_bytes(tags);
	unsigned tag;

	kx_buffer_text(out, "[ ");
	/* The first one gathered is the array's own number. */
	for (at += sizeof(tag); at < kx_buffer_bytes(tags) + tags->length; at += sizeof(tag)) {
		memcpy(&tag, at, sizeof(tag));
		kx_plain_add_reference(out, tag);
	}
	kx_buffer_char(out, ']');
	kx_plain_end(out);
}

/* The tags of a page by MCID. */
static void
write_page_tags(struct kx_writer *writer, size_t page, unsigned number, struct kx_buffer *gathered)
{
	const struct kx_reading *reading = &writer->reading;
	struct kx_stretch stretch;
	size_t i;

	kx_buffer_clear(gathered);
	kx_buffer_add(gathered, &number, sizeof(number));
	for (i = reading->page_first[page]; i < reading->page_first[page + 1]; i++)
		if (reading->sequences[i].mcid >= 0)
			kx_buffer_add(gathered, &writer->inner_tags[reading->sequences[i].element], sizeof(number));
	if (kx_stretch_begin(writer, KX_MEMO_TAG_LISTS, gathered, &stretch))
		return;
	write_list(writer, number, gathered);
	kx_stretch_end(writer, &stretch);
}

static void
write_tree(struct kx_writer *writer, unsigned tree, const unsigned *lists)
{
	struct kx_buffer *out = kx_plain_begin(writer, tree, KX_GROUP_TAGS);
	size_t i;

	kx_buffer_text(out, "<<\n/Nums [ ");
	for (i = 0; i < writer->frames->page_count; i++) {
		kx_plain_add_int(out, (long)i);
		kx_plain_add_reference(out, lists[i]);
	}
	for (i = 0; i < writer->annotation_count; i++) {
		kx_plain_add_int(out, writer->annotations[i].parent_key);
		kx_plain_add_reference(out, writer->inner_tags[writer->annotations[i].element]);
	}
	kx_buffer_text(out, "]\n>>");
	kx_plain_end(out);
}

unsigned
kx_pdf_write_parents(struct kx_writer *writer)
{
	size_t pages = writer->frames->page_count, i;
	unsigned tree = kx_plain_new(writer, 1), *lists = kx_arena_array(&writer->arena, pages + 1, sizeof(*lists));
	struct kx_buffer gathered;

	if (lists == NULL)
		return tree;
	for (i = 0; i < pages; i++)
		lists[i] = kx_plain_new(writer, 1);
	write_tree(writer, tree, lists);
	kx_buffer_init(&gathered, GATHERED_CEILING);
	for (i = 0; i < pages; i++)
		write_page_tags(writer, i, lists[i], &gathered);
	kx_buffer_done(&gathered);
	return tree;
}

/* An element and its id as the file has it: names in a tree are sorted by their bytes. */
struct named { const char *id; size_t element; };

static int
compare_named(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

unsigned
kx_pdf_write_ids(struct kx_writer *writer)
{
	size_t count = 0, i;
	struct named *list = kx_arena_array(&writer->arena, writer->frames->element_count, sizeof(*list));
	struct kx_buffer *out;
	unsigned tree;

	for (i = 0; i < writer->frames->element_count && list != NULL; i++) {
		if (writer->ids[i] != NULL)
			list[count++] = (struct named){ writer->ids[i], i };
	}
	if (count == 0)
		return 0;
	qsort(list, count, sizeof(*list), compare_named);
	tree = kx_plain_new(writer, 1);
	out = kx_plain_begin(writer, tree, KX_GROUP_TAGS);
	kx_buffer_text(out, "<<\n/Names [ ");
	for (i = 0; i < count; i++) {
		kx_plain_add_text(out, list[i].id);
		kx_plain_add_reference(out, writer->tags[list[i].element]);
	}
	kx_buffer_text(out, "]\n>>");
	kx_plain_end(out);
	return tree;
}
