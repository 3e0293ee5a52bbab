/*
 * image: what PNG and JPEG share, private to src/pdf.
 */
#ifndef KX_PDF_IMAGE_H
#define KX_PDF_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Pixels that may be decoded: far more than paper can show, and 100 MB at most. */
#define KX_IMAGE_MAX_PIXELS ((size_t)25 * 1000 * 1000)

struct kx_diagnostics;

/* Report KX601 for the image at `path`; returns false. */
bool kx_image_fault(const char *path, const char *what, const char *hint, struct kx_diagnostics *diags);

/* Does the file begin as a PNG, as a JPEG? */
bool kx_is_png(const uint8_t *bytes, size_t length);
bool kx_is_jpeg(const uint8_t *bytes, size_t length);

/* Check a size in pixels against the ceilings; reports KX601. */
bool kx_image_size_fits(const char *path, uint32_t width, uint32_t height, struct kx_diagnostics *diags);

/* What a JPEG's frame header says (ITU-T T.81, B.2.2). */
struct kx_jpeg_facts { int width, height, components; };

/*
 * Walk all segments of a JPEG.  NULL when it is one that PDF's DCTDecode
 * takes (8 bits, baseline or progressive, grey or three components) and whole
 * to its end, otherwise what is wrong.  What is worth keeping is appended to
 * `keep`: all but comments and application data other than JFIF's and
 * Adobe's.  NULL keeps nothing.
 */
struct kx_buffer;
const char *kx_jpeg_fault(const uint8_t *bytes, size_t length, struct kx_jpeg_facts *ret_facts, struct kx_buffer *keep);

#endif
