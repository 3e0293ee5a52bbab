/*
 * fonts: the faces of fonts/fonts.json, loaded once, const afterwards; and
 * what is done with them: shaping, measuring, line-break points, subsetting.
 *
 * The only door to HarfBuzz, libunibreak, FriBidi and libhyphen is src/text.  A face is
 * known by its index in the set; a role ("body", "strong", "emphasis",
 * "heading") names a chain of faces, first choice first.
 *
 * After kx_fonts_load() a set is never written to: every function below takes
 * it as const, may be called from any number of threads at once, and a set
 * loaded before fork() is shared by all workers.  No function keeps a cache,
 * reads the locale or the clock: same arguments, same result.  The libraries
 * that set text are loaded, and the faces opened in them, by whichever call
 * needs them first: then it may report KX895, a library that is not on this
 * machine, or KX502, a face that HarfBuzz mistrusts, and fails.  Only hyphenation
 * patterns (text/hyphens.h) join the set later, when the first sheet asks for
 * them, and are to be asked for by one thread at a time.
 */
#ifndef KX_TEXT_FONTS_H
#define KX_TEXT_FONTS_H

#include "base/geometry.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_arena;
struct kx_diagnostics;
struct kx_font_list;
struct kx_place;
struct kx_fonts;                 /* opaque, immutable after load */

typedef int kx_face;             /* index into the set; -1 none */

/* Vertical metrics etc. in 1/1000 em (rounded half up), and PDF descriptor facts. */
struct kx_face_facts {
	const char *id;              /* "atkinson-regular", as fonts.json has it */
	const char *file;            /* its path, as it was opened */
	int weight;                  /* 400, 600 … */
	bool italic;
	int units_per_em;
	int ascent, descent;         /* descent negative */
	int cap_height, x_height;
	int italic_angle;            /* degrees * 1000, negative when it leans right */
	int stem_v;                  /* estimated from the weight */
	int box[4];                  /* font bounding box: xmin ymin xmax ymax */
	size_t glyph_count;
	uint8_t digest[KX_HASH_BYTES];   /* of the file */
};

/*
 * Load every face of `list` (src/read makes it from fonts.json).  All faults
 * are reported at the line of fonts.json that names the font: a file that
 * cannot be read (KX501), is damaged or is not static TrueType (KX502),
 * forbids embedding or subsetting (KX503), lacks its licence (KX507) or is not
 * of the stated weight and style (KX508); a list that does not hold together
 * (KX506): an id twice, a chain that is empty or names no face, a role missing
 * that the layout asks for by itself (body, emphasis, strong).
 * The set is malloc'd, holds no memory of `list`, and must be released with
 * kx_fonts_free().
 */
bool kx_fonts_load(const struct kx_font_list *list, struct kx_fonts **ret_fonts, struct kx_diagnostics *diags);
void kx_fonts_free(struct kx_fonts *fonts);   /* accepts NULL */

/*
 * Bring the libraries that set text into memory beforehand, in another thread;
 * what is wrong with them is told when text is set.
 */
void kx_text_prepare(void);

/* The hash of the faces' files and of which role takes which: whatever is shaped and measured is the same where it is. */
void kx_fonts_digest(const struct kx_fonts *fonts, uint8_t ret_digest[KX_HASH_BYTES]);

/* Faces stand in the order of the list. */
size_t kx_fonts_count(const struct kx_fonts *fonts);
const struct kx_face_facts *kx_fonts_facts(const struct kx_fonts *fonts, kx_face face);

/* From the font's name table.  NULL as kx_text_shape() fails. */
struct kx_face_names {
	const char *postscript;      /* fit for a PDF name without escapes */
	const char *family;
};
const struct kx_face_names *kx_fonts_names(const struct kx_fonts *fonts, kx_face face, struct kx_diagnostics *diags);

/* The first face of a role, or -1. */
kx_face kx_fonts_role(const struct kx_fonts *fonts, const char *role);

