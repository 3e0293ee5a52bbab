/*
 * Each stretch is shaped once, and a line is a range of the resulting glyphs.
 * Break opportunities are taken from the whole text, so the end of a stretch
 * is never a break by itself.
 *
 * Lines are chosen by layout/fit.h.  First fit was the road not taken: it
 * leaves single short words on last lines and a wilder rag.
 */
#include "layout/lines.h"

#include "base/buffer.h"
#include "layout/fit.h"
#include "text/hyphens.h"
#include "text/kept.h"

#include <string.h>

#define RAG        8            /* a line may end an eighth of the measure early before that costs as much as a bad line */
#define LINE_PRICE 10           /* of every line end: fewer, fuller lines */
#define SHORT_EMS  4            /* a word below this, in ems of its type, looks lost on a last line */
#define SHORT_PART 5            /* and so does a last line under a fifth of the measure */
#define SHORT_COST INT64_C(20000000)   /* as much as a line that leaves nearly half of the measure empty */
#define LOOSEST    3000         /* a justified space grows by three times its stretch before other ways are tried */
#define HYPHEN_PRICE     50     /* of a broken word in justified text, as in the paper */
#define RAG_HYPHEN_PRICE 300    /* and in ragged text: as much as a line that leaves a sixth of the measure empty */
#define HYPHEN_TWICE     10000  /* and of two in a row */
#define HYPHEN_TEXT      "\xC2\xAD"
#define KEY_BYTES  (1u << 20)

struct glyph {
	uint16_t id;
	int face;
	uint32_t cluster;              /* in the text */
	int32_t advance, x_offset, y_offset;
	kx_length left;                /* pen position before it, from the start of the text */
	size_t stretch;
};

/* A place where a line may end. */
struct stop {
	size_t glyph;                  /* first glyph after the break */
	size_t visible;                /* glyph after the last visible one */
	bool must;
	const struct kx_glyph *hyphen; /* drawn at the end of the line; NULL: no word is broken */
	kx_length hyphen_width;
};

/* The hyphen of a stretch. */
struct hyphen { bool known; kx_face face; const struct kx_glyph *glyph; kx_length width; };

/* The words while their lines are found. */
struct shaping {
	const char *text; size_t length;
	const struct kx_stretch *stretches; size_t stretch_count;
	bool justified, hyphenated;
	bool refused;                  /* a text of it cannot be shaped, which was reported */
	struct hyphen *hyphens;        /* of the stretches, where words may be broken */
	struct glyph *glyphs; size_t glyph_count, glyph_room;
	struct stop *stops; size_t stop_count, stop_room;
	kx_length width;               /* of everything on one line */
};

static void
note_unshaped(struct kx_setting *set, struct shaping *par)
{
	if (kx_arena_spent(set->arena))
		set->failed = true;
	else
		par->refused = set->refused = true;
}

