#include "batch/judge.h"

#include "batch/ink.h"
#include "kxreport.h"
#include "review/currency.h"
#include "review/passages.h"
#include "review/review.h"
#include "review/reviewed.h"
#include "review/scorecard.h"
#include "review/waive.h"

static const struct kx_place nowhere;

bool
kx_judge_data(struct kx_job *job, const struct kx_job_options *options)
{
	int64_t start = kx_times_now();
	bool ok = kx_review_handout(job->handout, job->gate, kx_job_memo(job), &job->diags);

	ok = kx_currency_check(job->handout, job->gate, options->as_of, &job->diags) && ok;
	kx_times_add(&job->times, "review data", start);
	return ok || kx_job_failed(job, "review data");
}

bool
kx_judge_text(struct kx_job *job)
{
	int64_t start = kx_times_now();
	struct kx_review_words words;
	bool ok;

	job->readability = kx_readability_document(&job->arena, job->document, job->content, job->gate,
	    kx_job_memo(job));
	job->passages = kx_passages_collect(&job->arena, job->content, job->document, kx_job_memo(job));
	words = (struct kx_review_words){ job->readability, job->passages };
	ok = kx_review_text(job->handout, job->gate, job->document, &words, kx_job_memo(job), &job->diags);
	kx_times_add(&job->times, "review text", start);
	return ok || kx_job_failed(job, "review text");
}

bool
kx_judge_page(struct kx_job *job)
{
	int64_t start = kx_times_now();
	bool ok;

	kx_balance_measure(job->handout, job->document, job->frames, kx_job_memo(job), &job->balance);
	ok = kx_review_page(job->handout, job->gate, job->document, job->frames, &job->balance, kx_job_memo(job), &job->diags);
	kx_times_add(&job->times, "review page", start);
	return ok || kx_job_failed(job, "review page");
}

bool
kx_judge_ink(struct kx_job *job)
{
	size_t before = job->diags.errors;
	int64_t start = kx_times_now();
	bool ok = kx_ink_check(job);

	kx_times_add(&job->times, "review ink", start);
	return (ok && job->diags.errors == before) || kx_job_failed(job, "review ink");
}

bool
kx_judge_standards(struct kx_job *job, const struct kx_job_options *options)
{
	struct kx_score_subject subject = { .handout = job->handout, .gate = job->gate, .document = job->document,
	    .frames = job->frames, .readability = job->readability, .balance = &job->balance, .passages = job->passages,
	    .memo = kx_job_memo(job) };
	int64_t start = kx_times_now();
	bool ok;

	job->card = job->readability != NULL ? kx_scorecard_make(&job->arena, &subject) : NULL;
	if (job->card == NULL)
		return kx_job_failed(job, "score card");
	ok = kx_scorecard_report(job->card, job->content, &job->diags);
	ok = kx_reviewed_check(job->content, job->document, options->require_review, &job->diags) && ok;
	ok = kx_waivers_apply(job->content, options->as_of, &job->diags) && ok;
	kx_times_add(&job->times, "score card", start);
	return ok;
}

/* Which codes would have refused the sheet, each once: "KX301, KX323". */
static const char *
spared_codes(struct kx_job *job)
{
	const struct kx_diagnostics *diags = &job->diags;
	const char *text = "";
	size_t i, k;

	for (i = 0; i < diags->count && text != NULL; i++) {
		for (k = 0; k < i && !(diags->list[k].spared && diags->list[k].code == diags->list[i].code); k++)
			;
		if (diags->list[i].spared && k == i)
			text = kx_arena_print(&job->arena, "%s%sKX%03d", text, *text != '\0' ? ", " : "", (int)diags->list[i].code);
	}
	return text != NULL ? text : "";
}

void
kx_judge_draft(struct kx_job *job)
{
	size_t spared = job->diags.spared;

	if (spared > 0)
		kx_report(&job->diags, KX370, nowhere, "it is marked as a draft; do not hand it out",
		    "%zu fault%s would have refused this sheet: %s", spared, spared == 1 ? "" : "s", spared_codes(job));
}
