/*
 * pdf_rules: what PDF/UA-1 and PDF/A-3a ask of a file like ours, looked at
 * from outside.
 *
 * The numbers are the clauses of ISO 14289-1 (UA) and ISO 19005-3 (A), the
 * conditions those of the validation profiles that formalise them.  Written
 * against the file, not against src/pdf: nothing here knows how it was made.
 * Each fault is one line in pdf->faults.
 */
#ifndef KX_TESTS_PDF_RULES_H
#define KX_TESTS_PDF_RULES_H

#include "open_pdf.h"

#include <ctype.h>
#include <stdint.h>

#define RULES_MAX 70000

/* What is known of a font while the pages are read. */
struct rules_font {
	char reference[24];
	bool mapped[65536];          /* has a ToUnicode entry */
	bool private_use[65536];
	int width[65536];            /* thousandths of 1/1000 em by /W; -1 none */
	int advance[65536];          /* the same by hmtx; -1 no such glyph */
	bool used[65536];
	struct rules_font *next;
};

struct rules {
	struct open_pdf *pdf;
	struct rules_font *fonts;
	json_t *seen;                /* "page reference/mcid" -> times found in content, then claimed by the tree */
	json_t *claimed;
	json_t *ids;
	int heading;                 /* level of the last one */
	bool lang;
};

/* ---- whole objects ---- */

static inline void
rules_value(struct rules *rules, const char *where, json_t *value)
{
	const char *key, *text;
	json_t *inner;
	size_t i;

	if (json_is_object(value)) {
		json_object_foreach(value, key, inner) {
			if (strlen(key) > 128)
				pdf_fault(rules->pdf, "A 6.1.13: long name in %s", where);
			rules_value(rules, where, inner);
		}
	} else if (json_is_array(value)) {
		json_array_foreach(value, i, inner)
			rules_value(rules, where, inner);
	} else if (json_is_string(value)) {
		text = json_string_value(value);
		if (text[0] == '/' && strlen(text) > 128)
			pdf_fault(rules->pdf, "A 6.1.13: long name in %s", where);
		if (strlen(text) > 32000)
			pdf_fault(rules->pdf, "A 6.1.13: long string in %s", where);
	}
}

static inline void
rules_filter(struct rules *rules, const char *where, json_t *dict)
{
	json_t *filter = pdf_get(rules->pdf, dict, "/Filter");
	const char *name = json_string_value(json_is_array(filter) ? json_array_get(filter, 0) : filter);

	if (name != NULL && strcmp(name, "/FlateDecode") != 0 && strcmp(name, "/DCTDecode") != 0)
		pdf_fault(rules->pdf, "A 6.1.7.2: filter %s in %s", name, where);
	if (json_object_get(dict, "/F") != NULL || json_object_get(dict, "/FFilter") != NULL)
		pdf_fault(rules->pdf, "A 6.1.7.1: external stream in %s", where);
}

static inline void
rules_objects(struct rules *rules)
{
	json_t *object, *dict;
	const char *key;

	json_object_foreach(rules->pdf->objects, key, object) {
		dict = json_object_get(json_object_get(object, "stream"), "dict");
		if (dict != NULL)
			rules_filter(rules, key, dict);
		rules_value(rules, key, dict != NULL ? dict : json_object_get(object, "value"));
	}
}

static inline void
rules_file(struct rules *rules)
{
	struct open_pdf *pdf = rules->pdf;
	const unsigned char *bytes = (const unsigned char *)pdf->file;
	json_t *id = pdf_get(pdf, pdf->trailer, "/ID");

	if (pdf->length < 20 || memcmp(bytes, "%PDF-1.7\n%", 10) != 0)
		pdf_fault(pdf, "UA 6.1, A 6.1.2: header");
	else if (bytes[10] < 128 || bytes[11] < 128 || bytes[12] < 128 || bytes[13] < 128)
		pdf_fault(pdf, "A 6.1.2: no binary comment");
	if (pdf->length < 6 || memcmp(bytes + pdf->length - 6, "%%EOF\n", 6) != 0)
		pdf_fault(pdf, "A 6.1.3: data after %%%%EOF");
	if (json_array_size(id) != 2 || json_string_length(json_array_get(id, 0)) < 3)
		pdf_fault(pdf, "A 6.1.3: no /ID");
	if (json_object_get(pdf->trailer, "/Encrypt") != NULL)
		pdf_fault(pdf, "A 6.1.3: encrypted");
}

/* ---- metadata ---- */

/* Well-formed as far as tags go: each closes the one last opened.  The packet has no comments or CDATA. */
static inline void
rules_xml(struct rules *rules, const char *text)
{
	char stack[40][80];
	size_t depth = 0, length;

	while ((text = strchr(text, '<')) != NULL) {
		text++;
		if (*text == '?')
			continue;
		length = strcspn(text + (*text == '/'), " \t\n/>");
		if (*text == '/') {
			if (depth == 0 || strlen(stack[depth - 1]) != length || strncmp(stack[depth - 1], text + 1, length) != 0) {
				pdf_fault(rules->pdf, "A 6.6.2.1: XMP is not well-formed at %.30s", text);
				return;
			}
			depth--;
		} else if (depth < 40 && length < 80) {
			memcpy(stack[depth], text, length);
			stack[depth++][length] = '\0';
		}
		text = strchr(text, '>');
		if (text == NULL)
			break;
		if (text[-1] == '/')
			depth--;
	}
	if (depth != 0)
		pdf_fault(rules->pdf, "A 6.6.2.1: XMP leaves %s open", stack[depth - 1]);
}

/* The text of the first innermost element within <name>…</name>, unescaped. */
static inline void
rules_property(const char *packet, const char *name, char *ret_text, size_t room)
{
	char open[80];
	const char *at, *end;
	size_t used = 0;

	ret_text[0] = '\0';
	snprintf(open, sizeof(open), "<%s>", name);
	at = strstr(packet, open);
	if (at == NULL)
		return;
	at += strlen(open);
	while (*at == '<')
		at = strchr(at, '>') + 1;
	end = strchr(at, '<');
	while (at < end && used + 2 < room) {
		static const char *const entities[][2] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" } };
		size_t i;

		for (i = 0; i < 3 && strncmp(at, entities[i][0], strlen(entities[i][0])) != 0; i++)
			continue;
		ret_text[used++] = i < 3 ? entities[i][1][0] : *at;
		at += i < 3 ? strlen(entities[i][0]) : 1;
	}
	ret_text[used] = '\0';
}

