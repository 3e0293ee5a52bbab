/*
 * Counting syllables in Spanish spelling.
 *
 * Spanish writes what it says (RAE, Ortografía de la lengua española, 2010,
 * II 2.2 and 2.4).  A syllable has at most one strong vowel (a, e, o) or
 * accented weak one (í, ú); plain i and u join the vowels beside them.  So a
 * run of vowels breaks before each strong vowel that meets another in its
 * syllable, and before an accented weak vowel that follows a strong one.
 *
 * An h is no sound and does not part vowels ("prohi-bir", "al-co-hol"), except
 * before i or u with a vowel behind it, where it begins a syllable
 * ("a-hue-car").  A u is silent in "que", "qui", "gue", "gui", not in "güe".  A
 * y is a vowel at the end of a word.
 *
 * Words that many say with a hiatus that spelling does not show ("guion",
 * "cruel") are counted as spelled.
 */
#include "review/syllables.h"

#include "base/utf8.h"

#include <stdint.h>

enum sound { CONSONANT, WEAK, WEAK_STRESSED, STRONG };

struct letter { uint32_t code; enum sound sound; };

/* Small letters of the Spanish alphabet and their accents. */
static uint32_t
small(uint32_t code)
{
	if ((code >= 'A' && code <= 'Z') || (code >= 0xc0 && code <= 0xde && code != 0xd7))
		return code + 0x20;
	return code;
}

static bool
is_letter(uint32_t code)
{
	return (code >= 'a' && code <= 'z') || (code >= 0xe0 && code <= 0xff && code != 0xf7);
}

static enum sound
sound_of(uint32_t code)
{
	switch (code) {
	case 'a': case 'e': case 'o': case 0xe1: case 0xe9: case 0xf3: case 0xe0: case 0xe8: case 0xf2: case 0xe4: case 0xf6:
		return STRONG;
	case 0xed: case 0xfa:
		return WEAK_STRESSED;
	case 'i': case 'u': case 0xfc:
		return WEAK;
	default:
		return CONSONANT;
	}
}

static bool
is_weak(uint32_t code)
{
	return code == 'i' || code == 'u';
}

/* Letters that count for syllables: no silent h, no silent u. */
static size_t
letters_of(const char *word, size_t length, struct letter *letters)
{
	uint32_t codes[KX_SYLLABLE_LETTERS + 2] = { 0 }, code;
	size_t count = 0, used = 0, at = 0, step, i;

	while (at < length && count < KX_SYLLABLE_LETTERS) {
		code = small(kx_utf8_next(word + at, &step));
		at += step;
		if (is_letter(code))
			codes[count++] = code;
	}
	for (i = 0; i < count; i++) {
		if (codes[i] == 'h' && !(is_weak(codes[i + 1]) && sound_of(codes[i + 2]) != CONSONANT))
			continue;
		if (codes[i] == 'u' && i > 0 && (codes[i - 1] == 'q' || (codes[i - 1] == 'g' && (codes[i + 1] == 'e' ||
		    codes[i + 1] == 'i' || codes[i + 1] == 0xe9 || codes[i + 1] == 0xed))))
			continue;
		letters[used++] = (struct letter){ codes[i], sound_of(codes[i]) };
	}
	if (count > 0 && codes[count - 1] == 'y')
		letters[used - 1].sound = WEAK;
	return used;
}

int
kx_syllables_es(const char *word, size_t length)
{
	struct letter letters[KX_SYLLABLE_LETTERS];
	size_t used = letters_of(word, length, letters), i;
	bool full = false;   /* the syllable has its strong vowel */
	int count = 0;

	for (i = 0; i < used; i++) {
		if (letters[i].sound == CONSONANT)
			continue;
		if (i == 0 || letters[i - 1].sound == CONSONANT || (full && letters[i].sound != WEAK) ||
		    (letters[i].sound == WEAK && letters[i - 1].code == letters[i].code)) {
			count++;
			full = false;
		}
		full = full || letters[i].sound != WEAK;
	}
	return used > 0 && count == 0 ? 1 : count;
}
