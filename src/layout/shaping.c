#include "layout/shaping.h"

#include "text/hyphens.h"
#include "text/kept.h"

#include <string.h>

static void
note_unshaped(struct kx_setting *set, struct kx_shaping *par)
{
	if (kx_arena_spent(set->arena))
		set->failed = true;
	else
		par->refused = set->refused = true;
}

static void
shape_stretch(struct kx_setting *set, struct kx_shaping *par, size_t index)
{
	const struct kx_stretch *stretch = &par->stretches[index];
	struct kx_place place = { .file = set->origin.file, .pointer = set->origin.pointer };
	const struct kx_segment *segment;
	struct kx_shaped shaped;
	struct kx_shaping_glyph *glyph;
	int64_t units;
	size_t s, g;

	if (stretch->length == 0)
		return;
	if (!kx_kept_shape(set->memo, set->arena, set->fonts, stretch->role, set->document->language, stretch->tabular,
	    par->text + stretch->start, stretch->length, &place, &shaped, set->diags)) {
		note_unshaped(set, par);
		return;
	}
	for (s = 0; s < shaped.segment_count; s++) {
		segment = &shaped.segments[s];
		units = 0;
		for (g = 0; g < segment->glyph_count; g++) {
			glyph = kx_arena_push(set->arena, &par->glyphs, &par->glyph_count, &par->glyph_room, sizeof(*glyph));
			if (glyph == NULL) {
				set->failed = true;
				return;
			}
			glyph->id = segment->glyphs[g].id;
			glyph->face = segment->face;
			glyph->cluster = (uint32_t)(stretch->start + segment->glyphs[g].cluster);
			glyph->advance = segment->glyphs[g].advance;
			glyph->x_offset = segment->glyphs[g].x_offset;
			glyph->y_offset = segment->glyphs[g].y_offset;
			glyph->left = par->width + kx_text_scale(set->fonts, segment->face, units, stretch->size);
			glyph->stretch = index;
			units += glyph->advance;
		}
		par->width += kx_text_scale(set->fonts, segment->face, units, stretch->size);
	}
}

kx_length
kx_shaping_pen(const struct kx_shaping *par, size_t glyph)
{
	return glyph < par->glyph_count ? par->glyphs[glyph].left : par->width;
}

bool
kx_shaping_is_space(const struct kx_shaping *par, size_t glyph)
{
	char c = par->text[par->glyphs[glyph].cluster];

	return c == ' ' || c == '\n';
}

static void
add_stop(struct kx_setting *set, struct kx_shaping *par, size_t glyph, bool must)
{
	struct kx_stop *stop;

	stop = kx_arena_push(set->arena, &par->stops, &par->stop_count, &par->stop_room, sizeof(*stop));
	if (stop == NULL) {
		set->failed = true;
		return;
	}
	stop->glyph = stop->visible = glyph;
	stop->must = must;
	stop->hyphen = NULL;
	stop->hyphen_width = 0;
	while (stop->visible > 0 && kx_shaping_is_space(par, stop->visible - 1))
		stop->visible--;
}

/* The hyphen that fits the letters before glyph `glyph`; NULL when their face has none. */
static const struct kx_stop_hyphen *
find_hyphen(struct kx_setting *set, struct kx_shaping *par, size_t glyph)
{
	size_t index = par->glyphs[glyph - 1].stretch;
	const struct kx_stretch *stretch = &par->stretches[index];
	struct kx_place place = { .file = set->origin.file, .pointer = set->origin.pointer };
	struct kx_stop_hyphen *hyphen = &par->hyphens[index];
	struct kx_shaped shaped;

	if (!hyphen->known) {
		hyphen->known = true;
		if (!kx_kept_shape(set->memo, set->arena, set->fonts, stretch->role, set->document->language, stretch->tabular, "-", 1,
		    &place, &shaped, set->diags)) {
			note_unshaped(set, par);
			return NULL;
		}
		hyphen->face = shaped.segments[0].face;
		hyphen->glyph = &shaped.segments[0].glyphs[0];
		hyphen->width = kx_shaped_width(set->fonts, &shaped, stretch->size);
	}
	return hyphen->face == par->glyphs[glyph - 1].face ? hyphen : NULL;
}

static void
add_hyphen_stop(struct kx_setting *set, struct kx_shaping *par, size_t glyph)
{
	const struct kx_stop_hyphen *hyphen = find_hyphen(set, par, glyph);

	if (hyphen == NULL)
		return;
	add_stop(set, par, glyph, false);
	if (set->failed)
		return;
	par->stops[par->stop_count - 1].hyphen = hyphen->glyph;
	par->stops[par->stop_count - 1].hyphen_width = hyphen->width;
}

