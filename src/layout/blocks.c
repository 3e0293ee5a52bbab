#include "layout/blocks.h"

#include "document/wording.h"
#include "layout/cells.h"
#include "layout/marks.h"
#include "layout/paragraph.h"

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
	size_t first = galley->slug_count, i;
	struct kx_frame_bookmark *mark;
	int element;

	element = kx_setting_element(set, block->level <= 2 ? KX_EL_H2 : KX_EL_H3, parent);
	kx_paragraph_set(set, galley, &block->runs, &(struct kx_paragraph_options){
	    .style = own_style(set, block->level <= 2 ? "heading-2" : "heading-3"), .element = element });
	for (i = first; i < galley->slug_count; i++)
		galley->slugs[i].keep_next = true;
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

/* Put the label of a list item at the left of its first slug. */
static void
set_label(struct kx_setting *set, struct kx_galley *body, const char *style, int number, int label)
{
	struct kx_galley words = { .width = KX_PT(40) };
	struct kx_look look = kx_setting_look(set, "body");
	struct kx_slug *slug;
	kx_length baseline, side = look.size * 70 / 100;
	char digits[16];

	if (body->slug_count == 0)
		return;
	slug = &body->slugs[0];
	baseline = kx_first_baseline(slug);
	if (strcmp(style, "yes") == 0) {
		kx_mark_tick(set, slug, 0, baseline - side, side, kx_setting_color(set, "yes"));
	} else if (strcmp(style, "no") == 0) {
		kx_mark_cross(set, slug, 0, baseline - side, side, kx_setting_color(set, "no"));
	} else if (strcmp(style, "warning") == 0) {
		kx_mark_triangle(set, slug, 0, baseline - side, side, kx_setting_color(set, "warning"));
	} else if (strcmp(style, "check") == 0) {
		kx_mark_check_box(set, slug, 0, baseline - KX_MM(4) + 1500, KX_MM(4), kx_setting_color(set, "muted"));
	} else {
		snprintf(digits, sizeof(digits), "%d.", number);
		kx_paragraph_words(set, &words, strcmp(style, "number") == 0 ? digits : "\xE2\x80\xA2",
		    &(struct kx_paragraph_options){ .style = strcmp(style, "number") == 0 ? "list-number" : "list-bullet",
		    .element = label });
		if (words.slug_count > 0)
			kx_galley_pour(set, &words, 0, 1, slug, 0, baseline - kx_first_baseline(&words.slugs[0]));
	}
}

/* How far the words of a list stand in: as the template says, and clear of its last number. */
static kx_length
list_indent(struct kx_setting *set, const char *style, int last)
{
	kx_length indent = kx_setting_number(set, style, "indent", KX_PT(15)), clear;
	char digits[16];

	if (strcmp(style, "number") != 0 || last < 10)
		return indent;
	snprintf(digits, sizeof(digits), "%d.", last);
	clear = kx_paragraph_width(set, digits, "list-number") + KX_PT(4);
	return clear > indent ? clear : indent;
}

static void
set_item(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *item, const char *style, kx_length indent,
    int number, int list)
{
	bool spoken = strcmp(style, "bullet") == 0 || strcmp(style, "number") == 0;
	struct kx_galley body = { .width = galley->width - indent }, shifted = { .width = galley->width };
	int entry = kx_setting_element(set, KX_EL_LI, list), label = -1, content;
	size_t i;

	if (spoken)
		label = kx_setting_element(set, KX_EL_LBL, entry);
	content = kx_setting_element(set, KX_EL_LBODY, entry);
	if (item->runs.count > 0)
		kx_paragraph_set(set, &body, &item->runs, &(struct kx_paragraph_options){ .style = "item", .element = content });
	kx_blocks_set(set, &body, item->first, content);
	/* An item is short: it stays in one piece. */
	for (i = 0; i + 1 < body.slug_count && body.slug_count < 7; i++)
		body.slugs[i].keep_next = true;
	kx_galley_append(set, &shifted, &body, indent);
	set_label(set, &shifted, style, number, label);
	kx_galley_append(set, galley, &shifted, 0);
}

