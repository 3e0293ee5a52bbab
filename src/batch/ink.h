/*
 * ink: how much of a page's paper is covered.
 *
 * Counted from the frames: the area of every letter's outline, of shapes and
 * lines, each by how dark it is (black 1, the gray 80 % dark 0.8), as a share
 * of the paper.  What overlaps counts twice, and a JPEG counts as if it were all
 * black, so a page takes hardly more ink than this says.  tests/cli/looks.sh
 * holds it against the page as a renderer sees it.
 */
#ifndef KX_BATCH_INK_H
#define KX_BATCH_INK_H

#include "frame/frame.h"

struct kx_arena;
struct kx_fonts;
struct kx_job;

/* Thousandths of a percent of the page's paper; -1 when the arena is spent. */
int32_t kx_ink_coverage(struct kx_arena *arena, const struct kx_frames *frames, const struct kx_fonts *fonts, size_t page);

/* Rules of the gate: no page takes more ink than the job's ink allows, KX378; no picture has color where it allows none, KX477. */
bool kx_ink_check(struct kx_job *job);

#endif
