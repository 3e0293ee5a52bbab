#include "read/read.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "content/batch.h"
#include "read/csv.h"
#include "read/parts.h"
#include "read/shape.h"

#include <stdlib.h>
#include <string.h>

#define MOST_VALUES 200   /* of one dimension */

#define LIST_KEY(id, name, list) { list, false },

static const struct kx_key batch_keys[] = {
	{ "$schema", false }, { "data", false }, { "folder", false }, { "output", true }, { "clinics", true },
	KX_DIMENSIONS(LIST_KEY) { "copies", false }, { "printer", false }, { "overrides", false }, { "include", false },
	{ "exclude", false }
};
static const struct kx_shape batch_shape = KX_SHAPE("a batch manifest", batch_keys);

static const struct kx_key override_keys[] = {
	{ "clinics", true }, KX_DIMENSIONS(LIST_KEY) { "copies", false }, { "printer", false }
};
static const struct kx_shape override_shape = KX_SHAPE("an override", override_keys);

static const struct kx_key rule_keys[] = { KX_DIMENSIONS(LIST_KEY) { "clinics", false } };
static const struct kx_shape rule_shape = KX_SHAPE("a rule", rule_keys);

struct batch_reading {
	struct kx_arena *arena;
	struct kx_diagnostics *diags;
	struct kx_batch *batch;
	size_t room;
	const struct kx_clinic_table *table;
};

static void
read_names(const struct kx_node *object, const char *key, size_t most, struct kx_name_list *ret_list)
{
	struct kx_node node;

	if (!kx_node_member(object, key, &node))
		return;
	ret_list->origin = kx_node_origin(&node);
	ret_list->names = kx_member_texts(object, key, most, KX_MAX_NAME_BYTES, &ret_list->count);
	if (node.json->type == KX_PARSED_LIST && node.json->count == 0)
		kx_node_fault(&node, KX117, NULL, "\"%s\" needs at least one entry", key);
}

static void
read_choice(const struct kx_node *object, struct kx_choice *ret_choice)
{
	int dimension;

	for (dimension = 0; dimension < KX_DIM_COUNT; dimension++)
		read_names(object, kx_dimension_lists[dimension], MOST_VALUES, &ret_choice->of[dimension]);
}

static void
read_print(const struct kx_node *object, int *copies, const char **printer)
{
	int32_t number;

	if (kx_member_whole(object, "copies", 0, KX_MAX_COPIES, &number))
		*copies = (int)number;
	*printer = kx_member_text(object, "printer", KX_MAX_NAME_BYTES);
}

/* The folder of a file with its slash, "" for one without. */
static const char *
beside(struct kx_arena *arena, const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');

	if (name == NULL || name[0] == '/' || slash == NULL)
		return name;
	return kx_arena_print(arena, "%.*s%s", (int)(slash - path) + 1, path, name);
}

static struct kx_batch_clinic *
add_clinic(struct batch_reading *reading, const char *id, struct kx_place place)
{
	struct kx_batch *batch = reading->batch;
	struct kx_batch_clinic *clinic;

	if (batch->clinic_count == KX_MAX_BATCH_CLINICS) {
		kx_report(reading->diags, KX111, place, NULL, "the batch has more than %d clinics", KX_MAX_BATCH_CLINICS);
		return NULL;
	}
	clinic = kx_arena_push(reading->arena, &batch->clinics, &batch->clinic_count, &reading->room, sizeof(*clinic));
	if (clinic != NULL)
		*clinic = (struct kx_batch_clinic){ .id = id, .place = place, .copies = KX_COPIES_UNSAID };
	return clinic;
}

/* ---- the list of clinics ---- */

/* Names in one cell, parted by blanks, "|" or line ends. */
static void
cell_names(struct batch_reading *reading, const struct kx_clinic_row *row, const char *column, struct kx_name_list *ret_list)
{
	const char *cell = kx_clinic_row_cell(row, column), **slot;
	size_t length, room = 0;

	while (cell != NULL && *(cell += strspn(cell, " |\n")) != '\0') {
		length = strcspn(cell, " |\n");
		slot = kx_arena_push(reading->arena, &ret_list->names, &ret_list->count, &room, sizeof(*slot));
		if (slot == NULL)
			return;
		*slot = kx_arena_copy(reading->arena, cell, length);
		cell += length;
	}
}

