#include "read/read.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "read/parts.h"
#include "read/shape.h"
#include "read/template_icons.h"
#include "read/template_parts.h"

#include <string.h>

#define MOST_PAPERS  20
#define MOST_STYLES  200
#define MOST_BOXES   100
#define MOST_OMITTED 100
#define MOST_SIZES   20
#define MOST_INKS    20

#define LONGEST  KX_LONGEST
#define SHORTEST KX_SHORTEST

static const struct kx_key file_keys[] = {
	{ "$schema", false }, { "id", true }, { "title", true }, { "outline", false }, { "papers", true }, { "margins", true },
	{ "grid", true }, { "pages", true }, { "colors", false }, { "styles", true }, { "boxes", false }, { "masthead", false },
	{ "running_head", false }, { "footer", false }, { "fill", false }, { "flow", true }, { "omit", false },
	{ "fit", false }, { "numbers", false }, { "icons", false }, { "bullets", false }, { "sizes", false }, { "translated", false }, { "inks", false }
};
static const struct kx_shape file_shape = KX_SHAPE("a template", file_keys);

static const struct kx_key inked_keys[] = { { "colors", false }, { "fonts", false }, { "numbers", false } };
static const struct kx_shape inked_shape = KX_SHAPE("what an ink changes", inked_keys);

static const struct kx_key paper_keys[] = { { "width", true }, { "height", true }, { "sides", false } };
static const struct kx_shape paper_shape = KX_SHAPE("a paper", paper_keys);

static const struct kx_key margin_keys[] = { { "top", true }, { "bottom", true }, { "left", true }, { "right", true } };
static const struct kx_shape margin_shape = KX_SHAPE("the margins", margin_keys);

static const struct kx_key grid_keys[] = { { "columns", true }, { "gutter", true }, { "baseline", true } };
static const struct kx_shape grid_shape = KX_SHAPE("the grid", grid_keys);

static const struct kx_key page_keys[] = {
	{ "multiple", false }, { "least", false }, { "most", false }, { "exact", false }
};
static const struct kx_shape page_shape = KX_SHAPE("the pages", page_keys);

static const struct kx_key style_keys[] = {
	{ "role", true }, { "size", true }, { "leading", true }, { "color", true }, { "before", false }, { "after", false },
	{ "tabular", false }, { "keep_next", false }, { "justified", false }, { "hyphens", false }
};
static const struct kx_shape style_shape = KX_SHAPE("a style", style_keys);

static const struct kx_key box_keys[] = {
	{ "fill", false }, { "edge", false }, { "edge_width", false }, { "edge_side", false }, { "radius", false },
	{ "padding", false }, { "before", false }, { "after", false }
};
static const struct kx_shape box_shape = KX_SHAPE("a box", box_keys);

static const struct kx_key masthead_keys[] = {
	{ "height", true }, { "logo_height", true }, { "name", true }, { "line", true }, { "stacked", false }
};
static const struct kx_shape masthead_shape = KX_SHAPE("the masthead", masthead_keys);

static const struct kx_key change_keys[] = {
	{ "columns", false }, { "margins", false }, { "pages", false }, { "styles", false }, { "boxes", false },
	{ "running_head", false }, { "footer", false }, { "flow", false }, { "fit", false }, { "numbers", false }
};
static const struct kx_shape change_shape = KX_SHAPE("a size of a template", change_keys);

static void
read_papers(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_table table;
	struct kx_paper *paper;
	struct kx_node node;
	size_t i;

	if (!kx_table_open(root, "papers", MOST_PAPERS, true, &table))
		return;
	sheet->papers = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->papers));
	if (sheet->papers == NULL)
		return;
	for (i = 0; i < table.count; i++) {
		paper = &sheet->papers[sheet->paper_count];
		paper->id = kx_table_entry(&table, i, false, &node);
		if (paper->id == NULL || !kx_shape_check(&node, &paper_shape))
			continue;
		kx_member_milli(&node, "width", SHORTEST, LONGEST, &paper->width);
		kx_member_milli(&node, "height", SHORTEST, LONGEST, &paper->height);
		sheet->paper_count++;
	}
}

