/*
 * gathering: sheets that come to their places, and into the ledger, together.
 *
 * Bringing files to disk and ending a transaction cost as much for one sheet as for
 * two hundred, so finished sheets are gathered.  The ledger first says what is
 * about to be renamed, then the files are, then it says what became of them:
 * whenever the machine stops, the next run finds out from the ledger and the folder what stands there.
 */
#ifndef KX_BATCH_GATHERING_H
#define KX_BATCH_GATHERING_H

#include "base/arena.h"
#include "batch/workers.h"

#define KX_GATHERING_MOST 256

struct kx_gathering {
	struct kx_plan *plan;
	struct kx_ledger *ledger;
	int64_t run;                     /* its id in the ledger */
	struct kx_arena arena;           /* texts of what was made */
	struct kx_made made[KX_GATHERING_MOST];
	size_t count;
	int64_t begun;                   /* kx_times_now() of the first */
};

/* The ledger and the run come later, but before the first sheet is settled. */
void kx_gathering_init(struct kx_gathering *gathering, struct kx_plan *plan);

/*
 * Put all sheets of the gathering in their places and record them, at `at` (seconds since 1970).
 * A sheet that cannot be put there has failed, and says so in `made`.  False when nothing can
 * be kept, with the reason in `diags`; then the temporaries are gone.
 */
bool kx_gathering_settle(struct kx_gathering *gathering, int64_t at, struct kx_diagnostics *diags);

/* Begin the next gathering. */
void kx_gathering_clear(struct kx_gathering *gathering);

void kx_gathering_done(struct kx_gathering *gathering);

#endif
