/*
 * print_record: what the ledger of a batch has to say of a sheet that is to be
 * printed, and what it is told of the print.
 *
 * A sheet that stands in the folder of a batch, or in a folder below it, has
 * its ledger there; one that stands elsewhere has none, and that is no fault.
 */
#ifndef KX_CLI_PRINT_RECORD_H
#define KX_CLI_PRINT_RECORD_H

#include "cli/order.h"

#include <stdbool.h>

struct kx_arena;
struct kx_diagnostics;

/*
 * Does the ledger let it pass?  KX870 when the batch could not make this sheet
 * anew, so that the file is an older one.
 */
bool kx_print_record_allows(struct kx_arena *arena, const struct kx_order *order, struct kx_diagnostics *diags);

/*
 * Note the print in the ledger, where there is one that may be written.  Faults of the ledger are reported (KX828 to KX830).
 */
void kx_print_record_add(struct kx_arena *arena, const struct kx_order *order, const struct kx_print_job *job,
    struct kx_diagnostics *diags);

#endif
