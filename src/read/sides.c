#include "read/parts.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "content/template.h"
#include "read/shape.h"

#include <string.h>

#define MOST_SIDES   16
#define MOST_REGIONS 60
#define MOST_MARKS   60

/* The longest side of a paper and the least size of anything, in thousandths of a point. */
#define LONGEST  KX_PT(14400)
#define SHORTEST 1

static const struct kx_key side_keys[] = {
	{ "regions", true }, { "head", false }, { "foot", false }, { "marks", false }
};
static const struct kx_shape side_shape = KX_SHAPE("a side", side_keys);

static const struct kx_key region_keys[] = { { "x", true }, { "y", true }, { "width", true }, { "height", true } };
static const struct kx_shape region_shape = KX_SHAPE("a region", region_keys);

static const struct kx_key mark_keys[] = {
	{ "from", true }, { "to", true }, { "dashed", false }, { "weight", false }, { "color", true }
};
static const struct kx_shape mark_shape = KX_SHAPE("a mark", mark_keys);

/* One paper whose sides are read. */
struct reading {
	struct kx_template *sheet;
	struct kx_paper *paper;
	struct kx_side *side;
};

static bool
overlap(const struct kx_box *a, const struct kx_box *b)
{
	return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* A region must be on its paper, and clear of the regions that were read before it. */
static void
check_region(struct reading *reading, const struct kx_node *node, const struct kx_region *region)
{
	const struct kx_side *side = reading->side;
	const struct kx_template *sheet = reading->sheet;
	size_t i;

	if ((int64_t)region->box.x + region->box.width > reading->paper->width ||
	    (int64_t)region->box.y + region->box.height > reading->paper->height) {
		kx_node_fault(node, KX461, "make it smaller, or move it", "the region \"%s\" reaches past the edge of the paper",
		    region->id);
		return;
	}
	for (i = 0; i < side->region_count; i++)
		if (overlap(&side->regions[i].box, &region->box))
			kx_node_fault(node, KX461, "leave room between them", "the regions \"%s\" and \"%s\" overlap",
			    side->regions[i].id, region->id);
	if (side->head != NULL && side->head != region && overlap(&side->head->box, &region->box))
		kx_node_fault(node, KX461, "leave room between them", "the running head and \"%s\" overlap", region->id);
	if (sheet->grid_columns > 0 && region->box.width <= (kx_length)(sheet->grid_columns - 1) * sheet->gutter)
		kx_node_fault(node, KX461, "make it wider, or give the grid fewer columns",
		    "the %d columns of the grid find no room in region \"%s\"", sheet->grid_columns, region->id);
}

static bool
read_box(const struct kx_node *node, const char *id, struct kx_region *region)
{
	if (!kx_shape_check(node, &region_shape))
		return false;
	region->id = id;
	region->origin = kx_node_origin(node);
	return kx_member_milli(node, "x", 0, LONGEST, &region->box.x) && kx_member_milli(node, "y", 0, LONGEST, &region->box.y) &&
	    kx_member_milli(node, "width", SHORTEST, LONGEST, &region->box.width) &&
	    kx_member_milli(node, "height", SHORTEST, LONGEST, &region->box.height);
}

static void
read_region(struct reading *reading, const struct kx_node *node)
{
	struct kx_region *region = &reading->side->regions[reading->side->region_count];
	struct kx_arena *arena = node->file->arena;

	if (!kx_id_valid(node->key)) {
		kx_node_fault(node, KX112, "a name is made of small letters, digits and hyphens", "\"%s\" cannot be a name here",
		    kx_shape_clip(arena, node->key));
		return;
	}
	if (kx_paper_region(reading->paper, node->key, NULL) != NULL)
		kx_node_fault(node, KX461, "give one of the two another name", "two sides have a region \"%s\"", node->key);
	if (!read_box(node, kx_arena_string(arena, node->key), region))
		return;
	check_region(reading, node, region);
	reading->side->region_count++;
}

static void
read_regions(struct reading *reading, const struct kx_node *side)
{
	struct kx_node list, node;
	size_t i;

	if (!kx_node_member(side, "regions", &list))
		return;
	if (list.json->type != KX_PARSED_OBJECT) {
		kx_node_fault(&list, KX107, NULL, "\"regions\" should be an object in braces");
		return;
	}
	if (list.json->count == 0)
		kx_node_fault(&list, KX117, NULL, "\"regions\" needs at least one entry");
	if (list.json->count > MOST_REGIONS) {
		kx_node_fault(&list, KX116, NULL, "\"regions\" has %zu entries; at most %d are read", (size_t)list.json->count,
		    MOST_REGIONS);
		return;
	}
	reading->side->regions = kx_arena_array(side->file->arena, list.json->count, sizeof(struct kx_region));
	if (reading->side->regions == NULL)
		return;
	for (i = 0; i < list.json->count; i++) {
		node = kx_node_entry(&list, i);
		read_region(reading, &node);
	}
}

/* The box of the running head or the footer; NULL when the side has none. */
static struct kx_region *
read_furniture_box(struct reading *reading, const struct kx_node *side, const char *key, const char *id)
{
	struct kx_region *region;
	struct kx_node node;

	if (!kx_node_member(side, key, &node))
		return NULL;
	region = kx_arena_alloc(side->file->arena, sizeof(*region));
	if (region == NULL || !read_box(&node, id, region))
		return NULL;
	check_region(reading, &node, region);
	return region;
}

static bool
read_point(const struct reading *reading, const struct kx_node *mark, const char *key, struct kx_point *ret_point)
{
	struct kx_node list, x, y;

	if (kx_member_list(mark, key, 2, true, &list) == 0)
		return false;
	if (list.json->count != 2) {
		kx_node_fault(&list, KX461, "write [x, y]", "a point has two numbers");
		return false;
	}
	x = kx_node_element(&list, 0);
	y = kx_node_element(&list, 1);
	if (!kx_node_milli(&x, 0, LONGEST, &ret_point->x) || !kx_node_milli(&y, 0, LONGEST, &ret_point->y))
		return false;
	if (ret_point->x <= reading->paper->width && ret_point->y <= reading->paper->height)
		return true;
	kx_node_fault(&list, KX461, NULL, "this point is not on the paper");
	return false;
}

static void
read_mark(struct reading *reading, const struct kx_node *node)
{
	struct kx_paper_mark *mark = &reading->side->marks[reading->side->mark_count];
	struct kx_node color;
	bool from, to;

	if (!kx_shape_check(node, &mark_shape))
		return;
	mark->weight = 500;
	from = read_point(reading, node, "from", &mark->from);
	to = read_point(reading, node, "to", &mark->to);
	if (from && to && mark->from.x == mark->to.x && mark->from.y == mark->to.y)
		kx_node_fault(node, KX461, NULL, "this mark ends where it begins");
	kx_member_flag(node, "dashed", &mark->dashed);
	kx_member_milli(node, "weight", SHORTEST, KX_PT(20), &mark->weight);
	mark->color = kx_member_text(node, "color", KX_MAX_NAME_BYTES);
	if (kx_node_member(node, "color", &color))
		kx_read_color_use(&color, reading->sheet, mark->color);
	if (from && to)
		reading->side->mark_count++;
}

static void
read_marks(struct reading *reading, const struct kx_node *side)
{
	struct kx_node list, node;
	size_t count = kx_member_list(side, "marks", MOST_MARKS, false, &list), i;

	reading->side->marks = count > 0 ? kx_arena_array(side->file->arena, count, sizeof(struct kx_paper_mark)) : NULL;
	for (i = 0; reading->side->marks != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		read_mark(reading, &node);
	}
}

static void
read_paper_sides(const struct kx_node *paper, struct reading *reading)
{
	struct kx_node list, node;
	size_t count = kx_member_list(paper, "sides", MOST_SIDES, true, &list), i;

	reading->paper->sides = count > 0 ? kx_arena_array(paper->file->arena, count, sizeof(struct kx_side)) : NULL;
	for (i = 0; reading->paper->sides != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		if (!kx_shape_check(&node, &side_shape))
			continue;
		reading->side = &reading->paper->sides[reading->paper->side_count++];
		reading->side->head = read_furniture_box(reading, &node, "head", "head");
		read_regions(reading, &node);
		reading->side->foot = read_furniture_box(reading, &node, "foot", "foot");
		read_marks(reading, &node);
	}
}

static size_t
count_regions(const struct kx_paper *paper)
{
	size_t count = 0, i;

	for (i = 0; i < paper->side_count; i++)
		count += paper->sides[i].region_count;
	return count;
}

/* Every paper must have the regions of the first one, or the flow would fit one paper only. */
static void
compare_papers(const struct kx_node *papers, const struct kx_template *sheet)
{
	struct kx_node node;
	size_t p, i;

	for (p = 1; p < sheet->paper_count; p++) {
		const struct kx_paper *paper = &sheet->papers[p];

		if (!kx_node_member(papers, paper->id, &node))
			continue;
		for (i = 0; i < sheet->fill_count; i++)
			if (kx_paper_region(paper, sheet->fill[i], NULL) == NULL)
				kx_node_fault(&node, KX461, "give every paper the same regions", "the paper \"%s\" has no region \"%s\"",
				    paper->id, sheet->fill[i]);
		if (count_regions(paper) > sheet->fill_count)
			kx_node_fault(&node, KX461, "give every paper the same regions",
			    "the paper \"%s\" has %zu regions and the first paper %zu", paper->id, count_regions(paper), sheet->fill_count);
	}
}

static void
list_regions(struct kx_template *sheet, struct kx_arena *arena)
{
	const struct kx_paper *paper = &sheet->papers[0];
	size_t s, i, count = count_regions(paper);

	sheet->fill = count > 0 ? kx_arena_array(arena, count, sizeof(*sheet->fill)) : NULL;
	for (s = 0; sheet->fill != NULL && s < paper->side_count; s++)
		for (i = 0; i < paper->sides[s].region_count; i++)
			sheet->fill[sheet->fill_count++] = paper->sides[s].regions[i].id;
}

static bool
is_among(const char *const *names, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* One name of the order of reading; false when it is no region or stands there already. */
static bool
check_fill(const struct kx_node *node, const struct kx_template *sheet, const char *name, const char *const *order, size_t named)
{
	struct kx_nearness nearness;
	size_t i;

	if (!is_among(sheet->fill, sheet->fill_count, name)) {
		kx_nearness_init(&nearness, name);
		for (i = 0; i < sheet->fill_count; i++)
			kx_nearness_try(&nearness, sheet->fill[i]);
		kx_node_fault(node, KX461, kx_shape_suggest(node->file->arena, nearness.best), "there is no region \"%s\"", name);
		return false;
	}
	if (!is_among(order, named, name))
		return true;
	kx_node_fault(node, KX461, "name every region once", "the region \"%s\" is in the order already", name);
	return false;
}

/* The order of reading that the template gives: every region once. */
static void
read_fill(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_node list, node;
	size_t count = kx_member_list(root, "fill", MOST_SIDES * MOST_REGIONS, true, &list), i, named = 0;
	const char **order, *name;

	order = count > 0 ? kx_arena_array(root->file->arena, count, sizeof(*order)) : NULL;
	if (order == NULL)
		return;
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		name = kx_node_id(&node);
		if (name != NULL && check_fill(&node, sheet, name, order, named))
			order[named++] = name;
	}
	for (i = 0; i < sheet->fill_count; i++)
		if (!is_among(order, named, sheet->fill[i]))
			kx_node_fault(&list, KX461, "name every region once", "the region \"%s\" is not in the order", sheet->fill[i]);
	sheet->fill = order;
	sheet->fill_count = named;
}

void
kx_read_sides(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_node papers, node, list;
	bool any = false;
	size_t i;

	if (sheet->paper_count == 0 || !kx_node_member(root, "papers", &papers))
		return;
	for (i = 0; i < sheet->paper_count; i++) {
		struct reading reading = { .sheet = sheet, .paper = &sheet->papers[i] };

		if (!kx_node_member(&papers, sheet->papers[i].id, &node))
			continue;
		read_paper_sides(&node, &reading);
		any = any || sheet->papers[i].side_count > 0;
	}
	list_regions(sheet, root->file->arena);
	if (any)
		compare_papers(&papers, sheet);
	if (sheet->fill_count > 0)
		read_fill(root, sheet);
	else if (kx_node_member(root, "fill", &list))
		kx_node_fault(&list, KX461, "give the papers \"sides\" with regions, or take it out", "there are no regions to fill");
	for (i = 0; i < sheet->paper_count; i++)
		if (sheet->page_most > 0 && sheet->papers[i].side_count > (size_t)sheet->page_most &&
		    kx_node_member(&papers, sheet->papers[i].id, &node))
			kx_node_fault(&node, KX461, NULL, "the paper \"%s\" has %zu sides, and a sheet at most %d pages", sheet->papers[i].id,
			    sheet->papers[i].side_count, sheet->page_most);
}
