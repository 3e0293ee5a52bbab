#include "review/scoring.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"
#include "review/sentences.h"

#include <string.h>

#define WORDS_CEILING (1024u * 1024)

/* ---- blocks ---- */

static bool
is_kind(const struct kx_block *block, enum kx_block_kind kind, const char *style)
{
	return block->kind == kind && (style == NULL || (block->style != NULL && strcmp(block->style, style) == 0));
}

bool
kx_is_list(const struct kx_block *block, const char *style)
{
	return is_kind(block, KX_BLOCK_LIST, style);
}

bool
kx_is_item(const struct kx_block *block, const char *style)
{
	return is_kind(block, KX_BLOCK_ITEM, style);
}

bool
kx_is_box(const struct kx_block *block, const char *style)
{
	return is_kind(block, KX_BLOCK_BOX, style);
}

bool
kx_is_heading(const struct kx_block *block, const char *style)
{
	return is_kind(block, KX_BLOCK_HEADING, style);
}

bool
kx_is_question(const struct kx_block *block, const char *style)
{
	return is_kind(block, KX_BLOCK_QUESTION, style);
}

bool
kx_is_help_line(const struct kx_block *block, const char *style)
{
	return is_kind(block, KX_BLOCK_HELP_LINE, style);
}

bool
kx_is_visual(const struct kx_block *block, const char *style)
{
	(void)style;
	return block->figure != NULL || block->curve != NULL || (block->kind == KX_BLOCK_CELL && (block->bar > 0 || block->bar_against > 0));
}

bool
kx_is_write_in(const struct kx_block *block, const char *style)
{
	(void)style;
	return block->kind == KX_BLOCK_WRITE_IN || block->kind == KX_BLOCK_QUESTION ||
	    is_kind(block, KX_BLOCK_LIST, "check");
}

bool
kx_is_table(const struct kx_block *block, const char *style)
{
	return is_kind(block, KX_BLOCK_TABLE, style);
}

bool
kx_is_reference(const struct kx_block *block, const char *style)
{
	return is_kind(block, KX_BLOCK_REFERENCE, style);
}

const struct kx_block *
kx_find_below(const struct kx_block *chain, kx_block_test test, const char *style)
{
	const struct kx_block *found;

	for (; chain != NULL; chain = chain->next) {
		if (test(chain, style))
			return chain;
		found = kx_find_below(chain->first, test, style);
		if (found != NULL)
			return found;
	}
	return NULL;
}

size_t
kx_count_below(const struct kx_block *chain, kx_block_test test, const char *style)
{
	size_t count = 0;

	for (; chain != NULL; chain = chain->next)
		count += test(chain, style) + kx_count_below(chain->first, test, style);
	return count;
}

const struct kx_block *
kx_find_in(const struct kx_document_section *section, kx_block_test test, const char *style)
{
	return section != NULL ? kx_find_below(section->blocks, test, style) : NULL;
}

size_t
kx_count_in(const struct kx_document_section *section, kx_block_test test, const char *style)
{
	return section != NULL ? kx_count_below(section->blocks, test, style) : 0;
}

const struct kx_block *
kx_find_on_sheet(const struct kx_scoring *scoring, kx_block_test test, const char *style)
{
	const struct kx_document *document = scoring->document;
	const struct kx_block *found = NULL;
	size_t i;

	for (i = 0; i < document->section_count && found == NULL; i++)
		if (kx_on_sheet(scoring, &document->sections[i]))
			found = kx_find_in(&document->sections[i], test, style);
	return found;
}

/* ---- faults ---- */

const struct kx_block *
kx_fault_in(const struct kx_scoring *scoring, const struct kx_block *group, enum kx_fault fault, kx_fault_finder find,
    void *ret_fault)
{
	static const char faultless[] = "faultless";
	uint64_t number = group->kept != NULL ? group->kept->number : 0;
	struct kx_memo_key key = kx_memo_key(KX_MEMO_FAULTLESS, number * KX_FAULTS + fault);
	const struct kx_block *found;

	if (number != 0 && kx_memo_find(scoring->memo, &key) != NULL)
		return NULL;
	found = find(scoring, group->first, ret_fault);
	if (number != 0 && found == NULL && !kx_arena_spent(scoring->arena))
		kx_memo_keep(scoring->memo, &key, faultless);
	return found;
}

/* ---- headings and paragraphs ---- */

static const char *
runs_words(const struct kx_scoring *scoring, const struct kx_runs *runs)
{
	struct kx_buffer words;
	const char *text;
	size_t i;

	kx_buffer_init(&words, WORDS_CEILING);
	for (i = 0; i < runs->count; i++)
		if (runs->list[i].kind != KX_RUN_REFERENCE)
			kx_buffer_text(&words, runs->list[i].text);
	text = kx_arena_copy(scoring->arena, kx_buffer_bytes(&words), words.length);
	kx_buffer_done(&words);
	return text != NULL ? text : "";
}

