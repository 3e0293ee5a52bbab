#include "cli/batch_print.h"

#include "base/arena.h"
#include "base/json_out.h"
#include "batch/job.h"
#include "batch/lock.h"
#include "cli/command.h"
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#define LINE_CEILING (1024u * 1024)

static void
json_line(const struct kx_print_item *item)
{
	struct kx_buffer text;
	struct kx_json json;

	kx_buffer_init(&text, LINE_CEILING);
	kx_json_init(&json, &text);
	kx_json_open_object(&json, NULL);
	kx_json_text(&json, "event", item->job != NULL ? "sent" : "unsent");
	kx_print_round_json(item, &json);
	kx_json_close_object(&json);
	if (kx_json_done(&json))
		kx_progress_line(&text);
	kx_buffer_done(&text);
}

static void
text_line(const struct kx_print_item *item)
{
	int copies = item->order.wish.copies;

	fprintf(stderr, "%-9s %s (%d %s", item->job != NULL ? kx_print_state_name(item->job->state) : "unsent", item->order.path, copies,
	    copies == 1 ? "copy" : "copies");
	if (item->job != NULL)
		fprintf(stderr, ", job %d of %s", item->job->id, kx_printer_name(item->job->printer));
	fputs(")\n", stderr);
}

bool
kx_batch_print(struct kx_print_round *round, const char *folder, const char *ledger)
{
	bool ok, quiet = kx_asked(round->request, QUIET), as_json = kx_command_wants_json(round->request);
	size_t i;
	int lock;

	if (!kx_lock_take_prints(&round->job->arena, ledger, &lock, &round->job->diags))
		return false;
	ok = kx_due_add(round, folder, ledger);
	ok = kx_print_round_ask(round) && ok;
	ok = kx_print_round_send(round) && ok;
	for (i = 0; i < round->count; i++)
		if (as_json)
			json_line(&round->items[i]);
		else if (!quiet)
			text_line(&round->items[i]);
	close(lock);
	return ok;
}
