/*
 * Lists: what stands before an item, and the item beside it.
 *
 * An item's words stand in from its label on all their lines; numbers are
 * under each other by their points.  A list in a list is told from the outer
 * one by its labels: bullets are rings inside an item with a bullet, and
 * numbers are letters inside an item with a number.  A bullet or a number is
 * part of the text (Lbl); a drawn sign is not, since it says for each item
 * what the words over the list say of all.
 */
#include "layout/blocks.h"

#include "document/wording.h"
#include "layout/marks.h"
#include "layout/paragraph.h"
#include "layout/run_on.h"

#include <stdio.h>
#include <string.h>

#define LETTERS     26
#define ITEM_KEPT    7             /* an item of fewer lines stays in one piece */

/* The labels of one list. */
struct labels {
	const char *style;             /* "bullet", "number" and so on */
	const char *numbering;         /* as PDF calls it (ISO 32000-1, table 347) */
	kx_length indent;              /* of the words */
	kx_length points;              /* numbers: how far from the left their points stand */
	bool rings;                    /* bullets inside bullets */
};

static bool
is(const struct labels *labels, const char *style)
{
	return strcmp(labels->style, style) == 0;
}

/* "3." or "c.", in the arena. */
static const char *
number_words(struct kx_setting *set, const struct labels *labels, int number)
{
	if (strcmp(labels->numbering, "LowerAlpha") == 0)
		return kx_arena_print(set->arena, "%c.", 'a' + (number - 1) % LETTERS);
	return kx_arena_print(set->arena, "%d.", number);
}

/* Put the one line of `label` before the words of `slug`, on their line, its right end at `points`. */
static void
hang(struct kx_setting *set, const struct kx_galley *label, struct kx_slug *slug, kx_length points)
{
	const struct kx_set_mark *mark;
	kx_length left;

	if (label->slug_count == 0 || label->slugs[0].mark_count == 0)
		return;
	mark = &label->slugs[0].marks[label->slugs[0].mark_count - 1];
	left = points - mark->box.x - mark->box.width;
	kx_galley_pour(set, label, 0, 1, slug, left > 0 ? left : 0, kx_first_baseline(slug) - kx_first_baseline(&label->slugs[0]));
}

/* A bullet inside an item with a bullet. */
static void
draw_ring(struct kx_setting *set, struct kx_slug *slug, int label, kx_length baseline)
{
	kx_length size = kx_setting_look(set, "list-bullet").size, radius = size * 12 / 100;

	kx_mark_ring(set, slug, label, (struct kx_point){ radius + size * 8 / 100, baseline - size * 30 / 100 }, radius,
	    kx_setting_color(set, "accent"));
	if (label >= 0)
		set->frames->elements[label].actual = "\xE2\x97\xA6";
}

/* The icon of an item with a bullet, or NULL. */
static const struct kx_icon *
icon_of(const struct kx_setting *set, const struct labels *labels, const struct kx_block *item)
{
	return is(labels, "bullet") && !labels->rings && item->topic != NULL ? kx_template_bullet(set->sheet, item->topic) : NULL;
}

/* A little more than a capital is high, and about its middle; a listener hears a bullet. */
static void
draw_icon(struct kx_setting *set, struct kx_slug *slug, int label, kx_length baseline, const struct kx_icon *icon)
{
	kx_length size = kx_setting_look(set, "list-bullet").size, side = size * 96 / 100;

	kx_mark_icon(set, slug, label, icon, 0, baseline - size * 34 / 100 - side / 2, side, kx_setting_color(set, "accent"));
	if (label >= 0)
		set->frames->elements[label].actual = "\xE2\x80\xA2";
}

