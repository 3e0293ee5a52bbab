/*
 * Boxes: matter with a ground and an edge.  A box is set in two steps, content
 * then frame, so that cards side by side can share the height of the tallest.
 */
#include "layout/blocks.h"
#include "layout/cells.h"
#include "layout/paragraph.h"
#include "layout/run_on.h"

#include <string.h>

#define STACKED_MOST 3   /* crisis lines that are set large, each in a row of its own */

struct content {
	const struct kx_box_style *style;
	struct kx_galley galley;
	kx_length padding;
};

static const struct kx_box_style *
style_of(struct kx_setting *set, const char *id)
{
	const struct kx_box_style *style = kx_template_box(set->sheet, id != NULL ? id : "plain");
	struct kx_place place = { .file = set->sheet->origin.file, .pointer = "/boxes" };

	if (style == NULL) {
		kx_report(set->diags, KX454, place, "Add the box to the template's \"boxes\".",
		    "the template has no box \"%s\", which this sheet needs", id != NULL ? id : "plain");
		set->failed = true;
	}
	return style;
}

static void
fill_content(struct kx_setting *set, struct content *content, const struct kx_block *box, kx_length width, int parent)
{
	kx_length narrower = set->narrower;
	const char *outer = set->box;
	int columns = kx_setting_count(set, box->id != NULL ? box->id : set->block, "columns", 1);

	memset(content, 0, sizeof(*content));
	content->style = style_of(set, box->style);
	if (content->style == NULL)
		return;
	set->box = box->style;
	content->padding = kx_setting_space(set, content->style->padding);
	content->galley.width = width - 2 * content->padding;
	set->narrower += 2 * kx_setting_space_to_come(set, content->style->padding);
	if (columns > 1 && box->kind == KX_BLOCK_BOX)
		kx_blocks_set_columns(set, &content->galley, box->first, parent, columns, set->sheet->gutter);
	else
		kx_blocks_set(set, &content->galley, box->first, parent);
	set->box = outer;
	set->narrower = narrower;
}

/* A cell of a slug, with the box around it. */
static struct kx_cell
cell_of(const struct content *content, kx_length x, kx_length width)
{
	return (struct kx_cell){ .galley = content->galley, .x = x, .width = width, .pad_x = content->padding,
	    .pad_y = content->padding, .style = content->style };
}

static void
space_box(struct kx_setting *set, struct kx_slug *slug, const struct kx_box_style *style)
{
	slug->before = kx_setting_space(set, style->before);
	slug->after = kx_setting_space(set, style->after);
	slug->elastic = true;
}

void
kx_box_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *box, int parent)
{
	struct kx_cell *cell = kx_arena_alloc(set->arena, sizeof(*cell));
	struct content content;
	struct kx_slug *slug;

	fill_content(set, &content, box, galley->width, kx_setting_element(set, KX_EL_DIV, parent));
	if (cell == NULL)
		set->failed = true;
	if (cell == NULL || content.style == NULL || content.galley.slug_count == 0)
		return;
	*cell = cell_of(&content, 0, galley->width);
	slug = kx_cells_slug(set, galley, cell, 1);
	if (slug != NULL)
		space_box(set, slug, content.style);
}

/* `count` cards from `card` on, side by side. */
static void
set_card_row(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *card, size_t count, int parent)
{
	kx_length gutter = set->sheet->gutter, width, x = 0;
	struct kx_cell *cells = kx_arena_array(set->arena, count, sizeof(*cells));
	struct content content;
	struct kx_slug *slug;
	size_t i;

	if (cells == NULL) {
		set->failed = true;
		return;
	}
	width = (galley->width - (kx_length)(count - 1) * gutter) / (kx_length)count;
	for (i = 0; i < count; card = card->next, i++, x += width + gutter) {
		fill_content(set, &content, card, width, kx_setting_element(set, KX_EL_DIV, parent));
		if (content.style == NULL)
			return;
		cells[i] = cell_of(&content, x, width);
	}
	slug = kx_cells_slug(set, galley, cells, count);
	if (slug != NULL)
		space_box(set, slug, cells[0].style);
}

/* All cards side by side, or rows of as many as the template's "cards.across" says. */
void
kx_cards_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *columns, int parent)
{
	const struct kx_block *card;
	size_t count = 0, most, row, i;

	for (card = columns->first; card != NULL; card = card->next)
		count++;
	most = (size_t)kx_setting_count(set, "cards", "across", (int)count);
	for (card = columns->first; count > 0 && !set->failed; count -= row) {
		row = most > 0 && most < count ? most : count;
		set_card_row(set, galley, card, row, parent);
		for (i = 0; i < row; i++)
			card = card->next;
	}
}

/* A line run together: the number, a space, then its words with commas between. */
static struct kx_runs
run_together(struct kx_setting *set, const struct kx_block *line)
{
	struct kx_run space = { .kind = KX_RUN_TEXT, .text = " " }, comma = { .kind = KX_RUN_TEXT, .text = ", " };
	struct kx_runs runs = { NULL, 0, 0 }, between = { NULL, 1, 1 };
	const struct kx_block *words;

	kx_runs_join(set, &runs, &line->runs, NULL, 0);
	for (words = line->first; words != NULL; words = words->next) {
		between.list = words == line->first ? &space : &comma;
		kx_runs_join(set, &runs, &between, NULL, 0);
		kx_runs_join(set, &runs, &words->runs, NULL, 0);
	}
	return runs;
}

