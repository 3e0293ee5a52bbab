#include "pdf/image.h"

#include "base/diagnostic.h"
#include "base/limits.h"
#include "pdf/writer.h"

#include <string.h>

bool
kx_image_fault(const char *path, const char *what, const char *hint, struct kx_diagnostics *diags)
{
	struct kx_place place;

	memset(&place, 0, sizeof(place));
	place.file = path;
	kx_report(diags, KX601, place, hint, "the image cannot be used: %s", what);
	return false;
}

bool
kx_is_png(const uint8_t *bytes, size_t length)
{
	return length >= 8 && memcmp(bytes, "\x89PNG\r\n\x1A\n", 8) == 0;
}

bool
kx_is_jpeg(const uint8_t *bytes, size_t length)
{
	return length >= 3 && memcmp(bytes, "\xFF\xD8\xFF", 3) == 0;
}

bool
kx_image_size_fits(const char *path, uint32_t width, uint32_t height, struct kx_diagnostics *diags)
{
	const char *hint = "Save the picture at 300 pixels an inch of its printed size; a logo needs no more than 1000 pixels.";

	if (width == 0 || height == 0)
		return kx_image_fault(path, "it has no pixels", NULL, diags);
	if (width > KX_MAX_IMAGE_SIDE || height > KX_MAX_IMAGE_SIDE || (size_t)width * height > KX_IMAGE_MAX_PIXELS)
		return kx_image_fault(path, "it has too many pixels", hint, diags);
	return true;
}

static const char not_an_image[] = "it is neither a PNG nor a JPEG file";
static const char image_hint[] = "Save the picture as PNG (drawings, logos) or JPEG (photographs).";

static bool
is_shown(const struct kx_frames *frames, size_t image)
{
	size_t p, i;

	for (p = 0; p < frames->page_count; p++) {
		for (i = 0; i < frames->pages[p].item_count; i++) {
			const struct kx_frame_item *item = &frames->pages[p].items[i];

			if (item->kind == KX_ITEM_IMAGE && (size_t)item->as.image == image)
				return true;
		}
	}
	return false;
}

bool
kx_pdf_write_images(struct kx_writer *writer)
{
	const struct kx_frames *frames = writer->frames;
	bool fine = true;
	size_t i;

	writer->images = kx_arena_array(&writer->arena, frames->image_count + 1, sizeof(*writer->images));
	if (writer->images == NULL)
		return !kx_pdf_failed(writer);
	for (i = 0; i < frames->image_count; i++) {
		const struct kx_frame_image *image = &frames->images[i];

		if (!is_shown(frames, i))
			continue;
		if (kx_is_png(image->bytes, image->length))
			fine = kx_png_write(writer, image, &writer->images[i]) && fine;
		else if (kx_is_jpeg(image->bytes, image->length))
			fine = kx_jpeg_write(writer, image, &writer->images[i]) && fine;
		else
			fine = kx_image_fault(image->path, not_an_image, image_hint, writer->diags) && fine;
	}
	return fine && !kx_pdf_failed(writer);
}
