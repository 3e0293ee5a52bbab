#include "layout/piece_key.h"

#include "base/buffer.h"
#include "base/hash.h"
#include "document/identity.h"
#include "layout/matter.h"

#define WORDS_CEILING (16u * 1024 * 1024)

/* What the memo has under a number, that stands for; but it says nothing to another memo. */
static void
put_number(char what, uint64_t number, struct kx_buffer *out)
{
	kx_buffer_char(out, what);
	kx_buffer_add(out, &number, sizeof(number));
}

static void
put_sheet(const struct kx_setting *set, bool numbers, struct kx_buffer *out)
{
	const struct kx_document_section *section;
	const struct kx_block *block;

	if (numbers && set->sheet->number != 0)
		put_number('t', set->sheet->number, out);
	else
		kx_template_identity(set->sheet, out);
	kx_buffer_text_or_none(out, set->paper->id);
	kx_buffer_text_or_none(out, set->document->language);
	for (section = set->document->sections; section < set->document->sections + set->document->section_count; section++) {
		kx_buffer_text_or_none(out, section->id);
		kx_buffer_char(out, section->heading != NULL ? 'h' : '-');
		for (block = section->blocks; block != NULL; block = block->next)
			kx_buffer_text_or_none(out, block->id);
	}
}

static void
put_colors(const struct kx_setting *set, bool numbers, struct kx_buffer *out)
{
	const kx_color clinic = set->document->clinic.colour;

	kx_buffer_add(out, &clinic, sizeof(clinic));
	if (numbers && set->sheet->number != 0)
		put_number('t', set->sheet->number, out);
	else
		kx_template_colors_identity(set->sheet, out);
}

static void
put_block(const struct kx_block *block, bool numbers, struct kx_buffer *out)
{
	if (numbers && block->kept != NULL)
		put_number('k', block->kept->number, out);
	else
		kx_block_identity(block, out);
}

/* All that a piece may set. */
static void
put_piece(const struct kx_setting *set, const struct kx_matter_piece *piece, bool numbers, struct kx_buffer *out)
{
	const struct kx_document_section *section;
	const struct kx_matter_part *part;

	for (part = piece->parts; part < piece->parts + piece->part_count; part++) {
		section = &set->document->sections[part->section];
		if (section->heading != NULL && (part == piece->parts || part->section != part[-1].section))
			kx_block_identity(section->heading, out);
		if (part->block != NULL)
			put_block(part->block, numbers, out);
	}
}

enum told { TOLD_SHEET, TOLD_COLORS, TOLD_PIECE };

/* All that is hashed, or, with `numbers`, what it is asked for by. */
static void
put(const struct kx_setting *set, enum told what, size_t piece, bool numbers, struct kx_buffer *out)
{
	kx_buffer_clear(out);
	if (what == TOLD_SHEET)
		put_sheet(set, numbers, out);
	else if (what == TOLD_COLORS)
		put_colors(set, numbers, out);
	else
		put_piece(set, &set->matter->list[piece], numbers, out);
}

static bool
lists_sources(const struct kx_block *block)
{
	for (; block != NULL; block = block->next)
		if (block->kind == KX_BLOCK_REFERENCES || lists_sources(block->first))
			return true;
	return false;
}

static bool
piece_lists_sources(const struct kx_matter_piece *piece)
{
	size_t i;

	for (i = 0; i < piece->part_count; i++)
		if (piece->parts[i].block != NULL && (piece->parts[i].block->kind == KX_BLOCK_REFERENCES ||
		    lists_sources(piece->parts[i].block->first)))
			return true;
	return false;
}

/* It with its hash, which is kept; NULL when memory ends.  `told` is room to tell it in. */
static const struct kx_piece_told *
tell(struct kx_setting *set, enum told what, size_t piece, struct kx_buffer *told)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_TOLD, (uint64_t)what);
	struct kx_arena *room = kx_memo_arena(set->memo);
	const struct kx_piece_told *known;
	struct kx_piece_told *made;
	struct kx_buffer all;

	put(set, what, piece, true, told);
	kx_memo_part(&key, kx_buffer_bytes(told), told->length);
	known = kx_buffer_failed(told) ? NULL : kx_memo_find(set->memo, &key);
	if (known != NULL)
		return known;
	kx_buffer_init(&all, WORDS_CEILING);
	put(set, what, piece, false, &all);
	made = kx_buffer_failed(told) || kx_buffer_failed(&all) ? NULL : kx_arena_alloc(room != NULL ? room : set->arena, sizeof(*made));
	if (made != NULL) {
		kx_hash(kx_buffer_bytes(&all), all.length, made->words);
		made->lists_sources = what == TOLD_PIECE && piece_lists_sources(&set->matter->list[piece]);
	}
	kx_buffer_done(&all);
	if (room != NULL)
		kx_memo_keep(set->memo, &key, made);
	return made;
}

static bool
find_all(struct kx_setting *set, struct kx_buffer *told, struct kx_piece_keys *keys)
{
	const struct kx_piece_told *sheet = tell(set, TOLD_SHEET, 0, told), *colors = tell(set, TOLD_COLORS, 0, told);
	size_t i;

	keys->pieces = kx_arena_array(set->arena, set->matter->count, sizeof(*keys->pieces));
	if (sheet == NULL || colors == NULL || keys->pieces == NULL)
		return false;
	keys->sheet = sheet->words;
	keys->colors = colors->words;
	for (i = 0; i < set->matter->count; i++) {
		keys->pieces[i] = tell(set, TOLD_PIECE, i, told);
		if (keys->pieces[i] == NULL)
			return false;
	}
	return true;
}

const struct kx_piece_keys *
kx_piece_keys_find(struct kx_setting *set)
{
	struct kx_piece_keys *keys = kx_arena_alloc(set->arena, sizeof(*keys));
	struct kx_buffer told;
	bool ok;

	if (set->memo == NULL || keys == NULL)
		return NULL;
	kx_buffer_init(&told, WORDS_CEILING);
	ok = find_all(set, &told, keys);
	kx_buffer_done(&told);
	return ok ? keys : NULL;
}

struct kx_memo_key
kx_piece_key(const struct kx_setting *set, enum kx_memo_kind kind, size_t index, kx_length width, struct kx_piece_setting *setting)
{
	struct kx_memo_key key = kx_memo_key(kind, 0);

	*setting = (struct kx_piece_setting){ (int64_t)index, width, set->space, set->leading, set->type, (int64_t)set->dropped };
	kx_memo_part(&key, set->keys->sheet, KX_HASH_BYTES);
	kx_memo_part(&key, setting, sizeof(*setting));
	kx_memo_part(&key, set->keys->pieces[index]->words, KX_HASH_BYTES);
	return key;
}
