/*
 * frame: the hand-over between layout and pdf.
 *
 * Pages of items at final positions, and the structure tree.  No styles, no
 * callbacks; faces by index into the font set, colours as sRGB.  Lengths are
 * thousandths of a point, origin top left, y down.  An item belongs to one
 * structure element (`element`), or is an artifact (`element` is -1).
 * Paint order is item order.
 *
 * Reading order (the order of /K in the PDF, of kx_frames_text() and of a
 * screen reader):
 *   1. The children of an element are read in the order they were made.
 *      Make elements in reading order; where their items stand in the lists
 *      does not matter, so columns, tables and boxes may be painted at will.
 *   2. The items of one element are read by page and, within a page, in the
 *      order they were made.
 *   3. Where an element has both (a P with a Reference in it), an item of its
 *      own comes before a child if it was made before the first item of that
 *      child (or of the child's descendants).  Within one paragraph, make the
 *      items in reading order.  A child without items keeps its place among
 *      its siblings.
 * Consecutive items of the same element become one marked-content sequence,
 * so keep the items of a line or paragraph together.  frame/reading.h works
 * this order out.
 *
 * Words.  A line should keep its last space (it may hang past the measure);
 * where two runs of one paragraph have none between them and do not touch, a
 * reader and the PDF put one in, unless the first ends in a hyphen, dash or
 * slash.  A line broken by hyphenation ends its text with U+00AD, which draws
 * as the hyphen and reads as nothing.
 */
#ifndef KX_FRAME_FRAME_H
#define KX_FRAME_FRAME_H

#include "base/geometry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum kx_item_kind { KX_ITEM_GLYPHS, KX_ITEM_RECT, KX_ITEM_LINE, KX_ITEM_PATH, KX_ITEM_IMAGE };

enum kx_artifact { KX_ARTIFACT_NONE, KX_ARTIFACT_PAGINATION, KX_ARTIFACT_LAYOUT, KX_ARTIFACT_BACKGROUND };

struct kx_frame_glyph {
	uint32_t id;                   /* 16 bits; no padding behind it, so that glyphs can be compared by their bytes */
	uint32_t cluster;              /* byte offset into `text` */
	int32_t advance;               /* font units, as shaped (with kerning) */
	int32_t x_offset, y_offset;    /* font units */
};

/* A run of glyphs of one face, size and colour on one baseline. */
struct kx_frame_glyphs {
	int face;
	kx_length size;
	kx_color color;
	const struct kx_frame_glyph *glyphs; size_t count;   /* left to right, clusters never falling */
	const char *text; size_t length;   /* the run's words, UTF-8: for ToUnicode and ActualText */
	/*
	 * Stands for `glyphs` and `text`, among all runs that the sheet's memo knows (kx_memo_number()); 0: none.  Only a run
	 * that passes kx_glyphs_check() is given one.
	 */
	uint64_t number;
	bool justified;                /* part of a line drawn out, or in, to the measure by its spaces */
};

enum kx_path_op { KX_MOVE, KX_LINE, KX_CURVE, KX_CLOSE };
/* KX_CURVE uses all three points (two controls and the end), the others points[0]. */
struct kx_path_step { enum kx_path_op op; struct kx_point points[3]; };

struct kx_frame_shape {
	bool fill, stroke, even_odd;   /* even_odd: PATH, the filling rule; else nonzero winding */
	kx_color fill_color, stroke_color;
	kx_length line_width;
	kx_length radius;              /* RECT: corner radius */
	const struct kx_path_step *steps; size_t step_count;   /* PATH */
	uint64_t number;               /* PATH: stands for `steps` where they are moved to the item's box, as a run's number does; 0: none */
};

struct kx_frame_item {
	enum kx_item_kind kind;
	int element;                   /* index into elements, or -1 */
	enum kx_artifact artifact;     /* when element is -1 */
	const char *region;            /* name of the region it must stay in, for the check */
	struct kx_box box;             /* GLYPHS: x is the pen start, y the BASELINE, width the advance, height the size;
	                                  RECT, IMAGE: the box; LINE: from (x, y) to (x + width, y + height); PATH: bounds */
	union {
		struct kx_frame_glyphs glyphs;
		struct kx_frame_shape shape;
		int image;             /* index into images */
	} as;
};

