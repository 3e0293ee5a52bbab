#include "base/graph.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/flat.h"
#include "base/hash.h"
#include "base/memo.h"

#include <string.h>

#define ALIGNED 8u
#define MOST    ((size_t)256 * 1024 * 1024)   /* bytes of each part */
#define SEAL    0x6b78677261706831u           /* where the seal's hash begins: not that of the store's own checksum */

static const struct kx_graph_field text_fields[] = { { KX_GRAPH_TEXT, 0, 0, NULL } };
const struct kx_graph_type kx_graph_texts = KX_GRAPH_TYPE(const char *, text_fields);

/* A pointer: where it stands among the structs, and to which byte of them, which byte of the texts, or which name it leads. */
struct way { uint32_t at, to; };

/* Numbers at the beginning: the seal, bytes of structs and of texts, ways to structs, texts and names, names. */
#define HEADS 7u

/* ---- writing ---- */

/* A link, and where in memory it leads. */
struct link { size_t at; const struct kx_graph_type *type; const void *target; };

struct writing {
	struct kx_buffer structs, texts, to_structs, to_texts, to_names, links;
	struct kx_memo places;             /* of structs by type and address, of texts and names by what they say; values are how far, and 1 */
	bool failed;
};

enum { OF_STRUCT, OF_TEXT, OF_NAME };

/* Where something is, from 1, or 0. */
static size_t
place_of(struct writing *writing, uint64_t what, const void *bytes, size_t length)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_GRAPH, what);
	const size_t *place;

	kx_memo_part(&key, bytes, length);
	place = kx_memo_find(&writing->places, &key);
	return place != NULL ? *place : 0;
}

static void
put_place(struct writing *writing, uint64_t what, const void *bytes, size_t length, size_t at)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_GRAPH, what);
	struct kx_arena *room = kx_memo_arena(&writing->places);
	size_t *place = room != NULL ? kx_arena_alloc(room, sizeof(*place)) : NULL;

	kx_memo_part(&key, bytes, length);
	writing->failed = writing->failed || place == NULL;
	if (place == NULL)
		return;
	*place = at + 1;
	kx_memo_keep(&writing->places, &key, place);
}

/* What a struct is known by. */
struct identity { const struct kx_graph_type *type; const void *address; };

static void
put_way(struct kx_buffer *ways, size_t at, size_t to)
{
	struct way way = { (uint32_t)at, (uint32_t)to };

	kx_buffer_add(ways, &way, sizeof(way));
}

static void
put_text(struct writing *writing, size_t at, const char *text)
{
	size_t length = strlen(text), place = place_of(writing, OF_TEXT, text, length);

	if (place == 0) {
		place = writing->texts.length + 1;
		put_place(writing, OF_TEXT, text, length, place - 1);
		kx_buffer_add(&writing->texts, text, length + 1);
	}
	put_way(&writing->to_texts, at, place - 1);
}

static void
put_name(struct writing *writing, size_t at, const char *name)
{
	size_t place = place_of(writing, OF_NAME, name, strlen(name));

	writing->failed = writing->failed || place == 0;
	put_way(&writing->to_names, at, place - 1);
}

static void put_list(struct writing *writing, size_t at, const struct kx_graph_type *type, const char *first, size_t count);

/* What the fields of the struct at `from`, which begins at `at` in the graph, lead to. */
static void
put_fields(struct writing *writing, size_t at, const struct kx_graph_type *type, const char *from)
{
	const struct kx_graph_field *field, *end = type->fields + type->count;
	const char *target;
	struct link link;
	size_t count;

	for (field = type->fields; field < end; field++) {
		if (field->kind == KX_GRAPH_PART) {
			put_fields(writing, at + field->offset, field->type, from + field->offset);
			continue;
		}
		memcpy(&target, from + field->offset, sizeof(target));
		if (kx_buffer_failed(&writing->structs))
			return;
		memset(writing->structs.bytes + at + field->offset, 0, sizeof(target));
		if (target == NULL)
			continue;
		switch (field->kind) {
		case KX_GRAPH_TEXT:
			put_text(writing, at + field->offset, target);
			break;
		case KX_GRAPH_NAME:
			put_name(writing, at + field->offset, target);
			break;
		case KX_GRAPH_LIST:
			memcpy(&count, from + field->count, sizeof(count));
			put_list(writing, at + field->offset, field->type, target, count);
			break;
		case KX_GRAPH_LINK:
			link = (struct link){ at + field->offset, field->type, target };
			kx_buffer_add(&writing->links, &link, sizeof(link));
			break;
		case KX_GRAPH_PART:
			break;
		}
	}
}

