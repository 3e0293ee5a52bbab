#include "layout/lines.h"

#include "base/buffer.h"
#include "base/flat.h"
#include "layout/ends.h"

#include <string.h>

#define HYPHEN_TEXT      "\xC2\xAD"
#define KEY_BYTES  (1u << 20)

/* How the spaces of a justified line are drawn out: `room` in equal parts among the `count` of them. */
struct drawing { kx_length room; size_t count, done; };

/* By how much the next space is drawn out, so that all of them together come to the whole. */
static kx_length
next_part(struct drawing *drawing)
{
	kx_length before = (kx_length)((int64_t)drawing->room * (int64_t)drawing->done / (int64_t)drawing->count);

	drawing->done++;
	return (kx_length)((int64_t)drawing->room * (int64_t)drawing->done / (int64_t)drawing->count) - before;
}

static int32_t
font_units(const struct kx_setting *set, const struct kx_shaping *par, size_t glyph, kx_length length)
{
	int64_t em = kx_fonts_facts(set->fonts, par->glyphs[glyph].face)->units_per_em;

	return (int32_t)((int64_t)length * em / par->stretches[par->glyphs[glyph].stretch].size);
}

/*
 * What is to be drawn out in the line from glyph `first` to `stop`: nothing
 * where there are no spaces.  The last line is only drawn in.
 */
static struct drawing
find_drawing(const struct kx_shaping *par, size_t first, const struct kx_stop *stop, kx_length measure)
{
	struct drawing drawing = { measure - (kx_shaping_pen(par, stop->visible) - kx_shaping_pen(par, first)) - stop->hyphen_width, 0, 0 };
	kx_length spaces = 0;
	size_t i;

	if (!par->justified || (stop->must && drawing.room > 0))
		return (struct drawing){ 0, 0, 0 };
	for (i = first; i < stop->visible; i++) {
		if (!kx_shaping_is_elastic(par, i))
			continue;
		drawing.count++;
		spaces += kx_shaping_pen(par, i + 1) - kx_shaping_pen(par, i);
	}
	/* A word that is too wide stays so, for the message. */
	if (drawing.count == 0 || -drawing.room > spaces / 3 + 1)
		return (struct drawing){ 0, 0, 0 };
	return drawing;
}

/* The hyphen behind the last glyph of a range, which has room for it, and its text. */
static bool
end_in_hyphen(struct kx_arena *arena, const struct kx_stop *stop, struct kx_frame_glyph *glyphs, struct kx_line_range *range)
{
	char *text = kx_arena_alloc(arena, range->length + sizeof(HYPHEN_TEXT));

	if (text == NULL)
		return false;
	memcpy(text, range->text, range->length);
	memcpy(text + range->length, HYPHEN_TEXT, sizeof(HYPHEN_TEXT));
	glyphs[range->count++] = (struct kx_frame_glyph){ stop->hyphen->id, (uint32_t)range->length, stop->hyphen->advance,
	    stop->hyphen->x_offset, stop->hyphen->y_offset };
	range->text = text;
	range->length += sizeof(HYPHEN_TEXT) - 1;
	range->width += stop->hyphen_width;
	return true;
}

