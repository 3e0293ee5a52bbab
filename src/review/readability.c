/*
 * Scores from counts.
 *
 * Every measure is a sum of ratios of counts, so it is worked out over one
 * denominator in 64-bit integers and rounded once; SMOG's square root is an
 * integer root of a number scaled by 10^10.  Counts of a text a million words
 * long stay far inside the range.
 *
 * What a sentence costs is how much the whole would gain without it.  A ranking
 * by each sentence's own grade would put "Very unlikely." first, which nobody
 * needs to mend; the cost finds long sentences of long words.
 */
#include "review/readability.h"

#include "base/arena.h"
#include "base/flat.h"
#include "base/limits.h"
#include "base/memo.h"
#include "review/passive.h"
#include "review/sentences.h"
#include "review/syllables.h"
#include "review/word_counts.h"

#include <string.h>

#define POLYSYLLABLE 3

/* ---- measures ---- */

/* `over` / `under`, rounded half up, for a positive `under`. */
static int32_t
quotient(int64_t over, int64_t under)
{
	int64_t doubled = 2 * over + under, whole = doubled / (2 * under);

	if (doubled % (2 * under) != 0 && doubled < 0)
		whole--;
	return (int32_t)whole;
}

/* constant + a words/sentences + b syllables/words, all in thousandths. */
static int32_t
two_ratios(int64_t constant, int64_t a, int64_t b, int64_t sentences, int64_t words, int64_t syllables)
{
	if (sentences <= 0 || words <= 0)
		return 0;
	return quotient(constant * sentences * words + a * words * words + b * syllables * sentences, sentences * words);
}

int32_t
kx_flesch_kincaid(int64_t sentences, int64_t words, int64_t syllables)
{
	return two_ratios(-15590, 390, 11800, sentences, words, syllables);
}

int32_t
kx_flesch_ease(int64_t sentences, int64_t words, int64_t syllables)
{
	return two_ratios(206835, -1015, -84600, sentences, words, syllables);
}

int32_t
kx_fernandez_huerta(int64_t sentences, int64_t words, int64_t syllables)
{
	return two_ratios(206840, -1020, -60000, sentences, words, syllables);
}

int32_t
kx_inflesz(int64_t sentences, int64_t words, int64_t syllables)
{
	return two_ratios(206835, -1000, -62300, sentences, words, syllables);
}

