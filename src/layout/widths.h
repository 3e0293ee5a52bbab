/*
 * widths: how wide the columns of a table are, and where their figures stand.
 *
 * Column widths follow the automatic table layout of CSS 2.1 (17.5.2.2):
 * every column has a least width (its longest unbreakable piece) and a
 * natural width (its longest line).  When all natural widths fit, the rest
 * goes to the first column, which holds the words; otherwise each column gets
 * its least width and a share of what is left in proportion to what it still
 * wants.  A cell over several columns asks for nothing of its own; one that
 * would not fit widens its last column.  A template may fix a column:
 * "<style>.column-2": 90; it is wider where its longest piece is.
 *
 * Figures stand at the right of their column.  With "<style>.align-figures": 1
 * they stand under each other by the end of their whole part instead, so that
 * the units of "9.5%", "18 fewer" and "1 in 1,000" are in one line, whatever
 * follows.  A number's whole part ends at the first sign that is neither a
 * digit nor the language's mark between thousands: its decimal mark, as a
 * rule.  Cells without a number, or of several lines, keep to the right.
 */
#ifndef KX_LAYOUT_WIDTHS_H
#define KX_LAYOUT_WIDTHS_H

#include "layout/grid.h"

struct kx_table_setting {
	const char *style;             /* "rates", "fact-box", "two-sided", "options" */
	struct kx_grid grid;
	kx_length width, gap;          /* gap between columns */
	kx_length pad;                 /* above and below a cell's words */
	kx_length bar_width;
	bool run_on;                   /* small print runs on behind the words of its cell */
	kx_length group_name;          /* room for the name of a group, its small print beside it; 0: under it */
	kx_length widths[KX_GRID_COLUMNS], lefts[KX_GRID_COLUMNS];
	kx_length rests[KX_GRID_COLUMNS];   /* what stands behind the whole part of its figures, at most; -1: not aligned so */
	int element, body;             /* Table and the current THead or TBody */
	const struct kx_galley *heads; /* the head rows again, as artifacts; NULL without */
};

/* Fill widths, lefts and rests; grid, style, width, gap, bar_width are given. */
void kx_table_find_widths(struct kx_setting *set, struct kx_table_setting *table);

/* Of these columns, the gaps between them included. */
kx_length kx_table_span_width(const struct kx_table_setting *table, int column, int span);

/* So far to the left of its column's edge ends a cell that is aligned by its figure; 0 for every other cell. */
kx_length kx_table_figure_inset(struct kx_setting *set, const struct kx_table_setting *table, const struct kx_block *row,
    const struct kx_grid_cell *cell);

/* The style of a cell's words. */
const char *kx_table_cell_style(const struct kx_block *row, const struct kx_block *cell);

/* The style of a paragraph in a cell: the cell's, but small print keeps its own look. */
const char *kx_table_words_style(const struct kx_block *words, const char *of_cell);

/* Does a bar stand beside the cell's number? */
bool kx_table_has_bar(const struct kx_table_setting *table, const struct kx_block *cell);

/*
 * The bytes of `text` before which the whole part of its first number ends;
 * 0 when it has none.  `group` is the language's mark between thousands, or
 * NULL.
 */
size_t kx_whole_part(const char *text, const char *group);

#endif
