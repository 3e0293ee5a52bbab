/*
 * writer: what the files of src/pdf share while one document is written.
 *
 * A writer lives for one call of kx_pdf_write().  Its order:
 *   fonts collect   which glyphs are used and what they stand for
 *   images          decoded into XObjects
 *   pages           content streams; marked content by the reading order
 *   links           annotations over the items of links
 *   structure       the tags, with the sequences and annotations found above;
 *                   headers: which heads the cells of tables have
 *   outline, metadata, intent, attachment, fonts
 *   save            to bytes
 */
#ifndef KX_PDF_WRITER_H
#define KX_PDF_WRITER_H

#include "base/arena.h"
#include "base/buffer.h"
#include "frame/frame.h"
#include "frame/reading.h"
#include "pdf/object.h"
#include "pdf/pack.h"
#include "pdf/pdf.h"
#include "pdf/plain.h"
#include "pdf/seal.h"
#include "pdf/whole.h"
#include "text/fonts.h"

/* What a glyph of a face stands for, over the whole document. */
struct kx_glyph_use {
	const char *text;              /* UTF-8, NULL when the glyph is not used */
	size_t length;
	bool borrowed;                 /* the text is a whole cluster's: the glyph never stands alone */
	bool contested;                /* it stands alone for several texts, of which the least is taken */
	bool measured;                 /* its width was asked for */
	int32_t advance;               /* then this is it, in font units */
};

struct kx_face_use {
	bool used;
	const struct kx_face_facts *facts;
	struct kx_glyph_use *glyphs;   /* by glyph id, facts->glyph_count of them */
	char *letters;                 /* by glyph id: the plain letter that is its text so far, or 0 */
	uint16_t *contested; size_t contested_count, contested_room;   /* those glyphs */
	int space;                     /* the glyph that stands for U+0020, or -1 */
	HPDF_Dict font;                /* the Type0 font */
};

struct kx_image_use {
	HPDF_Dict object;              /* the image XObject, or NULL when it is not shown */
	bool has_alpha;
};

/* A link annotation: one rectangle of one link. */
struct kx_annotation {
	unsigned number;               /* of its object (plain.h) */
	int element;                   /* the LINK or REFERENCE it belongs to */
	int parent_key;                /* its /StructParent */
	int page;
};

/* The data of a stream (object.h). */
struct kx_stream { HPDF_Dict dict; struct kx_packed data; bool common; };

/* A stretch of heads or feet, and the stream that shows it. */
struct kx_margin_stream { const char *text; size_t length; HPDF_Dict object; };

/* The header cells of a table cell, elements in order. */
struct kx_heads { int *list; size_t count, room; };

struct kx_writer {
	struct kx_haru calls;          /* of libharu */
	HPDF_Doc haru;
	HPDF_STATUS error, detail;     /* the first that libharu raised */
	bool reported;                 /* it is in `diags` */
	struct kx_arena arena;
	const struct kx_frames *frames;
	const struct kx_fonts *fonts;
	const struct kx_pdf_options *options;
	struct kx_diagnostics *diags;
	struct kx_reading reading;
	HPDF_Dict *pages;              /* by page */
	HPDF_Dict resources;           /* shared by all pages */
	struct kx_face_use *faces; size_t face_count;
	struct kx_image_use *images;
	struct kx_annotation *annotations; size_t annotation_count, annotation_room;
	size_t *first_annotation;      /* by element: its annotations are first up to first of the next */
	const char **ids;              /* by element: its ID in the file, NULL for none */
	struct kx_heads *heads;        /* by element: of TD cells */
	unsigned *tags, *inner_tags;   /* by element: the number of the structure element, and of what holds its kids (structure.c) */
	struct kx_plain groups[KX_GROUPS];    /* the text of objects that are no streams */
	struct kx_whole wholes[KX_GROUPS];    /* groups whose text may not be needed (whole.h) */
	struct kx_margin_stream *margins; size_t margin_count, margin_room;   /* made so far (margins.c) */
	struct kx_stream *streams; size_t stream_count, stream_room;    /* by number */
	struct kx_own *own;            /* options->own, once a page was looked through for it (own.c) */
	struct kx_buffer gathered, compared;   /* of the key that was made last (piece_key.c) */
	struct kx_packer packer;
	struct kx_seal seal;           /* of the pages' content, then the attachment */
};

