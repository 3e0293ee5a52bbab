/*
 * Time, drawn: a timeline whose stops hang on one line, and a curve of how
 * many people were better at each time they were asked.
 */
#include "layout/figure.h"

#include "layout/blocks.h"
#include "layout/marks.h"
#include "layout/paragraph.h"

#define DOT          KX_PT(4)     /* radius of a stop */
#define LEAST_STOP   KX_PT(84)    /* a narrower stop stands under the one before, not beside it */
#define STOP_INDENT  KX_PT(20)
#define STOP_GAP     KX_PT(5)     /* under a stop that has another below */

/* ---- timeline ---- */

/* A stop is a list item: its time, bold, then its words. */
static void
set_stop(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *stop, int list)
{
	int item = kx_setting_element(set, KX_EL_LI, list), body = kx_setting_element(set, KX_EL_LBODY, item);
	const struct kx_block *words = stop->first;

	if (words == NULL)
		return;
	kx_paragraph_set(set, galley, &words->runs, &(struct kx_paragraph_options){ .style = "array-heading",
	    .element = kx_setting_element(set, KX_EL_P, body) });
	kx_blocks_set(set, galley, words->next, body);
}

static void
set_across(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *first, kx_length width, int list)
{
	kx_length gutter = set->sheet->gutter, x = 0, height;
	kx_color color = kx_setting_color(set, "accent");
	struct kx_slug *slug = kx_galley_slug(set, galley, 0);
	const struct kx_block *stop;

	if (slug == NULL)
		return;
	kx_slug_rule(set, slug, 0, DOT, galley->width, 0, 1200, color);
	for (stop = first; stop != NULL; stop = stop->next, x += width + gutter) {
		struct kx_galley words = { .width = width };

		kx_mark_dot(set, slug, -1, (struct kx_point){ x + DOT, DOT }, DOT, color);
		set_stop(set, &words, stop, list);
		height = 2 * DOT + KX_PT(3) + kx_galley_pour(set, &words, 0, words.slug_count, slug, x, 2 * DOT + KX_PT(3));
		slug->height = height > slug->height ? height : slug->height;
	}
	slug->before = slug->after = KX_PT(4);
	slug->elastic = true;
}

/* Each stop draws its own part of the line, from edge to edge, since a page may end between two. */
static void
set_down(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *first, int list)
{
	kx_color color = kx_setting_color(set, "accent");
	kx_length dot = kx_setting_look(set, "array-heading").leading / 2, top, foot;
	const struct kx_block *stop;
	struct kx_slug *slug;

	for (stop = first; stop != NULL; stop = stop->next) {
		struct kx_galley words = { .width = galley->width - STOP_INDENT };

		set_stop(set, &words, stop, list);
		slug = kx_galley_slug(set, galley, 0);
		if (slug == NULL)
			return;
		slug->height = kx_galley_pour(set, &words, 0, words.slug_count, slug, STOP_INDENT, 0);
		top = stop == first ? dot : 0;
		if (stop->next != NULL)
			slug->height += STOP_GAP;
		else
			slug->after = KX_PT(4);
		foot = stop->next != NULL ? slug->height : dot;
		if (foot > top)
			kx_slug_rule(set, slug, DOT, top, 0, foot - top, 1200, color);
		kx_mark_dot(set, slug, -1, (struct kx_point){ DOT, dot }, DOT, color);
	}
}

void
kx_timeline_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *timeline, int parent)
{
	int list = kx_setting_element(set, KX_EL_L, parent), count = 0;
	const struct kx_block *stop, *first = timeline->first;
	size_t slug = galley->slug_count;
	kx_length width;

	/* A list has its caption first (ISO 32000-1, 14.8.4.3.3). */
	if (first != NULL && first->kind == KX_BLOCK_CAPTION)
		first = first->next;
	for (stop = first; stop != NULL; stop = stop->next)
		count++;
	if (list < 0 || count == 0)
		return;
	set->frames->elements[list].list_numbering = "None";
	kx_figure_caption(set, galley, timeline, list);
	kx_galley_bind(galley, slug, galley->slug_count);
	width = (galley->width - (count - 1) * set->sheet->gutter) / count;
	if (width >= LEAST_STOP && count <= kx_setting_count(set, "timeline", "across", count))
		set_across(set, galley, first, width, list);
	else
		set_down(set, galley, first, list);
}

