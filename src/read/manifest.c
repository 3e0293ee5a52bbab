#include "read/manifest.h"

#include "base/arena.h"
#include "base/limits.h"
#include "read/intake.h"
#include "read/parts.h"
#include "read/shape.h"

#include <string.h>

#define MOST_INPUTS     (KX_MAX_SUMMARIES + 1000)
#define MOST_REFERENCES 1000
#define MOST_PAGES      10000

static const struct kx_key root_keys[] = {
	{ "format", true }, { "program", true }, { "document", true }, { "pack", true }, { "clinic", true },
	{ "sections", true }, { "printed", true }, { "rulings", true }, { "references", true }, { "inputs", true },
	{ "seal", true }
};
static const struct kx_shape root_shape = KX_SHAPE("a manifest", root_keys);

static const struct kx_key document_keys[] = {
	{ "id", true }, { "title", true }, { "language", true }, { "layout", true }, { "paper", true },
	{ "size", false }, { "theme", false }, { "ink", false }, { "pages", true }, { "date", true }, { "draft", false },
	{ "words", true }, { "fit", false }, { "omits", false }, { "outline", false }
};
static const struct kx_shape document_shape = KX_SHAPE("the document", document_keys);

static const struct kx_key pack_keys[] = {
	{ "id", true }, { "version", true }, { "written_by", false }, { "written_on", false }, { "evidence_to", false },
	{ "review_by", false }, { "clinical_review", false }
};
static const struct kx_shape pack_shape = KX_SHAPE("the pack", pack_keys);

static const struct kx_key clinic_keys[] = {
	{ "id", true }, { "name", true }, { "example", false }, { "clinical_review", false }
};
static const struct kx_shape clinic_shape = KX_SHAPE("the clinic", clinic_keys);

static const struct kx_key review_keys[] = { { "by", true }, { "role", true }, { "on", true } };
static const struct kx_shape review_shape = KX_SHAPE("a review", review_keys);

static const struct kx_key section_keys[] = { { "id", true }, { "title", false } };
static const struct kx_shape section_shape = KX_SHAPE("a section", section_keys);

static const struct kx_key group_keys[] = {
	{ "topic", true }, { "title", false }, { "section", true }, { "product", true }, { "ruling", false },
	{ "clinic_says", false }, { "claims", true }, { "agrees", false }, { "outranked", false }
};
static const struct kx_shape group_shape = KX_SHAPE("an entry of what printed", group_keys);

static const struct kx_key claim_keys[] = {
	{ "claim", true }, { "source", true }, { "says", true }, { "certainty", false }, { "references", true },
	{ "figures", false }
};
static const struct kx_shape claim_shape = KX_SHAPE("a printed claim", claim_keys);

static const struct kx_key ruling_keys[] = {
	{ "id", true }, { "topic", true }, { "about", true }, { "why", true }, { "by", true }, { "on", true }, { "prints", false }
};
static const struct kx_shape ruling_shape = KX_SHAPE("a ruling", ruling_keys);

static const struct kx_key reference_keys[] = {
	{ "number", true }, { "source", true }, { "tier", true }, { "checked", true }, { "citation", true }
};
static const struct kx_shape reference_shape = KX_SHAPE("a reference", reference_keys);

static const struct kx_key input_keys[] = { { "file", true }, { "sha256", true } };
static const struct kx_shape input_shape = KX_SHAPE("an input", input_keys);

/* A manifest being read; figures are read by the summaries' own reader, with no names to hold them to. */
struct manifest_reading {
	struct kx_reading parts;
	struct kx_manifest *manifest;
};

static struct kx_arena *
arena_of(const struct kx_node *node)
{
	return node->file->arena;
}

static const char *
name_member(const struct kx_node *node, const char *key)
{
	return kx_member_text(node, key, KX_MAX_NAME_BYTES);
}

static const char *
text_member(const struct kx_node *node, const char *key)
{
	return kx_member_prose(node, key, KX_MAX_TEXT_BYTES);
}

