/*
 * today: the one place that reads the clock.
 *
 * The gate asks for the day, to tell whether a review is due or a waiver has
 * run out, and a ledger for the time of a run; no byte of a sheet depends on
 * it.
 */
#ifndef KX_CLI_TODAY_H
#define KX_CLI_TODAY_H

#include "content/date.h"

#include <stdbool.h>

struct kx_diagnostics;

/*
 * What the gate takes for today: `wanted` ("2026-11-22", from --as-of), or
 * $KXREPORT_AS_OF, or the day by the clock in UTC.  KX805 when one of the
 * former is no day.
 */
bool kx_today(const char *wanted, struct kx_date *ret_today, struct kx_diagnostics *diags);

/* Seconds since 1970 UTC by the clock: when a run of a batch began. */
int64_t kx_today_seconds(void);

#endif
