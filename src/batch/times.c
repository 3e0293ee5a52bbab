#include "batch/times.h"

#include "base/buffer.h"
#include "base/json_out.h"

#include <stdbool.h>
#include <time.h>

int64_t
kx_times_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void
kx_times_add(struct kx_times *times, const char *step, int64_t start)
{
	if (times->count < KX_TIMES_MOST)
		times->list[times->count++] = (struct kx_time){ step, start, kx_times_now() - start, 0 };
}

void
kx_times_join(struct kx_times *times, const struct kx_times *beside)
{
	size_t i, k;

	for (i = 0; i < beside->count && times->count < KX_TIMES_MOST; i++) {
		for (k = times->count++; k > 0 && times->list[k - 1].start > beside->list[i].start; k--)
			times->list[k] = times->list[k - 1];
		times->list[k] = beside->list[i];
		times->list[k].beside = 1;
	}
}

/*
 * The step that began next after `*last`, or the first where that is NULL; of steps that began at once, as they stand in the
 * lists.  NULL when there is no more.  One list may go on while another's step is waited for.
 */
static const struct kx_time *
next_step(const struct kx_times *const *lists, size_t count, const struct kx_time *last)
{
	const struct kx_time *time, *next = NULL;
	bool passed = last == NULL;
	size_t i, k;

	for (k = 0; k < count; k++)
		for (i = 0; i < lists[k]->count; i++) {
			time = &lists[k]->list[i];
			if ((last == NULL || time->start > last->start || (passed && time->start == last->start)) &&
			    (next == NULL || time->start < next->start))
				next = time;
			passed = passed || time == last;
		}
	return next;
}

void
kx_times_trace(const struct kx_times *const *lists, size_t count, struct kx_buffer *out)
{
	const struct kx_time *first = next_step(lists, count, NULL), *time;
	struct kx_json json;

	kx_json_init(&json, out);
	kx_json_open_object(&json, NULL);
	kx_json_open_array(&json, "traceEvents");
	for (time = first; time != NULL; time = next_step(lists, count, time)) {
		kx_json_open_object(&json, NULL);
		kx_json_text(&json, "name", time->step);
		kx_json_text(&json, "ph", "X");
		kx_json_number(&json, "ts", (time->start - first->start) / 1000);
		kx_json_number(&json, "dur", time->nanoseconds / 1000);
		kx_json_number(&json, "pid", 1);
		kx_json_number(&json, "tid", 1 + time->beside);
		kx_json_close_object(&json);
	}
	kx_json_close_array(&json);
	kx_json_close_object(&json);
	kx_json_done(&json);
}
