/*
 * Composite fonts over TrueType (ISO 32000-1, 9.7) with the encoding
 * Identity-H: the only ones that a sheet has.  Fonts of another kind are held
 * to what holds for all, and then refused as unaudited.
 */
#include "pdf/audit.h"

#include "text/program.h"

#include <stdlib.h>
#include <string.h>

#define CODES 65536
#define UNKNOWN (-1)

struct kx_font_seen {
	int object;
	bool audited;                   /* a composite font as above: its codes can be looked at */
	int *widths;                   /* by code, thousandths of 1/1000 em; UNKNOWN where /W says nothing */
	int default_width;
	bool *shown;                   /* by code */
	bool has_map;
	struct kx_unicode_map *map;
	unsigned char *bytes;          /* of the program; malloc'd by libqpdf */
	struct kx_program *program;
	unsigned char *glyphs; size_t glyphs_length;   /* a CIDToGIDMap stream, or NULL for Identity */
	struct kx_font_seen *next;
};

/* ---- what the dictionaries say ---- */

static bool
is_predefined(const char *name)
{
	static const char *const families[] = { "Identity-", "GB", "Uni", "B5pc-", "HKscs-", "ETen", "CNS-", "83pv-", "90ms", "90pv-",
		"Add-RKSJ", "EUC-", "Ext-RKSJ", "KSC" };
	size_t i;

	for (i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if (strncmp(name, families[i], strlen(families[i])) == 0)
			return true;
	return strcmp(name, "H") == 0 || strcmp(name, "V") == 0;
}

static void
audit_names(struct kx_audit *audit, qpdf_oh font, qpdf_oh descendant, qpdf_oh descriptor, int object)
{
	const char *name = kx_arena_string(audit->arena, kx_ask_name(audit, font, "/BaseFont"));

	if (name == NULL || name[0] == '\0')
		kx_breach(audit, KX_RULE_FONT_NAME, object, "it has no BaseFont");
	else if (!kx_name_is(audit, descendant, "/BaseFont", name) || !kx_name_is(audit, descriptor, "/FontName", name))
		kx_breach(audit, KX_RULE_FONT_NAME, object, "its parts do not agree on the name \"%.60s\"", name);
	else if (strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") < 6 || name[6] != '+')
		kx_breach(audit, KX_RULE_FONT_NAME, object, "\"%.60s\" has no mark of a subset", name);
}

static void
audit_encoding(struct kx_audit *audit, struct kx_font_seen *seen, qpdf_oh font, qpdf_oh descendant)
{
	const char *encoding = kx_ask_name(audit, font, "/Encoding");
	qpdf_oh system = kx_ask(audit, descendant, "/CIDSystemInfo"), map = kx_ask(audit, descendant, "/CIDToGIDMap");
	const char *registry = kx_ask_text(audit, system, "/Registry"), *ordering = kx_ask_text(audit, system, "/Ordering");

	if (!qpdf_oh_is_stream(audit->qpdf, kx_ask(audit, font, "/Encoding")) && !is_predefined(encoding))
		kx_breach(audit, KX_RULE_FONT_CMAP, seen->object, "its encoding is \"%.40s\"", encoding);
	else if (strcmp(encoding, "Identity-H") != 0)
		kx_breach(audit, KX_RULE_UNKNOWN, seen->object, "its encoding is not Identity-H");
	if (registry == NULL || ordering == NULL)
		kx_breach(audit, KX_RULE_FONT_SYSTEM, seen->object, "its CIDSystemInfo does not name a character collection");
	if (qpdf_oh_is_stream(audit->qpdf, map))
		seen->glyphs = kx_ask_stream(audit, map, &seen->glyphs_length);
	else if (!kx_name_is(audit, descendant, "/CIDToGIDMap", "Identity"))
		kx_breach(audit, KX_RULE_FONT_GLYPH_MAP, seen->object, "its CIDToGIDMap is neither a stream nor Identity");
}

/* Thousandths of 1/1000 em, as /W has them. */
static int
width_of(double width)
{
	return width > -1e6 && width < 1e6 ? (int)(width * 1000 + (width < 0 ? -0.5 : 0.5)) : UNKNOWN;
}

/* "first [w w w]" and "first last w" (9.7.4.3). */
static void
read_widths(struct kx_audit *audit, struct kx_font_seen *seen, qpdf_oh list)
{
	int count = kx_array_length(audit, list), at = 0, i;

	while (at < count) {
		long first = (long)kx_array_number(audit, list, at);
		qpdf_oh second = kx_array_at(audit, list, at + 1);
		int run = kx_array_length(audit, second);

		if (at + (qpdf_oh_is_array(audit->qpdf, second) ? 2 : 3) > count || !qpdf_oh_is_integer(audit->qpdf, kx_array_at(audit, list, at))) {
			kx_breach(audit, KX_RULE_FONT_WIDTH, seen->object, "entry %d of its W begins no run of widths", at);
			return;
		}
		if (qpdf_oh_is_array(audit->qpdf, second)) {
			for (i = 0; i < run && first >= 0 && first + i < CODES; i++)
				seen->widths[first + i] = width_of(kx_array_number(audit, second, i));
			at += 2;
		} else {
			long last = (long)kx_array_number(audit, list, at + 1);

			for (; first >= 0 && first <= last && first < CODES; first++)
				seen->widths[first] = width_of(kx_array_number(audit, list, at + 2));
			at += 3;
		}
	}
}

/* ---- the program ---- */

/* A CIDSet is a bit for each CID, the first the highest of its byte (9.8.3.2, table 124). */
static void
audit_cid_set(struct kx_audit *audit, const struct kx_font_seen *seen, qpdf_oh set)
{
	unsigned glyphs = seen->program != NULL ? kx_program_glyphs(seen->program) : 0, i;
	unsigned char *bits;
	size_t length;

	if (!qpdf_oh_is_stream(audit->qpdf, set))
		return;
	bits = kx_ask_stream(audit, set, &length);
	for (i = 0; bits != NULL && i < glyphs; i++) {
		bool listed = i / 8 < length && (bits[i / 8] >> (7 - i % 8) & 1) != 0;

		if (kx_program_draws(seen->program, (uint16_t)i) && !listed) {
			kx_breach(audit, KX_RULE_FONT_CID_SET, seen->object, "its CIDSet leaves out glyph %u", i);
			break;
		}
	}
	free(bits);
}

static void
audit_program(struct kx_audit *audit, struct kx_font_seen *seen, qpdf_oh descriptor)
{
	qpdf_oh file = kx_ask(audit, descriptor, "/FontFile2");
	size_t length;

	if (!qpdf_oh_is_stream(audit->qpdf, file)) {
		if (kx_has(audit, descriptor, "/FontFile3") || kx_has(audit, descriptor, "/FontFile"))
			kx_breach(audit, KX_RULE_FONT_FILE_KIND, seen->object, "a CIDFontType2 has its program under FontFile2");
		kx_breach(audit, KX_RULE_FONT_EMBEDDED, seen->object, "it has no FontFile2");
		return;
	}
	if (kx_has(audit, file, "/Subtype") && !kx_one_of(kx_ask_name(audit, file, "/Subtype"), "Type1C CIDFontType0C OpenType"))
		kx_breach(audit, KX_RULE_FONT_FILE_KIND, seen->object, "the Subtype of its program is \"%.40s\"",
		    kx_ask_name(audit, file, "/Subtype"));
	seen->bytes = kx_ask_stream(audit, file, &length);
	seen->program = seen->bytes != NULL ? kx_program_open(audit->harfbuzz, seen->bytes, length) : NULL;
	if (seen->program == NULL)
		kx_breach(audit, KX_RULE_FONT_PROGRAM, seen->object, "its program is damaged, or lacks a table");
	if (seen->bytes != NULL && kx_ask_int(audit, file, "/Length1", -1) != (long long)length)
		kx_breach(audit, KX_RULE_FONT_PROGRAM, seen->object, "Length1 of its program is not the length");
	audit_cid_set(audit, seen, kx_ask(audit, descriptor, "/CIDSet"));
}

static void
read_map(struct kx_audit *audit, struct kx_font_seen *seen, qpdf_oh stream)
{
	unsigned char *bytes;
	size_t length;

	if (!qpdf_oh_is_stream(audit->qpdf, stream))
		return;
	bytes = kx_ask_stream(audit, stream, &length);
	seen->has_map = bytes != NULL;
	if (bytes != NULL)
		kx_unicode_map_read((const char *)bytes, length, seen->map);
	free(bytes);
}

static void
audit_composite(struct kx_audit *audit, struct kx_font_seen *seen, qpdf_oh font)
{
	qpdf_oh descendant = kx_array_at(audit, kx_ask(audit, font, "/DescendantFonts"), 0);
	qpdf_oh descriptor = kx_ask(audit, descendant, "/FontDescriptor");
	int i;

	seen->widths = kx_arena_array(audit->arena, CODES, sizeof(*seen->widths));
	seen->shown = kx_arena_array(audit->arena, CODES, sizeof(*seen->shown));
	seen->map = kx_arena_alloc(audit->arena, sizeof(*seen->map));
	if (seen->widths == NULL || seen->shown == NULL || seen->map == NULL)
		return;
	for (i = 0; i < CODES; i++)
		seen->widths[i] = UNKNOWN;
	seen->default_width = (int)kx_ask_int(audit, descendant, "/DW", 1000) * 1000;
	if (!kx_name_is(audit, descendant, "/Type", "Font"))
		kx_breach(audit, KX_RULE_FONT_TYPE, seen->object, "the Type of its descendant is \"%.40s\"", kx_ask_name(audit, descendant, "/Type"));
	audit_names(audit, font, descendant, descriptor, seen->object);
	audit_encoding(audit, seen, font, descendant);
	read_widths(audit, seen, kx_ask(audit, descendant, "/W"));
	audit_program(audit, seen, descriptor);
	read_map(audit, seen, kx_ask(audit, font, "/ToUnicode"));
	seen->audited = kx_name_is(audit, font, "/Encoding", "Identity-H");
}

const struct kx_font_seen *
kx_audit_font(struct kx_audit *audit, qpdf_oh font)
{
	static const char kinds[] = "Type1 MMType1 TrueType Type3 Type0 CIDFontType0 CIDFontType2";
	int object = kx_number_of(audit, font);
	struct kx_font_seen *seen;
	qpdf_oh descendant;

	for (seen = audit->fonts; seen != NULL; seen = seen->next)
		if (seen->object == object && object != 0)
			return seen->audited ? seen : NULL;
	seen = kx_arena_alloc(audit->arena, sizeof(*seen));
	if (seen == NULL)
		return NULL;
	seen->object = object;
	seen->next = audit->fonts;
	audit->fonts = seen;
	if (!kx_name_is(audit, font, "/Type", "Font"))
		kx_breach(audit, KX_RULE_FONT_TYPE, object, "its Type is \"%.40s\"", kx_ask_name(audit, font, "/Type"));
	if (!kx_one_of(kx_ask_name(audit, font, "/Subtype"), kinds))
		kx_breach(audit, KX_RULE_FONT_SUBTYPE, object, "its Subtype is \"%.40s\"", kx_ask_name(audit, font, "/Subtype"));
	descendant = kx_array_at(audit, kx_ask(audit, font, "/DescendantFonts"), 0);
	if (kx_name_is(audit, font, "/Subtype", "Type0") && kx_name_is(audit, descendant, "/Subtype", "CIDFontType2"))
		audit_composite(audit, seen, font);
	else
		kx_breach(audit, KX_RULE_UNKNOWN, object, "a font that is not composite TrueType");
	return seen->audited ? seen : NULL;
}

/* ---- codes that are shown ---- */

static unsigned
glyph_of(const struct kx_font_seen *font, unsigned code)
{
	if (font->glyphs == NULL)
		return code;
	return 2 * (size_t)code + 1 < font->glyphs_length ? (unsigned)font->glyphs[2 * code] << 8 | font->glyphs[2 * code + 1] : 0;
}

static void
audit_glyph(struct kx_audit *audit, const struct kx_font_seen *font, unsigned code, unsigned glyph)
{
	int width = font->widths[code] != UNKNOWN ? font->widths[code] : font->default_width, units, real;

	if (font->program == NULL)
		return;
	if (glyph >= kx_program_glyphs(font->program)) {
		kx_breach(audit, KX_RULE_FONT_GLYPH, font->object, "code %04X is glyph %u of %u", code, glyph, kx_program_glyphs(font->program));
		return;
	}
	units = (int)kx_program_units(font->program);
	real = (int)((int64_t)kx_program_advance(font->program, (uint16_t)glyph) * 1000000 / (units > 0 ? units : 1000));
	if (width - real > 1000 || real - width > 1000)
		kx_breach(audit, KX_RULE_FONT_WIDTH, font->object, "code %04X is %d.%03d wide, in the font program %d.%03d", code,
		    width / 1000, abs(width % 1000), real / 1000, abs(real % 1000));
}

void
kx_audit_code(struct kx_audit *audit, const struct kx_font_seen *font, unsigned code, bool has_actual, bool invisible)
{
	unsigned glyph = glyph_of(font, code);

	if (font->map->private_use[code] && !has_actual)
		kx_breach(audit, KX_RULE_FONT_PRIVATE, font->object, "code %04X is a private-use character", code);
	if (font->shown[code])
		return;
	font->shown[code] = true;
	if (glyph == 0)
		kx_breach(audit, KX_RULE_FONT_NOTDEF, font->object, "code %04X shows .notdef", code);
	if (!font->has_map || !font->map->mapped[code])
		kx_breach(audit, KX_RULE_FONT_UNICODE, font->object, "code %04X maps to nothing", code);
	else if (font->map->zero[code])
		kx_breach(audit, KX_RULE_FONT_UNICODE_VALUE, font->object, "code %04X does", code);
	if (!invisible)
		audit_glyph(audit, font, code, glyph);
}

void
kx_audit_fonts_done(struct kx_audit *audit)
{
	struct kx_font_seen *font;

	for (font = audit->fonts; font != NULL; font = font->next) {
		kx_program_free(font->program);
		free(font->bytes);
		free(font->glyphs);
	}
}
