#include "merge/merge.h"

#include "base/arena.h"
#include "merge/steps.h"

static bool
run_steps(struct kx_merging *merging)
{
	size_t i;

	if (!kx_rulings_collect(merging) || !kx_groups_collect(merging))
		return false;
	for (i = 0; i < merging->handout->group_count; i++)
		if (!kx_group_decide(merging, &merging->handout->groups[i]))
			return false;
	return kx_references_number(merging);
}

bool
kx_merge(struct kx_arena *arena, const struct kx_content *content, struct kx_handout **ret_handout,
    struct kx_diagnostics *diags)
{
	struct kx_merging merging = { .arena = arena, .content = content, .diags = diags };
	size_t errors = diags->errors;

	merging.handout = kx_arena_alloc(arena, sizeof(*merging.handout));
	if (merging.handout != NULL)
		merging.handout->content = content;
	if (merging.handout == NULL || !run_steps(&merging) || kx_arena_spent(arena)) {
		kx_report(diags, KX111, (struct kx_place){ .file = content->folder }, NULL,
		    "merging this data needs more memory than a job may use");
		return false;
	}
	if (diags->errors != errors)
		return false;
	*ret_handout = merging.handout;
	return true;
}