static void
set_list(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	const char *style = block->style != NULL ? block->style : "bullet";
	int list = kx_setting_element(set, KX_EL_L, parent), number = block->number > 0 ? block->number : 1;
	const struct kx_block *item;
	kx_length indent;
	int last = number - 1;

	/* A sheet to fill in has a box to tick before each item of the block. */
	if (set->block != NULL && kx_setting_count(set, set->block, "boxes", 0) > 0)
		style = "check";
	if (list >= 0)
		set->frames->elements[list].list_numbering = strcmp(style, "number") == 0 ? "Decimal" :
		    strcmp(style, "bullet") == 0 ? "Disc" : "None";
	for (item = block->first; item != NULL; item = item->next)
		last++;
	indent = list_indent(set, style, last);
	for (item = block->first; item != NULL; item = item->next)
		set_item(set, galley, item, style, indent, number++, list);
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

/* The number of a source leads back to where it is cited first; returns the element to set the number in. */
static int
back_link(struct kx_setting *set, int number, int label)
{
	char digits[16];
	size_t i;
	int link;

	for (i = 0; i < set->citation_count && set->citations[i].number != number; i++)
		continue;
	if (i == set->citation_count || label < 0)
		return label;
	link = kx_setting_element(set, KX_EL_LINK, label);
	if (link < 0)
		return label;
	snprintf(digits, sizeof(digits), "%d", number);
	set->frames->elements[link].target = set->citations[i].element;
	set->frames->elements[link].title = kx_wording_fill(set->arena, set->document->wording, KX_WORD_LINK_BACK,
	    (struct kx_filling[]){ { "number", digits } }, 1);
	return link;
}

/* One entry of the list of sources: its number hangs at the left. */
static void
set_reference(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int list)
{
	kx_length indent = kx_setting_number(set, "reference", "indent", KX_PT(17));
	struct kx_galley words = { .width = galley->width - indent }, shifted = { .width = galley->width }, number = { .width = indent };
	int item = kx_setting_element(set, KX_EL_LI, list), label = kx_setting_element(set, KX_EL_LBL, item);
	int entry = kx_setting_element(set, KX_EL_BIBENTRY, kx_setting_element(set, KX_EL_LBODY, item));
	char digits[16];
	size_t i;

	snprintf(digits, sizeof(digits), "%d.", block->number);
	kx_paragraph_words(set, &number, digits, &(struct kx_paragraph_options){ .style = "reference",
	    .element = back_link(set, block->number, label) });
	kx_paragraph_set(set, &words, &block->runs, &(struct kx_paragraph_options){ .style = "reference", .element = entry });
	kx_galley_append(set, &shifted, &words, indent);
	if (number.slug_count > 0 && shifted.slug_count > 0)
		kx_galley_pour(set, &number, 0, 1, &shifted.slugs[0], 0, 0);
	for (i = 0; i + 1 < shifted.slug_count; i++)
		shifted.slugs[i].keep_next = true;
	if (block->number >= 1 && (size_t)block->number <= set->entry_count)
		set->entries[block->number - 1] = entry;
	kx_galley_append(set, galley, &shifted, 0);
}

static void
set_references(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	int list = kx_setting_element(set, KX_EL_L, parent);
	const struct kx_block *entry;

	if (list >= 0)
		set->frames->elements[list].list_numbering = "Decimal";
	for (entry = block->first; entry != NULL; entry = entry->next)
		set_reference(set, galley, entry, list);
}

void
kx_blocks_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *first, int parent)
{
	for (; first != NULL; first = first->next)
		kx_block_set(set, galley, first, parent);
}

static bool
runs_across(const struct kx_block *block)
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

	for (; first != NULL && runs_across(first); first = first->next)
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

/* Runs of a chain of paragraphs behind each other, a space between. */
static void
join_runs(struct kx_setting *set, struct kx_runs *runs, const struct kx_block *words)
{
	static const struct kx_run space = { .kind = KX_RUN_TEXT, .text = " " };
	struct kx_run *run;
	size_t lead = runs->count > 0 ? 1 : 0, i;

	for (i = 0; i < lead + words->runs.count; i++) {
		run = kx_arena_push(set->arena, &runs->list, &runs->count, &runs->room, sizeof(*run));
		if (run == NULL) {
			set->failed = true;
			return;
		}
		*run = i < lead ? space : words->runs.list[i - lead];
	}
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
			join_runs(set, &joined.runs, block);
			for (; next != NULL && next->kind == KX_BLOCK_PARAGRAPH && next->style != NULL &&
			    strcmp(next->style, block->style) == 0; next = next->next)
				join_runs(set, &joined.runs, next);
		}
		kx_block_set(set, galley, &joined, parent);
	}
}

static void
set_group(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	int columns = block->id != NULL ? kx_setting_count(set, block->id, "columns", 1) : 1;
	kx_length gutter = kx_setting_number(set, block->id, "gutter", set->sheet->gutter);

	if (block->id != NULL && kx_setting_count(set, block->id, "run-on", 0) > 0)
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
	case KX_BLOCK_LIST: set_list(set, galley, block, parent); break;
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
	case KX_BLOCK_REFERENCES: set_references(set, galley, block, parent); break;
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
