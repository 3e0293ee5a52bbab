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

#include <stdbool.h>

struct kx_job;

/* Rules of the gate: no page takes more ink than the job's ink allows, KX378; no picture has color where it allows none, KX477. */
bool kx_ink_check(struct kx_job *job);

#endif
