/*
 * Fonts as PDF has them: Type0 over CIDFontType2, Identity-H, so that a code
 * is a glyph id (ISO 32000-1, 9.7).  The glyph ids are those of the whole
 * font, subsets keep them; so the same run has the same codes in every sheet.
 *
 * What a face is used for is collected in uses.c, what it is cut down to made in embedded.c.
 */
#include "pdf/embedded.h"
#include "pdf/writer.h"

/* Flags of a font descriptor (table 123). */
#define FLAG_NONSYMBOLIC 32
#define FLAG_ITALIC 64

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
	file = kx_pdf_common_stream(writer, KX_PDF_DEFLATED, embedded->program.bytes, embedded->program.length);
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
	kx_pdf_put(face->font, "ToUnicode", kx_pdf_common_stream(writer, KX_PDF_DEFLATED, embedded->map.bytes, embedded->map.length));
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
