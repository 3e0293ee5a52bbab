#include "review/waive.h"

#include "base/arena.h"
#include "content/handout.h"
#include "content/signed.h"

#include <string.h>

/* ---- what is covered ---- */

/* Does the pointer lead to `above` or below it? */
static bool
leads_below(const char *pointer, const char *above)
{
	size_t length = strlen(above);

	return strncmp(pointer, above, length) == 0 && (pointer[length] == '\0' || pointer[length] == '/');
}

static bool
is_below(const struct kx_place *place, struct kx_origin origin)
{
	return place->file != NULL && place->pointer != NULL && origin.file != NULL && origin.pointer != NULL &&
	    strcmp(place->file, origin.file) == 0 && leads_below(place->pointer, origin.pointer);
}

static bool
on_topic(const struct kx_content *content, const struct kx_place *place, const struct kx_topic *topic)
{
	size_t i;

	if (is_below(place, topic->origin))
		return true;
	for (i = 0; i < content->claim_count; i++)
		if (strcmp(content->claims[i]->topic, topic->id) == 0 && is_below(place, content->claims[i]->origin))
			return true;
	for (i = 0; i < content->clinic.visit_count; i++)
		if (strcmp(content->clinic.visit[i].topic, topic->id) == 0 && is_below(place, content->clinic.visit[i].origin))
			return true;
	return false;
}

static bool
in_section(const struct kx_content *content, const struct kx_place *place, const char *id)
{
	struct kx_sheet_walk walk = { .content = content };
	struct kx_sheet_stop stop;
	size_t i;

	for (i = 0; i < content->section_count; i++)
		if (strcmp(content->sections[i].id, id) == 0 && is_below(place, content->sections[i].origin))
			return true;
	while (kx_sheet_next(&walk, &stop))
		if (strcmp(stop.section->id, id) == 0 && on_topic(content, place, stop.topic))
			return true;
	return false;
}

/* Is `file` the end of the path, from a slash on? */
static bool
ends_path(const char *path, const char *file)
{
	size_t whole = strlen(path), end = strlen(file);

	return end > 0 && end <= whole && strcmp(path + whole - end, file) == 0 && (end == whole || path[whole - end - 1] == '/');
}

static bool
covers(const struct kx_content *content, const struct kx_waiver *waiver, const struct kx_place *place)
{
	const struct kx_claim *claim;
	const struct kx_topic *topic;

	switch (waiver->covers) {
	case KX_COVERS_CLAIM:
		claim = kx_content_claim(content, waiver->what);
		return claim != NULL && is_below(place, claim->origin);
	case KX_COVERS_TOPIC:
		topic = kx_content_topic(content, waiver->what);
		return topic != NULL && on_topic(content, place, topic);
	case KX_COVERS_SECTION:
		return in_section(content, place, waiver->what);
	case KX_COVERS_POINTER:
		return place->file != NULL && place->pointer != NULL && ends_path(place->file, waiver->file) &&
		    leads_below(place->pointer, waiver->what);
	}
	return false;
}

/* ---- waiving ---- */

static struct kx_place
waiver_place(struct kx_diagnostics *diags, const struct kx_waiver *waiver, const char *member)
{
	return (struct kx_place){ .file = waiver->origin.file,
	    .pointer = kx_arena_print(diags->arena, "%s/%s", waiver->origin.pointer, member) };
}

/* "Ann Lee, editor, until 2027-01-31: the trial gives no rate" */
static const char *
answer(struct kx_diagnostics *diags, const struct kx_waiver *waiver)
{
	char until[KX_DATE_BYTES];
	const char *text;

	kx_date_print(waiver->until, until);
	text = kx_arena_print(diags->arena, "%s, %s, until %s: %s", waiver->by, waiver->role, until, waiver->reason);
	return text != NULL ? text : waiver->by;
}

/* How many of the first `count` messages the waiver covers. */
static size_t
apply(const struct kx_content *content, const struct kx_waiver *waiver, size_t count, struct kx_diagnostics *diags)
{
	struct kx_diagnostic *diag;
	size_t covered = 0, i;

	for (i = 0; i < count; i++) {
		diag = &diags->list[i];
		if (diag->code != waiver->code || !covers(content, waiver, &diag->place))
			continue;
		if (diag->waiver != NULL || kx_report_waive(diags, diag, answer(diags, waiver)))
			covered++;
	}
	return covered;
}

/* May the code be waived at all?  Reports when not. */
static bool
may_be_waived(const struct kx_waiver *waiver, struct kx_diagnostics *diags)
{
	const struct kx_code_entry *entry = kx_code_find((int)waiver->code);

	if (entry != NULL && entry->severity == KX_WARNING)
		return true;
	kx_report(diags, KX355, waiver_place(diags, waiver, "code"), "mend what it reports, and remove the waiver",
	    "KX%03d (%s) is not a warning, so nobody can waive it", (int)waiver->code, entry != NULL ? entry->name : "unknown");
	return false;
}

bool
kx_waivers_apply(const struct kx_content *content, struct kx_date as_of, struct kx_diagnostics *diags)
{
	size_t errors = diags->errors, count = diags->count, i;
	const struct kx_waiver *waiver;
	char until[KX_DATE_BYTES];

	for (i = 0; i < content->waiver_count; i++) {
		waiver = &content->waivers[i];
		if (!may_be_waived(waiver, diags))
			continue;
		if (as_of.year != 0 && kx_date_compare(waiver->until, as_of) < 0) {
			kx_date_print(waiver->until, until);
			kx_report(diags, KX356, waiver_place(diags, waiver, "until"), NULL,
			    "the waiver of KX%03d by %s ran out on %s", (int)waiver->code, waiver->by, until);
		} else if (apply(content, waiver, count, diags) == 0) {
			kx_report(diags, KX357, waiver_place(diags, waiver, "code"), NULL,
			    "no KX%03d needs this waiver by %s", (int)waiver->code, waiver->by);
		}
	}
	return diags->errors == errors;
}
