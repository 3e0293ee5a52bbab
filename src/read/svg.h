/*
 * svg: a logo's SVG file -> a drawing.
 *
 * The subset (SVG 1.1 second edition, W3C 2011): svg with viewBox or width and
 * height, g, path (every command), rect, circle, ellipse, line, polyline and
 * polygon; fill, stroke, stroke-width, fill-rule, as attributes or in style;
 * transform; colours as #rgb, #rrggbb, rgb() or a basic name.  title, desc
 * and metadata are passed over, and so is what belongs to another namespace.
 *
 * Everything else is refused with its line and nothing is drawn wrong:
 * scripts, links, text, pictures, gradients, filters, clips, style sheets,
 * anything half transparent, and a document type with declarations of its
 * own.  No file is ever opened but this one.  Files, depth, shapes and steps
 * have ceilings (base/limits.h), so time and memory do.
 */
#ifndef KX_READ_SVG_H
#define KX_READ_SVG_H

#include "content/drawing.h"

struct kx_arena;
struct kx_diagnostics;

/* Reports KX603 (not in the subset), KX604 (not SVG, or damaged) and KX605 (too large), at `path`. */
bool kx_svg_read(struct kx_arena *arena, const char *path, const char *bytes, size_t length,
    const struct kx_drawing **ret_drawing, struct kx_diagnostics *diags);

#endif
