/*
 * The surface of the file: what stands between the objects, and the bytes in
 * which they are written.  The file is gone through once from its first byte;
 * of the objects only the ends and the hexadecimal strings are looked at.
 */
#include "pdf/audit.h"
#include "pdf/lexer.h"

#include <ctype.h>
#include <string.h>

struct surface {
	struct kx_audit *audit;
	struct kx_lexer lexer;
	int object;                    /* the one being passed */
};

static char
byte_at(const struct surface *surface, size_t at)
{
	return at < surface->lexer.length ? surface->lexer.bytes[at] : '\n';
}

void
kx_audit_hex(struct kx_audit *audit, const char *bytes, size_t start, size_t end, int object)
{
	size_t digits = 0, i;

	for (i = start + 1; i + 1 < end; i++) {
		if (kx_pdf_is_space(bytes[i]))
			continue;
		digits++;
		if (!isxdigit((unsigned char)bytes[i])) {
			kx_breach(audit, KX_RULE_HEX_DIGITS, object, "a hexadecimal string holds a \"%c\"", bytes[i]);
			return;
		}
	}
	if (digits % 2 != 0)
		kx_breach(audit, KX_RULE_HEX_EVEN, object, "a hexadecimal string has %zu digits", digits);
}

static void
audit_header(struct kx_audit *audit)
{
	const unsigned char *bytes = (const unsigned char *)audit->bytes;
	size_t comment;

	if (audit->length < 16 || memcmp(bytes, "%PDF-1.", 7) != 0 || bytes[7] < '0' || bytes[7] > '7' ||
	    !kx_pdf_is_eol((char)bytes[8])) {
		kx_breach(audit, KX_RULE_HEADER, 0, "the file begins with \"%.12s\"", audit->bytes);
		return;
	}
	comment = bytes[8] == '\r' && bytes[9] == '\n' ? 10 : 9;
	if (bytes[comment] != '%' || bytes[comment + 1] < 128 || bytes[comment + 2] < 128 || bytes[comment + 3] < 128 ||
	    bytes[comment + 4] < 128)
		kx_breach(audit, KX_RULE_BINARY_COMMENT, 0, "the second line is no comment of binary bytes");
}

static void
audit_end(struct kx_audit *audit)
{
	size_t end = audit->length;

	if (end > 0 && audit->bytes[end - 1] == '\n')
		end--;
	if (end > 0 && audit->bytes[end - 1] == '\r')
		end--;
	if (end < 5 || memcmp(audit->bytes + end - 5, "%%EOF", 5) != 0)
		kx_breach(audit, KX_RULE_AFTER_END, 0, "the file does not end with %%%%EOF and one end of line");
}

/* From behind "stream" past "endstream". */
static void
pass_stream(struct surface *surface, size_t keyword)
{
	struct kx_audit *audit = surface->audit;
	qpdf_oh stream = qpdf_get_object_by_id(audit->qpdf, surface->object, 0);
	long long length = kx_ask_int(audit, stream, "/Length", -1);
	size_t start = keyword + strlen("stream"), end;
	const char *found;

	if (byte_at(surface, start) == '\r' && byte_at(surface, start + 1) == '\n')
		start += 2;
	else if (byte_at(surface, start) == '\n')
		start++;
	else
		kx_breach(audit, KX_RULE_STREAM_LINES, surface->object, "stream is not followed by CR LF or LF");
	end = start + (length > 0 ? (size_t)length : 0);
	if (length >= 0 && end < surface->lexer.length) {
		size_t mark = end + (byte_at(surface, end) == '\r' && byte_at(surface, end + 1) == '\n' ? 2 : kx_pdf_is_eol(byte_at(surface, end)));

		if (mark + 9 <= surface->lexer.length && memcmp(surface->lexer.bytes + mark, "endstream", 9) == 0) {
			if (mark == end)
				kx_breach(audit, KX_RULE_STREAM_LINES, surface->object, "endstream has no end of line before it");
			surface->lexer.at = mark + 9;
			return;
		}
	}
	kx_breach(audit, KX_RULE_STREAM_LENGTH, surface->object, "Length is %lld, and endstream is not there", length);
	found = memmem(surface->lexer.bytes + start, surface->lexer.length - start, "endstream", 9);
	surface->lexer.at = found != NULL ? (size_t)(found - surface->lexer.bytes) + 9 : surface->lexer.length;
}

