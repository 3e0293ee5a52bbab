#include "read/parts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "content/batch.h"
#include "content/template.h"
#include "read/inline.h"
#include "read/shape.h"
#include "read/svg.h"
#include "read/translation.h"

#include <string.h>
#include <strings.h>

#define MOST_ADDRESS_LINES 8
#define MOST_PROVIDERS     40
#define MOST_VISIT_LINES   200

static const struct kx_key clinic_keys[] = {
	{ "$schema", false }, { "id", true }, { "name", true }, { "example", false }, { "country", true },
	{ "logo", false }, { "logo_alt", false }, { "address", true }, { "phone", true }, { "after_hours", true },
	{ "hours", true }, { "web", true }, { "handout_url", false }, { "email", false }, { "colour", true }, { "theme", false },
	{ "providers", false },
	{ "visit", false }, { "help_lines", false }, { "funding", false }, { "feedback", false }, { "review", true },
	{ "texts", false }
};
static const struct kx_shape clinic_shape = KX_SHAPE("a clinic", clinic_keys);

static const struct kx_key visit_keys[] = { { "topic", true }, { "says", true } };
static const struct kx_shape visit_shape = KX_SHAPE("a line on the visit", visit_keys);

/* The folder of a file, with its slash; "" for one without. */
static const char *
folder_of(struct kx_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? "" : kx_arena_copy(arena, path, (size_t)(slash - path) + 1);
}

/* An SVG logo is drawn from here on; pictures are read when they are laid out. */
static void
read_drawing(struct kx_reading *reading, struct kx_clinic *clinic)
{
	const char *dot = strrchr(clinic->logo, '.'), *bytes;
	size_t length;

	if (dot == NULL || strcasecmp(dot, ".svg") != 0)
		return;
	if (kx_file_read(reading->arena, clinic->logo, KX_MAX_IMAGE_BYTES, &bytes, &length, reading->diags))
		kx_svg_read(reading->arena, clinic->logo, bytes, length, &clinic->drawing, reading->diags);
}

/*
 * The logo lies beside the clinic's file.  A name that leads elsewhere is
 * refused: a clinic's file may come from anyone, and must not pull other
 * files of the machine into the sheet.
 */
static void
read_logo(struct kx_reading *reading, const struct kx_node *root, struct kx_clinic *clinic)
{
	const char *name = kx_member_text(root, "logo", KX_MAX_NAME_BYTES), *folder;
	struct kx_node node;

	clinic->logo_alt = kx_member_text(root, "logo_alt", KX_MAX_NAME_BYTES);
	if (kx_node_has(root, "logo") && !kx_node_has(root, "logo_alt"))
		kx_node_fault(root, KX108, "say what the logo shows, for readers who do not see it",
		    "a clinic with a logo needs the key \"logo_alt\"");
	if (name == NULL || !kx_node_member(root, "logo", &node))
		return;
	if (strchr(name, '/') != NULL || strcmp(name, "..") == 0 || strcmp(name, ".") == 0) {
		kx_node_fault(&node, KX136, "put the picture beside this file and write its name alone",
		    "\"%s\" is not the name of a file beside this one", kx_shape_clip(reading->arena, name));
		return;
	}
	folder = folder_of(reading->arena, root->file->path);
	clinic->logo = folder != NULL ? kx_arena_print(reading->arena, "%s%s", folder, name) : NULL;
	if (clinic->logo != NULL && !kx_path_is_file(clinic->logo))
		kx_node_fault(&node, KX136, NULL, "there is no file \"%s\" beside this one", kx_shape_clip(reading->arena, name));
	else if (clinic->logo != NULL)
		read_drawing(reading, clinic);
}

static void
read_colour(const struct kx_node *root, struct kx_clinic *clinic)
{
	const char *text = kx_member_text(root, "colour", KX_MAX_NAME_BYTES);
	struct kx_node node;
	kx_color color = 0;

	if (text == NULL)
		return;
	if (kx_color_parse(text, &color))
		clinic->colour = color;
	else if (kx_node_member(root, "colour", &node))
		kx_node_fault(&node, KX119, "write it like \"#1F5F8B\"", "\"%s\" is not a color",
		    kx_shape_clip(root->file->arena, text));
}

/* The id of a theme of the templates; or the name of a file beside this one. */
static void
read_theme(struct kx_reading *reading, const struct kx_node *root, struct kx_clinic *clinic)
{
	const char *name = kx_member_text(root, "theme", KX_MAX_NAME_BYTES);
	struct kx_node node;

	if (name == NULL || !kx_node_member(root, "theme", &node))
		return;
	if (kx_id_valid(name)) {
		clinic->theme = name;
		return;
	}
	if (strchr(name, '/') != NULL || !kx_read_is_path(name)) {
		kx_node_fault(&node, KX136, "write the id of a theme ('kxreport list themes'), or the name of a theme's file beside this one",
		    "\"%s\" is neither a theme nor a file beside this one", kx_shape_clip(reading->arena, name));
		return;
	}
	clinic->theme = kx_arena_print(reading->arena, "%s%s", folder_of(reading->arena, root->file->path), name);
	if (clinic->theme != NULL && !kx_path_is_file(clinic->theme))
		kx_node_fault(&node, KX136, NULL, "there is no file \"%s\" beside this one", kx_shape_clip(reading->arena, name));
}

