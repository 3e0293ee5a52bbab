/*
 * finds: where the lists of the gate find words on a sheet.
 *
 * Sheets of a batch share nearly all of their passages, and a pattern never
 * looks past the end of one, so what the lists find in a passage is kept by its
 * words: only passages that no earlier sheet had are cut and searched, all of
 * them as one text.
 *
 * Kept in the memo, which is for one gate in each language, within its bound, which also frees
 * it: which lists there are, by where the gate lies; and of each passage what
 * all lists find in it, by its bytes, and, of a run of passages, by its block's
 * number.  Bytes of hits are counted from the passage's beginning there, so the
 * finds of a sheet have the sheet's own.  Passages' are stored, too: where all
 * are known no list is made ready and no word cut.
 *
 * A list with a pattern that may run from passage to passage (a "^" inside) is
 * not kept, nor is one that the rules on text do not look for all over a
 * sheet: these are searched for when they are asked for.
 */
#ifndef KX_REVIEW_FINDS_H
#define KX_REVIEW_FINDS_H

#include "content/gate.h"
#include "review/passages.h"
#include "review/stems.h"

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_memo;

struct kx_finds;

/* Search the passages of a sheet.  `memo` may be NULL.  All must outlive the result; NULL only when the arena is spent. */
const struct kx_finds *kx_finds_make(struct kx_arena *arena, const struct kx_gate *gate, const struct kx_passages *passages,
    struct kx_memo *memo);

/* Every hit of the list, as kx_stems_find() has them of the whole text; returns their number. */
size_t kx_finds_of(const struct kx_finds *finds, const struct kx_word_list *list, const struct kx_stem_hit **ret_hits);

/* Is an entry of the list found in bytes `start` up to `end`, which are those of one or more whole passages? */
bool kx_finds_any(const struct kx_finds *finds, const struct kx_word_list *list, size_t start, size_t end);

#endif