static bool
fill_range(struct kx_setting *set, struct kx_arena *arena, const struct kx_shaping *par, size_t first, size_t last,
    const struct kx_stop *stop, const char *text, struct drawing *drawing, struct kx_line_range *range)
{
	const struct kx_stretch *stretch = &par->stretches[par->glyphs[first].stretch];
	size_t visible = stop->visible < first ? first : stop->visible < last ? stop->visible : last, i;
	struct kx_frame_glyph *glyphs = kx_arena_array(arena, last - first + 1, sizeof(*glyphs));
	size_t start = par->glyphs[first].cluster, end;
	kx_length part;

	if (glyphs == NULL)
		return false;
	range->stretch = par->glyphs[first].stretch;
	range->face = par->glyphs[first].face;
	end = last < par->glyph_count && par->glyphs[last].stretch == range->stretch ?
	    par->glyphs[last].cluster : stretch->start + stretch->length;
	range->text = text + start;
	range->length = end - start;
	range->width = kx_shaping_pen(par, visible) - kx_shaping_pen(par, first);
	range->glyphs = glyphs;
	range->count = last - first;
	for (i = first; i < last; i++) {
		glyphs[i - first].id = par->glyphs[i].id;
		glyphs[i - first].cluster = par->glyphs[i].cluster - (uint32_t)start;
		glyphs[i - first].advance = par->glyphs[i].advance;
		glyphs[i - first].x_offset = par->glyphs[i].x_offset;
		glyphs[i - first].y_offset = par->glyphs[i].y_offset;
		if (drawing->count == 0 || i >= stop->visible || !kx_shaping_is_elastic(par, i))
			continue;
		part = next_part(drawing);
		glyphs[i - first].advance += font_units(set, par, i, part);
		range->width += part;
	}
	return last < stop->glyph || stop->hyphen == NULL || end_in_hyphen(arena, stop, glyphs, range);
}

/* A range for each stretch and face. */
static bool
fill_line(struct kx_setting *set, struct kx_arena *arena, const struct kx_shaping *par, size_t first, const struct kx_stop *stop,
    const char *text, kx_length measure, struct kx_line *line)
{
	struct drawing drawing = find_drawing(par, first, stop, measure);
	struct kx_line_range *ranges = NULL, *range;
	size_t room = 0, i, start = first;
	kx_length drawn = 0, width;

	line->must = stop->must;
	line->justified = drawing.count > 0;
	line->is_short = kx_ends_in_short_word(par, first, stop, measure);
	line->width = kx_shaping_pen(par, stop->visible) - kx_shaping_pen(par, first) + stop->hyphen_width + drawing.room;
	/* After a forced break at its end a text has an empty line. */
	line->start = first < par->glyph_count ? par->glyphs[first].cluster : par->length;
	line->end = stop->visible < par->glyph_count ? par->glyphs[stop->visible].cluster : par->length;
	for (i = first + 1; i <= stop->glyph; i++) {
		if (i < stop->glyph && par->glyphs[i].stretch == par->glyphs[start].stretch &&
		    par->glyphs[i].face == par->glyphs[start].face)
			continue;
		range = kx_arena_push(arena, &ranges, &line->range_count, &room, sizeof(*range));
		if (range == NULL || !fill_range(set, arena, par, start, i, stop, text, &drawing, range))
			return false;
		range->left = kx_shaping_pen(par, start) - kx_shaping_pen(par, first) + drawn;
		width = kx_shaping_pen(par, i < stop->visible ? i : stop->visible) - kx_shaping_pen(par, start < stop->visible ? start : stop->visible);
		drawn += range->width - width;
		start = i;
	}
	line->ranges = ranges;
	return true;
}

/* The lines that end at these stops, in the arena; NULL when it is spent. */
static struct kx_lines *
fill_lines(struct kx_setting *set, struct kx_arena *arena, const struct kx_shaping *par, kx_length measure, const size_t *ends, size_t count)
{
	struct kx_lines *lines = kx_arena_alloc(arena, sizeof(*lines));
	struct kx_line *list = kx_arena_array(arena, count, sizeof(*list));
	size_t i, first = 0;

	if (lines == NULL || list == NULL || (lines->text = kx_arena_copy(arena, par->text, par->length)) == NULL)
		return NULL;
	for (i = 0; i < count; i++) {
		if (!fill_line(set, arena, par, first, &par->stops[ends[i]], lines->text, measure, &list[i]))
			return NULL;
		first = par->stops[ends[i]].glyph;
	}
	lines->list = list;
	lines->count = count;
	return lines;
}

