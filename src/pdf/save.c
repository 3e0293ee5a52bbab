/*
 * From libharu's objects to the bytes of the file.
 *
 * libharu would save a plain file: every object by itself, then a
 * cross-reference table.  A tagged document has hundreds of small dictionaries,
 * and in that form they outweigh the fonts.  So libharu only writes each of its
 * objects, and the file is put together here, as PDF 1.5 allows (ISO 32000-1,
 * 7.5.7 and 7.5.8): objects that are not streams go into object streams, and
 * the table becomes a cross-reference stream.  A sheet shrinks by a third.
 *
 * The file's /ID is made of hashes of its content, so that the same content has
 * the same ID, other content another, and a change can be told (seal.h).
 *
 * Road not taken: a hybrid file with a table for old readers.  Nothing that
 * knows PDF/A-3 needs it.
 */
#include "pdf/writer.h"

#include "pdf/pack.h"
#include "pdf/pdf.h"

#include <stdlib.h>
#include <string.h>

#define OBJECTS_PER_STREAM 4000
#define ALIKE 48                       /* bytes of an object by which it is sorted */
#define FILE_CEILING ((size_t)512 * 1024 * 1024)
#define ENTRY_BYTES 7                  /* a row of the cross-reference stream: 1 + 4 + 2 */

/* Where an object is: type 1, at an offset; type 2, in an object stream, by index. */
struct entry {
	unsigned type;
	size_t where;
	unsigned index;
	bool absent;                   /* a free number */
	const char *text; size_t length;      /* of the object, without "N 0 obj" and "endobj", until it has its place */
};

struct packing {
	HPDF_Xref xref;
	struct kx_memo *memo;
	struct entry *entries;         /* by object number */
	unsigned count, record;        /* numbers given; the number of the document information dictionary */
	struct kx_buffer *out;
	struct kx_buffer heads, bodies;   /* of the object stream being filled */
	unsigned held;                    /* objects in it */
};

static const char *
object_text(const struct packing *packing, unsigned number, size_t *ret_length)
{
	*ret_length = packing->entries[number].length;
	return packing->entries[number].text;
}

static void
begin_object(struct packing *packing, unsigned number)
{
	packing->entries[number] = (struct entry){ 1, packing->out->length, 0, false, NULL, 0 };
	kx_buffer_number(packing->out, number);
	kx_buffer_text(packing->out, " 0 obj\n");
}

/* An object stream is often that of the sheet before, whatever the clinic: so it is packed through the memo. */
static bool
end_object_stream(struct packing *packing)
{
	struct kx_buffer whole, packed;
	bool done;

	if (packing->held == 0)
		return true;
	kx_buffer_init(&whole, FILE_CEILING);
	kx_buffer_init(&packed, FILE_CEILING);
	kx_buffer_add(&whole, kx_buffer_bytes(&packing->heads), packing->heads.length);
	kx_buffer_add(&whole, kx_buffer_bytes(&packing->bodies), packing->bodies.length);
	done = !kx_buffer_failed(&whole) && kx_pack(packing->memo, kx_buffer_bytes(&whole), whole.length, &packed);
	begin_object(packing, packing->count++);
	kx_buffer_print(packing->out, "<<\n/Type /ObjStm\n/N %u\n/First %zu\n/Length %zu\n/Filter /FlateDecode\n>>\nstream\r\n",
	    packing->held, packing->heads.length, packed.length);
	kx_buffer_add(packing->out, kx_buffer_bytes(&packed), packed.length);
	kx_buffer_text(packing->out, "\nendstream\nendobj\n");
	kx_buffer_done(&whole);
	kx_buffer_done(&packed);
	kx_buffer_clear(&packing->heads);
	kx_buffer_clear(&packing->bodies);
	packing->held = 0;
	return done;
}

