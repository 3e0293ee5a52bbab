#include "read/gate_parts.h"

#include "base/limits.h"
#include "read/shape.h"

/* ---- what must be there ---- */

static const struct kx_key harm_keys[] = { { "code", true }, { "name", true } };
static const struct kx_shape harm_shape = KX_SHAPE("a harm", harm_keys);

static void
read_harms(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate *gate = reading->gate;
	struct kx_node list, node;
	struct kx_gate_harm *harm;
	size_t count, i;

	gate->harms = kx_gate_list(root, "harms", KX_GATE_ENTRIES, false, sizeof(*gate->harms), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		harm = &gate->harms[gate->harm_count];
		if (!kx_shape_check(&node, &harm_shape))
			continue;
		harm->origin = kx_node_origin(&node);
		harm->code = kx_member_id(&node, "code");
		harm->name = kx_member_text(&node, "name", KX_MAX_NAME_BYTES);
		gate->harm_count += harm->code != NULL && harm->name != NULL;
	}
}

static const struct kx_key presence_keys[] = {
	{ "who_should_not_least", false }, { "questions_least", false }, { "alternatives_least", false },
	{ "waiting_topics", false }, { "always_topics", false }, { "visit_steps", false }
};
static const struct kx_shape presence_shape = KX_SHAPE("what must be there", presence_keys);

static const struct kx_key step_keys[] = { { "name", true }, { "topics", true }, { "says", false } };
static const struct kx_shape step_shape = KX_SHAPE("a step of the visit", step_keys);

static void
read_presence(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate_presence *presence = &reading->gate->presence;
	struct kx_node object, list, node;
	struct kx_gate_step *step;
	size_t count, i;

	presence->origin = reading->gate->origin;
	if (!kx_node_member(root, "presence", &object) || !kx_shape_check(&object, &presence_shape))
		return;
	presence->origin = kx_node_origin(&object);
	kx_member_whole(&object, "who_should_not_least", 0, 100, &presence->who_should_not_least);
	kx_member_whole(&object, "questions_least", 0, 100, &presence->questions_least);
	kx_member_whole(&object, "alternatives_least", 0, 100, &presence->alternatives_least);
	presence->waiting_topics = kx_gate_ids(&object, "waiting_topics", &presence->waiting_count);
	presence->always_topics = kx_gate_ids(&object, "always_topics", &presence->always_count);
	presence->steps = kx_gate_list(&object, "visit_steps", KX_GATE_NAMES, false, sizeof(*step), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		step = &presence->steps[presence->step_count];
		if (!kx_shape_check(&node, &step_shape))
			continue;
		step->origin = kx_node_origin(&node);
		step->name = kx_member_text(&node, "name", KX_MAX_NAME_BYTES);
		step->topics = kx_gate_ids(&node, "topics", &step->topic_count);
		kx_gate_words(reading, &node, "says", &step->says);
		presence->step_count += step->name != NULL;
	}
}

static const struct kx_key line_keys[] = {
	{ "id", true }, { "topic", false }, { "says", false }, { "times", false }, { "on_short_sheets", false }, { "why", false }
};
static const struct kx_shape line_shape = KX_SHAPE("a fixed line", line_keys);

static void
read_fixed_lines(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate *gate = reading->gate;
	struct kx_node list, node;
	struct kx_fixed_line *line;
	size_t count, i;

	gate->fixed_lines = kx_gate_list(root, "fixed_lines", KX_GATE_ENTRIES, false, sizeof(*line), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		line = &gate->fixed_lines[gate->fixed_count];
		if (!kx_shape_check(&node, &line_shape))
			continue;
		line->origin = kx_node_origin(&node);
		line->id = kx_member_id(&node, "id");
		line->topic = kx_member_id(&node, "topic");
		line->why = kx_member_text(&node, "why", KX_MAX_TEXT_BYTES);
		line->times = 1;
		kx_member_whole(&node, "times", 1, 100, &line->times);
		kx_member_flag(&node, "on_short_sheets", &line->on_short_sheets);
		kx_gate_words(reading, &node, "says", &line->says);
		if (!kx_node_has(&node, "topic") && !kx_node_has(&node, "says"))
			kx_node_fault(&node, KX108, NULL, "a fixed line needs the key \"topic\" or \"says\"");
		gate->fixed_count += line->id != NULL;
	}
}

