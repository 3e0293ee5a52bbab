/*
 * The merge of a pack, made once for all clinics that it is the same for.
 *
 * Of a clinic the merge sees only which topics it has lines for: where a line
 * stands in place of a topic's claims, nothing is cited.  Kept in the memo,
 * which bounds and frees it: a whole handout, by the content without its clinic
 * (by where it lies, which is the stock) and those topics.  A sheet has the
 * groups in an array of its own, with its own clinic's lines.  A merge that had
 * something to report is made for each sheet, to report it.
 */
#include "merge/merge.h"

#include "base/arena.h"
#include "base/memo.h"

#include <string.h>

struct merged {
	bool silent;
	struct kx_handout handout;   /* if it is; its content and clinic lines are those of the sheet that it was made for */
};

/* `arena` for the topics' names, which the key points to; false when they have no room. */
static bool
key_of(struct kx_arena *arena, const struct kx_content *content, struct kx_content *bare, struct kx_memo_key *ret_key)
{
	const char *topics;
	size_t length;

	topics = kx_clinic_topics(arena, &content->clinic, &length);
	kx_content_bare(content, bare);
	*ret_key = kx_memo_key(KX_MEMO_MERGED, content->clinic.visit_count);
	kx_memo_part(ret_key, bare, sizeof(*bare));
	if (topics != NULL)
		kx_memo_part(ret_key, topics, length);
	return topics != NULL;
}

/* Merge into the memo; NULL when it has no room for that. */
static const struct merged *
merge_once(struct kx_arena *arena, struct kx_memo *memo, const struct kx_content *content)
{
	struct kx_arena *room = kx_memo_arena(memo);
	struct merged *merged = room != NULL ? kx_arena_alloc(room, sizeof(*merged)) : NULL;
	struct kx_diagnostics heard;
	struct kx_handout *handout;
	bool ok;

	if (merged == NULL)
		return NULL;
	kx_diagnostics_init(&heard, arena);
	ok = kx_merge(room, content, &handout, &heard);
	if (kx_arena_spent(room))
		return NULL;
	merged->silent = ok && heard.count == 0;
	if (merged->silent) {
		merged->handout = *handout;
		merged->handout.number = kx_memo_number(memo);
	}
	return merged;
}

/* The kept handout for this content, whose clinic has lines for the same topics. */
static struct kx_handout *
take(struct kx_arena *arena, const struct merged *merged, const struct kx_content *content)
{
	struct kx_handout *handout = kx_arena_alloc(arena, sizeof(*handout));
	const struct kx_clinic *clinic = &content->clinic;
	struct kx_group *groups;
	size_t i, line;

	if (handout == NULL)
		return NULL;
	*handout = merged->handout;
	handout->content = content;
	groups = handout->groups = kx_arena_array(arena, handout->group_count, sizeof(*groups));
	if (groups == NULL)
		return NULL;
	for (i = 0; i < handout->group_count; i++) {
		groups[i] = merged->handout.groups[i];
		for (line = 0; groups[i].clinic_line != NULL; line++)
			if (strcmp(clinic->visit[line].topic, groups[i].topic->id) == 0) {
				groups[i].clinic_line = &clinic->visit[line];
				break;
			}
	}
	return handout;
}

bool
kx_merge_kept(struct kx_arena *arena, const struct kx_content *content, struct kx_memo *memo,
    struct kx_handout **ret_handout, struct kx_diagnostics *diags)
{
	const struct merged *merged = NULL;
	struct kx_handout *handout;
	struct kx_content bare;
	struct kx_memo_key key;

	if (memo != NULL && key_of(arena, content, &bare, &key)) {
		merged = kx_memo_find(memo, &key);
		if (merged == NULL) {
			merged = merge_once(arena, memo, content);
			kx_memo_keep(memo, &key, merged);
		}
	}
	if (merged == NULL || !merged->silent)
		return kx_merge(arena, content, ret_handout, diags);
	handout = take(arena, merged, content);
	if (handout == NULL)
		return kx_merge(arena, content, ret_handout, diags);
	*ret_handout = handout;
	return true;
}
