/*
 * The structure tree (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7.1 to 7.9).
 *
 * It is read once, in reading order, into audit->tags; which marked sequences
 * of which page its elements claim goes to audit->claims, and is compared with
 * the pages later.
 */
#include "pdf/audit.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_TAGS 200000

static const char standard[] = "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 "
    "L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP "
    "Figure Formula Form";

/* ---- reading it ---- */

/* The standard type of a name by way of the role map, or the name itself. */
static void
resolve_type(struct kx_audit *audit, qpdf_oh roles, const char *name, char ret_type[16])
{
	const char *at = name, *key, *to;
	int steps = 0;

	while (!kx_one_of(at, standard) && steps++ < 20) {
		key = kx_arena_print(audit->arena, "/%s", at);
		to = key != NULL ? kx_ask_name(audit, roles, key) : "";
		if (to[0] == '\0')
			break;
		at = to;
	}
	snprintf(ret_type, 16, "%s", at);
}

static void
audit_roles(struct kx_audit *audit, qpdf_oh root)
{
	qpdf_oh roles = kx_ask(audit, root, "/RoleMap");
	size_t count, i;
	char **keys = kx_ask_keys(audit, roles, &count);
	int object = kx_number_of(audit, root), steps;

	for (i = 0; i < count; i++) {
		const char *at = keys[i];

		if (at == NULL)
			continue;
		if (kx_one_of(at + 1, standard) && !kx_name_is(audit, roles, at, at + 1))
			kx_breach(audit, KX_RULE_TYPE_REMAPPED, object, "%.40s is mapped to another type", at + 1);
		for (steps = 0; at != NULL && steps < 50 && kx_has(audit, roles, at); steps++)
			at = kx_arena_print(audit->arena, "/%s", kx_ask_name(audit, roles, at));
		if (steps == 50)
			kx_breach(audit, KX_RULE_TYPE_CIRCLE, object, "%.40s is mapped to itself in the end", keys[i] + 1);
	}
}

static void
claim(struct kx_audit *audit, int tag, qpdf_oh page, long long mcid)
{
	struct kx_claim_of *claim = kx_arena_push(audit->arena, &audit->claims, &audit->claim_count, &audit->claim_room, sizeof(*claim));

	if (claim != NULL)
		*claim = (struct kx_claim_of){ kx_number_of(audit, page), mcid >= 0 && mcid < INT32_MAX ? (int)mcid : -1, tag, false };
}

static void
refer(struct kx_audit *audit, int tag, int object)
{
	int *a = kx_arena_push(audit->arena, &audit->linked, &audit->linked_count, &audit->linked_room, sizeof(int));
	int *b = kx_arena_push(audit->arena, &audit->linked, &audit->linked_count, &audit->linked_room, sizeof(int));

	/* The first may have moved when the second was pushed. */
	if (a == NULL || b == NULL)
		return;
	audit->linked[audit->linked_count - 2] = object;
	audit->linked[audit->linked_count - 1] = tag;
}

static void read_tag(struct kx_audit *audit, qpdf_oh dict, int parent, int parent_object, int depth);

static void
read_kid(struct kx_audit *audit, int tag, qpdf_oh kid, int depth)
{
	qpdf_oh page = kx_ask(audit, audit->tags[tag].dict, "/Pg"), own;

	if (qpdf_oh_is_integer(audit->qpdf, kid)) {
		claim(audit, tag, page, qpdf_oh_get_int_value(audit->qpdf, kid));
		return;
	}
	own = kx_ask(audit, kid, "/Pg");
	if (kx_name_is(audit, kid, "/Type", "MCR"))
		claim(audit, tag, qpdf_oh_is_dictionary(audit->qpdf, own) ? own : page, kx_ask_int(audit, kid, "/MCID", -1));
	else if (kx_name_is(audit, kid, "/Type", "OBJR"))
		refer(audit, tag, kx_number_of(audit, kx_ask(audit, kid, "/Obj")));
	else
		read_tag(audit, kid, tag, audit->tags[tag].object, depth + 1);
}

