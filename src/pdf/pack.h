/*
 * pack: bytes -> zlib data (RFC 1950), private to src/pdf.
 *
 * The same bytes for the same input, whatever the memo holds.  Functions
 * append to `out` and return false when memory ends.
 */
#ifndef KX_PDF_PACK_H
#define KX_PDF_PACK_H

#define ZLIB_CONST   /* zlib changes nothing that it packs */

#include "base/library.h"

#include <libdeflate.h>
#include <stdbool.h>
#include <stddef.h>
#include <zlib.h>

struct kx_arena;
struct kx_buffer;
struct kx_diagnostics;
struct kx_flat;
struct kx_memo;

#define KX_DEFLATE_FUNCTIONS(F) \
	F(libdeflate_adler32) F(libdeflate_alloc_compressor) F(libdeflate_deflate_compress) F(libdeflate_deflate_compress_bound) \
	F(libdeflate_free_compressor) F(libdeflate_zlib_compress) F(libdeflate_zlib_compress_bound)
#define KX_ZLIB_FUNCTIONS(F) F(adler32) F(adler32_combine) F(inflate) F(inflateEnd) F(inflateInit2_)

struct kx_deflate { KX_DEFLATE_FUNCTIONS(KX_LIBRARY_MEMBER) };
struct kx_zlib { KX_ZLIB_FUNCTIONS(KX_LIBRARY_MEMBER) };

/*
 * What packs: zlib, which comes with libharu (haru.h), libdeflate, and its state, which takes as long to make as
 * packing the foot of a page; the first use of these two brings them, and where all is kept there is none.  One user at a time.
 */
struct kx_packer {
	struct kx_deflate deflate;
	struct kx_zlib zlib;
	struct libdeflate_compressor *compressor;
	struct kx_diagnostics *diags;      /* outlives it: told KX896 when one of them is not on this machine */
};
bool kx_packer_open(struct kx_packer *packer, struct kx_memo *memo, struct kx_diagnostics *diags);   /* the memo, or NULL, keeps zlib's functions */
void kx_packer_done(struct kx_packer *packer);   /* accepts a zeroed one */

/* The names under which they install themselves. */
#define KX_DEFLATE_FILE "libdeflate.so.0"
#define KX_ZLIB_FILE "libz.so.1"

/* zlib's version, for the life of the process; NULL when it is not there. */
const char *kx_zlib_version(void);

bool kx_deflate(struct kx_packer *packer, const void *bytes, size_t length, struct kx_buffer *out);

struct kx_packed { const char *bytes; size_t length; };

/*
 * kx_deflate() through the memo, for what many sheets have in common; the
 * result lies in it.  Where there is no memo (NULL), or it is full, it lies in the arena.
 */
bool kx_pack(struct kx_packer *packer, struct kx_memo *memo, struct kx_arena *arena, const void *bytes, size_t length,
    struct kx_packed *ret_packed);

/*
 * For what sheets have in common in part: a piece of a text, packed without
 * looking at what stands before it, and such pieces joined to one zlib stream.
 * Each costs some hundred bytes more than if it were packed with its
 * neighbours.  Only the last of a stream is packed as such:
 * any other is unpacked again to find the place where it ends, which takes
 * half as long.  One of up to
 * KX_PIECE_STORED bytes is taken as it is: it would save a third, and take as
 * long as one of a thousand.
 */
#define KX_PIECE_STORED 192
struct kx_packed_piece {
	struct kx_packed packed;
	size_t length;                 /* of the piece before that */
	unsigned long sum;             /* its Adler checksum */
	bool last;                     /* of its stream */
};
bool kx_pack_piece(struct kx_packer *packer, struct kx_arena *arena, const void *bytes, size_t length, bool last,
    struct kx_packed_piece *ret_piece);
bool kx_pack_join(const struct kx_packer *packer, struct kx_arena *arena, const struct kx_packed_piece *const *pieces, size_t count, struct kx_packed *ret_packed);

/* Either as flat bytes, and back (base/flat.h), for the forms of values that hold them: these point into the bytes. */
void kx_packed_write(const struct kx_packed *packed, struct kx_buffer *out);
void kx_packed_read(struct kx_flat *flat, struct kx_packed *ret_packed);
void kx_packed_piece_write(const struct kx_packed_piece *piece, struct kx_buffer *out);
void kx_packed_piece_read(struct kx_flat *flat, struct kx_packed_piece *ret_piece);

/* The bytes up to the first of `count` rising `cuts`, those up to the next, and so on, as pieces through the memo, which may be
 * NULL; joined in the arena. */
bool kx_pack_pieces(struct kx_packer *packer, struct kx_memo *memo, struct kx_arena *arena, const void *bytes, size_t length,
    const size_t *cuts, size_t count, struct kx_packed *ret_packed);

#endif
