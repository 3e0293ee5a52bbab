#include "content/handout.h"

#include <string.h>

/* Ids are many, and most differ at once. */
static bool
same_id(const char *a, const char *b)
{
	return a == b || (*a == *b && strcmp(a, b) == 0);
}

size_t
kx_handout_topic(const struct kx_handout *handout, const char *topic, const struct kx_group **ret_first)
{
	size_t i, first;

	for (i = 0; i < handout->group_count && !same_id(handout->groups[i].topic->id, topic); i++)
		continue;
	for (first = i; i < handout->group_count && same_id(handout->groups[i].topic->id, topic); i++)
		continue;
	*ret_first = i == first ? NULL : &handout->groups[first];
	return i - first;
}

int
kx_handout_reference(const struct kx_handout *handout, const struct kx_source *source)
{
	size_t i;

	for (i = 0; i < handout->reference_count; i++)
		if (handout->references[i].source == source)
			return handout->references[i].number;
	return 0;
}

bool
kx_group_under(const struct kx_group *group, const struct kx_ruling *ruling)
{
	size_t i;

	for (i = 0; i < group->recorded_count; i++)
		if (group->recorded[i] == ruling)
			return true;
	return group->ruling == ruling;
}

const char *
kx_standing_name(enum kx_standing standing)
{
	switch (standing) {
	case KX_PRINTS:
		return "prints";
	case KX_AGREES:
		return "agrees";
	case KX_AGREES_UNCITED:
		return "agrees uncited";
	case KX_OUTRANKED:
		return "outranked";
	case KX_REJECTED:
		return "rejected";
	}
	return "?";
}

/*
 * The column and topic of step `step` among a block's columns.  Steps of an
 * options table count cells row by row, empty ones included, so a short
 * column leaves steps without a topic; false past the last step.
 */
static bool
column_step(const struct kx_block_plan *block, size_t step, const struct kx_column **ret_column, size_t *ret_topic)
{
	size_t i, rows = 0;

	if (block->form == KX_FORM_OPTIONS) {
		for (i = 0; i < block->column_count; i++)
			if (block->columns[i].topic_count > rows)
				rows = block->columns[i].topic_count;
		if (block->column_count == 0 || step / block->column_count >= rows)
			return false;
		*ret_column = &block->columns[step % block->column_count];
		*ret_topic = step / block->column_count;
		return true;
	}
	for (i = 0; i < block->column_count; step -= block->columns[i++].topic_count) {
		if (step < block->columns[i].topic_count) {
			*ret_column = &block->columns[i];
			*ret_topic = step;
			return true;
		}
	}
	return false;
}

/* Topic of step `step` in a block: its own topics, then its columns'. */
static bool
block_step(const struct kx_block_plan *block, size_t step, struct kx_sheet_stop *ret_stop)
{
	const struct kx_column *column = NULL;
	size_t topic = step;

	ret_stop->block = block;
	ret_stop->column = NULL;
	ret_stop->topic = NULL;
	if (step < block->topic_count) {
		ret_stop->topic = block->topics[step];
		return true;
	}
	if (!column_step(block, step - block->topic_count, &column, &topic))
		return false;
	ret_stop->column = column;
	if (topic < column->topic_count)
		ret_stop->topic = column->topics[topic];
	return true;
}

bool
kx_sheet_next(struct kx_sheet_walk *walk, struct kx_sheet_stop *ret_stop)
{
	const struct kx_section *section;
	struct kx_sheet_stop stop;

	for (; walk->section < walk->content->section_count; walk->section++, walk->block = 0) {
		section = &walk->content->sections[walk->section];
		for (; walk->block < section->block_count; walk->block++, walk->step = 0) {
			while (block_step(&section->blocks[walk->block], walk->step, &stop)) {
				walk->step++;
				if (stop.topic == NULL)
					continue;
				stop.section = section;
				*ret_stop = stop;
				return true;
			}
		}
	}
	return false;
}

bool
kx_sheet_shows(const struct kx_sheet_stop *stop, const struct kx_group *group)
{
	const char *product = stop->column == NULL ? NULL : stop->column->product;

	if (!same_id(stop->topic->id, group->topic->id))
		return false;
	return product == NULL || same_id(product, group->product) || strcmp(group->product, KX_PRODUCT_BOTH) == 0;
}
