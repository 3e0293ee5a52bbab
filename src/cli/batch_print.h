/*
 * batch_print: prints what is due after a run of a batch.
 */
#ifndef KX_CLI_BATCH_PRINT_H
#define KX_CLI_BATCH_PRINT_H

#include "cli/due.h"

/*
 * Print what is due of `folder` by this ledger, and say of each sheet what
 * became of it: a line on standard error, or with --format json a line of JSON
 * on standard output.  False when something was reported.
 */
bool kx_batch_print(struct kx_print_round *round, const char *folder, const char *ledger);

#endif
