#include "read/template_parts.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "content/theme.h"
#include "read/parts.h"

#include <string.h>

#define MOST_FONTS   50
#define MOST_COLORS  200
#define MOST_NUMBERS 1000

static const struct kx_key head_keys[] = { { "left", false }, { "right", false } };
static const struct kx_shape head_shape = KX_SHAPE("the running head", head_keys);

static const struct kx_key foot_keys[] = { { "left", false }, { "middle", false }, { "right", false } };
static const struct kx_shape foot_shape = KX_SHAPE("the footer", foot_keys);

/* Names in a template: those of an id, and the dots and underlines of numbers. */
static bool
is_name(const char *key, bool number)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-_.";

	if (!number)
		return kx_id_valid(key);
	return key[0] != '\0' && key[strspn(key, allowed)] == '\0';
}

const char *
kx_table_entry(const struct kx_table *table, size_t index, bool number, struct kx_node *ret_node)
{
	*ret_node = kx_node_entry(&table->node, index);
	if (!is_name(ret_node->key, number)) {
		struct kx_place place = kx_node_place(ret_node);

		place.at_key = true;
		kx_report(table->node.file->diags, KX112, place, "a name is made of small letters, digits and hyphens",
		    "\"%s\" cannot be a name here", kx_shape_clip(table->node.file->arena, ret_node->key));
		return NULL;
	}
	return kx_arena_string(table->node.file->arena, ret_node->key);
}

static void
report_color(const struct kx_node *node, const struct kx_template *sheet, const char *name)
{
	struct kx_arena *arena = node->file->arena;
	const struct kx_palette_name *known;
	struct kx_nearness nearness;
	size_t i;

	kx_nearness_init(&nearness, name);
	kx_nearness_try(&nearness, "clinic");
	for (i = 0; i < sheet->color_count; i++)
		kx_nearness_try(&nearness, sheet->colors[i].id);
	for (known = kx_palette_names; known->id != NULL; known++)
		kx_nearness_try(&nearness, known->id);
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
	if (name != NULL && kx_template_named_color(sheet, text, length) == NULL && !kx_palette_has(text, length))
		report_color(node, sheet, name);
}

void
kx_check_colors(const struct kx_node *root, const struct kx_template *sheet)
{
	const struct kx_named_color *color;
	struct kx_node table, node;
	size_t i;

	if (!kx_node_member(root, "colors", &table))
		return;
	for (i = 0; i < sheet->color_count; i++) {
		color = &sheet->colors[i];
		if (!kx_node_member(&table, color->id, &node))
			continue;
		if (leads_back(sheet, color))
			kx_node_fault(&node, KX139, "end the circle with a color like \"#1A1A1A\"",
			    "the color \"%s\" leads back to itself", color->id);
		else
			kx_read_color_use(&node, sheet, color->value);
	}
}

void
kx_read_colors(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_named_color *color;
	struct kx_table table;
	struct kx_node node;
	size_t i;

	if (!kx_table_open(root, "colors", MOST_COLORS, true, &table))
		return;
	sheet->colors = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->colors));
	if (sheet->colors == NULL)
		return;
	for (i = 0; i < table.count; i++) {
		color = &sheet->colors[sheet->color_count];
		color->id = kx_table_entry(&table, i, false, &node);
		color->value = color->id != NULL ? kx_node_text(&node, KX_MAX_NAME_BYTES) : NULL;
		color->file = root->file->path;
		if (color->value == NULL)
			continue;
		if (strcmp(color->id, "clinic") == 0)
			kx_node_fault(&node, KX112, NULL, "\"clinic\" is the clinic's own color and cannot be named again");
		sheet->color_count++;
	}
}

void
kx_read_font_uses(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_font_use *uses;
	struct kx_table table;
	struct kx_node node;
	size_t i;

	if (!kx_table_open(root, "fonts", MOST_FONTS, true, &table))
		return;
	uses = kx_arena_array(root->file->arena, table.count, sizeof(*uses));
	sheet->fonts = uses;
	if (uses == NULL)
		return;
	for (i = 0; i < table.count; i++) {
		uses->role = kx_table_entry(&table, i, false, &node);
		uses->chain = uses->role != NULL ? kx_node_text(&node, KX_MAX_NAME_BYTES) : NULL;
		if (uses->chain == NULL)
			continue;
		sheet->font_count++;
		uses++;
	}
}

static void
report_number(const struct kx_node *node, const char *name)
{
	const char *near = kx_number_name_near(node->file->arena, name);
	struct kx_place place = kx_node_place(node);

	place.at_key = true;
	kx_report(node->file->diags, KX109, place, near != NULL ? kx_shape_suggest(node->file->arena, near) :
	    "\"kxreport schema template\" has the names of all numbers", "no number of a layout is called \"%s\"",
	    kx_shape_clip(node->file->arena, name));
}

void
kx_read_numbers(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_named_number *number;
	struct kx_table table;
	struct kx_node node;
	size_t i;

	if (!kx_table_open(root, "numbers", MOST_NUMBERS, false, &table))
		return;
	sheet->numbers = kx_arena_array(root->file->arena, table.count, sizeof(*sheet->numbers));
	if (sheet->numbers == NULL)
		return;
	for (i = 0; i < table.count; i++) {
		number = &sheet->numbers[sheet->number_count];
		number->id = kx_table_entry(&table, i, true, &node);
		if (number->id != NULL && !kx_number_name_known(number->id))
			report_number(&node, number->id);
		if (number->id != NULL && kx_node_milli(&node, -KX_LONGEST, KX_LONGEST, &number->value))
			sheet->number_count++;
	}
}

/* A text of a head or a foot; what it has in braces must be something to fill in (KX411). */
static const char *
read_running(const struct kx_node *object, const char *key)
{
	const char *text = kx_member_text(object, key, KX_MAX_NAME_BYTES), *at = text, *end, *name, *near;
	struct kx_arena *arena = object->file->arena;
	struct kx_node node;

	while (at != NULL && (at = strchr(at, '{')) != NULL && (end = strchr(at, '}')) != NULL) {
		if (kx_running_word(at + 1, (size_t)(end - at - 1)) == KX_RUNNING_COUNT && kx_node_member(object, key, &node)) {
			name = kx_arena_copy(arena, at + 1, (size_t)(end - at - 1));
			near = name != NULL ? kx_nearest(name, kx_running_words, KX_RUNNING_COUNT) : NULL;
			kx_node_fault(&node, KX411, near != NULL ? kx_shape_suggest(arena, near) : "it takes title, clinic, document_id, "
			    "version, review, next_review, phone and page_of", "\"%s\" uses {%s}, which nothing fills in", key,
			    name != NULL ? name : "");
		}
		at = end;
	}
	return text;
}

void
kx_read_furniture(const struct kx_node *root, struct kx_template *sheet)
{
	struct kx_node node;

	if (kx_node_member(root, "running_head", &node) && kx_shape_check(&node, &head_shape)) {
		sheet->head_left = read_running(&node, "left");
		sheet->head_right = read_running(&node, "right");
	}
	if (kx_node_member(root, "footer", &node) && kx_shape_check(&node, &foot_shape)) {
		sheet->foot_left = read_running(&node, "left");
		sheet->foot_middle = read_running(&node, "middle");
		sheet->foot_right = read_running(&node, "right");
	}
}
