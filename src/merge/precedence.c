#include "merge/steps.h"

#include "base/arena.h"

#include <string.h>

bool
kx_claim_may_print(const struct kx_claim *claim)
{
	return claim->verdict == KX_SUPPORTED || claim->verdict == KX_PARTLY;
}

int
kx_claim_precedence(const struct kx_claim *a, const struct kx_claim *b)
{
	if (a->verdict != b->verdict)
		return a->verdict < b->verdict ? -1 : 1;
	if (a->source->tier != b->source->tier)
		return a->source->tier < b->source->tier ? -1 : 1;
	if (a->source->check != b->source->check)
		return a->source->check < b->source->check ? -1 : 1;
	if (a->source->year != b->source->year)
		return a->source->year > b->source->year ? -1 : 1;
	return strcmp(a->id, b->id);
}

const char *
kx_precedence_text(struct kx_arena *arena, const struct kx_claim *a, const struct kx_claim *b)
{
	const struct kx_source *one = a->source, *two = b->source;

	if (a->verdict != b->verdict)
		return kx_arena_print(arena, "a claim that is %s comes before one that is %s",
		    kx_verdict_name(a->verdict), kx_verdict_name(b->verdict));
	if (one->tier != two->tier)
		return kx_arena_print(arena, "tier %d comes before tier %d", one->tier, two->tier);
	if (one->check != two->check)
		return kx_arena_print(arena, "a source checked as %s comes before one checked as %s",
		    kx_check_name(one->check), kx_check_name(two->check));
	if (one->year != two->year && two->year == 0)
		return kx_arena_print(arena, "a source of %d comes before one without a year", one->year);
	if (one->year != two->year)
		return kx_arena_print(arena, "%d is newer than %d", one->year, two->year);
	return kx_arena_string(arena, "all else is equal and its id comes first");
}
