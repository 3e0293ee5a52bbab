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
#include "base/flat.h"
#include "base/font_list.h"
#include "base/limits.h"
#include "base/memo.h"

#include <stdlib.h>
#include <string.h>

static struct kx_place
place_in(struct kx_arena *arena, const struct kx_font_list *list, const struct kx_font_entry *entry, const char *key)
{
	const char *pointer = kx_arena_print(arena, "%s/%s", entry->pointer, key);

	return (struct kx_place){ .file = list->file, .pointer = pointer };
}

/* The bytes of the font; the cause of a failed read is told in our own message. */
static bool
read_bytes(struct kx_arena *arena, const char *id, const char *path, struct kx_place place, const char **ret_bytes, size_t *ret_length,
    struct kx_diagnostics *diags)
{
	struct kx_arena scratch;
	struct kx_diagnostics causes;
	bool done;

	kx_arena_init(&scratch, 1024 * 1024);
	kx_diagnostics_init(&causes, &scratch);
	done = kx_file_read(arena, path, KX_MAX_FONT_BYTES, ret_bytes, ret_length, &causes);
	if (!done)
		kx_report(diags, KX501, place, NULL, "the font \"%s\" (%s) cannot be loaded: %s", id, path,
		    causes.count > 0 ? causes.list[0].message : "no memory");
	kx_arena_done(&scratch);
	return done;
}

static bool
has_licence(struct kx_arena *arena, const struct kx_font_list *list, const struct kx_font_entry *entry, struct kx_diagnostics *diags)
{
	if (kx_path_exists(entry->licence_path))
		return true;
	kx_report(diags, KX507, place_in(arena, list, entry, "licence"), NULL, "the licence of the font \"%s\" is missing: %s",
	    entry->id, entry->licence_path);
	return false;
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

/* ---- what is kept of a face, by its digest ---- */

/* Numbers of the facts, in the order in which they are stored. */
#define FACTS(facts) { &(facts)->weight, &(facts)->units_per_em, &(facts)->ascent, &(facts)->descent, &(facts)->cap_height, \
	&(facts)->x_height, &(facts)->italic_angle, &(facts)->stem_v, &(facts)->box[0], &(facts)->box[1], &(facts)->box[2], &(facts)->box[3] }

/* The tables that widths are in. */
static const enum kx_sfnt_name width_tables[] = { KX_SFNT_HHEA, KX_SFNT_HMTX };
#define WIDTH_TABLES (sizeof(width_tables) / sizeof(width_tables[0]))

static bool
write_face(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	struct kx_open_face face = *(const struct kx_open_face *)value;
	int *const facts[] = FACTS(&face.facts);
	size_t i;

	(void)key;
	for (i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		kx_flat_put(out, *facts[i]);
	kx_flat_put(out, face.facts.italic);
	kx_flat_put(out, (int64_t)face.facts.glyph_count);
	for (i = 0; i < WIDTH_TABLES; i++) {
		kx_flat_put(out, (int64_t)face.sfnt.tables[width_tables[i]].length);
		kx_flat_put_bytes(out, face.sfnt.tables[width_tables[i]].bytes, face.sfnt.tables[width_tables[i]].length);
	}
	return true;
}

static const void *
read_face(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_open_face *face = kx_arena_alloc(arena, sizeof(*face));
	struct kx_flat flat = kx_flat_begin(bytes, length);
	struct kx_sfnt_table *table;
	size_t i;

	(void)key;
	if (face == NULL)
		return NULL;
	int *const facts[] = FACTS(&face->facts);
	for (i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		*facts[i] = (int)kx_flat_take(&flat, INT32_MIN, INT32_MAX);
	face->facts.italic = kx_flat_take(&flat, 0, 1) != 0;
	face->facts.glyph_count = (size_t)kx_flat_take(&flat, 1, UINT16_MAX);
	for (i = 0; i < WIDTH_TABLES; i++) {
		table = &face->sfnt.tables[width_tables[i]];
		table->length = kx_flat_take_count(&flat, 1);
		table->bytes = kx_flat_take_array(&flat, table->length, 1);
	}
	face->unread = true;
	return kx_flat_end(&flat) && kx_sfnt_has_widths(&face->sfnt) ? face : NULL;
}

static const struct kx_memo_form face_form = { KX_MEMO_ON_NOTHING, write_face, read_face };

/* The digest must live as long as the key. */
static struct kx_memo_key
face_key(const uint8_t digest[KX_HASH_BYTES])
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_FACE, 0);

	kx_memo_part(&key, digest, KX_HASH_BYTES);
	kx_memo_form(&key, &face_form, NULL);
	return key;
}

