/*
 * build_content: content made in code, for tests of merge, trace and review.
 *
 * A small invented pack: the treatment "calm" with two products, a lamp and a
 * pill.  Sources, topics and rulings are added in the order of their ids (the
 * lists of struct kx_content are sorted; the builder asserts it); claims in
 * any order.  Everything lives in build.arena, messages in build.diags.
 *
 *	struct build build;
 *
 *	build_open(&build);
 *	build_source(&build, "a-trial", 2, 2020);
 *	...
 *	assert_true(build_merge(&build));
 *	build_close(&build);
 */
#ifndef BUILD_CONTENT_H
#define BUILD_CONTENT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "content/handout.h"
#include "merge/merge.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define BUILD_ROOM 1200

struct build {
	struct kx_arena arena;
	struct kx_diagnostics diags;
	struct kx_content content;
	struct kx_handout *handout;
};

static inline void *
build_room(struct build *build, size_t count, size_t size)
{
	void *room = kx_arena_array(&build->arena, count, size);

	assert(room != NULL);
	return room;
}

static inline const char *
build_print(struct build *build, const char *format, ...)
{
	va_list args;
	const char *text;

	va_start(args, format);
	text = kx_arena_vprint(&build->arena, format, args);
	va_end(args);
	assert(text != NULL);
	return text;
}

static inline void
build_open(struct build *build)
{
	static const struct kx_product products[] = {
		{ "lamp", "calm lamp", "Lamp", "approved", "Approved" },
		{ "pill", "calm pill", "Pill", "off-label", "Not approved" }
	};
	static const struct kx_outcome outcomes[] = {
		{ "better", "Felt better", "score down by half", true },
		{ "dizzy", "Felt dizzy", "said so", false }
	};
	static const struct kx_comparator comparators[] = { { "dark", "a dark lamp", "After a dark lamp" } };
	struct kx_content *content = &build->content;

	memset(build, 0, sizeof(*build));
	kx_arena_init(&build->arena, 64u * 1024 * 1024);
	kx_diagnostics_init(&build->diags, &build->arena);
	content->folder = "pack";
	content->pack.id = "calm";
	content->pack.version = "1.0";
	content->pack.country = "US";
	content->pack.cite_tier_max = 3;
	content->pack.products = build_room(build, 2, sizeof(*products));
	memcpy(content->pack.products, products, sizeof(products));
	content->pack.product_count = 2;
	content->pack.outcomes = build_room(build, 2, sizeof(*outcomes));
	memcpy(content->pack.outcomes, outcomes, sizeof(outcomes));
	content->pack.outcome_count = 2;
	content->pack.comparators = build_room(build, 1, sizeof(*comparators));
	memcpy(content->pack.comparators, comparators, sizeof(comparators));
	content->pack.comparator_count = 1;
	content->sources = build_room(build, BUILD_ROOM, sizeof(*content->sources));
	content->summaries = build_room(build, BUILD_ROOM, sizeof(*content->summaries));
	content->topics = build_room(build, BUILD_ROOM, sizeof(*content->topics));
	content->claims = build_room(build, BUILD_ROOM, sizeof(*content->claims));
	content->rulings = build_room(build, BUILD_ROOM, sizeof(*content->rulings));
	content->sections = build_room(build, BUILD_ROOM, sizeof(*content->sections));
	content->countries = build_room(build, 2, sizeof(*content->countries));
	content->clinic.id = "test-clinic";
	content->clinic.name = "Test Clinic";
}

static inline void
build_close(struct build *build)
{
	kx_arena_done(&build->arena);
}

/* A source with its (empty) summary; a primary article of the given tier and year. */
static inline struct kx_source *
build_source(struct build *build, const char *id, int tier, int year)
{
	struct kx_content *content = &build->content;
	struct kx_source *source = &content->sources[content->source_count];
	struct kx_summary *summary = &content->summaries[content->summary_count++];

	assert(content->source_count == 0 || strcmp(source[-1].id, id) < 0);
	content->source_count++;
	source->origin = (struct kx_origin){ "pack/sources.json",
	    build_print(build, "/sources/%zu", content->source_count - 1) };
	source->id = id;
	source->kind = KX_SOURCE_TRIAL;
	source->title = build_print(build, "The title of %s", id);
	source->citation = build_print(build, "Author of %s. J Calm %d.", id, year);
	source->tier = tier;
	source->year = year;
	source->accessed = (struct kx_date){ 2026, 1, 2 };
	summary->origin = (struct kx_origin){ build_print(build, "pack/summaries/%s.json", id), "" };
	summary->source_id = id;
	summary->curated_by = "the tester";
	summary->curated_on = (struct kx_date){ 2026, 1, 3 };
	return source;
}

