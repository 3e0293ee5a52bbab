/*
 * Fonts as PDF has them: Type0 over CIDFontType2, Identity-H, so that a code
 * is a glyph id (ISO 32000-1, 9.7).  The glyph ids are those of the whole
 * font, subsets keep them; so the same run has the same codes in every sheet.
 *
 * ToUnicode: each used glyph maps to the text it stands for.  When it stands
 * for several texts in one document, the least by bytes is taken, whatever
 * the order of the pages ("A" before a Greek Alpha), and the other places get an
 * ActualText span (text.c).  A glyph that only ever stands in company (a
 * letter and its accent) borrows the text of the whole cluster.
 */
#include "pdf/writer.h"

#include "base/diagnostic.h"
#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Flags of a font descriptor (table 123). */
#define FLAG_NONSYMBOLIC 32
#define FLAG_ITALIC 64

static bool
less(const char *a, size_t a_length, const char *b, size_t b_length)
{
	int order = memcmp(a, b, a_length < b_length ? a_length : b_length);

	return order < 0 || (order == 0 && a_length < b_length);
}

static void
note_use(struct kx_glyph_use *use, const struct kx_cluster *cluster, bool borrowed)
{
	bool better = use->text == NULL || (use->borrowed && !borrowed) ||
	    (use->borrowed == borrowed && less(cluster->text, cluster->length, use->text, use->length));

	if (!better)
		return;
	use->text = cluster->text;
	use->length = cluster->length;
	use->borrowed = borrowed;
}

static bool
open_face(struct kx_writer *writer, struct kx_face_use *face, kx_face index)
{
	if (face->used)
		return true;
	face->facts = kx_fonts_facts(writer->fonts, index);
	face->glyphs = kx_arena_array(&writer->arena, face->facts->glyph_count, sizeof(*face->glyphs));
	face->used = face->glyphs != NULL;
	return face->used;
}

/* A glyph of one plain letter that is known to stand for it: nearly all are, and nothing more is to be learned from them. */
static bool
is_known(const struct kx_face_use *face, const struct kx_frame_glyphs *glyphs, size_t i)
{
	const struct kx_frame_glyph *glyph = &glyphs->glyphs[i];
	const struct kx_glyph_use *use;
	char letter;

	if (i + 1 >= glyphs->count || glyph[1].cluster != glyph->cluster + 1 || (i == 0 && glyph->cluster != 0) ||
	    glyph->id >= face->facts->glyph_count)
		return false;
	use = &face->glyphs[glyph->id];
	letter = glyphs->text[glyph->cluster];
	return use->text != NULL && use->length == 1 && !use->borrowed && use->text[0] == letter && letter >= ' ' && letter <= '~';
}

static bool
collect_item(struct kx_writer *writer, const struct kx_frame_glyphs *glyphs)
{
	struct kx_place nowhere;
	struct kx_cluster cluster;
	struct kx_face_use *face;
	size_t at = 0, i;

	memset(&nowhere, 0, sizeof(nowhere));
	if ((size_t)glyphs->face >= writer->face_count) {
		kx_report(writer->diags, KX990, nowhere, NULL, "a frame names face %d of %zu", glyphs->face, writer->face_count);
		return false;
	}
	face = &writer->faces[glyphs->face];
	if (!open_face(writer, face, glyphs->face))
		return false;
	while (at < glyphs->count) {
		if (is_known(face, glyphs, at)) {
			at++;
			continue;
		}
		kx_cluster_next(&writer->arena, glyphs, &at, &cluster);
		for (i = cluster.first; i < cluster.first + cluster.count; i++) {
			if (glyphs->glyphs[i].id >= face->facts->glyph_count) {
				kx_report(writer->diags, KX990, nowhere, NULL, "a frame shows glyph %u, which %s does not have",
				    glyphs->glyphs[i].id, face->facts->id);
				return false;
			}
			if (cluster.length > 0)
				note_use(&face->glyphs[glyphs->glyphs[i].id], &cluster, cluster.count > 1);
		}
	}
	return true;
}

static int
find_space(const struct kx_face_use *face)
{
	size_t i;

	for (i = 0; i < face->facts->glyph_count; i++) {
		if (face->glyphs[i].text != NULL && face->glyphs[i].length == 1 && face->glyphs[i].text[0] == ' ')
			return (int)i;
	}
	return -1;
}

