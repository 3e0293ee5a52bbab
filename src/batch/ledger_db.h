/*
 * ledger_db: the ledger's own files' way to SQLite, which is loaded when a
 * ledger is opened: a sheet alone needs none.
 */
#ifndef KX_BATCH_LEDGER_DB_H
#define KX_BATCH_LEDGER_DB_H

#include "base/library.h"

#include "batch/ledger.h"

#include <sqlite3.h>

/* Every function of SQLite that is called here; kx_ledger_open() finds them by name. */
#define KX_SQLITE_FUNCTIONS(F) \
	F(sqlite3_backup_finish) F(sqlite3_backup_init) F(sqlite3_backup_step) F(sqlite3_bind_int64) F(sqlite3_bind_null) \
	F(sqlite3_bind_text) F(sqlite3_busy_timeout) F(sqlite3_clear_bindings) F(sqlite3_close) F(sqlite3_column_int) \
	F(sqlite3_column_int64) F(sqlite3_column_text) F(sqlite3_errcode) F(sqlite3_errmsg) F(sqlite3_exec) F(sqlite3_finalize) \
	F(sqlite3_last_insert_rowid) F(sqlite3_open) F(sqlite3_open_v2) F(sqlite3_prepare_v2) F(sqlite3_reset) F(sqlite3_step)

struct kx_sqlite {
	KX_SQLITE_FUNCTIONS(KX_LIBRARY_MEMBER)
};

struct kx_statement {
	const struct kx_sqlite *lib;
	sqlite3_stmt *own;
};

struct kx_ledger {
	struct kx_sqlite lib;
	sqlite3 *db;
	char *path;
	bool is_copy;                /* in memory, of an older ledger that is only read */
};

/* Version of the schema that this program writes, and the steps that lead to it: [n] makes version n + 1. */
#define KX_LEDGER_VERSION 3
#define KX_LEDGER_APPLICATION 0x4b58524c   /* "KXRL" */
extern const char *const kx_ledger_steps[KX_LEDGER_VERSION];

/* Where a ledger could not even be opened, or a statement made. */
#define KX_LEDGER_NO_MEMORY "there is no memory left"

/* How the ledger spells enum kx_sheet_state. */
extern const char *const kx_ledger_states[];

/* All of `from` into the database that `into` has under that name. */
bool kx_ledger_copy(const struct kx_sqlite *lib, sqlite3 *from, sqlite3 *into, const char *name);

/* Report what SQLite last said; false. */
bool kx_ledger_fault(const struct kx_ledger *ledger, struct kx_diagnostics *diags);

/* Statements without results. */
bool kx_ledger_do(struct kx_ledger *ledger, const char *sql, struct kx_diagnostics *diags);

/* The same where nothing more can be done if they fail. */
void kx_ledger_try(struct kx_ledger *ledger, const char *sql);

/* The number of the row that was put in last. */
int64_t kx_ledger_row(const struct kx_ledger *ledger);

/* A statement, or NULL after reporting.  kx_ledger_finish() accepts NULL. */
struct kx_statement *kx_ledger_prepare(struct kx_ledger *ledger, const char *sql, struct kx_diagnostics *diags);
void kx_ledger_finish(struct kx_statement *statement);

/* The next row: SQLITE_ROW, SQLITE_DONE, or anything else after reporting. */
int kx_ledger_step(struct kx_ledger *ledger, struct kx_statement *statement, struct kx_diagnostics *diags);

/* Run a statement that gives no row, and make it ready for the next time. */
bool kx_ledger_run(struct kx_ledger *ledger, struct kx_statement *statement, struct kx_diagnostics *diags);

/* Values from 1; the text must live until the statement has run.  NULL binds null. */
void kx_ledger_text(struct kx_statement *statement, int at, const char *text);
void kx_ledger_number(struct kx_statement *statement, int at, int64_t number);

/* The columns of a sheet "s" with its build "b", as kx_ledger_read_sheets() reads them; one more stands behind them, its messages. */
#define KX_LEDGER_OF_SHEET(id, name, list) ", s." name
#define KX_LEDGER_SHEET "s.id, s.output, s.job, s.clinic, s.copies, s.printer, s.state, s.key, s.parts, s.sha256, s.intended, " \
	"s.file_size, s.mtime, s.ctime, s.inode, s.build, b.document, b.draft" KX_DIMENSIONS(KX_LEDGER_OF_SHEET)
bool kx_ledger_read_sheets(struct kx_ledger *ledger, struct kx_arena *arena, const char *sql,
    struct kx_sheet_record **ret_sheets, size_t *ret_count, struct kx_diagnostics *diags);

/* A column's value; words are good until the next step and NULL for null. */
int64_t kx_ledger_long(const struct kx_statement *statement, int column);
int kx_ledger_int(const struct kx_statement *statement, int column);
const char *kx_ledger_words(const struct kx_statement *statement, int column);

/* A column's text in the arena, NULL for null. */
const char *kx_ledger_column(struct kx_arena *arena, struct kx_statement *statement, int column);

#endif