static void
read_margins(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_node node;
	size_t i;

	if (!kx_node_member(root, "margins", &node) || !kx_shape_check(&node, &margin_shape))
		return;
	kx_member_milli(&node, "top", 0, LONGEST, &sheet->margin_top);
	kx_member_milli(&node, "bottom", 0, LONGEST, &sheet->margin_bottom);
	kx_member_milli(&node, "left", 0, LONGEST, &sheet->margin_left);
	kx_member_milli(&node, "right", 0, LONGEST, &sheet->margin_right);
	for (i = 0; i < sheet->paper_count; i++) {
		const struct kx_paper *paper = &sheet->papers[i];

		if ((paper->width > 0 && sheet->margin_left + sheet->margin_right >= paper->width) ||
		    (paper->height > 0 && sheet->margin_top + sheet->margin_bottom >= paper->height))
			kx_node_fault(&node, KX140, NULL, "the margins leave nothing of the paper \"%s\"", paper->id);
	}
}

static void
read_grid(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_node node;
	int32_t columns = 0;

	if (!kx_node_member(root, "grid", &node) || !kx_shape_check(&node, &grid_shape))
		return;
	kx_member_whole(&node, "columns", 1, 48, &columns);
	sheet->grid_columns = (int)columns;
	kx_member_milli(&node, "gutter", 0, LONGEST, &sheet->gutter);
	kx_member_milli(&node, "baseline", SHORTEST, LONGEST, &sheet->baseline);
}

/* How many pages: "exact" alone, or "most" with "least" and "multiple". */
static void
read_pages(const struct kx_node *root, struct kx_template *sheet)
{
	int32_t multiple = 1, least = 1, most = 0, exact = 0;
	struct kx_node node;
	bool bounds;

	if (!kx_node_member(root, "pages", &node) || !kx_shape_check(&node, &page_shape))
		return;
	kx_member_whole(&node, "multiple", 1, KX_MAX_PAGES, &multiple);
	kx_member_whole(&node, "least", 1, KX_MAX_PAGES, &least);
	kx_member_whole(&node, "most", 1, KX_MAX_PAGES, &most);
	kx_member_whole(&node, "exact", 1, KX_MAX_PAGES, &exact);
	bounds = node.json->count > (exact > 0 ? 1u : 0u);
	if (exact > 0 && bounds)
		kx_node_fault(&node, KX140, "take out the others, or \"exact\"", "pages have an exact number, or bounds, not both");
	if (!kx_node_has(&node, "exact") && !kx_node_has(&node, "most"))
		kx_node_fault(&node, KX140, "add \"most\" or \"exact\"", "nothing says how many pages there may be");
	sheet->page_multiple = exact > 0 ? 1 : (int)multiple;
	sheet->page_least = exact > 0 ? (int)exact : (int)least;
	sheet->page_most = exact > 0 ? (int)exact : (int)most;
	if (most > 0 && exact == 0 && multiple > most)
		kx_node_fault(&node, KX140, NULL, "at most %d pages, but always a multiple of %d: no sheet is both", (int)most,
		    (int)multiple);
	else if (most > 0 && exact == 0 && (least + multiple - 1) / multiple * multiple > most)
		kx_node_fault(&node, KX140, NULL, "at least %d pages and at most %d, in whole sheets: no sheet is both", (int)least,
		    (int)most);
}

static void
read_style(const struct kx_node *node, const struct kx_template *sheet, struct kx_style *style)
{
	struct kx_node color;

	style->role = kx_member_id(node, "role");
	kx_member_milli(node, "size", SHORTEST, LONGEST, &style->size);
	kx_member_milli(node, "leading", SHORTEST, LONGEST, &style->leading);
	kx_member_milli(node, "before", 0, LONGEST, &style->before);
	kx_member_milli(node, "after", 0, LONGEST, &style->after);
	kx_member_flag(node, "tabular", &style->tabular);
	kx_member_flag(node, "keep_next", &style->keep_next);
	kx_member_flag(node, "justified", &style->justified);
	kx_member_flag(node, "hyphens", &style->hyphens);
	style->color = kx_member_text(node, "color", KX_MAX_NAME_BYTES);
	if (kx_node_member(node, "color", &color))
		kx_read_color_use(&color, sheet, style->color);
}

