#include "review/droppable.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "review/rules.h"

#include <stdio.h>
#include <string.h>

/* Sections that print whatever they hold. */
static bool
must_print(enum kx_role role)
{
	switch (role) {
	case KX_ROLE_SUMMARY:
	case KX_ROLE_RISKS:
	case KX_ROLE_HELP:
	case KX_ROLE_SOURCES:
	case KX_ROLE_COLOPHON:
		return true;
	case KX_ROLE_ABOUT:
	case KX_ROLE_BENEFITS:
	case KX_ROLE_CANDIDACY:
	case KX_ROLE_VISIT:
	case KX_ROLE_ALTERNATIVES:
	case KX_ROLE_QUESTIONS:
	case KX_ROLE_CERTAINTY:
	case KX_ROLE_ONLINE:
		break;
	}
	return false;
}

static bool
is_needed(const struct kx_content *content, const struct kx_topic *topic)
{
	const struct kx_topic *said;
	size_t i;

	if (topic->required || kx_names_harm(content, topic))
		return true;
	for (i = 0; i < topic->stands_for_count; i++) {
		said = kx_content_topic(content, topic->stands_for[i]);
		if (said != NULL && said->required)
			return true;
	}
	return false;
}

/* The first topic of the block that must print, or NULL. */
static const struct kx_topic *
needed_topic(const struct kx_content *content, const struct kx_block_plan *block)
{
	size_t i, c;

	for (i = 0; i < block->topic_count; i++)
		if (is_needed(content, block->topics[i]))
			return block->topics[i];
	for (c = 0; c < block->column_count; c++)
		for (i = 0; i < block->columns[c].topic_count; i++)
			if (is_needed(content, block->columns[c].topics[i]))
				return block->columns[c].topics[i];
	return NULL;
}

static bool
check_block(const struct kx_content *content, const struct kx_section *section, const struct kx_block_plan *block,
    struct kx_place place, struct kx_diagnostics *diags)
{
	const char *fix = "take it out, and name something a reader can do without";
	const struct kx_topic *topic = needed_topic(content, block);

	if (must_print(section->role))
		kx_report(diags, KX462, place, fix, "\"%s/%s\" must print: its section holds main points, harms, help, sources or "
		    "what the sheet says of itself", section->id, block->id);
	else if (topic != NULL)
		kx_report(diags, KX462, place, fix, "\"%s/%s\" must print: its topic \"%s\" is required or tells of a risk", section->id,
		    block->id, topic->id);
	else
		return true;
	return false;
}

bool
kx_droppable_check(const struct kx_content *content, const struct kx_template *sheet, struct kx_diagnostics *diags)
{
	struct kx_place place = { .file = sheet->origin.file };
	const struct kx_section *section;
	char pointer[64];
	bool good = true;
	size_t d, s, b;

	place.pointer = pointer;
	for (d = 0; d < sheet->fit.droppable_count; d++) {
		snprintf(pointer, sizeof(pointer), "/fit/droppable/%zu", d);
		for (s = 0; s < content->section_count; s++) {
			section = &content->sections[s];
			for (b = 0; b < section->block_count; b++)
				if (kx_place_holds(sheet->fit.droppable[d], section->id, section->blocks[b].id))
					good = check_block(content, section, &section->blocks[b], place, diags) && good;
		}
	}
	return good;
}
