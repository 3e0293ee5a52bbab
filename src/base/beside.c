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

/* Where there is no thread there is nobody to wait for. */
static void
hold(struct kx_beside *beside)
{
	if (beside->threaded)
		pthread_mutex_lock(&beside->lock);
}

static void
let_go(struct kx_beside *beside)
{
	if (beside->threaded)
		pthread_mutex_unlock(&beside->lock);
}

/*
 * Do the next piece before `end`; false when there is none and all of them are
 * done.  The lock is held.  While somebody is at a piece the next one waits,
 * whoever would do it: pieces may share an arena.
 */
static bool
run_next(struct kx_beside *beside, size_t end)
{
	size_t index;

	while (beside->running < end)
		pthread_cond_wait(&beside->done, &beside->lock);
	if (beside->next >= end)
		return false;
	index = beside->running = beside->next++;
	let_go(beside);
	beside->work(beside->task, index);
	hold(beside);
	beside->running = beside->count;
	if (beside->threaded)
		pthread_cond_broadcast(&beside->done);
	return true;
}

static void *
run_all(void *row)
{
	struct kx_beside *beside = row;

	hold(beside);
	while (run_next(beside, beside->count))
		;
	let_go(beside);
	return NULL;
}

static void
start_thread(struct kx_beside *beside)
{
	pthread_attr_t attributes;

	if (pthread_attr_init(&attributes) != 0)
		return;
	pthread_mutex_init(&beside->lock, NULL);
	pthread_cond_init(&beside->done, NULL);
	pthread_attr_setstacksize(&attributes, STACK_BYTES);
	beside->threaded = true;   /* before there is a thread that asks */
	if (pthread_create(&beside->thread, &attributes, run_all, beside) != 0) {
		beside->threaded = false;
		pthread_cond_destroy(&beside->done);
		pthread_mutex_destroy(&beside->lock);
	}
	pthread_attr_destroy(&attributes);
}

void
kx_beside_start(struct kx_beside *beside, bool threaded, kx_piece *work, void *task, size_t count)
{
	*beside = (struct kx_beside){ .work = work, .task = task, .count = count, .running = count };
	if (threaded && count > 0)
		start_thread(beside);
}

void
kx_beside_need(struct kx_beside *beside, size_t index)
{
	size_t end = index < beside->count ? index + 1 : beside->count;

	hold(beside);
	while (run_next(beside, end))
		;
	let_go(beside);
}

void
kx_beside_finish(struct kx_beside *beside)
{
	if (!beside->threaded)
		return;
	hold(beside);
	beside->next = beside->count;
	let_go(beside);
	pthread_join(beside->thread, NULL);
	pthread_cond_destroy(&beside->done);
	pthread_mutex_destroy(&beside->lock);
	beside->threaded = false;
}