static void
read_styles(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_style *style;
	struct kx_table table;
	struct kx_node node;
	size_t i;

	if (!kx_table_open(root, "styles", MOST_STYLES, true, &table))
		return;
	sheet->styles = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->styles));
	if (sheet->styles == NULL)
		return;
	for (i = 0; i < table.count; i++) {
		style = &sheet->styles[sheet->style_count];
		style->id = kx_table_entry(&table, i, false, &node);
		if (style->id == NULL)
			continue;
		if (kx_shape_check(&node, &style_shape))
			read_style(&node, sheet, style);
		sheet->style_count++;
	}
}

static void
read_box(const struct kx_node *node, const struct kx_template *sheet, struct kx_box_style *box)
{
	static const char *const sides[] = { "none", "all", "left", "top", NULL };
	struct kx_node member;
	int side = KX_EDGE_NONE;

	box->fill = kx_member_text(node, "fill", KX_MAX_NAME_BYTES);
	if (kx_node_member(node, "fill", &member))
		kx_read_color_use(&member, sheet, box->fill);
	box->edge = kx_member_text(node, "edge", KX_MAX_NAME_BYTES);
	if (kx_node_member(node, "edge", &member)) {
		kx_read_color_use(&member, sheet, box->edge);
		side = KX_EDGE_ALL;   /* an edge of which nothing more is said goes all round */
	}
	kx_member_choice(node, "edge_side", sides, &side);
	box->edge_side = (enum kx_edge_side)side;
	kx_member_milli(node, "edge_width", 0, LONGEST, &box->edge_width);
	kx_member_milli(node, "radius", 0, LONGEST, &box->radius);
	kx_member_milli(node, "padding", 0, LONGEST, &box->padding);
	kx_member_milli(node, "before", 0, LONGEST, &box->before);
	kx_member_milli(node, "after", 0, LONGEST, &box->after);
	if (box->edge_side != KX_EDGE_NONE && (box->edge == NULL || box->edge_width == 0))
		kx_node_fault(node, KX140, "give the edge a color and a width, or take it out",
		    "this box has an edge that cannot be seen");
}

static void
read_boxes(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_box_style *box;
	struct kx_table table;
	struct kx_node node;
	size_t i;

	if (!kx_table_open(root, "boxes", MOST_BOXES, false, &table))
		return;
	sheet->boxes = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->boxes));
	if (sheet->boxes == NULL)
		return;
	for (i = 0; i < table.count; i++) {
		box = &sheet->boxes[sheet->box_count];
		box->id = kx_table_entry(&table, i, false, &node);
		if (box->id == NULL || !kx_shape_check(&node, &box_shape))
			continue;
		read_box(&node, sheet, box);
		sheet->box_count++;
	}
}

/* The name of a style that is used; reported when the template has none such. */
static const char *
read_style_name(const struct kx_node *node, const char *key, const struct kx_template *sheet)
{
	const char *name = kx_member_text(node, key, KX_MAX_NAME_BYTES);
	struct kx_nearness nearness;
	struct kx_node member;
	size_t i;

	if (name == NULL || kx_template_style(sheet, name) != NULL || !kx_node_member(node, key, &member))
		return name;
	kx_nearness_init(&nearness, name);
	for (i = 0; i < sheet->style_count; i++)
		kx_nearness_try(&nearness, sheet->styles[i].id);
	kx_node_fault(&member, KX138, kx_shape_suggest(node->file->arena, nearness.best), "there is no style \"%s\"",
	    kx_shape_clip(node->file->arena, name));
	return NULL;
}

static void
read_masthead(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_node node;

	if (kx_node_member(root, "masthead", &node) && kx_shape_check(&node, &masthead_shape)) {
		sheet->has_masthead = true;
		kx_member_flag(&node, "stacked", &sheet->masthead_stacked);
		kx_member_milli(&node, "height", 0, LONGEST, &sheet->masthead_height);
		kx_member_milli(&node, "logo_height", 0, LONGEST, &sheet->logo_height);
		sheet->masthead_name = read_style_name(&node, "name", sheet);
		sheet->masthead_line = read_style_name(&node, "line", sheet);
	}
}

