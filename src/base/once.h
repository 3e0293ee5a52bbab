/*
 * once: what is made when it is first asked for, by whichever thread asks
 * first, in something that many threads use and that is const otherwise.
 */
#ifndef KX_BASE_ONCE_H
#define KX_BASE_ONCE_H

#include <pthread.h>
#include <stdbool.h>

struct kx_once {
	pthread_mutex_t lock;    /* of `done`, and of what is made */
	bool done;
};

void kx_once_init(struct kx_once *once);
void kx_once_end(struct kx_once *once);

/*
 * Do the work unless it has been done, and say whether it is done.  Whoever
 * comes meanwhile waits; work that returns false is tried again by the next.
 */
bool kx_once_do(struct kx_once *once, bool (*work)(void *task), void *task);

#endif
