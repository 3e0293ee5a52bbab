#include "layout/alike.h"

#include "base/hash.h"
#include "document/identity.h"
#include "document/wording.h"
#include "layout/fitted.h"
#include "layout/matter.h"
#include "layout/piece_key.h"

#define CEILING (1u << 20)

/* ---- the form of a sheet ---- */

static bool
is_ours(const struct kx_matter_piece *piece)
{
	size_t i;

	for (i = 0; i < piece->part_count; i++)
		if (piece->parts[i].block != NULL && piece->parts[i].block->kept == NULL)
			return true;
	return piece->part_count == 0;
}

static void
put_piece(const struct kx_setting *set, const struct kx_matter_piece *piece, struct kx_buffer *out)
{
	const struct kx_matter_part *part;
	const struct kx_block *heading;

	for (part = piece->parts; part < piece->parts + piece->part_count; part++) {
		heading = set->document->sections[part->section].heading;
		if (heading != NULL && (part == piece->parts || part->section != part[-1].section))
			kx_block_identity(heading, out);
		if (part->block != NULL && part->block->kept != NULL)
			kx_buffer_add(out, &part->block->kept->number, sizeof(part->block->kept->number));
		else if (part->block != NULL)
			kx_block_form(part->block, out);
		kx_buffer_char(out, '.');
	}
}

/*
 * What is the same on sheets that are alike.  Of what masthead, title, heads and feet say, how many lines it takes is an
 * answer; here is whether it is there.
 */
static void
put_form(const struct kx_setting *set, const struct kx_alike *alike, struct kx_buffer *out)
{
	const struct kx_document *document = set->document;
	const struct kx_clinic_head *clinic = &document->clinic;
	const struct kx_drawing *drawing = clinic->drawing;
	const int64_t wide = drawing != NULL ? drawing->width : set->logo.wide, high = drawing != NULL ? drawing->height : set->logo.high;
	const bool has[] = { document->draft, clinic->name != NULL, clinic->phone != NULL, clinic->web != NULL,
		clinic->example_line != NULL, clinic->logo != NULL, high > 0 && set->sheet->logo_height * wide / high > 0 };
	size_t i;

	for (i = 0; i < set->matter->count; i++) {
		kx_buffer_char(out, alike->ours[i] ? 'c' : 'p');
		if (alike->ours[i])
			put_piece(set, &set->matter->list[i], out);
		else
			kx_buffer_add(out, set->keys->pieces[i]->words, KX_HASH_BYTES);
	}
	kx_buffer_add(out, has, sizeof(has));
	kx_buffer_text_or_none(out, kx_wording_find(document->wording, KX_WORD_PAGE_OF));
	kx_buffer_text_or_none(out, kx_wording_find(document->wording, KX_WORD_NUMBER_GROUP));
}

/* Is all type as large in one step as in another? */
static bool
keeps_type(const struct kx_template *sheet)
{
	return sheet->fit.type.least == 0 || (sheet->fit.type.least == 1000 && sheet->fit.type.most == 1000);
}

void
kx_alike_open(struct kx_setting *set, bool fits, struct kx_alike *alike)
{
	size_t i;

	kx_alike_done(alike);
	*alike = (struct kx_alike){ .quiet = false };
	set->alike = NULL;
	if (set->keeping == KX_KEEP_NONE || set->keys == NULL)
		return;
	alike->ours = kx_arena_array(set->arena, set->matter->count, sizeof(*alike->ours));
	if (alike->ours == NULL)
		return;
	for (i = 0; i < set->matter->count; i++)
		alike->ours[i] = is_ours(&set->matter->list[i]);
	kx_buffer_init(&alike->answers, CEILING);
	kx_buffer_init(&alike->form, CEILING);
	kx_buffer_init(&alike->told, CEILING);
	if (fits && keeps_type(set->sheet))
		put_form(set, alike, &alike->form);
	set->alike = alike;
}

void
kx_alike_done(struct kx_alike *alike)
{
	kx_buffer_done(&alike->answers);
	kx_buffer_done(&alike->form);
	kx_buffer_done(&alike->told);
}

/* ---- answers ---- */

void
kx_alike_start(struct kx_setting *set)
{
	if (set->alike == NULL)
		return;
	kx_buffer_clear(&set->alike->answers);
	set->alike->quiet = false;
	set->alike->whole = true;
}

void
kx_alike_piece(struct kx_setting *set, size_t index)
{
	if (set->alike != NULL)
		set->alike->quiet = index != KX_NO_PIECE && !set->alike->ours[index];
}

void
kx_alike_note_bytes(struct kx_setting *set, const void *bytes, size_t length)
{
	if (set->alike != NULL && !set->alike->quiet)
		kx_buffer_add(&set->alike->answers, bytes, length);
}

void
kx_alike_note(struct kx_setting *set, int64_t answer)
{
	kx_alike_note_bytes(set, &answer, sizeof(answer));
}

