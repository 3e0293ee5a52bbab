/*
 * Counting syllables in English spelling.
 *
 * English spelling does not show syllables, but it nearly does: a run of
 * vowel letters is one syllable, and what breaks that rule is mostly regular.
 * So: count the runs; add one for each pattern that splits a run ("ia",
 * "creat-e") or makes a syllable of a consonant ("-ble", "-ism"); take one off
 * for each that silences a vowel ("-e", "-ed", "-ely", "cia-l").  A short
 * table holds the words that patterns miss, and follows them through their
 * inflections.  Compounds keep the silent e of their first part ("some-thing",
 * "life-time"); no pattern tells those from "forest", so the parts are listed.
 *
 * The road not taken is to ship a pronouncing dictionary: exact for what it
 * has, megabytes, and silent about the names and drugs that such sheets are
 * full of.
 *
 * Patterns: a letter is itself, C a consonant letter (y is none), L one that
 * is not l either, [abc] one of, [^abc] none of, ^ and $ the ends of the word,
 * + one or more, ? none or one of what stands before.
 */
#include "review/syllables.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Letters in place, here and below: base/in_place.h. */
static const char added[][24] = {
	/* consonants that make a syllable of their own */
	"[^aeiouylr]les?$", "[bcdfgkpstz]led$", "[bctgdvn]res?$", "sms?$", "thms?$",
	/* endings that are heard */
	"[td]ed$", "[bcdt]red$", "[scxzg]es$", "ches$", "shes$",
	/* "ire" is two, as the dictionary has it */
	"ire[sd]?$", "irely", "irements?$", "yre[sd]?$",
	/* vowels that touch but do not join */
	"i[aou]", "iet", "ien", "iers?$", "iest", "yi", "[eo]ing", "[^gq]uing", "[^qg]ua", "[^q]uo", "eo",
	"[aeou]y[aou]", "[aeou]yee", "[aeoudlrf]yers?$", "[aeo]yen", "hye", "[aeiouy]C+eas?$", "ael$", "aic", "chao",
	"naiv", "creat[eio]", "theat", "ereal", "nuclear", "linear", "deac", "ioac", "roact", "oasis", "coali",
	"koala", "^boas?$", "zoolog", "^lion", "elion", "oe[tm]", "soever", "^anyo", "^everyo", "deit", "^scien",
	"[ls]eum", "[flr]uid", "ruin", "tuiti", "suici", "nuin", "[nbgtc]uity", "[fl]uen", "duet", "[cdf]r?uel",
	"[^gq]uest$", "luer", "truer",
	/* a prefix before a vowel */
	"reac[t]", "^reass", "^reent", "^reena", "^reinc", "^reinf", "^reins", "^reinv", "^reill", "^reali", "^rearr",
	"^reapp", "^reeva", "^reele", "^reiter", "^reope", "^reu", "coinc", "^coe[^d]", "^coope", "^coord",
};

static const char silenced[][24] = {
	/* the silent e, at the end and before a suffix */
	"Ce$", "Ces$", "Ced$", "Cely$", "Lety$", "neties$", "Lements?$", "Ceful", "Celess", "Ceness", "Cesome",
	"Cewise", "Cehood", "Celike", "[^l]eship", "[gq]ue[sd]?$", "[^eo]aches$", "^aches$", "quire[sd]?$", "quirem",
	"[iax]pire",
	/* what "added" splits although it is one sound */
	"[cstxg]ion", "[cstxg]ious", "[ln]ion", "hion", "viou?r", "cia[ln]", "tia[ln]", "[gs]ian", "[st]ia$", "riage",
	"llian", "[aeiou]liar", "tiary", "lionai", "[ct]ien", "friend", "fiend", "yield", "dier", "shier", "valier",
	"elier", "[ge]eon", "[ge]eous", "hteous", "people", "jeop", "leopard", "nsua", "rsua", "ssua", "suave",
	/* vowels that are written and not said */
	"^every", "ically",
	/* a compound whose second part begins with a vowel */
	"^homeo", "^someo", "^takeo", "^makeo", "^thereo", "^whereo", "^hereo", "^hideo", "^closeo", "^changeo",
	"^oneself", "^hereb", "^thereb", "^whereb", "^hereto", "^herewi", "^werew",
};

