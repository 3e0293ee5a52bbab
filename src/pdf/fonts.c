/*
 * Fonts as PDF has them: Type0 over CIDFontType2, Identity-H, so that a code
 * is a glyph id (ISO 32000-1, 9.7).  The glyph ids are those of the whole
 * font, subsets keep them; so the same run has the same codes in every sheet.
 * What a face is cut down to is made in embedded.c.
 *
 * ToUnicode: each used glyph maps to the text it stands for.  When it stands
 * for several texts in one document, the least by bytes is taken, whatever
 * the order of the pages ("A" before a Greek Alpha), and the other places get an
 * ActualText span (text.c).  A glyph that only ever stands in company (a
 * letter and its accent) borrows the text of the whole cluster.
 */
#include "pdf/embedded.h"
#include "pdf/writer.h"

#include "base/diagnostic.h"

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

/* The glyph's text as one plain letter, which a glyph alone stands for; 0 where it is anything else. */
static char
letter_of(const struct kx_glyph_use *use)
{
	return use->length == 1 && !use->borrowed && use->text[0] >= ' ' && use->text[0] <= '~' ? use->text[0] : '\0';
}

/* It stands alone for two texts. */
static void
contest(struct kx_writer *writer, struct kx_face_use *face, uint16_t id)
{
	uint16_t *place;

	if (face->glyphs[id].contested)
		return;
	place = kx_arena_push(&writer->arena, &face->contested, &face->contested_count, &face->contested_room, sizeof(*place));
	if (place != NULL)
		*place = id;
	face->glyphs[id].contested = true;
}

static void
note_use(struct kx_writer *writer, struct kx_face_use *face, uint16_t id, const struct kx_cluster *cluster)
{
	struct kx_glyph_use *use = &face->glyphs[id];
	bool borrowed = cluster->count > 1, first = use->text == NULL || (use->borrowed && !borrowed);
	bool same = !first && use->length == cluster->length && memcmp(use->text, cluster->text, use->length) == 0;

	if (!first && use->borrowed != borrowed)
		return;
	if (!first && !borrowed && !same)
		contest(writer, face, id);
	if (!first && (same || !less(cluster->text, cluster->length, use->text, use->length)))
		return;
	use->text = cluster->text;
	use->length = cluster->length;
	use->borrowed = borrowed;
	face->letters[id] = letter_of(use);
}

static bool
open_face(struct kx_writer *writer, struct kx_face_use *face, kx_face index)
{
	if (face->used)
		return true;
	face->facts = kx_fonts_facts(writer->fonts, index);
	face->glyphs = kx_arena_array(&writer->arena, face->facts->glyph_count, sizeof(*face->glyphs));
	face->letters = kx_arena_array(&writer->arena, face->facts->glyph_count, sizeof(*face->letters));
	face->used = face->glyphs != NULL && face->letters != NULL;
	return face->used;
}

size_t
kx_pdf_pass_known(const struct kx_face_use *face, const struct kx_frame_glyphs *glyphs, size_t at)
{
	const struct kx_frame_glyph *glyph = &glyphs->glyphs[at];
	size_t known = face->facts->glyph_count, end;

	if (at == 0 && glyphs->count > 0 && glyph->cluster != 0)
		return at;
	for (; at < glyphs->count; at++, glyph++) {
		end = at + 1 < glyphs->count ? glyph[1].cluster : glyphs->length;
		if (glyph->cluster + 1 != end || glyph->id >= known || face->letters[glyph->id] != glyphs->text[glyph->cluster])
			break;
	}
	return at;
}