static void
note_id(struct kx_audit *audit, int tag)
{
	const char *id = kx_ask_text(audit, audit->tags[tag].dict, "/ID");
	size_t i;

	if (id == NULL || id[0] == '\0')
		return;
	for (i = 0; i < audit->id_count; i++)
		if (strcmp(audit->ids[i].text, id) == 0)
			kx_breach(audit, KX_RULE_NOTE_ID_TWICE, audit->tags[tag].object, "the ID \"%.40s\" stands twice", id);
	if (kx_arena_push(audit->arena, &audit->ids, &audit->id_count, &audit->id_room, sizeof(audit->ids[0])) != NULL) {
		audit->ids[audit->id_count - 1].text = kx_arena_string(audit->arena, id);
		audit->ids[audit->id_count - 1].tag = tag;
	}
}

/* A new element at the end of its parent's list; -1 when it cannot be. */
static int
add_tag(struct kx_audit *audit, qpdf_oh dict, int parent, int object)
{
	struct kx_tag *tag = audit->tag_count < MOST_TAGS ?
	    kx_arena_push(audit->arena, &audit->tags, &audit->tag_count, &audit->tag_room, sizeof(*tag)) : NULL;
	int index = (int)audit->tag_count - 1;

	if (tag == NULL)
		return -1;
	*tag = (struct kx_tag){ .dict = dict, .object = object, .parent = parent, .first = -1, .last = -1, .next = -1 };
	tag->page = kx_number_of(audit, kx_ask(audit, dict, "/Pg"));
	tag->has_language = kx_has(audit, dict, "/Lang") || (parent >= 0 && audit->tags[parent].has_language);
	if (parent >= 0) {
		struct kx_tag *above = &audit->tags[parent];

		if (above->last >= 0)
			audit->tags[above->last].next = index;
		else
			above->first = index;
		above->last = index;
		above->count++;
	}
	if (object > 0 && object < audit->object_count)
		audit->tag_of[object] = index;
	return index;
}

static void
read_tag(struct kx_audit *audit, qpdf_oh dict, int parent, int parent_object, int depth)
{
	int object = kx_number_of(audit, dict), count, tag, i;
	qpdf_oh kids, roles;

	if (!qpdf_oh_is_dictionary(audit->qpdf, dict) || depth > KX_AUDIT_DEPTH) {
		kx_breach(audit, KX_RULE_READABLE, object, "something in the structure tree is no element, or nested too deeply");
		return;
	}
	if (object <= 0 || object >= audit->object_count || audit->tag_of[object] >= 0) {
		kx_breach(audit, KX_RULE_TAG_PARENT, object, "a structure element %s", object <= 0 ? "is no object of its own" : "stands in the tree twice");
		return;
	}
	tag = add_tag(audit, dict, parent, object);
	if (tag < 0)
		return;
	roles = kx_ask(audit, kx_ask(audit, audit->root, "/StructTreeRoot"), "/RoleMap");
	resolve_type(audit, roles, kx_ask_name(audit, dict, "/S"), audit->tags[tag].type);
	if (!kx_one_of(audit->tags[tag].type, standard))
		kx_breach(audit, KX_RULE_TYPE_STANDARD, object, "\"%.40s\" is none", kx_ask_name(audit, dict, "/S"));
	if (kx_number_of(audit, kx_ask(audit, dict, "/P")) != parent_object)
		kx_breach(audit, KX_RULE_TAG_PARENT, object, "its P is object %d, and it stands in object %d",
		    kx_number_of(audit, kx_ask(audit, dict, "/P")), parent_object);
	if (kx_has(audit, dict, "/Type") && !kx_name_is(audit, dict, "/Type", "StructElem"))
		kx_breach(audit, KX_RULE_TREE_TYPE, object, "its Type is \"%.40s\"", kx_ask_name(audit, dict, "/Type"));
	note_id(audit, tag);
	kids = kx_ask(audit, dict, "/K");
	count = kx_array_length(audit, kids);
	for (i = 0; i < count; i++)
		read_kid(audit, tag, kx_array_at(audit, kids, i), depth);
	if (count == 0 && !qpdf_oh_is_null(audit->qpdf, kids) && !qpdf_oh_is_array(audit->qpdf, kids))
		read_kid(audit, tag, kids, depth);
}

