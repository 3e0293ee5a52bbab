#include "read/read.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "content/profile.h"
#include "read/parts.h"
#include "read/template_parts.h"

#include <string.h>

#define MOST_STEPS 50

/* Factors, per mille: space and pages never shrink, and never grow beyond reason. */
#define LEAST_FACTOR 1000
#define MOST_FACTOR  20000

static const struct kx_key size_keys[] = {
	{ "$schema", false }, { "id", true }, { "title", true }, { "type", false }, { "space", true },
	{ "margin_least", false }, { "columns", false }, { "pages", true }, { "page_breaks", true }, { "italics", true },
	{ "running_harm", false }, { "type_least", true }, { "fit", false }, { "numbers", false }, { "running_head", false },
	{ "footer", false }, { "print_rules", false }
};
static const struct kx_shape size_shape = KX_SHAPE("a size", size_keys);

static const struct kx_key step_keys[] = { { "from", true }, { "size", true }, { "leading", true } };
static const struct kx_shape step_shape = KX_SHAPE("a step of type", step_keys);

static const struct kx_key rule_keys[] = {
	{ "name", true }, { "type_least", true }, { "title_least", false }, { "mark_least", false }, { "leading_least", false },
	{ "margin_least", false }, { "columns_most", false }, { "line_most", false }, { "italics", true }, { "capitals", true },
	{ "hyphens", true }, { "justified", false }
};
static const struct kx_shape rule_shape = KX_SHAPE("rules of print", rule_keys);

static const struct kx_key ink_keys[] = {
	{ "$schema", false }, { "id", true }, { "title", true }, { "gray", true }, { "fills", true }, { "edge", false },
	{ "edge_width", false }, { "coverage_most", false }, { "colors", false }, { "fonts", false }, { "numbers", false }
};
static const struct kx_shape ink_shape = KX_SHAPE("an ink", ink_keys);

void
kx_read_name(const struct kx_node *root, const char *noun, const char **ret_id, const char **ret_title)
{
	struct kx_arena *arena = root->file->arena;
	const char *stem = kx_read_stem(arena, root->file->path);
	struct kx_node node;

	*ret_id = kx_member_id(root, "id");
	if (*ret_id != NULL && stem != NULL && strcmp(*ret_id, stem) != 0 && kx_node_member(root, "id", &node))
		kx_node_fault(&node, KX134, kx_arena_print(arena, "rename the file to %s.json", *ret_id),
		    "the %s \"%s\" is in the file %s.json", noun, *ret_id, stem);
	*ret_title = kx_member_text(root, "title", KX_MAX_NAME_BYTES);
}

/* Larger type of the template never becomes smaller here, nor a line less than its type. */
static void
check_step(const struct kx_node *node, const struct kx_size_profile *size)
{
	const struct kx_type_step *step = &size->type[size->type_count], *last = step - 1;

	if (step->leading < step->size)
		kx_node_fault(node, KX140, NULL, "the lines are closer together than the type is high");
	if (size->type_count > 0 && (step->from <= last->from || step->size < last->size || step->leading < last->leading))
		kx_node_fault(node, KX140, "put the steps in the order of \"from\", none smaller than the one before",
		    "this step of type does not rise above the one before it");
}

static void
read_type(const struct kx_node *root, struct kx_size_profile *size)
{
	struct kx_node list, node;
	size_t count = kx_member_list(root, "type", MOST_STEPS, true, &list), i;
	struct kx_type_step *step;

	size->type = count > 0 ? kx_arena_array(root->file->arena, count, sizeof(*size->type)) : NULL;
	for (i = 0; size->type != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		step = &size->type[size->type_count];
		if (!kx_shape_check(&node, &step_shape) ||
		    !kx_member_milli(&node, "from", KX_SHORTEST, KX_LONGEST, &step->from) ||
		    !kx_member_milli(&node, "size", KX_SHORTEST, KX_LONGEST, &step->size) ||
		    !kx_member_milli(&node, "leading", KX_SHORTEST, KX_LONGEST, &step->leading))
			continue;
		check_step(&node, size);
		size->type_count++;
	}
}

/* What a line may hold at most, in characters. */
#define LONGEST_LINE 500

static const struct kx_print_rules *
read_print_rules(const struct kx_node *root)
{
	struct kx_print_rules *rules;
	int32_t columns = 0, line = 0;
	struct kx_node node;

	if (!kx_node_member(root, "print_rules", &node) || !kx_shape_check(&node, &rule_shape) ||
	    (rules = kx_arena_alloc(root->file->arena, sizeof(*rules))) == NULL)
		return NULL;
	rules->origin = kx_node_origin(&node);
	rules->name = kx_member_text(&node, "name", KX_MAX_NAME_BYTES);
	kx_member_milli(&node, "type_least", KX_SHORTEST, KX_LONGEST, &rules->type_least);
	kx_member_milli(&node, "title_least", KX_SHORTEST, KX_LONGEST, &rules->title_least);
	kx_member_milli(&node, "mark_least", KX_SHORTEST, KX_LONGEST, &rules->mark_least);
	kx_member_milli(&node, "margin_least", 0, KX_LONGEST, &rules->margin_least);
	kx_member_milli(&node, "leading_least", LEAST_FACTOR, MOST_FACTOR, &rules->leading_least);
	kx_member_whole(&node, "columns_most", 1, 48, &columns);
	kx_member_whole(&node, "line_most", 1, LONGEST_LINE, &line);
	rules->columns_most = (int)columns;
	rules->line_most = (int)line;
	kx_member_flag(&node, "italics", &rules->italics);
	kx_member_flag(&node, "capitals", &rules->capitals);
	kx_member_flag(&node, "hyphens", &rules->hyphens);
	kx_member_flag(&node, "justified", &rules->justified);
	return rules;
}

