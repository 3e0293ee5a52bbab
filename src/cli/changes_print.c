#include "base/buffer.h"
#include "base/json_out.h"
#include "cli/changes.h"

#include <string.h>

/* In the order of the enumeration. */
static const struct { const char *name, *one; } kinds[] = {
	[KX_CHANGE_ABOUT] = { "about", "about the sheet" },
	[KX_CHANGE_ADDED] = { "added", "added" },
	[KX_CHANGE_REMOVED] = { "removed", "removed" },
	[KX_CHANGE_REPLACED] = { "replaced", "replaced" },
	[KX_CHANGE_REWORDED] = { "reworded", "reworded" },
	[KX_CHANGE_MOVED] = { "moved", "moved" },
	[KX_CHANGE_FIGURE] = { "figure", "figure changed" },
	[KX_CHANGE_CERTAINTY] = { "certainty", "certainty changed" },
	[KX_CHANGE_SOURCES] = { "sources", "other sources" },
	[KX_CHANGE_DECIDED] = { "decided", "decided otherwise" },
	[KX_CHANGE_CLINIC] = { "clinic", "the clinic's words" },
	[KX_CHANGE_HEADING] = { "heading", "heading changed" },
	[KX_CHANGE_ORDER] = { "order", "order changed" },
	[KX_CHANGE_SOURCE] = { "source", "in the list of sources" },
	[KX_CHANGE_RULING] = { "ruling", "in the rulings" },
};
#define KIND_COUNT (sizeof(kinds) / sizeof(*kinds))

const char *
kx_change_name(enum kx_change_kind kind)
{
	return kinds[kind].name;
}

/* "2 reworded, 1 figure changed" */
static void
print_counts(const struct kx_changes *changes, struct kx_buffer *out)
{
	size_t kind, i, count;
	bool some = false;

	for (kind = 0; kind < KIND_COUNT; kind++) {
		count = 0;
		for (i = 0; i < changes->count; i++)
			count += (size_t)changes->list[i].kind == kind;
		if (count == 0)
			continue;
		kx_buffer_print(out, "%s%zu %s", some ? ", " : "", count, kinds[kind].one);
		some = true;
	}
	kx_buffer_char(out, '\n');
}

static void
print_heading(const char *heading, struct kx_buffer *out)
{
	size_t i, width = 0;

	kx_buffer_print(out, "\n%s\n", heading);
	for (i = 0; heading[i] != '\0'; i++)
		width += ((unsigned char)heading[i] & 0xC0) != 0x80;
	for (i = 0; i < width; i++)
		kx_buffer_char(out, '-');
	kx_buffer_char(out, '\n');
}

static const char *
heading_of(const struct kx_change *change)
{
	if (change->section_name != NULL)
		return change->section_name;
	if (change->kind == KX_CHANGE_ABOUT)
		return "About the sheet";
	return change->kind == KX_CHANGE_SOURCE ? "List of sources" : "Rulings";
}

/* "pack version: 1.0 -> 1.1" where it is short, else on lines of its own. */
static void
print_part(const struct kx_change *change, struct kx_buffer *out)
{
	if (change->kind == KX_CHANGE_ABOUT) {
		kx_buffer_print(out, "%s: %s -> %s\n", change->what, change->was != NULL ? change->was : "(none)",
		    change->now != NULL ? change->now : "(none)");
		return;
	}
	kx_buffer_print(out, "%s: %s\n", change->was == NULL ? "New" : change->now == NULL ? "Gone" : "Changed", change->what);
}

static void
print_title(const struct kx_change *change, struct kx_buffer *out)
{
	static const char *const titles[] = {
		[KX_CHANGE_ADDED] = "Added", [KX_CHANGE_REMOVED] = "Removed", [KX_CHANGE_REPLACED] = "Replaced",
		[KX_CHANGE_REWORDED] = "Reworded", [KX_CHANGE_MOVED] = "Moved", [KX_CHANGE_FIGURE] = "Figure changed",
		[KX_CHANGE_CERTAINTY] = "Certainty changed", [KX_CHANGE_SOURCES] = "Other sources",
		[KX_CHANGE_DECIDED] = "Decided otherwise", [KX_CHANGE_CLINIC] = "The clinic's own words",
		[KX_CHANGE_HEADING] = "Heading changed", [KX_CHANGE_ORDER] = "Order changed"
	};
	const char *title = titles[change->kind];

	if (change->kind == KX_CHANGE_FIGURE && change->was == NULL)
		title = "Figure added";
	else if (change->kind == KX_CHANGE_FIGURE && change->now == NULL)
		title = "Figure removed";
	kx_buffer_text(out, title);
	if (change->topic != NULL)
		kx_buffer_print(out, ": %s, for %s", change->topic, change->product);
	if (change->claim != NULL)
		kx_buffer_print(out, " [%s%s%s]", change->claim, change->by != NULL ? " -> " : "", change->by != NULL ? change->by : "");
	kx_buffer_char(out, '\n');
}

static void
print_change(const struct kx_change *change, struct kx_buffer *out)
{
	if (change->section == NULL)
		print_part(change, out);
	else
		print_title(change, out);
	if (change->kind == KX_CHANGE_ABOUT)
		return;
	if (change->was != NULL)
		kx_buffer_print(out, "    was: %s\n", change->was);
	if (change->now != NULL)
		kx_buffer_print(out, "    now: %s\n", change->now);
}

void
kx_changes_print(const struct kx_changes *changes, struct kx_buffer *out)
{
	const char *heading = "", *next;
	size_t i;

	if (changes->count == 0) {
		kx_buffer_text(out, "no differences\n");
		return;
	}
	print_counts(changes, out);
	for (i = 0; i < changes->count; i++) {
		next = heading_of(&changes->list[i]);
		if (strcmp(heading, next) != 0)
			print_heading(next, out);
		heading = next;
		print_change(&changes->list[i], out);
	}
}

static void
json_if(struct kx_json *json, const char *key, const char *text)
{
	if (text != NULL)
		kx_json_text(json, key, text);
}

void
kx_changes_json(const struct kx_changes *changes, struct kx_json *json)
{
	const struct kx_change *change;
	size_t i;

	kx_json_boolean(json, "same", changes->count == 0);
	kx_json_open_array(json, "changes");
	for (i = 0; i < changes->count; i++) {
		change = &changes->list[i];
		kx_json_open_object(json, NULL);
		kx_json_text(json, "kind", kinds[change->kind].name);
		json_if(json, "section", change->section);
		json_if(json, "topic", change->topic);
		json_if(json, "product", change->product);
		json_if(json, "claim", change->claim);
		json_if(json, "by", change->by);
		json_if(json, "what", change->what);
		kx_json_text(json, "was", change->was);
		kx_json_text(json, "now", change->now);
		kx_json_close_object(json);
	}
	kx_json_close_array(json);
}
