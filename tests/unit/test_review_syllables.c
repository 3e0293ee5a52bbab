/*
 * The counter against a frozen list from a pronouncing dictionary, against
 * hand-counted Spanish, and at its edges.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "review/syllables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIST "tests/words/syllables-en.tsv"

/* Stated rates, per mille of the words in the list.  Measured: 2 and 21. */
#define MOST_WRONG_TUNED 5
#define MOST_WRONG_HELD  30

struct half { const char *name; int words, wrong; };

/* Is `count` one of "3,2"? */
static bool
is_one_of(int count, const char *counts)
{
	for (; counts != NULL; counts = strchr(counts, ',')) {
		counts += *counts == ',';
		if (atoi(counts) == count)
			return true;
	}
	return false;
}

static void
read_line(char *line, struct half halves[2])
{
	char *counts = strchr(line, '\t'), *half;
	int count;

	assert_non_null(counts);
	*counts++ = '\0';
	half = strchr(counts, '\t');
	assert_non_null(half);
	*half++ = '\0';
	half[strcspn(half, "\n")] = '\0';
	count = strcmp(half, halves[1].name) == 0;
	assert_string_equal(half, halves[count].name);
	halves[count].words++;
	if (!is_one_of(kx_syllables_en(line, strlen(line)), counts))
		halves[count].wrong++;
}

static void
test_frozen_list(void **state)
{
	struct half halves[2] = { { "tuned", 0, 0 }, { "held-out", 0, 0 } };
	FILE *list = fopen(LIST, "r");
	char line[256];
	int i;

	(void)state;
	assert_non_null(list);
	while (fgets(line, sizeof(line), list) != NULL)
		if (line[0] != '#')
			read_line(line, halves);
	fclose(list);
	for (i = 0; i < 2; i++) {
		assert_true(halves[i].words >= 500);
		printf("# syllables, words %s: %d of %d wrong, %d.%d in 100\n", halves[i].name, halves[i].wrong, halves[i].words,
		    halves[i].wrong * 100 / halves[i].words, halves[i].wrong * 1000 / halves[i].words % 10);
	}
	assert_true(halves[0].wrong * 1000 <= MOST_WRONG_TUNED * halves[0].words);
	assert_true(halves[1].wrong * 1000 <= MOST_WRONG_HELD * halves[1].words);
}

struct word { const char *text; int count; };

static void
hold(kx_syllable_counter counter, const struct word *words, size_t count)
{
	size_t i;
	int seen;

	for (i = 0; i < count; i++) {
		seen = counter(words[i].text, strlen(words[i].text));
		if (seen != words[i].count)
			fail_msg("\"%s\" has %d syllables, counted %d", words[i].text, words[i].count, seen);
	}
}

static void
test_english_forms(void **state)
{
	static const struct word words[] = {
		{ "don't", 1 }, { "didn’t", 2 }, { "isn't", 2 }, { "can’t", 1 }, { "it'll", 2 }, { "you'll", 1 }, { "they're", 1 },
		{ "clinic’s", 2 }, { "nurse’s", 2 }, { "nurses'", 2 }, { "DOCTOR", 2 }, { "café", 2 }, { "cafés", 2 },
		{ "argued", 2 }, { "arguing", 3 }, { "recipes", 3 }, { "averages", 3 }, { "impoverished", 3 }, { "forest", 2 },
		{ "foresight", 2 }, { "lifetime", 2 }, { "safety", 2 }, { "handled", 2 }, { "walked", 1 }, { "wanted", 2 },
		{ "the", 1 }, { "hmm", 1 }, { "a", 1 }, { "I", 1 }, { "", 0 }, { "'", 0 }, { "12", 0 }, { "…", 0 },
		{ "’em", 1 }, { "rhythm", 2 },
	};

	(void)state;
	hold(kx_syllables_en, words, sizeof(words) / sizeof(words[0]));
}