/* The lists in the cells of a row; NULL when they are all empty. */
static const struct kx_choice *
cell_choice(struct batch_reading *reading, const struct kx_clinic_row *row)
{
	struct kx_choice choice = { 0 }, *made;
	bool says = false;
	int dimension;

	for (dimension = 0; dimension < KX_DIM_COUNT; dimension++) {
		cell_names(reading, row, kx_dimension_lists[dimension], &choice.of[dimension]);
		says = says || choice.of[dimension].count > 0;
	}
	made = says ? kx_arena_alloc(reading->arena, sizeof(*made)) : NULL;
	if (made != NULL)
		*made = choice;
	return made;
}

static void
cell_copies(struct batch_reading *reading, const struct kx_clinic_row *row, int *ret_copies)
{
	const char *cell = kx_clinic_row_cell(row, "copies");
	char *end;
	long number;

	if (cell == NULL)
		return;
	number = strtol(cell, &end, 10);
	if (*end == '\0' && cell[0] != '-' && cell[0] != '+' && number >= 0 && number <= KX_MAX_COPIES)
		*ret_copies = (int)number;
	else
		kx_report(reading->diags, KX114, kx_clinic_row_place(row, "copies"), NULL,
		    "\"%s\" is no whole number from 0 to %d", kx_shape_clip(reading->arena, cell), KX_MAX_COPIES);
}

static void
read_row(struct batch_reading *reading, const struct kx_csv_row *cells)
{
	struct kx_clinic_row *row = kx_arena_alloc(reading->arena, sizeof(*row));
	struct kx_batch_clinic *clinic;
	const char *id;
	size_t i;

	if (row == NULL)
		return;
	*row = (struct kx_clinic_row){ reading->table, cells->cells, cells->at, cells->line, false };
	id = kx_clinic_row_cell(row, "id");
	if (id == NULL || !kx_id_valid(id)) {
		kx_report(reading->diags, KX112, kx_clinic_row_place(row, "id"), "small letters, digits and hyphens",
		    id == NULL ? "the clinic has no id" : "\"%s\" is not an id", kx_shape_clip(reading->arena, id != NULL ? id : ""));
		return;
	}
	for (i = 0; i < reading->table->column_count; i++)
		row->describes = row->describes || (row->cells[i][0] != '\0' && strcmp(reading->table->columns[i], "id") != 0 &&
		    kx_clinic_column(reading->table->columns[i]));
	clinic = add_clinic(reading, id, kx_clinic_row_place(row, "id"));
	if (clinic == NULL)
		return;
	clinic->row = row->describes ? row : NULL;
	clinic->choice = cell_choice(reading, row);
	cell_copies(reading, row, &clinic->copies);
	clinic->printer = kx_clinic_row_cell(row, "printer");
}

static bool
knows_column(const char *name)
{
	int dimension;

	for (dimension = 0; dimension < KX_DIM_COUNT; dimension++)
		if (strcmp(name, kx_dimension_lists[dimension]) == 0)
			return true;
	return strcmp(name, "copies") == 0 || strcmp(name, "printer") == 0 || kx_clinic_column(name);
}

static bool
check_columns(struct batch_reading *reading, const struct kx_csv *csv)
{
	struct kx_place place = { .file = reading->table->path, .line = 1 };
	bool whole = true, has_id = false;
	size_t i;

	for (i = 0; i < csv->column_count; i++) {
		has_id = has_id || strcmp(csv->columns[i], "id") == 0;
		if (knows_column(csv->columns[i]))
			continue;
		kx_report(reading->diags, KX824, place, "columns are called like the keys of a clinic file; 'kxreport schema batch' "
		    "has those on top of them", "there is no column \"%s\"", kx_shape_clip(reading->arena, csv->columns[i]));
		whole = false;
	}
	if (!has_id)
		kx_report(reading->diags, KX824, place, NULL, "the list has no column \"id\"");
	return whole && has_id;
}

static void
read_table(struct batch_reading *reading, const char *path)
{
	struct kx_clinic_table *table = kx_arena_alloc(reading->arena, sizeof(*table));
	struct kx_csv csv;
	size_t i;

	if (table == NULL || !kx_csv_read(reading->arena, path, &csv, reading->diags))
		return;
	*table = (struct kx_clinic_table){ path, csv.columns, csv.column_count };
	reading->table = table;
	if (!check_columns(reading, &csv))
		return;
	for (i = 0; i < csv.row_count; i++)
		read_row(reading, &csv.rows[i]);
}