/* The label of an item before the first line of its words. */
static void
set_label(struct kx_setting *set, struct kx_galley *body, const struct labels *labels, const struct kx_icon *icon, int number,
    int label)
{
	kx_length side = kx_setting_look(set, "body").size * 70 / 100, baseline;
	struct kx_galley words = { .width = KX_PT(40) };
	struct kx_slug *slug;

	if (body->slug_count == 0)
		return;
	slug = &body->slugs[0];
	baseline = kx_first_baseline(slug);
	if (is(labels, "yes")) {
		kx_mark_tick(set, slug, 0, baseline - side, side, kx_setting_color(set, "yes"));
	} else if (is(labels, "no")) {
		kx_mark_cross(set, slug, 0, baseline - side, side, kx_setting_color(set, "no"));
	} else if (is(labels, "warning")) {
		kx_mark_triangle(set, slug, 0, baseline - side, side, kx_setting_color(set, "warning"));
	} else if (is(labels, "check")) {
		kx_mark_check_box(set, slug, 0, baseline - KX_MM(4) + 1500, KX_MM(4), kx_setting_color(set, "muted"));
	} else if (icon != NULL) {
		draw_icon(set, slug, label, baseline, icon);
	} else if (labels->rings) {
		draw_ring(set, slug, label, baseline);
	} else if (is(labels, "number")) {
		kx_paragraph_words(set, &words, number_words(set, labels, number),
		    &(struct kx_paragraph_options){ .style = "list-number", .element = label });
		hang(set, &words, slug, labels->points);
	} else {
		kx_paragraph_words(set, &words, "\xE2\x80\xA2", &(struct kx_paragraph_options){ .style = "list-bullet", .element = label });
		hang(set, &words, slug, 0);
	}
}

static kx_length
wider(kx_length width, kx_length other)
{
	return width > other ? width : other;
}

/* How far words stand in: as the template says, and clear of the widest number. */
static void
find_places(struct kx_setting *set, struct labels *labels, int first, int last)
{
	int number;

	labels->indent = kx_setting_number(set, labels->style, "indent", KX_PT(15));
	if (!is(labels, "number"))
		return;
	for (number = first; number <= last; number++)
		labels->points = wider(labels->points, kx_paragraph_width(set, number_words(set, labels, number), "list-number"));
	if (last >= 10)
		labels->indent = wider(labels->indent, labels->points + KX_PT(4));
}

static struct labels
labels_of(struct kx_setting *set, const struct kx_block *list, int first, int last)
{
	struct labels labels = { .style = list->style != NULL ? list->style : "bullet", .numbering = "None" };

	/* A sheet to fill in has a box to tick before each item of the block. */
	if (set->block != NULL && kx_setting_count(set, set->block, "boxes", 0) > 0)
		labels.style = "check";
	labels.rings = is(&labels, "bullet") && set->bullets % 2 == 1;
	if (is(&labels, "bullet"))
		labels.numbering = labels.rings ? "Circle" : "Disc";
	else if (is(&labels, "number"))
		labels.numbering = set->numbers % 2 == 1 && last <= LETTERS ? "LowerAlpha" : "Decimal";
	find_places(set, &labels, first, last);
	return labels;
}

static void
set_item(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *item, const struct labels *labels, int number,
    int list)
{
	struct kx_galley body = { .width = galley->width - labels->indent }, shifted = { .width = galley->width };
	int entry = kx_setting_element(set, KX_EL_LI, list), label = -1, content;

	if (strcmp(labels->numbering, "None") != 0)
		label = kx_setting_element(set, KX_EL_LBL, entry);
	content = kx_setting_element(set, KX_EL_LBODY, entry);
	if (item->runs.count > 0)
		kx_paragraph_set(set, &body, &item->runs, &(struct kx_paragraph_options){ .style = "item", .element = content });
	kx_blocks_set(set, &body, item->first, content);
	if (body.slug_count > 0 && body.slug_count < ITEM_KEPT)
		kx_galley_bind(&body, 0, body.slug_count - 1);
	kx_galley_append(set, &shifted, &body, labels->indent);
	set_label(set, &shifted, labels, icon_of(set, labels, item), number, label);
	kx_galley_append(set, galley, &shifted, 0);
}

