/*
 * As many files are read at once as the machine has processors, each in an
 * arena of its own that goes away with it, so that a folder of a hundred
 * thousand sheets takes no more memory than a handful.  What was found is said
 * in the order of the files, whichever is read first.
 */
#include "base/apart.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/json_out.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "base/walk.h"
#include "batch/job.h"
#include "cli/command.h"
#include "cli/finished.h"
#include "cli/recall_ledger.h"

#include <string.h>

#define NEAR_BYTES 200

/* One file on its way. */
struct place {
	const char *path;
	struct kx_arena arena;
	struct kx_diagnostics faults;
	struct kx_pdf_reading *reading;  /* NULL when it could not be begun */
};

struct recall {
	struct kx_job *job;
	const char *what;
	bool as_json;
	struct kx_json json;
	size_t searched, found, foreign, unreadable;
	struct kx_nearness nearness;     /* ids that were met, in case none is the one */
	char near[NEAR_BYTES];
	struct place ring[KX_APART_MOST];
	size_t first, begun, width;      /* of the ring: the oldest, how many are on their way, how many may be */
};

/* ---- what a sheet has of it ---- */

static void
say_json(struct recall *recall, const char *how, const struct kx_manifest_group *group, const char *claim, const char *says)
{
	kx_json_open_object(&recall->json, NULL);
	kx_json_text(&recall->json, "how", how);
	kx_json_text(&recall->json, "section", group->section);
	kx_json_text(&recall->json, "topic", group->topic);
	kx_json_text(&recall->json, "product", group->product);
	kx_json_text(&recall->json, "claim", claim);
	kx_json_text(&recall->json, "says", says);
	kx_json_close_object(&recall->json);
}

static void
say(struct recall *recall, const struct kx_manifest *manifest, const char *how, const struct kx_manifest_group *group,
    const char *claim, const char *says)
{
	if (recall->as_json)
		say_json(recall, how, group, claim, says);
	else
		kx_buffer_print(&recall->job->out, "    %s %s, in “%s”: “%s”\n", how, claim,
		    kx_manifest_section_name(manifest, group->section), says);
}

static bool
cites(const struct kx_manifest *manifest, const struct kx_manifest_claim *claim, const char *source)
{
	const struct kx_manifest_reference *reference;
	size_t i;

	for (i = 0; i < claim->reference_count; i++) {
		reference = kx_manifest_reference_find(manifest, claim->references[i]);
		if (reference != NULL && strcmp(reference->source, source) == 0)
			return true;
	}
	return false;
}

static bool
holds(const char *const *ids, size_t count, const char *id)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(ids[i], id) == 0)
			return true;
	return false;
}

/* How does this claim carry what is asked for?  NULL when it does not. */
static const char *
how_carried(const struct recall *recall, const struct kx_manifest *manifest, const struct kx_manifest_group *group,
    const struct kx_manifest_claim *claim)
{
	if (strcmp(claim->id, recall->what) == 0)
		return "prints";
	if (holds(group->agrees, group->agree_count, recall->what))
		return "supports";
	if (strcmp(claim->source, recall->what) == 0 || cites(manifest, claim, recall->what))
		return "cited by";
	if (group->ruling != NULL && strcmp(group->ruling, recall->what) == 0)
		return "decided for";
	return NULL;
}

static bool
carries(const struct recall *recall, const struct kx_manifest *manifest)
{
	size_t i, j;

	for (i = 0; i < manifest->group_count; i++)
		for (j = 0; j < manifest->groups[i].claim_count; j++)
			if (how_carried(recall, manifest, &manifest->groups[i], &manifest->groups[i].claims[j]) != NULL)
				return true;
	return false;
}

static void
say_all(struct recall *recall, const struct kx_manifest *manifest)
{
	const struct kx_manifest_group *group;
	const char *how;
	size_t i, j;

	for (i = 0; i < manifest->group_count; i++) {
		group = &manifest->groups[i];
		for (j = 0; j < group->claim_count; j++) {
			how = how_carried(recall, manifest, group, &group->claims[j]);
			if (how != NULL)
				say(recall, manifest, how, group, group->claims[j].id, group->claims[j].says);
		}
	}
}

