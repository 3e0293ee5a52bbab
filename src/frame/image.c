/*
 * Only the header is read: PNG (W3C PNG, 11.2.2: IHDR comes first) and JPEG
 * (ITU-T T.81, B.2.2: the first frame header).  The pixels are src/pdf's.
 */
#include "frame/image.h"

#include "base/diagnostic.h"
#include "base/limits.h"

#include <string.h>

static uint32_t
big_endian(const uint8_t *bytes, int count)
{
	uint32_t value = 0;

	while (count-- > 0)
		value = value << 8 | *bytes++;
	return value;
}

static bool
png_size(const uint8_t *bytes, size_t length, uint32_t *ret_width, uint32_t *ret_height)
{
	if (length < 24 || memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) != 0 || memcmp(bytes + 12, "IHDR", 4) != 0)
		return false;
	*ret_width = big_endian(bytes + 16, 4);
	*ret_height = big_endian(bytes + 20, 4);
	return true;
}

/* A frame header is SOF0 to SOF15, without the tables that share the range (DHT, JPG, DAC). */
static bool
is_frame_header(uint8_t marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool
jpeg_size(const uint8_t *bytes, size_t length, uint32_t *ret_width, uint32_t *ret_height)
{
	size_t at = 2;
	uint32_t segment;

	if (length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8)
		return false;
	while (at + 4 <= length) {
		if (bytes[at] != 0xFF)
			return false;
		if (bytes[at + 1] == 0xFF) {
			at++;
			continue;
		}
		segment = big_endian(bytes + at + 2, 2);
		if (is_frame_header(bytes[at + 1])) {
			if (at + 9 > length)
				return false;
			*ret_height = big_endian(bytes + at + 5, 2);
			*ret_width = big_endian(bytes + at + 7, 2);
			return true;
		}
		if (segment < 2)
			return false;
		at += 2 + segment;
	}
	return false;
}

bool
kx_image_size(const char *path, const uint8_t *bytes, size_t length, int *ret_width, int *ret_height,
    struct kx_diagnostics *diags)
{
	struct kx_place place = { .file = path };
	uint32_t width, height;

	if (!png_size(bytes, length, &width, &height) && !jpeg_size(bytes, length, &width, &height)) {
		kx_report(diags, KX601, place, "Save the picture as PNG or JPEG.", "this is not a PNG or JPEG picture");
		return false;
	}
	if (width == 0 || height == 0 || width > KX_MAX_IMAGE_SIDE || height > KX_MAX_IMAGE_SIDE) {
		kx_report(diags, KX601, place, "Save the picture at a smaller size.",
		    "the picture says it is %lu by %lu pixels; each side may be 1 to %d", (unsigned long)width,
		    (unsigned long)height, KX_MAX_IMAGE_SIDE);
		return false;
	}
	*ret_width = (int)width;
	*ret_height = (int)height;
	return true;
}