/* First parts of compounds, which keep their silent e before a consonant.  Sorted. */
static const char first_parts[][8] = {
	"bare", "base", "bike", "bride", "cake", "care", "cheese", "date", "dive", "drive", "face", "fence", "fire",
	"five", "fore", "frame", "game", "gate", "grade", "grape", "grave", "guide", "hare", "hide", "home", "hope",
	"horse", "house", "ice", "juice", "juke", "knife", "lake", "life", "like", "lime", "live", "lone", "love",
	"make", "mile", "mine", "mouse", "name", "nine", "nose", "note", "nurse", "pace", "page", "phone", "pipe",
	"plate", "price", "race", "rage", "rate", "rope", "rose", "rule", "safe", "sale", "scape", "scare", "score",
	"shake", "shape", "share", "shore", "side", "size", "skate", "sledge", "slide", "smoke", "snake", "some",
	"space", "spare", "spoke", "stage", "stake", "state", "stone", "store", "take", "there", "time", "tone",
	"trade", "tube", "type", "vice", "vine", "voice", "wake", "ware", "waste", "wave", "where", "white", "whole",
	"wide", "wife", "wine", "wire", "zone",
};

/* What may follow a first part without making a compound: the patterns above know these. */
static const char suffixes[][8] = {
	"ful", "hood", "less", "like", "ment", "ness", "ship", "some", "wise", "lier", "nsi", "ren", "ries", "sty",
	"ties", "ver",
};

struct entry { char word[20]; int count; };

#define KX_SYLLABLES(word, count) { word, count },
static const struct entry entries[] = {
#include "review/syllables_en.def"
};
#undef KX_SYLLABLES

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Letters as a set: 'a' is the lowest bit. */
static uint32_t
bit(char c)
{
	return c >= 'a' && c <= 'z' ? (uint32_t)1 << (c - 'a') : 0;
}

static bool
is_vowel(char c)
{
	return (bit(c) & 0x1104111) != 0;   /* a e i o u y */
}

/* ---- patterns ---- */

/* Does `c` fit the element at `*pattern`?  Moves past the element. */
static bool
fits(const char **pattern, char c)
{
	const char *at = *pattern;
	bool inside = false, turned;

	if (*at != '[') {
		*pattern = at + 1;
		if (*at == 'C')
			return c != '\0' && !is_vowel(c);
		if (*at == 'L')
			return c != '\0' && !is_vowel(c) && c != 'l';
		return c == *at;
	}
	turned = *++at == '^';
	for (at += turned ? 1 : 0; *at != ']'; at++)
		inside = inside || *at == c;
	*pattern = at + 1;
	return c != '\0' && inside != turned;
}

/* Does the pattern (behind its "^") fit at `at`?  Repeats are greedy; no pattern here needs to go back. */
static bool
fits_at(const char *pattern, const char *at)
{
	const char *element;
	bool good;

	while (*pattern != '\0') {
		if (*pattern == '$')
			return *at == '\0';
		element = pattern;
		good = fits(&pattern, *at);
		if (*pattern == '?') {
			pattern++;
			at += good ? 1 : 0;
			continue;
		}
		if (!good)
			return false;
		at++;
		if (*pattern != '+')
			continue;
		while (*at != '\0' && (pattern = element, fits(&pattern, *at)))
			at++;
		pattern = strchr(element, '+') + 1;
	}
	return true;
}

/*
 * Does the pattern ask for a letter that is not among `letters`?  Every word
 * meets every pattern, and this turns nearly all of them away.
 */
static bool
lacks_letter(const char *pattern, uint32_t letters)
{
	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '[')
			while (*pattern != ']')
				pattern++;
		else if ((bit(*pattern) & ~letters) != 0 && pattern[1] != '?')
			return true;
	}
	return false;
}

static int
occurrences(const char *pattern, const char *word, uint32_t letters)
{
	int count = 0;

	if (lacks_letter(pattern, letters))
		return 0;
	if (*pattern == '^')
		return fits_at(pattern + 1, word) ? 1 : 0;
	for (; *word != '\0'; word++)
		if (fits_at(pattern, word))
			count++;
	return count;
}

