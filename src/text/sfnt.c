#include "text/sfnt.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define HEADER_BYTES 12
#define RECORD_BYTES 16
#define HEAD_MAGIC 0x5F0F3CF5u
#define TAG(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))
#define TAG_HEAD TAG('h', 'e', 'a', 'd')

/* Tag and least length of each table that a usable font must have. */
static const struct { uint32_t tag; size_t least; } needs[KX_SFNT_NAMES] = {
	[KX_SFNT_HEAD] = { TAG_HEAD, 54 },
	[KX_SFNT_HHEA] = { TAG('h', 'h', 'e', 'a'), 36 },
	[KX_SFNT_MAXP] = { TAG('m', 'a', 'x', 'p'), 32 },
	[KX_SFNT_HMTX] = { TAG('h', 'm', 't', 'x'), 4 },
	[KX_SFNT_OS2] = { TAG('O', 'S', '/', '2'), 78 },
	[KX_SFNT_POST] = { TAG('p', 'o', 's', 't'), 32 },
	[KX_SFNT_CMAP] = { TAG('c', 'm', 'a', 'p'), 4 },
	[KX_SFNT_LOCA] = { TAG('l', 'o', 'c', 'a'), 4 },
	[KX_SFNT_GLYF] = { TAG('g', 'l', 'y', 'f'), 10 }
};

uint16_t
kx_sfnt_u16(const struct kx_sfnt_table *table, size_t offset)
{
	return (uint16_t)(table->bytes[offset] << 8 | table->bytes[offset + 1]);
}

int16_t
kx_sfnt_i16(const struct kx_sfnt_table *table, size_t offset)
{
	return (int16_t)kx_sfnt_u16(table, offset);
}

uint32_t
kx_sfnt_u32(const struct kx_sfnt_table *table, size_t offset)
{
	return (uint32_t)kx_sfnt_u16(table, offset) << 16 | kx_sfnt_u16(table, offset + 2);
}

int32_t
kx_sfnt_i32(const struct kx_sfnt_table *table, size_t offset)
{
	return (int32_t)kx_sfnt_u32(table, offset);
}

uint32_t
kx_sfnt_checksum(const uint8_t *bytes, size_t length)
{
	uint32_t sum = 0;
	size_t i;

	/* In one expression, of which compilers make one load: a set of faces is 60,000 of them. */
	for (i = 0; i + 4 <= length; i += 4)
		sum += (uint32_t)bytes[i] << 24 | (uint32_t)bytes[i + 1] << 16 | (uint32_t)bytes[i + 2] << 8 | bytes[i + 3];
	for (; i < length; i++)
		sum += (uint32_t)bytes[i] << (24 - i % 4 * 8);
	return sum;
}

/* head's sum is taken with its checkSumAdjustment (at 8) as zero. */
static uint32_t
checksum_of(uint32_t tag, const struct kx_sfnt_table *table)
{
	uint32_t sum = kx_sfnt_checksum(table->bytes, table->length);

	return tag == TAG_HEAD && table->length >= 12 ? sum - kx_sfnt_u32(table, 8) : sum;
}

/* What kind of file it is, by its first four bytes; NULL for static TrueType. */
static const char *
kind_fault(uint32_t version)
{
	switch (version) {
	case 0x00010000:
	case TAG('t', 'r', 'u', 'e'):
		return NULL;
	case TAG('O', 'T', 'T', 'O'):
		return "its outlines are in PostScript form (CFF), not TrueType";
	case TAG('t', 't', 'c', 'f'):
		return "it is a collection of several fonts";
	case TAG('w', 'O', 'F', 'F'):
	case TAG('w', 'O', 'F', '2'):
		return "it is a web font (WOFF)";
	default:
		return "it is not a TrueType font file";
	}
}

/* Say what is wrong; always false. */
static bool __attribute__((format(printf, 2, 3)))
wrong(char fault[KX_SFNT_FAULT_BYTES], const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(fault, KX_SFNT_FAULT_BYTES, format, args);
	va_end(args);
	return false;
}

struct tag_text { char text[5]; };

static struct tag_text
tag_text(uint32_t tag)
{
	struct tag_text name = { "" };
	int i;

	for (i = 0; i < 4; i++) {
		name.text[i] = (char)(tag >> (24 - i * 8) & 0x7F);
		if (name.text[i] < ' ' || name.text[i] == 0x7F)
			name.text[i] = '?';
	}
	return name;
}

