#include "base/arena.h"
#include "base/json_out.h"
#include "base/limits.h"
#include "batch/job.h"
#include "cli/changes.h"
#include "cli/command.h"
#include "cli/finished.h"
#include "cli/present.h"
#include "cli/today.h"

#include <string.h>

struct verifying {
	struct kx_job *job;
	struct kx_date today;
	struct kx_presents presents;
	bool as_json;
	struct kx_json json;
};

/* What was found of one sheet. */
struct verdict {
	struct kx_arena *arena;       /* of this sheet alone */
	struct kx_finished sheet;
	const char *altered;          /* how it was changed, or NULL */
	bool compared;                /* with today's data */
	bool no_clinic;               /* by its claims alone: the data do not have its clinic */
	bool current;
	const char *unlike;           /* how today's sheet would differ, or NULL */
	bool overdue;                 /* its review was due before today */
	const char **withdrawn; size_t withdrawn_count;
};

/* ---- whole ---- */

/* Does the packet of metadata name the document?  As text of an element or as an attribute, whoever wrote it. */
static bool
metadata_names(const struct kx_pdf_back *back, const char *id)
{
	size_t length = strlen(id);
	const char *at = back->metadata, *end = at != NULL ? at + back->metadata_length : NULL;

	while (at != NULL && (at = memmem(at, (size_t)(end - at), id, length)) != NULL) {
		if (at > back->metadata && strchr(">\"'", at[-1]) != NULL && strchr("<\"'", at[length]) != NULL)
			return true;
		at++;
	}
	return false;
}

static void
look_at_wholeness(struct verifying *verifying, struct verdict *verdict)
{
	const struct kx_finished *sheet = &verdict->sheet;

	if (!sheet->manifest->sealed)
		verdict->altered = "its manifest was changed after the sheet was written";
	else if (!sheet->back.unchanged)
		verdict->altered = "its pages were changed after the sheet was written, or another program has set them anew";
	else if (!metadata_names(&sheet->back, sheet->manifest->document.id))
		verdict->altered = "its metadata do not name the document that the manifest is of";
	if (verdict->altered != NULL)
		kx_report(&verifying->job->diags, KX380, (struct kx_place){ .file = sheet->path }, NULL, "%s", verdict->altered);
}

/* ---- withdrawn ---- */

/* Why the claim may no longer print, or NULL. */
static const char *
why_withdrawn(struct kx_arena *arena, const struct kx_handout *handout, const char *id)
{
	const struct kx_claim *claim = kx_content_claim(handout->content, id);

	if (claim == NULL)
		return "which is no longer in the data";
	if (claim->verdict <= KX_PARTLY)
		return NULL;
	if (claim->correction == NULL)
		return kx_arena_print(arena, "whose verdict is now \"%s\"", kx_verdict_name(claim->verdict));
	return kx_arena_print(arena, "whose verdict is now \"%s\"; \"%s\" corrects it", kx_verdict_name(claim->verdict),
	    claim->correction);
}

static void
look_for_withdrawn(struct verifying *verifying, const struct kx_present *present, struct verdict *verdict)
{
	struct kx_arena *arena = verdict->arena;
	const struct kx_manifest *manifest = verdict->sheet.manifest;
	const struct kx_manifest_claim *claim;
	const char *why, **slot;
	size_t i, j, room = 0;

	for (i = 0; i < manifest->group_count; i++) {
		for (j = 0; j < manifest->groups[i].claim_count; j++) {
			claim = &manifest->groups[i].claims[j];
			why = why_withdrawn(arena, present->data.handout, claim->id);
			slot = why != NULL ? kx_arena_push(arena, &verdict->withdrawn, &verdict->withdrawn_count, &room, sizeof(*slot)) : NULL;
			if (slot == NULL)
				continue;
			*slot = claim->id;
			kx_report(&verifying->job->diags, KX382, (struct kx_place){ .file = verdict->sheet.path }, NULL,
			    "it prints claim \"%s\", %s: “%s”", claim->id, why, claim->says);
		}
	}
}

/* ---- current ---- */

/* "2 reworded, 1 removed": of the changes that a reader would see. */
static const char *
count_changes(struct kx_arena *arena, const struct kx_changes *changes)
{
	const char *text = NULL;
	size_t i, count;
	int kind;

	for (kind = KX_CHANGE_ADDED; kind <= KX_CHANGE_SOURCE; kind++) {
		count = 0;
		for (i = 0; kind != KX_CHANGE_DECIDED && i < changes->count; i++)
			count += (int)changes->list[i].kind == kind;
		if (count > 0)
			text = kx_arena_print(arena, "%s%s%zu %s", text != NULL ? text : "", text != NULL ? ", " : "", count,
			    kx_change_name((enum kx_change_kind)kind));
	}
	return text != NULL ? text : "words around the claims";
}