/* ---- attributes ---- */

static qpdf_oh
attribute_in(struct kx_audit *audit, qpdf_oh value, const char *key)
{
	int count = kx_array_length(audit, value), i;
	qpdf_oh found;

	if (!qpdf_oh_is_array(audit->qpdf, value))
		return kx_ask(audit, value, key);
	for (i = 0; i < count; i++) {
		found = kx_ask(audit, kx_array_at(audit, value, i), key);
		if (!qpdf_oh_is_null(audit->qpdf, found))
			return found;
	}
	return qpdf_oh_new_null(audit->qpdf);
}

qpdf_oh
kx_attribute(struct kx_audit *audit, const struct kx_tag *tag, const char *key)
{
	qpdf_oh found = attribute_in(audit, kx_ask(audit, tag->dict, "/A"), key), classes, map, name;
	int count, i;

	if (!qpdf_oh_is_null(audit->qpdf, found))
		return found;
	classes = kx_ask(audit, tag->dict, "/C");
	map = kx_ask(audit, kx_ask(audit, audit->root, "/StructTreeRoot"), "/ClassMap");
	count = qpdf_oh_is_array(audit->qpdf, classes) ? kx_array_length(audit, classes) : 1;
	for (i = 0; i < count; i++) {
		name = qpdf_oh_is_array(audit->qpdf, classes) ? kx_array_at(audit, classes, i) : classes;
		if (!qpdf_oh_is_name(audit->qpdf, name))
			continue;
		found = attribute_in(audit, kx_ask(audit, map, qpdf_oh_get_name(audit->qpdf, name)), key);
		if (!qpdf_oh_is_null(audit->qpdf, found))
			return found;
	}
	return qpdf_oh_new_null(audit->qpdf);
}

/* ---- which may stand in which ---- */

static const struct { const char *type, *parents; enum kx_rule rule; } parents[] = {
	{ "TR", "Table THead TBody TFoot", KX_RULE_TR_PARENT }, { "THead", "Table", KX_RULE_THEAD_PARENT },
	{ "TBody", "Table", KX_RULE_TBODY_PARENT }, { "TFoot", "Table", KX_RULE_TFOOT_PARENT }, { "TH", "TR", KX_RULE_TH_PARENT },
	{ "TD", "TR", KX_RULE_TD_PARENT }, { "LI", "L", KX_RULE_LI_PARENT }, { "LBody", "LI", KX_RULE_LBODY_PARENT },
	{ "TOCI", "TOC", KX_RULE_TOCI_PARENT },
};

static const struct { const char *type, *kids; enum kx_rule rule; } kids[] = {
	{ "Table", "TR THead TBody TFoot Caption", KX_RULE_TABLE_KIDS }, { "TR", "TH TD", KX_RULE_TR_KIDS },
	{ "L", "L LI Caption", KX_RULE_L_KIDS }, { "LI", "Lbl LBody", KX_RULE_LI_KIDS }, { "TOC", "TOC TOCI Caption", KX_RULE_TOC_KIDS },
	{ "THead", "TR", KX_RULE_THEAD_KIDS }, { "TBody", "TR", KX_RULE_TBODY_KIDS }, { "TFoot", "TR", KX_RULE_TFOOT_KIDS },
};

static void
audit_nesting(struct kx_audit *audit, const struct kx_tag *tag)
{
	const char *above = tag->parent >= 0 ? audit->tags[tag->parent].type : "the root";
	size_t i;
	int kid;

	for (i = 0; i < sizeof(parents) / sizeof(parents[0]); i++)
		if (strcmp(tag->type, parents[i].type) == 0 && !kx_one_of(above, parents[i].parents))
			kx_breach(audit, parents[i].rule, tag->object, "%s stands in %s", tag->type, above);
	for (i = 0; i < sizeof(kids) / sizeof(kids[0]); i++)
		for (kid = strcmp(tag->type, kids[i].type) == 0 ? tag->first : -1; kid >= 0; kid = audit->tags[kid].next)
			if (!kx_one_of(audit->tags[kid].type, kids[i].kids))
				kx_breach(audit, kids[i].rule, tag->object, "%s holds %s", tag->type, audit->tags[kid].type);
}

