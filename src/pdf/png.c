/*
 * PNG files, by libpng's simplified interface.
 *
 * libharu has a PNG loader of its own; it is not used.  Its error function
 * returns to libpng, which then has nowhere to jump and aborts the program: a
 * damaged logo would kill a whole batch.  It also reads no alpha from palette
 * images and keeps 16-bit samples.  The simplified interface of libpng 1.6 is
 * made for hostile files, has one path for every kind of PNG, and brings
 * samples to 8-bit sRGB, which is what the output intent says they are.
 *
 * A picture with far more pixels than a printer has dots is made smaller by a
 * whole factor, each new pixel the mean of those it stands for; a logo of 600
 * pixels on half an inch would take more room than the words of three pages.
 *
 * Rows are filtered as PNG does (ISO 32000-1, 7.4.4.4, predictor 15), each
 * with the filter whose differences are least in sum: libpng's own rule of
 * thumb, and about a third off a drawing with soft edges.  Where a picture has
 * few colours, its pixels are numbers of them, and are not filtered.
 */
#include "base/flat.h"
#include "base/memo.h"
#include "pdf/few_colors.h"
#include "pdf/image.h"
#include "pdf/pack.h"
#include "pdf/writer.h"

#include <stdlib.h>
#include <string.h>

#define DOTS_PER_INCH 400              /* what is kept at least; offices print 600, eyes see 300 */

static unsigned char
paeth(int left, int above, int corner)
{
	int guess = left + above - corner;
	int to_left = abs(guess - left), to_above = abs(guess - above), to_corner = abs(guess - corner);

	if (to_left <= to_above && to_left <= to_corner)
		return (unsigned char)left;
	return (unsigned char)(to_above <= to_corner ? above : corner);
}

/* Filter one row by `kind` (0 none, 1 left, 2 above, 4 Paeth); `above` is a row of zeros for the first. */
static void
filter_row(const unsigned char *row, const unsigned char *above, size_t length, size_t step, int kind, unsigned char *out)
{
	size_t i;

	/* Left of a row's first pixel is nothing. */
	*out++ = (unsigned char)kind;
	switch (kind) {
	case 1:
		memcpy(out, row, step);
		for (i = step; i < length; i++)
			out[i] = (unsigned char)(row[i] - row[i - step]);
		break;
	case 2:
		for (i = 0; i < length; i++)
			out[i] = (unsigned char)(row[i] - above[i]);
		break;
	case 4:
		for (i = 0; i < step; i++)
			out[i] = (unsigned char)(row[i] - above[i]);
		for (; i < length; i++)
			out[i] = (unsigned char)(row[i] - paeth(row[i - step], above[i], above[i - step]));
		break;
	default:
		memcpy(out, row, length);
		break;
	}
}

/* The sum of differences, each taken as a small number up or down. */
static unsigned long
size_of_row(const unsigned char *filtered, size_t length)
{
	unsigned sum = 0;   /* a row is far shorter than would fill it */
	size_t i;

	for (i = 0; i < length; i++)
		sum += filtered[i] < 128 ? filtered[i] : 256u - filtered[i];
	return sum;
}

static bool
filter_rows(const unsigned char *pixels, size_t row_bytes, size_t rows, size_t step, struct kx_buffer *out)
{
	static const int kinds[] = { 0, 1, 2, 4 };
	unsigned char *tries = calloc(3, row_bytes + 1), *best, *next, *swap;
	const unsigned char *above;
	unsigned long sum, least;
	size_t y, k;

	if (tries == NULL)
		return false;
	best = tries;
	next = tries + row_bytes + 1;
	above = next + row_bytes + 1;
	for (y = 0; y < rows; y++) {
		const unsigned char *row = pixels + y * row_bytes;

		least = (unsigned long)-1;
		for (k = 0; k < sizeof(kinds) / sizeof(kinds[0]) && least > 0; k++) {
			filter_row(row, above, row_bytes, step, kinds[k], next);
			sum = size_of_row(next + 1, row_bytes);
			if (sum < least) {
				least = sum;
				swap = best;
				best = next;
				next = swap;
			}
		}
		kx_buffer_add(out, best, row_bytes + 1);
		above = row;
	}
	free(tries);
	return !kx_buffer_failed(out);
}