static void
read_omitted(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_node list, node;
	size_t count = kx_member_list(root, "omit", MOST_OMITTED, false, &list), i;

	sheet->omit = count > 0 ? kx_arena_array(root->file->arena, count, sizeof(*sheet->omit)) : NULL;
	for (i = 0; sheet->omit != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		sheet->omit[sheet->omit_count] = kx_node_id(&node);
		sheet->omit_count += sheet->omit[sheet->omit_count] != NULL;
	}
}

/* What is changed must be there: a misspelled name would change nothing. */
static bool
check_name(const struct kx_node *node, const char *folder, const char *noun, enum kx_code unknown, const char *name)
{
	struct kx_diagnostics *diags = node->file->diags;
	struct kx_arena *arena = node->file->arena;
	const char *path = kx_path_join(arena, folder, kx_arena_print(arena, "%ss", noun)), *const *names, *stem, *file;
	struct kx_nearness nearness;
	size_t count, i;

	/* It mostly is, and the folder need not be listed. */
	file = path != NULL && kx_id_valid(name) ? kx_arena_print(arena, "%s/%s.json", path, name) : NULL;
	if (file != NULL && kx_path_exists(file))
		return true;
	if (path == NULL || !kx_folder_list(arena, path, ".json", &names, &count, diags))
		return false;
	kx_nearness_init(&nearness, name);
	for (i = 0; i < count; i++) {
		stem = kx_read_stem(arena, names[i]);
		if (stem != NULL && strcmp(stem, name) == 0)
			return true;
		kx_nearness_try(&nearness, stem);
	}
	kx_node_fault(node, unknown, kx_shape_suggest(arena, nearness.best), "there is no %s \"%s\"", noun, kx_shape_clip(arena, name));
	return false;
}

/* What may be dropped is placed by the size's own flow, or by the template's. */
static void
read_change_fit(const struct kx_node *node, const struct kx_template *sheet, struct kx_template *parts)
{
	struct kx_template placed = *parts;

	if (placed.flow_count == 0) {
		placed.flow = sheet->flow;
		placed.flow_count = sheet->flow_count;
	}
	kx_read_fit(node, &placed, true);
	parts->fit = placed.fit;
}

/* What a size changes; colours and styles are the template's. */
static void
read_change(const struct kx_node *node, const struct kx_template *sheet, struct kx_size_change *change)
{
	struct kx_template *parts = kx_arena_alloc(node->file->arena, sizeof(*parts));
	int32_t columns = 0;

	if (parts == NULL || !kx_shape_check(node, &change_shape))
		return;
	parts->papers = sheet->papers;
	parts->paper_count = sheet->paper_count;
	parts->grid_columns = sheet->grid_columns;
	parts->colors = sheet->colors;
	parts->color_count = sheet->color_count;
	parts->has_masthead = sheet->has_masthead;
	parts->fill = sheet->fill;
	parts->fill_count = sheet->fill_count;
	kx_member_whole(node, "columns", 1, 48, &columns);
	change->columns = (int)columns;
	read_margins(node, parts);
	read_pages(node, parts);
	read_styles(node, parts);
	read_boxes(node, parts);
	kx_read_furniture(node, parts);
	kx_read_flow(node, parts);
	read_change_fit(node, sheet, parts);
	kx_read_numbers(node, parts);
	change->head = kx_node_has(node, "running_head");
	change->foot = kx_node_has(node, "footer");
	change->parts = parts;
}

/* "sizes", or "translated": those of sheets in another language than the data's, whose words are longer. */
static void
read_sizes(const struct kx_node *root, const char *key, bool translated, struct kx_template *sheet, const char *folder)
{
	struct kx_size_change *change, *all;
	struct kx_table table;
	struct kx_node node;
	size_t i;

	if (!kx_table_open(root, key, MOST_SIZES, false, &table))
		return;
	all = kx_arena_array(root->file->arena, sheet->size_count + table.count + 1, sizeof(*all));
	if (all == NULL)
		return;
	if (sheet->size_count > 0)
		memcpy(all, sheet->sizes, sheet->size_count * sizeof(*all));
	sheet->sizes = all;
	for (i = 0; i < table.count; i++) {
		change = &sheet->sizes[sheet->size_count];
		change->translated = translated;
		change->size = kx_table_entry(&table, i, false, &node);
		if (change->size == NULL || !check_name(&node, folder, "size", KX470, change->size))
			continue;
		read_change(&node, sheet, change);
		sheet->size_count += change->parts != NULL;
	}
}

