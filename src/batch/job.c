#include "batch/job.h"

#include "base/beside.h"
#include "base/file.h"
#include "base/limits.h"
#include "batch/adapt.h"
#include "batch/inputs.h"
#include "batch/judge.h"
#include "batch/manifest.h"
#include "kxreport.h"
#include "layout/layout.h"
#include "merge/merge.h"
#include "pdf/pdf.h"
#include "read/read.h"
#include "review/droppable.h"

#include <string.h>

#define OUT_CEILING (256u * 1024 * 1024)
#define MANIFEST_CEILING (64u * 1024 * 1024)
#define MEMO_BYTES (128u * 1024 * 1024)
#define MESSAGE_BYTES (64u * 1024 * 1024)

static const struct kx_place nowhere;

void
kx_job_init(struct kx_job *job)
{
	memset(job, 0, sizeof(*job));
	kx_stock_init(&job->own);
	kx_arena_init(&job->arena, KX_JOB_ARENA_BYTES);
	kx_arena_init(&job->message_arena, MESSAGE_BYTES);
	kx_memo_init(&job->own_memo, MEMO_BYTES);
	kx_diagnostics_init(&job->diags, &job->message_arena);
	kx_buffer_init(&job->out, OUT_CEILING);
}

void
kx_job_done(struct kx_job *job)
{
	if (job->aside != NULL)
		kx_job_done(job->aside);
	kx_buffer_done(&job->out);
	kx_stock_done(&job->own);
	kx_memo_done(&job->own_memo);
	kx_arena_done(&job->message_arena);
	kx_arena_done(&job->arena);
	memset(job, 0, sizeof(*job));
}

struct kx_memo *
kx_job_memo(struct kx_job *job)
{
	return job->memo != NULL ? job->memo : &job->own_memo;
}

/* A failed step that said nothing would be a silent refusal. */
bool
kx_job_failed(struct kx_job *job, const char *step)
{
	if (kx_arena_spent(&job->arena))
		kx_report(&job->diags, KX111, nowhere, NULL,
		    "the job needs more than its %u MiB of memory (%s)", KX_JOB_ARENA_BYTES >> 20, step);
	else if (job->diags.errors == 0)
		kx_report(&job->diags, KX990, nowhere, NULL, "step '%s' failed without a message", step);
	return false;
}

bool
kx_job_start(struct kx_job *job, const struct kx_job_options *options)
{
	job->stock = &job->own;
	return kx_stock_open(&job->own, options->share, options->data) || kx_job_failed(job, "start");
}

/* The content for the job's clinic, from a collection that may have faults of its own. */
static bool
read_clinic(struct kx_job *job, const struct kx_job_options *options)
{
	const struct kx_collection *collection = kx_stock_collection(job->stock, options->language);
	int64_t start = kx_times_now();
	bool ok;

	if (collection == NULL)
		return kx_job_failed(job, "read clinic");
	ok = options->clinic_row != NULL ?
	    kx_read_for_clinic_row(&job->arena, collection, options->clinic_row, &job->content, &job->diags) :
	    kx_read_for_clinic(&job->arena, collection, options->clinic, &job->content, &job->diags);
	kx_times_add(&job->times, "read clinic", start);
	return ok || kx_job_failed(job, "read clinic");
}

bool
kx_job_read_content(struct kx_job *job, const struct kx_job_options *options)
{
	bool ok = (job->stock != NULL || kx_job_start(job, options)) &&
	    kx_stock_load_data(&job->own, options->language, &job->diags);

	return read_clinic(job, options) && ok;
}

static bool
merge(struct kx_job *job)
{
	int64_t start = kx_times_now();
	bool ok = kx_merge_kept(&job->arena, job->content, kx_job_memo(job), &job->handout, &job->diags);

	kx_times_add(&job->times, "merge", start);
	return ok || kx_job_failed(job, "merge");
}

bool
kx_job_merge(struct kx_job *job, const struct kx_job_options *options)
{
	return kx_job_read_content(job, options) && merge(job);
}

bool
kx_job_load_fonts(struct kx_job *job)
{
	return kx_stock_load_fonts(&job->own, &job->diags) || kx_job_failed(job, "load fonts");
}