/* A picture as it goes into the file: rows filtered and packed. */
struct picture {
	uint32_t width, height;
	int channels;
	bool has_alpha;
	struct kx_packed colors, alpha;
	struct kx_few_colors *few;   /* what the numbers of the plane of colours stand for; NULL when it has the colours themselves */
};

/* Rows packed, in the writer's arena. */
static bool
pack_rows(struct kx_writer *writer, const struct kx_buffer *rows, struct kx_packed *ret_plane)
{
	struct kx_buffer packed;
	bool done;

	kx_buffer_init(&packed, (size_t)1 << 30);
	done = !kx_buffer_failed(rows) && kx_deflate(&writer->packer, kx_buffer_bytes(rows), rows->length, &packed);
	ret_plane->length = packed.length;
	ret_plane->bytes = done ? kx_arena_copy(&writer->arena, kx_buffer_bytes(&packed), packed.length) : NULL;
	kx_buffer_done(&packed);
	return ret_plane->bytes != NULL;
}

/* The samples filtered and packed. */
static bool
pack_plane(struct kx_writer *writer, const unsigned char *samples, const struct picture *picture, int channels,
    struct kx_packed *ret_plane)
{
	struct kx_buffer rows;
	bool done;

	kx_buffer_init(&rows, (size_t)1 << 30);
	done = filter_rows(samples, (size_t)picture->width * (size_t)channels, picture->height, (size_t)channels, &rows) &&
	    pack_rows(writer, &rows, ret_plane);
	kx_buffer_done(&rows);
	return done;
}

/* The colours packed: numbers of them where there are few. */
static bool
pack_colors(struct kx_writer *writer, const unsigned char *pixels, struct picture *picture)
{
	size_t count = (size_t)picture->width * picture->height;
	unsigned char *numbers = picture->channels == 3 ? malloc(count) : NULL;
	struct kx_few_colors few;
	struct kx_buffer rows;
	bool done;

	if (numbers == NULL || !kx_few_colors_find(pixels, count, &few, numbers)) {
		free(numbers);
		return pack_plane(writer, pixels, picture, picture->channels, &picture->colors);
	}
	kx_buffer_init(&rows, (size_t)1 << 30);
	kx_few_colors_rows(numbers, picture->width, picture->height, kx_few_colors_bits(&few), &rows);
	done = pack_rows(writer, &rows, &picture->colors);
	kx_buffer_done(&rows);
	free(numbers);
	picture->few = kx_arena_alloc(&writer->arena, sizeof(few));
	if (picture->few != NULL)
		*picture->few = few;
	return done && picture->few != NULL;
}

/* An image XObject of a plane; its colour space and its filter's parameters are the caller's. */
static HPDF_Dict
image_object(struct kx_writer *writer, const struct kx_packed *plane, const struct picture *picture, int bits)
{
	HPDF_Dict object = kx_pdf_stream(writer, KX_PDF_DEFLATED, plane->bytes, plane->length);

	kx_pdf_put_name(object, "Type", "XObject");
	kx_pdf_put_name(object, "Subtype", "Image");
	kx_pdf_put_int(object, "Width", (long)picture->width);
	kx_pdf_put_int(object, "Height", (long)picture->height);
	kx_pdf_put_int(object, "BitsPerComponent", bits);
	return object;
}

/* One with `channels` (1 or 3) bytes a pixel. */
static HPDF_Dict
sample_object(struct kx_writer *writer, const struct kx_packed *plane, const struct picture *picture, int channels)
{
	HPDF_Dict object = image_object(writer, plane, picture, 8), parameters = kx_pdf_dict(writer->haru);

	kx_pdf_put_name(object, "ColorSpace", channels == 1 ? "DeviceGray" : "DeviceRGB");
	kx_pdf_put_int(parameters, "Predictor", 15);
	kx_pdf_put_int(parameters, "Colors", channels);
	kx_pdf_put_int(parameters, "Columns", (long)picture->width);
	kx_pdf_put(object, "DecodeParms", parameters);
	return object;
}