static inline void
rules_agree(struct rules *rules, const char *packet, const char *property, const char *key)
{
	char text[2000];
	const char *info = pdf_text(rules->pdf, pdf_get(rules->pdf, rules->pdf->trailer, "/Info"), key);

	rules_property(packet, property, text, sizeof(text));
	if (strcmp(text, info) != 0)
		pdf_fault(rules->pdf, "A 6.6.3: %s is \"%s\", %s is \"%s\"", property, text, key, info);
}

/* "2026-01-31T12:00:00Z" and "D:20260131120000Z". */
static inline void
rules_date(struct rules *rules, const char *packet, const char *property, const char *key)
{
	const char *info = pdf_text(rules->pdf, pdf_get(rules->pdf, rules->pdf->trailer, "/Info"), key);
	char text[80], digits[80];
	size_t i, used = 0;

	rules_property(packet, property, text, sizeof(text));
	for (i = 0; text[i] != '\0'; i++) {
		if (isdigit((unsigned char)text[i]) || text[i] == 'Z')
			digits[used++] = text[i];
	}
	digits[used] = '\0';
	if (strncmp(info, "D:", 2) != 0 || strcmp(info + 2, digits) != 0)
		pdf_fault(rules->pdf, "A 6.6.3: %s is \"%s\", %s is \"%s\"", property, text, key, info);
}

static inline void
rules_metadata(struct rules *rules)
{
	struct open_pdf *pdf = rules->pdf;
	json_t *dict = pdf_get(pdf, pdf->catalog, "/Metadata");
	size_t length;
	char *packet = (char *)pdf_stream(pdf, pdf_reference(pdf->catalog, "/Metadata"), &length);
	char text[2000];

	if (packet == NULL || strcmp(pdf_name(pdf, dict, "/Type"), "Metadata") != 0 ||
	    strcmp(pdf_name(pdf, dict, "/Subtype"), "XML") != 0) {
		pdf_fault(pdf, "UA 7.1-8, A 6.6.2.1: no metadata");
		free(packet);
		return;
	}
	if (json_object_get(dict, "/Filter") != NULL)
		pdf_fault(pdf, "metadata is compressed");
	rules_xml(rules, packet);
	if (strstr(packet, " bytes=") != NULL || strstr(packet, " encoding=") != NULL)
		pdf_fault(pdf, "A 6.6.2.1: bytes or encoding in the packet header");
	rules_property(packet, "pdfuaid:part", text, sizeof(text));
	if (strcmp(text, "1") != 0)
		pdf_fault(pdf, "UA 5: part");
	rules_property(packet, "pdfaid:part", text, sizeof(text));
	if (strcmp(text, "3") != 0)
		pdf_fault(pdf, "A 6.6.4: part");
	rules_property(packet, "pdfaid:conformance", text, sizeof(text));
	if (strcmp(text, "A") != 0)
		pdf_fault(pdf, "A 6.6.4: conformance");
	rules_property(packet, "dc:title", text, sizeof(text));
	if (text[0] == '\0')
		pdf_fault(pdf, "UA 7.1-9: dc:title");
	rules_property(packet, "pdfaSchema:namespaceURI", text, sizeof(text));
	if (strcmp(text, "http://www.aiim.org/pdfua/ns/id/") != 0 || strstr(packet, "<pdfaProperty:name>part<") == NULL)
		pdf_fault(pdf, "A 6.6.2.3: pdfuaid is not described");
	rules_agree(rules, packet, "dc:title", "/Title");
	rules_agree(rules, packet, "dc:creator", "/Author");
	rules_agree(rules, packet, "dc:description", "/Subject");
	rules_agree(rules, packet, "xmp:CreatorTool", "/Creator");
	rules_agree(rules, packet, "pdf:Producer", "/Producer");
	rules_date(rules, packet, "xmp:CreateDate", "/CreationDate");
	rules_date(rules, packet, "xmp:ModifyDate", "/ModDate");
	free(packet);
}

static inline bool
rules_language(const char *tag)
{
	size_t part = 0;
	bool first = true;

	for (; *tag != '\0'; tag++) {
		if (*tag == '-') {
			if (part == 0)
				return false;
			part = 0;
			first = false;
		} else if (!(first ? isalpha((unsigned char)*tag) : isalnum((unsigned char)*tag)) || ++part > 8) {
			return false;
		}
	}
	return part > 0;
}

static inline void
rules_catalog(struct rules *rules)
{
	static const char *const banned[] = { "/AA", "/OpenAction", "/AcroForm", "/OCProperties", "/Requirements", "/Perms" };
	struct open_pdf *pdf = rules->pdf;
	json_t *marks = pdf_get(pdf, pdf->catalog, "/MarkInfo"), *intents = pdf_get(pdf, pdf->catalog, "/OutputIntents"), *intent;
	unsigned char *profile;
	size_t i, length = 0;

	for (i = 0; i < sizeof(banned) / sizeof(banned[0]); i++) {
		if (json_object_get(pdf->catalog, banned[i]) != NULL)
			pdf_fault(pdf, "A: %s in the catalog", banned[i]);
	}
	rules->lang = rules_language(pdf_text(pdf, pdf->catalog, "/Lang"));
	if (!rules->lang)
		pdf_fault(pdf, "UA 7.2: no language");
	if (!pdf_true(pdf, marks, "/Marked") || pdf_true(pdf, marks, "/Suspects"))
		pdf_fault(pdf, "UA 6.2, 7.1-4: MarkInfo");
	if (!pdf_true(pdf, pdf_get(pdf, pdf->catalog, "/ViewerPreferences"), "/DisplayDocTitle"))
		pdf_fault(pdf, "UA 7.1-10: DisplayDocTitle");
	intent = pdf_follow(pdf, json_array_get(intents, 0));
	profile = pdf_stream(pdf, pdf_reference(intent, "/DestOutputProfile"), &length);
	if (json_array_size(intents) != 1 || strcmp(pdf_name(pdf, intent, "/S"), "GTS_PDFA1") != 0 || profile == NULL ||
	    length < 128 || memcmp(profile + 12, "mntrRGB ", 8) != 0 || profile[8] >= 5 || memcmp(profile + 36, "acsp", 4) != 0 ||
	    pdf_int(pdf, pdf_get(pdf, intent, "/DestOutputProfile"), "/N", 0) != 3)
		pdf_fault(pdf, "A 6.2.3: output intent");
	free(profile);
}

