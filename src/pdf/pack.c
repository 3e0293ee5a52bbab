/*
 * libdeflate packs a sheet's streams in a quarter of the time that zlib takes,
 * but only as a whole.  Pieces are packed one by one and joined as zlib's
 * example gzjoin joins files; their Adler checksums combine.
 */
#include "pdf/pack.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/flat.h"
#include "base/library.h"
#include "base/memo.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/*
 * Of libdeflate's 12.  A sheet of six pages, 98 kB: at 9 it takes four times as long and 2.7 in a hundred less, at 5 a fifth
 * less time and 2 in a hundred more; from 10 on it is sixteen times as long.
 */
#define PACKING 6
#define PACKED_CEILING ((size_t)1 << 30)

static const char *const deflate_names[] = { KX_DEFLATE_FUNCTIONS(KX_LIBRARY_NAME) };
static const char *const zlib_names[] = { KX_ZLIB_FUNCTIONS(KX_LIBRARY_NAME) };

bool
kx_packer_open(struct kx_packer *packer, struct kx_memo *memo, struct kx_diagnostics *diags)
{
	static const struct kx_library library = { KX_ZLIB_FILE, "zlib, which joins what is packed,", "zlib1g", KX896,
	    KX_LIBRARY_NAMES(zlib_names) };

	packer->compressor = NULL;
	packer->diags = diags;
	return kx_library_need_kept(memo, &library, &packer->zlib, diags);
}

const char *
kx_zlib_version(void)
{
	return kx_library_says(KX_ZLIB_FILE, "zlibVersion");
}

/* NULL when memory ends or the library is not on this machine, which is told. */
static struct libdeflate_compressor *
compressor_of(struct kx_packer *packer)
{
	static const struct kx_library library = { KX_DEFLATE_FILE, "libdeflate, which packs what is written,", "libdeflate0", KX896,
	    KX_LIBRARY_NAMES(deflate_names) };

	if (packer->compressor == NULL && kx_library_need(&library, &packer->deflate, packer->diags))
		packer->compressor = packer->deflate.libdeflate_alloc_compressor(PACKING);
	return packer->compressor;
}

void
kx_packer_done(struct kx_packer *packer)
{
	if (packer->compressor != NULL)
		packer->deflate.libdeflate_free_compressor(packer->compressor);
	packer->compressor = NULL;
}

bool
kx_deflate(struct kx_packer *packer, const void *bytes, size_t length, struct kx_buffer *out)
{
	struct libdeflate_compressor *compressor = compressor_of(packer);
	size_t room = compressor != NULL ? packer->deflate.libdeflate_zlib_compress_bound(compressor, length) : 0, packed = 0;
	unsigned char *place = room > 0 ? malloc(room) : NULL;

	if (place != NULL)
		packed = packer->deflate.libdeflate_zlib_compress(compressor, bytes, length, place, room);
	kx_buffer_add(out, place, packed);
	free(place);
	return packed > 0 && !kx_buffer_failed(out);
}

/* What was packed, in the arena. */
static bool
place(struct kx_arena *arena, const struct kx_buffer *packed, struct kx_packed *ret_packed)
{
	ret_packed->bytes = kx_arena_copy(arena, kx_buffer_bytes(packed), packed->length);
	ret_packed->length = packed->length;
	return ret_packed->bytes != NULL;
}

/* ---- as they are stored ---- */

void
kx_packed_write(const struct kx_packed *packed, struct kx_buffer *out)
{
	kx_flat_put(out, (int64_t)packed->length);
	kx_flat_put_bytes(out, packed->bytes, packed->length);
}

void
kx_packed_read(struct kx_flat *flat, struct kx_packed *ret_packed)
{
	ret_packed->length = kx_flat_take_count(flat, 1);
	ret_packed->bytes = kx_flat_take_array(flat, ret_packed->length, 1);
}