/* ---- what must stand together ---- */

static const struct kx_key companion_keys[] = {
	{ "id", true }, { "when", true }, { "needs", true }, { "within", true }, { "why", false }
};
static const struct kx_shape companion_shape = KX_SHAPE("a companion", companion_keys);

static void
read_companions(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate *gate = reading->gate;
	struct kx_node list, node;
	struct kx_companion *companion;
	size_t count, i;
	int scope = 0;

	gate->companions = kx_gate_list(root, "companions", KX_GATE_ENTRIES, false, sizeof(*companion), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		companion = &gate->companions[gate->companion_count];
		if (!kx_shape_check(&node, &companion_shape))
			continue;
		companion->origin = kx_node_origin(&node);
		companion->id = kx_member_id(&node, "id");
		companion->why = kx_member_text(&node, "why", KX_MAX_TEXT_BYTES);
		kx_gate_words(reading, &node, "when", &companion->when);
		kx_gate_words(reading, &node, "needs", &companion->needs);
		if (kx_member_choice(&node, "within", kx_gate_scope_names, &scope))
			companion->within = (enum kx_gate_scope)scope;
		gate->companion_count += companion->id != NULL;
	}
}

static const struct kx_key pair_keys[] = { { "topic", true }, { "with", true }, { "within", true } };
static const struct kx_shape pair_shape = KX_SHAPE("a pair of topics", pair_keys);

static void
read_topic_pairs(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate *gate = reading->gate;
	struct kx_node list, node;
	struct kx_topic_pair *pair;
	size_t count, i;
	int scope = 0;

	gate->topic_pairs = kx_gate_list(root, "topic_pairs", KX_GATE_ENTRIES, false, sizeof(*pair), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		pair = &gate->topic_pairs[gate->topic_pair_count];
		if (!kx_shape_check(&node, &pair_shape))
			continue;
		pair->origin = kx_node_origin(&node);
		pair->topic = kx_member_id(&node, "topic");
		pair->with = kx_member_id(&node, "with");
		/* Topics have no sentences of their own. */
		if (kx_member_choice(&node, "within", kx_gate_scope_names + 1, &scope))
			pair->within = (enum kx_gate_scope)(scope + 1);
		gate->topic_pair_count += pair->topic != NULL && pair->with != NULL;
	}
}

static const struct kx_key mechanism_keys[] = {
	{ "topics", true }, { "sentences_most", false }, { "begins", false }, { "hedges", false }, { "barred", false }
};
static const struct kx_shape mechanism_shape = KX_SHAPE("the mechanism", mechanism_keys);

static void
read_mechanism(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate_mechanism *mechanism = &reading->gate->mechanism;
	struct kx_node node;

	mechanism->origin = reading->gate->origin;
	mechanism->sentences_most = 2;
	if (!kx_node_member(root, "mechanism", &node) || !kx_shape_check(&node, &mechanism_shape))
		return;
	mechanism->origin = kx_node_origin(&node);
	mechanism->topics = kx_gate_ids(&node, "topics", &mechanism->topic_count);
	kx_member_whole(&node, "sentences_most", 0, 100, &mechanism->sentences_most);
	kx_gate_words(reading, &node, "begins", &mechanism->begins);
	kx_gate_words(reading, &node, "hedges", &mechanism->hedges);
	kx_gate_words(reading, &node, "barred", &mechanism->barred);
}

static const struct kx_key crisis_keys[] = { { "country", true }, { "numbers", true } };
static const struct kx_shape crisis_shape = KX_SHAPE("the numbers of a country", crisis_keys);

static void
read_crisis(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate *gate = reading->gate;
	struct kx_node list, node;
	struct kx_crisis_numbers *crisis;
	size_t count, i;

	gate->crisis = kx_gate_list(root, "crisis", KX_GATE_ENTRIES, false, sizeof(*crisis), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		crisis = &gate->crisis[gate->crisis_count];
		if (!kx_shape_check(&node, &crisis_shape))
			continue;
		crisis->origin = kx_node_origin(&node);
		crisis->country = kx_member_tag(&node, "country");
		crisis->numbers = kx_member_texts(&node, "numbers", KX_GATE_NAMES, KX_MAX_NAME_BYTES, &crisis->number_count);
		gate->crisis_count += crisis->country != NULL;
	}
}

