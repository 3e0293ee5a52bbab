/*
 * Which figures speak for the treatment and which against it, and where they
 * may stand.
 *
 * A figure stands in words when its number is among theirs: its block alone
 * would not do, for tables and paragraphs run over several pages.
 */
#include "review/rules.h"

#include "base/arena.h"
#include "base/memo.h"
#include "review/rates.h"

#include <string.h>

#define WORDS_CEILING (16u * 1024 * 1024)

/*
 * A figure on a topic with a harm's code, or in a section on harms, speaks
 * against the treatment; any other in a section on benefits for it, "slipped
 * back" too; elsewhere its outcome says.
 */
static bool
speaks_for(const struct kx_handout *handout, const struct kx_sheet_stop *stop, const struct kx_figure *figure)
{
	const struct kx_outcome *outcome = kx_content_outcome(handout->content, figure->outcome);

	if (!kx_is_empty(stop->topic->risk) || stop->section->role == KX_ROLE_RISKS)
		return false;
	return stop->section->role == KX_ROLE_BENEFITS || (outcome != NULL && outcome->good);
}

struct list { struct kx_told_figure *list; size_t count, room; };

static bool
list_group(struct kx_arena *arena, const struct kx_handout *handout, const struct kx_sheet_stop *stop,
    const struct kx_group *group, struct list *figures)
{
	const struct kx_claim *claim;
	struct kx_told_figure *entry;
	size_t i, j;

	for (i = 0; kx_group_visible(group) && kx_sheet_shows(stop, group) && i < group->printed_count; i++) {
		claim = group->printed[i].claim;
		for (j = 0; j < claim->figure_count; j++) {
			entry = kx_arena_push(arena, &figures->list, &figures->count, &figures->room, sizeof(*entry));
			if (entry == NULL)
				return false;
			*entry = (struct kx_told_figure){ stop->section->id, stop->block->id, claim, &claim->figures[j],
			    speaks_for(handout, stop, &claim->figures[j]) };
		}
	}
	return true;
}

static bool
list_figures(struct kx_arena *arena, const struct kx_handout *handout, struct list *figures)
{
	struct kx_sheet_walk walk = { .content = handout->content };
	const struct kx_group *group;
	struct kx_sheet_stop stop;
	size_t count;

	while (kx_sheet_next(&walk, &stop))
		for (count = kx_handout_topic(handout, stop.topic->id, &group); count > 0; count--, group++)
			if (!list_group(arena, handout, &stop, group, figures))
				return false;
	return true;
}

/* Of a clinic they see what the merge does: where that is kept they are kept with it.  NULL when the memo has no room. */
static const struct list *
find_or_list(const struct kx_handout *handout, struct kx_memo *memo)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_FIGURES, handout->number);
	const struct list *kept = kx_memo_find(memo, &key);
	struct kx_arena *room = kx_memo_arena(memo);
	struct list *made;

	if (kept != NULL || room == NULL)
		return kept;
	made = kx_arena_alloc(room, sizeof(*made));
	if (made == NULL || !list_figures(room, handout, made))
		return NULL;
	kx_memo_keep(memo, &key, made);
	return made;
}

bool
kx_review_figures(struct kx_arena *arena, const struct kx_handout *handout, struct kx_memo *memo,
    struct kx_told_figures *ret_figures)
{
	const struct list *kept = handout->number != 0 ? find_or_list(handout, memo) : NULL;
	struct list own = { NULL, 0, 0 };

	if (kept == NULL && !list_figures(arena, handout, &own))
		return false;
	if (kept == NULL)
		kept = &own;
	*ret_figures = (struct kx_told_figures){ kept->list, kept->count, handout->content->wording.language, memo };
	return true;
}

static bool
is_among(const struct kx_figure *figure, const struct kx_number *numbers, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (kx_rate_fits(numbers[i].value, numbers[i].decimals, figure->per, figure->arm.percent) ||
		    (figure->arm.has_counts && numbers[i].value == (int64_t)figure->arm.n * 1000))
			return true;
	return false;
}

/* The numbers in a text; a page of the next sheet has most texts of this one's. */
struct numbers { const struct kx_number *list; size_t count; };

static struct numbers
find_numbers(struct kx_arena *arena, struct kx_memo *memo, const char *language, const char *text, size_t length)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_NUMBERS, kx_numbers_either_sign(language));
	struct kx_arena *room = kx_memo_arena(memo);
	const struct numbers *kept;
	struct numbers *made, numbers;

	kx_memo_part(&key, text, length);
	kept = kx_memo_find(memo, &key);
	if (kept != NULL)
		return *kept;
	made = room != NULL ? kx_arena_alloc(room, sizeof(*made)) : NULL;
	if (made != NULL) {
		made->count = kx_numbers_read(room, language, text, length, &made->list);
		if (!kx_arena_spent(room)) {
			kx_memo_keep(memo, &key, made);
			return *made;
		}
	}
	numbers.count = kx_numbers_read(arena, language, text, length, &numbers.list);
	return numbers;
}

void
kx_review_tell(const struct kx_told_figures *figures, const char *section, const char *block, const char *text, size_t length,
    struct kx_figures_told *told)
{
	const struct kx_told_figure *figure;
	struct numbers numbers = { NULL, 0 };
	struct kx_arena arena;
	bool read = false;
	size_t i;

	kx_arena_init(&arena, WORDS_CEILING);
	for (i = 0; i < figures->count; i++) {
		figure = &figures->list[i];
		if (*figure->block != *block || strcmp(figure->block, block) != 0 || strcmp(figure->section, section) != 0)
			continue;
		if (!read)
			numbers = find_numbers(&arena, figures->memo, figures->language, text, length);
		read = true;
		if (!is_among(figure->figure, numbers.list, numbers.count))
			continue;
		if (!figure->benefit)
			told->harm = true;
		else if (told->benefit == NULL)
			told->benefit = figure;
	}
	kx_arena_done(&arena);
}
