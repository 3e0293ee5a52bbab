#include "base/once.h"

void
kx_once_init(struct kx_once *once)
{
	pthread_mutex_init(&once->lock, NULL);
	once->done = false;
}

void
kx_once_end(struct kx_once *once)
{
	pthread_mutex_destroy(&once->lock);
}

bool
kx_once_do(struct kx_once *once, bool (*work)(void *task), void *task)
{
	bool done;

	pthread_mutex_lock(&once->lock);
	done = once->done = once->done || work(task);
	pthread_mutex_unlock(&once->lock);
	return done;
}
