/*
 * The measures against sums done by hand, what is counted and what is not,
 * and the walk over a document.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "base/memo.h"
#include "review/readability.h"
#include "review/word_counts.h"
#include "said_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *names[] = { "glimazole", "Hum Lamp", "Calmolin" };
static struct kx_spoken_word spoken[] = { { "NICE", 1 }, { "quux", 3 } };
static const struct kx_gate gate = { .names = names, .name_count = 3, .spoken = spoken, .spoken_count = 2 };

/* ---- measures ---- */

static void
test_measures(void **state)
{
	(void)state;
	/* 0.39 * 10 + 11.8 * 1.5 - 15.59 */
	assert_int_equal(kx_flesch_kincaid(2, 20, 30), 6010);
	/* 0.39 * 1 + 11.8 * 1 - 15.59 */
	assert_int_equal(kx_flesch_kincaid(2, 2, 2), -3400);
	/* 0.39 * 7/3 + 11.8 * 11/7 - 15.59 = 3.8628… */
	assert_int_equal(kx_flesch_kincaid(3, 7, 11), 3863);
	/* 206.835 - 1.015 * 10 - 84.6 * 1.5 */
	assert_int_equal(kx_flesch_ease(2, 20, 30), 69785);
	/* 206.84 - 60 * 1.5 - 1.02 * 10 */
	assert_int_equal(kx_fernandez_huerta(2, 20, 30), 106640);
	/* 206.835 - 62.3 * 1.5 - 10 */
	assert_int_equal(kx_inflesz(2, 20, 30), 103385);
	/* 1.043 * 7 + 3.1291 */
	assert_int_equal(kx_smog(30, 49), 10430);
	/* 1.043 * sqrt(12) + 3.1291 = 6.74216… */
	assert_int_equal(kx_smog(10, 4), 6742);
	assert_int_equal(kx_smog(7, 0), 3129);
	assert_int_equal(kx_smog(1, 10000000), 18068419);   /* 1.043 * sqrt(3e8) + 3.1291 */
	assert_int_equal(kx_flesch_kincaid(0, 0, 0), 0);
	assert_int_equal(kx_flesch_kincaid(1, 0, 0), 0);
	assert_int_equal(kx_smog(0, 5), 0);
	assert_int_equal(kx_flesch_kincaid(1, 1000000, 3000000), 390019810);   /* far from the ends of the range */
}

static void
test_bands(void **state)
{
	(void)state;
	assert_string_equal(kx_inflesz_band(39999), "very hard");
	assert_string_equal(kx_inflesz_band(40000), "somewhat hard");
	assert_string_equal(kx_inflesz_band(55000), "normal");
	assert_string_equal(kx_inflesz_band(65001), "fairly easy");
	assert_string_equal(kx_inflesz_band(80001), "very easy");
}

/* ---- counting ---- */

static void
begin(struct kx_readability *readability, struct kx_arena *arena, const char *language, const struct kx_gate *list)
{
	struct kx_word_counts *counts = kx_arena_alloc(arena, sizeof(*counts));

	assert_non_null(counts);
	kx_word_counts_init(counts, language, list);
	kx_readability_init(readability, counts);
}

struct count { const char *language, *text; int sentences, words, syllables, polysyllables; };

static void
hold(const struct count *counts, size_t count)
{
	struct kx_readability readability;
	struct kx_arena arena;
	struct kx_prose prose;
	size_t i;

	for (i = 0; i < count; i++) {
		kx_arena_init(&arena, 1 << 20);
		prose = (struct kx_prose){ .text = counts[i].text };
		begin(&readability, &arena, counts[i].language, &gate);
		kx_readability_add(&readability, &arena, "body", &prose, 1);
		kx_readability_finish(&readability);
		if (readability.score.sentences != counts[i].sentences || readability.score.words != counts[i].words ||
		    readability.score.syllables != counts[i].syllables ||
		    readability.score.polysyllables != counts[i].polysyllables)
			fail_msg("\"%s\": %d sentences, %d words, %d syllables, %d polysyllables", counts[i].text,
			    readability.score.sentences, readability.score.words, readability.score.syllables,
			    readability.score.polysyllables);
		kx_arena_done(&arena);
	}
}

