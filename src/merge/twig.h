/*
 * twig: text as a tree, the way `kxreport trace` prints it.  Private to
 * src/merge.
 *
 * A tree is grown in an arena, then printed with its branches drawn and its
 * lines wrapped at KX_TWIG_COLUMNS code points.  Growing on NULL gives NULL,
 * so a spent arena is looked for once, at the end.
 */
#ifndef KX_MERGE_TWIG_H
#define KX_MERGE_TWIG_H

#include <stdarg.h>

#define KX_TWIG_COLUMNS 92
#define KX_TWIG_DEPTH   12   /* deeper twigs are drawn at this depth */

struct kx_arena;
struct kx_buffer;

struct kx_twig {
	const char *text;
	struct kx_twig *first, *last, *next;   /* children; siblings */
};

/* A tree of one line; NULL when the arena is spent. */
struct kx_twig *kx_twig_root(struct kx_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A new last child of `parent`. */
struct kx_twig *kx_twig_grow(struct kx_arena *arena, struct kx_twig *parent, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void kx_twig_print(const struct kx_twig *root, struct kx_buffer *out);

#endif
