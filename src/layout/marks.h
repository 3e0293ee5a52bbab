/*
 * marks: small drawn signs, all vectors, all told apart by shape so that a
 * grey print keeps their meaning.
 */
#ifndef KX_LAYOUT_MARKS_H
#define KX_LAYOUT_MARKS_H

#include "layout/galley.h"

/* A tick, a cross, a filled triangle, an empty check box; artifacts in a square of `side` with top left (x, y). */
void kx_mark_tick(struct kx_setting *set, struct kx_slug *slug, kx_length x, kx_length y, kx_length side, kx_color color);
void kx_mark_cross(struct kx_setting *set, struct kx_slug *slug, kx_length x, kx_length y, kx_length side, kx_color color);
void kx_mark_triangle(struct kx_setting *set, struct kx_slug *slug, kx_length x, kx_length y, kx_length side, kx_color color);
void kx_mark_check_box(struct kx_setting *set, struct kx_slug *slug, kx_length x, kx_length y, kx_length side, kx_color color);

/* An icon of the template in a square of `side`, of `element`, or -1 for an artifact. */
void kx_mark_icon(struct kx_setting *set, struct kx_slug *slug, int element, const struct kx_icon *icon, kx_length x, kx_length y,
    kx_length side, kx_color color);

/*
 * The bar beside a number in a table: as long in `room` as the cell's number,
 * filled for the treatment, outlined with `weight` for the comparator, so that
 * a grey print tells them apart; never shorter than `weight`.
 */
void kx_mark_bar(struct kx_setting *set, struct kx_slug *slug, const struct kx_block *cell, struct kx_box room, kx_length weight);

/* A dashed line from one point to another, an artifact: dashes of `dash` with as much between, a dash at either end. */
void kx_mark_dashes(struct kx_setting *set, struct kx_slug *slug, struct kx_point from, struct kx_point to, kx_length dash,
    kx_length weight, kx_color color);

/* A filled circle, and a hollow one on white, round `at`; of `element`, or -1 for an artifact. */
void kx_mark_dot(struct kx_setting *set, struct kx_slug *slug, int element, struct kx_point at, kx_length radius, kx_color color);
void kx_mark_ring(struct kx_setting *set, struct kx_slug *slug, int element, struct kx_point at, kx_length radius, kx_color color);

/*
 * An icon array: `total` marks on a grid of `columns` with the pitch `cell`,
 * counted from the bottom row up and from the left.  The first `baseline` are
 * filled in one colour, those up to `filled` in another and another shape, and
 * the rest are hollow and smaller, so that grey paper keeps all three apart.
 * One path for each of the three, of `element` (a Figure).
 * Method: icon arrays fill whole icons from the bottom by rows, so that
 * height is a second cue (Fagerlin, Zikmund-Fisher, Ubel 2011).
 */
struct kx_icons {
	int baseline, filled, total, columns;
	kx_length cell;
	bool squares;                  /* squares; else persons */
	kx_color baseline_color, filled_color, outline;
};

/* Draws them with the top left corner at (x, y); returns the height. */
kx_length kx_mark_icons(struct kx_setting *set, struct kx_slug *slug, int element, kx_length x, kx_length y,
    const struct kx_icons *icons);

#endif
