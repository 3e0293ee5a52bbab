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

/* A dashed line from one point to another, an artifact: dashes of `dash` with as much between, a dash at either end. */
void kx_mark_dashes(struct kx_setting *set, struct kx_slug *slug, struct kx_point from, struct kx_point to, kx_length dash,
    kx_length weight, kx_color color);

/*
 * An icon array of `total` person marks (a multiple of 10), ten to a row, the
 * first `filled` filled, counted from the bottom row up and from the left:
 * one path of filled marks and one of outlined marks, both of `element` (a
 * Figure).  `cell` is the pitch of the grid; returns the height.
 * Method: icon arrays fill whole icons from the bottom by rows, so that
 * height is a second cue (Fagerlin, Zikmund-Fisher, Ubel 2011).
 */
kx_length kx_mark_array(struct kx_setting *set, struct kx_slug *slug, int element, kx_length x, kx_length y,
    kx_length cell, int filled, int total, kx_color color, kx_color outline);

#endif
