#include "review/passages.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memo.h"
#include "review/sentences.h"

#include <string.h>

#define TEXT_CEILING (16u * 1024 * 1024)

struct gatherer {
	struct kx_arena *arena;
	const struct kx_content *content;
	struct kx_memo *memo;
	struct kx_passages *passages;
	struct kx_buffer text;
	const struct kx_document_section *section;
	const char *block;
	struct kx_stretch *stretches; size_t count, room;   /* of the passage being gathered */
	size_t start;
};

/* What stands round a block. */
struct around {
	bool numbers;   /* a table of numbers: its body text is labels and figures */
	bool label;     /* a head of a row or column */
};

static bool
is_style(const struct kx_block *block, const char *style)
{
	return block->style != NULL && strcmp(block->style, style) == 0;
}

/* ---- words of capitals ---- */

#define LETTERS_LEAST 2
#define LETTERS_MOST  6

/* The number of capitals when the word is made of them, but for an "s" of the plural; else 0. */
static size_t
capitals(const char *word, size_t length)
{
	size_t count = 0;

	while (count < length && word[count] >= 'A' && word[count] <= 'Z')
		count++;
	if (count < LETTERS_LEAST || count > LETTERS_MOST)
		return 0;
	return count == length || (count + 1 == length && word[count] == 's') ? count : 0;
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Are there two capitals side by side?  Few passages have any, and the others need not be cut into words. */
static bool
may_have_letters(const char *text, size_t length)
{
	size_t at;

	for (at = 1; at < length; at += 2)
		if (is_capital(text[at]) && (is_capital(text[at - 1]) || (at + 1 < length && is_capital(text[at + 1]))))
			return true;
	return false;
}

static const struct kx_letters *
find_letters(struct kx_arena *arena, const char *text, size_t length, size_t *ret_count)
{
	struct kx_letters *list = NULL, *place;
	size_t room = 0, at = 0, start, end, count;

	*ret_count = 0;
	if (!may_have_letters(text, length))
		return NULL;
	while (kx_word_next(text, length, &at, &start, &end)) {
		count = capitals(text + start, end - start);
		place = count > 0 ? kx_arena_push(arena, &list, ret_count, &room, sizeof(*place)) : NULL;
		if (place != NULL)
			*place = (struct kx_letters){ start, count, end };
	}
	return list;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Does the sign, which may be a decimal one, stand between digits? */
static bool
has_inner(const char *text, size_t length, char sign)
{
	const char *at = text + 1, *end = text + length;

	for (; at + 1 < end && (at = memchr(at, sign, (size_t)(end - at))) != NULL; at++)
		if (is_digit(at[-1]) && at + 1 < end && is_digit(at[1]))
			return true;
	return false;
}

/* A percent sign, or a decimal sign between digits: only a passage that has one need be cut into words. */
static bool
may_be_hard(const char *text, size_t length)
{
	return memchr(text, '%', length) != NULL || has_inner(text, length, '.') || has_inner(text, length, ',');
}

/* ---- one passage ---- */

static void
open_passage(struct gatherer *gatherer)
{
	gatherer->start = gatherer->text.length;
	gatherer->stretches = NULL;
	gatherer->count = gatherer->room = 0;
}

static bool
same_place(const struct kx_stretch *stretch, const struct kx_claim *claim, struct kx_origin origin)
{
	if (stretch->claim != NULL || claim != NULL)
		return stretch->claim == claim;
	return stretch->origin.file == origin.file && stretch->origin.pointer == origin.pointer;
}

static void
add_words(struct gatherer *gatherer, const char *text, const struct kx_claim *claim, struct kx_origin origin)
{
	struct kx_stretch *stretch = gatherer->count > 0 ? &gatherer->stretches[gatherer->count - 1] : NULL;

	if (text == NULL || *text == '\0')
		return;
	if (stretch == NULL || !same_place(stretch, claim, origin)) {
		stretch = kx_arena_push(gatherer->arena, &gatherer->stretches, &gatherer->count, &gatherer->room, sizeof(*stretch));
		if (stretch == NULL)
			return;
		*stretch = (struct kx_stretch){ gatherer->text.length - gatherer->start, claim, origin };
		if (claim != NULL && claim->origin.pointer != NULL)
			stretch->origin = (struct kx_origin){ claim->origin.file,
			    kx_arena_join(gatherer->arena, claim->origin.pointer, "/says") };
	}
	kx_buffer_text(&gatherer->text, text);
}

static void
close_passage(struct gatherer *gatherer, enum kx_passage_kind kind)
{
	const char *text = kx_buffer_bytes(&gatherer->text) + gatherer->start;
	size_t length = gatherer->text.length - gatherer->start;
	struct kx_passages *passages = gatherer->passages;
	struct kx_passage *passage;

	if (length == 0)
		return;
	passage = kx_arena_push(gatherer->arena, &passages->list, &passages->count, &passages->room, sizeof(*passage));
	if (passage != NULL) {
		*passage = (struct kx_passage){ .kind = kind, .start = gatherer->start, .end = gatherer->text.length,
		    .section = gatherer->section, .block = gatherer->block, .stretches = gatherer->stretches,
		    .stretch_count = gatherer->count, .hard_numbers = may_be_hard(text, length) };
		passage->letters = find_letters(gatherer->arena, text, length, &passage->letter_count);
	}
	kx_buffer_char(&gatherer->text, '\n');
}

static void
add_passage(struct gatherer *gatherer, enum kx_passage_kind kind, const char *text, struct kx_origin origin)
{
	open_passage(gatherer);
	add_words(gatherer, text, NULL, origin);
	close_passage(gatherer, kind);
}

static void
add_runs(struct gatherer *gatherer, enum kx_passage_kind kind, const struct kx_block *block)
{
	const struct kx_claim *claim;
	const struct kx_run *run;
	size_t i;

	open_passage(gatherer);
	for (i = 0; i < block->runs.count; i++) {
		run = &block->runs.list[i];
		if (run->kind == KX_RUN_REFERENCE)
			continue;
		claim = run->claim != NULL ? kx_content_claim(gatherer->content, run->claim) : NULL;
		add_words(gatherer, run->text, claim, block->origin);
	}
	close_passage(gatherer, kind);
}

/* ---- the tree ---- */

static bool
is_small_print(const struct kx_block *block)
{
	return is_style(block, "small") || is_style(block, "note") || is_style(block, "lead");
}

static void
walk_figure(struct gatherer *gatherer, const struct kx_block *block)
{
	size_t i;

	for (i = 0; i < 2 && block->figure != NULL; i++) {
		add_passage(gatherer, KX_PASSAGE_LABEL, block->figure->arrays[i].heading, block->origin);
		add_passage(gatherer, KX_PASSAGE_LABEL, block->figure->arrays[i].words, block->origin);
		add_passage(gatherer, KX_PASSAGE_LABEL, block->figure->arrays[i].added, block->origin);
		add_passage(gatherer, KX_PASSAGE_LABEL, block->figure->arrays[i].range, block->origin);
	}
}

static void
walk_curve(struct gatherer *gatherer, const struct kx_block *block)
{
	add_passage(gatherer, KX_PASSAGE_LABEL, block->curve->heading, block->origin);
	add_passage(gatherer, KX_PASSAGE_LABEL, block->curve->without, block->origin);
	add_passage(gatherer, KX_PASSAGE_LABEL, block->curve->with, block->origin);
}

static void
walk_block(struct gatherer *gatherer, const struct kx_block *block, struct around around)
{
	enum kx_passage_kind kind = KX_PASSAGE_PROSE;
	const struct kx_block *child;

	if (block->kind == KX_BLOCK_TABLE)
		around.numbers = is_style(block, "fact-box") || is_style(block, "rates");
	else if (block->kind == KX_BLOCK_ROW)
		around.label = block->head || is_style(block, "group");
	else if (block->kind == KX_BLOCK_CELL)
		around.label = around.label || block->head;
	else if (block->figure != NULL)
		walk_figure(gatherer, block);
	else if (block->curve != NULL)
		walk_curve(gatherer, block);
	if (block->kind == KX_BLOCK_TITLE)
		kind = KX_PASSAGE_HEAD;
	else if (block->kind == KX_BLOCK_HEADING)
		kind = KX_PASSAGE_HEADING;
	else if (block->kind == KX_BLOCK_REFERENCE)
		kind = KX_PASSAGE_SOURCE;
	else if (block->kind == KX_BLOCK_HELP_LINE)
		kind = KX_PASSAGE_HELP;
	else if ((around.label || around.numbers || is_style(block, "stop")) && !is_small_print(block))
		kind = KX_PASSAGE_LABEL;
	add_runs(gatherer, kind, block);
	child = block->first;
	if (block->kind == KX_BLOCK_HELP_LINE && child != NULL) {
		add_runs(gatherer, KX_PASSAGE_HELP, child);   /* the line's name */
		child = child->next;
	}
	for (; child != NULL; child = child->next)
		walk_block(gatherer, child, around);
}

/* ---- blocks that are the same for other clinics ---- */

/* What is kept of one: text and passages count from its own beginning, and are in no section. */
struct kept_passages { const char *text; size_t length; const struct kx_passage *list; size_t count; };

static const struct kept_passages *
make_kept(struct gatherer *gatherer, struct kx_arena *room, const struct kx_block *block)
{
	struct kept_passages *kept = kx_arena_alloc(room, sizeof(*kept));
	struct kx_passages passages = { .count = 0 };
	struct gatherer own = { .arena = room, .content = gatherer->content, .passages = &passages, .block = block->id };

	if (kept == NULL)
		return NULL;
	kx_buffer_init(&own.text, TEXT_CEILING);
	walk_block(&own, block, (struct around){ .label = false });
	*kept = (struct kept_passages){ kx_arena_copy(room, kx_buffer_bytes(&own.text), own.text.length), own.text.length,
	    passages.list, passages.count };
	if (kx_buffer_failed(&own.text) || kx_arena_spent(room))
		kept = NULL;
	kx_buffer_done(&own.text);
	return kept;
}

static const struct kept_passages *
find_or_make(struct gatherer *gatherer, const struct kx_block *block)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_PASSAGES, block->kept->number);
	const struct kept_passages *kept = kx_memo_find(gatherer->memo, &key);
	struct kx_arena *room = kx_memo_arena(gatherer->memo);

	if (kept == NULL && room != NULL) {
		kept = make_kept(gatherer, room, block);
		kx_memo_keep(gatherer->memo, &key, kept);
	}
	return kept;
}

