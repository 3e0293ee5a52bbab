/*
 * PEMAT-P, the Patient Education Materials Assessment Tool for print: S. J.
 * Shoemaker, M. S. Wolf, C. Brach, AHRQ publication 14-0002-EF (2013, updated
 * 2014).  17 items on whether it can be understood and 7 on whether it can be
 * acted on; 13 and 14 are about sound and film.  Agree is 1, disagree 0, some
 * may be not applicable; the score is points by items that apply.  70 in a
 * hundred is commonly asked for.
 */
#include "review/scoring.h"

#include "base/arena.h"

#include <string.h>

/* ---- content and words ---- */

static bool
names_subject(const struct kx_scoring *scoring, const char *text)
{
	const struct kx_pack *pack = &scoring->content->pack;
	size_t i;

	for (i = 0; i < pack->product_count; i++)
		if (pack->products[i].name != NULL && strcasestr(text, pack->products[i].name) != NULL)
			return true;
	return kx_names_condition(scoring, text);
}

static void
purpose_evident(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document *document = scoring->document;

	if (document->title == NULL || !names_subject(scoring, document->title))
		kx_unmet(scoring, item, kx_pack_origin(scoring, "title"), "the title names neither a product nor the condition");
	else if (document->subtitle == NULL || *document->subtitle == '\0')
		kx_unmet(scoring, item, kx_pack_origin(scoring, "subtitle"), "no subtitle says what the sheet is for");
	else
		kx_met(scoring, item, kx_pack_origin(scoring, "title"), "the title names the subject, the subtitle the purpose");
}

static void
terms_defined(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	if (scoring->letters != NULL)
		kx_unmet(scoring, item, scoring->letters_place, "\"%s\" is not spelled out where it first stands", scoring->letters);
	else
		kx_for_a_person(scoring, item, "letters that stand for words are spelled out; are all terms explained?");
}

static const struct kx_sentence *
first_passive(const struct kx_readability *readability)
{
	size_t i;

	for (i = 0; i < readability->sentence_count; i++)
		if (readability->sentences[i].passive)
			return &readability->sentences[i];
	return NULL;
}

static void
active_voice(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_readability *whole = &scoring->readability->whole;
	int32_t most = scoring->gate->limits.passive_most;
	const struct kx_sentence *passive = first_passive(whole);

	if (whole->tongue == KX_TONGUE_OTHER)
		kx_for_a_person(scoring, item, "the passive voice of this language is not known here");
	else if (whole->passive > most && passive != NULL)
		kx_unmet(scoring, item, passive->origin, "%d.%d %% of sentences are passive; at most %d.%d %%, like \"%.60s\"",
		    (int)whole->passive / 10, (int)whole->passive % 10, (int)most / 10, (int)most % 10, passive->text);
	else
		kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "%d.%d %% of sentences are passive",
		    (int)whole->passive / 10, (int)whole->passive % 10);
}

static void
clear_numbers(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	if (!kx_shows_numbers(scoring))
		kx_not_applicable(scoring, item, "there are no numbers");
	else if (scoring->hard_number != NULL)
		kx_unmet(scoring, item, scoring->hard_place, "\"%s\" is not a whole number", scoring->hard_number);
	else
		kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "whole numbers, no percent signs");
}

/* Two figures of one block that count in different numbers of people. */
static const struct kx_scored_figure *
other_base(const struct kx_scoring *scoring)
{
	size_t i;

	for (i = 1; i < scoring->figure_count; i++)
		if (scoring->figures[i].block == scoring->figures[i - 1].block &&
		    scoring->figures[i].figure->per != scoring->figures[i - 1].figure->per)
			return &scoring->figures[i];
	return NULL;
}

static void
no_sums(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_scored_figure *other = other_base(scoring);

	if (other != NULL)
		kx_unmet(scoring, item, other->figure->origin, "block \"%s\" counts in different numbers of people (%d and others)",
		    other->block->id, (int)other->figure->per);
	else
		kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "each block counts in one number of people");
}

/* ---- order and layout ---- */

static void
short_sections(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_block *block = scoring->long_paragraph;

	if (block != NULL)
		kx_unmet(scoring, item, block->origin, "block \"%s\" has a paragraph of %zu words", block->id, scoring->long_words);
	else
		kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "no paragraph is long");
}