static void
read_visit(struct kx_reading *reading, const struct kx_node *root, struct kx_clinic *clinic)
{
	struct kx_node list, node;
	size_t count = kx_member_list(root, "visit", MOST_VISIT_LINES, false, &list), i, k;
	struct kx_clinic_line *line;

	clinic->visit = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*clinic->visit)) : NULL;
	for (i = 0; clinic->visit != NULL && i < count; i++) {
		node = kx_node_element(&list, i);
		if (!kx_shape_check(&node, &visit_shape))
			continue;
		line = &clinic->visit[clinic->visit_count++];
		line->origin = kx_node_origin(&node);
		line->topic = kx_read_reference(&node, "topic", &reading->topics);
		kx_member_rich(&node, "says", &line->says);
		for (k = 0; line->topic != NULL && k + 1 < clinic->visit_count; k++)
			if (clinic->visit[k].topic != NULL && strcmp(clinic->visit[k].topic, line->topic) == 0) {
				kx_report_also(reading->diags,
				    kx_node_fault(&node, KX133, NULL, "the topic \"%s\" has a line of this clinic already", line->topic),
				    kx_origin_place(reading->arena, &clinic->visit[k].origin, ""));
				break;
			}
	}
}

static void
read_contact(const struct kx_node *root, struct kx_clinic *clinic)
{
	struct kx_node address;

	clinic->address = kx_member_texts(root, "address", MOST_ADDRESS_LINES, KX_MAX_NAME_BYTES, &clinic->address_count);
	if (clinic->address_count == 0 && kx_node_member(root, "address", &address) &&
	    address.json->type == KX_PARSED_LIST && address.json->count == 0)
		kx_node_fault(&address, KX117, NULL, "\"address\" needs at least one entry");
	clinic->phone = kx_member_text(root, "phone", KX_MAX_NAME_BYTES);
	clinic->after_hours = kx_member_text(root, "after_hours", KX_MAX_NAME_BYTES);
	clinic->hours = kx_member_text(root, "hours", KX_MAX_NAME_BYTES);
	clinic->web = kx_member_text(root, "web", KX_MAX_NAME_BYTES);
	clinic->handout_url = kx_member_text(root, "handout_url", KX_MAX_NAME_BYTES);
	clinic->email = kx_member_text(root, "email", KX_MAX_NAME_BYTES);
	clinic->providers = kx_member_texts(root, "providers", MOST_PROVIDERS, KX_MAX_NAME_BYTES, &clinic->provider_count);
}

static void
check_name(const struct kx_node *root, const char *id)
{
	const char *stem = kx_read_stem(root->file->arena, root->file->path);
	struct kx_node node;

	if (id != NULL && stem != NULL && strcmp(id, stem) != 0 && kx_node_member(root, "id", &node))
		kx_node_fault(&node, KX134, kx_arena_print(root->file->arena, "rename the file to %s.json", id),
		    "the clinic \"%s\" is in the file %s.json", id, stem);
}

static void
read_file(struct kx_reading *reading, const struct kx_node *root)
{
	struct kx_clinic *clinic = &reading->content->clinic;

	clinic->origin = kx_node_origin(root);
	clinic->id = kx_member_id(root, "id");
	clinic->row = root->file->row;
	if (clinic->row == NULL)
		check_name(root, clinic->id);
	clinic->name = kx_member_text(root, "name", KX_MAX_NAME_BYTES);
	kx_member_flag(root, "example", &clinic->example);
	clinic->country = kx_read_reference(root, "country", &reading->countries);
	read_logo(reading, root, clinic);
	read_contact(root, clinic);
	read_colour(root, clinic);
	read_theme(reading, root, clinic);
	read_visit(reading, root, clinic);
	kx_read_help_line_list(reading, root, "help_lines", false, &clinic->help_lines, &clinic->help_line_count);
	clinic->funding = kx_member_text(root, "funding", KX_MAX_TEXT_BYTES);
	clinic->feedback = kx_member_text(root, "feedback", KX_MAX_TEXT_BYTES);
	kx_read_sign_off(root, "review", &clinic->review);
	kx_read_clinic_translation(reading, root, clinic);
}

static void
read_root(struct kx_reading *reading, struct kx_datafile *file)
{
	struct kx_node root = kx_node_root(file);

	if (kx_shape_check(&root, &clinic_shape))
		read_file(reading, &root);
	kx_datafile_close(file);
}