static bool
read_record(struct kx_sfnt *font, const struct kx_sfnt_table *record, char fault[KX_SFNT_FAULT_BYTES])
{
	uint32_t tag = kx_sfnt_u32(record, 0), offset = kx_sfnt_u32(record, 8), length = kx_sfnt_u32(record, 12);
	struct kx_sfnt_table table;
	size_t i;

	if (tag == TAG('f', 'v', 'a', 'r'))
		return wrong(fault, "it is a variable font; a static one of each weight is needed");
	if (offset > font->length || length > font->length - offset)
		return wrong(fault, "it is cut short: table '%s' ends at byte %llu of %zu", tag_text(tag).text,
		    (unsigned long long)offset + length, font->length);
	table.bytes = font->bytes + offset;
	table.length = length;
	if (checksum_of(tag, &table) != kx_sfnt_u32(record, 4))
		return wrong(fault, "it is damaged: table '%s' does not match its checksum", tag_text(tag).text);
	for (i = 0; i < KX_SFNT_NAMES; i++) {
		if (needs[i].tag != tag)
			continue;
		if (font->tables[i].bytes != NULL)
			return wrong(fault, "it has two tables '%s'", tag_text(tag).text);
		font->tables[i] = table;
	}
	return true;
}

static bool
read_directory(struct kx_sfnt *font, char fault[KX_SFNT_FAULT_BYTES])
{
	struct kx_sfnt_table file = { font->bytes, font->length }, record;
	const char *kind;
	size_t count, i;

	if (font->length == 0)
		return wrong(fault, "it is empty");
	kind = font->length < HEADER_BYTES ? kind_fault(0) : kind_fault(kx_sfnt_u32(&file, 0));
	if (kind != NULL)
		return wrong(fault, "%s", kind);
	count = kx_sfnt_u16(&file, 4);
	if (count > (font->length - HEADER_BYTES) / RECORD_BYTES)
		return wrong(fault, "it is cut short inside its table directory");
	for (i = 0; i < count; i++) {
		record.bytes = font->bytes + HEADER_BYTES + i * RECORD_BYTES;
		record.length = RECORD_BYTES;
		if (!read_record(font, &record, fault))
			return false;
	}
	for (i = 0; i < KX_SFNT_NAMES; i++) {
		if (font->tables[i].bytes == NULL)
			return wrong(fault, "it has no table '%s'", tag_text(needs[i].tag).text);
		if (font->tables[i].length < needs[i].least)
			return wrong(fault, "its table '%s' is too short", tag_text(needs[i].tag).text);
	}
	return true;
}

/* Every glyph must have its metrics, and its outline inside 'glyf'. */
static bool
check_glyphs(const struct kx_sfnt *font, char fault[KX_SFNT_FAULT_BYTES])
{
	const struct kx_sfnt_table *loca = &font->tables[KX_SFNT_LOCA];
	size_t metrics = kx_sfnt_u16(&font->tables[KX_SFNT_HHEA], 34), count = font->glyph_count;
	bool wide = kx_sfnt_u16(&font->tables[KX_SFNT_HEAD], 50) == 1;
	size_t inked = 0, from, to, i;

	if (metrics == 0 || metrics > count || font->tables[KX_SFNT_HMTX].length < metrics * 4 + (count - metrics) * 2)
		return wrong(fault, "it does not have the widths of all its glyphs");
	if (loca->length < (count + 1) * (wide ? 4 : 2))
		return wrong(fault, "it does not have the outlines of all its glyphs");
	for (i = 0; i < count; i++) {
		from = wide ? kx_sfnt_u32(loca, i * 4) : (size_t)kx_sfnt_u16(loca, i * 2) * 2;
		to = wide ? kx_sfnt_u32(loca, i * 4 + 4) : (size_t)kx_sfnt_u16(loca, i * 2 + 2) * 2;
		if (to < from || to > font->tables[KX_SFNT_GLYF].length || (to > from && to - from < 10))
			return wrong(fault, "outlines lie outside its 'glyf' table");
		inked += to > from;
	}
	return inked > 0 || wrong(fault, "it has no outlines");
}

