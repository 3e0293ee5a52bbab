#include "read/parts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "content/handout.h"
#include "read/shape.h"

#include <stdlib.h>
#include <string.h>

#define MOST_SECTIONS 100
#define MOST_BLOCKS   100
#define MOST_COLUMNS  12
#define MOST_LINES    40
#define MOST_OUTLINES 100

static const struct kx_key section_keys[] = { { "id", true }, { "title", true }, { "role", true }, { "blocks", true } };
static const struct kx_shape section_shape = KX_SHAPE("a section", section_keys);

static const struct kx_key block_keys[] = {
	{ "id", true }, { "form", true }, { "title", false }, { "lead", false }, { "caption", false }, { "note", false },
	{ "topics", false }, { "columns", false }, { "lines", false }, { "added", false }, { "brief", false }, { "population", false }
};
static const struct kx_shape block_shape = KX_SHAPE("a block", block_keys);

static const struct kx_key column_keys[] = {
	{ "title", true }, { "note", false }, { "mark", true }, { "product", false }, { "topics", true }
};
static const struct kx_shape column_shape = KX_SHAPE("a column", column_keys);

static const struct kx_key outline_keys[] = {
	{ "$schema", false }, { "id", true }, { "title", true }, { "subtitle", true }, { "leaves_out", false },
	{ "running_harm", false }, { "sections", true }
};
static const struct kx_shape outline_shape = KX_SHAPE("an outline", outline_keys);

static const struct kx_key left_out_keys[] = { { "role", true }, { "why", true } };
static const struct kx_shape left_out_shape = KX_SHAPE("a part that is left out", left_out_keys);

static const struct kx_name_kind section_kind = { KX_CODE_NONE, "section", "sections", "topics.json" };
static const struct kx_name_kind block_kind = { KX_CODE_NONE, "block", "blocks", "topics.json" };

/* Where a topic was placed: to find one that is placed twice. */
struct placement { const char *topic, *pointer; size_t order; };

struct outline {
	struct kx_reading *reading;
	struct kx_names sections, blocks;
	struct placement *placements;
	size_t placement_count, placement_room;
};

/* Which parts a form is made of. */
enum parts { BY_TOPICS, BY_COLUMNS, BY_EITHER, BY_NEITHER };

static enum parts
parts_of(enum kx_form form)
{
	switch (form) {
	case KX_FORM_CARDS:
	case KX_FORM_TWO_SIDED:
	case KX_FORM_OPTIONS:
	case KX_FORM_TIMELINE:
		return BY_COLUMNS;
	case KX_FORM_RATES:
	case KX_FORM_FACT_BOX:
	case KX_FORM_ICON_ARRAY:
		return BY_EITHER;
	case KX_FORM_HELP_LINES:
	case KX_FORM_OTHER_LINES:
	case KX_FORM_SOURCES:
	case KX_FORM_COLOPHON:
	case KX_FORM_WRITE_IN:
	case KX_FORM_QR_CODE:
		return BY_NEITHER;
	case KX_FORM_PARAGRAPH:
	case KX_FORM_LIST:
	case KX_FORM_STEPS:
	case KX_FORM_WARNING:
	case KX_FORM_QUESTIONS:
	case KX_FORM_BAR_PAIR:
	case KX_FORM_CURVE:
		return BY_TOPICS;
	}
	return BY_TOPICS;
}

static void
note_placement(struct outline *outline, const char *topic, const struct kx_node *node)
{
	struct placement *slot;

	slot = kx_arena_push(outline->reading->arena, &outline->placements, &outline->placement_count,
	    &outline->placement_room, sizeof(*slot));
	if (slot != NULL)
		*slot = (struct placement){ topic, kx_node_place(node).pointer, outline->placement_count };
}

static const struct kx_topic **
read_topics(struct outline *outline, const struct kx_node *object, size_t *ret_count)
{
	struct kx_reading *reading = outline->reading;
	struct kx_node list, node;
	size_t count = kx_member_list(object, "topics", KX_MAX_TOPICS, false, &list), i, kept = 0;
	const struct kx_topic **topics;
	const char *id;

	topics = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*topics)) : NULL;
	for (i = 0; topics != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		id = kx_node_id(&node);
		if (id == NULL || !kx_names_check(&reading->topics, id, &node))
			continue;
		note_placement(outline, id, &node);
		topics[kept] = kx_content_topic(reading->content, id);
		kept += topics[kept] != NULL;
	}
	*ret_count = kept;
	return topics;
}

