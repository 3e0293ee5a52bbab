#include "review/rates.h"

#include "base/arena.h"

#include <string.h>
#include <strings.h>

/* ---- tokens ---- */

enum token_kind { NUMBER, WORD, PERCENT, MARK };

struct token {
	enum token_kind kind;
	size_t start, end;
	int64_t value;      /* NUMBER: thousandths */
	int decimals;
	bool grouped;       /* NUMBER: written with a sign between thousands */
};
struct tokens { struct token *list; size_t count, room; };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Letters of any script: bytes beyond ASCII belong to words, but for dashes and quotes, which are marks. */
static bool
is_letter(const char *text, size_t length, size_t at)
{
	unsigned char c = (unsigned char)text[at];

	if (c < 0x80)
		return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
	return !(c == 0xe2 && at + 1 < length && (unsigned char)text[at + 1] == 0x80);
}

#define VALUE_MOST INT64_C(1000000000000)   /* a thousand million, in thousandths */

/* The bytes of a sign that may stand in a number: a point, a comma, a no-break space; 0 for any other. */
static size_t
sign_at(const char *text, size_t length, size_t at, bool either)
{
	if (text[at] == ',' || text[at] == '.')
		return 1;
	if (either && at + 2 <= length && memcmp(text + at, "\xC2\xA0", 2) == 0)
		return 2;
	return either && at + 3 <= length && memcmp(text + at, "\xE2\x80\xAF", 3) == 0 ? 3 : 0;
}

/* Do three digits, and no more, begin at `at`? */
static bool
is_thousand(const char *text, size_t length, size_t at)
{
	return at + 3 <= length && is_digit(text[at]) && is_digit(text[at + 1]) && is_digit(text[at + 2]) &&
	    (at + 3 == length || !is_digit(text[at + 3]));
}

/* "1,000", "1.5", "27": digits, commas before three digits, a point before digits; `either`: one sign or the other. */
static struct token
read_number(const char *text, size_t length, size_t at, bool either)
{
	struct token token = { .kind = NUMBER, .start = at };
	int64_t scale = 1000;
	size_t sign;

	for (; at < length; at++) {
		sign = is_digit(text[at]) ? 0 : sign_at(text, length, at, either);
		if (is_digit(text[at])) {
			if (token.decimals > 0 || scale < 1000) {
				if (token.decimals < 3) {
					scale /= 10;
					token.value += (text[at] - '0') * scale;
					token.decimals++;
				}
			} else if (token.value < VALUE_MOST) {
				token.value = token.value * 10 + (int64_t)(text[at] - '0') * 1000;
			}
		} else if (sign > 0 && (either ? token.value > 0 : text[at] == ',') && token.decimals == 0 &&
		    is_thousand(text, length, at + sign)) {
			token.grouped = true;
			at += sign - 1;
		} else if (sign == 1 && (either || text[at] == '.') && token.decimals == 0 && at + 1 < length && is_digit(text[at + 1])) {
			token.value += (text[at + 1] - '0') * INT64_C(100);
			token.decimals = 1;
			scale = 100;
			at++;
		} else {
			break;
		}
	}
	token.end = at;
	return token;
}

static size_t
cut(struct kx_arena *arena, const char *text, size_t length, bool either, struct tokens *ret_tokens)
{
	struct token token, *place;
	size_t at = 0;

	while (at < length) {
		token = (struct token){ .kind = MARK, .start = at, .end = at + 1 };
		if (text[at] == ' ' || text[at] == '\n') {
			at++;
			continue;
		}
		if (is_digit(text[at])) {
			token = read_number(text, length, at, either);
		} else if (text[at] == '%') {
			token.kind = PERCENT;
		} else if (is_letter(text, length, at)) {
			token.kind = WORD;
			while (token.end < length && (is_letter(text, length, token.end) || is_digit(text[token.end])))
				token.end++;
		} else {
			while (token.end < length && ((unsigned char)text[token.end] & 0xC0) == 0x80)
				token.end++;
		}
		place = kx_arena_push(arena, &ret_tokens->list, &ret_tokens->count, &ret_tokens->room, sizeof(*place));
		if (place == NULL)
			return 0;
		*place = token;
		at = token.end;
	}
	return ret_tokens->count;
}

/* ---- the little words ---- */

struct lexicon {
	const char *language;
	const char *base[8];        /* "27 IN 100" */
	const char *each[4];        /* "in EVERY 100" */
	const char *people[8];      /* "27 PEOPLE in 100" */
	const char *more[8];        /* "5 MORE in 1,000" */
	const char *join[4];        /* "3 OR 4 in 1,000" */
	const char *percent[4], *of_percent[4];   /* "12 PERCENT", "12 por CIENTO" */
	bool either_sign;           /* kx_numbers_either_sign() */
};

