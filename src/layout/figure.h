/*
 * figure: what the drawn figures share.
 */
#ifndef KX_LAYOUT_FIGURE_H
#define KX_LAYOUT_FIGURE_H

#include "layout/galley.h"

/* "27 in 100 felt much better" in one slug: the number is set large, the rest beside it. */
void kx_figure_count(struct kx_setting *set, struct kx_galley *galley, const char *words, int parent);

/*
 * A picture and its caption stand in one Div, the Caption after the Figure:
 * PDF 1.7 says of neither where it stands, and a reader that stops at a
 * Figure's alternative would miss a Caption inside it (PDF Association,
 * Tagged PDF Best Practice Guide, 2019, 4.3).
 */
int kx_figure_holder(struct kx_setting *set, int parent);

/* The Figure itself; -1 (and set->failed) at the ceiling. */
int kx_figure_element(struct kx_setting *set, const char *alt, int holder);

/* The caption of the picture, if it has one, under the Div that holds both; a short one stays in one piece. */
void kx_figure_caption(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *picture, int holder);

/* Plain words in `style`, a paragraph under `parent`; nothing for NULL. */
void kx_figure_words(struct kx_setting *set, struct kx_galley *galley, const char *words, const char *style, int parent);

#endif
