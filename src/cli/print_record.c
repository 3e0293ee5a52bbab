#include "cli/print_record.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "batch/ledger.h"
#include "cli/today.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LEDGER "/" KX_LEDGER_FOLDER "/" KX_LEDGER_FILE

/* The ledger's file, and the sheet's path below the ledger's folder. */
struct place { const char *ledger, *output; };

/* From the sheet's folder upwards. */
static bool
find_ledger(struct kx_arena *arena, const char *path, struct place *ret_place)
{
	char *whole = realpath(path, NULL), *slash = NULL;
	const char *ledger;
	size_t length = whole != NULL ? strlen(whole) : 0;
	bool found = false;

	while (!found && length > 0 && (slash = memrchr(whole, '/', length)) != NULL) {
		length = (size_t)(slash - whole);
		ledger = kx_arena_print(arena, "%.*s" LEDGER, (int)length, whole);
		found = ledger != NULL && kx_path_is_file(ledger);
		if (found)
			*ret_place = (struct place){ ledger, kx_arena_string(arena, slash + 1) };
	}
	free(whole);
	return found;
}

bool
kx_print_records_find(struct kx_arena *arena, const struct kx_order *order, struct kx_print_note *ret_note,
    struct kx_diagnostics *diags)
{
	struct kx_sheet_record *sheet = NULL;
	struct kx_ledger *ledger;
	struct place place;
	bool ok;

	*ret_note = (struct kx_print_note){ 0 };
	if (!find_ledger(arena, order->path, &place))
		return true;
	if (!kx_ledger_open(place.ledger, false, &ledger, diags))
		return false;
	ok = kx_ledger_find(ledger, arena, place.output, NULL, &sheet, diags);
	kx_ledger_close(ledger);
	if (ok && sheet != NULL && (sheet->state == KX_SHEET_REFUSED || sheet->state == KX_SHEET_FAILED)) {
		kx_report(diags, KX870, (struct kx_place){ .file = order->path }, "run the batch again and mend what it says",
		    "the batch %s this sheet when it was last to be made, so this file is an older one",
		    sheet->state == KX_SHEET_REFUSED ? "refused" : "failed to make");
		return false;
	}
	*ret_note = (struct kx_print_note){ .ledger = place.ledger, .sheet = sheet != NULL ? sheet->id : 0,
	    .build = sheet != NULL ? sheet->build : 0 };
	return ok;
}

static bool
open_ledger(struct kx_print_records *records, const char *path, struct kx_diagnostics *diags)
{
	if (records->ledger != NULL && strcmp(records->path, path) == 0)
		return true;
	kx_print_records_done(records);
	records->path = path;
	return kx_ledger_open(path, true, &records->ledger, diags);
}

bool
kx_print_records_sent(struct kx_print_records *records, struct kx_print_note *note, const struct kx_order *order,
    const struct kx_print_job *job, struct kx_diagnostics *diags)
{
	struct kx_print_record record = { .due = note->due, .sheet = note->sheet, .build = note->build, .at = kx_today_seconds(),
	    .file = order->path, .sha256 = order->sha256, .document = order->document, .printer = kx_printer_name(job->printer),
	    .copies = order->wish.copies, .sides = order->wish.sides, .color = order->wish.color, .media = order->wish.media,
	    .job = job->id, .state = kx_print_state_name(job->state), .detail = *job->reasons != '\0' ? job->reasons : NULL };

	if (note->ledger == NULL || (!note->due && access(note->ledger, W_OK) != 0))
		return true;
	if (!open_ledger(records, note->ledger, diags) || !kx_ledger_add_print(records->ledger, &record, diags))
		return false;
	note->print = record.id;
	return true;
}

bool
kx_print_records_ended(struct kx_print_records *records, const struct kx_print_note *note, const struct kx_print_job *job,
    struct kx_diagnostics *diags)
{
	struct kx_print_record record = { .id = note->print, .state = kx_print_state_name(job->state),
	    .detail = *job->reasons != '\0' ? job->reasons : NULL };

	return note->print == 0 || (open_ledger(records, note->ledger, diags) &&
	    kx_ledger_end_print(records->ledger, &record, diags));
}

void
kx_print_records_done(struct kx_print_records *records)
{
	kx_ledger_close(records->ledger);
	records->ledger = NULL;
}
