/*
 * engine: the libraries that set text, with the faces of a set of fonts open
 * in HarfBuzz.  Inside src/text only.
 *
 * A set gets its engine when something is set, measured by outline or cut
 * down for the first time, from whichever thread that is; where all that a sheet needs is found in
 * a memo or a store, the libraries are never loaded.
 */
#ifndef KX_TEXT_ENGINE_H
#define KX_TEXT_ENGINE_H

#include "base/arena.h"
#include "base/once.h"
#include "text/fonts.h"
#include "text/foreign.h"

struct kx_diagnostics;

struct kx_engine_face {
	hb_face_t *hb_face;          /* both made immutable */
	hb_font_t *hb_font;          /* scale: font units */
	struct kx_face_names names;
};

struct kx_engine {
	struct kx_foreign foreign;
	struct kx_engine_face *faces;   /* as many as the set has */
};

/* Where a set keeps it. */
struct kx_engine_room {
	struct kx_once once;
	struct kx_arena arena;
	struct kx_engine engine;
};
void kx_engine_room_init(struct kx_engine_room *room);

/*
 * The engine of the set; NULL when a library is not on this machine (KX895), or
 * HarfBuzz mistrusts a face (KX502); each told once in `diags`.
 */
const struct kx_engine *kx_engine_of(const struct kx_fonts *fonts, struct kx_diagnostics *diags);

/* Does the valid UTF-8 hold a right-to-left character, or a mark that turns the direction? */
bool kx_engine_is_rtl(const struct kx_engine *engine, const char *text, size_t length);

/* For kx_fonts_free(). */
void kx_engine_close(struct kx_fonts *fonts);

#endif