static void
read_inks(const struct kx_node *root, struct kx_template *sheet, const char *folder)
{
	struct kx_ink_change *change;
	struct kx_template *parts;
	struct kx_table table;
	struct kx_node node;
	size_t i;

	if (!kx_table_open(root, "inks", MOST_INKS, false, &table))
		return;
	sheet->inks = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->inks));
	if (sheet->inks == NULL)
		return;
	for (i = 0; i < table.count; i++) {
		change = &sheet->inks[sheet->ink_count];
		change->ink = kx_table_entry(&table, i, false, &node);
		parts = kx_arena_alloc(root->file->arena, sizeof(*parts));
		if (parts == NULL || change->ink == NULL || !check_name(&node, folder, "ink", KX471, change->ink) ||
		    !kx_shape_check(&node, &inked_shape))
			continue;
		kx_read_colors(&node, parts);
		kx_read_font_uses(&node, parts);
		kx_read_numbers(&node, parts);
		change->parts = parts;
		sheet->ink_count++;
	}
}

static void
read_file(const struct kx_node *root, struct kx_template *sheet, const char *folder)
{
	struct kx_arena *arena = root->file->arena;
	const char *stem = kx_read_stem(arena, root->file->path);
	struct kx_node node;

	sheet->origin = kx_node_origin(root);
	sheet->id = kx_member_id(root, "id");
	if (sheet->id != NULL && stem != NULL && strcmp(sheet->id, stem) != 0 && kx_node_member(root, "id", &node))
		kx_node_fault(&node, KX134, kx_arena_print(arena, "rename the file to %s.json", sheet->id),
		    "the template \"%s\" is in the file %s.json", sheet->id, stem);
	sheet->title = kx_member_text(root, "title", KX_MAX_NAME_BYTES);
	sheet->outline = kx_member_id(root, "outline");
	read_papers(root, sheet);
	read_margins(root, sheet);
	read_grid(root, sheet);
	read_pages(root, sheet);
	kx_read_colors(root, sheet);
	kx_check_colors(root, sheet);
	kx_read_sides(root, sheet);
	read_styles(root, sheet);
	read_boxes(root, sheet);
	read_masthead(root, sheet);
	kx_read_furniture(root, sheet);
	kx_read_flow(root, sheet);
	read_omitted(root, sheet);
	kx_read_fit(root, sheet, true);
	kx_read_numbers(root, sheet);
	kx_read_icons(root, sheet);
	read_sizes(root, "sizes", false, sheet, folder);
	read_sizes(root, "translated", true, sheet, folder);
	read_inks(root, sheet, folder);
}

bool
kx_read_template(struct kx_arena *arena, struct kx_read_files *files, const char *folder, const char *layout,
    struct kx_template **ret_template, struct kx_diagnostics *diags)
{
	struct kx_template *sheet = kx_arena_alloc(arena, sizeof(*sheet));
	size_t before = diags->errors;
	const char *path = kx_read_choose(arena, folder, layout, KX127, "layout", diags);
	struct kx_datafile file;
	struct kx_node root;

	if (path != NULL && kx_datafile_open(&file, arena, files, path, diags)) {
		root = kx_node_root(&file);
		if (sheet != NULL && kx_shape_check(&root, &file_shape))
			read_file(&root, sheet, folder);
		kx_datafile_close(&file);
	}
	if (kx_arena_spent(arena))
		kx_report(diags, KX111, (struct kx_place){ .file = path }, NULL,
		    "the template needs more memory than a job may use");
	if (path == NULL || diags->errors > before)
		return false;
	*ret_template = sheet;
	return true;
}
