#include "pdf/object.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "pdf/pack.h"
#include "pdf/writer.h"

#include <stdlib.h>
#include <string.h>

HPDF_Dict
kx_pdf_dict(HPDF_Doc haru)
{
	return HPDF_Dict_New(haru->mmgr);
}

HPDF_Dict
kx_pdf_object(HPDF_Doc haru)
{
	HPDF_Dict dict = HPDF_Dict_New(haru->mmgr);

	/* On failure libharu frees the object. */
	return dict != NULL && HPDF_Xref_Add(haru->xref, dict) == HPDF_OK ? dict : NULL;
}

HPDF_Array
kx_pdf_array(HPDF_Doc haru)
{
	return HPDF_Array_New(haru->mmgr);
}

unsigned
kx_pdf_number(const void *object)
{
	return object != NULL ? ((const HPDF_Obj_Header *)object)->obj_id & 0x00FFFFFF : 0;
}

void
kx_pdf_put(HPDF_Dict dict, const char *key, void *object)
{
	if (dict != NULL)
		HPDF_Dict_Add(dict, key, object);
}

void
kx_pdf_put_name(HPDF_Dict dict, const char *key, const char *name)
{
	if (dict != NULL)
		HPDF_Dict_AddName(dict, key, name);
}

void
kx_pdf_put_int(HPDF_Dict dict, const char *key, long value)
{
	if (dict != NULL)
		HPDF_Dict_AddNumber(dict, key, (HPDF_INT32)value);
}

void
kx_pdf_put_bool(HPDF_Dict dict, const char *key, bool value)
{
	if (dict != NULL)
		HPDF_Dict_AddBoolean(dict, key, value ? HPDF_TRUE : HPDF_FALSE);
}

static bool
is_ascii(const char *text)
{
	for (; *text != '\0'; text++) {
		if ((*text < ' ' || *text > '~') && *text != '\n')
			return false;
	}
	return true;
}

/* Big-endian UTF-16 of one code point; returns the bytes used. */
static size_t
put_utf16(uint32_t code, unsigned char bytes[4])
{
	uint32_t high = code, low;

	if (code >= 0x10000) {
		high = 0xD800 + ((code - 0x10000) >> 10);
		low = 0xDC00 + ((code - 0x10000) & 0x3FF);
		bytes[2] = (unsigned char)(low >> 8);
		bytes[3] = (unsigned char)low;
	}
	bytes[0] = (unsigned char)(high >> 8);
	bytes[1] = (unsigned char)high;
	return code >= 0x10000 ? 4 : 2;
}

static void *
text_string(HPDF_MMgr mmgr, const char *text)
{
	size_t length = strlen(text), at = 0, step, used = 2;
	unsigned char *units;
	HPDF_Binary string;

	if (is_ascii(text))
		return HPDF_String_New(mmgr, text, NULL);
	units = malloc(2 + 2 * length);   /* UTF-16 never needs more than two bytes for each byte of UTF-8 */
	if (units == NULL) {
		HPDF_SetError(mmgr->error, HPDF_FAILD_TO_ALLOC_MEM, 0);
		return NULL;
	}
	units[0] = 0xFE;
	units[1] = 0xFF;
	for (; at < length; at += step)
		used += put_utf16(kx_utf8_next(text + at, &step), units + used);
	string = HPDF_Binary_New(mmgr, units, (HPDF_UINT)used);
	free(units);
	return string;
}

/* The characters that libharu writes as octal: all but those that can never be taken for a part of the syntax. */
static bool
is_bare(char c)
{
	return c >= ' ' && c <= '~' && strchr("\\%#/()<>[]{}", c) == NULL;
}

void
kx_pdf_write_text(const char *text, struct kx_buffer *out)
{
	size_t bare;

	if (!is_ascii(text)) {
		kx_buffer_text(out, "<FEFF");
		kx_pdf_utf16_hex(text, strlen(text), out);
		kx_buffer_char(out, '>');
		return;
	}
	kx_buffer_char(out, '(');
	for (; *text != '\0'; text += bare) {
		for (bare = 0; is_bare(text[bare]); bare++)
			;
		kx_buffer_add(out, text, bare);
		if (bare == 0)
			kx_buffer_print(out, "\\%03o", (unsigned char)text[bare++]);
	}
	kx_buffer_char(out, ')');
}

void
kx_pdf_put_text(HPDF_Dict dict, const char *key, const char *text)
{
	if (dict != NULL && text != NULL)
		HPDF_Dict_Add(dict, key, text_string(dict->mmgr, text));
}

void
kx_pdf_put_ascii(HPDF_Dict dict, const char *key, const char *text)
{
	if (dict != NULL && text != NULL)
		HPDF_Dict_Add(dict, key, HPDF_String_New(dict->mmgr, text, NULL));
}

