/*
 * The whole sheet is one galley.  A band that stands in columns is poured into
 * a single slug, so making up pages is one walk.
 */
#include "layout/flow.h"

#include "layout/alike.h"
#include "layout/blocks.h"
#include "layout/cells.h"
#include "layout/furniture.h"
#include "layout/kept.h"
#include "layout/measured.h"
#include "layout/slots.h"
#include "layout/uneven.h"

/*
 * The section's element, made with its heading the first time one of its blocks
 * is set.  Where there is no galley what would be set is only noted: its slugs
 * are known.
 */
static int
open_section(struct kx_flow *flow, struct kx_galley *galley, size_t index)
{
	const struct kx_document_section *section = &flow->set->document->sections[index];
	int *element = &flow->sections[index];

	if (*element >= 0)
		return *element;
	if (galley == NULL)
		return *element = flow->parent;
	*element = kx_setting_element(flow->set, KX_EL_SECT, flow->parent);
	if (section->heading != NULL)
		kx_block_set(flow->set, galley, section->heading, *element);
	return *element;
}

static void
set_part(struct kx_flow *flow, struct kx_galley *galley, const struct kx_matter_part *part)
{
	const char *section = flow->set->document->sections[part->section].id;
	int element;

	if (kx_matter_dropped(flow->set, part))
		return;
	flow->set->section = flow->set->block = section;
	element = open_section(flow, galley, part->section);
	if (galley != NULL && part->block != NULL)
		kx_block_set(flow->set, galley, part->block, element);
}

/* The parts of a piece that stand in cell `cell` of its band, or across it. */
static void
set_parts(struct kx_flow *flow, const struct kx_matter_piece *piece, struct kx_galley *galley, int cell)
{
	size_t i;

	for (i = 0; i < piece->part_count; i++)
		if (piece->parts[i].cell == cell)
			set_part(flow, galley, &piece->parts[i]);
}

static void
set_cells(struct kx_flow *flow, const struct kx_matter_piece *piece)
{
	const struct kx_template *sheet = flow->set->sheet;
	const struct kx_flow_band *band = piece->band;
	kx_length column = (flow->galley->width - (sheet->grid_columns - 1) * sheet->gutter) / sheet->grid_columns, x = 0;
	struct kx_cell *cells = kx_arena_array(flow->set->arena, band->cell_count, sizeof(*cells));
	kx_length before = 0, after = 0;
	struct kx_galley *words;
	struct kx_slug *slug;
	size_t i;

	if (cells == NULL) {
		flow->set->failed = true;
		return;
	}
	set_parts(flow, piece, flow->galley, KX_ACROSS);
	for (i = 0; i < band->cell_count; x += cells[i].width + sheet->gutter, i++) {
		words = &cells[i].galley;
		cells[i].x = x;
		cells[i].width = words->width = band->cells[i].span * column + (band->cells[i].span - 1) * sheet->gutter;
		set_parts(flow, piece, words, (int)i);
		if (words->slug_count == 0)
			continue;
		before = words->slugs[0].before > before ? words->slugs[0].before : before;
		after = words->slugs[words->slug_count - 1].after > after ? words->slugs[words->slug_count - 1].after : after;
	}
	if (kx_cells_height(cells, band->cell_count) == 0)
		return;
	slug = kx_cells_slug(flow->set, flow->galley, cells, band->cell_count);
	if (slug == NULL)
		return;
	slug->before = before;
	slug->after = after;
	slug->elastic = true;
	/* Boxes side by side share the height of the tallest: a cell that is one box grows. */
	for (i = 0; i < band->cell_count; i++)
		if (cells[i].galley.slug_count == 1 && cells[i].galley.slugs[0].cell_count > 0)
			cells[i].galley.slugs[0].height = slug->height;
}

static void
set_columns(struct kx_flow *flow, const struct kx_matter_piece *piece)
{
	const struct kx_flow_band *band = piece->band;
	kx_length gutter = flow->set->sheet->gutter;
	struct kx_galley narrow = { .width = (flow->galley->width - (band->columns - 1) * gutter) / band->columns };
	struct kx_slug *slug;
	size_t i;

	set_parts(flow, piece, flow->galley, KX_ACROSS);
	for (i = 0; i < band->cell_count; i++)
		set_parts(flow, piece, &narrow, (int)i);
	slug = kx_columns_slug(flow->set, flow->galley, &narrow, band->columns, gutter);
	if (slug != NULL)
		slug->elastic = true;
}

static void
set_anew(struct kx_flow *flow, const struct kx_matter_piece *piece)
{
	if (piece->plain)
		set_parts(flow, piece, flow->galley, 0);
	else if (piece->band->columns > 1)
		set_columns(flow, piece);
	else
		set_cells(flow, piece);
}

/* As if the piece had been set: what is set next without a section of its own goes on in its last. */
static void
name_section(struct kx_flow *flow, const struct kx_matter_piece *piece)
{
	size_t i;

	for (i = 0; i < piece->part_count; i++)
		if (!kx_matter_dropped(flow->set, &piece->parts[i]))
			flow->set->section = flow->set->block = flow->set->document->sections[piece->parts[i].section].id;
}