static int
count_kids(const struct kx_audit *audit, const struct kx_tag *tag, const char *type)
{
	int kid, count = 0;

	for (kid = tag->first; kid >= 0; kid = audit->tags[kid].next)
		count += strcmp(audit->tags[kid].type, type) == 0;
	return count;
}

/* A Caption that is neither the first kid nor, where `last_too`, the last. */
static bool
caption_astray(const struct kx_audit *audit, const struct kx_tag *tag, bool last_too)
{
	int kid;

	for (kid = tag->first; kid >= 0; kid = audit->tags[kid].next)
		if (strcmp(audit->tags[kid].type, "Caption") == 0 && kid != tag->first && !(last_too && kid == tag->last))
			return true;
	return false;
}

static void
audit_table_parts(struct kx_audit *audit, const struct kx_tag *tag)
{
	if (count_kids(audit, tag, "THead") > 1)
		kx_breach(audit, KX_RULE_ONE_THEAD, tag->object, "it has more");
	if (count_kids(audit, tag, "TFoot") > 1)
		kx_breach(audit, KX_RULE_ONE_TFOOT, tag->object, "it has more");
	if (count_kids(audit, tag, "TFoot") > 0 && count_kids(audit, tag, "TBody") == 0)
		kx_breach(audit, KX_RULE_TFOOT_TBODY, tag->object, "it has none");
	if (count_kids(audit, tag, "THead") > 0 && count_kids(audit, tag, "TBody") == 0)
		kx_breach(audit, KX_RULE_THEAD_TBODY, tag->object, "it has none");
	if (count_kids(audit, tag, "Caption") > 1)
		kx_breach(audit, KX_RULE_ONE_CAPTION, tag->object, "it has more");
	if (caption_astray(audit, tag, true))
		kx_breach(audit, KX_RULE_TABLE_CAPTION, tag->object, "it stands between others");
}

static bool
has_labels(const struct kx_audit *audit, const struct kx_tag *list)
{
	int item;

	for (item = list->first; item >= 0; item = audit->tags[item].next)
		if (count_kids(audit, &audit->tags[item], "Lbl") > 0)
			return true;
	return false;
}

static void
audit_list(struct kx_audit *audit, const struct kx_tag *tag, enum kx_rule caption)
{
	if (caption_astray(audit, tag, false))
		kx_breach(audit, caption, tag->object, "it stands behind others");
	if (strcmp(tag->type, "L") == 0 && has_labels(audit, tag) && !qpdf_oh_is_name(audit->qpdf, kx_attribute(audit, tag, "/ListNumbering")))
		kx_breach(audit, KX_RULE_LIST_LABELS, tag->object, "it has no ListNumbering");
}

/* ---- what elements say ---- */

static void
audit_words(struct kx_audit *audit, const struct kx_tag *tag)
{
	static const struct { const char *key; enum kx_rule rule; } texts[] = {
		{ "/ActualText", KX_RULE_ACTUAL_LANGUAGE }, { "/Alt", KX_RULE_ALT_LANGUAGE }, { "/E", KX_RULE_E_LANGUAGE },
	};
	size_t i;

	kx_audit_language(audit, kx_ask(audit, tag->dict, "/Lang"), tag->object);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!audit->has_language && !tag->has_language && kx_has(audit, tag->dict, texts[i].key))
			kx_breach(audit, texts[i].rule, tag->object, "neither the element nor the catalog has a Lang");
}

static bool
has_words(struct kx_audit *audit, const struct kx_tag *tag, const char *key)
{
	const char *text = kx_ask_text(audit, tag->dict, key);

	return text != NULL && text[0] != '\0';
}

