#include "text/fonts.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/font_list.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "text/face.h"
#include "text/hyphens.h"

#include <stdlib.h>
#include <string.h>

/* Names and arrays beside the font files' bytes. */
#define NAMES_BYTES (1024u * 1024)

/* The roles that the layout asks for by itself; a template's styles may name others. */
static const char *const needed_roles[] = { "body", "emphasis", "strong" };

static bool
open_faces(const struct kx_font_list *list, struct kx_fonts *fonts, struct kx_diagnostics *diags)
{
	struct kx_place place = { .file = list->file, .pointer = "/faces" };
	bool good = true;
	size_t i, j;

	if (list->face_count == 0 || list->face_count > KX_MAX_FACES) {
		kx_report(diags, KX506, place, NULL, "%zu faces are listed; there must be 1 to %d", list->face_count, KX_MAX_FACES);
		return false;
	}
	fonts->faces = kx_arena_array(&fonts->arena, list->face_count, sizeof(*fonts->faces));
	if (fonts->faces == NULL)
		return false;
	for (i = 0; i < list->face_count; i++) {
		for (j = 0; j < i && strcmp(list->faces[j].id, list->faces[i].id) != 0; j++)
			;
		if (j < i) {
			place.pointer = list->faces[i].pointer;
			kx_report(diags, KX506, place, NULL, "the face \"%s\" is listed twice", list->faces[i].id);
			good = false;
		}
		good = kx_face_open(&fonts->arena, list, &list->faces[i], &fonts->faces[i], diags) && good;
		fonts->face_count = i + 1;   /* a face that failed is zeroed */
	}
	return good;
}

/* Faces whose tables do not say all are asked through HarfBuzz; the others wait until something is set. */
static bool
settle_faces(struct kx_fonts *fonts, struct kx_diagnostics *diags)
{
	const struct kx_engine *engine = NULL;
	size_t i;

	for (i = 0; i < fonts->face_count; i++) {
		if (!fonts->faces[i].doubtful)
			continue;
		engine = engine != NULL ? engine : kx_engine_of(fonts, diags);
		if (engine == NULL)
			return false;
		kx_face_settle(&fonts->faces[i], engine, &engine->faces[i]);
	}
	return true;
}

static kx_face
face_named(const struct kx_font_list *list, const char *id)
{
	size_t i;

	for (i = 0; i < list->face_count; i++)
		if (strcmp(list->faces[i].id, id) == 0)
			return (kx_face)i;
	return -1;
}

static void
report_no_face(struct kx_arena *arena, const struct kx_font_list *list, const struct kx_font_role *role, size_t link,
    struct kx_diagnostics *diags)
{
	struct kx_place place = { .file = list->file, .pointer = kx_arena_print(arena, "%s/%zu", role->pointer, link) };
	struct kx_nearness near;
	const char *hint = NULL;
	size_t i;

	kx_nearness_init(&near, role->chain[link]);
	for (i = 0; i < list->face_count; i++)
		kx_nearness_try(&near, list->faces[i].id);
	if (near.best != NULL)
		hint = kx_arena_print(arena, "Did you mean \"%s\"?", near.best);
	kx_report(diags, KX506, place, hint, "the role \"%s\" names the face \"%s\", which is not listed", role->name,
	    role->chain[link]);
}

static bool
link_chain(const struct kx_font_list *list, const struct kx_font_role *role, struct kx_fonts *fonts, struct kx_chain *chain,
    struct kx_diagnostics *diags)
{
	struct kx_place place = { .file = list->file, .pointer = role->pointer };
	bool good = true;
	size_t i;

	if (role->chain_count == 0) {
		kx_report(diags, KX506, place, NULL, "the role \"%s\" has no face", role->name);
		return false;
	}
	chain->role = kx_arena_string(&fonts->arena, role->name);
	chain->faces = kx_arena_array(&fonts->arena, role->chain_count, sizeof(*chain->faces));
	if (chain->role == NULL || chain->faces == NULL)
		return false;
	chain->count = role->chain_count;
	for (i = 0; i < role->chain_count; i++) {
		chain->faces[i] = face_named(list, role->chain[i]);
		if (chain->faces[i] < 0) {
			report_no_face(&fonts->arena, list, role, i, diags);
			good = false;
		}
	}
	return good;
}

static bool
link_chains(const struct kx_font_list *list, struct kx_fonts *fonts, struct kx_diagnostics *diags)
{
	struct kx_place place = { .file = list->file, .pointer = "/roles" };
	bool good = true;
	size_t i, j;

	fonts->chains = kx_arena_array(&fonts->arena, list->role_count, sizeof(*fonts->chains));
	if (fonts->chains == NULL)
		return false;
	for (i = 0; i < list->role_count; i++) {
		good = link_chain(list, &list->roles[i], fonts, &fonts->chains[fonts->chain_count], diags) && good;
		if (fonts->chains[fonts->chain_count].role != NULL)
			fonts->chain_count++;
	}
	for (i = 0; i < sizeof(needed_roles) / sizeof(needed_roles[0]); i++) {
		for (j = 0; j < list->role_count && strcmp(list->roles[j].name, needed_roles[i]) != 0; j++)
			;
		if (j == list->role_count) {
			kx_report(diags, KX506, place, NULL, "the role \"%s\" is missing", needed_roles[i]);
			good = false;
		}
	}
	return good;
}

