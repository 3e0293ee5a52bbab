/*
 * times: how long each step took.
 *
 * Only --timings and the progress of a batch show it; no byte of a sheet
 * depends on it.  The one place of the library that reads a clock.
 */
#ifndef KX_BATCH_TIMES_H
#define KX_BATCH_TIMES_H

#include <stddef.h>
#include <stdint.h>

struct kx_buffer;

#define KX_TIMES_MOST 16

struct kx_times {
	struct kx_time { const char *step; int64_t start, nanoseconds; } list[KX_TIMES_MOST];
	size_t count;
};

/* Nanoseconds of a clock that only goes forward, from an unknown start. */
int64_t kx_times_now(void);

/* Note that `step`, a constant string, was begun at `start` and ends now. */
void kx_times_add(struct kx_times *times, const char *step, int64_t start);

/*
 * Some lists as one JSON text in the Trace Event Format (complete events, "ph":
 * "X", in microseconds since the first), which the trace viewers of browsers
 * show as bars.
 */
void kx_times_trace(const struct kx_times *const *lists, size_t count, struct kx_buffer *out);

#endif