static const struct lexicon lexicons[] = {
	{ "en", { "in", "of", "out", "per" }, { "every", "of", "the" }, { "people", "patients", "adults", "persons" },
	    { "more", "fewer", "less", "extra", "additional" }, { "or", "to", "and" }, { "percent" }, { NULL }, false },
	{ "es", { "de", "en", "por", "entre" }, { "cada", "los", "las", "unas" },
	    { "personas", "persona", "pacientes", "adultos", "mujeres", "hombres" },
	    { "más", "menos", "adicionales" }, { "o", "a", "y", "ó" }, { "por" }, { "ciento", "cien" }, true },
};

static const struct lexicon *
lexicon_of(const char *language)
{
	size_t i;

	for (i = 0; i < sizeof(lexicons) / sizeof(lexicons[0]) && language != NULL; i++)
		if (strncmp(lexicons[i].language, language, 2) == 0)
			return &lexicons[i];
	return NULL;
}

bool
kx_numbers_either_sign(const char *language)
{
	const struct lexicon *lexicon = lexicon_of(language);

	return lexicon != NULL && lexicon->either_sign;
}

struct reading {
	const char *text;
	const struct tokens *tokens;
	const struct lexicon *lexicon;
};

/* Is token `at` one of up to `most` words? */
static bool
is_one_of(const struct reading *reading, size_t at, const char *const *words, size_t most)
{
	const struct token *token = &reading->tokens->list[at];
	size_t i;

	if (at >= reading->tokens->count || token->kind != WORD)
		return false;
	for (i = 0; i < most && words[i] != NULL; i++)
		if (strlen(words[i]) == token->end - token->start &&
		    strncasecmp(words[i], reading->text + token->start, token->end - token->start) == 0)
			return true;
	return false;
}

static bool
is_number(const struct reading *reading, size_t at)
{
	return at < reading->tokens->count && reading->tokens->list[at].kind == NUMBER;
}

/* "in 2025" is a year and no base. */
static bool
is_year(const struct token *token)
{
	return !token->grouped && token->decimals == 0 && token->end - token->start == 4 && token->value >= 1900000 &&
	    token->value < 2100000;
}

/* The end of a percent sign, or of words that say it, at token `at`; 0 when there is none. */
static size_t
percent_end(const struct reading *reading, size_t at)
{
	const struct token *list = reading->tokens->list;
	const struct lexicon *lexicon = reading->lexicon;

	if (at >= reading->tokens->count)
		return 0;
	if (list[at].kind == PERCENT)
		return list[at].end;
	if (lexicon == NULL || !is_one_of(reading, at, lexicon->percent, 4))
		return 0;
	if (lexicon->of_percent[0] == NULL)
		return list[at].end;
	return is_one_of(reading, at + 1, lexicon->of_percent, 4) ? list[at + 1].end : 0;
}

/* The rate that begins with number `at`; false when it is no rate. */
static bool
read_rate(const struct reading *reading, size_t at, struct kx_rate *ret_rate)
{
	const struct token *list = reading->tokens->list, *number = &list[at];
	const struct lexicon *lexicon = reading->lexicon;
	struct kx_rate rate = { .start = number->start, .many = number->value, .decimals = number->decimals };
	size_t next = at + 1, percent = percent_end(reading, next);

	if (percent > 0) {
		rate.base = 100;
		rate.end = percent;
		*ret_rate = rate;
		return true;
	}
	if (lexicon == NULL)
		return false;
	for (; is_one_of(reading, next, lexicon->people, 8) || is_one_of(reading, next, lexicon->more, 8); next++)
		rate.difference = rate.difference || is_one_of(reading, next, lexicon->more, 8);
	if (!is_one_of(reading, next, lexicon->base, 8))
		return false;
	for (next++; is_one_of(reading, next, lexicon->each, 4); next++)
		continue;
	if (!is_number(reading, next) || is_year(&list[next]) || list[next].decimals > 0 || list[next].value < 2000 ||
	    list[next].value < number->value)
		return false;
	rate.base = list[next].value / 1000;
	rate.end = list[next].end;
	*ret_rate = rate;
	return true;
}

