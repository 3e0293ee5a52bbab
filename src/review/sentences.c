/*
 * Ending sentences.
 *
 * Only the full stop is hard.  The rule here is to doubt it: a stop after an
 * abbreviation ends a sentence only when that abbreviation can stand last
 * ("at 8 a.m.") and a word that commonly opens a sentence follows; and never
 * when a small letter follows.  A stop missed makes one long sentence, which
 * reads as harder than it is and is looked at; a stop too many would make hard
 * text look easy.
 *
 * The road not taken is a trained splitter (Punkt; Kiss and Strunk, 2006): it
 * needs a corpus, and its answer for a given text is not one that two people
 * can count by hand.
 */
#include "review/sentences.h"

#include "base/utf8.h"
#include "content/word_pattern.h"

#include <stdint.h>
#include <string.h>

#define WIDEST 24   /* letters of an abbreviation or opening word */
#define PHONE_DIGITS 7

struct text { const char *bytes; size_t length; };

static uint32_t
code_at(const struct text *text, size_t at, size_t *ret_step)
{
	*ret_step = 0;
	if (at >= text->length)
		return 0;
	/* Nearly all of it is ASCII. */
	if ((unsigned char)text->bytes[at] < 0x80) {
		*ret_step = 1;
		return (unsigned char)text->bytes[at];
	}
	return kx_utf8_next(text->bytes + at, ret_step);
}

static bool
is_space(uint32_t code)
{
	return code == ' ' || code == '\t' || code == '\n' || code == 0xa0 || code == 0x202f || (code >= 0x2000 && code <= 0x200a);
}

static bool
is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

static bool
is_small(uint32_t code)
{
	return kx_word_letter(code) && !is_digit(code) && kx_word_fold(code) == code &&
	    ((code >= 'a' && code <= 'z') || (code >= 0xdf && code <= 0xff));
}

/* Quotes and brackets that close, which belong to the sentence they end. */
static bool
closes(uint32_t code)
{
	return code == ')' || code == ']' || code == '"' || code == '\'' || code == 0x2019 || code == 0x201d || code == 0xbb;
}

/* ---- abbreviations ---- */

/* Never last in a sentence.  Small letters, points inside kept. */
static const char *const english_inner[] = {
	"approx", "cf", "dr", "e.g", "eg", "fig", "gen", "i.e", "ie", "mr", "mrs", "ms", "mt", "no", "nos", "prof",
	"rev", "sec", "sen", "st", "vol", "vs", "v", "viz", "pp", "ca", "dept", "est", "gov", "hon", "lt", "sgt",
	"col", "capt", NULL
};
static const char *const spanish_inner[] = {
	"sr", "sra", "srta", "dr", "dra", "d", "dña", "ud", "uds", "p.ej", "ej", "p", "pág", "págs", "fig", "núm",
	"n", "art", "vol", "aprox", "prof", "profa", "sto", "sta", "tel", "avda", "av", "cf", "dpto", "ee", "lic", "máx", "mín", "depto", "ext", NULL
};
/* May be last. */
static const char *const outer[] = {
	"etc", "inc", "ltd", "co", "corp", "jr", "sr", "a.m", "p.m", "am", "pm", "al", "ph.d", "m.d", "r.n", "uu",
	"s.a", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", NULL
};
/* Words that open a sentence more often than they open a name. */
static const char *const openers[] = {
	"a", "an", "the", "this", "that", "these", "those", "it", "its", "they", "their", "we", "our", "you", "your",
	"he", "she", "if", "in", "on", "at", "by", "for", "from", "with", "when", "while", "what", "who", "why",
	"how", "do", "does", "can", "some", "most", "many", "no", "not", "one", "there", "then", "but", "and", "or",
	"so", "as", "after", "before", "ask", "tell", "call", "el", "la", "los", "las", "un", "una", "este", "esta",
	"si", "su", "sus", "cuando", "que", "en", "por", "para", "pero", "usted", "algunas", "algunos", "no", "hay",
	"con", "lo", "se", NULL
};
/* Those of Spanish that are not common to both. */
static const char *const spanish_openers[] = {
	"al", "antes", "así", "aunque", "cada", "como", "cómo", "cuál", "cuándo", "cuánto", "cuántas", "cuántos", "de", "del", "después",
	"díganos", "dígale", "durante", "ellas", "ellos", "es", "esa", "ese", "eso", "estas", "esto", "estos", "le", "les", "llame", "muchas",
	"muchos", "más", "nadie", "ni", "nos", "nuestra", "nuestro", "o", "otra", "otro", "pida", "pregunte", "puede", "pueden", "qué",
	"quién", "según", "sin", "son", "también", "tras", "unas", "unos", "y", "ya", NULL
};

static bool
is_listed(const char *const *list, const char *word)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

