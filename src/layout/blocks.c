#include "layout/blocks.h"

#include "layout/cells.h"
#include "layout/marks.h"
#include "layout/paragraph.h"
#include "layout/run_on.h"
#include "layout/side_note.h"

#include <stdio.h>
#include <string.h>

static void
set_paragraph(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, const char *style,
    enum kx_element_type type, int parent)
{
	struct kx_paragraph_options options = { .style = style, .align = block->align };

	if (block->runs.count == 0)
		return;
	options.element = kx_setting_element(set, type, parent);
	kx_paragraph_set(set, galley, &block->runs, &options);
}

/* A box or a section may give its headings and paragraphs a look of their own: style "crisis-heading-2", "online-body". */
static const char *
own_style(struct kx_setting *set, const char *plain)
{
	const char *owners[] = { set->box, set->section };
	const struct kx_style *style = NULL;
	char own[80];
	size_t i;

	for (i = 0; i < sizeof(owners) / sizeof(owners[0]) && style == NULL; i++) {
		if (owners[i] == NULL)
			continue;
		snprintf(own, sizeof(own), "%s-%s", owners[i], plain);
		style = kx_template_style(set->sheet, own);
	}
	return style != NULL ? style->id : plain;
}

static void
set_heading(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	const char *style = own_style(set, block->level <= 2 ? "heading-2" : "heading-3");
	size_t first = galley->slug_count;
	struct kx_frame_bookmark *mark;
	int element;

	element = kx_setting_element(set, block->level <= 2 ? KX_EL_H2 : KX_EL_H3, parent);
	if (block->level <= 2 && set->section != NULL && kx_setting_count(set, set->section, "run-in", 0) > 0)
		kx_run_in_wait(set, &block->runs, style, element);
	else
		kx_paragraph_set(set, galley, &block->runs, &(struct kx_paragraph_options){ .style = style, .element = element });
	kx_galley_bind(galley, first, galley->slug_count);
	if (galley->slug_count > first)
		galley->slugs[first].elastic = true;
	if (block->level > 2 || element < 0 || block->runs.count == 0)
		return;
	mark = kx_arena_push(set->arena, &set->frames->bookmarks, &set->frames->bookmark_count,
	    &set->frames->bookmark_room, sizeof(*mark));
	if (mark == NULL) {
		set->failed = true;
		return;
	}
	mark->title = block->runs.list[0].text;
	mark->element = element;
	mark->level = block->level - 1;
}

kx_length
kx_first_baseline(const struct kx_slug *slug)
{
	size_t i;

	for (i = 0; i < slug->mark_count; i++) {
		if (slug->marks[i].kind == KX_MARK_GLYPHS)
			return slug->marks[i].box.y;
	}
	return 0;
}

static void
rule_lines(struct kx_setting *set, struct kx_slug *slug, kx_length left, kx_length right, int lines, kx_length gap)
{
	kx_color color = kx_setting_color(set, "write-in");
	int i;

	for (i = 1; i <= lines; i++)
		kx_slug_rule(set, slug, left, i * gap, right - left, 0, 600, color);
}

static void
set_question(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	kx_length gap = kx_setting_number(set, NULL, "write_in_gap", 25500), indent = kx_setting_number(set, "check", "indent", KX_PT(19));
	struct kx_galley words = { .width = galley->width - indent };
	struct kx_slug *slug;
	kx_length baseline;
	size_t first = galley->slug_count;
	int element = kx_setting_element(set, KX_EL_P, parent);

	kx_paragraph_set(set, &words, &block->runs, &(struct kx_paragraph_options){ .style = "question", .element = element });
	kx_galley_append(set, galley, &words, indent);
	if (galley->slug_count == first)
		return;
	baseline = kx_first_baseline(&galley->slugs[first]);
	kx_mark_check_box(set, &galley->slugs[first], 0, baseline - KX_MM(4) + 1500, KX_MM(4), kx_setting_color(set, "muted"));
	for (; first < galley->slug_count; first++)
		galley->slugs[first].keep_next = block->lines > 0 || first + 1 < galley->slug_count;
	if (block->lines <= 0)
		return;
	slug = kx_galley_slug(set, galley, block->lines * gap - gap / 4);
	if (slug == NULL)
		return;
	/* The first line of writing begins just under the words, so it needs less room above. */
	for (int i = 0; i < block->lines; i++)
		kx_slug_rule(set, slug, indent, (i + 1) * gap - gap / 4, galley->width - indent, 0, 600, kx_setting_color(set, "write-in"));
	slug->after = kx_setting_look(set, "question").after;
}

static void
set_write_in(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block)
{
	kx_length gap = kx_setting_number(set, NULL, "write_in_gap", 25500);
	int lines = block->lines > 0 ? block->lines : 2;
	struct kx_slug *slug = kx_galley_slug(set, galley, lines * gap);

	if (slug == NULL)
		return;
	slug->fill_step = gap;
	slug->after = KX_PT(6);
	rule_lines(set, slug, 0, galley->width, lines, gap);
}

void
kx_blocks_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *first, int parent)
{
	for (; first != NULL; first = first->next)
		kx_block_set(set, galley, first, parent);
}

bool
kx_block_runs_across(const struct kx_block *block)
{
	return block->kind == KX_BLOCK_HEADING ||
	    (block->kind == KX_BLOCK_PARAGRAPH && block->style != NULL && strcmp(block->style, "lead") == 0);
}