/* The member `key` as an object of this shape. */
static bool
object_member(const struct kx_node *node, const char *key, const struct kx_shape *shape, struct kx_node *ret_member)
{
	return kx_node_member(node, key, ret_member) && kx_shape_check(ret_member, shape);
}

/* ---- the head ---- */

static const struct kx_key fit_keys[] = { { "space", true }, { "leading", true }, { "type", true } };
static const struct kx_shape fit_shape = KX_SHAPE("the fit", fit_keys);

static void
read_fit(const struct kx_node *document, struct kx_manifest_fit *fit)
{
	int32_t space = 0, leading = 0, type = 0;
	struct kx_node node;

	if (!object_member(document, "fit", &fit_shape, &node))
		return;
	kx_member_whole(&node, "space", 300, 3000, &space);
	kx_member_whole(&node, "leading", 300, 3000, &leading);
	kx_member_whole(&node, "type", 300, 3000, &type);
	*fit = (struct kx_manifest_fit){ (int)space, (int)leading, (int)type };
}

static void
read_document(const struct kx_node *root, struct kx_manifest_document *document)
{
	struct kx_node node;
	int32_t pages = 0;

	if (!object_member(root, "document", &document_shape, &node))
		return;
	document->id = name_member(&node, "id");
	document->title = name_member(&node, "title");
	document->language = name_member(&node, "language");
	document->layout = name_member(&node, "layout");
	document->outline = name_member(&node, "outline");
	document->paper = name_member(&node, "paper");
	document->size = name_member(&node, "size");
	document->theme = name_member(&node, "theme");
	document->ink = name_member(&node, "ink");
	document->words = name_member(&node, "words");
	if (kx_member_whole(&node, "pages", 1, MOST_PAGES, &pages))
		document->pages = (int)pages;
	kx_member_date(&node, "date", &document->date);
	kx_member_flag(&node, "draft", &document->draft);
	read_fit(&node, &document->fit);
	document->omits = kx_member_texts(&node, "omits", KX_MAX_TOPICS, KX_MAX_NAME_BYTES, &document->omit_count);
}

static void
read_review(const struct kx_node *object, struct kx_review_note *review)
{
	struct kx_node node;

	if (!object_member(object, "clinical_review", &review_shape, &node))
		return;
	review->by = name_member(&node, "by");
	review->role = name_member(&node, "role");
	kx_member_date(&node, "on", &review->on);
}

static void
read_pack(const struct kx_node *root, struct kx_manifest_pack *pack)
{
	struct kx_node node;

	if (!object_member(root, "pack", &pack_shape, &node))
		return;
	pack->id = name_member(&node, "id");
	pack->version = name_member(&node, "version");
	pack->written_by = name_member(&node, "written_by");
	kx_member_date(&node, "written_on", &pack->written_on);
	kx_member_date(&node, "evidence_to", &pack->evidence_to);
	kx_member_date(&node, "review_by", &pack->review_by);
	read_review(&node, &pack->review);
}

static void
read_clinic(const struct kx_node *root, struct kx_manifest_clinic *clinic)
{
	struct kx_node node;

	if (!object_member(root, "clinic", &clinic_shape, &node))
		return;
	clinic->id = name_member(&node, "id");
	clinic->name = name_member(&node, "name");
	kx_member_flag(&node, "example", &clinic->example);
	read_review(&node, &clinic->review);
}

/*
 * Room for the list `key`, and its length to read; 0 when there is none or no
 * room.
 */
static size_t
open_list(const struct kx_node *object, const char *key, size_t most, size_t size, struct kx_node *ret_list, void *ret_room)
{
	size_t count = kx_member_list(object, key, most, false, ret_list);
	void *room = count > 0 ? kx_arena_array(arena_of(object), count, size) : NULL;

	memcpy(ret_room, &room, sizeof(room));
	return room != NULL ? count : 0;
}

static void
read_sections(const struct kx_node *root, struct kx_manifest *manifest)
{
	struct kx_manifest_section *section;
	struct kx_node list, node;
	size_t count = open_list(root, "sections", KX_MAX_TOPICS, sizeof(*manifest->sections), &list, &manifest->sections), i;

	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		if (!kx_shape_check(&node, &section_shape))
			continue;
		section = &manifest->sections[manifest->section_count++];
		section->id = name_member(&node, "id");
		section->title = name_member(&node, "title");
	}
}

