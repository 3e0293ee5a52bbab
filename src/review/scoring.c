#include "review/scoring.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "review/rules.h"
#include "review/sentences.h"

#include <string.h>

#define WORDS_CEILING (4u * 1024 * 1024)

/* ---- items ---- */

static void
set_state(const struct kx_scoring *scoring, struct kx_score_item *item, enum kx_item_state state, struct kx_origin place,
    const char *format, va_list args)
{
	item->state = state;
	item->place = place;
	item->why = kx_arena_vprint(scoring->arena, format, args);
}

void
kx_met(const struct kx_scoring *scoring, struct kx_score_item *item, struct kx_origin place, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_state(scoring, item, KX_ITEM_PASS, place, format, args);
	va_end(args);
}

void
kx_unmet(const struct kx_scoring *scoring, struct kx_score_item *item, struct kx_origin place, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_state(scoring, item, KX_ITEM_FAIL, place, format, args);
	va_end(args);
}

void
kx_not_applicable(const struct kx_scoring *scoring, struct kx_score_item *item, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_state(scoring, item, KX_ITEM_NOT_APPLICABLE, (struct kx_origin){ .file = NULL }, format, args);
	va_end(args);
}

void
kx_for_a_person(const struct kx_scoring *scoring, struct kx_score_item *item, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_state(scoring, item, KX_ITEM_HUMAN, (struct kx_origin){ .file = NULL }, format, args);
	va_end(args);
}

/* ---- sections ---- */

/* Mark the sections that the frames, or else the layout, give a place. */
static void
mark_placed(const struct kx_score_subject *subject, bool *placed)
{
	const struct kx_document *document = subject->document;
	const struct kx_frames *frames = subject->frames;
	const char *last = NULL, *id;
	size_t i, k;

	for (k = 0; frames == NULL && k < document->section_count; k++)
		placed[k] = !kx_template_omits(document->sheet, document->sections[k].id, NULL);
	for (i = 0; frames != NULL && i < frames->element_count; i++, last = id) {
		id = frames->elements[i].section;
		for (k = 0; id != last && id != NULL && k < document->section_count; k++)
			placed[k] = placed[k] || strcmp(document->sections[k].id, id) == 0;
	}
}

static bool
read_sections(const struct kx_score_subject *subject, struct kx_scoring *scoring)
{
	const struct kx_document *document = subject->document;
	struct kx_buffer words;
	size_t i;

	scoring->words = kx_arena_array(scoring->arena, document->section_count + 1, sizeof(*scoring->words));
	scoring->on_sheet = kx_arena_array(scoring->arena, document->section_count + 1, sizeof(*scoring->on_sheet));
	if (scoring->words == NULL || scoring->on_sheet == NULL)
		return false;
	mark_placed(subject, scoring->on_sheet);
	kx_buffer_init(&words, WORDS_CEILING);
	for (i = 0; i < document->section_count; i++) {
		kx_buffer_clear(&words);
		kx_section_text(&document->sections[i], &words);
		scoring->words[i] = kx_arena_copy(scoring->arena, kx_buffer_bytes(&words), words.length);
		if (scoring->words[i] == NULL)
			break;
		scoring->on_sheet[i] = scoring->on_sheet[i] && words.length > 0;
	}
	kx_buffer_done(&words);
	return i == document->section_count;
}

bool
kx_on_sheet(const struct kx_scoring *scoring, const struct kx_document_section *section)
{
	return scoring->on_sheet[section - scoring->document->sections];
}

const struct kx_document_section *
kx_scored_section(const struct kx_scoring *scoring, enum kx_role role)
{
	const struct kx_document *document = scoring->document;
	size_t i;

	for (i = 0; i < document->section_count; i++)
		if (document->sections[i].role == role && kx_on_sheet(scoring, &document->sections[i]))
			return &document->sections[i];
	return NULL;
}

static bool
is_on_help(const struct kx_document *document, const char *section)
{
	size_t i;

	for (i = 0; i < document->section_count; i++)
		if (strcmp(document->sections[i].id, section) == 0)
			return document->sections[i].role == KX_ROLE_HELP;
	return false;
}