static bool
add_kept(struct gatherer *gatherer, const struct kx_block *block)
{
	const struct kept_passages *kept = block->kept != NULL ? find_or_make(gatherer, block) : NULL;
	struct kx_passages *passages = gatherer->passages;
	size_t start = gatherer->text.length, i;
	struct kx_passage_run *run;
	struct kx_passage *passage;

	if (kept == NULL)
		return false;
	run = kept->count == 0 ? NULL :
	    kx_arena_push(gatherer->arena, &passages->runs, &passages->run_count, &passages->run_room, sizeof(*run));
	if (run != NULL)
		*run = (struct kx_passage_run){ block->kept->number, passages->count, kept->count };
	kx_buffer_add(&gatherer->text, kept->text, kept->length);
	for (i = 0; i < kept->count; i++) {
		passage = kx_arena_push(gatherer->arena, &passages->list, &passages->count, &passages->room, sizeof(*passage));
		if (passage == NULL)
			break;
		*passage = kept->list[i];
		passage->start += start;
		passage->end += start;
		passage->section = gatherer->section;
	}
	return true;
}

static void
walk_section(struct gatherer *gatherer, const struct kx_document_section *section)
{
	const struct kx_block *block;

	gatherer->section = section;
	gatherer->block = NULL;
	if (section->heading != NULL)
		walk_block(gatherer, section->heading, (struct around){ .label = false });
	for (block = section->blocks; block != NULL; block = block->next) {
		gatherer->block = block->id;
		if (!add_kept(gatherer, block))
			walk_block(gatherer, block, (struct around){ .label = false });
	}
}

