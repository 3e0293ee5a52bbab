/*
 * The nesting rules.
 *
 * ISO 32000-1 14.8.4 says in words which structure type may stand in which;
 * ISO/TS 32005 makes a table of it, and this is the part of that table for
 * the types we use, narrowed where ISO 14289-1 7.2 is stricter (an LI holds
 * only Lbl and LBody) and where a second Document would make no sense.
 * Div is transparent in the standard and may hold anything its own parent may;
 * here it may hold what grouping elements hold and BibEntry.
 *
 * The road not taken: to compute the table from the standard's classes
 * (grouping, block, inline).  There are as many exceptions as rules; a table
 * can be compared with the standard line by line.
 */
#include "frame/check.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "frame/reading.h"

#include <stdlib.h>
#include <string.h>

#define BIT(type) (UINT32_C(1) << (type))
#define HEADINGS (BIT(KX_EL_H1) | BIT(KX_EL_H2) | BIT(KX_EL_H3))
#define INLINE (BIT(KX_EL_LBL) | BIT(KX_EL_FIGURE) | BIT(KX_EL_SPAN) | BIT(KX_EL_REFERENCE) | BIT(KX_EL_NOTE) | \
    BIT(KX_EL_LINK) | BIT(KX_EL_BIBENTRY))
#define BLOCKS (BIT(KX_EL_SECT) | BIT(KX_EL_DIV) | HEADINGS | BIT(KX_EL_P) | BIT(KX_EL_L) | BIT(KX_EL_TABLE))
#define GROUPED (BLOCKS | BIT(KX_EL_FIGURE) | BIT(KX_EL_NOTE) | BIT(KX_EL_LINK))
#define ROWS (BIT(KX_EL_TR))

static const struct nesting {
	uint32_t children;
	bool content;
} nestings[] = {
	[KX_EL_DOCUMENT] = { GROUPED, false },
	[KX_EL_SECT] = { GROUPED | BIT(KX_EL_LBL) | BIT(KX_EL_CAPTION), false },
	[KX_EL_DIV] = { GROUPED | BIT(KX_EL_LBL) | BIT(KX_EL_CAPTION) | BIT(KX_EL_BIBENTRY), false },
	[KX_EL_H1] = { INLINE, true },
	[KX_EL_H2] = { INLINE, true },
	[KX_EL_H3] = { INLINE, true },
	[KX_EL_P] = { INLINE | BIT(KX_EL_L), true },
	[KX_EL_L] = { BIT(KX_EL_L) | BIT(KX_EL_LI) | BIT(KX_EL_CAPTION), false },
	[KX_EL_LI] = { BIT(KX_EL_LBL) | BIT(KX_EL_LBODY), false },
	[KX_EL_LBL] = { INLINE & ~BIT(KX_EL_LBL), true },
	[KX_EL_LBODY] = { (BLOCKS | INLINE | BIT(KX_EL_CAPTION)) & ~BIT(KX_EL_LBL), true },
	[KX_EL_TABLE] = { BIT(KX_EL_THEAD) | BIT(KX_EL_TBODY) | ROWS | BIT(KX_EL_CAPTION), false },
	[KX_EL_THEAD] = { ROWS, false },
	[KX_EL_TBODY] = { ROWS, false },
	[KX_EL_TR] = { BIT(KX_EL_TH) | BIT(KX_EL_TD), false },
	[KX_EL_TH] = { BLOCKS | INLINE, true },
	[KX_EL_TD] = { BLOCKS | INLINE, true },
	[KX_EL_CAPTION] = { BLOCKS | INLINE, true },
	[KX_EL_FIGURE] = { BLOCKS | INLINE | BIT(KX_EL_CAPTION), true },
	[KX_EL_SPAN] = { INLINE, true },
	[KX_EL_REFERENCE] = { INLINE & ~BIT(KX_EL_REFERENCE), true },
	[KX_EL_NOTE] = { (BLOCKS | INLINE | BIT(KX_EL_CAPTION)) & ~HEADINGS, true },
	[KX_EL_LINK] = { ((BLOCKS | INLINE | BIT(KX_EL_CAPTION)) & ~BIT(KX_EL_LINK)), true },
	[KX_EL_BIBENTRY] = { (INLINE | BIT(KX_EL_DIV) | BIT(KX_EL_P)) & ~BIT(KX_EL_BIBENTRY), true },
};