/*
 * The same words, or not?  The hash covers every word, but of the whole sheet
 * and with the clinic's own; where the layout leaves sections out or the
 * clinic is not known here, the claims decide.
 */
static bool
is_current(const struct verdict *verdict, const struct kx_present *present, const struct kx_changes *changes)
{
	if (present->words != NULL && strcmp(present->words, verdict->sheet.manifest->document.words) == 0)
		return true;
	if (!present->view.no_clinic && present->words != NULL && verdict->sheet.manifest->document.omit_count == 0)
		return false;
	return !kx_changes_show(changes);
}

static void
look_at_currency(struct verifying *verifying, const struct kx_present *present, struct verdict *verdict)
{
	struct kx_job *job = verifying->job;
	const struct kx_finished *sheet = &verdict->sheet;
	struct kx_changes changes;

	if (!kx_changes_find(verdict->arena, sheet->manifest, present->data.manifest, &changes)) {
		kx_report(&job->diags, KX111, (struct kx_place){ .file = sheet->path }, NULL,
		    "there is no memory left to compare it with today's data");
		return;
	}
	verdict->compared = true;
	verdict->no_clinic = present->view.no_clinic;
	verdict->current = is_current(verdict, present, &changes);
	if (verdict->current)
		return;
	verdict->unlike = count_changes(verdict->arena, &changes);
	kx_report(&job->diags, KX381, (struct kx_place){ .file = sheet->path },
	    kx_arena_print(verdict->arena, "kxreport diff %s %s", sheet->path, verifying->presents.folder),
	    "today's data would print other words: %s", verdict->unlike);
}

/* A sheet says itself by when somebody must look at the evidence again. */
static void
look_at_review(struct verifying *verifying, struct verdict *verdict)
{
	struct kx_date due = verdict->sheet.manifest->pack.review_by;
	char date[KX_DATE_BYTES];

	if (due.year == 0 || kx_date_compare(verifying->today, due) <= 0)
		return;
	verdict->overdue = true;
	kx_date_print(due, date);
	kx_report(&verifying->job->diags, KX381, (struct kx_place){ .file = verdict->sheet.path }, NULL,
	    "it was to be reviewed by %s", date);
}

static void
look_at_data(struct verifying *verifying, struct verdict *verdict)
{
	const struct kx_manifest *manifest = verdict->sheet.manifest;
	const struct kx_present *present = kx_present_for(&verifying->presents, manifest, &verifying->job->diags);

	if (present == NULL)
		return;
	if (strcmp(manifest->pack.id, present->data.manifest->pack.id) != 0) {
		verdict->unlike = "it was made from another pack";
		kx_report(&verifying->job->diags, KX381, (struct kx_place){ .file = verdict->sheet.path },
		    "name that pack's folder with --data", "it was made from the pack \"%s\", and the data here are \"%s\"",
		    manifest->pack.id, present->data.manifest->pack.id);
		return;
	}
	look_for_withdrawn(verifying, present, verdict);
	look_at_currency(verifying, present, verdict);
}

/* ---- the report ---- */

static const char *
wholeness(const struct verdict *verdict)
{
	if (verdict->altered != NULL)
		return verdict->altered;
	return verdict->sheet.back.as_written ? "yes, as it was written" : "yes, though another program has saved it again";
}

static void
print_currency(const struct verdict *verdict, struct kx_buffer *out)
{
	if (verdict->unlike != NULL)
		kx_buffer_print(out, "    current: NO, %s\n", verdict->unlike);
	else if (verdict->overdue)
		kx_buffer_text(out, "    current: NO, its review is overdue\n");
	else
		kx_buffer_print(out, "    current: %s\n", !verdict->compared ? "not known" :
		    verdict->no_clinic ? "yes, by its claims; the data do not have its clinic" : "yes");
}