/* The run of letters, digits and inner points that ends right before `stop`, folded; "" when too long. */
static size_t
word_before(const struct text *text, size_t start, size_t stop, char ret_word[WIDEST + 4])
{
	size_t at = stop, from, used = 0, step;
	uint32_t code;

	while (at > start) {
		from = at - 1;
		while (from > start && ((unsigned char)text->bytes[from] & 0xc0) == 0x80)
			from--;
		code = code_at(text, from, &step);
		if (!kx_word_letter(code) && code != '.')
			break;
		at = from;
	}
	for (from = at; from < stop && used < WIDEST; from += step)
		used += kx_utf8_put(kx_word_fold(code_at(text, from, &step)), ret_word + used);
	ret_word[from < stop ? 0 : used] = '\0';
	return at;
}

/* The word at `at`, behind an opening quote or bracket, folded. */
static void
word_after(const struct text *text, size_t at, char ret_word[WIDEST + 4])
{
	size_t used = 0, step;
	uint32_t code = code_at(text, at, &step);

	while (step > 0 && !kx_word_letter(code) && !is_space(code)) {
		at += step;
		code = code_at(text, at, &step);
	}
	for (; step > 0 && kx_word_letter(code) && used < WIDEST; code = code_at(text, at, &step)) {
		used += kx_utf8_put(kx_word_fold(code), ret_word + used);
		at += step;
	}
	ret_word[used] = '\0';
}

static bool
is_one_letter(const char *word)
{
	size_t step;

	if (*word == '\0' || is_digit((unsigned char)*word))
		return false;
	kx_utf8_next(word, &step);
	return word[step] == '\0';
}

/* "u.s", "e.g": single letters with points between. */
static bool
is_initials(const char *word)
{
	size_t step;

	if (strchr(word, '.') == NULL)
		return false;
	for (; *word != '\0'; word += *word == '.') {
		if (*word == '.' || is_digit((unsigned char)*word))
			return false;
		kx_utf8_next(word, &step);
		word += step;
		if (*word != '.' && *word != '\0')
			return false;
	}
	return true;
}

/* Does the stop at `stop`, of the sentence that began at `start`, belong to a word?  `next` is where the text goes on. */
static bool
stop_is_inner(const char *language, const struct text *text, size_t start, size_t stop, size_t next)
{
	char word[WIDEST + 4], follows[WIDEST + 4];
	size_t begins = word_before(text, start, stop, word);
	bool spanish = language != NULL && strncmp(language, "es", 2) == 0;

	if (*word == '\0')
		return false;
	/* "1." and "a." at the very beginning number a list. */
	if (begins == start && (strspn(word, "0123456789") == strlen(word) || is_one_letter(word)))
		return true;
	if (is_listed(spanish ? spanish_inner : english_inner, word)) {
		/* "No." may be an answer; before a digit it is "number". */
		if (strcmp(word, "no") == 0)
			return next < text->length && is_digit((unsigned char)text->bytes[next]);
		return true;
	}
	if (!is_listed(outer, word) && !is_initials(word) && !(is_one_letter(word) && strcmp(word, "i") != 0))
		return false;
	word_after(text, next, follows);
	return *follows != '\0' && !is_listed(openers, follows) && !(spanish && is_listed(spanish_openers, follows));
}

/* ---- sentences ---- */

/* The place after the mark at `at` and everything that closes with it. */
static size_t
after_mark(const struct text *text, size_t at)
{
	size_t step;
	uint32_t code;

	while ((code = code_at(text, at, &step)) == '.' || code == '!' || code == '?' || code == 0x2026 || closes(code))
		at += step;
	return at;
}

static size_t
skip_space(const struct text *text, size_t at)
{
	size_t step;

	while (is_space(code_at(text, at, &step)))
		at += step;
	return at;
}

/* Does the mark `code` at `at` end the sentence that began at `start`?  Then `*ret_after` is behind it. */
static bool
ends_here(const char *language, const struct text *text, size_t start, size_t at, uint32_t code, size_t *ret_after)
{
	size_t after = after_mark(text, at), next = skip_space(text, after), step;
	uint32_t follows = code_at(text, next, &step);
	bool single = code == '.' && (at + 1 >= text->length || text->bytes[at + 1] != '.');

	*ret_after = after;
	if (after < text->length && next == after)
		return false;   /* "2.5", "example.org" */
	if (next == text->length)
		return true;
	if (is_small(follows))
		return false;
	return !single || !stop_is_inner(language, text, start, at, next);
}

