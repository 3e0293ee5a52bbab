#include "batch/ledger.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "batch/ledger_db.h"

#include <stdio.h>
#include <string.h>

static enum kx_sheet_state
verdict_of(const char *name)
{
	static const char *const names[] = { "built", "refused", "failed" };
	int state;

	for (state = 0; state < 3; state++)
		if (name != NULL && strcmp(name, names[state]) == 0)
			break;
	return (enum kx_sheet_state)state;
}

static void
read_line(struct kx_arena *arena, struct kx_statement *row, struct kx_history_line *line)
{
	struct kx_build_record *build = &line->build;

	build->id = kx_ledger_long(row, 0);
	build->sheet = kx_ledger_long(row, 1);
	build->run = kx_ledger_long(row, 2);
	build->at = kx_ledger_long(row, 3);
	build->verdict = verdict_of(kx_ledger_words(row, 4));
	build->key = kx_ledger_column(arena, row, 5);
	build->parts = kx_ledger_column(arena, row, 6);
	build->reason = kx_ledger_column(arena, row, 7);
	build->account = kx_ledger_long(row, 8);
	build->sha256 = kx_ledger_column(arena, row, 9);
	build->document = kx_ledger_column(arena, row, 10);
	build->warnings = kx_ledger_int(row, 11);
	build->messages = kx_ledger_column(arena, row, 12);
	line->job = kx_ledger_column(arena, row, 13);
	line->output = kx_ledger_column(arena, row, 14);
	line->clinic = kx_ledger_column(arena, row, 15);
	line->program = kx_ledger_column(arena, row, 16);
}

bool
kx_ledger_history(struct kx_ledger *ledger, struct kx_arena *arena, const char *what, struct kx_history_line **ret_lines,
    size_t *ret_count, struct kx_diagnostics *diags)
{
	/* By run and not by time: the clock may have gone back. */
	struct kx_statement *rows = kx_ledger_prepare(ledger, "SELECT b.id, b.sheet, b.run, b.at, b.verdict, b.key, b.parts, b.reason, "
	    "b.account, b.sha256, b.document, b.warnings, b.messages, s.job, s.output, s.clinic, r.program FROM builds b "
	    "JOIN sheets s ON s.id = b.sheet JOIN runs r ON r.id = b.run WHERE ?1 IS NULL OR s.clinic = ?1 OR s.output = ?1 OR "
	    "s.job = ?1 OR s.id IN (SELECT sheet FROM builds WHERE document = ?1) ORDER BY s.output, b.id", diags);
	struct kx_history_line *lines = NULL, *line;
	size_t count = 0, room = 0;
	int code = SQLITE_ERROR;

	if (rows != NULL)
		kx_ledger_text(rows, 1, what);
	while (rows != NULL && (code = kx_ledger_step(ledger, rows, diags)) == SQLITE_ROW) {
		line = kx_arena_push(arena, &lines, &count, &room, sizeof(*line));
		if (line == NULL)
			break;
		read_line(arena, rows, line);
	}
	kx_ledger_finish(rows);
	*ret_lines = lines;
	*ret_count = count;
	return code == SQLITE_DONE;
}

bool
kx_ledger_account_lines(struct kx_ledger *ledger, struct kx_arena *arena, int64_t account,
    struct kx_account_line **ret_lines, size_t *ret_count, struct kx_diagnostics *diags)
{
	struct kx_statement *rows = kx_ledger_prepare(ledger, "SELECT how, id, section, topic, claim, says FROM account_lines "
	    "WHERE account = ?1 ORDER BY line", diags);
	struct kx_account_line *lines = NULL, *line;
	size_t count = 0, room = 0;
	int code = SQLITE_ERROR;

	if (rows != NULL)
		kx_ledger_number(rows, 1, account);
	while (rows != NULL && (code = kx_ledger_step(ledger, rows, diags)) == SQLITE_ROW) {
		line = kx_arena_push(arena, &lines, &count, &room, sizeof(*line));
		if (line == NULL)
			break;
		*line = (struct kx_account_line){ kx_ledger_column(arena, rows, 0), kx_ledger_column(arena, rows, 1),
		    kx_ledger_column(arena, rows, 2), kx_ledger_column(arena, rows, 3), kx_ledger_column(arena, rows, 4),
		    kx_ledger_column(arena, rows, 5) };
	}
	kx_ledger_finish(rows);
	*ret_lines = lines;
	*ret_count = count;
	return code == SQLITE_DONE;
}

/*
 * Ids differ from ledger to ledger; a run's token, an account's hash and a
 * sheet's output tell which are the same.
 */
#define COLUMN(id, name, list) ", " name