static void
audit_graphic(struct kx_audit *audit, const struct kx_tag *tag)
{
	bool figure = strcmp(tag->type, "Figure") == 0;

	if (!has_words(audit, tag, "/Alt") && kx_ask_text(audit, tag->dict, "/ActualText") == NULL)
		kx_breach(audit, figure ? KX_RULE_FIGURE_ALT : KX_RULE_FORMULA_ALT, tag->object, "it has none");
	if (figure && kx_array_length(audit, kx_attribute(audit, tag, "/BBox")) != 4)
		kx_breach(audit, KX_RULE_FIGURE_BOX, tag->object, "it has no BBox");
}

struct headings { int level; bool numbered, plain; };

static void
audit_heading(struct kx_audit *audit, const struct kx_tag *tag, struct headings *headings)
{
	int level;

	if (strcmp(tag->type, "H") == 0) {
		headings->plain = true;
	} else if (tag->type[0] == 'H' && isdigit((unsigned char)tag->type[1])) {
		level = tag->type[1] - '0';
		headings->numbered = true;
		if (level > headings->level + 1)
			kx_breach(audit, KX_RULE_HEADING_LEVEL, tag->object, "H%d comes after %s%c", level, headings->level == 0 ? "nothing" : "H",
			    headings->level == 0 ? ' ' : '0' + headings->level);
		headings->level = level;
	}
}

static void
audit_tag(struct kx_audit *audit, int index, struct headings *headings)
{
	const struct kx_tag *tag = &audit->tags[index];

	audit_nesting(audit, tag);
	audit_words(audit, tag);
	audit_heading(audit, tag, headings);
	if (count_kids(audit, tag, "H") > 1)
		kx_breach(audit, KX_RULE_ONE_H, tag->object, "it has more");
	if (strcmp(tag->type, "Table") == 0) {
		audit_table_parts(audit, tag);
		kx_audit_table(audit, index);
	} else if (strcmp(tag->type, "L") == 0) {
		audit_list(audit, tag, KX_RULE_L_CAPTION);
	} else if (strcmp(tag->type, "TOC") == 0) {
		audit_list(audit, tag, KX_RULE_TOC_CAPTION);
	} else if (strcmp(tag->type, "Figure") == 0 || strcmp(tag->type, "Formula") == 0) {
		audit_graphic(audit, tag);
	} else if (strcmp(tag->type, "Note") == 0 && !has_words(audit, tag, "/ID")) {
		kx_breach(audit, KX_RULE_NOTE_ID, tag->object, "it has none");
	} else if (strcmp(tag->type, "TH") == 0 && !qpdf_oh_is_name(audit->qpdf, kx_attribute(audit, tag, "/Scope"))) {
		kx_breach(audit, KX_RULE_TH_SCOPE, tag->object, "it has none");
	}
}

/* ---- the parent tree and the id tree ---- */

static void
read_numbers(struct kx_audit *audit, qpdf_oh node, int depth)
{
	qpdf_oh numbers = kx_ask(audit, node, "/Nums"), below = kx_ask(audit, node, "/Kids");
	int count = kx_array_length(audit, numbers), i;

	for (i = 0; i + 1 < count; i += 2) {
		if (kx_arena_push(audit->arena, &audit->parents, &audit->parent_count, &audit->parent_room, sizeof(audit->parents[0])) == NULL)
			return;
		audit->parents[audit->parent_count - 1].key = (int)kx_array_number(audit, numbers, i);
		audit->parents[audit->parent_count - 1].value = kx_array_at(audit, numbers, i + 1);
	}
	count = kx_array_length(audit, below);
	for (i = 0; i < count && depth < 10; i++)
		read_numbers(audit, kx_array_at(audit, below, i), depth + 1);
}

int
kx_parent_of(struct kx_audit *audit, long long key, int mcid)
{
	int object;
	size_t i;

	for (i = 0; i < audit->parent_count && key >= 0; i++) {
		if (audit->parents[i].key != key)
			continue;
		object = kx_number_of(audit, mcid < 0 ? audit->parents[i].value : kx_array_at(audit, audit->parents[i].value, mcid));
		return object > 0 && object < audit->object_count && audit->tag_of != NULL ? audit->tag_of[object] : -1;
	}
	return -1;
}

