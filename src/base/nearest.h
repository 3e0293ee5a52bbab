/*
 * nearest: "did you mean ...?".
 *
 * The distance is the optimal string alignment distance: the least number of
 * letters put in, left out, changed or swapped with their neighbour (F. J.
 * Damerau, CACM 7(3), 1964, in its restricted form), blind to the case of
 * ASCII letters.  A candidate is near when that is at most a third of the
 * word's length, and at least 1, at most 4.  The first of equally near
 * candidates wins, so the order of the candidates decides, nothing else.
 */
#ifndef KX_BASE_NEAREST_H
#define KX_BASE_NEAREST_H

#include <stddef.h>

/* A search in progress: candidates are shown to it one by one. */
struct kx_nearness {
	const char *word;
	size_t length;
	size_t bound;         /* a candidate must be nearer than this */
	unsigned long letters;
	const char *best;     /* the answer so far, NULL when none was near */
};

void kx_nearness_init(struct kx_nearness *nearness, const char *word);

/* `candidate` is kept by address when it is the nearest so far; NULL is passed over. */
void kx_nearness_try(struct kx_nearness *nearness, const char *candidate);

/* The candidate nearest to `word`, or NULL if none is near. */
const char *kx_nearest(const char *word, const char *const *candidates, size_t count);

#endif
