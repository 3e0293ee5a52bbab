#include "merge/steps.h"

#include "base/arena.h"
#include "base/limits.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A claim with what decides where it goes. */
struct seat {
	const struct kx_claim *claim;
	const struct kx_topic *topic;
	size_t place;      /* of the topic on the sheet; SIZE_MAX when no block names it */
	size_t product;    /* 0 for all products, then as the pack lists them */
};

/* For each topic of content->topics, the step of the sheet walk that first names it. */
static size_t *
topic_places(const struct kx_merging *merging)
{
	const struct kx_content *content = merging->content;
	size_t *places = kx_arena_array(merging->arena, content->topic_count, sizeof(*places)), i, step = 0;
	struct kx_sheet_walk walk = { .content = content };
	struct kx_sheet_stop stop;
	const struct kx_topic *topic;

	if (places == NULL)
		return NULL;
	for (i = 0; i < content->topic_count; i++)
		places[i] = SIZE_MAX;
	for (; kx_sheet_next(&walk, &stop); step++) {
		topic = kx_content_topic(content, stop.topic->id);
		if (topic != NULL && places[topic - content->topics] == SIZE_MAX)
			places[topic - content->topics] = step;
	}
	return places;
}

static int
compare_seats(const void *left, const void *right)
{
	const struct seat *a = left, *b = right;
	int order;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	order = strcmp(a->topic->id, b->topic->id);
	if (order != 0)
		return order;
	if (a->product != b->product)
		return a->product < b->product ? -1 : 1;
	return kx_claim_precedence(a->claim, b->claim);
}

static bool
product_rank(const struct kx_content *content, const char *product, size_t *ret_rank)
{
	const struct kx_product *found;

	if (strcmp(product, KX_PRODUCT_BOTH) == 0) {
		*ret_rank = 0;
		return true;
	}
	found = kx_content_product(content, product);
	if (found == NULL)
		return false;
	*ret_rank = (size_t)(found - content->pack.products) + 1;
	return true;
}

/* Every claim in its seat, sorted.  What src/read has resolved must resolve here too. */
static size_t
fill_seats(struct kx_merging *merging, struct seat *seats, const size_t *places)
{
	const struct kx_content *content = merging->content;
	const struct kx_claim *claim;
	struct seat *seat;
	size_t i, count = 0;

	for (i = 0; i < content->claim_count; i++) {
		claim = content->claims[i];
		seat = &seats[count];
		seat->claim = claim;
		seat->topic = kx_content_topic(content, claim->topic);
		if (seat->topic == NULL || claim->source == NULL || !product_rank(content, claim->product, &seat->product)) {
			kx_report(merging->diags, KX990, (struct kx_place){ .file = claim->origin.file,
			    .pointer = claim->origin.pointer }, NULL, "claim \"%s\" was merged before its topic, product "
			    "or source was resolved", claim->id);
			continue;
		}
		seat->place = places[seat->topic - content->topics];
		count++;
	}
	if (count > 0)
		qsort(seats, count, sizeof(*seats), compare_seats);
	return count;
}

/* Does a block that prints figures, which no words can replace, name the topic? */
static bool
prints_figures(const struct kx_content *content, const char *topic)
{
	struct kx_sheet_walk walk = { .content = content };
	struct kx_sheet_stop stop;

	while (kx_sheet_next(&walk, &stop))
		if ((stop.block->form == KX_FORM_FACT_BOX || stop.block->form == KX_FORM_ICON_ARRAY
		    || stop.block->form == KX_FORM_BAR_PAIR || stop.block->form == KX_FORM_CURVE || stop.block->form == KX_FORM_RATES) && strcmp(stop.topic->id, topic) == 0)
			return true;
	return false;
}

static const struct kx_clinic_line *
clinic_line(const struct kx_content *content, const char *topic)
{
	size_t i;

	for (i = 0; i < content->clinic.visit_count; i++)
		if (strcmp(content->clinic.visit[i].topic, topic) == 0)
			return prints_figures(content, topic) ? NULL : &content->clinic.visit[i];
	return NULL;
}

/* One group from a run of seats with the same topic and product. */
static bool
open_group(struct kx_merging *merging, struct kx_group *group, const struct seat *seats, size_t count)
{
	size_t i;

	group->topic = seats[0].topic;
	group->product = seats[0].claim->product;
	group->clinic_line = clinic_line(merging->content, group->topic->id);
	group->notes = kx_arena_array(merging->arena, count, sizeof(*group->notes));
	if (group->notes == NULL)
		return false;
	group->note_count = count;
	for (i = 0; i < count; i++)
		group->notes[i].claim = seats[i].claim;
	return true;
}

static size_t
run_length(const struct seat *seats, size_t count)
{
	size_t length = 1;

	while (length < count && seats[length].topic == seats[0].topic && seats[length].product == seats[0].product)
		length++;
	return length;
}

bool
kx_groups_collect(struct kx_merging *merging)
{
	struct kx_handout *handout = merging->handout;
	const size_t *places = topic_places(merging);
	struct seat *seats = kx_arena_array(merging->arena, merging->content->claim_count, sizeof(*seats));
	size_t count, i, length;

	if (places == NULL || seats == NULL)
		return false;
	count = fill_seats(merging, seats, places);
	for (i = 0; i < count; i += run_length(seats + i, count - i))
		handout->group_count++;
	handout->groups = kx_arena_array(merging->arena, handout->group_count, sizeof(*handout->groups));
	if (handout->groups == NULL)
		return false;
	handout->group_count = 0;
	for (i = 0; i < count; i += length) {
		length = run_length(seats + i, count - i);
		if (!open_group(merging, &handout->groups[handout->group_count++], seats + i, length))
			return false;
	}
	return true;
}