static void
shape_stretch(struct kx_setting *set, struct shaping *par, size_t index)
{
	const struct kx_stretch *stretch = &par->stretches[index];
	struct kx_place place = { .file = set->origin.file, .pointer = set->origin.pointer };
	const struct kx_segment *segment;
	struct kx_shaped shaped;
	struct glyph *glyph;
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

static kx_length
pen(const struct shaping *par, size_t glyph)
{
	return glyph < par->glyph_count ? par->glyphs[glyph].left : par->width;
}

static bool
is_space(const struct shaping *par, size_t glyph)
{
	char c = par->text[par->glyphs[glyph].cluster];

	return c == ' ' || c == '\n';
}

static void
add_stop(struct kx_setting *set, struct shaping *par, size_t glyph, bool must)
{
	struct stop *stop;

	stop = kx_arena_push(set->arena, &par->stops, &par->stop_count, &par->stop_room, sizeof(*stop));
	if (stop == NULL) {
		set->failed = true;
		return;
	}
	stop->glyph = stop->visible = glyph;
	stop->must = must;
	stop->hyphen = NULL;
	stop->hyphen_width = 0;
	while (stop->visible > 0 && is_space(par, stop->visible - 1))
		stop->visible--;
}

/* The hyphen that fits the letters before glyph `glyph`; NULL when their face has none. */
static const struct hyphen *
find_hyphen(struct kx_setting *set, struct shaping *par, size_t glyph)
{
	size_t index = par->glyphs[glyph - 1].stretch;
	const struct kx_stretch *stretch = &par->stretches[index];
	struct kx_place place = { .file = set->origin.file, .pointer = set->origin.pointer };
	struct hyphen *hyphen = &par->hyphens[index];
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
add_hyphen_stop(struct kx_setting *set, struct shaping *par, size_t glyph)
{
	const struct hyphen *hyphen = find_hyphen(set, par, glyph);

	if (hyphen == NULL)
		return;
	add_stop(set, par, glyph, false);
	if (set->failed)
		return;
	par->stops[par->stop_count - 1].hyphen = hyphen->glyph;
	par->stops[par->stop_count - 1].hyphen_width = hyphen->width;
}

static void
find_stops(struct kx_setting *set, struct shaping *par)
{
	const uint8_t *breaks, *points = NULL;
	size_t g, byte;

	if (!kx_kept_breaks(set->memo, set->arena, set->document->language, par->text, par->length, &breaks)) {
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

static void
shape(struct kx_setting *set, const struct kx_line_words *words, struct shaping *par)
{
	size_t i;

	*par = (struct shaping){ .text = words->text, .length = words->length, .stretches = words->stretches,
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

/* The end of a line at this stop, at a price, or at another where it breaks a word. */
static struct kx_fit_item
end_item(const struct stop *stop, bool must, int price, int hyphen_price)
{
	return (struct kx_fit_item){ .kind = KX_FIT_PENALTY, .width = stop->hyphen_width, .flagged = stop->hyphen != NULL,
	    .penalty = must ? KX_FIT_MUST : stop->hyphen != NULL ? hyphen_price : price };
}

/*
 * The paragraph as the boxes, glue and penalties of ragged text: as the paper
 * has it, a line may stretch by the same amount wherever it ends, whatever
 * spaces it holds, so that its spaces keep their width and the edge is even.
 * Five items a stop: the words, the stretch that only a line end gives, with
 * a penalty before it that lets no line end without it, the place to break, and
 * the space that takes the stretch back where there is no break.
 */
static struct kx_fit_item *
ragged_items(struct kx_setting *set, const struct shaping *par, kx_length measure, size_t *ret_count)
{
	struct kx_fit_item *items = kx_arena_array(set->arena, par->stop_count * 5, sizeof(*items)), *item = items;
	kx_length rag = measure / RAG, left = 0;
	size_t i;

	for (i = 0; items != NULL && i < par->stop_count; i++) {
		const struct stop *stop = &par->stops[i];
		bool must = stop->must || i + 1 == par->stop_count;

		*item++ = (struct kx_fit_item){ .kind = KX_FIT_BOX, .width = pen(par, stop->visible) - left };
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_PENALTY, .penalty = KX_FIT_NEVER };
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_GLUE, .stretch = must ? KX_FIT_FILL : rag };
		*item++ = end_item(stop, must, LINE_PRICE, LINE_PRICE + RAG_HYPHEN_PRICE);
		left = pen(par, stop->glyph);
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_GLUE, .width = left - pen(par, stop->visible),
		    .stretch = must ? -KX_FIT_FILL : -rag };
	}
	/* Nothing follows the last break. */
	*ret_count = par->stop_count * 5 - 1;
	return items;
}

/* Does a justified line draw out this glyph?  Spaces that tie words are as wide as others. */
static bool
is_elastic(const struct shaping *par, size_t glyph)
{
	const char *text = par->text + par->glyphs[glyph].cluster;

	return text[0] == ' ' || (text[0] == '\xC2' && text[1] == '\xA0');
}

/* What a space of this width can grow and shrink, as in the paper, less what the end of a line before it would stretch. */
static struct kx_fit_item
space_item(kx_length width, kx_length slack)
{
	return (struct kx_fit_item){ .kind = KX_FIT_GLUE, .width = width, .stretch = width / 2 - slack, .shrink = width / 3 };
}

/* The words from glyph `first` up to a stop: boxes, and the spaces in them where no line may end. */
static struct kx_fit_item *
word_items(const struct shaping *par, size_t first, size_t end, struct kx_fit_item *item)
{
	size_t i, start = first;

	for (i = first; i < end; i++) {
		if (!is_elastic(par, i))
			continue;
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_BOX, .width = pen(par, i) - pen(par, start) };
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_PENALTY, .penalty = KX_FIT_NEVER };
		*item++ = space_item(pen(par, i + 1) - pen(par, i), 0);
		start = i + 1;
	}
	*item++ = (struct kx_fit_item){ .kind = KX_FIT_BOX, .width = pen(par, end) - pen(par, start) };
	return item;
}

/*
 * The paragraph as the boxes, glue and penalties of justified text, a line end
 * as in ragged text but for its stretch, which is `slack`: 0, or what makes the
 * best of lines that cannot be good (TeX's emergency stretch).  `ret_stops`
 * says which stop an item is the break of.
 */
static struct kx_fit_item *
justified_items(struct kx_setting *set, const struct shaping *par, kx_length slack, size_t *ret_count, size_t **ret_stops)
{
	size_t room = par->glyph_count * 3 + par->stop_count * 5, first = 0, i;
	struct kx_fit_item *items = kx_arena_array(set->arena, room, sizeof(*items)), *item = items;
	size_t *stops = kx_arena_array(set->arena, room, sizeof(*stops));

	if (items == NULL || stops == NULL)
		return NULL;
	for (i = 0; i < par->stop_count; i++) {
		const struct stop *stop = &par->stops[i];
		bool must = stop->must || i + 1 == par->stop_count;

		item = word_items(par, first, stop->visible > first ? stop->visible : first, item);
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_PENALTY, .penalty = KX_FIT_NEVER };
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_GLUE, .stretch = must ? KX_FIT_FILL : slack };
		stops[item - items] = i;
		*item++ = end_item(stop, must, 0, HYPHEN_PRICE);
		*item = space_item(stop->glyph > stop->visible ? pen(par, stop->glyph) - pen(par, stop->visible) : 0, must ? 0 : slack);
		item->stretch -= must ? KX_FIT_FILL : 0;
		item++;
		first = stop->glyph;
	}
	/* Nothing follows the last break. */
	*ret_count = (size_t)(item - items) - 1;
	*ret_stops = stops;
	return items;
}