/* ---- fonts ---- */

static inline unsigned
rules_u16(const unsigned char *bytes)
{
	return (unsigned)bytes[0] << 8 | bytes[1];
}

static inline size_t
rules_table(const unsigned char *program, size_t length, const char *tag)
{
	unsigned i, count = length > 12 ? rules_u16(program + 4) : 0;

	for (i = 0; i < count && 28 + 16 * (size_t)i <= length; i++) {
		const unsigned char *entry = program + 12 + 16 * i;

		if (memcmp(entry, tag, 4) == 0)
			return (size_t)rules_u16(entry + 8) << 16 | rules_u16(entry + 10);
	}
	return 0;
}

/* Advances from the embedded program, in thousandths of 1/1000 em. */
static inline void
rules_program(struct rules *rules, struct rules_font *font, const unsigned char *program, size_t length)
{
	size_t head = rules_table(program, length, "head"), hhea = rules_table(program, length, "hhea");
	size_t hmtx = rules_table(program, length, "hmtx"), maxp = rules_table(program, length, "maxp");
	unsigned units, metrics, glyphs, i;

	if (head == 0 || hhea == 0 || hmtx == 0 || maxp == 0 || rules_table(program, length, "glyf") == 0 ||
	    rules_table(program, length, "loca") == 0) {
		pdf_fault(rules->pdf, "UA 7.21.4.1: a table is missing from font %s", font->reference);
		return;
	}
	units = rules_u16(program + head + 18);
	metrics = rules_u16(program + hhea + 34);
	glyphs = rules_u16(program + maxp + 4);
	for (i = 0; i < glyphs; i++) {
		unsigned at = i < metrics ? i : metrics - 1;

		font->advance[i] = (int)((rules_u16(program + hmtx + 4 * at) * 1000000UL + units / 2) / units);
	}
}

static inline void
rules_widths(struct rules *rules, struct rules_font *font, json_t *widths)
{
	size_t i, j;

	for (i = 0; i + 1 < json_array_size(widths); i += 2) {
		json_int_t first = json_integer_value(json_array_get(widths, i));
		json_t *run = json_array_get(widths, i + 1);

		if (!json_is_array(run))
			pdf_fault(rules->pdf, "a /W that this test does not know");
		for (j = 0; j < json_array_size(run) && first + (json_int_t)j < 65536; j++)
			font->width[first + (json_int_t)j] = (int)(json_number_value(json_array_get(run, j)) * 1000.0 + 0.5);
	}
}

static inline void
rules_unicode(struct rules *rules, struct rules_font *font, const char *map)
{
	unsigned code, first;
	int used;

	for (map = strstr(map, "beginbfchar"); map != NULL; map = strstr(map, "beginbfchar")) {
		map += strlen("beginbfchar");
		while (sscanf(map, " <%4x> <%4x%n", &code, &first, &used) == 2) {
			font->mapped[code] = true;
			if (first == 0 || first == 0xFEFF || first == 0xFFFE)
				pdf_fault(rules->pdf, "UA 7.21.7-2: code %04X maps to %04X", code, first);
			font->private_use[code] = first >= 0xE000 && first <= 0xF8FF;
			map = strchr(map + used, '>') + 1;
		}
	}
}

