#include "read/parts.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "content/signed.h"
#include "read/shape.h"

#include <stdio.h>
#include <string.h>

#define FILE_NAME    "waivers.json"
#define MOST_WAIVERS 1000

static const struct kx_key file_keys[] = { { "$schema", false }, { "waivers", true } };
static const struct kx_shape file_shape = KX_SHAPE("the list of waivers", file_keys);

static const struct kx_key waiver_keys[] = {
	{ "code", true }, { "claim", false }, { "topic", false }, { "section", false }, { "file", false }, { "pointer", false },
	{ "by", true }, { "role", true }, { "reason", true }, { "until", true }
};
static const struct kx_shape waiver_shape = KX_SHAPE("a waiver", waiver_keys);

/* "KX318", or the code's name, "vague-quantity". */
static const struct kx_code_entry *
find_code(const char *text)
{
	size_t count, i;
	const struct kx_code_entry *codes = kx_codes(&count);
	char number[16];

	for (i = 0; i < count; i++) {
		snprintf(number, sizeof(number), "KX%03d", (int)codes[i].code);
		if (strcmp(text, number) == 0 || strcmp(text, codes[i].name) == 0)
			return &codes[i];
	}
	return NULL;
}

static void
read_code(struct kx_reading *reading, const struct kx_node *node, struct kx_waiver *waiver)
{
	const char *text = kx_member_text(node, "code", KX_MAX_NAME_BYTES);
	const struct kx_code_entry *code, *codes;
	struct kx_nearness nearness;
	struct kx_node member;
	size_t count, i;

	if (text == NULL || !kx_node_member(node, "code", &member))
		return;
	code = find_code(text);
	if (code != NULL) {
		waiver->code = code->code;
		return;
	}
	kx_nearness_init(&nearness, text);
	codes = kx_codes(&count);
	for (i = 0; i < count; i++)
		kx_nearness_try(&nearness, codes[i].name);
	kx_node_fault(&member, KX354, nearness.best != NULL ? kx_shape_suggest(reading->arena, nearness.best) :
	    "'kxreport list codes' shows all of them", "there is no message code \"%s\"", kx_shape_clip(reading->arena, text));
}

static bool
section_exists(const struct kx_content *content, const char *id)
{
	size_t i;

	for (i = 0; i < content->section_count; i++)
		if (strcmp(content->sections[i].id, id) == 0)
			return true;
	return false;
}

static void
read_section(struct kx_reading *reading, const struct kx_node *node, struct kx_waiver *waiver)
{
	struct kx_nearness nearness;
	struct kx_node member;
	size_t i;

	waiver->what = kx_member_id(node, "section");
	if (waiver->what == NULL || section_exists(reading->content, waiver->what) || !kx_node_member(node, "section", &member))
		return;
	kx_nearness_init(&nearness, waiver->what);
	for (i = 0; i < reading->content->section_count; i++)
		kx_nearness_try(&nearness, reading->content->sections[i].id);
	kx_node_fault(&member, KX123, kx_shape_suggest(reading->arena, nearness.best), "topics.json has no section \"%s\"",
	    waiver->what);
}

static void
read_pointer(const struct kx_node *node, struct kx_waiver *waiver)
{
	struct kx_node member;

	waiver->what = kx_member_text(node, "pointer", KX_MAX_NAME_BYTES);
	waiver->file = kx_member_text(node, "file", KX_MAX_NAME_BYTES);
	if (waiver->what != NULL && waiver->what[0] != '/' && kx_node_member(node, "pointer", &member))
		kx_node_fault(&member, KX137, "write it as messages have it, like \"/sections/3\"",
		    "\"%s\" is no JSON Pointer", kx_shape_clip(node->file->arena, waiver->what));
	if (waiver->file == NULL && !kx_node_member(node, "file", &member))
		kx_node_fault(node, KX108, "a pointer leads into a file", "a waiver with a pointer needs the key \"file\"");
}

/* A waiver covers one thing, said in one of four ways. */
static void
read_cover(struct kx_reading *reading, const struct kx_node *node, struct kx_waiver *waiver)
{
	static const char *const ways[] = { "claim", "topic", "section", "pointer" };
	struct kx_node member;
	size_t i, said = 0;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		if (!kx_node_member(node, ways[i], &member))
			continue;
		waiver->covers = (enum kx_cover)i;
		said++;
	}
	if (said != 1) {
		kx_node_fault(node, KX137, "say one of \"claim\", \"topic\", \"section\", or \"file\" and \"pointer\"",
		    said == 0 ? "the waiver does not say what it covers" : "the waiver says in %zu ways what it covers", said);
		return;
	}
	if (waiver->covers != KX_COVERS_POINTER && kx_node_member(node, "file", &member))
		kx_node_fault(&member, KX137, "leave \"file\" out", "\"file\" belongs to a \"pointer\"");
	switch (waiver->covers) {
	case KX_COVERS_CLAIM:
		waiver->what = kx_read_reference(node, "claim", &reading->claims);
		break;
	case KX_COVERS_TOPIC:
		waiver->what = kx_read_reference(node, "topic", &reading->topics);
		break;
	case KX_COVERS_SECTION:
		read_section(reading, node, waiver);
		break;
	case KX_COVERS_POINTER:
		read_pointer(node, waiver);
		break;
	}
}

static void
read_waiver(struct kx_reading *reading, const struct kx_node *node)
{
	struct kx_waiver *waiver = &reading->content->waivers[reading->content->waiver_count];

	if (!kx_shape_check(node, &waiver_shape))
		return;
	reading->content->waiver_count++;
	waiver->origin = kx_node_origin(node);
	read_code(reading, node, waiver);
	read_cover(reading, node, waiver);
	waiver->by = kx_member_text(node, "by", KX_MAX_NAME_BYTES);
	waiver->role = kx_member_text(node, "role", KX_MAX_NAME_BYTES);
	waiver->reason = kx_member_text(node, "reason", KX_MAX_TEXT_BYTES);
	kx_member_date(node, "until", &waiver->until);
}

void
kx_read_waivers(struct kx_reading *reading)
{
	const char *path = kx_path_join(reading->arena, reading->folder, FILE_NAME);
	struct kx_content *content = reading->content;
	struct kx_datafile file;
	struct kx_node root, list, node;
	size_t count, i;

	/* Nobody has waived anything: the file need not be there. */
	if (path == NULL || !kx_path_exists(path) || !kx_datafile_open(&file, reading->arena, reading->files, path, reading->diags))
		return;
	root = kx_node_root(&file);
	if (kx_shape_check(&root, &file_shape)) {
		count = kx_member_list(&root, "waivers", MOST_WAIVERS, false, &list);
		content->waivers = count > 0 ? kx_arena_array(reading->arena, count, sizeof(*content->waivers)) : NULL;
		for (i = 0; content->waivers != NULL && i < count; i++) {
			node = kx_node_element(&list, i);
			read_waiver(reading, &node);
		}
	}
	kx_datafile_close(&file);
}
