/*
 * ties: which line-break opportunities a typographer would not take.
 * Inside src/text only; the rules are at the head of ties.c.
 */
#ifndef KX_TEXT_TIES_H
#define KX_TEXT_TIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_arena;
struct kx_harfbuzz;

/*
 * Turn opportunities (1) of `breaks`, one byte for each byte of the valid
 * UTF-8 at `text` as kx_text_breaks() returns them, into no-breaks (0).
 * False when the arena is spent.
 */
bool kx_ties_apply(struct kx_arena *arena, const struct kx_harfbuzz *hb, const char *text, size_t length, uint8_t *breaks);

#endif
