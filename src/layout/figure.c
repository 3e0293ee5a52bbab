/*
 * A pair of icon arrays: the comparator at the left, the treatment at the
 * right, at one scale, with the same form of heading; the number large, its
 * words beside it.  The picture is one Figure with its text alternative; the
 * words stay text.
 */
#include "layout/blocks.h"
#include "layout/marks.h"
#include "layout/paragraph.h"

#include <string.h>

/* "27 in 100 felt much better": the number is set large, the rest beside it. */
static void
set_count(struct kx_setting *set, struct kx_galley *galley, const struct kx_array *array, int parent)
{
	size_t digits = strcspn(array->words, " ");
	const char *number = kx_arena_copy(set->arena, array->words, digits);
	struct kx_run run = { .kind = KX_RUN_TEXT, .text = number }, rest = { .kind = KX_RUN_TEXT };
	struct kx_runs runs = { &run, 1, 1 };
	struct kx_galley words = { 0 }, big = { .width = galley->width };
	struct kx_slug *slug;
	kx_length natural, least, rise;
	int element = kx_setting_element(set, KX_EL_P, parent);

	if (number == NULL || array->words[digits] == '\0') {
		kx_paragraph_words(set, galley, array->words, &(struct kx_paragraph_options){ .style = "array-words", .element = element });
		return;
	}
	/* The space belongs to the number, so that copied words stay apart. */
	run.text = kx_arena_copy(set->arena, array->words, digits + 1);
	if (run.text == NULL) {
		set->failed = true;
		return;
	}
	kx_paragraph_measure(set, &runs, "array-number", &natural, &least);
	kx_paragraph_set(set, &big, &runs, &(struct kx_paragraph_options){ .style = "array-number", .element = element });
	rest.text = array->words + digits + 1;
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

static void
set_note(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	struct kx_runs runs = { NULL, 0, 0 };
	struct kx_run *run;
	size_t i;

	run = kx_arena_push(set->arena, &runs.list, &runs.count, &runs.room, sizeof(*run));
	if (run == NULL) {
		set->failed = true;
		return;
	}
	run->kind = KX_RUN_TEXT;
	run->text = block->figure->note != NULL ? block->figure->note : "";
	for (i = 0; i < block->runs.count; i++) {
		run = kx_arena_push(set->arena, &runs.list, &runs.count, &runs.room, sizeof(*run));
		if (run == NULL) {
			set->failed = true;
			return;
		}
		*run = block->runs.list[i];
	}
	kx_paragraph_set(set, galley, &runs, &(struct kx_paragraph_options){ .style = "note",
	    .element = kx_setting_element(set, KX_EL_P, parent) });
}

void
kx_array_pair_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	const struct kx_array_pair *pair = block->figure;
	kx_length cell = kx_setting_number(set, NULL, "array_icon", KX_PT(9)), gutter = set->sheet->gutter;
	kx_length width = (galley->width - gutter) / 2, height, top = 0, heading = 0, arrays = 0, counts = 0;
	struct kx_galley words = { .width = width }, numbers[2] = { { .width = width }, { .width = width } };
	struct kx_slug *slug = kx_galley_slug(set, galley, 0);
	size_t first[3] = { 0, 0, 0 };
	int figure, i;

	if (slug == NULL || pair == NULL)
		return;
	for (i = 0; i < 2; i++) {
		kx_paragraph_words(set, &words, pair->arrays[i].heading, &(struct kx_paragraph_options){ .style = "array-heading",
		    .element = kx_setting_element(set, KX_EL_P, parent) });
		first[i + 1] = words.slug_count;
		height = kx_galley_height(&words, first[i], first[i + 1]);
		if (height > heading)
			heading = height;
	}
	figure = kx_setting_element(set, KX_EL_FIGURE, parent);
	if (figure < 0)
		return;
	set->frames->elements[figure].alt = pair->alt;
	for (i = 0; i < 2; i++)
		set_count(set, &numbers[i], &pair->arrays[i], parent);
	for (i = 0; i < 2; i++) {
		kx_length x = i * (width + gutter);

		height = kx_galley_height(&words, first[i], first[i + 1]);
		kx_galley_pour(set, &words, first[i], first[i + 1], slug, x, heading - height);
		top = heading + KX_PT(4);
		height = kx_mark_array(set, slug, figure, x, top, cell, pair->arrays[i].filled, pair->arrays[i].total,
		    kx_setting_color(set, pair->arrays[i].treatment ? "bar" : "bar-against"), kx_setting_color(set, "array-empty"));
		if (height > arrays)
			arrays = height;
	}
	top += arrays + KX_PT(5);
	for (i = 0; i < 2; i++) {
		height = kx_galley_pour(set, &numbers[i], 0, numbers[i].slug_count, slug, i * (width + gutter), top);
		if (height > counts)
			counts = height;
	}
	slug->height = top + counts;
	slug->keep_next = true;
	slug->before = KX_PT(4);
	slug->after = KX_PT(3);
	set_note(set, galley, block, parent);
}
