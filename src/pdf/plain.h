/*
 * plain: objects that are written as text at once, private to src/pdf.
 *
 * A sheet has more than a thousand tags and links.  Built of libharu's objects,
 * saved and freed again they took a third of the time of a PDF.  So libharu
 * only gives such an object its number, with an empty object in its place, and
 * its text is written here, in the form that libharu would give it; save.c
 * takes it from there.  References to it are libharu's own.
 *
 * What an object says is appended between kx_plain_begin() and
 * kx_plain_end(), one object at a time.  Memory that ends shows in the buffer,
 * which kx_pdf_save() looks at.
 */
#ifndef KX_PDF_PLAIN_H
#define KX_PDF_PLAIN_H

#include "base/buffer.h"
#include "base/geometry.h"

#include <stddef.h>

struct kx_writer;

/* Where an object's text lies. */
struct kx_plain_text { unsigned number; size_t at, length; };

struct kx_plain {
	struct kx_buffer text;
	struct kx_plain_text *list; size_t count, room;
};

/* A new object, still without text: good for kx_pdf_put(), kx_pdf_add() and kx_pdf_number(). NULL when memory ends. */
void *kx_plain_new(struct kx_writer *writer);

/* Append to the result what the object says. */
struct kx_buffer *kx_plain_begin(struct kx_writer *writer, const void *object);
void kx_plain_end(struct kx_writer *writer);

/* An entry of a dictionary, with its key. */
void kx_plain_put_name(struct kx_buffer *out, const char *key, const char *name);
void kx_plain_put_int(struct kx_buffer *out, const char *key, long value);
void kx_plain_put_reference(struct kx_buffer *out, const char *key, const void *object);
/* A rectangle (7.9.5), by its sides. */
void kx_plain_put_rectangle(struct kx_buffer *out, const char *key, kx_length left, kx_length bottom, kx_length right, kx_length top);
/* As kx_pdf_put_text(); NULL puts nothing. */
void kx_plain_put_text(struct kx_buffer *out, const char *key, const char *text);

/* A member of an array, with the space behind it. */
void kx_plain_add_int(struct kx_buffer *out, long value);
void kx_plain_add_reference(struct kx_buffer *out, const void *object);
void kx_plain_add_text(struct kx_buffer *out, const char *text);

#endif
