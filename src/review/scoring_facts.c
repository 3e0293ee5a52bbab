#include "review/scoring.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "review/rates.h"
#include "review/rules.h"
#include "review/sentences.h"
#include "review/stems.h"

#include <stdio.h>
#include <string.h>

/* ---- products and claims ---- */

bool
kx_product_in_role(const struct kx_scoring *scoring, const char *product, enum kx_role role)
{
	const struct kx_handout *handout = scoring->handout;
	const struct kx_group *group;
	size_t i;

	for (i = 0; i < handout->group_count; i++) {
		group = &handout->groups[i];
		if (kx_group_visible(group) && (strcmp(group->product, product) == 0 ||
		    strcmp(group->product, KX_PRODUCT_BOTH) == 0) && kx_group_in_role(group, role))
			return true;
	}
	return false;
}

const struct kx_claim *
kx_uncited_claim(const struct kx_scoring *scoring)
{
	const struct kx_handout *handout = scoring->handout;
	size_t i, k;

	for (i = 0; i < handout->group_count; i++) {
		if (!kx_group_visible(&handout->groups[i]))
			continue;
		for (k = 0; k < handout->groups[i].printed_count; k++)
			if (handout->groups[i].printed[k].reference_count == 0)
				return handout->groups[i].printed[k].claim;
	}
	return NULL;
}

const struct kx_scored_figure *
kx_unsure_figure(const struct kx_scoring *scoring)
{
	size_t i;

	for (i = 0; i < scoring->figure_count; i++)
		if (scoring->figures[i].claim->certainty == KX_CERTAINTY_NONE)
			return &scoring->figures[i];
	return NULL;
}

/* ---- the colophon ---- */

bool
kx_colophon_says(const struct kx_scoring *scoring, const char *text)
{
	return text != NULL && *text != '\0' &&
	    strstr(kx_section_words(scoring, kx_scored_section(scoring, KX_ROLE_COLOPHON)), text) != NULL;
}

/* Is the number there, with no digit on either side? */
static bool
says_number(const char *text, int number)
{
	char digits[16];
	size_t length;

	snprintf(digits, sizeof(digits), "%d", number);
	length = strlen(digits);
	for (; (text = strstr(text, digits)) != NULL; text++)
		if (strspn(text, "0123456789") == length)
			return true;
	return false;
}

bool
kx_colophon_dates(const struct kx_scoring *scoring, struct kx_date date)
{
	const char *text = kx_section_words(scoring, kx_scored_section(scoring, KX_ROLE_COLOPHON));

	return date.year != 0 && says_number(text, date.year) && says_number(text, date.day);
}

/* ---- words ---- */

/* Is `name` in the text, whatever the case of ASCII letters? */
static bool
holds(const char *text, const char *name)
{
	return name != NULL && *name != '\0' && strcasestr(text, name) != NULL;
}

bool
kx_names_condition(const struct kx_scoring *scoring, const char *text)
{
	const struct kx_gate *gate = scoring->gate;
	const struct kx_pack *pack = &scoring->content->pack;
	size_t i;

	for (i = 0; i < gate->condition_count; i++)
		if (kx_stems_said(scoring->arena, scoring->memo, gate, &gate->conditions[i].names, text, strlen(text)))
			return true;
	for (i = 0; i < pack->condition_count; i++)
		if (holds(text, pack->conditions[i].name))
			return true;
	return false;
}

/* The second person of each language whose grammar is known here. */
static const char *const you_en[] = { "you", "your", "yours", "yourself", NULL };
/* Spanish mostly leaves the pronoun out: a command to "usted" speaks to the reader by its ending alone. */
static const char *const you_es[] = {
	"usted", "ustedes", "su", "sus", "te", "ti", "tu", "tus", "tú", "contigo",
	"avise", "beba", "coma", "conduzca", "cuide", "deje", "descanse", "díganos", "dígale", "espere", "evite", "haga", "hable", "llame",
	"llámenos", "lleve", "maneje", "muéstrenos", "pida", "pídanos", "planee", "pregunte", "pregúntenos", "quédese", "tenga", "tome",
	"traiga", "use", "vaya", NULL
};

static bool
is_language(const char *tag, const char *language)
{
	return strncmp(tag, language, 2) == 0 && (tag[2] == '\0' || tag[2] == '-');
}

static const char *const *
second_person(const char *language)
{
	if (is_language(language, "en"))
		return you_en;
	return is_language(language, "es") ? you_es : NULL;
}

bool
kx_speaks_to_reader(const char *language, const char *text, bool *ret_known)
{
	const char *const *words = second_person(language);
	size_t at = 0, start, end, length = strlen(text), i;

	*ret_known = words != NULL;
	while (words != NULL && kx_word_next(text, length, &at, &start, &end))
		for (i = 0; words[i] != NULL; i++)
			if (strlen(words[i]) == end - start && strncasecmp(words[i], text + start, end - start) == 0)
				return true;
	return false;
}

/* ---- capitals that stand for something ---- */

/* In brackets behind its meaning, or with its meaning in brackets behind it. */
static bool
is_spelled_out(const struct kx_passages *passages, const struct kx_passage *passage, size_t start, size_t end)
{
	const char *text = passages->text;
	size_t at;

	for (at = start; at > passage->start && text[at - 1] != ')' && text[at - 1] != '.'; at--)
		if (text[at - 1] == '(')
			return true;
	return end + 1 < passages->length && text[end] == ' ' && text[end + 1] == '(';
}

