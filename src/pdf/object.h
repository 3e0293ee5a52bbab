/*
 * object: PDF objects made with libharu's object layer, private to src/pdf.
 *
 * Every function accepts NULL where a libharu object is expected and then
 * does nothing: a call that fails gives NULL, libharu remembers the error
 * (errors are sticky), and the writer looks at it after each page and at the
 * end.  So the code that builds a PDF has no error paths of its own.  One
 * rule makes that safe: a direct object is filled before it is put into
 * another one, because libharu frees it when that fails.
 *
 * Lengths are thousandths of a point, as everywhere; y is already turned.
 */
#ifndef KX_PDF_OBJECT_H
#define KX_PDF_OBJECT_H

#include "base/geometry.h"

#include "pdf/haru.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_buffer;
struct kx_memo;
struct kx_writer;

/* A dictionary or array to be put into another object, and a dictionary of its own: an entry of the xref. */
HPDF_Dict kx_pdf_dict(HPDF_Doc haru);
HPDF_Dict kx_pdf_object(HPDF_Doc haru);
HPDF_Array kx_pdf_array(HPDF_Doc haru);

/* The number of an indirect object. */
unsigned kx_pdf_number(const void *object);

/* Put an object into a dictionary; an indirect one as a reference. */
void kx_pdf_put(HPDF_Dict dict, const char *key, void *object);
void kx_pdf_put_name(HPDF_Dict dict, const char *key, const char *name);
void kx_pdf_put_int(HPDF_Dict dict, const char *key, long value);
void kx_pdf_put_bool(HPDF_Dict dict, const char *key, bool value);
/* A text string (7.9.2.2): ASCII as it is, other text as UTF-16BE with a mark.  NULL puts nothing. */
void kx_pdf_put_text(HPDF_Dict dict, const char *key, const char *text);
/* The same string as it stands in the file, appended. */
void kx_pdf_write_text(const char *text, struct kx_buffer *out);
/* A byte string that is ASCII: dates, addresses. */
void kx_pdf_put_ascii(HPDF_Dict dict, const char *key, const char *text);
/* Four numbers: the lower left and the upper right corner. */
void kx_pdf_put_rectangle(HPDF_Dict dict, const char *key, kx_length left, kx_length bottom, kx_length right, kx_length top);

void kx_pdf_add(HPDF_Array array, void *object);
void kx_pdf_add_name(HPDF_Array array, const char *name);
void kx_pdf_add_int(HPDF_Array array, long value);
void kx_pdf_add_milli(HPDF_Array array, long thousandths);
void kx_pdf_add_text(HPDF_Array array, const char *text);
/* A string of bytes, which are copied. */
void kx_pdf_add_bytes(HPDF_Array array, unsigned char *bytes, size_t length);

enum kx_pdf_filter {
	KX_PDF_PLAIN,        /* written as it is */
	KX_PDF_DEFLATE,      /* compressed here, through the memo */
	KX_PDF_DEFLATED,     /* zlib data already, which stays where it is until the file is saved */
	KX_PDF_DCT           /* a JPEG file */
};

/* A new indirect stream with these bytes, which are copied if they are not DEFLATED. */
HPDF_Dict kx_pdf_stream(struct kx_writer *writer, enum kx_pdf_filter filter, const void *bytes, size_t length);

/* The same for a stream that all sheets share but for a few: it stands with others of its kind at the beginning of the file (save.c). */
HPDF_Dict kx_pdf_common_stream(struct kx_writer *writer, enum kx_pdf_filter filter, const void *bytes, size_t length);

/* Append 16 bits as four hexadecimal digits. */
void kx_pdf_hex(unsigned value, struct kx_buffer *out);

/*
 * Append the text as hexadecimal UTF-16BE, without the byte order mark.
 * `text` is valid UTF-8.
 */
void kx_pdf_utf16_hex(const char *text, size_t length, struct kx_buffer *out);

#endif
