#include "layout/ends.h"

#include "layout/fit.h"

#define RAG        8            /* a line may end an eighth of the measure early before that costs as much as a bad line */
#define LINE_PRICE 10           /* of every line end: fewer, fuller lines */
#define SHORT_EMS  4            /* a word below this, in ems of its type, looks lost on a last line */
#define SHORT_PART 5            /* and so does a last line under a fifth of the measure */
#define SHORT_COST INT64_C(20000000)   /* as much as a line that leaves nearly half of the measure empty */
#define LOOSEST    3000         /* a justified space grows by three times its stretch before other ways are tried */
#define HYPHEN_PRICE     50     /* of a broken word in justified text, as in the paper */
#define RAG_HYPHEN_PRICE 300    /* and in ragged text: as much as a line that leaves a sixth of the measure empty */
#define HYPHEN_TWICE     10000  /* and of two in a row */

/* The end of a line at this stop, at a price, or at another where it breaks a word. */
static struct kx_fit_item
end_item(const struct kx_stop *stop, bool must, int price, int hyphen_price)
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
ragged_items(struct kx_setting *set, const struct kx_shaping *par, kx_length measure, size_t *ret_count)
{
	struct kx_fit_item *items = kx_arena_array(set->arena, par->stop_count * 5, sizeof(*items)), *item = items;
	kx_length rag = measure / RAG, left = 0;
	size_t i;

	for (i = 0; items != NULL && i < par->stop_count; i++) {
		const struct kx_stop *stop = &par->stops[i];
		bool must = stop->must || i + 1 == par->stop_count;

		*item++ = (struct kx_fit_item){ .kind = KX_FIT_BOX, .width = kx_shaping_pen(par, stop->visible) - left };
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_PENALTY, .penalty = KX_FIT_NEVER };
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_GLUE, .stretch = must ? KX_FIT_FILL : rag };
		*item++ = end_item(stop, must, LINE_PRICE, LINE_PRICE + RAG_HYPHEN_PRICE);
		left = kx_shaping_pen(par, stop->glyph);
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_GLUE, .width = left - kx_shaping_pen(par, stop->visible),
		    .stretch = must ? -KX_FIT_FILL : -rag };
	}
	/* Nothing follows the last break. */
	*ret_count = par->stop_count * 5 - 1;
	return items;
}

/* What a space of this width can grow and shrink, as in the paper, less what the end of a line before it would stretch. */
static struct kx_fit_item
space_item(kx_length width, kx_length slack)
{
	return (struct kx_fit_item){ .kind = KX_FIT_GLUE, .width = width, .stretch = width / 2 - slack, .shrink = width / 3 };
}

/* The words from glyph `first` up to a stop: boxes, and the spaces in them where no line may end. */
static struct kx_fit_item *
word_items(const struct kx_shaping *par, size_t first, size_t end, struct kx_fit_item *item)
{
	size_t i, start = first;

	for (i = first; i < end; i++) {
		if (!kx_shaping_is_elastic(par, i))
			continue;
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_BOX, .width = kx_shaping_pen(par, i) - kx_shaping_pen(par, start) };
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_PENALTY, .penalty = KX_FIT_NEVER };
		*item++ = space_item(kx_shaping_pen(par, i + 1) - kx_shaping_pen(par, i), 0);
		start = i + 1;
	}
	*item++ = (struct kx_fit_item){ .kind = KX_FIT_BOX, .width = kx_shaping_pen(par, end) - kx_shaping_pen(par, start) };
	return item;
}

/*
 * The paragraph as the boxes, glue and penalties of justified text, a line end
 * as in ragged text but for its stretch, which is `slack`: 0, or what makes the
 * best of lines that cannot be good (TeX's emergency stretch).  `ret_stops`
 * says which stop an item is the break of.
 */
static struct kx_fit_item *
justified_items(struct kx_setting *set, const struct kx_shaping *par, kx_length slack, size_t *ret_count, size_t **ret_stops)
{
	size_t room = par->glyph_count * 3 + par->stop_count * 5, first = 0, i;
	struct kx_fit_item *items = kx_arena_array(set->arena, room, sizeof(*items)), *item = items;
	size_t *stops = kx_arena_array(set->arena, room, sizeof(*stops));

	if (items == NULL || stops == NULL)
		return NULL;
	for (i = 0; i < par->stop_count; i++) {
		const struct kx_stop *stop = &par->stops[i];
		bool must = stop->must || i + 1 == par->stop_count;

		item = word_items(par, first, stop->visible > first ? stop->visible : first, item);
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_PENALTY, .penalty = KX_FIT_NEVER };
		*item++ = (struct kx_fit_item){ .kind = KX_FIT_GLUE, .stretch = must ? KX_FIT_FILL : slack };
		stops[item - items] = i;
		*item++ = end_item(stop, must, 0, HYPHEN_PRICE);
		*item = space_item(stop->glyph > stop->visible ? kx_shaping_pen(par, stop->glyph) - kx_shaping_pen(par, stop->visible) : 0, must ? 0 : slack);
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
short_width(const struct kx_shaping *par, size_t glyph, kx_length measure)
{
	kx_length width = glyph >= par->glyph_count ? 0 : par->stretches[par->glyphs[glyph].stretch].size * SHORT_EMS;

	return width < measure / 2 ? width : measure / 2;
}

bool
kx_ends_in_short_word(const struct kx_shaping *par, size_t first, const struct kx_stop *stop, kx_length measure)
{
	size_t i;

	for (i = first; i < stop->visible; i++)
		if (kx_shaping_is_space(par, i))
			return false;
	return kx_shaping_pen(par, stop->visible) - kx_shaping_pen(par, first) < short_width(par, first, measure);
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
fit_justified(struct kx_setting *set, const struct kx_shaping *par, struct kx_fit_options *options, struct kx_fit_line **ret_lines,
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

size_t
kx_ends_choose(struct kx_setting *set, const struct kx_shaping *par, kx_length measure, size_t *ends)
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
