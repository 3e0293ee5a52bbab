#include "batch/job_steps.h"

#include "merge/merge.h"

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

bool
kx_job_compose(struct kx_job *job, const struct kx_job_options *options)
{
	struct kx_compose_options wanted = { .draft = options->draft, .memo = kx_job_memo(job) };
	int64_t start = kx_times_now();
	bool ok;

	if (needs_pack_hash(job, options))
		wanted.pack_hash = hash_pack(job);
	job->passages = NULL;   /* of another document */
	ok = kx_document_compose_as(&job->arena, job->handout, job->sheet, &wanted, &job->document, &job->diags);
	kx_times_add(&job->times, "compose", start);
	return ok || kx_job_failed(job, "compose");
}

/*
 * What copyfit dropped is left out from now on: of the words that the sheet's
 * hash is of, of its manifest, and of what the gate holds it to.
 */
bool
kx_job_leave_out(struct kx_job *job, const struct kx_job_options *options)
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
	return kx_job_compose(job, options);
}
