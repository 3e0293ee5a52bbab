#include "read/parts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/shape.h"

#include <stdlib.h>
#include <string.h>

static const struct kx_key file_keys[] = { { "$schema", false }, { "sources", true } };
static const struct kx_shape file_shape = KX_SHAPE("the register", file_keys);

static const struct kx_key source_keys[] = {
	{ "id", true }, { "kind", true }, { "title", true }, { "authors", false }, { "publisher", false },
	{ "year", false }, { "citation", true }, { "doi", false }, { "document", false }, { "tier", true },
	{ "check", true }, { "accessed", true }, { "file", false }, { "note", false }
};
static const struct kx_shape source_shape = KX_SHAPE("a source", source_keys);

/* False when the source has no id by which it could be referred to. */
static bool
read_source(const struct kx_node *node, struct kx_source *source)
{
	int32_t year = 0, tier = 4;
	int kind = 0, check = 0;

	source->id = kx_member_id(node, "id");
	source->origin = kx_node_origin(node);
	if (kx_member_choice(node, "kind", kx_source_kind_names, &kind))
		source->kind = (enum kx_source_kind)kind;
	if (kx_member_choice(node, "check", kx_check_names, &check))
		source->check = (enum kx_check)check;
	source->title = kx_member_text(node, "title", KX_MAX_TEXT_BYTES);
	source->authors = kx_member_text(node, "authors", KX_MAX_TEXT_BYTES);
	source->publisher = kx_member_text(node, "publisher", KX_MAX_NAME_BYTES);
	source->citation = kx_member_text(node, "citation", KX_MAX_TEXT_BYTES);
	source->doi = kx_member_text(node, "doi", KX_MAX_NAME_BYTES);
	source->document = kx_member_text(node, "document", KX_MAX_NAME_BYTES);
	source->file = kx_member_text(node, "file", KX_MAX_NAME_BYTES);
	source->note = kx_member_prose(node, "note", KX_MAX_TEXT_BYTES);
	kx_member_whole(node, "year", 1800, 2200, &year);
	source->year = (int)year;
	kx_member_whole(node, "tier", 1, 4, &tier);
	source->tier = (int)tier;
	kx_member_date(node, "accessed", &source->accessed);
	return source->id != NULL;
}

static int
compare_sources(const void *a, const void *b)
{
	return strcmp(((const struct kx_source *)a)->id, ((const struct kx_source *)b)->id);
}

static void
read_list(struct kx_reading *reading, const struct kx_node *root)
{
	struct kx_content *content = reading->content;
	struct kx_node list, node;
	size_t count = kx_member_list(root, "sources", KX_MAX_SOURCES, true, &list), i;
	struct kx_source *source;

	reading->sources.whole = count > 0;
	content->sources = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*content->sources)) : NULL;
	for (i = 0; content->sources != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		source = &content->sources[content->source_count];
		if (!kx_shape_check(&node, &source_shape) || !read_source(&node, source)) {
			reading->sources.whole = false;   /* a reference to it is no second fault */
			continue;
		}
		kx_names_add(&reading->sources, source->id, source->origin);
		content->source_count++;
	}
	if (content->source_count > 1)
		qsort(content->sources, content->source_count, sizeof(*content->sources), compare_sources);
}

void
kx_read_sources(struct kx_reading *reading)
{
	struct kx_datafile file;
	struct kx_node root;

	if (!kx_datafile_open(&file, reading->arena, reading->files, kx_path_join(reading->arena, reading->folder, "sources.json"),
	    reading->diags))
		return;
	root = kx_node_root(&file);
	if (kx_shape_check(&root, &file_shape))
		read_list(reading, &root);
	kx_names_close(&reading->sources);
	kx_datafile_close(&file);
}