/* ---- what printed ---- */

static void
read_numbers(const struct kx_node *node, struct kx_manifest_claim *claim)
{
	struct kx_node list, element;
	size_t count, i;
	int32_t number;
	int *numbers;

	count = open_list(node, "references", MOST_REFERENCES, sizeof(*numbers), &list, &numbers);
	for (i = 0; i < count; i++) {
		element = kx_node_element(&list, i);
		if (kx_node_whole(&element, 1, MOST_REFERENCES, &number))
			numbers[claim->reference_count++] = (int)number;
	}
	claim->references = numbers;
}

static void
read_claim(struct manifest_reading *reading, const struct kx_node *node, struct kx_manifest_claim *claim)
{
	struct kx_claim figures = { 0 };
	int level;

	claim->id = name_member(node, "claim");
	claim->source = name_member(node, "source");
	claim->says = text_member(node, "says");
	if (kx_member_choice(node, "certainty", kx_certainty_names, &level))
		claim->certainty = (enum kx_certainty)level;
	read_numbers(node, claim);
	kx_read_figures(&reading->parts, node, &figures);
	claim->figures = figures.figures;
	claim->figure_count = figures.figure_count;
}

static void
read_group(struct manifest_reading *reading, const struct kx_node *node, struct kx_manifest_group *group)
{
	struct kx_node list, element;
	size_t count, i;

	group->topic = name_member(node, "topic");
	group->title = text_member(node, "title");
	group->section = name_member(node, "section");
	group->product = name_member(node, "product");
	group->ruling = name_member(node, "ruling");
	group->clinic_says = text_member(node, "clinic_says");
	count = open_list(node, "claims", KX_MAX_GROUP_CLAIMS, sizeof(*group->claims), &list, &group->claims);
	for (i = 0; i < count; i++) {
		element = kx_node_element(&list, i);
		if (kx_shape_check(&element, &claim_shape))
			read_claim(reading, &element, &group->claims[group->claim_count++]);
	}
	group->agrees = kx_member_texts(node, "agrees", KX_MAX_GROUP_CLAIMS, KX_MAX_NAME_BYTES, &group->agree_count);
	group->outranked = kx_member_texts(node, "outranked", KX_MAX_GROUP_CLAIMS, KX_MAX_NAME_BYTES,
	    &group->outranked_count);
}

static void
read_groups(struct manifest_reading *reading, const struct kx_node *root)
{
	struct kx_manifest *manifest = reading->manifest;
	struct kx_node list, node;
	size_t count = open_list(root, "printed", KX_MAX_CLAIMS, sizeof(*manifest->groups), &list, &manifest->groups), i;

	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		if (kx_shape_check(&node, &group_shape))
			read_group(reading, &node, &manifest->groups[manifest->group_count++]);
	}
}

/* ---- what stands behind it ---- */

static void
read_rulings(const struct kx_node *root, struct kx_manifest *manifest)
{
	struct kx_manifest_ruling *ruling;
	struct kx_node list, node;
	size_t count = open_list(root, "rulings", KX_MAX_TOPICS, sizeof(*manifest->rulings), &list, &manifest->rulings), i;

	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		if (!kx_shape_check(&node, &ruling_shape))
			continue;
		ruling = &manifest->rulings[manifest->ruling_count++];
		ruling->id = name_member(&node, "id");
		ruling->topic = name_member(&node, "topic");
		ruling->about = text_member(&node, "about");
		ruling->why = text_member(&node, "why");
		ruling->by = text_member(&node, "by");
		kx_member_date(&node, "on", &ruling->on);
		ruling->prints = kx_member_texts(&node, "prints", KX_MAX_GROUP_CLAIMS, KX_MAX_NAME_BYTES, &ruling->print_count);
	}
}

