/*
 * parsed: a JSON text as it was parsed, in one piece of memory.
 *
 * jansson's tree takes each value, key and text from the heap by itself, and
 * asks its hash for every member.  Here the values of a file lie in a row and
 * their texts behind them; elements and members of one list or object stand
 * side by side in the order of the file, so that an index is an addition and
 * a look for a key a walk over a few neighbours.  What a value leads to is
 * told by how far it is from the value itself: the piece may be copied whole,
 * or mapped from a file, and is const once it is made.
 */
#ifndef KX_READ_PARSED_H
#define KX_READ_PARSED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_t;
struct kx_arena;
struct kx_jansson;

enum kx_parsed_type {
	KX_PARSED_OBJECT, KX_PARSED_LIST, KX_PARSED_TEXT, KX_PARSED_WHOLE, KX_PARSED_REAL,
	KX_PARSED_TRUE, KX_PARSED_FALSE, KX_PARSED_NULL
};

struct kx_parsed {
	int64_t key;             /* bytes from here to the name of a member; 0 when it is none */
	union {
		int64_t inside;  /* bytes from here to the text, or to the first element or member */
		int64_t whole;
		double real;
	} is;
	uint32_t count;          /* bytes of the text, elements, members */
	uint32_t type;           /* enum kx_parsed_type */
};

/* A parsed text, and the memory that it lies in. */
struct kx_parsed_text {
	const struct kx_parsed *root;
	size_t count, size;      /* values; bytes, from the root on, with their texts */
	void *memory;            /* for kx_parsed_done(); NULL when it is somebody else's */
};

/* jansson's tree in this form, in the arena; or in memory of its own if that is NULL.  False when memory ends. */
bool kx_parsed_make(const struct kx_jansson *jansson, const struct json_t *json, struct kx_arena *arena,
    struct kx_parsed_text *ret_text);
void kx_parsed_done(struct kx_parsed_text *text);   /* accepts a zeroed one */

/* How many bytes that takes. */
size_t kx_parsed_size(const struct kx_jansson *jansson, const struct json_t *json);

/*
 * Are these `size` bytes, aligned to 8, `count` values and their texts as
 * kx_parsed_make() lays them out?  Nothing is believed of them before.
 */
bool kx_parsed_sound(const void *bytes, size_t size, size_t count);

/* NUL-terminated; no text or key holds a NUL. */
const char *kx_parsed_key(const struct kx_parsed *member);
const char *kx_parsed_string(const struct kx_parsed *text);

/* The element or member `index`, which must be there. */
const struct kx_parsed *kx_parsed_at(const struct kx_parsed *list, size_t index);

/* The member `key`; NULL when there is none, or when it is no object. */
const struct kx_parsed *kx_parsed_member(const struct kx_parsed *object, const char *key);

/* Values made by hand: what they lead to lies anywhere and lives as long as they do. */
void kx_parsed_set_key(struct kx_parsed *member, const char *key);
void kx_parsed_set_string(struct kx_parsed *text, const char *string, size_t length);
void kx_parsed_set_inside(struct kx_parsed *value, enum kx_parsed_type type, const struct kx_parsed *first, size_t count);
void kx_parsed_copy(struct kx_parsed *to, const struct kx_parsed *from);

#endif