/* ---- the manifest ---- */

/* "all", a list of ids, or {"list": "clinics.csv"}. */
static void
read_clinics(struct batch_reading *reading, const struct kx_node *root)
{
	static const struct kx_key keys[] = { { "list", true } };
	static const struct kx_shape shape = KX_SHAPE("a list of clinics", keys);
	struct kx_node node, element;
	const char *path;
	size_t i, count;

	if (!kx_node_member(root, "clinics", &node))
		return;
	if (node.json->type == KX_PARSED_TEXT) {
		reading->batch->all_clinics = strcmp(kx_parsed_string(node.json), "all") == 0;
		if (!reading->batch->all_clinics)
			kx_node_fault(&node, KX110, "a list of ids, {\"list\": \"clinics.csv\"}, or \"all\"", "\"clinics\" is \"%s\"",
			    kx_shape_clip(reading->arena, kx_parsed_string(node.json)));
	} else if (node.json->type == KX_PARSED_OBJECT) {
		path = kx_shape_check(&node, &shape) ? kx_member_text(&node, "list", KX_MAX_NAME_BYTES) : NULL;
		if (path != NULL)
			read_table(reading, reading->batch->list = beside(reading->arena, node.file->path, path));
	} else {
		count = kx_member_list(root, "clinics", KX_MAX_BATCH_CLINICS, true, &node);
		for (i = 0; i < count; i++) {
			element = kx_node_element(&node, i);
			path = kx_node_id(&element);
			if (path != NULL)
				add_clinic(reading, path, kx_node_place(&element));
		}
	}
}


/* By binary search: the list was sorted when it was whole. */
static int
by_id(const void *a, const void *b)
{
	return strcmp(((const struct kx_batch_clinic *)a)->id, ((const struct kx_batch_clinic *)b)->id);
}

static void
sort_clinics(struct batch_reading *reading)
{
	struct kx_batch *batch = reading->batch;
	struct kx_diagnostic *made;
	size_t i;

	if (batch->clinic_count > 1)
		qsort(batch->clinics, batch->clinic_count, sizeof(*batch->clinics), by_id);
	for (i = 1; i < batch->clinic_count; i++)
		if (strcmp(batch->clinics[i - 1].id, batch->clinics[i].id) == 0) {
			made = kx_report(reading->diags, KX121, batch->clinics[i].place, NULL, "the clinic \"%s\" stands twice in the batch",
			    batch->clinics[i].id);
			kx_report_also(reading->diags, made, batch->clinics[i - 1].place);
		}
}

static void
lay_over(struct kx_arena *arena, struct kx_batch_clinic *clinic, const struct kx_choice *choice, int copies, const char *printer)
{
	struct kx_choice *all = kx_arena_alloc(arena, sizeof(*all));
	int dimension;

	if (all == NULL)
		return;
	if (clinic->choice != NULL)
		*all = *clinic->choice;
	for (dimension = 0; dimension < KX_DIM_COUNT; dimension++)
		if (choice->of[dimension].count > 0)
			all->of[dimension] = choice->of[dimension];
	clinic->choice = all;
	if (copies != KX_COPIES_UNSAID)
		clinic->copies = copies;
	if (printer != NULL)
		clinic->printer = printer;
}

static struct kx_batch_clinic *
find_or_add(struct batch_reading *reading, const struct kx_node *node, const char *id, size_t sorted)
{
	struct kx_batch *batch = reading->batch;
	struct kx_batch_clinic key = { .id = id }, *found;
	struct kx_nearness nearness;
	size_t i;

	found = sorted > 0 ? bsearch(&key, batch->clinics, sorted, sizeof(key), by_id) : NULL;
	for (i = sorted; found == NULL && i < batch->clinic_count; i++)
		if (strcmp(batch->clinics[i].id, id) == 0)
			found = &batch->clinics[i];
	if (found != NULL || batch->all_clinics)
		return found != NULL ? found : add_clinic(reading, id, kx_node_place(node));
	kx_nearness_init(&nearness, id);
	for (i = 0; i < batch->clinic_count; i++)
		kx_nearness_try(&nearness, batch->clinics[i].id);
	kx_node_fault(node, KX126, kx_shape_suggest(reading->arena, nearness.best), "the batch has no clinic \"%s\"",
	    kx_shape_clip(reading->arena, id));
	return NULL;
}

