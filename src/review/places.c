#include "review/places.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/memo.h"
#include "base/nearest.h"

#include <string.h>

/* A name that the template has for a section or a block, and where. */
struct named {
	const char *name;
	const char *list;        /* pointer of the list, or of the cell whose "place" it is */
	bool in_cell;
	size_t index;
};

struct checking {
	struct kx_arena *arena;
	const struct kx_content *content;
	const struct kx_template *sheet;
	struct kx_diagnostics *diags;
	struct named *names; size_t count;
};

/* A slip of the finger is one letter more, fewer, other or swapped: blocks of other data may well be called nearly the same. */
static void
seek_slip(struct kx_nearness *nearness, const char *word)
{
	kx_nearness_init(nearness, word);
	nearness->bound = 2;
}

static size_t
count_flow(const struct kx_template *sheet)
{
	size_t count = 0, i, k;

	for (i = 0; i < sheet->flow_count; i++)
		for (k = 0; k < sheet->flow[i].cell_count; k++)
			count += sheet->flow[i].cells[k].place_count;
	return count;
}

static void
note(struct checking *check, const char *list, bool in_cell, const char *const *names, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		check->names[check->count++] = (struct named){ names[i], list, in_cell, i };
}

static void
note_flow(struct checking *check, const struct kx_template *sheet)
{
	const struct kx_flow_cell *cell;
	size_t i, k;

	for (i = 0; i < sheet->flow_count; i++)
		for (k = 0; k < sheet->flow[i].cell_count; k++) {
			cell = &sheet->flow[i].cells[k];
			note(check, cell->origin.pointer, true, cell->places, cell->place_count);
		}
}

/* All places of the template.  False where there is no memory. */
static bool
note_all(struct checking *check)
{
	const struct kx_template *sheet = check->sheet;
	size_t count = count_flow(sheet) + sheet->omit_count + sheet->fit.droppable_count, i;

	for (i = 0; i < sheet->size_count; i++)
		count += count_flow(sheet->sizes[i].parts);
	check->names = kx_arena_array(check->arena, count + 1, sizeof(*check->names));
	if (check->names == NULL)
		return false;
	note_flow(check, sheet);
	for (i = 0; i < sheet->size_count; i++)
		note_flow(check, sheet->sizes[i].parts);
	note(check, "/omit", false, sheet->omit, sheet->omit_count);
	note(check, "/fit/droppable", false, sheet->fit.droppable, sheet->fit.droppable_count);
	return true;
}

/* Does the template name the section or, with `block`, that block of it by itself? */
static bool
is_named(const struct checking *check, const char *section, const char *block)
{
	size_t length = strlen(section), i;
	const char *name;

	for (i = 0; i < check->count; i++) {
		name = check->names[i].name;
		if (strncmp(name, section, length) != 0)
			continue;
		if (block == NULL ? name[length] == '\0' || name[length] == '/' : name[length] == '/' && strcmp(name + length + 1, block) == 0)
			return true;
	}
	return false;
}

/* The section that a place names, or has the block of. */
static const struct kx_section *
find_section(const struct kx_content *content, const char *place)
{
	size_t length = strcspn(place, "/"), i;

	for (i = 0; i < content->section_count; i++)
		if (strncmp(place, content->sections[i].id, length) == 0 && content->sections[i].id[length] == '\0')
			return &content->sections[i];
	return NULL;
}

static void
report(struct checking *check, struct kx_place place, const char *said, const char *meant, const char *what)
{
	kx_report(check->diags, KX485, place, kx_arena_print(check->arena, "did you mean \"%s\"?", meant),
	    "the sheet has no %s \"%s\"", what, said);
}

static struct kx_place
place_of(const struct checking *check, const struct named *named)
{
	return (struct kx_place){ .file = check->sheet->origin.file,
		.pointer = kx_arena_print(check->arena, "%s%s/%zu", named->list, named->in_cell ? "/place" : "", named->index) };
}

/* A section that the sheet does not have: nearly one that the template names nowhere? */
static void
check_section(struct checking *check, const struct named *named)
{
	const struct kx_content *content = check->content;
	const char *said = kx_arena_copy(check->arena, named->name, strcspn(named->name, "/"));
	struct kx_nearness nearness;
	size_t i;

	if (said == NULL)
		return;
	seek_slip(&nearness, said);
	for (i = 0; i < content->section_count; i++)
		if (!is_named(check, content->sections[i].id, NULL))
			kx_nearness_try(&nearness, content->sections[i].id);
	if (nearness.best != NULL)
		report(check, place_of(check, named), said, nearness.best, "section");
}

static void
check_block(struct checking *check, const struct kx_section *section, const struct named *named, const char *said)
{
	struct kx_nearness nearness;
	size_t i;

	for (i = 0; i < section->block_count; i++)
		if (strcmp(section->blocks[i].id, said) == 0)
			return;
	seek_slip(&nearness, said);
	for (i = 0; i < section->block_count; i++)
		if (!is_named(check, section->id, section->blocks[i].id))
			kx_nearness_try(&nearness, section->blocks[i].id);
	if (nearness.best != NULL)
		report(check, place_of(check, named), said, nearness.best, "block");
}

