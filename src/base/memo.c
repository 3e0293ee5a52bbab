#include "base/memo.h"

#include "base/hash.h"
#include "base/store.h"

#include <string.h>

#define FIRST_ROOM 256
#define NUMBER_BITS 56   /* of a key without parts, below its kind */

struct kx_memo_piece {
	const void *value;
	struct kx_memo_key key;
	struct kx_memo_piece *next;    /* in the order in which they came */
};

/*
 * The hash stands beside the place: a piece is looked at only when it is the one, for each look is a wait for memory.
 * Of a key without parts the name is the whole key, and the place the value.
 */
struct kx_memo_slot { uint64_t name; const void *place; };

void
kx_memo_init(struct kx_memo *memo, size_t ceiling)
{
	memset(memo, 0, sizeof(*memo));
	memo->ceiling = ceiling / 2;
	kx_arena_init(&memo->young.arena, memo->ceiling);
}

void
kx_memo_done(struct kx_memo *memo)
{
	kx_arena_done(&memo->young.arena);
	kx_arena_done(&memo->old.arena);
	memset(memo, 0, sizeof(*memo));
}

void
kx_memo_turn(struct kx_memo *memo)
{
	if (memo == NULL || (memo->young.arena.used < memo->ceiling - memo->ceiling / 4 && !kx_arena_spent(&memo->young.arena)))
		return;
	if (memo->old.found > memo->young.found) {
		kx_arena_done(&memo->young.arena);
	} else {
		kx_arena_done(&memo->old.arena);
		memo->old = memo->young;
	}
	memo->old.found = 0;
	memset(&memo->young, 0, sizeof(memo->young));
	kx_arena_init(&memo->young.arena, memo->ceiling);
}

struct kx_memo_key
kx_memo_key(enum kx_memo_kind kind, uint64_t number)
{
	struct kx_memo_key key;

	memset(&key, 0, sizeof(key));
	key.kind = kind;
	key.number = number;
	key.hash = kx_mix((uint64_t)kind + 1, &number, sizeof(number));
	return key;
}

void
kx_memo_part(struct kx_memo_key *key, const void *bytes, size_t length)
{
	key->parts[key->count].bytes = bytes;
	key->parts[key->count++].length = length;
	key->hash = kx_mix(key->hash ^ length, bytes, length);
}

void
kx_memo_bulk(struct kx_memo_key *key, const void *bytes, size_t length)
{
	key->parts[key->count].bytes = bytes;
	key->parts[key->count++].length = length;
	key->hash = kx_mix(key->hash, &length, sizeof(length));
}

/* Numbers count up and addresses go by sixteens: the highest bits of the product have something of every bit. */
static size_t
first_slot(const struct kx_memo_table *table, uint64_t name)
{
	return (name * 0x9E3779B97F4A7C15u >> 32) & (table->room - 1);
}

/* All that a key without parts says, in one number; 0 for other keys: no kind is 0 in a name. */
static uint64_t
bare_name(const struct kx_memo_key *key)
{
	return key->count == 0 && key->number >> NUMBER_BITS == 0 ? ((uint64_t)key->kind + 1) << NUMBER_BITS | key->number : 0;
}

