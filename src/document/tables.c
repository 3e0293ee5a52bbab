#include "document/compose.h"

#include <string.h>

/* The look of a column or list by its mark; NULL for none. */
static const char *
mark_style(enum kx_mark mark)
{
	switch (mark) {
	case KX_MARK_YES:
		return "yes";
	case KX_MARK_NO:
		return "no";
	case KX_MARK_TALK:
		return "talk";
	case KX_MARK_NONE:
		break;
	}
	return NULL;
}

/* Lists know no "talk" mark: what to talk over has plain bullets. */
static const char *
list_style(enum kx_mark mark)
{
	return mark == KX_MARK_YES ? "yes" : mark == KX_MARK_NO ? "no" : "bullet";
}

static struct kx_pieces
column_pieces(struct kx_composer *composer, const struct kx_column *column)
{
	struct kx_pieces pieces = { 0 };

	kx_pieces_add_all(composer, column->topics, column->topic_count, column->product, &pieces);
	return pieces;
}

static bool
any_column_prints(struct kx_composer *composer, const struct kx_block_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->column_count; i++)
		if (column_pieces(composer, &plan->columns[i]).count > 0)
			return true;
	return false;
}

/* ---- cards ---- */

static void
column_note(struct kx_composer *composer, struct kx_block *parent, const struct kx_column *column)
{
	kx_paragraph_add(composer, parent, "small", column->note, kx_origin_member(composer, column->origin, "note"));
}

/* How the column's product stands with the regulator. */
static void
column_status(struct kx_composer *composer, struct kx_block *parent, const struct kx_column *column)
{
	const struct kx_product *product = column->product != NULL ?
	    kx_content_product(composer->content, column->product) : NULL;

	if (product != NULL)
		kx_paragraph_add(composer, parent, "small", product->status_line, composer->content->pack.origin);
}

/* The small line under a column's title: its note, or else its product's status. */
static void
column_line(struct kx_composer *composer, struct kx_block *parent, const struct kx_column *column)
{
	if (column->note != NULL)
		column_note(composer, parent, column);
	else
		column_status(composer, parent, column);
}

void
kx_form_cards(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	struct kx_block *matter, *columns, *card;
	struct kx_pieces pieces;
	size_t i;

	if (!any_column_prints(composer, plan))
		return;
	matter = kx_matter_open(composer, group, plan, NULL);
	columns = kx_block_add(composer, matter, KX_BLOCK_COLUMNS, NULL, plan->origin);
	for (i = 0; i < plan->column_count; i++) {
		card = kx_block_add(composer, columns, KX_BLOCK_BOX, "card", plan->columns[i].origin);
		kx_heading_add(composer, card, 3, plan->columns[i].title, plan->columns[i].origin);
		column_line(composer, card, &plan->columns[i]);
		pieces = column_pieces(composer, &plan->columns[i]);
		kx_pieces_list(composer, card, list_style(plan->columns[i].mark), &pieces);
	}
	kx_matter_close(composer, matter, plan);
}

/* ---- two sides ---- */

void
kx_form_two_sided(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	struct kx_block *matter, *table, *head, *body, *cell;
	const struct kx_column *column;
	struct kx_pieces pieces;
	size_t i;

	if (!any_column_prints(composer, plan))
		return;
	matter = kx_matter_open(composer, group, plan, NULL);
	table = kx_block_add(composer, matter, KX_BLOCK_TABLE, "two-sided", plan->origin);
	head = kx_block_add(composer, table, KX_BLOCK_ROW, NULL, plan->origin);
	head->head = true;
	body = kx_block_add(composer, table, KX_BLOCK_ROW, NULL, plan->origin);
	for (i = 0; i < plan->column_count; i++) {
		column = &plan->columns[i];
		cell = kx_cell_add(composer, head, column->title, column->origin);
		cell->head = true;
		cell->style = mark_style(column->mark);
		column_status(composer, cell, column);
		cell = kx_cell_add(composer, body, NULL, column->origin);
		cell->style = mark_style(column->mark);
		pieces = column_pieces(composer, column);
		kx_pieces_list(composer, cell, list_style(column->mark), &pieces);
		/* Below the list it speaks of, so that the heads stay of one height. */
		column_note(composer, cell, column);
	}
	kx_matter_close(composer, matter, plan);
}