/* ---- curve ---- */

#define POINT        KX_PT(3.2)
#define LABEL_ROOM   KX_PT(46)    /* at either side, for the words under the first and the last point */

struct plot {
	const struct kx_curve *curve;
	struct kx_slug *slug;
	int figure;
	kx_length left, width, top, height;
};

static struct kx_point
point_at(const struct plot *plot, size_t i, int number)
{
	const struct kx_curve_point *points = plot->curve->points;
	int first = points[0].days, span = points[plot->curve->count - 1].days - first;

	return (struct kx_point){ plot->left + (kx_length)((int64_t)plot->width * (points[i].days - first) / span),
		plot->top + plot->height - (kx_length)((int64_t)plot->height * number / plot->curve->total) };
}

/* Words centred on x, their top at y, as part of the picture; returns their height. */
static kx_length
label(struct kx_setting *set, const struct plot *plot, const char *words, const char *style, kx_length x, kx_length y)
{
	struct kx_galley galley = { .width = 2 * LABEL_ROOM };

	kx_paragraph_words(set, &galley, words, &(struct kx_paragraph_options){ .style = style, .element = plot->figure,
	    .align = KX_ALIGN_CENTER });
	return kx_galley_pour(set, &galley, 0, galley.slug_count, plot->slug, x - LABEL_ROOM, y);
}

/*
 * Is the number of a point under its dot?  Of two at one time the upper has
 * its number above and the lower below, unless that would cross the foot of
 * the plot and there is room between the two.
 */
static bool
number_is_below(const struct plot *plot, size_t i, bool against, kx_length leading)
{
	const struct kx_curve_point *point = &plot->curve->points[i];
	bool lower = against ? point->against <= point->number : point->number < point->against;
	kx_length one, other;

	if (plot->curve->without == NULL || !lower)
		return false;
	one = point_at(plot, i, against ? point->against : point->number).y;
	other = point_at(plot, i, against ? point->number : point->against).y;
	return one + POINT + leading <= plot->top + plot->height || one - other < leading + 2 * POINT;
}

static void
draw_line(struct kx_setting *set, const struct plot *plot, struct kx_point from, struct kx_point to, kx_color color)
{
	struct kx_set_mark *line = kx_slug_mark(set, plot->slug, KX_MARK_RULE, plot->figure);

	if (line == NULL)
		return;
	line->box = (struct kx_box){ from.x, from.y, to.x - from.x, to.y - from.y };
	line->shape.stroke = true;
	line->shape.stroke_color = color;
	line->shape.line_width = 600;
}

static void
draw_series(struct kx_setting *set, const struct plot *plot, bool against)
{
	kx_color color = kx_setting_color(set, against ? "text" : "bar");
	struct kx_look look = kx_setting_look(set, "array-heading");
	const struct kx_curve_point *points = plot->curve->points;
	struct kx_point at, before = { 0, 0 };
	size_t i;

	for (i = 0; i < plot->curve->count; i++, before = at) {
		at = point_at(plot, i, against ? points[i].against : points[i].number);
		if (i > 0)
			draw_line(set, plot, before, at, color);
	}
	for (i = 0; i < plot->curve->count; i++) {
		at = point_at(plot, i, against ? points[i].against : points[i].number);
		if (against)
			kx_mark_ring(set, plot->slug, plot->figure, at, POINT, color);
		else
			kx_mark_dot(set, plot->slug, plot->figure, at, POINT, color);
		label(set, plot, against ? points[i].against_words : points[i].words, "array-heading", at.x,
		    number_is_below(plot, i, against, look.leading) ? at.y + POINT : at.y - POINT - look.leading);
	}
}

