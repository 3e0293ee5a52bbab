#include "read/parts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/shape.h"

#include <stdlib.h>
#include <string.h>

#define MOST_RULINGS 5000
#define MOST_SIDES   20

static const struct kx_key file_keys[] = { { "$schema", false }, { "rulings", true } };
static const struct kx_shape file_shape = KX_SHAPE("the list of rulings", file_keys);

static const struct kx_key ruling_keys[] = {
	{ "id", true }, { "topic", true }, { "about", true }, { "sides", true }, { "prints", true }, { "why", true },
	{ "by", true }, { "on", true }, { "review_by", true }
};
static const struct kx_shape ruling_shape = KX_SHAPE("a ruling", ruling_keys);

static const struct kx_key side_keys[] = { { "position", true }, { "claims", true } };
static const struct kx_shape side_shape = KX_SHAPE("a side", side_keys);

static const struct kx_name_kind ruling_kind = { KX_CODE_NONE, "ruling", "rulings", "rulings.json" };

static const struct kx_claim **
read_claims(struct kx_reading *reading, const struct kx_node *object, const char *key, size_t *ret_count)
{
	struct kx_node list, node;
	size_t count = kx_member_list(object, key, KX_MAX_GROUP_CLAIMS, false, &list), i, kept = 0;
	const struct kx_claim **claims;
	const char *id;

	claims = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*claims)) : NULL;
	for (i = 0; claims != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		id = kx_node_id(&node);
		if (id == NULL || !kx_names_check(&reading->claims, id, &node))
			continue;
		claims[kept] = kx_content_claim(reading->content, id);
		kept += claims[kept] != NULL;
	}
	*ret_count = kept;
	return claims;
}

static void
read_sides(struct kx_reading *reading, const struct kx_node *node, struct kx_ruling *ruling)
{
	struct kx_node list, element;
	size_t count = kx_member_list(node, "sides", MOST_SIDES, true, &list), i;
	struct kx_ruling_side *side;

	ruling->sides = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*ruling->sides)) : NULL;
	for (i = 0; ruling->sides != NULL && i < count; i++) {
		element = kx_node_element(&list, i);
		if (!kx_shape_check(&element, &side_shape))
			continue;
		side = &ruling->sides[ruling->side_count++];
		side->position = kx_member_text(&element, "position", KX_MAX_TEXT_BYTES);
		side->claims = read_claims(reading, &element, "claims", &side->claim_count);
	}
}

/* False when the ruling has no id. */
static bool
read_ruling(struct kx_reading *reading, const struct kx_node *node, struct kx_ruling *ruling)
{
	ruling->origin = kx_node_origin(node);
	if (!kx_shape_check(node, &ruling_shape))
		return false;
	ruling->id = kx_member_tag(node, "id");
	ruling->topic = kx_read_reference(node, "topic", &reading->topics);
	ruling->about = kx_member_text(node, "about", KX_MAX_TEXT_BYTES);
	read_sides(reading, node, ruling);
	ruling->prints = read_claims(reading, node, "prints", &ruling->print_count);
	ruling->why = kx_member_prose(node, "why", KX_MAX_TEXT_BYTES);
	ruling->by = kx_member_text(node, "by", KX_MAX_NAME_BYTES);
	kx_member_date(node, "on", &ruling->on);
	kx_member_date(node, "review_by", &ruling->review_by);
	return ruling->id != NULL;
}

static int
compare_rulings(const void *a, const void *b)
{
	return strcmp(((const struct kx_ruling *)a)->id, ((const struct kx_ruling *)b)->id);
}

static void
read_list(struct kx_reading *reading, const struct kx_node *root)
{
	struct kx_content *content = reading->content;
	struct kx_names names;
	struct kx_node list, node;
	size_t count = kx_member_list(root, "rulings", MOST_RULINGS, false, &list), i;
	struct kx_ruling *ruling;

	kx_names_init(&names, reading->arena, reading->diags, &ruling_kind);
	content->rulings = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*content->rulings)) : NULL;
	for (i = 0; content->rulings != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		ruling = &content->rulings[content->ruling_count];
		if (!read_ruling(reading, &node, ruling)) {
			memset(ruling, 0, sizeof(*ruling));
			continue;
		}
		kx_names_add(&names, ruling->id, ruling->origin);
		content->ruling_count++;
	}
	if (content->ruling_count > 1)
		qsort(content->rulings, content->ruling_count, sizeof(*content->rulings), compare_rulings);
	kx_names_close(&names);
}

void
kx_read_rulings(struct kx_reading *reading)
{
	struct kx_datafile file;
	struct kx_node root;

	if (!kx_datafile_open(&file, reading->arena, reading->files, kx_path_join(reading->arena, reading->folder, "rulings.json"),
	    reading->diags))
		return;
	root = kx_node_root(&file);
	if (kx_shape_check(&root, &file_shape))
		read_list(reading, &root);
	kx_datafile_close(&file);
}