static const struct kx_key least_keys[] = { { "text", true }, { "note", true } };
static const struct kx_shape least_shape = KX_SHAPE("the least type", least_keys);

/* Notes are never larger than the text. */
static void
read_least(const struct kx_node *root, struct kx_size_profile *size)
{
	struct kx_node node;

	if (!kx_node_member(root, "type_least", &node) || !kx_shape_check(&node, &least_shape))
		return;
	kx_member_milli(&node, "text", KX_SHORTEST, KX_LONGEST, &size->text_least);
	kx_member_milli(&node, "note", KX_SHORTEST, KX_LONGEST, &size->note_least);
	if (size->note_least > size->text_least)
		kx_node_fault(&node, KX140, NULL, "notes would be larger than the text");
}

static void
read_size(const struct kx_node *root, void *profile)
{
	struct kx_size_profile *size = profile;
	struct kx_template parts = { .id = NULL };
	int32_t columns = 0;

	size->origin = kx_node_origin(root);
	kx_read_name(root, "size", &size->id, &size->title);
	read_type(root, size);
	kx_member_milli(root, "space", LEAST_FACTOR, MOST_FACTOR, &size->space);
	kx_member_milli(root, "margin_least", 0, KX_LONGEST, &size->margin_least);
	kx_member_whole(root, "columns", 1, 48, &columns);
	size->columns = (int)columns;
	kx_member_milli(root, "pages", LEAST_FACTOR, MOST_FACTOR, &size->pages);
	kx_member_flag(root, "page_breaks", &size->page_breaks);
	kx_member_flag(root, "italics", &size->italics);
	kx_member_flag(root, "running_harm", &size->running_harm);
	read_least(root, size);
	kx_read_fit(root, &parts, false);
	size->fit = parts.fit;
	kx_read_numbers(root, &parts);
	size->numbers = parts.numbers;
	size->number_count = parts.number_count;
	kx_read_furniture(root, &parts);
	size->head = (struct kx_running){ kx_node_has(root, "running_head"), parts.head_left, NULL,
	    parts.head_right };
	size->foot = (struct kx_running){ kx_node_has(root, "footer"), parts.foot_left,
	    parts.foot_middle, parts.foot_right };
	size->print_rules = read_print_rules(root);
}

static void
read_ink(const struct kx_node *root, void *profile)
{
	struct kx_ink_profile *ink = profile;
	struct kx_template parts = { .id = NULL };

	ink->origin = kx_node_origin(root);
	kx_read_name(root, "ink", &ink->id, &ink->title);
	kx_member_flag(root, "gray", &ink->gray);
	kx_member_flag(root, "fills", &ink->fills);
	ink->edge = kx_member_text(root, "edge", KX_MAX_NAME_BYTES);
	kx_member_milli(root, "edge_width", KX_SHORTEST, KX_LONGEST, &ink->edge_width);
	kx_member_milli(root, "coverage_most", 1, 100000, &ink->coverage_most);
	if (!ink->fills && (ink->edge == NULL || ink->edge_width == 0))
		kx_node_fault(root, KX140, "add \"edge\" and \"edge_width\"",
		    "boxes without a ground of colour need an edge that can be seen");
	kx_read_colors(root, &parts);
	ink->colors = parts.colors;
	ink->color_count = parts.color_count;
	kx_read_font_uses(root, &parts);
	ink->fonts = parts.fonts;
	ink->font_count = parts.font_count;
	kx_read_numbers(root, &parts);
	ink->numbers = parts.numbers;
	ink->number_count = parts.number_count;
}

bool
kx_profile_read(const struct kx_profile_kind *kind, struct kx_arena *arena, struct kx_read_files *files, const char *templates,
    const char *wanted, void *profile, struct kx_diagnostics *diags)
{
	const char *folder = kx_path_join(arena, templates, kind->folder);
	const char *path = folder != NULL ? kx_read_choose(arena, folder, wanted, kind->unknown, kind->noun, diags) : NULL;
	size_t before = diags->errors;
	struct kx_datafile file;
	struct kx_node root;

	if (path == NULL || !kx_datafile_open(&file, arena, files, path, diags))
		return false;
	root = kx_node_root(&file);
	if (kx_shape_check(&root, kind->shape))
		kind->read(&root, profile);
	kx_datafile_close(&file);
	return diags->errors == before && !kx_arena_spent(arena);
}

bool
kx_read_size(struct kx_arena *arena, struct kx_read_files *files, const char *templates, const char *wanted, struct kx_size_profile **ret_size,
    struct kx_diagnostics *diags)
{
	static const struct kx_profile_kind kind = { "sizes", "size", KX470, &size_shape, read_size };
	struct kx_size_profile *size = kx_arena_alloc(arena, sizeof(*size));

	if (size == NULL || !kx_profile_read(&kind, arena, files, templates, wanted, size, diags))
		return false;
	*ret_size = size;
	return true;
}

bool
kx_read_ink(struct kx_arena *arena, struct kx_read_files *files, const char *templates, const char *wanted, struct kx_ink_profile **ret_ink,
    struct kx_diagnostics *diags)
{
	static const struct kx_profile_kind kind = { "inks", "ink", KX471, &ink_shape, read_ink };
	struct kx_ink_profile *ink = kx_arena_alloc(arena, sizeof(*ink));

	if (ink == NULL || !kx_profile_read(&kind, arena, files, templates, wanted, ink, diags))
		return false;
	*ret_ink = ink;
	return true;
}