/* From behind "obj" past "endobj". */
static void
pass_object(struct surface *surface)
{
	struct kx_lexed word;

	for (;;) {
		word = kx_lexer_next(&surface->lexer);
		if (word.kind == KX_LEX_END || word.kind == KX_LEX_BROKEN) {
			kx_breach(surface->audit, KX_RULE_READABLE, surface->object, "it has no end");
			surface->lexer.at = surface->lexer.length;
			return;
		}
		if (word.kind == KX_LEX_HEX)
			kx_audit_hex(surface->audit, surface->lexer.bytes, word.start, word.end, surface->object);
		if (kx_lexed_is(&surface->lexer, &word, "stream"))
			pass_stream(surface, word.start);
		if (!kx_lexed_is(&surface->lexer, &word, "endobj"))
			continue;
		if (!kx_pdf_is_eol(byte_at(surface, word.start - 1)) || !kx_pdf_is_eol(byte_at(surface, word.end)))
			kx_breach(surface->audit, KX_RULE_OBJECT_SPACING, surface->object, "endobj does not stand on a line of its own");
		return;
	}
}

/* "12 0 obj" whose first word is given. */
static void
begin_object(struct surface *surface, const struct kx_lexed *number)
{
	struct kx_lexed generation = kx_lexer_next(&surface->lexer), keyword = kx_lexer_next(&surface->lexer);
	const char *bytes = surface->lexer.bytes;
	size_t i;

	surface->object = 0;
	for (i = number->start; i < number->end && isdigit((unsigned char)bytes[i]) && surface->object < 100000000; i++)
		surface->object = surface->object * 10 + (bytes[i] - '0');
	if (generation.kind != KX_LEX_NUMBER || !kx_lexed_is(&surface->lexer, &keyword, "obj")) {
		kx_breach(surface->audit, KX_RULE_OBJECT_SPACING, surface->object, "something between the objects is none");
		surface->lexer.at = surface->lexer.length;
		return;
	}
	if (generation.start != number->end + 1 || keyword.start != generation.end + 1 ||
	    (number->start > 0 && !kx_pdf_is_eol(bytes[number->start - 1])) || !kx_pdf_is_eol(byte_at(surface, keyword.end)))
		kx_breach(surface->audit, KX_RULE_OBJECT_SPACING, surface->object, "its first line is not \"N G obj\"");
	pass_object(surface);
}

static void
pass_xref(struct surface *surface, size_t end)
{
	struct kx_lexed word;
	size_t lines = byte_at(surface, end) == '\r' && byte_at(surface, end + 1) == '\n' ? 2 : 1;

	if (!kx_pdf_is_eol(byte_at(surface, end)) || !isdigit((unsigned char)byte_at(surface, end + lines)))
		kx_breach(surface->audit, KX_RULE_XREF_LINES, 0, "xref is not followed by one end of line");
	/* The entries, then the trailer, which ends before startxref. */
	do {
		word = kx_lexer_next(&surface->lexer);
		if (word.kind == KX_LEX_HEX)
			kx_audit_hex(surface->audit, surface->lexer.bytes, word.start, word.end, 0);
	} while (word.kind != KX_LEX_END && !kx_lexed_is(&surface->lexer, &word, "startxref"));
	kx_lexer_next(&surface->lexer);
}

void
kx_audit_surface(struct kx_audit *audit)
{
	struct surface surface = { audit, { audit->bytes, audit->length, 0 }, 0 };
	struct kx_lexed word;

	audit_header(audit);
	audit_end(audit);
	while ((word = kx_lexer_next(&surface.lexer)).kind != KX_LEX_END) {
		if (kx_lexed_is(&surface.lexer, &word, "xref"))
			pass_xref(&surface, word.end);
		else if (kx_lexed_is(&surface.lexer, &word, "startxref"))
			kx_lexer_next(&surface.lexer);
		else if (word.kind == KX_LEX_NUMBER)
			begin_object(&surface, &word);
	}
}
