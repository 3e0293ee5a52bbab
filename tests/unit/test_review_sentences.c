/* Where sentences end, what words are, which sentences are passive. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "review/passive.h"
#include "review/sentences.h"

#include <string.h>

struct example { const char *language, *text, *parts; };

/* The parts of a text with "|" between. */
static const char *
cut(const struct example *example, bool words, char *ret_parts)
{
	size_t at = 0, start, end, length = strlen(example->text), used = 0;

	while (words ? kx_word_next(example->text, length, &at, &start, &end) :
	    kx_sentence_next(example->language, example->text, length, &at, &start, &end)) {
		if (used > 0)
			ret_parts[used++] = '|';
		memcpy(ret_parts + used, example->text + start, end - start);
		used += end - start;
	}
	ret_parts[used] = '\0';
	return ret_parts;
}

static void
hold(const struct example *examples, size_t count, bool words)
{
	char parts[1000];
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(cut(&examples[i], words, parts), examples[i].parts) != 0)
			fail_msg("\"%s\" was cut \"%s\", not \"%s\"", examples[i].text, parts, examples[i].parts);
}

static void
test_sentences(void **state)
{
	static const struct example examples[] = {
		{ "en", "One. Two? Three! Four", "One.|Two?|Three!|Four" },
		{ "en", "  A line\nand one more.  ", "A line|and one more." },
		{ "en", "It was 2.5 or 1,000.75 mg. Next.", "It was 2.5 or 1,000.75 mg.|Next." },
		{ "en", "Ask Dr. Smith, e.g. at noon. He knows.", "Ask Dr. Smith, e.g. at noon.|He knows." },
		{ "en", "Food, i.e. Bread, vs. Butter.", "Food, i.e. Bread, vs. Butter." },
		{ "en", "Come at 8 a.m. You may eat.", "Come at 8 a.m.|You may eat." },
		{ "en", "Come at 8 a.m. Monday.", "Come at 8 a.m. Monday." },
		{ "en", "The U.S. Food office said so. The U.S. The end.", "The U.S. Food office said so.|The U.S.|The end." },
		{ "en", "By J. R. Smith. It helps.", "By J. R. Smith.|It helps." },
		{ "en", "Is it you and I. No. 5 is here. No. Never.", "Is it you and I.|No. 5 is here.|No.|Never." },
		{ "en", "1. Take it. 2. Rest.", "1. Take it.|2. Rest." },
		{ "en", "It was in 2019. Then it ended.", "It was in 2019.|Then it ended." },
		{ "en", "(It ends here.) “And here.” Then ‘this?’ Yes.", "(It ends here.)|“And here.”|Then ‘this?’|Yes." },
		{ "en", "“Is it safe?” she asked. Wait... and see… Then go.", "“Is it safe?” she asked.|Wait... and see…|Then go." },
		{ "en", "See example.org. Call 555-0100. What?! Now.", "See example.org.|Call 555-0100.|What?!|Now." },
		{ "en", "Version 1.0. Sheet two.", "Version 1.0.|Sheet two." },
		{ "en", "One. É two. “Three.”", "One.|É two.|“Three.”" },
		{ "en", "", "" },
		{ "en", " \n ", "" },
		{ "en", "...", "..." },
		{ "es", "Vea al Dr. Ruiz, p. ej. Mañana. ¿Y si no? ¡Llame!", "Vea al Dr. Ruiz, p. ej. Mañana.|¿Y si no?|¡Llame!" },
		{ "es", "En EE. UU. Es así. En EE. UU. Ruiz vive.", "En EE. UU.|Es así.|En EE. UU. Ruiz vive." },
		{ "es", "A las 8 a. m. Llame. Hasta las 5 p. m. del lunes.", "A las 8 a. m.|Llame.|Hasta las 5 p. m. del lunes." },
		{ "es", "Cuesta 1.000 o 1,5. «Así es.» ¿No? Sí.", "Cuesta 1.000 o 1,5.|«Así es.»|¿No?|Sí." },
	};

	(void)state;
	hold(examples, sizeof(examples) / sizeof(examples[0]), false);
}

