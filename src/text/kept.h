/*
 * kept: runs that were shaped and texts whose line breaks were found, kept by
 * everything that they depend on.
 *
 * A sheet sets the same words many times: in each step of copyfit, and in a
 * batch for each clinic.  What comes back is what kx_text_shape() and
 * kx_text_breaks() would have given, so keeping changes no byte, only the time.
 *
 * One writer at a time.  A store may have an `older` one, which is asked first
 * and never written to: a batch fills one, shares it with all jobs, and each
 * job keeps its own clinic's words in one of its own, which ends with it.
 * Memory is bounded by the ceiling; when it is met nothing more is kept.
 */
#ifndef KX_TEXT_KEPT_H
#define KX_TEXT_KEPT_H

#include "base/arena.h"
#include "text/fonts.h"

struct kx_kept_piece;

struct kx_kept {
	struct kx_arena arena;             /* keys, results, table */
	const struct kx_kept *older;       /* or NULL */
	struct kx_kept_piece **table;      /* chains by hash */
	size_t room, count;                /* chains, a power of two; pieces */
};

/* `ceiling` in bytes.  `older` must have been filled for the same fonts. */
void kx_kept_init(struct kx_kept *kept, const struct kx_kept *older, size_t ceiling);
void kx_kept_done(struct kx_kept *kept);   /* accepts a zeroed one */

/*
 * kx_text_shape() and kx_text_breaks() through what is kept.  The result is
 * const and lives as long as `kept` and `arena`; `arena` takes what is not
 * kept.  Faults are reported anew each time: only what succeeded is kept.
 * `kept` may be NULL: then nothing is.
 */
bool kx_kept_shape(struct kx_kept *kept, struct kx_arena *arena, const struct kx_fonts *fonts, const char *role,
    const char *language, bool tabular, const char *text, size_t length, const struct kx_place *place,
    struct kx_shaped *ret_shaped, struct kx_diagnostics *diags);
bool kx_kept_breaks(struct kx_kept *kept, struct kx_arena *arena, const char *language, const char *text,
    size_t length, const uint8_t **ret_breaks);

#endif