bool
kx_sfnt_open(const void *bytes, size_t length, struct kx_sfnt *ret_font, char ret_fault[KX_SFNT_FAULT_BYTES])
{
	const struct kx_sfnt_table *head;
	struct kx_sfnt font;

	memset(&font, 0, sizeof(font));
	font.bytes = bytes;
	font.length = length;
	if (!read_directory(&font, ret_fault))
		return false;
	head = &font.tables[KX_SFNT_HEAD];
	font.units_per_em = kx_sfnt_u16(head, 18);
	font.glyph_count = kx_sfnt_u16(&font.tables[KX_SFNT_MAXP], 4);
	if (kx_sfnt_u32(head, 12) != HEAD_MAGIC || kx_sfnt_u16(head, 50) > 1)
		return wrong(ret_fault, "its table 'head' is not valid");
	if (font.units_per_em < 16 || font.units_per_em > 16384)
		return wrong(ret_fault, "its units per em are not between 16 and 16384");
	if (font.glyph_count == 0)
		return wrong(ret_fault, "it has no glyphs");
	if (!check_glyphs(&font, ret_fault))
		return false;
	*ret_font = font;
	return true;
}

bool
kx_sfnt_embeddable(const struct kx_sfnt *font, const char **ret_reason)
{
	unsigned type = kx_sfnt_u16(&font->tables[KX_SFNT_OS2], 8);

	/*
	 * Bits 1, 2, 3 are "restricted", "preview and print", "editable"; old
	 * fonts set several, and then the least strict holds.  Bits 8 and 9
	 * stand for themselves.
	 */
	if ((type & 0x000E) == 0x0002)
		*ret_reason = "its owner forbids embedding (restricted licence)";
	else if ((type & 0x0100) != 0)
		*ret_reason = "its owner forbids embedding a part of it (no subsetting)";
	else if ((type & 0x0200) != 0)
		*ret_reason = "its owner allows embedding of bitmaps only";
	else
		return true;
	return false;
}

bool
kx_sfnt_has_widths(const struct kx_sfnt *font)
{
	const struct kx_sfnt_table *hhea = &font->tables[KX_SFNT_HHEA], *hmtx = &font->tables[KX_SFNT_HMTX];

	return hhea->length >= 36 && kx_sfnt_u16(hhea, 34) > 0 && hmtx->length / 4 >= kx_sfnt_u16(hhea, 34);
}

/* The glyphs behind the last that has a width of its own share that. */
int32_t
kx_sfnt_advance(const struct kx_sfnt *font, unsigned glyph)
{
	unsigned metrics = kx_sfnt_u16(&font->tables[KX_SFNT_HHEA], 34);

	return kx_sfnt_u16(&font->tables[KX_SFNT_HMTX], 4 * (size_t)(glyph < metrics ? glyph : metrics - 1));
}

/* Does the part of 'cmap' have a range of characters, and room for what it says it has? */
static bool
has_range(const struct kx_sfnt_table *part)
{
	size_t count;

	if (part->length >= 16 && kx_sfnt_u16(part, 0) == 4) {
		count = kx_sfnt_u16(part, 6) / 2;   /* two bytes a segment: its last character, and so on */
		return count > 0 && part->length >= 16 + 8 * count && kx_sfnt_u16(part, 16 + 2 * count) <= kx_sfnt_u16(part, 14) &&
		    kx_sfnt_u16(part, 16 + 2 * count) != 0xFFFF;
	}
	if (part->length >= 28 && kx_sfnt_u16(part, 0) == 12) {
		count = kx_sfnt_u32(part, 12);
		return count > 0 && count <= (part->length - 16) / 12 && kx_sfnt_u32(part, 16) <= kx_sfnt_u32(part, 20);
	}
	return false;
}

bool
kx_sfnt_has_characters(const struct kx_sfnt *font)
{
	const struct kx_sfnt_table *cmap = &font->tables[KX_SFNT_CMAP];
	size_t count = cmap->length >= 4 ? kx_sfnt_u16(cmap, 2) : 0, offset, i;
	struct kx_sfnt_table part;
	unsigned platform;

	for (i = 0; i < count && 12 + 8 * i <= cmap->length; i++) {
		platform = kx_sfnt_u16(cmap, 4 + 8 * i);
		offset = kx_sfnt_u32(cmap, 8 + 8 * i);
		if ((platform != 0 && platform != 3) || offset > cmap->length)
			continue;
		part = (struct kx_sfnt_table){ cmap->bytes + offset, cmap->length - offset };
		if (has_range(&part))
			return true;
	}
	return false;
}