static void
test_words(void **state)
{
	static const struct example examples[] = {
		{ NULL, "Off-label use, don't; it’s 1,000 or 2.5%.", "Off-label|use|don't|it’s|1,000|or|2.5" },
		{ NULL, "10–15 days, 10-15 days, 24/7, and/or", "10|15|days|10-15|days|24|7|and|or" },
		{ NULL, "Call 1-800-FDA-1088 or (555) 555-0100, or 555-555-0199.", "Call|or|555|or" },
		{ NULL, "See www.example.org, https://a.b/c?d, me@home.net, Example.com/x. End", "See|End" },
		{ NULL, "e.g. the U.S. at 8 a.m.", "e.g|the|U.S|at|8|a.m" },
		{ NULL, "non\xe2\x80\x91stop so\xc2\xad" "ft nörd", "non\xe2\x80\x91stop|so\xc2\xad" "ft|nörd" },
		{ NULL, "the nurses' room - 'quoted' -- rock 'n' roll", "the|nurses|room|quoted|rock|n|roll" },
		{ NULL, "4th B12 18-year-old", "4th|B12|18-year-old" },
		{ NULL, "† ‡ … — & % $", "" },
		{ NULL, "", "" },
	};

	(void)state;
	hold(examples, sizeof(examples) / sizeof(examples[0]), true);
}

static void
test_passive(void **state)
{
	static const struct { const char *language, *text; bool passive; } examples[] = {
		{ "en", "It is given twice a week.", true }, { "en", "The drug was not approved.", true },
		{ "en", "Doses are usually repeated.", true }, { "en", "People had been told.", true },
		{ "en", "You’re put to sleep.", true }, { "en", "It isn't known.", true },
		{ "en", "Staff give it.", false }, { "en", "You are tired.", false }, { "en", "You are in need.", false },
		{ "en", "They were the people we asked.", false }, { "en", "You have stopped.", false },
		{ "en", "The bed is red.", false }, { "en", "", false },
		{ "es", "El medicamento fue aprobado.", true }, { "es", "Los datos no son siempre revisados.", true },
		{ "es", "Está escrito.", false }, { "es", "Es nada.", false }, { "es", "Los dos son parecidos.", false }, { "es", "Las dosis son repetidas.", true },
		{ "es", "La FDA lo ha aprobado.", false }, { "es", "El personal lo revisa.", false },
		{ "de", "Es is given.", false }, { NULL, "It is given.", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(examples) / sizeof(examples[0]); i++)
		if (kx_sentence_passive(examples[i].language, examples[i].text, strlen(examples[i].text)) != examples[i].passive)
			fail_msg("\"%s\" is %spassive", examples[i].text, examples[i].passive ? "" : "not ");
}

/* Every beginning of an odd text: no stretch reads past its end (under the sanitizers). */
static void
test_cut_short(void **state)
{
	static const char text[] = "a. 1-8 b.c “d’ e\xe2\x80\x91" "f www. 2. @x G.H. etc. Ph.D. no. 5…";
	char copy[sizeof(text)];
	size_t length, at, start, end, last;

	(void)state;
	for (length = 0; length < sizeof(text); length++) {
		if ((text[length] & 0xc0) == 0x80)
			continue;
		memset(copy, 0, sizeof(copy));
		memcpy(copy, text, length);
		for (at = 0, last = 0; kx_sentence_next("en", copy, length, &at, &start, &end); last = at) {
			assert_true(start < end && end <= length && at > last);
		}
		for (at = 0, last = 0; kx_word_next(copy, length, &at, &start, &end); last = at)
			assert_true(start < end && end <= length && at > last);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_passive),
		cmocka_unit_test(test_cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
