/*
 * shaping: the words of a paragraph as glyphs, with the places where a line may
 * end; private to the breaking of lines (lines.h).
 *
 * Each stretch is shaped once, and a line is a range of the resulting glyphs.
 * Break opportunities are taken from the whole text, so the end of a stretch
 * is never a break by itself.
 */
#ifndef KX_LAYOUT_SHAPING_H
#define KX_LAYOUT_SHAPING_H

#include "layout/lines.h"
#include "text/fonts.h"

struct kx_shaping_glyph {
	uint16_t id;
	int face;
	uint32_t cluster;              /* in the text */
	int32_t advance, x_offset, y_offset;
	kx_length left;                /* pen position before it, from the start of the text */
	size_t stretch;
};

/* A place where a line may end. */
struct kx_stop {
	size_t glyph;                  /* first glyph after the break */
	size_t visible;                /* glyph after the last visible one */
	bool must;
	const struct kx_glyph *hyphen; /* drawn at the end of the line; NULL: no word is broken */
	kx_length hyphen_width;
};

/* The hyphen of a stretch. */
struct kx_stop_hyphen { bool known; kx_face face; const struct kx_glyph *glyph; kx_length width; };

/* The words while their lines are found. */
struct kx_shaping {
	const char *text; size_t length;
	const struct kx_stretch *stretches; size_t stretch_count;
	bool justified, hyphenated;
	bool refused;                  /* a text of it cannot be shaped, which was reported */
	struct kx_stop_hyphen *hyphens;  /* of the stretches, where words may be broken */
	struct kx_shaping_glyph *glyphs; size_t glyph_count, glyph_room;
	struct kx_stop *stops; size_t stop_count, stop_room;
	kx_length width;               /* of everything on one line */
};

/*
 * Shape the words, which must outlive `ret_shaping`, and find where their lines
 * may end; all in the setting's arena.  set->failed when memory ends;
 * ret_shaping->refused, and set->refused, when a character has no glyph.
 */
void kx_shape_words(struct kx_setting *set, const struct kx_line_words *words, struct kx_shaping *ret_shaping);

/*
 * Let words that are wider than the measure end a line inside as well, where
 * they are addresses of the web or of mail: before a sign that stands between
 * letters ("www.example" / ".org"), as the Chicago Manual of Style has it, and between
 * two letters only where there is no such place.
 */
void kx_shaping_ease(struct kx_setting *set, struct kx_shaping *par, kx_length measure);

/* Where the pen stands before glyph `glyph`, from the start of the words; behind the last one, their width. */
kx_length kx_shaping_pen(const struct kx_shaping *par, size_t glyph);

/* Is the glyph a space where a line may end?  What is not seen there takes no room. */
bool kx_shaping_is_space(const struct kx_shaping *par, size_t glyph);

/* Does a justified line draw out this glyph?  Spaces that tie words are as wide as others. */
bool kx_shaping_is_elastic(const struct kx_shaping *par, size_t glyph);

#endif
