/*
 * ledger: what a batch made, and why: runs, sheets, builds, prints.
 *
 * One SQLite file (WAL) below the folder of the sheets, .kxreport/ledger.sqlite.  The only door to
 * SQLite.  ledger.sql is its schema with every table and column explained; sqlite3 reads it.
 *
 * A ledger agrees with its folder in this sense: for every sheet it holds the hash of
 * the file that stands there, or, between kx_ledger_intend() and
 * kx_ledger_settle(), of the one that is about to stand there as well.  Both are
 * on disk before the file is renamed into place, so after a crash each file is the old or
 * the new one and the ledger knows both.
 *
 * Functions report KX828 (newer), KX829 (damaged, no ledger), KX830 (cannot be
 * written, held by another program) and are false then.  Strings handed out
 * are in the arena of the call.
 */
#ifndef KX_BATCH_LEDGER_H
#define KX_BATCH_LEDGER_H

#include "base/hash.h"
#include "content/batch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kx_arena;
struct kx_buffer;
struct kx_diagnostics;
struct kx_ledger;

#define KX_LEDGER_FOLDER ".kxreport"
#define KX_LEDGER_FILE   "ledger.sqlite"

/*
 * Open the ledger `path`; `create` makes one that is not there, and brings an older one up
 * to date, in a transaction for each version.  Without it the ledger is only read, and an older one stays as
 * it is: what is read then is a copy in memory.  Free with kx_ledger_close(), which accepts NULL.
 */
bool kx_ledger_open(const char *path, bool create, struct kx_ledger **ret_ledger, struct kx_diagnostics *diags);
void kx_ledger_close(struct kx_ledger *ledger);

/* ---- sheets: what stands in the folder ---- */

/* What tells quickly that a file was not touched: stat's numbers, nanoseconds where there are. */
struct kx_file_stamp { int64_t size, mtime, ctime, inode; };

enum kx_sheet_state {
	KX_SHEET_BUILT,      /* the file is as the last build made it */
	KX_SHEET_REFUSED,    /* the gate refused the last build; the file, if any, is an older one */
	KX_SHEET_FAILED,     /* the last build failed otherwise */
	KX_SHEET_REMOVED     /* pruned */
};

struct kx_sheet_record {
	int64_t id;
	const char *job;                 /* identity: the clinic and its dimensions, see plan.h */
	const char *output;              /* path below the folder */
	const char *clinic, *values[KX_DIM_COUNT];
	int copies; const char *printer; /* what the last plan wanted printed; printer may be NULL */
	enum kx_sheet_state state;
	const char *key;                 /* hash of the inputs of the last build, or NULL */
	const char *parts;               /* the key's parts, "clinic=3f.. template=9a..", for reasons */
	const char *sha256;              /* of the file, or NULL when none was ever made */
	const char *intended;            /* of the file that was about to be renamed into place when the run ended, or NULL */
	struct kx_file_stamp stamp;      /* of the file, when `sha256` was taken */
	int64_t build;                   /* the build that made the file, or 0 */
	const char *document;            /* id that the sheet prints, or NULL */
	bool draft;
	const char *messages;            /* of the last build, for people, or NULL */
	bool planned;                    /* a job of the plan makes it; not stored */
};

/* All sheets, by output. */
bool kx_ledger_sheets(struct kx_ledger *ledger, struct kx_arena *arena, struct kx_sheet_record **ret_sheets,
    size_t *ret_count, struct kx_diagnostics *diags);

/* The sheet whose file is `output`, or whose file's bytes hash to `sha256` (either may be NULL); NULL when there is none. */
bool kx_ledger_find(struct kx_ledger *ledger, struct kx_arena *arena, const char *output, const char *sha256,
    struct kx_sheet_record **ret_sheet, struct kx_diagnostics *diags);

/* ---- runs ---- */

struct kx_run_record {
	int64_t id;
	int64_t began, ended;            /* seconds since 1970 UTC by the machine's clock; ended 0: it was killed */
	const char *manifest, *program, *as_of, *shard;   /* shard NULL: the whole */
	const char *data;                /* the data folder, whole path */
	int built, skipped, refused, failed, removed, status;
};

bool kx_ledger_begin_run(struct kx_ledger *ledger, struct kx_run_record *run, struct kx_diagnostics *diags);   /* sets id */
bool kx_ledger_end_run(struct kx_ledger *ledger, const struct kx_run_record *run, struct kx_diagnostics *diags);

/* Was the run before this one killed, so that it may have left temporaries? */
bool kx_ledger_was_killed(struct kx_ledger *ledger, bool *ret_killed, struct kx_diagnostics *diags);

/* ---- builds ---- */

/* What a sheet rests on, once for all sheets that rest on the same. */
struct kx_account_line { const char *how, *id, *section, *topic, *claim, *says; };
struct kx_account {
	char hash[KX_HASH_HEX];
	struct kx_account_line *lines; size_t line_count;
	int64_t id;                      /* set by kx_ledger_account() */
};
bool kx_ledger_account(struct kx_ledger *ledger, struct kx_account *account, struct kx_diagnostics *diags);