static void
informative_headers(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document_section *section = scoring->badly_headed;

	if (section != NULL)
		kx_unmet(scoring, item, kx_role_origin(scoring, section->role), "section \"%s\" %s", section->id, scoring->badly_why);
	else
		kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "every section has a heading of its own");
}

#define POINTS_LEAST 2

static void
has_summary(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document_section *summary = kx_scored_section(scoring, KX_ROLE_SUMMARY);
	size_t points = kx_count_in(summary, kx_is_item, NULL);

	if (points < POINTS_LEAST)
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_SUMMARY), "no section sums up the main points");
	else
		kx_met(scoring, item, kx_role_origin(scoring, KX_ROLE_SUMMARY), "section \"%s\" has %zu points", summary->id, points);
}

static void
visual_cues(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_block *box = kx_find_on_sheet(scoring, kx_is_box, NULL);
	const struct kx_block *list = kx_find_on_sheet(scoring, kx_is_list, NULL);

	if (box == NULL || list == NULL)
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_SUMMARY), "%s", box == NULL ?
		    "no box draws the eye to a key point" : "no list sets points apart");
	else
		kx_met(scoring, item, box->origin, "boxes and lists");
}

/* ---- visual aids ---- */

static bool
is_array(const struct kx_block *block, const char *style)
{
	(void)style;
	return block->figure != NULL || block->curve != NULL;
}

static void
uses_visual_aids(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_block *visual = kx_find_on_sheet(scoring, kx_is_visual, NULL);

	if (visual != NULL)
		kx_met(scoring, item, visual->origin, "numbers are drawn");
	else if (scoring->figure_count > 0)
		kx_unmet(scoring, item, scoring->figures[0].block->origin, "%zu numbers, and no picture of any of them",
		    scoring->figure_count);
	else
		kx_for_a_person(scoring, item, "there are no numbers to draw; would a picture help?");
}

static void
only_with_pictures(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	if (kx_find_on_sheet(scoring, is_array, NULL) == NULL)
		kx_not_applicable(scoring, item, "there are no pictures");
}

static void
aids_have_titles(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_block *untitled = kx_number_block_without(scoring, kx_is_heading, NULL);

	if (scoring->figure_count == 0)
		kx_not_applicable(scoring, item, "there are no visual aids");
	else if (untitled != NULL)
		kx_unmet(scoring, item, untitled->origin, "block \"%s\" shows numbers and has no title", untitled->id);
	else
		kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "every block of numbers has a title");
}

/* ---- tables ---- */

#define COLUMNS_MOST    6
#define CHOICES_MOST    7   /* beside the column of questions: an option grid is read cell by cell, not summed up across */
#define HEAD_WORDS_MOST 8

/* What is wrong with a head cell, or NULL. */
static const char *
head_fault(const struct kx_scoring *scoring, const struct kx_block *cell)
{
	const char *words = "";
	size_t i, count = 0;

	if (cell->first != NULL)
		for (i = 0; i < cell->first->runs.count; i++)
			if (cell->first->runs.list[i].kind == KX_RUN_TEXT) {
				words = cell->first->runs.list[i].text;
				count += kx_word_count(words);
			}
	if (count == 0)
		return "has a column without a heading";
	return count <= HEAD_WORDS_MOST ? NULL :
	    kx_arena_print(scoring->arena, "has the long heading \"%.60s\"", words);
}

static const char *
table_fault(const struct kx_scoring *scoring, const struct kx_block *table)
{
	const struct kx_block *cell;
	const char *fault = NULL;
	size_t columns = 0, most = kx_is_table(table, "options") ? 1 + CHOICES_MOST : COLUMNS_MOST;

	if (table->first == NULL || !table->first->head)
		return "has no row of headings";
	for (cell = table->first->first; cell != NULL && fault == NULL; cell = cell->next, columns++)
		fault = head_fault(scoring, cell);
	if (fault == NULL && columns > most)
		fault = kx_arena_print(scoring->arena, "has %zu columns", columns);
	return fault;
}

