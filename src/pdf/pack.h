/*
 * pack: bytes -> zlib data (RFC 1950), private to src/pdf.
 *
 * The same bytes for the same input, whatever the memo holds.  Functions
 * append to `out` and return false when memory ends.
 */
#ifndef KX_PDF_PACK_H
#define KX_PDF_PACK_H

#include <stdbool.h>
#include <stddef.h>

struct kx_arena;
struct kx_buffer;
struct kx_memo;

bool kx_deflate(const void *bytes, size_t length, struct kx_buffer *out);

struct kx_packed { const char *bytes; size_t length; };

/*
 * kx_deflate() through the memo, for what many sheets have in common; the
 * result lies in it.  Where there is no memo (NULL), or it is full, it lies in the arena.
 */
bool kx_pack(struct kx_memo *memo, struct kx_arena *arena, const void *bytes, size_t length, struct kx_packed *ret_packed);

/*
 * For what sheets have in common in part: the bytes up to the first of `count`
 * rising `cuts`, those up to the next, and so on, each packed without looking
 * at the others and kept in the memo, which may be NULL.  One zlib stream.
 */
bool kx_pack_pieces(struct kx_memo *memo, const void *bytes, size_t length, const size_t *cuts, size_t count,
    struct kx_buffer *out);

#endif
