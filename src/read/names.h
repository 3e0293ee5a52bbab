/*
 * names: which ids exist, and where.
 *
 * One list for each kind of thing that others refer to.  Closing it reports
 * every id that stands for two things; after that it answers whether a
 * reference leads anywhere, with the nearest right name when it does not.
 */
#ifndef KX_READ_NAMES_H
#define KX_READ_NAMES_H

#include "base/diagnostic.h"
#include "content/content.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_node;

struct kx_named {
	const char *id;
	struct kx_origin origin;   /* of the thing; its id stands below it */
};

/* A kind of thing that has ids. */
struct kx_name_kind {
	enum kx_code unknown;      /* reported for a reference that leads nowhere */
	const char *one, *many;    /* "topic", "topics" */
	const char *home;          /* where they are listed: "topics.json" */
};

struct kx_names {
	struct kx_arena *arena;
	struct kx_diagnostics *diags;
	const struct kx_name_kind *kind;
	bool whole;                /* all of them were read, so a missing name is a fault of the reference */
	struct kx_named *list;
	size_t count, room;
};

void kx_names_init(struct kx_names *names, struct kx_arena *arena, struct kx_diagnostics *diags,
    const struct kx_name_kind *kind);

/* `id` may be NULL, when the thing has none that can be used. */
void kx_names_add(struct kx_names *names, const char *id, struct kx_origin origin);

/* No more names come: sort, and report ids that stand twice (KX121). */
void kx_names_close(struct kx_names *names);

bool kx_names_has(const struct kx_names *names, const char *id);

/*
 * Does `id`, written at `node`, lead anywhere?  Reports it when not; true as
 * well when the list is not whole and so cannot tell.
 */
bool kx_names_check(const struct kx_names *names, const char *id, const struct kx_node *node);

/* Report `id` at `place` as leading nowhere. */
void kx_names_report(const struct kx_names *names, const char *id, struct kx_place place);

#endif
