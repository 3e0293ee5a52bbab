/*
 * check: the two halves of kx_frames_check(), private to src/frame.
 */
#ifndef KX_FRAME_CHECK_H
#define KX_FRAME_CHECK_H

#include "frame/frame.h"

#include <stdarg.h>

struct kx_reading;

/* Report KX990, a promise of frame.h that was not kept. */
void kx_frame_breach(struct kx_diagnostics *diags, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Parents, nesting, headings, tables, figures, notes and links: the structure tree alone.  `arena` is for its own work. */
void kx_tree_check(struct kx_arena *arena, const struct kx_frames *frames, struct kx_diagnostics *diags);

/* What needs the reading order: content where it may stand, links that can be clicked. */
void kx_tree_check_content(const struct kx_frames *frames, const struct kx_reading *reading,
    struct kx_diagnostics *diags);

/* A language tag of the form PDF/UA accepts: letters, then subtags of letters and digits, 1 to 8 each. */
bool kx_language_valid(const char *tag);

#endif