/* Its tables as they are needed without the file, copied to `arena`. */
static bool
leave_unread(struct kx_arena *arena, const struct kx_open_face *face, struct kx_open_face *ret_face)
{
	const struct kx_sfnt_table *table;
	size_t i;

	*ret_face = (struct kx_open_face){ .facts = face->facts, .unread = true };
	for (i = 0; i < WIDTH_TABLES; i++) {
		table = &face->sfnt.tables[width_tables[i]];
		ret_face->sfnt.tables[width_tables[i]] = (struct kx_sfnt_table){
		    (const uint8_t *)kx_arena_copy(arena, (const char *)table->bytes, table->length), table->length };
	}
	return !kx_arena_spent(arena);
}

static void
keep_face(struct kx_memo *memo, const struct kx_open_face *face)
{
	struct kx_memo_key key = face_key(face->facts.digest);
	struct kx_arena *room = kx_memo_arena(memo);
	struct kx_open_face *kept = room != NULL ? kx_arena_alloc(room, sizeof(*kept)) : NULL;

	if (kept != NULL && !face->doubtful && leave_unread(room, face, kept))
		kx_memo_keep(memo, &key, kept);
}

static bool
find_face(struct kx_arena *arena, const struct kx_font_list *list, const struct kx_font_entry *entry, struct kx_open_face *ret_face)
{
	struct kx_memo_key key = face_key(entry->digest);
	const struct kx_open_face *kept = entry->known ? kx_memo_find(list->memo, &key) : NULL;

	if (kept == NULL || !leave_unread(arena, kept, ret_face))
		return false;
	memcpy(ret_face->facts.digest, entry->digest, KX_HASH_BYTES);
	return true;
}

/* ---- open ---- */

/* The font's file, checked, and what it says of itself. */
static bool
open_file(struct kx_arena *arena, const struct kx_font_list *list, const struct kx_font_entry *entry, struct kx_open_face *ret_face,
    struct kx_diagnostics *diags)
{
	struct kx_open_face face = { .unread = false };
	struct kx_place place = place_in(arena, list, entry, "file");
	const char *bytes, *reason;
	char fault[KX_SFNT_FAULT_BYTES];
	size_t length;

	if (!read_bytes(arena, entry->id, entry->path, place, &bytes, &length, diags))
		return false;
	if (!kx_sfnt_open(bytes, length, &face.sfnt, fault)) {
		kx_report(diags, KX502, place, NULL, "the font \"%s\" (%s) cannot be used: %s", entry->id, entry->path, fault);
		return false;
	}
	if (!kx_sfnt_embeddable(&face.sfnt, &reason)) {
		kx_report(diags, KX503, place, NULL, "the font \"%s\" (%s) cannot be used: %s", entry->id, entry->path, reason);
		return false;
	}
	read_facts(&face.sfnt, &face.facts);
	face.doubtful = face.facts.x_height <= 0 || face.facts.cap_height <= 0 || !kx_sfnt_has_characters(&face.sfnt);
	kx_hash(bytes, length, face.facts.digest);
	keep_face(list->memo, &face);
	*ret_face = face;
	return true;
}

bool
kx_face_open(struct kx_arena *arena, const struct kx_font_list *list, const struct kx_font_entry *entry,
    struct kx_open_face *ret_face, struct kx_diagnostics *diags)
{
	bool licensed = has_licence(arena, list, entry, diags);
	struct kx_open_face face;

	if ((!find_face(arena, list, entry, &face) && !open_file(arena, list, entry, &face, diags)) || !licensed)
		return false;
	face.pointer = place_in(arena, list, entry, "file").pointer;
	face.facts.id = kx_arena_string(arena, entry->id);
	face.facts.file = kx_arena_string(arena, entry->path);
	if (!check_look(arena, list, entry, &face.facts, diags))
		return false;
	*ret_face = face;
	return true;
}

bool
kx_face_read(struct kx_arena *arena, const struct kx_open_face *face, struct kx_place place, struct kx_sfnt *ret_sfnt,
    struct kx_diagnostics *diags)
{
	char fault[KX_SFNT_FAULT_BYTES];
	uint8_t digest[KX_HASH_BYTES];
	const char *bytes;
	size_t length;

	if (!read_bytes(arena, face->facts.id, face->facts.file, place, &bytes, &length, diags))
		return false;
	kx_hash(bytes, length, digest);
	if (memcmp(digest, face->facts.digest, KX_HASH_BYTES) == 0 && kx_sfnt_open(bytes, length, ret_sfnt, fault))
		return true;
	kx_report(diags, KX501, place, NULL, "the font \"%s\" (%s) cannot be loaded: it was changed meanwhile", face->facts.id, face->facts.file);
	return false;
}