/*
 * Shape one run: `length` bytes of valid UTF-8 at `text`, one role, one
 * language (BCP 47, NULL for none).  The text is split among the role's faces
 * by coverage; each piece becomes a segment.  Kerning and ligatures are on;
 * `tabular` asks for figures of equal width ('tnum'), otherwise figures are
 * proportional ('pnum'), each where the face has them.  Segments and glyphs
 * are in reading order, left to right; text that runs from right to left, even
 * in part, is refused (KX505) until it can be set.
 *
 * A character no face covers reports KX504 with the place.  Then the result is
 * false and there is no .notdef to print.  One message tells of a character
 * (or of KX505) however many runs have it; further places are added to it.  An
 * unknown role is KX506.  False without a message: the arena is spent.
 *
 * Characters that faces often lack are set all the same:
 *   U+00A0 U+2000-200A U+202F U+205F U+3000 tab   the space glyph.  Its
 *       advance is that of the wished space (U+202F half a space, U+2009 a
 *       fifth of an em ...), which may differ from the glyph's own width;
 *   U+2010 U+2011   the hyphen-minus glyph;
 *   U+00B5, U+2126  Greek mu and omega;
 *   U+00AD, joiners, variation selectors, bidi marks, line ends   no glyph.
 *
 * `advance` is the pen's way, with kerning.  It can differ from the glyph's
 * own width (kx_text_advance()), which is what a PDF's /W must hold: the
 * difference is set with a TJ offset.
 *
 * Clusters: a glyph stands for the text from its `cluster` up to the next
 * greater cluster, or to the end of the segment.  Glyphs with the same
 * cluster (a letter and its accents) stand for that text together; a ligature
 * is one glyph with all its letters.  Characters without a glyph belong to
 * the text of the glyph before them, at the start of the run to the first
 * one.  So one glyph id may stand for different characters in different places
 * (hyphen-minus for U+2011, space for U+202F).
 */
struct kx_glyph {
	uint16_t id;
	uint32_t cluster;            /* byte offset into the run's text */
	int32_t advance;             /* font units */
	int32_t x_offset, y_offset;  /* font units */
};
struct kx_segment {
	kx_face face;
	struct kx_glyph *glyphs; size_t glyph_count;
	size_t start, length;        /* bytes of the run's text */
	int64_t advance;             /* font units, sum */
};
struct kx_shaped { struct kx_segment *segments; size_t segment_count; };

bool kx_text_shape(struct kx_arena *arena, const struct kx_fonts *fonts, const char *role, const char *language,
    bool tabular, const char *text, size_t length, const struct kx_place *place,
    struct kx_shaped *ret_shaped, struct kx_diagnostics *diags);

/* Font units of `face` at type size `size`, as a length (rounded half up). */
kx_length kx_text_scale(const struct kx_fonts *fonts, kx_face face, int64_t units, kx_length size);

/* Width of a shaped run at `size`: the sum of its segments' widths, each rounded once. */
kx_length kx_shaped_width(const struct kx_fonts *fonts, const struct kx_shaped *shaped, kx_length size);

/* The horizontal advance of a glyph in font units (the hmtx width, for /W). */
int32_t kx_text_advance(const struct kx_fonts *fonts, kx_face face, uint16_t glyph);

/* The area within a glyph's outline, in square font units: what it takes of ink.  Parts that overlap count twice. */
bool kx_text_ink(const struct kx_fonts *fonts, kx_face face, uint16_t glyph, int64_t *ret_area, struct kx_diagnostics *diags);

/*
 * Line-break opportunities of a whole paragraph by Unicode UAX #14
 * (libunibreak), after ties: a no-break is put between a figure and the unit
 * or word that belongs to it ("27 in 100", "10 mg", "Dr. Name", "[3]" and the
 * word before; all rules in ties.c), and inside short compounds
 * ("off-label").  A tie never makes an unbreakable string longer than
 * KX_TIE_MOST characters.  There is no break at a soft hyphen: patient text is
 * not hyphenated.  `language` is BCP 47 or NULL.
 *
 * `ret_breaks` has one byte for each byte of text: at the last byte of a
 * character, 1 = may break after it, 2 = must, 0 = not.  After the last
 * character it is 0, unless that is a line end itself (2).
 * False without a message when the arena is spent.
 */
#define KX_TIE_MOST 18
bool kx_text_breaks(struct kx_arena *arena, const struct kx_fonts *fonts, const char *language, const char *text, size_t length,
    const uint8_t **ret_breaks, struct kx_diagnostics *diags);

/*
 * Subset `face` to `glyphs` (any order; .notdef and the parts of composite
 * glyphs are kept too), keeping glyph ids, hints dropped, as a TrueType file
 * with the tables that ISO 32000-1, 9.9 asks of an embedded CIDFontType2
 * program: glyf, head, hhea, hmtx, loca, maxp.  Its widths are those of
 * kx_text_advance().  The bytes are the same for the same face and set of
 * glyphs.  malloc'd into `ret_bytes`.  Failure is KX509; a glyph that the face
 * does not have is our own bug, KX990.
 */
bool kx_text_subset(const struct kx_fonts *fonts, kx_face face, const uint16_t *glyphs, size_t glyph_count,
    uint8_t **ret_bytes, size_t *ret_length, struct kx_diagnostics *diags);

#endif
