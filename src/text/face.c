/*
 * The facts of a face are read by hand from its tables, not through HarfBuzz,
 * which hides where a number comes from.  The road not taken for StemV, which
 * no TrueType table holds: measuring the stem of "l" or "I".  In faces made to
 * be told apart letter by letter both have tails and serifs.  The weight
 * class tells the stem well enough for what the number is for, a viewer's
 * stand-in should the embedded font fail.
 */
#include "text/face.h"

#include "base/diagnostic.h"
#include "base/file.h"
#include "base/font_list.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

static struct kx_place
place_in(struct kx_arena *arena, const struct kx_font_list *list, const struct kx_font_entry *entry, const char *key)
{
	const char *pointer = kx_arena_print(arena, "%s/%s", entry->pointer, key);

	return (struct kx_place){ .file = list->file, .pointer = pointer };
}

/* The bytes of the font, and its licence beside it; the cause of a failed read is told in our own message. */
static bool
read_files(struct kx_arena *arena, const struct kx_font_list *list, const struct kx_font_entry *entry,
    const char **ret_bytes, size_t *ret_length, struct kx_diagnostics *diags)
{
	struct kx_arena scratch;
	struct kx_diagnostics causes;
	bool done;

	kx_arena_init(&scratch, 1024 * 1024);
	kx_diagnostics_init(&causes, &scratch);
	done = kx_file_read(arena, entry->path, KX_MAX_FONT_BYTES, ret_bytes, ret_length, &causes);
	if (!done)
		kx_report(diags, KX501, place_in(arena, list, entry, "file"), NULL, "the font \"%s\" (%s) cannot be loaded: %s",
		    entry->id, entry->path, causes.count > 0 ? causes.list[0].message : "no memory");
	kx_arena_done(&scratch);
	if (!kx_path_exists(entry->licence_path)) {
		kx_report(diags, KX507, place_in(arena, list, entry, "licence"), NULL, "the licence of the font \"%s\" is missing: %s",
		    entry->id, entry->licence_path);
		done = false;
	}
	return done;
}

/* value * 1000 / per, rounded half up. */
static int
thousandths(int64_t value, int64_t per)
{
	int64_t twice = 2 * 1000 * value + per, whole = twice / (2 * per);

	return (int)(twice % (2 * per) < 0 ? whole - 1 : whole);
}

static int
glyph_height(const struct kx_harfbuzz *hb, hb_font_t *font, const struct kx_sfnt *sfnt, hb_codepoint_t letter)
{
	hb_glyph_extents_t extents;
	hb_codepoint_t glyph;

	if (!hb->hb_font_get_nominal_glyph(font, letter, &glyph) || !hb->hb_font_get_glyph_extents(font, glyph, &extents))
		return 0;
	return thousandths(extents.y_bearing, sfnt->units_per_em);
}

/* OS/2 holds both heights since its version 2. */
static void
read_heights(const struct kx_sfnt *sfnt, struct kx_face_facts *facts)
{
	const struct kx_sfnt_table *os2 = &sfnt->tables[KX_SFNT_OS2];

	if (kx_sfnt_u16(os2, 0) >= 2 && os2->length >= 90) {
		facts->x_height = thousandths(kx_sfnt_i16(os2, 86), sfnt->units_per_em);
		facts->cap_height = thousandths(kx_sfnt_i16(os2, 88), sfnt->units_per_em);
	}
}

/* Where it does not, the letters themselves tell. */
void
kx_face_settle(struct kx_open_face *face, const struct kx_engine *engine, const struct kx_engine_face *open)
{
	if (face->facts.x_height <= 0)
		face->facts.x_height = glyph_height(&engine->foreign.hb, open->hb_font, &face->sfnt, 'x');
	if (face->facts.cap_height <= 0)
		face->facts.cap_height = glyph_height(&engine->foreign.hb, open->hb_font, &face->sfnt, 'H');
}