/* ---- products and conditions ---- */

static const struct kx_key product_keys[] = { { "product", true }, { "names", true }, { "uses", true } };
static const struct kx_shape product_shape = KX_SHAPE("a product", product_keys);
static const struct kx_key use_keys[] = { { "conditions", true }, { "status", true }, { "phrase", false } };
static const struct kx_shape use_shape = KX_SHAPE("a use", use_keys);

static void
read_uses(struct kx_gate_reading *reading, const struct kx_node *object, struct kx_gate_product *product)
{
	struct kx_node list, node;
	struct kx_product_use *use;
	size_t count, i;

	product->uses = kx_gate_list(object, "uses", KX_GATE_NAMES, false, sizeof(*use), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		use = &product->uses[product->use_count];
		if (!kx_shape_check(&node, &use_shape))
			continue;
		use->origin = kx_node_origin(&node);
		use->conditions = kx_gate_ids(&node, "conditions", &use->condition_count);
		use->status = kx_member_id(&node, "status");
		kx_gate_words(reading, &node, "phrase", &use->phrase);
		product->use_count += use->status != NULL;
	}
}

static void
read_products(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate *gate = reading->gate;
	struct kx_node list, node;
	struct kx_gate_product *product;
	size_t count, i;

	gate->products = kx_gate_list(root, "products", KX_GATE_ENTRIES, false, sizeof(*product), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		product = &gate->products[gate->product_count];
		if (!kx_shape_check(&node, &product_shape))
			continue;
		product->origin = kx_node_origin(&node);
		product->product = kx_member_id(&node, "product");
		kx_gate_words(reading, &node, "names", &product->names);
		read_uses(reading, &node, product);
		gate->product_count += product->product != NULL;
	}
}

static const struct kx_key apart_keys[] = { { "one", true }, { "other", true } };
static const struct kx_shape apart_shape = KX_SHAPE("a pair of products", apart_keys);

static void
read_apart(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate *gate = reading->gate;
	struct kx_node list, node;
	struct kx_product_pair *pair;
	size_t count, i;

	gate->apart = kx_gate_list(root, "apart", KX_GATE_ENTRIES, false, sizeof(*pair), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		pair = &gate->apart[gate->apart_count];
		if (!kx_shape_check(&node, &apart_shape))
			continue;
		pair->origin = kx_node_origin(&node);
		pair->one = kx_member_id(&node, "one");
		pair->other = kx_member_id(&node, "other");
		gate->apart_count += pair->one != NULL && pair->other != NULL;
	}
}

static const struct kx_key condition_keys[] = { { "condition", true }, { "names", false }, { "too_wide", false } };
static const struct kx_shape condition_shape = KX_SHAPE("a condition", condition_keys);

static void
read_conditions(struct kx_gate_reading *reading, const struct kx_node *root)
{
	struct kx_gate *gate = reading->gate;
	struct kx_node list, node;
	struct kx_gate_condition *condition;
	size_t count, i;

	gate->conditions = kx_gate_list(root, "conditions", KX_GATE_ENTRIES, false, sizeof(*condition), &list, &count);
	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		condition = &gate->conditions[gate->condition_count];
		if (!kx_shape_check(&node, &condition_shape))
			continue;
		condition->origin = kx_node_origin(&node);
		condition->condition = kx_member_id(&node, "condition");
		kx_gate_words(reading, &node, "names", &condition->names);
		kx_gate_words(reading, &node, "too_wide", &condition->too_wide);
		gate->condition_count += condition->condition != NULL;
	}
}

/* ---- by family ---- */

void
kx_gate_presence_read(struct kx_gate_reading *reading, const struct kx_node *root)
{
	read_harms(reading, root);
	read_presence(reading, root);
	read_fixed_lines(reading, root);
	read_crisis(reading, root);
}

void
kx_gate_together_read(struct kx_gate_reading *reading, const struct kx_node *root)
{
	read_companions(reading, root);
	read_topic_pairs(reading, root);
	read_mechanism(reading, root);
}

void
kx_gate_products_read(struct kx_gate_reading *reading, const struct kx_node *root)
{
	read_products(reading, root);
	read_apart(reading, root);
	read_conditions(reading, root);
}
