#include "document/compose.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* ---- blocks ---- */

struct kx_block *
kx_block_add(struct kx_composer *composer, struct kx_block *parent, enum kx_block_kind kind, const char *style,
    struct kx_origin origin)
{
	struct kx_block *block = kx_arena_alloc(composer->arena, sizeof(*block));

	if (block == NULL) {
		composer->spare = (struct kx_block){ .kind = kind };
		return &composer->spare;
	}
	block->kind = kind;
	block->style = style;
	block->origin = origin;
	if (kind == KX_BLOCK_CELL)
		block->span = 1;
	if (parent->last != NULL)
		parent->last->next = block;
	else
		parent->first = block;
	parent->last = block;
	return block;
}

void
kx_paragraph_add(struct kx_composer *composer, struct kx_block *parent, const char *style, const char *text,
    struct kx_origin origin)
{
	struct kx_block *paragraph;

	if (text == NULL || text[0] == '\0')
		return;
	paragraph = kx_block_add(composer, parent, KX_BLOCK_PARAGRAPH, style, origin);
	kx_runs_text(composer, &paragraph->runs, text, KX_PLAIN, NULL);
}

void
kx_heading_add(struct kx_composer *composer, struct kx_block *parent, int level, const char *text,
    struct kx_origin origin)
{
	struct kx_block *heading = kx_block_add(composer, parent, KX_BLOCK_HEADING, NULL, origin);

	heading->level = level;
	kx_runs_text(composer, &heading->runs, text, KX_PLAIN, NULL);
}

struct kx_block *
kx_cell_add(struct kx_composer *composer, struct kx_block *row, const char *text, struct kx_origin origin)
{
	struct kx_block *cell = kx_block_add(composer, row, KX_BLOCK_CELL, NULL, origin);

	kx_paragraph_add(composer, cell, "body", text, origin);
	return cell;
}

struct kx_block *
kx_matter_open(struct kx_composer *composer, struct kx_block *group, const struct kx_block_plan *plan, const char *box)
{
	struct kx_block *matter = group;

	if (box != NULL) {
		matter = kx_block_add(composer, group, KX_BLOCK_BOX, box, plan->origin);
		if (composer->heading_waits) {
			kx_heading_add(composer, matter, 2, composer->section->title, composer->section->origin);
			composer->heading_waits = false;
		}
	}
	if (plan->title != NULL)
		kx_heading_add(composer, matter, 3, plan->title, kx_origin_member(composer, plan->origin, "title"));
	kx_paragraph_add(composer, matter, "lead", plan->lead, kx_origin_member(composer, plan->origin, "lead"));
	return matter;
}

void
kx_matter_close(struct kx_composer *composer, struct kx_block *matter, const struct kx_block_plan *plan)
{
	kx_paragraph_add(composer, matter, "note", plan->note, kx_origin_member(composer, plan->origin, "note"));
}

struct kx_block *
kx_caption_open(struct kx_composer *composer, struct kx_block *picture, const struct kx_block_plan *plan)
{
	struct kx_block *caption = kx_block_add(composer, picture, KX_BLOCK_CAPTION, NULL, picture->origin);

	kx_paragraph_add(composer, caption, "note", plan->caption, kx_origin_member(composer, plan->origin, "caption"));
	return caption;
}

void
kx_caption_add(struct kx_composer *composer, struct kx_block *picture, const struct kx_block_plan *plan, const char *note,
    const struct kx_printed *printed)
{
	struct kx_block *caption = kx_caption_open(composer, picture, plan), *paragraph;

	paragraph = kx_block_add(composer, caption, KX_BLOCK_PARAGRAPH, "note", picture->origin);
	if (note != NULL)
		kx_runs_text(composer, &paragraph->runs, note, KX_PLAIN, NULL);
	if (printed != NULL)
		kx_runs_references(composer, &paragraph->runs, printed);
}

/* ---- runs ---- */

static struct kx_run *
run_add(struct kx_composer *composer, struct kx_runs *runs, enum kx_run_kind kind, const char *text)
{
	struct kx_run *run = kx_arena_push(composer->arena, &runs->list, &runs->count, &runs->room, sizeof(*run));

	if (run == NULL)
		return NULL;
	run->kind = kind;
	run->text = text;
	return run;
}

/*
 * Can the character be part of a word?  Letters and digits of ASCII, and of
 * the rest everything but punctuation, spaces and the two signs of Latin-1
 * that stand among its letters.
 */