static void
test_spanish(void **state)
{
	static const struct word words[] = {
		{ "casa", 2 }, { "ciudad", 2 }, { "país", 2 }, { "día", 2 }, { "tratamiento", 4 }, { "tensión", 2 },
		{ "ahora", 3 }, { "alcohol", 3 }, { "prohibir", 2 }, { "búho", 2 }, { "ahuecar", 3 }, { "hueso", 2 },
		{ "hielo", 2 }, { "deshielo", 3 }, { "que", 1 }, { "quien", 1 }, { "guerra", 2 }, { "guía", 2 }, { "agua", 2 },
		{ "vergüenza", 3 }, { "pingüino", 3 }, { "muy", 1 }, { "hay", 1 }, { "y", 1 }, { "leer", 2 }, { "caída", 3 },
		{ "causa", 2 }, { "aéreo", 4 }, { "paranoia", 4 }, { "Uruguay", 3 }, { "estudiáis", 3 }, { "construir", 2 },
		{ "oír", 2 }, { "oía", 3 }, { "SALUD", 2 }, { "MÉDICO", 3 }, { "riesgo", 2 }, { "lingüística", 4 },
		{ "vehículo", 4 }, { "ahijado", 3 }, { "niño", 2 }, { "ley", 1 }, { "reyes", 2 }, { "cuídate", 3 }, { "buey", 1 },
		{ "tú", 1 }, { "cohete", 3 }, { "chiita", 3 }, { "desahuciar", 3 }, { "coche", 2 }, { "", 0 }, { "12", 0 },
	};

	(void)state;
	hold(kx_syllables_es, words, sizeof(words) / sizeof(words[0]));
}

static void
test_spelled(void **state)
{
	int count = 0;

	(void)state;
	assert_true(kx_syllables_spelled("en", "TMS", 3, &count));
	assert_int_equal(count, 3);
	assert_true(kx_syllables_spelled("en-US", "SSRIs", 5, &count));
	assert_int_equal(count, 4);
	assert_true(kx_syllables_spelled("en", "WHO", 3, &count));
	assert_int_equal(count, 5);
	assert_true(kx_syllables_spelled("es", "ADN", 3, &count));
	assert_int_equal(count, 4);
	assert_false(kx_syllables_spelled("en", "I", 1, &count));
	assert_false(kx_syllables_spelled("en", "Tms", 3, &count));
	assert_false(kx_syllables_spelled("en", "SERIOUS", 7, &count));
	assert_int_equal(count, 4);
}

static void
test_languages(void **state)
{
	(void)state;
	assert_ptr_equal(kx_syllable_counter_find("en"), kx_syllables_en);
	assert_ptr_equal(kx_syllable_counter_find("en-GB"), kx_syllables_en);
	assert_ptr_equal(kx_syllable_counter_find("es"), kx_syllables_es);
	assert_null(kx_syllable_counter_find("de"));
	assert_null(kx_syllable_counter_find("eng"));
	assert_null(kx_syllable_counter_find(""));
	assert_null(kx_syllable_counter_find(NULL));
}

/* The search of the table needs it sorted. */
#define KX_SYLLABLES(word, count) word,
static const char *const sorted[] = {
#include "review/syllables_en.def"
};
#undef KX_SYLLABLES

static void
test_table_is_sorted(void **state)
{
	size_t i;

	(void)state;
	for (i = 1; i < sizeof(sorted) / sizeof(sorted[0]); i++)
		assert_true(strcmp(sorted[i - 1], sorted[i]) < 0);
}

/* Long and odd words stay inside their bounds (run under the sanitizers). */
static void
test_long_words(void **state)
{
	char word[600];
	size_t length;

	(void)state;
	for (length = 0; length < sizeof(word); length++) {
		memset(word, length % 2 == 0 ? 'e' : 's', length);
		assert_true(kx_syllables_en(word, length) >= (length > 0));
		assert_true(kx_syllables_es(word, length) >= (length > 0));
	}
	memset(word, '\'', 100);
	assert_int_equal(kx_syllables_en(word, 100), 0);
	memcpy(word, "s", 1);
	kx_syllables_en(word, 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frozen_list),
		cmocka_unit_test(test_english_forms),
		cmocka_unit_test(test_spanish),
		cmocka_unit_test(test_spelled),
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_table_is_sorted),
		cmocka_unit_test(test_long_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