/* "lifetime": a first part, then a part with a vowel that is no suffix. */
static bool
is_compound(const char *word)
{
	const char *rest;
	size_t i, j, length;

	for (i = 0; i < COUNT(first_parts); i++) {
		if (first_parts[i][0] != word[0])
			continue;
		length = strlen(first_parts[i]);
		if (strncmp(word, first_parts[i], length) != 0)
			continue;
		rest = word + length;
		if (strlen(rest) < 3 || strpbrk(rest, "aeiouy") == NULL || (is_vowel(rest[0]) && rest[0] != 'y') ||
		    (rest[0] == 'y' && !is_vowel(rest[1])) || (rest[0] == 'r' && !is_vowel(rest[1])))
			continue;
		for (j = 0; j < COUNT(suffixes); j++)
			if (strncmp(rest, suffixes[j], strlen(suffixes[j])) == 0)
				break;
		if (j == COUNT(suffixes))
			return true;
	}
	return false;
}

static int
by_pattern(const char *word)
{
	uint32_t letters = 0;
	int count = 0;
	size_t i;

	for (i = 0; word[i] != '\0'; i++) {
		letters |= bit(word[i]);
		if (is_vowel(word[i]) && (i == 0 || !is_vowel(word[i - 1])))
			count++;
	}
	for (i = 0; i < COUNT(added); i++)
		count += occurrences(added[i], word, letters);
	for (i = 0; i < COUNT(silenced); i++)
		count -= occurrences(silenced[i], word, letters);
	if (is_compound(word))
		count--;
	return count > 0 ? count : 1;
}

/* ---- the table ---- */

static int
compare_entry(const void *key, const void *entry)
{
	return strcmp(key, ((const struct entry *)entry)->word);
}

/* The count of `length` bytes at `word` followed by `tail`, or 0 when the table lacks it. */
static int
in_table(const char *word, size_t length, const char *tail)
{
	char stem[KX_SYLLABLE_LETTERS + 4];
	const struct entry *found;

	memcpy(stem, word, length);
	memcpy(stem + length, tail, strlen(tail) + 1);
	found = bsearch(stem, entries, COUNT(entries), sizeof(entries[0]), compare_entry);
	return found != NULL ? found->count : 0;
}

static bool
ends_in(const char *word, size_t length, const char *tail)
{
	size_t size = strlen(tail);

	return length > size && memcmp(word + length - size, tail, size) == 0;
}

/* Would a further "s" or "es" be heard ("nurses")? */
static bool
hisses(const char *word, size_t length)
{
	static const char *const tails[] = { "s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze" };
	size_t i;

	for (i = 0; i < COUNT(tails); i++)
		if (ends_in(word, length, tails[i]))
			return true;
	return false;
}

/* Inflections: the ending, what stands in its place in the table's word, and whether it is heard. */
struct inflection { const char *ending, *instead; int heard; };
static const struct inflection inflections[] = {
	{ "ies", "y", 0 }, { "ied", "y", 0 }, { "ing", "", 1 }, { "ing", "e", 1 }, { "ly", "", 1 }, { "ness", "", 1 },
	{ "ful", "", 1 }, { "fully", "", 2 }, { "less", "", 1 }, { "ment", "", 1 }, { "ments", "", 1 }, { "er", "", 1 },
	{ "er", "e", 1 }, { "ers", "", 1 }, { "est", "", 1 },
};

/* The count of the table's word that this is an inflection of, or 0. */
static int
inflected(const char *word, size_t length)
{
	int count;
	size_t i;

	if (ends_in(word, length, "s") && (count = in_table(word, length - 1, "")) > 0)
		return count + (hisses(word, length - 1) ? 1 : 0);
	if (ends_in(word, length, "ed") &&
	    ((count = in_table(word, length - 1, "")) > 0 || (count = in_table(word, length - 2, "")) > 0))
		return count + (word[length - 3] == 't' || word[length - 3] == 'd' ? 1 : 0);
	for (i = 0; i < COUNT(inflections); i++)
		if (ends_in(word, length, inflections[i].ending)) {
			count = in_table(word, length - strlen(inflections[i].ending), inflections[i].instead);
			if (count > 0)
				return count + inflections[i].heard;
		}
	return 0;
}