void
kx_alike_note_lines(struct kx_setting *set, const struct kx_line_words *words, const struct kx_lines *lines, kx_length measure)
{
	kx_alike_note(set, (int64_t)lines->count);
	/* Words that stand on one line do so in every place that is as wide as they are. */
	if (set->narrower == 0 || lines->count == 0 || (lines->count == 1 && lines->list[0].width <= measure - set->narrower))
		return;
	kx_alike_note(set, (int64_t)words->length);
	kx_alike_note_bytes(set, words->text, words->length);
}

/* ---- kept ---- */

/* The setting of a sheet, and how many elements it had. */
struct hint { struct kx_fitted fitted; size_t elements; };

static struct kx_memo_key
form_key(const struct kx_setting *set, enum kx_memo_kind kind)
{
	struct kx_memo_key key = kx_memo_key(kind, 0);

	kx_memo_part(&key, set->keys->sheet, KX_HASH_BYTES);
	kx_memo_part(&key, kx_buffer_bytes(&set->alike->form), set->alike->form.length);
	return key;
}

static struct kx_memo_key
hint_key(const struct kx_setting *set)
{
	return form_key(set, KX_MEMO_HINT);
}

static struct kx_memo_key
alike_key(const struct kx_setting *set)
{
	struct kx_memo_key key = form_key(set, KX_MEMO_ALIKE);

	kx_memo_part(&key, kx_buffer_bytes(&set->alike->told), set->alike->told.length);
	return key;
}

static bool
is_asked(const struct kx_setting *set)
{
	return set->alike != NULL && set->alike->form.length > 0 && !kx_buffer_failed(&set->alike->form);
}

/* The answers are those of the setting that the first sheet of this form has; false where they are not all there. */
static bool
tell(struct kx_alike *alike)
{
	kx_buffer_clear(&alike->told);
	kx_buffer_char(&alike->told, 't');
	kx_buffer_add(&alike->told, kx_buffer_bytes(&alike->answers), alike->answers.length);
	if (alike->whole && !kx_buffer_failed(&alike->answers) && !kx_buffer_failed(&alike->told))
		return true;
	kx_buffer_clear(&alike->told);
	return false;
}

bool
kx_alike_set(struct kx_setting *set, kx_matter_set *set_matter, struct kx_galley *ret_galley)
{
	const struct hint *hint = NULL, *found = NULL;
	const struct kx_setting before = *set;
	struct kx_diagnostics unheard;
	struct kx_arena_mark mark;
	struct kx_memo_key key;
	bool done;

	if (is_asked(set)) {
		key = hint_key(set);
		hint = kx_memo_find(set->memo, &key);
	}
	if (hint == NULL)
		return false;
	/* What is wrong is told by the search, which tries the loosest first. */
	mark = kx_arena_mark(set->arena);
	kx_diagnostics_init(&unheard, set->arena);
	set->diags = &unheard;
	set->expected = hint->elements;
	done = kx_copyfit_at(set, hint->fitted.step, hint->fitted.dropped, set_matter, ret_galley) && unheard.count == 0;
	set->diags = before.diags;
	if (done && tell(set->alike)) {
		key = alike_key(set);
		found = kx_memo_find(set->memo, &key);
	}
	if (found != NULL && found->fitted.step == hint->fitted.step && found->fitted.dropped == hint->fitted.dropped)
		return true;
	*set = before;
	kx_arena_back(set->arena, mark);
	return found != NULL && kx_copyfit_at(set, found->fitted.step, found->fitted.dropped, set_matter, ret_galley);
}

/* Is nothing dropped that may be the clinic's?  It would have given no answers. */
static bool
keeps_ours(const struct kx_setting *set)
{
	const struct kx_matter_piece *piece;
	size_t i;

	for (piece = set->matter->list; piece < set->matter->list + set->matter->count; piece++)
		for (i = 0; i < piece->part_count; i++)
			if (piece->parts[i].block != NULL && piece->parts[i].block->kept == NULL && kx_matter_dropped(set, &piece->parts[i]))
				return false;
	return true;
}

static void
keep(struct kx_setting *set, const struct kx_memo_key *key)
{
	struct kx_arena *room = kx_memo_arena(set->memo);
	struct hint *hint = room != NULL ? kx_arena_alloc(room, sizeof(*hint)) : NULL;

	if (hint == NULL)
		return;
	*hint = (struct hint){ { set->step, set->dropped }, set->frames->element_count };
	kx_memo_keep(set->memo, key, hint);
}

void
kx_alike_keep(struct kx_setting *set)
{
	struct kx_memo_key key;

	if (!is_asked(set))
		return;
	if (set->alike->told.length == 0) {
		key = hint_key(set);
		/* There is a hint, and its setting gave no answers that could be used. */
		if (kx_memo_find(set->memo, &key) != NULL || !keeps_ours(set) || !tell(set->alike))
			return;
		keep(set, &key);
	}
	key = alike_key(set);
	keep(set, &key);
}
