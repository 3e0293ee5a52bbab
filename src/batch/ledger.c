#include "batch/ledger.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/library.h"
#include "batch/ledger_db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUSY_MILLISECONDS 10000
#define LIBRARY "libsqlite3.so.0"

static const char no_memory[] = "there is no memory left";
static const char *const state_names[] = { "built", "refused", "failed", "removed" };

/* ---- what all statements share ---- */

bool
kx_ledger_fault(const struct kx_ledger *ledger, struct kx_diagnostics *diags)
{
	int code = ledger->db != NULL ? ledger->lib.sqlite3_errcode(ledger->db) & 0xff : SQLITE_NOMEM;
	bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_SCHEMA || code == SQLITE_ERROR;

	kx_report(diags, damaged ? KX829 : KX830, (struct kx_place){ .file = ledger->path }, NULL, "%s",
	    ledger->db != NULL ? ledger->lib.sqlite3_errmsg(ledger->db) : no_memory);
	return false;
}

bool
kx_ledger_do(struct kx_ledger *ledger, const char *sql, struct kx_diagnostics *diags)
{
	return ledger->lib.sqlite3_exec(ledger->db, sql, NULL, NULL, NULL) == SQLITE_OK || kx_ledger_fault(ledger, diags);
}

void
kx_ledger_try(struct kx_ledger *ledger, const char *sql)
{
	ledger->lib.sqlite3_exec(ledger->db, sql, NULL, NULL, NULL);
}

int64_t
kx_ledger_row(const struct kx_ledger *ledger)
{
	return ledger->lib.sqlite3_last_insert_rowid(ledger->db);
}

struct kx_statement *
kx_ledger_prepare(struct kx_ledger *ledger, const char *sql, struct kx_diagnostics *diags)
{
	struct kx_statement *statement = malloc(sizeof(*statement));

	if (statement == NULL) {
		kx_report(diags, KX830, (struct kx_place){ .file = ledger->path }, NULL, "%s", no_memory);
		return NULL;
	}
	*statement = (struct kx_statement){ &ledger->lib, NULL };
	if (ledger->lib.sqlite3_prepare_v2(ledger->db, sql, -1, &statement->own, NULL) == SQLITE_OK)
		return statement;
	kx_ledger_fault(ledger, diags);
	kx_ledger_finish(statement);
	return NULL;
}

void
kx_ledger_finish(struct kx_statement *statement)
{
	if (statement != NULL)
		statement->lib->sqlite3_finalize(statement->own);
	free(statement);
}

int
kx_ledger_step(struct kx_ledger *ledger, struct kx_statement *statement, struct kx_diagnostics *diags)
{
	int code = statement->lib->sqlite3_step(statement->own);

	if (code != SQLITE_ROW && code != SQLITE_DONE)
		kx_ledger_fault(ledger, diags);
	return code;
}

bool
kx_ledger_run(struct kx_ledger *ledger, struct kx_statement *statement, struct kx_diagnostics *diags)
{
	bool done = kx_ledger_step(ledger, statement, diags) == SQLITE_DONE;

	statement->lib->sqlite3_reset(statement->own);
	statement->lib->sqlite3_clear_bindings(statement->own);
	return done;
}

void
kx_ledger_text(struct kx_statement *statement, int at, const char *text)
{
	if (text == NULL)
		statement->lib->sqlite3_bind_null(statement->own, at);
	else
		statement->lib->sqlite3_bind_text(statement->own, at, text, -1, SQLITE_STATIC);
}

void
kx_ledger_number(struct kx_statement *statement, int at, int64_t number)
{
	statement->lib->sqlite3_bind_int64(statement->own, at, number);
}

int64_t
kx_ledger_long(const struct kx_statement *statement, int column)
{
	return statement->lib->sqlite3_column_int64(statement->own, column);
}

int
kx_ledger_int(const struct kx_statement *statement, int column)
{
	return statement->lib->sqlite3_column_int(statement->own, column);
}

const char *
kx_ledger_words(const struct kx_statement *statement, int column)
{
	return (const char *)statement->lib->sqlite3_column_text(statement->own, column);
}

