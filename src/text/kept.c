#include "text/kept.h"

#include <string.h>

#define FIRST_ROOM 512

/* What a result depends on.  Breaks have no role. */
struct key {
	uint64_t hash;
	const char *role;          /* NULL: the piece holds breaks */
	const char *language;      /* NULL: none */
	bool tabular;
	const char *text; size_t length;
};

struct kx_kept_piece {
	struct kx_kept_piece *next;
	struct key key;
	struct kx_shaped shaped;
	const uint8_t *breaks;
};

void
kx_kept_init(struct kx_kept *kept, const struct kx_kept *older, size_t ceiling)
{
	memset(kept, 0, sizeof(*kept));
	kx_arena_init(&kept->arena, ceiling);
	kept->older = older;
}

void
kx_kept_done(struct kx_kept *kept)
{
	kx_arena_done(&kept->arena);
	memset(kept, 0, sizeof(*kept));
}

/* Eight bytes at a time; the constants are those of a 64-bit mix by multiplication (Fibonacci hashing, Knuth 6.4). */
static uint64_t
mix(uint64_t hash, const char *bytes, size_t length)
{
	uint64_t word;
	size_t step;

	for (; length > 0; bytes += step, length -= step) {
		step = length < sizeof(word) ? length : sizeof(word);
		word = 0;
		memcpy(&word, bytes, step);
		hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
		hash ^= hash >> 29;
	}
	return hash;
}

static struct key
key_of(const char *role, const char *language, bool tabular, const char *text, size_t length)
{
	struct key key = { .role = role, .language = language, .tabular = tabular, .text = text, .length = length };

	key.hash = mix(length * 2 + tabular, text, length);
	if (role != NULL)
		key.hash = mix(key.hash, role, strlen(role));
	return key;
}

static bool
same_name(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
same_key(const struct key *a, const struct key *b)
{
	return a->hash == b->hash && a->length == b->length && a->tabular == b->tabular &&
	    memcmp(a->text, b->text, a->length) == 0 && same_name(a->role, b->role) && same_name(a->language, b->language);
}

static const struct kx_kept_piece *
find(const struct kx_kept *kept, const struct key *key)
{
	const struct kx_kept_piece *piece;

	for (; kept != NULL; kept = kept->older) {
		if (kept->room == 0)
			continue;
		for (piece = kept->table[key->hash & (kept->room - 1)]; piece != NULL; piece = piece->next)
			if (same_key(&piece->key, key))
				return piece;
	}
	return NULL;
}

/* Twice the chains, or the first; false when there is no room for more. */
static bool
grow(struct kx_kept *kept)
{
	size_t room = kept->room == 0 ? FIRST_ROOM : kept->room * 2, i;
	struct kx_kept_piece **table = kx_arena_array(&kept->arena, room, sizeof(struct kx_kept_piece *));
	struct kx_kept_piece *piece, *next;

	if (table == NULL)
		return false;
	for (i = 0; i < kept->room; i++) {
		for (piece = kept->table[i]; piece != NULL; piece = next) {
			next = piece->next;
			piece->next = table[piece->key.hash & (room - 1)];
			table[piece->key.hash & (room - 1)] = piece;
		}
	}
	kept->table = table;
	kept->room = room;
	return true;
}

/* A piece with its key copied, not yet to be found; NULL when the ceiling is met. */
static struct kx_kept_piece *
new_piece(struct kx_kept *kept, const struct key *key)
{
	struct kx_kept_piece *piece;

	if (kept == NULL || (kept->count >= kept->room && !grow(kept)))
		return NULL;
	piece = kx_arena_alloc(&kept->arena, sizeof(*piece));
	if (piece == NULL)
		return NULL;
	piece->key = *key;
	piece->key.text = kx_arena_copy(&kept->arena, key->text, key->length);
	if (key->role != NULL)
		piece->key.role = kx_arena_string(&kept->arena, key->role);
	if (key->language != NULL)
		piece->key.language = kx_arena_string(&kept->arena, key->language);
	return kx_arena_spent(&kept->arena) ? NULL : piece;
}

static void
keep(struct kx_kept *kept, struct kx_kept_piece *piece)
{
	struct kx_kept_piece **chain = &kept->table[piece->key.hash & (kept->room - 1)];

	piece->next = *chain;
	*chain = piece;
	kept->count++;
}

/* The same glyphs, in one block each as large as they are. */
static bool
copy_shaped(struct kx_arena *arena, const struct kx_shaped *shaped, struct kx_shaped *ret_copy)
{
	struct kx_segment *segments = kx_arena_array(arena, shaped->segment_count, sizeof(*segments));
	struct kx_glyph *glyphs;
	size_t i;

	if (segments == NULL)
		return false;
	for (i = 0; i < shaped->segment_count; i++) {
		segments[i] = shaped->segments[i];
		glyphs = kx_arena_array(arena, segments[i].glyph_count, sizeof(*glyphs));
		if (glyphs == NULL)
			return false;
		if (segments[i].glyph_count > 0)
			memcpy(glyphs, shaped->segments[i].glyphs, segments[i].glyph_count * sizeof(*glyphs));
		segments[i].glyphs = glyphs;
	}
	*ret_copy = (struct kx_shaped){ segments, shaped->segment_count };
	return true;
}

bool
kx_kept_shape(struct kx_kept *kept, struct kx_arena *arena, const struct kx_fonts *fonts, const char *role,
    const char *language, bool tabular, const char *text, size_t length, const struct kx_place *place,
    struct kx_shaped *ret_shaped, struct kx_diagnostics *diags)
{
	struct key key = key_of(role, language, tabular, text, length);
	const struct kx_kept_piece *found = find(kept, &key);
	struct kx_kept_piece *piece;

	if (found != NULL) {
		*ret_shaped = found->shaped;
		return true;
	}
	if (!kx_text_shape(arena, fonts, role, language, tabular, text, length, place, ret_shaped, diags))
		return false;
	piece = new_piece(kept, &key);
	if (piece != NULL && copy_shaped(&kept->arena, ret_shaped, &piece->shaped)) {
		keep(kept, piece);
		*ret_shaped = piece->shaped;
	}
	return true;
}

bool
kx_kept_breaks(struct kx_kept *kept, struct kx_arena *arena, const char *language, const char *text,
    size_t length, const uint8_t **ret_breaks)
{
	struct key key = key_of(NULL, language, false, text, length);
	const struct kx_kept_piece *found = find(kept, &key);
	struct kx_kept_piece *piece;

	if (found != NULL) {
		*ret_breaks = found->breaks;
		return true;
	}
	if (!kx_text_breaks(arena, language, text, length, ret_breaks))
		return false;
	piece = new_piece(kept, &key);
	if (piece != NULL) {
		piece->breaks = (const uint8_t *)kx_arena_copy(&kept->arena, (const char *)*ret_breaks, length);
		if (piece->breaks != NULL)
			keep(kept, piece);
	}
	return true;
}