static void
set_or_put(struct kx_flow *flow, size_t index)
{
	const struct kx_matter_piece *piece = &flow->matter->list[index];
	struct kx_flow_state before = kx_flow_state(flow);
	size_t reports = flow->set->diags->count;
	bool waits = flow->set->run_in.count > 0;

	if (kx_kept_find(flow, index)) {
		name_section(flow, piece);
		return;
	}
	set_anew(flow, piece);
	/* What has something to report must be set again to report it. */
	if (!waits && flow->set->diags->count == reports)
		kx_kept_keep(flow, index, &before);
}

/* How even the lines are that were set before, and then those of a piece. */
static void
add_rag(struct kx_setting *set, const struct kx_rag *before)
{
	struct kx_rag own = set->rag;
	struct kx_frame_short *last;
	size_t i;

	set->rag = *before;
	set->rag.lines += own.lines;
	set->rag.room += own.room;
	set->rag.squares += own.squares;
	set->rag.worst = own.worst > before->worst ? own.worst : before->worst;
	set->rag.paragraphs += own.paragraphs;
	for (i = 0; i < own.short_count; i++) {
		last = kx_arena_push(set->arena, &set->rag.shorts, &set->rag.short_count, &set->rag.short_room, sizeof(*last));
		if (last != NULL)
			*last = own.shorts[i];
		set->failed = set->failed || last == NULL;
	}
}

void
kx_flow_set_piece(struct kx_flow *flow, size_t index)
{
	enum kx_furniture furniture = flow->matter->list[index].band->furniture;
	struct kx_rag before = flow->set->rag;

	flow->set->rag = (struct kx_rag){ .lines = 0 };
	kx_alike_piece(flow->set, index);
	if (furniture == KX_FURNITURE_MASTHEAD)
		kx_masthead_set(flow->set, flow->galley, flow->parent);
	else if (furniture == KX_FURNITURE_TITLE)
		kx_title_set(flow->set, flow->galley, flow->parent);
	else
		set_or_put(flow, index);
	kx_alike_piece(flow->set, KX_NO_PIECE);
	add_rag(flow->set, &before);
}

/* A piece of which all is known: its sections count as begun. */
static void
note_piece(struct kx_flow *flow, const struct kx_matter_piece *piece)
{
	size_t i;

	for (i = 0; i < piece->part_count; i++)
		set_part(flow, NULL, &piece->parts[i]);
}

/* Set a piece in regions of one width, or take what is known of it. */
static void
set_even(struct kx_flow *flow, size_t index)
{
	const struct kx_matter_piece *piece = &flow->matter->list[index];
	bool furniture = piece->band->furniture != KX_FURNITURE_NONE;
	size_t reports = flow->set->diags->count, first = flow->galley->slug_count;

	if (!furniture && kx_measured_find(flow->set, flow->galley, index)) {
		note_piece(flow, piece);
		return;
	}
	kx_flow_set_piece(flow, index);
	/* What has something to report must be set again to report it. */
	if (!furniture && flow->set->diags->count == reports)
		kx_measured_keep(flow->set, flow->galley, first, index);
}

void
kx_flow_start_piece(struct kx_flow *flow, size_t index, size_t first)
{
	const struct kx_matter_piece *piece = &flow->matter->list[index];

	/* A piece that says nothing leaves its start to the next one of its band. */
	if (!piece->first || flow->galley->slug_count <= first)
		return;
	flow->galley->slugs[first].start = piece->band->start;
	flow->galley->slugs[first].region = piece->band->region;
}

struct kx_flow_state
kx_flow_state(const struct kx_flow *flow)
{
	return (struct kx_flow_state){ .slugs = flow->galley->slug_count, .elements = flow->set->frames->element_count,
	    .citations = flow->set->citation_count, .bookmarks = flow->set->frames->bookmark_count, .rag = flow->set->rag,
	    .answers = flow->set->alike != NULL ? flow->set->alike->answers.length : 0 };
}

void
kx_flow_back(struct kx_flow *flow, const struct kx_flow_state *state)
{
	struct kx_setting *set = flow->set;
	size_t i;

	flow->galley->slug_count = state->slugs;
	set->frames->element_count = state->elements;
	set->citation_count = state->citations;
	set->frames->bookmark_count = state->bookmarks;
	set->rag = state->rag;
	for (i = 0; i < set->document->section_count; i++)
		if (flow->sections[i] >= (int)state->elements)
			flow->sections[i] = -1;
	for (i = 0; i < set->entry_count; i++)
		if (set->entries[i] >= (int)state->elements)
			set->entries[i] = -1;
}

void
kx_flow_set(struct kx_setting *set, const struct kx_matter *matter, struct kx_galley *galley, int parent)
{
	struct kx_flow flow = { .set = set, .matter = matter, .galley = galley, .parent = parent,
	    .sections = kx_arena_array(set->arena, set->document->section_count, sizeof(*flow.sections)) };
	size_t i, first;

	if (flow.sections == NULL) {
		set->failed = true;
		return;
	}
	for (i = 0; i < set->document->section_count; i++)
		flow.sections[i] = -1;
	if (!kx_slots_even(set))
		kx_uneven_set(&flow);
	for (i = 0; kx_slots_even(set) && i < matter->count && !set->failed; i++) {
		first = galley->slug_count;
		set_even(&flow, i);
		kx_flow_start_piece(&flow, i, first);
	}
	set->section = NULL;
	if (!set->failed)
		kx_matter_report_lost(set, matter);
}
