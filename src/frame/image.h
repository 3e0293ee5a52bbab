/*
 * image: the size of a picture, from the first bytes of its file.
 */
#ifndef KX_FRAME_IMAGE_H
#define KX_FRAME_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_diagnostics;

/*
 * Size in pixels of a PNG or JPEG file; KX601 at `path` when it is neither,
 * or claims a side of 0 or above KX_MAX_IMAGE_SIDE.
 */
bool kx_image_size(const char *path, const uint8_t *bytes, size_t length, int *ret_width, int *ret_height,
    struct kx_diagnostics *diags);

#endif