static bool
is_stream(const struct packing *packing, unsigned number)
{
	HPDF_Obj_Header *object = HPDF_Xref_GetEntry(packing->xref, number)->obj;

	return (object->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT && ((HPDF_Dict)object)->stream != NULL;
}

/*
 * libharu gives a stream's length as an object of its own, since it writes the
 * dictionary first.  Here the length is known: it goes where it is named, and
 * its object, which is the one after the stream, is not needed.
 */
static void
copy_stream(struct packing *packing, unsigned number)
{
	static const char name[] = "/Length ";
	size_t length;
	const char *text = object_text(packing, number, &length), *place = memmem(text, length, name, strlen(name)), *end = NULL;
	HPDF_Number value = HPDF_Dict_GetItem(HPDF_Xref_GetEntry(packing->xref, number)->obj, "Length", HPDF_OCLASS_NUMBER);

	begin_object(packing, number);
	if (place != NULL && value != NULL && (value->header.obj_id & HPDF_OTYPE_INDIRECT) != 0)
		end = memchr(place, '\n', length - (size_t)(place - text));
	if (end != NULL) {
		kx_buffer_add(packing->out, text, (size_t)(place - text));
		kx_buffer_print(packing->out, "%s%d", name, (int)value->value);
		length -= (size_t)(end - text);
		text = end;
		packing->entries[kx_pdf_number(value)] = (struct entry){ 0, 0, 65535, true, NULL, 0 };
	}
	kx_buffer_add(packing->out, text, length);
	kx_buffer_text(packing->out, "\nendobj\n");
}

static bool
pack_object(struct packing *packing, unsigned number)
{
	size_t length;
	const char *text = object_text(packing, number, &length);

	/* The stream that will hold it gets the next free number when it is written. */
	packing->entries[number] = (struct entry){ 2, packing->count, packing->held, false, NULL, 0 };
	kx_buffer_number(&packing->heads, number);
	kx_buffer_char(&packing->heads, ' ');
	kx_buffer_number(&packing->heads, (long long)packing->bodies.length);
	kx_buffer_char(&packing->heads, ' ');
	kx_buffer_add(&packing->bodies, text, length);
	kx_buffer_char(&packing->bodies, '\n');
	return ++packing->held < OBJECTS_PER_STREAM || end_object_stream(packing);
}

/* Objects that go into one stream. */
enum group { TAGS, TAGS_WITH_WORDS, LINKS, ALL_ELSE, RECORD, GROUPS };

/* An object by its group and the look of its first bytes, any digit as good as another. */
struct shape { enum group group; char look[ALIKE]; unsigned number; };

static enum group
group_of(const char *text, size_t length)
{
	static const char tag[] = "<<\n/Type /StructElem\n", link[] = "<<\n/Type /Annot\n";

	if (length > strlen(tag) && memcmp(text, tag, strlen(tag)) == 0)
		return memmem(text, length, "\n/Alt ", 6) != NULL || memmem(text, length, "\n/ActualText ", 13) != NULL ?
		    TAGS_WITH_WORDS : TAGS;
	return length > strlen(link) && memcmp(text, link, strlen(link)) == 0 ? LINKS : ALL_ELSE;
}

static int
compare_shapes(const void *a, const void *b)
{
	const struct shape *x = a, *y = b;
	int order = x->group != y->group ? (int)x->group - (int)y->group : memcmp(x->look, y->look, ALIKE);

	return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

static void
look_at(const struct packing *packing, unsigned number, struct shape *ret_shape)
{
	size_t length, i;
	const char *text = object_text(packing, number, &length);

	memset(ret_shape, 0, sizeof(*ret_shape));
	ret_shape->number = number;
	ret_shape->group = number == packing->record ? RECORD : group_of(text, length);
	for (i = 0; i < ALIKE && i < length; i++)
		ret_shape->look[i] = text[i] >= '0' && text[i] <= '9' ? '0' : text[i];
}

/*
 * Streams as they come; all else into object streams, like beside like: links
 * beside links, cells beside cells.  Deflate then has less to say of each,
 * which takes a twentieth off the tags.  What a clinic changes (words, the
 * record of the document) has a stream of its own, so that the others are the
 * same for many clinics.
 */
static bool
pack_objects(struct packing *packing, unsigned objects, struct shape *shapes)
{
	unsigned count = 0, i;
	bool done = true;

	for (i = 1; i < objects; i++) {
		if (is_stream(packing, i))
			copy_stream(packing, i);
		else if (!packing->entries[i].absent)
			look_at(packing, i, &shapes[count++]);
	}
	qsort(shapes, count, sizeof(*shapes), compare_shapes);
	for (i = 0; i < count && done; i++) {
		if (i > 0 && shapes[i].group != shapes[i - 1].group)
			done = end_object_stream(packing);
		done = done && pack_object(packing, shapes[i].number);
	}
	return done && end_object_stream(packing);
}

/* Say where the texts are that were written here. */
static void
find_plain(struct packing *packing, const struct kx_plain *written)
{
	size_t i;

	for (i = 0; i < written->count; i++) {
		packing->entries[written->list[i].number].text = kx_buffer_bytes(&written->text) + written->list[i].at;
		packing->entries[written->list[i].number].length = written->list[i].length;
	}
}

static HPDF_STATUS
take_bytes(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT length)
{
	struct kx_buffer *texts = stream->attr;

	kx_buffer_add(texts, bytes, length);
	return kx_buffer_failed(texts) ? HPDF_FAILD_TO_ALLOC_MEM : HPDF_OK;
}

/* Let libharu write the others, one after the other, into `texts`. */
static bool
write_texts(struct packing *packing, HPDF_Doc haru, unsigned objects, struct kx_buffer *texts)
{
	HPDF_Stream stream = HPDF_CallbackWriter_New(haru->mmgr, take_bytes, texts);
	HPDF_STATUS status = stream != NULL ? HPDF_OK : HPDF_FAILD_TO_ALLOC_MEM;
	size_t at;
	unsigned i;

	for (i = 1; i < objects && status == HPDF_OK; i++) {
		if (packing->entries[i].text != NULL)
			continue;
		at = texts->length;
		status = HPDF_Obj_WriteValue(HPDF_Xref_GetEntry(packing->xref, i)->obj, stream, NULL);
		packing->entries[i].length = texts->length - at;
	}
	HPDF_Stream_Free(stream);
	/* The texts may have moved while they grew. */
	for (i = 1, at = 0; i < objects && status == HPDF_OK; i++) {
		if (packing->entries[i].text != NULL)
			continue;
		packing->entries[i].text = kx_buffer_bytes(texts) + at;
		at += packing->entries[i].length;
	}
	return status == HPDF_OK;
}

static void
put_number(unsigned char *place, size_t value, unsigned bytes)
{
	while (bytes-- > 0) {
		place[bytes] = (unsigned char)value;
		value >>= 8;
	}
}

/* The rows, each after the PNG filter byte 2 as its difference from the row above (predictor 12). */
static void
add_rows(const struct packing *packing, struct kx_buffer *rows)
{
	unsigned char row[ENTRY_BYTES], above[ENTRY_BYTES], difference[1 + ENTRY_BYTES];
	unsigned i, j;

	memset(above, 0, sizeof(above));
	for (i = 0; i < packing->count; i++) {
		const struct entry *entry = &packing->entries[i];

		put_number(row, entry->type, 1);
		put_number(row + 1, entry->where, 4);
		put_number(row + 5, entry->index, 2);
		difference[0] = 2;
		for (j = 0; j < ENTRY_BYTES; j++)
			difference[1 + j] = (unsigned char)(row[j] - above[j]);
		memcpy(above, row, sizeof(above));
		kx_buffer_add(rows, difference, sizeof(difference));
	}
}

/*
 * /ID.  The second string is the hash of all else, so it is filled in when the
 * rest is there; returns where its digits stand.
 */
static size_t
add_identifier(struct kx_writer *writer, struct kx_buffer *out)
{
	char digits[KX_SEAL_DIGITS];
	size_t at;

	kx_seal_print(&writer->seal, digits);
	kx_buffer_text(out, "/ID [<");
	kx_buffer_add(out, digits, sizeof(digits));
	kx_buffer_text(out, "><");
	at = out->length;
	kx_buffer_add(out, digits, sizeof(digits));
	kx_buffer_text(out, ">]\n");
	return at;
}

static void
fill_identifier(struct kx_buffer *out, size_t at)
{
	char digits[KX_SEAL_DIGITS];

	if (kx_buffer_failed(out))
		return;
	kx_seal_file(out->bytes, out->length, at, digits);
	memcpy(out->bytes + at, digits, sizeof(digits));
}

static bool
write_xref(struct kx_writer *writer, struct packing *packing)
{
	struct kx_buffer rows, packed;
	size_t start = packing->out->length, identifier;
	bool done;

	begin_object(packing, packing->count++);
	kx_buffer_init(&rows, FILE_CEILING);
	kx_buffer_init(&packed, FILE_CEILING);
	add_rows(packing, &rows);
	done = !kx_buffer_failed(&rows) && kx_deflate(kx_buffer_bytes(&rows), rows.length, &packed);
	kx_buffer_print(packing->out, "<<\n/Type /XRef\n/Size %u\n/W [1 4 2]\n/Root %u 0 R\n/Info %u 0 R\n", packing->count,
	    kx_pdf_number(writer->haru->catalog), kx_pdf_number(writer->haru->info));
	identifier = add_identifier(writer, packing->out);
	kx_buffer_print(packing->out, "/DecodeParms <</Predictor 12 /Columns %d>>\n/Filter /FlateDecode\n/Length %zu\n>>\n"
	    "stream\r\n", ENTRY_BYTES, packed.length);
	kx_buffer_add(packing->out, kx_buffer_bytes(&packed), packed.length);
	kx_buffer_print(packing->out, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", start);
	fill_identifier(packing->out, identifier);
	kx_buffer_done(&rows);
	kx_buffer_done(&packed);
	return done;
}

static bool
pack(struct kx_writer *writer, struct kx_buffer *texts, struct kx_buffer *out)
{
	/* The comment of four high bytes tells programs that the file is not text. */
	static const char header[] = "%PDF-1.7\n%\xb7\xbe\xad\xaa\n";
	struct packing packing;
	unsigned objects = writer->haru->xref->entries->count;
	struct shape *shapes;
	bool done;

	memset(&packing, 0, sizeof(packing));
	packing.xref = writer->haru->xref;
	packing.memo = writer->options->memo;
	packing.count = objects;
	packing.record = kx_pdf_number(writer->haru->info);
	packing.out = out;
	packing.entries = kx_arena_array(&writer->arena, objects + objects / OBJECTS_PER_STREAM + GROUPS + 2, sizeof(*packing.entries));
	shapes = kx_arena_array(&writer->arena, objects, sizeof(*shapes));
	if (packing.entries == NULL || shapes == NULL || kx_buffer_failed(&writer->plain.text))
		return false;
	kx_buffer_init(&packing.heads, FILE_CEILING);
	kx_buffer_init(&packing.bodies, FILE_CEILING);
	find_plain(&packing, &writer->plain);
	packing.entries[0] = (struct entry){ 0, 0, 65535, true, NULL, 0 };
	kx_buffer_add(out, header, strlen(header));
	done = write_texts(&packing, writer->haru, objects, texts) && pack_objects(&packing, objects, shapes) &&
	    write_xref(writer, &packing);
	done = done && !kx_buffer_failed(&packing.heads) && !kx_buffer_failed(&packing.bodies);
	kx_buffer_done(&packing.heads);
	kx_buffer_done(&packing.bodies);
	return done && !kx_buffer_failed(out);
}

bool
kx_pdf_save(struct kx_writer *writer, struct kx_buffer *out)
{
	struct kx_buffer texts;
	bool done;

	kx_buffer_init(&texts, FILE_CEILING);
	done = pack(writer, &texts, out);
	kx_buffer_done(&texts);
	return done && !kx_pdf_failed(writer);
}
