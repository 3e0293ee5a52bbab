/*
 * lexer: the words of PDF syntax (ISO 32000-1, 7.2), one after the other.
 *
 * For the two places where libqpdf does not tell what stood in the bytes: the
 * surface of a file (spaces, ends of lines, hexadecimal digits) and the
 * operators of a content stream.  Objects are read by libqpdf.
 */
#ifndef KX_PDF_LEXER_H
#define KX_PDF_LEXER_H

#include <stdbool.h>
#include <stddef.h>

enum kx_lex {
	KX_LEX_END, KX_LEX_NUMBER, KX_LEX_NAME, KX_LEX_STRING, KX_LEX_HEX,
	KX_LEX_ARRAY, KX_LEX_ARRAY_END, KX_LEX_DICT, KX_LEX_DICT_END,
	KX_LEX_KEYWORD,
	KX_LEX_BROKEN                 /* a string without an end, a bracket that nothing opened */
};

/* Where it stands; the bytes are the caller's. */
struct kx_lexer { const char *bytes; size_t length, at; };

struct kx_lexed { enum kx_lex kind; size_t start, end; };

bool kx_pdf_is_space(char c);
bool kx_pdf_is_eol(char c);

/* The next word after blanks and comments. */
struct kx_lexed kx_lexer_next(struct kx_lexer *lexer);

/* Is it this keyword or name (with its slash)? */
bool kx_lexed_is(const struct kx_lexer *lexer, const struct kx_lexed *word, const char *text);

/* The bytes that a string of either kind stands for; `ret_bytes` has room for its written length. */
size_t kx_lexed_bytes(const struct kx_lexer *lexer, const struct kx_lexed *word, unsigned char *ret_bytes);

#endif
