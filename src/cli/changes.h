/*
 * changes: what is different between two manifests, claim by claim.
 *
 * A claim is known by its id, which prints at most once on a sheet; what
 * printed on a topic for a product, by those two; a figure, by its outcome,
 * time, comparator and people.  Words are compared as they print, numbers as
 * they are in the data.
 *
 * Where one of the two leaves a section out by its layout, what the other
 * prints there is no change; nor is a clinic's line where the other is for no
 * clinic.
 */
#ifndef KX_CLI_CHANGES_H
#define KX_CLI_CHANGES_H

#include "content/manifest.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_buffer;

enum kx_change_kind {
	KX_CHANGE_ABOUT,       /* the sheet as a whole: `what` says which part */
	KX_CHANGE_ADDED,       /* a claim; `now` are its words */
	KX_CHANGE_REMOVED,     /* a claim; `was` */
	KX_CHANGE_REPLACED,    /* `claim` by `by`, on the same topic for the same product */
	KX_CHANGE_REWORDED,
	KX_CHANGE_MOVED,       /* to another section, topic or product: `was` and `now` say where */
	KX_CHANGE_FIGURE,      /* `was` or `now` is NULL for one that is new or gone */
	KX_CHANGE_CERTAINTY,
	KX_CHANGE_SOURCES,     /* the sources a claim cites */
	KX_CHANGE_DECIDED,     /* by which ruling, or by rule */
	KX_CHANGE_CLINIC,      /* the clinic's own words */
	KX_CHANGE_HEADING,     /* the topic's title */
	KX_CHANGE_ORDER,       /* of the claims of a section */
	KX_CHANGE_SOURCE,      /* the list of sources: `what` is the source */
	KX_CHANGE_RULING       /* the words of a ruling: `what` is its id */
};

struct kx_change {
	enum kx_change_kind kind;
	const char *section, *section_name;    /* NULL for the sheet as a whole, its sources and rulings */
	const char *topic, *product, *claim;   /* as far as they apply */
	const char *by;                        /* REPLACED: the claim that stands there now */
	const char *what;                      /* ABOUT, SOURCE, RULING */
	const char *was, *now;
};

struct kx_changes {
	struct kx_change *list; size_t count, room;   /* about the sheet, then by section in sheet order, sources, rulings */
};

/* Do these changes touch what a reader reads: words, figures, sources, order? */
bool kx_changes_show(const struct kx_changes *changes);

/* "reworded"; for JSON and for headings. */
const char *kx_change_name(enum kx_change_kind kind);

/* Everything goes into the arena.  False when it is spent. */
bool kx_changes_find(struct kx_arena *arena, const struct kx_manifest *old, const struct kx_manifest *new,
    struct kx_changes *ret_changes);

/* A figure in a line: "response (1 day; adults): 27.4% (13% to 49%); with saline 9%". */
const char *kx_figure_text(struct kx_arena *arena, const struct kx_figure *figure);

/* As text to be read by people, or as the members of a JSON object that is open. */
struct kx_json;
void kx_changes_print(const struct kx_changes *changes, struct kx_buffer *out);
void kx_changes_json(const struct kx_changes *changes, struct kx_json *json);

#endif
