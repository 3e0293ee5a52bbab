/*
 * A pair of bars on one scale, the comparator over the treatment, with the
 * interval of each as a whisker under its bar: over it, a dark bar would hide
 * it on grey paper.  The full length stands for everybody and is drawn as a
 * thin frame, so that a bar is never seen without its whole.  The comparator's
 * bar is outlined, the treatment's solid; numbers are words beside them.
 */
#include "layout/figure.h"

#include "layout/blocks.h"

#define BAR_HEIGHT    KX_PT(13)
#define WHISKER_DROP  KX_PT(4)       /* from the bar's foot to the whisker */
#define WHISKER_END   KX_PT(2)       /* half the length of its end strokes */

static kx_length
along(kx_length width, int number, int total)
{
	return (kx_length)((int64_t)width * number / total);
}

static struct kx_set_mark *
add_rect(struct kx_setting *set, struct kx_slug *slug, int element, struct kx_box box)
{
	struct kx_set_mark *mark = kx_slug_mark(set, slug, KX_MARK_RECT, element);

	if (mark != NULL)
		mark->box = box;
	return mark;
}

static void
add_line(struct kx_setting *set, struct kx_slug *slug, int element, struct kx_box line, kx_length weight, kx_color color)
{
	struct kx_set_mark *mark = kx_slug_mark(set, slug, KX_MARK_RULE, element);

	if (mark == NULL)
		return;
	mark->box = line;
	mark->shape.stroke = true;
	mark->shape.stroke_color = color;
	mark->shape.line_width = weight;
}

static void
draw_whisker(struct kx_setting *set, struct kx_slug *slug, int figure, const struct kx_array *bar, kx_length y, kx_length width)
{
	kx_length from = along(width, bar->low, bar->total), to = along(width, bar->high, bar->total);
	kx_color color = kx_setting_color(set, "text");

	add_line(set, slug, figure, (struct kx_box){ from, y, to - from, 0 }, 900, color);
	add_line(set, slug, figure, (struct kx_box){ from, y - WHISKER_END, 0, 2 * WHISKER_END }, 900, color);
	add_line(set, slug, figure, (struct kx_box){ to, y - WHISKER_END, 0, 2 * WHISKER_END }, 900, color);
}

/* The bar with its top at `y`. */
static void
draw_bar(struct kx_setting *set, struct kx_slug *slug, int figure, const struct kx_array *bar, kx_length y, kx_length width)
{
	struct kx_set_mark *mark = add_rect(set, slug, figure, (struct kx_box){ 0, y, width, BAR_HEIGHT });

	if (mark == NULL)
		return;
	mark->shape.stroke = true;
	mark->shape.stroke_color = kx_setting_color(set, "array-empty");
	mark->shape.line_width = 500;
	if (bar->filled > 0)
		mark = add_rect(set, slug, figure, (struct kx_box){ 0, y, along(width, bar->filled, bar->total), BAR_HEIGHT });
	if (mark != NULL && bar->filled > 0 && bar->treatment) {
		mark->shape.fill = true;
		mark->shape.fill_color = kx_setting_color(set, "bar");
	} else if (mark != NULL && bar->filled > 0) {
		mark->shape.stroke = true;
		mark->shape.stroke_color = kx_setting_color(set, "text");
		mark->shape.line_width = 900;
	}
	if (bar->range != NULL)
		draw_whisker(set, slug, figure, bar, y + BAR_HEIGHT + WHISKER_DROP, width);
}

/* One bar with its heading over it and its number beside it. */
static void
set_bar(struct kx_setting *set, struct kx_galley *galley, const struct kx_array *bar, int figure, int parent)
{
	kx_length width = galley->width * 58 / 100, head, foot, height, gap = KX_PT(10);
	struct kx_galley heading = { .width = width }, words = { .width = galley->width - width - gap };
	struct kx_slug *slug = kx_galley_slug(set, galley, 0);

	if (slug == NULL)
		return;
	kx_figure_words(set, &heading, bar->heading, "array-heading", parent);
	kx_figure_count(set, &words, bar->words, parent);
	kx_figure_words(set, &words, bar->range, "note", parent);
	head = kx_galley_pour(set, &heading, 0, heading.slug_count, slug, 0, 0) + KX_PT(2);
	draw_bar(set, slug, figure, bar, head, width);
	foot = head + BAR_HEIGHT + (bar->range != NULL ? WHISKER_DROP + WHISKER_END : 0) + KX_PT(2);
	height = kx_galley_pour(set, &words, 0, words.slug_count, slug, width + gap, 0);
	slug->height = height > foot ? height : foot;
	slug->keep_next = true;
	slug->before = slug->after = KX_PT(3);
}

void
kx_bar_pair_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	struct kx_galley rows = { .width = galley->width };
	struct kx_slug *slug;
	int holder = kx_figure_holder(set, parent), figure = kx_figure_element(set, block->figure->alt, holder), i;

	if (figure < 0)
		return;
	for (i = 0; i < 2; i++)
		set_bar(set, &rows, &block->figure->arrays[i], figure, holder);
	/* Both bars in one slug: a Figure is one picture on one page. */
	slug = kx_galley_slug(set, galley, 0);
	if (slug == NULL)
		return;
	slug->height = kx_galley_pour(set, &rows, 0, rows.slug_count, slug, 0, 0);
	slug->keep_next = true;
	slug->before = KX_PT(4);
	slug->after = KX_PT(3);
	kx_figure_caption(set, galley, block, holder);
}