static void
read_column(struct outline *outline, const struct kx_node *node, struct kx_column *column)
{
	int mark = 0;

	column->origin = kx_node_origin(node);
	if (!kx_shape_check(node, &column_shape))
		return;
	column->title = kx_member_text(node, "title", KX_MAX_NAME_BYTES);
	column->note = kx_member_text(node, "note", KX_MAX_TEXT_BYTES);
	column->product = kx_read_reference(node, "product", &outline->reading->products);
	if (kx_member_choice(node, "mark", kx_mark_names, &mark))
		column->mark = (enum kx_mark)mark;
	column->topics = read_topics(outline, node, &column->topic_count);
}

static void
read_columns(struct outline *outline, const struct kx_node *node, struct kx_block_plan *block)
{
	struct kx_node list, element;
	size_t count = kx_member_list(node, "columns", MOST_COLUMNS, true, &list), i;

	block->columns = count > 0 ? kx_arena_array(outline->reading->arena, count, sizeof(*block->columns)) : NULL;
	for (i = 0; block->columns != NULL && i < count; i++) {
		element = kx_node_element(&list, i);
		read_column(outline, &element, &block->columns[block->column_count++]);
	}
}

/* An empty list of topics may stand where the form has none: it says the same. */
static bool
has_entries(const struct kx_node *node, const char *key)
{
	const struct kx_parsed *list = kx_parsed_member(node->json, key);

	return list != NULL && list->type == KX_PARSED_LIST && list->count > 0;
}

/* Is it shown as a picture, which may have a caption? */
static bool
is_picture(enum kx_form form)
{
	return form == KX_FORM_ICON_ARRAY || form == KX_FORM_BAR_PAIR || form == KX_FORM_CURVE || form == KX_FORM_TIMELINE ||
	    form == KX_FORM_QR_CODE;
}

/* What only some forms have. */
static void
check_extras(const struct kx_node *node, enum kx_form form)
{
	const char *name = kx_form_name(form);

	if (kx_node_has(node, "lines") && form != KX_FORM_QUESTIONS && form != KX_FORM_WRITE_IN)
		kx_node_fault(node, KX137, NULL, "a block of the form \"%s\" has no lines to write on", name);
	if (kx_node_has(node, "added") && form != KX_FORM_ICON_ARRAY)
		kx_node_fault(node, KX137, "take it out; only an icon array shows what is added", "a block of the form \"%s\" shows "
		    "nothing added", name);
	if (kx_node_has(node, "population") && form != KX_FORM_FACT_BOX)
		kx_node_fault(node, KX137, "take it out; only a fact box says once of whom its numbers are", "a block of the form \"%s\" "
		    "has no people of its own", name);
	if (kx_node_has(node, "brief") && form != KX_FORM_FACT_BOX && form != KX_FORM_COLOPHON)
		kx_node_fault(node, KX137, "take it out; only a fact box and a colophon have a brief form", "a block of the form \"%s\" "
		    "has no brief form", name);
	if (kx_node_has(node, "caption") && !is_picture(form))
		kx_node_fault(node, KX137, "say it in the \"lead\" or the \"note\"; only a picture has a caption",
		    "a block of the form \"%s\" has no picture", name);
}

static void
check_form(const struct kx_node *node, enum kx_form form)
{
	enum parts parts = parts_of(form);
	const char *name = kx_form_name(form);
	bool topics = has_entries(node, "topics"), columns = has_entries(node, "columns");

	if (parts == BY_COLUMNS && topics)
		kx_node_fault(node, KX137, "put the topics into the columns", "a block of the form \"%s\" has columns, not topics", name);
	if ((parts == BY_TOPICS || parts == BY_NEITHER) && columns)
		kx_node_fault(node, KX137, "change the form, or list the topics without columns",
		    "a block of the form \"%s\" has no columns", name);
	if (parts == BY_NEITHER && topics)
		kx_node_fault(node, KX137, "move the topics to a block that prints them",
		    "a block of the form \"%s\" prints no topics", name);
	if (parts == BY_EITHER && topics && columns)
		kx_node_fault(node, KX137, "put all topics into the columns", "a block has topics or columns, not both");
	if ((parts == BY_COLUMNS && !columns) || (parts == BY_EITHER && !columns && !topics) ||
	    (parts == BY_TOPICS && !topics))
		kx_node_fault(node, KX137, parts == BY_COLUMNS ? "add \"columns\"" : "add \"topics\"",
		    "a block of the form \"%s\" has nothing to print", name);
	check_extras(node, form);
}

