/*
 * figure: what the drawn figures share.
 */
#ifndef KX_LAYOUT_FIGURE_H
#define KX_LAYOUT_FIGURE_H

#include "layout/galley.h"

/* "27 in 100 felt much better" in one slug: the number is set large, the rest beside it. */
void kx_figure_count(struct kx_setting *set, struct kx_galley *galley, const char *words, int parent);

/* The small print of a figure with its reference marks. */
void kx_figure_note(struct kx_setting *set, struct kx_galley *galley, const char *note, const struct kx_runs *marks, int parent);

/* Plain words in `style`, a paragraph under `parent`; nothing for NULL. */
void kx_figure_words(struct kx_setting *set, struct kx_galley *galley, const char *words, const char *style, int parent);

#endif
