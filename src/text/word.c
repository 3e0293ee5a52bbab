#include "text/word.h"

#include "base/utf8.h"
#include "text/foreign.h"

#include <string.h>

#define WORD_CODES 32        /* longer words have no look that matters */
#define UNIT_LETTERS 4       /* longest word without a vowel that is taken for a unit or title */
#define SIGNED_LETTERS 10    /* letters of a unit with signs in it */

static hb_unicode_general_category_t
category(const struct kx_harfbuzz *hb, uint32_t code)
{
	return hb->hb_unicode_general_category(hb->hb_unicode_funcs_get_default(), code);
}

bool
kx_code_is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

static bool
is_upper(const struct kx_harfbuzz *hb, uint32_t code)
{
	return code < 0x80 ? code >= 'A' && code <= 'Z' : category(hb, code) == HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER;
}

static bool
is_letter(const struct kx_harfbuzz *hb, uint32_t code)
{
	if (code < 0x80)
		return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
	switch (category(hb, code)) {
	case HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER:
	case HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER:
	case HB_UNICODE_GENERAL_CATEGORY_TITLECASE_LETTER:
	case HB_UNICODE_GENERAL_CATEGORY_MODIFIER_LETTER:
	case HB_UNICODE_GENERAL_CATEGORY_OTHER_LETTER:
	case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
		return true;
	default:
		return false;
	}
}

static bool
is_vowel(const struct kx_harfbuzz *hb, uint32_t code)
{
	/* A letter beyond ASCII may be one; mu is the prefix of a unit. */
	return code < 0x80 ? strchr("aeiouyAEIOUY", (int)code) != NULL && code != 0 :
	    code != 0xB5 && code != 0x3BC && is_letter(hb, code);
}

bool
kx_code_is_dash(uint32_t code)
{
	return code >= 0x2013 && code <= 0x2015;
}

static bool
is_symbol(const struct kx_harfbuzz *hb, uint32_t code)
{
	switch (category(hb, code)) {
	case HB_UNICODE_GENERAL_CATEGORY_MATH_SYMBOL:
	case HB_UNICODE_GENERAL_CATEGORY_CURRENCY_SYMBOL:
	case HB_UNICODE_GENERAL_CATEGORY_OTHER_SYMBOL:
		return true;
	default:
		return code == '%' || code == '#' || code == 0xA7 || code == 0x2030 || code == '-';
	}
}

static bool
is_opening(const struct kx_harfbuzz *hb, uint32_t code)
{
	return code == '"' || code == '\'' || code == 0xBF || code == 0xA1 ||
	    category(hb, code) == HB_UNICODE_GENERAL_CATEGORY_OPEN_PUNCTUATION ||
	    category(hb, code) == HB_UNICODE_GENERAL_CATEGORY_INITIAL_PUNCTUATION;
}

bool
kx_code_is_closing(const struct kx_harfbuzz *hb, uint32_t code)
{
	return (code < 0x80 && code != 0 && strchr("\"'.,;:!?", (int)code) != NULL) || code == 0x2026 ||
	    category(hb, code) == HB_UNICODE_GENERAL_CATEGORY_CLOSE_PUNCTUATION ||
	    category(hb, code) == HB_UNICODE_GENERAL_CATEGORY_FINAL_PUNCTUATION;
}

bool
kx_code_is_no_break_space(uint32_t code)
{
	return code == 0xA0 || code == 0x2007 || code == 0x202F;
}

bool
kx_code_is_breaking_space(uint32_t code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 || code == 0x1680 ||
	    (code >= 0x2000 && code <= 0x200B && code != 0x2007) || code == 0x2028 || code == 0x2029 || code == 0x205F ||
	    code == 0x3000;
}

/* Superscript figures, asterisks and daggers, or figures in square brackets. */
static bool
is_mark(const struct kx_harfbuzz *hb, const uint32_t *codes, size_t count)
{
	size_t i, digits = 0;

	for (i = 0; i < count && (codes[i] == '*' || codes[i] == 0x2020 || codes[i] == 0x2021 || codes[i] == 0xB9 ||
	    codes[i] == 0xB2 || codes[i] == 0xB3 || (codes[i] >= 0x2070 && codes[i] <= 0x2079)); i++)
		;
	if (i > 0)
		return i == count || kx_code_is_closing(hb, codes[i]);
	if (codes[0] != '[')
		return false;
	for (i = 1; i < count && (kx_code_is_digit(codes[i]) || kx_code_is_dash(codes[i]) || codes[i] == ',' ||
	    codes[i] == '-'); i++)
		digits += kx_code_is_digit(codes[i]);
	return digits > 0 && i < count && codes[i] == ']';
}

/* A digit, or a fraction or raised figure in one character. */
static bool
is_numeric(const struct kx_harfbuzz *hb, uint32_t code)
{
	return kx_code_is_digit(code) || category(hb, code) == HB_UNICODE_GENERAL_CATEGORY_OTHER_NUMBER;
}

