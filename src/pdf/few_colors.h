/*
 * few_colors: a picture of few colours as numbers into a table of them.
 *
 * A logo is a drawing: often two or three colours, whose soft edges are in its
 * alpha channel.  Numbered, a pixel takes one to eight bits in place of three
 * bytes, and nothing is lost (ISO 32000-1, 8.6.6.3, Indexed).
 */
#ifndef KX_PDF_FEW_COLORS_H
#define KX_PDF_FEW_COLORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_buffer;

/* The most colours that are numbered: a pixel's number fits a byte. */
#define KX_FEW_COLORS 256

/* Three bytes a colour, in the order in which the colours first come. */
struct kx_few_colors { size_t count; unsigned char table[3 * KX_FEW_COLORS]; };

/*
 * Number the colours of `count` pixels of three bytes; `ret_numbers` has a byte
 * for each.  False when there are more than KX_FEW_COLORS.
 */
bool kx_few_colors_find(const unsigned char *pixels, size_t count, struct kx_few_colors *ret_colors, unsigned char *ret_numbers);

/* How many bits a number takes: 1, 2, 4 or 8, as PDF has them. */
int kx_few_colors_bits(const struct kx_few_colors *colors);

/* Append the numbers of `bits` bits each, high bits first; each row begins with a new byte. */
void kx_few_colors_rows(const unsigned char *numbers, uint32_t width, uint32_t height, int bits, struct kx_buffer *out);

#endif
