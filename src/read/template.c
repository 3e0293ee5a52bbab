#include "read/read.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "read/parts.h"
#include "read/shape.h"

#include <string.h>

#define MOST_PAPERS  20
#define MOST_COLORS  200
#define MOST_STYLES  200
#define MOST_BOXES   100
#define MOST_NUMBERS 1000
#define MOST_OMITTED 100

/* Lengths in thousandths of a point: the largest paper of a printer, 5 m, and the finest grid. */
#define LONGEST  KX_PT(14400)
#define SHORTEST 1

static const struct kx_key file_keys[] = {
	{ "$schema", false }, { "id", true }, { "title", true }, { "outline", false }, { "papers", true }, { "margins", true },
	{ "grid", true }, { "pages", true }, { "colors", true }, { "styles", true }, { "boxes", false }, { "masthead", false },
	{ "running_head", false }, { "footer", false }, { "fill", false }, { "flow", true }, { "omit", false },
	{ "numbers", false }
};
static const struct kx_shape file_shape = KX_SHAPE("a template", file_keys);

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
	{ "tabular", false }, { "keep_next", false }
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

static const struct kx_key head_keys[] = { { "left", false }, { "right", false } };
static const struct kx_shape head_shape = KX_SHAPE("the running head", head_keys);

static const struct kx_key foot_keys[] = { { "left", false }, { "middle", false }, { "right", false } };
static const struct kx_shape foot_shape = KX_SHAPE("the footer", foot_keys);

/* A table of named things: an object whose keys are the names. */
struct table {
	struct kx_node node;
	size_t count;
};

/* False when absent or no object; the table is cut at `most`. */
static bool
open_table(const struct kx_node *root, const char *key, size_t most, bool some, struct table *ret_table)
{
	if (!kx_node_member(root, key, &ret_table->node))
		return false;
	if (!json_is_object(ret_table->node.json)) {
		kx_node_fault(&ret_table->node, KX107, NULL, "\"%s\" should be an object in braces", key);
		return false;
	}
	ret_table->count = json_object_size(ret_table->node.json);
	if (some && ret_table->count == 0)
		kx_node_fault(&ret_table->node, KX117, NULL, "\"%s\" needs at least one entry", key);
	if (ret_table->count > most) {
		kx_node_fault(&ret_table->node, KX116, NULL, "\"%s\" has %zu entries; at most %zu are read", key,
		    ret_table->count, most);
		return false;
	}
	return ret_table->count > 0;
}

/* Names in a template: those of an id, and the dots and underlines of numbers. */
static bool
is_name(const char *key, bool number)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-_.";

	if (!number)
		return kx_id_valid(key);
	return key[0] != '\0' && key[strspn(key, allowed)] == '\0';
}

/* The entry of a table as a node, and its name as an id; NULL after reporting. */
static const char *
open_entry(const struct table *table, const char *key, json_t *value, bool number, struct kx_node *ret_node)
{
	*ret_node = (struct kx_node){ .file = table->node.file, .up = &table->node, .key = key, .json = value };
	if (!is_name(key, number)) {
		struct kx_place place = kx_node_place(ret_node);

		place.at_key = true;
		kx_report(table->node.file->diags, KX112, place, "a name is made of small letters, digits and hyphens",
		    "\"%s\" cannot be a name here", kx_shape_clip(table->node.file->arena, key));
		return NULL;
	}
	return kx_arena_string(table->node.file->arena, key);
}