static void *
break_lines(struct kx_setting *set, struct kx_arena *arena, const struct kx_line_words *words, kx_length measure)
{
	struct kx_shaping par;
	size_t *ends, count = 0;

	kx_shape_words(set, words, &par);
	if (!set->failed && !par.refused)
		kx_shaping_ease(set, &par, measure);
	ends = kx_arena_array(set->arena, par.stop_count, sizeof(*ends));
	if (set->failed || par.refused || ends == NULL)
		return NULL;
	if (par.glyph_count > 0)
		count = kx_ends_choose(set, &par, measure, ends);
	return set->failed ? NULL : fill_lines(set, arena, &par, measure, ends, count);
}

static void *
measure_words(struct kx_setting *set, struct kx_arena *arena, const struct kx_line_words *words)
{
	struct kx_lines_extent *extent = kx_arena_alloc(arena, sizeof(*extent));
	struct kx_shaping par;
	kx_length width;
	size_t i, first = 0;

	kx_shape_words(set, words, &par);
	if (set->failed || par.refused || extent == NULL)
		return NULL;
	for (i = 0; i < par.stop_count; i++) {
		width = kx_shaping_pen(&par, par.stops[i].visible) - kx_shaping_pen(&par, first);
		if (width > extent->least)
			extent->least = width;
		first = par.stops[i].glyph;
	}
	if (par.stop_count > 0)
		extent->natural = kx_shaping_pen(&par, par.stops[par.stop_count - 1].visible);
	return extent;
}

/* What the lines depend on beside the text: the looks of its stretches. */
static void
add_looks(const struct kx_line_words *words, struct kx_buffer *out)
{
	size_t i;

	kx_buffer_char(out, words->justified ? 'j' : 'r');
	kx_buffer_char(out, words->hyphens ? 'h' : 'w');
	for (i = 0; i < words->stretch_count; i++) {
		const struct kx_stretch *stretch = &words->stretches[i];
		int64_t numbers[] = { (int64_t)stretch->start, stretch->size, stretch->tabular };

		kx_buffer_add(out, numbers, sizeof(numbers));
		kx_buffer_add(out, stretch->role, strlen(stretch->role) + 1);
	}
}

/* ---- as they are stored ---- */

#define MOST_LENGTH (1 << 30)      /* thousandths of a point */
#define MOST_UNITS  (1 << 24)      /* font units */
#define LINE_BYTES  (7 * 8)
#define RANGE_BYTES (7 * 8)

/* A glyph as it lies in memory, with what lies between its members told. */
struct flat_glyph { uint16_t id, between; uint32_t cluster; int32_t advance, x_offset, y_offset; };
_Static_assert(sizeof(struct flat_glyph) == sizeof(struct kx_frame_glyph), "glyphs are read where they lie");

static void
write_range(const struct kx_lines *lines, const struct kx_line_range *range, struct kx_buffer *out)
{
	const int64_t numbers[] = { (int64_t)range->stretch, range->face, (int64_t)(range->text - lines->text), (int64_t)range->length,
	    range->left, range->width, (int64_t)range->count };
	const struct kx_frame_glyph *glyph;
	struct flat_glyph flat;
	size_t start = out->length;

	kx_buffer_add(out, numbers, sizeof(numbers));
	for (glyph = range->glyphs; glyph < range->glyphs + range->count; glyph++) {
		flat = (struct flat_glyph){ glyph->id, 0, glyph->cluster, glyph->advance, glyph->x_offset, glyph->y_offset };
		kx_buffer_add(out, &flat, sizeof(flat));
	}
	if ((out->length - start) % 8 != 0)
		kx_buffer_add(out, "\0\0\0\0", 4);
}

static bool
write_lines(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kx_lines *lines = value;
	const struct kx_line *line;
	size_t i;

	(void)key;
	kx_flat_put(out, (int64_t)lines->count);
	for (line = lines->list; line < lines->list + lines->count; line++) {
		const int64_t numbers[] = { (int64_t)line->start, (int64_t)line->end, line->width, line->must, line->justified,
		    line->is_short, (int64_t)line->range_count };

		kx_buffer_add(out, numbers, sizeof(numbers));
		for (i = 0; i < line->range_count; i++)
			write_range(lines, &line->ranges[i], out);
	}
	return true;
}