/* The largest integer whose square is at most `number`. */
static uint64_t
root(uint64_t number)
{
	uint64_t low = 0, high = UINT32_MAX, middle;

	while (low < high) {
		middle = low + (high - low + 1) / 2;
		if (middle * middle <= number)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

int32_t
kx_smog(int64_t sentences, int64_t polysyllables)
{
	uint64_t scaled;

	if (sentences <= 0 || polysyllables < 0 || polysyllables > 10000000)
		return 0;
	scaled = root((uint64_t)polysyllables * 30 * 10000000000u / (uint64_t)sentences);   /* the root times 10^5 */
	return quotient((int64_t)scaled * 1043 + 312910000, 100000);
}

const char *
kx_inflesz_band(int32_t inflesz)
{
	return inflesz < 40000 ? "very hard" : inflesz < 55000 ? "somewhat hard" : inflesz <= 65000 ? "normal" :
	    inflesz <= 80000 ? "fairly easy" : "very easy";
}

static int32_t
main_measure(enum kx_tongue tongue, int64_t sentences, int64_t words, int64_t syllables)
{
	if (tongue == KX_TONGUE_ENGLISH)
		return kx_flesch_kincaid(sentences, words, syllables);
	return tongue == KX_TONGUE_SPANISH ? kx_inflesz(sentences, words, syllables) : 0;
}

static void
measure(enum kx_tongue tongue, struct kx_score *score)
{
	if (tongue == KX_TONGUE_ENGLISH) {
		score->grade = kx_flesch_kincaid(score->sentences, score->words, score->syllables);
		score->smog = kx_smog(score->sentences, score->polysyllables);
		score->ease = kx_flesch_ease(score->sentences, score->words, score->syllables);
	} else if (tongue == KX_TONGUE_SPANISH) {
		score->huerta = kx_fernandez_huerta(score->sentences, score->words, score->syllables);
		score->inflesz = kx_inflesz(score->sentences, score->words, score->syllables);
	}
}

/* ---- sentences ---- */

static void
count_words(struct kx_word_counts *counts, const char *text, size_t length, struct kx_sentence *sentence)
{
	size_t at = 0, start, end;
	struct kx_counted_word word;
	int32_t poly;

	while (kx_word_next(text, length, &at, &start, &end)) {
		word = kx_word_counts_of(counts, text + start, end - start);
		poly = word.syllables >= POLYSYLLABLE ? 1 : 0;
		sentence->named_words++;
		sentence->named_syllables += word.syllables;
		sentence->named_polysyllables += poly;
		if (word.name)
			continue;
		sentence->words++;
		sentence->syllables += word.syllables;
		sentence->polysyllables += poly;
	}
}

void
kx_readability_init(struct kx_readability *readability, struct kx_word_counts *counts)
{
	kx_syllable_counter counter = kx_syllable_counter_find(counts->language);

	memset(readability, 0, sizeof(*readability));
	readability->counts = counts;
	readability->tongue = counter == kx_syllables_en ? KX_TONGUE_ENGLISH :
	    counter == kx_syllables_es ? KX_TONGUE_SPANISH : KX_TONGUE_OTHER;
}

static char *
joined(struct kx_arena *arena, const struct kx_prose *prose, size_t count, size_t *ret_length)
{
	size_t length = 0, i;
	char *text;

	for (i = 0; i < count; i++)
		length += strlen(prose[i].text);
	text = kx_arena_alloc(arena, length + 1);
	for (i = 0, length = 0; text != NULL && i < count; i++) {
		memcpy(text + length, prose[i].text, strlen(prose[i].text));
		length += strlen(prose[i].text);
	}
	*ret_length = length;
	return text;
}

/* The stretch of prose that the byte at `offset` is in. */
static const struct kx_prose *
prose_at(const struct kx_prose *prose, size_t count, size_t offset)
{
	size_t i;

	for (i = 0; i + 1 < count && offset >= strlen(prose[i].text); i++)
		offset -= strlen(prose[i].text);
	return &prose[i];
}

/* The sentences of a text, counted: what depends on nothing but the words, the language and the gate. */
struct counted {
	struct counted_sentence { size_t start, end; struct kx_sentence sentence; } *list; size_t count, room;
};

static const struct counted *
count_text(const struct kx_readability *readability, struct kx_arena *arena, const char *text, size_t length)
{
	const char *language = readability->counts->language;
	struct counted *counted = kx_arena_alloc(arena, sizeof(*counted));
	struct counted_sentence one, *place;
	size_t at = 0;

	if (counted == NULL)
		return NULL;
	while (kx_sentence_next(language, text, length, &at, &one.start, &one.end)) {
		one.sentence = (struct kx_sentence){ .text = kx_arena_copy(arena, text + one.start, one.end - one.start) };
		count_words(readability->counts, text + one.start, one.end - one.start, &one.sentence);
		if (one.sentence.named_words == 0)
			continue;
		one.sentence.passive = kx_sentence_passive(language, text + one.start, one.end - one.start);
		place = kx_arena_push(arena, &counted->list, &counted->count, &counted->room, sizeof(*place));
		if (place != NULL)
			*place = one;
	}
	return kx_arena_spent(arena) ? NULL : counted;
}

/* ---- as they are stored ---- */

#define SENTENCE_BYTES (9 * sizeof(int64_t))

static bool
write_counted(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct counted *counted = value;
	const struct counted_sentence *one;

	(void)key;
	kx_flat_put(out, (int64_t)counted->count);
	for (one = counted->list; one < counted->list + counted->count; one++) {
		kx_flat_put(out, (int64_t)one->start);
		kx_flat_put(out, (int64_t)one->end);
		kx_flat_put(out, one->sentence.named_words);
		kx_flat_put(out, one->sentence.named_syllables);
		kx_flat_put(out, one->sentence.named_polysyllables);
		kx_flat_put(out, one->sentence.words);
		kx_flat_put(out, one->sentence.syllables);
		kx_flat_put(out, one->sentence.polysyllables);
		kx_flat_put(out, one->sentence.passive);
	}
	return true;
}

/* Does a character of UTF-8 begin at `at`, or end the text? */
static bool
begins_character(const char *text, size_t at)
{
	return ((unsigned char)text[at] & 0xc0) != 0x80;
}

/* The sentence that begins `least` bytes into the text or later, which a NUL follows. */
static void
read_sentence(struct kx_flat *flat, const char *text, size_t length, size_t least, struct kx_arena *arena,
    struct counted_sentence *one)
{
	one->start = (size_t)kx_flat_take(flat, (int64_t)least, (int64_t)length);
	one->end = (size_t)kx_flat_take(flat, (int64_t)one->start, (int64_t)length);
	one->sentence.named_words = (int32_t)kx_flat_take(flat, 1, (int64_t)length);
	one->sentence.named_syllables = (int32_t)kx_flat_take(flat, 0, (int64_t)length * KX_MAX_SYLLABLES);
	one->sentence.named_polysyllables = (int32_t)kx_flat_take(flat, 0, one->sentence.named_words);
	one->sentence.words = (int32_t)kx_flat_take(flat, 0, one->sentence.named_words);
	one->sentence.syllables = (int32_t)kx_flat_take(flat, 0, one->sentence.named_syllables);
	one->sentence.polysyllables = (int32_t)kx_flat_take(flat, 0, one->sentence.named_polysyllables);
	one->sentence.passive = kx_flat_take(flat, 0, 1) != 0;
	flat->bad = flat->bad || !begins_character(text, one->start) || !begins_character(text, one->end);
	if (!flat->bad)
		one->sentence.text = one->end == length ? text + one->start :
		    kx_arena_copy(arena, text + one->start, one->end - one->start);
}

static const void *
read_counted(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	size_t count = kx_flat_take_count(&flat, SENTENCE_BYTES), least = 0, i;
	struct counted_sentence *list = kx_arena_array(arena, count, sizeof(*list));
	struct counted *counted = kx_arena_alloc(arena, sizeof(*counted));

	if (list == NULL || counted == NULL || key->parts[0].length > KX_MAX_FILE_BYTES)
		return NULL;
	for (i = 0; i < count && !flat.bad; i++) {
		read_sentence(&flat, key->parts[0].bytes, key->parts[0].length, least, arena, &list[i]);
		least = list[i].end;
	}
	*counted = (struct counted){ list, count, count };
	return kx_flat_end(&flat) && !kx_arena_spent(arena) ? counted : NULL;
}

static const struct kx_memo_form counted_form = { KX_MEMO_ON_GATE, write_counted, read_counted };

/* ---- found or counted ---- */

static const struct counted *
find_counted(const struct kx_readability *readability, struct kx_arena *arena, const char *text, size_t length)
{
	const char *language = readability->counts->language != NULL ? readability->counts->language : "";
	struct kx_arena *room = kx_memo_arena(readability->memo);
	struct kx_memo_key key = kx_memo_key(KX_MEMO_COUNTED, 0);
	const struct counted *found;

	if (room == NULL)
		return count_text(readability, arena, text, length);
	kx_memo_part(&key, text, length);
	kx_memo_part(&key, language, strlen(language));
	if (readability->counts->gate != NULL && readability->counts->gate->language == NULL)
		kx_memo_form(&key, &counted_form, NULL);
	found = kx_memo_find(readability->memo, &key);
	if (found != NULL)
		return found;
	found = count_text(readability, room, text, length);
	kx_memo_keep(readability->memo, &key, found);
	return found != NULL ? found : count_text(readability, arena, text, length);
}

void
kx_readability_add(struct kx_readability *readability, struct kx_arena *arena, const char *style,
    const struct kx_prose *prose, size_t count)
{
	size_t length, i;
	const char *text = count > 0 ? joined(arena, prose, count, &length) : NULL;
	const struct counted *counted = text != NULL ? find_counted(readability, arena, text, length) : NULL;
	const struct kx_prose *from;
	struct kx_sentence *place;

	for (i = 0; counted != NULL && i < counted->count; i++) {
		place = kx_arena_push(arena, &readability->sentences, &readability->sentence_count,
		    &readability->sentence_room, sizeof(*place));
		if (place == NULL)
			return;
		from = prose_at(prose, count, counted->list[i].start);
		*place = counted->list[i].sentence;
		place->style = style;
		place->origin = from->origin;
		place->claim = from->claim;
	}
}

static void
add_counts(struct kx_score *score, int32_t words, int32_t syllables, int32_t polysyllables)
{
	if (words == 0)
		return;
	score->sentences++;
	score->words += words;
	score->syllables += syllables;
	score->polysyllables += polysyllables;
}

static int32_t
cost_of(const struct kx_readability *readability, const struct kx_sentence *sentence)
{
	const struct kx_score *score = &readability->score;
	int32_t with, without;

	if (sentence->words == 0)
		return 0;
	with = main_measure(readability->tongue, score->sentences, score->words, score->syllables);
	if (score->sentences == 1)
		return readability->tongue == KX_TONGUE_SPANISH ? 206835 - with : with;
	without = main_measure(readability->tongue, score->sentences - 1, score->words - sentence->words,
	    score->syllables - sentence->syllables);
	return readability->tongue == KX_TONGUE_SPANISH ? without - with : with - without;
}

void
kx_readability_finish(struct kx_readability *readability)
{
	struct kx_sentence *sentence;
	int64_t passives = 0;
	size_t i;

	for (i = 0; i < readability->sentence_count; i++) {
		sentence = &readability->sentences[i];
		add_counts(&readability->score, sentence->words, sentence->syllables, sentence->polysyllables);
		add_counts(&readability->named, sentence->named_words, sentence->named_syllables, sentence->named_polysyllables);
		sentence->score = main_measure(readability->tongue, 1, sentence->words, sentence->syllables);
		passives += sentence->passive ? 1 : 0;
		if (sentence->words > readability->longest)
			readability->longest = sentence->words;
	}
	measure(readability->tongue, &readability->score);
	measure(readability->tongue, &readability->named);
	if (readability->score.sentences > 0)
		readability->mean = quotient((int64_t)readability->score.words * 1000, readability->score.sentences);
	if (readability->sentence_count > 0)
		readability->passive = quotient(passives * 1000, (int64_t)readability->sentence_count);
	for (i = 0; i < readability->sentence_count; i++)
		readability->sentences[i].cost = cost_of(readability, &readability->sentences[i]);
}

size_t
kx_readability_worst(const struct kx_readability *readability, size_t most, const struct kx_sentence **ret_worst)
{
	const struct kx_sentence *sentence;
	size_t count = 0, i, j;

	/* Insertion into a short sorted list; of equal costs the earlier sentence stays first. */
	for (i = 0; i < readability->sentence_count && most > 0; i++) {
		sentence = &readability->sentences[i];
		if (sentence->cost <= 0 || (count == most && ret_worst[count - 1]->cost >= sentence->cost))
			continue;
		count += count < most;
		for (j = count - 1; j > 0 && ret_worst[j - 1]->cost < sentence->cost; j--)
			ret_worst[j] = ret_worst[j - 1];
		ret_worst[j] = sentence;
	}
	return count;
}
