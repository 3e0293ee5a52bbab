/*
 * program: a TrueType font program as it is embedded in somebody's PDF, seen
 * by HarfBuzz: what it can show, and how wide.
 */
#ifndef KX_TEXT_PROGRAM_H
#define KX_TEXT_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_arena;
struct kx_diagnostics;
struct kx_harfbuzz;
struct kx_program;

/* HarfBuzz, for as long as the arena; NULL when it is not on this machine (KX895), or memory is spent. */
const struct kx_harfbuzz *kx_programs_load(struct kx_arena *arena, struct kx_diagnostics *diags);

/*
 * NULL when the bytes are no such program, lack one of the tables that
 * ISO 32000-1, 9.9 asks for (glyf, head, hhea, hmtx, loca, maxp), or one of
 * them is damaged.  Borrows the bytes until kx_program_free().
 */
struct kx_program *kx_program_open(const struct kx_harfbuzz *hb, const void *bytes, size_t length);
void kx_program_free(struct kx_program *program);   /* accepts NULL */

unsigned kx_program_glyphs(const struct kx_program *program);
unsigned kx_program_units(const struct kx_program *program);   /* of the em */

/* A glyph's advance in those units. */
int32_t kx_program_advance(const struct kx_program *program, uint16_t glyph);

/* Does the glyph have an outline?  A space has none, nor has a glyph that was left out of a subset. */
bool kx_program_draws(const struct kx_program *program, uint16_t glyph);

#endif
