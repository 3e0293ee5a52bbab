/*
 * recall_ledger: what the ledgers of batches know of a claim, a source or a
 * ruling: which sheets carried it, from when to when, in which words, what of
 * it was printed, and whether the file stands there still.
 */
#ifndef KX_CLI_RECALL_LEDGER_H
#define KX_CLI_RECALL_LEDGER_H

#include <stdbool.h>

struct kx_job;
struct kx_json;

struct kx_recall_ledgers {
	struct kx_job *job;              /* its output gets the report as text, */
	struct kx_json *json;            /* unless this is an array that is open */
	const char *what;
};

/* The ledgers in the folder of a batch; none where it is none.  False when one cannot be read (KX828 to KX830). */
bool kx_recall_ledgers_in(const struct kx_recall_ledgers *ledgers, const char *folder);

/* The ledger's file, or the folder of a batch, which must have one (KX837). */
bool kx_recall_ledger_named(const struct kx_recall_ledgers *ledgers, const char *path);

#endif
