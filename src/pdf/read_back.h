/*
 * read_back: what one of our own PDF files says about itself.  The only door
 * to libqpdf.
 *
 * Works on a file as kx_pdf_write() made it and on one that another program
 * has saved again: with or without object streams, linearised, packed anew.
 * Files come from anywhere, so they are parsed apart (base/apart.h), with
 * ceilings on memory and time.
 */
#ifndef KX_PDF_READ_BACK_H
#define KX_PDF_READ_BACK_H

#include "base/geometry.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_diagnostics;

struct kx_pdf_back {
	const char *manifest; size_t manifest_length;    /* manifest.json; NUL added */
	const char *metadata; size_t metadata_length;    /* the XMP packet; NUL added; NULL when there is none */
	bool as_written;     /* byte for byte the file that was written */
	bool unchanged;      /* pages and manifest are those that were written, however the file was saved since */
	int pages;
	kx_length page_width, page_height;               /* of page 1, as it is seen; 0 when the file does not say */
	char sha256[KX_HASH_HEX];                        /* of the file's bytes, those that all this was read from */
};

/*
 * Read the file `path`; everything goes into the arena.  `*ret_back` is set
 * only on success.
 *
 * Reports, at `path`: KX701 and KX111 as kx_file_read(); KX620 not a PDF;
 * KX621 damaged or cut short; KX622 locked (encrypted, whatever the password);
 * KX623 somebody else's PDF, without a manifest of ours; KX624 more work than a
 * sheet can be, or a fault of the library; KX626 a PDF of ours without its
 * manifest.  The manifest's own text is src/read's business.
 */
bool kx_pdf_read_back(struct kx_arena *arena, const char *path, struct kx_pdf_back *ret_back,
    struct kx_diagnostics *diags);

/*
 * The same in two steps, so that several files are read side by side.  A
 * start that fails has reported why and needs no finish.  `manifest_only` leaves
 * everything else in the answer empty and false, and takes less time.
 */
struct kx_pdf_reading;
struct kx_pdf_reading *kx_pdf_read_start(struct kx_arena *arena, const char *path, bool manifest_only,
    struct kx_diagnostics *diags);
bool kx_pdf_read_finish(struct kx_arena *arena, struct kx_pdf_reading *reading, struct kx_pdf_back *ret_back,
    struct kx_diagnostics *diags);

#endif
