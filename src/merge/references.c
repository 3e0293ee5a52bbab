#include "merge/steps.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

struct numbering {
	struct kx_merging *merging;
	size_t *first;             /* for each topic: index of its first group, or group_count */
	size_t reference_room;
};

static bool
index_groups(struct numbering *numbering)
{
	const struct kx_content *content = numbering->merging->content;
	const struct kx_handout *handout = numbering->merging->handout;
	size_t i;

	numbering->first = kx_arena_array(numbering->merging->arena, content->topic_count, sizeof(*numbering->first));
	if (numbering->first == NULL)
		return false;
	for (i = 0; i < content->topic_count; i++)
		numbering->first[i] = handout->group_count;
	for (i = handout->group_count; i-- > 0;)
		numbering->first[handout->groups[i].topic - content->topics] = i;
	return true;
}

/* The source's number; a source met for the first time gets the next.  0 when the arena is spent. */
static int
number_source(struct numbering *numbering, const struct kx_source *source)
{
	struct kx_handout *handout = numbering->merging->handout;
	struct kx_reference *reference;
	int number = kx_handout_reference(handout, source);

	if (number != 0)
		return number;
	reference = kx_arena_push(numbering->merging->arena, &handout->references, &handout->reference_count,
	    &numbering->reference_room, sizeof(*reference));
	if (reference == NULL)
		return 0;
	reference->source = source;
	reference->number = (int)handout->reference_count;
	return reference->number;
}

static bool
add_number(int *numbers, size_t *count, int number)
{
	size_t i;

	if (number == 0)
		return false;
	for (i = 0; i < *count; i++)
		if (numbers[i] == number)
			return true;
	numbers[(*count)++] = number;
	return true;
}

static int
compare_numbers(const void *left, const void *right)
{
	int a = *(const int *)left, b = *(const int *)right;

	return a < b ? -1 : a > b;
}

/* The printed claim's own source first, then those of the claims that support it. */
static bool
number_printed(struct numbering *numbering, const struct kx_group *group, struct kx_printed *printed)
{
	int *numbers = kx_arena_array(numbering->merging->arena, group->note_count, sizeof(*numbers));
	const struct kx_standing_note *note;
	size_t count = 0, i;

	if (numbers == NULL || !add_number(numbers, &count, number_source(numbering, printed->claim->source)))
		return false;
	for (i = 0; i < group->note_count; i++) {
		note = &group->notes[i];
		if (note->standing == KX_AGREES && note->beside == printed->claim
		    && !add_number(numbers, &count, number_source(numbering, note->claim->source)))
			return false;
	}
	qsort(numbers, count, sizeof(*numbers), compare_numbers);
	printed->references = numbers;
	printed->reference_count = count;
	return true;
}

/* The group's first place on the sheet.  Where the clinic's own words stand there, the sources are not cited. */
static bool
place_group(struct numbering *numbering, struct kx_group *group)
{
	size_t i;

	group->placed = true;
	for (i = 0; i < group->printed_count && group->clinic_line == NULL; i++)
		if (!number_printed(numbering, group, &group->printed[i]))
			return false;
	return true;
}

static bool
on_sheet(const struct kx_content *content, const char *topic)
{
	struct kx_sheet_walk walk = { .content = content };
	struct kx_sheet_stop stop;

	while (kx_sheet_next(&walk, &stop))
		if (strcmp(stop.topic->id, topic) == 0)
			return true;
	return false;
}

/* Claims fit to print whose topic is on the sheet, but only for other products. */
static void
report_hidden(const struct numbering *numbering)
{
	const struct kx_merging *merging = numbering->merging;
	const struct kx_group *group = merging->handout->groups, *end = group + merging->handout->group_count;
	const struct kx_claim *claim;

	for (; group < end; group++) {
		if (group->placed || group->printed_count == 0)
			continue;
		claim = group->printed[0].claim;
		if (claim->source->tier > merging->content->pack.cite_tier_max || !on_sheet(merging->content, claim->topic))
			continue;
		kx_report(merging->diags, KX207, (struct kx_place){ .file = claim->origin.file,
		    .pointer = kx_arena_print(merging->arena, "%s/product", claim->origin.pointer) },
		    "give the topic a place that shows this product, or correct the product",
		    "claim \"%s\" on topic \"%s\" is about %s, and the sheet shows the topic only for other products",
		    claim->id, claim->topic, claim->product);
	}
}

bool
kx_references_number(struct kx_merging *merging)
{
	struct numbering numbering = { .merging = merging };
	struct kx_sheet_walk walk = { .content = merging->content };
	const struct kx_topic *topic;
	struct kx_sheet_stop stop;
	struct kx_group *group, *end = merging->handout->groups + merging->handout->group_count;

	if (!index_groups(&numbering))
		return false;
	while (kx_sheet_next(&walk, &stop)) {
		topic = kx_content_topic(merging->content, stop.topic->id);
		if (topic == NULL)
			continue;
		group = merging->handout->groups + numbering.first[topic - merging->content->topics];
		for (; group < end && group->topic == topic; group++) {
			if (!kx_sheet_shows(&stop, group))
				continue;
			group->roles |= (uint64_t)1 << stop.section->role;
			if (!group->placed && !place_group(&numbering, group))
				return false;
		}
	}
	report_hidden(&numbering);
	return true;
}
