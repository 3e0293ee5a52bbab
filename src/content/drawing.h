/*
 * drawing: a picture as outlines, in points, top left corner at (0, 0), y
 * down.  What is left of an SVG file after src/read has read it.
 */
#ifndef KX_CONTENT_DRAWING_H
#define KX_CONTENT_DRAWING_H

#include "base/geometry.h"

#include <stdbool.h>
#include <stddef.h>

enum kx_drawing_op { KX_DRAW_MOVE, KX_DRAW_LINE, KX_DRAW_CURVE, KX_DRAW_CLOSE };

/* KX_DRAW_CURVE uses all three points (two controls and the end), the others points[0]. */
struct kx_drawing_step { enum kx_drawing_op op; struct kx_point points[3]; };

struct kx_drawing_shape {
	struct kx_drawing_step *steps; size_t step_count;
	bool fill, stroke, even_odd;
	kx_color fill_color, stroke_color;
	kx_length line_width;
};

struct kx_drawing {
	kx_length width, height;       /* all steps lie within; the longer side is KX_DRAWING_SIDE */
	struct kx_drawing_shape *shapes; size_t shape_count;
};

#define KX_DRAWING_SIDE KX_PT(500)

struct kx_arena;

/* The same in gray, each color as light as it was, in the arena; NULL when that is spent. */
const struct kx_drawing *kx_drawing_gray(struct kx_arena *arena, const struct kx_drawing *drawing);

#endif