/*
 * The section whose words come first in the reading order of the frames;
 * without frames, in the outline.  The crisis box is passed over: it is for
 * whoever is in danger now, wherever page 1 has it, and no message of the
 * sheet.
 */
const struct kx_document_section *
kx_first_on_sheet(const struct kx_scoring *scoring)
{
	const struct kx_document *document = scoring->document;
	const struct kx_frames *frames = scoring->frames;
	const char *first = NULL;
	size_t i;

	for (i = 0; frames != NULL && i < frames->element_count && first == NULL; i++)
		if (frames->elements[i].section != NULL && !is_on_help(document, frames->elements[i].section))
			first = frames->elements[i].section;
	for (i = 0; i < document->section_count; i++) {
		if (first != NULL ? strcmp(document->sections[i].id, first) == 0 : frames == NULL &&
		    kx_on_sheet(scoring, &document->sections[i]))
			return &document->sections[i];
	}
	return NULL;
}

struct kx_origin
kx_pack_origin(const struct kx_scoring *scoring, const char *member)
{
	struct kx_origin origin = scoring->content->pack.origin;

	origin.pointer = kx_arena_print(scoring->arena, "%s/%s", origin.pointer != NULL ? origin.pointer : "", member);
	return origin;
}

struct kx_origin
kx_role_origin(const struct kx_scoring *scoring, enum kx_role role)
{
	const struct kx_content *content = scoring->content;
	size_t i;

	for (i = 0; i < content->section_count; i++)
		if (content->sections[i].role == role)
			return content->sections[i].origin;
	if (content->section_count > 0)
		return (struct kx_origin){ content->sections[0].origin.file, "/sections" };
	return content->pack.origin;
}

const char *
kx_section_words(const struct kx_scoring *scoring, const struct kx_document_section *section)
{
	return section != NULL ? scoring->words[section - scoring->document->sections] : "";
}

size_t
kx_word_count(const char *text)
{
	size_t at = 0, start, end, count = 0, length = strlen(text);

	while (kx_word_next(text, length, &at, &start, &end))
		count++;
	return count;
}

/* ---- figures and choices ---- */

static bool
is_number_form(enum kx_form form)
{
	return form == KX_FORM_FACT_BOX || form == KX_FORM_ICON_ARRAY || form == KX_FORM_BAR_PAIR || form == KX_FORM_CURVE || form == KX_FORM_RATES;
}

/* The figure of a claim that prints: the first with something to compare it with, or else the first. */
static const struct kx_figure *
printed_figure(const struct kx_claim *claim)
{
	size_t i;

	for (i = 0; i < claim->figure_count; i++)
		if (claim->figures[i].comparator != NULL)
			return &claim->figures[i];
	return claim->figure_count > 0 ? &claim->figures[0] : NULL;
}

struct scored_figures { struct kx_scored_figure *list; size_t count, room; };

static void
collect_group(struct kx_arena *arena, struct scored_figures *figures, const struct kx_sheet_stop *stop,
    const struct kx_group *group)
{
	const struct kx_figure *figure;
	struct kx_scored_figure *place;
	size_t i;

	for (i = 0; i < group->printed_count; i++) {
		figure = printed_figure(group->printed[i].claim);
		place = figure == NULL ? NULL :
		    kx_arena_push(arena, &figures->list, &figures->count, &figures->room, sizeof(*place));
		if (place != NULL)
			*place = (struct kx_scored_figure){ stop->section, stop->block, group->printed[i].claim, figure };
	}
}

