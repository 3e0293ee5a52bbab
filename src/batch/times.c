#include "batch/times.h"

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
		times->list[times->count++] = (struct kx_time){ step, kx_times_now() - start };
}
