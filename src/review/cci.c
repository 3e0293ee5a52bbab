/*
 * The CDC Clear Communication Index: 20 items in four parts (1-11 for every
 * text, 12-14 where it recommends a behaviour, 15-17 where it has numbers,
 * 18-20 where it tells of a risk).  An item counts only when every instance
 * complies; the score is points by items that apply, in a hundred, and 90 is
 * commonly asked for (CDC, User Guide, 2014).
 */
#include "review/scoring.h"

#include "base/arena.h"

#include "review/stems.h"

#include <string.h>

/* ---- main message ---- */

static const struct kx_block *
main_box(const struct kx_scoring *scoring)
{
	return kx_find_in(kx_scored_section(scoring, KX_ROLE_SUMMARY), kx_is_box, NULL);
}

static void
one_main_message(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document *document = scoring->document;
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_SUMMARY);
	size_t summaries = 0, i;

	for (i = 0; i < document->section_count; i++)
		summaries += document->sections[i].role == KX_ROLE_SUMMARY && kx_on_sheet(scoring, &document->sections[i]);
	if (summaries == 1)
		kx_met(scoring, item, place, "one section says what matters most");
	else
		kx_unmet(scoring, item, place, "%zu sections say what matters most", summaries);
}

static void
message_at_top(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document_section *first = kx_first_on_sheet(scoring);
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_SUMMARY);

	if (first != NULL && first->role == KX_ROLE_SUMMARY)
		kx_met(scoring, item, place, "section \"%s\" comes first", first->id);
	else
		kx_unmet(scoring, item, place, "section \"%s\" comes before the main message", first != NULL ? first->id : "");
}

static void
message_emphasised(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_block *box = main_box(scoring);
	const struct kx_template *sheet = scoring->document->sheet;
	const struct kx_box_style *style = box != NULL && sheet != NULL ? kx_template_box(sheet, box->style) : NULL;

	if (box == NULL)
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_SUMMARY), "the main message stands in no box");
	else if (sheet != NULL && (style == NULL || (style->fill == NULL && style->edge == NULL)))
		kx_unmet(scoring, item, sheet->origin, "the box of the main message has neither fill nor edge");
	else
		kx_met(scoring, item, box->origin, "it stands in a box of its own");
}

static void
visual_with_caption(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	static const enum kx_role roles[] = { KX_ROLE_SUMMARY, KX_ROLE_BENEFITS, KX_ROLE_RISKS };
	const struct kx_block *visual = NULL;
	size_t i;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]) && visual == NULL; i++)
		visual = kx_find_in(kx_scored_section(scoring, roles[i]), kx_is_visual, NULL);
	if (visual == NULL)
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_BENEFITS), "nothing is drawn");
	else if (visual->figure != NULL && kx_word_count(visual->figure->arrays[1].words) == 0)
		kx_unmet(scoring, item, visual->origin, "a picture has no caption");
	else
		kx_met(scoring, item, visual->origin, "numbers are drawn, with captions");
}

static void
call_to_action(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_block *question = kx_find_on_sheet(scoring, kx_is_question, NULL);
	const struct kx_block *line = kx_find_on_sheet(scoring, kx_is_help_line, NULL);

	if (question == NULL && line == NULL)
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_QUESTIONS), "nothing says what the reader can do");
	else
		kx_met(scoring, item, question != NULL ? question->origin : line->origin, "%s", question != NULL ?
		    "questions to ask" : "numbers to call");
}

/* A passive sentence in a section of the role, or NULL. */
static const struct kx_sentence *
passive_in(const struct kx_scoring *scoring, enum kx_role role)
{
	const struct kx_document_section *section = kx_scored_section(scoring, role);
	const struct kx_readability *read;
	size_t i;

	if (section == NULL)
		return NULL;
	read = &scoring->readability->sections[section - scoring->document->sections];
	for (i = 0; i < read->sentence_count; i++)
		if (read->sentences[i].passive)
			return &read->sentences[i];
	return NULL;
}

