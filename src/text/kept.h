/*
 * kept: runs that were shaped and texts whose line breaks were found, through
 * a memo (base/memo.h).
 *
 * A sheet sets the same words many times: in each step of copyfit, and in a
 * batch for each clinic.  What comes back is what kx_text_shape() and
 * kx_text_breaks() would have given.  A memo serves one set of fonts.
 */
#ifndef KX_TEXT_KEPT_H
#define KX_TEXT_KEPT_H

#include "base/arena.h"
#include "base/memo.h"
#include "text/fonts.h"

/*
 * kx_text_shape() and kx_text_breaks() through what is kept.  The result is
 * const and lives as long as what is kept and `arena`; `arena` takes what is
 * not kept.  Faults are reported anew each time: only what succeeded is kept.
 * `memo` may be NULL: then nothing is.
 */
bool kx_kept_shape(struct kx_memo *memo, struct kx_arena *arena, const struct kx_fonts *fonts, const char *role,
    const char *language, bool tabular, const char *text, size_t length, const struct kx_place *place,
    struct kx_shaped *ret_shaped, struct kx_diagnostics *diags);
bool kx_kept_breaks(struct kx_memo *memo, struct kx_arena *arena, const struct kx_fonts *fonts, const char *language,
    const char *text, size_t length, const uint8_t **ret_breaks, struct kx_diagnostics *diags);

#endif
