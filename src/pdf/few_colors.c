#include "pdf/few_colors.h"

#include "base/buffer.h"

#include <string.h>

#define SLOTS 1024   /* at most a quarter of them is filled, so a search is short */

static bool
same_color(const unsigned char *a, const unsigned char *b)
{
	return a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
}

/* The number of a colour, found or made; -1 when the table is full. */
static int
number_of(struct kx_few_colors *colors, uint16_t slots[SLOTS], const unsigned char *pixel)
{
	uint32_t color = (uint32_t)pixel[0] << 16 | (uint32_t)pixel[1] << 8 | pixel[2];
	size_t at = (color * 2654435761u >> 16) % SLOTS;   /* Knuth's multiplier spreads neighbours */

	for (; slots[at] != 0; at = (at + 1) % SLOTS)
		if (same_color(&colors->table[3 * (slots[at] - 1)], pixel))
			return slots[at] - 1;
	if (colors->count == KX_FEW_COLORS)
		return -1;
	memcpy(&colors->table[3 * colors->count], pixel, 3);
	slots[at] = (uint16_t)++colors->count;
	return slots[at] - 1;
}

bool
kx_few_colors_find(const unsigned char *pixels, size_t count, struct kx_few_colors *ret_colors, unsigned char *ret_numbers)
{
	uint16_t slots[SLOTS] = { 0 };
	int number = 0;
	size_t i;

	ret_colors->count = 0;
	for (i = 0; i < count; i++, pixels += 3) {
		if (i == 0 || !same_color(pixels, pixels - 3))
			number = number_of(ret_colors, slots, pixels);
		if (number < 0)
			return false;
		ret_numbers[i] = (unsigned char)number;
	}
	return true;
}

int
kx_few_colors_bits(const struct kx_few_colors *colors)
{
	return colors->count <= 2 ? 1 : colors->count <= 4 ? 2 : colors->count <= 16 ? 4 : 8;
}

void
kx_few_colors_rows(const unsigned char *numbers, uint32_t width, uint32_t height, int bits, struct kx_buffer *out)
{
	uint32_t x, y;
	unsigned byte;
	int room;

	for (y = 0; y < height; y++) {
		for (x = 0, byte = 0, room = 8; x < width; x++) {
			room -= bits;
			byte |= (unsigned)*numbers++ << room;
			if (room == 0 || x + 1 == width) {
				kx_buffer_char(out, (char)byte);
				byte = 0;
				room = 8;
			}
		}
	}
}
