/*
 * inline: the Markdown of patient text -> spans.
 *
 * Patient text knows *emphasis* and **strong**.  cmark reads it by the
 * CommonMark rules (0.30), so that escapes and nesting mean what they mean
 * everywhere; whatever else CommonMark finds is refused by name, because it
 * would be lost in print.
 */
#ifndef KX_READ_INLINE_H
#define KX_READ_INLINE_H

#include "content/content.h"

#include <stdbool.h>

struct kx_node;

/* The text `key` of `object` as spans; false when absent or reported (KX120 and those of a text). */
bool kx_member_rich(const struct kx_node *object, const char *key, struct kx_rich *ret_rich);

/* The same of a text that was read of `node`, in the arena of its file. */
bool kx_text_rich(const struct kx_node *node, const char *text, struct kx_rich *ret_rich);

#endif