static bool
write_packed(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	(void)key;
	kx_packed_write(value, out);
	return true;
}

static const void *
read_packed(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	struct kx_packed *packed = kx_arena_alloc(arena, sizeof(*packed));

	(void)key;
	if (packed == NULL)
		return NULL;
	kx_packed_read(&flat, packed);
	return kx_flat_end(&flat) ? packed : NULL;
}

void
kx_packed_piece_write(const struct kx_packed_piece *piece, struct kx_buffer *out)
{
	kx_flat_put(out, (int64_t)piece->length);
	kx_flat_put(out, (int64_t)piece->sum);
	kx_flat_put(out, piece->last);
	kx_packed_write(&piece->packed, out);
}

void
kx_packed_piece_read(struct kx_flat *flat, struct kx_packed_piece *ret_piece)
{
	ret_piece->length = (size_t)kx_flat_take(flat, 0, PACKED_CEILING);
	ret_piece->sum = (unsigned long)kx_flat_take(flat, 0, UINT32_MAX);
	ret_piece->last = kx_flat_take(flat, 0, 1) != 0;
	kx_packed_read(flat, &ret_piece->packed);
}

static bool
write_piece(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	(void)key;
	kx_packed_piece_write(value, out);
	return true;
}

static const void *
read_piece(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	struct kx_packed_piece *piece = kx_arena_alloc(arena, sizeof(*piece));

	if (piece == NULL)
		return NULL;
	kx_packed_piece_read(&flat, piece);
	return kx_flat_end(&flat) && piece->length == key->parts[0].length ? piece : NULL;
}

static const struct kx_memo_form packed_form = { KX_MEMO_ON_NOTHING, write_packed, read_packed };
static const struct kx_memo_form piece_form = { KX_MEMO_ON_NOTHING, write_piece, read_piece };

/* ---- as a whole ---- */

bool
kx_pack(struct kx_packer *packer, struct kx_memo *memo, struct kx_arena *arena, const void *bytes, size_t length,
    struct kx_packed *ret_packed)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_PACKED, 0);
	struct kx_arena *room = kx_memo_arena(memo);
	const struct kx_packed *found = NULL;
	struct kx_packed *kept;
	struct kx_buffer packed;
	bool done;

	if (memo != NULL) {
		kx_memo_part(&key, bytes, length);
		kx_memo_form(&key, &packed_form, NULL);
		found = kx_memo_find(memo, &key);
	}
	if (found != NULL) {
		*ret_packed = *found;
		return true;
	}
	kx_buffer_init(&packed, PACKED_CEILING);
	done = kx_deflate(packer, bytes, length, &packed);
	kept = done && room != NULL ? kx_arena_alloc(room, sizeof(*kept)) : NULL;
	if (kept != NULL && place(room, &packed, kept)) {
		kx_memo_keep(memo, &key, kept);
		*ret_packed = *kept;
	} else {
		done = done && place(arena, &packed, ret_packed);
	}
	kx_buffer_done(&packed);
	return done;
}

/* ---- in pieces ---- */

/* zlib's windows, as powers of two: one that holds all of a short piece is less to ask for.  A negative one: there is no header. */
#define WINDOW_LEAST 9
#define WINDOW_MOST 15
/* Bytes behind a piece, and behind what it unpacks to, that let zlib unpack it to its end without asking at each bit whether there are more (inffast.c). */
#define PACKED_SLACK 8
#define UNPACKED_SLACK 300
#define STORED_HEAD 5  /* bytes before stored ones: the kind of block, their number, and the same turned over */
#define IN_LAST 64     /* of z_stream.data_type: inflate() stopped at the end of the last block */

/*
 * Where the last block of `packed` begins and where it ends, as bits from the
 * start of it.  With Z_BLOCK zlib stops between blocks, and says how many bits
 * of the byte before are left (zlib.h, inflate()).
 */
