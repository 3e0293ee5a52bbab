#include "batch/ledger.h"

#include "base/diagnostic.h"
#include "batch/ledger_db.h"

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
	kx_ledger_text(row, 4, kx_ledger_states[build->verdict]);
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
	kx_ledger_text(row, 2, kx_ledger_states[sheet->state]);
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
