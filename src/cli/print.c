/*
 * print: finished sheets -> a printer.
 *
 * Of sheets that are named it is all or nothing, as far as that is in our
 * hands: every one is judged and the printer is asked about every one before
 * the first is sent.  Of what is due in a batch, each prints that can.
 */
#include "batch/job.h"
#include "cli/command.h"
#include "cli/due.h"
#include "cli/print_round.h"

static bool
print_files(struct kx_print_round *round)
{
	const struct kx_request *request = round->request;
	const char *printer = request->values[KX_OPT_PRINTER];
	bool ok = true;
	int i;

	for (i = 0; i < request->operand_count; i++)
		ok = kx_print_round_add(round, request->operands[i], printer, round->terms.copies, NULL) && ok;
	if (!ok || !kx_print_round_ask(round))
		return false;
	if (!kx_asked(request, DRY_RUN))
		ok = kx_print_round_send(round);
	kx_print_round_report(round);
	return ok;
}

bool
kx_command_print(const struct kx_request *request, struct kx_job *job)
{
	struct kx_print_round round;
	bool ok;

	if (kx_asked(request, DUE) && kx_asked(request, COPIES)) {
		kx_report(&job->diags, KX807, (struct kx_place){ 0 }, NULL, "--copies does not go with --due: the manifest says how many");
		return false;
	}
	ok = kx_print_round_begin(&round, request, job) && (kx_asked(request, DUE) ? kx_due_print(&round) : print_files(&round));
	kx_print_round_end(&round);
	return ok && !kx_buffer_failed(&job->out);
}
