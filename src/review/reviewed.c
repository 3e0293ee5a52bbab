#include "review/reviewed.h"

#include "base/arena.h"

static struct kx_place
member(struct kx_diagnostics *diags, struct kx_origin origin, const char *name)
{
	return (struct kx_place){ .file = origin.file,
	    .pointer = kx_arena_print(diags->arena, "%s/%s", origin.pointer != NULL ? origin.pointer : "", name) };
}

static void
report_lapsed(struct kx_diagnostics *diags, struct kx_place place, const struct kx_review_note *review, const char *hash)
{
	char on[KX_DATE_BYTES];

	kx_date_print(review->on, on);
	kx_report(diags, KX360, place, kx_arena_print(diags->arena, "when it has been read again, record \"hash\": \"%s\"", hash),
	    "the words have changed since %s reviewed them on %s; the sheet says \"pending\" again", review->by, on);
}

bool
kx_reviewed_check(const struct kx_content *content, const struct kx_document *document, bool required,
    struct kx_diagnostics *diags)
{
	struct kx_place of_pack = member(diags, content->pack.origin, "clinical_review");
	struct kx_place of_clinic = member(diags, content->clinic.origin, "review");
	size_t errors = diags->errors;

	if (document->pack_review == KX_REVIEW_LAPSED)
		report_lapsed(diags, of_pack, &content->pack.review, document->pack_hash);
	if (document->clinic_review == KX_REVIEW_LAPSED)
		report_lapsed(diags, of_clinic, &content->clinic.review, document->words_hash);
	if (content->translation != NULL && document->translation_review != KX_REVIEW_DONE)
		kx_report(diags, KX362, member(diags, content->translation->origin, "review"),
		    kx_arena_print(diags->arena, "who has read it records \"status\": \"reviewed\" with name, role, day and \"hash\": \"%s\"; "
		    "until then, --draft", content->translation->hash), "the review of the translation into \"%s\" is %s", document->language,
		    kx_review_state_name(document->translation_review));
	if (required && document->pack_review != KX_REVIEW_DONE && document->clinic_review != KX_REVIEW_DONE)
		kx_report_also(diags, kx_report(diags, KX361, of_pack,
		    "let a clinician read the sheet; 'kxreport check' prints the hash to record, here or in the clinic's file",
		    "no clinician has reviewed these words: the pack's review is %s, the clinic's %s",
		    kx_review_state_name(document->pack_review), kx_review_state_name(document->clinic_review)), of_clinic);
	return diags->errors == errors;
}

const char *
kx_review_state_name(enum kx_review_state state)
{
	switch (state) {
	case KX_REVIEW_PENDING:
		return "pending";
	case KX_REVIEW_DONE:
		return "done";
	case KX_REVIEW_LAPSED:
		return "lapsed";
	}
	return "pending";
}
