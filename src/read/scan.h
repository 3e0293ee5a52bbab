/*
 * scan: positions in JSON text.
 *
 * jansson keeps no positions, so where a message needs one the text itself is
 * walked again.  A scan is a place in the text; every step moves it forward
 * and stops at the end, whatever the text holds.
 */
#ifndef KX_READ_SCAN_H
#define KX_READ_SCAN_H

#include <stdbool.h>
#include <stddef.h>

struct kx_scan {
	const char *bytes;
	size_t length;
	size_t at;
};

/* The byte at the scan, or NUL at the end (text that is read holds no NUL). */
char kx_scan_peek(const struct kx_scan *scan);

/* Past spaces, tabs and line ends. */
void kx_scan_space(struct kx_scan *scan);

/* From an opening quote past the closing one; false when a line or the text ends first. */
bool kx_scan_string(struct kx_scan *scan);

/* Past one whole value of any kind; false when the text ends first. */
bool kx_scan_value(struct kx_scan *scan);

/*
 * The inside of a JSON string (`length` bytes without its quotes) with its
 * escapes undone.  `ret_bytes` has room for `length` bytes, which is always
 * enough; returns how many were written.
 */
size_t kx_scan_decode(const char *inside, size_t length, char *ret_bytes);

/* Line and column of a byte, both from 1; columns count characters. */
void kx_scan_position(const char *bytes, size_t length, size_t offset, int *ret_line, int *ret_column);

#endif
