#include "read/parts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "read/shape.h"

#include <string.h>

/* Words of one vocabulary; a printed sheet has a handful. */
#define MOST_TERMS 200

static const struct kx_key pack_keys[] = {
	{ "$schema", false }, { "id", true }, { "title", true }, { "subtitle", true }, { "language", true },
	{ "country", true }, { "version", true }, { "written_by", true }, { "written_on", true },
	{ "evidence_to", true }, { "review_by", true }, { "clinical_review", true }, { "funding", true },
	{ "feedback", true }, { "update_policy", true }, { "not_advice", true }, { "cite_tier_max", true },
	{ "defaults", true }, { "products", true }, { "conditions", true }, { "outcomes", true }, { "comparators", true }
};
static const struct kx_shape pack_shape = KX_SHAPE("the pack", pack_keys);

static const struct kx_key pending_keys[] = {
	{ "status", true }, { "by", false }, { "role", false }, { "on", false }, { "hash", false }
};
static const struct kx_shape pending_shape = KX_SHAPE("the clinical review", pending_keys);
static const struct kx_key done_keys[] = {
	{ "status", true }, { "by", true }, { "role", true }, { "on", true }, { "hash", true }
};
static const struct kx_shape done_shape = KX_SHAPE("a review that is done", done_keys);

static const struct kx_key default_keys[] = { { "clinic", true }, { "layout", true } };
static const struct kx_shape default_shape = KX_SHAPE("the defaults", default_keys);

static const struct kx_key product_keys[] = {
	{ "id", true }, { "name", true }, { "label", true }, { "status", true }, { "status_line", true }
};
static const struct kx_shape product_shape = KX_SHAPE("a product", product_keys);

static const struct kx_key condition_keys[] = { { "id", true }, { "name", true } };
static const struct kx_shape condition_shape = KX_SHAPE("a condition", condition_keys);

static const struct kx_key outcome_keys[] = { { "id", true }, { "label", true }, { "means", true }, { "good", true } };
static const struct kx_shape outcome_shape = KX_SHAPE("an outcome", outcome_keys);

static const struct kx_key comparator_keys[] = { { "id", true }, { "label", true }, { "with", true } };
static const struct kx_shape comparator_shape = KX_SHAPE("a comparator", comparator_keys);

void
kx_read_review(const struct kx_node *object, const char *key, const char *done, struct kx_review_note *ret_review)
{
	const char *const statuses[] = { "pending", done, NULL };
	struct kx_node node;
	int status = 0;

	if (!kx_node_member(object, key, &node))
		return;
	if (node.json->type != KX_PARSED_OBJECT) {
		kx_shape_check(&node, &pending_shape);
		return;
	}
	if (kx_member_choice(&node, "status", statuses, &status) && status == 1) {
		kx_shape_check(&node, &done_shape);
		ret_review->by = kx_member_text(&node, "by", KX_MAX_NAME_BYTES);
		ret_review->role = kx_member_text(&node, "role", KX_MAX_NAME_BYTES);
		kx_member_date(&node, "on", &ret_review->on);
		ret_review->hash = kx_member_hash(&node, "hash");
		return;
	}
	kx_shape_check(&node, &pending_shape);
	if (status == 0 && node.json->count > 1)
		kx_node_fault(&node, KX137, kx_arena_print(node.file->arena, "write \"status\": \"%s\", or take the name and date out", done),
		    "a pending review has no name, role or date");
}

static void
read_defaults(const struct kx_node *root, struct kx_pack *pack)
{
	struct kx_node node;

	if (!kx_node_member(root, "defaults", &node) || !kx_shape_check(&node, &default_shape))
		return;
	pack->default_clinic = kx_member_id(&node, "clinic");
	pack->default_layout = kx_member_id(&node, "layout");
}

/*
 * One entry of a vocabulary: checked, its id put among the names.  False when
 * the entry has nothing that could be referred to.
 */
static bool
read_term(const struct kx_node *list, size_t index, const struct kx_shape *shape, struct kx_names *names,
    struct kx_node *ret_node, const char **ret_id)
{
	*ret_node = kx_node_element(list, index);
	*ret_id = kx_shape_check(ret_node, shape) ? kx_member_id(ret_node, "id") : NULL;
	if (*ret_id == NULL) {
		names->whole = false;   /* a reference to it is no second fault */
		return false;
	}
	kx_names_add(names, *ret_id, kx_node_origin(ret_node));
	return true;
}

/* Start one vocabulary: its list, room for its entries, and whether they can be referred to. */
static void *
open_terms(const struct kx_node *root, const char *key, bool some, size_t size, struct kx_names *names,
    struct kx_node *ret_list, size_t *ret_count)
{
	*ret_count = kx_member_list(root, key, MOST_TERMS, some, ret_list);
	names->whole = *ret_count > 0 || !some;
	return *ret_count == 0 ? NULL : kx_arena_array(root->file->arena, *ret_count, size);
}