#define KX_FRAME_MAX_DEPTH 60      /* elements within elements */
#define KX_FRAME_MAX_STRING 16000  /* bytes of alt, title and so on: 32,767 bytes as UTF-16 (ISO 19005-3, 6.1.13) */

/* The region of the line that repeats a harm on a page, for the gate. */
#define KX_REGION_HARM "running-harm"

/* A named part of a page; items that name it stay in it. */
struct kx_frame_region { const char *name; struct kx_box box; };

struct kx_frame_page {
	kx_length width, height;
	struct kx_frame_region *regions; size_t region_count, region_room;
	struct kx_frame_item *items; size_t item_count, item_room;
};

/* Standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4). */
enum kx_element_type {
	KX_EL_DOCUMENT, KX_EL_SECT, KX_EL_DIV, KX_EL_H1, KX_EL_H2, KX_EL_H3, KX_EL_P, KX_EL_L, KX_EL_LI, KX_EL_LBL, KX_EL_LBODY,
	KX_EL_TABLE, KX_EL_THEAD, KX_EL_TBODY, KX_EL_TR, KX_EL_TH, KX_EL_TD, KX_EL_CAPTION, KX_EL_FIGURE,
	KX_EL_SPAN, KX_EL_REFERENCE, KX_EL_NOTE, KX_EL_LINK, KX_EL_BIBENTRY
};

enum kx_scope { KX_SCOPE_NONE, KX_SCOPE_ROW, KX_SCOPE_COLUMN, KX_SCOPE_BOTH };

struct kx_element {
	enum kx_element_type type;
	int parent;                    /* -1 for the Document element, which is elements[0] */
	const char *alt, *actual, *lang, *expansion, *title, *id;   /* NULL when absent */
	                               /* `title` of a LINK or REFERENCE is what its link annotation says ("Reference 3") */
	enum kx_scope scope;           /* TH */
	int column_span, row_span;     /* 0 or 1: none */
	const char *list_numbering;    /* L: "Disc", "Decimal", "None" */
	bool has_box;                  /* FIGURE */
	int page; struct kx_box box;
	const char *uri;               /* LINK to the outside */
	int target;                    /* LINK inside, REFERENCE: element index to go to; -1 none */
	int links_back;                /* REFERENCE <-> BIBENTRY partner; -1 none */
	const char *section, *block;   /* the outline's section and block whose words it holds (of a section's heading the
	                                  section's id again); NULL outside the outline.  For the gate; no PDF shows them */
};

struct kx_frame_image {
	const char *path;              /* for messages */
	const uint8_t *bytes; size_t length;    /* the file's bytes: PNG or JPEG */
	bool gray;                     /* to be shown without color */
};

/* An entry of the bookmarks: heading elements in order. */
struct kx_frame_bookmark { const char *title; int element; int page; kx_length y; int level; };

/* The last line of a paragraph that is one short word. */
struct kx_frame_short { const char *block, *word; };

/*
 * What the layout chose and how even its lines are, for --timings, --dump
 * setting and the build manifest.  Ratios are per mille; the room that a line
 * leaves is of its measure, and only lines count that another follows in their
 * paragraph.
 */
struct kx_frame_setting {
	int space, leading, type;      /* of what the template asks */
	const char *const *dropped; size_t dropped_count;    /* "section" or "section/block", left out so that the sheet fits */
	size_t lines;
	int room, worst, deviation;    /* left by these lines: mean, most, standard deviation */
	size_t paragraphs;             /* of two lines or more */
	const struct kx_frame_short *shorts; size_t short_count;
};

struct kx_frames {
	const char *title, *subject, *author, *language, *document_id, *creator;
	struct kx_frame_page *pages;     size_t page_count, page_room;
	struct kx_element *elements;     size_t element_count, element_room;
	struct kx_frame_image *images;   size_t image_count, image_room;
	struct kx_frame_bookmark *bookmarks; size_t bookmark_count, bookmark_room;
	struct kx_frame_setting setting;
};

