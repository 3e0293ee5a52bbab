#include "batch/ledger.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "batch/ledger_db.h"

bool
kx_ledger_add_print(struct kx_ledger *ledger, struct kx_print_record *print, struct kx_diagnostics *diags)
{
	struct kx_statement *row = kx_ledger_prepare(ledger, "INSERT INTO prints (sheet, build, at, file, sha256, document, printer, copies, "
	    "sides, color, media, job, state, detail, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)", diags);
	bool done;

	if (row == NULL)
		return false;
	if (print->sheet != 0)
		kx_ledger_number(row, 1, print->sheet);
	if (print->build != 0)
		kx_ledger_number(row, 2, print->build);
	kx_ledger_number(row, 3, print->at);
	kx_ledger_text(row, 4, print->file);
	kx_ledger_text(row, 5, print->sha256);
	kx_ledger_text(row, 6, print->document);
	kx_ledger_text(row, 7, print->printer);
	kx_ledger_number(row, 8, print->copies);
	kx_ledger_text(row, 9, print->sides);
	kx_ledger_text(row, 10, print->color);
	kx_ledger_text(row, 11, print->media);
	kx_ledger_number(row, 12, print->job);
	kx_ledger_text(row, 13, print->state);
	kx_ledger_text(row, 14, print->detail);
	kx_ledger_number(row, 15, print->due);
	done = kx_ledger_run(ledger, row, diags);
	print->id = kx_ledger_row(ledger);
	kx_ledger_finish(row);
	return done;
}

bool
kx_ledger_end_print(struct kx_ledger *ledger, const struct kx_print_record *print, struct kx_diagnostics *diags)
{
	struct kx_statement *row = kx_ledger_prepare(ledger, "UPDATE prints SET state = ?2, detail = ?3 WHERE id = ?1", diags);
	bool done;

	if (row == NULL)
		return false;
	kx_ledger_number(row, 1, print->id);
	kx_ledger_text(row, 2, print->state);
	kx_ledger_text(row, 3, print->detail);
	done = kx_ledger_run(ledger, row, diags);
	kx_ledger_finish(row);
	return done;
}

bool
kx_ledger_due(struct kx_ledger *ledger, struct kx_arena *arena, struct kx_sheet_record **ret_sheets, size_t *ret_count,
    struct kx_diagnostics *diags)
{
	return kx_ledger_read_sheets(ledger, arena, "SELECT " KX_LEDGER_SHEET ", NULL FROM sheets s LEFT JOIN builds b ON "
	    "b.id = s.build WHERE s.state = 'built' AND s.sha256 IS NOT NULL AND s.copies > 0 AND NOT EXISTS (SELECT 1 FROM prints p "
	    "WHERE p.sheet = s.id AND p.sha256 = s.sha256 AND p.due = 1 AND p.state <> 'given up') ORDER BY s.printer, s.output",
	    ret_sheets, ret_count, diags);
}

const char *
kx_ledger_data(struct kx_ledger *ledger, struct kx_arena *arena, struct kx_diagnostics *diags)
{
	struct kx_statement *row = kx_ledger_prepare(ledger, "SELECT data FROM runs ORDER BY id DESC LIMIT 1", diags);
	const char *data = NULL;

	if (row != NULL && kx_ledger_step(ledger, row, diags) == SQLITE_ROW)
		data = kx_ledger_column(arena, row, 0);
	kx_ledger_finish(row);
	return data;
}
