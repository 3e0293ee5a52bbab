/*
 * From libharu's objects to the bytes of the file.
 *
 * libharu would save a plain file: every object by itself, then a
 * cross-reference table.  A tagged document has hundreds of small dictionaries,
 * and in that form they outweigh the fonts.  So libharu only writes each of its
 * objects, and the file is put together here, as PDF 1.5 allows (ISO 32000-1,
 * 7.5.7 and 7.5.8): objects that are not streams go into object streams, one
 * for each group (plain.h), and the table becomes a cross-reference stream.  A
 * sheet shrinks by a third.
 *
 * Within a group objects stand as they were made.  Sorted by their look, cells
 * beside cells, tags would pack to a twentieth less; but then the
 * cross-reference stream, which says where each is, would grow by more than that.
 *
 * The file's /ID is made of hashes of its content, so that the same content has
 * the same ID, other content another, and a change can be told (seal.h).
 *
 * Road not taken: a hybrid file with a table for old readers.  Nothing that
 * knows PDF/A-3 needs it.
 */
#include "pdf/writer.h"

#include "base/flat.h"
#include "base/memo.h"
#include "pdf/pack.h"
#include "pdf/pdf.h"

#include <string.h>

#define OBJECTS_PER_STREAM 4000
#define FILE_CEILING ((size_t)512 * 1024 * 1024)
#define WORTH_A_PIECE 200              /* rows, of the cross-reference stream */
#define ENTRY_BYTES 7                  /* a row of the cross-reference stream: 1 + 4 + 2 */

/* Where an object is: type 0, nowhere, a free number; 1, at an offset; 2, in an object stream, by index. */
struct entry {
	unsigned type;
	size_t where;
	unsigned index;
};

struct packing {
	struct kx_writer *writer;
	struct entry *entries;         /* by object number; all start as free */
	unsigned given, count;         /* numbers, before those of the object streams and with them */
	struct kx_buffer *out;
	HPDF_Stream stream;            /* libharu writes its objects here */
	struct kx_buffer *taking;      /* and what it writes is appended to this */
};

static void
begin_object(struct packing *packing, unsigned number)
{
	packing->entries[number] = (struct entry){ 1, packing->out->length, 0 };
	kx_buffer_number(packing->out, number);
	kx_buffer_text(packing->out, " 0 obj\n");
}

/* ---- libharu's objects ---- */

static HPDF_STATUS
take_bytes(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT length)
{
	struct packing *packing = stream->attr;

	kx_buffer_add(packing->taking, bytes, length);
	return kx_buffer_failed(packing->taking) ? HPDF_FAILD_TO_ALLOC_MEM : HPDF_OK;
}

static bool
write_value(struct packing *packing, void *object, struct kx_buffer *out)
{
	packing->taking = out;
	return HPDF_Obj_WriteValue(object, packing->stream, NULL) == HPDF_OK;
}

static bool
write_stream(struct packing *packing, void *dict, const struct kx_stream *stream)
{
	bool done;

	begin_object(packing, stream->number);
	done = write_value(packing, dict, packing->out);
	kx_buffer_text(packing->out, "\nstream\r\n");
	kx_buffer_add(packing->out, stream->data.bytes, stream->data.length);
	kx_buffer_text(packing->out, "\nendstream\nendobj\n");
	return done;
}

static bool
write_other(struct packing *packing, void *object)
{
	bool record = object == packing->writer->haru->info;
	struct kx_buffer *out = kx_plain_begin(packing->writer, kx_pdf_number(object), record ? KX_GROUP_RECORD : KX_GROUP_ELSE);
	bool done = write_value(packing, object, out);

	kx_plain_end(out);
	return done;
}