/* ---- words ---- */

/* The letter without its accent, in small; '\'' for apostrophes; 0 for anything else. */
static char
plain_letter(uint32_t code)
{
	static const char latin1[] = "aaaaaaaceeeeiiiidnooooo\0ouuuuy\0saaaaaaaceeeeiiiidnooooo\0ouuuuy\0y";

	if (code >= 'A' && code <= 'Z')
		return (char)(code - 'A' + 'a');
	if (code >= 'a' && code <= 'z')
		return (char)code;
	if (code == '\'' || code == 0x2019)
		return '\'';
	return code >= 0xc0 && code <= 0xff ? latin1[code - 0xc0] : 0;
}

static size_t
plain_letters(const char *word, size_t length, char *ret_letters)
{
	size_t used = 0, at = 0, step;
	char c;

	while (at < length && used + 1 < KX_SYLLABLE_LETTERS) {
		c = plain_letter(kx_utf8_next(word + at, &step));
		at += step;
		if (c != 0)
			ret_letters[used++] = c;
	}
	ret_letters[used] = '\0';
	return used;
}

static int
count_letters(const char *letters, size_t length)
{
	int count = in_table(letters, length, "");

	if (count == 0)
		count = inflected(letters, length);
	return count > 0 ? count : by_pattern(letters);
}

/*
 * What an apostrophe cuts off: "'s" is heard after a hiss, "n't" and "'ll"
 * after a consonant, "'ve", "'d", "'re" and "'m" as their spelling says.
 */
static int
count_tail(const char *letters, size_t stem, const char *tail)
{
	if (strcmp(tail, "s") == 0)
		return hisses(letters, stem) ? 1 : 0;
	if (strcmp(tail, "t") == 0)
		return stem > 2 && letters[stem - 1] == 'n' && strchr("dst", letters[stem - 2]) != NULL ? 1 : 0;
	if (strcmp(tail, "ll") == 0 || strcmp(tail, "ve") == 0)
		return stem > 0 && !is_vowel(letters[stem - 1]) ? 1 : 0;
	if (strcmp(tail, "d") == 0)
		return stem > 0 && strchr("td", letters[stem - 1]) != NULL ? 1 : 0;
	return 0;
}

int
kx_syllables_en(const char *word, size_t length)
{
	char letters[KX_SYLLABLE_LETTERS], *mark;
	size_t used = plain_letters(word, length, letters);
	int tail = 0;

	while (used > 0 && letters[used - 1] == '\'')
		letters[--used] = '\0';
	mark = strchr(letters, '\'');
	if (mark != NULL && mark > letters) {
		tail = count_tail(letters, (size_t)(mark - letters), mark + 1);
		used = (size_t)(mark - letters);
		*mark = '\0';
	} else if (mark != NULL) {
		memmove(letters, letters + 1, used--);
	}
	return used == 0 ? 0 : count_letters(letters, used) + tail;
}

/* ---- languages ---- */

static bool
is_language(const char *tag, const char *language)
{
	return tag != NULL && strncmp(tag, language, 2) == 0 && (tag[2] == '\0' || tag[2] == '-');
}

kx_syllable_counter
kx_syllable_counter_find(const char *language)
{
	if (is_language(language, "en"))
		return kx_syllables_en;
	return is_language(language, "es") ? kx_syllables_es : NULL;
}

/* Syllables of the letters' names, a to z. */
static const char english_names[] = "11111111111111111111113111";
static const char spanish_names[] = "11111212121222111221124222";

bool
kx_syllables_spelled(const char *language, const char *word, size_t length, int *ret_count)
{
	const char *names = is_language(language, "es") ? spanish_names : english_names;
	int count = 0;
	size_t i;

	if (length > 2 && word[length - 1] == 's')
		length--;
	if (length < 2 || length > 5)
		return false;
	for (i = 0; i < length; i++) {
		if (word[i] < 'A' || word[i] > 'Z')
			return false;
		count += names[word[i] - 'A'] - '0';
	}
	*ret_count = count;
	return true;
}