/*
 * "A good paragraph should be no more than 150 words": Federal Plain Language
 * Guidelines (PLAIN, 2011), section on short paragraphs.
 */
#define PARAGRAPH_WORDS 150

/*
 * A word takes a letter and what parts it from the next, which is none: few
 * paragraphs have so many of those that their words must be counted.
 */
static bool
may_be_long(const struct kx_runs *runs)
{
	const unsigned char *at;
	size_t length = 0, others = 0, i;

	for (i = 0; i < runs->count; i++)
		length += strlen(runs->list[i].text);
	for (i = 0; length > 2 * PARAGRAPH_WORDS && i < runs->count; i++)
		for (at = (const unsigned char *)runs->list[i].text; *at != '\0'; at++)
			others += !((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9'));
	return others >= PARAGRAPH_WORDS;
}

/* The first paragraph of too many words, which are put into `ret_words`, a size_t. */
static const struct kx_block *
long_below(const struct kx_scoring *scoring, const struct kx_block *chain, void *ret_words)
{
	const struct kx_block *found;
	size_t *words = ret_words;

	for (; chain != NULL; chain = chain->next) {
		*words = may_be_long(&chain->runs) ? kx_word_count(runs_words(scoring, &chain->runs)) : 0;
		if (*words > PARAGRAPH_WORDS)
			return chain;
		found = long_below(scoring, chain->first, ret_words);
		if (found != NULL)
			return found;
	}
	return NULL;
}

const struct kx_block *
kx_long_paragraph(const struct kx_scoring *scoring, size_t *ret_words)
{
	const struct kx_document *document = scoring->document;
	const struct kx_block *group;
	size_t i;

	for (i = 0; i < document->section_count; i++) {
		if (document->sections[i].role == KX_ROLE_SOURCES || !kx_on_sheet(scoring, &document->sections[i]))
			continue;
		for (group = document->sections[i].blocks; group != NULL; group = group->next)
			if (kx_fault_in(scoring, group, KX_FAULT_LONG_PARAGRAPH, long_below, ret_words) != NULL)
				return group;
	}
	return NULL;
}

/* The section's heading: its own, or the one in its first box. */
static const char *
heading_words(const struct kx_scoring *scoring, const struct kx_document_section *section)
{
	const struct kx_block *heading = section->heading;

	if (heading == NULL)
		heading = kx_find_in(section, kx_is_heading, NULL);
	return heading != NULL ? runs_words(scoring, &heading->runs) : "";
}

static bool
has_word(const char *text)
{
	size_t at = 0, start, end;

	return kx_word_next(text, strlen(text), &at, &start, &end);
}

const struct kx_document_section *
kx_badly_headed(const struct kx_scoring *scoring, const char **ret_why)
{
	const struct kx_document *document = scoring->document;
	const char **headings = kx_arena_array(scoring->arena, document->section_count + 1, sizeof(*headings));
	size_t i, k;

	for (i = 0; headings != NULL && i < document->section_count; i++) {
		if (!kx_on_sheet(scoring, &document->sections[i]))
			continue;
		headings[i] = heading_words(scoring, &document->sections[i]);
		*ret_why = "has no heading";
		if (!has_word(headings[i]))
			return &document->sections[i];
		for (k = 0; k < i && (headings[k] == NULL || strcmp(headings[i], headings[k]) != 0); k++)
			continue;
		if (k == i)
			continue;
		*ret_why = kx_arena_print(scoring->arena, "has the same heading as \"%s\"", document->sections[k].id);
		return &document->sections[i];
	}
	return NULL;
}

static bool
shows_numbers(const struct kx_block *block, const char *style)
{
	(void)style;
	return block->figure != NULL || block->curve != NULL || kx_is_table(block, "fact-box") || kx_is_table(block, "rates");
}

const struct kx_block *
kx_number_block_without(const struct kx_scoring *scoring, kx_block_test test, const char *style)
{
	const struct kx_document *document = scoring->document;
	const struct kx_block *group;
	size_t i;

	for (i = 0; i < document->section_count; i++) {
		if (!kx_on_sheet(scoring, &document->sections[i]))
			continue;
		for (group = document->sections[i].blocks; group != NULL; group = group->next)
			if (kx_find_below(group->first, shows_numbers, NULL) != NULL && kx_find_below(group->first, test, style) == NULL &&
			    !(group == document->sections[i].blocks && document->sections[i].heading != NULL &&
			    test(document->sections[i].heading, style)))
				return group;
	}
	return NULL;
}
