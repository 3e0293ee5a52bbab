/*
 * jpeg_gray: the door to TurboJPEG, which makes JPEG files gray.
 *
 * The library is loaded when a sheet in gray shows a JPEG; all others go into
 * the file as they are.  A color JPEG holds lightness apart from color (JFIF
 * 1.02), so its gray is that part alone, coefficient by coefficient: nothing
 * is lost and the bytes are the same everywhere.  The rare file that holds
 * red, green and blue is decoded and coded anew.
 */
#ifndef KX_PDF_JPEG_GRAY_H
#define KX_PDF_JPEG_GRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_arena;
struct kx_diagnostics;

/*
 * The file of `length` bytes without its color, in `arena`.  NULL when the
 * library is missing (KX891), the data between its markers are damaged (KX601,
 * both at `path`) or memory ends.  It has passed kx_jpeg_fault().
 */
const uint8_t *kx_jpeg_gray(struct kx_arena *arena, const uint8_t *bytes, size_t length, const char *path, size_t *ret_length,
    struct kx_diagnostics *diags);

/* How dark it is on the whole, 0 (white) to 255; `otherwise` when that cannot be found out. */
int kx_jpeg_darkness(const uint8_t *bytes, size_t length, int otherwise);

#endif