static void
test_counts(void **state)
{
	static const struct count counts[] = {
		{ "en", "The drops may help. They may not.", 2, 7, 7, 0 },
		{ "en", "About 1,000 of 2.5 people.", 1, 5, 7, 0 },             /* a number is one syllable */
		{ "en", "An off-label use.", 1, 3, 5, 1 },                      /* a hyphenated word is one word */
		{ "en", "An 18-year-old or a 4th.", 1, 5, 7, 1 },
		{ "en", "Glimazole helps; GLIMAZOLE’s harm.", 1, 2, 2, 0 },     /* names are left out */
		{ "en", "Glimazole.", 0, 0, 0, 0 },
		{ "en", "Glimazole-like.", 1, 1, 4, 1 },                        /* part of a word is no name */
		{ "en", "The FDA and NICE said so.", 1, 6, 8, 1 },              /* FDA is spelled, NICE is said */
		{ "en", "A nice quux.", 1, 3, 5, 1 },
		{ "en", "Do NOT stop.", 1, 3, 3, 0 },
		{ "en", "Call 1-800-555-0100 or see www.example.org.", 1, 3, 3, 0 },
		{ "en", "555-555-0100.", 0, 0, 0, 0 },
		{ "en", "Any difficulty.", 1, 2, 6, 1 },
		{ "es", "La salud mejora. ¿Cuánto?", 2, 4, 8, 1 },
		{ "es", "NO deje. La FDA.", 2, 4, 8, 1 },                       /* stressed, and spelled */
		{ "es", "Vea al Dr. Ruiz en EE. UU. hoy.", 1, 8, 11, 0 },
		{ "de", "Zwei kurze Wörter.", 1, 3, 0, 0 },
		{ "en", "", 0, 0, 0, 0 },
	};

	(void)state;
	hold(counts, sizeof(counts) / sizeof(counts[0]));
}

/* What was counted before never changes a count: more words than are kept, each asked again and again, all counted alone too. */
static void
test_kept_words(void **state)
{
	struct kx_word_counts *counts = malloc(sizeof(*counts)), *alone = malloc(sizeof(*alone));
	struct kx_counted_word word, once;
	char text[KX_KNOWN_BYTES + 3];
	size_t i, length;

	(void)state;
	assert_non_null(counts);
	assert_non_null(alone);
	kx_word_counts_init(counts, "en", &gate);
	for (i = 0; i < 6 * KX_KNOWN_WORDS; i++) {
		snprintf(text, sizeof(text), "%s%c%c%c", i % 5 == 0 ? "glimazole" : i % 5 == 1 ? "unbelievably-difficult" : "", (int)('a' + i % 7),
		    (int)("aeiou"[i / 7 % 5]), (int)('a' + i / 35 % 26));
		length = i % 10 == 0 ? 9 : strlen(text);
		kx_word_counts_init(alone, "en", &gate);
		word = kx_word_counts_of(counts, text, length);
		once = kx_word_counts_of(alone, text, length);
		assert_int_equal(word.syllables, once.syllables);
		assert_int_equal(word.name, once.name);
		assert_int_equal(word.name, i % 10 == 0);
	}
	free(alone);
	free(counts);
}

static void
test_both_ways(void **state)
{
	const struct kx_prose prose = { .text = "Glimazole helps. It is given to you." };
	struct kx_readability readability;
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	begin(&readability, &arena, "en-US", &gate);
	kx_readability_add(&readability, &arena, "body", &prose, 1);
	kx_readability_finish(&readability);
	assert_int_equal(readability.tongue, KX_TONGUE_ENGLISH);
	assert_int_equal(readability.score.words, 6);
	assert_int_equal(readability.named.words, 7);
	assert_true(readability.named.grade > readability.score.grade);
	assert_int_equal(readability.named.polysyllables, 1);
	assert_int_equal(readability.mean, 3000);
	assert_int_equal(readability.longest, 5);
	assert_int_equal(readability.passive, 500);
	assert_int_equal(readability.score.huerta, 0);
	kx_arena_done(&arena);
}

static void
test_spanish_measures(void **state)
{
	const struct kx_prose prose = { .text = "La casa es buena. El agua es fría." };
	struct kx_readability readability;
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	begin(&readability, &arena, "es", NULL);
	kx_readability_add(&readability, &arena, NULL, &prose, 1);
	kx_readability_finish(&readability);
	assert_int_equal(readability.score.words, 8);
	assert_int_equal(readability.score.syllables, 12);
	assert_int_equal(readability.score.inflesz, kx_inflesz(2, 8, 12));
	assert_int_equal(readability.score.huerta, 112760);   /* 206.84 - 60 * 1.5 - 1.02 * 4 */
	assert_int_equal(readability.score.grade, 0);
	kx_arena_done(&arena);
}

