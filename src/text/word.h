/*
 * word: what a word of running text looks like, as far as ties ask: figure,
 * letters, unit, symbol ...  By shape alone, with no list of words.
 * Inside src/text only.
 */
#ifndef KX_TEXT_WORD_H
#define KX_TEXT_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum kx_word_kind {
	KX_WORD_OTHER,
	KX_WORD_FIGURE,      /* "27", "$1,000", "0.5", "10–20", "12%", "(555)" */
	KX_WORD_LETTERS,     /* "weeks", "it’s" */
	KX_WORD_UNIT,        /* short and with no vowel ("mg"), or with a slash, sign or inner dot ("mg/kg", "a.m.") */
	KX_WORD_SYMBOL,      /* "%", "×", "≥" */
	KX_WORD_DASH,        /* "–" */
	KX_WORD_MARK         /* "[3]", "[3,4]", "*", raised figures */
};

/* A word without its quotes, brackets and stops. */
struct kx_word {
	enum kx_word_kind kind;
	size_t letters;
	bool opened, closed; /* had an opening or closing sign */
	bool stopped;        /* was closed by one full stop and nothing else */
	bool year;           /* figure: 1900 to 2099 */
	bool share;          /* figure: ends in a percent sign, and so counts nothing after it */
	bool capital;        /* letters: first is a capital */
	bool numeral;        /* letters: Roman numeral of two or more, or one capital but A and I */
	bool title;          /* letters: has the look of "Dr", "Mrs", "J" */
	bool doubled;        /* letters: one capital twice, as an abbreviation of a plural has it ("EE. UU.") */
};

struct kx_harfbuzz;

/* The look of the word of `length` bytes of valid UTF-8. */
struct kx_word kx_word_look(const struct kx_harfbuzz *hb, const char *text, size_t length);

/* Classes of characters. */
bool kx_code_is_digit(uint32_t code);             /* ASCII only */
bool kx_code_is_dash(uint32_t code);              /* en dash, em dash, bar */
bool kx_code_is_closing(const struct kx_harfbuzz *hb, uint32_t code);           /* stops, closing brackets and quotes */
bool kx_code_is_breaking_space(uint32_t code);    /* spaces and line ends that vanish at a line's end */
bool kx_code_is_no_break_space(uint32_t code);

#endif