/* The key of lines: text, looks, language. */
struct reading { const struct kx_fonts *fonts; const char *text; size_t length, stretches; struct kx_arena *arena; struct kx_flat flat; };

/* How many stretches the looks of a key tell of: see add_looks(). */
static size_t
count_stretches(const char *looks, size_t length)
{
	size_t at = 2, count = 0;

	for (; at + 3 * sizeof(int64_t) < length; count++)
		at += 3 * sizeof(int64_t) + strlen(looks + at + 3 * sizeof(int64_t)) + 1;
	return count;
}

static bool
is_small(int32_t units)
{
	return units > -MOST_UNITS && units < MOST_UNITS;
}

/* The glyphs lie in the store as they do in memory. */
static bool
read_glyphs(struct reading *reading, struct kx_line_range *range)
{
	size_t glyphs = kx_fonts_facts(reading->fonts, range->face)->glyph_count, i;
	const struct flat_glyph *flat = kx_flat_take_array(&reading->flat, range->count, sizeof(*flat));
	uint32_t before = 0;

	for (i = 0; flat != NULL && i < range->count; i++) {
		if (flat[i].id >= glyphs || flat[i].cluster < before || flat[i].cluster >= range->length ||
		    !is_small(flat[i].advance) || !is_small(flat[i].x_offset) || !is_small(flat[i].y_offset))
			return false;
		before = flat[i].cluster;
	}
	range->glyphs = (const struct kx_frame_glyph *)(const void *)flat;
	return flat != NULL;
}

static bool
read_range(struct reading *reading, struct kx_line_range *range)
{
	struct kx_flat *flat = &reading->flat;

	range->stretch = (size_t)kx_flat_take(flat, 0, (int64_t)reading->stretches - 1);
	range->face = (int)kx_flat_take(flat, 0, (int64_t)kx_fonts_count(reading->fonts) - 1);
	range->text = reading->text + kx_flat_take(flat, 0, (int64_t)reading->length);
	range->length = (size_t)kx_flat_take(flat, 0, (int64_t)(reading->length - (size_t)(range->text - reading->text)));
	range->left = (kx_length)kx_flat_take(flat, -MOST_LENGTH, MOST_LENGTH);
	range->width = (kx_length)kx_flat_take(flat, -MOST_LENGTH, MOST_LENGTH);
	range->count = kx_flat_take_count(flat, sizeof(struct flat_glyph));
	return !flat->bad && read_glyphs(reading, range);
}

static bool
read_line(struct reading *reading, struct kx_line *line)
{
	struct kx_flat *flat = &reading->flat;
	struct kx_line_range *ranges;
	size_t i;

	line->start = (size_t)kx_flat_take(flat, 0, (int64_t)reading->length);
	line->end = (size_t)kx_flat_take(flat, 0, (int64_t)reading->length);
	line->width = (kx_length)kx_flat_take(flat, -MOST_LENGTH, MOST_LENGTH);
	line->must = kx_flat_take(flat, 0, 1) != 0;
	line->justified = kx_flat_take(flat, 0, 1) != 0;
	line->is_short = kx_flat_take(flat, 0, 1) != 0;
	line->range_count = kx_flat_take_count(flat, RANGE_BYTES);
	line->ranges = ranges = kx_arena_array(reading->arena, line->range_count, sizeof(*ranges));
	if (ranges == NULL || flat->bad)
		return false;
	for (i = 0; i < line->range_count; i++)
		if (!read_range(reading, &ranges[i]))
			return false;
	return true;
}

static const void *
read_lines(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct reading reading = { key->about, key->parts[0].bytes, key->parts[0].length,
	    count_stretches(key->parts[1].bytes, key->parts[1].length), arena, kx_flat_begin(bytes, length) };
	size_t count = kx_flat_take_count(&reading.flat, LINE_BYTES), i;
	struct kx_lines *lines = kx_arena_alloc(arena, sizeof(*lines));
	struct kx_line *list = kx_arena_array(arena, count, sizeof(*list));

	if (lines == NULL || list == NULL || reading.stretches == 0)
		return NULL;
	for (i = 0; i < count; i++)
		if (!read_line(&reading, &list[i]))
			return NULL;
	*lines = (struct kx_lines){ reading.text, list, count };
	return kx_flat_end(&reading.flat) ? lines : NULL;
}