static void
test_worst(void **state)
{
	const struct kx_prose prose[] = {
		{ .text = "We help. Unbelievably difficult. Administering complicated medication to several individuals at identical "
		    "intervals necessitates considerable " }, { .text = "organization. ", .claim = "long" },
		{ .text = "It is fine to ask us for more. ", .claim = "short" },
		{ .text = "Particularly unfortunate complications occasionally materialize.", .claim = "second" },
	};
	const struct kx_sentence *worst[3] = { NULL, NULL, NULL };
	struct kx_readability readability;
	struct kx_arena arena;

	(void)state;
	kx_arena_init(&arena, 1 << 20);
	begin(&readability, &arena, "en", NULL);
	kx_readability_add(&readability, &arena, NULL, prose, 4);
	kx_readability_finish(&readability);
	assert_int_equal(kx_readability_worst(&readability, 2, worst), 2);
	assert_int_equal(strncmp(worst[0]->text, "Administering", 13), 0);
	assert_null(worst[0]->claim);   /* where its first words come from */
	assert_string_equal(worst[1]->claim, "second");
	assert_true(worst[0]->cost > worst[1]->cost && worst[1]->cost > 0);
	assert_null(worst[2]);
	assert_int_equal(kx_readability_worst(&readability, 0, worst), 0);
	kx_arena_done(&arena);
}

/* ---- stored ---- */

#define SAYS "It helps. It may not."

/* How many sentences are counted of SAYS, and their words, when these numbers were stored of it; without them 2 and 5. */
static void
count_stored(const int64_t *numbers, size_t count, int32_t *ret_sentences, int32_t *ret_words)
{
	const struct kx_prose prose = { .text = SAYS };
	struct kx_memo_key key = kx_memo_key(KX_MEMO_COUNTED, 0);
	struct kx_readability readability;
	struct kx_store store;
	struct kx_arena arena;
	struct kx_memo memo;

	kx_memo_part(&key, SAYS, strlen(SAYS));
	kx_memo_part(&key, "en", 2);
	open_said(&store, &key, KX_MEMO_ON_GATE, numbers, count * sizeof(*numbers));
	kx_memo_init(&memo, 1 << 20);
	memo.store = &store;
	kx_arena_init(&arena, 1 << 20);
	begin(&readability, &arena, "en", &gate);
	readability.memo = &memo;
	kx_readability_add(&readability, &arena, "body", &prose, 1);
	kx_readability_finish(&readability);
	*ret_sentences = readability.score.sentences;
	*ret_words = readability.score.words;
	kx_arena_done(&arena);
	kx_memo_done(&memo);
	kx_store_close(&store);
}

/* Start, end, then words, syllables and long words with names and without, passive. */
#define ONE(...) { 1, __VA_ARGS__ }

static void
test_stored(void **state)
{
	static const int64_t right[] = ONE(0, 21, 7, 9, 1, 6, 8, 0, 1), wrong[][10] = {
		ONE(0, 22, 7, 9, 1, 6, 8, 0, 1), ONE(-1, 21, 7, 9, 1, 6, 8, 0, 1), ONE(22, 22, 7, 9, 1, 6, 8, 0, 1),
		ONE(9, 8, 7, 9, 1, 6, 8, 0, 1),
		ONE(0, 21, 0, 9, 0, 0, 8, 0, 1),          /* no sentence has no word */
		ONE(0, 21, 22, 9, 1, 6, 8, 0, 1),         /* more words than bytes */
		ONE(0, 21, 7, 21 * KX_MAX_SYLLABLES + 1, 1, 6, 8, 0, 1),
		ONE(0, 21, 7, 9, 8, 6, 8, 0, 1), ONE(0, 21, 7, 9, 1, 8, 8, 0, 1), ONE(0, 21, 7, 9, 1, 6, 10, 0, 1),
		ONE(0, 21, 7, 9, 1, 6, 8, 2, 1), ONE(0, 21, 7, 9, 1, 6, 8, 0, 2), ONE(0, 21, 7, -1, 1, 6, 8, 0, 1),
	};
	static const int64_t two[] = { 2, 0, 9, 2, 2, 0, 2, 2, 0, 0, 10, 21, 3, 3, 0, 1, 1, 0, 0 },
	    crossed[] = { 2, 0, 9, 2, 2, 0, 2, 2, 0, 0, 8, 21, 3, 3, 0, 1, 1, 0, 0 };
	int32_t sentences, words;
	size_t i;

	(void)state;
	count_stored(right, 10, &sentences, &words);
	assert_true(sentences == 1 && words == 6);
	count_stored(two, 19, &sentences, &words);
	assert_true(sentences == 2 && words == 3);
	count_stored((const int64_t[]){ 0 }, 1, &sentences, &words);
	assert_true(sentences == 0 && words == 0);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		count_stored(wrong[i], 10, &sentences, &words);
		if (sentences != 2 || words != 5)
			fail_msg("wrong numbers %zu are believed", i);
	}
	count_stored(crossed, 19, &sentences, &words);
	assert_true(sentences == 2 && words == 5);
	for (i = 0; i < 19; i++) {
		count_stored(two, i, &sentences, &words);
		assert_true(sentences == 2 && words == 5);
	}
}