/* The look of crisis lines that stand under each other: the template's own, or that of running text. */
static const char *
crisis_line_style(const struct kx_setting *set)
{
	return kx_template_style(set->sheet, "crisis-line") != NULL ? "crisis-line" : "body";
}

/* Unless the template plans for it, a number set large has no room in lines of running text: there it is strong, as all of it. */
static const char *
crisis_number_style(struct kx_setting *set)
{
	struct kx_look number = kx_setting_look(set, "help-number"), line = kx_setting_look(set, crisis_line_style(set));

	return number.leading <= line.leading || kx_setting_count(set, "help-lines", "beside", 0) > 0 ? "help-number" : NULL;
}

/* Crisis lines under each other, the words of each behind its number in the same line, its name strong. */
static void
set_beside(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	const struct kx_block *line, *words;
	struct kx_runs runs, name;
	size_t first = galley->slug_count, i;

	for (line = block->first; line != NULL; line = line->next) {
		runs = (struct kx_runs){ NULL, 0, 0 };
		kx_runs_join(set, &runs, &line->runs, crisis_number_style(set), 0);
		for (i = 0; i < runs.count; i++)
			runs.list[i].color_of = "help-number";
		for (words = line->first; words != NULL; words = words->next) {
			name = (struct kx_runs){ NULL, 0, 0 };
			kx_runs_join(set, &name, &words->runs, NULL, 0);
			for (i = 0; words == line->first && i < name.count; i++)
				name.list[i].emphasis = KX_STRONG;
			kx_runs_follow(set, &runs, &name, NULL, 0);
		}
		kx_paragraph_set(set, galley, &runs, &(struct kx_paragraph_options){ .style = crisis_line_style(set),
		    .element = kx_setting_element(set, KX_EL_P, parent) });
	}
	for (i = first; i + 1 < galley->slug_count; i++)
		galley->slugs[i].keep_next = true;
}

/* Is each share of the row as wide as the widest number? */
static bool
numbers_fit(struct kx_setting *set, const struct kx_galley *galley, const struct kx_block *block, int count)
{
	kx_length share = (galley->width - (count - 1) * set->sheet->gutter) / count, natural, least;
	const struct kx_block *line;
	bool fit = true;

	for (line = block->first; line != NULL; line = line->next) {
		kx_paragraph_measure(set, &line->runs, "help-number", &natural, &least);
		fit = fit && least <= share;
	}
	return fit;
}

/*
 * Lines for a crisis are one row or, where the template puts each in a row of
 * its own, a few.  A clinic that adds its own may have more, or longer
 * numbers: then their words stand behind the numbers, which takes a line or
 * two each, and the box keeps about the height it was planned for.
 */
static bool
stand_beside(struct kx_setting *set, const struct kx_galley *galley, const struct kx_block *block, int across)
{
	const struct kx_block *line;
	int count = 0;

	if (kx_setting_count(set, "help-lines", "beside", 0) > 0)
		return true;
	for (line = block->first; line != NULL; line = line->next)
		count++;
	if (across <= 1 || count <= 1)
		return count > STACKED_MOST;
	return count > across || !numbers_fit(set, galley, block, count);
}

/*
 * Help lines stand side by side.  Those for a crisis are set large, the
 * number over its name, or the words behind it: with "help-lines.beside": 1,
 * and where they are too many to be one row.  The others are set as text is.
 */
void
kx_help_lines_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent)
{
	bool large = block->style == NULL;
	kx_length gutter = set->sheet->gutter, width, height, x;
	const struct kx_block *line;
	struct kx_slug *slug;
	int count = 0, most = kx_setting_count(set, large ? "help-lines" : "other-lines", "across", large ? 4 : 2);

	if (large && stand_beside(set, galley, block, most)) {
		set_beside(set, galley, block, parent);
		return;
	}
	for (line = block->first; line != NULL; line = line->next)
		count++;
	if (count == 0)
		return;
	if (count > most)
		count = most;
	width = (galley->width - (count - 1) * gutter) / count;
	for (line = block->first; line != NULL; ) {
		slug = kx_galley_slug(set, galley, 0);
		for (x = 0; slug != NULL && line != NULL && x + width <= galley->width; line = line->next, x += width + gutter) {
			struct kx_galley cell = { .width = width };
			struct kx_paragraph_options options = { .style = large ? "help-number" : "help-line",
				.element = kx_setting_element(set, KX_EL_P, parent) };
			struct kx_runs runs = large ? line->runs : run_together(set, line);

			kx_paragraph_set(set, &cell, &runs, &options);
			if (large)
				kx_blocks_set(set, &cell, line->first, parent);
			height = kx_galley_pour(set, &cell, 0, cell.slug_count, slug, x, 0);
			if (height > slug->height)
				slug->height = height;
		}
		if (slug == NULL)
			return;
		slug->after = large ? KX_PT(6) : KX_PT(2);
	}
}