static void
read_block(struct outline *outline, const struct kx_node *node, struct kx_block_plan *block)
{
	int32_t lines = 0;
	int form = 0;

	block->origin = kx_node_origin(node);
	if (!kx_shape_check(node, &block_shape))
		return;
	block->id = kx_member_id(node, "id");
	kx_names_add(&outline->blocks, block->id, block->origin);
	block->title = kx_member_text(node, "title", KX_MAX_NAME_BYTES);
	block->lead = kx_member_text(node, "lead", KX_MAX_TEXT_BYTES);
	block->caption = kx_member_text(node, "caption", KX_MAX_TEXT_BYTES);
	block->note = kx_member_text(node, "note", KX_MAX_TEXT_BYTES);
	block->population = kx_member_text(node, "population", KX_MAX_NAME_BYTES);
	kx_member_whole(node, "lines", 0, MOST_LINES, &lines);
	block->lines = (int)lines;
	kx_member_flag(node, "added", &block->added);
	kx_member_flag(node, "brief", &block->brief);
	block->topics = read_topics(outline, node, &block->topic_count);
	read_columns(outline, node, block);
	if (kx_member_choice(node, "form", kx_form_names, &form)) {
		block->form = (enum kx_form)form;
		check_form(node, block->form);
	}
}

static void
read_section(struct outline *outline, const struct kx_node *node, struct kx_section *section)
{
	struct kx_node list, element;
	size_t count, i;
	int role = 0;

	section->origin = kx_node_origin(node);
	if (!kx_shape_check(node, &section_shape))
		return;
	section->id = kx_member_id(node, "id");
	kx_names_add(&outline->sections, section->id, section->origin);
	section->title = kx_member_text(node, "title", KX_MAX_NAME_BYTES);
	if (kx_member_choice(node, "role", kx_role_names, &role))
		section->role = (enum kx_role)role;
	count = kx_member_list(node, "blocks", MOST_BLOCKS, true, &list);
	section->blocks = count > 0 ? kx_arena_array(outline->reading->arena, count, sizeof(*section->blocks)) : NULL;
	for (i = 0; section->blocks != NULL && i < count; i++) {
		element = kx_node_element(&list, i);
		read_block(outline, &element, &section->blocks[section->block_count++]);
	}
}

static int
compare_placements(const void *a, const void *b)
{
	const struct placement *one = a, *two = b;
	int order = strcmp(one->topic, two->topic);

	if (order != 0)
		return order;
	return one->order < two->order ? -1 : one->order > two->order;
}

static void
report_placed_twice(struct outline *outline, const char *path)
{
	struct kx_diagnostics *diags = outline->reading->diags;
	struct placement *list = outline->placements;
	struct kx_diagnostic *made = NULL;
	size_t i, first = 0;

	if (outline->placement_count < 2)
		return;
	qsort(list, outline->placement_count, sizeof(*list), compare_placements);
	for (i = 1; i < outline->placement_count; i++) {
		if (strcmp(list[i].topic, list[first].topic) != 0) {
			first = i;
			continue;
		}
		if (i == first + 1) {
			made = kx_report(diags, KX133, (struct kx_place){ .file = path, .pointer = list[i].pointer }, NULL,
			    "the topic \"%s\" is on the sheet already", list[i].topic);
			kx_report_also(diags, made, (struct kx_place){ .file = path, .pointer = list[first].pointer });
		} else {
			kx_report_also(diags, made, (struct kx_place){ .file = path, .pointer = list[i].pointer });
		}
	}
}

/* The list "sections" of a file.  Each file is a sheet of its own: its ids differ, and a topic stands once. */
static void
read_sections(struct kx_reading *reading, const struct kx_node *root, struct kx_section **ret_sections, size_t *ret_count)
{
	struct outline outline = { .reading = reading };
	struct kx_node list, element;
	size_t count = kx_member_list(root, "sections", MOST_SECTIONS, true, &list), i;
	struct kx_section *sections;

	kx_names_init(&outline.sections, reading->arena, reading->diags, &section_kind);
	kx_names_init(&outline.blocks, reading->arena, reading->diags, &block_kind);
	sections = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*sections)) : NULL;
	for (i = 0; sections != NULL && i < count; i++) {
		element = kx_node_element(&list, i);
		read_section(&outline, &element, &sections[i]);
	}
	kx_names_close(&outline.sections);
	kx_names_close(&outline.blocks);
	report_placed_twice(&outline, root->file->path);
	*ret_sections = sections;
	*ret_count = sections != NULL ? count : 0;
}

static bool
is_placed(struct kx_section *sections, size_t count, const char *topic)
{
	struct kx_content sheet = { .sections = sections, .section_count = count };
	struct kx_sheet_walk walk = { .content = &sheet };
	struct kx_sheet_stop stop;

	while (kx_sheet_next(&walk, &stop))
		if (strcmp(stop.topic->id, topic) == 0)
			return true;
	return false;
}

