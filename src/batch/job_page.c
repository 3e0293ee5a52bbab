#include "batch/job_steps.h"

#include "base/beside.h"
#include "batch/inputs.h"
#include "batch/judge.h"
#include "frame/reading.h"
#include "layout/layout.h"

/* What the layout asks of words that it puts on a page: the gate's own count. */
static void
tell_figures(const void *figures, const char *section, const char *block, const char *text, size_t length, struct kx_told *told)
{
	struct kx_figures_told counted = { .harm = false };

	kx_review_tell(figures, section, block, text, length, &counted);
	told->harm = told->harm || counted.harm;
	if (told->benefit == NULL && counted.benefit != NULL)
		told->benefit = counted.benefit->claim->product;
}

/* Where the size wants that, a page that has a figure on benefits and none on harms gets a running harm line. */
static bool
watch_harms(struct kx_job *job, struct kx_layout_options *options)
{
	struct kx_told_figures *figures;

	if (!job->sheet->running_harm || job->document->harm_count == 0)
		return true;
	figures = kx_arena_alloc(&job->arena, sizeof(*figures));
	if (figures == NULL || !kx_review_figures(&job->arena, job->handout, kx_job_memo(job), figures))
		return false;
	options->tell = tell_figures;
	options->tell_of = figures;
	return true;
}

bool
kx_job_lay_out(struct kx_job *job)
{
	struct kx_layout_options options = { .paper = job->paper, .memo = kx_job_memo(job), .again = job->memo != NULL };
	int64_t start = kx_times_now();
	bool ok;

	ok = watch_harms(job, &options) &&
	    kx_layout(&job->arena, job->document, job->stock->fonts, &options, &job->frames, &job->diags);
	kx_times_add(&job->times, "lay out", start);
	if (!ok)
		return kx_job_failed(job, "lay out");
	start = kx_times_now();
	job->reading = kx_arena_alloc(&job->arena, sizeof(*job->reading));
	ok = job->reading != NULL && kx_frames_check_read(&job->arena, job->frames, job->reading, &job->diags);
	kx_times_add(&job->times, "check frames", start);
	return ok || kx_job_failed(job, "check frames");
}

/* ---- what asks nothing of the page ---- */

/* Begin a list of messages of its own; what was said so far is kept for kx_diagnostics_append(). */
static struct kx_diagnostics
hear_anew(struct kx_job *job)
{
	struct kx_diagnostics before = job->diags;

	kx_diagnostics_init(&job->diags, before.arena);
	job->diags.draft = before.draft;
	return before;
}

/* Put the messages back behind those of before. */
static void
hear_all(struct kx_job *job, struct kx_diagnostics *before)
{
	kx_diagnostics_append(before, &job->diags);
	job->diags = *before;
}

struct words_review {
	struct kx_job *job;      /* has the account and the document, whoever laid out meanwhile */
	const struct kx_job_options *options;
	bool passed;
};

static void
review_words(struct words_review *review)
{
	review->passed = kx_judge_data(review->job, review->options);
	review->passed = kx_judge_text(review->job) && review->passed;
}

/* The files' hashes, for the manifest.  What is wrong with a file is told when they are asked for again. */
static void
hash_inputs(struct kx_job *aside)
{
	struct kx_diagnostics unheard;

	kx_diagnostics_init(&unheard, &aside->message_arena);
	if (!kx_inputs_list(&aside->arena, aside->stock, aside->content, aside->sheet, &aside->inputs, &aside->input_count, &unheard))
		aside->inputs = NULL;
}

static void
do_aside(void *task, size_t index)
{
	struct words_review *review = task;

	if (index == 0)
		review_words(review);
	else
		hash_inputs(review->job);
}

/* A job over the same account and document, for what is done beside this one. */
static bool
open_aside(struct kx_job *job)
{
	struct kx_job *aside = kx_arena_alloc(&job->arena, sizeof(*aside));

	if (aside == NULL)
		return false;
	kx_job_init(aside);
	aside->diags.draft = job->diags.draft;
	aside->stock = job->stock;
	aside->own_memo.store = &job->stock->store;
	aside->content = job->content;
	aside->sheet = job->sheet;
	aside->gate = job->gate;
	aside->handout = job->handout;
	aside->document = job->document;
	job->aside = aside;
	return true;
}

/* The gate's words, while the page is laid out; the messages stand as if one had come after the other. */
static bool
review_beside_layout(struct kx_job *job, const struct kx_job_options *options, bool *ret_passed)
{
	struct words_review review = { job->aside, options, false };
	struct kx_diagnostics before = hear_anew(job);
	struct kx_beside beside;
	bool laid_out;

	kx_beside_start(&beside, true, do_aside, &review, options->check ? 1 : 2);
	laid_out = kx_job_lay_out(job);
	kx_beside_need(&beside, 0);
	kx_beside_finish(&beside);
	kx_diagnostics_append(&before, &job->aside->diags);
	hear_all(job, &before);
	kx_times_join(&job->times, &job->aside->times);
	job->readability = job->aside->readability;
	job->passages = job->aside->passages;
	job->inputs = job->aside->inputs;
	job->input_count = job->aside->input_count;
	*ret_passed = review.passed;
	return laid_out;
}

/*
 * Does it pay to judge the words beside the layout?  Not where what the gate says of most of them is stored: then it is less
 * work than a thread is, whose every change of the process's memory stops both processors.
 */
static bool
is_long_review(const struct kx_job *job)
{
	return !job->stock->store.holds[KX_MEMO_ON_GATE];
}

/*
 * From the account to a page that the gate has not seen yet.  What can be said
 * of the data is said first, and even when there is no document.
 */
bool
kx_job_make_page(struct kx_job *job, const struct kx_job_options *options, bool *ret_passed)
{
	struct kx_diagnostics before = hear_anew(job), composing;
	bool composed = kx_job_compose(job, options);

	if (composed && options->beside && is_long_review(job) && job->diags.count == 0 && open_aside(job)) {
		hear_all(job, &before);
		return review_beside_layout(job, options, ret_passed);
	}
	composing = job->diags;
	job->diags = before;
	*ret_passed = kx_judge_data(job, options);
	kx_diagnostics_append(&job->diags, &composing);
	if (!composed)
		return false;
	*ret_passed = kx_judge_text(job) && *ret_passed;
	return kx_job_lay_out(job);
}
