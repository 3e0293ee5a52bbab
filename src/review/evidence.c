#include "review/rules.h"

#include "base/arena.h"

static bool
is_citable(const struct kx_subject *subject, const struct kx_claim *claim)
{
	return claim->source->tier <= subject->handout->content->pack.cite_tier_max;
}

/* A claim of the group that agrees and could be cited, or NULL. */
static const struct kx_claim *
better_in_group(const struct kx_group *group)
{
	size_t i;

	for (i = 0; i < group->note_count; i++)
		if (group->notes[i].standing == KX_AGREES)
			return group->notes[i].claim;
	return NULL;
}

/* A citable claim that prints on the same topic for another product, or NULL. */
static const struct kx_claim *
better_on_topic(const struct kx_subject *subject, const struct kx_group *group)
{
	const struct kx_group *other;
	size_t count = kx_handout_topic(subject->handout, group->topic->id, &other);

	for (; count > 0; count--, other++)
		if (other != group && other->printed_count > 0 && is_citable(subject, other->printed[0].claim))
			return other->printed[0].claim;
	return NULL;
}

static const char *
citable_hint(const struct kx_subject *subject, const struct kx_group *group)
{
	struct kx_arena *arena = subject->diags->arena;
	const struct kx_claim *better = better_in_group(group);

	if (better != NULL)
		return kx_arena_print(arena, "claim \"%s\" (%s, tier %d) is on the same topic and can be cited: let a ruling print it",
		    better->id, kx_verdict_name(better->verdict), better->source->tier);
	better = better_on_topic(subject, group);
	if (better != NULL)
		return kx_arena_print(arena, "claim \"%s\" on the same topic is about %s: if this one is too, correct its product",
		    better->id, better->product);
	return kx_arena_print(arena, "add a claim from a better source on topic \"%s\" for %s", group->topic->id, group->product);
}

void
kx_rule_citable(const struct kx_subject *subject)
{
	const struct kx_handout *handout = subject->handout;
	const struct kx_claim *claim;
	size_t i, j;

	for (i = 0; i < handout->group_count; i++) {
		if (!kx_group_visible(&handout->groups[i]))
			continue;
		for (j = 0; j < handout->groups[i].printed_count; j++) {
			claim = handout->groups[i].printed[j].claim;
			if (!is_citable(subject, claim))
				kx_report(subject->diags, KX302, kx_place_below(subject, claim->origin, ""),
				    citable_hint(subject, &handout->groups[i]), "claim \"%s\" would print on topic \"%s\" for %s, but "
				    "its source \"%s\" is of tier %d and never cited", claim->id, claim->topic, claim->product,
				    claim->source->id, claim->source->tier);
		}
	}
}
