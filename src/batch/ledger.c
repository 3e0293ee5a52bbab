#include "batch/ledger.h"

#include "base/diagnostic.h"
#include "base/library.h"
#include "batch/ledger_db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUSY_MILLISECONDS 10000
#define LIBRARY "libsqlite3.so.0"

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
load_library(struct kx_sqlite *lib, struct kx_diagnostics *diags)
{
	static const char *const names[] = { KX_SQLITE_FUNCTIONS(KX_LIBRARY_NAME) };
	static const struct kx_library library = { LIBRARY, "SQLite, which keeps the ledger,", "libsqlite3-0", KX892,
		KX_LIBRARY_NAMES(names) };

	return kx_library_need(&library, lib, diags);
}

bool
kx_ledger_open(const char *path, bool create, struct kx_ledger **ret_ledger, struct kx_diagnostics *diags)
{
	struct kx_ledger *ledger = calloc(1, sizeof(*ledger));
	int flags = (create ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
	bool open;

	if (ledger == NULL || (ledger->path = strdup(path)) == NULL) {
		free(ledger);
		kx_report(diags, KX830, (struct kx_place){ .file = path }, NULL, KX_LEDGER_NO_MEMORY);
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