static inline struct rules_font *
rules_font(struct rules *rules, const char *reference)
{
	struct open_pdf *pdf = rules->pdf;
	json_t *font = pdf_object(pdf, reference), *descendant, *descriptor, *system;
	struct rules_font *entry;
	unsigned char *bytes;
	size_t length, i;

	for (entry = rules->fonts; entry != NULL; entry = entry->next) {
		if (strcmp(entry->reference, reference) == 0)
			return entry;
	}
	entry = calloc(1, sizeof(*entry));
	if (entry == NULL)
		return NULL;
	entry->next = rules->fonts;
	rules->fonts = entry;
	snprintf(entry->reference, sizeof(entry->reference), "%s", reference);
	for (i = 0; i < 65536; i++)
		entry->width[i] = entry->advance[i] = -1;
	font = json_object_get(font, "value");
	descendant = pdf_follow(pdf, json_array_get(pdf_get(pdf, font, "/DescendantFonts"), 0));
	descriptor = pdf_get(pdf, descendant, "/FontDescriptor");
	system = pdf_get(pdf, descendant, "/CIDSystemInfo");
	if (strcmp(pdf_name(pdf, font, "/Type"), "Font") != 0 || strcmp(pdf_name(pdf, font, "/Subtype"), "Type0") != 0 ||
	    strcmp(pdf_name(pdf, font, "/Encoding"), "Identity-H") != 0 ||
	    strcmp(pdf_name(pdf, descendant, "/Subtype"), "CIDFontType2") != 0 ||
	    strcmp(pdf_name(pdf, descendant, "/CIDToGIDMap"), "Identity") != 0 ||
	    strcmp(pdf_text(pdf, system, "/Registry"), "Adobe") != 0 || strcmp(pdf_text(pdf, system, "/Ordering"), "Identity") != 0)
		pdf_fault(pdf, "UA 7.21.3: font %s", reference);
	if (strcmp(pdf_name(pdf, font, "/BaseFont"), pdf_name(pdf, descendant, "/BaseFont")) != 0 ||
	    strcmp(pdf_name(pdf, font, "/BaseFont"), pdf_name(pdf, descriptor, "/FontName")) != 0 ||
	    strspn(pdf_name(pdf, font, "/BaseFont"), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") < 6 || pdf_name(pdf, font, "/BaseFont")[6] != '+')
		pdf_fault(pdf, "A 6.2.11.2: names of font %s", reference);
	rules_widths(rules, entry, pdf_get(pdf, descendant, "/W"));
	bytes = pdf_stream(pdf, pdf_reference(descriptor, "/FontFile2"), &length);
	if (bytes == NULL || pdf_int(pdf, pdf_get(pdf, descriptor, "/FontFile2"), "/Length1", -1) != (long)length)
		pdf_fault(pdf, "UA 7.21.4.1: program of font %s", reference);
	else
		rules_program(rules, entry, bytes, length);
	free(bytes);
	bytes = pdf_stream(pdf, pdf_reference(font, "/ToUnicode"), &length);
	if (bytes == NULL)
		pdf_fault(pdf, "UA 7.21.7: font %s has no ToUnicode", reference);
	else
		rules_unicode(rules, entry, (const char *)bytes);
	free(bytes);
	return entry;
}

static inline void
rules_code(struct rules *rules, struct rules_font *font, unsigned code, bool actual)
{
	int apart = font->width[code] - font->advance[code];

	if (font->used[code] && !font->private_use[code])
		return;
	font->used[code] = true;
	if (code == 0)
		pdf_fault(rules->pdf, "UA 7.21.8: .notdef is shown");
	if (!font->mapped[code])
		pdf_fault(rules->pdf, "UA 7.21.7-1: code %04X of font %s has no ToUnicode", code, font->reference);
	if (font->private_use[code] && !actual)
		pdf_fault(rules->pdf, "A 6.2.11.7.3: private use without ActualText");
	if (font->advance[code] < 0)
		pdf_fault(rules->pdf, "UA 7.21.4.1-2: no glyph %04X in font %s", code, font->reference);
	if (font->width[code] < 0 || apart > 1 || apart < -1)
		pdf_fault(rules->pdf, "UA 7.21.5: width of %04X is %d, in the font %d", code, font->width[code], font->advance[code]);
}

/* ---- content streams ---- */

struct rules_scan {
	struct rules *rules;
	const char *page;            /* its reference */
	json_t *resources;
	const char *at;
	char operands[12][200];      /* the last ones, as text; dictionaries and arrays whole */
	int count;
	char marks[64];              /* T tagged, A artifact, S span with ActualText, - other */
	int depth, saves, text;
	struct rules_font *font;
	long mcids;
};

static inline bool
rules_inside(const struct rules_scan *scan, char kind)
{
	return memchr(scan->marks, kind, (size_t)scan->depth) != NULL;
}

static inline void
rules_shown(struct rules_scan *scan, const char *what)
{
	if (!rules_inside(scan, 'T') && !rules_inside(scan, 'A'))
		pdf_fault(scan->rules->pdf, "UA 7.1-3: %s outside of tags and artifacts on page %s", what, scan->page);
}

/* Two-byte codes of hexadecimal strings in `text`, a string or an array. */
static inline void
rules_codes(struct rules_scan *scan, const char *text)
{
	unsigned code;

	rules_shown(scan, "text");
	if (scan->text != 1 || scan->font == NULL) {
		pdf_fault(scan->rules->pdf, "text without a font or a text object");
		return;
	}
	for (; *text != '\0'; text++) {
		if (*text == '(')
			pdf_fault(scan->rules->pdf, "a literal string, which this test does not know");
		if (*text != '<')
			continue;
		for (text++; sscanf(text, "%4x", &code) == 1 && *text != '>'; text += 4)
			rules_code(scan->rules, scan->font, code, rules_inside(scan, 'S'));
	}
}

static inline void
rules_begin_marks(struct rules_scan *scan)
{
	struct open_pdf *pdf = scan->rules->pdf;
	const char *tag = scan->operands[0], *properties = scan->count > 1 ? scan->operands[1] : "";
	const char *mcid = strstr(properties, "/MCID ");
	char kind = strcmp(tag, "/Artifact") == 0 ? 'A' : mcid != NULL ? 'T' : strstr(properties, "/ActualText") != NULL ? 'S' : '-';
	char key[60];

	if (kind == 'A' && rules_inside(scan, 'T'))
		pdf_fault(pdf, "UA 7.1-1: artifact inside tagged content");
	if (kind == 'T' && (rules_inside(scan, 'A') || rules_inside(scan, 'T')))
		pdf_fault(pdf, "UA 7.1-2: tagged content inside marked content");
	if (kind == 'A' && strstr(properties, "/Background") != NULL && strstr(properties, "/BBox") == NULL)
		pdf_fault(pdf, "ISO 32000-1 table 330: background without BBox");
	if (kind == 'T') {
		snprintf(key, sizeof(key), "%s/%ld", scan->page, strtol(mcid + 6, NULL, 10));
		if (json_object_get(scan->rules->seen, key) != NULL)
			pdf_fault(pdf, "MCID twice: %s", key);
		json_object_set_new(scan->rules->seen, key, json_true());
		scan->mcids++;
	}
	if (scan->depth < 64)
		scan->marks[scan->depth++] = kind;
	else
		pdf_fault(pdf, "marked content too deep");
}

static inline void
rules_operator(struct rules_scan *scan, const char *name)
{
	static const char *const paints[] = { "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do" };
	static const char *const others[] = { "g", "G", "rg", "RG", "w", "m", "l", "c", "v", "y", "h", "re", "n", "cm", "Td", "TD",
		"Tm", "Ts", "Tc", "Tw", "Tz", "TL", "Tr", "T*", "d", "J", "j", "M", "i", "ri", "gs", "W", "W*" };
	struct open_pdf *pdf = scan->rules->pdf;
	const char *last = scan->count > 0 ? scan->operands[scan->count - 1] : "";
	size_t i;

	if (strcmp(name, "BDC") == 0 || strcmp(name, "BMC") == 0) {
		rules_begin_marks(scan);
	} else if (strcmp(name, "EMC") == 0) {
		if (scan->depth == 0)
			pdf_fault(pdf, "EMC without BDC");
		else
			scan->depth--;
	} else if (strcmp(name, "q") == 0 || strcmp(name, "Q") == 0) {
		scan->saves += *name == 'q' ? 1 : -1;
		if (scan->saves < 0 || scan->saves > 28 || scan->text != 0)
			pdf_fault(pdf, "A 6.1.13: q and Q");
	} else if (strcmp(name, "BT") == 0 || strcmp(name, "ET") == 0) {
		scan->text += *name == 'B' ? 1 : -1;
		if (scan->text < 0 || scan->text > 1)
			pdf_fault(pdf, "BT and ET");
	} else if (strcmp(name, "Tf") == 0) {
		const char *font = pdf_reference(pdf_get(pdf, scan->resources, "/Font"), scan->operands[0]);

		scan->font = font[0] != '\0' ? rules_font(scan->rules, font) : NULL;
		if (scan->font == NULL)
			pdf_fault(pdf, "A 6.2.2: no font %s", scan->operands[0]);
	} else if (strcmp(name, "Tj") == 0 || strcmp(name, "TJ") == 0) {
		rules_codes(scan, last);
	} else {
		for (i = 0; i < sizeof(paints) / sizeof(paints[0]); i++) {
			if (strcmp(name, paints[i]) != 0)
				continue;
			rules_shown(scan, name);
			if (scan->text != 0)
				pdf_fault(pdf, "%s in a text object", name);
			if (strcmp(name, "Do") == 0 && pdf_get(pdf, pdf_get(pdf, scan->resources, "/XObject"), last) == NULL)
				pdf_fault(pdf, "A 6.2.2: no XObject %s", last);
			return;
		}
		for (i = 0; i < sizeof(others) / sizeof(others[0]) && strcmp(name, others[i]) != 0; i++)
			continue;
		if (i == sizeof(others) / sizeof(others[0]))
			pdf_fault(pdf, "A 6.2.2: unknown operator %s", name);
	}
}

/* One operand or operator; arrays and dictionaries are taken whole. */
static inline bool
rules_token(struct rules_scan *scan, char *token, size_t room)
{
	const char *start;
	size_t length;
	int depth = 0;

	scan->at += strspn(scan->at, " \n\r\t");
	start = scan->at;
	if (*start == '\0')
		return false;
	if (*start == '[' || *start == '<') {
		do {
			if (*scan->at == '[' || *scan->at == '<')
				depth++;
			if (*scan->at == ']' || *scan->at == '>')
				depth--;
			scan->at++;
		} while (*scan->at != '\0' && depth > 0);
	} else {
		scan->at++;
		scan->at += strcspn(scan->at, " \n\r\t/[<");
	}
	length = (size_t)(scan->at - start);
	if (*start == '[' || *start == '<') {
		/* A long string of glyphs is looked at where it stands. */
		if (*start == '[' || start[1] != '<') {
			const char *after = scan->at;
			char *whole = malloc(length + 1);

			if (whole != NULL) {
				memcpy(whole, start, length);
				whole[length] = '\0';
				scan->at = after;
				rules_codes(scan, whole);
				free(whole);
			}
			length = 0;
		}
	}
	snprintf(token, room, "%.*s", (int)(length < room ? length : room - 1), start);
	return true;
}

static inline void
rules_content(struct rules_scan *scan, const char *content)
{
	char token[200];

	scan->at = content;
	while (rules_token(scan, token, sizeof(token))) {
		bool operand = token[0] == '\0' || token[0] == '/' || token[0] == '<' || token[0] == '-' || token[0] == '.' ||
		    isdigit((unsigned char)token[0]);

		if (operand) {
			if (scan->count < 12)
				snprintf(scan->operands[scan->count++], sizeof(scan->operands[0]), "%s", token);
			continue;
		}
		rules_operator(scan, token);
		scan->count = 0;
	}
	if (scan->depth != 0 || scan->saves != 0 || scan->text != 0)
		pdf_fault(scan->rules->pdf, "page %s leaves something open", scan->page);
}

static inline void
rules_image(struct rules *rules, json_t *image)
{
	struct open_pdf *pdf = rules->pdf;
	const char *space = pdf_name(pdf, image, "/ColorSpace");

	if (pdf_true(pdf, image, "/Interpolate") || json_object_get(image, "/Alternates") != NULL)
		pdf_fault(pdf, "A 6.2.8: image");
	if (pdf_int(pdf, image, "/BitsPerComponent", 0) != 8 || (strcmp(space, "DeviceRGB") != 0 && strcmp(space, "DeviceGray") != 0))
		pdf_fault(pdf, "A 6.2.8-4, 6.2.4.3: image samples");
	if (pdf_get(pdf, image, "/SMask") != NULL)
		rules_image(rules, pdf_get(pdf, image, "/SMask"));
}

/* ---- links ---- */

static inline json_t *
rules_parent_entry(struct rules *rules, long key)
{
	json_t *numbers = pdf_get(rules->pdf, pdf_get(rules->pdf, pdf_get(rules->pdf, rules->pdf->catalog, "/StructTreeRoot"),
	    "/ParentTree"), "/Nums");
	size_t i;

	for (i = 0; i + 1 < json_array_size(numbers); i += 2) {
		if (json_integer_value(json_array_get(numbers, i)) == key)
			return json_array_get(numbers, i + 1);
	}
	return NULL;
}

static inline bool
rules_is_page(struct rules *rules, json_t *value)
{
	return json_is_string(value) && strcmp(pdf_name(rules->pdf, pdf_follow(rules->pdf, value), "/Type"), "Page") == 0;
}

static inline void
rules_annotation(struct rules *rules, const char *reference, json_t *annotation, json_t *box)
{
	struct open_pdf *pdf = rules->pdf;
	json_t *parent = rules_parent_entry(rules, pdf_int(pdf, annotation, "/StructParent", -1)), *kids, *kid;
	json_t *rectangle = pdf_get(pdf, annotation, "/Rect"), *goal = pdf_get(pdf, annotation, "/Dest");
	bool found = false;
	size_t i;

	if (strcmp(pdf_name(pdf, annotation, "/Subtype"), "Link") != 0)
		pdf_fault(pdf, "an annotation that is not a link");
	if (pdf_int(pdf, annotation, "/F", 0) != 4)
		pdf_fault(pdf, "A 6.3.2: flags of annotation %s", reference);
	if (pdf_text(pdf, annotation, "/Contents")[0] == '\0')
		pdf_fault(pdf, "UA 7.18.5-2: annotation %s has no Contents", reference);
	if (strcmp(pdf_name(pdf, pdf_follow(pdf, parent), "/S"), "Link") != 0)
		pdf_fault(pdf, "UA 7.18.5-1: annotation %s is not in a Link", reference);
	kids = pdf_get(pdf, pdf_follow(pdf, parent), "/K");
	json_array_foreach(kids, i, kid)
		found = found || strcmp(pdf_reference(kid, "/Obj"), reference) == 0;
	if (!found)
		pdf_fault(pdf, "the Link of annotation %s has no OBJR for it", reference);
	if (json_array_size(rectangle) != 4 || json_number_value(json_array_get(rectangle, 0)) < 0 ||
	    json_number_value(json_array_get(rectangle, 2)) > json_number_value(json_array_get(box, 2)) ||
	    json_number_value(json_array_get(rectangle, 1)) >= json_number_value(json_array_get(rectangle, 3)) ||
	    json_number_value(json_array_get(rectangle, 0)) >= json_number_value(json_array_get(rectangle, 2)))
		pdf_fault(pdf, "rectangle of annotation %s", reference);
	if (goal != NULL ? !rules_is_page(rules, json_array_get(goal, 0)) :
	    strcmp(pdf_name(pdf, pdf_get(pdf, annotation, "/A"), "/S"), "URI") != 0)
		pdf_fault(pdf, "annotation %s leads nowhere", reference);
}

static inline void
rules_page(struct rules *rules, const char *reference)
{
	struct open_pdf *pdf = rules->pdf;
	json_t *page = pdf_object(pdf, reference), *annotations, *annotation, *images, *image, *box, *parents;
	struct rules_scan scan;
	const char *key;
	char *content;
	size_t i, length;

	page = json_object_get(page, "value");
	annotations = pdf_get(pdf, page, "/Annots");
	box = pdf_get(pdf, page, "/MediaBox");
	memset(&scan, 0, sizeof(scan));
	scan.rules = rules;
	scan.page = reference;
	scan.resources = pdf_get(pdf, page, "/Resources");
	if (scan.resources == NULL)
		pdf_fault(pdf, "A 6.2.2: page %s has no resources of its own", reference);
	if (json_object_get(page, "/AA") != NULL)
		pdf_fault(pdf, "A 6.5.2: page %s has actions", reference);
	if (strcmp(pdf_name(pdf, page, "/Tabs"), "S") != 0)
		pdf_fault(pdf, "UA 7.18.3: tab order of page %s", reference);
	if (json_number_value(json_array_get(box, 2)) < 3 || json_number_value(json_array_get(box, 2)) > 14400 ||
	    json_number_value(json_array_get(box, 3)) < 3 || json_number_value(json_array_get(box, 3)) > 14400)
		pdf_fault(pdf, "A 6.1.13-11: page %s", reference);
	content = (char *)pdf_stream(pdf, pdf_reference(page, "/Contents"), &length);
	if (content == NULL)
		pdf_fault(pdf, "page %s has no content stream", reference);
	else
		rules_content(&scan, content);
	free(content);
	parents = pdf_follow(pdf, rules_parent_entry(rules, pdf_int(pdf, page, "/StructParents", -1)));
	if ((long)json_array_size(parents) != scan.mcids)
		pdf_fault(pdf, "parent tree has %zu entries for %ld sequences of page %s", json_array_size(parents), scan.mcids, reference);
	images = pdf_get(pdf, scan.resources, "/XObject");
	json_object_foreach(images, key, image)
		rules_image(rules, pdf_follow(pdf, image));
	json_array_foreach(annotations, i, annotation)
		rules_annotation(rules, json_string_value(annotation), pdf_follow(pdf, annotation), box);
}

static inline void
rules_pages(struct rules *rules)
{
	json_t *kids = pdf_get(rules->pdf, pdf_get(rules->pdf, rules->pdf->catalog, "/Pages"), "/Kids"), *kid;
	size_t i;

	json_array_foreach(kids, i, kid)
		rules_page(rules, json_string_value(kid));
}

/* ---- the structure tree ---- */

static inline bool
rules_is_one_of(const char *word, const char *list)
{
	const char *at = list;
	size_t length = strlen(word);

	while (length > 0 && (at = strstr(at, word)) != NULL) {
		if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
			return true;
		at++;
	}
	return false;
}

/* The types of the element's children, joined by spaces. */
static inline void
rules_child_types(struct rules *rules, json_t *element, char *ret_list, size_t room)
{
	json_t *kids = pdf_get(rules->pdf, element, "/K"), *kid;
	size_t i, used = 0;

	ret_list[0] = '\0';
	if (json_is_object(kids))
		used += (size_t)snprintf(ret_list, room, "%s", pdf_name(rules->pdf, kids, "/S"));
	json_array_foreach(kids, i, kid) {
		const char *type = pdf_name(rules->pdf, pdf_follow(rules->pdf, kid), "/S");

		if (type[0] != '\0' && used + 20 < room)
			used += (size_t)snprintf(ret_list + used, room - used, "%s%s", used > 0 ? " " : "", type);
	}
}

static inline bool
rules_all_of(const char *types, const char *allowed)
{
	char word[40];
	int used;

	while (sscanf(types, "%39s%n", word, &used) == 1) {
		if (!rules_is_one_of(word, allowed))
			return false;
		types += used;
	}
	return true;
}

static inline json_t *
rules_attribute(struct rules *rules, json_t *element, const char *key)
{
	return pdf_get(rules->pdf, pdf_get(rules->pdf, element, "/A"), key);
}

static inline void
rules_nesting(struct rules *rules, const char *type, const char *parent, const char *types)
{
	struct open_pdf *pdf = rules->pdf;

	if (!rules_is_one_of(type, "Document Sect Div H1 H2 H3 P L LI Lbl LBody Table THead TBody TR TH TD Caption Figure Span "
	    "Reference Note Link BibEntry"))
		pdf_fault(pdf, "UA 7.1-5: type %s", type);
	if (strcmp(type, "Table") == 0 && !rules_all_of(types, "TR THead TBody TFoot Caption"))
		pdf_fault(pdf, "UA 7.2-3: Table holds %s", types);
	if (strcmp(type, "Table") == 0 && rules_is_one_of("THead", types) && !rules_is_one_of("TBody", types))
		pdf_fault(pdf, "UA 7.2-14: THead without TBody");
	if (strcmp(type, "TR") == 0 && (!rules_is_one_of(parent, "Table THead TBody TFoot") || !rules_all_of(types, "TH TD")))
		pdf_fault(pdf, "UA 7.2-4, -10: TR in %s with %s", parent, types);
	if (rules_is_one_of(type, "THead TBody") && (strcmp(parent, "Table") != 0 || !rules_all_of(types, "TR")))
		pdf_fault(pdf, "UA 7.2-5, -36: %s", type);
	if (rules_is_one_of(type, "TH TD") && strcmp(parent, "TR") != 0)
		pdf_fault(pdf, "UA 7.2-8: %s in %s", type, parent);
	if (strcmp(type, "L") == 0 && !rules_all_of(types, "L LI Caption"))
		pdf_fault(pdf, "UA 7.2-19: L holds %s", types);
	if (strcmp(type, "LI") == 0 && (strcmp(parent, "L") != 0 || !rules_all_of(types, "Lbl LBody")))
		pdf_fault(pdf, "UA 7.2-17, -20: LI in %s with %s", parent, types);
	if (strcmp(type, "LBody") == 0 && strcmp(parent, "LI") != 0)
		pdf_fault(pdf, "UA 7.2-18: LBody in %s", parent);
}

static inline void
rules_element(struct rules *rules, json_t *element, const char *type)
{
	struct open_pdf *pdf = rules->pdf;
	const char *id = pdf_text(pdf, element, "/ID");
	int level;

	if (json_object_get(element, "/Lang") != NULL && !rules_language(pdf_text(pdf, element, "/Lang")))
		pdf_fault(pdf, "UA 7.2-29: language of an element");
	if (strcmp(type, "Figure") == 0 && pdf_text(pdf, element, "/Alt")[0] == '\0' &&
	    pdf_text(pdf, element, "/ActualText")[0] == '\0')
		pdf_fault(pdf, "UA 7.3: Figure without Alt");
	if (strcmp(type, "Figure") == 0 && json_array_size(rules_attribute(rules, element, "/BBox")) != 4)
		pdf_fault(pdf, "Figure without BBox");
	if (strcmp(type, "TH") == 0 && !json_is_string(rules_attribute(rules, element, "/Scope")))
		pdf_fault(pdf, "UA 7.5: TH without Scope");
	if (type[0] == 'H' && isdigit((unsigned char)type[1])) {
		level = type[1] - '0';
		if (level > rules->heading + 1)
			pdf_fault(pdf, "UA 7.4.2: H%d after H%d", level, rules->heading);
		rules->heading = level;
	}
	if (strcmp(type, "Note") == 0 && id[0] == '\0')
		pdf_fault(pdf, "UA 7.9-1: Note without ID");
	if (id[0] != '\0') {
		if (json_object_get(rules->ids, id) != NULL)
			pdf_fault(pdf, "UA 7.9-2: ID %s twice", id);
		json_object_set_new(rules->ids, id, json_true());
	}
}

static inline void
rules_claim(struct rules *rules, const char *page, json_int_t mcid)
{
	char key[60];

	snprintf(key, sizeof(key), "%s/%ld", page, (long)mcid);
	if (json_object_get(rules->seen, key) == NULL)
		pdf_fault(rules->pdf, "the tree names %s, which no page has", key);
	if (json_object_get(rules->claimed, key) != NULL)
		pdf_fault(rules->pdf, "the tree names %s twice", key);
	json_object_set_new(rules->claimed, key, json_true());
}

static inline void
rules_sequence(struct rules *rules, json_t *page, json_int_t mcid, const char *element)
{
	json_t *parents = pdf_follow(rules->pdf, rules_parent_entry(rules, pdf_int(rules->pdf, pdf_follow(rules->pdf, page),
	    "/StructParents", -1)));
	const char *owner = json_string_value(json_array_get(parents, (size_t)mcid));

	rules_claim(rules, json_string_value(page) != NULL ? json_string_value(page) : "?", mcid);
	if (owner == NULL || strcmp(owner, element) != 0)
		pdf_fault(rules->pdf, "parent tree gives MCID %ld to %s, the tree to %s", (long)mcid, owner, element);
}

static inline void
rules_walk(struct rules *rules, const char *reference, const char *parent, const char *parent_type, int depth)
{
	struct open_pdf *pdf = rules->pdf;
	json_t *element = json_object_get(pdf_object(pdf, reference), "value"), *kids, *kid, *page;
	char types[4000], type[40];
	size_t i, count;

	if (element == NULL || depth > 100) {
		pdf_fault(pdf, "no structure element %s, or too deep", reference);
		return;
	}
	snprintf(type, sizeof(type), "%.39s", pdf_name(pdf, element, "/S"));
	if (strcmp(pdf_reference(element, "/P"), parent) != 0)
		pdf_fault(pdf, "UA 7.1-12: /P of %s", reference);
	rules_child_types(rules, element, types, sizeof(types));
	rules_nesting(rules, type, parent_type, types);
	rules_element(rules, element, type);
	kids = pdf_get(pdf, element, "/K");
	page = json_object_get(element, "/Pg");
	if (kids != NULL && !json_is_array(kids))
		kids = json_object_get(element, "/K");
	count = json_is_array(kids) ? json_array_size(kids) : kids != NULL;
	for (i = 0; i < count; i++) {
		kid = json_is_array(kids) ? json_array_get(kids, i) : kids;
		if (json_is_integer(kid))
			rules_sequence(rules, page, json_integer_value(kid), reference);
		else if (json_is_string(kid))
			rules_walk(rules, json_string_value(kid), reference, type, depth + 1);
		else if (strcmp(pdf_name(pdf, kid, "/Type"), "MCR") == 0)
			rules_sequence(rules, json_object_get(kid, "/Pg"), pdf_int(pdf, kid, "/MCID", -1), reference);
		else if (strcmp(pdf_name(pdf, kid, "/Type"), "OBJR") != 0)
			pdf_fault(pdf, "a kid of %s that is nothing", reference);
		else if (page == NULL && !rules_is_page(rules, json_object_get(kid, "/Pg")))
			pdf_fault(pdf, "an OBJR of %s without a page", reference);
	}
}

static inline void
rules_tree(struct rules *rules)
{
	struct open_pdf *pdf = rules->pdf;
	json_t *root = pdf_get(pdf, pdf->catalog, "/StructTreeRoot"), *names;
	const char *key;
	json_t *value;

	if (strcmp(pdf_name(pdf, root, "/Type"), "StructTreeRoot") != 0) {
		pdf_fault(pdf, "UA 7.1-11: no StructTreeRoot");
		return;
	}
	rules_walk(rules, pdf_reference(root, "/K"), pdf_reference(pdf->catalog, "/StructTreeRoot"), "StructTreeRoot", 0);
	json_object_foreach(rules->seen, key, value) {
		if (json_object_get(rules->claimed, key) == NULL)
			pdf_fault(pdf, "UA 7.1-3: sequence %s is in no element", key);
	}
	names = pdf_get(pdf, pdf_get(pdf, root, "/IDTree"), "/Names");
	if (json_array_size(names) != 2 * json_object_size(rules->ids))
		pdf_fault(pdf, "IDTree has %zu entries for %zu ids", json_array_size(names), 2 * json_object_size(rules->ids));
}

/* ---- the rest ---- */

static inline long
rules_branch(struct rules *rules, json_t *item, const char *reference)
{
	struct open_pdf *pdf = rules->pdf;
	const char *child = pdf_reference(item, "/First"), *before = "";
	long count = 0;

	while (child[0] != '\0') {
		json_t *entry = json_object_get(pdf_object(pdf, child), "value");

		if (pdf_text(pdf, entry, "/Title")[0] == '\0' || !rules_is_page(rules, json_array_get(pdf_get(pdf, entry, "/Dest"), 0)) ||
		    strcmp(pdf_reference(entry, "/Parent"), reference) != 0 || strcmp(pdf_reference(entry, "/Prev"), before) != 0)
			pdf_fault(pdf, "bookmark %s", child);
		count += 1 + rules_branch(rules, entry, child);
		before = child;
		if (pdf_reference(entry, "/Next")[0] == '\0' && strcmp(pdf_reference(item, "/Last"), child) != 0)
			pdf_fault(pdf, "bookmark %s is not the last", child);
		child = pdf_reference(entry, "/Next");
	}
	if (count != pdf_int(pdf, item, "/Count", 0))
		pdf_fault(pdf, "bookmarks below %s: %ld", reference, count);
	return count;
}

static inline void
rules_attachment(struct rules *rules)
{
	struct open_pdf *pdf = rules->pdf;
	json_t *files = pdf_get(pdf, pdf_get(pdf, pdf_get(pdf, pdf->catalog, "/Names"), "/EmbeddedFiles"), "/Names"), *file, *stream;
	json_t *associated = pdf_get(pdf, pdf->catalog, "/AF");
	unsigned char *bytes;
	size_t length = 0;

	if (files == NULL && associated == NULL)
		return;
	file = pdf_follow(pdf, json_array_get(files, 1));
	stream = pdf_get(pdf, pdf_get(pdf, file, "/EF"), "/F");
	if (!json_equal(json_array_get(files, 1), json_array_get(associated, 0)) || pdf_name(pdf, file, "/AFRelationship")[0] == '\0')
		pdf_fault(pdf, "A 6.8-3, -4: the file is not associated");
	if (pdf_text(pdf, file, "/F")[0] == '\0' || strcmp(pdf_text(pdf, file, "/F"), pdf_text(pdf, file, "/UF")) != 0)
		pdf_fault(pdf, "UA 7.11, A 6.8-2: F and UF");
	if (strcmp(pdf_name(pdf, stream, "/Subtype"), "application/json") != 0)
		pdf_fault(pdf, "A 6.8-1: %s", pdf_name(pdf, stream, "/Subtype"));
	bytes = pdf_stream(pdf, pdf_reference(pdf_get(pdf, file, "/EF"), "/F"), &length);
	if (bytes == NULL || pdf_int(pdf, pdf_get(pdf, stream, "/Params"), "/Size", -1) != (long)length)
		pdf_fault(pdf, "size of the attachment");
	free(bytes);
}

/* All faults of the file at `path`, one a line; "" when there are none.  To be freed. */
static inline char *
pdf_rules(const char *path)
{
	struct open_pdf pdf;
	struct rules rules;
	struct rules_font *font;
	json_t *outlines;
	char *faults;

	memset(&rules, 0, sizeof(rules));
	rules.pdf = &pdf;
	if (!pdf_open(&pdf, path)) {
		pdf_fault(&pdf, "qpdf cannot open %s", path);
	} else {
		rules.seen = json_object();
		rules.claimed = json_object();
		rules.ids = json_object();
		rules_file(&rules);
		rules_objects(&rules);
		rules_metadata(&rules);
		rules_catalog(&rules);
		rules_pages(&rules);
		rules_tree(&rules);
		outlines = pdf_get(&pdf, pdf.catalog, "/Outlines");
		if (outlines != NULL)
			rules_branch(&rules, outlines, pdf_reference(pdf.catalog, "/Outlines"));
		rules_attachment(&rules);
		json_decref(rules.seen);
		json_decref(rules.claimed);
		json_decref(rules.ids);
	}
	while (rules.fonts != NULL) {
		font = rules.fonts;
		rules.fonts = font->next;
		free(font);
	}
	faults = strdup(kx_buffer_bytes(&pdf.faults));
	pdf_close(&pdf);
	return faults;
}

#endif
