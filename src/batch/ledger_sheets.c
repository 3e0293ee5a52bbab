#include "batch/ledger.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "batch/ledger_db.h"

#include <string.h>

const char *const kx_ledger_states[] = { "built", "refused", "failed", "removed" };

#define FIRST_DIMENSION 18

static enum kx_sheet_state
state_of(const char *name)
{
	int state;

	for (state = 0; state < KX_SHEET_REMOVED; state++)
		if (name != NULL && strcmp(name, kx_ledger_states[state]) == 0)
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
