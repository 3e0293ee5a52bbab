/*
 * Which words of a sheet are sentences.
 *
 * Counted: paragraphs, items of lists, questions, what a help line says to
 * do, notes and small print wherever they stand, and the cells of tables that
 * hold sentences (two sides, options).  Left out: the title, headings, the
 * heads of rows and columns, cells of numbers, captions of icon arrays, the
 * number and name of a help line, lists of sources, reference marks, links,
 * and the bold words that begin an item as its title.
 */
#include "review/readability.h"

#include "base/arena.h"
#include "base/memo.h"
#include "review/word_counts.h"

#include <string.h>

struct walk {
	struct kx_arena *arena;
	const struct kx_document *document;
	const struct kx_content *content;   /* or NULL */
	struct kx_readability *section, *whole;
	struct kx_prose *prose; size_t room;
};

/* What stands round a block. */
struct around {
	bool numbers;   /* a table of numbers: its body text is labels and figures */
	bool label;     /* a head of a row or column */
	bool item;      /* an item of a list */
};

static bool
is_style(const struct kx_block *block, const char *style)
{
	return block->style != NULL && strcmp(block->style, style) == 0;
}

static void
add_prose(struct walk *walk, const char *style, const struct kx_prose *prose, size_t count)
{
	kx_readability_add(walk->section, walk->arena, style, prose, count);
}

/* Where the words of a run can be changed: in its claim, if there is one. */
static struct kx_origin
run_origin(struct walk *walk, const struct kx_block *block, const struct kx_run *run)
{
	const struct kx_claim *claim = NULL;
	struct kx_origin origin;

	if (run->claim != NULL && walk->content != NULL)
		claim = kx_content_claim(walk->content, run->claim);
	if (claim == NULL || claim->origin.pointer == NULL)
		return block->origin;
	origin = claim->origin;
	origin.pointer = kx_arena_join(walk->arena, claim->origin.pointer, "/says");
	return origin;
}

/* Runs at the beginning of an item that are its title: strong, from no claim, with a claim's words behind them. */
static size_t
title_runs(const struct kx_runs *runs)
{
	size_t i, count = 0;

	while (count < runs->count && runs->list[count].kind == KX_RUN_TEXT && runs->list[count].claim == NULL &&
	    (runs->list[count].emphasis == KX_STRONG || strspn(runs->list[count].text, " ") == strlen(runs->list[count].text)))
		count++;
	for (i = count; i < runs->count; i++)
		if (runs->list[i].kind == KX_RUN_TEXT && runs->list[i].claim != NULL)
			return count;
	return 0;
}

static void
add_runs(struct walk *walk, const struct kx_block *block, bool item)
{
	size_t i = item ? title_runs(&block->runs) : 0, count = 0;
	const struct kx_run *run;

	if (block->runs.count > walk->room) {
		walk->prose = kx_arena_array(walk->arena, block->runs.count * 2, sizeof(*walk->prose));
		walk->room = walk->prose != NULL ? block->runs.count * 2 : 0;
	}
	for (; i < block->runs.count && count < walk->room; i++) {
		run = &block->runs.list[i];
		if (run->kind == KX_RUN_TEXT)
			walk->prose[count++] = (struct kx_prose){ run->text, run_origin(walk, block, run), run->claim };
	}
	if (count > 0)
		add_prose(walk, block->style, walk->prose, count);
}

/* Small print and notes are sentences wherever they stand. */
static bool
is_small_print(const struct kx_block *block)
{
	return is_style(block, "small") || is_style(block, "note") || is_style(block, "lead");
}

static void walk_children(struct walk *walk, const struct kx_block *block, struct around around);

static void
walk_block(struct walk *walk, const struct kx_block *block, struct around around)
{
	switch (block->kind) {
	case KX_BLOCK_TITLE:
	case KX_BLOCK_HEADING:
	case KX_BLOCK_REFERENCES:
	case KX_BLOCK_REFERENCE:
	case KX_BLOCK_WRITE_IN:
		return;
	case KX_BLOCK_PARAGRAPH:
		if (!is_style(block, "subtitle") && ((!around.label && !around.numbers) || is_small_print(block)))
			add_runs(walk, block, around.item);
		break;
	case KX_BLOCK_QUESTION:
		add_runs(walk, block, false);
		break;
	case KX_BLOCK_HELP_LINE:
		/* The first paragraph is the line's name. */
		if (block->first != NULL && block->first->next != NULL)
			walk_block(walk, block->first->next, around);
		return;
	case KX_BLOCK_TABLE:
		around.numbers = is_style(block, "fact-box") || is_style(block, "rates");
		break;
	case KX_BLOCK_ROW:
		around.label = block->head || is_style(block, "group");
		break;
	case KX_BLOCK_CELL:
		around.label = around.label || block->head;
		break;
	case KX_BLOCK_ITEM:
		around.item = true;
		break;
	case KX_BLOCK_LIST:
	case KX_BLOCK_BOX:
	case KX_BLOCK_COLUMNS:
	case KX_BLOCK_GROUP:
	case KX_BLOCK_HELP_LINES:
	case KX_BLOCK_ARRAY_PAIR:
	case KX_BLOCK_BAR_PAIR:
	case KX_BLOCK_TIMELINE:
	case KX_BLOCK_CURVE:
	case KX_BLOCK_QR_CODE:
	case KX_BLOCK_CAPTION:
		break;
	}
	walk_children(walk, block, around);
}