/* ---- documents ---- */

#define RUNS(...) .runs = { .list = (struct kx_run[]){ __VA_ARGS__ }, \
	.count = sizeof((struct kx_run[]){ __VA_ARGS__ }) / sizeof(struct kx_run) }
#define TEXT(words) { .text = words }

/* Link the blocks of a list as siblings. */
static struct kx_block *
siblings(struct kx_block *blocks, size_t count)
{
	size_t i;

	for (i = 0; i + 1 < count; i++)
		blocks[i].next = &blocks[i + 1];
	return blocks;
}

static struct kx_claim drops_claim = { .id = "drops", .origin = { "summaries/a.json", "/claims/3" } };
static struct kx_claim *claims[] = { &drops_claim };
static const struct kx_content content = { .claims = claims, .claim_count = 1 };

/* Every sentence that is counted in one block, with "|" between. */
static const char *
counted(struct kx_block *blocks, const struct kx_content *with, struct kx_buffer *out, struct kx_origin *ret_origin)
{
	struct kx_document_section sections[1] = { { .id = "s", .blocks = blocks } };
	const struct kx_document document = { .language = "en", .sections = sections, .section_count = 1 };
	const struct kx_readability_report *report;
	struct kx_arena arena;
	size_t i;

	kx_arena_init(&arena, 1 << 20);
	report = kx_readability_document(&arena, &document, with, NULL, NULL);
	assert_non_null(report);
	assert_int_equal(report->section_count, 1);
	assert_int_equal(report->sections[0].sentence_count, report->whole.sentence_count);
	assert_int_equal(report->sections[0].score.grade, report->whole.score.grade);
	kx_buffer_clear(out);
	for (i = 0; i < report->whole.sentence_count; i++)
		kx_buffer_print(out, "%s%s", i > 0 ? "|" : "", report->whole.sentences[i].text);
	if (ret_origin != NULL) {
		assert_true(report->whole.sentence_count > 0);
		assert_string_equal(report->whole.sentences[0].claim, "drops");
		assert_string_equal(report->whole.sentences[0].origin.file, ret_origin->file);
		assert_string_equal(report->whole.sentences[0].origin.pointer, ret_origin->pointer);
	}
	kx_arena_done(&arena);
	return kx_buffer_bytes(out);
}

