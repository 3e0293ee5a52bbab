/*
 * reading: the reading order of a frame, worked out once.
 *
 * frame.h states the rule; this finds it for a whole set of frames: which
 * items form a marked-content sequence (ISO 32000-1, 14.6), in which order an
 * element's sequences and children are read, and where a space is missing
 * between two runs of one line of text.  The PDF's /K arrays, its ghost
 * spaces, the dump and kx_frames_text() all follow it.
 */
#ifndef KX_FRAME_READING_H
#define KX_FRAME_READING_H

#include "frame/frame.h"

/* Consecutive items of one page that belong to the same element, or to none and are the same kind of artifact. */
struct kx_sequence {
	int page;
	size_t first, count;           /* items of that page */
	int element;                   /* or -1 */
	enum kx_artifact artifact;     /* when element is -1 */
	int mcid;                      /* number within the page, from 0; -1 for artifacts */
};

/* What an element holds, in reading order: a child element or a sequence of its own. */
struct kx_kid {
	bool child;
	int index;                     /* into elements, or into sequences */
};

/* A glyph item in reading order. */
struct kx_read_item {
	int page;
	size_t item;
	bool starts_line;              /* the first of its block-level element */
	bool space_after;              /* a space is missing before the next one */
};

struct kx_reading {
	struct kx_sequence *sequences; size_t sequence_count;   /* in page and paint order */
	size_t *page_first;            /* page p has sequences page_first[p] up to page_first[p + 1] */
	struct kx_kid *kids;
	size_t *kid_first;             /* element e has kids kid_first[e] up to kid_first[e + 1] */
	struct kx_read_item *items; size_t item_count;
	size_t *number_first;          /* item i of page p has the number number_first[p] + i */
	bool *space_after;             /* by that number */
};

/*
 * Work out the order; everything lives in `arena`.  False when the arena is
 * spent or the tree is not one (a parent not made before its child): then
 * kx_frames_check() says which.
 */
bool kx_frames_read(struct kx_arena *arena, const struct kx_frames *frames, struct kx_reading *ret_reading);

/* kx_frames_check(), and the order that it went by, in `arena`. */
struct kx_diagnostics;
bool kx_frames_check_read(struct kx_arena *arena, const struct kx_frames *frames, struct kx_reading *ret_reading,
    struct kx_diagnostics *diags);

#endif
