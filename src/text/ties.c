/*
 * Ties: no break between a figure and what belongs to it.
 *
 * UAX #14 knows characters, not phrases: it may end a line after the "27" of
 * "27 in 100".  A tie forbids such a break.  The rules look at the look of
 * words only (figure, letters, symbol ...), so they hold no list of units and
 * serve any language written with spaces.
 *
 * The text is cut at its opportunities into pieces.  Between two pieces:
 *
 *   always tied
 *     a dash and what is before it             word | – word      word | —word
 *     a citation mark and what is before it    word | [3]         word? | 3
 *   tied firmly
 *     figure, one or two short words, figure   27 | in | 100      9 | out | of | 100
 *     figure and unit (a word with no vowel,   10 | mg            5 | mg/kg      9 | a.m.
 *       or with a slash, sign or inner dot)
 *     figure and symbol, symbol and figure     100 | %            ≥ | 5          3 | × | 4
 *     figure and figure                        (555) | 010-0199   10 | 000
 *     title or initial, and the name           Dr. | Name         J. | Smith
 *     abbreviation and figure                  No. | 5            p. | 12
 *     abbreviation of two or more words        8 | a. | m.        EE. | UU.      p. | ej.
 *     parts of a range or a short compound     10– | 20           24- | hour     x- | ray    mg/ | kg
 *   tied loosely
 *     figure and the word it counts            4 | weeks          100 | people
 *     word and the figure that ends a phrase   week | 4.          section | 2,
 *     word and Roman numeral or capital        Schedule | III     part | B
 *     parts of a compound no longer than an    off- | label       hard- | to- | treat
 *       ordinary word: a hyphen at a line's end looks like hyphenation
 *
 * A tie that would make an unbreakable string of more than KX_TIE_MOST
 * characters is not made (except the first class, where only a sign is
 * added), so a narrow column never loses its breaks; firm ties choose before
 * loose ones.  A year ("In 2021 | the") counts nothing and is not tied to the
 * word after it; nor is a percentage, nor any figure to two small letters
 * ("of").  Addresses of the web keep their breaks.
 *
 * Road not taken: a table of units and titles for each language.  It would
 * have to know every unit of the data; the shape rules also tie an innocent
 * "27 | had" now and then, which costs the rag next to nothing.
 */
#include "text/ties.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "text/fonts.h"
#include "text/word.h"

#include <stdint.h>
#include <string.h>

#define COUNTED_LETTERS 10   /* longest word tied to the figure before it */
#define SHORT_LETTERS 4      /* "in", "of", "out", "from" between two figures */
#define NOUN_LETTERS 8       /* longest word tied to the figure after it */
#define COMPOUND_MOST 14     /* characters of a compound that stays whole: columns must hold such words anyway */

struct piece {
	size_t start, end;       /* bytes, without the spaces after it */
	size_t last;             /* the byte that holds the break after it */
	size_t count, gap;       /* characters; spaces after it */
	struct kx_word head, tail;   /* its first and last word, where no-break spaces are inside */
};

enum strength { NONE, LOOSE, FIRM, ALWAYS };

struct ties {
	const struct kx_harfbuzz *hb;
	const char *text; size_t length;
	uint8_t *breaks;
	struct piece *pieces; size_t count, room;
	bool *tied;              /* after piece i */
};

/* ---- pieces ---- */

static uint32_t
code_before(const char *text, size_t start, size_t end, size_t *ret_length)
{
	size_t at = end;

	if (end == start) {
		*ret_length = 0;
		return 0;
	}
	do {
		at--;
	} while (at > start && ((unsigned char)text[at] & 0xC0) == 0x80);
	return kx_utf8_next(text + at, ret_length);
}

static void
measure_piece(const struct ties *ties, struct piece *piece)
{
	size_t at, step, head = 0, tail = piece->start;
	uint32_t code;

	while (kx_code_is_breaking_space(code_before(ties->text, piece->start, piece->end, &step))) {
		piece->end -= step;
		piece->gap++;
	}
	for (at = piece->start; at < piece->end; at += step) {
		code = kx_utf8_next(ties->text + at, &step);
		piece->count++;
		if (kx_code_is_no_break_space(code)) {
			if (head == 0)
				head = at;
			tail = at + step;
		}
	}
	if (head == 0)
		head = piece->end;
	piece->head = kx_word_look(ties->hb, ties->text + piece->start, head - piece->start);
	piece->tail = tail == piece->start && head == piece->end ? piece->head :
	    kx_word_look(ties->hb, ties->text + tail, piece->end - tail);
	/* "better?3": raised marks follow a stop with no space. */
	if (piece->head.kind == KX_WORD_FIGURE && kx_code_is_closing(ties->hb, code_before(ties->text, 0, piece->start, &step)))
		piece->head.kind = piece->tail.kind = KX_WORD_MARK;
}