static void
say_sheet(struct recall *recall, const char *path, const struct kx_manifest *manifest)
{
	char date[KX_DATE_BYTES];

	kx_date_print(manifest->document.date, date);
	if (!recall->as_json) {
		kx_buffer_print(&recall->job->out, "%s: %s, %s, %s\n", path, manifest->document.id, manifest->clinic.name,
		    date);
		say_all(recall, manifest);
		return;
	}
	kx_json_open_object(&recall->json, NULL);
	kx_json_text(&recall->json, "file", path);
	kx_json_text(&recall->json, "document", manifest->document.id);
	kx_json_text(&recall->json, "clinic", manifest->clinic.name);
	kx_json_text(&recall->json, "date", date);
	kx_json_open_array(&recall->json, "carries");
	say_all(recall, manifest);
	kx_json_close_array(&recall->json);
	kx_json_close_object(&recall->json);
}

/* Remember the id that is nearest to what was asked for. */
static void
meet(struct recall *recall, const char *id)
{
	size_t length = strlen(id);

	if (length >= NEAR_BYTES)
		return;
	kx_nearness_try(&recall->nearness, id);
	if (recall->nearness.best != id)
		return;
	/* The sheet's memory goes; the copy stays. */
	memcpy(recall->near, id, length + 1);
	recall->nearness.best = recall->near;
}

static void
meet_all(struct recall *recall, const struct kx_manifest *manifest)
{
	size_t i, j;

	for (i = 0; i < manifest->group_count; i++) {
		for (j = 0; j < manifest->groups[i].claim_count; j++)
			meet(recall, manifest->groups[i].claims[j].id);
		for (j = 0; j < manifest->groups[i].agree_count; j++)
			meet(recall, manifest->groups[i].agrees[j]);
	}
	for (i = 0; i < manifest->reference_count; i++)
		meet(recall, manifest->references[i].source);
	for (i = 0; i < manifest->ruling_count; i++)
		meet(recall, manifest->rulings[i].id);
}

/* ---- files ---- */

/* A file of another maker is passed over; one that may be a sheet and cannot be read is an error. */
static void
take_fault(struct recall *recall, const struct kx_diagnostics *faults)
{
	const struct kx_diagnostic *fault = &faults->list[0];

	if (fault->code == KX620 || fault->code == KX623) {
		recall->foreign++;
		return;
	}
	recall->unreadable++;
	kx_report(&recall->job->diags, fault->code, fault->place, fault->hint, "%s", fault->message);
}

/* Take the oldest file out of the ring. */
static void
finish_one(struct recall *recall)
{
	struct place *place = &recall->ring[recall->first];
	struct kx_manifest *manifest;

	recall->first = (recall->first + 1) % recall->width;
	recall->begun--;
	if (place->reading == NULL ||
	    !kx_finished_manifest(&place->arena, place->path, place->reading, &manifest, &place->faults)) {
		take_fault(recall, &place->faults);
	} else if (carries(recall, manifest)) {
		recall->found++;
		say_sheet(recall, place->path, manifest);
	} else if (recall->found == 0) {
		meet_all(recall, manifest);
	}
	kx_arena_done(&place->arena);
}

static void
search_file(struct recall *recall, const char *path)
{
	struct place *place;

	if (recall->begun == recall->width)
		finish_one(recall);
	place = &recall->ring[(recall->first + recall->begun++) % recall->width];
	recall->searched++;
	kx_arena_init(&place->arena, KX_JOB_ARENA_BYTES);
	kx_diagnostics_init(&place->faults, &place->arena);
	place->path = kx_arena_string(&place->arena, path);
	place->reading = kx_pdf_read_start(&place->arena, place->path, true, &place->faults);
}

static void
search_folder(struct recall *recall, const char *folder)
{
	struct kx_arena arena;
	const char *const *paths;
	size_t count, i;

	kx_arena_init(&arena, KX_JOB_ARENA_BYTES);
	kx_walk(&arena, folder, ".pdf", &paths, &count, &recall->job->diags);
	for (i = 0; i < count; i++)
		search_file(recall, paths[i]);
	kx_arena_done(&arena);
}

