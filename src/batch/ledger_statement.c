#include "batch/ledger_db.h"

#include "base/arena.h"
#include "base/diagnostic.h"

#include <stdlib.h>

bool
kx_ledger_fault(const struct kx_ledger *ledger, struct kx_diagnostics *diags)
{
	int code = ledger->db != NULL ? ledger->lib.sqlite3_errcode(ledger->db) & 0xff : SQLITE_NOMEM;
	bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_SCHEMA || code == SQLITE_ERROR;

	kx_report(diags, damaged ? KX829 : KX830, (struct kx_place){ .file = ledger->path }, NULL, "%s",
	    ledger->db != NULL ? ledger->lib.sqlite3_errmsg(ledger->db) : KX_LEDGER_NO_MEMORY);
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
		kx_report(diags, KX830, (struct kx_place){ .file = ledger->path }, NULL, KX_LEDGER_NO_MEMORY);
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
