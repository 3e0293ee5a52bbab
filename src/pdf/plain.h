/*
 * plain: objects that are written as text at once, private to src/pdf.
 *
 * A sheet has more than a thousand tags and links.  Built of libharu's objects,
 * saved and freed again they took a third of the time of a PDF.  So such an
 * object only has its number from libharu's table, and its text is appended
 * here to those of its group, in the form that libharu would give it;
 * object_streams.c makes streams of the groups.  A reference to it in another such object
 * is its number.  Where one of libharu's own objects must refer to it, there
 * is an empty object of libharu's in its place (kx_plain_known()).
 *
 * What an object says is appended between kx_plain_begin() and
 * kx_plain_end(), one object at a time.  Memory that ends shows in the group's
 * buffer, which kx_pdf_save() looks at.
 */
#ifndef KX_PDF_PLAIN_H
#define KX_PDF_PLAIN_H

#include "base/buffer.h"
#include "base/geometry.h"

#include <stddef.h>
#include <stdint.h>

struct kx_writer;

/*
 * Objects that go into one object stream, in the order in which they are
 * written: like beside like, so that deflate has less to say of each, and
 * what a clinic changes by itself, behind the others, which are the same for many.
 */
enum kx_group { KX_GROUP_TAGS, KX_GROUP_ELSE, KX_GROUP_LINKS, KX_GROUP_WORDS, KX_GROUPS };
#define KX_GROUP_OWN KX_GROUP_LINKS      /* the first of a sheet's own */

/* Where an object's text begins.  No padding: lists are part of memo keys. */
struct kx_plain_text { uint32_t number, at; };

/* The texts, each with a line's end behind it. */
struct kx_plain {
	struct kx_buffer text;
	struct kx_plain_text *list; size_t count, room;
};

/* The number of the first of `count` new objects, still without text. */
unsigned kx_plain_new(struct kx_writer *writer, unsigned count);

/* A new object that is good for kx_pdf_put(), kx_pdf_add() and kx_pdf_number() too.  NULL when memory ends. */
void *kx_plain_known(struct kx_writer *writer);

/* Append to the result what the object says. */
struct kx_buffer *kx_plain_begin(struct kx_writer *writer, unsigned number, enum kx_group group);
void kx_plain_end(struct kx_buffer *out);

/* The places for `count` more objects of a group, whose texts are appended next; NULL when memory ends. */
struct kx_plain_text *kx_plain_grow(struct kx_writer *writer, enum kx_group group, size_t count);

/* An entry of a dictionary, with its key. */
void kx_plain_put_name(struct kx_buffer *out, const char *key, const char *name);
void kx_plain_put_int(struct kx_buffer *out, const char *key, long value);
void kx_plain_put_reference(struct kx_buffer *out, const char *key, unsigned number);
/* A rectangle (7.9.5), by its sides. */
void kx_plain_put_rectangle(struct kx_buffer *out, const char *key, kx_length left, kx_length bottom, kx_length right, kx_length top);
/* As kx_pdf_put_text(); NULL puts nothing. */
void kx_plain_put_text(struct kx_buffer *out, const char *key, const char *text);

/* A member of an array, with the space behind it. */
void kx_plain_add_int(struct kx_buffer *out, long value);
void kx_plain_add_reference(struct kx_buffer *out, unsigned number);
void kx_plain_add_text(struct kx_buffer *out, const char *text);

#endif
