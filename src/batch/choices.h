/*
 * choices: the names that a manifest uses, and whether what they mean can be had.
 *
 * Layouts, sizes, themes, inks and languages are loaded when a sheet asks for them
 * first.  A name that nothing has is a slip in the manifest, and then nothing
 * is made; something that is there and has faults is told once, and costs the
 * sheets that want it and no others.
 */
#ifndef KX_BATCH_CHOICES_H
#define KX_BATCH_CHOICES_H

#include "batch/stock.h"
#include "content/batch.h"

struct kx_choices {
	struct kx_arena *arena;
	struct kx_stock *stock;
	struct kx_diagnostics *diags;
	struct kx_chosen { enum kx_dimension dimension; const char *name; bool whole; } *list; size_t count, room;
	bool unknown;                    /* a name was met that nothing has */
};

/* Load what all sheets share, whatever they are: data, fonts, gate.  False when it has faults; all are reported. */
bool kx_choices_load_shared(struct kx_choices *choices);

/*
 * Can sheets be made in this?  The first time it is loaded, and its faults are
 * reported.  `name` must stay; papers belong to their layouts and are always whole.
 */
bool kx_choices_whole(struct kx_choices *choices, enum kx_dimension dimension, const char *name);

/* Is one of these values known to be not whole? */
bool kx_choices_lost(const struct kx_choices *choices, const char *const values[KX_DIM_COUNT]);

#endif