const struct kx_passages *
kx_passages_collect(struct kx_arena *arena, const struct kx_content *content, const struct kx_document *document,
    struct kx_memo *memo)
{
	struct gatherer gatherer = { .arena = arena, .content = content, .memo = memo };
	struct kx_origin pack = content->pack.origin, clinic = content->clinic.origin;
	size_t i;

	gatherer.passages = kx_arena_alloc(arena, sizeof(*gatherer.passages));
	if (gatherer.passages == NULL)
		return NULL;
	gatherer.passages->clinic = &content->clinic;
	kx_buffer_init(&gatherer.text, TEXT_CEILING);
	add_passage(&gatherer, KX_PASSAGE_HEAD, document->title, pack);
	add_passage(&gatherer, KX_PASSAGE_HEAD, document->subtitle, pack);
	add_passage(&gatherer, KX_PASSAGE_HEAD, document->clinic.logo_alt, clinic);
	for (i = 0; i < document->section_count; i++)
		walk_section(&gatherer, &document->sections[i]);
	gatherer.passages->length = gatherer.text.length;
	gatherer.passages->text = kx_buffer_failed(&gatherer.text) ? NULL :
	    kx_arena_copy(arena, kx_buffer_bytes(&gatherer.text), gatherer.text.length);
	kx_buffer_done(&gatherer.text);
	return gatherer.passages->text != NULL && !kx_arena_spent(arena) ? gatherer.passages : NULL;
}

