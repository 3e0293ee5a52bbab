#include "batch/ledger.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "batch/ledger_db.h"

/* ---- spells ---- */

/* Every time that a file changed of each sheet that has ever carried ?1, in order, and whether it carried it then. */
static const char builds_sql[] =
"SELECT s.id, s.output, s.clinic, s.sha256, s.build, b.id, b.at, b.document, b.account, "
"b.account IN (SELECT account FROM account_lines WHERE id = ?1) AND b.verdict = 'built' "
"FROM builds b JOIN sheets s ON s.id = b.sheet WHERE b.verdict IN ('built', 'removed') AND s.id IN "
"(SELECT sheet FROM builds WHERE verdict = 'built' AND account IN (SELECT account FROM account_lines WHERE id = ?1)) "
"ORDER BY s.output, b.id";

enum { SHEET, OUTPUT, CLINIC, SHA256, CURRENT, BUILD, AT, DOCUMENT, ACCOUNT, CARRIES };

struct recalling {
	struct kx_arena *arena;
	struct kx_recall_spell *spells; size_t count, room;
	bool open;                       /* the last spell goes on until a build says otherwise */
};

static void
begin_spell(struct recalling *recalling, struct kx_statement *row)
{
	struct kx_arena *arena = recalling->arena;
	struct kx_recall_spell *spell = kx_arena_push(arena, &recalling->spells, &recalling->count, &recalling->room, sizeof(*spell));

	if (spell == NULL)
		return;
	*spell = (struct kx_recall_spell){ .sheet = kx_ledger_long(row, SHEET), .output = kx_ledger_column(arena, row, OUTPUT),
	    .clinic = kx_ledger_column(arena, row, CLINIC), .sha256 = kx_ledger_column(arena, row, SHA256),
	    .first = kx_ledger_long(row, BUILD), .from = kx_ledger_long(row, AT) };
	recalling->open = true;
}

static void
take_build(struct recalling *recalling, struct kx_statement *row)
{
	struct kx_recall_spell *last = recalling->open ? &recalling->spells[recalling->count - 1] : NULL;
	bool carries = kx_ledger_int(row, CARRIES) != 0;

	if (last != NULL && last->sheet != kx_ledger_long(row, SHEET))
		recalling->open = false;
	else if (last != NULL && !carries) {
		last->until = kx_ledger_long(row, AT);
		recalling->open = false;
	}
	if (carries && !recalling->open)
		begin_spell(recalling, row);
	if (!carries || !recalling->open)
		return;
	last = &recalling->spells[recalling->count - 1];
	last->last = kx_ledger_long(row, BUILD);
	last->account = kx_ledger_long(row, ACCOUNT);
	last->document = kx_ledger_column(recalling->arena, row, DOCUMENT);
	last->stands = last->last == kx_ledger_long(row, CURRENT) && last->sha256 != NULL;
}

bool
kx_ledger_recall(struct kx_ledger *ledger, struct kx_arena *arena, const char *id, struct kx_recall_spell **ret_spells,
    size_t *ret_count, struct kx_diagnostics *diags)
{
	struct kx_statement *rows = kx_ledger_prepare(ledger, builds_sql, diags);
	struct recalling recalling = { .arena = arena };
	int code = SQLITE_ERROR;

	if (rows != NULL)
		kx_ledger_text(rows, 1, id);
	while (rows != NULL && (code = kx_ledger_step(ledger, rows, diags)) == SQLITE_ROW)
		take_build(&recalling, rows);
	kx_ledger_finish(rows);
	*ret_spells = recalling.spells;
	*ret_count = recalling.count;
	return code == SQLITE_DONE && !kx_arena_spent(arena);
}

/* ---- prints ---- */

bool
kx_ledger_prints(struct kx_ledger *ledger, struct kx_arena *arena, const struct kx_recall_spell *spell,
    struct kx_print_record **ret_prints, size_t *ret_count, struct kx_diagnostics *diags)
{
	struct kx_statement *rows = kx_ledger_prepare(ledger, "SELECT at, printer, copies, state, detail, due, sha256 FROM prints "
	    "WHERE sheet = ?1 AND sha256 IN (SELECT sha256 FROM builds WHERE sheet = ?1 AND id BETWEEN ?2 AND ?3) ORDER BY at, id", diags);
	struct kx_print_record *prints = NULL, *print;
	size_t count = 0, room = 0;
	int code = SQLITE_ERROR;

	if (rows != NULL) {
		kx_ledger_number(rows, 1, spell->sheet);
		kx_ledger_number(rows, 2, spell->first);
		kx_ledger_number(rows, 3, spell->last);
	}
	while (rows != NULL && (code = kx_ledger_step(ledger, rows, diags)) == SQLITE_ROW) {
		print = kx_arena_push(arena, &prints, &count, &room, sizeof(*print));
		if (print == NULL)
			break;
		*print = (struct kx_print_record){ .sheet = spell->sheet, .at = kx_ledger_long(rows, 0),
		    .printer = kx_ledger_column(arena, rows, 1), .copies = kx_ledger_int(rows, 2),
		    .state = kx_ledger_column(arena, rows, 3), .detail = kx_ledger_column(arena, rows, 4),
		    .due = kx_ledger_int(rows, 5) != 0, .sha256 = kx_ledger_column(arena, rows, 6) };
	}
	kx_ledger_finish(rows);
	*ret_prints = prints;
	*ret_count = count;
	return code == SQLITE_DONE;
}