/*
 * Below this a word looks lost on a last line; in a narrow column half a line is no short one.  Nothing is on the empty line
 * after a forced break, where there is no glyph.
 */
static kx_length
short_width(const struct shaping *par, size_t glyph, kx_length measure)
{
	kx_length width = glyph >= par->glyph_count ? 0 : par->stretches[par->glyphs[glyph].stretch].size * SHORT_EMS;

	return width < measure / 2 ? width : measure / 2;
}

/* Is the line that ends at this stop one short word? */
static bool
is_short_word(const struct shaping *par, size_t first, const struct stop *stop, kx_length measure)
{
	size_t i;

	for (i = first; i < stop->visible; i++)
		if (is_space(par, i))
			return false;
	return pen(par, stop->visible) - pen(par, first) < short_width(par, first, measure);
}

/* Is every line as loose or as tight as its spaces allow? */
static bool
all_sound(const struct kx_fit_line *lines, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (lines[i].ratio < -1000 || (lines[i].ratio > LOOSEST && i + 1 < count))
			return false;
	return true;
}

/* The lines of justified words; where they cannot all be good, the least bad. */
static bool
fit_justified(struct kx_setting *set, const struct shaping *par, struct kx_fit_options *options, struct kx_fit_line **ret_lines,
    size_t *ret_count, size_t **ret_stops)
{
	struct kx_fit_item *items;
	kx_length slack = 0;
	int64_t demerits;
	size_t count;

	options->tolerance = LOOSEST;
	for (;;) {
		items = justified_items(set, par, slack, &count, ret_stops);
		if (items == NULL || !kx_fit_lines(set->arena, items, count, options, ret_lines, ret_count, &demerits))
			return false;
		if (slack > 0 || all_sound(*ret_lines, *ret_count))
			return true;
		slack = options->measure / RAG;
		options->tolerance = RAG * 1000;
	}
}

/* Choose line ends: fills `ends` with stop indices; returns their number. */
static size_t
choose_stops(struct kx_setting *set, const struct shaping *par, kx_length measure, size_t *ends)
{
	struct kx_fit_options options = { .measure = measure, .tolerance = RAG * 1000, .fitness_demerits = 10000, .flagged_demerits = HYPHEN_TWICE,
	    .short_last = short_width(par, 0, measure), .short_demerits = SHORT_COST };
	size_t count = 0, *stops = NULL, i;
	struct kx_fit_line *lines = NULL;
	struct kx_fit_item *items;
	int64_t demerits;
	bool good;

	if (options.short_last < measure / SHORT_PART)
		options.short_last = measure / SHORT_PART;
	if (par->justified) {
		good = fit_justified(set, par, &options, &lines, &count, &stops);
	} else {
		items = ragged_items(set, par, measure, &count);
		good = items != NULL && kx_fit_lines(set->arena, items, count, &options, &lines, &count, &demerits);
	}
	set->failed = set->failed || !good;
	for (i = 0; good && i < count; i++)
		ends[i] = stops != NULL ? stops[lines[i].end] : lines[i].end / 5;
	return good ? count : 0;
}

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
font_units(const struct kx_setting *set, const struct shaping *par, size_t glyph, kx_length length)
{
	int64_t em = kx_fonts_facts(set->fonts, par->glyphs[glyph].face)->units_per_em;

	return (int32_t)((int64_t)length * em / par->stretches[par->glyphs[glyph].stretch].size);
}

