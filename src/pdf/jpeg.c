/*
 * JPEG files, passed through, or without their color where the sheet has none.
 *
 * PDF takes a JPEG as it is (DCTDecode), so nothing is decoded; the segments
 * are walked to make sure that a viewer will find what it needs, and that the
 * file is whole.  Damage inside the coded data that leaves the markers alone
 * is not seen.  Camera data, thumbnails, colour profiles and comments are left
 * out: they may say where a photograph was taken, and a PDF reader does not
 * look at them.
 */
#include "base/memo.h"
#include "pdf/image.h"
#include "pdf/jpeg_gray.h"
#include "pdf/writer.h"

#include <string.h>

enum {
	SOF0 = 0xC0, SOF1 = 0xC1, SOF2 = 0xC2, DHT = 0xC4, JPG = 0xC8, DAC = 0xCC, SOF15 = 0xCF,
	RST0 = 0xD0, RST7 = 0xD7, EOI = 0xD9, SOS = 0xDA, DQT = 0xDB, APP0 = 0xE0, APP14 = 0xEE, APP15 = 0xEF, COM = 0xFE
};

struct walk {
	const uint8_t *bytes;
	size_t length, at;
	struct kx_jpeg_facts *facts;
	bool frame, tables, quantization, scan;
};

static const char truncated[] = "the JPEG file is cut off or damaged";

static const char *
read_frame(struct walk *walk, int marker, const uint8_t *segment, size_t length)
{
	if (marker != SOF0 && marker != SOF1 && marker != SOF2)
		return "the JPEG file is of a rare kind (lossless or arithmetic coding)";
	if (walk->frame || length < 6)
		return truncated;
	if (segment[0] != 8)
		return "the JPEG file has 12 bits a colour";
	walk->facts->height = segment[1] << 8 | segment[2];
	walk->facts->width = segment[3] << 8 | segment[4];
	walk->facts->components = segment[5];
	if (walk->facts->components == 4)
		return "the JPEG file is in printing colours (CMYK)";
	if ((walk->facts->components != 1 && walk->facts->components != 3) ||
	    length != 6 + 3 * (size_t)walk->facts->components || walk->facts->width == 0 || walk->facts->height == 0)
		return truncated;
	walk->frame = true;
	return NULL;
}

/* Coded data runs to the next marker that is not a stuffed zero or a restart. */
static const char *
skip_scan(struct walk *walk)
{
	size_t start = walk->at;

	for (; walk->at + 1 < walk->length; walk->at++) {
		int next = walk->bytes[walk->at + 1];

		if (walk->bytes[walk->at] == 0xFF && next != 0 && next != 0xFF && (next < RST0 || next > RST7)) {
			walk->scan = true;
			return walk->at > start ? NULL : truncated;
		}
	}
	return truncated;
}

static bool
is_kept(int marker)
{
	return marker != COM && (marker < APP0 || marker > APP15 || marker == APP0 || marker == APP14);
}

static const char *
read_segment(struct walk *walk, int marker, struct kx_buffer *keep)
{
	const uint8_t *start = walk->bytes + walk->at - 2, *data;
	const char *fault = NULL;
	size_t length;

	if (walk->length - walk->at < 2)
		return truncated;
	length = (size_t)walk->bytes[walk->at] << 8 | walk->bytes[walk->at + 1];
	if (length < 2 || length > walk->length - walk->at)
		return truncated;
	data = walk->bytes + walk->at + 2;
	walk->at += length;
	if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC)
		fault = read_frame(walk, marker, data, length - 2);
	walk->tables = walk->tables || marker == DHT;
	walk->quantization = walk->quantization || marker == DQT;
	if (marker == SOS)
		fault = walk->frame && walk->tables && walk->quantization ? skip_scan(walk) : truncated;
	if (keep != NULL && is_kept(marker))
		kx_buffer_add(keep, start, (size_t)(walk->bytes + walk->at - start));
	return fault;
}

