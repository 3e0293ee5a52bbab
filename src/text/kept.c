#include "text/kept.h"

#include <string.h>

/* No language is another key than an empty one. */
#define NO_LANGUAGE 1u
#define TABULAR     2u

static struct kx_memo_key
key_of(enum kx_memo_kind kind, unsigned flags, const char *language, const char *text, size_t length)
{
	struct kx_memo_key key = kx_memo_key(kind, flags | (language == NULL ? NO_LANGUAGE : 0));

	kx_memo_part(&key, text, length);
	kx_memo_part(&key, language, language != NULL ? strlen(language) : 0);
	return key;
}

/* The same glyphs, in one block each as large as they are. */
static struct kx_shaped *
copy_shaped(struct kx_arena *arena, const struct kx_shaped *shaped)
{
	struct kx_shaped *copy = kx_arena_alloc(arena, sizeof(*copy));
	struct kx_segment *segments = kx_arena_array(arena, shaped->segment_count, sizeof(*segments));
	struct kx_glyph *glyphs;
	size_t i;

	if (copy == NULL || segments == NULL)
		return NULL;
	for (i = 0; i < shaped->segment_count; i++) {
		segments[i] = shaped->segments[i];
		glyphs = kx_arena_array(arena, segments[i].glyph_count, sizeof(*glyphs));
		if (glyphs == NULL)
			return NULL;
		if (segments[i].glyph_count > 0)
			memcpy(glyphs, shaped->segments[i].glyphs, segments[i].glyph_count * sizeof(*glyphs));
		segments[i].glyphs = glyphs;
	}
	*copy = (struct kx_shaped){ segments, shaped->segment_count };
	return copy;
}

bool
kx_kept_shape(struct kx_memo *memo, struct kx_arena *arena, const struct kx_fonts *fonts, const char *role,
    const char *language, bool tabular, const char *text, size_t length, const struct kx_place *place,
    struct kx_shaped *ret_shaped, struct kx_diagnostics *diags)
{
	struct kx_memo_key key = key_of(KX_MEMO_SHAPED, tabular ? TABULAR : 0, language, text, length);
	struct kx_arena *room = kx_memo_arena(memo);
	const struct kx_shaped *found;

	kx_memo_part(&key, role, strlen(role));
	found = kx_memo_find(memo, &key);
	if (found != NULL) {
		*ret_shaped = *found;
		return true;
	}
	if (!kx_text_shape(arena, fonts, role, language, tabular, text, length, place, ret_shaped, diags))
		return false;
	found = room != NULL ? copy_shaped(room, ret_shaped) : NULL;
	if (found != NULL) {
		kx_memo_keep(memo, &key, found);
		*ret_shaped = *found;
	}
	return true;
}

bool
kx_kept_breaks(struct kx_memo *memo, struct kx_arena *arena, const struct kx_fonts *fonts, const char *language,
    const char *text, size_t length, const uint8_t **ret_breaks)
{
	struct kx_memo_key key = key_of(KX_MEMO_BREAKS, 0, language, text, length);
	const uint8_t *found = kx_memo_find(memo, &key);
	struct kx_arena *room = kx_memo_arena(memo);

	if (found != NULL) {
		*ret_breaks = found;
		return true;
	}
	if (!kx_text_breaks(arena, fonts, language, text, length, ret_breaks))
		return false;
	found = room != NULL ? (const uint8_t *)kx_arena_copy(room, (const char *)*ret_breaks, length) : NULL;
	if (found != NULL) {
		kx_memo_keep(memo, &key, found);
		*ret_breaks = found;
	}
	return true;
}