static size_t
count_names(struct kx_audit *audit, qpdf_oh node, int depth)
{
	qpdf_oh below = kx_ask(audit, node, "/Kids");
	size_t names = (size_t)kx_array_length(audit, kx_ask(audit, node, "/Names")) / 2;
	int count = kx_array_length(audit, below), i;

	for (i = 0; i < count && depth < 10; i++)
		names += count_names(audit, kx_array_at(audit, below, i), depth + 1);
	return names;
}

/* ---- claims ---- */

static int
compare_claims(const void *a, const void *b)
{
	const struct kx_claim_of *x = a, *y = b;

	if (x->page != y->page)
		return x->page < y->page ? -1 : 1;
	return (x->mcid > y->mcid) - (x->mcid < y->mcid);
}

struct kx_claim_of *
kx_claim_find(const struct kx_audit *audit, int page, int mcid)
{
	struct kx_claim_of wanted = { page, mcid, -1, false };

	return audit->claim_count == 0 ? NULL :
	    bsearch(&wanted, audit->claims, audit->claim_count, sizeof(wanted), compare_claims);
}

static void
sort_claims(struct kx_audit *audit)
{
	size_t i;

	if (audit->claim_count == 0)
		return;
	qsort(audit->claims, audit->claim_count, sizeof(audit->claims[0]), compare_claims);
	for (i = 1; i < audit->claim_count; i++)
		if (compare_claims(&audit->claims[i - 1], &audit->claims[i]) == 0)
			kx_breach(audit, KX_RULE_SEQUENCE_ONCE, audit->tags[audit->claims[i].tag].object, "MCID %d is claimed twice",
			    audit->claims[i].mcid);
}

void
kx_audit_claims(struct kx_audit *audit)
{
	size_t i;

	for (i = 0; i < audit->claim_count; i++)
		if (!audit->claims[i].shown)
			kx_breach(audit, KX_RULE_SEQUENCE_ONCE, audit->tags[audit->claims[i].tag].object, "no page shows MCID %d",
			    audit->claims[i].mcid);
}

void
kx_audit_tree(struct kx_audit *audit)
{
	qpdf_oh root = kx_ask(audit, audit->root, "/StructTreeRoot"), first;
	struct headings headings = { 0, false, false };
	int object = kx_number_of(audit, root), count, i;
	size_t t;

	if (!qpdf_oh_is_dictionary(audit->qpdf, root)) {
		kx_breach(audit, KX_RULE_NO_TREE, kx_number_of(audit, audit->root), "it has none");
		return;
	}
	audit->tag_of = kx_arena_array(audit->arena, (size_t)(audit->object_count > 0 ? audit->object_count : 1), sizeof(int));
	for (i = 0; audit->tag_of != NULL && i < audit->object_count; i++)
		audit->tag_of[i] = -1;
	if (audit->tag_of == NULL)
		return;
	if (!kx_name_is(audit, root, "/Type", "StructTreeRoot"))
		kx_breach(audit, KX_RULE_TREE_TYPE, object, "its Type is \"%.40s\"", kx_ask_name(audit, root, "/Type"));
	audit_roles(audit, root);
	first = kx_ask(audit, root, "/K");
	count = kx_array_length(audit, first);
	for (i = 0; i < count; i++)
		read_tag(audit, kx_array_at(audit, first, i), -1, object, 0);
	if (!qpdf_oh_is_array(audit->qpdf, first))
		read_tag(audit, first, -1, object, 0);
	read_numbers(audit, kx_ask(audit, root, "/ParentTree"), 0);
	sort_claims(audit);
	for (t = 0; t < audit->tag_count; t++)
		audit_tag(audit, (int)t, &headings);
	if (headings.plain && headings.numbered)
		kx_breach(audit, KX_RULE_H_AND_HN, object, "there are both");
	if (count_names(audit, kx_ask(audit, root, "/IDTree"), 0) != audit->id_count)
		kx_breach(audit, KX_RULE_ID_TREE, object, "it lists %zu of %zu", count_names(audit, kx_ask(audit, root, "/IDTree"), 0),
		    audit->id_count);
}