static bool
cut_pieces(struct kx_arena *arena, struct ties *ties)
{
	struct piece *piece;
	size_t start = 0, at;

	for (at = 0; at < ties->length; at++) {
		if (ties->breaks[at] == 0 && at + 1 < ties->length)
			continue;
		piece = kx_arena_push(arena, &ties->pieces, &ties->count, &ties->room, sizeof(*piece));
		if (piece == NULL)
			return false;
		piece->start = start;
		piece->end = at + 1;
		piece->last = at;
		measure_piece(ties, piece);
		start = at + 1;
	}
	ties->tied = kx_arena_array(arena, ties->count, sizeof(*ties->tied));
	return ties->tied != NULL;
}

/* Is a break after piece i an opportunity that could be tied? */
static bool
is_open(const struct ties *ties, size_t i)
{
	return i + 1 < ties->count && ties->breaks[ties->pieces[i].last] == 1;
}

/* Characters of the unbreakable string that pieces first..last would be part of. */
static size_t
string_length(const struct ties *ties, size_t first, size_t last)
{
	size_t count = 0, i;

	while (first > 0 && ties->tied[first - 1])
		first--;
	while (ties->tied[last])
		last++;
	for (i = first; i <= last; i++)
		count += ties->pieces[i].count + (i < last ? ties->pieces[i].gap : 0);
	return count;
}

/* Tie pieces first..last together, unless the string would become longer than `most`. */
static bool
tie(struct ties *ties, size_t first, size_t last, size_t most)
{
	size_t i;

	for (i = first; i < last; i++)
		if (!is_open(ties, i))
			return false;
	if (string_length(ties, first, last) > most)
		return false;
	for (i = first; i < last; i++)
		ties->tied[i] = true;
	return true;
}

/* ---- rules ---- */

static bool
is_plain_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Is the boundary at `at` inside a web address: "//" or a dot between letters in the same word? */
static bool
in_address(const struct ties *ties, size_t at)
{
	size_t start = at, end = at, i;

	while (start > 0 && ties->text[start - 1] != ' ')
		start--;
	while (end < ties->length && ties->text[end] != ' ')
		end++;
	for (i = start; i + 2 < end; i++) {
		if (ties->text[i] == '/' && ties->text[i + 1] == '/')
			return true;
		if (ties->text[i + 1] == '.' && is_plain_letter(ties->text[i]) && is_plain_letter(ties->text[i + 2]))
			return true;
	}
	return false;
}

/* Two pieces with no space between them: a compound, a range, a slash. */
static enum strength
strength_inside(const struct ties *ties, const struct piece *a, const struct piece *b)
{
	size_t sign, step;
	uint32_t last = code_before(ties->text, a->start, a->end, &sign);
	uint32_t before = code_before(ties->text, a->start, a->end - sign, &step);
	uint32_t first = kx_utf8_next(ties->text + b->start, &step);

	if (kx_code_is_dash(first))
		return ALWAYS;
	if (kx_code_is_digit(first) && kx_code_is_closing(ties->hb, last))
		return ALWAYS;
	if (last != '-' && last != 0x2010 && last != 0x2013 && last != '/')
		return NONE;
	if (in_address(ties, b->start))
		return NONE;
	if (last == '/' || kx_code_is_digit(before))
		return FIRM;
	/* No stub of one or two letters at a line's end or start: "x-ray", "follow-up". */
	return a->count <= 3 || b->count - b->head.closed <= 2 ? FIRM : last == 0x2013 ? NONE : LOOSE;
}

/* A figure before another word.  Two small letters are "of" or "in" sooner than a unit. */
static enum strength
strength_of_figure(const struct kx_word *figure, const struct kx_word *next)
{
	if (figure->closed || next->opened)
		return NONE;
	switch (next->kind) {
	case KX_WORD_FIGURE:
	case KX_WORD_SYMBOL:
	case KX_WORD_UNIT:
		return FIRM;
	case KX_WORD_LETTERS:
		if (next->letters == 1 && next->stopped && !next->capital)
			return FIRM;
		return !figure->year && !figure->share && next->letters <= COUNTED_LETTERS &&
		    (next->letters > 2 || next->capital) ? LOOSE : NONE;
	default:
		return NONE;
	}
}

/* Two parts of one abbreviation, each with its stop: "a. m.", "p. ej.", "EE. UU.". */
static bool
goes_on(const struct kx_word *word, const struct kx_word *next)
{
	if (!next->stopped || next->opened)
		return false;
	return (word->doubled && next->doubled) || (word->letters == 1 && !word->capital && !next->capital && next->letters <= 2);
}

