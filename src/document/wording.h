/*
 * wording: the interface strings of a sheet, and filling them in.
 *
 * wording.def is the whole list: each string's key and the placeholders it
 * takes.  kx_wording_check() holds a language's file to that list, so a
 * translation that forgets a string, misspells a placeholder or drops a
 * number is found before a sheet is made with it.
 */
#ifndef KX_DOCUMENT_WORDING_H
#define KX_DOCUMENT_WORDING_H

#include "content/content.h"

struct kx_arena;

#define KX_WORDING(name, key, placeholders) KX_WORD_##name,
enum kx_word {
#include "document/wording.def"
	KX_WORD_COUNT
};
#undef KX_WORDING

struct kx_wording_rule {
	char key[32];               /* in place (base/in_place.h) */
	char placeholders[80];      /* names with a space between; "name?" may be left out */
};

/* The list, KX_WORD_COUNT entries in the order of enum kx_word. */
const struct kx_wording_rule *kx_wording_rules(void);

/*
 * Does the wording hold every string of the list, each with its placeholders
 * and no others?  Reports KX410 (a string is missing), KX411 (a placeholder
 * nobody fills) and KX412 (one that must be there is not), all in one go.
 */
bool kx_wording_check(struct kx_arena *arena, const struct kx_wording *wording, struct kx_diagnostics *diags);

/* The string of `word`, or NULL when the wording lacks it. */
const char *kx_wording_find(const struct kx_wording *wording, enum kx_word word);

struct kx_filling { const char *name, *value; };

/*
 * The string of `word` with its placeholders filled in, in the arena.  A
 * string that is missing comes back as its key and a placeholder without
 * filling stays as it stands: kx_wording_check() has reported both.  Never
 * NULL; "" when the arena is spent.
 */
const char *kx_wording_fill(struct kx_arena *arena, const struct kx_wording *wording, enum kx_word word,
    const struct kx_filling *fillings, size_t count);

#endif
