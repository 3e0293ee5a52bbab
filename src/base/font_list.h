/*
 * font_list: which font files a program may use, as plain data.
 *
 * fonts/fonts.json says it; src/read fills this struct from there and
 * src/text loads the fonts by it.  It stands in base because neither of the
 * two may see the other.
 *
 * Pointers are JSON Pointers into `file`, so that a fault of a font can be
 * shown at the line that names it.  All memory belongs to the maker's arena
 * and must outlive kx_fonts_load(), which copies what it keeps.
 */
#ifndef KX_BASE_FONT_LIST_H
#define KX_BASE_FONT_LIST_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_memo;

struct kx_font_entry {
	const char *id;              /* "atkinson-regular": what a chain names it by */
	const char *path;            /* of the font file, as it can be opened */
	const char *licence_path;    /* of the text that must travel with it */
	int weight;                  /* CSS and OS/2 weight class, 1-1000 */
	bool italic;
	const char *pointer;         /* "/faces/0" */
	bool known;                  /* the system says that the file is one of these bytes, so it need not be read to know that */
	uint8_t digest[KX_HASH_BYTES];
};

struct kx_font_role {
	const char *name;            /* "body" */
	const char *const *chain;    /* face ids, first choice first */
	size_t chain_count;
	const char *pointer;         /* "/roles/body" */
};

/* The hyphenation patterns of a language, for libhyphen. */
struct kx_pattern_entry {
	const char *language;        /* BCP 47: "en" */
	const char *path, *licence_path;
	const char *pointer;         /* "/hyphenation/en" */
};

struct kx_font_list {
	const char *file;            /* fonts.json, as it is shown to the user */
	const struct kx_font_entry *faces;
	size_t face_count;
	const struct kx_font_role *roles;
	size_t role_count;
	const struct kx_pattern_entry *patterns;
	size_t pattern_count;
	struct kx_memo *memo;        /* has, or keeps, what is asked of fonts that are known; or NULL */
};

#endif
