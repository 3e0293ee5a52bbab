#include "read/parts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/shape.h"

#include <stdlib.h>
#include <string.h>

/* Claims of one topic and product that may print. */
#define MOST_PRINTS 500

static const struct kx_key file_keys[] = { { "$schema", false }, { "running_harm", false }, { "sections", true },
	{ "topics", true } };
static const struct kx_shape file_shape = KX_SHAPE("the outline", file_keys);

static const struct kx_key topic_keys[] = {
	{ "id", true }, { "title", true }, { "required", true }, { "prints", true }, { "risk", false }, { "stands_for", false }
};
static const struct kx_shape topic_shape = KX_SHAPE("a topic", topic_keys);

/* False when the topic has no id by which it could be referred to. */
static bool
read_topic(const struct kx_node *node, struct kx_topic *topic)
{
	int32_t prints = 1;

	topic->origin = kx_node_origin(node);
	topic->id = kx_member_id(node, "id");
	topic->title = kx_member_text(node, "title", KX_MAX_NAME_BYTES);
	kx_member_flag(node, "required", &topic->required);
	kx_member_whole(node, "prints", 1, MOST_PRINTS, &prints);
	topic->prints = (int)prints;
	topic->risk = kx_member_id(node, "risk");
	return topic->id != NULL;
}

/* A topic may stand for one that comes later, so this waits until all are known; by then they are sorted. */
static void
read_stands_for(struct kx_reading *reading, const struct kx_node *node)
{
	struct kx_node list, element;
	size_t count = kx_member_list(node, "stands_for", KX_MAX_TOPICS, false, &list), i;
	const struct kx_topic *found;
	struct kx_topic *topic;
	const char *id;

	if (count == 0)
		return;
	id = kx_member_id(node, "id");
	found = id != NULL ? kx_content_topic(reading->content, id) : NULL;
	if (found == NULL)
		return;
	topic = &reading->content->topics[found - reading->content->topics];
	topic->stands_for = kx_arena_array(reading->arena, count, sizeof(*topic->stands_for));
	for (i = 0; topic->stands_for != NULL && i < count; i++) {
		element = kx_node_element(&list, i);
		id = kx_node_id(&element);
		if (id != NULL && kx_names_check(&reading->topics, id, &element))
			topic->stands_for[topic->stands_for_count++] = id;
	}
}

static int
compare_topics(const void *a, const void *b)
{
	return strcmp(((const struct kx_topic *)a)->id, ((const struct kx_topic *)b)->id);
}

static void
read_list(struct kx_reading *reading, const struct kx_node *root)
{
	struct kx_content *content = reading->content;
	struct kx_node list, node;
	size_t count = kx_member_list(root, "topics", KX_MAX_TOPICS, true, &list), i;
	struct kx_topic *topic;

	reading->topics.whole = count > 0;
	content->topics = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*content->topics)) : NULL;
	for (i = 0; content->topics != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		topic = &content->topics[content->topic_count];
		if (!kx_shape_check(&node, &topic_shape) || !read_topic(&node, topic)) {
			reading->topics.whole = false;   /* a reference to it is no second fault */
			continue;
		}
		kx_names_add(&reading->topics, topic->id, topic->origin);
		content->topic_count++;
	}
	if (content->topic_count > 1)
		qsort(content->topics, content->topic_count, sizeof(*content->topics), compare_topics);
	kx_names_close(&reading->topics);
	for (i = 0; reading->topics.whole && i < count; i++) {
		node = kx_node_element(&list, i);
		read_stands_for(reading, &node);
	}
}

void
kx_read_topics(struct kx_reading *reading)
{
	struct kx_datafile file;
	struct kx_node root;

	if (!kx_datafile_open(&file, reading->arena, reading->files, kx_path_join(reading->arena, reading->folder, "topics.json"),
	    reading->diags))
		return;
	root = kx_node_root(&file);
	if (kx_shape_check(&root, &file_shape)) {
		read_list(reading, &root);
		kx_read_outline(reading, &root);
	}
	kx_datafile_close(&file);
}