static void
print_verdict(struct verifying *verifying, const struct verdict *verdict)
{
	struct kx_buffer *out = &verifying->job->out;
	const struct kx_manifest *manifest = verdict->sheet.manifest;
	const char *origin = kx_finished_origin(verdict->arena, manifest);
	size_t i;

	kx_buffer_print(out, "%s\n    made by: %s: %s, %s%s\n", verdict->sheet.path, manifest->program, manifest->document.id,
	    origin != NULL ? origin : "", manifest->document.draft ? ", a DRAFT" : "");
	kx_buffer_print(out, "    whole: %s%s\n", verdict->altered != NULL ? "NO, " : "", wholeness(verdict));
	print_currency(verdict, out);
	kx_buffer_text(out, "    withdrawn: ");
	for (i = 0; i < verdict->withdrawn_count; i++)
		kx_buffer_print(out, "%s%s", i > 0 ? ", " : "", verdict->withdrawn[i]);
	kx_buffer_text(out, verdict->withdrawn_count == 0 ? verdict->compared ? "nothing\n" : "not known\n" : "\n");
}

static void
json_verdict(struct verifying *verifying, const struct verdict *verdict)
{
	const struct kx_manifest *manifest = verdict->sheet.manifest;
	struct kx_json *json = &verifying->json;
	char date[KX_DATE_BYTES];
	size_t i;

	kx_date_print(manifest->document.date, date);
	kx_json_open_object(json, NULL);
	kx_json_text(json, "file", verdict->sheet.path);
	kx_json_boolean(json, "ours", true);
	kx_json_text(json, "program", manifest->program);
	kx_json_text(json, "document", manifest->document.id);
	kx_json_text(json, "clinic", manifest->clinic.name);
	kx_json_text(json, "date", date);
	kx_json_boolean(json, "draft", manifest->document.draft);
	kx_json_boolean(json, "whole", verdict->altered == NULL);
	kx_json_boolean(json, "as_written", verdict->sheet.back.as_written);
	kx_json_text(json, "altered", verdict->altered);
	if (verdict->compared || verdict->unlike != NULL || verdict->overdue)
		kx_json_boolean(json, "current", verdict->current && !verdict->overdue);
	else
		kx_json_text(json, "current", NULL);
	kx_json_text(json, "unlike", verdict->unlike);
	kx_json_boolean(json, "overdue", verdict->overdue);
	kx_json_open_array(json, "withdrawn");
	for (i = 0; i < verdict->withdrawn_count; i++)
		kx_json_text(json, NULL, verdict->withdrawn[i]);
	kx_json_close_array(json);
	kx_json_close_object(json);
}

static void
say_unread(struct verifying *verifying, const char *path)
{
	if (verifying->as_json) {
		kx_json_open_object(&verifying->json, NULL);
		kx_json_text(&verifying->json, "file", path);
		kx_json_boolean(&verifying->json, "ours", false);
		kx_json_close_object(&verifying->json);
	} else {
		kx_buffer_print(&verifying->job->out, "%s\n    NOT a sheet that can be read\n", path);
	}
}

/* The sheet lives in an arena that goes away with it; today's data stay. */
static void
verify_file(struct verifying *verifying, const char *path)
{
	struct verdict verdict;
	struct kx_arena arena;

	memset(&verdict, 0, sizeof(verdict));
	kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
	verdict.arena = &arena;
	if (kx_finished_sheet(&arena, path, &verdict.sheet, &verifying->job->diags)) {
		look_at_wholeness(verifying, &verdict);
		look_at_review(verifying, &verdict);
		look_at_data(verifying, &verdict);
		if (verifying->as_json)
			json_verdict(verifying, &verdict);
		else
			print_verdict(verifying, &verdict);
	} else {
		say_unread(verifying, path);
	}
	kx_arena_done(&arena);
}

bool
kx_command_verify(const struct kx_request *request, struct kx_job *job)
{
	struct verifying verifying = { .job = job, .as_json = kx_command_wants_json(request) };
	struct kx_job_options options;
	int i;

	if (!kx_today(request->values[KX_OPT_AS_OF], &verifying.today, &job->diags) ||
	    !kx_command_options(request, job, &options) || !kx_job_start(job, &options))
		return false;
	verifying.presents = (struct kx_presents){ .arena = &job->arena, .folder = job->stock->data, .clinic = options.clinic };
	kx_json_init(&verifying.json, &job->out);
	if (verifying.as_json)
		kx_json_open_array(&verifying.json, NULL);
	for (i = 0; i < request->operand_count; i++)
		verify_file(&verifying, request->operands[i]);
	if (verifying.as_json) {
		kx_json_close_array(&verifying.json);
		kx_json_done(&verifying.json);
	}
	job->report = true;
	return !kx_buffer_failed(&job->out);
}
