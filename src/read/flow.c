#include "read/parts.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "content/template.h"
#include "read/shape.h"

#include <stdlib.h>
#include <string.h>

#define MOST_BANDS  500
#define MOST_CELLS  12
#define MOST_PLACES 100

static const struct kx_key band_keys[] = {
	{ "break", false }, { "region", false }, { "furniture", false }, { "columns", false }, { "place", false },
	{ "cells", false }
};
static const struct kx_shape band_shape = KX_SHAPE("an entry of the flow", band_keys);

static const struct kx_key cell_keys[] = { { "span", true }, { "place", true } };
static const struct kx_shape cell_shape = KX_SHAPE("a cell", cell_keys);

/* Where each place was given, to find one that stands twice. */
struct given { const char *place, *pointer; size_t order; };
struct flow {
	const struct kx_datafile *file;
	struct kx_template *sheet;
	struct given *given;
	size_t given_count, given_room;
	enum kx_start start;          /* of the next band */
	const char *region;
	size_t fill_next;             /* regions before this one cannot be started any more */
	bool placed;                  /* words of a section stand in the flow */
	bool furniture[KX_FURNITURE_TITLE + 1];
};

/* "section" or "section/block". */
static bool
is_place(struct kx_arena *arena, const char *text)
{
	const char *slash = strchr(text, '/'), *section;

	if (slash == NULL)
		return kx_id_valid(text);
	section = kx_arena_copy(arena, text, (size_t)(slash - text));
	return section != NULL && kx_id_valid(section) && kx_id_valid(slash + 1);
}

static void
read_places(struct flow *flow, const struct kx_node *object, struct kx_flow_cell *cell)
{
	struct kx_arena *arena = flow->file->arena;
	struct kx_node list, node;
	size_t count = kx_member_list(object, "place", MOST_PLACES, true, &list), i;
	struct given *slot;
	const char *text;

	cell->places = count > 0 ? kx_arena_array(arena, count, sizeof(*cell->places)) : NULL;
	for (i = 0; cell->places != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		text = kx_node_text(&node, KX_MAX_NAME_BYTES);
		if (text == NULL)
			continue;
		if (!is_place(arena, text)) {
			kx_node_fault(&node, KX112, "write the id of a section, or \"section/block\"", "\"%s\" is not a place",
			    kx_shape_clip(arena, text));
			continue;
		}
		cell->places[cell->place_count++] = text;
		slot = kx_arena_push(arena, &flow->given, &flow->given_count, &flow->given_room, sizeof(*slot));
		if (slot != NULL)
			*slot = (struct given){ text, kx_node_place(&node).pointer, flow->given_count };
	}
}

static void
read_cells(struct flow *flow, const struct kx_node *node, struct kx_flow_band *band)
{
	struct kx_node list, element;
	size_t count = kx_member_list(node, "cells", MOST_CELLS, true, &list), i;
	int columns = flow->sheet->grid_columns, sum = 0;
	struct kx_flow_cell *cell;
	int32_t span;

	band->cells = count > 0 ? kx_arena_array(flow->file->arena, count, sizeof(*band->cells)) : NULL;
	for (i = 0; band->cells != NULL && i < count; i++) {
		element = kx_node_element(&list, i);
		if (!kx_shape_check(&element, &cell_shape))
			continue;
		cell = &band->cells[band->cell_count++];
		cell->origin = kx_node_origin(&element);
		span = 1;
		kx_member_whole(&element, "span", 1, columns > 0 ? columns : 48, &span);
		cell->span = (int)span;
		sum += cell->span;
		read_places(flow, &element, cell);
	}
	if (columns > 0 && sum > columns)
		kx_node_fault(&list, KX140, NULL, "the cells span %d columns of a grid of %d", sum, columns);
}

/* A plain place is one cell as wide as the grid. */
static void
read_plain(struct flow *flow, const struct kx_node *node, struct kx_flow_band *band)
{
	band->cells = kx_arena_alloc(flow->file->arena, sizeof(*band->cells));
	if (band->cells == NULL)
		return;
	band->cell_count = 1;
	band->cells[0].origin = band->origin;
	band->cells[0].span = flow->sheet->grid_columns;
	read_places(flow, node, &band->cells[0]);
}

static void
read_columns(const struct kx_node *node, bool cells, struct kx_flow_band *band)
{
	struct kx_node member;
	int32_t columns = 1;

	kx_member_whole(node, "columns", 1, 12, &columns);
	band->columns = (int)columns;
	if (cells && kx_node_member(node, "columns", &member))
		kx_node_fault(&member, KX140, "take one of the two out", "an entry has text columns or cells, not both");
}

/* The named region must be one that the flow has not yet gone past. */
static void
read_region(struct flow *flow, const struct kx_node *node)
{
	const struct kx_template *sheet = flow->sheet;
	struct kx_nearness nearness;
	struct kx_node member;
	const char *name;
	size_t i;

	name = kx_member_id(node, "region");
	if (name == NULL || !kx_node_member(node, "region", &member))
		return;
	kx_nearness_init(&nearness, name);
	for (i = 0; i < sheet->fill_count && strcmp(sheet->fill[i], name) != 0; i++)
		kx_nearness_try(&nearness, sheet->fill[i]);
	if (i == sheet->fill_count) {
		kx_node_fault(&member, KX461, kx_shape_suggest(flow->file->arena, nearness.best), "there is no region \"%s\"", name);
		return;
	}
	if (i < flow->fill_next)
		kx_node_fault(&member, KX461, "put the entries in the order in which the regions fill",
		    "the flow has come to region \"%s\" or past it before this entry", name);
	flow->fill_next = i + 1;
	flow->start = KX_START_NAMED;
	flow->region = name;
}