static void
find_stops(struct kx_setting *set, struct kx_shaping *par)
{
	const uint8_t *breaks, *points = NULL;
	size_t g, byte;

	if (!kx_kept_breaks(set->memo, set->arena, set->fonts, set->document->language, par->text, par->length, &breaks, set->diags)) {
		set->failed = true;
		return;
	}
	if (par->hyphenated) {
		points = kx_hyphens_find(set->arena, set->hyphens, par->text, par->length, breaks);
		par->hyphens = kx_arena_array(set->arena, par->stretch_count, sizeof(*par->hyphens));
		set->failed = set->failed || points == NULL || par->hyphens == NULL;
	}
	for (g = 1; g < par->glyph_count && !set->failed; g++) {
		byte = par->glyphs[g].cluster;
		if (byte == 0 || byte == par->glyphs[g - 1].cluster)
			continue;
		if (breaks[byte - 1] != 0)
			add_stop(set, par, g, breaks[byte - 1] == 2);
		else if (points != NULL && points[byte - 1] != 0)
			add_hyphen_stop(set, par, g);
	}
	add_stop(set, par, par->glyph_count, true);
}

/* ---- addresses ---- */

static bool
is_part_of_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

/* A sign of an address between letters or digits; no glyph is the first here. */
static bool
is_seam(const struct kx_shaping *par, size_t glyph)
{
	const char *at = par->text + par->glyphs[glyph].cluster;

	return at + 1 < par->text + par->length && strchr("./@-_?&=#%~:", *at) != NULL && is_part_of_word(at[-1]) && is_part_of_word(at[1]);
}

/* Stops within an address, from glyph `first` up to `end`: at its seams, and anywhere between two that lie too far apart. */
static void
add_seams(struct kx_setting *set, struct kx_shaping *par, size_t first, size_t end, kx_length measure)
{
	size_t g, next;
	bool seams = false, wide;

	for (g = first + 1; g < end; g++)
		seams = seams || is_seam(par, g);
	for (; seams && first < end; first = next) {
		for (next = first + 1; next < end && !is_seam(par, next); next++)
			;
		wide = kx_shaping_pen(par, next) - kx_shaping_pen(par, first) > measure;
		for (g = first + 1; wide && g < next; g++)
			if (par->glyphs[g].cluster != par->glyphs[g - 1].cluster)
				add_stop(set, par, g, false);
		if (next < end)
			add_stop(set, par, next, false);
	}
}

/* Wider than the measure, from glyph `first` on. */
static bool
is_too_wide(const struct kx_shaping *par, size_t first, const struct kx_stop *stop, kx_length measure)
{
	return kx_shaping_pen(par, stop->visible) - kx_shaping_pen(par, first) > measure;
}

void
kx_shaping_ease(struct kx_setting *set, struct kx_shaping *par, kx_length measure)
{
	const struct kx_stop *stops = par->stops, *stop, *end = stops + par->stop_count;
	size_t first = 0;

	for (stop = stops; stop < end && !is_too_wide(par, first, stop, measure); stop++)
		first = stop->glyph;
	if (stop == end)
		return;
	par->stops = NULL;
	par->stop_count = par->stop_room = first = 0;
	for (stop = stops; stop < end && !set->failed; first = stop++->glyph) {
		if (is_too_wide(par, first, stop, measure))
			add_seams(set, par, first, stop->visible, measure);
		add_stop(set, par, stop->glyph, stop->must);
		if (!set->failed)
			par->stops[par->stop_count - 1] = *stop;
	}
}

void
kx_shape_words(struct kx_setting *set, const struct kx_line_words *words, struct kx_shaping *par)
{
	size_t i;

	*par = (struct kx_shaping){ .text = words->text, .length = words->length, .stretches = words->stretches,
	    .stretch_count = words->stretch_count, .justified = words->justified,
	    .hyphenated = words->hyphens && set->hyphens != NULL };
	/* A glyph for each byte is the most there will be in our scripts; if not, the list grows. */
	par->glyphs = kx_arena_array(set->arena, par->length, sizeof(*par->glyphs));
	par->glyph_room = par->glyphs != NULL ? par->length : 0;
	for (i = 0; i < par->stretch_count && !set->failed; i++)
		shape_stretch(set, par, i);
	if (!set->failed && !par->refused && par->glyph_count > 0)
		find_stops(set, par);
}

bool
kx_shaping_is_elastic(const struct kx_shaping *par, size_t glyph)
{
	const char *text = par->text + par->glyphs[glyph].cluster;

	return text[0] == ' ' || (text[0] == '\xC2' && text[1] == '\xA0');
}