/* A word before a figure, a numeral or a name. */
static enum strength
strength_of_letters(const struct kx_word *word, const struct kx_word *next, bool ends)
{
	bool figure = next->kind == KX_WORD_FIGURE && !next->opened;

	if (word->stopped) {
		if (goes_on(word, next))
			return FIRM;
		if (word->title && next->kind == KX_WORD_LETTERS && next->capital && !next->opened)
			return FIRM;
		return figure && word->letters <= SHORT_LETTERS && (word->capital || word->letters == 1) ? FIRM : NONE;
	}
	if (word->closed || word->letters > NOUN_LETTERS)
		return NONE;
	return (figure && ends) || (next->kind == KX_WORD_LETTERS && next->numeral && !next->opened) ? LOOSE : NONE;
}

/* Two pieces with a space between them; `ends`: a phrase ends with the second. */
static enum strength
strength_between(const struct kx_word *a, const struct kx_word *b, bool ends)
{
	if (b->kind == KX_WORD_DASH)
		return ALWAYS;
	if (b->kind == KX_WORD_MARK)
		return a->kind == KX_WORD_MARK ? LOOSE : ALWAYS;
	switch (a->kind) {
	case KX_WORD_FIGURE:
		return strength_of_figure(a, b);
	case KX_WORD_SYMBOL:
		return b->kind == KX_WORD_FIGURE && !a->closed && !b->opened ? FIRM : NONE;
	case KX_WORD_LETTERS:
	case KX_WORD_UNIT:
		return strength_of_letters(a, b, ends);
	default:
		return NONE;
	}
}

static void
tie_by_strength(struct ties *ties, enum strength wanted)
{
	const struct piece *a, *b;
	enum strength strength;
	bool ends;
	size_t i;

	for (i = 0; i + 1 < ties->count; i++) {
		a = &ties->pieces[i];
		b = &ties->pieces[i + 1];
		if (!is_open(ties, i) || ties->tied[i] || a->end == a->start || b->end == b->start)
			continue;
		ends = b->head.closed || i + 2 == ties->count || ties->breaks[b->last] == 2;
		strength = a->gap == 0 ? strength_inside(ties, a, b) : strength_between(&a->tail, &b->head, ends);
		if (strength == wanted)
			tie(ties, i, i + 1, strength == ALWAYS ? SIZE_MAX :
			    strength == LOOSE && a->gap == 0 ? COMPOUND_MOST : KX_TIE_MOST);
	}
}

/* A short word that can stand between the two figures of a ratio or a range. */
static bool
is_link(const struct piece *piece)
{
	return (piece->head.kind == KX_WORD_LETTERS || piece->head.kind == KX_WORD_UNIT) && piece->head.letters == piece->count &&
	    piece->count <= SHORT_LETTERS && piece->gap > 0;
}

/* The figure that one or two short words link to piece i, a figure; or i itself. */
static size_t
linked_figure(const struct ties *ties, size_t i)
{
	const struct piece *pieces = ties->pieces;
	size_t next = i + 1;

	if (pieces[i].tail.kind != KX_WORD_FIGURE || pieces[i].tail.closed || pieces[i].gap == 0)
		return i;
	while (next < ties->count && next <= i + 2 && is_link(&pieces[next]))
		next++;
	if (next == i + 1 || next >= ties->count || pieces[next].head.kind != KX_WORD_FIGURE || pieces[next].head.opened)
		return i;
	return next;
}

/*
 * Figures with short words between them: a whole chain if it fits ("61 to 84
 * in 100"), or else pair by pair ("27 in 100 | to | 30 in 100"), a single
 * last one with the words before it ("20 to 30 | out of 100").
 */
static void
tie_ratios(struct ties *ties)
{
	size_t first, last, next, rest;

	for (first = 0; first < ties->count; first++) {
		for (last = first; (next = linked_figure(ties, last)) != last; last = next)
			;
		if (last == first || tie(ties, first, last, KX_TIE_MOST)) {
			first = last;
			continue;
		}
		next = linked_figure(ties, first);
		if (!tie(ties, first, next, KX_TIE_MOST))
			continue;
		rest = linked_figure(ties, next);
		if (rest != next && linked_figure(ties, rest) == rest)
			tie(ties, next + 1, rest, KX_TIE_MOST);
		first = next;
	}
}

bool
kx_ties_apply(struct kx_arena *arena, const struct kx_harfbuzz *hb, const char *text, size_t length, uint8_t *breaks)
{
	struct ties ties = { .hb = hb, .text = text, .length = length, .breaks = breaks };
	size_t i;

	if (length == 0)
		return true;
	if (!cut_pieces(arena, &ties))
		return false;
	tie_by_strength(&ties, ALWAYS);
	tie_ratios(&ties);
	tie_by_strength(&ties, FIRM);
	tie_by_strength(&ties, LOOSE);
	for (i = 0; i < ties.count; i++)
		if (ties.tied[i])
			breaks[ties.pieces[i].last] = 0;
	return true;
}
