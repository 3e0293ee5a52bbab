/*
 * fit: total-fit line breaking.
 *
 * Method: D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines",
 * Software: Practice and Experience 11 (1981), 1119-1184: a paragraph is a
 * row of boxes, glue and penalties; among all ways to break it into lines the
 * one with the least sum of demerits is chosen.  Names are the paper's.
 */
#ifndef KX_LAYOUT_FIT_H
#define KX_LAYOUT_FIT_H

#include "base/geometry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum kx_fit_kind { KX_FIT_BOX, KX_FIT_GLUE, KX_FIT_PENALTY };

#define KX_FIT_NEVER    10000      /* a penalty that forbids a break */
#define KX_FIT_MUST    (-10000)    /* one that forces it */
#define KX_FIT_FILL     KX_PT(100000)   /* the stretch of glue that fills the last line */

struct kx_fit_item {
	enum kx_fit_kind kind;
	kx_length width, stretch, shrink;   /* of a penalty: the width it adds where a line ends (a hyphen) */
	int penalty;
	bool flagged;                  /* two flagged ends in a row cost extra */
};

struct kx_fit_options {
	kx_length measure;             /* the width of every line */
	int tolerance;                 /* the largest adjustment ratio, in thousandths; lines looser than that are taken in need only */
	int64_t flagged_demerits;      /* the paper's alpha */
	int64_t fitness_demerits;      /* gamma: neighbours that differ by more than one class of tightness */
	int looseness;                 /* so many lines more (or fewer) than the best, as near as can be */
	kx_length short_last;          /* a last line that is shorter ... */
	int64_t short_demerits;        /* ... costs so much */
};

struct kx_fit_line {
	size_t end;                    /* item at which it breaks */
	int ratio;                     /* by how much its glue stretches or shrinks, in thousandths of what it can */
};

struct kx_arena;

/*
 * Break `items`, which must end with a penalty of KX_FIT_MUST, into lines, in
 * the arena.  A box that is wider than the measure stands on a line of its
 * own, whose ratio is then below -1000.  False when the arena is spent.
 */
bool kx_fit_lines(struct kx_arena *arena, const struct kx_fit_item *items, size_t count, const struct kx_fit_options *options,
    struct kx_fit_line **ret_lines, size_t *ret_count, int64_t *ret_demerits);

#endif
