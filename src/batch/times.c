#include "batch/times.h"

#include "base/buffer.h"
#include "base/json_out.h"

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

static int64_t
first_start(const struct kx_times *const *lists, size_t count)
{
	int64_t first = INT64_MAX;
	size_t i, k;

	for (k = 0; k < count; k++)
		for (i = 0; i < lists[k]->count; i++)
			if (lists[k]->list[i].start < first)
				first = lists[k]->list[i].start;
	return first;
}

void
kx_times_trace(const struct kx_times *const *lists, size_t count, struct kx_buffer *out)
{
	int64_t first = first_start(lists, count);
	const struct kx_time *time;
	struct kx_json json;
	size_t i, k;

	kx_json_init(&json, out);
	kx_json_open_object(&json, NULL);
	kx_json_open_array(&json, "traceEvents");
	for (k = 0; k < count; k++) {
		for (i = 0; i < lists[k]->count; i++) {
			time = &lists[k]->list[i];
			kx_json_open_object(&json, NULL);
			kx_json_text(&json, "name", time->step);
			kx_json_text(&json, "ph", "X");
			kx_json_number(&json, "ts", (time->start - first) / 1000);
			kx_json_number(&json, "dur", time->nanoseconds / 1000);
			kx_json_number(&json, "pid", 1);
			kx_json_number(&json, "tid", 1 + time->beside);
			kx_json_close_object(&json);
		}
	}
	kx_json_close_array(&json);
	kx_json_close_object(&json);
	kx_json_done(&json);
}