const char *
kx_ledger_column(struct kx_arena *arena, struct kx_statement *statement, int column)
{
	const char *text = kx_ledger_words(statement, column);

	return text == NULL ? NULL : kx_arena_string(arena, text);
}

/* ---- opening ---- */

static bool
pragma(struct kx_ledger *ledger, const char *sql, int64_t *ret_number, struct kx_diagnostics *diags)
{
	struct kx_statement *statement = kx_ledger_prepare(ledger, sql, diags);
	bool read = statement != NULL && kx_ledger_step(ledger, statement, diags) == SQLITE_ROW;

	if (read)
		*ret_number = kx_ledger_long(statement, 0);
	kx_ledger_finish(statement);
	return read;
}

static bool
is_empty(struct kx_ledger *ledger, bool *ret_empty, struct kx_diagnostics *diags)
{
	int64_t tables = 0;

	if (!pragma(ledger, "SELECT count(*) FROM sqlite_master", &tables, diags))
		return false;
	*ret_empty = tables == 0;
	return true;
}

static bool
bring_up_to_date(struct kx_ledger *ledger, int64_t version, struct kx_diagnostics *diags)
{
	char sql[120];
	bool done = true;

	for (; done && version < KX_LEDGER_VERSION; version++) {
		snprintf(sql, sizeof(sql), "PRAGMA user_version = %lld; PRAGMA application_id = %d; COMMIT", (long long)version + 1,
		    KX_LEDGER_APPLICATION);
		done = kx_ledger_do(ledger, "BEGIN IMMEDIATE", diags) && kx_ledger_do(ledger, kx_ledger_steps[version], diags) &&
		    kx_ledger_do(ledger, sql, diags);
		if (!done)
			kx_ledger_try(ledger, "ROLLBACK");
	}
	return done;
}

/* One that is only to be read stays as it is on disk: a copy in memory takes its place, and is brought up to date. */
static bool
read_older(struct kx_ledger *ledger, int64_t version, struct kx_diagnostics *diags)
{
	sqlite3 *copy = NULL;

	if (ledger->lib.sqlite3_open(":memory:", &copy) != SQLITE_OK || !kx_ledger_copy(&ledger->lib, ledger->db, copy, "main")) {
		ledger->lib.sqlite3_close(copy);
		kx_report(diags, KX830, (struct kx_place){ .file = ledger->path }, NULL, "an older ledger, which cannot be copied to be read");
		return false;
	}
	ledger->lib.sqlite3_close(ledger->db);
	ledger->db = copy;
	ledger->is_copy = true;
	return bring_up_to_date(ledger, version, diags);
}

bool
kx_ledger_copy(const struct kx_sqlite *lib, sqlite3 *from, sqlite3 *into, const char *name)
{
	sqlite3_backup *backup = lib->sqlite3_backup_init(into, name, from, "main");

	if (backup == NULL)
		return false;
	lib->sqlite3_backup_step(backup, -1);
	return lib->sqlite3_backup_finish(backup) == SQLITE_OK;
}

/* Is it ours, and of a version that this program knows? */
static bool
check_version(struct kx_ledger *ledger, bool create, struct kx_diagnostics *diags)
{
	int64_t application = 0, version = 0;
	bool empty = false;

	if (!is_empty(ledger, &empty, diags) || !pragma(ledger, "PRAGMA application_id", &application, diags) ||
	    !pragma(ledger, "PRAGMA user_version", &version, diags))
		return false;
	if (empty ? !create : application != KX_LEDGER_APPLICATION) {
		kx_report(diags, KX829, (struct kx_place){ .file = ledger->path }, NULL, "this is no ledger of kxreport");
		return false;
	}
	if (version > KX_LEDGER_VERSION) {
		kx_report(diags, KX828, (struct kx_place){ .file = ledger->path }, NULL,
		    "the ledger has version %lld; this kxreport knows up to %d", (long long)version, KX_LEDGER_VERSION);
		return false;
	}
	if (create)
		return bring_up_to_date(ledger, empty ? 0 : version, diags);
	return version == KX_LEDGER_VERSION || read_older(ledger, version, diags);
}

