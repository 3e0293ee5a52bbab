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

/* The data in one view. */
struct kx_present {
	struct kx_finished_view view;
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
 * The data as kx_finished_view_for() has them for the sheet.  Valid until the
 * next call.  NULL when they cannot be read, with every message that brings,
 * the first time.
 */
const struct kx_present *kx_present_for(struct kx_presents *presents, const struct kx_manifest *sheet,
    struct kx_diagnostics *diags);

/* The hash of the words that the data would print on a sheet of that layout today, in `arena`; NULL when there is none. */
const char *kx_present_words(struct kx_arena *arena, const struct kx_present *present, const struct kx_manifest *sheet);

#endif