/* Which mark is whose; words, so that they are read as text too. */
static void
set_key(struct kx_setting *set, struct kx_galley *galley, const struct kx_curve *curve, int parent)
{
	const char *names[] = { curve->without, curve->with };
	struct kx_look look = kx_setting_look(set, "array-words");
	struct kx_slug *slug;
	size_t i;

	for (i = 0; i < 2; i++) {
		struct kx_galley words = { .width = galley->width - KX_PT(14) };

		if (names[i] == NULL)
			continue;
		kx_figure_words(set, &words, names[i], "array-words", parent);
		slug = kx_galley_slug(set, galley, 0);
		if (slug == NULL)
			return;
		slug->height = kx_galley_pour(set, &words, 0, words.slug_count, slug, KX_PT(14), 0);
		slug->keep_next = true;
		if (i == 0)
			kx_mark_ring(set, slug, -1, (struct kx_point){ POINT, look.leading / 2 }, POINT, kx_setting_color(set, "text"));
		else
			kx_mark_dot(set, slug, -1, (struct kx_point){ POINT, look.leading / 2 }, POINT, kx_setting_color(set, "bar"));
	}
}

/* How far the lowest number reaches under the foot of the plot. */
static kx_length
numbers_under_foot(struct kx_setting *set, const struct plot *plot)
{
	struct kx_look look = kx_setting_look(set, "array-heading");
	kx_length under = 0, reach;
	size_t i;
	int k;

	for (i = 0; i < plot->curve->count; i++) {
		for (k = 0; k < 2; k++) {
			if (!number_is_below(plot, i, k == 1, look.leading))
				continue;
			reach = point_at(plot, i, k == 1 ? plot->curve->points[i].against : plot->curve->points[i].number).y + POINT +
			    look.leading - plot->top - plot->height;
			under = reach > under ? reach : under;
		}
	}
	return under;
}

static void
draw_ground(struct kx_setting *set, const struct plot *plot)
{
	const struct kx_curve *curve = plot->curve;
	kx_length foot = plot->top + plot->height, left = plot->left - LABEL_ROOM, width = plot->width + 2 * LABEL_ROOM;
	kx_length days, height, most = 0;
	size_t i;

	kx_slug_rule(set, plot->slug, left, foot, width, 0, 900, kx_setting_color(set, "text"));
	kx_slug_rule(set, plot->slug, left, plot->top, width, 0, 400, kx_setting_color(set, "rule"));
	label(set, plot, curve->scale, "note", left + width - LABEL_ROOM / 4, plot->top + KX_PT(1));
	days = foot + KX_PT(2) + numbers_under_foot(set, plot);
	for (i = 0; i < curve->count; i++) {
		height = label(set, plot, curve->points[i].at, "note", point_at(plot, i, 0).x, days);
		most = height > most ? height : most;
	}
	plot->slug->height = days + most;
}

void
kx_curve_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	const struct kx_curve *curve = block->curve;
	kx_length most = kx_setting_number(set, "curve", "width", KX_PT(330)), width = galley->width < most ? galley->width : most;
	struct plot plot = { .curve = curve, .left = LABEL_ROOM, .width = width - 2 * LABEL_ROOM, .top = KX_PT(4),
		.height = kx_setting_number(set, "curve", "height", KX_PT(110)) };
	size_t first = galley->slug_count;
	int holder = kx_figure_holder(set, parent);

	kx_figure_words(set, galley, curve->heading, "array-heading", holder);
	set_key(set, galley, curve, holder);
	kx_galley_bind(galley, first, galley->slug_count);
	plot.figure = kx_figure_element(set, curve->alt, holder);
	plot.slug = kx_galley_slug(set, galley, 0);
	if (plot.figure < 0 || plot.slug == NULL)
		return;
	draw_ground(set, &plot);
	if (curve->without != NULL)
		draw_series(set, &plot, true);
	draw_series(set, &plot, false);
	plot.slug->keep_next = true;
	plot.slug->before = plot.slug->after = KX_PT(3);
	kx_figure_caption(set, galley, block, holder);
}