/* The paper asked for, or the template's first. */
static bool
choose_paper(struct kx_job *job, const char *wanted)
{
	const struct kx_template *sheet = job->sheet;
	const char **names, *near;
	size_t i;

	if (wanted == NULL && sheet->paper_count > 0)
		wanted = sheet->papers[0].id;
	if (wanted != NULL && kx_template_paper(sheet, wanted) != NULL) {
		job->paper = wanted;
		return true;
	}
	names = kx_arena_array(&job->arena, sheet->paper_count + 1, sizeof(*names));
	if (names == NULL)
		return kx_job_failed(job, "choose paper");
	for (i = 0; i < sheet->paper_count; i++)
		names[i] = sheet->papers[i].id;
	near = kx_nearest(wanted != NULL ? wanted : "", names, sheet->paper_count);
	if (near == NULL && sheet->paper_count > 0)
		near = names[0];
	kx_report(&job->diags, KX458, nowhere,
	    near != NULL ? kx_arena_print(&job->arena, "did you mean --paper %s?", near) : NULL,
	    "layout '%s' has no paper '%s'", sheet->id, wanted != NULL ? wanted : "");
	return false;
}

/* A short layout prints an outline of its own in place of the full account. */
static bool
choose_outline(struct kx_job *job)
{
	struct kx_content *outlined = kx_arena_alloc(&job->arena, sizeof(*outlined));
	const char *wanted = job->sheet->outline;
	struct kx_nearness nearness;
	size_t i;

	if (wanted == NULL || outlined == NULL)
		return wanted == NULL;
	if (kx_content_outlined(job->content, wanted, outlined)) {
		job->content = outlined;
		return true;
	}
	kx_nearness_init(&nearness, wanted);
	for (i = 0; i < job->content->outline_count; i++)
		kx_nearness_try(&nearness, job->content->outlines[i].id);
	kx_report(&job->diags, KX427, (struct kx_place){ .file = job->sheet->origin.file, .pointer = "/outline" },
	    nearness.best != NULL ? kx_arena_print(&job->arena, "did you mean \"%s\"?", nearness.best) : NULL,
	    "the data have no outline \"%s\"", wanted);
	return false;
}

/* What is this job's alone; every fault of it is told whatever was wrong with the stock. */
static bool
take(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage)
{
	bool ok = read_clinic(job, options);

	if (stage < KX_STAGE_TEMPLATE)
		return ok;
	job->sheet = kx_stock_template(job->stock, options->language, options->layout);
	if (job->sheet == NULL)
		return kx_job_failed(job, "choose layout");
	return choose_paper(job, options->paper) && ok && choose_outline(job) &&
	    (kx_job_adapt(job, options) || kx_job_failed(job, "adapt template")) &&
	    kx_droppable_check(job->content, job->sheet, &job->diags);
}

/* The sheet is merged and composed once more for a clinic that says nothing; whatever is wrong with it is told elsewhere. */
static const char *
compose_pack(struct kx_job *job)
{
	struct kx_content *plain = kx_arena_alloc(&job->arena, sizeof(*plain));
	struct kx_document *document;
	struct kx_handout *handout;
	struct kx_diagnostics unheard;

	if (plain == NULL)
		return NULL;
	*plain = *job->content;
	plain->clinic = (struct kx_clinic){ .origin = job->content->clinic.origin, .id = "", .name = "" };
	kx_diagnostics_init(&unheard, &job->arena);
	unheard.draft = job->diags.draft;
	if (!kx_merge_kept(&job->arena, plain, kx_job_memo(job), &handout, &unheard) ||
	    !kx_document_compose(&job->arena, handout, job->sheet, &document, &unheard))
		return NULL;
	return document->words_hash;
}

/*
 * The hash of the words that no clinic has added anything to: what a reviewer
 * of the pack has read.  It is the same for every clinic, and so kept.
 */
static const char *
hash_pack(struct kx_job *job)
{
	struct kx_memo_key key = kx_memo_key(KX_MEMO_PACK_HASH, job->diags.draft);
	struct kx_memo *memo = kx_job_memo(job);
	struct kx_arena *room = kx_memo_arena(memo);
	struct kx_content bare;
	const char *hash;

	kx_content_bare(job->content, &bare);
	kx_memo_part(&key, &bare, sizeof(bare));
	hash = kx_memo_find(memo, &key);
	if (hash != NULL)
		return hash;
	hash = compose_pack(job);
	if (hash != NULL && room != NULL)
		kx_memo_keep(memo, &key, kx_arena_string(room, hash));
	return hash;
}

/* Does anything ask which words of the pack somebody has read? */
static bool
needs_pack_hash(const struct kx_job *job, const struct kx_job_options *options)
{
	return options->check || job->content->pack.review.by != NULL || job->content->sign_off_count > 0;
}

