/*
 * gate_parts: what the files that read gate.json share.  Private to src/read.
 */
#ifndef KX_READ_GATE_PARTS_H
#define KX_READ_GATE_PARTS_H

#include "content/gate.h"

#include <stdbool.h>
#include <stddef.h>

#define KX_GATE_ENTRIES 1000   /* of one list */
#define KX_GATE_NAMES   100    /* topics, numbers, conditions in one entry */

struct kx_arena;
struct kx_diagnostics;
struct kx_node;

struct kx_gate_reading {
	struct kx_arena *arena;
	struct kx_diagnostics *diags;
	struct kx_gate *gate;
};

/*
 * The list `key` of `object` and room for its elements of `size` bytes;
 * `*ret_count` is how many to read, 0 when there is no list or no room.
 */
void *kx_gate_list(const struct kx_node *object, const char *key, size_t most, bool some, size_t size,
    struct kx_node *ret_list, size_t *ret_count);

/* A list of ids; what is no id is reported and left out. */
const char **kx_gate_ids(const struct kx_node *object, const char *key, size_t *ret_count);

/* A list of words: patterns, or objects that also say what excuses them.  Empty when absent. */
void kx_gate_words(struct kx_gate_reading *reading, const struct kx_node *object, const char *key,
    struct kx_word_list *ret_words);

/* Parts of the file by family. */
void kx_gate_presence_read(struct kx_gate_reading *reading, const struct kx_node *root);
void kx_gate_together_read(struct kx_gate_reading *reading, const struct kx_node *root);
void kx_gate_products_read(struct kx_gate_reading *reading, const struct kx_node *root);

#endif
