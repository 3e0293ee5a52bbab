#include "read/shape.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "content/batch.h"
#include "read/intake.h"

#include <stdarg.h>
#include <string.h>

/* Characters of a name that a message shows. */
#define SHOWN 60

bool
kx_datafile_open(struct kx_datafile *file, struct kx_arena *arena, struct kx_read_files *files, const char *path,
    struct kx_diagnostics *diags)
{
	memset(file, 0, sizeof(*file));
	file->arena = arena;
	file->diags = diags;
	file->path = path;
	file->files = files;
	return path != NULL && kx_intake(arena, files, path, &file->parsed, diags);
}

void
kx_datafile_close(struct kx_datafile *file)
{
	kx_parsed_done(&file->parsed);
}

struct kx_node
kx_node_root(const struct kx_datafile *file)
{
	return (struct kx_node){ .file = file, .json = file->parsed.root };
}

bool
kx_node_member(const struct kx_node *object, const char *key, struct kx_node *ret_member)
{
	const struct kx_parsed *json = kx_parsed_member(object->json, key);

	if (json == NULL)
		return false;
	*ret_member = (struct kx_node){ .file = object->file, .up = object, .key = key, .json = json };
	return true;
}

bool
kx_node_is_null(const struct kx_node *object, const char *key)
{
	const struct kx_parsed *json = kx_parsed_member(object->json, key);

	return json != NULL && json->type == KX_PARSED_NULL;
}

bool
kx_node_has(const struct kx_node *object, const char *key)
{
	return kx_parsed_member(object->json, key) != NULL;
}

struct kx_node
kx_node_entry(const struct kx_node *object, size_t index)
{
	const struct kx_parsed *json = kx_parsed_at(object->json, index);

	return (struct kx_node){ .file = object->file, .up = object, .key = kx_parsed_key(json), .json = json };
}

struct kx_node
kx_node_element(const struct kx_node *list, size_t index)
{
	return (struct kx_node){
		.file = list->file, .up = list, .index = index, .json = kx_parsed_at(list->json, index)
	};
}

/* Steps from the root, the root's own left out. */
static size_t
depth_of(const struct kx_node *node)
{
	size_t depth = 0;

	for (; node->up != NULL; node = node->up)
		depth++;
	return depth;
}

static const struct kx_node *
ancestor(const struct kx_node *node, size_t steps)
{
	for (; steps > 0; steps--)
		node = node->up;
	return node;
}

/* A reference token of RFC 6901: "~" and "/" are written "~0" and "~1". */
static void
add_token(struct kx_buffer *out, const char *key)
{
	const char *from = key;

	for (; *key != '\0'; key++) {
		if (*key != '~' && *key != '/')
			continue;
		kx_buffer_add(out, from, (size_t)(key - from));
		kx_buffer_text(out, *key == '~' ? "~0" : "~1");
		from = key + 1;
	}
	kx_buffer_add(out, from, (size_t)(key - from));
}

static const char *
pointer_of(const struct kx_node *node)
{
	size_t depth = depth_of(node);
	struct kx_buffer pointer;
	const char *copy;

	kx_buffer_init(&pointer, 65536);
	while (depth-- > 0) {
		const struct kx_node *step = ancestor(node, depth);

		kx_buffer_char(&pointer, '/');
		if (step->key != NULL)
			add_token(&pointer, step->key);
		else
			kx_buffer_number(&pointer, (long long)step->index);
	}
	/* A key too long for the buffer has no pointer; the file still stands in the message. */
	copy = kx_buffer_failed(&pointer) ? NULL : kx_arena_string(node->file->arena, kx_buffer_bytes(&pointer));
	kx_buffer_done(&pointer);
	return copy;
}

/* The cell of the list of clinics that the node comes from, or NULL. */
static const char *
cell_of(const struct kx_node *node)
{
	while (node->up != NULL && node->up->up != NULL)
		node = node->up;
	if (node->file->row == NULL || node->key == NULL)
		return NULL;
	return kx_clinic_row_cell(node->file->row, node->key) != NULL ? node->key : NULL;
}

struct kx_place
kx_node_place(const struct kx_node *node)
{
	const char *cell = cell_of(node);

	if (cell != NULL)
		return kx_clinic_row_place(node->file->row, cell);
	if (node->file->row != NULL && strcmp(node->file->row->table->path, node->file->path) == 0)
		return kx_clinic_row_place(node->file->row, "id");
	return (struct kx_place){ .file = node->file->path, .pointer = pointer_of(node) };
}

struct kx_origin
kx_node_origin(const struct kx_node *node)
{
	return (struct kx_origin){ node->file->path, pointer_of(node) };
}

struct kx_place
kx_origin_place(struct kx_arena *arena, const struct kx_origin *origin, const char *below)
{
	struct kx_place place = { .file = origin->file };

	if (origin->pointer != NULL)
		place.pointer = kx_arena_print(arena, "%s%s", origin->pointer, below);
	return place;
}

struct kx_diagnostic *
kx_node_fault(const struct kx_node *node, enum kx_code code, const char *hint, const char *format, ...)
{
	struct kx_diagnostic *made;
	va_list args;

	va_start(args, format);
	made = kx_vreport(node->file->diags, code, kx_node_place(node), hint, format, args);
	va_end(args);
	return made;
}

