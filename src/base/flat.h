/*
 * flat: values as flat bytes, for a store (base/store.h), and back.
 *
 * Numbers take eight bytes and arrays begin at a multiple of eight, so that a
 * value that is read may point into the bytes it was read from.  What is read
 * is held against what it may be: a fault is remembered, and everything after
 * it reads as nothing.
 */
#ifndef KX_BASE_FLAT_H
#define KX_BASE_FLAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_buffer;

void kx_flat_put(struct kx_buffer *out, int64_t number);
void kx_flat_put_bytes(struct kx_buffer *out, const void *bytes, size_t length);

struct kx_flat { const char *at; size_t left; bool bad; };
struct kx_flat kx_flat_begin(const char *bytes, size_t length);

/* A number from `least` to `most`; `least` where there is none. */
int64_t kx_flat_take(struct kx_flat *flat, int64_t least, int64_t most);

/* `count` elements of `size` bytes, never NULL but for a fault. */
const void *kx_flat_take_array(struct kx_flat *flat, size_t count, size_t size);

/* A number of things of which each takes `least` bytes or more of what is left: no array that is made for them is larger than that. */
size_t kx_flat_take_count(struct kx_flat *flat, size_t least);

/* All of it was read, and nothing was wrong. */
bool kx_flat_end(const struct kx_flat *flat);

#endif