/* The old pages of a damaged file can look whole; a quick check of all of them costs little. */
static bool
check_whole(struct kx_ledger *ledger, struct kx_diagnostics *diags)
{
	struct kx_statement *statement = kx_ledger_prepare(ledger, "PRAGMA quick_check(1)", diags);
	bool whole = statement != NULL && kx_ledger_step(ledger, statement, diags) == SQLITE_ROW;
	const char *says = whole ? kx_ledger_words(statement, 0) : NULL;

	if (whole && (says == NULL || strcmp(says, "ok") != 0)) {
		kx_report(diags, KX829, (struct kx_place){ .file = ledger->path }, NULL, "%s", says != NULL ? says : "it is damaged");
		whole = false;
	}
	kx_ledger_finish(statement);
	return whole;
}

static bool
not_there(const char *why, struct kx_diagnostics *diags)
{
	kx_report(diags, KX892, (struct kx_place){ 0 }, "install it (Debian: libsqlite3-0)",
	    "SQLite, which keeps the ledger, is not on this machine: %s", why != NULL ? why : LIBRARY);
	return false;
}

static bool
load_library(struct kx_sqlite *lib, struct kx_diagnostics *diags)
{
	const char *why;
	void *library = kx_library_open(LIBRARY, KX_BIND_AS_CALLED, &why);

	if (library == NULL)
		return not_there(why, diags);
#define FIND(name) \
	if (!kx_library_find(library, #name, &lib->name, &why)) \
		return not_there(why, diags);
	KX_SQLITE_FUNCTIONS(FIND)
#undef FIND
	return true;
}

bool
kx_ledger_open(const char *path, bool create, struct kx_ledger **ret_ledger, struct kx_diagnostics *diags)
{
	struct kx_ledger *ledger = calloc(1, sizeof(*ledger));
	int flags = (create ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
	bool open;

	if (ledger == NULL || (ledger->path = strdup(path)) == NULL) {
		free(ledger);
		kx_report(diags, KX830, (struct kx_place){ .file = path }, NULL, "%s", no_memory);
		return false;
	}
	if (!load_library(&ledger->lib, diags)) {
		kx_ledger_close(ledger);
		return false;
	}
	open = ledger->lib.sqlite3_open_v2(path, &ledger->db, flags, NULL) == SQLITE_OK;
	if (!open && !create && ledger->db != NULL && (ledger->lib.sqlite3_errcode(ledger->db) & 0xff) == SQLITE_CANTOPEN)
		kx_report(diags, KX837, (struct kx_place){ .file = path }, NULL, "there is no ledger that can be opened");
	else if (!open)
		kx_ledger_fault(ledger, diags);
	if (open) {
		ledger->lib.sqlite3_busy_timeout(ledger->db, BUSY_MILLISECONDS);
		/* FULL: what a transaction says is on disk before a file is renamed. */
		open = (!create || kx_ledger_do(ledger, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", diags)) &&
		    check_whole(ledger, diags) && check_version(ledger, create, diags);
	}
	if (!open) {
		kx_ledger_close(ledger);
		return false;
	}
	*ret_ledger = ledger;
	return true;
}

void
kx_ledger_close(struct kx_ledger *ledger)
{
	if (ledger == NULL)
		return;
	if (ledger->db != NULL)
		ledger->lib.sqlite3_close(ledger->db);
	free(ledger->path);
	free(ledger);
}

/* ---- sheets ---- */

#define FIRST_DIMENSION 18

static enum kx_sheet_state
state_of(const char *name)
{
	int state;

	for (state = 0; state < KX_SHEET_REMOVED; state++)
		if (name != NULL && strcmp(name, state_names[state]) == 0)
			break;
	return (enum kx_sheet_state)state;
}

static void
read_sheet(struct kx_arena *arena, struct kx_statement *row, struct kx_sheet_record *sheet)
{
	int dimension;

	sheet->id = kx_ledger_long(row, 0);
	sheet->output = kx_ledger_column(arena, row, 1);
	sheet->job = kx_ledger_column(arena, row, 2);
	sheet->clinic = kx_ledger_column(arena, row, 3);
	sheet->copies = kx_ledger_int(row, 4);
	sheet->printer = kx_ledger_column(arena, row, 5);
	sheet->state = state_of(kx_ledger_words(row, 6));
	sheet->key = kx_ledger_column(arena, row, 7);
	sheet->parts = kx_ledger_column(arena, row, 8);
	sheet->sha256 = kx_ledger_column(arena, row, 9);
	sheet->intended = kx_ledger_column(arena, row, 10);
	sheet->stamp = (struct kx_file_stamp){ kx_ledger_long(row, 11), kx_ledger_long(row, 12),
	    kx_ledger_long(row, 13), kx_ledger_long(row, 14) };
	sheet->build = kx_ledger_long(row, 15);
	sheet->document = kx_ledger_column(arena, row, 16);
	sheet->draft = kx_ledger_int(row, 17) != 0;
	for (dimension = 0; dimension < KX_DIM_COUNT; dimension++)
		sheet->values[dimension] = kx_ledger_column(arena, row, FIRST_DIMENSION + dimension);
	sheet->messages = NULL;
}

bool
kx_ledger_read_sheets(struct kx_ledger *ledger, struct kx_arena *arena, const char *sql, struct kx_sheet_record **ret_sheets,
    size_t *ret_count, struct kx_diagnostics *diags)
{
	struct kx_statement *rows = kx_ledger_prepare(ledger, sql, diags);
	struct kx_sheet_record *sheets = NULL, *sheet;
	size_t count = 0, room = 0;
	int code = SQLITE_ERROR;

	while (rows != NULL && (code = kx_ledger_step(ledger, rows, diags)) == SQLITE_ROW) {
		sheet = kx_arena_push(arena, &sheets, &count, &room, sizeof(*sheet));
		if (sheet == NULL)
			break;
		read_sheet(arena, rows, sheet);
		sheet->messages = kx_ledger_column(arena, rows, FIRST_DIMENSION + KX_DIM_COUNT);
	}
	kx_ledger_finish(rows);
	if (kx_arena_spent(arena))
		kx_report(diags, KX111, (struct kx_place){ .file = ledger->path }, NULL, "the ledger needs more memory than a job may use");
	*ret_sheets = sheets;
	*ret_count = count;
	return code == SQLITE_DONE && !kx_arena_spent(arena);
}

bool
kx_ledger_sheets(struct kx_ledger *ledger, struct kx_arena *arena, struct kx_sheet_record **ret_sheets, size_t *ret_count,
    struct kx_diagnostics *diags)
{
	return kx_ledger_read_sheets(ledger, arena, "SELECT " KX_LEDGER_SHEET ", CASE WHEN s.state IN ('refused', 'failed') THEN "
	    "(SELECT messages FROM builds WHERE sheet = s.id ORDER BY id DESC LIMIT 1) END "
	    "FROM sheets s LEFT JOIN builds b ON b.id = s.build ORDER BY s.output", ret_sheets, ret_count, diags);
}

bool
kx_ledger_find(struct kx_ledger *ledger, struct kx_arena *arena, const char *output, const char *sha256,
    struct kx_sheet_record **ret_sheet, struct kx_diagnostics *diags)
{
	struct kx_statement *row = kx_ledger_prepare(ledger, "SELECT " KX_LEDGER_SHEET " FROM sheets s LEFT JOIN builds b ON b.id = s.build "
	    "WHERE s.output = ?1 OR s.sha256 = ?2 ORDER BY s.output IS NOT ?1 LIMIT 1", diags);
	int code;

	*ret_sheet = NULL;
	if (row == NULL)
		return false;
	kx_ledger_text(row, 1, output);
	kx_ledger_text(row, 2, sha256);
	code = kx_ledger_step(ledger, row, diags);
	if (code == SQLITE_ROW && (*ret_sheet = kx_arena_alloc(arena, sizeof(**ret_sheet))) != NULL)
		read_sheet(arena, row, *ret_sheet);
	kx_ledger_finish(row);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* ---- runs ---- */

bool
kx_ledger_begin_run(struct kx_ledger *ledger, struct kx_run_record *run, struct kx_diagnostics *diags)
{
	struct kx_statement *row = kx_ledger_prepare(ledger, "INSERT INTO runs (token, began, manifest, program, as_of, shard, data) "
	    "VALUES (lower(hex(randomblob(16))), ?1, ?2, ?3, ?4, ?5, ?6)", diags);
	bool done;

	if (row == NULL)
		return false;
	kx_ledger_number(row, 1, run->began);
	kx_ledger_text(row, 2, run->manifest);
	kx_ledger_text(row, 3, run->program);
	kx_ledger_text(row, 4, run->as_of);
	kx_ledger_text(row, 5, run->shard);
	kx_ledger_text(row, 6, run->data);
	done = kx_ledger_run(ledger, row, diags);
	run->id = kx_ledger_row(ledger);
	kx_ledger_finish(row);
	return done;
}

bool
kx_ledger_end_run(struct kx_ledger *ledger, const struct kx_run_record *run, struct kx_diagnostics *diags)
{
	struct kx_statement *row = kx_ledger_prepare(ledger, "UPDATE runs SET ended = ?2, built = ?3, skipped = ?4, refused = ?5, "
	    "failed = ?6, removed = ?7, status = ?8 WHERE id = ?1", diags);
	const int64_t numbers[] = { run->id, run->ended, run->built, run->skipped, run->refused, run->failed, run->removed,
	    run->status };
	bool done;
	int i;

	if (row == NULL)
		return false;
	for (i = 0; i < 8; i++)
		kx_ledger_number(row, i + 1, numbers[i]);
	done = kx_ledger_run(ledger, row, diags);
	kx_ledger_finish(row);
	return done;
}

bool
kx_ledger_was_killed(struct kx_ledger *ledger, bool *ret_killed, struct kx_diagnostics *diags)
{
	struct kx_statement *row = kx_ledger_prepare(ledger, "SELECT ended IS NULL FROM runs ORDER BY id DESC LIMIT 1", diags);
	int code = row != NULL ? kx_ledger_step(ledger, row, diags) : SQLITE_ERROR;

	*ret_killed = code == SQLITE_ROW && kx_ledger_int(row, 0) != 0;
	kx_ledger_finish(row);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* ---- transactions ---- */

static bool
end_transaction(struct kx_ledger *ledger, bool done, struct kx_diagnostics *diags)
{
	if (done && kx_ledger_do(ledger, "COMMIT", diags))
		return true;
	kx_ledger_try(ledger, "ROLLBACK");
	return false;
}

static bool
add_account_lines(struct kx_ledger *ledger, const struct kx_account *account, struct kx_diagnostics *diags)
{
	struct kx_statement *row = kx_ledger_prepare(ledger, "INSERT INTO account_lines VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", diags);
	const struct kx_account_line *line;
	bool done = row != NULL;
	size_t i;

	for (i = 0; done && i < account->line_count; i++) {
		line = &account->lines[i];
		kx_ledger_number(row, 1, account->id);
		kx_ledger_number(row, 2, (int64_t)i + 1);
		kx_ledger_text(row, 3, line->how);
		kx_ledger_text(row, 4, line->id);
		kx_ledger_text(row, 5, line->section);
		kx_ledger_text(row, 6, line->topic);
		kx_ledger_text(row, 7, line->claim);
		kx_ledger_text(row, 8, line->says);
		done = kx_ledger_run(ledger, row, diags);
	}
	kx_ledger_finish(row);
	return done;
}

bool
kx_ledger_account(struct kx_ledger *ledger, struct kx_account *account, struct kx_diagnostics *diags)
{
	struct kx_statement *find = kx_ledger_prepare(ledger, "SELECT id FROM accounts WHERE hash = ?1", diags), *add;
	bool done;

	if (find == NULL)
		return false;
	kx_ledger_text(find, 1, account->hash);
	account->id = kx_ledger_step(ledger, find, diags) == SQLITE_ROW ? kx_ledger_long(find, 0) : 0;
	kx_ledger_finish(find);
	if (account->id != 0)
		return true;
	add = kx_ledger_prepare(ledger, "INSERT INTO accounts (hash) VALUES (?1)", diags);
	if (add == NULL || !kx_ledger_do(ledger, "BEGIN IMMEDIATE", diags)) {
		kx_ledger_finish(add);
		return false;
	}
	kx_ledger_text(add, 1, account->hash);
	done = kx_ledger_run(ledger, add, diags);
	kx_ledger_finish(add);
	account->id = kx_ledger_row(ledger);
	return end_transaction(ledger, done && add_account_lines(ledger, account, diags), diags);
}

static bool
intend(struct kx_ledger *ledger, struct kx_statement *row, struct kx_sheet_record *sheet, struct kx_diagnostics *diags)
{
	int dimension;

	kx_ledger_text(row, 1, sheet->output);
	kx_ledger_text(row, 2, sheet->job);
	kx_ledger_text(row, 3, sheet->clinic);
	kx_ledger_number(row, 4, sheet->copies);
	kx_ledger_text(row, 5, sheet->printer);
	kx_ledger_text(row, 6, sheet->intended);
	for (dimension = 0; dimension < KX_DIM_COUNT; dimension++)
		kx_ledger_text(row, 7 + dimension, sheet->values[dimension]);
	if (kx_ledger_step(ledger, row, diags) != SQLITE_ROW)
		return false;
	sheet->id = kx_ledger_long(row, 0);
	return kx_ledger_run(ledger, row, diags);
}

#define COLUMN(id, name, list) ", " name
#define VALUE(id, name, list) ", ?"
#define TAKE_OVER(id, name, list) ", " name " = excluded." name

bool
kx_ledger_intend(struct kx_ledger *ledger, struct kx_sheet_record *const *sheets, size_t count, struct kx_diagnostics *diags)
{
	struct kx_statement *row = kx_ledger_prepare(ledger, "INSERT INTO sheets (output, job, clinic, copies, printer, intended, state"
	    KX_DIMENSIONS(COLUMN) ") VALUES (?, ?, ?, ?, ?, ?, 'failed'" KX_DIMENSIONS(VALUE) ") ON CONFLICT (output) DO UPDATE SET "
	    "job = excluded.job, clinic = excluded.clinic, copies = excluded.copies, printer = excluded.printer, intended = "
	    "excluded.intended" KX_DIMENSIONS(TAKE_OVER) " RETURNING id", diags);
	bool done = row != NULL && kx_ledger_do(ledger, "BEGIN IMMEDIATE", diags);
	size_t i;

	for (i = 0; done && i < count; i++)
		done = intend(ledger, row, sheets[i], diags);
	kx_ledger_finish(row);
	return row != NULL && end_transaction(ledger, done, diags);
}

static bool
add_build(struct kx_ledger *ledger, struct kx_statement *row, struct kx_build_record *build, struct kx_diagnostics *diags)
{
	bool done;

	kx_ledger_number(row, 1, build->sheet);
	kx_ledger_number(row, 2, build->run);
	kx_ledger_number(row, 3, build->at);
	kx_ledger_text(row, 4, state_names[build->verdict]);
	kx_ledger_text(row, 5, build->key);
	kx_ledger_text(row, 6, build->parts);
	kx_ledger_text(row, 7, build->reason);
	if (build->account != 0)
		kx_ledger_number(row, 8, build->account);
	if (build->sha256 != NULL) {
		kx_ledger_text(row, 9, build->sha256);
		kx_ledger_number(row, 10, build->bytes);
		kx_ledger_number(row, 11, build->pages);
	}
	kx_ledger_text(row, 12, build->document);
	kx_ledger_number(row, 13, build->draft);
	kx_ledger_number(row, 14, build->errors);
	kx_ledger_number(row, 15, build->warnings);
	kx_ledger_text(row, 16, build->messages);
	done = kx_ledger_run(ledger, row, diags);
	build->id = kx_ledger_row(ledger);
	return done;
}

static void
bind_stamp(struct kx_statement *row, int at, const struct kx_sheet_record *sheet)
{
	if (sheet->sha256 == NULL)
		return;
	kx_ledger_number(row, at, sheet->stamp.size);
	kx_ledger_number(row, at + 1, sheet->stamp.mtime);
	kx_ledger_number(row, at + 2, sheet->stamp.ctime);
	kx_ledger_number(row, at + 3, sheet->stamp.inode);
}

static bool
settle(struct kx_ledger *ledger, struct kx_statement *row, const struct kx_sheet_record *sheet, struct kx_diagnostics *diags)
{
	kx_ledger_number(row, 1, sheet->id);
	kx_ledger_text(row, 2, state_names[sheet->state]);
	kx_ledger_text(row, 3, sheet->key);
	kx_ledger_text(row, 4, sheet->parts);
	kx_ledger_text(row, 5, sheet->sha256);
	bind_stamp(row, 6, sheet);
	if (sheet->build != 0)
		kx_ledger_number(row, 10, sheet->build);
	return kx_ledger_run(ledger, row, diags);
}

bool
kx_ledger_settle(struct kx_ledger *ledger, const struct kx_sheet_record *const *sheets, struct kx_build_record *builds,
    size_t count, struct kx_diagnostics *diags)
{
	struct kx_statement *add = kx_ledger_prepare(ledger, "INSERT OR REPLACE INTO builds (sheet, run, at, verdict, key, parts, reason, "
	    "account, sha256, bytes, pages, document, draft, errors, warnings, messages) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
	    "?10, ?11, ?12, ?13, ?14, ?15, ?16)", diags);
	struct kx_statement *row = kx_ledger_prepare(ledger, "UPDATE sheets SET intended = NULL, state = ?2, key = ?3, parts = ?4, "
	    "sha256 = ?5, file_size = ?6, mtime = ?7, ctime = ?8, inode = ?9, build = ?10 WHERE id = ?1", diags);
	bool ready = add != NULL && row != NULL, done = ready && kx_ledger_do(ledger, "BEGIN IMMEDIATE", diags);
	struct kx_sheet_record sheet;
	size_t i;

	for (i = 0; done && i < count; i++) {
		done = add_build(ledger, add, &builds[i], diags);
		sheet = *sheets[i];
		if (builds[i].verdict == KX_SHEET_BUILT)
			sheet.build = builds[i].id;
		done = done && settle(ledger, row, &sheet, diags);
	}
	kx_ledger_finish(add);
	kx_ledger_finish(row);
	return ready && end_transaction(ledger, done, diags);
}

bool
kx_ledger_touch(struct kx_ledger *ledger, const struct kx_sheet_record *const *sheets, size_t count,
    struct kx_diagnostics *diags)
{
	struct kx_statement *row = kx_ledger_prepare(ledger, "UPDATE sheets SET copies = ?2, printer = ?3, file_size = ?4, mtime = ?5, "
	    "ctime = ?6, inode = ?7, sha256 = ?8, intended = ?9 WHERE id = ?1", diags);
	bool done = row != NULL && kx_ledger_do(ledger, "BEGIN IMMEDIATE", diags);
	size_t i;

	for (i = 0; done && i < count; i++) {
		kx_ledger_number(row, 1, sheets[i]->id);
		kx_ledger_number(row, 2, sheets[i]->copies);
		kx_ledger_text(row, 3, sheets[i]->printer);
		bind_stamp(row, 4, sheets[i]);
		kx_ledger_text(row, 8, sheets[i]->sha256);
		kx_ledger_text(row, 9, sheets[i]->intended);
		done = kx_ledger_run(ledger, row, diags);
	}
	kx_ledger_finish(row);
	return row != NULL && end_transaction(ledger, done, diags);
}
