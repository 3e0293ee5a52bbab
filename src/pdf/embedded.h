/*
 * embedded: a face as a sheet embeds it, private to src/pdf: cut down to the
 * glyphs that stand in the sheet, with their widths and what they stand for.
 *
 * Sheets of a batch use the same glyphs but for a letter or a digit of a
 * clinic's, so this is kept in the memo (base/memo.h, which bounds and frees
 * it): by the face, the glyphs and their texts.  Without a memo it lies in the
 * writer's arena.
 */
#ifndef KX_PDF_EMBEDDED_H
#define KX_PDF_EMBEDDED_H

#include "pdf/pack.h"
#include "text/fonts.h"

struct kx_writer;

struct kx_embedded {
	const char *name;              /* "ABCDEF+Name" */
	struct kx_packed program; size_t program_length;   /* the TrueType program, packed, and its bytes before that */
	struct kx_packed widths;       /* the array /W, as text, not packed */
	struct kx_packed map;          /* the ToUnicode CMap, packed */
};

/* Of the face as writer->faces has it; NULL where a fault was reported or memory ends. */
const struct kx_embedded *kx_pdf_embed(struct kx_writer *writer, kx_face face);

#endif
