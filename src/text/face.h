/*
 * face: one font file, checked and open.  Inside src/text only.
 */
#ifndef KX_TEXT_FACE_H
#define KX_TEXT_FACE_H

#include "base/arena.h"
#include "text/fonts.h"
#include "text/engine.h"
#include "text/sfnt.h"

struct kx_font_entry;
struct kx_font_list;

struct kx_open_face {
	struct kx_face_facts facts;
	struct kx_sfnt sfnt;         /* over the file's bytes, or only what widths are in; zeroed when it cannot be used */
	bool unread;                 /* the second: kx_face_read() has the bytes, for whoever shapes or embeds */
	const char *pointer;         /* of the file in fonts.json, for messages */
	bool doubtful;               /* its tables do not say all that is asked for at load: HarfBuzz must */
};

struct kx_chain {
	const char *role;
	kx_face *faces;
	size_t count;
};

struct kx_fonts {
	struct kx_engine_room *room; /* text/engine.h */
	struct kx_arena arena;       /* the files' bytes, names, both arrays */
	struct kx_open_face *faces; size_t face_count;
	struct kx_chain *chains; size_t chain_count;
	const char *list_file;       /* fonts.json, for messages */
	struct kx_pattern_entry *patterns; size_t pattern_count;   /* text/hyphens.h */
	struct kx_hyphens **hyphens; /* as many: NULL until a sheet asks; nothing else changes once the set is loaded */
};

/*
 * Read, check and open the font of `entry`; its bytes and names go to
 * `arena`.  One that is known, and of which the list's memo has what a sheet
 * asks for that shapes nothing anew, is not read.  Reports KX501, KX502, KX503, KX507, KX508.
 */
bool kx_face_open(struct kx_arena *arena, const struct kx_font_list *list, const struct kx_font_entry *entry,
    struct kx_open_face *ret_face, struct kx_diagnostics *diags);

/* The file's bytes, checked again, of a face that was left unread; they go to `arena`.  Reports KX501, also of a file that was changed since. */
bool kx_face_read(struct kx_arena *arena, const struct kx_open_face *face, struct kx_place place, struct kx_sfnt *ret_sfnt,
    struct kx_diagnostics *diags);

/* What `doubtful` left open, from HarfBuzz. */
void kx_face_settle(struct kx_open_face *face, const struct kx_engine *engine, const struct kx_engine_face *open);

/* The chain of a role, or NULL. */
const struct kx_chain *kx_fonts_chain(const struct kx_fonts *fonts, const char *role);

#endif