void
kx_pdf_put_rectangle(HPDF_Dict dict, const char *key, kx_length left, kx_length bottom, kx_length right, kx_length top)
{
	HPDF_Array array = dict != NULL ? HPDF_Array_New(dict->mmgr) : NULL;

	kx_pdf_add_milli(array, left);
	kx_pdf_add_milli(array, bottom);
	kx_pdf_add_milli(array, right);
	kx_pdf_add_milli(array, top);
	kx_pdf_put(dict, key, array);
}

void
kx_pdf_add(HPDF_Array array, void *object)
{
	if (array != NULL)
		HPDF_Array_Add(array, object);
}

void
kx_pdf_add_name(HPDF_Array array, const char *name)
{
	if (array != NULL)
		HPDF_Array_AddName(array, name);
}

void
kx_pdf_add_int(HPDF_Array array, long value)
{
	if (array != NULL)
		HPDF_Array_AddNumber(array, (HPDF_INT32)value);
}

void
kx_pdf_add_milli(HPDF_Array array, long thousandths)
{
	if (array == NULL)
		return;
	/* The one place where a float is needed: libharu keeps reals so.  A page's lengths stay exact to 1/500 point. */
	if (thousandths % 1000 == 0)
		HPDF_Array_AddNumber(array, (HPDF_INT32)(thousandths / 1000));
	else
		HPDF_Array_AddReal(array, (HPDF_REAL)thousandths / 1000.0F);
}

void
kx_pdf_add_text(HPDF_Array array, const char *text)
{
	if (array != NULL && text != NULL)
		HPDF_Array_Add(array, text_string(array->mmgr, text));
}

void
kx_pdf_add_bytes(HPDF_Array array, unsigned char *bytes, size_t length)
{
	if (array != NULL)
		HPDF_Array_Add(array, HPDF_Binary_New(array->mmgr, bytes, (HPDF_UINT)length));
}

/* What the stream holds, where it stays until the file is saved; false when memory ends. */
static bool
find_data(struct kx_writer *writer, enum kx_pdf_filter filter, const void *bytes, size_t length, struct kx_packed *ret_data)
{
	*ret_data = (struct kx_packed){ bytes, length };
	switch (filter) {
	case KX_PDF_DEFLATE: return kx_pack(&writer->packer, writer->options->memo, &writer->arena, bytes, length, ret_data);
	case KX_PDF_DEFLATED: return true;
	case KX_PDF_PLAIN:
	case KX_PDF_DCT: ret_data->bytes = kx_arena_copy(&writer->arena, bytes, length); break;
	}
	return ret_data->bytes != NULL;
}

/*
 * libharu would copy the data twice and give its length as an object of its
 * own, since it writes the dictionary first.  Here both are known: the
 * dictionary is libharu's, and save.c puts the data behind it.
 */
HPDF_Dict
kx_pdf_stream(struct kx_writer *writer, enum kx_pdf_filter filter, const void *bytes, size_t length)
{
	HPDF_Dict dict = kx_pdf_object(writer->haru);
	struct kx_stream *stream = kx_arena_push(&writer->arena, &writer->streams, &writer->stream_count, &writer->stream_room,
	    sizeof(*stream));

	if (dict == NULL || stream == NULL)
		return dict;
	stream->dict = dict;
	if (!find_data(writer, filter, bytes, length, &stream->data)) {
		HPDF_SetError(dict->error, HPDF_FAILD_TO_ALLOC_MEM, 0);
		return dict;
	}
	if (filter != KX_PDF_PLAIN)
		kx_pdf_put_name(dict, "Filter", filter == KX_PDF_DCT ? "DCTDecode" : "FlateDecode");
	kx_pdf_put_int(dict, "Length", (long)stream->data.length);
	return dict;
}

HPDF_Dict
kx_pdf_common_stream(struct kx_writer *writer, enum kx_pdf_filter filter, const void *bytes, size_t length)
{
	size_t before = writer->stream_count;
	HPDF_Dict dict = kx_pdf_stream(writer, filter, bytes, length);

	if (writer->stream_count > before)
		writer->streams[before].common = true;
	return dict;
}

void
kx_pdf_hex(unsigned value, struct kx_buffer *out)
{
	static const char digits[] = "0123456789ABCDEF";
	char text[4];

	text[0] = digits[value >> 12 & 15];
	text[1] = digits[value >> 8 & 15];
	text[2] = digits[value >> 4 & 15];
	text[3] = digits[value & 15];
	kx_buffer_add(out, text, sizeof(text));
}

void
kx_pdf_utf16_hex(const char *text, size_t length, struct kx_buffer *out)
{
	unsigned char units[4];
	size_t at = 0, step, used, i;

	for (; at < length; at += step) {
		used = put_utf16(kx_utf8_next(text + at, &step), units);
		for (i = 0; i < used; i += 2)
			kx_pdf_hex((unsigned)units[i] << 8 | units[i + 1], out);
	}
}
