#include "base/memo.h"

#include "base/hash.h"
#include "base/store.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM 256

struct kx_memo_piece {
	size_t order;                  /* the first in its half is 0 */
	struct kx_memo_key key;
	const void *value;
};

/* The hash stands beside the place: a piece is looked at only when it is the one, for each look is a wait for memory. */
struct kx_memo_slot { uint64_t hash; struct kx_memo_piece *piece; };

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

static bool
same_key(const struct kx_memo_key *a, const struct kx_memo_key *b)
{
	size_t i;

	if (a->hash != b->hash || a->kind != b->kind || a->number != b->number || a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (a->parts[i].length != b->parts[i].length)
			return false;
	for (i = 0; i < a->count; i++)
		if (a->parts[i].length > 0 && memcmp(a->parts[i].bytes, b->parts[i].bytes, a->parts[i].length) != 0)
			return false;
	return true;
}

static const struct kx_memo_piece *
find_in(const struct kx_memo_half *half, const struct kx_memo_key *key)
{
	const struct kx_memo_slot *slot;
	size_t at = key->hash;

	if (half->room == 0)
		return NULL;
	for (slot = &half->table[at & (half->room - 1)]; slot->piece != NULL; slot = &half->table[++at & (half->room - 1)])
		if (slot->hash == key->hash && same_key(&slot->piece->key, key))
			return slot->piece;
	return NULL;
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
put(struct kx_memo_slot *table, size_t room, struct kx_memo_slot slot)
{
	size_t at = slot.hash;

	while (table[at & (room - 1)].piece != NULL)
		at++;
	table[at & (room - 1)] = slot;
}

/* Twice the slots, or the first; false when there is no room for more. */
static bool
grow(struct kx_memo_half *half)
{
	size_t room = half->room == 0 ? FIRST_ROOM : half->room * 2, i;
	struct kx_memo_slot *table = kx_arena_array(&half->arena, room, sizeof(*table));

	if (table == NULL)
		return false;
	for (i = 0; i < half->room; i++)
		if (half->table[i].piece != NULL)
			put(table, room, half->table[i]);
	half->table = table;
	half->room = room;
	return true;
}

/* A piece whose key's parts lie in the arena, or for as long as that. */
static void
add_piece(struct kx_memo_half *half, const struct kx_memo_key *key, const void *value)
{
	struct kx_memo_piece *piece = kx_arena_alloc(&half->arena, sizeof(*piece));

	if (kx_arena_spent(&half->arena) || (half->count >= half->room / 2 && !grow(half)))
		return;
	*piece = (struct kx_memo_piece){ half->count++, *key, value };
	put(half->table, half->room, (struct kx_memo_slot){ key->hash, piece });
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

const void *
kx_memo_find(struct kx_memo *memo, const struct kx_memo_key *key)
{
	const struct kx_memo_piece *piece;
	struct kx_memo_half *half;
	struct kx_memo_key stored;
	struct kx_stored found;
	const void *value;

	if (memo == NULL)
		return NULL;
	half = &memo->young;
	piece = find_in(half, key);
	if (piece == NULL)
		piece = find_in(half = &memo->old, key);
	if (piece != NULL) {
		half->found++;
		return piece->value;
	}
	if (memo->store == NULL || key->form == NULL || kx_arena_spent(&memo->young.arena) ||
	    !kx_store_find(memo->store, key, &found, &stored))
		return NULL;
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

/* ---- all of it ---- */

static int
by_order(const void *a, const void *b)
{
	const struct kx_memo_piece *const *left = a, *const *right = b;

	return ((*left)->order > (*right)->order) - ((*left)->order < (*right)->order);
}

static void
visit_half(const struct kx_memo_half *half, kx_memo_visit *visit, void *task)
{
	const struct kx_memo_piece **pieces = calloc(half->count + 1, sizeof(*pieces));
	size_t count = 0, i;

	if (pieces == NULL)
		return;
	for (i = 0; i < half->room; i++)
		if (half->table[i].piece != NULL)
			pieces[count++] = half->table[i].piece;
	qsort(pieces, count, sizeof(*pieces), by_order);
	for (i = 0; i < count; i++)
		visit(task, &pieces[i]->key, pieces[i]->value);
	free(pieces);
}

void
kx_memo_each(const struct kx_memo *memo, kx_memo_visit *visit, void *task)
{
	visit_half(&memo->old, visit, task);
	visit_half(&memo->young, visit, task);
}

uint64_t
kx_memo_number(struct kx_memo *memo)
{
	return ++memo->numbered;
}
