/*
 * What the file says about itself, twice: as XMP, which PDF/A and PDF/UA read
 * (ISO 19005-3, 6.6.2; ISO 14289-1, 5), and as the document information
 * dictionary, which older programs read.  Both come from the same strings, so
 * they agree.  The packet is written by hand and escaped here; libharu's own
 * does not escape.
 */
#include "pdf/writer.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* Days since 1970 as a date (Howard Hinnant's civil_from_days; the Gregorian calendar, no tables). */
static void
civil(int64_t days, int *ret_year, int *ret_month, int *ret_day)
{
	int64_t era, day_of_era, year_of_era, day_of_year, month;

	days += 719468;
	era = days / 146097;
	day_of_era = days - era * 146097;
	year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	month = (5 * day_of_year + 2) / 153;
	*ret_day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	*ret_month = (int)(month < 10 ? month + 3 : month - 9);
	*ret_year = (int)(year_of_era + era * 400 + (*ret_month <= 2));
}

void
kx_pdf_date(int64_t date, bool xmp, char ret_text[KX_DATE_ROOM])
{
	const int64_t latest = INT64_C(253402300799);   /* the last second of 9999 */
	int year, month, day, second;

	if (date < 0)
		date = 0;
	if (date > latest)
		date = latest;
	civil(date / 86400, &year, &month, &day);
	second = (int)(date % 86400);
	snprintf(ret_text, KX_DATE_ROOM, xmp ? "%04d-%02d-%02dT%02d:%02d:%02dZ" : "D:%04d%02d%02d%02d%02d%02dZ",
	    year, month, day, second / 3600, second / 60 % 60, second % 60);
}

/* Text of an XML element.  Characters that XML 1.0 forbids become U+FFFD. */
static void
escape(struct kx_buffer *out, const char *text)
{
	size_t at, step, length = strlen(text);
	uint32_t code;

	for (at = 0; at < length; at += step) {
		code = kx_utf8_next(text + at, &step);
		if (code == '&')
			kx_buffer_text(out, "&amp;");
		else if (code == '<')
			kx_buffer_text(out, "&lt;");
		else if (code == '>')
			kx_buffer_text(out, "&gt;");
		else if ((code < 0x20 && code != '\t' && code != '\n') || code == 0xFFFE || code == 0xFFFF)
			kx_buffer_text(out, "\xEF\xBF\xBD");
		else
			kx_buffer_add(out, text + at, step);
	}
}

static void
property(struct kx_buffer *out, const char *name, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	kx_buffer_print(out, "<%s>", name);
	escape(out, text);
	kx_buffer_print(out, "</%s>\n", name);
}

/* The same in one of RDF's containers: "Alt", "Bag" or "Seq", with its only item's attribute. */
static void
contained(struct kx_buffer *out, const char *name, const char *container, const char *attribute, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	kx_buffer_print(out, "<%s><rdf:%s><rdf:li%s>", name, container, attribute);
	escape(out, text);
	kx_buffer_print(out, "</rdf:li></rdf:%s></%s>\n", container, name);
}

/* PDF/A wants every property that XMP does not know described (6.6.2.3): the one of PDF/UA. */
static const char extension[] =
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

static void
write_packet(const struct kx_writer *writer, struct kx_buffer *out)
{
	const struct kx_frames *frames = writer->frames;
	char date[KX_DATE_ROOM];

	kx_pdf_date(writer->options->date, true, date);
	kx_buffer_text(out,
	    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
	    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
	    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
	    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
	    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
	    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
	    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
	property(out, "dc:format", "application/pdf");
	property(out, "dc:identifier", frames->document_id);
	contained(out, "dc:title", "Alt", " xml:lang=\"x-default\"", frames->title);
	contained(out, "dc:description", "Alt", " xml:lang=\"x-default\"", frames->subject);
	contained(out, "dc:creator", "Seq", "", frames->author);
	contained(out, "dc:language", "Bag", "", frames->language);
	property(out, "xmp:CreatorTool", frames->creator);
	property(out, "xmp:CreateDate", date);
	property(out, "xmp:ModifyDate", date);
	property(out, "xmp:MetadataDate", date);
	property(out, "pdf:Producer", writer->options->producer);
	kx_buffer_text(out, "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
	    "<pdfuaid:part>1</pdfuaid:part>\n");
	kx_buffer_text(out, extension);
	kx_buffer_text(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

static void
put_if(HPDF_Dict dict, const char *key, const char *text)
{
	if (text != NULL && text[0] != '\0')
		kx_pdf_put_text(dict, key, text);
}

static void
write_info(struct kx_writer *writer)
{
	HPDF_Dict info = writer->haru->info;   /* libharu made it, with its own Producer */
	char date[KX_DATE_ROOM];

	kx_pdf_date(writer->options->date, false, date);
	if (info != NULL)
		HPDF_Dict_RemoveElement(info, "Producer");
	put_if(info, "Title", writer->frames->title);
	put_if(info, "Author", writer->frames->author);
	put_if(info, "Subject", writer->frames->subject);
	put_if(info, "Creator", writer->frames->creator);
	put_if(info, "Producer", writer->options->producer);
	kx_pdf_put_ascii(info, "CreationDate", date);
	kx_pdf_put_ascii(info, "ModDate", date);
}

void
kx_pdf_write_metadata(struct kx_writer *writer)
{
	HPDF_Dict catalog = writer->haru->catalog, metadata, preferences = kx_pdf_dict(writer->haru);
	struct kx_buffer packet;

	kx_buffer_init(&packet, (size_t)1024 * 1024);
	write_packet(writer, &packet);
	/* Never compressed: programs that know no PDF look for the packet in the plain file. */
	metadata = kx_pdf_stream(writer, KX_PDF_PLAIN, kx_buffer_bytes(&packet), packet.length);
	if (kx_buffer_failed(&packet))
		HPDF_SetError(&writer->haru->error, HPDF_FAILD_TO_ALLOC_MEM, 0);
	kx_buffer_done(&packet);
	kx_pdf_put_name(metadata, "Type", "Metadata");
	kx_pdf_put_name(metadata, "Subtype", "XML");
	kx_pdf_put(catalog, "Metadata", metadata);
	kx_pdf_put_text(catalog, "Lang", writer->frames->language);
	kx_pdf_put_bool(preferences, "DisplayDocTitle", true);
	kx_pdf_put(catalog, "ViewerPreferences", preferences);
	write_info(writer);
}
