/*
 * A pair of icon arrays: the comparator at the left, the treatment at the
 * right, at one scale, with the same form of heading; the number large, its
 * words beside it.  The picture is one Figure with its text alternative; the
 * words stay text.
 */
#include "layout/figure.h"

#include "layout/blocks.h"
#include "layout/marks.h"
#include "layout/paragraph.h"

#include <string.h>

#define LEAST_CELL KX_PT(4)   /* pitch of icons that can still be told apart */
#define CAPTION_KEPT 5         /* a caption of fewer lines stays in one piece */

void
kx_figure_words(struct kx_setting *set, struct kx_galley *galley, const char *words, const char *style, int parent)
{
	if (words != NULL)
		kx_paragraph_words(set, galley, words, &(struct kx_paragraph_options){ .style = style,
		    .element = kx_setting_element(set, KX_EL_P, parent) });
}

void
kx_figure_count(struct kx_setting *set, struct kx_galley *galley, const char *words_of, int parent)
{
	size_t digits = strcspn(words_of, " ");
	const char *number = kx_arena_copy(set->arena, words_of, digits);
	struct kx_run run = { .kind = KX_RUN_TEXT, .text = number }, rest = { .kind = KX_RUN_TEXT };
	struct kx_runs runs = { &run, 1, 1 };
	struct kx_galley words = { 0 }, big = { .width = galley->width };
	struct kx_slug *slug;
	kx_length natural, least, rise;
	int element = kx_setting_element(set, KX_EL_P, parent);

	/* "fewer than 1 in 100" has no number to begin with. */
	if (number == NULL || words_of[0] < '0' || words_of[0] > '9' || words_of[digits] == '\0') {
		kx_paragraph_words(set, galley, words_of, &(struct kx_paragraph_options){ .style = "array-words", .element = element });
		return;
	}
	/* The space belongs to the number, so that copied words stay apart. */
	run.text = kx_arena_copy(set->arena, words_of, digits + 1);
	if (run.text == NULL) {
		set->failed = true;
		return;
	}
	kx_paragraph_measure(set, &runs, "array-number", &natural, &least);
	kx_paragraph_set(set, &big, &runs, &(struct kx_paragraph_options){ .style = "array-number", .element = element });
	rest.text = words_of + digits + 1;
	words.width = galley->width - natural - KX_PT(7);
	runs.list = &rest;
	kx_paragraph_set(set, &words, &runs, &(struct kx_paragraph_options){ .style = "array-words", .element = element });
	slug = kx_galley_slug(set, galley, 0);
	if (slug == NULL || big.slug_count == 0 || words.slug_count == 0)
		return;
	kx_galley_pour(set, &big, 0, big.slug_count, slug, 0, 0);
	/* The words stand against the middle of the number. */
	rise = (big.slugs[0].height - kx_galley_height(&words, 0, words.slug_count)) / 2;
	if (rise < 0)
		rise = 0;
	kx_galley_pour(set, &words, 0, words.slug_count, slug, natural + KX_PT(7), rise);
	slug->height = rise + kx_galley_height(&words, 0, words.slug_count);
	if (slug->height < big.slugs[0].height)
		slug->height = big.slugs[0].height;
}

int
kx_figure_holder(struct kx_setting *set, int parent)
{
	return kx_setting_element(set, KX_EL_DIV, parent);
}

int
kx_figure_element(struct kx_setting *set, const char *alt, int holder)
{
	int figure = kx_setting_element(set, KX_EL_FIGURE, holder);

	if (figure >= 0)
		set->frames->elements[figure].alt = alt;
	return figure;
}

void
kx_figure_caption(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *picture, int holder)
{
	size_t first = galley->slug_count;
	const struct kx_block *caption;

	for (caption = picture->first; caption != NULL && caption->kind != KX_BLOCK_CAPTION; )
		caption = caption->next;
	if (caption == NULL)
		return;
	kx_blocks_set(set, galley, caption->first, kx_setting_element(set, KX_EL_CAPTION, holder));
	if (galley->slug_count > first && galley->slug_count - first < CAPTION_KEPT)
		kx_galley_bind(galley, first, galley->slug_count - 1);
}

