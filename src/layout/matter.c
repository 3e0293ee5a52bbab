#include "layout/matter.h"

#include <string.h>

#define NO_SECTION ((size_t)-1)

/* The section that a place names or is in; NO_SECTION: a data folder need not have every section a template can place. */
static size_t
find_section(const struct kx_document *document, const char *place)
{
	size_t length = strcspn(place, "/"), i;

	for (i = 0; i < document->section_count; i++) {
		if (strlen(document->sections[i].id) == length && strncmp(document->sections[i].id, place, length) == 0)
			return i;
	}
	return NO_SECTION;
}

static const struct kx_block *
find_block(const struct kx_document_section *section, const char *id)
{
	const struct kx_block *block;

	for (block = section->blocks; block != NULL; block = block->next) {
		if (block->id != NULL && strcmp(block->id, id) == 0)
			return block;
	}
	return NULL;
}

static bool
is_listed(const struct kx_matter *matter, const struct kx_block *block)
{
	const struct kx_matter_piece *piece;
	size_t i;

	for (piece = matter->list; piece < matter->list + matter->count; piece++)
		for (i = 0; i < piece->part_count; i++)
			if (piece->parts[i].block == block)
				return true;
	return false;
}

/* A part of the last piece: a block that has no place yet, or a heading (NULL). */
static void
add_part(struct kx_setting *set, struct kx_matter *matter, size_t section, const struct kx_block *block, int cell)
{
	struct kx_matter_piece *piece = &matter->list[matter->count - 1];
	struct kx_matter_part *part;

	if (set->failed || (block != NULL && is_listed(matter, block)))
		return;
	part = kx_arena_push(set->arena, &piece->parts, &piece->part_count, &piece->part_room, sizeof(*part));
	if (part == NULL)
		set->failed = true;
	else
		*part = (struct kx_matter_part){ section, block, cell };
}

/* All that a place names: a section, or one block of it. */
static void
add_place(struct kx_setting *set, struct kx_matter *matter, const char *place, int cell)
{
	size_t index = find_section(set->document, place);
	const char *slash = strchr(place, '/');
	const struct kx_block *block;

	if (index == NO_SECTION)
		return;
	if (slash != NULL) {
		block = find_block(&set->document->sections[index], slash + 1);
		if (block != NULL)
			add_part(set, matter, index, block, cell);
		return;
	}
	add_part(set, matter, index, NULL, cell);
	for (block = set->document->sections[index].blocks; block != NULL; block = block->next)
		add_part(set, matter, index, block, cell);
}

static bool
add_piece(struct kx_setting *set, struct kx_matter *matter, const struct kx_matter_piece *model)
{
	struct kx_matter_piece *piece = kx_arena_push(set->arena, &matter->list, &matter->count, &matter->room, sizeof(*piece));

	if (piece == NULL)
		set->failed = true;
	else
		*piece = *model;
	return piece != NULL;
}

static bool
is_plain(const struct kx_setting *set, const struct kx_flow_band *band)
{
	return band->furniture == KX_FURNITURE_NONE && band->columns <= 1 && band->cell_count == 1 &&
	    band->cells[0].span >= set->sheet->grid_columns;
}

/* The pieces of a plain band: every place, and a place that is a whole section block by block. */
static void
list_places(struct kx_setting *set, struct kx_matter *matter, const struct kx_flow_band *band)
{
	struct kx_matter_piece model = { .band = band, .first = true, .plain = true };
	const struct kx_block *block;
	const char *place;
	size_t p, index;

	for (p = 0; p < band->cells[0].place_count; p++) {
		place = band->cells[0].places[p];
		index = strchr(place, '/') == NULL ? find_section(set->document, place) : NO_SECTION;
		block = index != NO_SECTION ? set->document->sections[index].blocks : NULL;
		for (; block != NULL && block->next != NULL; block = block->next) {
			if (!add_piece(set, matter, &model))
				return;
			add_part(set, matter, index, block, 0);
			model.first = false;
		}
		if (!add_piece(set, matter, &model))
			return;
		add_place(set, matter, place, 0);
		model.first = false;
	}
}

/* Where a band shows one section only, the section's heading runs across the band. */
static void
head_band(struct kx_setting *set, struct kx_matter *matter, const struct kx_flow_band *band)
{
	size_t section = NO_SECTION, other, i, p;

	for (i = 0; i < band->cell_count; i++) {
		for (p = 0; p < band->cells[i].place_count; p++) {
			other = find_section(set->document, band->cells[i].places[p]);
			if (other == NO_SECTION)
				continue;
			if (section != NO_SECTION && other != section)
				return;
			section = other;
		}
	}
	if (section != NO_SECTION)
		add_part(set, matter, section, NULL, KX_ACROSS);
}