/* One whose pixels are numbers of colours. */
static HPDF_Dict
number_object(struct kx_writer *writer, const struct picture *picture)
{
	HPDF_Dict object = image_object(writer, &picture->colors, picture, kx_few_colors_bits(picture->few));
	HPDF_Array space = kx_pdf_array(writer->haru);

	kx_pdf_add_name(space, "Indexed");
	kx_pdf_add_name(space, "DeviceRGB");
	kx_pdf_add_int(space, (long)picture->few->count - 1);
	kx_pdf_add_bytes(space, picture->few->table, 3 * picture->few->count);
	kx_pdf_put(object, "ColorSpace", space);
	return object;
}

/* Largest whole factor that leaves at least DOTS_PER_INCH at every place where the image is shown. */
static uint32_t
shrink_factor(const struct kx_writer *writer, const struct kx_frame_image *image, uint32_t width, uint32_t height)
{
	const struct kx_frames *frames = writer->frames;
	int64_t least = INT64_MAX;
	size_t p, i;

	for (p = 0; p < frames->page_count; p++) {
		for (i = 0; i < frames->pages[p].item_count; i++) {
			const struct kx_frame_item *item = &frames->pages[p].items[i];
			int64_t across, down;

			if (item->kind != KX_ITEM_IMAGE || &frames->images[item->as.image] != image)
				continue;
			/* Dots an inch: pixels by thousandths of 1/72 inch. */
			across = (int64_t)width * 72000 / item->box.width;
			down = (int64_t)height * 72000 / item->box.height;
			least = across < least ? across : least;
			least = down < least ? down : least;
		}
	}
	return least / DOTS_PER_INCH > 1 ? (uint32_t)(least / DOTS_PER_INCH) : 1;
}

/* The mean of a block of pixels; colours count by how much of them is seen. */
static void
mean(const unsigned char *pixels, size_t row_bytes, uint32_t width, uint32_t height, int channels, bool alpha,
    unsigned char *ret_pixel)
{
	uint64_t sums[4] = { 0, 0, 0, 0 }, weight = 0, seen;
	uint32_t x, y, count = width * height;
	int c, colors = alpha ? channels - 1 : channels;

	for (y = 0; y < height; y++) {
		for (x = 0; x < width; x++) {
			const unsigned char *pixel = pixels + y * row_bytes + x * (size_t)channels;

			seen = alpha ? pixel[colors] : 1;
			weight += seen;
			for (c = 0; c < colors; c++)
				sums[c] += pixel[c] * seen;
		}
	}
	for (c = 0; c < colors; c++)
		ret_pixel[c] = weight > 0 ? (unsigned char)((sums[c] + weight / 2) / weight) : 0;
	if (alpha)
		ret_pixel[colors] = (unsigned char)((weight + count / 2) / count);
}

/* Make the picture smaller, in place: a new pixel never lies behind the block it is made from. */
static void
shrink(unsigned char *pixels, png_image *png, uint32_t factor)
{
	int channels = (int)PNG_IMAGE_PIXEL_CHANNELS(png->format);
	bool alpha = (png->format & PNG_FORMAT_FLAG_ALPHA) != 0;
	size_t row_bytes = (size_t)png->width * (size_t)channels;
	uint32_t width = (png->width + factor - 1) / factor, height = (png->height + factor - 1) / factor, x, y;
	unsigned char *out = pixels, pixel[4];

	for (y = 0; y < height; y++) {
		for (x = 0; x < width; x++) {
			uint32_t across = png->width - x * factor, down = png->height - y * factor;

			mean(pixels + y * factor * row_bytes + x * factor * (size_t)channels, row_bytes, across < factor ? across : factor,
			    down < factor ? down : factor, channels, alpha, pixel);
			memcpy(out, pixel, (size_t)channels);
			out += channels;
		}
	}
	png->width = width;
	png->height = height;
}

