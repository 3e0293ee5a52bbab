/*
 * arena: memory for one job.
 *
 * Everything a job makes lives in one arena and dies with it; nothing in it
 * is freed singly.  An arena has a ceiling: past it kx_arena_alloc() returns
 * NULL and the arena remembers that it overflowed, so a caller that builds a
 * large structure may check once at the end with kx_arena_spent().
 */
#ifndef KX_BASE_ARENA_H
#define KX_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct kx_arena_block;

struct kx_arena {
	struct kx_arena_block *head;
	struct kx_arena_block *large;   /* blocks of one large allocation each */
	struct kx_arena_block *spare;   /* blocks given back by kx_arena_back(), for the next use */
	size_t used;      /* bytes handed out */
	size_t ceiling;   /* bytes that may be handed out in all */
	bool spent;       /* an allocation was refused */
};

/* Prepare an arena that hands out at most `ceiling` bytes. */
void kx_arena_init(struct kx_arena *arena, size_t ceiling);

/* Give everything back.  Accepts an arena that was only zeroed. */
void kx_arena_done(struct kx_arena *arena);

/*
 * Work that may be thrown away: take a mark, allocate, and go back to it; all
 * that was handed out since is then free for the next allocations, and its
 * memory stays with the arena.  Marks nest.  The ceiling counts what is in use;
 * an arena that was spent stays so.
 */
struct kx_arena_mark { struct kx_arena_block *head, *large; size_t head_used, used; };
struct kx_arena_mark kx_arena_mark(const struct kx_arena *arena);
void kx_arena_back(struct kx_arena *arena, struct kx_arena_mark mark);

/* `size` zeroed bytes, aligned for any type; NULL when the ceiling is met. */
void *kx_arena_alloc(struct kx_arena *arena, size_t size);

/* `size` bytes that hold anything, for what is written over at once. */
void *kx_arena_room(struct kx_arena *arena, size_t size);

/* `count` zeroed elements of `size` bytes; NULL on overflow or ceiling. */
void *kx_arena_array(struct kx_arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of `length` bytes at `bytes`. */
char *kx_arena_copy(struct kx_arena *arena, const char *bytes, size_t length);

/* A copy of the string `text`. */
char *kx_arena_string(struct kx_arena *arena, const char *text);

/* Two strings, one behind the other: where many are made, printf would take ten times as long. */
char *kx_arena_join(struct kx_arena *arena, const char *first, const char *second);

/* printf into the arena; NULL when the ceiling is met. */
char *kx_arena_print(struct kx_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *kx_arena_vprint(struct kx_arena *arena, const char *format, va_list args);

/* Was any allocation refused? */
bool kx_arena_spent(const struct kx_arena *arena);

/*
 * Grow an array in the arena by one element: returns the place for element
 * `*count` (zeroed) and raises `*count`, or NULL at the ceiling.  `*array`
 * moves as it grows; `*room` is its capacity.  Start with all three zero.
 */
void *kx_arena_push(struct kx_arena *arena, void *array, size_t *count, size_t *room, size_t size);

/* The same by `more` elements, one or more, of which it returns the first place. */
void *kx_arena_push_many(struct kx_arena *arena, void *array, size_t *count, size_t *room, size_t size, size_t more);

/* See to it that `more` elements can be pushed without moving the array; false at the ceiling. */
bool kx_arena_reserve(struct kx_arena *arena, void *array, size_t count, size_t *room, size_t size, size_t more);

#endif
