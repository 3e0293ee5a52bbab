/*
 * utf8: the few questions about UTF-8 that every floor asks.
 */
#ifndef KX_BASE_UTF8_H
#define KX_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Well-formed per Unicode 15, table 3-7?  On false `*ret_offset` is the first bad byte. */
bool kx_utf8_valid(const char *bytes, size_t length, size_t *ret_offset);

/*
 * The code point at `bytes`, which is valid UTF-8, and its length in bytes
 * through `ret_length`.
 */
uint32_t kx_utf8_next(const char *bytes, size_t *ret_length);

/* Number of code points. */
size_t kx_utf8_count(const char *bytes, size_t length);

/* Write `code` as UTF-8 into `ret_bytes` (room for 4); returns the length. */
size_t kx_utf8_put(uint32_t code, char ret_bytes[4]);

#endif