/* The first table that has a fault, which `ret_fault`, a const char *, then says. */
static const struct kx_block *
bad_table(const struct kx_scoring *scoring, const struct kx_block *chain, void *ret_fault)
{
	const struct kx_block *found;
	const char **fault = ret_fault;

	for (; chain != NULL; chain = chain->next) {
		if (chain->kind == KX_BLOCK_TABLE && (*fault = table_fault(scoring, chain)) != NULL)
			return chain;
		found = bad_table(scoring, chain->first, ret_fault);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static void
simple_tables(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document *document = scoring->document;
	const struct kx_block *bad = NULL, *group;
	const char *fault = NULL;
	size_t i;

	if (kx_find_on_sheet(scoring, kx_is_table, NULL) == NULL) {
		kx_not_applicable(scoring, item, "there are no tables");
		return;
	}
	for (i = 0; i < document->section_count; i++)
		for (group = document->sections[i].blocks; kx_on_sheet(scoring, &document->sections[i]) && bad == NULL && group != NULL;
		    group = group->next)
			bad = kx_fault_in(scoring, group, KX_FAULT_TABLE, bad_table, &fault);
	if (bad != NULL)
		kx_unmet(scoring, item, bad->origin, "a table %s", fault);
	else
		kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "every table has short headings");
}

/* ---- actions ---- */

static void
names_an_action(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_block *question = kx_find_on_sheet(scoring, kx_is_question, NULL);
	const struct kx_block *line = kx_find_on_sheet(scoring, kx_is_help_line, NULL);

	if (question != NULL)
		kx_met(scoring, item, question->origin, "questions to ask");
	else if (line != NULL)
		kx_met(scoring, item, line->origin, "numbers to call");
	else
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_QUESTIONS), "nothing says what the reader can do");
}

static void
addresses_reader(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	static const enum kx_role roles[] = { KX_ROLE_VISIT, KX_ROLE_CANDIDACY };
	const struct kx_document_section *section;
	bool known = true, any = false;
	size_t i;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		section = kx_scored_section(scoring, roles[i]);
		if (section == NULL)
			continue;
		any = true;
		if (!kx_speaks_to_reader(scoring->document->language, kx_section_words(scoring, section), &known) && known) {
			kx_unmet(scoring, item, kx_role_origin(scoring, roles[i]), "section \"%s\" never speaks to the reader", section->id);
			return;
		}
	}
	if (!known)
		kx_for_a_person(scoring, item, "how this language speaks to a reader is not known here");
	else if (!any)
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_VISIT), "no section tells the reader what to do");
	else
		kx_met(scoring, item, kx_role_origin(scoring, KX_ROLE_VISIT), "actions speak to \"you\"");
}

#define STEPS_LEAST     3
#define STEP_WORDS_MOST 30

