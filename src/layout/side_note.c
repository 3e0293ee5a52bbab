#include "layout/side_note.h"

#include "layout/blocks.h"
#include "layout/paragraph.h"

#include <string.h>

#define LEAST_PASSAGE KX_PT(180)

const struct kx_block *
kx_side_note_of(struct kx_setting *set, const struct kx_block *group)
{
	const struct kx_block *note = group->last;

	if (group->id == NULL || note == NULL || note == group->first || note->kind != KX_BLOCK_PARAGRAPH || note->style == NULL ||
	    strcmp(note->style, "note") != 0 || kx_setting_number(set, group->id, "side-note", -1) < 0)
		return NULL;
	return note;
}

/* The words of the note as a Note. */
static void
set_words(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *note, int parent)
{
	int element = kx_setting_element(set, KX_EL_NOTE, parent);

	if (element < 0)
		return;
	set->frames->elements[element].id = kx_arena_print(set->arena, "note-%s", set->block);
	kx_block_set(set, galley, note, element);
}

/*
 * How many slugs from the first on are as high as the note together, or all;
 * their height is `ret_height`.  0 when one of them may be cut or may grow, or
 * they would be too much to stay on one page.
 */
static size_t
slugs_beside(const struct kx_setting *set, const struct kx_galley *passage, kx_length height, kx_length *ret_height)
{
	size_t i;

	*ret_height = 0;
	if (height > set->page_height / 3)
		return 0;
	for (i = 0; i < passage->slug_count && *ret_height < height; i++) {
		if (passage->slugs[i].cell_count > 0 || passage->slugs[i].fill_step > 0)
			return 0;
		*ret_height = kx_galley_height(passage, 0, i + 1);
	}
	return i;
}

/* The passage with the note at `x` beside its first slugs, which become one; false when it cannot stand there. */
static bool
place_beside(struct kx_setting *set, struct kx_galley *galley, const struct kx_galley *passage, const struct kx_galley *words,
    kx_length x)
{
	kx_length height = kx_galley_height(words, 0, words->slug_count), have, drop;
	size_t count = slugs_beside(set, passage, height, &have);
	struct kx_galley rest = *passage;
	const struct kx_slug *last;
	struct kx_slug *slug;

	slug = count > 0 ? kx_galley_slug(set, galley, have) : NULL;
	if (slug == NULL)
		return false;
	last = &passage->slugs[count - 1];
	slug->before = passage->slugs[0].before;
	slug->after = last->after;
	slug->elastic = passage->slugs[0].elastic;
	slug->keep_next = last->keep_next && count < passage->slug_count;
	drop = kx_first_baseline(&passage->slugs[0]) - kx_first_baseline(&words->slugs[0]);
	drop = drop > 0 ? drop : 0;
	kx_galley_pour(set, passage, 0, count, slug, 0, 0);
	kx_galley_pour(set, words, 0, words->slug_count, slug, x, drop);
	kx_slug_rule(set, slug, x - set->sheet->gutter / 2, drop, 0, height, 500, kx_setting_color(set, "rule"));
	slug->height = height + drop > have ? height + drop : have;
	rest.slugs += count;
	rest.slug_count -= count;
	kx_galley_append(set, galley, &rest, 0);
	return true;
}

/* May a note stand beside it?  Not beside what may be cut, or has places side by side itself. */
static bool
stays_whole(const struct kx_block *block)
{
	switch (block->kind) {
	case KX_BLOCK_PARAGRAPH:
	case KX_BLOCK_LIST:
	case KX_BLOCK_ARRAY_PAIR:
	case KX_BLOCK_BAR_PAIR:
	case KX_BLOCK_TIMELINE:
	case KX_BLOCK_CURVE:
	case KX_BLOCK_QUESTION:
	case KX_BLOCK_REFERENCES:
		return true;
	default:
		return false;
	}
}

/* Is there room for the passage, from `first` on, and its note side by side? */
static bool
has_room(struct kx_setting *set, const struct kx_block *group, const struct kx_block *first, kx_length width, kx_length left)
{
	if (width == 0 || left < LEAST_PASSAGE || left < width || kx_setting_count(set, group->id, "columns", 1) > 1)
		return false;
	for (; first->next != NULL; first = first->next)
		if (!stays_whole(first))
			return false;
	return true;
}

void
kx_side_note_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *group, const struct kx_block *note,
    int parent)
{
	kx_length width = kx_setting_number(set, group->id, "side-note", 0), left = galley->width - width - set->sheet->gutter;
	struct kx_galley passage = { .width = galley->width }, words = { .width = galley->width };
	kx_length narrower = set->narrower;
	const struct kx_block *block = group->first;
	bool beside;

	/* Headings and the lead go over both. */
	for (; block != note && kx_block_runs_across(block); block = block->next)
		kx_block_set(set, galley, block, parent);
	beside = has_room(set, group, block, width, left);
	/* In a place that changes its width there may be room in one setting and none in another. */
	if (narrower > 0)
		set->narrower += set->page_width;
	if (beside) {
		passage.width = left;
		words.width = width;
	}
	for (; block != note; block = block->next)
		kx_block_set(set, &passage, block, parent);
	set_words(set, &words, note, parent);
	set->narrower = narrower;
	if (beside && words.slug_count > 0 && place_beside(set, galley, &passage, &words, left + set->sheet->gutter))
		return;
	kx_galley_append(set, galley, &passage, 0);
	kx_galley_append(set, galley, &words, 0);
}
