/*
 * due: what a batch has made and nobody has printed yet.
 *
 * The manifest says how many copies of a sheet go to which printer.  They are
 * due whenever the sheet has a new version, once; the ledger knows which were
 * sent.  A sheet that may not be printed, and a printer that is not there,
 * cost their own and keep no other from printing.
 */
#ifndef KX_CLI_DUE_H
#define KX_CLI_DUE_H

#include "cli/print_round.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Add to the round what is due of `folder` by the ledger at `ledger`, judged
 * by the data that its last run read unless the request names others.  False
 * when a sheet may not be printed or the ledger cannot be read; the others are added all the same.
 */
bool kx_due_add(struct kx_print_round *round, const char *folder, const char *ledger);

/* `print --due FOLDER...`: all ledgers of the folders, or of the current one. */
bool kx_due_print(struct kx_print_round *round);

#endif