/* All glyphs of a run; false, and reported, when the face does not have one. */
static bool
collect_run(struct kx_writer *writer, struct kx_face_use *face, const struct kx_frame_glyphs *glyphs)
{
	struct kx_place nowhere;
	struct kx_cluster cluster;
	size_t at = 0, i;

	for (at = kx_pdf_pass_known(face, glyphs, 0); at < glyphs->count; at = kx_pdf_pass_known(face, glyphs, at)) {
		kx_cluster_next(&writer->arena, glyphs, &at, &cluster);
		for (i = cluster.first; i < cluster.first + cluster.count; i++) {
			if (glyphs->glyphs[i].id >= face->facts->glyph_count) {
				memset(&nowhere, 0, sizeof(nowhere));
				kx_report(writer->diags, KX990, nowhere, NULL, "a frame shows glyph %u, which %s does not have",
				    glyphs->glyphs[i].id, face->facts->id);
				return false;
			}
			if (cluster.length > 0)
				note_use(writer, face, (uint16_t)glyphs->glyphs[i].id, &cluster);
		}
	}
	return true;
}

static bool
collect_item(struct kx_writer *writer, const struct kx_frame_glyphs *glyphs)
{
	struct kx_place nowhere;
	struct kx_face_use *face;

	if ((size_t)glyphs->face >= writer->face_count) {
		memset(&nowhere, 0, sizeof(nowhere));
		kx_report(writer->diags, KX990, nowhere, NULL, "a frame names face %d of %zu", glyphs->face, writer->face_count);
		return false;
	}
	face = &writer->faces[glyphs->face];
	return open_face(writer, face, glyphs->face) && collect_run(writer, face, glyphs);
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
font_descriptor(struct kx_writer *writer, const struct kx_face_facts *facts, const struct kx_embedded *embedded)
{
	HPDF_Dict descriptor = kx_pdf_object(writer->haru), file;
	HPDF_Array box = kx_pdf_array(writer->haru);
	int i;

	kx_pdf_put_name(descriptor, "Type", "FontDescriptor");
	kx_pdf_put_name(descriptor, "FontName", embedded->name);
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
	file = kx_pdf_stream(writer, KX_PDF_DEFLATED, embedded->program.bytes, embedded->program.length);
	kx_pdf_put_int(file, "Length1", (long)embedded->program_length);
	kx_pdf_put(descriptor, "FontFile2", file);
	return descriptor;
}

static void *
descendant_font(struct kx_writer *writer, const struct kx_face_facts *facts, const struct kx_embedded *embedded)
{
	HPDF_Dict descriptor = font_descriptor(writer, facts, embedded);
	void *font = kx_plain_known(writer);
	struct kx_buffer *out = kx_plain_begin(writer, kx_pdf_number(font), KX_GROUP_ELSE);

	kx_buffer_text(out, "<<\n/Type /Font\n/Subtype /CIDFontType2\n");
	kx_plain_put_name(out, "BaseFont", embedded->name);
	kx_buffer_text(out, "/CIDSystemInfo <<\n/Registry (Adobe)\n/Ordering (Identity)\n/Supplement 0\n>>\n/CIDToGIDMap /Identity\n");
	kx_plain_put_reference(out, "FontDescriptor", kx_pdf_number(descriptor));
	kx_buffer_text(out, "/W ");
	kx_buffer_add(out, embedded->widths.bytes, embedded->widths.length);
	kx_buffer_text(out, "\n>>");
	kx_plain_end(out);
	return font;
}

static bool
write_font(struct kx_writer *writer, struct kx_face_use *face, kx_face index)
{
	const struct kx_embedded *embedded = kx_pdf_embed(writer, index);
	HPDF_Array descendants = kx_pdf_array(writer->haru);

	if (embedded == NULL)
		return false;
	kx_pdf_add(descendants, descendant_font(writer, face->facts, embedded));
	kx_pdf_put_name(face->font, "Type", "Font");
	kx_pdf_put_name(face->font, "Subtype", "Type0");
	kx_pdf_put_name(face->font, "BaseFont", embedded->name);
	kx_pdf_put_name(face->font, "Encoding", "Identity-H");
	kx_pdf_put(face->font, "DescendantFonts", descendants);
	kx_pdf_put(face->font, "ToUnicode", kx_pdf_stream(writer, KX_PDF_DEFLATED, embedded->map.bytes, embedded->map.length));
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