static inline struct kx_topic *
build_topic(struct build *build, const char *id, int prints)
{
	struct kx_content *content = &build->content;
	struct kx_topic *topic = &content->topics[content->topic_count];

	assert(content->topic_count == 0 || strcmp(topic[-1].id, id) < 0);
	topic->origin = (struct kx_origin){ "pack/topics.json",
	    build_print(build, "/topics/%zu", content->topic_count++) };
	topic->id = id;
	topic->title = build_print(build, "About %s", id);
	topic->prints = prints;
	return topic;
}

/* A supported, asserting claim on product "lamp" that says "ID says so." */
static inline struct kx_claim *
build_claim(struct build *build, const char *id, const char *topic, const char *source)
{
	struct kx_content *content = &build->content;
	struct kx_claim *claim = build_room(build, 1, sizeof(*claim)), *moved;
	struct kx_span *span = build_room(build, 1, sizeof(*span));
	size_t i;

	assert(content->claim_count < BUILD_ROOM);
	claim->id = id;
	claim->topic = topic;
	claim->product = "lamp";
	claim->condition = "any";
	span->text = build_print(build, "%s says so.", id);
	claim->says = (struct kx_rich){ span, 1, span->text, NULL };
	claim->stance = KX_ASSERTS;
	claim->verdict = KX_SUPPORTED;
	claim->locator = "page 1";
	claim->figures = build_room(build, 4, sizeof(*claim->figures));
	claim->source = kx_content_source(content, source);
	assert(claim->source != NULL);
	for (i = 0; i < content->summary_count; i++)
		if (strcmp(content->summaries[i].source_id, source) == 0)
			claim->summary = &content->summaries[i];
	claim->origin = (struct kx_origin){ claim->summary->origin.file, build_print(build, "/claims/%s", id) };
	content->claims[content->claim_count++] = claim;
	for (i = content->claim_count - 1; i > 0 && strcmp(content->claims[i - 1]->id, id) > 0; i--) {
		moved = content->claims[i - 1];
		content->claims[i - 1] = content->claims[i];
		content->claims[i] = moved;
	}
	return claim;
}

/* A figure on outcome "better" against "dark", at "1 day", per 100; thousandths of a percent. */
static inline struct kx_figure *
build_figure(struct build *build, struct kx_claim *claim, int32_t percent, int32_t against)
{
	struct kx_figure *figure = &claim->figures[claim->figure_count];

	assert(claim->figure_count < 4);
	figure->origin = (struct kx_origin){ claim->origin.file,
	    build_print(build, "%s/figures/%zu", claim->origin.pointer, claim->figure_count++) };
	figure->outcome = "better";
	figure->arm = (struct kx_arm){ .has_percent = true, .percent = percent };
	figure->per = 100;
	figure->at = "1 day";
	figure->population = "adults";
	figure->comparator = "dark";
	figure->against = (struct kx_arm){ .has_percent = true, .percent = against };
	claim->certainty = KX_LOW;
	claim->certainty_reason = "few people";
	return figure;
}

static inline void
build_interval(struct kx_arm *arm, int32_t low, int32_t high)
{
	arm->has_interval = true;
	arm->low = low;
	arm->high = high;
}

static inline struct kx_section *
build_section(struct build *build, const char *id, enum kx_role role)
{
	struct kx_content *content = &build->content;
	struct kx_section *section = &content->sections[content->section_count];

	section->origin = (struct kx_origin){ "pack/topics.json",
	    build_print(build, "/sections/%zu", content->section_count++) };
	section->id = id;
	section->title = build_print(build, "Section %s", id);
	section->role = role;
	section->blocks = build_room(build, 8, sizeof(*section->blocks));
	return section;
}

static inline const struct kx_topic **
build_topics(struct build *build, size_t count, va_list args)
{
	const struct kx_topic **topics = build_room(build, count, sizeof(*topics));
	size_t i;

	for (i = 0; i < count; i++) {
		topics[i] = kx_content_topic(&build->content, va_arg(args, const char *));
		assert(topics[i] != NULL);
	}
	return topics;
}