/* The structs of a list, unless they are there already, then what they lead to. */
static void
put_structs(struct writing *writing, const struct kx_graph_type *type, const char *first, size_t count)
{
	size_t at = writing->structs.length, i;
	struct identity identity;

	writing->failed = writing->failed || type->size % ALIGNED != 0;
	kx_buffer_add(&writing->structs, first, count * type->size);
	for (i = 0; i < count; i++) {
		identity = (struct identity){ type, first + i * type->size };
		put_place(writing, OF_STRUCT, &identity, sizeof(identity), at + i * type->size);
	}
	for (i = 0; i < count && !writing->failed; i++)
		put_fields(writing, at + i * type->size, type, first + i * type->size);
}

static void
put_list(struct writing *writing, size_t at, const struct kx_graph_type *type, const char *first, size_t count)
{
	struct identity identity = { type, first };
	size_t place;

	if (count == 0)
		return;
	place = place_of(writing, OF_STRUCT, &identity, sizeof(identity));
	if (place == 0) {
		place = writing->structs.length + 1;
		put_structs(writing, type, first, count);
	}
	put_way(&writing->to_structs, at, place - 1);
}

/* Now that everything is there, where links lead. */
static void
put_links(struct writing *writing)
{
	const struct link *link = (const struct link *)(const void *)kx_buffer_bytes(&writing->links);
	const struct link *end = link + writing->links.length / sizeof(*link);
	struct identity identity;
	size_t place;

	for (; link < end && !writing->failed; link++) {
		identity = (struct identity){ link->type, link->target };
		place = place_of(writing, OF_STRUCT, &identity, sizeof(identity));
		writing->failed = place == 0;
		put_way(&writing->to_structs, link->at, place - 1);
	}
}

static void
put_all(struct writing *writing, const struct kx_graph_type *type, const void *root, const struct kx_graph_names *names)
{
	size_t i;

	for (i = 0; i < names->count; i++)
		put_place(writing, OF_NAME, names->list[i], strlen(names->list[i]), i);
	put_structs(writing, type, root, 1);
	put_links(writing);
}

/* The parts behind one another, and before them how long each is, behind the seal over all that. */
static bool
join(const struct writing *writing, size_t names, struct kx_buffer *out)
{
	const struct kx_buffer *parts[] = { &writing->structs, &writing->texts, &writing->to_structs, &writing->to_texts, &writing->to_names };
	size_t start = out->length, i;
	bool failed = writing->failed;
	uint64_t seal;

	kx_flat_put(out, 0);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		kx_flat_put(out, (int64_t)(parts[i]->length / (i < 2 ? 1 : sizeof(struct way))));
	kx_flat_put(out, (int64_t)names);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		kx_flat_put_bytes(out, kx_buffer_bytes(parts[i]), parts[i]->length);
		failed = failed || kx_buffer_failed(parts[i]);
	}
	failed = failed || kx_buffer_failed(&writing->links) || kx_buffer_failed(out);
	if (failed)
		return false;
	seal = kx_mix(SEAL, out->bytes + start + sizeof(seal), out->length - start - sizeof(seal));
	memcpy(out->bytes + start, &seal, sizeof(seal));
	return true;
}

