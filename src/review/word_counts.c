#include "review/word_counts.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "content/gate.h"
#include "content/word_pattern.h"

#include <string.h>

/* `length` bytes at `word` against `name`, capitals aside; a possessive "'s" of the word is passed over. */
static bool
same_word(const char *word, size_t length, const char *name)
{
	size_t at = 0, step, name_step;
	uint32_t code;

	while (at < length && *name != '\0') {
		code = kx_word_fold(kx_utf8_next(word + at, &step));
		at += step;
		if (kx_word_invisible(code))
			continue;
		if (code != kx_word_fold(kx_utf8_next(name, &name_step)))
			return false;
		name += name_step;
	}
	if (*name != '\0')
		return false;
	if (at == length)
		return true;
	code = kx_word_fold(kx_utf8_next(word + at, &step));
	return code == '\'' && length - at - step == 1 && (word[at + step] | 0x20) == 's';
}

static bool
is_name(const struct kx_word_counts *counts, const char *word, size_t length)
{
	size_t i;

	for (i = 0; counts->gate != NULL && i < counts->gate->name_count; i++)
		if (same_word(word, length, counts->gate->names[i]))
			return true;
	return false;
}

static bool
has_capitals_only(const char *word)
{
	for (; *word != '\0'; word++)
		if (*word < 'A' || *word > 'Z')
			return false;
	return true;
}

/* Syllables that the gate gives for the word, or 0. */
static int
spoken(const struct kx_word_counts *counts, const char *word, size_t length)
{
	const struct kx_spoken_word *entry;
	size_t i;

	for (i = 0; counts->gate != NULL && i < counts->gate->spoken_count; i++) {
		entry = &counts->gate->spoken[i];
		if (has_capitals_only(entry->word) ? strlen(entry->word) == length && memcmp(entry->word, word, length) == 0 :
		    same_word(word, length, entry->word))
			return entry->syllables;
	}
	return 0;
}

/* Common words that are set in capitals to stress them, not to spell them. */
static bool
is_stressed(const char *language, const char *word, size_t length)
{
	static const char *const english[] = {
		"AND", "ANY", "ALL", "ARE", "ASK", "BUT", "CALL", "CAN", "DO", "FOR", "GET", "GO", "HAVE", "IF", "IS", "MAY",
		"MUST", "NEVER", "NO", "NOT", "NOW", "ON", "ONE", "ONLY", "OR", "STOP", "TELL", "THE", "TO", "WAIT", "WILL",
		"YES", "YOU", "YOUR", NULL
	};
	static const char *const spanish[] = {
		"ANTES", "CADA", "CON", "DE", "DEBE", "DEJE", "DEL", "EL", "EN", "ES", "ESTE", "HAY", "LA", "LAS", "LLAME", "LO", "LOS", "NADA",
		"NADIE", "NI", "NO", "NUNCA", "O", "PARA", "PARE", "PIDA", "POR", "PUEDE", "QUE", "SI", "SIN", "SOLO", "SON", "SU", "SUS", "TODO",
		"TODOS", "UN", "UNA", "UNO", "USE", "USTED", "VAYA", "Y", "YA", NULL
	};
	const char *const *word_at = language != NULL && strncmp(language, "es", 2) == 0 ? spanish : english;

	for (; *word_at != NULL; word_at++)
		if (strlen(*word_at) == length && memcmp(*word_at, word, length) == 0)
			return true;
	return false;
}

/* One part of a hyphenated word.  Digits are one syllable, whatever letters hang on them ("4th"). */
static int
part_syllables(const struct kx_word_counts *counts, const char *part, size_t length)
{
	int count = spoken(counts, part, length);

	if (count > 0 || length == 0)
		return count;
	if (*part >= '0' && *part <= '9')
		return 1;
	if (!is_stressed(counts->language, part, length) && kx_syllables_spelled(counts->language, part, length, &count))
		return count;
	return counts->counter != NULL ? counts->counter(part, length) : 0;
}

static int32_t
word_syllables(const struct kx_word_counts *counts, const char *word, size_t length)
{
	int32_t count = spoken(counts, word, length);
	size_t at = 0, from = 0, step = 0;
	uint32_t code;
	bool digits = true;

	if (count > 0)
		return count;
	for (; at <= length; at += step) {
		code = at < length ? kx_utf8_next(word + at, &step) : '-';
		if (code == '-' || code == 0x2010 || code == 0x2011) {
			count += part_syllables(counts, word + from, at - from);
			from = at < length ? at + step : at;
			step = at < length ? step : 1;
		} else {
			digits = digits && ((code >= '0' && code <= '9') || code == '.' || code == ',');
		}
	}
	return digits ? 1 : count;
}

void
kx_word_counts_init(struct kx_word_counts *counts, const char *language, const struct kx_gate *gate)
{
	memset(counts, 0, sizeof(*counts));
	counts->language = language;
	counts->counter = kx_syllable_counter_find(language);
	counts->gate = gate;
}

/* FNV-1a, for the place only: what is found there is compared byte by byte. */
static size_t
place_of(const char *word, size_t length)
{
	uint32_t hash = 2166136261u;
	size_t i;

	for (i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)word[i]) * 16777619u;
	return (hash ^ hash >> 16) % KX_KNOWN_WORDS;
}

struct kx_counted_word
kx_word_counts_of(struct kx_word_counts *counts, const char *word, size_t length)
{
	struct kx_known_word *known = length <= KX_KNOWN_BYTES ? &counts->known[place_of(word, length)] : NULL;
	struct kx_counted_word counted;

	if (known != NULL && known->length == length && memcmp(known->bytes, word, length) == 0)
		return known->counted;
	counted.syllables = word_syllables(counts, word, length);
	counted.name = is_name(counts, word, length);
	if (known != NULL) {
		known->counted = counted;
		known->length = (uint8_t)length;
		memcpy(known->bytes, word, length);
	}
	return counted;
}
