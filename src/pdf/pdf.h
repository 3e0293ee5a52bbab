/*
 * pdf: frames -> the bytes of a PDF file.  The only door to libharu, libpng and libdeflate; libqpdf,
 * which reads files back, has its door in read_back.h.
 *
 * libharu is the writer, through its object layer: dictionaries, arrays,
 * streams, xref, saving.  Fonts are subset by src/text (CIDFontType2,
 * Identity-H, own /W and /ToUnicode); the structure tree, XMP, output intent
 * and /ID are made here.  Aims at PDF/UA-1 (ISO 14289-1) and PDF/A-3a
 * (ISO 19005-3) in one file.  Same frames, same dates: same bytes.
 *
 * libpng reads PNG files here, because libharu's own way of doing it aborts
 * the program on a damaged one.
 */
#ifndef KX_PDF_PDF_H
#define KX_PDF_PDF_H

#include "frame/frame.h"

struct kx_arena;
struct kx_buffer;
struct kx_diagnostics;
struct kx_fonts;
struct kx_hashing;
struct kx_memo;
struct kx_reading;

struct kx_pdf_options {
	const char *producer;          /* "kxreport 0.1.0" */
	int64_t date;                  /* seconds since 1970 UTC, for Info and XMP: SOURCE_DATE_EPOCH or the data's date */
	const void *attachment; size_t attachment_length;  /* manifest.json, or NULL */
	const char *attachment_name, *attachment_description;
	const size_t *attachment_cuts; size_t attachment_cut_count;   /* rising: what lies between two is often that of another
	                                file, so it is packed apart; or none */
	const struct kx_hashing *attachment_hashed;        /* all of the attachment, or NULL */
	const char *const *own; size_t own_count;          /* texts that few other files show, or none: where one begins, the
	                                content of the page is packed apart */
	const struct kx_reading *reading;                  /* of the frames, which have passed kx_frames_check() as they are
	                                (kx_frames_check_read()); NULL: not yet */
	struct kx_memo *memo;          /* of the same fonts, for what sheets have in common; NULL: none */
	struct kx_hashing *ret_hashed; /* of all of `out`, which has to be empty before; or NULL */
};

/*
 * Write `frames` to `out`, which is appended to.  The frames are checked
 * first, unless they have been (kx_frames_check(), KX990).  Images are decoded here: PNG of any kind
 * and JPEG (8 bit, grey or three colours, baseline or progressive); anything
 * else, a damaged one or one of more than 25 million pixels is KX601 at the
 * image's path (src/frame/image.h tells a size beforehand).  KX602 is libharu's
 * refusal or a lack of memory, KX896 a library that is not on this machine.  On failure `out` may hold part of a file.
 *
 * Depends on nothing but its arguments; may be called from several threads
 * with the same fonts.
 */
bool kx_pdf_write(const struct kx_frames *frames, const struct kx_fonts *fonts, const struct kx_pdf_options *options,
    struct kx_buffer *out, struct kx_diagnostics *diags);

/*
 * Bring the libraries that kx_pdf_write() uses into memory beforehand, in
 * another thread; with that for packing, if some of the file will not have been packed before.  What is wrong with them is told
 * when a file is written (KX896).
 */
void kx_pdf_prepare(bool packs);

/* How dark a picture is on white, on the whole: 0 to 255.  One that cannot be read counts as all dark. */
int kx_pdf_image_darkness(const struct kx_frame_image *image);

#endif
