#include "cli/judgement.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "cli/changes.h"

#include <string.h>

struct judging {
	struct kx_judge *judge;
	struct kx_diagnostics *diags;
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
look_at_wholeness(struct judging *judging, struct kx_judgement *judgement)
{
	const struct kx_finished *sheet = &judgement->sheet;

	if (!sheet->manifest->sealed)
		judgement->altered = "its manifest was changed after the sheet was written";
	else if (!sheet->back.unchanged)
		judgement->altered = "its pages were changed after the sheet was written, or another program has set them anew";
	else if (!metadata_names(&sheet->back, sheet->manifest->document.id))
		judgement->altered = "its metadata do not name the document that the manifest is of";
	if (judgement->altered != NULL)
		kx_report(judging->diags, KX380, (struct kx_place){ .file = sheet->path }, NULL, "%s", judgement->altered);
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
look_for_withdrawn(struct judging *judging, const struct kx_present *present, struct kx_judgement *judgement)
{
	struct kx_arena *arena = judgement->arena;
	const struct kx_manifest *manifest = judgement->sheet.manifest;
	const struct kx_manifest_claim *claim;
	const char *why, **slot;
	size_t i, j, room = 0;

	for (i = 0; i < manifest->group_count; i++) {
		for (j = 0; j < manifest->groups[i].claim_count; j++) {
			claim = &manifest->groups[i].claims[j];
			why = why_withdrawn(arena, present->data.handout, claim->id);
			slot = why != NULL ? kx_arena_push(arena, &judgement->withdrawn, &judgement->withdrawn_count, &room, sizeof(*slot)) : NULL;
			if (slot == NULL)
				continue;
			*slot = claim->id;
			kx_report(judging->diags, KX382, (struct kx_place){ .file = judgement->sheet.path }, NULL,
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
 * The same words, or not?  The hash covers every word that prints, the
 * clinic's own among them; where the clinic is not known here, the claims
 * decide.
 */
static bool
is_current(const struct kx_judgement *judgement, const struct kx_present *present, const struct kx_changes *changes)
{
	const char *words = kx_present_words(judgement->arena, present, judgement->sheet.manifest);

	if (words != NULL && strcmp(words, judgement->sheet.manifest->document.words) == 0)
		return true;
	if (!present->view.no_clinic && words != NULL)
		return false;
	return !kx_changes_show(changes);
}

static void
look_at_currency(struct judging *judging, const struct kx_present *present, struct kx_judgement *judgement)
{
	const struct kx_finished *sheet = &judgement->sheet;
	struct kx_changes changes;

	if (!kx_changes_find(judgement->arena, sheet->manifest, present->data.manifest, &changes)) {
		kx_report(judging->diags, KX111, (struct kx_place){ .file = sheet->path }, NULL,
		    "there is no memory left to compare it with today's data");
		return;
	}
	judgement->compared = true;
	judgement->no_clinic = present->view.no_clinic;
	judgement->current = is_current(judgement, present, &changes);
	if (judgement->current)
		return;
	judgement->unlike = count_changes(judgement->arena, &changes);
	kx_report(judging->diags, KX381, (struct kx_place){ .file = sheet->path },
	    kx_arena_print(judgement->arena, "kxreport diff %s %s", sheet->path, judging->judge->presents.folder),
	    "today's data would print other words: %s", judgement->unlike);
}

/* A sheet says itself by when somebody must look at the evidence again. */
static void
look_at_review(struct judging *judging, struct kx_judgement *judgement)
{
	struct kx_date due = judgement->sheet.manifest->pack.review_by;
	char date[KX_DATE_BYTES];

	if (due.year == 0 || kx_date_compare(judging->judge->today, due) <= 0)
		return;
	judgement->overdue = true;
	kx_date_print(due, date);
	kx_report(judging->diags, KX381, (struct kx_place){ .file = judgement->sheet.path }, NULL,
	    "it was to be reviewed by %s", date);
}

static void
look_at_data(struct judging *judging, struct kx_judgement *judgement)
{
	const struct kx_manifest *manifest = judgement->sheet.manifest;
	const struct kx_present *present = kx_present_for(&judging->judge->presents, manifest, judging->diags);

	if (present == NULL)
		return;
	if (strcmp(manifest->pack.id, present->data.manifest->pack.id) != 0) {
		judgement->unlike = "it was made from another pack";
		kx_report(judging->diags, KX381, (struct kx_place){ .file = judgement->sheet.path },
		    "name that pack's folder with --data", "it was made from the pack \"%s\", and the data here are \"%s\"",
		    manifest->pack.id, present->data.manifest->pack.id);
		return;
	}
	look_for_withdrawn(judging, present, judgement);
	look_at_currency(judging, present, judgement);
}

bool
kx_judge_sheet(struct kx_judge *judge, struct kx_arena *arena, const char *path, struct kx_judgement *ret_judgement,
    struct kx_diagnostics *diags)
{
	struct judging judging = { judge, diags };
	struct kx_judgement judgement = { .arena = arena };

	if (!kx_finished_sheet(arena, path, &judgement.sheet, diags))
		return false;
	look_at_wholeness(&judging, &judgement);
	look_at_review(&judging, &judgement);
	look_at_data(&judging, &judgement);
	*ret_judgement = judgement;
	return true;
}