/* The topic of the running harm line; its words stand on the sheet in full, so that the line only repeats them. */
static const char *
read_running_harm(struct kx_reading *reading, const struct kx_node *root, struct kx_section *sections, size_t count)
{
	const char *id = kx_member_id(root, "running_harm");
	struct kx_node node;

	if (id == NULL || !kx_node_member(root, "running_harm", &node) || !kx_names_check(&reading->topics, id, &node))
		return NULL;
	if (is_placed(sections, count, id))
		return id;
	kx_node_fault(&node, KX480, "name a topic of this sheet that gives a harm with its number",
	    "no block of this sheet prints the topic \"%s\"", id);
	return NULL;
}

void
kx_read_outline(struct kx_reading *reading, const struct kx_node *root)
{
	struct kx_content *content = reading->content;

	read_sections(reading, root, &content->account, &content->account_count);
	content->sections = content->account;
	content->section_count = content->account_count;
	content->running_harm = read_running_harm(reading, root, content->account, content->account_count);
}

/* ---- outlines of short sheets ---- */

/*
 * What a short sheet may leave to the full account.  Harms, help, sources and
 * the imprint are not among them: no sheet can do without.
 */
static const enum kx_role leavable[] = {
	KX_ROLE_SUMMARY, KX_ROLE_ABOUT, KX_ROLE_BENEFITS, KX_ROLE_CANDIDACY, KX_ROLE_VISIT, KX_ROLE_ALTERNATIVES, KX_ROLE_QUESTIONS,
	KX_ROLE_CERTAINTY
};
#define LEAVABLE (sizeof(leavable) / sizeof(leavable[0]))

static void
read_left_out(const struct kx_node *node, struct kx_left_out *left_out)
{
	const char *names[LEAVABLE + 1] = { NULL };
	size_t i;
	int role = 0;

	left_out->origin = kx_node_origin(node);
	if (!kx_shape_check(node, &left_out_shape))
		return;
	for (i = 0; i < LEAVABLE; i++)
		names[i] = kx_role_name(leavable[i]);
	if (kx_member_choice(node, "role", names, &role))
		left_out->role = leavable[role];
	left_out->why = kx_member_text(node, "why", KX_MAX_TEXT_BYTES);
}

static void
read_outline_file(struct kx_reading *reading, const struct kx_node *root, struct kx_outline *outline)
{
	const char *stem = kx_read_stem(reading->arena, root->file->path);
	struct kx_node list, element, node;
	size_t count, i;

	outline->origin = kx_node_origin(root);
	outline->id = kx_member_id(root, "id");
	if (outline->id != NULL && stem != NULL && strcmp(outline->id, stem) != 0 && kx_node_member(root, "id", &node))
		kx_node_fault(&node, KX134, kx_arena_print(reading->arena, "rename the file to %s.json", outline->id),
		    "the outline \"%s\" is in the file %s.json", outline->id, stem);
	outline->title = kx_member_text(root, "title", KX_MAX_NAME_BYTES);
	outline->subtitle = kx_member_text(root, "subtitle", KX_MAX_NAME_BYTES);
	count = kx_member_list(root, "leaves_out", LEAVABLE, false, &list);
	outline->left_out = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*outline->left_out)) : NULL;
	for (i = 0; outline->left_out != NULL && i < count; i++) {
		element = kx_node_element(&list, i);
		read_left_out(&element, &outline->left_out[outline->left_out_count++]);
	}
	read_sections(reading, root, &outline->sections, &outline->section_count);
	outline->running_harm = read_running_harm(reading, root, outline->sections, outline->section_count);
}

/* The folder lists its files sorted, and a file is named by its id, so the outlines are too. */
void
kx_read_outlines(struct kx_reading *reading)
{
	const char *folder = kx_path_join(reading->arena, reading->folder, "outlines");
	struct kx_content *content = reading->content;
	const char *const *names;
	struct kx_datafile file;
	struct kx_node root;
	size_t count, i;

	/* A pack may have the full account alone. */
	if (folder == NULL || !kx_path_exists(folder) ||
	    !kx_folder_list(reading->arena, folder, ".json", &names, &count, reading->diags))
		return;
	if (count > MOST_OUTLINES) {
		kx_report(reading->diags, KX116, (struct kx_place){ .file = folder }, NULL,
		    "the folder holds %zu outlines; at most %d are read", count, MOST_OUTLINES);
		return;
	}
	content->outlines = kx_arena_array(reading->arena, count, sizeof(*content->outlines));
	for (i = 0; content->outlines != NULL && i < count; i++) {
		if (!kx_datafile_open(&file, reading->arena, reading->files, kx_path_join(reading->arena, folder, names[i]), reading->diags))
			continue;
		root = kx_node_root(&file);
		if (kx_shape_check(&root, &outline_shape))
			read_outline_file(reading, &root, &content->outlines[content->outline_count++]);
		kx_datafile_close(&file);
	}
}
