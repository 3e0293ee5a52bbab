/*
 * expand: a batch manifest -> the list of its sheets.
 */
#ifndef KX_BATCH_EXPAND_H
#define KX_BATCH_EXPAND_H

#include "batch/plan.h"

/*
 * Fill in `plan->jobs` with identity, output, clinic, values, copies and
 * printer, sorted by output, from `plan->batch`: the product of the lists for every clinic,
 * without what is excluded, with what is included.  Loads the stock that the
 * jobs need.  Reports KX820 to KX823, KX126, KX458 and what loading reports; false when there is no list.
 */
bool kx_expand(struct kx_plan *plan, const struct kx_plan_options *options, struct kx_diagnostics *diags);

#endif
