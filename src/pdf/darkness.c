#include "pdf/pdf.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "pdf/haru.h"
#include "pdf/image.h"
#include "pdf/jpeg_gray.h"

#include <stdlib.h>
#include <string.h>

#define ALL_DARK 255
#define SCRATCH_BYTES (64u * 1024)

/* The picture in gray on white, a byte a pixel. */
static int
mean_darkness(const struct kx_png *calls, png_image *png)
{
	static const png_color white = { 255, 255, 255 };
	size_t count = (size_t)png->width * png->height, i;
	unsigned char *pixels = malloc(count);
	uint64_t sum = 0;
	bool done;

	png->format = PNG_FORMAT_GRAY;
	done = pixels != NULL && calls->png_image_finish_read(png, &white, pixels, 0, NULL);
	for (i = 0; done && i < count; i++)
		sum += 255u - pixels[i];
	free(pixels);
	return done ? (int)((sum + count - 1) / count) : ALL_DARK;
}

static int
png_darkness(const struct kx_frame_image *image)
{
	struct kx_diagnostics unheard;
	struct kx_arena scratch;
	struct kx_png calls;
	int darkness = ALL_DARK;
	png_image png;

	/* Where libpng is missing, writing the sheet will say so. */
	kx_arena_init(&scratch, SCRATCH_BYTES);
	kx_diagnostics_init(&unheard, &scratch);
	memset(&png, 0, sizeof(png));
	png.version = PNG_IMAGE_VERSION;
	if (kx_png_load(&calls, &unheard)) {
		if (calls.png_image_begin_read_from_memory(&png, image->bytes, image->length) &&
		    (size_t)png.width * png.height <= KX_IMAGE_MAX_PIXELS)
			darkness = mean_darkness(&calls, &png);
		calls.png_image_free(&png);
	}
	kx_arena_done(&scratch);
	return darkness;
}

int
kx_pdf_image_darkness(const struct kx_frame_image *image)
{
	struct kx_jpeg_facts facts;

	if (kx_is_png(image->bytes, image->length))
		return png_darkness(image);
	if (kx_is_jpeg(image->bytes, image->length) && kx_jpeg_fault(image->bytes, image->length, &facts, NULL) == NULL &&
	    (size_t)facts.width * (size_t)facts.height <= KX_IMAGE_MAX_PIXELS)
		return kx_jpeg_darkness(image->bytes, image->length, ALL_DARK);
	return ALL_DARK;
}