static bool
find_last_block(const struct kx_zlib *zlib, const char *packed, size_t size, size_t length, size_t *ret_start, size_t *ret_end)
{
	unsigned char *unpacked = malloc(length + UNPACKED_SLACK);
	int window = WINDOW_LEAST;
	z_stream stream = { .next_in = (const unsigned char *)packed, .avail_in = (uInt)(size + PACKED_SLACK), .next_out = unpacked,
		.avail_out = (uInt)(length + UNPACKED_SLACK) };
	int status = Z_MEM_ERROR;

	while (window < WINDOW_MOST && (size_t)1 << window < length)
		window++;
	if (unpacked != NULL && size <= UINT_MAX - PACKED_SLACK && length <= UINT_MAX - UNPACKED_SLACK)
		status = zlib->inflateInit2_(&stream, -window, ZLIB_VERSION, (int)sizeof(stream));
	if (status != Z_OK) {
		free(unpacked);
		return false;
	}
	for (*ret_start = *ret_end = 0; status == Z_OK && (stream.data_type & IN_LAST) == 0;) {
		*ret_start = *ret_end;
		status = zlib->inflate(&stream, Z_BLOCK);
		*ret_end = stream.total_in * 8 - (size_t)(stream.data_type & 7);
	}
	zlib->inflateEnd(&stream);
	free(unpacked);
	return status == Z_OK || status == Z_STREAM_END;
}

/*
 * A piece as raw deflate data, which has `room` for that at `place` and
 * PACKED_SLACK behind; its size, or 0 when memory ends.  But for the last one it ends at a whole byte and lets
 * others follow: its last block is no longer marked so (the first bit of a
 * block), and an empty block of stored bytes comes behind it (RFC 1951, 3.2.3
 * and 3.2.4).
 */
static size_t
put_piece(const struct kx_packer *packer, const void *bytes, size_t length, bool last, char *place, size_t room)
{
	size_t size = packer->deflate.libdeflate_deflate_compress(packer->compressor, bytes, length, place, room), start, end;

	if (size == 0 || last)
		return size;
	memset(place + size, 0, PACKED_SLACK);          /* the three bits below may be the first ones of another byte, too */
	if (!find_last_block(&packer->zlib, place, size, length, &start, &end))
		return 0;
	place[start / 8] &= (char)~(1u << start % 8);
	size = (end + 3 + 7) / 8;                       /* three bits open a block: not the last, stored */
	memcpy(place + size, "\0\0\xff\xff", 4);       /* no bytes, and the same turned over */
	return size + 4;
}

/* As a block of stored bytes (RFC 1951, 3.2.4), which begins and ends at a whole byte. */
static bool
store_piece(const struct kx_packer *packer, struct kx_arena *arena, const void *bytes, size_t length, bool last, struct kx_packed_piece *ret_piece)
{
	char *place = kx_arena_room(arena, STORED_HEAD + length);

	if (place == NULL)
		return false;
	place[0] = (char)last;
	place[1] = (char)(length & 0xff);
	place[2] = (char)(length >> 8);
	place[3] = (char)~place[1];
	place[4] = (char)~place[2];
	if (length > 0)
		memcpy(place + STORED_HEAD, bytes, length);
	*ret_piece = (struct kx_packed_piece){ { place, STORED_HEAD + length }, length, packer->zlib.adler32(1, bytes, (uInt)length), last };
	return true;
}

static bool
deflate_piece(struct kx_packer *packer, struct kx_arena *arena, const void *bytes, size_t length, bool last,
    struct kx_packed_piece *ret_piece)
{
	struct libdeflate_compressor *compressor = compressor_of(packer);
	size_t room = compressor != NULL ? packer->deflate.libdeflate_deflate_compress_bound(compressor, length) : 0;
	char *place = room > 0 ? malloc(room + PACKED_SLACK) : NULL;
	size_t size = place != NULL ? put_piece(packer, bytes, length, last, place, room) : 0;