/* Signs, digits with points, commas, colons, slashes and dashes between them, a percent or degree sign. */
static bool
is_figure(const struct kx_harfbuzz *hb, const uint32_t *codes, size_t count)
{
	size_t i = 0;

	while (i < count && is_symbol(hb, codes[i]))
		i++;
	if (i == count || !is_numeric(hb, codes[i]))
		return false;
	for (; i < count; i++) {
		if (is_numeric(hb, codes[i]))
			continue;
		if (i + 1 < count && (codes[i] == '.' || codes[i] == ',' || codes[i] == ':' || codes[i] == '/' ||
		    kx_code_is_dash(codes[i]) || is_symbol(hb, codes[i]) || codes[i] == ')'))
			continue;
		return i + 1 == count && (codes[i] == '%' || codes[i] == 0xB0 || codes[i] == 0x2030);
	}
	return true;
}

static void
look_at_letters(const struct kx_harfbuzz *hb, const uint32_t *codes, size_t count, struct kx_word *word)
{
	size_t vowels = 0, capitals = 0, roman = 0, i;

	word->kind = KX_WORD_LETTERS;
	word->capital = is_upper(hb, codes[0]);
	for (i = 0; i < count; i++) {
		vowels += is_vowel(hb, codes[i]);
		capitals += is_upper(hb, codes[i]);
		roman += codes[i] == 'I' || codes[i] == 'V' || codes[i] == 'X';
	}
	word->numeral = (count >= 2 && count <= 4 && roman == count) ||
	    (count == 1 && word->capital && codes[0] != 'A' && codes[0] != 'I');
	/* "Dr", "Mrs", "St", "J"; not "PTSD".  "Prof" is the common one with a vowel, and "Dra", "Sra", "Srta" are Spanish ones. */
	word->title = word->capital && capitals == 1 && count <= UNIT_LETTERS &&
	    (vowels == 0 || count == 1 || (count == 4 && codes[1] == 'r' && codes[2] == 'o' && codes[3] == 'f') ||
	    (count > 2 && vowels == 1 && codes[count - 1] == 'a' && codes[1] == 'r'));
	word->doubled = count == 2 && capitals == 2 && codes[0] == codes[1];
	if (vowels == 0 && !word->capital && count <= UNIT_LETTERS)
		word->kind = KX_WORD_UNIT;
}

/* What is left between opening and closing signs. */
static void
look_at_core(const struct kx_harfbuzz *hb, const uint32_t *codes, size_t count, struct kx_word *word)
{
	size_t signs = 0, i;

	for (i = 0; i < count; i++) {
		if (is_letter(hb, codes[i]))
			word->letters++;
		else if (codes[i] == '\'' || codes[i] == 0x2019)
			continue;
		else if (codes[i] == '/' || codes[i] == '.' || codes[i] == 0xB0 || codes[i] == 0xB5 || codes[i] == 0xB7 ||
		    codes[i] == 0xB2 || codes[i] == 0xB3)
			signs++;
		else
			break;
	}
	if (i == count && word->letters > 0 && signs == 0)
		look_at_letters(hb, codes, count, word);
	else if (i == count && word->letters > 0 && word->letters <= SIGNED_LETTERS)
		word->kind = KX_WORD_UNIT;
	else if (count == 1 && (kx_code_is_dash(codes[0]) || codes[0] == '-'))
		word->kind = KX_WORD_DASH;
	else if (is_figure(hb, codes, count))
		word->kind = KX_WORD_FIGURE;
	else {
		for (i = 0; i < count && is_symbol(hb, codes[i]); i++)
			;
		word->kind = i == count ? KX_WORD_SYMBOL : KX_WORD_OTHER;
	}
	word->share = word->kind == KX_WORD_FIGURE && (codes[count - 1] == '%' || codes[count - 1] == 0x2030);
	word->year = word->kind == KX_WORD_FIGURE && count == 4 && ((codes[0] == '1' && codes[1] == '9') ||
	    (codes[0] == '2' && codes[1] == '0')) && kx_code_is_digit(codes[2]) && kx_code_is_digit(codes[3]);
}

struct kx_word
kx_word_look(const struct kx_harfbuzz *hb, const char *text, size_t length)
{
	struct kx_word word = { .kind = KX_WORD_OTHER };
	uint32_t codes[WORD_CODES];
	size_t at, step, count = 0, first = 0, last;

	for (at = 0; at < length && count < WORD_CODES; at += step)
		codes[count++] = kx_utf8_next(text + at, &step);
	if (at < length || count == 0)
		return word;
	if (is_mark(hb, codes, count)) {
		word.kind = KX_WORD_MARK;
		return word;
	}
	last = count;
	while (first < last && is_opening(hb, codes[first]))
		first++;
	while (last > first && kx_code_is_closing(hb, codes[last - 1]))
		last--;
	word.opened = first > 0;
	word.closed = last < count;
	word.stopped = count - last == 1 && codes[last] == '.';
	if (last > first)
		look_at_core(hb, codes + first, last - first, &word);
	/* "(555)": the bracket is part of a telephone number, and closes no phrase. */
	if (word.kind == KX_WORD_FIGURE && word.opened && count - last == 1 && codes[last] == ')')
		word.opened = word.closed = false;
	return word;
}