static void
read_override(struct batch_reading *reading, const struct kx_node *node, size_t sorted)
{
	struct kx_choice choice = { 0 };
	int copies = KX_COPIES_UNSAID;
	struct kx_batch_clinic *clinic;
	struct kx_node list, element;
	const char *printer, *id;
	size_t count, i;

	if (!kx_shape_check(node, &override_shape))
		return;
	read_choice(node, &choice);
	read_print(node, &copies, &printer);
	count = kx_member_list(node, "clinics", KX_MAX_BATCH_CLINICS, true, &list);
	for (i = 0; i < count; i++) {
		element = kx_node_element(&list, i);
		id = kx_node_id(&element);
		clinic = id != NULL ? find_or_add(reading, &element, id, sorted) : NULL;
		if (clinic != NULL)
			lay_over(reading->arena, clinic, &choice, copies, printer);
	}
}

static void
read_overrides(struct batch_reading *reading, const struct kx_node *root)
{
	struct kx_node list, node;
	size_t count = kx_member_list(root, "overrides", KX_MAX_BATCH_RULES, false, &list), i;
	size_t sorted = reading->batch->clinic_count;

	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		read_override(reading, &node, sorted);
	}
	if (reading->batch->clinic_count > sorted)
		qsort(reading->batch->clinics, reading->batch->clinic_count, sizeof(*reading->batch->clinics), by_id);
}

static size_t
read_rules(struct batch_reading *reading, const struct kx_node *root, const char *key, struct kx_batch_rule **ret_rules)
{
	struct kx_node list, node;
	size_t count = kx_member_list(root, key, KX_MAX_BATCH_RULES, false, &list), i;
	struct kx_batch_rule *rules = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*rules)) : NULL;

	for (i = 0; rules != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		rules[i].origin = kx_node_origin(&node);
		if (!kx_shape_check(&node, &rule_shape))
			continue;
		read_names(&node, "clinics", KX_MAX_BATCH_CLINICS, &rules[i].clinics);
		read_choice(&node, &rules[i].choice);
	}
	*ret_rules = rules;
	return rules != NULL ? count : 0;
}

static void
read_manifest(struct batch_reading *reading, const struct kx_node *root)
{
	struct kx_batch *batch = reading->batch;
	struct kx_node node;

	batch->origin = kx_node_origin(root);
	batch->data = beside(reading->arena, root->file->path, kx_member_text(root, "data", KX_MAX_NAME_BYTES));
	batch->folder = beside(reading->arena, root->file->path, kx_member_text(root, "folder", KX_MAX_NAME_BYTES));
	batch->output = kx_member_text(root, "output", KX_MAX_NAME_BYTES);
	if (kx_node_member(root, "output", &node))
		batch->output_origin = kx_node_origin(&node);
	read_choice(root, &batch->choice);
	batch->copies = KX_COPIES_UNSAID;
	read_print(root, &batch->copies, &batch->printer);
	read_clinics(reading, root);
	sort_clinics(reading);
	read_overrides(reading, root);
	batch->include_count = read_rules(reading, root, "include", &batch->includes);
	batch->exclude_count = read_rules(reading, root, "exclude", &batch->excludes);
}

bool
kx_read_batch(struct kx_arena *arena, const char *path, struct kx_batch **ret_batch, struct kx_diagnostics *diags)
{
	struct batch_reading reading = { .arena = arena, .diags = diags, .batch = kx_arena_alloc(arena, sizeof(*reading.batch)) };
	size_t before = diags->errors;
	struct kx_datafile file;
	struct kx_node root;

	if (reading.batch == NULL || !kx_datafile_open(&file, arena, NULL, path, diags))
		return false;
	root = kx_node_root(&file);
	if (kx_shape_check(&root, &batch_shape))
		read_manifest(&reading, &root);
	kx_datafile_close(&file);
	if (kx_arena_spent(arena))
		kx_report(diags, KX111, (struct kx_place){ .file = path }, NULL, "the batch needs more memory than a job may use");
	if (diags->errors > before)
		return false;
	*ret_batch = reading.batch;
	return true;
}