/* Children of a chain whose only member holds them (a list, references) flow as columns too. */
void
kx_blocks_set_columns(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *first, int parent,
    int columns, kx_length gutter)
{
	struct kx_galley narrow = { .width = (galley->width - (columns - 1) * gutter) / columns };
	const struct kx_block *tail;
	struct kx_slug *slug;

	for (; first != NULL && kx_block_runs_across(first); first = first->next)
		kx_block_set(set, galley, first, parent);
	/* A note at the end of the chain runs across too. */
	for (tail = first; tail != NULL; tail = tail->next) {
		if (tail->kind == KX_BLOCK_PARAGRAPH && tail->style != NULL && strcmp(tail->style, "note") == 0)
			break;
		kx_block_set(set, &narrow, tail, parent);
	}
	slug = kx_columns_slug(set, galley, &narrow, columns, gutter);
	if (slug != NULL)
		slug->elastic = narrow.slugs[0].elastic;
	for (; tail != NULL; tail = tail->next)
		kx_block_set(set, galley, tail, parent);
}

/* Small print on a sheet with no line to spare: paragraphs of one style run on as one. */
static void
set_run_on(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *first, int parent)
{
	const struct kx_block *block, *next;
	struct kx_block joined;

	for (block = first; block != NULL; block = next) {
		joined = *block;
		next = block->next;
		if (block->kind == KX_BLOCK_PARAGRAPH && block->style != NULL) {
			joined.runs = (struct kx_runs){ NULL, 0, 0 };
			kx_runs_follow(set, &joined.runs, &block->runs, NULL, 0);
			for (; next != NULL && next->kind == KX_BLOCK_PARAGRAPH && next->style != NULL &&
			    strcmp(next->style, block->style) == 0; next = next->next)
				kx_runs_follow(set, &joined.runs, &next->runs, NULL, 0);
		}
		kx_block_set(set, galley, &joined, parent);
	}
}

static void
set_group(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	int columns = block->id != NULL ? kx_setting_count(set, block->id, "columns", 1) : 1;
	kx_length gutter = kx_setting_number(set, block->id, "gutter", set->sheet->gutter);
	const struct kx_block *side_note = kx_side_note_of(set, block);

	if (side_note != NULL)
		kx_side_note_set(set, galley, block, side_note, parent);
	else if (block->id != NULL && kx_setting_count(set, block->id, "run-on", 0) > 0)
		set_run_on(set, galley, block->first, parent);
	/* Where the matter is one box, the columns are inside it. */
	else
	if (columns > 1 && block->first != NULL && block->first->kind != KX_BLOCK_BOX)
		kx_blocks_set_columns(set, galley, block->first, parent, columns, gutter);
	else
		kx_blocks_set(set, galley, block->first, parent);
}

void
kx_block_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	const char *outer = set->block;
	struct kx_origin origin = set->origin;

	if (set->failed)
		return;
	if (block->id != NULL)
		set->block = block->id;
	if (block->origin.file != NULL)
		set->origin = block->origin;
	switch (block->kind) {
	case KX_BLOCK_TITLE: set_paragraph(set, galley, block, "title", KX_EL_H1, parent); break;
	case KX_BLOCK_HEADING: set_heading(set, galley, block, parent); break;
	case KX_BLOCK_PARAGRAPH:
		set_paragraph(set, galley, block, own_style(set, block->style != NULL ? block->style : "body"), KX_EL_P, parent);
		break;
	case KX_BLOCK_LIST: kx_list_set(set, galley, block, parent); break;
	case KX_BLOCK_BOX: kx_box_set(set, galley, block, parent); break;
	case KX_BLOCK_COLUMNS: kx_cards_set(set, galley, block, parent); break;
	case KX_BLOCK_GROUP: set_group(set, galley, block, parent); break;
	case KX_BLOCK_TABLE: kx_table_set(set, galley, block, parent); break;
	case KX_BLOCK_ARRAY_PAIR: kx_array_pair_set(set, galley, block, parent); break;
	case KX_BLOCK_BAR_PAIR: kx_bar_pair_set(set, galley, block, parent); break;
	case KX_BLOCK_TIMELINE: kx_timeline_set(set, galley, block, parent); break;
	case KX_BLOCK_CURVE: kx_curve_set(set, galley, block, parent); break;
	case KX_BLOCK_QR_CODE: kx_qr_code_set(set, galley, block, parent); break;
	case KX_BLOCK_QUESTION: set_question(set, galley, block, parent); break;
	case KX_BLOCK_WRITE_IN: set_write_in(set, galley, block); break;
	case KX_BLOCK_HELP_LINES: kx_help_lines_set(set, galley, block, parent); break;
	case KX_BLOCK_REFERENCES: kx_references_set(set, galley, block, parent); break;
	case KX_BLOCK_ITEM:
	case KX_BLOCK_ROW:
	case KX_BLOCK_CELL:
	case KX_BLOCK_HELP_LINE:
	case KX_BLOCK_REFERENCE:
	case KX_BLOCK_CAPTION:
		/* Only ever inside their parents, which set them. */
		kx_blocks_set(set, galley, block->first, parent);
		break;
	}
	set->block = outer;
	set->origin = origin;
}
