/*
 * times: how long each step took.
 *
 * Only --timings and the progress of a batch show it; no byte of a sheet
 * depends on it.
 */
#ifndef KX_BATCH_TIMES_H
#define KX_BATCH_TIMES_H

#include <stddef.h>
#include <stdint.h>

struct kx_buffer;

#define KX_TIMES_MOST 16

struct kx_times {
	struct kx_time {
		const char *step;
		int64_t start, nanoseconds;
		int beside;                        /* 1: done by the second processor, while other steps went on */
	} list[KX_TIMES_MOST];
	size_t count;
};

/* Nanoseconds of a clock that only goes forward, from an unknown start. */
int64_t kx_times_now(void);

/* Note that `step`, a constant string, was begun at `start` and ends now. */
void kx_times_add(struct kx_times *times, const char *step, int64_t start);

/* Add the steps that were done beside those of `times`, each where it began. */
void kx_times_join(struct kx_times *times, const struct kx_times *beside);

/*
 * Some lists as one JSON text in the Trace Event Format (complete events, "ph":
 * "X", in microseconds since the first, in
 * the second row what was done beside the rest), which the trace viewers of browsers
 * show as bars.
 */
void kx_times_trace(const struct kx_times *const *lists, size_t count, struct kx_buffer *out);

#endif