void
kx_list_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	int list = kx_setting_element(set, KX_EL_L, parent), number = block->number > 0 ? block->number : 1, last = number - 1;
	int bullets = set->bullets, numbers = set->numbers;
	const struct kx_block *item;
	struct labels labels;

	for (item = block->first; item != NULL; item = item->next)
		last++;
	labels = labels_of(set, block, number, last);
	if (list >= 0)
		set->frames->elements[list].list_numbering = labels.numbering;
	set->bullets += is(&labels, "bullet");
	set->numbers += is(&labels, "number");
	for (item = block->first; item != NULL; item = item->next)
		set_item(set, galley, item, &labels, number++, list);
	set->bullets = bullets;
	set->numbers = numbers;
}

/* ---- the list of sources ---- */

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

/* One entry of the list of sources: its number hangs at the left, its point under that of the one before. */
static void
set_reference(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, kx_length points, int list)
{
	kx_length indent = wider(kx_setting_number(set, "reference", "indent", KX_PT(17)), points + KX_PT(3));
	struct kx_galley words = { .width = galley->width - indent }, shifted = { .width = galley->width }, number = { .width = indent };
	int item = kx_setting_element(set, KX_EL_LI, list), label = kx_setting_element(set, KX_EL_LBL, item);
	int entry = kx_setting_element(set, KX_EL_BIBENTRY, kx_setting_element(set, KX_EL_LBODY, item));
	char digits[16];

	snprintf(digits, sizeof(digits), "%d.", block->number);
	kx_paragraph_words(set, &number, digits, &(struct kx_paragraph_options){ .style = "reference",
	    .element = back_link(set, block->number, label) });
	kx_paragraph_set(set, &words, &block->runs, &(struct kx_paragraph_options){ .style = "reference", .element = entry });
	kx_galley_append(set, &shifted, &words, indent);
	if (shifted.slug_count > 0)
		hang(set, &number, &shifted.slugs[0], points);
	if (shifted.slug_count > 0)
		kx_galley_bind(&shifted, 0, shifted.slug_count - 1);
	if (block->number >= 1 && (size_t)block->number <= set->entry_count)
		set->entries[block->number - 1] = entry;
	kx_galley_append(set, galley, &shifted, 0);
}

/* Sources behind each other in one paragraph, each with its number, which stays with its first word. */
static void
set_run_on(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int list)
{
	struct kx_run number = { .kind = KX_RUN_TEXT, .emphasis = KX_STRONG };
	const struct kx_runs numbers = { &number, 1, 1 };
	struct kx_runs runs = { NULL, 0, 0 };
	const struct kx_block *entry;
	int item, label, body;

	for (entry = block->first; entry != NULL && !set->failed; entry = entry->next) {
		item = kx_setting_element(set, KX_EL_LI, list);
		label = back_link(set, entry->number, kx_setting_element(set, KX_EL_LBL, item));
		body = kx_setting_element(set, KX_EL_BIBENTRY, kx_setting_element(set, KX_EL_LBODY, item));
		number.text = kx_arena_print(set->arena, "%d.\xC2\xA0", entry->number);
		set->failed = set->failed || number.text == NULL;
		kx_runs_join(set, &runs, &numbers, NULL, label);
		kx_runs_join(set, &runs, &entry->runs, NULL, body);
		if (entry->next != NULL)
			kx_runs_gap(set, &runs, NULL, body);
		if (entry->number >= 1 && (size_t)entry->number <= set->entry_count)
			set->entries[entry->number - 1] = body;
	}
	if (!set->failed)
		kx_paragraph_set(set, galley, &runs, &(struct kx_paragraph_options){ .style = "reference", .element = list });
}

void
kx_references_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	int list = kx_setting_element(set, KX_EL_L, parent);
	const struct kx_block *entry;
	kx_length points = 0;

	if (list >= 0)
		set->frames->elements[list].list_numbering = "Decimal";
	if (kx_setting_count(set, "reference", "run-on", 0) > 0) {
		set_run_on(set, galley, block, list);
		return;
	}
	for (entry = block->first; entry != NULL; entry = entry->next)
		points = wider(points, kx_paragraph_width(set, kx_arena_print(set->arena, "%d.", entry->number), "reference"));
	for (entry = block->first; entry != NULL; entry = entry->next)
		set_reference(set, galley, entry, points, list);
}
