/*
 * walk: along a galley, from slot to slot.
 *
 * A walk fills one slot after another with slugs: as many as there is room for,
 * up to a place where a break is allowed.  Matter in cells that is too tall for
 * what is left may be split, and the heads of a table are printed again where it
 * goes on.  How slots follow one another is the makeup's (layout/makeup.h).
 */
#ifndef KX_LAYOUT_WALK_H
#define KX_LAYOUT_WALK_H

#include "layout/galley.h"

/* The galley's slugs again, with tall ones split and the heads of tables repeated. */
struct kx_made {
	struct kx_galley galley;
	size_t *from; size_t from_count, from_room;   /* for each slug, which one of the galley it is or is part of */
};

/* What a slug of the galley tells, once it is known. */
struct kx_slug_told { struct kx_told told; bool known; };

struct kx_walk {
	struct kx_setting *set;
	const struct kx_galley *galley;
	struct kx_made *made;          /* what was filled so far; the walk adds to it */
	size_t next;                   /* slug of the galley */
	struct kx_slug tail;           /* what is left of a split slug comes first, */
	bool has_tail;                 /* if there is any; it is part of slug `next` */
	struct kx_slug_told *tells;    /* one for each slug of the galley, zeroed at first; NULL: slugs are asked each time */
};

/* What stands next; NULL at the end of the galley. */
const struct kx_slug *kx_walk_next(const struct kx_walk *walk);

/* The next slug goes into the slot as it is. */
void kx_walk_push(struct kx_walk *walk);

/*
 * Fill a slot of height `room` as far as `cap`, which is that height or less;
 * at least one slug is taken.  Returns how much of it is used, with the line for
 * the harm that the slugs ask for (layout/running.h).
 */
kx_length kx_walk_fill(struct kx_walk *walk, kx_length room, kx_length cap);

#endif