const char *
kx_shape_clip(struct kx_arena *arena, const char *text)
{
	size_t length = strlen(text), at = 0, step, shown;
	char *copy;

	for (shown = 0; at < length && shown < SHOWN; shown++) {
		kx_utf8_next(text + at, &step);
		at += step;
	}
	copy = at >= length ? kx_arena_string(arena, text) : kx_arena_print(arena, "%.*s…", (int)at, text);
	return copy != NULL ? copy : "…";
}

const char *
kx_shape_suggest(struct kx_arena *arena, const char *near)
{
	return near == NULL ? NULL : kx_arena_print(arena, "did you mean \"%s\"?", near);
}

const char *
kx_node_name(const struct kx_node *node)
{
	struct kx_arena *arena = node->file->arena;
	const char *name = NULL;

	if (node->up == NULL)
		return "the file";
	if (node->key != NULL)
		name = kx_arena_print(arena, "\"%s\"", kx_shape_clip(arena, node->key));
	else if (node->up->key != NULL)
		name = kx_arena_print(arena, "entry %zu of \"%s\"", node->index + 1, kx_shape_clip(arena, node->up->key));
	else
		name = kx_arena_print(arena, "entry %zu", node->index + 1);
	return name != NULL ? name : "this";
}

static const char *
keys_hint(struct kx_arena *arena, const struct kx_shape *shape)
{
	struct kx_buffer list;
	size_t i, shown = 0;
	const char *hint;

	kx_buffer_init(&list, 4096);
	kx_buffer_print(&list, "%s has the keys", shape->noun);
	for (i = 0; i < shape->count; i++)
		if (shape->keys[i].name[0] != '$')
			kx_buffer_print(&list, "%s %s", shown++ == 0 ? "" : ",", shape->keys[i].name);
	hint = kx_arena_string(arena, kx_buffer_bytes(&list));
	kx_buffer_done(&list);
	return hint;
}

static bool
has_key(const struct kx_shape *shape, const char *key)
{
	size_t i;

	for (i = 0; i < shape->count; i++)
		if (shape->keys[i].name[0] == key[0] && strcmp(shape->keys[i].name, key) == 0)
			return true;
	return false;
}

static void
report_unknown_key(const struct kx_node *node, const struct kx_shape *shape, const char *key)
{
	struct kx_arena *arena = node->file->arena;
	struct kx_node member = { .file = node->file, .up = node, .key = key };
	struct kx_place place = kx_node_place(&member);
	struct kx_nearness nearness;
	size_t i;

	kx_nearness_init(&nearness, key);
	for (i = 0; i < shape->count; i++)
		kx_nearness_try(&nearness, shape->keys[i].name);
	place.at_key = true;
	kx_report(node->file->diags, KX109, place,
	    nearness.best != NULL ? kx_shape_suggest(arena, nearness.best) : keys_hint(arena, shape),
	    "%s has no key \"%s\"", shape->noun, kx_shape_clip(arena, key));
}

bool
kx_shape_check(const struct kx_node *node, const struct kx_shape *shape)
{
	const char *key;
	size_t i;

	if (node->json->type != KX_PARSED_OBJECT) {
		kx_node_fault(node, KX107, NULL, "%s should be %s: an object in braces", kx_node_name(node), shape->noun);
		return false;
	}
	for (i = 0; i < node->json->count; i++) {
		key = kx_parsed_key(kx_parsed_at(node->json, i));
		if (!has_key(shape, key))
			report_unknown_key(node, shape, key);
	}
	for (i = 0; i < shape->count; i++)
		if (shape->keys[i].required && !kx_node_has(node, shape->keys[i].name))
			kx_node_fault(node, KX108, NULL, "%s needs the key \"%s\"", shape->noun, shape->keys[i].name);
	return true;
}

size_t
kx_member_list(const struct kx_node *object, const char *key, size_t most, bool some, struct kx_node *ret_list)
{
	size_t count;

	if (!kx_node_member(object, key, ret_list))
		return 0;
	if (ret_list->json->type != KX_PARSED_LIST) {
		kx_node_fault(ret_list, KX107, NULL, "\"%s\" should be a list in square brackets", key);
		return 0;
	}
	count = ret_list->json->count;
	if (some && count == 0)
		kx_node_fault(ret_list, KX117, NULL, "\"%s\" needs at least one entry", key);
	if (count > most) {
		kx_node_fault(ret_list, KX116, NULL, "\"%s\" has %zu entries; at most %zu are read", key, count, most);
		return most;
	}
	return count;
}

bool
kx_table_open(const struct kx_node *object, const char *key, size_t most, bool some, struct kx_table *ret_table)
{
	if (!kx_node_member(object, key, &ret_table->node))
		return false;
	if (ret_table->node.json->type != KX_PARSED_OBJECT) {
		kx_node_fault(&ret_table->node, KX107, NULL, "\"%s\" should be an object in braces", key);
		return false;
	}
	ret_table->count = ret_table->node.json->count;
	if (some && ret_table->count == 0)
		kx_node_fault(&ret_table->node, KX117, NULL, "\"%s\" needs at least one entry", key);
	if (ret_table->count > most) {
		kx_node_fault(&ret_table->node, KX116, NULL, "\"%s\" has %zu entries; at most %zu are read", key,
		    ret_table->count, most);
		return false;
	}
	return ret_table->count > 0;
}