static bool
is_word_code(uint32_t code)
{
	if (code < 0x80)
		return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
	if (code < 0xC0 || code == 0xD7 || code == 0xF7)
		return false;
	return code < 0x2000 || (code > 0x206F && !(code >= 0x3000 && code <= 0x303F));
}

static bool
word_starts_at(const char *text, const char *at)
{
	const char *before = at;
	size_t length;

	if (at == text)
		return true;
	do
		before--;
	while (before > text && ((unsigned char)*before & 0xC0) == 0x80);
	return !is_word_code(kx_utf8_next(before, &length));
}

static bool
word_ends_at(const char *at)
{
	size_t length;

	return *at == '\0' || !is_word_code(kx_utf8_next(at, &length));
}

/* The longest abbreviation that stands at `at` as a whole word, or NULL. */
static const struct kx_expansion *
expansion_at(const struct kx_composer *composer, const char *text, const char *at)
{
	const struct kx_expansion *best = NULL, *candidate;
	size_t i;

	for (i = 0; i < composer->expansion_count; i++) {
		candidate = &composer->expansions[i];
		if (*candidate->word == *at && strncmp(at, candidate->word, candidate->length) == 0 && word_ends_at(at + candidate->length) &&
		    (best == NULL || candidate->length > best->length) && word_starts_at(text, at))
			best = candidate;
	}
	return best;
}

static void
text_run(struct kx_composer *composer, struct kx_runs *runs, const char *text, size_t length,
    enum kx_emphasis emphasis, const char *claim, const char *expansion)
{
	const char *copy;
	struct kx_run *run;

	if (length == 0)
		return;
	copy = text[length] == '\0' ? text : kx_arena_copy(composer->arena, text, length);
	run = copy != NULL ? run_add(composer, runs, KX_RUN_TEXT, copy) : NULL;
	if (run == NULL)
		return;
	run->emphasis = emphasis;
	run->claim = claim;
	run->expansion = expansion;
}

void
kx_runs_text(struct kx_composer *composer, struct kx_runs *runs, const char *text, enum kx_emphasis emphasis,
    const char *claim)
{
	const struct kx_expansion *found;
	const char *start = text, *at = text;

	while (*at != '\0') {
		found = composer->opens[(unsigned char)*at] ? expansion_at(composer, text, at) : NULL;
		if (found == NULL) {
			at++;
			continue;
		}
		text_run(composer, runs, start, (size_t)(at - start), emphasis, claim, NULL);
		text_run(composer, runs, at, found->length, emphasis, claim, found->expansion);
		at += found->length;
		start = at;
	}
	text_run(composer, runs, start, (size_t)(at - start), emphasis, claim, NULL);
}

void
kx_runs_link(struct kx_composer *composer, struct kx_runs *runs, const char *text, const char *uri,
    enum kx_emphasis emphasis)
{
	struct kx_run *run = run_add(composer, runs, KX_RUN_LINK, text);

	if (run == NULL)
		return;
	run->uri = uri;
	run->emphasis = emphasis;
}

void
kx_runs_reference(struct kx_composer *composer, struct kx_runs *runs, int number, const char *claim)
{
	const char *text = kx_arena_print(composer->arena, "%d", number);
	struct kx_run *run = text != NULL ? run_add(composer, runs, KX_RUN_REFERENCE, text) : NULL;

	if (run == NULL)
		return;
	run->target = number;
	run->claim = claim;
}

void
kx_runs_references(struct kx_composer *composer, struct kx_runs *runs, const struct kx_printed *printed)
{
	size_t i;

	for (i = 0; i < printed->reference_count; i++)
		kx_runs_reference(composer, runs, printed->references[i], printed->claim->id);
}

void
kx_runs_space(struct kx_composer *composer, struct kx_runs *runs)
{
	if (runs->count > 0)
		run_add(composer, runs, KX_RUN_TEXT, " ");
}

/* ---- places ---- */

struct kx_origin
kx_origin_member(struct kx_composer *composer, struct kx_origin origin, const char *member)
{
	struct kx_origin place = { origin.file, NULL };

	if (origin.pointer != NULL)
		place.pointer = kx_arena_print(composer->arena, "%s/%s", origin.pointer, member);
	return place;
}

void
kx_compose_error(struct kx_composer *composer, enum kx_code code, struct kx_origin origin, const char *hint,
    const char *format, ...)
{
	struct kx_place place = { .file = origin.file, .pointer = origin.pointer };
	char message[512];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	kx_report(composer->diags, code, place, hint, "%s", message);
	composer->failed = true;
}
