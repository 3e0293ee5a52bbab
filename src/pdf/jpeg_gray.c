#include "pdf/jpeg_gray.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/library.h"
#include "pdf/image.h"

#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

#define LIBRARY "libturbojpeg.so.0"
#define QUALITY 95                     /* of what is coded anew: no difference is seen */
#define EIGHTHS 8                      /* darkness is taken from a picture an eighth as wide and high */

#define FUNCTIONS(F) \
	F(tjInitTransform) F(tjDestroy) F(tjFree) F(tjDecompressHeader3) F(tjDecompress2) F(tjCompress2) F(tjTransform)

struct turbo {
	tjhandle handle;
	int width, height, color;
#define MEMBER(name) __typeof__(name) *name;
	FUNCTIONS(MEMBER)
#undef MEMBER
};

static const char damaged[] = "the JPEG file is damaged";

static bool
find_functions(struct turbo *turbo, const char **ret_why)
{
	void *library = kx_library_open(LIBRARY, KX_BIND_AS_CALLED, ret_why);

	if (library == NULL)
		return false;
#define FIND(name) \
	if (!kx_library_find(library, #name, &turbo->name, ret_why)) \
		return false;
	FUNCTIONS(FIND)
#undef FIND
	return true;
}

/* The library with the file's head read; false, with `*ret_why` (NULL: damaged), when there is none. */
static bool
turbo_open(struct turbo *turbo, const uint8_t *bytes, size_t length, const char **ret_why)
{
	int sampling;

	memset(turbo, 0, sizeof(*turbo));
	if (!find_functions(turbo, ret_why))
		return false;
	*ret_why = NULL;
	turbo->handle = turbo->tjInitTransform();
	return turbo->handle != NULL && turbo->tjDecompressHeader3(turbo->handle, bytes, length, &turbo->width, &turbo->height,
	    &sampling, &turbo->color) == 0;
}

static void
turbo_close(struct turbo *turbo)
{
	if (turbo->handle != NULL)
		turbo->tjDestroy(turbo->handle);
}

/* Samples of lightness, one byte each, rows on rows, of the picture as wide and high as said; to be freed. */
static unsigned char *
decode(struct turbo *turbo, const uint8_t *bytes, size_t length, int width, int height)
{
	unsigned char *samples = malloc((size_t)width * (size_t)height);

	if (samples != NULL && turbo->tjDecompress2(turbo->handle, bytes, length, samples, width, width, height, TJPF_GRAY,
	    TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS) == 0)
		return samples;
	free(samples);
	return NULL;
}

static bool
code_anew(struct turbo *turbo, const uint8_t *bytes, size_t length, unsigned char **ret_bytes, unsigned long *ret_length)
{
	unsigned char *samples = decode(turbo, bytes, length, turbo->width, turbo->height);
	bool done = samples != NULL && turbo->tjCompress2(turbo->handle, samples, turbo->width, turbo->width, turbo->height,
	    TJPF_GRAY, ret_bytes, ret_length, TJSAMP_GRAY, QUALITY, TJFLAG_ACCURATEDCT) == 0;

	free(samples);
	return done;
}

const uint8_t *
kx_jpeg_gray(struct kx_arena *arena, const uint8_t *bytes, size_t length, const char *path, size_t *ret_length,
    struct kx_diagnostics *diags)
{
	tjtransform lightness = { .op = TJXOP_NONE, .options = TJXOPT_GRAY | TJXOPT_COPYNONE };
	unsigned char *made = NULL;
	unsigned long made_length = 0;
	const uint8_t *kept = NULL;
	struct turbo turbo;
	const char *why;
	bool done = false;

	if (turbo_open(&turbo, bytes, length, &why))
		done = turbo.color != TJCS_YCbCr ? code_anew(&turbo, bytes, length, &made, &made_length) :
		    turbo.tjTransform(turbo.handle, bytes, length, 1, &made, &made_length, &lightness, TJFLAG_LIMITSCANS) == 0;
	if (done)
		kept = (const uint8_t *)kx_arena_copy(arena, (const char *)made, made_length);
	else if (why != NULL)
		kx_report(diags, KX891, (struct kx_place){ .file = path }, "install it (Debian: libturbojpeg0), or save the picture as PNG",
		    "libturbojpeg, which makes JPEG files gray, is not on this machine: %s", why);
	else
		kx_image_fault(path, damaged, "Save the picture again as an ordinary RGB JPEG.", diags);
	if (made != NULL)
		turbo.tjFree(made);
	turbo_close(&turbo);
	*ret_length = made_length;
	return kept;
}

int
kx_jpeg_darkness(const uint8_t *bytes, size_t length, int otherwise)
{
	struct turbo turbo;
	const char *why;
	unsigned char *samples = NULL;
	int width, height, darkness = otherwise;
	size_t count, i;
	uint64_t sum = 0;

	if (turbo_open(&turbo, bytes, length, &why)) {
		width = (turbo.width + EIGHTHS - 1) / EIGHTHS;
		height = (turbo.height + EIGHTHS - 1) / EIGHTHS;
		count = (size_t)width * (size_t)height;
		samples = decode(&turbo, bytes, length, width, height);
		for (i = 0; samples != NULL && i < count; i++)
			sum += 255u - samples[i];
		if (samples != NULL)
			darkness = (int)((sum + count - 1) / count);
	}
	free(samples);
	turbo_close(&turbo);
	return darkness;
}
