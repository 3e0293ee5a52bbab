/*
 * paragraph: runs of text -> slugs, a line each (layout/lines.h breaks them).
 */
#ifndef KX_LAYOUT_PARAGRAPH_H
#define KX_LAYOUT_PARAGRAPH_H

#include "layout/galley.h"

struct kx_paragraph_options {
	const char *style;             /* template style id */
	int element;                   /* the P, LBody … the words belong to; -1: pagination artifact */
	enum kx_align align;
	kx_length indent;              /* of all lines, from the left of the galley */
};

/* Set runs as lines at the end of the galley, one slug a line. */
void kx_paragraph_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_runs *runs,
    const struct kx_paragraph_options *options);

/* The same for plain words. */
void kx_paragraph_words(struct kx_setting *set, struct kx_galley *galley, const char *words,
    const struct kx_paragraph_options *options);

/* Width of the runs on one line, and of the longest piece that cannot break. */
void kx_paragraph_measure(struct kx_setting *set, const struct kx_runs *runs, const char *style,
    kx_length *ret_natural, kx_length *ret_least);

/* Width of plain words on one line; 0 for NULL. */
kx_length kx_paragraph_width(struct kx_setting *set, const char *words, const char *style);

#endif
