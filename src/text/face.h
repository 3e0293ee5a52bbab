/*
 * face: one font file, open.  Inside src/text only: HarfBuzz shows here.
 */
#ifndef KX_TEXT_FACE_H
#define KX_TEXT_FACE_H

#include "base/arena.h"
#include "text/fonts.h"
#include "text/foreign.h"

struct kx_font_entry;
struct kx_font_list;

struct kx_open_face {
	struct kx_face_facts facts;
	hb_face_t *hb_face;          /* both made immutable */
	hb_font_t *hb_font;          /* scale: font units */
};

struct kx_chain {
	const char *role;
	kx_face *faces;
	size_t count;
};

struct kx_fonts {
	struct kx_foreign foreign;
	struct kx_arena arena;       /* the files' bytes, names, both arrays */
	struct kx_open_face *faces; size_t face_count;
	struct kx_chain *chains; size_t chain_count;
	const char *list_file;       /* fonts.json, for messages */
	struct kx_pattern_entry *patterns; size_t pattern_count;   /* text/hyphens.h */
	struct kx_hyphens **hyphens; /* as many: NULL until a sheet asks; nothing else changes once the set is loaded */
};

/*
 * Read, check and open the font of `entry`; its bytes and names go to
 * `arena`.  Reports KX501, KX502, KX503, KX507, KX508.
 */
bool kx_face_open(struct kx_arena *arena, const struct kx_harfbuzz *hb, const struct kx_font_list *list, const struct kx_font_entry *entry,
    struct kx_open_face *ret_face, struct kx_diagnostics *diags);

/* Accepts a zeroed face. */
void kx_face_close(const struct kx_harfbuzz *hb, struct kx_open_face *face);

/* The chain of a role, or NULL. */
const struct kx_chain *kx_fonts_chain(const struct kx_fonts *fonts, const char *role);

#endif