static void
read_start(struct flow *flow, const struct kx_node *node)
{
	static const char *const breaks[] = { "region", "page", NULL };
	bool named = kx_node_has(node, "region");
	int at;

	if (kx_member_choice(node, "break", breaks, &at)) {
		flow->start = at == 0 ? KX_START_REGION : KX_START_PAGE;
			if (named)
			kx_node_fault(node, KX140, "take one of the two out", "an entry has a break or names a region, not both");
	}
	if (named)
		read_region(flow, node);
}

/* Masthead and title, each once; the title is the sheet's first heading, so nothing with a heading stands before it. */
static void
read_furniture(struct flow *flow, const struct kx_node *node, struct kx_flow_band *band)
{
	static const char *const names[] = { "masthead", "title", NULL };
	struct kx_node member;
	int which;

	if (!kx_member_choice(node, "furniture", names, &which) || !kx_node_member(node, "furniture", &member))
		return;
	band->furniture = which == 0 ? KX_FURNITURE_MASTHEAD : KX_FURNITURE_TITLE;
	if (flow->furniture[band->furniture])
		kx_node_fault(&member, KX133, NULL, "the %s is in the flow already", names[which]);
	flow->furniture[band->furniture] = true;
	if (band->furniture == KX_FURNITURE_MASTHEAD && !flow->sheet->has_masthead)
		kx_node_fault(&member, KX140, "add \"masthead\" to the template", "the template has no masthead to place");
	if (band->furniture == KX_FURNITURE_TITLE && flow->placed)
		kx_node_fault(&member, KX140, "move it before the first place", "the title is the first heading of a sheet");
}

/* Does the entry say what to print, in one way only? */
static bool
prints_one(const struct kx_node *node)
{
	static const char *const ways[] = { "place", "cells", "furniture" };
	bool starts = kx_node_has(node, "break") || kx_node_has(node, "region");
	bool columns = kx_node_has(node, "columns");
	int count = 0;
	size_t i;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		count += kx_node_has(node, ways[i]);
	if (count > 1)
		kx_node_fault(node, KX140, "make two entries of it", "an entry has a place, cells or furniture, not two of them");
	if (count == 0 && (!starts || columns))
		kx_node_fault(node, KX140, "add \"place\" or \"cells\"", "this entry of the flow puts nothing on the page");
	return count > 0;
}

static void
read_band(struct flow *flow, const struct kx_node *node)
{
	struct kx_flow_band *band = &flow->sheet->flow[flow->sheet->flow_count];
	bool cells = kx_node_has(node, "cells");

	if (!kx_shape_check(node, &band_shape))
		return;
	read_start(flow, node);
	if (!prints_one(node))
		return;
	band->origin = kx_node_origin(node);
	band->start = flow->start;
	band->region = flow->region;
	flow->start = KX_START_HERE;
	read_columns(node, cells, band);
	if (cells)
		read_cells(flow, node, band);
	else if (kx_node_has(node, "place"))
		read_plain(flow, node, band);
	else
		read_furniture(flow, node, band);
	flow->placed = flow->placed || band->furniture == KX_FURNITURE_NONE;
	flow->sheet->flow_count++;
}

static int
compare_given(const void *a, const void *b)
{
	const struct given *one = a, *two = b;
	int order = strcmp(one->place, two->place);

	if (order != 0)
		return order;
	return one->order < two->order ? -1 : one->order > two->order;
}

static void
report_twice(struct flow *flow)
{
	struct kx_diagnostics *diags = flow->file->diags;
	const char *path = flow->file->path;
	struct given *list = flow->given;
	size_t i;

	if (flow->given_count < 2)
		return;
	qsort(list, flow->given_count, sizeof(*list), compare_given);
	for (i = 1; i < flow->given_count; i++)
		if (strcmp(list[i].place, list[i - 1].place) == 0)
			kx_report_also(diags,
			    kx_report(diags, KX133, (struct kx_place){ .file = path, .pointer = list[i].pointer }, NULL,
			    "\"%s\" is in the flow already", list[i].place),
			    (struct kx_place){ .file = path, .pointer = list[i - 1].pointer });
}

void
kx_read_flow(const struct kx_node *root, struct kx_template *sheet)
{
	struct flow flow = { .file = root->file, .sheet = sheet };
	struct kx_node list, node;
	size_t count = kx_member_list(root, "flow", MOST_BANDS, true, &list), i;

	sheet->flow = count > 0 ? kx_arena_array(root->file->arena, count, sizeof(*sheet->flow)) : NULL;
	for (i = 0; sheet->flow != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		read_band(&flow, &node);
	}
	if (sheet->flow != NULL && flow.start != KX_START_HERE)
		kx_node_fault(&node, KX140, "take it out", "the flow ends with a new page or region that nothing stands in");
	report_twice(&flow);
}