/* The first item of too many words, which are put into `ret_words`, a size_t. */
static const struct kx_block *
long_item(const struct kx_scoring *scoring, const struct kx_block *chain, void *ret_words)
{
	const struct kx_block *found, *part;
	size_t *words = ret_words, i;

	for (; chain != NULL; chain = chain->next) {
		if (chain->kind == KX_BLOCK_ITEM) {
			*words = 0;
			for (part = chain->first; part != NULL; part = part->next)
				for (i = 0; i < part->runs.count; i++)
					if (part->runs.list[i].kind == KX_RUN_TEXT)
						*words += kx_word_count(part->runs.list[i].text);
			if (*words > STEP_WORDS_MOST)
				return chain;
		}
		found = long_item(scoring, chain->first, ret_words);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static void
explicit_steps(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_document_section *visit = kx_scored_section(scoring, KX_ROLE_VISIT);
	struct kx_origin place = kx_role_origin(scoring, KX_ROLE_VISIT);
	size_t steps = kx_count_in(visit, kx_is_item, NULL), words = 0;
	const struct kx_block *group = visit != NULL ? visit->blocks : NULL, *long_one = NULL;

	for (; group != NULL && long_one == NULL; group = group->next)
		long_one = kx_fault_in(scoring, group, KX_FAULT_LONG_ITEM, long_item, &words);
	if (steps < STEPS_LEAST)
		kx_unmet(scoring, item, place, "the visit is told in %zu steps", steps);
	else if (long_one != NULL)
		kx_unmet(scoring, item, long_one->origin, "a step of %zu words", words);
	else
		kx_met(scoring, item, place, "%zu steps, none of more than %d words", steps, STEP_WORDS_MOST);
}

static void
tangible_tool(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_block *tool = kx_find_on_sheet(scoring, kx_is_write_in, NULL);

	if (tool != NULL)
		kx_met(scoring, item, tool->origin, "room to write or boxes to tick");
	else
		kx_unmet(scoring, item, kx_role_origin(scoring, KX_ROLE_QUESTIONS), "no checklist and no lines to write on");
}

static void
shows_how_to_calculate(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	if (other_base(scoring) == NULL)
		kx_not_applicable(scoring, item, "nothing has to be calculated");
	else
		kx_for_a_person(scoring, item, "numbers on different bases: does the sheet show how to compare them?");
}

static bool
is_explanation(const struct kx_block *block, const char *style)
{
	(void)style;
	return block->kind == KX_BLOCK_PARAGRAPH && block->style != NULL && (strcmp(block->style, "lead") == 0 ||
	    strcmp(block->style, "note") == 0 || strcmp(block->style, "small") == 0);
}

static void
explains_charts(const struct kx_scoring *scoring, struct kx_score_item *item)
{
	const struct kx_block *bare = kx_number_block_without(scoring, is_explanation, NULL);

	if (scoring->figure_count == 0)
		kx_not_applicable(scoring, item, "there are no charts or tables of numbers");
	else if (bare != NULL)
		kx_unmet(scoring, item, bare->origin, "no words in block \"%s\" say how to read its numbers", bare->id);
	else
		kx_met(scoring, item, (struct kx_origin){ .file = NULL }, "every block of numbers has words that explain it");
}

static const struct kx_item_rule items[] = {
	{ "1", "Purpose is completely evident", KX_BY_MACHINE, purpose_evident },
	{ "2", "Nothing distracts from the purpose", KX_BY_PERSON, NULL },
	{ "3", "Common, everyday language", KX_BY_PERSON, NULL },
	{ "4", "Medical terms are defined", KX_BY_BOTH, terms_defined },
	{ "5", "Active voice", KX_BY_MACHINE, active_voice },
	{ "6", "Numbers are clear", KX_BY_MACHINE, clear_numbers },
	{ "7", "No calculation is asked of the reader", KX_BY_MACHINE, no_sums },
	{ "8", "Information in short sections", KX_BY_MACHINE, short_sections },
	{ "9", "Informative headers", KX_BY_MACHINE, informative_headers },
	{ "10", "Logical sequence", KX_BY_PERSON, NULL },
	{ "11", "Provides a summary", KX_BY_MACHINE, has_summary },
	{ "12", "Visual cues for key points", KX_BY_MACHINE, visual_cues },
	{ "15", "Visual aids where they help", KX_BY_MACHINE, uses_visual_aids },
	{ "16", "Visual aids reinforce the content", KX_BY_PERSON, only_with_pictures },
	{ "17", "Visual aids have clear titles", KX_BY_MACHINE, aids_have_titles },
	{ "18", "Pictures are clear and uncluttered", KX_BY_PERSON, only_with_pictures },
	{ "19", "Simple tables, short headings", KX_BY_MACHINE, simple_tables },
	{ "20", "Names at least one action", KX_BY_MACHINE, names_an_action },
	{ "21", "Addresses the reader directly", KX_BY_MACHINE, addresses_reader },
	{ "22", "Actions in explicit steps", KX_BY_MACHINE, explicit_steps },
	{ "23", "A tangible tool", KX_BY_MACHINE, tangible_tool },
	{ "24", "Instructions for calculations", KX_BY_PERSON, shows_how_to_calculate },
	{ "25", "Explains charts and tables", KX_BY_MACHINE, explains_charts },
	{ "26", "Visual aids for actions", KX_BY_PERSON, NULL },
};

static const struct kx_part_rule parts[] = { { "understandability", 17, 70 }, { "actionability", 7, 70 } };

const struct kx_standard_rule kx_pemat_rule = {
	"pemat", "PEMAT-P", items, sizeof(items) / sizeof(items[0]), parts, sizeof(parts) / sizeof(parts[0]), false
};
