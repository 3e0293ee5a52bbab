/*
 * ends: which of the places where a line may end (shaping.h) do end one.
 *
 * They are chosen by layout/fit.h.  First fit was the road not taken: it leaves
 * single short words on last lines and a wilder rag.
 */
#ifndef KX_LAYOUT_ENDS_H
#define KX_LAYOUT_ENDS_H

#include "layout/shaping.h"

/*
 * Choose the ends of lines of this measure: fills `ends`, which has room for
 * every stop, with their indices and returns their number; 0, and set->failed,
 * when memory ends.
 */
size_t kx_ends_choose(struct kx_setting *set, const struct kx_shaping *par, kx_length measure, size_t *ends);

/* Is the line from glyph `first` to this stop one short word? */
bool kx_ends_in_short_word(const struct kx_shaping *par, size_t first, const struct kx_stop *stop, kx_length measure);

#endif
