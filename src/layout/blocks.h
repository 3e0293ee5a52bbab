/*
 * blocks: a block of the document -> slugs of a galley, one function a kind.
 */
#ifndef KX_LAYOUT_BLOCKS_H
#define KX_LAYOUT_BLOCKS_H

#include "layout/galley.h"

/* Set `block` at the end of `galley`, its structure under element `parent`. */
void kx_block_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent);

/* Set a chain of siblings. */
void kx_blocks_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *first, int parent);

/*
 * Set a chain of siblings in `columns` balanced columns; headings and leads at
 * the start of the chain run across.  Used by groups and boxes that the
 * template gives "<id>.columns".
 */
void kx_blocks_set_columns(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *first, int parent,
    int columns, kx_length gutter);

/* Does it go across all columns at the start of a chain that has some: a heading, a lead? */
bool kx_block_runs_across(const struct kx_block *block);

/* The kinds that have a file of their own. */
void kx_list_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *list, int parent);
void kx_references_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent);
void kx_table_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *table, int parent);
void kx_stack_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *table, int parent);
void kx_array_pair_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent);
void kx_bar_pair_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent);
void kx_timeline_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *timeline, int parent);
void kx_curve_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent);
void kx_qr_code_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent);
void kx_box_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *box, int parent);
void kx_cards_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *columns, int parent);
void kx_help_lines_set(struct kx_setting *set, struct kx_galley *galley, const struct kx_block *block, int parent);

/* The first line's baseline in a slug, from its top; 0 when it has no words. */
kx_length kx_first_baseline(const struct kx_slug *slug);

#endif