static void
read_products(struct kx_reading *reading, const struct kx_node *root, struct kx_pack *pack)
{
	struct kx_node list, node;
	struct kx_product *product;
	size_t count, i;
	const char *id;

	pack->products = open_terms(root, "products", true, sizeof(*pack->products), &reading->products, &list, &count);
	for (i = 0; pack->products != NULL && i < count; i++) {
		if (!read_term(&list, i, &product_shape, &reading->products, &node, &id))
			continue;
		if (strcmp(id, "both") == 0)
			kx_node_fault(&node, KX112, NULL, "\"both\" stands for all products and cannot be the id of one");
		product = &pack->products[pack->product_count++];
		product->id = id;
		product->name = kx_member_text(&node, "name", KX_MAX_NAME_BYTES);
		product->label = kx_member_text(&node, "label", KX_MAX_NAME_BYTES);
		product->status = kx_member_id(&node, "status");
		product->status_line = kx_member_text(&node, "status_line", KX_MAX_NAME_BYTES);
	}
	kx_names_close(&reading->products);
}

static void
read_conditions(struct kx_reading *reading, const struct kx_node *root, struct kx_pack *pack)
{
	struct kx_node list, node;
	size_t count, i;
	const char *id;

	pack->conditions = open_terms(root, "conditions", true, sizeof(*pack->conditions), &reading->conditions, &list,
	    &count);
	for (i = 0; pack->conditions != NULL && i < count; i++) {
		if (!read_term(&list, i, &condition_shape, &reading->conditions, &node, &id))
			continue;
		pack->conditions[pack->condition_count++] = (struct kx_condition){
			id, kx_member_text(&node, "name", KX_MAX_NAME_BYTES)
		};
	}
	kx_names_close(&reading->conditions);
}

static void
read_outcomes(struct kx_reading *reading, const struct kx_node *root, struct kx_pack *pack)
{
	struct kx_node list, node;
	struct kx_outcome *outcome;
	size_t count, i;
	const char *id;

	pack->outcomes = open_terms(root, "outcomes", false, sizeof(*pack->outcomes), &reading->outcomes, &list, &count);
	for (i = 0; pack->outcomes != NULL && i < count; i++) {
		if (!read_term(&list, i, &outcome_shape, &reading->outcomes, &node, &id))
			continue;
		outcome = &pack->outcomes[pack->outcome_count++];
		outcome->id = id;
		outcome->label = kx_member_text(&node, "label", KX_MAX_NAME_BYTES);
		outcome->means = kx_member_text(&node, "means", KX_MAX_NAME_BYTES);
		kx_member_flag(&node, "good", &outcome->good);
	}
	kx_names_close(&reading->outcomes);
}

static void
read_comparators(struct kx_reading *reading, const struct kx_node *root, struct kx_pack *pack)
{
	struct kx_node list, node;
	size_t count, i;
	const char *id;

	pack->comparators = open_terms(root, "comparators", false, sizeof(*pack->comparators), &reading->comparators,
	    &list, &count);
	for (i = 0; pack->comparators != NULL && i < count; i++) {
		if (!read_term(&list, i, &comparator_shape, &reading->comparators, &node, &id))
			continue;
		pack->comparators[pack->comparator_count++] = (struct kx_comparator){
			id, kx_member_text(&node, "label", KX_MAX_NAME_BYTES), kx_member_text(&node, "with", KX_MAX_NAME_BYTES)
		};
	}
	kx_names_close(&reading->comparators);
}

static void
read_head(const struct kx_node *root, struct kx_pack *pack)
{
	pack->origin = kx_node_origin(root);
	pack->id = kx_member_id(root, "id");
	pack->title = kx_member_text(root, "title", KX_MAX_NAME_BYTES);
	pack->subtitle = kx_member_text(root, "subtitle", KX_MAX_NAME_BYTES);
	pack->language = kx_member_tag(root, "language");
	pack->country = kx_member_tag(root, "country");
	pack->version = kx_member_text(root, "version", KX_MAX_NAME_BYTES);
	pack->written_by = kx_member_text(root, "written_by", KX_MAX_NAME_BYTES);
	kx_member_date(root, "written_on", &pack->written_on);
	kx_member_date(root, "evidence_to", &pack->evidence_to);
	kx_member_date(root, "review_by", &pack->review_by);
	pack->funding = kx_member_text(root, "funding", KX_MAX_TEXT_BYTES);
	pack->feedback = kx_member_text(root, "feedback", KX_MAX_TEXT_BYTES);
	pack->update_policy = kx_member_text(root, "update_policy", KX_MAX_TEXT_BYTES);
	pack->not_advice = kx_member_text(root, "not_advice", KX_MAX_TEXT_BYTES);
}

void
kx_read_pack(struct kx_reading *reading)
{
	struct kx_pack *pack = &reading->content->pack;
	struct kx_datafile file;
	struct kx_node root;
	int32_t tier = 0;

	if (!kx_datafile_open(&file, reading->arena, reading->files, kx_path_join(reading->arena, reading->folder, "pack.json"),
	    reading->diags))
		return;
	root = kx_node_root(&file);
	if (kx_shape_check(&root, &pack_shape)) {
		read_head(&root, pack);
		kx_read_review(&root, "clinical_review", "done", &pack->review);
		if (kx_member_whole(&root, "cite_tier_max", 1, 4, &tier))
			pack->cite_tier_max = (int)tier;
		read_defaults(&root, pack);
		read_products(reading, &root, pack);
		read_conditions(reading, &root, pack);
		read_outcomes(reading, &root, pack);
		read_comparators(reading, &root, pack);
	}
	kx_datafile_close(&file);
}