/*
 * A hundred icons stand ten to a row.  A thousand stand in rows as long as
 * the column allows with icons that can still be told apart, as squares: a
 * person that small is a smudge.
 */
static struct kx_icons
icons_for(struct kx_setting *set, const struct kx_array *array, kx_length width)
{
	static const int across[] = { 50, 40, 25 };
	struct kx_icons icons = { .baseline = array->baseline, .filled = array->filled, .total = array->total, .columns = 10,
		.cell = kx_setting_number(set, NULL, "array_icon", KX_PT(9)),
		.squares = kx_setting_number(set, NULL, "array_squares", 0) > 0,
		.baseline_color = kx_setting_color(set, "bar-against"), .outline = kx_setting_color(set, "array-empty") };
	size_t i;

	icons.filled_color = array->treatment ? kx_setting_color(set, "bar") : icons.baseline_color;
	if (array->total > 100) {
		for (i = 0; i + 1 < sizeof(across) / sizeof(across[0]) && width / across[i] < LEAST_CELL; i++)
			continue;
		icons.columns = across[i];
		icons.squares = true;
	}
	if (icons.cell > width / icons.columns)
		icons.cell = width / icons.columns;
	return icons;
}

/* What stands over or under one picture of the pair. */
struct column { struct kx_galley heading, count; };

static kx_length
tallest(struct kx_galley *a, struct kx_galley *b)
{
	kx_length one = kx_galley_height(a, 0, a->slug_count), other = kx_galley_height(b, 0, b->slug_count);

	return one > other ? one : other;
}

void
kx_array_pair_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	const struct kx_array_pair *pair = block->figure;
	kx_length gutter = set->sheet->gutter, width = (galley->width - gutter) / 2, x, top, height, arrays = 0;
	struct column columns[2] = { { { .width = width }, { .width = width } }, { { .width = width }, { .width = width } } };
	struct kx_slug *slug = kx_galley_slug(set, galley, 0);
	struct kx_icons icons;
	int holder = kx_figure_holder(set, parent), figure = kx_figure_element(set, pair->alt, holder), i;

	if (slug == NULL || figure < 0)
		return;
	/* A listener hears one column, then the other, not both headings and then both numbers. */
	for (i = 0; i < 2; i++) {
		kx_figure_words(set, &columns[i].heading, pair->arrays[i].heading, "array-heading", holder);
		kx_figure_count(set, &columns[i].count, pair->arrays[i].words, holder);
		kx_figure_words(set, &columns[i].count, pair->arrays[i].added, "array-words", holder);
	}
	top = tallest(&columns[0].heading, &columns[1].heading);
	for (i = 0, x = 0; i < 2; i++, x += width + gutter) {
		height = kx_galley_height(&columns[i].heading, 0, columns[i].heading.slug_count);
		kx_galley_pour(set, &columns[i].heading, 0, columns[i].heading.slug_count, slug, x, top - height);
		icons = icons_for(set, &pair->arrays[i], width);
		height = kx_mark_icons(set, slug, figure, x, top + KX_PT(3), &icons);
		arrays = height > arrays ? height : arrays;
	}
	top += KX_PT(3) + arrays + KX_PT(3);
	for (i = 0, x = 0; i < 2; i++, x += width + gutter)
		kx_galley_pour(set, &columns[i].count, 0, columns[i].count.slug_count, slug, x, top);
	slug->height = top + tallest(&columns[0].count, &columns[1].count);
	slug->keep_next = true;
	slug->before = KX_PT(4);
	slug->after = KX_PT(3);
	kx_figure_caption(set, galley, block, holder);
}