	*ret_piece = (struct kx_packed_piece){ { NULL, size }, length, 0, last };
	if (size > 0) {
		ret_piece->sum = packer->deflate.libdeflate_adler32(1, bytes, length);
		ret_piece->packed.bytes = kx_arena_copy(arena, place, size);
	}
	free(place);
	return ret_piece->packed.bytes != NULL;
}

bool
kx_pack_piece(struct kx_packer *packer, struct kx_arena *arena, const void *bytes, size_t length, bool last,
    struct kx_packed_piece *ret_piece)
{
	return length <= KX_PIECE_STORED ? store_piece(packer, arena, bytes, length, last, ret_piece) :
	    deflate_piece(packer, arena, bytes, length, last, ret_piece);
}

bool
kx_pack_join(const struct kx_packer *packer, struct kx_arena *arena, const struct kx_packed_piece *const *pieces, size_t count, struct kx_packed *ret_packed)
{
	static const char header[] = { 0x78, (char)0x9c };   /* a window of 32 KiB, the usual level */
	uLong sum = 1;   /* of nothing (RFC 1950, 2.2) */
	size_t length = sizeof(header) + 4, i;
	char *at;

	for (i = 0; i < count; i++)
		length += pieces[i]->packed.length;
	at = kx_arena_room(arena, length);
	if (at == NULL)
		return false;
	*ret_packed = (struct kx_packed){ at, length };
	memcpy(at, header, sizeof(header));
	at += sizeof(header);
	for (i = 0; i < count; i++) {
		memcpy(at, pieces[i]->packed.bytes, pieces[i]->packed.length);
		at += pieces[i]->packed.length;
		sum = packer->zlib.adler32_combine(sum, pieces[i]->sum, (z_off_t)pieces[i]->length);
	}
	for (i = 0; i < 4; i++)
		at[i] = (char)(sum >> (24 - 8 * i) & 0xff);
	return true;
}

/* From the memo, or a new one, in the memo or else in the arena; what is stored is made as soon as found.  NULL when memory ends. */
static const struct kx_packed_piece *
find_piece(struct kx_packer *packer, struct kx_memo *memo, struct kx_arena *arena, const void *bytes, size_t length, bool last)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_PIECE, last);
	struct kx_memo *used = length > KX_PIECE_STORED ? memo : NULL;
	struct kx_arena *room = kx_memo_arena(used);
	const struct kx_packed_piece *found = NULL;
	struct kx_packed_piece *piece;

	if (used != NULL) {
		kx_memo_part(&key, bytes, length);
		kx_memo_form(&key, &piece_form, NULL);
		found = kx_memo_find(memo, &key);
	}
	if (found != NULL)
		return found;
	piece = room != NULL ? kx_arena_alloc(room, sizeof(*piece)) : NULL;
	if (piece != NULL && kx_pack_piece(packer, room, bytes, length, last, piece)) {
		kx_memo_keep(memo, &key, piece);
		return piece;
	}
	piece = kx_arena_alloc(arena, sizeof(*piece));
	return piece != NULL && kx_pack_piece(packer, arena, bytes, length, last, piece) ? piece : NULL;
}

bool
kx_pack_pieces(struct kx_packer *packer, struct kx_memo *memo, struct kx_arena *arena, const void *bytes, size_t length,
    const size_t *cuts, size_t count, struct kx_packed *ret_packed)
{
	const struct kx_packed_piece **pieces = kx_arena_array(arena, count + 1, sizeof(*pieces));
	size_t i, at = 0, end;

	for (i = 0; i <= count && pieces != NULL; i++, at = end) {
		end = i < count ? cuts[i] : length;
		pieces[i] = find_piece(packer, memo, arena, (const char *)bytes + at, end - at, i == count);
		if (pieces[i] == NULL)
			return false;
	}
	return pieces != NULL && kx_pack_join(packer, arena, pieces, count + 1, ret_packed);
}
