/*
 * galley_copy: galleys that outlive the sheet they were set for.
 */
#ifndef KX_LAYOUT_GALLEY_COPY_H
#define KX_LAYOUT_GALLEY_COPY_H

#include "layout/galley.h"

struct kx_memo;

/*
 * Slugs and all that they point to, in the memo's arena; false when it is spent.  Without
 * `marks` what they take up is copied and nothing that is drawn.  Left out is
 * what only messages ask for (the origin) and where a band begins (the region).
 * Runs of glyphs get numbers.
 */
bool kx_slugs_copy(struct kx_memo *memo, const struct kx_slug *slugs, size_t count, bool marks, struct kx_galley *ret_galley);

/*
 * The same slugs at the end of `galley`, for elements that are `by` further on;
 * what is drawn stays where it is.  Where nothing moves they share their marks.
 */
void kx_slugs_put(struct kx_setting *set, const struct kx_galley *from, int by, struct kx_galley *galley);

#endif
