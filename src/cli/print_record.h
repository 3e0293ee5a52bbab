/*
 * print_record: what the ledger of a batch has to say of a sheet that is to be
 * printed, and what it is told of the print.
 *
 * A sheet that stands in the folder of a batch, or in a folder below it, has
 * its ledger there; one that stands elsewhere has none, and that is no fault.
 * A print is noted as soon as the printer has it, and once more when its end is known: a
 * program that is killed in between leaves a print that was sent.
 */
#ifndef KX_CLI_PRINT_RECORD_H
#define KX_CLI_PRINT_RECORD_H

#include "cli/order.h"

#include <stdbool.h>
#include <stdint.h>

struct kx_arena;
struct kx_diagnostics;
struct kx_ledger;

/* Which sheet of which ledger a print is of; `ledger` NULL: of none. */
struct kx_print_note {
	const char *ledger;
	int64_t sheet, build;                /* 0: the ledger does not know the sheet */
	bool due;                            /* it prints because the manifest asks for it */
	int64_t print;                       /* set by kx_print_records_sent() */
};

/* The ledger that was written to last stays open for the next print. */
struct kx_print_records {
	struct kx_arena *arena;
	const char *path;
	struct kx_ledger *ledger;
};

/*
 * Look for the ledger of this sheet, and whether that lets it pass: KX870 when the batch could not
 * make this sheet anew, so that the file is an older one.
 */
bool kx_print_records_find(struct kx_arena *arena, const struct kx_order *order, struct kx_print_note *ret_note,
    struct kx_diagnostics *diags);

/*
 * Note that the job was sent, and later how it stands.  A ledger that may not be
 * written is passed over, unless the print is due.  Reports KX828 to KX830.
 */
bool kx_print_records_sent(struct kx_print_records *records, struct kx_print_note *note, const struct kx_order *order,
    const struct kx_print_job *job, struct kx_diagnostics *diags);
bool kx_print_records_ended(struct kx_print_records *records, const struct kx_print_note *note,
    const struct kx_print_job *job, struct kx_diagnostics *diags);

void kx_print_records_done(struct kx_print_records *records);   /* accepts one that was never used */

#endif
