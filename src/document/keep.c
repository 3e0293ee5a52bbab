#include "document/keep.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memo.h"

struct slot {
	bool kept;
	bool waited, waits;            /* did the section's heading wait before it, and after? */
	struct kx_block *first, *last; /* of its group */
	struct kx_kept_block block;
};

struct kx_keep {
	struct slot **slots;           /* of each section, one for each of its blocks */
	size_t section_count;
};

static const char *
words_of(struct kx_arena *arena, const struct kx_block *group, bool marks, size_t *ret_length)
{
	struct kx_buffer words;
	const char *copy;

	kx_buffer_init(&words, KX_MAX_FILE_BYTES);
	kx_block_words(group, marks, &words);
	*ret_length = words.length;
	copy = kx_buffer_failed(&words) ? NULL : kx_arena_copy(arena, kx_buffer_bytes(&words), words.length);
	kx_buffer_done(&words);
	return copy;
}

/* Nothing of the composer has moved but its arena: then the block is the same for the next clinic. */
static bool
is_alone(const struct kx_composer *composer)
{
	return !composer->failed && composer->diags->count == 0 && !composer->line_asked && composer->version_count == 0 &&
	    composer->review_count == 0;
}

static void
fill_slot(struct kx_composer *composer, struct kx_memo *memo, const struct kx_block_plan *plan, kx_block_maker make,
    struct slot *slot)
{
	struct kx_block group = { .kind = KX_BLOCK_GROUP, .origin = plan->origin, .id = plan->id };

	composer->line_asked = composer->failed = false;
	composer->version_count = composer->review_count = 0;
	composer->diags->count = 0;
	slot->waited = composer->heading_waits;
	make(composer, plan, &group);
	slot->waits = composer->heading_waits;
	if (!is_alone(composer))
		return;
	slot->first = group.first;
	slot->last = group.last;
	slot->block.number = kx_memo_number(memo);
	slot->block.words = words_of(composer->arena, &group, true, &slot->block.words_length);
	slot->block.text = words_of(composer->arena, &group, false, &slot->block.text_length);
	slot->block.entries = kx_block_entries(group.first);
	slot->kept = true;
}

static void
fill_section(struct kx_composer *composer, struct kx_memo *memo, const struct kx_section *section, kx_block_maker make,
    struct slot *slots)
{
	size_t i;

	composer->section = section;
	composer->heading_waits = kx_heading_waits(section);
	for (i = 0; slots != NULL && i < section->block_count; i++)
		if (kx_form_keeps(section->blocks[i].form))
			fill_slot(composer, memo, &section->blocks[i], make, &slots[i]);
}

/* Every block that can be kept, in the memo; NULL when that has no room. */
static const struct kx_keep *
make_keep(const struct kx_composer *composer, struct kx_memo *memo, kx_block_maker make)
{
	struct kx_content seen = *composer->content;
	struct kx_arena *room = kx_memo_arena(memo);
	struct kx_composer own = *composer;
	struct kx_diagnostics unheard;
	struct kx_keep *keep;
	size_t i;

	keep = room != NULL ? kx_arena_alloc(room, sizeof(*keep)) : NULL;
	if (keep == NULL)
		return NULL;
	/* They cannot see what the key does not have. */
	seen.clinic = (struct kx_clinic){ .id = "", .name = "", .visit = composer->content->clinic.visit,
	    .visit_count = composer->content->clinic.visit_count };
	kx_diagnostics_init(&unheard, composer->arena);
	own.arena = room;
	own.content = &seen;
	own.diags = &unheard;
	own.visit_used = NULL;
	keep->section_count = seen.section_count;
	keep->slots = kx_arena_array(room, seen.section_count, sizeof(*keep->slots));
	for (i = 0; keep->slots != NULL && i < seen.section_count; i++) {
		keep->slots[i] = kx_arena_array(room, seen.sections[i].block_count, sizeof(*keep->slots[i]));
		fill_section(&own, memo, &seen.sections[i], make, keep->slots[i]);
	}
	return kx_arena_spent(room) ? NULL : keep;
}

const struct kx_keep *
kx_keep_open(const struct kx_composer *composer, struct kx_memo *memo, kx_block_maker make)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_COMPOSED, composer->content->clinic.visit_count);
	const struct kx_keep *keep;
	struct kx_content bare;
	const char *topics;
	size_t length;

	if (memo == NULL || (topics = kx_clinic_topics(composer->arena, &composer->content->clinic, &length)) == NULL)
		return NULL;
	kx_content_bare(composer->content, &bare);
	kx_memo_part(&key, &bare, sizeof(bare));
	kx_memo_part(&key, topics, length);
	keep = kx_memo_find(memo, &key);
	if (keep == NULL) {
		keep = make_keep(composer, memo, make);
		kx_memo_keep(memo, &key, keep);
	}
	return keep;
}

bool
kx_keep_take(const struct kx_keep *keep, struct kx_composer *composer, size_t section, size_t block,
    struct kx_block *group)
{
	const struct slot *slot = keep != NULL ? &keep->slots[section][block] : NULL;

	if (slot == NULL || !slot->kept || slot->waited != composer->heading_waits)
		return false;
	composer->heading_waits = slot->waits;
	group->first = slot->first;
	group->last = slot->last;
	group->kept = &slot->block;
	return true;
}