/* Patterns are opened when a sheet asks for them; here their names are kept. */
static bool
copy_patterns(const struct kx_font_list *list, struct kx_fonts *fonts)
{
	size_t i;

	fonts->list_file = kx_arena_string(&fonts->arena, list->file);
	fonts->hyphens = kx_arena_array(&fonts->arena, list->pattern_count, sizeof(struct kx_hyphens *));
	fonts->patterns = kx_arena_array(&fonts->arena, list->pattern_count, sizeof(*fonts->patterns));
	for (i = 0; fonts->hyphens != NULL && fonts->patterns != NULL && i < list->pattern_count; i++)
		fonts->patterns[fonts->pattern_count++] = (struct kx_pattern_entry){
		    kx_arena_string(&fonts->arena, list->patterns[i].language), kx_arena_string(&fonts->arena, list->patterns[i].path),
		    kx_arena_string(&fonts->arena, list->patterns[i].licence_path), kx_arena_string(&fonts->arena, list->patterns[i].pointer) };
	return !kx_arena_spent(&fonts->arena);
}

bool
kx_fonts_load(const struct kx_font_list *list, struct kx_fonts **ret_fonts, struct kx_diagnostics *diags)
{
	struct kx_place place = { .file = list->file };
	struct kx_fonts *fonts = calloc(1, sizeof(*fonts));
	bool good;

	if (fonts != NULL)
		fonts->room = malloc(sizeof(*fonts->room));
	if (fonts == NULL || fonts->room == NULL) {
		free(fonts);
		kx_report(diags, KX501, place, NULL, "there is no memory for the fonts");
		return false;
	}
	kx_engine_room_init(fonts->room);
	kx_arena_init(&fonts->arena, (size_t)KX_MAX_FACES * KX_MAX_FONT_BYTES + NAMES_BYTES);
	good = open_faces(list, fonts, diags);
	good = link_chains(list, fonts, diags) && good;
	good = copy_patterns(list, fonts) && good;
	if (kx_arena_spent(&fonts->arena)) {
		kx_report(diags, KX501, place, NULL, "there is no memory for the fonts");
		good = false;
	}
	good = good && settle_faces(fonts, diags);
	if (!good) {
		kx_fonts_free(fonts);
		return false;
	}
	*ret_fonts = fonts;
	return true;
}

void
kx_fonts_free(struct kx_fonts *fonts)
{
	size_t i;

	if (fonts == NULL)
		return;
	kx_engine_close(fonts);
	free(fonts->room);
	for (i = 0; i < fonts->pattern_count; i++)
		kx_hyphens_close(fonts->hyphens[i]);
	kx_arena_done(&fonts->arena);
	free(fonts);
}

/* Names end with their NUL and numbers have a width, so that no two sets read alike. */
void
kx_fonts_digest(const struct kx_fonts *fonts, uint8_t ret_digest[KX_HASH_BYTES])
{
	const struct kx_chain *chain;
	const struct kx_open_face *face;
	struct kx_hashing hashing;
	size_t i;

	kx_hash_begin(&hashing);
	for (face = fonts->faces; face < fonts->faces + fonts->face_count; face++) {
		kx_hash_add(&hashing, face->facts.digest, sizeof(face->facts.digest));
		kx_hash_add(&hashing, face->facts.id, strlen(face->facts.id) + 1);
	}
	for (chain = fonts->chains; chain < fonts->chains + fonts->chain_count; chain++) {
		kx_hash_add(&hashing, chain->role, strlen(chain->role) + 1);
		kx_hash_add(&hashing, &chain->count, sizeof(chain->count));
		for (i = 0; i < chain->count; i++)
			kx_hash_add(&hashing, &chain->faces[i], sizeof(chain->faces[i]));
	}
	kx_hash_end(&hashing, ret_digest);
}

size_t
kx_fonts_count(const struct kx_fonts *fonts)
{
	return fonts->face_count;
}

const struct kx_face_facts *
kx_fonts_facts(const struct kx_fonts *fonts, kx_face face)
{
	return &fonts->faces[face].facts;
}

const struct kx_face_names *
kx_fonts_names(const struct kx_fonts *fonts, kx_face face, struct kx_diagnostics *diags)
{
	const struct kx_engine *engine = kx_engine_of(fonts, diags);

	return engine != NULL ? &engine->faces[face].names : NULL;
}

const struct kx_chain *
kx_fonts_chain(const struct kx_fonts *fonts, const char *role)
{
	size_t i;

	for (i = 0; i < fonts->chain_count; i++)
		if (strcmp(fonts->chains[i].role, role) == 0)
			return &fonts->chains[i];
	return NULL;
}

kx_face
kx_fonts_role(const struct kx_fonts *fonts, const char *role)
{
	const struct kx_chain *chain = kx_fonts_chain(fonts, role);

	return chain != NULL ? chain->faces[0] : -1;
}

kx_length
kx_text_scale(const struct kx_fonts *fonts, kx_face face, int64_t units, kx_length size)
{
	int64_t em = fonts->faces[face].facts.units_per_em, twice = 2 * units * size + em, whole = twice / (2 * em);

	/* C divides towards zero; half up means the floor, for kerns and descents too. */
	return (kx_length)(twice % (2 * em) < 0 ? whole - 1 : whole);
}

kx_length
kx_shaped_width(const struct kx_fonts *fonts, const struct kx_shaped *shaped, kx_length size)
{
	kx_length width = 0;
	size_t i;

	for (i = 0; i < shaped->segment_count; i++)
		width += kx_text_scale(fonts, shaped->segments[i].face, shaped->segments[i].advance, size);
	return width;
}

int32_t
kx_text_advance(const struct kx_fonts *fonts, kx_face face, uint16_t glyph)
{
	return kx_sfnt_advance(&fonts->faces[face].sfnt, glyph);
}
