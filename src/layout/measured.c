#include "layout/measured.h"

#include "document/identity.h"
#include "layout/cells.h"
#include "layout/matter.h"

#include <string.h>

#define WORDS_CEILING (16u * 1024 * 1024)

static void
put_text(struct kx_buffer *out, const char *text)
{
	if (text != NULL)
		kx_buffer_text(out, text);
	kx_buffer_char(out, '\0');
}

/* All that the sheet's pieces have in common.  Colours take no room: the clinic's own is left out. */
static void
put_sheet(const struct kx_setting *set, struct kx_buffer *sheet)
{
	const struct kx_document_section *section;
	const struct kx_block *block;

	kx_template_dump(set->sheet, 0, sheet);
	put_text(sheet, set->paper->id);
	put_text(sheet, set->document->language);
	/* Which blocks there are decides in which piece a section's heading is set. */
	for (section = set->document->sections; section < set->document->sections + set->document->section_count; section++) {
		put_text(sheet, section->id);
		kx_buffer_char(sheet, section->heading != NULL ? 'h' : '-');
		for (block = section->blocks; block != NULL; block = block->next)
			put_text(sheet, block->id);
	}
}

/* All that a piece may set. */
static void
put_piece(const struct kx_setting *set, const struct kx_matter_piece *piece, struct kx_buffer *words)
{
	const struct kx_document_section *section;
	size_t i;

	for (i = 0; i < piece->part_count; i++) {
		section = &set->document->sections[piece->parts[i].section];
		if (section->heading != NULL)
			kx_block_identity(section->heading, words);
		if (piece->parts[i].block != NULL)
			kx_block_identity(piece->parts[i].block, words);
	}
}

void
kx_measured_open(struct kx_setting *set, struct kx_measured *measured)
{
	struct kx_buffer sheet;
	size_t i;

	memset(measured, 0, sizeof(*measured));
	kx_buffer_init(&measured->words, WORDS_CEILING);
	kx_buffer_init(&sheet, WORDS_CEILING);
	put_sheet(set, &sheet);
	kx_hash(kx_buffer_bytes(&sheet), sheet.length, measured->sheet);
	measured->ends = kx_arena_array(set->arena, set->matter->count, sizeof(*measured->ends));
	for (i = 0; measured->ends != NULL && i < set->matter->count; i++) {
		put_piece(set, &set->matter->list[i], &measured->words);
		measured->ends[i] = measured->words.length;
	}
	measured->failed = measured->ends == NULL || kx_buffer_failed(&sheet) || kx_buffer_failed(&measured->words);
	kx_buffer_done(&sheet);
}

void
kx_measured_done(struct kx_measured *measured)
{
	kx_buffer_done(&measured->words);
}

/* How it is set; no padding, since its bytes are a key. */
struct setting { int64_t piece, width, space, leading, type, dropped; };

static struct kx_memo_key
key_of(const struct kx_setting *set, const struct kx_galley *galley, size_t index, struct setting *setting)
{
	const struct kx_measured *measured = set->measured;
	size_t start = index > 0 ? measured->ends[index - 1] : 0;
	struct kx_memo_key key = kx_memo_key(KX_MEMO_MEASURED, 0);

	*setting = (struct setting){ (int64_t)index, galley->width, set->space, set->leading, set->type, (int64_t)set->dropped };
	kx_memo_part(&key, measured->sheet, sizeof(measured->sheet));
	kx_memo_part(&key, setting, sizeof(*setting));
	kx_memo_part(&key, kx_buffer_bytes(&measured->words) + start, measured->ends[index] - start);
	return key;
}

bool
kx_measured_find(struct kx_setting *set, struct kx_galley *galley, size_t index)
{
	const struct kx_galley *found;
	struct kx_memo_key key;
	struct setting setting;
	struct kx_slug *slug;
	size_t i;

	if (set->measured == NULL || !set->measured->trying || set->measured->failed)
		return false;
	key = key_of(set, galley, index, &setting);
	found = kx_memo_find(set->memo, &key);
	if (found == NULL)
		return false;
	for (i = 0; i < found->slug_count; i++) {
		slug = kx_galley_slug(set, galley, 0);
		if (slug == NULL)
			return true;
		*slug = found->slugs[i];
	}
	set->measured->taken = true;
	return true;
}

/* ---- keeping ---- */

static bool copy_slugs(struct kx_arena *arena, const struct kx_slug *from, size_t count, struct kx_galley *to);

/* Of a cell's look only its name decides where it may be split. */
static bool
copy_style(struct kx_arena *arena, struct kx_cell *cell)
{
	struct kx_box_style *style;

	if (cell->style == NULL)
		return true;
	style = kx_arena_alloc(arena, sizeof(*style));
	if (style == NULL)
		return false;
	*style = *cell->style;
	style->id = kx_arena_string(arena, cell->style->id);
	style->fill = style->edge = NULL;
	cell->style = style;
	return style->id != NULL;
}

static bool
copy_cells(struct kx_arena *arena, struct kx_slug *slug)
{
	struct kx_cell *cells = kx_arena_array(arena, slug->cell_count, sizeof(*cells));
	size_t i;

	if (cells == NULL)
		return false;
	for (i = 0; i < slug->cell_count; i++) {
		cells[i] = slug->cells[i];
		if (!copy_style(arena, &cells[i]) ||
		    !copy_slugs(arena, slug->cells[i].galley.slugs, slug->cells[i].galley.slug_count, &cells[i].galley))
			return false;
	}
	slug->cells = cells;
	return true;
}

/* Without marks, and without what only messages ask for. */
static bool
copy_slug(struct kx_arena *arena, struct kx_slug *slug)
{
	struct kx_galley *repeat;

	slug->marks = NULL;
	slug->mark_count = slug->mark_room = 0;
	slug->block = slug->region = NULL;
	slug->origin = (struct kx_origin){ NULL, NULL };
	if (slug->repeat != NULL) {
		repeat = kx_arena_alloc(arena, sizeof(*repeat));
		if (repeat == NULL || !copy_slugs(arena, slug->repeat->slugs, slug->repeat->slug_count, repeat))
			return false;
		repeat->width = slug->repeat->width;
		slug->repeat = repeat;
	}
	return slug->cell_count == 0 || copy_cells(arena, slug);
}

static bool
copy_slugs(struct kx_arena *arena, const struct kx_slug *from, size_t count, struct kx_galley *to)
{
	size_t i;

	to->slugs = kx_arena_array(arena, count, sizeof(*to->slugs));
	to->slug_count = to->slug_room = count;
	for (i = 0; to->slugs != NULL && i < count; i++) {
		to->slugs[i] = from[i];
		if (!copy_slug(arena, &to->slugs[i]))
			return false;
	}
	return to->slugs != NULL || count == 0;
}

void
kx_measured_keep(struct kx_setting *set, const struct kx_galley *galley, size_t first, size_t index)
{
	struct kx_arena *room = kx_memo_arena(set->memo);
	struct kx_memo_key key;
	struct setting setting;
	struct kx_galley *kept;

	if (set->measured == NULL || !set->measured->trying || set->measured->failed || room == NULL || set->failed || set->refused)
		return;
	kept = kx_arena_alloc(room, sizeof(*kept));
	if (kept == NULL || !copy_slugs(room, galley->slugs + first, galley->slug_count - first, kept))
		return;
	kept->width = galley->width;
	key = key_of(set, galley, index, &setting);
	kx_memo_keep(set->memo, &key, kept);
}
