/*
 * present: what the data would print now, for the clinics and languages that
 * sheets were made for.
 */
#ifndef KX_CLI_PRESENT_H
#define KX_CLI_PRESENT_H

#include "cli/finished.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_diagnostics;

/* The data read for one clinic and language. */
struct kx_present {
	const char *clinic, *language;       /* what it was read with; NULL for the folder's own */
	struct kx_finished data;
	const char *words;                   /* SHA-256 of the words it would print; NULL when no document comes about */
};

/* Each is read once. */
struct kx_presents {
	struct kx_arena *arena;
	const char *folder;
	const char *clinic;                  /* asked for by the user, for every sheet; or NULL */
	struct kx_present *list; size_t count, room;
};

/*
 * The data for the sheet's clinic and language; the folder's own where it has
 * no such clinic (`*ret_own_clinic` is then false) or language.  Valid until
 * the next call.  NULL when the data cannot be read, with every message that
 * brings, the first time.
 */
const struct kx_present *kx_present_for(struct kx_presents *presents, const struct kx_manifest *sheet,
    bool *ret_own_clinic, struct kx_diagnostics *diags);

#endif