/* Is `name` a number called `scope` and, after a dot, `measure`? */
static bool
is_number(const char *name, const char *scope, const char *measure)
{
	size_t length = strlen(scope);

	return strncmp(name, scope, length) == 0 && name[length] == '.' && strcmp(name + length + 1, measure) == 0;
}

static bool
has_number(const struct kx_template *sheet, const char *scope, const char *measure)
{
	size_t i;

	for (i = 0; i < sheet->number_count; i++)
		if (is_number(sheet->numbers[i].id, scope, measure))
			return true;
	return false;
}

/* Show the search what may have a number of this measure and has none; true when it is the searched word itself. */
static bool
try_scope(struct kx_nearness *nearness, const struct kx_template *sheet, const char *scope, const char *measure)
{
	if (scope == NULL)
		return false;
	if (strcmp(scope, nearness->word) == 0)
		return true;
	if (!has_number(sheet, scope, measure))
		kx_nearness_try(nearness, scope);
	return false;
}

/* The sections and blocks of the sheet, and the boxes and styles of the template. */
static bool
try_scopes(const struct checking *check, struct kx_nearness *nearness, const char *measure)
{
	const struct kx_template *sheet = check->sheet;
	const struct kx_section *section;
	size_t s, b, i;

	for (s = 0; s < check->content->section_count; s++) {
		section = &check->content->sections[s];
		if (try_scope(nearness, sheet, section->id, measure))
			return true;
		for (b = 0; b < section->block_count; b++)
			if (try_scope(nearness, sheet, section->blocks[b].id, measure))
				return true;
	}
	for (i = 0; i < sheet->box_count; i++)
		if (try_scope(nearness, sheet, sheet->boxes[i].id, measure))
			return true;
	for (i = 0; i < sheet->style_count; i++)
		if (try_scope(nearness, sheet, sheet->styles[i].id, measure))
			return true;
	return false;
}

/* The numbers of `sheet`, which is the template or a part of it; `list` is their pointer. */
static void
check_numbers(struct checking *check, const struct kx_template *sheet, const char *list)
{
	struct kx_nearness nearness;
	const char *name, *scope;
	struct kx_place place = { .file = check->sheet->origin.file };
	size_t i, length;

	for (i = 0; i < sheet->number_count; i++) {
		name = sheet->numbers[i].id;
		length = kx_number_scope_free(name);
		scope = length > 0 ? kx_arena_copy(check->arena, name, length) : NULL;
		if (scope == NULL)
			continue;
		seek_slip(&nearness, scope);
		if (try_scopes(check, &nearness, name + length + 1) || nearness.best == NULL)
			continue;
		place.pointer = kx_arena_print(check->arena, "%s/%s", list, name);
		report(check, place, scope, nearness.best, "block, section or style");
	}
}

static void
check_all_numbers(struct checking *check)
{
	const struct kx_template *sheet = check->sheet;
	size_t i;

	check_numbers(check, sheet, "/numbers");
	for (i = 0; i < sheet->size_count; i++)
		check_numbers(check, sheet->sizes[i].parts, kx_arena_print(check->arena, "/%s/%s/numbers",
		    sheet->sizes[i].translated ? "translated" : "sizes", sheet->sizes[i].size));
	for (i = 0; i < sheet->ink_count; i++)
		check_numbers(check, sheet->inks[i].parts, kx_arena_print(check->arena, "/inks/%s/numbers", sheet->inks[i].ink));
}

static void
check_all_names(struct checking *check)
{
	const struct kx_section *section;
	const char *block;
	size_t i;

	for (i = 0; i < check->count; i++) {
		section = find_section(check->content, check->names[i].name);
		block = strchr(check->names[i].name, '/');
		if (section == NULL)
			check_section(check, &check->names[i]);
		else if (block != NULL)
			check_block(check, section, &check->names[i], block + 1);
	}
}

void
kx_places_check(struct kx_arena *arena, struct kx_memo *memo, const struct kx_content *content, const struct kx_template *sheet,
    struct kx_diagnostics *diags)
{
	static const bool none = true;
	struct checking check = { .arena = arena, .content = content, .sheet = sheet, .diags = diags };
	struct kx_memo_key key = kx_memo_key(KX_MEMO_PLACES, content->section_count);
	const void *const where[] = { content->sections, sheet };
	size_t before = diags->count;

	/* Outline and template are the stock's: where they lie says which they are. */
	kx_memo_part(&key, where, sizeof(where));
	if (kx_memo_find(memo, &key) != NULL || !note_all(&check))
		return;
	check_all_names(&check);
	check_all_numbers(&check);
	if (diags->count == before && !kx_arena_spent(arena))
		kx_memo_keep(memo, &key, &none);
}