/* Two whose hashes are the same. */
static bool
same_key(const struct kx_memo_key *a, const struct kx_memo_key *b)
{
	size_t i;

	if (a->kind != b->kind || a->number != b->number || a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (a->parts[i].length != b->parts[i].length)
			return false;
	for (i = 0; i < a->count; i++)
		if (a->parts[i].length > 0 && memcmp(a->parts[i].bytes, b->parts[i].bytes, a->parts[i].length) != 0)
			return false;
	return true;
}

static const void *
find_bare(const struct kx_memo_table *table, uint64_t name)
{
	size_t at;

	if (table->room == 0)
		return NULL;
	for (at = first_slot(table, name); table->slots[at].place != NULL; at = (at + 1) & (table->room - 1))
		if (table->slots[at].name == name)
			return table->slots[at].place;
	return NULL;
}

static const void *
find_piece(const struct kx_memo_table *table, const struct kx_memo_key *key)
{
	const struct kx_memo_piece *piece;
	size_t at;

	if (table->room == 0)
		return NULL;
	for (at = first_slot(table, key->hash); table->slots[at].place != NULL; at = (at + 1) & (table->room - 1)) {
		piece = table->slots[at].place;
		if (table->slots[at].name == key->hash && same_key(&piece->key, key))
			return piece->value;
	}
	return NULL;
}

static const void *
find_in(struct kx_memo_half *half, const struct kx_memo_key *key)
{
	uint64_t name = bare_name(key);
	const void *value = name != 0 ? find_bare(&half->bare, name) : find_piece(&half->pieces, key);

	half->found += value != NULL;
	return value;
}

void
kx_memo_form(struct kx_memo_key *key, const struct kx_memo_form *form, const void *about)
{
	key->form = form;
	key->about = about;
}

struct kx_arena *
kx_memo_arena(struct kx_memo *memo)
{
	return memo != NULL && !kx_arena_spent(&memo->young.arena) ? &memo->young.arena : NULL;
}

static void
put(struct kx_memo_table *table, struct kx_memo_slot slot)
{
	size_t at = first_slot(table, slot.name);

	while (table->slots[at].place != NULL)
		at = (at + 1) & (table->room - 1);
	table->slots[at] = slot;
	table->count++;
}

/* Twice the slots, or the first; false when there is no room for more. */
static bool
grow(struct kx_arena *arena, struct kx_memo_table *table)
{
	struct kx_memo_table larger = { .room = table->room == 0 ? FIRST_ROOM : table->room * 2 };
	size_t i;

	larger.slots = kx_arena_array(arena, larger.room, sizeof(*larger.slots));
	if (larger.slots == NULL)
		return false;
	for (i = 0; i < table->room; i++)
		if (table->slots[i].place != NULL)
			put(&larger, table->slots[i]);
	*table = larger;
	return true;
}

/* A piece whose key's parts lie in the arena, or for as long as that. */
static void
add_piece(struct kx_memo_half *half, const struct kx_memo_key *key, const void *value)
{
	struct kx_memo_piece *piece = kx_arena_alloc(&half->arena, sizeof(*piece));
	uint64_t name = bare_name(key);
	struct kx_memo_table *table = name != 0 ? &half->bare : &half->pieces;

	if (kx_arena_spent(&half->arena) || (table->count >= table->room / 2 && !grow(&half->arena, table)))
		return;
	*piece = (struct kx_memo_piece){ value, *key, NULL };
	if (half->last != NULL)
		half->last->next = piece;
	else
		half->first = piece;
	half->last = piece;
	half->count++;
	put(table, name != 0 ? (struct kx_memo_slot){ name, value } : (struct kx_memo_slot){ key->hash, piece });
}

void
kx_memo_keep(struct kx_memo *memo, const struct kx_memo_key *key, const void *value)
{
	struct kx_memo_key kept = *key;
	size_t i;

	if (memo == NULL || value == NULL)
		return;
	for (i = 0; i < key->count; i++)
		kept.parts[i].bytes = kx_arena_copy(&memo->young.arena, key->parts[i].bytes, key->parts[i].length);
	add_piece(&memo->young, &kept, value);
}

/* First in the old half, which has what all sheets have: what is new is mostly not asked for again. */
const void *
kx_memo_find(struct kx_memo *memo, const struct kx_memo_key *key)
{
	struct kx_memo_key stored;
	struct kx_stored found;
	const void *value;

	if (memo == NULL)
		return NULL;
	value = find_in(&memo->old, key);
	if (value == NULL)
		value = find_in(&memo->young, key);
	if (value != NULL || memo->store == NULL || key->form == NULL || kx_arena_spent(&memo->young.arena) ||
	    !kx_store_find(memo->store, key, &found, &stored))
		return value;
	value = key->form->read(&stored, found.bytes, found.length, &memo->young.arena);
	if (value != NULL)
		add_piece(&memo->young, &stored, value);
	return value;
}

bool
kx_memo_stored(const struct kx_memo *memo)
{
	return memo != NULL && memo->store != NULL && memo->store->bytes != NULL;
}

void
kx_memo_each(const struct kx_memo *memo, kx_memo_visit *visit, void *task)
{
	const struct kx_memo_piece *piece;

	for (piece = memo->old.first; piece != NULL; piece = piece->next)
		visit(task, &piece->key, piece->value);
	for (piece = memo->young.first; piece != NULL; piece = piece->next)
		visit(task, &piece->key, piece->value);
}

uint64_t
kx_memo_number(struct kx_memo *memo)
{
	return ++memo->numbered;
}
