/*
 * How the order is found.
 *
 * Sequences are numbered in page and paint order, so a sequence's index is
 * also its place.  The place of an element is the lowest index among its own
 * sequences and those of its descendants, found in one pass that climbs from
 * each sequence until it meets an ancestor already placed.  An element's kids
 * are then a merge of two lists that are each in order already: its own
 * sequences by index, its children by number.  A sequence goes first if it
 * lies before the next child's place; a child without a place goes at once.
 * Children are never sorted by place: a table may paint all its first column
 * before its second, a footnote may be painted before the text it belongs to,
 * and the tree must not follow the brush.
 *
 * All of it is linear in items and elements, which the writer's test with
 * thousands of items depends on.
 */
#include "frame/reading.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <string.h>

#define NO_PLACE ((size_t)-1)

static bool
in_upper_half(const struct kx_frame_page *page, const struct kx_frame_item *item)
{
	struct kx_box box = kx_item_bounds(item);

	return box.y + box.height / 2 < page->height / 2;
}

/* A head and a foot are painted one after the other and are two artifacts, each with a place of its own (ISO 32000-1, 14.8.2.2.2). */
static bool
same_sequence(const struct kx_frame_page *page, const struct kx_frame_item *a, const struct kx_frame_item *b)
{
	if (a->element != b->element || a->element >= 0)
		return a->element == b->element;
	return a->artifact == b->artifact &&
	    (a->artifact != KX_ARTIFACT_PAGINATION || in_upper_half(page, a) == in_upper_half(page, b));
}

/* False also when an item is of an element that there is not. */
static bool
find_sequences(struct kx_arena *arena, const struct kx_frames *frames, struct kx_reading *reading)
{
	struct kx_sequence *sequence = NULL;
	size_t total = 0, p, i;

	for (p = 0; p < frames->page_count; p++)
		total += frames->pages[p].item_count;
	reading->sequences = kx_arena_room(arena, (total + 1) * sizeof(*reading->sequences));
	reading->page_first = kx_arena_room(arena, (frames->page_count + 1) * sizeof(size_t));
	if (reading->sequences == NULL || reading->page_first == NULL)
		return false;
	for (p = 0; p < frames->page_count; p++) {
		const struct kx_frame_page *page = &frames->pages[p];
		int mcid = 0;

		reading->page_first[p] = reading->sequence_count;
		for (i = 0; i < page->item_count; i++) {
			if (page->items[i].element < -1 || page->items[i].element >= (int)frames->element_count)
				return false;
			if (i > 0 && same_sequence(page, &page->items[i - 1], &page->items[i])) {
				sequence->count++;
				continue;
			}
			sequence = &reading->sequences[reading->sequence_count++];
			sequence->page = (int)p;
			sequence->first = i;
			sequence->count = 1;
			sequence->element = page->items[i].element;
			sequence->artifact = page->items[i].artifact;
			sequence->mcid = sequence->element >= 0 ? mcid++ : -1;
		}
	}
	reading->page_first[p] = reading->sequence_count;
	return true;
}

/*
 * The parent of each element, side by side: elements are large, and which is whose child is asked over and over.  NULL
 * when they are no tree, or the arena is spent.
 */
static const int *
find_parents(struct kx_arena *arena, const struct kx_frames *frames)
{
	int *parents = kx_arena_room(arena, (frames->element_count + 1) * sizeof(*parents));
	size_t i;

	for (i = 0; parents != NULL && i < frames->element_count; i++) {
		parents[i] = frames->elements[i].parent;
		if (parents[i] < -1 || parents[i] >= (int)i)
			return NULL;
	}
	return parents;
}

static size_t *
find_places(struct kx_arena *arena, const struct kx_frames *frames, const int *parents, const struct kx_reading *reading)
{
	size_t *places = kx_arena_room(arena, (frames->element_count + 1) * sizeof(*places));
	size_t i;
	int e;

	if (places == NULL)
		return NULL;
	for (i = 0; i < frames->element_count; i++)
		places[i] = NO_PLACE;
	for (i = 0; i < reading->sequence_count; i++) {
		for (e = reading->sequences[i].element; e >= 0 && places[e] == NO_PLACE; e = parents[e])
			places[e] = i;
	}
	return places;
}

/* Lists by element, each in order: own sequences and children, laid end to end as counting sort does. */
struct lists {
	size_t *own_first, *own;
	size_t *child_first, *child;
};