static bool
compose(struct kx_job *job, const struct kx_job_options *options)
{
	struct kx_compose_options wanted = { .draft = options->draft };
	int64_t start = kx_times_now();
	bool ok;

	if (needs_pack_hash(job, options))
		wanted.pack_hash = hash_pack(job);
	ok = kx_document_compose_as(&job->arena, job->handout, job->sheet, &wanted, &job->document, &job->diags);
	kx_times_add(&job->times, "compose", start);
	return ok || kx_job_failed(job, "compose");
}

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
	if (figures == NULL || !kx_review_figures(&job->arena, job->handout, figures))
		return false;
	options->tell = tell_figures;
	options->tell_of = figures;
	return true;
}

static bool
lay_out(struct kx_job *job)
{
	struct kx_layout_options options = { .paper = job->paper, .memo = kx_job_memo(job) };
	int64_t start = kx_times_now();
	bool ok;

	ok = watch_harms(job, &options) &&
	    kx_layout(&job->arena, job->document, job->stock->fonts, &options, &job->frames, &job->diags);
	kx_times_add(&job->times, "lay out", start);
	if (!ok)
		return kx_job_failed(job, "lay out");
	start = kx_times_now();
	ok = kx_frames_check(job->frames, &job->diags);
	kx_times_add(&job->times, "check frames", start);
	return ok || kx_job_failed(job, "check frames");
}

/*
 * What copyfit dropped is left out from now on: of the words that the sheet's
 * hash is of, of its manifest, and of what the gate holds it to.
 */
static bool
leave_out(struct kx_job *job, const struct kx_job_options *options)
{
	const struct kx_frame_setting *setting = &job->frames->setting;
	struct kx_template *sheet = kx_arena_alloc(&job->arena, sizeof(*sheet));
	size_t i;

	if (setting->dropped_count == 0)
		return true;
	if (sheet == NULL)
		return kx_job_failed(job, "leave out");
	*sheet = *job->sheet;
	sheet->omit = kx_arena_array(&job->arena, sheet->omit_count + setting->dropped_count, sizeof(*sheet->omit));
	if (sheet->omit == NULL)
		return kx_job_failed(job, "leave out");
	for (i = 0; i < job->sheet->omit_count; i++)
		sheet->omit[i] = job->sheet->omit[i];
	for (i = 0; i < setting->dropped_count; i++)
		sheet->omit[sheet->omit_count++] = setting->dropped[i];
	job->sheet = sheet;
	return compose(job, options);
}

/* What a clinic says of itself, and which document this is. */
static bool
list_own(struct kx_job *job, struct kx_pdf_options *pdf)
{
	const struct kx_clinic *clinic = &job->content->clinic;
	const char *const texts[] = { clinic->name, clinic->phone, clinic->after_hours, clinic->hours, clinic->web, clinic->email,
	    clinic->funding, clinic->feedback, job->frames->document_id };
	size_t fixed = sizeof(texts) / sizeof(texts[0]), i;
	const char **own = kx_arena_array(&job->arena, fixed + clinic->address_count + clinic->visit_count, sizeof(*own));

	for (i = 0; i < fixed && own != NULL; i++)
		if (texts[i] != NULL)
			own[pdf->own_count++] = texts[i];
	for (i = 0; i < clinic->address_count && own != NULL; i++)
		own[pdf->own_count++] = clinic->address[i];
	for (i = 0; i < clinic->visit_count && own != NULL; i++)
		own[pdf->own_count++] = clinic->visit[i].says.plain;
	pdf->own = own;
	return own != NULL;
}

