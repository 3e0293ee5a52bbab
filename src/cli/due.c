#include "cli/due.h"

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "batch/job.h"
#include "batch/ledger.h"
#include "batch/lock.h"

#include <string.h>
#include <unistd.h>

/* The folder may hold another sheet by now, which is as good but is not the one that the ledger means. */
static bool
is_as_recorded(struct kx_print_round *round, const struct kx_sheet_record *sheet)
{
	const struct kx_order *order = &round->items[round->count - 1].order;

	if (strcmp(order->sha256, sheet->sha256) == 0)
		return true;
	kx_report(&round->job->diags, KX380, (struct kx_place){ .file = order->path }, NULL, "this is not the file that the batch made");
	round->count--;
	return false;
}

static bool
add_sheets(struct kx_print_round *round, const char *folder, const char *ledger, const struct kx_sheet_record *sheets, size_t count)
{
	const char *printer = round->request->values[KX_OPT_PRINTER], *path;
	struct kx_print_note note = { .ledger = ledger, .due = true };
	bool ok = true;
	size_t i;

	for (i = 0; i < count; i++) {
		path = strcmp(folder, ".") == 0 ? sheets[i].output : kx_path_join(&round->job->arena, folder, sheets[i].output);
		note.sheet = sheets[i].id;
		note.build = sheets[i].build;
		ok = path != NULL && kx_print_round_add(round, path, printer != NULL ? printer : sheets[i].printer, sheets[i].copies, &note) &&
		    is_as_recorded(round, &sheets[i]) && ok;
	}
	return ok;
}

bool
kx_due_add(struct kx_print_round *round, const char *folder, const char *path)
{
	struct kx_job *job = round->job;
	struct kx_sheet_record *sheets;
	struct kx_ledger *ledger;
	const char *data;
	size_t count;
	bool ok;

	if (!kx_ledger_open(path, false, &ledger, &job->diags))
		return false;
	ok = kx_ledger_due(ledger, &job->arena, &sheets, &count, &job->diags);
	data = kx_ledger_data(ledger, &job->arena, &job->diags);
	kx_ledger_close(ledger);
	if (data != NULL && !kx_asked(round->request, DATA))
		kx_print_round_judge_by(round, data);
	return ok && add_sheets(round, folder, path, sheets, count);
}

/* The folder's own ledger, and those of shards. */
static bool
add_folder(struct kx_print_round *round, const char *folder)
{
	struct kx_job *job = round->job;
	const char *hidden = kx_path_join(&job->arena, folder, KX_LEDGER_FOLDER), *path;
	const char *const *names = NULL;
	size_t count = 0, i;
	bool ok = true;
	int unused;

	if (hidden == NULL || !kx_path_is_folder(hidden) || !kx_folder_list(&job->arena, hidden, ".sqlite", &names, &count, &job->diags) ||
	    count == 0) {
		kx_report(&job->diags, KX837, (struct kx_place){ .file = folder }, "name the folder of a batch", "there is no ledger here");
		return false;
	}
	for (i = 0; i < count; i++) {
		path = kx_path_join(&job->arena, hidden, names[i]);
		/* The lock is held until the program ends: two that look at once would both print. */
		ok = path != NULL && (kx_asked(round->request, DRY_RUN) || kx_lock_take_prints(&job->arena, path, &unused, &job->diags)) &&
		    kx_due_add(round, folder, path) && ok;
	}
	return ok;
}

bool
kx_due_print(struct kx_print_round *round)
{
	const struct kx_request *request = round->request;
	bool ok = true;
	int i;

	if (request->operand_count == 0)
		ok = add_folder(round, ".");
	for (i = 0; i < request->operand_count; i++)
		ok = add_folder(round, request->operands[i]) && ok;
	ok = kx_print_round_ask(round) && ok;
	if (!kx_asked(request, DRY_RUN))
		ok = kx_print_round_send(round) && ok;
	kx_print_round_report(round);
	return ok;
}
