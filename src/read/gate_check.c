#include "read/gate.h"

#include "base/arena.h"
#include "base/nearest.h"
#include "read/shape.h"

#include <string.h>

struct checking {
	const struct kx_gate *gate;
	const struct kx_content *content;
	struct kx_diagnostics *diags;
};

/* A list of ids that the gate may refer to. */
struct home {
	enum kx_code code;
	const char *one, *file;
	size_t count;
	const char *(*id)(const struct kx_content *content, size_t index);
};

static const char *
topic_id(const struct kx_content *content, size_t index)
{
	return content->topics[index].id;
}

static const char *
product_id(const struct kx_content *content, size_t index)
{
	return content->pack.products[index].id;
}

static const char *
condition_id(const struct kx_content *content, size_t index)
{
	return content->pack.conditions[index].id;
}

static const char *
country_id(const struct kx_content *content, size_t index)
{
	return content->countries[index].id;
}

/* Report `id`, which stands at `below` under `origin`, unless it is at home. */
static void
check(struct checking *checking, const struct home *home, const char *id, struct kx_origin origin, const char *below)
{
	struct kx_arena *arena = checking->diags->arena;
	struct kx_nearness nearness;
	size_t i;

	if (id == NULL)
		return;
	for (i = 0; i < home->count; i++)
		if (strcmp(home->id(checking->content, i), id) == 0)
			return;
	kx_nearness_init(&nearness, id);
	for (i = 0; i < home->count; i++)
		kx_nearness_try(&nearness, home->id(checking->content, i));
	kx_report(checking->diags, home->code, kx_origin_place(arena, &origin, below),
	    kx_shape_suggest(arena, nearness.best), "%s has no %s \"%s\"", home->file, home->one, kx_shape_clip(arena, id));
}

static void
check_all(struct checking *checking, const struct home *home, const char *const *ids, size_t count,
    struct kx_origin origin, const char *key)
{
	size_t i;

	for (i = 0; i < count; i++)
		check(checking, home, ids[i], origin, kx_arena_print(checking->diags->arena, "/%s/%zu", key, i));
}

static void
check_topics(struct checking *checking)
{
	const struct kx_gate *gate = checking->gate;
	const struct home topics = { KX123, "topic", "topics.json", checking->content->topic_count, topic_id };
	size_t i;

	check_all(checking, &topics, gate->presence.waiting_topics, gate->presence.waiting_count, gate->presence.origin,
	    "waiting_topics");
	check_all(checking, &topics, gate->presence.always_topics, gate->presence.always_count, gate->presence.origin,
	    "always_topics");
	for (i = 0; i < gate->presence.step_count; i++)
		check_all(checking, &topics, gate->presence.steps[i].topics, gate->presence.steps[i].topic_count,
		    gate->presence.steps[i].origin, "topics");
	for (i = 0; i < gate->fixed_count; i++)
		check(checking, &topics, gate->fixed_lines[i].topic, gate->fixed_lines[i].origin, "/topic");
	for (i = 0; i < gate->topic_pair_count; i++) {
		check(checking, &topics, gate->topic_pairs[i].topic, gate->topic_pairs[i].origin, "/topic");
		check(checking, &topics, gate->topic_pairs[i].with, gate->topic_pairs[i].origin, "/with");
	}
	check_all(checking, &topics, gate->mechanism.topics, gate->mechanism.topic_count, gate->mechanism.origin, "topics");
}

static void
check_products(struct checking *checking)
{
	const struct kx_gate *gate = checking->gate;
	const struct home products = { KX122, "product", "pack.json", checking->content->pack.product_count, product_id };
	const struct home conditions = { KX122, "condition", "pack.json", checking->content->pack.condition_count,
		condition_id };
	const struct kx_gate_product *product;
	size_t i, j;

	for (i = 0; i < gate->product_count; i++) {
		product = &gate->products[i];
		check(checking, &products, product->product, product->origin, "/product");
		for (j = 0; j < product->use_count; j++)
			check_all(checking, &conditions, product->uses[j].conditions, product->uses[j].condition_count,
			    product->uses[j].origin, "conditions");
	}
	for (i = 0; i < gate->apart_count; i++) {
		check(checking, &products, gate->apart[i].one, gate->apart[i].origin, "/one");
		check(checking, &products, gate->apart[i].other, gate->apart[i].origin, "/other");
	}
	for (i = 0; i < gate->condition_count; i++)
		check(checking, &conditions, gate->conditions[i].condition, gate->conditions[i].origin, "/condition");
}

static void
check_countries(struct checking *checking)
{
	const struct home countries = { KX122, "country", "help-lines.json", checking->content->country_count, country_id };
	size_t i;

	for (i = 0; i < checking->gate->crisis_count; i++)
		check(checking, &countries, checking->gate->crisis[i].country, checking->gate->crisis[i].origin, "/country");
}

bool
kx_read_gate_check(const struct kx_gate *gate, const struct kx_content *content, struct kx_diagnostics *diags)
{
	struct checking checking = { gate, content, diags };
	size_t before = diags->errors;

	check_topics(&checking);
	check_products(&checking);
	check_countries(&checking);
	return diags->errors == before;
}