/* Take the alpha channel out of the pixels, in place, into `alpha`; false when all of it is opaque. */
static bool
split_alpha(unsigned char *pixels, size_t count, int channels, unsigned char *alpha)
{
	bool visible = false;
	size_t i;
	int c;

	for (i = 0; i < count; i++) {
		const unsigned char *pixel = pixels + i * (size_t)(channels + 1);

		alpha[i] = pixel[channels];
		visible = visible || alpha[i] != 255;
		for (c = 0; c < channels; c++)
			pixels[i * (size_t)channels + (size_t)c] = pixel[c];
	}
	return visible;
}

/* Pixels to planes. */
static bool
pack_pixels(struct kx_writer *writer, unsigned char *pixels, const png_image *png, struct picture *picture)
{
	size_t count = (size_t)png->width * png->height;
	unsigned char *alpha = NULL;
	bool done = true;

	picture->width = png->width;
	picture->height = png->height;
	picture->channels = (png->format & PNG_FORMAT_FLAG_COLOR) != 0 ? 3 : 1;
	if ((png->format & PNG_FORMAT_FLAG_ALPHA) != 0) {
		alpha = malloc(count);
		if (alpha == NULL)
			return false;
		picture->has_alpha = split_alpha(pixels, count, picture->channels, alpha);
	}
	if (picture->has_alpha)
		done = pack_plane(writer, alpha, picture, 1, &picture->alpha);
	free(alpha);
	return done && pack_colors(writer, pixels, picture);
}

static const char damaged[] = "the PNG file is damaged";
static const char hint[] = "Open the picture in an image program and save it again.";

/* Read what is left of an opened picture, make it smaller, pack it. */
static struct picture *
read_pixels(struct kx_writer *writer, const struct kx_png *calls, const struct kx_frame_image *image, png_image *png, uint32_t factor)
{
	struct picture *picture = kx_arena_alloc(&writer->arena, sizeof(*picture));
	unsigned char *pixels = picture != NULL ? malloc(PNG_IMAGE_SIZE(*png)) : NULL;
	bool done = pixels != NULL;

	if (done && !calls->png_image_finish_read(png, NULL, pixels, 0, NULL)) {
		free(pixels);
		kx_image_fault(image->path, damaged, hint, writer->diags);
		return NULL;
	}
	if (done && factor > 1)
		shrink(pixels, png, factor);
	done = done && pack_pixels(writer, pixels, png, picture);
	free(pixels);
	if (!done)
		HPDF_SetError(&writer->haru->error, HPDF_FAILD_TO_ALLOC_MEM, 0);
	return done ? picture : NULL;
}

static struct picture *
decode(struct kx_writer *writer, const struct kx_frame_image *image, uint32_t factor)
{
	png_image png = { .version = PNG_IMAGE_VERSION };
	struct picture *picture = NULL;
	struct kx_png calls;

	if (!kx_png_load(&calls, writer->diags))
		return NULL;
	if (!calls.png_image_begin_read_from_memory(&png, image->bytes, image->length)) {
		kx_image_fault(image->path, damaged, hint, writer->diags);
		return NULL;
	}
	if (kx_image_size_fits(image->path, png.width, png.height, writer->diags)) {
		/* 8 bits, no palette, sRGB; colour and alpha as the file has them, or each color the gray that is as light. */
		png.format &= image->gray ? PNG_FORMAT_FLAG_ALPHA : PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA;
		picture = read_pixels(writer, &calls, image, &png, factor);
	}
	calls.png_image_free(&png);
	return picture;
}

static void
keep_picture(struct kx_memo *memo, const struct kx_memo_key *key, const struct picture *picture)
{
	struct kx_arena *room = kx_memo_arena(memo);
	struct picture *kept = room != NULL ? kx_arena_alloc(room, sizeof(*kept)) : NULL;

	if (kept == NULL)
		return;
	*kept = *picture;
	kept->colors.bytes = kx_arena_copy(room, picture->colors.bytes, picture->colors.length);
	if (picture->has_alpha)
		kept->alpha.bytes = kx_arena_copy(room, picture->alpha.bytes, picture->alpha.length);
	if (picture->few != NULL && (kept->few = kx_arena_alloc(room, sizeof(*kept->few))) != NULL)
		*kept->few = *picture->few;
	if (!kx_arena_spent(room))
		kx_memo_keep(memo, key, kept);
}