const char *
kx_jpeg_fault(const uint8_t *bytes, size_t length, struct kx_jpeg_facts *ret_facts, struct kx_buffer *keep)
{
	struct walk walk = { .bytes = bytes, .length = length, .at = 2, .facts = ret_facts };
	const char *fault;
	int marker;

	memset(ret_facts, 0, sizeof(*ret_facts));
	if (keep != NULL)
		kx_buffer_add(keep, bytes, 2);
	for (;;) {
		/* A marker: 0xFF, more of them as filling, then the code. */
		if (walk.at >= length || bytes[walk.at] != 0xFF)
			return truncated;
		while (walk.at < length && bytes[walk.at] == 0xFF)
			walk.at++;
		if (walk.at >= length)
			return truncated;
		marker = bytes[walk.at++];
		if (marker == EOI)
			break;
		if (marker < SOF0 || (marker >= RST0 && marker < EOI))
			return truncated;
		fault = read_segment(&walk, marker, keep);
		if (fault != NULL)
			return fault;
	}
	if (keep != NULL)
		kx_buffer_add(keep, "\xFF\xD9", 2);
	return walk.scan ? NULL : truncated;
}

/* A file of one component instead of three. */
struct gray { const uint8_t *bytes; size_t length; };

static void
keep_gray(struct kx_memo *memo, const struct kx_memo_key *key, const struct gray *gray)
{
	struct kx_arena *room = kx_memo_arena(memo);
	struct gray *kept = room != NULL ? kx_arena_alloc(room, sizeof(*kept)) : NULL;

	if (kept == NULL)
		return;
	kept->length = gray->length;
	kept->bytes = (const uint8_t *)kx_arena_copy(room, (const char *)gray->bytes, gray->length);
	if (kept->bytes != NULL)
		kx_memo_keep(memo, key, kept);
}

/* What is kept of the file, in place of its colors: from the memo if a sheet before this one showed it. */
static bool
replace_by_gray(struct kx_writer *writer, const struct kx_frame_image *image, struct kx_jpeg_facts *facts, struct kx_buffer *kept)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_GRAY_JPEG, 0);
	const struct gray *gray;
	struct gray made;

	kx_memo_part(&key, image->bytes, image->length);
	gray = kx_memo_find(writer->options->memo, &key);
	if (gray == NULL) {
		made.bytes = kx_jpeg_gray(&writer->arena, (const uint8_t *)kx_buffer_bytes(kept), kept->length, image->path, &made.length,
		    writer->diags);
		if (made.bytes == NULL)
			return false;
		keep_gray(writer->options->memo, &key, &made);
		gray = &made;
	}
	kx_buffer_clear(kept);
	return kx_jpeg_fault(gray->bytes, gray->length, facts, kept) == NULL;
}

bool
kx_jpeg_write(struct kx_writer *writer, const struct kx_frame_image *image, struct kx_image_use *ret_use)
{
	struct kx_jpeg_facts facts;
	struct kx_buffer kept;
	const char *fault;
	bool fine;

	kx_buffer_init(&kept, image->length + 16);
	fault = kx_jpeg_fault(image->bytes, image->length, &facts, &kept);
	if (fault != NULL) {
		kx_buffer_done(&kept);
		return kx_image_fault(image->path, fault, "Save the picture again as an ordinary RGB JPEG.", writer->diags);
	}
	fine = kx_image_size_fits(image->path, (uint32_t)facts.width, (uint32_t)facts.height, writer->diags) &&
	    (!image->gray || facts.components == 1 || replace_by_gray(writer, image, &facts, &kept));
	if (fine) {
		ret_use->object = kx_pdf_stream(writer, KX_PDF_DCT, kx_buffer_bytes(&kept), kept.length);
		kx_pdf_put_name(ret_use->object, "Type", "XObject");
		kx_pdf_put_name(ret_use->object, "Subtype", "Image");
		kx_pdf_put_int(ret_use->object, "Width", facts.width);
		kx_pdf_put_int(ret_use->object, "Height", facts.height);
		kx_pdf_put_name(ret_use->object, "ColorSpace", facts.components == 1 ? "DeviceGray" : "DeviceRGB");
		kx_pdf_put_int(ret_use->object, "BitsPerComponent", 8);
		if (kx_buffer_failed(&kept))
			HPDF_SetError(&writer->haru->error, HPDF_FAILD_TO_ALLOC_MEM, 0);
	}
	kx_buffer_done(&kept);
	return fine;
}
