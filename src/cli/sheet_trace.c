#include "cli/sheet_trace.h"

#include "base/buffer.h"
#include "cli/changes.h"
#include "cli/finished.h"

#include <string.h>

static void
heading(const char *text, struct kx_buffer *out)
{
	size_t i;

	kx_buffer_print(out, "\n%s\n", text);
	for (i = 0; text[i] != '\0'; i++)
		if (((unsigned char)text[i] & 0xC0) != 0x80)
			kx_buffer_char(out, '-');
	kx_buffer_char(out, '\n');
}

/* "    sources: a, b", or nothing. */
static void
list(const char *name, const char *const *ids, size_t count, struct kx_buffer *out)
{
	size_t i;

	if (count == 0)
		return;
	kx_buffer_print(out, "    %s: ", name);
	for (i = 0; i < count; i++)
		kx_buffer_print(out, "%s%s", i > 0 ? ", " : "", ids[i]);
	kx_buffer_char(out, '\n');
}

static void
trace_claim(struct kx_arena *arena, const struct kx_manifest *manifest, const struct kx_manifest_claim *claim,
    struct kx_buffer *out)
{
	const struct kx_manifest_reference *reference;
	const char *figure;
	size_t i;

	kx_buffer_print(out, "“%s”", claim->says);
	for (i = 0; i < claim->reference_count; i++)
		kx_buffer_print(out, "%s[%d]", i == 0 ? " " : "", claim->references[i]);
	kx_buffer_print(out, "\n    claim: %s, in the summary of %s\n", claim->id, claim->source);
	for (i = 0; i < claim->figure_count; i++) {
		figure = kx_figure_text(arena, &claim->figures[i]);
		kx_buffer_print(out, "    figure: %s\n", figure != NULL ? figure : "");
	}
	if (claim->certainty != KX_CERTAINTY_NONE)
		kx_buffer_print(out, "    certainty: %s\n", kx_certainty_name(claim->certainty));
	for (i = 0; i < claim->reference_count; i++) {
		reference = kx_manifest_reference_find(manifest, claim->references[i]);
		if (reference != NULL)
			kx_buffer_print(out, "    source: [%d] %s, tier %d, %s\n", reference->number, reference->source,
			    reference->tier, kx_check_name(reference->check));
	}
}

static void
trace_group(struct kx_arena *arena, const struct kx_manifest *manifest, const struct kx_manifest_group *group,
    struct kx_buffer *out)
{
	size_t i;

	if (group->clinic_says != NULL)
		kx_buffer_print(out, "“%s”\n    the clinic's own words\n", group->clinic_says);
	for (i = 0; i < group->claim_count; i++)
		trace_claim(arena, manifest, &group->claims[i], out);
	kx_buffer_print(out, "    topic: %s, for %s\n", group->topic, group->product);
	kx_buffer_print(out, "    decided by: %s%s\n", group->ruling != NULL ? "ruling " : "",
	    group->ruling != NULL ? group->ruling : "rule");
	list("agrees", group->agrees, group->agree_count, out);
	list("outranked", group->outranked, group->outranked_count, out);
}

static void
trace_lists(const struct kx_manifest *manifest, struct kx_buffer *out)
{
	const struct kx_manifest_ruling *ruling;
	size_t i;

	if (manifest->reference_count > 0)
		heading("Sources", out);
	for (i = 0; i < manifest->reference_count; i++)
		kx_buffer_print(out, "[%d] %s: %s\n", manifest->references[i].number, manifest->references[i].source,
		    manifest->references[i].citation);
	if (manifest->ruling_count > 0)
		heading("Rulings", out);
	for (i = 0; i < manifest->ruling_count; i++) {
		ruling = &manifest->rulings[i];
		kx_buffer_print(out, "%s: %s\n    why: %s\n    by: %s\n", ruling->id, ruling->about, ruling->why, ruling->by);
	}
}

void
kx_sheet_trace(struct kx_arena *arena, const struct kx_finished *sheet, struct kx_buffer *out)
{
	const struct kx_manifest *manifest = sheet->manifest;
	const char *origin = kx_finished_origin(arena, manifest);
	size_t i, j;

	kx_buffer_print(out, "%s: %s, %s\n", sheet->path, manifest->document.id, origin != NULL ? origin : "");
	for (i = 0; i < manifest->section_count; i++) {
		heading(kx_manifest_section_name(manifest, manifest->sections[i].id), out);
		for (j = 0; j < manifest->group_count; j++)
			if (strcmp(manifest->groups[j].section, manifest->sections[i].id) == 0)
				trace_group(arena, manifest, &manifest->groups[j], out);
	}
	trace_lists(manifest, out);
}
