/*
 * shape: typed access to parsed JSON that reports what does not fit.
 *
 * A node is a JSON value and the way to it, linked through the nodes on the
 * caller's stack; the JSON Pointer is put together only when something is
 * reported or an origin is kept.  Accessors report a fault and give nothing
 * (NULL, false, zero), and the caller goes on, so that one run finds every
 * fault.  What is absent is silent here: kx_shape_check() has reported it.
 *
 * Strings handed out are copies in the arena and outlive the file.
 */
#ifndef KX_READ_SHAPE_H
#define KX_READ_SHAPE_H

#include "base/diagnostic.h"
#include "content/content.h"
#include "read/parsed.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_arena;
struct kx_read_files;

struct kx_clinic_row;

/* One data file being read. */
struct kx_datafile {
	struct kx_arena *arena;
	struct kx_diagnostics *diags;
	const char *path;        /* as shown to the user */
	const struct kx_read_files *files; /* which it is one of, or NULL */
	struct kx_parsed_text parsed;
	const struct kx_clinic_row *row;   /* what it has a cell for stands there and not in the file; or NULL */
};

struct kx_node {
	const struct kx_datafile *file;
	const struct kx_node *up;   /* NULL at the root */
	const char *key;            /* in an object; NULL in a list */
	size_t index;               /* in a list */
	const struct kx_parsed *json;
};

/* The keys of one kind of object. */
struct kx_key { const char *name; bool required; };
struct kx_shape {
	const char *noun;           /* with its article: "a claim" */
	const struct kx_key *keys;
	size_t count;
};

#define KX_SHAPE(noun, keys) { noun, keys, sizeof(keys) / sizeof((keys)[0]) }

/* Parse `path`, and note it among the files, which may be NULL; false when it was reported.  Close what was opened. */
bool kx_datafile_open(struct kx_datafile *file, struct kx_arena *arena, struct kx_read_files *files, const char *path,
    struct kx_diagnostics *diags);
void kx_datafile_close(struct kx_datafile *file);

struct kx_node kx_node_root(const struct kx_datafile *file);

/* The member `key`; false when it is absent. */
bool kx_node_member(const struct kx_node *object, const char *key, struct kx_node *ret_member);

/* Is the member there and null? */
bool kx_node_is_null(const struct kx_node *object, const char *key);

/* Is there a member `key`, whatever it is? */
bool kx_node_has(const struct kx_node *object, const char *key);

/* The member number `index` of an object, which must exist. */
struct kx_node kx_node_entry(const struct kx_node *object, size_t index);

/* The element `index`, which must exist. */
struct kx_node kx_node_element(const struct kx_node *list, size_t index);

/* Where the node stands; strings are in the arena. */
struct kx_place kx_node_place(const struct kx_node *node);
struct kx_origin kx_node_origin(const struct kx_node *node);

/* The place of something below an origin: `below` is like "/topic" or "/topics/3". */
struct kx_place kx_origin_place(struct kx_arena *arena, const struct kx_origin *origin, const char *below);

/* What messages call the node: its key in quotes, or "entry 3 of …". */
const char *kx_node_name(const struct kx_node *node);

/* Report at the node's value. */
struct kx_diagnostic *kx_node_fault(const struct kx_node *node, enum kx_code code, const char *hint,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* `text` cut to what a message can hold. */
const char *kx_shape_clip(struct kx_arena *arena, const char *text);

/*
 * The hint 'did you mean "near"?', or NULL when `near` is.
 */
const char *kx_shape_suggest(struct kx_arena *arena, const char *near);

/*
 * Is the node an object with every required key and no unknown one?  Reports
 * KX107, KX108, KX109.  False only when it is no object, so that the members
 * it has can still be read.
 */
bool kx_shape_check(const struct kx_node *node, const struct kx_shape *shape);

/*
 * The list `key` of at most `most` elements (KX107, KX116), at least one when
 * `some` (KX117).  Returns how many to read; 0 when it is absent.
 */
size_t kx_member_list(const struct kx_node *object, const char *key, size_t most, bool some, struct kx_node *ret_list);

/* A table of named things: an object whose keys are the names. */
struct kx_table {
	struct kx_node node;
	size_t count;
};

/*
 * The table `key`.  False when it is absent, empty, no object (KX107), or of
 * more than `most` entries (KX116); empty is a fault when `some` (KX117).
 */
bool kx_table_open(const struct kx_node *object, const char *key, size_t most, bool some, struct kx_table *ret_table);

/*
 * Texts: not empty, at most `most` bytes, no control or other characters that
 * cannot be set (KX107, KX115, KX117, KX118).  Prose may hold line ends.
 */
const char *kx_node_text(const struct kx_node *node, size_t most);
const char *kx_member_text(const struct kx_node *object, const char *key, size_t most);
const char *kx_member_prose(const struct kx_node *object, const char *key, size_t most);

/* Can every character of the text be set in type? */
bool kx_text_printable(const char *text);

/* Lists of texts; NULL and 0 when absent. */
const char **kx_member_texts(const struct kx_node *object, const char *key, size_t most, size_t each,
    size_t *ret_count);

/* Ids: small letters, digits, hyphens (KX112). */
const char *kx_node_id(const struct kx_node *node);
const char *kx_member_id(const struct kx_node *object, const char *key);

/* Tags given by people, like "K01" or "A37": letters, digits, hyphens (KX112). */
const char *kx_member_tag(const struct kx_node *object, const char *key);

/* Is this a plain id? */
bool kx_id_valid(const char *text);

/* A SHA-256 in 64 small hexadecimal digits (KX358). */
const char *kx_member_hash(const struct kx_node *object, const char *key);

/* YYYY-MM-DD of the Gregorian calendar (KX113). */
bool kx_member_date(const struct kx_node *object, const char *key, struct kx_date *ret_date);

bool kx_member_flag(const struct kx_node *object, const char *key, bool *ret_flag);

/* A whole number in low..high (KX107, KX114). */
bool kx_node_whole(const struct kx_node *node, int32_t low, int32_t high, int32_t *ret_number);
bool kx_member_whole(const struct kx_node *object, const char *key, int32_t low, int32_t high, int32_t *ret_number);

/* A number as thousandths, rounded half up, in low..high thousandths (KX107, KX114). */
bool kx_node_milli(const struct kx_node *node, int32_t low, int32_t high, int32_t *ret_milli);
bool kx_member_milli(const struct kx_node *object, const char *key, int32_t low, int32_t high, int32_t *ret_milli);

/* One of `words` (ended by NULL), through its index (KX110). */
bool kx_member_choice(const struct kx_node *object, const char *key, const char *const *words, int *ret_index);

#endif