static void
read_facts(const struct kx_sfnt *sfnt, struct kx_face_facts *facts)
{
	const struct kx_sfnt_table *head = &sfnt->tables[KX_SFNT_HEAD], *hhea = &sfnt->tables[KX_SFNT_HHEA];
	const struct kx_sfnt_table *os2 = &sfnt->tables[KX_SFNT_OS2], *post = &sfnt->tables[KX_SFNT_POST];
	int64_t em = sfnt->units_per_em;
	unsigned selection = kx_sfnt_u16(os2, 62);
	bool typographic = (selection & 0x0080) != 0;   /* USE_TYPO_METRICS */
	int i;

	facts->units_per_em = (int)em;
	facts->glyph_count = sfnt->glyph_count;
	facts->weight = kx_sfnt_u16(os2, 4);
	facts->italic = (selection & 0x0001) != 0;
	facts->ascent = thousandths(typographic ? kx_sfnt_i16(os2, 68) : kx_sfnt_i16(hhea, 4), em);
	facts->descent = thousandths(typographic ? kx_sfnt_i16(os2, 70) : kx_sfnt_i16(hhea, 6), em);
	facts->italic_angle = thousandths(kx_sfnt_i32(post, 4), 65536);
	facts->stem_v = 10 + 244 * (facts->weight - 50) / 1000;
	for (i = 0; i < 4; i++)
		facts->box[i] = thousandths(kx_sfnt_i16(head, 36 + (size_t)i * 2), em);
	read_heights(sfnt, facts);
}

static bool
check_look(struct kx_arena *arena, const struct kx_font_list *list, const struct kx_font_entry *entry,
    const struct kx_face_facts *facts, struct kx_diagnostics *diags)
{
	bool fits = true;

	if (facts->weight != entry->weight) {
		kx_report(diags, KX508, place_in(arena, list, entry, "weight"), NULL, "the font \"%s\" (%s) has weight %d, not %d",
		    entry->id, entry->path, facts->weight, entry->weight);
		fits = false;
	}
	if (facts->italic != entry->italic) {
		kx_report(diags, KX508, place_in(arena, list, entry, "style"), NULL, "the font \"%s\" (%s) is %s, not %s",
		    entry->id, entry->path, facts->italic ? "italic" : "upright", entry->italic ? "italic" : "upright");
		fits = false;
	}
	return fits;
}

bool
kx_face_open(struct kx_arena *arena, const struct kx_font_list *list, const struct kx_font_entry *entry,
    struct kx_open_face *ret_face, struct kx_diagnostics *diags)
{
	struct kx_open_face face;
	const char *bytes, *reason;
	char fault[KX_SFNT_FAULT_BYTES];
	size_t length;

	memset(&face, 0, sizeof(face));
	if (!read_files(arena, list, entry, &bytes, &length, diags))
		return false;
	if (!kx_sfnt_open(bytes, length, &face.sfnt, fault)) {
		kx_report(diags, KX502, place_in(arena, list, entry, "file"), NULL, "the font \"%s\" (%s) cannot be used: %s",
		    entry->id, entry->path, fault);
		return false;
	}
	if (!kx_sfnt_embeddable(&face.sfnt, &reason)) {
		kx_report(diags, KX503, place_in(arena, list, entry, "file"), NULL, "the font \"%s\" (%s) cannot be used: %s",
		    entry->id, entry->path, reason);
		return false;
	}
	face.pointer = place_in(arena, list, entry, "file").pointer;
	face.facts.id = kx_arena_string(arena, entry->id);
	face.facts.file = kx_arena_string(arena, entry->path);
	read_facts(&face.sfnt, &face.facts);
	face.doubtful = face.facts.x_height <= 0 || face.facts.cap_height <= 0 || !kx_sfnt_has_characters(&face.sfnt);
	if (!check_look(arena, list, entry, &face.facts, diags))
		return false;
	kx_hash(bytes, length, face.facts.digest);
	*ret_face = face;
	return true;
}