/* ---- options ---- */

/*
 * An options table says "row k" by position, so it is worth checking: the
 * first column only names the rows, the others list one topic a row, and the
 * topics of a row bear one title.
 */
static bool
options_pair_up(struct kx_composer *composer, const struct kx_block_plan *plan)
{
	const struct kx_column *first = &plan->columns[1], *column;
	bool good = true;
	size_t i, k;

	if (plan->columns[0].topic_count > 0) {
		kx_compose_error(composer, KX422, plan->columns[0].origin, "Leave the first column's topics empty.",
		    "the first column of options table \"%s\" names the rows and takes no topics", plan->id);
		good = false;
	}
	for (i = 2; i < plan->column_count; i++) {
		column = &plan->columns[i];
		if (column->topic_count != first->topic_count) {
			kx_compose_error(composer, KX422, column->origin, "Give every column one topic for each row.",
			    "columns \"%s\" and \"%s\" of options table \"%s\" have %zu and %zu topics", first->title,
			    column->title, plan->id, first->topic_count, column->topic_count);
			good = false;
			continue;
		}
		for (k = 0; k < column->topic_count; k++) {
			if (strcmp(column->topics[k]->title, first->topics[k]->title) == 0)
				continue;
			kx_compose_error(composer, KX423, column->topics[k]->origin,
			    "Put the topics of a row at the same place in each column, with one title.",
			    "row %zu of options table \"%s\" pairs \"%s\" with \"%s\"", k + 1, plan->id,
			    first->topics[k]->title, column->topics[k]->title);
			good = false;
		}
	}
	return good;
}

static void
options_row(struct kx_composer *composer, struct kx_block *table, const struct kx_block_plan *plan, size_t k)
{
	const struct kx_topic *topic = plan->columns[1].topics[k];
	struct kx_block *row, *cell, *paragraph;
	struct kx_pieces *pieces = kx_arena_array(composer->arena, plan->column_count, sizeof(*pieces));
	size_t i, total = 0;

	for (i = 1; pieces != NULL && i < plan->column_count; i++) {
		kx_pieces_add(composer, plan->columns[i].topics[k], plan->columns[i].product, &pieces[i]);
		total += pieces[i].count;
	}
	if (total == 0)
		return;
	row = kx_block_add(composer, table, KX_BLOCK_ROW, NULL, topic->origin);
	cell = kx_cell_add(composer, row, topic->title, topic->origin);
	cell->head = true;
	for (i = 1; i < plan->column_count; i++) {
		if (pieces[i].count == 0) {
			kx_cell_add(composer, row, kx_word(composer, KX_WORD_OPTIONS_UNKNOWN), topic->origin);
			continue;
		}
		cell = kx_cell_add(composer, row, NULL, plan->columns[i].topics[k]->origin);
		paragraph = kx_block_add(composer, cell, KX_BLOCK_PARAGRAPH, "body",
		    kx_piece_origin(&pieces[i].list[0]));
		kx_pieces_runs(composer, &pieces[i], &paragraph->runs);
	}
}

void
kx_form_options(struct kx_composer *composer, const struct kx_block_plan *plan, struct kx_block *group)
{
	struct kx_block *matter, *table, *head, *cell;
	size_t i;

	if (plan->column_count < 2) {
		kx_compose_error(composer, KX422, plan->origin,
		    "Add a first column without topics and a column for each aspect.",
		    "options table \"%s\" needs at least two columns", plan->id);
		return;
	}
	if (!options_pair_up(composer, plan) || !any_column_prints(composer, plan))
		return;
	matter = kx_matter_open(composer, group, plan, NULL);
	table = kx_block_add(composer, matter, KX_BLOCK_TABLE, "options", plan->origin);
	head = kx_block_add(composer, table, KX_BLOCK_ROW, NULL, plan->origin);
	head->head = true;
	for (i = 0; i < plan->column_count; i++) {
		cell = kx_cell_add(composer, head, plan->columns[i].title, plan->columns[i].origin);
		cell->head = true;
		column_line(composer, cell, &plan->columns[i]);
	}
	for (i = 0; i < plan->columns[1].topic_count; i++)
		options_row(composer, table, plan, i);
	kx_matter_close(composer, matter, plan);
}