static const char *
name_of(const struct kx_frames *frames, size_t element)
{
	return kx_element_name(frames->elements[element].type);
}

static bool
blank(const char *text)
{
	return text == NULL || text[0] == '\0';
}

/* Parents before children, known types, allowed nesting, bounded depth. */
static bool
check_nesting(const struct kx_frames *frames, struct kx_arena *arena, struct kx_diagnostics *diags)
{
	int *depths = kx_arena_room(arena, (frames->element_count + 1) * sizeof(*depths));
	size_t i, before = diags->errors;

	if (frames->element_count == 0 || frames->elements[0].type != KX_EL_DOCUMENT || frames->elements[0].parent != -1)
		kx_frame_breach(diags, "elements[0] is not a Document without a parent");
	for (i = 0; i < frames->element_count && depths != NULL; i++) {
		const struct kx_element *element = &frames->elements[i];
		int parent = element->parent;

		if ((size_t)element->type >= sizeof(nestings) / sizeof(nestings[0])) {
			kx_frame_breach(diags, "element %zu is of an unknown type", i);
			return false;
		}
		if (i == 0) {
			depths[i] = 0;
			continue;
		}
		if (parent < 0 || parent >= (int)i) {
			kx_frame_breach(diags, "element %zu (%s) has parent %d", i, name_of(frames, i), parent);
			continue;
		}
		depths[i] = depths[parent] + 1;
		if (depths[i] > KX_FRAME_MAX_DEPTH)
			kx_frame_breach(diags, "element %zu (%s) is nested too deeply", i, name_of(frames, i));
		if ((nestings[frames->elements[parent].type].children & BIT(element->type)) == 0)
			kx_frame_breach(diags, "element %zu: %s in %s", i, name_of(frames, i), name_of(frames, (size_t)parent));
	}
	return diags->errors == before && depths != NULL;
}

/* Children of each element, in order, as linked lists. */
struct family { int first, last, next; };

static struct family *
find_families(const struct kx_frames *frames, struct kx_arena *arena)
{
	struct family *families = kx_arena_room(arena, (frames->element_count + 1) * sizeof(*families));
	size_t i;

	if (families == NULL)
		return NULL;
	for (i = 0; i < frames->element_count; i++) {
		struct family *parent = i == 0 ? NULL : &families[frames->elements[i].parent];

		families[i] = (struct family){ -1, -1, -1 };
		if (parent == NULL)
			continue;
		if (parent->last >= 0)
			families[parent->last].next = (int)i;
		else
			parent->first = (int)i;
		parent->last = (int)i;
	}
	return families;
}

/* ISO 14289-1 7.4.2: the first heading is H1, and no level is skipped on the way down. */
static void
check_headings(const struct kx_frames *frames, const struct family *families, struct kx_diagnostics *diags)
{
	int e = 0, level, above = 0;

	while (e >= 0) {
		enum kx_element_type type = frames->elements[e].type;

		if ((BIT(type) & HEADINGS) != 0) {
			level = (int)type - (int)KX_EL_H1 + 1;
			if (level > above + 1)
				kx_frame_breach(diags, "element %d: H%d follows %s", e, level,
				    above == 0 ? "no heading" : above == 1 ? "H1" : "H2");
			above = level;
		}
		if (families[e].first >= 0) {
			e = families[e].first;
			continue;
		}
		while (e >= 0 && families[e].next < 0)
			e = frames->elements[e].parent;
		if (e >= 0)
			e = families[e].next;
	}
}

#define MAX_COLUMNS 100

struct grid {
	int held[MAX_COLUMNS];         /* rows for which a cell from above still holds this column */
	int columns;                   /* of the first row */
	int rows;
	bool headed;
};

static const char *
add_cell(struct grid *grid, const struct kx_element *cell, int *column)
{
	int span = cell->column_span > 1 ? cell->column_span : 1, rows = cell->row_span > 1 ? cell->row_span : 1, i;

	while (*column < MAX_COLUMNS && grid->held[*column] > 0)
		++*column;
	if (span > MAX_COLUMNS - *column)
		return "has too many columns";
	for (i = 0; i < span; i++) {
		if (grid->held[*column + i] > 0)
			return "has cells that overlap";
		grid->held[*column + i] = rows;
	}
	*column += span;
	if (cell->type == KX_EL_TH) {
		grid->headed = true;
		if (cell->scope == KX_SCOPE_NONE)
			return "has a TH without a scope";
	}
	return NULL;
}