/* What a language writes for a country's id: "EE. UU.", of which each half is a word. */
static const struct { const char *language, *id, *word; } country_words[] = {
	{ "es", "US", "EE" }, { "es", "US", "UU" }, { "es", "US", "EEUU" }, { "es", "US", "EUA" }, { "es", "GB", "RU" },
	{ "es", "EU", "UE" },
};

static bool
is_word(const char *wanted, const char *word, size_t length)
{
	return strlen(wanted) == length && strncmp(wanted, word, length) == 0;
}

/* Is it a country's id, or what the language of the sheet writes for it? */
static bool
says_country(const char *language, const char *id, const char *word, size_t length)
{
	size_t i;

	for (i = 0; i < sizeof(country_words) / sizeof(country_words[0]); i++)
		if (is_language(language, country_words[i].language) && strcmp(country_words[i].id, id) == 0 &&
		    is_word(country_words[i].word, word, length))
			return true;
	return is_word(id, word, length);
}

static bool
is_country(const struct kx_scoring *scoring, const char *word, size_t length)
{
	const char *ids[2] = { scoring->content->pack.country, scoring->content->clinic.country };
	size_t i;

	for (i = 0; i < 2; i++)
		if (ids[i] != NULL && says_country(scoring->document->language, ids[i], word, length))
			return true;
	return false;
}

/* The words that have been met so far, each spelled out where it was. */
struct met { const char **list; size_t count, room; };

/* Was the word met before?  Otherwise it is put among those that were. */
static bool
met_before(struct kx_arena *arena, struct met *met, const char *word)
{
	const char **place;
	size_t i;

	for (i = 0; i < met->count; i++)
		if (strcmp(met->list[i], word) == 0)
			return true;
	place = kx_arena_push(arena, &met->list, &met->count, &met->room, sizeof(*place));
	if (place != NULL)
		*place = word;
	return false;
}

/* Is the passage written for readers by us, and on the sheet? */
static bool
is_ours(const struct kx_scoring *scoring, const struct kx_passage *passage)
{
	return passage->kind != KX_PASSAGE_HEAD && passage->kind != KX_PASSAGE_HELP && passage->kind != KX_PASSAGE_SOURCE &&
	    passage->section != NULL && passage->section->role != KX_ROLE_COLOPHON && kx_on_sheet(scoring, passage->section);
}

/* The first word of capitals of one passage that was not met before and is not spelled out. */
static const char *
unexplained_in(const struct kx_scoring *scoring, const struct kx_passage *passage, struct met *met, struct kx_origin *ret_place)
{
	const struct kx_passages *passages = scoring->passages;
	const struct kx_letters *letters = passage->letters, *last = letters + passage->letter_count;
	size_t start, end;
	const char *word;

	for (; letters < last; letters++) {
		start = passage->start + letters->start;
		end = passage->start + letters->end;
		if (is_country(scoring, passages->text + start, letters->length))
			continue;
		word = kx_arena_copy(scoring->arena, passages->text + start, letters->length);
		if (word == NULL || met_before(scoring->arena, met, word) || is_spelled_out(passages, passage, start, end))
			continue;
		*ret_place = kx_stretch_at(passages, start)->origin;
		return word;
	}
	return NULL;
}

/* A heading may be short: its letters count as met when the words below it, or elsewhere, spell them out. */
const char *
kx_unexplained_letters(const struct kx_scoring *scoring, struct kx_origin *ret_place)
{
	const struct kx_passages *passages = scoring->passages;
	struct met met = { 0 };
	const char *word = NULL;
	size_t i, k;

	for (k = 0; k < 2; k++)
		for (i = 0; i < passages->count && word == NULL; i++)
			if (passages->list[i].letter_count > 0 && is_ours(scoring, &passages->list[i]) &&
			    (passages->list[i].kind == KX_PASSAGE_HEADING) == (k == 1))
				word = unexplained_in(scoring, &passages->list[i], &met, ret_place);
	return word;
}

/* ---- numbers ---- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A number of the word that has decimals: as the language writes them (rates.h). */
static bool
has_decimals(const struct kx_scoring *scoring, const char *word, size_t length)
{
	const struct kx_number *numbers;
	size_t count, i;

	/* Nearly all have no sign in them. */
	if (memchr(word, '.', length) == NULL && memchr(word, ',', length) == NULL)
		return false;
	count = kx_numbers_read(scoring->arena, scoring->document->language, word, length, &numbers);
	for (i = 0; i < count && numbers[i].decimals == 0; i++)
		continue;
	return i < count;
}

const char *
kx_hard_number(const struct kx_scoring *scoring, struct kx_origin *ret_place)
{
	const struct kx_passages *passages = scoring->passages;
	const struct kx_passage *passage;
	size_t i, at, start, end;
	bool percent;

	for (i = 0; i < passages->count; i++) {
		passage = &passages->list[i];
		if (!passage->hard_numbers || !is_ours(scoring, passage))
			continue;
		for (at = passage->start; kx_word_next(passages->text, passage->end, &at, &start, &end);) {
			percent = end < passages->length && is_digit(passages->text[end - 1]) && passages->text[end] == '%';
			if (!percent && !has_decimals(scoring, passages->text + start, end - start))
				continue;
			*ret_place = kx_stretch_at(passages, start)->origin;
			return kx_arena_copy(scoring->arena, passages->text + start, end - start + percent);
		}
	}
	return NULL;
}

bool
kx_shows_numbers(const struct kx_scoring *scoring)
{
	const struct kx_passages *passages = scoring->passages;
	size_t i, at;

	for (i = 0; i < passages->count; i++)
		for (at = passages->list[i].start; is_ours(scoring, &passages->list[i]) && at < passages->list[i].end; at++)
			if (is_digit(passages->text[at]))
				return true;
	return false;
}
