#include "pdf/plain.h"

#include "pdf/writer.h"

#include <string.h>

/* Their ceiling is that of a file, and fits 32 bits. */
#define TEXT_CEILING ((size_t)512 * 1024 * 1024)

/* libharu counts on from where its table begins: moved on, it leaves numbers out. */
unsigned
kx_plain_new(struct kx_writer *writer, unsigned count)
{
	HPDF_Xref xref = writer->haru->xref;
	unsigned first = xref->start_offset + xref->entries->count;

	xref->start_offset += count;
	return first;
}

void *
kx_plain_known(struct kx_writer *writer)
{
	HPDF_Null place = HPDF_Null_New(writer->haru->mmgr);

	/* On failure libharu frees the object. */
	return place != NULL && HPDF_Xref_Add(writer->haru->xref, place) == HPDF_OK ? place : NULL;
}

/* Twice the room that is asked for, so that lists are seldom moved. */
struct kx_plain_text *
kx_plain_grow(struct kx_writer *writer, enum kx_group group, size_t count)
{
	struct kx_plain *plain = &writer->groups[group];
	size_t wanted = plain->count + count;
	struct kx_plain_text *list;

	if (plain->text.ceiling == 0)
		kx_buffer_init(&plain->text, TEXT_CEILING);
	if (wanted > plain->room) {
		list = kx_arena_array(&writer->arena, 2 * wanted, sizeof(*list));
		if (list == NULL)
			return NULL;
		if (plain->count > 0)
			memcpy(list, plain->list, plain->count * sizeof(*list));
		plain->list = list;
		plain->room = 2 * wanted;
	}
	plain->count = wanted;
	return &plain->list[wanted - count];
}

struct kx_buffer *
kx_plain_begin(struct kx_writer *writer, unsigned number, enum kx_group group)
{
	struct kx_plain_text *text = kx_plain_grow(writer, group, 1);

	if (text != NULL)
		*text = (struct kx_plain_text){ number, (uint32_t)writer->groups[group].text.length };
	return &writer->groups[group].text;
}

void
kx_plain_end(struct kx_buffer *out)
{
	kx_buffer_char(out, '\n');
}

static void
put_key(struct kx_buffer *out, const char *key)
{
	kx_buffer_char(out, '/');
	kx_buffer_text(out, key);
	kx_buffer_char(out, ' ');
}

/* Names and keys are the program's own words: nothing in them needs an escape. */
void
kx_plain_put_name(struct kx_buffer *out, const char *key, const char *name)
{
	put_key(out, key);
	kx_buffer_char(out, '/');
	kx_buffer_text(out, name);
	kx_buffer_char(out, '\n');
}

void
kx_plain_put_int(struct kx_buffer *out, const char *key, long value)
{
	put_key(out, key);
	kx_buffer_number(out, value);
	kx_buffer_char(out, '\n');
}

void
kx_plain_put_reference(struct kx_buffer *out, const char *key, unsigned number)
{
	put_key(out, key);
	kx_buffer_number(out, number);
	kx_buffer_add(out, " 0 R\n", 5);
}

void
kx_plain_put_rectangle(struct kx_buffer *out, const char *key, kx_length left, kx_length bottom, kx_length right, kx_length top)
{
	const kx_length sides[] = { left, bottom, right, top };
	size_t i;

	put_key(out, key);
	kx_buffer_text(out, "[ ");
	for (i = 0; i < sizeof(sides) / sizeof(*sides); i++) {
		kx_buffer_milli(out, sides[i]);
		kx_buffer_char(out, ' ');
	}
	kx_buffer_text(out, "]\n");
}

void
kx_plain_put_text(struct kx_buffer *out, const char *key, const char *text)
{
	if (text == NULL)
		return;
	put_key(out, key);
	kx_pdf_write_text(text, out);
	kx_buffer_char(out, '\n');
}

void
kx_plain_add_int(struct kx_buffer *out, long value)
{
	kx_buffer_number(out, value);
	kx_buffer_char(out, ' ');
}

void
kx_plain_add_reference(struct kx_buffer *out, unsigned number)
{
	kx_buffer_number(out, number);
	kx_buffer_add(out, " 0 R ", 5);
}

void
kx_plain_add_text(struct kx_buffer *out, const char *text)
{
	if (text == NULL)
		return;
	kx_pdf_write_text(text, out);
	kx_buffer_char(out, ' ');
}
