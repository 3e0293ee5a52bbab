/*
 * stems: finds the words of a list in a text.
 *
 * The lists come from data/gate.json; content/word_pattern.h says what a
 * pattern means.  Matching is blind to case and to how words are spaced or
 * hyphenated, sees through soft hyphens and joiners, and never begins or ends
 * inside a word.
 */
#ifndef KX_REVIEW_STEMS_H
#define KX_REVIEW_STEMS_H

#include "content/gate.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_memo;

/* A list made ready: its entries by the first letter they may begin with. */
struct kx_stems;

/* Where an entry was found: bytes `start` up to `end` of the text. */
struct kx_stem_hit {
	const struct kx_word_entry *entry;
	size_t start, end;
};

/*
 * Make `list` ready; `list` and `gate` (for its endings) must outlive the
 * result.  Costs are paid here: make it once, use it for every text.  NULL
 * only when the arena is spent.
 */
struct kx_stems *kx_stems_prepare(struct kx_arena *arena, const struct kx_gate *gate, const struct kx_word_list *list);

/* The same, kept in `memo` by where the list lies, where there is one. */
const struct kx_stems *kx_stems_kept(struct kx_arena *arena, struct kx_memo *memo, const struct kx_gate *gate,
    const struct kx_word_list *list);

/* A text cut into words, to be searched for several lists. */
struct kx_stem_text;

/* Cut `length` bytes of UTF-8 at `text`, which is not kept.  NULL only when the arena is spent. */
const struct kx_stem_text *kx_stem_text_cut(struct kx_arena *arena, const char *text, size_t length);

/*
 * Every hit in the text, by where it begins and then by entry; an entry's hits
 * do not overlap.  A hit inside a match of one of its entry's "allow" patterns
 * is left out.  Hits and what it takes to find them live in `arena`; returns
 * their number (0 when the arena is spent, which kx_arena_spent() tells).
 */
size_t kx_stems_find_in(struct kx_arena *arena, const struct kx_stems *stems, const struct kx_stem_text *text,
    const struct kx_stem_hit **ret_hits);

/* The same for a text that is searched once: cut, then kx_stems_find_in(). */
size_t kx_stems_find(struct kx_arena *arena, const struct kx_stems *stems, const char *text, size_t length,
    const struct kx_stem_hit **ret_hits);

/* Is any entry of the list found in the text? */
bool kx_stems_any(struct kx_arena *arena, const struct kx_stems *stems, const char *text, size_t length);

/* The same of words that other sheets have too: the answer is kept in `memo`, by where the list lies and by the text. */
bool kx_stems_said(struct kx_arena *arena, struct kx_memo *memo, const struct kx_gate *gate, const struct kx_word_list *list,
    const char *text, size_t length);

#endif