/* A band in columns or cells, or furniture, which has neither. */
static void
list_band(struct kx_setting *set, struct kx_matter *matter, const struct kx_flow_band *band)
{
	size_t i, p;

	if (!add_piece(set, matter, &(struct kx_matter_piece){ .band = band, .first = true }))
		return;
	head_band(set, matter, band);
	for (i = 0; i < band->cell_count; i++)
		for (p = 0; p < band->cells[i].place_count; p++)
			add_place(set, matter, band->cells[i].places[p], (int)i);
}

/* Masthead and title stand first, unless the flow places them. */
static void
list_opening(struct kx_setting *set, struct kx_matter *matter)
{
	static const struct kx_flow_band masthead = { .furniture = KX_FURNITURE_MASTHEAD }, title = { .furniture = KX_FURNITURE_TITLE };
	bool placed[KX_FURNITURE_TITLE + 1] = { false };
	size_t i;

	for (i = 0; i < set->sheet->flow_count; i++)
		placed[set->sheet->flow[i].furniture] = true;
	if (set->sheet->has_masthead && !placed[KX_FURNITURE_MASTHEAD])
		add_piece(set, matter, &(struct kx_matter_piece){ .band = &masthead });
	if (!placed[KX_FURNITURE_TITLE])
		add_piece(set, matter, &(struct kx_matter_piece){ .band = &title });
}

/* Is it a block that the template neither places nor leaves out? */
static bool
is_lost(const struct kx_setting *set, const struct kx_matter *matter, const struct kx_document_section *section,
    const struct kx_block *block)
{
	return !is_listed(matter, block) && !kx_template_omits(set->sheet, section->id, NULL);
}

static bool
has_lost(const struct kx_setting *set, const struct kx_matter *matter)
{
	const struct kx_document_section *section;
	const struct kx_block *block;

	for (section = set->document->sections; section < set->document->sections + set->document->section_count; section++)
		for (block = section->blocks; block != NULL; block = block->next)
			if (is_lost(set, matter, section, block))
				return true;
	return false;
}

const struct kx_matter *
kx_matter_list(struct kx_setting *set)
{
	struct kx_matter *matter = kx_arena_alloc(set->arena, sizeof(*matter));
	const struct kx_flow_band *band;
	size_t opening;

	if (matter == NULL) {
		set->failed = true;
		return NULL;
	}
	list_opening(set, matter);
	opening = matter->count;
	for (band = set->sheet->flow; band < set->sheet->flow + set->sheet->flow_count && !set->failed; band++) {
		if (is_plain(set, band))
			list_places(set, matter, band);
		else
			list_band(set, matter, band);
	}
	/* The opening stands in the first region already: a band that names it goes on there. */
	if (opening > 0 && matter->count > opening && matter->list[opening].band->start == KX_START_NAMED &&
	    strcmp(matter->list[opening].band->region, set->sheet->fill[0]) == 0)
		matter->list[opening].first = false;
	matter->lost = has_lost(set, matter);
	return set->failed ? NULL : matter;
}

bool
kx_matter_dropped(const struct kx_setting *set, const struct kx_matter_part *part)
{
	const struct kx_document_section *section = &set->document->sections[part->section];
	const struct kx_block *block;

	if (set->dropped == 0)
		return false;
	if (part->block != NULL)
		return kx_setting_drops(set, section->id, part->block->id);
	for (block = section->blocks; block != NULL; block = block->next)
		if (!kx_setting_drops(set, section->id, block->id))
			return false;
	return section->blocks != NULL;
}

void
kx_matter_report_lost(struct kx_setting *set, const struct kx_matter *matter)
{
	struct kx_place place = { .file = set->sheet->origin.file, .pointer = "/flow" };
	const struct kx_document_section *section, *end = set->document->sections + set->document->section_count;
	const struct kx_block *block;

	for (section = set->document->sections; matter->lost && section < end; section++) {
		for (block = section->blocks; block != NULL; block = block->next) {
			if (!is_lost(set, matter, section, block) || kx_setting_drops(set, section->id, block->id))
				continue;
			kx_report(set->diags, KX457, place, "Place it in the template's \"flow\", or list the section under \"omit\".",
			    "the layout \"%s\" places section \"%s\" nowhere (block \"%s\")", set->sheet->id, section->id,
			    block->id != NULL ? block->id : "-");
			set->failed = true;
		}
	}
}