static bool
make_lists(struct kx_arena *arena, const int *parents, size_t n, const struct kx_reading *reading, struct lists *lists)
{
	size_t i, *filled;

	lists->own_first = kx_arena_array(arena, n + 1, sizeof(size_t));
	lists->own = kx_arena_room(arena, reading->sequence_count * sizeof(size_t));
	lists->child_first = kx_arena_array(arena, n + 1, sizeof(size_t));
	lists->child = kx_arena_room(arena, n * sizeof(size_t));
	filled = kx_arena_array(arena, 2 * n, sizeof(size_t));
	if (lists->own_first == NULL || lists->own == NULL || lists->child_first == NULL || lists->child == NULL ||
	    filled == NULL)
		return false;
	for (i = 0; i < reading->sequence_count; i++) {
		if (reading->sequences[i].element >= 0)
			lists->own_first[reading->sequences[i].element + 1]++;
	}
	for (i = 0; i < n; i++) {
		if (parents[i] >= 0)
			lists->child_first[parents[i] + 1]++;
	}
	for (i = 0; i < n; i++) {
		lists->own_first[i + 1] += lists->own_first[i];
		lists->child_first[i + 1] += lists->child_first[i];
	}
	for (i = 0; i < reading->sequence_count; i++) {
		int e = reading->sequences[i].element;

		if (e >= 0)
			lists->own[lists->own_first[e] + filled[e]++] = i;
	}
	for (i = 0; i < n; i++) {
		int e = parents[i];

		if (e >= 0)
			lists->child[lists->child_first[e] + filled[n + (size_t)e]++] = i;
	}
	return true;
}

static bool
find_kids(struct kx_arena *arena, const struct kx_frames *frames, const int *parents, struct kx_reading *reading)
{
	const size_t *places = find_places(arena, frames, parents, reading);
	size_t e, count = 0;
	struct lists lists;

	reading->kid_first = kx_arena_room(arena, (frames->element_count + 1) * sizeof(size_t));
	reading->kids = kx_arena_room(arena, (frames->element_count + reading->sequence_count) * sizeof(*reading->kids));
	if (places == NULL || reading->kid_first == NULL || reading->kids == NULL ||
	    !make_lists(arena, parents, frames->element_count, reading, &lists))
		return false;
	for (e = 0; e < frames->element_count; e++) {
		size_t own = lists.own_first[e], child = lists.child_first[e];

		reading->kid_first[e] = count;
		while (own < lists.own_first[e + 1] || child < lists.child_first[e + 1]) {
			bool take_child = own == lists.own_first[e + 1];

			if (!take_child && child < lists.child_first[e + 1]) {
				size_t place = places[lists.child[child]];

				take_child = place == NO_PLACE || place < lists.own[own];
			}
			reading->kids[count].child = take_child;
			reading->kids[count++].index = (int)(take_child ? lists.child[child++] : lists.own[own++]);
		}
	}
	reading->kid_first[e] = count;
	return true;
}

static bool
find_numbers(struct kx_arena *arena, const struct kx_frames *frames, struct kx_reading *reading)
{
	size_t p, total = 0;

	reading->number_first = kx_arena_room(arena, (frames->page_count + 1) * sizeof(size_t));
	if (reading->number_first == NULL)
		return false;
	for (p = 0; p < frames->page_count; p++) {
		reading->number_first[p] = total;
		total += frames->pages[p].item_count;
	}
	reading->number_first[p] = total;
	reading->space_after = kx_arena_array(arena, total + 1, sizeof(bool));
	reading->items = kx_arena_room(arena, (total + 1) * sizeof(*reading->items));
	return reading->space_after != NULL && reading->items != NULL;
}

static bool
is_space(uint32_t code)
{
	return code == ' ' || code == '\t' || code == '\n' || code == 0xA0 || (code >= 0x2000 && code <= 0x200B) ||
	    code == 0x202F || code == 0x205F || code == 0x3000;
}

/* Hyphens, dashes and the slash: a line may end after them without a space. */
static bool
is_joint(uint32_t code)
{
	return code == '-' || code == '/' || code == 0xAD || (code >= 0x2010 && code <= 0x2015);
}