/* Faults that stop the writing are reported; false then. */
bool kx_pdf_collect_fonts(struct kx_writer *writer);
bool kx_pdf_write_fonts(struct kx_writer *writer);
bool kx_pdf_write_images(struct kx_writer *writer);
bool kx_pdf_write_pages(struct kx_writer *writer);
bool kx_pdf_write_links(struct kx_writer *writer);
bool kx_pdf_find_headers(struct kx_writer *writer, bool cells);   /* without `cells`, only the ids that frames have */
bool kx_pdf_write_structure(struct kx_writer *writer);
void kx_pdf_write_outline(struct kx_writer *writer);
void kx_pdf_write_metadata(struct kx_writer *writer);
void kx_pdf_write_intent(struct kx_writer *writer);
void kx_pdf_write_attachment(struct kx_writer *writer);

/* Of the structure: the parent tree, the tree of ids.  Each returns its number; 0: no element has an id. */
unsigned kx_pdf_write_parents(struct kx_writer *writer);
unsigned kx_pdf_write_ids(struct kx_writer *writer);

/* All objects as a file; false when libharu had an error. */
bool kx_pdf_save(struct kx_writer *writer, struct kx_buffer *out);

/* Was there an error in libharu or a lack of memory so far?  Reports it once, as KX602. */
bool kx_pdf_failed(struct kx_writer *writer);

/* y of a page, turned round: PDF counts from the bottom. */
kx_length kx_pdf_flip(const struct kx_writer *writer, int page, kx_length y);

/* `date` as "D:20260131120000Z" (PDF) or "2026-01-31T12:00:00Z" (XMP). */
#define KX_DATE_ROOM 32
void kx_pdf_date(int64_t date, bool xmp, char ret_text[KX_DATE_ROOM]);

/*
 * One step through the clusters of a glyph run: glyphs that stand together
 * for a stretch of text.  `text` is what a reader copies and looks for: every
 * kind of space is a space, a hyphen that does not break is a hyphen; joiners,
 * soft hyphens within a word and other characters without a look are left out,
 * so it may be empty.  Start with `*at` 0; false at the end.
 */
struct kx_cluster {
	size_t first, count;           /* glyphs */
	const char *text; size_t length;
};
bool kx_cluster_next(struct kx_arena *arena, const struct kx_frame_glyphs *glyphs, size_t *at,
    struct kx_cluster *ret_cluster);

/*
 * The first glyph from `at` on, where a cluster begins, that is not a plain letter by itself which the face's map has for it
 * already.  Nearly all are, and such a cluster is shown with the map alone.
 */
size_t kx_pdf_pass_known(const struct kx_face_use *face, const struct kx_frame_glyphs *glyphs, size_t at);

/* May the cluster be shown with the ToUnicode map alone, or does it need an ActualText span? */
bool kx_cluster_maps(const struct kx_face_use *face, const struct kx_frame_glyphs *glyphs,
    const struct kx_cluster *cluster);

/* Content of one kind of item, appended to the page's stream.  State is what is set in the stream so far. */
struct kx_paint_state {
	kx_color fill, stroke;
	bool fill_known, stroke_known;
	kx_length line_width;          /* -1: not set */
	int face;                      /* -1: none */
	kx_length size;
	bool in_text;                  /* between BT and ET */
	kx_length line_x, line_y;      /* start of the line, inside BT */
};
/* One marked-content sequence with all its items (page.c). */
void kx_paint_sequence(struct kx_writer *writer, const struct kx_sequence *sequence, struct kx_paint_state *state,
    struct kx_buffer *out);
