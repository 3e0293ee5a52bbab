/*
 * word_counts: what readability asks of a word: its syllables, and whether it
 * is a name that cannot be made simpler.
 *
 * A sheet has some two thousand words and a quarter of them are different
 * ones, so what was counted is kept: one word at each place of a small table,
 * the latest.  What is kept never changes a count, only how soon it is known; a
 * table serves as many sheets as one likes.
 */
#ifndef KX_REVIEW_WORD_COUNTS_H
#define KX_REVIEW_WORD_COUNTS_H

#include "review/syllables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_gate;

struct kx_counted_word {
	int32_t syllables;
	bool name;                /* the gate's list of names has it */
};

/* Words that are kept, and the bytes of the longest that is. */
#define KX_KNOWN_WORDS 1024
#define KX_KNOWN_BYTES 23

struct kx_known_word {
	struct kx_counted_word counted;
	uint8_t length;           /* 0: none */
	char bytes[KX_KNOWN_BYTES];
};

struct kx_word_counts {
	const char *language;          /* BCP 47, or NULL */
	kx_syllable_counter counter;   /* NULL for a language without one: words have no syllables then */
	const struct kx_gate *gate;    /* names, and words with syllables of their own; or NULL */
	struct kx_known_word known[KX_KNOWN_WORDS];
};

/* Borrows `language` and `gate`. */
void kx_word_counts_init(struct kx_word_counts *counts, const char *language, const struct kx_gate *gate);

/* Count one printed word as kx_word_next() cuts it, `length` at least 1. */
struct kx_counted_word kx_word_counts_of(struct kx_word_counts *counts, const char *word, size_t length);

#endif