/* ---- looking up ---- */

const struct kx_passage *
kx_passage_at(const struct kx_passages *passages, size_t at)
{
	size_t low = 0, high = passages->count, middle;

	/* The last passage that begins at or before it. */
	while (high - low > 1) {
		middle = low + (high - low) / 2;
		if (passages->list[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	return &passages->list[low];
}

const struct kx_stretch *
kx_stretch_at(const struct kx_passages *passages, size_t at)
{
	const struct kx_passage *passage = kx_passage_at(passages, at);
	size_t i = passage->stretch_count - 1;

	while (i > 0 && passage->start + passage->stretches[i].start > at)
		i--;
	return &passage->stretches[i];
}

/* ---- names ---- */

/* Are the bytes within the name, where that stands round them? */
static bool
lies_in(const struct kx_passages *passages, const char *name, size_t start, size_t end)
{
	size_t length = name != NULL ? strlen(name) : 0, at;

	for (at = end > length ? end - length : 0; length > 0 && at <= start && at + length <= passages->length; at++)
		if (memcmp(passages->text + at, name, length) == 0)
			return true;
	return false;
}

/* One name of the clinic's, and where it stands: "/list/number", and `rest` behind it. */
struct name { const char *name, *list, *rest; size_t number; };

static bool
next_name(const struct kx_clinic *clinic, size_t at, struct name *ret_name)
{
	if (at-- == 0)
		*ret_name = (struct name){ clinic->name, "name", "", 0 };
	else if (at < clinic->address_count)
		*ret_name = (struct name){ clinic->address[at], "address", "", at };
	else if ((at -= clinic->address_count) < clinic->provider_count)
		*ret_name = (struct name){ clinic->providers[at], "providers", "", at };
	else if ((at -= clinic->provider_count) < clinic->help_line_count)
		*ret_name = (struct name){ clinic->help_lines[at].name, "help_lines", "/name", at };
	else
		return false;
	return true;
}

const char *
kx_passages_name(struct kx_arena *arena, const struct kx_passages *passages, size_t start, size_t end,
    struct kx_origin *ret_origin)
{
	const struct kx_clinic *clinic = passages->clinic;
	struct name name;
	size_t i;

	for (i = 0; clinic != NULL && next_name(clinic, i, &name); i++) {
		if (!lies_in(passages, name.name, start, end))
			continue;
		if (ret_origin != NULL)
			*ret_origin = (struct kx_origin){ clinic->origin.file, i == 0 ? "/name" :
			    kx_arena_print(arena, "/%s/%zu%s", name.list, name.number, name.rest) };
		return name.name;
	}
	return NULL;
}