/*
 * What is to be drawn out in the line from glyph `first` to `stop`: nothing
 * where there are no spaces.  The last line is only drawn in.
 */
static struct drawing
find_drawing(const struct shaping *par, size_t first, const struct stop *stop, kx_length measure)
{
	struct drawing drawing = { measure - (pen(par, stop->visible) - pen(par, first)) - stop->hyphen_width, 0, 0 };
	kx_length spaces = 0;
	size_t i;

	if (!par->justified || (stop->must && drawing.room > 0))
		return (struct drawing){ 0, 0, 0 };
	for (i = first; i < stop->visible; i++) {
		if (!is_elastic(par, i))
			continue;
		drawing.count++;
		spaces += pen(par, i + 1) - pen(par, i);
	}
	/* A word that is too wide stays so, for the message. */
	if (drawing.count == 0 || -drawing.room > spaces / 3 + 1)
		return (struct drawing){ 0, 0, 0 };
	return drawing;
}

/* The hyphen behind the last glyph of a range, which has room for it, and its text. */
static bool
end_in_hyphen(struct kx_arena *arena, const struct stop *stop, struct kx_frame_glyph *glyphs, struct kx_line_range *range)
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
fill_range(struct kx_setting *set, struct kx_arena *arena, const struct shaping *par, size_t first, size_t last,
    const struct stop *stop, const char *text, struct drawing *drawing, struct kx_line_range *range)
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
	range->width = pen(par, visible) - pen(par, first);
	range->glyphs = glyphs;
	range->count = last - first;
	for (i = first; i < last; i++) {
		glyphs[i - first].id = par->glyphs[i].id;
		glyphs[i - first].cluster = par->glyphs[i].cluster - (uint32_t)start;
		glyphs[i - first].advance = par->glyphs[i].advance;
		glyphs[i - first].x_offset = par->glyphs[i].x_offset;
		glyphs[i - first].y_offset = par->glyphs[i].y_offset;
		if (drawing->count == 0 || i >= stop->visible || !is_elastic(par, i))
			continue;
		part = next_part(drawing);
		glyphs[i - first].advance += font_units(set, par, i, part);
		range->width += part;
	}
	return last < stop->glyph || stop->hyphen == NULL || end_in_hyphen(arena, stop, glyphs, range);
}

/* A range for each stretch and face. */
static bool
fill_line(struct kx_setting *set, struct kx_arena *arena, const struct shaping *par, size_t first, const struct stop *stop,
    const char *text, kx_length measure, struct kx_line *line)
{
	struct drawing drawing = find_drawing(par, first, stop, measure);
	struct kx_line_range *ranges = NULL, *range;
	size_t room = 0, i, start = first;
	kx_length drawn = 0, width;

	line->must = stop->must;
	line->justified = drawing.count > 0;
	line->is_short = is_short_word(par, first, stop, measure);
	line->width = pen(par, stop->visible) - pen(par, first) + stop->hyphen_width + drawing.room;
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
		range->left = pen(par, start) - pen(par, first) + drawn;
		width = pen(par, i < stop->visible ? i : stop->visible) - pen(par, start < stop->visible ? start : stop->visible);
		drawn += range->width - width;
		start = i;
	}
	line->ranges = ranges;
	return true;
}

/* The lines that end at these stops, in the arena; NULL when it is spent. */
static struct kx_lines *
fill_lines(struct kx_setting *set, struct kx_arena *arena, const struct shaping *par, kx_length measure, const size_t *ends, size_t count)
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
	struct shaping par;
	size_t *ends, count = 0;

	shape(set, words, &par);
	ends = kx_arena_array(set->arena, par.stop_count, sizeof(*ends));
	if (set->failed || par.refused || ends == NULL)
		return NULL;
	if (par.glyph_count > 0)
		count = choose_stops(set, &par, measure, ends);
	return set->failed ? NULL : fill_lines(set, arena, &par, measure, ends, count);
}

static void *
measure_words(struct kx_setting *set, struct kx_arena *arena, const struct kx_line_words *words)
{
	struct kx_lines_extent *extent = kx_arena_alloc(arena, sizeof(*extent));
	struct shaping par;
	kx_length width;
	size_t i, first = 0;

	shape(set, words, &par);
	if (set->failed || par.refused || extent == NULL)
		return NULL;
	for (i = 0; i < par.stop_count; i++) {
		width = pen(&par, par.stops[i].visible) - pen(&par, first);
		if (width > extent->least)
			extent->least = width;
		first = par.stops[i].glyph;
	}
	if (par.stop_count > 0)
		extent->natural = pen(&par, par.stops[par.stop_count - 1].visible);
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