static void
collect_figures(struct kx_scoring *scoring)
{
	struct kx_sheet_walk walk = { .content = scoring->content };
	struct scored_figures figures = { 0 };
	const struct kx_group *group;
	struct kx_sheet_stop stop;
	size_t count;

	while (kx_sheet_next(&walk, &stop)) {
		if (!is_number_form(stop.block->form) || kx_template_omits(scoring->document->sheet, stop.section->id, stop.block->id))
			continue;
		count = kx_handout_topic(scoring->handout, stop.topic->id, &group);
		for (; count > 0; count--, group++)
			if (kx_group_visible(group) && kx_sheet_shows(&stop, group))
				collect_group(scoring->arena, &figures, &stop, group);
	}
	scoring->figures = figures.list;
	scoring->figure_count = figures.count;
}

/* The column that speaks for a choice: marked so, or else the first behind the names; likewise the one against it. */
static const struct kx_column *
side_of(const struct kx_block_plan *block, enum kx_mark mark, size_t otherwise)
{
	size_t i;

	for (i = 1; i < block->column_count; i++)
		if (block->columns[i].mark == mark)
			return &block->columns[i];
	return otherwise < block->column_count ? &block->columns[otherwise] : NULL;
}

struct choices { struct kx_choice *list; size_t count, room; };

static void
collect_rows(const struct kx_scoring *scoring, const struct kx_block_plan *block, struct choices *choices)
{
	const struct kx_column *good = side_of(block, KX_MARK_YES, 1), *bad = side_of(block, KX_MARK_NO, 2);
	struct kx_choice choice, *place;
	size_t k;

	for (k = 0; good != NULL && k < good->topic_count; k++) {
		choice = (struct kx_choice){ .good = good->topics[k],
		    .bad = bad != NULL && k < bad->topic_count ? bad->topics[k] : NULL };
		choice.says_good = kx_topic_stands(scoring->handout, choice.good->id);
		choice.says_bad = choice.bad != NULL && kx_topic_stands(scoring->handout, choice.bad->id);
		if (!choice.says_good && !choice.says_bad)
			continue;
		place = kx_arena_push(scoring->arena, &choices->list, &choices->count, &choices->room, sizeof(*place));
		if (place != NULL)
			*place = choice;
	}
}

/* The choices are those of the full account; a short sheet may say them in another form. */
static void
collect_choices(struct kx_scoring *scoring)
{
	struct kx_sections account = kx_full_account(scoring->content);
	struct choices choices = { 0 };
	size_t i, k;

	for (i = 0; i < account.count; i++)
		for (k = 0; k < account.list[i].block_count; k++)
			if (account.list[i].blocks[k].form == KX_FORM_OPTIONS &&
			    !kx_template_omits(scoring->document->sheet, account.list[i].id, NULL))
				collect_rows(scoring, &account.list[i].blocks[k], &choices);
	scoring->choices = choices.list;
	scoring->choice_count = choices.count;
}

bool
kx_scoring_open(struct kx_arena *arena, const struct kx_score_subject *subject, struct kx_scoring *ret_scoring)
{
	*ret_scoring = (struct kx_scoring){ .arena = arena, .handout = subject->handout, .content = subject->handout->content,
	    .gate = subject->gate, .document = subject->document, .frames = subject->frames,
	    .readability = subject->readability, .passages = subject->passages, .memo = subject->memo };
	if (ret_scoring->passages == NULL)
		ret_scoring->passages = kx_passages_collect(arena, ret_scoring->content, subject->document, subject->memo);
	if (ret_scoring->passages == NULL || !read_sections(subject, ret_scoring))
		return false;
	if (subject->balance != NULL)
		ret_scoring->balance = *subject->balance;
	else
		kx_balance_measure(subject->handout, subject->document, subject->frames, subject->memo, &ret_scoring->balance);
	collect_figures(ret_scoring);
	collect_choices(ret_scoring);
	ret_scoring->letters = kx_unexplained_letters(ret_scoring, &ret_scoring->letters_place);
	ret_scoring->hard_number = kx_hard_number(ret_scoring, &ret_scoring->hard_place);
	ret_scoring->long_paragraph = kx_long_paragraph(ret_scoring, &ret_scoring->long_words);
	ret_scoring->badly_headed = kx_badly_headed(ret_scoring, &ret_scoring->badly_why);
	return !kx_arena_spent(arena);
}
