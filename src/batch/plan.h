/*
 * plan: a batch manifest -> jobs, each with what is to become of it.
 *
 * A job's key is a SHA-256 over everything that its sheet is made from: the
 * program's version and options, the shared files (outline, wording, gate,
 * template, fonts ...) by their hashes, the clinic's own file or row and its
 * logo, and of the summaries, sources and rulings only what the sheet rests on: its
 * account.  The account is that of the merge itself, run with the clinic's
 * own lines, so it leaves out what the layout leaves out and what the clinic says
 * in its own words.  What the gate says of the data, on that day, is part of
 * the key too, so that a sheet is judged anew when its judgement could
 * change.
 *
 * A job whose key is that of the last build, and whose file is as that build left it, is
 * skipped.  "As it left it" is asked of stat: size, both times and inode (the
 * change time cannot be set back by a program); when they differ, the file is
 * hashed, and only other bytes count.
 *
 * Work that clinics share is done once: files are hashed once, and one account
 * serves all clinics that answer the same topics themselves.
 */
#ifndef KX_BATCH_PLAN_H
#define KX_BATCH_PLAN_H

#include "base/diagnostic.h"
#include "batch/choices.h"
#include "batch/job.h"
#include "batch/ledger.h"
#include "batch/shard.h"

enum kx_action {
	KX_BUILD,            /* make it */
	KX_SKIP,             /* the file is what would be made */
	KX_KNOWN_REFUSED,    /* the gate refused it, and nothing has changed since */
	KX_BLOCKED,          /* it cannot be made: its clinic or layout has faults, or a foreign file stands in its place */
	KX_REMOVE            /* no job makes this file any more; only with `prune` */
};

struct kx_planned {
	const char *job;                       /* identity: clinic and dimensions, parted by blanks */
	const char *output;                    /* path below the folder */
	const struct kx_batch_clinic *clinic;
	const char *values[KX_DIM_COUNT];
	int copies; const char *printer;       /* 0 and NULL: none */
	char key[KX_HASH_HEX];
	char clinic_hash[KX_HASH_HEX];         /* of the clinic's file, row and logo, as they were planned with */
	const char *gate, *shared;             /* parts of the key that many have (kx_plan_parts()); NULL: it has none */
	struct kx_account *account;
	enum kx_action action;
	const char *reason;                    /* a few words for people */
	const char *messages;                  /* BLOCKED, KNOWN_REFUSED: what is wrong, for people; may be NULL */
	struct kx_sheet_record *record;        /* the ledger's, or a new one with id 0 */
	bool touch;                            /* the record's stamp, copies or printer have changed */
};

struct kx_plan_options {
	const char *manifest;
	const char *store;                     /* file of kept results (batch/stored.h), or NULL */
	const char *share, *data;              /* as a job has them; `data` goes before the manifest's */
	const char *folder;                    /* goes before the manifest's; or NULL */
	bool has_date; int64_t date;
	struct kx_date as_of;
	bool require_review, draft;
	bool force;                            /* make everything anew */
	bool adopt;                            /* files that the ledger does not know are taken over */
	bool prune;
	struct kx_shard shard;
};

struct kx_plan {
	struct kx_arena arena;
	struct kx_stock stock;
	struct kx_batch *batch;
	const char *folder, *program;                /* the last is a part of every key */
	struct kx_choices choices;
	struct kx_planned *jobs; size_t count;       /* by output; those to remove come last */
	size_t lost;                                 /* sheets without a job: what they are to be made in has faults */
	size_t counts[KX_REMOVE + 1];
};

void kx_plan_init(struct kx_plan *plan);
void kx_plan_done(struct kx_plan *plan);

/*
 * Read the manifest and everything it names, and make the list of jobs with
 * their keys, all of them to be built.  False when nothing can be made; faults
 * of one clinic or layout are reported too, and only block its jobs.
 */
bool kx_plan_make(struct kx_plan *plan, const struct kx_plan_options *options, struct kx_diagnostics *diags);

/*
 * Decide by the ledger's records, which must live as long as the plan; NULL and 0 when there is no
 * ledger yet.
 */
bool kx_plan_decide(struct kx_plan *plan, const struct kx_plan_options *options, struct kx_sheet_record *records,
    size_t record_count, struct kx_diagnostics *diags);

/* What a job's key is a hash of, "program=0.1.0,-1 clinic=90.. claims=1f.. ..."; NULL when it has none or memory ends.  It is put
 * together when it is asked for, since most of it is that of all jobs. */
const char *kx_plan_parts(struct kx_arena *arena, const struct kx_plan *plan, const struct kx_planned *planned);

/* The options for the job that makes this sheet. */
struct kx_job_options kx_plan_job(const struct kx_plan_options *options, const struct kx_planned *planned);

/* "build", "skip", "refused", "blocked", "remove". */
const char *kx_action_name(enum kx_action action);

#endif
