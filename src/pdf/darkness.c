#include "pdf/pdf.h"

#include "pdf/image.h"
#include "pdf/jpeg_gray.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

#define ALL_DARK 255

/* The picture in gray on white, a byte a pixel. */
static int
mean_darkness(png_image *png)
{
	static const png_color white = { 255, 255, 255 };
	size_t count = (size_t)png->width * png->height, i;
	unsigned char *pixels = malloc(count);
	uint64_t sum = 0;
	bool done;

	png->format = PNG_FORMAT_GRAY;
	done = pixels != NULL && png_image_finish_read(png, &white, pixels, 0, NULL);
	for (i = 0; done && i < count; i++)
		sum += 255u - pixels[i];
	free(pixels);
	return done ? (int)((sum + count - 1) / count) : ALL_DARK;
}

int
kx_pdf_image_darkness(const struct kx_frame_image *image)
{
	struct kx_jpeg_facts facts;
	png_image png;
	int darkness = ALL_DARK;

	memset(&png, 0, sizeof(png));
	png.version = PNG_IMAGE_VERSION;
	if (kx_is_png(image->bytes, image->length) && png_image_begin_read_from_memory(&png, image->bytes, image->length) &&
	    (size_t)png.width * png.height <= KX_IMAGE_MAX_PIXELS)
		darkness = mean_darkness(&png);
	png_image_free(&png);
	if (kx_is_jpeg(image->bytes, image->length) && kx_jpeg_fault(image->bytes, image->length, &facts, NULL) == NULL &&
	    (size_t)facts.width * (size_t)facts.height <= KX_IMAGE_MAX_PIXELS)
		darkness = kx_jpeg_darkness(image->bytes, image->length, ALL_DARK);
	return darkness;
}
