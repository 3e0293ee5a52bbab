#include "text/engine.h"

#include "base/diagnostic.h"
#include "base/limits.h"
#include "text/face.h"

#include <string.h>

#define NAME_BYTES 128
#define ROOM_BYTES (1024u * 1024 + (size_t)KX_MAX_FACES * KX_MAX_FONT_BYTES)   /* names, and fonts that were not read before */

/* What one call works with. */
struct opening {
	const struct kx_fonts *fonts;
	struct kx_engine_room *room;
	struct kx_diagnostics *diags;
};

/* Hand the checked bytes to HarfBuzz; they live as long as the set. */
static void
open_handles(const struct kx_harfbuzz *hb, const struct kx_sfnt *sfnt, struct kx_engine_face *face)
{
	hb_blob_t *blob = hb->hb_blob_create((const char *)sfnt->bytes, (unsigned)sfnt->length, HB_MEMORY_MODE_READONLY, NULL, NULL);

	face->hb_face = hb->hb_face_create(blob, 0);
	hb->hb_blob_destroy(blob);
	hb->hb_face_make_immutable(face->hb_face);
	face->hb_font = hb->hb_font_create(face->hb_face);
	hb->hb_font_set_scale(face->hb_font, (int)sfnt->units_per_em, (int)sfnt->units_per_em);
	hb->hb_font_make_immutable(face->hb_font);
}

static bool
has_characters(const struct kx_harfbuzz *hb, hb_face_t *face)
{
	hb_set_t *characters = hb->hb_set_create();
	bool any;

	hb->hb_face_collect_unicodes(face, characters);
	any = !hb->hb_set_is_empty(characters);
	hb->hb_set_destroy(characters);
	return any;
}

/* A name of the 'name' table, or NULL. */
static const char *
read_name(struct kx_arena *arena, const struct kx_harfbuzz *hb, hb_face_t *face, hb_ot_name_id_t id)
{
	char text[NAME_BYTES];
	unsigned room = sizeof(text);

	if (hb->hb_ot_name_get_utf8(face, id, hb->hb_language_from_string("en", -1), &room, text) == 0 || room == 0)
		return NULL;
	return kx_arena_copy(arena, text, room);
}

/* Is the name regular characters of a PDF name only (ISO 32000-1, 7.3.5 and 7.2.2)? */
static bool
is_pdf_name(const char *name)
{
	if (name == NULL || *name == '\0')
		return false;
	for (; *name != '\0'; name++)
		if (*name <= ' ' || *name > '~' || strchr("()<>[]{}/%#", *name) != NULL)
			return false;
	return true;
}

static void
read_names(struct kx_arena *arena, const struct kx_harfbuzz *hb, const char *id, struct kx_engine_face *face)
{
	char *made, *letter;

	face->names.family = read_name(arena, hb, face->hb_face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY);
	if (face->names.family == NULL)
		face->names.family = read_name(arena, hb, face->hb_face, HB_OT_NAME_ID_FONT_FAMILY);
	if (face->names.family == NULL)
		face->names.family = id;
	face->names.postscript = read_name(arena, hb, face->hb_face, HB_OT_NAME_ID_POSTSCRIPT_NAME);
	if (is_pdf_name(face->names.postscript))
		return;
	made = kx_arena_string(arena, id);
	for (letter = made; letter != NULL && *letter != '\0'; letter++)
		if (*letter <= ' ' || *letter > '~' || strchr("()<>[]{}/%#", *letter) != NULL)
			*letter = '-';
	face->names.postscript = made;
}

static void
close_faces(const struct kx_fonts *fonts, struct kx_engine *engine)
{
	size_t i;

	for (i = 0; i < fonts->face_count && engine->faces != NULL; i++) {
		engine->foreign.hb.hb_font_destroy(engine->faces[i].hb_font);
		engine->foreign.hb.hb_face_destroy(engine->faces[i].hb_face);
	}
	engine->faces = NULL;
}

static bool
open_face(struct opening *opening, size_t index)
{
	const struct kx_harfbuzz *hb = &opening->room->engine.foreign.hb;
	struct kx_engine_face *face = &opening->room->engine.faces[index];
	const struct kx_open_face *open = &opening->fonts->faces[index];
	struct kx_place place = { .file = opening->fonts->list_file, .pointer = open->pointer };
	struct kx_sfnt sfnt = open->sfnt;

	if (open->unread && !kx_face_read(&opening->room->arena, open, place, &sfnt, opening->diags))
		return false;
	/* One that failed to load is closed, and asked for nothing but by a set that is thrown away. */
	if (sfnt.bytes == NULL)
		return true;
	open_handles(hb, &sfnt, face);
	read_names(&opening->room->arena, hb, open->facts.id, face);
	if (hb->hb_face_get_glyph_count(face->hb_face) == sfnt.glyph_count && has_characters(hb, face->hb_face))
		return true;
	kx_report_once(opening->diags, KX502, place, NULL, kx_arena_print(opening->diags->arena,
	    "the font \"%s\" (%s) cannot be used: it says for no character which glyph to use", open->facts.id, open->facts.file));
	return false;
}

static bool
open_engine(void *task)
{
	struct opening *opening = task;
	struct kx_engine *engine = &opening->room->engine;
	bool open = true;
	size_t i;

	if (!kx_foreign_load(&engine->foreign, opening->diags))
		return false;
	engine->faces = kx_arena_array(&opening->room->arena, opening->fonts->face_count, sizeof(*engine->faces));
	for (i = 0; engine->faces != NULL && i < opening->fonts->face_count; i++)
		open = open_face(opening, i) && open;
	if (engine->faces == NULL || kx_arena_spent(&opening->room->arena))
		kx_report_once(opening->diags, KX501, (struct kx_place){ .file = opening->fonts->list_file }, NULL,
		    "there is no memory for the fonts");
	else if (open)
		return true;
	close_faces(opening->fonts, engine);
	return false;
}

void
kx_engine_room_init(struct kx_engine_room *room)
{
	memset(room, 0, sizeof(*room));
	kx_once_init(&room->once);
	kx_arena_init(&room->arena, ROOM_BYTES);
}

const struct kx_engine *
kx_engine_of(const struct kx_fonts *fonts, struct kx_diagnostics *diags)
{
	struct opening opening = { fonts, fonts->room, diags };

	return kx_once_do(&fonts->room->once, open_engine, &opening) ? &fonts->room->engine : NULL;
}

void
kx_engine_close(struct kx_fonts *fonts)
{
	close_faces(fonts, &fonts->room->engine);
	kx_arena_done(&fonts->room->arena);
	kx_once_end(&fonts->room->once);
}
