#include "pdf/lexer.h"

#include <string.h>

bool
kx_pdf_is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

bool
kx_pdf_is_eol(char c)
{
	return c == '\n' || c == '\r';
}

static bool
is_delimiter(char c)
{
	return c != '\0' && strchr("()<>[]{}/%", c) != NULL;
}

static void
skip_blanks(struct kx_lexer *lexer)
{
	while (lexer->at < lexer->length) {
		if (lexer->bytes[lexer->at] == '%') {
			while (lexer->at < lexer->length && !kx_pdf_is_eol(lexer->bytes[lexer->at]))
				lexer->at++;
		} else if (kx_pdf_is_space(lexer->bytes[lexer->at])) {
			lexer->at++;
		} else {
			return;
		}
	}
}

/* From an opening parenthesis past the closing one. */
static bool
pass_string(struct kx_lexer *lexer)
{
	int depth = 0;
	char c;

	while (lexer->at < lexer->length) {
		c = lexer->bytes[lexer->at++];
		if (c == '\\' && lexer->at < lexer->length)
			lexer->at++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			return true;
	}
	return false;
}

static enum kx_lex
pass_angle(struct kx_lexer *lexer)
{
	char next = lexer->at + 1 < lexer->length ? lexer->bytes[lexer->at + 1] : '\0';
	const char *end;

	if (lexer->bytes[lexer->at] == '>') {
		lexer->at += next == '>' ? 2 : 1;
		return next == '>' ? KX_LEX_DICT_END : KX_LEX_BROKEN;
	}
	if (next == '<') {
		lexer->at += 2;
		return KX_LEX_DICT;
	}
	end = memchr(lexer->bytes + lexer->at, '>', lexer->length - lexer->at);
	lexer->at = end != NULL ? (size_t)(end - lexer->bytes) + 1 : lexer->length;
	return end != NULL ? KX_LEX_HEX : KX_LEX_BROKEN;
}

static enum kx_lex
pass_regular(struct kx_lexer *lexer, char first)
{
	size_t start = lexer->at++;

	while (lexer->at < lexer->length && !kx_pdf_is_space(lexer->bytes[lexer->at]) && !is_delimiter(lexer->bytes[lexer->at]))
		lexer->at++;
	if (first == '/')
		return KX_LEX_NAME;
	if (strspn(lexer->bytes + start, "+-.0123456789") >= lexer->at - start)
		return KX_LEX_NUMBER;
	return KX_LEX_KEYWORD;
}

struct kx_lexed
kx_lexer_next(struct kx_lexer *lexer)
{
	struct kx_lexed word = { KX_LEX_END, 0, 0 };
	char first;

	skip_blanks(lexer);
	word.start = word.end = lexer->at;
	if (lexer->at >= lexer->length)
		return word;
	first = lexer->bytes[lexer->at];
	switch (first) {
	case '(':
		word.kind = pass_string(lexer) ? KX_LEX_STRING : KX_LEX_BROKEN;
		break;
	case '<':
	case '>':
		word.kind = pass_angle(lexer);
		break;
	case '[':
	case ']':
		lexer->at++;
		word.kind = first == '[' ? KX_LEX_ARRAY : KX_LEX_ARRAY_END;
		break;
	case ')':
	case '{':
	case '}':
		lexer->at++;
		word.kind = KX_LEX_BROKEN;
		break;
	default:
		word.kind = pass_regular(lexer, first);
		break;
	}
	word.end = lexer->at;
	return word;
}

bool
kx_lexed_is(const struct kx_lexer *lexer, const struct kx_lexed *word, const char *text)
{
	return word->end - word->start == strlen(text) && memcmp(lexer->bytes + word->start, text, strlen(text)) == 0;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static size_t
hex_bytes(const char *at, const char *end, unsigned char *ret_bytes)
{
	size_t used = 0;
	int high = -1, digit;

	for (; at < end; at++) {
		digit = hex_digit(*at);
		if (digit < 0)
			continue;
		if (high >= 0)
			ret_bytes[used++] = (unsigned char)(high << 4 | digit);
		high = high >= 0 ? -1 : digit;
	}
	/* A missing last digit is a zero (7.3.4.3). */
	if (high >= 0)
		ret_bytes[used++] = (unsigned char)(high << 4);
	return used;
}

/* One character after a backslash; returns how many bytes of source it took, `*ret_used` those it stands for. */
static size_t
escaped(const char *at, const char *end, unsigned char *ret_byte, size_t *ret_used)
{
	static const char letters[] = "nrtbf", values[] = "\n\r\t\b\f";
	const char *found = *at != '\0' ? strchr(letters, *at) : NULL;
	size_t digits = 0;
	unsigned value = 0;

	*ret_used = 1;
	if (found != NULL) {
		*ret_byte = (unsigned char)values[found - letters];
		return 1;
	}
	for (; digits < 3 && at + digits < end && at[digits] >= '0' && at[digits] <= '7'; digits++)
		value = value * 8 + (unsigned)(at[digits] - '0');
	if (digits > 0) {
		*ret_byte = (unsigned char)value;
		return digits;
	}
	if (kx_pdf_is_eol(*at)) {
		*ret_used = 0;
		return at[0] == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
	}
	*ret_byte = (unsigned char)*at;
	return 1;
}

size_t
kx_lexed_bytes(const struct kx_lexer *lexer, const struct kx_lexed *word, unsigned char *ret_bytes)
{
	const char *at = lexer->bytes + word->start + 1, *end = lexer->bytes + word->end - 1;
	size_t used = 0, more;

	if (word->kind == KX_LEX_HEX)
		return hex_bytes(at, end, ret_bytes);
	while (at < end) {
		if (*at != '\\' || at + 1 >= end) {
			ret_bytes[used++] = (unsigned char)*at++;
			continue;
		}
		at++;
		at += escaped(at, end, ret_bytes + used, &more);
		used += more;
	}
	return used;
}