static void
read_papers(const struct kx_node *root, struct kx_template *sheet)
{
	struct table table;
	struct kx_paper *paper;
	struct kx_node node;
	const char *key;
	json_t *value;

	if (!open_table(root, "papers", MOST_PAPERS, true, &table))
		return;
	sheet->papers = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->papers));
	if (sheet->papers == NULL)
		return;
	json_object_foreach(table.node.json, key, value) {
		paper = &sheet->papers[sheet->paper_count];
		paper->id = open_entry(&table, key, value, false, &node);
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
	bounds = json_object_size(node.json) > (exact > 0 ? 1u : 0u);
	if (exact > 0 && bounds)
		kx_node_fault(&node, KX140, "take out the others, or \"exact\"", "pages have an exact number, or bounds, not both");
	if (json_object_get(node.json, "exact") == NULL && json_object_get(node.json, "most") == NULL)
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
report_color(const struct kx_node *node, const struct kx_template *sheet, const char *name)
{
	struct kx_arena *arena = node->file->arena;
	struct kx_nearness nearness;
	size_t i;

	kx_nearness_init(&nearness, name);
	kx_nearness_try(&nearness, "clinic");
	for (i = 0; i < sheet->color_count; i++)
		kx_nearness_try(&nearness, sheet->colors[i].id);
	kx_node_fault(node, KX139,
	    nearness.best != NULL ? kx_shape_suggest(arena, nearness.best) :
	    "write \"#RRGGBB\", \"clinic\", the name of a color, or a tint like \"accent 8%\"",
	    "there is no color \"%s\"", kx_shape_clip(arena, name));
}

/* Does the colour, followed from name to name, come back to itself? */
static bool
leads_back(const struct kx_template *sheet, const struct kx_named_color *first)
{
	const struct kx_named_color *color = first;
	size_t links, length;
	int percent;

	for (links = 0; links <= sheet->color_count; links++) {
		if (!kx_color_split(color->value, &length, &percent))
			return false;
		color = kx_template_named_color(sheet, color->value, length);
		if (color == NULL || color == first)
			return color != NULL;
	}
	return false;
}

/*
 * A colour that is used must lead to one.  When it names another whose value
 * is at fault, that is reported there and not again.
 */
void
kx_read_color_use(const struct kx_node *node, const struct kx_template *sheet, const char *text)
{
	struct kx_arena *arena = node->file->arena;
	const char *name;
	kx_color color;
	size_t length;
	int percent;

	if (text == NULL || kx_template_color(sheet, text, 0, &color))
		return;
	if (text[0] == '#' || !kx_color_split(text, &length, &percent)) {
		kx_node_fault(node, KX119, "write it like \"#1F5F8B\", or \"accent 8%\" for a tint", "\"%s\" is not a color",
		    kx_shape_clip(arena, text));
		return;
	}
	name = kx_arena_copy(arena, text, length);
	if (name != NULL && kx_template_named_color(sheet, text, length) == NULL)
		report_color(node, sheet, name);
}

/* Once all names are known. */
static void
check_colors(const struct table *table, const struct kx_template *sheet)
{
	const struct kx_named_color *color;
	struct kx_node node;
	size_t i;

	for (i = 0; i < sheet->color_count; i++) {
		color = &sheet->colors[i];
		if (!kx_node_member(&table->node, color->id, &node))
			continue;
		if (leads_back(sheet, color))
			kx_node_fault(&node, KX139, "end the circle with a color like \"#1A1A1A\"",
			    "the color \"%s\" leads back to itself", color->id);
		else
			kx_read_color_use(&node, sheet, color->value);
	}
}

static void
read_colors(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_named_color *color;
	struct table table;
	struct kx_node node;
	const char *key;
	json_t *value;

	if (!open_table(root, "colors", MOST_COLORS, true, &table))
		return;
	sheet->colors = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->colors));
	if (sheet->colors == NULL)
		return;
	json_object_foreach(table.node.json, key, value) {
		color = &sheet->colors[sheet->color_count];
		color->id = open_entry(&table, key, value, false, &node);
		color->value = color->id != NULL ? kx_node_text(&node, KX_MAX_NAME_BYTES) : NULL;
		if (color->value == NULL)
			continue;
		if (strcmp(color->id, "clinic") == 0)
			kx_node_fault(&node, KX112, NULL, "\"clinic\" is the clinic's own color and cannot be named again");
		sheet->color_count++;
	}
	check_colors(&table, sheet);
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
	style->color = kx_member_text(node, "color", KX_MAX_NAME_BYTES);
	if (kx_node_member(node, "color", &color))
		kx_read_color_use(&color, sheet, style->color);
}

static void
read_styles(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_style *style;
	struct table table;
	struct kx_node node;
	const char *key;
	json_t *value;

	if (!open_table(root, "styles", MOST_STYLES, true, &table))
		return;
	sheet->styles = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->styles));
	if (sheet->styles == NULL)
		return;
	json_object_foreach(table.node.json, key, value) {
		style = &sheet->styles[sheet->style_count];
		style->id = open_entry(&table, key, value, false, &node);
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
	struct table table;
	struct kx_node node;
	const char *key;
	json_t *value;

	if (!open_table(root, "boxes", MOST_BOXES, false, &table))
		return;
	sheet->boxes = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->boxes));
	if (sheet->boxes == NULL)
		return;
	json_object_foreach(table.node.json, key, value) {
		box = &sheet->boxes[sheet->box_count];
		box->id = open_entry(&table, key, value, false, &node);
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
read_furniture(const struct kx_node *root, struct kx_template *sheet)
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
	if (kx_node_member(root, "running_head", &node) && kx_shape_check(&node, &head_shape)) {
		sheet->head_left = kx_member_text(&node, "left", KX_MAX_NAME_BYTES);
		sheet->head_right = kx_member_text(&node, "right", KX_MAX_NAME_BYTES);
	}
	if (kx_node_member(root, "footer", &node) && kx_shape_check(&node, &foot_shape)) {
		sheet->foot_left = kx_member_text(&node, "left", KX_MAX_NAME_BYTES);
		sheet->foot_middle = kx_member_text(&node, "middle", KX_MAX_NAME_BYTES);
		sheet->foot_right = kx_member_text(&node, "right", KX_MAX_NAME_BYTES);
	}
}

static void
read_numbers(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_named_number *number;
	struct table table;
	struct kx_node node;
	const char *key;
	json_t *value;

	if (!open_table(root, "numbers", MOST_NUMBERS, false, &table))
		return;
	sheet->numbers = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->numbers));
	if (sheet->numbers == NULL)
		return;
	json_object_foreach(table.node.json, key, value) {
		number = &sheet->numbers[sheet->number_count];
		number->id = open_entry(&table, key, value, true, &node);
		if (number->id != NULL && kx_node_milli(&node, -LONGEST, LONGEST, &number->value))
			sheet->number_count++;
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

static void
read_file(const struct kx_node *root, struct kx_template *sheet)
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
	read_colors(root, sheet);
	kx_read_sides(root, sheet);
	read_styles(root, sheet);
	read_boxes(root, sheet);
	read_furniture(root, sheet);
	kx_read_flow(root, sheet);
	read_omitted(root, sheet);
	read_numbers(root, sheet);
}

bool
kx_read_template(struct kx_arena *arena, const char *folder, const char *layout,
    struct kx_template **ret_template, struct kx_diagnostics *diags)
{
	struct kx_template *sheet = kx_arena_alloc(arena, sizeof(*sheet));
	size_t before = diags->errors;
	const char *path = kx_read_choose(arena, folder, layout, KX127, "layout", diags);
	struct kx_datafile file;
	struct kx_node root;

	if (path != NULL && kx_datafile_open(&file, arena, path, diags)) {
		root = kx_node_root(&file);
		if (sheet != NULL && kx_shape_check(&root, &file_shape))
			read_file(&root, sheet);
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