static void
message_is_active(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_sentence *passive = passive_in(scoring, KX_ROLE_SUMMARY);

	if (passive == NULL)
		passive = passive_in(scoring, KX_ROLE_QUESTIONS);
	if (scoring->readability->whole.tongue == KX_TONGUE_OTHER)
		kx_for_a_person(scoring, item, "the passive voice of this language is not known here");
	else if (passive != NULL)
		kx_unmet(scoring, item, passive->origin, "\"%.60s\" is passive", passive->text);
	else
		kx_met(scoring, item, kx_role_origin(scoring, KX_ROLE_SUMMARY), "main message and call to action are active");
}

/* ---- language, design, evidence ---- */

static void
readers_words(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	if (scoring->letters != NULL)
		kx_unmet(scoring, item, scoring->letters_place, "\"%s\" is not spelled out where it first stands", scoring->letters);
	else
		kx_for_a_person(scoring, item, "letters that stand for words are spelled out; are all words the readers' own?");
}

static size_t
list_length_most(const struct kx_scoring *scoring)
{
	return (size_t)scoring->gate->limits.list_length_most;
}

/* A list of more items than that in a chain of siblings, or NULL; `ret_items` is a size_t. */
static const struct kx_block *
long_list(const struct kx_scoring *scoring, const struct kx_block *chain, void *ret_items)
{
	const struct kx_block *found, *item;
	size_t *items = ret_items;

	for (; chain != NULL; chain = chain->next) {
		if (chain->kind == KX_BLOCK_LIST) {
			for (*items = 0, item = chain->first; item != NULL; item = item->next)
				(*items)++;
			if (*items > list_length_most(scoring))
				return chain;
		}
		found = long_list(scoring, chain->first, ret_items);
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* The outline block that holds such a list, or NULL. */
static const struct kx_block *
block_of_long_list(const struct kx_scoring *scoring, size_t *ret_items)
{
	const struct kx_document *document = scoring->document;
	const struct kx_block *group;
	size_t i;

	for (i = 0; i < document->section_count; i++)
		for (group = document->sections[i].blocks; kx_on_sheet(scoring, &document->sections[i]) && group != NULL;
		    group = group->next)
			if (kx_fault_in(scoring, group, KX_FAULT_LONG_LIST, long_list, ret_items) != NULL)
				return group;
	return NULL;
}

static void
uses_lists(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	size_t most = list_length_most(scoring), items = 0;
	const struct kx_block *block;

	if (kx_find_on_sheet(scoring, kx_is_list, NULL) == NULL) {
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_SUMMARY), "there are no lists");
		return;
	}
	block = block_of_long_list(scoring, &items);
	if (block != NULL)
		kx_unmet(scoring, item, block->origin, "block \"%s\" has a list of %zu items; after %zu it needs a heading between",
		    block->id, items, most);
	else
		kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "lists, none of more than %zu items", most);
}

static void
chunks_with_headings(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document_section *section = scoring->badly_headed;
	const struct kx_block *block = scoring->long_paragraph;

	if (section != NULL)
		kx_unmet(scoring, item, kx_role_origin(scoring, section->role), "section \"%s\" %s", section->id, scoring->badly_why);
	else if (block != NULL)
		kx_unmet(scoring, item, block->origin, "block \"%s\" has a paragraph of %zu words", block->id, scoring->long_words);
	else
		kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "short paragraphs, each under a heading");
}

#define POINTS_LEAST 3

static void
important_first(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document_section *first = kx_first_on_sheet(scoring);
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_SUMMARY);
	size_t points = kx_count_in(first, kx_is_item, NULL);

	if (first == NULL || first->role != KX_ROLE_SUMMARY)
		kx_unmet(scoring, item, place, "the first section does not sum up what matters");
	else if (points < POINTS_LEAST)
		kx_unmet(scoring, item, place, "the first section has %zu points", points);
	else
		kx_met(scoring, item, place, "the first section sums it up in %zu points", points);
}

