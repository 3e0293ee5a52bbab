/*
 * Has every text that prints a translation?
 *
 * What follows is a list of all that the forms of this folder print of the
 * data but sources, which stay as they were published.  It asks for a little
 * more than each form shows (all of a printed claim's figures), and never for
 * less: a sheet in two languages is worse than one that is refused.
 */
#include "document/compose.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define SHOWN 60

struct looking {
	struct kx_composer *composer;
	const struct kx_translation *translation;
	bool *told;      /* of each text that is missing */
	bool whole;
};

static int
compare_text(const void *key, const void *text)
{
	return strcmp(key, *(const char *const *)text);
}

/* The beginning of a text, in whole characters. */
static int
beginning(const char *text)
{
	size_t length = strlen(text), at = 0, step, shown;

	for (shown = 0; at < length && shown < SHOWN; shown++) {
		kx_utf8_next(text + at, &step);
		at += step;
	}
	return (int)at;
}

static void
look(struct looking *looking, const char *text, struct kx_origin origin, const char *member)
{
	const struct kx_translation *translation = looking->translation;
	const char **found;
	int shown;

	if (text == NULL || translation->missing_count == 0)
		return;
	found = bsearch(text, translation->missing, translation->missing_count, sizeof(*found), compare_text);
	if (found == NULL || looking->told[found - translation->missing])
		return;
	looking->told[found - translation->missing] = true;
	looking->whole = false;
	shown = beginning(text);
	kx_compose_error(looking->composer, KX413, kx_origin_member(looking->composer, origin, member),
	    "Add it, word for word, to \"texts\" in the language's file in data/wording.", "“%.*s%s” has no translation into \"%s\"", shown, text,
	    text[shown] != '\0' ? "…" : "", looking->composer->wording->language);
}

static void
look_at_head(struct looking *looking)
{
	const struct kx_content *content = looking->composer->content;
	const struct kx_pack *pack = &content->pack;
	const struct kx_outline *outline = content->outline;

	look(looking, outline != NULL ? outline->title : pack->title, outline != NULL ? outline->origin : pack->origin, "title");
	look(looking, outline != NULL ? outline->subtitle : pack->subtitle, outline != NULL ? outline->origin : pack->origin, "subtitle");
	look(looking, pack->written_by, pack->origin, "written_by");
	look(looking, pack->funding, pack->origin, "funding");
	look(looking, pack->feedback, pack->origin, "feedback");
	look(looking, pack->update_policy, pack->origin, "update_policy");
	look(looking, pack->not_advice, pack->origin, "not_advice");
	look(looking, pack->review.role, pack->origin, "clinical_review/role");
}

static void
look_at_help(struct looking *looking)
{
	const struct kx_content *content = looking->composer->content;
	const struct kx_country *country = kx_content_country(content,
	    content->clinic.country != NULL ? content->clinic.country : content->pack.country);
	const struct kx_help_line *line;

	for (line = country != NULL ? country->lines : NULL; line != NULL && line < country->lines + country->line_count; line++) {
		look(looking, line->name, line->origin, "name");
		look(looking, line->number, line->origin, "number");
		look(looking, line->how, line->origin, "how");
	}
}

static void
look_at_product(struct looking *looking, const char *id)
{
	const struct kx_product *product = id != NULL ? kx_content_product(looking->composer->content, id) : NULL;

	if (product == NULL)
		return;
	look(looking, product->name, looking->composer->content->pack.origin, "products");
	look(looking, product->status_line, looking->composer->content->pack.origin, "products");
}

static void
look_at_block(struct looking *looking, const struct kx_block_plan *block)
{
	const struct kx_column *column;

	look(looking, block->title, block->origin, "title");
	look(looking, block->lead, block->origin, "lead");
	look(looking, block->note, block->origin, "note");
	look(looking, block->caption, block->origin, "caption");
	look(looking, block->population, block->origin, "population");
	for (column = block->columns; column < block->columns + block->column_count; column++) {
		look(looking, column->title, column->origin, "title");
		look(looking, column->note, column->origin, "note");
		look_at_product(looking, column->product);
	}
}

static void
look_at_claim(struct looking *looking, const struct kx_claim *claim)
{
	const struct kx_content *content = looking->composer->content;
	const struct kx_comparator *comparator;
	const struct kx_outcome *outcome;
	const struct kx_figure *figure;

	look(looking, claim->says.written != NULL ? claim->says.written : claim->says.plain, claim->origin, "says");
	for (figure = claim->figures; figure < claim->figures + claim->figure_count; figure++) {
		outcome = kx_content_outcome(content, figure->outcome);
		comparator = figure->comparator != NULL ? kx_content_comparator(content, figure->comparator) : NULL;
		look(looking, figure->at, figure->origin, "at");
		look(looking, figure->doses, figure->origin, "doses");
		look(looking, figure->population, figure->origin, "population");
		if (outcome != NULL) {
			look(looking, outcome->label, content->pack.origin, "outcomes");
			look(looking, outcome->means, content->pack.origin, "outcomes");
		}
		if (comparator != NULL) {
			look(looking, comparator->label, content->pack.origin, "comparators");
			look(looking, comparator->with, content->pack.origin, "comparators");
		}
	}
}

/* What prints of a topic, whatever form it has; a clinic's own line is not the data's. */
static void
look_at_groups(struct looking *looking, const char *topic, const struct kx_sheet_stop *stop)
{
	const struct kx_group *groups = NULL;
	size_t count = kx_handout_topic(looking->composer->handout, topic, &groups), i, k;

	for (i = 0; i < count; i++) {
		if (stop != NULL && !kx_sheet_shows(stop, &groups[i]))
			continue;
		look_at_product(looking, groups[i].product);
		for (k = 0; groups[i].clinic_line == NULL && k < groups[i].printed_count; k++)
			look_at_claim(looking, groups[i].printed[k].claim);
	}
}

static void
look_at_sections(struct looking *looking)
{
	const struct kx_content *content = looking->composer->content;
	struct kx_sheet_walk walk = { .content = content };
	struct kx_sheet_stop stop;
	size_t i, k;

	for (i = 0; i < content->section_count; i++) {
		look(looking, content->sections[i].title, content->sections[i].origin, "title");
		for (k = 0; k < content->sections[i].block_count; k++)
			look_at_block(looking, &content->sections[i].blocks[k]);
	}
	while (kx_sheet_next(&walk, &stop)) {
		look(looking, stop.topic->title, stop.topic->origin, "title");
		look_at_groups(looking, stop.topic->id, &stop);
	}
	if (content->running_harm != NULL)
		look_at_groups(looking, content->running_harm, NULL);
}

bool
kx_translated_check(struct kx_composer *composer)
{
	struct looking looking = { .composer = composer, .translation = composer->content->translation, .whole = true };

	if (looking.translation == NULL)
		return true;
	looking.told = kx_arena_array(composer->arena, looking.translation->missing_count + 1, sizeof(*looking.told));
	if (looking.told == NULL)
		return false;
	look_at_head(&looking);
	look_at_sections(&looking);
	look_at_help(&looking);
	return looking.whole;
}
