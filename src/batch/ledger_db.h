/*
 * ledger_db: the ledger's own files' way to SQLite.
 */
#ifndef KX_BATCH_LEDGER_DB_H
#define KX_BATCH_LEDGER_DB_H

#include "batch/ledger.h"

#include <sqlite3.h>

struct kx_ledger {
	sqlite3 *db;
	char *path;
	bool is_copy;                /* in memory, of an older ledger that is only read */
};

/* Version of the schema that this program writes, and the steps that lead to it: [n] makes version n + 1. */
#define KX_LEDGER_VERSION 3
#define KX_LEDGER_APPLICATION 0x4b58524c   /* "KXRL" */
extern const char *const kx_ledger_steps[KX_LEDGER_VERSION];

/* All of `from` into the database that `into` has under that name. */
bool kx_ledger_copy(sqlite3 *from, sqlite3 *into, const char *name);

/* Report what SQLite last said; false. */
bool kx_ledger_fault(const struct kx_ledger *ledger, struct kx_diagnostics *diags);

/* Statements without results. */
bool kx_ledger_do(struct kx_ledger *ledger, const char *sql, struct kx_diagnostics *diags);

/* A statement, or NULL after reporting.  kx_ledger_finish() accepts NULL. */
sqlite3_stmt *kx_ledger_prepare(struct kx_ledger *ledger, const char *sql, struct kx_diagnostics *diags);
void kx_ledger_finish(sqlite3_stmt *statement);

/* The next row: SQLITE_ROW, SQLITE_DONE, or anything else after reporting. */
int kx_ledger_step(struct kx_ledger *ledger, sqlite3_stmt *statement, struct kx_diagnostics *diags);

/* Run a statement that gives no row, and make it ready for the next time. */
bool kx_ledger_run(struct kx_ledger *ledger, sqlite3_stmt *statement, struct kx_diagnostics *diags);

/* Values from 1; the text must live until the statement has run.  NULL binds null. */
void kx_ledger_text(sqlite3_stmt *statement, int at, const char *text);
void kx_ledger_number(sqlite3_stmt *statement, int at, int64_t number);

/* The columns of a sheet "s" with its build "b", as kx_ledger_read_sheets() reads them; one more stands behind them, its messages. */
#define KX_LEDGER_OF_SHEET(id, name, list) ", s." name
#define KX_LEDGER_SHEET "s.id, s.output, s.job, s.clinic, s.copies, s.printer, s.state, s.key, s.parts, s.sha256, s.intended, " \
	"s.file_size, s.mtime, s.ctime, s.inode, s.build, b.document, b.draft" KX_DIMENSIONS(KX_LEDGER_OF_SHEET)
bool kx_ledger_read_sheets(struct kx_ledger *ledger, struct kx_arena *arena, const char *sql,
    struct kx_sheet_record **ret_sheets, size_t *ret_count, struct kx_diagnostics *diags);

/* A column's text in the arena, NULL for null. */
const char *kx_ledger_column(struct kx_arena *arena, sqlite3_stmt *statement, int column);

#endif
