#include "base/beside.h"

#include <sched.h>

/* Less than a page of two megabytes, which no stack of ours is worth. */
#define STACK_BYTES (1024 * 1024)

bool
kx_beside_helps(void)
{
	cpu_set_t processors;

	return sched_getaffinity(0, sizeof(processors), &processors) == 0 && CPU_COUNT(&processors) > 1;
}

/* Take the next piece; false when there is none.  The lock is held. */
static bool
run_next(struct kx_beside *beside)
{
	size_t index = beside->next;

	if (index >= beside->count)
		return false;
	beside->next++;
	beside->running = index;
	pthread_mutex_unlock(&beside->lock);
	beside->work(beside->task, index);
	pthread_mutex_lock(&beside->lock);
	beside->running = beside->count;
	pthread_cond_signal(&beside->done);
	return true;
}

static void *
run_all(void *row)
{
	struct kx_beside *beside = row;

	pthread_mutex_lock(&beside->lock);
	while (run_next(beside))
		;
	pthread_mutex_unlock(&beside->lock);
	return NULL;
}

static bool
start_thread(struct kx_beside *beside)
{
	pthread_attr_t attributes;
	bool started;

	if (pthread_attr_init(&attributes) != 0)
		return false;
	pthread_mutex_init(&beside->lock, NULL);
	pthread_cond_init(&beside->done, NULL);
	pthread_attr_setstacksize(&attributes, STACK_BYTES);
	started = pthread_create(&beside->thread, &attributes, run_all, beside) == 0;
	pthread_attr_destroy(&attributes);
	if (!started) {
		pthread_cond_destroy(&beside->done);
		pthread_mutex_destroy(&beside->lock);
	}
	return started;
}

void
kx_beside_start(struct kx_beside *beside, bool threaded, kx_piece *work, void *task, size_t count)
{
	*beside = (struct kx_beside){ .work = work, .task = task, .count = count, .running = count };
	beside->threaded = threaded && count > 0 && start_thread(beside);
}

void
kx_beside_need(struct kx_beside *beside, size_t index)
{
	size_t mine;

	if (beside->threaded)
		pthread_mutex_lock(&beside->lock);
	while (beside->next <= index && beside->next < beside->count) {
		mine = beside->next++;
		if (beside->threaded)
			pthread_mutex_unlock(&beside->lock);
		beside->work(beside->task, mine);
		if (beside->threaded)
			pthread_mutex_lock(&beside->lock);
	}
	while (beside->threaded && beside->running <= index && beside->running < beside->count)
		pthread_cond_wait(&beside->done, &beside->lock);
	if (beside->threaded)
		pthread_mutex_unlock(&beside->lock);
}

void
kx_beside_finish(struct kx_beside *beside)
{
	if (!beside->threaded)
		return;
	pthread_mutex_lock(&beside->lock);
	beside->next = beside->count;
	pthread_mutex_unlock(&beside->lock);
	pthread_join(beside->thread, NULL);
	pthread_cond_destroy(&beside->done);
	pthread_mutex_destroy(&beside->lock);
	beside->threaded = false;
}
