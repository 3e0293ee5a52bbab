/*
 * copyfit: the setting in which the matter fills its pages.
 *
 * A template gives bounds ("fit") for spaces, leading and type, and an order
 * of what may be dropped.  Settings stand on one line, from the loosest to the
 * closest: spaces and leading change first, in step, so that the page keeps its
 * rhythm, and only then type.  As the template has it is zero.  Behind the
 * closest of the bounds is a last stretch: spaces that may be drawn in at all
 * lose up to a third more, for a sheet may be crowded before words are lost.
 *
 *   - What fits at zero is let out, as far as it takes no more pages.
 *   - What does not is drawn in, as little as makes it fit.
 *   - What does not fit at the bounds goes on along the last stretch.
 *   - What does not fit at its end either loses the first droppable place, then
 *     the next, until it fits there; then it is let out again.
 *
 * No type becomes smaller than the size of the sheet allows
 * (content/profile.h, "type_least").
 */
#ifndef KX_LAYOUT_COPYFIT_H
#define KX_LAYOUT_COPYFIT_H

#include "layout/galley.h"

/* Starts the sheet from nothing and sets all its matter as `set` says; false after an error. */
typedef bool kx_matter_set(struct kx_setting *set, struct kx_galley *ret_galley);

/*
 * Set the matter in the best setting, which stands in `set` afterwards; when
 * nothing makes it fit, in the closest, for kx_placing_pages() to say what is
 * too much.  False after an error.
 */
bool kx_copyfit(struct kx_setting *set, kx_matter_set *set_matter, struct kx_galley *ret_galley);

/*
 * Set it as it was found before: so far along the line of settings (set->step)
 * with so many places dropped.  False after an error.
 */
bool kx_copyfit_at(struct kx_setting *set, int step, size_t dropped, kx_matter_set *set_matter, struct kx_galley *ret_galley);

/* Is there such a setting for the template? */
bool kx_copyfit_has(const struct kx_template *sheet, int step, size_t dropped);

/* May the template's matter be set in more than one way? */
bool kx_copyfit_tries(const struct kx_template *sheet);

/* Tell the user what was dropped, with its words (KX463). */
void kx_copyfit_report(struct kx_setting *set);

#endif
