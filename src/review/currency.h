/*
 * currency: is the sheet still current?
 *
 * Every part carries the day from which it no longer prints without a new
 * look at it: the pack, each summary whose claims stand on the sheet or are
 * cited there, each ruling that speaks on a topic of the sheet.  From that day
 * on it blocks (KX366); the gate's "due_soon_days" before it, it warns (KX365).
 *
 * The day is the caller's: nothing here reads a clock, and no byte of a sheet
 * depends on it.
 */
#ifndef KX_REVIEW_CURRENCY_H
#define KX_REVIEW_CURRENCY_H

#include "content/gate.h"
#include "content/handout.h"

/* All zero for `as_of`: no day is known and nothing is reported.  True when nothing blocks. */
bool kx_currency_check(const struct kx_handout *handout, const struct kx_gate *gate, struct kx_date as_of,
    struct kx_diagnostics *diags);

#endif