void
kx_read_clinic(struct kx_reading *reading, const char *clinic)
{
	const char *folder = kx_path_join(reading->arena, reading->folder, "clinics"), *path;
	struct kx_datafile file;

	if (clinic == NULL)
		clinic = reading->content->pack.default_clinic;
	if (clinic == NULL || folder == NULL)
		return;   /* the pack names none, which was reported */
	path = kx_read_choose(reading->arena, folder, clinic, KX126, "clinic", reading->diags);
	if (path != NULL && kx_datafile_open(&file, reading->arena, reading->files, path, reading->diags))
		read_root(reading, &file);
}

/* Keys that a column of a list of clinics can fill; those with several lines take a cell apart. */
static const char *const cell_keys[] = {
	"id", "name", "country", "phone", "after_hours", "hours", "web", "email", "colour", "theme", "logo", "logo_alt", "funding",
	"feedback", NULL
};
static const char *const line_keys[] = { "address", "providers", NULL };

bool
kx_clinic_column(const char *name)
{
	const char *const *key;

	for (key = cell_keys; *key != NULL && strcmp(*key, name) != 0; key++)
		;
	if (*key != NULL)
		return true;
	for (key = line_keys; *key != NULL && strcmp(*key, name) != 0; key++)
		;
	return *key != NULL;
}

/* Line ends part the lines of a cell, and so does "|"; this many there may be. */
static size_t
most_lines(const char *cell)
{
	size_t most = 1;

	for (; *cell != '\0'; cell++)
		most += *cell == '|' || *cell == '\n';
	return most;
}

/* "100 Main Street | Springfield" -> a list of two. */
static void
set_lines(struct kx_arena *arena, struct kx_parsed *list, const char *cell)
{
	struct kx_parsed *lines = kx_arena_array(arena, most_lines(cell), sizeof(*lines));
	size_t length, start, count = 0;
	const char *text;

	while (lines != NULL && *cell != '\0') {
		length = strcspn(cell, "|\n");
		for (start = 0; start < length && cell[start] == ' '; start++)
			;
		cell += start;
		length -= start;
		start = length;
		while (length > 0 && cell[length - 1] == ' ')
			length--;
		text = length > 0 ? kx_arena_copy(arena, cell, length) : NULL;
		if (text != NULL)
			kx_parsed_set_string(&lines[count++], text, length);
		cell += start;
		cell += *cell != '\0';
	}
	kx_parsed_set_inside(list, KX_PARSED_LIST, lines, count);
}

/* The member `key` of an object that is being made, or a new one behind the others. */
static struct kx_parsed *
place_for(struct kx_parsed *members, size_t *count, const char *key)
{
	size_t i;

	for (i = 0; i < *count; i++)
		if (strcmp(kx_parsed_key(&members[i]), key) == 0)
			return &members[i];
	kx_parsed_set_key(&members[*count], key);
	return &members[(*count)++];
}

/* What the clinic's file says, `said`, which may say nothing, with the row's cells in front. */
static const struct kx_parsed *
lay_cells(struct kx_arena *arena, const struct kx_clinic_row *row, const struct kx_parsed *said)
{
	size_t known = said != NULL ? said->count : 0, count;
	size_t most = known + sizeof(cell_keys) / sizeof(*cell_keys) + sizeof(line_keys) / sizeof(*line_keys);
	struct kx_parsed *root = kx_arena_array(arena, 1 + most, sizeof(*root)), *members = root + 1;
	const char *const *key, *cell;

	if (root == NULL)
		return NULL;
	for (count = 0; count < known; count++)
		kx_parsed_copy(&members[count], kx_parsed_at(said, count));
	for (key = cell_keys; *key != NULL; key++)
		if ((cell = kx_clinic_row_cell(row, *key)) != NULL)
			kx_parsed_set_string(place_for(members, &count, *key), cell, strlen(cell));
	for (key = line_keys; *key != NULL; key++)
		if ((cell = kx_clinic_row_cell(row, *key)) != NULL)
			set_lines(arena, place_for(members, &count, *key), cell);
	if (said == NULL || kx_parsed_member(said, "review") == NULL)
		place_for(members, &count, "review")->type = KX_PARSED_NULL;
	kx_parsed_set_inside(root, KX_PARSED_OBJECT, members, count);
	return root;
}

void
kx_read_clinic_row(struct kx_reading *reading, const struct kx_clinic_row *row)
{
	const char *id = kx_clinic_row_cell(row, "id"), *path;
	struct kx_datafile file = { .arena = reading->arena, .diags = reading->diags, .path = row->table->path, .row = row };

	path = id != NULL && kx_id_valid(id) ?
	    kx_arena_print(reading->arena, "%s/clinics/%s.json", reading->folder, id) : NULL;
	if (path != NULL && kx_path_is_file(path)) {
		if (!kx_datafile_open(&file, reading->arena, reading->files, path, reading->diags))
			return;
		file.row = row;
	}
	if (file.parsed.root == NULL || file.parsed.root->type == KX_PARSED_OBJECT)
		file.parsed.root = lay_cells(reading->arena, row, file.parsed.root);
	if (file.parsed.root != NULL)
		read_root(reading, &file);
	else
		kx_datafile_close(&file);
}
