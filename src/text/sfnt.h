/*
 * sfnt: a font file's table directory, read and checked by hand.
 *
 * Source: OpenType 1.9, chapters "OpenType font file", "head", "hhea",
 * "maxp", "hmtx", "OS/2", "post", "loca", "glyf".  HarfBuzz sanitizes tables
 * too, but silently: a table it mistrusts is treated as absent, and the
 * letters in it would print as nothing.  Here a doubtful font is refused.
 */
#ifndef KX_TEXT_SFNT_H
#define KX_TEXT_SFNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The tables that a usable font must have. */
enum kx_sfnt_name {
	KX_SFNT_HEAD, KX_SFNT_HHEA, KX_SFNT_MAXP, KX_SFNT_HMTX, KX_SFNT_OS2,
	KX_SFNT_POST, KX_SFNT_CMAP, KX_SFNT_LOCA, KX_SFNT_GLYF, KX_SFNT_NAMES
};

struct kx_sfnt_table { const uint8_t *bytes; size_t length; };

/* A checked font.  Borrows the file's bytes. */
struct kx_sfnt {
	const uint8_t *bytes; size_t length;
	struct kx_sfnt_table tables[KX_SFNT_NAMES];
	unsigned glyph_count;
	unsigned units_per_em;
};

#define KX_SFNT_FAULT_BYTES 120

/*
 * Check the whole file: kind, directory, every table inside the file and true
 * to its checksum, the tables that shaping and embedding need, and that they
 * agree with each other (metrics for each glyph, outlines inside 'glyf').
 * False with half a sentence in `ret_fault`: "it is empty".
 */
bool kx_sfnt_open(const void *bytes, size_t length, struct kx_sfnt *ret_font, char ret_fault[KX_SFNT_FAULT_BYTES]);

/* The sum that the directory holds for a table (all big-endian words, the last padded with zeros). */
uint32_t kx_sfnt_checksum(const uint8_t *bytes, size_t length);

/* Big-endian numbers of a table; the caller keeps inside its length. */
uint16_t kx_sfnt_u16(const struct kx_sfnt_table *table, size_t offset);
int16_t kx_sfnt_i16(const struct kx_sfnt_table *table, size_t offset);
uint32_t kx_sfnt_u32(const struct kx_sfnt_table *table, size_t offset);
int32_t kx_sfnt_i32(const struct kx_sfnt_table *table, size_t offset);

/* Do the tables 'hhea' and 'hmtx', which kx_sfnt_advance() looks into, have room for what they say they have?  kx_sfnt_open() has seen to it. */
bool kx_sfnt_has_widths(const struct kx_sfnt *font);

/* The width of a glyph ('hmtx'), in units of the em. */
int32_t kx_sfnt_advance(const struct kx_sfnt *font, unsigned glyph);

/* Does 'cmap' have characters in one of the forms that all fonts of today use (4, 12)?  Others are not looked at. */
bool kx_sfnt_has_characters(const struct kx_sfnt *font);

/* May the font be embedded in part (OS/2 fsType)?  False with the reason. */
bool kx_sfnt_embeddable(const struct kx_sfnt *font, const char **ret_reason);

#endif
