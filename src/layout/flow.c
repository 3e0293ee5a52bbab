/*
 * The whole sheet is one galley.  A band that stands in columns is poured into
 * a single slug, so making up pages is one walk.
 *
 * Matter is set before anyone knows which region it will stand in, and regions
 * may differ in width.  Where they do, the flow is set piece by piece (a block
 * of a plain band, or a whole band of cells): each piece is set as wide as the
 * region it seems to begin in, the galley is made up, and a piece that landed
 * elsewhere, or runs on into a narrower region, is taken back with all that
 * came after it and set again.  A piece is narrowed at most a few times, so
 * this ends.
 */
#include "layout/flow.h"

#include "layout/blocks.h"
#include "layout/cells.h"
#include "layout/furniture.h"
#include "layout/makeup.h"
#include "layout/slots.h"
#include "layout/measured.h"

#include "document/identity.h"

#include <string.h>

static const struct kx_document_section *
find_section(const struct kx_document *document, const char *id, size_t length)
{
	size_t i;

	for (i = 0; i < document->section_count; i++) {
		if (strlen(document->sections[i].id) == length && strncmp(document->sections[i].id, id, length) == 0)
			return &document->sections[i];
	}
	return NULL;
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

/* Which blocks have been set, so that none is set twice and none is lost. */
struct ledger {
	const struct kx_block **set; size_t set_count, set_room;
	int *sect;                     /* Sect element of each section; -1 not yet */
};

static bool
was_set(const struct ledger *ledger, const struct kx_block *block)
{
	size_t i;

	for (i = 0; i < ledger->set_count; i++) {
		if (ledger->set[i] == block)
			return true;
	}
	return false;
}

static void
note_set(struct kx_setting *set, struct ledger *ledger, const struct kx_block *block)
{
	const struct kx_block **entry;

	entry = kx_arena_push(set->arena, &ledger->set, &ledger->set_count, &ledger->set_room, sizeof(*entry));
	if (entry == NULL)
		set->failed = true;
	else
		*entry = block;
}

/*
 * The section's element, made with its heading the first time one of its blocks
 * is set.  Here and below, where there is no galley what would be set is only
 * noted in the ledger: its slugs are known.
 */
static int
open_section(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger,
    const struct kx_document_section *section, int parent)
{
	size_t index = (size_t)(section - set->document->sections);

	if (ledger->sect[index] >= 0)
		return ledger->sect[index];
	if (galley == NULL)
		return ledger->sect[index] = parent;
	ledger->sect[index] = kx_setting_element(set, KX_EL_SECT, parent);
	if (section->heading != NULL)
		kx_block_set(set, galley, section->heading, ledger->sect[index]);
	return ledger->sect[index];
}

/* Set a block that has not been set yet, and its section's heading before the first. */
static void
set_block(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger,
    const struct kx_document_section *section, const struct kx_block *block, int parent)
{
	int sect;

	if (was_set(ledger, block) || kx_setting_drops(set, section->id, block->id))
		return;
	sect = open_section(set, galley, ledger, section, parent);
	note_set(set, ledger, block);
	if (galley != NULL)
		kx_block_set(set, galley, block, sect);
}

/* Is all of the section left out so that the sheet fits?  Then its heading goes too. */
static bool
drops_all(const struct kx_setting *set, const struct kx_document_section *section)
{
	const struct kx_block *block;

	for (block = section->blocks; block != NULL; block = block->next)
		if (!kx_setting_drops(set, section->id, block->id))
			return false;
	return section->blocks != NULL;
}

/* Set one place: a section, or one block of it. */
static void
set_place(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger, const char *name, int parent)
{
	const char *slash = strchr(name, '/');
	size_t length = slash != NULL ? (size_t)(slash - name) : strlen(name);
	const struct kx_document_section *section = find_section(set->document, name, length);
	const struct kx_block *block;

	/* A data folder need not have every section a template can place. */
	if (section == NULL || drops_all(set, section))
		return;
	set->section = set->block = section->id;
	if (slash != NULL) {
		block = find_block(section, slash + 1);
		if (block != NULL)
			set_block(set, galley, ledger, section, block, parent);
		return;
	}
	open_section(set, galley, ledger, section, parent);
	for (block = section->blocks; block != NULL; block = block->next)
		set_block(set, galley, ledger, section, block, parent);
}

static const struct kx_document_section *
place_section(const struct kx_setting *set, const char *place)
{
	return find_section(set->document, place, strcspn(place, "/"));
}

/* Where a band shows one section only, the section's heading runs across the band. */
static void
head_band(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger, const struct kx_flow_band *band, int parent)
{
	const struct kx_document_section *section = NULL, *other;
	size_t i, p;

	for (i = 0; i < band->cell_count; i++) {
		for (p = 0; p < band->cells[i].place_count; p++) {
			other = place_section(set, band->cells[i].places[p]);
			if (other == NULL)
				continue;
			if (section != NULL && other != section)
				return;
			section = other;
		}
	}
	if (section != NULL && !drops_all(set, section))
		open_section(set, galley, ledger, section, parent);
}

static void
set_cells(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger, const struct kx_flow_band *band, int parent)
{
	const struct kx_template *sheet = set->sheet;
	kx_length column = (galley->width - (sheet->grid_columns - 1) * sheet->gutter) / sheet->grid_columns, x = 0;
	struct kx_cell *cells = kx_arena_array(set->arena, band->cell_count, sizeof(*cells));
	kx_length before = 0, after = 0;
	struct kx_galley *words;
	struct kx_slug *slug;
	size_t i, p;

	if (cells == NULL) {
		set->failed = true;
		return;
	}
	head_band(set, galley, ledger, band, parent);
	for (i = 0; i < band->cell_count; x += cells[i].width + sheet->gutter, i++) {
		words = &cells[i].galley;
		cells[i].x = x;
		cells[i].width = words->width = band->cells[i].span * column + (band->cells[i].span - 1) * sheet->gutter;
		for (p = 0; p < band->cells[i].place_count; p++)
			set_place(set, words, ledger, band->cells[i].places[p], parent);
		if (words->slug_count == 0)
			continue;
		before = words->slugs[0].before > before ? words->slugs[0].before : before;
		after = words->slugs[words->slug_count - 1].after > after ? words->slugs[words->slug_count - 1].after : after;
	}
	if (kx_cells_height(cells, band->cell_count) == 0)
		return;
	slug = kx_cells_slug(set, galley, cells, band->cell_count);
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
set_columns(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger, const struct kx_flow_band *band, int parent)
{
	struct kx_galley narrow = { .width = (galley->width - (band->columns - 1) * set->sheet->gutter) / band->columns };
	struct kx_slug *slug;
	size_t i, p;

	head_band(set, galley, ledger, band, parent);
	for (i = 0; i < band->cell_count; i++) {
		for (p = 0; p < band->cells[i].place_count; p++)
			set_place(set, &narrow, ledger, band->cells[i].places[p], parent);
	}
	slug = kx_columns_slug(set, galley, &narrow, band->columns, set->sheet->gutter);
	if (slug != NULL)
		slug->elastic = true;
}

/* Words that no band places would be lost without a sound: say so. */
static void
report_lost(struct kx_setting *set, const struct ledger *ledger)
{
	const struct kx_document *document = set->document;
	struct kx_place place = { .file = set->sheet->origin.file, .pointer = "/flow" };
	const struct kx_block *block;
	size_t i;

	for (i = 0; i < document->section_count; i++) {
		if (kx_template_omits(set->sheet, document->sections[i].id, NULL))
			continue;
		for (block = document->sections[i].blocks; block != NULL; block = block->next) {
			if (was_set(ledger, block) || kx_setting_drops(set, document->sections[i].id, block->id))
				continue;
			kx_report(set->diags, KX457, place, "Place it in the template's \"flow\", or list the section under \"omit\".",
			    "the layout \"%s\" places section \"%s\" nowhere (block \"%s\")", set->sheet->id, document->sections[i].id,
			    block->id != NULL ? block->id : "-");
			set->failed = true;
		}
	}
}

/* A piece of the flow that is set at one width: a block of a plain band, or a whole band. */
struct piece {
	const struct kx_flow_band *band;
	const char *place;             /* of a plain band, else NULL */
	const struct kx_block *block;  /* of the place, or NULL: all of it */
	bool first;                    /* the band begins with it */
	kx_length width;               /* 0: not decided */
	int tries;
	/* As things stood before it was set. */
	size_t slugs, elements, citations, bookmarks, ledger;
	struct kx_rag rag;
};

struct pieces { struct piece *list; size_t count, room; };

static void
add_piece(struct kx_setting *set, struct pieces *pieces, const struct piece *model)
{
	struct piece *piece = kx_arena_push(set->arena, &pieces->list, &pieces->count, &pieces->room, sizeof(*piece));

	if (piece == NULL)
		set->failed = true;
	else
		*piece = *model;
}

static bool
is_plain(const struct kx_setting *set, const struct kx_flow_band *band)
{
	return band->furniture == KX_FURNITURE_NONE && band->columns <= 1 && band->cell_count == 1 &&
	    band->cells[0].span >= set->sheet->grid_columns;
}

/* The pieces of a plain band: every place, and a place that is a whole section block by block. */
static void
list_places(struct kx_setting *set, struct pieces *pieces, const struct kx_flow_band *band)
{
	const struct kx_document_section *section;
	const struct kx_block *block;
	struct piece piece = { .band = band, .first = true };
	size_t p;

	for (p = 0; p < band->cells[0].place_count; p++) {
		piece.place = band->cells[0].places[p];
		section = strchr(piece.place, '/') == NULL ? place_section(set, piece.place) : NULL;
		for (block = section != NULL ? section->blocks : NULL; block != NULL && block->next != NULL; block = block->next) {
			piece.block = block;
			add_piece(set, pieces, &piece);
			piece.first = false;
		}
		piece.block = NULL;
		add_piece(set, pieces, &piece);
		piece.first = false;
	}
}

static void
list_pieces(struct kx_setting *set, struct pieces *pieces)
{
	size_t i, opening = pieces->count;

	for (i = 0; i < set->sheet->flow_count && !set->failed; i++) {
		if (is_plain(set, &set->sheet->flow[i]))
			list_places(set, pieces, &set->sheet->flow[i]);
		else
			add_piece(set, pieces, &(struct piece){ .band = &set->sheet->flow[i], .first = true });
	}
	/* The opening stands in the first region already: a band that names it goes on there. */
	if (opening > 0 && pieces->count > opening && pieces->list[opening].band->start == KX_START_NAMED &&
	    strcmp(pieces->list[opening].band->region, set->sheet->fill[0]) == 0)
		pieces->list[opening].first = false;
}

static void
set_piece(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger, const struct piece *piece, int parent)
{
	const struct kx_document_section *section;

	if (piece->band->furniture == KX_FURNITURE_MASTHEAD) {
		kx_masthead_set(set, galley, parent);
	} else if (piece->band->furniture == KX_FURNITURE_TITLE) {
		kx_title_set(set, galley, parent);
	} else if (piece->block != NULL) {
		section = place_section(set, piece->place);
		set->section = set->block = section->id;
		set_block(set, galley, ledger, section, piece->block, parent);
	} else if (piece->place != NULL) {
		set_place(set, galley, ledger, piece->place, parent);
	} else if (piece->band->columns > 1) {
		set_columns(set, galley, ledger, piece->band, parent);
	} else {
		set_cells(set, galley, ledger, piece->band, parent);
	}
}

/* A piece of which all is known: its blocks count as set. */
static void
note_piece(struct kx_setting *set, struct ledger *ledger, const struct piece *piece, int parent)
{
	const struct kx_document_section *section;
	size_t i, p;

	if (piece->block != NULL) {
		section = place_section(set, piece->place);
		set_block(set, NULL, ledger, section, piece->block, parent);
	} else if (piece->place != NULL) {
		set_place(set, NULL, ledger, piece->place, parent);
	} else {
		head_band(set, NULL, ledger, piece->band, parent);
		for (i = 0; i < piece->band->cell_count; i++)
			for (p = 0; p < piece->band->cells[i].place_count; p++)
				set_place(set, NULL, ledger, piece->band->cells[i].places[p], parent);
	}
}

/* Set a piece in regions of one width, or take what is known of it. */
static void
set_even(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger, const struct pieces *pieces, size_t index,
    int parent)
{
	const struct piece *piece = &pieces->list[index];
	bool furniture = piece->band->furniture != KX_FURNITURE_NONE;
	size_t reports = set->diags->count;

	if (!furniture && kx_measured_find(set, galley, index)) {
		note_piece(set, ledger, piece, parent);
		return;
	}
	set_piece(set, galley, ledger, piece, parent);
	/* What has something to report must be set again to report it. */
	if (!furniture && set->diags->count == reports)
		kx_measured_keep(set, galley, piece->slugs, index);
}

/* A piece that says nothing leaves its start to the next one of its band. */
static void
start_piece(struct kx_galley *galley, const struct piece *piece)
{
	if (!piece->first || galley->slug_count <= piece->slugs)
		return;
	galley->slugs[piece->slugs].start = piece->band->start;
	galley->slugs[piece->slugs].region = piece->band->region;
}

/* Masthead and title stand first, unless the flow places them. */
static void
list_opening(struct kx_setting *set, struct pieces *pieces)
{
	static const struct kx_flow_band masthead = { .furniture = KX_FURNITURE_MASTHEAD }, title = { .furniture = KX_FURNITURE_TITLE };
	bool placed[KX_FURNITURE_TITLE + 1] = { false };
	size_t i;

	for (i = 0; i < set->sheet->flow_count; i++)
		placed[set->sheet->flow[i].furniture] = true;
	if (set->sheet->has_masthead && !placed[KX_FURNITURE_MASTHEAD])
		add_piece(set, pieces, &(struct piece){ .band = &masthead });
	if (!placed[KX_FURNITURE_TITLE])
		add_piece(set, pieces, &(struct piece){ .band = &title });
}

static void
note_state(const struct kx_setting *set, const struct kx_galley *galley, const struct ledger *ledger, struct piece *piece)
{
	piece->slugs = galley->slug_count;
	piece->elements = set->frames->element_count;
	piece->citations = set->citation_count;
	piece->bookmarks = set->frames->bookmark_count;
	piece->ledger = ledger->set_count;
	piece->rag = set->rag;
}

/* As if the piece and all after it had never been set. */
static void
take_back(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger, const struct piece *piece)
{
	size_t i;

	galley->slug_count = piece->slugs;
	set->frames->element_count = piece->elements;
	set->citation_count = piece->citations;
	set->frames->bookmark_count = piece->bookmarks;
	ledger->set_count = piece->ledger;
	set->rag = piece->rag;
	for (i = 0; i < set->document->section_count; i++)
		if (ledger->sect[i] >= (int)piece->elements)
			ledger->sect[i] = -1;
	for (i = 0; i < set->entry_count; i++)
		if (set->entries[i] >= (int)piece->elements)
			set->entries[i] = -1;
}

/*
 * The first piece up to `last` that stands in a region of another width than
 * it was set for; its width is put right.  `last` + 1 when all is well.
 */
static size_t
find_misfit(struct kx_setting *set, const struct kx_galley *galley, struct pieces *pieces, size_t last)
{
	struct piece *piece;
	kx_length width;
	size_t i, end;

	for (i = 0; i <= last; i++) {
		piece = &pieces->list[i];
		end = i < last ? pieces->list[i + 1].slugs : galley->slug_count;
		width = kx_makeup_narrowest(set, galley, piece->slugs, end, piece->width);
		if (width == piece->width || (width > piece->width && piece->tries > 0))
			continue;
		piece->width = width;
		piece->tries++;
		return i;
	}
	return last + 1;
}

/* Regions of several widths: see the top of this file. */
static void
set_uneven(struct kx_setting *set, struct kx_galley *galley, struct ledger *ledger, struct pieces *pieces, int parent)
{
	size_t p, misfit, i;

	for (p = 0; p < pieces->count && !set->failed; p++) {
		struct piece *piece = &pieces->list[p];
		enum kx_start start = piece->first ? piece->band->start : KX_START_HERE;

		note_state(set, galley, ledger, piece);
		if (piece->width == 0)
			piece->width = kx_makeup_width(set, galley, start, piece->band->region);
		galley->width = piece->width;
		set_piece(set, galley, ledger, piece, parent);
		start_piece(galley, piece);
		misfit = find_misfit(set, galley, pieces, p);
		if (misfit > p || set->failed)
			continue;
		take_back(set, galley, ledger, &pieces->list[misfit]);
		for (i = misfit + 1; i <= p; i++)
			pieces->list[i].width = 0;
		p = misfit - 1;
	}
}

/* ---- the words of pieces ---- */

static void
put_place(const struct kx_setting *set, const char *place, bool last_only, struct kx_buffer *words)
{
	const struct kx_document_section *section = place_section(set, place);
	const char *slash = strchr(place, '/');
	const struct kx_block *block;

	if (section == NULL)
		return;
	if (section->heading != NULL)
		kx_block_identity(section->heading, words);
	block = slash != NULL ? find_block(section, slash + 1) : section->blocks;
	for (; block != NULL; block = slash != NULL ? NULL : block->next)
		if (!last_only || slash != NULL || block->next == NULL)
			kx_block_identity(block, words);
}

/* All that a piece may set, and no more of a section that is several pieces. */
static void
put_piece(const struct kx_setting *set, const struct piece *piece, struct kx_buffer *words)
{
	const struct kx_document_section *section;
	size_t i, p;

	if (piece->block != NULL) {
		section = place_section(set, piece->place);
		if (section->heading != NULL)
			kx_block_identity(section->heading, words);
		kx_block_identity(piece->block, words);
	} else if (piece->place != NULL) {
		put_place(set, piece->place, true, words);
	} else {
		for (i = 0; i < piece->band->cell_count; i++)
			for (p = 0; p < piece->band->cells[i].place_count; p++)
				put_place(set, piece->band->cells[i].places[p], false, words);
	}
}

void
kx_flow_measure(struct kx_setting *set, struct kx_measured *ret_measured)
{
	struct pieces pieces = { NULL, 0, 0 };
	size_t i;

	kx_measured_open(set, ret_measured);
	list_opening(set, &pieces);
	list_pieces(set, &pieces);
	for (i = 0; i < pieces.count; i++) {
		put_piece(set, &pieces.list[i], &ret_measured->words);
		kx_measured_piece(set, ret_measured);
	}
}

void
kx_flow_set(struct kx_setting *set, struct kx_galley *galley, int parent)
{
	struct pieces pieces = { NULL, 0, 0 };
	struct ledger ledger;
	size_t i;

	memset(&ledger, 0, sizeof(ledger));
	ledger.sect = kx_arena_array(set->arena, set->document->section_count, sizeof(*ledger.sect));
	if (ledger.sect == NULL) {
		set->failed = true;
		return;
	}
	for (i = 0; i < set->document->section_count; i++)
		ledger.sect[i] = -1;
	list_opening(set, &pieces);
	list_pieces(set, &pieces);
	if (!kx_slots_even(set)) {
		set_uneven(set, galley, &ledger, &pieces, parent);
	} else {
		for (i = 0; i < pieces.count && !set->failed; i++) {
			pieces.list[i].slugs = galley->slug_count;
			set_even(set, galley, &ledger, &pieces, i, parent);
			start_piece(galley, &pieces.list[i]);
		}
	}
	set->section = NULL;
	if (!set->failed)
		report_lost(set, &ledger);
}
