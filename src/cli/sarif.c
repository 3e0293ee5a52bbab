#include "cli/sarif.h"

#include "base/arena.h"
#include "base/json_out.h"
#include "kxreport.h"
#include "read/read.h"

#include <stdio.h>
#include <string.h>

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"
#define URI_CEILING 16384
#define CODE_BYTES  16

static const char *
level(enum kx_severity severity)
{
	switch (severity) {
	case KX_ERROR:
		return "error";
	case KX_WARNING:
		return "warning";
	case KX_NOTE:
		return "note";
	}
	return "none";
}

static void
code_name(enum kx_code code, char ret_name[CODE_BYTES])
{
	snprintf(ret_name, CODE_BYTES, "KX%03d", (int)code);
}

/* { "text": … }, SARIF's message string. */
static void
message(struct kx_json *json, const char *key, const char *text)
{
	kx_json_open_object(json, key);
	kx_json_text(json, "text", text);
	kx_json_close_object(json);
}

/* ---- rules ---- */

/* The index of the code among those reported, in the order of their first message. */
static size_t
rule_index(const struct kx_diagnostics *diags, enum kx_code code)
{
	size_t i, k, index = 0;

	for (i = 0; i < diags->count && diags->list[i].code != code; i++) {
		for (k = 0; k < i && diags->list[k].code != diags->list[i].code; k++)
			;
		index += k == i;
	}
	return index;
}

static void
write_rule(struct kx_json *json, const struct kx_code_entry *entry)
{
	char id[CODE_BYTES];

	code_name(entry->code, id);
	kx_json_open_object(json, NULL);
	kx_json_text(json, "id", id);
	kx_json_text(json, "name", entry->name);
	message(json, "shortDescription", entry->title);
	message(json, "fullDescription", entry->why);
	message(json, "help", entry->fix);
	kx_json_open_object(json, "defaultConfiguration");
	kx_json_text(json, "level", level(entry->severity));
	kx_json_close_object(json);
	kx_json_close_object(json);
}

static void
write_rules(struct kx_json *json, const struct kx_diagnostics *diags)
{
	const struct kx_code_entry *entry;
	size_t i, k;

	kx_json_open_array(json, "rules");
	for (i = 0; i < diags->count; i++) {
		for (k = 0; k < i && diags->list[k].code != diags->list[i].code; k++)
			;
		entry = k == i ? kx_code_find((int)diags->list[i].code) : NULL;
		if (entry != NULL)
			write_rule(json, entry);
	}
	kx_json_close_array(json);
}

/* ---- results ---- */

/* A path as a URI reference (RFC 3986): whatever may not stand in one is escaped. */
static void
write_uri(struct kx_json *json, const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
	struct kx_buffer uri;

	kx_buffer_init(&uri, URI_CEILING);
	if (path[0] == '/')
		kx_buffer_text(&uri, "file://");
	for (; *path != '\0'; path++) {
		if (strchr(plain, *path) != NULL)
			kx_buffer_char(&uri, *path);
		else
			kx_buffer_print(&uri, "%%%02X", (unsigned)(unsigned char)*path);
	}
	kx_json_text(json, "uri", kx_buffer_bytes(&uri));
	kx_buffer_done(&uri);
}

static void
write_location(struct kx_json *json, const struct kx_place *place)
{
	kx_json_open_object(json, NULL);
	kx_json_open_object(json, "physicalLocation");
	kx_json_open_object(json, "artifactLocation");
	write_uri(json, place->file);
	kx_json_close_object(json);
	if (place->line > 0) {
		kx_json_open_object(json, "region");
		kx_json_number(json, "startLine", place->line);
		if (place->column > 0)
			kx_json_number(json, "startColumn", place->column);
		kx_json_close_object(json);
	}
	kx_json_close_object(json);
	if (place->pointer != NULL && place->pointer[0] != '\0') {
		kx_json_open_array(json, "logicalLocations");
		kx_json_open_object(json, NULL);
		kx_json_text(json, "fullyQualifiedName", place->pointer);
		kx_json_close_object(json);
		kx_json_close_array(json);
	}
	kx_json_close_object(json);
}

static void
write_locations(struct kx_json *json, const char *key, const struct kx_place *places, size_t count)
{
	size_t i;

	kx_json_open_array(json, key);
	for (i = 0; i < count; i++)
		if (places[i].file != NULL)
			write_location(json, &places[i]);
	kx_json_close_array(json);
}

static void
write_suppression(struct kx_json *json, const char *waiver)
{
	kx_json_open_array(json, "suppressions");
	kx_json_open_object(json, NULL);
	kx_json_text(json, "kind", "external");
	kx_json_text(json, "status", "accepted");
	kx_json_text(json, "justification", waiver);
	kx_json_close_object(json);
	kx_json_close_array(json);
}

static void
write_result(struct kx_json *json, const struct kx_diagnostics *diags, const struct kx_diagnostic *diag)
{
	char id[CODE_BYTES];

	code_name(diag->code, id);
	kx_json_open_object(json, NULL);
	kx_json_text(json, "ruleId", id);
	kx_json_number(json, "ruleIndex", (long long)rule_index(diags, diag->code));
	/* A waived warning stays one, with who answers for it. */
	kx_json_text(json, "level", level(diag->waiver != NULL ? KX_WARNING : diag->severity));
	message(json, "message", diag->message);
	write_locations(json, "locations", &diag->place, 1);
	if (diag->other_count > 0)
		write_locations(json, "relatedLocations", diag->others, diag->other_count);
	if (diag->waiver != NULL)
		write_suppression(json, diag->waiver);
	if (diag->hint != NULL) {
		kx_json_open_object(json, "properties");
		kx_json_text(json, "hint", diag->hint);
		kx_json_close_object(json);
	}
	kx_json_close_object(json);
}

static void
write_run(struct kx_json *json, const struct kx_diagnostics *diags, enum kx_exit status)
{
	size_t i;

	kx_json_open_object(json, NULL);
	kx_json_open_object(json, "tool");
	kx_json_open_object(json, "driver");
	kx_json_text(json, "name", "kxreport");
	kx_json_text(json, "semanticVersion", KXREPORT_VERSION);
	write_rules(json, diags);
	kx_json_close_object(json);
	kx_json_close_object(json);
	kx_json_text(json, "columnKind", "unicodeCodePoints");
	kx_json_open_array(json, "invocations");
	kx_json_open_object(json, NULL);
	/* A refused sheet is a finding; the tool itself has done its work. */
	kx_json_boolean(json, "executionSuccessful", status == KX_EXIT_OK || status == KX_EXIT_REFUSED || status == KX_EXIT_WERROR);
	kx_json_number(json, "exitCode", status);
	kx_json_close_object(json);
	kx_json_close_array(json);
	kx_json_open_array(json, "results");
	for (i = 0; i < diags->count; i++)
		write_result(json, diags, &diags->list[i]);
	kx_json_close_array(json);
	kx_json_close_object(json);
}

void
kx_sarif_write(struct kx_diagnostics *diags, enum kx_exit status, struct kx_buffer *out)
{
	struct kx_json json;

	kx_read_locate(diags);
	kx_json_init(&json, out);
	kx_json_open_object(&json, NULL);
	kx_json_text(&json, "$schema", SCHEMA);
	kx_json_text(&json, "version", "2.1.0");
	kx_json_open_array(&json, "runs");
	write_run(&json, diags, status);
	kx_json_close_array(&json);
	kx_json_close_object(&json);
	kx_json_done(&json);
}