bool
kx_pdf_collect_fonts(struct kx_writer *writer)
{
	size_t p, i;

	writer->face_count = kx_fonts_count(writer->fonts);
	writer->faces = kx_arena_array(&writer->arena, writer->face_count, sizeof(*writer->faces));
	if (writer->faces == NULL)
		return !kx_pdf_failed(writer);
	for (p = 0; p < writer->frames->page_count; p++) {
		for (i = 0; i < writer->frames->pages[p].item_count; i++) {
			const struct kx_frame_item *item = &writer->frames->pages[p].items[i];

			if (item->kind == KX_ITEM_GLYPHS && !collect_item(writer, &item->as.glyphs))
				return kx_arena_spent(&writer->arena) ? !kx_pdf_failed(writer) : false;
		}
	}
	for (i = 0; i < writer->face_count; i++) {
		if (!writer->faces[i].used)
			continue;
		writer->faces[i].space = find_space(&writer->faces[i]);
		/* Pages name the font before it is written: its glyphs are known only now, its object is needed there. */
		writer->faces[i].font = kx_pdf_object(writer->haru);
	}
	return !kx_pdf_failed(writer);
}

/* The used glyphs of a face in order. */
static uint16_t *
list_glyphs(struct kx_writer *writer, const struct kx_face_use *face, size_t *ret_count)
{
	uint16_t *glyphs = kx_arena_array(&writer->arena, face->facts->glyph_count, sizeof(*glyphs));
	size_t i;

	*ret_count = 0;
	for (i = 0; i < face->facts->glyph_count && glyphs != NULL; i++) {
		if (face->glyphs[i].text != NULL)
			glyphs[(*ret_count)++] = (uint16_t)i;
	}
	return glyphs;
}

/* "ABCDEF+Name" (9.6.4): the six letters are from the hash of the glyph set, so another set has another name. */
static const char *
subset_name(struct kx_writer *writer, const struct kx_face_use *face, const uint16_t *glyphs, size_t count)
{
	unsigned char *bytes = kx_arena_array(&writer->arena, count + 1, 2);
	uint8_t digest[KX_HASH_BYTES];
	char tag[7];
	size_t i;

	if (bytes == NULL)
		return face->facts->postscript_name;
	for (i = 0; i < count; i++) {
		bytes[2 * i] = (unsigned char)(glyphs[i] >> 8);
		bytes[2 * i + 1] = (unsigned char)glyphs[i];
	}
	kx_hash(bytes, 2 * count, digest);
	for (i = 0; i < 6; i++)
		tag[i] = (char)('A' + digest[i] % 26);
	tag[6] = '\0';
	return kx_arena_print(&writer->arena, "%s+%s", tag, face->facts->postscript_name);
}

/* Glyph widths in thousandths of an em: runs of consecutive glyphs, "first [w w w]" (9.7.4.3). */
static HPDF_Array
width_array(struct kx_writer *writer, const struct kx_face_use *face, kx_face index, const uint16_t *glyphs, size_t count)
{
	HPDF_Array all = kx_pdf_array(writer->haru), run = NULL;
	int64_t units = face->facts->units_per_em;
	size_t i;

	for (i = 0; i < count; i++) {
		if (i == 0 || glyphs[i] != glyphs[i - 1] + 1) {
			run = kx_pdf_array(writer->haru);
			kx_pdf_add_int(all, glyphs[i]);
		}
		kx_pdf_add_milli(run, (long)(((int64_t)kx_text_advance(writer->fonts, index, glyphs[i]) * 1000000 + units / 2) / units));
		if (i + 1 == count || glyphs[i + 1] != glyphs[i] + 1)
			kx_pdf_add(all, run);
	}
	return all;
}

