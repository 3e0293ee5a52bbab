/*
 * geometry: lengths and boxes on a page.
 *
 * Every length from read to pdf is a kx_length: int32 thousandths of a PDF
 * point (1/72 inch).  The origin is the top left corner of the page, y runs
 * down; only src/pdf turns it round.  No floats between read and pdf.
 */
#ifndef KX_BASE_GEOMETRY_H
#define KX_BASE_GEOMETRY_H

#include <stdint.h>

typedef int32_t kx_length;

#define KX_PT(points) ((kx_length)((points) * 1000))
#define KX_MM(millimetres) ((kx_length)((millimetres) * 72000.0 / 25.4 + 0.5)) /* constants only */

struct kx_point { kx_length x, y; };
struct kx_box { kx_length x, y, width, height; };   /* x, y: top left corner */

/* A colour in sRGB, 8 bits a channel: 0xRRGGBB. */
typedef uint32_t kx_color;

#endif