static bool
write_picture(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct picture *picture = value;

	(void)key;
	kx_flat_put(out, picture->width);
	kx_flat_put(out, picture->height);
	kx_flat_put(out, picture->channels);
	kx_packed_write(&picture->colors, out);
	kx_flat_put(out, picture->has_alpha);
	if (picture->has_alpha)
		kx_packed_write(&picture->alpha, out);
	kx_flat_put(out, picture->few != NULL ? (int64_t)picture->few->count : 0);
	if (picture->few != NULL)
		kx_flat_put_bytes(out, picture->few->table, 3 * picture->few->count);
	return true;
}

static struct kx_few_colors *
read_few(struct kx_flat *flat, struct kx_arena *arena)
{
	size_t count = (size_t)kx_flat_take(flat, 0, KX_FEW_COLORS);
	struct kx_few_colors *few = count > 0 ? kx_arena_alloc(arena, sizeof(*few)) : NULL;
	const void *table = kx_flat_take_array(flat, count, 3);

	if (few != NULL && table != NULL) {
		few->count = count;
		memcpy(few->table, table, 3 * count);
	}
	flat->bad = flat->bad || (few == NULL && count > 0);
	return few;
}

static const void *
read_picture(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	struct picture *picture = kx_arena_alloc(arena, sizeof(*picture));

	(void)key;
	if (picture == NULL)
		return NULL;
	picture->width = (uint32_t)kx_flat_take(&flat, 1, INT32_MAX);
	picture->height = (uint32_t)kx_flat_take(&flat, 1, INT32_MAX);
	picture->channels = (int)kx_flat_take(&flat, 1, 3);
	kx_packed_read(&flat, &picture->colors);
	picture->has_alpha = kx_flat_take(&flat, 0, 1) != 0;
	if (picture->has_alpha)
		kx_packed_read(&flat, &picture->alpha);
	picture->few = read_few(&flat, arena);
	return kx_flat_end(&flat) ? picture : NULL;
}

static const struct kx_memo_form picture_form = { KX_MEMO_ON_NOTHING, write_picture, read_picture };

/* A side in pixels, from the chunk that every PNG begins with; libpng has not looked at the file, which may be none. */
static uint32_t
side_at(const struct kx_frame_image *image, size_t at)
{
	const uint8_t *bytes = image->bytes;

	return image->length < at + 4 ? 0 :
	    (uint32_t)bytes[at] << 24 | (uint32_t)bytes[at + 1] << 16 | (uint32_t)bytes[at + 2] << 8 | bytes[at + 3];
}

/* The picture, from the memo if a sheet before this one showed it as large: libpng is asked for none that is known. */
static const struct picture *
find_picture(struct kx_writer *writer, const struct kx_frame_image *image)
{
	uint32_t factor = shrink_factor(writer, image, side_at(image, 16), side_at(image, 20));
	struct kx_memo_key key = kx_memo_key(KX_MEMO_PICTURE, 2 * (uint64_t)factor + image->gray);
	const struct picture *found;

	kx_memo_part(&key, image->bytes, image->length);
	kx_memo_form(&key, &picture_form, NULL);
	found = kx_memo_find(writer->options->memo, &key);
	if (found == NULL) {
		found = decode(writer, image, factor);
		if (found != NULL)
			keep_picture(writer->options->memo, &key, found);
	}
	return found;
}

bool
kx_png_write(struct kx_writer *writer, const struct kx_frame_image *image, struct kx_image_use *ret_use)
{
	const struct picture *picture = find_picture(writer, image);

	if (picture == NULL)
		return false;
	ret_use->has_alpha = picture->has_alpha;
	ret_use->object = picture->few != NULL ? number_object(writer, picture) :
	    sample_object(writer, &picture->colors, picture, picture->channels);
	if (picture->has_alpha)
		kx_pdf_put(ret_use->object, "SMask", sample_object(writer, &picture->alpha, picture, 1));
	return true;
}