static void
search_all(struct recall *recall, const struct kx_request *request)
{
	int i;

	if (kx_asked(request, LEDGER))
		return;
	for (i = 1; i < request->operand_count; i++) {
		if (kx_path_is_folder(request->operands[i]))
			search_folder(recall, request->operands[i]);
		else
			search_file(recall, request->operands[i]);
	}
	while (recall->begun > 0)
		finish_one(recall);
}

/* "3 of 200 sheets carry it; 2 files of other makers were passed over; 1 cannot be read" */
static void
sum_up(struct recall *recall)
{
	struct kx_buffer *out = &recall->job->out;
	size_t sheets = recall->searched - recall->foreign - recall->unreadable;

	kx_buffer_print(out, "%s%zu of %zu sheet%s carr%s %s", recall->found > 0 ? "\n" : "", recall->found, sheets,
	    sheets == 1 ? "" : "s", recall->found == 1 ? "ies" : "y", recall->what);
	if (recall->foreign > 0)
		kx_buffer_print(out, "; %zu file%s of other makers passed over", recall->foreign, recall->foreign == 1 ? "" : "s");
	if (recall->unreadable > 0)
		kx_buffer_print(out, "; %zu file%s cannot be read", recall->unreadable, recall->unreadable == 1 ? "" : "s");
	kx_buffer_char(out, '\n');
	if (recall->found == 0 && recall->nearness.best != NULL)
		kx_buffer_print(out, "did you mean %s?\n", recall->nearness.best);
}

static void
sum_up_json(struct recall *recall)
{
	kx_json_number(&recall->json, "sheets", (long long)(recall->searched - recall->foreign - recall->unreadable));
	kx_json_number(&recall->json, "foreign", (long long)recall->foreign);
	kx_json_number(&recall->json, "unreadable", (long long)recall->unreadable);
	kx_json_close_object(&recall->json);
	kx_json_done(&recall->json);
}

/* The ledger that was named, or else those of the folders that are batches'. */
static bool
ask_ledgers(struct recall *recall, const struct kx_request *request)
{
	struct kx_recall_ledgers ledgers = { .job = recall->job, .what = recall->what, .json = recall->as_json ? &recall->json : NULL };
	bool ok = true;
	int i;

	if (recall->as_json)
		kx_json_open_array(&recall->json, "ledgers");
	if (kx_asked(request, LEDGER))
		ok = kx_recall_ledger_named(&ledgers, request->values[KX_OPT_LEDGER]);
	for (i = 1; !kx_asked(request, LEDGER) && i < request->operand_count; i++)
		if (kx_path_is_folder(request->operands[i]))
			ok = kx_recall_ledgers_in(&ledgers, request->operands[i]) && ok;
	if (recall->as_json)
		kx_json_close_array(&recall->json);
	return ok;
}

bool
kx_command_recall(const struct kx_request *request, struct kx_job *job)
{
	struct recall recall = { .job = job, .what = request->operand, .as_json = kx_command_wants_json(request) };
	bool ok;

	if (kx_asked(request, LEDGER) == (request->operand_count > 1)) {
		kx_report(&job->diags, KX806, (struct kx_place){ 0 }, NULL, "'recall' needs to be told where to look: files and folders, or "
		    "with --ledger the ledger of a batch, and not both");
		return false;
	}
	recall.width = (size_t)kx_apart_width();
	kx_nearness_init(&recall.nearness, recall.what);
	kx_json_init(&recall.json, &job->out);
	if (recall.as_json) {
		kx_json_open_object(&recall.json, NULL);
		kx_json_text(&recall.json, "what", recall.what);
		kx_json_open_array(&recall.json, "found");
	}
	search_all(&recall, request);
	if (recall.as_json)
		kx_json_close_array(&recall.json);
	else if (!kx_asked(request, LEDGER))
		sum_up(&recall);
	ok = ask_ledgers(&recall, request);
	if (recall.as_json)
		sum_up_json(&recall);
	job->report = true;
	return ok && !kx_buffer_failed(&job->out);
}