static bool
write_extent(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kx_lines_extent *extent = value;

	(void)key;
	kx_flat_put(out, extent->natural);
	kx_flat_put(out, extent->least);
	return true;
}

static const void *
read_extent(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	struct kx_lines_extent *extent = kx_arena_alloc(arena, sizeof(*extent));

	(void)key;
	if (extent == NULL)
		return NULL;
	extent->natural = (kx_length)kx_flat_take(&flat, 0, MOST_LENGTH);
	extent->least = (kx_length)kx_flat_take(&flat, 0, MOST_LENGTH);
	return kx_flat_end(&flat) ? extent : NULL;
}

/* Where words may be broken by patterns, which are files of their own, nothing is stored. */
static void
set_form(const struct kx_setting *set, const struct kx_line_words *words, struct kx_memo_key *key)
{
	static const struct kx_memo_form lines = { KX_MEMO_ON_FONTS, write_lines, read_lines };
	static const struct kx_memo_form extent = { KX_MEMO_ON_FONTS, write_extent, read_extent };

	if (!words->hyphens)
		kx_memo_form(key, key->kind == KX_MEMO_LINES ? &lines : &extent, set->fonts);
}

/* ---- found or made ---- */

/* For a text that cannot be shaped. */
static const void *
nothing(enum kx_memo_kind kind)
{
	static const struct kx_lines lines = { .text = "" };
	static const struct kx_lines_extent extent = { 0 };

	return kind == KX_MEMO_LINES ? (const void *)&lines : &extent;
}

/*
 * What is not kept goes into the setting's arena, and so does all that is only
 * needed to get there; with a memo it is given back at once.
 */
static const void *
find_or_make(struct kx_setting *set, const struct kx_line_words *words, enum kx_memo_kind kind, kx_length measure)
{
	const char *language = set->document->language != NULL ? set->document->language : "";
	struct kx_memo_key key = kx_memo_key(kind, (uint64_t)measure);
	struct kx_arena *room = kx_memo_arena(set->memo);
	struct kx_arena_mark mark = kx_arena_mark(set->arena);
	struct kx_buffer looks;
	const void *made;

	kx_buffer_init(&looks, KEY_BYTES);
	add_looks(words, &looks);
	kx_memo_part(&key, words->text, words->length);
	kx_memo_part(&key, kx_buffer_bytes(&looks), looks.length);
	kx_memo_part(&key, language, strlen(language));
	set_form(set, words, &key);
	made = kx_buffer_failed(&looks) ? NULL : kx_memo_find(set->memo, &key);
	if (made == NULL && room != NULL && !kx_buffer_failed(&looks)) {
		made = kind == KX_MEMO_LINES ? break_lines(set, room, words, measure) : measure_words(set, room, words);
		kx_memo_keep(set->memo, &key, made);
		kx_arena_back(set->arena, mark);
	}
	kx_buffer_done(&looks);
	if (made == NULL && !set->failed)
		made = kind == KX_MEMO_LINES ? break_lines(set, set->arena, words, measure) : measure_words(set, set->arena, words);
	if (made == NULL && set->refused && !set->failed)
		return nothing(kind);
	set->failed = set->failed || made == NULL;
	return made;
}

const struct kx_lines *
kx_lines_break(struct kx_setting *set, const struct kx_line_words *words, kx_length measure)
{
	return find_or_make(set, words, KX_MEMO_LINES, measure);
}

const struct kx_lines_extent *
kx_lines_measure(struct kx_setting *set, const struct kx_line_words *words)
{
	return find_or_make(set, words, KX_MEMO_EXTENT, 0);
}