/* Does the sheet say of anything that it is not known? */
static bool
admits_not_knowing(const struct kx_scoring *scoring)
{
	const struct kx_stems *stems = kx_stems_prepare(scoring->arena, scoring->gate, &scoring->gate->words.rate_unknown);
	size_t i;

	for (i = 0; i < scoring->figure_count; i++)
		if (scoring->figures[i].claim->certainty == KX_LOW || scoring->figures[i].claim->certainty == KX_VERY_LOW)
			return true;
	return stems != NULL && kx_stems_any(scoring->arena, stems, scoring->passages->text, scoring->passages->length);
}

static void
known_and_not_known(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_CERTAINTY);

	if (kx_scored_section(scoring, KX_ROLE_CERTAINTY) == NULL)
		kx_unmet(scoring, item, place, "no section says what is known and what is not");
	else if (!admits_not_knowing(scoring))
		kx_unmet(scoring, item, place, "nothing on the sheet is said to be unknown or unsure");
	else
		kx_met(scoring, item, place, "it says what is known and what is not");
}

/* ---- behaviour ---- */

static void
recommends_behaviour(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	size_t steps = kx_count_in(kx_scored_section(scoring, KX_ROLE_VISIT), kx_is_item, NULL);
	size_t questions = kx_count_in(kx_scored_section(scoring, KX_ROLE_QUESTIONS), kx_is_question, NULL);

	if (steps + questions == 0)
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_VISIT), "it neither says what to do nor what to ask");
	else
		kx_met(scoring, item, kx_role_origin(scoring, KX_ROLE_VISIT), "%zu steps and %zu questions", steps, questions);
}

#define STEPS_LEAST 3

static void
specific_directions(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document_section *visit = kx_scored_section(scoring, KX_ROLE_VISIT);
	const char *phone = scoring->content->clinic.phone;
	size_t steps = kx_count_in(visit, kx_is_item, NULL);

	if (steps < STEPS_LEAST)
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_VISIT), "the visit is told in %zu steps", steps);
	else if (phone == NULL || *phone == '\0')
		kx_unmet(scoring, item, scoring->content->clinic.origin, "nothing says how to reach the clinic");
	else
		kx_met(scoring, item, kx_role_origin(scoring, KX_ROLE_VISIT), "%zu steps, and the clinic's number", steps);
}

/* ---- numbers ---- */

static void
readers_numbers(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	if (!kx_shows_numbers(scoring))
		kx_not_applicable(scoring, item, "there are no numbers");
	else if (scoring->hard_number != NULL)
		kx_unmet(scoring, item, scoring->hard_place, "\"%s\" is not a whole number", scoring->hard_number);
	else
		kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "whole numbers");
}

static const struct kx_scored_figure *
meaningless(const struct kx_scoring *scoring)
{
	const struct kx_outcome *outcome;
	size_t i;

	for (i = 0; i < scoring->figure_count; i++) {
		outcome = kx_content_outcome(scoring->content, scoring->figures[i].figure->outcome);
		if (outcome == NULL || outcome->means == NULL || *outcome->means == '\0')
			return &scoring->figures[i];
	}
	return NULL;
}

static bool
is_explanation(const struct kx_block *block, const char *style)
{
	(void)style;
	return block->kind == KX_BLOCK_PARAGRAPH && block->style != NULL &&
	    (strcmp(block->style, "lead") == 0 || strcmp(block->style, "note") == 0 || strcmp(block->style, "small") == 0);
}

static void
numbers_mean(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_scored_figure *figure = meaningless(scoring);
	const struct kx_block *bare = kx_number_block_without(scoring, is_explanation, NULL);

	if (scoring->figure_count == 0)
		kx_not_applicable(scoring, item, "there are no numbers about people");
	else if (figure != NULL)
		kx_unmet(scoring, item, figure->figure->origin, "nothing says what \"%s\" means", figure->figure->outcome);
	else if (bare != NULL)
		kx_unmet(scoring, item, bare->origin, "no words in block \"%s\" say what its numbers mean", bare->id);
	else
		kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "every block says what its numbers mean");
}