/* 9.10.3; blocks of at most 100 entries. */
static HPDF_Dict
unicode_map(struct kx_writer *writer, const struct kx_face_use *face, const uint16_t *glyphs, size_t count)
{
	struct kx_buffer map;
	HPDF_Dict stream;
	size_t i, left;

	kx_buffer_init(&map, (size_t)16 * 1024 * 1024);
	kx_buffer_text(&map,
	    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
	    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
	    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (i = 0; i < count; i++) {
		left = count - i;
		if (i % 100 == 0)
			kx_buffer_print(&map, "%zu beginbfchar\n", left < 100 ? left : 100);
		kx_buffer_char(&map, '<');
		kx_pdf_hex(glyphs[i], &map);
		kx_buffer_text(&map, "> <");
		kx_pdf_utf16_hex(face->glyphs[glyphs[i]].text, face->glyphs[glyphs[i]].length, &map);
		kx_buffer_text(&map, ">\n");
		if (i % 100 == 99 || left == 1)
			kx_buffer_text(&map, "endbfchar\n");
	}
	kx_buffer_text(&map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	stream = kx_pdf_stream(writer, KX_PDF_DEFLATE, kx_buffer_bytes(&map), map.length);
	if (kx_buffer_failed(&map))
		HPDF_SetError(&writer->haru->error, HPDF_FAILD_TO_ALLOC_MEM, 0);
	kx_buffer_done(&map);
	return stream;
}

/* The decimal degrees of thousandths of a degree: descriptors want a number. */
static void
put_angle(struct kx_writer *writer, HPDF_Dict descriptor, int thousandths)
{
	if (thousandths % 1000 == 0)
		kx_pdf_put_int(descriptor, "ItalicAngle", thousandths / 1000);
	else
		kx_pdf_put(descriptor, "ItalicAngle",
		    HPDF_Real_New(writer->haru->mmgr, (HPDF_REAL)thousandths / 1000.0F));
}

static HPDF_Dict
font_descriptor(struct kx_writer *writer, const struct kx_face_facts *facts, const char *name, const uint8_t *program,
    size_t length)
{
	HPDF_Dict descriptor = kx_pdf_object(writer->haru), file;
	HPDF_Array box = kx_pdf_array(writer->haru);
	int i;

	kx_pdf_put_name(descriptor, "Type", "FontDescriptor");
	kx_pdf_put_name(descriptor, "FontName", name);
	kx_pdf_put_int(descriptor, "Flags", FLAG_NONSYMBOLIC | (facts->italic ? FLAG_ITALIC : 0));
	for (i = 0; i < 4; i++)
		kx_pdf_add_int(box, facts->box[i]);
	kx_pdf_put(descriptor, "FontBBox", box);
	put_angle(writer, descriptor, facts->italic_angle);
	kx_pdf_put_int(descriptor, "Ascent", facts->ascent);
	kx_pdf_put_int(descriptor, "Descent", facts->descent);
	kx_pdf_put_int(descriptor, "CapHeight", facts->cap_height);
	kx_pdf_put_int(descriptor, "XHeight", facts->x_height);
	kx_pdf_put_int(descriptor, "StemV", facts->stem_v);
	kx_pdf_put_int(descriptor, "FontWeight", facts->weight);
	file = kx_pdf_stream(writer, KX_PDF_DEFLATE, program, length);
	kx_pdf_put_int(file, "Length1", (long)length);
	kx_pdf_put(descriptor, "FontFile2", file);
	return descriptor;
}

static bool
write_font(struct kx_writer *writer, struct kx_face_use *face, kx_face index)
{
	HPDF_Dict descendant = kx_pdf_object(writer->haru), system = kx_pdf_dict(writer->haru);
	HPDF_Array descendants = kx_pdf_array(writer->haru);
	uint8_t *program = NULL;
	uint16_t *glyphs;
	size_t length, count;
	const char *name;

	glyphs = list_glyphs(writer, face, &count);
	if (glyphs == NULL || !kx_text_subset(writer->fonts, index, glyphs, count, &program, &length, writer->diags))
		return false;
	name = subset_name(writer, face, glyphs, count);
	if (name == NULL) {
		free(program);
		return false;
	}
	kx_pdf_put_ascii(system, "Registry", "Adobe");
	kx_pdf_put_ascii(system, "Ordering", "Identity");
	kx_pdf_put_int(system, "Supplement", 0);
	kx_pdf_put_name(descendant, "Type", "Font");
	kx_pdf_put_name(descendant, "Subtype", "CIDFontType2");
	kx_pdf_put_name(descendant, "BaseFont", name);
	kx_pdf_put(descendant, "CIDSystemInfo", system);
	kx_pdf_put_name(descendant, "CIDToGIDMap", "Identity");
	kx_pdf_put(descendant, "FontDescriptor", font_descriptor(writer, face->facts, name, program, length));
	kx_pdf_put(descendant, "W", width_array(writer, face, index, glyphs, count));
	kx_pdf_add(descendants, descendant);
	kx_pdf_put_name(face->font, "Type", "Font");
	kx_pdf_put_name(face->font, "Subtype", "Type0");
	kx_pdf_put_name(face->font, "BaseFont", name);
	kx_pdf_put_name(face->font, "Encoding", "Identity-H");
	kx_pdf_put(face->font, "DescendantFonts", descendants);
	kx_pdf_put(face->font, "ToUnicode", unicode_map(writer, face, glyphs, count));
	free(program);
	return true;
}

bool
kx_pdf_write_fonts(struct kx_writer *writer)
{
	size_t i;

	for (i = 0; i < writer->face_count; i++) {
		if (writer->faces[i].used && !write_font(writer, &writer->faces[i], (kx_face)i))
			return false;
	}
	return !kx_pdf_failed(writer);
}