static void
walk_children(struct walk *walk, const struct kx_block *block, struct around around)
{
	const struct kx_block *child;

	for (child = block->first; child != NULL; child = child->next)
		walk_block(walk, child, around);
}

static void
add_sentences(struct walk *walk, struct kx_readability *to, const struct kx_sentence *sentences, size_t count)
{
	struct kx_sentence *place;
	size_t i;

	for (i = 0; i < count; i++) {
		place = kx_arena_push(walk->arena, &to->sentences, &to->sentence_count, &to->sentence_room, sizeof(*place));
		if (place == NULL)
			return;
		*place = sentences[i];
	}
}

static void
open_counts(struct kx_readability *readability, struct kx_word_counts *counts, struct kx_memo *memo)
{
	kx_readability_init(readability, counts);
	readability->memo = memo;
}

/* ---- blocks that are the same for other clinics ---- */

/* The sentences of one, as they are before they are part of a whole. */
struct kept_sentences { const struct kx_sentence *list; size_t count; };

static const struct kept_sentences *
make_kept(const struct walk *walk, struct kx_arena *room, const struct kx_block *block)
{
	struct kept_sentences *kept = kx_arena_alloc(room, sizeof(*kept));
	struct walk own = *walk;
	struct kx_readability made;
	size_t i;

	open_counts(&made, walk->whole->counts, walk->whole->memo);
	own.arena = room;
	own.section = &made;
	own.prose = NULL;
	own.room = 0;
	walk_block(&own, block, (struct around){ .item = false });
	/* Their words may lie with what was kept before this, and go before it. */
	for (i = 0; i < made.sentence_count; i++)
		made.sentences[i].text = kx_arena_string(room, made.sentences[i].text);
	if (kept == NULL || kx_arena_spent(room))
		return NULL;
	*kept = (struct kept_sentences){ made.sentences, made.sentence_count };
	return kept;
}

static const struct kept_sentences *
find_or_make(const struct walk *walk, const struct kx_block *block)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_SENTENCES, block->kept->number);
	/* Without the content a sentence has another place. */
	struct kx_memo *memo = walk->content != NULL ? walk->whole->memo : NULL;
	const struct kept_sentences *kept = kx_memo_find(memo, &key);
	struct kx_arena *room = kx_memo_arena(memo);

	if (kept == NULL && room != NULL) {
		kept = make_kept(walk, room, block);
		kx_memo_keep(memo, &key, kept);
	}
	return kept;
}

static void
walk_outline_block(struct walk *walk, const struct kx_block *block)
{
	const struct kept_sentences *kept = block->kept != NULL ? find_or_make(walk, block) : NULL;

	if (kept != NULL)
		add_sentences(walk, walk->section, kept->list, kept->count);
	else
		walk_block(walk, block, (struct around){ .item = false });
}

/* The table of words that were counted: most are those of the sheets before, so it is kept. */
static struct kx_word_counts *
find_word_counts(struct kx_arena *arena, const char *language, const struct kx_gate *gate, struct kx_memo *memo)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_WORD_COUNTS, language != NULL);
	struct kx_arena *room = kx_memo_arena(memo);
	struct kx_word_counts *counts, **kept;
	struct kx_word_counts *const *found;

	kx_memo_part(&key, &gate, sizeof(gate));
	kx_memo_part(&key, language != NULL ? language : "", language != NULL ? strlen(language) : 0);
	found = kx_memo_find(memo, &key);
	if (found != NULL)
		return *found;
	if (room == NULL)
		room = arena;
	counts = kx_arena_alloc(room, sizeof(*counts));
	kept = kx_arena_alloc(room, sizeof(*kept));
	if (counts == NULL || kept == NULL)
		return NULL;
	kx_word_counts_init(counts, language != NULL ? kx_arena_string(room, language) : NULL, gate);
	*kept = counts;
	if (room != arena)
		kx_memo_keep(memo, &key, kept);
	return counts;
}

const struct kx_readability_report *
kx_readability_document(struct kx_arena *arena, const struct kx_document *document, const struct kx_content *content,
    const struct kx_gate *gate, struct kx_memo *memo)
{
	struct kx_readability_report *report = kx_arena_alloc(arena, sizeof(*report));
	struct kx_word_counts *counts = find_word_counts(arena, document->language, gate, memo);
	struct walk walk = { .arena = arena, .document = document, .content = content };
	const struct kx_block *block;
	size_t i;

	if (report == NULL || counts == NULL)
		return NULL;
	report->section_count = document->section_count;
	report->sections = kx_arena_array(arena, document->section_count, sizeof(*report->sections));
	if (report->sections == NULL)
		return NULL;
	walk.whole = &report->whole;
	open_counts(walk.whole, counts, memo);
	for (i = 0; i < document->section_count; i++) {
		walk.section = &report->sections[i];
		open_counts(walk.section, counts, memo);
		for (block = document->sections[i].blocks; block != NULL; block = block->next)
			walk_outline_block(&walk, block);
		kx_readability_finish(walk.section);
		/* Their costs in the whole are worked out anew. */
		add_sentences(&walk, walk.whole, walk.section->sentences, walk.section->sentence_count);
	}
	kx_readability_finish(walk.whole);
	return kx_arena_spent(arena) ? NULL : report;
}