static void
one_denominator(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	size_t i;

	if (scoring->figure_count == 0) {
		kx_not_applicable(scoring, item, "there are no numbers about people");
		return;
	}
	for (i = 1; i < scoring->figure_count; i++) {
		if (scoring->figures[i].figure->per != scoring->figures[0].figure->per) {
			kx_unmet(scoring, item, scoring->figures[i].figure->origin, "it counts in %d people, other numbers in %d",
			    (int)scoring->figures[i].figure->per, (int)scoring->figures[0].figure->per);
			return;
		}
	}
	kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "all %zu numbers count in %d people", scoring->figure_count,
	    (int)scoring->figures[0].figure->per);
}

/* ---- risk ---- */

static void
risks_and_benefits(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	static const enum kx_role roles[] = { KX_ROLE_BENEFITS, KX_ROLE_RISKS };
	size_t i;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (kx_scored_section(scoring, roles[i]) == NULL) {
			kx_unmet(scoring, item, kx_role_origin(scoring, roles[i]), "no section is about %s", kx_role_name(roles[i]));
			return;
		}
	}
	kx_met(scoring, item, kx_role_origin(scoring, KX_ROLE_RISKS), "both have a section");
}

static void
probability_in_words(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document_section *risks = kx_scored_section(scoring, KX_ROLE_RISKS);
	size_t numbers = 0, i;

	for (i = 0; i < scoring->figure_count; i++)
		numbers += scoring->figures[i].section->role == KX_ROLE_RISKS;
	if (numbers == 0)
		kx_not_applicable(scoring, item, "no risk is given in numbers");
	else if (kx_find_in(risks, kx_is_visual, NULL) == NULL)
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_RISKS), "%zu risks in numbers, none of them drawn", numbers);
	else
		kx_met(scoring, item, kx_role_origin(scoring, KX_ROLE_RISKS), "%zu risks in numbers and bars", numbers);
}

static const struct kx_item_rule items[] = {
	{ "1", "One main message", KX_BY_MACHINE, one_main_message },
	{ "2", "Main message at the top", KX_BY_MACHINE, message_at_top },
	{ "3", "Main message emphasised", KX_BY_MACHINE, message_emphasised },
	{ "4", "A visual supports the message", KX_BY_MACHINE, visual_with_caption },
	{ "5", "A call to action", KX_BY_MACHINE, call_to_action },
	{ "6", "Both in the active voice", KX_BY_MACHINE, message_is_active },
	{ "7", "Words the readers use", KX_BY_BOTH, readers_words },
	{ "8", "Lists, none too long", KX_BY_MACHINE, uses_lists },
	{ "9", "Chunks with headings", KX_BY_MACHINE, chunks_with_headings },
	{ "10", "Most important information first", KX_BY_MACHINE, important_first },
	{ "11", "What is known and not known", KX_BY_MACHINE, known_and_not_known },
	{ "12", "Recommends a behaviour", KX_BY_MACHINE, recommends_behaviour },
	{ "13", "Why it matters to the reader", KX_BY_PERSON, NULL },
	{ "14", "Specific directions", KX_BY_MACHINE, specific_directions },
	{ "15", "Numbers the readers use", KX_BY_MACHINE, readers_numbers },
	{ "16", "Explains what numbers mean", KX_BY_MACHINE, numbers_mean },
	{ "17", "No arithmetic for the reader", KX_BY_MACHINE, one_denominator },
	{ "18", "Explains the nature of the risk", KX_BY_PERSON, NULL },
	{ "19", "Both risks and benefits", KX_BY_MACHINE, risks_and_benefits },
	{ "20", "Probability in words or a visual", KX_BY_MACHINE, probability_in_words },
};

static const struct kx_part_rule parts[] = { { "index", 20, 90 } };

const struct kx_standard_rule kx_cci_rule = {
	"cci", "CDC Clear Communication Index", items, sizeof(items) / sizeof(items[0]), parts, sizeof(parts) / sizeof(parts[0]),
	false
};
