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
kx_print_record_allows(struct kx_arena *arena, const struct kx_order *order, struct kx_diagnostics *diags)
{
	struct kx_sheet_record *sheet = NULL;
	struct kx_ledger *ledger;
	struct place place;
	bool ok;

	if (!find_ledger(arena, order->path, &place))
		return true;
	if (!kx_ledger_open(place.ledger, false, &ledger, diags))
		return false;
	ok = kx_ledger_find(ledger, arena, place.output, NULL, &sheet, diags);
	if (ok && sheet != NULL && (sheet->state == KX_SHEET_REFUSED || sheet->state == KX_SHEET_FAILED)) {
		kx_report(diags, KX870, (struct kx_place){ .file = order->path }, "run the batch again and mend what it says",
		    "the batch %s this sheet when it was last to be made, so this file is an older one",
		    sheet->state == KX_SHEET_REFUSED ? "refused" : "failed to make");
		ok = false;
	}
	kx_ledger_close(ledger);
	return ok;
}

void
kx_print_record_add(struct kx_arena *arena, const struct kx_order *order, const struct kx_print_job *job,
    struct kx_diagnostics *diags)
{
	struct kx_print_record record = { .at = kx_today_seconds(), .file = order->path, .sha256 = order->sha256,
		.document = order->document, .printer = kx_printer_name(job->printer), .copies = order->wish.copies,
		.sides = order->wish.sides, .color = order->wish.color, .media = order->wish.media, .job = job->id,
		.state = kx_print_state_name(job->state), .detail = *job->reasons != '\0' ? job->reasons : NULL };
	struct kx_sheet_record *sheet = NULL;
	struct kx_ledger *ledger;
	struct place place;
	bool ok;

	if (!find_ledger(arena, order->path, &place) || access(place.ledger, W_OK) != 0 ||
	    !kx_ledger_open(place.ledger, true, &ledger, diags))
		return;
	ok = kx_ledger_find(ledger, arena, place.output, NULL, &sheet, diags);
	if (ok && sheet != NULL) {
		record.sheet = sheet->id;
		record.build = sheet->build;
	}
	if (ok)
		kx_ledger_add_print(ledger, &record, diags);
	kx_ledger_close(ledger);
}
