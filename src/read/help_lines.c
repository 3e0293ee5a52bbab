#include "read/parts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/shape.h"

#define MOST_COUNTRIES 300
#define MOST_LINES     40

static const struct kx_key file_keys[] = { { "$schema", false }, { "countries", true } };
static const struct kx_shape file_shape = KX_SHAPE("the list of help lines", file_keys);

static const struct kx_key country_keys[] = { { "id", true }, { "lines", true } };
static const struct kx_shape country_shape = KX_SHAPE("a country", country_keys);

static const struct kx_key line_keys[] = {
	{ "name", true }, { "number", true }, { "how", true }, { "when", true }, { "source", true }
};
static const struct kx_shape line_shape = KX_SHAPE("a help line", line_keys);

static const struct kx_key own_line_keys[] = {
	{ "name", true }, { "number", true }, { "how", true }, { "when", true }, { "source", false }
};
static const struct kx_shape own_line_shape = KX_SHAPE("a help line", own_line_keys);

static const char *const whens[] = { "crisis", "emergency", "poison", "report", NULL };

void
kx_read_help_line_list(struct kx_reading *reading, const struct kx_node *object, const char *key, bool sourced,
    struct kx_help_line **ret_lines, size_t *ret_count)
{
	struct kx_node list, node;
	size_t count = kx_member_list(object, key, MOST_LINES, false, &list), i, kept = 0;
	struct kx_help_line *lines, *line;
	int when = 0;

	lines = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*lines)) : NULL;
	for (i = 0; lines != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		if (!kx_shape_check(&node, sourced ? &line_shape : &own_line_shape))
			continue;
		line = &lines[kept++];
		line->origin = kx_node_origin(&node);
		line->name = kx_member_text(&node, "name", KX_MAX_NAME_BYTES);
		line->number = kx_member_text(&node, "number", KX_MAX_NAME_BYTES);
		line->how = kx_member_text(&node, "how", KX_MAX_NAME_BYTES);
		if (kx_member_choice(&node, "when", whens, &when))
			line->when = whens[when];
		line->source = kx_read_reference(&node, "source", &reading->sources);
	}
	*ret_lines = lines;
	*ret_count = kept;
}

static void
read_country(struct kx_reading *reading, const struct kx_node *node)
{
	struct kx_content *content = reading->content;
	struct kx_country *country = &content->countries[content->country_count];

	if (kx_shape_check(node, &country_shape)) {
		country->id = kx_member_tag(node, "id");
		kx_read_help_line_list(reading, node, "lines", true, &country->lines, &country->line_count);
	}
	if (country->id == NULL) {
		reading->countries.whole = false;   /* a reference to it is no second fault */
		return;
	}
	kx_names_add(&reading->countries, country->id, kx_node_origin(node));
	content->country_count++;
}

void
kx_read_help_lines(struct kx_reading *reading)
{
	struct kx_content *content = reading->content;
	struct kx_datafile file;
	struct kx_node root, list, node;
	size_t count, i;

	if (!kx_datafile_open(&file, reading->arena, reading->files, kx_path_join(reading->arena, reading->folder, "help-lines.json"),
	    reading->diags))
		return;
	root = kx_node_root(&file);
	if (kx_shape_check(&root, &file_shape)) {
		count = kx_member_list(&root, "countries", MOST_COUNTRIES, true, &list);
		reading->countries.whole = count > 0;
		content->countries = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*content->countries)) : NULL;
		for (i = 0; content->countries != NULL && i < count; i++) {
			node = kx_node_element(&list, i);
			read_country(reading, &node);
		}
	}
	kx_names_close(&reading->countries);
	kx_datafile_close(&file);
}