/* libharu makes a stream for each page, with its length as an object of its own; what a page shows stands in others. */
static HPDF_Number
length_of_unused(HPDF_Obj_Header *object)
{
	HPDF_Dict dict = (object->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT ? (HPDF_Dict)object : NULL;

	return dict != NULL && dict->stream != NULL ? HPDF_Dict_GetItem(dict, "Length", HPDF_OCLASS_NUMBER) : NULL;
}

/* Streams into the file, all else to its group.  An empty object has its text there already (plain.h). */
static bool
write_objects(struct packing *packing)
{
	const struct kx_writer *writer = packing->writer;
	HPDF_Xref xref = writer->haru->xref;
	HPDF_Number length, unused = NULL;
	HPDF_Obj_Header *object;
	bool done = true;
	size_t next = 0;
	unsigned i;

	for (i = 1; i < xref->entries->count && done; i++) {
		object = HPDF_Xref_GetEntry(xref, i)->obj;
		length = length_of_unused(object);
		if (length != NULL)
			unused = length;
		else if (next < writer->stream_count && writer->streams[next].number == kx_pdf_number(object))
			done = write_stream(packing, object, &writer->streams[next++]);
		else if ((void *)object != unused && (object->obj_class & HPDF_OCLASS_ANY) != HPDF_OCLASS_NULL)
			done = write_other(packing, object);
	}
	return done;
}

/* ---- object streams ---- */

/* Objects of a group from `first` up to `end`, and their texts. */
struct batch {
	const struct kx_plain_text *list; size_t count;
	const char *text; size_t length;
};

static struct batch
take_batch(const struct kx_plain *group, size_t first, size_t end)
{
	size_t start = group->list[first].at, stop = end < group->count ? group->list[end].at : group->text.length;

	return (struct batch){ &group->list[first], end - first, kx_buffer_bytes(&group->text) + start, stop - start };
}

/* An object stream as it is kept. */
struct kept_stream { struct kx_packed packed; size_t head; };

/* The numbers of the objects and where each begins, then their texts, packed; false when memory ends. */
static bool
pack_batch(struct kx_packer *packer, const struct batch *batch, struct kx_arena *arena, struct kept_stream *ret_stream)
{
	struct kx_buffer whole;
	size_t i;
	bool done;

	kx_buffer_init(&whole, FILE_CEILING);
	for (i = 0; i < batch->count; i++) {
		kx_buffer_number(&whole, batch->list[i].number);
		kx_buffer_char(&whole, ' ');
		kx_buffer_number(&whole, batch->list[i].at - batch->list[0].at);
		kx_buffer_char(&whole, ' ');
	}
	ret_stream->head = whole.length;
	kx_buffer_add(&whole, batch->text, batch->length);
	done = !kx_buffer_failed(&whole) && kx_pack(packer, NULL, arena, kx_buffer_bytes(&whole), whole.length,
	    &ret_stream->packed);
	kx_buffer_done(&whole);
	return done;
}

static bool
write_kept(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kept_stream *stream = value;

	(void)key;
	kx_flat_put(out, (int64_t)stream->head);
	kx_packed_write(&stream->packed, out);
	return true;
}

static const void *
read_kept(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	struct kept_stream *stream = kx_arena_alloc(arena, sizeof(*stream));

	(void)key;
	if (stream == NULL)
		return NULL;
	stream->head = (size_t)kx_flat_take(&flat, 0, FILE_CEILING);
	kx_packed_read(&flat, &stream->packed);
	return kx_flat_end(&flat) ? stream : NULL;
}

static const struct kx_memo_form kept_form = { KX_MEMO_ON_NOTHING, write_kept, read_kept };

/* An object stream is often that of the sheet before, whatever the clinic: so it is kept, by numbers, places and texts. */
static bool
find_stream(struct kx_writer *writer, struct kx_arena *otherwise, const struct batch *batch, struct kept_stream *ret_stream)
{
	struct kx_memo *memo = writer->options->memo;
	struct kx_memo_key key = kx_memo_key(KX_MEMO_OBJECTS, 0);
	struct kx_arena *room = kx_memo_arena(memo);
	const struct kept_stream *found = NULL;
	struct kept_stream *kept;

	if (memo != NULL) {
		kx_memo_part(&key, batch->list, batch->count * sizeof(*batch->list));
		kx_memo_part(&key, batch->text, batch->length);
		kx_memo_form(&key, &kept_form, NULL);
		found = kx_memo_find(memo, &key);
	}
	kept = found == NULL && room != NULL ? kx_arena_alloc(room, sizeof(*kept)) : NULL;
	if (kept != NULL && pack_batch(&writer->packer, batch, room, kept)) {
		kx_memo_keep(memo, &key, kept);
		found = kept;
	}
	if (found == NULL)
		return pack_batch(&writer->packer, batch, otherwise, ret_stream);
	*ret_stream = *found;
	return true;
}

static bool
write_object_stream(struct packing *packing, const struct batch *batch)
{
	struct kept_stream stream;
	size_t i;

	/* The stream gets the next free number when it is written.  Other numbers than those given can only come from a damaged store. */
	for (i = 0; i < batch->count; i++) {
		if (batch->list[i].number >= packing->given)
			return false;
		packing->entries[batch->list[i].number] = (struct entry){ 2, packing->count, (unsigned)i };
	}
	if (!find_stream(packing->writer, &packing->writer->arena, batch, &stream))
		return false;
	begin_object(packing, packing->count++);
	kx_buffer_print(packing->out, "<<\n/Type /ObjStm\n/N %zu\n/First %zu\n/Length %zu\n/Filter /FlateDecode\n>>\nstream\r\n",
	    batch->count, stream.head, stream.packed.length);
	kx_buffer_add(packing->out, stream.packed.bytes, stream.packed.length);
	kx_buffer_text(packing->out, "\nendstream\nendobj\n");
	return true;
}

static bool
write_group(struct packing *packing, const struct kx_plain *group)
{
	bool done = !kx_buffer_failed(&group->text);
	struct batch batch;
	size_t first, end;

	for (first = 0; first < group->count && done; first = end) {
		end = group->count - first < OBJECTS_PER_STREAM ? group->count : first + OBJECTS_PER_STREAM;
		batch = take_batch(group, first, end);
		done = write_object_stream(packing, &batch);
	}
	return done;
}

/* ---- the cross-reference stream ---- */

/* A row's bytes, high ones first. */
static void
put_row(const struct entry *entry, unsigned char row[ENTRY_BYTES])
{
	unsigned index = entry->type == 0 ? 65535 : entry->index;

	row[0] = (unsigned char)entry->type;
	row[1] = (unsigned char)(entry->where >> 24);
	row[2] = (unsigned char)(entry->where >> 16);
	row[3] = (unsigned char)(entry->where >> 8);
	row[4] = (unsigned char)entry->where;
	row[5] = (unsigned char)(index >> 8);
	row[6] = (unsigned char)index;
}

/* The rows, each after the PNG filter byte 2 as its difference from the row above (predictor 12); `rows` has room for them. */
static void
put_rows(const struct packing *packing, unsigned char *rows)
{
	unsigned char row[2][ENTRY_BYTES] = { { 0 } };
	unsigned i, j;

	for (i = 0; i < packing->count; i++) {
		const unsigned char *above = row[i % 2];
		unsigned char *now = row[(i + 1) % 2];

		put_row(&packing->entries[i], now);
		*rows++ = 2;
		for (j = 0; j < ENTRY_BYTES; j++)
			*rows++ = (unsigned char)(now[j] - above[j]);
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

/*
 * The longest run of objects that lie in object streams: as differences, all its rows but the first are those of the sheet
 * before, wherever its streams begin, so they are packed apart.
 */
static void
find_run(const struct packing *packing, unsigned *ret_first, unsigned *ret_end)
{
	unsigned first = 0, i;

	*ret_first = *ret_end = 0;
	for (i = 1; i < packing->count; i++) {
		if (packing->entries[i].type != 2 || packing->entries[i - 1].type != 2)
			first = i + 1;
		else if (i + 1 - first > *ret_end - *ret_first) {
			*ret_first = first;
			*ret_end = i + 1;
		}
	}
}

/* The rows, packed; false when memory ends. */
static bool
pack_rows(struct packing *packing, struct kx_packed *ret_packed)
{
	struct kx_writer *writer = packing->writer;
	size_t length = (size_t)packing->count * (1 + ENTRY_BYTES), cuts[2];
	unsigned char *rows = kx_arena_room(&writer->arena, length);
	unsigned first, end;

	if (rows == NULL)
		return false;
	put_rows(packing, rows);
	find_run(packing, &first, &end);
	cuts[0] = (size_t)first * (1 + ENTRY_BYTES);
	cuts[1] = (size_t)end * (1 + ENTRY_BYTES);
	return kx_pack_pieces(&writer->packer, writer->options->memo, &writer->arena, rows, length, cuts,
	    end - first >= WORTH_A_PIECE ? 2 : 0, ret_packed);
}

static bool
write_xref(struct kx_writer *writer, struct packing *packing)
{
	size_t start = packing->out->length, identifier;
	struct kx_packed packed;

	begin_object(packing, packing->count++);
	if (!pack_rows(packing, &packed))
		return false;
	kx_buffer_print(packing->out, "<<\n/Type /XRef\n/Size %u\n/W [1 4 2]\n/Root %u 0 R\n/Info %u 0 R\n", packing->count,
	    kx_pdf_number(writer->haru->catalog), kx_pdf_number(writer->haru->info));
	identifier = add_identifier(writer, packing->out);
	kx_buffer_print(packing->out, "/DecodeParms <</Predictor 12 /Columns %d>>\n/Filter /FlateDecode\n/Length %zu\n>>\n"
	    "stream\r\n", ENTRY_BYTES, packed.length);
	kx_buffer_add(packing->out, packed.bytes, packed.length);
	kx_buffer_print(packing->out, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", start);
	fill_identifier(packing->out, identifier);
	return true;
}

static bool
write_groups(struct packing *packing)
{
	bool done = true;
	size_t i;

	for (i = 0; i < KX_GROUPS && done; i++)
		done = write_group(packing, &packing->writer->groups[i]);
	return done;
}

bool
kx_pdf_save(struct kx_writer *writer, struct kx_buffer *out)
{
	/* The comment of four high bytes tells programs that the file is not text. */
	static const char header[] = "%PDF-1.7\n%\xb7\xbe\xad\xaa\n";
	struct packing packing = { .writer = writer, .out = out };
	HPDF_Xref xref = writer->haru->xref;
	bool done;

	packing.given = packing.count = xref->start_offset + xref->entries->count;
	packing.stream = HPDF_CallbackWriter_New(writer->haru->mmgr, take_bytes, &packing);
	kx_buffer_add(out, header, strlen(header));
	/* With those of the object streams and of the cross-reference stream. */
	packing.entries = kx_arena_array(&writer->arena, packing.count + packing.count / OBJECTS_PER_STREAM + KX_GROUPS + 1,
	    sizeof(*packing.entries));
	done = packing.stream != NULL && packing.entries != NULL && write_objects(&packing) && write_groups(&packing) &&
	    write_xref(writer, &packing);
	HPDF_Stream_Free(packing.stream);
	return done && !kx_buffer_failed(out) && !kx_pdf_failed(writer);
}