/* A block with `count` topics by id. */
static inline struct kx_block_plan *
build_block(struct build *build, struct kx_section *section, enum kx_form form, size_t count, ...)
{
	struct kx_block_plan *block = &section->blocks[section->block_count];
	va_list args;

	assert(section->block_count < 8);
	block->origin = (struct kx_origin){ "pack/topics.json",
	    build_print(build, "%s/blocks/%zu", section->origin.pointer, section->block_count) };
	block->id = build_print(build, "%s-%zu", section->id, section->block_count++);
	block->form = form;
	block->columns = build_room(build, 4, sizeof(*block->columns));
	va_start(args, count);
	block->topics = build_topics(build, count, args);
	va_end(args);
	block->topic_count = count;
	return block;
}

/* A column for `product` (NULL: any) with `count` topics by id. */
static inline struct kx_column *
build_column(struct build *build, struct kx_block_plan *block, const char *product, size_t count, ...)
{
	struct kx_column *column = &block->columns[block->column_count++];
	va_list args;

	assert(block->column_count <= 4);
	column->title = "Column";
	column->product = product;
	va_start(args, count);
	column->topics = build_topics(build, count, args);
	va_end(args);
	column->topic_count = count;
	return column;
}

static inline struct kx_ruling *
build_ruling(struct build *build, const char *id, const char *topic)
{
	struct kx_content *content = &build->content;
	struct kx_ruling *ruling = &content->rulings[content->ruling_count];

	assert(content->ruling_count == 0 || strcmp(ruling[-1].id, id) < 0);
	ruling->origin = (struct kx_origin){ "pack/rulings.json",
	    build_print(build, "/rulings/%zu", content->ruling_count++) };
	ruling->id = id;
	ruling->topic = topic;
	ruling->about = build_print(build, "What to say on %s", topic);
	ruling->why = "The better study says so.";
	ruling->by = "the editor";
	ruling->on = (struct kx_date){ 2026, 1, 4 };
	ruling->sides = build_room(build, 4, sizeof(*ruling->sides));
	ruling->prints = build_room(build, 8, sizeof(*ruling->prints));
	return ruling;
}

static inline void
build_side(struct build *build, struct kx_ruling *ruling, const char *position, size_t count, ...)
{
	struct kx_ruling_side *side = &ruling->sides[ruling->side_count++];
	va_list args;
	size_t i;

	assert(ruling->side_count <= 4);
	side->position = position;
	side->claims = build_room(build, count, sizeof(*side->claims));
	side->claim_count = count;
	va_start(args, count);
	for (i = 0; i < count; i++) {
		side->claims[i] = kx_content_claim(&build->content, va_arg(args, const char *));
		assert(side->claims[i] != NULL);
	}
	va_end(args);
}

static inline void
build_prints(struct build *build, struct kx_ruling *ruling, const char *claim)
{
	assert(ruling->print_count < 8);
	ruling->prints[ruling->print_count] = kx_content_claim(&build->content, claim);
	assert(ruling->prints[ruling->print_count] != NULL);
	ruling->print_count++;
}

/* Merge afresh: earlier messages are forgotten. */
static inline bool
build_merge(struct build *build)
{
	kx_diagnostics_init(&build->diags, &build->arena);
	build->handout = NULL;
	return kx_merge(&build->arena, &build->content, &build->handout, &build->diags);
}

/* The one group of a topic and product, or NULL. */
static inline const struct kx_group *
build_group(const struct build *build, const char *topic, const char *product)
{
	const struct kx_group *group;
	size_t count = kx_handout_topic(build->handout, topic, &group);

	for (; count > 0; count--, group++)
		if (strcmp(group->product, product) == 0)
			return group;
	return NULL;
}

/* The note on a claim in a group, or NULL. */
static inline const struct kx_standing_note *
build_note(const struct kx_group *group, const char *claim)
{
	size_t i;

	for (i = 0; i < group->note_count; i++)
		if (strcmp(group->notes[i].claim->id, claim) == 0)
			return &group->notes[i];
	return NULL;
}

/* How often a code was reported. */
static inline size_t
build_reported(const struct build *build, enum kx_code code)
{
	size_t i, count = 0;

	for (i = 0; i < build->diags.count; i++)
		count += build->diags.list[i].code == code;
	return count;
}

/* The first message with a code, or NULL. */
static inline const struct kx_diagnostic *
build_message(const struct build *build, enum kx_code code)
{
	size_t i;

	for (i = 0; i < build->diags.count; i++)
		if (build->diags.list[i].code == code)
			return &build->diags.list[i];
	return NULL;
}

#endif
