/*
 * hyphens: where a word may be broken, by the patterns of its language.
 *
 * The only door to libhyphen, which is F. M. Liang's method ("Word Hy-phen-a-tion
 * by Com-put-er", 1983): patterns of letters vote for and against a break
 * between two of them.  A break comes from the patterns or not at all.
 *
 * Patterns are opened when the first sheet asks for them, and stay with the
 * fonts for those after it; sheets that do not ask pay nothing.
 */
#ifndef KX_TEXT_HYPHENS_H
#define KX_TEXT_HYPHENS_H

#include "text/fonts.h"

struct kx_hyphens;                 /* opaque, immutable after it is opened */

/*
 * Open the patterns that the list of fonts names for `language` (BCP 47; "en"
 * serves "en-GB" too when that has none of its own).  Reports KX510, at the
 * list, when they cannot be read, are not in UTF-8 or lack their licence, and
 * KX511, at `place`, when the language has none.  The fonts keep them.
 */
bool kx_hyphens_open(const struct kx_fonts *fonts, const char *language, const struct kx_place *place,
    const struct kx_hyphens **ret_hyphens, struct kx_diagnostics *diags);

/* For kx_fonts_free(), which they live as long as.  Accepts NULL. */
void kx_hyphens_close(struct kx_hyphens *hyphens);

/*
 * The places of a text where a word may be broken with a hyphen, as
 * kx_text_breaks() gives its line breaks: 1 at the last byte of the letter
 * before.  Only in what is one word between two of the `breaks`, of
 * KX_HYPHEN_LEAST letters or more with no capital but the first: no number, no
 * abbreviation, no address, no word that a hyphen stands in already.
 * NULL when memory is spent.
 */
#define KX_HYPHEN_LEAST 5
const uint8_t *kx_hyphens_find(struct kx_arena *arena, const struct kx_hyphens *hyphens, const char *text, size_t length,
    const uint8_t *breaks);

#endif
