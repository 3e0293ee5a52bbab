/*
 * syllables: how many syllables a word has.
 *
 * Readability formulas are only as good as their counter, so the counter is
 * ours, fixed, and measured: tests/unit/test_review_syllables.c holds it to a
 * frozen list taken from a pronouncing dictionary and prints its error rate.
 *
 * A word is the bytes between spaces and hyphens as they are printed, UTF-8:
 * letters of either case, apostrophes inside.  Anything else in it is passed
 * over.  Counters are pure: the same word has the same count everywhere.
 */
#ifndef KX_REVIEW_SYLLABLES_H
#define KX_REVIEW_SYLLABLES_H

#include <stdbool.h>
#include <stddef.h>

/* Letters of a word that are looked at; what is longer is cut. */
#define KX_SYLLABLE_LETTERS 64

/* At least 1 for a word with a letter, 0 for one without. */
typedef int (*kx_syllable_counter)(const char *word, size_t length);

/*
 * English: vowel groups corrected by letter patterns, and a table of words
 * that the patterns miss.  After G. Fast, Lingua::EN::Syllable (CPAN, 1999),
 * with patterns of our own.
 */
int kx_syllables_en(const char *word, size_t length);

/*
 * Spanish, by its orthography: strong vowels (a, e, o) and accented weak ones
 * are syllables of their own, other vowels that touch make a diphthong or
 * triphthong (RAE, Ortografía 2010, II 2).  Exact for words spelled by rule.
 */
int kx_syllables_es(const char *word, size_t length);

/* The counter of a language ("en", "es", "es-US"), or NULL when there is none. */
kx_syllable_counter kx_syllable_counter_find(const char *language);

/*
 * Is the word read letter by letter ("PTSD", "TMS", "SSRIs")?  Then its
 * syllables are those of its letters' names, through `ret_count`.  Two to five
 * capital letters, with or without an "s" behind them.  Words in capitals for
 * emphasis ("NOT") look the same; a caller that knows better says so.
 */
bool kx_syllables_spelled(const char *language, const char *word, size_t length, int *ret_count);

#endif