/* "3 or" before "4 in 1,000": the number that shares its base. */
static bool
is_joined(const struct reading *reading, size_t at)
{
	const struct token *list = reading->tokens->list;

	if (at < 2 || list[at - 2].kind != NUMBER)
		return false;
	if (list[at - 1].kind == MARK)
		return list[at - 1].end - list[at - 1].start == 3 || reading->text[list[at - 1].start] == '-';
	return reading->lexicon != NULL && is_one_of(reading, at - 1, reading->lexicon->join, 4);
}

size_t
kx_rates_read(struct kx_arena *arena, const char *language, const char *text, size_t length, const struct kx_rate **ret_rates)
{
	struct tokens tokens = { .list = NULL };
	struct reading reading = { text, &tokens, lexicon_of(language) };
	struct kx_rate *rates = NULL, *place, rate, joined;
	size_t count = 0, room = 0, i;

	cut(arena, text, length, kx_numbers_either_sign(language), &tokens);
	for (i = 0; i < tokens.count; i++) {
		if (tokens.list[i].kind != NUMBER || !read_rate(&reading, i, &rate))
			continue;
		if (is_joined(&reading, i)) {
			joined = rate;
			joined.start = tokens.list[i - 2].start;
			joined.many = tokens.list[i - 2].value;
			joined.decimals = tokens.list[i - 2].decimals;
			place = kx_arena_push(arena, &rates, &count, &room, sizeof(*place));
			if (place != NULL)
				*place = joined;
		}
		place = kx_arena_push(arena, &rates, &count, &room, sizeof(*place));
		if (place != NULL)
			*place = rate;
		/* The base begins no rate of its own. */
		while (i + 1 < tokens.count && tokens.list[i + 1].end <= rate.end)
			i++;
	}
	*ret_rates = rates;
	return count;
}

size_t
kx_numbers_read(struct kx_arena *arena, const char *language, const char *text, size_t length,
    const struct kx_number **ret_numbers)
{
	struct tokens tokens = { .list = NULL };
	struct kx_number *numbers = NULL, *place;
	size_t count = 0, room = 0, i;

	cut(arena, text, length, kx_numbers_either_sign(language), &tokens);
	for (i = 0; i < tokens.count; i++) {
		if (tokens.list[i].kind != NUMBER)
			continue;
		place = kx_arena_push(arena, &numbers, &count, &room, sizeof(*place));
		if (place != NULL)
			*place = (struct kx_number){ tokens.list[i].start, tokens.list[i].end, tokens.list[i].value,
			    tokens.list[i].decimals };
	}
	*ret_numbers = numbers;
	return count;
}

/* ---- against figures ---- */

/* Half of the last printed digit, in hundred-thousandths of one. */
static int64_t
half_digit(int decimals)
{
	int64_t half = 50000;

	for (; decimals > 0; decimals--)
		half /= 10;
	return half;
}

static int64_t
distance(int64_t a, int64_t b)
{
	return a > b ? a - b : b - a;
}

bool
kx_rate_fits(int64_t many, int decimals, int64_t base, int32_t percent)
{
	/* A percent is stored in thousandths, so for rare things it is itself a rounded number. */
	return distance(many * 100, percent * base) <= half_digit(decimals) + base / 2;
}

static bool
fits_arm(const struct kx_rate *rate, const struct kx_arm *arm)
{
	if (arm->has_counts && rate->base == arm->of && rate->many == (int64_t)arm->n * 1000)
		return true;
	if ((arm->has_percent || arm->has_counts) && kx_rate_fits(rate->many, rate->decimals, rate->base, arm->percent))
		return true;
	return arm->has_interval && (kx_rate_fits(rate->many, rate->decimals, rate->base, arm->low) ||
	    kx_rate_fits(rate->many, rate->decimals, rate->base, arm->high));
}

static int64_t
rounded(int32_t percent, int64_t base)
{
	return (percent * base + 50000) / 100000;
}

bool
kx_rate_of_figure(const struct kx_rate *rate, const struct kx_figure *figure)
{
	int64_t apart;

	if (!rate->difference)
		return fits_arm(rate, &figure->arm) || fits_arm(rate, &figure->against);
	/* An outcome may itself be a difference, where the source gives no more. */
	if (figure->comparator == NULL)
		return fits_arm(rate, &figure->arm);
	/* Who subtracts the printed numbers must find the printed difference; the exact one will do as well. */
	apart = distance(rounded(figure->arm.percent, rate->base), rounded(figure->against.percent, rate->base));
	return apart * 1000 == rate->many || kx_rate_fits(rate->many, rate->decimals, rate->base,
	    (int32_t)distance(figure->arm.percent, figure->against.percent));
}
