#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES 32768
#define FIRST_BYTES 4096       /* of an arena's first block: many hold a message or two, or nothing that is large */
#define ALIGNMENT 16

struct kx_arena_block {
	struct kx_arena_block *next;
	size_t used;
	size_t room;
	/* bytes follow, aligned to ALIGNMENT; what has not been handed out holds anything */
};

#define HEADER_BYTES ((sizeof(struct kx_arena_block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

void
kx_arena_init(struct kx_arena *arena, size_t ceiling)
{
	memset(arena, 0, sizeof(*arena));
	arena->ceiling = ceiling;
}

/* Free the blocks of a chain down to `last`, which stays. */
static void
free_blocks(struct kx_arena_block *block, const struct kx_arena_block *last)
{
	struct kx_arena_block *next;

	for (; block != last; block = next) {
		next = block->next;
		free(block);
	}
}

void
kx_arena_done(struct kx_arena *arena)
{
	free_blocks(arena->head, NULL);
	free_blocks(arena->large, NULL);
	free_blocks(arena->spare, NULL);
	memset(arena, 0, sizeof(*arena));
}

static char *
bytes_of(struct kx_arena_block *block)
{
	return (char *)block + HEADER_BYTES;
}

static struct kx_arena_block *
block_new(size_t room)
{
	struct kx_arena_block *block = malloc(HEADER_BYTES + room);

	if (block != NULL)
		*block = (struct kx_arena_block){ .room = room };
	return block;
}

/* An empty block with room for a small request in front of the others: a spare one, or a new one. */
static bool
add_block(struct kx_arena *arena, size_t size)
{
	struct kx_arena_block *block = arena->spare;

	if (block != NULL) {
		arena->spare = block->next;
		block->used = 0;
	} else {
		block = block_new(arena->head == NULL && size <= FIRST_BYTES ? FIRST_BYTES : BLOCK_BYTES);
		if (block == NULL)
			return false;
	}
	block->next = arena->head;
	arena->head = block;
	return true;
}

/* A large request gets a block of its own. */
static void *
alloc_large(struct kx_arena *arena, size_t size)
{
	struct kx_arena_block *block = block_new(size);

	if (block == NULL)
		return NULL;
	block->used = size;
	block->next = arena->large;
	arena->large = block;
	return bytes_of(block);
}

struct kx_arena_mark
kx_arena_mark(const struct kx_arena *arena)
{
	return (struct kx_arena_mark){ arena->head, arena->large, arena->head != NULL ? arena->head->used : 0, arena->used };
}

void
kx_arena_back(struct kx_arena *arena, struct kx_arena_mark mark)
{
	struct kx_arena_block *block;

	free_blocks(arena->large, mark.large);
	arena->large = mark.large;
	while (arena->head != mark.head) {
		block = arena->head;
		arena->head = block->next;
		/* A spare one has room for any small request; an arena's first has not. */
		if (block->room < BLOCK_BYTES) {
			free(block);
			continue;
		}
		block->next = arena->spare;
		arena->spare = block;
	}
	if (arena->head != NULL)
		arena->head->used = mark.head_used;
	arena->used = mark.used;
}

/* Bytes that hold anything: what is written over at once need not be cleared first. */
static void *
take(struct kx_arena *arena, size_t size)
{
	struct kx_arena_block *block;
	void *place;

	if (size > SIZE_MAX - ALIGNMENT) {
		arena->spent = true;
		return NULL;
	}
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (size > arena->ceiling - arena->used || arena->used > arena->ceiling) {
		arena->spent = true;
		return NULL;
	}
	if (size > BLOCK_BYTES / 4) {
		place = alloc_large(arena, size);
	} else {
		if ((arena->head == NULL || arena->head->room - arena->head->used < size) && !add_block(arena, size)) {
			arena->spent = true;
			return NULL;
		}
		block = arena->head;
		place = bytes_of(block) + block->used;
		block->used += size;
	}
	if (place == NULL)
		arena->spent = true;
	else
		arena->used += size;
	return place;
}

void *
kx_arena_room(struct kx_arena *arena, size_t size)
{
	return take(arena, size);
}

void *
kx_arena_alloc(struct kx_arena *arena, size_t size)
{
	void *place = take(arena, size);

	if (place != NULL)
		memset(place, 0, size);
	return place;
}

void *
kx_arena_array(struct kx_arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size) {
		arena->spent = true;
		return NULL;
	}
	return kx_arena_alloc(arena, count * size);
}

char *
kx_arena_copy(struct kx_arena *arena, const char *bytes, size_t length)
{
	char *copy = length < SIZE_MAX ? take(arena, length + 1) : NULL;

	if (copy == NULL)
		return NULL;
	if (length > 0)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

char *
kx_arena_string(struct kx_arena *arena, const char *text)
{
	return kx_arena_copy(arena, text, strlen(text));
}

char *
kx_arena_join(struct kx_arena *arena, const char *first, const char *second)
{
	size_t length = strlen(first), more = strlen(second);
	char *joined = length < SIZE_MAX - more ? take(arena, length + more + 1) : NULL;

	if (joined == NULL)
		return NULL;
	memcpy(joined, first, length);
	memcpy(joined + length, second, more + 1);
	return joined;
}

char *
kx_arena_vprint(struct kx_arena *arena, const char *format, va_list args)
{
	char usual[256], *text;
	va_list again;
	int length;

	va_copy(again, args);
	length = vsnprintf(usual, sizeof(usual), format, again);
	va_end(again);
	if (length < 0)
		return NULL;
	text = take(arena, (size_t)length + 1);
	if (text != NULL && (size_t)length < sizeof(usual))
		memcpy(text, usual, (size_t)length + 1);
	else if (text != NULL)
		vsnprintf(text, (size_t)length + 1, format, args);
	return text;
}

char *
kx_arena_print(struct kx_arena *arena, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = kx_arena_vprint(arena, format, args);
	va_end(args);
	return text;
}

bool
kx_arena_spent(const struct kx_arena *arena)
{
	return arena->spent;
}

/* Move the array to where it has room for `least` elements, and for twice as many as before at least. */
static bool
grow(struct kx_arena *arena, void **array, size_t count, size_t *room, size_t size, size_t least)
{
	size_t wanted = *room == 0 ? 8 : *room * 2;
	char *moved;

	while (wanted < least && wanted <= SIZE_MAX / size / 2)
		wanted *= 2;
	if (wanted < least || wanted > SIZE_MAX / size) {
		arena->spent = true;
		return false;
	}
	moved = take(arena, wanted * size);
	if (moved == NULL)
		return false;
	if (count > 0)
		memcpy(moved, *array, count * size);
	*array = moved;
	*room = wanted;
	return true;
}

void *
kx_arena_push(struct kx_arena *arena, void *array, size_t *count, size_t *room, size_t size)
{
	void **place = array;

	if (*count == *room && !grow(arena, place, *count, room, size, *count + 1))
		return NULL;
	return memset((char *)*place + (*count)++ * size, 0, size);
}

bool
kx_arena_reserve(struct kx_arena *arena, void *array, size_t count, size_t *room, size_t size, size_t more)
{
	if (more <= *room - count || (more <= SIZE_MAX - count && grow(arena, array, count, room, size, count + more)))
		return true;
	arena->spent = true;
	return false;
}

void *
kx_arena_push_many(struct kx_arena *arena, void *array, size_t *count, size_t *room, size_t size, size_t more)
{
	void **place = array;
	char *first;

	if (!kx_arena_reserve(arena, array, *count, room, size, more))
		return NULL;
	first = (char *)*place + *count * size;
	*count += more;
	return memset(first, 0, more * size);
}
