/*
 * graph: structs with everything they point to, as flat bytes for a store
 * (base/store.h), and back in one go.
 *
 * What readers make of a folder of files is some hundred kinds of struct in
 * lists, with texts, and with pointers from one to another.  Tables say where
 * in a struct its pointers stand and to what they lead.  Written, the structs lie one behind
 * the other with nothing in place of each pointer, the texts behind them, each
 * once, and then which pointer leads where.  To read them is to copy the
 * structs and put the pointers in: nothing is looked at again.
 *
 * So what is read is believed as it is, but for where pointers lead, which is
 * never outside.  A seal over all of it sees to it that it is what was written:
 * other bytes are no graph, even where whoever holds them vouches for them.
 */
#ifndef KX_BASE_GRAPH_H
#define KX_BASE_GRAPH_H

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_buffer;

enum kx_graph_kind {
	KX_GRAPH_TEXT,      /* const char *: NUL-terminated */
	KX_GRAPH_NAME,      /* the same, and one of the names, which are others when it is read */
	KX_GRAPH_PART,      /* a struct within the struct */
	KX_GRAPH_LIST,      /* structs that belong to it, as many as a size_t elsewhere in it says */
	KX_GRAPH_LINK       /* a struct that stands in a list, wherever */
};

struct kx_graph_type;
struct kx_graph_field {
	enum kx_graph_kind kind;
	size_t offset, count;                  /* where the pointer is, and of a list the number */
	const struct kx_graph_type *type;      /* of what it leads to; NULL for texts and names */
};

/* A struct; what no field says is numbers.  Its size is a multiple of 8. */
struct kx_graph_type { size_t size; const struct kx_graph_field *fields; size_t count; };

#define KX_GRAPH_TYPE(type, fields) { sizeof(type), fields, sizeof(fields) / sizeof((fields)[0]) }

/* An element of a list of texts: const char *const *. */
extern const struct kx_graph_type kx_graph_texts;

/* The names, of which those in the structs are some, by where they stand in their row or by what they say. */
struct kx_graph_names { const char *const *list; size_t count; };

/* Append the struct `root` with all it leads to.  False when memory ends, or a link or a name leads to none that is there. */
bool kx_graph_write(const struct kx_graph_type *type, const void *root, const struct kx_graph_names *names, struct kx_buffer *out);

/*
 * The struct that was written from one of this type, in the arena.  Its texts
 * stay in the bytes, which are aligned to 8 and outlive it, and its names are
 * those given, as many as there were.  NULL where the bytes are no such
 * graph, or when memory ends.
 */
void *kx_graph_read(const struct kx_graph_type *type, const char *bytes, size_t length, const struct kx_graph_names *names,
    struct kx_arena *arena);

#endif