static void
read_references(const struct kx_node *root, struct kx_manifest *manifest)
{
	struct kx_manifest_reference *reference;
	struct kx_node list, node;
	size_t count = open_list(root, "references", MOST_REFERENCES, sizeof(*manifest->references), &list,
	    &manifest->references), i;
	int32_t number;
	int check;

	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		if (!kx_shape_check(&node, &reference_shape))
			continue;
		reference = &manifest->references[manifest->reference_count++];
		if (kx_member_whole(&node, "number", 1, MOST_REFERENCES, &number))
			reference->number = (int)number;
		if (kx_member_whole(&node, "tier", 1, 4, &number))
			reference->tier = (int)number;
		if (kx_member_choice(&node, "checked", kx_check_names, &check))
			reference->check = (enum kx_check)check;
		reference->source = name_member(&node, "source");
		reference->citation = text_member(&node, "citation");
	}
}

static void
read_inputs(const struct kx_node *root, struct kx_manifest *manifest)
{
	struct kx_manifest_input *input;
	struct kx_node list, node;
	size_t count = open_list(root, "inputs", MOST_INPUTS, sizeof(*manifest->inputs), &list, &manifest->inputs), i;

	for (i = 0; i < count; i++) {
		node = kx_node_element(&list, i);
		if (!kx_shape_check(&node, &input_shape))
			continue;
		input = &manifest->inputs[manifest->input_count++];
		input->file = text_member(&node, "file");
		input->sha256 = name_member(&node, "sha256");
	}
}

static void
check_format(const struct kx_node *root)
{
	static const char *const formats[] = { KX_MANIFEST_FORMAT, NULL };
	int format;

	kx_member_choice(root, "format", formats, &format);
}

static void
read_root(struct manifest_reading *reading, const struct kx_node *root)
{
	struct kx_manifest *manifest = reading->manifest;

	if (!kx_shape_check(root, &root_shape))
		return;
	check_format(root);
	manifest->program = name_member(root, "program");
	read_document(root, &manifest->document);
	read_pack(root, &manifest->pack);
	read_clinic(root, &manifest->clinic);
	read_sections(root, manifest);
	read_groups(reading, root);
	read_rulings(root, manifest);
	read_references(root, manifest);
	read_inputs(root, manifest);
}

/* The first fault that a key we do not know does not explain. */
static const struct kx_diagnostic *
first_fault(const struct kx_diagnostics *faults)
{
	size_t i;

	for (i = 0; i < faults->count; i++)
		if (faults->list[i].code != KX109)
			return &faults->list[i];
	return NULL;
}

static bool
report(const char *path, const struct kx_diagnostic *fault, struct kx_diagnostics *diags)
{
	const char *pointer = fault->place.pointer;

	kx_report(diags, KX625, (struct kx_place){ .file = path }, NULL, "this kxreport cannot read the manifest: %s%s%s",
	    fault->message, pointer != NULL && *pointer != '\0' ? ", at " : "", pointer != NULL ? pointer : "");
	return false;
}

bool
kx_read_manifest(struct kx_arena *arena, const char *path, const char *text, size_t length,
    struct kx_manifest **ret_manifest, struct kx_diagnostics *diags)
{
	struct manifest_reading reading = { .parts = { .arena = arena } };
	struct kx_datafile file = { .arena = arena, .path = "manifest.json" };
	const struct kx_diagnostic *fault;
	struct kx_diagnostics faults;
	struct kx_node root;

	kx_diagnostics_init(&faults, arena);
	reading.parts.diags = &faults;
	file.diags = &faults;
	reading.manifest = kx_arena_alloc(arena, sizeof(*reading.manifest));
	if (reading.manifest != NULL && kx_intake_text(arena, file.path, text, length, &file.parsed, &faults)) {
		root = kx_node_root(&file);
		read_root(&reading, &root);
		kx_datafile_close(&file);
	}
	fault = first_fault(&faults);
	if (fault != NULL)
		return report(path, fault, diags);
	if (kx_arena_spent(arena)) {
		kx_report(diags, KX111, (struct kx_place){ .file = path }, NULL, "there is no memory left for this manifest");
		return false;
	}
	reading.manifest->sealed = kx_manifest_is_sealed(text, length);
	*ret_manifest = reading.manifest;
	return true;
}