void kx_paint_text(struct kx_writer *writer, int page, size_t item, struct kx_paint_state *state, struct kx_buffer *out);
void kx_paint_shape(struct kx_writer *writer, int page, size_t item, struct kx_paint_state *state, struct kx_buffer *out);
void kx_paint_fill_color(struct kx_paint_state *state, kx_color color, struct kx_buffer *out);

/* What is set where a page begins (ISO 32000-1, table 52). */
#define KX_PAINT_START ((struct kx_paint_state){ .fill_known = true, .stroke_known = true, .line_width = KX_PT(1), .face = -1 })

/* A stretch of a page's content, painted and packed apart (body.c). */
struct kx_page_piece {
	const char *content;
	struct kx_packed_piece packed;
	struct kx_hashing hashed;      /* of its content, for the seal; of a page's first piece only */
	struct kx_paint_state end;     /* what is set behind it */
};

/* The sequences of a page that make a piece. */
struct kx_page_span {
	int page;
	size_t first, end;
	bool begins;                   /* the page */
	bool ends;                     /* a stream: what is packed for this sheet alone, and the page's body */
	const struct kx_paint_state *start;   /* what is set before them */
};

/* The piece's key for the memo, with all that it is painted from; good until the next one is made.  False when memory ends. */
struct kx_memo_key;
bool kx_pdf_piece_key(struct kx_writer *writer, const struct kx_page_span *span, struct kx_memo_key *ret_key);
/* A shorter one, by the numbers of its runs (frame.h), which is never stored; false, too, where no run has one. */
bool kx_pdf_piece_runs(struct kx_writer *writer, const struct kx_page_span *span, struct kx_memo_key *ret_key);

/*
 * The content of a page as far as the sequence `end`, as pieces; there may be
 * none.  They lie in the memo or the writer's arena, the list in the arena.
 * False when memory ends.
 */
struct kx_page_body {
	const struct kx_page_piece **pieces; size_t count;
	bool begins_own;               /* of the pieces each second one is the sheet's own: from the first, or the second, one on */
};
bool kx_pdf_body(struct kx_writer *writer, int page, size_t end, struct kx_page_body *ret_body);

/*
 * The heads and feet of a page, which stand behind its body: the sequences from `first` on, in the arena.  False when memory ends.
 */
struct kx_margins {
	const char *text; size_t length;
	size_t first, last;            /* bytes at either end that another page has too, by kx_pdf_part_margins() */
};
bool kx_pdf_paint_margins(struct kx_writer *writer, int page, size_t first, struct kx_paint_state *state,
    struct kx_margins *ret_margins);
/* Of all pages, in order. */
void kx_pdf_part_margins(struct kx_margins *margins, size_t count);
/* The streams that show them, of which other pages may show some; returns how many. */
#define KX_MARGIN_STREAMS 3
size_t kx_pdf_margin_streams(struct kx_writer *writer, const struct kx_margins *margins, HPDF_Dict ret_streams[KX_MARGIN_STREAMS]);

/*
 * Where to part it: rising sequences after the page's first, at most KX_PAGE_CUTS; returns how many (own.c).  Of the parts each
 * second one is the sheet's own, from the first or the second one on.
 */
#define KX_PAGE_CUTS 16
size_t kx_pdf_cut(struct kx_writer *writer, int page, size_t end, size_t ret_cuts[KX_PAGE_CUTS], bool *ret_begins_own);

/* Decode one image file; KX601 at its path when that cannot be done. */
bool kx_png_write(struct kx_writer *writer, const struct kx_frame_image *image, struct kx_image_use *ret_use);
bool kx_jpeg_write(struct kx_writer *writer, const struct kx_frame_image *image, struct kx_image_use *ret_use);

#endif