bool
kx_graph_write(const struct kx_graph_type *type, const void *root, const struct kx_graph_names *names, struct kx_buffer *out)
{
	struct writing writing = { .failed = false };
	struct kx_buffer *parts[] = { &writing.structs, &writing.texts, &writing.to_structs, &writing.to_texts, &writing.to_names, &writing.links };
	size_t i;
	bool done;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		kx_buffer_init(parts[i], MOST);
	kx_memo_init(&writing.places, 2 * MOST);
	put_all(&writing, type, root, names);
	done = join(&writing, names->count, out);
	kx_memo_done(&writing.places);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		kx_buffer_done(parts[i]);
	return done;
}

/* ---- reading ---- */

struct parts {
	const char *structs, *texts;
	const struct way *ways[3];             /* to structs, to texts, to names */
	size_t structs_length, texts_length, counts[3];
};

static bool
take_parts(const char *bytes, size_t length, size_t names, struct parts *ret_parts)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	uint64_t seal;
	size_t i;

	if (length < HEADS * sizeof(seal))
		return false;
	memcpy(&seal, bytes, sizeof(seal));
	if (seal != kx_mix(SEAL, bytes + sizeof(seal), length - sizeof(seal)))
		return false;
	kx_flat_take(&flat, INT64_MIN, INT64_MAX);
	ret_parts->structs_length = (size_t)kx_flat_take(&flat, 0, (int64_t)length);
	ret_parts->texts_length = (size_t)kx_flat_take(&flat, 0, (int64_t)length);
	for (i = 0; i < 3; i++)
		ret_parts->counts[i] = (size_t)kx_flat_take(&flat, 0, (int64_t)(length / sizeof(struct way)));
	if ((size_t)kx_flat_take(&flat, 0, INT64_MAX) != names)
		return false;
	ret_parts->structs = kx_flat_take_array(&flat, ret_parts->structs_length, 1);
	ret_parts->texts = kx_flat_take_array(&flat, ret_parts->texts_length, 1);
	for (i = 0; i < 3; i++)
		ret_parts->ways[i] = kx_flat_take_array(&flat, ret_parts->counts[i], sizeof(struct way));
	return kx_flat_end(&flat);
}

/* Put in pointers that lead `base` and so many bytes on, fewer than `most`. */
static bool
lead_on(char *structs, size_t length, const struct way *way, size_t count, const char *base, size_t most)
{
	const struct way *end = way + count;
	const char *target;

	for (; way < end; way++) {
		if (way->at % ALIGNED != 0 || way->at >= length || way->to >= most)
			return false;
		target = base + way->to;
		memcpy(structs + way->at, &target, sizeof(target));
	}
	return true;
}

static bool
lead_to_names(char *structs, size_t length, const struct way *way, size_t count, const struct kx_graph_names *names)
{
	const struct way *end = way + count;

	for (; way < end; way++) {
		if (way->at % ALIGNED != 0 || way->at >= length || way->to >= names->count)
			return false;
		memcpy(structs + way->at, &names->list[way->to], sizeof(names->list[0]));
	}
	return true;
}

void *
kx_graph_read(const struct kx_graph_type *type, const char *bytes, size_t length, const struct kx_graph_names *names,
    struct kx_arena *arena)
{
	struct parts parts;
	char *structs;

	if (!take_parts(bytes, length, names->count, &parts) || parts.structs_length < type->size || parts.structs_length % ALIGNED != 0 ||
	    (parts.texts_length > 0 && parts.texts[parts.texts_length - 1] != '\0'))
		return NULL;
	structs = kx_arena_room(arena, parts.structs_length);
	if (structs == NULL)
		return NULL;
	memcpy(structs, parts.structs, parts.structs_length);
	if (!lead_on(structs, parts.structs_length, parts.ways[0], parts.counts[0], structs, parts.structs_length) ||
	    !lead_on(structs, parts.structs_length, parts.ways[1], parts.counts[1], parts.texts, parts.texts_length) ||
	    !lead_to_names(structs, parts.structs_length, parts.ways[2], parts.counts[2], names))
		return NULL;
	return structs;
}
