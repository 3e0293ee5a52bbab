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
 * First stands what all sheets of a kind share: faces, pages without a word of
 * the clinic's, tags; so that who hashes many of them need not begin at the
 * beginning.
 *
 * The file's /ID is made of hashes of its content, so that the same content has
 * the same ID, other content another, and a change can be told (seal.h).
 *
 * Road not taken: a hybrid file with a table for old readers.  Nothing that
 * knows PDF/A-3 needs it.
 */
#include "base/memo.h"
#include "pdf/pdf.h"
#include "pdf/saving.h"
#include "pdf/writer.h"

#include <string.h>

#define STREAM_FRAME 200               /* bytes around the data of a stream: its number, its dictionary */
#define ROW_ROOM 16                    /* of an object in the table of places, packed, with those around it */

void
kx_saving_begin(struct kx_saving *saving, unsigned number)
{
	saving->places[number] = (struct kx_saved_place){ 1, saving->out->length, 0 };
	kx_buffer_number(saving->out, number);
	kx_buffer_text(saving->out, " 0 obj\n");
}

static HPDF_STATUS
take_bytes(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT length)
{
	struct kx_saving *saving = stream->attr;

	kx_buffer_add(saving->taking, bytes, length);
	return kx_buffer_failed(saving->taking) ? HPDF_FAILD_TO_ALLOC_MEM : HPDF_OK;
}

static bool
write_value(struct kx_saving *saving, void *object, struct kx_buffer *out)
{
	saving->taking = out;
	return HPDF_Obj_WriteValue(object, saving->stream, NULL) == HPDF_OK;
}

static bool
write_stream(struct kx_saving *saving, const struct kx_stream *stream)
{
	bool done;

	kx_saving_begin(saving, kx_pdf_number(stream->dict));
	done = write_value(saving, stream->dict, saving->out);
	kx_buffer_text(saving->out, "\nstream\r\n");
	kx_buffer_add(saving->out, stream->data.bytes, stream->data.length);
	kx_buffer_text(saving->out, "\nendstream\nendobj\n");
	return done;
}

static bool
write_other(struct kx_saving *saving, void *object)
{
	bool record = object == saving->writer->haru->info;
	struct kx_buffer *out = kx_plain_begin(saving->writer, kx_pdf_number(object), record ? KX_GROUP_WORDS : KX_GROUP_ELSE);
	bool done = write_value(saving, object, out);

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

/* All but streams goes to its group.  An empty object has its text there already (plain.h). */
static bool
write_others(struct kx_saving *saving)
{
	const struct kx_writer *writer = saving->writer;
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
		else if (next < writer->stream_count && (void *)writer->streams[next].dict == object)
			next++;
		else if ((void *)object != unused && (object->obj_class & HPDF_OCLASS_ANY) != HPDF_OCLASS_NULL)
			done = write_other(saving, object);
	}
	return done;
}

static bool
write_streams(struct kx_saving *saving, bool common)
{
	const struct kx_writer *writer = saving->writer;
	bool done = true;
	size_t i;

	for (i = 0; i < writer->stream_count && done; i++) {
		if (writer->streams[i].common == common)
			done = write_stream(saving, &writer->streams[i]);
	}
	return done;
}

/* ---- the hash of what many files begin with ---- */

struct kept_start { const char *bytes; struct kx_hashing hashed; };

/* The bytes and their hash, or, without a hash, that there are such. */
static void
keep_start(struct kx_memo *memo, const struct kx_memo_key *key, const struct kx_buffer *out, const struct kx_hashing *hashed)
{
	struct kx_arena *room = kx_memo_arena(memo);
	struct kept_start *kept = room != NULL ? kx_arena_alloc(room, sizeof(*kept)) : NULL;

	if (kept == NULL)
		return;
	if (hashed != NULL) {
		kept->hashed = *hashed;
		kept->bytes = kx_arena_copy(room, kx_buffer_bytes(out), out->length);
		if (kept->bytes == NULL)
			return;
	}
	kx_memo_keep(memo, key, kept);
}

/*
 * Up to here a file is often that of the sheet before: so the hash of all of it goes on from here, where these bytes were hashed
 * before.  They are kept when a second file begins with as many; one sheet by itself would keep them for nothing.
 */
static void
hash_start(struct kx_saving *saving)
{
	const struct kx_buffer *out = saving->out;
	struct kx_memo *memo = saving->writer->options->memo;
	const struct kx_memo_key seen = kx_memo_key(KX_MEMO_START, 2 * (uint64_t)out->length);
	const struct kx_memo_key key = kx_memo_key(KX_MEMO_START, 2 * (uint64_t)out->length + 1);
	const struct kept_start *kept;

	kx_hash_begin(&saving->hashed);
	if (kx_buffer_failed(out))
		return;
	if (kx_memo_find(memo, &seen) == NULL) {
		keep_start(memo, &seen, out, NULL);
		return;
	}
	kept = kx_memo_find(memo, &key);
	if (kept != NULL && memcmp(kept->bytes, out->bytes, out->length) == 0)
		saving->hashed = kept->hashed;
	else
		kx_hash_add(&saving->hashed, out->bytes, out->length);
	saving->hashed_length = out->length;
	if (kept == NULL)
		keep_start(memo, &key, out, &saving->hashed);
}

/* Most of what the file will come to, asked for at once: the data of its streams, and the groups that are packed already. */
static void
reserve(const struct kx_writer *writer, struct kx_buffer *out)
{
	size_t room = 0, i;

	for (i = 0; i < writer->stream_count; i++)
		room += writer->streams[i].data.length + STREAM_FRAME;
	for (i = 0; i < KX_GROUPS; i++)
		room += writer->wholes[i].found != NULL ? writer->wholes[i].found->packed.length : writer->groups[i].text.length;
	kx_buffer_reserve(out, room + writer->haru->xref->entries->count * ROW_ROOM);
}

bool
kx_pdf_save(struct kx_writer *writer, struct kx_buffer *out)
{
	/* The comment of four high bytes tells programs that the file is not text. */
	static const char header[] = "%PDF-1.7\n%\xb7\xbe\xad\xaa\n";
	struct kx_saving saving = { .writer = writer, .out = out };
	HPDF_Xref xref = writer->haru->xref;
	bool done;

	saving.given = saving.count = xref->start_offset + xref->entries->count;
	saving.stream = HPDF_CallbackWriter_New(writer->haru->mmgr, take_bytes, &saving);
	reserve(writer, out);
	kx_buffer_add(out, header, strlen(header));
	/* With those of the object streams and of the cross-reference stream. */
	saving.places = kx_arena_array(&writer->arena, saving.count + saving.count / KX_OBJECTS_PER_STREAM + KX_GROUPS + 1,
	    sizeof(*saving.places));
	done = saving.stream != NULL && saving.places != NULL && write_others(&saving) && write_streams(&saving, true) &&
	    kx_saving_objects(&saving, 0, KX_GROUP_OWN);
	if (done)
		hash_start(&saving);
	done = done && write_streams(&saving, false) && kx_saving_objects(&saving, KX_GROUP_OWN, KX_GROUPS) && kx_saving_places(&saving);
	HPDF_Stream_Free(saving.stream);
	return done && !kx_buffer_failed(out) && !kx_pdf_failed(writer);
}