static const char *
add_row(struct grid *grid, const struct kx_frames *frames, const struct family *families, int row)
{
	const char *fault;
	int cell, column = 0, i, used = 0;

	for (cell = families[row].first; cell >= 0; cell = families[cell].next) {
		fault = add_cell(grid, &frames->elements[cell], &column);
		if (fault != NULL)
			return fault;
	}
	for (i = 0; i < MAX_COLUMNS; i++) {
		if (grid->held[i] > 0) {
			grid->held[i]--;
			used++;
		}
	}
	if (grid->rows++ == 0)
		grid->columns = used;
	return used == grid->columns ? NULL : "has rows of unequal length";
}

/* Rows in order, straight in the table or one level down. */
static const char *
table_fault(const struct kx_frames *frames, const struct family *families, int table)
{
	struct grid grid;
	const char *fault = NULL;
	int heads = 0, bodies = 0, captions = 0, part, row, i;

	memset(&grid, 0, sizeof(grid));
	for (part = families[table].first; part >= 0 && fault == NULL; part = families[part].next) {
		enum kx_element_type type = frames->elements[part].type;

		heads += type == KX_EL_THEAD;
		bodies += type == KX_EL_TBODY;
		captions += type == KX_EL_CAPTION;
		if (type == KX_EL_CAPTION && part != families[table].first && part != families[table].last)
			return "has its Caption in the middle";
		if (type == KX_EL_THEAD && grid.rows > 0)
			return "has its THead after other rows";
		if (type == KX_EL_TR)
			fault = add_row(&grid, frames, families, part);
		for (row = families[part].first; row >= 0 && fault == NULL && type != KX_EL_TR && type != KX_EL_CAPTION;
		    row = families[row].next)
			fault = add_row(&grid, frames, families, row);
	}
	if (fault != NULL)
		return fault;
	for (i = 0; i < MAX_COLUMNS; i++) {
		if (grid.held[i] > 0)
			return "has a cell that spans more rows than there are";
	}
	if (heads > 1 || captions > 1)
		return "has more than one THead or Caption";
	if (heads > 0 && bodies == 0)
		return "has a THead and no TBody";
	if (grid.rows == 0)
		return "has no rows";
	return grid.headed ? NULL : "has no TH";
}

static const char *
list_fault(const struct kx_frames *frames, const struct family *families, int list)
{
	static const char *const numberings[] = {
		"None", "Disc", "Circle", "Square", "Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha"
	};
	const char *numbering = frames->elements[list].list_numbering;
	bool known = numbering == NULL;
	size_t i;
	int kid;

	for (i = 0; i < sizeof(numberings) / sizeof(numberings[0]) && !known; i++)
		known = strcmp(numbering, numberings[i]) == 0;
	if (!known)
		return "has an unknown ListNumbering";
	if (families[list].first < 0)
		return "has no items";
	for (kid = families[families[list].first].next; kid >= 0; kid = families[kid].next) {
		if (frames->elements[kid].type == KX_EL_CAPTION)
			return "has a Caption that is not first";
	}
	return NULL;
}

/* Printable ASCII without spaces, and something of it. */
static bool
is_plain(const char *text)
{
	const char *c;

	for (c = text; *c != '\0'; c++) {
		if (*c <= ' ' || *c > '~')
			return false;
	}
	return c > text;
}

static const char *
link_fault(const struct kx_frames *frames, int element)
{
	const struct kx_element *link = &frames->elements[element];

	if (link->target < -1 || link->target >= (int)frames->element_count)
		return "leads to an element that does not exist";
	if (link->type == KX_EL_LINK && (link->uri == NULL) == (link->target < 0))
		return "needs an address or a target, and not both";
	if (link->type == KX_EL_REFERENCE && link->uri != NULL)
		return "has an address; only a Link may";
	return link->uri == NULL || is_plain(link->uri) ? NULL : "has an address that is empty or not printable ASCII";
}

