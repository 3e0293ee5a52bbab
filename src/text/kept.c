#include "text/kept.h"

#include "base/flat.h"

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

/* ---- as they are stored ---- */

#define MOST_UNITS (1 << 24)       /* an advance or offset, in font units */
#define SEGMENT_BYTES 40

static bool
write_shaped(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kx_shaped *shaped = value;
	const struct kx_segment *segment;
	const struct kx_glyph *glyph;

	(void)key;
	kx_flat_put(out, (int64_t)shaped->segment_count);
	for (segment = shaped->segments; segment < shaped->segments + shaped->segment_count; segment++) {
		kx_flat_put(out, segment->face);
		kx_flat_put(out, (int64_t)segment->start);
		kx_flat_put(out, (int64_t)segment->length);
		kx_flat_put(out, segment->advance);
		kx_flat_put(out, (int64_t)segment->glyph_count);
		for (glyph = segment->glyphs; glyph < segment->glyphs + segment->glyph_count; glyph++) {
			const int32_t numbers[] = { glyph->id, (int32_t)glyph->cluster, glyph->advance, glyph->x_offset, glyph->y_offset, 0 };

			kx_flat_put_bytes(out, numbers, sizeof(numbers));
		}
	}
	return true;
}

static bool
is_small(int32_t units)
{
	return units > -MOST_UNITS && units < MOST_UNITS;
}

/* The glyphs of a segment, whose face and stretch of text are known to be good. */
static void
read_glyphs(struct kx_flat *flat, const struct kx_fonts *fonts, struct kx_segment *segment, struct kx_arena *arena)
{
	size_t count = kx_fonts_facts(fonts, segment->face)->glyph_count, i;
	struct kx_glyph *glyph;
	const int32_t *numbers;

	segment->glyph_count = kx_flat_take_count(flat, 6 * sizeof(*numbers));
	segment->glyphs = kx_arena_array(arena, segment->glyph_count, sizeof(*glyph));
	numbers = kx_flat_take_array(flat, 6 * segment->glyph_count, sizeof(*numbers));
	flat->bad = flat->bad || segment->glyphs == NULL;
	for (i = 0; !flat->bad && i < segment->glyph_count; i++, numbers += 6) {
		glyph = &segment->glyphs[i];
		*glyph = (struct kx_glyph){ (uint16_t)numbers[0], (uint32_t)numbers[1], numbers[2], numbers[3], numbers[4] };
		flat->bad = numbers[0] < 0 || (size_t)numbers[0] >= count || glyph->cluster < segment->start ||
		    glyph->cluster >= segment->start + segment->length || !is_small(numbers[2]) || !is_small(numbers[3]) || !is_small(numbers[4]);
	}
}

static const void *
read_shaped(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	size_t count = kx_flat_take_count(&flat, SEGMENT_BYTES), text = key->parts[0].length, i;
	struct kx_segment *segments = kx_arena_array(arena, count, sizeof(*segments));
	struct kx_shaped *shaped = kx_arena_alloc(arena, sizeof(*shaped));
	const struct kx_fonts *fonts = key->about;

	if (segments == NULL || shaped == NULL)
		return NULL;
	for (i = 0; i < count; i++) {
		segments[i].face = (kx_face)kx_flat_take(&flat, 0, (int64_t)kx_fonts_count(fonts) - 1);
		segments[i].start = (size_t)kx_flat_take(&flat, 0, (int64_t)text);
		segments[i].length = (size_t)kx_flat_take(&flat, 0, (int64_t)(text - segments[i].start));
		segments[i].advance = kx_flat_take(&flat, INT32_MIN, INT32_MAX);
		if (!flat.bad)
			read_glyphs(&flat, fonts, &segments[i], arena);
	}
	*shaped = (struct kx_shaped){ segments, count };
	return kx_flat_end(&flat) ? shaped : NULL;
}

static const struct kx_memo_form shaped_form = { KX_MEMO_ON_FONTS, write_shaped, read_shaped };

static bool
write_breaks(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	kx_flat_put_bytes(out, value, key->parts[0].length);
	return true;
}

/* A byte for each of the text's. */
static const void *
read_breaks(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	const uint8_t *breaks = kx_flat_take_array(&flat, key->parts[0].length, 1);
	size_t i;

	(void)arena;
	for (i = 0; breaks != NULL && i < key->parts[0].length; i++)
		flat.bad = flat.bad || breaks[i] > 2;
	return kx_flat_end(&flat) ? breaks : NULL;
}

static const struct kx_memo_form breaks_form = { KX_MEMO_ON_NOTHING, write_breaks, read_breaks };

/* ---- found or made ---- */

bool
kx_kept_shape(struct kx_memo *memo, struct kx_arena *arena, const struct kx_fonts *fonts, const char *role,
    const char *language, bool tabular, const char *text, size_t length, const struct kx_place *place,
    struct kx_shaped *ret_shaped, struct kx_diagnostics *diags)
{
	struct kx_memo_key key = key_of(KX_MEMO_SHAPED, tabular ? TABULAR : 0, language, text, length);
	struct kx_arena *room = kx_memo_arena(memo);
	const struct kx_shaped *found;

	kx_memo_part(&key, role, strlen(role));
	kx_memo_form(&key, &shaped_form, fonts);
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
    const char *text, size_t length, const uint8_t **ret_breaks, struct kx_diagnostics *diags)
{
	struct kx_memo_key key = key_of(KX_MEMO_BREAKS, 0, language, text, length);
	struct kx_arena *room = kx_memo_arena(memo);
	const uint8_t *found;

	kx_memo_form(&key, &breaks_form, NULL);
	found = kx_memo_find(memo, &key);
	if (found != NULL) {
		*ret_breaks = found;
		return true;
	}
	if (!kx_text_breaks(arena, fonts, language, text, length, ret_breaks, diags))
		return false;
	found = room != NULL ? (const uint8_t *)kx_arena_copy(room, (const char *)*ret_breaks, length) : NULL;
	if (found != NULL) {
		kx_memo_keep(memo, &key, found);
		*ret_breaks = found;
	}
	return true;
}