struct kx_build_record {
	int64_t id, sheet, run, at;      /* at: seconds since 1970 UTC */
	enum kx_sheet_state verdict;
	const char *key, *parts, *reason;
	int64_t account;                 /* 0 when it was not known */
	const char *sha256; int64_t bytes; int pages;
	const char *document;
	bool draft;
	int errors, warnings;
	const char *messages;
};

/*
 * A group of builds at once.  kx_ledger_intend() notes what files are about to be renamed
 * into place, and adds sheets that are new (sets their ids); kx_ledger_settle() adds the builds and
 * makes the sheets' records those of the files that stand there now.  Each is
 * one transaction, on disk when it returns.  A build whose verdict is KX_SHEET_BUILT
 * becomes the one that made the sheet's file.
 */
bool kx_ledger_intend(struct kx_ledger *ledger, struct kx_sheet_record *const *sheets, size_t count,
    struct kx_diagnostics *diags);
bool kx_ledger_settle(struct kx_ledger *ledger, const struct kx_sheet_record *const *sheets,
    struct kx_build_record *builds, size_t count, struct kx_diagnostics *diags);

/* New stamps, copies and printers of sheets that were not built. */
bool kx_ledger_touch(struct kx_ledger *ledger, const struct kx_sheet_record *const *sheets, size_t count,
    struct kx_diagnostics *diags);

/* ---- prints: for `kxreport print` and `batch --print` ---- */

struct kx_print_record {
	int64_t id;                      /* set by kx_ledger_add_print() */
	bool due;                        /* because the manifest asks for it */
	int64_t sheet;                   /* 0: a sheet that the ledger does not know by its path */
	int64_t build;
	int64_t at;                      /* seconds since 1970 UTC */
	const char *file, *sha256, *document;
	const char *printer;
	int copies;
	const char *sides, *color, *media;
	int job;                         /* the printer's number for it, 0 when none was given */
	const char *state;               /* "printed", "held", "cancelled", "given up", ... */
	const char *detail;              /* or NULL */
};
bool kx_ledger_add_print(struct kx_ledger *ledger, struct kx_print_record *print, struct kx_diagnostics *diags);

/* What has become of it since: state and detail. */
bool kx_ledger_end_print(struct kx_ledger *ledger, const struct kx_print_record *print, struct kx_diagnostics *diags);

/*
 * The sheets whose file has copies to be printed and none of it was sent because of that yet, by printer and output.  What
 * the printer gave up counts as not sent; what somebody cancelled there, or what waits there for paper, as sent.
 */
bool kx_ledger_due(struct kx_ledger *ledger, struct kx_arena *arena, struct kx_sheet_record **ret_sheets,
    size_t *ret_count, struct kx_diagnostics *diags);

/* The data folder of the last run, in the arena; NULL when it is not known. */
const char *kx_ledger_data(struct kx_ledger *ledger, struct kx_arena *arena, struct kx_diagnostics *diags);

/* ---- history, merge ---- */

/* A build with what history tells of it. */
struct kx_history_line {
	struct kx_build_record build;
	const char *job, *output, *clinic, *program;
};
/*
 * Builds of the sheets that `what` means (a clinic, a job, a file's path below the folder, a
 * document id; NULL means all), sheet by sheet, oldest first.
 */
bool kx_ledger_history(struct kx_ledger *ledger, struct kx_arena *arena, const char *what,
    struct kx_history_line **ret_lines, size_t *ret_count, struct kx_diagnostics *diags);
bool kx_ledger_account_lines(struct kx_ledger *ledger, struct kx_arena *arena, int64_t account,
    struct kx_account_line **ret_lines, size_t *ret_count, struct kx_diagnostics *diags);

/* ---- recall ---- */

/* A time during which a sheet's file rested on something: builds in a row that all carry it. */
struct kx_recall_spell {
	int64_t sheet;
	const char *output, *clinic;
	int64_t first, last;             /* builds */
	int64_t from, until;             /* when it came and when it went, seconds since 1970 UTC; until 0: it has not gone */
	int64_t account;                 /* of the last build */
	const char *document;            /* of the last build, or NULL */
	bool stands;                     /* by the ledger the last build's file is in its place now, */
	const char *sha256;              /* and has this hash; NULL when the sheet has no file */
};

/* Which sheets carry, or have carried, this claim, source or ruling?  By output and time. */
bool kx_ledger_recall(struct kx_ledger *ledger, struct kx_arena *arena, const char *id,
    struct kx_recall_spell **ret_spells, size_t *ret_count, struct kx_diagnostics *diags);

/* What was printed of it: time, printer, copies, state and detail, by time. */
bool kx_ledger_prints(struct kx_ledger *ledger, struct kx_arena *arena, const struct kx_recall_spell *spell,
    struct kx_print_record **ret_prints, size_t *ret_count, struct kx_diagnostics *diags);

/*
 * Take over what `from` has and `ledger` has not: its runs, builds and prints, and for every sheet the newer
 * record.  The same ledger twice changes nothing; `*ret_builds` is how many builds were new.
 */
bool kx_ledger_merge(struct kx_ledger *ledger, const char *from, size_t *ret_builds, struct kx_diagnostics *diags);

#endif