static const char merge_sql[] =
"INSERT OR IGNORE INTO runs (token, began, ended, manifest, program, as_of, shard, built, skipped, refused, failed, removed, status, "
"data) SELECT token, began, ended, manifest, program, as_of, shard, built, skipped, refused, failed, removed, status, data FROM other.runs ORDER BY id;"
"INSERT OR IGNORE INTO accounts (hash) SELECT hash FROM other.accounts ORDER BY id;"
"INSERT OR IGNORE INTO account_lines SELECT a.id, l.line, l.how, l.id, l.section, l.topic, l.claim, l.says FROM other.account_lines l "
"JOIN other.accounts o ON o.id = l.account JOIN accounts a ON a.hash = o.hash;"
"INSERT OR IGNORE INTO sheets (output, job, clinic, state" KX_DIMENSIONS(COLUMN) ") "
"SELECT output, job, clinic, 'failed'" KX_DIMENSIONS(COLUMN) " FROM other.sheets ORDER BY id;"
"INSERT OR IGNORE INTO builds (sheet, run, at, verdict, key, parts, reason, account, sha256, bytes, pages, document, draft, errors, "
"warnings, messages) SELECT s.id, r.id, b.at, b.verdict, b.key, b.parts, b.reason, a.id, b.sha256, b.bytes, b.pages, b.document, "
"b.draft, b.errors, b.warnings, b.messages FROM other.builds b JOIN other.sheets os ON os.id = b.sheet JOIN sheets s ON s.output = "
"os.output JOIN other.runs rr ON rr.id = b.run JOIN runs r ON r.token = rr.token LEFT JOIN other.accounts oa ON oa.id = b.account "
"LEFT JOIN accounts a ON a.hash = oa.hash ORDER BY b.id;"
/* The record whose last build is the later one stands. */
"UPDATE sheets SET (copies, printer, state, key, parts, sha256, intended, file_size, mtime, ctime, inode, build) = (SELECT o.copies, "
"o.printer, o.state, o.key, o.parts, o.sha256, o.intended, o.file_size, o.mtime, o.ctime, o.inode, (SELECT b.id FROM builds b JOIN other.builds ob "
"ON ob.id = o.build JOIN other.runs rr ON rr.id = ob.run JOIN runs r ON r.token = rr.token WHERE b.sheet = sheets.id AND b.run = r.id) "
"FROM other.sheets o WHERE o.output = sheets.output) WHERE output IN (SELECT output FROM other.sheets) AND "
"(SELECT max(b.at) FROM other.builds b JOIN other.sheets o ON o.id = b.sheet WHERE o.output = sheets.output) >= "
"coalesce((SELECT max(at) FROM builds WHERE sheet = sheets.id), 0);"
"INSERT OR IGNORE INTO prints (sheet, build, at, file, sha256, document, printer, copies, sides, color, media, job, state, detail, "
"due) SELECT s.id, NULL, p.at, p.file, p.sha256, p.document, p.printer, p.copies, p.sides, p.color, p.media, p.job, p.state, p.detail, p.due "
"FROM other.prints p LEFT JOIN other.sheets o ON o.id = p.sheet LEFT JOIN sheets s ON s.output = o.output ORDER BY p.id;";

static bool
count_builds(struct kx_ledger *ledger, int64_t *ret_count, struct kx_diagnostics *diags)
{
	struct kx_statement *row = kx_ledger_prepare(ledger, "SELECT count(*) FROM builds", diags);
	bool read = row != NULL && kx_ledger_step(ledger, row, diags) == SQLITE_ROW;

	*ret_count = read ? kx_ledger_long(row, 0) : 0;
	kx_ledger_finish(row);
	return read;
}

/* As "other": the file itself, or, of an older version, a copy that was brought up to date. */
static bool
attach(struct kx_ledger *ledger, const struct kx_ledger *other, const char *path, struct kx_diagnostics *diags)
{
	struct kx_statement *statement = kx_ledger_prepare(ledger, "ATTACH ?1 AS other", diags);
	bool done;

	if (statement == NULL)
		return false;
	kx_ledger_text(statement, 1, other->is_copy ? ":memory:" : path);
	done = kx_ledger_run(ledger, statement, diags);
	kx_ledger_finish(statement);
	return done && (!other->is_copy || kx_ledger_copy(&ledger->lib, other->db, ledger->db, "other") || kx_ledger_fault(ledger, diags));
}

bool
kx_ledger_merge(struct kx_ledger *ledger, const char *from, size_t *ret_builds, struct kx_diagnostics *diags)
{
	struct kx_ledger *other = NULL;
	int64_t before, after;
	bool done;

	/* Is it one, whole, and of a version that is known? */
	if (!kx_ledger_open(from, false, &other, diags))
		return false;
	done = attach(ledger, other, from, diags);
	kx_ledger_close(other);
	done = done && count_builds(ledger, &before, diags) && kx_ledger_do(ledger, "BEGIN IMMEDIATE", diags);
	if (done && !(kx_ledger_do(ledger, merge_sql, diags) && kx_ledger_do(ledger, "COMMIT", diags))) {
		kx_ledger_try(ledger, "ROLLBACK");
		done = false;
	}
	done = done && count_builds(ledger, &after, diags);
	kx_ledger_try(ledger, "DETACH other");
	if (done)
		*ret_builds = (size_t)(after - before);
	return done;
}