bool
kx_sentence_next(const char *language, const char *text, size_t length, size_t *at, size_t *ret_start, size_t *ret_end)
{
	const struct text whole = { text, length };
	size_t start = skip_space(&whole, *at), here = start, after, step;
	uint32_t code;

	if (start >= length)
		return false;
	while ((code = code_at(&whole, here, &step), step > 0)) {
		if (code == '\n')
			break;
		if ((code == '.' || code == '!' || code == '?' || code == 0x2026)) {
			if (ends_here(language, &whole, start, here, code, &after)) {
				here = after;
				break;
			}
			here = after;
			continue;
		}
		here += step;
	}
	*ret_start = start;
	*at = here;
	while (here > start && (text[here - 1] == ' ' || text[here - 1] == '\t'))
		here--;
	*ret_end = here;
	return true;
}

/* ---- words ---- */

/* The end of the stretch without spaces from `at` on. */
static size_t
stretch_end(const struct text *text, size_t at)
{
	size_t step;
	uint32_t code;

	while ((code = code_at(text, at, &step), step > 0) && !is_space(code))
		at += step;
	return at;
}

static bool
has(const struct text *text, size_t start, size_t end, const char *wanted)
{
	size_t length = strlen(wanted);

	for (; start + length <= end; start++)
		if (memcmp(text->bytes + start, wanted, length) == 0)
			return true;
	return false;
}

/* Two letters or more on both sides of an inner point: "example.org". */
static bool
has_domain(const struct text *text, size_t start, size_t end)
{
	const char *bytes = text->bytes;
	size_t i;

	for (i = start + 2; i + 2 < end; i++)
		if (bytes[i] == '.' && strchr("0123456789.-", bytes[i - 1]) == NULL && kx_word_letter((unsigned char)bytes[i - 1]) &&
		    kx_word_letter((unsigned char)bytes[i - 2]) && ((bytes[i + 1] | 0x20) >= 'a' && (bytes[i + 1] | 0x20) <= 'z') &&
		    ((bytes[i + 2] | 0x20) >= 'a' && (bytes[i + 2] | 0x20) <= 'z'))
			return true;
	return false;
}

/* Digits in groups, with hyphens or brackets, seven or more; letters stand for their keys. */
static bool
is_phone(const struct text *text, size_t start, size_t end)
{
	size_t digits = 0, letters = 0, hyphens = 0, i;
	char c;

	for (i = start; i < end; i++) {
		c = text->bytes[i];
		digits += is_digit((unsigned char)c);
		letters += c >= 'A' && c <= 'Z';
		hyphens += c == '-';
		if (!is_digit((unsigned char)c) && !(c >= 'A' && c <= 'Z') && strchr("-+().,;:?!", c) == NULL)
			return false;
	}
	return hyphens > 0 && digits + letters >= PHONE_DIGITS && digits > letters;
}

static bool
is_address(const struct text *text, size_t start, size_t end)
{
	return has(text, start, end, "://") || has(text, start, end, "www.") || has(text, start, end, "@") ||
	    has_domain(text, start, end) || is_phone(text, start, end);
}

static bool
is_hyphen(uint32_t code)
{
	return code == '-' || code == 0x2010 || code == 0x2011;
}

/* Does the character `code`, inside a word whose last letter was `before`, join it to what follows at `next`? */
static bool
joins(const struct text *text, uint32_t before, uint32_t code, size_t next)
{
	size_t step;
	uint32_t follows = code_at(text, next, &step);

	if (!kx_word_letter(follows))
		return false;
	if (is_hyphen(code) || kx_word_fold(code) == '\'')
		return true;
	if (code == ',')
		return is_digit(before) && is_digit(follows);
	return code == '.' && is_digit(before) == is_digit(follows);
}

/* Past everything up to the first letter that begins a word, addresses included; false at the end. */
static bool
find_word(const struct text *text, size_t *at)
{
	bool fresh = true;   /* nothing of this stretch without spaces has been a letter */
	size_t step, end;
	uint32_t code;

	while ((code = code_at(text, *at, &step), step > 0)) {
		if (is_space(code)) {
			*at += step;
			fresh = true;
			continue;
		}
		end = fresh ? stretch_end(text, *at) : 0;
		fresh = false;
		if (end > 0 && is_address(text, *at, end))
			*at = end;
		else if (kx_word_letter(code))
			return true;
		else
			*at += step;
	}
	return false;
}

bool
kx_word_next(const char *text, size_t length, size_t *at, size_t *ret_start, size_t *ret_end)
{
	const struct text whole = { text, length };
	size_t step;
	uint32_t code, before = 0;

	if (!find_word(&whole, at))
		return false;
	*ret_start = *at;
	while ((code = code_at(&whole, *at, &step), step > 0)) {
		if (kx_word_letter(code))
			before = code;
		else if (!kx_word_invisible(code) && !joins(&whole, before, code, *at + step))
			break;
		*at += step;
	}
	*ret_end = *at;
	return true;
}
