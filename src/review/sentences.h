/*
 * sentences: where the sentences of a text end, and what its words are.
 *
 * A sentence ends at a full stop, question mark, exclamation mark or ellipsis
 * that a space or the end follows, at a line end, and at the end of the text,
 * which is the end of a paragraph, list item or cell.  The full stop of a decimal,
 * of an abbreviation ("Dr.", "e.g."), of an initial or of a list's number ends
 * nothing, nor does a mark after which the text goes on with a small letter.
 *
 * A word is a run of letters or digits; a hyphen or an apostrophe with a letter
 * or digit on both sides joins, as does a point or comma between digits:
 * "off-label", "don't" and "1,000" are one word each.  Web addresses, e-mail
 * addresses and telephone numbers of seven digits or more are no words.
 */
#ifndef KX_REVIEW_SENTENCES_H
#define KX_REVIEW_SENTENCES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The sentence that begins at `*at` in `length` bytes of UTF-8 at `text`, as
 * `*ret_start` and `*ret_end` without the spaces around it; moves `*at` past it.
 * False at the end of the text.  `language` chooses the abbreviations.
 */
bool kx_sentence_next(const char *language, const char *text, size_t length, size_t *at, size_t *ret_start,
    size_t *ret_end);

/* The next word, in the same manner. */
bool kx_word_next(const char *text, size_t length, size_t *at, size_t *ret_start, size_t *ret_end);

#endif
