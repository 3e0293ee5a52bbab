/*
 * lines: words and a measure -> lines of glyphs, by total fit.
 *
 * Method: Knuth and Plass (layout/fit.h), ragged right: spaces keep their
 * width, a line's badness is the cube of the room it leaves, neighbouring lines
 * of very different length cost extra, and so does a short last line.  Break
 * opportunities and ties come from src/text.
 *
 * Justified words are set as the paper has it: a space may grow by a half and
 * shrink by a third, and every line but the last of a paragraph and those
 * before a forced break ends at the measure.  Where no way of breaking does
 * that, spaces grow further; a line of one word stays as it is.
 *
 * Where a style lets words be broken, the patterns of the language say where
 * (text/hyphens.h).  Such a line ends with the hyphen's glyph, whose text is
 * U+00AD: the word is whole for who copies or hears it (frame/frame.h).
 *
 * The same words are set many times over, in each step of copyfit and for each
 * clinic of a batch, so lines are kept in the memo.  They depend on nothing but
 * the language of the document, the fonts, the measure and struct kx_line_words: who breaks lines by something else
 * puts it there and into its key.
 */
#ifndef KX_LAYOUT_LINES_H
#define KX_LAYOUT_LINES_H

#include "layout/setting.h"

/* A piece of a text with one look, as far as its lines depend on it. */
struct kx_stretch {
	size_t start, length;
	const char *role;
	kx_length size;
	bool tabular;
};

/* Glyphs of one stretch and one face on one line. */
struct kx_line_range {
	size_t stretch;
	int face;
	const struct kx_frame_glyph *glyphs; size_t count;
	const char *text; size_t length;   /* their words */
	kx_length left, width;         /* from the start of the line; without the space at its end */
};

struct kx_line {
	const struct kx_line_range *ranges; size_t range_count;
	size_t start, end;             /* what is seen of it, in the text */
	kx_length width;
	bool must;                     /* a forced break ends it */
	bool justified;                /* its spaces were drawn out or in */
	bool is_short;                 /* one short word */
};

struct kx_lines {
	const char *text;              /* a copy */
	const struct kx_line *list; size_t count;
};

struct kx_line_words {
	const char *text; size_t length;
	const struct kx_stretch *stretches; size_t stretch_count;
	bool justified, hyphens;
};

/*
 * Break the words into lines of this measure.  A word that is wider stands on
 * a line of its own, which is then wider than the measure, unless it is an
 * address that can be broken.  No words, no
 * lines.  The result lives as long as the setting.  No lines, and
 * set->refused, when a character has no glyph (reported at set->origin); NULL,
 * and set->failed, when memory ends.
 */
const struct kx_lines *kx_lines_break(struct kx_setting *set, const struct kx_line_words *words, kx_length measure);

/* Width of the words on one line, and of the longest piece that cannot break; nothing where a character has no glyph. */
struct kx_lines_extent { kx_length natural, least; };
const struct kx_lines_extent *kx_lines_measure(struct kx_setting *set, const struct kx_line_words *words);

#endif
