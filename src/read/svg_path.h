/*
 * svg_path: numbers, transforms and path data of SVG.  For svg.c and the icons of templates.
 */
#ifndef KX_READ_SVG_PATH_H
#define KX_READ_SVG_PATH_H

#include "content/drawing.h"

struct kx_arena;

struct kx_svg_point { double x, y; };
struct kx_svg_step { enum kx_drawing_op op; struct kx_svg_point points[3]; };

/* x' = a x + c y + e, y' = b x + d y + f (SVG 1.1, 7.4) */
struct kx_svg_matrix { double a, b, c, d, e, f; };

/* Steps being gathered, in the file's own units, moved by `matrix` as they are added. */
struct kx_svg_outline {
	struct kx_arena *arena;
	struct kx_svg_matrix matrix;
	struct kx_svg_step *steps; size_t count, room;
	size_t most;                   /* ceiling of steps */
	struct kx_svg_point at, start; /* the pen and where its subpath began, before `matrix` */
};

/*
 * A number at `*text`, which is moved behind it and behind spaces and one
 * comma; no locale, no infinity.  False when there is none.
 */
bool kx_svg_number(const char **text, double *ret_number);

/* One transform list on top of `*matrix`; false when it cannot be read. */
bool kx_svg_transform(const char *text, struct kx_svg_matrix *matrix);

struct kx_svg_matrix kx_svg_multiply(struct kx_svg_matrix outer, struct kx_svg_matrix inner);

/* Steps; false at the ceiling. */
bool kx_svg_move(struct kx_svg_outline *outline, double x, double y);
bool kx_svg_line(struct kx_svg_outline *outline, double x, double y);
bool kx_svg_curve(struct kx_svg_outline *outline, double ax, double ay, double bx, double by, double x, double y);
bool kx_svg_close(struct kx_svg_outline *outline);

/* An elliptical arc as curves, by SVG 1.1, F.6. */
bool kx_svg_arc(struct kx_svg_outline *outline, double rx, double ry, double degrees, bool large, bool sweep, double x, double y);

/* Path data (SVG 1.1, 8.3); false when it is damaged or at the ceiling (then `count` is `most`). */
bool kx_svg_path_data(struct kx_svg_outline *outline, const char *data);

#endif