struct kx_arena;
struct kx_buffer;
struct kx_diagnostics;

/*
 * Building: each returns the new thing's index, or -1 at a ceiling (of a
 * region, false).  An element's parent must exist already, so a parent's index
 * is always lower.
 */
int kx_frames_page(struct kx_arena *arena, struct kx_frames *frames, kx_length width, kx_length height);
bool kx_frames_region(struct kx_arena *arena, struct kx_frames *frames, int page, const char *name, struct kx_box box);
int kx_frames_element(struct kx_arena *arena, struct kx_frames *frames, enum kx_element_type type, int parent);
/* `count` new elements behind one another, all zero, for a caller that fills them whole; NULL at a ceiling. */
struct kx_element *kx_frames_elements(struct kx_arena *arena, struct kx_frames *frames, size_t count);
int kx_frames_image(struct kx_arena *arena, struct kx_frames *frames, const char *path, const uint8_t *bytes, size_t length);
/*
 * A new item, the last of its page, or NULL at a ceiling.  The pointer is
 * good until the next item of that page is made.  With `element` -1 it is a
 * layout artifact until the caller says otherwise.
 */
struct kx_frame_item *kx_frames_item(struct kx_arena *arena, struct kx_frames *frames, int page,
    enum kx_item_kind kind, int element);

/* `count` new items of a page, one or more, behind one another and all zero, for a caller that fills them whole; NULL at a ceiling. */
struct kx_frame_item *kx_frames_items(struct kx_arena *arena, struct kx_frames *frames, int page, size_t count);

/* So many items of a page, or elements, are to come: they are then not moved as they do.  False at a ceiling. */
bool kx_frames_expect_items(struct kx_arena *arena, struct kx_frames *frames, int page, size_t count);
bool kx_frames_expect_elements(struct kx_arena *arena, struct kx_frames *frames, size_t count);

/* The name of a structure type as PDF writes it: "LBody". */
const char *kx_element_name(enum kx_element_type type);

/* Inline types (Span, Reference, Link) belong to the line they stand in; the others start a new one. */
bool kx_element_inline(enum kx_element_type type);

/* The box an item covers; of GLYPHS from `size` above the baseline to a quarter of it below. */
struct kx_box kx_item_bounds(const struct kx_frame_item *item);

/*
 * The promises a frame must keep, checked before pdf sees it.  A breach is
 * KX990, our bug.  All breaches are reported.
 *   pages     1 to KX_MAX_PAGES, 3 to 14,400 points a side (ISO 32000-1 C.2)
 *   items     on the page, and in their region where the page knows any; glyph runs have glyphs (never .notdef), a size and
 *             valid text whose clusters do not fall; images exist
 *   tree      one Document, elements[0]; parents before children; each type
 *             only where ISO 32000-1 14.8.4 and ISO 32005 let it stand, and
 *             content only in types that may hold it
 *   headings  H1 first, no level skipped going down (ISO 14289-1, 7.4.2)
 *   tables    regular, no THead without TBody, every TH has a scope (7.5)
 *   figures   Alt or ActualText and a box on a page (7.3); notes have a unique id (7.9)
 *   links     an address or a target, and items to click on (7.18.5)
 *   language  well-formed tags (7.2); title present (7.1)
 */
bool kx_frames_check(const struct kx_frames *frames, struct kx_diagnostics *diags);

/*
 * What the check asks of one run, wherever it stands.  Who keeps runs for other sheets asks it once and gives those that
 * pass a number; their glyphs are not looked at again.
 */
bool kx_glyphs_check(const struct kx_frame_glyphs *glyphs);

/* `--dump frames`. */
void kx_frames_dump(const struct kx_frames *frames, struct kx_buffer *out);

/* `--dump setting`: a line for each thing that was chosen or measured. */
void kx_frames_dump_setting(const struct kx_frames *frames, struct kx_buffer *out);

/* The tagged words of all pages in reading order, a line for each block-level element that holds some. */
void kx_frames_text(const struct kx_frames *frames, struct kx_buffer *out);

#endif