/* Faults that one element shows by itself or with its children. */
static const char *
element_fault(const struct kx_frames *frames, const struct family *families, int element)
{
	const struct kx_element *e = &frames->elements[element];

	switch (e->type) {
	case KX_EL_TABLE: return table_fault(frames, families, element);
	case KX_EL_L: return list_fault(frames, families, element);
	case KX_EL_LINK:
	case KX_EL_REFERENCE: return link_fault(frames, element);
	case KX_EL_NOTE: return blank(e->id) ? "has no id" : NULL;
	case KX_EL_FIGURE:
		if (blank(e->alt) && blank(e->actual))
			return "has no text alternative";
		return e->has_box ? NULL : "has no box";
	default:
		return e->target != -1 || e->uri != NULL ? "leads somewhere; only Link and Reference may" : NULL;
	}
}

/* A link inside a link cannot be told apart by a reader. */
static bool
inside_link(const struct kx_frames *frames, int element)
{
	int e;

	for (e = frames->elements[element].parent; e >= 0; e = frames->elements[e].parent) {
		if (frames->elements[e].uri != NULL || frames->elements[e].target >= 0)
			return true;
	}
	return false;
}

static int
compare_ids(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
check_ids(const struct kx_frames *frames, struct kx_arena *arena, struct kx_diagnostics *diags)
{
	const char **ids = kx_arena_room(arena, (frames->element_count + 1) * sizeof(*ids));
	size_t i, count = 0;

	if (ids == NULL)
		return;
	for (i = 0; i < frames->element_count; i++) {
		if (frames->elements[i].id == NULL)
			continue;
		ids[count++] = frames->elements[i].id;
		if (!is_plain(frames->elements[i].id))
			kx_frame_breach(diags, "element %zu (%s) has an id that is not printable ASCII", i, name_of(frames, i));
	}
	qsort(ids, count, sizeof(*ids), compare_ids);
	for (i = 1; i < count; i++) {
		if (strcmp(ids[i], ids[i - 1]) == 0)
			kx_frame_breach(diags, "two elements have the id \"%s\"", ids[i]);
	}
}

void
kx_tree_check(struct kx_arena *arena, const struct kx_frames *frames, struct kx_diagnostics *diags)
{
	struct family *families;
	const char *fault;
	size_t i;

	if (check_nesting(frames, arena, diags)) {
		families = find_families(frames, arena);
		if (families != NULL)
			check_headings(frames, families, diags);
		for (i = 0; i < frames->element_count && families != NULL; i++) {
			fault = element_fault(frames, families, (int)i);
			if (fault == NULL && (frames->elements[i].uri != NULL || frames->elements[i].target >= 0) &&
			    inside_link(frames, (int)i))
				fault = "is a link inside a link";
			if (fault != NULL)
				kx_frame_breach(diags, "element %zu: the %s %s", i, name_of(frames, i), fault);
		}
		check_ids(frames, arena, diags);
	}
	if (kx_arena_spent(arena))
		kx_frame_breach(diags, "the structure tree does not fit in memory");
}

static bool
holds_items(const struct kx_reading *reading, size_t element)
{
	size_t i;

	for (i = reading->kid_first[element]; i < reading->kid_first[element + 1]; i++) {
		if (!reading->kids[i].child || holds_items(reading, (size_t)reading->kids[i].index))
			return true;
	}
	return false;
}

void
kx_tree_check_content(const struct kx_frames *frames, const struct kx_reading *reading, struct kx_diagnostics *diags)
{
	size_t i;

	for (i = 0; i < reading->sequence_count; i++) {
		int e = reading->sequences[i].element;

		if (e >= 0 && !nestings[frames->elements[e].type].content)
			kx_frame_breach(diags, "page %d, item %zu stands straight in a %s (element %d)",
			    reading->sequences[i].page + 1, reading->sequences[i].first, name_of(frames, (size_t)e), e);
	}
	for (i = 0; i < frames->element_count; i++) {
		const struct kx_element *element = &frames->elements[i];

		if ((element->uri != NULL || element->target >= 0) && !holds_items(reading, i))
			kx_frame_breach(diags, "element %zu: the %s has nothing to click on", i, name_of(frames, i));
		if (element->target >= 0 && !holds_items(reading, (size_t)element->target))
			kx_frame_breach(diags, "element %zu: the %s leads to an empty element", i, name_of(frames, i));
	}
}