/* The last character of a run and the one before it; 0 where there is none. */
static void
last_characters(const struct kx_frame_glyphs *glyphs, uint32_t *ret_last, uint32_t *ret_before)
{
	size_t at = 0, step;

	*ret_last = *ret_before = 0;
	/* Look at the tail only; back up to the start of a character. */
	if (glyphs->length > 16) {
		at = glyphs->length - 16;
		while (at > 0 && ((unsigned char)glyphs->text[at] & 0xC0) == 0x80)
			at--;
	}
	for (; at < glyphs->length; at += step) {
		*ret_before = *ret_last;
		*ret_last = kx_utf8_next(glyphs->text + at, &step);
	}
}

static bool
space_missing(const struct kx_frame_item *a, int page_a, const struct kx_frame_item *b, int page_b)
{
	const struct kx_frame_glyphs *left = &a->as.glyphs, *right = &b->as.glyphs;
	kx_length size = left->size < right->size ? left->size : right->size;
	kx_length drop = a->box.y - b->box.y, gap = b->box.x - (a->box.x + a->box.width);
	uint32_t last, before;
	size_t step;

	/* Most lines keep their space: then nothing has to be taken apart. */
	if (left->length == 0 || right->length == 0 || left->text[left->length - 1] == ' ' || is_space(kx_utf8_next(right->text, &step)))
		return false;
	last_characters(left, &last, &before);
	if (is_space(last))
		return false;
	if (drop < 0)
		drop = -drop;
	/* On one line, runs that touch are one word: a raised reference mark, a bold half of a word. */
	if (page_a == page_b && drop * 2 < left->size + right->size && gap * 8 < size && gap * 2 > -size)
		return false;
	return !is_joint(last) || (last != 0xAD && is_space(before));
}

/* Depth first through the kids; the stack holds where to go on in each open element. */
struct open_element { int element; size_t next; bool own_line; };

static bool
find_items(struct kx_arena *arena, const struct kx_frames *frames, struct kx_reading *reading)
{
	struct open_element *stack = kx_arena_room(arena, (frames->element_count + 1) * sizeof(*stack));
	bool fresh = true;
	size_t depth = 0, i;

	if (stack == NULL)
		return false;
	if (frames->element_count > 0)
		stack[depth++] = (struct open_element){ 0, reading->kid_first[0], true };
	while (depth > 0) {
		struct open_element *top = &stack[depth - 1];
		const struct kx_kid *kid = &reading->kids[top->next];

		if (top->next == reading->kid_first[top->element + 1]) {
			fresh = fresh || top->own_line;
			depth--;
			continue;
		}
		top->next++;
		if (kid->child) {
			bool own_line = !kx_element_inline(frames->elements[kid->index].type);

			fresh = fresh || own_line;
			stack[depth++] = (struct open_element){ kid->index, reading->kid_first[kid->index], own_line };
			continue;
		}
		for (i = 0; i < reading->sequences[kid->index].count; i++) {
			const struct kx_sequence *sequence = &reading->sequences[kid->index];
			size_t item = sequence->first + i;

			if (frames->pages[sequence->page].items[item].kind != KX_ITEM_GLYPHS)
				continue;
			reading->items[reading->item_count++] =
			    (struct kx_read_item){ sequence->page, item, fresh, false };
			fresh = false;
		}
	}
	return true;
}

static void
find_spaces(const struct kx_frames *frames, struct kx_reading *reading)
{
	size_t i;

	for (i = 0; i + 1 < reading->item_count; i++) {
		struct kx_read_item *a = &reading->items[i], *b = &reading->items[i + 1];

		if (b->starts_line || !space_missing(&frames->pages[a->page].items[a->item], a->page,
		    &frames->pages[b->page].items[b->item], b->page))
			continue;
		a->space_after = true;
		reading->space_after[reading->number_first[a->page] + a->item] = true;
	}
}

bool
kx_frames_read(struct kx_arena *arena, const struct kx_frames *frames, struct kx_reading *ret_reading)
{
	const int *parents = find_parents(arena, frames);
	struct kx_reading reading;

	memset(&reading, 0, sizeof(reading));
	if (parents == NULL || !find_sequences(arena, frames, &reading) || !find_kids(arena, frames, parents, &reading) ||
	    !find_numbers(arena, frames, &reading) || !find_items(arena, frames, &reading))
		return false;
	find_spaces(frames, &reading);
	*ret_reading = reading;
	return true;
}
