/*
 * beside: work that a second processor may do meanwhile.
 *
 * A row of pieces is begun; a thread takes them one after the other, and
 * whoever needs a piece gets it: it waits for the one that is being done, and
 * does what nobody has begun itself.  A piece begins when the one before it has
 * ended, so the same work is done in the same order by one pair of hands or by
 * two, pieces may share what they write to, and nothing may depend on whose
 * hands they were.  What may run in a piece:
 *
 * - it reads what nobody writes until the row is finished, and writes only to
 *   what is its own: an arena, a memo and a list of messages of its own, which
 *   are put behind one another in a fixed order afterwards;
 * - it starts no process, and none is started before the row is finished;
 * - it needs no more than a part of a megabyte of stack.
 *
 * Only the program's own commands ask for it; where there is one processor,
 * or no thread can be made, nothing is done before it is needed.
 */
#ifndef KX_BASE_BESIDE_H
#define KX_BASE_BESIDE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

typedef void kx_piece(void *task, size_t index);

struct kx_beside {
	kx_piece *work;
	void *task;
	size_t count;
	size_t next;             /* the first piece that nobody has begun */
	size_t running;          /* the piece that somebody is at, or `count` */
	bool threaded;
	pthread_t thread;
	pthread_mutex_t lock;    /* of the three above, while there is a thread */
	pthread_cond_t done;     /* a piece has been done */
};

/* May the process use a second processor? */
bool kx_beside_helps(void);

/* Begin `count` pieces, in a thread of their own if `threaded`.  `beside` must stay where it is until kx_beside_finish(). */
void kx_beside_start(struct kx_beside *beside, bool threaded, kx_piece *work, void *task, size_t count);

/* Returns when the pieces up to `index` are done. */
void kx_beside_need(struct kx_beside *beside, size_t index);

/* What is being done is done to its end, what nobody has begun is left; the thread is gone. */
void kx_beside_finish(struct kx_beside *beside);

#endif
