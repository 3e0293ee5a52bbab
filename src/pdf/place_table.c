/*
 * The cross-reference stream (ISO 32000-1, 7.5.8), which says where each object
 * is, and the end of the file.
 */
#include "pdf/saving.h"

#include "pdf/pack.h"
#include "pdf/writer.h"

#include <string.h>

#define WORTH_A_PIECE 200              /* rows */
#define ENTRY_BYTES 7                  /* of a row: 1 + 4 + 2 */

/* A row's bytes, high ones first. */
static void
put_row(const struct kx_saved_place *place, unsigned char row[ENTRY_BYTES])
{
	unsigned index = place->type == 0 ? 65535 : place->index;

	row[0] = (unsigned char)place->type;
	row[1] = (unsigned char)(place->where >> 24);
	row[2] = (unsigned char)(place->where >> 16);
	row[3] = (unsigned char)(place->where >> 8);
	row[4] = (unsigned char)place->where;
	row[5] = (unsigned char)(index >> 8);
	row[6] = (unsigned char)index;
}

/* The rows, each after the PNG filter byte 2 as its difference from the row above (predictor 12); `rows` has room for them. */
static void
put_rows(const struct kx_saving *saving, unsigned char *rows)
{
	unsigned char row[2][ENTRY_BYTES] = { { 0 } };
	unsigned i, j;

	for (i = 0; i < saving->count; i++) {
		const unsigned char *above = row[i % 2];
		unsigned char *now = row[(i + 1) % 2];

		put_row(&saving->places[i], now);
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

/* The file's own hash goes on from what was hashed for the digits. */
static void
fill_identifier(struct kx_saving *saving, size_t at, struct kx_hashing *ret_hashed)
{
	struct kx_hashing hashed = saving->hashed;
	struct kx_buffer *out = saving->out;
	char digits[KX_SEAL_DIGITS];

	if (kx_buffer_failed(out))
		return;
	kx_seal_file(out->bytes, out->length, at, saving->hashed_length, &hashed, digits);
	memcpy(out->bytes + at, digits, sizeof(digits));
	if (ret_hashed == NULL)
		return;
	kx_hash_add(&hashed, out->bytes + at, out->length - at);
	*ret_hashed = hashed;
}

/*
 * The longest run of objects that lie in object streams: as differences, all its rows but the first are those of the sheet
 * before, wherever its streams begin, so they are packed apart.
 */
static void
find_run(const struct kx_saving *saving, unsigned *ret_first, unsigned *ret_end)
{
	unsigned first = 0, i;

	*ret_first = *ret_end = 0;
	for (i = 1; i < saving->count; i++) {
		if (saving->places[i].type != 2 || saving->places[i - 1].type != 2)
			first = i + 1;
		else if (i + 1 - first > *ret_end - *ret_first) {
			*ret_first = first;
			*ret_end = i + 1;
		}
	}
}

/* The rows, packed; false when memory ends. */
static bool
pack_rows(struct kx_saving *saving, struct kx_packed *ret_packed)
{
	struct kx_writer *writer = saving->writer;
	size_t length = (size_t)saving->count * (1 + ENTRY_BYTES), cuts[2];
	unsigned char *rows = kx_arena_room(&writer->arena, length);
	unsigned first, end;

	if (rows == NULL)
		return false;
	put_rows(saving, rows);
	find_run(saving, &first, &end);
	cuts[0] = (size_t)first * (1 + ENTRY_BYTES);
	cuts[1] = (size_t)end * (1 + ENTRY_BYTES);
	return kx_pack_pieces(&writer->packer, writer->options->memo, &writer->arena, rows, length, cuts,
	    end - first >= WORTH_A_PIECE ? 2 : 0, ret_packed);
}

bool
kx_saving_places(struct kx_saving *saving)
{
	size_t start = saving->out->length, identifier;
	struct kx_writer *writer = saving->writer;
	struct kx_packed packed;

	kx_saving_begin(saving, saving->count++);
	if (!pack_rows(saving, &packed))
		return false;
	kx_buffer_print(saving->out, "<<\n/Type /XRef\n/Size %u\n/W [1 4 2]\n/Root %u 0 R\n/Info %u 0 R\n", saving->count,
	    kx_pdf_number(writer->haru->catalog), kx_pdf_number(writer->haru->info));
	identifier = add_identifier(writer, saving->out);
	kx_buffer_print(saving->out, "/DecodeParms <</Predictor 12 /Columns %d>>\n/Filter /FlateDecode\n/Length %zu\n>>\n"
	    "stream\r\n", ENTRY_BYTES, packed.length);
	kx_buffer_add(saving->out, packed.bytes, packed.length);
	kx_buffer_print(saving->out, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", start);
	fill_identifier(saving, identifier, writer->options->ret_hashed);
	return true;
}
