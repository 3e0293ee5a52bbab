#include "layout/fitted.h"

#include "base/buffer.h"
#include "base/flat.h"
#include "base/hash.h"
#include "document/wording.h"
#include "layout/copyfit.h"
#include "layout/matter.h"
#include "layout/piece_key.h"

#define MOST_STEPS  1000000
#define KEY_BYTES   (1u << 20)

static bool
write_fitted(const struct kx_memo_key *key, const void *value, struct kx_buffer *out)
{
	const struct kx_fitted *fitted = value;

	(void)key;
	kx_flat_put(out, fitted->step);
	kx_flat_put(out, (int64_t)fitted->dropped);
	return true;
}

static const void *
read_fitted(const struct kx_memo_key *key, const char *bytes, size_t length, struct kx_arena *arena)
{
	struct kx_flat flat = kx_flat_begin(bytes, length);
	struct kx_fitted *fitted = kx_arena_alloc(arena, sizeof(*fitted));

	(void)key;
	if (fitted == NULL)
		return NULL;
	fitted->step = (int)kx_flat_take(&flat, -MOST_STEPS, MOST_STEPS);
	fitted->dropped = (size_t)kx_flat_take(&flat, 0, MOST_STEPS);
	return kx_flat_end(&flat) ? fitted : NULL;
}

/*
 * The words of the pieces, and all that masthead, title, heads and feet may say (layout/running.c); of the wording what
 * the layout itself asks of it.
 */
static void
put_sheet(const struct kx_setting *set, struct kx_buffer *out)
{
	const struct kx_document *document = set->document;
	const struct kx_clinic_head *clinic = &document->clinic;
	const struct kx_drawing *drawing = clinic->drawing;
	const char *const texts[] = { document->title, document->subtitle, document->draft ? document->draft_title : NULL,
		document->document_id, document->version, document->review_line, document->next_review_line, clinic->name, clinic->phone,
		clinic->web, clinic->example_line, kx_wording_find(document->wording, KX_WORD_PAGE_OF),
		kx_wording_find(document->wording, KX_WORD_NUMBER_GROUP) };
	const int logo[] = { clinic->logo != NULL, drawing != NULL ? drawing->width : set->logo.wide,
		drawing != NULL ? drawing->height : set->logo.high };
	size_t i;

	for (i = 0; i < set->matter->count; i++)
		kx_buffer_add(out, set->keys->pieces[i]->words, KX_HASH_BYTES);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		kx_buffer_text_or_none(out, texts[i]);
	kx_buffer_add(out, logo, sizeof(logo));
}

/* The key of the sheet; `told` must live as long as it. */
static struct kx_memo_key
key_of(const struct kx_setting *set, struct kx_buffer *told)
{
	static const struct kx_memo_form form = { KX_MEMO_ON_FONTS, write_fitted, read_fitted };
	struct kx_memo_key key = kx_memo_key(KX_MEMO_FITTED, 0);

	kx_buffer_init(told, KEY_BYTES);
	put_sheet(set, told);
	kx_memo_part(&key, set->keys->sheet, KX_HASH_BYTES);
	kx_memo_part(&key, kx_buffer_bytes(told), told->length);
	/* Where words are broken depends on the patterns of the language too. */
	if (set->hyphens == NULL)
		kx_memo_form(&key, &form, set->fonts);
	return key;
}

const struct kx_fitted *
kx_fitted_find(struct kx_setting *set)
{
	struct kx_buffer told;
	struct kx_memo_key key = key_of(set, &told);
	const struct kx_fitted *found = kx_buffer_failed(&told) ? NULL : kx_memo_find(set->memo, &key);

	kx_buffer_done(&told);
	return found != NULL && kx_copyfit_has(set->sheet, found->step, found->dropped) ? found : NULL;
}

void
kx_fitted_keep(struct kx_setting *set)
{
	struct kx_arena *room = kx_memo_arena(set->memo);
	struct kx_fitted *fitted = room != NULL ? kx_arena_alloc(room, sizeof(*fitted)) : NULL;
	struct kx_memo_key key;
	struct kx_buffer told;

	if (fitted == NULL)
		return;
	*fitted = (struct kx_fitted){ set->step, set->dropped };
	key = key_of(set, &told);
	if (!kx_buffer_failed(&told))
		kx_memo_keep(set->memo, &key, fitted);
	kx_buffer_done(&told);
}
