#include "base/nearest.h"

#include <stdbool.h>
#include <string.h>

/* Names longer than this are not searched for: no id or key is. */
#define LONGEST 96

static unsigned char
small(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Which letters occur, folded into one word: a cheap lower bound on the distance. */
static unsigned long
letters_of(const char *word)
{
	unsigned long letters = 0;

	for (; *word != '\0'; word++)
		letters |= 1UL << (small(*word) & 31);
	return letters;
}

static size_t
bits(unsigned long set)
{
	size_t count = 0;

	for (; set != 0; set &= set - 1)
		count++;
	return count;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The distance of a and b, or `bound` when it is not below that. */
static size_t
distance(const char *a, size_t a_length, const char *b, size_t b_length, size_t bound)
{
	size_t rows[3][LONGEST + 1], *before = rows[0], *last = rows[1], *row = rows[2], *spare;
	size_t i, j, lowest;

	for (j = 0; j <= b_length; j++)
		last[j] = j;
	for (i = 1; i <= a_length; i++) {
		lowest = row[0] = i;
		for (j = 1; j <= b_length; j++) {
			bool same = small(a[i - 1]) == small(b[j - 1]);

			row[j] = least(last[j] + 1, row[j - 1] + 1);
			row[j] = least(row[j], last[j - 1] + (same ? 0 : 1));
			if (i > 1 && j > 1 && small(a[i - 1]) == small(b[j - 2]) && small(a[i - 2]) == small(b[j - 1]))
				row[j] = least(row[j], before[j - 2] + 1);
			lowest = least(lowest, row[j]);
		}
		/* A swap reaches back two rows, but never below the row between by more than it adds. */
		if (lowest >= bound)
			return bound;
		spare = before;
		before = last;
		last = row;
		row = spare;
	}
	return least(last[b_length], bound);
}

void
kx_nearness_init(struct kx_nearness *nearness, const char *word)
{
	size_t reach;

	memset(nearness, 0, sizeof(*nearness));
	nearness->word = word;
	nearness->length = strlen(word);
	reach = nearness->length / 3;
	nearness->bound = (reach < 1 ? 1 : reach > 4 ? 4 : reach) + 1;
	nearness->letters = letters_of(word);
}

void
kx_nearness_try(struct kx_nearness *nearness, const char *candidate)
{
	size_t length, gap, found;

	if (candidate == NULL || nearness->length == 0 || nearness->length > LONGEST)
		return;
	length = strlen(candidate);
	gap = length > nearness->length ? length - nearness->length : nearness->length - length;
	if (length == 0 || length > LONGEST || gap >= nearness->bound)
		return;
	/* One edit changes at most two letters of the sets. */
	if (bits(nearness->letters ^ letters_of(candidate)) > 2 * (nearness->bound - 1))
		return;
	found = distance(nearness->word, nearness->length, candidate, length, nearness->bound);
	if (found < nearness->bound) {
		nearness->bound = found;
		nearness->best = candidate;
	}
}

const char *
kx_nearest(const char *word, const char *const *candidates, size_t count)
{
	struct kx_nearness nearness;
	size_t i;

	kx_nearness_init(&nearness, word);
	for (i = 0; i < count; i++)
		kx_nearness_try(&nearness, candidates[i]);
	return nearness.best;
}