static void
test_walk(void **state)
{
	struct kx_array_pair pair = { .arrays[0].words = "9 felt better." };
	struct kx_block notes[] = { { .kind = KX_BLOCK_PARAGRAPH, .style = "note", RUNS(TEXT("A note on it."),
	    { .kind = KX_RUN_REFERENCE, .text = "1" }) } };
	struct kx_block captions[] = { { .kind = KX_BLOCK_CAPTION, .first = notes } };
	struct kx_block cells[] = {
		{ .kind = KX_BLOCK_PARAGRAPH, .style = "body", RUNS(TEXT("27 in 100.")) },
		{ .kind = KX_BLOCK_PARAGRAPH, .style = "small", RUNS(TEXT("In one trial.")) },
	};
	struct kx_block row_cells[] = { { .kind = KX_BLOCK_CELL, .first = siblings(cells, 2) } };
	struct kx_block rows[] = { { .kind = KX_BLOCK_ROW, .first = row_cells } };
	struct kx_block help[] = {
		{ .kind = KX_BLOCK_PARAGRAPH, .style = "body", RUNS(TEXT("A Help Line")) },
		{ .kind = KX_BLOCK_PARAGRAPH, .style = "body", RUNS(TEXT("Call at any time")) },
	};
	struct kx_block bold[] = { { .kind = KX_BLOCK_PARAGRAPH, .style = "body", RUNS({ .text = "Breathing.",
	    .emphasis = KX_STRONG }, TEXT(" "), { .text = "It can slow.", .claim = "drops" },
	    { .kind = KX_RUN_REFERENCE, .text = "3" }) } };
	struct kx_block items[] = { { .kind = KX_BLOCK_ITEM, .first = bold } };
	struct kx_block blocks[] = {
		{ .kind = KX_BLOCK_HEADING, RUNS(TEXT("A heading")) },
		{ .kind = KX_BLOCK_PARAGRAPH, .style = "body", RUNS(TEXT("One sen"), { .text = "tence", .emphasis = KX_EMPHASIS },
		    TEXT(". Ask at "), { .kind = KX_RUN_LINK, .text = "example.org" }) },
		{ .kind = KX_BLOCK_TABLE, .style = "rates", .first = rows },
		{ .kind = KX_BLOCK_TABLE, .style = "options", .first = rows },
		{ .kind = KX_BLOCK_HELP_LINE, RUNS(TEXT("988")), .first = siblings(help, 2) },
		{ .kind = KX_BLOCK_LIST, .style = "warning", .first = items },
		{ .kind = KX_BLOCK_QUESTION, RUNS(TEXT("Is it for me?")) },
		{ .kind = KX_BLOCK_ARRAY_PAIR, .figure = &pair, .first = captions },
		{ .kind = KX_BLOCK_REFERENCE, RUNS(TEXT("A paper. A journal.")) },
		{ .kind = KX_BLOCK_PARAGRAPH, .style = "subtitle", RUNS(TEXT("Not this")) },
	};
	struct kx_buffer out;

	(void)state;
	kx_buffer_init(&out, 1 << 20);
	assert_string_equal(counted(siblings(blocks, sizeof(blocks) / sizeof(blocks[0])), NULL, &out, NULL),
	    "One sentence.|Ask at|In one trial.|27 in 100.|In one trial.|Call at any time|It can slow.|Is it for me?|A note on it.");
	kx_buffer_done(&out);
}

static void
test_origins(void **state)
{
	struct kx_block blocks[] = { { .kind = KX_BLOCK_PARAGRAPH, .style = "body", .origin = { "topics.json", "/sections/0" },
	    RUNS({ .text = "It helps.", .claim = "drops" }) } };
	struct kx_origin in_claim = { "summaries/a.json", "/claims/3/says" }, in_block = { "topics.json", "/sections/0" };
	struct kx_buffer out;

	(void)state;
	kx_buffer_init(&out, 1 << 20);
	counted(blocks, &content, &out, &in_claim);
	counted(blocks, NULL, &out, &in_block);
	kx_buffer_done(&out);
}

static void
test_short_of_memory(void **state)
{
	struct kx_block blocks[] = { { .kind = KX_BLOCK_PARAGRAPH, .style = "body", RUNS(TEXT("It helps. It may not.")) } };
	struct kx_document_section sections[1] = { { .id = "s", .blocks = blocks } };
	const struct kx_document document = { .language = "en", .sections = sections, .section_count = 1 };
	const struct kx_readability_report *report = NULL;
	struct kx_arena arena;
	size_t ceiling;

	(void)state;
	for (ceiling = 0; report == NULL && ceiling < 100000; ceiling += 16) {
		kx_arena_init(&arena, ceiling);
		report = kx_readability_document(&arena, &document, NULL, &gate, NULL);
		assert_true(report == NULL || report->whole.score.sentences == 2);
		assert_true((report == NULL) == kx_arena_spent(&arena));
		kx_arena_done(&arena);
	}
	assert_non_null(report);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_measures),
		cmocka_unit_test(test_bands),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_kept_words),
		cmocka_unit_test(test_both_ways),
		cmocka_unit_test(test_spanish_measures),
		cmocka_unit_test(test_worst),
		cmocka_unit_test(test_stored),
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_origins),
		cmocka_unit_test(test_short_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