static bool
write_pdf(struct kx_job *job, const struct kx_job_options *options)
{
	struct kx_pdf_options pdf = {
		.producer = "kxreport " KXREPORT_VERSION,
		.attachment_name = "manifest.json",
		.attachment_description = "Where every printed sentence comes from",
		.checked = true,   /* when they were laid out */
		.memo = kx_job_memo(job),
	};
	struct kx_manifest_text pieces;
	struct kx_manifest *made;
	struct kx_buffer manifest;
	int64_t start = kx_times_now();
	bool ok;

	kx_buffer_init(&manifest, MANIFEST_CEILING);
	pdf.date = options->has_date ? options->date : kx_date_days(job->content->pack.written_on) * 86400;
	ok = (job->inputs != NULL || kx_inputs_collect(job, kx_job_memo(job))) && kx_manifest_of_job(job, pdf.date, &made) &&
	    kx_manifest_write(made, &manifest, &pieces) && list_own(job, &pdf);
	kx_times_add(&job->times, "manifest", start);
	if (ok) {
		start = kx_times_now();
		pdf.attachment = kx_buffer_bytes(&manifest);
		pdf.attachment_length = manifest.length;
		pdf.attachment_cuts = pieces.cuts;
		pdf.attachment_cut_count = pieces.cut_count;
		pdf.attachment_hashed = &pieces.hashed;
		ok = kx_pdf_write(job->frames, job->stock->fonts, &pdf, &job->out, &job->diags) &&
		    !kx_buffer_failed(&job->out);
		kx_times_add(&job->times, "write pdf", start);
	}
	kx_buffer_done(&manifest);
	return ok || kx_job_failed(job, "write pdf");
}

static bool
dump(struct kx_job *job, enum kx_stage stage)
{
	switch (stage) {
	case KX_STAGE_CONTENT:
		kx_content_dump(job->content, &job->out);
		break;
	case KX_STAGE_HANDOUT:
		kx_handout_dump(job->handout, &job->out);
		break;
	case KX_STAGE_TEMPLATE:
		kx_template_dump(job->sheet, job->content->clinic.colour, &job->out);
		break;
	case KX_STAGE_DOCUMENT:
		kx_document_dump(job->document, &job->out);
		break;
	case KX_STAGE_FRAMES:
		kx_frames_dump(job->frames, &job->out);
		break;
	case KX_STAGE_SETTING:
		kx_frames_dump_setting(job->frames, &job->out);
		break;
	case KX_STAGE_PDF:
		break;
	}
	return !kx_buffer_failed(&job->out) || kx_job_failed(job, "dump");
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
	aside->content = job->content;
	aside->sheet = job->sheet;
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
	laid_out = lay_out(job);
	kx_beside_need(&beside, 0);
	kx_beside_finish(&beside);
	kx_diagnostics_append(&before, &job->aside->diags);
	hear_all(job, &before);
	kx_times_join(&job->times, &job->aside->times);
	job->readability = job->aside->readability;
	job->inputs = job->aside->inputs;
	job->input_count = job->aside->input_count;
	*ret_passed = review.passed;
	return laid_out;
}

/*
 * From the account to a page that the gate has not seen yet.  What can be said
 * of the data is said first, and even when there is no document.
 */
static bool
make_page(struct kx_job *job, const struct kx_job_options *options, bool *ret_passed)
{
	struct kx_diagnostics before = hear_anew(job), composing;
	bool composed = compose(job, options);

	if (composed && options->beside && job->diags.count == 0 && open_aside(job)) {
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
	return lay_out(job);
}

/* As far as a stage that is looked at and not printed. */
static bool
make_stage(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage)
{
	if (stage >= KX_STAGE_DOCUMENT && !compose(job, options))
		return false;
	if (stage >= KX_STAGE_FRAMES && !(lay_out(job) && leave_out(job, options)))
		return false;
	return kx_inputs_collect(job, kx_job_memo(job)) && dump(job, stage);
}

/* Everything has been read. */
static bool
make(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage)
{
	bool passed;

	if (stage >= KX_STAGE_HANDOUT && !merge(job))
		return false;
	if (stage < KX_STAGE_PDF)
		return make_stage(job, options, stage);
	if (!make_page(job, options, &passed) || !leave_out(job, options))
		return false;
	passed = kx_judge_page(job) && passed;
	passed = kx_judge_ink(job) && passed;
	passed = kx_judge_standards(job, options) && passed;
	kx_judge_draft(job);
	return passed && (options->check || write_pdf(job, options));
}

bool
kx_job_make(struct kx_job *job, const struct kx_stock *stock, const struct kx_job_options *options, enum kx_stage stage)
{
	job->stock = stock;
	job->diags.draft = options->draft;
	return take(job, options, stage) && make(job, options, stage);
}

bool
kx_job_run(struct kx_job *job, const struct kx_job_options *options, enum kx_stage stage)
{
	struct kx_stock_names names = { options->language, options->layout, options->size, options->ink, options->theme };
	bool loaded;

	job->diags.draft = options->draft;
	if (!kx_job_start(job, options))
		return false;
	loaded = kx_stock_load(&job->own, &names, stage, &job->diags) || kx_job_failed(job, "load");
	return take(job, options, stage) && loaded && make(job, options, stage);
}
